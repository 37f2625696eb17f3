"""Markdown to HTML in which every element stands on the line where the file has it.

markdown-it reads the Markdown, tables included; the places survive because each block begins on
its own line of the HTML. Slips that would lose a bullet are mended first, and told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_BULLETS = "•·◦▪‣–"
_RULE = "---"
_MAX_NESTING = 120  # of markdown-it, where a list and its item are a level each


class Slip(NamedTuple):
    """A line that was read otherwise than Markdown would have it."""

    line: int
    text: str
    message: str


class Html(NamedTuple):
    """The HTML of a document, its front matter, and what was mended.

    `too_deep` is the line where lists or quotes are nested deeper than is read, else 0.
    """

    text: str
    front_matter: str
    slips: tuple[Slip, ...]
    too_deep: int = 0


def html_of(markdown: str) -> Html:
    """Line n of the result holds what line n of `markdown` shows; front matter is left out."""
    front, body = _front_matter(markdown.replace("\0", "\ufffd"))
    lines = body.split("\n")
    slips = list(_slips(lines, _parser().parse(body)))
    for slip in slips:
        lines[slip.line - 1] = _mended(lines[slip.line - 1])
    tokens = _parser().parse("\n".join(lines))
    # Past its limit markdown-it drops the rest of a block.
    deep = (t.map[0] + 1 for t in tokens if t.map and t.level >= _MAX_NESTING - 1)
    return Html(_aligned(tokens, lines), front, tuple(slips), next(deep, 0))


def _front_matter(text: str) -> tuple[str, str]:
    """The lines between two rules at the very top, and the text with blank lines for them."""
    lines = text.split("\n")
    if lines[0].rstrip() != _RULE:
        return "", text
    ends = [n for n, line in enumerate(lines) if n and line.rstrip() in (_RULE, "...")]
    if not ends or not any(":" in line for line in lines[1 : ends[0]]):
        return "", text
    end = ends[0]
    return "\n".join(lines[1:end]), "\n".join([""] * (end + 1) + lines[end + 1 :])


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _MAX_NESTING}).enable("table")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def _slips(lines: list[str], tokens: Iterable[Token]) -> Iterator[Slip]:
    """Lines of paragraphs that were meant as a bullet or a heading."""
    for token in tokens:
        if token.type != "inline" or token.map is None:
            continue
        start, end = token.map
        for number in range(start, end):
            text = lines[number].strip()
            if _is_bullet(text):
                yield Slip(number + 1, text, "read as a bullet: no `- ` stands before it")
            elif end - start == 1 and _is_heading(text):
                yield Slip(number + 1, text, "read as a heading: no space stands after the #")


def _is_bullet(text: str) -> bool:
    if text[:1] == "-":
        return text[1:2].isalpha() or text[1:3] == "**"
    return text[:1] in _BULLETS and bool(text[1:].strip())


def _is_heading(text: str) -> bool:
    rest = text.lstrip("#")
    return 0 < len(text) - len(rest) <= 6 and rest[:1].isalpha() and " " in rest


def _mended(line: str) -> str:
    indent, text = line[: len(line) - len(line.lstrip())], line.lstrip()
    if text[0] == "#":
        rest = text.lstrip("#")
        return f"{indent}{text[: len(text) - len(rest)]} {rest}"
    return f"{indent}- {text[1:].lstrip()}"


def _aligned(tokens: list[Token], lines: list[str]) -> str:
    parts: list[str] = []
    at = 0
    for index, token in enumerate(tokens):
        if token.map and token.map[0] > at:
            parts.append("\n" * (token.map[0] - at))
            at = token.map[0]
        shown = _shown(token)
        if token.type == "tr_close" and (spare := _spare_cells(tokens, index, lines)):
            shown = "".join(f"<td>{cell}</td>" for cell in spare) + shown
        parts.append(shown)
        at += shown.count("\n")
    return "".join(parts)


def _shown(token: Token) -> str:
    from markdown_it.common.utils import escapeHtml

    if token.type == "inline":
        return _inline(token)
    if token.type == "html_block":
        return token.content
    if token.type in ("fence", "code_block"):
        return f"<pre>{escapeHtml(token.content.rstrip())}</pre>"
    if not token.tag or (token.hidden and token.tag == "p"):
        return " "
    return f"</{token.tag}>" if token.nesting < 0 else f"<{token.tag}>"


def _inline(token: Token) -> str:
    """The words of a block; a tag that HTML does not know is a word: `at <team> level`."""
    from lxml.html.defs import tags

    for child in token.children or ():
        if child.type == "html_inline" and not child.content.startswith("<!--"):
            name = child.content.strip("</>").split(None, 1)[0].rstrip("/").lower()
            if name not in tags:
                child.type = "text"
    return str(_parser().renderer.render([token], _parser().options, {}))


def _spare_cells(tokens: list[Token], close: int, lines: list[str]) -> list[str]:
    """The cells of a row beyond the table's head, which Markdown drops."""
    from markdown_it.common.utils import escapeHtml
    from markdown_it.rules_block.table import escapedSplit

    start = close
    while tokens[start].type != "tr_open":
        start -= 1
    row = tokens[start]
    if row.map is None:
        return []
    shown = sum(token.type in ("th_open", "td_open") for token in tokens[start:close])
    cells = escapedSplit(lines[row.map[0]].strip())
    cells = cells[1:] if cells and not cells[0] else cells
    cells = cells[:-1] if cells and not cells[-1] else cells
    return [escapeHtml(cell.strip()) for cell in cells[shown:]]
