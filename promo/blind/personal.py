"""What of an evidence file codes cannot make neutral: pronouns, remarks on personality, links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from promo import prose
from promo.blind.blinding import Blind
from promo.blind.remarks import PERSONALITY, PRONOUNS
from promo.evidence import is_private
from promo.findings import Finding, Location, in_order, quote
from promo.source import Map, Node, Seq, Source, Text

_PROSE = ("summary", "situation", "actions", "result")
# Keys whose texts are printed and are no names, dates, ids or words of a fixed set.
_READ = frozenset({*_PROSE, "title", "project", "method", "quote", "relation", "role", "reason"})
_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)


def personal(source: Source) -> tuple[Finding, ...]:
    """The pronouns (BL002) and remarks on personality (BL003) of a parsed evidence file.

    Each has its place; private items are not looked at.
    """
    return in_order(
        finding for text in _texts(source.root, _READ) for finding in _remarks(source, text)
    )


def links_left_out(source: Source, blind: Blind) -> tuple[Finding, ...]:
    """The links that a committee copy does not have, as their addresses hold a name (BL005)."""
    found = []
    for text, address in _addresses(source.root):
        if blind.is_in_address(prose.checked_url(address) or address):
            message = f"the link to {quote(address)} is left out: it names somebody"
            help = "its words are kept; attach what it leads to under a neutral name"
            place = source.place_of(address, text)
            many = "{n} links are left out: their addresses name somebody"
            found.append(
                Finding(code="BL005", location=place, message=message, help=help, many=many)
            )
    return in_order(found)


def _texts(node: Node, keys: frozenset[str]) -> Iterator[Text]:
    """The texts under some keys, in order, without private items."""
    if is_private(node):
        return
    if isinstance(node, Map):
        for key, (_, value) in node.entries.items():
            if isinstance(value, Text):
                if key in keys:
                    yield value
            else:
                names = {"name"} if key == "metrics" and "method" in keys else set()
                yield from _texts(value, keys | names)
    elif isinstance(node, Seq):
        for value in node.values:
            yield from _texts(value, keys)


def _addresses(root: Map) -> Iterator[tuple[Text, str]]:
    for text in _texts(root, frozenset({"url"})):
        yield text, text.value
    for text in _texts(root, frozenset(_PROSE)):
        for address in dict.fromkeys(_links(prose.parse(text.value).prose)):
            yield text, address


def _links(nodes: tuple[prose.Block, ...] | tuple[prose.Inline, ...]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, prose.Link):
            yield node.url
        if isinstance(node, prose.Items):
            for item in node.items:
                yield from _links(item)
        elif not isinstance(node, prose.Text | prose.Code | prose.CodeBlock | prose.Break):
            yield from _links(node.children)


def _remarks(source: Source, text: Text) -> Iterator[Finding]:
    places = _Places(source, text)
    shown = _ADDRESS.sub(lambda address: " " * len(address[0]), text.value)
    for match in _KNOWN.finditer(shown):
        word = " ".join(match[0].split())
        if word.isupper():
            continue  # HIS is a system, HER a gene
        plain = word.lower().replace("-", " ")
        code, remark = _REMARKS[plain]
        if remark.needs_capital and word == plain:
            continue
        place = places.of(word.split()[0])
        message = f"{quote(word)} {_FACT[code]}"
        many = f"{{n}} words {_FACTS[code]}"
        yield Finding(code=code, location=place, message=message, help=remark.help, many=many)


_FACT = {"BL002": "says who a person is", "BL003": "tells of a person, not the work"}
_FACTS = {"BL002": "say who a person is", "BL003": "tell of a person, not the work"}
_REMARKS = {
    word: (code, remark)
    for code, known in (("BL002", PRONOUNS), ("BL003", PERSONALITY))
    for word, remark in known.items()
}
_ANY = "|".join(sorted(_REMARKS, key=len, reverse=True)).replace(" ", r"(?:-|\s+)")
_KNOWN = re.compile(rf"(?<![^\W_])(?:{_ANY})(?![^\W_])", re.IGNORECASE)


class _Places:
    """Where the words of one value stand in its file, asked for in their order."""

    def __init__(self, source: Source, text: Text) -> None:
        self.source = source
        self.text = text
        self.line, self.at = text.line, text.column - 1

    def of(self, word: str) -> Location:
        """The place of a word; that of the value where an escape hides it."""
        whole = re.compile(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])")
        line, at = self.line, self.at
        while line <= max(self.text.end_line, self.text.line):
            if found := whole.search(self.source.lines[line - 1], at):
                self.line, self.at = line, found.end()
                return Location(self.source.name, line, found.start() + 1)
            line, at = line + 1, 0
        return self.source.place(self.text)
