"""The catalogue: every sentence asked for is there, every one there is asked for, none judges."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from string import Formatter

import pytest
from making import (
    EXAMPLES,
    FIRST,
    METRIC,
    ROOT,
    SMALL,
    SOMEONE,
    WHOLE,
    WHOLE_LADDER,
    asking,
    assessment,
    besides,
    example,
    file_of,
    item,
    read_ladder,
)

from promo.assess import Assessment
from promo.compose import compose
from promo.compose.frame import Besides
from promo.fields import parse_period
from promo.model import (
    TICKED,
    Answers,
    Comment,
    Period,
    Reply,
    Review,
    Reviewed,
    ReviewForm,
)
from promo.words import ENGLISH, Words, sentence

WORDS = Words()
PLURAL = {key: entry for key, entry in ENGLISH.items() if not isinstance(entry, str)}


# What is asked for


def asked_for() -> Iterator[tuple[str, str]]:
    """Every key written out in a call of `words`, with its module."""
    for path in sorted((ROOT / "promo").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name_of(node.func) == "words" and node.args:
                for part in _texts_in(node.args[0]):
                    yield path.name, part


def _name_of(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _texts_in(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts_in(node.body)
        yield from _texts_in(node.orelse)


def test_every_key_that_is_asked_for_is_in_the_catalogue() -> None:
    asked = list(asked_for())
    assert len(asked) > 100
    assert [(where, key) for where, key in asked if key not in ENGLISH] == []


class Remembering(dict[str, str | tuple[str, str]]):
    """A catalogue that remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__(ENGLISH)
        self.asked: set[str] = set()

    def __getitem__(self, key: str) -> str | tuple[str, str]:
        self.asked.add(key)
        return super().__getitem__(key)


BARE = item(date=None, project=None, scope=None, links=None, responsibility=None)
OLD = item("Old", date="2024", links=[])


def odd_policies() -> Iterator[Assessment]:
    for policy in ("{items: 1, projects: 0, measured: 2, at_scope: 2}", "{items: 3, projects: 3}"):
        on = read_ladder(SMALL.replace("{id: craft,", f"{{id: craft, policy: {policy},"))
        yield assessment(file_of(item(), item("B", scope=None)), on=on)
        yield assessment(file_of(OLD, BARE), on=on)
        yield assessment(file_of(item("B", links=[], scope="task"), item()), on=on)
        yield assessment(file_of(BARE), on=on, target="lead")


def odd_ladders() -> Iterator[Assessment]:
    """Years, titles elsewhere, a level's policy and no scope; and where the ladder comes from."""
    head = "version: '2'\nnotes: Draft.\n"
    head += "source: {name: Handbook, licence: MIT, unofficial: yes}\n"
    more = "policy: {items: 3}, equivalents: [{title: IC4, note: here}]"
    for years in ("{max: 3}", "{min: 2, note: at least}", "{min: 2, max: 5}"):
        text = SMALL.replace("Senior, scope: team", f"Senior, years: {years}, {more}")
        on = read_ladder(head + text.replace("{id: reach,", "{id: reach, required: yes,"))
        yield assessment(file_of(), on=on)


EMPTY_LEVEL = "ladder: e\nlevels: [{id: a}, {id: b}]\ncompetencies: [{id: craft}]\n"
EMPTY_LEVEL += "expectations: {a: {craft: [Does]}}\n"


def whole_ladders() -> Iterator[Assessment]:
    """Every target of the ladder that has every key, and the same in one number or none."""
    targets = (("l3", "lead"), ("l4", "ic"), ("l4", "lead"), ("l5", "ic"), ("m5", "lead"))
    for target, track in targets:
        yield assessment(file_of(item()), on=WHOLE_LADDER, target=target, track=track)
    fewer = WHOLE.replace("{min_months: 1}", "{min_months: 1, max_months: 2}")
    on = read_ladder(fewer.replace("years: {min: 2, note: in the trade, hard: true}\n", ""))
    yield assessment(file_of(), on=on, target="l3", track="ic")
    exact = WHOLE.replace("{min: 3, max: 5,", "{min: 3, max: 3,").replace("{min: 30,", "{min: 40,")
    on = read_ladder(exact.replace("{min_months: 12,", "{min_months: 18,"))
    yield assessment(file_of(item(competencies=["haste"])), on=on, target="l4", track="ic")
    yield assessment(file_of(), on=read_ladder(EMPTY_LEVEL), target="b")


def sustained() -> Iterator[Assessment]:
    """Items whose span is too short, dated and not."""
    on = asking(items=1, projects=1, sustained_months=6)
    yield assessment(file_of(item()), on=on)
    yield assessment(file_of(item("A"), item("B", date=None)), on=on)
    yield assessment(file_of(), on=on)


