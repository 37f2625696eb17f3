"""Markdown fields to a small allow-listed tree, from which every writer works.

Allowed: paragraphs, bold, italics, code, lists, quotes, links to http, https and mailto, line
breaks; a heading becomes a bold paragraph. All else is kept as typed, with a warning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from urllib.parse import urlsplit

from promo.source import BIDI, FORBIDDEN

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

MAX_FORMATTED = 50_000  # characters of one field that are read as Markdown
MAX_LISTS = 12  # lists inside each other; quotes may go deeper
_MAX_NESTING = 2 * MAX_LISTS + 4  # of markdown-it, where a list and its item are a level each
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


class Doubt(NamedTuple):
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
            return Parsed(as_typed(source), (Doubt("MD003", message, ""),))
    return _Tree(source).build()


def words_in(blocks: Iterable[Block]) -> int:
    """The number of words in a tree, split at white space."""
    return sum(len(line.split()) for line in paragraphs(blocks))


def paragraphs(blocks: Iterable[Block]) -> Iterator[str]:
    """The text of each paragraph and code block, a line break as white space."""
    for block in blocks:
        if isinstance(block, CodeBlock):
            yield block.text
        elif isinstance(block, Paragraph):
            yield _plain(block.children)
        elif isinstance(block, Quote):
            yield from paragraphs(block.children)
        else:
            for item in block.items:
                yield from paragraphs(item)


def _plain(spans: Iterable[Inline]) -> str:
    shown = ""
    for span in spans:
        if isinstance(span, Text | Code):
            shown += span.text
        else:
            shown += " " if isinstance(span, Break) else _plain(span.children)
    return shown


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
_WEB_HOST = re.compile(r"https?://[^/?#]*", re.IGNORECASE)
_WEB_OR_MAIL = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)


def checked_url(url: str) -> str | None:
    """`url` ready for a hyperlink, or None when it is not a usable http, https or mailto address.

    The few ASCII characters that RFC 3986 forbids are percent-encoded.
    """
    if len(url) > MAX_URL or not _WEB_OR_MAIL.match(url) or re.search(r"[\s\x00-\x20\x7f]", url):
        return None
    encoded = _ILLEGAL_IN_URL.sub(lambda match: f"%{ord(match[0]):02X}", url)
    host = _WEB_HOST.match(encoded)
    if host and "%" in host[0]:
        return None
    start = host.end() if host else 0  # square brackets stand in hosts only: [::1]
    encoded = encoded[:start] + encoded[start:].replace("[", "%5B").replace("]", "%5D")
    try:
        parts = urlsplit(encoded)
        usable = bool(parts.hostname) and parts.port != 0 if "://" in url[:8] else bool(parts.path)
    except ValueError:
        return None
    return encoded if usable and len(encoded) <= MAX_URL else None


# Anything that CommonMark could read as more than plain paragraphs. The plain case is common and
# costs nothing then, not even the import of the parser.
_MARKUP = re.compile(r"[\\`*_\[\]<>&|]|^[ \t]*[#+=~\d-]|^[ \t]+[^ \t\n]|[ \t]$", re.MULTILINE)


def _plain_paragraphs(source: str) -> Prose:
    chunks = re.split(r"\n{2,}", source)
    return tuple(
        Paragraph((Text(" ".join(chunk.strip().split("\n"))),)) for chunk in chunks if chunk.strip()
    )


def as_typed(source: str) -> Prose:
    """The tree of a plain text: one paragraph, its line breaks kept."""
    if not source:
        return ()
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
    from markdown_it.rules_inline import autolink, entity, image, link

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _MAX_NESTING})
    parser.disable(["reference", "html_block"])
    # Every target is let through, and a refused link then printed as typed, whole: refused by
    # markdown-it itself, its characters would go on to be read as other markup.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    parser.inline.ruler.at("link", partial(_checked_link, link))
    parser.inline.ruler.at("autolink", partial(_checked_link, autolink))
    parser.inline.ruler.at("image", partial(_image_as_typed, image))
    parser.inline.ruler.at("html_inline", _html_as_typed)
    parser.inline.ruler.at("entity", partial(_checked_reference, entity))
    return parser


_UNWANTED = re.compile(f"{FORBIDDEN.pattern}|{BIDI.pattern}")
Rule: TypeAlias = "Callable[[StateInline, bool], bool]"


def _checked_link(rule: Rule, state: StateInline, silent: bool) -> bool:
    """markdown-it's rule for a link; one with an unusable target is taken back."""
    start, pending, tokens = state.pos, state.pending, len(state.tokens)
    if not rule(state, silent):
        return False
    if silent:
        return True
    opened = next(token for token in state.tokens[tokens:] if token.type == "link_open")
    if checked_url(str(opened.attrs["href"])) is None:
        del state.tokens[tokens:], state.tokens_meta[tokens:]
        state.pending = pending
        message = "this link is printed as text: it is not an http, https or mailto address"
        _keep_as_typed(state, start, Doubt("MD002", message, state.src[start : state.pos]))
    return True


