"""Codes that explain themselves: one table for `promo explain` and the page."""

from __future__ import annotations

import json
import shlex
import shutil
from pathlib import Path

import pytest
from commandline import PROMO, promo, run
from conftest import ROOT
from docx import Document
from reading import built_in, parsed

from promo.assess import PacketRule, Rule
from promo.explaining import FAMILIES, GAP_CODES, PACKET_CODES, TABLE
from promo.findings import CODES
from promo.linting import lint
from promo.linting.texts import Texts

HEAD = "candidate: {name: Priya Raman}\nevidence:\n- "


def test_every_code_is_in_the_table_with_a_why() -> None:
    assert set(CODES) <= set(TABLE)
    assert all(code.why and code.remedy and code.title for code in TABLE.values())


@pytest.mark.parametrize("family", FAMILIES)
def test_every_code_has_a_why_of_its_own_and_both_examples_or_none(family: str) -> None:
    codes = [code for code in TABLE.values() if code.code.startswith(family)]
    assert codes
    for code in codes:
        assert code.why != FAMILIES[family].why, code.code
        assert bool(code.weak) == bool(code.strong), code.code
        assert not code.weak or code.weak != code.strong


@pytest.mark.parametrize("family", ["EV", "CV", "PK", "PR", "LP", "MD", "DT", "LD"])
def test_what_is_typed_into_a_file_has_an_example_of_each_code(family: str) -> None:
    assert all(code.weak for code in TABLE.values() if code.code.startswith(family))


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
        return {f.code for f in lint(Texts(parsed(f"{HEAD}title: x\n  {key}{text}{close}\n")))}

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
    assert explain(" ev003,CV002, ", folder=tmp_path) == shown


def test_markdown_and_json_tell_the_same(tmp_path: Path) -> None:
    (told,) = json.loads(explain("PR101", "-f", "json", folder=tmp_path))["codes"]
    assert (told["severity"], told["family"]) == ("warning", "Prose")
    assert told["why"] in explain("PR101", "-f", "md", folder=tmp_path).replace("\\", "")
    assert len(json.loads(explain("-f", "json", folder=tmp_path))["codes"]) == len(TABLE)


def test_markdown_shows_examples_and_code_as_code(tmp_path: Path) -> None:
    shown = explain("TP002", "LD002", "-f", "md", folder=tmp_path)
    assert f"*weak:* `{TABLE['TP002'].weak}`\n" in shown
    assert f"*do:* {TABLE['TP002'].remedy}\n" in shown
    assert f"*strong:* `{TABLE['LD002'].strong}`\n" in shown
    assert "\\" not in shown


def test_all_unknown_codes_are_told_with_the_nearest(tmp_path: Path) -> None:
    done = promo("explain", "EV03", "PR1O1", "", cwd=tmp_path)
    assert (done.code, done.stdout) == (2, "")
    assert done.stderr.count("CL012 there is no code") == 2
    assert "CL012 no code is named" in done.stderr
    assert 'did you mean "EV0' in done.stderr


# The examples of the other families, in files and commands as somebody would type them

