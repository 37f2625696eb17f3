"""What a review says in counts: who answered what, where reviewers differ, what is still open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from promo.findings import Finding
from promo.model import ASSESSED, SIGNED, Answers, Comment, Review, ReviewForm
from promo.words import Words

_PREFILLED = "reviewer"  # a form that is made for somebody has the name in it from the start


class Merged(NamedTuple):
    """One packet's review, the names of the files that it was read from, and their findings."""

    review: Review
    files: tuple[str, ...]
    findings: tuple[Finding, ...] = ()


class Asked(NamedTuple):
    """One question of a form, by the title that it stands under ("" for the sign-off)."""

    title: str
    key: str
    answer: str

    @property
    def is_answered(self) -> bool:
        """White space alone is no answer."""
        return bool(self.answer.strip())


class Given(NamedTuple):
    """What one reviewer answered."""

    reviewer: str
    answer: str


class Disagreement(NamedTuple):
    """Different ratings of one competency, or different recommendations (`about` is "")."""

    about: str
    given: tuple[Given, ...]


class Counts(NamedTuple):
    """A review in numbers; `open` are the comments that nobody has resolved."""

    reviewers: int
    answering: int
    fields: int
    answered: int
    missing: int
    disagreements: int
    comments: int
    open: int
    changes: int
    edits: int

    @property
    def unanswered(self) -> int:
        return self.fields - self.answered

    @property
    def is_complete(self) -> bool:
        """Whether there is a form, none of its fields was deleted and each has an answer."""
        return self.fields > 0 and not self.unanswered and not self.missing


def counts(review: Review) -> Counts:
    asked = [question for form in review.forms for question in questions(form)]
    return Counts(
        reviewers=len(review.forms),
        answering=sum(map(is_answered, review.forms)),
        fields=len(asked),
        answered=sum(question.is_answered for question in asked),
        missing=sum(len(form.missing) for form in review.forms),
        disagreements=len(disagreements(review)),
        comments=len(review.comments),
        open=len(open_comments(review)),
        changes=len(review.changes),
        edits=len(review.edits),
    )


def questions(form: ReviewForm) -> Iterator[Asked]:
    """Every field that stands in a form, in its order."""
    for answers in form.competencies:
        for key in ASSESSED:
            if key in answers.values:
                yield Asked(title_of(answers), key, answers.values[key])
    for key in SIGNED if form.asked else ():
        if key in form.signed:
            yield Asked("", key, form.signed[key])


def is_answered(form: ReviewForm) -> bool:
    """Whether a form holds anything but the name of whom it was made for."""
    asked = questions(form)
    return any(q.is_answered for q in asked if q.key != _PREFILLED) or bool(form.extras)


def title_of(answers: Answers) -> str:
    return answers.title or answers.competency


def label(key: str) -> str:
    """What a field is called in the form: Rating, Reasons and conditions …"""
    return Words()(f"review.{key}" if key in ASSESSED else f"sign_off.{key}")


def day(text: str) -> str:
    """2 July 2026 for 2026-07-02, also where a time follows; other text as it is."""
    return Words().stated_day(text)


def reviewers(forms: Sequence[ReviewForm]) -> tuple[str, ...]:
    """What each form's reviewer is called, no two alike: the name, else the file."""
    names = [form.reviewer or form.source or "reviewer" for form in forms]
    many = Counter(names)
    named = [
        f"{name} ({form.source})" if many[name] > 1 and form.reviewer and form.source else name
        for name, form in zip(names, forms, strict=True)
    ]
    taken, found = Counter[str](), []
    for name in named:
        taken[name] += 1
        found.append(f"{name} #{taken[name]}" if taken[name] > 1 else name)
    return tuple(found)


def competencies(forms: Iterable[ReviewForm]) -> tuple[tuple[str, str], ...]:
    """Key and title of every competency that any form has, in the order of the first."""
    found = {key_of(answers): title_of(answers) for f in forms for answers in f.competencies}
    return tuple(found.items())


def key_of(answers: Answers) -> str:
    return answers.competency or answers.title


def side_by_side(forms: Sequence[ReviewForm], key: str) -> Iterator[tuple[str, list[str]]]:
    """The title of each competency, and what each form answers there; "" where it says nothing."""
    given = [{key_of(a): a.values.get(key, "") for a in form.competencies} for form in forms]
    for competency, title in competencies(forms):
        yield title, [answers.get(competency, "") for answers in given]


def disagreements(review: Review) -> tuple[Disagreement, ...]:
    """Recommendations that differ, then competencies whose ratings do, in the form's order."""
    forms, names = review.forms, reviewers(review.forms)
    rows = [("", [form.signed.get("recommendation", "") for form in forms])]
    rows += side_by_side(forms, "rating")
    return tuple(
        Disagreement(about, tuple(Given(n, a) for n, a in zip(names, given, strict=True) if a))
        for about, given in rows
        if len(set(filter(None, given))) > 1
    )


def open_comments(review: Review) -> tuple[Comment, ...]:
    return tuple(comment for comment in review.comments if not comment.resolved)


def recommendations(review: Review) -> dict[str, int]:
    """Every recommendation that was given, with how many gave it."""
    given = (form.signed.get("recommendation", "") for form in review.forms)
    return dict(Counter(text for text in given if text))
