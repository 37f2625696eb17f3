"""Evidence to statuses: every line of the policy at its boundary, and what holds for any file."""

from __future__ import annotations

import random
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import (
    AS_OF,
    FIRST,
    HERSELF,
    ITEM,
    LINK,
    METRIC,
    SECOND,
    SMALL,
    SMALL_LADDER,
    SOME_ITEMS,
    SOMEONE,
    Content,
    Written,
    asking,
    assessment,
    cover,
    failing,
    file_of,
    item,
    read_ladder,
    voices,
)

from promo.assess import (
    Assessment,
    NotCounted,
    PacketRule,
    Rule,
    Status,
    months_before,
    months_between,
    policy_for,
)
from promo.model import POLICY_LINES, Ladder, PolicySource

ITEMS, PROJECTS, RECENT, MEASURED, AT_SCOPE, SUSTAINED = Rule
TOOLS_OWN = tuple(Rule)[:-1]  # the rules that promo asks for where a ladder says nothing

# COVERED, line by line

AN_OLD_ONE = item("B", date="2024-01", links=None, scope="task")

LINES: dict[str, tuple[Written, Status, set[Rule]]] = {
    "nothing": ([], Status.MISSING, set(TOOLS_OWN)),
    "one whole item": ([item()], Status.THIN, {ITEMS, PROJECTS}),
    "two whole items": ([item("A"), item("B")], Status.COVERED, set()),
    "three items of two projects": (
        [item("A"), item("B"), item("C", project="A")],
        Status.COVERED,
        set(),
    ),
    "one has all that one must have": ([item("A"), AN_OLD_ONE], Status.COVERED, set()),
    "one project": ([item("A", project="X"), item("B", project="X")], Status.THIN, {PROJECTS}),
    "one project in two spellings": (
        [item("A", project="Meter swap"), item("B", project="meter-swap")],
        Status.THIN,
        {PROJECTS},
    ),
    "a project and none": ([item("A"), item("B", project=None)], Status.THIN, {PROJECTS}),
    "old": ([item("A", date="2024"), item("B", date="2024")], Status.THIN, {RECENT}),
    "undated": ([item("A", date=None), item("B", date=None)], Status.THIN, {RECENT}),
    "nothing measured": ([item("A", links=None), item("B", links=[])], Status.THIN, {MEASURED}),
    "numbers in prose": (
        [item("A", links=None, result="from 9 to 4 days"), item("B", links=None)],
        Status.THIN,
        {MEASURED},
    ),
    "a metric": ([item("A", links=None, metrics=[METRIC]), AN_OLD_ONE], Status.COVERED, set()),
    "too narrow": ([item("A", scope="task"), item("B", scope="task")], Status.THIN, {AT_SCOPE}),
    "no scope": ([item("A", scope=None), item("B", scope=None)], Status.THIN, {AT_SCOPE}),
    "wider than asked": ([item("A", scope="company"), AN_OLD_ONE], Status.COVERED, set()),
    "all of it": (
        [item("A", project="", date=None, links=None, scope=None)],
        Status.THIN,
        set(TOOLS_OWN),
    ),
}


@pytest.mark.parametrize(("items", "status", "lines"), LINES.values(), ids=LINES)
def test_a_status_follows_from_the_lines_that_are_not_met(
    items: Written, status: Status, lines: set[Rule]
) -> None:
    coverage = cover(*items)
    assert (coverage.status, failing(coverage)) == (status, lines)
    assert [line.rule for line in coverage.lines] == list(TOOLS_OWN)


@pytest.mark.parametrize(
    ("key", "rule"), [("project", PROJECTS), ("date", RECENT), ("scope", AT_SCOPE)]
)
def test_what_is_absent_satisfies_no_line_and_is_counted_as_absent(key: str, rule: Rule) -> None:
    coverage = cover(item("A", **{key: None}), item("B", **{key: None}), item("C"))
    line = next(line for line in coverage.lines if line.rule is rule)
    assert (line.have, line.absent) == (1, 2)


