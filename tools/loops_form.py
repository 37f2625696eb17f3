"""The packet that promo ships, rebuilt with `for` and `if` in place of its blocks.

An example for engineers: each function here is named as the block that it stands for, and writes
what one would type into Word. A test holds it against the blocks, word by word.

What a row cannot do is repeat cells, and a sentence cannot repeat words: where a block lays out
dots, references or sources side by side, this sets them one below the other.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from make_template import TEXT_WIDTH, packed, style_id
from word_package import DOCUMENT, cell, p, row, run, styled, table

SHIPPED = Path(__file__).resolve().parents[1] / "templates" / "packet.docx"


def loops() -> bytes:
    """The shipped template's own package, with another body."""
    with ZipFile(BytesIO(SHIPPED.read_bytes())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    old = parts[DOCUMENT].decode()
    head, rest = old.split("<w:body>")
    section = rest[rest.rindex("<w:sectPr") :]
    return packed({**parts, DOCUMENT: f"{head}<w:body>{body()}{section}".encode()})


def body() -> str:
    return "".join(
        (
            line("Eyebrow", "{{ document.eyebrow }}"),
            line("Title", "{{ candidate.name }}"),
            line("Subtitle", "{{ document.subtitle }}"),
            facts(),
            line("Lead", "{{ summary }}"),
            heading("coverage"),
            coverage_table(),
            heading("flags"),
            flags(),
            line("heading 1", "{{ heading.headlines }}", starts_page=True),
            headlines(),
            heading("timeline"),
            timeline(),
            further_flags(),
            heading("competencies"),
            competencies(),
            other_evidence(),
            heading("feedback"),
            each("said in feedback", voice("said"), line("Normal", "{{ feedback_none }}")),
            committee(),
            heading("sign_off"),
            each("each in sign_off", form("each")),
            heading("method"),
            method(),
        )
    )


# What is typed


def line(style: str, text: str, *, starts_page: bool = False) -> str:
    """A paragraph of one text."""
    return words(style, run(text), starts_page=starts_page)


def words(style: str, *runs: str, starts_page: bool = False) -> str:
    """A paragraph of several runs; labels of forms keep their rows on one page."""
    more = "<w:keepNext/>" if style.startswith("Form ") else ""
    more += "<w:pageBreakBefore/>" if starts_page else ""
    return p("".join(runs), id_of(style), more)


def in_style(style: str, text: str) -> str:
    """A run in a character style."""
    return styled(text, id_of(style))


def id_of(style: str) -> str:
    return "" if style == "Normal" else style_id(style)


def heading(key: str) -> str:
    return line("heading 1", f"{{{{ heading.{key} }}}}")


def said(statement: str) -> str:
    """A statement, alone in its paragraph."""
    return p(f"{{% {statement} %}}")


def each(of: str, shown: str, otherwise: str = "") -> str:
    """Paragraphs once for each value of a list."""
    instead = said("else") + otherwise if otherwise else ""
    return said(f"for {of}") + shown + instead + said("endfor")


def when(asked: str, shown: str, otherwise: str = "") -> str:
    """Paragraphs where something is there."""
    instead = said("else") + otherwise if otherwise else ""
    return said(f"if {asked}") + shown + instead + said("endif")


def by_status(of: str, cases: dict[str, str], otherwise: str) -> str:
    """A paragraph in a look of its own for each status."""
    shown = ""
    for number, (status, paragraph) in enumerate(cases.items()):
        shown += said(f'{"elif" if number else "if"} {of}.status == "{status}"') + paragraph
    return shown + said("else") + otherwise + said("endif")


def shares(*of: int) -> tuple[int, ...]:
    """Widths of columns from shares of the text's width, in hundredths."""
    widths = [TEXT_WIDTH * share // 100 for share in of]
    return (*widths[:-1], TEXT_WIDTH - sum(widths[:-1]))


def rows_for(of: str, widths: tuple[int, ...], repeated: str) -> str:
    """A row once for each value of a list: three rows, of which two are tags."""
    begin, end = (
        row(*(cell(p(text if first else ""), w) for first, w in first_of(widths)))
        for text in (f"{{% for {of} %}}", "{% endfor %}")
    )
    return begin + repeated + end


def first_of(widths: tuple[int, ...]) -> list[tuple[bool, int]]:
    return [(number == 0, width) for number, width in enumerate(widths)]


def cells(widths: tuple[int, ...], *contents: str, heading: bool = False) -> str:
    """A row of these cells."""
    made = (cell(content, width) for content, width in zip(contents, widths, strict=True))
    return row(*made, heading=heading)


def gap() -> str:
    """The small space after a table."""
    return p("", id_of("Spacer"))


# Page one


def facts() -> str:
    """Label and value, a row each."""
    widths = shares(20, 80)
    fact = cells(widths, line("Cell Label", "{{ fact.label }}"), line("Cell", "{{ fact.value }}"))
    rows = rows_for("fact in facts", widths, fact)
    return table(widths, rows, id=id_of("Promo Facts")) + gap()


STATUSES = {"strong": "Strong", "covered": "Covered", "thin": "Thin", "missing": "Missing"}


def coverage_table() -> str:
    """Competency, status, dots of the expectations, number of items, newest."""
    widths = shares(32, 16, 29, 8, 15)
    heads = cells(
        widths,
        line("Cell Heading", "{{ coverage.columns[0] }}"),
        line("Cell Heading Number", "{{ coverage.columns[1] }}"),
        line("Cell Heading Number", "{{ coverage.columns[2] }}"),
        line("Cell Heading Number", "{{ coverage.columns[3] }}"),
        line("Cell Heading", "{{ coverage.columns[4] }}"),
        heading=True,
    )
    dots = '{{ row.cells | join("  ", attribute="dots") if row.cells else row.cells_text }}'
    competency = cells(
        widths,
        line("Cell", "{{ row.competency | link }}"),
        status("row.mark"),
        words("Status None", in_style("Dots", dots)),
        line("Cell Number", "{{ row.items }}"),
        line("Cell", "{{ row.latest }}"),
    )
    rows = rows_for("row in coverage.rows", widths, competency)
    return table(widths, heads, rows, id=id_of("Promo Table")) + key()


def status(mark: str) -> str:
    """Dots and the word, in the colours of the status."""
    text = f"{{{{ {mark}.dots }}}}\u00a0{{{{ {mark}.label }}}}"
    looks = {of: line(f"Status {word}", text) for of, word in STATUSES.items()}
    return by_status(mark, looks, line("Status None", f"{{{{ {mark}.label }}}}"))


def key() -> str:
    """What the dots mean; there are four statuses, always in the same order."""
    runs = run("{{ coverage.key }} ")
    for number, word in enumerate(STATUSES.values()):
        mark = f"coverage.marks[{number}]"
        runs += in_style(
            f"Key {word}", f"\u00a0{{{{ {mark}.dots }}}}\u00a0{{{{ {mark}.label }}}}\u00a0"
        )
        runs += run("  ")
    return words("caption", runs, run("{{ coverage.note }}")) + when(
        "coverage.not_assessed", line("caption", "{{ coverage.not_assessed }}")
    )


def flags() -> str:
    more = run("{{ flags.more }} ") + run("{{ flags.more_ref | link }}")
    return when(
        "flags.first",
        flag_table("flags.first") + when("flags.rest", words("caption", more), gap()),
        line("Normal", "{{ flags.none }}"),
    )


def flag_table(of: str) -> str:
    widths = shares(12, 88)
    title = in_style("Label", "{{ flag.title }}. ")
    return table(
        widths, rows_for(f"flag in {of}", widths, flag_row(widths, title)), id=id_of("Promo Flags")
    )


def flag_row(widths: tuple[int, ...], title: str = "") -> str:
    """The label in the colours of the status; what is missing and what to do next."""
    text = "{{ flag.label }}"
    looks = {"missing": line("Flag Missing", text), "thin": line("Flag Thin", text)}
    step = in_style("Muted", '{{ flag.step_label ~ " " if flag.step_label else "" }}')
    return cells(
        widths,
        by_status("flag", looks, line("Flag Note", text)),
        words("Flag Text", title, run("{{ flag.text }}"))
        + words("Flag Action", step, run("{{ flag.step }}")),
    )


# The pages after it


def headlines() -> str:
    shown = (
        line("heading 3", "{{ headline.title }}")
        + words("Meta", run("{{ headline.meta }} "), run("{{ headline.full | link }}"))
        + line("Normal", "{{ headline.result }}")
        + metrics("headline")
    )
    return each("headline in headlines", shown, line("Normal", "{{ headlines_none }}"))


def metrics(of: str) -> str:
    bullets = each(f"metric in {of}.metrics", line("List Bullet", "{{ metric }}"))
    return when(f"{of}.metrics", line("Part Label", f"{{{{ {of}.metrics_label }}}}") + bullets)


TIMELINE_COLUMNS = 10  # earlier, eight quarters, without a date


def timeline() -> str:
    """Competencies down, quarters across."""
    widths = shares(27, 9, *[7] * (TIMELINE_COLUMNS - 2), 8)
    columns = range(TIMELINE_COLUMNS)
    heads = cells(
        widths,
        line("Cell Heading", "{{ timeline.label }}"),
        *(
            when(
                f"timeline.columns[{n}][0]",
                line("Cell Heading Number", f"{{{{ timeline.columns[{n}][0] }}}}"),
            )
            + line("Cell Heading Number", f"{{{{ timeline.columns[{n}][1] }}}}")
            for n in columns
        ),
        heading=True,
    )
    counts = (line("Count None", f"{{{{ row.shown[{n}] }}}}") for n in columns)
    competency = cells(widths, line("Cell", "{{ row.competency | link }}"), *counts)
    rows = rows_for("row in timeline.rows", widths, competency)
    shown = table(widths, heads, rows, id=id_of("Promo Table"))
    return shown + line("caption", "{{ timeline.caption }}")


def further_flags() -> str:
    title = "{{ heading.further_flags | anchor(flags.more_ref.anchor) }}"
    return when("flags.rest", line("heading 1", title) + flag_table("flags.rest") + gap())


# The competencies


def competencies() -> str:
    section = "".join(
        (
            line("heading 2", "{{ section.title | anchor(section.anchor) }}"),
            when("section.description", line("Meta", "{{ section.description }}")),
            summary(),
            expectations(),
            section_flag(),
            each("entry in section.entries", entry()),
            references(),
            context(),
            gap(),
            each("each in section.forms", form("each")),
        )
    )
    return line("Meta", "{{ level_note }}") + each("section in competencies", section)


def summary() -> str:
    """The status, in its colours, and what stands behind it."""
    text = "\u00a0{{ section.mark.dots }}\u00a0{{ section.mark.label }}\u00a0"

    def shown(word: str) -> str:
        return words("Meta", in_style(f"Key {word}", text), run("  {{ section.summary }}"))

    cases = {of: shown(word) for of, word in STATUSES.items() if of != "missing"}
    return by_status("section.mark", cases, shown("Missing"))


def expectations() -> str:
    widths = shares(66, 16, 18)
    heads = cells(
        widths,
        line("Cell Heading", "{{ section.expectation_columns[0] }}"),
        line("Cell Heading Number", "{{ section.expectation_columns[1] }}"),
        line("Cell Heading", "{{ section.expectation_columns[2] }}"),
        heading=True,
    )
    ref = words("Cell", run("{{ ref | link }}"), run('{{ "" if loop.last else "," }}'))
    none = words("Cell", in_style("Muted", "{{ expected.none }}"))
    expected = cells(
        widths,
        line("Cell", "{{ expected.text }}"),
        status("expected.mark"),
        each("ref in expected.refs", ref, none),
    )
    rows = rows_for("expected in section.expectations", widths, expected)
    note = line("caption", "{{ section.expectations_note }}")
    shown = table(widths, heads, rows, id=id_of("Promo Table"))
    return shown + when("section.expectations_note", note, gap())


def section_flag() -> str:
    """The one flag of a competency: a list of one would be too much, so its parts are named."""
    widths = shares(12, 88)
    shown = flag_row(widths).replace("flag.", "section.flag.")
    return when("section.flag", table(widths, shown, id=id_of("Promo Flags")) + gap())


def entry() -> str:
    """An item in full."""
    title = run("{{ entry.number | anchor(entry.anchor) }}") + run("  {{ entry.title }}")
    piece = words("Normal", in_style("Label", "{{ part.label }} "), run("{{ part.prose }}"))
    first = in_style("Label", '{{ entry.sources_label if loop.first else "·" }} ')
    source = words("Normal", first, run("{{ source | link }}"))
    return "".join(
        (
            words("heading 3", title),
            line("Meta", "{{ entry.meta }}"),
            each("part in entry.parts", piece),
            metrics("entry"),
            each("source in entry.links", source),
            each("said in entry.voices", voice("said")),
            when("entry.also", line("Meta", "{{ entry.also }}")),
        )
    )


def voice(of: str) -> str:
    quote = when(f"{of}.quote", line("Quote", f"{{{{ {of}.quote }}}}"))
    return quote + line("Attribution", f"{{{{ {of}.by }}}}")


def references() -> str:
    """Items that are printed in full under another competency."""
    text = run("{{ reference.ref | link }}") + run("  {{ reference.title }}  ")
    bullet = words("List Bullet", text, in_style("Muted", "{{ reference.text }}"))
    listed = each("reference in section.references", bullet)
    return when("section.references", line("Part Label", "{{ section.references_label }}") + listed)


def context() -> str:
    listed = each("text in section.context", line("List Bullet", "{{ text }}"))
    return when("section.context", line("Part Label", "{{ section.context_label }}") + listed)


def form(of: str) -> str:
    """Questions with room for a person's answers."""
    widths = shares(27, 73)
    title = row(cell(line("Form Title", f"{{{{ {of}.title }}}}"), sum(widths), span=2))
    asked = row(cell(p(f"{{% if {of}.title %}}"), sum(widths), span=2))
    end = row(cell(p("{% endif %}"), sum(widths), span=2))
    answer = line("Cell", "{{ field | answer }}")
    field = cells(widths, line("Form Label", "{{ field.label }}"), answer)
    fields = rows_for(f"field in {of}.fields", widths, field)
    return table(widths, asked + title + end, fields, id=id_of("Promo Form")) + gap()


# The end


def other_evidence() -> str:
    shown = heading("other") + line("Normal", "{{ other_lead }}")
    return when("other_evidence", shown + each("entry in other_evidence", entry()))


def committee() -> str:
    group = line("heading 3", "{{ group.title }}")
    group += each("text in group.lines", line("List Bullet", "{{ text }}"))
    shown = heading("committee") + line("Normal", "{{ committee.lead }}")
    return when("committee", shown + each("group in committee.groups", group))


def method() -> str:
    widths = shares(66, 12, 22)
    heads = cells(
        widths,
        line("Cell Heading", "{{ method.columns[0] }}"),
        line("Cell Heading Number", "{{ method.columns[1] }}"),
        line("Cell Heading", "{{ method.columns[2] }}"),
        heading=True,
    )
    asked = cells(
        widths,
        line("Cell", "{{ row[0] }}"),
        line("Cell Number", "{{ row[1] }}"),
        line("Cell", "{{ row[2] }}"),
    )
    rows = rows_for("row in method.rows", widths, asked)
    sentences = each("sentence in method.paragraphs", line("Normal", "{{ sentence }}"))
    return sentences + table(widths, heads, rows, id=id_of("Promo Table")) + gap()
