"""What a ladder asks for that no program can count, as sentences for the committee to check."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from promo.assess import Assessment
from promo.model import Competency, Points, TimeInLevel, Years
from promo.words import Words, ended, number, sentence


class CommitteeGroup(NamedTuple):
    """Lines of one kind under their title."""

    title: str
    lines: tuple[str, ...]


def for_committee(words: Words, assessment: Assessment) -> tuple[CommitteeGroup, ...]:
    """Rules as the ladder words them, risks to rule out, what strong evidence shows."""
    groups = (
        ("rules", _rules(words, assessment)),
        ("risks", _risks(words, assessment)),
        ("checks", _checks(words, assessment)),
    )
    found = ((key, tuple(lines)) for key, lines in groups)
    return tuple(CommitteeGroup(words(f"committee.{key}"), lines) for key, lines in found if lines)


def _rules(words: Words, a: Assessment) -> Iterator[str]:
    yield from a.ladder.rules
    if a.ladder.years and a.ladder.years.hard:
        yield sentence(_hard_years(words, a.ladder.years))
    yield from a.level.rules
    if a.level.years and a.level.years.hard:
        yield sentence(_hard_years(words, a.level.years))
    if a.level.points:
        yield sentence(points_text(words, a.level.points))
    assessed = {coverage.competency.id for coverage in a.coverages}
    for competency in a.ladder.competencies:
        asked = a.level.step_of(competency.id) and competency.weight_on(a.track) != 0
        if asked or competency.id in assessed:
            yield from _rules_of(words, a, competency)


def _rules_of(words: Words, a: Assessment, competency: Competency) -> Iterator[str]:
    lines = list(competency.rules)
    if competency.years and competency.years.hard:
        lines.append(_hard_years(words, competency.years))
    for step in competency.scale:
        if step.id == a.level.step_of(competency.id):
            text = words("committee.step", step=step.title)
            if step.points is not None:
                text = words("committee.step.points", step.points, text=text)
            lines.append(text)
    for line in lines:
        yield words("committee.of", title=competency.title, text=line)


def _risks(words: Words, a: Assessment) -> Iterator[str]:
    for competency in a.ladder.risks_at(a.level, a.track):
        for e in a.ladder.expectations_of(a.level, competency, a.track):
            yield words("committee.of", title=competency.title, text=e.text)


def _checks(words: Words, a: Assessment) -> Iterator[str]:
    for check in a.ladder.checks:
        if not check.tracks or (a.track and a.track.id in check.tracks):
            strong = check.strong
            text = words("committee.check", text=ended(check.text), strong=strong)
            yield text if strong else check.text


def _hard_years(words: Words, years: Years) -> str:
    if years.minimum is None and years.maximum is None:
        noted = words("committee.years.noted", note=years.note)
        return noted if years.note else words("committee.years.none")
    return words("committee.years", years=years_text(words, years))


def years_text(words: Words, years: Years | None) -> str:
    """Years of experience as the ladder states them; empty where it states none."""
    if years is None:
        return ""
    text = between(words, "level.years", years.minimum, years.maximum)
    if not text:
        return years.note
    return words("level.noted", text=text, note=years.note) if years.note else text


def time_text(words: Words, time: TimeInLevel | None) -> str:
    """How long people usually stay at a level; empty where the ladder does not say."""
    if time is None:
        return ""
    text = between(words, "level.time", time.min_months, time.max_months)
    return (
        words("level.noted", text=text, note=time.note) if text and time.note else text or time.note
    )


def points_text(words: Words, points: Points) -> str:
    return between(words, "committee.points", points.minimum, points.maximum)


def between(words: Words, key: str, first: int | None, last: int | None) -> str:
    """`key` with both ends, or its `.from` or `.to` with one; empty without any."""
    if first is None and last is None:
        return ""
    if first is None:
        return words(f"{key}.to", last)
    if last is None:
        return words(f"{key}.from", first)
    if first == last:
        return words(f"{key}.exactly", last)
    return words(key, last, first=number(first))