RECENT_ENDS: dict[str, tuple[str, date, bool]] = {
    "the first day of twelve months": ("2025-06-30", AS_OF, True),
    "the day before": ("2025-06-29", AS_OF, False),
    "a month that ends on it": ("2025-06", AS_OF, True),
    "the month before": ("2025-05", AS_OF, False),
    "a quarter that ends on it": ("2025-Q2", AS_OF, True),
    "the quarter before": ("2025-Q1", AS_OF, False),
    "a year that ends after it": ("2025", AS_OF, True),
    "the year before": ("2024", AS_OF, False),
    "a long period that ends on it": ("2019-01..2025-06", AS_OF, True),
    "a long period that ends before": ("2019-01..2025-06-29", AS_OF, False),
    "a period still open": ("2019-01..", AS_OF, True),
    "a period that ends later than the as-of date": ("2024-01..2027-12", AS_OF, True),
    "the year of the as-of date": ("2026", AS_OF, True),
    "a leap day, a year on": ("2024-02-28", date(2025, 2, 28), True),
    "the as-of date is a leap day": ("2023-02-28", date(2024, 2, 29), True),
    "the day before, and a leap day": ("2023-02-27", date(2024, 2, 29), False),
}


@pytest.mark.parametrize(("text", "as_of", "met"), RECENT_ENDS.values(), ids=RECENT_ENDS)
def test_recent_is_twelve_calendar_months_to_the_day(text: str, as_of: date, met: bool) -> None:
    assert (RECENT not in failing(cover(item(date=text), as_of=as_of))) is met


def test_the_newest_end_is_never_after_the_as_of_date() -> None:
    coverage = cover(item("A", date="2024-05"), item("B", date="2026"))
    line = next(line for line in coverage.lines if line.rule is RECENT)
    assert (line.newest, line.months) == (AS_OF, 12)


MONTHS_BEFORE = [
    (date(2026, 6, 30), 12, date(2025, 6, 30)),
    (date(2026, 3, 31), 1, date(2026, 2, 28)),
    (date(2026, 1, 15), 1, date(2025, 12, 15)),
    (date(2024, 2, 29), 12, date(2023, 2, 28)),
    (date(2026, 12, 1), 0, date(2026, 12, 1)),
    (date(1, 3, 1), 12, date(1, 1, 1)),
]


@pytest.mark.parametrize(("day", "months", "before"), MONTHS_BEFORE, ids=str)
def test_a_month_ends_where_the_calendar_says(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before


MONTHS_BETWEEN = [
    (date(2025, 6, 30), date(2026, 6, 30), 12),
    (date(2025, 6, 30), date(2026, 6, 29), 11),
    (date(2025, 1, 31), date(2025, 2, 28), 1),
    (date(2025, 1, 31), date(2025, 2, 27), 0),
    (date(2025, 1, 1), date(2025, 7, 1), 6),
]


@pytest.mark.parametrize(("first", "last", "months"), MONTHS_BETWEEN, ids=str)
def test_only_whole_months_are_counted(first: date, last: date, months: int) -> None:
    assert months_between(first, last) == months


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 600))
def test_so_many_months_before_is_so_many_months_ago(day: date, months: int) -> None:
    assert months_between(months_before(day, months), day) == months


# STRONG

NOBODY = [{"quote": "It went well."}]

