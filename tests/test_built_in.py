"""The five built-in ladders say what the tables in tests/built_in/ say, line by line."""

from __future__ import annotations

import csv

import pytest
from conftest import ROOT
from reading import built_in

from promo import ladder
from promo.model import (
    Competency,
    Cumulative,
    Equivalent,
    Ladder,
    Level,
    Polarity,
    Policy,
    Target,
    TimeInLevel,
    Years,
    match_key,
)

Row = dict[str, str]


def table(name: str) -> list[Row]:
    path = ROOT / "tests" / "built_in" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def names_in(cell: str) -> tuple[str, ...]:
    """The names in one cell, which a semicolon parts."""
    return tuple(cell.split("; ")) if cell else ()


LADDERS = {name: built_in(name) for name in ladder.BUILT_IN}
LEVELS = table("levels")
COMPETENCIES = table("competencies")
EXPECTATIONS = table("expectations")
CROSS_WALK = table("cross-walk")
CHECKS = table("checks")

# Levels, competencies, expectations.
SIZES = {
    "amazon-pm": (5, 12, 70),
    "pm-ic-five": (4, 5, 77),
    "pm-four-levels": (5, 13, 43),
    "pm-path": (5, 12, 30),
    "amazon-lp": (2, 12, 31),
}
# A track and the title that it is shown by.
TRACKS = {
    "amazon-pm": {"ic": "Individual contributor", "manager": "Manager"},
    "pm-ic-five": {},
    "pm-four-levels": {"ic": "Individual contributor", "manager": "Manager"},
    "pm-path": {"ic": "Individual contributor", "manager": "Manager"},
    "amazon-lp": {"pm": "Product Manager", "pmm": "Product Marketing Manager"},
}
SCOPES = ("feature", "product", "domain", "portfolio", "organisation")
AMAZON_LP = LADDERS["amazon-lp"]
FOUR_LEVELS = LADDERS["pm-four-levels"]


def name_of(row: Row) -> str:
    return f"{row['ladder']}-{row['id']}"


each_ladder = pytest.mark.parametrize("name", LADDERS)
each_level = pytest.mark.parametrize("row", LEVELS, ids=name_of)
each_competency = pytest.mark.parametrize("row", COMPETENCIES, ids=name_of)
each_expectation = pytest.mark.parametrize("row", EXPECTATIONS, ids=name_of)


def rows_of(name: str, rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["ladder"] == name]


def level_of(row: Row) -> Level:
    (found,) = (level for level in LADDERS[row["ladder"]].levels if level.id == row["id"])
    return found


def competency_of(row: Row) -> Competency:
    (found,) = (c for c in LADDERS[row["ladder"]].competencies if c.id == row["id"])
    return found


def target_named(found: Ladder, name: str) -> Target:
    (target,) = found.targets_named(name)
    return target


# The whole


def test_the_tables_are_about_the_ladders_that_are_built_in() -> None:
    assert set(SIZES) == set(TRACKS) == set(ladder.BUILT_IN) == {*CROSS_WALK[0]} - {"tag"}
    assert (len(EXPECTATIONS), len(CROSS_WALK), len(CHECKS)) == (251, 16, 12)


@each_ladder
def test_a_ladder_has_the_size_of_its_tables(name: str) -> None:
    found = LADDERS[name]
    size = (len(found.levels), len(found.competencies), len(found.expectations))
    tables = tuple(len(rows_of(name, t)) for t in (LEVELS, COMPETENCIES, EXPECTATIONS))
    assert size == tables == SIZES[name]


@each_ladder
def test_a_ladder_says_that_it_is_unofficial_and_where_it_comes_from(name: str) -> None:
    source = LADDERS[name].source
    assert source.unofficial
    assert source.name.endswith(", paraphrased")


@pytest.mark.parametrize("name", ["amazon-pm", "amazon-lp"])
def test_a_ladder_named_after_a_company_is_unofficial_in_its_title(name: str) -> None:
    assert "unofficial" in LADDERS[name].title


@each_ladder
def test_a_ladder_leaves_out_what_its_source_does_not_state(name: str) -> None:
    found = LADDERS[name]
    assert found.cumulative is Cumulative.NONE
    assert (found.rules, found.ratings, found.years) == ((), (), None)
    assert {part.policy for part in (found, *found.levels, *found.competencies)} == {Policy()}
    assert not any(level.rules or level.steps or level.points for level in found.levels)
    assert not any(c.rules or c.scale or c.years or c.cumulative for c in found.competencies)
    assert {c.polarity for c in found.competencies} == {Polarity.EXPECTATION}


