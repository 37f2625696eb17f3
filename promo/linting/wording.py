"""Rules about words: who did it, how vaguely, about whom, in which letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import chain, islice

from promo.findings import Finding, quote
from promo.linting import words
from promo.linting.patterns import pattern
from promo.linting.people import Codes, remarks
from promo.linting.texts import (
    MOST_TOLD,
    Item,
    Passage,
    Texts,
    blank,
    is_name,
    maps_of,
    word_of,
)

_SPACES = pattern(r"\s+")


class _Phrases:
    """What finds each of some phrases, and whether a text can hold one at all."""

    def __init__(self, phrases: frozenset[str]) -> None:
        each = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
        self.phrases = "|".join(map(re.escape, each)).replace(r"\ ", r"\s+")
        self.by_word: dict[str, list[frozenset[str]]] = {}  # by the longest word of a phrase
        for phrase in each:
            words = frozenset(phrase.replace("-", " ").split())
            self.by_word.setdefault(max(sorted(words), key=len), []).append(words)

    @cached_property
    def pattern(self) -> re.Pattern[str]:  # many a file needs none
        return re.compile(rf"(?<![\w-])(?:{self.phrases})(?![\w-])", re.IGNORECASE)

    def may_be_in(self, passage: Passage) -> bool:
        met = self.by_word.keys() & passage.words
        return any(words <= passage.words for word in met for words in self.by_word[word])


_WEASELS = _Phrases(words.WEASELS)
_DEGREES = _Phrases(words.DEGREES)
_NOT_VAGUE = _Phrases(words.NOT_VAGUE)
_WEAK = _Phrases(words.WEAK)


def own_part(texts: Texts) -> Iterator[Finding]:
    """PR101: "we" in an item that never says what the candidate did."""
    names = "|".join(map(re.escape, filter(_is_name, texts.candidate("name").split())))
    candidate = re.compile(rf"\b(?:{names})\b") if names else None
    for item in texts.items:
        found = ((p, start + we.start(), we[0]) for p in item.story for start, we in _we_in(p))
        said = next(found, None)
        if said and not any(_says_own_part(passage, candidate) for passage in item.story):
            passage, start, word = said
            message = f'{quote(word)}, and nowhere "I": the own part is not told'
            help = 'add what you did yourself: "I wrote …", "my part was …"'
            many = '{n} items say "we" and never "I"'
            yield texts.within("PR101", passage, start, message, help, many)


def _we_in(passage: Passage) -> Iterator[tuple[int, re.Match[str]]]:
    """Each sentence of others: "Taught two juniors how we review" is none."""
    if words.WE.search(passage.own):
        for start, sentence in passage.sentences:
            found = words.WE.search(sentence)
            if found and not words.UNSAID_I.match(sentence):
                yield start, found


def _says_own_part(passage: Passage, candidate: re.Pattern[str] | None) -> bool:
    told = words.NUMERAL.sub("", passage.own)
    if passage.key == "actions" and any(words.UNSAID_I.match(s) for _, s in passage.sentences):
        return True
    return bool(words.OWN.search(told)) or bool(candidate and candidate.search(told))


def _is_name(word: str) -> bool:
    return len(word) > 1


def vague(texts: Texts) -> Iterator[Finding]:
    """PR102: words that could be said of any work."""
    for item in texts.items:
        for passage in item.story:
            if not any(each.may_be_in(passage) for each in (_WEASELS, _DEGREES, _WEAK)):
                continue
            found = (_vague_in(texts, passage, *sentence) for sentence in passage.sentences)
            yield from islice(chain.from_iterable(found), MOST_TOLD)


def _vague_in(texts: Texts, passage: Passage, start: int, sentence: str) -> Iterator[Finding]:
    """All such words of a sentence at once, as one new sentence mends them."""
    plain = _NOT_VAGUE.pattern.sub(lambda match: "_" * len(match[0]), sentence)
    found: dict[int, str] = {}
    if not _has_number(sentence):
        weak = _own(_WEAK.phrases).finditer(plain) if passage.key != "situation" else ()
        found |= {m.start("verb"): m["verb"] for m in weak}
        found |= {m.start(): m[0] for m in _DEGREES.pattern.finditer(plain)}
    found |= {m.start(): m[0] for m in _WEASELS.pattern.finditer(plain)}
    at = [each for each in sorted(found) if not is_name(plain, each)]
    if at:
        told = dict.fromkeys(quote(_SPACES.sub(" ", found[each])) for each in at)
        message = f"{', '.join(told)} could be said of any work"
        help = "say how much, which, or what exactly was done"
        many = "{n} sentences have words that could be said of any work"
        yield texts.within("PR102", passage, start + at[0], message, help, many)


def _has_number(sentence: str) -> bool:
    return any(map(str.isdigit, sentence)) or not words.NUMERALS.isdisjoint(
        sentence.lower().split()
    )


def weaker_part(texts: Texts) -> Iterator[Finding]:
    """PR108: a verb of leading beside a lesser responsibility."""
    for item in texts.items:
        part = item.word("responsibility")
        if part not in ("contributor", "observer"):
            continue
        for passage in _told(item):
            if found := _own(words.LEADING).search(passage.own):
                verb = found["verb"]
                message = f"{quote(verb)} stands beside `responsibility: {part}`"
                help = "say what your part was, or correct the responsibility"
                many = "{n} verbs are stronger than the responsibility beside them"
                yield texts.within("PR108", passage, found.start("verb"), message, help, many)
                break


@cache
def _own(verbs: str) -> re.Pattern[str]:
    """Some verbs where they tell what the candidate did."""
    return re.compile(
        r"(?:^[ \t]*(?:[-*]\s+|\d+[.)]\s+)?|[.;]\s+"
        r"|\b(?:I|[Ii]ch)(?:\s+(?:\w+ly|also|then|first|and|have|had))*\s+"
        r"|\bI\b[^.;,\n]{0,60}\band\s+)"
        rf"(?P<verb>{verbs})\b(?!-)",
        re.MULTILINE | re.IGNORECASE,
    )


def _told(item: Item) -> Iterator[Passage]:
    for key in ("title", "actions", "result"):
        if key in item.passages:
            yield item.passages[key]


def personality(texts: Texts) -> Iterator[Finding]:
    """PR110 and PR111: words about the person, and pronouns that say who it is.

    Pronouns in quotes are not told: those are other people's words, and most have some.
    """
    help = "write the name or the role, or leave it out"
    codes = Codes(pronoun="PR111", personality="PR110", help=help, everywhere=False)
    yield from remarks(texts, codes)


_ACRONYM = pattern(r"(?<![\w.&/@#-])[A-Z][A-Z&]*[A-Z](?:s|(?=’s|'s))?(?![\w&@]|-\d|\.\w)")


def acronyms(texts: Texts) -> Iterator[Finding]:
    """PR112: an acronym that the file never spells out, at its first place."""
    spelled: set[str] = set()
    first: dict[str, tuple[Passage, int]] = {}
    for passage in texts.passages:
        if passage.key not in _WRITTEN or not _ACRONYM.search(passage.shown):
            continue
        shown = _SHOUTED.sub(blank, passage.shown)
        found = list(_ACRONYM.finditer(shown))
        for match in [] if found and _is_shouted(passage) else found:
            name = match[0].removesuffix("s")
            if len(name) > 6 or name in words.KNOWN or _is_of_a_team(shown, match.end()):
                continue
            first.setdefault(name, (passage, match.start()))
            if _is_spelled(passage.shown, match.start(), match.end()):
                spelled.add(name)
    if unknown := first.keys() - spelled:
        spelled |= _initialled(texts, {name.lower() for name in unknown})
    names = {part for text in _names(texts) for part in text.split()}
    for name, (passage, start) in first.items():
        if name not in spelled and name not in names:
            message = f"{quote(name)} is never spelled out"
            help = f"write it out once: “… ({name})”"
            yield texts.within(
                "PR112", passage, start, message, help, "{n} acronyms are never spelled out"
            )


_WRITTEN = frozenset({"title", "situation", "actions", "result", "summary"})


def _is_shouted(passage: Passage) -> bool:
    letters = [letter for letter in passage.shown if letter.isalpha()]
    return len(letters) > 12 and sum(letter.isupper() for letter in letters) * 2 > len(letters)


def _is_of_a_team(text: str, end: int) -> bool:
    """The SRE team: the name of one."""
    word = _NEXT.match(text, end)
    return word is not None and word[1] in words.BODIES


_NEXT = pattern(r" ([a-z]+)\b")
_SHOUTED = pattern(r"(?:\b[A-Z]{2,}\b[ ,!]{1,2}){2,}[A-Z]{2,}\b")  # DO NOT TOUCH


def _initialled(texts: Texts, names: set[str]) -> set[str]:
    """The names whose letters begin words that stand in a row: MTTR, mean time to repair."""
    found: set[str] = set()
    sizes = {len(name) for name in names if len(name) > 2}
    alone = ((p,) for p in texts.passages if p.key == "summary")
    for story in chain((item.story for item in texts.items), alone):
        told = [word.lower() for p in story for word in _WORD.findall(p.shown)]
        for row in (told, [word for word in told if word not in words.COMMON]):
            letters = "".join(word[0] for word in row)
            for size in sizes:
                found |= names & {letters[n : n + size] for n in range(len(letters) - size + 1)}
    return {name.upper() for name in found}


_WORD = pattern(r"[^\W\d_]+")


def _is_spelled(text: str, start: int, end: int) -> bool:
    """`service level objective (SLO)`, `SLO (service level objective)`, `SLO, the service …`."""
    before, after = text[max(0, start - 60) : start], text[end : end + 60]
    in_brackets = re.search(r"\w\s+\($", before) and re.match(r"\s*[),;]", after)
    behind = re.match(r"s?\s*\(\s*(?:the |our |a |an )?[^\W\d_]{2,}(?:[\s-]+[^\W\d_]+)+", after)
    said = re.match(r",?\s+(?:stands for|short for|that is,|means)\b", after)
    return bool(in_brackets or behind or said)


def _names(texts: Texts) -> Iterator[str]:
    """Names of people, teams and projects, which need no spelling out."""
    for passage in texts.passages:
        if passage.key == "project":
            yield passage.text.value
    yield from map(texts.candidate, ("name", "team", "manager"))
    for people in (texts.source.root, *(item.node for item in texts.items)):
        for key in ("feedback", "corroboration"):
            yield from (word_of(person, "name") for person in maps_of(people, key))
