"""Located values to a Ladder. Built-in ladders and a company's own take the same way."""

from __future__ import annotations

from collections.abc import Iterator

from promo.fields import Fields, Notes
from promo.findings import Finding, InputError, did_you_mean, in_order, nearest, quote, stopped
from promo.model import (
    POLICY_LINES,
    Competency,
    Equivalent,
    Expectation,
    Ladder,
    LadderSource,
    Level,
    Policy,
    Years,
    match_key,
)
from promo.source import Map, Node, Source, Text

BUILT_IN = ("pm-ic-five",)
DEFAULT = "pm-ic-five"

_TOP = (
    "ladder",
    "title",
    "version",
    "source",
    "notes",
    "cumulative",
    "scopes",
    "policy",
    "levels",
    "competencies",
    "expectations",
)
_LEVEL = ("id", "title", "aliases", "summary", "scope", "years", "equivalents", "policy")
_COMPETENCY = ("id", "title", "aliases", "description", "group", "required", "policy")


def read(source: Source) -> tuple[Ladder, tuple[Finding, ...]]:
    """The ladder in a parsed file, with its warnings. Raises InputError with every finding."""
    if {"candidate", "evidence"} & source.root.entries.keys():
        help = "name a ladder file, with levels, competencies and expectations"
        message = "this is an evidence file, not a ladder"
        raise stopped("DT001", source.place(source.root), message, help)
    notes = Notes(source)
    fields = Fields(source.root, "the ladder", _TOP, notes)
    scopes = _scopes(fields)
    levels = tuple(_levels(fields, scopes))
    competencies = tuple(_competencies(fields))
    _refuse_shared_names(fields, levels, competencies)
    _only_separate_levels(fields)
    ladder = Ladder(
        id=fields.text("ladder", required=True),
        title=fields.text("title") or fields.text("ladder"),
        version=fields.text("version"),
        source=_source(fields),
        notes=fields.text("notes"),
        scopes=scopes,
        policy=_policy(fields),
        levels=levels,
        competencies=competencies,
        expectations=tuple(_expectations(fields, levels, competencies)),
    )
    if notes.has_errors:
        raise InputError(in_order(notes.found))
    return ladder, in_order(notes.found)


def _source(fields: Fields) -> LadderSource:
    inner = fields.inner("source", "`source`", ("name", "url", "licence", "unofficial"))
    if inner is None:
        return LadderSource()
    return LadderSource(
        name=inner.text("name"),
        url=inner.link("url") or "",
        licence=inner.text("licence"),
        unofficial=bool(inner.flag("unofficial")),
    )


def _only_separate_levels(fields: Fields) -> None:
    node = fields.located("cumulative")
    if node is not None and node.value != "none":
        help = "write `cumulative: none`: each level is read by its own expectations"
        fields.notes.add("DT004", node, f"unknown cumulative {quote(node.value)}", help)


def _scopes(fields: Fields) -> tuple[str, ...]:
    seen: dict[str, Text] = {}
    for node in fields.texts("scopes"):
        if match_key(node.value) in seen:
            message = f"the scope {quote(node.value)} stands twice"
            fields.notes.add("LD002", node, message, "keep one of the two")
        seen.setdefault(match_key(node.value), node)
    return tuple(node.value for node in seen.values())


def _policy(fields: Fields) -> Policy:
    inner = fields.inner("policy", "`policy`", POLICY_LINES)
    if inner is None:
        return Policy()
    return Policy(
        items=inner.count("items"),
        projects=inner.count("projects"),
        recent_months=inner.count("recent_months"),
        measured=inner.count("measured"),
        at_scope=inner.count("at_scope"),
    )


def _levels(fields: Fields, scopes: tuple[str, ...]) -> Iterator[Level]:
    if fields.is_empty("levels"):
        fields.missing("levels")
    for rank, inner in enumerate(fields.each("levels", "a level", _LEVEL), 1):
        id = inner.text("id", required=True)
        yield Level(
            id=id,
            title=inner.text("title") or id,
            rank=rank,
            aliases=tuple(node.value for node in inner.texts("aliases")),
            summary=inner.text("summary"),
            scope=_scope_of(inner, scopes),
            years=_years(inner),
            equivalents=tuple(_equivalents(inner)),
            policy=_policy(inner),
        )


def _scope_of(fields: Fields, scopes: tuple[str, ...]) -> str:
    node = fields.located("scope")
    if node is None:
        return ""
    for scope in scopes:
        if match_key(scope) == match_key(node.value):
            return scope
    message = f"the scope {quote(node.value)} is not among the ladder's scopes"
    fields.notes.add("LD003", node, message, did_you_mean(node.value, scopes))
    return ""


