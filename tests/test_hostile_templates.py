"""Word forms that are damaged, strange or meant to do harm: told, or filled, and never a crash."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from time import process_time
from xml.sax.saxutils import escape
from zipfile import ZipFile

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import docx_lines, file_of, item, members_of, packet, xml_of
from wordforms import NAME, bytes_of, errors, findings, form, made

from promo import forms
from promo.findings import InputError
from promo.packet import Packet
from promo.template_files import samples
from promo.templating import expressions
from promo.templating.shape import packet_shape
from promo.writers.seal import State
from promo.writers.word import write
from promo.writers.word.lint import lint
from promo.writers.word.package import state_of
from promo.writers.word.template import load

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WHOLE, BARE = samples()


@lru_cache(maxsize=1)
def blank() -> bytes:
    return form("x")


Change = Callable[[str], str]


def changed(template: bytes, changes: Mapping[str, str | Change]) -> bytes:
    """The template with members that are new, or changed as text."""
    packed = BytesIO()
    with ZipFile(BytesIO(template)) as old, ZipFile(packed, "w") as new:
        for name in old.namelist():
            change = changes.get(name)
            content = old.read(name)
            if change is not None:
                content = (change if isinstance(change, str) else change(content.decode())).encode()
            new.writestr(name, content)
        for name, change in changes.items():
            if isinstance(change, str) and name not in old.namelist():
                new.writestr(name, change)
    return packed.getvalue()


def with_body(inner: str, template: bytes | None = None) -> bytes:
    """A template whose body is this XML."""

    def put(document: str) -> str:
        start, end = document.index("<w:body>") + len("<w:body>"), document.rindex("<w:sectPr")
        return document[:start] + inner + document[end:]

    return changed(template or blank(), {"word/document.xml": put})


def paragraphs(*texts: str) -> str:
    return "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)


def table(*rows: str) -> str:
    made = "".join(f"<w:tr><w:tc>{paragraphs(text)}</w:tc></w:tr>" for text in rows)
    return f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid>{made}</w:tbl>'


def failure(template: bytes, packet: Packet = WHOLE) -> str:
    """What is told when a template is filled that could be loaded."""
    loaded = load(template, NAME)
    with pytest.raises(InputError) as caught:
        write(packet, loaded)
    (finding,) = caught.value.findings
    return f"{finding.location.part}: {finding.code} {finding.message}"


# Expressions

TENFOLD = " | replace('a', 'aaaaaaaaaa')"
WITHOUT_VALUE = {
    "a link of a text": ("candidate.name | link", "neither a reference nor a source"),
    "a link of nothing": ("committee | link", "neither a reference nor a source"),
    "a place that is no text": ("candidate.name | anchor(facts)", "none that links lead to"),
    "a place with spaces": ("candidate.name | anchor('a b')", "none that links lead to"),
    "a filter with too much": ("candidate.name | round(1, 'floor')", '"round" takes other values'),
    "a part past its list": ("coverage.columns[99]", "no element 99"),
    "a join of joins": (f"('a'{TENFOLD * 4} | list | join('a'{TENFOLD * 2}))", "than 100,000"),
    "a number without end": (
        f"('a'{TENFOLD * 4} | int(0, 16)) ~ ''",
        "4300 digits",
    ),
}


@pytest.mark.parametrize(("expression", "told"), WITHOUT_VALUE.values(), ids=WITHOUT_VALUE)
@pytest.mark.parametrize("tag", ["{{ X }}", "[{{ X }}]", "{% if X %}"])
def test_an_expression_without_a_value_is_told_with_its_place(
    tag: str, expression: str, told: str
) -> None:
    lines = [tag.replace("X", expression)]
    if lines[0].startswith("{%"):
        lines += ["x", "{% endif %}"]
    shown = failure(form(*lines), BARE)
    assert shown.startswith("paragraph 1: TP016 ")
    assert told in shown


def test_a_number_of_too_many_digits_cannot_be_printed() -> None:
    assert "4300 digits" in failure(form(f"{{{{ 'a'{TENFOLD * 4} | int(0, 16) }}}}"))


@pytest.mark.parametrize("tag", ["{{ nobody | default('x') }}", "{{ 'x' if nobody is undefined }}"])
def test_a_name_may_be_asked_for_that_is_not_there(tag: str) -> None:
    assert ">x<" in xml_of(made(form(tag), WHOLE))


DEEP = {
    "parts of parts": "facts[0]" + "[0]" * 300,
    "filters": "candidate.name" + "|int" * 230,
    "denials": "not " * 240 + "facts",
    "minuses": "-" * 900 + "1",
    "lists": "[" * 400 + "]" * 400,
    "lists of names": "[facts, facts]",
    "a number beyond all": "1e999",
}


@pytest.mark.parametrize("expression", DEEP.values(), ids=DEEP)
def test_an_expression_that_is_too_deep_is_told_at_once(expression: str) -> None:
    start = process_time()
    checked = expressions.check(expression, packet_shape().fields, printed=True)
    assert checked.expression is None
    assert len(checked.faults) == 1
    assert process_time() - start < 1


@pytest.mark.parametrize("filter", ["reverse", "sort(attribute='label')", "list"])
def test_a_list_may_be_filtered_before_it_is_gone_through(filter: str) -> None:
    each = (f"{{% for f in facts[:1] | {filter} %}}", "{{ f.label }}", "{% endfor %}")
    assert WHOLE.facts[0].label in xml_of(made(form(*each), WHOLE))


def test_a_power_of_ten_is_never_taken() -> None:
    start = process_time()
    made(form("{{ 1 | round(999999999) }}"), WHOLE)
    assert process_time() - start < 5


UNSTYLED = changed(
    blank(), {"word/styles.xml": f"<w:styles {W}/>", "word/numbering.xml": f"<w:numbering {W}/>"}
)


@pytest.mark.parametrize("ask", ["{}", "{} or 'x'", "{} | default('x')", "'x' if not {} else {}"])
def test_prose_finds_its_styles_however_it_is_asked_for(ask: str) -> None:
    prose = ask.replace("{}", "p.prose")
    lines = ("{% for e in c.entries %}", "{% for p in e.parts %}", f"{{{{ {prose} }}}}")
    loops = ("{% for c in competencies %}", *lines, *["{% endfor %}"] * 3)
    made(with_body(paragraphs(*loops), UNSTYLED), WHOLE)


# Size and time

LARGE = {
    "braces without end": paragraphs("{{" * 50_000),
    "one run": paragraphs("{{ candidate.name }} " * 5_000),
    "one paragraph": "<w:p>" + "<w:r><w:t>{{ candidate.name }}</w:t></w:r>" * 5_000 + "</w:p>",
}


@pytest.mark.parametrize("body", LARGE.values(), ids=LARGE)
def test_a_large_form_is_read_in_a_time_that_grows_with_its_length(body: str) -> None:
    start = process_time()
    errors(with_body(body))
    assert process_time() - start < 10


def test_what_writes_nothing_costs_steps_too() -> None:
    loop, inner = "{% for f in facts %}", ["{% if not facts %}", "{% endif %}"] * 500
    told = failure(form(*[loop] * 4, *inner, *["{% endfor %}"] * 4))
    assert "TP015" in told
    assert "200,000 steps" in told


def test_blocks_end_when_a_document_is_too_large() -> None:
    told = failure(with_body(paragraphs(*["{{ competencies }}"] * 3_000)))
    assert "TP015" in told
    assert "20,000,000 characters" in told


# What is written otherwise than Word writes it


def strange(change: Change) -> bytes:
    rows = table("{% for f in facts %}", "{{ f.label }}", "{% endfor %}")
    loop = paragraphs("{% for e in c.entries %}", "so {{ e.parts[0].prose }}", "{% endfor %}")
    loop = paragraphs("{% for c in competencies %}") + loop + paragraphs("{% endfor %}")
    return changed(with_body(rows + loop), {"word/document.xml": change})


def renamed(document: str) -> str:
    document = (
        document.replace("<w:", "<x:").replace("</w:", "</x:").replace("xmlns:w=", "xmlns:x=")
    )
    return re.sub(r" w:([A-Za-z]+=)", r" x:\1", document)


STRANGE: Mapping[str, Change] = {
    "another prefix": renamed,
    "no prefix": lambda document: (
        document.replace("<w:", "<")
        .replace("</w:", "</")
        .replace("<document ", f"<document {W[:5]}{W[7:]} ")
    ),
    "a prefix declared inside": lambda document: document.replace(
        "<w:r><w:t>so", f"<y:r {W.replace(':w', ':y')}><y:rPr><y:b/></y:rPr><y:t>so"
    ).replace(".prose }}</w:t></w:r>", ".prose }}</y:t></y:r>"),
    "white space": lambda document: document.replace("><w:p>", ">\n <w:p>").replace(
        "</w:tr><", "</w:tr>\n<"
    ),
    "a byte order mark": lambda document: "\ufeff" + document,
}


@pytest.mark.parametrize("change", STRANGE.values(), ids=STRANGE)
def test_a_form_may_be_written_otherwise(change: Change) -> None:
    usual = docx_lines(made(strange(str), WHOLE))
    assert [line.text for line in docx_lines(made(strange(change), WHOLE))] == [
        line.text for line in usual
    ]


def test_a_look_of_another_namespace_stays_declared() -> None:
    glow = '<g:glow xmlns:g="http://schemas.microsoft.com/office/word/2010/wordml" g:rad="1"/>'
    run = f"<w:r><w:rPr>{glow}</w:rPr><w:t>{{{{ candidate.name }}}}</w:t></w:r>"
    assert "glow" in xml_of(made(with_body(f"<w:p>{run}</w:p>"), WHOLE))


def test_relationships_may_be_written_with_a_prefix() -> None:
    def prefixed(relations: str) -> str:
        named = re.sub(r"<(/?)Relationship", r"<\1n:Relationship", relations)
        return named.replace("xmlns=", "xmlns:n=")

    form_ = changed(
        form("{{ competencies }}"),
        {"word/_rels/document.xml.rels": prefixed, "_rels/.rels": prefixed},
    )
    assert "w:hyperlink r:id" in xml_of(made(form_, WHOLE))


def test_a_value_from_right_to_left_turns_a_run_that_says_it_is_not() -> None:
    ada = packet(file_of(item(), candidate={"name": "שלום"}))
    run = '<w:r><w:rPr><w:rtl w:val="0"/></w:rPr><w:t>{{ candidate.name }}</w:t></w:r>'
    assert "<w:rPr><w:rtl/></w:rPr>" in xml_of(made(with_body(f"<w:p>{run}</w:p>"), ada))


def test_a_style_of_an_unknown_kind_is_told_as_it_says() -> None:
    style = (
        '<w:style w:type="sound" w:customStyle="1" w:styleId="x"><w:name w:val="Lead"/></w:style>'
    )
    styles = {"word/styles.xml": lambda s: s.replace("</w:styles>", f"{style}</w:styles>")}
    told = [f.message for f in findings(changed(form("{{ summary }}"), styles))]
    assert any('"Lead" is for sound' in message for message in told)


ODD_NUMBERS = {
    "superscript": '<w:bookmarkStart w:id="²" w:name="a"/><w:bookmarkEnd w:id="²"/>',
    "of 5,000 digits": f'<w:bookmarkStart w:id="{"9" * 5_000}" w:name="a"/>',
    "two signs": '<w:bookmarkStart w:id="--5" w:name="a"/>',
}


@pytest.mark.parametrize("inner", ODD_NUMBERS.values(), ids=ODD_NUMBERS)
def test_an_id_that_is_no_number_is_passed_over(inner: str) -> None:
    template = with_body(f"<w:p>{inner}</w:p>" + paragraphs("{{ candidate.name }}"))
    assert WHOLE.candidate.name in xml_of(write(WHOLE, load(template, NAME)))


@pytest.mark.parametrize("width", ["1e999", "1e200", "-5", "nan", "0"])
def test_a_page_of_an_odd_width_has_tables_that_word_can_draw(width: str) -> None:
    page = {"word/document.xml": lambda d: re.sub(r'w:pgSz w:w="\d+"', f'w:pgSz w:w="{width}"', d)}
    body = xml_of(write(WHOLE, load(changed(form("{{ method }}"), page), NAME)))
    widths = [int(n) for n in re.findall(r'<w:tblW w:w="(\d+)"', body)]
    assert widths
    assert all(1_440 <= n <= 31_680 for n in widths)


def test_a_note_is_numbered_without_the_line_above_the_notes() -> None:
    line = '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    note = f'<w:footnote w:id="1">{paragraphs("{{ candidate.nam }}")}</w:footnote>'
    template = with_part(
        blank(), "word/footnotes.xml", "footnotes", f"<w:footnotes {W}>{line}{note}</w:footnotes>"
    )
    assert errors(template) == [
        'footnote 1: TP001 "{{ candidate.nam }}": "candidate" has no "nam"',
    ]


TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def with_part(template: bytes, name: str, kind: str, content: str) -> bytes:
    """The template with one more part, which the document leads to."""
    override = f'<Override PartName="/{name}" ContentType="{TYPE}.{kind}+xml"/></Types>'
    relation = (
        f'<Relationship Id="rIdNew" Type="{OFFICE}/{kind}" Target="/{name}"/></Relationships>'
    )
    return changed(
        template,
        {
            name: content,
            "[Content_Types].xml": lambda types: types.replace("</Types>", override),
            "word/_rels/document.xml.rels": lambda r: r.replace("</Relationships>", relation),
        },
    )


@pytest.mark.parametrize("part", ["styles", "numbering", "settings", "fontTable"])
def test_a_part_that_is_missing_though_declared_is_made_anew(part: str, tmp_path: Path) -> None:
    template = without(form("{{ method }}", "{{ competencies }}"), f"word/{part}.xml")
    fill(template, tmp_path)


def fill(template: bytes, folder: Path) -> None:
    """Both packets in a form that breaks rules itself: they break no others."""
    path = folder / NAME
    path.write_bytes(template)
    opened = forms.open_word(str(path))
    for each in (WHOLE, BARE):
        assert forms.write_checked(opened, each)


def without(template: bytes, member: str) -> bytes:
    packed = BytesIO()
    with ZipFile(BytesIO(template)) as old, ZipFile(packed, "w") as new:
        for name in old.namelist():
            if name != member:
                new.writestr(name, old.read(name))
    return packed.getvalue()


CUSTOM_NS = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"


def with_custom(name: str, target: str) -> bytes:
    types = (
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument'
    )
    types += '.custom-properties+xml"/></Types>'
    relation = f'<Relationship Id="rIdC" Type="{OFFICE}/custom-properties" Target="{target}"/>'
    return changed(
        form("{{ candidate.name }}"),
        {
            name: f'<Properties xmlns="{CUSTOM_NS}"/>',
            "[Content_Types].xml": lambda c: c.replace("</Types>", types),
            "_rels/.rels": lambda c: c.replace("</Relationships>", f"{relation}</Relationships>"),
        },
    )


@pytest.mark.parametrize(
    "template",
    [
        with_custom("docProps/custom.xml", "docProps/custom.xml"),
        with_custom("docProps/own.xml", "./docProps/../docProps/own.xml"),
        changed(form("{{ candidate.name }}"), {"docProps/custom.xml": "<forgotten/>"}),
    ],
    ids=["empty", "elsewhere", "forgotten"],
)
def test_custom_properties_are_sealed_wherever_the_form_has_them(template: bytes) -> None:
    document = made(template, WHOLE)
    assert state_of(document) is State.UNTOUCHED
    assert "docProps/own.xml" not in ZipFile(BytesIO(document)).namelist()


def test_what_nothing_leads_to_and_what_names_people_stays_behind() -> None:
    people = f'<w15:people xmlns:w15="{W15}"><w15:person w15:author="Secret Author"/></w15:people>'
    template = with_part(form("x"), "word/people.xml", "people", people)
    template = changed(template, {"[trash]/0000.xml": "<old>Secret Author</old>"})
    members = members_of(made(template, WHOLE))
    assert not [name for name, content in members.items() if b"Secret Author" in content]
    assert b"people" not in members["[Content_Types].xml"]


W15 = "http://schemas.microsoft.com/office/word/2012/wordml"


def test_a_control_does_not_stay_bound_to_a_value_elsewhere() -> None:
    bound = (
        "<w:sdt><w:sdtPr><w:dataBinding w:xpath='/a' w:storeItemID='{1}'/></w:sdtPr><w:sdtContent>"
    )
    body = bound + paragraphs("{{ candidate.name }}") + "</w:sdtContent></w:sdt>"
    body += bound + paragraphs("own") + "</w:sdtContent></w:sdt>"
    assert xml_of(made(with_body(body), WHOLE)).count("dataBinding") == 1


# What must not come in

REFUSED = {
    "a field without a space": ("<w:fldSimple w:instr='DDEAUTO\"c:\\x\"'/>", "TP023"),
    "a field written as text": (
        "<w:r><w:fldChar w:fldCharType='begin'/><w:t>DDEAUTO x</w:t></w:r>"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r>",
        "TP023",
    ),
    "a field whose name a field makes": (
        "<w:r><w:fldChar w:fldCharType='begin'/><w:fldChar w:fldCharType='begin'/>"
        "<w:instrText>QUOTE 68 68 69</w:instrText><w:fldChar w:fldCharType='end'/>"
        "<w:instrText> c:\\x</w:instrText><w:fldChar w:fldCharType='end'/></w:r>",
        "TP023",
    ),
    "an old picture from outside": (
        "<w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'>"
        "<v:imagedata src='https://example.com/x.png'/></v:shape></w:pict></w:r>",
        "TP009",
    ),
}


@pytest.mark.parametrize(("inner", "code"), REFUSED.values(), ids=REFUSED)
def test_what_reads_other_files_is_refused(inner: str, code: str) -> None:
    (told,) = errors(with_body(f"<w:p>{inner}</w:p>"))
    assert told.startswith(f": {code} ")


def test_a_picture_that_is_called_a_link_is_refused() -> None:
    link = f'<Relationship Id="rIdL" Type="{OFFICE}/hyperlink" TargetMode="External" '
    link += 'Target="https://example.com/x.png"/></Relationships>'
    blip = '<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:link="rIdL"/>'
    template = with_body(f"<w:p><w:r><w:drawing>{blip}</w:drawing></w:r></w:p>")
    template = changed(
        template, {"word/_rels/document.xml.rels": lambda r: r.replace("</Relationships>", link)}
    )
    (told,) = errors(template)
    assert "TP009 has an image outside" in told


def test_a_document_without_a_body_is_none() -> None:
    (told,) = errors(changed(blank(), {"word/document.xml": f"<w:document {W}/>"}))
    assert told == ": TP011 has no document in it that can be read"


def test_a_tag_in_an_equation_or_a_chart_is_told() -> None:
    maths = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    equation = f'<m:oMath xmlns:m="{maths}"><m:r><m:t>{{{{ x }}}}</m:t></m:r></m:oMath>'
    (told,) = errors(with_body(f"<w:p>{equation}</w:p>"))
    assert told == 'document.xml: TP003 "{{ x }}" stands in a chart, a drawing or an equation'


# Statements and what stands round them


def test_nothing_comes_after_else() -> None:
    lines = ("{% if facts %}", "{% else %}", "{% else %}", "{% elif facts %}", "{% endif %}")
    assert errors(form(*lines)) == [
        'paragraph 3: TP004 "{% else %}" comes after {% else %}',
        'paragraph 4: TP004 "{% elif facts %}" comes after {% else %}',
    ]


def test_a_fault_in_a_text_box_is_told_once() -> None:
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = f"<w:pict><w:txbxContent>{paragraphs('{{ candidate.nam }}')}</w:txbxContent></w:pict>"
    both = f'<mc:Choice Requires="w14">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>'
    w14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    run = f'<w:r><mc:AlternateContent xmlns:mc="{mc}" {w14}>{both}</mc:AlternateContent></w:r>'
    assert len(errors(with_body(f"<w:p>{run}</w:p>"))) == 1


def marked(name: str, text: str, *, start: bool = True, end: bool = True) -> str:
    first = f'<w:bookmarkStart w:id="7" w:name="{name}"/>' if start else ""
    last = '<w:bookmarkEnd w:id="7"/>' if end else ""
    return f"<w:p>{first}<w:r><w:t>{text}</w:t></w:r>{last}</w:p>"


@pytest.mark.parametrize("statement", ["if committee", "if not committee", "for f in facts"])
def test_a_bookmark_loses_both_ends_or_none(statement: str) -> None:
    end = f"{{% end{statement.split()[0]} %}}"
    body = marked("a", "x", end=False) + paragraphs(f"{{% {statement} %}}")
    body += marked("a", "y", start=False) + paragraphs(end)
    for each in (WHOLE, BARE):
        made(with_body(body), each)


def test_a_link_to_what_a_condition_leaves_out_is_no_fault(tmp_path: Path) -> None:
    link = '<w:p><w:hyperlink w:anchor="_Toc1"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>'
    body = (
        link + paragraphs("{% if committee %}") + marked("_Toc1", "x") + paragraphs("{% endif %}")
    )
    fill(with_body(body), tmp_path)


@pytest.mark.parametrize("statement", ["if committee", "if not committee", "for f in facts"])
def test_a_comment_on_what_is_left_out_or_repeated_is_no_fault(
    statement: str, tmp_path: Path
) -> None:
    document = docx.Document()
    document.add_paragraph(f"{{% {statement} %}}")
    runs = document.add_paragraph("x").runs
    document.add_comment(runs, "why?", "HR Person", "HP")
    document.add_paragraph(f"{{% end{statement.split()[0]} %}}")
    fill(bytes_of(document), tmp_path)


def test_a_bookmark_in_a_statement_begins_before_it_ends() -> None:
    body = paragraphs("{% if facts %}", "x") + marked("a", "{% endif %}")
    document = xml_of(made(with_body(body), WHOLE))
    assert document.index("bookmarkStart") < document.index("bookmarkEnd")


def test_a_comment_on_a_statement_is_told_to_be_moved() -> None:
    comment = '<w:r><w:t>{% if facts %}</w:t></w:r><w:r><w:commentReference w:id="0"/></w:r>'
    told = errors(with_body(f"<w:p>{comment}</w:p>" + paragraphs("{% endif %}")))
    assert told == [
        'paragraph 1: TP003 "{% if facts %}" shares its place with a picture, a note, a comment or '
        "a field",
    ]


def test_the_end_of_a_section_is_not_put_before_prose() -> None:
    ends = "<w:pPr><w:sectPr/></w:pPr>"
    loops = ("{% for c in competencies %}", "{% for e in c.entries %}", "{% for p in e.parts %}")
    tag = f"<w:p>{ends}<w:r><w:t>so {{{{ p.prose }}}}</w:t></w:r></w:p>"
    body = xml_of(
        made(with_body(paragraphs(*loops) + tag + paragraphs(*["{% endfor %}"] * 3)), WHOLE)
    )
    parts = [p for c in WHOLE.competencies for e in c.entries for p in e.parts]
    assert body.count("<w:p>") == len(parts)


def test_a_control_of_rows_may_lose_them_all() -> None:
    rows = "".join(
        f"<w:tr><w:tc>{paragraphs(text)}</w:tc></w:tr>"
        for text in ("{% if not facts %}", "x", "{% endif %}")
    )
    head = '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid>'
    body = f"{head}<w:sdt><w:sdtContent>{rows}</w:sdtContent></w:sdt></w:tbl>"
    assert "<w:tbl>" not in xml_of(made(with_body(body), WHOLE))


def test_a_control_is_never_left_without_a_paragraph() -> None:
    inner = paragraphs("{% if not facts %}", "x", "{% endif %}")
    body = f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    assert "<w:sdtContent><w:p/></w:sdtContent>" in xml_of(made(with_body(body), WHOLE))


# Tables


def test_tables_that_come_together_stay_two() -> None:
    loop = paragraphs("{% for f in facts %}") + table("{{ f.label }}") + paragraphs("{% endfor %}")
    body = xml_of(made(with_body(loop), WHOLE))
    assert body.count("<w:tbl>") == len(WHOLE.facts) > 1
    assert not re.search(r"</w:tbl>\s*<w:tbl>", body)


def test_every_rule_is_kept_by_what_these_tests_start_from() -> None:
    assert lint(blank()) == ()
    assert lint(made(blank(), BARE)) == ()


# Any form at all


def in_a_table(lines: str) -> str:
    grid = '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid>'
    return f"{grid}<w:tr><w:tc>{lines}<w:p/></w:tc></w:tr></w:tbl><w:p/>"


def opened(word: str, expression: str, lines: str) -> str:
    said = f"{{% for f in {expression} %}}" if word == "for" else f"{{% if {expression} %}}"
    return paragraphs(escape(said)) + lines + paragraphs(f"{{% end{word} %}}")


NAMES = ("candidate.name", "facts", "competencies", "summary", "headlines_none", "committee")
SIGNS = (".", "|", "[", "]", "(", ")", ",", "~", "+", "-", "<", "==", "not", "in", "if", "else")
TOKENS = st.sampled_from((*NAMES, *SIGNS, "f.label", "x", "1", "'a'", "9", "is"))
FILTERS = st.sampled_from((*expressions.filter_names(), "first", "map"))
EXPRESSIONS = st.one_of(
    st.sampled_from(NAMES),
    st.tuples(st.sampled_from(NAMES), FILTERS).map(" | ".join),
    st.lists(TOKENS | FILTERS.map("| {}".format), max_size=8).map(" ".join),
)
TAGS = EXPRESSIONS.map("{{{{ {} }}}}".format) | st.sampled_from(
    ("{{ flags }}", "{{ facts }}", "{{")
)
LINES = st.recursive(
    (TAGS | st.sampled_from(("words", "")) | TAGS.map("words {}".format))
    .map(escape)
    .map(paragraphs),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        inner.map(in_a_table),
        inner.map("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>".format),
        st.tuples(st.sampled_from(("if", "for")), EXPRESSIONS, inner).map(lambda o: opened(*o)),
    ),
    max_leaves=6,
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LINES)
def test_any_form_is_filled_or_told(lines: str) -> None:
    template = with_body(paragraphs("first words") + lines + paragraphs("last words"))
    for each in (WHOLE, BARE):
        try:
            document = write(each, load(template, NAME))
        except InputError:
            continue
        assert lint(document) == ()
        shown = [line.text for line in docx_lines(document)]
        assert "first words" in shown
        assert "last words" in shown
