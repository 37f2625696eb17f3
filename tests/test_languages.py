"""The packet in other languages: no wording stands outside the catalogue; the German one."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from datetime import date
from enum import Enum
from functools import lru_cache
from string import Formatter
from typing import Any

import pytest
from lxml import etree
from making import EXAMPLES, besides, example, markdown_lines, members_of
from test_words import (
    odd_files,
    odd_ladders,
    odd_policies,
    open_questions,
    sustained,
    two_sides,
    whole_ladders,
)

from promo.assess import Assessment
from promo.compose import compose
from promo.compose.frame import Besides
from promo.fields import parse_period
from promo.forms import DOCX, SHIPPED
from promo.model import Period
from promo.packet import Packet
from promo.words import ENGLISH, Entry, Words
from promo.words_de import GERMAN
from promo.writers import markdown, word
from promo.writers.word.template import shipped

# A catalogue of Greek letters and assessments of Cyrillic ones: a Latin letter that is left
# comes from code.

LATIN_LETTERS = "abcdefghijklmnopqrstuvwxyz"
GREEK = "αβγδεζηθικλμνξοπρστυφχψωάέ"
CYRILLIC = "абвгдежзийклмнопрстуфхцчшщ"
LATIN = re.compile("[A-Za-z]+")


def table_to(letters: str) -> dict[int, int]:
    both = LATIN_LETTERS + LATIN_LETTERS.upper()
    return str.maketrans(both, letters + letters.upper())


TO_GREEK, TO_CYRILLIC = table_to(GREEK), table_to(CYRILLIC)


def greek(text: str) -> str:
    """`text` with every letter outside its placeholders made Greek."""
    parts = Formatter().parse(text)
    return "".join(
        literal.translate(TO_GREEK) + ("" if name is None else f"{{{name}}}")
        for literal, name, _, _ in parts
    )


def greek_entry(entry: Entry) -> Entry:
    return greek(entry) if isinstance(entry, str) else (greek(entry[0]), greek(entry[1]))


GREEK_WORDS = Words({key: greek_entry(entry) for key, entry in ENGLISH.items()})


def cyrillic(value: Any) -> Any:
    """The same value with every text in it made Cyrillic, ids and what refers to them alike."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return value.translate(TO_CYRILLIC)
    if isinstance(value, Period):
        return value  # its text is numbers and a Q that the reader knows
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        stated = {field.name for field in dataclasses.fields(value) if field.init}
        changed = {name: cyrillic(getattr(value, name)) for name in stated}
        return dataclasses.replace(value, **changed)
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*map(cyrillic, value))
    if isinstance(value, list | tuple | frozenset):
        return type(value)(map(cyrillic, value))
    if isinstance(value, dict):
        return {cyrillic(key): cyrillic(each) for key, each in value.items()}
    return value


def every_kind() -> Iterator[Assessment]:
    """Assessments that together ask for every key of the catalogue."""
    yield from map(example, EXAMPLES)
    for found in (odd_policies, odd_ladders, odd_files, whole_ladders, sustained):
        yield from found()


@lru_cache(maxsize=1)
def foreign_packets() -> list[Packet]:
    found = [compose(cyrillic(found), "0.0.0", GREEK_WORDS) for found in every_kind()]
    for new, old in two_sides():
        both = cyrillic(new), cyrillic(old)
        found.append(compose(both[0], "0.0.0", GREEK_WORDS, besides=besides(*both)))
    asked = Besides(questions=True)
    found += [compose(cyrillic(a), "0.0.0", GREEK_WORDS, besides=asked) for a in open_questions()]
    return found


def texts_of_word(document: bytes) -> Iterator[str]:
    """What a reader or a screen reader meets in any part: texts, captions, properties."""
    for name, content in members_of(document).items():
        if not name.endswith(".xml") or name in SILENT_PARTS:
            continue
        for element in etree.fromstring(content).iter():
            tag = etree.QName(element).localname
            if tag in ("t", "title", "lpwstr", "subject", "keywords", "description"):
                yield element.text or ""
            elif tag in ("tblCaption", "tblDescription"):
                yield element.get(f"{{{element.nsmap['w']}}}val", "")
            elif tag in ("docPr", "cNvPr"):
                yield from (element.get(name, "") for name in ("descr", "title"))


