"""The key of a committee copy, and names in place of codes again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple, TypeVar, cast

from promo.blind.people import People
from promo.findings import Finding, InputError, Location
from promo.model import Review
from promo.plain import Plain, to_yaml
from promo.source import Map, Source, Text, parse

VERSION = 1
_HEADING = "# Whom the codes of a committee copy stand for. Keep it away from the copy.\n"
_ASK = "name the key file that promo wrote beside the committee copy"
Noun = TypeVar("Noun")


class Key(NamedTuple):
    """What a key file says: the packet's code, the evidence's SHA-256, and a name by each code."""

    packet: str
    evidence: str
    names: Mapping[str, str]


def key_of(people: People) -> Key:
    """The key of a copy that is made now."""
    names = {who.code: who.names[0] for who in people.everybody}
    return Key(people.packet, people.evidence, names)


def key_file(people: People) -> bytes:
    """The key as YAML."""
    key = key_of(people)
    names: dict[str, Plain] = dict(key.names)
    data: dict[str, Plain] = {
        "key": VERSION,
        "packet": key.packet,
        "evidence": key.evidence,
        "names": names,
    }
    return (_HEADING + to_yaml(data)).encode()


def read_key(data: bytes, name: str) -> Key:
    """The key in a file. Raises InputError with every fault (BL004) of one that is none."""
    source = parse(data, name)
    faults: list[Finding] = []
    version = _text(source, source.root, "key", faults)
    if version and version != str(VERSION):
        help = "update promo, or " + _ASK
        faults.append(_fault(source.place(source.root), f"a key of version {version}", help))
    packet, evidence = (_text(source, source.root, key, faults) for key in ("packet", "evidence"))
    names = _names(source, faults)
    if faults:
        raise InputError(faults)
    return Key(packet, evidence, names)


def _names(source: Source, faults: list[Finding]) -> dict[str, str]:
    node = source.root.entries.get("names", (None, None))[1]
    if not isinstance(node, Map) or not node.entries:
        place = source.place(node or source.root)
        faults.append(_fault(place, "no key of a committee copy: `names` has no codes", _ASK))
        return {}
    names = {code: _text(source, node, code, faults) for code in node.entries}
    by_fold: dict[str, str] = {}
    for code, (key, _) in node.entries.items():
        if by_fold.setdefault(code.casefold(), code) != code:
            faults.append(_fault(source.place(key), "this code stands twice", "delete one"))
    return names


def _text(source: Source, within: Map, key: str, faults: list[Finding]) -> str:
    node = within.entries.get(key, (None, None))[1]
    if isinstance(node, Text) and node.value.strip():
        return node.value
    place = source.place(node or within)
    faults.append(_fault(place, f"no key of a committee copy: `{key}` has no text", _ASK))
    return ""


def _fault(place: Location, message: str, help: str) -> Finding:
    return Finding(code="BL004", location=place, message=message, help=help)


class Unblind:
    """Names in place of the codes of one key; `packet` is the code of the copy that it is for."""

    def __init__(self, key: Key) -> None:
        self.packet = key.packet
        self._names = {code.casefold(): name for code, name in key.names.items()}
        any_code = "|".join(map(re.escape, key.names))
        # No digit may follow, as in Person 12; a letter only if it is an ending: Manager 1s.
        around = r"(?<![A-Za-z0-9])(?:{})(?!\d|(?!s(?![A-Za-z]))[A-Za-z])"
        self._codes = re.compile(around.format(any_code), re.IGNORECASE)

    def text(self, text: str) -> str:
        """`text` with the names that the codes stand for."""
        return self._codes.sub(lambda code: self._names[code[0].casefold()], text)

    def review(self, review: Review) -> Review:
        """A review of a committee copy as one of the packet itself."""
        return self._unblinded(review)

    def _unblinded(self, value: Noun) -> Noun:
        made: object = value
        if isinstance(value, str):
            made = self.text(value)
        elif isinstance(value, tuple) and hasattr(value, "_fields"):
            made = type(value)(*map(self._unblinded, value))
        elif isinstance(value, tuple):
            made = tuple(map(self._unblinded, value))
        elif isinstance(value, Mapping):
            made = {key: self._unblinded(inner) for key, inner in value.items()}
        return cast(Noun, made)
