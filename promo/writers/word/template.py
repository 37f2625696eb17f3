"""A Word template, opened once by python-docx and cut into fixed text and tags to fill.

`{{ candidate.name }}` takes a text wherever it stands in body, header, footer or properties;
`{{ coverage_table }}` alone in a paragraph gives way to a whole block.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn

import promo.templates as templates
from promo.writers.word.markup import Look
from promo.writers.word.package import CUSTOM, CUSTOM_PROPERTIES, CUSTOM_TYPE

BLOCKS = (
    "facts",
    "summary",
    "coverage_table",
    "flags",
    "headlines",
    "timeline",
    "further_flags",
    "competencies",
    "other_evidence",
    "feedback",
    "committee",
    "sign_off",
    "method",
)
_TAG = re.compile(r"\{\{\s*([a-z][a-z_.]*)\s*\}\}")
_EMU_PER_TWIP = 635


@dataclass(frozen=True, slots=True)
class Template:
    """A template ready to fill: member name to its text, cut at the tags.

    In each list of pieces the odd ones are tag names. `styles` maps a style's name in lower case
    to its id, `looks` likewise to its fill and colour; `width` is the text width in twips.
    """

    members: Mapping[str, tuple[str, ...]]
    styles: Mapping[str, str]
    looks: Mapping[str, Look]
    width: int
    ordered_list: str
    first_free_number: int


@lru_cache(maxsize=1)
def shipped() -> Template:
    """The template that promo ships."""
    return load(Path(templates.__file__).with_name("packet.docx").read_bytes())


def load(data: bytes) -> Template:
    """Open a template's bytes and find its tags, styles and lists."""
    document = docx.Document(BytesIO(data))
    _free_blocks(document)
    _mark_ends(document)
    _add_custom_properties(document)
    numbering = document.part.numbering_part.element
    list_style = document.styles["List Number"].element
    used = [num.numId for num in numbering.num_lst]
    return Template(
        members=_members(document),
        styles={style.name.lower(): style.style_id for style in document.styles},
        looks={style.name.lower(): _look(style.element) for style in document.styles},
        width=_text_width(document),
        ordered_list=_abstract_list(numbering, list_style),
        first_free_number=max(used, default=0) + 1,
    )


def _text_width(document: Document) -> int:
    page = document.sections[0]
    if page.page_width is None:
        raise ValueError("the template's page has no width")
    return (page.page_width - (page.left_margin or 0) - (page.right_margin or 0)) // _EMU_PER_TWIP


def _free_blocks(document: Document) -> None:
    """Take each block's tag out of the paragraph that holds it."""
    for paragraph in document.paragraphs:
        tag = _TAG.fullmatch(paragraph.text.strip())
        if tag and tag[1] in BLOCKS:
            _leave_text_for(paragraph._p, f"{{{{ {tag[1]} }}}}")


def _leave_text_for(element: object, text: str) -> None:
    previous, parent = element.getprevious(), element.getparent()  # type: ignore[attr-defined]
    if previous is None:
        parent.text = (parent.text or "") + text
    else:
        previous.tail = (previous.tail or "") + text
    parent.remove(element)


def _mark_ends(document: Document) -> None:
    """A tag where numbered lists of the packet are declared."""
    numbering = document.part.numbering_part.element
    numbering[-1].tail = "{{ numbered_lists }}"


def _add_custom_properties(document: Document) -> None:
    package = document.part.package
    part = Part(PackURI(f"/{CUSTOM}"), CUSTOM_TYPE, CUSTOM_PROPERTIES.encode(), package)
    package.relate_to(part, _CUSTOM_RELATION)


_CUSTOM_RELATION = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
)
_RELATIONS = "word/_rels/document.xml.rels"


def _members(document: Document) -> dict[str, tuple[str, ...]]:
    saved = BytesIO()
    document.save(saved)
    members = {}
    with ZipFile(saved) as archive:
        for name in sorted(archive.namelist()):
            text = archive.read(name).decode("utf-8")
            if name == _RELATIONS:
                text = text.replace("</Relationships>", "{{ hyperlinks }}</Relationships>")
            members[name] = tuple(_TAG.split(text))
    return members


def _look(style: object) -> Look:
    fill = style.find(f"{qn('w:pPr')}/{qn('w:shd')}")  # type: ignore[attr-defined]
    colour = style.find(f"{qn('w:rPr')}/{qn('w:color')}")  # type: ignore[attr-defined]
    return Look(
        fill="" if fill is None else fill.get(qn("w:fill"), ""),
        colour="" if colour is None else colour.get(qn("w:val"), ""),
    )


def _abstract_list(numbering: object, list_style: object) -> str:
    """The abstract list behind the style List Number."""
    number = list_style.find(f".//{qn('w:numId')}").get(qn("w:val"))  # type: ignore[attr-defined]
    for num in numbering.num_lst:  # type: ignore[attr-defined]
        if str(num.numId) == number:
            return str(num.abstractNumId.val)
    raise ValueError("the style List Number names no list")