STRONG: dict[str, tuple[Written, Ladder, Status]] = {
    "three conditions met": (
        [item("A", corroboration=SOMEONE), item("B"), item("C")],
        SMALL_LADDER,
        Status.STRONG,
    ),
    "no item more than asked": (
        [item("A", corroboration=SOMEONE), item("B", metrics=[METRIC])],
        SMALL_LADDER,
        Status.COVERED,
    ),
    "nobody corroborates": (
        [item("A", metrics=[METRIC]), item("B"), item("C")],
        SMALL_LADDER,
        Status.COVERED,
    ),
    "only the candidate corroborates": (
        [item("A", corroboration=HERSELF, metrics=[METRIC]), item("B"), item("C")],
        SMALL_LADDER,
        Status.COVERED,
    ),
    "the corroboration names nobody": (
        [item("A", corroboration=NOBODY, metrics=[METRIC]), item("B"), item("C")],
        SMALL_LADDER,
        Status.COVERED,
    ),
    "the candidate and somebody else": (
        [item("A", corroboration=HERSELF + SOMEONE), item("B"), item("C")],
        SMALL_LADDER,
        Status.STRONG,
    ),
    "one kind of support": (
        [item(title, links=None, corroboration=SOMEONE) for title in "ABC"],
        asking(measured=0),
        Status.COVERED,
    ),
    "two kinds of support without a number": (
        [item("A", corroboration=SOMEONE), item("B", links=None), item("C", links=None)],
        asking(measured=0),
        Status.STRONG,
    ),
    "a line of COVERED fails": (
        [item(title, project="X", corroboration=SOMEONE) for title in "ABC"],
        SMALL_LADDER,
        Status.THIN,
    ),
}


@pytest.mark.parametrize(("items", "on", "status"), STRONG.values(), ids=STRONG)
def test_strong_asks_one_item_more_two_kinds_of_support_and_someone_elses_word(
    items: Written, on: Ladder, status: Status
) -> None:
    assert cover(*items, on=on).status is status


# Accepted or not

NOT_COUNTED: dict[str, tuple[dict[str, Any], NotCounted]] = {
    "no tag": (item(competencies=None), NotCounted.UNTAGGED),
    "an empty list of tags": (item(competencies=[]), NotCounted.UNTAGGED),
    "in progress": (item(status="in-progress"), NotCounted.IN_PROGRESS),
    "an observer": (item(responsibility="observer"), NotCounted.OBSERVER),
    "the day after the as-of date": (item(date="2026-07-01"), NotCounted.LATER),
    "the month after": (item(date="2026-07"), NotCounted.LATER),
    "a competency with an empty cell": (item(competencies=["extra"]), NotCounted.NOT_ASSESSED),
}


@pytest.mark.parametrize(("written", "reason"), NOT_COUNTED.values(), ids=NOT_COUNTED)
def test_an_item_that_counts_nowhere_has_its_reason(
    written: dict[str, Any], reason: NotCounted
) -> None:
    found = assessment(file_of(item("Other"), written))
    assert [(i.title, why) for i, why in found.not_counted] == [("Item", reason)]
    assert [i.title for i in found.accepted] == ["Other"]
    assert all(i.title == "Other" for each in found.coverages for i in each.items)


COUNTED = {
    "done, and says so": item(status="done"),
    "a contributor": item(responsibility="contributor"),
    "no word on responsibility": item(responsibility=None),
    "begins on the as-of date": item(date="2026-06-30"),
    "begins before it and ends after": item(date=None, period="2026-06..2026-12"),
    "the year of the as-of date": item(date="2026"),
    "tagged by an expectation only": item(competencies=None, expectations=["senior.craft.1"]),
    "one tag with an empty cell": item(competencies=["extra", "craft"]),
}


@pytest.mark.parametrize("written", COUNTED.values(), ids=COUNTED)
def test_an_item_that_counts_is_counted(written: dict[str, Any]) -> None:
    found = assessment(file_of(written))
    assert found.not_counted == ()
    assert [i.title for i in found.coverages[0].items] == ["Item"]


def test_an_absent_responsibility_is_accepted_with_a_warning() -> None:
    found = assessment(file_of(item(responsibility=None)))
    assert [(f.code, f.is_error) for f in found.findings] == [("EV009", False)]


