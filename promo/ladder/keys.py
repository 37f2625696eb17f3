"""A Ladder back to the keys of a ladder file: what `read` reads, `ladder_keys` writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from promo.ladder.expectations import ALL
from promo.model import (
    POLICY_LINES,
    Check,
    Competency,
    Cumulative,
    Expectation,
    Ladder,
    Level,
    Policy,
    Step,
    Track,
    Years,
)
from promo.plain import Plain

Keys = dict[str, Plain]


def ladder_keys(ladder: Ladder) -> Keys:
    """Everything that the ladder states, as a ladder file writes it."""
    source = ladder.source
    return _stated(
        ladder=ladder.id,
        title=ladder.title if ladder.title != ladder.id else "",
        version=ladder.version,
        source=_stated(
            name=source.name,
            url=source.url,
            licence=source.licence,
            unofficial=source.unofficial,
        ),
        notes=ladder.notes,
        cumulative="" if ladder.cumulative is Cumulative.NONE else ladder.cumulative.value,
        scopes=[*ladder.scopes],
        ratings=[*ladder.ratings],
        policy=_policy(ladder.policy),
        years=_years(ladder.years),
        rules=[*ladder.rules],
        meta=_meta(ladder.meta),
        tracks=[_track(track) for track in ladder.tracks],
        levels=list(_levels(ladder.levels)),
        competencies=[_competency(competency) for competency in ladder.competencies],
        requirements=_stated(**{level.id: _requirements(level) for level in ladder.levels}),
        checks=[_check(check) for check in ladder.checks],
    ) | {"expectations": _expectations(ladder)}


def _stated(**keys: Plain) -> Keys:
    """The keys that say something."""
    return {k: v for k, v in keys.items() if v is not False and v not in ("", [], {})}


def _meta(meta: tuple[tuple[str, str], ...]) -> Keys:
    return dict(meta)


def _policy(policy: Policy) -> Keys:
    numbers = {line: getattr(policy, line) for line in POLICY_LINES}
    return {line: number for line, number in numbers.items() if number is not None}


def _range(low: str, minimum: int | None, high: str, maximum: int | None) -> Keys:
    ends = ((low, minimum), (high, maximum))
    return {key: number for key, number in ends if number is not None}


def _years(years: Years | None) -> Keys:
    if years is None:
        return {}
    ends = _range("min", years.minimum, "max", years.maximum)
    return ends | _stated(note=years.note, hard=years.hard)


def _track(track: Track) -> Keys:
    return _stated(
        id=track.id,
        title=track.title if track.title != track.id else "",
        aliases=[*track.aliases],
        notes=track.notes,
    )


def _levels(levels: Sequence[Level]) -> Iterator[Keys]:
    rank = 0
    for level in levels:
        rank += 1
        time, keys = level.time_in_level, {"id": level.id}
        yield keys | _stated(
            title=level.title if level.title != level.id else "",
            aliases=[*level.aliases],
            rank=level.rank if level.rank != rank else "",
            tracks=[*level.tracks],
            summary=level.summary,
            scope=level.scope,
            years=_years(level.years),
            time_in_level=_range("min_months", time.min_months, "max_months", time.max_months)
            | _stated(note=time.note)
            if time
            else {},
            equals=[*level.equals],
            equivalents=[_stated(title=e.title, note=e.note) for e in level.equivalents],
            leads_to=[*level.leads_to],
            includes=[*level.includes],
            policy=_policy(level.policy),
            meta=_meta(level.meta),
        )
        rank = level.rank


def _requirements(level: Level) -> Keys:
    points = level.points
    return _stated(
        steps=dict(level.steps),
        points=_range("min", points.minimum, "max", points.maximum) if points else {},
        rules=[*level.rules],
    )


def _competency(competency: Competency) -> Keys:
    weights = dict(competency.weights)
    required: Plain = False
    if competency.required_on is not None:
        required = [*competency.required_on] or True
    keys = _stated(
        id=competency.id,
        title=competency.title if competency.title != competency.id else "",
        group=competency.group,
        aliases=[*competency.aliases],
        description=competency.description,
    )
    if weights:
        keys["weight"] = weights[""] if "" in weights else dict(weights)
    return keys | _stated(
        required=required,
        polarity=competency.polarity.value if competency.is_risk else "",
        scale=[_step(step) for step in competency.scale],
        cumulative=competency.cumulative.value if competency.cumulative else "",
        policy=_policy(competency.policy),
        years=_years(competency.years),
        rules=[*competency.rules],
        meta=_meta(competency.meta),
    )


def _step(step: Step) -> Plain:
    if step.points is None and step.title == step.id:
        return step.id
    points = {} if step.points is None else {"points": step.points}
    return {"id": step.id} | _stated(title=step.title if step.title != step.id else "") | points


def _check(check: Check) -> Keys:
    return _stated(
        id=check.id,
        text=check.text,
        weak=check.weak,
        strong=check.strong,
        tests=check.tests,
        tracks=[*check.tracks],
    )


# Expectations: by level and competency where that keeps their order, else one flat list


def _expectations(ladder: Ladder) -> Plain:
    scaled = {competency.id for competency in ladder.competencies if competency.scale}
    ids = {level.id for level in ladder.levels}
    nested: dict[str, dict[str, list[Expectation]]] = {}
    for e in ladder.expectations:
        first = e.step or next(iter(e.levels), ALL)
        outer, inner = (e.competency, first) if e.competency in scaled else (first, e.competency)
        nested.setdefault(outer, {}).setdefault(inner, []).append(e)
    order = [e for cells in nested.values() for cell in cells.values() for e in cell]
    if order != list(ladder.expectations) or ALL in ids or ids & scaled:
        return [flat(e, ids) for e in ladder.expectations]
    return {
        outer: {inner: [_nested(e) for e in cell] for inner, cell in cells.items()}
        for outer, cells in nested.items()
    }


def _nested(e: Expectation) -> Plain:
    at: Keys = {"at": [*e.levels]} if len(e.levels) > 1 else {}
    return {"id": e.id, "text": e.text} | at | _rest(e)


def flat(e: Expectation, levels: Iterable[str]) -> Plain:
    # Where a level is called "all", every level is named one by one.
    every: Plain = [*levels] if ALL in levels else ALL
    at: Plain = e.step or (e.levels[0] if len(e.levels) == 1 else [*e.levels] or every)
    return {"at": at, "competency": e.competency, "id": e.id, "text": e.text} | _rest(e)


def _rest(e: Expectation) -> Keys:
    return _stated(
        kind=e.kind,
        target=e.target,
        optional=e.optional,
        tracks=[*e.tracks],
        examples=[*e.examples],
        links=[{"title": link.title, "url": link.url} for link in e.links],
        meta=_meta(e.meta),
    )
