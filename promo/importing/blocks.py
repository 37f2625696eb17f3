"""An HTML document to what an outline is made of: headings, passages and tables, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from promo.importing.grid import Cell, Grid
from promo.importing.html_table import grid_of, holds_only_links, rows_of
from promo.importing.markup import Slip
from promo.importing.passages import Passage, Run, first_line, paragraphs_of, passage_of
from promo.importing.titles import named

if TYPE_CHECKING:
    from lxml.html import HtmlElement

BOLD_DEPTH = 7  # of a line in bold that stands for a heading
_MOST_WORDS = 10  # of such a line
_TOGGLES = "▶▷►▸▼▽▾"  # before a heading that folds what is below it
_HEADINGS = {f"h{depth}": depth for depth in range(1, 7)}
_CONTAINERS = named(
    "html body div section article main header footer nav aside center form fieldset figure "
    "figcaption details blockquote dl dd address p"
)
_BLOCKS = _CONTAINERS | _HEADINGS.keys() | named("ul ol li table pre hr summary dt")
_UNSEEN = named("script style template noscript head title meta link")


class Heading(NamedTuple):
    """A heading; one of BOLD_DEPTH is a line in bold, or a term.

    `is_level` where a line of plain text was taken for a level's title.
    """

    text: str
    line: int
    depth: int
    is_level: bool = False


Block: TypeAlias = Heading | Passage | Grid


class Document(NamedTuple):
    """The blocks of a document, and what is in the file but in none of them.

    `too_deep` is the line where elements are nested deeper than is read, else 0.
    """

    blocks: tuple[Block, ...]
    left: tuple[Slip, ...]
    too_deep: int = 0


def document_of(html: str) -> Document:
    """The blocks of a document whose lines are those of the file."""
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8")
    try:
        root = document_fromstring(html.replace("\0", "\ufffd").encode(), parser=parser)
    except ParserError:
        return Document((), ())
    deep = next((e.line for e in parser.error_log if "depth" in e.message.lower()), 0)
    if deep:
        return Document((), (), deep)
    walk = _Walk()
    for comment in root.itersiblings(preceding=True):
        line = comment.sourceline
        walk.leave(line if isinstance(line, int) else 0, comment.text or "", "a comment")
    walk.container(root)
    return Document(tuple(walk.blocks), tuple(walk.left))


class _Walk:
    """One way through a tree; `blocks` and `left` grow in reading order."""

    def __init__(self, above: Iterable[Heading] = ()) -> None:
        self.blocks: list[Block] = []
        self.left: list[Slip] = []
        self.above: list[Heading] = list(above)
        self._runs: list[Run] = []

    def container(self, element: HtmlElement) -> None:
        """What stands in an element that holds blocks, words or both."""
        line = element.sourceline or 0
        self._words(element.text, line, False, False, "")
        line += (element.text or "").count("\n")
        for child in element:
            line = max(line, child.sourceline or 0)
            line = self._child(child, line)
            self._words(child.tail, line, False, False, "")
            line += (child.tail or "").count("\n")
        self._end_of_paragraph()

    def _child(self, child: HtmlElement, line: int) -> int:
        """One element of a container; gives the line where it ends."""
        if not isinstance(child.tag, str):
            self.leave(line, child.text or "", "a comment")
            return line + (child.text or "").count("\n")
        if child.tag == "head":
            for part in child:
                self._child(part, line)
        elif child.tag in _UNSEEN:
            self.leave(line, child.text_content(), f"<{child.tag}> is not shown")
        elif child.tag in _BLOCKS or any(inner.tag in _BLOCKS for inner in child.iter()):
            self._end_of_paragraph()
            self._block(child)
        else:
            return self._inline(child, line, False, False, "")
        return line + (child.text_content() or "").count("\n")

    def _block(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag in _HEADINGS or tag in ("summary", "dt"):
            self._heading(element, _HEADINGS.get(tag, BOLD_DEPTH))
        elif tag in ("ul", "ol"):
            self._list(element)
        elif tag == "li":
            self._item(element)
        elif tag == "table":
            self._table(element)
        elif tag == "pre":
            text = element.text_content()
            self.blocks.append(Passage(text.strip(), element.sourceline or 0, code=True))
        elif tag != "hr":
            self.container(element)

    def _heading(self, element: HtmlElement, depth: int) -> None:
        runs = _Walk()
        runs._inline(element, element.sourceline or 0, False, False, "")
        text = " ".join("".join(run.text for run in runs._runs).split())
        text = text.lstrip(_TOGGLES).lstrip() or text
        self.left += runs.left
        if text:
            self._add_heading(Heading(text, first_line(runs._runs), depth))

    def _add_heading(self, heading: Heading) -> None:
        while self.above and self.above[-1].depth >= heading.depth:
            self.above.pop()
        self.above.append(heading)
        self.blocks.append(heading)

    def _list(self, element: HtmlElement) -> None:
        for child in element:
            if isinstance(child.tag, str):
                self._block(child) if child.tag in _BLOCKS else self._child(child, 0)
            if (child.tail or "").strip():
                self._words(child.tail, child.sourceline or 0, False, False, "")
            self._end_of_paragraph()

    def _item(self, element: HtmlElement) -> None:
        """A bullet: its words first, then the bullets below; a table in it stands after it."""
        inner = _Walk(self.above)
        inner.container(element)
        own = [b for b in inner.blocks if not isinstance(b, Grid) and not _is_bullet(b)]
        below = tuple(b for b in inner.blocks if isinstance(b, Passage) and b.bullet)
        self.left += inner.left
        if own:
            self.blocks.append(_bullet(own, below))
        else:
            self.blocks += below
        self.blocks += [b for b in inner.blocks if isinstance(b, Grid)]

    def _table(self, element: HtmlElement) -> None:
        headings = [Cell(h.text, h.line) for h in self.above]
        for caption in element.iterchildren("caption"):
            headings.append(Cell(" ".join(caption.text_content().split()), caption.sourceline or 0))
        self.blocks.append(grid_of(element, headings))
        line = element.sourceline or 0
        for row in filter(holds_only_links, rows_of(element)):
            words = " | ".join(cell.text_content() for cell in row)
            self.leave(row.sourceline or line, words, "a row of links only")
        for text in _between_cells(element):
            self.leave(line, text, "stands in a table but in no cell")
        addresses = {a.get("href") or "": a.sourceline or line for a in element.iter("a")}
        for address, at in addresses.items():
            self.leave(at, address, "the address of a link in a table")
        for image in element.iter("img"):
            self._image(image, image.sourceline or line)

    def _inline(self, element: HtmlElement, line: int, bold: bool, italic: bool, link: str) -> int:
        """The words of an element; gives the line where they end."""
        tag = element.tag
        if tag == "br":
            self._runs.append(Run("\v", line, False, False))
        if tag == "img":
            self._image(element, line)
        bold, italic = bold or tag in ("b", "strong"), italic or tag in ("i", "em")
        link = (element.get("href") or "") if tag == "a" else link
        self._words(element.text, line, bold, italic, link)
        line += (element.text or "").count("\n")
        for child in element:
            line = max(line, child.sourceline or 0)
            if isinstance(child.tag, str):
                line = self._inline(child, line, bold, italic, link)
            else:
                self.leave(line, child.text or "", "a comment")
            self._words(child.tail, line, bold, italic, link)
            line += (child.tail or "").count("\n")
        return line

    def _words(self, text: str | None, line: int, bold: bool, italic: bool, link: str) -> None:
        if text:
            self._runs.append(Run(text.replace("\v", " "), line, bold, italic, link))

    def _image(self, element: HtmlElement, line: int) -> None:
        self.leave(line, element.get("alt") or element.get("src") or "", "an image")

    def leave(self, line: int, text: str, message: str) -> None:
        if text.strip():
            self.left.append(Slip(line, " ".join(text.split()), message))

    def _end_of_paragraph(self) -> None:
        for runs in paragraphs_of(self._runs):
            passage = passage_of(runs)
            if passage.label and not passage.rest and len(passage.text.split()) <= _MOST_WORDS:
                text = passage.text.rstrip(" :")
                self._add_heading(Heading(text, passage.line, BOLD_DEPTH))
            elif passage.text:
                self.blocks.append(passage)
        self._runs = []


def _is_bullet(block: Block) -> bool:
    return isinstance(block, Passage) and block.bullet


def _bullet(own: Sequence[Block], below: tuple[Passage, ...]) -> Passage:
    texts = [block for block in own if isinstance(block, Heading | Passage)]
    first, links = (
        texts[0],
        tuple(link for t in texts if isinstance(t, Passage) for link in t.links),
    )
    more = [block.text for block in texts[1:]]
    whole = Passage(" ".join([first.text, *more]), first.line, bullet=True, inside=below)
    if isinstance(first, Heading):
        return whole._replace(label=first.text, rest=" ".join(more), links=links)
    rest = " ".join([first.rest, *more]) if first.label else ""
    return whole._replace(label=first.label, rest=rest, italic=first.italic, links=links)


def _between_cells(table: HtmlElement) -> Iterator[str]:
    """Words directly in a table or a row, where HTML allows none."""
    for element in table.iter("table", "thead", "tbody", "tfoot", "tr"):
        if element.tag != "table" or element is table:
            inner = [element.text, *(child.tail for child in element)]
            yield from (" ".join(text.split()) for text in inner if text and text.strip())
