"""Assessment + words to a Packet: every sentence, order, plural and heading. Pure."""

from __future__ import annotations

from promo.assess import Assessment
from promo.committee import for_committee
from promo.compose.flags import all_flags
from promo.compose.forms import notes_on, signing_forms
from promo.compose.frame import NOTHING_BESIDES, Besides, Frame
from promo.compose.items import feedback_of, other_of
from promo.compose.method import method_of
from promo.compose.page_one import (
    coverage_table,
    current_title,
    facts_of,
    footer_text,
    subtitle_text,
    target_title,
)
from promo.compose.results import headline_of, timeline_of
from promo.compose.sections import level_note, section_of
from promo.model import NOT_REVIEWED, Origin, Reviewed
from promo.packet import (
    About,
    Committee,
    CommitteeGroup,
    Fact,
    Footer,
    Goal,
    Header,
    LadderName,
    Packet,
    Person,
    Questions,
    Since,
)
from promo.prose import Paragraph, Prose, Text
from promo.words import Words

HEADINGS = (
    "coverage",
    "flags",
    "further_flags",
    "headlines",
    "since",
    "timeline",
    "competencies",
    "other",
    "feedback",
    "questions",
    "committee",
    "sign_off",
    "method",
)


def compose(
    assessment: Assessment,
    tool_version: str,
    words: Words | None = None,
    reviewed: Reviewed = NOT_REVIEWED,
    besides: Besides = NOTHING_BESIDES,
) -> Packet:
    """The packet of one assessment, its forms filled with the answers of a review.

    `tool_version` is named in its method note; `besides` are sections that are not always there.
    """
    return _packet(Frame(assessment, tool_version, words or Words(), reviewed, besides))


def _packet(f: Frame) -> Packet:
    words, a = f.words, f.assessment
    name = a.evidence.candidate.name
    return Packet(
        document=about(f),
        candidate=person(f),
        target=goal(f),
        ladder=LadderName(id=a.ladder.id, title=a.ladder.title, version=a.ladder.version),
        header=Header(left=words("header.left", name=name), right=words("header.right")),
        footer=Footer(left=footer_text(f), page=words("footer.page"), of=words("footer.of")),
        heading={key: words(f"heading.{key}") for key in HEADINGS},
        facts_title=words("facts.title"),
        facts=tuple(Fact(label=words(key), value=v) for key, v in facts_of(f)),
        summary=a.evidence.details.summary or _one_line(words("summary.none")),
        coverage=coverage_table(f),
        flags=all_flags(f),
        headlines=tuple(headline_of(f, item) for item in a.accepted if item.headline),
        headlines_none=words("headlines.none"),
        timeline=timeline_of(f),
        level_note=level_note(f),
        competencies=tuple(section_of(f, coverage) for coverage in a.coverages),
        other_lead=words("other.lead"),
        other_evidence=tuple(other_of(f, item, reason) for item, reason in a.not_counted),
        feedback=tuple(feedback_of(f, voice) for voice in a.evidence.feedback),
        feedback_none=words("feedback.none"),
        committee=committee_of(f),
        sign_off=signing_forms(f),
        notes_label=words("review.notes.packet"),
        notes=notes_on(f, ""),
        method=method_of(f),
        origin=origin_of(a, f.tool_version),
        since=_since(f),
        questions=_questions(f),
    )


def _since(f: Frame) -> Since | None:
    if f.besides.since is None:
        return None
    from promo.compose.besides import since_of  # seldom asked for, and so not read at each start

    return since_of(f, f.besides.since)


def _questions(f: Frame) -> Questions | None:
    if not f.besides.questions:
        return None
    from promo.compose.besides import questions_of

    return questions_of(f)


def about(f: Frame) -> About:
    words, a = f.words, f.assessment
    return About(
        title=words("document.title", name=a.evidence.candidate.name),
        eyebrow=words("eyebrow"),
        subtitle=subtitle_text(f),
        as_of=words.day(a.as_of),
        cycle=a.evidence.details.cycle,
        version=f.tool_version,
        language=words("language"),
    )


def person(f: Frame) -> Person:
    candidate = f.assessment.evidence.candidate
    return Person(
        name=candidate.name,
        role=candidate.role,
        team=candidate.team,
        manager=candidate.manager,
        current_level=current_title(f),
    )


def goal(f: Frame) -> Goal:
    level, track = f.assessment.target
    return Goal(title=target_title(f), level=level.title, track=track.title if track else "")


def origin_of(a: Assessment, tool_version: str) -> Origin:
    """What a packet is built from: what `promo review` holds against the files of today."""
    return Origin(
        promo=tool_version,
        candidate=a.evidence.candidate.name,
        evidence=a.evidence.sha256,
        ladder=a.ladder.id,
        ladder_title=a.ladder.title,
        ladder_version=a.ladder.version,
        ladder_hash=a.ladder.sha256,
        target=a.level.id,
        target_title=a.level.title,
        track=a.track.id if a.track else "",
        as_of=a.as_of.isoformat(),
    )


def committee_of(f: Frame) -> Committee | None:
    groups = tuple(
        CommitteeGroup(title=group.title, lines=group.lines)
        for group in for_committee(f.words, f.assessment.ladder, f.assessment.target)
    )
    return Committee(lead=f.words("committee.lead"), groups=groups) if groups else None


def _one_line(text: str) -> Prose:
    return (Paragraph((Text(text),)),)
