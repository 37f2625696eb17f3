"""Markdown fields to a small allow-listed tree, from which every writer works.

Allowed: paragraphs, bold, italics, code, lists, quotes, links to http, https and mailto, line
breaks; a heading becomes a bold paragraph. All else is kept as typed, with a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

MAX_FORMATTED = 50_000  # characters of one field that are read as Markdown
MAX_NESTING = 24
MAX_BRACKETS = 100  # markdown-it takes cubic time on unclosed ones: 1,000 took over 5 s
MAX_URL = 2_083  # what Word and its hyperlink field take


class Text(NamedTuple):
    """Characters, shown as they are."""

    text: str


class Code(NamedTuple):
    """Inline code."""

    text: str


class Break(NamedTuple):
    """A line break inside a paragraph."""


class Strong(NamedTuple):
    children: tuple[Inline, ...]


class Emphasis(NamedTuple):
    children: tuple[Inline, ...]


class Link(NamedTuple):
    """A checked address with the words it is shown by."""

    url: str
    children: tuple[Inline, ...]


class Paragraph(NamedTuple):
    children: tuple[Inline, ...]


class CodeBlock(NamedTuple):
    text: str


class Quote(NamedTuple):
    children: tuple[Block, ...]


class Items(NamedTuple):
    """A list; `start` is the first number of an ordered one and None for bullets."""

    start: int | None
    items: tuple[tuple[Block, ...], ...]


Inline: TypeAlias = Text | Code | Break | Strong | Emphasis | Link
Block: TypeAlias = Paragraph | CodeBlock | Quote | Items
Prose: TypeAlias = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something printed as typed: a finding's code, what was met, and the text to find it by."""

    code: str
    message: str
    needle: str


class Parsed(NamedTuple):
    """A field's tree and what could not be carried in it."""

    prose: Prose
    doubts: tuple[Doubt, ...]


def parse(source: str) -> Parsed:
    """The tree of one Markdown field; every character of text that it allows is in it."""
    if not source.strip():
        return Parsed((), ())
    if not _MARKUP.search(source):
        return Parsed(_plain_paragraphs(source), ())
    for size, limit, what in (
        (len(source), MAX_FORMATTED, "characters"),
        (source.count("["), MAX_BRACKETS, "square brackets"),
    ):
        if size > limit:
            message = f"the text has {size:,} {what}; up to {limit:,} are formatted"
            return Parsed(_as_typed(source), (Doubt("MD003", message, ""),))
    return _Tree(source).build()


def as_typed(source: str) -> Prose:
    """The tree of a plain text: one paragraph, its line breaks kept."""
    return _as_typed(source) if source else ()


def words_in(blocks: Iterable[Block]) -> int:
    """The number of words in a tree, split at white space."""
    return sum(len(text.split()) for text in texts(blocks))


def texts(nodes: Iterable[Block | Inline]) -> Iterator[str]:
    """Every text of a tree in reading order."""
    for node in nodes:
        if isinstance(node, Text | Code | CodeBlock):
            yield node.text
        elif isinstance(node, Items):
            for item in node.items:
                yield from texts(item)
        elif not isinstance(node, Break):
            yield from texts(node.children)


_ILLEGAL_IN_URL = re.compile(r"""["<>\\^`{|}]|%(?![0-9A-Fa-f]{2})""")
_WEB_OR_MAIL = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)


def checked_url(url: str) -> str | None:
    """`url` ready for a hyperlink, or None when it is not a usable http, https or mailto address.

    The few ASCII characters that RFC 3986 forbids are percent-encoded.
    """
    if len(url) > MAX_URL or not _WEB_OR_MAIL.match(url) or re.search(r"[\s\x00-\x20\x7f]", url):
        return None
    encoded = _ILLEGAL_IN_URL.sub(lambda match: f"%{ord(match[0]):02X}", url)
    try:
        parts = urlsplit(encoded)
        usable = bool(parts.hostname) and parts.port != 0 if "://" in url[:8] else bool(parts.path)
    except ValueError:
        return None
    return encoded if usable and len(encoded) <= MAX_URL and "[" not in parts.path else None


# Anything that CommonMark could read as more than plain paragraphs. The plain case is common and
# costs nothing then, not even the import of the parser.
_MARKUP = re.compile(r"[\\`*_\[\]<>&|]|^[ \t]*[#+=~\d-]|^[ \t]+\S|[ \t]$", re.MULTILINE)


def _plain_paragraphs(source: str) -> Prose:
    chunks = re.split(r"\n{2,}", source)
    return tuple(
        Paragraph((Text(" ".join(chunk.strip().split("\n"))),)) for chunk in chunks if chunk.strip()
    )


def _as_typed(source: str) -> Prose:
    lines = source.rstrip("\n").split("\n")
    children: list[Inline] = []
    for number, line in enumerate(lines):
        if number:
            children.append(Break())
        if line:
            children.append(Text(line))
    return (Paragraph(tuple(children)),)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # 60 ms that plain prose does not need

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING})
    parser.disable(["reference", "html_block"])
    parser.inline.ruler.at("image", _image_as_typed)
    parser.validateLink = lambda url: checked_url(url) is not None  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    return parser


def _image_as_typed(state: StateInline, silent: bool) -> bool:
    from markdown_it.rules_inline import image

    start = state.pos
    if not image(state, True):
        return False
    if not silent:
        state.pending += state.src[start : state.pos]
    return True


