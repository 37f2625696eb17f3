"""One evidence file and what it is held against, to an Assessment with every finding."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from promo import evidence, ladder, ladders, source
from promo.assess import Assessment, assess
from promo.files import STDIN_NAME, read_bytes
from promo.findings import Finding, InputError, Location, did_you_mean, in_order, quote, stopped
from promo.model import Ladder, Level

STDIN = "-"


def name_of(evidence: str) -> str:
    """What messages call an evidence argument."""
    return STDIN_NAME if evidence == STDIN else evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What one evidence file is held against; None leaves the choice to the file.

    `today` is the as-of date where neither the call nor the file names one.
    """

    evidence: str
    today: date
    target: str | None = None
    ladder: str | None = None
    as_of: date | None = None
    stdin: bytes = b""


def load(question: Question) -> Assessment:
    """Read and assess one evidence file. Raises InputError with every finding."""
    data = question.stdin if question.evidence == STDIN else read_bytes(question.evidence)
    parsed = source.parse(data, name_of(question.evidence))
    choices = evidence.choices(parsed)
    findings: list[Finding] = []
    found = _found_ladder(question, parsed, choices, findings)
    level = _target(question, parsed, choices, found, findings)
    as_of = question.as_of or choices.as_of or question.today
    read, told = evidence.read(parsed, found, level, as_of)
    findings += told
    if found is None or level is None or any(finding.is_error for finding in findings):
        raise InputError(in_order(findings))
    return assess(found, level, read, as_of, in_order(findings))


def _found_ladder(
    question: Question,
    parsed: source.Source,
    choices: evidence.Choices,
    findings: list[Finding],
) -> Ladder | None:
    """The ladder by call, file, or default; None with its findings when it cannot be had."""
    named, place, folder = question.ladder, Location("--ladder"), Path()
    if named is None and choices.ladder is not None:
        named, place = choices.ladder.value, parsed.place(choices.ladder)
        folder = Path(question.evidence).parent if question.evidence != STDIN else Path()
    try:
        found, told = load_ladder(named or ladder.DEFAULT, folder, place)
    except InputError as error:
        findings += error.findings
        return None
    findings += told
    return found


def load_ladder(name: str, folder: Path, place: Location) -> tuple[Ladder, tuple[Finding, ...]]:
    """A built-in ladder by id, or a file relative to `folder`. Raises InputError."""
    if name in ladder.BUILT_IN:
        # Not importlib.resources, which takes as long to import as click takes to parse.
        built_in = Path(ladders.__file__).with_name(f"{name}.yaml")
        return _parsed_ladder(built_in.read_bytes(), built_in.name)
    path = folder / name
    if not os.path.exists(path):
        raise stopped("LD001", place, f"there is no ladder {quote(name)}", ladder.unknown(name))
    return _parsed_ladder(read_bytes(str(path)), str(path))


@lru_cache(maxsize=16)
def _parsed_ladder(data: bytes, name: str) -> tuple[Ladder, tuple[Finding, ...]]:
    return ladder.read(source.parse(data, name))


def _target(
    question: Question,
    parsed: source.Source,
    choices: evidence.Choices,
    found: Ladder | None,
    findings: list[Finding],
) -> Level | None:
    named, place = question.target, Location("--target")
    if named is None and choices.target is not None:
        named, place = choices.target.value, parsed.place(choices.target)
    if found is None:
        return None
    levels = ", ".join(level.id for level in found.levels)
    if not named:
        help = f"add `--target LEVEL` or `target:` under `packet:`; {found.id} has {levels}"
        place = Location(parsed.name)
        findings += stopped("EV002", place, "no target level is named", help).findings
        return None
    level = found.level_named(named)
    if level is None:
        names = [name for level in found.levels for name in level.names]
        near = did_you_mean(named, names)
        help = f"{near} " if near.startswith("did") else ""
        help += f"the levels are {levels}"
        message = f"{found.id} has no level {quote(named)}"
        findings += stopped("EV001", place, message, help).findings
    return level
