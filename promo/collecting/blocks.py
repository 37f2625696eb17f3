"""Markdown of notes to sections, bullets, paragraphs and tables, each with its lines.

Line by line and not by a parser of the standard: notes are indented as it came, and every line
must be accounted for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from promo.collecting import dates
from promo.collecting.dates import Calendar
from promo.collecting.draft import Draft
from promo.collecting.labels import GENERIC, is_ahead
from promo.collecting.lines import FENCE, MARK, Line

_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*)$")
_CLOSING = re.compile(r"\s#+$")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})\s*$")
_RULE = re.compile(r" {0,3}([-*_])(?:\s*\1){2,}\s*$")
_BULLET = re.compile(rf"(?P<indent>\s*)(?P<sign>{MARK})\s+(?P<text>\S.*)$")
_BOX = re.compile(r"\[(?P<mark>[ xX])\]\s+")
_EMPTY, _TICKED = "☐□", "☑✅✔✓"  # boxes that are the mark of an entry
_BOLD = re.compile(
    r"\s{0,3}(?P<sign>(?:[^\w\s*_`|<>#-]{1,4}\s+)?)(\*\*|__)(?P<text>[^*_]+)\2:?(?P<end>[^\w*_.]*)$"
)
_ANCHOR = re.compile(r"\s*\{#[^{}]*\}$")  # as exports of text processors end headings
_AHEAD_LINE = re.compile(r"[^\W_][^:]*:$")
_LABELLED = re.compile(r"[^\W_][^:]{0,30}:\s+\S")
_WORDS = re.compile(r"[^\W\d_]+")
_TABLE = re.compile(r"\s*\|.*\|\s*$")
AHEAD = "stands under a heading of what is to come"
_DEEPEST = 40  # levels of a list; what is deeper stands beside the last
_BOLD_LEVEL, _DATE_LEVEL, _AHEAD_LEVEL = 7, 8, 9  # below every real heading


@dataclass(slots=True)
class Bullet:
    """An entry of a list: its own lines without the mark, and the entries under it."""

    lines: list[Line]
    indent: int
    is_open: bool = False  # an empty box: not done yet
    is_ticked: bool = False
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


def parse(lines: Iterable[Line], draft: Draft) -> Section:
    """The sections of the lines of a document."""
    return _Reader(draft).read(list(lines))


def _title(text: str) -> str:
    """The words of a heading without what makes it one."""
    text = _ANCHOR.sub("", _CLOSING.sub("", text.strip())).strip()
    bold = _BOLD.match(text)
    return (
        f"{bold['sign']}{bold['text'].rstrip(':').strip()}{bold['end'].rstrip(':')}"
        if bold
        else text
    )


def says_only_when(text: str) -> bool:
    """Whether a line is a date, or a date and words like `my wins in`."""
    calendar = Calendar(year=2000, fiscal_start=1)
    if dates.whole(text, calendar):
        return True
    found = dates.find(text, calendar)
    rest = f"{text[: found[0].start]} {text[found[0].end :]}" if found else text
    words = _WORDS.findall(rest.lower())
    return bool(found) and not found[0].weak and all(word in GENERIC for word in words)


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
        if self.fence or FENCE.match(text):
            self.code(line)
        elif not text.strip():
            self.after_blank = True
        elif heading := _HEADING.match(text):
            self.begin(len(heading[1]), _title(heading[2]), line)
        elif _UNDERLINE.match(text) and self.is_underlined(before):
            self.underline(1 if "=" in text else 2)
        elif _RULE.match(text):
            self.list, self.after_blank = [], True
        elif (bullet := _BULLET.match(text.expandtabs(4))) and not self.is_sign(text, following):
            self.bullet(line, bullet)
        elif _TABLE.match(text):
            self.add_table(line)
        elif title := self.bare_heading(text, before, following):
            self.begin(*title, line)
        elif _LABELLED.match(text) and is_ahead(text.partition(":")[0]):
            self.draft.skip(line.number, text, AHEAD)
            self.after_blank = True
        else:
            self.words(line)

    def begin(self, level: int, title: str, line: Line) -> None:
        while len(self.path) > 1 and self.path[-1].level >= level:
            self.path.pop()
        section = Section(level, title, line.number)
        self.path[-1].sections.append(section)
        self.path.append(section)
        self.list, self.after_blank = [], True

    def bare_heading(self, text: str, before: str, following: str) -> tuple[int, str] | None:
        """A line in bold, or that says a date and nothing else, heads what follows."""
        if _AHEAD_LINE.match(text) and is_ahead(text):
            return _AHEAD_LEVEL, text.strip().rstrip(":")
        is_first = not before.strip() or bool(_HEADING.match(before))
        if not is_first or _UNDERLINE.match(following):
            return None
        if _BOLD.match(text):
            return _BOLD_LEVEL, _title(text)
        is_last = not following.strip() or (
            bool(_BULLET.match(following) or following[:1] == ">") and not following[:1].isspace()
        )
        if is_last and not (text[:1].isspace() and self.list) and says_only_when(text):
            return _DATE_LEVEL, text.strip().rstrip(":")
        return None

    def is_underlined(self, before: str) -> bool:
        last = self.path[-1].blocks[-1] if self.path[-1].blocks else None
        return isinstance(last, Paragraph) and len(last.lines) == 1 and bool(before.strip())

    def underline(self, level: int) -> None:
        paragraph = self.path[-1].blocks.pop()
        assert isinstance(paragraph, Paragraph)
        self.begin(level, _title(paragraph.lines[0].text), paragraph.lines[0])

    @staticmethod
    def is_sign(text: str, following: str) -> bool:
        """Whether the mark of an entry only adorns a heading, as in `✅ **Done**`."""
        bold = _BOLD.match(text)
        return bool(bold and bold["sign"] and _BULLET.match(following))

    def bullet(self, line: Line, found: re.Match[str]) -> None:
        indent, text, sign = len(found["indent"]), found["text"], found["sign"]
        box = _BOX.match(text)
        text = text[box.end() :] if box else text
        is_open = sign[0] in _EMPTY or bool(box and box["mark"] == " ")
        is_ticked = sign[0] in _TICKED or (bool(box) and not is_open)
        entry = Bullet([Line(line.number, text)], indent, is_open, is_ticked, raw=[line])
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
        fence = FENCE.match(line.text)
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
