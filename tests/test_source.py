"""Bytes to located values: what is refused, where it is said to be, and what stays as typed."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import node_at, parsed, refused, text_at, told, tried, unhurried

from promo.source import FORBIDDEN, MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_TEXT, Map, Seq, Text

# Files that are no UTF-8 text at all

FOREIGN = {
    "UTF-16 with a mark": ("candidate: x\n".encode("utf-16"), "UTF-16"),
    "UTF-16 big end first with a mark": ("\ufeffcandidate: x\n".encode("utf-16-be"), "UTF-16"),
    "UTF-16 without a mark": ("candidate: x\n".encode("utf-16-le"), "UTF-16"),
    "UTF-16 big end first without a mark": ("candidate: x\n".encode("utf-16-be"), "UTF-16"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF"),
    "a zip": (b"PK\x03\x04\x14\x00\x06\x00", "a zip archive or Office document"),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
}


@pytest.mark.parametrize(("data", "kind"), FOREIGN.values(), ids=FOREIGN)
def test_a_file_of_another_kind_is_refused_by_name(data: bytes, kind: str) -> None:
    (finding,) = refused(data)
    assert told([finding]) == ["YM001"]
    assert kind in finding.message
    assert "UTF-8" in finding.help


WINDOWS_1252 = {
    "on a later line": (b"a: b\nname: caf\xe9\n", "2:10 YM001", "0xe9"),
    "after two-byte characters": ("a: éé ".encode() + b"\x92\n", "1:7 YM001", "0x92"),
    "after an emoji": ("a: 😀".encode() + b"\x92\n", "1:5 YM001", "0x92"),
    "after CRLF": (b"a: b\r\nc: \x93x\x94\r\n", "2:4 YM001", "0x93"),
    "a surrogate as bytes": (b"a: \xed\xa0\xbd\n", "1:4 YM001", "0xed"),
    "a character cut short": (b"a: \xe2\x82", "1:4 YM001", "0xe2"),
}


@pytest.mark.parametrize(("data", "where", "byte"), WINDOWS_1252.values(), ids=WINDOWS_1252)
def test_a_byte_that_is_not_utf_8_is_named_with_its_place(
    data: bytes, where: str, byte: str
) -> None:
    (finding,) = refused(data)
    assert told([finding]) == [where]
    assert byte in finding.message


def test_a_bad_byte_after_a_byte_order_mark_is_named_with_its_place() -> None:
    (finding,) = refused(b"\xef\xbb\xbfab: 1\nname: caf\xe9\n")
    assert told([finding]) == ["2:10 YM001"]
    assert "0xe9" in finding.message


def test_a_bad_byte_after_a_lone_carriage_return_is_on_the_next_line() -> None:
    assert told(refused(b"a: b\rc: \x92\r")) == ["2:4 YM001"]


# Files without keys

NOTHING = {
    "empty": b"",
    "a byte-order mark": b"\xef\xbb\xbf",
    "white space": b" \n\t\n\r\n",
    "comments": b"# candidate:\n# evidence:\n",
}


@pytest.mark.parametrize("data", NOTHING.values(), ids=NOTHING)
def test_a_file_without_content_is_said_to_be_empty(data: bytes) -> None:
    assert told(refused(data)) == ["YM009"]


def test_a_file_with_only_a_document_marker_is_said_to_be_empty() -> None:
    assert told(refused(b"---\n")) == ["YM009"]


TOPS = {
    "a list": ("# mine\n- a\n- b\n", "2:1 DT001", "a list"),
    "a list in brackets": ("  [a, b]\n", "1:3 DT001", "a list"),
    "text": ("\n\n  hello\n", "3:3 DT001", "text"),
    "quoted text": ('"candidate: x"\n', "1:1 DT001", "text"),
}


@pytest.mark.parametrize(("content", "where", "kind"), TOPS.values(), ids=TOPS)
def test_the_top_of_a_file_must_be_keys(content: str, where: str, kind: str) -> None:
    (finding,) = refused(content)
    assert told([finding]) == [where]
    assert f"holds {kind} at the top" in finding.message


# What YAML allows and promo does not

NOT_DATA = {
    "a key twice": ("a: 1\nb: 2\na: 3\n", ["3:1 YM003"]),
    "a key three times": ("x: {a: 1, a: 2, a: 3}\n", ["1:11 YM003", "1:17 YM003"]),
    "a key quoted the second time": ('a: 1\n"a": 3\n', ["2:1 YM003"]),
    "a key twice inside a list": ("l:\n  - a: 1\n    a: 2\n", ["3:5 YM003"]),
    "a key twice after an emoji": ("x: {😀: 1, a: 2, 😀: 3}\n", ["1:17 YM003"]),
    "an anchor on a value": ("a: &x 1\n", ["1:4 YM004"]),
    "an anchor on a mapping": ("a: &x\n  b: 1\n", ["1:4 YM004"]),
    "an anchor on a list": ("a: &x [1]\n", ["1:4 YM004"]),
    "an anchor on a key": ("&x a: 1\n", ["1:1 YM004"]),
    "an alias": ("a: 1\nb: *x\n", ["2:4 YM004"]),
    "an alias in a list": ("a: [b, *x]\n", ["1:8 YM004"]),
    "an alias as a key": ("*x : 1\n", ["1:1 YM004"]),
    "a merge key": ("a:\n  <<: {b: 1}\n", ["2:3 YM004"]),
    "a merge of an anchor": (
        "a: &x {b: 1}\nc:\n  <<: *x\n",
        ["1:4 YM004", "3:7 YM004", "3:3 YM004"],
    ),
    "a Python object": ("a: !!python/object:os.system x\n", ["1:4 YM004"]),
    "a tag on a list": ("a: !set [b]\n", ["1:4 YM004"]),
    "a tag for text": ("a: !!str 1\n", ["1:4 YM004"]),
    "the empty tag": ("a: ! 1\n", ["1:4 YM004"]),
    "a list as a key": ("? [a, b]\n: c\n", ["1:3 YM004"]),
    "a mapping as a key": ("x:\n  {a: 1}: c\n", ["2:3 YM004"]),
    "a second document": ("a: 1\n---\nb: 2\n", ["2:1 YM005"]),
    "an empty second document": ("---\na: 1\n---\n", ["3:1 YM005"]),
    "a second document that is broken": ("a: 1\n---\nb: [\n", ["2:1 YM005"]),
}


@pytest.mark.parametrize(("content", "expected"), NOT_DATA.values(), ids=NOT_DATA)
def test_what_is_not_plain_data_is_refused_at_its_place(content: str, expected: list[str]) -> None:
    assert told(refused(content)) == expected


def test_a_key_that_stands_twice_names_the_line_of_the_first() -> None:
    (finding,) = refused("title: one\nid: x\ntitle: two\n")
    assert finding.message == "this key stands twice; the first is on line 1"


def test_an_alias_bomb_is_a_list_of_findings() -> None:
    rows = ["a: &a [x, x, x]"]
    rows += [f"{b}: &{b} [*{a}, *{a}, *{a}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)]
    findings = refused("\n".join(rows))
    assert {finding.code for finding in findings} == {"YM004"}
    assert len(findings) == 9 + 8 * 3  # each anchor, each alias


def test_two_spellings_of_one_letter_are_two_keys() -> None:
    assert list(parsed("\u00e9: 1\ne\u0301: 2\n").root.entries) == ["\u00e9", "e\u0301"]


def test_a_quoted_merge_sign_is_an_ordinary_key() -> None:
    assert text_at('"<<": b\n', "<<").value == "b"


# Limits

BRACKETS = {"[": ": [", "{": ": {", "- ": ":\n  - ", "? ": ":\n  ? "}


@pytest.mark.parametrize("bracket", BRACKETS)
def test_a_hundred_thousand_openings_are_refused_without_a_crash(bracket: str) -> None:
    findings = refused("a" + BRACKETS[bracket] + bracket * 100_000)
    assert "YM007" in [finding.code for finding in findings]
    assert len(findings) <= MAX_DEPTH + 2


def test_a_hundred_thousand_brackets_are_told_once_at_the_first_too_deep() -> None:
    (finding,) = refused("[" * 100_000)
    assert told([finding]) == [f"1:{MAX_DEPTH + 1} YM007"]
    assert "40 levels" in finding.message


def nested_keys(levels: int) -> str:
    return "\n".join(f"{' ' * depth}a:" for depth in range(levels))


def test_forty_levels_are_read_and_one_more_is_refused() -> None:
    assert parsed(nested_keys(MAX_DEPTH)).root.line == 1
    assert told(refused(nested_keys(MAX_DEPTH + 1))) == [f"{MAX_DEPTH + 1}:{MAX_DEPTH + 1} YM007"]


def test_too_many_lists_are_refused() -> None:
    room = MAX_NODES - 3  # the top, the key and the list around them
    assert len(node_at(f"a: [{'[],' * room}]\n", "a").values) == room  # type: ignore[union-attr]
    (finding,) = refused(f"a: [{'[],' * (room + 1)}]\n")
    assert finding.code == "YM007"
    assert "200,000 values" in finding.message


@pytest.mark.parametrize("row", ["- {}\n", "k{}:\n"], ids=["a list", "keys"])
def test_too_many_texts_are_refused(row: str) -> None:
    rows = "".join("  " + row.format(number) for number in range(MAX_NODES))
    assert [finding.code for finding in refused(f"a:\n{rows}")] == ["YM007"]


def test_a_large_file_on_one_line_is_read() -> None:
    words = [f"{number:020}" for number in range(190_000)]
    node = node_at(f"a: [{','.join(words)}]\n", "a")
    assert isinstance(node, Seq)
    assert [value[0] for value in node.values] == words


@pytest.mark.parametrize("written", ["a: {}\n", 'a: "{}"\n', "a: |\n  {}\n"])
def test_a_text_may_have_a_million_characters_and_no_more(written: str) -> None:
    fits = "é" * (MAX_TEXT - 1)
    assert text_at(written.format(fits), "a").value.strip() == fits
    (finding,) = refused(written.format(fits + "éé"))
    assert told([finding]) == ["1:4 YM007"]


def test_a_file_may_have_five_million_bytes_and_no_more() -> None:
    start = b"a: b\n#"
    assert parsed(start + b"x" * (MAX_BYTES - len(start))).root.entries.keys() == {"a"}
    (finding,) = refused(start + b"x" * (MAX_BYTES + 1 - len(start)))
    assert told([finding]) == ["YM007"]
    assert "5,000,000 bytes" in finding.message


# Characters that no document can hold

CONTROLS = {
    "null": "\x00",
    "bell": "\x07",
    "escape": "\x1b",
    "vertical tab": "\x0b",
    "form feed": "\x0c",
    "delete": "\x7f",
    "next line": "\x85",
    "C1": "\x9b",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
    "a non-character": "\ufdd0",
    "the last of plane 0": "\uffff",
    "the last of plane 1": "\U0001ffff",
}


@pytest.mark.parametrize("character", CONTROLS.values(), ids=CONTROLS)
def test_a_character_that_no_document_holds_is_refused_at_its_place(character: str) -> None:
    (finding,) = refused(f"a: b\n😀: é{character}x\n")
    assert told([finding]) == ["2:5 YM006"]
    assert f"U+{ord(character):04X}" in finding.message


ESCAPES = {
    "null": ("\\0", "U+0000"),
    "bell": ("\\x07", "U+0007"),
    "escape": ("\\e", "U+001B"),
    "carriage return": ("\\r", "U+000D"),
    "next line": ("\\N", "U+0085"),
    "line separator": ("\\L", "U+2028"),
    "paragraph separator": ("\\P", "U+2029"),
    "a non-character": ("\\uFFFE", "U+FFFE"),
    "the last of plane 16": ("\\U0010FFFF", "U+10FFFF"),
}


@pytest.mark.parametrize(("escape", "named"), ESCAPES.values(), ids=ESCAPES)
def test_an_escape_is_no_way_round(escape: str, named: str) -> None:
    (finding,) = refused(f'a: b\nc: ["x{escape}y"]\n')
    assert told([finding]) == ["2:5 YM006"]
    assert named in finding.message


def test_an_escaped_control_in_a_key_is_refused() -> None:
    assert told(refused('"a\\x07": b\n')) == ["1:1 YM006"]


SURROGATES = {
    "high": "\\ud83d",
    "low": "\\ude00",
    "a pair": "\\ud83d\\ude00",
    "above": "\\U00110000",
}


@pytest.mark.parametrize("escape", SURROGATES.values(), ids=SURROGATES)
def test_an_escaped_surrogate_is_refused_on_its_line(escape: str) -> None:
    (finding,) = refused(f'a: b\nc: "x{escape}"\n')
    assert finding.location.line == 2
    assert finding.is_error


def test_an_escape_for_a_character_that_documents_hold_is_that_character() -> None:
    assert text_at('a: "\\U0001F600 \\u00e9 \\_ \\t\\n"\n', "a").value == "😀 é \u00a0 \t\n"


def test_a_character_that_turns_the_text_round_is_a_warning() -> None:
    usable = parsed("a: b\nc: x\u202egnp.exe\nd: \u2066y\u2069\n")
    assert told(usable.findings) == ["2:5 YM010", "3:4 YM010", "3:6 YM010"]
    assert text_at("c: x\u202egnp.exe\n", "c").value == "x\u202egnp.exe"


def test_an_escaped_override_is_a_warning_too() -> None:
    assert told(parsed('a: "x\\u202egnp.exe"\n').findings) == ["1:4 YM010"]


def test_a_binary_file_gives_no_thousands_of_findings() -> None:
    assert len(refused("a: \x07\n" * 5000)) == 20


# Line ends and marks that editors leave

LINE_ENDS = {"LF": "\n", "CRLF": "\r\n", "CR": "\r"}


@pytest.mark.parametrize("end", LINE_ENDS.values(), ids=LINE_ENDS)
def test_every_line_end_reads_the_same(end: str) -> None:
    content = end.join(["a: 1", "b: |", "  x", "  y", "c: d", ""])
    assert text_at(content, "b").value == "x\ny\n"
    assert text_at(content, "c")[:3] == ("d", 5, 4)


def test_a_byte_order_mark_is_not_part_of_the_first_key() -> None:
    usable = parsed(b"\xef\xbb\xbfa: b\n")
    assert usable.root.entries["a"][0][:3] == ("a", 1, 1)


def test_a_byte_order_mark_inside_a_text_is_kept() -> None:
    assert text_at("a: x\ufeffy\n", "a").value == "x\ufeffy"


TABS = {
    "before a key": ("a:\n\tb: 1\n", "2:1 YM002"),
    "after a dash": ("a:\n  -\tb: 1\n", "2:4 YM002"),
    "in a block": ("a: |\n  x\n\ty\n", "3:1 YM002"),
}


@pytest.mark.parametrize(("content", "where"), TABS.values(), ids=TABS)
def test_a_tab_in_the_indentation_is_refused_at_its_place(content: str, where: str) -> None:
    assert told(refused(content)) == [where]


def test_the_help_for_a_tab_before_a_key_speaks_of_tabs() -> None:
    (finding,) = refused("a:\n\tb: 1\n")
    assert "spaces, not tabs" in finding.help


# Values cut by ` #`

CUT = {
    "an issue number": ("a: fix #5\n", "1:8 YM008", "fix"),
    "two issue numbers": ("a: fix #5 and #6\n", "1:8 YM008", "fix"),
    "after an emoji": ("a: 😀 fix #5\n", "1:10 YM008", "😀 fix"),
    "after a tab": ("a: fix\t#5\n", "1:8 YM008", "fix"),
    "the whole value": ("a: #5 fixed\n", "1:4 YM008", ""),
    "the end of two lines": ("a: one\n  two #5\n", "2:7 YM008", "one two"),
    "after CRLF": ("b: c\r\na: fix #5\r\n", "2:8 YM008", "fix"),
}


@pytest.mark.parametrize(("content", "where", "left"), CUT.values(), ids=CUT)
def test_a_value_cut_at_a_hash_is_a_warning(content: str, where: str, left: str) -> None:
    usable = parsed(content)
    assert told(usable.findings) == [where]
    assert not usable.findings[0].is_error
    assert text_at(content, "a").value == left


def test_a_list_entry_cut_at_a_hash_is_a_warning() -> None:
    assert told(parsed("a:\n  - fix #5\n  - #6\n").findings) == ["2:9 YM008", "3:5 YM008"]


NOT_CUT = {
    "a comment": "a: b # owner or observer\n",
    "two hashes": "a: b ## c\n",
    "a hash at the end": "a: b #\n",
    "a comment on its own line": "#5 is next\na: b\n  #6 too\n",
    "a comment after a key": "a:  #owner\n  b: c\n",
    "a hash inside a word": "a: fix#5\n",
    "an address": "a: https://example.com/#top\n",
    "quoted": 'a: "fix #5"\n',
    "after a quoted text": 'a: "fix" #5\n',
    "in a block": "a: |\n  fix #5\n",
    "after the sign of a block": "a: | #5\n  x\n",
    "after a list in brackets": "a: [b] #5\n",
}


@pytest.mark.parametrize("content", NOT_CUT.values(), ids=NOT_CUT)
def test_a_hash_that_cuts_no_value_is_no_warning(content: str) -> None:
    assert parsed(content).findings == ()


# Every scalar is text

AS_TYPED = ["no", "Yes", "true", "null", "1.10", "0x1F", "12:30", "1_000", ".inf", "2025-09-30"]


@pytest.mark.parametrize("typed", [*AS_TYPED, "2025-09-30 12:00:00", "1e3", "007", "on", "=", "Ω"])
def test_a_plain_value_stays_as_typed(typed: str) -> None:
    assert text_at(f"a: {typed}\n", "a").value == typed
    assert list(parsed(f"{typed}: a\n").root.entries) == [typed]


ABSENT = {"nothing": "a:\n", "a tilde": "a: ~\n", "in braces": "{a: }\n"}


@pytest.mark.parametrize("content", ABSENT.values(), ids=ABSENT)
def test_an_empty_plain_value_is_absent(content: str) -> None:
    assert text_at(content, "a").is_absent


@pytest.mark.parametrize("typed", ['""', "''", '"~"', "null", "|"])
def test_a_written_value_is_not_absent(typed: str) -> None:
    assert not text_at(f"a: {typed}\n", "a").is_absent


# Places

PLACES = """\
candidate:
  name: "Ýr 😀 Jónsdóttir"
  rôle: 日本
