"""Career ladders: the built-in one as specified, a company's own, and every fault of one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from reading import PM_IC_FIVE, built_in, parsed, read_ladder, refused_ladder, told

from promo import ladder
from promo.model import (
    Competency,
    Equivalent,
    Expectation,
    Ladder,
    LadderSource,
    Level,
    Policy,
    Years,
)

# pm-ic-five

CELLS = {
    "vision-strategy": (3, 3, 4, 3),
    "leadership-influence": (2, 4, 5, 6),
    "scope-impact": (3, 3, 3, 3),
    "execution-prioritization": (3, 5, 3, 4),
    "product-craft": (2, 6, 6, 6),
}


def level_of(found: Ladder, name: str) -> Level:
    level = found.level_named(name)
    assert level is not None
    return level


def test_pm_ic_five_has_its_four_levels_in_order() -> None:
    assert [(level.id, level.title, level.rank, level.scope) for level in PM_IC_FIVE.levels] == [
        ("apm", "Associate Product Manager", 1, "feature"),
        ("pm", "Product Manager", 2, "product"),
        ("senior", "Senior Product Manager", 3, "domain"),
        ("principal", "Principal Product Manager", 4, "portfolio"),
    ]


def test_pm_ic_five_states_years_and_equivalents_only_where_they_are_known() -> None:
    assert [level.years for level in PM_IC_FIVE.levels] == [
        Years(minimum=1, maximum=3, note="any work experience"),
        None,
        None,
        None,
    ]
    assert [level.equivalents for level in PM_IC_FIVE.levels[:3]] == [(), (), ()]
    assert PM_IC_FIVE.levels[3].equivalents == (
        Equivalent(title="Director", note="at some companies"),
        Equivalent(title="Group PM", note="when managing a team"),
    )


def test_pm_ic_five_has_its_five_competencies_in_order() -> None:
    assert [(c.id, c.title) for c in PM_IC_FIVE.competencies] == [
        ("vision-strategy", "Vision & Strategy"),
        ("leadership-influence", "Leadership & Influence"),
        ("scope-impact", "Scope & Impact"),
        ("execution-prioritization", "Execution & Prioritization"),
        ("product-craft", "Product Craft"),
    ]


@pytest.mark.parametrize(("competency", "counts"), CELLS.items())
def test_each_cell_of_pm_ic_five_has_its_number_of_lines(
    competency: str, counts: tuple[int, ...]
) -> None:
    (owner,) = (c for c in PM_IC_FIVE.competencies if c.id == competency)
    found = [len(PM_IC_FIVE.expectations_of(level, owner)) for level in PM_IC_FIVE.levels]
    assert tuple(found) == counts


def test_pm_ic_five_has_77_ids_made_of_level_competency_and_number() -> None:
    ids = [expectation.id for expectation in PM_IC_FIVE.expectations]
    assert len(ids) == len(set(ids)) == 77 == sum(map(sum, CELLS.values()))
    assert ids == [
        f"{level.id}.{competency}.{number}"
        for rank, level in enumerate(PM_IC_FIVE.levels)
        for competency, counts in CELLS.items()
        for number in range(1, counts[rank] + 1)
    ]


TARGETS = {
    "apm.scope-impact.1": "at least one feature",
    "pm.vision-strategy.3": "every quarter",
    "senior.vision-strategy.2": "more than six months ahead",
    "principal.vision-strategy.1": "one to two years ahead",
    "principal.vision-strategy.2": "more than twelve months ahead",
    "principal.scope-impact.1": "several goals, or one step change",
}


def test_pm_ic_five_shows_a_target_where_the_source_names_one() -> None:
    assert {e.id: e.target for e in PM_IC_FIVE.expectations if e.target} == TARGETS


def test_pm_ic_five_says_that_it_is_unofficial_and_sets_no_policy() -> None:
    assert PM_IC_FIVE.source.unofficial
    assert PM_IC_FIVE.policy == Policy()
    assert {part.policy for part in (*PM_IC_FIVE.levels, *PM_IC_FIVE.competencies)} == {Policy()}
    assert {competency.required_on for competency in PM_IC_FIVE.competencies} == {None}


CANONICAL = {
    "strategy": "vision-strategy",
    "roadmap": "vision-strategy",
    "discovery": "vision-strategy",
    "data": "scope-impact",
    "execution": "execution-prioritization",
    "launch": "scope-impact",
    "collaboration": "leadership-influence",
    "communication": "product-craft",
    "leadership": "leadership-influence",
    "mentoring": "product-craft",
    "technical": "execution-prioritization",
    "innovation": "execution-prioritization",
    "impact": "scope-impact",
    "craft": "product-craft",
    "thought-leadership": "leadership-influence",
}


@pytest.mark.parametrize(("tag", "competency"), CANONICAL.items())
def test_a_canonical_tag_names_its_competency_on_pm_ic_five(tag: str, competency: str) -> None:
    assert [found.id for found in PM_IC_FIVE.competencies_tagged(tag)] == [competency]


def test_a_canonical_tag_without_a_counterpart_names_nothing() -> None:
    assert PM_IC_FIVE.competencies_tagged("business") == ()


LEVEL_NAMES = {
    "apm": ["APM", "associate", "Associate Product Manager"],
    "pm": ["PM", "mid", "product manager"],
    "senior": ["Senior PM", "SPM", "Sr PM", "Sr. PM", "SENIOR"],
    "principal": ["Principal PM", "principal", "Principal Product Manager"],
}


@pytest.mark.parametrize(
    ("name", "id"), [(name, id) for id, names in LEVEL_NAMES.items() for name in names]
)
def test_a_level_of_pm_ic_five_answers_to_its_names(name: str, id: str) -> None:
    assert level_of(PM_IC_FIVE, name).id == id


@pytest.mark.parametrize("name", ["director", "Group PM", "L6", ""])
def test_a_name_outside_pm_ic_five_is_no_level(name: str) -> None:
    assert PM_IC_FIVE.level_named(name) is None


@pytest.mark.parametrize("name", ladder.BUILT_IN)
def test_every_built_in_ladder_loads_without_a_finding_under_its_own_name(name: str) -> None:
    assert built_in(name).id == name


# A company's own ladder

COMPANY = """\
ladder: varme
title: Engineering at Varme
version: 2026.10
source:
  name: Handbook
  url: https://example.com/handbook
  licence: CC BY 4.0
  unofficial: no
