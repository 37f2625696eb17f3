"""A ladder that extends another: what it keeps, what it replaces, and what can be wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from making import AS_OF, PM_IC_FIVE, SMALL, SMALL_LADDER, WHOLE_LADDER, read_ladder
from reading import refused_ladder, told

from promo.findings import Finding, InputError, Location
from promo.load import Question, load, load_ladder
from promo.model import Competency, Cumulative, Ladder, Level, Policy, Years

OWN = "ladder: own\nextends: small\n"


def over(text: str, base: Ladder = SMALL_LADDER) -> Ladder:
    """The small ladder, or another, with a file over it."""
    return read_ladder(OWN + text, base)


def level_of(found: Ladder, id: str) -> Level:
    return next(level for level in found.levels if level.id == id)


def cell(found: Ladder, level: str, competency: str) -> list[str]:
    owner = next(c for c in found.competencies if c.id == competency)
    return [e.text for e in found.expectations_of(level_of(found, level), owner)]


def ids(parts: Iterable[Level | Competency]) -> list[str]:
    return [part.id for part in parts]


# Where the base is found


def folder_of(tmp_path: Path, **files: str) -> Path:
    for name, content in files.items():
        path = tmp_path / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path


def loaded(folder: Path, name: str = "own.yaml") -> Ladder:
    found, findings = load_ladder(name, folder, Location("--ladder"))
    assert findings == ()
    return found


def errors(folder: Path, name: str = "own.yaml") -> tuple[Finding, ...]:
    with pytest.raises(InputError) as caught:
        load_ladder(name, folder, Location("--ladder"))
    return caught.value.findings


def places(folder: Path, findings: tuple[Finding, ...]) -> list[str]:
    """Each finding's file from the folder on, line, column and code."""
    named = [str(f.location).replace(f"{folder}/", "") for f in findings]
    return [f"{place} {f.code}" for place, f in zip(named, findings, strict=True)]


def test_a_built_in_ladder_is_extended_by_its_id(tmp_path: Path) -> None:
    found = loaded(folder_of(tmp_path, own="ladder: own\nextends: pm-ic-five\n"))
    assert (found.id, found.title, found.version) == ("own", "own", "")
    assert found.levels == PM_IC_FIVE.levels
    assert found.competencies == PM_IC_FIVE.competencies
    assert found.expectations == PM_IC_FIVE.expectations
    assert found.source == PM_IC_FIVE.source


def test_a_path_is_relative_to_the_file_that_names_it(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path, own="ladder: own\nextends: shared/small.yaml\n", shared__small=SMALL
    )
    assert loaded(folder).levels == SMALL_LADDER.levels


def test_a_chain_of_three_is_read_from_its_end(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path,
        own="ladder: own\nextends: shared/middle.yaml\npolicy: {items: 4}\n",
        shared__middle="ladder: middle\nextends: small.yaml\npolicy: {items: 3, projects: 1}\n"
        "levels: [{id: lead, title: Lead Engineer}]\n",
        shared__small=SMALL,
    )
    found = loaded(folder)
    assert found.policy == Policy(items=4, projects=1)
    assert [level.title for level in found.levels] == ["Junior", "Senior", "Lead Engineer"]
    assert cell(found, "lead", "craft") == ["Sets direction"]


def test_evidence_is_assessed_against_a_ladder_with_a_base(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path,
        own="ladder: own\nextends: pm-ic-five\n"
        "competencies: [{id: product-craft, required: yes}]\n",
        evidence="candidate: {name: Ada}\npacket: {ladder: own.yaml, target: principal}\n",
    )
    found = load(Question(evidence=str(folder / "evidence.yaml"), today=AS_OF))
    assert found.gaps[0].competency.id == "product-craft"
    assert (len(found.coverages), found.ladder.id) == (5, "own")


# Faults of the chain

