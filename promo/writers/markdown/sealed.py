"""The digest in a comment at the end of a page, by which promo knows its own again."""

from __future__ import annotations

import hashlib
import re

from promo.writers.seal import State

MARK = "<!-- promo sha256 "
_SEAL = re.compile(rf"\n{MARK}([0-9a-f]{{64}}) -->\n\Z")


def sealed(text: str) -> bytes:
    """A page with its digest at the end."""
    return f"{text}\n{MARK}{hashlib.sha256(text.encode()).hexdigest()} -->\n".encode()


def state_of(data: bytes) -> State:
    """Whether a Markdown file is promo's, untouched, edited since, or somebody else's."""
    try:
        text = data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return State.FOREIGN
    seal = _SEAL.search(text)
    if seal and sealed(text[: seal.start()]) == text.encode():
        return State.UNTOUCHED
    return State.EDITED if MARK in text else State.FOREIGN
