"""Plain text as Markdown: escaped for CommonMark and GitHub, so that it is read as it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup

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
_EDGE_SPACE = re.compile(r"\A[^\S\n]+|[^\S\n]+\Z|\t")
_ENTITY = re.compile(r"&(?=#|[A-Za-z][0-9A-Za-z]*;)")


def escaped(text: str) -> str:
    """Plain text for one line of Markdown; a line break becomes `<br>`."""
    shown = marked(text)
    if shown[:1].isspace() or shown[-1:].isspace() or "\t" in shown:
        shown = _EDGE_SPACE.sub(entities, shown)
    return shown.replace("\n", "<br>")


def marked(text: str) -> str:
    """`text` with a backslash before each character that would be more than itself."""
    shown = _SPECIAL.sub(lambda match: "\\" + match[0], text)
    return _LIST_NUMBER.sub(r"\1\\", shown)


def entities(spaces: re.Match[str]) -> str:
    """White space that Markdown would drop, as entities."""
    return "".join(f"&#{ord(space)};" for space in spaces[0])


def address(url: str) -> Markup:
    """A checked url as the target of a link: between angle brackets if it has brackets itself."""
    shown = _ENTITY.sub("&amp;", url)
    return Markup(f"<{shown}>" if re.search(r"[()&]", shown) else shown)


def finished(value: object) -> Markup:
    """A value as it is printed: finished text as it is, any other escaped. Raises TypeError."""
    if isinstance(value, Markup):
        return value
    return Markup(escaped(value if isinstance(value, str) else _number(value)))


def _number(value: object) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise TypeError(f"{_KINDS.get(type(value), 'what is no text')} cannot be printed")


_KINDS = {
    list: "a list",
    tuple: "a list",
    dict: "several values at once",
    type(None): "what this packet does not have",
    bool: "yes or no",
}


def joined(parts: Iterable[object], between: object = "") -> str:
    """Texts as one; where one of them is finished, the others are escaped for it."""
    texts = list(parts)
    if any(isinstance(text, Markup) for text in (*texts, between)):
        return Markup(finished(between)).join(map(finished, texts))
    shown = [text if isinstance(text, str) else _number(text) for text in texts]
    return (between if isinstance(between, str) else _number(between)).join(shown)
