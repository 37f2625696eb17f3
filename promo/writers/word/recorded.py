"""Where promo's fields are in a document, and what it says beside them.

Writer and reader share it: the record in a packet holds the paragraphs that this module finds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from promo.model import ASSESSED, KINDS, SIGNED, FieldKind
from promo.writers.word.lint.schema import clark
from promo.writers.word.story import Control, Element, Span, Story, read_story
from promo.writers.word.tracked import Stretch, stretches

_AUTHOR = clark("w:author")
_END = "\0"  # of a paragraph; no XML has it
_KEYS = "|".join(ASSESSED + SIGNED)
_TAG = re.compile(rf"promo\.(c[0-9]{{1,6}}|sign_off)\.({_KEYS})(?:\.([0-9]{{1,4}}))?")


class FieldName(NamedTuple):
    """A field's tag and what it says: the form's anchor, the key, and which reviewer's it is."""

    tag: str
    anchor: str
    key: str
    slot: int


class Field(NamedTuple):
    """Where a field is: its control, if that is left, and all that is the reviewer's to fill.

    `region` is the whole cell of the answer: what is typed beside a control is meant as one, and
    LibreOffice 7.4 itself puts words that are typed into a control beside it. `own` is no more
    than what the control or bookmark holds.
    """

    name: FieldName
    region: Span
    own: Span
    control: Control | None


def field_name(tag: str) -> FieldName | None:
    """What a control's tag says if it is a field's."""
    found = _TAG.fullmatch(tag)
    return FieldName(tag, found[1], found[2], int(found[3] or 1)) if found else None


def bookmarked(bookmark: str) -> FieldName | None:
    """The same of a bookmark's name, which has underscores for dots."""
    return field_name(bookmark.replace("_", ".").replace("sign.off", "sign_off"))


def fields_of(story: Story) -> list[Field]:
    """Every field that is located by its control, else by its bookmark; some may be twice."""
    controls = [(field_name(c.tag), c) for c in story.controls if c.tag.startswith("promo.")]
    tagged = {name.tag for name, _ in controls if name}
    marks = [(bookmarked(b), s) for b, s in story.bookmarks.items() if b.startswith("promo_")]
    marks = [(name, span) for name, span in marks if name and name.tag not in tagged]
    starts = [c.span.start for name, c in controls if name] + [s.start for _, s in marks]
    homes = Counter(map(story.home_at, starts))
    found = []
    for name, control in controls:
        if name:
            cell = _cell(story, control.span, homes)
            found.append(Field(name, cell or control.span, control.span, control))
    for name, span in marks:
        cell = _cell(story, span, homes)
        if name and cell:
            found.append(Field(name, cell, Span(span.start, min(span.stop, cell.stop)), None))
    return found


def _cell(story: Story, span: Span, homes: Counter[int]) -> Span | None:
    """The cell that a field has to itself."""
    home = story.home_at(span.start)
    return story.cells.get(home) if homes[home] == 1 else None


def reviewers_own(fields: Iterable[Field]) -> list[Span]:
    """What is not the packet's text; beside a box there are words that are."""
    return [f.own if KINDS[f.name.key] is FieldKind.CHECK else f.region for f in fields]


def covered(story: Story, spans: Iterable[Span]) -> bytearray:
    """For each piece whether one of the spans holds it."""
    held = bytearray(len(story.pieces))
    for start, stop in spans:
        held[start:stop] = b"\1" * (stop - start)
    return held


class Recorded(NamedTuple):
    """What a packet says as it is built, so that later additions can be told from it.

    `paragraphs` are without what is in promo's fields. A company's form may bring comments (author
    and text), controls (name and text) and changes (whether inserted, author, text).
    """

    paragraphs: list[str]
    comments: list[tuple[str, str]]
    controls: list[tuple[str, str]]
    changes: list[tuple[bool, str, str]]


def recorded(
    document: Element, comments: Iterable[Element], elsewhere: Iterable[Element]
) -> Recorded:
    """What is recorded of `w:document`, its comments (each a `w:comment`), and what is elsewhere.

    That is headers, footers and notes, whose paragraphs nobody reads back.
    """
    story = read_story(document)
    hidden = covered(story, reviewers_own(fields_of(story)))
    return Recorded(
        original_paragraphs(story, hidden),
        [(each.get(_AUTHOR, ""), in_blanks(read_story(each))) for each in comments],
        [(c.alias or c.tag, in_blanks(story, c.span)) for c in story.controls if is_foreign(c)],
        [_change(s) for s in (*stretches(story, hidden), *_stretches_of(elsewhere))],
    )


def _stretches_of(parts: Iterable[Element]) -> Iterator[Stretch]:
    for story in map(read_story, parts):
        yield from stretches(story, covered(story, ()))


def _change(stretch: Stretch) -> tuple[bool, str, str]:
    return stretch.is_insertion, stretch.track.author, stretch.text


def is_foreign(control: Control) -> bool:
    """Whether a control has a name and is none of promo's: a company's own."""
    return bool(control.tag or control.alias) and field_name(control.tag) is None


def in_blanks(story: Story, span: Span | None = None) -> str:
    """The text of a span in single blanks, insertions in and deletions out."""
    start, stop = span or Span(0, len(story.pieces))
    pieces = story.pieces[start:stop]
    return " ".join("".join(p.text for p in pieces if not p.deleted).split())


def original_paragraphs(story: Story, hidden: bytearray) -> list[str]:
    """Each paragraph that has text, as it was before tracked changes, in single blanks.

    Pieces for which `hidden` is true are left out.
    """
    shown = [
        _END if ends else text
        for (text, _, inserted, _, ends), is_hidden in zip(story.pieces, hidden, strict=True)
        if not (is_hidden or inserted)
    ]
    lines = (" ".join(line.split()) for line in "".join(shown).split(_END))
    return [line for line in lines if line]


def paragraph_starts(story: Story, hidden: bytearray) -> list[int]:
    """The piece that each of the same paragraphs starts with."""
    starts: list[int] = []
    is_new = True
    for place, piece in enumerate(story.pieces):
        if hidden[place] or piece.inserted:
            continue
        if piece.ends:
            is_new = True
        elif is_new and piece.text.strip():
            is_new = False
            starts.append(place)
    return starts
