"""The parts of a template read once: tags become marks, marks become nodes, faults findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from lxml import etree

from promo.findings import Finding, Location, did_you_mean, quote, stopped
from promo.templating import expressions
from promo.writers.word.blocks import BLOCKS
from promo.writers.word.lint.package import Element
from promo.writers.word.lint.schema import W, clark
from promo.writers.word.template import program, tags
from promo.writers.word.template.prefixes import as_text
from promo.writers.word.template.program import Asked, Case, Node
from promo.writers.word.template.room import room_for, sections_of
from promo.writers.word.template.tags import P, Statement, Tag

MOST_TAGS, MOST_DEPTH = 5_000, 100
TBL, TR, TC, BOX = (clark(f"w:{name}") for name in ("tbl", "tr", "tc", "txbxContent"))
# What holds paragraphs or rows without being either.
_HOLDERS = frozenset(
    clark(name)
    for name in (
        *("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:body"),
        *("mc:AlternateContent", "mc:Choice", "mc:Fallback"),
    )
)
_CONTROLLED = clark("w:sdtContent")
Sections: TypeAlias = list[tuple[Any, list[Node]]]


class Open(NamedTuple):
    """Where a node begins whose inside is filled too; `build` makes it of its sections."""

    data: Any
    build: Callable[[Sections], Node]
    repeats: bool = False


class Next(NamedTuple):
    """Where the next section of the innermost node begins: `elif`, `else`."""

    data: Any


class Close(NamedTuple):
    """Where the innermost node ends."""


Mark: TypeAlias = Node | Open | Next | Close
Scope: TypeAlias = dict[str, Any] | None  # None: inside a loop that cannot be read


@dataclass(slots=True)
class _Frame:
    """An open `for` or `if`: what its inside may name, and what stood before it."""

    said: Statement
    place: Location
    scope: Scope
    outer: Scope
    has_else: bool = False


@dataclass(slots=True)
class Reading:
    """One template while it is read; the trees that are given to it are changed.

    `checks` is False for the shipped ones, whose tags the tests have held against the packet.
    """

    file: str
    checks: bool
    styles: Mapping[str, str]  # id -> name
    marks: list[Mark] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    blocks: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)  # the first names of all expressions
    needs_styles: bool = False  # blocks, prose and links are written in named styles
    _told: set[tuple[str, str, str]] = field(default_factory=set)
    _where: list[str] = field(default_factory=list)
    _order: int = 0
    _counts: dict[str, int] = field(default_factory=dict)
    _depth: int = 0  # of all `for` and `if` round a place
    _body: bool = False
    _sections: Mapping[Element, Element | None] = field(default_factory=dict)

    # Places

    @contextmanager
    def at(self, part: str) -> Iterator[None]:
        self._where.append(part)
        yield
        self._where.pop()

    def number(self, kind: str) -> str:
        """`table 2`: the next of its kind in this part of the document."""
        self._counts[kind] = self._counts.get(kind, 0) + 1
        return f"{kind} {self._counts[kind]}"

    def place(self, tags: int = 1) -> Location:
        """Where the next tags stand. Raises InputError where a form has more than any has."""
        self._order += tags
        if self._order > MOST_TAGS:
            message, help = f"has more than {MOST_TAGS:,} tags", "loop over what it repeats"
            raise stopped("TP015", Location(self.file), message, help)
        return Location(self.file, self._order, 0, ", ".join(self._where))

    def tell(self, code: str, place: Location, message: str, help: str = "") -> None:
        told = (code, place.part, message)
        if told in self._told:
            return  # a text box stands in a part twice: for Word, and for older programs
        self._told.add(told)
        self.findings.append(Finding(code=code, location=place, message=message, help=help))

    def mark(self, mark: Mark) -> Element:
        """A mark for the tree; its number is kept through writing the tree as text."""
        self.marks.append(mark)
        return etree.ProcessingInstruction("promo", str(len(self.marks) - 1))

    # Parts

    def story(self, tree: Element, name: str, scope: Scope) -> None:
        """A part with paragraphs: the body (no name), a header, a footer, the notes."""
        self._counts = {}
        self._body = not name
        if name in ("footnote", "endnote"):
            for note in tree:
                if note.get(clark("w:type")):
                    continue  # the line above the notes
                with self.at(self.number(name)):
                    self.inside(note, scope)
        elif name:
            with self.at(name):
                self.inside(tree, scope)
        else:
            self._sections = sections_of(tree)
            self.siblings(tree, scope)
        self._mend(tree)

    def _mend(self, tree: Element) -> None:
        """Take out what would not be true of a filled part.

        A control that is bound to a value elsewhere would show that value, in Word, and not what
        it is filled with. A range, such as a bookmark, may lose one end to a condition.
        """
        path: list[int] = []
        ranges: dict[tuple[str, str | None], list[tuple[tuple[int, ...], Element]]] = {}
        for element in tree.iter(_MARKS, *tags.RANGES):
            if not _is_mark(element):
                kind = element.tag.removesuffix("Start").removesuffix("End")
                found = (tuple(path), element)
                ranges.setdefault((kind, element.get(clark("w:id"))), []).append(found)
                continue
            _unbind(element)
            number = int(element.text or "")
            mark = self.marks[number]
            if isinstance(mark, Next | Close):
                path.pop()
            if isinstance(mark, Open | Next):
                path.append(number)
        for ends in ranges.values():
            if len({place for place, _ in ends}) > 1:
                for _, end in ends:
                    tags.remove(end)

    def inside(self, holder: Element, scope: Scope) -> None:
        """The children of what must end with a paragraph."""
        self.siblings(holder, scope)
        last = next((c for c in reversed(holder) if c.tag in (P, TBL) or _is_mark(c)), None)
        if last is not None and last.tag != P:
            first = next((c for c in holder if c.tag != clark("w:tcPr")), None)
            assert first is not None
            first.addprevious(self.mark(Open(None, lambda s: program.Cell(s[0][1]))))
            holder.append(self.mark(Close()))

    def siblings(self, parent: Element, scope: Scope) -> None:
        """The children of one element: a statement and its end stand among the same ones."""
        frames: list[_Frame] = []
        for child in list(parent):
            now = frames[-1].scope if frames else scope
            if child.tag == P:
                label = "" if self._in_table or not self._body else self.number("paragraph")
            else:
                label = self.number("table") if child.tag == TBL else ""
            if child.tag == TR:
                label = self.number("row")
            with self.at(label) if label else _nowhere():
                said = self.said_by(child)
                if said is None:
                    self.element(child, now)
                else:
                    self.obey(child, said, frames, now)
        self._depth -= len(frames)
        for frame in frames:
            end = f"{{% end{frame.said.keyword} %}}"
            help = f"add {end} after it: in a paragraph or row of its own, in the same cell or text"
            self.tell("TP004", frame.place, f"{quote(frame.said.text)} has no {end}", help)

    @property
    def _in_table(self) -> bool:
        return any(part.startswith("row ") for part in self._where)

    def element(self, child: Element, scope: Scope) -> None:
        if child.tag == P:
            self.paragraph(child, scope)
        elif child.tag == TBL:
            self.table(child, scope)
        elif child.tag == TR:
            self.siblings(child, scope)
        elif child.tag == TC or (child.tag == _CONTROLLED and _holds_paragraphs(child)):
            self.inside(child, scope)
        elif child.tag in _HOLDERS:
            self.siblings(child, scope)

    def table(self, table: Element, scope: Scope) -> None:
        rows = self._counts.pop("row", 0)
        self.siblings(table, scope)
        self._counts["row"] = rows
        if any(next(m.iterancestors(TR, TBL)) is table for m in table.iter(_MARKS)):
            table.addprevious(self.mark(Open(None, lambda s: program.Table(s[0][1]))))
            table.addnext(self.mark(Close()))

    # Statements

    def said_by(self, element: Element) -> Statement | None:
        """The statement that stands alone in a paragraph or a row."""
        if element.tag == P:
            return tags.statement(tags.text_of(tags.own_texts(element)))
        if element.tag == TR and element.find(f".//{TBL}") is None:
            return tags.statement(tags.text_of(list(element.iter(tags.T))))
        return None

    def obey(self, element: Element, said: Statement, frames: list[_Frame], scope: Scope) -> None:
        place = self.place()
        if tags.shows_more(element):
            message = f"{quote(said.text)} shares its place with {_MORE}"
            self.tell("TP003", place, message, "move one of the two")
        if said.keyword in ("for", "if"):
            frames.append(self.begin(element, said, place, scope))
            self._depth += 1
            if self._depth == MOST_DEPTH + 1:
                message = f"{quote(said.text)} stands in more than {MOST_DEPTH} others"
                self.tell("TP015", place, message, "join conditions with `and`")
        elif said.keyword in ("elif", "else"):
            self.go_on(element, said, place, frames)
        elif said.keyword in ("endfor", "endif"):
            self.end(element, said, place, frames)
        else:
            message = f"{quote(said.text)} is none of for, if, elif, else, endfor, endif"
            meant = did_you_mean(said.keyword, _KEYWORDS)
            self.tell("TP005", place, message, meant)

    def begin(self, element: Element, said: Statement, place: Location, scope: Scope) -> _Frame:
        if said.keyword == "if":
            asked = self.condition(said, said.rest, place, scope)
            self.put(element, Open(asked, _choice))
            return _Frame(said, place, scope, scope)
        made = _FOR.fullmatch(said.rest)
        if made is None:
            message = f"{quote(said.text)} does not say what goes through what"
            self.tell("TP005", place, message, "write {% for row in coverage.rows %}")
            self.put(element, Open(None, _choice))
            return _Frame(said, place, None, scope)
        targets = tuple(name.strip() for name in made[1].split(","))
        asked, shape = self.expression(said.text, made[2], place, scope)
        inner = self.bound(said, targets, shape, place, scope)
        self.put(element, Open(asked, lambda s: _loop(targets, s), repeats=True))
        return _Frame(said, place, inner, scope)

    def bound(
        self,
        said: Statement,
        targets: tuple[str, ...],
        shape: Any,
        place: Location,
        scope: Scope,
    ) -> Scope:
        """What the inside of a loop may name."""
        if not self.checks or scope is None:
            return scope
        from promo.templating.names import LOOP
        from promo.templating.shape import ListOf

        each = shape.each if isinstance(shape, ListOf) else None
        if shape is not None and each is None:
            help = "name a list, such as headlines or coverage.rows"
            self.tell("TP001", place, f"{quote(said.text)} goes through what is no list", help)
        if len(targets) == 1:
            return {**scope, "loop": LOOP, targets[0]: each}
        part = each.each if isinstance(each, ListOf) else None
        return {**scope, "loop": LOOP, **dict.fromkeys(targets, part)}

    def go_on(
        self, element: Element, said: Statement, place: Location, frames: list[_Frame]
    ) -> None:
        frame = frames[-1] if frames else None
        if frame is None or (said.keyword == "elif" and frame.said.keyword == "for"):
            message = f"{quote(said.text)} stands in no {{% if … %}}"
            self.tell("TP004", place, message, _SAME_PLACE)
            return
        if frame.has_else:
            message = f"{quote(said.text)} comes after {{% else %}}"
            self.tell("TP004", place, message, "{% else %} is the last, and there is one")
        asked = None
        if said.keyword == "elif":
            asked = self.condition(said, said.rest, place, frame.outer)
        frame.has_else = said.keyword == "else"
        frame.scope = frame.outer
        self.put(element, Next(asked))

    def end(self, element: Element, said: Statement, place: Location, frames: list[_Frame]) -> None:
        keyword = said.keyword.removeprefix("end")
        if not frames or frames[-1].said.keyword != keyword:
            message = f"{quote(said.text)} ends no {{% {keyword} … %}}"
            self.tell("TP004", place, message, _SAME_PLACE)
            return
        self._depth -= 1
        frames.pop()
        self.put(element, Close())

    def condition(self, said: Statement, text: str, place: Location, scope: Scope) -> Asked | None:
        if not text:
            message = f"{quote(said.text)} names no condition"
            self.tell("TP005", place, message, "write {% if committee %}")
            return None
        return self.expression(said.text, text, place, scope)[0]

    def put(self, element: Element, mark: Mark) -> None:
        """A mark in the place of a paragraph or row, and what of it must stay."""
        pi = self.mark(mark)
        element.addprevious(pi)
        ends = list(tags.ranges_in(element))
        for end in reversed(ends) if isinstance(mark, Close) else ends:
            pi.addnext(end) if isinstance(mark, Close) else pi.addprevious(end)
        if element.tag == P and not isinstance(mark, program.Block):
            begins, ends_page = tags.page_breaks(element)
            if begins:
                pi.addprevious(_page_start())
            if ends_page:
                pi.addnext(_page_start())
        self._keep_section(element)
        tags.remove(element)

    def _keep_section(self, element: Element) -> None:
        """A paragraph may carry the end of a section, which an empty one carries on."""
        found = element.find(f"{tags.PPR}/{clark('w:sectPr')}")
        if found is not None:
            carrier = etree.Element(P)
            etree.SubElement(carrier, tags.PPR).append(found)
            element.addnext(carrier)

    # Paragraphs

    def paragraph(self, paragraph: Element, scope: Scope) -> None:
        for box in [b for b in paragraph.iter(BOX) if next(b.iterancestors(P)) is paragraph]:
            body, self._body = self._body, False
            with self.at("text box"):
                self.inside(box, scope)
            self._body = body
        texts = tags.own_texts(paragraph)
        text = tags.text_of(texts)
        if not tags.UNFINISHED.search(text):
            return
        found = tags.values(text)
        place = self.place(max(len(found), 1))
        self.unfinished(tags.without_values(text), place)
        if not found:
            return
        alone = text.strip() == text[found[0].start : found[0].end]
        if alone and found[0].expression in BLOCKS:
            self.block(paragraph, found[0], place)
            return
        ends = not text[found[-1].end :].strip() and not _ends_section(paragraph)
        tail = found[-1] if ends and not alone and self._body else None
        style, starts = self.style_of(paragraph), tags.starts_of(texts)
        for tag in reversed(found):
            asked = self.value(tag, place, scope)
            run = tags.cut_out(texts, starts, tag)
            if asked is None:
                continue
            value = self.value_like(run, asked)
            is_tail = tag is tail and run.getparent() is paragraph and not _anything_after(run)
            run.addnext(self.mark(program.Tail(value=value, style=style) if is_tail else value))
            if alone and self._body:
                self.stand(paragraph, asked, style)
            tags.drop_if_empty(run)

    def value_like(self, run: Element, asked: Asked) -> program.Value:
        """A value that looks as the run does."""
        declared = run.getroottree().getroot().nsmap
        look = tags.look_of(run)
        return program.Value(
            asked=asked,
            look="" if look is None else as_text(look, declared),
            rtl_look=as_text(_turned(look), declared),
            may_link=self._body,
        )

    def unfinished(self, rest: str, place: Location) -> None:
        """What is left of a paragraph's text without its values."""
        found = tags.UNFINISHED.search(rest)
        if found is None:
            return
        near = " ".join(rest[max(found.start() - 20, 0) : found.start() + 40].split())
        if "{%" in rest and "%}" in rest:
            message = f"{quote(near)} is not alone in its paragraph or row"
            help = "give it a paragraph of its own; inside a sentence write "
            self.tell("TP003", place, message, help + '{{ "text" if committee else "" }}')
        else:
            message = f"{quote(near)} begins or ends a tag that is not whole"
            self.tell(
                "TP002", place, message, "write {{ name }} or {% … %} whole, in one paragraph"
            )

    def block(self, paragraph: Element, tag: Tag, place: Location) -> None:
        name = tag.expression
        if not self._body:
            message = f"{quote(tag.text)} is a block, and blocks stand in the body of the document"
            self.tell("TP003", place, message, "move it out of the header, footer, note or box")
        if tags.shows_more(paragraph):
            message = f"{quote(tag.text)} shares its paragraph with {_MORE}"
            self.tell("TP003", place, message, "give the block a paragraph of its own")
        self.blocks.add(name)
        self.needs_styles = True
        begins, ends = tags.page_breaks(paragraph)
        made = program.Block(
            block=BLOCKS[name],
            text=tag.text,
            place=place,
            width=room_for(paragraph, self._sections),
            starts_page=begins,
            ends_page=ends,
        )
        self.put(paragraph, made)

    def value(self, tag: Tag, place: Location, scope: Scope) -> Asked | None:
        if tag.expression in BLOCKS and tag.expression not in ("summary",):
            message = f"{quote(tag.text)} is a block and is not alone in its paragraph"
            self.tell("TP003", place, message, "give the block a paragraph of its own")
            return None
        return self.expression(tag.text, tag.expression, place, scope, printed=True)[0]

    def stand(self, paragraph: Element, value: Asked, style: str) -> None:
        """Marks round a paragraph that holds one value."""

        def build(sections: Sections) -> Node:
            return program.Standing(asked=value, style=style, body=sections[0][1])

        if not _ends_section(paragraph) and not tags.shows_more(paragraph):
            paragraph.addprevious(self.mark(Open(None, build)))
            paragraph.addnext(self.mark(Close()))

    def style_of(self, paragraph: Element) -> str:
        style = paragraph.find(f"{tags.PPR}/{clark('w:pStyle')}")
        return (
            "Normal" if style is None else self.styles.get(style.get(clark("w:val"), ""), "Normal")
        )

    # Expressions and properties

    def expression(
        self, tag: str, text: str, place: Location, scope: Scope, *, printed: bool = False
    ) -> tuple[Asked | None, Any]:
        """An expression and the shape of its value; its faults are told."""
        if not self.checks:
            path = expressions.simple(text)
            assert path is not None, f"{self.file}: {tag}"
            return Asked(expression=path, text=tag, place=place), None
        if scope is None:
            return None, None
        checked = expressions.check(text, scope, printed=printed)
        for fault in checked.faults:
            code = "TP001" if fault.unknown else "TP005"
            self.tell(code, place, f"{quote(tag)}: {fault.message}", fault.help)
        self.asked |= {name for name in re.findall(r"[a-z_]\w*", text) if name in scope}
        self.needs_styles |= (printed and checked.may_be_prose) or bool(_IN_STYLES.search(text))
        if checked.expression is None:
            return None, checked.shape
        return Asked(expression=checked.expression, text=tag, place=place), checked.shape

    def property(self, element: Element, name: str, scope: Scope) -> None:
        """A document property whose text may hold values."""
        text = element.text or ""
        if not tags.UNFINISHED.search(text):
            return
        with self.at(f"document property {quote(name)}"):
            place = self.place()
            self.unfinished(tags.without_values(text), place)
            after = len(text)
            for tag in reversed(tags.values(text)):
                value = self.value(tag, place, scope)
                if value is None:
                    continue
                pi = self.mark(program.Property(value))
                pi.tail = text[tag.end : after]
                after = tag.start
                element.insert(0, pi)
            element.text = text[:after]


