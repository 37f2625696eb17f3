"""Several copies of one packet to one review; nothing of any copy is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

from promo.model import Comment, Origin, Review, ReviewForm, match_key
from promo.review.facts import Merged, is_answered, key_of

Thing = TypeVar("Thing")


def merge(copies: Sequence[Merged]) -> tuple[Merged, ...]:
    """The copies of one packet as one review each, in the order of the first of each.

    Copies are of one packet where everything that it was built from is the same; what has lost
    its record stands alone.
    """
    groups: dict[object, list[Merged]] = {}
    for number, copy in enumerate(copies):
        origin = copy.review.origin
        groups.setdefault(packet_of(origin) if origin else number, []).append(copy)
    return tuple(map(_one, groups.values()))


def packet_of(origin: Origin) -> Origin:
    """What the copies of one packet share: all but the version of promo and the titles."""
    return origin._replace(promo="", ladder_title="", target_title="")


def _one(copies: Sequence[Merged]) -> Merged:
    reviews = [copy.review for copy in copies]
    review = Review(
        origin=reviews[0].origin,
        forms=_forms(reviews),
        comments=_threads(review.comments for review in reviews),
        changes=_once(review.changes for review in reviews),
        edits=_once(review.edits for review in reviews),
    )
    files = tuple(file for copy in copies for file in copy.files)
    return Merged(review, files, tuple(f for copy in copies for f in copy.findings))


def _once(groups: Iterable[Iterable[Thing]]) -> tuple[Thing, ...]:
    """All that stands in any copy; what is in several is there as often as in one of them."""
    found: list[Thing] = []
    for group in groups:
        there = Counter(found)
        for each in group:
            if there[each]:
                there[each] -= 1
            else:
                found.append(each)
    return tuple(found)


# Comments


def _threads(groups: Iterable[Iterable[Comment]]) -> tuple[Comment, ...]:
    """Each comment once, with the replies of all copies."""
    found: dict[tuple[Comment, int], Comment] = {}
    for group in groups:
        seen = Counter[Comment]()
        for comment in group:
            head = comment._replace(resolved=False, replies=())
            seen[head] += 1
            key = head, seen[head]
            found[key] = _joined(found[key], comment) if key in found else comment
    return tuple(found.values())


def _joined(one: Comment, other: Comment) -> Comment:
    """Resolved where anybody resolved it; the replies by their dates."""
    replies = _once((one.replies, other.replies))
    if replies != one.replies:
        replies = tuple(sorted(replies, key=lambda reply: reply.date))
    return one._replace(resolved=one.resolved or other.resolved, replies=replies)


# Forms


def _forms(reviews: Sequence[Review]) -> tuple[ReviewForm, ...]:
    if len(reviews) == 1:
        return tuple(_worth_telling(reviews[0].forms))
    by_reviewer: dict[tuple[str, str], list[ReviewForm]] = {}
    for number, review in enumerate(reviews):
        for form in _worth_telling(review.forms):
            copy = f"{number} {form.source}"  # two copies may have one file name
            key = (match_key(form.reviewer), "") if form.reviewer else ("", copy)
            by_reviewer.setdefault(key, []).append(form)
    return tuple(form for forms in by_reviewer.values() for form in _without_repeats(forms))


def _worth_telling(forms: Sequence[ReviewForm]) -> Sequence[ReviewForm]:
    """Without those that nobody was named for, where somebody answered another of the copy."""
    if not any(map(is_answered, forms)):
        return forms
    return [form for form in forms if form.reviewer or is_answered(form)]


def _without_repeats(forms: Sequence[ReviewForm]) -> Sequence[ReviewForm]:
    """One reviewer's forms without those whose answers all stand in another."""
    kept: list[tuple[frozenset[tuple[str, ...]], ReviewForm]] = []
    for said, form in sorted(((_said(form), form) for form in forms), key=_most_said):
        if not any(said <= other for other, _ in kept):
            kept.append((said, form))
    return [form for form in forms if any(form is one for _, one in kept)]


def _most_said(said_and_form: tuple[frozenset[tuple[str, ...]], ReviewForm]) -> int:
    return -len(said_and_form[0])


def _said(form: ReviewForm) -> frozenset[tuple[str, ...]]:
    """Everything that a form says, each with what it is about."""
    rated = (
        (key_of(answers), key, value)
        for answers in form.competencies
        for key, value in answers.values.items()
        if value
    )
    signed = (("", key, value) for key, value in form.signed.items() if value)
    extras = (("", "", *extra) for extra in form.extras)
    return frozenset([*rated, *signed, *extras])