CHAINS: dict[str, tuple[dict[str, str], list[str], str]] = {
    "no such base": (
        {"own": "ladder: own\nextends: base.yaml\n"},
        ["own.yaml:2:10 LD001"],
        'there is no ladder "base.yaml"',
    ),
    "a base of a base that is not there": (
        {"own": "ladder: own\nextends: b.yaml\n", "b": "extends: c.yaml\nladder: b\n"},
        ["b.yaml:1:10 LD001"],
        'there is no ladder "c.yaml"',
    ),
    "itself": (
        {"own": "ladder: own\nextends: own.yaml\n"},
        ["own.yaml:2:10 LD004"],
        '"own.yaml" leads back to itself',
    ),
    "itself by another way": (
        {"own": "ladder: own\nextends: ./own.yaml\n"},
        ["own.yaml:2:10 LD004"],
        '"own.yaml" leads back to itself',
    ),
    "a circle of three": (
        {
            "own": "ladder: own\nextends: b.yaml\n",
            "b": "ladder: b\nextends: c.yaml\n",
            "c": "ladder: c\ntitle: C\nextends: own.yaml\n",
        },
        ["c.yaml:3:10 LD004"],
        '"own.yaml" leads back to itself',
    ),
    "a fault in the base": (
        {
            "own": "ladder: own\nextends: b.yaml\n",
            "b": SMALL.replace("title: Small", "titel: Small"),
        },
        ["b.yaml:3:1 DT002"],
        'unknown key "titel" in the ladder',
    ),
    "a base that is evidence": (
        {"own": "ladder: own\nextends: b.yaml\n", "b": "candidate: {name: Ada}\n"},
        ["b.yaml:1:1 DT001"],
        "this is an evidence file, not a ladder",
    ),
    "a base that is a folder": (
        {"own": "ladder: own\nextends: b\n", "b__x": "a: b\n"},
        ["b CL002"],
        "",
    ),
    "a base that is no text": (
        {"own": "ladder: own\nextends: b.yaml\n", "b": "ladder: [\n"},
        ["b.yaml:1:10 YM002"],
        "",
    ),
}


@pytest.mark.parametrize(("files", "expected", "message"), CHAINS.values(), ids=CHAINS)
def test_a_fault_of_a_chain_is_told_in_the_file_that_has_it(
    files: dict[str, str], expected: list[str], message: str, tmp_path: Path
) -> None:
    folder = folder_of(tmp_path, **files)
    findings = errors(folder)
    assert places(folder, findings) == expected
    assert message in findings[0].message


def test_a_warning_of_the_base_is_told_in_its_own_file(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path,
        own="ladder: own\nextends: small.yaml\nnotes: Read #2\n",
        small=f"{SMALL}notes: Read #1\n",
    )
    _, findings = load_ladder("own.yaml", folder, Location("--ladder"))
    assert [Path(f.location.file).name for f in findings] == ["small.yaml", "own.yaml"]
    assert {f.code for f in findings} == {"YM008"}


def test_a_near_miss_of_a_built_in_base_names_it(tmp_path: Path) -> None:
    (finding,) = errors(folder_of(tmp_path, own="ladder: own\nextends: pm-ic-fiv\n"))
    assert finding.help.startswith('did you mean "pm-ic-five"?')


def test_a_base_that_is_no_text_is_told(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path, own="ladder: own\nextends: [pm-ic-five]\n" + SMALL[len("\nladder: small\n") :]
    )
    assert places(folder, errors(folder)) == ["own.yaml:2:10 DT001"]


# Key by key


def test_a_file_of_its_id_alone_says_all_that_the_base_says() -> None:
    found = over("", WHOLE_LADDER)
    for key in ("levels", "competencies", "expectations", "tracks", "checks", "rules", "policy"):
        assert getattr(found, key) == getattr(WHOLE_LADDER, key), key
    for key in ("cumulative", "scopes", "ratings", "years", "notes", "source", "meta"):
        assert getattr(found, key) == getattr(WHOLE_LADDER, key), key


def test_what_the_file_states_of_the_ladder_wins() -> None:
    found = over(
        "title: Ours\nversion: '9'\ncumulative: assess\nratings: [No, Yes]\nrules: [One]\n"
        "years: {max: 9}\nnotes: Ours.\nsource: {name: Us}\nmeta: {owner: Us, since: '2020'}\n"
        "policy: {items: 5}\nchecks: [{id: q9, text: Why?}]\n",
        WHOLE_LADDER,
    )
    assert (found.title, found.version, found.notes) == ("Ours", "9", "Ours.")
    assert (found.cumulative, found.ratings) == (Cumulative.ASSESS, ("No", "Yes"))
    assert (found.rules, found.years) == (("One",), Years(maximum=9))
    assert (found.source.name, found.source.url, found.source.unofficial) == ("Us", "", False)
    assert [check.id for check in found.checks] == ["q9"]


