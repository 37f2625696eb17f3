"""Theme files: what each key does, YAML and TOML alike, and every fault with its place."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from making import example

from promo.compose import compose
from promo.findings import Finding, InputError, Location
from promo.theme import KEYS, Fonts, Logo, Page, Theme, contrast_with_white, read
from promo.words import ENGLISH
from promo.words_de import GERMAN

YAML = """\
language: de
accent: "#7a1f3d"
fonts: {text: Georgia, headings: Open Sans, code: Fira Code}
logo: {file: logo.png, height_mm: 10.5}
confidentiality: "Streng {vertraulich}"
page: letter
date: "{dd}.{mm}.{year}"
labels:
  heading.coverage: Überblick
  items: {one: "{n} Beispiel", other: "{n} Beispiele"}
"""
TOML = """\
language = "de"
accent = "#7a1f3d"
confidentiality = "Streng {vertraulich}"
page = "letter"
date = "{dd}.{mm}.{year}"

[fonts]
text = "Georgia"
headings = "Open Sans"
code = "Fira Code"

[logo]
file = "logo.png"
height_mm = 10.5

[labels]
"heading.coverage" = "Überblick"
items = {one = "{n} Beispiel", other = "{n} Beispiele"}
"""


def theme(text: str, name: str = "theme.yaml") -> Theme:
    return read(text.encode(), name)[0]


def faults(text: str, name: str = "theme.yaml") -> list[Finding]:
    """Every finding of a theme, also where it can be used."""
    try:
        return list(read(text.encode(), name)[1])
    except InputError as error:
        return list(error.findings)


def told(text: str, name: str = "theme.yaml") -> list[tuple[str, str]]:
    """Place and code of each finding."""
    return [(f"{f.location.line}:{f.location.column}", f.code) for f in faults(text, name)]


BOTH = [(YAML, "t.yaml"), (TOML, "t.TOML")]
LOOKS = ["accent: 7A1F3D", "fonts: {code: Iosevka}", "logo: a.png", "page: a4"]


# What each key does


@pytest.mark.parametrize(
    ("text", "name"), [(YAML, "t.yaml"), (TOML, "t.TOML")], ids=["yaml", "toml"]
)
def test_a_theme_is_read(text: str, name: str) -> None:
    found = theme(text, name)
    assert found.accent == "7A1F3D"
    assert found.fonts == Fonts(text="Georgia", headings="Open Sans", code="Fira Code")
    assert found.logo is not None
    assert (found.logo.file, found.logo.height_mm) == ("logo.png", 10.5)
    assert found.page is Page.LETTER
    assert found.words.day(date(2026, 6, 3)) == "03.06.2026"
    assert found.words("header.right") == "Streng {vertraulich}"
    assert found.words("heading.coverage") == "Überblick"
    assert found.words("items", 1900) == "1.900 Beispiele"
    assert found.words("status.thin") == GERMAN["status.thin"]


def test_yaml_and_toml_differ_in_their_places_only() -> None:
    one, other = theme(YAML), theme(TOML, "t.toml")
    assert one.catalogue == other.catalogue
    assert (one.accent, one.fonts, one.page) == (other.accent, other.fonts, other.page)


@pytest.mark.parametrize("text", ["language: en", "labels: {}", "{}"])
def test_what_a_theme_leaves_out_stays_as_it_is(text: str) -> None:
    assert theme(text) == Theme()
    assert not theme(text).looks


@pytest.mark.parametrize(
    "text", ["accent: 7A1F3D", "fonts: {code: Iosevka}", "logo: a.png", "page: a4"]
)
def test_looks_are_told_from_words(text: str) -> None:
    found = theme(f"language: de\n{text}")
    assert found.looks
    assert found.look_places == (Location("theme.yaml", 2, 1),)


def test_a_logo_may_be_the_name_of_its_file() -> None:
    found = theme("logo: pictures/logo.png").logo
    assert found == Logo(file="pictures/logo.png", place=Location("theme.yaml", 1, 7), height_mm=9)


DATES = {
    "iso": "2026-06-03",
    '"{dd}.{mm}.{year}"': "03.06.2026",
    '"{day} {mon} {year}"': "3 Jun 2026",
    '"{month} {day}, {year}"': "June 3, 2026",
}


@pytest.mark.parametrize(("written", "shown"), DATES.items(), ids=DATES)
def test_a_date_is_shown_in_the_form_of_the_theme(written: str, shown: str) -> None:
    words = theme(f"date: {written}").words
    assert words.day(date(2026, 6, 3)) == shown
    assert words.month(date(2026, 6, 3)) == "Jun 2026"


def test_a_range_of_days_in_a_form_of_its_own() -> None:
    words = theme('date: "{month} {day}, {year}"').words
    assert words.span(date(2025, 1, 1), date(2025, 3, 1)) == "January – March 2025"


def test_a_packet_is_made_in_the_words_of_a_theme() -> None:
    packet = compose(example("thin"), "1.0", theme(YAML).words)
    assert packet.header.right == "Streng {vertraulich}"
    assert packet.heading["coverage"] == "Überblick"
    assert packet.document.as_of == "30.06.2026"
    assert packet.document.language == "de-DE"


def test_thousands_may_stand_without_a_separator() -> None:
    assert theme('labels: {thousands: ""}').words("words", 1900) == "1900 words"


# Faults, each with its place

FAULTS = {
    "an unknown key": ("acent: red", ["1:1 DT002"], 'did you mean "accent"?'),
    "an unknown language": ("language: fr", ["1:11 DT004"], "use one of: en, de"),
    "a colour by its name": ("accent: red", ["1:9 TH001"], "six hexadecimal digits"),
    "a colour of three digits": ('accent: "#abc"', ["1:9 TH001"], "six hexadecimal digits"),
    "a colour as a comment": ("accent: #7A1F3D", ["1:1 TH001", "1:9 YM008"], "quote the colour"),
    "a pale colour": ("accent: 5BC0DE", ["1:9 TH003"], "choose a darker colour"),
    "fonts as a list": ("fonts: [Georgia]", ["1:8 DT001"], ""),
    "two fonts": ('fonts: {text: "Georgia, serif"}', ["1:15 TH001"], "name one font"),
    "a font of another part": ("fonts: {body: Georgia}", ["1:9 DT002"], "text, headings, code"),
    "a font with a long name": (f"fonts: {{text: {'a' * 32}}}", ["1:15 TH001"], "31"),
    "a logo without a file": ("logo: {height_mm: 9}", ["1:7 DT003"], "add `file:`"),
    "a logo without a name": ('logo: ""', ["1:7 TH001"], "name a PNG or JPEG"),
    "a high logo": ("logo: {file: a.png, height_mm: 13}", ["1:32 TH001"], "from 3 to 12"),
    "a logo in inches": ("logo: {file: a.png, height_mm: 1in}", ["1:32 TH001"], "from 3 to 12"),
    "a page of another size": ("page: A5", ["1:7 DT004"], "a4"),
    "a date without a year": ('date: "{dd}.{mm}."', ["1:7 TH001"], "write iso"),
    "a date of other letters": ("date: DD.MM.YYYY", ["1:7 TH001"], "write iso"),
    "a date of other fields": ('date: "{d}.{m}.{year}"', ["1:7 TH002"] * 2, "{day}, {dd}"),
    "no confidentiality": ('confidentiality: ""', ["1:18 TH001"], "one line"),
    "labels as a list": ("labels: [a]", ["1:9 DT001"], "key: text"),
    "an unknown label": ("labels:\n  heading.cover: A", ["2:3 TH002"], '"heading.coverage"'),
    "an empty label": ("labels:\n  heading.coverage:", ["2:20 TH001"], "one line"),
    "a label of two lines": ("labels:\n  eyebrow: |\n    A\n    B", ["2:12 TH001"], "one line"),
    "a strange value": ('labels: {eyebrow: "{name}"}', ["1:19 TH002"], "it has none"),
    "another value": ('labels: {header.left: "{nam}"}', ["1:23 TH002"], "it has {name}"),
    "a value's inside": ('labels: {header.left: "{name.x}"}', ["1:23 TH002"], "it has {name}"),
    "a value's form": ('labels: {header.left: "{name:>99}"}', ["1:23 TH002"], "it has {name}"),
    "a value without a name": ('labels: {header.left: "{}"}', ["1:23 TH002"], "it has {name}"),
    "half a brace": ('labels: {eyebrow: "{"}', ["1:19 TH001"], "{{ or }}"),
    "a text for a plural": ('labels: {items: "{n} items"}', ["1:17 DT001"], "`one:` and `other:`"),
    "a plural for a text": ("labels: {eyebrow: {one: a, other: b}}", ["1:19 DT001"], "one text"),
    "half a plural": ('labels: {items: {one: "{n} a"}}', ["1:17 DT003"], "add `other:`"),
    "a third form": (
        "labels: {items: {one: a, few: b, other: c}}",
        ["1:26 DT002"],
        "use one of: one, other",
    ),
    "eleven months": ("labels: {months: a b c d e f g h i j k}", ["1:18 TH001"], "twelve words"),
    "no language": ("labels: {language: French!}", ["1:20 TH001"], "such as fr or en-GB"),
    "an empty file": ("\n", ["0:0 YM009"], "`language: en`"),
    "comments alone": ("# a\n", ["0:0 YM009"], "`language: en`"),
    "faults of two kinds": ("accent: red\npage: A5", ["1:9 TH001", "2:7 DT004"], "six"),
}


@pytest.mark.parametrize(("text", "expected", "help"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_with_its_place(text: str, expected: list[str], help: str) -> None:
    assert [f"{place} {code}" for place, code in told(text)] == expected
    assert help in faults(text)[0].help


TOML_FAULTS = {
    "an unknown key": ('acent = "red"', ["1:1 DT002"]),
    "a colour by its name": ('\naccent  =  "red"', ["2:12 TH001"]),
    "a colour as a number": ("accent = 123", ["1:10 TH001"]),
    "a key of a table": ('[fonts]\nbody = "Georgia"', ["2:1 DT002"]),
    "a key of an inline table": ('logo = {file = "a.png", height_mm = 13}', ["1:37 TH001"]),
    "a key with dots": ('logo.file = "a.png"\nlogo.height_mm = 13', ["2:18 TH001"]),
    "a label in quotes": ('[labels]\n"header.left" = "{nam}"', ["2:17 TH002"]),
    "a label without quotes": ('[labels]\nheading.coverage = "A"', ["2:1 TH002"]),
    "a list": ('labels = ["a"]', ["1:10 DT001"]),
    "no value": ("a = 1\naccent =", ["2:9 YM002"]),
    "a key that stands twice": ("page = 'a4'\npage = 'a4'", ["2:12 YM002"]),
    "an escape for no character": ('confidentiality = "a\\u0000"', ["1:19 YM002"]),
    "nested without end": ("a = " + "[" * 3_000, ["0:0 YM007"]),
    "a number without end": ("a = 0x" + "f" * 3_990, ["0:0 YM007"]),
    "a long line": ("a = 1\nb = " + "9" * 4_000, ["2:0 YM007"]),
    "keys without end": ("a." * 1_990 + "a = 1", ["0:0 YM007"]),
    "a large file": ("#" * 100_001, ["0:0 YM007"]),
    "an empty file": ("# a", ["0:0 YM009"]),
}


@pytest.mark.parametrize(("text", "expected"), TOML_FAULTS.values(), ids=TOML_FAULTS)
def test_a_fault_of_toml_is_told_with_its_place(text: str, expected: list[str]) -> None:
    assert [f"{place} {code}" for place, code in told(text, "t.toml")] == expected


def test_a_label_that_toml_takes_for_a_table_is_told_how_to_be_written() -> None:
    (fault,) = faults('[labels]\nheading.coverage = "A"', "t.toml")
    assert fault.help == 'write the whole key in quotes: "heading.coverage"'


def test_bytes_that_are_no_text_are_told_in_either_format() -> None:
    for name in ("t.yaml", "t.toml"):
        with pytest.raises(InputError, match="YM001"):
            read(b"accent = \xff", name)


def test_a_pale_colour_is_a_warning_with_its_contrast() -> None:
    (warning,) = faults('accent: "#5BC0DE"')
    assert not warning.is_error
    assert warning.message == '"#5BC0DE" has a contrast of 2.1:1 with white; text needs 4.5:1'


@pytest.mark.parametrize(
    ("colour", "ratio"), [("000000", 21.0), ("FFFFFF", 1.0), ("767676", 4.54), ("FF0000", 4.0)]
)
def test_contrast_is_measured_as_the_standard_says(colour: str, ratio: float) -> None:
    assert contrast_with_white(colour) == pytest.approx(ratio, abs=0.01)


# Whatever is in it

LABELS = st.text(alphabet=st.characters(codec="utf-8"), max_size=20)


@given(st.sampled_from(["months", "thousands", "items", "header.left", "date.day"]), LABELS)
def test_a_label_is_refused_or_can_be_asked_for(key: str, text: str) -> None:
    escaped = json.dumps(text)[1:-1]
    value = f'{{one: "{escaped}", other: "{escaped}"}}' if key == "items" else f'"{escaped}"'
    try:
        words = theme(f"labels: {{{key}: {value}}}").words
    except InputError:
        return
    words("items", 1900)
    words("header.left", name="Ada")
    words.day(date(2026, 6, 30))


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for name in ("t.yaml", "t.toml"):
        try:
            read(data, name)
        except InputError as error:
            refused = error.findings
        else:
            refused = None
        assert refused != ()


# The theme to start from

SHIPPED = (ROOT / "templates" / "theme.yaml").read_text("utf-8")


def test_the_theme_to_start_from_changes_nothing() -> None:
    assert read(SHIPPED.encode(), "theme.yaml") == (Theme(), ())


def test_the_theme_to_start_from_names_every_key_and_holds_when_each_is_used() -> None:
    used = re.sub(r"(?m)^# (?=( *)[a-z_.]+:( |$))", "", SHIPPED)
    found, findings = read(used.encode(), "theme.yaml")
    assert findings == ()
    named = set(re.findall(r"(?m)^([a-z]+):", used))
    assert named == set(KEYS)
    assert found.look_places
    assert all((found.accent, found.logo, found.page, found.fonts.text, found.fonts.code))
    assert {key for key in ENGLISH if found.catalogue[key] != ENGLISH[key]} == {
        "header.right",
        "date.day",
        "heading.flags",
        "fact.manager",
        "items",
    }
