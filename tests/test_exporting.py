"""Ladders written out: what comes back is the same ladder, and what does not is named."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import built_in, parsed, unhurried

from promo import exporting, importing, ladder, source
from promo.importing import Options
from promo.importing.guide import Guide
from promo.model import Ladder, match_key
from promo.plain import to_yaml

KINDS = {"csv": "ladder.csv", "md": "ladder.md", "json": "ladder.json", "yaml": "ladder.yaml"}


def imported(text: str, name: str) -> Ladder:
    """What `promo ladder import` makes of an exported file."""
    keys = importing.read(text.encode(), name, Options(), Guide()).ladder
    return ladder.read(source.parse(to_yaml(keys).encode(), name))[0]


@pytest.mark.parametrize("name", ladder.BUILT_IN)
@pytest.mark.parametrize("format", ["yaml", "json"])
def test_an_exported_built_in_ladder_reads_as_the_same_ladder(name: str, format: str) -> None:
    exported = exporting.export(built_in(name), format)
    assert exported.lost == ()
    assert ladder.read(parsed(exported.text))[0] == built_in(name)


@pytest.mark.parametrize("name", ladder.BUILT_IN)
@pytest.mark.parametrize("format", ["yaml", "json"])
def test_importing_an_exported_built_in_ladder_gives_the_same_ladder(
    name: str, format: str
) -> None:
    assert imported(exporting.export(built_in(name), format).text, KINDS[format]) == built_in(name)


@pytest.mark.parametrize("name", ladder.BUILT_IN)
@pytest.mark.parametrize("format", ["csv", "md"])
def test_a_matrix_brings_back_levels_competencies_groups_texts_and_ids(
    name: str, format: str
) -> None:
    before = built_in(name)
    after = imported(exporting.export(before, format).text, KINDS[format])
    assert parts(after) == parts(before)


def parts(found: Ladder) -> dict[str, Any]:
    every = tuple(level.id for level in found.levels)
    return {
        "levels": [(level.id, level.title) for level in found.levels],
        "competencies": [(c.id, c.title, c.group) for c in found.competencies],
        "expectations": {
            e.id: (e.competency, e.text, set(e.levels or every)) for e in found.expectations
        },
    }


def test_a_matrix_names_what_it_leaves_out() -> None:
    lost = exporting.export(built_in("amazon-lp"), "csv").lost
    assert {"tracks", "checks", "competencies.weight", "competencies.required"} <= set(lost)
    assert {"competencies.title", "competencies.group", "expectations.text"}.isdisjoint(lost)


# Any ladder

WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).map(
    lambda text: source.FORBIDDEN.sub("", text.replace("\r", "")).strip() or "word"
)
TEXTS = st.lists(WORDS, max_size=2)
COUNTS = st.integers(0, 40)
POLICY = st.dictionaries(st.sampled_from(["items", "at_scope", "sustained_months"]), COUNTS)
YEARS = st.fixed_dictionaries({}, optional={"min": COUNTS, "note": WORDS, "hard": st.booleans()})
META = st.dictionaries(WORDS, WORDS, max_size=2)
TRACKS = st.lists(st.sampled_from(["ic", "manager"]), unique=True)
LEVELS = ["junior", "senior", "lead"]


def optional(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=keys)


LEVEL = optional(
    summary=WORDS,
    rank=st.integers(1, 9),
    tracks=TRACKS,
    scope=st.sampled_from(["task", "team"]),
    years=YEARS,
    time_in_level=optional(
        min_months=COUNTS, max_months=COUNTS.map(lambda months: months + 40), note=WORDS
    ),
    equals=st.lists(st.sampled_from(LEVELS), unique=True),
    leads_to=st.lists(st.sampled_from(LEVELS), unique=True),
    equivalents=st.lists(st.fixed_dictionaries({"title": WORDS}, optional={"note": WORDS})),
    includes=TEXTS,
    policy=POLICY,
    meta=META,
)
COMPETENCY = optional(
    title=WORDS.map(lambda word: f"The {word}"),
    group=WORDS,
    description=WORDS,
    weight=st.integers(0, 9) | st.dictionaries(st.sampled_from(["ic", "manager"]), COUNTS),
    required=st.booleans() | TRACKS,
    polarity=st.sampled_from(["expectation", "risk"]),
    cumulative=st.sampled_from(["none", "context", "assess"]),
    policy=POLICY,
    years=YEARS,
    rules=TEXTS,
    meta=META,
)
EXPECTATION = optional(
    kind=WORDS,
    target=WORDS,
    optional=st.booleans(),
    tracks=TRACKS,
    examples=TEXTS,
    links=st.just([{"title": "Page", "url": "https://example.com/a_(b)"}]),
    meta=META,
)
AT = st.sampled_from(["all", *LEVELS, ["junior", "lead"]])


@st.composite
def ladders(draw: st.DrawFn) -> dict[str, Any]:
    """The keys of a ladder file with anything in them; `system` has steps of its own."""
    lines = [
        {"at": draw(AT), "competency": "craft", "text": f"{draw(WORDS)} {n}", "id": f"e.{n}"}
        | draw(EXPECTATION)
        for n in range(draw(st.integers(0, 4)))
    ]
    steps = draw(st.lists(st.sampled_from(["designs", "owns"]), max_size=3))
    lines += [
        {"at": step, "competency": "system", "text": f"{draw(WORDS)} {step} {n}"}
        for n, step in enumerate(steps)
    ]
    whole = draw(optional(notes=WORDS, version=WORDS, ratings=TEXTS, rules=TEXTS, policy=POLICY))
    return whole | {
        "ladder": "any",
        "meta": draw(META),
        "cumulative": draw(st.sampled_from(["none", "context", "assess"])),
        "scopes": ["task", "team"],
        "tracks": [{"id": "ic", "title": draw(WORDS)}, {"id": "manager"}],
        "levels": [{"id": id} | draw(LEVEL) for id in LEVELS],
        "competencies": [
            {"id": "craft"} | draw(COMPETENCY),
            {"id": "system", "scale": ["designs", {"id": "owns", "points": 3}]},
        ],
        "requirements": {"lead": {"steps": {"system": "owns"}, "points": {"min": 3}}},
        "checks": [{"id": "eq1", "text": draw(WORDS), "tracks": draw(TRACKS)}],
        "expectations": draw(st.permutations(lines)),
    }


@unhurried
@given(ladders())
def test_any_ladder_comes_back_through_yaml_and_json(keys: dict[str, Any]) -> None:
    if len({t.casefold() for t in ("ic", "manager", keys["tracks"][0]["title"])}) < 3:
        return
    found = ladder.read(parsed(json.dumps(keys, ensure_ascii=False)))[0]
    for format in ("yaml", "json"):
        again = ladder.read(parsed(exporting.export(found, format).text))[0]
        assert again == found
        assert imported(exporting.export(found, format).text, KINDS[format]) == found


def test_a_ladder_whose_lines_are_in_no_order_of_levels_is_written_as_a_flat_list() -> None:
    before = built_in("pm-path")
    mixed = replace(before, expectations=before.expectations[::2] + before.expectations[1::2])
    text = exporting.export(mixed, "yaml").text
    assert "- at: executive" in text or "{at: executive" in text
    assert ladder.read(parsed(text))[0] == mixed


def test_a_text_of_several_lines_stands_on_one_in_a_matrix() -> None:
    before = built_in("pm-path")
    first, *rest = before.expectations
    broken = replace(before, expectations=(first._replace(text="One\n\ntwo"), *rest))
    assert "- One two [apm.delivery.1]" in exporting.export(broken, "csv").text


TITLES = st.lists(
    st.text(st.sampled_from("abcdefg ABC/&éü設計"), min_size=1, max_size=14)
    .map(lambda title: " ".join(title.split()))
    .filter(lambda title: any(map(str.isalnum, title))),
    min_size=1,
    max_size=4,
    unique_by=match_key,
)


@unhurried
@given(TITLES, TITLES, st.sampled_from(["csv", "md"]))
def test_a_matrix_of_any_titles_brings_its_parts_back(
    levels: list[str], competencies: list[str], format: str
) -> None:
    keys = {
        "ladder": "any",
        "levels": [{"id": f"l{n}", "title": f"T {title}"} for n, title in enumerate(levels)],
        "competencies": [
            {"id": f"c{n}", "title": f"K {title}", "group": f"G {n % 2}"}
            for n, title in enumerate(competencies)
        ],
        "expectations": {
            f"l{n}": {f"c{m}": [{"id": f"l{n}.c{m}.x", "text": f"Does {n} and {m} {title}"}]}
            for n in range(len(levels))
            for m, title in enumerate(competencies)
            if m == n % len(competencies)
        },
    }
    before = ladder.read(parsed(json.dumps(keys, ensure_ascii=False)))[0]
    after = imported(exporting.export(before, format).text, KINDS[format])
    assert parts(after) == parts(before)
