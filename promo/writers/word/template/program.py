"""A template cut into what is fixed and what is filled, and the filling of it.

A part of a document is a tree of nodes; each writes text to the document that is being made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from promo import prose as tree
from promo.findings import Location, quote, stopped
from promo.model import FieldKind
from promo.packet import Field, Packet
from promo.templating.expressions import Anchored, Expression, Linked, Question, Rich
from promo.templating.shape import Reader, packet_shape, reader
from promo.writers.word import markup
from promo.writers.word.markup import escaped, in_text
from promo.writers.word.pen import Pen
from promo.writers.word.record import property_of

MOST_STEPS = 200_000  # rounds of loops, and twenty characters each of the expressions in them
MOST_TEXT = 20_000_000  # characters of a document: Word's own parts are far below


class Node(Protocol):
    def write(self, filling: Filling, names: Names) -> None:
        """Append what this gives for one packet to the filling."""


class Names:
    """What an expression may ask for: the variables of the loops around it, then the packet."""

    def __init__(self, filling: Filling, local: Mapping[str, Any]) -> None:
        self.filling, self.local = filling, local

    def find(self, name: str) -> Any:
        return self.local[name] if name in self.local else self.filling.plain(name)

    def with_(self, local: Mapping[str, Any]) -> Names:
        return Names(self.filling, {**self.local, **local})


class Filling:
    """One packet on its way into one template; `out` is the text of the part being written."""

    def __init__(self, packet: Packet, pen: Pen, first_id: int, *, limited: bool) -> None:
        self.packet, self.pen, self.limited = packet, pen, limited
        self.out: list[str] = []
        self.size = self.steps = 0
        self.next_id = first_id
        self.values: dict[str, Any] = {}

    def emit(self, text: str, gap: str = "<w:p/>") -> None:
        """Write on; a table that meets another is parted from it by a gap."""
        if _TABLE.match(text) and _ends_with(self.out, "</w:tbl>"):
            self.out.append(gap)  # else Word would make one table of two
        self.out.append(text)
        self.size += len(text)

    def spend(self, tag: str, place: Location, steps: int = 1) -> None:
        """Count what a tag costs. Raises InputError where a template asks for too much."""
        if not self.limited:
            return  # a shipped form writes what the evidence holds, and no more
        self.steps += steps
        if self.size > MOST_TEXT:
            message = f"{quote(tag)} comes after more than {MOST_TEXT:,} characters"
        elif self.steps > MOST_STEPS:
            message = f"{quote(tag)} makes more than {MOST_STEPS:,} steps"
        else:
            return
        raise stopped("TP015", place, message, "loop over less")

    def plain(self, name: str) -> Any:
        """A field of the packet as plain data, made when it is first asked for."""
        if name not in self.values:
            self.values[name] = _reader(name)(getattr(self.packet, name))
        return self.values[name]

    def part(self, nodes: Iterable[Node]) -> str:
        """The whole text of one part."""
        self.out = []
        names = Names(self, {})
        for node in nodes:
            node.write(self, names)
        return "".join(self.out)


_READERS: dict[str, Reader] = {}


def _reader(name: str) -> Reader:
    if name not in _READERS:
        _READERS[name] = reader(packet_shape().fields[name], _rich)
    return _READERS[name]


def _rich(prose: tree.Prose) -> Rich:
    found = Rich("\n".join(_lines(prose)))
    found.prose = prose
    return found


def _lines(prose: tree.Prose) -> Iterable[str]:
    return ("".join(tree.texts([block])) for block in prose)


# Nodes


class Fixed(NamedTuple):
    """Text of the template."""

    text: str

    def write(self, filling: Filling, names: Names) -> None:
        filling.emit(self.text)


class Fresh(NamedTuple):
    """A number that nothing else in the document has: the id of a picture that is repeated."""

    def write(self, filling: Filling, names: Names) -> None:
        filling.emit(str(filling.next_id))
        filling.next_id += 1


class Asked(NamedTuple):
    """An expression with its place; `text` is the tag as it is written."""

    expression: Expression
    text: str
    place: Location

    def value(self, names: Names) -> Any:
        names.filling.spend(self.text, self.place, 1 + len(self.text) // 20)
        try:
            return self.expression.value(names.find)
        except _FAULTS as error:
            raise self.failed(error) from error

    def failed(self, error: Exception) -> Exception:
        message, help = f"{quote(self.text)} has no value: {error}", ""
        if isinstance(error, TypeError):
            help = "ask first whether it is there: {% if … %}"
        return stopped("TP016", self.place, message, help)


# What plain data and Jinja raise where there is nothing: `committee` may be absent.
_FAULTS: tuple[type[Exception], ...] = (
    *(TypeError, ValueError, LookupError, ArithmeticError, AttributeError),
)


class Value(NamedTuple):
    """A text in a run that looks as the tag did; `look` and `rtl_look` are that run's w:rPr.

    Links are links in the document's own part only: their addresses are declared there.
    """

    asked: Asked
    look: str
    rtl_look: str
    may_link: bool

    def write(self, filling: Filling, names: Names) -> None:
        value = shown(self.asked, names)
        runs = self._runs(value)
        if isinstance(value, Anchored) and value.anchor and self.may_link:
            runs = filling.pen.bookmark(value.anchor, runs)
        elif isinstance(value, Question) and self.may_link:
            kind = FieldKind(value.field["kind"])
            runs = filling.pen.field(Field(**{**value.field, "kind": kind}))
        elif isinstance(value, Linked) and self.may_link:
            if value.url:
                runs = filling.pen.link(value.url, filling.pen.text(value, "Hyperlink"))
            else:
                runs = filling.pen.goto(value.anchor, value)
        filling.emit(runs)

    def _runs(self, text: str) -> str:
        return "".join(
            f"<w:r>{self.rtl_look if rtl else self.look}"
            f'<w:t xml:space="preserve">{in_text(piece)}</w:t></w:r>'
            for piece, rtl in markup.stretches(text)
        )


class Hyperlinks(NamedTuple):
    """Where the outside links of the document are declared; filled after its body."""

    def write(self, filling: Filling, names: Names) -> None:
        filling.emit(filling.pen.hyperlinks())


class NumberedLists(NamedTuple):
    """Where the lists that are numbered anew are declared; filled after the body."""

    def write(self, filling: Filling, names: Names) -> None:
        filling.emit(filling.pen.numbered_lists())


class Comments(NamedTuple):
    """Where the comments in the margin are; filled after the body."""

    def write(self, filling: Filling, names: Names) -> None:
        filling.emit(filling.pen.margin.comments())


class Threads(NamedTuple):
    """Where it stands which comments answer others, and which are resolved."""

    def write(self, filling: Filling, names: Names) -> None:
        filling.emit(filling.pen.margin.threads())


class PacketProperty(NamedTuple):
    """The property that says what the packet was built from."""

    def write(self, filling: Filling, names: Names) -> None:
        filling.emit(escaped(property_of(filling.packet)))


class Property(NamedTuple):
    """A text among the document's properties."""

    asked: Asked

    def write(self, filling: Filling, names: Names) -> None:
        filling.emit(escaped(" ".join(shown(self.asked, names).split())))


