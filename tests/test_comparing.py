"""What changes between two levels and between two ladders: nothing is missed, nothing is twice."""

from __future__ import annotations

import pytest
from reading import built_in, read_ladder

from promo.comparing import Change, LevelComparison, compare_ladders, compare_levels
from promo.model import Ladder, Target

TRACKS = "tracks: [{id: ic}, {id: mgr}]\n"
HEAD = "ladder: x\nlevels: [{id: one}, {id: two}]\ncompetencies: [{id: craft}, {id: reach}]\n"


def ladder_of(cells: str, head: str = HEAD) -> Ladder:
    return read_ladder(f"{head}expectations: {cells}\n")


def target(found: Ladder, name: str, track: str = "") -> Target:
    (only,) = found.targets_named(name, track)
    return only


def between(found: Ladder, old: str = "one", new: str = "two") -> LevelComparison:
    return compare_levels(found, target(found, old), target(found, new))


def changes(found: LevelComparison) -> dict[str, list[tuple[str, str, str]]]:
    return {
        each.competency.id: [
            (p.change.value, p.old.text if p.old else "", p.new.text if p.new else "")
            for p in each.pairs
        ]
        for each in found.competencies
    }


PAIRS = {
    "a line that shares enough words is raised": (
        "[Runs the roadmap of a team]",
        "[Runs the roadmap of a whole company]",
        [("raised", "Runs the roadmap of a team", "Runs the roadmap of a whole company")],
    ),
    "a line that shares few is new, and the old one dropped": (
        "[Answers tickets]",
        "[Sets the direction of a group]",
        [("new", "", "Sets the direction of a group"), ("dropped", "Answers tickets", "")],
    ),
    "the same words in other signs are the same": (
        "[Ships (weekly)]",
        "[ships weekly.]",
        [("same", "Ships (weekly)", "ships weekly.")],
    ),
    "another number to look for is a change": (
        "[{text: Ships releases, target: 2 a year}]",
        "[{text: Ships releases, target: 9 a year}]",
        [("changed", "Ships releases", "Ships releases")],
    ),
    "what becomes optional is a change": (
        "[{text: Ships releases}]",
        "[{text: Ships releases, optional: true}]",
        [("changed", "Ships releases", "Ships releases")],
    ),
    "the most alike are paired first": (
        "[Writes plans for a team, Writes plans]",
        "[Writes plans for a team of teams]",
        [
            ("raised", "Writes plans for a team", "Writes plans for a team of teams"),
            ("dropped", "Writes plans", ""),
        ],
    ),
}


@pytest.mark.parametrize(("one", "two", "expected"), PAIRS.values(), ids=PAIRS)
def test_lines_of_two_levels_are_paired(
    one: str, two: str, expected: list[tuple[str, str, str]]
) -> None:
    found = ladder_of(f"{{one: {{craft: {one}}}, two: {{craft: {two}}}}}")
    assert changes(between(found)) == {"craft": expected}


@pytest.mark.parametrize("name", ["pm-ic-five", "amazon-pm", "pm-four-levels", "pm-path"])
def test_every_line_of_two_levels_stands_in_the_comparison_once(name: str) -> None:
    on = built_in(name)
    for old, new in zip(on.levels, on.levels[1:], strict=False):
        found = compare_levels(on, target(on, old.id), target(on, new.id))
        pairs = [pair for each in found.competencies for pair in each.pairs]
        for level, side in ((old, "old"), (new, "new")):
            track = target(on, level.id).track
            own = [e.id for c in on.competencies for e in on.expectations_of(level, c, track)]
            told = [getattr(p, side).id for p in pairs if getattr(p, side)]
            assert sorted(told) == sorted(own)


def test_a_competency_that_begins_or_ends_says_so() -> None:
    found = between(ladder_of("{one: {craft: [A b c]}, two: {reach: [D e f]}}"))
    assert [(c.competency.id, c.change) for c in found.competencies] == [
        ("craft", Change.DROPPED),
        ("reach", Change.NEW),
    ]


