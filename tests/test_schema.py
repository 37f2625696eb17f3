"""The JSON Schemas say what the readers say, but for a list of what only a reader can tell.

Each file is read twice: by promo, where every scalar is text, and as an editor reads it, by
YAML 1.2, where 3 is a number and 2026-06-30 a text.
"""

from __future__ import annotations

import ast
import copy
import importlib
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from reading import AS_OF, NAME, PM_IC_FIVE, built_in, parsed, read_ladder, unhurried

from promo import evidence, ladder, load
from promo.findings import Finding, InputError, Location
from promo.model import (
    POLICY_LINES,
    Cumulative,
    Ladder,
    LadderSource,
    Polarity,
    Responsibility,
    Target,
    WorkStatus,
)
from promo.schema import ONLY_THE_READER, evidence_schema, ladder_schema

often = settings(unhurried, max_examples=150)
Found = tuple[Finding, ...]

# YAML as an editor reads it


class Core(yaml.SafeLoader):
    """YAML 1.2's core schema, as yaml-language-server has it; keys are texts, dates too."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


class CoreDumper(yaml.SafeDumper):
    """Writes dates and words plain, and an absent value as `~`."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


_CORE = {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.inf|\.nan",
}
for _kind, _pattern in _CORE.items():
    for _class in (Core, CoreDumper):
        _class.add_implicit_resolver(
            f"tag:yaml.org,2002:{_kind}", re.compile(rf"(?:{_pattern})\Z"), None
        )
_INT = "tag:yaml.org,2002:int"
Core.add_constructor(_INT, lambda _, n: int(n.value, 0 if n.value[1:2] in ("o", "x") else 10))
Core.add_constructor("tag:yaml.org,2002:float", lambda _, n: float(n.value.replace(".inf", "inf")))
CoreDumper.add_representer(
    type(None), lambda d, _: d.represent_scalar("tag:yaml.org,2002:null", "~")
)


def as_an_editor_reads(content: str) -> Any:
    return yaml.load(content, Core)


def written(data: Any) -> str:
    return yaml.dump(data, Dumper=CoreDumper, allow_unicode=True, sort_keys=False)


# The two verdicts


def refused_by_schema(schema: Any, content: str) -> list[str]:
    """What the schema has against a file."""
    errors = Draft202012Validator(schema).iter_errors(as_an_editor_reads(content))
    return [f"{error.json_path}: {error.message[:200]}" for error in errors]


def _errors(read: Callable[[], Found]) -> Found:
    try:
        found = read()
    except InputError as error:
        found = error.findings
    return tuple(finding for finding in found if finding.is_error)


def errors_of_ladder(content: str, base: Ladder | None = None) -> Found:
    return _errors(lambda: ladder.read(parsed(content), base)[1])


def errors_of_evidence(content: str, on: Ladder | None, target: str = "") -> Found:
    """What promo has against a file; `target` stands in for one that the file does not name."""

    def read() -> Found:
        source = parsed(content)
        if on is None:
            return evidence.read(source, None, None, AS_OF)[1]
        chosen = _target(on, evidence.choices(source), target)
        if not isinstance(chosen, Target):
            return (*chosen, *evidence.read(source, on, None, AS_OF)[1])
        return evidence.read(source, on, chosen.level, AS_OF, chosen.track)[1]

    return _errors(read)


def _target(on: Ladder, choices: evidence.Choices, target: str) -> Target | Found:
    named = choices.target.value if choices.target else target
    track = choices.track.value if choices.track else ""
    if not track and not choices.target:
        return on.targets_named(named)[0]
    try:
        return load.target_named(on, named, Location(NAME), track, Location(NAME))
    except InputError as error:
        return error.findings


def test_the_schemas_are_schemas() -> None:
    for schema in (ladder_schema(), evidence_schema(None), evidence_schema(PM_IC_FIVE)):
        Draft202012Validator.check_schema(schema)
        assert json.loads(json.dumps(schema)) == schema
        assert str(schema["$schema"]).endswith("2020-12/schema")


# Files that are known to be good


def _is_ladder(path: Path) -> bool:
    return "ladder" in parsed(path.read_bytes()).root.entries


FILES = [*(ROOT / "examples").glob("*.yaml"), *(ROOT / "promo" / "ladders").glob("*.yaml")]
FILES += (ROOT / "tests" / "cases" / "good").glob("*/*.yaml")
for other in ("company-theme", "thin-review", "committee-copy.key"):  # they have no schema
    FILES.remove(ROOT / "examples" / f"{other}.yaml")
