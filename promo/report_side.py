"""A JSON packet as one side of a comparison: ids, titles, statuses and gaps as it tells them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from promo.assess import Status
from promo.diffing import CompetencySide, ItemSide, Side
from promo.findings import Finding, Location, stopped
from promo.report import state_of
from promo.source import FORBIDDEN
from promo.writers.seal import State

_FORMAT = re.compile(rb'\A\s*\{\s*"format"\s*:\s*"promo-')
_HELP = "name the evidence file, or a packet as `promo build` wrote it"


def is_report(data: bytes) -> bool:
    """Whether a file is JSON that promo wrote, and no evidence file in JSON."""
    return _FORMAT.match(data) is not None


def side_of_report(data: bytes, file: str) -> tuple[Side, tuple[Finding, ...]]:
    """The side that a JSON packet is on; a warning where somebody edited it.

    Raises InputError where it is another report, or a packet with parts missing.
    """
    try:
        report: dict[str, Any] = json.loads(data)
    except (ValueError, RecursionError) as error:
        at = (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else (0, 0)
        raise stopped("DF002", Location(file, *at), "the report is broken", _HELP) from error
    try:
        if (format := _line(report["format"])) != "promo-assessment":
            raise stopped("DF002", Location(file), f'holds "{format}", and no packet', _HELP)
        side = _side(report, file)
    except (KeyError, TypeError, AttributeError) as error:
        raise stopped("DF002", Location(file), "parts of the packet are missing", _HELP) from error
    except ValueError as error:
        raise stopped("DF002", Location(file), str(error), _HELP) from error
    if state_of(data) is State.UNTOUCHED:
        return side, ()
    message = "was edited since promo wrote it, and is read as it is"
    help = "build it again, if somebody changed what it counts"
    return side, (Finding(code="DF003", location=Location(file), message=message, help=help),)


def _side(report: dict[str, Any], file: str) -> Side:
    target, ladder = report["target"], report["ladder"]
    return Side(
        name=file,
        candidate=_line(report["candidate"]["name"]),
        ladder=_line(ladder["id"]),
        version=_line(ladder["version"]),
        target=_line(" ".join(filter(None, (target["id"], target["track"])))),
        as_of=_line(report["as_of"]),
        items=tuple(ItemSide(_line(item["id"]), _line(item["title"])) for item in report["items"]),
        competencies=tuple(_competencies(report["competencies"])),
        is_packet=True,
    )


def _competencies(told: list[dict[str, Any]]) -> Iterator[CompetencySide]:
    for each in told:
        status, is_gap = Status[each["status"].upper()], bool(each["gap"])
        yield CompetencySide(_line(each["id"]), _line(each["title"]), status, is_gap)


def _line(text: str) -> str:
    """A text in one line: a report may have been written by anybody. Raises ValueError."""
    if FORBIDDEN.search(text):
        raise ValueError("a text holds a character that no document can hold")
    return " ".join(text.split())
