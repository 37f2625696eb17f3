"""A Word template: any .docx or .dotx with tags in it, read once and filled for each packet."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from lxml import etree

import promo.templates as templates
from promo.findings import Finding, InputError, Location, in_order, quote
from promo.packet import Packet
from promo.templating import expressions
from promo.words import counted
from promo.writers.word import stylesheet
from promo.writers.word.lint.links import rels_member
from promo.writers.word.lint.package import Element, Package, open_package
from promo.writers.word.lint.schema import W, clark
from promo.writers.word.notes import AUTHOR
from promo.writers.word.package import CUSTOM
from promo.writers.word.pen import Pen
from promo.writers.word.record import record_of
from promo.writers.word.recorded import recorded
from promo.writers.word.stylesheet import Lent, StyleSheet
from promo.writers.word.template import opening, program, properties, tags
from promo.writers.word.template.prefixes import with_prefixes
from promo.writers.word.template.program import Filling, Node
from promo.writers.word.template.reading import Reading, Scope, nodes
from promo.writers.word.template.reviewing import make_room

_NOTES = ("footnotes", "endnotes")
_TRACKED = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo)\b")
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


class Template(NamedTuple):
    """A template ready to be filled: parts as bytes where they are fixed, else as nodes.

    The document itself comes first in `filled`: what it links to is declared in later ones.
    `main` is the document's own part, `record` the one for the record of the packet, `comments`
    that with the comments; `elsewhere` are headers, footers and notes. `findings` are its warnings.
    """

    main: str
    record: str
    comments: str
    elsewhere: tuple[str, ...]
    first_comment: int
    control_ids: frozenset[str]

    fixed: Mapping[str, bytes]
    filled: Mapping[str, Sequence[Node]]
    sheet: StyleSheet
    first_id: int
    limited: bool
    findings: tuple[Finding, ...] = ()


@lru_cache(maxsize=4)
def shipped(name: str = "packet") -> Template:
    """A template that promo ships."""
    return load(shipped_bytes(name), f"{name}.docx", checks=False)


def shipped_bytes(name: str = "packet") -> bytes:
    return Path(templates.__file__).with_name(f"{name}.docx").read_bytes()


def load(data: bytes, file: str, *, checks: bool = True) -> Template:
    """A template's bytes read; `file` is its name in messages. Raises InputError with all faults.

    Without `checks` it is one that promo ships, held against the packet by the tests.
    """
    package = opening.opened(data, file)
    trees = {name: with_prefixes(tree) for name, tree in package.trees.items()}
    package = package._replace(trees=trees)
    dropped = properties.drop_traces(package, trees)
    body = trees[package.main]
    for name, tree in package.stories:
        _unwrap_controls(tree)
        _unlink_names(tree, trees.get(rels_member(name)))
    _let_contents_update(body)
    styles, lists = _part(package, "styles", "w:styles"), _part(package, "numbering", "w:numbering")
    names = {s.get(clark("w:styleId"), ""): stylesheet.name_of(s) for s in styles.tree}
    reading = Reading(file=file, checks=checks, styles=names)
    stories = list(_read_stories(package, trees, reading))
    lent = Lent()
    if reading.needs_styles:
        shipped_styles, shipped_lists = _lender() if checks else (styles.tree, lists.tree)
        lent = stylesheet.lend(styles.tree, lists.tree, shipped_styles, shipped_lists)
    told = (*opening.unread(package, file), *opening.warnings(package, file))
    findings = in_order((*reading.findings, *told))
    if checks:
        findings += (*_of_styles(lent, file), *_of_form(reading, file))
    if any(finding.is_error for finding in findings):
        raise InputError(findings)
    for part in (styles, lists):
        part.declare(trees, package.main)
    properties.add_digest(trees)
    room = make_room(trees, package, reading)
    properties.make_document(trees, package)
    _mark_declarations(trees, package, reading, lists.tree)
    written = [
        *stories,
        styles.name,
        lists.name,
        CUSTOM,
        *room.filled,
        *properties.declaring(trees, package.main),
    ]
    kept = {
        name: content
        for name, content in package.contents.items()
        if name not in written and name not in dropped and not name.endswith("/")
    }
    return Template(
        main=package.main,
        record=room.record,
        comments=room.comments,
        elsewhere=tuple(name for name, _ in package.related("header", "footer", *_NOTES)),
        first_comment=room.first_comment,
        control_ids=frozenset(_control_ids(body)),
        fixed={**kept, **room.fixed},
        filled={n: nodes(trees[n], reading.marks) for n in dict.fromkeys(written) if n in trees},
        sheet=stylesheet.sheet(styles.tree, lists.tree),
        first_id=_largest_id(body) + 1,
        limited=checks,
        findings=findings,
    )


class _Part(NamedTuple):
    """A part that a template may lack, and then is declared once it holds something."""

    name: str
    tree: Element
    kind: str
    is_new: bool

    def declare(self, trees: dict[str, Element], main: str) -> None:
        if not self.is_new or not len(self.tree):
            return
        trees[self.name] = self.tree
        content_type = f"{_WORD_TYPE}.{self.kind}+xml"
        properties.add_part(trees, main, self.name, self.kind, content_type)


def _part(package: Package, kind: str, root: str) -> _Part:
    for name, tree in package.related(kind):
        return _Part(name=name, tree=tree, kind=kind, is_new=False)
    name = posixpath.join(posixpath.dirname(package.main), f"{kind}.xml")
    tree = etree.Element(clark(root), nsmap={"w": W})
    return _Part(name=name, tree=tree, kind=kind, is_new=True)


@lru_cache(maxsize=1)
def _lender() -> tuple[Element, Element]:
    """Styles and lists of the shipped template, which others are lent from."""
    package = open_package(shipped_bytes())
    assert isinstance(package, Package)
    ((_, styles),), ((_, lists),) = package.related("styles"), package.related("numbering")
    return styles, lists


def _read_stories(
    package: Package, trees: Mapping[str, Element], reading: Reading
) -> Iterator[str]:
    """Every part that may hold tags, the document first; each is named when it is read."""
    scope: Scope = {}
    if reading.checks:
        from promo.templating.shape import packet_shape

        scope = dict(packet_shape().fields)
    body = trees[package.main].find(clark("w:body"))
    if body is not None:
        reading.story(body, "", scope)
    yield package.main
    for name, label in opening.margins(package):
        reading.story(trees[name], label, scope)
        yield name
    for kind in _NOTES:
        for name, tree in package.related(kind):
            reading.story(tree, kind.removesuffix("s"), scope)
            yield name
    for name in properties.of_document(trees):
        for element, label in properties.texts(trees[name]):
            reading.property(element, label, scope)
        yield name


def _unwrap_controls(tree: Element) -> None:
    """Google Docs wraps what it exports into controls that mean nothing outside it."""
    for control in list(tree.iter(clark("w:sdt"))):
        tag = control.find(f"{clark('w:sdtPr')}/{clark('w:tag')}")
        content = control.find(clark("w:sdtContent"))
        if tag is None or content is None or "goog_rdk" not in tag.get(clark("w:val"), ""):
            continue
        for child in list(content):
            control.addprevious(child)
        tags.remove(control)


def _unlink_names(tree: Element, relations: Element | None) -> None:
    """Google Docs takes `candidate.name` for a web address, and links to it while one types."""
    if relations is None:
        return
    targets = {r.get("Id", ""): r for r in relations if r.get("TargetMode")}
    for link in list(tree.iter(clark("w:hyperlink"))):
        relation = targets.get(link.get(clark("r:id"), ""))
        said = tags.text_of(list(link.iter(tags.T))).strip("{} \u00a0")
        if relation is None or not said:
            continue
        address = relation.get("Target", "").removeprefix("http://").rstrip("/")
        if address.lower() == said.lower() and expressions.simple(said):
            for child in list(link):
                link.addprevious(child)
            tags.remove(link)
            if relation.getparent() is not None:  # two links may share one
                relations.remove(relation)


def _let_contents_update(tree: Element) -> None:
    """A table of contents is out of date in a packet: Word is told so."""
    begin: Element | None = None
    for element in tree.iter(clark("w:fldChar"), clark("w:instrText"), clark("w:fldSimple")):
        if element.get(clark("w:fldCharType")) == "begin":
            begin = element
        said = element.text or element.get(clark("w:instr")) or ""
        if said.split()[:1] == ["TOC"]:
            field = begin if begin is not None and element.tag != clark("w:fldSimple") else element
            field.set(clark("w:dirty"), "true")


def _mark_declarations(
    trees: dict[str, Element], package: Package, reading: Reading, lists: Element
) -> None:
    """Marks where outside links and numbered lists are declared."""
    relations = properties.relationships_of(trees, package.main)
    relations.append(reading.mark(program.Hyperlinks()))
    numbers = lists.findall(clark("w:num"))
    if numbers:
        numbers[-1].addnext(reading.mark(program.NumberedLists()))


def _largest_id(tree: Element) -> int:
    """Of bookmarks and pictures, which must differ from what is added."""
    ids = [e.get(clark("w:id"), "") for e in tree.iter(clark("w:bookmarkStart"))]
    ids += [e.get("id", "") for e in tree.iter(clark("wp:docPr"))]
    return max([0, *map(stylesheet.whole, ids)])


def _control_ids(tree: Element) -> Iterator[str]:
    """Of the form's own content controls."""
    for described in tree.iter(clark("w:sdtPr")):
        id = described.find(clark("w:id"))
        if id is not None:
            yield id.get(clark("w:val"), "")


