"""What is told of a code beside its name: why it matters, a weak and a strong example."""

from __future__ import annotations

from typing import NamedTuple


class Why(NamedTuple):
    """Why a code is told, and how it looks and how it could look, where an example says more."""

    why: str
    weak: str = ""
    strong: str = ""
