"""What promo is held against: pandoc as a program, docxtpl as a writer of the same Packet.

docxtpl gets a template with the styles of the one that promo ships, built once, and the fastest
means that its documentation names: loops in the template, rich text for prose, no sub-documents.
Where the two documents differ, docxtpl does less: no numbered list of its own for each list, one
cell for the dots of a competency, nothing that keeps lines together, no descriptions of tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from importlib import resources
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING, Any

from benchmarks import sheet
from promo import prose as tree
from promo.assess import Status
from promo.packet import Entry, Packet

if TYPE_CHECKING:
    from docxtpl import DocxTemplate, RichText, RichTextParagraph


def missing() -> tuple[str, ...]:
    """The packages of rivals that are not installed."""
    packages = {"docxtpl": "docxtpl", "pypandoc": "pypandoc_binary"}
    return tuple(name for module, name in packages.items() if find_spec(module) is None)


def pandoc() -> str:
    """The path of the pandoc that comes with pypandoc_binary; empty without it."""
    if find_spec("pypandoc") is None:
        return ""
    import pypandoc

    return str(pypandoc.get_pandoc_path())


def write(packet: Packet) -> bytes:
    """The Word document of a packet, by docxtpl."""
    from docxtpl import DocxTemplate
    from jinja2 import Environment

    document = DocxTemplate(BytesIO(template()))
    environment = Environment(autoescape=True)
    environment.filters |= _filters(document)
    document.render(_context(packet), environment)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def _filters(document: DocxTemplate) -> dict[str, Callable[..., object]]:
    """What `sheet.txt` asks for: prose as rich text, and the styles that a value chooses."""
    text, looks = _RichText(document), fills()
    return {
        "prose": text.blocks,
        "sources": text.sources,
        "status": lambda mark: f"Status{_named(mark.status, 'None')}",
        "label": lambda mark: f"\u00a0{mark.label}" if mark.dots else mark.label,
        "key": lambda mark: f"Key{_named(mark.status, 'None')}",
        "flag": lambda flag: f"Flag{_named(flag.status, 'Note')}",
        "heat": lambda count: _HEAT[min(count, 3)],
        "fill": lambda style: looks.get(style, "auto"),
        "two_lines": lambda pair: "\n".join(filter(None, pair)),
    }


_HEAT = ("CountNone", "CountLow", "CountMedium", "CountHigh")


def _named(status: Status | None, otherwise: str) -> str:
    return otherwise if status is None else status.name.title()


class _Bookmark:
    """The numbers of bookmarks: a call gives the next one."""

    number = 0

    def __call__(self) -> int:
        self.number += 1
        return self.number


def _context(packet: Packet) -> dict[str, Any]:
    """The packet, and the names that header, footer and properties of the shipped template use."""
    return {
        "packet": packet,
        "bookmark": _Bookmark(),
        "document": packet.document,
        "candidate": packet.candidate,
        "header": packet.header,
        "footer": packet.footer,
    }


@lru_cache(maxsize=1)
def template() -> bytes:
    """The template for docxtpl."""
    return sheet.build(shipped())


@lru_cache(maxsize=1)
def fills() -> dict[str, str]:
    """Style id to the colour behind its text, as a cell of a table repeats it."""
    return sheet.fills(shipped())


def shipped() -> bytes:
    """The template that promo ships."""
    return resources.files("promo.templates").joinpath("packet.docx").read_bytes()


class _RichText:
    """Prose as docxtpl's rich text, with one relationship for each address."""

    def __init__(self, document: DocxTemplate) -> None:
        self.document = document
        self.addresses: dict[str, str] = {}

    def blocks(
        self, prose: tree.Prose, style: str = "Normal", label: str = ""
    ) -> RichTextParagraph:
        from docxtpl import RichTextParagraph

        lines = RichTextParagraph()
        runs_in = bool(prose) and isinstance(prose[0], tree.Paragraph)
        if label and not runs_in:
            lines.add(label, "PartLabel")
        for number, block in enumerate(prose):
            self.block(lines, block, style, label if runs_in and not number else "")
        return lines

    def sources(self, entry: Entry) -> RichTextParagraph:
        from docxtpl import RichText, RichTextParagraph

        text = RichText(f"{entry.sources_label} ", style="Label")
        for number, link in enumerate(entry.links):
            if number:
                text.add("  ·  ")
            text.add(link.title, style="Hyperlink", url_id=self.address(link.url))
        lines = RichTextParagraph()
        lines.add(text, "Normal")
        return lines

    def block(
        self,
        lines: RichTextParagraph,
        block: tree.Block,
        style: str,
        label: str = "",
        depth: int = 0,
    ) -> None:
        if isinstance(block, tree.Paragraph):
            lines.add(self.runs(block.children, label), style)
        elif isinstance(block, tree.CodeBlock):
            for line in block.text.split("\n"):
                lines.add(line, "CodeBlock")
        elif isinstance(block, tree.Quote):
            for inner in block.children:
                self.block(lines, inner, "Quote", depth=depth)
        else:
            self.items(lines, block, min(depth + 1, 3))

    def items(self, lines: RichTextParagraph, items: tree.Items, depth: int) -> None:
        level = "" if depth == 1 else str(depth)
        first = f"List{'Bullet' if items.start is None else 'Number'}{level}"
        for item in items.items:
            for number, block in enumerate(item):
                self.block(lines, block, f"ListContinue{level}" if number else first, depth=depth)

    def runs(self, spans: Sequence[tree.Inline], label: str = "") -> RichText:
        from docxtpl import RichText

        text = RichText()
        if label:
            text.add(f"{label} ", style="Label")
        self.add(text, spans)
        return text

    def add(self, text: RichText, spans: Iterable[tree.Inline], **look: Any) -> None:
        for span in spans:
            if isinstance(span, tree.Text):
                text.add(span.text, **look)
            elif isinstance(span, tree.Code):
                text.add(span.text, **look | {"style": "Code"})
            elif isinstance(span, tree.Break):
                text.add("\n")
            elif isinstance(span, tree.Strong):
                self.add(text, span.children, **look | {"bold": True})
            elif isinstance(span, tree.Emphasis):
                self.add(text, span.children, **look | {"italic": True})
            else:
                link = {"style": "Hyperlink", "url_id": self.address(span.url)}
                self.add(text, span.children, **look | link)

    def address(self, url: str) -> str:
        if url not in self.addresses:
            self.addresses[url] = self.document.build_url_id(url)
        return self.addresses[url]