notes: Read with care.
cumulative: none
scopes: [task, service, group]
policy: {items: 3, recent_months: 18}
levels:
  - id: engineer
    title: Engineer
    aliases: [IC3, no]
    summary: Finishes work
    scope: task
    years: {min: 2, max: 5, note: about}
  - id: staff
    scope: Group
    policy: {items: 4, projects: 0, at_scope: 2}
    equivalents:
      - title: Lead
competencies:
  - id: running
    title: Running it
    aliases: [ops, care]
    group: Work
    required: true
    description: Keeps it up
    policy: {items: 1, measured: 0}
  - id: growing
    aliases: [mentoring, care]
expectations:
  engineer:
    running:
      - Takes part in the rota
      - id: engineer.running.first
        text: Adds alerts
        target: each change
    growing:
      - Writes down what they find
  staff:
    running:
      - Removes a class of incident
    growing: []
"""


def company(old: str = "", new: str = "", *, also: tuple[str, str] = ("", "")) -> str:
    """The company's ladder with one part of it, or two, written differently."""
    content = COMPANY
    for before, after in ((old, new), also):
        assert content.count(before) == 1 or not before, before
        content = content.replace(before, after) if before else content
    return content


def test_every_key_of_a_ladder_is_read() -> None:
    found = read_ladder(COMPANY)
    assert found.id == "varme"
    assert found.title == "Engineering at Varme"
    assert found.version == "2026.10"
    assert found.notes == "Read with care."
    assert found.scopes == ("task", "service", "group")
    assert found.source == LadderSource(
        name="Handbook", url="https://example.com/handbook", licence="CC BY 4.0", unofficial=False
    )


def test_every_key_of_a_level_is_read() -> None:
    engineer, staff = read_ladder(COMPANY).levels
    assert engineer == Level(
        id="engineer",
        title="Engineer",
        rank=1,
        aliases=("IC3", "no"),
        summary="Finishes work",
        scope="task",
        years=Years(minimum=2, maximum=5, note="about"),
    )
    assert (staff.title, staff.rank, staff.scope) == ("staff", 2, "group")
    assert staff.equivalents == (Equivalent(title="Lead"),)


def test_every_key_of_a_competency_is_read() -> None:
    running, growing = read_ladder(COMPANY).competencies
    assert running == Competency(
        id="running",
        title="Running it",
        aliases=("ops", "care"),
        description="Keeps it up",
        group="Work",
        required_on=(),
        policy=Policy(items=1, measured=0),
    )
    assert growing == Competency(id="growing", title="growing", aliases=("mentoring", "care"))


