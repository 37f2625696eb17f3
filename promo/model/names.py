"""How names are matched, and made into ids."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_ASCII_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())


@lru_cache(maxsize=4096)
def match_key(name: str) -> str:
    """What two spellings of one name share: NFC, no case, no spaces, no punctuation.

    A name of signs alone is its own key.
    """
    if name.isascii():  # twenty times as fast, and most names are
        folded = name.lower()
        return folded.encode().translate(None, _ASCII_SIGNS).decode() or folded.strip()
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    return folded.translate(_LETTERS) or folded.strip()


class _Letters(dict[int, int | None]):
    """What becomes of each character when names are matched, once it has been met."""

    def __missing__(self, code: int) -> int | None:
        self[code] = code if is_of_a_word(chr(code)) else None
        return self[code]


def is_of_a_word(character: str) -> bool:
    """Letters, digits and marks: in Thai or Hindi a vowel sign tells two words apart."""
    return character.isalnum() or unicodedata.category(character)[0] == "M"


def slug_of(title: str, otherwise: str) -> str:
    """An id made of a title's words, at most 60 characters; `otherwise` for one without words."""
    letters = unicodedata.normalize("NFC", title.lower())
    spaced = "".join(c if is_of_a_word(c) else " " for c in letters)
    return "-".join(spaced.split())[:60].rstrip("-") or otherwise


_LETTERS = _Letters()
