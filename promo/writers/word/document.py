"""Packet and template to the bytes of a .docx."""

from __future__ import annotations

from promo.packet import Packet
from promo.writers.word.package import pack
from promo.writers.word.template import Template, filled, shipped


def write(packet: Packet, template: Template | None = None) -> bytes:
    """The Word document of a packet; the same packet and template give the same bytes."""
    return pack(filled(packet, template or shipped()))
