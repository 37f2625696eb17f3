"""Packet to Markdown through a Jinja2 template. Every text is escaped unless it is finished.

The escapes are for CommonMark and GitHub: what a reader sees is the text as it was typed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

from promo.packet import Packet
from promo.templating.shape import Reader, packet_shape, reader
from promo.writers.markdown.checking import check
from promo.writers.markdown.parts import MOST_BYTES, Read, collect
from promo.writers.markdown.prose import blocks
from promo.writers.markdown.sealed import sealed, state_of
from promo.writers.markdown.template import Plain, Template, render, shipped
from promo.writers.markdown.texts import escaped

__all__ = (
    "MOST_BYTES",
    "Plain",
    "Read",
    "Render",
    "Template",
    "blocks",
    "check",
    "collect",
    "context",
    "escaped",
    "render",
    "shipped",
    "state_of",
    "write",
)

Render: TypeAlias = Callable[[Template, Plain], str]


def write(packet: Packet, template: Template | None = None, render: Render = render) -> bytes:
    """The Markdown of a packet, with a digest of itself in a comment at its end."""
    text = render(template or shipped("packet"), context(packet))
    return sealed(text.strip("\n") + "\n")


def context(packet: Packet) -> Plain:
    """A packet as plain data, its prose as finished Markdown."""
    found: Plain = _reader()(packet)
    return found


@lru_cache(maxsize=1)
def _reader() -> Reader:
    return reader(packet_shape(), blocks)
