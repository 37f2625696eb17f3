"""A line on a terminal while something takes long: what is done, how far it is, and the seconds."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

PATIENCE = 2  # seconds without a line: most calls are over by then
_EVERY = 0.25  # seconds


@contextmanager
def waiting(to: TextIO, width: int, doing: str, things: str = "") -> Iterator[Callable[[], None]]:
    """Shows `doing` on a terminal of so many columns; what it gives is called after each step.

    `things` says how many steps there are, as "40 files". Nothing of the line is left at the end.
    """
    started, done = time.monotonic(), 0
    over = threading.Event()

    def step() -> None:
        nonlocal done
        done += 1

    def show() -> None:
        pause: float = PATIENCE
        while not over.wait(pause):
            pause = _EVERY
            far = f"{done:,} of {things}, " if things else ""
            told = f"{doing}: {far}{int(time.monotonic() - started)} s"
            _overwrite(to, told[: width - 1].ljust(width - 1))
        if pause != PATIENCE:
            _overwrite(to, " " * (width - 1) + "\r")

    # A thread, as one file is one long step; it only sleeps and writes.
    shower = threading.Thread(target=show, daemon=True)
    shower.start()
    try:
        yield step
    finally:
        over.set()
        shower.join()


def _overwrite(to: TextIO, text: str) -> None:
    to.write(f"\r{text}")
    to.flush()
