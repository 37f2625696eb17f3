"""The central promise: what is typed is refused with a place, or read back from the document."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from making import (
    SMALL_LADDER,
    Line,
    at_edges,
    docx_lines,
    file_of,
    item,
    markdown_lines,
    packet,
    read_ladder,
    refusal,
    tree_lines,
    xml_of,
)

from promo import prose
from promo.packet import Packet
from promo.source import FORBIDDEN
from promo.words import Words, sentence
from promo.writers import markdown
from promo.writers.word import write
from promo.writers.word.lint import lint

# Texts

PIECES = (
    "a", "B", "7", "'", '"', "%", "^", "=", "~", "&", "<", ">", "|", "#", "*", "_", "`", "$", "!",
    "[", "]", "(", ")", "{", "%s", "\\", " ", "  ", "    ", "\t", "\n", "\n\n", "\\\n", "None",
    "# ", "## ", "1. x", "12) ", "- ", "- x", "+ ", "+++", "---", "- - -", "===", "\n===", ":-:",
    "**", "__", "*x*", "_x_", "**x**", "~~", "```", "> ", "|a|b", "| a | b |\n|---|---|\n", "![",
    "[x](y)", "![x](y.png)", "[x](https://a.example/b_c?d=e&copy;f)", "<https://a.example>",
    "<b>", "</b>", "<br>", "<script>", "<!-- x -->", "{{ candidate.name }}", "{% if x %}",
    "{# x #}", "&amp;", "&#38;", "&lt;", "&#32;", "&#10;", "&#9;", "www.example.com", ":tada:",
    "\n    code\n", "\n- x\n- y\n", "\n1. x\n2. y\n", "\n> x\n", "\n```\nx\n```\n", "\n  ",
    "🎉", "👩\u200d👧", "עברית", "مرحبا", "e\u0301", "日本", "€", "“", "’", "–", "@ada",
    "\u00a0", "\u3000", "\u200b", "\u200f", "\ufeff",
)  # fmt: skip
LEGAL = st.characters(exclude_categories=["Cs"]).filter(lambda c: not FORBIDDEN.search(c))
TEXT = st.lists(st.sampled_from(PIECES) | st.text(LEGAL, max_size=5), max_size=8).map("".join)
HOSTILE = TEXT.filter(str.strip)
PROSE = TEXT
often = settings(max_examples=60, deadline=None)


# Where each plain field is printed: the path in the file, and the paragraph around it

Path = tuple[str | int, ...]
EVIDENCE: Path = ("evidence", 0)
METRIC: Path = (*EVIDENCE, "metrics", 0)
VOICE: Path = (*EVIDENCE, "corroboration", 0)
FEEDBACK: Path = ("feedback", 0)
PLAIN: dict[str, Path] = {
    "name": ("candidate", "name"),
    "current level": ("candidate", "current_level"),
    "role": ("candidate", "role"),
    "team": ("candidate", "team"),
    "manager": ("candidate", "manager"),
    "cycle": ("packet", "cycle"),
    "title": (*EVIDENCE, "title"),
    "project": (*EVIDENCE, "project"),
    "metric": (*METRIC, "name"),
    "baseline": (*METRIC, "baseline"),
    "result": (*METRIC, "result"),
    "method": (*METRIC, "method"),
    "link": (*EVIDENCE, "links", 0, "title"),
    "voice": (*VOICE, "name"),
    "voice role": (*VOICE, "role"),
    "voice relation": (*VOICE, "relation"),
    "voice level": (*VOICE, "level"),
    "voice quote": (*VOICE, "quote"),
    "feedback": (*FEEDBACK, "name"),
    "feedback role": (*FEEDBACK, "role"),
    "feedback relation": (*FEEDBACK, "relation"),
    "feedback level": (*FEEDBACK, "level"),
    "feedback quote": (*FEEDBACK, "quote"),
    "reason": ("waivers", 0, "reason"),
    "approver": ("waivers", 0, "approved_by"),
}
# The paragraphs that print them.
PRINTED = (
    "{name}",
    "{current level} to Senior",
    "{role}",
    "{team}",
    "{manager}",
    "30 June 2026, cycle {cycle}",
    "E1  {title}",
    "March 2026  ·  project {project}  ·  owner  ·  team scope",
    "{metric}: {baseline} → {result} ({method})",
    "Sources: {link}",
    "“{voice quote}”",
    "“{feedback quote}”",
)
SIGNED = (
    "{voice}, {voice role} ({voice relation}, level {voice level})",
    "{feedback}, {feedback role} ({feedback relation}, level {feedback level})",
)
WAIVED = ("Missing, waived. Reason: {reason}", "Approved by: {approver}")
assert set(re.findall("{(.+?)}", "".join(PRINTED + SIGNED + WAIVED))) == set(PLAIN)


def whole_file() -> dict[str, Any]:
    """A file that has every plain field."""
    someone = {"role": "r", "relation": "p", "level": "l", "quote": "q"}
    metric = {"name": "n", "baseline": "b", "result": "r", "method": "m"}
    return file_of(
        item(metrics=[metric], corroboration=[someone | {"name": "v"}]),
        feedback=[someone | {"name": "f"}],
        waivers=[{"competency": "people", "reason": "r", "approved_by": "a"}],
        packet={"cycle": "c"},
    )


def put(content: dict[str, Any], path: Path, text: str) -> None:
    place: Any = content
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = text


def filled_in(line: str, texts: dict[str, str]) -> str:
    """What a paragraph should say; quotes stand without the white space around them."""
    shown = {name: text.strip() if "quote" in name else text for name, text in texts.items()}
    return re.sub("{(.+?)}", lambda match: shown[match[1]], line)


def is_a_level(text: str) -> bool:
    return SMALL_LADDER.level_named(text) is not None


def dealt(texts: list[str]) -> dict[str, str]:
    """Every field with one of a few texts, neighbours with different ones: few shrink quickly."""
    return {name: texts[n % len(texts)] for n, name in enumerate(PLAIN)}


FILLED = (
    st.lists(HOSTILE, min_size=3, max_size=3)
    .map(dealt)
    .filter(lambda texts: not is_a_level(texts["current level"]))
)


def filled(texts: dict[str, str]) -> dict[str, Any]:
    content = whole_file()
    for name, text in texts.items():
        put(content, PLAIN[name], text)
    return content


@often
@given(FILLED)
def test_every_plain_field_is_read_back_from_word_as_it_was_typed(texts: dict[str, str]) -> None:
    document = write(packet(filled(texts)))
    printed = {line.text for line in docx_lines(document)}
    for line in PRINTED + SIGNED + WAIVED:
        assert filled_in(line, texts) in printed
    body = xml_of(document).split("<w:body>")[1]
    assert "\n" not in body, "a line break is no element"
    assert "\t" not in body, "a tab is no element"


@often
@given(FILLED)
def test_every_plain_field_is_read_back_from_markdown_as_it_was_typed(
    texts: dict[str, str],
) -> None:
    page = markdown.write(packet(filled(texts)))
    printed = [at_edges(line.text) for line in markdown_lines(page)]
    signed = tuple(f"— {line}" for line in SIGNED)
    for line in (*PRINTED, *signed, "People. " + "\n".join(WAIVED)):
        assert at_edges(filled_in(line, texts)) in printed


# Refused, with a place

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(list(PLAIN)), ANY_TEXT)
@example("title", "a\x00b")
@example("title", "a\u2028b")
@example("role", "\uffff")
def test_a_text_is_refused_with_a_place_exactly_when_a_document_cannot_hold_it(
    name: str, text: str
) -> None:
    content = whole_file()
    put(content, PLAIN[name], f"x{text}x")
    found = refusal(content)
    assert bool(found) is bool(FORBIDDEN.search(text))
    assert all(finding.location.line and finding.location.column for finding in found)


REQUIRED = ("name", "title", "reason", "approver")


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize("blank", ["", "  ", "\n"], ids=["empty", "spaces", "a line break"])
def test_a_blank_text_is_refused_only_where_one_is_needed(name: str, blank: str) -> None:
    content = whole_file()
    put(content, PLAIN[name], blank)
    assert [finding.code for finding in refusal(content)] == (["DT003"] if name in REQUIRED else [])
    if name not in REQUIRED:
        write(packet(content))


# Where each text of a ladder is printed

LEVEL: Path = ("levels", 1)
CRAFT: Path = ("competencies", 0)
LINE_OF_IT: Path = ("expectations", "l4", "craft", 0)
LADDER_PLAIN: dict[str, Path] = {
    "ladder": ("title",),
    "version": ("version",),
    "notes": ("notes",),
    "source": ("source", "name"),
    "licence": ("source", "licence"),
    "years": ("years", "note"),
    "rating": ("ratings", 0),
    "other rating": ("ratings", 1),
    "rule": ("rules", 0),
    "value of a rule": ("rules", 1, "key"),
    "track": ("tracks", 0, "title"),
    "lower": ("levels", 0, "title"),
    "level": (*LEVEL, "title"),
    "summary": (*LEVEL, "summary"),
    "level years": (*LEVEL, "years", "note"),
    "time": (*LEVEL, "time_in_level", "note"),
    "equal": ("levels", 2, "title"),
    "includes": (*LEVEL, "includes", 0),
    "elsewhere": (*LEVEL, "equivalents", 0, "title"),
    "elsewhere note": (*LEVEL, "equivalents", 0, "note"),
    "rule of the level": ("requirements", "l4", "rules", 0),
    "craft": (*CRAFT, "title"),
    "group": (*CRAFT, "group"),
    "description": (*CRAFT, "description"),
    "rule of craft": (*CRAFT, "rules", 0),
    "system": ("competencies", 1, "title"),
    "step": ("competencies", 1, "scale", 0, "title"),
    "risk": ("competencies", 2, "title"),
    "check": ("checks", 0, "text"),
    "line": (*LINE_OF_IT, "text"),
    "kind": (*LINE_OF_IT, "kind"),
    "looked for": (*LINE_OF_IT, "target"),
    "example": (*LINE_OF_IT, "examples", 0),
    "link": (*LINE_OF_IT, "links", 0, "title"),
    "line below": ("expectations", "l3", "craft", 0),
    "line of the step": ("expectations", "system", "owns", 0),
    "line of the risk": ("expectations", "all", "risk", 0),
}
RATINGS = "Choose: {rating} / {other rating}"
LADDER_PRINTED = (
    "For {level}",
    "{ladder}, version {version} (unofficial)",
    "{level}  ·  track {track}  ·  {summary}  ·  3 to 5 years ({level years})  ·  "
    "12 months or more at this level ({time})  ·  same rank as {equal}  ·  includes {includes}  ·  "
    "elsewhere {elsewhere} ({elsewhere note})",
    "{craft} (optional)",
    "{group}  ·  weight 2  ·  {description}",
    "{kind}: {line} (looks for: {looked for}) (optional). For example: {example} See: "
    "{link} (https://example.com/design)",
    "{lower}: {line below}",
    "{system}",
    "{line of the step}",
    RATINGS,
    "{rule}",
    "key: {value of a rule}",
    "{rule of the level}",
    "{craft}: {rule of craft}",
    "{system}: step {step} or above",
    "{risk}: {line of the risk}",
    "{check}",
    "Ladder: {ladder} (hostile), version {version}, level {level}. Track: {track}. Experience, as "
    "the ladder states it: 2 years or more ({years}). Source of the ladder: {source}. Licence: "
    "{licence}. It is not an official document of any company.",
    "Notes of the ladder: {notes}",
)
assert set(re.findall("{(.+?)}", "".join(LADDER_PRINTED))) == set(LADDER_PLAIN)
# Names are told apart by their first word, whatever follows it.
NAMES = ("track", "lower", "level", "equal", "craft", "system", "risk")


def whole_ladder() -> dict[str, Any]:
    """A ladder that has every text which a packet prints."""
    level = {
        "id": "l4",
        "years": {"min": "3", "max": "5"},
        "time_in_level": {"min_months": "12"},
        "equals": ["m4"],
        "includes": [""],
        "equivalents": [{}],
    }
    link = {"url": "https://example.com/design"}
    line = {"id": "l4.craft.1", "optional": "true", "examples": [""], "links": [link]}
    return {
        "ladder": "hostile",
        "cumulative": "context",
        "source": {"unofficial": "true"},
        "years": {"min": "2"},
        "ratings": ["", ""],
        "rules": ["", {}],
        "tracks": [{"id": "ic"}],
        "levels": [{"id": "l3"}, level, {"id": "m4", "rank": "2"}],
        "competencies": [
            {"id": "craft", "weight": "2", "required": "true", "rules": [""]},
            {"id": "system", "scale": [{"id": "owns"}]},
            {"id": "risk", "polarity": "risk"},
        ],
        "requirements": {"l4": {"steps": {"system": "owns"}, "rules": [""]}},
        "checks": [{"id": "q1"}],
        "expectations": {
            "all": {"risk": [""]},
            "l3": {"craft": [""]},
            "l4": {"craft": [line]},
            "system": {"owns": [""]},
        },
    }


def named(texts: list[str]) -> dict[str, str]:
    shown = {name: texts[n % len(texts)] for n, name in enumerate(LADDER_PLAIN)}
    return shown | {name: f"{name} {shown[name]}" for name in NAMES}


LADDER_TEXTS = st.lists(HOSTILE, min_size=3, max_size=3).map(named)


def with_ladder(texts: dict[str, str]) -> Packet:
    content = whole_ladder()
    for name, text in texts.items():
        put(content, LADDER_PLAIN[name], text)
    return packet(file_of(item()), on=read_ladder(content), target="l4")


def said_of_the_ladder(texts: dict[str, str]) -> list[str]:
    shown = texts | {"kind": sentence(texts["kind"]), "notes": texts["notes"].strip()}
    shown["example"] = Words().ended(texts["example"])
    said = [re.sub("{(.+?)}", lambda match: shown[match[1]], line) for line in LADDER_PRINTED]
    # A choice of a list is one line, and stands in it once.
    ratings = (" ".join(texts[name].split()) for name in ("rating", "other rating"))
    said[LADDER_PRINTED.index(RATINGS)] = f"Choose: {' / '.join(dict.fromkeys(ratings))}"
    return said


@often
@given(LADDER_TEXTS)
def test_every_text_of_a_ladder_is_read_back_from_word_as_it_was_typed(
    texts: dict[str, str],
) -> None:
    document = write(with_ladder(texts))
    printed = {line.text for line in docx_lines(document)}
    assert [line for line in said_of_the_ladder(texts) if line not in printed] == []
    assert lint(document) == ()


@often
@given(LADDER_TEXTS)
def test_every_text_of_a_ladder_is_read_back_from_markdown_as_it_was_typed(
    texts: dict[str, str],
) -> None:
    page = markdown.write(with_ladder(texts))
    printed = {at_edges(line.text) for line in markdown_lines(page)}
    said = [at_edges(line) for line in said_of_the_ladder(texts)]
    assert [line for line in said if line not in printed] == []


# Markdown fields: the text of the allowed tree


def as_text(source: str) -> list[str]:
    return tree_lines(prose.parse(source).prose)


def summary_of(source: str) -> list[str]:
    return as_text(source) if prose.parse(source).prose else ["No summary yet."]


def with_prose(source: str) -> dict[str, Any]:
    """A file whose summary and whose one item's actions are `source`."""
    one = item(actions=source, links=None)
    return file_of(one, packet={"summary": source})


