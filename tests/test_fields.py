"""One mapping read key by key: every type, its spellings, and the finding for anything else."""

from __future__ import annotations

from datetime import date
from enum import Enum

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import fields_of, told, unhurried

from promo.fields import Fields, parse_day, parse_period, read_link
from promo.model import Link, Period
from promo.prose import MAX_URL, checked_url


def period(text: str) -> Period:
    parsed = parse_period(text)
    assert isinstance(parsed, Period), parsed
    return parsed


def fault(text: str) -> str:
    parsed = parse_period(text)
    assert isinstance(parsed, str), parsed
    return parsed


def notes(fields: Fields) -> list[tuple[str, str]]:
    """Each finding as its place with its code, and its help."""
    found = fields.notes.found
    return list(zip(told(found), (finding.help for finding in found), strict=True))


# Dates and periods

SPANS = {
    "a day": ("2025-09-30", date(2025, 9, 30), date(2025, 9, 30)),
    "a day without zeros": ("2025-9-3", date(2025, 9, 3), date(2025, 9, 3)),
    "a leap day": ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
    "a month": ("2025-09", date(2025, 9, 1), date(2025, 9, 30)),
    "a February": ("2025-02", date(2025, 2, 1), date(2025, 2, 28)),
    "a leap February": ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    "a December": ("2025-12", date(2025, 12, 1), date(2025, 12, 31)),
    "the first quarter": ("2025-Q1", date(2025, 1, 1), date(2025, 3, 31)),
    "the second quarter": ("2025-q2", date(2025, 4, 1), date(2025, 6, 30)),
    "the third quarter": ("2025-Q3", date(2025, 7, 1), date(2025, 9, 30)),
    "the last quarter": ("2025-Q4", date(2025, 10, 1), date(2025, 12, 31)),
    "a year": ("2025", date(2025, 1, 1), date(2025, 12, 31)),
    "months": ("2025-01..2025-09", date(2025, 1, 1), date(2025, 9, 30)),
    "days": ("2025-01-15..2025-02-03", date(2025, 1, 15), date(2025, 2, 3)),
    "quarters": ("2025-Q1..2025-Q3", date(2025, 1, 1), date(2025, 9, 30)),
    "years": ("2024..2025", date(2024, 1, 1), date(2025, 12, 31)),
    "a quarter to a day": ("2024-Q4..2025-02-03", date(2024, 10, 1), date(2025, 2, 3)),
    "one month twice": ("2025-09..2025-09", date(2025, 9, 1), date(2025, 9, 30)),
    "a year to a month in it": ("2025..2025-03", date(2025, 1, 1), date(2025, 3, 31)),
    "spaces around the dots": ("2025-01 .. 2025-02", date(2025, 1, 1), date(2025, 2, 28)),
    "open since a month": ("2025-03..", date(2025, 3, 1), None),
    "open since a day": ("2025-03-31..", date(2025, 3, 31), None),
    "open since a quarter": ("2025-Q2 ..", date(2025, 4, 1), None),
    "open since a year": ("2025..", date(2025, 1, 1), None),
    "the last year there is": ("9999", date(9999, 1, 1), date(9999, 12, 31)),
}


@pytest.mark.parametrize(("text", "start", "end"), SPANS.values(), ids=SPANS)
def test_a_period_is_the_whole_of_what_it_names(text: str, start: date, end: date | None) -> None:
    assert parse_period(text) == Period(start=start, end=end, text=text)


def test_a_period_keeps_its_spelling_without_the_space_around_it() -> None:
    assert period(" 2025-Q3\n").text == "2025-Q3"


NOT_REAL = ["2025-02-30", "2025-02-29", "2025-13", "2025-00", "2025-Q5", "2025-Q9", "2025-09-31"]


@pytest.mark.parametrize("text", [*NOT_REAL, "2025-09-00", "0000", "2025-04-31..2025-05"])
def test_a_date_that_does_not_exist_is_said_not_to(text: str) -> None:
    assert fault(text) == f'"{text.split("..")[0]}" is a date that does not exist'