def test_a_private_item_is_nowhere_in_the_assessment() -> None:
    found = assessment(file_of(item("Open"), item("Secret", private="true", headline="true")))
    assert [i.title for i in found.evidence.items] == ["Open"]
    assert found.evidence.private_items == 1
    assert "Secret" not in repr(found)


# The policy: its numbers and who set them

LEVELED = "{id: senior, title: Senior, scope: team"
CRAFT = "{id: craft, title: Craft"
EVERYWHERE = (
    SMALL.replace(LEVELED, LEVELED + ", policy: {items: 4, projects: 4, measured: 4}")
    .replace(CRAFT, CRAFT + ", policy: {items: 5, at_scope: 0}")
    .replace("scopes:", "policy: {items: 3, projects: 3, recent_months: 18}\nscopes:")
)
SOURCES = {
    "items": (5, PolicySource.COMPETENCY),
    "projects": (4, PolicySource.LEVEL),
    "recent_months": (18, PolicySource.LADDER),
    "measured": (4, PolicySource.LEVEL),
    "at_scope": (0, PolicySource.COMPETENCY),
}


@pytest.mark.parametrize(("name", "number"), SOURCES.items(), ids=SOURCES)
def test_competency_wins_over_level_over_ladder_over_tool(
    name: str, number: tuple[int, PolicySource]
) -> None:
    on = read_ladder(EVERYWHERE)
    level = on.level_named("senior")
    assert level is not None
    assert policy_for(on, level, on.competencies[0])[name] == number


def test_without_a_word_of_the_ladder_every_number_is_the_tools() -> None:
    level = SMALL_LADDER.level_named("senior")
    assert level is not None
    numbers = policy_for(SMALL_LADDER, level, SMALL_LADDER.competencies[0])
    assert [numbers[name].value for name in POLICY_LINES] == [2, 2, 12, 1, 1, 0]
    assert {number.source for number in numbers.values()} == {PolicySource.TOOL}


def test_a_line_names_who_set_its_number() -> None:
    lines = cover(item(), on=read_ladder(EVERYWHERE)).lines
    told = {line.rule.value: (line.months or line.need, line.source) for line in lines}
    assert told == {name: number for name, number in SOURCES.items() if name != "at_scope"}


BARE = item(project=None, date=None, links=None, scope=None)


@pytest.mark.parametrize("rule", Rule, ids=lambda rule: rule.value)
def test_zero_switches_a_line_off(rule: Rule) -> None:
    coverage = cover(BARE, on=asking(**{"sustained_months": 6, rule.value: 0}))
    assert [line.rule for line in coverage.lines] == [other for other in Rule if other is not rule]


def test_a_policy_of_zeros_is_met_by_any_item_and_still_missing_without_one() -> None:
    nothing = asking(**dict.fromkeys(POLICY_LINES, 0))
    assert cover(BARE, on=nothing).status is Status.COVERED
    assert cover(on=nothing).status is Status.MISSING


@pytest.mark.parametrize(("items", "projects"), [(1, 1), (2, 2), (3, 2), (0, 1)])
def test_never_more_projects_are_asked_than_items(items: int, projects: int) -> None:
    lines = {line.rule: line for line in cover(item(), on=asking(items=items)).lines}
    assert lines[PROJECTS].need == projects


@pytest.mark.parametrize("months", [1, 18])
def test_the_window_is_as_long_as_the_policy_says(months: int) -> None:
    on, first = asking(recent_months=months), months_before(AS_OF, months)
    assert RECENT not in failing(cover(item(date=str(first)), on=on))
    assert RECENT in failing(cover(item(date=str(first.replace(day=29))), on=on))


WITHOUT_SCOPE = {
    "the level names none": SMALL.replace(", scope: team", ""),
    "the ladder names none": SMALL.replace("scopes: [task, team, company]\n", "")
    .replace(", scope: task", "")
    .replace(", scope: team", "")
    .replace(", scope: company", ""),
}


