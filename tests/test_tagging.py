"""Untagged items: what their words suggest, and tags that a person gives on a terminal."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from commandline import AS_OF, PROMO, files_in, on_terminal, promo
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
from promo.tag_files import open_file, undo, write

NOTES = """\
# 2026

- **One vision for routing**: wrote a strategy for eleven countries (March 2026)
  - 4 weeks to launch instead of 11
- Interviewed 14 customers about refunds (Feb 2026)
- Mentored Ana through her first launch (Jan 2026)
"""
PROMPT = "? or q: "


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


def talk(*arguments: str, cwd: Path, answers: Sequence[str], columns: int = 80) -> tuple[int, str]:
    """`promo` on a terminal with an answer to each prompt: its exit code and all that is shown."""
    env = {"COLUMNS": str(columns)}
    return on_terminal(*PROMO, *arguments, cwd=cwd, env=env, prompt=PROMPT, answers=answers)


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


def test_an_answer_is_told_by_its_titles(folder: Path) -> None:
    _, shown = talk("tag", "evidence.yaml", cwd=folder, answers=["1,5", "q"])
    assert "\n  → Vision & Strategy; Product Craft\n" in shown


def test_going_back_takes_the_last_answer_out_again(folder: Path) -> None:
    before = (folder / "evidence.yaml").read_bytes()
    code, shown = talk("tag", "evidence.yaml", cwd=folder, answers=["1", "b", "q"])
    assert (code, shown.count("1 of 3")) == (0, 2)
    assert "the last answer is taken out of the file again" in shown
    assert "0 items tagged, 3 left untagged" in shown
    assert (folder / "evidence.yaml").read_bytes() == before


def test_a_mistake_is_mended_by_going_back(folder: Path) -> None:
    talk("tag", "evidence.yaml", cwd=folder, answers=["1", "s", "b", "b", "2", "3", "s"])
    assert tags_in(folder) == ["[leadership-influence]", "[scope-impact]"]


def test_before_the_first_item_there_is_nothing_to_go_back_to(folder: Path) -> None:
    before = files_in(folder)
    code, shown = talk("tag", "evidence.yaml", cwd=folder, answers=["b", "q"])
    assert (code, "this is the first one" in shown) == (0, True)
    assert files_in(folder) == before


def test_going_back_leaves_alone_what_somebody_saved_meanwhile(folder: Path) -> None:
    file = folder / "evidence.yaml"
    found = open_file(Question(evidence=str(file), today=date(2026, 6, 30)))
    answered = write(found, {0: ["vision-strategy"]})
    file.write_text(file.read_text() + "# saved by an editor\n")
    before = file.read_bytes()
    with pytest.raises(InputError):
        undo(answered, found)
    assert file.read_bytes() == before


def test_what_each_competency_asks_is_told_on_request(folder: Path) -> None:
    _, shown = talk("tag", "evidence.yaml", cwd=folder, answers=["?", "q"])
    assert "\n       • Is a master storyteller\n" in shown
    assert shown.count(PROMPT) == 2


def test_who_stops_is_told_how_to_go_on_and_who_is_done_what_comes_next(folder: Path) -> None:
    _, shown = talk("tag", "evidence.yaml", cwd=folder, answers=["1", "q"])
    assert "1 item tagged, 2 left untagged" in shown
    assert shown.endswith("the same command goes on with those that are left\n")
    _, shown = talk("tag", "evidence.yaml", cwd=folder, answers=["1", "1"])
    assert shown.endswith("next: promo check evidence.yaml\n")


def test_an_item_in_braces_is_tagged_and_taken_back(folder: Path) -> None:
    file = folder / "evidence.yaml"
    file.write_text("candidate: {name: A}\nevidence:\n  - {title: B, date: 2026}  # kept\n")
    arguments = ("tag", "evidence.yaml", "--target", "principal")
    before = file.read_bytes()
    talk(*arguments, cwd=folder, answers=["1", "q"])
    assert (
        "  - {competencies: [vision-strategy], title: B, date: 2026}  # kept\n" in file.read_text()
    )
    file.write_bytes(before + b"  - title: C\n")
    talk(*arguments, cwd=folder, answers=["1", "b", "q"])
    assert file.read_bytes() == before + b"  - title: C\n"


@pytest.mark.parametrize("columns", [40, 80])
def test_a_long_item_keeps_to_the_terminal_and_is_cut(folder: Path, columns: int) -> None:
    text = "A strategy of many words that goes on. " * 40
    (folder / "evidence.yaml").write_text(
        "candidate: {name: A}\npacket: {target: principal}\nevidence:\n"
        f"  - title: {text[:90]}\n    actions: {text}\n"
    )
    _, shown = talk("tag", "evidence.yaml", cwd=folder, answers=["q"], columns=columns)
    lines = re.sub(r"\x1b\[\d*m", "", shown).splitlines()
    assert max(map(len, lines)) <= columns
    assert len(lines) < 40


def test_a_sentence_with_bold_words_is_one_line(folder: Path) -> None:
    file = folder / "evidence.yaml"
    file.write_text(
        "candidate: {name: A}\npacket: {target: principal}\nevidence:\n"
        '  - {title: B, actions: "I led. **My part** was the *rule* alone."}\n'
    )
    _, shown = talk("tag", "evidence.yaml", cwd=folder, answers=["q"])
    assert "\n  I led. My part was the rule alone.\n" in shown


def test_what_was_answered_before_an_interruption_stays(folder: Path) -> None:
    code, _ = talk("tag", "evidence.yaml", cwd=folder, answers=["1"])
    assert (code, len(tags_in(folder))) == (130, 1)


def test_a_suggested_competency_is_marked_with_the_words_that_it_shares(folder: Path) -> None:
    _, shown = talk("tag", "evidence.yaml", cwd=folder, answers=["q"])
    assert re.search(
        r"•  1  Vision & Strategy +vision, strategy\n", re.sub(r"\x1b\[\d*m", "", shown)
    )


def test_private_items_are_not_asked_about_and_keep_their_place(folder: Path) -> None:
    file = folder / "evidence.yaml"
    secret = "evidence:\n  - title: Secret\n    private: true\n"
    file.write_text(file.read_text().replace("evidence:\n", secret, 1))
    code, shown = talk("tag", "evidence.yaml", cwd=folder, answers=["1", "q"])
    assert (code, "Secret" in shown) == (0, False)
    assert re.search(r"One vision for routing\n    competencies: \[", file.read_text())


def test_tags_that_would_change_more_than_themselves_are_refused(folder: Path) -> None:
    file = folder / "evidence.yaml"
    asked = "    ? competencies\n    : []\n"
    file.write_text(file.read_text().replace("    date: 2026-03\n", asked, 1))
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
    assert (result.code, result.stdout) == (0, "evidence.yaml: no untagged items\n")


@pytest.mark.parametrize("evidence", ["", "evidence:\n", "evidence: []\n"])
@pytest.mark.parametrize("option", [(), ("--list",), ("--suggest",)])
def test_a_file_without_items_has_nothing_to_ask(
    evidence: str, option: tuple[str, ...], folder: Path
) -> None:
    (folder / "evidence.yaml").write_text("candidate: {name: A}\n" + evidence)
    result = promo("tag", "evidence.yaml", "--target", "principal", *option, cwd=folder)
    assert (result.code, result.stdout) == (0, "evidence.yaml: no untagged items\n")


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


def test_what_shares_much_less_than_the_best_is_not_suggested() -> None:
    found = suggester().suggest(item("Risks of the work streams, and the pace of several teams"))
    assert found[0].competency.id == "execution-prioritization"
    assert all(each.score >= 0.6 * found[0].score for each in found)


@given(st.text(max_size=200))
@unhurried
def test_any_text_gives_at_most_three_in_the_same_order_each_time(text: str) -> None:
    own = suggester()
    found = own.suggest(item(text))
    assert found == suggester().suggest(item(text))
    assert [each.score for each in found] == sorted((e.score for e in found), reverse=True)
    assert len(found) <= 3
    assert all(word in text.lower() for each in found for word in each.words)
