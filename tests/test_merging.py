"""Copies of one packet become one review, and nothing of any copy goes missing."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from reading import unhurried
from reviews import (
    CHANGE,
    COMMENT,
    CRAFT,
    DANA,
    EDIT,
    ORIGIN,
    REVIEWS,
    TOMAS,
    answers,
    form,
    review,
)

from promo.model import Extra, Origin, Reply, Review, ReviewForm
from promo.review.facts import Merged, counts, disagreements, reviewers
from promo.review.merging import merge


def merged(*reviews: Review) -> tuple[Merged, ...]:
    return merge([Merged(each, (f"copy-{n}.docx",)) for n, each in enumerate(reviews, 1)])


def one(*reviews: Review) -> Review:
    (only,) = merged(*reviews)
    return only.review


def names(forms: Sequence[ReviewForm]) -> list[str]:
    return [form.reviewer for form in forms]


# Which belong together


def test_copies_of_one_packet_become_one_review_that_names_its_files() -> None:
    (only,) = merged(review(TOMAS), review(DANA))
    assert only.review.forms == (TOMAS, DANA)
    assert only.files == ("copy-1.docx", "copy-2.docx")


def test_a_copy_of_another_build_stays_apart() -> None:
    for other in (
        ORIGIN._replace(evidence="f" * 64),
        ORIGIN._replace(ladder_hash="2" * 64),
        ORIGIN._replace(target="lead"),
        ORIGIN._replace(as_of="2026-07-01"),
        ORIGIN._replace(candidate="Grace Hopper"),
    ):
        found = merged(review(TOMAS), review(DANA, origin=other), review(TOMAS))
        assert [each.files for each in found] == [
            ("copy-1.docx", "copy-3.docx"),
            ("copy-2.docx",),
        ]


def test_the_version_of_promo_makes_no_other_packet() -> None:
    assert len(merged(review(TOMAS), review(DANA, origin=ORIGIN._replace(promo="0.9")))) == 1


def test_files_that_lost_their_record_stand_alone() -> None:
    assert len(merged(review(TOMAS, origin=None), review(DANA, origin=None))) == 2


# Forms


def test_reviewers_without_a_name_are_kept_apart_by_their_files() -> None:
    first = form("", answers(CRAFT, "Meets"), source="a.docx")
    second = form("", answers(CRAFT, "Meets"), source="b.docx")
    found = one(review(first), review(second))
    assert reviewers(found.forms) == ("a.docx", "b.docx")


def test_two_files_with_one_name_in_two_folders_are_two_reviewers() -> None:
    same = form("", answers(CRAFT, "Meets"))
    found = one(review(same), review(same))
    assert reviewers(found.forms) == ("ada.docx", "ada.docx #2")


def test_an_empty_form_of_somebody_named_is_listed_unless_another_copy_has_the_answers() -> None:
    found = one(review(TOMAS, form("Dana Ortiz")), review(form("Tomas Lindgren"), DANA))
    assert found.forms == (TOMAS, DANA)
    alone = one(review(TOMAS, form("Dana Ortiz")))
    assert names(alone.forms) == ["Tomas Lindgren", "Dana Ortiz"]


def test_an_empty_form_of_nobody_goes_beside_one_with_answers_of_its_copy() -> None:
    assert one(review(form(""), TOMAS)).forms == (TOMAS,)
    assert one(review(form("")), review(TOMAS)).forms == (form(""), TOMAS)


def test_an_earlier_save_of_one_reviewer_goes_into_the_later() -> None:
    earlier = form("tomas lindgren", TOMAS.competencies[0])
    assert one(review(form("Tomas Lindgren", TOMAS.competencies[0])), review(TOMAS)).forms == (
        TOMAS,
    )
    # Another spelling of the name is an answer of its own; the two are told side by side.
    assert one(review(earlier), review(TOMAS)).forms == (earlier, TOMAS)


def test_two_copies_of_one_reviewer_that_differ_are_both_told() -> None:
    second = form("Tomas Lindgren", answers(CRAFT, "Exceeds"), source="later.docx")
    found = one(review(TOMAS), review(second))
    assert reviewers(found.forms) == (
        "Tomas Lindgren (ada.docx)",
        "Tomas Lindgren (later.docx)",
    )
    assert [each.about for each in disagreements(found)] == ["Craft"]


def test_one_copy_keeps_what_it_says_of_one_reviewer_twice() -> None:
    earlier = form("Tomas Lindgren", TOMAS.competencies[0])
    assert one(review(earlier, TOMAS)).forms == (earlier, TOMAS)


def test_a_field_that_a_company_added_is_an_answer() -> None:
    more = form("")._replace(extras=(Extra("Salary band", "7"),))
    assert one(review(more, form(""))).forms == (more,)


@unhurried
@given(REVIEWS, REVIEWS)
def test_no_answer_of_any_copy_is_lost(first: Review, second: Review) -> None:
    first, second = first._replace(origin=ORIGIN), second._replace(origin=ORIGIN)
    found = one(first, second)
    for part in ("comments", "changes", "edits"):
        for copy in (first, second):
            kept = [_head(each) for each in getattr(found, part)]
            for each in map(_head, getattr(copy, part)):
                assert kept.count(each) >= [_head(e) for e in getattr(copy, part)].count(each)
    said = {answer for form in found.forms for answer in _said(form)}
    for copy in (first, second):
        assert {answer for form in copy.forms for answer in _said(form)} <= said


def _head(thing: object) -> object:
    if isinstance(thing, type(COMMENT)):
        return thing._replace(resolved=False, replies=())
    return thing


def _said(form: ReviewForm) -> set[tuple[str, str, str]]:
    rated = {
        (a.competency or a.title, key, value)
        for a in form.competencies
        for key, value in a.values.items()
        if value
    }
    return rated | {("", key, value) for key, value in form.signed.items() if value}


@unhurried
@given(REVIEWS)
def test_a_copy_beside_itself_says_nothing_new(copy: Review) -> None:
    copy = copy._replace(origin=ORIGIN)
    alone, twice = one(copy), one(copy, copy)
    assert twice.comments == alone.comments
    assert twice.changes == alone.changes
    assert twice.edits == alone.edits


# Comments, changes and edits


def test_what_several_copies_hold_is_there_once() -> None:
    parts = {"comments": (COMMENT,), "changes": (CHANGE,), "edits": (EDIT,)}
    found = one(review(TOMAS, **parts), review(DANA, **parts))
    assert (found.comments, found.changes, found.edits) == tuple(parts.values())


def test_what_one_copy_holds_twice_stays_twice() -> None:
    found = one(review(TOMAS, changes=(CHANGE, CHANGE)), review(DANA, changes=(CHANGE,)))
    assert found.changes == (CHANGE, CHANGE)


def test_a_comment_has_the_replies_of_all_copies_in_their_order() -> None:
    later = Reply("Ada Byron", "2026-07-04T08:00:00Z", "Done.")
    earlier = Reply("Eve", "2026-07-02T11:00:00Z", "Yes?")
    first = COMMENT._replace(replies=(*COMMENT.replies, later))
    second = COMMENT._replace(replies=(earlier, *COMMENT.replies), resolved=True)
    (comment,) = one(review(TOMAS, comments=(first,)), review(DANA, comments=(second,))).comments
    assert [reply.author for reply in comment.replies] == ["Eve", "Dana Ortiz", "Ada Byron"]
    assert comment.resolved


# Counts


def test_disagreements_are_different_answers_not_absent_ones() -> None:
    third = form("Eve", answers(CRAFT))
    found = disagreements(review(TOMAS, DANA, third))
    assert [(d.about, [g.answer for g in d.given]) for d in found] == [
        ("", ["Promote with conditions", "Promote"]),
        ("Craft", ["Meets", "Exceeds"]),
    ]


def test_a_review_is_complete_when_every_field_is_answered() -> None:
    whole = form(
        "Tomas",
        answers(CRAFT, "Meets", "Good.", checked=True),
        recommendation="Promote",
        reasons="None.",
        role="Director",
        date="2026-07-02",
        declaration="yes",
    )
    assert counts(review(whole)).is_complete
    assert not counts(review(whole._replace(missing=("Craft: Comment",)))).is_complete
    assert not counts(review()).is_complete
    assert not counts(review(whole, form("Dana"))).is_complete
    assert counts(review(form("Dana", answers(CRAFT)))).unanswered == 8


def test_white_space_is_no_answer() -> None:
    assert counts(review(form("", answers(CRAFT, " ", "\n")))).answered == 0


def test_a_name_that_was_in_the_form_from_the_start_is_no_answer() -> None:
    told = counts(review(form("Tomas"), form("", reviewer="Dana")))
    assert (told.reviewers, told.answering) == (2, 0)


def test_origins_without_a_ladder_hash_are_compared_as_they_are() -> None:
    short = Origin(evidence="e" * 64, ladder="small", target="senior")
    assert len(merged(review(TOMAS, origin=short), review(DANA, origin=short))) == 1
