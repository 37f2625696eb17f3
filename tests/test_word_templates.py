"""A company's own Word form: fields, blocks, loops and conditions, and what is lent to it."""

from __future__ import annotations

import re
from copy import deepcopy
from io import BytesIO
from itertools import pairwise
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, RGBColor
from hypothesis import example as with_example
from hypothesis import given, settings
from hypothesis import strategies as st
from making import (
    EXAMPLES,
    METRIC,
    SOMEONE,
    WHOLE_LADDER,
    docx_lines,
    example_packet,
    file_of,
    item,
    members_of,
    packet,
    values,
    xml_of,
)
from test_roundtrip import HOSTILE
from wordforms import W, bytes_of, errors, findings, form, made, said

from promo.findings import InputError
from promo.templating import expressions
from promo.templating.shape import Leaf, Record, packet_shape
from promo.writers.word import write
from promo.writers.word.lint import lint
from promo.writers.word.stylesheet import STYLES
from promo.writers.word.template import load, shipped, shipped_bytes

ADA = packet(file_of(item("First", headline="yes"), item("Second"), candidate={"name": "Ada"}))
STRONG = example_packet("strong")


# Fields


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 32), max_size=8))
def test_a_field_is_found_however_it_is_split_over_runs(cuts: list[int]) -> None:
    text = "Name: {{ candidate.name }}, of us"
    document = docx.Document()
    paragraph = document.add_paragraph()
    places = sorted({0, len(text), *cuts})
    for start, end in pairwise(places):
        run = paragraph.add_run(text[start:end])
        run.bold, run.italic = start % 2 == 0, start % 3 == 0
    assert said(bytes_of(document), ADA) == ["Name: Ada, of us"]


def test_a_value_looks_as_the_first_letter_of_its_tag() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("To ")
    paragraph.add_run("{{ candi").font.color.rgb = RGBColor(0xAA, 0, 0)
    paragraph.add_run("date.name }}!").bold = True
    runs = docx.Document(BytesIO(made(bytes_of(document), ADA))).paragraphs[0].runs
    assert [(run.text, run.bold, run.font.color.rgb) for run in runs] == [
        ("To ", None, None),
        ("Ada", None, RGBColor(0xAA, 0, 0)),
        ("!", True, None),
    ]


@pytest.mark.parametrize(
    "tag",
    [
        "{{ target.track | default(“none”, true) }}",
        "{{ target.track | default(„none“, true) }}",
        "{{ target.track | default(‘none’, true) }}",
        "{{\u00a0target.track\u00a0| default('none', true) }}",
        '{{target.track|default("none",true)}}',
        '{{ target.track or "none" }}',
    ],
)
def test_quotes_and_spaces_may_be_those_of_a_word_processor(tag: str) -> None:
    assert said(form(tag), ADA) == ["none"]


@settings(max_examples=60, deadline=None)
@given(HOSTILE)
@with_example("{{ 7*7 }}")
@with_example("{% for x in y %}")
@with_example("<?promo 0?>&lt;\ta\nb")
def test_a_value_arrives_as_it_was_typed_and_is_never_evaluated(name: str) -> None:
    ada = packet(file_of(item(), candidate={"name": name}))
    assert said(form("{{ candidate.name }}", "a {{ candidate.name }} b"), ada) == [
        name,
        f"a {name} b",
    ]


def test_a_value_from_right_to_left_is_a_run_of_its_own() -> None:
    ada = packet(file_of(item(), candidate={"name": "Ada שלום"}))
    body = xml_of(made(form("Name: {{ candidate.name }}"), ada))
    assert re.search(r"<w:rPr>(?:<[^>]*>)*?<w:rtl/></w:rPr><w:t[^>]*>שלום</w:t>", body)


def test_fields_stand_in_headers_and_in_the_documents_properties() -> None:
    document = docx.Document()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = "{{ document.title }}"
    section.first_page_footer.paragraphs[0].text = "{{ candidate.name }}"
    document.core_properties.title = "{{ candidate.name }} & {{ target.level }}"
    document.core_properties.author = "HR Person"
    opened = docx.Document(BytesIO(made(bytes_of(document), ADA)))
    section = opened.sections[0]
    assert section.header.paragraphs[0].text == "Promotion packet: Ada"
    assert section.first_page_footer.paragraphs[0].text == "Ada"
    assert opened.core_properties.title == "Ada & Senior"
    assert opened.core_properties.author == ""


