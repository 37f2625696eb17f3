"""Rules of prose: what makes a true item weak, told with its place. Offline and deterministic."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from promo.findings import Finding, in_order
from promo.linting.results import (
    not_yet,
    per_cent,
    without_baseline,
    without_number,
    without_unit,
    without_window,
)
from promo.linting.shape import private_places, quoting_nobody, told_twice, too_long
from promo.linting.texts import Texts
from promo.linting.wording import acronyms, own_part, personality, vague, weaker_part

_RULES: tuple[Callable[[Texts], Iterator[Finding]], ...] = (
    own_part,
    vague,
    without_number,
    without_baseline,
    without_unit,
    without_window,
    per_cent,
    weaker_part,
    not_yet,
    personality,
    acronyms,
    too_long,
    told_twice,
    quoting_nobody,
    private_places,
)


def lint(texts: Texts) -> tuple[Finding, ...]:
    """Every finding of the prose of an evidence file; private items are not looked at."""
    return in_order(finding for rule in _RULES for finding in rule(texts))
