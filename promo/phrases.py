"""Counts to sentences: the reasons of a status, and the smallest thing that would mend each."""

from __future__ import annotations

from collections.abc import Iterator

from promo.assess import (
    Assessment,
    Coverage,
    Line,
    PacketLine,
    PacketRule,
    Rule,
    Status,
    months_before,
    months_between,
)
from promo.words import Words, sentence

DOTS = {
    Status.MISSING: "○○○",
    Status.THIN: "●○○",
    Status.COVERED: "●●○",
    Status.STRONG: "●●●",
}


def status_label(words: Words, status: Status) -> str:
    """Missing, Thin, Covered, Strong."""
    return words(f"status.{status.name.lower()}")


def reasons(words: Words, assessment: Assessment, coverage: Coverage) -> str:
    """Why a coverage is missing or thin, in counts, as one sentence; empty when it is neither."""
    if coverage.status is Status.MISSING:
        need = next((line.need for line in coverage.lines if line.rule is Rule.ITEMS), 1)
        return words("reason.missing", need=need)
    parts = [_reason(words, assessment, line) for line in coverage.failing]
    if not parts:
        return ""
    expectations = named_expectations(words, coverage)
    return sentence(words("reason.end", reasons=words.join((*parts, expectations), "semicolon")))


def named_expectations(words: Words, coverage: Coverage) -> str:
    """How many of a cell's expectations items name; empty when none is named."""
    if not coverage.expectations:
        return ""
    asked = [e for e in coverage.expectations if e.expectation and not e.expectation.optional]
    asked = asked or list(coverage.expectations)
    named = sum(bool(expectation.items) for expectation in asked)
    return words("reason.expectations", len(asked), have=named)


def _reason(words: Words, assessment: Assessment, line: Line) -> str:
    have, need = line.have, line.need
    if line.rule is Rule.ITEMS:
        return words("reason.items", items=words("items", have), need=need)
    if line.rule is Rule.PROJECTS:
        key = "reason.projects.absent" if line.absent else "reason.projects"
        return words(key, line.absent, projects=words("projects", have), need=need)
    if line.rule is Rule.RECENT:
        return _recent_reason(words, assessment, line)
    if line.rule is Rule.SUSTAINED:
        return _sustained_reason(words, line)
    if line.rule is Rule.MEASURED:
        return words("reason.measured.some" if have else "reason.measured", have=have, need=need)
    key = "reason.scope.some" if have else "reason.scope"
    reason = words(key, have=have, need=need, scope=line.scope)
    return words("reason.scope.absent", line.absent, reason=reason) if line.absent else reason


def _recent_reason(words: Words, assessment: Assessment, line: Line) -> str:
    if line.newest is None:
        return words("reason.recent.undated", line.absent)
    months = months_between(line.newest, assessment.as_of)
    age = words("months.count", months)
    if months <= line.months:  # by days
        age = words("months.over", age=age)
    key = "reason.recent.absent" if line.absent else "reason.recent"
    return words(key, line.absent, months=age, limit=line.months)


def _sustained_reason(words: Words, line: Line) -> str:
    key = "reason.sustained.absent" if line.absent else "reason.sustained"
    months, need = (words("months.count", n) for n in (line.have, line.need))
    return words(key, line.absent, months=months, need=need)


def next_step(words: Words, assessment: Assessment, coverage: Coverage) -> str:
    """What to do next about a gap: one clause for each failing line."""
    actions = words.join(_actions(words, assessment, coverage), "semicolon")
    return sentence(words("action.end", actions=actions))


def _actions(words: Words, assessment: Assessment, coverage: Coverage) -> Iterator[str]:
    if coverage.status is Status.MISSING:
        yield _first_items(words, assessment, coverage)
        return
    for line in coverage.failing:
        if line.rule is Rule.ITEMS:
            yield words("action.items", line.need - line.have)
        elif line.rule is Rule.PROJECTS:
            if line.absent:
                yield words("action.projects.absent", line.absent)
            if line.have + line.absent < line.need:
                yield words("action.projects")
        elif line.rule is Rule.RECENT:
            yield _recent_action(words, assessment, line)
        elif line.rule is Rule.MEASURED:
            yield words("action.measured")
        elif line.rule is Rule.SUSTAINED:
            yield words("action.sustained", need=words("months.count", line.need))
        else:
            key = "action.scope.absent" if line.absent else "action.scope"
            yield words(key, line.absent, scope=line.scope)


def _first_items(words: Words, assessment: Assessment, coverage: Coverage) -> str:
    """What a competency with nothing needs: so many items, and what one of them should have."""
    lines = {line.rule: line for line in coverage.failing}
    need = lines[Rule.ITEMS].need if Rule.ITEMS in lines else 1
    first = words("action.missing", items=words("items", need))
    if Rule.PROJECTS in lines and lines[Rule.PROJECTS].need > 1:
        projects = words("projects", lines[Rule.PROJECTS].need)
        first = words("action.missing.projects", items=words("items", need), projects=projects)
    parts = []
    if Rule.RECENT in lines:
        first_day = months_before(assessment.as_of, lines[Rule.RECENT].months)
        parts.append(words("should.recent", date=words.day(first_day)))
    if Rule.MEASURED in lines:
        parts.append(words("should.measured"))
    if Rule.AT_SCOPE in lines:
        parts.append(words("should.scope", scope=lines[Rule.AT_SCOPE].scope))
    if Rule.SUSTAINED in lines:
        span = words("months.count", lines[Rule.SUSTAINED].need)
        parts.append(words("should.sustained", need=span))
    if not parts:
        return first
    return words("action.missing.should", need, first=first, parts=words.listed(parts))


def _recent_action(words: Words, assessment: Assessment, line: Line) -> str:
    if line.newest is None and line.absent:
        return words("action.recent.undated", line.absent)
    first_day = months_before(assessment.as_of, line.months)
    return words("action.recent", date=words.day(first_day))


def packet_line(
    words: Words, assessment: Assessment, line: PacketLine, names: str
) -> tuple[str, str, str]:
    """Title, text and next step of a packet-wide flag; `names` are the items it is about."""
    key = f"packet.{line.rule.value}"
    n = len(line.items) if line.rule is PacketRule.SPREAD else line.have
    text_key, text_n = f"{key}.text", n
    if line.unknown:
        text_key, text_n = f"{key}.unknown", line.unknown
    text = words(
        text_key,
        text_n,
        have=line.have,
        need=line.need,
        names=names,
        level=assessment.level.title,
        months=words("months.count", line.have),
    )
    return words(key), text, words(f"{key}.action", line.need - line.have)
