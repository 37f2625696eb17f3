"""Markdown of notes to sections, bullets, paragraphs and tables, each with its lines.

Line by line and not by a parser of the standard: notes are indented as it came, and every line
must be accounted for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from promo.collecting import dates
from promo.collecting.dates import Calendar
from promo.collecting.draft import Draft

_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*)$")
_CLOSING = re.compile(r"\s#+$")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})\s*$")
_RULE = re.compile(r" {0,3}([-*_])(?:\s*\1){2,}\s*$")
_BULLET = re.compile(r"(?P<indent>\s*)(?:[-*+•–]|\d{1,3}[.)])\s+(?P<text>\S.*)$")
_BOX = re.compile(r"\[(?P<mark>[ xX])\]\s+")
_BOLD = re.compile(r"\s{0,3}(\*\*|__)(?P<text>[^*_]+)\1:?\s*$")
_FENCE = re.compile(r"\s*(```+|~~~+)")
_TABLE = re.compile(r"\s*\|.*\|\s*$")
_DEEPEST = 40  # levels of a list; what is deeper stands beside the last
_BOLD_LEVEL, _DATE_LEVEL = 7, 8  # below every real heading


@dataclass(slots=True)
class Line:
    """One line as it stands, with its number."""

    number: int
    text: str


@dataclass(slots=True)
class Bullet:
    """An entry of a list: its own lines without the mark, and the entries under it."""

    lines: list[Line]
    indent: int
    is_open: bool = False  # an empty box: not done yet
    children: list[Bullet] = field(default_factory=list)
    raw: list[Line] = field(default_factory=list)

    @property
    def number(self) -> int:
        return self.lines[0].number

    def add(self, line: Line, raw: Line) -> None:
        """One more line of its text, as it is read and as it stands."""
        self.lines.append(line)
        self.raw.append(raw)

    def below(self) -> Iterator[Line]:
        """The lines of the entries under it, as they stand."""
        for child in self.children:
            yield from child.raw
            yield from child.below()


@dataclass(slots=True)
class Paragraph:
    lines: list[Line]

    @property
    def number(self) -> int:
        return self.lines[0].number


@dataclass(slots=True)
class Table:
    lines: list[Line]


Block: TypeAlias = Bullet | Paragraph | Table


@dataclass(slots=True)
class Section:
    """A heading with what stands under it; the top has no heading."""

    level: int
    title: str
    number: int
    blocks: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)


def parse(text: str, draft: Draft) -> Section:
    """The sections of a document; what is no part of its text is skipped in the draft."""
    lines = [Line(n, line.rstrip()) for n, line in enumerate(text.split("\n"), 1)]
    return _Reader(draft).read(_without_remarks(_without_front_matter(lines, draft), draft))


def _without_front_matter(lines: list[Line], draft: Draft) -> list[Line]:
    if not lines or lines[0].text != "---":
        return lines
    ends = [n for n, line in enumerate(lines) if n and line.text in ("---", "...")]
    if not ends or not all(re.match(r"[\w-]+:|\s|#|$", line.text) for line in lines[1 : ends[0]]):
        return lines
    for line in lines[1 : ends[0]]:
        if line.text.strip():
            draft.skip(line.number, line.text.strip(), "the head of the file, not a text of it")
    return [Line(1, ""), *lines[ends[0] + 1 :]]


def _without_remarks(lines: list[Line], draft: Draft) -> list[Line]:
    """Lines without `<!-- … -->` that has lines of its own."""
    kept: list[Line] = []
    is_inside = is_code = False
    for line in lines:
        is_code ^= bool(_FENCE.match(line.text)) and not is_inside
        begins = line.text.lstrip().startswith("<!--") and not is_code
        if is_inside or begins:
            draft.skip(line.number, line.text.strip(), "a comment")
            is_inside = "-->" not in line.text
            kept.append(Line(line.number, ""))
        else:
            kept.append(line)
    draft.skipped = [skipped for skipped in draft.skipped if skipped.text]
    return kept


class _Reader:
    """Builds sections; `path` is the open section and those around it."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.path = [Section(0, "", 0)]
        self.list: list[Bullet] = []  # the open entry and those around it
        self.after_blank = True
        self.fence = ""

    def read(self, lines: list[Line]) -> Section:
        for n, line in enumerate(lines):
            following = lines[n + 1].text if n + 1 < len(lines) else ""
            before = lines[n - 1].text if n else ""
            self.line(line, before, following)
        return self.path[0]

    def line(self, line: Line, before: str, following: str) -> None:
        text = line.text
        if self.fence or _FENCE.match(text):
            self.code(line)
        elif not text.strip():
            self.after_blank = True
        elif heading := _HEADING.match(text):
            self.begin(len(heading[1]), _CLOSING.sub("", heading[2]).strip(), line)
        elif _UNDERLINE.match(text) and self.is_underlined(before):
            self.underline(1 if "=" in text else 2)
        elif _RULE.match(text):
            self.list, self.after_blank = [], True
        elif bullet := _BULLET.match(text.expandtabs(4)):
            self.bullet(line, len(bullet["indent"]), bullet["text"])
        elif _TABLE.match(text):
            self.add_table(line)
        elif self.stands_alone(before, following) and (title := self.bare_heading(text)):
            self.begin(*title, line)
        else:
            self.words(line)

    def begin(self, level: int, title: str, line: Line) -> None:
        while len(self.path) > 1 and self.path[-1].level >= level:
            self.path.pop()
        section = Section(level, title, line.number)
        self.path[-1].sections.append(section)
        self.path.append(section)
        self.list, self.after_blank = [], True

    def stands_alone(self, before: str, following: str) -> bool:
        is_bullet = bool(_BULLET.match(following)) and not following[:1].isspace()
        return (not before.strip() or bool(_HEADING.match(before))) and (
            not following.strip() or is_bullet
        )

    def bare_heading(self, text: str) -> tuple[int, str] | None:
        """A line in bold, or with a date and nothing else, heads what follows."""
        bold = _BOLD.match(text)
        if bold:
            return _BOLD_LEVEL, bold["text"].rstrip(":").strip()
        if text[:1].isspace() and self.list:
            return None
        if dates.whole(text, Calendar(year=2000, fiscal_start=1)):
            return _DATE_LEVEL, text.strip().rstrip(":")
        return None

    def is_underlined(self, before: str) -> bool:
        last = self.path[-1].blocks[-1] if self.path[-1].blocks else None
        return isinstance(last, Paragraph) and len(last.lines) == 1 and bool(before.strip())

    def underline(self, level: int) -> None:
        paragraph = self.path[-1].blocks.pop()
        assert isinstance(paragraph, Paragraph)
        self.begin(level, paragraph.lines[0].text.strip(), paragraph.lines[0])

    def bullet(self, line: Line, indent: int, text: str) -> None:
        box = _BOX.match(text)
        text = text[box.end() :] if box else text
        entry = Bullet(
            [Line(line.number, text)], indent, bool(box and box["mark"] == " "), raw=[line]
        )
        while self.list and (self.list[-1].indent >= indent or len(self.list) >= _DEEPEST):
            self.list.pop()
        if self.list:
            self.list[-1].children.append(entry)
        else:
            self.path[-1].blocks.append(entry)
        self.list.append(entry)
        self.after_blank = False

    def words(self, line: Line) -> None:
        """A line of text: it goes on with the entry or paragraph above, or begins a paragraph."""
        is_indented = line.text[:1].isspace()
        if self.list and (is_indented or not self.after_blank):
            entry = self.list[-1]
            if self.after_blank:
                entry.add(Line(line.number - 1, ""), Line(line.number - 1, ""))
            entry.add(Line(line.number, line.text.strip()), line)
        else:
            self.list = []
            blocks = self.path[-1].blocks
            last = blocks[-1] if blocks else None
            if isinstance(last, Paragraph) and not self.after_blank:
                last.lines.append(line)
            else:
                blocks.append(Paragraph([line]))
        self.after_blank = False

    def code(self, line: Line) -> None:
        """Code goes with the text that it stands in, also its blank lines."""
        fence = _FENCE.match(line.text)
        if self.fence and fence and fence[1].startswith(self.fence):
            self.fence = ""
        elif not self.fence and fence:
            self.fence = fence[1]
        if self.list:
            self.list[-1].add(line, line)
            return
        blocks = self.path[-1].blocks
        last = blocks[-1] if blocks else None
        if isinstance(last, Paragraph):
            last.lines.append(line)
        else:
            blocks.append(Paragraph([line]))
        self.after_blank = False

    def add_table(self, line: Line) -> None:
        self.list = []
        blocks = self.path[-1].blocks
        last = blocks[-1] if blocks else None
        if isinstance(last, Table) and not self.after_blank:
            last.lines.append(line)
        else:
            blocks.append(Table([line]))
        self.after_blank = False
