"""A review held against the packet that it is to fill: nothing goes to the wrong person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from promo.assess import Assessment
from promo.findings import Finding, Location, did_you_mean, quote
from promo.model import Answers, Origin, Review, ReviewForm, is_about, match_key

_AGAIN = "have the answers looked at again"


def misplaced(review: Review, assessment: Assessment, file: str) -> Iterator[Finding]:
    """What of a review file has no place in the packet, or was answered to another state of it."""
    place, origin = Location(file), review.origin or Origin()
    yield from _of_somebody_else(origin, assessment, place)
    for about, said, own in _other_aims(origin, assessment):
        message = f"was given for the {about} {quote(said)}, and the packet is for {quote(own)}"
        help = "build for the same, or correct `packet:` in the review"
        yield Finding(code="RV012", location=place, message=message, help=help)
    for form in review.forms:
        yield from _strays(form, assessment, place)
    if origin.evidence and origin.evidence != assessment.evidence.sha256:
        message = "was given on another state of the evidence file"
        help = f"{_AGAIN}; `promo review PACKET --against` says what is open"
        yield Finding(code="RV013", location=place, message=message, help=help)


def from_elsewhere(review: Review, assessment: Assessment, file: str) -> Iterator[Finding]:
    """What keeps a packet's review from being carried over, or was answered for another aim."""
    place, origin = Location(file), review.origin or Origin()
    yield from _of_somebody_else(origin, assessment, place)
    for about, said, own in _other_aims(origin, assessment):
        message = f"was reviewed for the {about} {quote(said)}, and is now for {quote(own)}"
        yield Finding(code="RV013", location=place, message=message, help=_AGAIN)


def _of_somebody_else(origin: Origin, assessment: Assessment, place: Location) -> Iterator[Finding]:
    own = assessment.evidence.candidate.name
    if origin.candidate and match_key(origin.candidate) != match_key(own):
        message = f"is the review of {quote(origin.candidate)}, not of {quote(own)}"
        help = "name this candidate's; `promo review --key` gives a committee copy its names back"
        yield Finding(code="RV012", location=place, message=message, help=help)


def _other_aims(origin: Origin, assessment: Assessment) -> Iterator[tuple[str, str, str]]:
    """Level and ladder that a review was given for, where the packet has others."""
    pairs = (
        ("level", origin.target, assessment.level.id),
        ("ladder", origin.ladder, assessment.ladder.id),
    )
    yield from (pair for pair in pairs if pair[1] and pair[1] != pair[2])


def _strays(form: ReviewForm, assessment: Assessment, place: Location) -> Iterator[Finding]:
    """Answers that no form takes, and those that two entries of one reviewer give."""
    competencies = [coverage.competency for coverage in assessment.coverages]
    ids, titles = [c.id for c in competencies], [c.title for c in competencies]
    stated = [answers for answers in form.competencies if any(answers.values.values())]
    homes = [_home(answers, assessment) for answers in stated]
    for answers, home in zip(stated, homes, strict=True):
        if not home:
            said = answers.competency or answers.title
            message = f"has answers on {quote(said)}, which is not assessed here"
            help = did_you_mean(said, ids if answers.competency else titles)
            yield Finding(code="RV012", location=place, message=message, help=help)
    by = f" from {form.reviewer}" if form.reviewer else ""
    for home, times in Counter(homes).items():
        if home and times > 1:
            message = f"has answers on {quote(home)} twice{by}"
            yield Finding(code="RV012", location=place, message=message, help="keep one of them")


def _home(answers: Answers, assessment: Assessment) -> str:
    """The id of the competency that answers are about; "" where it is not assessed."""
    assessed = (coverage.competency for coverage in assessment.coverages)
    return next((each.id for each in assessed if is_about(answers, each.id, each.title)), "")
