"""Evidence files of any length in the way people write them, always the same for one seed.

An item has about 1.7 kB of YAML: prose with bold words, lists, quotes and links, one or two
metrics, links, mostly somebody's word for it, and the expectation that it is meant to show. The
sentences make no sense; their length, their markup and how far they pack are those of real ones.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from random import Random
from textwrap import fill, indent

from benchmarks import vocabulary as say

TARGET = "principal"
_HEADLINES = 5
_WIDTH = 88


def evidence(items: int, seed: int = 1) -> bytes:
    """One candidate's evidence file with so many items."""
    random = Random(seed)
    lines = [_head(random), "evidence:"]
    lines += [_entry(_item(random, number)) for number in range(1, items + 1)]
    lines += ["feedback:", *(_entry(_feedback(random)) for _ in range(3))]
    return ("\n".join(lines) + "\n").encode()


def _head(random: Random) -> str:
    return (
        f"candidate:\n  name: {_name(random)}\n  current_level: senior\n"
        f"  role: Senior Product Manager\n  team: {_filled(random, '{thing}s')}\n"
        f"  manager: {_name(random)}\n"
        f"packet:\n  ladder: pm-ic-five\n  target: {TARGET}\n  cycle: 2026-H1\n"
        f"  as_of: 2026-06-30\n{indent(_prose('summary', _text(random, say.RESULTS, 3)), '  ')}"
    )


def _item(random: Random, number: int) -> Iterator[str]:
    yield from _tags(random, number)
    yield _prose("situation", _situation(random))
    yield _prose("actions", _actions(random))
    yield _prose("result", _result(random))
    yield from _listed(random, "metrics", _metric, (1, 2))
    yield from _listed(random, "links", _link, (1, 1, 2))
    yield from _listed(random, "corroboration", _corroboration, (0, 1, 1, 1))
    yield ""


def _tags(random: Random, number: int) -> Iterator[str]:
    competency = random.choice(tuple(say.COMPETENCIES))
    expectations, tags = say.COMPETENCIES[competency]
    yield f"id: item-{number}"
    yield f"title: {_filled(random, random.choice(say.TITLES))}"
    yield f"period: {_month(random, 2024)}..{_month(random, 2025)}"
    yield f"project: {_filled(random, '{kind} {thing}')}"
    yield f"competencies: [{random.choice((competency, *tags))}]"
    if random.random() < 0.8:
        yield f"expectations: [{TARGET}.{competency}.{random.randint(1, expectations)}]"
    yield f"responsibility: {random.choice(('owner', 'owner', 'co-owner', 'contributor'))}"
    yield f"scope: {random.choice(('domain', 'portfolio', 'portfolio'))}"
    if number <= _HEADLINES:
        yield "headline: true"


def _metric(random: Random) -> Iterator[str]:
    unit, before = random.choice(say.UNITS), random.randint(12, 90)
    yield f"name: {_filled(random, random.choice(say.MEASURES))}"
    yield f'baseline: "{before} {unit}"'
    yield f'result: "{random.randint(1, before - 2)} {unit}"'
    yield f"window: {_month(random, 2024)}..{_month(random, 2025)}"
    yield f"method: {_filled(random, random.choice(say.METHODS))}"


def _link(random: Random) -> Iterator[str]:
    yield f"title: {_filled(random, random.choice(say.DOCUMENTS))}"
    yield f"url: {_url(random)}"


def _corroboration(random: Random) -> Iterator[str]:
    yield f"name: {_name(random)}"
    yield f"role: {random.choice(say.ROLES)}"
    yield f"relation: {random.choice(say.RELATIONS)}"
    yield f"quote: >-\n{indent(_text(random, say.QUOTES), '  ')}"
    yield f"date: {_month(random, 2026, 6)}"


def _feedback(random: Random) -> Iterator[str]:
    yield f"name: {_name(random)}"
    yield f"role: {random.choice(say.ROLES)}"
    yield "level: principal"
    yield f"relation: {random.choice(say.RELATIONS)}"
    yield "supportive: true"
    yield f"quote: >-\n{indent(_text(random, say.QUOTES), '  ')}"