LADDERS = sorted(path for path in FILES if _is_ladder(path))
EVIDENCE = sorted(path for path in FILES if not _is_ladder(path))
# They name a competency without regard to case, as the reader may and a schema cannot.
IN_OTHER_CASE = ("alias-tags", "text-that-is-doubted")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", LADDERS, ids=named)
def test_every_good_ladder_is_accepted(path: Path) -> None:
    assert refused_by_schema(ladder_schema(), path.read_text("utf-8-sig")) == []


@pytest.mark.parametrize("path", EVIDENCE, ids=named)
def test_every_good_evidence_file_is_accepted(path: Path) -> None:
    content = path.read_text("utf-8-sig")
    name = evidence.choices(parsed(content)).ladder
    on, _ = load.load_ladder(name.value if name else ladder.DEFAULT, path.parent, Location(NAME))
    assert refused_by_schema(evidence_schema(None), content) == []
    refused = refused_by_schema(evidence_schema(on), content)
    is_in_other_case = path.parent.name in IN_OTHER_CASE
    assert all("competencies" in error for error in refused)
    assert bool(refused) is is_in_other_case


# The readers' own keys and words


def _strict(schema: Any) -> Iterator[dict[str, Any]]:
    """Every part of a schema that allows its own keys alone."""
    if isinstance(schema, dict):
        if schema.get("additionalProperties") is False:
            yield schema
        for value in schema.values():
            yield from _strict(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _strict(value)


READERS = [ROOT / "promo" / name for name in ("evidence.py", "fields.py", "ignoring.py")]
READERS += sorted((ROOT / "promo" / "ladder").glob("*.py"))


def _keys_asked(path: Path) -> Iterator[tuple[str, ...]]:
    """The keys of every mapping that a module reads, as it hands them to Fields, inner or each."""
    tree = ast.parse(path.read_text("utf-8"))
    dotted = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    constants = vars(importlib.import_module(dotted))
    local = {
        node.targets[0].id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        function = getattr(call.func, "attr", getattr(call.func, "id", ""))
        if function not in ("Fields", "inner", "each") or len(call.args) < 3:
            continue
        known = call.args[2]
        if isinstance(known, ast.Name) and known.id in constants:
            yield constants[known.id]
        elif not (isinstance(known, ast.Name) and known.id == "known"):
            known = local[known.id] if isinstance(known, ast.Name) else known
            yield ast.literal_eval(known)


def test_every_mapping_that_a_reader_knows_has_its_keys_in_a_schema_and_no_other() -> None:
    asked = {frozenset(keys) for path in READERS for keys in _keys_asked(path)}
    stated = {
        frozenset(part["properties"])
        for schema in (ladder_schema(), evidence_schema(None))
        for part in _strict(schema)
    }
    assert len(asked) > 20
    assert stated == asked


def test_keys_stand_in_the_order_of_the_readers() -> None:
    assert tuple(LADDER_KEYS) == ladder.KEYS
    assert json.dumps(ladder_schema()) == json.dumps(ladder_schema())
    assert json.dumps(evidence_schema(RICH)) == json.dumps(evidence_schema(RICH))


def test_every_key_and_every_name_is_described_in_a_line() -> None:
    for schema in (ladder_schema(), evidence_schema(RICH)):
        for part in _strict(schema):
            for key, value in part["properties"].items():
                assert re.fullmatch(r"\S.*\S", value["description"]), key
        for constant in _constants(schema):
            assert re.fullmatch(r"\S.*\S", constant["description"]), constant


def _constants(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict) and "const" in schema and "description" in schema:
        yield schema
    for value in schema.values() if isinstance(schema, dict) else schema:
        if isinstance(value, dict | list):
            yield from _constants(value)


LADDER_KEYS: Any = ladder_schema()["properties"]
COMPETENCY_KEYS = LADDER_KEYS["competencies"]["items"]["properties"]


def _item_keys(on: Ladder | None) -> Any:
    schema: Any = evidence_schema(on)
    return schema["properties"]["evidence"]["items"]["else"]["properties"]


def _names(schema: Any) -> list[Any]:
    return [constant["const"] for constant in _constants(schema)]


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (_names(_item_keys(None)["responsibility"]), Responsibility),
        (_names(_item_keys(None)["status"]), WorkStatus),
        (_names(LADDER_KEYS["cumulative"]), Cumulative),
        (_names(COMPETENCY_KEYS["polarity"]), Polarity),
    ],
    ids=["responsibility", "status", "cumulative", "polarity"],
)
def test_words_to_choose_from_are_the_models(names: list[Any], kind: Any) -> None:
    assert names == [member.value for member in kind]


