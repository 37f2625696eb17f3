"""Comments in the margin, with their replies, and whether they are resolved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from promo.model import Comment, Place, Reply
from promo.review.answers import Sheet
from promo.review.record import Built
from promo.writers.word.lint.package import Element
from promo.writers.word.lint.schema import NAMESPACES, clark
from promo.writers.word.notes import AUTHOR
from promo.writers.word.story import Span, read_story

COMMENTS, THREADS = clark("w:comments"), clark("w15:commentsEx")
_LONGEST_QUOTE = 300  # characters of the text that a comment stands at
_COMMENT, _PARAGRAPH = clark("w:comment"), clark("w:p")
_ID, _AUTHOR, _DATE = clark("w:id"), clark("w:author"), clark("w:date")
_PARAGRAPH_ID = f"{{{NAMESPACES['w14']}}}paraId"
_W15 = f"{{{NAMESPACES['w15']}}}"
_ON = ("1", "true", "on")


class _Note(NamedTuple):
    """A comment or a reply as written; `paragraphs` are ids by which threads name it."""

    id: str
    author: str
    date: str
    text: str
    paragraphs: tuple[str, ...]


class _Link(NamedTuple):
    """What commentsExtended.xml says of a comment."""

    parent: str
    is_done: bool


def read_comments(
    comments: Iterable[Element],
    threads: Iterable[Element],
    sheets: Iterable[Sheet],
    place_at: Callable[[int], Place],
    built: Built | None,
) -> Iterator[Comment]:
    """Every thread of reviewers, in the order of the file.

    `sheets` are the document, whose places `place_at` tells, and headers and notes. What the
    packet said from the start is left out unless somebody replied to it or resolved it; without
    a record that is what promo says.
    """
    notes = [_note(each) for part in comments for each in part.iter(_COMMENT)]
    links = dict(link for part in threads for link in _links(part))
    number = {id: n for n, note in enumerate(notes) for id in note.paragraphs}
    roots = _roots([number.get(_linked(note, links).parent) for note in notes])
    replies: dict[int, list[Reply]] = {}
    for n, (note, root) in enumerate(zip(notes, roots, strict=True)):
        if root != n and not (built and built.has_comment(note.author, note.text)):
            replies.setdefault(root, []).append(Reply(note.author, note.date, note.text))
    anchors = list(sheets)
    for n, note in enumerate(notes):
        answered, is_done = tuple(replies.get(n, ())), _linked(note, links).is_done
        own = built.has_comment(note.author, note.text) if built else note.author == AUTHOR
        if roots[n] == n and (not own or answered or is_done):
            place, on = _anchor(note.id, anchors, place_at)
            yield Comment(note.author, note.date, note.text, place, on, is_done, answered)


def _note(element: Element) -> _Note:
    story = read_story(element)
    text = Sheet(story, is_of_libreoffice=True).text(Span(0, len(story.pieces)))
    ids = (p.get(_PARAGRAPH_ID, "") for p in element.iter(_PARAGRAPH))
    id, author, date = (element.get(name, "") for name in (_ID, _AUTHOR, _DATE))
    return _Note(id, author, date, text, tuple(filter(None, ids)))


def _links(part: Element) -> Iterator[tuple[str, _Link]]:
    for each in part.iter(f"{_W15}commentEx"):
        parent, done = (each.get(f"{_W15}{name}", "") for name in ("paraIdParent", "done"))
        yield each.get(f"{_W15}paraId", ""), _Link(parent, done in _ON)


def _linked(note: _Note, links: Mapping[str, _Link]) -> _Link:
    """What is said of a comment, by the id of its last paragraph or of another."""
    found = (links[id] for id in reversed(note.paragraphs) if id in links)
    return next(found, _Link("", False))


def _roots(parents: list[int | None]) -> list[int]:
    """The comment that each thread begins with; of those that reply in a ring, one does."""
    roots: list[int | None] = [None] * len(parents)
    for n in range(len(parents)):
        path, here = [], n
        while roots[here] is None:
            path.append(here)
            roots[here] = here
            above = parents[here]
            if above is None:
                break
            here = above
        top = roots[here]
        for each in path:
            roots[each] = top
    return [n if root is None else root for n, root in enumerate(roots)]


def _anchor(id: str, sheets: list[Sheet], place_at: Callable[[int], Place]) -> tuple[Place, str]:
    """Where a comment stands, and at what text."""
    for sheet in sheets:
        span = sheet.story.comments.get(id)
        if span is not None:
            near = Span(span.start, min(span.stop, span.start + _LONGEST_QUOTE))
            on = " ".join(sheet.text(near).split())
            on = f"{on[:_LONGEST_QUOTE]}…" if len(on) > _LONGEST_QUOTE else on
            return place_at(span.start) if sheet is sheets[0] else Place(), on
    return Place(), ""
