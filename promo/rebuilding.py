"""What stands where a packet is to be written: replaced, refused, or kept and carried over.

Nobody's work is lost: what somebody has put into a packet is named before it is replaced, and a
copy of the file is kept.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from promo.files import backup_path, dated_path, not_a_file, read_whole
from promo.findings import Finding, InputError, Location, quote, stopped
from promo.model import Review
from promo.review.contents import contents
from promo.writers.seal import State


class Place(NamedTuple):
    """An output: its path, its format, and how its bytes are known again."""

    path: Path
    format: str
    state_of: Callable[[bytes], State]


class Standing(NamedTuple):
    """The copies to keep, by the path of the original, and the review to carry over.

    `source` is the file that it stands in.
    """

    copies: dict[Path, Path]
    carried: Review | None = None
    source: str = ""
    findings: tuple[Finding, ...] = ()


def look(places: Iterable[Place], today: date, *, force: bool, carry_over: bool) -> Standing:
    """What stands at the places of a job. Raises InputError with every fault."""
    copies: dict[Path, Path] = {}
    carried, source, told, faults = None, "", list[Finding](), list[Finding]()
    for place in places:
        try:
            found = _found(place)
            if found is None:
                continue
            if carry_over and found.review:
                carried, source = found.review, str(place.path)
                told += found.findings
                copies[place.path] = dated_path(place.path, today)
            elif force:
                copies[place.path] = backup_path(place.path)
            else:
                raise found.refusal(place)
        except InputError as error:
            faults += error.findings
    if faults:
        raise InputError(faults)
    return Standing(copies, carried, source, tuple(told))


class _Found(NamedTuple):
    """A file that is not promo's own untouched output."""

    state: State
    review: Review | None = None
    findings: tuple[Finding, ...] = ()

    def refusal(self, place: Place) -> InputError:
        at, help = Location(str(place.path)), "name another with --output, or use --force, which "
        help += "keeps a backup"
        if self.state is State.FOREIGN:
            fact = "was not written by promo; it is left as it is"
            return stopped("CL005", at, fact, help)
        fact = "was edited since promo wrote it"
        if self.review:
            inside = contents(self.review) or "no answer, comment or edit that promo can read"
            fact += f", and holds {inside}"
            help = f"keep answers and comments with --carry-over; {help}"
        return stopped("CL006", at, f"{fact}; it is left as it is", help)


def _found(place: Place) -> _Found | None:
    """What is in the way of an output, or None. Raises InputError where nothing can be written."""
    path, at = place.path, Location(str(place.path))
    if not os.path.isdir(path.parent):
        message = f"the folder {quote(str(path.parent))} does not exist"
        raise stopped("CL004", at, message, "make it first, or name another")
    if os.path.islink(path):
        raise stopped("CL007", at, "is a symbolic link", "name the file that it leads to")
    if not os.path.exists(path):
        return None
    if not os.path.isfile(path):
        raise stopped("CL002", at, not_a_file(path), "name another output")
    data = read_whole(path)
    state = place.state_of(data)
    if state is State.UNTOUCHED:
        return None
    if place.format != "docx":
        return _Found(state)
    return _reviewed(data, state, str(path))


def _reviewed(data: bytes, state: State, name: str) -> _Found:
    """A document with what reviewers put into it; somebody else's has no record of ours."""
    from promo.review.reading import read

    try:
        review, findings = read(data, name)
    except InputError:
        return _Found(state)
    if state is State.FOREIGN and review.origin is None:
        return _Found(state)
    return _Found(State.EDITED, review, findings)
