"""Whole processes: start to exit, as one call of the command costs it."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks import rivals
from benchmarks.rotation import rotate

PYTHON, VERSION, CHECK, MARKDOWN, WORD, PANDOC = (
    "python -c pass",
    "promo --version",
    "promo check",
    "promo build to Markdown",
    "promo build to Word",
    "pandoc, Markdown to Word",
)
_PROMO = (sys.executable, "-m", "promo")
_BUILD = (*_PROMO, "build", "evidence.yaml", "-o")
_EXIT_CODES = (0, 1)  # 1: the evidence has gaps


class Cost(NamedTuple):
    """Seconds of one process: CPU of user and system together, and by the clock."""

    cpu: float
    wall: float


Costs = Mapping[str, tuple[Cost, ...]]


def measure(evidence: bytes, folder: Path, rotations: int) -> Costs:
    """Each command's costs on one evidence file, in rotations."""
    (folder / "evidence.yaml").write_bytes(evidence)
    _run((*_BUILD, "paper.md"), folder)  # what pandoc reads
    measures = {name: _measure(command, folder) for name, command in _commands().items()}
    return rotate(measures, rotations)


def _commands() -> dict[str, Sequence[str]]:
    commands: dict[str, Sequence[str]] = {
        PYTHON: (sys.executable, "-c", "pass"),
        VERSION: (*_PROMO, "--version"),
        CHECK: (*_PROMO, "check", "evidence.yaml"),
        MARKDOWN: (*_BUILD, "out.md"),
        WORD: (*_BUILD, "out.docx"),
    }
    pandoc = rivals.pandoc()
    if pandoc:
        commands[PANDOC] = (pandoc, "paper.md", "--from", "gfm", "-o", "pandoc.docx")
    return commands


def _measure(command: Sequence[str], folder: Path) -> Callable[[], Cost]:
    def cost() -> Cost:
        for left in ("out.md", "out.docx", "pandoc.docx"):
            (folder / left).unlink(missing_ok=True)
        return _run(command, folder)

    return cost


def _run(command: Sequence[str], folder: Path) -> Cost:
    """The cost of one process, which runs outside the checkout. Raises RuntimeError if it fails."""
    before, start = _children(), time.perf_counter()
    done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True)
    wall, after = time.perf_counter() - start, _children()
    if done.returncode not in _EXIT_CODES:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.decode(errors='replace')}")
    return Cost(after - before, wall)


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