_MORE = "a picture, a note, a comment or a field"


def _page_start() -> Element:
    """An empty paragraph at the top of a new page."""
    paragraph = etree.Element(P, nsmap={"w": W})
    etree.SubElement(etree.SubElement(paragraph, tags.PPR), clark("w:pageBreakBefore"))
    return paragraph


_IN_STYLES = re.compile(r"\|\s*(?:link|answer)\b")
_KEYWORDS = ("for", "if", "elif", "else", "endfor", "endif")
_SAME_PLACE = "both stand in the same cell or text, each in a paragraph or row of its own"
_FOR = re.compile(r"([A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*)*)\s+in\s+(.+)", re.DOTALL | re.ASCII)


def _nowhere() -> Any:
    from contextlib import nullcontext

    return nullcontext()


_MARKS = etree.ProcessingInstruction  # as lxml asks for a tag


def _is_mark(element: Element) -> bool:
    return isinstance(element, etree._ProcessingInstruction)


_BINDINGS = (clark("w:dataBinding"), clark("w15:dataBinding"))


def _unbind(mark: Element) -> None:
    for control in mark.iterancestors(clark("w:sdt")):
        for binding in control.findall(f"{clark('w:sdtPr')}/*"):
            if binding.tag in _BINDINGS:
                tags.remove(binding)


