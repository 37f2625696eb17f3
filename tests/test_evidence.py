"""Evidence files: every key read, every fault told, private items gone, nothing dropped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TypeAlias
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import AS_OF, PM_IC_FIVE, parsed, read_evidence, read_ladder, refused, told, unhurried

from promo import evidence
from promo.findings import Finding, InputError, Location
from promo.model import (
    Candidate,
    Corroboration,
    EvidenceFile,
    EvidenceItem,
    Feedback,
    Ignore,
    Link,
    Metric,
    PacketDetails,
    Period,
    Responsibility,
    Waiver,
    WorkStatus,
)
from promo.prose import Paragraph, Strong, Text
from promo.source import Map, Node, Seq

Data: TypeAlias = "dict[str, Data] | list[Data] | str"

NAMED = "candidate: {name: Priya Raman}\n"


def item(content: str) -> tuple[EvidenceItem, list[str]]:
    """An item of lines such as `title: x`, from line 3 on, and what was told of it."""
    lines = content.strip("\n").split("\n")
    rows = "".join(f"  {'-' if not number else ' '} {line}\n" for number, line in enumerate(lines))
    found, findings = read_evidence(f"{NAMED}evidence:\n{rows}")
    return found.items[0], told(findings)


QUIET = "date: 2025-09\nresponsibility: owner\n"  # an item that says these two draws no warning


def tagged(*tags: str) -> tuple[EvidenceItem, tuple[Finding, ...]]:
    """An item with these tags, and the findings about them."""
    listed = json.dumps(tags, ensure_ascii=False)
    rows = (
        f"evidence:\n- title: x\n  date: 2025\n  responsibility: owner\n  competencies: {listed}\n"
    )
    found, findings = read_evidence(NAMED + rows)
    return found.items[0], findings


# The example of the guide, whole

EXAMPLE = """\
candidate:
  name: Priya Raman
  current_level: senior
  role: Senior Product Manager
  team: Payments
  manager: Tomas Lindgren
packet:
  ladder: pm-ic-five          # built-in id, or a path relative to this file
  target: principal           # the command line wins
  track: ic                   # on a ladder with tracks
  cycle: 2026-H1
  as_of: 2026-06-30
  summary: |
    Three sentences, **Markdown**.
