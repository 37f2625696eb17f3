"""Paragraphs and bullets as a person reads them, made of the words of each look in a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_DASHES = ":–—"
_BOX = re.compile(r"[ \t]*\[[ xX]?\][ \t]+(?=\S|\Z)")


class Passage(NamedTuple):
    """A paragraph or a bullet as a person reads it.

    `label` are the bold words before a colon or dash, `rest` what comes after them. `inside` are
    the bullets below it, `links` the words and addresses of its links.
    """

    text: str
    line: int
    label: str = ""
    rest: str = ""
    bullet: bool = False
    italic: bool = False
    code: bool = False
    inside: tuple[Passage, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


class Run(NamedTuple):
    """Words of one look. A text of \\v is a line break; \\n is only one of the source."""

    text: str
    line: int
    bold: bool
    italic: bool
    link: str = ""


def first_line(runs: Iterable[Run]) -> int:
    """The line of the first word."""
    for run in runs:
        if run.text.strip():
            return run.line + run.text[: len(run.text) - len(run.text.lstrip())].count("\n")
    return 0


def paragraphs_of(runs: list[Run]) -> Iterator[list[Run]]:
    """A paragraph, cut where a line of it begins with a bold label or a dash."""
    current: list[Run] = []
    fresh = False  # whether a line of the source has just begun
    for index, run in enumerate(runs):
        following = runs[index + 1].text if index + 1 < len(runs) else ""
        starts_label = run.bold and _ends_label(run.text, following)
        if fresh and run.text.strip() and (starts_label or run.text.lstrip().startswith("- ")):
            yield current
            current = []
        current.append(run)
        fresh = run.text.rstrip(" \t").endswith(("\n", "\v")) or (fresh and not run.text.strip())
    yield current


def _ends_label(bold: str, following: str) -> bool:
    return bold.rstrip().endswith(":") or following.lstrip()[:1] in tuple(_DASHES)


def _without_box(runs: list[Run]) -> list[Run]:
    """The runs without the box of a task, `[ ]` or `[x]`, before the first word."""
    first = next((n for n, run in enumerate(runs) if run.text.strip()), 0)
    if not runs or not (box := _BOX.match(runs[first].text)):
        return runs
    rest = runs[first]._replace(text=runs[first].text[box.end() :])
    return [*runs[:first], rest, *runs[first + 1 :]]


def passage_of(runs: list[Run]) -> Passage:
    runs = _without_box(runs)
    text = _joined(runs)
    words = [run for run in runs if run.text.strip()]
    count = next((n for n, run in enumerate(words) if not run.bold), len(words))
    label, rest = _joined(words[:count]), _joined(words[count:])
    if rest and not _ends_label(label, rest):
        label = ""
    links = tuple(
        (" ".join(run.text.split()), run.link) for run in words if run.link and run.text.strip()
    )
    return Passage(
        text.removeprefix("- "),
        first_line(runs),
        label=label.strip(" :–—"),
        rest=rest.lstrip(" :–—-") if label else "",
        bullet=text.startswith("- "),
        italic=bool(words) and all(run.italic for run in words),
        links=links,
    )


def _joined(runs: Iterable[Run]) -> str:
    return " ".join("".join(run.text for run in runs).split())
