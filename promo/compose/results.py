"""The headline results, and the evidence over time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from promo.assess import Coverage, months_before
from promo.compose.frame import Frame
from promo.compose.items import metric_text, own_part
from promo.model import EvidenceItem
from promo.packet import Headline, Timeline, TimelineRow

QUARTERS = 8


def headline_of(f: Frame, item: EvidenceItem) -> Headline:
    words = f.words
    home = f.titles[f.homes[item.id]]
    return Headline(
        title=item.title,
        meta=words.join((*own_part(f, item), home, words("headline.full"))),
        full=f.item_ref(item),
        result=item.result,
        metrics_label=words("entry.metrics"),
        metrics=tuple(metric_text(f, metric) for metric in item.metrics),
    )


def timeline_of(f: Frame) -> Timeline:
    words, as_of = f.words, f.assessment.as_of
    quarters = [_quarter(months_before(as_of, 3 * back)) for back in range(QUARTERS)][::-1]
    columns = [("", words("timeline.earlier"))]
    columns += [(words("quarter", quarter=quarter), str(year)) for year, quarter in quarters]
    columns.append(("", words("timeline.undated")))
    return Timeline(
        label=words("column.competency"),
        columns=tuple(columns),
        rows=tuple(timeline_row(f, coverage, quarters) for coverage in f.assessment.coverages),
        caption=words("timeline.caption"),
        description=words("timeline.descr"),
    )


def timeline_row(f: Frame, coverage: Coverage, quarters: Sequence[tuple[int, int]]) -> TimelineRow:
    counts = counts_of(f, coverage.items, quarters)
    zero = f.words("timeline.zero")
    return TimelineRow(
        competency=f.competency_ref(coverage),
        counts=counts,
        shown=tuple(f.words.number(count) if count else zero for count in counts),
    )


def counts_of(
    f: Frame, items: Iterable[EvidenceItem], quarters: Sequence[tuple[int, int]]
) -> tuple[int, ...]:
    """Items that ended earlier, in each quarter, and without a date."""
    counts = [0] * (len(quarters) + 2)
    for item in items:
        if item.period is None:
            counts[-1] += 1
            continue
        end = _quarter(item.period.end_by(f.assessment.as_of))
        counts[quarters.index(end) + 1 if end in quarters else 0] += 1
    return tuple(counts)


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month + 2) // 3