# Prose


def _situation(random: Random) -> str:
    if random.random() < 0.7:
        return _text(random, say.SITUATIONS)
    shown = _filled(random, random.choice(say.DOCUMENTS))
    return _text(random, say.SITUATIONS) + f"\nThe numbers: [{shown}]({_url(random)})."


def _actions(random: Random) -> str:
    blocks = [_text(random, say.ACTIONS)]
    if random.random() < 0.6:
        marker = random.choice(("-", "-", "1."))
        blocks.append("\n".join(_points(random, say.STEPS, marker)))
    if random.random() < 0.2:
        blocks.append(indent(_text(random, say.QUOTES), "> "))
    return "\n\n".join(blocks)


def _result(random: Random) -> str:
    if random.random() < 0.35:
        return "\n".join(_points(random, say.RESULTS, "-"))
    return _text(random, say.RESULTS)


def _points(random: Random, pool: Sequence[str], marker: str) -> Iterator[str]:
    for sentence in _sentences(random, pool, 3):
        yield fill(f"{marker} {sentence}", _WIDTH, subsequent_indent=" " * (len(marker) + 1))


def _text(random: Random, pool: Sequence[str], count: int = 2) -> str:
    text = " ".join(_sentences(random, pool, count))
    return fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _sentences(random: Random, pool: Sequence[str], count: int) -> list[str]:
    return [_filled(random, pattern) for pattern in random.sample(pool, count)]


# Words and numbers


_NUMBERS = {"few": (2, 19, 1), "share": (3, 88, 1), "many": (20, 980, 10)}


class _Draw(dict[str, str]):
    """A word or number for each name in a pattern, drawn anew each time it is asked for."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def __missing__(self, name: str) -> str:
        if name in say.POOLS:
            return self.random.choice(say.POOLS[name])
        lowest, highest, step = _NUMBERS[name]
        return f"{self.random.randint(lowest, highest) * step:,}"


def _filled(random: Random, pattern: str) -> str:
    text = pattern.format_map(_Draw(random))
    return text[0].upper() + text[1:]


def _name(random: Random) -> str:
    return _filled(random, "{first} {last}")


def _month(random: Random, year: int, last: int = 12) -> str:
    return f"{year}-{random.randint(1, last):02}"


def _url(random: Random) -> str:
    path = _filled(random, "{thing}/{kind}-{thing}").lower()
    return f"https://wiki.varmelin.example.com/{path}/{random.randint(100, 9999)}"


# YAML


def _prose(key: str, text: str) -> str:
    return f"{key}: |\n{indent(text, '  ')}"


def _entry(lines: Iterator[str]) -> str:
    """Lines as one entry of a list."""
    return "  - " + indent("\n".join(lines), "    ").lstrip()


def _listed(
    random: Random, key: str, entry: Callable[[Random], Iterator[str]], counts: Sequence[int]
) -> Iterator[str]:
    """A list of so many entries as one of `counts` says; nothing when that is none."""
    count = random.choice(counts)
    if count:
        yield f"{key}:"
        yield from (_entry(entry(random)) for _ in range(count))


# A ladder


def matrix(expectations: int, seed: int = 1) -> bytes:
    """A CSV matrix of five levels and ten lines a cell, as a spreadsheet exports it."""
    random = Random(seed)
    levels = ["Associate PM", "PM", "Senior PM", "Principal PM", "Director"]
    written = StringIO()
    rows = csv.writer(written)
    pool = (*say.SITUATIONS, *say.ACTIONS, *say.STEPS, *say.RESULTS)
    rows.writerow(["Category", "Competency", *levels])
    for number in range(expectations // 50):
        cells = ["\n".join(_sentences(random, pool, 10)) for _ in levels]
        rows.writerow([f"Group {number // 5 + 1}", f"Competency {number + 1}", *cells])
    return written.getvalue().encode()
