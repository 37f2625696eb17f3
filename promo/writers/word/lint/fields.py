"""Rules of fields: balanced, known, harmless, and leading somewhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from promo.findings import quote
from promo.writers.word.lint.fault import Fault, fault
from promo.writers.word.lint.links import check_uri
from promo.writers.word.lint.package import Element, Package
from promo.writers.word.lint.schema import ACTIVE_FIELDS, FIELD_NAMES, STORIES, clark

_STORIES = tuple(map(clark, STORIES))
_CHARACTER = clark("w:fldChar")
_INSTRUCTIONS = (clark("w:instrText"), clark("w:delInstrText"))
_NAME = re.compile(r"\s*([A-Za-z]+)")
_ADDRESS = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)"|([^\\\s"]\S*))', re.IGNORECASE)
_INNER_LINK = re.compile(r'\s*(?:PAGEREF\s+|HYPERLINK\b[^"]*?\\l\s+)"?([^\s"\\]+)', re.IGNORECASE)


def instructions(tree: Element) -> Iterator[str]:
    """The instruction of every field, also of those that never end."""
    for simple in tree.iter(clark("w:fldSimple")):
        yield simple.get(clark("w:instr"), "")
    open_fields: list[list[str]] = []
    for element in tree.iter(_CHARACTER, *_INSTRUCTIONS):
        if _type(element) == "begin":
            open_fields.append([])
        elif _type(element) == "end" and open_fields:
            yield "".join(open_fields.pop())
        elif element.tag != _CHARACTER and open_fields:
            open_fields[-1].append(element.text or "")
    yield from ("".join(pieces) for pieces in open_fields)


def _type(character: Element) -> str:
    return character.get(clark("w:fldCharType"), "")


def name_of(instruction: str) -> str:
    """The name of a field in capitals, or ""."""
    found = _NAME.match(instruction)
    return found[1].upper() if found else ""


def names(package: Package) -> Iterator[Fault]:
    for part, tree in package.markup:
        for instruction in instructions(tree):
            name = name_of(instruction)
            if name in ACTIVE_FIELDS:
                yield fault("field-active", part, f"{quote(instruction.strip())} is not allowed")
            elif name and name not in FIELD_NAMES:
                yield fault("field-code", part, f"{quote(instruction.strip())} is no known field")


def addresses(package: Package) -> Iterator[Fault]:
    for part, tree in package.markup:
        for instruction in instructions(tree):
            found = _ADDRESS.match(instruction)
            if found:
                yield from check_uri(part, found[1] or found[2] or "")


def inner_links(tree: Element) -> Iterator[str]:
    """Names of bookmarks that fields lead to."""
    found = (_INNER_LINK.match(instruction) for instruction in instructions(tree))
    return (match[1] for match in found if match)


def balance(package: Package) -> Iterator[Fault]:
    for part, tree in package.markup:
        depths: dict[Element | None, list[str]] = defaultdict(list)
        for character in tree.iter(_CHARACTER):
            story = next(character.iterancestors(*_STORIES), None)
            problem = _advance(depths[story], _type(character))
            if problem:
                yield fault("field-balance", part, problem)
        if any(depths.values()):
            yield fault("field-balance", part, "a field does not end")


def _advance(open_fields: list[str], step: str) -> str:
    """Take one step through nested fields; what is wrong with it, or ""."""
    if step == "begin":
        open_fields.append(step)
    elif not open_fields:
        return f"a field has {quote(step)} before it begins"
    elif step == "end":
        open_fields.pop()
    elif open_fields[-1] == step:
        return "a field is separated twice"
    else:
        open_fields[-1] = step
    return ""
