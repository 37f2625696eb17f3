"""What people can read in a part of a Word document, besides what its programs read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from promo.writers.word.lint.fields import instructions
from promo.writers.word.lint.package import Element
from promo.writers.word.lint.schema import clark

# Attributes in which texts stand, on any element; and those that hold a text on some.
_READ = frozenset({"author", "userId", "tooltip", "descr", "alt", "title", "displayText"})
_READ_ON = frozenset(
    {
        *(("name", on) for on in ("docPr", "cNvPr", "bookmarkStart", "property", "docVar")),
        *(("val", on) for on in ("alias", "tag", "tblCaption", "tblDescription", "docVar")),
        *(("val", on) for on in ("statusText", "helpText", "description", "lvlText")),
        *(("value", "listItem"), ("anchor", "hyperlink")),
    }
)
_OWN = re.compile(
    r"promo(?:[._-]\S*)?|_\S*"
)  # names that promo or Word give: promo_c1_rating, _Toc1
_PARAGRAPHS = (clark("w:p"), clark("a:p"))
_BETWEEN = {"tab": " ", "ptab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
_CODE = frozenset({"instrText", "delInstrText"})
_QUOTED = re.compile(r'"([^"]*)"')


def read_by_people(tree: Element) -> Iterator[str]:
    """Each paragraph as one text, however its letters are divided; attributes; addresses."""
    paragraphs: dict[Element | None, list[str]] = {}
    for element in tree.iter():
        name = _local(str(element.tag))
        paragraph = next(element.iterancestors(*_PARAGRAPHS), None)
        if name in _BETWEEN:
            paragraphs.setdefault(paragraph, []).append(_BETWEEN[name])
        elif name in _CODE:
            continue
        elif paragraph is not None:
            paragraphs.setdefault(paragraph, []).append(element.text or "")
        elif element.text and element.text.strip():
            yield element.text
        if element.get("TargetMode") == "External":
            yield from _decoded(element.get("Target", ""))
        for key, value in element.attrib.items():
            if _is_read(name, _local(str(key))) and not _OWN.fullmatch(str(value)):
                yield str(value)
    yield from map("".join, paragraphs.values())
    for instruction in instructions(tree):  # what it says between quotes; the rest is Word's: PAGE
        for quoted in _QUOTED.findall(instruction):
            yield from _decoded(quoted)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _is_read(on: str, name: str) -> bool:
    return name in _READ or (name, on) in _READ_ON


def _decoded(address: str) -> Iterator[str]:
    yield from {address, unquote(address), unquote(unquote(address))}


def given_name(member: str) -> str:
    """The words of a member's name that are not the format's: `word/media/priya.png` is priya."""
    steps = member.removesuffix(".rels").split("/")
    words = (_NUMBER.sub("", step) for step in steps)
    return " ".join(step for step, word in zip(steps, words, strict=True) if word not in _STEPS)


_NUMBER = re.compile(r"\d*(?:\.\w+)?$")
# Folders and files that Word, LibreOffice and promo write.
_FORMATS = """
    _rels app charts chart comments commentsExtended commentsExtensible commentsIds core custom
    customXml customizations diagrams docProps document drawings embeddings endnotes fontTable fonts
    footer footnotes glossary hdrftr header image item itemProps media numbering people settings
    styles stylesWithEffects theme themes thumbnail webSettings word [Content_Types]
    """
_STEPS = frozenset({"", *_FORMATS.split()})
