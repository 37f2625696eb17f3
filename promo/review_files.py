"""Reviewed packets from disk to reviews, held against the evidence of today; and their outputs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from promo.files import File, backup_path, not_a_file, put_in_place, read_bytes, read_whole
from promo.findings import Finding, InputError, Location, quote, stopped
from promo.ladder import BUILT_IN
from promo.load import STDIN, Question, load
from promo.model import Review
from promo.pages import Page
from promo.review.facts import Merged
from promo.review.keys import illegible, legible, legible_text
from promo.review.merging import merge
from promo.review.report import Told, report
from promo.review.since import Today, since

if TYPE_CHECKING:
    from promo.blind import Unblind

REVIEW_FILES = (".yaml", ".yml", ".json")
_MOST = 50_000_000  # bytes of a Word document, whose reader has closer limits


class Opened(NamedTuple):
    """One file's review with its findings; `replaced` are characters shown by their numbers."""

    merged: Merged
    replaced: int = 0


def open_review(name: str, keys: Sequence[Unblind] = ()) -> Opened:
    """The review in a packet or a review file; names for codes where one of `keys` is its own.

    Raises InputError.
    """
    review, findings = _read(name)
    own = [key for key in keys if review.origin and review.origin.candidate == key.packet]
    if own:
        review = own[0].review(review)
    elif keys:
        message = "none of the keys is this packet's; codes stay codes"
        help = "name the key that was written with it"
        place = Location(name)
        findings += (Finding(code="BL006", location=place, message=message, help=help),)
    file = legible_text(PurePath(name).name)
    return Opened(Merged(legible(review), (file,), findings), illegible(review))


def open_keys(names: Sequence[str]) -> tuple[Unblind, ...]:
    """The keys of committee copies. Raises InputError with the faults of all."""
    from promo.blind import Unblind, read_key

    keys, faults = [], list[Finding]()
    for name in names:
        try:
            keys.append(Unblind(read_key(read_bytes(name), name)))
        except InputError as error:
            faults += error.findings
    if faults:
        raise InputError(faults)
    return tuple(keys)


def _read(name: str) -> tuple[Review, tuple[Finding, ...]]:
    if name.lower().endswith(REVIEW_FILES):
        from promo.review.file import read_file

        return read_file(read_bytes(name), name)
    from promo.review.reading import read  # brings lxml, which no review file needs

    return read(read_bytes(name, _MOST, ("*.docx",)), name)


def told_of(opened: Sequence[Opened], question: Question | None) -> tuple[Told, ...]:
    """Copies of one packet as one review, held against the evidence that a call names.

    Raises InputError where there are several packets, or the evidence cannot be used.
    """
    merged = merge([each.merged for each in opened])
    if question is None:
        return tuple(map(Told, merged))
    question = _as_built(question, merged)
    if len(merged) != 1:
        fact = f"the evidence of one person, and the files are of {len(merged)} packets"
        help = "name the copies of one packet"
        raise stopped("RV014", Location(question.evidence), fact, help)
    return tuple(Told(each, since(each, _today(question))) for each in merged)


def _as_built(question: Question, merged: Sequence[Merged]) -> Question:
    """The question asked as the packet was built, where the call does not ask otherwise.

    A ladder of the organisation's own is named by the evidence: a packet holds no path.
    """
    origin = merged[0].review.origin
    if origin is None or question.target:
        return question
    named = question.ladder or (origin.ladder if origin.ladder in BUILT_IN else None)
    target, track = origin.target or None, question.track or origin.track or None
    return replace(question, target=target, track=track, ladder=named)


def _today(question: Question) -> Today:
    assessment = load(question)
    data = question.stdin if question.evidence == STDIN else read_bytes(question.evidence)
    return Today(assessment, data.decode("utf-8", "replace"))


def page_of(told: Sequence[Told]) -> Page:
    """One packet's review, or a table of several."""
    from promo.review.pages import review_page, several_page

    if len(told) == 1:
        return review_page(told[0].merged, told[0].since)
    return several_page([each.merged for each in told])


def data_of(told: Sequence[Told], format: str) -> bytes:
    """Reviews as `md`, `json` or `yaml`. Raises InputError where YAML is to hold several."""
    if format == "json":
        from promo.report import to_text

        return to_text(report(told)).encode()
    if format == "md":
        from promo.writers import pages

        return pages.write(page_of(told)).encode()
    from promo.review.file import write_file

    if len(told) != 1:
        fact = f"the files are of {len(told)} packets, and a review file is of one"
        help = "name the copies of one packet, or use --format json"
        raise stopped("RV014", Location("--format"), fact, help)
    return write_file(told[0].merged.review).encode()


def put(output: str, data: bytes, *, force: bool) -> Path | None:
    """Write a file that only its owner can read; with `force` in place of one that is kept.

    Gives the path of that backup. Raises InputError.
    """
    path, place = Path(output), Location(output)
    if not path.parent.is_dir():
        message = f"the folder {quote(str(path.parent))} does not exist"
        raise stopped("CL004", place, message, "make it first, or name another")
    if not os.path.lexists(path):
        put_in_place([File(path, data)])
        return None
    if path.is_symlink():
        raise stopped("CL007", place, "is a symbolic link", "name the file that it leads to")
    if not path.is_file():
        raise stopped("CL002", place, not_a_file(path), "name another output")
    if not force:
        help = "name another file, or use --force, which keeps a backup"
        raise stopped("CL011", place, "exists already", help)
    backup = backup_path(path)
    put_in_place([File(backup, read_whole(path)), File(path, data)])
    return backup
