"""The forms of a packet, read back: each answer from the best that is left of its field.

A field is found by its control, else by its bookmark, else by the label beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from promo.findings import Finding, Location, quote
from promo.model import KINDS, Answers, FieldKind, Place, ReviewForm
from promo.review.answers import Answer, Sheet, read_answer
from promo.review.labels import SIGN_OFF, english_label
from promo.review.matching import Matched
from promo.review.opening import told
from promo.review.record import AskedForm, Question
from promo.writers.word.recorded import Field
from promo.writers.word.story import Span

_TOLD = 3  # of the answers to one question


class Reading(NamedTuple):
    """What the fields of one document are read with.

    `competencies` are by anchor; `is_recorded` where a record says what was asked.
    """

    sheet: Sheet
    file: str
    competencies: dict[str, Place]
    is_recorded: bool

    @property
    def source(self) -> str:
        """The last part of the file's path."""
        return self.file.replace("\\", "/").rpartition("/")[2]


def labelled(sheet: Sheet, matched: Iterable[Matched], fields: Iterable[Field]) -> list[Field]:
    """The answers that only the label beside them tells."""
    located = {field.name.tag for field in fields}
    found = []
    for table, form in matched:
        for row in table.rows:
            question = form.questions.get(row.key)
            if question and not row.fields and question.name.tag not in located:
                cell = sheet.story.cells[row.answer]
                found.append(Field(question.name, cell, cell, None))
    return found


def reviewers_cells(sheet: Sheet, fields: Iterable[Field]) -> Iterator[Span]:
    """What only labels tell to be answers; beside a box there are words of the packet."""
    for field in fields:
        if KINDS[field.name.key] is not FieldKind.CHECK:
            yield field.region
        elif control := sheet.control_of(field):
            yield control.span


def read_forms(
    reading: Reading, asked: Iterable[AskedForm], fields: Iterable[Field]
) -> tuple[list[ReviewForm], list[Finding]]:
    """What each reviewer answered, in the order of the forms."""
    by_tag: dict[str, list[Field]] = {}
    for field in fields:
        by_tag.setdefault(field.name.tag, []).append(field)
    by_slot: dict[int, list[AskedForm]] = {}
    for form in asked:
        by_slot.setdefault(form.slot, []).append(form)
    findings: list[Finding] = []
    forms = []
    for _, own in sorted(by_slot.items()):
        settled = [_settle(reading, form, by_tag) for form in own]
        findings += [finding for each in settled for finding in each.findings]
        forms.append(_form(reading, own, settled))
    return forms, findings


class _Settled(NamedTuple):
    values: dict[str, str]
    missing: tuple[str, ...]
    findings: tuple[Finding, ...]


def _form(reading: Reading, own: list[AskedForm], settled: list[_Settled]) -> ReviewForm:
    """The answers of one reviewer."""
    signed: dict[str, str] = {}
    competencies = []
    for form, answers in zip(own, settled, strict=True):
        if form.place == SIGN_OFF:
            signed = answers.values
        else:
            place = reading.competencies.get(form.place, Place(title=form.title))
            competencies.append(Answers(place.competency, place.title, answers.values))
    name = " ".join(signed.get("reviewer", "").split())
    return ReviewForm(
        reviewer=name or next((form.reviewer for form in own if form.reviewer), ""),
        source=reading.source,
        competencies=tuple(competencies),
        signed=signed,
        asked=any(form.place == SIGN_OFF for form in own),
        missing=tuple(field for answers in settled for field in answers.missing),
    )


def _settle(reading: Reading, form: AskedForm, by_tag: dict[str, list[Field]]) -> _Settled:
    values: dict[str, str] = {}
    missing: list[str] = []
    findings: list[Finding] = []
    for key, question in form.questions.items():
        located = by_tag.get(question.name.tag, [])
        answers = [read_answer(reading.sheet, field, question) for field in located]
        values[key] = _value(answers)
        shown = shown_field(reading, form, question)
        if reading.is_recorded and all(answer.is_gone for answer in answers):
            missing.append(shown)
        findings += _faults(Location(reading.file, part=shown), answers, is_lost=shown in missing)
    return _Settled(values, tuple(missing), tuple(findings))


def _value(answers: list[Answer]) -> str:
    """The one answer; none where there are two."""
    given = {answer.value for answer in answers if answer.value}
    return given.pop() if len(given) == 1 else ""


def _faults(place: Location, answers: list[Answer], *, is_lost: bool) -> Iterator[Finding]:
    if is_lost:
        message = "the field was deleted from the form"
        help = "ask the reviewer; nothing is known of the answer"
        yield told("RV006", place, message, help)
    given = list(dict.fromkeys(answer.value for answer in answers if answer.value))
    if len(given) > 1:
        first = ", ".join(map(quote, given[:_TOLD]))
        message = f"there are {len(given):,} answers: {first}{', …' * (len(given) > _TOLD)}"
        help = "ask the reviewer which one holds; none is taken"
        yield told("RV007", place, message, help)
    for strange in dict.fromkeys(answer.strange for answer in answers if answer.strange):
        message = f"{quote(strange)} is not an answer that the form offers"
        help = "ask the reviewer; it is told as it was written"
        yield told("RV008", place, message, help)


def shown_form(reading: Reading, form: AskedForm) -> str:
    """What a form is called in messages: `Product craft`, or `Sign-off by Dana Ortiz`."""
    place = reading.competencies.get(form.place, Place())
    name = place.title or form.title or "Sign-off"
    return f"{name} ({form.reviewer})" if form.reviewer and place.title else name


def shown_field(reading: Reading, form: AskedForm, question: Question) -> str:
    """What a field is called in messages: `Product craft, Rating`."""
    label = question.label or english_label(question.name.key)
    return f"{shown_form(reading, form)}, {label}"


def added_rows(reading: Reading, matched: Iterable[Matched]) -> Iterator[Finding]:
    """A finding for each row that a form did not have."""
    for table, form in matched:
        for row in table.rows:
            if row.fields or row.key in form.questions:
                continue
            label = row.label or reading.sheet.label(row.answer)
            if label:
                place = Location(reading.file, part=shown_form(reading, form))
                message = f"the row {quote(label)} was added to the form"
                help = "read it in the document; it answers no question of the form"
                yield told("RV009", place, message, help)
