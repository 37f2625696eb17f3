"""Word templates made for a test, and what a packet in one of them says."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import docx
from docx.document import Document

from promo.findings import Finding, InputError
from promo.packet import Packet
from promo.writers.word import write
from promo.writers.word.lint import lint
from promo.writers.word.template import load

NAME = "form.docx"


def bytes_of(document: Document) -> bytes:
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def form(*paragraphs: str, rows: Sequence[Sequence[str]] = (), header: str = "") -> bytes:
    """A template of these paragraphs, and after them a table of these rows."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(0, len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    if header:
        document.sections[0].header.paragraphs[0].text = header
    return bytes_of(document)


def made(template: bytes, packet: Packet) -> bytes:
    """The packet in the template; it keeps every rule of Word documents."""
    document = write(packet, load(template, NAME))
    assert lint(document) == ()
    return document


def said(template: bytes, packet: Packet) -> list[str]:
    """The paragraphs of the body, those of tables too."""
    opened = docx.Document(BytesIO(made(template, packet)))
    return ["".join(_texts(p)) for p in opened.element.body.iter(W + "p")]


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _texts(paragraph: Any) -> list[str]:
    marks = {W + "t": lambda t: t.text or "", W + "br": lambda _: "\n", W + "tab": lambda _: "\t"}
    return [marks[e.tag](e) for e in paragraph.iter(*marks)]


def findings(template: bytes) -> tuple[Finding, ...]:
    """Everything that is told of a template."""
    try:
        return load(template, NAME).findings
    except InputError as error:
        return error.findings


def errors(template: bytes) -> list[str]:
    """Place, code and message of each error."""
    return [f"{f.location.part}: {f.code} {f.message}" for f in findings(template) if f.is_error]
