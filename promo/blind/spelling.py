"""Words of a text and how each is compared: without case and accents, in any composition."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple


class Word(NamedTuple):
    """Letters, digits and marks that stand together, and where; `spellings` are folded."""

    text: str
    start: int
    end: int
    spellings: tuple[str, ...]

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital, or with a letter that has no case."""
        return self.text[:1] == self.text[:1].upper()

    @property
    def is_letter(self) -> bool:
        return len(self.spellings[0]) == 1 and self.text.isalpha()


def words_in(text: str) -> Iterator[Word]:
    """The words of a text; all other characters part them."""
    for match in _pattern().finditer(text):
        spelled = spellings(match[0])
        if spelled:
            yield Word(match[0], match.start(), match.end(), spelled)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    # `\\w` knows no combining marks: without them रवि would be a word in रविः. Characters without a
    # width (soft hyphens, joiners) may stand within a word, and must not hide a name.
    reach = (*range(0x300, 0x1E950), *range(0xE0100, 0xE01F0))
    marks = "".join(chr(code) for code in reach if _is_mark(chr(code)))
    return re.compile(f"(?:[^\\W_{_RAISED}]|[{marks}\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069])+")


_RAISED = "²³¹⁰ⁱ⁴-⁹ⁿ₀-₉"  # numbers of footnotes beside a name


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


@lru_cache(maxsize=1 << 14)
def spellings(word: str) -> tuple[str, ...]:
    """How a word may be written without accents: müller is muller, or mueller as in German."""
    if word.isascii():
        return (word.lower(),)
    composed = unicodedata.normalize("NFC", word).casefold()
    plain, spelled_out = _folded(composed), _folded(composed.translate(_SPELLED_OUT))
    return (plain, spelled_out) if plain and spelled_out != plain else (plain,) if plain else ()


def _folded(word: str) -> str:
    """Without accents, except where a mark makes another letter (Japanese, Thai, Hindi)."""
    apart = unicodedata.normalize("NFKD", word).casefold()
    kept = "".join(c for c in unicodedata.normalize("NFKD", apart) if not _is_accent(c))
    return unicodedata.normalize("NFC", kept.translate(_PLAIN))


def _is_accent(character: str) -> bool:
    """By its combining class: accents, Hebrew points and Arabic vowels; and what has no width."""
    combining = unicodedata.combining(character)
    return 10 <= combining <= 36 or combining >= 200 or unicodedata.category(character) == "Cf"


_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe"}
    | {"ŋ": "n", "ŧ": "t", "ẞ": "ss", "ĸ": "k"}
)
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})


def runs_on(word: str) -> bool:
    """Whether a folded name may stand in a text without space round it, as 山田 and 김민준 do."""
    least = 2 if all("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" for c in word) else 4
    return len(word) >= least and all(_is_spaceless(c) for c in word)


def _is_spaceless(character: str) -> bool:
    return any(first <= character <= last for first, last in _SPACELESS)


# Thai, Lao, Myanmar, Khmer; kana and Chinese characters; Hangul, where endings follow a name.
_SPACELESS = (
    ("\u0e00", "\u0eff"),
    ("\u1000", "\u109f"),
    ("\u1780", "\u17ff"),
    ("\u3040", "\u30ff"),
    ("\u3400", "\u9fff"),
    ("\uac00", "\ud7a3"),
    ("\U00020000", "\U0003ffff"),
)
