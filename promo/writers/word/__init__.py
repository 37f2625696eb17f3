"""Packet to Word: the shipped template, filled. `write` is all that others call."""

from promo.writers.word.document import write

__all__ = ["write"]
