"""Word forms that are damaged, strange or meant to do harm: told, or filled, and never a crash."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from io import BytesIO
from time import process_time
from zipfile import ZipFile

import pytest
from making import xml_of
from wordforms import NAME, errors, form, made

from promo.findings import InputError
from promo.packet import Packet
from promo.template_files import samples
from promo.templating import expressions
from promo.templating.shape import packet_shape
from promo.writers.word import write
from promo.writers.word.lint import lint
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


# Tables


def test_tables_that_come_together_stay_two() -> None:
    loop = paragraphs("{% for f in facts %}") + table("{{ f.label }}") + paragraphs("{% endfor %}")
    body = xml_of(made(with_body(loop), WHOLE))
    assert body.count("<w:tbl>") == len(WHOLE.facts) > 1
    assert not re.search(r"</w:tbl>\s*<w:tbl>", body)


def test_every_rule_is_kept_by_what_these_tests_start_from() -> None:
    assert lint(blank()) == ()
    assert lint(made(blank(), BARE)) == ()