def test_a_policy_may_stand_at_three_places() -> None:
    found = read_ladder(COMPANY)
    assert found.policy == Policy(items=3, recent_months=18)
    assert [level.policy for level in found.levels] == [
        Policy(),
        Policy(items=4, projects=0, at_scope=2),
    ]
    assert [c.policy for c in found.competencies] == [Policy(items=1, measured=0), Policy()]


def test_the_smallest_ladder_is_enough() -> None:
    found = read_ladder(
        "ladder: x\nlevels: [{id: a}]\ncompetencies: [{id: b}]\nexpectations: {a: {b: [c]}}\n"
    )
    assert (found.title, found.levels[0].title, found.competencies[0].title) == ("x", "a", "b")
    assert [e.text for e in found.expectations] == ["c"]
    assert found.competencies[0].required_on is None
    assert not found.source.unofficial


def test_an_empty_cell_is_not_assessed_at_its_level() -> None:
    found = read_ladder(COMPANY)
    engineer, staff = found.levels
    assert [c.id for c in found.assessed_at(engineer)] == ["running", "growing"]
    assert [c.id for c in found.assessed_at(staff)] == ["running"]


def test_expectations_may_be_keyed_by_any_spelling_of_an_id() -> None:
    found = read_ladder(company("  engineer:\n    running:", "  Engineer:\n    RUNNING:"))
    assert found.expectations[0].levels == ("engineer",)
    assert found.expectations[0].competency == "running"


def test_an_alias_of_two_competencies_names_both_in_ladder_order() -> None:
    found = read_ladder(COMPANY)
    assert [c.id for c in found.competencies_tagged("Care!")] == ["running", "growing"]


def test_an_id_that_is_anothers_alias_names_both_in_ladder_order() -> None:
    found = read_ladder(company("aliases: [ops, care]", "aliases: [growing]"))
    assert [c.id for c in found.competencies_tagged("growing")] == ["running", "growing"]


def test_the_example_of_a_company_ladder_is_read_without_a_finding() -> None:
    path = Path(__file__).parent.parent / "examples" / "company-ladder.yaml"
    found = read_ladder(path.read_text(encoding="utf-8"))
    assert len(found.levels) == 3
    assert "code-and-review" not in [c.id for c in found.assessed_at(found.levels[2])]


# Ids that promo gives


def ids_by_text(content: str) -> dict[str, str]:
    return {e.text: e.id for e in read_ladder(content).expectations}


def test_a_line_that_is_plain_text_gets_an_id_from_its_words() -> None:
    found = read_ladder(COMPANY).expectations
    assert re.fullmatch(r"engineer\.running\.[0-9a-f]{6}", found[0].id)
    assert found[1] == Expectation(
        id="engineer.running.first",
        levels=("engineer",),
        competency="running",
        text="Adds alerts",
        target="each change",
    )


ADDED = {
    "above it": ("    running:\n      - Takes", "    running:\n      - New\n      - Takes"),
    "below it": ("    growing:\n      - Writes", "      - New\n    growing:\n      - Writes"),
    "in another cell": ("find\n", "find\n      - New\n"),
    "at another level": ("growing: []", "growing: [New]"),
}


@pytest.mark.parametrize(("old", "new"), ADDED.values(), ids=ADDED)
def test_a_given_id_stays_when_a_line_is_added(old: str, new: str) -> None:
    before, after = ids_by_text(COMPANY), ids_by_text(company(old, new))
    assert after.pop("New") not in before.values()
    assert after == before


def test_a_given_id_stays_when_case_or_punctuation_changes() -> None:
    changed = ids_by_text(company("- Takes part in the rota", "- takes part in the Rota."))
    assert changed["takes part in the Rota."] == ids_by_text(COMPANY)["Takes part in the rota"]


def test_a_given_id_changes_with_its_words() -> None:
    changed = ids_by_text(company("- Takes part in the rota", "- Leads the rota"))
    assert changed["Leads the rota"] != ids_by_text(COMPANY)["Takes part in the rota"]


def test_one_text_in_two_cells_has_two_ids() -> None:
    found = read_ladder(company("- Writes down what they find", "- Takes part in the rota"))
    same = [e.id for e in found.expectations if e.text == "Takes part in the rota"]
    assert [id.rpartition(".")[0] for id in same] == ["engineer.running", "engineer.growing"]


def test_an_expectation_is_named_without_case_and_punctuation() -> None:
    found = read_ladder(COMPANY).expectation_named("Engineer-Running-FIRST")
    assert found is not None
    assert found.text == "Adds alerts"


# Faults

