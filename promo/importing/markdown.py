"""Markdown and HTML to a draft: by the tables where these hold levels, else by the headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from promo.findings import InputError, Location, quote, stopped
from promo.importing import besides, matrix, outline, plain
from promo.importing.blocks import Block, Document, Heading, document_of
from promo.importing.draft import Draft, Options
from promo.importing.grid import Cell, Grid, refuse_large_grids
from promo.importing.markup import html_of
from promo.importing.passages import Passage
from promo.importing.table import tables_of
from promo.importing.titles import LOOKED_FOR
from promo.source import Node, Seq, Text, parse

_HELP = (
    "name the headings that are levels in a --map file (`levels: {heading: id}`), "
    "or say --levels-in rows or columns for a table"
)
# What a file may have of each sign; of all signs together where there is none.
_MOST_OF_HTML = (("tags", "<", 150_000),)
_MOST_OF_MARKDOWN = (
    ("characters", "", 500_000),
    ("lines", "\n", 20_000),
    ("square brackets", "[", 20_000),
)
_SHOWN = 3  # headings or lines of a file without levels
_IS_NO_TABLE = "stands outside the tables with levels"


def fill(draft: Draft, text: str, name: str, options: Options) -> None:
    """What one document holds. Raises InputError, IM001, when it has no level."""
    document = _read(draft, text, name, options)
    for slip in document.left:
        draft.skipped(slip.line, slip.text, slip.message)
    blocks = _usable(document.blocks, text, draft)
    grids = [block for block in blocks if isinstance(block, Grid)]
    refuse_large_grids(grids, name)
    tables = [g for g in grids if tables_of(g, options.over(draft.guide), draft.guide)]
    if tables and _cells(tables) >= outline.behaviour_count(blocks, draft):
        _fill_tables(draft, blocks, tables, options)
    elif outline.level_count(blocks, draft):
        outline.fill(draft, blocks, options)
    else:
        raise _no_levels(blocks, name)


def _refuse_masses(text: str, name: str, limits: Sequence[tuple[str, str, int]]) -> None:
    """Ladders are small; at five megabytes of marks markdown-it takes a gigabyte and a minute.

    It looks for the end of every open bracket: 500,000 of them would take minutes.
    """
    for what, sign, most in limits:
        count = text.count(sign) if sign else len(text)
        if count > most:
            message = f"the file has {count:,} {what}; up to {most:,} are read"
            raise stopped("IM004", Location(name), message, "split the file")


def _read(draft: Draft, text: str, name: str, options: Options) -> Document:
    if options.format == "html":
        _refuse_masses(text, name, _MOST_OF_HTML)
        document = document_of(text)
        _refuse_depth(document.too_deep, name)
        return document
    _refuse_masses(text, name, _MOST_OF_MARKDOWN)
    html = html_of(text)
    _refuse_depth(html.too_deep, name)
    for slip in html.slips:
        draft.guessed(slip.line, slip.message, slip.text)
    _keep_front_matter(draft, html.front_matter, name)
    document = document_of(html.text)
    _refuse_depth(document.too_deep, name)
    return document


def _refuse_depth(line: int, name: str) -> None:
    if line:
        place, help = Location(name, line, 1), "nest fewer lists, quotes or tags"
        raise stopped("IM004", place, "this is nested deeper than promo imports", help)


def _keep_front_matter(draft: Draft, text: str, name: str) -> None:
    """The keys between the rules at the top: a title, and else metadata of the ladder."""
    if not text.strip():
        return
    try:
        source = parse(text.encode(), name)
    except InputError:
        draft.skipped(2, text, "front matter that is not YAML")
        return
    for key, (at, value) in source.root.entries.items():
        line = at.line + 1  # below the first rule
        if not isinstance(value, Text):
            lines = source.lines[at.line - 1 : _last_line(value)]
            draft.skipped(line, "\n".join(lines), "front matter of several values")
        elif key.lower() == "title" and not value.is_absent:
            draft.title = value.value
        elif not value.is_absent:
            draft.of_ladder(key, value.value, line)


def _last_line(node: Node) -> int:
    if isinstance(node, Text):
        return max(node.line, node.end_line)
    if isinstance(node, Seq):
        return max([node.line, *map(_last_line, node.values)])
    return max([node.line, *(_last_line(value) for _, value in node.entries.values())])


def _usable(blocks: Sequence[Block], text: str, draft: Draft) -> tuple[Block, ...]:
    """The blocks; of a text without marks those that its lines make."""
    if any(isinstance(block, Grid) for block in blocks) or outline.level_count(blocks, draft):
        return tuple(blocks)
    marked = any(isinstance(b, Heading) or (isinstance(b, Passage) and b.bullet) for b in blocks)
    if marked:
        return plain.promoted(blocks, draft.guide)
    found = plain.blocks_of(text, draft.guide)
    if any(isinstance(block, Heading) for block in found):
        draft.guessed(0, "read as plain text: lines before a colon are levels and competencies")
    return found


def _cells(grids: Iterable[Grid]) -> int:
    return sum(not cell.is_blank for grid in grids for row in grid.rows[1:] for cell in row[1:])


def _fill_tables(
    draft: Draft, blocks: Sequence[Block], tables: Sequence[Grid], options: Options
) -> None:
    """The tables that hold levels; all else of the document is told."""

    matrix.fill(draft, tables, options)
    above = {(cell.line, cell.text) for grid in tables for cell in grid.headings}
    first = next((b for b in blocks if isinstance(b, Heading)), None)
    if first is not None and first.depth == 1 and not draft.title:
        draft.title = first.text
    for block in blocks:
        if isinstance(block, Grid):
            if not any(block is table for table in tables):
                besides.skip_grid(draft, block, "a table without levels")
        elif isinstance(block, Passage) or (block.line, block.text) not in above:
            besides.skip_block(draft, block, _IS_NO_TABLE)


def _no_levels(blocks: Sequence[Block], name: str) -> InputError:
    first = next(_lines(blocks), None)
    place = Location(name, first.line, 1) if first is not None and first.line else Location(name)
    shown = "".join(
        f"\n  line {cell.line}: {quote(cell.text)}" for cell in islice(_lines(blocks), _SHOWN)
    )
    message = f"no level was found; looked for {LOOKED_FOR}"
    return stopped("IM001", place, f"{message}. Read as first:{shown}" if shown else message, _HELP)


def _lines(blocks: Iterable[Block]) -> Iterator[Cell]:
    """Headings, paragraphs and rows of tables as they were read."""
    for block in blocks:
        if isinstance(block, Grid):
            for row in block.rows:
                text = " | ".join(cell.text for cell in row)
                if text.strip(" |"):
                    yield Cell(text, row[0].line)
        else:
            yield Cell(block.text, block.line)