def test_the_end_of_a_range_must_exist_too() -> None:
    assert fault("2025-01..2025-02-30") == '"2025-02-30" is a date that does not exist'


REVERSED = ["2025-09..2025-01", "2025-Q3..2025-Q1", "2025..2024", "2025-01-02..2025-01-01"]


@pytest.mark.parametrize("text", REVERSED)
def test_a_range_must_not_end_before_it_begins(text: str) -> None:
    assert fault(text) == f'"{text}" ends before it begins'


NO_DATES = {
    "a word": "last year",
    "day first": "30-09-2025",
    "slashes": "2025/09/30",
    "dots": "30.09.2025",
    "a month's name": "Sep 2025",
    "a quarter alone": "Q3 2025",
    "a quarter without its dash": "2025Q3",
    "a quarter zero": "2025-Q0",
    "a half year": "2025-H1",
    "two digits of a year": "25-09",
    "a time": "2025-09-30 12:00",
    "a week": "2025-W40",
    "a dash for a range": "2025-01–2025-09",
    "other digits": "２０２５-09",
    "a trailing line": "2025-09-30\nand on",
}


@pytest.mark.parametrize("text", NO_DATES.values(), ids=NO_DATES)
def test_what_is_no_date_is_said_to_be_none(text: str) -> None:
    assert "is not a date or period" in fault(text)


@pytest.mark.parametrize("text", ["..2025-03", "..", "2025-03...2025-04"])
def test_half_a_range_is_quoted_as_typed(text: str) -> None:
    assert f'"{text}"' in fault(text)


@unhurried
@given(st.dates(), st.dates())
def test_two_real_days_make_a_range_in_their_order_only(one: date, other: date) -> None:
    first, last = sorted([one, other])
    assert period(f"{first}..{last}") == Period(start=first, end=last, text=f"{first}..{last}")
    if first != last:
        assert "ends before it begins" in fault(f"{last}..{first}")


DATE_PIECES = st.sampled_from(
    ["2025", "9999", "-", "-", "..", "Q1", "Q4", "02", "12", "30", "1", " "]
)


@unhurried
@given(st.text(max_size=30) | st.lists(DATE_PIECES, max_size=11).map("".join))
def test_any_text_is_a_period_or_a_fault(text: str) -> None:
    parsed = parse_period(text)
    if isinstance(parsed, Period):
        assert parsed.end is None or parsed.start <= parsed.end
    else:
        assert parsed


DAYS = {
    "a day": ("2026-06-30", date(2026, 6, 30)),
    "without zeros": ("2026-6-3", date(2026, 6, 3)),
    "with space around": (" 2026-06-30 ", date(2026, 6, 30)),
    "a month": ("2026-06", '"2026-06" is not a date'),
    "a range": ("2026-06-30..", '"2026-06-30.." is not a date'),
    "a word": ("today", '"today" is not a date'),
    "not in the calendar": ("2026-06-31", '"2026-06-31" is a date that does not exist'),
}


@pytest.mark.parametrize(("text", "expected"), DAYS.values(), ids=DAYS)
def test_an_exact_day_is_one_day(text: str, expected: date | str) -> None:
    assert parse_day(text) == expected


def test_an_exact_day_in_a_file_is_that_day() -> None:
    fields = fields_of("value: 2026-06-30\n")
    assert fields.day("value") == date(2026, 6, 30)
    assert notes(fields) == []


@pytest.mark.parametrize("method", ["day", "period"])
def test_a_bad_date_in_a_file_is_told_at_its_place(method: str) -> None:
    fields = fields_of("# é\nvalue:   2025-02-30\n")
    assert getattr(fields, method)("value") is None
    ((where, help),) = notes(fields)
    assert where == "2:10 DT006"
    assert help.startswith("write ")


def test_a_number_like_date_stays_a_date() -> None:
    fields = fields_of("value: 2025\n")
    assert fields.period("value") == Period(
        start=date(2025, 1, 1), end=date(2025, 12, 31), text="2025"
    )


# Words from a list