def _holds_paragraphs(content: Element) -> bool:
    """Whether a content control is neither one of rows nor one of cells."""
    holder = next(content.iterancestors(TBL, TR, TC, BOX), None)
    return holder is None or holder.tag in (TC, BOX)


def _ends_section(paragraph: Element) -> bool:
    return paragraph.find(f"{tags.PPR}/{clark('w:sectPr')}") is not None


def _anything_after(run: Element) -> bool:
    """Whether a paragraph goes on behind a run."""
    return any(sibling.tag == tags.R for sibling in run.itersiblings())


def _turned(look: Element | None) -> Element:
    """The same formatting for text that runs from the right."""
    turned = etree.Element(tags.RPR, nsmap={"w": W}) if look is None else look
    said = turned.find(clark("w:rtl"))
    if said is not None:
        said.attrib.pop(clark("w:val"), "")  # Google Docs says of each run that it is not
    else:
        late = [turned.find(clark(f"w:{n}")) for n in ("cs", "em", "lang", "eastAsianLayout")]
        before = next(
            (e for e in (*late, turned.find(clark("w:specVanish"))) if e is not None), None
        )
        mark = etree.Element(clark("w:rtl"))
        turned.append(mark) if before is None else before.addprevious(mark)
    return turned


def _choice(sections: Sections) -> Node:
    return program.Choice(tuple(Case(asked, body) for asked, body in sections))


