"""A brag document in Markdown to items: each entry of a list, dated paragraph or headed text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from promo.collecting import dates, heads, tables
from promo.collecting.blocks import AHEAD, Block, Bullet, Paragraph, Section, Table, parse
from promo.collecting.dates import Calendar, Found
from promo.collecting.draft import LINK, Draft, plain
from promo.collecting.labels import GENERIC, KEY_OF_LABEL, is_ahead
from promo.collecting.lines import Footnotes, Line, lines_of
from promo.collecting.phrasing import Context, dated, is_titled, item_of, labels_in

_PROJECT = re.compile(r"(?:project|projekt)(?::\s*|\s+)(?P<name>\S.*)$", re.IGNORECASE)
_DANGLING = re.compile(
    r"\b(?:to|in|since|from|until|for|by|of|on|bis|seit|im|am|ab|für|von)$", re.I
)
_QUOTE = "a quote; words of others go under `feedback` or the `corroboration` of an item"
_LOOSE = "a text that is no entry and has no date or title of its own"
_TEXTS = {"situation", "actions", "result"}
_FEW = 3  # words of an entry that is but the topic of those under it
_WORDS = re.compile(r"[^\W\d_]+")


def fill(draft: Draft, text: str, calendar: Calendar) -> None:
    """Every item of a document into the draft, and every line that is in none."""
    lines, footnotes = lines_of(text, draft)
    top = parse(lines, draft)
    _Notes(draft, footnotes).section(top, Context(calendar=calendar), may_be_item=False)
    footnotes.skip_others(draft)


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
    rest = rest.strip(" -–—:,|()[]")
    return _Head(found, text if _DANGLING.search(rest) else rest, found.start == 0)


class _Notes:
    def __init__(self, draft: Draft, footnotes: Footnotes) -> None:
        self.draft = draft
        self.footnotes = footnotes

    def section(
        self,
        section: Section,
        context: Context,
        *,
        may_be_item: bool = True,
        is_inner: bool = False,
    ) -> None:
        """One heading and all under it; an inner one stands under a topic such as `Projects`."""
        head = _head(section.title, context.calendar)
        if is_ahead(plain(section.title)):
            self.skip_all(section, context)
            return
        if may_be_item:
            section = _joined(section, head, context.calendar)
        if may_be_item and self.is_item(section, head, is_inner=is_inner):
            self.item(section, head, context)
            return
        before = len(self.draft.items)
        inner = context
        if section.title:
            project = _PROJECT.match(head.rest)
            inner = context.beneath(section.title, head.found, project["name"] if project else "")
        is_dated = head.found is not None and not section.sections
        is_own = is_dated or section.title.endswith("?") or self.is_prose(section)
        for block in section.blocks:
            self.block(block, inner, is_own=is_own)
        lone = len(section.sections) == 1 and section.level == 0
        is_topic = may_be_item and head.says_more
        for part in section.sections:
            is_title = lone and part.level == 1
            self.section(part, inner, may_be_item=not is_title, is_inner=is_topic)
        if section.title and len(self.draft.items) == before:
            self.draft.skip(section.number, section.title, "a heading without an item under it")

    def is_item(self, section: Section, head: _Head, *, is_inner: bool) -> bool:
        """Whether a heading and its text are one item, and not a heading of several."""
        if section.sections or not head.says_more or section.title.endswith("?"):
            return False
        if not section.blocks:  # a heading may be all that is said, with its date at the end
            return head.found is not None and not head.found.weak and not head.is_led
        if all(_is_quote(block) for block in section.blocks):
            return False
        if any(isinstance(block, Table) for block in section.blocks):
            return False
        paragraphs = [block for block in section.blocks if isinstance(block, Paragraph)]
        bullets = [block for block in section.blocks if isinstance(block, Bullet)]
        if any(self.is_journal(paragraph, Calendar(2000)) for paragraph in paragraphs):
            return False
        lines = [line.text for p in paragraphs for line in p.lines]
        labels = set(labels_in([*lines, *(bullet.raw[0].text for bullet in bullets)]))
        if labels & _TEXTS:
            return True
        if head.found:
            one = not head.found.weak and not head.is_led
            return one and not self.has_dated(bullets, Calendar(2000))
        tells = bool(lines) and isinstance(section.blocks[0], Paragraph) and lines[0][-1:] != ":"
        return not bullets or (is_inner and tells and not self.has_dated(bullets, Calendar(2000)))

    def is_prose(self, section: Section) -> bool:
        """Whether a document is nothing but paragraphs, none of them dated: each is an item."""
        calendar = Calendar(2000)
        return not (section.level or section.sections) and all(
            isinstance(block, Paragraph)
            and not _is_quote(block)
            and not self.is_journal(block, calendar)
            and not self.names_date(block, calendar)
            for block in section.blocks
        )

    def item(self, section: Section, head: _Head, context: Context) -> None:
        lines: list[str] = []
        for n, block in enumerate(section.blocks):
            if n and not (isinstance(block, Bullet) and isinstance(section.blocks[n - 1], Bullet)):
                lines.append("")
            lines += [line.text for line in _lines_of(block)]
        project = _PROJECT.match(head.rest)
        if project:
            context = replace(context, project=project["name"])
        title = project["name"] if project else head.rest or plain(section.title)
        first = section.blocks[0] if section.blocks else None
        found = head.found
        if found is None and isinstance(first, Paragraph):
            own = dated(
                plain(" ".join(line.text.strip() for line in first.lines)), context.calendar
            )
            found = own.found if own.found and own.found.when else None
        self.add("", lines, section.number, context, title, found, section.title)

    def add(
        self,
        text: str,
        below: list[str],
        line: int,
        context: Context,
        title: str = "",
        found: Found | None = None,
        heading: str = "",
        *,
        is_open: bool = False,
    ) -> None:
        below = [*below, *self.footnotes.of("\n".join((heading, text, *below)))]
        item = item_of(
            text, below, line, context, title=title, found=found, heading=heading, is_open=is_open
        )
        self.draft.items.append(item)

    def block(self, block: Block, context: Context, *, is_own: bool) -> None:
        if isinstance(block, Bullet):
            self.bullet(block, context)
        elif isinstance(block, Table):
            tables.fill_from_markdown(
                self.draft, [(line.number, line.text) for line in block.lines], context
            )
        elif _is_quote(block):
            for line in block.lines:
                self.draft.skip(line.number, line.text.strip(), _QUOTE)
        elif self.is_journal(block, context.calendar):
            self.journal(block, context)
        elif is_own or self.names_date(block, context.calendar):
            text = "\n".join(line.text.strip() for line in block.lines)
            self.add(text, [], block.number, context)
        else:
            for line in block.lines:
                self.draft.skip(line.number, line.text.strip(), _LOOSE)

    def bullet(self, bullet: Bullet, context: Context) -> None:
        """An entry is an item, or a heading of those under it where they have the dates."""
        text = bullet.lines[0].text
        found = dates.whole(plain(text), context.calendar)
        own = found or dated(plain(text), context.calendar).found
        heads = own is None and len(bullet.children) > 1 and not is_titled(text)
        if bullet.children and (
            found
            or (heads and self.has_dated(bullet.children, context.calendar))
            or (own is None and _is_topic(bullet))
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
            self.add(text, below, bullet.number, context, is_open=bullet.is_open)

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
            self.add(text, [], entry[0].number, context)

    def skip_all(self, section: Section, context: Context) -> None:
        """All that stands under a heading of what is to come, but what is ticked there."""
        self.draft.skip(section.number, section.title, AHEAD)
        inner = context.beneath(section.title, _head(section.title, context.calendar).found)
        for block in section.blocks:
            if isinstance(block, Bullet) and block.is_ticked:
                self.bullet(block, inner)
                continue
            for line in _lines_of(block):
                if line.text.strip():
                    self.draft.skip(line.number, line.text.strip(), AHEAD)
        for part in section.sections:
            self.skip_all(part, inner)


def _joined(section: Section, head: _Head, calendar: Calendar) -> Section:
    """A heading with those below it that only name its parts, or its date, as one text."""
    parts, blocks = section.sections, list(section.blocks)
    keys = {KEY_OF_LABEL.get(plain(part.title).strip(" :").lower()) for part in parts}
    if head.says_more and len(keys & _TEXTS) > 1 and None not in keys:
        for part in parts:
            blocks.append(Paragraph([Line(part.number, f"{plain(part.title).strip(' :')}:")]))
            blocks += part.blocks
        if not any(part.sections for part in parts):
            return replace(section, blocks=blocks, sections=[])
    if head.says_more and len(parts) == 1 and not blocks and not parts[0].sections:
        found = dates.whole(plain(parts[0].title), calendar)
        if found and all(isinstance(block, Paragraph) for block in parts[0].blocks):
            date = Paragraph([Line(parts[0].number, f"Date: {parts[0].title}")])
            return replace(section, blocks=[date, *parts[0].blocks], sections=[])
    if not parts and len(blocks) == 1 and isinstance(blocks[0], Table):
        rows = heads.labels_of([(line.number, line.text) for line in blocks[0].lines])
        if rows and head.says_more:
            lines = [Line(number, text) for number, text in rows]
            return replace(section, blocks=[Paragraph(lines)])
    return section


def _is_quote(block: Block) -> bool:
    return isinstance(block, Paragraph) and all(
        line.text.lstrip()[:1] == ">" for line in block.lines
    )


def _is_topic(bullet: Bullet) -> bool:
    """Whether an entry is but the topic of entries that have entries of their own."""
    text = bullet.lines[0].text
    is_short = len(text.split()) <= _FEW and len(bullet.lines) == 1 and not LINK.search(text)
    return is_short and bool(bullet.children) and all(child.children for child in bullet.children)


def _leads(line: Line, calendar: Calendar) -> bool:
    """Whether a line begins with a date, and goes on with what was done."""
    found = dated(plain(line.text.strip()), calendar).found
    return found is not None and not line.text.strip()[: found.start].strip("[(*_ ")


def _lines_of(block: Block) -> list[Line]:
    return [*block.raw, *block.below()] if isinstance(block, Bullet) else block.lines