class Size(Enum):
    SMALL = "small"
    LARGE = "extra-large"


@pytest.mark.parametrize(("word", "size"), [("small", Size.SMALL), ("extra-large", Size.LARGE)])
def test_a_choice_is_one_of_its_words(word: str, size: Size) -> None:
    fields = fields_of(f"value: {word}\n")
    assert fields.choice("value", Size) is size
    assert notes(fields) == []


NEAR_MISSES = {
    "a slip": ("smal", 'did you mean "small"?'),
    "in capitals": ("SMALL", 'did you mean "small"?'),
    "an underscore": ("extra_large", 'did you mean "extra-large"?'),
    "something else": ("blue", "use one of: small, extra-large"),
    "nothing in quotes": ('""', "use one of: small, extra-large"),
}


@pytest.mark.parametrize(("typed", "help"), NEAR_MISSES.values(), ids=NEAR_MISSES)
def test_a_choice_that_is_none_names_the_neighbour_or_all(typed: str, help: str) -> None:
    fields = fields_of(f"value: {typed}\n")
    assert fields.choice("value", Size) is None
    assert notes(fields) == [("1:8 DT004", help)]


# Flags and counts

FLAGS = {"true": True, "True": True, "YES": True, "yes": True, "false": False, "No": False}


@pytest.mark.parametrize(("typed", "flag"), FLAGS.items())
@pytest.mark.parametrize("quotes", ["", '"'], ids=["plain", "quoted"])
def test_a_flag_is_yes_or_no(typed: str, flag: bool, quotes: str) -> None:
    fields = fields_of(f"value: {quotes}{typed}{quotes}\n")
    assert fields.flag("value") is flag
    assert notes(fields) == []


@pytest.mark.parametrize("typed", ["ture", "1", "on", "y", '""', "null"])
def test_a_flag_that_is_neither_is_an_error(typed: str) -> None:
    fields = fields_of(f"value: {typed}\n")
    assert fields.flag("value") is None
    assert notes(fields) == [("1:8 DT004", "write true or false")]


@pytest.mark.parametrize(("typed", "number"), [("0", 0), ("2", 2), ("007", 7), ("1000", 1000)])
def test_a_count_is_a_whole_number(typed: str, number: int) -> None:
    fields = fields_of(f"value: {typed}\n")
    assert fields.count("value") == number
    assert notes(fields) == []


BAD_COUNTS = ["1001", "-1", "1.5", "two", "1e3", "0x10", "1_000", "٣", "9" * 5000, '""']


@pytest.mark.parametrize("typed", BAD_COUNTS, ids=[count[:8] for count in BAD_COUNTS])
def test_a_count_that_is_none_is_an_error(typed: str) -> None:
    fields = fields_of(f"value: {typed}\n")
    assert fields.count("value") is None
    assert notes(fields) == [("1:8 DT005", "write a whole number from 0 to 1000")]


def test_a_count_keeps_to_its_own_limit() -> None:
    fields = fields_of("value: 6\n")
    assert fields.count("value", most=5) is None
    assert notes(fields) == [("1:8 DT005", "write a whole number from 0 to 5")]


# Texts

ABSENT = {"no key": "other: x\n", "no value": "value:\n", "a tilde": "value: ~\n"}


@pytest.mark.parametrize("content", ABSENT.values(), ids=ABSENT)
def test_an_absent_value_is_the_empty_one_of_its_type(content: str) -> None:
    fields = fields_of(content, "value", "other")
    empty = [fields.text("value"), fields.prose("value"), fields.texts("value")]
    assert empty == ["", (), []]
    for read in (fields.located, fields.flag, fields.count, fields.day, fields.period, fields.link):
        assert read("value") is None
    assert fields.choice("value", Size) is None
    assert fields.inner("value", "x", ()) is None
    assert [*fields.each("value", "x", ())] == []
    assert notes(fields) == []


@pytest.mark.parametrize("typed", ["no", "1.10", "12:30", "2025-09-30", "null", "0x1F"])
def test_a_text_stays_as_typed(typed: str) -> None:
    assert fields_of(f"value: {typed}\n").text("value") == typed