def test_a_policy_and_meta_are_merged_line_by_line() -> None:
    found = over("policy: {items: 5}\nmeta: {since: '2020'}\n", WHOLE_LADDER)
    assert found.policy == Policy(items=5, projects=1, sustained_months=6)
    assert found.meta == (("owner", "People team"), ("since", "2020"))


def test_a_level_keeps_what_the_file_leaves_out() -> None:
    found = over("levels: [{id: l4, title: Expert, policy: {items: 3}}]\n", WHOLE_LADDER)
    before, after = level_of(WHOLE_LADDER, "l4"), level_of(found, "l4")
    assert (after.title, after.policy) == ("Expert", Policy(items=3, measured=2))
    for key in ("aliases", "summary", "scope", "years", "leads_to", "steps", "points", "rules"):
        assert getattr(after, key) == getattr(before, key), key
    assert ids(found.levels) == ids(WHOLE_LADDER.levels)
    assert [level.rank for level in found.levels] == [1, 2, 3, 3]


def test_a_competency_keeps_what_the_file_leaves_out() -> None:
    found = over(
        "competencies: [{id: CRAFT, weight: 4, required: no}, {id: haste, title: Rush}]\n",
        WHOLE_LADDER,
    )
    craft, haste = found.competencies[0], found.competencies[-1]
    assert (craft.weights, craft.required_on) == ((("", 4.0),), None)
    assert (craft.id, craft.group, craft.rules) == (
        "craft",
        "Work / Making",
        ("A sample of the work",),
    )
    assert (haste.title, haste.is_risk, haste.aliases) == ("Rush", True, ("rushing",))


def test_a_track_keeps_what_the_file_leaves_out() -> None:
    found = over("tracks: [{id: lead, title: Head}, {id: staff}]\n", WHOLE_LADDER)
    assert [(t.id, t.title, t.aliases) for t in found.tracks] == [
        ("ic", "Individual Contributor", ("maker",)),
        ("lead", "Head", ("manager",)),
        ("staff", "staff", ()),
    ]


def test_a_requirement_is_replaced_step_by_step() -> None:
    found = over("requirements: {l4: {steps: {system: owns}}, l3: {rules: [R]}}\n", WHOLE_LADDER)
    assert level_of(found, "l4").steps == (("system", "owns"),)
    assert level_of(found, "l4").points == level_of(WHOLE_LADDER, "l4").points
    assert level_of(found, "l3").rules == ("R",)


# New levels and competencies


NEW: dict[str, tuple[str, list[tuple[str, int]]]] = {
    "at the end": (
        "[{id: head}]",
        [("junior", 1), ("senior", 2), ("lead", 3), ("head", 4)],
    ),
    "after a level that is named": (
        "[{id: junior}, {id: middle}]",
        [("junior", 1), ("middle", 2), ("senior", 3), ("lead", 4)],
    ),
    "two after another": (
        "[{id: junior}, {id: a}, {id: b}]",
        [("junior", 1), ("a", 2), ("b", 3), ("senior", 4), ("lead", 5)],
    ),
    "at two places": (
        "[{id: junior}, {id: a}, {id: senior}, {id: b}]",
        [("junior", 1), ("a", 2), ("senior", 3), ("b", 4), ("lead", 5)],
    ),
    "below all, by its rank": (
        "[{id: intern, rank: 0}]",
        [("intern", 0), ("junior", 1), ("senior", 2), ("lead", 3)],
    ),
    "beside one, by its rank": (
        "[{id: expert, rank: 3}]",
        [("junior", 1), ("senior", 2), ("lead", 3), ("expert", 3)],
    ),
}


@pytest.mark.parametrize(("levels", "ranks"), NEW.values(), ids=NEW)
def test_a_new_level_moves_the_ranks_above_it(levels: str, ranks: list[tuple[str, int]]) -> None:
    found = over(f"levels: {levels}\n")
    assert [(level.id, level.rank) for level in found.levels] == ranks


