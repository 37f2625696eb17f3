"""The whole model of a ladder: tracks, forks, ranks, weights, scales, lower levels, ids, forms."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import (
    AS_OF,
    SMALL,
    WHOLE,
    WHOLE_LADDER,
    asking,
    assessment,
    cover,
    failing,
    file_of,
    item,
    packet,
    read_ladder,
)
from reading import parsed, refused_ladder, told, unhurried

from promo.assess import Rule, Status
from promo.ladder import generated_id
from promo.model import (
    Check,
    Competency,
    Equivalent,
    Expectation,
    Ladder,
    Level,
    Link,
    Points,
    Polarity,
    Policy,
    Step,
    TimeInLevel,
    Track,
    Years,
    match_key,
)
from promo.source import Map, Node, Seq
from promo.words import Words


def level_of(found: Ladder, id: str) -> Level:
    return next(level for level in found.levels if level.id == id)


def competency_of(found: Ladder, id: str) -> Competency:
    return next(competency for competency in found.competencies if competency.id == id)


def cell(found: Ladder, level: str, competency: str, track: str = "") -> list[str]:
    """The texts of one cell."""
    on = found.track_named(track) if track else None
    at = level_of(found, level)
    return [e.text for e in found.expectations_of(at, competency_of(found, competency), on)]


def context(found: Ladder, level: str, competency: str, track: str = "") -> list[str]:
    """The texts that are printed and not counted."""
    on = found.track_named(track) if track else None
    at = level_of(found, level)
    return [e.text for e in found.context_of(at, competency_of(found, competency), on)]


def below(found: Ladder, id: str) -> list[str]:
    return [level.id for level in found.below(level_of(found, id))]


# Every key is read


def test_every_key_of_a_track_is_read() -> None:
    assert WHOLE_LADDER.tracks == (
        Track(id="ic", title="Individual Contributor", aliases=("maker",), notes="Leads by work"),
        Track(id="lead", title="Team Lead", aliases=("manager",)),
    )


def test_every_key_of_a_level_is_read() -> None:
    assert level_of(WHOLE_LADDER, "l4") == Level(
        id="l4",
        title="Senior",
        rank=2,
        aliases=("Four",),
        summary="Finishes what others begin",
        scope="team",
        years=Years(minimum=3, maximum=5, note="usually", hard=True),
        time_in_level=TimeInLevel(min_months=12, max_months=18, note="less after a move"),
        equivalents=(Equivalent(title="Consultant", note="at agencies"),),
        leads_to=("l5", "m5"),
        includes=("I", "II"),
        policy=Policy(measured=2),
        steps=(("system", "designs"),),
        points=Points(minimum=30, maximum=40),
        rules=("No open warning",),
        meta=(("reports to", "a lead"),),
    )
    manager = level_of(WHOLE_LADDER, "m5")
    assert (manager.tracks, manager.equals, manager.rank) == (("lead",), ("l5",), 3)


def test_every_key_of_a_competency_is_read() -> None:
    craft, people, _, system, haste = WHOLE_LADDER.competencies
    assert craft == Competency(
        id="craft",
        title="Craft",
        group="Work / Making",
        weights=(("ic", 2.0), ("lead", 0.5)),
        required_on=("ic",),
        years=Years(maximum=10),
        rules=("A sample of the work",),
        meta=(("owner", "Ines"),),
    )
    assert (people.required_on, craft.polarity) == ((), Polarity.EXPECTATION)
    assert system.scale == (
        Step(id="enhances", title="enhances"),
        Step(id="designs", title="Designs", points=1),
        Step(id="owns", title="owns", points=20),
    )
    assert (haste.polarity, haste.is_risk) == (Polarity.RISK, True)


def test_every_key_of_an_expectation_is_read() -> None:
    assert WHOLE_LADDER.expectation_named("l4.craft.1") == Expectation(
        id="l4.craft.1",
        competency="craft",
        text="Designs services",
        levels=("l4", "l5"),
        kind="responsibility",
        target="two a year",
        examples=("A queue", "A cache"),
        links=(Link(title="Handbook", url="https://example.com/design"),),
        meta=(("since", "2024"),),
    )
    found = {e.id: e for e in WHOLE_LADDER.expectations}
    assert found["l4.craft.2"].tracks == ("ic",)
    assert (found["l4.craft.4"].optional, found["l4.craft.1"].optional) == (True, False)
    assert (found["owns.1"].step, found["owns.1"].levels) == ("owns", ())
    assert (found["craft.all"].step, found["craft.all"].levels) == ("", ())


def test_every_key_of_a_ladder_as_a_whole_is_read() -> None:
    assert WHOLE_LADDER.ratings == ("Below", "Meets", "Exceeds")
    assert WHOLE_LADDER.policy == Policy(items=1, projects=1, sustained_months=6)
    assert WHOLE_LADDER.years == Years(minimum=2, note="in the trade", hard=True)
    assert WHOLE_LADDER.rules == ("Two sponsors outside the team", "min_competencies: 3, of: all")
    assert WHOLE_LADDER.meta == (("owner", "People team"),)
    assert WHOLE_LADDER.checks == (
        Check(
            id="q1",
            text="The part of the person is clear",
            weak="We did",
            strong="I did",
            tests="part",
        ),
        Check(id="q2", text="The team grew", tracks=("lead",)),
    )


def plain(node: Node) -> Any:
    """A located value as plain data."""
    if isinstance(node, Map):
        return {key: plain(value) for key, (_, value) in node.entries.items()}
    return [plain(value) for value in node.values] if isinstance(node, Seq) else node.value


def test_the_ladder_written_as_json_reads_the_same() -> None:
    assert read_ladder(plain(parsed(WHOLE).root)) == WHOLE_LADDER


# Ranks


def with_levels(*levels: str, more: str = "") -> Ladder:
    """A ladder of these levels, one competency, and a line for it at each level."""
    rows = "".join(f"  - {{{level}}}\n" for level in levels)
    ids = [level.split(",")[0].removeprefix("id: ") for level in levels]
    cells = "".join(f"  {id}: {{craft: [At {id}]}}\n" for id in ids)
    head = f"ladder: x\n{more}levels:\n{rows}"
    return read_ladder(f"{head}competencies: [{{id: craft}}]\nexpectations:\n{cells}")


RANKS: dict[str, tuple[tuple[str, ...], list[tuple[str, int]]]] = {
    "by position": (("id: a", "id: b", "id: c"), [("a", 1), ("b", 2), ("c", 3)]),
    "one above the level before": (("id: a, rank: 4", "id: b"), [("a", 4), ("b", 5)]),
    "two share one": (
        ("id: a", "id: b", "id: c, rank: 2", "id: d"),
        [("a", 1), ("b", 2), ("c", 2), ("d", 3)],
    ),
    "none is below one": (("id: a, rank: 0", "id: b"), [("a", 0), ("b", 1)]),
    "the rank orders the levels, not the place": (
        ("id: a, rank: 3", "id: b, rank: 1"),
        [("b", 1), ("a", 3)],
    ),
}


@pytest.mark.parametrize(("levels", "ranks"), RANKS.values(), ids=RANKS)
def test_a_rank_is_stated_or_one_above_the_level_before(
    levels: tuple[str, ...], ranks: list[tuple[str, int]]
) -> None:
    assert [(level.id, level.rank) for level in with_levels(*levels).levels] == ranks


def test_an_empty_rank_is_an_absent_one() -> None:
    found = with_levels("id: a", "id: b", "id: c, rank: ~")
    assert [(level.id, level.rank) for level in found.levels] == [("a", 1), ("b", 2), ("c", 3)]


# Ways through a ladder

TWO_TRACKS = "tracks: [{id: ic}, {id: lead}]\n"
FORK = ("id: l3", "id: l4", "id: l5, tracks: [ic]", "id: m5, rank: 3, tracks: [lead]")
UPWARDS = (*FORK, "id: l6, tracks: [ic]", "id: m6, rank: 4, tracks: [lead]")

BELOW: dict[str, tuple[tuple[str, ...], dict[str, list[str]]]] = {
    "one way": (("id: a", "id: b", "id: c"), {"a": [], "b": ["a"], "c": ["a", "b"]}),
    "two of one rank are not below each other": (
        ("id: a", "id: b", "id: c, rank: 2", "id: d"),
        {"b": ["a"], "c": ["a"], "d": ["a", "b", "c"]},
    ),
    "a fork, and each branch for itself": (
        UPWARDS,
        {
            "l5": ["l3", "l4"],
            "m5": ["l3", "l4"],
            "l6": ["l3", "l4", "l5"],
            "m6": ["l3", "l4", "m5"],
        },
    ),
    "a track that begins higher up, and nothing leads there": (
        ("id: l3, tracks: [ic]", "id: l4, tracks: [ic]", "id: m5, tracks: [lead]"),
        {"m5": []},
    ),
    "a track that begins higher up, where a level says so": (
        ("id: l3, tracks: [ic]", "id: l4, tracks: [ic], leads_to: [m5]", "id: m5, tracks: [lead]"),
        {"m5": ["l3", "l4"]},
    ),
    "a level that says where it leads": (
        ("id: a, leads_to: [c]", "id: b", "id: c"),
        {"b": [], "c": ["a", "b"]},
    ),
    "a level that leads past another": (
        ("id: a, leads_to: [b, c]", "id: b, leads_to: [d]", "id: c", "id: d"),
        {"c": ["a"], "d": ["a", "b", "c"]},
    ),
    "a way down is no way": (("id: a", "id: b, leads_to: [a]"), {"a": [], "b": ["a"]}),
}


@pytest.mark.parametrize(("levels", "expected"), BELOW.values(), ids=BELOW)
def test_below_a_level_is_all_that_leads_to_it(
    levels: tuple[str, ...], expected: dict[str, list[str]]
) -> None:
    found = with_levels(*levels, more=TWO_TRACKS)
    assert {id: below(found, id) for id in expected} == expected


def test_a_branch_whose_ranks_differ_from_the_other_still_begins_at_the_fork() -> None:
    found = with_levels("id: l4", "id: l5, tracks: [ic]", "id: m6, tracks: [lead]", more=TWO_TRACKS)
    assert below(found, "m6") == ["l4"]


def test_a_level_that_leads_on_is_named_in_any_spelling() -> None:
    found = with_levels("id: l3, leads_to: [L5]", "id: l4", "id: l5, equals: [L-4]")
    assert [level.id for level in found.next_after(level_of(found, "l3"))] == ["l5"]
    assert level_of(found, "l5").equals == ("l4",)


def test_levels_that_equal_each_other_are_named_in_the_packet() -> None:
    made = packet(file_of(), on=WHOLE_LADDER, target="m5")
    assert "same rank as Staff" in made.level_note


# Expectations on levels and tracks


def test_an_expectation_holds_at_the_levels_that_it_names() -> None:
    assert "Designs services" in cell(WHOLE_LADDER, "l4", "craft")
    assert "Designs services" in cell(WHOLE_LADDER, "l5", "craft")
    assert "Designs services" not in cell(WHOLE_LADDER, "m5", "craft")


def test_an_expectation_of_all_holds_at_every_level() -> None:
    assert all("Keeps promises" in cell(WHOLE_LADDER, id, "craft") for id in ("l3", "l4", "m5"))


@pytest.mark.parametrize(
    ("track", "expected"),
    [("ic", ["Reviews with care"]), ("lead", ["Reviews the reviews"])],
)
def test_an_expectation_of_a_track_holds_on_that_one_alone(track: str, expected: list[str]) -> None:
    reviews = [text for text in cell(WHOLE_LADDER, "l4", "craft", track) if "eviews" in text]
    assert reviews == expected


def test_a_competency_whose_lines_are_all_of_the_other_track_is_not_assessed() -> None:
    text = SMALL.replace("ladder: small", f"ladder: small\n{TWO_TRACKS}")
    on = read_ladder(text.replace("text: Coaches}", "text: Coaches, tracks: [lead]}"))
    found = assessment(file_of(), on=on, track="ic")
    assert [c.id for c in found.not_assessed] == ["people", "extra"]
    other = assessment(file_of(), on=on, track="lead")
    assert [c.id for c in other.not_assessed] == ["extra"]


def test_naming_an_expectation_of_the_other_track_is_told_with_its_home() -> None:
    named = item(expectations=["l4.craft.3"])
    found = assessment(file_of(named), on=WHOLE_LADDER, target="l4", track="ic")
    (finding,) = found.findings
    assert finding.code == "EV005"
    assert finding.message == '"l4.craft.3" belongs to track lead, not to l4 on track ic'
    assert found.evidence.items[0].expectations == ()


def test_naming_a_step_that_is_not_asked_for_is_told_with_its_home() -> None:
    named = item(expectations=["owns.1"])
    found = assessment(file_of(named), on=WHOLE_LADDER, target="l4", track="ic")
    (finding,) = found.findings
    assert finding.message == '"owns.1" belongs to step owns of system, not to l4 on track ic'


def test_an_expectation_of_several_levels_counts_at_each() -> None:
    for target in ("l4", "l5"):
        named = item(competencies=None, expectations=["l4.craft.1"])
        found = assessment(file_of(named), on=WHOLE_LADDER, target=target, track="ic")
        assert found.findings == ()
        craft = found.coverages[0]
        rows = {e.expectation.id: e.items for e in craft.expectations if e.expectation}
        assert [i.id for i in rows["l4.craft.1"]] == ["item"]


# Weights, required, gaps


def test_a_weight_is_by_track_and_printed() -> None:
    for track, weight, shown in (("ic", 2, "weight 2"), ("lead", 0.5, "weight 0.5")):
        content = file_of()
        found = assessment(content, on=WHOLE_LADDER, target="l4", track=track)
        assert found.coverages[0].weight == weight
        made = packet(content, on=WHOLE_LADDER, target="l4", track=track)
        assert shown in made.competencies[0].description


def test_a_competency_of_weight_zero_is_not_assessed_on_that_track() -> None:
    tagged = file_of(item(competencies=["people"]))
    on_ic = assessment(tagged, on=WHOLE_LADDER, target="l4", track="ic")
    assert [c.id for c in on_ic.not_assessed] == ["people"]
    assert [reason.value for _, reason in on_ic.not_counted] == ["not-assessed"]
    on_lead = assessment(tagged, on=WHOLE_LADDER, target="l4", track="lead")
    assert (on_lead.not_assessed, on_lead.not_counted) == ((), ())


WEIGHTS: dict[str, tuple[str, float | None]] = {
    "one number for every track": ("1.5", 1.5),
    "a number for this track": ("{lead: 3}", 3),
    "in another spelling": ("{LEAD: 3}", 3),
    "a number for the other track only": ("{ic: 3}", None),
    "nothing": ("~", None),
}


@pytest.mark.parametrize(("written", "weight"), WEIGHTS.values(), ids=WEIGHTS)
def test_a_weight_is_one_number_or_one_for_each_track(written: str, weight: float | None) -> None:
    text = SMALL.replace("{id: craft,", f"{{id: craft, weight: {written},")
    on = read_ladder(f"{TWO_TRACKS}{text}")
    assert assessment(file_of(), on=on, track="lead").coverages[0].weight == weight


REQUIRED: dict[str, tuple[str, bool, bool]] = {
    "true": ("true", True, True),
    "one track": ("[ic]", True, False),
    "both tracks": ("[ic, Lead]", True, True),
    "no track": ("[]", False, False),
    "false": ("no", False, False),
}


@pytest.mark.parametrize(("written", "on_ic", "on_lead"), REQUIRED.values(), ids=REQUIRED)
def test_required_is_for_every_track_or_for_those_named(
    written: str, on_ic: bool, on_lead: bool
) -> None:
    text = SMALL.replace("{id: craft,", f"{{id: craft, required: {written},")
    on = read_ladder(f"{TWO_TRACKS}{text}")
    found = [assessment(file_of(), on=on, track=track).coverages[0] for track in ("ic", "lead")]
    assert [coverage.required for coverage in found] == [on_ic, on_lead]


def ordered(*competencies: str) -> Ladder:
    """A ladder of these competencies in this order, each with a line at its one level."""
    rows = "".join(f"  - {{{competency}}}\n" for competency in competencies)
    cells = "".join(f"    c{n}: [Line {n}]\n" for n in range(1, len(competencies) + 1))
    return read_ladder(
        f"ladder: x\nlevels: [{{id: only}}]\ncompetencies:\n{rows}expectations:\n  only:\n{cells}"
    )


ORDERS: dict[str, tuple[tuple[str, ...], list[dict[str, Any]], list[str]]] = {
    "required first, even when thin": (
        ("id: c1", "id: c2, required: true"),
        [item(competencies=["c2"])],
        ["c2", "c1"],
    ),
    "then missing before thin": (("id: c1", "id: c2"), [item(competencies=["c1"])], ["c2", "c1"]),
    "then the heaviest": (("id: c1", "id: c2, weight: 0.5", "id: c3, weight: 2"), [], ["c3", "c2"]),
    "then the most reasons": (
        ("id: c1", "id: c2"),
        [item("A", competencies=["c1"]), item("B", competencies=["c2"], links=None)],
        ["c2", "c1"],
    ),
    "then the ladder's order": (("id: c1", "id: c2"), [], ["c1", "c2"]),
}


@pytest.mark.parametrize(("competencies", "items", "first"), ORDERS.values(), ids=ORDERS)
def test_gaps_are_told_worst_first(
    competencies: tuple[str, ...], items: list[dict[str, Any]], first: list[str]
) -> None:
    found = assessment(file_of(*items), on=ordered(*competencies), target="only")
    assert [gap.competency.id for gap in found.gaps][:2] == first


# Kinds, optional lines, examples


SETS_APART = Words()("kind.difference")


def rows_of(track: str = "ic", **more: Any) -> list[str]:
    made = packet(file_of(**more), on=WHOLE_LADDER, target="l4", track=track)
    return [row.text for section in made.competencies for row in section.expectations]


def test_a_line_is_printed_with_its_kind_target_examples_and_links() -> None:
    assert rows_of()[1] == (
        "Responsibility: Designs services (looks for: two a year). For example: A queue; A cache. "
        "See: Handbook (https://example.com/design)"
    )
    assert "Skill: Reviews with care" in rows_of()
    assert "Activity: Reviews the reviews" in rows_of("lead")
    assert f"{SETS_APART}: Coaches" in rows_of("lead")


def test_an_optional_line_says_so_and_a_kind_of_its_own_is_printed_as_typed() -> None:
    assert f"{SETS_APART}: Mends what others left (optional)" in rows_of()
    assert "Habit: Speaks in public (optional)" in rows_of()


def test_a_cell_of_optional_lines_alone_is_never_a_gap() -> None:
    found = assessment(file_of(), on=WHOLE_LADDER, target="l4", track="ic")
    extras = next(c for c in found.coverages if c.competency.id == "extras")
    assert (extras.status, extras.optional, extras.is_gap) == (Status.MISSING, True, False)
    assert "extras" not in [gap.competency.id for gap in found.gaps]
    made = packet(file_of(), on=WHOLE_LADDER, target="l4", track="ic")
    assert "Extras (optional)" in [section.title for section in made.competencies]


def test_a_cell_with_one_line_that_is_not_optional_is_a_gap_like_any_other() -> None:
    found = assessment(file_of(), on=WHOLE_LADDER, target="l4", track="ic")
    assert (found.coverages[0].competency.id, found.coverages[0].is_gap) == ("craft", True)


def test_optional_lines_are_not_among_those_that_wait_for_an_item() -> None:
    named = item(expectations=["l4.craft.1"])
    found = assessment(file_of(named), on=WHOLE_LADDER, target="l4", track="ic")
    made = packet(file_of(named), on=WHOLE_LADDER, target="l4", track="ic")
    assert [e.expectation.id for e in found.coverages[0].expectations if e.expectation] == [
        "craft.all",
        "l4.craft.1",
        "l4.craft.2",
        "l4.craft.4",
    ]
    assert made.competencies[0].summary == "1 item counted; 1 of 3 expectations named by an item."


def test_the_ladders_ratings_stand_in_the_managers_form() -> None:
    made = packet(file_of(), on=WHOLE_LADDER, target="l4", track="ic")
    asked = {form.fields[0].prompt for section in made.competencies for form in section.forms}
    assert asked == {"Choose: Below / Meets / Exceeds"}


def test_what_the_ladder_says_of_a_level_is_one_note() -> None:
    made = packet(file_of(), on=WHOLE_LADDER, target="l4", track="ic")
    assert made.level_note.split("  ·  ") == [
        "Senior",
        "track Individual Contributor",
        "Finishes what others begin",
        "3 to 5 years (usually)",
        "12 to 18 months at this level (less after a move)",
        "includes I and II",
        "elsewhere Consultant (at agencies)",
    ]


BLOCK = """\
ladder: x
levels: [{id: only}]
competencies: [{id: craft}]
expectations:
  only:
    craft:
      - text: |
          Sets direction.
        examples: [x]