@pytest.mark.parametrize("text", WITHOUT_SCOPE.values(), ids=WITHOUT_SCOPE)
def test_without_a_scope_to_reach_no_line_asks_for_one(text: str) -> None:
    coverage = cover(item("A", scope=None), item("B", scope=None), on=read_ladder(text))
    assert AT_SCOPE not in {line.rule for line in coverage.lines}
    assert coverage.status is Status.COVERED


# Expectations


def of_expectations(*items: dict[str, Any], **on: Any) -> dict[str, Status]:
    covered = cover(*items, **on).expectations
    return {e.expectation.id: e.status for e in covered if e.expectation}


EXPECTED: dict[str, tuple[Written, Status]] = {
    "nothing names it": ([item(expectations=[SECOND])], Status.MISSING),
    "one whole item": ([item(expectations=[FIRST])], Status.COVERED),
    "one old item": ([item(expectations=[FIRST], date="2024")], Status.THIN),
    "one item without a project": ([item(expectations=[FIRST], project=None)], Status.THIN),
    "two items, one corroborated": (
        [item("A", expectations=[FIRST], corroboration=SOMEONE), item("B", expectations=[FIRST])],
        Status.STRONG,
    ),
    "one item, corroborated": (
        [item("A", expectations=[FIRST], corroboration=SOMEONE)],
        Status.COVERED,
    ),
}


@pytest.mark.parametrize(("items", "status"), EXPECTED.values(), ids=EXPECTED)
def test_an_expectation_is_judged_with_one_item_and_one_project(
    items: Written, status: Status
) -> None:
    assert of_expectations(*items)[FIRST] is status


def test_an_expectation_is_never_a_gap_of_its_own() -> None:
    found = assessment(file_of(item("A", expectations=[FIRST]), item("B")))
    craft = found.coverages[0]
    assert (craft.status, craft.expectations[1].status) == (Status.COVERED, Status.MISSING)
    assert craft not in found.gaps
    assert all(gap.expectation is None for gap in found.gaps)


def test_a_cell_of_which_nothing_is_named_stays_at_competency_level() -> None:
    assert cover(item("A"), item("B")).expectations == ()


def test_naming_an_expectation_tags_its_competency() -> None:
    tagged = cover(item("A", competencies=["people"], expectations=[FIRST]))
    assert [i.title for i in tagged.items] == ["A"]


def test_an_expectation_of_another_level_counts_nowhere_and_is_a_warning() -> None:
    found = assessment(file_of(item(competencies=None, expectations=["lead.craft.1"])))
    assert [why for _, why in found.not_counted] == [NotCounted.UNTAGGED]
    assert all(each.status is Status.MISSING for each in found.coverages)
    assert [(f.code, f.is_error) for f in found.findings] == [("EV005", False)]


def test_an_item_that_does_not_count_names_no_expectation() -> None:
    assert cover(item(expectations=[FIRST], status="in-progress")).expectations == ()


def test_a_line_that_is_switched_off_is_off_for_expectations_too() -> None:
    bare = item(project=None, expectations=[FIRST])
    assert of_expectations(bare, on=asking(projects=0))[FIRST] is Status.COVERED


@pytest.mark.parametrize("line", ["measured", "at_scope"])
def test_one_item_can_cover_an_expectation_whatever_the_policy_of_its_competency(
    line: str,
) -> None:
    one = item(expectations=[FIRST])
    assert of_expectations(one, on=asking(**{line: 2}))[FIRST] is Status.COVERED


# Waivers

WAIVER = {"competency": "people", "reason": "No reports.", "approved_by": "Grace"}


def test_a_waived_competency_keeps_its_status_and_is_no_gap() -> None:
    found = assessment(file_of(item(), waivers=[WAIVER]))
    (waived,) = found.waived
    assert (waived.competency.id, waived.status) == ("people", Status.MISSING)
    assert waived.waiver is not None
    assert (waived.waiver.reason, waived.waiver.approved_by) == ("No reports.", "Grace")
    assert [gap.competency.id for gap in found.gaps] == ["reach", "craft"]


