"""Comments in the margin: promo's own at flags, and those that a review brings along.

Each is an entry of the part with the comments, a range in the text, and, for replies and what is
resolved, an entry of a part that Word added in 2013.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from promo.packet import Flag, Note
from promo.words import shortened
from promo.writers.word.lint.markup import is_timestamp
from promo.writers.word.lint.package import Element
from promo.writers.word.lint.schema import clark
from promo.writers.word.markup import escaped, run

AUTHOR = "promo"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_LONGEST_NAME = 255  # characters of an author that the schema allows
_FIRST_PARAGRAPH = 0x50524F00  # paragraphs of comments are numbered from here, below 0x80000000


class Entry(NamedTuple):
    """One comment; `parent` is the id of the one that it answers."""

    id: int
    author: str
    date: str
    text: str
    resolved: bool
    parent: int | None


def of_flag(flag: Flag, day: str) -> Note:
    """What promo says at a flag, dated by the day that the packet counts from."""
    return Note(AUTHOR, f"{day}T00:00:00Z", AUTHOR, flag.note, "", ())


class Margin:
    """The comments of one document while it is written; their styles' ids may be ""."""

    def __init__(self, first_id: int, text_style: str, mark_style: str) -> None:
        self.entries: list[Entry] = []
        self.first_id = first_id
        self.text_style, self.mark_style = text_style, mark_style

    def around(self, notes: Iterable[Note], runs: str) -> str:
        """`runs` with comments on them."""
        ids = [id for note in notes for id in self._threads(note)]
        starts = "".join(f'<w:commentRangeStart w:id="{id}"/>' for id in ids)
        look = f'<w:rPr><w:rStyle w:val="{self.mark_style}"/></w:rPr>' if self.mark_style else ""
        ends = "".join(
            f'<w:commentRangeEnd w:id="{id}"/><w:r>{look}<w:commentReference w:id="{id}"/></w:r>'
            for id in ids
        )
        return f"{starts}{runs}{ends}"

    def _threads(self, note: Note) -> Iterator[int]:
        head = self._add(note.author, note.date, note.text, bool(note.resolved), None)
        yield head
        for reply in note.replies:
            yield self._add(reply.author, reply.date, reply.text, bool(note.resolved), head)

    def _add(self, author: str, date: str, text: str, resolved: bool, parent: int | None) -> int:
        """What Word takes for no name or no moment stands before the text."""
        id = self.first_id + len(self.entries)
        name, moment = shortened(author, _LONGEST_NAME), _moment(date)
        both = ((author, name == author), (date, bool(moment)))
        text = "".join(f"[{said}] " for said, is_kept in both if said and not is_kept) + text
        self.entries.append(Entry(id, name, moment, text, resolved, parent))
        return id

    def is_brought(self, comment: Element) -> bool:
        """Whether an entry came with a review: a company's form and promo bring their own."""
        own = int(comment.get(clark("w:id"), "0")) - self.first_id
        return 0 <= own < len(self.entries) and self.entries[own].author != AUTHOR

    def comments(self) -> str:
        """The entries of comments.xml."""
        return "".join(map(self._comment, self.entries))

    def _comment(self, entry: Entry) -> str:
        style = f'<w:pPr><w:pStyle w:val="{self.text_style}"/></w:pPr>' if self.text_style else ""
        look = f'<w:rPr><w:rStyle w:val="{self.mark_style}"/></w:rPr>' if self.mark_style else ""
        date = f' w:date="{escaped(entry.date)}"' if entry.date else ""
        initials = "".join(word[0] for word in entry.author.split())[:3]
        return (
            f'<w:comment w:id="{entry.id}" w:author="{escaped(entry.author)}"{date}'
            f' w:initials="{escaped(initials)}">'
            f'<w:p xmlns:w14="{_W14}" w14:paraId="{_paragraph(entry.id)}">{style}'
            f"<w:r>{look}<w:annotationRef/></w:r>{run(entry.text)}</w:p></w:comment>"
        )

    def threads(self) -> str:
        """The entries of commentsExtended.xml."""
        return "".join(map(_thread, self.entries))


def _moment(date: str) -> str:
    """A date as the schema wants it, with a time; "" where it is none."""
    return next((m for m in (date, f"{date}T00:00:00Z") if is_timestamp(m)), "")


def _thread(entry: Entry) -> str:
    parent = ""
    if entry.parent is not None:
        parent = f' w15:paraIdParent="{_paragraph(entry.parent)}"'
    own = f'w15:paraId="{_paragraph(entry.id)}"'
    return f'<w15:commentEx {own}{parent} w15:done="{entry.resolved:d}"/>'


def _paragraph(id: int) -> str:
    return f"{_FIRST_PARAGRAPH + id:08X}"
