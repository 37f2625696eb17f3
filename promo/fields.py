"""One located mapping read key by key: each value typed, or a finding at its place.

Evidence and ladders are read by the same methods, so their messages agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import Enum
from typing import TypeVar

from promo import prose
from promo.findings import Finding, Location, did_you_mean, quote
from promo.model import Link, Period, match_key
from promo.prose import Prose
from promo.source import Map, Node, Seq, Source, Text

Choice = TypeVar("Choice", bound=Enum)

MOST_DOUBTS = 20  # of one field that are told
_PERIOD_FORMS = "write 2025-09-30, 2025-09, 2025-Q3, 2025, 2025-01..2025-09 or 2025-03.."
_POINT = re.compile(r"(\d{4})(?:-(?:[Qq]([1-9])|(\d{1,2})(?:-(\d{1,2}))?))?\Z", re.ASCII)
_YES_NO = {"true": True, "yes": True, "false": False, "no": False}


class Notes:
    """The findings of one file, and where its parts stand, gathered while it is read."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._places: dict[tuple[str, str], Node] = {}
        self.found: list[Finding] = list(source.findings)
        self._known = set(self.found)

    def add(
        self, code: str, where: Node | Location, message: str, help: str = "", many: str = ""
    ) -> None:
        place = where if isinstance(where, Location) else self.source.place(where)
        finding = Finding(code=code, location=place, message=message, help=help, many=many)
        if finding not in self._known:  # a value may be asked for twice
            self._known.add(finding)
            self.found.append(finding)

    def mark(self, kind: str, id: str, node: Node) -> None:
        """Keep where the level, competency … with this id stands, however it is spelled."""
        self._places[kind, match_key(id)] = node

    def where(self, kind: str, id: str) -> Node | None:
        """The place of a part; None for one that another file states."""
        return self._places.get((kind, match_key(id)))

    @property
    def has_errors(self) -> bool:
        return any(finding.is_error for finding in self.found)


class Fields:
    """The keys of one mapping; every `known` key is read by exactly one method call.

    `what` names the mapping in messages ("evidence item"). A missing or empty key gives the
    empty value of its type; a faulty one gives the same and a finding.
    """

    def __init__(self, node: Node, what: str, known: Iterable[str], notes: Notes) -> None:
        self.node = node
        self.what = what
        self.notes = notes
        self.entries: dict[str, tuple[Text, Node]] = {}
        if not isinstance(node, Map):
            self.wrong_shape(node, f"{what} must be a mapping of keys", "write `key: value` lines")
            return
        self.entries = node.entries
        known = tuple(known)
        for name, (key, _) in node.entries.items():
            if name not in known:
                message = f"unknown key {quote(name)} in {what}"
                notes.add("DT002", key, message, did_you_mean(name, known))

    def node_of(self, key: str) -> Node | None:
        """The value as located, or None when it is absent or empty."""
        entry = self.entries.get(key)
        if entry is None or (isinstance(entry[1], Text) and entry[1].is_absent):
            return None
        return entry[1]

    def states(self, key: str) -> bool:
        """Whether the file says anything under this key, if only that there is nothing."""
        return self.node_of(key) is not None

    def wrong_shape(self, node: Node, fact: str, help: str) -> None:
        self.notes.add("DT001", node, f"{fact}, not {_shape(node)}", help)

    def is_empty(self, key: str) -> bool:
        """Whether a list has no entry, or is not there at all."""
        node = self.node_of(key)
        absent = isinstance(node, Seq) and all(isinstance(v, Text) and v.is_absent for v in node[0])
        return node is None or absent

    def missing(self, key: str) -> None:
        if not isinstance(self.node, Map):
            return  # which has been told already
        is_there = key in self.entries
        where = self.entries[key][0] if is_there else self.node
        fact, help = ("is empty", "write it behind") if is_there else ("is missing", "add")
        self.notes.add("DT003", where, f"`{key}` {fact} in {self.what}", f"{help} `{key}:`")

    def located(self, key: str) -> Text | None:
        """A text with its place; None when absent."""
        node = self.node_of(key)
        if node is None:
            return None
        if not isinstance(node, Text):
            self.wrong_shape(node, f"`{key}` must be text", "quote it, or write it after `|`")
            return None
        return node

    def text(self, key: str, *, required: bool = False) -> str:
        node = self.located(key)
        if required and (node is None or not node.value.strip()) and not self._is_faulty(key):
            self.missing(key)
        return node.value if node else ""

    def _is_faulty(self, key: str) -> bool:
        return isinstance(self.node_of(key), Seq | Map)

    def prose(self, key: str) -> Prose:
        """A Markdown field as a tree; what is printed as typed is a warning."""
        node = self.located(key)
        if node is None:
            return ()
        parsed = prose.parse(node.value)
        for doubt in parsed.doubts[:MOST_DOUBTS]:
            place = self.notes.source.place_of(doubt.needle, node)
            self.notes.add(doubt.code, place, doubt.message, _PROSE_HELP.get(doubt.code, ""))
        return parsed.prose

    def choice(self, key: str, kind: type[Choice]) -> Choice | None:
        node = self.located(key)
        if node is None:
            return None
        words = {str(member.value): member for member in kind}
        if node.value not in words:
            message = f"unknown {key} {quote(node.value)}"
            self.notes.add("DT004", node, message, did_you_mean(node.value, words))
        return words.get(node.value)

    def flag(self, key: str) -> bool | None:
        node = self.located(key)
        if node is None:
            return None
        value = _YES_NO.get(node.value.lower())
        if value is None:
            message = f"`{key}` is {quote(node.value)}"
            self.notes.add("DT004", node, message, "write true or false")
        return value

    def count(self, key: str, most: int = 1000) -> int | None:
        """A whole number from 0 to `most`."""
        node = self.located(key)
        if node is None:
            return None
        if not re.fullmatch(r"[0-9]{1,6}", node.value) or int(node.value) > most:
            message = f"`{key}` is {quote(node.value)}"
            self.notes.add("DT005", node, message, f"write a whole number from 0 to {most}")
            return None
        return int(node.value)

    def day(self, key: str) -> date | None:
        """One exact date, written 2025-09-30."""
        node = self.located(key)
        if node is None:
            return None
        parsed = parse_day(node.value)
        if isinstance(parsed, date):
            return parsed
        self.notes.add("DT006", node, parsed, "write one day, such as 2026-06-30")
        return None

    def period(self, key: str) -> Period | None:
        node = self.located(key)
        if node is None:
            return None
        parsed = parse_period(node.value)
        if isinstance(parsed, Period):
            return parsed
        help = "check the two dates" if "before it begins" in parsed else _PERIOD_FORMS
        self.notes.add("DT006", node, parsed, help)
        return None

    def link(self, key: str) -> str | None:
        """A checked address, percent-encoded where needed."""
        node = self.located(key)
        if node is None:
            return None
        url = prose.checked_url(node.value)
        if url is None:
            message = f"{quote(node.value)} is not an http, https or mailto address"
            help = "write the whole address, such as https://example.com/page, without spaces"
            self.notes.add("DT007", node, message, help)
        return url

    def texts(self, key: str) -> list[Text]:
        """A list of texts; a single text counts as a list of one."""
        node = self.node_of(key)
        if node is None:
            return []
        if isinstance(node, Text):
            return [node]
        if isinstance(node, Map):
            self.wrong_shape(node, f"`{key}` must be a list of texts", f"write `{key}: [a, b]`")
            return []
        return list(self._texts_in(key, node))

    def _texts_in(self, key: str, node: Seq) -> Iterator[Text]:
        for value in node.values:
            if not isinstance(value, Text):
                self.wrong_shape(value, f"an entry of `{key}` must be text", "quote it")
            elif value.is_absent:
                self.notes.add("DT003", value, f"an entry of `{key}` is empty", "delete it")
            else:
                yield value

    def list_of(self, key: str) -> list[Node]:
        node = self.node_of(key)
        return [] if node is None else self.values(node, key)

    def values(self, node: Node, key: str) -> list[Node]:
        """The entries of `node`, which must be a list."""
        if not isinstance(node, Seq):
            self.wrong_shape(node, f"`{key}` must be a list", "begin each entry with `- `")
            return []
        return node.values

    def inner(self, key: str, what: str, known: Iterable[str]) -> Fields | None:
        """A nested mapping, or None when absent."""
        node = self.node_of(key)
        return None if node is None else Fields(node, what, known, self.notes)

    def each(self, key: str, what: str, known: Iterable[str]) -> Iterator[Fields]:
        """Every mapping of a list of mappings."""
        known = tuple(known)
        for node in self.list_of(key):
            yield Fields(node, what, known, self.notes)


