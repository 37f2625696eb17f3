"""The JSON report: documented keys and no others, counts that add up, a digest that tells edits."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from making import (
    EXAMPLES,
    FIRST,
    METRIC,
    PM_IC_FIVE,
    SMALL_LADDER,
    SOME_ITEMS,
    SOMEONE,
    VERSION,
    Written,
    assessment,
    example,
    file_of,
    item,
    voices,
)

from promo import report
from promo.assess import Assessment
from promo.findings import Finding, Location
from promo.writers.seal import State

WAIVER = {"competency": "people", "reason": "No team.", "approved_by": "Grace"}
FULL = file_of(
    item("A", expectations=[FIRST], metrics=[METRIC], corroboration=SOMEONE),
    item("B", competencies=[], date=None),
    item("Secret", private="yes"),
    waivers=[WAIVER],
    feedback=voices("Grace"),
    packet={"cycle": "H1"},
)


def reported(content: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(report.write(assessment(content), VERSION))
    return found


# Keys

LINE = {"rule", "met", "have", "need", "set_by", "absent", "months", "newest", "scope"}
COVERAGE = {"status", "items", "lines", "support", "corroborated"}
KEYS: dict[str, set[str]] = {
    "": {
        "format",
        "digest",
        "version",
        "tool",
        "file",
        "as_of",
        "cycle",
        "candidate",
        "ladder",
        "target",
        "counts",
        "competencies",
        "not_assessed",
        "packet_flags",
        "committee",
        "items",
        "findings",
    },
    "tool": {"name", "version"},
    "candidate": {"name", "current_level", "role", "team", "manager"},
    "ladder": {"id", "title", "version", "unofficial"},
    "target": {"id", "title", "scope", "track"},
    "counts": {
        "items",
        "counted",
        "competencies",
        "gaps",
        "waived",
        "errors",
        "warnings",
        "missing",
        "thin",
        "covered",
        "strong",
    },
    "competencies": COVERAGE
    | {"id", "title", "required", "optional", "weight", "gap", "waiver", "reasons", "next_step"}
    | {"expectations"},
    "competencies.0.lines": LINE,
    "competencies.0.expectations": COVERAGE | {"id", "text"},
    "competencies.1.waiver": {"reason", "approved_by"},
    "packet_flags": {"rule", "have", "need", "items", "text", "next_step"},
    "items": {
        "id",
        "title",
        "line",
        "column",
        "period",
        "project",
        "competencies",
        "expectations",
        "responsibility",
        "scope",
        "status",
        "headline",
        "metrics",
        "links",
        "corroboration",
        "counted",
        "not_counted",
    },
    "findings": {"code", "severity", "file", "line", "column", "message", "help"},
}


@pytest.mark.parametrize(("path", "keys"), KEYS.items(), ids=[path or "top" for path in KEYS])
def test_a_report_has_its_documented_keys_and_no_others(path: str, keys: set[str]) -> None:
    found: Any = reported(FULL)
    for step in filter(None, path.split(".")):
        found = found[int(step)] if step.isdecimal() else found[step]
    several = found if isinstance(found, list) else [found]
    assert several
    assert all(set(each) == keys for each in several)


def test_a_report_begins_with_what_it_is() -> None:
    found = reported(FULL)
    assert list(found)[:3] == ["format", "digest", "version"]
    assert (found["format"], found["version"]) == ("promo-assessment", 1)
    assert found["tool"] == {"name": "promo", "version": VERSION}


# Values


def test_a_report_says_of_each_competency_what_the_packet_says() -> None:
    craft, people, reach = reported(FULL)["competencies"]
    assert (craft["id"], craft["status"], craft["gap"]) == ("craft", "thin", True)
    assert craft["reasons"].startswith("1 item, 2 expected; from 1 project, 2 expected")
    assert craft["next_step"] == "Add 1 more item; add an item from another project."
    assert [e["status"] for e in craft["expectations"]] == ["covered", "missing"]
    assert (people["gap"], people["next_step"]) == (False, "")
    assert people["waiver"] == {"reason": "No team.", "approved_by": "Grace"}
    assert (reach["status"], reach["waiver"], reach["items"]) == ("missing", None, [])


def test_a_line_has_its_counts_and_who_set_them() -> None:
    lines = {line["rule"]: line for line in reported(FULL)["competencies"][0]["lines"]}
    assert lines["items"] == {
        "rule": "items",
        "met": False,
        "have": 1,
        "need": 2,
        "set_by": "tool",
        "absent": 0,
        "months": 0,
        "newest": None,
        "scope": "",
    }
    assert (lines["recent_months"]["months"], lines["recent_months"]["newest"]) == (
        12,
        "2026-03-31",
    )
    assert lines["at_scope"]["scope"] == "team"


def test_an_item_says_where_it_stands_and_why_it_does_not_count() -> None:
    first, second = reported(FULL)["items"]
    assert (first["counted"], first["not_counted"], first["metrics"]) == (True, None, 1)
    assert (second["counted"], second["not_counted"], second["period"]) == (False, "untagged", None)
    assert first["line"] == 1
    assert 1 < first["column"] < second["column"]


def test_a_finding_has_its_place_and_no_folder() -> None:
    finding = Finding(code="EV008", location=Location("/home/ada/x.yaml", 3, 5), message="m")
    assert report.finding_report(finding) == {
        "code": "EV008",
        "severity": "warning",
        "file": "x.yaml",
        "line": 3,
        "column": 5,
        "message": "m",
        "help": "",
    }


def test_a_private_item_is_in_no_value_and_no_count() -> None:
    text = report.write(assessment(FULL), VERSION).decode()
    assert "Secret" not in text
    assert "secret" not in text
    assert json.loads(text)["counts"]["items"] == 2


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_counts_of_an_example_add_up(name: str) -> None:
    found = json.loads(report.write(example(name), VERSION))
    counts, competencies = found["counts"], found["competencies"]
    assert counts["items"] == len(found["items"])
    assert counts["counted"] == sum(each["counted"] for each in found["items"])
    assert counts["gaps"] == sum(each["gap"] for each in competencies)
    assert counts["warnings"] == len(found["findings"])


@settings(max_examples=60, deadline=None)
@given(SOME_ITEMS)
def test_the_statuses_add_up_to_the_competencies(items: Written) -> None:
    counts = reported(file_of(*items))["counts"]
    assert counts["competencies"] == 3
    assert sum(counts[status] for status in ("missing", "thin", "covered", "strong")) == 3


def test_texts_are_written_as_they_are() -> None:
    text = report.write(assessment(file_of(item("Zoë & <b> “q” 日本 🎉"))), VERSION).decode()
    assert '"Zoë & <b> “q” 日本 🎉"' in text
    assert text.endswith("}\n")


# `promo check`


def test_a_check_reports_each_file_with_its_assessment_or_its_findings() -> None:
    finding = Finding(code="YM009", location=Location("empty.yaml"), message="the file is empty")
    results: list[tuple[str, Assessment | tuple[Finding, ...]]] = [
        ("a/evidence.yaml", assessment(FULL)),
        ("b/empty.yaml", (finding,)),
    ]
    found: Any = report.check_report(results, VERSION)
    assert set(found) == {"format", "version", "files"}
    assert (found["format"], found["version"]) == ("promo-check", 1)
    good, bad = found["files"]
    assert set(good) == KEYS[""] - {"format", "digest"} | {
        "path",
        "assessed",
        "next_steps",
        "ignored",
        "to_judge",
    }
    assert (good["path"], good["assessed"]) == ("a/evidence.yaml", True)
    assert bad == {
        "path": "b/empty.yaml",
        "assessed": False,
        "findings": [report.finding_report(finding)],
    }


# The digest

WRITTEN = report.write(assessment(FULL), VERSION)
STATES: dict[str, tuple[bytes, State]] = {
    "as written": (WRITTEN, State.UNTOUCHED),
    "with Windows line ends": (WRITTEN.replace(b"\n", b"\r\n"), State.UNTOUCHED),
    "a value changed": (WRITTEN.replace(b'"craft"', b'"graft"', 1), State.EDITED),
    "a line added": (WRITTEN + b"\n", State.EDITED),
    "another digest": (
        WRITTEN.replace(b'"digest": "', b'"digest": "0', 1),
        State.EDITED,
    ),
    "no digest": (
        b"\n".join(line for line in WRITTEN.split(b"\n") if b'"digest"' not in line),
        State.EDITED,
    ),
    "other JSON": (b'{\n  "digest": "x"\n}\n', State.FOREIGN),
    "text": (b"Dear Ada,\n", State.FOREIGN),
    "no text": (b"\xff\xfe\x00", State.FOREIGN),
    "nothing": (b"", State.FOREIGN),
}


@pytest.mark.parametrize(("data", "state"), STATES.values(), ids=STATES)
def test_an_edit_is_told_from_promos_own_report_and_from_a_strangers_file(
    data: bytes, state: State
) -> None:
    assert report.state_of(data) is state


def test_a_report_quotes_its_own_format_and_digest_unharmed() -> None:
    hostile = item('"digest": ""', project='"promo-assessment"')
    written = report.write(assessment(file_of(hostile)), VERSION)
    assert report.state_of(written) is State.UNTOUCHED
    assert json.loads(written)["items"][0]["title"] == '"digest": ""'


def test_the_same_assessment_gives_the_same_bytes() -> None:
    assert report.write(assessment(FULL), VERSION) == WRITTEN


def test_the_ladder_and_target_are_named() -> None:
    found = reported(FULL)
    assert found["ladder"] == {
        "id": SMALL_LADDER.id,
        "title": "Small ladder",
        "version": "",
        "unofficial": False,
    }
    assert found["target"] == {"id": "senior", "title": "Senior", "scope": "team", "track": None}
    level = assessment(file_of(), on=PM_IC_FIVE, target="Sr PM")
    assert json.loads(report.write(level, VERSION))["target"]["id"] == "senior"
