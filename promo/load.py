"""One evidence file and what it is held against, to an Assessment with every finding."""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from promo import evidence, ladder, ladders, source
from promo.assess import Assessment, assess
from promo.files import STDIN_NAME, exists, read_bytes
from promo.findings import Finding, InputError, Location, did_you_mean, in_order, quote, stopped
from promo.ignoring import sift
from promo.model import EvidenceFile, Ignored, Ladder, Target

STDIN = "-"
_TRACK = Location("--track")


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
    track: str | None = None
    ladder: str | None = None
    as_of: date | None = None
    stdin: bytes = b""


class Opened(NamedTuple):
    """One evidence file as read; ladder and target are None where they cannot be had.

    `findings` are those that the file does not ignore, errors among them.
    """

    source: source.Source
    evidence: EvidenceFile
    ladder: Ladder | None
    target: Target | None
    as_of: date
    findings: tuple[Finding, ...]
    ignored: tuple[Ignored, ...]


class Loaded(NamedTuple):
    """One evidence file as parsed, and what it was assessed to be."""

    source: source.Source
    assessment: Assessment


def load(question: Question) -> Assessment:
    """Read and assess one evidence file. Raises InputError with every finding."""
    return load_file(question).assessment


def load_file(question: Question) -> Loaded:
    """The same, with the file as it was parsed. Warnings that it ignores are not told."""
    opened = open_file(question)
    return Loaded(opened.source, assessed(opened))


def assessed(opened: Opened) -> Assessment:
    """The assessment of a file that was read. Raises InputError with every finding."""
    ladder, target, findings = opened.ladder, opened.target, opened.findings
    if ladder is None or target is None or any(finding.is_error for finding in findings):
        raise InputError(findings)
    found = assess(ladder, target.level, opened.evidence, opened.as_of, findings, target.track)
    return replace(found, ignored=opened.ignored)


def open_file(question: Question) -> Opened:
    """One evidence file with all its faults. Raises InputError where nothing of it can be read."""
    data = question.stdin if question.evidence == STDIN else read_evidence(question.evidence)
    parsed = source.parse(data, name_of(question.evidence))
    choices = evidence.choices(parsed)
    findings: list[Finding] = []
    found = _found_ladder(question, parsed, choices, findings)
    target = _target(question, parsed, choices, found, findings)
    level, track = target or (None, None)
    if found and level and not found.assessed_at(level, track):
        message = f"{found.id} assesses nothing at {quote(level.id)}"
        place = parsed.place(choices.target) if choices.target else Location("--target")
        help = "name another level, or add expectations to the ladder"
        findings.append(Finding(code="EV018", location=place, message=message, help=help))
    as_of = question.as_of or choices.as_of or question.today
    read, told = evidence.read(parsed, found, level, as_of, track)
    kept, ignored = sift(in_order([*findings, *told]), read.ignores)
    return Opened(parsed, read, found, target, as_of, kept, ignored)


def read_evidence(path: str) -> bytes:
    """The content of an evidence file. Raises InputError, with how to begin one that is missing."""
    begin = f"check the path, or begin such a file: promo new {shlex.quote(path)}"
    return read_bytes(path, otherwise=begin)


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


def load_ladder(
    name: str, folder: Path, place: Location, extending: tuple[str, ...] = ()
) -> tuple[Ladder, tuple[Finding, ...]]:
    """A built-in ladder by id, or a file relative to `folder`. Raises InputError.

    `extending` are the files that lead here, each extending the next.
    """
    if name in ladder.BUILT_IN:
        # Not importlib.resources, which takes as long to import as click takes to parse.
        built_in = Path(ladders.__file__).with_name(f"{name}.yaml")
        return _parsed_ladder(built_in.read_bytes(), built_in.name)
    path = folder / name
    if not exists(path):
        raise stopped("LD001", place, f"there is no ladder {quote(name)}", ladder.unknown(name))
    data = read_bytes(str(path))
    base, told = base_of(data, path, place, extending)
    found, own_told = _parsed_ladder(data, str(path), base)
    return found, (*told, *own_told)


