"""Markdown fields to the allowed tree: what is carried, what is printed as typed, nothing lost."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from reading import fields_of, told, unhurried

from promo import prose
from promo.prose import (
    MAX_BRACKETS,
    MAX_FORMATTED,
    Block,
    Break,
    Code,
    CodeBlock,
    Emphasis,
    Inline,
    Items,
    Link,
    Paragraph,
    Prose,
    Quote,
    Strong,
    Text,
    texts,
)
from promo.source import FORBIDDEN

BREAK = Break()


def spans(children: tuple[Inline | str, ...]) -> tuple[Inline, ...]:
    return tuple(Text(child) if isinstance(child, str) else child for child in children)


def para(*children: Inline | str) -> Paragraph:
    return Paragraph(spans(children))


def strong(*children: Inline | str) -> Strong:
    return Strong(spans(children))


def em(*children: Inline | str) -> Emphasis:
    return Emphasis(spans(children))


def link(url: str, *children: Inline | str) -> Link:
    return Link(url, spans(children))


def bullets(*items: tuple[Block, ...]) -> Items:
    return Items(None, items)


def doubts(source: str) -> list[tuple[str, str]]:
    """Each doubt as its code and the text that it is about."""
    return [(doubt.code, doubt.needle) for doubt in prose.parse(source).doubts]


# What the tree allows

PAGE = "https://example.com/page"

ALLOWED: dict[str, tuple[str, Prose]] = {
    "plain": ("One line.", (para("One line."),)),
    "wrapped lines": ("one\ntwo\n", (para("one two"),)),
    "paragraphs": ("one\n\n\ntwo\n", (para("one"), para("two"))),
    "bold": ("a **b** c", (para("a ", strong("b"), " c"),)),
    "bold with underscores": ("__b__", (para(strong("b")),)),
    "italics": ("a *b* _c_", (para("a ", em("b"), " ", em("c")),)),
    "both": ("***b***", (para(em(strong("b"))),)),
    "code": ("run `a  b`", (para("run ", Code("a  b")),)),
    "code with a backtick": ("`` a`b ``", (para(Code("a`b")),)),
    "underscores inside a word": ("snake_case_name", (para("snake_case_name"),)),
    "an escaped star": (r"5 \* 3", (para("5 * 3"),)),
    "a lone star": ("5 * 3", (para("5 * 3"),)),
    "an entity": ("R&amp;D &#233;", (para("R&D é"),)),
    "no entity": ("R&D &nosuch;", (para("R&D &nosuch;"),)),
    "a hard break": ("one  \ntwo", (para("one", BREAK, "two"),)),
    "a hard break with a backslash": ("one\\\ntwo", (para("one", BREAK, "two"),)),
    "a link": (f"see [the *page*]({PAGE})", (para("see ", link(PAGE, "the ", em("page"))),)),
    "a link with a title": (f'[page]({PAGE} "T")', (para(link(PAGE, "page")),)),
    "a link with brackets": (
        "[a](https://example.com/x_(y))",
        (para(link("https://example.com/x_(y)", "a")),),
    ),
    "a link to be encoded": (
        "[a](https://example.com/100%)",
        (para(link("https://example.com/100%25", "a")),),
    ),
    "a mail link": ("[a](mailto:a@example.com)", (para(link("mailto:a@example.com", "a")),)),
    "an address in angles": (f"<{PAGE}>", (para(link(PAGE, PAGE)),)),
    "a mail address in angles": (
        "<a@example.com>",
        (para(link("mailto:a@example.com", "a@example.com")),),
    ),
    "a bare address": (PAGE, (para(PAGE),)),
    "bullets": ("- a\n- b", (bullets((para("a"),), (para("b"),)),)),
    "stars for bullets": ("* a\n* b", (bullets((para("a"),), (para("b"),)),)),
    "loose bullets": ("- a\n\n- b", (bullets((para("a"),), (para("b"),)),)),
    "a bullet of two paragraphs": ("- a\n\n  b", (bullets((para("a"), para("b"))),)),
    "nested lists": (
        "- a\n  - b\n  - c\n- d",
        (bullets((para("a"), bullets((para("b"),), (para("c"),))), (para("d"),)),),
    ),
    "numbers inside bullets": (
        "- a\n  1. b\n",
        (bullets((para("a"), Items(1, ((para("b"),),)))),),
    ),
    "a numbered list": ("1. a\n2. b", (Items(1, ((para("a"),), (para("b"),))),)),
    "a list that starts at 7": ("7. a\n8. b", (Items(7, ((para("a"),), (para("b"),))),)),
    "a list that starts at 0": ("0) a", (Items(0, ((para("a"),),)),)),
    "a list in a quote": ("> - a", (Quote((bullets((para("a"),)),)),)),
    "a quote": ("> one\n> two", (Quote((para("one two"),)),)),
    "a quote in a quote": ("> a\n>\n> > b", (Quote((para("a"), Quote((para("b"),)))),)),
    "a fence": ("```sql\nSELECT *\n  FROM t\n```", (CodeBlock("SELECT *\n  FROM t"),)),
    "a fence left open": ("~~~\na", (CodeBlock("a"),)),
    "an indented block": ("a\n\n    b\n     c\n", (para("a"), CodeBlock("b\n c"))),
    "a heading": ("# One *two*\nthree", (para(strong("One ", em("two"))), para("three"))),
    "a heading of level six": ("###### One ######", (para(strong("One")),)),
    "an underlined heading": ("One\n===\n\nTwo\n---", (para(strong("One")), para(strong("Two")))),
    "no heading without a space": ("#5 is fixed", (para("#5 is fixed"),)),
    "a tilde pair": ("~~gone~~", (para("~~gone~~"),)),
    "a task list": ("- [ ] a\n- [x] b", (bullets((para("[ ] a"),), (para("[x] b"),)),)),
}


@pytest.mark.parametrize(("source", "tree"), ALLOWED.values(), ids=ALLOWED)
def test_what_is_allowed_becomes_the_tree(source: str, tree: Prose) -> None:
    assert prose.parse(source).prose == tree


FALSE_DOUBTS = {"an address in angles", "a mail address in angles"}


@pytest.mark.parametrize(
    "source",
    [pytest.param(ALLOWED[name][0], id=name) for name in ALLOWED if name not in FALSE_DOUBTS],
)
def test_what_is_allowed_raises_no_doubt(source: str) -> None:
    assert doubts(source) == []


CARRIED = {
    "an address in angles": f"see <{PAGE}>",
    "a mail address in angles": "ask <a@example.com>",
    "a tag as code": "replaced `<br>` by a list",
    "a link as code": "wrote `[a](b.md)` instead",
    "an image as code": "wrote `![a](b.png)` instead",
    "an escaped tag": r"type \<b>",
    "an escaped link": r"type \[a](b.md)",
}


@pytest.mark.parametrize("source", CARRIED.values(), ids=CARRIED)
def test_what_the_tree_carries_raises_no_doubt(source: str) -> None:
    assert doubts(source) == []


@pytest.mark.parametrize("source", ["", " ", "\n\n", "\u3000\n"])
def test_nothing_but_white_space_is_an_empty_tree(source: str) -> None:
    assert prose.parse(source) == ((), ())


# What is printed as typed, and says so

AS_TYPED: dict[str, tuple[str, Prose, tuple[str, str]]] = {
    "an image": (
        "a ![chart b](c.png) d",
        (para("a ![chart b](c.png) d"),),
        ("MD001", "![chart b](c.png)"),
    ),
    "an image from the web": (
        "![*x*](https://example.com/x*y*.png)",
        (para("![*x*](https://example.com/x*y*.png)"),),
        ("MD001", "![*x*](https://example.com/x*y*.png)"),
    ),
    "a tag": ("a <br> b", (para("a <br> b"),), ("MD001", "<br>")),
    "a closing tag": ("a</b>", (para("a</b>"),), ("MD001", "</b>")),
    "a script": (
        "<script>alert('x')</script>",
        (para("<script>alert('x')</script>"),),
        ("MD001", "<script>"),
    ),
    "a comment": ("a <!-- b --> c", (para("a <!-- b --> c"),), ("MD001", "<!-- b -->")),
    "a rule": ("a\n\n---\n\nb", (para("a"), para("---"), para("b")), ("MD001", "---")),
    "a rule of spaced stars": ("* * *", (para("* * *"),), ("MD001", "* * *")),
    "a rule in a quote": ("> ___", (Quote((para("___"),)),), ("MD001", "___")),
    "a rule in a list": ("- ***", (bullets((para("***"),)),), ("MD001", "***")),
    "a link definition": (
        f"[a]\n\n[a]: {PAGE}",
        (para("[a]"), para(f"[a]: {PAGE}")),
        ("MD001", "[a]: h"),
    ),
    "a table": (
        "| a | b |\n|---|---|\n| *c* | d |",
        (para("| a | b |", BREAK, "|---|---|", BREAK, "| ", em("c"), " | d |"),),
        ("MD001", "| a | b |\n|---|---|\n| *c* | d |"),
    ),
    "a script link": (
        "[a](javascript:alert(1))",
        (para("[a](javascript:alert(1))"),),
        ("MD002", "[a](javascript:alert(1))"),
    ),
    "a script link in capitals": (
        "[a](JavaScript:x)",
        (para("[a](JavaScript:x)"),),
        ("MD002", "[a](JavaScript:x)"),
    ),
    "a file link": (
        "[a](file:///etc/passwd)",
        (para("[a](file:///etc/passwd)"),),
        ("MD002", "[a](file:///etc/passwd)"),
    ),
    "a relative link": (
        "see [*a*](../b.md) now",
        (para("see [*a*](../b.md) now"),),
        ("MD002", "[*a*](../b.md)"),
    ),
    "a link to a heading": ("[a](#b)", (para("[a](#b)"),), ("MD002", "[a](#b)")),
    "a link to nowhere in angles": ("[a](<>)", (para("[a](<>)"),), ("MD002", "[a](<>)")),
    "a link to a title": ('[a]( "b")', (para('[a]( "b")'),), ("MD002", '[a]( "b")')),
}


@pytest.mark.parametrize(("source", "tree", "doubt"), AS_TYPED.values(), ids=AS_TYPED)
def test_what_is_not_allowed_is_printed_as_typed_with_a_doubt(
    source: str, tree: Prose, doubt: tuple[str, str]
) -> None:
    assert prose.parse(source).prose == tree
    assert doubt in doubts(source)


@pytest.mark.parametrize("scheme", ["ftp", "file", "data", "javascript", "tel"])
def test_an_address_in_angles_of_another_scheme_is_printed_as_typed(scheme: str) -> None:
    source = f"<{scheme}:x>"
    assert prose.parse(source).prose == (para(source),)
    assert ("MD002", source) in doubts(source)


def test_an_address_in_angles_is_doubted_once() -> None:
    assert doubts("<ftp://example.com>") == [("MD002", "<ftp://example.com>")]


STARS = {
    "in the words of an image": "![chart *b*](c.png)",
    "in the name of an image": "![chart](charts/*b*.png)",
    "in the target of a link": "[chart](../a*b*c.md)",
    "escaped in the target of a link": "[chart](../a\\_b.md)",
}


@pytest.mark.parametrize("source", STARS.values(), ids=STARS)
def test_what_is_printed_as_typed_keeps_its_stars(source: str) -> None:
    assert prose.parse(source).prose == (para(source),)


EMPTY_TARGETS = {"nothing": "[a]()", "a space": "[a]( )", "an image inside": "![b [a]()](c)"}


@pytest.mark.parametrize("source", EMPTY_TARGETS.values(), ids=EMPTY_TARGETS)
def test_a_link_without_a_target_is_printed_as_typed_with_a_doubt(source: str) -> None:
    assert "".join(texts(prose.parse(source).prose)) == source
    assert doubts(source) != []


WRAPPED = {
    "a link": ("See [the strategy\npaper](../paper.md) now", "MD002"),
    "an image": ("![two\nlines](a.png)", "MD001"),
    "a tag": ("a <b\nclass=x> c", "MD001"),
    "a comment": ("| a |\nb <!-- c\n--> d", "MD001"),
}


@pytest.mark.parametrize(("source", "code"), WRAPPED.values(), ids=WRAPPED)
def test_what_is_wrapped_over_two_lines_is_doubted_too(source: str, code: str) -> None:
    assert "".join(texts(prose.parse(source).prose)).split() == source.split()
    assert code in [found for found, _ in doubts(source)]


def test_a_bad_link_beside_an_image_is_doubted_too() -> None:
    assert ("MD002", "[b](c.md)") in doubts("![a](a.png) and [b](c.md)")


def test_a_target_with_a_space_in_angles_is_a_doubtful_link() -> None:
    assert ("MD002", "[a](<https://example.com/b c>)") in doubts("[a](<https://example.com/b c>)")


def test_a_table_without_outer_bars_keeps_its_lines_and_is_doubted() -> None:
    source = "a | b\n--- | ---\nc | d"
    assert prose.parse(source).prose == (para("a | b", BREAK, "--- | ---", BREAK, "c | d"),)
    assert doubts(source) != []


def test_every_doubt_of_a_field_is_told_at_its_place() -> None:
    content = "value: |\n  é <br> x\n\n  - 😀 [a](b.md)\n\n  ***\n  ![c](d)\n"
    fields = fields_of(content)
    fields.prose("value")
    assert sorted(told(fields.notes.found)) == ["2:5 MD001", "4:7 MD002", "6:3 MD001", "7:3 MD001"]


def test_a_rule_is_told_on_its_own_line() -> None:
    fields = fields_of("value: |\n  a---b\n\n  ---\n")
    fields.prose("value")
    assert told(fields.notes.found) == ["4:3 MD001"]


# Too much to format

TOO_MUCH = {
    "long": (("*a* " * 13_000)[: MAX_FORMATTED + 1].strip() + "aa", "50,00"),
    "full of brackets": ("*a* " + "[" * (MAX_BRACKETS + 1), "101 square brackets"),
    "deep in quotes": ("> " * 30 + "*a*", "nested deeper"),
    "deep in lists": ("\n".join("  " * depth + "- *a*" for depth in range(15)), "nested deeper"),
    "deep in one line": ("+ " * 20_000 + "*a*", "nested deeper"),
    "deep in numbers": ("1. " * 16_000 + "*a*", "nested deeper"),
}


@pytest.mark.parametrize(("source", "why"), TOO_MUCH.values(), ids=TOO_MUCH)
def test_too_much_to_format_is_printed_as_typed_with_a_doubt(source: str, why: str) -> None:
    tree, (doubt,) = prose.parse(source)
    assert tree == prose.as_typed(source)
    assert doubt.code == "MD003"
    assert why in doubt.message


def test_the_longest_field_is_formatted() -> None:
    source = "**b** " + "a" * (MAX_FORMATTED - 6)
    tree, found = prose.parse(source)
    assert tree == (para(strong("b"), " " + "a" * (MAX_FORMATTED - 6)),)
    assert found == ()


def test_plain_text_is_read_at_any_length() -> None:
    source = "word " * 100_000 + "end"
    assert prose.parse(source) == ((para(source),), ())


def test_a_hundred_square_brackets_are_formatted() -> None:
    source = "[" * MAX_BRACKETS + "**b**"
    assert prose.parse(source).prose == (para("[" * MAX_BRACKETS, strong("b")),)


def nested_quotes(depth: int) -> Prose:
    tree: Prose = (para("a"),)
    for _ in range(depth):
        tree = (Quote(tree),)
    return tree


@pytest.mark.parametrize("depth", [1, 5, 12])
def test_a_quote_twelve_levels_deep_is_formatted(depth: int) -> None:
    assert prose.parse("> " * depth + "a") == (nested_quotes(depth), ())


@pytest.mark.parametrize("depth", [5, 10, 12])
def test_a_list_as_deep_as_the_message_says_is_formatted(depth: int) -> None:
    tree, found = prose.parse("\n".join("  " * level + "- a" for level in range(depth)))
    assert found == ()
    assert "".join(texts(tree)) == "a" * depth


HUGE = {
    "open brackets": "[" * 100 + "a" * 49_000,
    "open images": "![" * 100 + "a" * 40_000,
    "closed brackets": "]" * 50_000,
    "open parentheses": "[a](" + "(" * 40_000,
    "brackets and parentheses": "[" * 100 + "]" * 100 + "(" * 40_000,
    "stars": "*" * 50_000,
    "stars between letters": "a*" * 25_000,
    "stars and underscores": "*_" * 25_000,
    "bold left open": "*a **b " * 7_000,
    "backticks": "`" * 25_000 + " " + "`" * 24_000,
    "backticks of every length": "".join("`" * size + " " for size in range(300)),
    "angles": "<" * 50_000,
    "open tags": "<a " * 16_000,
    "open comments": "<!-- " * 1_000,
    "ampersands": "&#x" * 16_000,
    "backslashes": "\\" * 50_000,
    "bars": "|" * 50_000,
    "bars and then a word": "| " * 24_000 + "x",
    "spaces": "*" + " " * 40_000 + "*",
    "tabs": "\t" * 40_000 + "*",
    "empty lines": "\n" * 49_000 + "*a",
    "bullets": "- a\n" * 12_000,
    "empty bullets": "-\n" * 20_000,
    "quotes": "> a\n" * 12_000,
    "hard breaks": "a  \n" * 12_000,
    "an endless underline": "a\n" + "=" * 49_000,
    "dashes": "- " * 20_000 + "x*",
    "targets left open": "[a](" * 100 + "b" * 2_000,
}


@pytest.mark.parametrize("source", HUGE.values(), ids=HUGE)
def test_a_text_made_to_be_slow_is_read_whole(source: str) -> None:
    tree = prose.parse(source).prose
    letters = sum(character.isalpha() for character in source)
    assert sum(character.isalpha() for text in texts(tree) for character in text) == letters


SLOW = {
    "a table's second line of spaces": "a|b\n" + " " * 49_000 + "x",
    "spaces after a table's rule": "a|b\n--|--" + " " * 49_000 + "x",
    "comments left open": "<!--" * 12_500,
    "instructions left open": "<?" * 25_000,
}


@pytest.mark.parametrize("source", SLOW.values(), ids=SLOW)
def test_a_text_made_to_be_very_slow_is_read_whole(source: str) -> None:
    printed = "".join(texts(prose.parse(source).prose))
    assert printed.replace(" ", "") == source.replace(" ", "").replace("\n", "")


def test_long_targets_left_open_are_read_whole() -> None:
    source = "[](" * 100 + "b" * 49_000
    assert "".join(texts(prose.parse(source).prose)) == source


# Nothing is lost

ANY_CHARACTER = st.characters(exclude_categories=["Cs"]).filter(lambda c: not FORBIDDEN.match(c))
PIECES = st.sampled_from(
    [
        *"abcxyz019 \n\t",
        *"*_`[]()<>&#+-=~|!\\.\"':;/",
        *("  ", "\n\n", "**", "```", "~~~", "> ", "- ", "1. ", "    ", "](", "![", "<a>", "&amp;"),
        *(
            "https://example.com",
            "mailto:a@b",
            "<b@c.de>",
            "| a |",
            "---",
            "# ",
            "[a]: b",
            "é",
            "日本",
        ),
    ]
)
SOUP = st.lists(PIECES, max_size=40).map("".join) | st.text(ANY_CHARACTER, max_size=60)
NO_MARKUP = st.lists(
    st.sampled_from("abcé日😀.,;:!?'\"()/%$@{}^ \n\t\u00a0\u3000") | ANY_CHARACTER, max_size=60
).map("".join)

# Only what the tree leaves out on purpose; generous, so that it never asks for too much.
LEFT_OUT = re.compile(
    r"\]\(.*\)"  # targets and titles of links
    r"|(?:```|~~~)[^\n]*"  # words after the opening of a fence
    r"|&\#?\w+;"  # names of entities
    r"|\d{1,9}[.)]",  # numbers of a list
    re.DOTALL,
)
WIDE_SPACES = re.compile(  # the faults of the two tests about wide spaces
    r"(?:\A|\n\n)\s+(?:\n\n|\Z)|^[ \t]+\s", re.MULTILINE
)
EMPTY_TARGET = re.compile(r"\]\(\s*\)")  # the fault of test_a_link_without_a_target_…


@pytest.mark.parametrize("source", ["*a*\n\n\u3000\n\nb", "*a*\n\n\u00a0"])
def test_a_line_of_wide_spaces_makes_no_paragraph(source: str) -> None:
    assert all(block.children for block in prose.parse(source).prose)  # type: ignore[union-attr]


def test_an_indented_block_that_begins_with_a_wide_space_is_code() -> None:
    assert prose.parse("    \u00a0a").prose == (CodeBlock("\u00a0a"),)


@unhurried
@given(NO_MARKUP)
@example("a\u00a0\nb")
def test_plain_text_reads_the_same_with_and_without_the_parser(source: str) -> None:
    assume(source.strip() and not prose._MARKUP.search(source))
    assume(not WIDE_SPACES.search(source))
    assert prose.parse(source) == prose._Tree(source).build()


@unhurried
@given(NO_MARKUP)
def test_the_words_of_a_text_without_markup_are_the_words_of_the_tree(source: str) -> None:
    assume(not re.search(r"[\\`*_\[\]<>&|#+=~\-0-9]", source))
    tree, found = prose.parse(source)
    assert " ".join(texts(tree)).split() == source.split()
    assert prose.words_in(tree) == len(source.split())
    assert found == ()


@unhurried
@given(SOUP)
def test_no_letter_or_digit_of_any_text_is_lost(source: str) -> None:
    assume(not EMPTY_TARGET.search(source))
    printed = Counter("".join(texts(prose.parse(source).prose)))
    kept = Counter(filter(str.isalnum, LEFT_OUT.sub(" ", source)))
    assert kept - printed == Counter()


@unhurried
@given(SOUP)
def test_text_printed_as_typed_keeps_every_character(source: str) -> None:
    lines = [
        span.text if isinstance(span, Text) else "\n"
        for block in prose.as_typed(source)
        for span in block.children  # type: ignore[union-attr]
    ]
    assert "".join(lines) == source.rstrip("\n")


@unhurried
@given(SOUP)
def test_a_link_in_a_tree_always_has_an_address_that_passed(source: str) -> None:
    assume(not EMPTY_TARGET.search(source))
    for url in links_in(prose.parse(source).prose):
        assert prose.checked_url(url) == url


def links_in(nodes: tuple[Block | Inline, ...]) -> list[str]:
    found = []
    for node in nodes:
        if isinstance(node, Link):
            found.append(node.url)
        if isinstance(node, Items):
            found += [url for item in node.items for url in links_in(item)]
        elif not isinstance(node, Text | Code | CodeBlock | Break):
            found += links_in(node.children)
    return found


# What texts and words make of a tree


def test_the_texts_of_a_tree_come_in_reading_order() -> None:
    tree = prose.parse("# a\n\n- b *c*\n  > `d`\n\n    e\n\n[f **g**](https://example.com) h").prose
    assert [word for text in texts(tree) for word in text.split()] == list("abcdefgh")


WORDS = {"none": ("", 0), "one": ("a", 1), "bold and a list": ("**a b**\n\n- c\n- d", 4)}


@pytest.mark.parametrize(("source", "count"), WORDS.values(), ids=WORDS)
def test_words_are_counted_without_markup(source: str, count: int) -> None:
    assert prose.words_in(prose.parse(source).prose) == count


def test_a_word_that_changes_its_face_is_counted_as_one() -> None:
    assert prose.words_in(prose.parse("un**believ**able").prose) == 1
    assert prose.words_in(prose.parse("**Launched**, then measured.").prose) == 3
