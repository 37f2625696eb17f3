"""A Ladder to a file: all of it as YAML or JSON, or the matrix that people keep in spreadsheets.

What a matrix cannot carry is told by name, so that nothing goes missing unseen.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import StringIO
from typing import NamedTuple

from promo.ladder.keys import flat, ladder_keys
from promo.model import Competency, Ladder, Level
from promo.plain import Plain, to_yaml


class Exported(NamedTuple):
    """The text of a file, and the keys of a ladder file that it does not carry."""

    text: str
    lost: tuple[str, ...] = ()


def export(ladder: Ladder, format: str) -> Exported:
    """A ladder as `yaml`, `json`, `csv` or `md`."""
    writers: dict[str, Callable[[Ladder], Exported]] = {
        "yaml": lambda ladder: Exported(to_yaml(ladder_keys(ladder))),
        "json": _json,
        "csv": _csv,
        "md": _markdown,
    }
    return writers[format](ladder)


def _json(ladder: Ladder) -> Exported:
    import json

    return Exported(json.dumps(ladder_keys(ladder), indent=2, ensure_ascii=False) + "\n")


# Matrices: competencies down, levels across


def _csv(ladder: Ladder) -> Exported:
    written = StringIO()
    csv.writer(written, lineterminator="\r\n").writerows(_matrix(ladder, "\n"))
    return Exported(written.getvalue(), ("ladder", "title", *lost_in_matrix(ladder)))


def _markdown(ladder: Ladder) -> Exported:
    head, *rows = ([_cell_text(cell) for cell in row] for row in _matrix(ladder, "<br>"))
    lines = [f"# {_cell_text(f'{ladder.title} [{ladder.id}]')}", ""]
    lines += [_row(head), _row(["---"] * len(head)), *map(_row, rows)]
    return Exported("\n".join(lines) + "\n", lost_in_matrix(ladder))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell_text(text: str) -> str:
    from promo.writers.markdown import escaped  # brings jinja2, which no other export needs

    return "<br>".join(escaped(line) for line in text.split("<br>"))


def _matrix(ladder: Ladder, line_break: str) -> Iterator[list[str]]:
    named = [f"{level.title} [{level.id}]" for level in ladder.levels]
    yield ["Group", "Competency", *named]
    for competency in ladder.competencies:
        if not competency.scale:
            cells = [_cell(ladder, level, competency, line_break) for level in ladder.levels]
            yield [competency.group, f"{competency.title} [{competency.id}]", *cells]


def _cell(ladder: Ladder, level: Level, competency: Competency, line_break: str) -> str:
    lines = (
        f"- {' '.join(e.text.split())} [{e.id}]"
        for e in ladder.expectations
        if e.competency == competency.id and (not e.levels or level.id in e.levels)
    )
    return line_break.join(lines)


_CARRIED = {"ladder", "title", "levels.id", "levels.title", "competencies.id", "competencies.title"}
_CARRIED |= {"competencies.group", "expectations.id", "expectations.text", "expectations.at"}
_CARRIED |= {"expectations.competency"}


def lost_in_matrix(ladder: Ladder) -> tuple[str, ...]:
    """The keys of a ladder file that a matrix of levels and competencies does not carry."""
    keys = ladder_keys(ladder)
    found: dict[str, None] = {}
    for part, value in keys.items():
        if part == "expectations":
            entries = [flat(e, ()) for e in ladder.expectations]
            found.update(dict.fromkeys(_inner_keys(part, entries)))
        elif part in ("levels", "competencies") and isinstance(value, list):
            found.update(dict.fromkeys(_inner_keys(part, value)))
        else:
            found[part] = None
    lost = [key for key in found if key not in _CARRIED]
    scaled = [competency.id for competency in ladder.competencies if competency.scale]
    broken = any(e.text.split() != e.text.split(" ") for e in ladder.expectations)
    spaces = ["line breaks and spaces of expectations"] if broken else []
    return (*lost, *spaces, *(f"expectations of {id}" for id in scaled))


def _inner_keys(part: str, values: Sequence[Plain]) -> Iterator[str]:
    for value in values:
        if isinstance(value, Mapping):
            yield from (f"{part}.{key}" for key in value)
