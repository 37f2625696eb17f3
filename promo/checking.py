"""One evidence file to all that `promo check` tells of it: prose and rubric beside the counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from promo.assess import Assessment
from promo.findings import Location, in_order
from promo.ignoring import sift
from promo.linting import lint
from promo.linting.rubric import RUBRIC, Rubric, lint_by, rubric_of
from promo.load import Question, load_file, load_ladder
from promo.model import Ignore


def check(question: Question, ignores: Sequence[Ignore] = (), rules: str = "") -> Assessment:
    """The assessment with every warning that is not ignored, by the file or by the call.

    `rules` names a rubric that is on whatever the ladder is. Raises InputError.
    """
    parsed, found = load_file(question)
    rubric = Rubric()
    if found.ladder.checks or rules:
        known, _ = load_ladder(RUBRIC, Path(), Location("--rules"))
        own = found.ladder.checks
        rubric = rubric_of(known.checks, own, found.track, asked=rules == RUBRIC)
    prose = lint(parsed)
    told = in_order([*prose, *lint_by(rubric, parsed, found.evidence, found.ladder)])
    by_file = [each.ignore for each in found.ignored]
    kept, ignored = sift(told, [*by_file, *ignores])
    counted, by_call = sift(found.findings, ignores)
    before = [each.warnings for each in found.ignored] + [each.warnings for each in by_call]
    every = tuple(
        each._replace(warnings=each.warnings + n) for each, n in zip(ignored, before, strict=True)
    )
    return replace(
        found, findings=in_order([*counted, *kept]), ignored=every, to_judge=rubric.asked
    )
