"""A review held against the evidence of today: what has changed, and what to do next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from promo import phrases
from promo.assess import Assessment
from promo.findings import Finding, Location, did_you_mean, quote, stopped
from promo.model import Origin, Review, match_key
from promo.review.facts import Merged, competencies, day, open_comments, reviewers
from promo.words import Words, sentence

_SURE = 20  # characters; a shorter text stands in many files by chance
_HASH = re.compile(r"[0-9a-f]{64}")
_MARKS = re.compile(r"[*_`\\]|\s+")


class Today(NamedTuple):
    """An evidence file as it is now: assessed, and as it was typed."""

    assessment: Assessment
    text: str


class StepKind(Enum):
    """What a step of the candidate answers."""

    REBUILD = "rebuild"
    CONDITION = "condition"
    GAP = "gap"
    COMMENT = "comment"
    EDIT = "edit"
    CHANGE = "change"


class Step(NamedTuple):
    """One thing to do next: about whom, or about what place, and what it is."""

    kind: StepKind
    about: str
    text: str


class Since(NamedTuple):
    """What became of a packet since it was built; `stale` is None where nobody can know."""

    stale: bool | None
    facts: tuple[str, ...]
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...] = ()


def since(merged: Merged, today: Today) -> Since:
    """What has changed since, and what the candidate does next, in that order.

    Raises InputError where the evidence is somebody else's.
    """
    review, a = merged.review, today.assessment
    changed = _changed(review.origin, a) if review.origin else {}
    place = Location(merged.files[0])
    if review.origin and "evidence" in changed:
        _refuse_another(review.origin.candidate, a.evidence.candidate.name, place)
    findings = [*_stale(changed, place), *_gone(review, a, place)]
    return Since(
        stale=bool(changed) if review.origin else None,
        facts=tuple(_facts(review.origin, a, changed)),
        steps=tuple(_steps(review, today, stale=bool(changed))),
        findings=tuple(findings),
    )


def _refuse_another(candidate: str, other: str, place: Location) -> None:
    """A committee copy has a code for the name; its evidence file is known by its hash alone."""
    if candidate and match_key(candidate) != match_key(other):
        message = f"is the packet of {quote(candidate)}, and the evidence that of {quote(other)}"
        raise stopped("RV012", place, message, "name this candidate's evidence after --against")


def _changed(origin: Origin, a: Assessment) -> dict[str, tuple[str, str]]:
    """What is not what it was, with what it was and is; only what the record names is compared."""
    evidence, ladder = a.evidence, a.ladder
    before = _ladder(origin.ladder, origin.ladder_version, origin.ladder_hash)
    now = _ladder(ladder.id, ladder.version, ladder.sha256 if origin.ladder_hash else "")
    compared = {
        "evidence": (origin.evidence, evidence.sha256),
        "ladder": (before, now),
        "target": (origin.target, a.level.id),
        "track": (origin.track, a.track.id if a.track else "none"),
    }
    return {name: both for name, both in compared.items() if both[0] and both[0] != both[1]}


def _ladder(id: str, version: str, hash: str) -> str:
    parts = (id, f"version {version}" if version else "", hash)
    return ", ".join(part for part in parts if part)


def _short(text: str) -> str:
    """Twelve digits of each hash, which nobody compares further."""
    return _HASH.sub(lambda match: match[0][:12], text)


def _facts(
    origin: Origin | None, a: Assessment, changed: dict[str, tuple[str, str]]
) -> Iterator[str]:
    if origin is None:
        yield "What the packet was built from is not known: its record is lost."
        return
    for name, (then, now) in changed.items():
        yield f"The {name} is not what it was: {_short(then)} then, {_short(now)} now."
    same = [f"the {name}" for name in ("evidence", "ladder") if name not in changed]
    if same:
        be = "is" if len(same) == 1 else "are"
        yield sentence(f"{Words().listed(same)} {be} what the packet was built from.")
    now = a.as_of.isoformat()
    if origin.as_of and origin.as_of != now:
        yield f"The packet counts as of {day(origin.as_of)}, the steps below as of {day(now)}."


def _stale(changed: dict[str, tuple[str, str]], place: Location) -> Iterator[Finding]:
    if changed:
        have = "has" if len(changed) == 1 else "have"
        named = Words().listed(f"the {name}" for name in changed)
        message = f"{named} {have} changed since the packet was built"
        help = "build it again with --carry-over, which keeps answers and comments"
        yield Finding(code="RV013", location=place, message=message, help=help)


def _gone(review: Review, a: Assessment, place: Location) -> Iterator[Finding]:
    """A competency of the packet that the ladder has renamed or dropped since."""
    assessed = [coverage.competency for coverage in a.coverages]
    known = {match_key(name) for competency in assessed for name in competency.names}
    for key, title in competencies(review.forms):
        if match_key(key) not in known:
            shown = f"{quote(key)} ({title})" if title != key else quote(key)
            message = f"{a.ladder.id} does not assess {shown} at {a.level.id} any more"
            names = [c.id for c in assessed] if title != key else [c.title for c in assessed]
            help = did_you_mean(key, names, limit=len(names))
            yield Finding(code="RV010", location=place, message=message, help=help)


# Steps


def _steps(review: Review, today: Today, *, stale: bool) -> Iterator[Step]:
    if stale:
        text = "Build the packet again with --carry-over, which keeps answers and comments."
        yield Step(StepKind.REBUILD, "", text)
    for name, form in zip(reviewers(review.forms), review.forms, strict=True):
        if form.signed.get("reasons"):
            yield Step(StepKind.CONDITION, name, form.signed["reasons"])
    for gap in today.assessment.gaps:
        text = phrases.next_step(Words(), today.assessment, gap)
        yield Step(StepKind.GAP, gap.competency.title, text)
    for comment in open_comments(review):
        text = f"Answer {comment.author or 'the comment'}: {quote(comment.text)}"
        yield Step(StepKind.COMMENT, comment.place.shown, text)
    yield from _of_texts(review, _plain(today.text))


def _of_texts(review: Review, evidence: str) -> Iterator[Step]:
    """Texts of the packet that are not as reviewers left them in the evidence file."""
    for edit in review.edits:
        if not _is_in(edit.now, evidence):
            yield Step(StepKind.EDIT, edit.place.shown, _edited(edit.was, edit.now))
    for change in review.changes:
        if change.inserted and not _is_in(change.text, evidence):
            by = f" by {change.author}" if change.author else ""
            text = f"{quote(change.text)} was inserted{by}: {_PUT_IN}"
            yield Step(StepKind.CHANGE, change.place.shown, text)
        elif not change.inserted and not _is_gone(change.text, evidence):
            by = f" by {change.author}" if change.author else ""
            text = f"{quote(change.text)} was deleted{by}: {_TAKE_OUT}"
            yield Step(StepKind.CHANGE, change.place.shown, text)


_PUT_IN = "put it into the evidence file if it is right."
_TAKE_OUT = "take it out of the evidence file if that is right."


def _edited(was: str, now: str) -> str:
    if not now.strip():
        return f"{quote(was)} was taken out: {_TAKE_OUT}"
    if not was.strip():
        return f"{quote(now)} was added: {_PUT_IN}"
    return f"{quote(was)} was changed to {quote(now)}: {_PUT_IN}"


def _plain(text: str) -> str:
    """Text without the marks of Markdown, its white space single."""
    return " ".join(_MARKS.sub(" ", text).split())


def _is_in(text: str, evidence: str) -> bool:
    """Whether the evidence file certainly says this, too."""
    plain = _plain(text)
    return len(plain) >= _SURE and plain in evidence


def _is_gone(text: str, evidence: str) -> bool:
    """Whether the evidence file certainly does not say this any more."""
    plain = _plain(text)
    return len(plain) >= _SURE and plain not in evidence
