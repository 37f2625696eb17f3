"""What ladders, levels and competencies state alike: policy, years, rules, meta, names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from promo.fields import Fields
from promo.findings import did_you_mean, quote
from promo.model import (
    POLICY_LINES,
    Competency,
    Ladder,
    LadderSource,
    Level,
    Policy,
    Track,
    Years,
    match_key,
)
from promo.source import Map, Node, Seq, Text

Part = TypeVar("Part", Track, Level, Competency)


@dataclass(frozen=True, slots=True)
class Stated(Generic[Part]):
    """A part as a file states it: its place, and the fields of it that the file names."""

    part: Part
    node: Node
    named: tuple[str, ...]


def merged(base: Sequence[Part], own: Iterable[Stated[Part]]) -> list[tuple[Part, Node | None]]:
    """The base's parts with the file's over them, key by key; each with its place in the file.

    One that the base has keeps its place; a new one stands after the one stated before it, else
    at the end.
    """
    after: dict[str, list[tuple[Part, Node | None]]] = {}
    over: dict[str, Stated[Part]] = {}
    ids, last = {match_key(part.id) for part in base}, ""
    for stated in own:
        key = match_key(stated.part.id)
        if key in ids and key not in over:
            over[key], last = stated, key
        else:
            after.setdefault(last, []).append((stated.part, stated.node))
    found: list[tuple[Part, Node | None]] = []
    for part in base:
        key = match_key(part.id)
        found.append((_over(part, over[key]), over[key].node) if key in over else (part, None))
        found += after.get(key, [])
    return found + after.get("", [])


def _over(base: Part, stated: Stated[Part]) -> Part:
    changed = {name: getattr(stated.part, name) for name in stated.named if name != "id"}
    if "policy" in changed:
        changed["policy"] = policy_over(getattr(base, "policy"), changed["policy"])  # noqa: B009
    return base._replace(**changed)


def named_fields(inner: Fields, field_of: Mapping[str, str]) -> tuple[str, ...]:
    """The fields of a part whose keys a file states; `field_of` names those spelled otherwise."""
    stated = (key for key in inner.entries if inner.states(key))
    return tuple(field_of.get(key, key) for key in stated)


def policy_over(base: Policy, own: Policy) -> Policy:
    """The file's numbers, and the base's where it states none."""
    return base._replace(**{name: n for name, n in own._asdict().items() if n is not None})


def policy_of(owner: Fields) -> Policy:
    inner = owner.inner("policy", "`policy`", POLICY_LINES)
    return Policy(**{line: inner.count(line) for line in POLICY_LINES}) if inner else Policy()


def years_of(owner: Fields) -> Years | None:
    inner = owner.inner("years", "`years`", ("min", "max", "note", "hard"))
    if inner is None:
        return None
    least, most = in_order_of(inner, "min", "max")
    years = Years(
        minimum=least,
        maximum=most,
        note=inner.text("note"),
        hard=bool(inner.flag("hard")),
    )
    return None if years == Years() else years


def in_order_of(inner: Fields, low: str, high: str) -> tuple[int | None, int | None]:
    """Two counts of which the first is not above the second."""
    least, most = inner.count(low), inner.count(high)
    if least is not None and most is not None and least > most:
        message = f"`{low}` is {least} and `{high}` is {most}"
        inner.notes.add("DT005", inner.node, message, "exchange the two")
    return least, most


def rules_of(owner: Fields) -> tuple[str, ...]:
    """What the committee is to check, as written; a mapping is shown as `key: value, …`."""
    return tuple(_rules(owner))


def _rules(owner: Fields) -> Iterator[str]:
    for node in owner.list_of("rules"):
        if isinstance(node, Map):
            pairs = list(_pairs(owner, node, "a rule"))
            if len(pairs) < len(node.entries):
                continue  # which has been told
            rule = ", ".join(f"{name}: {value}" for name, value in pairs)
        elif isinstance(node, Seq):
            owner.wrong_shape(node, "a rule must be text", "write `- Two sponsors of the case`")
            continue
        else:
            rule = "" if node.is_absent else node.value
        if rule.strip():
            yield rule
        else:
            owner.notes.add("DT003", node, "a rule is empty", "delete it")


def meta_of(owner: Fields) -> tuple[tuple[str, str], ...]:
    """Keys and texts of an organisation's own; kept and shown, never counted."""
    node = owner.node_of("meta")
    if node is None:
        return ()
    if not isinstance(node, Map):
        owner.wrong_shape(node, "`meta` must be a mapping of texts", "write `key: text` lines")
        return ()
    return tuple(_pairs(owner, node, "`meta`"))