"""


def test_a_line_written_as_a_block_ends_once() -> None:
    made = packet(file_of(), on=read_ladder(BLOCK), target="only")
    (row,) = made.competencies[0].expectations
    assert row.text == "Sets direction. For example: x"


@pytest.mark.parametrize("text", ["方向を決める。", "Sets direction…", "“Sets direction.”"])
def test_a_line_that_ends_in_another_mark_ends_once(text: str) -> None:
    on = read_ladder(BLOCK.replace("|\n          Sets direction.", text))
    (row,) = packet(file_of(), on=on, target="only").competencies[0].expectations
    assert row.text == f"{text} For example: x"


# Scales


def test_a_level_asks_for_the_step_that_it_requires() -> None:
    found = {id: cell(WHOLE_LADDER, id, "system") for id in ("l4", "l5", "m5")}
    assert found == {
        "l4": ["Draws a design"],
        "l5": ["Answers for a design"],
        "m5": ["Extends a design"],
    }


def test_a_competency_with_a_scale_is_not_assessed_where_no_step_is_required() -> None:
    found = assessment(file_of(), on=WHOLE_LADDER, target="l3", track="ic")
    assert [c.id for c in found.not_assessed] == ["people", "extras", "system"]


SCALED = """\
ladder: x
levels: [{id: l1}, {id: l2}, {id: l3}]
competencies: [{id: system, scale: [one, two, three], cumulative: none}]
requirements: {l1: {steps: {system: one}}, l3: {steps: {system: three}}}
expectations: {system: {one: [First], two: [Second], three: [Third]}}
"""
STEPS: dict[str, tuple[str, list[str], list[str]]] = {
    "none": ("none", ["Third"], []),
    "context": ("context", ["Third"], ["First", "Second"]),
    "assess": ("assess", ["First", "Second", "Third"], []),
}


@pytest.mark.parametrize(("way", "counted", "printed"), STEPS.values(), ids=STEPS)
def test_lower_steps_count_are_printed_or_are_left_out(
    way: str, counted: list[str], printed: list[str]
) -> None:
    found = read_ladder(SCALED.replace("cumulative: none", f"cumulative: {way}"))
    assert cell(found, "l3", "system") == counted
    assert context(found, "l3", "system") == printed
    assert (cell(found, "l1", "system"), context(found, "l1", "system")) == (["First"], [])
    assert (cell(found, "l2", "system"), context(found, "l2", "system")) == ([], [])


# Lower levels

CUMULATIVE: dict[str, tuple[str, str, list[str], list[str]]] = {
    "left out by default": ("", "", ["At l5"], []),
    "none": ("none", "", ["At l5"], []),
    "context": ("context", "", ["At l5"], ["At l3", "At l4"]),
    "assess": ("assess", "", ["At l3", "At l4", "At l5"], []),
    "a competency that leaves them out": ("assess", "none", ["At l5"], []),
    "a competency that prints them": ("assess", "context", ["At l5"], ["At l3", "At l4"]),
    "a competency that counts them": ("none", "assess", ["At l3", "At l4", "At l5"], []),
}


@pytest.mark.parametrize(("way", "own", "counted", "printed"), CUMULATIVE.values(), ids=CUMULATIVE)
def test_lower_levels_count_are_printed_or_are_left_out(
    way: str, own: str, counted: list[str], printed: list[str]
) -> None:
    rows = "".join(f"  - {{{level}}}\n" for level in FORK)
    cells = "".join(f"  {id}: {{craft: [At {id}]}}\n" for id in ("l3", "l4", "l5", "m5"))
    ladder_way = f"cumulative: {way}\n" if way else ""
    own_way = f", cumulative: {own}" if own else ""
    found = read_ladder(
        f"ladder: x\n{ladder_way}{TWO_TRACKS}levels:\n{rows}"
        f"competencies: [{{id: craft{own_way}}}]\nexpectations:\n{cells}"
    )
    assert cell(found, "l5", "craft", "ic") == counted
    assert context(found, "l5", "craft", "ic") == printed


def test_over_a_fork_the_other_branch_is_not_counted() -> None:
    found = with_levels(*UPWARDS, more=f"cumulative: assess\n{TWO_TRACKS}")
    assert cell(found, "m6", "craft", "lead") == ["At l3", "At l4", "At m5", "At m6"]


def test_a_lower_line_that_holds_here_too_is_counted_once_and_printed_once() -> None:
    text = SMALL.replace("ladder: small", "ladder: small\ncumulative: assess")
    found = read_ladder(
        text.replace("text: Finishes tasks}", "text: Finishes, at: [junior, lead]}")
    )
    assert cell(found, "lead", "craft").count("Finishes") == 1
    printed = read_ladder(WHOLE)
    assert "Keeps promises" not in context(printed, "l5", "craft", "ic")


def test_lower_lines_that_count_are_covered_by_items_that_name_them() -> None:
    on = read_ladder(SMALL.replace("ladder: small", "ladder: small\ncumulative: assess"))
    named = item(expectations=["junior.craft.1"])
    found = assessment(file_of(named), on=on)
    assert found.findings == ()
    assert found.coverages[0].expectations[0].items == found.evidence.items


def test_lower_lines_that_are_only_printed_draw_a_warning_when_named() -> None:
    named = item(expectations=["l3.craft.1"])
    found = assessment(file_of(named), on=WHOLE_LADDER, target="l4", track="ic")
    assert [finding.code for finding in found.findings] == ["EV005"]


def test_printed_lower_lines_say_where_they_stand() -> None:
    made = packet(file_of(), on=WHOLE_LADDER, target="l5", track="ic")
    craft, system = (
        next(s for s in made.competencies if s.title[:5] == t) for t in ("Craft", "Syste")
    )
    assert craft.context == (
        "Junior: Finishes tasks",
        "Senior: Reviews with care",
        craft.context[2],
    )
    assert craft.context[2].startswith("Senior: Mends what others left")
    assert system.context == ("enhances: Extends a design", "Designs: Draws a design")
    assert craft.context_label == "Expected already below this level:"


def test_an_optional_lower_line_says_so() -> None:
    made = packet(file_of(), on=WHOLE_LADDER, target="l5", track="ic")
    (line,) = (line for line in made.competencies[0].context if "what others left" in line)
    assert line.endswith("(optional)")


def test_a_lower_line_of_several_levels_is_printed_with_a_level_that_is_lower() -> None:
    on = read_ladder(
        "ladder: x\ncumulative: context\nlevels: [{id: a}, {id: b}, {id: c}]\n"
        "competencies: [{id: craft}]\n"
        "expectations:\n"
        "  - {at: [c, a], competency: craft, text: Early}\n"
        "  - {at: b, competency: craft, text: Own}\n"
    )
    assert packet(file_of(), on=on, target="b").competencies[0].context == ("a: Early",)


def test_an_empty_cell_is_not_assessed_and_never_a_gap() -> None:
    found = assessment(file_of(), on=WHOLE_LADDER, target="m5")
    assert [c.id for c in found.not_assessed] == ["extras"]
    assert "extras" not in [coverage.competency.id for coverage in found.coverages]


# Sustained evidence

SUSTAINED: dict[str, tuple[list[dict[str, Any]], int, bool]] = {
    "six whole months": ([item("A", date="2026-01"), item("B", date="2026-06")], 6, True),
    "a day less": (
        [item("A", date="2026-01-02"), item("B", date="2026-06-30")],
        5,
        False,
    ),
    "to the day": ([item("A", date="2025-12-31"), item("B", date="2026-06-30")], 6, True),
    "one long item": ([item("A", date=None, period="2025-12..2026-06")], 7, True),
    "one that is still open ends as of the day": (
        [item("A", date=None, period="2026-01-01..")],
        6,
        True,
    ),
    "one month": ([item("A", date="2026-06")], 1, False),
    "one day": ([item("A", date="2026-06-30")], 0, False),
    "undated items span nothing": (
        [item("A", date=None), item("B", date=None)],
        0,
        False,
    ),
    "an undated item adds nothing": ([item("A", date="2026-06"), item("B", date=None)], 1, False),
    "an undated item takes nothing": (
        [item("A", date="2026-01"), item("B", date="2026-06"), item("C", date=None)],
        6,
        True,
    ),
}


@pytest.mark.parametrize(("items", "months", "met"), SUSTAINED.values(), ids=SUSTAINED)
def test_sustained_is_the_span_from_the_first_start_to_the_last_end(
    items: list[dict[str, Any]], months: int, met: bool
) -> None:
    coverage = cover(*items, on=asking(sustained_months=6))
    line = next(line for line in coverage.lines if line.rule is Rule.SUSTAINED)
    assert (line.have, line.need, line.met) == (months, 6, met)
    assert line.absent == sum(each.get("date") is None and "period" not in each for each in items)


PLACES = {
    "nowhere": (None, None),
    "the ladder": (("scopes:", "policy: {sustained_months: 3}\nscopes:"), "ladder"),
    "the level": (
        ("title: Senior,", "title: Senior, policy: {sustained_months: 3},"),
        "level",
    ),
    "the competency": (
        ("title: Craft}", "title: Craft, policy: {sustained_months: 3}}"),
        "competency",
    ),
}


@pytest.mark.parametrize(("change", "by"), PLACES.values(), ids=PLACES)
def test_sustained_is_asked_for_only_where_a_ladder_says_so(
    change: tuple[str, str] | None, by: str | None
) -> None:
    on = read_ladder(SMALL.replace(*change) if change else SMALL)
    lines = [line for line in cover(item(), on=on).lines if line.rule is Rule.SUSTAINED]
    assert [(line.need, line.source.value) for line in lines] == ([(3, by)] if by else [])


def test_sustained_is_never_asked_of_one_expectation() -> None:
    on = asking(sustained_months=6)
    coverage = cover(item(expectations=["senior.craft.1"]), on=on)
    assert Rule.SUSTAINED in failing(coverage)
    assert Rule.SUSTAINED not in {line.rule for line in coverage.expectations[0].lines}


def test_the_packet_says_how_long_and_what_to_do() -> None:
    on = asking(items=1, projects=1, sustained_months=6)
    dated, undated = item("A", date="2026-05..2026-06"), item("B", date=None)
    flag = packet(file_of(dated, undated), on=on).flags.first
    craft = next(each for each in flag if each.title == "Craft")
    assert craft.text == "The dated items span 2 months, 6 months expected (1 item is undated)."
    assert "first start and the last end are 6 months apart" in craft.step


def test_the_method_names_the_span_only_where_it_is_asked_for() -> None:
    label = "Months from the first start to the last end among the items"
    plain, asked = packet(file_of()), packet(file_of(), on=asking(sustained_months=6))
    assert label not in [row[0] for row in plain.method.rows]
    assert (label, "6", "the ladder") in asked.method.rows


def test_a_span_does_not_change_with_the_as_of_date_once_all_has_ended() -> None:
    items = [item("A", date="2025-01"), item("B", date="2025-06")]
    for as_of in (date(2025, 6, 30), AS_OF):
        line = cover(*items, on=asking(sustained_months=6), as_of=as_of).lines[-1]
        assert line.have == 6


# Names


SPELLINGS = {"L4": "l4", "l-4": "l4", "SENIOR": "l4", "four.": "l4", "l3": "l3", "Team-Lead": ""}


@pytest.mark.parametrize(("name", "id"), SPELLINGS.items())
def test_a_level_answers_to_its_names_without_case_and_punctuation(name: str, id: str) -> None:
    found = WHOLE_LADDER.levels_named(name)
    assert [level.id for level in found] == ([id] if id else [])


@pytest.mark.parametrize("name", ["ic", "IC", "individual contributor", "Maker", "m-a-k-e-r"])
def test_a_track_answers_to_its_names_without_case_and_punctuation(name: str) -> None:
    found = WHOLE_LADDER.track_named(name)
    assert found is not None
    assert found.id == "ic"


CROSSED = """\
ladder: x
levels: [{id: only}]
competencies:
  - {id: craft, title: Making}
  - {id: people, aliases: [craft, making]}
