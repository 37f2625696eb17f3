"""The headings of levels: titles with codes, lines below them, and which level is the lowest."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from promo.importing.draft import Draft, names_in
from promo.importing.grid import Cell
from promo.importing.table import Row, Table, title_of
from promo.importing.titles import is_level
from promo.model import match_key

_CODE = re.compile(r"[A-Za-z]{1,5}[ -]?\d{1,2}[A-Za-z]?")
_NUMBER = re.compile(r"\d+")
_NUMERALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7}
# Only words whose order nobody disputes.
_RANKS = {
    "intern": 0,
    "apprentice": 0,
    "trainee": 0,
    "associate": 1,
    "junior": 1,
    "graduate": 1,
    "mid": 2,
    "senior": 3,
    "staff": 4,
    "principal": 5,
    "distinguished": 6,
    "fellow": 7,
}
_TITLE = 40  # characters; longer, and the second line of a head is no part of the title


class Head(NamedTuple):
    """A level's title with its code, and what its cell says besides."""

    title: str
    rest: str = ""


def is_code(text: str) -> bool:
    return bool(_CODE.fullmatch(text))


def head_of(text: str) -> Head:
    """The head in a cell: the title may be broken over lines, and a code may stand below it."""
    whole = " ".join(text.split())
    lines = [line.strip() for line in text.strip().split("\n") if line.strip()]
    if len(lines) < 2:
        return Head(title_of(whole))
    title, second = title_of(lines[0]), lines[1].strip("()[] ")
    if is_code(second):
        return Head(f"{title} ({second})", "\n".join(lines[2:]))
    if len(lines) == 2 and len(whole) <= _TITLE and is_level(whole):
        return Head(title_of(whole))
    return Head(title, "\n".join(lines[1:]))


def tell_columns(draft: Draft, kinds: Iterable[tuple[Cell, str]]) -> None:
    """Say what columns were taken for, by the words of their heads or by their place."""
    told = [(cell, kind) for cell, kind in kinds if not cell.is_blank]
    if told:
        message = f"taken for: {', '.join(kind for _, kind in told)}"
        heads = ", ".join(" ".join(cell.text.split()) for cell, _ in told)
        draft.guessed(told[0][0].line, message, heads)


def tell_above(draft: Draft, table: Table, columns: Collection[int]) -> Iterator[Row]:
    """Say what stands above a table; gives the rows that stand over `columns`, its own."""
    first_own = min(columns, default=len(table.head))
    for number, row in enumerate(table.above):
        filled = [(n, cell) for n, cell in enumerate(row) if not cell.is_blank]
        first = filled[0][1]
        if len(filled) == 1:
            draft.of_ladder("note", first.text, first.line)
        elif number < table.apart:
            for _, cell in filled:
                draft.skipped(cell.line, cell.text, "stands above the table, apart from it")
        elif len(filled) == 2 and filled[0][0] < first_own >= filled[1][0]:
            draft.of_ladder(first.text, filled[1][1].text, first.line)  # Valid from | 2025
        else:
            yield row


def named(title: str) -> str:
    """The heading of a level; a bare number is given the word, and stays its id."""
    return f"Level {title} [{title}]" if title.isascii() and title.isdigit() else title


def is_falling(titles: Sequence[str]) -> bool:
    """Whether the levels stand with the highest first."""
    ranks = [_rank(title) for title in titles]
    known = [rank for rank in ranks if rank is not None]
    if len(known) < 2 or len(known) < len(ranks) or len({kind for kind, _ in known}) > 1:
        return False
    return all(b < a for (_, a), (_, b) in pairwise(known))


def _rank(title: str) -> tuple[str, int] | None:
    """A number with what stands before it, or a rank by its word; only alike ones compare."""
    names = names_in(title)
    for name in (*names.aliases, names.title):
        if found := _NUMBER.search(name):
            return f"#{match_key(name[: found.start()])}", int(found[0])
    words = names.title.casefold().split()
    if words and words[-1] in _NUMERALS:
        return f"#{' '.join(words[:-1])}", _NUMERALS[words[-1]]
    ranks = [_RANKS[word] for word in words if word in _RANKS]
    return ("", ranks[0]) if ranks else None


def rising(titles: Iterable[str]) -> list[str]:
    """Titles by their numbers where all have one and no two the same, else as they came."""
    found = list(titles)
    ranked = {rank: title for title in found if (rank := _rank(title)) and rank[0]}
    if len(ranked) < len(found) or len({kind for kind, _ in ranked}) > 1:
        return found
    return [ranked[rank] for rank in sorted(ranked)]
