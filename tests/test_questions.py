"""What a committee may ask: `promo check --questions`, and the section of a packet."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from commandline import promo
from conftest import ROOT
from hypothesis import given, settings
from making import (
    METRIC,
    SOME_ITEMS,
    SOMEONE,
    Written,
    asking,
    assessment,
    example,
    file_of,
    item,
)

from promo.questions import MOST, Lack, follow_ups
from promo.words import Words
from promo.words_de import GERMAN

WHOLE = METRIC | {"window": "2026-01..2026-03"}
TOLD = {
    "result": "It fell to 4.",
    "metrics": [WHOLE],
    "corroboration": [{"name": "Grace", "level": "lead"}],
    "situation": "A trade-off.",
}


def lacks(content: dict[str, Any], **on: Any) -> dict[str, list[Lack]]:
    """What is asked about each item, and about `craft` itself under an empty name."""
    asked: dict[str, list[Lack]] = {}
    for each in follow_ups(assessment(content, **on), Words()):
        if each.competency.id == "craft":
            asked.setdefault(each.item.title if each.item else "", []).append(each.lack)
    return asked


def test_a_whole_item_leaves_nothing_to_ask() -> None:
    assert lacks(file_of(item("A", **TOLD), item("B", **TOLD))) == {}


LACKS = {
    "no result": ({"result": None, "metrics": []}, Lack.RESULT),
    "no own part": ({"responsibility": None}, Lack.PART),
    "a shared part": ({"responsibility": "contributor"}, Lack.SHARED),
    "no number": ({"result": "It fell.", "metrics": []}, Lack.NUMBER),
    "a year alone": ({"result": "It fell in 2026.", "metrics": []}, Lack.NUMBER),
    "a number without a source": ({"metrics": [], "links": []}, Lack.SOURCE),
    "no baseline": ({"metrics": [{**WHOLE, "baseline": ""}]}, Lack.BASELINE),
    "no value": ({"metrics": [{**WHOLE, "result": ""}]}, Lack.OUTCOME),
    "no window": ({"metrics": [METRIC]}, Lack.WINDOW),
    "no trade-off": ({"situation": "It was slow."}, Lack.TRADE_OFF),
    "nobody to confirm it": ({"corroboration": []}, Lack.CONFIRMED),
    "nobody but herself": ({"corroboration": [{"name": "Ada"}]}, Lack.CONFIRMED),
    "no date": ({"date": None}, Lack.DATE),
}


@pytest.mark.parametrize(("changes", "lack"), LACKS.values(), ids=LACKS)
def test_what_an_item_lacks_is_asked(changes: dict[str, Any], lack: Lack) -> None:
    whole, lacking = item("A", **TOLD), item("B", **{**TOLD, **changes})
    assert lacks(file_of(whole, item("C", **TOLD), lacking)) == {"B": [lack]}


@pytest.mark.parametrize("text", ["Calls dropped by half.", "Measured against the plan."])
def test_a_number_that_fell_is_no_trade_off(text: str) -> None:
    told = item("A", **{**TOLD, "situation": "", "actions": text})
    assert lacks(file_of(told, item("B", **TOLD))) == {"A": [Lack.TRADE_OFF]}


@pytest.mark.parametrize(
    "text",
    [
        "We chose speed over cost.",
        "We deferred the export in exchange for it.",
        "I left sub-minute readings out.",
        "Dropped two ideas that technicians would not use.",
        "It cost two months without new features.",
        "Compared three ways, and recommended stopping.",
        "Dafür wurde die Suche zurückgestellt.",
    ],
)
def test_a_trade_off_that_is_named_is_not_asked_for(text: str) -> None:
    told = item("A", **{**TOLD, "situation": "", "actions": text})
    assert lacks(file_of(told, item("B", **TOLD))) == {}


def test_an_own_part_that_is_told_is_not_asked_for() -> None:
    shared = TOLD | {"responsibility": "co-owner", "actions": "I wrote the rules, Kim the tests."}
    assert lacks(file_of(item("A", **shared), item("B", **TOLD))) == {}


def test_who_only_contributed_is_not_asked_what_was_decided_against() -> None:
    part = TOLD | {"responsibility": "contributor", "situation": "I drew the map."}
    assert lacks(file_of(item("A", **part), item("B", **TOLD))) == {}


def test_a_number_in_words_is_no_missing_number() -> None:
    told = TOLD | {"result": "Nine left.", "metrics": []}
    assert lacks(file_of(item("A", **told), item("B", **TOLD))) == {}


def test_a_metric_is_asked_about_by_its_name() -> None:
    speed, cost = ({"name": name, "result": "4", "window": "2026"} for name in ("speed", "cost"))
    found = assessment(file_of(item("A", **{**TOLD, "metrics": [speed, cost]})))
    said = [each.text for each in follow_ups(found, Words()) if each.lack is Lack.BASELINE]
    assert said == ["speed and cost: what were they before?"]


COMPETENCY = {
    "no item": ([], Lack.NOTHING),
    "one item": ([item("A", **TOLD)], Lack.ITEMS),
    "one project": (
        [item("A", **TOLD), item("B", **TOLD | {"project": "A"})],
        Lack.PROJECTS,
    ),
    "old items": (
        [item("A", **TOLD | {"date": "2024-01"}), item("B", **TOLD | {"date": "2024-02"})],
        Lack.RECENT,
    ),
    "a narrow scope": (
        [item("A", **TOLD | {"scope": "task"}), item("B", **TOLD | {"scope": "task"})],
        Lack.SCOPE,
    ),
    "only peers": (
        [item(n, **TOLD | {"corroboration": SOMEONE}) for n in ("A", "B")],
        Lack.ABOVE,
    ),
}


@pytest.mark.parametrize(("items", "lack"), COMPETENCY.values(), ids=COMPETENCY)
def test_what_a_competency_lacks_is_asked(items: list[dict[str, Any]], lack: Lack) -> None:
    assert lack in lacks(file_of(*items))[""]


def test_one_item_is_not_asked_for_another_project_besides_another_item() -> None:
    assert lacks(file_of(item("A", **TOLD)))[""] == [Lack.ITEMS]


def test_where_nobody_above_has_seen_anything_it_is_asked_once() -> None:
    peers = TOLD | {"corroboration": SOMEONE, "competencies": ["craft", "people"]}
    found = follow_ups(assessment(file_of(item("A", **peers), item("B", **peers))), Words())
    above = [each for each in found if each.lack is Lack.ABOVE]
    assert [(each.competency.id, each.item) for each in above] == [("craft", None)]
    assert above[0].text == "Who at the level of Senior or above has seen any of this work?"


def test_where_somebody_above_has_seen_one_competency_the_others_are_asked_about() -> None:
    boss = [{"name": "Grace", "level": "lead"}]
    items = [
        item(n, **TOLD | {"corroboration": voices, "competencies": [tag]})
        for n, tag, voices in (("A", "craft", boss), ("B", "people", SOMEONE))
    ]
    found = follow_ups(assessment(file_of(*items)), Words())
    above = [(each.competency.id, each.text) for each in found if each.lack is Lack.ABOVE]
    assert above == [("people", "Who at the level of Senior or above has seen this?")]


def test_a_span_that_is_too_short_is_asked_about() -> None:
    items = [item(n, **TOLD) for n in ("A", "B")]
    assert lacks(file_of(*items), on=asking(sustained_months=6)) == {"": [Lack.SUSTAINED]}


def test_a_waived_competency_is_not_asked_about() -> None:
    waiver = {"competency": "craft", "reason": "Not hers.", "approved_by": "Grace"}
    assert lacks(file_of(waivers=[waiver])) == {}


def test_what_counts_nowhere_is_not_asked_about() -> None:
    running = item("Running", status="in-progress", result="")
    assert "Running" not in lacks(file_of(running, item("A", **TOLD)))


@settings(max_examples=60, deadline=None)
@given(SOME_ITEMS)
def test_any_file_is_asked_a_few_questions_of_each_thing(items: Written) -> None:
    found = assessment(file_of(*items))
    asked = follow_ups(found, Words())
    about = [(each.competency.id, each.item.id if each.item else "") for each in asked]
    assert all(about.count(one) <= MOST for one in set(about))
    assert len({item for _, item in about if item}) == len({one for one in about if one[1]})
    assert all(each.text.endswith("?") for each in asked)
    assert [each.lack for each in asked] == [each.lack for each in follow_ups(found, Words(GERMAN))]
    assert all(each.text.endswith("?") for each in follow_ups(found, Words(GERMAN)))


# The command

THIN = ROOT / "examples" / "thin.yaml"


def test_check_tells_questions_when_it_is_asked_to(tmp_path: Path) -> None:
    plain = promo("check", THIN, cwd=tmp_path)
    asked = promo("check", THIN, "--questions", cwd=tmp_path)
    assert (plain.code, asked.code) == (1, 1)
    assert "Likely questions" not in plain.stdout
    _, _, section = asked.stdout.partition("Likely questions\n  Vision & Strategy\n    • Who at")
    expected = [each.text for each in follow_ups(example("thin"), Words())]
    told = " ".join(asked.stdout.split())
    places = [told.index(f"• {text}") for text in expected]
    assert max(places) > told.index("Likely questions")
    assert section.count("• ") == len(expected) - 1
    assert "\n    Roadmap for Resident (line 68)\n      • What came of it?\n" in section
    assert max(map(len, section.splitlines())) <= 80


def test_check_says_where_nothing_is_left_to_ask(tmp_path: Path) -> None:
    (tmp_path / "ladder.yaml").write_text(
        "ladder: one\nlevels: [{id: lead}]\ncompetencies: [{id: craft}]\n"
        "expectations: {lead: {craft: [Does]}}\npolicy: {items: 1}\n",
        encoding="utf-8",
    )
    content = file_of(item("A", **{**TOLD, "scope": None}))
    content["packet"] = {"ladder": "ladder.yaml", "target": "lead", "as_of": "2026-06-30"}
    (tmp_path / "e.yaml").write_text(json.dumps(content), encoding="utf-8")
    told = promo("check", "e.yaml", "--questions", cwd=tmp_path)
    assert "Likely questions\nThe evidence leaves none of promo’s questions open." in told.stdout


def test_check_tells_questions_to_programs(tmp_path: Path) -> None:
    (plain,) = json.loads(promo("check", THIN, "-f", "json", cwd=tmp_path).stdout)["files"]
    done = promo("check", THIN, "-f", "json", "--questions", cwd=tmp_path)
    (asked,) = json.loads(done.stdout)["files"]
    assert "questions" not in plain
    first = asked.pop("questions")[0]
    assert asked == plain
    assert first == {
        "competency": "vision-strategy",
        "item": None,
        "kind": "above",
        "text": "Who at the level of Senior Product Manager or above has seen any of this work?",
    }


@pytest.mark.parametrize("format", ["github", "sarif"])
def test_questions_have_no_place_in_formats_of_findings(format: str, tmp_path: Path) -> None:
    done = promo("check", THIN, "--questions", "-f", format, cwd=tmp_path)
    assert (done.code, done.stdout) == (2, "")
    assert "questions are told as text or json" in " ".join(done.stderr.split())


@pytest.mark.parametrize("format", ["docx", "md", "json"])
def test_a_packet_without_the_option_is_what_it_was(format: str, tmp_path: Path) -> None:
    committed = ROOT / "examples" / f"strong.{format}"
    output = tmp_path / committed.name
    promo("build", ROOT / "examples" / "strong.yaml", "-o", output, cwd=tmp_path)
    assert output.read_bytes() == committed.read_bytes()


def test_a_packet_has_the_questions_of_check(tmp_path: Path) -> None:
    told = promo("build", THIN, "--questions", "-f", "md", "-o", "-", cwd=tmp_path).stdout
    section = told.partition("## Likely questions\n")[2].partition("\n## ")[0]
    asked = [line[2:] for line in section.splitlines() if line.startswith("- ")]
    expected = [each.text for each in follow_ups(example("thin"), Words())]
    assert sorted(asked) == sorted(expected)


def test_a_committee_copy_has_questions_without_names(tmp_path: Path) -> None:
    metric = {"name": "calls to Dana", "result": "4"}
    content = file_of(
        item(
            "A",
            metrics=[metric],
            corroboration=[{"name": "Dana Ortiz"}],
            competencies=["impact"],
            scope="domain",
        )
    )
    content["packet"] = {"target": "senior", "as_of": "2026-06-30"}
    (tmp_path / "e.yaml").write_text(json.dumps(content), encoding="utf-8")
    asked = ("build", "e.yaml", "--blind", "--questions", "-f", "md")
    assert promo(*asked, cwd=tmp_path).code == 0
    (copy,) = tmp_path.glob("*.md")
    told = copy.read_text("utf-8")
    assert "## Likely questions" in told
    assert "what was it before?" in told
    assert "Dana" not in told