# What is told of a template that can be used


def _of_styles(lent: Lent, file: str) -> Iterator[Finding]:
    place = Location(file)
    if lent.added:
        message = f"lacks {counted(len(lent.added), 'style')} that promo writes in"
        help = f"they come from the shipped template: {', '.join(lent.added)}"
        yield Finding(code="TP006", location=place, message=message, help=help)
    for name, kind in lent.renamed:
        wanted = stylesheet.STYLES[name][0]
        message = f"its style {quote(name)} is for {_KINDS.get(kind, kind)}; promo needs one for "
        message += f"{_KINDS[wanted]} and adds {quote(f'{name} (promo)')}"
        help = "rename yours, or give the added one the look you want"
        yield Finding(code="TP007", location=place, message=message, help=help)
    for name, meant in lent.near:
        message = f"has a style {quote(name)} and lacks {quote(meant)}"
        help = "if it is meant, correct its name"
        yield Finding(code="TP007", location=place, message=message, help=help)


_KINDS = {
    "paragraph": "paragraphs",
    "character": "characters",
    "table": "tables",
    "numbering": "lists",
}


def _of_form(reading: Reading, file: str) -> Iterator[Finding]:
    """What a committee would miss in a form."""
    for name, missed in (("flags", "what is missing"), ("sign_off", "room for the decision")):
        if name not in reading.blocks and name not in reading.asked:
            message = f"does not show {missed}: {{{{ {name} }}}} is not in it"
            help = "add it in a paragraph of its own, unless another form has it"
            yield Finding(code="TP012", location=Location(file), message=message, help=help)


