"""The blocks that a template names: each a function of pen and packet to paragraphs and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from promo.model import Link
from promo.packet import (
    CoverageRow,
    Entry,
    ExpectationRow,
    Flag,
    Form,
    Headline,
    Mark,
    Packet,
    Ref,
    Section,
    SinceRow,
    TimelineRow,
    Voice,
)
from promo.writers.word import markup
from promo.writers.word.markup import Look, cell, columns, row
from promo.writers.word.notes import of_flag
from promo.writers.word.pen import Pen


def facts(pen: Pen, packet: Packet) -> str:
    """Label and value, two pairs a row."""
    widths = columns(pen.width, 16, 34, 16, 34)
    pairs = [packet.facts[at : at + 2] for at in range(0, len(packet.facts), 2)]
    rows = []
    for number, pair in enumerate(pairs):
        keep = number < len(pairs) - 1
        cells = []
        for at, fact in enumerate(pair):
            cells.append(cell(pen.line("Cell Label", fact.label, keep=keep), widths[2 * at]))
            cells.append(cell(pen.line("Cell", fact.value, keep=keep), widths[2 * at + 1]))
        rows.append(row(cells))
    style, title = pen.styles["promo facts"], packet.facts_title
    return _spaced(pen, markup.table(style, widths, rows, title=title, description=title))


def summary(pen: Pen, packet: Packet) -> str:
    return pen.prose(packet.summary, "Lead")


def coverage_table(pen: Pen, packet: Packet) -> str:
    """Competency, status, one cell of dots an expectation, number of items, newest."""
    coverage = packet.coverage
    most = max((len(r.cells) for r in coverage.rows), default=0)
    dots = max(most, 1)
    widths = columns(pen.width, 32, 15, *[max(36 / dots, 4.5)] * dots, 8, 13)
    heading = _coverage_heading(pen, coverage.columns, widths, dots)
    last = len(coverage.rows) - 1
    rows = [heading]
    rows += [_coverage_row(pen, r, widths, dots, n < last) for n, r in enumerate(coverage.rows)]
    table = markup.table(
        pen.styles["promo table"],
        widths,
        rows,
        title=packet.heading["coverage"],
        description=coverage.description,
        first_row=True,
    )
    return table + _key(pen, packet)


def _coverage_heading(pen: Pen, names: Sequence[str], widths: Sequence[int], dots: int) -> str:
    centred = "Cell Heading Number"
    middle = sum(widths[2 : 2 + dots])
    return row(
        (
            cell(pen.line("Cell Heading", names[0], keep=True), widths[0]),
            cell(pen.line(centred, names[1], keep=True), widths[1]),
            cell(pen.line(centred, names[2], keep=True), middle, span=dots),
            cell(pen.line(centred, names[3], keep=True), widths[-2]),
            cell(pen.line("Cell Heading", names[4], keep=True), widths[-1]),
        ),
        heading=True,
    )


def _coverage_row(pen: Pen, line: CoverageRow, widths: Sequence[int], dots: int, keep: bool) -> str:
    name = pen.goto(line.competency.anchor, line.competency.text)
    cells = [
        cell(pen.para("Cell", name, keep=keep), widths[0]),
        _status(pen, line.mark, widths[1], keep),
    ]
    middle = widths[2 : 2 + dots]
    if 0 < len(line.cells) <= dots:
        cells += [_dots(pen, mark, w, keep) for mark, w in zip(line.cells, middle, strict=False)]
        rest = middle[len(line.cells) :]
        if rest:
            cells.append(cell(pen.para("Cell", "", keep=keep), sum(rest), span=len(rest)))
    else:
        text = pen.line("Status None", line.cells_text, keep=keep)
        cells.append(cell(text, sum(middle), span=dots))
    cells.append(cell(pen.line("Cell Number", line.items, keep=keep), widths[-2]))
    cells.append(cell(pen.line("Cell", line.latest, keep=keep), widths[-1]))
    return row(cells)


def _status(pen: Pen, mark: Mark, width: int, keep: bool) -> str:
    """A cell with dots and the word, filled with the colour of the status's style."""
    style = _status_style(mark)
    shown = f"\u00a0{mark.label}" if mark.dots else mark.label
    runs = pen.text(mark.dots, "Dots") + pen.text(shown)
    return cell(pen.para(style, runs, keep=keep), width, pen.look(style), tight=True)