expectations: {all: {craft: [A], people: [B]}}
"""
WAIVED = {"an id": ("craft", ["craft"]), "a title": ("Making", ["craft"])}


@pytest.mark.parametrize(("name", "waived"), WAIVED.values(), ids=WAIVED)
def test_an_id_or_title_waives_that_competency_alone(name: str, waived: list[str]) -> None:
    waiver = {"competency": name, "reason": "r", "approved_by": "Grace"}
    found = assessment(file_of(waivers=[waiver]), on=read_ladder(CROSSED), target="only")
    assert [coverage.competency.id for coverage in found.waived] == waived


def test_an_id_that_is_also_an_alias_tags_both() -> None:
    tagged = file_of(item(competencies=["Craft"]))
    found = assessment(tagged, on=read_ladder(CROSSED), target="only")
    assert [len(coverage.items) for coverage in found.coverages] == [1, 1]
    assert found.evidence.items[0].tags == 1


# The forms

NESTED = """\
  l3:
    craft: [Finishes]
  l4:
    craft: [{text: Designs, at: [l4, l5]}]
  all:
    people: [Keeps promises]
  system:
    owns: [Answers]
"""
FLAT = """\
  - {at: l3, competency: craft, text: Finishes}
  - {at: [l4, l5], competency: craft, text: Designs}
  - {at: all, competency: people, text: Keeps promises}
  - {at: owns, competency: system, text: Answers}