# What a ladder adds to the schema of evidence

RICH = read_ladder("""
ladder: rich
scopes: [task, team, "1.10"]
tracks: [{id: pm, title: Product Manager}, {id: pmm, aliases: [Marketing]}]
levels:
  - {id: 5, title: Staff, aliases: [IC5], summary: "Runs\\n a team", scope: team}
  - {id: lead, title: Lead, tracks: [pm], scope: "1.10"}
  - {id: "true", title: Chief, tracks: [pmm]}
competencies:
  - {id: craft, title: Craft, aliases: [both]}
  - {id: people, title: People, aliases: [both], description: With others}
  - {id: doubt, title: Doubt, polarity: risk}
expectations:
  5: {craft: [{id: "5.1", text: Designs services}], people: [{id: five.people.1, text: Coaches}]}
  lead: {craft: [{id: lead.craft.1, text: Sets direction}]}
""")
BARE = Ladder(
    id="bare",
    title="Bare",
    levels=RICH.levels,
    competencies=RICH.competencies,
    expectations=(),
    source=LadderSource(),
)


def test_competencies_are_named_by_id_title_and_alias_ids_first() -> None:
    names = {c["const"]: c["description"] for c in _constants(_item_keys(RICH)["competencies"])}
    assert list(names) == ["craft", "people", "doubt", "Craft", "both", "People", "Doubt"]
    assert names["people"] == "People: With others"
    assert names["both"] == "The competency craft; The competency people"
    assert names["doubt"] == "Doubt (a risk, which evidence cannot meet)"


def test_a_target_is_named_as_the_reader_knows_it_also_with_its_track() -> None:
    schema: Any = evidence_schema(RICH)
    names = _names(schema["properties"]["packet"]["properties"]["target"])
    assert names[:5] == ["5", 5, "lead", "true", True]
    assert {"Staff", "IC5", "5 pm", "IC5 Marketing", "Staff Product Manager"} <= set(names)
    assert "lead pm" not in names
    texts = [name for name in names if isinstance(name, str)]
    assert all(RICH.targets_named(name) for name in texts)


def test_a_name_that_looks_like_a_number_may_stand_without_quotes() -> None:
    content = "candidate: {name: A}\nevidence: [{title: T, scope: 1.10, expectations: [5.1]}]"
    assert refused_by_schema(evidence_schema(RICH), content) == []
    assert errors_of_evidence(content, RICH, "lead") == ()


def test_people_are_of_any_level_and_the_ladders_are_proposed() -> None:
    schema: Any = evidence_schema(RICH)
    assert "Staff" in _names(schema["properties"]["candidate"]["properties"]["current_level"])
    content = "candidate: {name: A, current_level: Wizard}\nfeedback: [{level: Wizard}]"
    assert refused_by_schema(schema, content) == []


def test_without_a_ladder_any_name_will_do() -> None:
    content = """
candidate: {name: A}
packet: {target: any, track: any}
evidence: [{title: T, scope: any, competencies: any, expectations: [any]}]
waivers: [{competency: any, reason: R, approved_by: B}]
"""
    assert refused_by_schema(evidence_schema(None), content) == []
    assert len(refused_by_schema(evidence_schema(RICH), content)) == 6


def test_a_ladder_without_tracks_scopes_or_expectations_allows_what_its_reader_allows() -> None:
    head = "candidate: {name: A}\n"
    for rest, is_refused in (
        ("evidence: [{title: T, scope: anything}]", False),
        ("packet: {target: lead, track: ~}", False),
        ("packet: {target: lead, track: pm}", True),
        ("evidence: [{title: T, expectations: []}]", False),
        ("evidence: [{title: T, expectations: [lead.craft.1]}]", True),
    ):
        assert bool(refused_by_schema(evidence_schema(BARE), head + rest)) is is_refused
        assert bool(errors_of_evidence(head + rest, BARE, "lead")) is is_refused


# What only the reader can tell

_ODD_NUMBER = re.compile(r'"(?:\+\d+|-0+|\d+\.\d*|\.\d+|[\d.]+[eE][-+]?\d+|0[xo]\w+)"')


def _is_odd_number(finding: Finding) -> bool:
    return finding.code in ("DT005", "DT006") and bool(_ODD_NUMBER.search(finding.message))


