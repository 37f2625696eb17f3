"""Write docs/labels.md, every wording of a packet: run this after a change of a catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from promo.words import ENGLISH, Entry
from promo.words_de import GERMAN

PAGE = Path(__file__).resolve().parents[1] / "docs" / "labels.md"

HEAD = """# Labels

Every wording of a packet by its key, for `labels` in
[a theme file](templates.md#theme-files-in-full). `{names}` in braces are filled in; each may be
left out or moved. A text that counts has two forms, `one` and `other`. This page is made from
`promo/words.py` and `promo/words_de.py`.

| key | English | German |
| --- | --- | --- |
"""


def page() -> str:
    """The whole page."""
    return HEAD + "".join(rows())


def rows() -> Iterator[str]:
    for key, english in ENGLISH.items():
        yield f"| `{key}` | {shown(english)} | {shown(GERMAN[key])} |\n"


def shown(entry: Entry) -> str:
    """A text between quotes, so that spaces at its ends are seen."""
    if isinstance(entry, str):
        return f'`"{entry}"`'.replace("|", "\\|")
    one, other = map(shown, entry)
    return f"one: {one}<br>other: {other}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