"""
FORMS = """\
ladder: x
levels: [{id: l3}, {id: l4}, {id: l5}]
competencies: [{id: craft}, {id: people}, {id: system, scale: [helps, owns]}]
expectations:
"""


def test_the_nested_and_the_flat_form_say_the_same() -> None:
    assert read_ladder(FORMS + NESTED) == read_ladder(FORMS + FLAT)


def test_a_scaled_competency_may_stand_among_the_levels_before_or_after_them() -> None:
    rows = NESTED.split("  all:")
    moved = rows[1].split("  system:")
    text = f"{FORMS}  system:{moved[1]}{rows[0]}  all:{moved[0]}"
    found, first = read_ladder(text), read_ladder(FORMS + NESTED)
    assert set(found.expectations) == set(first.expectations)


def test_a_cell_may_hold_plain_lines_and_written_out_ones() -> None:
    found = read_ladder(f"{FORMS}  l3:\n    craft: [Plain, {{id: own, text: Full, kind: skill}}]\n")
    assert [(e.text, e.kind) for e in found.expectations] == [("Plain", ""), ("Full", "skill")]


def test_an_expectation_of_two_steps_is_not_dropped_without_a_word() -> None:
    rows = "  - {at: [helps, owns], competency: system, text: Lost}\n" + FLAT
    assert refused_ladder(FORMS + rows)


def test_an_expectation_of_no_level_is_not_dropped_without_a_word() -> None:
    assert refused_ladder(f"{FORMS}{FLAT}  - {{at: [], competency: craft, text: Lost}}\n")


def test_what_stands_under_all_and_names_one_level_contradicts_itself() -> None:
    assert refused_ladder(f"{FORMS}  all:\n    craft: [{{text: x, at: l3}}]\n")


# Ids that promo gives


def test_a_given_id_is_made_of_its_first_level_competency_and_words() -> None:
    ids = [e.id for e in read_ladder(FORMS + NESTED).expectations]
    assert ids == [
        generated_id("l3", "craft", "Finishes"),
        generated_id("l4", "craft", "Designs"),
        generated_id("", "people", "Keeps promises"),
        generated_id("owns", "system", "Answers"),
    ]
    assert [id.rpartition(".")[0] for id in ids] == [
        "l3.craft",
        "l4.craft",
        "people",
        "owns.system",
    ]


def ids_by_text(content: str) -> dict[str, str]:
    return {e.text: e.id for e in read_ladder(content).expectations}


# Lines of words that differ from each other in more than case and signs.
LINES = st.lists(
    st.text("abcdefgh ,.!", min_size=1).filter(match_key), min_size=1, unique_by=match_key
)


@unhurried
@given(LINES, st.data())
def test_a_given_id_never_moves_when_other_lines_come_go_or_move(
    lines: list[str], data: st.DataObject
) -> None:
    kept = data.draw(st.lists(st.sampled_from(lines), unique=True, min_size=1))
    at = data.draw(st.sampled_from(["l3", "l4", "all"]))

    def ids(texts: list[str]) -> dict[str, str]:
        cells = {at: {"craft": texts, "people": ["Other", *reversed(texts)]}}
        whole = {
            "ladder": "x",
            "levels": [{"id": "l3"}, {"id": "l4"}],
            "competencies": [{"id": "craft"}, {"id": "people"}],
            "expectations": cells,
        }
        found = read_ladder(whole)
        return {e.text: e.id for e in found.expectations if e.competency == "craft"}

    before, after = ids(lines), ids(kept)
    assert {text: before[text] for text in kept} == after


@unhurried
@given(LINES)
def test_different_lines_of_a_cell_have_different_ids(lines: list[str]) -> None:
    ids = [generated_id("l3", "craft", line) for line in lines]
    assert len({*ids}) == len(lines)


def test_every_given_id_of_a_ladder_is_the_same_in_any_other_order() -> None:
    rows = FLAT.splitlines(keepends=True)
    for first, second in pairwise(range(len(rows))):
        moved = list(rows)
        moved[first], moved[second] = rows[second], rows[first]
        assert ids_by_text(FORMS + "".join(moved)) == ids_by_text(FORMS + FLAT)


# Faults

LADDER = """\
ladder: x
tracks:
  - {id: ic}
  - {id: lead}
