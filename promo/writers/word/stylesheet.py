"""The named styles that promo writes in, found in a template or lent to it.

Styles are known by their names, for programs rename their ids. One that the template has is never
changed; one that it lacks is copied from the template that promo ships, with its list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from promo.writers.word.lint.package import Element
from promo.writers.word.lint.schema import clark
from promo.writers.word.markup import Look

_NAME, _ID, _TYPE, _VAL = clark("w:name"), clark("w:styleId"), clark("w:type"), clark("w:val")
_CUSTOM, _DEFAULT = clark("w:customStyle"), clark("w:default")
_ABSTRACT, _NUM = clark("w:abstractNum"), clark("w:num")
_OWN = " (promo)"  # where another style has the name

PARAGRAPH, CHARACTER, TABLE = "paragraph", "character", "table"
# Every style that a block or prose asks for, by its name in Word: its kind, and what it is for.
STYLES: Mapping[str, tuple[str, str]] = {
    "Normal": (PARAGRAPH, "ordinary text"),
    "heading 1": (PARAGRAPH, "headings of further flags, other evidence and the committee"),
    "heading 2": (PARAGRAPH, "the name of a competency"),
    "heading 3": (PARAGRAPH, "the title of an item or headline"),
    "Lead": (PARAGRAPH, "the candidate's summary"),
    "Meta": (PARAGRAPH, "dates, project and part under a title"),
    "Part Label": (PARAGRAPH, "a label on a line of its own: Measured"),
    "List Bullet": (PARAGRAPH, "bullets"),
    "List Bullet 2": (PARAGRAPH, "bullets inside bullets"),
    "List Bullet 3": (PARAGRAPH, "bullets a level deeper"),
    "List Number": (PARAGRAPH, "numbered lists"),
    "List Number 2": (PARAGRAPH, "numbered lists inside lists"),
    "List Number 3": (PARAGRAPH, "numbered lists a level deeper"),
    "List Continue": (PARAGRAPH, "further paragraphs of a list's item"),
    "List Continue 2": (PARAGRAPH, "the same, inside a list"),
    "List Continue 3": (PARAGRAPH, "the same, a level deeper"),
    "Quote": (PARAGRAPH, "somebody's words"),
    "Attribution": (PARAGRAPH, "who said them"),
    "Code Block": (PARAGRAPH, "lines of code"),
    "caption": (PARAGRAPH, "notes under tables"),
    "Spacer": (PARAGRAPH, "the gap after a table"),
    "Cell": (PARAGRAPH, "text in a table"),
    "Cell Label": (PARAGRAPH, "labels of the facts"),
    "Cell Heading": (PARAGRAPH, "headings of columns"),
    "Cell Heading Number": (PARAGRAPH, "headings of columns of numbers"),
    "Cell Number": (PARAGRAPH, "numbers in a table"),
    "Status Strong": (PARAGRAPH, "the status Strong; its shading fills the cell"),
    "Status Covered": (PARAGRAPH, "the status Covered; its shading fills the cell"),
    "Status Thin": (PARAGRAPH, "the status Thin; its shading fills the cell"),
    "Status Missing": (PARAGRAPH, "the status Missing; its shading fills the cell"),
    "Status None": (PARAGRAPH, "no status"),
    "Count None": (PARAGRAPH, "no items in a quarter"),
    "Count Low": (PARAGRAPH, "one item in a quarter; its shading fills the cell"),
    "Count Medium": (PARAGRAPH, "two items; its shading fills the cell"),
    "Count High": (PARAGRAPH, "three items or more; its shading fills the cell"),
    "Flag Missing": (PARAGRAPH, "the label of a flag; its shading fills the row"),
    "Flag Thin": (PARAGRAPH, "the label of a flag; its shading fills the row"),
    "Flag Note": (PARAGRAPH, "the label of any other flag; its shading fills the row"),
    "Flag Text": (PARAGRAPH, "what a flag says"),
    "Flag Action": (PARAGRAPH, "what to do next"),
    "Form Title": (PARAGRAPH, "the title of a form to fill in"),
    "Form Label": (PARAGRAPH, "labels of a form"),
    "Code": (CHARACTER, "code in a sentence"),
    "Hyperlink": (CHARACTER, "links"),
    "Label": (CHARACTER, "bold labels at the start of a paragraph"),
    "Muted": (CHARACTER, "words that step back"),
    "Placeholder Text": (CHARACTER, "what asks for an answer in a form"),
    "Dots": (CHARACTER, "the circles of a status"),
    "Key Strong": (CHARACTER, "the status in the key and under a competency"),
    "Key Covered": (CHARACTER, "the status in the key and under a competency"),
    "Key Thin": (CHARACTER, "the status in the key and under a competency"),
    "Key Missing": (CHARACTER, "the status in the key and under a competency"),
    "Promo Table": (TABLE, "tables of competencies, quarters and expectations"),
    "Promo Facts": (TABLE, "the facts at the top"),
    "Promo Flags": (TABLE, "the flags"),
    "Promo Form": (TABLE, "the forms to fill in"),
}


class StyleSheet(NamedTuple):
    """What a pen asks: ids and looks by names in lower case, and the lists to number anew.

    `bullets` is the list of bullets where the template's own styles bring none.
    """

    ids: Mapping[str, str]
    names: Mapping[str, str]
    looks: Mapping[str, Look]
    ordered_list: str
    bullets: str
    first_free_number: int


class Lent(NamedTuple):
    """What a template lacked: styles that were added, and those whose name was taken."""

    added: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()  # (name, the kind that has it)
    near: tuple[tuple[str, str], ...] = ()  # (a name of the template, promo's that it lacks)


@dataclass(slots=True)
class _Styles:
    """The styles of one w:styles: by kind and name, as it is and in lower case, and by id."""

    root: Element
    exact: dict[tuple[str, str], Element] = field(default_factory=dict)
    by_name: dict[tuple[str, str], Element] = field(default_factory=dict)
    by_id: dict[str, Element] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)  # name in lower case -> kind

    def __post_init__(self) -> None:
        for style in self.root.iter(clark("w:style")):
            self.keep(style)

    def keep(self, style: Element) -> None:
        name, kind = name_of(style).lower(), style.get(_TYPE, PARAGRAPH)
        self.exact.setdefault((kind, name_of(style)), style)
        self.by_name.setdefault((kind, name), style)
        self.by_id.setdefault(style.get(_ID, ""), style)
        self.kinds.setdefault(name, kind)

    def named(self, name: str, kind: str) -> Element | None:
        """The style of a name; spelled so rather than otherwise, as LibreOffice adds `Caption`."""
        lower = name.lower()
        found = (
            self.by_name.get((kind, lower + _OWN)),
            self.exact.get((kind, name)),
            self.by_name.get((kind, lower)),
        )
        return next((style for style in found if style is not None), None)

    def default(self, kind: str) -> Element | None:
        styles = self.by_id.values()
        return next((s for s in styles if s.get(_DEFAULT) and s.get(_TYPE) == kind), None)

    def list_of(self, style: Element | None) -> str:
        """The number of the list that a style is a level of; empty for none."""
        for each in self.chain(style):
            number = each.find(f"{clark('w:pPr')}/{clark('w:numPr')}/{clark('w:numId')}")
            if number is not None:
                return number.get(_VAL, "").removeprefix("0")
        return ""

    def chain(self, style: Element | None) -> Iterable[Element]:
        """A style and those that it is based on, nearest first."""
        seen: set[str] = set()
        while style is not None and style.get(_ID, "") not in seen:
            seen.add(style.get(_ID, ""))
            yield style
            style = self.by_id.get(_value(style, "w:basedOn"))


def name_of(style: Element) -> str:
    return _value(style, "w:name")


def _value(element: Element, child: str) -> str:
    found = element.find(clark(child))
    return "" if found is None else found.get(_VAL, "")


def lend(styles: Element, numbering: Element, shipped: Element, shipped_lists: Element) -> Lent:
    """Add what the trees of a template lack; both are changed. `shipped…` are only read."""
    own, source = _Styles(styles), _Styles(shipped)
    near = tuple(_near_names(own))
    lent: dict[str, Element] = {}
    renamed = []
    for name, (kind, _) in STYLES.items():
        if own.named(name, kind) is not None:
            continue
        copy = lent[name] = deepcopy(source.by_name[kind, name.lower()])
        if name.lower() in own.kinds:
            renamed.append((name, own.kinds[name.lower()]))
            _set(copy, "name", name + _OWN)
        _fit(copy, own, source)
        styles.append(copy)
        own.keep(copy)
    for family in _FAMILIES:
        _lend_list(family, lent, own, numbering, shipped_lists)
    taken = {name for name, _ in renamed}
    return Lent(
        added=tuple(name for name in lent if name not in taken),
        renamed=tuple(renamed),
        near=near,
    )


def _near_names(own: _Styles) -> Iterable[tuple[str, str]]:
    """Names of the template that are a slip away from one of promo's that it lacks."""
    from difflib import get_close_matches

    known = {name.lower(): name for name in STYLES}
    lacking = [lower for lower in known if lower not in own.kinds]
    for style in own.by_id.values():
        lower = name_of(style).lower()
        if lower in known or lower.removesuffix(_OWN) in known or not style.get(_CUSTOM):
            continue
        for meant in get_close_matches(lower, lacking, n=1, cutoff=0.85):
            yield name_of(style), known[meant]