_HTML = re.compile(r"</?[A-Za-z][^<>]*>|<!--")
_RULE = re.compile(r"([-_*])[ \t]*(?:\1[ \t]*){2,}$")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[[^\]]*\]\(\s*<?([^)\s>]*)[^)]*\)|<([A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*)>")
_DEFINITION = re.compile(r"[ ]{0,3}\[[^\]]+\]:\s*\S")
_TABLE = re.compile(r"\s*\|.*\|\s*$")


class _Tree:
    """One field on its way from markdown-it's tokens to the tree."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.doubts: list[Doubt] = []

    def build(self) -> Parsed:
        tokens = _parser().parse(self.source)
        # Past the limit markdown-it drops the rest of a block, which would lose text.
        if any(token.level >= MAX_NESTING - 1 for token in tokens):
            message = f"lists and quotes are nested deeper than {MAX_NESTING // 2} levels"
            return Parsed(_as_typed(self.source), (Doubt("MD003", message, ""),))
        blocks = self.blocks(tokens, 0, len(tokens))
        return Parsed(blocks, tuple(dict.fromkeys(self.doubts)))

    def blocks(self, tokens: Sequence[Token], start: int, end: int) -> Prose:
        found: list[Block] = []
        at = start
        while at < end:
            token = tokens[at]
            close = _closing(tokens, at) if token.nesting == 1 else at
            found.append(self.block(tokens, at, close))
            at = close + 1
        return tuple(found)

    def block(self, tokens: Sequence[Token], at: int, close: int) -> Block:
        token = tokens[at]
        if token.type == "paragraph_open":
            return Paragraph(self.inline(tokens[at + 1]))
        if token.type == "heading_open":
            return Paragraph((Strong(self.inline(tokens[at + 1])),))
        if token.type in ("fence", "code_block"):
            return CodeBlock(token.content.removesuffix("\n"))
        if token.type == "hr":
            return self.rule(token)
        if token.type == "blockquote_open":
            return Quote(self.blocks(tokens, at + 1, close))
        ordered = token.type == "ordered_list_open"
        start = int(token.attrs.get("start", 1)) if ordered else None
        return Items(start, tuple(self.list_items(tokens, at + 1, close)))

    def rule(self, token: Token) -> Block:
        assert token.map is not None
        match = _RULE.search(self.source.split("\n")[token.map[0]])
        typed = match[0].rstrip() if match else token.markup
        self.doubts.append(Doubt("MD001", "a rule is printed as typed", typed))
        return Paragraph((Text(typed),))

    def list_items(self, tokens: Sequence[Token], at: int, end: int) -> Iterator[Prose]:
        while at < end:
            close = _closing(tokens, at)
            yield self.blocks(tokens, at + 1, close)
            at = close + 1

    def inline(self, token: Token) -> tuple[Inline, ...]:
        self.doubt_lines(token.content)
        children = token.children or []
        # The lines of a pipe table stay lines: run together they could not be read.
        keep_lines = all(_TABLE.match(line) for line in token.content.split("\n"))
        if keep_lines:
            self.doubts.append(Doubt("MD001", "a table is printed as typed", token.content))
        return self.spans(children, 0, len(children), keep_lines)

    def spans(
        self, tokens: Sequence[Token], at: int, end: int, keep_lines: bool
    ) -> tuple[Inline, ...]:
        found: list[Inline] = []
        while at < end:
            token = tokens[at]
            close = _closing(tokens, at) if token.nesting == 1 else at
            inner = self.spans(tokens, at + 1, close, keep_lines) if close > at else ()
            found.append(_span(token, inner, keep_lines))
            at = close + 1
        return tuple(_joined(found))

    def doubt_lines(self, content: str) -> None:
        for line in content.split("\n"):
            for pattern, what in _AS_TYPED:
                if match := pattern.search(line) if what in _ANYWHERE else pattern.match(line):
                    self.doubts.append(Doubt("MD001", f"{what} is printed as typed", match[0]))
            if not _IMAGE.search(line):
                self.doubt_links(line)

    def doubt_links(self, line: str) -> None:
        for match in _LINK.finditer(line):
            url = match[1] if match[1] is not None else match[2]
            if checked_url(url) is None:
                message = "this link is printed as text: it is not an http, https or mailto address"
                self.doubts.append(Doubt("MD002", message, match[0]))


_ANYWHERE = ("raw HTML", "an image")
_AS_TYPED = (
    (_HTML, "raw HTML"),
    (_IMAGE, "an image"),
    (_DEFINITION, "a link definition"),
)


def _closing(tokens: Sequence[Token], at: int) -> int:
    depth = 0
    for index in range(at, len(tokens)):
        depth += tokens[index].nesting
        if depth == 0:
            return index
    raise AssertionError("markdown-it left a token open")


def _span(token: Token, inner: tuple[Inline, ...], keep_lines: bool) -> Inline:
    if token.type == "strong_open":
        return Strong(inner)
    if token.type == "em_open":
        return Emphasis(inner)
    if token.type == "link_open":
        url = checked_url(str(token.attrs["href"]))
        assert url is not None  # validateLink let it through
        return Link(url, inner)
    if token.type == "code_inline":
        return Code(token.content)
    if token.type == "hardbreak" or (token.type == "softbreak" and keep_lines):
        return Break()
    return Text(" " if token.type == "softbreak" else token.content)


def _joined(spans: Iterable[Inline]) -> Iterator[Inline]:
    """Neighbouring texts as one, empty ones left out."""
    held = ""
    for span in spans:
        if isinstance(span, Text):
            held += span.text
            continue
        if held:
            yield Text(held)
        held = ""
        yield span
    if held:
        yield Text(held)
