"""The text of one cell to the expectations in it: by its bullets, blank lines or lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from promo.importing.grid import Cell
from promo.plain import Plain

# In a line: a mark and a space; the typographic marks, and a dash before a letter, need none.
_BULLET = re.compile(
    r"\s*(?:(?:[-*+–—→]|\(?\d{1,2}[.)]|\(?[a-h]\))\s+|[•·◦‣▪●○]\s*|-(?=[^\W\d_]))(?=\S)"
)
_DOT = re.compile("[•◦‣▪●]")  # found first: looking behind at each place takes ten times as long
_INLINE = re.compile(r"(?:\A|(?<=\s))[•◦‣▪●]\s*(?=\S)")
_BOX = re.compile(r"\[[ xX]?\]\s+(?=\S)")
_MARKER = re.compile(r"\[(?P<name>[^\W\d_][\w&/+ -]{0,14})\]:?\s+(?=\S)")
_HAS_ID = re.compile(r"\[[^\s\[\]]+\.[^\s\[\]]+\]\Z")
_DASHES = ("- ", "* ", "+ ")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_STOP = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s)|[。！？]+")
_OPENING = "\"'“‘(["
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|incl|excl|mr|mrs|ms|dr|no|min|max|dept|inc|ltd|st)|\b[^\W\d_])\.\Z",
    re.IGNORECASE,
)
_ENDS = (".", ";", ":", "!", "?", "。", "！", "？")


class Piece(NamedTuple):
    """One expectation of a cell: its text, a `[PM]` before it, and the line it stood under."""

    text: str
    marker: str = ""
    under: str = ""

    @property
    def more(self) -> dict[str, Plain]:
        """What an expectation keeps of it besides its text."""
        kept: dict[str, Plain] = {"track": self.marker} if self.marker else {}
        kept |= {"under": self.under} if self.under else {}
        return {"meta": kept} if kept else {}


class Splitter:
    """Cuts cells as asked, else as each seems to ask for; counts how, for the report.

    `how` is lines, bullets, sentences, none or empty.
    """

    def __init__(self, how: str) -> None:
        self.how = how
        self.counts: Counter[str] = Counter()
        self.markers: Counter[str] = Counter()

    def pieces(self, cell: Cell) -> tuple[Piece, ...]:
        """The texts in a cell; the marks of bullets are gone, white space stays."""
        if not self.how and _is_plain(cell):
            self.counts["whole"] += 1
            return (Piece(cell.text.strip()),)
        return tuple(self._marked(*cut) for cut in self._cut(cell) if cut[0])

    def _marked(self, text: str, under: str) -> Piece:
        if text[0] != "[":
            return Piece(text, "", under)
        text = _BOX.sub("", text) if _BOX.match(text) else text
        found = None if _HAS_ID.search(text) else _MARKER.match(text)
        if found is None:
            return Piece(text, "", under)
        self.markers[found["name"]] += 1
        return Piece(text[found.end() :], found["name"], under)

    def _cut(self, cell: Cell) -> Iterator[tuple[str, str]]:
        """Each text with the line that introduces it."""
        if self.how == "none":
            yield _joined(cell.text.split("\n")), ""
        elif self.how == "sentences":
            for text, under in self._guessed(cell):
                yield from ((sentence, under) for sentence in sentences(text))
        elif self.how == "lines":
            yield from ((_without_mark(line), "") for line in cell.items or cell.text.split("\n"))
        elif self.how == "bullets" and not cell.items:
            yield from _bullets(cell.text.split("\n"))
        else:
            yield from self._guessed(cell)

    def _guessed(self, cell: Cell) -> Iterator[tuple[str, str]]:
        lines = _lines(cell.text.strip("\n"))
        if cell.items:
            self.counts["list items"] += 1
            yield from ((_joined(item.split("\n")), "") for item in cell.items)
        elif any(map(_BULLET.match, lines)):
            self.counts["bullets"] += 1
            yield from _bullets(lines)
        elif len(parts := [p for p in _BLANK_LINE.split(cell.text) if p.strip()]) > 1:
            self.counts["blank lines"] += 1
            yield from ((_joined(part.split("\n")), "") for part in parts)
        elif len(lines) > 1 and _stand_apart(lines):
            self.counts["lines"] += 1
            yield from ((line.strip(), "") for line in lines)
        else:
            self.counts["whole"] += 1
            yield _joined(lines), ""


def _is_plain(cell: Cell) -> bool:
    """Whether nothing in a cell could cut it: most cells."""
    text = cell.text
    plain = text.isprintable() and text[:1].isalpha() and not cell.items
    return plain and not (_DOT.search(text) and _INLINE.search(text))


def _lines(text: str) -> list[str]:
    """The lines of a cell; `• one • two` on one line, as some exports have it, are two."""
    lines = text.split("\n")
    if not _DOT.search(text) or any(line.lstrip().startswith(_DASHES) for line in lines):
        return lines
    return _INLINE.sub("\n• ", text).split("\n") if len(_INLINE.findall(text)) > 1 else lines


def _bullets(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each text with what leads to it: a line that ends in `:`, before bullets or deeper ones.

    A line without a mark goes on with the text before it, but not after a blank line.
    """
    leads: list[tuple[int, str]] = []
    text, depth, after_blank = "", -1, False
    for line in lines:
        if not line.strip():
            after_blank = True
            continue
        mark, indent = _BULLET.match(line), len(line) - len(line.lstrip())
        marked = mark is not None
        if not marked and text and not after_blank:
            text = f"{text} {line.strip()}"
            continue
        if marked and text.endswith(":") and indent > depth:
            leads.append((depth, text))
        elif text:
            yield text, " ".join(lead for _, lead in leads)
        text = line[mark.end() if mark else 0 :].strip()
        depth, after_blank = indent if marked else -1, False
        leads = [lead for lead in leads if lead[0] < depth]
    yield text, " ".join(lead for _, lead in leads)


def _without_mark(line: str) -> str:
    found = _BULLET.match(line)
    return (line[found.end() :] if found else line).strip()


def _stand_apart(lines: Sequence[str]) -> bool:
    """Whether lines are texts of their own, and not one text that was broken to fit."""
    texts = [line.strip() for line in lines if line.strip()]
    return all(
        before.endswith(_ENDS) or not after[0].islower() for before, after in pairwise(texts)
    )


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text; one does not end at an abbreviation or an initial."""
    start = 0
    for stop in _STOP.finditer(text):
        end = stop.end()
        after = text[end : end + 4].lstrip().lstrip(_OPENING)[:1]
        if after and not after.islower() and not _ABBREVIATION.search(text, start, end):
            yield text[start:end].strip()
            start = end
    if text[start:].strip():
        yield text[start:].strip()


def _joined(lines: Sequence[str]) -> str:
    return _without_mark(" ".join(line.strip() for line in lines if line.strip()))
