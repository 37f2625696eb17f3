"""What is new since the last packet: `promo diff`, of evidence files and of packets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from commandline import promo
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from promo.diffing import ItemSide, Side, diff

HEAD = """\
candidate: {name: Ada Byron}
packet: {target: senior, as_of: 2026-06-30}
"""
OLD = f"""{HEAD}
evidence:
  - id: engine
    title: Notes on the engine
    date: 2026-03
    project: Engine
    scope: domain
    competencies: [product-craft]
    result: Read by forty people.
    links: [{{title: Notes, url: "https://example.com/notes"}}]
  - title: A first program
    date: 2026-04
    project: Program
    competencies: [vision-strategy]
  - title: Left out later
    competencies: [scope-impact]
"""
NEW = f"""{HEAD}
evidence:
  - title: A letter to the board
    date: 2026-05
    project: Letters
    scope: domain
    competencies: [product-craft]
  - id: engine
    title: Notes on the analytical engine
    date: 2026-03
    project: Engine
    scope: domain
    competencies: [product-craft]
    result: Read by ninety people.
    links: [{{title: Notes, url: "https://example.com/notes"}}]
  - id: program
    title: A first program
    date: 2026-04
    project: Program
    competencies: [vision-strategy]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "old.yaml").write_text(OLD, encoding="utf-8")
    (tmp_path / "new.yaml").write_text(NEW, encoding="utf-8")
    return tmp_path


def report(folder: Path, *arguments: str) -> dict[str, Any]:
    done = promo("diff", *arguments, "--format", "json", cwd=folder)
    assert (done.code, done.stderr) == (0, "")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_items_are_added_changed_and_dropped(folder: Path) -> None:
    found = report(folder, "old.yaml", "new.yaml")
    assert [item["title"] for item in found["added"]] == ["A letter to the board"]
    assert [item["title"] for item in found["dropped"]] == ["Left out later"]
    assert {item["id"]: [f["name"] for f in item["fields"]] for item in found["changed"]} == {
        "engine": ["title", "result"],
        "program": ["id"],
    }
    assert found["same"] == 0


def test_gaps_open_and_close(folder: Path) -> None:
    there = {c["id"]: c["turn"] for c in report(folder, "old.yaml", "new.yaml")["competencies"]}
    back = {c["id"]: c["turn"] for c in report(folder, "new.yaml", "old.yaml")["competencies"]}
    assert (there["product-craft"], back["product-craft"]) == ("closed", "opened")
    assert (there["scope-impact"], back["scope-impact"]) == ("less", "more")
    assert there["vision-strategy"] == back["vision-strategy"] == "same"


def test_a_file_beside_itself_tells_nothing(folder: Path) -> None:
    told = promo("diff", "old.yaml", "old.yaml", cwd=folder)
    assert "No item is added, changed or dropped." in told.stdout
    assert "3 as before. Competencies: all as before." in told.stdout


def test_the_page_shows_what_changed(folder: Path) -> None:
    told = promo("diff", "old.yaml", "new.yaml", cwd=folder).stdout
    assert "Product Craft               ●○○ Thin     ●●○ Covered  gap closed" in told
    assert "  new       A letter to the board (a-letter-to-the-board)" in told
    assert "result rewritten" in told
    assert "title Notes on the engine" in " ".join(told.split())
    assert max(map(len, told.splitlines())) <= 80


def test_one_gap_and_several_have_their_plural(folder: Path) -> None:
    told = promo("diff", "old.yaml", "new.yaml", cwd=folder).stdout
    assert "Competencies: 1 gap closed, " in " ".join(told.split())
    assert " with less evidence." in " ".join(told.split())
    (folder / "none.yaml").write_text("candidate: {name: Zofia Brandt}\n")
    strong = Path(__file__).parents[1] / "examples" / "strong.yaml"
    told = promo("diff", strong, "none.yaml", "--target", "principal", cwd=folder).stdout
    assert "Competencies: 3 gaps opened, 2 with less evidence." in " ".join(told.split())