def _set(element: Element, child: str, value: str) -> None:
    found = element.find(clark(f"w:{child}"))
    if found is not None:
        found.set(_VAL, value)


def _fit(copy: Element, own: _Styles, source: _Styles) -> None:
    """Give a lent style an id that is free, and let it refer to the template's own styles."""
    id = copy.get(_ID, "")
    while id in own.by_id:
        id += "P"
    copy.set(_ID, id)
    kind = copy.get(_TYPE, PARAGRAPH)
    if any(s.get(_DEFAULT) and s.get(_TYPE) == kind for s in own.by_id.values()):
        copy.attrib.pop(_DEFAULT, "")
    for child in ("basedOn", "next", "link"):
        reference = copy.find(clark(f"w:{child}"))
        if reference is None:
            continue
        meant = source.by_id.get(reference.get(_VAL, ""))
        found = own.named(name_of(meant), meant.get(_TYPE, kind)) if meant is not None else None
        if meant is not None and found is None:
            found = own.default(kind) if child == "basedOn" else None
        if found is None:
            copy.remove(reference)
        else:
            reference.set(_VAL, found.get(_ID, ""))


# Lists

_FAMILIES = ("List Bullet", "List Number")
_LEVELS = ("", " 2", " 3")


def _lend_list(
    family: str,
    lent: Mapping[str, Element],
    own: _Styles,
    numbering: Element,
    shipped_lists: Element,
) -> None:
    """A copy of a shipped list, where styles of its family were lent or have no list."""
    levels = {at: lent[family + s] for at, s in enumerate(_LEVELS) if family + s in lent}
    if not levels and own.list_of(own.named(family, PARAGRAPH)):
        return
    at = _FAMILIES.index(family)
    abstract = deepcopy(shipped_lists.findall(_ABSTRACT)[at])
    id = str(_largest(numbering, "w:abstractNum", "w:abstractNumId") + 1)
    abstract.set(clark("w:abstractNumId"), id)
    for level, lvl in enumerate(abstract.iter(clark("w:lvl"))):
        link = lvl.find(clark("w:pStyle"))
        if link is not None and level in levels:
            link.set(_VAL, levels[level].get(_ID, ""))
        elif link is not None:
            lvl.remove(link)
    number = str(_largest_number(own.root, numbering) + 1)
    num = etree.SubElement(numbering, _NUM, {clark("w:numId"): number})
    etree.SubElement(num, clark("w:abstractNumId"), {_VAL: id})
    first = numbering.find(_NUM)
    assert first is not None
    first.addprevious(abstract)  # every abstractNum stands before any num
    last = numbering.find(clark("w:numIdMacAtCleanup"))
    if last is not None:
        numbering.append(last)
    for style in levels.values():
        found = style.find(f"{clark('w:pPr')}/{clark('w:numPr')}/{clark('w:numId')}")
        if found is not None:
            found.set(_VAL, number)


