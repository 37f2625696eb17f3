"""Codes in place of names: in texts, in a packet, in a report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar, cast
from urllib.parse import unquote

from promo import prose
from promo.blind.names import Names
from promo.blind.people import People
from promo.blind.searching import Found, find
from promo.model import Link
from promo.packet import Packet
from promo.report import Json

Noun = TypeVar("Noun")

# What programs read: hashes, places, ids of the ladder, words of a fixed set. It holds no names,
# and one that happens to be somebody's name must stay what it is.
MACHINE_FIELDS = frozenset(
    {
        *("About.version", "About.language", "LadderName.id", "LadderName.version", "Section.id"),
        *("Field.key", "Field.tag", "Field.kind", "Form.place", "NoteReply.date", "Note.date"),
        *(f"{noun}.anchor" for noun in ("Ref", "Flag", "Entry", "Section")),
        *(f"Origin.{field}" for field in ("promo", "evidence", "ladder", "ladder_version")),
        *(f"Origin.{field}" for field in ("ladder_hash", "target", "track", "as_of")),
    }
)
MACHINE_KEYS = frozenset(
    {
        *("format", "digest", "version", "promo", "as_of", "severity", "code", "status", "rule"),
        *("set_by", "newest", "period", "responsibility", "not_counted", "competencies"),
        *("support", "expectations", "not_assessed", "ladder", "target", "track", "evidence"),
        *("ladder_version", "ladder_hash", "tag", "key", "kind", "place", "competency", "tool"),
    }
)

_DOTS = re.compile(r"[●○]\s*\Z")
_LETTER = re.compile(r"[^\W_]")
_ENDS = re.compile(r"[\W_]*\Z|[\s*_]*:")


class Blind:
    """Everything of a packet with codes for names.

    `kept` are wordings of promo itself, such as "Strong": behind the dots of a status, and where
    it stands alone or before a colon, such a word is nobody's name.
    """

    def __init__(self, people: People, kept: Iterable[str] = ()) -> None:
        self.people = people
        self.names = Names(people)
        self.kept = frozenset(kept)

    def found(self, text: str) -> tuple[Found, ...]:
        """The names that stand in a text."""
        return tuple(f for f in find(self.names, text) if not self._is_wording(text, f))

    def _is_wording(self, text: str, found: Found) -> bool:
        if text[found.start : found.end] not in self.kept:
            return False
        if _DOTS.search(text[: found.start]):
            return True
        return not _LETTER.search(text[: found.start]) and bool(_ENDS.match(text, found.end))

    def text(self, text: str) -> str:
        """`text` with a code for each name, otherwise character for character the same."""
        return _replaced(text, 0, len(text), self._codes(text))

    def code(self, found: Found) -> str:
        """The code for a name; where it may mean several people, the codes of all."""
        *first, last = (self.people.everybody[number].code for number in found.who)
        return f"{', '.join(first)} or {last}" if first else last

    def is_in_address(self, url: str) -> bool:
        """Whether an address holds a name, percent-encoded or not."""
        return any(self.found(part) for part in {url, unquote(url), unquote(unquote(url))})

    def packet(self, packet: Packet) -> Packet:
        """A packet with codes in all that people read; a link whose address holds a name has none.

        A link of an item then has an empty address and its title, one in prose only its words.
        """
        return self._blinded(packet)

    def report(self, report: Json) -> Json:
        """A JSON report with codes in all texts, ids of items among them."""
        if isinstance(report, dict):
            return {
                key: value if is_for_machines(key, value) else self.report(value)
                for key, value in report.items()
            }
        if isinstance(report, list):
            return [self.report(value) for value in report]
        return self.text(report) if isinstance(report, str) else report

    def _codes(self, text: str) -> list[tuple[int, int, str]]:
        return [(found.start, found.end, self.code(found)) for found in self.found(text)]

    def _blinded(self, value: Noun) -> Noun:
        """Any noun of a packet; each field by its own kind."""
        made: object = value
        if isinstance(value, str):
            made = self.text(value)
        elif isinstance(value, prose.Paragraph):
            made = self._paragraph(value)
        elif isinstance(value, Link):
            address = "" if self.is_in_address(value.url) else value.url
            made = Link(self.text(value.title), address)
        elif isinstance(value, tuple) and hasattr(value, "_fields"):
            made = type(value)(*self._fields(value))
        elif isinstance(value, tuple):
            made = tuple(map(self._blinded, value))
        elif isinstance(value, Mapping):
            made = {key: self._blinded(inner) for key, inner in value.items()}
        return cast(Noun, made)

    def _fields(self, noun: tuple[Any, ...]) -> Iterator[Any]:
        kind = type(noun).__name__
        for name, value in zip(noun._fields, noun, strict=True):  # type: ignore[attr-defined]
            yield value if f"{kind}.{name}" in MACHINE_FIELDS else self._blinded(value)

    def _paragraph(self, paragraph: prose.Paragraph) -> prose.Paragraph:
        """A name may begin in bold and end in plain text: the whole paragraph is one text."""
        spans = _Spans(self, "".join(_shown(paragraph.children)))
        return prose.Paragraph(spans.blinded(paragraph.children))


def is_for_machines(key: str, value: Json) -> bool:
    """Whether a text under a key of a report is of a fixed set."""
    texts = value if isinstance(value, list) else [value]
    return key in MACHINE_KEYS and all(isinstance(text, str | None) for text in texts)


def _replaced(text: str, start: int, end: int, codes: Iterable[tuple[int, int, str]]) -> str:
    """What a stretch of a text becomes: a code stands where its name begins."""
    shown, at = "", start
    for first, last, code in codes:
        if last <= at or first >= end:
            continue
        shown += text[at:first] if first >= at else ""
        shown += code if first >= start else ""
        at = min(last, end)
    return shown + text[at:end]


def _shown(spans: Iterable[prose.Inline]) -> Iterator[str]:
    for span in spans:
        if isinstance(span, prose.Text | prose.Code):
            yield span.text
        elif isinstance(span, prose.Break):
            yield "\n"
        else:
            yield from _shown(span.children)


class _Spans:
    """The spans of one paragraph on their way, with how far into its text they reach."""

    def __init__(self, blind: Blind, text: str) -> None:
        self.blind = blind
        self.text = text
        self.codes = blind._codes(text)
        self.at = 0

    def blinded(self, spans: Iterable[prose.Inline]) -> tuple[prose.Inline, ...]:
        made: list[prose.Inline] = []
        for new in (new for span in spans for new in self._span(span)):
            before = made[-1] if made else None
            if isinstance(new, prose.Text) and isinstance(before, prose.Text):
                made[-1] = prose.Text(before.text + new.text)
            else:
                made.append(new)
        return tuple(made)

    def _span(self, span: prose.Inline) -> tuple[prose.Inline, ...]:
        if isinstance(span, prose.Break):
            self.at += 1
            inside = any(first < self.at - 1 and self.at <= last for first, last, _ in self.codes)
            return () if inside else (span,)
        if isinstance(span, prose.Text | prose.Code):
            start, self.at = self.at, self.at + len(span.text)
            shown = _replaced(self.text, start, self.at, self.codes)
            return (type(span)(shown),) if shown else ()
        children = self.blinded(span.children)
        if isinstance(span, prose.Link):
            if self.blind.is_in_address(span.url):
                return children
            return (span._replace(children=children),) if children else ()
        return (type(span)(children),) if children else ()