def _dots(pen: Pen, mark: Mark, width: int, keep: bool) -> str:
    style = _status_style(mark)
    runs = pen.text(mark.dots, "Dots")
    return cell(pen.para(style, runs, keep=keep), width, pen.look(style), tight=True)


def _status_style(mark: Mark) -> str:
    return f"Status {mark.status.name if mark.status is not None else 'None'}"


def _key(pen: Pen, packet: Packet) -> str:
    coverage = packet.coverage
    runs = pen.text(f"{coverage.key} ")
    for mark in coverage.marks:
        assert mark.status is not None
        # One run with spaces that do not break: a plain one at its end would lose its colour.
        runs += pen.text(f"\u00a0{mark.dots}\u00a0{mark.label}\u00a0", f"Key {mark.status.name}")
        runs += pen.text("  ")
    caption = pen.para("Caption", runs + pen.text(coverage.note))
    return caption + (pen.line("Caption", coverage.not_assessed) if coverage.not_assessed else "")


def flags(pen: Pen, packet: Packet) -> str:
    """The worst flags, and the way to the rest."""
    if not packet.flags.first:
        return pen.line("Normal", packet.flags.none)
    table = _flag_table(pen, packet.flags.first, packet.heading["flags"], packet.flags.description)
    if not packet.flags.rest:
        return _spaced(pen, table)
    to = packet.flags.more_ref
    if not pen.leads_to(to.anchor):
        return table + pen.line("Caption", packet.flags.elsewhere)
    more = pen.text(f"{packet.flags.more} ") + pen.goto(to.anchor, to.text)
    return table + pen.para("Caption", more)


def further_flags(pen: Pen, packet: Packet) -> str:
    """The flags that page one had no room for, under their own heading; nothing without any."""
    if not packet.flags.rest:
        return ""
    title = packet.heading["further_flags"]
    heading = pen.bookmark(packet.flags.more_ref.anchor, pen.text(title))
    table = _flag_table(pen, packet.flags.rest, title, packet.flags.description)
    return pen.para("Heading 1", heading) + _spaced(pen, table)


def _flag_table(pen: Pen, found: Sequence[Flag], title: str, description: str) -> str:
    widths = columns(pen.width, 12, 88)
    last = len(found) - 1
    rows = [_flag_row(pen, flag, widths, n < last) for n, flag in enumerate(found)]
    style = pen.styles["promo flags"]
    return markup.table(style, widths, rows, title=title, description=description)


def _flag_row(pen: Pen, flag: Flag, widths: Sequence[int], keep: bool, titled: bool = True) -> str:
    style = f"Flag {flag.status.name if flag.status is not None else 'Note'}"
    look = pen.look(style)
    title = pen.text(f"{flag.title}. ", "Label") if titled else ""
    if titled and flag.note and not flag.anchor:  # of no competency, whose heading could have it
        title = pen.margin.around([of_flag(flag, pen.day)], title)
    step = pen.text(f"{flag.step_label} ", "Muted") if flag.step_label else ""
    text = pen.para("Flag Text", title + pen.text(flag.text), keep=True)
    text += pen.para("Flag Action", step + pen.text(flag.step), keep=keep)
    label = cell(pen.line(style, flag.label, keep=keep), widths[0], look, bar=True)
    return row((label, cell(text, widths[1], Look(fill=look.fill))))


def headlines(pen: Pen, packet: Packet) -> str:
    if not packet.headlines:
        return pen.line("Normal", packet.headlines_none)
    return "".join(_headline(pen, headline) for headline in packet.headlines)


def _headline(pen: Pen, headline: Headline) -> str:
    meta = pen.text(f"{headline.meta} ") + pen.goto(headline.full.anchor, headline.full.text)
    keep = bool(headline.result or headline.metrics)
    return (
        pen.line("Heading 3", headline.title)
        + pen.para("Meta", meta, keep=keep)
        + pen.prose(headline.result)
        + _metrics(pen, headline)
    )


def _bullets(pen: Pen, lines: Iterable[str]) -> str:
    rtl = markup.is_right_to_left
    return "".join(pen.bullet(pen.text(line), rtl=rtl(line)) for line in lines)


