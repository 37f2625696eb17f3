"""What a careless or hostile source, file or terminal must not do to collecting and checking."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from commandline import PROMO, on_terminal, promo

from promo.yaml_editing import with_items, with_tags


def _repository(folder: Path) -> Path:
    subprocess.run(["git", "init", "-q", str(folder)], check=True, capture_output=True)
    return folder


def _commit(folder: Path, message: str) -> None:
    person = {"NAME": "Priya", "EMAIL": "priya@example.com", "DATE": "2026-03-01T12:00:00+0000"}
    env = {f"GIT_{who}_{key}": v for who in ("AUTHOR", "COMMITTER") for key, v in person.items()}
    subprocess.run(
        ["git", "commit", "--allow-empty", "--allow-empty-message", "--cleanup=verbatim", "-F-"],
        cwd=folder,
        env={**os.environ, **env},
        input=message.encode(),
        check=True,
        capture_output=True,
    )


def _collect(source: str, cwd: Path) -> tuple[str, str]:
    """The evidence file and what was told, after one more run."""
    done = promo("collect", source, "-o", "e.yaml", "--author", "priya", cwd=cwd)
    assert done.code == 0, done.stderr
    return (cwd / "e.yaml").read_text(), done.stdout


def test_a_control_character_costs_no_text(tmp_path: Path) -> None:
    fares = _repository(tmp_path / "fares")
    for message in ("Cap by week", "Cap\x1fby\x1emonth\n\nand \x1e day", "", "Zones"):
        _commit(fares, message)
    made, _ = _collect("fares", tmp_path)
    assert "- Cap by week (" in made
    assert "- Cap by month (" in made
    assert "# a space for U+001E, U+001F, which no document can hold" in made
    notes = "- Ran the council\u2028in March\n  seven came\n  - nine \x0bspoke\n- \x01\n"
    (tmp_path / "notes.md").write_text(notes)
    made, told = _collect("notes.md", tmp_path)
    for text in ("Ran the council in March", "seven came", "- nine  spoke", "for U+000B, which"):
        assert text in made
    assert 'line 4: "[U+0001]": a text without words' in told
    assert _collect("notes.md", tmp_path)[0] == made
    assert promo("check", "e.yaml", "--target", "principal", cwd=tmp_path).code == 1


def test_a_row_of_several_lines_is_told_by_all_of_them(tmp_path: Path) -> None:
    (tmp_path / "wins.csv").write_text('Title,Result\nCaps,fell\n"","one\ntwo\nthree"\nZones,\n')
    made, told = _collect("wins.csv", tmp_path)
    assert 'lines 3–5: "one↵two↵three": a row without a title' in told
    assert "# from wins.csv:6 " in made


def test_the_path_says_which_repository_also_within_a_hook(tmp_path: Path) -> None:
    fares, other = _repository(tmp_path / "fares"), _repository(tmp_path / "other")
    _commit(fares, "Cap by week")
    _commit(other, "Zones")
    hook = {"GIT_DIR": str(other / ".git"), "GIT_WORK_TREE": str(other)}
    done = promo("collect", "fares", "-o", "-", "--author", "priya", cwd=tmp_path, env=hook)
    assert "Cap by week" in done.stdout
    assert "Zones" not in done.stdout


def test_a_month_that_has_gained_commits_is_drafted_anew(tmp_path: Path) -> None:
    fares = _repository(tmp_path / "fares")
    _commit(fares, "Cap by week")
    _commit(fares, "Cap by month")
    first, _ = _collect("fares", tmp_path)
    assert _collect("fares", tmp_path)[0] == first
    _commit(fares, "Zones")
    made, _ = _collect("fares", tmp_path)
    assert made.startswith(first)
    assert "3 commits on fares, 2026-03" in made
    assert "- Zones (" in made


def test_entries_of_one_title_and_day_keep_each_its_text(tmp_path: Path) -> None:
    entry = "- 14 March 2026: ran the council\n  - {}\n"
    (tmp_path / "brag.md").write_text("".join(map(entry.format, ("seven came", "nine came"))))
    made, _ = _collect("brag.md", tmp_path)
    assert "seven came" in made
    assert "nine came" in made
    assert _collect("brag.md", tmp_path)[0] == made


def test_the_same_entry_in_two_sources_is_one_item(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("- 14 March 2026: ran the council\n")
    done = promo("collect", "a.md", "b.md", "-o", "e.yaml", cwd=tmp_path)
    assert 'b.md:1: "ran the council"' in done.stdout
    assert (tmp_path / "e.yaml").read_text().count("ran the council") == 1


def test_a_merge_on_no_day_is_undated_and_what_is_no_record_is_told(tmp_path: Path) -> None:
    pulls = [
        {"title": "Caps", "mergedAt": "yesterday", "author": {"login": "priya"}},
        {"title": "Zones", "mergedAt": "2026-02-31T10:00:00Z", "author": {"login": "priya"}},
        "a stray text",
    ]
    (tmp_path / "prs.json").write_text(json.dumps(pulls))
    made, told = _collect("prs.json", tmp_path)
    assert "# merged: yesterday" in made
    assert 'no date from "2026-02-31T10:00:00Z"' in made
    assert " date:" not in made
    assert '"a stray text": no record' in told
    assert promo("check", "e.yaml", "--target", "principal", cwd=tmp_path).code == 1


def test_what_is_no_web_address_is_a_mark_and_the_draft_can_be_read(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pull = {"title": "Caps \ud800", "url": "ex.org/1", "number": 7, "mergedAt": "2026-03-01"}
    pulls = [{**pull, "author": {"login": "priya"}}]
    (tmp_path / "prs.json").write_text(json.dumps(pulls))
    book = openpyxl.Workbook()
    book.active.append(["Title", "Date"])
    book.active.append(["Zones", "2026-03"])
    book.active["A2"].hyperlink = "notes/zones.docx"
    book.save(tmp_path / "wins.xlsx")
    for source, mark in (("prs.json", "#7 ex.org/1"), ("wins.xlsx", "Zones notes/zones.docx")):
        made, _ = _collect(source, tmp_path)
        assert f"# no web address: {mark}\n" in made
    assert promo("check", "e.yaml", "--target", "principal", cwd=tmp_path).code == 1


def test_texts_where_a_resume_has_entries_are_told(tmp_path: Path) -> None:
    resume = {"work": [{"name": "Varmelin", "highlights": ["Caps"]}, "also this"], "awards": "one"}
    (tmp_path / "resume.json").write_text(json.dumps(resume))
    _, told = _collect("resume.json", tmp_path)
    assert '"also this": no record' in told
    assert '"one": no record' in told


def test_a_tag_in_a_file_without_a_last_line_end_adds_none(tmp_path: Path) -> None:
    old = (
        b"candidate: {name: Priya}\r\npacket: {target: principal}\r\n"
        b"evidence:\r\n  - title: Caps\r\n    competencies: []\r\n# kept so"
    )
    new = with_tags(old, "e.yaml", {0: ["product-craft"]})
    assert new == old.replace(b"[]", b"[product-craft]")
    added = with_items(old, "e.yaml", [["- title: Zones"]])
    assert added.startswith(old.removesuffix(b"# kept so"))
    assert added.endswith(b"  - title: Zones\r\n# kept so")


def test_who_stops_answering_gets_a_line_of_their_own_back(tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text(
        "candidate: {name: A}\npacket: {target: principal}\nevidence:\n  - title: Caps\n"
    )
    for command in (("new", "e.yaml"), ("tag", "old.yaml")):
        code, shown = on_terminal(*PROMO, *command, cwd=tmp_path, typed="\x04")
        assert code == 130
        assert shown.endswith(": \n")


def test_an_empty_list_behind_a_key_in_quotes_takes_tags() -> None:
    old = b'{"candidate": {"name": "A"}, "evidence": [{"title": "Caps", "competencies": []}]}'
    new = with_tags(old, "e.yaml", {0: ["product-craft"]})
    assert new == old.replace(b"[]", b"[product-craft]")


DONE = """\
The works council changed 2 rules, both for the better.
I wrote down which kind of meter it was for 40 cellars.
Launched in February; 11 of the first 50 notices were wrong.
Whether 3 depots were too many nobody will know before winter.
I will not repeat the pilot in winter: it cost 11 households a cold night.
Ongoing costs fell from €900 to €400 a month in 2026.
Plans to close depot 4 were dropped after I counted 31 daily users.
I cut 9 rules to 3: https://github.com/organisation/draft-rules/pull/1?draft=false
Led by Tomas, 4 teams moved; I wrote the tests for 2.
I ran 12 interviews.
Complaints fell by 12 in May.
I cut 9 pages to 3: https://wiki.example.com/#/home/pages
"""
NOT_DONE = """\
The rules are better.
Launched the notices for 50 houses.
It will save 3 depots next winter.
The move of 3 depots is ongoing.
The plan to close depot 4 is pending.
I ran the programme for 4 teams.
Churn fell by 12 in May.
I cut p95 latency in 2026 to 210 ms.
I cut the 30-day waits to 3.
I cut 9 rules to 3: https://wiki.example.com/drafts/7
I cut 9 rules to 3: https://wiki.example.com/rules?draft=true, and 2 more.
I cut 9 pages to 3: /home/priya/pages.md
"""


@pytest.mark.parametrize(
    ("sentence", "is_told"),
    [(text, False) for text in DONE.splitlines()] + [(t, True) for t in NOT_DONE.splitlines()],
)
def test_what_is_done_and_told_is_no_weak_sentence(
    sentence: str, is_told: bool, tmp_path: Path
) -> None:
    (tmp_path / "e.yaml").write_text(
        "candidate: {name: Priya}\npacket: {target: principal}\nevidence:\n"
        "  - {title: Depots, date: 2026-03, competencies: [product-craft], "
        f"responsibility: contributor, scope: domain, result: {json.dumps(sentence)}}}\n",
        encoding="utf-8",
    )
    told = promo("check", "e.yaml", "--ignore", "PR103,PR112", cwd=tmp_path).stdout
    assert ("warning PR1" in told) == is_told, told


@pytest.mark.parametrize(
    "slip", ["privat: true", "private: false\n    Private: true", "privates: [qzx]\n    qzx: 1"]
)
@pytest.mark.parametrize("format", ["text", "json", "sarif", "github"])
def test_an_item_with_a_slip_for_private_is_told_by_that_slip_alone(
    slip: str, format: str, tmp_path: Path
) -> None:
    (tmp_path / "e.yaml").write_text(
        "candidate: {name: Priya}\npacket: {target: principal}\nevidence:\n"
        f"  - title: qzx\n    date: qzx\n    competencies: [qzx]\n    qzx_key: qzx\n    {slip}\n"
    )
    done = promo("check", "e.yaml", "--format", format, cwd=tmp_path)
    assert done.code == 2
    assert "unknown key" in done.stdout
    assert "qzx" not in done.stdout + done.stderr
