"""Packet to Markdown through a Jinja2 template. Every text is escaped unless it is finished.

The escapes are for CommonMark and GitHub: what a reader sees is the text as it was typed.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from jinja2 import BaseLoader, Environment, FunctionLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

import promo.templates as templates
from promo import prose as tree
from promo.packet import Packet
from promo.prose import Block, Inline, Prose
from promo.writers.seal import State

_SHIPPED = "packet.md.j2"


def write(packet: Packet) -> bytes:
    """The Markdown of a packet, with a digest of itself in a comment at its end."""
    text = _environment().get_template(_SHIPPED).render(packet=packet)
    return _sealed(text.strip("\n") + "\n")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = ImmutableSandboxedEnvironment(
        loader=_shipped_templates(),
        undefined=StrictUndefined,
        finalize=_finished,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        optimized=False,  # the shipped template has nothing to fold, and looking costs 5 ms
        autoescape=True,  # Markup is finished text; `finalize` makes it of all else
    )
    environment.filters |= {"prose": blocks, "part": part, "address": _address}
    return environment


def _shipped_templates() -> BaseLoader:
    folder = Path(templates.__file__)
    return FunctionLoader(lambda name: folder.with_name(name).read_text(encoding="utf-8"))


def _finished(value: object) -> Markup:
    """Escaped for Markdown before Jinja would escape it for HTML; finished text as it is."""
    return value if isinstance(value, Markup) else Markup(escaped(str(value)))


# Texts

_SPECIAL = re.compile(
    r"[\\`*\[\]|~$]"
    r"|<(?=[A-Za-z/!?]|\Z)"
    r"|(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])"  # inside a word it is only itself
    r"|&(?=#|[A-Za-z][0-9A-Za-z]*;)"
    r"|#+\Z"
    # What begins a block: a quote, a list, a rule, a heading, the line under one or in a table.
    r"|\A(?:>|\+(?=\s|\Z)|-(?=[\s:-]|\Z)|=(?=[=\s]|\Z)|#(?=#|\s|\Z)|:(?=-))"
)
_LIST_NUMBER = re.compile(r"\A(\d{1,9})(?=[.)](?:\s|\Z))")
_INDENT = re.compile(r"\A[^\S\n]+")
_EDGE_SPACE = re.compile(r"\A[^\S\n]+|[^\S\n]+\Z|\t")


def escaped(text: str) -> str:
    """Plain text for one line of Markdown; a line break becomes `<br>`."""
    shown = _marked(text)
    if shown[:1].isspace() or shown[-1:].isspace() or "\t" in shown:
        shown = _EDGE_SPACE.sub(_entities, shown)
    return shown.replace("\n", "<br>")


def _marked(text: str) -> str:
    """`text` with a backslash before each character that would be more than itself."""
    shown = _SPECIAL.sub(lambda match: "\\" + match[0], text)
    return _LIST_NUMBER.sub(r"\1\\", shown)


def _entities(spaces: re.Match[str]) -> str:
    return "".join(f"&#{ord(space)};" for space in spaces[0])


# Prose


def blocks(prose: Prose) -> Markup:
    """A tree as Markdown, blocks parted by blank lines."""
    return Markup("\n\n".join(_separate(prose)))


def part(prose: Prose, label: str) -> Markup:
    """A tree whose first paragraph begins with a bold label."""
    shown = f"**{escaped(label)}**"
    if prose and isinstance(prose[0], tree.Paragraph):
        return Markup(f"{shown} " + "\n\n".join(_separate(prose)))
    return Markup("\n\n".join([shown, *_separate(prose)]))


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
            shown += f"[{_inline(span.children)}]({_address(span.url)})"
        else:
            mark, tag = _TAGS[type(span)]
            inner = _inline(span.children)
            after = _inline(spans[number + 1 :][:1])
            if _fits(shown, inner, after) and not _holds(span.children, type(span)):
                shown += f"{mark}{inner}{mark}"
            else:
                shown += f"<{tag}>{inner}</{tag}>"
    return shown


_ENTITY = re.compile(r"&(?=#|[A-Za-z][0-9A-Za-z]*;)")


def _address(url: str) -> Markup:
    """A checked url as the target of a link: between angle brackets if it has brackets itself."""
    shown = _ENTITY.sub("&amp;", url)
    return Markup(f"<{shown}>" if re.search(r"[()&]", shown) else shown)


def _line_text(text: str, *, begins: bool) -> str:
    """Text of prose; `begins` where it begins a line, which must not look like a block."""
    shown = _marked(text)
    if begins:
        shown = _INDENT.sub(_entities, shown)
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


# The seal

_SEAL = re.compile(r"\n<!-- promo sha256 ([0-9a-f]{64}) -->\n\Z")


def _sealed(text: str) -> bytes:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"{text}\n<!-- promo sha256 {digest} -->\n".encode()


def state_of(data: bytes) -> State:
    """Whether a Markdown file is promo's, untouched, edited since, or somebody else's."""
    try:
        text = data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return State.FOREIGN
    seal = _SEAL.search(text)
    if seal and _sealed(text[: seal.start()]) == text.encode():
        return State.UNTOUCHED
    return State.EDITED if "<!-- promo sha256 " in text else State.FOREIGN
