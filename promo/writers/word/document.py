"""Packet and template to the bytes of a .docx."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from promo.packet import Packet
from promo.writers.word import blocks
from promo.writers.word.markup import escaped, in_text
from promo.writers.word.package import pack
from promo.writers.word.pen import Pen
from promo.writers.word.template import Template, shipped

_BODY = "word/document.xml"


def write(packet: Packet, template: Template | None = None) -> bytes:
    """The Word document of a packet; the same packet gives the same bytes."""
    template = template or shipped()
    pen = Pen(template)
    made = {name: block(pen, packet) for name, block in blocks.BLOCKS.items()}
    # Links and lists are known once every block is written.
    made |= {"hyperlinks": pen.hyperlinks(), "numbered_lists": pen.numbered_lists()}
    texts = _fields(packet)
    members = template.members.items()
    return pack({name: _filled(pieces, made, texts).encode() for name, pieces in members})


_OPEN_TEXT = re.compile(r"<w:t(?: [^<>]*)?>[^<]*\Z")


def _filled(pieces: Sequence[str], made: Mapping[str, str], texts: Mapping[str, str]) -> str:
    """One member: what is made as it is, texts escaped for the place in which they stand."""
    filled, in_run = [], False
    for number, piece in enumerate(pieces):
        if number % 2 == 0:
            in_run = bool(_OPEN_TEXT.search(piece)) if "<" in piece else in_run
            filled.append(piece)
        elif piece in made:
            filled.append(made[piece])
        else:
            filled.append(in_text(texts[piece]) if in_run else escaped(texts[piece]))
    return "".join(filled)


def _fields(packet: Packet) -> dict[str, str]:
    """The texts that a template may name."""
    headings = {f"heading.{key}": text for key, text in packet.heading.items()}
    return headings | {
        "candidate.name": packet.candidate.name,
        "document.eyebrow": packet.document.eyebrow,
        "document.subtitle": packet.document.subtitle,
        "document.title": packet.document.title,
        "header.left": packet.header.left,
        "header.right": packet.header.right,
        "footer.left": packet.footer.left,
        "footer.page": packet.footer.page,
        "footer.of": packet.footer.of,
        "digest": "",
    }
