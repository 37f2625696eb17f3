"""A reviewed packet to what reviewers put into it. `read` is all that others call.

Nothing in a document is trusted: what cannot be read is named, and no answer is made up.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property

from promo.findings import Finding
from promo.model import Change, Comment, Edit, Place, Review, ReviewForm
from promo.review.answers import Sheet
from promo.review.changes import read_changes
from promo.review.comments import COMMENTS, THREADS, read_comments
from promo.review.edits import read_edits
from promo.review.extras import extras_of
from promo.review.fields import Reading, added_rows, labelled, read_forms, reviewers_cells
from promo.review.labels import SIGN_OFF
from promo.review.matching import Matched, asked_of, match_recorded, match_unrecorded
from promo.review.opening import Copy, not_a_packet, opened
from promo.review.places import ITEM_LEVEL, Places, heading_levels, headings, named_places
from promo.review.record import AskedForm, Built, Record, read_property, read_record
from promo.review.tables import FormTable, form_tables, label_keys
from promo.writers.word.lint.package import Element
from promo.writers.word.lint.schema import clark
from promo.writers.word.recorded import (
    Field,
    covered,
    fields_of,
    original_paragraphs,
    paragraph_starts,
    reviewers_own,
)
from promo.writers.word.story import read_story
from promo.writers.word.tracked import stretches

_STYLES = clark("w:styles")
_ELSEWHERE = tuple(map(clark, ("w:hdr", "w:ftr", "w:footnotes", "w:endnotes")))


def read(data: bytes, file: str) -> tuple[Review, tuple[Finding, ...]]:
    """The review in a Word document, and what of it could not be read.

    `file` is its name for messages. Raises InputError for what is no packet or cannot be opened.
    """
    copy = opened(data, file)
    record, findings = read_record(copy)
    document = _Document(copy, record)
    is_recorded = all(finding.code != "RV004" for finding in findings)
    if not (is_recorded or document.origin or document.named or document.asked):
        fact = "is not a packet: promo's record and forms are not in it"
        raise not_a_packet(copy.place(copy.main), fact)
    forms, told = document.forms()
    review = Review(
        origin=document.origin if document.origin and any(document.origin) else None,
        forms=forms,
        comments=document.comments(),
        changes=document.changes(),
        edits=document.edits(),
    )
    return review, (*copy.findings, *findings, *told)


class _Document:
    """One copy of a packet while it is read."""

    def __init__(self, copy: Copy, record: Record | None) -> None:
        self.copy, self.record = copy, record
        self.origin = record.origin if record else read_property(copy)
        self.sheet = self._sheet(copy.document)
        self.named = named_places(self.sheet, record.places if record else {})
        self.marked = fields_of(self.sheet.story)
        asked = list(record.forms) if record else asked_of(self.marked)
        self.matched = self._match(self.marked, asked)
        self.labelled = labelled(self.sheet, self.matched, self.marked)
        self.fields = [*self.marked, *self.labelled]
        self.asked = asked if record else _asked(asked, self.matched)

    def _sheet(self, root: Element) -> Sheet:
        return Sheet(read_story(root), is_of_libreoffice=self.copy.is_of_libreoffice)

    def _match(self, fields: list[Field], asked: list[AskedForm]) -> list[Matched]:
        """The tables that are forms; competencies that only a table names are added to `named`."""
        located = {field.name.tag for field in fields}
        questions = (q for form in asked for q in form.questions.values())
        is_whole = bool(self.record) and all(q.name.tag in located for q in questions)
        keys = label_keys(asked)
        tables = form_tables(self.sheet, fields, keys, by_label=not is_whole)
        titles = {name: place.title for name, place in self.named.items() if not place.number}
        under = self._headings_above(tables)
        if self.record:
            return list(match_recorded(tables, asked, titles, under))
        matched = match_unrecorded(tables, asked, titles, under)
        self.named = {name: Place(title=title) for name, title in titles.items()} | self.named
        return matched

    def _headings_above(self, tables: list[FormTable]) -> dict[int, str]:
        """The heading above each table that no field says the form of."""
        starts = [table.start for table in tables if not table.fields]
        found = headings(self.sheet, self.levels) if starts else ()
        above = [(start, text) for level, start, text in found if level < ITEM_LEVEL]
        numbers = [bisect_left(above, (start, "")) for start in starts]
        return {s: above[n - 1][1] if n else "" for s, n in zip(starts, numbers, strict=True)}

    @cached_property
    def levels(self) -> dict[str, int]:
        return heading_levels(self.copy.parts(_STYLES))

    @cached_property
    def places(self) -> Places:
        starts = {
            table.start: self.named.get(form.place) or Place(heading=form.title)
            for table, form in self.matched
            if form.place in self.named or form.title
        }
        return Places(self.sheet, self.levels, self.named, starts)

    @cached_property
    def elsewhere(self) -> list[Sheet]:
        """Headers, footers and notes."""
        return [self._sheet(tree) for _, tree in self.copy.parts(*_ELSEWHERE)]

    @cached_property
    def hidden(self) -> bytearray:
        """For each piece whether it is a reviewer's answer."""
        spans = [*reviewers_own(self.marked), *reviewers_cells(self.sheet, self.labelled)]
        return covered(self.sheet.story, spans)

    @property
    def built(self) -> Built:
        return self.record.built if self.record else Built()

    def forms(self) -> tuple[tuple[ReviewForm, ...], list[Finding]]:
        reading = Reading(self.sheet, self.copy.file, self.named, bool(self.record))
        forms, findings = read_forms(reading, self.asked, self.fields)
        asked = {q.name.tag for form in self.asked for q in form.questions.values()}
        extras = tuple(extras_of(self.sheet, self.fields, asked, self.built))
        if extras and not forms:
            forms = [ReviewForm("", reading.source, (), {}, asked=False)]
        told = [form._replace(extras=extras if n == 0 else ()) for n, form in enumerate(forms)]
        return tuple(told), [*findings, *added_rows(reading, self.matched)]

    def comments(self) -> tuple[Comment, ...]:
        comments, threads = (
            [tree for _, tree in self.copy.parts(tag)] for tag in (COMMENTS, THREADS)
        )
        if not comments:
            return ()
        sheets = [self.sheet, *self.elsewhere]
        built = self.built if self.record else None
        return tuple(read_comments(comments, threads, sheets, self._place, built))

    def changes(self) -> tuple[Change, ...]:
        story = self.sheet.story
        found = read_changes(stretches(story, self.hidden), self.built, self._place)
        for sheet in self.elsewhere:
            all_of_it = stretches(sheet.story, covered(sheet.story, ()))
            found += read_changes(all_of_it, self.built, _nowhere)
        return tuple(found)

    def edits(self) -> tuple[Edit, ...]:
        if not self.record:
            return ()
        now = original_paragraphs(self.sheet.story, self.hidden)
        if now == list(self.record.paragraphs):
            return ()
        starts = paragraph_starts(self.sheet.story, self.hidden)
        edits = read_edits(self.record.paragraphs, now, lambda n: self._place(starts[n]))
        return tuple(edits)

    def _place(self, piece: int) -> Place:
        return self.places.at(piece)


def _asked(asked: list[AskedForm], matched: list[Matched]) -> list[AskedForm]:
    """The forms that fields or labels tell, competencies first."""
    forms = {(form.place, form.slot): form for form in asked}
    forms |= {(form.place, form.slot): form for _, form in matched}
    return sorted(forms.values(), key=lambda form: form.place == SIGN_OFF)


def _nowhere(piece: int) -> Place:
    return Place()