def _largest(numbering: Element, tag: str, attribute: str) -> int:
    return max([0, *(whole(e.get(clark(attribute), "")) for e in numbering.iter(clark(tag)))])


def _largest_number(styles: Element, numbering: Element) -> int:
    """Of lists, also of those that a style names and that are not there."""
    named = _largest(styles, "w:numId", "w:val")
    return max(named, _largest(numbering, "w:num", "w:numId"))


_WHOLE = re.compile(r"[+-]?[0-9]{1,9}")  # below 2**30: there is room above for promo's own


def whole(text: str) -> int:
    """The number that an attribute holds; 0 for what is none, or too long for one."""
    return int(text) if _WHOLE.fullmatch(text) else 0


# What a pen asks


def sheet(styles: Element, numbering: Element) -> StyleSheet:
    """The style sheet of trees that have every style."""
    own = _Styles(styles)
    found = {name.lower(): own.named(name, kind) for name, (kind, _) in STYLES.items()}
    here = {name: style for name, style in found.items() if style is not None}
    bullets = own.list_of(here.get("list bullet"))
    numbers = own.list_of(here.get("list number"))
    abstracts = {
        num.get(clark("w:numId"), ""): _value(num, "w:abstractNumId")
        for num in numbering.iter(_NUM)
    }
    return StyleSheet(
        ids={
            **{name: style.get(_ID, "") for (_, name), style in own.by_name.items()},
            **{name: style.get(_ID, "") for name, style in here.items()},
        },
        names={style.get(_ID, ""): name_of(style) for style in own.by_id.values()},
        looks={name: _look(own, style) for name, style in here.items()},
        ordered_list=abstracts.get(numbers, "") or _copied(numbering, "List Number"),
        bullets="" if bullets in abstracts else _number_of(numbering, "List Bullet"),
        first_free_number=_largest_number(styles, numbering) + 1,
    )