def timeline(pen: Pen, packet: Packet) -> str:
    """Competencies down, quarters across, a count in each cell, darker where there are more."""
    shown = packet.timeline
    widths = columns(pen.width, 27, 8.5, *[7.0] * (len(shown.columns) - 2), 8.5)
    heads = [cell(pen.line("Cell Heading", shown.label, keep=True), widths[0])]
    for (upper, lower), width in zip(shown.columns, widths[1:], strict=True):
        text = f"{upper}\n{lower}" if upper else lower
        style = "Cell Heading Number"
        heads.append(cell(pen.line(style, text, keep=True), width, tight=True))
    last = len(shown.rows) - 1
    rows = [row(heads, heading=True)]
    rows += [_timeline_row(pen, line, widths, n < last) for n, line in enumerate(shown.rows)]
    table = markup.table(
        pen.styles["promo table"],
        widths,
        rows,
        title=packet.heading["timeline"],
        description=shown.description,
        first_row=True,
    )
    return table + pen.line("Caption", shown.caption)


_HEAT = ("Count None", "Count Low", "Count Medium", "Count High")


def _timeline_row(pen: Pen, line: TimelineRow, widths: Sequence[int], keep: bool) -> str:
    name = pen.goto(line.competency.anchor, line.competency.text)
    cells = [cell(pen.para("Cell", name, keep=keep), widths[0])]
    for count, shown, width in zip(line.counts, line.shown, widths[1:], strict=True):
        style = _HEAT[min(count, 3)]
        text = pen.line(style, shown, keep=keep)
        cells.append(cell(text, width, pen.look(style), tight=True))
    return row(cells)


def competencies(pen: Pen, packet: Packet) -> str:
    sections = "".join(_section(pen, section) for section in packet.competencies)
    return pen.line("Meta", packet.level_note, keep=True) + sections


def _section(pen: Pen, section: Section) -> str:
    parts = [
        pen.para("Heading 2", pen.bookmark(section.anchor, pen.text(section.title))),
        pen.line("Meta", section.description, keep=True) if section.description else "",
        _section_summary(pen, section),
        _expectations(pen, section),
        _section_flag(pen, section.flag) if section.flag else "",
        *(_entry(pen, entry) for entry in section.entries),
        _references(pen, section),
        _context(pen, section),
        *(_form(pen, form, subject=section.title) for form in section.forms),
    ]
    return "".join(parts)


def _section_summary(pen: Pen, section: Section) -> str:
    mark = section.mark
    assert mark.status is not None
    shown = pen.text(f"\u00a0{mark.dots}\u00a0{mark.label}\u00a0", f"Key {mark.status.name}")
    return pen.para("Meta", shown + pen.text(f"  {section.summary}"), keep=True)


def _expectations(pen: Pen, section: Section) -> str:
    widths = columns(pen.width, 66, 16, 18)
    rows = [_three_headings(pen, section.expectation_columns, widths)]
    last = len(section.expectations) - 1
    rows += [_expectation(pen, e, widths, n < last) for n, e in enumerate(section.expectations)]
    table = markup.table(
        pen.styles["promo table"],
        widths,
        rows,
        title=section.expectations_title,
        description=section.expectations_description,
        first_row=True,
    )
    note = section.expectations_note
    return table + (pen.line("Caption", note) if note else _space(pen))


def _three_headings(pen: Pen, names: Sequence[str], widths: Sequence[int]) -> str:
    """The heading row of a table whose middle column is centred."""
    styles = ("Cell Heading", "Cell Heading Number", "Cell Heading")
    heads = zip(names, styles, widths, strict=True)
    return row((cell(pen.line(s, text, keep=True), w) for text, s, w in heads), heading=True)


def _expectation(pen: Pen, line: ExpectationRow, widths: Sequence[int], keep: bool) -> str:
    refs = _refs(pen, line.refs) if line.refs else pen.text(line.none, "Muted")
    return row(
        (
            cell(pen.line("Cell", line.text, keep=keep), widths[0]),
            _status(pen, line.mark, widths[1], keep),
            cell(pen.para("Cell", refs, keep=keep), widths[2]),
        )
    )


def _refs(pen: Pen, refs: Iterable[Ref]) -> str:
    return pen.text(", ").join(pen.goto(ref.anchor, ref.text) for ref in refs)


def _section_flag(pen: Pen, flag: Flag) -> str:
    widths = columns(pen.width, 12, 88)
    rows = [_flag_row(pen, flag, widths, keep=False, titled=False)]
    style, title = pen.styles["promo flags"], f"{flag.label}: {flag.title}"
    return _spaced(pen, markup.table(style, widths, rows, title=title, description=title))


