"""What is measured how often, and which of the measurements each figure divides."""

from __future__ import annotations

import json
import math
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from typing import NamedTuple

from benchmarks import cold, content, rivals, warm
from benchmarks.figures import Figure, milliseconds, ratio_table, scale_table
from benchmarks.rotation import ratios

SIZES = (10, 40, 100, 1_000)
_SLOW = 1_000


class Plan(NamedTuple):
    """How many rotations, with fewer for 1,000 items, and how many files in the batch."""

    rotations: int
    slow_rotations: int
    batch_files: int
    batch_rotations: int

    def rotations_at(self, items: int) -> int:
        return self.slow_rotations if items >= _SLOW else self.rotations


FULL = Plan(9, 3, 200, 3)
QUICK = Plan(3, 1, 40, 1)

Cold = Mapping[int, cold.Costs]  # by the number of items
Warm = Mapping[int, warm.Seconds]


def report(plan: Plan) -> None:
    """Measure, then print."""
    cold_costs = {n: _cold(plan, n) for n in SIZES}
    warm_seconds = {n: _warm(plan, n) for n in SIZES}
    _print(ratio_table(_figures(plan, cold_costs, warm_seconds)))
    _print(_cold_scale(cold_costs))
    _print(_warm_scale(warm_seconds))
    _print(_facts(plan))


def _print(lines: Iterator[str]) -> None:
    print("\n".join(lines), end="\n\n", flush=True)


def _tell(text: str) -> None:
    if sys.stderr.isatty():
        print(f"measuring {text} …", file=sys.stderr)


# Measuring


def _cold(plan: Plan, items: int) -> cold.Costs:
    _tell(f"whole processes, {items:,} items")
    with tempfile.TemporaryDirectory() as folder:
        return cold.measure(content.evidence(items), Path(folder), plan.rotations_at(items))


def _warm(plan: Plan, items: int) -> warm.Seconds:
    _tell(f"one process, {items:,} items")
    return warm.measure(items, plan.rotations_at(items))


# Figures


def _figures(plan: Plan, costs: Cold, seconds: Warm) -> Iterator[Figure]:
    yield from _cold_figures(costs)
    yield from _warm_figures(seconds[40])
    yield _growth_figure(plan)
    yield _reading_figure(seconds[40])
    yield from _import_figures(plan)
    yield from _batch_figures(plan)


def _cold_figures(costs: Cold) -> Iterator[Figure]:
    for label, command, floor, items, at_most in (
        ("promo --version / python -c pass", cold.VERSION, cold.PYTHON, 40, 5),
        ("promo check, 40 items / python -c pass", cold.CHECK, cold.PYTHON, 40, 12),
        ("build to Markdown, 40 items / python -c pass", cold.MARKDOWN, cold.PYTHON, 40, 16),
        ("build to Word, 40 items / pandoc", cold.WORD, cold.PANDOC, 40, 1.1),
        ("build to Word, 1,000 items / pandoc", cold.WORD, cold.PANDOC, 1_000, 0.3),
    ):
        above, below = costs[items][command], costs[items].get(floor)
        cpu = ratios([c.cpu for c in above], [c.cpu for c in below]) if below else ()
        yield Figure(label=label, at_most=at_most, values=cpu)


def _warm_figures(seconds: warm.Seconds) -> Iterator[Figure]:
    for label, floor, at_most in (
        ("writing Word, 40 items / deflating its parts", warm.DEFLATING, 6),
        ("writing Word, 40 items / docxtpl", warm.DOCXTPL, 0.25),
    ):
        values = ratios(seconds[warm.WORD], seconds[floor]) if floor in seconds else ()
        yield Figure(label=label, at_most=at_most, values=values)
    values = ratios(seconds[warm.REVIEW], seconds[warm.OPENING])
    yield Figure(label="reading a review, 40 items / python-docx", at_most=3, values=values)


