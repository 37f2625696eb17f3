"""Whether a name is left in a committee copy: each text, property and address of the file."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Collection, Iterator
from pathlib import PurePath
from typing import NamedTuple
from urllib.parse import unquote

from promo.blind.blinding import Blind, is_for_machines
from promo.blind.package import given_name, read_by_people
from promo.findings import Finding, Location, quote, stopped
from promo.report import Json
from promo.writers.markdown.sealed import MARK
from promo.writers.word.lint.fault import Fault
from promo.writers.word.lint.package import Package, open_package

_AROUND = 25  # characters shown on each side of a name
MOST_TOLD = 50
_RENAME = "name another file with --output"
_ELSEWHERE = "it does not come from the evidence file: look in the template, the theme, the ladder"


class Text(NamedTuple):
    """A text that people may read, and where it stands."""

    place: Location
    text: str


def left_in(data: bytes, format: str, blind: Blind, name: str) -> tuple[Finding, ...]:
    """Every place of an output (docx, md, json) where a name is left, BL001; `name` is its path.

    Raises InputError for a Word document that cannot be opened: then nothing is known of it.
    """
    own = Text(Location(name), PurePath(name).name)
    found = [*_told(blind, own, _RENAME)]
    if format == "docx":
        package = _opened(data, name)
        texts: Iterator[Text] = _texts_of_package(package, name)
        found += _in_pictures(package, blind, name)
    elif format == "json":
        texts = _texts_of_json(Location(name), _json(data))
    else:
        texts = _lines(data.decode("utf-8", "replace"), name, blind.kept)
    for text in texts:
        found += _told(blind, text, _ELSEWHERE)
    return tuple({(f.location, f.message): f for f in found}.values())[:MOST_TOLD]


def _told(blind: Blind, text: Text, help: str) -> Iterator[Finding]:
    for found in blind.found(text.text):
        near = text.text[max(0, found.start - _AROUND) : found.end + _AROUND]
        message = f"{quote(text.text[found.start : found.end])} is left in {quote(near.strip())}"
        yield Finding(code="BL001", location=text.place, message=message, help=help)


# Word


def _opened(data: bytes, name: str) -> Package:
    package = open_package(data)
    fault = package if isinstance(package, Fault) else next(iter(package.faults), None)
    if isinstance(package, Fault) or fault is not None:
        assert fault is not None
        place = Location(name, part=fault.part)
        help = "mend the template; what cannot be read cannot be searched for names"
        raise stopped("BL004", place, fault.message, help)
    return package


def _texts_of_package(package: Package, name: str) -> Iterator[Text]:
    for member in sorted(package.names):
        yield Text(Location(name, part=member), given_name(member))
    for member, tree in sorted(package.trees.items()):
        place = Location(name, part=member)
        for text in read_by_people(tree):
            if text.lstrip()[:1] in ("{", "["):
                yield from _texts_of_json(place, _json(text.encode()))
            else:
                yield Text(place, text)
        for remark in package.contents[member].split(b"<!--")[1:]:
            yield Text(place, remark.partition(b"-->")[0].decode("utf-8", "replace"))
    for member, content in sorted(package.contents.items()):
        if member not in package.trees and _is_text(content):
            yield from _in_part(_lines(content.decode(), name), member)


def _is_text(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return b"\0" not in content


def _in_part(texts: Iterator[Text], member: str) -> Iterator[Text]:
    for place, text in texts:
        yield Text(place._replace(part=f"{member}, line {place.line}"), text)


def _in_pictures(package: Package, blind: Blind, name: str) -> Iterator[Finding]:
    """Full names in what is no text: a picture may say who drew it."""
    names = [name for who in blind.people.everybody for name in who.names if len(name) > 4]
    for member, content in sorted(package.contents.items()):
        if member in package.trees or _is_text(content):
            continue
        lowered = content.lower()
        for each in names:
            encoded = (each.lower().encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
            if any(form in lowered for form in encoded):
                place = Location(name, part=member)
                message = f"{quote(each)} is left in this file"
                help = "take the details out of the picture, or take another one"
                yield Finding(code="BL001", location=place, message=message, help=help)


# JSON and Markdown


def _json(data: bytes) -> Json:
    """What a text says as JSON; the text itself where it is none."""
    text = data.decode("utf-8", "replace")
    try:
        value: Json = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return value


def _texts_of_json(place: Location, value: Json, path: str = "") -> Iterator[Text]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if not is_for_machines(key, inner):
                yield from _texts_of_json(place, inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts_of_json(place, inner, f"{path}[{number}]")
    elif isinstance(value, str):
        part = ", ".join(filter(None, (place.part, path)))
        yield Text(place._replace(part=part), value)


_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKUP = re.compile(r"(?<!\\)(?:<[^<>]*>|[*`\[]|\]\([^()]*\))")
_ADDRESS = re.compile(r"\]\(([^()]*)\)|(?<!\\)<([^<>]*)>")
_CELL_EDGE = re.compile(r"(?<!\\)\|")


_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_ANCHOR = re.compile(r'a id="[ce]\d+"|#[ce]\d+')  # of promo itself


def _lines(text: str, name: str, kept: Collection[str] = ()) -> Iterator[Text]:
    """Each line and cell as it is shown, and each address and tag in it.

    A word in bold that is one of `kept` is a label.
    """
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(MARK):
            continue  # promo's own digest
        place = Location(name, number)
        line = _BOLD.sub(lambda bold: ":" if bold[1] in kept else bold[0], line)
        for cell in _CELL_EDGE.split(line):
            yield Text(place, html.unescape(_ESCAPE.sub(r"\1", _MARKUP.sub("", cell))))
        for address in _ADDRESS.finditer(line):
            typed = _ESCAPE.sub(r"\1", address[1] or address[2] or "")
            forms = {} if _ANCHOR.fullmatch(typed) else dict.fromkeys((typed, unquote(typed)))
            yield from (Text(place, form) for form in forms)