def leaves(shape: Any, path: str = "") -> list[str]:
    """The paths of everything that stands in no list."""
    if isinstance(shape, Leaf):
        return [path]
    if isinstance(shape, Record) and not shape.may_be_absent:
        return [
            p for n, each in shape.fields.items() for p in leaves(each, f"{path}.{n}".strip("."))
        ]
    return []


SINGLE = leaves(packet_shape())


def test_every_field_outside_lists_can_be_printed() -> None:
    whole = packet(file_of(item()), on=WHOLE_LADDER, target="l4", track="ic")
    lines = said(form(*(f"[{{{{ {path} }}}}]" for path in SINGLE)), whole)
    assert len(SINGLE) > 40
    assert len(lines) == len(SINGLE)
    assert "[Ada]" in lines


@pytest.mark.parametrize("path", SINGLE)
def test_a_path_found_without_jinja_is_what_jinja_finds(path: str) -> None:
    from promo.writers.markdown import context

    plain = context(STRONG)
    quick = expressions.Path(tuple(path.split("."))).value(plain.__getitem__)
    assert expressions._environment().compile_expression(path)(**plain) == quick


# Blocks

BLOCKS = (
    *("facts", "summary", "coverage_table", "flags", "headlines", "since", "timeline"),
    *("further_flags", "competencies", "other_evidence", "feedback", "questions", "committee"),
    *("sign_off", "method"),
)


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_can_stand_alone_in_an_empty_document(name: str) -> None:
    blank = docx.Document()
    blank.add_paragraph(f"{{{{ {name} }}}}")
    for each in (STRONG, packet(file_of())):
        made(bytes_of(blank), each)


def test_an_exported_template_gives_the_same_packet() -> None:
    exported = load(shipped_bytes(), "packet.docx")
    assert exported.findings == ()
    assert write(STRONG, exported) == write(STRONG)


@pytest.mark.parametrize("name", ["packet", "brief"])
def test_a_shipped_template_has_no_fault(name: str) -> None:
    told = load(shipped_bytes(name), f"{name}.docx").findings
    assert {finding.code for finding in told} <= {"TP012"}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_brief_is_page_one_and_its_links_lead_nowhere_else(name: str) -> None:
    whole, brief = (write(example_packet(name), shipped(form)) for form in ("packet", "brief"))
    assert lint(brief) == ()
    assert "w:anchor=" not in xml_of(brief)
    lines = [line for line in docx_lines(brief) if "more in the whole packet" not in line.text]
    first = docx_lines(whole)[: len(lines)]
    assert lines == first
    assert "Further flags" not in " ".join(line.text for line in lines)


def test_a_block_is_as_wide_as_its_section_column_or_cell() -> None:
    document = docx.Document()
    document.add_paragraph("{{ method }}")
    wide = document.add_section()
    wide.page_width, wide.page_height = wide.page_height, wide.page_width
    document.add_paragraph("{{ timeline }}")
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text, cell.width = "{{ facts }}", Cm(10)
    body = docx.Document(BytesIO(made(bytes_of(document), ADA)))
    widths = [int(t._tbl.tblPr.find(W + "tblW").get(W + "w")) for t in body.tables[:2]]
    assert widths == [12240 - 2 * 1800, 15840 - 2 * 1800]
    inner = body.tables[2].cell(0, 0).tables[0]
    assert int(inner._tbl.tblPr.find(W + "tblW").get(W + "w")) == round(10 / 2.54 * 1440) - 2 * 108


def test_two_tables_stay_apart_and_a_cell_ends_with_a_paragraph() -> None:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "{{ further_flags }}"
    document.add_paragraph("{{ coverage_table }}")
    body = docx.Document(BytesIO(made(bytes_of(document), ADA))).element.body
    tags = [child.tag.removeprefix(W) for child in body]
    assert tags[:3] == ["tbl", "p", "tbl"]


def test_a_page_break_before_or_behind_a_block_is_kept() -> None:
    document = docx.Document()
    document.add_paragraph("{{ facts }}").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("Between").paragraph_format.page_break_before = False
    document.add_paragraph("{{ feedback }}").paragraph_format.page_break_before = True
    paragraph = document.add_paragraph()
    paragraph.add_run().add_break(WD_BREAK.PAGE)
    paragraph.add_run("{{ sign_off }}")
    body = xml_of(made(bytes_of(document), ADA))
    kinds = re.findall(r"<w:tbl>|<w:pageBreakBefore/>|Between|No feedback", body)
    broken = "<w:pageBreakBefore/>"
    assert kinds == ["<w:tbl>", broken, "Between", broken, "No feedback", broken, "<w:tbl>"]