def between(lines: list[Line], first: Callable[[Line], bool], last: Callable[[Line], bool]) -> list:
    start = next(n for n, line in enumerate(lines) if first(line)) + 1
    end = next(n for n, line in enumerate(lines) if n >= start and last(line))
    return [line.text for line in lines[start:end]]


def in_style(name: str) -> Callable[[Line], bool]:
    return lambda line: line.style == name


def saying(text: str) -> Callable[[Line], bool]:
    return lambda line: line.text == text


META = "March 2026  ·  project Item  ·  owner  ·  team scope"
FORM = "Manager’s review: Craft"


def without_label(texts: list[str]) -> list[str]:
    """The label runs in at the start of a paragraph, or stands before a list, quote or code."""
    if not texts:
        return []
    first = texts[0].removeprefix("Actions:").removeprefix(" ")
    return [text for text in (first, *texts[1:]) if text.strip()]


@often
@given(PROSE)
def test_the_text_of_a_markdown_field_is_read_back_from_word(source: str) -> None:
    lines = docx_lines(write(packet(with_prose(source))))
    summary = between(
        lines, lambda line: line.style == "Spacer", lambda line: line.style[:1] == "H"
    )
    actions = between(lines, saying(META), in_style("Spacer"))
    assert [text for text in summary if text.strip()] == summary_of(source)
    assert without_label(actions) == as_text(source)