@each_ladder
def test_a_ladder_has_the_tool_s_scopes_and_only_amazon_lp_has_none(name: str) -> None:
    assert LADDERS[name].scopes == (() if name == "amazon-lp" else SCOPES)


@each_ladder
def test_a_ladder_has_its_tracks(name: str) -> None:
    assert {track.id: track.title for track in LADDERS[name].tracks} == TRACKS[name]


# Levels


@each_ladder
def test_the_levels_stand_in_the_order_of_their_table(name: str) -> None:
    levels = LADDERS[name].levels
    expected = [(row["id"], int(row["rank"])) for row in rows_of(name, LEVELS)]
    assert [(level.id, level.rank) for level in levels] == expected


@each_level
def test_a_level_has_its_title_summary_scope_and_tracks(row: Row) -> None:
    level = level_of(row)
    assert (level.title, level.summary, level.scope) == (row["title"], row["summary"], row["scope"])
    tracks = LADDERS[row["ladder"]].tracks_of(level)
    assert tuple(track.id for track in tracks) == names_in(row["tracks"])


@each_level
def test_a_level_states_years_only_where_its_source_does(row: Row) -> None:
    low, _, high = row["years"].partition("-")
    years = level_of(row).years or Years()
    expected = (int(low) if low else None, int(high) if high else None)
    assert (years.minimum, years.maximum, years.hard) == (*expected, False)


@pytest.mark.parametrize(
    ("name", "level", "note"),
    [
        ("pm-ic-five", "apm", "any work experience"),
        ("pm-four-levels", "group", "stated for Principal, which is the same level"),
        (
            "amazon-lp",
            "l5",
            "the guide's stated audience, in product marketing, brand or related work; "
            "not a requirement",
        ),
    ],
)
def test_years_that_mean_something_else_say_so(name: str, level: str, note: str) -> None:
    years = target_named(LADDERS[name], f"{level} pm" if level == "l5" else level).level.years
    assert years is not None
    assert years.note == note


@each_level
def test_a_level_answers_to_its_id_its_title_and_its_aliases(row: Row) -> None:
    found = LADDERS[row["ladder"]]
    for name in (row["id"], row["title"], *names_in(row["aliases"])):
        assert [level.id for level in found.levels_named(name)] == [row["id"]], name


@each_level
def test_a_level_has_no_name_twice_and_none_that_its_table_lacks(row: Row) -> None:
    names = [match_key(name) for name in level_of(row).names]
    stated = {match_key(name) for name in (row["id"], row["title"], *names_in(row["aliases"]))}
    title_is_id = match_key(row["id"]) == match_key(row["title"])
    assert len(names) == len(set(names)) + title_is_id
    assert set(names) == stated


@pytest.mark.parametrize("name", [name for name in SIZES if name != "amazon-lp"])
def test_senior_and_principal_are_the_third_and_fourth_rank_where_there_are_any(name: str) -> None:
    ranks = {"PM": 2, "Senior PM": 3, "principal": 4}
    assert {each: target_named(LADDERS[name], each).level.rank for each in ranks} == ranks


@pytest.mark.parametrize("name", ["L4", "L5", "L6", "L7", "L8", "D6", "principal PMM", ""])
def test_a_name_from_another_ladder_is_no_level_of_amazon_pm(name: str) -> None:
    assert LADDERS["amazon-pm"].targets_named(name) == ()


@pytest.mark.parametrize("name", ["PM", "PMM", "principal", "senior"])
def test_a_track_or_a_title_alone_is_no_level_of_amazon_lp(name: str) -> None:
    assert AMAZON_LP.targets_named(name) == ()


@pytest.mark.parametrize("level", ["L5", "L6"])
@pytest.mark.parametrize("track", ["PM", "PMM"])
def test_a_level_of_amazon_lp_needs_a_track_which_its_name_may_hold(level: str, track: str) -> None:
    assert len(AMAZON_LP.targets_named(level)) == 2
    for target in (
        target_named(AMAZON_LP, f"{level} {track}"),
        *AMAZON_LP.targets_named(level, track),
    ):
        assert target.track is not None
        assert (target.level.id, target.track.id) == (level.lower(), track.lower())


