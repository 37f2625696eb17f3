"""The levels of a ladder, and what each asks for besides expectations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from promo.fields import Fields
from promo.findings import did_you_mean, quote
from promo.ladder.parts import (
    Stated,
    in_order_of,
    known,
    merged,
    meta_of,
    named_fields,
    policy_of,
    refuse_shared_names,
    rules_of,
    texts_of,
    tracks_named,
    years_of,
)
from promo.model import (
    Competency,
    Equivalent,
    Ladder,
    Level,
    Points,
    TimeInLevel,
    Track,
    match_key,
)
from promo.source import Map, Node, Text

LEVEL_KEYS = (
    "id",
    "title",
    "aliases",
    "rank",
    "tracks",
    "summary",
    "scope",
    "years",
    "time_in_level",
    "equals",
    "equivalents",
    "leads_to",
    "includes",
    "policy",
    "meta",
)
REQUIREMENT_KEYS = ("steps", "points", "rules")


def levels_of(
    fields: Fields, base: Ladder, tracks: Sequence[Track], scopes: Sequence[str]
) -> tuple[Level, ...]:
    """The levels, lowest rank first; a level without a rank is one above the one before it."""
    if fields.is_empty("levels") and not base.levels:
        fields.missing("levels")
    found = merged(base.levels, _levels(fields, tracks, scopes))
    parts = ((level.names, node, frozenset(level.tracks)) for level, node in found)
    refuse_shared_names(fields, "levels", parts)
    levels = _ranked(found, {level.id for level in base.levels})
    _check_references(fields, levels)
    levels = [_canonical(fields, level, levels, scopes) for level in levels]
    return tuple(sorted(levels, key=lambda level: level.rank))


def _canonical(
    fields: Fields, level: Level, levels: Sequence[Level], scopes: Sequence[str]
) -> Level:
    """A level with its references spelled as what they refer to, the base's scope too."""
    ids = {match_key(other.id): other.id for other in levels}
    named = {match_key(scope): scope for scope in scopes}
    key = match_key(level.scope)
    if level.scope and key not in named and (nodes := fields.texts("scopes")):
        message = f"the scope {quote(level.scope)} of {level.id} is not among these"
        fields.notes.add("LD003", nodes[0], message, "add it, or give the level another scope")
    return level._replace(
        scope=named.get(key, ""),
        equals=tuple(ids[k] for k in map(match_key, level.equals) if k in ids),
        leads_to=tuple(ids[k] for k in map(match_key, level.leads_to) if k in ids),
    )


def _levels(
    fields: Fields, tracks: Sequence[Track], scopes: Sequence[str]
) -> Iterator[Stated[Level]]:
    for inner in fields.each("levels", "a level", LEVEL_KEYS):
        id = inner.text("id", required=True)
        level = Level(
            id=id,
            title=inner.text("title") or id,
            rank=inner.count("rank") or 0,
            aliases=texts_of(inner, "aliases"),
            tracks=tracks_named(inner, tracks),
            summary=inner.text("summary"),
            scope=_scope_of(inner, scopes),
            years=years_of(inner),
            time_in_level=_time_in_level(inner),
            equals=texts_of(inner, "equals"),
            equivalents=tuple(_equivalents(inner)),
            leads_to=texts_of(inner, "leads_to"),
            includes=texts_of(inner, "includes"),
            policy=policy_of(inner),
            meta=meta_of(inner),
        )
        fields.notes.mark("level", id, inner.node)
        yield Stated(level, inner.node, named_fields(inner, {}))


def _scope_of(fields: Fields, scopes: Sequence[str]) -> str:
    node = fields.located("scope")
    if node is None:
        return ""
    for scope in scopes:
        if match_key(scope) == match_key(node.value):
            return scope
    message = f"the scope {quote(node.value)} is not among the ladder's scopes"
    fields.notes.add("LD003", node, message, did_you_mean(node.value, scopes))
    return ""


def _time_in_level(fields: Fields) -> TimeInLevel | None:
    keys = ("min_months", "max_months", "note")
    inner = fields.inner("time_in_level", "`time_in_level`", keys)
    if inner is None:
        return None
    least, most = in_order_of(inner, "min_months", "max_months")
    time = TimeInLevel(
        min_months=least,
        max_months=most,
        note=inner.text("note"),
    )
    return None if time == TimeInLevel() else time