def test_a_new_level_on_one_branch_of_a_fork_moves_what_is_above_both() -> None:
    base = read_ladder(
        "ladder: x\ntracks: [{id: ic}, {id: lead}]\n"
        "levels: [{id: l4}, {id: l5, tracks: [ic]}, {id: m5, rank: 2, tracks: [lead]}, {id: l6}]\n"
        "competencies: [{id: craft}]\nexpectations: {all: {craft: [Line]}}\n"
    )
    found = over("levels: [{id: m5}, {id: m5b, tracks: [lead]}]\n", base)
    assert [(level.id, level.rank) for level in found.levels] == [
        ("l4", 1),
        ("l5", 2),
        ("m5", 2),
        ("m5b", 3),
        ("l6", 4),
    ]


def test_a_new_level_on_the_first_branch_of_a_fork_leaves_the_second_where_it_is() -> None:
    base = read_ladder(
        "ladder: x\ntracks: [{id: ic}, {id: lead}]\n"
        "levels: [{id: l4}, {id: l5, tracks: [ic]}, {id: m5, rank: 2, tracks: [lead]}, {id: l6}]\n"
        "competencies: [{id: craft}]\nexpectations: {all: {craft: [Line]}}\n"
    )
    found = over("levels: [{id: l5}, {id: l5b, tracks: [ic]}]\n", base)
    assert {level.id: level.rank for level in found.levels}["m5"] == 2


def test_a_new_competency_stands_after_the_one_stated_before_it_or_at_the_end() -> None:
    found = over("competencies: [{id: speed}]\nexpectations: {senior: {speed: [Is quick]}}\n")
    assert ids(found.competencies) == ["craft", "people", "reach", "extra", "speed"]
    assert cell(found, "senior", "speed") == ["Is quick"]
    inside = over("competencies: [{id: craft}, {id: speed}]\n")
    assert ids(inside.competencies) == ["craft", "speed", "people", "reach", "extra"]


def test_a_line_of_the_base_for_all_levels_holds_at_a_new_level_too() -> None:
    found = over("levels: [{id: l6, tracks: [ic]}]\n", WHOLE_LADDER)
    assert cell(found, "l6", "craft") == ["Keeps promises"]


# Cells


def test_a_cell_that_the_file_states_replaces_the_bases() -> None:
    found = over("expectations: {senior: {craft: [Builds]}}\n")
    assert cell(found, "senior", "craft") == ["Builds"]
    assert cell(found, "senior", "people") == ["Coaches"]
    assert cell(found, "junior", "craft") == ["Finishes tasks"]


def test_a_cell_that_the_file_states_as_empty_is_emptied() -> None:
    found = over("expectations: {senior: {people: []}}\n")
    assert cell(found, "senior", "people") == []
    assert [c.id for c in found.assessed_at(level_of(found, "senior"))] == ["craft", "reach"]


@pytest.mark.parametrize("nothing", ["", "~"])
def test_a_cell_without_a_value_is_not_stated(nothing: str) -> None:
    found = over(f"expectations:\n  senior:\n    people: {nothing}\n")
    assert cell(found, "senior", "people") == ["Coaches"]


def test_a_line_of_several_levels_is_replaced_at_one_and_stays_at_the_other() -> None:
    found = over("expectations: {l4: {craft: [Ours]}}\n", WHOLE_LADDER)
    assert cell(found, "l4", "craft") == ["Ours"]
    assert cell(found, "l5", "craft") == ["Keeps promises", "Designs services", "Sets direction"]


def test_what_the_file_states_of_all_levels_replaces_every_cell() -> None:
    found = over("expectations: {all: {craft: [Ours]}}\n")
    assert [cell(found, id, "craft") for id in ("junior", "senior", "lead")] == [["Ours"]] * 3
    assert cell(found, "senior", "people") == ["Coaches"]


def test_what_the_file_states_of_a_step_replaces_that_step() -> None:
    found = over("expectations: {system: {designs: [Ours]}}\n", WHOLE_LADDER)
    assert cell(found, "l4", "system") == ["Ours"]
    assert cell(found, "l5", "system") == ["Answers for a design"]


def test_the_flat_form_replaces_the_cells_that_it_names() -> None:
    found = over("expectations:\n  - {at: [junior, senior], competency: craft, text: Ours}\n")
    assert cell(found, "junior", "craft") == cell(found, "senior", "craft") == ["Ours"]
    assert cell(found, "lead", "craft") == ["Sets direction"]


# References between the two


