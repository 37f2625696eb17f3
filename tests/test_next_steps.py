"""What would close most gaps: what a step asks for, written into the file, closes what it says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from commandline import promo
from hypothesis import given, settings
from hypothesis import strategies as st
from making import (
    AS_OF,
    LINK,
    PM_IC_FIVE,
    SMALL,
    SMALL_LADDER,
    SOME_ITEMS,
    Written,
    assessment,
    file_of,
    item,
    read_ladder,
)

from promo.assess import Assessment, Rule, months_before
from promo.model import Ladder
from promo.next_steps import NextStep, next_steps, step_text
from promo.words import Words

NUMBERS = {
    "items": st.integers(0, 4),
    "projects": st.integers(0, 4),
    "recent_months": st.sampled_from([0, 1, 12]),
    "measured": st.integers(0, 3),
    "at_scope": st.integers(0, 3),
    "sustained_months": st.sampled_from([0, 7, 24]),
}


def written(a: Assessment, step: NextStep, items: Written) -> Written:
    """The file's items after a step, with no more than the step asks for."""
    asked = {each.rule: each for each in step.asked}
    if step.item is None:
        return [*items, *(added(a, step, asked, n) for n in range(step.items))]
    lacking: dict[str, Any] = {}
    if Rule.PROJECTS in asked:
        lacking["project"] = "one that no other item names"
    if Rule.RECENT in asked:
        lacking["date"] = str(months_before(AS_OF, asked[Rule.RECENT].months))
    if Rule.MEASURED in asked:
        lacking["links"] = [LINK]
    if Rule.AT_SCOPE in asked:
        lacking["scope"] = a.level.scope
    return [one | lacking if one["title"] == step.item.title else one for one in items]


def added(a: Assessment, step: NextStep, asked: dict[Rule, Any], n: int) -> dict[str, Any]:
    """The `n`-th new item: it has what is asked of so many, and nothing else."""
    of_this = {rule for rule, each in asked.items() if n < each.items}
    new: dict[str, Any] = {
        "title": f"New {len(a.evidence.items)} {n}",
        "competencies": [competency.id for competency in step.covers],
        "responsibility": "owner",
    }
    if Rule.PROJECTS in of_this:
        new["project"] = new["title"]
    if Rule.MEASURED in of_this:
        new["links"] = [LINK]
    if Rule.AT_SCOPE in of_this:
        new["scope"] = a.level.scope
    if Rule.RECENT in of_this:
        new["date"] = str(months_before(AS_OF, asked[Rule.RECENT].months))
    if Rule.SUSTAINED in of_this:
        new["period"] = f"{months_before(AS_OF, asked[Rule.SUSTAINED].months)}..{AS_OF}"
        new.pop("date", None)
    return new


def gaps(a: Assessment) -> set[str]:
    return {gap.competency.id for gap in a.gaps}


@settings(deadline=None, max_examples=150)
@given(items=SOME_ITEMS, policy=st.fixed_dictionaries({}, optional=NUMBERS))
def test_a_step_closes_the_gaps_that_it_names_and_no_others(
    items: Written, policy: dict[str, int]
) -> None:
    on = read_ladder(SMALL + f"policy: {{{', '.join(f'{k}: {v}' for k, v in policy.items())}}}")
    before = assessment(file_of(*items), on=on)
    for step in next_steps(before):
        items = written(before, step, items)
        after = assessment(file_of(*items), on=on)
        covered = {competency.id for competency in step.covers}
        assert covered
        assert gaps(after) == gaps(before) - covered
        before = after


@settings(deadline=None)
@given(items=SOME_ITEMS)
def test_there_are_steps_while_there_are_gaps_and_never_more_than_three(items: Written) -> None:
    found = assessment(file_of(*items))
    steps = next_steps(found)
    assert len(steps) <= 3
    assert bool(steps) == bool(found.gaps)
    assert all(len(step.covers) <= 3 for step in steps if step.item is None)
    assert steps == next_steps(assessment(file_of(*items)))


def told(*items: dict[str, Any], on: Ladder = SMALL_LADDER, **more: Any) -> list[str]:
    found = assessment(file_of(*items, **more), on=on, target=more.pop("target", "senior"))
    return [step_text(Words(), found, step) for step in next_steps(found)]