def test_a_weight_of_nought_is_not_assessed_on_that_track() -> None:
    head = HEAD.replace("{id: craft}", "{id: craft, weight: {ic: 0, mgr: 2}}") + TRACKS
    on = ladder_of("{two: {craft: [A b c]}}", head)
    found = compare_levels(on, target(on, "two", "ic"), target(on, "two", "mgr"))
    assert [c.change for c in found.competencies] == [Change.NEW]


def test_rules_and_points_of_one_side_alone_are_told() -> None:
    head = HEAD + "requirements: {one: {rules: [A talk]}, two: {points: {min: 3}}}\n"
    found = between(ladder_of("{all: {craft: [A b c]}}", head))
    assert found.rules == (
        (Change.NEW, "3 points or more over all competencies"),
        (Change.DROPPED, "A talk"),
    )


# Two ladders

A = "{one: {craft: [{id: c1, text: Draws it}, {id: c2, text: Writes it}]}}"


def test_a_ladder_is_the_same_as_itself() -> None:
    found = compare_ladders(ladder_of(A), ladder_of(A))
    assert (found.facts, found.parts, found.lines) == ((), (), ())


def test_another_order_is_a_difference() -> None:
    other = HEAD.replace("{id: craft}, {id: reach}", "{id: reach}, {id: craft}")
    other = other.replace("{id: one}, {id: two}", "{id: two}, {id: one}")
    found = compare_ladders(ladder_of(A), ladder_of(A, other))
    assert [fact.name for fact in found.facts] == ["order of levels", "order of competencies"]


LINES = {
    "reworded": ("text: Draws it", "text: Paints it", [("changed", ["text"])]),
    "another id": ("id: c1", "id: c9", [("changed", ["id"])]),
    "new metadata": ("{id: c1,", "{id: c1, meta: {k: v},", [("changed", ["meta"])]),
    "a new link": (
        "{id: c1,",
        "{id: c1, links: [{url: 'https://example.com'}],",
        [("changed", ["links"])],
    ),
    "optional": ("{id: c1,", "{id: c1, optional: true,", [("changed", ["optional"])]),
    "gone": ("{id: c1, text: Draws it}, ", "", [("dropped", [])]),
}


@pytest.mark.parametrize(("old", "new", "expected"), LINES.values(), ids=LINES)
def test_a_line_that_differs_is_told_once_with_what_differs(
    old: str, new: str, expected: list[tuple[str, list[str]]]
) -> None:
    found = compare_ladders(ladder_of(A), ladder_of(A.replace(old, new)))
    told = [(line.change.value, [fact.name for fact in line.facts]) for line in found.lines]
    assert told == expected


def test_twins_on_two_tracks_are_told_one_by_one() -> None:
    twins = "{two: {craft: [{id: c1, text: D, tracks: [ic]}, {id: c2, text: D, tracks: [mgr]}]}}"
    before = ladder_of(twins, HEAD + TRACKS)
    gone = compare_ladders(before, ladder_of("{two: {reach: [E]}}", HEAD + TRACKS)).lines
    assert sorted(line.old.id for line in gone if line.old) == ["c1", "c2"]
    renamed = ladder_of(twins.replace("c1", "n1").replace("c2", "n2"), HEAD + TRACKS)
    moved = compare_ladders(before, renamed).lines
    assert [(line.old.id, line.new.id) for line in moved if line.old and line.new] == [
        ("c1", "n1"),
        ("c2", "n2"),
    ]


def test_what_one_level_asks_for_is_told_of_that_level() -> None:
    asked = HEAD + "requirements: {two: {points: {min: 3}}}\n"
    found = compare_ladders(ladder_of(A), ladder_of(A, asked))
    assert [(part.id, [fact.name for fact in part.facts]) for part in found.parts] == [
        ("two", ["points"])
    ]
    assert found.facts == ()
