"""What reviewers put into a packet, frozen: answers, comments, changes and edits.

Named tuples, as templates name some of them and every start makes the classes.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from promo.model.names import match_key


class FieldKind(Enum):
    """How a field of a form is answered: from a list, by a tick, in words, with a day."""

    CHOICE = "choice"
    CHECK = "check"
    TEXT = "text"
    DAY = "day"


# The fields of the two kinds of forms, in order. A review file names them by these keys.
ASSESSED = ("rating", "checked", "comment")
SIGNED = ("recommendation", "reasons", "reviewer", "role", "date", "declaration")
KINDS = {
    "rating": FieldKind.CHOICE,
    "checked": FieldKind.CHECK,
    "comment": FieldKind.TEXT,
    "recommendation": FieldKind.CHOICE,
    "reasons": FieldKind.TEXT,
    "reviewer": FieldKind.TEXT,
    "role": FieldKind.TEXT,
    "date": FieldKind.DAY,
    "declaration": FieldKind.CHECK,
}
TICKED = "yes"  # the value of a check that is ticked; one that is not has no answer


class Origin(NamedTuple):
    """What a packet was built from, and for what: hashes, ids and versions, never a path.

    `evidence` and `ladder_hash` are SHA-256 in hexadecimal, of the files' bytes.
    """

    promo: str = ""
    candidate: str = ""
    evidence: str = ""
    ladder: str = ""
    ladder_title: str = ""
    ladder_version: str = ""
    ladder_hash: str = ""
    target: str = ""
    target_title: str = ""
    track: str = ""
    as_of: str = ""


class Place(NamedTuple):
    """Where in a packet: a competency's id and title, an item's id and number; all may be empty.

    `heading` is where neither is known: the title of the form, or the nearest heading.
    """

    competency: str = ""
    title: str = ""
    item: str = ""
    number: str = ""
    heading: str = ""

    @property
    def shown(self) -> str:
        """`Product craft, E3`; empty where nothing is known."""
        return ", ".join(part for part in (self.title or self.heading, self.number) if part)


class Answers(NamedTuple):
    """One competency in one reviewer's form: by key what was answered, "" where nothing was."""

    competency: str
    title: str
    values: dict[str, str]


def is_about(said: Answers | Place, competency: str, title: str) -> bool:
    """By a competency's id; by its title where a document had lost the ids."""
    if said.competency:
        return said.competency == competency
    return bool(said.title) and match_key(said.title) == match_key(title)


class Extra(NamedTuple):
    """A field that a company added to its form: what it is called, and what stands in it."""

    name: str
    value: str


class ReviewForm(NamedTuple):
    """All that one reviewer answered in one copy of a packet.

    `reviewer` is whom the form was made for or who signed it, "" where neither is known; `signed`
    are the answers of the sign-off by key; `asked` says whether the packet had a sign-off.
    `missing` are fields that were deleted from the form, as they are shown.
    """

    reviewer: str
    source: str
    competencies: tuple[Answers, ...]
    signed: dict[str, str]
    asked: bool = True
    extras: tuple[Extra, ...] = ()
    missing: tuple[str, ...] = ()


class Reply(NamedTuple):
    author: str
    date: str
    text: str


class Comment(NamedTuple):
    """A comment in the margin: `on` is the text it stands at, `date` as Word writes it."""

    author: str
    date: str
    text: str
    place: Place = Place()
    on: str = ""
    resolved: bool = False
    replies: tuple[Reply, ...] = ()


class Change(NamedTuple):
    """A tracked change of the text: inserted, else deleted."""

    inserted: bool
    author: str
    date: str
    text: str
    place: Place = Place()


class Edit(NamedTuple):
    """Text of the packet that was changed without being tracked; either may be empty."""

    was: str
    now: str
    place: Place = Place()


class Review(NamedTuple):
    """What reviewers put into one packet; several copies of it may be one review."""

    origin: Origin | None
    forms: tuple[ReviewForm, ...]
    comments: tuple[Comment, ...] = ()
    changes: tuple[Change, ...] = ()
    edits: tuple[Edit, ...] = ()


class Reviewed(NamedTuple):
    """What is asked of reviewers, and what they have answered.

    Each of `reviewers` gets a form; without any there is one for whoever it is. `notes` says
    whether flags have comments in the margin.
    """

    reviewers: tuple[str, ...] = ()
    review: Review | None = None
    notes: bool = True


NOT_REVIEWED = Reviewed()