A, B = item("A"), item("B")
PEOPLE_AND_REACH = [
    {"competency": name, "reason": "No team.", "approved_by": "Grace"}
    for name in ("people", "reach")
]
SAID: dict[str, tuple[Written, list[str]]] = {
    "nothing is missing": ([A, B], []),
    "one item": ([A], ["Add an item tagged craft, from another project."]),
    "old": (
        [A | {"date": "2024"}, B | {"date": "2024"}],
        ["Add an item tagged craft; it should have ended on or after 30 June 2025."],
    ),
    "no scope": (
        [item("A", scope=None), item("B", scope="task")],
        ['Complete "A" (line 1): its scope, if team or wider.'],
    ),
    "much is left out": (
        [item("A", scope=None, project=None, date=None, links=None), B | {"date": "2024"}],
        [
            'Complete "A" (line 1): its project, if it is another one; its end, if on or after '
            "30 June 2025."
        ],
    ),
    "two that lack one thing each": (
        [item("A", links=None, scope=None), item("B", links=None, scope=None, date="2024")],
        ['Complete "A" (line 1): a metric or link; its scope, if team or wider.'],
    ),
    "nothing": (
        [],
        [
            "Add 2 items tagged craft, from 2 projects; at least one should have ended on or "
            "after 30 June 2025, have a metric or link and be at team scope or wider."
        ],
    ),
}


@pytest.mark.parametrize(("items", "expected"), SAID.values(), ids=SAID)
def test_a_step_says_what_is_to_be_added(items: Written, expected: list[str]) -> None:
    assert told(*items, waivers=PEOPLE_AND_REACH) == expected


def test_a_number_for_all_items_is_told_as_such() -> None:
    on = read_ladder(SMALL + "policy: {items: 3, at_scope: 3, measured: 2, sustained_months: 9}")
    assert told(on=on, waivers=PEOPLE_AND_REACH) == [
        "Add 3 items tagged craft, from 2 projects; at least one should have ended on or after "
        "30 June 2025 and reach back 9 months or more; at least 2 should have a metric or link; "
        "all should be at team scope or wider."
    ]


def test_the_step_that_closes_most_gaps_comes_first() -> None:
    near = [item(n, competencies=["people", "reach"], links=None) for n in ("A", "B")]
    first, second = told(*near)
    assert first == 'Complete "A" (line 1): a metric or link.'
    assert second.startswith("Add 2 items tagged craft, from 2 projects;")


def test_a_waived_competency_is_no_step() -> None:
    five = assessment(file_of(), on=PM_IC_FIVE, target="principal")
    assert [len(step.covers) for step in next_steps(five)] == [3, 2]
    waived = [PEOPLE_AND_REACH[0] | {"competency": "product-craft"}]
    four = assessment(file_of(waivers=waived), on=PM_IC_FIVE, target="principal")
    assert [len(step.covers) for step in next_steps(four)] == [3, 1]


def test_before_the_first_year_nothing_can_reach_back() -> None:
    on = read_ladder(SMALL + "policy: {sustained_months: 24}")
    first = AS_OF.replace(year=1)
    assert next_steps(assessment(file_of(), on=on, as_of=first)) == ()


def test_a_check_tells_the_steps_at_its_end(tmp_path: Path) -> None:
    (tmp_path / "evidence.yaml").write_text("candidate: {name: Ada}\n")
    command = ("check", "evidence.yaml", "--target", "principal", "--as-of", str(AS_OF))
    told = promo(*command, cwd=tmp_path).stdout
    assert told.split("\n\n")[-2] == (
        "What would close most gaps\n"
        "1. Add 2 items tagged vision-strategy, leadership-influence and scope-impact,\n"
        "   from 2 projects; at least one should have ended on or after 30 June 2025,\n"
        "   have a metric or link and be at portfolio scope or wider.\n"
        "   Would close 3 gaps: Vision & Strategy; Leadership & Influence; Scope & Impact\n"
        "2. Add 2 items tagged execution-prioritization and product-craft, from 2\n"
        "   projects; at least one should have ended on or after 30 June 2025, have a\n"
        "   metric or link and be at portfolio scope or wider.\n"
        "   Would close 2 gaps: Execution & Prioritization; Product Craft"
    )
    report = json.loads(promo(*command, "--format", "json", cwd=tmp_path).stdout)
    first, second = report["files"][0]["next_steps"]
    assert first["covers"] == ["vision-strategy", "leadership-influence", "scope-impact"]
    assert (second["items"], second["item"], second["scope"]) == (2, None, "portfolio")
    assert second["asked"][1] == {"rule": "recent_months", "items": 1, "months": 12}
    assert second["text"].startswith(
        "Add 2 items tagged execution-prioritization and product-craft"
    )
