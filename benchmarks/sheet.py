"""The template that docxtpl fills: `sheet.txt`, the script of a whole packet, set by python-docx.

A line of the script is a paragraph, `Style: run + run`; a tag, `% for …`; or another part of the
script, `> part`, whose `$` stands for what follows the name. A run may end in `@Style`,
`@>anchor` (a link there) or `@=anchor` (a bookmark around it); `~` is a space that does not
break, `_` one at the edge of a run. From `table Style, shares` to `end` each line is a row: `&`
parts cells and `//` their paragraphs, `=` marks the heading, and `!` after a style gives its cell
the fill of that style. Styles are ids, so that a tag can choose one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

_SCRIPT = Path(__file__).with_name("sheet.txt")


def fills(shipped: bytes) -> dict[str, str]:
    """The background colour of each paragraph style that has one, by the style's id."""
    found = {}
    for style in Document(BytesIO(shipped)).styles:
        shade = style.element.find(f"{qn('w:pPr')}/{qn('w:shd')}")
        if shade is not None:
            found[style.style_id] = shade.get(qn("w:fill"))
    return found


def build(shipped: bytes) -> bytes:
    """The template: styles, header and footer of `shipped`, and the script as its body."""
    document = Document(BytesIO(shipped))
    body = document.element.body
    for element in body[:-1]:  # the last one holds page size and margins
        body.remove(element)
    lines = _lines("packet")
    for line in lines:
        if line.startswith("table "):
            _set_table(document, line.removeprefix("table "), lines)
        else:
            _set_paragraph(document.add_paragraph(), line)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def _lines(part: str, argument: str = "") -> Iterator[str]:
    """The lines of a part of the script, other parts in their places."""
    for line in _part(part).replace("$", argument).split("\n"):
        if line.startswith("> "):
            name, _, inner = line.removeprefix("> ").partition(" ")
            yield from _lines(name, inner)
        else:
            yield line


def _part(name: str) -> str:
    script = _SCRIPT.read_text(encoding="utf-8")
    found = re.search(rf"^\[{name}\]\n(.+?)\s*(?=^\[|\Z)", script, re.MULTILINE | re.DOTALL)
    assert found, name
    return found[1]


# Tables


def _set_table(document: WordDocument, head: str, lines: Iterator[str]) -> None:
    style, shares = head.split(", ")
    parts = [int(share) for share in shares.split()]
    table = document.add_table(0, len(parts))
    table.style = document.styles[style]
    width = _text_width(document)
    for column, part in zip(table.columns, parts, strict=True):
        column.width = Length(width * part // sum(parts))
    for line in lines:
        if line == "end":
            return
        _add_row(table, line)


def _text_width(document: WordDocument) -> int:
    page = document.sections[0]
    return (page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0)


def _add_row(table: Table, line: str) -> None:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    if line.startswith("% "):
        row.cells[0].text = f"{{%tr {line.removeprefix('% ')} %}}"
        return
    if line.startswith("= "):
        _child(row._tr.get_or_add_trPr(), "w:tblHeader")
    cells = line.removeprefix("= ").split(" & ")
    for _ in cells[len(row.cells) :]:  # of columns that the data repeats
        row._tr.add_tc().width = row.cells[0].width
    for cell, text in zip(row._tr.tc_lst, cells, strict=True):
        _set_cell(_Cell(cell, table), text)


def _set_cell(cell: _Cell, text: str) -> None:
    if text.startswith("% "):
        cell.text = f"{{%tc {text.removeprefix('% ')} %}}"
        return
    if text.startswith("> "):
        text = next(_lines(*text.removeprefix("> ").split(" ")))
    for number, line in enumerate(text.split(" // ")):
        _set_paragraph(cell.add_paragraph() if number else cell.paragraphs[0], line)
    style = text.partition(":")[0]
    if style.endswith("!"):
        look = style.removesuffix("!").strip("{} ")
        fill = f"{{{{ {look} | fill }}}}"
        _child(cell._tc.get_or_add_tcPr(), "w:shd", val="clear", color="auto", fill=fill)


# Paragraphs


def _set_paragraph(paragraph: Paragraph, line: str) -> None:
    if line.startswith(("% ", "{{p ")):
        paragraph.text = f"{{%p {line.removeprefix('% ')} %}}" if line[0] == "%" else line
        return
    style, _, runs = line.partition(":")
    paragraph._p.get_or_add_pPr().get_or_add_pStyle().val = style.removesuffix("!")
    for run in runs.strip().split(" + ") if runs.strip() else ():
        _set_run(paragraph, run.replace("~", "\u00a0"))


def _set_run(paragraph: Paragraph, run: str) -> None:
    text, _, look = run.partition("@")
    text = re.sub(r"^_+|_+$", lambda edge: " " * len(edge[0]), text)
    made = paragraph.add_run(text)._r
    if look.startswith(">"):
        made.style = "Hyperlink"
        link = _child(paragraph._p, "w:hyperlink", anchor=f"promo_{look[1:]}")
        link.append(made)
    elif look.startswith("="):
        start = _made("w:bookmarkStart", id="{{ bookmark() }}", name=f"promo_{look[1:]}")
        made.addprevious(start)
        _child(paragraph._p, "w:bookmarkEnd", id="{{ bookmark.number }}")
    elif look:
        made.style = look


def _child(parent: Any, tag: str, **attributes: str) -> Any:
    element = _made(tag, **attributes)
    parent.append(element)
    return element


def _made(tag: str, **attributes: str) -> Any:
    return OxmlElement(tag, {qn(f"w:{name}"): value for name, value in attributes.items()})
