"""The expectations of a ladder, written by level, by step, or as one flat list."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from promo.fields import Fields, read_link
from promo.findings import did_you_mean, quote
from promo.ladder.parts import known, meta_of, texts_of, tracks_named
from promo.model import Competency, Expectation, Ladder, Level, Track, match_key
from promo.source import Map, Node, Seq, Text

ALL = "all"
NESTED_KEYS = (
    "id",
    "text",
    "at",
    "kind",
    "target",
    "optional",
    "tracks",
    "examples",
    "links",
    "meta",
)
FLAT_KEYS = ("competency", *NESTED_KEYS)


class _At(NamedTuple):
    """Where an expectation holds: levels (none for every one), or a step."""

    levels: tuple[str, ...] = ()
    step: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    """What an expectation may refer to, by match key."""

    fields: Fields
    levels: Mapping[str, str]
    competencies: Mapping[str, Competency]
    tracks: Sequence[Track]


def expectations_of(
    fields: Fields,
    base: Ladder,
    levels: Sequence[Level],
    competencies: Sequence[Competency],
    tracks: Sequence[Track],
) -> tuple[Expectation, ...]:
    """The expectations in the order written; what the file states of a cell replaces the base's."""
    node = fields.node_of("expectations")
    if node is None:
        if not base.expectations:
            fields.missing("expectations")
            return ()
        node = Map({}, 1, 1)
    names = _Known(
        fields,
        {match_key(level.id): level.id for level in levels if level.id},
        {match_key(c.id): c for c in competencies if c.id},
        tracks,
    )
    cells: dict[tuple[str, str], None] = {}
    own = list(_flat(names, node) if isinstance(node, Seq) else _nested(names, node, cells))
    for expectation in own:
        for at in _places(expectation, levels):
            cells[expectation.competency, at] = None
    kept = [k for e in base.expectations if (k := _without(e, cells, levels)) is not None]
    kept = _on_their_scales(names, kept, {e.competency for e in own})
    _refuse_ids_of_the_base(names, kept, own)
    return (*kept, *own)


def _on_their_scales(
    names: _Known, kept: Sequence[Expectation], written: Collection[str]
) -> list[Expectation]:
    """The base's lines that stand at a step that still is; others need new lines in the file."""
    found = []
    for e in kept:
        competency = names.competencies[match_key(e.competency)]
        if e.step in {step.id for step in competency.scale} or not (competency.scale or e.step):
            found.append(e)
        elif e.competency not in written:
            at = e.step or ", ".join(e.levels) or ALL
            message = f"{quote(e.competency)} has lines of the base at {at}, no step of its scale"
            node = names.fields.notes.where("competency", e.competency) or names.fields.node
            names.fields.notes.add("LD003", node, message, "write its expectations at the steps")
    return found


def _refuse_ids_of_the_base(
    names: _Known, kept: Sequence[Expectation], own: Sequence[Expectation]
) -> None:
    """An id of the base that still stands is not to be had for another line."""
    taken = {match_key(e.id) for e in kept}
    for e in own:
        if match_key(e.id) in taken:
            node = names.fields.notes.where("expectation", e.id) or names.fields.node
            message = f"the base has an expectation with the id {quote(e.id)}"
            names.fields.notes.add("LD002", node, message, "give this one its own id")


def _places(expectation: Expectation, levels: Sequence[Level]) -> tuple[str, ...]:
    if expectation.step:
        return (expectation.step,)
    return expectation.levels or tuple(level.id for level in levels)


def _without(
    expectation: Expectation, cells: Mapping[tuple[str, str], None], levels: Sequence[Level]
) -> Expectation | None:
    """The base's expectation in the cells that the file leaves alone; None when it is in none."""
    places = _places(expectation, levels)
    left = tuple(at for at in places if (expectation.competency, at) not in cells)
    if left == places:
        return expectation
    return expectation._replace(levels=left) if left else None


# The nested form


def _nested(names: _Known, node: Node, cells: dict[tuple[str, str], None]) -> Iterator[Expectation]:
    """Level (or `all`), then competency; or a competency with a scale, then step."""
    seen: set[str] = set()
    scaled = [c.id for c in names.competencies.values() if c.scale]
    outer = {ALL: ALL, **{match_key(id): id for id in scaled}, **names.levels}
    for name, inner in _cells(names.fields, node, outer, "level"):
        if name in scaled and match_key(name) not in names.levels:
            competency = names.competencies[match_key(name)]
            steps = {match_key(step.id): step.id for step in competency.scale}
            found = [
                (competency, _At(step=step), cell)
                for step, cell in _cells(names.fields, inner, steps, f"step of {name}")
            ]
        else:
            at = _At() if name == ALL and match_key(ALL) not in names.levels else _At((name,))
            ids = {key: c.id for key, c in names.competencies.items()}
            found = [
                (names.competencies[match_key(id)], at, cell)
                for id, cell in _cells(names.fields, inner, ids, "competency")
                if _may_stand(names, names.competencies[match_key(id)], cell)
            ]
        for competency, at, cell in found:
            for place in (at.step,) if at.step else at.levels or names.levels.values():
                cells[competency.id, place] = None
            yield from _cell(names, competency, at, cell, seen)


def _may_stand(names: _Known, competency: Competency, cell: Node) -> bool:
    """A competency with steps of its own has its expectations at those."""
    if not competency.scale:
        return True
    message = f"{quote(competency.id)} has steps of its own, and stands under a level"
    steps = ", ".join(step.id for step in competency.scale)
    help = f"write `{competency.id}:` and under it {steps}"
    names.fields.notes.add("LD003", cell, message, help)
    return False