def _years(fields: Fields) -> Years | None:
    inner = fields.inner("years", "`years`", ("min", "max", "note"))
    if inner is None:
        return None
    return Years(minimum=inner.count("min"), maximum=inner.count("max"), note=inner.text("note"))


def _equivalents(fields: Fields) -> Iterator[Equivalent]:
    for inner in fields.each("equivalents", "an equivalent", ("title", "note")):
        yield Equivalent(title=inner.text("title", required=True), note=inner.text("note"))


def _competencies(fields: Fields) -> Iterator[Competency]:
    if fields.is_empty("competencies"):
        fields.missing("competencies")
    for inner in fields.each("competencies", "a competency", _COMPETENCY):
        id = inner.text("id", required=True)
        yield Competency(
            id=id,
            title=inner.text("title") or id,
            aliases=tuple(node.value for node in inner.texts("aliases")),
            description=inner.text("description"),
            group=inner.text("group"),
            required=bool(inner.flag("required")),
            policy=_policy(inner),
        )


def _refuse_shared_names(
    fields: Fields, levels: tuple[Level, ...], competencies: tuple[Competency, ...]
) -> None:
    """No two levels, and no two competencies, answer to one name. A tag alias may be shared."""
    names: dict[str, list[tuple[str, ...]]] = {
        "levels": [level.names for level in levels],
        "competencies": [competency.names for competency in competencies],
    }
    for key, all_names in names.items():
        owner: dict[str, str] = {}
        for node, own in zip(fields.list_of(key), all_names, strict=True):
            matched = {match_key(name): name for name in reversed(own) if name}
            shared = next((name for name in matched if name in owner), None)
            if shared is not None:
                parts = f"{quote(owner[shared])} and {quote(own[0])}"
                message = f"the {key} {parts} both answer to {quote(matched[shared])}"
                fields.notes.add("LD002", node, message, "rename one of them")
            for name in matched:
                owner.setdefault(name, own[0])


def _expectations(
    fields: Fields, levels: tuple[Level, ...], competencies: tuple[Competency, ...]
) -> Iterator[Expectation]:
    node = fields.node_of("expectations")
    if node is None:
        fields.missing("expectations")
        return
    level_ids = {match_key(level.id): level.id for level in levels}
    competency_ids = {match_key(c.id): c.id for c in competencies}
    seen: set[str] = set()
    for level, cells in _cells(fields, node, level_ids, "level"):
        for competency, cell in _cells(fields, cells, competency_ids, "competency"):
            for expectation in _cell(fields, cell, level, competency):
                if match_key(expectation.id) in seen:
                    message = f"the expectation id {quote(expectation.id)} stands twice"
                    fields.notes.add("LD002", cell, message, "give each its own id")
                seen.add(match_key(expectation.id))
                yield expectation


def _cells(
    fields: Fields, node: Node, ids: dict[str, str], kind: str
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


def _cell(fields: Fields, node: Node, level: str, competency: str) -> Iterator[Expectation]:
    for entry in fields.values(node, "expectations"):
        if isinstance(entry, Text):
            if entry.value.strip() and not entry.is_absent:
                yield _expectation(level, competency, entry.value)
            else:
                fields.notes.add("DT003", entry, "an expectation is empty", "delete it")
            continue
        inner = Fields(entry, "an expectation", ("id", "text", "target"), fields.notes)
        text = inner.text("text", required=isinstance(entry, Map))
        yield _expectation(level, competency, text, inner.text("id"), inner.text("target"))


def _expectation(
    level: str, competency: str, text: str, id: str = "", target: str = ""
) -> Expectation:
    return Expectation(
        id=id or f"{level}.{competency}.{_digits_of(text)}",
        level=level,
        competency=competency,
        text=text,
        target=target,
    )


def _digits_of(text: str) -> str:
    """A generated id comes from the text, so that it never moves when a line is added."""
    import hashlib  # only ladders without ids need it

    return hashlib.sha256(match_key(text).encode()).hexdigest()[:6]


def unknown(name: str) -> str:
    """The help for a ladder name that is neither built in nor a file."""
    near = nearest(name, BUILT_IN)
    built_in = f"did you mean {quote(near)}?" if near else f"built in: {', '.join(BUILT_IN)}."
    return f"{built_in} A ladder of your own is named by its path"
