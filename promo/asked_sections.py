"""Sections that a call asks for besides: read, composed, and held against what a template shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from promo.assess import Assessment
from promo.compose.frame import Besides
from promo.diff_files import since
from promo.diff_pages import diff_parts
from promo.diffing import side_of
from promo.findings import Finding, Location
from promo.load import Question
from promo.packet import Packet
from promo.planning import Asking
from promo.report import Json, questions_report


def besides_of(asking: Asking, question: Question, assessment: Assessment) -> Besides:
    """What is asked for, with what is new since an earlier file. Raises InputError."""
    if asking.since is None:
        return Besides(questions=asking.questions)
    return Besides(since(question, asking.since, side_of(assessment)), asking.questions)


def reported(besides: Besides, assessment: Assessment) -> dict[str, Json]:
    """The same for the JSON report, under keys that are there only where a call asks."""
    report: dict[str, Json] = {}
    if besides.since:
        report["since"] = diff_parts(besides.since)
    if besides.questions:
        report["questions"] = questions_report(assessment)
    return report


def unshown_in(
    packet: Packet, write: Callable[[Packet], bytes], made: bytes, place: str
) -> Iterator[Finding]:
    """The sections that a template leaves out: without them it would write the same bytes."""
    asked = {
        "since": packet.since and packet._replace(since=None),
        "questions": packet.questions and packet._replace(questions=None),
    }
    for name, without in asked.items():
        if without and write(without) == made:
            message = f"the template has no place for what --{name} asks for"
            help = f"add {{{{ {name} }}}} to the template, or leave --{name} out"
            yield Finding(code="TP025", location=Location(place), message=message, help=help)
