"""What no program can count: rules, risks and questions, printed for the committee to check."""

from __future__ import annotations

import json
from typing import Any

import pytest
from making import (
    SMALL,
    VERSION,
    WHOLE_LADDER,
    assessment,
    file_of,
    item,
    packet,
    read_ladder,
)

from promo import report
from promo.committee import for_committee
from promo.findings import InputError
from promo.model import Ladder
from promo.words import Words, sentence

RULES, RISKS, CHECKS = (Words()(f"committee.{key}") for key in ("rules", "risks", "checks"))


def told(target: str, track: str = "", on: Ladder = WHOLE_LADDER, **more: Any) -> dict[str, Any]:
    """The lines for the committee under their titles."""
    found = assessment(file_of(**more), on=on, target=target, track=track)
    return {
        group.title: list(group.lines)
        for group in for_committee(Words(), found.ladder, found.target)
    }


# Rules


def test_rules_are_told_from_ladder_to_level_to_competency() -> None:
    assert told("l4", "ic")[RULES] == [
        "Two sponsors outside the team",
        "min_competencies: 3, of: all",
        "Experience of 2 years or more (in the trade)",
        "No open warning",
        "Experience of 3 to 5 years (usually)",
        "30 to 40 points over all competencies",
        "Craft: A sample of the work",
        "System design: experience of 1 year or more",
        "System design: step Designs or above (1 point)",
    ]


def test_a_rule_stands_word_for_word_as_the_ladder_has_it() -> None:
    rules = [
        "  Two sponsors, *outside* the team & <above> it {n} %s  ",
        {"count": "5", "unit": "PRs", "note": "merged: yes"},
    ]
    whole = read_ladder(SMALL + f"rules: {json.dumps(rules)}\n")
    assert told("senior", on=whole)[RULES] == [
        "  Two sponsors, *outside* the team & <above> it {n} %s  ",
        "count: 5, unit: PRs, note: merged: yes",
    ]


YEARS: dict[str, tuple[str, list[str]]] = {
    "from and to": ("{min: 2, max: 4, hard: true}", ["experience of 2 to 4 years"]),
    "from": ("{min: 1, hard: true}", ["experience of 1 year or more"]),
    "to": ("{max: 4, hard: yes}", ["experience of up to 4 years"]),
    "a number and a note": (
        "{min: 2, note: in sales, hard: true}",
        ["experience of 2 years or more (in sales)"],
    ),
    "a note alone": ("{note: in sales, hard: true}", ["experience: in sales"]),
    "neither": ("{hard: true}", ["experience"]),
    "not hard": ("{min: 2}", []),
    "hard no more": ("{min: 2, hard: false}", []),
}


@pytest.mark.parametrize(("years", "lines"), YEARS.values(), ids=YEARS)
@pytest.mark.parametrize("where", ["ladder", "level", "competency"])
def test_hard_years_are_for_the_committee_wherever_they_stand(
    where: str, years: str, lines: list[str]
) -> None:
    changed = {
        "ladder": SMALL + f"years: {years}\n",
        "level": SMALL.replace("title: Senior,", f"title: Senior, years: {years},"),
        "competency": SMALL.replace("title: Craft}", f"title: Craft, years: {years}}}"),
    }[where]
    shown = [f"Craft: {line}" if where == "competency" else sentence(line) for line in lines]
    groups = told("senior", on=read_ladder(changed))
    assert groups == ({RULES: shown} if lines else {})


POINTS: dict[str, tuple[str, str]] = {
    "from and to": ("{min: 36, max: 47}", "36 to 47 points over all competencies"),
    "from": ("{min: 1}", "1 point or more over all competencies"),
    "to": ("{max: 47}", "Up to 47 points over all competencies"),
    "nought is a number": ("{min: 0}", "0 points or more over all competencies"),
}


@pytest.mark.parametrize(("points", "line"), POINTS.values(), ids=POINTS)
def test_points_are_for_the_committee(points: str, line: str) -> None:
    on = read_ladder(SMALL + f"requirements: {{senior: {{points: {points}}}}}\n")
    assert told("senior", on=on) == {RULES: [line]}


def test_a_step_is_told_with_its_points_where_it_has_some() -> None:
    lines = {id: told(id, "ic")[RULES][-1] for id in ("l4", "l5")}
    assert lines["l4"] == "System design: step Designs or above (1 point)"
    assert lines["l5"] == "System design: step owns or above (20 points)"
    assert told("m5")[RULES][-1] == "System design: step enhances or above"


def test_the_rules_of_what_is_not_assessed_are_left_out() -> None:
    people = SMALL.replace("title: Extra}", "title: Extra, rules: [Never told]}")
    assert told("senior", on=read_ladder(people)) == {}


# Steps without a line are what the indirect ladders have: a level asks for a step, and the step is
# described elsewhere, or at other steps only.
BARE_STEP = """\
ladder: x
levels: [{id: only}]
competencies: [{id: craft}, {id: system, scale: [helps, owns]}]
requirements: {only: {steps: {system: owns}}}
expectations: {only: {craft: [Does]}, system: {helps: [Helps]}}
"""


def test_a_step_that_is_asked_for_and_has_no_line_is_for_the_committee() -> None:
    assert told("only", on=read_ladder(BARE_STEP)) == {RULES: ["system: step owns or above"]}


NOTHING = {
    "points": "requirements: {senior: {points: {}}}",
    "years": "years: {}",
    "rules": "rules: []",
}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_nothing_to_check_is_no_line(text: str) -> None:
    assert told("senior", on=read_ladder(f"{SMALL}{text}\n")) == {}