EXCUSES: tuple[Callable[[Finding], bool], ...] = (
    lambda f: f.code.startswith("YM"),
    lambda f: f.code == "DT006" and bool(re.search("does not exist|before it begins", f.message)),
    lambda f: f.code == "DT005" and "exchange" in f.help,
    lambda f: f.code in ("EV006", "LD002"),
    lambda f: f.code == "LD003",
    lambda f: f.code in ("LD001", "LD004"),
    lambda f: f.code in ("EV002", "EV015") or (f.code == "EV016" and "is not on" in f.message),
    lambda f: f.code == "DT007" and bool(re.search('"(?:https?|mailto):.', f.message)),
    _is_odd_number,
)


def is_excused(finding: Finding) -> bool:
    return any(excuse(finding) for excuse in EXCUSES)


HEAD = "candidate: {name: A}\n"
LADDER = "ladder: l\nlevels: [{id: a}]\ncompetencies: [{id: c}]\nexpectations: {a: {c: [x]}}\n"
ONLY_READ = [
    (0, HEAD + "evidence: []\nevidence: []"),
    (1, HEAD + "packet: {as_of: 2026-02-30}"),
    (1, HEAD + "evidence: [{title: T, period: 2026-03..2026-01}]"),
    (2, LADDER.replace("{id: a}", "{id: a, years: {min: 5, max: 3}}")),
    (3, HEAD + "evidence: [{title: T, id: x}, {title: U, id: x}]"),
    (3, LADDER.replace("[{id: a}]", "[{id: a}, {id: a}]")),
    (4, LADDER + "requirements: {nobody: {rules: [x]}}"),
    (4, LADDER.replace("{id: c}", "{id: c, scale: [s]}")),
    (6, HEAD + "packet: {target: lead, track: pmm}"),
    (6, HEAD + "packet: {target: Staff}"),
    (7, HEAD + "evidence: [{title: T, links: [{url: 'https://[bad'}]}]"),
    (8, HEAD + "evidence: [{title: T, date: 2025.0}]"),
    (8, LADDER + "policy: {items: 1e1}"),
    (8, LADDER.replace("{id: c}", "{id: c, weight: 0.1234}")),
]


@pytest.mark.parametrize(("number", "content"), ONLY_READ)
def test_what_is_said_to_be_only_the_readers_is(number: int, content: str) -> None:
    is_ladder = content.startswith("ladder")
    errors = errors_of_ladder(content) if is_ladder else errors_of_evidence(content, RICH, "lead")
    assert errors
    assert all(map(EXCUSES[number], errors))
    assert refused_by_schema(ladder_schema() if is_ladder else evidence_schema(RICH), content) == []


def test_each_entry_of_the_list_is_shown_to_hold() -> None:
    assert len(EXCUSES) == len(ONLY_THE_READER)
    by_load = {5}  # a ladder that is not there is told by promo.load
    assert {number for number, _ in ONLY_READ} | by_load == set(range(len(ONLY_THE_READER)))


def test_the_page_lists_what_only_the_reader_can_tell() -> None:
    page = (ROOT / "docs" / "schemas.md").read_text("utf-8")
    section = page.partition("## What only promo can check")[2].partition("\n## ")[0]
    entries = re.findall(r"^- ((?:.|\n  )+)", section, re.MULTILINE)
    assert tuple(re.sub(r"\s+", " ", entry).rstrip(".") for entry in entries) == ONLY_THE_READER


# What both refuse

