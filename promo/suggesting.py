"""Which competencies the words of an item speak of: BM25 over the ladder's own words, no model.

The same words give the same answer, and each suggestion shows the words that it comes from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from math import log
from typing import NamedTuple

from promo.model import Competency, EvidenceItem, Expectation, Ladder, Target
from promo.prose import paragraphs
from promo.stop_words import STOP_WORDS

# The usual values: how soon more of one word adds less, and how much long texts are held back.
_SATURATION, _LENGTH = 1.2, 0.75
_MOST = 3
_LEAST = 0.6  # of the best score; what shares much less is a guess
_SHORTEST = 3  # letters of a word that counts
_WORD = re.compile(r"[^\W\d_]+")
_ENDINGS = (
    "ations",
    "ation",
    "ments",
    "ment",
    "ings",
    "ing",
    "ies",
    "ers",
    "ed",
    "es",
    "er",
    "s",
    "e",
    "y",
)


class Suggestion(NamedTuple):
    """A competency that an item's words speak of, with those words as the item has them.

    `expectation` is the one line of the ladder that shares most with it.
    """

    competency: Competency
    score: float
    words: tuple[str, ...]
    expectation: Expectation | None


class Suggester:
    """The words of each competency that is assessed at a target, counted once."""

    def __init__(self, ladder: Ladder, target: Target) -> None:
        self.competencies = ladder.assessed_at(*target)
        self.expectations = {
            each.id: ladder.expectations_of(target.level, each, target.track)
            for each in self.competencies
        }
        own = {each.id: Counter(_stems(self._text(each))) for each in self.competencies}
        self.counts = own
        self.usual = sum(map(Counter.total, own.values())) / max(len(own), 1) or 1
        self.spread = Counter(stem for counts in own.values() for stem in counts)

    def _text(self, competency: Competency) -> str:
        lines = [expectation.text for expectation in self.expectations[competency.id]]
        names = (competency.title, *competency.aliases)
        return "\n".join((*names, competency.description, *lines))

    def suggest(self, item: EvidenceItem) -> tuple[Suggestion, ...]:
        """At most three competencies, the likeliest first; none where no word is shared."""
        words = dict(reversed(list(_words(text_of(item)))))
        found: list[Suggestion] = []
        for competency in self.competencies:
            shared = [stem for stem in words if self.counts[competency.id][stem]]
            score = sum(self._weight(stem, competency) for stem in shared)
            if score > 0:
                by_weight = sorted(shared, key=lambda stem: (-self._weight(stem, competency), stem))
                told = tuple(words[stem] for stem in by_weight)
                line = self._line(competency, shared)
                found.append(Suggestion(competency, round(score, 3), told, line))
        # Equal scores stay in the order of the ladder.
        found.sort(key=lambda suggestion: -suggestion.score)
        return tuple(each for each in found[:_MOST] if each.score >= _LEAST * found[0].score)

    def _weight(self, stem: str, competency: Competency) -> float:
        counts, total = self.counts[competency.id], len(self.counts)
        rarity = log(1 + (total - self.spread[stem] + 0.5) / (self.spread[stem] + 0.5))
        length = 1 - _LENGTH + _LENGTH * counts.total() / self.usual
        often = counts[stem]
        return rarity * often * (_SATURATION + 1) / (often + _SATURATION * length)

    def _line(self, competency: Competency, shared: Sequence[str]) -> Expectation | None:
        """The first expectation with the most weight in shared words."""
        best: Expectation | None = None
        most = 0.0
        for expectation in self.expectations[competency.id]:
            stems = set(_stems(expectation.text))
            weight = sum(self._weight(stem, competency) for stem in shared if stem in stems)
            if weight > most:
                best, most = expectation, weight
        return best


def text_of(item: EvidenceItem) -> str:
    """What an item says in words."""
    prose = (*item.situation, *item.actions, *item.result)
    metrics = (metric.name for metric in item.metrics)
    return "\n".join((item.title, item.project, *paragraphs(prose), *metrics))


def _stems(text: str) -> Iterator[str]:
    for stem, _ in _words(text):
        yield stem


def _words(text: str) -> Iterator[tuple[str, str]]:
    """The words that say something, each with what it is compared by."""
    for word in _WORD.findall(text.lower()):
        if len(word) >= _SHORTEST and word not in STOP_WORDS:
            yield _stem(word), word


def _stem(word: str) -> str:
    """A word without its ending, so that `pricing`, `priced` and `price` are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word.removesuffix(ending)
    return word
