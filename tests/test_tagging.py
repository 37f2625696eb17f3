"""Untagged items: what their words suggest, and tags that a person gives on a terminal."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from commandline import AS_OF, ENVIRONMENT, PROMO, files_in, promo
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from reading import unhurried

from promo import ladder
from promo.findings import InputError, Location
from promo.ladder_files import open_ladder
from promo.load import Question, target_named
from promo.model import EvidenceItem
from promo.suggesting import Suggester, Suggestion
from promo.tag_files import open_file, write

NOTES = """\
# 2026

- **One vision for routing**: wrote a strategy for eleven countries (March 2026)
  - 4 weeks to launch instead of 11
- Interviewed 14 customers about refunds (Feb 2026)
- Mentored Ana through her first launch (Jan 2026)
"""
PROMPT = "to stop: "


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a drafted evidence file of three untagged items."""
    (tmp_path / "brag.md").write_text(NOTES)
    made = promo(
        *("collect", "brag.md", "-o", "evidence.yaml", "--name", "Priya Raman"),
        *("--target", "principal"),
        cwd=tmp_path,
    )
    assert made.code == 0, made.stderr
    return tmp_path


def talk(*arguments: str, cwd: Path, answers: Sequence[str]) -> tuple[int, str]:
    """`promo` on a terminal with an answer to each prompt: its exit code and all that is shown."""
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    ours, theirs = pty.openpty()
    shown, waiting = "", list(answers)
    with subprocess.Popen(
        [*PROMO, *arguments],
        cwd=cwd,
        env={**ENVIRONMENT, "TERM": "xterm"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    ) as process:
        os.close(theirs)
        with suppress(OSError):  # Linux ends a terminal that nobody writes to with an error
            while part := os.read(ours, 65536):
                shown += part.decode()
                if shown.endswith(PROMPT):
                    if not waiting:
                        process.send_signal(signal.SIGINT)
                    else:
                        os.write(ours, f"{waiting.pop(0)}\n".encode())
    os.close(ours)
    return process.returncode, shown.replace("\r\n", "\n")


def tags_in(folder: Path) -> list[str]:
    return re.findall(r"competencies: (.+)", (folder / "evidence.yaml").read_text())


# From a blank folder to a packet


def test_notes_become_a_packet_by_collect_tag_and_build(folder: Path) -> None:
    code, shown = talk("tag", "evidence.yaml", cwd=folder, answers=["1, 2", "s", "3"])
    assert (code, "2 items tagged, 1 left untagged" in shown) == (0, True)
    found, _ = open_ladder(ladder.DEFAULT, "--ladder")
    ids = [each.id for each in found.assessed_at(*target_named(found, "principal", Location("t")))]
    assert tags_in(folder) == [f"[{ids[0]}, {ids[1]}]", f"[{ids[2]}]"]
    built = promo("build", "evidence.yaml", "-o", "packet.md", "--as-of", AS_OF, cwd=folder)
    assert built.code == 0, built.stderr
    packet = (folder / "packet.md").read_text()
    assert "One vision for routing" in packet
    assert "Priya Raman" in packet


def test_tagging_adds_lines_and_changes_none(folder: Path) -> None:
    before = (folder / "evidence.yaml").read_text().split("\n")
    talk("tag", "evidence.yaml", cwd=folder, answers=["1", "2", "3,1"])
    after = (folder / "evidence.yaml").read_text().split("\n")
    assert [line for line in after if "competencies:" not in line] == before


def test_an_answer_that_is_none_is_asked_for_again(folder: Path) -> None:
    answers = ["", "x", "0", "99", "1 2 1", "q"]
    code, shown = talk("tag", "evidence.yaml", cwd=folder, answers=answers)
    assert code == 0
    assert shown.count("write numbers such as 1,3") == 1
    assert shown.count("the numbers are 1 to") == 2
    assert len(tags_in(folder)) == 1


def test_what_was_answered_before_an_interruption_stays(folder: Path) -> None:
    code, _ = talk("tag", "evidence.yaml", cwd=folder, answers=["1"])
    assert (code, len(tags_in(folder))) == (130, 1)


def test_a_suggested_competency_is_marked_with_the_words_that_it_shares(folder: Path) -> None:
    _, shown = talk("tag", "evidence.yaml", cwd=folder, answers=["q"])
    assert re.search(r"• .*  strategy", re.sub(r"\x1b\[\d*m", "", shown))


def test_private_items_are_not_asked_about_and_keep_their_place(folder: Path) -> None:
    file = folder / "evidence.yaml"
    secret = "evidence:\n  - title: Secret\n    private: true\n"
    file.write_text(file.read_text().replace("evidence:\n", secret, 1))
    code, shown = talk("tag", "evidence.yaml", cwd=folder, answers=["1", "q"])
    assert (code, "Secret" in shown) == (0, False)
    assert re.search(r"One vision for routing\n    competencies: \[", file.read_text())


def test_tags_that_would_change_more_than_themselves_are_refused(folder: Path) -> None:
    file = folder / "evidence.yaml"
    file.write_text(file.read_text().replace("    date: 2026-03\n", '    "competencies": []\n', 1))
    before = file.read_bytes()
    code, shown = talk("tag", "evidence.yaml", cwd=folder, answers=["1"])
    assert (code, "CO006" in shown) == (2, True)
    assert file.read_bytes() == before


def test_a_file_that_was_saved_meanwhile_is_left_alone(folder: Path) -> None:
    file = folder / "evidence.yaml"
    found = open_file(Question(evidence=str(file), today=date(2026, 6, 30)))
    file.write_text(file.read_text() + "# saved by an editor\n")
    before = file.read_bytes()
    with pytest.raises(InputError) as stopped:
        write(found, {0: ["vision-strategy"]})
    assert stopped.value.findings[0].message == "the file has changed since it was read"
    assert file.read_bytes() == before


# Without a terminal


def test_without_a_terminal_nothing_is_guessed(folder: Path) -> None:
    before = files_in(folder)
    result = promo("tag", "evidence.yaml", cwd=folder)
    assert result.code == 2
    assert "evidence.yaml: 3 untagged items" in result.stdout
    assert "CO009" in result.stderr
    assert files_in(folder) == before


def test_the_untagged_items_are_listed_with_their_places(folder: Path) -> None:
    result = promo("tag", "evidence.yaml", "--list", cwd=folder)
    assert result.code == 0
    assert result.stdout.startswith("evidence.yaml:7:5: One vision for routing\n")
    assert "strategy" not in result.stdout


def test_suggestions_are_told_to_other_programs(folder: Path) -> None:
    told = json.loads(promo("tag", "evidence.yaml", "--suggest", "-f", "json", cwd=folder).stdout)
    assert (told["format"], told["target"]) == ("promo-untagged", "principal")
    first = told["untagged"][0]
    assert (first["title"], first["line"]) == ("One vision for routing", 7)
    assert "vision-strategy" in [each["competency"] for each in first["suggestions"]]
    page = (ROOT / "docs" / "report.md").read_text(encoding="utf-8")
    assert {*told, *first, *first["suggestions"][0]} <= set(re.findall(r"`([a-z_]+)`", page))


def test_a_file_whose_items_are_all_tagged_has_nothing_to_ask(folder: Path) -> None:
    file = folder / "evidence.yaml"
    file.write_text(re.sub(r"(- title: .*)", r"\1\n    competencies: [craft]", file.read_text()))
    file.write_text(file.read_text().replace("craft", "vision-strategy"))
    result = promo("tag", "evidence.yaml", cwd=folder)
    assert (result.code, result.stdout) == (0, "evidence.yaml: 0 items tagged, 0 left untagged\n")


def test_a_file_with_errors_is_told_and_not_asked_about(folder: Path) -> None:
    (folder / "evidence.yaml").write_text("candidate: {name: A}\nevidence: soon\n")
    result = promo("tag", "evidence.yaml", "--target", "principal", cwd=folder)
    assert result.code == 2
    assert "DT001" in result.stderr


# Suggestions


def item(title: str) -> EvidenceItem:
    return EvidenceItem(id="item", title=title, place=Location("evidence.yaml", 1, 1))


def suggester() -> Suggester:
    found, _ = open_ladder(ladder.DEFAULT, "--ladder")
    return Suggester(found, target_named(found, "principal", Location("--target")))


def test_each_expectation_of_the_ladder_suggests_its_own_competency() -> None:
    own = suggester()
    lines = [line for each in own.competencies for line in own.expectations[each.id]]
    first = [own.suggest(item(line.text))[0].competency.id for line in lines]
    right = sum(id == line.competency for id, line in zip(first, lines, strict=True))
    assert right >= len(lines) * 0.95


def test_words_that_say_nothing_suggest_nothing() -> None:
    assert suggester().suggest(item("We did this and that, und auch mit der anderen")) == ()


def test_an_ending_does_not_hide_a_word() -> None:
    def first(title: str) -> Suggestion:
        return suggester().suggest(item(title))[0]

    assert first("Strategies").competency == first("Strategy").competency


@given(st.text(max_size=200))
@unhurried
def test_any_text_gives_at_most_three_in_the_same_order_each_time(text: str) -> None:
    own = suggester()
    found = own.suggest(item(text))
    assert found == suggester().suggest(item(text))
    assert [each.score for each in found] == sorted((e.score for e in found), reverse=True)
    assert len(found) <= 3
    assert all(word in text.lower() for each in found for word in each.words)