FAULTS: dict[str, tuple[tuple[str, str], list[str], str]] = {
    "no id": (("ladder: varme\n", ""), ["1:1 DT003"], "`ladder` is missing"),
    "an unknown key": (
        ("version: 2026.10", "versoin: 1"),
        ["3:1 DT002"],
        'unknown key "versoin" in the ladder',
    ),
    "a bad source address": (
        ("https://example.com/handbook", "handbook.md"),
        ["6:8 DT007"],
        '"handbook.md"',
    ),
    "a bad flag": (("unofficial: no", "unofficial: maybe"), ["8:15 DT004"], '"maybe"'),
    "an unknown way to count lower levels": (
        ("cumulative: none", "cumulative: all"),
        ["10:13 DT004"],
        'unknown cumulative "all"',
    ),
    "a scope twice": (
        ("[task, service, group]", "[task, service, group, Task]"),
        ["11:32 LD002"],
        'the scope "Task" stands twice',
    ),
    "a policy line that is no count": (
        ("recent_months: 18", "recent_months: a year"),
        ["12:35 DT005"],
        '`recent_months` is "a year"',
    ),
    "a policy line of another name": (
        ("{items: 4, projects: 0, at_scope: 2}", "{min_evidence: 4}"),
        ["22:14 DT002"],
        'unknown key "min_evidence" in `policy`',
    ),
    "a policy line below zero": (("measured: 0", "measured: -1"), ["32:34 DT005"], '"-1"'),
    "a level without an id": (
        ("  - id: staff\n    scope", "  - scope"),
        ["20:5 DT003", "43:3 LD003"],
        "`id`",
    ),
    "a competency without an id": (
        ("  - id: growing\n    aliases", "  - aliases"),
        ["33:5 DT003", "41:5 LD003", "46:5 LD003"],
        "`id` is missing in a competency",
    ),
    "a level's scope of another name": (
        ("scope: Group", "scope: groups"),
        ["21:12 LD003"],
        'the scope "groups" is not among the ladder\'s scopes',
    ),
    "a year that is no number": (("max: 5", "max: 5+"), ["19:26 DT005"], '`max` is "5+"'),
    "an equivalent without a title": (("- title: Lead", "- note: x"), ["24:9 DT003"], "`title`"),
    "two levels with one alias": (
        ("  - id: staff\n", "  - id: staff\n    aliases: [ic-3]\n"),
        ["20:5 LD002"],
        'both answer to "ic-3"',
    ),
    "a level's alias that is another's id": (
        ("  - id: staff\n", "  - id: staff\n    title: Engineer II\n    aliases: [ENGINEER]\n"),
        ["20:5 LD002"],
        'both answer to "ENGINEER"',
    ),
    "two competencies with one id": (
        ("- id: growing\n", "- id: Running\n    title: Growing\n"),
        ["33:5 LD002", "43:5 LD003", "48:5 LD003"],
        'both answer to "Running"',
    ),
    "two competencies with one title": (
        ("- id: growing\n", "- id: growing\n    title: RUNNING IT\n"),
        ["33:5 LD002"],
        'both answer to "RUNNING IT"',
    ),
    "expectations of an unknown level": (
        ("  staff:\n    running", "  stafff:\n    running"),
        ["44:3 LD003"],
        'unknown level "stafff"',
    ),
    "expectations of an unknown competency": (
        ("growing: []", "growth: [x]"),
        ["47:5 LD003"],
        'unknown competency "growth"',
    ),
    "an expectation id twice": (
        ("- Removes a class of incident", "- {id: Engineer.Running.First, text: x}"),
        ["46:9 LD002"],
        'the expectation id "Engineer.Running.First" stands twice',
    ),
    "one text twice in a cell": (
        ("- Removes a class of incident", "- Same\n      - same!"),
        ["47:9 LD002"],
        "stands twice",
    ),
    "an expectation without a text": (
        ("text: Adds alerts\n        target", "target"),
        ["39:9 DT003"],
        "`text` is missing in an expectation",
    ),
    "an unknown key of an expectation": (
        ("target: each change", "targte: each change"),
        ["41:9 DT002"],
        'unknown key "targte" in an expectation',
    ),
    "a cell that is text": (
        ("growing: []", "growing: Leads"),
        ["47:14 DT001"],
        "`expectations` must be a list, not text",
    ),
    "a level of expectations that is a list": (
        (
            "  staff:\n    running:\n      - Removes a class of incident\n    growing: []",
            "  staff: [x]",
        ),
        ["44:10 DT001"],
        "expectations must be keyed by competency, not a list",
    ),
    "a list inside a cell": (
        ("growing: []", "growing: [[x]]"),
        ["47:15 DT001"],
        "an expectation must be",
    ),
}


