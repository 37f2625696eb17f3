"""Words about a person: pronouns and remarks on personality, each with its place.

`promo check` tells them as PR111 and PR110, a committee copy as BL002 and BL003.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile
from typing import NamedTuple

from promo.findings import Finding, quote
from promo.linting.patterns import pattern
from promo.linting.remarks import ENDS, GOES_ON, PEOPLE, PERSONALITY, PRONOUNS
from promo.linting.texts import Passage, Texts, is_name
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
_WORD = pattern(r"[^\W_]+")
_GAP = pattern(r"-|\s+")


def remarks(texts: Texts, codes: Codes) -> Iterator[Finding]:
    """Every such word in the texts that a packet prints."""
    for passage in texts.passages:
        if _FIRST.isdisjoint(passage.words):
            continue  # as most texts
        with_pronouns = codes.everywhere or _is_of_candidate(texts, passage)
        if not with_pronouns and _FIRST_OF_PERSONALITY.isdisjoint(passage.words):
            continue
        own_words = passage.shown if codes.everywhere or passage.key == "quote" else passage.own
        for start, word, plain in _known(own_words):
            is_pronoun = plain in PRONOUNS
            remark = PRONOUNS[plain] if is_pronoun else PERSONALITY[plain]
            if word.isupper() or (remark.needs_capital and word == plain):
                continue  # HIS is a system, HER a gene
            if is_pronoun and not with_pronouns:
                continue
            if is_pronoun and not codes.everywhere and _names_another(texts, passage, start):
                continue
            if not is_pronoun and _is_of_a_thing(own_words, start, start + len(word), plain):
                continue
            help = remark.help
            if not codes.everywhere:
                help = codes.help if is_pronoun else _OF_OTHERS.get(passage.key, remark.help)
            told = "says who a person is" if is_pronoun else "tells of a person, not the work"
            many = "say who a person is" if is_pronoun else "tell of a person, not the work"
            yield texts.within(
                codes.pronoun if is_pronoun else codes.personality,
                passage,
                start,
                f"{quote(word)} {told}",
                help,
                f"{{n}} words {many}",
            )


_OF_OTHERS = {"quote": "quote what they say of the work, or leave it out"}


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


def _is_of_a_thing(text: str, start: int, end: int, plain: str) -> bool:
    """Whether it is said of work: outstanding invoices, a user-friendly form, Brilliant courses."""
    if plain.split()[-1] in PEOPLE and " " in plain:
        return False
    subject = _SUBJECT.search(text, max(0, start - 60), start)
    if subject and not _is_person(subject[subject.lastindex or 0].lower()):
        return True
    if is_name(text, start) or _HYPHEN.search(text, max(0, start - 2), start):
        return True
    behind = _BEHIND.match(text, end)
    row = behind[0].replace("-", " ").lower().split() if behind else []
    if not row or row[0] in GOES_ON:
        return False
    return not any(map(_is_person, takewhile(lambda word: word not in ENDS | GOES_ON, row)))


def _is_person(word: str) -> bool:
    return word in PEOPLE or word.removesuffix("s") in PEOPLE


_HYPHEN = pattern(r"\w-\Z")
_BEHIND = pattern(r"(?:(?:-|\s+)\w+){1,3}")
_SUBJECT = pattern(
    r"\b(?:(it|th(?:at|is|ese|ose)|which|what)|(?:the|our|each|every|this) (\w+))"
    r" (?:is|are|was|were|looks?|seems?) (?:(?:\w+ly|always|more|not|so|too|very) ){0,2}\Z",
    re.IGNORECASE,
)


def _is_of_candidate(texts: Texts, passage: Passage) -> bool:
    """Whether what the candidate wrote has no "I", so that "she" is the candidate."""
    if passage.key not in _WRITTEN or OWN.search(passage.own):
        return False
    return (passage.text.line, passage.text.column) not in texts.first_person


def _names_another(texts: Texts, passage: Passage, start: int) -> bool:
    """Whether somebody else is named before the pronoun at `start`, or two people are meant."""
    if _EITHER.search(passage.shown[max(0, start - 8) : start + 12]):
        return True
    *earlier, before = _SENTENCE_END.split(passage.shown[max(0, start - 300) : start])
    own = {*texts.candidate("name").split(), *DAYS}
    named = [*_NAME.findall(before), *_INTRODUCED.findall("".join(earlier[-1:]))]
    return any(name not in own for name in named)


_EITHER = pattern(
    r"\b(?:s?he(?: or |/)s?he|(?:his|her|him)(?: or |/)(?:hers?|his|him))\b", re.IGNORECASE
)
# In the sentence before: Ilse Maier, or whom somebody mentored.
_INTRODUCED = pattern(
    r"(?:(?:coach|hir|mentor|onboard|promot|supervis|train)ed|taught|[A-ZÄÖÜ][a-zà-ÿ]+)"
    r" ([A-ZÄÖÜ][a-zà-ÿ’'-]+)"
)
_SENTENCE_END = pattern(r"[.!?]\s|\n\s*\n")
_NAME = pattern(r"(?<=[\w,] )[A-ZÄÖÜ][a-zà-ÿ’'-]+")  # not the first word of its sentence
_WRITTEN = frozenset({"title", "situation", "actions", "result", "summary"})
