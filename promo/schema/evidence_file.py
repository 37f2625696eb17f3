"""The keys of an evidence file, each with its schema and its description."""

from __future__ import annotations

from enum import Enum

from promo import evidence
from promo.ignoring import ignorable
from promo.model import Responsibility, WorkStatus
from promo.schema.names import LADDER_NAME, Names, choice
from promo.schema.values import (
    ABSENT,
    DATE,
    FLAG,
    PERIOD,
    PLAIN_NO,
    PRESENT,
    STRING,
    TEXT,
    WORD,
    Parts,
    Schema,
    any_of,
    having,
    inner,
    keyed,
    link,
    list_of,
    mapping,
    needing,
    texts,
)

_RESPONSIBILITIES: dict[Enum, str] = {
    Responsibility.OWNER: "The candidate answers for it",
    Responsibility.CO_OWNER: "The candidate answers for it with others",
    Responsibility.CONTRIBUTOR: "The candidate had a part in it",
    Responsibility.OBSERVER: "The candidate was there; the item is printed and never counted",
}
_STATUSES: dict[Enum, str] = {
    WorkStatus.DONE: "Finished; only finished work counts",
    WorkStatus.IN_PROGRESS: "Under way; printed and not counted",
}


def evidence_parts(names: Names) -> Parts:
    """The keys at the top of the file; `names` are those that it may name."""
    candidate = mapping(
        evidence._CANDIDATE, _candidate_parts(names), "Candidate", required=("name",)
    )
    feedback = mapping(evidence._FEEDBACK, _feedback_parts(names), "Feedback")
    waiver = mapping(evidence._WAIVER, _waiver_parts(names), "Waiver", required=evidence._WAIVER)
    return {
        "candidate": (candidate, "The person assessed."),
        "packet": (
            inner(evidence._PACKET, _packet_parts(names), "Packet"),
            "The packet itself: ladder, target, dates, summary. The command line wins over it.",
        ),
        "evidence": (list_of(_item(names)), "What the candidate did, one item each."),
        "feedback": (list_of(feedback), "What people say of the candidate as a whole."),
        "waivers": (
            list_of(waiver),
            "Competencies that are not asked of this candidate; the status stays, the gap goes.",
        ),
        "ignore": (_ignores(), "Warnings that are not told of this file."),
    }


def _candidate_parts(names: Names) -> Parts:
    return {
        "name": (WORD, "The candidate's name. Required."),
        "current_level": (names.level(), "A level of the ladder; printed as typed if it is none."),
        "role": (TEXT, "The candidate's role or job title."),
        "team": (TEXT, "The candidate's team."),
        "manager": (TEXT, "The candidate's manager."),
    }


def _packet_parts(names: Names) -> Parts:
    return {
        "ladder": (LADDER_NAME, "A built-in ladder, or a path relative to this file."),
        "target": (names.target(), "The level to assess against; --target wins."),
        "track": (names.track(), "The track, where the target is on several; --track wins."),
        "cycle": (TEXT, "The promotion cycle, such as 2026-H1."),
        "as_of": (DATE, "The day counted from, such as 2026-06-30; --as-of wins; else today."),
        "summary": (TEXT, "Markdown, three to five sentences."),
    }


def _item(names: Names) -> Schema:
    """One item; a private one is left unread, so anything may stand in it."""
    private: Schema = {"required": ["private"], "properties": {"private": {"not": PLAIN_NO}}}
    both: Schema = {
        "required": ["date", "period"],
        "properties": {"date": PRESENT, "period": PRESENT},
    }
    read = {**needing("title"), **keyed(evidence._ITEM, _item_parts(names)), "not": both}
    return {"title": "Evidence item", "type": "object", "if": private, "else": read}


def _item_parts(names: Names) -> Parts:
    return {**_tag_parts(names), **_story_parts(names)}


def _tag_parts(names: Names) -> Parts:
    return {
        "id": (TEXT, "The item's own id; by default made from the title."),
        "title": (WORD, "What was done, in a line. Required."),
        "date": (PERIOD, f"When: {_DATES}. Use date or period, not both."),
        "period": (PERIOD, f"From when to when: {_DATES}. Use date or period, not both."),
        "project": (TEXT, "The project; a pattern needs items from several."),
        "competencies": (
            texts(names.competency()),
            "The competencies that the item shows, each by id, title or alias.",
        ),
        "expectations": (
            texts(names.expectation()),
            "The expectations that the item meets, by id; each also names its competency.",
        ),
        "responsibility": (choice(_RESPONSIBILITIES), "The candidate's own part."),
        "scope": (names.scope(), "How far the work reached: one of the ladder's scopes."),
        "status": (choice(_STATUSES), "Only finished work counts; done by default."),
        "headline": (FLAG, "true: one of the three to five strongest."),
    }


def _story_parts(names: Names) -> Parts:
    corroboration = mapping(evidence._CORROBORATION, _corroboration_parts(names), "Corroboration")
    return {
        "situation": (TEXT, "Markdown: how things stood."),
        "actions": (TEXT, "Markdown: what the candidate did."),
        "result": (TEXT, "Markdown: what came of it."),
        "metrics": (list_of(_metric()), "Measured changes; numbers in prose count for nothing."),
        "links": (list_of(link()), "Documents that show it."),
        "corroboration": (list_of(corroboration), "Who else says so."),
        "ignore": (_ignores(), "Warnings that are not told of this item."),
        "private": (any_of({"type": "boolean"}, STRING, ABSENT), "true: in no output at all."),
    }


def _ignores() -> Schema:
    code: Schema = {"enum": [*ignorable()]}
    parts: Parts = {
        "code": (code, "A code, or the letters that a family begins with. Required."),
        "reason": (TEXT, "Why it is not told; printed."),
    }
    named = mapping(("code", "reason"), parts, "Ignored code", required=("code",))
    return any_of(code, {"type": "array", "items": any_of(code, named)}, ABSENT)


_DATES = "2025-09-30, 2025-09, 2025-Q3, 2025, open 2025-03.. or 2025-01..2025-09"


def _metric() -> Schema:
    parts: Parts = {
        "name": (TEXT, "What was measured. A metric needs a name or a result."),
        "baseline": (TEXT, "The value before."),
        "result": (TEXT, "The value after."),
        "window": (PERIOD, f"When it was measured: {_DATES}."),
        "method": (TEXT, "How it was measured."),
    }
    return mapping(evidence._METRIC, parts, "Metric") | any_of(having("name"), having("result"))


def _corroboration_parts(names: Names) -> Parts:
    return {
        **_person_parts(names),
        "date": (PERIOD, f"When it was said: {_DATES}."),
    }


def _feedback_parts(names: Names) -> Parts:
    return {
        **_person_parts(names),
        "supportive": (FLAG, "Whether they support the promotion."),
    }


def _person_parts(names: Names) -> Parts:
    return {
        "name": (TEXT, "Who says it; without a name nobody is counted."),
        "role": (TEXT, "Their role or job title."),
        "level": (names.level(), "Their level; any text, counted when it is one of the ladder's."),
        "relation": (TEXT, "How they know the work, such as peer or manager."),
        "quote": (TEXT, "What they say, word for word."),
    }


def _waiver_parts(names: Names) -> Parts:
    return {
        "competency": (names.competency(WORD), "The competency, by id, title or alias. Required."),
        "reason": (WORD, "Why it is not asked. Required."),
        "approved_by": (WORD, "Who agreed. Required."),
    }
