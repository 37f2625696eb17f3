"""Published ladders of many shapes to a ladder file, and a report of what became of each text.

Each format has a reader that tells a draft what it meets; the draft ends in the keys of a ladder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from promo.findings import InputError, Location, quote, stopped
from promo.importing.draft import Draft, Note, Options
from promo.importing.grid import Grid, refuse_large_grids
from promo.importing.guide import Guide
from promo.importing.text import decoded
from promo.importing.titles import LOOKED_FOR
from promo.model import slug_of
from promo.plain import Plain

__all__ = ["FORMATS", "Imported", "Options", "read"]

FORMATS = ("csv", "tsv", "xlsx", "markdown", "html", "yaml", "json")
_SUFFIXES = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdx": "markdown",
    ".htm": "html",
    ".html": "html",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".js": "json",
}
_SHOWN = 3  # rows of a file without levels, and levels of one without texts
_MOST_LEVELS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """The keys of a ladder file, what was met on the way, and how much there is of each part."""

    ladder: dict[str, Plain]
    notes: tuple[Note, ...]
    levels: int
    competencies: int
    expectations: int


def read(data: bytes, name: str, options: Options, guide: Guide) -> Imported:
    """The ladder in one file. Raises InputError where it cannot be read or holds no levels."""
    draft = Draft(guide)
    format = options.format or _format(data, name)
    if format == "xlsx":
        _fill_from_workbook(draft, data, name, options)
    else:
        whole = _fill_from_text(draft, data, name, options, format)
        if whole is not None:
            return _as_it_stands(whole, draft)
    _refuse_count(draft, name)
    stem = PurePath(name).stem
    return Imported(
        ladder=draft.ladder(slug_of(stem, "ladder"), " ".join(stem.replace("_", " ").split())),
        notes=tuple(dict.fromkeys(sorted(draft.notes, key=lambda note: note.line))),
        levels=len(draft.levels),
        competencies=len(draft.competencies),
        expectations=draft.expectation_count,
    )


def _refuse_count(draft: Draft, name: str) -> None:
    """InputError for levels without texts, and for so many that they are no levels."""
    found, shown = len(draft.levels), ", ".join(map(quote, draft.levels[:_SHOWN]))
    shown += ", …" if found > _SHOWN else ""
    help = "say --levels-in rows or columns, or name the parts with --map"
    if found > _MOST_LEVELS:
        fact = f"{found:,} levels were found ({shown}); up to {_MOST_LEVELS} are imported"
        raise stopped("IM004", Location(name), fact, help)
    if not draft.expectation_count:
        fact = f"levels were found ({shown}), but no text under any of them"
        raise stopped("IM009", Location(name), fact, help)


def _format(data: bytes, name: str) -> str:
    """By the suffix; a workbook by its first bytes. Empty where only the text can tell."""
    if data.startswith(b"PK\x03\x04"):
        return "xlsx"
    return _SUFFIXES.get(PurePath(name).suffix.lower(), "")


def _fill_from_workbook(draft: Draft, data: bytes, name: str, options: Options) -> None:
    from promo.importing import workbook

    sheets = workbook.read(data, name)
    draft.notes.extend(sheets.notes)
    _fill_from_grids(draft, sheets.grids, name, options)


def _fill_from_text(
    draft: Draft, data: bytes, name: str, options: Options, format: str
) -> dict[str, Plain] | None:
    """A ladder that needs no import, else None: then the draft holds what was found."""
    text, encoding, guessed, line, sample = decoded(data, name)
    if guessed:
        draft.guessed(line, f"read as {encoding}, as the file is not UTF-8", sample)
    format = format or _format_of_text(draft, text)
    options = replace(options, format=format)
    if format in ("csv", "tsv"):
        from promo.importing import delimited

        found = delimited.read(text, name)
        if found.separator != ("\t" if format == "tsv" else ","):
            draft.guessed(1, f"cells are separated by {found.separated_by}")
        _fill_from_grids(draft, (found.grid,), name, options)
    elif format in ("yaml", "json"):
        from promo.importing import records

        return records.fill(draft, text, name, options)
    else:
        from promo.importing import markdown

        markdown.fill(draft, text, name, options)
    return None


def _format_of_text(draft: Draft, text: str) -> str:
    from promo.importing.delimited import seems_delimited

    start = text.lstrip()[:1]
    if start in ("{", "["):
        format = "json"
    elif start == "<":
        format = "html"
    elif seems_delimited(text):
        format = "csv"
    else:
        format = "markdown"
    draft.guessed(1, f"read as {format}, as the file's name does not tell")
    return format


def _fill_from_grids(draft: Draft, grids: Sequence[Grid], name: str, options: Options) -> None:
    from promo.importing import matrix

    refuse_large_grids(grids, name)
    matrix.fill(draft, grids, options)
    if not draft.levels:
        raise _no_levels(grids, name)


def _no_levels(grids: Sequence[Grid], name: str) -> InputError:
    rows = [row for grid in grids for row in grid.rows if any(not cell.is_blank for cell in row)]
    place = Location(name, rows[0][0].line, 1) if rows else Location(name)
    shown = "".join(
        f"\n  line {row[0].line}: {' | '.join(quote(cell.text, 30) for cell in row[:8])}"
        for row in rows[:_SHOWN]
    )
    help = "say --levels-in rows or columns, or name the levels in a --map file"
    fact = f"no level was found; looked for {LOOKED_FOR}"
    return stopped("IM001", place, f"{fact}. Read as first:{shown}" if shown else fact, help)


def _as_it_stands(ladder: dict[str, Plain], draft: Draft) -> Imported:
    counts = [len(part) if isinstance(part := ladder.get(key), list) else 0 for key in _PARTS]
    return Imported(
        ladder=ladder,
        notes=tuple(draft.notes),
        levels=counts[0],
        competencies=counts[1],
        expectations=_entries(ladder.get("expectations", "")),
    )


_PARTS = ("levels", "competencies")


def _entries(node: Plain) -> int:
    """The expectations in either form: the entries of its lists."""
    if isinstance(node, dict):
        return sum(map(_entries, node.values()))
    return len(node) if isinstance(node, list) else int(bool(node))