def base_of(
    data: bytes, path: Path, place: Location, extending: tuple[str, ...] = ()
) -> tuple[Ladder | None, tuple[Finding, ...]]:
    """The ladder that a ladder file extends, with its warnings. Raises InputError."""
    own = os.path.realpath(path)
    if own in extending:
        message = f"{quote(path.name)} leads back to itself"
        raise stopped("LD004", place, message, "extend a ladder that does not extend this one")
    if b"extends" not in data:
        return None, ()
    parsed = source.parse(data, str(path))
    named = ladder.named_base(parsed)
    if named is None:
        return None, ()
    return load_ladder(named.value, path.parent, parsed.place(named), (*extending, own))


@lru_cache(maxsize=16)
def _parsed_ladder(
    data: bytes, name: str, base: Ladder | None = None
) -> tuple[Ladder, tuple[Finding, ...]]:
    return ladder.read(source.parse(data, name), base)


def _target(
    question: Question,
    parsed: source.Source,
    choices: evidence.Choices,
    found: Ladder | None,
    findings: list[Finding],
) -> Target | None:
    """Level and track by call or file; None with its findings when they cannot be had."""
    named, place = question.target, Location("--target")
    if named is None and choices.target is not None:
        named, place = choices.target.value, parsed.place(choices.target)
    track, track_place = question.track, _TRACK
    if track is None and choices.track is not None:
        track, track_place = choices.track.value, parsed.place(choices.track)
    if found is None:
        return None
    if not named:
        levels = ", ".join(level.id for level in found.levels)
        help = f"add `--target LEVEL` or `target:` under `packet:`; {found.id} has {levels}"
        place = Location(parsed.name)
        findings += stopped("EV002", place, "no target level is named", help).findings
        return None
    try:
        # A target of the call that means one track is not bound by the file's.
        all_named = found.targets_named(named)
        if track and not (question.target and question.track is None and len(all_named) == 1):
            return target_named(found, named, place, track, track_place)
        return target_named(found, named, place)
    except InputError as error:
        findings += error.findings
        return None


def target_named(
    found: Ladder,
    named: str,
    place: Location,
    track: str = "",
    track_place: Location = _TRACK,
) -> Target:
    """The one level and track that a name means. Raises InputError that names the candidates."""
    refuse_unknown_track(found, track, track_place)
    targets = found.targets_named(named, track)
    if len(targets) == 1:
        return targets[0]
    if targets:
        raise _ambiguous(named, place, targets)
    elsewhere = found.targets_named(named)
    if elsewhere:
        on = ", ".join(each.track.id for each in elsewhere if each.track)
        message = f"the level {quote(named)} is not on the track {quote(track)}"
        raise stopped("EV016", track_place, message, f"it is on: {on}")
    raise _unknown_level(found, named, place)


def refuse_unknown_track(found: Ladder, track: str, place: Location = _TRACK) -> None:
    """Raises InputError where a track is named that the ladder does not have."""
    if track and found.track_named(track) is None:
        tracks = [each.id for each in found.tracks]
        message = f"{found.id} has no track {quote(track)}"
        help = did_you_mean(track, tracks) or "leave it out: this ladder has no tracks"
        raise stopped("EV016", place, message, help)


def _ambiguous(named: str, place: Location, targets: tuple[Target, ...]) -> InputError:
    shown = [f"{t.level.id} on track {t.track.id}" if t.track else t.level.id for t in targets]
    message = f"{quote(named)} may be {' or '.join(shown)}"
    tracks = [each.track.id for each in targets if each.track]
    if len(set(tracks)) == len(targets):
        both = " or ".join(f"--track {id}" for id in tracks)
        one = targets[0]
        help = f"add {both}, or name both: {one.level.id} {tracks[0]}"
    else:
        help = "name the level by its id"
    return stopped("EV015", place, message, help)


def _unknown_level(found: Ladder, named: str, place: Location) -> InputError:
    levels = ", ".join(level.id for level in found.levels)
    names = [name for level in found.levels for name in level.names]
    near = did_you_mean(named, names)
    help = f"{near} " if near.startswith("did") else ""
    help += f"the levels are {levels}"
    return stopped("EV001", place, f"{found.id} has no level {quote(named)}", help)