def test_a_text_keeps_its_line_breaks_and_spaces() -> None:
    assert fields_of("value: |\n  one\n    two \n").text("value") == "one\n  two \n"


REQUIRED = {
    "no key": ("other: x\n", "1:1 DT003", "is missing", "add"),
    "no value": ("other: x\nvalue:\n", "2:1 DT003", "is empty", "write it behind"),
    "an empty text": ('value: ""\n', "1:1 DT003", "is empty", "write it behind"),
    "white space": ('value: " \\u3000"\n', "1:1 DT003", "is empty", "write it behind"),
}


@pytest.mark.parametrize(("content", "where", "fact", "help"), REQUIRED.values(), ids=REQUIRED)
def test_a_required_text_that_is_not_there_is_an_error(
    content: str, where: str, fact: str, help: str
) -> None:
    fields = fields_of(content, "value", "other")
    fields.text("value", required=True)
    assert notes(fields) == [(where, f"{help} `value:`")]
    assert fields.notes.found[0].message == f"`value` {fact} in the file"


SHAPES = {
    "text that is a list": ("text", "[a]", "`value` must be text, not a list"),
    "text that is a mapping": ("text", "{a: b}", "`value` must be text, not a mapping"),
    "prose that is a list": ("prose", "[a]", "`value` must be text, not a list"),
    "a flag that is a list": ("flag", "[true]", "`value` must be text, not a list"),
    "a count that is a mapping": ("count", "{a: 1}", "`value` must be text, not a mapping"),
    "a date that is a list": ("period", "[2025]", "`value` must be text, not a list"),
    "a link that is a mapping": ("link", "{url: x}", "`value` must be text, not a mapping"),
    "texts that are a mapping": (
        "texts",
        "{a: b}",
        "`value` must be a list of texts, not a mapping",
    ),
    "a list that is text": ("list_of", "a", "`value` must be a list, not text"),
    "a list that is a mapping": ("list_of", "{a: b}", "`value` must be a list, not a mapping"),
}


@pytest.mark.parametrize(("method", "typed", "message"), SHAPES.values(), ids=SHAPES)
def test_a_value_of_the_wrong_shape_is_told_once_at_its_place(
    method: str, typed: str, message: str
) -> None:
    fields = fields_of(f"value: {typed}\n")
    assert not getattr(fields, method)("value")
    assert told(fields.notes.found) == ["1:8 DT001"]
    assert fields.notes.found[0].message == message


def test_a_required_text_of_the_wrong_shape_is_not_missing_too() -> None:
    fields = fields_of("value: [a]\n")
    assert fields.text("value", required=True) == ""
    assert told(fields.notes.found) == ["1:8 DT001"]


# Lists

LISTS = {
    "in brackets": "value: [a, 1.10, no]\n",
    "with dashes": "value:\n  - a\n  - 1.10\n  - 'no'\n",
}


@pytest.mark.parametrize("content", LISTS.values(), ids=LISTS)
def test_a_list_of_texts_comes_in_order(content: str) -> None:
    assert [node.value for node in fields_of(content).texts("value")] == ["a", "1.10", "no"]


def test_a_single_text_is_a_list_of_one() -> None:
    assert [node.value for node in fields_of("value: strategy\n").texts("value")] == ["strategy"]


def test_a_faulty_entry_is_left_out_and_told() -> None:
    fields = fields_of("value:\n  - a\n  - [b]\n  -\n  - {c: d}\n  - e\n")
    assert [node.value for node in fields.texts("value")] == ["a", "e"]
    assert told(fields.notes.found) == ["3:5 DT001", "4:4 DT003", "5:5 DT001"]


def test_each_mapping_of_a_list_is_read_and_the_rest_told() -> None:
    fields = fields_of("value:\n  - a: 1\n  - b\n  - a: 2\n    c: 3\n  -\n")
    assert [inner.text("a") for inner in fields.each("value", "a thing", ("a",))] == [
        "1",
        "",
        "2",
        "",
    ]
    assert told(fields.notes.found) == ["3:5 DT001", "5:5 DT002", "6:4 DT001"]
    assert "a thing must be a mapping of keys, not empty" in fields.notes.found[2].message


