"""One competency: what the level expects, its coverage, its items, the manager's form."""

from __future__ import annotations

from collections.abc import Iterator

from promo import phrases
from promo.assess import Coverage
from promo.compose.flags import gap_flag, waived_flag
from promo.compose.frame import Frame
from promo.compose.items import entry_of, reference_of
from promo.packet import ExpectationRow, Flag, Form, Mark, Section


def level_note(f: Frame) -> str:
    """What the ladder says of the target level: its summary, years, and titles elsewhere."""
    words, level = f.words, f.assessment.level
    equivalents = [
        words("level.noted", text=e.title, note=e.note) if e.note else e.title
        for e in level.equivalents
    ]
    also = words("level.equivalents", titles=words.listed(equivalents)) if equivalents else ""
    return words.join((level.title, level.summary, _years(f), also))


def _years(f: Frame) -> str:
    """Years of experience as the ladder states them: information, nothing is counted by them."""
    words, years = f.words, f.assessment.level.years
    if years is None or (years.minimum is None and years.maximum is None):
        return years.note if years else ""
    if years.minimum is None:
        text = words("level.years.to", years.maximum)
    elif years.maximum is None:
        text = words("level.years.from", years.minimum)
    else:
        text = words("level.years", years.maximum, first=years.minimum)
    return words("level.noted", text=text, note=years.note) if years.note else text


def section_of(f: Frame, coverage: Coverage) -> Section:
    words, competency = f.words, coverage.competency
    title = competency.title
    entries = f.entries_of(coverage)
    full = {item.id for item in entries}
    return Section(
        anchor=f.anchors[competency.id],
        title=words("competency.required", title=title) if competency.required else title,
        description=words.join((competency.group, competency.description)),
        mark=f.mark(coverage),
        summary=section_summary(f, coverage),
        flag=section_flag(f, coverage),
        expectation_columns=tuple(
            words(f"column.{column}") for column in ("expectation", "coverage", "evidence")
        ),
        expectations=tuple(expectation_rows(f, coverage)),
        expectations_title=words("expectations.title", title=title),
        expectations_description=words("expectations.descr"),
        expectations_note=expectations_note(f, coverage),
        entries=tuple(entry_of(f, item) for item in entries),
        references_label=words("reference.label"),
        references=tuple(reference_of(f, item) for item in coverage.items if item.id not in full),
        form=review_form(f, title),
    )


def section_summary(f: Frame, coverage: Coverage) -> str:
    items = f.words("items", len(coverage.items))
    expectations = phrases.named_expectations(f.words, coverage)
    key = "competency.items.named" if expectations else "competency.items"
    return f.words(key, items=items, expectations=expectations)


def section_flag(f: Frame, coverage: Coverage) -> Flag | None:
    if coverage.waiver is not None:
        return waived_flag(f, coverage)
    return gap_flag(f, coverage) if coverage.is_gap else None


def expectations_note(f: Frame, coverage: Coverage) -> str:
    unnamed = coverage.items and not coverage.expectations
    return f.words("competency.unnamed") if unnamed else ""


def expectation_rows(f: Frame, coverage: Coverage) -> Iterator[ExpectationRow]:
    words, a = f.words, f.assessment
    named = {e.expectation.id: e for e in coverage.expectations if e.expectation}
    unnamed = Mark(status=None, dots="", label=words("expectation.unnamed"))
    for expectation in a.ladder.expectations_of(a.level, coverage.competency):
        text, found = expectation.text, named.get(expectation.id)
        if expectation.target:
            text = words("expectation.target", text=text, target=expectation.target)
        yield ExpectationRow(
            text=text,
            mark=f.mark(found) if found else unnamed,
            refs=tuple(f.item_ref(item) for item in found.items) if found else (),
            none=words("expectation.no_items"),
        )


def review_form(f: Frame, title: str) -> Form:
    labels = tuple(f.words(f"review.{key}") for key in ("rating", "checked", "comment"))
    return Form(
        title=f.words("review.title", title=title),
        labels=labels,
        description=f.words("review.descr"),
    )
