"""Words about a person: pronouns and remarks on personality, each with its place.

`promo check` tells them as PR111 and PR110, a committee copy as BL002 and BL003.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from promo.findings import Finding, quote
from promo.linting.remarks import PERSONALITY, PRONOUNS
from promo.linting.texts import Passage, Texts
from promo.linting.words import DAYS, OWN


class Codes(NamedTuple):
    """The codes of the two kinds; `help` for pronouns is another where names become no codes."""

    pronoun: str
    personality: str
    help: str = ""
    everywhere: bool = True  # or only where the candidate is written about in the third person


_BY_FIRST: dict[str, list[str]] = {}  # the longest of those with one first word comes first
for _phrase in sorted((*PRONOUNS, *PERSONALITY), key=len, reverse=True):
    _BY_FIRST.setdefault(_phrase.split()[0], []).append(_phrase)
_FIRST = frozenset(_BY_FIRST)
_FIRST_OF_PERSONALITY = frozenset(phrase.split()[0] for phrase in PERSONALITY)
_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"-|\s+")


def remarks(texts: Texts, codes: Codes) -> Iterator[Finding]:
    """Every such word in the texts that a packet prints."""
    for passage in texts.passages:
        if _FIRST.isdisjoint(passage.words):
            continue  # as most texts
        with_pronouns = codes.everywhere or _is_of_candidate(texts, passage)
        if not with_pronouns and _FIRST_OF_PERSONALITY.isdisjoint(passage.words):
            continue
        for start, word, plain in _known(passage.shown):
            is_pronoun = plain in PRONOUNS
            remark = PRONOUNS[plain] if is_pronoun else PERSONALITY[plain]
            if word.isupper() or (remark.needs_capital and word == plain):
                continue  # HIS is a system, HER a gene
            if is_pronoun and not with_pronouns:
                continue
            if is_pronoun and not codes.everywhere and _names_another(texts, passage, start):
                continue
            told = "says who a person is" if is_pronoun else "tells of a person, not the work"
            many = "say who a person is" if is_pronoun else "tell of a person, not the work"
            yield texts.within(
                codes.pronoun if is_pronoun else codes.personality,
                passage,
                start,
                f"{quote(word)} {told}",
                (is_pronoun and codes.help) or remark.help,
                f"{{n}} words {many}",
            )


def _known(text: str) -> Iterator[tuple[int, str, str]]:
    """Where each known phrase begins, as it is written and as it is known."""
    words = list(_WORD.finditer(text))
    after = 0
    for at, match in enumerate(words):
        if at < after:
            continue
        for phrase in _BY_FIRST.get(match[0].lower(), ()):
            run = words[at : at + phrase.count(" ") + 1]
            gaps = (text[one.end() : next.start()] for one, next in pairwise(run))
            if phrase == " ".join(word[0].lower() for word in run) and all(
                map(_GAP.fullmatch, gaps)
            ):
                after = at + len(run)
                yield match.start(), " ".join(text[match.start() : run[-1].end()].split()), phrase
                break


def _is_of_candidate(texts: Texts, passage: Passage) -> bool:
    """Whether what the candidate wrote has no "I", so that "she" is the candidate."""
    if passage.key not in _WRITTEN or OWN.search(passage.own):
        return False
    return (passage.text.line, passage.text.column) not in texts.first_person


def _names_another(texts: Texts, passage: Passage, start: int) -> bool:
    """Whether the sentence names somebody else before the pronoun at `start`."""
    before = _SENTENCE_END.split(passage.shown[max(0, start - 300) : start])[-1]
    own = {*texts.candidate("name").split(), *DAYS}
    return any(name not in own for name in _NAME.findall(before))


_SENTENCE_END = re.compile(r"[.!?]\s|\n\s*\n")
_NAME = re.compile(r"(?<=[\w,] )[A-ZÄÖÜ][a-zà-ÿ’'-]+")  # not the first word of its sentence
_WRITTEN = frozenset({"title", "situation", "actions", "result", "summary"})