def shown(asked: Asked, names: Names) -> str:
    """The value of an expression as text. Raises InputError for what is none."""
    value = asked.value(names)
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        message = f"{quote(asked.text)} is {type(value).__name__}, which cannot be printed"
        raise stopped("TP016", asked.place, message, "print a text or a number")
    try:
        return str(value)
    except ValueError as error:  # Python writes no number of more than 4,300 digits
        raise asked.failed(error) from error


class Standing(NamedTuple):
    """A paragraph that holds one value: prose takes its place, all else stands in it."""

    asked: Asked
    style: str
    body: Sequence[Node]

    def write(self, filling: Filling, names: Names) -> None:
        value = self.asked.value(names)
        if isinstance(value, Rich):
            filling.emit(filling.pen.prose(value.prose, self.style))
            return
        for node in self.body:
            node.write(filling, names)


class Tail(NamedTuple):
    """The last value of a paragraph: prose begins there and goes on in paragraphs after it.

    The fixed text that follows begins with the end of the paragraph.
    """

    value: Value
    style: str

    def write(self, filling: Filling, names: Names) -> None:
        value = self.value.asked.value(names)
        if isinstance(value, Rich):
            first, rest = "", value.prose
            if rest and isinstance(rest[0], tree.Paragraph):
                first, rest = filling.pen.inline(rest[0].children), rest[1:]
            filling.emit(first)
            if rest:
                more = filling.pen.prose(rest, self.style)
                filling.emit(f"</w:p>{more.removesuffix('</w:p>')}")
            return
        self.value.write(filling, names)