ITEMS = """
nope: 1
date: 25
date: 2025-13
date: 2025-Q5
date: 2025-00-01
date: 2025, period: 2025
period: 2025-01...2025-02
competencies: [nope]
competencies: {}
competencies: [~]
expectations: [nope]
expectations: [[]]
responsibility: boss
scope: galaxy
status: soon
headline: maybe
situation: []
metrics: text
metrics: [{}]
metrics: [{baseline: 1}]
metrics: [{name: a, window: soon}]
metrics: [{name: a, nope: 1}]
links: [{title: t}]
links: [{url: ftp://x}]
links: [{url: https://a b}]
links: [{url: https:///a}]
corroboration: [text]
corroboration: [{date: soon}]
private: ~, nope: 1
private: No, nope: 1
private: FALSE, nope: 1
""".strip().splitlines()
EVIDENCE_REFUSED = [HEAD + f"evidence: [{{title: T, {line}}}]" for line in ITEMS] + [
    "evidence: []",
    "candidate: text",
    "candidate: {role: R}",
    "candidate: {name: ' '}",
    HEAD + "evidence: text",
    HEAD + "evidence: [text]",
    HEAD + "evidence: [{id: x}]",
    HEAD + "packet: text",
    HEAD + "packet: {target: nobody}",
    HEAD + "packet: {target: lead, track: nowhere}",
    HEAD + "packet: {as_of: 2025-06}",
    HEAD + "feedback: [{supportive: maybe}]",
    HEAD + "waivers: [{competency: craft, reason: R}]",
    HEAD + "waivers: [{competency: nope, reason: R, approved_by: B}]",
]
MORE = """
nope: 1
policy: text
policy: {items: 1001}
policy: {items: -1}
policy: {items: "1001"}
policy: {items: many}
policy: {nope: 1}
years: {min: few}
years: {hard: maybe}
rules: text
rules: [~]
rules: [[]]
rules: [{a: []}]
meta: text
meta: {a: []}
source: {url: nope}
source: {unofficial: maybe}
scopes: {}
ratings: [[]]
cumulative: sometimes
tracks: [{title: T}]
tracks: [{id: ' '}]
checks: [{id: x}]
checks: [{text: x}]
checks: [{id: x, text: ~}]
requirements: text
requirements: {a: ~}
requirements: {a: {nope: 1}}
requirements: {a: {steps: {c: ~}}}
requirements: {a: {points: {min: few}}}
""".strip().splitlines()
LEVEL_MORE = """
nope: 1
rank: low
years: []
aliases: {}
time_in_level: {min_months: few}
equivalents: [text]
equivalents: [{note: N}]
""".strip().splitlines()
COMPETENCY_MORE = """
nope: 1
weight: 1000
weight: heavy
weight: []
weight: {pm: ~}
required: maybe
required: [~]
required: {}
polarity: bad
cumulative: sometimes
scale: text
scale: [{title: T}]
scale: [[]]
""".strip().splitlines()
EXPECTED = """
text
{a: text}
{a: {c: text}}
{a: {c: [~]}}
{a: {c: [' ']}}
{a: {c: [[]]}}
{a: {c: [{id: x}]}}
{a: {c: [{text: x, nope: 1}]}}
{a: {c: [{text: x, optional: maybe}]}}
{a: {c: [{text: x, links: [{title: T}]}]}}
[text]
[{at: a, competency: c}]
[{at: a, text: x}]
[{competency: c, text: x}]
[{at: a, competency: c, text: x, nope: 1}]
~
""".strip().splitlines()
LADDERS_REFUSED = [
    *(LADDER + line for line in MORE),
    *(LADDER.replace("{id: a}", f"{{id: a, {line}}}") for line in LEVEL_MORE),
    *(LADDER.replace("{id: c}", f"{{id: c, {line}}}") for line in COMPETENCY_MORE),
    *(LADDER.replace("{a: {c: [x]}}", line) for line in EXPECTED),
    *(LADDER.replace(part, "") for part in LADDER.splitlines(keepends=True)),
    LADDER.replace("[{id: a}]", "[]"),
    LADDER.replace("[{id: a}]", "[{title: T}]"),
    LADDER.replace("[{id: c}]", "[]"),
]


@pytest.mark.parametrize("content", EVIDENCE_REFUSED)
def test_both_refuse_this_evidence(content: str) -> None:
    assert errors_of_evidence(content, RICH, "lead")
    assert refused_by_schema(evidence_schema(RICH), content)


@pytest.mark.parametrize("content", LADDERS_REFUSED)
def test_both_refuse_this_ladder(content: str) -> None:
    assert errors_of_ladder(content)
    assert refused_by_schema(ladder_schema(), content)


EDGES = """
policy: {items: 1000, projects: "0", measured: 0}
years: {min: "007", max: ~}
extends: ~
meta: {5: ~, a b: 1.10}
rules: [{a: ~}, 5, true]
source: {url: MAILTO:a@example.com}
checks: [{id: 5, text: 1.5}]
requirements: {a: {points: {min: 1000}, steps: ~}}
""".strip().splitlines()


@pytest.mark.parametrize("line", [*EDGES, "", "requirements: {}"])
@pytest.mark.parametrize("weight", ["999.999", "0", "'0.125'", "{}", "~"])
def test_both_accept_what_is_just_inside(line: str, weight: str) -> None:
    content = LADDER.replace("{id: c}", f"{{id: c, weight: {weight}}}") + line
    assert errors_of_ladder(content) == ()
    assert refused_by_schema(ladder_schema(), content) == []


