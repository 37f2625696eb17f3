"""Runs that are done again each time when a file that they read is saved."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from promo.files import Stamp, noting_reads, stamp_of
from promo.findings import Location, stopped

# Milliseconds: saves that come together are one; no more are waited for after so long; and so
# often it is looked whether a folder came, went, or told nothing.
_QUIET, _MOST, _LOOK = 20, 100, 1000


class Run(NamedTuple):
    """A run that is over: which one, how long it took, and what it read."""

    number: int
    seconds: float
    read: frozenset[str]


def runs(steps: Sequence[Callable[[], None]]) -> Iterator[Run]:
    """Every step once, and again when a file that it read or looked for changes; without an end.

    Raises InputError where watchfiles is not installed.
    """
    _need_watchfiles()
    stamps: list[dict[str, Stamp]] = [{} for _ in steps]
    for number, step in enumerate(steps):
        yield _run(number, step, stamps)
    while True:
        # A file may have been saved while it was read, before anything was watched.
        for number in _changed(stamps) or _next_changed(stamps):
            yield _run(number, steps[number], stamps)


def _need_watchfiles() -> None:
    try:
        import watchfiles  # noqa: F401
    except ImportError as error:
        help = 'pip install "promo-packet[watch]"'
        raise stopped("CL013", Location("--watch"), "needs watchfiles", help) from error


def _run(number: int, step: Callable[[], None], stamps: list[dict[str, Stamp]]) -> Run:
    started = time.perf_counter()
    # What was read before is still watched: a broken file may hide what it names.
    before = {path: stamp_of(path) for path in stamps[number]}
    with noting_reads() as read:
        step()
    stamps[number] = before | read
    return Run(number, time.perf_counter() - started, frozenset(stamps[number]))


def _changed(stamps: Sequence[dict[str, Stamp]]) -> list[int]:
    """The steps that read a file which is otherwise now."""
    differ = (any(stamp_of(path) != stamp for path, stamp in read.items()) for read in stamps)
    return [number for number, differs in enumerate(differ) if differs]


def _next_changed(stamps: Sequence[dict[str, Stamp]]) -> list[int]:
    """Waits for a save; empty where only the folders to watch are others."""
    from watchfiles import watch

    folders = _folders(stamps)
    events = watch(
        *folders,
        watch_filter=None,
        recursive=False,
        debounce=_MOST,
        step=_QUIET,
        rust_timeout=_LOOK,
        yield_on_timeout=True,
    )
    with closing(events):
        for _ in events:
            changed = _changed(stamps)
            if changed or _folders(stamps) != folders:
                return changed
    return []


def _folders(stamps: Sequence[dict[str, Stamp]]) -> set[str]:
    """Folders, not files: an editor that saves by renaming leaves the file that was watched."""
    folders = {str(Path(path).parent) for read in stamps for path in read}
    return {folder for folder in folders if Path(folder).is_dir()}
