"""What a shell may offer on the command line: names with a word on each, and never a fault."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from promo import evidence, ladder, source
from promo.explaining import FAMILIES, TABLE
from promo.files import read_bytes
from promo.findings import InputError, Location
from promo.forms import LANGUAGE_OF, SHIPPED
from promo.ignoring import FEWEST_LETTERS, ignorable
from promo.load import load_ladder
from promo.model import Ladder
from promo.planning import FORMATS

# A name, and what it is.
Offer: TypeAlias = tuple[str, str]


def levels(named: str | None, files: Sequence[str]) -> Iterator[Offer]:
    """The levels of the ladder that a call names, or else an evidence file, or the default."""
    found = _ladder(named, files)
    for level in found.levels if found else ():
        yield level.id, level.title


def tracks(named: str | None, files: Sequence[str]) -> Iterator[Offer]:
    found = _ladder(named, files)
    for track in found.tracks if found else ():
        yield track.id, track.title


def competencies(named: str | None, files: Sequence[str]) -> Iterator[Offer]:
    found = _ladder(named, files)
    for competency in found.competencies if found else ():
        yield competency.id, competency.title


def ladders() -> Iterator[Offer]:
    for name in ladder.BUILT_IN:
        found = _ladder(name, ())
        yield name, found.title if found else ""


def codes(typed: str) -> Iterator[Offer]:
    """The codes that are explained, once the letters of a family are typed; else the families."""
    if len(typed) < FEWEST_LETTERS:
        yield from ((letters, family.title) for letters, family in FAMILIES.items())
    else:
        yield from ((code.code, code.title) for code in TABLE.values())


def warnings(typed: str) -> Iterator[Offer]:
    """Of those the ones that can be ignored."""
    can_be = set(ignorable())
    yield from (offer for offer in codes(typed) if offer[0] in can_be)


def templates() -> Iterator[Offer]:
    for name, formats in SHIPPED.items():
        yield name, " and ".join(LANGUAGE_OF[format] for format in formats)


def formats() -> Iterator[Offer]:
    for name in FORMATS:
        yield name, LANGUAGE_OF.get(name, "JSON")


def _ladder(named: str | None, files: Sequence[str]) -> Ladder | None:
    """A ladder that cannot be had offers nothing: a shell is no place for its faults."""
    try:
        folder, name = (Path(), named) if named else _named_in(files)
        return load_ladder(name, folder, Location("--ladder"))[0]
    except InputError:
        return None


def _named_in(files: Sequence[str]) -> tuple[Path, str]:
    """The ladder that the first evidence file names, and the folder that it is named from."""
    for file in files[:1]:
        if not os.path.exists(file):
            break  # `promo new` is about to make it
        parsed = source.parse(read_bytes(file), file)
        named = evidence.choices(parsed).ladder
        if named is not None:
            return Path(file).parent, named.value
    return Path(), ladder.DEFAULT
