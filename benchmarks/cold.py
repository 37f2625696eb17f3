"""Whole processes, start to exit: CPU time of user and system by getrusage, and the clock's.

The commands run outside the checkout, so that they import the installed promo.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks import rivals
from benchmarks.rotation import rotate

PYTHON, VERSION, CHECK, MARKDOWN, WORD, PANDOC, PANDOC_OWN = (
    "python -c pass",
    "promo --version",
    "promo check",
    "promo build to Markdown",
    "promo build to Word",
    "pandoc, GitHub Markdown to Word",
    "pandoc, its own Markdown",
)
_PROMO = (sys.executable, "-m", "promo")
_BUILD = (*_PROMO, "build", "evidence.yaml", "-o")
_OUTPUTS = ("out.md", "out.docx", "pandoc.docx")


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
        # What promo writes is meant for GitHub; its reader is the faster of the two besides.
        commands[PANDOC] = (pandoc, "paper.md", "--from", "gfm", "-o", "pandoc.docx")
        commands[PANDOC_OWN] = (pandoc, "paper.md", "--from", "markdown", "-o", "pandoc.docx")
    return commands


def _measure(command: Sequence[str], folder: Path) -> Callable[[], Cost]:
    def cost() -> Cost:
        for left in _OUTPUTS:
            (folder / left).unlink(missing_ok=True)
        return _run(command, folder)

    return cost


def _run(command: Sequence[str], folder: Path) -> Cost:
    """The cost of one process. Raises RuntimeError if it did not do its work."""
    before, start = _children(), time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, env=_environment(), stdin=subprocess.DEVNULL, capture_output=True
    )
    wall, after = time.perf_counter() - start, _children()
    gaps = "check" in command and done.returncode == 1 and b"Traceback" not in done.stderr
    if done.returncode and not gaps:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.decode(errors='replace')}")
    return Cost(after - before, wall)


def _environment() -> dict[str, str]:
    """Without the settings that would lead to another promo or keep its modules uncompiled."""
    dropped = ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE")
    return {name: value for name, value in os.environ.items() if name not in dropped}


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
