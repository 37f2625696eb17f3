"""`--watch`: a real process, real saves, and what stands there afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from commandline import ENVIRONMENT, PROMO, files_in, promo

pytest.importorskip("watchfiles")
PATIENCE = 40  # seconds, on a busy machine; a save takes a hundredth of that
LADDER = """
ladder: base
levels: [{id: senior, title: Senior}]
competencies: [{id: craft, title: Craft}]
expectations: {senior: {craft: [{id: c1, text: Mends what is broken}]}}
"""
OWN = """
ladder: own
extends: base.yaml
"""
EVIDENCE = """
candidate: {name: Ada}
packet: {ladder: own.yaml, target: senior}
evidence: [{title: One, competencies: [craft]}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Evidence on a ladder that extends another, each in a file of its own."""
    (tmp_path / "base.yaml").write_text(LADDER)
    (tmp_path / "own.yaml").write_text(OWN)
    (tmp_path / "ada.yaml").write_text(EVIDENCE)
    return tmp_path


class Watched:
    """A command that watches, and all that it has told so far."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self.process = process
        self.log = log

    def told(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def until(self, is_so: Callable[[], bool]) -> None:
        """Waits, and fails with what was told when it has waited too long."""
        last = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < last, self.told()
            assert self.process.poll() is None, self.told()
            time.sleep(0.02)

    def runs(self) -> int:
        return self.told().count(", Ctrl-C to stop\n")

    def interrupted(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


@contextmanager
def watching(*arguments: str, cwd: Path, **env: str) -> Iterator[Watched]:
    """The command once it watches; it is stopped whatever happens."""
    log = cwd / "told.log"
    with (
        log.open("wb") as told,
        subprocess.Popen(
            [*PROMO, *arguments, "--watch"],
            cwd=cwd,
            env={**ENVIRONMENT, **env},
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        watched = Watched(process, log)
        try:
            watched.until(lambda: watched.runs() > 0)
            yield watched
        finally:
            process.kill()


def by_renaming(file: Path, text: str) -> None:
    """As vim and many others save: the old file goes, a new one takes its name."""
    beside = file.with_suffix(".tmp")
    beside.write_text(text)
    os.replace(beside, file)


def by_moving_away(file: Path, text: str) -> None:
    """The old file is kept as a backup, and for a moment there is none."""
    os.replace(file, file.with_suffix(".yaml~"))
    file.write_text(text)


SAVES = {"write": Path.write_text, "rename": by_renaming, "move away": by_moving_away}


@pytest.mark.parametrize("save", SAVES.values(), ids=SAVES)
def test_a_save_makes_a_new_packet_again_and_again(
    folder: Path, save: Callable[[Path, str], object]
) -> None:
    packet = folder / "ada.md"
    with watching("build", "ada.yaml", "-f", "md", cwd=folder) as watched:
        assert "# Ada\n" in packet.read_text()
        for name in ("Grace", "Hedy", "Ida"):
            save(folder / "ada.yaml", EVIDENCE.replace("Ada", name))
            watched.until(lambda name=name: f"# {name}\n" in packet.read_text())
    assert "wrote ada.md (" in watched.told()


def test_a_file_that_is_broken_or_gone_for_a_moment_is_told_of(folder: Path) -> None:
    file, packet = folder / "ada.yaml", folder / "ada.md"
    with watching("build", "ada.yaml", "-f", "md", cwd=folder) as watched:
        by_renaming(file, EVIDENCE + "x: [")
        watched.until(lambda: "YM002 not well-formed YAML" in watched.told())
        file.unlink()
        watched.until(lambda: "ada.yaml: CL001 no such file" in watched.told())
        assert "# Ada\n" in packet.read_text()
        by_renaming(file, EVIDENCE.replace("Ada", "Grace"))
        watched.until(lambda: "# Grace\n" in packet.read_text())
        assert "Traceback" not in watched.told()


@pytest.mark.parametrize("broken", ["own.yaml", "base.yaml"])
def test_a_ladder_and_what_it_extends_are_watched_also_while_gone(
    folder: Path, broken: str
) -> None:
    file, packet = folder / broken, folder / "ada.md"
    text = file.read_text()
    with watching("build", "ada.yaml", "-f", "md", cwd=folder) as watched:
        file.unlink()
        watched.until(lambda: "LD001 there is no ladder" in watched.told())
        own = "competencies: [{id: craft, title: Handicraft}]\n"
        base = text.replace("Craft", "Handicraft")
        by_renaming(file, base if broken == "base.yaml" else text + own)
        watched.until(lambda: "Handicraft" in packet.read_text())


def test_a_ladder_that_is_not_there_yet_is_waited_for(folder: Path) -> None:
    os.replace(folder / "own.yaml", folder / "later.yaml")
    with watching("build", "ada.yaml", "-f", "md", cwd=folder) as watched:
        assert "LD001" in watched.told()
        os.replace(folder / "later.yaml", folder / "own.yaml")
        watched.until((folder / "ada.md").exists)


def test_a_template_its_parts_and_a_theme_are_watched(folder: Path) -> None:
    forms = folder / "forms"
    forms.mkdir()
    (forms / "form.md.j2").write_text("{% include 'part.md' %} {{ candidate.name }}\n")
    (forms / "part.md").write_text("First")
    (folder / "theme.yaml").write_text("labels: {status.missing: Nothing}\n")
    arguments = ("-o", "ada.md", "-T", "forms/form.md.j2", "--theme", "theme.yaml")
    packet = folder / "ada.md"
    with watching("build", "ada.yaml", *arguments, cwd=folder) as watched:
        watched.until(lambda: "First Ada" in packet.read_text())
        by_renaming(forms / "part.md", "Second")
        watched.until(lambda: "Second Ada" in packet.read_text())
        by_renaming(forms / "form.md.j2", "Third {{ candidate.name }}\n")
        watched.until(lambda: "Third Ada" in packet.read_text())
        by_renaming(folder / "theme.yaml", "colour: [\n")
        watched.until(lambda: "theme.yaml:1:10: YM002" in watched.told())
        by_renaming(forms / "form.md.j2", "{{ candidate.nme }}\n")
        by_renaming(folder / "theme.yaml", "{}\n")
        watched.until(lambda: "form.md.j2:1" in watched.told())
        assert "Third Ada" in packet.read_text()


def test_a_review_file_is_watched(folder: Path) -> None:
    assert promo("build", "ada.yaml", cwd=folder).code == 0
    assert promo("review", "ada.docx", "-o", "review.yaml", cwd=folder).code == 0
    review = (folder / "review.yaml").read_text()
    arguments = ("-f", "md", "--review", "review.yaml")
    with watching("build", "ada.yaml", *arguments, cwd=folder) as watched:
        by_renaming(folder / "review.yaml", review + "x: [")
        watched.until(lambda: "review.yaml:" in watched.told())


def test_only_what_was_saved_is_done_again(folder: Path) -> None:
    (folder / "ida.yaml").write_text(EVIDENCE.replace("Ada", "Ida"))
    with watching("check", "ada.yaml", "ida.yaml", cwd=folder) as watched:
        watched.until(lambda: watched.runs() == 2)
        by_renaming(folder / "ida.yaml", EVIDENCE.replace("One", "Two"))
        watched.until(lambda: watched.runs() == 3)
        by_renaming(folder / "base.yaml", LADDER.replace("Craft", "Handicraft"))
        watched.until(lambda: watched.runs() == 5)
    told = watched.told()
    assert told.count("\nada.yaml: ") == 4  # two runs: the closing line and the one with the time
    assert told.count("\nida.yaml: ") == 6
    assert told.count("Thin     Handicraft") == 2


def test_check_tells_the_gaps_again_after_each_save(folder: Path) -> None:
    with watching("check", "ada.yaml", cwd=folder) as watched:
        assert "1 item, 2 expected" in watched.told()
        by_renaming(folder / "ada.yaml", EVIDENCE.replace("evidence:", "evidences:"))
        watched.until(lambda: 'unknown key "evidences"' in watched.told())
        by_renaming(folder / "ada.yaml", EVIDENCE.replace("craft", "crft"))
        watched.until(lambda: 'unknown competency "crft"' in watched.told())


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is a signal only there")
def test_ctrl_c_ends_it_without_a_word(folder: Path) -> None:
    with watching("check", "ada.yaml", cwd=folder) as watched:
        before = watched.told()
        assert watched.interrupted() == 130
        assert watched.told() == before


REFUSED = {
    "standard input": (("check", "-"), "--watch: CL010 standard input cannot be watched\n"),
    "a committee copy": (
        ("build", "ada.yaml", "--blind"),
        "--watch: CL010 --blind and --watch do not go together\n",
    ),
    "carrying over": (
        ("build", "ada.yaml", "--carry-over"),
        "--watch: CL010 --carry-over and --watch do not go together\n",
    ),
    "processes": (
        ("build", "ada.yaml", "--jobs", "2"),
        "--watch: CL010 --jobs and --watch do not go together\n",
    ),
}


@pytest.mark.parametrize(("arguments", "told"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_watched_is_refused(
    folder: Path, arguments: tuple[str, ...], told: str
) -> None:
    before = files_in(folder)
    result = promo(*arguments, "--watch", cwd=folder, stdin=EVIDENCE)
    assert result.code == 2
    assert (result.stdout + result.stderr).startswith(told)
    assert files_in(folder) == before


def test_without_watchfiles_it_says_how_to_install_it(folder: Path) -> None:
    hiding = folder / "hiding"
    hiding.mkdir()
    (hiding / "watchfiles.py").write_text("raise ImportError\n")
    root = os.pathsep.join([str(hiding), *sys.path])
    result = promo("check", "ada.yaml", "--watch", cwd=folder, env={"PYTHONPATH": root})
    assert result.code == 2
    assert result.stdout == (
        '--watch: CL013 needs watchfiles\n  help: pip install "promo-packet[watch]"\n'
    )
