"""The template that docxtpl fills: the whole packet as python-docx paragraphs, tables and tags.

A run may end in `@Style`, `@>anchor` (a link there) or `@=anchor` (a bookmark around it). Styles
are ids, so that a tag can choose one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any, NamedTuple

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Twips
from docx.table import _Cell
from docx.text.paragraph import Paragraph


class Line(NamedTuple):
    """A paragraph: the id of its style and its runs."""

    style: str
    runs: tuple[str, ...]
    keep: bool = False


class Cell(NamedTuple):
    """A table cell: its lines and, where it has one, the colour behind them."""

    lines: tuple[Line, ...]
    fill: str = ""


Row = str | Sequence[Cell]  # a text is a tag that repeats or drops rows


def fills(data: bytes) -> dict[str, str]:
    """The background colour of each paragraph style that has one."""
    shades = {
        style.style_id: style.element.find(f"{qn('w:pPr')}/{qn('w:shd')}")
        for style in Document(BytesIO(data)).styles
    }
    return {id: shade.get(qn("w:fill")) for id, shade in shades.items() if shade is not None}


def build(shipped: bytes) -> bytes:
    """A template with the styles, header and footer of `shipped` and a body for docxtpl."""
    document = Document(BytesIO(shipped))
    body = document.element.body
    for element in body[:-1]:  # the last holds page size and margins
        body.remove(element)
    _Body(document).write()
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def line(style: str, *runs: str, keep: bool = False) -> Line:
    return Line(style, runs, keep)


def cell(style: str, *runs: str, fill: str = "", keep: bool = False) -> Cell:
    return Cell((line(style, *runs, keep=keep),), fill)


def status(mark: str) -> Cell:
    style = f"{mark} | status"
    shown = f"{{% if {mark}.dots %}}\u00a0{{% endif %}}{{{{ {mark}.label }}}}"
    dots = f"{{{{ {mark}.dots }}}}@Dots"
    return cell(f"{{{{ {style} }}}}", dots, shown, fill=f"{{{{ {style} | fill }}}}")


class _Body:
    def __init__(self, document: WordDocument) -> None:
        self.document = document
        section = document.sections[0]
        page, left, right = section.page_width, section.left_margin, section.right_margin
        assert page and left and right
        self.width = page - left - right

    def write(self) -> None:
        self.page_one()
        self.headlines()
        self.timeline()
        self.further_flags()
        self.heading("competencies")
        self.sections()
        self.other()
        self.closing()

    # Pieces

    def add(self, *lines: Line) -> None:
        for each in lines:
            _set(self.document.add_paragraph(), each)

    def tag(self, text: str) -> None:
        self.add(line("Normal", f"{{%p {text} %}}"))

    def prose(self, call: str) -> None:
        self.add(line("Normal", f"{{{{p {call} }}}}"))

    def heading(self, key: str) -> None:
        self.add(line("Heading1", f"{{{{ packet.heading.{key} }}}}"))

    def table(self, style: str, shares: Sequence[int], *rows: Row) -> None:
        table = self.document.add_table(0, len(shares))
        table.style = self.document.styles[style]
        for column, share in zip(table.columns, shares, strict=True):
            column.width = Twips(round(self.width / 635 * share / sum(shares)))
        for row in rows:
            _fill_row(table.add_row(), row)

    def spacer(self) -> None:
        self.add(line("Spacer"))

    # The packet, in order

    def page_one(self) -> None:
        self.add(line("Eyebrow", "{{ packet.eyebrow }}"), line("Title", "{{ packet.name }}"))
        self.add(line("Subtitle", "{{ packet.subtitle }}"))
        self.facts()
        self.prose("packet.summary | prose('Lead')")
        self.heading("coverage")
        self.coverage()
        self.heading("flags")
        self.tag("if packet.flags.first")
        self.flags("packet.flags.first")
        self.tag("if packet.flags.rest")
        more = ("{{ packet.flags.more }} ", "{{ packet.flags.more_ref.text }}@>{{ packet.flags.more_ref.anchor }}")
        self.add(line("Caption", *more))
        self.tag("else")
        self.spacer()
        self.tag("endif")
        self.tag("else")
        self.add(line("Normal", "{{ packet.flags.none }}"))
        self.tag("endif")

    def facts(self) -> None:
        cells = [
            cell(style, f"{{{{ pair[{at}].{field} }}}}")
            for at in range(2)
            for style, field in (("CellLabel", "label"), ("Cell", "value"))
        ]
        rows = ("for pair in packet.facts | batch(2)", cells, "endfor")
        self.table("Promo Facts", (15, 35, 13, 37), *rows)
        self.spacer()

    def coverage(self) -> None:
        styles = ("CellHeading", *("CellHeadingNumber",) * 3, "CellHeading")
        heads = [
            cell(style, f"{{{{ packet.coverage.columns[{n}] }}}}", keep=True)
            for n, style in enumerate(styles)
        ]
        dots = "{% for mark in row.cells %}{{ mark.dots }}{% else %}{{ row.cells_text }}{% endfor %}"
        cells = (
            cell("Cell", "{{ row.competency.text }}@>{{ row.competency.anchor }}"),
            status("row.mark"),
            cell("StatusNone", f"{dots}@Dots"),
            cell("CellNumber", "{{ row.items }}"),
            cell("Cell", "{{ row.latest }}"),
        )
        rows = (heads, "for row in packet.coverage.rows", cells, "endfor")
        self.table("Promo Table", (32, 15, 36, 8, 13), *rows)
        self.key()

    def key(self) -> None:
        mark = "\u00a0{{ mark.dots }}\u00a0{{ mark.label }}\u00a0@{{ mark | key }}"
        start, end = "{%r for mark in packet.coverage.marks %}", "{%r endfor %}"
        note = "{{ packet.coverage.note }}"
        self.add(line("Caption", "{{ packet.coverage.key }} ", start, mark, "  ", end, note))
        self.tag("if packet.coverage.not_assessed")
        self.add(line("Caption", "{{ packet.coverage.not_assessed }}"))
        self.tag("endif")

    def flags(self, flags: str) -> None:
        self.table("Promo Flags", (12, 88), f"for flag in {flags}", _flag(titled=True), "endfor")

    def headlines(self) -> None:
        self.heading("headlines")
        self.document.paragraphs[-1].paragraph_format.page_break_before = True
        self.tag("for each in packet.headlines")
        self.add(line("Heading3", "{{ each.title }}"))
        self.add(line("Meta", "{{ each.meta }} ", "{{ each.full.text }}@>{{ each.full.anchor }}"))
        self.prose("each.result | prose")
        self.metrics("each")
        self.tag("else")
        self.add(line("Normal", "{{ packet.headlines_none }}"))
        self.tag("endfor")

    def metrics(self, holder: str) -> None:
        self.tag(f"if {holder}.metrics")
        self.add(line("PartLabel", f"{{{{ {holder}.metrics_label }}}}"))
        self.tag(f"for metric in {holder}.metrics")
        self.add(line("ListBullet", "{{ metric }}"))
        self.tag("endfor")
        self.tag("endif")

    def timeline(self) -> None:
        self.heading("timeline")
        upper = "{{ pair[0] }}{% if pair[0] %}\n{% endif %}{{ pair[1] }}"
        heads = (
            cell("CellHeading", "{{ packet.timeline.label }}", keep=True),
            *_looped("for pair in packet.timeline.columns", cell("CellHeadingNumber", upper)),
        )
        count = cell(
            "{{ count | heat }}",
            "{{ count or packet.timeline.zero }}",
            fill="{{ count | heat | fill }}",
        )
        cells = (
            cell("Cell", "{{ row.competency.text }}@>{{ row.competency.anchor }}"),
            *_looped("for count in row.counts", count),
        )
        rows = (heads, "for row in packet.timeline.rows", cells, "endfor")
        self.table("Promo Table", (27, 24, 24, 25), *rows)
        self.add(line("Caption", "{{ packet.timeline.caption }}"))

    def further_flags(self) -> None:
        self.tag("if packet.flags.rest")
        title = "{{ packet.heading.further_flags }}@={{ packet.flags.more_ref.anchor }}"
        self.add(line("Heading1", title))
        self.flags("packet.flags.rest")
        self.spacer()
        self.tag("endif")

    def sections(self) -> None:
        self.tag("for section in packet.sections")
        self.add(line("Heading2", "{{ section.title }}@={{ section.anchor }}"))
        self.tag("if section.description")
        self.add(line("Meta", "{{ section.description }}"))
        self.tag("endif")
        shown = "\u00a0{{ section.mark.dots }}\u00a0{{ section.mark.label }}\u00a0"
        self.add(line("Meta", shown + "@{{ section.mark | key }}", "  {{ section.summary }}"))
        self.expectations()
        self.tag("if section.flag")
        self.table("Promo Flags", (12, 88), "with flag = section.flag", _flag(), "endwith")
        self.spacer()
        self.tag("endif")
        self.tag("for entry in section.entries")
        self.entry()
        self.tag("endfor")
        self.references()
        self.form("section.form")
        self.tag("endfor")

    def expectations(self) -> None:
        styles = ("CellHeading", "CellHeadingNumber", "CellHeading")
        heads = [
            cell(style, f"{{{{ section.expectation_columns[{n}] }}}}", keep=True)
            for n, style in enumerate(styles)
        ]
        refs = (
            "{%r for ref in row.refs %}",
            "{% if not loop.first %}, {% endif %}",
            "{{ ref.text }}@>{{ ref.anchor }}",
            "{%r else %}",
            "{{ row.none }}@Muted",
            "{%r endfor %}",
        )
        cells = (cell("Cell", "{{ row.text }}"), status("row.mark"), cell("Cell", *refs))
        rows = (heads, "for row in section.expectations", cells, "endfor")
        self.table("Promo Table", (66, 16, 18), *rows)
        self.tag("if section.expectations_note")
        self.add(line("Caption", "{{ section.expectations_note }}"))
        self.tag("else")
        self.spacer()
        self.tag("endif")

    def entry(self) -> None:
        self.add(line("Heading3", "{{ entry.number }}@={{ entry.anchor }}", "  {{ entry.title }}"))
        self.add(line("Meta", "{{ entry.meta }}", keep=True))
        self.tag("for part in entry.parts")
        self.prose("part.prose | prose('Normal', part.label)")
        self.tag("endfor")
        self.metrics("entry")
        self.tag("if entry.links")
        self.prose("entry | sources")
        self.tag("endif")
        self.voices("entry.voices")
        self.tag("if entry.also")
        self.add(line("Meta", "{{ entry.also }}"))
        self.tag("endif")

    def voices(self, voices: str) -> None:
        self.tag(f"for voice in {voices}")
        self.tag("if voice.quote")
        self.add(line("Quote", "{{ voice.quote }}", keep=True))
        self.tag("endif")
        self.add(line("Attribution", "{{ voice.by }}"))

    def references(self) -> None:
        self.tag("if section.references")
        self.add(line("PartLabel", "{{ section.references_label }}"))
        self.tag("for each in section.references")
        ref, title = "{{ each.ref.text }}@>{{ each.ref.anchor }}", "  {{ each.title }}  "
        self.add(line("ListBullet", ref, title, "{{ each.text }}@Muted"))
        self.tag("endfor")
        self.tag("endif")

    def form(self, form: str) -> None:
        self.spacer()
        title = (cell("FormTitle", f"{{{{ {form}.title }}}}", keep=True), Cell(()))
        labels = (cell("FormLabel", "{{ label }}"), cell("Cell"))
        rows = (f"if {form}.title", title, "endif", f"for label in {form}.labels", labels, "endfor")
        self.table("Promo Form", (27, 73), *rows)
        self.spacer()

    def other(self) -> None:
        self.tag("if packet.other")
        self.heading("other")
        self.add(line("Normal", "{{ packet.other_lead }}"))
        self.tag("for entry in packet.other")
        self.entry()
        self.tag("endfor")
        self.tag("endif")

    def closing(self) -> None:
        self.heading("feedback")
        self.voices("packet.feedback")
        self.tag("else")
        self.add(line("Normal", "{{ packet.feedback_none }}"))
        self.tag("endfor")
        self.heading("sign_off")
        self.form("packet.sign_off")
        self.heading("method")
        self.method()
