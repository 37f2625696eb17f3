"""Reviews as JSON: the keys of a review file, and under `facts` what is counted of them.

See docs/review.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from promo.findings import Finding
from promo.model import Review
from promo.plain import Plain
from promo.report import Json, finding_report
from promo.review.facts import Merged, counts, disagreements, label, questions, reviewers
from promo.review.file import FORMAT
from promo.review.keys import VERSION, keys_of
from promo.review.since import Since


class Told(NamedTuple):
    """One review, and how it stands today."""

    merged: Merged
    since: Since | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found while the files were read, and since."""
        return (*self.merged.findings, *(self.since.findings if self.since else ()))

    @property
    def is_complete(self) -> bool:
        return counts(self.merged.review).is_complete


def report(told: Sequence[Told]) -> Json:
    """One review in the keys of a review file; several as a list under `reviews`."""
    if len(told) == 1:
        return {"format": FORMAT, "version": VERSION, **_review(told[0])}
    reviews: list[Json] = [_review(each) for each in told]
    return {"format": f"{FORMAT}s", "version": VERSION, "reviews": reviews}


def _review(told: Told) -> dict[str, Json]:
    keys: dict[str, Json] = {name: _json(v) for name, v in keys_of(told.merged.review).items()}
    return {**keys, "facts": _facts(told)}


def _json(value: Plain) -> Json:
    if isinstance(value, list):
        return [_json(each) for each in value]
    if isinstance(value, dict):
        return {name: _json(each) for name, each in value.items()}
    return value


def _facts(told: Told) -> dict[str, Json]:
    review, found = told.merged.review, counts(told.merged.review)
    return {
        "files": list(told.merged.files),
        "complete": told.is_complete,
        "counts": {**found._asdict(), "unanswered": found.unanswered},
        "disagreements": [
            {
                "about": each.about or "recommendation",
                "given": [given._asdict() for given in each.given],
            }
            for each in disagreements(review)
        ],
        "unanswered": _unanswered(review),
        "since": _since(told.since) if told.since else None,
        "findings": [finding_report(finding) for finding in told.findings],
    }


def _unanswered(review: Review) -> list[Json]:
    return [
        {"reviewer": name, "title": asked.title, "key": asked.key, "question": label(asked.key)}
        for name, form in zip(reviewers(review.forms), review.forms, strict=True)
        for asked in questions(form)
        if not asked.is_answered
    ]


def _since(since: Since) -> dict[str, Json]:
    return {
        "stale": since.stale,
        "facts": list(since.facts),
        "steps": [
            {"kind": step.kind.value, "about": step.about, "text": step.text}
            for step in since.steps
        ],
    }
