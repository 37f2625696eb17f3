"""Write docs/codes.md from the table of codes: run this after a change to a code or its why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from promo.explaining import FAMILIES, TABLE, Explained, in_ticks

PAGE = Path(__file__).resolve().parents[1] / "docs" / "codes.md"


def page() -> str:
    """The page as Markdown: for each family a table, and the codes that have more to tell."""
    parts = [
        "# Codes\n",
        "A finding is a fault of a file or of a call, never of the evidence. An error stops the "
        "input that it is in; a warning is told and the packet is written. Gaps and flags are "
        "counts of the evidence, and no faults. A code keeps its meaning for good. "
        "`promo explain CODE` tells the same; this page is made from the same table.\n",
        "A warning that does not fit is switched off with `ignore: [PR104]`, in the file or in one "
        "item; see [the guide](guide.md#warnings-that-do-not-fit).\n",
        "".join(map(_contents, FAMILIES)),
    ]
    for letters, group in groupby(TABLE.values(), key=lambda code: code.code[:2]):
        codes, family = list(group), FAMILIES[letters]
        head = "| code | severity | what it is | what to do |\n| --- | --- | --- | --- |\n"
        parts.append(f"## {family.title}\n\n{family.why}\n\n{head}{''.join(map(_row, codes))}")
        parts.extend(_more(code) for code in codes if code.why != family.why)
    return "\n".join(parts)


def _contents(letters: str) -> str:
    title = FAMILIES[letters].title
    place = re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
    return f"- {letters}: [{title}](#{place})\n"


def _row(code: Explained) -> str:
    return f"| {code.code} | {code.severity} | {code.title} | {code.remedy} |\n"


def _more(code: Explained) -> str:
    return f"### {code.code}\n\n" + "\n".join(_lines(code))


def _lines(code: Explained) -> Iterator[str]:
    yield f"{code.why}\n"
    if code.weak:
        yield f"- weak: {in_ticks(code.weak)}\n- strong: {in_ticks(code.strong)}\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
