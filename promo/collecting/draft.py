"""What a source gives: drafted items, and every line that is in none of them, with the reason."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from html import unescape
from typing import NamedTuple

from promo.findings import Finding
from promo.prose import checked_url

LONGEST_TITLE = 100  # characters; a longer text is its item's text, and the title its beginning


class Skipped(NamedTuple):
    """A text of the source that is in no item, with its lines and why."""

    line: int
    text: str
    why: str
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftItem:
    """One item as a source tells it; nothing is tagged, and no text is changed.

    `line` is where it begins, `key` what it is known by when the source is collected again.
    `marks` are what could not be placed: comments for the person who goes on with the draft.
    """

    title: str
    line: int
    key: str
    when: str = ""
    project: str = ""
    in_progress: bool = False
    situation: str = ""
    actions: str = ""
    result: str = ""
    links: tuple[tuple[str, str], ...] = ()
    marks: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Eight characters that tell whether this item was collected before."""
        # JSON can hold half of a pair of surrogates, which has no UTF-8.
        key = " ".join(self.key.split()).encode(errors="surrogatepass")
        return sha256(key).hexdigest()[:8]


@dataclass(slots=True, kw_only=True)
class Draft:
    """All that one source gives; `candidate` is the person's name where the source tells it."""

    source: str
    kind: str
    items: list[DraftItem] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    candidate: str = ""

    def skip(self, line: int, text: str, why: str, last: int = 0) -> None:
        self.skipped.append(Skipped(line, text, why, last or line))

    def place_of(self, item: DraftItem, source: str) -> str:
        """`brag.md:12`; nobody sees the lines of a git history."""
        return source if self.kind == "git" else f"{source}:{item.line}"

    @property
    def dated(self) -> int:
        return sum(bool(item.when) for item in self.items)


def title_of(text: str) -> tuple[str, bool]:
    """A title from a text, and whether that is all of it: else its first sentence or words."""
    whole = " ".join(text.split())
    if len(whole) <= LONGEST_TITLE:
        return whole, True
    sentence = re.match(r".{10,99}?[.!?:;](?=\s)", whole)
    if sentence:
        return sentence[0].rstrip(".:;"), False
    return whole[:LONGEST_TITLE].rpartition(" ")[0].rstrip(",;:–-") + "…", False


# Inline Markdown, as far as a title and the list of links need it.
LINK = re.compile(r"\[(?P<title>[^\[\]]*)\]\((?P<url>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)")
_BARE = re.compile(r"<?(?P<url>https?://[^\s<>|]*[^\s<>|.,;:!?\"'\])}])>?")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1|(?<![\w*])([*])(?=[^\s*])(.+?)(?<=[^\s*])\3")
_LONG = 10_000  # characters; a line that long is no line of notes
_CODE = re.compile(r"`([^`]+)`")
_PAGE = re.compile(r"(?<!!)\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]")  # a link between pages of a wiki
_CHAT = re.compile(r"<https?://[^\s<>|]+\|([^<>|]+)>")  # a link of Slack
_MARKED = re.compile(r"==(?=\S)(.+?)(?<=\S)==")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,5});", re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|/p|/li|/td|/div)\b[^<>]*>", re.IGNORECASE)
TAG = re.compile(
    r"</?(?:a|aside|b|blockquote|br|code|dd|del|details|div|dl|dt|em|font|h[1-6]|hr|i|img|ins|li"
    r"|mark|ol|p|s|small|span|strong|sub|summary|sup|table|tbody|td|th|thead|tr|u|ul)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """A line of Markdown as it is read: without stars, backticks and tags, links by their words."""
    if len(text) > _LONG:
        return text
    shown = LINK.sub(lambda link: link["title"] or link["url"], _PAGE.sub(r"\1", text))
    shown = _CHAT.sub(r"\1", shown)
    shown = TAG.sub("", _BREAK.sub(" ", shown))
    shown = _ENTITY.sub(lambda entity: unescape(entity[0]), _MARKED.sub(r"\1", shown))
    shown = _EMPHASIS.sub(lambda match: match[2] or match[4], shown)
    return _ESCAPED.sub(r"\1", _CODE.sub(r"\1", shown))


def links_in(text: str) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """The web addresses of a text with their words; and link targets that are none."""
    found: dict[str, str] = {}
    others: list[str] = []
    for link in LINK.finditer(text):
        url = checked_url(link["url"])
        if url is None:
            others.append(link["url"])
        else:
            found.setdefault(link["url"], plain(link["title"]))
    for bare in _BARE.finditer(LINK.sub(" ", text)):
        if checked_url(bare["url"]) is not None:
            found.setdefault(bare["url"], "")
    return tuple((title, url) for url, title in found.items()), tuple(filter(None, others))


def has_words_beside_links(text: str) -> bool:
    """Whether a text says anything that is not in its list of links."""
    bare = _BARE.sub(" ", LINK.sub(" ", text))
    return bool(links_in(text)[1]) or any(letter.isalnum() for letter in bare)
