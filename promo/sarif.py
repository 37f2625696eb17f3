"""What `promo check` found as SARIF 2.1.0: findings, gaps and flags as results of rules."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeAlias
from urllib.parse import quote as percent_encoded

from promo import phrases
from promo.assess import Assessment, Coverage, PacketLine
from promo.explaining import GAP_CODES, MISSING, PACKET_CODES, TABLE, Explained, family_of, in_ticks
from promo.findings import Finding, Location
from promo.report import Json
from promo.words import Words

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "gap": "warning", "flag": "note"}
Results: TypeAlias = Sequence[tuple[str, Assessment | tuple[Finding, ...]]]
Path: TypeAlias = Callable[[str], str]  # a file as typed to its path from the folder of the run


class Told(NamedTuple):
    """A finding, a gap or a flag; `about` is what it is known by where it has no line."""

    code: str
    message: str
    help: str
    place: Location
    about: str


def told_in(results: Results) -> list[Told]:
    """Everything that is told of the files, in order; a fault of the call once."""
    return list(dict.fromkeys(_told(results)))


def _told(results: Results) -> Iterator[Told]:
    for name, result in results:
        for f in result.findings if isinstance(result, Assessment) else result:
            yield Told(f.code, f.message, f.help, f.location, f.message)
        if isinstance(result, Assessment):
            whole = Location(name)
            for coverage in result.gaps:
                code, text = code_of_gap(coverage), gap_text(result, coverage)
                yield Told(code, text, "", whole, coverage.competency.id)
            for line in result.packet_lines:
                yield Told(PACKET_CODES[line.rule], flag_text(result, line), "", whole, "")


def sarif(results: Results, version: str, path_of: Path) -> Json:
    """One run with a result for each finding, gap and flag; the rules are those that it names.

    A fault of the call has no file, and GitHub refuses a whole run for one result without a file:
    it is a notification.
    """
    told = told_in(results)
    found = [_result(each, path_of) for each in told if not is_option(each.place)]
    used = sorted({str(result["ruleId"]) for result in found}, key=list(TABLE).index)
    for result in found:
        result["ruleIndex"] = used.index(str(result["ruleId"]))
    driver: Json = {"name": "promo", "version": version, "rules": [_rule(TABLE[c]) for c in used]}
    ran: dict[str, Json] = {
        "executionSuccessful": all(isinstance(result, Assessment) for _, result in results)
    }
    if notes := [_notification(each) for each in told if is_option(each.place)]:
        ran["toolConfigurationNotifications"] = [*notes]
    run: Json = {
        "tool": {"driver": driver},
        "invocations": [ran],
        "columnKind": "unicodeCodePoints",
        "results": [*found],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: Explained) -> Json:
    text = f"{code.why} {code.remedy}"
    shown = text
    if code.weak:
        text += f" Weak: {code.weak} Strong: {code.strong}"
        shown += f"\n\n- weak: {in_ticks(code.weak)}\n- strong: {in_ticks(code.strong)}"
    return {
        "id": code.code,
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": code.why},
        "help": {"text": text, "markdown": shown},
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
        "properties": {"tags": [family_of(code.code).title]},
    }


def _message(told: Told) -> dict[str, Json]:
    text = f"{told.message}; {told.help}" if told.help else told.message
    return {"level": _LEVELS[TABLE[told.code].severity], "message": {"text": text}}


def _notification(told: Told) -> dict[str, Json]:
    return {"descriptor": {"id": told.code}, **_message(told)}


def _result(told: Told, path_of: Path) -> dict[str, Json]:
    result: dict[str, Json] = {"ruleId": told.code, **_message(told)}
    if not is_file(told.place):
        return result
    uri = percent_encoded(path_of(told.place.file), errors="replace")
    physical: dict[str, Json] = {"artifactLocation": {"uri": uri}}
    if told.place.line:
        column: dict[str, Json] = {"startColumn": told.place.column} if told.place.column else {}
        physical["region"] = {"startLine": told.place.line, **column}
    else:  # GitHub tells results of one rule apart by the text of their line
        known_by = hashlib.sha256(f"{told.code} {told.about}".encode(errors="replace")).hexdigest()
        result["partialFingerprints"] = {"primaryLocationLineHash": f"{known_by[:16]}:1"}
    result["locations"] = [{"physicalLocation": physical}]
    return result


def is_option(place: Location) -> bool:
    """Whether a place is in the call."""
    return place.file.startswith("--")


def is_file(place: Location) -> bool:
    """Whether a place is in a file, and not in the call or on standard input."""
    return not place.file.startswith(("--", "<"))


def code_of_gap(coverage: Coverage) -> str:
    """The first line of the policy that fails; another one where there is no item at all."""
    return GAP_CODES[coverage.failing[0].rule] if coverage.items else MISSING


def gap_text(a: Assessment, coverage: Coverage) -> str:
    """Title, status, reasons and what to do next."""
    words = Words()
    status = phrases.status_label(words, coverage.status)
    reasons, step = phrases.reasons(words, a, coverage), phrases.next_step(words, a, coverage)
    return f"{coverage.competency.title}: {status}. {reasons} {step}"


def flag_text(a: Assessment, line: PacketLine) -> str:
    """What a line of the packet says, and what to do next."""
    words = Words()
    names = words.listed(item.id for item in line.items) if line.items else ""
    _, text, step = phrases.packet_line(words, a, line, names)
    return f"{text} {step}"