# Files made by chance, in canonical spelling

TEXT = st.sampled_from(["text", "no", "a: b", "two\nlines", "2026-06-30", 5, 1.5, True, None])
WORD = st.sampled_from(["word", "yes", "1:30", 5, True])
FLAG = st.sampled_from([True, False, "yes", "no", "No", "false", None])
COUNT = st.sampled_from([0, 5, 1000, "7", None])
URL = st.sampled_from(["https://example.com/a?b", "HTTP://[::1]:80/", "mailto:a@example.com"])
PERIOD = st.sampled_from(
    ["2026-06-30", "2025-9-3", "2025-Q3", "2025-q1..", "2024..2025-02", " 2025-01 .. ", 2025, None]
)
META = st.dictionaries(st.sampled_from(["key", "a b", 5]), TEXT, max_size=2)
RULE = st.dictionaries(st.sampled_from(["key", "a b", 5]), TEXT, min_size=1, max_size=2)
RULES = st.lists(st.one_of(WORD, RULE), max_size=2)
YEARS = st.fixed_dictionaries({}, optional={"min": COUNT, "max": COUNT, "note": TEXT, "hard": FLAG})
LINKS = st.lists(st.fixed_dictionaries({"url": URL}, optional={"title": TEXT}), max_size=2)
POLICY = st.dictionaries(st.sampled_from(POLICY_LINES), COUNT, max_size=3)


def some_of(entries: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), entries, st.lists(entries, max_size=3))


PERSON = {"name": TEXT, "role": TEXT, "level": TEXT, "relation": TEXT, "quote": TEXT}
METRIC = st.fixed_dictionaries(
    {"name": WORD}, optional={"baseline": TEXT, "result": TEXT, "window": PERIOD, "method": TEXT}
)


@st.composite
def items(draw: Any, on: Ladder | None) -> Any:
    competency = names_of(on.competencies if on else ())
    expectation = st.sampled_from([e.id for e in on.expectations]) if on else WORD
    item = draw(
        st.fixed_dictionaries(
            {"title": WORD},
            optional={
                draw(st.sampled_from(["date", "period"])): PERIOD,
                "project": TEXT,
                "competencies": some_of(competency),
                "expectations": some_of(expectation),
                "responsibility": st.sampled_from([*(r.value for r in Responsibility), None]),
                "scope": st.sampled_from([*on.scopes, 1.1, None]) if on else TEXT,
                "status": st.sampled_from([*(s.value for s in WorkStatus), None]),
                "headline": FLAG,
                "situation": TEXT,
                "metrics": st.none() | st.lists(METRIC, max_size=2),
                "links": st.none() | LINKS,
                "corroboration": st.lists(
                    st.fixed_dictionaries({}, optional=PERSON | {"date": PERIOD}), max_size=2
                ),
                "private": st.sampled_from([True, False, "no", "maybe", None, []]),
            },
        )
    )
    return {
        key: "1.10" if key == "scope" and value == 1.1 else value for key, value in item.items()
    }


def names_of(parts: Any) -> st.SearchStrategy[Any]:
    names = [name for part in parts for name in (*part.names, *part.aliases)]
    return st.sampled_from(names) if names else WORD


@st.composite
def evidence_files(draw: Any, on: Ladder | None) -> Any:
    target = st.sampled_from(["5 pm", "IC5 Marketing", "lead", "Lead", "true", True])
    waiver = {"competency": names_of(on.competencies if on else ()), "reason": WORD}
    return draw(
        st.fixed_dictionaries(
            {"candidate": st.fixed_dictionaries({"name": WORD}, optional={"current_level": TEXT})},
            optional={
                "packet": st.none()
                | st.fixed_dictionaries(
                    {"target": target if on else TEXT},
                    optional={
                        "ladder": TEXT,
                        "cycle": TEXT,
                        "as_of": st.sampled_from(["2026-06-30", "2026-6-1", None]),
                        "summary": TEXT,
                    },
                ),
                "evidence": st.none() | st.lists(items(on), max_size=3),
                "feedback": st.lists(
                    st.fixed_dictionaries({}, optional=PERSON | {"supportive": FLAG}), max_size=2
                ),
                "waivers": st.none()
                | st.lists(st.fixed_dictionaries(waiver | {"approved_by": WORD}), max_size=2),
            },
        )
    )


