"""Warnings that a file or a call switches off: which they are, and what becomes of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from promo.fields import Fields
from promo.findings import CODES, Finding, InputError, Location, Severity, did_you_mean, quote
from promo.model import Ignore, Ignored
from promo.source import Map, Seq, Text

FEWEST_LETTERS = 2  # with which a family begins
_COUNTED = ("CV", "PK")  # gaps and flags, which are no findings
_LOOK_ALIKE = str.maketrans("OIL", "011")  # letters that are read as digits


def read_ignores(fields: Fields, first: int = 0, last: int = 0) -> Iterator[Ignore]:
    """What stands under `ignore`: codes, or mappings of code and reason.

    It holds from line `first` to line `last`, or for the whole file.
    """
    node = fields.node_of("ignore")
    if node is None:
        return
    for value in [node] if isinstance(node, Text) else fields.values(node, "ignore"):
        code, reason = (value, "") if isinstance(value, Text) else _with_reason(value, fields)
        if code is None or code.is_absent:
            fields.notes.add("DT003", value, "an ignored code is empty", "name it, or delete it")
            continue
        place = fields.notes.source.place(code)
        ignore = Ignore(code.value, reason, place, first, last)
        fault = fault_of(ignore)
        if fault:
            fields.notes.add(fault.code, code, fault.message, fault.help)
        else:
            yield ignore


def _with_reason(value: Map | Seq, fields: Fields) -> tuple[Text | None, str]:
    inner = Fields(value, "an ignored code", ("code", "reason"), fields.notes)
    return inner.located("code"), inner.text("reason")


def ignorable() -> list[str]:
    """Every code that can be ignored, and the letters that those begin with."""
    codes = [c.code for c in CODES.values() if c.severity is Severity.WARNING]
    return sorted({code[:n] for code in codes for n in range(FEWEST_LETTERS, len(code) + 1)})


def fault_of(ignore: Ignore) -> Finding | None:
    """Why it cannot be ignored; None when it can."""
    long_enough = len(ignore.code) >= FEWEST_LETTERS
    meant = [code for name, code in CODES.items() if name.startswith(ignore.code) and long_enough]
    shown = quote(ignore.code)
    if ignore.code.startswith(_COUNTED):
        gap = ignore.code.startswith("CV")
        message = f"{shown} is a gap" if gap else f"{shown} is a flag"
        help = "waive a gap under `waivers:`, with a reason and an approver"
        help = help if gap else "only warnings are ignored; a flag changes no exit code"
        return Finding(code="EV020", location=ignore.place, message=message, help=help)
    if not meant:
        message = f"there is no code {shown}" if ignore.code else "no code is named"
        help = _how_written(ignore.code) or near_code(ignore.code, CODES)
        help = help or "`promo explain` lists the codes"
        return Finding(code="EV019", location=ignore.place, message=message, help=help)
    if all(code.severity is Severity.ERROR for code in meant):
        message, help = (
            f"{shown} is an error",
            "mend it where it is told; only warnings are ignored",
        )
        return Finding(code="EV020", location=ignore.place, message=message, help=help)
    return None


def _how_written(typed: str) -> str:
    """How several codes, or a code and its reason, are written where one code is asked for."""
    names = re.split(r"[\s,;]+", typed)
    if len(names) > 1 and all(map(_is_code, names)):
        return f"write {', '.join(map(quote, names))}, each on its own"
    code, equals, _ = typed.partition("=")
    if equals and _is_code(code):
        return f"in a file a reason is written `{{code: {code.strip()}, reason: …}}`"
    return ""


def _is_code(text: str) -> bool:
    """Whether it names codes: one, or all that begin with these letters."""
    typed = text.strip().upper()
    return len(typed) >= FEWEST_LETTERS and any(code.startswith(typed) for code in CODES)


def near_code(typed: str, codes: Iterable[str]) -> str:
    """Help that names the code that was probably meant, as in `PR1O1` and `pr-101`, or nothing."""
    meant = re.sub(r"[\s_-]", "", typed).upper()
    meant = meant[:FEWEST_LETTERS] + meant[FEWEST_LETTERS:].translate(_LOOK_ALIKE)
    help = did_you_mean(meant, codes, limit=0)
    return help if help.startswith("did") else ""


def ignores_named(named: Iterable[str]) -> tuple[Ignore, ...]:
    """Those of a call: `CODE,CODE`, or both with `=reason` behind. Raises InputError."""
    found, faults, place = [], [], Location("--ignore")
    for each in named:
        codes, _, reason = each.partition("=")
        given = [code.strip().upper() for code in codes.split(",") if code.strip()]
        found += [Ignore(code, reason.strip(), place) for code in given or [""]]
        # A reason goes to the end, and may hold commas: what looks like a code may be meant as one.
        later = [part.partition("=")[0] for part in reason.split(",")[1:]]
        if code := next(filter(_is_code, later), ""):
            message = f"{quote(code.strip())} is a part of the reason of {quote(codes.strip())}"
            help = f"for a code of its own add: --ignore {code.strip()}"
            faults.append(Finding(code="EV021", location=place, message=message, help=help))
    faults += [fault for fault in map(fault_of, found) if fault]
    if faults:
        raise InputError(faults)
    return tuple(found)


def sift(
    findings: Iterable[Finding], ignores: Sequence[Ignore]
) -> tuple[tuple[Finding, ...], tuple[Ignored, ...]]:
    """The findings that are told, and for each ignore how many are not. Errors are always told."""
    counts = dict.fromkeys(range(len(ignores)), 0)
    kept = []
    for finding in findings:
        by = next((n for n, each in enumerate(ignores) if _covers(each, finding)), None)
        if by is None:
            kept.append(finding)
        else:
            counts[by] += 1
    told = tuple(Ignored(ignores[n], count) for n, count in counts.items())
    return tuple(kept), told


def _covers(ignore: Ignore, finding: Finding) -> bool:
    if finding.is_error or not finding.code.startswith(ignore.code):
        return False
    line = finding.location.line
    same_file = ignore.place.file == finding.location.file or not ignore.first
    return not ignore.first or (same_file and ignore.first <= line <= ignore.last)
