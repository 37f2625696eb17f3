"""Located values to a Ladder. Built-in ladders and a company's own take the same way."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from promo.fields import Fields, Notes
from promo.findings import Finding, InputError, in_order, nearest, quote, stopped
from promo.ladder.competencies import competencies_of
from promo.ladder.expectations import expectations_of, generated_id
from promo.ladder.levels import levels_of, with_requirements
from promo.ladder.parts import (
    meta_of,
    policy_of,
    policy_over,
    rules_of,
    scopes_of,
    source_of,
    texts_of,
    years_of,
)
from promo.ladder.tracks import checks_of, tracks_of
from promo.model import Cumulative, Ladder
from promo.source import Source, Text

__all__ = [
    "BUILT_IN",
    "DEFAULT",
    "generated_id",
    "named_base",
    "read",
    "read_with_places",
    "unknown",
]

BUILT_IN = ("pm-ic-five", "amazon-pm", "pm-four-levels", "pm-path", "amazon-lp")
DEFAULT = "pm-ic-five"

KEYS = (
    "ladder",
    "title",
    "version",
    "extends",
    "source",
    "notes",
    "cumulative",
    "scopes",
    "ratings",
    "policy",
    "years",
    "rules",
    "meta",
    "tracks",
    "levels",
    "competencies",
    "requirements",
    "checks",
    "expectations",
)


def named_base(source: Source) -> Text | None:
    """The ladder that this one extends, as the file names it."""
    return Fields(source.root, "the ladder", KEYS, Notes(source)).located("extends")


def read(source: Source, base: Ladder | None = None) -> tuple[Ladder, tuple[Finding, ...]]:
    """The ladder in a parsed file, with its warnings; `base` is the one it extends, as read.

    What the file states replaces the base's: levels and competencies key by key, expectations
    cell by cell. Raises InputError with every finding.
    """
    ladder, notes = read_with_places(source, base)
    return ladder, in_order(notes.found)


def read_with_places(source: Source, base: Ladder | None = None) -> tuple[Ladder, Notes]:
    """`read`, with where each part stands in the file."""
    if {"candidate", "evidence"} & source.root.entries.keys():
        help = "name a ladder file, with levels, competencies and expectations"
        message = "this is an evidence file, not a ladder"
        raise stopped("DT001", source.place(source.root), message, help)
    notes = Notes(source)
    ladder = _ladder(Fields(source.root, "the ladder", KEYS, notes), base or _NO_BASE)
    own = source.sha256
    whole = sha256((own + base.sha256).encode()).hexdigest() if base else own
    ladder = replace(ladder, sha256=whole)
    if notes.has_errors:
        raise InputError(in_order(notes.found))
    return ladder, notes


_NO_BASE = Ladder(id="", title="", levels=(), competencies=(), expectations=())


def _ladder(fields: Fields, base: Ladder) -> Ladder:
    fields.located("extends")  # whoever calls has followed it; its shape is told here
    tracks = tracks_of(fields, base)
    scopes = scopes_of(fields, base)
    levels = levels_of(fields, base, tracks, scopes)
    competencies = competencies_of(fields, base, tracks)
    return Ladder(
        id=fields.text("ladder", required=True),
        title=fields.text("title") or fields.text("ladder"),
        version=fields.text("version"),
        source=source_of(fields) if fields.states("source") else base.source,
        notes=fields.text("notes") if fields.states("notes") else base.notes,
        cumulative=fields.choice("cumulative", Cumulative) or base.cumulative,
        scopes=scopes,
        ratings=texts_of(fields, "ratings") if fields.states("ratings") else base.ratings,
        policy=policy_over(base.policy, policy_of(fields)),
        years=years_of(fields) if fields.states("years") else base.years,
        rules=rules_of(fields) if fields.states("rules") else base.rules,
        meta=tuple({**dict(base.meta), **dict(meta_of(fields))}.items()),
        tracks=tracks,
        levels=with_requirements(fields, levels, competencies),
        competencies=competencies,
        expectations=expectations_of(fields, base, levels, competencies, tracks),
        checks=checks_of(fields, tracks) if fields.states("checks") else base.checks,
    )


def unknown(name: str) -> str:
    """The help for a ladder name that is neither built in nor a file."""
    near = nearest(name, BUILT_IN)
    built_in = f"did you mean {quote(near)}?" if near else f"built in: {', '.join(BUILT_IN)}."
    return f"{built_in} A ladder of your own is named by its path"