@st.composite
def ladders(draw: Any) -> Any:
    """A ladder of levels `a` and 5, competencies `c` and `d`, the latter with steps."""
    track_ids = draw(st.lists(st.sampled_from(["pm", 7]), unique=True))
    scopes = draw(st.lists(st.sampled_from(["task", "team"]), unique=True))
    tracks = some_of(st.sampled_from(track_ids)) if track_ids else st.none()
    levels = [draw(_level(id, tracks, scopes)) for id in ("a", 5)]
    own = {"tracks": draw(_tracks(track_ids)), "levels": levels}
    own["competencies"] = [draw(_competency(tracks, track_ids)), {"id": "d", "scale": ["s", "t"]}]
    own["expectations"] = draw(_nested(tracks) | _flat(tracks))
    own["scopes"] = scopes or None
    optional = {
        "title": TEXT,
        "version": TEXT,
        "source": st.fixed_dictionaries(
            {}, optional={"name": TEXT, "url": URL, "licence": TEXT, "unofficial": FLAG}
        ),
        "notes": TEXT,
        "cumulative": st.sampled_from([c.value for c in Cumulative]),
        "ratings": some_of(WORD),
        "policy": POLICY,
        "years": YEARS,
        "rules": st.none() | RULES,
        "meta": META,
        "requirements": st.fixed_dictionaries({"a": _requirement()}) | st.none(),
        "checks": st.lists(
            st.fixed_dictionaries({"id": WORD, "text": WORD, "tracks": tracks}), max_size=1
        ),
    }
    return draw(st.fixed_dictionaries({"ladder": WORD}, optional=optional)) | own


def _tracks(ids: list[Any]) -> st.SearchStrategy[Any]:
    return st.tuples(*(st.fixed_dictionaries({"id": st.just(i), "notes": TEXT}) for i in ids)).map(
        list
    )


def _level(id: Any, tracks: Any, scopes: list[str]) -> st.SearchStrategy[Any]:
    optional = {
        "title": st.just(f"Level {id}"),
        "aliases": st.just(f"IC {id}"),
        "rank": COUNT,
        "tracks": tracks,
        "summary": TEXT,
        "scope": st.sampled_from([*scopes, None]),
        "years": YEARS,
        "time_in_level": st.fixed_dictionaries({"min_months": COUNT, "note": TEXT}) | st.none(),
        "equals": some_of(st.sampled_from(["a", 5])),
        "equivalents": st.lists(
            st.fixed_dictionaries({"title": WORD}, optional={"note": TEXT}), max_size=1
        ),
        "leads_to": some_of(st.sampled_from(["a", 5])),
        "includes": some_of(WORD),
        "policy": POLICY,
        "meta": META,
    }
    return st.fixed_dictionaries({"id": st.just(id)}, optional=optional)


def _competency(tracks: Any, track_ids: list[Any]) -> st.SearchStrategy[Any]:
    weight = st.sampled_from([0, 1, 0.5, 999, "1.5"])
    by_track = st.dictionaries(st.sampled_from(track_ids), weight) if track_ids else weight
    optional = {
        "title": st.just("Craft"),
        "aliases": some_of(WORD),
        "description": TEXT,
        "group": TEXT,
        "weight": st.none() | weight | by_track,
        "required": FLAG | (st.lists(st.sampled_from(track_ids)) if track_ids else FLAG),
        "polarity": st.sampled_from([p.value for p in Polarity]),
        "cumulative": st.sampled_from([c.value for c in Cumulative]),
        "policy": POLICY,
        "years": YEARS,
        "rules": RULES,
        "meta": META,
    }
    return st.fixed_dictionaries({"id": st.just("c")}, optional=optional)


def _requirement() -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(
        {},
        optional={
            "steps": st.sampled_from([{"d": "s"}, {}, None]),
            "points": st.fixed_dictionaries({"min": COUNT, "max": COUNT}) | st.none(),
            "rules": RULES,
        },
    )


def _expectation(tracks: Any, **more: Any) -> st.SearchStrategy[Any]:
    optional = {
        "kind": TEXT,
        "target": TEXT,
        "optional": FLAG,
        "tracks": tracks,
        "examples": some_of(WORD),
        "links": LINKS,
        "meta": META,
    }
    text = st.sampled_from(["Designs", "Reviews", "Leads", 5])
    return st.fixed_dictionaries({"text": text, **more}, optional=optional)


