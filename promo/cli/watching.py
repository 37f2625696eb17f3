"""What --watch adds to a command: the same again at every save."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import click

from promo.cli.program import ERROR, Decorator

if TYPE_CHECKING:
    from promo.load import Question
    from promo.terminal import Terminal

watch_option: Decorator = click.option(
    "--watch", "-w", is_flag=True, help="Do it again at every save, until Ctrl-C."
)


def keep_doing(
    step: Callable[[int, Question], None], questions: Sequence[Question], terminal: Terminal
) -> None:
    """One step for each question, and again whenever a file that it read is saved."""
    from promo.findings import InputError
    from promo.watching import runs

    def asked_today(number: int, question: Question) -> None:
        step(number, replace(question, today=date.today()))

    steps = [partial(asked_today, *numbered) for numbered in enumerate(questions)]
    try:
        for run in runs(steps):
            files = "1 file" if len(run.read) == 1 else f"{len(run.read)} files"
            told = f"{questions[run.number].evidence}: {run.seconds:.2f} s; watching {files}"
            if not terminal.quiet:
                terminal.say(f"{told}, Ctrl-C to stop\n", sys.stderr)
    except InputError as error:
        terminal.findings(error.findings)
        sys.exit(ERROR)