def test_on_a_narrow_terminal_the_last_cell_stands_below(folder: Path) -> None:
    arguments = ("diff", "old.yaml", "new.yaml")
    told = promo(*arguments, cwd=folder, env={"COLUMNS": "60"}).stdout
    assert "  Product Craft               ●○○ Thin     ●●○ Covered\n      gap closed\n" in told
    assert max(map(len, told.splitlines())) <= 60


def test_the_page_is_markdown_too(folder: Path) -> None:
    told = promo("diff", "old.yaml", "new.yaml", "-f", "md", cwd=folder).stdout
    assert told.startswith("# Ada Byron\n")
    assert "- **dropped** Left out later (left-out-later)" in told


@pytest.mark.parametrize("format", ["docx", "json"])
def test_a_packet_tells_its_items_and_statuses(format: str, folder: Path) -> None:
    assert promo("build", "old.yaml", "new.yaml", "-f", format, cwd=folder).code == 0
    found = report(folder, f"old.{format}", "new.yaml")
    assert (found["old"]["packet"], found["new"]["packet"]) == (True, False)
    assert [item["title"] for item in found["added"]] == ["A letter to the board"]
    assert [item["title"] for item in found["dropped"]] == ["Left out later"]
    assert (found["changed"], found["same"]) == (None, None)
    of_files = report(folder, "old.yaml", "new.yaml")["competencies"]
    assert found["competencies"] == of_files
    assert report(folder, f"old.{format}", f"new.{format}")["competencies"] == of_files
    facts = ("candidate", "ladder", "ladder_version", "target", "as_of")
    of_file = report(folder, "old.yaml", "new.yaml")["old"]
    assert [found["old"][key] for key in facts] == [of_file[key] for key in facts]


def test_bold_that_became_italic_is_a_change(folder: Path) -> None:
    for name, mark in (("old", "**"), ("new", "*")):
        (folder / f"{name}.yaml").write_text(OLD.replace("forty", f"{mark}forty{mark}"))
    (changed,) = report(folder, "old.yaml", "new.yaml")["changed"]
    assert [field["name"] for field in changed["fields"]] == ["result"]


def test_a_packet_says_what_it_cannot_tell(folder: Path) -> None:
    promo("build", "old.yaml", cwd=folder)
    told = promo("diff", "old.docx", "new.yaml", cwd=folder).stdout
    assert "What changed in an item, and which gaps were waived, only evidence files can" in (
        " ".join(told.split())
    )


def test_a_packet_in_german_tells_the_same(folder: Path) -> None:
    (folder / "theme.yaml").write_text("language: de\n", encoding="utf-8")
    assert promo("build", "old.yaml", "--theme", "theme.yaml", cwd=folder).code == 0
    german = report(folder, "old.docx", "new.yaml")["competencies"]
    assert german == report(folder, "old.yaml", "new.yaml")["competencies"]


@pytest.mark.parametrize("name", ["thin.docx", "thin.json"])
def test_a_waived_gap_of_a_packet_is_not_told_as_closed(name: str, tmp_path: Path) -> None:
    (tmp_path / "thin.yaml").write_bytes((ROOT / "examples" / "thin.yaml").read_bytes())
    assert promo("build", "thin.yaml", "-o", name, cwd=tmp_path).code == 0
    found = report(tmp_path, name, "thin.yaml")
    assert {competency["turn"] for competency in found["competencies"]} == {"same"}


def test_a_json_packet_knows_which_gaps_were_waived(folder: Path) -> None:
    promo("build", "old.yaml", "-f", "json", cwd=folder)
    waivers = "waivers: [{competency: scope-impact, reason: New, approved_by: Mary}]\n"
    (folder / "new.yaml").write_text(NEW + waivers, encoding="utf-8")
    turns = {c["id"]: c["turn"] for c in report(folder, "old.json", "new.yaml")["competencies"]}
    assert turns["scope-impact"] == "closed"
    told = " ".join(promo("diff", "old.json", "new.yaml", cwd=folder).stdout.split())
    assert "What changed in an item only evidence files can tell." in told