def test_a_waiver_by_a_shared_alias_is_one_for_each_competency() -> None:
    found = assessment(file_of(item(), waivers=[WAIVER | {"competency": "both"}]))
    assert [each.competency.id for each in found.waived] == ["people", "reach"]


def test_a_covered_competency_can_be_waived() -> None:
    waived = WAIVER | {"competency": "craft"}
    found = assessment(file_of(item("A"), item("B"), waivers=[waived]))
    assert [(each.competency.id, each.status) for each in found.waived] == [
        ("craft", Status.COVERED)
    ]


# The order of gaps, cells, tags

REQUIRED = SMALL.replace("{id: reach,", "{id: reach, required: true,")


def test_gaps_come_required_first_then_missing_then_by_the_number_of_reasons() -> None:
    reach = item("R", competencies=["reach"])
    craft, people = item("C"), item("P", competencies=["people"], date="2024")
    on = read_ladder(REQUIRED)
    ids = [gap.competency.id for gap in assessment(file_of(reach, craft, people), on=on).gaps]
    assert ids == ["reach", "people", "craft"]
    ids = [gap.competency.id for gap in assessment(file_of(reach, craft), on=on).gaps]
    assert ids == ["reach", "people", "craft"]
    ids = [gap.competency.id for gap in assessment(file_of(reach, craft, people)).gaps]
    assert ids == ["people", "craft", "reach"]


def test_equal_gaps_keep_the_order_of_the_ladder() -> None:
    ids = [gap.competency.id for gap in assessment(file_of()).gaps]
    assert ids == ["craft", "people", "reach"]


def test_an_empty_cell_is_not_assessed_and_never_a_gap() -> None:
    found = assessment(file_of(item(competencies=["extra"])))
    assert [competency.id for competency in found.not_assessed] == ["extra"]
    assert "extra" not in {each.competency.id for each in found.coverages}
    assert "extra" not in {gap.competency.id for gap in found.gaps}


def test_one_alias_for_two_competencies_counts_for_each_and_is_one_tag() -> None:
    found = assessment(file_of(item(competencies=["both"])))
    counts = {each.competency.id: len(each.items) for each in found.coverages}
    assert counts == {"craft": 0, "people": 1, "reach": 1}
    assert found.evidence.items[0].tags == 1


# Packet-wide lines


def flagged(content: Content, **on: Any) -> set[PacketRule]:
    return {line.rule for line in assessment(content, **on).packet_lines}


def line_of(content: Content, rule: PacketRule, **on: Any) -> tuple[int, int]:
    (line,) = (line for line in assessment(content, **on).packet_lines if line.rule is rule)
    return line.have, line.need


@pytest.mark.parametrize(("count", "enough"), [(0, False), (2, False), (3, True)])
def test_three_headlines_are_enough(count: int, enough: bool) -> None:
    items = [item(str(n), headline=str(n < count)) for n in range(4)]
    assert (PacketRule.HEADLINES not in flagged(file_of(*items))) is enough


def test_a_headline_that_does_not_count_is_none() -> None:
    items = [item(str(n), headline="yes") for n in range(2)]
    items.append(item("later", headline="yes", status="in-progress"))
    assert line_of(file_of(*items), PacketRule.HEADLINES) == (2, 3)


SPANS: dict[str, tuple[list[str | None], bool]] = {
    "six whole months in one period": (["2026-01..2026-06"], True),
    "a day less": (["2026-01-02..2026-06-30"], False),
    "from first start to last end": (["2025-07", "2025-12-31"], True),
    "a day short over two items": (["2025-07-02", "2025-12-31"], False),
    "open since six months": (["2026-01-01.."], True),
    "the end is cut at the as-of date": (["2026-05..2027-12"], False),
    "an undated item adds nothing": (["2026-06", None], False),
    "without a date nothing can be said": ([None], True),
}