@pytest.mark.parametrize(("change", "expected", "message"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_ladder_is_refused_with_its_place(
    change: tuple[str, str], expected: list[str], message: str
) -> None:
    findings = refused_ladder(company(*change))
    assert told(findings) == expected
    assert message in findings[0].message


HELP = {
    "a level": (("  staff:\n    running", "  stafff:\n    running"), 'did you mean "staff"?'),
    "a competency": (("growing: []", "growth: []"), 'did you mean "growing"?'),
    "a scope": (("scope: Group", "scope: groups"), 'did you mean "group"?'),
    "a policy line": (
        ("{items: 4, projects: 0, at_scope: 2}", "{item: 4}"),
        'did you mean "items"?',
    ),
    "a key": (("notes:", "note:"), 'did you mean "notes"?'),
}


@pytest.mark.parametrize(("change", "help"), HELP.values(), ids=HELP)
def test_a_near_miss_in_a_ladder_names_the_neighbour(change: tuple[str, str], help: str) -> None:
    (finding,) = refused_ladder(company(*change))
    assert finding.help == help


PARTS = ("levels", "competencies", "expectations")


@pytest.mark.parametrize("missing", PARTS)
def test_a_ladder_without_one_of_its_parts_is_refused(missing: str) -> None:
    parts = {
        "levels": "levels: [{id: a}]\n",
        "competencies": "competencies: [{id: b}]\n",
        "expectations": "expectations: {}\n",
    }
    del parts[missing]
    findings = refused_ladder("ladder: x\n" + "".join(parts.values()))
    assert told(findings) == ["1:1 DT003"]
    assert findings[0].message == f"`{missing}` is missing in the ladder"


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("title: Engineer\n", "title: Staff\n", "staff"),
        ("title: Running it", "title: growing", "growing"),
    ],
)
def test_a_name_that_two_parts_share_is_told_once(old: str, new: str, name: str) -> None:
    (finding,) = refused_ladder(company(old, new))
    assert f'answer to "{name}"' in finding.message


def test_two_levels_with_one_name_are_both_named() -> None:
    (finding,) = refused_ladder(company("  - id: staff\n", "  - id: staff\n    aliases: [ic-3]\n"))
    assert "engineer" in finding.message + finding.help
    assert "staff" in finding.message + finding.help


@pytest.mark.parametrize("part", ["levels", "competencies", "ladder"])
def test_a_part_of_the_wrong_shape_is_told_once(part: str) -> None:
    good = {"ladder": "x", "levels": "[{id: a}]", "competencies": "[{id: b}]", "expectations": "{}"}
    rows = {**good, part: "{c: d}"}
    findings = refused_ladder("".join(f"{key}: {value}\n" for key, value in rows.items()))
    assert [finding.code for finding in findings] == ["DT001"]


@pytest.mark.parametrize("entry", ["-", "- ~", '- ""', '- " "'])
def test_an_empty_line_among_expectations_is_an_error(entry: str) -> None:
    findings = refused_ladder(company("- Removes a class of incident", entry))
    assert {finding.code for finding in findings} == {"DT003"}


def test_names_of_signs_alone_are_different_names() -> None:
    found = read_ladder(
        company(
            "title: Running it", "title: ★", also=("- id: growing", "- id: growing\n    title: ♥")
        )
    )
    assert [c.title for c in found.competencies] == ["★", "♥"]


def test_all_faults_of_a_ladder_are_told_at_once_in_order() -> None:
    content = company("version: 2026.10", "versoin: 1", also=("scope: Group", "scope: galaxy"))
    content = content.replace("max: 5", "max: five").replace("growing: []", "growth: []")
    content = content.replace("licence: CC BY 4.0", "licence: CC #5")
    assert told(refused_ladder(content)) == [
        "3:1 DT002",
        "7:15 YM008",
        "19:26 DT005",
        "21:12 LD003",
        "47:5 LD003",
    ]


def test_a_ladder_with_warnings_alone_is_used() -> None:
    found, findings = ladder.read(parsed(company("Read with care.", "Read #5")))
    assert found.notes == "Read"
    assert told(findings) == ["9:13 YM008"]


def test_the_help_for_an_unknown_ladder_names_the_nearest() -> None:
    assert ladder.unknown("pm-ic-fiv").startswith('did you mean "pm-ic-five"? ')
    built_in = ", ".join(ladder.BUILT_IN)
    assert ladder.unknown("xyz").startswith(f"built in: {built_in}. ")