def odd_files() -> Iterator[Assessment]:
    many = [item(str(n), competencies=[tag]) for n, tag in enumerate(["craft", "extra"] * 3)]
    voices = [{"quote": "Good.", "level": "boss"}, {"name": "Alan", "role": "CTO"}]
    yield assessment(file_of(*many, packet={"cycle": "H1"}, feedback=voices))
    known = [{"name": name, "level": "junior", "supportive": "no"} for name in ("Alan", "Edsger")]
    metrics = [{"name": "n"}, {"result": "r", "method": "m"}, {"name": "n", "baseline": "b"}]
    late = item(date="2026-06", metrics=metrics, corroboration=[{"name": "Alan"}])
    yield assessment(file_of(late, feedback=known))
    yield assessment(file_of(candidate={"name": "Ada", "role": "Boss"}))
    aged = item(date="2025-06-29", competencies=["craft", "extra"])
    waiver = {"competency": "extra", "reason": "Not hers.", "approved_by": "Grace"}
    yield assessment(file_of(aged, waivers=[waiver]))
    text = SMALL.replace("expectations:\n", "  - {id: fourth}\nexpectations:\n", 1)
    wide = read_ladder(text + "    fourth: [a]\n    people: [b]\n    reach: [c]\n")
    spread = item(competencies=["craft", "people", "reach", "fourth"])
    yield assessment(file_of(spread), on=wide, target="lead")


def reviewed() -> Reviewed:
    reply = Reply("Grace", "2026-07-02T09:00:00Z", "Yes.")
    said = Comment("Alan", "2026-07-01", "Who?", on="a team", resolved=True, replies=(reply,))
    ticked = Answers("craft", "Craft", {"checked": TICKED})
    return Reviewed(
        ("Alan", "Grace"), Review(None, (ReviewForm("Alan", "", (ticked,), {}),), (said,))
    )


def open_questions() -> Iterator[Assessment]:
    """Items that leave every question open, and one that leaves none."""
    named = [{"name": "speed", "baseline": "9"}, {"name": "cost", "result": "4"}]
    asked = (
        {"links": [], "result": "It fell to 4."},
        {"links": [], "result": "It fell.", "responsibility": None},
        {"metrics": named, "date": None},
        {"metrics": [named[0]], "responsibility": "contributor", "situation": "A trade-off."},
        {"metrics": [{"name": "speed"}], "corroboration": SOMEONE, "actions": "Made instead."},
        {"metrics": [METRIC], "corroboration": SOMEONE, "situation": "A trade-off."},
    )
    for changes in asked:
        yield assessment(file_of(item("A", **changes)))
    whole = METRIC | {"window": "2026-01..2026-03"}
    voice = [{"name": "Grace", "level": "lead"}]
    told = {"metrics": [whole], "corroboration": voice, "situation": "A trade-off."}
    yield assessment(file_of(item("A", date=None, **told)))
    unseen = item("B", competencies=["people"], corroboration=SOMEONE)
    yield assessment(file_of(item("A", **told), unseen))
    on = read_ladder(ONE_CELL)
    yield assessment(file_of(item("A", **told), item("B", **told)), on=on)


ONE_CELL = "ladder: one\nlevels: [{id: senior, aliases: [Lead]}]\n"
ONE_CELL += "scopes: [team]\ncompetencies: [{id: craft}]\nexpectations: {senior: {craft: [Does]}}\n"


def two_sides() -> Iterator[tuple[Assessment, Assessment]]:
    """A file in which everything has changed, beside what it was, and one beside itself."""
    whole = item("A", metrics=[METRIC], corroboration=SOMEONE, headline="yes", id="a")
    bare = {"id": "a", "title": "Another", "status": "in-progress"}
    said = {"situation": "S.", "actions": "A.", "result": "R.", "expectations": [FIRST]}
    new, old = (assessment(file_of(one, item("B"))) for one in (whole | said, bare))
    kept = {**file_of(item("A", id="a"), item("Gone"))}
    yield new, old
    yield assessment(file_of(item("A", id="other"), item("New"))), assessment(kept)
    yield old, old


def test_every_key_of_the_catalogue_is_asked_for() -> None:
    catalogue = Remembering()
    for new, old in two_sides():
        compose(new, "1", Words(catalogue), besides=besides(new, old))
    for found in (*open_questions(), *sustained(), *odd_policies()):
        compose(found, "1", Words(catalogue), besides=Besides(questions=True))
    compose(assessment(file_of()), "0", Words(catalogue), reviewed())
    odd = [*odd_policies(), *odd_ladders(), *odd_files(), *whole_ladders(), *sustained()]
    for found in [*map(example, EXAMPLES), *odd]:
        compose(found, "1", Words(catalogue))
    catalogue.asked.add("logo.alt")  # asked for where a theme has a logo: tests/test_theming.py
    never = sorted(ENGLISH.keys() - catalogue.asked)
    assert never == [], never


# Plurals


