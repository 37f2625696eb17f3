"""Packet and template to the bytes of a .docx."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from promo.packet import Packet
from promo.writers.word import blocks
from promo.writers.word.markup import escaped
from promo.writers.word.package import pack
from promo.writers.word.pen import Pen
from promo.writers.word.template import Template, shipped

_BODY = "word/document.xml"


def write(packet: Packet, template: Template | None = None) -> bytes:
    """The Word document of a packet; the same packet gives the same bytes."""
    template = template or shipped()
    pen = Pen(template)
    values = {name: escaped(text) for name, text in _fields(packet).items()}
    values |= {name: block(pen, packet) for name, block in blocks.BLOCKS.items()}
    # Links and lists are known once every block is written.
    values |= {"hyperlinks": pen.hyperlinks(), "numbered_lists": pen.numbered_lists()}
    members = template.members.items()
    return pack({name: _filled(pieces, values).encode() for name, pieces in members})


def _filled(pieces: Sequence[str], values: Mapping[str, str]) -> str:
    if len(pieces) == 1:
        return pieces[0]
    return "".join(values[piece] if n % 2 else piece for n, piece in enumerate(pieces))


def _fields(packet: Packet) -> dict[str, str]:
    """The texts that a template may name."""
    headings = {f"heading.{key}": text for key, text in packet.heading.items()}
    return headings | {
        "candidate.name": packet.name,
        "packet.eyebrow": packet.eyebrow,
        "packet.subtitle": packet.subtitle,
        "packet.title": packet.title,
        "header.left": packet.header_left,
        "header.right": packet.header_right,
        "footer.left": packet.footer_left,
        "footer.page": packet.footer_page,
        "footer.of": packet.footer_of,
        "digest": "",
    }
