"""Where names stand in a text, word by word: the time grows with the text, not with the names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from promo.blind.lists import BEFORE_MONTH, BETWEEN_MONTHS, COMMON, MONTHS, NOT_ALONE
from promo.blind.names import Names, Phrase, Whose, whose
from promo.blind.spelling import Word

MOST_INITIALS = 3
FEWEST_ENDED = 4  # letters before an s that is no part of the name: Lindgrens
# What may stand between two words of one name; nothing, where a name is written without spaces.
_GAP = re.compile(r"\s{1,3}|[-‐‑–_/.·・'’ʼ‘`´+\\]|")
_AFTER_INITIAL = re.compile(r"\.?\s{0,2}")
_AND = re.compile(r"\s?[&+]\s?")
_DIGITS = "0123456789"
_MAY_END = frozenset(f"s{_DIGITS}")
_NEED_A_CAPITAL = COMMON | NOT_ALONE | MONTHS


class Found(NamedTuple):
    """A name in a text, from `start` to `end`; `who` are all that it may mean."""

    start: int
    end: int
    who: tuple[int, ...]


def find(names: Names, text: str) -> Iterator[Found]:
    """Every name in a text in order; the longest where several begin at one word."""
    search = _Search(names, text)
    at = 0
    while at < len(search.words):
        if not _may_begin(names, search.words[at]):  # as most words
            at += 1
            continue
        found = max(search.phrase(at), search.person(at), key=lambda match: match.after)
        if found.after:
            yield Found(search.words[at].start, found.end, tuple(sorted(found.who)))
        at = max(found.after, at + 1)


def _may_begin(names: Names, word: Word) -> bool:
    for spelling in word.spellings:
        if spelling in names.first or len(spelling) == 1:
            return True
        if spelling[-1] in _MAY_END and any(b in names.first for b in _bases(word, digits=True)):
            return True
    return False


class _Match(NamedTuple):
    """What begins at a word: the number of the word after it, and where its text ends."""

    after: int
    end: int
    who: Whose


_NONE = _Match(0, 0, frozenset())


class _Search:
    def __init__(self, names: Names, text: str) -> None:
        self.names = names
        self.text = text
        self.words = list(names.words_in(text))

    # A whole name of several words, or a team

    def phrase(self, at: int) -> _Match:
        first = self.words[at]
        for phrase in (p for s in first.spellings for p in self.names.phrases.get(s, ())):
            if self.is_phrase(at, phrase):
                after = at + len(phrase.words)
                last = self.words[after - 1]
                end = last.end if _is_same(last, phrase.words[-1]) else _end_of_base(last)
                return _Match(after, end, frozenset({phrase.who}))
        return _NONE

    def is_phrase(self, at: int, phrase: Phrase) -> bool:
        words = self.words[at : at + len(phrase.words)]
        if len(words) < len(phrase.words):
            return False
        *pairs, (last, meant) = zip(words, phrase.words, strict=True)
        if not all(_is_same(*pair) for pair in pairs):
            return False
        ended = set(_bases(last, digits=bool(pairs)))
        if not _is_same(last, meant) and not ended.intersection(meant.spellings):
            return False
        if not pairs:  # a team is seldom called by one word that is no word: Devices, Growth
            return last.is_capital
        return all(self.is_between(number, gap) for number, gap in enumerate(phrase.gaps, at))

    def is_between(self, at: int, gap: str) -> bool:
        """Whether what follows a word is what stands in the name, or as good as that."""
        between = self.gap(at)
        return between == gap or bool(_AND.fullmatch(between)) or self.joins(at)

    # Words of one person's name in any order, or the name as one word

    def person(self, at: int) -> _Match:
        word = self.words[at]
        spelled = (*word.spellings, *(s.rstrip(_DIGITS) for s in word.spellings))
        if who := whose(self.names.joined, spelled):
            return _Match(at + 1, word.end, who)
        begin = self.after_initials(at)
        run = self.run(begin)
        strong = [step for step in run if self.is_strong(step)]
        if not strong:
            return self.alone(at) or self.ended(at) or _NONE
        if not self.is_strong(begin) and not self.leads(begin):
            return self.alone(at) or _NONE
        if len(strong) == 1 and not self.stands_alone(strong[0], self.words[strong[0]].spellings):
            return _NONE
        who = frozenset.intersection(*(self.owners(step) for step in run))
        letters = {self.words[number].spellings[0] for number in range(at, begin)}
        who = frozenset(n for n in who if letters <= self.names.initials[n])
        if len(run) == 1:
            who &= self.owners_of_whole(strong[0]) or who
        return self.with_initial(run[-1], who) if who else _NONE

    def run(self, at: int) -> list[int]:
        """The words of somebody's name that begin at one, up to the last that says who it is."""
        run, who = [], self.parts(at)
        used: set[str] = set()
        step: int | None = at
        while step is not None and (who := who & self.owners(step)):
            run.append(step)
            used.update(self.words[step].spellings)
            step = self.next_part(step) if self.parts(step) else None  # else it has an ending
            if step is not None and used.intersection(self.words[step].spellings):
                break
        while run and not self.is_strong(run[-1]):
            run.pop()
        return run

    def next_part(self, at: int) -> int | None:
        """The next word that may be of the same name, also behind the initial of a middle name."""
        if self.is_initial(at + 1) and not self.parts(at + 1) and self.joins(at):
            at += 1
        return at + 1 if at + 1 < len(self.words) and self.joins(at) else None

    def alone(self, at: int) -> _Match | None:
        """A whole name that is one letter, or one word that is hardly a name."""
        who = self.owners_of_whole(at)
        stands = who and self.stands_alone(at, self.words[at].spellings)
        return _Match(at + 1, self.words[at].end, who) if stands else None

    def ended(self, at: int) -> _Match | None:
        """A part of a name with an s behind it, as in German: Lindgrens."""
        word = self.words[at]
        bases = [base for base in _bases(word, digits=False) if base not in NOT_ALONE]
        who = whose(self.names.parts, bases)
        stands = who and self.stands_alone(at, bases)
        return _Match(at + 1, _end_of_base(word), who) if stands else None

    def leads(self, at: int) -> bool:
        """Whether a word stands before the next as in a name: the `de` of de Wit, not of Bram."""
        is_pair = (self.plain(at), self.plain(at + 1)) in self.names.pairs
        return is_pair or self.words[at].is_letter

    def with_initial(self, last: int, who: Whose) -> _Match:
        """The end of a name, with an initial behind it: `Priya R.`"""
        word, after = self.words[last], last + 1
        if self.is_initial(after) and self.gap(last).isspace():
            letter = self.words[after].spellings[0]
            meant = frozenset(n for n in who if letter in self.names.initials[n])
            if meant:
                return _Match(after + 1, self.words[after].end, meant)
        return _Match(after, word.end if self.parts(last) else _end_of_base(word), who)

    # What a word is

    def parts(self, at: int) -> Whose:
        return whose(self.names.parts, self.words[at].spellings)

    def owners(self, at: int) -> Whose:
        """Whose name a word is of, without an ending if it is none with it."""
        return self.parts(at) or whose(self.names.parts, _bases(self.words[at], digits=True))

    def owners_of_whole(self, at: int) -> Whose:
        return whose(self.names.whole, self.words[at].spellings)

    def is_strong(self, at: int) -> bool:
        """Whether a part of a name can stand for it."""
        spelled = self.words[at].spellings
        is_name = len(spelled[0]) > 1 and not spelled[0].isdigit()
        return is_name and not NOT_ALONE.intersection(spelled)

    def stands_alone(self, at: int, spelled: Iterable[str]) -> bool:
        """Whether one word is a name: not `will` or `a`, and not the May of 2025."""
        spelled = list(spelled)
        is_plain = bool(_NEED_A_CAPITAL.intersection(spelled)) or len(spelled[0]) == 1
        if is_plain and not self.words[at].is_capital:
            return False
        return not (MONTHS.intersection(spelled) and self.is_dated(at))

    def is_dated(self, at: int) -> bool:
        before, after = ([self.plain(at + n * way) for n in (1, 2)] for way in (-1, 1))
        if _is_date(before[0]) or _is_date(after[0]) or before[0] in BEFORE_MONTH:
            return True
        return any(near in BETWEEN_MONTHS and _is_date(far) for near, far in (before, after))

    def plain(self, at: int) -> str:
        """A word that stands near, or nothing."""
        return self.words[at].spellings[0] if 0 <= at < len(self.words) else ""

    def is_initial(self, at: int) -> bool:
        """A capital letter with a full stop."""
        if at >= len(self.words):
            return False
        word = self.words[at]
        return word.is_letter and word.is_capital and self.text[word.end : word.end + 1] == "."

    def after_initials(self, at: int) -> int:
        """The word behind the initials that stand here, which are no parts of names themselves."""
        for end in range(at, min(at + MOST_INITIALS + 1, len(self.words))):
            if not self.is_initial(end) or self.parts(end) or not self.joins(end):
                return end
        return at

    # What stands between two

    def gap(self, at: int) -> str:
        after = self.words[at + 1].start if at + 1 < len(self.words) else len(self.text)
        return self.text[self.words[at].end : after]

    def joins(self, at: int) -> bool:
        """Whether a word and the next may be of one name."""
        between = self.gap(at)
        if self.words[at].is_letter and _AFTER_INITIAL.fullmatch(between):
            return True
        if between == ", ":
            return (self.plain(at), self.plain(at + 1)) in self.names.last_first
        return bool(_GAP.fullmatch(between))


def _is_same(word: Word, meant: Word) -> bool:
    return any(spelling in meant.spellings for spelling in word.spellings)


def _is_date(word: str) -> bool:
    return word[:1].isdigit() or word in MONTHS


def _bases(word: Word, *, digits: bool) -> Iterator[str]:
    """A word without an s at its end or, with `digits`, without the number of an account."""
    for spelling in word.spellings:
        base = spelling.removesuffix("s")
        if len(base) >= FEWEST_ENDED and spelling != base and not base.endswith("s"):
            yield base
        if digits and spelling[-1:].isdigit():
            yield spelling.rstrip(_DIGITS)


def _end_of_base(word: Word) -> int:
    """Where a word ends that has an ending: an s is left, a number goes with the name."""
    return word.end if word.text[-1:].isdigit() else word.end - 1
