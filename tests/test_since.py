"""What is new since the last packet, in a packet: `promo build --since`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commandline import files_in, promo
from conftest import ROOT
from docx import Document
from test_diff import HEAD, NEW, OLD

from promo.writers.word.lint import lint

SECTION = """\
Both are counted by their own dates: 30 June 2026 then, 30 June 2026 now.

| Competency | Then | Now | What became of it |
| --- | --- | --- | --- |
| [Vision & Strategy](#c1) | ●○○ Thin | ●○○ Thin | as before |
| [Leadership & Influence](#c2) | ○○○ Missing | ○○○ Missing | as before |
| [Scope & Impact](#c3) | ●○○ Thin | ○○○ Missing | less evidence |
| [Execution & Prioritization](#c4) | ○○○ Missing | ○○○ Missing | as before |
| [Product Craft](#c5) | ●○○ Thin | ●●○ Covered | gap closed |

**Items**

- **New** [E2](#e2) A letter to the board
- **Changed** [E3](#e3) Notes on the analytical engine (title, result)
- **Changed** [E1](#e1) A first program (id)
- **No longer here** Left out later
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "old.yaml").write_text(OLD, encoding="utf-8")
    (tmp_path / "new.yaml").write_text(NEW, encoding="utf-8")
    return tmp_path


def section(folder: Path, *arguments: str) -> str:
    """What stands under the heading of the section."""
    done = promo("build", "new.yaml", "-f", "md", "-o", "-", *arguments, cwd=folder)
    assert done.code == 0, done.stderr
    return done.stdout.partition("## Since the last packet\n\n")[2].partition("\n## ")[0]


def test_a_packet_tells_what_is_new(folder: Path) -> None:
    assert section(folder, "--since", "old.yaml") == SECTION


def test_a_packet_tells_nothing_of_it_unless_it_is_asked(folder: Path) -> None:
    assert section(folder) == ""


def test_an_earlier_word_packet_will_do(folder: Path) -> None:
    promo("build", "old.yaml", cwd=folder)
    told = section(folder, "--since", "old.docx")
    assert "The last one is known from its Word document" in told
    assert "- **New** [E2](#e2) A letter to the board\n" in told
    assert "- **No longer here** Left out later\n" in told
    assert [line for line in told.splitlines() if line.startswith("| [")] == [
        line for line in SECTION.splitlines() if line.startswith("| [")
    ]


def test_the_packet_that_is_replaced_may_be_the_earlier_one(folder: Path) -> None:
    assert promo("build", "old.yaml", "-o", "packet.docx", cwd=folder).code == 0
    asked = ("build", "new.yaml", "-o", "packet.docx", "--since", "packet.docx")
    assert promo(*asked, cwd=folder).code == 0
    assert lint((folder / "packet.docx").read_bytes()) == ()


def test_an_earlier_packet_with_such_a_section_tells_its_own_statuses(folder: Path) -> None:
    blank = Document()
    blank.add_paragraph("{{ since }}")
    blank.save(str(folder / "bare.docx"))
    whole = ("build", "new.yaml", "--since", "old.yaml", "-o", "whole.docx")
    assert promo(*whole, cwd=folder).code == 0
    assert promo(*whole[:-1], "only.docx", "-T", "bare.docx", cwd=folder).code == 0
    asked = ("diff", "-f", "json", "whole.docx", "new.yaml")
    told = json.loads(promo(*asked, cwd=folder).stdout)["competencies"]
    assert {competency["turn"] for competency in told} == {"same"}
    asked = ("diff", "-f", "json", "only.docx", "new.yaml")
    told = json.loads(promo(*asked, cwd=folder).stdout)["competencies"]
    assert {competency["old"] for competency in told} == {None}


def test_another_level_of_the_earlier_file_is_told(folder: Path) -> None:
    other = OLD.replace("target: senior", "target: principal")
    (folder / "other.yaml").write_text(other, encoding="utf-8")
    told = section(folder, "--since", "other.yaml")
    assert (
        "The last one was held against pm-ic-five 1, principal, this one against pm-ic-five 1, "
        "senior."
    ) in told
    both = section(folder, "--since", "other.yaml", "--target", "senior")
    assert "held against" not in both


def test_the_earlier_file_keeps_its_own_day(folder: Path) -> None:
    earlier = OLD.replace("as_of: 2026-06-30", "as_of: 2025-12-31")
    (folder / "old.yaml").write_text(earlier, encoding="utf-8")
    told = section(folder, "--since", "old.yaml", "--as-of", "2026-07-01")
    assert "31 December 2025 then, 1 July 2026 now" in told


def test_an_item_that_is_private_by_now_is_not_told(folder: Path) -> None:
    new = NEW + "  - {title: Left out later, private: true}\n"
    (folder / "new.yaml").write_text(new, encoding="utf-8")
    assert "Left out later" not in section(folder, "--since", "old.yaml")


def test_nothing_new_is_told_as_such(folder: Path) -> None:
    told = section(folder, "--since", "new.yaml")
    assert "No item is added, changed or dropped." in told


def test_the_report_has_the_same_keys_as_diff(folder: Path) -> None:
    asked = ("build", "new.yaml", "--since", "old.yaml", "-f", "json", "-o", "-")
    built = json.loads(promo(*asked, cwd=folder).stdout)["since"]
    told = json.loads(promo("diff", "old.yaml", "new.yaml", "-f", "json", cwd=folder).stdout)
    assert built == {key: told[key] for key in built}
    assert set(told) - set(built) == {"format", "version", "tool"}


@pytest.mark.parametrize("name", ["brief.docx", "own.docx", "own.md.j2"])
def test_a_template_without_the_section_is_told(name: str, folder: Path) -> None:
    (folder / "own.docx").write_bytes((ROOT / "templates" / "brief.docx").read_bytes())
    (folder / "own.md.j2").write_text("# {{ candidate.name }}\n", encoding="utf-8")
    template = name.partition(".")[0] if name == "brief.docx" else name
    output = "packet.md" if "md" in name else "packet.docx"
    asked = ("build", "new.yaml", "-T", template, "-o", output, "--since", "old.yaml")
    done = promo(*asked, cwd=folder)
    assert done.code == 0
    assert f"{output}: warning TP025 the template has no place for what --since asks for" in (
        done.stderr
    )
    assert "TP025" not in promo(*asked[:-2], "--force", cwd=folder).stderr


REFUSED = {
    "several packets": (("new.yaml", "old.yaml", "--since", "old.yaml"), "CL010"),
    "a committee copy": (("new.yaml", "--since", "old.yaml", "--blind"), "CL010"),
    "standard input": (("new.yaml", "--since", "-"), "CL010"),
    "nothing there": (("new.yaml", "--since", "none.yaml"), "CL001"),
    "another person": (("new.yaml", "--since", "mary.yaml"), "DF001"),
    "a broken file": (("new.yaml", "--since", "broken.yaml"), "YM"),
    "no packet": (("new.yaml", "--since", "page.md"), "DF002"),
}


@pytest.mark.parametrize(("arguments", "code"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_an_earlier_file_is_refused(
    arguments: tuple[str, ...], code: str, folder: Path
) -> None:
    (folder / "mary.yaml").write_text(HEAD.replace("Ada Byron", "Mary"), encoding="utf-8")
    (folder / "broken.yaml").write_text("candidate: [", encoding="utf-8")
    (folder / "page.md").write_text("# Ada\n", encoding="utf-8")
    before = files_in(folder)
    done = promo("build", *arguments, cwd=folder)
    assert (done.code, done.stdout) == (2, "")
    assert code in done.stderr
    assert files_in(folder) == before