@pytest.mark.parametrize("rule", ["{}", '""', '" "'])
def test_an_empty_rule_is_refused(rule: str) -> None:
    with pytest.raises(InputError):
        read_ladder(f"{SMALL}rules: [{rule}]\n")


# Risks


def test_a_risk_is_never_counted_and_never_a_gap() -> None:
    tagged = file_of(item(competencies=["haste"]))
    found = assessment(tagged, on=WHOLE_LADDER, target="l4", track="ic")
    assert "haste" not in [coverage.competency.id for coverage in found.coverages]
    assert "haste" not in [gap.competency.id for gap in found.gaps]
    assert "haste" not in [competency.id for competency in found.not_assessed]
    assert [reason.value for _, reason in found.not_counted] == ["risk"]


def test_the_lines_of_a_risk_are_for_the_committee() -> None:
    assert told("l4", "ic")[RISKS] == ["Haste: Ships before it is tested"]
    assert RISKS not in told("senior", on=read_ladder(SMALL))


def test_a_risk_is_for_the_committee_only_where_it_has_lines() -> None:
    risky = SMALL.replace("title: Extra}", "title: Extra, polarity: risk}")
    on = read_ladder(risky)
    assert told("junior", on=on) == {RISKS: ["Extra: Asks"]}
    assert told("senior", on=on) == {}


TAGS: dict[str, tuple[list[str], list[str]]] = {
    "its id": (["haste"], ['"haste" names a risk (Haste), which evidence cannot meet']),
    "its alias": (["Rushing"], ['"Rushing" names a risk (Haste), which evidence cannot meet']),
    "beside a competency": (
        ["craft", "haste"],
        ['"haste" names a risk (Haste), which evidence cannot meet'],
    ),
    "not at all": (["craft"], []),
}


@pytest.mark.parametrize(("tags", "messages"), TAGS.values(), ids=TAGS)
def test_an_item_that_names_a_risk_is_told(tags: list[str], messages: list[str]) -> None:
    tagged = file_of(item(competencies=tags))
    found = assessment(tagged, on=WHOLE_LADDER, target="l4", track="ic")
    assert [f.message for f in found.findings if f.code == "EV017"] == messages
    assert {f.code for f in found.findings} <= {"EV017"}
    assert [i.title for i in found.coverages[0].items] == (["Item"] if "craft" in tags else [])


def test_an_item_that_names_a_line_of_a_risk_is_told() -> None:
    tagged = file_of(item(competencies=None, expectations=["haste.all"]))
    found = assessment(tagged, on=WHOLE_LADDER, target="l4", track="ic")
    assert [f.code for f in found.findings] == ["EV017"]


def test_an_item_that_names_a_risk_alone_is_not_said_to_name_another_levels_competency() -> None:
    made = packet(file_of(item(competencies=["haste"])), on=WHOLE_LADDER, target="l4", track="ic")
    assert "not assessed at this level" not in made.other_evidence[0].meta


# Questions


def test_questions_are_those_of_every_track_and_of_the_targets() -> None:
    own, led = "The part of the person is clear. For example: I did", "The team grew"
    assert told("l4", "ic")[CHECKS] == [own]
    assert told("l4", "lead")[CHECKS] == [own, led]


@pytest.mark.parametrize("text", ["Is it clear?", "It is clear."])
def test_a_question_with_an_example_ends_once(text: str) -> None:
    on = read_ladder(SMALL + f"checks: [{{id: q, text: {text}, strong: I did}}]\n")
    assert told("senior", on=on)[CHECKS] == [f"{text} For example: I did"]


def test_a_ladder_without_tracks_asks_the_questions_of_every_track() -> None:
    on = read_ladder(SMALL + "checks: [{id: q, text: Why?}]\n")
    assert told("senior", on=on) == {CHECKS: ["Why?"]}


# Where they stand


def test_a_packet_has_them_under_a_heading_of_their_own() -> None:
    made = packet(file_of(), on=WHOLE_LADDER, target="l4", track="ic")
    assert made.heading["committee"] == "For the committee to check"
    assert made.committee is not None
    assert [group.title for group in made.committee.groups] == list(told("l4", "ic"))


def test_a_packet_of_a_ladder_without_them_has_no_such_part() -> None:
    assert packet(file_of()).committee is None


def test_the_report_has_them_group_by_group() -> None:
    found = assessment(file_of(), on=WHOLE_LADDER, target="l4", track="lead")
    written = json.loads(report.write(found, VERSION))
    assert {group["title"]: group["lines"] for group in written["committee"]} == told("l4", "lead")
    assert json.loads(report.write(assessment(file_of()), VERSION))["committee"] == []


def test_the_report_has_track_weight_required_and_optional_of_the_target() -> None:
    found = assessment(file_of(), on=WHOLE_LADDER, target="l4", track="lead")
    written = json.loads(report.write(found, VERSION))
    assert written["target"] == {"id": "l4", "title": "Senior", "scope": "team", "track": "lead"}
    rows = {c["id"]: (c["weight"], c["required"], c["optional"]) for c in written["competencies"]}
    assert rows == {
        "craft": (0.5, False, False),
        "people": (3, True, False),
        "extras": (None, False, True),
        "system": (None, False, False),
    }


def test_nothing_for_the_committee_changes_a_count_or_a_gap() -> None:
    bare = read_ladder(SMALL)
    more = SMALL + "rules: [One]\nyears: {min: 40, hard: true}\nchecks: [{id: q, text: Why?}]\n"
    content = file_of(item("A"), item("B", competencies=["both"]))
    for one, other in zip(
        assessment(content, on=bare).coverages,
        assessment(content, on=read_ladder(more)).coverages,
        strict=True,
    ):
        assert (one.status, one.lines, one.is_gap) == (other.status, other.lines, other.is_gap)
