"""What promo's forms say in the languages that it ships: labels, prompts and titles.

Where the record is lost, this is what a form is known by; Google Docs leaves nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from promo.model import ASSESSED, SIGNED, match_key
from promo.words import ENGLISH, Entry
from promo.words_de import GERMAN

SIGN_OFF = "sign_off"
FAMILIES = {"review": ASSESSED, SIGN_OFF: SIGNED}
# What Word itself shows in a control that somebody emptied.
_OF_WORD = (
    "Click or tap here to enter text.",
    "Click here to enter text.",
    "Choose an item.",
    "Click or tap to enter a date.",
    "Click here to enter a date.",
    "Klicken oder tippen Sie hier, um Text einzugeben.",
    "Wählen Sie ein Element aus.",
    "Klicken oder tippen Sie, um ein Datum einzugeben.",
)
_CATALOGUES = (ENGLISH, GERMAN)
_VALUE = re.compile(r"\\\{(\w+)\\\}")


def family_of(place: str) -> str:
    """`sign_off` or `review`, for the anchor of a form."""
    return SIGN_OFF if place == SIGN_OFF else "review"


def english_label(key: str) -> str:
    """What a field is called in messages where the packet does not say."""
    return next(label for each, label in _labels(ENGLISH) if each == key)


@lru_cache(maxsize=1)
def known_labels() -> dict[str, str]:
    """The key of each field by every label that it may have, as `match_key` writes it."""
    told = (pair for catalogue in _CATALOGUES for pair in _labels(catalogue))
    return {match_key(label): key for key, label in told}


def _labels(catalogue: Mapping[str, Entry]) -> Iterator[tuple[str, str]]:
    for family, keys in FAMILIES.items():
        yield from ((key, str(catalogue[f"{family}.{key}"])) for key in keys)


def is_prompt(key: str, text: str) -> bool:
    """Whether a text is what a field shows before anybody has answered, or what Word puts there."""
    return text in _OF_WORD or any(pattern.fullmatch(text) for pattern in _prompts(key))


@lru_cache(maxsize=len(ASSESSED + SIGNED))
def _prompts(key: str) -> list[re.Pattern[str]]:
    keys = [f"{family}.{key}.prompt" for family in FAMILIES]
    texts = (catalogue.get(each) for each in keys for catalogue in _CATALOGUES)
    return [_pattern(text) for text in texts if isinstance(text, str)]


def read_title(family: str, title: str) -> tuple[str, str] | None:
    """The reviewer and the competency that a form's title names; None if it is no such title."""
    for pattern in _titles(family):
        found = pattern.fullmatch(_straight(title))
        if found:
            named = found.groupdict()
            return named.get("reviewer", ""), named.get("title", "")
    return None


@lru_cache(maxsize=2)
def _titles(family: str) -> list[re.Pattern[str]]:
    keys = (f"{family}.title.by", f"{family}.title")
    texts = (catalogue.get(key) for key in keys for catalogue in _CATALOGUES)
    return [_pattern(_straight(text)) for text in texts if isinstance(text, str)]


def _pattern(text: str) -> re.Pattern[str]:
    """A text of the catalogue with whatever stands for its values."""
    return re.compile(_VALUE.sub(r"(?P<\1>.*?)", re.escape(text)), re.DOTALL)


def _straight(text: str) -> str:
    return text.replace("’", "'")
