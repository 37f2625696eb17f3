"""What each column holds in a table that has its levels across the top."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from promo.findings import quote
from promo.importing import roles
from promo.importing.draft import Draft, names_in
from promo.importing.table import Row, Table, title_of
from promo.importing.titles import is_all, is_level, may_be_level
from promo.model import match_key

_LABEL = 60  # characters on average; what is longer explains a name


class Columns(NamedTuple):
    """Columns by number from 0; `levels` and `asides` with the words of their heads."""

    levels: Mapping[int, str]
    steps: Mapping[int, str]  # of a scale, as the map names them
    everywhere: tuple[int, ...]  # what holds at all levels
    competency: int | None
    groups: tuple[int, ...]
    descriptions: tuple[int, ...]
    asides: Mapping[int, str]
    skipped: tuple[int, ...]

    @property
    def beside(self) -> list[tuple[int, str]]:
        """The columns that are neither levels nor steps, and what each holds."""
        competency = () if self.competency is None else (self.competency,)
        kinds = {
            "competency": competency,
            "group": self.groups,
            "description": self.descriptions,
            "texts of all levels": self.everywhere,
            "metadata": tuple(self.asides),
            "skipped": self.skipped,
        }
        return sorted((n, kind) for kind, found in kinds.items() for n in found)


def columns_of(draft: Draft, table: Table) -> Columns:
    """By the map, by the words of the heads, then by where a column stands."""
    kinds = _by_words(draft, table)
    first, last = _ends(kinds)
    while first and not kinds[first - 1] and may_be_level(title_of(table.head[first - 1].text)):
        first -= 1
        kinds[first] = "level"
    beside = [n for n, kind in enumerate(kinds) if not kind and n < first]
    for n in range(first, len(kinds)):
        if not kinds[n]:
            kinds[n] = _among_levels(draft, table, kinds, n, last)
    _name_labels(table, kinds, beside)
    heads = [cell.text for cell in table.head]
    return Columns(
        levels={n: heads[_owner(table, n)] for n in _of_kind(kinds, "level")},
        steps={n: heads[n] for n in _of_kind(kinds, "step")},
        everywhere=tuple(_of_kind(kinds, "expectation")),
        competency=next(_of_kind(kinds, "competency"), None),
        groups=tuple(_of_kind(kinds, "group")),
        descriptions=tuple(_of_kind(kinds, "description")),
        asides={n: heads[_owner(table, n)] for n in _of_kind(kinds, "meta")},
        skipped=tuple(_of_kind(kinds, "skip")),
    )


def _of_kind(kinds: Sequence[str], kind: str) -> Iterator[int]:
    return (n for n, each in enumerate(kinds) if each == kind)


def _owner(table: Table, column: int) -> int:
    """The column whose head stands over this one, which has none of its own."""
    while column and table.head[column].is_blank:
        column -= 1
    return column


def _by_words(draft: Draft, table: Table) -> list[str]:
    kinds: list[str] = []
    after = False  # whether a level's title stands before the column
    for cell in table.head:
        told = draft.guide.role_of(cell.text) if cell.text else ""
        kind = {"summary": "description"}.get(told, told)
        kinds.append(kind or _by_word(draft, cell.text, after_levels=after))
        after = after or (bool(title := title_of(cell.text)) and is_level(title))
    return kinds


def _by_word(draft: Draft, text: str, *, after_levels: bool) -> str:
    title = title_of(text)
    if match_key(text) in draft.guide.steps:
        return "step"
    if is_all(title):
        return "expectation"
    told = draft.guide.level_named(text) or draft.guide.level_named(title)
    if told or is_level(title) or names_in(title).id:
        return "level"
    if roles.is_aside(text):
        return "meta"
    return "" if after_levels else _label_kind(text)


def _label_kind(text: str) -> str:
    if roles.is_competency(text):
        return "competency"
    if roles.is_group(text):
        return "group"
    return "description" if roles.is_description(text) else ""


def _ends(kinds: Sequence[str]) -> tuple[int, int]:
    """The first and the last column of a level; without any, all after the labels."""
    levels = [n for n, kind in enumerate(kinds) if kind in ("level", "step")]
    if levels:
        return levels[0], levels[-1]
    labels = [n for n, kind in enumerate(kinds) if kind in ("competency", "group", "description")]
    return (labels[-1] if labels else 0) + 1, len(kinds) - 1


def _among_levels(draft: Draft, table: Table, kinds: Sequence[str], n: int, last: int) -> str:
    """A column from the first level on whose head says nothing."""
    cell = table.head[n]
    if cell.is_blank:
        kind = kinds[_owner(table, n)]
        if kind == "level" and any(not row[n].is_blank for row in table.body):
            message = f"column {n + 1} has no heading; it goes on with {quote(cell_over(table, n))}"
            draft.guessed(cell.line or table.head[0].line, message)
        return kind if kind in ("level", "meta", "expectation") else "meta"
    title = title_of(cell.text)
    if may_be_level(title) or title.isdigit():
        return "level"
    if n < last or len(title) <= _LABEL:
        draft.guessed(cell.line, "taken for a level, as it stands beside levels", cell.text)
        return "level"
    return "meta"


def cell_over(table: Table, column: int) -> str:
    return table.head[_owner(table, column)].text


def _name_labels(table: Table, kinds: list[str], beside: Sequence[int]) -> None:
    """Say of the columns before the levels which is the competency, by place and length."""
    named = list(_of_kind(kinds, "competency"))
    for n in named[:-1]:
        kinds[n] = "group"
    heads = [n for n in beside if not _is_blank_under_aside(table, kinds, n)]
    for n in set(beside) - set(heads):
        kinds[n] = kinds[_owner(table, n)]
    filled = [n for n in heads if any(not row[n].is_blank for row in table.body)]
    if not named and filled:
        _place_labels(table, kinds, filled)
    elif not named:
        _promote(kinds)
    for n in heads:
        kinds[n] = kinds[n] or "meta"


def _is_blank_under_aside(table: Table, kinds: Sequence[str], n: int) -> bool:
    """Whether a column without a head stands right of one that is no label."""
    return table.head[n].is_blank and kinds[_owner(table, n)] == "meta"


def _place_labels(table: Table, kinds: list[str], labels: Sequence[int]) -> None:
    """Group, competency, description, in this order; a long text is the description."""
    short = [n for n in labels if _length(table.body, n) <= _LABEL] or list(labels[:1])
    has_group = any(kind == "group" for kind in kinds)
    competency = short[0] if has_group or len(short) == 1 else short[1]
    kinds[competency] = "competency"
    for n in labels:
        if n in short and n < competency:
            kinds[n] = "group"
        elif n not in short:
            kinds[n] = "description"


def _promote(kinds: list[str]) -> None:
    """Without any other name, the last group names the competencies, else the description."""
    for kind in ("group", "description"):
        found = list(_of_kind(kinds, kind))
        if found:
            kinds[found[-1]] = "competency"
            return


def _length(body: Sequence[Row], column: int) -> float:
    lengths = [len(row[column].text) for row in body if not row[column].is_blank]
    return sum(lengths) / len(lengths) if lengths else 0
