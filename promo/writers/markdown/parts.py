"""A user's template gathered from its folder: every file that it names, and that those name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from promo.findings import Finding, InputError, Location, in_order, nearest, quote
from promo.writers.markdown.checking import check, place
from promo.writers.markdown.sealed import MARK
from promo.writers.markdown.syntax import Reference, parsed, references
from promo.writers.markdown.template import ALWAYS, SHIPPED, Template, shipped_source

MOST_BYTES = 1_000_000  # of one file
_MOST_IN_ALL = 3_000_000
_MOST_PARTS = 100

# The content of a file of the template's folder; None where there is none. Raises InputError.
Read: TypeAlias = Callable[[str], bytes | None]


def collect(name: str, data: bytes, read: Read) -> Template:
    """A user's template with its parts. Raises InputError with every fault of all of them."""
    gathering = _Gathering(name, read)
    gathering.add(gathering.template.main, data, Location(name))
    if gathering.template.sources:
        gathering.follow((gathering.template.main,))
    template = gathering.template
    found = in_order(dict.fromkeys([*gathering.found, *check(template)]))
    if any(finding.is_error for finding in found):
        raise InputError(found)
    return template


class _Gathering:
    def __init__(self, name: str, read: Read) -> None:
        self.read = read
        self.sources: dict[str, str] = {}
        self.template = Template(name=name, sources=self.sources)
        self.done = set[str]()
        self.found: list[Finding] = []

    def tell(self, code: str, where: Location, message: str, help: str = "") -> None:
        self.found.append(Finding(code=code, location=where, message=message, help=help))

    def add(self, name: str, data: bytes, where: Location) -> None:
        """Takes a file among the sources, unless it is no template."""
        size = sum(map(len, self.sources.values())) + len(data)
        if len(data) > MOST_BYTES or size > _MOST_IN_ALL or len(self.sources) >= _MOST_PARTS:
            fact = f"{quote(name)} is larger than 1 MB"
            if len(data) <= MOST_BYTES:
                fact = f"with {quote(name)} it has more than {_MOST_PARTS} parts or 3 MB"
            self.tell("TP021", where, fact, "a template is a few pages of text; take out the rest")
        elif MARK.encode() in data:
            self.tell("TP014", where, f"{quote(name)} is a packet that promo made", _PACKET_HELP)
        else:
            try:
                text = data.decode("utf-8-sig")
            except UnicodeDecodeError as error:
                fact = f"{quote(name)} is no UTF-8 text: byte {error.start + 1} is none"
                self.tell("TP021", where, fact, "save it as UTF-8")
            else:
                self.sources[name] = text.replace("\r\n", "\n").replace("\r", "\n")

    def follow(self, trail: tuple[str, ...]) -> None:
        """Gathers what the last of a trail of parts names, and what those name."""
        name = trail[-1]
        self.done.add(name)
        tree = parsed(self.template.source(name) or "").tree
        for reference in references(tree) if tree is not None else ():
            where = place(self.template, name, reference.node.lineno)
            if reference.name is None:
                fact = "the name of another template is worked out"
                self.tell("TP021", where, fact, "write the name out, in quotes")
            elif reference.name in trail:
                self.tell("TP021", *self.circle(name, reference.name, where))
            elif reference.name not in self.done and self.find(reference, where):
                self.follow((*trail, reference.name))

    def circle(self, name: str, back: str, where: Location) -> tuple[Location, str, str]:
        if name not in self.sources:  # a shipped part names a file that the user has too
            fact = f"{quote(back)} is the name of a part that promo ships"
            return Location(self.template.path(back)), fact, "give it another name"
        help = f"write {quote(ALWAYS + back)}" if back in SHIPPED else "take one of the two out"
        return where, f"{quote(back)} leads back to itself", help

    def find(self, reference: Reference, where: Location) -> bool:
        """Whether the file that is named is there; the user's own is taken among the sources."""
        name = reference.name or ""
        try:
            data = None if name.startswith(ALWAYS) else self.read(name)
        except InputError as error:
            self.found += [replace(finding, location=where) for finding in error.findings]
            return False
        if data is not None:
            self.add(name, data, where)
            return name in self.sources
        if shipped_source(name) is not None:
            return True
        if not reference.may_be_missing:
            near = nearest(_stem(name), map(_stem, SHIPPED))
            help = f"did you mean {quote(near + _END)}?" if near else "put it into its folder"
            self.tell("TP021", where, f"there is no {quote(name)} beside the template", help)
        return False


_PACKET_HELP = "name the template that it was made with"
_END = ".md.j2"


def _stem(name: str) -> str:
    return name.removesuffix(_END)