def test_new_scopes_replace_the_bases_where_all_levels_fit() -> None:
    found = over("scopes: [task, team, group, company]\nlevels: [{id: lead, scope: group}]\n")
    assert found.scopes == ("task", "team", "group", "company")
    assert level_of(found, "lead").scope == "group"


def test_scopes_that_leave_out_a_bases_level_are_refused() -> None:
    (finding,) = refused_ladder(OWN + "scopes: [task, team]\n", SMALL_LADDER)
    assert told([finding]) == ["3:10 LD003"]
    assert finding.message == 'the scope "company" of lead is not among these'


def test_scopes_may_be_replaced_together_with_those_of_the_levels() -> None:
    levels = "[{id: junior, scope: s}, {id: senior, scope: m}, {id: lead, scope: m}]"
    found = over(f"scopes: [s, m]\nlevels: {levels}\n")
    assert [level.scope for level in found.levels] == ["s", "m", "m"]


def test_the_files_references_may_lead_into_the_base() -> None:
    found = over("levels: [{id: senior, leads_to: [lead]}, {id: head, equals: [lead]}]\n")
    assert level_of(found, "head").equals == ("lead",)


def test_a_name_that_the_base_has_is_refused_at_its_place_in_the_file() -> None:
    (finding,) = refused_ladder(OWN + "levels: [{id: head, title: Lead}]\n", SMALL_LADDER)
    assert told([finding]) == ["3:10 LD002"]
    assert finding.message == 'the levels "lead" and "head" both answer to "Lead"'


@pytest.mark.parametrize(
    "text",
    ["levels: [{id: junior, aliases: [lead]}]", "competencies: [{id: craft, title: People}]"],
    ids=["a level", "a competency"],
)
def test_a_name_that_a_later_part_of_the_base_has_is_refused_too(text: str) -> None:
    (finding,) = refused_ladder(f"{OWN}{text}\n", SMALL_LADDER)
    assert finding.code == "LD002"


def test_an_expectation_id_that_the_base_still_has_is_refused() -> None:
    again = "expectations: {senior: {people: [{id: senior.craft.1, text: New}]}}\n"
    assert told(refused_ladder(OWN + again, SMALL_LADDER)) == ["3:34 LD002"]


def test_an_expectation_id_of_a_replaced_cell_may_be_used_again() -> None:
    found = over("expectations: {senior: {craft: [{id: senior.craft.1, text: New}]}}\n")
    named = found.expectation_named("senior.craft.1")
    assert named is not None
    assert named.text == "New"


def test_a_scale_over_a_competency_with_lines_at_levels_is_told() -> None:
    assert refused_ladder(OWN + "competencies: [{id: craft, scale: [a, b]}]\n", SMALL_LADDER)


def test_a_scale_that_leaves_out_a_step_of_the_base_is_told() -> None:
    scale = "competencies: [{id: system, scale: [small, large]}]\n"
    assert refused_ladder(OWN + scale, WHOLE_LADDER)


def test_an_empty_value_leaves_the_bases() -> None:
    found = over("levels: [{id: senior, title: ~, summary: ~}]\n")
    assert level_of(found, "senior").title == "Senior"


EMPTIED = {
    "rules": ("rules: []\n", ()),
    "checks": ("checks: []\n", ()),
    "years": ("years: {}\n", None),
    "ratings": ("ratings: []\n", ()),
    "notes": ("notes: ''\n", ""),
}


@pytest.mark.parametrize(("name", "change"), EMPTIED.items(), ids=EMPTIED)
def test_an_empty_value_takes_the_place_of_the_bases(name: str, change: tuple[str, object]) -> None:
    text, value = change
    assert getattr(WHOLE_LADDER, name)
    assert getattr(over("", WHOLE_LADDER), name) == getattr(WHOLE_LADDER, name)
    assert getattr(over(text, WHOLE_LADDER), name) == value


def test_a_competency_spelled_in_other_letters_is_told_of_where_it_stands() -> None:
    base = read_ladder(
        "ladder: b\nlevels: [{id: one}]\ncompetencies: [{id: proto, scale: [a, b]}]\n"
        "requirements: {one: {steps: {proto: a}}}\nexpectations: {proto: {a: [Does]}}\n"
    )
    with pytest.raises(InputError) as caught:
        over("competencies: [{id: Proto, scale: [b, c]}]\n", base)
    assert told(caught.value.findings) == ["3:16 LD003", "3:16 LD003"]