def test_a_page_break_beside_a_loop_is_kept() -> None:
    document = docx.Document()
    document.add_paragraph("{% for row in coverage.rows %}")
    document.add_paragraph("{{ row.competency.text }}")
    document.add_paragraph("{% endfor %}").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("After")
    body = xml_of(made(bytes_of(document), ADA))
    assert re.findall(r"Reach|<w:pageBreakBefore/>|After", body) == [
        *("Reach", "<w:pageBreakBefore/>", "After")
    ]


def test_a_name_that_was_taken_for_a_web_address_is_no_link() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("{{ ")
    id = document.part.relate_to("http://candidate.name", RT.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), id)
    link.append(paragraph.add_run("candidate.name")._r)
    paragraph._p.append(link)
    paragraph.add_run(" }}")
    template = bytes_of(document)
    assert said(template, ADA) == ["Ada"]
    packed = members_of(made(template, ADA))
    assert b"http://candidate.name" not in packed["word/_rels/document.xml.rels"]
    assert b"w:hyperlink" not in packed["word/document.xml"]


def test_tracked_changes_of_a_header_are_told_too() -> None:
    document = docx.Document()
    header = document.sections[0].header.paragraphs[0]
    change = OxmlElement("w:ins")
    change.set(qn("w:author"), "HR Person")
    change.set(qn("w:id"), "9")
    change.append(header.add_run("new")._r)
    header._p.append(change)
    assert "TP013" in {finding.code for finding in findings(bytes_of(document))}


def test_the_end_of_a_section_stays_where_a_block_stood() -> None:
    document = docx.Document()
    document.add_paragraph("{{ facts }}")
    document.add_section()
    document.add_paragraph("{{ method }}")
    before = len(document.sections)
    last = document.paragraphs[-2]
    assert "{{" not in last.text
    assert len(docx.Document(BytesIO(made(bytes_of(document), ADA))).sections) == before


# For and if

ROWS = [
    ("{% for row in coverage.rows %}", ""),
    ("{{ row.competency | link }}", "{{ row.mark.label }}"),
    ("{% endfor %}", ""),
]


def test_rows_are_repeated() -> None:
    assert said(form("{{ competencies }}", rows=ROWS), ADA)[-6:] == [
        *("Craft", "Covered", "People", "Missing", "Reach", "Missing"),
    ]


def test_a_link_leads_to_what_the_form_holds_and_is_text_where_it_does_not() -> None:
    assert '<w:hyperlink w:anchor="promo_c1"' in xml_of(
        made(form("{{ competencies }}", rows=ROWS), ADA)
    )
    assert "w:hyperlink" not in xml_of(made(form(rows=ROWS), ADA))


def test_a_place_can_be_set_for_links() -> None:
    template = form(
        "{% for section in competencies %}",
        "{{ section.title | anchor(section.anchor) }}",
        "{% endfor %}",
        rows=ROWS,
    )
    body = xml_of(made(template, ADA))
    assert values('w:anchor="([^"]+)"', body) == values('w:name="(promo_[^"]+)"', body)


def test_a_table_without_rows_is_left_out() -> None:
    rows = [("{% for x in feedback %}", ""), ("{{ x.by }}", ""), ("{% endfor %}", "")]
    assert said(form("a", rows=rows), ADA) == ["a"]


NESTED = (
    "{% for section in competencies %}",
    "{{ loop.index }} {{ section.title }}",
    "{% for entry in section.entries %}",
    "{{ loop.index }}/{{ loop.length }} {{ entry.title }}",
    "{% else %}",
    "nothing",
    "{% endfor %}",
    "{% endfor %}",
)


def test_loops_nest_and_say_where_they_are() -> None:
    assert said(form(*NESTED), ADA) == [
        *("1 Craft", "1/2 First", "2/2 Second"),
        *("2 People", "nothing", "3 Reach", "nothing"),
    ]


CHOICE = (
    "{% if feedback | length > 2 %}",
    "many",
    "{% elif feedback %}",
    "some",
    "{% else %}",
    "none",
    "{% endif %}",
)


