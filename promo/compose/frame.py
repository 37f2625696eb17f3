"""What every part of a packet asks: the words, the anchors, the numbers of the items."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from promo import phrases
from promo.assess import Assessment, Coverage
from promo.model import NOT_REVIEWED, EvidenceItem, Reviewed
from promo.packet import Mark, Ref
from promo.words import Words

if TYPE_CHECKING:
    from promo.diffing import Diff


class Besides(NamedTuple):
    """Sections that a call asks for: what is new since the last packet, and likely questions."""

    since: Diff | None = None
    questions: bool = False


NOTHING_BESIDES = Besides()


class Frame:
    """One assessment with its words, and where each thing stands in the packet.

    `anchors` and `titles` are by competency id, `homes` (the competency under which an item is
    printed in full), `item_anchors` and `numbers` (E1, E2 … in printing order) by item id.
    """

    def __init__(
        self,
        assessment: Assessment,
        tool_version: str,
        words: Words,
        reviewed: Reviewed = NOT_REVIEWED,
        besides: Besides = NOTHING_BESIDES,
    ) -> None:
        self.assessment = assessment
        self.reviewed = reviewed
        self.besides = besides
        self.words = words
        self.tool_version = tool_version
        self.anchors = {
            coverage.competency.id: f"c{n}" for n, coverage in enumerate(assessment.coverages, 1)
        }
        self.titles = {c.id: c.title for c in assessment.ladder.competencies}
        self.homes = {item.id: self._home(item) for item in assessment.accepted}
        self.item_anchors, self.numbers = {}, {}
        for n, item in enumerate(self._printing_order(), 1):
            self.item_anchors[item.id] = f"e{n}"
            self.numbers[item.id] = words("entry.number", number=str(n))

    def _home(self, item: EvidenceItem) -> str:
        """The competency under which an item is printed in full: the first assessed one named."""
        return next(id for id in item.competencies if id in self.anchors)

    def _printing_order(self) -> Iterator[EvidenceItem]:
        for coverage in self.assessment.coverages:
            yield from self.entries_of(coverage)
        for item, _ in self.assessment.not_counted:
            yield item

    def entries_of(self, coverage: Coverage) -> list[EvidenceItem]:
        """Headlines first, then the newest, undated last."""
        home = coverage.competency.id
        items = [item for item in coverage.items if self.homes[item.id] == home]
        return sorted(items, key=self._rank)

    def _rank(self, item: EvidenceItem) -> tuple[bool, int]:
        end = item.period.end_by(self.assessment.as_of) if item.period else date.min
        return (not item.headline, -end.toordinal())

    def mark(self, coverage: Coverage) -> Mark:
        label = phrases.status_label(self.words, coverage.status)
        return Mark(status=coverage.status, dots=phrases.DOTS[coverage.status], label=label)

    def competency_ref(self, coverage: Coverage) -> Ref:
        competency = coverage.competency
        return Ref(text=competency.title, anchor=self.anchors[competency.id])

    def item_ref(self, item: EvidenceItem) -> Ref:
        return Ref(text=self.numbers[item.id], anchor=self.item_anchors[item.id])
