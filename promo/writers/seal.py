"""Telling promo's own untouched output from an edited one and from a stranger's file."""

from __future__ import annotations

from enum import Enum


class State(Enum):
    """What an existing output is; only an untouched one is replaced without being asked."""

    UNTOUCHED = "untouched"
    EDITED = "edited"
    FOREIGN = "foreign"