levels:
  - {id: l3}
  - {id: l4, tracks: [ic]}
  - {id: m4, tracks: [lead]}
competencies:
  - {id: craft}
  - {id: system, scale: [helps, owns]}
requirements:
  l4: {steps: {system: owns}, points: {min: 1}}
checks:
  - {id: q1, text: Why?}
expectations:
  l3:
    craft: [{text: Does}]
  system:
    owns: [Answers]
"""
# The mark § stands where the finding points.
FAULTS: dict[str, tuple[str, str, str, str]] = {
    "a weight that is no number": (
        "{id: craft}",
        "{id: craft, weight: §high}",
        "DT005",
        '`weight` is "high"',
    ),
    "a weight below zero": ("{id: craft}", "{id: craft, weight: §-1}", "DT005", '"-1"'),
    "a weight with a comma": ("{id: craft}", '{id: craft, weight: §"1,5"}', "DT005", '"1,5"'),
    "a track's weight that is no number": (
        "{id: craft}",
        "{id: craft, weight: {ic: 1, lead: §much}}",
        "DT005",
        'the weight on lead is "much"',
    ),
    "a weight on an unknown track": (
        "{id: craft}",
        "{id: craft, weight: {§icc: 1}}",
        "LD003",
        'unknown track "icc"',
    ),
    "a weight that is a list": (
        "{id: craft}",
        "{id: craft, weight: §[1, 2]}",
        "DT005",
        "`weight` is not a number",
    ),
    "required on an unknown track": (
        "{id: craft}",
        "{id: craft, required: [§pm]}",
        "LD003",
        'unknown track "pm"',
    ),
    "required that is neither": (
        "{id: craft}",
        "{id: craft, required: §perhaps}",
        "DT004",
        '`required` is "perhaps"',
    ),
    "an unknown polarity": (
        "{id: craft}",
        "{id: craft, polarity: §bad}",
        "DT004",
        'unknown polarity "bad"',
    ),
    "an unknown way to count lower levels": (
        "{id: craft}",
        "{id: craft, cumulative: §yes}",
        "DT004",
        'unknown cumulative "yes"',
    ),
    "a step twice": (
        "[helps, owns]",
        "[helps, owns, §OWNS]",
        "LD002",
        "the step OWNS stands twice",
    ),
    "a step without an id": (
        "[helps, owns]",
        "[helps, owns, §{title: x}]",
        "DT003",
        "`id` is missing in a step",
    ),
    "a step's points that are no number": (
        "[helps, owns]",
        "[helps, {id: owns, points: §many}]",
        "DT005",
        '`points` is "many"',
    ),
    "a level on an unknown track": (
        "{id: l4, tracks: [ic]}",
        "{id: l4, tracks: [§icc]}",
        "LD003",
        'unknown track "icc"',
    ),
    "a level that equals an unknown one": (
        "{id: l3}",
        "{id: l3, equals: [§m9]}",
        "LD003",
        'unknown level "m9"',
    ),
    "a level that leads to an unknown one": (
        "{id: l3}",
        "{id: l3, leads_to: [§l9]}",
        "LD003",
        'unknown level "l9"',
    ),
    "a rank that is no number": ("{id: l3}", "{id: l3, rank: §top}", "DT005", '"top"'),
    "a time that is no number": (
        "{id: l3}",
        "{id: l3, time_in_level: {min_months: §a year}}",
        "DT005",
        '`min_months` is "a year"',
    ),
    "two levels of one track with one alias": (
        "{id: l4, tracks: [ic]}",
        "§{id: l4, tracks: [ic], aliases: [L3]}",
        "LD002",
        'the levels "l3" and "l4" both answer to "L3"',
    ),
    "two tracks with one name": (
        "{id: lead}",
        "§{id: lead, title: IC}",
        "LD002",
        'the tracks "ic" and "lead" both answer to "IC"',
    ),
    "requirements of an unknown level": (
        "  l4: {steps",
        "  §l44: {steps",
        "LD003",
        'unknown level "l44"',
    ),
    "a requirement of an unknown step": (
        "{system: owns}",
        "{system: §owned}",
        "LD003",
        'unknown step of system "owned"',
    ),
    "a requirement of a competency without a scale": (
        "{system: owns}",
        "{§craft: owns}",
        "LD003",
        'unknown competency with a scale "craft"',
    ),
    "points that are no number": ("points: {min: 1}", "points: {min: §x}", "DT005", '`min` is "x"'),
    "a check twice": (
        "  - {id: q1, text: Why?}",
        "  - {id: q1, text: Why?}\n  - §{id: Q1, text: How?}",
        "LD002",
        "the check Q1 stands twice",
    ),
    "a check without a text": (
        "{id: q1, text: Why?}",
        "§{id: q1}",
        "DT003",
        "`text` is missing in a check",
    ),
    "expectations of an unknown step": (
        "    owns: [Answers]",
        "    §own: [Answers]",
        "LD003",
        'unknown step of system "own"',
    ),
    "an expectation at an unknown level": (
        "[{text: Does}]",
        "[{text: Does, at: [l3, §l9]}]",
        "LD003",
        'unknown level "l9"',
    ),
    "an expectation that does not hold where it stands": (
        "[{text: Does}]",
        "[§{text: Does, at: l4}]",
        "LD003",
        "leaves out the level",
    ),
    "an expectation on an unknown track": (
        "[{text: Does}]",
        "[{text: Does, tracks: [§pm]}]",
        "LD003",
        'unknown track "pm"',
    ),
    "an expectation with a bad address": (
        "[{text: Does}]",
        "[{text: Does, links: [{url: §here}]}]",
        "DT007",
        '"here" is not an http',
    ),
    "a scaled competency under a level": (
        "    craft: [{text: Does}]",
        "    system: §[{text: Does}]",
        "LD003",
        '"system" has steps of its own, and stands under a level',
    ),
    "a rule that is a list": (
        "ladder: x\n",
        "ladder: x\nrules: [§[a]]\n",
        "DT001",
        "a rule must be text",
    ),
    "a rule with a mapping in it": (
        "ladder: x\n",
        "ladder: x\nrules: [{a: §{b: c}}]\n",
        "DT001",
        '"a" of a rule must be text',
    ),
    "meta with a list in it": (
        "ladder: x\n",
        "ladder: x\nmeta: {a: §[b]}\n",
        "DT001",
        '"a" of `meta` must be text',
    ),
    "an empty rule": ("ladder: x\n", "ladder: x\nrules: [§~]\n", "DT003", "a rule is empty"),
}


def marked(content: str) -> tuple[str, str]:
    """`content` without its mark, and the mark's place as line:column."""
    before, _, after = content.partition("§")
    return before + after, f"{before.count(chr(10)) + 1}:{len(before.rpartition(chr(10))[2]) + 1}"


