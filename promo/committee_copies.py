"""Committee copies on their way to files: the names to replace, the key to undo it, the last check.

Nothing is written while a name is left anywhere in what would be written.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from promo.assess import Assessment
from promo.blind import Blind, Unblind, key_file, left_in, links_left_out, names_of, personal
from promo.blind import read_key as key_in
from promo.files import File, read_bytes
from promo.findings import Finding, InputError, Location, stopped
from promo.load import STDIN, Loaded, Question
from promo.model import Review, Reviewed
from promo.planning import Blinding
from promo.words import Words


class CommitteeCopy(NamedTuple):
    """What makes one copy: codes for names, the key file to write, and what is to be told."""

    blind: Blind
    key: File | None
    findings: tuple[Finding, ...]


def file_stem(assessment: Assessment) -> str:
    """What the copy is called where the call names no file: `candidate-7f3a2c`."""
    return names_of(assessment.evidence, assessment.evidence.sha256).file_stem


def with_names(
    review: Review, question: Question, assessment: Assessment, key: str | None
) -> Review:
    """A review of a committee copy with the names of its key, whose codes are made again.

    Raises InputError for a file that is no key.
    """
    path = _key_path(question, file_stem(assessment), key)
    if review.origin is None or not path.is_file():
        return review
    own = Unblind(key_in(read_bytes(str(path)), str(path)))
    return own.review(review) if review.origin.candidate == own.packet else review


def _key_path(question: Question, stem: str, key: str | None) -> Path:
    return Path(key or Path(question.evidence).with_name(f"{stem}.key.yaml"))


def prepare(
    question: Question, loaded: Loaded, reviewed: Reviewed, words: Words, blinding: Blinding
) -> CommitteeCopy:
    """The codes for one packet and its review. Raises InputError."""
    evidence = loaded.assessment.evidence
    people = names_of(evidence, evidence.sha256, tuple(_others(reviewed)), blinding.also)
    kept = (text for entry in words.catalogue.values() for text in _texts(entry))
    blind = Blind(people, kept)
    key = blinding.key
    if key is None and question.evidence == STDIN:
        message = "the key of evidence from standard input needs a place"
        raise stopped("BL004", Location("--key"), message, "add --key FILE")
    path = _key_path(question, people.file_stem, key)
    new = key_file(people)
    file = None if _has(path, new) else File(path, new)
    return CommitteeCopy(
        blind, file, (*personal(loaded.source), *links_left_out(loaded.source, blind))
    )


def _texts(entry: str | tuple[str, str]) -> tuple[str, ...]:
    return (entry,) if isinstance(entry, str) else entry


def _others(reviewed: Reviewed) -> Iterator[str]:
    """Reviewers, and everybody who commented."""
    yield from reviewed.reviewers
    if reviewed.review is None:
        return
    for form in reviewed.review.forms:
        yield from (form.reviewer, form.signed.get("reviewer", ""))
    for comment in reviewed.review.comments:
        yield from (comment.author, *(reply.author for reply in comment.replies))


def _has(path: Path, new: bytes) -> bool:
    """Whether a key file says this already, and perhaps more. Raises InputError for another's."""
    if not os.path.lexists(path):
        return False
    help = "name another file with --key"
    if os.path.islink(path):
        raise stopped("CL007", Location(str(path)), "is a symbolic link", help)
    try:
        old = key_in(read_bytes(str(path)), str(path))
    except InputError as error:
        raise stopped("CL005", Location(str(path)), "is no key of promo's", help) from error
    names = key_in(new, str(path)).names
    if names.items() <= old.names.items():
        return True
    if old.names.items() <= names.items():
        return False
    message = "is the key of another copy; its codes would be lost"
    raise stopped("BL004", Location(str(path)), message, help)


def check(data: bytes, format: str, path: Path | None, copy: CommitteeCopy) -> Iterator[Finding]:
    """Every place of an output where a name is left; the key is not one of them."""
    yield from left_in(data, format, copy.blind, str(path) if path else "<stdout>")