def _entry(pen: Pen, entry: Entry) -> str:
    heading = pen.bookmark(entry.anchor, pen.text(entry.number)) + pen.text(f"  {entry.title}")
    rtl = markup.is_right_to_left(entry.title)
    return "".join(
        (
            pen.para("Heading 3", heading, rtl=rtl),
            pen.line("Meta", entry.meta, keep=_has_body(entry)),
            *(pen.prose(part.prose, label=part.label) for part in entry.parts),
            _metrics(pen, entry),
            _sources(pen, entry),
            *(_voice(pen, voice) for voice in entry.voices),
            pen.line("Meta", entry.also) if entry.also else "",
        )
    )


def _has_body(entry: Entry) -> bool:
    return bool(entry.parts or entry.metrics or entry.links or entry.voices)


def _metrics(pen: Pen, entry: Entry | Headline) -> str:
    if not entry.metrics:
        return ""
    return pen.line("Part Label", entry.metrics_label) + _bullets(pen, entry.metrics)


def _sources(pen: Pen, entry: Entry) -> str:
    if not entry.links:
        return ""
    links = (_source(pen, link) for link in entry.links)
    label = pen.text(f"{entry.sources_label} ", "Label")
    return pen.para("Normal", label + pen.text("  ·  ").join(links))


def _source(pen: Pen, link: Link) -> str:
    """A link; only its words where a committee copy leaves the address out."""
    if not link.url:
        return pen.text(link.title)
    return pen.link(link.url, pen.text(link.title, "Hyperlink"))


def _voice(pen: Pen, voice: Voice) -> str:
    quote = pen.line("Quote", voice.quote, keep=True) if voice.quote else ""
    return quote + pen.line("Attribution", voice.by)


def _references(pen: Pen, section: Section) -> str:
    if not section.references:
        return ""
    lines = [pen.line("Part Label", section.references_label)]
    for reference in section.references:
        runs = pen.goto(reference.ref.anchor, reference.ref.text)
        runs += pen.text(f"  {reference.title}  ") + pen.text(reference.text, "Muted")
        lines.append(pen.bullet(runs))
    return "".join(lines)


def _context(pen: Pen, section: Section) -> str:
    if not section.context:
        return ""
    return pen.line("Part Label", section.context_label) + _bullets(pen, section.context)


def other_evidence(pen: Pen, packet: Packet) -> str:
    """Items that count nowhere, under their own heading; nothing without any."""
    if not packet.other_evidence:
        return ""
    heading = pen.line("Heading 1", packet.heading["other"])
    entries = "".join(_entry(pen, entry) for entry in packet.other_evidence)
    return heading + pen.line("Normal", packet.other_lead) + entries


def feedback(pen: Pen, packet: Packet) -> str:
    if not packet.feedback:
        return pen.line("Normal", packet.feedback_none)
    return "".join(_voice(pen, voice) for voice in packet.feedback)


def committee(pen: Pen, packet: Packet) -> str:
    """What people are to check, under its own heading; nothing where the ladder asks nothing."""
    if packet.committee is None:
        return ""
    shown = pen.line("Heading 1", packet.heading["committee"])
    shown += pen.line("Normal", packet.committee.lead)
    for group in packet.committee.groups:
        shown += pen.line("Heading 3", group.title) + _bullets(pen, group.lines)
    return shown


def since(pen: Pen, packet: Packet) -> str:
    """What is new since the last packet, under its own heading; nothing unless it is asked for."""
    shown = packet.since
    if shown is None:
        return ""
    title = packet.heading["since"]
    made = pen.line("Heading 1", title)
    made += "".join(pen.line("Normal", text, keep=True) for text in (shown.lead, *shown.notes))
    widths = columns(pen.width, 38, 18, 18, 26)
    styles = ("Cell Heading", "Cell Heading Number", "Cell Heading Number", "Cell Heading")
    heads = zip(styles, shown.columns, widths, strict=True)
    rows = [row((cell(pen.line(s, text, keep=True), w) for s, text, w in heads), heading=True)]
    last = len(shown.rows) - 1
    rows += [_since_row(pen, line, widths, n < last) for n, line in enumerate(shown.rows)]
    style = pen.styles["promo table"]
    made += markup.table(
        style, widths, rows, title=title, description=shown.description, first_row=True
    )
    made += _space(pen) + pen.line("Part Label", shown.items_label)
    for item in shown.items:
        runs = pen.text(f"{item.label} ", "Label") + _goto(pen, item.ref)
        made += pen.bullet(runs + pen.text(f" {item.title}"))
    return made if shown.items else made + pen.line("Normal", shown.none)


