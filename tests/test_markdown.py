"""Packet to Markdown: the page a reader sees says what was typed, and the raw text reads well."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from making import (
    EXAMPLES,
    GFM,
    METRIC,
    SOMEONE,
    at_edges,
    example_packet,
    file_of,
    item,
    markdown_lines,
    packet,
    tree_lines,
)
from test_roundtrip import HOSTILE, PROSE

from promo import prose
from promo.prose import (
    Block,
    Break,
    Code,
    Emphasis,
    Inline,
    Items,
    Link,
    Paragraph,
    Prose,
    Strong,
    Text,
)
from promo.writers import markdown
from promo.writers.markdown import blocks, escaped
from promo.writers.seal import State


def written(content: dict[str, Any]) -> str:
    return markdown.write(packet(content)).decode()


def para(*children: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(each) if isinstance(each, str) else each for each in children))


def strong(text: str) -> Strong:
    return Strong((Text(text),))


def em(text: str) -> Emphasis:
    return Emphasis((Text(text),))


# Plain text, escaped only where it would be more than itself

ESCAPED = {
    "Growth of 5 % at R&D, < 3 weeks": "Growth of 5 % at R&D, < 3 weeks",
    "snake_case and -5 % (+2.5)": "snake_case and -5 % (+2.5)",
    "#1 in 2025. 3.5 of 4": "#1 in 2025. 3.5 of 4",
    "-5 %": "-5 %",
    "+12 points": "+12 points",
    "2.5 times": "2.5 times",
    "*a* _b_ `c`": r"\*a\* \_b\_ \`c\`",
    "a|b": r"a\|b",
    "<b> &amp; &#38;": r"\<b> \&amp; \&#38;",
    "[a](b) ![c](d)": r"\[a\](b) !\[c\](d)",
    "$x$ ~y~ a\\b": r"\$x\$ \~y\~ a\\b",
    "# a": r"\# a",
    "## a": r"\## a",
    "a #": r"a \#",
    "> a": r"\> a",
    "- a": r"\- a",
    "+ a": r"\+ a",
    "---": r"\---",
    "===": r"\===",
    ":-:": r"\:-:",
    "1. a": r"1\. a",
    "123456789) a": r"123456789\) a",
    "1234567890. a": "1234567890. a",
    "a\nb": "a<br>b",
    " a\tb ": "&#32;a&#9;b&#32;",
    "\u00a0a\u3000": "&#160;a&#12288;",
}


@pytest.mark.parametrize(("text", "raw"), ESCAPED.items(), ids=map(repr, ESCAPED))
def test_plain_text_is_escaped_only_where_it_has_to_be(text: str, raw: str) -> None:
    assert escaped(text) == raw


FRAMES = {
    "a line": "{}",
    "a heading": "# {}",
    "a bullet": "- {}",
    "a quote": "> {}",
    "a cell": "| {} | x |\n| --- | --- |",
    "italics": "*{}*",
    "bold": "**{}**",
}


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
@settings(max_examples=100, deadline=None)
@given(HOSTILE)
def test_a_line_of_plain_text_reads_back_as_it_was(frame: str, text: str) -> None:
    first = markdown_lines(frame.replace("{}", escaped(text)).encode())[0]
    assert at_edges(first.text) == at_edges(text)


# Prose

PAGE = "https://example.com/a"
RAW: dict[str, tuple[Prose, str]] = {
    "a paragraph": ((para("Plain & simple."),), "Plain & simple."),
    "emphasis": ((para("a ", strong("b"), " ", em("c")),), "a **b** *c*"),
    "emphasis inside a word": ((para("un", strong("believ"), "able"),), "un**believ**able"),
    "emphasis that stars cannot mark": (
        (para("a", strong("(b)"), "c ", em("d "), "e"),),
        "a<strong>(b)</strong>c <em>d </em>e",
    ),
    "a sign that only newer readers know": (
        (para("€", strong("(b)")),),
        "€<strong>(b)</strong>",
    ),
    "code": ((para(Code("a`b"), " ", Code("`"), " ", Code(" x ")),), "``a`b`` `` ` `` `  x  `"),
    "a link": ((para(Link(PAGE, (Text("b]"),))),), rf"[b\]]({PAGE})"),
    "a link with brackets": (
        (para(Link(f"{PAGE}_(b)", (Text("c"),))),),
        f"[c](<{PAGE}_(b)>)",
    ),
    "a link with an entity": (
        (para(Link(f"{PAGE}?b&copy;=c", (Text("d"),))),),
        f"[d](<{PAGE}?b&amp;copy;=c>)",
    ),
    "a link after an exclamation": (
        (para("Look!", Link(PAGE, (Text("b"),))),),
        rf"Look\![b]({PAGE})",
    ),
    "line breaks": ((para("a", Break(), "- b", Break(), "  # c"),), "a\\\n\\- b\\\n&#32;&#32;# c"),
    "an indent": ((para("    a"),), "&#32;&#32;&#32;&#32;a"),
    "a break from an entity": ((para("a\n# b"),), "a<br># b"),
    "bullets": ((Items(None, ((para("a"),), (para("b"),))),), "- a\n- b"),
    "numbers": ((Items(7, ((para("a"),), (para("b"),))),), "7. a\n8. b"),
    "a list from zero": ((Items(0, ((para("a"),),)),), "0. a"),
    "the largest numbers": (
        (Items(999_999_999, ((para("a"),), (para("b"),))),),
        "999999999. a\n999999999. b",
    ),
    "two lists": (
        (Items(None, ((para("a"),),)), Items(None, ((para("b"),),)), Items(None, ((para("c"),),))),
        "- a\n\n* b\n\n- c",
    ),
    "a list in a list": (
        (Items(1, ((para("a"), Items(None, ((para("b"),),))), (para("c"),))),),
        "1. a\n\n   - b\n\n2. c",
    ),
    "a heading with bold in it": (
        (para(Strong((Text("a"), strong("b"), Text("&")))),),
        "<strong>a**b**&</strong>",
    ),
    "italics in bold": (
        (para(Strong((Text("a "), em("b"), Text(" c")))),),
        "**a *b* c**",
    ),
    "a list that begins with a list": (
        (Items(None, ((Items(None, ((Items(None, ((),)),),)),),)),),
        "-\n  -\n    -",
    ),
    "an empty entry": ((Items(None, ((), (para("a"),))),), "-\n- a"),
    "code in a list": (
        (Items(None, ((para("a"), prose.CodeBlock("b\n  c")),)),),
        "- a\n\n  ```\n  b\n    c\n  ```",
    ),
    "a fence in code": ((prose.CodeBlock("```\na"),), "````\n```\na\n````"),
    "a quote": ((prose.Quote((para("a"), para("b"))),), "> a\n>\n> b"),
}


@pytest.mark.parametrize(("tree", "raw"), RAW.values(), ids=RAW)
def test_a_tree_is_written_as_one_would_write_it(tree: Prose, raw: str) -> None:
    assert blocks(tree) == raw
    read_back = [at_edges(line.text) for line in markdown_lines(raw.encode()) if line.text]
    assert "\n".join(read_back) == "\n".join(map(at_edges, tree_lines(tree)))


def shape(blocks: Prose) -> list[Any]:
    """The nesting of a tree without its texts; a run of text and its breaks are one."""
    return [_shape(block) for block in blocks]


def _shape(block: Block) -> Any:
    if isinstance(block, Items):
        start = None if block.start is None else min(block.start, 999_999_999)
        return [start, *map(shape, block.items)]
    return type(block).__name__ if not isinstance(block, prose.Quote) else shape(block.children)


@settings(max_examples=150, deadline=None)
@given(PROSE)
def test_the_blocks_of_a_tree_are_still_the_same_blocks_when_read_again(source: str) -> None:
    tree = prose.parse(source).prose
    again = prose.parse(blocks(tree)).prose
    assert shape(again) == shape(tree)


# The whole page


def test_the_page_has_its_headings_in_order() -> None:
    other = item("B", competencies=[])
    lines = markdown_lines(written(file_of(item(), other)).encode())
    assert [line.text for line in lines if line.style == "h1"] == ["Ada"]
    assert [line.text for line in lines if line.style == "h2"] == [
        "Coverage at a glance",
        "Before the panel meets",
        "Headline results",
        "Evidence over time",
        "Further flags",
        "Competencies",
        "Other evidence",
        "Feedback",
        "Review and sign-off",
        "How this packet was made",
    ]


def test_every_link_inside_the_page_leads_to_an_anchor() -> None:
    text = written(file_of(item(competencies=["craft", "people"], headline="yes")))
    anchors = [part.split('"')[0] for part in text.split('<a id="')[1:]]
    targets = {part.split(")")[0] for part in text.split("](#")[1:]}
    assert len(anchors) == len(set(anchors))
    assert targets <= set(anchors)
    assert {"c1", "c2", "e1", "further"} <= targets


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_raw_text_has_no_stray_lines(name: str) -> None:
    text = markdown.write(example_packet(name)).decode()
    assert "\n\n\n" not in text
    assert not [line for line in text.split("\n") if line != line.rstrip()]
    assert text.endswith("-->\n")


@pytest.mark.parametrize("name", EXAMPLES)
def test_tables_have_as_many_cells_in_each_row(name: str) -> None:
    text = markdown.write(example_packet(name)).decode()
    for table in text.split("\n\n"):
        rows = [line for line in table.split("\n") if line.startswith("|")]
        assert len({line.replace("\\|", "").count("|") for line in rows}) <= 1, rows


def test_a_reader_meets_no_raw_html_but_anchors_and_breaks() -> None:
    lines = item("A", result="*a **b***", project="x\ny", metrics=[METRIC], corroboration=SOMEONE)
    tokens = GFM.parse(written(file_of(lines)))
    found = {child.content for token in tokens for child in token.children or ()}
    tags = {text for text in found if text.startswith("<") and not text.startswith("<a id=")}
    assert tags == {"</a>", "<br>", "<em>", "</em>"}


# The seal

WRITTEN = markdown.write(packet(file_of(item())))
STATES: dict[str, tuple[bytes, State]] = {
    "as written": (WRITTEN, State.UNTOUCHED),
    "with Windows line ends": (WRITTEN.replace(b"\n", b"\r\n"), State.UNTOUCHED),
    "a word changed": (WRITTEN.replace(b"Ada", b"Eve"), State.EDITED),
    "a line after the seal": (WRITTEN + b"More.\n", State.EDITED),
    "another seal": (WRITTEN.replace(b"sha256 ", b"sha256 0"), State.EDITED),
    "no seal": (WRITTEN.rsplit(b"<!--", 1)[0], State.FOREIGN),
    "another file": (b"# Ada\n", State.FOREIGN),
    "no text": (b"\xff\xfe\x00", State.FOREIGN),
    "nothing": (b"", State.FOREIGN),
}


@pytest.mark.parametrize(("data", "state"), STATES.values(), ids=STATES)
def test_an_edit_is_told_from_promos_own_page_and_from_a_strangers(
    data: bytes, state: State
) -> None:
    assert markdown.state_of(data) is state


def test_a_seal_in_the_text_of_an_item_is_only_text() -> None:
    seal = WRITTEN.decode().rstrip("\n").rsplit("\n", 1)[1]
    assert markdown.state_of(written(file_of(item(seal))).encode()) is State.UNTOUCHED


def test_the_same_packet_gives_the_same_bytes() -> None:
    assert markdown.write(packet(file_of(item()))) == WRITTEN
