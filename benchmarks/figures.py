"""The figures that promo is held to, and how a run is told: ratios first, then their scale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import isfinite
from statistics import median


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One ratio or size, a value for each rotation; none when its rival is not installed.

    An infinite bound is a figure that is told and not held to anything.
    """

    label: str
    at_most: float
    values: tuple[float, ...]

    @property
    def is_met(self) -> bool:
        return median(self.values) <= self.at_most

    @property
    def verdict(self) -> str:
        return "met" if self.is_met else "missed"


def ratio_table(figures: Iterable[Figure]) -> Iterator[str]:
    """The figures with median, range, bound and verdict, in at most 80 columns."""
    yield f"{'figure':<45}{'median':>7}  {'min–max':<13}{'at most':>7}"
    for figure in figures:
        line = f"{figure.label:<45}"
        if not figure.values:
            yield f"{line}{'not measured':>22}{figure.at_most:>5g}"
            continue
        low, high = _short(min(figure.values)), _short(max(figure.values))
        middle = f"{_short(median(figure.values)):>7}  {f'{low}–{high}':<13}"
        bound = f"{figure.at_most:>5g}  {figure.verdict}" if isfinite(figure.at_most) else "    –"
        yield f"{line}{middle}{bound}"


def scale_table(
    title: str, columns: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]]
) -> Iterator[str]:
    """Absolute medians: a row each, right-aligned under the columns."""
    yield f"{title:<32}" + "".join(f"{column:>12}" for column in columns)
    for label, cells in rows:
        yield f"{label:<32}" + "".join(f"{text:>12}" for text in cells)


def milliseconds(seconds: Sequence[float]) -> str:
    """The median, to three digits or so; a dash where nothing was measured."""
    return _short(median(seconds) * 1000) if seconds else "–"


def _short(value: float) -> str:
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f}"
