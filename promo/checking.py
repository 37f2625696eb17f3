"""One evidence file to all that `promo check` tells of it: prose and rubric beside the counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from promo.assess import Assessment
from promo.findings import Finding, InputError, Location, in_order
from promo.ignoring import sift
from promo.linting import lint
from promo.linting.texts import Texts
from promo.load import Opened, Question, assessed, load_ladder, open_file
from promo.model import Ignore, Ignored


def check(question: Question, ignores: Sequence[Ignore] = (), rules: str = "") -> Assessment:
    """The assessment with every warning that is not ignored, by the file or by the call.

    `rules` names a rubric that is on whatever the ladder is. Raises InputError, with the findings
    of prose among the errors.
    """
    opened = open_file(question)
    texts = Texts(opened.source)
    prose = lint(texts)
    try:
        found = assessed(opened)
    except InputError as error:
        raise InputError(_sifted(opened, prose, ignores)[0]) from error
    by_rubric, asked = _by_rubric(texts, found, rules)
    findings, ignored = _sifted(opened, (*prose, *by_rubric), ignores)
    return replace(found, findings=findings, ignored=ignored, to_judge=asked)


def _by_rubric(
    texts: Texts, found: Assessment, rules: str
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """What the checks of a rubric find, and those that a person answers."""
    own = found.ladder.checks
    if not own and not rules:
        return (), ()
    from promo.linting.rubric import RUBRIC, lint_by, rubric_of  # most ladders have no rubric

    known, _ = load_ladder(RUBRIC, Path(), Location("--rules"))
    rubric = rubric_of(known.checks, own, found.track, asked=rules == RUBRIC)
    return lint_by(rubric, texts, found.evidence, found.ladder), rubric.asked


def _sifted(
    opened: Opened, prose: Iterable[Finding], ignores: Sequence[Ignore]
) -> tuple[tuple[Finding, ...], tuple[Ignored, ...]]:
    """All findings that are told, and how many each ignore of the file and the call leaves out."""
    by_file = [each.ignore for each in opened.ignored]
    kept, ignored = sift(in_order(prose), [*by_file, *ignores])
    counted, by_call = sift(opened.findings, ignores)
    before = [each.warnings for each in (*opened.ignored, *by_call)]
    every = tuple(
        each._replace(warnings=each.warnings + n) for each, n in zip(ignored, before, strict=True)
    )
    return in_order((*counted, *kept)), every
