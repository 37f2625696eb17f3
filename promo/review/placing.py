"""A review file held against the packet that it is to fill: nothing goes to the wrong person."""

from __future__ import annotations

from collections.abc import Iterator

from promo.assess import Assessment
from promo.findings import Finding, Location, did_you_mean, quote
from promo.model import Review, match_key


def misplaced(review: Review, assessment: Assessment, file: str) -> Iterator[Finding]:
    """What of a review has no place in the packet, and what was answered to another state of it."""
    place, origin = Location(file), review.origin
    candidate = assessment.evidence.candidate.name
    if origin and origin.candidate and match_key(origin.candidate) != match_key(candidate):
        message = f"is the review of {quote(origin.candidate)}, not of {quote(candidate)}"
        yield Finding(
            code="RV012", location=place, message=message, help="name this candidate's review"
        )
    pairs = (
        ("level", origin.target if origin else "", assessment.level.id),
        ("ladder", origin.ladder if origin else "", assessment.ladder.id),
    )
    for about, said, own in pairs:
        if said and said != own:
            message = f"was given for the {about} {quote(said)}, and the packet is for {quote(own)}"
            help = "build for the same, or correct `packet:` in the review"
            yield Finding(code="RV012", location=place, message=message, help=help)
    ids = [coverage.competency.id for coverage in assessment.coverages]
    named = {a.competency for f in review.forms for a in f.competencies if any(a.values.values())}
    for id in sorted(named - set(ids)):
        message = f"has answers on {quote(id)}, which is not assessed here"
        yield Finding(code="RV012", location=place, message=message, help=did_you_mean(id, ids))
    if origin and origin.evidence and origin.evidence != assessment.evidence.sha256:
        message = "was given on another state of the evidence file"
        help = "have the answers looked at again; `promo review PACKET --against` says what is open"
        yield Finding(code="RV013", location=place, message=message, help=help)