@pytest.mark.parametrize(("voices", "shown"), [(0, "none"), (1, "some"), (3, "many")])
def test_the_first_case_that_holds_is_shown(voices: int, shown: str) -> None:
    feedback = [{"name": f"Grace {n}"} for n in range(voices)]
    assert said(form(*CHOICE), packet(file_of(item(), feedback=feedback))) == [shown]


def test_two_names_take_apart_what_comes_in_pairs() -> None:
    lines = said(
        form(
            "{% for upper, lower in timeline.columns %}", "{{ upper }}.{{ lower }}", "{% endfor %}"
        ),
        ADA,
    )
    assert lines[0] == ".Earlier"
    assert lines[1] == "Q3.2024"


def test_what_may_be_absent_is_asked_for_first() -> None:
    lines = ("{% if committee %}", "{{ committee.lead }}", "{% endif %}")
    assert said(form(*lines), ADA) == []
    with pytest.raises(InputError) as caught:
        made(form("{{ committee.lead }}"), ADA)
    (finding,) = caught.value.findings
    assert (finding.code, finding.location.part) == ("TP016", "paragraph 1")
    assert "{% if" in finding.help


RICH = "One **two**.\n\n- three\n- four\n\nFive."


def test_prose_takes_the_place_of_its_paragraph_or_begins_in_it() -> None:
    ada = packet(file_of(item(headline="yes", result=RICH)))
    each = ("{% for h in headlines %}", "{{ h.result }}", "So: {{ h.result }}", "{% endfor %}")
    document = docx.Document(BytesIO(made(form(*each), ada)))
    assert [(p.style.name, p.text) for p in document.paragraphs if p.style] == [
        ("Normal", "One two."),
        *(("List Bullet", "three"), ("List Bullet", "four"), ("Normal", "Five.")),
        ("Normal", "So: One two."),
        *(("List Bullet", "three"), ("List Bullet", "four"), ("Normal", "Five.")),
    ]
    assert [run.text for p in document.paragraphs for run in p.runs if run.bold] == ["two", "two"]


def test_prose_inside_a_sentence_is_its_plain_words() -> None:
    ada = packet(file_of(item(headline="yes", result="One **two**.")))
    each = ("{% for h in headlines %}", "“{{ h.result }}” they say", "{% endfor %}")
    assert said(form(*each), ada) == ["“One two.” they say"]


def test_what_is_repeated_has_no_id_twice() -> None:
    document = docx.Document()
    document.add_paragraph("{% for row in coverage.rows %}")
    paragraph = document.add_paragraph("{{ row.items }}")
    paragraph.add_run().add_picture(BytesIO(PIXEL))
    document.add_paragraph("{% endfor %}")
    body = xml_of(made(bytes_of(document), ADA))
    ids = re.findall(r'<wp:docPr id="(\d+)"', body)
    assert len(ids) == len(set(ids)) == 3


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0"
    "00000301010018dd8db00000000049454e44ae426082"
)


# Faults, each with its place

