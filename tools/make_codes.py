"""Write docs/codes.md from the table of codes: run this after a change to promo/findings.py."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from promo.findings import CODES, Code

PAGE = Path(__file__).resolve().parents[1] / "docs" / "codes.md"
FAMILIES = {
    "CL": "The call: files and outputs",
    "YM": "The text of a YAML file",
    "DT": "The shape of the data",
    "EV": "Evidence",
    "MD": "Prose",
    "LD": "Ladders",
    "IM": "Importing",
    "TP": "Templates",
    "TH": "Themes",
    "RV": "Reviews",
    "DF": "Two files side by side",
    "BL": "Committee copies",
}


def page() -> str:
    """The page as Markdown: a table for each family of codes."""
    parts = [
        "# Finding codes\n",
        "A finding is a fault of a file or of a call, never of the evidence. An error stops the "
        "input that it is in; a warning is told and the packet is written. A code keeps its "
        "meaning for good. This page is made from the table in `promo/findings.py`.\n",
    ]
    for family, codes in groupby(CODES.values(), key=lambda code: code.code[:2]):
        rows = "".join(map(_row, codes))
        head = "| code | severity | what it is | what to do |\n| --- | --- | --- | --- |\n"
        parts.append(f"## {FAMILIES[family]}\n\n{head}{rows}")
    return "\n".join(parts)


def _row(code: Code) -> str:
    return f"| {code.code} | {code.severity.value} | {code.title} | {code.remedy} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