def _nested(tracks: Any) -> st.SearchStrategy[Any]:
    at = some_of(st.sampled_from(["a", "all"])).map(lambda at: None if at == [] else at)
    entry = _expectation(tracks) | _expectation(tracks, at=at) | WORD
    cell = st.none() | st.lists(entry, max_size=2)
    scaled = st.fixed_dictionaries({}, optional={"s": st.lists(WORD, max_size=1)})
    level = st.none() | st.fixed_dictionaries({}, optional={"c": cell})
    return st.fixed_dictionaries({}, optional={"a": level, 5: level, "all": level, "d": scaled})


def _flat(tracks: Any) -> st.SearchStrategy[Any]:
    at = st.sampled_from(["a", 5, "all", ["a"], ["a", 5]])
    at_level = _expectation(tracks, competency=st.just("c"), at=at)
    at_step = _expectation(tracks, competency=st.just("d"), at=st.sampled_from(["s", ["t"]]))
    return st.lists(at_level | at_step, max_size=3)


# One change to a file, of the kind that people make

WRONG_TEXTS = ["", " ", "nope", "maybe", "2026-02-30", "2026-13", "25", "2026-03..2026-01"]
WRONG_TEXTS += ["https://", "https://[", "ftp://x"]
WRONG_VALUES = [25, 5000, -1, 1.25, 0.12345, 1e30, True, None, [], {}, ["nope"], [None], [[]], [{}]]
WRONG = st.sampled_from(
    [*WRONG_TEXTS, *WRONG_VALUES, {"nope": 1}, {"id": "z"}, {"nope": None}, {"nope": {}}]
)


def _places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from _places(value, (*path, key))


@st.composite
def changed(draw: Any, files: st.SearchStrategy[Any]) -> Any:
    data = copy.deepcopy(draw(files))
    *way, last = draw(st.sampled_from(list(_places(data))))
    inner = data
    for step in way:
        inner = inner[step]
    change = draw(st.sampled_from(["wrong", "wrong", "wrong", "delete", "unknown"]))
    if change == "wrong":
        inner[last] = draw(WRONG)
    elif change == "delete":
        del inner[last]
    else:
        where = inner if isinstance(inner, dict) else data
        where["nope"] = draw(WRONG)
    return data


def differ(schema: Any, content: str, errors: Found) -> str:
    """Where the two verdicts do not agree, and no entry of the list says why."""
    refused = refused_by_schema(schema, content)
    if refused and not errors:
        return f"the schema alone refuses: {refused}\n{content}"
    own = [finding for finding in errors if not is_excused(finding)]
    if own and not refused:
        return f"promo alone refuses: {own}\n{content}"
    return ""


@often
@given(evidence_files(RICH))
def test_good_evidence_is_accepted_by_both(data: Any) -> None:
    content = written(data)
    assert not [f for f in errors_of_evidence(content, RICH, "lead") if not is_excused(f)]
    assert differ(evidence_schema(RICH), content, errors_of_evidence(content, RICH, "lead")) == ""


@often
@given(changed(evidence_files(RICH)))
def test_changed_evidence_is_judged_alike(data: Any) -> None:
    content = written(data)
    assert differ(evidence_schema(RICH), content, errors_of_evidence(content, RICH, "lead")) == ""


@often
@given(changed(evidence_files(None)))
def test_changed_evidence_without_a_ladder_is_judged_alike(data: Any) -> None:
    content = written(data)
    assert differ(evidence_schema(None), content, errors_of_evidence(content, None)) == ""


@often
@given(ladders())
def test_a_good_ladder_is_accepted_by_both(data: Any) -> None:
    content = written(data)
    assert not [f for f in errors_of_ladder(content) if not is_excused(f)]
    assert differ(ladder_schema(), content, errors_of_ladder(content)) == ""


@often
@given(changed(ladders()))
def test_a_changed_ladder_is_judged_alike(data: Any) -> None:
    content = written(data)
    assert differ(ladder_schema(), content, errors_of_ladder(content)) == ""


@often
@given(st.sets(st.sampled_from(["levels", "competencies", "expectations", "title"])))
def test_what_a_ladder_extends_need_not_be_said_again(left_out: set[str]) -> None:
    whole = {"ladder": "l", "extends": "pm-ic-five", "title": "T", "levels": [{"id": "a"}]}
    whole |= {"competencies": [{"id": "c"}], "expectations": {}}
    for extends in ("pm-ic-five", None):
        kept = {key: value for key, value in whole.items() if key not in left_out}
        content = written(kept | {"extends": extends})
        base = built_in() if extends else None
        assert differ(ladder_schema(), content, errors_of_ladder(content, base)) == ""