def _growth_figure(plan: Plan) -> Figure:
    _tell("growth")
    seconds = warm.growth((1_000, 100), plan.slow_rotations)
    values = ratios(seconds[1_000], seconds[100])
    return Figure(label="writing Word, 1,000 items / 100 items", at_most=13, values=values)


def _reading_figure(seconds: warm.Seconds) -> Figure:
    values = ratios(seconds[warm.READING], seconds[warm.C_LOADER])
    return Figure(label="source.parse, 40 items / CSafeLoader", at_most=0.8, values=values)


def _import_figures(plan: Plan) -> Iterator[Figure]:
    _tell("an import")
    seconds = warm.importing_of(1_000, plan.rotations)
    for label, step, at_most in (
        ("importing 1,000 lines of CSV / csv and json", warm.IMPORT, 25),
        ("the same and reading it back / csv and json", warm.IMPORT_AND_READ, math.inf),
    ):
        values = ratios(seconds[step], seconds[warm.IMPORT_FLOOR])
        yield Figure(label=label, at_most=at_most, values=values)


def _batch_figures(plan: Plan) -> Iterator[Figure]:
    _tell(f"a batch of {plan.batch_files}")
    files = [content.evidence(40, seed) for seed in range(1, plan.batch_files + 1)]
    batches = [warm.batch(files) for _ in range(plan.batch_rotations)]
    label = f"one of {plan.batch_files} packets / the same with docxtpl"
    values = tuple(each.promo / each.docxtpl for each in batches if each.docxtpl)
    yield Figure(label=label, at_most=0.7, values=values)
    sizes = tuple(size / 1000 for size in batches[0].sizes)
    yield Figure(label="size of a 40-item packet, kB", at_most=70, values=sizes)


# Scale


def _cold_scale(costs: Cold) -> Iterator[str]:
    columns = [f"{n:,} items" for n in SIZES]
    rows = []
    for name in (
        cold.PYTHON, cold.VERSION, cold.CHECK, cold.MARKDOWN, cold.WORD, cold.PANDOC,
        cold.PANDOC_OWN,
    ):  # fmt: skip
        found = [costs[n].get(name, ()) for n in SIZES]
        rows.append((name, [milliseconds([c.cpu for c in each]) for each in found]))
        rows.append(("  by the clock", [milliseconds([c.wall for c in each]) for each in found]))
    yield from scale_table("cold, CPU ms of a process", columns, rows)


def _warm_scale(seconds: Warm) -> Iterator[str]:
    columns = [f"{n:,} items" for n in SIZES]
    names = (
        warm.C_LOADER, warm.READING, warm.PIPELINE, warm.DEFLATING, warm.WORD, warm.DOCXTPL,
        warm.MARKDOWN, warm.OPENING, warm.REVIEW,
    )  # fmt: skip
    rows = [(name, [milliseconds(seconds[n].get(name, ())) for n in SIZES]) for name in names]
    yield from scale_table("warm, CPU ms in one process", columns, rows)


# The machine


def _facts(plan: Plan) -> Iterator[str]:
    yield f"Python {platform.python_version()}, {platform.system()}, {_cores()} cores"
    for packages in (
        ("promo-packet", "python-docx", "lxml", "PyYAML"),
        ("docxtpl", "pypandoc_binary"),
    ):
        yield ", ".join(f"{name} {_version(name)}" for name in packages)
    yield (
        f"{plan.rotations} rotations, {plan.slow_rotations} at 1,000 items; "
        f"batch {plan.batch_files} × {plan.batch_rotations}"
    )
    counts = (f"{name} {words:,}" for name, words in warm.words(40).items())
    yield f"words in the Word document of 40 items: {', '.join(counts)}"
    for name in rivals.missing():
        yield f'{name} is not installed, so its rows are not measured: pip install ".[benchmark]"'
    if _is_editable():
        yield "promo is an editable install: it slows `python -c pass` and flatters three ratios"


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"


def _is_editable() -> bool:
    origin = json.loads(distribution("promo-packet").read_text("direct_url.json") or "{}")
    return bool(origin.get("dir_info", {}).get("editable"))
