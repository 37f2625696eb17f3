"""Assessment to JSON: keys, codes, counts and places, for other programs. See docs/report.md."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePath
from typing import TypeAlias

from promo import phrases
from promo.assess import Assessment, Coverage, Line, PacketLine
from promo.committee import for_committee
from promo.findings import Finding
from promo.model import EvidenceItem, Ignored
from promo.next_steps import NextStep, next_steps, step_text
from promo.words import Words
from promo.writers.seal import State

# 1: the first one. A key may be added within a version; none is renamed, removed or changed.
FORMAT_VERSION = 1

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None
_DIGEST = re.compile(r'^  "digest": "([0-9a-f]{64})",$', re.MULTILINE)


def write(
    assessment: Assessment,
    tool_version: str,
    blinded: Callable[[Json], Json] | None = None,
    besides: Mapping[str, Json] | None = None,
) -> bytes:
    """The report of one assessment, with a digest of itself under `digest`.

    `blinded` puts codes in place of names; `besides` are keys that a call asks for.
    """
    report = {**assessment_report(assessment, tool_version), **(besides or {})}
    if blinded:
        report = {key: blinded(value) for key, value in report.items()}
    return _sealed(to_text({"format": "promo-assessment", "digest": "", **report}))


def to_text(report: Json) -> str:
    """JSON as people diff it: indented, in the order written, characters as they are."""
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"


def state_of(data: bytes) -> State:
    """Whether a JSON file is promo's report, untouched, edited since, or somebody else's."""
    try:
        text = data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return State.FOREIGN
    digest = _DIGEST.search(text)
    if digest is None:
        return State.EDITED if '"promo-assessment"' in text else State.FOREIGN
    blank = text.replace(digest[1], "", 1)
    return State.UNTOUCHED if _sealed(blank) == text.encode() else State.EDITED


def _sealed(text: str) -> bytes:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return text.replace('"digest": ""', f'"digest": "{digest}"', 1).encode()


def assessment_report(assessment: Assessment, tool_version: str) -> dict[str, Json]:
    """What is counted, without the prose."""
    a, candidate = assessment, assessment.evidence.candidate
    return {
        "version": FORMAT_VERSION,
        "tool": {"name": "promo", "version": tool_version},
        "file": _file_name(a.evidence.name),
        "as_of": a.as_of.isoformat(),
        "cycle": a.evidence.details.cycle,
        "candidate": {
            "name": candidate.name,
            "current_level": candidate.current_level,
            "role": candidate.role,
            "team": candidate.team,
            "manager": candidate.manager,
        },
        "ladder": {
            "id": a.ladder.id,
            "title": a.ladder.title,
            "version": a.ladder.version,
            "unofficial": a.ladder.source.unofficial,
        },
        "target": {
            "id": a.level.id,
            "title": a.level.title,
            "scope": a.level.scope,
            "track": a.track.id if a.track else None,
        },
        "counts": _counts(a),
        "competencies": [_competency(a, coverage) for coverage in a.coverages],
        "not_assessed": [competency.id for competency in a.not_assessed],
        "packet_flags": [_packet_flag(a, line) for line in a.packet_lines],
        "committee": [
            {"title": group.title, "lines": list(group.lines)}
            for group in for_committee(Words(), a.ladder, a.target)
        ],
        "items": [_item(a, item) for item in a.evidence.items],
        "findings": [finding_report(finding) for finding in a.findings],
    }


def finding_report(finding: Finding) -> dict[str, Json]:
    """One finding; line and column are 1-based, 0 for the file as a whole."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "file": _file_name(finding.location.file),
        "line": finding.location.line,
        "column": finding.location.column,
        "message": finding.message,
        "help": finding.help,
    }


def _file_name(path: str) -> str:
    """Without folders; a byte that is no text is shown as a question mark."""
    return PurePath(path).name.encode("utf-8", "replace").decode()


def _counts(a: Assessment) -> dict[str, Json]:
    statuses = [coverage.status.name.lower() for coverage in a.coverages]
    return {
        "items": len(a.evidence.items),
        "counted": len(a.accepted),
        "competencies": len(a.coverages),
        "gaps": len(a.gaps),
        "waived": len(a.waived),
        "errors": sum(finding.is_error for finding in a.findings),
        "warnings": sum(not finding.is_error for finding in a.findings),
        **{name: statuses.count(name) for name in ("missing", "thin", "covered", "strong")},
    }