evidence:
  - id: routing-core
    title: One payment routing core for eleven countries
    period: 2025-01..2025-09  # or date: 2025-09-30, 2025-09, 2025-Q3, 2025, 2025-03.. (open)
    project: Routing core
    competencies: [vision-strategy, scope-impact]
    expectations: [principal.vision-strategy.1]
    responsibility: owner     # owner, co-owner, contributor, observer
    scope: portfolio          # one of the ladder's scopes
    status: done              # done, in-progress
    headline: true
    situation: Eleven stacks.
    actions: Led the design.
    result: One core.
    metrics:
      - {name: launch time, baseline: 11 weeks, result: 4 weeks, window: 2025-Q1..2025-Q3,
         method: release log}
    links:
      - {title: Strategy paper, url: https://example.com/strategy}
    corroboration:
      - {name: Dana Ortiz, role: Director of Engineering, level: director, relation: peer,
         quote: She led it., date: 2025-10}
    ignore: [PR104]           # warnings that do not fit this item
    private: false            # true: never printed, never counted
feedback:
  - {name: Ola Berg, role: Designer, level: senior, relation: peer, supportive: true, quote: Clear.}
waivers:
  - {competency: product-craft, reason: On leave, approved_by: Tomas Lindgren}
ignore:
  - {code: PR112, reason: All of us know them}
"""


def prose(*words: str | Strong) -> tuple[Paragraph, ...]:
    return (Paragraph(tuple(Text(word) if isinstance(word, str) else word for word in words)),)


EXPECTED = EvidenceFile(
    name="evidence.yaml",
    candidate=Candidate(
        name="Priya Raman",
        current_level="senior",
        role="Senior Product Manager",
        team="Payments",
        manager="Tomas Lindgren",
    ),
    details=PacketDetails(
        ladder="pm-ic-five",
        target="principal",
        track="ic",
        cycle="2026-H1",
        as_of=date(2026, 6, 30),
        summary=prose("Three sentences, ", Strong((Text("Markdown"),)), "."),
    ),
    items=(
        EvidenceItem(
            id="routing-core",
            title="One payment routing core for eleven countries",
            place=Location("evidence.yaml", 16, 5),
            period=Period(start=date(2025, 1, 1), end=date(2025, 9, 30), text="2025-01..2025-09"),
            project="Routing core",
            tags=2,
            competencies=("vision-strategy", "scope-impact"),
            expectations=("principal.vision-strategy.1",),
            responsibility=Responsibility.OWNER,
            scope="portfolio",
            status=WorkStatus.DONE,
            headline=True,
            situation=prose("Eleven stacks."),
            actions=prose("Led the design."),
            result=prose("One core."),
            metrics=(
                Metric(
                    name="launch time",
                    baseline="11 weeks",
                    result="4 weeks",
                    window=Period(
                        start=date(2025, 1, 1), end=date(2025, 9, 30), text="2025-Q1..2025-Q3"
                    ),
                    method="release log",
                ),
            ),
            links=(Link(title="Strategy paper", url="https://example.com/strategy"),),
            corroboration=(
                Corroboration(
                    name="Dana Ortiz",
                    role="Director of Engineering",
                    level="director",
                    relation="peer",
                    quote="She led it.",
                    date=Period(start=date(2025, 10, 1), end=date(2025, 10, 31), text="2025-10"),
                ),
            ),
        ),
    ),
    feedback=(
        Feedback(
            name="Ola Berg",
            role="Designer",
            level="senior",
            relation="peer",
            supportive=True,
            quote="Clear.",
        ),
    ),
    waivers=(Waiver(competency="product-craft", reason="On leave", approved_by="Tomas Lindgren"),),
    private_items=0,
    ignores=(
        Ignore("PR104", "", Location("evidence.yaml", 37, 14), first=16, last=38),
        Ignore("PR112", "All of us know them", Location("evidence.yaml", 44, 12)),
    ),
)


def test_the_example_of_the_guide_is_read_whole() -> None:
    assert read_evidence(EXAMPLE) == (EXPECTED, ())


def plain(node: Node) -> Data:
    """A located value as plain data."""
    if isinstance(node, Map):
        return {key: plain(value) for key, (_, value) in node.entries.items()}
    return [plain(value) for value in node.values] if isinstance(node, Seq) else node.value


def paths(data: Data, start: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to every key of plain data."""
    entries = enumerate(data) if isinstance(data, list) else getattr(data, "items", tuple)()
    for step, value in entries:
        if isinstance(step, str):
            yield (*start, step)
        yield from paths(value, (*start, step))


KEYS = list(paths(plain(parsed(EXAMPLE).root)))
# Keys whose value in the example is what an absent one means.
OTHER_VALUES = {"status": "in-progress", "private": "true"}


def without_place(found: EvidenceFile) -> EvidenceFile:
    nowhere = Location("")
    items = tuple(replace(each, place=nowhere) for each in found.items)
    ignores = tuple(each._replace(place=nowhere, first=0, last=0) for each in found.ignores)
    return replace(found, items=items, ignores=ignores)


@pytest.mark.parametrize("path", KEYS, ids=[".".join(map(str, path)) for path in KEYS])
def test_every_key_of_the_example_has_a_part_in_the_result(path: tuple[str | int, ...]) -> None:
    data = plain(parsed(EXAMPLE).root)
    inner = data
    for step in path[:-1]:
        inner = inner[step]  # type: ignore[index, call-overload]
    assert isinstance(inner, dict)
    last = str(path[-1])
    if last in OTHER_VALUES:
        inner[last] = OTHER_VALUES[last]
    else:
        del inner[last]
    changed, _ = read_evidence(json.dumps(data))
    assert without_place(changed) != without_place(EXPECTED)


def test_the_example_written_as_json_reads_the_same() -> None:
    found, findings = read_evidence(json.dumps(plain(parsed(EXAMPLE).root)))
    assert (without_place(found), findings) == (without_place(EXPECTED), ())


KNOWN = {
    "the top": (evidence._TOP, ()),
    "candidate": (evidence._CANDIDATE, ("candidate",)),
    "packet": (evidence._PACKET, ("packet",)),
    "an item": (tuple(k for k in evidence._ITEM if k != "date"), ("evidence", 0)),  # or period
    "a metric": (evidence._METRIC, ("evidence", 0, "metrics", 0)),
    "a corroboration": (evidence._CORROBORATION, ("evidence", 0, "corroboration", 0)),
    "feedback": (evidence._FEEDBACK, ("feedback", 0)),
    "a waiver": (evidence._WAIVER, ("waivers", 0)),
}


@pytest.mark.parametrize(("known", "path"), KNOWN.values(), ids=KNOWN)
def test_every_key_that_is_known_is_in_the_example(
    known: tuple[str, ...], path: tuple[str | int, ...]
) -> None:
    assert sorted(known) == sorted(str(key[-1]) for key in KEYS if key[:-1] == path)


def test_what_the_file_asks_for_is_known_before_it_is_read() -> None:
    asked = evidence.choices(parsed(EXAMPLE))
    assert asked.ladder is not None
    assert asked.target is not None
    assert asked.track is not None
    assert (asked.ladder[:3], asked.target[:3]) == (("pm-ic-five", 8, 11), ("principal", 9, 11))
    assert asked.track[:3] == ("ic", 10, 10)
    assert asked.as_of == date(2026, 6, 30)
    assert evidence.choices(parsed(NAMED)) == (None, None, None, None)


# What is required, and nothing else


def test_a_name_and_a_title_are_enough() -> None:
    found, findings = read_evidence(NAMED + "evidence:\n  - title: One thing\n")
    assert found.candidate == Candidate(name="Priya Raman")
    assert found.items == (
        EvidenceItem(id="one-thing", title="One thing", place=Location("evidence.yaml", 3, 5)),
    )
    assert not any(finding.is_error for finding in findings)


def test_a_name_alone_is_enough() -> None:
    found, findings = read_evidence(NAMED)
    assert (found.items, found.private_items, findings) == ((), 0, ())


def test_an_item_is_no_headline_unless_it_says_so() -> None:
    found, _ = item("title: x")
    assert (found.headline, found.tags, found.status) == (False, 0, WorkStatus.DONE)


REQUIRED = {
    "no candidate": ("evidence: []\n", ["1:1 DT003"], "`candidate` is missing in the file"),
    "an empty candidate": ("# x\ncandidate:\n", ["2:1 DT003"], "`candidate` is empty in the file"),
    "no name": ("candidate: {role: PM}\n", ["1:12 DT003"], "`name` is missing in `candidate`"),
    "an empty name": ("candidate:\n  name:\n", ["2:3 DT003"], "`name` is empty in `candidate`"),
    "a blank name": ('candidate: {name: " "}\n', ["1:13 DT003"], "`name` is empty"),
    "no title": (
        NAMED + "evidence:\n  - {date: 2025, competencies: [], expectations: []}\n",
        ["3:5 DT003"],
        "`title` is missing in an evidence item",
    ),
    "no link": (
        NAMED + "evidence:\n  - {title: x, date: 2025, competencies: [], links: [{title: y}]}\n",
        ["3:54 DT003"],
        "`url` is missing",
    ),
    "a metric without name and result": (
        NAMED + "evidence:\n- {title: x, date: 2025, competencies: [], metrics: [{method: y}]}\n",
        ["3:54 DT003"],
        "`name` is missing in a metric",
    ),
    "a waiver without a reason": (
        NAMED + "waivers: [{competency: craft, approved_by: x}]\n",
        ["2:11 DT003"],
        "`reason` is missing in a waiver",
    ),
    "a waiver without an approver": (
        NAMED + "waivers:\n- competency: craft\n  reason: x\n  approved_by:\n",
        ["5:3 DT003"],
        "`approved_by` is empty in a waiver",
    ),
    "a waiver of nothing": (
        NAMED + "waivers: [{reason: x, approved_by: y}]\n",
        ["2:11 DT003"],
        "`competency` is missing in a waiver",
    ),
}


@pytest.mark.parametrize(("content", "expected", "message"), REQUIRED.values(), ids=REQUIRED)
def test_what_is_required_and_not_there_is_an_error(
    content: str, expected: list[str], message: str
) -> None:
    _, findings = read_evidence(content)
    findings = tuple(found for found in findings if found.is_error)
    assert told(findings) == expected
    assert message in findings[0].message


def test_a_metric_may_have_only_a_name_or_only_a_result() -> None:
    found, findings = item(
        f"title: x\n{QUIET}competencies: [craft]\nmetrics:\n  - name: cost\n  - result: 4 weeks"
    )
    assert found.metrics == (Metric(name="cost"), Metric(result="4 weeks"))
    assert findings == []


UNKNOWN = {
    "the top": ("evidnce: []\n", "2:1 DT002", "evidence", "the file"),
    "candidate": ("", "1:26 DT002", "manager", "`candidate`"),
    "packet": ("packet:\n  as-of: 2026\n", "3:3 DT002", "as_of", "`packet`"),
    "an item": (
        "evidence:\n- title: x\n  competency: craft\n",
        "4:3 DT002",
        "competencies",
        "an evidence item",
    ),
    "a metric": (
        "evidence:\n- title: x\n  metrics:\n  - {name: y, metod: z}\n",
        "5:15 DT002",
        "method",
        "a metric",
    ),
    "a link": (
        "evidence:\n- title: x\n  links:\n  - {tilte: y, url: 'https://example.com'}\n",
        "5:6 DT002",
        "title",
        "a link",
    ),
    "a corroboration": (
        "evidence:\n- title: x\n  corroboration:\n  - {name: y, realtion: z}\n",
        "5:15 DT002",
        "relation",
        "a corroboration",
    ),
    "feedback": (
        "feedback:\n- {name: x, suportive: yes}\n",
        "3:13 DT002",
        "supportive",
        "a feedback entry",
    ),
    "a waiver": (
        "waivers:\n- {competency: craft, reason: x, approved_by: y, aproved_by: z}\n",
        "3:50 DT002",
        "approved_by",
        "a waiver",
    ),
}


@pytest.mark.parametrize(("rest", "where", "near", "what"), UNKNOWN.values(), ids=UNKNOWN)
def test_an_unknown_key_names_its_neighbour_at_every_level(
    rest: str, where: str, near: str, what: str
) -> None:
    candidate = NAMED if rest else "candidate: {name: Priya, maneger: Tomas}\n"
    _, findings = read_evidence(candidate + rest)
    (finding,) = [found for found in findings if found.is_error]
    assert told([finding]) == [where]
    assert finding.help == f'did you mean "{near}"?'
    assert finding.message.endswith(f"in {what}")


SHAPES = {
    "evidence that is text": ("evidence: x\n", "2:11 DT001"),
    "evidence that is a mapping": ("evidence: {title: x}\n", "2:11 DT001"),
    "a metric that is text": ("evidence:\n- title: x\n  metrics: [4 weeks]\n", "4:13 DT001"),
    "links that are text": ("evidence:\n- title: x\n  links: https://example.com\n", "4:10 DT001"),
    "a result that is a list": ("evidence:\n- title: x\n  result: [a]\n", "4:11 DT001"),
    "a packet that is text": ("packet: principal\n", "2:9 DT001"),
    "feedback that is a mapping": ("feedback: {name: x}\n", "2:11 DT001"),
    "a corroboration that is a name": (
        "evidence:\n- title: x\n  corroboration: [Dana]\n",
        "4:19 DT001",
    ),
}


@pytest.mark.parametrize(("rest", "where"), SHAPES.values(), ids=SHAPES)
def test_a_part_of_the_wrong_shape_is_told_once(rest: str, where: str) -> None:
    _, findings = read_evidence(NAMED + rest)
    assert told(found for found in findings if found.is_error) == [where]


def test_an_item_that_is_text_is_not_said_to_lack_tags_and_dates() -> None:
    _, findings = read_evidence(NAMED + "evidence:\n- Shipped the app\n")
    assert {finding.code for finding in findings} <= {"DT001", "DT003"}


def test_a_ladder_in_place_of_an_evidence_file_is_told_as_one() -> None:
    content = "ladder: x\nlevels: [{id: a}]\ncompetencies: [{id: b}]\nexpectations: {a: {b: [c]}}\n"
    with pytest.raises(InputError) as error:
        read_evidence(content)
    assert told(error.value.findings) == ["1:1 DT001"]
    assert "this is a ladder" in error.value.findings[0].message


TEXT_FOR_KEYS = {
    "a candidate": ("candidate: Priya Raman\n", "1:12 DT001"),
    "an item": (NAMED + "evidence:\n- Shipped the app\n", "3:3 DT001"),
    "a waiver": (NAMED + "waivers: [product-craft]\n", "2:11 DT001"),
}


@pytest.mark.parametrize(("content", "where"), TEXT_FOR_KEYS.values(), ids=TEXT_FOR_KEYS)
def test_text_where_keys_belong_is_told_once(content: str, where: str) -> None:
    _, findings = read_evidence(content)
    assert told(findings) == [where]


def test_a_waiver_of_the_wrong_shape_is_told_once() -> None:
    _, findings = read_evidence(NAMED + "waivers: [{competency: [a], reason: x, approved_by: y}]\n")
    assert told(findings) == ["2:24 DT001"]


# Values of an item


def test_every_value_of_an_item_that_is_no_text_is_typed() -> None:
    found, findings = item(
        f"title: 1.10\n{QUIET}competencies: craft\nstatus: in-progress\nheadline: yes\nproject: no"
    )
    assert (found.title, found.project) == ("1.10", "no")
    assert (found.status, found.headline) == (WorkStatus.IN_PROGRESS, True)
    assert found.competencies == ("product-craft",)
    assert findings == []


BAD_VALUES = {
    "responsibility": ("responsibility: Owner", "DT004", 'did you mean "owner"?'),
    "responsibility in other words": (
        "responsibility: lead",
        "DT004",
        "use one of: owner, co-owner, contributor, observer",
    ),
    "status": ("status: in progress", "DT004", 'did you mean "in-progress"?'),
    "headline": ("headline: maybe", "DT004", "write true or false"),
    "date": ("date: 2025-02-30", "DT006", "write 2025-09-30, 2025-09"),
    "period": ("period: spring", "DT006", "write 2025-09-30, 2025-09"),
    "window": ("metrics: [{name: y, window: Q3}]", "DT006", "write 2025-09-30, 2025-09"),
    "date of a corroboration": (
        "corroboration: [{name: y, date: Q3}]",
        "DT006",
        "write 2025-09-30",
    ),
    "url": ("links: [{url: ../paper.md}]", "DT007", "write the whole address"),
    "scope": ("scope: portfolo", "EV010", 'did you mean "portfolio"?'),
}


@pytest.mark.parametrize(("row", "code", "help"), BAD_VALUES.values(), ids=BAD_VALUES)
def test_a_value_that_is_not_allowed_is_an_error_with_help(row: str, code: str, help: str) -> None:
    _, findings = read_evidence(f"{NAMED}evidence:\n- title: x\n  {row}\n")
    (finding,) = [found for found in findings if found.is_error]
    assert finding.code == code
    assert finding.help.startswith(help)
    assert finding.location.line == 4


def test_a_date_and_a_period_side_by_side_are_an_error() -> None:
    _, findings = read_evidence(
        f"{NAMED}evidence:\n- title: x\n  competencies: []\n  date: 2025\n  period: 2025-Q1\n"
    )
    assert told([found for found in findings if found.is_error]) == ["6:11 DT001"]


@pytest.mark.parametrize("key", ["date", "period"])
@pytest.mark.parametrize(
    "text", ["2025-09-30", "2025-09", "2025-Q3", "2025", "2025-01..2025-09", "2025-03.."]
)
def test_date_and_period_take_every_spelling(key: str, text: str) -> None:
    found, findings = item(f"title: x\n{key}: {text}\nresponsibility: owner\ncompetencies: [craft]")
    assert found.period is not None
    assert found.period.text == text
    assert findings == []


SCOPES = {"as it is": "portfolio", "in capitals": "PORTFOLIO", "with a sign": "port-folio"}


@pytest.mark.parametrize("typed", SCOPES.values(), ids=SCOPES)
def test_a_scope_is_the_ladders_own_word(typed: str) -> None:
    found, findings = item(f"title: x\n{QUIET}competencies: [craft]\nscope: {typed}")
    assert (found.scope, findings) == ("portfolio", [])


def test_a_ladder_without_scopes_keeps_a_scope_as_typed() -> None:
    bare = read_ladder(
        "ladder: x\nlevels: [{id: a}]\ncompetencies: [{id: b}]\nexpectations: {a: {b: [c]}}\n"
    )
    rows = (
        "evidence: [{title: x, date: 2025, responsibility: owner, competencies: b, scope: Wide}]\n"
    )
    found, findings = read_evidence(NAMED + rows, on=bare, target="a")
    assert (found.items[0].scope, findings) == ("Wide", ())


def test_prose_that_a_packet_does_not_carry_is_a_warning_in_its_place() -> None:
    _, findings = item(f"title: x\n{QUIET}competencies: [craft]\nresult: |\n  one\n  <br> two")
    assert findings == ["9:7 MD001"]


# What real documents leave out

ABSENT = {
    "EV007 names no competency": ("title: x\n" + QUIET, "EV007"),
    "EV008 has no date": ("title: x\ncompetencies: [craft]\nresponsibility: owner", "EV008"),
    "EV009 says nobody was responsible": ("title: x\ncompetencies: [craft]\ndate: 2025", "EV009"),
}


@pytest.mark.parametrize(("content", "code"), ABSENT.values(), ids=ABSENT)
def test_what_an_item_leaves_out_is_a_warning_at_the_item(content: str, code: str) -> None:
    assert item(content)[1] == [f"3:5 {code}"]


EMPTY = {
    "an empty list": "competencies: []",
    "an empty value": "competencies:",
    "both": "competencies: []\nexpectations: []",
}


@pytest.mark.parametrize("rows", EMPTY.values(), ids=EMPTY)
def test_an_item_with_no_entry_among_its_competencies_is_untagged_too(rows: str) -> None:
    assert item(f"title: x\n{QUIET}{rows}")[1] == ["3:5 EV007"]


def test_an_item_with_only_an_expectation_is_not_untagged() -> None:
    found, findings = item(f"title: x\n{QUIET}expectations: [principal.scope-impact.2]")
    assert found.competencies == ("scope-impact",)
    assert findings == []


def test_an_untagged_item_is_not_asked_who_was_responsible() -> None:
    assert item("title: x\ndate: 2025")[1] == ["3:5 EV007"]


def test_the_same_warning_for_many_items_can_be_told_as_one() -> None:
    rows = "".join(f"  - {{title: item {number}, date: 2025}}\n" for number in range(3))
    _, findings = read_evidence(f"{NAMED}evidence:\n{rows}")
    assert {finding.many for finding in findings} == {"{n} items name no competency"}


STARTS = {
    "the day after": ("2026-07-01", ["3:5 EV014"]),
    "next year": ("2027", ["3:5 EV014"]),
    "an open period to come": ("2026-07..", ["3:5 EV014"]),
    "the day itself": ("2026-06-30", []),
    "the quarter around it": ("2026-Q2", []),
    "a period that ends later": ("2026-01..2026-12", []),
    "an open period": ("2026-01..", []),
}


@pytest.mark.parametrize(("text", "expected"), STARTS.values(), ids=STARTS)
def test_an_item_that_begins_after_the_as_of_date_is_a_warning(
    text: str, expected: list[str]
) -> None:
    assert str(AS_OF) == "2026-06-30"
    assert (
        item(f"title: x\ndate: {text}\nresponsibility: owner\ncompetencies: [craft]")[1] == expected
    )


SUPPORT = {
    "a corroboration": ("  corroboration: [{quote: Good}]\n", "7:19 EV012"),
    "a blank name": ("  corroboration: [{name: ' ', quote: Good}]\n", "7:19 EV012"),
    "feedback": ("feedback:\n- {quote: Good}\n", "8:3 EV012"),
}


@pytest.mark.parametrize(("rest", "where"), SUPPORT.values(), ids=SUPPORT)
def test_support_without_a_name_is_kept_with_a_warning(rest: str, where: str) -> None:
    rows = "evidence:\n- title: x\n  date: 2025\n  competencies: craft\n  responsibility: owner\n"
    found, findings = read_evidence(NAMED + rows + rest)
    assert told(findings) == [where]
    assert "Good" in repr(found)


def test_a_current_level_outside_the_ladder_is_a_warning_and_kept() -> None:
    found, findings = read_evidence("candidate: {name: x, current_level: snior}\n")
    assert found.candidate.current_level == "snior"
    assert told(findings) == ["1:37 EV011"]
    assert findings[0].help == 'did you mean "senior"?'


@pytest.mark.parametrize("typed", ["senior", "Sr. PM", "SENIOR PRODUCT MANAGER"])
def test_a_current_level_answers_to_every_name_and_stays_as_typed(typed: str) -> None:
    found, findings = read_evidence(f"candidate: {{name: x, current_level: {typed}}}\n")
    assert (found.candidate.current_level, findings) == (typed, ())


def test_the_level_of_someone_giving_feedback_is_free_text() -> None:
    found, findings = read_evidence(NAMED + "feedback: [{name: x, level: VP of Everything}]\n")
    assert found.feedback == (Feedback(name="x", level="VP of Everything"),)
    assert findings == ()


@pytest.mark.parametrize(("typed", "value"), [("yes", True), ("no", False), ("", None)])
def test_feedback_is_supportive_or_not_or_silent(typed: str, value: bool | None) -> None:
    found, findings = read_evidence(NAMED + f"feedback:\n- name: x\n  supportive: {typed}\n")
    assert found.feedback == (Feedback(name="x", supportive=value),)
    assert findings == ()


# Tags

SPELLINGS = {
    "the id": "scope-impact",
    "the title": "Scope & Impact",
    "an alias": "launch",
    "in capitals": "SCOPE-IMPACT",
    "with an underscore": "scope_impact",
    "with a space": "Scope Impact",
    "with other signs": "(scope/impact!)",
    "with a zero-width space": "scope\u200b-impact",
    "with a soft hyphen": "scope\u00ad-impact",
    "with a byte-order mark": "\ufeffscope-impact",
    "with a no-break hyphen": "scope\u2011impact",
}


@pytest.mark.parametrize("tag", SPELLINGS.values(), ids=SPELLINGS)
def test_a_tag_is_matched_without_case_and_punctuation(tag: str) -> None:
    found, findings = tagged(tag)
    assert found.competencies == ("scope-impact",)
    assert findings == ()


QUALITY = read_ladder(
    "ladder: x\nlevels: [{id: a}]\n"
    "competencies: [{id: qualität, aliases: [Größe]}]\nexpectations: {a: {qualität: [c]}}\n"
)
UMLAUTS = {
    "composed": "qualit\u00e4t",
    "decomposed": "qualita\u0308t",
    "in capitals": "QUALIT\u00c4T",
    "decomposed capitals": "QUALITA\u0308T",
    "a sharp s": "größe",
    "a sharp s in capitals": "GRÖSSE",
}


@pytest.mark.parametrize("tag", UMLAUTS.values(), ids=UMLAUTS)
def test_a_tag_is_matched_however_its_accents_are_stored(tag: str) -> None:
    rows = f"evidence: [{{title: x, date: 2025, responsibility: owner, competencies: [{tag}]}}]\n"
    found, findings = read_evidence(NAMED + rows, on=QUALITY, target="a")
    assert found.items[0].competencies == ("qualität",)
    assert findings == ()


MISSES = {
    "a slip": ("scope-impct", 'did you mean "scope-impact"?'),
    "a Cyrillic letter": ("s\u0441ope-impact", 'did you mean "scope-impact"?'),
    "three Cyrillic letters": ("sсоре-impact", 'did you mean "scope-impact"?'),
    "an accent": ("scópe-impact", 'did you mean "scope-impact"?'),
    "a slip in an alias": ("lanch", 'did you mean "launch"?'),
    "an id of another ladder": (
        "customer-obsession",
        "use one of: vision-strategy, leadership-influence, scope-impact, "
        "execution-prioritization, product-craft, …",
    ),
}


@pytest.mark.parametrize(("tag", "help"), MISSES.values(), ids=MISSES)
def test_a_tag_that_names_nothing_is_an_error_that_names_the_neighbour(tag: str, help: str) -> None:
    found, (finding,) = tagged(tag)
    assert found.competencies == ()
    assert (finding.code, finding.message) == ("EV003", f'unknown competency "{tag}"')
    assert finding.help == help


@unhurried
@given(st.text(min_size=1, max_size=20).filter(lambda tag: tag.isprintable()))
def test_no_tag_is_passed_over_in_silence(tag: str) -> None:
    found, findings = tagged(tag)
    assert found.competencies or [finding.code for finding in findings] == ["EV003"]


def test_an_unknown_tag_is_told_where_it_stands() -> None:
    rows = "evidence:\n- title: x\n  date: 2025\n  competencies: [craft, 😀, influnce]\n"
    _, findings = read_evidence(NAMED + rows)
    assert [row for row in told(findings) if "EV003" in row] == ["5:25 EV003", "5:28 EV003"]


def test_tags_are_kept_in_the_order_named() -> None:
    found, findings = tagged("product-craft", "impact", "strategy")
    assert found.competencies == ("product-craft", "scope-impact", "vision-strategy")
    assert (found.tags, findings) == (3, ())


def test_two_tags_of_one_competency_count_the_item_once_for_it() -> None:
    found, findings = tagged("mentoring", "communication")
    assert found.competencies == ("product-craft",)
    assert (found.tags, findings) == (2, ())


SHARED = read_ladder(
    "ladder: x\nlevels: [{id: a}, {id: z}]\n"
    "competencies: [{id: b, aliases: [both]}, {id: c, aliases: [both]}]\n"
    "expectations: {a: {b: [{id: a.b.1, text: d}], c: [e]}, z: {b: [{id: z.b.1, text: f}]}}\n"
)


def shared_item(rows: str) -> tuple[EvidenceItem, list[str]]:
    content = f"{NAMED}evidence:\n- title: x\n  date: 2025\n  responsibility: owner\n{rows}"
    found, findings = read_evidence(content, on=SHARED, target="a")
    return found.items[0], told(findings)


def test_an_alias_of_two_competencies_is_one_tag() -> None:
    found, findings = shared_item("  competencies: [Both]\n")
    assert (found.competencies, found.tags) == (("b", "c"), 1)
    assert findings == []


def test_an_expectation_adds_its_competency_as_a_tag_unless_it_is_named() -> None:
    alone, _ = shared_item("  expectations: [a.b.1]\n")
    beside, _ = shared_item("  competencies: [both]\n  expectations: [A-B-1]\n")
    assert (alone.competencies, alone.expectations, alone.tags) == (("b",), ("a.b.1",), 1)
    assert (beside.competencies, beside.expectations, beside.tags) == (("b", "c"), ("a.b.1",), 1)


def test_an_expectation_of_another_level_is_a_warning_and_does_not_count() -> None:
    found, findings = shared_item("  competencies: [c]\n  expectations: [z.b.1]\n")
    assert (found.competencies, found.expectations) == (("c",), ())
    assert findings == ["7:18 EV005"]


def test_an_unknown_expectation_names_its_neighbour_at_the_target_level() -> None:
    rows = "evidence:\n- title: x\n  date: 2025\n  expectations: [principal.vision-strategy.9]\n"
    _, findings = read_evidence(NAMED + rows)
    assert told(findings) == ["5:18 EV004"]
    assert findings[0].help.startswith('did you mean "principal.vision-strategy.')


@pytest.mark.parametrize("key", ["competencies", "expectations"])
def test_a_name_that_stands_twice_in_a_list_is_a_warning_and_counts_once(key: str) -> None:
    name = {"competencies": "craft", "expectations": "principal.product-craft.1"}[key]
    found, findings = item(f"title: x\n{QUIET}{key}: ['{name}', '{name.upper()}']")
    assert findings == [f"6:{len(key) + len(name) + 12} EV013"]
    assert (found.competencies, found.tags) == (("product-craft",), 1)


UNCHECKED = """\
evidence:
- title: x
  competencies: [nonsense]
  expectations: [more.nonsense.1]
  date: 2025-13
  scope: y
"""


def test_without_a_ladder_all_other_faults_are_still_told() -> None:
    found, findings = evidence.read(parsed(NAMED + UNCHECKED), None, None, AS_OF)
    assert found.items[0].scope == "y"
    assert told(findings) == ["6:9 DT006"]


def test_without_a_level_tags_are_checked_against_all_of_the_ladder() -> None:
    rows = "evidence:\n- {title: x, date: 2025, expectations: [%s]}\n"
    good = parsed(NAMED + rows % "apm.product-craft.1")
    found, findings = evidence.read(good, PM_IC_FIVE, None, AS_OF)
    assert (found.items[0].expectations, told(findings)) == (
        ("apm.product-craft.1",),
        ["3:3 EV009"],
    )
    bad = parsed(NAMED + rows % "apm.product-crft.1")
    _, findings = evidence.read(bad, PM_IC_FIVE, None, AS_OF)
    assert [finding.help for finding in findings] == ['did you mean "apm.product-craft.1"?']


# Ids


def ids(*items: str) -> tuple[list[str], list[str]]:
    rows = "".join(
        f"- {{{each}, date: 2025, competencies: craft, responsibility: owner}}\n" for each in items
    )
    found, findings = read_evidence(f"{NAMED}evidence:\n{rows}")
    return [each.id for each in found.items], told(findings)


SLUGS = {
    "words": ("One core, eleven countries!", "one-core-eleven-countries"),
    "accents": ("Größe über alles", "größe-über-alles"),
    "other letters": ("支払いの核", "支払いの核"),
    "underscores": ("snake_case  name", "snake-case-name"),
    "numbers": ("1.10 to 2.0", "1-10-to-2-0"),
    "only signs": ("???", "item"),
    "an emoji": ("🚀", "item"),
}


@pytest.mark.parametrize(("title", "slug"), SLUGS.values(), ids=SLUGS)
def test_an_id_is_the_slug_of_the_title_by_default(title: str, slug: str) -> None:
    assert ids(f"title: '{title}'") == ([slug], [])


def test_a_slug_is_cut_at_sixty_characters() -> None:
    ((slug,), _) = ids(f"title: {'word ' * 30}")
    assert slug == ("word-" * 12)[:59]


@pytest.mark.parametrize("title", ["Café launch", "हिन्दी"])
def test_a_slug_is_the_same_however_its_accents_are_stored(title: str) -> None:
    composed, decomposed = (ids(f"title: {normalize(form, title)}") for form in ("NFC", "NFD"))
    assert composed == decomposed
    assert "-" not in composed[0][0].replace("-launch", "")


def test_items_of_one_title_are_numbered_in_their_order() -> None:
    assert ids("title: Launch", "title: launch!", "title: Launch") == (
        ["launch", "launch-2", "launch-3"],
        [],
    )


def test_a_default_id_makes_way_for_a_written_one_wherever_it_stands() -> None:
    assert ids("title: Launch", "title: x, id: Launch", "title: y, id: launch-2") == (
        ["launch-3", "Launch", "launch-2"],
        [],
    )


def test_two_items_with_one_id_are_an_error_at_the_second() -> None:
    assert ids("title: x, id: Core", "title: y, id: core!") == (["Core", "core!"], ["4:3 EV006"])


def test_thousands_of_items_of_one_title_are_numbered() -> None:
    found, _ = read_evidence(NAMED + "evidence:\n" + "- title: a\n" * 20_000)
    assert found.items[-1].id == "a-20000"


def test_ids_of_signs_alone_are_different_ids() -> None:
    assert ids("title: x, id: 🚀", "title: y, id: 🎉") == (["🚀", "🎉"], [])


def test_every_item_keeps_its_place() -> None:
    found, _ = read_evidence(NAMED + "evidence:\n  - title: x\n\n  # next\n  - title: y\n")
    assert [str(each.place) for each in found.items] == ["evidence.yaml:3:5", "evidence.yaml:6:5"]


# Private items

SECRET = "Xyzzy"
PRIVATE_ITEM = f"""\
  - title: {SECRET} title
    id: {SECRET}-id
    date: 2025-09
    project: {SECRET} project
    competencies: [{SECRET}-tag]
    result: |
      {SECRET} result with <b>{SECRET} HTML</b>
    links: [{{title: {SECRET}, url: {SECRET}.md}}]
    metrics: [{SECRET}]
    corroboration: [{{name: {SECRET}, date: {SECRET}}}]
    {SECRET}-key: x
    scope: {SECRET}
    private: %s
"""
PUBLIC_ITEM = """\
  - title: Launch
    date: 2025-09
    responsibility: owner
    competencies: [launch]
"""

PRIVATE = {
    "true": "true",
    "yes": "yes",
    "in capitals": "TRUE",
    "a slip": "ture",
    "on": "on",
    "one": "1",
    "a word": "maybe",
    "an empty text": '""',
    "null": "null",
    "a list": "[false]",
    "a mapping": "{false: false}",
    "text of several lines": "|\n      false\n      true",
    "not quite false": "'false '",
}


def with_private(value: str, *, first: bool = True) -> str:
    rows = [PRIVATE_ITEM % value, PUBLIC_ITEM]
    return f"{NAMED}evidence:\n{''.join(rows if first else reversed(rows))}"


@pytest.mark.parametrize("value", PRIVATE.values(), ids=PRIVATE)
def test_nothing_of_a_private_item_is_left(value: str) -> None:
    found, findings = read_evidence(with_private(value))
    assert SECRET not in repr(found)
    assert SECRET not in repr(findings)
    assert [each.title for each in found.items] == ["Launch"]
    assert (found.private_items, findings) == (1, ())


NOT_PRIVATE = {"false": "false", "no": "no", "in capitals": "False", "nothing": "", "a tilde": "~"}


@pytest.mark.parametrize("value", NOT_PRIVATE.values(), ids=NOT_PRIVATE)
def test_an_item_that_says_no_is_not_private(value: str) -> None:
    found, findings = read_evidence(with_private(value))
    assert (len(found.items), found.private_items) == (2, 0)
    assert SECRET in repr(findings)  # its faults are told like any other's


@pytest.mark.parametrize("key", ["Private", "privat", "PRIVATE", "is_private"])
def test_a_slip_in_the_key_is_an_error_so_that_nothing_is_printed(key: str) -> None:
    _, findings = read_evidence(f"{NAMED}evidence:\n- title: x\n  {key}: true\n")
    (finding,) = [found for found in findings if found.is_error]
    assert told([finding]) == ["4:3 DT002"]
    assert finding.help == 'did you mean "private"?'


def test_private_items_are_counted() -> None:
    rows = PRIVATE_ITEM % "true" + PRIVATE_ITEM % "yes"
    found, findings = read_evidence(f"{NAMED}evidence:\n{rows}")
    assert (found.items, found.private_items, findings) == ((), 2, ())


def test_a_private_item_takes_no_id_from_another() -> None:
    same = (
        "evidence:\n- {title: Launch, private: true}\n- {title: Launch, id: x}\n- {title: Launch}\n"
    )
    found, _ = read_evidence(NAMED + same)
    assert [each.id for each in found.items] == ["x", "launch"]


def test_an_item_is_the_same_whether_a_private_one_stands_before_or_after_it() -> None:
    before, after = (read_evidence(with_private("true", first=first))[0] for first in (True, False))
    assert without_place(before) == without_place(after)


@pytest.mark.parametrize("key", ["privat", "Private", "privte", "is_private"])
def test_an_item_whose_key_was_meant_to_be_private_is_told_of_by_that_key_alone(key: str) -> None:
    rows = f"- {{title: {SECRET}, {key}: true, scope: {SECRET}}}\n"
    found, findings = read_evidence(f"{NAMED}evidence:\n{rows}")
    assert SECRET not in repr((found.items, findings))
    assert [(finding.code, finding.help) for finding in findings] == [
        ("DT002", 'did you mean "private"?')
    ]


BROKEN = {
    "an anchor": f"title: &{SECRET} x",
    "a tag": f"title: !{SECRET} x",
    "a key twice": f"{SECRET}: x\n    {SECRET}: y",
}


@pytest.mark.parametrize("rows", BROKEN.values(), ids=BROKEN)
def test_broken_yaml_inside_a_private_item_is_told_without_its_text(rows: str) -> None:
    findings = refused(f"{NAMED}evidence:\n  - private: true\n    {rows}\n")
    assert SECRET not in repr(findings)


QUIETLY_BROKEN = {
    "an alias": f"title: *{SECRET}",
    "a cut value": f"title: {SECRET} #{SECRET}",
    "a quote left open": f'title: "{SECRET}',
    "a control character": f'title: "{SECRET}\\x07"',
    "a colon too many": f"title: {SECRET}: {SECRET}",
}


@pytest.mark.parametrize("rows", QUIETLY_BROKEN.values(), ids=QUIETLY_BROKEN)
def test_other_broken_yaml_quotes_nothing(rows: str) -> None:
    findings = refused(f"{NAMED}evidence:\n  - private: true\n    {rows}\n  - [\n")
    assert SECRET not in repr(findings)


# Waivers


def waived(*rows: str) -> tuple[tuple[Waiver, ...], list[str]]:
    entries = "".join(f"- {{reason: r, approved_by: Tomas, competency: {row}}}\n" for row in rows)
    found, findings = read_evidence(f"{NAMED}waivers:\n{entries}")
    return found.waivers, told(findings)


@pytest.mark.parametrize("name", ["product-craft", "Product Craft", "craft", "PRODUCT_CRAFT"])
def test_a_waiver_names_a_competency_as_a_tag_does(name: str) -> None:
    expected = Waiver(competency="product-craft", reason="r", approved_by="Tomas")
    assert waived(name) == ((expected,), [])


def test_a_waiver_of_an_unknown_competency_is_an_error() -> None:
    assert waived("prodct-craft") == ((), ["3:47 EV003"])


def test_a_competency_waived_twice_is_a_warning() -> None:
    waivers, findings = waived("craft", "strategy", "product-craft")
    assert findings == ["5:3 EV013"]
    assert {waiver.competency for waiver in waivers} == {"product-craft", "vision-strategy"}


def test_an_alias_of_two_competencies_waives_both() -> None:
    content = NAMED + "waivers: [{competency: both, reason: r, approved_by: y}]\n"
    found, findings = read_evidence(content, on=SHARED, target="a")
    assert ([waiver.competency for waiver in found.waivers], findings) == (["b", "c"], ())


# All at once


def test_every_finding_of_a_file_is_told_in_order_of_place() -> None:
    content = (
        "candidate: {nmae: x}\n"
        "packet: {as_of: soon}\n"
        "evidence:\n"
        "- title: fix #5\n"
        "  date: 2025-13\n"
        "  competencies: [influnce]\n"
        "  scope: galaxy\n"
        "- {title: y, headline: perhaps, competencies: craft}\n"
        "feedback: [{quote: z}]\n"
        "waivers: [{competency: craft}]\n"
    )
    _, findings = read_evidence(content)
    assert told(findings) == [
        "1:12 DT003",
        "1:13 DT002",
        "2:17 DT006",
        "4:14 YM008",
        "5:9 DT006",
        "6:18 EV003",
        "7:10 EV010",
        "8:3 EV008",
        "8:3 EV009",
        "8:24 DT004",
        "9:12 EV012",
        "10:11 DT003",
        "10:11 DT003",
    ]


def test_a_long_list_of_findings_has_no_finding_twice() -> None:
    _, findings = read_evidence(with_private("no"))
    assert len(findings) == len(set(findings))


def test_every_competency_of_the_ladder_can_be_tagged_by_id_and_title() -> None:
    for competency in PM_IC_FIVE.competencies:
        for name in competency.names:
            assert tagged(name)[0].competencies == (competency.id,)