@pytest.mark.parametrize(("dates", "enough"), SPANS.values(), ids=SPANS)
def test_evidence_should_span_six_months(dates: list[str | None], enough: bool) -> None:
    items = [item(str(n), date=text) for n, text in enumerate(dates)]
    assert (PacketRule.SPAN not in flagged(file_of(*items))) is enough


PEOPLE: dict[str, tuple[list[dict[str, str]], int | None]] = {
    "nobody": ([], 0),
    "two": (voices("Grace", "Alan"), 2),
    "three": (voices("Grace", "Alan", "Edsger"), None),
    "one of them twice": (voices("Grace", "Alan", "GRACE"), 2),
    "the candidate among them": (voices("Grace", "Alan", "Ada"), 2),
    "one without a name": ([*voices("Grace", "Alan"), {"quote": "Good."}], 2),
}


@pytest.mark.parametrize(("feedback", "have"), PEOPLE.values(), ids=PEOPLE)
def test_three_other_people_should_give_feedback(
    feedback: list[dict[str, str]], have: int | None
) -> None:
    content = file_of(item(), feedback=feedback)
    if have is None:
        assert PacketRule.FEEDBACK not in flagged(content)
    else:
        assert line_of(content, PacketRule.FEEDBACK) == (have, 3)


SENIORITY: dict[str, tuple[list[dict[str, str]], int | None]] = {
    "at the target level": (voices("Grace"), None),
    "above it": (voices("Grace", level="Lead"), None),
    "below it": (voices("Grace", level="junior"), 0),
    "a level the ladder does not know": (voices("Grace", level="VP"), 1),
    "no level": (voices("Grace", level=""), 1),
    "one of two at the level": (voices("Grace") + voices("Alan", level="junior"), None),
    "the candidate does not count": (voices("Ada") + voices("Alan", level="junior"), 0),
}


@pytest.mark.parametrize(("feedback", "unknown"), SENIORITY.values(), ids=SENIORITY)
def test_one_voice_should_be_at_or_above_the_target_level(
    feedback: list[dict[str, str]], unknown: int | None
) -> None:
    lines = assessment(file_of(item(), feedback=feedback)).packet_lines
    told = [line.unknown for line in lines if line.rule is PacketRule.FEEDBACK_LEVEL]
    assert told == ([] if unknown is None else [unknown])


def test_without_feedback_its_level_is_not_asked() -> None:
    assert PacketRule.FEEDBACK_LEVEL not in flagged(file_of(item()))


CLUSTERS: dict[str, tuple[list[str | None], bool]] = {
    "half of the items": (["2026-06", "2025-01"], False),
    "over half": (["2026-06", "2026-05", "2025-01"], True),
    "the first of ninety days": (["2026-04-02"], True),
    "the day before": (["2026-04-01"], False),
    "still open": (["2025-01.."], True),
    "undated items are among all": (["2026-06", None], False),
    "nothing": ([], False),
}


@pytest.mark.parametrize(("dates", "clustered"), CLUSTERS.values(), ids=CLUSTERS)
def test_over_half_of_the_items_in_the_last_ninety_days_is_flagged(
    dates: list[str | None], clustered: bool
) -> None:
    items = [item(str(n), date=text) for n, text in enumerate(dates)]
    assert (PacketRule.CLUSTERED in flagged(file_of(*items))) is clustered


WIDE = SMALL.replace(
    "expectations:\n", "  - {id: fourth, title: Fourth}\nexpectations:\n", 1
).replace("  lead:\n", "    fourth: [Does a fourth thing]\n  lead:\n")