def _cells(
    fields: Fields, node: Node, ids: Mapping[str, str], kind: str
) -> Iterator[tuple[str, Node]]:
    if not isinstance(node, Map):
        fields.wrong_shape(node, f"expectations must be keyed by {kind}", f"write `{kind}-id:`")
        return
    for name, (key, value) in node.entries.items():
        if match_key(name) not in ids:
            message = f"unknown {kind} {quote(name)}"
            fields.notes.add("LD003", key, message, did_you_mean(name, ids.values()))
        elif not (isinstance(value, Text) and value.is_absent):
            yield ids[match_key(name)], value


def _cell(
    names: _Known, competency: Competency, at: _At, node: Node, seen: set[str]
) -> Iterator[Expectation]:
    for entry in names.fields.values(node, "expectations"):
        if isinstance(entry, Text):
            if entry.value.strip() and not entry.is_absent:
                plain = Expectation(
                    id=_generated(at, competency, entry.value),
                    competency=competency.id,
                    text=entry.value,
                    levels=at.levels,
                    step=at.step,
                )
                yield _unique(names, plain, entry, seen)
            else:
                names.fields.notes.add("DT003", entry, "an expectation is empty", "delete it")
            continue
        inner = Fields(entry, "an expectation", NESTED_KEYS, names.fields.notes)
        if inner.node_of("at") is not None:
            if inner.is_empty("at"):
                inner.missing("at")
            at_all = _at(names, inner, competency)
            if at_all is not None and not _holds(at, at_all):
                kind = "step" if at.step else "level" if at.levels else "word `all`"
                message = f"`at` leaves out the {kind} that the expectation stands under"
                inner.notes.add("LD003", entry, message, "name it too, or move the expectation")
            at_here = at_all or at
        else:
            at_here = at
        yield _unique(names, _full(names, inner, competency, at_here), entry, seen)


def _holds(own: _At, stated: _At) -> bool:
    if own.step or stated.step or not stated.levels:
        return own.step == stated.step
    return bool(own.levels) and set(own.levels) <= set(stated.levels)


# The flat form


def _flat(names: _Known, node: Seq) -> Iterator[Expectation]:
    seen: set[str] = set()
    ids = [c.id for c in names.competencies.values()]
    for entry in node.values:
        inner = Fields(entry, "an expectation", FLAT_KEYS, names.fields.notes)
        if not isinstance(entry, Map):
            continue
        inner.text("competency", required=True)
        if inner.is_empty("at"):
            inner.missing("at")
        named = inner.located("competency")
        for id in known(inner, [named] if named else [], ids, "competency"):
            competency = names.competencies[match_key(id)]
            at = _at(names, inner, competency)
            if at is not None:
                yield _unique(names, _full(names, inner, competency, at), entry, seen)


def _at(names: _Known, inner: Fields, competency: Competency) -> _At | None:
    """`all`, a level, several, or a step of the competency's scale; None with its findings."""
    nodes = inner.texts("at")
    if competency.scale:
        steps = [step.id for step in competency.scale]
        found = list(known(inner, nodes, steps, f"step of {competency.id}"))
        for further in nodes[1:]:
            message = f"{quote(further.value)} is a second step"
            help = "an expectation stands at one step; write it again at the other"
            inner.notes.add("LD003", further, message, help)
        return _At(step=found[0]) if found else None
    is_all = len(nodes) == 1 and match_key(nodes[0].value) == ALL
    if is_all and ALL not in names.levels:
        return _At()
    levels = tuple(dict.fromkeys(known(inner, nodes, list(names.levels.values()), "level")))
    return _At(levels) if levels else None


# One expectation


def _full(names: _Known, inner: Fields, competency: Competency, at: _At) -> Expectation:
    text = inner.text("text", required=isinstance(inner.node, Map))
    links = (read_link(link) for link in inner.each("links", "a link", ("title", "url")))
    return Expectation(
        id=inner.text("id") or _generated(at, competency, text),
        competency=competency.id,
        text=text,
        levels=at.levels,
        step=at.step,
        tracks=tracks_named(inner, names.tracks),
        kind=inner.text("kind"),
        target=inner.text("target"),
        optional=bool(inner.flag("optional")),
        examples=texts_of(inner, "examples"),
        links=tuple(link for link in links if link is not None),
        meta=meta_of(inner),
    )


def _unique(names: _Known, expectation: Expectation, node: Node, seen: set[str]) -> Expectation:
    key = match_key(expectation.id)
    if key in seen and expectation.text.strip():
        message = f"the expectation id {quote(expectation.id)} stands twice"
        help = "give each its own id"
        if isinstance(node, Text) or (isinstance(node, Map) and "id" not in node.entries):
            message, help = "this line stands twice in its cell", "delete one of the two"
        names.fields.notes.add("LD002", node, message, help)
    seen.add(key)
    names.fields.notes.mark("expectation", expectation.id, node)
    return expectation


def _generated(at: _At, competency: Competency, text: str) -> str:
    return generated_id(at.step or next(iter(at.levels), ""), competency.id, text)


def generated_id(first: str, competency: str, text: str) -> str:
    """The id of an expectation that has none: `level.competency.` and six digits of its words.

    `first` is its first level or its step, empty for one that holds at every level. The id comes
    from the text, so that it never moves when a line is added elsewhere.
    """
    import hashlib  # only ladders without ids need it

    digits = hashlib.sha256(match_key(text).encode()).hexdigest()[:6]
    return f"{first}.{competency}.{digits}" if first else f"{competency}.{digits}"