@often
@given(PROSE)
def test_the_text_of_a_markdown_field_is_read_back_from_markdown(source: str) -> None:
    lines = markdown_lines(markdown.write(packet(with_prose(source))))
    summary = between(
        lines, lambda line: line.text == "30 June 2026", lambda line: line.style == "h2"
    )
    actions = between(lines, saying(META), saying(FORM))
    assert on_lines(summary) == on_lines(summary_of(source))
    assert on_lines(without_label(actions)) == on_lines(as_text(source))


def on_lines(texts: list[str]) -> list[str]:
    """Line by line, without white space at the edges and without empty lines."""
    return [line for text in texts for line in at_edges(text).split("\n") if line]


FORBIDDEN_BY_REFERENCE = ["&#12;", "&#x0C;", "&#13;", "&#x2028;", "&#x202E;"]


@pytest.mark.parametrize("reference", FORBIDDEN_BY_REFERENCE)
def test_a_reference_lets_no_character_in_that_a_document_cannot_hold(reference: str) -> None:
    said = "".join(as_text(f"a {reference} b"))
    assert said.isprintable(), ascii(said)
    assert lint(write(packet(with_prose(f"a {reference} b")))) == ()


# A megabyte in one field

MEGABYTE = "0123456789 & <b> | * " * 47_000


def test_a_megabyte_in_one_plain_field_arrives() -> None:
    content = file_of(item(), candidate={"name": "Ada", "team": MEGABYTE})
    made = packet(content)
    assert len(MEGABYTE) > 980_000
    assert MEGABYTE in {line.text for line in docx_lines(write(made))}
    page = {line.text.strip() for line in markdown_lines(markdown.write(made))}
    assert MEGABYTE.strip() in page


def test_a_megabyte_of_prose_arrives_as_it_was_typed() -> None:
    made = packet(file_of(item(result=MEGABYTE)))
    assert f"Result: {MEGABYTE}" in {line.text for line in docx_lines(write(made))}
    page = {line.text.strip() for line in markdown_lines(markdown.write(made))}
    assert f"Result: {MEGABYTE}".strip() in page