# Where levels lead


@pytest.mark.parametrize(
    ("name", "ways"),
    [
        ("amazon-pm", "apm>pm2 pm2>senior senior>principal principal>director director>"),
        ("pm-ic-five", "apm>pm pm>senior senior>principal principal>"),
        ("pm-four-levels", "apm>mid mid>senior senior>principal,group principal> group>"),
        ("pm-path", "apm>pm pm>senior senior>principal principal>executive executive>"),
        ("amazon-lp", "l5>l6 l6>"),
    ],
)
def test_a_level_leads_to_the_next_one(name: str, ways: str) -> None:
    found = LADDERS[name]
    assert ways.split() == [
        f"{level.id}>{','.join(after.id for after in found.next_after(level))}"
        for level in found.levels
    ]


def test_principal_and_group_are_one_rank_on_two_tracks() -> None:
    principal, group = FOUR_LEVELS.levels[3:]
    assert (principal.equals, group.equals) == (("group",), ("principal",))
    assert not any(level.equals for level in FOUR_LEVELS.levels[:3])


def test_only_group_is_assessed_on_people_beyond_what_principal_is() -> None:
    principal, group = FOUR_LEVELS.levels[3:]
    beyond = {
        expectation.id
        for competency in FOUR_LEVELS.competencies
        for expectation in set(FOUR_LEVELS.expectations_of(group, competency))
        ^ set(FOUR_LEVELS.expectations_of(principal, competency))
    }
    assert beyond == {"group.people.1", "group.people.2"}


def test_only_an_associate_of_four_levels_has_a_time_in_level() -> None:
    stated = {
        (name, level.id): level.time_in_level
        for name, found in LADDERS.items()
        for level in found.levels
        if level.time_in_level
    }
    usual = TimeInLevel(min_months=12, max_months=18, note="then often straight to mid")
    assert stated == {("pm-four-levels", "apm"): usual}


def test_only_a_principal_of_pm_ic_five_has_titles_elsewhere() -> None:
    stated = {
        (name, level.id): level.equivalents
        for name, found in LADDERS.items()
        for level in found.levels
        if level.equivalents
    }
    assert stated == {
        ("pm-ic-five", "principal"): (
            Equivalent(title="Director", note="at some companies"),
            Equivalent(title="Group PM", note="when managing a team"),
        )
    }


def test_what_else_a_source_says_of_a_level_is_kept_beside_it() -> None:
    stated = {
        (name, level.id): dict(level.meta)
        for name, found in LADDERS.items()
        for level in found.levels
        if level.meta
    }
    people = "associate and mid-level product managers"
    assert stated == {
        ("amazon-pm", "director"): {"direct reports": "a team of product managers"},
        ("pm-ic-five", "apm"): {
            "background": "often new graduates or movers from another function"
        },
        ("pm-four-levels", "principal"): {"direct reports": "none"},
        ("pm-four-levels", "group"): {"direct reports": people},
    }


# Competencies


@each_ladder
def test_the_competencies_stand_in_the_order_of_their_table(name: str) -> None:
    expected = [(row["id"], row["title"]) for row in rows_of(name, COMPETENCIES)]
    assert [(c.id, c.title) for c in LADDERS[name].competencies] == expected


@pytest.mark.parametrize("row", [row for row in COMPETENCIES if row["cells"]], ids=name_of)
def test_each_cell_has_as_many_lines_as_its_table_says(row: Row) -> None:
    found, competency = LADDERS[row["ladder"]], competency_of(row)
    expected = {level.id: 0 for level in found.levels}
    for cell in names_in(row["cells"]):
        at, count = cell.split(" ")
        expected |= dict.fromkeys(at.split("+"), int(count))
    assert expected == {
        level.id: len(found.expectations_of(level, competency)) for level in found.levels
    }


@each_competency
def test_a_competency_has_its_group_weights_and_required_tracks(row: Row) -> None:
    competency = competency_of(row)
    assert competency.group == row["group"]
    expected = {track: float(row[track]) for track in ("pm", "pmm") if row[track]}
    assert dict(competency.weights) == expected
    assert (competency.required_on or ()) == names_in(row["required"])
    assert competency.required_on != ()


