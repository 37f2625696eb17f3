"""Two evidence files, or packets made from them, side by side: what is new, what became of gaps.

Items are one when they have one id, else when they have one title. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from promo.assess import Assessment, Status
from promo.model import EvidenceItem, Period, match_key
from promo.prose import words_in
from promo.words import counted


class ItemSide(NamedTuple):
    """An item on one side; a packet tells its id and title, and no `item`."""

    id: str
    title: str
    item: EvidenceItem | None = None


class CompetencySide(NamedTuple):
    """A competency on one side; `status` is None where a packet does not show it.

    `is_gap` is None on a Word packet's side, which may be waived or optional.
    """

    id: str
    title: str
    status: Status | None
    is_gap: bool | None


class Side(NamedTuple):
    """An evidence file as assessed, or a packet by its record; `as_of` is a day as 2026-06-30.

    `ladder` and `target` are ids, `version` is that of the ladder. `private` is what matches items
    that are private on this side.
    """

    name: str
    candidate: str
    ladder: str
    version: str
    target: str
    as_of: str
    items: tuple[ItemSide, ...]
    competencies: tuple[CompetencySide, ...]
    private: frozenset[str] = frozenset()
    is_packet: bool = False

    @property
    def held_against(self) -> str:
        """Ladder with its version, and level, in short: what two sides need to share."""
        ladder = f"{self.ladder} {self.version}" if self.version else self.ladder
        return f"{ladder}, {self.target}"


class FieldChange(NamedTuple):
    """A key of an item, and what it says on each side in short; empty where it says nothing."""

    name: str
    old: str
    new: str


class ItemChange(NamedTuple):
    """An item that is on both sides, and what differs."""

    old: ItemSide
    new: ItemSide
    fields: tuple[FieldChange, ...]


class Turn(Enum):
    """What became of a competency."""

    CLOSED = "gap closed"
    OPENED = "gap opened"
    MORE = "more evidence"
    LESS = "less evidence"
    SAME = "as before"
    ONLY_NEW = "not assessed before"
    ONLY_OLD = "no longer assessed"
    UNKNOWN = "not known"


class Move(NamedTuple):
    """A competency on both sides, or on one of them."""

    old: CompetencySide | None
    new: CompetencySide | None

    @property
    def title(self) -> str:
        either = self.new or self.old
        return either.title if either else ""

    @property
    def turn(self) -> Turn:
        if self.old is None:
            return Turn.ONLY_NEW
        if self.new is None:
            return Turn.ONLY_OLD
        before, now = self.old.status, self.new.status
        if before is None or now is None:
            return Turn.UNKNOWN
        was_gap, is_gap = self.old.is_gap, self.new.is_gap
        if was_gap is None or is_gap is None:
            was_gap, is_gap = before <= Status.THIN, now <= Status.THIN
        if was_gap != is_gap:
            return Turn.CLOSED if was_gap else Turn.OPENED
        if before == now:
            return Turn.SAME
        return Turn.MORE if before < now else Turn.LESS


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """What is on one side and not on the other, each in the order of its file."""

    old: Side
    new: Side
    added: tuple[ItemSide, ...]
    changed: tuple[ItemChange, ...]
    dropped: tuple[ItemSide, ...]
    same: int
    moves: tuple[Move, ...]

    @property
    def tells_changes(self) -> bool:
        """Whether both sides say what stands in an item."""
        return not (self.old.is_packet or self.new.is_packet)

    def turned(self, turn: Turn) -> int:
        return sum(move.turn is turn for move in self.moves)


def side_of(assessment: Assessment) -> Side:
    """The side that an evidence file is on."""
    a = assessment
    return Side(
        name=a.evidence.name,
        candidate=a.evidence.candidate.name,
        ladder=a.ladder.id,
        version=a.ladder.version,
        target=f"{a.level.id} {a.track.id}" if a.track else a.level.id,
        as_of=a.as_of.isoformat(),
        items=tuple(ItemSide(item.id, item.title, item) for item in a.evidence.items),
        competencies=tuple(
            CompetencySide(c.competency.id, c.competency.title, c.status, c.is_gap)
            for c in a.coverages
        ),
        private=a.evidence.private_keys,
    )


def diff(old: Side, new: Side) -> Diff:
    """What changed from `old` to `new`. An item that is private by now is on neither side."""
    before = [item for item in old.items if new.private.isdisjoint(_keys(item))]
    pairs = _paired(before, new.items)
    both = [(pairs[now.id], now) for now in new.items if now.id in pairs]
    changes = [ItemChange(then, now, tuple(_fields(then, now))) for then, now in both]
    matched = {then.id for then, _ in both}
    return Diff(
        old=old,
        new=new,
        added=tuple(now for now in new.items if now.id not in pairs),
        changed=tuple(change for change in changes if change.fields),
        dropped=tuple(then for then in before if then.id not in matched),
        same=sum(not change.fields for change in changes),
        moves=tuple(_moves(old.competencies, new.competencies)),
    )


def _keys(item: ItemSide) -> tuple[str, str]:
    return match_key(item.id), match_key(item.title)


def _paired(old: Sequence[ItemSide], new: Sequence[ItemSide]) -> dict[str, ItemSide]:
    """The old item of each new one by its id; ids first, so that no title takes what an id has."""
    pairs: dict[str, ItemSide] = {}
    for at in (0, 1):
        taken = {item.id for item in pairs.values()}
        free: dict[str, ItemSide] = {}
        for item in old:
            if item.id not in taken:
                free.setdefault(_keys(item)[at], item)
        for item in new:
            if item.id not in pairs and (found := free.pop(_keys(item)[at], None)):
                pairs[item.id] = found
    return pairs


# The keys of an item that a change is told of, in the order of the guide.
_FIELDS = (
    *("period", "project", "competencies", "expectations", "responsibility", "scope", "status"),
    *("headline", "situation", "actions", "result", "metrics", "links", "corroboration"),
)
_PROSE = ("situation", "actions", "result")


def _fields(old: ItemSide, new: ItemSide) -> Iterator[FieldChange]:
    if old.id != new.id and old.item and new.item:
        yield FieldChange("id", old.id, new.id)
    if old.title != new.title:
        yield FieldChange("title", old.title, new.title)
    if old.item is None or new.item is None:
        return
    for name in _FIELDS:
        before, now = getattr(old.item, name), getattr(new.item, name)
        if repr(before) != repr(now):  # bold is another kind than italics, of equal parts
            yield FieldChange(name, _shown(name, before), _shown(name, now))


def _shown(name: str, value: object) -> str:
    """A value in short: texts are counted, not quoted."""
    if name in _PROSE and isinstance(value, tuple):
        return counted(words_in(value), "word") if value else ""
    if name in ("competencies", "expectations") and isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, tuple):
        return str(len(value)) if value else ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Period):
        return value.text
    return str(value.value) if isinstance(value, Enum) else str(value or "")


def _moves(old: Sequence[CompetencySide], new: Sequence[CompetencySide]) -> Iterator[Move]:
    before = {side.id: side for side in old}
    for side in new:
        yield Move(before.pop(side.id, None), side)
    for side in before.values():
        yield Move(side, None)
