"""The competencies of a ladder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from promo.fields import Fields
from promo.findings import quote
from promo.ladder.parts import (
    Stated,
    known,
    merged,
    meta_of,
    named_fields,
    number_of,
    policy_of,
    refuse_shared_names,
    rules_of,
    texts_of,
    tracks_named,
    years_of,
)
from promo.model import Competency, Cumulative, Ladder, Polarity, Step, Track, match_key
from promo.source import Map, Seq, Text

COMPETENCY_KEYS = (
    "id",
    "title",
    "aliases",
    "description",
    "group",
    "weight",
    "required",
    "polarity",
    "scale",
    "cumulative",
    "policy",
    "years",
    "rules",
    "meta",
)
_FIELD_OF = {"weight": "weights", "required": "required_on"}


def competencies_of(
    fields: Fields, base: Ladder, tracks: Sequence[Track]
) -> tuple[Competency, ...]:
    """The competencies in ladder order. Ids and titles are unique; a tag alias may be shared."""
    if fields.is_empty("competencies") and not base.competencies:
        fields.missing("competencies")
    found = merged(base.competencies, _competencies(fields, tracks))
    parts = ((competency.names, node, frozenset[str]()) for competency, node in found)
    refuse_shared_names(fields, "competencies", parts)
    return tuple(competency for competency, _ in found)


def _competencies(fields: Fields, tracks: Sequence[Track]) -> Iterator[Stated[Competency]]:
    for inner in fields.each("competencies", "a competency", COMPETENCY_KEYS):
        id = inner.text("id", required=True)
        competency = Competency(
            id=id,
            title=inner.text("title") or id,
            aliases=texts_of(inner, "aliases"),
            description=inner.text("description"),
            group=inner.text("group"),
            weights=tuple(_weights(inner, tracks)),
            required_on=_required_on(inner, tracks),
            polarity=inner.choice("polarity", Polarity) or Polarity.EXPECTATION,
            scale=tuple(_scale(inner)),
            cumulative=inner.choice("cumulative", Cumulative),
            policy=policy_of(inner),
            years=years_of(inner),
            rules=rules_of(inner),
            meta=meta_of(inner),
        )
        fields.notes.mark("competency", id, inner.node)
        yield Stated(competency, inner.node, named_fields(inner, _FIELD_OF))


def _weights(inner: Fields, tracks: Sequence[Track]) -> Iterator[tuple[str, float]]:
    """One number for every track, or a number for each."""
    node = inner.node_of("weight")
    if node is None:
        return
    seen: set[str] = set()
    for key, value in node.entries.values() if isinstance(node, Map) else ():
        for id in known(inner, [key], [track.id for track in tracks], "track"):
            if id in seen:
                inner.notes.add("LD002", key, f"the weight on {id} stands twice", "keep one")
            seen.add(id)
            weight = number_of(inner, value, f"the weight on {id}")
            if weight is not None:
                yield id, weight
    if not isinstance(node, Map):
        weight = number_of(inner, node, "`weight`")
        if weight is not None:
            yield "", weight


def _required_on(inner: Fields, tracks: Sequence[Track]) -> tuple[str, ...] | None:
    """`true` for every track, or the tracks; None for not required."""
    node = inner.node_of("required")
    if isinstance(node, Seq):
        return tracks_named(inner, tracks, "required") or None
    if isinstance(node, Text) and match_key(node.value) in {match_key(t.id) for t in tracks}:
        message, help = f"`required` is {quote(node.value)}", f"write `required: [{node.value}]`"
        inner.notes.add("DT004", node, message, help)
        return None
    return () if inner.flag("required") else None


def _scale(inner: Fields) -> Iterator[Step]:
    seen: set[str] = set()
    for node in inner.list_of("scale"):
        if isinstance(node, Text):
            if node.is_absent or not node.value.strip():
                inner.notes.add("DT003", node, "an entry of `scale` is empty", "delete it")
                continue
            step = Step(id=node.value, title=node.value)
        else:
            fields = Fields(node, "a step", ("id", "title", "points"), inner.notes)
            id = fields.text("id", required=True)
            step = Step(id=id, title=fields.text("title") or id, points=fields.count("points"))
        if match_key(step.id) in seen:
            inner.notes.add("LD002", node, f"the step {step.id} stands twice", "keep one of them")
        seen.add(match_key(step.id))
        yield step