FAULTS = {
    "an unknown name": (
        form("a", "{{ candidte.name }}"),
        'paragraph 2: TP001 "{{ candidte.name }}": there is no "candidte"',
    ),
    "an unknown part of a name": (
        form(header="{{ heading.coverge }}"),
        'header 1: TP001 "{{ heading.coverge }}": "heading" has no "coverge"',
    ),
    "a name in a loop": (
        form(rows=[("{% for r in coverage.rows %}",), ("{{ r.mark.lable }}",), ("{% endfor %}",)]),
        'table 1, row 2: TP001 "{{ r.mark.lable }}": "r.mark" has no "lable"',
    ),
    "a list": (
        form("{{ coverage.rows }}"),
        'paragraph 1: TP001 "{{ coverage.rows }}": "coverage.rows" is a list and cannot be printed',
    ),
    "no list": (
        form("{% for c in candidate.name %}", "{% endfor %}"),
        'paragraph 1: TP001 "{% for c in candidate.name %}" goes through what is no list',
    ),
    "an unfinished tag": (
        form("Dear {{ candidate.name }"),
        'paragraph 1: TP002 "Dear {{ candidate.name }" begins or ends a tag that is not whole',
    ),
    "a block in a sentence": (
        form("See {{ flags }}"),
        'paragraph 1: TP003 "{{ flags }}" is a block and is not alone in its paragraph',
    ),
    "a block in a header": (
        form(header="{{ flags }}"),
        'header 1: TP003 "{{ flags }}" is a block, and blocks stand in the body of the document',
    ),
    "a condition in a sentence": (
        form("a {% if committee %} b {% endif %}"),
        'paragraph 1: TP003 "a {% if committee %} b {% endif %}" is not alone in its paragraph or '
        "row",
    ),
    "no end": (
        form("{% for f in facts %}"),
        'paragraph 1: TP004 "{% for f in facts %}" has no {% endfor %}',
    ),
    "an end too many": (
        form("{% endif %}"),
        'paragraph 1: TP004 "{% endif %}" ends no {% if … %}',
    ),
    "another end": (
        form("{% if facts %}", "{% endfor %}", "{% endif %}"),
        'paragraph 2: TP004 "{% endfor %}" ends no {% for … %}',
    ),
    "an else of nothing": (
        form("{% else %}"),
        'paragraph 1: TP004 "{% else %}" stands in no {% if … %}',
    ),
    "no condition": (
        form("{% if %}", "{% endif %}"),
        'paragraph 1: TP005 "{% if %}" names no condition',
    ),
    "another word": (
        form("{% set x = 1 %}"),
        'paragraph 1: TP005 "{% set x = 1 %}" is none of for, if, elif, else, endfor, endif',
    ),
    "a loop through nothing": (
        form("{% for x %}", "{{ x.y }}", "{% endfor %}"),
        'paragraph 1: TP005 "{% for x %}" does not say what goes through what',
    ),
}


