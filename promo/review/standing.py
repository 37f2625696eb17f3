"""A packet as one side of a comparison: what its record tells of items and statuses.

A record holds no field of an item but id and title, and says nothing of waivers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from promo.assess import Status
from promo.diffing import CompetencySide, ItemSide, Side
from promo.findings import Finding, Location, stopped
from promo.phrases import DOTS
from promo.review.opening import opened
from promo.review.record import Record, read_record


def side_in(data: bytes, file: str) -> tuple[Side, tuple[Finding, ...]]:
    """The side that a Word packet is on, as it was built. Raises InputError without a record."""
    record, findings = read_record(opened(data, file))
    if record is None:
        fact = "what was in the packet is not known: " + "; ".join(f.message for f in findings)
        help = "name the evidence file that it was built from"
        raise stopped("DF002", Location(file), fact, help)
    origin = record.origin
    side = Side(
        name=file,
        candidate=origin.candidate,
        ladder=origin.ladder,
        version=origin.ladder_version,
        target=f"{origin.target} {origin.track}" if origin.track else origin.target,
        as_of=origin.as_of,
        items=tuple(ItemSide(id, _line(title)) for id, title in record.items.items()),
        competencies=tuple(_competencies(record)),
        is_packet=True,
    )
    return side, findings


def _competencies(record: Record) -> Iterator[CompetencySide]:
    for place in record.places.values():
        if place.competency and not place.item:
            status = _status(place.title, record.paragraphs)
            yield CompetencySide(place.competency, _line(place.title), status, is_gap=None)


def _line(title: str) -> str:
    """A title in one line: a record may have been written by anybody."""
    return " ".join(title.split())


def _status(title: str, paragraphs: Sequence[str]) -> Status | None:
    """The status right after the title, in the coverage table of any language.

    Where a second one follows, the row tells what the packet before that one said.
    """
    for before, text, after in zip(paragraphs, paragraphs[1:], paragraphs[2:], strict=False):
        status = _shown(text)
        if before == title and status is not None and _shown(after) is None:
            return status
    return None


def _shown(text: str) -> Status | None:
    """The status that a cell shows by its dots and a word."""
    dots, _, word = text.replace("\u00a0", " ").partition(" ")
    return next((s for s, shown in DOTS.items() if word and shown == dots), None)
