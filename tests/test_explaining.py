"""Codes that explain themselves: one table for `promo explain` and the page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commandline import promo
from reading import built_in, parsed

from promo.assess import PacketRule, Rule
from promo.explaining import FAMILIES, GAP_CODES, PACKET_CODES, TABLE
from promo.findings import CODES
from promo.linting import lint

HEAD = "candidate: {name: Priya Raman}\nevidence:\n- "


def test_every_code_is_in_the_table_with_a_why() -> None:
    assert set(CODES) <= set(TABLE)
    assert all(code.why and code.remedy and code.title for code in TABLE.values())


@pytest.mark.parametrize("family", ["EV", "CV", "PK", "PR", "LP", "MD"])
def test_evidence_and_prose_have_a_weak_and_a_strong_example(family: str) -> None:
    codes = [code for code in TABLE.values() if code.code.startswith(family)]
    assert codes
    for code in codes:
        assert code.weak, code.code
        assert code.strong, code.code
        assert code.weak != code.strong
        assert code.why != FAMILIES[family].why


def test_every_line_of_the_policy_and_of_the_packet_has_a_code() -> None:
    assert set(GAP_CODES) == set(Rule)
    assert set(PACKET_CODES) == set(PacketRule)
    assert {*GAP_CODES.values(), *PACKET_CODES.values()} < set(TABLE)


SENTENCES = {
    "PR101": "actions: ",
    "PR102": "actions: ",
    "PR103": "result: ",
    "PR104": "result: ",
    "PR105": "metrics: [",
    "PR106": "metrics: [",
    "PR107": "result: ",
    "PR109": "result: ",
    "PR110": "actions: ",
    "PR111": "actions: ",
    "PR112": "actions: ",
    "PR115": "actions: ",
    "PR116": "actions: ",
}


@pytest.mark.parametrize("code", SENTENCES)
def test_the_weak_example_of_a_rule_is_told_and_the_strong_one_is_not(code: str) -> None:
    key = SENTENCES[code]
    close = "]" if key.endswith("[") else ""

    def told(example: str) -> set[str]:
        text = example if close else json.dumps(example, ensure_ascii=False)
        return {f.code for f in lint(parsed(f"{HEAD}title: x\n  {key}{text}{close}\n"))}

    assert code in told(TABLE[code].weak)
    assert code not in told(TABLE[code].strong)


def test_the_checks_of_the_rubric_have_the_examples_of_their_ladder() -> None:
    checks = {check.id.removeprefix("eq"): check for check in built_in("amazon-lp").checks}
    numbers = {str(int(code[2:])) for code in TABLE if code.startswith("LP")}
    assert set(checks) - numbers == {"6", "8", "9"}
    assert all(f"eq{number}" in FAMILIES["LP"].why for number in ("6", "8", "9"))
    assert TABLE["LP001"].weak == checks["1"].weak
    assert TABLE["LP001"].strong == checks["1"].strong


# The command


def explain(*arguments: str, folder: Path) -> str:
    done = promo("explain", *arguments, cwd=folder)
    assert (done.code, done.stderr) == (0, "")
    return done.stdout


def test_a_code_is_explained_with_its_examples(tmp_path: Path) -> None:
    shown = explain("pr104", folder=tmp_path)
    assert shown.startswith("PR104: a value without its baseline\n")
    for told in ("warning", "Cut the close to 4 days.", "Cut the close from 19 to 4 days."):
        assert told in shown


def test_letters_list_their_family_and_nothing_lists_the_families(tmp_path: Path) -> None:
    listed = explain("PR10", folder=tmp_path)
    assert "PR101" in listed
    assert "PR110" not in listed
    families = explain(folder=tmp_path)
    assert all(family.title in families for family in FAMILIES.values())


def test_several_codes_are_explained_one_after_the_other(tmp_path: Path) -> None:
    shown = explain("EV003", "CV002", folder=tmp_path)
    assert shown.index("EV003:") < shown.index("CV002:")


def test_markdown_and_json_tell_the_same(tmp_path: Path) -> None:
    (told,) = json.loads(explain("PR101", "-f", "json", folder=tmp_path))
    assert (told["severity"], told["family"]) == ("warning", "Prose")
    assert told["why"] in explain("PR101", "-f", "md", folder=tmp_path).replace("\\", "")
    assert len(json.loads(explain("-f", "json", folder=tmp_path))) == len(TABLE)


def test_all_unknown_codes_are_told_with_the_nearest(tmp_path: Path) -> None:
    done = promo("explain", "EV03", "PR1O1", "", cwd=tmp_path)
    assert (done.code, done.stdout) == (2, "")
    assert done.stderr.count("CL012 there is no code") == 3
    assert 'did you mean "EV0' in done.stderr