# Keys

UNKNOWN = {
    "a slip": ("titel: x", 'did you mean "title"?'),
    "a capital": ("Title: x", 'did you mean "title"?'),
    "a dash for an underscore": ("as-of: x", 'did you mean "as_of"?'),
    "nothing near": ("zzz: x", "use one of: title, as_of"),
}


@pytest.mark.parametrize(("content", "help"), UNKNOWN.values(), ids=UNKNOWN)
def test_an_unknown_key_names_the_neighbour_or_all(content: str, help: str) -> None:
    fields = fields_of(f"# é\n{content}\n", "title", "as_of")
    assert notes(fields) == [("2:1 DT002", help)]
    assert f'unknown key "{content[:-3]}" in the file' in fields.notes.found[0].message


def test_many_known_keys_are_cut_in_the_help() -> None:
    fields = fields_of("zzz: x\n", *"abcdefghij")
    assert notes(fields) == [("1:1 DT002", "use one of: a, b, c, d, e, f, g, h, …")]


def test_every_unknown_key_is_told() -> None:
    fields = fields_of("titel: x\ntitle: y\nnames: z\n", "title", "name")
    assert told(fields.notes.found) == ["1:1 DT002", "3:1 DT002"]
    assert fields.text("title") == "y"


def test_a_very_long_key_is_told_short() -> None:
    (finding,) = fields_of(f"? {'k' * 5000}\n: x\n", "title").notes.found
    assert len(finding.message) < 120


# Addresses

ADDRESSES = {
    "http": "http://example.com",
    "https": "https://example.com/a/b?c=d&e=f#g",
    "a scheme in capitals": "HTTPS://Example.com/A",
    "a port": "https://example.com:8443/",
    "the last port": "https://example.com:65535",
    "an IPv6 host": "http://[2001:db8::1]:8080/x",
    "a name and password": "https://me:pw@example.com/",
    "percent encoding": "https://example.com/%C3%A9%20%2f",
    "non-ASCII": "https://bücher.example/日本?q=é",
    "an emoji": "https://example.com/😀",
    "brackets": "https://example.com/x_(y)",
    "a tilde and a comma": "https://example.com/~a,b;c='d'!*",
    "local": "http://localhost:8000",
    "mail": "mailto:dana@example.com",
    "mail with a subject": "mailto:dana@example.com?subject=Hello%20you",
    "the longest": "https://example.com/" + "a" * (MAX_URL - 20),
}


@pytest.mark.parametrize("url", ADDRESSES.values(), ids=ADDRESSES)
def test_a_good_address_stays_as_typed(url: str) -> None:
    assert checked_url(url) == url


ENCODED = {
    "a stray percent": ("https://example.com/100%", "https://example.com/100%25"),
    "half a percent code": ("https://example.com/%4", "https://example.com/%254"),
    "no percent code": ("https://example.com/%zz", "https://example.com/%25zz"),
    "quotes": ('https://example.com/"a"', "https://example.com/%22a%22"),
    "angles": ("https://example.com/<a>", "https://example.com/%3Ca%3E"),
    "a backslash": ("https://example.com/a\\b", "https://example.com/a%5Cb"),
    "braces and a bar": ("https://example.com/{a|b}^`", "https://example.com/%7Ba%7Cb%7D%5E%60"),
}


@pytest.mark.parametrize(("url", "encoded"), ENCODED.values(), ids=ENCODED)
def test_characters_that_no_address_has_are_encoded(url: str, encoded: str) -> None:
    assert checked_url(url) == encoded
    assert checked_url(encoded) == encoded


