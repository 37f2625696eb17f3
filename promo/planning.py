"""What a call asks of a build: where each packet goes, and what cannot be meant."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from promo.findings import Location, quote, stopped
from promo.load import STDIN, Question

FORMATS = ("docx", "md", "json")


class Output(NamedTuple):
    """One file to write: its format and path; None is standard output.

    `is_named` says whether the call named the file, or only where it is to be.
    """

    format: str
    path: Path | None
    is_named: bool = True


class Reviewing(NamedTuple):
    """How a call wants packets to be reviewed: by whom, with which answers, with comments or not.

    `review` is the path of a review file; `carry_over` keeps what stands in an edited packet.
    """

    reviewers: tuple[str, ...] = ()
    review: str | None = None
    notes: bool = True
    carry_over: bool = False


NOT_REVIEWING = Reviewing()


class Asking(NamedTuple):
    """Sections that a call asks for besides: `since` is the path of an earlier file or packet."""

    since: str | None = None
    questions: bool = False


NOTHING_ASKED = Asking()


def refuse_since(asking: Asking, packets: int, *, blind: bool) -> None:
    """Raises InputError where an earlier file cannot be meant."""
    place = Location("--since")
    if asking.since == STDIN:
        raise stopped("CL010", place, "standard input cannot be an earlier file", "name a file")
    if asking.since is not None and packets > 1:
        fact = f"one earlier file cannot be that of {packets} packets"
        raise stopped("CL010", place, fact, "build one")
    if asking.since is not None and blind:
        fact = "an earlier file may name people whom this one does not"
        raise stopped("CL010", place, fact, "leave out --since or --blind")


class Blinding(NamedTuple):
    """How a committee copy is made: the path of its key, and names that only the prose tells."""

    key: str | None = None
    also: tuple[str, ...] = ()


def refuse_reviews(reviewing: Reviewing, packets: int) -> None:
    """Raises InputError where a call cannot mean what it says of reviews."""
    place = Location("--review")
    if reviewing.review and packets > 1:
        raise stopped("CL010", place, f"one review cannot fill {packets} packets", "build one")
    if reviewing.review and reviewing.carry_over:
        fact = "--review and --carry-over both bring answers"
        raise stopped("CL010", place, fact, "name one of the two")


def refuse_keys(blinding: Blinding, packets: int, *, blind: bool) -> None:
    """Raises InputError for a key or names that nothing is there for, or one key for many."""
    for option, given in (("--key", blinding.key is not None), ("--also", bool(blinding.also))):
        if given and not blind:
            raise stopped("CL010", Location(option), "is for committee copies", "add --blind")
    if blinding.key is not None and packets > 1:
        fact = f"one file cannot take the keys of {packets} packets"
        raise stopped("CL010", Location("--key"), fact, "leave it out: each has its own")


def refuse_watching(questions: Sequence[Question], given: Mapping[str, bool]) -> None:
    """Raises InputError for what cannot be watched, or would make a new file at every save."""
    place = Location("--watch")
    if any(question.evidence == STDIN for question in questions):
        raise stopped("CL010", place, "standard input cannot be watched", "name a file")
    named = [option for option, is_given in given.items() if is_given]
    if named:
        fact = f"{named[0]} and --watch do not go together"
        raise stopped("CL010", place, fact, "leave one of the two out")


def plan(
    questions: Sequence[Question], output: str | None, formats: Sequence[str]
) -> tuple[tuple[Output, ...], ...]:
    """Where each question's packets go. Raises InputError before anything is written."""
    packets = len(questions) * len(formats)
    if output == STDIN:
        _refuse(packets > 1, f"standard output cannot take {packets} packets", "name a folder")
        fact = "a Word document cannot go to standard output"
        _refuse(formats[0] == "docx", fact, "add --format md or --format json")
        return ((Output(formats[0], None),),)
    if output is not None and not _is_folder(output):
        fact = f"{quote(output)} is no folder, and one file cannot take {packets} packets"
        _refuse(packets > 1, fact, "name a folder that exists")
        fact = f"{quote(output)} should end in .{formats[0]}"
        help = "end it as the format does (.docx, .md, .json), or make the folder first"
        _refuse(Path(output).suffix.lower() != f".{formats[0]}", fact, help)
    outputs = tuple(tuple(_outputs(question, output, formats)) for question in questions)
    _refuse_shared_paths(questions, outputs)
    return outputs


def _is_folder(output: str) -> bool:
    return output.endswith(("/", os.sep)) or os.path.isdir(output)


def _refuse_shared_paths(
    questions: Sequence[Question], outputs: Sequence[Sequence[Output]]
) -> None:
    inputs = {os.path.abspath(question.evidence) for question in questions}
    owner: dict[str, str] = {}
    for question, group in zip(questions, outputs, strict=True):
        for path in (str(output.path) for output in group):
            place, key = Location(path), os.path.abspath(path)
            if key in inputs:
                raise stopped("CL010", place, "is the evidence itself", "name another output")
            if key in owner:
                message = f"{quote(owner[key])} and {quote(question.evidence)} both lead here"
                raise stopped("CL008", place, message, "write them to two folders")
            owner[key] = question.evidence


def _refuse(wrong: bool, fact: str, help: str) -> None:
    if wrong:
        raise stopped("CL010", Location("--output"), fact, help)


def _outputs(question: Question, output: str | None, formats: Sequence[str]) -> Iterator[Output]:
    if output is None and question.evidence == STDIN:
        fact = "evidence from standard input needs an output"
        raise stopped("CL010", Location("--output"), fact, "add --output FILE, DIR or -")
    named = Path(question.evidence)
    folder = named.parent if output is None else Path(output)
    for format in formats:
        if output is None or _is_folder(output):
            stem = "packet" if question.evidence == STDIN else named.stem
            yield Output(format, folder / f"{stem}.{format}", is_named=False)
        else:
            yield Output(format, Path(output))