def _since_row(pen: Pen, line: SinceRow, widths: Sequence[int], keep: bool) -> str:
    cells = [cell(pen.para("Cell", _goto(pen, line.competency), keep=keep), widths[0])]
    cells += [_status(pen, line.before, widths[1], keep), _status(pen, line.now, widths[2], keep)]
    return row((*cells, cell(pen.line("Cell", line.turn, keep=keep), widths[3])))


def _goto(pen: Pen, to: Ref) -> str:
    """A link inside the document, or only its words where they lead nowhere."""
    return pen.goto(to.anchor, to.text) if to.anchor else pen.text(to.text)


def questions(pen: Pen, packet: Packet) -> str:
    """What a committee may ask, under its own heading; nothing unless it is asked for."""
    shown = packet.questions
    if shown is None:
        return ""
    made = pen.line("Heading 1", packet.heading["questions"])
    made += pen.line("Normal", shown.lead if shown.groups else shown.none)
    for group in shown.groups:
        made += pen.line("Heading 3", group.competency.text) + _bullets(pen, group.questions)
        for about in group.items:
            label = pen.goto(about.ref.anchor, about.ref.text) + pen.text(f"  {about.title}")
            made += pen.para("Part Label", label) + _bullets(pen, about.questions)
    return made


def sign_off(pen: Pen, packet: Packet) -> str:
    heading = packet.heading["sign_off"]
    return "".join(_form(pen, form, name=heading) for form in packet.sign_off)


def _form(pen: Pen, form: Form, name: str = "", subject: str = "") -> str:
    """Questions with room beside them for a person's answers."""
    widths = columns(pen.width, 27, 73)
    rows = []
    if form.title:
        title = pen.line("Form Title", form.title, keep=True)
        rows.append(row((cell(title, sum(widths), span=2),)))
    last = len(form.fields) - 1
    for number, field in enumerate(form.fields):
        keep = number < last
        label = cell(pen.line("Form Label", field.label, keep=keep), widths[0])
        rtl = markup.is_right_to_left(field.shown)
        answer = pen.para("Cell", pen.field(field, subject), keep=keep, rtl=rtl)
        rows.append(row((label, cell(answer, widths[1]))))
    table = markup.table(
        pen.styles["promo form"],
        widths,
        rows,
        title=form.title or name,
        description=form.description,
        first_row=bool(form.title),
        first_column=True,
    )
    return _space(pen, keep=True) + _spaced(pen, table)


def method(pen: Pen, packet: Packet) -> str:
    shown = packet.method
    widths = columns(pen.width, 66, 12, 22)
    rows = [_three_headings(pen, shown.columns, widths)]
    rows += [_method_row(pen, line, widths) for line in shown.rows]
    table = markup.table(
        pen.styles["promo table"],
        widths,
        rows,
        title=shown.table_title,
        description=shown.table_description,
        first_row=True,
    )
    return "".join(pen.line("Normal", text) for text in shown.paragraphs) + _spaced(pen, table)


def _method_row(pen: Pen, line: Sequence[str], widths: Sequence[int]) -> str:
    styles = ("Cell", "Cell Number", "Cell")
    return row(cell(pen.line(s, t), w) for s, t, w in zip(styles, line, widths, strict=True))


def _space(pen: Pen, *, keep: bool = False) -> str:
    return pen.para("Spacer", "", keep=keep)


def _spaced(pen: Pen, table: str) -> str:
    """A table and the small paragraph that parts it from the next one."""
    return table + _space(pen)


Block: TypeAlias = Callable[[Pen, Packet], str]

# Every block by the name that a template calls it, in the order in which they are written.
BLOCKS: dict[str, Block] = {
    block.__name__: block
    for block in (
        facts,
        summary,
        coverage_table,
        flags,
        headlines,
        since,
        timeline,
        further_flags,
        competencies,
        other_evidence,
        feedback,
        questions,
        committee,
        sign_off,
        method,
    )
}
