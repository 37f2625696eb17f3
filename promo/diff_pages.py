"""What differs between two files as a page, and as a report for other programs."""

from __future__ import annotations

from collections.abc import Iterator

from promo import phrases
from promo.comparing import Change
from promo.diffing import CompetencySide, Diff, FieldChange, ItemChange, ItemSide, Move, Side, Turn
from promo.pages import Line, Page, PageSection, Table
from promo.report import FORMAT_VERSION, Json
from promo.words import Words, counted

_TOLD = (Turn.CLOSED, Turn.OPENED, Turn.MORE, Turn.LESS)


def diff_page(found: Diff) -> Page:
    """Competencies with their statuses on both sides, then the items that differ."""
    rows = tuple(_row(move) for move in found.moves)
    table = Table(columns=("competency", "before", "now", ""), rows=rows)
    lines = tuple(_lines(found))
    note = "" if lines else "No item is added, changed or dropped."
    return Page(
        title=found.new.candidate,
        facts=tuple(_facts(found.old, found.new)),
        sections=(
            PageSection(title="Competencies", table=table),
            PageSection(title="Items", note=note, lines=lines),
        ),
        closing=tuple(_closing(found)),
    )


def _facts(old: Side, new: Side) -> Iterator[tuple[str, str]]:
    for name in ("file", "ladder", "version", "target", "as of"):
        before, now = _fact(old, name), _fact(new, name)
        yield name, now if before == now else f"{before} → {now}"


def _fact(side: Side, name: str) -> str:
    if name == "file":
        return f"{side.name} (packet)" if side.is_packet else side.name
    if name == "as of":
        return Words().stated_day(side.as_of) or "not known"
    shown = {"ladder": side.ladder, "version": side.version, "target": side.target}
    return shown[name] or "not stated"


def _row(move: Move) -> tuple[str, ...]:
    return (move.title, _status(move.old), _status(move.new), move.turn.value)


def _status(side: CompetencySide | None) -> str:
    if side is None:
        return "not assessed"
    if side.status is None:
        return "not shown"
    return f"{phrases.DOTS[side.status]} {phrases.status_label(Words(), side.status)}"


def _lines(found: Diff) -> Iterator[Line]:
    for item in found.added:
        yield _line(Change.NEW, item)
    for change in found.changed:
        was = "; ".join(map(_field, change.fields))
        yield Line(text=f"{change.new.title}: {was}", change=Change.CHANGED, detail=change.new.id)
    for item in found.dropped:
        yield _line(Change.DROPPED, item)


def _line(change: Change, item: ItemSide) -> Line:
    return Line(text=item.title, change=change, detail=item.id)


def _field(field: FieldChange) -> str:
    """`period 2025-01 → 2025-03`; a text of as many words as before is told as rewritten."""
    if field.old == field.new:
        return f"{field.name} rewritten"
    return f"{field.name} {field.old or 'not stated'} → {field.new or 'not stated'}"


def _closing(found: Diff) -> Iterator[str]:
    items = [f"{len(found.added):,} added", f"{len(found.dropped):,} dropped"]
    items += [f"{len(found.changed):,} changed"] if found.tells_changes else []
    items.append(f"{found.same:,} {'as before' if found.tells_changes else 'in both'}")
    gaps = [_turned(found.turned(turn), turn) for turn in _TOLD if found.turned(turn)]
    yield f"Items: {', '.join(items)}. Competencies: {', '.join(gaps) or 'all as before'}."
    if found.old.held_against != found.new.held_against:
        yield (
            "The two are held against different levels or ladders: a status may have moved for "
            "that alone."
        )
    if not found.tells_changes:
        known = (side.is_gap for move in found.moves for side in (move.old, move.new) if side)
        waived = ", and which gaps were waived," if None in known else ""
        yield (
            "A packet tells the ids and titles of its items, and statuses. What changed in an "
            f"item{waived} only evidence files can tell."
        )
    elif found.new.private:
        yield "What is private in the new file is left out, also where the old one tells it."


def _turned(n: int, turn: Turn) -> str:
    """2 gaps closed, 1 with more evidence."""
    if turn in (Turn.CLOSED, Turn.OPENED):
        return f"{counted(n, 'gap')} {turn.value.removeprefix('gap ')}"
    return f"{n:,} with {turn.value}"


def diff_report(found: Diff, tool_version: str) -> dict[str, Json]:
    """The same for other programs; `changed` is null where a packet cannot tell it."""
    return {
        "format": "promo-diff",
        "version": FORMAT_VERSION,
        "tool": {"name": "promo", "version": tool_version},
        **diff_parts(found),
    }


def diff_parts(found: Diff) -> dict[str, Json]:
    changed: list[Json] = [_change_report(change) for change in found.changed]
    return {
        "old": _side_report(found.old),
        "new": _side_report(found.new),
        "added": [_item_report(item) for item in found.added],
        "changed": changed if found.tells_changes else None,
        "dropped": [_item_report(item) for item in found.dropped],
        "same": found.same if found.tells_changes else None,
        "competencies": [_move_report(move) for move in found.moves],
    }


def _side_report(side: Side) -> Json:
    return {
        "file": side.name.replace("\\", "/").rsplit("/", 1)[-1],
        "packet": side.is_packet,
        "candidate": side.candidate,
        "ladder": side.ladder,
        "ladder_version": side.version,
        "target": side.target,
        "as_of": side.as_of,
    }


def _item_report(item: ItemSide) -> Json:
    return {"id": item.id, "title": item.title}


def _change_report(change: ItemChange) -> Json:
    fields: list[Json] = [{"name": f.name, "old": f.old, "new": f.new} for f in change.fields]
    return {"id": change.new.id, "title": change.new.title, "fields": fields}


def _move_report(move: Move) -> Json:
    either = move.new or move.old
    return {
        "id": either.id if either else "",
        "title": move.title,
        "old": _status_report(move.old),
        "new": _status_report(move.new),
        "turn": move.turn.name.lower(),
    }


def _status_report(side: CompetencySide | None) -> Json:
    return side.status.name.lower() if side and side.status is not None else None
