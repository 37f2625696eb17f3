"""One process that has everything imported: CPU seconds of its steps and of its rivals."""

from __future__ import annotations

import csv
import json
import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from io import BytesIO, StringIO
from typing import NamedTuple
from zipfile import ZipFile

import docx
import yaml

from benchmarks import content, rivals
from benchmarks.rotation import cpu_of, rotate, sample
from promo import __version__, importing, ladder, source
from promo.assess import Assessment
from promo.compose import compose
from promo.importing.guide import Guide
from promo.load import STDIN, Question, load
from promo.model import (
    ASSESSED,
    SIGNED,
    Answers,
    Comment,
    Place,
    Review,
    Reviewed,
    ReviewForm,
    match_key,
)
from promo.packet import Packet
from promo.plain import to_yaml
from promo.review import reading
from promo.writers import markdown, word

DEFLATING, WORD, DOCXTPL, MARKDOWN, C_LOADER, READING, PIPELINE, OPENING, REVIEW = (
    "deflating its finished parts",
    "writing Word",
    "docxtpl writing Word",
    "writing Markdown",
    "yaml.load with CSafeLoader",
    "source.parse, with places",
    "evidence to finished Packet",
    "python-docx opening a packet",
    "reading a reviewed packet",
)
_TODAY = date(2026, 6, 30)

Seconds = Mapping[str, tuple[float, ...]]  # of each step, a value for each rotation


def measure(items: int, rotations: int) -> Seconds:
    """What each step takes with so many items, in rotations."""
    return rotate({name: cpu_of(step) for name, step in _steps(items).items()}, rotations)


def growth(sizes: Sequence[int], rotations: int) -> Mapping[int, tuple[float, ...]]:
    """What writing Word takes at each size, in rotations through the sizes."""
    packets = {n: packet_of(content.evidence(n)) for n in sizes}
    return rotate({n: cpu_of(partial(word.write, p)) for n, p in packets.items()}, rotations)


def _steps(items: int) -> dict[str, Callable[[], object]]:
    data = content.evidence(items)
    packet = packet_of(data)
    parts, document = finished_parts(packet), word.write(reviewed_packet_of(data))
    steps: dict[str, Callable[[], object]] = {
        DEFLATING: lambda: [_deflated(part) for part in parts],
        WORD: lambda: word.write(packet),
        MARKDOWN: lambda: markdown.write(packet),
        C_LOADER: lambda: yaml.load(data, yaml.CSafeLoader),
        READING: lambda: source.parse(data, "evidence.yaml"),
        PIPELINE: lambda: packet_of(data),
        OPENING: lambda: docx.Document(BytesIO(document)),
        REVIEW: lambda: reading.read(document, "packet.docx"),
    }
    if "docxtpl" not in rivals.missing():
        steps[DOCXTPL] = lambda: rivals.write(packet)
    return steps


def packet_of(data: bytes) -> Packet:
    """The whole way from an evidence file's bytes up to what a writer takes."""
    return compose(_assessed(data), __version__)


def reviewed_packet_of(data: bytes) -> Packet:
    """The same with every question answered, and a comment on each competency."""
    assessed = _assessed(data)
    told = [coverage.competency for coverage in assessed.coverages]
    answers = tuple(Answers(c.id, c.title, dict.fromkeys(ASSESSED, _ANSWER)) for c in told)
    form = ReviewForm("Kim Sato", "", answers, dict.fromkeys(SIGNED, _ANSWER))
    comments = tuple(
        Comment("Kim Sato", "2026-07-01T09:00:00Z", _ANSWER, Place(c.id, c.title)) for c in told
    )
    review = Review(None, (form,), comments)
    return compose(assessed, __version__, reviewed=Reviewed(review=review))


_ANSWER = "Seen in two reviews; ask for the log of the third."


def _assessed(data: bytes) -> Assessment:
    return load(Question(evidence=STDIN, stdin=data, today=_TODAY, target=content.TARGET))


def finished_parts(packet: Packet) -> tuple[bytes, ...]:
    """The parts of a packet's document that another packet has otherwise; static ones are left."""
    other = _members(word.write(packet_of(content.evidence(3, seed=2))))
    return tuple(part for name, part in _members(word.write(packet)).items() if part != other[name])


def words(items: int) -> dict[str, int]:
    """How many words each writer's document has: a rival that left some out would be faster."""
    packet = packet_of(content.evidence(items))
    found = {"promo": _words_in(word.write(packet))}
    if "docxtpl" not in rivals.missing():
        found["docxtpl"] = _words_in(rivals.write(packet))
    return found


def _words_in(document: bytes) -> int:
    body = _members(document)["word/document.xml"].decode()
    texts = re.findall(r"<w:t(?: [^>]*)?>([^<]*)", body.replace("</w:p>", "<w:t> "))
    return len("".join(texts).split())


def _members(document: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _deflated(part: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(part) + packer.flush()


# Importing a ladder


IMPORT_FLOOR, IMPORT, IMPORT_AND_READ = (
    "csv.reader and json.dumps",
    "importing the same CSV, to YAML",
    "the same, and reading it back",
)


def importing_of(expectations: int, rotations: int) -> Seconds:
    """What a CSV matrix costs, to the text of a ladder file, and as the command does it."""
    data = content.matrix(expectations)
    steps = {
        IMPORT_FLOOR: lambda: json.dumps(list(csv.reader(StringIO(data.decode())))),
        IMPORT: lambda: _imported(data),
        IMPORT_AND_READ: lambda: ladder.read(source.parse(_imported(data), "ladder.yaml")),
    }
    return rotate({name: cpu_of(step) for name, step in steps.items()}, rotations)


def _imported(data: bytes) -> bytes:
    match_key.cache_clear()  # which would know each text by the second round
    found = importing.read(data, "ladder.csv", importing.Options(), Guide())
    return to_yaml(found.ladder).encode()


# Batch


class Batch(NamedTuple):
    """CPU seconds a packet, evidence to Word, and what the packets weigh."""

    promo: float
    docxtpl: float | None
    sizes: tuple[int, ...]


def batch(files: Sequence[bytes]) -> Batch:
    """Different evidence files one after the other, each by promo and then by docxtpl."""
    sizes: list[int] = []
    ours = theirs = 0.0
    compared = "docxtpl" not in rivals.missing()
    for data in files:
        ours += sample(partial(_weigh, data, sizes))
        if compared:
            theirs += sample(partial(_by_docxtpl, data))
    number = len(files)
    return Batch(ours / number, theirs / number if compared else None, tuple(sizes))


def _weigh(data: bytes, sizes: list[int]) -> None:
    sizes.append(len(word.write(packet_of(data))))


def _by_docxtpl(data: bytes) -> None:
    rivals.write(packet_of(data))
