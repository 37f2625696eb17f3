"""The shape of what a template may name, read off the nouns of `promo.packet`."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from typing import Any, TypeAlias

from promo.assess import Status
from promo.compose import HEADINGS
from promo.model import FieldKind
from promo.packet import Packet
from promo.prose import Prose


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value that is printed: a text, a number, or prose with its bold words and lists."""

    kind: str


@dataclass(frozen=True, slots=True)
class Record:
    """Named values of a noun; where a packet may have none it is false in an `if`."""

    noun: str
    fields: Mapping[str, Shape]
    may_be_absent: bool = False


@dataclass(frozen=True, slots=True)
class ListOf:
    """Values to go through with `for`."""

    each: Shape


Shape: TypeAlias = Leaf | Record | ListOf

TEXT, NUMBER, PROSE = Leaf("text"), Leaf("number"), Leaf("prose")


@lru_cache(maxsize=1)
def packet_shape() -> Record:
    """The shape of a packet; its top fields are the names that a template begins with."""
    found = _record(Packet)
    headings = Record("heading", dict.fromkeys(HEADINGS, TEXT))
    return Record("Packet", {**found.fields, "heading": headings})


def _record(noun: type) -> Record:
    hints = typing.get_type_hints(noun)
    return Record(noun.__name__, {name: _shape(hint) for name, hint in hints.items()})


def _shape(hint: Any) -> Shape:
    if hint == Prose:
        return PROSE
    if typing.get_origin(hint) is tuple:
        return ListOf(_shape(typing.get_args(hint)[0]))
    if isinstance(hint, types.UnionType):
        (one,) = (each for each in typing.get_args(hint) if each is not types.NoneType)
        found = _shape(one)
        return replace(found, may_be_absent=True) if isinstance(found, Record) else found
    if isinstance(hint, type) and issubclass(hint, tuple):
        return _record(hint)
    return _LEAVES[hint]


_LEAVES: Mapping[Any, Shape] = {
    str: TEXT,
    int: NUMBER,
    Status: TEXT,
    FieldKind: TEXT,
    Mapping[str, str]: Record("heading", {}),  # `heading`, whose keys packet_shape() names
}


Plain: TypeAlias = Any  # str, int, None, and lists and dicts of them
Reader: TypeAlias = Callable[[Any], Plain]


def reader(shape: Shape, prose: Callable[[Prose], str]) -> Reader:
    """What turns a value of this shape into plain data; `prose` prints a field of prose."""
    if isinstance(shape, ListOf):
        each = reader(shape.each, prose)
        return lambda values: [each(value) for value in values]
    if isinstance(shape, Record):
        named = [(name, reader(each, prose)) for name, each in shape.fields.items()]

        def read(noun: Any) -> Plain:
            if noun is None:
                return None
            if isinstance(noun, Mapping):
                return dict(noun)
            return {name: each(getattr(noun, name)) for name, each in named}

        return read
    return prose if shape is PROSE else _leaf


def _leaf(value: Any) -> Plain:
    return value.name.lower() if isinstance(value, Enum) else value
