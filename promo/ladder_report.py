"""Ladders, levels and what changes between them as JSON. See docs/report.md."""

from __future__ import annotations

from collections.abc import Sequence

from promo.committee import for_committee
from promo.comparing import Change, CompetencyChange, Fact, LadderComparison, LevelComparison, Pair
from promo.ladder.keys import ladder_keys
from promo.model import Expectation, Ladder, Target
from promo.plain import Plain
from promo.report import Json
from promo.words import Words

# 1: the first one. A key may be added within a version; none is renamed, removed or changed.
FORMAT_VERSION = 1


def ladder_list_report(ladders: Sequence[Ladder], default: str) -> Json:
    return {
        "format": "promo-ladders",
        "version": FORMAT_VERSION,
        "ladders": [
            {
                "id": ladder.id,
                "title": ladder.title,
                "default": ladder.id == default,
                "tracks": [track.id for track in ladder.tracks],
                "levels": [level.id for level in ladder.levels],
                "competencies": [competency.id for competency in ladder.competencies],
                "expectations": len(ladder.expectations),
            }
            for ladder in ladders
        ],
    }


def ladder_report(ladder: Ladder) -> Json:
    """The ladder in the keys of a ladder file."""
    keys = json_of(ladder_keys(ladder))
    return {"format": "promo-ladder", "version": FORMAT_VERSION, "ladder": keys}


def level_report(ladder: Ladder, target: Target) -> Json:
    """One level on its track: each competency with its expectations and what is read besides."""
    level, track = target
    competencies: list[Json] = []
    for competency in ladder.competencies:
        cell = ladder.expectations_of(level, competency, track)
        context = ladder.context_of(level, competency, track)
        if cell or context:
            competencies.append(
                {
                    "id": competency.id,
                    "title": competency.title,
                    "group": competency.group,
                    "polarity": competency.polarity.value,
                    "required": competency.is_required_on(track),
                    "weight": competency.weight_on(track),
                    "step": level.step_of(competency.id) or None,
                    "expectations": [_expectation(e) for e in cell],
                    "context": [_expectation(e) for e in context],
                }
            )
    return {
        "format": "promo-level",
        "version": FORMAT_VERSION,
        "ladder": ladder.id,
        "target": _target(target),
        "competencies": competencies,
        "committee": [
            {"title": group.title, "lines": list(group.lines)}
            for group in for_committee(Words(), ladder, target)
        ],
    }


def level_comparison_report(found: LevelComparison) -> Json:
    return {
        "format": "promo-level-diff",
        "version": FORMAT_VERSION,
        "ladder": found.ladder.id,
        "old": _target(found.old),
        "new": _target(found.new),
        "facts": [_fact(fact) for fact in found.facts],
        "competencies": [
            {
                "id": change.competency.id,
                "title": change.competency.title,
                "polarity": change.competency.polarity.value,
                "change": _change(change),
                "facts": [_fact(fact) for fact in change.facts],
                "expectations": [_pair(pair) for pair in change.pairs],
            }
            for change in found.competencies
        ],
        "committee": [{"change": change.value, "text": text} for change, text in found.rules],
    }


def ladder_comparison_report(found: LadderComparison) -> Json:
    return {
        "format": "promo-ladder-diff",
        "version": FORMAT_VERSION,
        "old": {"id": found.old.id, "version": found.old.version},
        "new": {"id": found.new.id, "version": found.new.version},
        "facts": [_fact(fact) for fact in found.facts],
        "parts": [
            {
                "kind": part.kind,
                "id": part.id,
                "title": part.title,
                "change": part.change.value,
                "facts": [_fact(fact) for fact in part.facts],
            }
            for part in found.parts
        ],
        "expectations": [
            {
                "change": line.change.value,
                "old": _expectation(line.old) if line.old else None,
                "new": _expectation(line.new) if line.new else None,
                "facts": [_fact(fact) for fact in line.facts],
            }
            for line in found.lines
        ],
    }


def json_of(value: Plain) -> Json:
    if isinstance(value, dict):
        return {key: json_of(inner) for key, inner in value.items()}
    return [json_of(inner) for inner in value] if isinstance(value, list) else value


def _change(change: CompetencyChange) -> str:
    """A competency that both sides have is `same` or `changed`."""
    told = change.change
    if told is Change.SAME and not change.is_same:
        told = Change.CHANGED
    return str(told.value)


def _target(target: Target) -> Json:
    level, track = target
    return {
        "id": level.id,
        "title": level.title,
        "rank": level.rank,
        "scope": level.scope,
        "track": track.id if track else None,
    }


def _fact(fact: Fact) -> Json:
    return {"name": fact.name, "old": fact.old, "new": fact.new}


def _pair(pair: Pair) -> Json:
    return {
        "change": pair.change.value,
        "old": _expectation(pair.old) if pair.old else None,
        "new": _expectation(pair.new) if pair.new else None,
    }


def _expectation(e: Expectation) -> Json:
    return {
        "id": e.id,
        "competency": e.competency,
        "levels": [*e.levels],
        "step": e.step or None,
        "tracks": [*e.tracks],
        "text": e.text,
        "kind": e.kind,
        "target": e.target,
        "optional": e.optional,
    }