@pytest.mark.parametrize(("template", "told"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_with_its_place(template: bytes, told: str) -> None:
    assert errors(template) == [told]


BARRED = {
    "candidate.name.upper()": "a call in brackets",
    "range(9)": "a call in brackets",
    "'a' * 9": "multiplication",
    "9 ** 9": "a power",
    "''.__class__": "begins with _",
    "candidate.__class__": "begins with _",
    "facts | map('upper') | list": "no filter",
    "candidate.name | center(999999999)": "no filter",
    "'a' ~ " * 300 + "'a'": "longer than",
    "(" * 400 + "1" + ")" * 400: "",
    "1 }} {{ 2": "",
    "x if": "cannot be read",
}


@pytest.mark.parametrize(("expression", "told"), BARRED.items(), ids=range(len(BARRED)))
def test_an_expression_cannot_do_more_than_name_compare_and_filter(
    expression: str, told: str
) -> None:
    checked = expressions.check(expression, packet_shape().fields, printed=True)
    if told or checked.expression is None:
        assert checked.expression is None
        assert told in " ".join(fault.message for fault in checked.faults)


def test_a_chain_of_replacements_cannot_grow_without_end() -> None:
    chain = "candidate.name" + " | replace('a', 'aaaaaaaaaa')" * 12
    with pytest.raises(InputError) as caught:
        made(form(f"{{{{ {chain} }}}}"), ADA)
    assert "100,000 characters" in caught.value.findings[0].message


def test_loops_end_after_so_many_rounds() -> None:
    many = packet(file_of(*(item(f"Item {n}") for n in range(60))))
    loop = "{% for e in competencies[0].entries %}"
    depth = 4
    with pytest.raises(InputError) as caught:
        made(form(*[loop] * depth, "{{ e.title }}", *["{% endfor %}"] * depth), many)
    (finding,) = caught.value.findings
    assert (finding.code, "200,000 steps" in finding.message) == ("TP015", True)


def test_ten_faults_are_ten_findings() -> None:
    told = errors(
        form(
            *("{{ a }}", "{{ b.c }}", "{{ flags }} x", "{{", "{% if %}", "{% endif %}"),
            *("{% endfor %}", "{% for x in facts %}", "{{ x.z }}", "{{ 1 * 2 }}"),
            header="{{ d }}",
        )
    )
    assert len(told) == 10


# Styles


def style_part(document: bytes, name: str) -> str:
    found = re.search(
        rf'<w:style [^>]*>\s*<w:name w:val="{re.escape(name)}"/>.*?</w:style>',
        xml_of(document, "word/styles.xml"),
        re.DOTALL,
    )
    assert found, name
    return found[0]


def restyled() -> bytes:
    document = docx.Document()
    own = document.styles.add_style("Promo Table", WD_STYLE_TYPE.TABLE)
    own.font.color.rgb = RGBColor(1, 2, 3)
    status = document.styles.add_style("Status Strong", WD_STYLE_TYPE.PARAGRAPH)
    status.font.color.rgb = RGBColor(4, 5, 6)
    document.styles.add_style("Code", WD_STYLE_TYPE.PARAGRAPH)
    document.styles.add_style("Stauts Thin", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("{{ coverage_table }}")
    document.add_paragraph("{{ competencies }}")
    document.add_paragraph("{{ flags }}")
    document.add_paragraph("{{ sign_off }}")
    return bytes_of(document)


RESTYLED = restyled()


def test_a_style_of_the_template_is_never_changed() -> None:
    document = made(RESTYLED, STRONG)
    for name in ("Promo Table", "Status Strong", "Code", "Normal", "heading 1", "List Bullet"):
        assert style_part(document, name) == style_part(RESTYLED, name), name


def test_a_style_spelled_as_promo_spells_it_is_taken_before_another() -> None:
    document = docx.Document(BytesIO(shipped_bytes()))
    style = document.styles.element.find(W + "style")
    other = deepcopy(style)
    other.set(W + "styleId", "Zweite")
    other.find(W + "name").set(W + "val", "CAPTION")
    other.set(W + "type", "paragraph")
    document.styles.element.insert(0, other)
    assert load(bytes_of(document), "form.docx").sheet.ids["caption"] == "Caption"


def test_what_is_lent_or_named_nearly_alike_is_told() -> None:
    told = {f.code: [g for g in findings(RESTYLED) if g.code == f.code] for f in findings(RESTYLED)}
    (added,) = told["TP006"]
    assert "Cell Heading" in added.help
    assert "Status Strong" not in added.help
    assert [f.message for f in told["TP007"]] == [
        'its style "Code" is for paragraphs; promo needs one for characters and adds "Code '
        '(promo)"',
        'has a style "Stauts Thin" and lacks "Status Thin"',
    ]


def test_a_style_whose_name_is_taken_is_lent_under_another() -> None:
    ada = packet(file_of(item(result="Run `make`.")))
    document = made(RESTYLED, ada)
    style = re.search(r'w:styleId="([^"]+)"', style_part(document, "Code (promo)"))
    assert style
    assert f'<w:rStyle w:val="{style[1]}"/></w:rPr><w:t xml:space="preserve">make' in xml_of(
        document
    )


def test_every_style_that_is_asked_for_is_in_the_table_and_the_other_way_round() -> None:
    asked: set[str] = set()

    class Remembering(dict[str, str]):
        def __getitem__(self, key: str) -> str:
            asked.add(key)
            return super().__getitem__(key)

    whole = packet(
        file_of(
            item(
                *("A",),
                headline="yes",
                result=DEEP,
                metrics=[METRIC],
                corroboration=[{**SOMEONE[0], "quote": "q"}],
            ),
            *(item(f"B{n}") for n in range(3)),
            item("C", date="2025-02"),
            item("D", competencies=[]),
            waivers=[{"competency": "reach", "reason": "r", "approved_by": "a"}],
        )
    )
    for name in ("packet", "brief"):
        template = shipped(name)
        sheet = template.sheet._replace(ids=Remembering(template.sheet.ids))
        for each in (whole, STRONG, example_packet("thin"), example_packet("amazon-lp")):
            write(each, template._replace(sheet=sheet))
    assert asked == {name.lower() for name in STYLES}


DEEP = """
a `b` [c](https://example.com)

- d
  - e
    - f

      g

    h

  i

1. j
   1. k
      1. l

> m

```
n
```
"""


# What a packet says of who made its template


def test_no_author_time_or_program_of_the_template_goes_into_a_packet() -> None:
    document = docx.Document()
    properties = document.core_properties
    properties.author = properties.last_modified_by = "Secret Author"
    properties.category = "Forms"
    document.add_paragraph("{{ candidate.name }}")
    packed = made(bytes_of(document), ADA)
    for name, content in members_of(packed).items():
        assert b"Secret Author" not in content, name
        assert not re.search(rb"\d{4}-\d\d-\d\dT\d\d:", content), name
    assert "docProps/app.xml" not in ZipFile(BytesIO(packed)).namelist()
    assert docx.Document(BytesIO(packed)).core_properties.category == "Forms"


def test_the_same_template_gives_the_same_bytes() -> None:
    assert made(RESTYLED, STRONG) == made(RESTYLED, STRONG)
