"""The lines of notes, without those that are no text of theirs: each of these is told."""

from __future__ import annotations

import re
from dataclasses import dataclass

from promo.collecting.draft import TAG, Draft

FENCE = re.compile(r"\s*(```+|~~~+)")
MARK = r"(?:[-*+•–◦▪‣·●○■▸►✓✔✅☑☐□]\ufe0f?|\d{1,3}[.)])"  # of an entry of a list
_MARK = rf"\s*(?:{MARK}\s+)?"
_SUMMARY = "<summary>"
_BESIDES = (
    (re.compile(_MARK + r"\[.*\]\(#[^()]*\)$"), "an entry of a table of contents"),
    (
        re.compile(_MARK + r"!(?:\[\[.*\]\]|\[[^\[\]]*\](?:\((?!https?:)[^()]*\)|\[[^\[\]]*\]))$"),
        "a picture",
    ),
    (
        re.compile(rf"(?:{_SUMMARY}[^<>]*</summary>|(?!{_SUMMARY}){TAG.pattern}|\s)+$", re.I),
        "a mark of HTML",
    ),
)
_NOTE = re.compile(r" {0,3}\[(?P<name>\^[^\[\]]+|[^\[\]]+(?=\]:\s+<?(?:https?|data):))\]:\s+\S")
_NAMED = re.compile(r"\[([^\[\]]+)\]")


@dataclass(slots=True)
class Line:
    """One line as it stands, with its number."""

    number: int
    text: str


@dataclass(slots=True)
class Footnotes:
    """Footnotes and addresses at the end of notes, by the names that texts have for them."""

    lines: dict[str, list[Line]]
    named: set[str]

    def of(self, text: str) -> list[str]:
        """The lines that a text names, to stand under it after an empty one."""
        names = [name for name in dict.fromkeys(_NAMED.findall(text)) if name in self.lines]
        self.named |= set(names)
        lines = [line.text for name in names for line in self.lines[name]]
        return ["", *lines] if lines else []

    def skip_others(self, draft: Draft) -> None:
        for name, lines in self.lines.items():
            for line in lines if name not in self.named else ():
                draft.skip(line.number, line.text, "a footnote of none of the items")


def lines_of(text: str, draft: Draft) -> tuple[list[Line], Footnotes]:
    """The lines of a document, and its footnotes apart."""
    lines = [Line(n, line.rstrip()) for n, line in enumerate(text.split("\n"), 1)]
    return _without_others(_without_front_matter(lines, draft), draft)


def _without_front_matter(lines: list[Line], draft: Draft) -> list[Line]:
    if not lines or lines[0].text != "---":
        return lines
    ends = [n for n, line in enumerate(lines) if n and line.text in ("---", "...")]
    if not ends or not all(re.match(r"[\w-]+:|\s|#|$", line.text) for line in lines[1 : ends[0]]):
        return lines
    for line in lines[1 : ends[0]]:
        if line.text.strip():
            draft.skip(line.number, line.text.strip(), "the head of the file, not a text of it")
    return [Line(1, ""), *lines[ends[0] + 1 :]]


def _without_others(lines: list[Line], draft: Draft) -> tuple[list[Line], Footnotes]:
    """Lines without footnotes, pictures, marks of HTML and `<!-- … -->` with lines of its own."""
    kept: list[Line] = []
    notes: dict[str, list[Line]] = {}
    note: list[Line] | None = None
    is_remark = is_code = False
    for line in lines:
        is_code ^= bool(FENCE.match(line.text)) and not is_remark
        if is_code:
            kept.append(line)
            continue
        if is_remark or line.text.lstrip().startswith("<!--"):
            if line.text.strip():
                draft.skip(line.number, line.text.strip(), "a comment")
            is_remark = "-->" not in line.text
            kept.append(Line(line.number, ""))
        elif named := _NOTE.match(line.text):
            note = notes.setdefault(named["name"], [])
            note.append(line)
        elif note and line.text[:1].isspace() and line.text.strip():
            note.append(line)
        else:
            note = None
            whys = [why for pattern, why in _BESIDES if line.text and pattern.match(line.text)]
            if whys:
                draft.skip(line.number, line.text.strip(), whys[0])
            kept += [line] if not whys else []
    return kept, Footnotes(notes, set())
