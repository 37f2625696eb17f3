"""Completion in bash, zsh and fish, in the shells themselves and by the protocol of click."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click
import pytest
from commandline import PROMO, promo, run
from conftest import need

from promo.cli import main
from promo.cli.completing import SHELLS
from promo.explaining import FAMILIES, TABLE
from promo.findings import CODES, Severity
from promo.ignoring import ignorable
from promo.ladder import BUILT_IN

EVIDENCE = "candidate: {name: Ada}\npacket: {ladder: amazon-pm, target: senior}\n"
OWN = """\
ladder: own
levels: [{id: one, title: First step}, {id: two}]
competencies: [{id: craft}, {id: care}]
tracks: [{id: making}, {id: leading}]
expectations: {one: {craft: [Does]}, two: {craft: [Does more], care: [Helps]}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "me.yaml").write_text(EVIDENCE, encoding="utf-8")
    (tmp_path / "own.yaml").write_text(OWN, encoding="utf-8")
    return tmp_path


def offered(line: str, folder: Path) -> list[str]:
    """What stands ready at the end of a line, each with its kind in front."""
    words = line.split(" ")
    env = {
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
        "_PROMO_COMPLETE": "bash_complete",
    }
    done = promo(cwd=folder, env=env)
    assert done.stderr == ""
    return done.stdout.split()


def plain(*names: str) -> list[str]:
    return [f"plain,{name}" for name in names]


LINES = {
    "levels of the default": ("promo new a.yaml --target ", ("apm", "pm", "senior", "principal")),
    "levels that begin so": ("promo build a.yaml -l own.yaml -t O", ("one",)),
    "levels of a ladder": ("promo build me.yaml -l own.yaml -t ", ("one", "two")),
    "levels of a level": ("promo ladder show -l own.yaml t", ("two",)),
    "tracks": ("promo check me.yaml -l own.yaml --track ", ("making", "leading")),
    "competencies": ("promo ladder show two -l own.yaml -c c", ("craft", "care")),
    "one format": ("promo build me.yaml --format m", ("md",)),
    "several formats": ("promo build me.yaml --format docx,j", ("docx,json",)),
    "shipped templates": ("promo template export b", ("brief",)),
    "shells": ("promo completion ", SHELLS),
    "commands": ("promo rev", ("review",)),
    "options": ("promo check --as", ("--as-of",)),
}


@pytest.mark.parametrize(("line", "names"), LINES.values(), ids=LINES)
def test_names_are_offered(line: str, names: tuple[str, ...], folder: Path) -> None:
    assert offered(line, folder) == plain(*names)


def test_the_levels_are_those_of_the_evidence_file(folder: Path) -> None:
    assert "plain,director" in offered("promo build me.yaml --target ", folder)
    assert "plain,director" in offered("promo review a.docx --against me.yaml --target ", folder)
    assert "plain,director" in offered("promo diff me.yaml other.yaml --target ", folder)
    assert offered("promo review a.docx --target s", folder) == plain("senior")


def test_ladders_and_templates_are_offered_beside_files(folder: Path) -> None:
    assert offered("promo check me.yaml --ladder ", folder) == ["file,", *plain(*BUILT_IN)]
    assert offered("promo build me.yaml -T b", folder) == ["file,b", "plain,brief"]
    assert offered("promo ladder diff s", folder) == ["file,s", "plain,senior"]


def test_files_and_folders_are_left_to_the_shell(folder: Path) -> None:
    assert offered("promo check m", folder) == ["file,m"]
    assert offered("promo diff m", folder) == ["file,m"]
    assert offered("promo template export packet o", folder) == ["dir,o"]


@pytest.mark.parametrize("line", ["promo check bad.yaml -t ", "promo check me.yaml -l none -t "])
def test_a_fault_offers_nothing_and_says_nothing(line: str, folder: Path) -> None:
    (folder / "bad.yaml").write_text("candidate: [", encoding="utf-8")
    assert offered(line, folder) == []


def test_every_level_track_and_ladder_of_a_command_is_offered() -> None:
    def parameters(group: click.Group) -> list[click.Parameter]:
        commands = group.commands.values()
        groups = [command for command in commands if isinstance(command, click.Group)]
        own = [parameter for command in commands for parameter in command.params]
        return [*own, *(each for inner in groups for each in parameters(inner))]

    for parameter in parameters(main):
        if parameter.metavar in ("LEVEL", "[LEVEL]", "TRACK", "NAME|FILE", "EVIDENCE..."):
            assert type(parameter.type).__name__ == "_Named", parameter.name


# The shells


