"""The names of a file by their words, ready to be looked up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from promo.blind.people import People, Role, is_name
from promo.blind.spelling import Word, runs_on, words_in

FEWEST_JOINED = 5  # letters of a name written without spaces

Whose: TypeAlias = frozenset[int]  # places in People.everybody


class Phrase(NamedTuple):
    """All words of a name in order, and what stands between them as it was written."""

    words: tuple[Word, ...]
    gaps: tuple[str, ...]
    who: int


class Names:
    """Names by folded words: `parts` of people's names, `whole` names of one word, `joined` those
    without spaces; `phrases` by their first word, the longest first; `initials` by person;
    `last_first` are words that a comma may part: Raman, Priya; `pairs` follow each other in a name.
    `first` are words that begin one.
    """

    def __init__(self, people: People) -> None:
        self.parts: dict[str, Whose] = {}
        self.whole: dict[str, Whose] = {}
        self.joined: dict[str, Whose] = {}
        self.phrases: dict[str, list[Phrase]] = {}
        self.initials: dict[int, set[str]] = {}
        self.last_first: set[tuple[str, str]] = set()
        self.pairs: set[tuple[str, str]] = set()
        for number, who in enumerate(people.everybody):
            for name in filter(is_name, who.names):
                self._add(number, name, is_team=who.role is Role.TEAM)
        for phrases in self.phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase.words))
        self.first = frozenset((*self.parts, *self.joined, *self.phrases))
        endless = sorted(filter(runs_on, self.parts.keys() | self.joined.keys()), key=len)
        self._endless = re.compile("|".join(map(re.escape, reversed(endless))) or r"(?!)")

    def words_in(self, text: str) -> Iterator[Word]:
        """The words of a text, parted where a name stands in one without spaces."""
        for word in words_in(text):
            if word.text.isascii() or not self._endless.search(word.spellings[0]):
                yield word
            else:
                yield from _split(word, self._endless)

    def _add(self, number: int, name: str, *, is_team: bool) -> None:
        words = tuple(words_in(name))
        if is_team or len(words) > 1:
            gaps = tuple(name[a.end : b.start] for a, b in pairwise(words))
            for spelling in words[0].spellings:
                self.phrases.setdefault(spelling, []).append(Phrase(words, gaps, number))
        if is_team:
            return
        for compound in name.split():  # OBrien for O'Brien
            _put(self.parts, _joined(tuple(words_in(compound))), number)
        for word in words:
            _put(self.parts, word.spellings, number)
            letters = self.initials.setdefault(number, set())
            letters.update(spelling[0] for spelling in word.spellings)
        if len(words) == 1:
            _put(self.whole, words[0].spellings, number)
            return
        self.pairs.update((a.spellings[0], b.spellings[0]) for a, b in pairwise(words))
        self.last_first.add((words[-1].spellings[0], words[0].spellings[0]))
        for together in (words, words[::-1], (words[0], words[-1]), (words[-1], words[0])):
            whole = (s for s in _joined(together) if len(s) >= FEWEST_JOINED or runs_on(s))
            _put(self.joined, whole, number)


def whose(owners: Mapping[str, Whose], spellings: Iterable[str]) -> Whose:
    """All to whom one of the spellings belongs."""
    return frozenset[int]().union(*(owners.get(s, frozenset()) for s in spellings))


def _put(owners: dict[str, Whose], spellings: Iterable[str], number: int) -> None:
    for spelling in spellings:
        owners[spelling] = owners.get(spelling, frozenset()) | {number}


def _joined(words: Sequence[Word]) -> set[str]:
    return {"".join(word.spellings[n] for word in words) for n in (0, -1)} - {""}


def _split(word: Word, endless: re.Pattern[str]) -> Iterator[Word]:
    folded = word.spellings[0]
    starts = [n for n, character in enumerate(word.text) if not _goes_on(character)]
    if len(starts) != len(folded):  # then rather more than the name than less
        yield word._replace(spellings=tuple(endless.findall(folded)[:1]))
        return
    edges = {0, len(folded), *(edge for found in endless.finditer(folded) for edge in found.span())}
    places = [*starts, len(word.text)]
    places[0] = 0
    for first, last in pairwise(sorted(edges)):
        start, end = places[first], places[last]
        piece = word.text[start:end]
        yield Word(piece, word.start + start, word.start + end, (folded[first:last],))


def _goes_on(character: str) -> bool:
    """Whether it belongs to the character before it: marks, and the later parts of Hangul."""
    is_part = "\u1160" <= character <= "\u11ff" or unicodedata.category(character) == "Cf"
    return is_part or unicodedata.combining(character) > 0
