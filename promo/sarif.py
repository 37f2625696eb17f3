"""What `promo check` found as SARIF 2.1.0: findings, gaps and flags as results of rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from urllib.parse import quote as percent_encoded

from promo import phrases
from promo.assess import Assessment, Coverage, PacketLine
from promo.explaining import GAP_CODES, MISSING, PACKET_CODES, TABLE, Explained, family_of
from promo.findings import Finding, Location
from promo.report import Json
from promo.words import Words

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "gap": "warning", "flag": "note"}
Results = Sequence[tuple[str, Assessment | tuple[Finding, ...]]]
Path = Callable[[str], str]  # a file as typed to its path from the folder of the run


def sarif(results: Results, version: str, path_of: Path) -> Json:
    """One run with a result for each finding, gap and flag; the rules are those that it names."""
    found = [result for name, told in results for result in _results(name, told, path_of)]
    used = sorted({str(result["ruleId"]) for result in found}, key=list(TABLE).index)
    for result in found:
        result["ruleIndex"] = used.index(str(result["ruleId"]))
    driver: Json = {"name": "promo", "version": version, "rules": [_rule(TABLE[c]) for c in used]}
    ran = {"executionSuccessful": all(isinstance(told, Assessment) for _, told in results)}
    run: Json = {
        "tool": {"driver": driver},
        "invocations": [{**ran}],
        "columnKind": "unicodeCodePoints",
        "results": [*found],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: Explained) -> Json:
    help = f"{code.why} {code.remedy}"
    if code.weak:
        help += f" Weak: {code.weak} Strong: {code.strong}"
    return {
        "id": code.code,
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": code.why},
        "help": {"text": help},
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
        "properties": {"tags": [family_of(code.code).title]},
    }


def _results(
    name: str, told: Assessment | tuple[Finding, ...], path_of: Path
) -> Iterator[dict[str, Json]]:
    findings = told.findings if isinstance(told, Assessment) else told
    for finding in findings:
        text = f"{finding.message}; {finding.help}" if finding.help else finding.message
        yield _result(finding.code, text, finding.location, path_of)
    if isinstance(told, Assessment):
        place = Location(name, 1)
        for coverage in told.gaps:
            yield _result(code_of_gap(coverage), gap_text(told, coverage), place, path_of)
        for line in told.packet_lines:
            yield _result(PACKET_CODES[line.rule], flag_text(told, line), place, path_of)


def _result(code: str, text: str, place: Location, path_of: Path) -> dict[str, Json]:
    result: dict[str, Json] = {
        "ruleId": code,
        "level": _LEVELS[TABLE[code].severity],
        "message": {"text": text},
    }
    if is_file(place):
        region: dict[str, Json] = {"startLine": max(place.line, 1)}
        if place.column:
            region["startColumn"] = place.column
        uri = percent_encoded(path_of(place.file), errors="replace")
        physical: Json = {"artifactLocation": {"uri": uri}, "region": region}
        result["locations"] = [{"physicalLocation": physical}]
    return result


def is_file(place: Location) -> bool:
    """Whether a place is in a file, and not in the call or on standard input."""
    return not place.file.startswith(("-", "<"))


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
