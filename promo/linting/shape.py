"""Rules about whole items: too long, told twice, quoting nobody, linking to nowhere."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from math import ceil

from promo.findings import Finding, quote
from promo.linting import words
from promo.linting.patterns import pattern
from promo.linting.texts import MOST_TOLD, QUOTE, Item, Passage, Texts, blank, passages, word_of

MOST_WORDS = 250  # what the British Civil Service asks of one behaviour
_FEWEST = 3  # content words of an item, below which sameness is chance
_FEWEST_ALIKE = 5  # below which only the same words are the same
_ALIKE = 0.6  # of the words of both


def too_long(texts: Texts) -> Iterator[Finding]:
    """PR113: an item longer than a committee reads."""
    for item in texts.items:
        told = [p for p in item.story if p.key != "title"]
        count = sum(passage.length for passage in told)
        if count > MOST_WORDS:
            message = f"the item has {count:,} words, and {MOST_WORDS} are read"
            help = "keep situation, own part and result; link to the rest"
            yield texts.at("PR113", item.node, message, help, "{n} items are too long")


def told_twice(texts: Texts) -> Iterator[Finding]:
    """PR114: two items that say the same, at the later one."""
    contents = [_content(item) for item in texts.items]
    for n, alike in _alike(contents):
        first = texts.items[alike]
        name = word_of(first.node, "title")
        message = f"this says the same as {quote(name)} on line {first.node.line}"
        help = "keep one, or say what is different"
        yield texts.at("PR114", texts.items[n].node, message, help)


def _alike(contents: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Each item's number with the first one before it that says the same, if there is one.

    Two that are alike share at least `shared` of an item's words. When the most common ones are
    left out, `enough` of those are still there: so few items, which have rare words in common,
    are compared in full.
    """
    frequency = Counter(word for content in contents for word in content)
    seen: dict[str, list[int]] = defaultdict(list)
    first_with: dict[frozenset[str], int] = {}
    for n, content in enumerate(contents):
        if len(content) < _FEWEST_ALIKE:
            same = first_with.setdefault(content, n) if content else n
            if same != n:
                yield n, same
            continue
        shared = ceil(_ALIKE * len(content))
        enough = ceil(shared * 2 / 3)
        ordered = sorted(content, key=lambda word: (frequency[word], word))
        rare = ordered[: len(content) - shared + enough]
        counts = Counter(chain.from_iterable(seen[word] for word in rare))
        likely = sorted(other for other, count in counts.items() if count >= enough)
        alike = next((other for other in likely if _are_alike(content, contents[other])), None)
        if alike is not None:
            yield n, alike
        for word in content:
            seen[word].append(n)


def _content(item: Item) -> frozenset[str]:
    told = {word for passage in item.story for word in passage.words}
    found = frozenset(told - words.COMMON)
    return found if len(found) >= _FEWEST else frozenset()


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _ALIKE * len(one | other)


# Quotes

_PASSAGE = pattern(QUOTE)
_BLOCK = pattern(r"^ {0,3}>[^\n]*(?:\n {0,3}>[^\n]*)*", re.MULTILINE)
_AROUND = 300  # characters on each side of a quote in which somebody is named
_FEWEST_QUOTED = 5  # words; fewer are a term
_NAME = pattern(r"(?<![.!?]\s)(?<!\A)(?<!\n)\b[A-ZÄÖÜ][\w’'-]*[a-zäöüß][\w’'-]*")


def quoting_nobody(texts: Texts) -> Iterator[Finding]:
    """PR115: a quote in the prose without the name of who said it."""
    own = frozenset(texts.candidate("name").split())
    stories = chain.from_iterable(item.story for item in texts.items)
    for passage in (*stories, *(p for p in texts.passages if p.key == "summary")):
        for start, quoted, around in islice(_quotes(passage), MOST_TOLD):
            if not _names_somebody(around, own):
                message = f"nobody is named for {quote(' '.join(quoted.split()), 40)}"
                help = "write who said it, and where; or move it to `corroboration:`"
                many = "nobody is named for {n} quotes"
                yield texts.within("PR115", passage, start, message, help, many)


def _quotes(passage: Passage) -> Iterator[tuple[int, str, str]]:
    """Where each quote begins, what it says, and the words around it."""
    shown = passage.shown
    if passage.own == shown:
        return  # as most texts
    for match in _BLOCK.finditer(shown):
        inside = re.sub(r"^ {0,3}> ?", "", match[0], flags=re.MULTILINE)
        before = shown[: match.start()].rstrip().rpartition("\n\n")[2]
        after = shown[match.end() :].lstrip("\n").partition("\n")[0]
        ending = re.search(r"[—–-]\s*(.+)\Z", inside)
        said_by = f"x {ending[1]}" if ending else ""
        lead = before if before.endswith(":") else ""
        behind = after if after.startswith(("—", "–", "-")) else ""
        yield match.start() + match[0].index(">"), inside, f"{lead} {said_by} {behind}"
    rest = _BLOCK.sub(blank, shown)
    for match in _PASSAGE.finditer(rest):
        inside = match[0][1:-1]
        if len(inside.split()) < _FEWEST_QUOTED or inside.rstrip().endswith("?"):
            continue
        if not words.TERMS.search(rest, max(0, match.start() - 40), match.start()):
            yield match.start(), inside, _around(rest, match)


def _around(text: str, match: re.Match[str]) -> str:
    """The rest of the sentence that a quote stands in."""
    before = re.split(
        r"(?<=[.!?])\s+|\n\s*\n", text[max(0, match.start() - _AROUND) : match.start()]
    )[-1]
    after = text[match.end() : match.end() + _AROUND]
    ends = re.search(r"[.!?](?:\s|\Z)|\n\s*\n", after)
    if match[0][-2:-1] in ".!?" and re.match(r"\s*(?:[A-ZÄÖÜ]|\Z)", after):
        return f"{before} "  # the sentence ends with the quote
    return f"{before} {after[: ends.start()] if ends else after}"


def _names_somebody(around: str, own: frozenset[str]) -> bool:
    """Whether a name stands there, and not the candidate's `own`."""
    said = _SAID.match(around)
    return bool(said and said["who"] not in words.NOBODY) or any(
        name not in words.DAYS and re.sub("['’]s$", "", name) not in own
        for name in _NAME.findall(around)
    )


_SAID = pattern(
    r"\s*(?P<who>[A-ZÄÖÜ][\w’'-]+(?: [A-ZÄÖÜ][\w’'-]+)*),? "
    r"(?:wrote|said|says|put|called|told|asked|writes|noted)\b"
)


def private_places(texts: Texts) -> Iterator[Finding]:
    """PR116: an address that only the candidate can open."""
    for passage in passages(texts.source.root, _LINKED):
        value = passage.text.value
        if passage.key != "url" and "`" in value:
            value = _CODE.sub(blank, value)
        lowered = value.lower()
        if not any(mark in lowered for mark in words.PRIVATE_MARKS):
            continue  # as most texts
        places = re.finditer(words.PRIVATE_PLACE, value, re.IGNORECASE)
        for found in islice(places, MOST_TOLD):
            message = f"only you can open {quote(found[0].rstrip('.,;:!?)]>'))}"
            help = "put it where the committee can open it, or leave it out"
            many = "{n} addresses only you can open"
            yield texts.within("PR116", passage, found.start(), message, help, many)


_CODE = pattern(r"`[^`\n]*`")
_LINKED = frozenset(
    {"url", "title", "situation", "actions", "result", "summary", "method", "quote"}
)