REFUSED = {
    "nothing": "",
    "no scheme": "example.com",
    "no scheme with slashes": "//example.com",
    "relative": "../strategy.md",
    "a script": "javascript:alert(1)",
    "a file": "file:///etc/passwd",
    "data": "data:text/html,x",
    "ftp": "ftp://example.com",
    "a scheme that only begins so": "httpsx://example.com",
    "one slash": "https:/example.com",
    "no host": "https://",
    "no host but a path": "https:///a",
    "only a port": "https://:80/",
    "a space": "https://example.com/a b",
    "a space in front": " https://example.com",
    "a space after": "https://example.com ",
    "a wide space": "https://example.com/a\u3000b",
    "a no-break space": "https://example.com/a\u00a0b",
    "a line break": "https://example.com/\nb",
    "a tab": "https://exam\tple.com",
    "port zero": "https://example.com:0/",
    "a port too high": "https://example.com:65536/",
    "a port in letters": "https://example.com:http/",
    "half an IPv6 host": "https://[::1/",
    "no IPv6 host": "https://[example]/",
    "mail to nobody": "mailto:",
    "only a subject": "mailto:?subject=x",
    "too long": "https://example.com/" + "a" * (MAX_URL - 19),
    "too long once encoded": "https://example.com/" + "%" * 800,
}


@pytest.mark.parametrize("url", REFUSED.values(), ids=REFUSED)
def test_any_other_address_is_refused(url: str) -> None:
    assert checked_url(url) is None


@pytest.mark.parametrize("url", ["https://example.com/a]", "https://example.com/?a[0]=b"])
def test_a_square_bracket_is_refused_or_encoded_wherever_it_stands(url: str) -> None:
    assert "]" not in (checked_url(url) or "")


@pytest.mark.parametrize("host", ["exam<ple>.com", 'exam"ple.com', "exam\\ple.com", "100%.com"])
def test_a_host_with_a_sign_that_no_host_has_is_refused(host: str) -> None:
    assert checked_url(f"https://{host}/") is None


@unhurried
@given(st.text(max_size=40).map("https://example.com/".__add__) | st.text(max_size=40))
def test_a_checked_address_is_checked_already(url: str) -> None:
    encoded = checked_url(url)
    if encoded is not None:
        assert checked_url(encoded) == encoded
        assert len(encoded) <= MAX_URL


def test_a_bad_address_in_a_file_is_an_error_that_quotes_it() -> None:
    fields = fields_of("value: ../strategy.md\n")
    assert fields.link("value") is None
    assert told(fields.notes.found) == ["1:8 DT007"]
    assert '"../strategy.md"' in fields.notes.found[0].message


LINKS = {
    "with a title": (
        "{title: Paper, url: https://example.com/%}",
        Link(title="Paper", url="https://example.com/%25"),
    ),
    "without a title": (
        "{url: https://example.com/%}",
        Link(title="https://example.com/%", url="https://example.com/%25"),
    ),
}


@pytest.mark.parametrize(("typed", "link"), LINKS.values(), ids=LINKS)
def test_a_link_is_shown_by_its_title_or_its_address_as_typed(typed: str, link: Link) -> None:
    assert read_link(fields_of(typed, "title", "url")) == link


NO_LINKS = {
    "no address": ("title: x\n", ["1:1 DT003"]),
    "an empty address": ("title: x\nurl:\n", ["2:1 DT003"]),
    "a bad address": ("url: www.example.com\n", ["1:6 DT007"]),
    "a list of addresses": ("url: [a, b]\n", ["1:6 DT001"]),
}


@pytest.mark.parametrize(("content", "expected"), NO_LINKS.values(), ids=NO_LINKS)
def test_a_link_without_a_good_address_is_told_once(content: str, expected: list[str]) -> None:
    fields = fields_of(content, "title", "url")
    assert read_link(fields) is None
    assert told(fields.notes.found) == expected


# The gathering of findings


def test_warnings_of_the_text_are_kept_and_are_no_errors() -> None:
    fields = fields_of("value: fix #5\n")
    assert told(fields.notes.found) == ["1:12 YM008"]
    assert not fields.notes.has_errors


def test_one_error_among_warnings_is_an_error() -> None:
    fields = fields_of("value: fix #5\nvalve: x\n")
    assert fields.notes.has_errors