# One packet


def filled(packet: Packet, template: Template) -> dict[str, bytes]:
    """The members of a packet's document. A link to what the form leaves out is only text."""
    members, pen = _filled(packet, template, frozenset())
    dead = frozenset(pen.asked - pen.made)
    if dead:
        members, pen = _filled(packet, template, dead)
    comments = etree.fromstring(members[template.comments]).iter(clark("w:comment"))
    own = (comment for comment in comments if not pen.margin.is_brought(comment))
    # Only what a company's form brings along is tracked there.
    marked = (members[name] for name in template.elsewhere)
    elsewhere = (etree.fromstring(part) for part in marked if _TRACKED.search(part))
    built = recorded(etree.fromstring(members[template.main]), own, elsewhere)
    members[template.record] = record_of(packet, frozenset(pen.fields), built)
    return members


def _filled(
    packet: Packet, template: Template, dead: frozenset[str]
) -> tuple[dict[str, bytes], Pen]:
    first, taken = template.first_comment, template.control_ids
    pen = Pen(template.sheet, template.first_id, dead, first, taken)
    pen.for_packet(packet)
    first_picture = template.first_id + _ROOM_FOR_BOOKMARKS
    filling = Filling(packet, pen, first_picture, limited=template.limited)
    made = {}
    for name, part in template.filled.items():
        text = filling.part(part)
        if name == template.main:
            text = _with_notes_left(text, pen)
        made[name] = text.encode()
    return {**template.fixed, **made}, pen


def _with_notes_left(document: str, pen: Pen) -> str:
    """Reviewers' comments whose place the form leaves out, at the first paragraph.

    What promo says of a flag is left out with it, unless somebody has answered.
    """
    unplaced = [note for notes in pen.notes.values() for note in notes]
    left = [note for note in unplaced if note.author != AUTHOR or note.replies or note.resolved]
    if not left:
        return document
    marks = pen.margin.around(left, "")
    if "</w:p>" in document:
        return document.replace("</w:p>", f"{marks}</w:p>", 1)
    return document.replace("<w:body>", f"<w:body><w:p>{marks}</w:p>", 1)


_ROOM_FOR_BOOKMARKS = 1_000_000  # pictures that are repeated are numbered beyond them