# Types of content and the looks: names of fonts and styles, which are no wording of the packet.
SILENT_PARTS = {
    "[Content_Types].xml",
    "word/fontTable.xml",
    "word/theme/theme1.xml",
    "docProps/custom.xml",  # the digest, in hexadecimal
}


@pytest.mark.parametrize("name", [name for name, formats in SHIPPED.items() if DOCX in formats])
def test_a_word_packet_holds_no_word_that_is_not_in_the_catalogue(name: str) -> None:
    template = shipped(name)
    found = [
        text
        for packet in foreign_packets()
        for text in texts_of_word(word.write(packet, template))
        if LATIN.search(text)
    ]
    assert found == []


@pytest.mark.parametrize("name", ["packet", "plain", "brief"])
def test_a_markdown_packet_holds_no_word_that_is_not_in_the_catalogue(name: str) -> None:
    template = markdown.shipped(name)
    found = [
        line.text
        for packet in foreign_packets()
        for line in markdown_lines(markdown.write(packet, template))
        if line.style != "html" and LATIN.search(without_html(line.text))
    ]
    assert found == []


def without_html(text: str) -> str:
    """`text` without the marks for anchors and line breaks, which are not shown."""
    return re.sub(r"</?(?:a|br|em|strong)\b[^>]*>", "", text)


def test_the_search_finds_a_word_that_is_not_in_the_catalogue() -> None:
    english = compose(cyrillic(example("strong")), "0.0.0")
    assert any(LATIN.search(text) for text in texts_of_word(word.write(english)))
    assert any(LATIN.search(line.text) for line in markdown_lines(markdown.write(english)))


# German

GERMAN_WORDS = Words(GERMAN)
PLURAL = [key for key, entry in ENGLISH.items() if not isinstance(entry, str)]


def forms(entry: Entry) -> tuple[str, ...]:
    return (entry,) if isinstance(entry, str) else entry