def _competency(a: Assessment, coverage: Coverage) -> dict[str, Json]:
    words, waiver = Words(), coverage.waiver
    return {
        "id": coverage.competency.id,
        "title": coverage.competency.title,
        "required": coverage.required,
        "optional": coverage.optional,
        "weight": coverage.weight,
        **_coverage(coverage),
        "gap": coverage.is_gap,
        "waiver": {"reason": waiver.reason, "approved_by": waiver.approved_by} if waiver else None,
        "reasons": phrases.reasons(words, a, coverage),
        "next_step": phrases.next_step(words, a, coverage) if coverage.is_gap else "",
        "expectations": [
            {"id": e.expectation.id, "text": e.expectation.text, **_coverage(e)}
            for e in coverage.expectations
            if e.expectation
        ],
    }


def _coverage(coverage: Coverage) -> dict[str, Json]:
    return {
        "status": coverage.status.name.lower(),
        "items": [item.id for item in coverage.items],
        "lines": [_line(line) for line in coverage.lines],
        "support": list(coverage.support),
        "corroborated": coverage.corroborated,
    }


def _line(line: Line) -> dict[str, Json]:
    return {
        "rule": line.rule.value,
        "met": line.met,
        "have": line.have,
        "need": line.need,
        "set_by": line.source.value,
        "absent": line.absent,
        "months": line.months,
        "newest": line.newest.isoformat() if line.newest else None,
        "scope": line.scope,
    }


def _packet_flag(a: Assessment, line: PacketLine) -> dict[str, Json]:
    names = Words().listed(item.id for item in line.items) if line.items else ""
    _, text, step = phrases.packet_line(Words(), a, line, names)
    return {
        "rule": line.rule.value,
        "have": line.have,
        "need": line.need,
        "items": [item.id for item in line.items],
        "text": text,
        "next_step": step,
    }


def _item(a: Assessment, item: EvidenceItem) -> dict[str, Json]:
    reason = {other.id: why.value for other, why in a.not_counted}.get(item.id)
    return {
        "id": item.id,
        "title": item.title,
        "line": item.place.line,
        "column": item.place.column,
        "period": item.period.text if item.period else None,
        "project": item.project,
        "competencies": list(item.competencies),
        "expectations": list(item.expectations),
        "responsibility": item.responsibility.value if item.responsibility else None,
        "scope": item.scope,
        "status": item.status.value,
        "headline": item.headline,
        "metrics": len(item.metrics),
        "links": len(item.links),
        "corroboration": len(item.corroboration),
        "counted": reason is None,
        "not_counted": reason,
    }


def _next_step(a: Assessment, step: NextStep) -> dict[str, Json]:
    return {
        "items": step.items,
        "item": step.item.id if step.item else None,
        "asked": [
            {"rule": asked.rule.value, "items": asked.items, "months": asked.months}
            for asked in step.asked
        ],
        "scope": a.level.scope,
        "covers": [competency.id for competency in step.covers],
        "text": step_text(Words(), a, step),
    }


def _ignored(ignored: Ignored) -> Json:
    ignore, count = ignored
    where: dict[str, Json] = {"line": ignore.place.line, "column": ignore.place.column}
    return {"code": ignore.code, "reason": ignore.reason, **where, "warnings": count}


def questions_report(a: Assessment) -> list[Json]:
    """What a committee may ask, by ids."""
    from promo.questions import follow_ups  # seldom asked for, and so not read at each start

    return [
        {
            "competency": each.competency.id,
            "item": each.item.id if each.item else None,
            "kind": each.lack.value,
            "text": each.text,
        }
        for each in follow_ups(a, Words())
    ]


def check_report(
    results: Iterable[tuple[str, Assessment | tuple[Finding, ...]]],
    version: str,
    *,
    questions: bool = False,
) -> Json:
    """The report of `promo check`: for each file an assessment, or only its findings."""
    files: list[Json] = []
    for path, result in results:
        if isinstance(result, Assessment):
            entry = assessment_report(result, version)
            steps: list[Json] = [_next_step(result, step) for step in next_steps(result)]
            entry["next_steps"] = steps
            entry["ignored"] = [_ignored(each) for each in result.ignored]
            entry["to_judge"] = list(result.to_judge)
            if questions:
                entry["questions"] = questions_report(result)
            files.append({"path": path, "assessed": True, **entry})
        else:
            findings: list[Json] = [finding_report(finding) for finding in result]
            files.append({"path": path, "assessed": False, "findings": findings})
    return {"format": "promo-check", "version": FORMAT_VERSION, "files": files}
