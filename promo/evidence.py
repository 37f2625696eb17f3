"""Located values and a Ladder to an EvidenceFile and findings. Private items end here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from promo.fields import Fields, Notes, read_link
from promo.findings import Finding, InputError, did_you_mean, in_order, nearest, quote
from promo.ignoring import read_ignores
from promo.model import (
    Candidate,
    Corroboration,
    EvidenceFile,
    EvidenceItem,
    Expectation,
    Feedback,
    Ignore,
    Ladder,
    Level,
    Link,
    Metric,
    PacketDetails,
    Period,
    Responsibility,
    Track,
    Waiver,
    WorkStatus,
    match_key,
    slug_of,
)
from promo.source import Map, Node, Seq, Source, Text

_TOP = ("candidate", "packet", "evidence", "feedback", "waivers", "ignore")
_CANDIDATE = ("name", "current_level", "role", "team", "manager")
_PACKET = ("ladder", "target", "track", "cycle", "as_of", "summary")
_ITEM = (
    "id",
    "title",
    "date",
    "period",
    "project",
    "competencies",
    "expectations",
    "responsibility",
    "scope",
    "status",
    "headline",
    "situation",
    "actions",
    "result",
    "metrics",
    "links",
    "corroboration",
    "ignore",
    "private",
)
_METRIC = ("name", "baseline", "result", "window", "method")
_CORROBORATION = ("name", "role", "level", "relation", "quote", "date")
_FEEDBACK = ("name", "role", "level", "relation", "supportive", "quote")
_WAIVER = ("competency", "reason", "approved_by")
_LINK = ("title", "url")
_KEYS = frozenset().union(
    *(_TOP, _CANDIDATE, _PACKET, _ITEM, _METRIC, _LINK, _CORROBORATION, _FEEDBACK, _WAIVER)
)


class Choices(NamedTuple):
    """What the file itself asks for; the command line wins over each."""

    ladder: Text | None
    target: Text | None
    track: Text | None
    as_of: date | None


def choices(source: Source) -> Choices:
    """The ladder, target, track and as-of date that the file names; `read` reports their faults."""
    root = Fields(source.root, "the file", _TOP, Notes(source))
    packet = root.inner("packet", "`packet`", _PACKET)
    if packet is None:
        return Choices(None, None, None, None)
    return Choices(
        packet.located("ladder"),
        packet.located("target"),
        packet.located("track"),
        packet.day("as_of"),
    )


def read(
    source: Source,
    ladder: Ladder | None,
    level: Level | None,
    as_of: date,
    track: Track | None = None,
) -> tuple[EvidenceFile, tuple[Finding, ...]]:
    """The evidence in a parsed file and every finding, errors among them.

    Raises InputError only for a file that is a ladder.
    Without a ladder or level, tags go unchecked, so that one call still tells all other faults.
    """
    if {"levels", "expectations"} <= source.root.entries.keys():
        notes = Notes(source)
        help = "give it to --ladder, and name an evidence file"
        notes.add("DT001", source.root, "this is a ladder, not an evidence file", help)
        raise InputError(notes.found)
    reader = _Evidence(source, ladder, level, as_of, track)
    evidence = reader.read()
    return evidence, in_order(reader.notes.found)


class _Evidence:
    def __init__(
        self,
        source: Source,
        ladder: Ladder | None,
        level: Level | None,
        as_of: date,
        track: Track | None,
    ) -> None:
        self.source = source
        self.ladder = ladder
        self.level = level
        self.track = track
        self.as_of = as_of
        self.notes = Notes(source)
        self.private_items = 0
        self.private_keys: set[str] = set()
        self.ignores: list[Ignore] = []  # those of items, which come before those of the file

    def read(self) -> EvidenceFile:
        root = Fields(self.source.root, "the file", _TOP, self.notes)
        return EvidenceFile(
            name=self.source.name,
            candidate=self.candidate(root),
            details=self.details(root),
            items=self.with_unique_ids(list(self.items(root))),
            feedback=tuple(self.feedback(root)),
            waivers=tuple(self.waivers(root)),
            ignores=(*self.ignores, *read_ignores(root)),
            private_items=self.private_items,
            private_keys=frozenset(self.private_keys),
            sha256=self.source.sha256,
        )

    def candidate(self, root: Fields) -> Candidate:
        fields = root.inner("candidate", "`candidate`", _CANDIDATE)
        if fields is None:
            root.missing("candidate")
            return Candidate(name="")
        current = fields.located("current_level")
        if current and self.ladder and self.ladder.level_named(current.value) is None:
            names = [level.id for level in self.ladder.levels]
            message = f"{quote(current.value)} is no level of {self.ladder.id}; printed as typed"
            self.notes.add("EV011", current, message, did_you_mean(current.value, names))
        return Candidate(
            name=fields.text("name", required=True),
            current_level=current.value if current else "",
            role=fields.text("role"),
            team=fields.text("team"),
            manager=fields.text("manager"),
        )

    def details(self, root: Fields) -> PacketDetails:
        fields = root.inner("packet", "`packet`", _PACKET)
        if fields is None:
            return PacketDetails()
        return PacketDetails(
            ladder=fields.text("ladder"),
            target=fields.text("target"),
            track=fields.text("track"),
            cycle=fields.text("cycle"),
            as_of=fields.day("as_of"),
            summary=fields.prose("summary"),
        )

    # Items

    def items(self, root: Fields) -> Iterator[EvidenceItem]:
        nodes = root.list_of("evidence")
        for number, node in enumerate(nodes, 1):
            if is_private(node):
                # Left here unread, so that no later message, count or output can quote it.
                self.private_items += 1
                self.private_keys.update(_names_of(node))
                slips = Map(_slips_of(node), node.line, node.column)
                Fields(slips, "an evidence item", _ITEM, self.notes)  # which tells of each slip
                continue
            fields = Fields(node, "an evidence item", _ITEM, self.notes)
            if fields.states("ignore"):
                after = nodes[number].line if number < len(nodes) else last_line(node) + 1
                self.ignores += read_ignores(fields, node.line, after - 1)
            yield self.item(fields)

    def item(self, fields: Fields) -> EvidenceItem:
        title = fields.text("title", required=True)
        tags, competencies, expectations = self.tagged(fields)
        item = EvidenceItem(
            id=fields.text("id"),
            title=title,
            place=self.source.place(fields.node),
            period=self.period(fields),
            project=fields.text("project"),
            tags=tags,
            competencies=competencies,
            expectations=expectations,
            responsibility=fields.choice("responsibility", Responsibility),
            scope=self.scope(fields),
            status=fields.choice("status", WorkStatus) or WorkStatus.DONE,
            headline=bool(fields.flag("headline")),
            situation=fields.prose("situation"),
            actions=fields.prose("actions"),
            result=fields.prose("result"),
            metrics=tuple(self.metrics(fields)),
            links=tuple(self.links(fields)),
            corroboration=tuple(self.corroboration(fields)),
        )
        self.report_absent(fields, item)
        return item

    def period(self, fields: Fields) -> Period | None:
        both = fields.node_of("date"), fields.node_of("period")
        if all(both) and both[1] is not None:
            message = "`date` and `period` stand side by side"
            self.notes.add("DT001", both[1], message, "keep one of the two")
        on_date, period = fields.period("date"), fields.period("period")
        return on_date or period

    def report_absent(self, fields: Fields, item: EvidenceItem) -> None:
        """What real brag documents leave out is accepted and reported."""
        if not isinstance(fields.node, Map):
            return
        named = quote(item.title) if item.title else "the item"
        if fields.is_empty("competencies") and fields.is_empty("expectations"):
            help = "add `competencies: [...]`; until then it is listed and counts nowhere"
            many = "{n} items name no competency"
            self.notes.add("EV007", fields.node, f"{named} names no competency", help, many)
        if fields.node_of("date") is None and fields.node_of("period") is None:
            help = "add `date: 2026-03` or `period: 2025-10..2026-02`"
            self.notes.add(
                "EV008", fields.node, f"{named} has no date", help, "{n} items have no date"
            )
        if fields.node_of("responsibility") is None and item.competencies:
            help = "add `responsibility: owner`, co-owner, contributor or observer"
            many = "{n} items do not say who was responsible"
            message = f"{named} does not say who was responsible"
            self.notes.add("EV009", fields.node, message, help, many)
        if item.period and item.period.start > self.as_of:
            message = f"{named} begins after the as-of date, {self.as_of}"
            self.notes.add("EV014", fields.node, message, "check the date; it does not count yet")

    def tagged(self, fields: Fields) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
        """How many tags the item has, and the ids of the competencies and expectations named."""
        competencies: dict[str, None] = {}
        tags = 0
        for node in self.without_repeats(fields.texts("competencies")):
            found = self.competencies_of(node)
            tags += not self.are_risks(found)
            competencies.update(dict.fromkeys(found))
        expectations: dict[str, None] = {}
        for node in self.without_repeats(fields.texts("expectations")):
            expectation = self.expectation_of(node)
            if expectation is not None:
                tags += expectation[1] not in competencies
                competencies[expectation[1]] = None
                expectations[expectation[0]] = None
        return tags, tuple(competencies), tuple(expectations)

    def without_repeats(self, nodes: list[Text]) -> list[Text]:
        seen: dict[str, Text] = {}
        for node in nodes:
            if match_key(node.value) in seen:
                message = f"{quote(node.value)} stands twice in the list"
                self.notes.add("EV013", node, message, "keep one of the two")
            seen.setdefault(match_key(node.value), node)
        return list(seen.values())

    def competencies_of(self, node: Text) -> tuple[str, ...]:
        if self.ladder is None:
            return ()
        found = self.ladder.competencies_tagged(node.value)
        if not found:
            self.refuse_unknown(self.ladder, node)
        for risk in (competency for competency in found if competency.is_risk):
            message = f"{quote(node.value)} names a risk ({risk.title}), which evidence cannot meet"
            help = "it does not count for that; name the competency that the item shows"
            self.notes.add("EV017", node, message, help)
        return tuple(competency.id for competency in found)

    def are_risks(self, ids: Iterable[str]) -> bool:
        """Whether all that a tag stands for are risks; not so for a tag that is unknown."""
        return self.ladder is not None and bool(ids) and self.ladder.risk_ids.issuperset(ids)

    def refuse_unknown(self, ladder: Ladder, node: Text) -> None:
        names = [c.id for c in ladder.competencies]
        aliases = [alias for c in ladder.competencies for alias in c.aliases]
        message = f"unknown competency {quote(node.value)}"
        help = did_you_mean(node.value, names + aliases, limit=len(names))
        self.notes.add("EV003", node, message, help)

    def expectation_of(self, node: Text) -> tuple[str, str] | None:
        """Expectation and competency id; None when unknown or of another level."""
        if self.ladder is None:
            return None
        found = self.ladder.expectation_named(node.value)
        if found is None:
            message = f"unknown expectation {quote(node.value)}"
            help = did_you_mean(node.value, self.cell_ids or self.all_ids)
            self.notes.add("EV004", node, message, help)
            return None
        if self.are_risks([found.competency]):
            message = f"{quote(node.value)} is a line of a risk, which evidence cannot meet"
            help = "it does not count; name an expectation that the item shows"
            self.notes.add("EV017", node, message, help)
            return None
        if self.level is not None and found.id not in self.cell_ids:
            help = "it does not count; name an expectation of the target level"
            message = f"{quote(node.value)} belongs to {self.home_of(found)}, not to "
            message += self.target_name
            if self.is_at_target(found):
                message = f"{quote(node.value)} is of {found.competency}, which is not assessed at "
                message += self.target_name
            self.notes.add("EV005", node, message, help)
            return None
        return found.id, found.competency

    @cached_property
    def cell_ids(self) -> dict[str, None]:
        """Every expectation that is assessed at the target, in ladder order."""
        if self.ladder is None or self.level is None:
            return {}
        cells = (
            self.ladder.expectations_of(self.level, competency, self.track)
            for competency in self.ladder.assessed_at(self.level, self.track)
        )
        return {expectation.id: None for cell in cells for expectation in cell}

    def is_at_target(self, expectation: Expectation) -> bool:
        """Whether it stands at the target level and track, assessed there or not."""
        if self.level is None or (
            self.track and expectation.tracks and self.track.id not in expectation.tracks
        ):
            return False
        if expectation.step:
            return self.level.step_of(expectation.competency) == expectation.step
        return not expectation.levels or self.level.id in expectation.levels

    @property
    def all_ids(self) -> list[str]:
        return [e.id for e in self.ladder.expectations] if self.ladder else []

    def home_of(self, expectation: Expectation) -> str:
        """Where an expectation stands, when that is not the target."""
        at_level = not expectation.levels or (
            self.level is not None and self.level.id in expectation.levels
        )
        if expectation.tracks and at_level:
            return f"track {', '.join(expectation.tracks)}"
        if expectation.step:
            return f"step {expectation.step} of {expectation.competency}"
        return ", ".join(expectation.levels)

    @property
    def target_name(self) -> str:
        level = self.level.id if self.level else ""
        return f"{level} on track {self.track.id}" if self.track else level

    def scope(self, fields: Fields) -> str:
        node = fields.located("scope")
        if node is None or self.ladder is None or not self.ladder.scopes:
            return node.value if node else ""
        for scope in self.ladder.scopes:
            if match_key(scope) == match_key(node.value):
                return scope
        help = did_you_mean(node.value, self.ladder.scopes)
        self.notes.add("EV010", node, f"unknown scope {quote(node.value)}", help)
        return ""

    def metrics(self, item: Fields) -> Iterator[Metric]:
        for fields in item.each("metrics", "a metric", _METRIC):
            if isinstance(fields.node, Map) and not any(map(fields.node_of, ("name", "result"))):
                fields.missing("name")
            yield Metric(
                name=fields.text("name"),
                baseline=fields.text("baseline"),
                result=fields.text("result"),
                window=fields.period("window"),
                method=fields.text("method"),
            )

    def links(self, item: Fields) -> Iterator[Link]:
        for fields in item.each("links", "a link", _LINK):
            link = read_link(fields)
            if link is not None:
                yield link

    def corroboration(self, item: Fields) -> Iterator[Corroboration]:
        for fields in item.each("corroboration", "a corroboration", _CORROBORATION):
            yield Corroboration(
                name=self.name_of(fields, "corroboration"),
                role=fields.text("role"),
                level=fields.text("level"),
                relation=fields.text("relation"),
                quote=fields.text("quote"),
                date=fields.period("date"),
            )

    def name_of(self, fields: Fields, kind: str) -> str:
        name = fields.text("name")
        if isinstance(fields.node, Map) and not name.strip():
            help = "add `name:`; it is printed, and nobody is counted for it"
            self.notes.add("EV012", fields.node, f"this {kind} names nobody", help)
        return name

    def with_unique_ids(self, items: list[EvidenceItem]) -> tuple[EvidenceItem, ...]:
        """An id left out is the slug of the title, numbered where titles repeat."""
        taken: set[str] = set()
        for item in items:
            if item.id and match_key(item.id) in taken:
                message = f"the id {quote(item.id)} stands twice"
                self.notes.add("EV006", item.place, message, "give each item its own id")
            taken.add(match_key(item.id))
        numbers: dict[str, int] = {}
        return tuple(item if item.id else _with_slug(item, taken, numbers) for item in items)

    # The rest of the file

    def feedback(self, root: Fields) -> Iterator[Feedback]:
        for fields in root.each("feedback", "a feedback entry", _FEEDBACK):
            yield Feedback(
                name=self.name_of(fields, "feedback"),
                role=fields.text("role"),
                level=fields.text("level"),
                relation=fields.text("relation"),
                supportive=fields.flag("supportive"),
                quote=fields.text("quote"),
            )

    def waivers(self, root: Fields) -> Iterator[Waiver]:
        waived: set[str] = set()
        for fields in root.each("waivers", "a waiver", _WAIVER):
            node = fields.located("competency")
            fields.text("competency", required=True)
            reason = fields.text("reason", required=True)
            approved_by = fields.text("approved_by", required=True)
            for competency in self.waived_by(node) if node else ():
                if competency in waived:
                    message = f"{quote(competency)} is waived twice"
                    self.notes.add("EV013", fields.node, message, "keep one of the two")
                waived.add(competency)
                yield Waiver(competency=competency, reason=reason, approved_by=approved_by)

    def waived_by(self, node: Text) -> tuple[str, ...]:
        """An id or title waives that competency alone, whatever else has it for an alias."""
        for competency in self.ladder.competencies if self.ladder else ():
            if match_key(node.value) in map(match_key, competency.names):
                return (competency.id,)
        return self.competencies_of(node)


def last_line(node: Node) -> int:
    """The line on which a value ends; a block of text ends where what follows it begins."""
    if isinstance(node, Text):
        return max(node.line, node.end_line)
    inner = node.values if isinstance(node, Seq) else [v for _, v in node.entries.values()]
    return max([node.line, *map(last_line, inner)])


def is_private(node: Node) -> bool:
    """Anything but a plain no is taken as private: a typing slip must not publish an item."""
    if not isinstance(node, Map):
        return False
    if _slips_of(node):
        return True
    if "private" not in node.entries:
        return False
    _, value = node.entries["private"]
    if isinstance(value, Seq | Map):
        return True
    return not value.is_absent and value.value.lower() not in ("false", "no")


def _slips_of(node: Node) -> dict[str, tuple[Text, Node]]:
    """The keys that are misspelt for `private`, with their values."""
    entries = node.entries if isinstance(node, Map) else {}
    unknown = entries.keys() - _KEYS  # most items have none, and are looked at no further
    return {key: entries[key] for key in sorted(unknown) if nearest(key, ("private",))}


def _names_of(node: Node) -> Iterator[str]:
    """What the id and the title of an item match, whatever else stands in it."""
    entries = node.entries if isinstance(node, Map) else {}
    values = [entries[name][1] for name in ("id", "title") if name in entries]
    return (match_key(v.value) for v in values if not isinstance(v, Seq | Map) and v.value)


def _with_slug(item: EvidenceItem, taken: set[str], numbers: dict[str, int]) -> EvidenceItem:
    """An id from the title; `numbers` holds the last one given to each stem."""
    stem = slug_of(item.title, "item")
    slug, key = stem, match_key(stem)
    while match_key(slug) in taken:
        numbers[key] = numbers.get(key, 1) + 1
        slug = f"{stem}-{numbers[key]}"
    taken.add(match_key(slug))
    return replace(item, id=slug)
