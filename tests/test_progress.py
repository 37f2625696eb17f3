"""What takes long tells so: on a terminal only, not before two seconds, and nothing of it stays."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from commandline import on_terminal, promo, promo_on_terminal, run
from conftest import ROOT

THIN = (ROOT / "examples" / "thin.yaml").read_text(encoding="utf-8")
BRAG = "# 2026\n\n- Cut the onboarding from 4 weeks to 1\n"

# A terminal with the real line, over steps that take as long as they are told to.
STEPS = """
import sys, time
from promo.terminal import Terminal
def steps():
    for n in range({total}):
        time.sleep({each})
        yield n
print(list(Terminal(quiet={quiet}).progress(steps(), {total}, "checking", "files")))
"""
# The real command, with a line from its first moment.
IMPATIENT = """
import promo.waiting
promo.waiting.PATIENCE = 0
from promo.cli import main
main()
"""


def steps(folder: Path, *, total: int, each: float, quiet: bool = False) -> str:
    script = STEPS.format(total=total, each=each, quiet=quiet)
    _, shown = on_terminal(sys.executable, "-c", script, cwd=folder, env={"PYTHONPATH": str(ROOT)})
    return shown


def left_on(shown: str) -> list[str]:
    """The lines that stay on a terminal, where a carriage return leads back to their beginning."""
    lines = []
    for line in shown.split("\n"):
        cells: list[str] = []
        for part in line.split("\r"):
            cells[: len(part)] = part
        lines.append("".join(cells).rstrip())
    return lines[:-1]


def test_steps_that_take_long_are_counted(tmp_path: Path) -> None:
    shown = steps(tmp_path, total=4, each=0.8)
    told = re.findall(r"\rchecking: (\d) of 4 files, (\d+) s", shown)
    assert told == sorted(told)
    assert {done for done, _ in told} & {"2", "3"}
    assert all(int(seconds) >= 2 for _, seconds in told)
    assert left_on(shown) == ["[0, 1, 2, 3]"]


def test_one_step_that_takes_long_tells_its_seconds(tmp_path: Path) -> None:
    shown = steps(tmp_path, total=1, each=3.3)
    told = [int(seconds) for seconds in re.findall(r"\rchecking: (\d+) s", shown)]
    assert told == sorted(told)
    assert told[0] >= 2
    assert left_on(shown) == ["[0]"]


@pytest.mark.parametrize("total", [1, 4])
def test_steps_that_are_over_soon_have_no_line(total: int, tmp_path: Path) -> None:
    assert steps(tmp_path, total=total, each=0.01).strip() == str(list(range(total)))


def test_quiet_steps_have_no_line(tmp_path: Path) -> None:
    assert steps(tmp_path, total=4, each=0.8, quiet=True).strip() == "[0, 1, 2, 3]"


def test_what_is_piped_has_no_line(tmp_path: Path) -> None:
    script = STEPS.format(total=4, each=0.6, quiet=False)
    done = run(sys.executable, "-c", script, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)})
    assert (done.stdout, done.stderr) == ("[0, 1, 2, 3]\n", "")


COMMANDS = {
    "check": "checking: ",
    "check a.yaml b.yaml": "checking: ",
    "build": "building: ",
    "build a.yaml b.yaml": "building: ",
    "build a.yaml b.yaml c.yaml --jobs 2": " of 3 packets, ",
    "review a.docx": "reading: ",
    "review a.docx none.docx b.docx": " of 3 reviews, ",
    "review a.docx --against a.yaml": "comparing: ",
    "template check packet.docx none.docx": " of 2 templates, ",
    "ladder check ladder.yaml none.yaml": " of 2 ladders, ",
    "ladder import ladder.csv -o new.yaml": "importing: ",
    "ladder diff senior principal": "comparing: ",
    "ladder diff pm-ic-five ladder.yaml": "comparing: ",
    "collect brag.md -o new.yaml": "collecting: ",
    "tag a.yaml --list": "reading: ",
    "diff a.yaml b.yaml": "comparing: ",
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_terminal_is_told_what_a_pipe_is(command: str, tmp_path: Path) -> None:
    asked = command.split() if " " in command else [command, "a.yaml"]
    for folder in (tmp_path / "terminal", tmp_path / "pipe"):
        folder.mkdir()
        for name in ("a", "b", "c"):
            (folder / f"{name}.yaml").write_text(THIN, encoding="utf-8")
        (folder / "brag.md").write_text(BRAG, encoding="utf-8")
        if "docx" in command and "review" in command:
            assert promo("build", "a.yaml", "b.yaml", cwd=folder).code == 0
        if "template" in command:
            promo("template", "export", "packet", ".", cwd=folder)
        if "ladder." in command:
            promo("ladder", "export", "-o", "ladder.yaml", cwd=folder)
            promo("ladder", "export", "-o", "ladder.csv", cwd=folder)
    script = [sys.executable, "-c", IMPATIENT, *asked]
    env = {"PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    code, shown = on_terminal(*script, cwd=tmp_path / "terminal", env=env)
    piped = promo(*asked, cwd=tmp_path / "pipe", env={"NO_COLOR": "1"})
    assert COMMANDS[command] in shown
    assert code == piped.code
    assert sorted(left_on(shown)) == sorted((piped.stdout + piped.stderr).splitlines())


def test_a_command_that_is_over_soon_shows_no_line(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(THIN, encoding="utf-8")
    _, shown = promo_on_terminal("check", "a.yaml", cwd=tmp_path)
    assert "checking: " not in shown
