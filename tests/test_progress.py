"""What takes long shows how far it is: on a terminal only, and not before two seconds."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from commandline import ENVIRONMENT, promo, promo_on_terminal, run
from conftest import ROOT

THIN = (ROOT / "examples" / "thin.yaml").read_text(encoding="utf-8")

# A terminal with the real bar, over steps that take as long as they are told to.
STEPS = """
import sys, time
from promo.terminal import Terminal
def steps():
    for n in range(4):
        time.sleep({each})
        yield n
print(list(Terminal(quiet={quiet}).progress(steps(), 4, "files")))
"""


def on_terminal(folder: Path, *, each: float, quiet: bool = False) -> str:
    pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    (folder / "steps.py").write_text(STEPS.format(each=each, quiet=quiet), encoding="utf-8")
    spawn = f"import pty, sys; pty.spawn([{sys.executable!r}, 'steps.py'])"
    env = {**ENVIRONMENT, "TERM": "xterm", "PYTHONPATH": str(ROOT)}
    return run(sys.executable, "-c", spawn, cwd=folder, env=env).stdout


def test_steps_that_take_long_have_a_bar(tmp_path: Path) -> None:
    shown = on_terminal(tmp_path, each=0.8)
    assert "files" in shown
    assert "75%" in shown  # after two seconds, three of four are done
    assert shown.index("100%") < shown.index("[0, 1, 2, 3]")
    assert "\x1b[?25h" in shown  # the cursor is back


def test_steps_that_are_over_soon_have_none(tmp_path: Path) -> None:
    assert on_terminal(tmp_path, each=0.01).strip() == "[0, 1, 2, 3]"


def test_quiet_steps_have_none(tmp_path: Path) -> None:
    assert on_terminal(tmp_path, each=0.8, quiet=True).strip() == "[0, 1, 2, 3]"


def test_what_is_piped_has_none(tmp_path: Path) -> None:
    (tmp_path / "steps.py").write_text(STEPS.format(each=0.6, quiet=False), encoding="utf-8")
    done = run(sys.executable, "steps.py", cwd=tmp_path, env={"PYTHONPATH": str(ROOT)})
    assert (done.stdout, done.stderr) == ("[0, 1, 2, 3]\n", "")


@pytest.mark.parametrize("command", ["check", "build", "review", "template check"])
def test_a_terminal_is_told_what_a_pipe_is(command: str, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(THIN, encoding="utf-8")
    files = ["a.yaml", "b.yaml"]
    if command == "review":
        promo("build", *files, cwd=tmp_path)
        files = ["a.docx", "none.docx", "b.docx"]
    if command == "template check":
        promo("template", "export", "packet", ".", cwd=tmp_path)
        files = ["packet.docx", "none.docx"]
    asked = (*command.split(), *files, "--no-color")
    code, shown = promo_on_terminal(*asked, cwd=tmp_path)
    piped = promo(*asked, cwd=tmp_path)
    assert code == piped.code
    assert sorted(shown.splitlines()) == sorted((piped.stdout + piped.stderr).splitlines())
