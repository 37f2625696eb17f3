"""What one document needs while it is written: styles by name, links, bookmarks, lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count

from promo import prose as tree
from promo.model import FieldKind
from promo.packet import Field, Note, Packet
from promo.prose import Block, Inline, Prose
from promo.writers.word import controls, markup
from promo.writers.word.markup import LINE_BREAK, Look, escaped, run
from promo.writers.word.notes import AUTHOR, Margin, of_flag
from promo.writers.word.stylesheet import StyleSheet

_DEEPEST_LIST = 3  # Word's built-in list styles end there


class Pen:
    """Writes paragraphs in the template's styles and remembers links and lists by the way."""

    def __init__(
        self,
        sheet: StyleSheet,
        first_id: int,
        dead: frozenset[str],
        first_comment: int = 0,
        control_ids: frozenset[str] = frozenset(),
    ) -> None:
        self.sheet = sheet
        self.styles = sheet.ids
        self.width = 0  # twips that a table may take where it is written
        self.language = "en-GB"  # of days that are chosen
        self.day = ""  # that the packet counts from
        self.links: dict[str, str] = {}
        self.lists: list[tuple[int, int]] = []  # (level, first number) of each numbered list
        self.next_id = first_id  # of a bookmark
        self.dead = dead
        self.made: set[str] = set()  # anchors that stand in the document
        self.asked: set[str] = set()  # anchors that links lead to
        self.control_ids = (n for n in count(1) if str(n) not in control_ids)
        self.fields: set[str] = set()  # tags of the questions that stand in the document
        self.notes: dict[str, list[Note]] = {}  # by anchor, those still to be written
        mark, text = (sheet.ids.get(f"annotation {part}", "") for part in ("reference", "text"))
        self.margin = Margin(first_comment, text, mark)

    def for_packet(self, packet: Packet) -> None:
        """Take up what a packet says of days and languages, and the comments for its anchors."""
        self.language, self.day = packet.document.language, packet.origin.as_of
        for section in packet.competencies:
            notes = list(section.notes)
            if section.flag and section.flag.note:
                fresh = of_flag(section.flag, self.day)
                if not any((n.author, n.text) == (AUTHOR, fresh.text) for n in notes):
                    notes.insert(0, fresh)  # else somebody has answered it
            if notes:
                self.notes[section.anchor] = notes
        if packet.notes:
            first = next((s.anchor for s in packet.competencies), "")
            self.notes[first] = [*packet.notes, *self.notes.get(first, ())]

    def look(self, style: str) -> Look:
        return self.sheet.looks[style.lower()]

    def leads_to(self, anchor: str) -> bool:
        """Whether the document has the place; a form may leave out what a link leads to."""
        self.asked.add(anchor)
        return anchor not in self.dead

    def text(self, text: str, style: str = "") -> str:
        """Runs of plain text in a character style named as in Word."""
        return run(text, self.styles[style.lower()] if style else "")

    def para(self, style: str, runs: str, *, keep: bool = False, rtl: bool = False) -> str:
        """A paragraph of finished runs."""
        return markup.paragraph(self.styles[style.lower()], runs, keep=keep, rtl=rtl)

    def line(self, style: str, text: str, *, keep: bool = False) -> str:
        """A paragraph of plain text, laid out in the direction of its first strong letter."""
        return self.para(style, run(text), keep=keep, rtl=markup.is_right_to_left(text))

    def bullet(self, runs: str, *, rtl: bool = False) -> str:
        """A paragraph with a bullet, of finished runs."""
        numbering = self._numbering(1, self.sheet.bullets)
        return markup.paragraph(self.styles["list bullet"], runs, numbering=numbering, rtl=rtl)

    def link(self, url: str, runs: str) -> str:
        """An outside link; the same address is one relationship however often it is used."""
        id = self.links.setdefault(url, f"rIdLink{len(self.links) + 1}")
        return f'<w:hyperlink r:id="{id}" w:history="1">{runs}</w:hyperlink>'

    def goto(self, anchor: str, text: str) -> str:
        """A link to a bookmark of this document; only the text where it has none."""
        if not self.leads_to(anchor):
            return self.text(text)
        runs = self.text(text, "Hyperlink")
        return f'<w:hyperlink w:anchor="{_bookmark(anchor)}" w:history="1">{runs}</w:hyperlink>'

    def bookmark(self, anchor: str, runs: str) -> str:
        """`runs` between the ends of a bookmark, the first time that an anchor is set.

        The comments of the anchor are on them.
        """
        if anchor in self.made:
            return runs
        self.made.add(anchor)
        notes = self.notes.pop(anchor, None)
        return self._marked(anchor, self.margin.around(notes, runs) if notes else runs)

    def _marked(self, anchor: str, content: str) -> str:
        id, name = self.next_id, _bookmark(anchor)
        self.next_id += 1
        start = f'<w:bookmarkStart w:id="{id}" w:name="{name}"/>'
        return f'{start}{content}<w:bookmarkEnd w:id="{id}"/>'

    def field(self, field: Field, subject: str = "") -> str:
        """A question's control, ready to be answered, and a bookmark round it.

        LibreOffice before 7.5 drops the tags of controls, but keeps bookmarks. A question that
        stands in the document already is only told again.
        """
        if field.tag in self.fields:
            return self.text(field.shown)
        self.fields.add(field.tag)
        beside, runs = "", self.text(field.shown, "" if field.answer else "Placeholder Text")
        if field.kind is FieldKind.CHECK:
            beside, runs = self.text(f" {field.prompt}"), controls.box(field)
        title = f"{field.label}: {subject}" if subject else field.label
        made = controls.control(field, title, runs, next(self.control_ids), self.language)
        anchor = field.tag.removeprefix("promo.").replace(".", "_")
        return self._marked(anchor, made) + beside

    # Prose

    def page_start(self) -> str:
        """An empty paragraph at the top of a new page."""
        style = self.styles["spacer"]
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:pageBreakBefore/></w:pPr></w:p>'

    def prose(self, blocks: Prose, style: str = "Normal", label: str = "") -> str:
        """Blocks in a body style, the label running in at the start of the first paragraph."""
        label_runs = self.text(label + " ", "Label") if label else ""
        if label and not (blocks and isinstance(blocks[0], tree.Paragraph)):
            head = self.line("Part Label", label)
            return head + "".join(self.block(block, style) for block in blocks)
        return "".join(
            self.block(block, style, label_runs if number == 0 else "")
            for number, block in enumerate(blocks)
        )

    def block(self, block: Block, style: str, before: str = "", depth: int = 0) -> str:
        if isinstance(block, tree.Paragraph):
            rtl = markup.is_right_to_left("".join(tree.texts(block.children)))
            return self.para(style, before + self.inline(block.children), rtl=rtl)
        if isinstance(block, tree.CodeBlock):
            lines = block.text.split("\n")
            return "".join(self.para("Code Block", run(line)) for line in lines)
        if isinstance(block, tree.Quote):
            return "".join(self.block(inner, "Quote", depth=depth) for inner in block.children)
        return self.items(block, depth + 1)

    def items(self, items: tree.Items, depth: int) -> str:
        level = min(depth, _DEEPEST_LIST)
        kind, numbering = "List Bullet", self._numbering(level, self.sheet.bullets)
        if items.start is not None:
            kind = "List Number"
            self.lists.append((level - 1, items.start))
            number = self.sheet.first_free_number + len(self.lists) - 1
            numbering = self._numbering(level, str(number))
        style = self.styles[_at_level(kind, level).lower()]
        return "".join(self.item(item, style, numbering, depth) for item in items.items)

    def _numbering(self, level: int, number: str) -> str:
        if not number:
            return ""  # the style brings its list
        return f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="{number}"/></w:numPr>'

    def item(self, blocks: Sequence[Block], style: str, numbering: str, depth: int) -> str:
        """The first paragraph carries the bullet or number, what follows is indented with it."""
        first, rest, rtl = "", blocks, False
        if blocks and isinstance(blocks[0], tree.Paragraph):
            first, rest = self.inline(blocks[0].children), blocks[1:]
            rtl = markup.is_right_to_left("".join(tree.texts(blocks[0].children)))
        following = _at_level("List Continue", min(depth, _DEEPEST_LIST))
        head = markup.paragraph(style, first, numbering=numbering, rtl=rtl)
        return head + "".join(self.block(block, following, depth=depth) for block in rest)

    def inline(
        self,
        spans: Iterable[Inline],
        style: str = "",
        *,
        bold: bool = False,
        italic: bool = False,
    ) -> str:
        runs = []
        for span in spans:
            if isinstance(span, tree.Text):
                runs.append(run(span.text, style, bold=bold, italic=italic))
            elif isinstance(span, tree.Code):
                runs.append(run(span.text, self.styles["code"], bold=bold, italic=italic))
            elif isinstance(span, tree.Break):
                runs.append(LINE_BREAK)
            elif isinstance(span, tree.Strong):
                runs.append(self.inline(span.children, style, bold=True, italic=italic))
            elif isinstance(span, tree.Emphasis):
                runs.append(self.inline(span.children, style, bold=bold, italic=True))
            else:
                shown = self.styles["hyperlink"]
                inner = self.inline(span.children, shown, bold=bold, italic=italic)
                runs.append(self.link(span.url, inner))
        return "".join(runs)

    # What other parts of the package declare

    def hyperlinks(self) -> str:
        """Relationships of the outside links."""
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        return "".join(
            f'<Relationship Id="{id}" Type="{kind}" Target="{escaped(url)}" TargetMode="External"/>'
            for url, id in self.links.items()
        )

    def numbered_lists(self) -> str:
        """A list of its own for each numbered list, so that each begins at its own number."""
        first, abstract = self.sheet.first_free_number, self.sheet.ordered_list
        return "".join(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>'
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            "</w:num>"
            for number, (level, start) in enumerate(self.lists, first)
        )


def _at_level(style: str, level: int) -> str:
    return style if level == 1 else f"{style} {level}"


def _bookmark(anchor: str) -> str:
    return f"promo_{anchor}"
