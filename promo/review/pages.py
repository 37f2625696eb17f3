"""A review as a page: disagreements first, counts and facts, never a verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from promo.model import Origin
from promo.pages import Line, Page, PageSection, Table
from promo.review.answer_pages import answer_sections, open_sections
from promo.review.facts import Counts, Merged, counts, day, recommendations
from promo.review.since import Since, Step, StepKind
from promo.review.text_pages import WHOLE, text_sections
from promo.words import Words, counted


def review_page(merged: Merged, since: Since | None = None) -> Page:
    """All that reviewers put into one packet; `since` is how it stands today."""
    review = merged.review
    sections = [
        *answer_sections(review),
        *text_sections(review),
        *open_sections(review),
    ]
    if since:
        lines = tuple(Line(text=fact) for fact in since.facts)
        sections.append(PageSection(title="Since the packet was built", lines=lines))
        sections.append(_next(since.steps))
    return Page(
        title=_title(merged),
        facts=tuple(_facts(merged)),
        sections=tuple(sections),
        closing=(in_counts(counts(review)),),
    )


def _title(merged: Merged) -> str:
    origin = merged.review.origin
    if origin is None or not origin.candidate:
        return f"Review of {Words().listed(merged.files)}"
    target = origin.target_title or origin.target
    return f"Review of {origin.candidate}" + (f" for {target}" if target else "")


def _facts(merged: Merged) -> Iterator[tuple[str, str]]:
    origin = merged.review.origin
    if origin is None:
        yield "built from", "not known: the document has lost its record"
    else:
        yield from ((name, text) for name, text in _origin(origin) if text)
    yield "read from", ", ".join(merged.files)


def _origin(origin: Origin) -> Iterator[tuple[str, str]]:
    yield "candidate", origin.candidate
    track = f"track {origin.track}" if origin.track else ""
    target = _named(origin.target_title, origin.target)
    yield "target", ", ".join(part for part in (target, track) if part)
    version = f"version {origin.ladder_version}" if origin.ladder_version else ""
    ladder = _named(origin.ladder_title, origin.ladder)
    parts = (ladder, version, _hash(origin.ladder_hash))
    yield "ladder", ", ".join(part for part in parts if part)
    yield "evidence", _hash(origin.evidence)
    yield "as of", day(origin.as_of)
    yield "built by", f"promo {origin.promo}" if origin.promo else ""


def _named(title: str, id: str) -> str:
    return f"{title} ({id})" if title and id and title != id else title or id


def _hash(sha256: str) -> str:
    return f"sha256 {sha256[:12]}" if sha256 else ""


def in_counts(found: Counts) -> str:
    """2 reviewers, 38 of 42 fields answered, 1 disagreement …: a review in one line."""
    open = f" ({found.open:,} open)" if found.comments else ""
    silent = counted(found.edits, "text") + " changed without tracking"
    told = (
        counted(found.reviewers, "reviewer"),
        f"{found.answered:,} of {counted(found.fields, 'field')} answered",
        counted(found.missing, "field") + " deleted" if found.missing else "",
        counted(found.disagreements, "disagreement") if found.reviewers > 1 else "",
        counted(found.comments, "comment") + open if found.comments else "no comments",
        counted(found.changes, "tracked change") if found.changes else "no tracked changes",
        silent if found.edits else "",
    )
    return ", ".join(part for part in told if part)


def _next(steps: Sequence[Step]) -> PageSection:
    if not steps:
        note = "Nothing: no gap, no open comment, no condition, no text to take over."
        return PageSection(title="Do next", note=note)
    lines = (Line(label=f"{_about(step)}:", text=step.text) for step in steps)
    return PageSection(title="Do next", lines=tuple(lines))


def _about(step: Step) -> str:
    if step.kind is StepKind.CONDITION:
        return f"Reasons and conditions of {step.about}"
    return step.about or WHOLE


# Several packets


def several_page(found: Sequence[Merged]) -> Page:
    """One row for each packet; the reviews of one candidate from several builds are told apart."""
    columns = (
        *("Candidate", "Target", "Reviewers", "Recommendations", "Disagreements"),
        *("Unanswered", "Open comments", "Edits"),
    )
    table = Table(columns=columns, rows=tuple(map(_row, found)), numbers=True)
    several = f"Reviews of {counted(len(found), 'packet')}"
    return Page(
        title=several,
        sections=(PageSection(title="", note=_HOW, table=table), *_read_from(found)),
        closing=(*_builds(found), _DETAILS),
    )


_HOW = "Reviewers: those who answered, of all who were asked. Edits: tracked or not."
_DETAILS = "Name the files of one packet to see its review; --format json has all of them."


def _row(merged: Merged) -> tuple[str, ...]:
    review, found = merged.review, counts(merged.review)
    origin = review.origin or Origin()
    given = recommendations(review)
    edits = found.changes + found.edits
    numbers = (found.disagreements, found.unanswered, found.open, edits)
    return (
        origin.candidate or ", ".join(merged.files),
        origin.target_title or origin.target or "not known",
        f"{found.answering} of {found.reviewers}",
        ", ".join(f"{n} {text}" for text, n in given.items()) or "none",
        *map(str, numbers),
    )


def _read_from(found: Sequence[Merged]) -> Iterator[PageSection]:
    lines = (
        Line(
            label=f"{each.review.origin.candidate}:" if each.review.origin else "record lost:",
            text=", ".join(each.files),
        )
        for each in found
    )
    yield PageSection(title="Read from", lines=tuple(lines))


def _builds(found: Sequence[Merged]) -> Iterator[str]:
    """Candidates with more than one packet, which is seldom meant."""
    files: dict[str, list[str]] = {}
    for each in found:
        if each.review.origin:
            shown = " with ".join(each.files)
            files.setdefault(each.review.origin.candidate, []).append(shown)
    for candidate, several in files.items():
        if len(several) > 1:
            builds = Words().listed(several)
            yield f"{candidate} has {len(several)} packets, not built from the same: {builds}."
    lost = [file for each in found if not each.review.origin for file in each.files]
    if lost:
        be = "has" if len(lost) == 1 else "have"
        yield f"{Words().listed(lost)} {be} lost the record, and cannot be merged."