def test_no_principle_of_amazon_lp_is_left_out_on_a_track() -> None:
    weights = {
        weight
        for competency in AMAZON_LP.competencies
        for _, weight in competency.weights
        if competency.group == "Leadership Principles"
    }
    assert weights == {1, 2}


@pytest.mark.parametrize("level", ["L5", "L6"])
def test_go_to_market_is_assessed_for_pmm_only_and_technical_trade_offs_for_pm(level: str) -> None:
    assessed = {
        track: {c.id for c in AMAZON_LP.assessed_at(*target_named(AMAZON_LP, f"{level} {track}"))}
        for track in ("pm", "pmm")
    }
    every = {c.id for c in AMAZON_LP.competencies}
    assert every - assessed["pm"] == {"go-to-market"}
    # The guide weighs execution on both tracks, and has no line about it for pmm.
    assert every - assessed["pmm"] == {"technical-tradeoffs", "execution"}


@pytest.mark.parametrize(
    ("tag", "name", "named"),
    [(row["tag"], name, names_in(row[name])) for row in CROSS_WALK for name in SIZES],
    ids=[f"{row['tag']}-{name}" for row in CROSS_WALK for name in SIZES],
)
def test_a_canonical_tag_means_what_the_cross_walk_says(
    tag: str, name: str, named: tuple[str, ...]
) -> None:
    for spelling in (tag, tag.upper(), tag.replace("-", " ")):
        found = {c.id for c in LADDERS[name].competencies_tagged(spelling)}
        assert found == set(named)


@each_ladder
def test_an_alias_is_a_canonical_tag_and_says_more_than_the_id(name: str) -> None:
    tags = {row["tag"] for row in CROSS_WALK}
    for competency in LADDERS[name].competencies:
        assert set(competency.aliases) <= tags
        assert competency.id not in competency.aliases
        assert len(competency.aliases) == len(set(competency.aliases))


# Expectations


@each_expectation
def test_an_expectation_says_what_its_table_says(row: Row) -> None:
    found = LADDERS[row["ladder"]].expectation_named(row["id"])
    assert found is not None
    levels = () if row["levels"] == "all" else names_in(row["levels"])
    expected = (row["id"], row["competency"], levels, row["kind"], names_in(row["tracks"]))
    assert (found.id, found.competency, found.levels, found.kind, found.tracks) == expected
    assert found.text == row["text"]
    assert found.optional == (row["kind"] == "differentiator")


@each_ladder
def test_an_id_is_made_of_its_first_level_its_competency_and_a_number(name: str) -> None:
    numbers: dict[str, int] = {}
    for e in LADDERS[name].expectations:
        stem = ".".join((*e.levels[:1], e.competency))
        numbers[stem] = numbers.get(stem, 0) + 1
        assert e.id == f"{stem}.{numbers[stem]}"


def test_only_pm_ic_five_names_numbers_to_look_for() -> None:
    found = {name for name, each in LADDERS.items() if any(e.target for e in each.expectations)}
    assert found == {"pm-ic-five"}


@pytest.mark.parametrize("level", ["L5", "L6"])
def test_the_lines_of_amazon_lp_hold_at_both_levels_and_differ_by_track(level: str) -> None:
    for track in ("pm", "pmm"):
        target = target_named(AMAZON_LP, f"{level} {track}")
        rows = rows_of("amazon-lp", EXPECTATIONS)
        expected = {row["id"] for row in rows if row["tracks"] in ("", track)}
        assert expected == {
            expectation.id
            for competency in AMAZON_LP.competencies
            for expectation in AMAZON_LP.expectations_of(target.level, competency, target.track)
        }


# Checks


@pytest.mark.parametrize("row", CHECKS, ids=lambda row: row["id"])
def test_a_check_of_amazon_lp_says_what_its_table_says(row: Row) -> None:
    (check,) = (check for check in AMAZON_LP.checks if check.id == row["id"])
    expected = (row["text"], row["weak"], row["strong"], row["tests"])
    assert (check.text, check.weak, check.strong, check.tests) == expected
    assert check.tracks == names_in(row["tracks"])


@each_ladder
def test_only_amazon_lp_has_checks(name: str) -> None:
    expected = [row["id"] for row in CHECKS] if name == "amazon-lp" else []
    assert [check.id for check in LADDERS[name].checks] == expected