def _equivalents(fields: Fields) -> Iterator[Equivalent]:
    for inner in fields.each("equivalents", "an equivalent", ("title", "note")):
        yield Equivalent(title=inner.text("title", required=True), note=inner.text("note"))


def _ranked(found: Sequence[tuple[Level, Node | None]], inherited: set[str]) -> list[Level]:
    """A new level without a rank takes the next one, and moves the base's levels above it up."""
    levels: list[Level] = []
    rank = below = 0  # of the level before, and of the base's level before
    moving: list[int] = []
    for level, node in found:
        if _states_rank(node):
            rank = level.rank
        elif level.id in inherited:
            below = level.rank
            rank = level.rank + sum(level.rank > at for at in moving)
        else:
            rank += 1
            moving.append(below)
        levels.append(level._replace(rank=rank))
    return levels


def _states_rank(node: Node | None) -> bool:
    stated = node.entries.get("rank") if isinstance(node, Map) else None
    return stated is not None and not (isinstance(stated[1], Text) and stated[1].is_absent)


def _check_references(fields: Fields, levels: Sequence[Level]) -> None:
    ids = [level.id for level in levels]
    for inner in fields.each("levels", "a level", LEVEL_KEYS):
        for key in ("equals", "leads_to"):
            tuple(known(inner, inner.texts(key), ids, "level"))


def with_requirements(
    fields: Fields, levels: Sequence[Level], competencies: Sequence[Competency]
) -> tuple[Level, ...]:
    """The levels with the steps, points and rules that `requirements` asks of each."""
    by_key = {match_key(level.id): level for level in levels}
    node = fields.node_of("requirements")
    if node is not None and not isinstance(node, Map):
        fields.wrong_shape(node, "`requirements` must be keyed by level", "write `level-id:`")
    for name, (key, value) in node.entries.items() if isinstance(node, Map) else ():
        for id in known(fields, [key], [level.id for level in levels], "level"):
            inner = Fields(value, f"the requirements of {name}", REQUIREMENT_KEYS, fields.notes)
            by_key[match_key(id)] = _required(by_key[match_key(id)], inner, competencies)
    _refuse_lost_steps(fields, by_key.values(), competencies)
    return tuple(by_key.values())


def _refuse_lost_steps(
    fields: Fields, levels: Iterable[Level], competencies: Sequence[Competency]
) -> None:
    """A level of the base may ask for a step that a scale of this file no longer has."""
    scales = {c.id: {step.id for step in c.scale} for c in competencies}
    for level in levels:
        for id, step in level.steps:
            if step not in scales[id]:
                message = (
                    f"{quote(level.id)} asks for step {quote(step)}, which is not in the scale"
                )
                node = fields.notes.where("competency", id) or fields.node
                help = "name another step for it under `requirements:`"
                fields.notes.add("LD003", node, message, help)


def _required(level: Level, inner: Fields, competencies: Sequence[Competency]) -> Level:
    steps = {**dict(level.steps), **dict(_steps(inner, competencies))}
    return level._replace(
        steps=tuple(steps.items()),
        points=_points(inner) if inner.states("points") else level.points,
        rules=rules_of(inner) if inner.states("rules") else level.rules,
    )


def _steps(inner: Fields, competencies: Sequence[Competency]) -> Iterator[tuple[str, str]]:
    node = inner.node_of("steps")
    if node is None:
        return
    if not isinstance(node, Map):
        inner.wrong_shape(node, "`steps` must be keyed by competency", "write `competency: step`")
        return
    scaled = {c.id: c for c in competencies if c.scale}
    for _, (key, value) in node.entries.items():
        for id in known(inner, [key], list(scaled), "competency with a scale"):
            if not isinstance(value, Text):
                inner.wrong_shape(value, f"the step of {id} must be text", "name one step")
                continue
            for step in known(inner, [value], [s.id for s in scaled[id].scale], f"step of {id}"):
                yield id, step


def _points(inner: Fields) -> Points | None:
    fields = inner.inner("points", "`points`", ("min", "max"))
    if fields is None:
        return None
    least, most = in_order_of(fields, "min", "max")
    points = Points(minimum=least, maximum=most)
    return None if points == Points() else points
