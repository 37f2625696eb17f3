"""What of an evidence file codes cannot make neutral: pronouns, remarks on personality, links."""

from __future__ import annotations

from collections.abc import Iterator

from promo import prose
from promo.blind.blinding import Blind
from promo.findings import Finding, in_order, quote
from promo.linting.people import Codes, remarks
from promo.linting.texts import Texts, passages
from promo.source import Map, Source, Text

_PROSE = frozenset({"summary", "situation", "actions", "result"})


def personal(source: Source) -> tuple[Finding, ...]:
    """The pronouns (BL002) and remarks on personality (BL003) of a parsed evidence file.

    Each has its place; private items are not looked at.
    """
    return in_order(remarks(Texts(source), Codes(pronoun="BL002", personality="BL003")))


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


def _addresses(root: Map) -> Iterator[tuple[Text, str]]:
    for passage in passages(root, frozenset({"url"})):
        yield passage.text, passage.text.value
    for passage in passages(root, _PROSE):
        for address in dict.fromkeys(_links(prose.parse(passage.text.value).prose)):
            yield passage.text, address


def _links(nodes: tuple[prose.Block, ...] | tuple[prose.Inline, ...]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, prose.Link):
            yield node.url
        if isinstance(node, prose.Items):
            for item in node.items:
                yield from _links(item)
        elif not isinstance(node, prose.Text | prose.Code | prose.CodeBlock | prose.Break):
            yield from _links(node.children)
