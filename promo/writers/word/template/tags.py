"""Tags in a paragraph: found across runs, and each put into a run of its own.

Word splits what is typed into runs as it pleases, by spelling, revision or formatting; a tag takes
the formatting of its first character.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from copy import deepcopy
from itertools import accumulate
from typing import NamedTuple

from lxml import etree

from promo.templating.expressions import as_typed
from promo.writers.word.lint.package import Element
from promo.writers.word.lint.schema import RANGE_MARKS, clark

P, R, T, RPR, PPR = (clark(f"w:{name}") for name in ("p", "r", "t", "rPr", "pPr"))
_PRESERVE = (clark("xml:space"), "preserve")
# Up to the next braces, whichever: else a text of opening ones would be searched from each.
_VALUE = re.compile(r"\{\{((?:(?!\{\{|\}\}).)*)\}\}", re.DOTALL)
_STATEMENT = re.compile(r"\s*\{%[-+]?(.*?)[-+]?%\}\s*", re.DOTALL)
UNFINISHED = re.compile(r"\{\{|\}\}|\{%|%\}")
_KEYWORD = re.compile(r"([A-Za-z]+)\b\s*(.*)", re.DOTALL)


class Tag(NamedTuple):
    """A value to print: as it is written, what is between the braces, and where it stands."""

    text: str
    expression: str
    start: int
    end: int


class Statement(NamedTuple):
    """`for`, `if` and their like: as it is written, the word, and what follows it."""

    text: str
    keyword: str
    rest: str


def own_texts(paragraph: Element) -> list[Element]:
    """The texts of a paragraph, not those of text boxes in it."""
    return [t for t in paragraph.iter(T) if next(t.iterancestors(P)) is paragraph]


def text_of(texts: list[Element]) -> str:
    return "".join(text.text or "" for text in texts)


def values(text: str) -> list[Tag]:
    return [
        Tag(" ".join(m[0].split()), as_typed(m[1]), m.start(), m.end())
        for m in _VALUE.finditer(text)
    ]


def without_values(text: str) -> str:
    return _VALUE.sub("", text)


def statement(text: str) -> Statement | None:
    """The statement that a paragraph or row is, if it is nothing else."""
    found = _STATEMENT.fullmatch(text)
    if found is None or "%}" in found[1]:
        return None
    said = _KEYWORD.fullmatch(as_typed(found[1]))
    shown = " ".join(text.split())
    return Statement(shown, said[1].lower(), said[2].strip()) if said else Statement(shown, "", "")


def starts_of(texts: list[Element]) -> list[int]:
    """Where each text begins in the whole."""
    lengths = (len(text.text or "") for text in texts)
    return list(accumulate(lengths, initial=0))[:-1]


def cut_out(texts: list[Element], starts: list[int], tag: Tag) -> Element:
    """Take a tag out of the texts that hold it; the run after which its value is to stand.

    Later texts of the paragraph may be cut already, earlier ones not yet: go from the right.
    """
    first = bisect_right(starts, tag.start) - 1
    end = bisect_left(starts, tag.end)
    for text, at in zip(texts[first + 1 : end], starts[first + 1 : end], strict=True):
        _set(text, (text.text or "")[tag.end - at :])
    text, at = texts[first], starts[first]
    content = text.text or ""
    _set(text, content[: tag.start - at])
    return _split_after(text, content[tag.end - at :])


def _set(text: Element, content: str) -> None:
    text.text = content
    text.set(*_PRESERVE)


def _split_after(text: Element, rest: str) -> Element:
    """Part the run of a text behind it; `rest` and what follows go into a second run."""
    run = text.getparent()
    assert run is not None
    following = list(text.itersiblings())
    if rest or following:
        second = etree.Element(R)
        for name, value in run.attrib.items():
            second.set(name, value)
        look = run.find(RPR)
        if look is not None:
            second.append(deepcopy(look))
        if rest:
            copy = etree.SubElement(second, T)
            _set(copy, rest)
        for sibling in following:
            second.append(sibling)
        run.addnext(second)
    return run


def look_of(run: Element) -> Element | None:
    """The formatting of a run, without what tracks its changes."""
    look = run.find(RPR)
    if look is None:
        return None
    copy = deepcopy(look)
    for change in copy.findall(clark("w:rPrChange")):
        copy.remove(change)
    return copy


def drop_if_empty(run: Element) -> None:
    """A run that only held a tag is gone, with the empty texts in it."""
    for text in run.findall(T):
        if not text.text:
            run.remove(text)
    if all(child.tag == RPR for child in run):
        remove(run)


def remove(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


_BREAK, _BREAK_BEFORE = clark("w:br"), clark("w:pageBreakBefore")


def page_breaks(paragraph: Element) -> tuple[bool, bool]:
    """Whether a page begins with a paragraph's text, and whether one begins behind it."""
    before = after = said = False
    for element in paragraph.iter(_BREAK, _BREAK_BEFORE, T):
        if element.tag == T:
            said = said or bool((element.text or "").strip())
        elif element.tag == _BREAK_BEFORE:
            before = element.get(clark("w:val"), "1") not in ("0", "false", "off")
        elif element.get(clark("w:type")) == "page":
            before, after = before or not said, after or said
    return before, after


_NOTES = ("footnoteReference", "endnoteReference", "commentReference")
_SHOWN = tuple(
    clark(f"w:{name}") for name in ("drawing", "pict", "object", "fldChar", "fldSimple", *_NOTES)
)


def shows_more(paragraph: Element) -> bool:
    """Whether a paragraph has more to show than its text: a picture, a note, a comment, a field."""
    return next(paragraph.iter(*_SHOWN), None) is not None


RANGES = tuple(clark(name) for name in RANGE_MARKS if name != "w:proofErr")


def ranges_in(element: Element) -> Iterator[Element]:
    """The ends of bookmarks and the like in an element, whose other ends may be elsewhere."""
    return element.iter(*RANGES)