def _checked_reference(rule: Rule, state: StateInline, silent: bool) -> bool:
    """A reference such as `&amp;`; one to a character that no file may hold stays as typed."""
    if not rule(state, silent):
        return False
    token = state.tokens[-1] if state.tokens and not silent else None
    if token and token.type == "text_special" and _UNWANTED.search(token.content):
        token.content = token.markup
    return True


def _image_as_typed(rule: Rule, state: StateInline, silent: bool) -> bool:
    start = state.pos
    if not rule(state, True):
        return False
    if not silent:
        typed = state.src[start : state.pos]
        _keep_as_typed(state, start, Doubt("MD001", "an image is printed as typed", typed))
    return True


_LONGEST_TAG = 1000  # what is longer is only text; without an end each < would be a search of all


def _html_as_typed(state: StateInline, silent: bool) -> bool:
    from markdown_it.common.html_re import HTML_TAG_RE

    if state.src[state.pos] != "<":
        return False
    tag = HTML_TAG_RE.match(state.src[state.pos : state.pos + _LONGEST_TAG])
    if not tag:
        return False
    start = state.pos
    state.pos += len(tag[0])
    if not silent:
        _keep_as_typed(state, start, Doubt("MD001", "raw HTML is printed as typed", tag[0]))
    return True


def _keep_as_typed(state: StateInline, start: int, doubt: Doubt) -> None:
    state.pending += state.src[start : state.pos]
    state.env.setdefault("doubts", []).append(doubt)


_RULE = re.compile(r"([-_*])[ \t]*(?:\1[ \t]*){2,}$")
_DEFINITION = re.compile(r"[ ]{0,3}\[[^\]]+\]:\s*\S")
_TABLE_ROW = re.compile(r"\s*\|.*\|\s*$")
_TABLE_RULE = re.compile(r":?-+:?")


def _is_table(lines: Sequence[str]) -> bool:
    ruled = len(lines) > 1 and "|" in lines[0] and _is_table_rule(lines[1])
    return ruled or all(_TABLE_ROW.match(line) for line in lines)


def _is_table_rule(line: str) -> bool:
    cells = line.strip().strip("|").split("|")
    return "|" in line and all(_TABLE_RULE.fullmatch(cell.strip()) for cell in cells)


class _Tree:
    """One field on its way from markdown-it's tokens to the tree."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.doubts: list[Doubt] = []

    def build(self) -> Parsed:
        env: dict[str, list[Doubt]] = {"doubts": self.doubts}
        tokens = _parser().parse(self.source, env)
        # Past its limit markdown-it drops the rest of a block, which would lose text.
        if any(token.level >= _MAX_NESTING - 1 for token in tokens):
            message = f"lists or quotes are nested deeper than promo formats ({MAX_LISTS} lists)"
            return Parsed(as_typed(self.source), (Doubt("MD003", message, ""),))
        blocks = self.blocks(tokens, 0, len(tokens))
        # A lone marker, such as `-`, is nothing to print.
        return Parsed(blocks if any(texts(blocks)) else (), tuple(dict.fromkeys(self.doubts)))

    def blocks(self, tokens: Sequence[Token], start: int, end: int) -> Prose:
        found: list[Block] = []
        at = start
        while at < end:
            token = tokens[at]
            close = _closing(tokens, at) if token.nesting == 1 else at
            block = self.block(tokens, at, close)
            if block != Paragraph(()):  # a line of wide spaces
                found.append(block)
            at = close + 1
        return tuple(found)

    def block(self, tokens: Sequence[Token], at: int, close: int) -> Block:
        token = tokens[at]
        if token.type == "paragraph_open":
            return Paragraph(self.inline(tokens[at + 1]))
        if token.type == "heading_open":
            heading = self.inline(tokens[at + 1])
            return Paragraph((Strong(heading),) if heading else ())
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
        lines = token.content.split("\n")
        for line in lines:
            if match := _DEFINITION.match(line):
                message = "a link definition is printed as typed"
                self.doubts.append(Doubt("MD001", message, match[0]))
        # The lines of a pipe table stay lines: run together they could not be read.
        is_table = _is_table(lines)
        if is_table:
            self.doubts.append(Doubt("MD001", "a table is printed as typed", token.content))
        children = token.children or []
        return self.spans(children, 0, len(children), is_table)

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
        return Link(url, inner or (Text(str(token.attrs["href"])),))  # nothing shown is lost
    if token.type == "code_inline":
        return Code(token.content)
    if token.type == "hardbreak" or (token.type == "softbreak" and keep_lines):
        return Break()
    # What is kept as typed may hold a line break of its own.
    return Text(" " if token.type == "softbreak" else token.content.replace("\n", " "))


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