def _loop(targets: tuple[str, ...], sections: Sections) -> Node:
    (asked, body), *rest = sections
    otherwise = rest[0][1] if rest else ()
    return program.Loop(asked=asked, targets=targets, body=body, otherwise=otherwise)


_IDS = re.compile(
    r'(<\w+:docPr\b[^>]*?\bid=")\d+'
    r"|(?:<w:(?:bookmark|commentRange|perm|move\w+Range)(?:Start|End)\b[^>]*/>)"
    r'|(?:<w:commentReference [^>]*/>)|(?:<w:id w:val="[^"]*"/>)'
    r'|(?: \w+:(?:paraId|textId)="[^"]*")'
)


def _repeatable(text: str) -> Iterator[Node]:
    """What is repeated has no id of its own: pictures get fresh ones, others go without."""
    at = 0
    for found in _IDS.finditer(text):
        yield program.Fixed(text[at : found.start()] + (found[1] or ""))
        if found[1]:
            yield program.Fresh()
        at = found.end()
    yield program.Fixed(text[at:])


_MARK = re.compile(r"<\?promo (\d+)\?>")


def nodes(tree: Element, marks: Sequence[Mark]) -> list[Node]:
    """A part as nodes: its text as it is, cut at the marks."""
    text = etree.tostring(tree, encoding="unicode")
    frames: list[tuple[Open | None, Sections]] = [(None, [(None, [])])]
    for number, piece in enumerate(_MARK.split(_HEAD + text)):
        here = frames[-1][1][-1][1]
        if number % 2 == 0:
            repeats = any(opened and opened.repeats for opened, _ in frames)
            here += _repeatable(piece) if repeats else [program.Fixed(piece)]
            continue
        mark = marks[int(piece)]
        if isinstance(mark, Open):
            frames.append((mark, [(mark.data, [])]))
        elif isinstance(mark, Next):
            frames[-1][1].append((mark.data, []))
        elif isinstance(mark, Close):
            opened, sections = frames.pop()
            assert opened is not None
            frames[-1][1][-1][1].append(opened.build(sections))
        else:
            here.append(mark)
    ((_, ((_, whole),)),) = frames
    return whole


_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