def _pairs(owner: Fields, node: Map, what: str) -> Iterator[tuple[str, str]]:
    for name, (_, value) in node.entries.items():
        if isinstance(value, Text):
            yield name, "" if value.is_absent else value.value
        else:
            fact = f"{quote(name)} of {what} must be text"
            owner.wrong_shape(value, fact, "quote it, or write it after `|`")


def texts_of(owner: Fields, key: str) -> tuple[str, ...]:
    return tuple(node.value for node in owner.texts(key))


def number_of(owner: Fields, node: Node, what: str) -> float | None:
    """A number from 0 to 999 with up to three decimals."""
    if isinstance(node, Text) and re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,3})?", node.value):
        return float(node.value)
    shown = quote(node.value) if isinstance(node, Text) else "not a number"
    help = "write a number from 0 to 999, such as 1 or 0.5"
    owner.notes.add("DT005", node, f"{what} is {shown}", help)
    return None


def source_of(owner: Fields) -> LadderSource:
    inner = owner.inner("source", "`source`", ("name", "url", "licence", "unofficial"))
    if inner is None:
        return LadderSource()
    return LadderSource(
        name=inner.text("name"),
        url=inner.link("url") or "",
        licence=inner.text("licence"),
        unofficial=bool(inner.flag("unofficial")),
    )


def scopes_of(owner: Fields, base: Ladder) -> tuple[str, ...]:
    seen = _each_once(owner, owner.texts("scopes"), "the scope")
    return tuple(node.value for node in seen) if owner.states("scopes") else base.scopes


def _each_once(owner: Fields, nodes: Iterable[Text], what: str) -> list[Text]:
    seen: dict[str, Text] = {}
    for node in nodes:
        if match_key(node.value) in seen:
            message = f"{what} {quote(node.value)} stands twice"
            owner.notes.add("LD002", node, message, "keep one of the two")
        seen.setdefault(match_key(node.value), node)
    return list(seen.values())


def known(owner: Fields, nodes: Iterable[Text], ids: Collection[str], kind: str) -> Iterator[str]:
    """The ids that `nodes` name; a finding for each that is none of them."""
    by_key = {match_key(id): id for id in ids if id}
    for node in nodes:
        if match_key(node.value) in by_key:
            yield by_key[match_key(node.value)]
        else:
            message = f"unknown {kind} {quote(node.value)}"
            help = did_you_mean(node.value, by_key.values()) or f"the ladder names no {kind}"
            owner.notes.add("LD003", node, message, help)


def tracks_named(owner: Fields, tracks: Sequence[Track], key: str = "tracks") -> tuple[str, ...]:
    """The ids of the ladder's tracks under `key`."""
    return tuple(known(owner, owner.texts(key), [track.id for track in tracks], "track"))


def refuse_shared_names(
    owner: Fields, kind: str, parts: Iterable[tuple[tuple[str, ...], Node | None, frozenset[str]]]
) -> None:
    """No two parts answer to one name, unless they are on tracks that have none in common.

    `parts` are the names (the id first), the place in the file, and the tracks (none: every one).
    """
    owners: dict[str, list[_Owner]] = {}
    for names, node, tracks in parts:
        matched = {match_key(name): name for name in reversed(names) if name}
        own = _Owner(names[0], node, tracks)
        shared = next((name for name in matched if _clash(owners.get(name, []), own, name)), None)
        place = node or (owners[shared][0].node if shared is not None else None)
        if shared is not None and place is not None:
            first = owners[shared][0].id
            message = f"the {kind} {quote(first)} and {quote(names[0])} both answer to "
            message += quote(matched[shared])
            owner.notes.add("LD002", place, message, "rename one of them")
        for name in matched:
            owners.setdefault(name, []).append(own)


class _Owner(NamedTuple):
    id: str
    node: Node | None
    tracks: frozenset[str]


def _clash(owners: Sequence[_Owner], own: _Owner, name: str) -> bool:
    """An id is nobody else's; another name may be shared between separate tracks."""
    for other in owners:
        apart = own.tracks and other.tracks and not own.tracks & other.tracks
        if not apart or name in (match_key(own.id), match_key(other.id)):
            return True
    return False