def fields_of(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", PLURAL)
def test_a_plural_differs_from_its_singular_and_tells_as_much(key: str) -> None:
    one, other = PLURAL[key]
    assert one != other
    assert fields_of(one) - {"n"} == fields_of(other) - {"n"}


@pytest.mark.parametrize("key", PLURAL)
@pytest.mark.parametrize(
    ("n", "shown", "form"),
    [(0, "0", 1), (1, "1", 0), (2, "2", 1), (1000, "1,000", 1)],
    ids=["zero", "one", "two", "a thousand"],
)
def test_a_plural_follows_its_number(key: str, n: int, shown: str, form: int) -> None:
    values = dict.fromkeys(fields_of("".join(PLURAL[key])) - {"n"}, "x")
    expected = PLURAL[key][form].replace("{n}", shown)
    assert WORDS(key, n, **values) == re.sub(r"{\w+}", "x", expected)


@pytest.mark.parametrize(
    ("key", "n", "text"),
    [
        ("items", 0, "0 items"),
        ("items", 1, "1 item"),
        ("items", 2, "2 items"),
        ("items", 1000, "1,000 items"),
        ("words", 1, "1 word"),
        ("projects", 2, "2 projects"),
        ("months.count", 13, "13 months"),
        ("action.items", 1, "add 1 more item"),
    ],
)
def test_numbers_read_as_english(key: str, n: int, text: str) -> None:
    assert WORDS(key, n) == text


def test_thousands_are_parted() -> None:
    numbers = (0, 999, 1000, 1234567)
    assert [WORDS.number(n) for n in numbers] == ["0", "999", "1,000", "1,234,567"]
    assert WORDS("header.left", name=1900) == "Promotion packet  ·  1,900"


def test_decimals_are_shown_as_short_as_they_are() -> None:
    assert [WORDS.decimal(value) for value in (2.0, 0.5)] == ["2", "0.5"]


# Dates and periods

PERIODS = {
    "2025-09-30": "30 September 2025",
    "2025-9-3": "3 September 2025",
    "2025-09": "September 2025",
    "2025-Q3": "Q3 2025",
    "2025-q3": "Q3 2025",
    "2025": "2025",
    "2025-03..": "since March 2025",
    "2025-03-14..": "since 14 March 2025",
    "2025-Q1..": "since Q1 2025",
    "2025..": "since 2025",
    "2025-01..2025-09": "January – September 2025",
    "2025-01 .. 2025-09": "January – September 2025",
    "2025-11..2026-02": "November 2025 – February 2026",
    "2025-Q1..2025-Q3": "Q1 – Q3 2025",
    "2025-03-28..2025-04-02": "28 March – 2 April 2025",
    "2024..2025": "2024 – 2025",
    "2025..2025-06": "2025 – June 2025",
    "2025-09..2025-09": "September 2025",
}


@pytest.mark.parametrize(("written", "shown"), PERIODS.items(), ids=PERIODS)
def test_a_period_is_shown_as_precisely_as_it_was_written(written: str, shown: str) -> None:
    period = parse_period(written)
    assert isinstance(period, Period)
    assert WORDS.period(period) == shown


def test_days_months_and_spans_are_spelled_out() -> None:
    assert WORDS.day(date(2026, 6, 30)) == "30 June 2026"
    assert WORDS.month(date(2025, 9, 1)) == "Sep 2025"
    assert WORDS.span(date(2024, 10, 1), date(2026, 6, 30)) == "October 2024 – June 2026"
    assert WORDS.span(date(2026, 1, 1), date(2026, 1, 31)) == "January 2026"


# Sentences

LISTED = [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]


@pytest.mark.parametrize(("parts", "text"), LISTED, ids=["one", "two", "three"])
def test_names_are_listed_as_in_a_sentence(parts: list[str], text: str) -> None:
    assert WORDS.listed(parts) == text


def test_empty_parts_are_left_out_between_dots() -> None:
    assert WORDS.join(["a", "", "b"]) == "a  ·  b"
    assert WORDS.join(["", ""]) == ""


def test_a_sentence_begins_with_a_capital_and_keeps_its_names() -> None:
    assert [sentence(text) for text in ("none at X", "1 item", "")] == ["None at X", "1 item", ""]


def test_braces_in_a_value_are_only_characters() -> None:
    assert WORDS("header.left", name="{n} {{x}} %s") == "Promotion packet  ·  {n} {{x}} %s"


VERDICT = re.compile(
    r"\b(promoted?|ready|readiness|deserv\w+|qualif\w+|worthy|eligib\w+|suitable|excellent"
    r"|outstanding|good|bad|weak\w*|poor\w*|fail\w*|pass(es|ed)?|score|insufficient|unfortunately"
    r"|must|please|sorry|oops)\b|!",
    re.IGNORECASE,
)


def texts_of_the_catalogue() -> Iterator[str]:
    for entry in ENGLISH.values():
        yield from [entry] if isinstance(entry, str) else entry


def test_the_catalogue_counts_and_never_judges() -> None:
    offered = ENGLISH["sign_off.recommendation.choices"]  # to people, whose verdict it is
    judging = [text for text in texts_of_the_catalogue() if VERDICT.search(text)]
    assert judging == [offered]
    assert VERDICT.search("She is ready and should be promoted.")