@pytest.mark.parametrize(
    ("tags", "spread"),
    [
        (["craft", "people", "reach"], False),
        (["craft", "people", "reach", "fourth"], True),
        (["craft", "both", "fourth"], False),
        (["craft", "both", "fourth", "extra"], True),
    ],
    ids=["three", "four", "an alias for two among three", "an alias for two among four"],
)
def test_one_item_for_more_than_three_tags_is_flagged(tags: list[str], spread: bool) -> None:
    content = file_of(item(competencies=tags))
    assert (PacketRule.SPREAD in flagged(content, on=read_ladder(WIDE))) is spread


# What holds for any file

whatever = settings(max_examples=60, deadline=None)


def statuses(found: Assessment) -> dict[str, Status]:
    """Of every competency and every expectation of the cells that are named."""
    told = {each.competency.id: each.status for each in found.coverages}
    for each in found.coverages:
        told |= {e.expectation.id: e.status for e in each.expectations if e.expectation}
    return told


@whatever
@given(SOME_ITEMS, ITEM)
def test_one_item_more_never_lowers_a_status(items: Written, more: dict[str, Any]) -> None:
    before = statuses(assessment(file_of(*items)))
    after = statuses(assessment(file_of(*items, more | {"title": "One more"})))
    assert all(after[id] >= status for id, status in before.items())


@whatever
@given(SOME_ITEMS, st.data())
def test_one_more_piece_of_support_never_lowers_a_status(
    items: Written, data: st.DataObject
) -> None:
    if not items:
        return
    before = statuses(assessment(file_of(*items)))
    chosen = data.draw(st.sampled_from(items))
    added = data.draw(st.sampled_from([("links", LINK), ("metrics", METRIC)]))
    chosen[added[0]] = [*chosen[added[0]], added[1]]
    after = statuses(assessment(file_of(*items)))
    assert all(after[id] >= status for id, status in before.items())


@whatever
@given(SOME_ITEMS, st.sampled_from(["items", "projects", "measured", "at_scope"]))
def test_asking_for_less_never_lowers_a_competency(items: Written, name: str) -> None:
    content = file_of(*items)
    asked = [assessment(content, on=asking(**{name: number})) for number in (3, 2, 1, 0)]
    for more, less in pairwise(asked):
        pairs = zip(more.coverages, less.coverages, strict=True)
        assert all(a.status <= b.status for a, b in pairs)


@whatever
@given(SOME_ITEMS, st.randoms(use_true_random=False))
def test_the_order_of_the_items_changes_no_status_and_no_flag(
    items: Written, chance: random.Random
) -> None:
    shuffled = chance.sample(items, len(items))
    one, other = assessment(file_of(*items)), assessment(file_of(*shuffled))
    assert statuses(one) == statuses(other)
    assert [line.rule for line in one.packet_lines] == [line.rule for line in other.packet_lines]


@whatever
@given(SOME_ITEMS)
def test_every_item_counts_somewhere_or_says_why_not(items: Written) -> None:
    found = assessment(file_of(*items))
    counted = {i.id for each in found.coverages for i in each.items}
    left_out = {i.id for i, _ in found.not_counted}
    assert counted | left_out == {i.id for i in found.evidence.items}
    assert counted & left_out == set()
    assert counted == {i.id for i in found.accepted}


@whatever
@given(SOME_ITEMS)
def test_every_competency_is_assessed_once_or_not_at_all(items: Written) -> None:
    found = assessment(file_of(*items))
    ids = [each.competency.id for each in found.coverages]
    assert sorted([*ids, *(c.id for c in found.not_assessed)]) == sorted(
        competency.id for competency in SMALL_LADDER.competencies
    )
    assert {gap.competency.id for gap in found.gaps} == {
        each.competency.id for each in found.coverages if each.status <= Status.THIN
    }


@pytest.mark.parametrize("day", [date.min, date.max], ids=str)
def test_the_first_and_last_day_of_the_calendar_can_be_assessed(day: date) -> None:
    assert cover(item(date=day.isoformat()), as_of=day).items
