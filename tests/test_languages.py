"""The packet in other languages: no wording stands outside the catalogue."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from string import Formatter
from typing import Any

from lxml import etree
from making import EXAMPLES, example, markdown_lines, members_of
from test_words import odd_files, odd_ladders, odd_policies, sustained, whole_ladders

from promo.assess import Assessment
from promo.compose import compose
from promo.model import Period
from promo.packet import Packet
from promo.words import ENGLISH, Entry, Words
from promo.writers import markdown, word

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
    return [compose(cyrillic(found), "0.0.0", GREEK_WORDS) for found in every_kind()]


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


def test_a_word_packet_holds_no_word_that_is_not_in_the_catalogue() -> None:
    found = [
        text
        for packet in foreign_packets()
        for text in texts_of_word(word.write(packet))
        if LATIN.search(text)
    ]
    assert found == []


def test_a_markdown_packet_holds_no_word_that_is_not_in_the_catalogue() -> None:
    found = [
        line.text
        for packet in foreign_packets()
        for line in markdown_lines(markdown.write(packet))
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