@pytest.fixture
def bin_folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PATH with `promo` in it."""
    folder = tmp_path_factory.mktemp("bin")
    command = folder / "promo"
    command.write_text(f'#!/bin/sh\nexec {" ".join(PROMO)} "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return f"{folder}:/usr/bin:/bin"


def test_bash_completes_a_level(folder: Path, bin_folder: str) -> None:
    bash = need(shutil.which("bash"), "bash")
    script = """
        source <(promo completion bash)
        complete -p promo
        COMP_WORDS=(promo check me.yaml --target d) COMP_CWORD=4
        _promo_completion promo 2>/dev/null
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    done = run(bash, "--norc", "-c", script, cwd=folder, env={"PATH": bin_folder})
    assert done.stderr == ""
    registered, *found = done.stdout.split("\n")
    assert registered.endswith("-F _promo_completion promo")
    assert found == ["director", ""]


def test_bash_completes_behind_an_equals_sign(folder: Path, bin_folder: str) -> None:
    bash = need(shutil.which("bash"), "bash")
    script = """
        source <(promo completion bash)
        COMP_WORDS=(promo check me.yaml --target = d) COMP_CWORD=5
        _promo_completion promo 2>/dev/null
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    done = run(bash, "--norc", "-c", script, cwd=folder, env={"PATH": bin_folder})
    assert (done.stdout, done.stderr) == ("director\n", "")


FISH = {
    "--target d": "director\tDirector of Product Management\n",
    "--target=d": "--target=director\tDirector of Product Management\n",
    "--format=s": "--format=sarif\n",
    "--ignore PR101,MD001": "PR101,MD001\tMarkdown that a packet does not carry\n",
}


@pytest.mark.parametrize("typed", FISH)
def test_fish_completes_a_name_with_its_title(typed: str, folder: Path, bin_folder: str) -> None:
    fish = need(shutil.which("fish"), "fish")
    script = f"promo completion fish | source; complete -C 'promo check me.yaml {typed}'"
    done = run(fish, "--no-config", "-c", script, cwd=folder, env={"PATH": bin_folder})
    assert (done.stdout, done.stderr) == (FISH[typed], "")


@pytest.mark.parametrize("typed", ["--target ", "--target="])
def test_zsh_completes_a_level(typed: str, folder: Path, bin_folder: str) -> None:
    zsh = need(shutil.which("zsh"), "zsh")
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    assert pty
    (folder / ".zshrc").write_text(
        "PS1='> '\nautoload -U compinit; compinit -u -D\nsource <(promo completion zsh)\n",
        encoding="utf-8",
    )
    script = f"""
import os, pty, sys, time, select
pid, terminal = pty.fork()
if not pid:
    os.execv({zsh!r}, ["zsh", "-i"])
def read_until(text, seconds=20):
    shown, end = b"", time.monotonic() + seconds
    while text not in shown and time.monotonic() < end:
        if select.select([terminal], [], [], 0.1)[0]:
            shown += os.read(terminal, 65536)
    return shown
read_until(b"> ")
os.write(terminal, b"promo check me.yaml {typed}dire\\t")
read_until(b"director")
os.write(terminal, b"\\x01echo \\n")  # the line as it stands, as it is seldom printed whole
print(read_until(b"\\npromo check me.yaml {typed}director\\r\\n").decode(errors="replace"))
"""
    env = {"PATH": bin_folder, "ZDOTDIR": str(folder), "TERM": "dumb", "HOME": str(folder)}
    done = run(sys.executable, "-c", script, cwd=folder, env=env)
    assert f"\npromo check me.yaml {typed}director" in done.stdout.replace("\r", ""), done


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_a_shell_asks_promo(shell: str, folder: Path) -> None:
    done = promo("completion", shell, cwd=folder)
    assert (done.code, done.stderr) == (0, "")
    assert f"_PROMO_COMPLETE={shell}_complete" in done.stdout


def test_a_shell_that_is_not_known_is_refused(folder: Path) -> None:
    assert promo("completion", "tcsh", cwd=folder).code == 2


def test_families_of_codes_are_offered_and_then_their_codes(folder: Path) -> None:
    assert offered("promo explain ", folder) == plain(*FAMILIES)
    told = [code for code in TABLE if code.startswith("CV")]
    assert offered("promo explain PR101 cv", folder) == plain(*told)


def test_only_what_can_be_ignored_is_offered_to_be(folder: Path) -> None:
    assert offered("promo check me.yaml --ignore ", folder) == plain(
        *(family for family in FAMILIES if family in ignorable())
    )
    warnings = [c.code for c in CODES.values() if c.code[:2] == "EV" and not is_error(c.code)]
    assert offered("promo check me.yaml --ignore PR101,ev", folder) == [
        f"plain,PR101,{code}" for code in warnings
    ]
    assert offered("promo check me.yaml --ignore CV", folder) == []


def is_error(code: str) -> bool:
    return CODES[code].severity is Severity.ERROR