list: [é, "𝄞", {😀: b}]
block: |
  one
  two
'quoted': 'x'
  # comment
plain: one
  two
after: z
"""

WHERE = {
    "a quoted value": (("candidate", "name"), (2, 9)),
    "after an accented key": (("candidate", "rôle"), (3, 9)),
    "first of a list": (("list", 0), (4, 8)),
    "after an accent": (("list", 1), (4, 11)),
    "inside braces after two emoji": (("list", 2, "😀"), (4, 20)),
    "a block, at its sign": (("block",), (5, 8)),
    "after a quoted key": (("quoted",), (8, 11)),
    "a value of two lines": (("plain",), (10, 8)),
    "after everything": (("after",), (12, 8)),
}


@pytest.mark.parametrize(("path", "place"), WHERE.values(), ids=WHERE)
def test_a_value_knows_its_line_and_column(
    path: tuple[str | int, ...], place: tuple[int, int]
) -> None:
    node = text_at(PLACES, *path)
    assert (node.line, node.column) == place


def test_a_key_knows_its_line_and_column() -> None:
    top = parsed(PLACES).root
    assert [key[1:3] for key, _ in top.entries.values()] == [
        (1, 1),
        (4, 1),
        (5, 1),
        (8, 1),
        (10, 1),
        (12, 1),
    ]
    inner = node_at(PLACES, "list", 2)
    assert isinstance(inner, Map)
    assert inner.entries["😀"][0][:3] == ("😀", 4, 17)


def test_a_list_and_a_mapping_begin_at_their_first_entry_or_bracket() -> None:
    content = "a:\n  - b: c\n    d: e\nf: {g: h}\n"
    inside, mapping, braces = (
        node_at(content, "a"),
        node_at(content, "a", 0),
        node_at(content, "f"),
    )
    assert isinstance(inside, Seq)
    assert [(n.line, n.column) for n in (inside, mapping, braces)] == [(2, 3), (2, 5), (4, 4)]


def test_the_name_of_the_file_is_in_every_place() -> None:
    (finding,) = refused("a: 1\na: 2\n")
    assert str(finding.location) == "evidence.yaml:2:1"
    assert str(refused("")[0].location) == "evidence.yaml"


NEEDLES = {
    "on the line of the sign's value": ('a: "one two"\n', "two", "1:9"),
    "on a later line of a block": ("a: |\n  one\n  <b>two\nb: <b>\n", "<b>", "3:3"),
    "in a folded text": ("a: >\n  one\n  <b> two\n", "<b>", "3:3"),
    "the first line of several": ("a: |\n  one\n  x |\n  y |\n", "x |\ny |", "3:3"),
    "not the key before it": ("one: 'one'\n", "one", "1:7"),
    "hidden by an escape": ('a: "o\\u006ee"\n', "one", "1:4"),
    "nothing to look for": ("a: one\n", "", "1:4"),
}


@pytest.mark.parametrize(("content", "needle", "where"), NEEDLES.values(), ids=NEEDLES)
def test_a_part_of_a_text_is_found_where_it_stands(content: str, needle: str, where: str) -> None:
    usable = parsed(content)
    _, node = next(iter(usable.root.entries.values()))
    assert isinstance(node, Text)
    assert str(usable.place_of(needle, node)) == f"evidence.yaml:{where}"


# All at once

SYNTAX = {
    "a colon inside a value": ("a: b: c\n", "1:5 YM002", 'quote a text that holds ": "'),
    "an at sign": ("a: @dana\n", "1:4 YM002", "quote a text that begins with @"),
    "a bracket left open": ("a: [b\nc: d\n", "2:2 YM002", "brackets"),
    "a bracket left open at the end": ("a: 1\nb: [", "2:5 YM002", "brackets"),
    "a bracket left open before empty lines": ("a: 1\nb: [c\n\n", "2:6 YM002", "brackets"),
    "a tab at the end": ("a:\n  b: 1\n\t\n", "3:1 YM002", "indentation"),
    "a quote left open": ('a: "b\nc: d\n', "1:4 YM002", "quotes"),
    "a line out of step": ("a:\n  b: 1\n c: 2\n", "3:2 YM002", "indentation"),
    "a word without a colon": ("a: 1\nb\nc: 2\n", "3:1 YM002", "indentation"),
}


@pytest.mark.parametrize(("content", "where", "help"), SYNTAX.values(), ids=SYNTAX)
def test_broken_syntax_is_told_with_place_and_help(content: str, where: str, help: str) -> None:
    (finding,) = refused(content)
    assert told([finding]) == [where]
    assert help in finding.help


STOPS = {
    "in braces after a cut": "a: {b: c, d #5",
    "in braces after an escape": 'a: "\\t"\nb: {c',
    "after a key alone": 'a: "\\t"\n? b',
}


@pytest.mark.parametrize("content", STOPS.values(), ids=STOPS)
def test_a_file_that_stops_without_a_line_end_is_read_or_refused(content: str) -> None:
    usable, findings = tried(content)
    assert (usable is None) is ("YM002" in [finding.code for finding in findings])


def test_a_value_that_begins_with_bold_is_told_to_be_quoted() -> None:
    (finding,) = refused("result: **Launched** in May\n")
    assert "quote a text that begins with *" in finding.help


def test_every_finding_is_told_at_once() -> None:
    content = 'a: 1\na: fix #5\nb: &x 1\nc: *x\nd: !t y\ne: "\\x07"\nf: [\n'
    assert told(refused(content)) == [
        "2:8 YM008",
        "2:1 YM003",
        "3:4 YM004",
        "4:4 YM004",
        "5:4 YM004",
        "6:4 YM006",
        "7:5 YM002",
    ]


def test_every_bad_character_is_told_at_once() -> None:
    findings = refused("a: \x07\nb: \u202e\nc: \u2028\n")
    assert sorted(told(findings)) == ["1:4 YM006", "2:4 YM010", "3:4 YM006"]


HOLDABLE = st.characters(exclude_categories=["Cs", "Cc"]).filter(lambda c: not FORBIDDEN.match(c))
TEXTS = st.text(HOLDABLE | st.sampled_from("\n\t\"\\#:-[]{}&*!|>'%@`"), max_size=200)


@unhurried
@given(key=TEXTS, value=TEXTS)
def test_any_text_in_json_quotes_comes_back_equal_with_its_place(key: str, value: str) -> None:
    written = [json.dumps(text, ensure_ascii=False) for text in (key, value)]
    usable = parsed(f"# ½\n{written[0]}: {written[1]}\n")
    ((found_key, found),) = usable.root.entries.values()
    assert found_key[:3] == (key, 2, 1)
    assert found[:3] == (value, 2, len(written[0]) + 3)


@unhurried
@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_any_texts_in_a_block_list_come_back_in_order(texts: list[str]) -> None:
    rows = [f"  - {json.dumps(text, ensure_ascii=False)}\n" for text in texts]
    node = node_at("a:\n" + "".join(rows) + "b: c\n", "a")
    assert isinstance(node, Seq)
    assert [value[:3] for value in node.values] == [(t, n, 5) for n, t in enumerate(texts, 2)]


@unhurried
@given(st.binary(max_size=200) | st.text("a:-[]{}&*!|>'\"#%? \n\t\\x0", max_size=60))
def test_any_bytes_at_all_are_read_or_refused_with_findings(data: bytes | str) -> None:
    ended = data + "\n" if isinstance(data, str) else data + b"\n"  # see test_a_file_that_stops_…
    usable, findings = tried(ended)
    assert bool(usable) is not any(finding.is_error for finding in findings)
