"""A table with one text a row: its level, its competency and the text, each in a column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from promo.importing import roles
from promo.importing.draft import ALL, Draft
from promo.importing.heads import Head, head_of, is_falling, named, rising, tell_above, tell_columns
from promo.importing.split import Splitter
from promo.importing.table import Row, Table
from promo.importing.titles import is_all
from promo.model import match_key
from promo.plain import Plain

_CARRIED = ("level", "group", "competency")


class _Columns(NamedTuple):
    """By number from 0; the rest are kept with each expectation, by the words of their heads."""

    kinds: Mapping[int, str]
    heads: Mapping[int, str]


def fill(draft: Draft, table: Table, splitter: Splitter, group: str) -> None:
    """Tell the draft every row of a table; `group` is what its competencies stand under."""
    columns = _columns(draft, table)
    kinds = columns.kinds.items()
    tell_columns(draft, ((table.head[n], kind) for n, kind in sorted(kinds) if kind != "meta"))
    for row in tell_above(draft, table, ()):
        for cell in row:
            if not cell.is_blank:
                draft.of_ladder("note", cell.text, cell.line)
    rows = _carried(draft, table, columns)
    levels = _levels(draft, rows, columns)
    for row in rows:
        _read(draft, columns, levels, splitter, group, row)
    for n, cell in enumerate(table.head):
        if columns.kinds.get(n, "meta") == "meta":
            message = "metadata of the expectations beside it"
            draft.kept(cell.line, columns.heads[n], message)


def _columns(draft: Draft, table: Table) -> _Columns:
    kinds: dict[int, str] = {table.column: "level"}
    for n, cell in enumerate(table.head):
        if n != table.column and cell.text and (told := draft.guide.role_of(cell.text)):
            kinds[n] = told
    free = [n for n in range(len(table.head)) if n not in kinds]
    for kind, words in (("competency", roles.COMPETENCIES), ("group", roles.GROUPS)):
        if kind not in kinds.values():
            found = [n for n in free if match_key(table.head[n].text) in words]
            found = [n for n in found if n != _text_column(table, found, kind)]
            kinds.update(dict.fromkeys(found[:1], kind))
            free = [n for n in free if n not in kinds]
    if "competency" not in kinds.values():
        kinds = {n: "competency" if kind == "group" else kind for n, kind in kinds.items()}
    if "expectation" not in kinds.values():
        kinds[_best_text(draft, table, free)] = "expectation"
    heads = {
        n: " ".join(draft.cleaned(cell.text, cell.line).split()) or f"column {n + 1}"
        for n, cell in enumerate(table.head)
    }
    return _Columns(kinds, heads)


def _text_column(table: Table, found: list[int], kind: str) -> int | None:
    """Of two columns that may name a competency, the one with the texts: `criteria`."""
    if kind != "competency" or len(found) < 2:
        return None
    return max(found, key=lambda n: sum(len(row[n].text) for row in table.body))


def _best_text(draft: Draft, table: Table, free: list[int]) -> int:
    """By the best word, else the column with the longest texts."""
    for word in roles.TEXTS:
        for n in free:
            if match_key(table.head[n].text) == word:
                return n
    longest = max(free, key=lambda n: sum(len(row[n].text) for row in table.body))
    cell = table.head[longest]
    draft.guessed(cell.line, "taken for the expectations: the longest texts", cell.text)
    return longest


def _carried(draft: Draft, table: Table, columns: _Columns) -> list[Row]:
    """The rows, with blank levels, groups and competencies filled from above."""
    above: dict[int, str] = {}
    filled: Counter[int] = Counter()
    carried = [n for n, kind in columns.kinds.items() if kind in _CARRIED]
    rows = []
    for row in table.body:
        if all(match_key(cell.text) == match_key(table.head[n].text) for n, cell in enumerate(row)):
            for cell in row:
                draft.skipped(cell.line, cell.text, "the headings again")
            continue
        cells = list(row)
        for n in carried:
            if not row[n].is_blank:
                above[n] = row[n].text
            elif n in above:
                cells[n] = row[n]._replace(text=above[n])
                filled[n] += 1
        rows.append(tuple(cells))
    for n, count in filled.items():
        message = f"blank cells take what stands above them ({count} of {len(table.body)} rows)"
        draft.guessed(table.head[n].line, message, table.head[n].text)
    return rows


def _level_column(columns: _Columns) -> int:
    return next(n for n, kind in columns.kinds.items() if kind == "level")


def _levels(draft: Draft, rows: list[Row], columns: _Columns) -> dict[str, str]:
    """The id of each level by the text of its cell, made with the lowest first."""
    at = _level_column(columns)
    first: dict[str, tuple[Head, int]] = {}
    for row in rows:
        if not row[at].is_blank and row[at].text not in first:
            first[row[at].text] = head_of(row[at].text), row[at].line
    by_title = {head.title: line for head, line in reversed(first.values())}
    titles = [
        title for title in dict.fromkeys(h.title for h, _ in first.values()) if not is_all(title)
    ]
    order = rising(titles)
    if order == titles and is_falling(titles):
        order = titles[::-1]
    if order != titles:
        draft.guessed(by_title[titles[0]], "the levels are put in order, the lowest first")
    ids = {title: draft.level(named(title), by_title[title]) for title in order}
    return {text: ids.get(head.title, ALL) for text, (head, _) in first.items()}


def _read(
    draft: Draft,
    columns: _Columns,
    levels: Mapping[str, str],
    splitter: Splitter,
    outer: str,
    row: Row,
) -> None:
    cells = {kind: row[n] for n, kind in columns.kinds.items()}
    level, named, text = cells["level"], cells.get("competency"), cells.get("expectation")
    if level.is_blank or named is None or named.is_blank or text is None:
        for cell in row:
            if not cell.is_blank:
                draft.skipped(cell.line, cell.text, "the row names no level or no competency")
        return
    group = cells["group"].text if "group" in cells else ""
    group = " / ".join(part for part in (outer, " ".join(group.split())) if part)
    description = cells["description"].text if "description" in cells else ""
    competency = draft.competency(named.text, named.line, group=group, description=description)
    if roles.is_risk(named.text):
        draft.change_competency(competency, {"polarity": "risk"})
    at = levels[level.text]
    if "summary" in cells and not cells["summary"].is_blank and at != ALL:
        draft.summarise(at, cells["summary"].text, cells["summary"].line)
    kept = _kept(draft, columns, row)
    pieces = splitter.pieces(text) if not text.is_blank else ()
    for piece in pieces:
        more = _together(piece.more, kept)
        draft.expect(piece.text, text.line, at=[at], competency=competency, more=more)
    if not pieces:
        for key, value in kept.items():
            draft.of_competency(competency, key, value, row[0].line)


def _kept(draft: Draft, columns: _Columns, row: Row) -> dict[str, str]:
    """What a row holds besides, for the metadata of its expectations."""
    kept: dict[str, str] = {}
    for n, cell in enumerate(row):
        kind = columns.kinds.get(n, "meta")
        if kind == "skip" and not cell.is_blank:
            draft.skipped(cell.line, cell.text, "skipped, as the map says")
        elif kind == "meta" and not cell.is_blank:
            kept[columns.heads[n]] = draft.cleaned(cell.text, cell.line)
    return kept


def _together(more: Mapping[str, Plain], kept: Mapping[str, str]) -> dict[str, Plain]:
    own = more.get("meta", {})
    assert isinstance(own, dict)
    meta: dict[str, Plain] = {**own, **kept}
    return {"meta": meta} if meta else {}