@pytest.mark.parametrize(("old", "new", "code", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_of_the_model_is_told_with_its_place(
    old: str, new: str, code: str, message: str
) -> None:
    assert LADDER.count(old) == new.count("§") == 1
    content, place = marked(LADDER.replace(old, new))
    (finding,) = refused_ladder(content)
    assert told([finding]) == [f"{place} {code}"]
    assert message in finding.message


def test_the_ladder_without_these_faults_is_accepted() -> None:
    assert len(read_ladder(LADDER).expectations) == 2


FLAT_FAULTS: dict[str, tuple[str, str, str]] = {
    "no competency": ("§{at: l3, text: x}", "DT003", "`competency` is missing"),
    "no place": ("§{competency: craft, text: x}", "DT003", "`at` is missing"),
    "no text": ("§{at: l3, competency: craft}", "DT003", "`text` is missing"),
    "an unknown level": (
        "{at: [l3, §l9], competency: craft, text: x}",
        "LD003",
        'unknown level "l9"',
    ),
    "an unknown competency": (
        "{at: l3, competency: §craftt, text: x}",
        "LD003",
        'unknown competency "craftt"',
    ),
    "an unknown step": (
        "{at: §l3, competency: system, text: x}",
        "LD003",
        'unknown step of system "l3"',
    ),
    "a line of text": ("§Finishes tasks", "DT001", "an expectation must be a mapping"),
}


@pytest.mark.parametrize(("row", "code", "message"), FLAT_FAULTS.values(), ids=FLAT_FAULTS)
def test_a_fault_of_the_flat_form_is_told_with_its_place(row: str, code: str, message: str) -> None:
    content, place = marked(f"{FORMS}  - {row}\n")
    (finding,) = refused_ladder(content)
    assert told([finding]) == [f"{place} {code}"]
    assert message in finding.message


SHAPES = {
    "top": (
        *("tracks: §x", "tracks: [§x]", "tracks: §{a: b}"),
        *("requirements: §[x]", "requirements: {senior: §x}"),
        *("requirements: {senior: {steps: §x}}", "requirements: {senior: {points: §x}}"),
        *("checks: §x", "checks: [§x]", "rules: §x", "rules: §{a: b}", "meta: §x", "meta: §[x]"),
        *("ratings: §{a: b}", "years: §x", "cumulative: §[x]", "source: §x", "policy: §[x]"),
    ),
    "level": (
        *("aliases: §{a: b}", "tracks: §{a: b}", "equals: §{a: b}", "leads_to: §{a: b}"),
        *("includes: §{a: b}", "includes: [§[a]]", "equivalents: §x", "equivalents: [§x]"),
        *("time_in_level: §x", "years: §[x]", "policy: §x", "meta: §x", "rank: §[1]"),
    ),
    "competency": (
        *("aliases: §{a: b}", "required: §{a: b}", "rules: §x", "cumulative: §{a: b}"),
        *("polarity: §[x]", "years: §x", "group: §[x]", "scale: §x", "scale: §{a: b}"),
    ),
    "expectation": (
        *("at: §{a: b}", "tracks: §{a: b}", "examples: §{a: b}", "links: §x", "links: [§x]"),
        *("kind: §[x]", "meta: §[x]", "target: §[x]", "optional: §[x]"),
    ),
}
BEHIND = {
    "top": "ladder: small",
    "level": "title: Senior",
    "competency": "title: Craft",
    "expectation": "text: Designs services",
}


@pytest.mark.parametrize(
    ("where", "text"), [(where, text) for where, texts in SHAPES.items() for text in texts]
)
def test_a_value_of_the_wrong_shape_is_told_once_at_its_place(where: str, text: str) -> None:
    after = BEHIND[where]
    both = f"{after}\n{text}" if where == "top" else f"{after}, {text}"
    content, place = marked(SMALL.replace(after, both, 1))
    assert told(refused_ladder(content)) == [f"{place} DT001"]


def test_two_lines_without_a_text_are_told_once_each() -> None:
    findings = refused_ladder(f"{FORMS}  l3:\n    craft: [{{kind: a}}, {{kind: b}}]\n")
    assert told(findings) == ["6:13 DT003", "6:24 DT003"]


def test_an_empty_step_is_a_fault() -> None:
    assert refused_ladder(LADDER.replace("[helps, owns]", "[~, owns]"))


# Names that levels share

APART: dict[str, tuple[str, bool]] = {
    "an alias on two tracks": (
        "{id: l5, tracks: [ic], aliases: [Five]}, {id: m5, tracks: [lead], aliases: [Five]}",
        True,
    ),
    "a title on two tracks": (
        "{id: l5, tracks: [ic], title: Five}, {id: m5, tracks: [lead], title: Five}",
        True,
    ),
    "an alias on one track": (
        "{id: l5, tracks: [ic], aliases: [Five]}, §{id: m5, tracks: [ic], aliases: [Five]}",
        False,
    ),
    "an alias on tracks that overlap": (
        "{id: l5, tracks: [ic], aliases: [Five]}, §{id: m5, tracks: [ic, lead], aliases: [Five]}",
        False,
    ),
    "an alias, one on every track": (
        "{id: l5, tracks: [ic], aliases: [Five]}, §{id: m5, aliases: [Five]}",
        False,
    ),
    "an id on two tracks": (
        "{id: l5, tracks: [ic], title: A}, §{id: L5, tracks: [lead], title: B}",
        False,
    ),
    "an alias that is the other's id": (
        "{id: l5, tracks: [ic]}, §{id: m5, tracks: [lead], aliases: [L-5]}",
        False,
    ),
}


def with_levels_of(two: str) -> str:
    return (
        f"ladder: x\n{TWO_TRACKS}levels: [{two}]\n"
        "competencies: [{id: craft}]\nexpectations: {all: {craft: [Line]}}\n"
    )


@pytest.mark.parametrize(("levels", "legal"), APART.values(), ids=APART)
def test_levels_may_share_a_name_that_is_no_id_on_separate_tracks(levels: str, legal: bool) -> None:
    content, place = marked(with_levels_of(levels))
    if legal:
        assert len(read_ladder(content).levels_named("Five")) == 2
    else:
        assert told(refused_ladder(content)) == [f"{place} LD002"]


def test_an_id_is_nobody_elses_in_either_order() -> None:
    two = "{id: m5, tracks: [lead], aliases: [L-5]}, §{id: l5, tracks: [ic]}"
    content, place = marked(with_levels_of(two))
    assert told(refused_ladder(content)) == [f"{place} LD002"]


# Levels below, by track

TWO_WAYS = """\
ladder: fork
cumulative: assess
tracks: [{id: ic}, {id: mgr}]
levels:
  - {id: senior}
  - {id: staff, tracks: [ic]}
  - {id: em, tracks: [mgr], rank: 2}
  - {id: director}
competencies: [{id: craft}]
expectations:
  senior: {craft: [Designs a service]}
  staff: {craft: [Designs for three teams]}
  em: {craft: [Reviews the designs of a team]}
  director: {craft: [Sets the direction]}
"""


@pytest.mark.parametrize(
    ("track", "lines"),
    [
        ("ic", ["Designs a service", "Designs for three teams", "Sets the direction"]),
        ("mgr", ["Designs a service", "Reviews the designs of a team", "Sets the direction"]),
    ],
)
def test_what_is_below_a_level_is_below_it_on_the_targets_track(
    track: str, lines: list[str]
) -> None:
    on = read_ladder(TWO_WAYS)
    ((level, of_track),) = on.targets_named("director", track)
    found = on.expectations_of(level, on.competencies[0], of_track)
    assert [e.text for e in found] == lines


def test_a_level_of_another_track_is_below_where_it_says_that_it_leads_there() -> None:
    text = TWO_WAYS.replace("staff, tracks: [ic]}", "staff, tracks: [ic], leads_to: [em2]}")
    text = text.replace("  - {id: director}", "  - {id: em2, tracks: [mgr]}\n  - {id: director}")
    on = read_ladder(text)
    ((level, track),) = on.targets_named("em2")
    assert [other.id for other in on.below(level, track)] == ["senior", "staff", "em"]
