"""Counts to sentences: a reason for every line that is not met, and something to do about it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from making import (
    SMALL,
    SOME_ITEMS,
    Written,
    asking,
    assessment,
    file_of,
    item,
    read_ladder,
    voices,
)

from promo import phrases
from promo.assess import Assessment, Coverage, PacketLine, PacketRule, Rule, Status
from promo.model import Ladder
from promo.words import Words

WORDS = Words()


def craft(*items: dict[str, Any], **on: Any) -> tuple[Assessment, Coverage]:
    found = assessment(file_of(*items), **on)
    return found, found.coverages[0]


# What each line says when it is not met, alone

A, B = item("A"), item("B")
METRIC = {"name": "time", "result": "4"}

ALONE: dict[str, tuple[Written, dict[str, int], str, str]] = {
    "items": ([A], {"projects": 1}, "1 item, 2 expected.", "Add 1 more item."),
    "two items more": (
        [A],
        {"items": 3, "projects": 1},
        "1 item, 3 expected.",
        "Add 2 more items.",
    ),
    "projects": (
        [item("A", project="X"), item("B", project="X")],
        {},
        "From 1 project, 2 expected.",
        "Add an item from another project.",
    ),
    "a project not named": (
        [A, item("B", project=None)],
        {},
        "From 1 project, 2 expected (1 item names no project).",
        "Name the project of 1 item.",
    ),
    "no project named": (
        [item("A", project=None), item("B", project=None)],
        {},
        "From 0 projects, 2 expected (2 items name no project).",
        "Name the project of 2 items.",
    ),
    "age": (
        [item("A", date="2024-11"), item("B", date="2024-10")],
        {},
        "Newest is 19 months old, at most 12 expected.",
        "Add an item that ends on or after 30 June 2025.",
    ),
    "age, and one undated": (
        [item("A", date="2024-11"), item("B", date=None)],
        {},
        "Newest is 19 months old, at most 12 expected (1 item is undated).",
        "Add an item that ends on or after 30 June 2025.",
    ),
    "one undated item": (
        [item("A", date=None)],
        {"items": 1},
        "The item is undated.",
        "Date the item.",
    ),
    "two undated items": (
        [item("A", date=None), item("B", date=None)],
        {},
        "All 2 items are undated.",
        "Date the items.",
    ),
    "support": (
        [item("A", links=None), item("B", links=None)],
        {},
        "None has a metric or link.",
        "Add a metric or link to an item.",
    ),
    "more support": (
        [A, item("B", links=None)],
        {"measured": 2},
        "1 with a metric or link, 2 expected.",
        "Add a metric or link to an item.",
    ),
    "scope": (
        [item("A", scope="task"), item("B", scope="task")],
        {},
        "None at team scope or wider.",
        "Add an item at team scope or wider.",
    ),
    "a scope not named": (
        [item("A", scope=None), item("B", scope="task")],
        {},
        "None at team scope or wider (1 item names no scope).",
        "State the scope of 1 item.",
    ),
    "more scope": (
        [A, item("B", scope=None)],
        {"at_scope": 2},
        "1 at team scope or wider, 2 expected (1 item names no scope).",
        "State the scope of 1 item.",
    ),
}


@pytest.mark.parametrize(("items", "policy", "reason", "step"), ALONE.values(), ids=ALONE)
def test_a_line_that_is_not_met_says_what_there_is_and_what_would_mend_it(
    items: Written, policy: dict[str, int], reason: str, step: str
) -> None:
    found, coverage = craft(*items, on=asking(**policy))
    assert phrases.reasons(WORDS, found, coverage) == reason
    assert phrases.next_step(WORDS, found, coverage) == step


def test_several_lines_make_one_sentence_and_the_expectations_end_it() -> None:
    found, coverage = craft(item(scope="task", links=None, expectations=["senior.craft.1"]))
    assert phrases.reasons(WORDS, found, coverage) == (
        "1 item, 2 expected; from 1 project, 2 expected; none has a metric or link; none at team "
        "scope or wider; 1 of 2 expectations named by an item."
    )


def test_a_reason_never_contradicts_itself() -> None:
    found, coverage = craft(item("A", date="2025-06-29"), item("B", date="2025-06-29"))
    reason = phrases.reasons(WORDS, found, coverage)
    assert reason
    assert "is just over 12 months old, at most 12 expected" in reason


SEVERAL = "Add 2 items from 2 projects; at least one should "
NOTHING: dict[str, tuple[Ladder, str, str]] = {
    "by default": (
        asking(),
        "No item counts; 2 expected.",
        SEVERAL + "have ended on or after 30 June 2025, have a metric or link and be at team scope "
        "or wider.",
    ),
    "one item": (
        asking(items=1),
        "No item counts; 1 expected.",
        "Add 1 item; it should have ended on or after 30 June 2025, have a metric or link and be "
        "at team scope or wider.",
    ),
    "one line beside the items": (
        asking(measured=0, at_scope=0),
        "No item counts; 2 expected.",
        SEVERAL + "have ended on or after 30 June 2025.",
    ),
    "items alone": (
        asking(items=3, projects=0, recent_months=0, measured=0, at_scope=0),
        "No item counts; 3 expected.",
        "Add 3 items.",
    ),
    "nothing asked": (
        asking(items=0, projects=0, recent_months=0, measured=0, at_scope=0),
        "No item counts; 1 expected.",
        "Add 1 item.",
    ),
}


@pytest.mark.parametrize(("on", "reason", "step"), NOTHING.values(), ids=NOTHING)
def test_a_competency_without_items_says_what_it_needs(on: Ladder, reason: str, step: str) -> None:
    found, coverage = craft(on=on)
    assert phrases.reasons(WORDS, found, coverage) == reason
    assert phrases.next_step(WORDS, found, coverage) == step


def test_what_is_covered_has_no_reason() -> None:
    found, coverage = craft(A, B)
    assert coverage.status is Status.COVERED
    assert phrases.reasons(WORDS, found, coverage) == ""


CLAUSES = {
    Rule.ITEMS: ("expected", "more item"),
    Rule.PROJECTS: ("from ", "project"),
    Rule.RECENT: ("old", "on or after"),
    Rule.MEASURED: ("metric or link", "metric or link"),
    Rule.AT_SCOPE: ("scope", "scope"),
}
UNDATED = ("undated", "date the item")


def has_its_clauses(found: Assessment, gap: Coverage) -> bool:
    """Whether each line that is not met stands in the reason and in the next step."""
    reason = phrases.reasons(WORDS, found, gap).lower()
    step = phrases.next_step(WORDS, found, gap).lower()
    for line in gap.failing:
        undated = line.rule is Rule.RECENT and line.newest is None
        in_reason, in_step = UNDATED if undated else CLAUSES[line.rule]
        if in_reason not in reason or in_step not in step:
            return False
    return True


@settings(max_examples=60, deadline=None)
@given(SOME_ITEMS)
def test_every_gap_has_its_reasons_and_a_next_step(items: Written) -> None:
    found = assessment(file_of(*items))
    for gap in found.gaps:
        reason = phrases.reasons(WORDS, found, gap)
        step = phrases.next_step(WORDS, found, gap)
        for text in (reason, step):
            assert text.endswith(".")
            assert text[0] == text[0].upper()
        assert gap.status is Status.MISSING or has_its_clauses(found, gap)


# Lines about the whole packet


def told(line: PacketLine, found: Assessment, names: str = "E1") -> tuple[str, str, str]:
    return phrases.packet_line(WORDS, found, line, names)


def only(rule: PacketRule, found: Assessment) -> PacketLine:
    (line,) = (line for line in found.packet_lines if line.rule is rule)
    return line


FEEDBACK = {"feedback": voices("Grace", "Alan", level="VP")}
WHOLE: dict[str, tuple[PacketRule, dict[str, Any], str, str]] = {
    "no headline": (
        PacketRule.HEADLINES,
        file_of(A),
        "0 headline results, 3 expected.",
        "Mark the strongest items with headline: true.",
    ),
    "one headline": (
        PacketRule.HEADLINES,
        file_of(item(headline="yes")),
        "1 headline result, 3 expected.",
        "Mark the strongest items with headline: true.",
    ),
    "one month": (
        PacketRule.SPAN,
        file_of(A),
        "The dated items span 1 month, 6 expected.",
        "Add earlier items, or correct their dates.",
    ),
    "nobody": (
        PacketRule.FEEDBACK,
        file_of(A),
        "0 people give feedback, 3 expected.",
        "Ask 3 more people for feedback.",
    ),
    "two people": (
        PacketRule.FEEDBACK,
        file_of(A, **FEEDBACK),
        "2 people give feedback, 3 expected.",
        "Ask 1 more person for feedback.",
    ),
    "no level known": (
        PacketRule.FEEDBACK_LEVEL,
        file_of(A, **FEEDBACK),
        "Nobody giving feedback is known to be at or above Senior (the levels of 2 people are not "
        "among the ladder's).",
        "Ask somebody at or above that level, or write their level as the ladder names it.",
    ),
    "all at the end": (
        PacketRule.CLUSTERED,
        file_of(item("A", date="2026-06"), item("B", date="2026-06"), item("C", date="2025")),
        "2 of 3 counted items end in the 90 days before the as-of date.",
        "Add earlier items where there are any.",
    ),
}


@pytest.mark.parametrize(("rule", "content", "text", "step"), WHOLE.values(), ids=WHOLE)
def test_a_line_about_the_packet_says_what_there_is_and_what_to_do(
    rule: PacketRule, content: dict[str, Any], text: str, step: str
) -> None:
    found = assessment(content)
    assert told(only(rule, found), found)[1:] == (text, step)


def test_items_with_many_tags_are_named() -> None:
    text = SMALL.replace("expectations:\n", "  - {id: fourth}\nexpectations:\n", 1)
    on = read_ladder(text + "    fourth: [a]\n    people: [b]\n    reach: [c]\n")
    tags = ["craft", "people", "reach", "fourth"]
    one = assessment(file_of(item(competencies=tags)), on=on, target="lead")
    line = only(PacketRule.SPREAD, one)
    assert told(line, one, "E1")[1] == "E1 names more than 3 competencies."
    items = [item(title, competencies=tags) for title in "AB"]
    two = assessment(file_of(*items), on=on, target="lead")
    line = only(PacketRule.SPREAD, two)
    assert told(line, two, "E1 and E2")[1] == "E1 and E2 each name more than 3 competencies."


def test_statuses_are_told_by_dots_and_by_words() -> None:
    shown = [(phrases.DOTS[status], phrases.status_label(WORDS, status)) for status in Status]
    assert shown == [("○○○", "Missing"), ("●○○", "Thin"), ("●●○", "Covered"), ("●●●", "Strong")]
