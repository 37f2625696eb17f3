"""What a ladder asks for that no program can count, as sentences for the committee to check."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from promo.model import Competency, Ladder, Level, Points, Target, TimeInLevel, Years
from promo.words import Words, sentence


class CommitteeGroup(NamedTuple):
    """Lines of one kind under their title."""

    title: str
    lines: tuple[str, ...]


def for_committee(words: Words, ladder: Ladder, target: Target) -> tuple[CommitteeGroup, ...]:
    """Rules as the ladder words them, risks to rule out, what strong evidence shows."""
    groups = (
        ("rules", _rules(words, ladder, target)),
        ("risks", _risks(words, ladder, target)),
        ("checks", _checks(words, ladder, target)),
    )
    found = ((key, tuple(lines)) for key, lines in groups)
    return tuple(CommitteeGroup(words(f"committee.{key}"), lines) for key, lines in found if lines)


def _rules(words: Words, ladder: Ladder, target: Target) -> Iterator[str]:
    level, track = target
    for owner in (ladder, level):
        yield from owner.rules
        if owner.years and owner.years.hard:
            yield sentence(_hard_years(words, owner.years))
    if level.points:
        yield sentence(points_text(words, level.points))
    assessed = ladder.assessed_at(level, track)
    for competency in ladder.competencies:
        asked = level.step_of(competency.id) and competency.weight_on(track) != 0
        if competency in assessed or (asked and not competency.is_risk):
            for line in _rules_of(words, level, competency):
                yield words("committee.of", title=competency.title, text=line)


def _rules_of(words: Words, level: Level, competency: Competency) -> Iterator[str]:
    yield from competency.rules
    if competency.years and competency.years.hard:
        yield _hard_years(words, competency.years)
    for step in competency.scale:
        if step.id == level.step_of(competency.id):
            text = words("committee.step", step=step.title)
            points = step.points
            yield text if points is None else words("committee.step.points", points, text=text)


def _risks(words: Words, ladder: Ladder, target: Target) -> Iterator[str]:
    for competency in ladder.risks_at(*target):
        for e in ladder.expectations_of(target.level, competency, target.track):
            yield words("committee.of", title=competency.title, text=e.text)


def _checks(words: Words, ladder: Ladder, target: Target) -> Iterator[str]:
    for check in ladder.checks:
        if not check.tracks or (target.track and target.track.id in check.tracks):
            text = words("committee.check", text=words.ended(check.text), strong=check.strong)
            yield text if check.strong else check.text


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
    return words(key, last, first=first)
