"""What reviewers wrote into the margin and the text, as sections of a page."""

from __future__ import annotations

from collections.abc import Iterator

from promo.model import Comment, Review
from promo.pages import Line, PageSection
from promo.review.facts import day

WHOLE = "The packet"  # where no nearer place is known


def text_sections(review: Review) -> Iterator[PageSection]:
    """Comments, tracked changes, and what was changed without being tracked."""
    yield from _margin(review)
    yield from _changes(review)
    yield from _edits(review)


def flat(text: str) -> str:
    """On one line."""
    return " ".join(text.split())


def _margin(review: Review) -> Iterator[PageSection]:
    if review.comments:
        lines = (line for comment in review.comments for line in _thread(comment))
        yield PageSection(title="Comments in the margin", lines=tuple(lines))


def _thread(comment: Comment) -> Iterator[Line]:
    anchor = flat(comment.on)
    on = f"on “{anchor}”" if anchor not in ("", comment.place.title) else ""
    resolved = "resolved" if comment.resolved else "open"
    details = (comment.place.shown, on, day(comment.date), resolved)
    detail = "; ".join(part for part in details if part)
    yield Line(label=f"{comment.author or 'unnamed'}:", text=said(comment.text), detail=detail)
    for reply in comment.replies:
        name = f"{reply.author or 'unnamed'} replied:"
        yield Line(label=name, text=said(reply.text), detail=day(reply.date))


def said(text: str) -> str:
    """A text, or that there is nothing to be seen."""
    return text if text.strip() else "(white space)" if text else "(nothing)"


def _changes(review: Review) -> Iterator[PageSection]:
    if review.changes:
        lines = (
            Line(
                label="inserted:" if change.inserted else "deleted:",
                text=said(change.text),
                detail=_details(change.author, day(change.date), change.place.shown),
            )
            for change in review.changes
        )
        yield PageSection(title="Tracked changes", lines=tuple(lines))


def _details(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _edits(review: Review) -> Iterator[PageSection]:
    if review.edits:
        lines = (
            Line(
                label=f"{edit.place.shown or WHOLE}:",
                text=said(edit.now) if edit.now else "(taken out)",
                was=said(edit.was) if edit.was else "(not there)",
            )
            for edit in review.edits
        )
        note = "The text of the packet is not what promo wrote; who changed it is not recorded."
        yield PageSection(title="Changed without tracking", note=note, lines=tuple(lines))