_PROSE_HELP = {
    "MD001": "use paragraphs, lists, quotes, links, bold, italics and code",
    "MD002": "write the whole address, beginning with https://",
    "MD003": "shorten it, or link to the document",
}


def _shape(node: Node) -> str:
    if isinstance(node, Text):
        return "empty" if node.is_absent else "text"
    return "a list" if isinstance(node, Seq) else "a mapping"


def read_link(fields: Fields) -> Link | None:
    """`{title, url}`; the title defaults to the address as typed. None when the url is faulty."""
    url = fields.link("url")
    if fields.node_of("url") is None and isinstance(fields.node, Map):
        fields.missing("url")
    return Link(title=fields.text("title") or fields.text("url"), url=url) if url else None


def parse_day(text: str) -> date | str:
    """The date of `2025-09-30`, or what is wrong with it."""
    if not re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", text.strip(), re.ASCII):
        return f"{quote(text)} is not a date"
    try:
        return date(*map(int, text.strip().split("-")))
    except ValueError:
        return f"{quote(text)} is a date that does not exist"


def parse_period(text: str) -> Period | str:
    """The span of a date, month, quarter, year or range, or what is wrong with it."""
    first_text, dots, last_text = text.strip().partition("..")
    try:
        first = _point(first_text.strip())
        last = _point(last_text.strip()) if last_text.strip() else None
    except _NoDateError as error:
        return str(error) if error.args else f"{quote(text)} is not a date or period"
    if not dots:
        return Period(start=first[0], end=first[1], text=text.strip())
    if last is None:
        return Period(start=first[0], end=None, text=text.strip())
    if last[1] < first[0]:
        return f"{quote(text)} ends before it begins"
    return Period(start=first[0], end=last[1], text=text.strip())


class _NoDateError(Exception):
    """What is wrong with one end of a period; empty when it is no date at all."""


def _point(text: str) -> tuple[date, date]:
    """First and last day of a date, month, quarter or year."""
    match = _POINT.match(text)
    if not match:
        raise _NoDateError
    year, quarter, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        if day is not None and month is not None:
            return (date(year, month, day),) * 2
        if month is not None:
            return date(year, month, 1), _end_of_month(year, month)
        if quarter is not None:
            return date(year, quarter * 3 - 2, 1), _end_of_month(year, quarter * 3)
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        raise _NoDateError(f"{quote(text)} is a date that does not exist") from None


def _end_of_month(year: int, month: int) -> date:
    if month == 12:
        return date(year, 12, 31)
    return date(year, month + 1, 1) - timedelta(days=1)