def test_a_json_packet_that_was_edited_is_told_and_read(folder: Path) -> None:
    promo("build", "old.yaml", "-f", "json", cwd=folder)
    packet = json.loads((folder / "old.json").read_bytes())
    packet["items"][0]["title"] = "Notes on\nan engine"
    (folder / "old.json").write_text(json.dumps(packet), encoding="utf-8")
    done = promo("diff", "old.json", "new.yaml", cwd=folder)
    assert done.code == 0
    assert done.stderr.startswith("old.json: warning DF003 was edited since promo wrote it")


@pytest.mark.parametrize("character", ["\x1b", "\ud800", "\x00", "\uffff"])
def test_a_json_packet_with_what_no_document_can_hold_is_refused(
    character: str, folder: Path
) -> None:
    promo("build", "old.yaml", "-f", "json", cwd=folder)
    packet = json.loads((folder / "old.json").read_bytes())
    packet["items"][0]["title"] += character
    (folder / "old.json").write_text(json.dumps(packet), encoding="utf-8")
    for format in ("text", "md", "json"):
        done = promo("diff", "old.json", "new.yaml", "-f", format, cwd=folder)
        assert (done.code, done.stdout) == (2, "")
        assert "DF002 a text holds a character that no document can hold" in done.stderr
    done = promo("build", "new.yaml", "--since", "old.json", "-o", "new.docx", cwd=folder)
    assert (done.code, (folder / "new.docx").exists()) == (2, False)


NO_PACKETS = {
    "broken": ('{"format": "promo-assessment", ', "old.json:1:32: DF002 the report is broken"),
    "in bytes": (b'{"format": "promo-assessment", "\xff"}', "old.json: DF002 the report is broken"),
    "in depth": (
        '{"format": "promo-assessment", "a": ' + "[" * 100_000,
        "old.json: DF002 the report is broken",
    ),
    "a check": (
        '{"format": "promo-check", "files": []}',
        'DF002 holds "promo-check", and no packet',
    ),
    "steering": (
        r'{"format": "promo-\u001b[31m"}',
        "DF002 a text holds a character that no document",
    ),
    "empty": ('{"format": "promo-assessment"}', "DF002 parts of the packet are missing"),
    "other shapes": (
        '{"format": "promo-assessment", "target": [], "ladder": 1, "items": {}}',
        "DF002 parts of the packet are missing",
    ),
}


@pytest.mark.parametrize(("data", "told"), NO_PACKETS.values(), ids=NO_PACKETS)
def test_json_that_is_no_packet_is_refused(data: str | bytes, told: str, folder: Path) -> None:
    (folder / "old.json").write_bytes(data if isinstance(data, bytes) else data.encode())
    done = promo("diff", "old.json", "new.yaml", cwd=folder)
    assert (done.code, done.stdout) == (2, "")
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 2


def test_an_evidence_file_in_json_is_one(folder: Path) -> None:
    (folder / "old.json").write_text(json.dumps({"candidate": {"name": "Ada Byron"}}))
    assert report(folder, "old.json", "new.yaml", "-t", "senior")["old"]["packet"] is False


def test_an_item_that_is_private_by_now_is_not_told(folder: Path) -> None:
    new = NEW + "  - {title: Left out later, private: true, id: other}\n"
    (folder / "new.yaml").write_text(new, encoding="utf-8")
    for format in ("text", "md", "json"):
        told = promo("diff", "old.yaml", "new.yaml", "-f", format, cwd=folder)
        assert "eft out later" not in told.stdout.replace("left-out-later", "Left out later")


def test_the_rules_of_a_call_hold_for_both(folder: Path) -> None:
    found = report(folder, "old.yaml", "new.yaml", "--target", "principal")
    assert found["old"]["target"] == found["new"]["target"] == "principal"


def test_other_levels_are_told(folder: Path) -> None:
    other = OLD.replace("target: senior", "target: principal")
    (folder / "other.yaml").write_text(other, encoding="utf-8")
    told = promo("diff", "other.yaml", "new.yaml", cwd=folder).stdout
    assert "principal → senior" in told
    assert "The two are held against different levels or ladders" in told