class Block(NamedTuple):
    """A whole block, in the place of its paragraph; `width` is the room there in twips."""

    block: Callable[[Pen, Packet], str]
    text: str  # the tag as it is written
    place: Location
    width: int
    starts_page: bool
    ends_page: bool

    def write(self, filling: Filling, names: Names) -> None:
        filling.spend(self.text, self.place)
        pen = filling.pen
        pen.width = self.width
        made = self.block(pen, filling.packet)
        if made and self.starts_page:
            made = pen.page_start() + made
        if made and self.ends_page:
            made += pen.page_start()
        filling.emit(made, gap=pen.para("Spacer", ""))


class Loop(NamedTuple):
    """`for`: the body once for each value, or `otherwise` where there is none."""

    asked: Asked
    targets: tuple[str, ...]
    body: Sequence[Node]
    otherwise: Sequence[Node] = ()

    def write(self, filling: Filling, names: Names) -> None:
        values = self._values(names)
        if not values:
            for node in self.otherwise:
                node.write(filling, names)
        for at, value in enumerate(values):
            filling.spend(self.asked.text, self.asked.place)
            local = self._bound(value) | {"loop": _loop(at, len(values))}
            inner = names.with_(local)
            for node in self.body:
                node.write(filling, inner)

    def _values(self, names: Names) -> Sequence[Any]:
        values = self.asked.value(names)
        if not isinstance(values, list | tuple):
            message = f"{quote(self.asked.text)} goes through what is no list"
            raise stopped("TP016", self.asked.place, message)
        return values

    def _bound(self, value: Any) -> dict[str, Any]:
        if len(self.targets) == 1:
            return {self.targets[0]: value}
        if not isinstance(value, list | tuple) or len(value) != len(self.targets):
            message = f"{quote(self.asked.text)} asks for {len(self.targets)} values each time"
            raise stopped("TP016", self.asked.place, message)
        return dict(zip(self.targets, value, strict=True))


def _loop(at: int, length: int) -> dict[str, Any]:
    return {
        "index": at + 1,
        "index0": at,
        "revindex": length - at,
        "revindex0": length - at - 1,
        "first": at == 0,
        "last": at == length - 1,
        "length": length,
    }


class Case(NamedTuple):
    """A condition and what stands where it holds; no condition is `else`."""

    asked: Asked | None
    body: Sequence[Node]


class Choice(NamedTuple):
    """`if`: the first case that holds."""

    cases: tuple[Case, ...]

    def write(self, filling: Filling, names: Names) -> None:
        for case in self.cases:
            if case.asked is None or case.asked.value(names):
                for node in case.body:
                    node.write(filling, names)
                return


class Cell(NamedTuple):
    """What must end with a paragraph: a cell, a text box, a header."""

    body: Sequence[Node]

    def write(self, filling: Filling, names: Names) -> None:
        for node in self.body:
            node.write(filling, names)
        if not _ends_with(filling.out, "</w:p>") and not _ends_with(filling.out, "</w:sdt>"):
            filling.emit("<w:p/>")


class Table(NamedTuple):
    """A table of rows that may all be left out, and then it is left out itself."""

    body: Sequence[Node]

    def write(self, filling: Filling, names: Names) -> None:
        start, size = len(filling.out), filling.size
        for node in self.body:
            node.write(filling, names)
        if not any("<w:tr>" in piece or "<w:tr " in piece for piece in filling.out[start:]):
            del filling.out[start:]
            filling.size = size


def _ends_with(pieces: Sequence[str], end: str) -> bool:
    """Whether what is written so far ends so, white space aside."""
    for piece in reversed(pieces):
        text = piece.rstrip()
        if text:
            return text.endswith(end) or (end == "</w:p>" and bool(_EMPTY.search(text)))
    return False


_TABLE = re.compile(r"\s*<w:tbl[ >]")
_EMPTY = re.compile(r"<w:p(?: [^<>]*)?/>\Z")  # a paragraph without anything may be one tag