def _copied(numbering: Element, family: str) -> str:
    """The abstract list that was copied for a family: it has the mark of the shipped one."""
    mark = _MARKS[family]
    for abstract in numbering.iter(_ABSTRACT):
        if _value(abstract, "w:nsid") == mark:
            return abstract.get(clark("w:abstractNumId"), "")
    return ""


_MARKS = {"List Bullet": "50524F00", "List Number": "50524F01"}  # tools/make_template.py


def _number_of(numbering: Element, family: str) -> str:
    abstract = _copied(numbering, family)
    for num in numbering.iter(_NUM):
        if _value(num, "w:abstractNumId") == abstract:
            return num.get(clark("w:numId"), "")
    return ""


def _look(own: _Styles, style: Element) -> Look:
    """The fill and the colour of a style, its own or those of the styles that it is based on."""
    fill = colour = ""
    for each in own.chain(style):
        shading = each.find(f"{clark('w:pPr')}/{clark('w:shd')}")
        ink = each.find(f"{clark('w:rPr')}/{clark('w:color')}")
        if not fill and shading is not None:
            fill = shading.get(clark("w:fill"), "")
        if not colour and ink is not None:
            colour = ink.get(_VAL, "")
    return Look(fill="" if fill == "auto" else fill, colour=colour)
