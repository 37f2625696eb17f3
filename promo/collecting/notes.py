"""A brag document in Markdown to items: each entry of a list, dated paragraph or headed text."""

from __future__ import annotations

import re
from typing import NamedTuple

from promo.collecting import dates, tables
from promo.collecting.blocks import Block, Bullet, Line, Paragraph, Section, Table, parse
from promo.collecting.dates import Calendar, Found
from promo.collecting.draft import Draft, plain
from promo.collecting.labels import AHEAD, GENERIC
from promo.collecting.phrasing import Context, dated, is_titled, item_of, labels_in

_PROJECT = re.compile(r"(?:project|projekt)(?::\s*|\s+)(?P<name>\S.*)$", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+")


def fill(draft: Draft, text: str, calendar: Calendar) -> None:
    """Every item of a document into the draft, and every line that is in none."""
    top = parse(text, draft)
    _Notes(draft).section(top, Context(calendar=calendar), may_be_item=False)


class _Head(NamedTuple):
    """A heading read: its date, its words without that, and whether the date comes first."""

    found: Found | None
    rest: str
    is_led: bool

    @property
    def says_more(self) -> bool:
        return any(word not in GENERIC for word in _WORDS.findall(self.rest.lower()))


def _head(title: str, calendar: Calendar) -> _Head:
    text = plain(title)
    whole = dates.whole(text, calendar)
    if whole:
        return _Head(whole, "", True)
    own = dated(text, calendar)
    found = own.found
    if found is None:
        others = dates.find(text, calendar)
        rest = "".join(text.split(others[0].text, 1)) if others else text
        generic = _Head(others[0] if others else None, rest, True)
        return generic if others and not generic.says_more else _Head(None, text, False)
    rest = own.text if own.is_cut else text[: found.start] + text[found.end :]
    return _Head(found, rest.strip(" -–—:,|()[]"), found.start == 0)


class _Notes:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft

    def section(self, section: Section, context: Context, *, may_be_item: bool = True) -> None:
        head = _head(section.title, context.calendar)
        if plain(section.title).strip(" :").lower() in AHEAD:
            self.skip_all(section, "stands under a heading of what is to come")
            return
        if may_be_item and self.is_item(section, head):
            self.item(section, head, context)
            return
        before = len(self.draft.items)
        inner = context
        if section.title:
            project = _PROJECT.match(head.rest)
            inner = context.beneath(section.title, head.found, project["name"] if project else "")
        for block in section.blocks:
            self.block(block, inner, is_dated=head.found is not None and not section.sections)
        lone = len(section.sections) == 1 and section.level == 0
        for part in section.sections:
            self.section(part, inner, may_be_item=not (lone and part.level == 1))
        if section.title and len(self.draft.items) == before:
            self.draft.skip(section.number, section.title, "a heading without an item under it")

    def is_item(self, section: Section, head: _Head) -> bool:
        """Whether a heading and its text are one item, and not a heading of several."""
        if section.sections or not section.blocks or not head.says_more:
            return False
        if any(isinstance(block, Table) for block in section.blocks):
            return False
        paragraphs = [block for block in section.blocks if isinstance(block, Paragraph)]
        bullets = [block for block in section.blocks if isinstance(block, Bullet)]
        if any(self.is_journal(paragraph, Calendar(2000)) for paragraph in paragraphs):
            return False
        lines = [line.text for p in paragraphs for line in p.lines]
        labels = set(labels_in([*lines, *(bullet.raw[0].text for bullet in bullets)]))
        if labels & {"situation", "actions", "result"}:
            return True
        if head.found:
            one = not head.found.weak and not head.is_led
            return one and not self.has_dated(bullets, Calendar(2000))
        return not bullets

    def item(self, section: Section, head: _Head, context: Context) -> None:
        lines: list[str] = []
        for n, block in enumerate(section.blocks):
            if n and not (isinstance(block, Bullet) and isinstance(section.blocks[n - 1], Bullet)):
                lines.append("")
            lines += [line.text for line in _lines_of(block)]
        title = head.rest or section.title
        item = item_of(
            "", lines, section.number, context, title=title, found=head.found, heading=section.title
        )
        self.draft.items.append(item)

    def block(self, block: Block, context: Context, *, is_dated: bool) -> None:
        if isinstance(block, Bullet):
            self.bullet(block, context)
        elif isinstance(block, Table):
            tables.fill_from_markdown(
                self.draft, [(line.number, line.text) for line in block.lines], context
            )
        elif self.is_journal(block, context.calendar):
            self.journal(block, context)
        elif is_dated or self.names_date(block, context.calendar):
            text = "\n".join(line.text.strip() for line in block.lines)
            self.draft.items.append(item_of(text, (), block.number, context))
        else:
            for line in block.lines:
                self.draft.skip(line.number, line.text.strip(), "a text between headings, undated")

    def bullet(self, bullet: Bullet, context: Context) -> None:
        """An entry is an item, or a heading of those under it where they have the dates."""
        text = bullet.lines[0].text
        found = dates.whole(plain(text), context.calendar)
        own = found or dated(plain(text), context.calendar).found
        heads = own is None and len(bullet.children) > 1 and not is_titled(text)
        if bullet.children and (
            found or (heads and self.has_dated(bullet.children, context.calendar))
        ):
            inner = context.beneath("\n".join(line.text for line in bullet.lines), found)
            for child in bullet.children:
                self.bullet(child, inner)
        elif found:
            for line in bullet.lines:
                self.draft.skip(line.number, line.text, "a date without a text")
        else:
            text = "\n".join(line.text for line in bullet.lines)
            below = [line.text for line in bullet.below()]
            item = item_of(text, below, bullet.number, context, is_open=bullet.is_open)
            self.draft.items.append(item)

    @staticmethod
    def has_dated(bullets: list[Bullet], calendar: Calendar) -> bool:
        """Whether at least half of some entries have a date of their own."""
        own = [dated(plain(bullet.lines[0].text), calendar).found for bullet in bullets]
        return len(own) > 0 and sum(found is not None for found in own) * 2 >= len(own)

    @staticmethod
    def is_journal(paragraph: Paragraph, calendar: Calendar) -> bool:
        """Lines that begin with a date each, or a text after each of them."""
        return _leads(paragraph.lines[0], calendar)

    @staticmethod
    def names_date(paragraph: Paragraph, calendar: Calendar) -> bool:
        text = " ".join(line.text.strip() for line in paragraph.lines)
        return dated(plain(text), calendar).found is not None

    def journal(self, paragraph: Paragraph, context: Context) -> None:
        entries: list[list[Line]] = []
        for line in paragraph.lines:
            if not entries or _leads(line, context.calendar):
                entries.append([])
            entries[-1].append(line)
        for entry in entries:
            text = "\n".join(line.text.strip() for line in entry)
            self.draft.items.append(item_of(text, (), entry[0].number, context))

    def skip_all(self, section: Section, why: str) -> None:
        self.draft.skip(section.number, section.title, why)
        for block in section.blocks:
            for line in _lines_of(block):
                if line.text.strip():
                    self.draft.skip(line.number, line.text.strip(), why)
        for part in section.sections:
            self.skip_all(part, why)


def _leads(line: Line, calendar: Calendar) -> bool:
    """Whether a line begins with a date, and goes on with what was done."""
    found = dated(plain(line.text.strip()), calendar).found
    return found is not None and not line.text.strip()[: found.start].strip("[(*_ ")


def _lines_of(block: Block) -> list[Line]:
    return [*block.raw, *block.below()] if isinstance(block, Bullet) else block.lines