def fields_of(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_german_catalogue_has_the_keys_of_the_english_one_in_its_order() -> None:
    assert list(GERMAN) == list(ENGLISH)


@pytest.mark.parametrize("key", ENGLISH)
def test_a_german_text_has_the_fields_and_the_forms_of_the_english_one(key: str) -> None:
    english, german = forms(ENGLISH[key]), forms(GERMAN[key])
    assert len(english) == len(german)
    # Either form may spell `{n}` out ("the item is undated", "all 3 items are undated").
    assert fields_of("".join(english)) == fields_of("".join(german))
    for each in german:
        assert each == each.strip() or key in ("separator", "comma", "semicolon", BETWEEN)


BETWEEN = "review.between"


@pytest.mark.parametrize("key", PLURAL)
def test_a_german_plural_differs_from_its_singular_and_tells_as_much(key: str) -> None:
    one, other = GERMAN[key]
    assert one != other
    assert fields_of(one) - {"n"} == fields_of(other) - {"n"}


def test_no_text_was_left_in_english() -> None:
    same = {key for key in ENGLISH if GERMAN[key] == ENGLISH[key] and letters_of(ENGLISH[key])}
    assert same == ALIKE


def letters_of(entry: Entry) -> str:
    return "".join(re.findall("[A-Za-z]", re.sub(r"{\w+}", "", "".join(forms(entry)))))


ALIKE = {
    "quarter",
    "logo.alt",
    "fact.team",
    "column.status",
    "competency.optional",
    "expectation.optional",
}

VERDICT = re.compile(
    r"\b(befördert|beförderungsreif|geeignet\w*|eignung|reif|bereit|verdient|qualifiziert\w*"
    r"|gut\w*|schlecht\w*|schwach\w*|mangelhaft\w*|ungenügend\w*|unzureichend\w*|hervorragend\w*"
    r"|ausgezeichnet\w*|würdig|bestanden|durchgefallen|leider|bitte|muss|müssen)\b|!",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"\b(Sie|Ihre?[nmrs]?|Ihnen|du|dein\w*)\b")
GENDERED = re.compile(r"\b(Kandidat|Mitarbeiter|Kolleg|Vorgesetzt|Prüfer|Leser|Bewerber)")

NO_QUOTES = str.maketrans("", "", "\"„“”'")


@pytest.mark.parametrize("key", GERMAN)
def test_the_german_catalogue_counts_and_never_judges_or_addresses_anybody(key: str) -> None:
    for text in forms(GERMAN[key]):
        assert not VERDICT.search(text)
        assert not ADDRESS.search(text)
        assert not GENDERED.search(text)
        assert re.sub("„[^„“]*“", "", text).translate(NO_QUOTES) == re.sub("„[^„“]*“", "", text)


def test_the_german_search_finds_a_verdict_and_an_address() -> None:
    assert VERDICT.search("Die Person ist geeignet.")
    assert ADDRESS.search("Bitte prüfen Sie die Nachweise.")


@pytest.mark.parametrize(
    ("key", "n", "text"),
    [
        ("items", 1, "1 Nachweis"),
        ("items", 0, "0 Nachweise"),
        ("words", 1900, "1.900 Wörter"),
        ("projects", 2, "2 Projekten"),
        ("action.items", 1, "1 weiteren Nachweis ergänzen"),
        ("level.years.from", 1, "mindestens 1 Jahr"),
    ],
)
def test_numbers_read_as_german(key: str, n: int, text: str) -> None:
    assert GERMAN_WORDS(key, n) == text


GERMAN_PERIODS = {
    "2025-09-30": "30. September 2025",
    "2025-03": "März 2025",
    "2025-Q3": "Q3 2025",
    "2025-03..": "seit März 2025",
    "2025-01..2025-09": "Januar bis September 2025",
    "2025-11..2026-02": "November 2025 bis Februar 2026",
    "2025-Q1..2025-Q3": "Q1 bis Q3 2025",
    "2025-03-28..2025-04-02": "28. März bis 2. April 2025",
}


@pytest.mark.parametrize(("written", "shown"), GERMAN_PERIODS.items(), ids=GERMAN_PERIODS)
def test_a_period_reads_as_german(written: str, shown: str) -> None:
    period = parse_period(written)
    assert isinstance(period, Period)
    assert GERMAN_WORDS.period(period) == shown


def test_days_months_and_decimals_read_as_german() -> None:
    assert GERMAN_WORDS.day(date(2026, 6, 30)) == "30. Juni 2026"
    assert GERMAN_WORDS.month(date(2025, 9, 1)) == "Sept. 2025"
    assert GERMAN_WORDS.decimal(0.5) == "0,5"
    assert GERMAN_WORDS("voice.quote", quote="Sie fragt zuerst.") == "„Sie fragt zuerst.“"


def test_a_german_packet_reads_as_german() -> None:
    shown = compose(example("thin"), "1.0", GERMAN_WORDS)
    flag = next(flag for flag in shown.flags.first if flag.title == "Execution & Prioritization")
    assert flag.label == "Dünn"
    assert flag.text == (
        "1 Nachweis, erwartet: 2; aus 0 Projekten, erwartet: 2 (1 Nachweis nennt kein Projekt); "
        "der Nachweis hat kein Datum; kein Nachweis hat einen Messwert oder Link; kein Nachweis im "
        "Wirkungsbereich „domain“ oder darüber (1 Nachweis nennt keinen Wirkungsbereich)."
    )
    assert flag.step == (
        "1 weiteren Nachweis ergänzen; bei 1 Nachweis das Projekt angeben; einen Nachweis aus "
        "einem anderen Projekt ergänzen; den Nachweis datieren; einen Nachweis um einen Messwert "
        "oder Link ergänzen; bei 1 Nachweis den Wirkungsbereich angeben."
    )
    assert shown.document.language == "de-DE"
    assert [row.shown[1] for row in shown.timeline.rows] == ["·"] * 5


def test_anchors_do_not_depend_on_the_language() -> None:
    english, german = (compose(example("strong"), "1.0", w) for w in (Words(), GERMAN_WORDS))
    entries = zip(english.competencies[0].entries, german.competencies[0].entries, strict=True)
    assert [(a.number, b.number, a.anchor == b.anchor) for a, b in entries][:1] == [
        ("E1", "N1", True)
    ]


def test_a_title_that_says_unofficial_itself_does_not_say_it_twice() -> None:
    shown = compose(example("amazon-pm"), "1.0", GERMAN_WORDS)
    (ladder,) = (fact.value for fact in shown.facts if fact.label == "Stufenmodell")
    assert len(re.findall("unofficial|inoffiziell", ladder, re.IGNORECASE)) == 1
