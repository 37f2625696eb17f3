"""Markdown templates of a company's own: what they may do, and what is told of them.

Each folder `cases/templates/markdown-…` is a template `my.md.j2` with its parts. `expected.txt` is
what is told of it, `expected.md` the page. `PROMO_UPDATE_EXPECTED=1` writes both anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from shutil import copyfile
from typing import Literal

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from making import (
    EXAMPLES,
    METRIC,
    SOME_ITEMS,
    SOMEONE,
    Written,
    at_edges,
    example_packet,
    file_of,
    item,
    markdown_lines,
    packet,
    voices,
)
from markdown_it import MarkdownIt
from markdown_it.token import Token
from test_roundtrip import HOSTILE
from test_same_words import of_markdown, of_word

from promo.files import read_beside
from promo.findings import Finding, InputError
from promo.packet import Packet
from promo.templating.names import exported
from promo.templating.shape import packet_shape
from promo.writers import markdown
from promo.writers.markdown import Template
from promo.writers.markdown.syntax import parsed
from promo.writers.markdown.template import SHIPPED

CASES = sorted((ROOT / "tests" / "cases" / "templates").glob("markdown-*"))
UPDATE = os.environ.get("PROMO_UPDATE_EXPECTED") == "1"
PACKET = packet(
    file_of(
        item("Queue", metrics=[METRIC], result="A *fast* one:\n\n- a", headline="yes"),
        item("{{ 7*7 }} {% for %} {#", corroboration=SOMEONE, project="Two\nlines"),
        item("Both", competencies=["people", "reach"], actions="- Coached"),
        feedback=voices("Grace"),
        packet={"summary": "She *builds* {{ 7*7 }}.", "cycle": "{{ candidate.name }}"},
    )
)
CONTEXT = markdown.context(PACKET)
TOKENS = (
    *(
        "{{ ",
        " }}",
        "{% ",
        " %}",
        "{# ",
        " #}",
        "{%- ",
        " -%}",
        "for x in ",
        "facts",
        "endfor",
        "if ",
    ),
    *("endif", "else", "elif ", "candidate", ".name", ".nme", " | ", "upper", "uper", " ~ ", " + "),
    *(
        "'a'",
        '"parts.md.j2"',
        "import ",
        " as p",
        "extends ",
        "include ",
        "block a",
        "endblock",
        "(",
    ),
    *(
        ")",
        "[0]",
        "set x = ",
        "macro m()",
        "endmacro",
        "raw",
        "endraw",
        "\n",
        "x",
        " is ",
        "defined",
    ),
    *("with ", "endwith", "call m()", "endcall", "filter e", "endfilter", "autoescape false"),
)


def opened(folder: Path, name: str = "my.md.j2") -> Template:
    data = (folder / name).read_bytes()
    return markdown.collect(name, data, partial(read_beside, str(folder)))


def told(folder: Path) -> tuple[Finding, ...]:
    try:
        return markdown.check(opened(folder))
    except InputError as error:
        return error.findings


def lines(findings: tuple[Finding, ...]) -> str:
    shown = ""
    for finding in findings:
        shown += f"{finding.location}: {finding.code} {finding.message}\n"
        shown += f"  help: {finding.help}\n" if finding.help else ""
    return shown


def expected(path: Path, made: str) -> str:
    """What a file of a case says, renewed first where that is asked for."""
    if UPDATE:
        path.write_text(made, encoding="utf-8", newline="\n")
    return path.read_text(encoding="utf-8") if path.exists() else ""


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_a_template_is_told_all_that_is_wrong_with_it_or_gives_its_page(folder: Path) -> None:
    found = told(folder)
    assert lines(found) == expected(folder / "expected.txt", lines(found))
    if any(finding.is_error for finding in found):
        assert not (folder / "expected.md").exists()
    else:
        page = markdown.write(PACKET, opened(folder)).decode()
        assert page == expected(folder / "expected.md", page)


def write(folder: Path, **parts: str) -> Path:
    """A folder with these files, each named without its ending."""
    folder.mkdir(exist_ok=True)
    for name, text in parts.items():
        (folder / f"{name}.md.j2").write_text(text, encoding="utf-8", newline="\n")
    return folder


def page(folder: Path, made: Packet = PACKET, name: str = "my.md.j2") -> str:
    return markdown.write(made, opened(folder, name)).decode()


def facts(folder: Path) -> list[tuple[str, str, str]]:
    """Each finding in short: its place, code and message."""
    return [(str(f.location), f.code, f.message) for f in told(folder)]


# The shipped templates

NAMES: tuple[Literal["packet", "plain", "brief"], ...] = ("packet", "plain", "brief")


@pytest.mark.parametrize("name", NAMES)
def test_an_exported_template_that_nobody_changed_gives_the_same_page(
    name: Literal["packet", "plain", "brief"], tmp_path: Path
) -> None:
    for part in SHIPPED:
        copyfile(ROOT / "templates" / part, tmp_path / part)
    shipped = markdown.write(PACKET, markdown.shipped(name)).decode()
    assert page(tmp_path, name=f"{name}.md.j2") == shipped


@pytest.mark.parametrize("name", NAMES)
def test_a_template_that_only_extends_a_shipped_one_gives_the_same_page(
    name: Literal["packet", "plain", "brief"], tmp_path: Path
) -> None:
    write(tmp_path, my=f'{{% extends "{name}.md.j2" %}}\n')
    assert told(tmp_path) == ()
    assert page(tmp_path) == markdown.write(PACKET, markdown.shipped(name)).decode()


@pytest.mark.parametrize("name", SHIPPED)
def test_no_fault_is_told_of_a_shipped_template(name: str, tmp_path: Path) -> None:
    copyfile(ROOT / "templates" / name, tmp_path / name)
    assert [f for f in markdown.check(opened(tmp_path, name)) if f.is_error] == []


@pytest.mark.parametrize("name", SHIPPED)
def test_no_part_hides_a_field_of_the_packet(name: str) -> None:
    tree = parsed((ROOT / "templates" / name).read_text("utf-8")).tree
    assert tree is not None
    assert exported(tree).isdisjoint(packet_shape().fields)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_plain_page_is_commonmark_without_tables_or_links_inside(name: str) -> None:
    text = markdown.write(example_packet(name), markdown.shipped("plain")).decode()
    tokens = list(_all(MarkdownIt("gfm-like", {"linkify": False}).parse(text)))
    assert not [token for token in tokens if token.type == "table_open"]
    assert not [t for t in tokens if t.type == "link_open" and str(t.attrs["href"])[0] == "#"]
    assert "<a " not in text
    assert "\n\n\n" not in text


def _all(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all(token.children or ())


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_brief_page_is_page_one_and_leads_to_nothing_that_it_lacks(name: str) -> None:
    made = example_packet(name)
    text = markdown.write(made, markdown.shipped("brief")).decode()
    lines = markdown_lines(text.encode())
    assert [line.text for line in lines if line.style == "h2"] == [
        made.heading["coverage"],
        made.heading["flags"],
    ]
    assert "](#" not in text
    said = " ".join(line.text for line in lines)
    for flag in made.flags.first:
        assert f"{flag.title}. {flag.text}" in said
        assert flag.step in said
    assert (f"and {len(made.flags.rest)} more in the whole packet" in said) is bool(made.flags.rest)
    assert made.flags.more_ref.text not in said
    assert said.count(made.footer.left) == 1


# Names: the template's own folder first, then what promo ships


def test_a_part_of_the_same_name_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    parts = (ROOT / "templates" / "parts.md.j2").read_text("utf-8")
    write(
        tmp_path,
        my='{% extends "packet.md.j2" %}',
        parts=parts.replace("- {{ line }}", "+ {{ line }} +"),
    )
    assert "- time: 9 → 4\n" in markdown.write(PACKET).decode()
    assert "+ time: 9 → 4 +\n" in page(tmp_path)


def test_a_part_that_lacks_what_a_shipped_template_takes_from_it_is_told(tmp_path: Path) -> None:
    write(
        tmp_path,
        my='{% extends "brief.md.j2" %}',
        parts='{% from "shipped/parts.md.j2" import fact_table, flag_table as its_table %}'
        "{% macro coverage_table(coverage, linked) %}None{% endmacro %}"
        "{% set flag_table = its_table %}",
    )
    fact = '"shipped/brief.md.j2" takes "fact_table" from it, and it has none'
    assert facts(tmp_path) == [("parts.md.j2", "TP001", fact)]


def test_shipped_before_a_name_is_always_the_shipped_file(tmp_path: Path) -> None:
    write(
        tmp_path,
        packet='{% extends "shipped/packet.md.j2" %}{% block footer %}Ours{% endblock %}',
        my='{% extends "packet.md.j2" %}{% block identity %}Mine\n{% endblock %}',
    )
    assert page(tmp_path).startswith("Mine\n")
    assert page(tmp_path).split("\n---\n")[-1].startswith("\nOurs\n")


def test_a_part_may_stand_in_a_folder_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, my='{% include "parts/us.md.j2" %}{{ flags.none }}{{ sign_off[0].title }}')
    write(tmp_path / "parts", us="From {{ candidate.name }}{{ candidte }}")
    assert facts(tmp_path) == [("parts/us.md.j2:1:29", "TP001", 'there is no "candidte"')]
    write(tmp_path / "parts", us="From {{ candidate.name }}\n")
    assert page(tmp_path).startswith("From Ada\n")


def test_a_template_of_the_name_of_a_shipped_part_is_told_so(tmp_path: Path) -> None:
    write(tmp_path, parts='{% extends "packet.md.j2" %}')
    with pytest.raises(InputError) as error:
        opened(tmp_path, "parts.md.j2")
    (finding,) = error.value.findings
    assert (finding.code, str(finding.location)) == ("TP021", "parts.md.j2")
    assert finding.help == "give it another name"


def test_a_part_that_may_be_missing_is_left_out(tmp_path: Path) -> None:
    write(
        tmp_path,
        my='{% extends "brief.md.j2" %}{% block footer %}'
        '{% include "gone.md.j2" ignore missing %}{% include ["gone.md.j2", "b.md.j2"] %}'
        "{% endblock %}",
        b="Here\n",
    )
    assert "\nHere\n" in page(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="Windows asks for a right to make links")
def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    folder = write(tmp_path / "forms", my='{% include "a.md.j2" %}{% include "in.md.j2" %}', b="b")
    (folder / "a.md.j2").symlink_to(tmp_path / "secret.txt")
    (folder / "in.md.j2").symlink_to(folder / "b.md.j2")
    with pytest.raises(InputError) as error:
        opened(folder)
    assert [(f.code, f.message) for f in error.value.findings if f.is_error] == [
        ("TP021", '"a.md.j2" leads out of the template\'s folder')
    ]


@pytest.mark.skipif(os.name == "nt", reason="Windows asks for a right to make links")
def test_a_folder_that_is_a_link_itself_may_hold_a_template(tmp_path: Path) -> None:
    write(tmp_path / "real", my='{% extends "brief.md.j2" %}{% block footer %}Hi{% endblock %}')
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    assert "Hi" in page(tmp_path / "link")


STRANGE = ["a\\0b", "", ".", "a/", "nul/../../x", "..", "C:/x", "//host/x", "\\u2028", "a" * 5000]


@pytest.mark.parametrize("name", STRANGE, ids=lambda name: repr(name[:12]))
def test_a_strange_name_of_a_part_is_told_and_not_followed(name: str, tmp_path: Path) -> None:
    write(tmp_path, my=f'{{% include "{name}" %}}')
    assert {f.code for f in told(tmp_path) if f.is_error} == {"TP021"}


def test_a_file_too_large_for_a_template_is_told(tmp_path: Path) -> None:
    write(tmp_path, my='{% include "big.md.j2" %}', big="a" * 1_000_001)
    assert ("my.md.j2:1", "TP021", '"big.md.j2" is larger than 1 MB') in facts(tmp_path)
    write(tmp_path, my="a" * 1_000_001)
    assert ("my.md.j2", "TP021", '"my.md.j2" is larger than 1 MB') in facts(tmp_path)


def test_more_parts_than_a_template_may_have_are_told(tmp_path: Path) -> None:
    write(tmp_path, my="".join(f'{{% include "p{n}.md.j2" %}}' for n in range(100)))
    write(tmp_path, **{f"p{n}": "" for n in range(100)})
    found = [f for f in told(tmp_path) if f.is_error]
    assert [f.message for f in found] == ['with "p99.md.j2" it has more than 100 parts or 3 MB']


def test_a_file_with_a_mark_at_its_start_and_windows_line_ends_is_read(tmp_path: Path) -> None:
    text = '\ufeff{% extends "brief.md.j2" %}\r\n{% block footer %}\r\nHi\r\n{% endblock %}\r\n'
    (tmp_path / "my.md.j2").write_bytes(text.encode())
    assert told(tmp_path) == ()
    assert "\r" not in page(tmp_path)


# What is wrong with a tag

SYNTAX = {
    "{% for fact in facts %}\n\n": ("1", "TP004", '"for" is never ended'),
    "a\n{% if committee %}\n{% if facts %}{% endif %}": ("2", "TP004", '"if" is never ended'),
    "{% for fact in facts %}{% if facts %}{% endfor %}": (
        "1",
        "TP004",
        '"if" is not ended before "endfor"',
    ),
    "a{% endfor %}": ("1", "TP004", '"endfor" ends no "for"'),
    "{% else %}": ("1", "TP004", '"else" stands in no "for" or "if"'),
    "\na {# b": ("2", "TP002", "a comment is never closed"),
    "{% raw %}a": ("1", "TP004", '"raw" is never ended'),
    "a {{ facts": ("1", "TP002", "a tag is never closed"),
    "a {% if facts": ("1", "TP002", "a tag is never closed"),
    "a {{ candidate.name }": ("1:3", "TP002", "a tag is never closed"),
    "a {{ }}": ("1:3", "TP005", 'cannot be read: expected an expression, got "}}"'),
    "{% foor fact in facts %}{% endfor %}": ("1:1", "TP005", 'there is no tag "foor"'),
    "{{ 'abc }}": ("1:1", "TP005", 'cannot be read: unexpected char "\'"'),
    "{% block a %}{% endblock b %}": ("1", "TP005", 'cannot be read: expected "%}", got "b"'),
    "{{ " + "(" * 5000 + " }}": ("1:1", "TP005", "is nested too deeply to be read"),
    "{{ " + "1 + " * 5000 + "1 }}": ("1:1", "TP005", "is nested too deeply to be read"),
    "{{ " + "9" * 5000 + " }}": ("1:1", "TP005", "holds a number that is too long"),
}


@pytest.mark.parametrize(("text", "fault"), SYNTAX.items(), ids=[text[:24] for text in SYNTAX])
def test_a_tag_that_cannot_be_read_is_told_with_its_place(
    text: str, fault: tuple[str, str, str], tmp_path: Path
) -> None:
    write(tmp_path, my=text)
    found = [f for f in facts(tmp_path) if f[1] != "TP012"]
    assert found == [(f"my.md.j2:{fault[0]}", *fault[1:])]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(TOKENS), max_size=12).map("".join))
def test_any_text_is_a_template_or_told_what_is_wrong(text: str) -> None:
    try:
        template = markdown.collect("my.md.j2", text.encode(), lambda name: None)
        markdown.render(template, CONTEXT)
    except InputError as error:
        told = error.findings
    else:
        told = markdown.check(template)
    assert all(finding.message for finding in told)


# What a template says of a packet


@pytest.mark.parametrize(
    ("text", "shown"),
    {
        "{{ candidate.name ~ ' *' ~ coverage.rows | length }}": r"Ada \*3",
        "{{ '*a* & b' }}": r"\*a\* & b",
        "{{ '*' ~ anchor('x') }}": r'\*<a id="x"></a>',
        "{{ '*' + anchor('x') }}": r'\*<a id="x"></a>',
        "{{ ['*', anchor('x')] | join('_ ') }}": r'\*\_&#32;<a id="x"></a>',
        "{{ facts | map(attribute='label') | first | e }}": "Current role",
        "{{ facts | join(', ', attribute='label') | truncate(18) }}": "Current role,...",
        "{{ coverage.rows | join(', ', attribute='competency.text') }}": "Craft, People, Reach",
        "{{ summary ~ ' *' }}": r"She *builds* {{ 7\*7 }}.&#32;\*",
        "{% set x %}*{{ '*' }}*{% endset %}{{ x }}": r"*\**",
        "{{ 'http://a.example/(b)' | address }}": "<http://a.example/(b)>",
        "{{ summary | part('Now:') }}": r"**Now:** She *builds* {{ 7\*7 }}.",
        "{{ competencies[1].entries[0].parts[0].prose | part('Did:') }}": "**Did:**\n\n- Coached",
        "{{ 3 - 5 }} {{ 1.5 }}": "-2 1.5",
        "a{{ 'b' if committee }}{{ 'c' ~ ('d' if committee) }}": "ac",
    }.items(),
    ids=lambda text: text[:30],
)
def test_a_value_is_printed_as_it_was_typed_however_it_is_put_together(
    text: str, shown: str, tmp_path: Path
) -> None:
    imports = '{% from "parts.md.j2" import anchor %}'
    write(tmp_path, my=f"{imports}{text}")
    assert page(tmp_path).split("\n\n<!--")[0] == shown


@settings(max_examples=60, deadline=None)
@given(HOSTILE)
def test_any_name_is_read_back_from_a_custom_template(name: str) -> None:
    made = packet(file_of(candidate={"name": name}))
    text = "- {{ candidate.name }}\n\n{{ '' ~ candidate.name }}\n\n{{ candidate.name + '' }}\n"
    template = markdown.collect("my.md.j2", text.encode(), lambda name: None)
    found = [line.text for line in markdown_lines(markdown.write(made, template))][:3]
    assert [at_edges(text) for text in found] == [at_edges(name)] * 3


FAILS = {
    "a\n{{ committee.lead }}": ("2", 'it asks for "lead" of what this packet does not have'),
    "{{ none }}": ("1", "what this packet does not have cannot be printed"),
    "{{ [1, 2] }}": ("1", "a list cannot be printed"),
    "{{ 1 is odd }}": ("1", "yes or no cannot be printed"),
    "{{ 1 / 0 }}": ("1", "division by zero"),
    "{{ 'a'.__class__ }}": (
        "1",
        "access to attribute '__class__' of 'str' object is unsafe.",
    ),
    "{% set ns = namespace() %}\n\n{{ ns.x }}": ("3", 'there is no "x" here'),
    '{% from "parts.md.j2" import entry %}\n{{ entry(facts[0]) }}': (
        "2",
        'there is no "anchor" here',
    ),
}


@pytest.mark.parametrize(("text", "fault"), FAILS.items(), ids=[text[:24] for text in FAILS])
def test_what_only_filling_can_find_is_told_at_the_line_of_the_user(
    text: str, fault: tuple[str, str], tmp_path: Path
) -> None:
    write(tmp_path, my=text)
    with pytest.raises(InputError) as error:
        page(tmp_path)
    (finding,) = error.value.findings
    assert finding.code == "TP016"
    assert str(finding.location) == f"my.md.j2:{fault[0]}"
    assert finding.message == f"cannot be filled: {fault[1]}"


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_plain_page_says_the_same_words_as_the_word_document(name: str) -> None:
    assert_same_in_plain(example_packet(name))


@settings(max_examples=40, deadline=None)
@given(SOME_ITEMS, HOSTILE)
def test_any_plain_page_says_the_same_words_as_the_word_document(items: Written, name: str) -> None:
    assert_same_in_plain(packet(file_of(*items, candidate={"name": name})))


def assert_same_in_plain(made: Packet) -> None:
    """Apart from the bars between what stands in columns, and dashes before names."""
    word = of_word(made)
    plain = of_markdown(made, markdown.shipped("plain"))
    assert list(plain) == list(word)
    for section in word:
        assert _said(plain[section]) == _said(word[section]), section


def _said(words: list[str]) -> list[str]:
    return [word for word in words if word not in ("|", "—")]