LADDER = {
    "levels": "[{id: senior, scope: team}, {id: staff, scope: team}]",
    "scopes": "[team, company]",
    "competencies": "[{id: craft}]",
    "expectations": "{senior: {craft: [Reviews code]}, staff: {craft: [Sets how teams review]}}",
}
LINES_OF_ITEMS = ("YM002", "YM008", "DT001", "DT002", "DT004", "DT006", "DT007")
LINES_OF_LADDERS = ("LD002", "LD003", "LD012", "LD013", "DT005")
LINES_OF_THEMES = ("TH001", "TH002", "TH003", "TH004")
TAGS = ("TP001", "TP002", "TP004", "TP005", "TP021")
COMMANDS = [code.code for code in TABLE.values() if code.weak.startswith("promo ")]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with all that the examples name."""
    for name in ("2025", "2026", "people", "out"):
        (tmp_path / name).mkdir()
    examples = ROOT / "examples"
    thin = (examples / "thin.yaml").read_text(encoding="utf-8")
    for name in ("evidence.yaml", "2025/ada.yaml", "2026/ada.yaml", "people/ada.yaml"):
        (tmp_path / name).write_text(thin, encoding="utf-8")
    shutil.copy(examples / "strong.yaml", tmp_path / "people" / "bo.yaml")
    for there, here in {
        "thin-review.yaml": "review.yaml",
        "thin.docx": "packet.docx",
        "strong.docx": "packet-of-bo.docx",
        "company-logo.png": "logo.png",
    }.items():
        shutil.copy(examples / there, tmp_path / here)
    shutil.copy(ROOT / "templates" / "packet.docx", tmp_path / "our-form.docx")
    reviewed = Document(str(examples / "thin-reviewed.docx"))
    reviewed.paragraphs[-1].add_run(" Looked at on 3 July.")
    reviewed.save(str(tmp_path / "reviewed.docx"))
    (tmp_path / "ladder.pdf").write_bytes(b"%PDF-1.7\n\x00\xff")
    (tmp_path / "brag.html").write_text("<ul><li>Cut the close</li></ul>\n")
    (tmp_path / "ladder.csv").write_text("Area,senior,staff\nCraft,Reviews,Decides\n")
    (tmp_path / "brag.md").write_text("- 2026-03: Cut the close\n")
    (tmp_path / "wins.csv").write_text("When,Thing\n2026-03,Cut the close\n")
    (tmp_path / "theme.yaml").write_text('accent: "#7A1F3D"\n')
    (tmp_path / "answers.txt").write_text("1\n")
    (tmp_path / "part.md").write_text("A part\n")
    (tmp_path / "logo.svg").write_text("<svg/>")
    return tmp_path


@pytest.mark.parametrize("code", COMMANDS)
def test_a_weak_command_is_told_and_a_strong_one_is_not(code: str, desk: Path) -> None:
    def told(command: str) -> str:
        program = f'promo() {{ {" ".join(map(shlex.quote, PROMO))} "$@"; }}'
        done = run("bash", "-c", f"{program}; {command}", cwd=desk)
        return done.stdout + done.stderr

    assert code in told(TABLE[code].weak)
    if TABLE[code].strong.startswith(("promo ", "mkdir ")) and code != "CL012":
        assert code not in told(TABLE[code].strong)


def checked(desk: Path, *arguments: str) -> str:
    done = promo(*arguments, cwd=desk)
    return done.stdout + done.stderr


@pytest.mark.parametrize("code", LINES_OF_ITEMS)
def test_a_weak_line_of_an_item_is_told_and_a_strong_one_is_not(code: str, desk: Path) -> None:
    def told(line: str) -> str:
        key = "" if line.startswith("title:") else "title: x\n  "
        line = f"links: [{{title: Plan, {line}}}]" if line.startswith("url:") else line
        (desk / "e.yaml").write_text(f"{HEAD}{key}{line}\n", encoding="utf-8")
        return checked(desk, "check", "e.yaml", "-t", "senior")

    assert code in told(TABLE[code].weak)
    assert code not in told(TABLE[code].strong)


@pytest.mark.parametrize("code", LINES_OF_LADDERS)
def test_a_weak_line_of_a_ladder_is_told_and_a_strong_one_is_not(code: str, desk: Path) -> None:
    def told(line: str) -> str:
        key, _, value = line.split(", in ")[0].partition(": ")
        keys = {"ladder": "own", **LADDER, key: value}
        if "staff" not in keys["levels"]:
            keys["expectations"] = "{senior: {craft: [Reviews code]}}"
        text = "".join(f"{key}: {value}\n" for key, value in keys.items())
        (desk / "own.yaml").write_text(text, encoding="utf-8")
        return checked(desk, "ladder", "check", "own.yaml")

    assert code in told(TABLE[code].weak)
    assert code not in told(TABLE[code].strong)


@pytest.mark.parametrize("code", LINES_OF_THEMES)
def test_a_weak_line_of_a_theme_is_told_and_a_strong_one_is_not(code: str, desk: Path) -> None:
    def told(line: str) -> str:
        (desk / "own.yaml").write_text(f"{line}\n", encoding="utf-8")
        return checked(desk, "build", "evidence.yaml", "--theme", "own.yaml", "-o", "out/")

    assert code in told(TABLE[code].weak)
    assert code not in told(TABLE[code].strong)


@pytest.mark.parametrize("code", TAGS)
def test_a_weak_tag_of_a_template_is_told_and_a_strong_one_is_not(code: str, desk: Path) -> None:
    def told(tag: str) -> str:
        (desk / "own.md.j2").write_text(f"{tag}\n", encoding="utf-8")
        return checked(desk, "template", "check", "own.md.j2")

    assert code in told(TABLE[code].weak)
    assert code not in told(TABLE[code].strong)


@pytest.mark.parametrize("code", ["BL002", "BL003", "BL005"])
def test_a_committee_copy_tells_the_weak_line_and_not_the_strong_one(code: str, desk: Path) -> None:
    def told(line: str) -> str:
        line = f"links: [{{title: Plan, {line}}}]" if ": " in line else f"actions: {line}"
        text = f"candidate: {{name: Ada Okafor}}\nevidence:\n- title: x\n  {line}\n"
        (desk / "e.yaml").write_text(text, encoding="utf-8")
        return checked(desk, "build", "e.yaml", "-t", "senior", "--blind", "-o", "out/")

    assert code in told(TABLE[code].weak)
    assert code not in told(TABLE[code].strong)


def test_notes_without_a_date_are_told_and_those_with_one_are_not(desk: Path) -> None:
    def told(note: str, name: str) -> str:
        (desk / "notes.md").write_text(f"{note}\n", encoding="utf-8")
        return checked(desk, "collect", "notes.md", "-o", name)

    assert "CO007" in told(TABLE["CO007"].weak, "one.yaml")
    assert "CO007" not in told(TABLE["CO007"].strong, "two.yaml")
