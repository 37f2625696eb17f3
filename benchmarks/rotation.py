"""Measuring in turns, A B C A B C, so that a slow moment of the machine touches all alike."""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")

_SHORTEST = 0.04  # seconds that one sample of a warm function lasts at least


def rotate(measures: Mapping[K, Callable[[], T]], rotations: int) -> dict[K, tuple[T, ...]]:
    """What each measure gave in each rotation; one more before them fills caches, uncounted."""
    for measure in measures.values():
        measure()
    rounds = [{key: measure() for key, measure in measures.items()} for _ in range(rotations)]
    return {key: tuple(each[key] for each in rounds) for key in measures}


def ratios(above: Sequence[float], below: Sequence[float]) -> tuple[float, ...]:
    """One quotient a rotation."""
    return tuple(a / b for a, b in zip(above, below, strict=True))


def cpu_of(function: Callable[[], object]) -> Callable[[], float]:
    """A measure: CPU seconds of one call in this process, with the garbage collector as it is.

    A short function is called several times over, so that one sample is long enough to trust.
    """
    repeats = max(1, math.ceil(_SHORTEST / max(sample(function), 1e-6)))
    return lambda: sample(function, repeats)


def sample(function: Callable[[], object], repeats: int = 1) -> float:
    """CPU seconds of one call, over so many; it does not pay for what others left behind."""
    gc.collect()
    start = time.process_time()
    for _ in range(repeats):
        function()
    return (time.process_time() - start) / repeats
