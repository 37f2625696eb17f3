"""One competency: what the level expects, its coverage, its items, the manager's form."""

from __future__ import annotations

from collections.abc import Iterator

from promo import phrases
from promo.assess import Coverage
from promo.committee import time_text, years_text
from promo.compose.flags import gap_flag, waived_flag
from promo.compose.forms import assessing_forms, notes_on
from promo.compose.frame import Frame
from promo.compose.items import entry_of, reference_of
from promo.model import Expectation
from promo.packet import ExpectationRow, Flag, Mark, Section
from promo.words import sentence


def level_note(f: Frame) -> str:
    """What the ladder says of the target level: all of it is information, nothing is counted."""
    words, level, ladder = f.words, f.assessment.level, f.assessment.ladder
    equivalents = [
        words("level.noted", text=e.title, note=e.note) if e.note else e.title
        for e in level.equivalents
    ]
    equals = [other.title for other in ladder.levels if other.id in level.equals]
    track = f.assessment.track
    return words.join(
        (
            level.title,
            words("level.track", title=track.title) if track else "",
            level.summary,
            years_text(words, level.years),
            time_text(words, level.time_in_level),
            words("level.equals", titles=words.listed(equals)) if equals else "",
            words("level.includes", names=words.listed(level.includes)) if level.includes else "",
            words("level.equivalents", titles=words.listed(equivalents)) if equivalents else "",
        )
    )


def section_of(f: Frame, coverage: Coverage) -> Section:
    words, competency = f.words, coverage.competency
    title = competency.title
    entries = f.entries_of(coverage)
    full = {item.id for item in entries}
    return Section(
        id=competency.id,
        anchor=f.anchors[competency.id],
        title=section_title(f, coverage),
        description=section_description(f, coverage),
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
        context_label=words("context.label"),
        context=tuple(context_lines(f, coverage)),
        forms=assessing_forms(f, competency),
        notes_label=words("review.notes"),
        notes=notes_on(f, competency.id),
    )


def section_title(f: Frame, coverage: Coverage) -> str:
    title = coverage.competency.title
    if coverage.required:
        return f.words("competency.required", title=title)
    return f.words("competency.optional", title=title) if coverage.optional else title


def section_description(f: Frame, coverage: Coverage) -> str:
    words, competency = f.words, coverage.competency
    weight = "" if coverage.weight is None else words.decimal(coverage.weight)
    years = years_text(words, competency.years)
    return words.join(
        (
            competency.group,
            words("competency.weight", weight=weight) if weight else "",
            words("competency.years", years=years) if years else "",
            competency.description,
        )
    )


def context_lines(f: Frame, coverage: Coverage) -> Iterator[str]:
    """What lower levels or steps expect, each with the level or step that it stands at."""
    a = f.assessment
    for e in a.ladder.context_of(a.level, coverage.competency, a.track):
        at = a.ladder.stands_at(a.target, e)
        text = f.words("expectation.optional", text=e.text) if e.optional else e.text
        yield f.words("context.line", level=at, text=text)


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
    for expectation in a.ladder.expectations_of(a.level, coverage.competency, a.track):
        found = named.get(expectation.id)
        yield ExpectationRow(
            text=expectation_text(f, expectation),
            mark=f.mark(found) if found else unnamed,
            refs=tuple(f.item_ref(item) for item in found.items) if found else (),
            none=words("expectation.no_items"),
        )


def expectation_text(f: Frame, expectation: Expectation) -> str:
    """The ladder's words, with their kind before them, and behind what to look for and see."""
    words, text = f.words, expectation.text
    if expectation.target:
        text = words("expectation.target", text=text, target=expectation.target)
    if expectation.optional:
        text = words("expectation.optional", text=text)
    if expectation.examples:
        examples = words.join(expectation.examples, "semicolon")
        text = words("expectation.example", text=words.ended(text), examples=examples)
    if expectation.links:
        links = words.join(
            (words("expectation.link", title=e.title, url=e.url) for e in expectation.links),
            "semicolon",
        )
        text = words("expectation.links", text=words.ended(text), links=links)
    if expectation.kind:
        key = f"kind.{expectation.kind}"
        kind = words(key) if key in words.catalogue else sentence(expectation.kind)
        text = words("expectation.kind", kind=kind, text=text)
    return text
