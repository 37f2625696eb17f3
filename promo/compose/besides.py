"""Sections that a packet has only where a call asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from promo import phrases
from promo.compose.frame import Frame
from promo.diffing import CompetencySide, Diff, ItemChange, ItemSide, Move
from promo.model import EvidenceItem
from promo.packet import Mark, QuestionGroup, Questions, Ref, Since, SinceItem, SinceRow
from promo.packet import QuestionsAbout as About
from promo.questions import FollowUp, follow_ups

_NOWHERE = Ref(text="", anchor="")


# Since the last packet


def since_of(f: Frame, found: Diff) -> Since:
    words = f.words
    return Since(
        lead=words(
            "since.lead",
            before=words.stated_day(found.old.as_of),
            now=words.day(f.assessment.as_of),
        ),
        notes=tuple(_notes(f, found)),
        columns=(
            words("column.competency"),
            words("since.before"),
            words("since.now"),
            words("since.turn"),
        ),
        rows=tuple(_row(f, move) for move in found.moves),
        description=words("since.descr"),
        items_label=words("since.items"),
        items=tuple(_items(f, found)),
        none=words("since.items.none"),
    )


def _notes(f: Frame, found: Diff) -> Iterator[str]:
    before, now = (side.held_against for side in (found.old, found.new))
    if before != now:
        yield f.words("since.levels", before=before, now=now)
    if found.old.is_packet:
        yield f.words("since.packet")


def _row(f: Frame, move: Move) -> SinceRow:
    id = move.new.id if move.new else ""
    return SinceRow(
        competency=Ref(text=move.title, anchor=f.anchors.get(id, "")),
        before=_mark(f, move.old),
        now=_mark(f, move.new),
        turn=f.words(f"since.{move.turn.name.lower()}"),
    )


def _mark(f: Frame, side: CompetencySide | None) -> Mark:
    if side is None or side.status is None:
        return Mark(status=None, dots="", label=f.words("since.no_status"))
    label = phrases.status_label(f.words, side.status)
    return Mark(status=side.status, dots=phrases.DOTS[side.status], label=label)


def _items(f: Frame, found: Diff) -> Iterator[SinceItem]:
    for item in found.added:
        yield SinceItem(f.words("since.added"), _ref(f, item), item.title)
    for change in found.changed:
        yield SinceItem(f.words("since.changed"), _ref(f, change.new), _changed(f, change))
    for item in found.dropped:
        yield SinceItem(f.words("since.dropped"), _NOWHERE, item.title)


def _ref(f: Frame, item: ItemSide) -> Ref:
    return f.item_ref(item.item) if item.item else _NOWHERE


def _changed(f: Frame, change: ItemChange) -> str:
    names = f.words.join((f.words(f"since.field.{field.name}") for field in change.fields), "comma")
    return f.words("since.fields", title=change.new.title, names=names)


# Likely questions


def questions_of(f: Frame) -> Questions:
    asked = groupby(follow_ups(f.assessment, f.words), key=lambda each: each.competency.id)
    return Questions(
        lead=f.words("questions.lead"),
        groups=tuple(_group(f, id, list(each)) for id, each in asked),
        none=f.words("questions.none"),
    )


def _group(f: Frame, competency: str, asked: list[FollowUp]) -> QuestionGroup:
    """The competency's own questions first, then its items as they are printed."""
    own = tuple(each.text for each in asked if each.item is None)
    items = {each.item.id: each.item for each in asked if each.item}
    in_order = sorted(items.values(), key=lambda item: int(f.item_anchors[item.id][1:]))
    return QuestionGroup(
        competency=Ref(text=f.titles[competency], anchor=f.anchors[competency]),
        questions=own,
        items=tuple(_about(f, item, asked) for item in in_order),
    )


def _about(f: Frame, item: EvidenceItem, asked: list[FollowUp]) -> About:
    texts = tuple(each.text for each in asked if each.item is item)
    return About(ref=f.item_ref(item), title=item.title, questions=texts)
