"""What stands in one field: the answer, or that there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple

from promo.model import TICKED, FieldKind
from promo.review.labels import is_prompt
from promo.review.record import Question
from promo.writers.word.lint.package import Element
from promo.writers.word.lint.schema import clark
from promo.writers.word.recorded import Field
from promo.writers.word.story import Control, Span, Story

_TICKED, _UNTICKED = frozenset("☒☑✓✔"), frozenset("☐□")
_ON = ("1", "true", "on")
_PLACEHOLDER, _VAL = clark("w:showingPlcHdr"), clark("w:val")
_DATE, _FULL_DATE = clark("w:date"), clark("w:fullDate")
_CHECKBOX, _CHECKED, _STATE = clark("w14:checkbox"), clark("w14:checked"), clark("w14:val")
_LIST_ITEM, _SHOWN, _LISTED = clark("w:listItem"), clark("w:displayText"), clark("w:value")


class Answer(NamedTuple):
    """`value` is "" where nothing was answered; `strange` is what was written that is no answer.

    `is_gone` where nothing is left of the field, not even its prompt.
    """

    value: str = ""
    strange: str = ""
    is_gone: bool = False


class Sheet:
    """A document's text, and how its controls are to be understood."""

    def __init__(self, story: Story, *, is_of_libreoffice: bool) -> None:
        self.story = story
        self.is_of_libreoffice = is_of_libreoffice

    def text(self, span: Span, without: Span | None = None) -> str:
        """The text of a span with all changes accepted, but for its last paragraph's end.

        Of what stands in `without`, only tracked insertions are kept: no prompt is one.
        """
        kept = list(self._kept(span, without))
        text = "".join(piece for piece, _ in kept)
        return text[:-1] if kept and kept[-1][1] else text

    def _kept(self, span: Span, without: Span | None) -> Iterator[tuple[str, bool]]:
        first, last = without or (0, 0)
        for place in range(*span):
            piece = self.story.pieces[place]
            if not piece.deleted and (piece.inserted or not first <= place < last):
                yield piece.text, piece.ends

    def label(self, home: int) -> str:
        """What a cell says, in one line."""
        return " ".join(self.text(self.story.cells[home]).split())

    def control_of(self, field: Field) -> Control | None:
        """A field's control, or the one in its cell that has lost its tag."""
        if field.control is not None or field.region not in self._cells:
            return field.control
        return self._nameless.get(self.story.home_at(field.region.start))

    @cached_property
    def _cells(self) -> frozenset[Span]:
        return frozenset(self.story.cells.values())

    @cached_property
    def _nameless(self) -> dict[int, Control]:
        found: dict[int, Control] = {}
        for control in self.story.controls:
            if not control.tag and not control.alias:
                found.setdefault(self.story.home_at(control.span.start), control)
        return found

    def is_open(self, control: Control) -> bool:
        """Whether a control shows its prompt. LibreOffice keeps the mark when somebody types."""
        return not self.is_of_libreoffice and shows_prompt(control)


def shows_prompt(control: Control) -> bool:
    """Whether a control has the mark of a prompt."""
    return control.properties.find(_PLACEHOLDER) is not None


def read_answer(sheet: Sheet, field: Field, question: Question) -> Answer:
    """The answer that a field holds."""
    control = sheet.control_of(field)
    if question.kind is FieldKind.CHECK:
        return _ticked(sheet, field, question, control)
    shown = _typed(sheet, field, control)
    text = _without_prompt(question, shown)
    if question.kind is FieldKind.DAY and control is not None:
        day = _chosen_day(control)
        chosen = sheet.is_of_libreoffice and shown.strip() and not text  # its text stays behind
        if day and (chosen or _agrees(day, text)):
            return Answer(day)
    if not text.strip():
        return Answer(is_gone=control is None and not shown.strip())
    if question.kind is FieldKind.CHOICE:
        return _choice(text.strip(), question.choices or _choices(control))
    return Answer(text)


def _ticked(sheet: Sheet, field: Field, question: Question, control: Control | None) -> Answer:
    ticked = is_ticked(control.properties) if control is not None else None
    if ticked is not None:
        return Answer(TICKED if ticked else "")
    text = sheet.text(field.region)
    if _TICKED.intersection(text):
        return Answer(TICKED)
    if _UNTICKED.intersection(text):
        return Answer()
    rest = _without_prompt(question, text.strip()).strip()
    return Answer(strange=rest, is_gone=not rest)


def is_ticked(properties: Element) -> bool | None:
    """Whether a control's box is ticked; None if it has none."""
    box = properties.find(_CHECKBOX)
    if box is None:
        return None
    checked = box.find(_CHECKED)
    return checked is not None and checked.get(_STATE, "1") in _ON


def _typed(sheet: Sheet, field: Field, control: Control | None) -> str:
    """All that is in the cell; without its last paragraphs where nothing is beside the control."""
    if control is None:
        return sheet.text(field.region)
    prompt = control.span if sheet.is_open(control) else None
    before = sheet.text(Span(field.region.start, control.span.start))
    if before.strip() or sheet.text(Span(control.span.stop, field.region.stop)).strip():
        return sheet.text(field.region, prompt)
    return sheet.text(control.span, prompt)


def _without_prompt(question: Question, text: str) -> str:
    line, prompt = " ".join(text.split()), question.prompt
    if line == " ".join(prompt.split()) or is_prompt(question.name.key, line):
        return ""
    if not prompt:
        return text
    return text.removeprefix(prompt) if text.startswith(prompt) else text.removesuffix(prompt)


def _chosen_day(control: Control) -> str:
    """The day that a control holds, as 2026-07-02; "" if none."""
    chosen = control.properties.find(_DATE)
    day = "" if chosen is None else chosen.get(_FULL_DATE, "")[:10]
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        return ""


def _agrees(day: str, text: str) -> bool:
    """Whether a text can be that day: who types another leaves the old one in the control."""
    numbers = {int(number) for number in re.findall(r"\d{1,4}", text)}
    year, _, number = map(int, day.split("-"))
    fits = number in numbers and not numbers.isdisjoint((year, year % 100))
    return bool(text.strip()) and (fits or not numbers)


def _choices(control: Control | None) -> tuple[str, ...]:
    """What a control's own list offers."""
    items = control.properties.iter(_LIST_ITEM) if control is not None else ()
    return tuple(item.get(_SHOWN) or item.get(_LISTED) or "" for item in items)


def _choice(text: str, choices: tuple[str, ...]) -> Answer:
    return Answer(text, strange="" if not choices or text in choices else text)
