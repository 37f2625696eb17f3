"""A tree of prose as Markdown that reads back as the same tree."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from markupsafe import Markup

from promo import prose as tree
from promo.prose import Block, Inline, Prose
from promo.writers.markdown.texts import address, entities, escaped, marked

_INDENT = re.compile(r"\A[^\S\n]+")


class Running(Markup):
    """Finished prose that begins with a paragraph, before which a label may stand in its line."""


def blocks(prose: Prose) -> Markup:
    """A tree as Markdown, blocks parted by blank lines."""
    kind = Running if prose and isinstance(prose[0], tree.Paragraph) else Markup
    return kind("\n\n".join(_separate(prose)))


def part(prose: Markup, label: str) -> Markup:
    """Finished prose that begins with a bold label."""
    gap = " " if isinstance(prose, Running) else "\n\n"
    return Markup(f"**{escaped(label)}**{gap}{prose}" if prose else f"**{escaped(label)}**")


def _separate(prose: Sequence[Block]) -> Iterable[str]:
    """Each block; a list after a list takes other markers, or the two would be one."""
    other = False
    for number, block in enumerate(prose):
        before = prose[number - 1] if number else None
        follows_list = isinstance(block, tree.Items) and isinstance(before, tree.Items)
        other = follows_list and not other
        yield _block(block, other)


def _block(block: Block, other_marker: bool = False) -> str:
    if isinstance(block, tree.Paragraph):
        return _inline(block.children)
    if isinstance(block, tree.CodeBlock):
        fence = "`" * max(3, _longest_run(block.text) + 1)
        return f"{fence}\n{block.text}\n{fence}"
    if isinstance(block, tree.Quote):
        inner = "\n\n".join(_separate(block.children))
        return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
    return _list(block, other_marker)


_LARGEST_NUMBER = 999_999_999  # a longer one begins no list item; all but the first are ignored


def _list(items: tree.Items, other_marker: bool) -> str:
    shown = []
    for number, item in enumerate(items.items, items.start or 0):
        if items.start is None:
            marker = "*" if other_marker else "-"
        else:
            marker = f"{min(number, _LARGEST_NUMBER)}{')' if other_marker else '.'}"
        indent = " " * (len(marker) + 1)
        body = "\n\n".join(_separate(item)).replace("\n", f"\n{indent}")
        # On one line, three bullets without a word would be a rule.
        gap = f"\n{indent}" if item and isinstance(item[0], tree.Items) else " "
        shown.append(f"{marker}{gap}{body}".rstrip())
    loose = any(len(item) > 1 for item in items.items)
    joined = ("\n\n" if loose else "\n").join(shown)
    return re.sub(r"(?m)^[ ]+$", "", joined)


_TAGS = {tree.Strong: ("**", "strong"), tree.Emphasis: ("*", "em")}


def _inline(spans: Sequence[Inline]) -> str:
    shown = ""
    for number, span in enumerate(spans):
        if isinstance(span, tree.Text):
            shown += _line_text(span.text, begins=not shown or shown.endswith("\\\n"))
        elif isinstance(span, tree.Code):
            shown += _code(span.text)
        elif isinstance(span, tree.Break):
            shown += "\\\n"
        elif isinstance(span, tree.Link):
            if shown.endswith("!"):  # or the link would be an image
                shown = shown[:-1] + "\\!"
            shown += f"[{_inline(span.children)}]({address(span.url)})"
        else:
            mark, tag = _TAGS[type(span)]
            inner = _inline(span.children)
            after = _inline(spans[number + 1 :][:1])
            if _fits(shown, inner, after) and not _holds(span.children, type(span)):
                shown += f"{mark}{inner}{mark}"
            else:
                shown += f"<{tag}>{inner}</{tag}>"
    return shown


def _line_text(text: str, *, begins: bool) -> str:
    """Text of prose; `begins` where it begins a line, which must not look like a block."""
    shown = marked(text)
    if begins:
        shown = _INDENT.sub(entities, shown)
    return shown.replace("\n", "<br>")


def _fits(before: str, inner: str, after: str) -> bool:
    """Whether stars around `inner` would be read as emphasis here (CommonMark 0.31, 6.2)."""
    if not inner or inner[0].isspace() or inner[-1].isspace():
        return False
    if "*" in (before[-1:], inner[0], inner[-1], after[:1]):
        return False
    opens = not _is_mark(inner[0]) or not before or _is_open(before[-1])
    closes = not _is_mark(inner[-1]) or not after or _is_open(after[0])
    return opens and closes


def _holds(spans: Sequence[Inline], kind: type[Inline]) -> bool:
    """Whether a span of `kind` is among `spans` or inside one: its stars would end the outer."""
    return any(
        isinstance(span, kind) or (not isinstance(span, _LEAVES) and _holds(span.children, kind))
        for span in spans
    )


_LEAVES = (tree.Text, tree.Code, tree.Break)


def _is_open(character: str) -> bool:
    """White space, or a mark by every edition of CommonMark: GitHub's knows no other symbols."""
    category = unicodedata.category(character)[0]
    return character.isspace() or category == "P" or (category == "S" and character.isascii())


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _code(text: str) -> str:
    """Inline code between as many backticks as it needs."""
    fence = "`" * (_longest_run(text) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") or _is_padded(text) else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _is_padded(text: str) -> bool:
    return text.startswith(" ") and text.endswith(" ") and text.strip() != ""


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)