def test_another_version_of_the_ladder_is_told(folder: Path) -> None:
    ladder = "ladder: own\nversion: '1'\nlevels: [{id: senior}]\ncompetencies: [{id: craft}]\n"
    ladder += "expectations: {senior: {craft: [Does]}}\n"
    (folder / "own.yaml").write_text(ladder, encoding="utf-8")
    (folder / "me.yaml").write_text(HEAD.replace("{target", "{ladder: own.yaml, target"))
    promo("build", "me.yaml", cwd=folder)
    assert "held against" not in promo("diff", "me.docx", "me.yaml", cwd=folder).stdout
    (folder / "own.yaml").write_text(ladder.replace("'1'", "'2'"), encoding="utf-8")
    told = promo("diff", "me.docx", "me.yaml", cwd=folder).stdout
    assert "version  1 → 2" in told
    assert "held against different levels or ladders" in told


def test_files_of_two_people_are_refused(folder: Path) -> None:
    (folder / "other.yaml").write_text(OLD.replace("Ada Byron", "Mary"), encoding="utf-8")
    done = promo("diff", "other.yaml", "new.yaml", cwd=folder)
    assert (done.code, done.stdout) == (2, "")
    assert done.stderr == (
        'other.yaml: DF001 is of "Mary", and "new.yaml" of "Ada Byron"\n'
        "  help: name two files of one person\n"
    )


def test_faults_of_both_files_are_told_at_once(folder: Path) -> None:
    done = promo("diff", "none.yaml", "neither.docx", cwd=folder)
    assert done.code == 2
    assert done.stderr.count("CL001") == 2


def test_a_packet_without_its_record_is_refused(folder: Path) -> None:
    (folder / "packet.md").write_text("# Ada\n", encoding="utf-8")
    (folder / "packet.docx").write_bytes((ROOT / "templates/packet.docx").read_bytes())
    for name in ("packet.md", "packet.docx"):
        done = promo("diff", name, "new.yaml", cwd=folder)
        assert (done.code, done.stdout) == (2, "")
        assert f"{name}: DF002 " in done.stderr


def test_one_of_the_two_may_be_standard_input(folder: Path) -> None:
    done = promo("diff", "-", "new.yaml", cwd=folder, stdin=OLD)
    assert (done.code, "→ new.yaml" in done.stdout) == (0, True)
    assert promo("diff", "-", "-", cwd=folder, stdin=OLD).code == 2


ids = st.lists(st.sampled_from("abcdefgh"), unique=True)
titles = st.lists(st.sampled_from(["Alpha", "Beta", "alpha", "Gamma"]), min_size=8, max_size=8)


def side(found: list[str], named: list[str]) -> Side:
    items = tuple(ItemSide(id, title) for id, title in zip(found, named, strict=False))
    return Side("a.yaml", "Ada", "l", "1", "t", "2026-06-30", items, ())


@given(ids, titles, ids, titles)
def test_every_item_is_told_once(
    old: list[str], old_titles: list[str], new: list[str], new_titles: list[str]
) -> None:
    found = diff(side(old, old_titles), side(new, new_titles))
    pairs = len(found.changed) + found.same
    assert len(found.added) + pairs == len(new)
    assert len(found.dropped) + pairs == len(old)
    assert not {item.id for item in found.added} & set(old)


def test_titles_of_a_record_that_somebody_wrote_stay_in_one_line(folder: Path) -> None:
    promo("build", "old.yaml", cwd=folder)
    with ZipFile(folder / "old.docx") as package:
        parts = {name: package.read(name) for name in package.namelist()}
    title, other = b'"Left out later"', rb'"Left\n\n# out\tlater"'
    (record,) = (
        name for name, part in parts.items() if part.startswith(b"<?xml") and title in part
    )
    parts[record] = parts[record].replace(title, other)
    with ZipFile(folder / "old.docx", "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    told = promo("diff", "old.docx", "new.yaml", "-f", "md", cwd=folder).stdout
    assert "- **dropped** Left # out later (left-out-later)" in told
