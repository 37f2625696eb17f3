"""Two files by name to what differs: evidence files, packets, or one of each."""

from __future__ import annotations

from dataclasses import replace

from promo.diffing import Diff, Side, diff, side_of
from promo.files import read_bytes
from promo.findings import Finding, InputError, Location, in_order, quote, stopped
from promo.load import Question, load
from promo.model import match_key
from promo.report_side import is_report, side_of_report

_MOST = 50_000_000  # bytes of a packet, whose readers have closer limits


def compare(old: Question, new: Question) -> tuple[Diff, tuple[Finding, ...]]:
    """What changed from one file to the other. Raises InputError with the findings of both."""
    sides, findings, faults = list[Side](), list[Finding](), list[Finding]()
    for question in (old, new):
        try:
            side, told = open_side(question)
        except InputError as error:
            faults += error.findings
        else:
            sides.append(side)
            findings += told
    if faults:
        raise InputError(in_order((*findings, *faults)))
    refuse_another(*sides)
    return diff(*sides), tuple(findings)


def open_side(question: Question) -> tuple[Side, tuple[Finding, ...]]:
    """One side, with errors and what a packet's record lacks. Raises InputError.

    Warnings of an evidence file are for `promo check`.
    """
    name = question.evidence.lower()
    if name.endswith(".docx"):
        from promo.review.standing import side_in  # brings lxml, which no evidence file needs

        return side_in(read_bytes(question.evidence, _MOST, ("*.docx",)), question.evidence)
    if name.endswith((".md", ".markdown")):
        fact = "a Markdown packet keeps no record of what it was built from"
        help = "name the evidence file, or the packet as Word or JSON"
        raise stopped("DF002", Location(question.evidence), fact, help)
    if name.endswith(".json"):
        data = read_bytes(question.evidence, _MOST)
        if is_report(data):
            return side_of_report(data, question.evidence)
    return side_of(load(question)), ()


def since(question: Question, old: str, new: Side) -> Diff:
    """What is new since `old`, an evidence file or a packet. Raises InputError.

    It is asked what the new file is asked, except for the day, which is its own.
    """
    today = question.as_of or question.today
    before, _ = open_side(replace(question, evidence=old, stdin=b"", as_of=None, today=today))
    refuse_another(before, new)
    return diff(before, new)


def refuse_another(old: Side, new: Side) -> None:
    """Two people's files have nothing to be compared; a committee copy has a code for the name."""
    if match_key(old.candidate) != match_key(new.candidate):
        fact = f"is of {quote(old.candidate)}, and {quote(new.name)} of {quote(new.candidate)}"
        raise stopped("DF001", Location(old.name), fact, "name two files of one person")
