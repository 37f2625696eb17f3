"""Rules that a .docx must keep for Word to open it as it was meant.

They cover what a schema cannot: the zip, the package, and what refers to what; and the parts of
the schema that programs writing Word break most often. Standard: ECMA-376 parts 1 and 2.
"""

from __future__ import annotations

from itertools import islice

from promo.writers.word.lint.fault import RULES, Fault
from promo.writers.word.lint.package import open_package

__all__ = ["RULES", "Fault", "lint"]

MAX_FAULTS = 1_000  # of one rule: a hostile file could hold millions


def lint(data: bytes) -> tuple[Fault, ...]:
    """Every broken rule of the .docx in `data`, at most 1,000 of a kind; raises on no bytes."""
    from promo.writers.word.lint.rules import CHECKS  # not needed to read or write a document

    package = open_package(data)
    if isinstance(package, Fault):
        return (package,)
    found = (fault for check in CHECKS for fault in islice(check(package), MAX_FAULTS))
    return (*package.faults, *found)
