"""Packet to Word: styles by name, references that hold, nothing hidden, and what a reader sees."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import unicodedata
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from making import (
    EXAMPLES,
    METRIC,
    ROOT,
    SOME_ITEMS,
    SOMEONE,
    WHOLE_LADDER,
    Line,
    Written,
    docx_lines,
    example,
    example_packet,
    file_of,
    item,
    members_of,
    packet,
    values,
    voices,
    xml_of,
)
from test_roundtrip import HOSTILE, PROSE

from promo.writers.seal import State
from promo.writers.word import write
from promo.writers.word.lint import lint
from promo.writers.word.package import state_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEMPLATE = (ROOT / "templates" / "packet.docx").read_bytes()
STYLES = xml_of(TEMPLATE, "word/styles.xml")


def written(*items: dict[str, Any], **more: Any) -> bytes:
    return write(packet(file_of(*items, **more)))


def with_result(source: str) -> bytes:
    return written(item(result=source, links=None))


def body_of(document: bytes) -> Any:
    return etree.fromstring(xml_of(document).encode())


RICH = """
A *b* **c** `d` [e](https://example.com/e) \\
f

- g
  1. h
     - i
       - j
- k

3. l
4. m

> n

```
o
  p
```
"""
WAIVER = {"competency": "people", "reason": "No team.", "approved_by": "Grace"}
EVERYTHING = written(
    item("A", headline="yes", result=RICH, metrics=[METRIC], corroboration=SOMEONE),
    item("B", competencies=["reach", "craft"], expectations=["senior.craft.1"]),
    item("C", competencies=[]),
    feedback=voices("Grace"),
    waivers=[WAIVER],
    packet={"summary": RICH, "cycle": "H1"},
)
EVERY_KEY = write(packet(file_of(item()), on=WHOLE_LADDER, target="l4", track="ic"))
DOCUMENTS = {name: write(example_packet(name)) for name in EXAMPLES}
DOCUMENTS |= {"everything": EVERYTHING, "every key of a ladder": EVERY_KEY}
documents = pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)


# Named styles

ALLOWED = {
    "pPr": {"pStyle", "keepNext", "numPr", "bidi", "pageBreakBefore"},
    "rPr": {"rStyle", "b", "bCs", "i", "iCs", "rtl"},
    "tblPr": {"tblStyle", "tblW", "tblLayout", "tblLook", "tblCaption", "tblDescription"},
    "trPr": {"cantSplit", "tblHeader"},
    "tcPr": {"tcW", "gridSpan", "tcBorders", "shd", "tcMar"},
}


@documents
@pytest.mark.parametrize("properties", ALLOWED)
def test_code_sets_nothing_that_a_style_can_carry(document: bytes, properties: str) -> None:
    found = {
        etree.QName(child).localname
        for each in body_of(document).iter(f"{W}{properties}")
        for child in each
    }
    assert found <= ALLOWED[properties]


@documents
def test_no_colour_size_or_font_stands_in_the_body(document: bytes) -> None:
    body = xml_of(document)
    assert [tag for tag in ("<w:color", "<w:sz", "<w:rFonts", "<w:highlight") if tag in body] == []


@documents
def test_every_fill_and_border_is_a_colour_of_the_templates_styles(document: bytes) -> None:
    body = xml_of(document)
    assert values('w:fill="([^"]+)"', body) <= values('w:fill="([^"]+)"', STYLES)
    assert values('w:color="([^"]+)"', body) - {"auto"} <= values('w:val="([^"]+)"', STYLES)


@documents
@pytest.mark.parametrize(
    ("tag", "kind"), [("pStyle", "paragraph"), ("rStyle", "character"), ("tblStyle", "table")]
)
def test_every_style_that_is_used_is_in_the_template_as_that_kind(
    document: bytes, tag: str, kind: str
) -> None:
    tree = etree.fromstring(STYLES.encode())
    known = {s.get(f"{W}styleId") for s in tree.iter(f"{W}style") if s.get(f"{W}type") == kind}
    used = values(f'<w:{tag} w:val="([^"]+)"', xml_of(document))
    assert used
    assert used <= known


@documents
def test_every_paragraph_names_its_style(document: bytes) -> None:
    unnamed = [p for p in body_of(document).iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle") is None]
    assert unnamed == []


# The linter, the package, what is hidden


@documents
def test_the_linter_finds_nothing(document: bytes) -> None:
    assert lint(document) == ()


TEXTS = st.fixed_dictionaries(
    {"title": HOSTILE, "project": HOSTILE, "situation": PROSE, "result": PROSE}
)


@settings(max_examples=60, deadline=None)
@given(SOME_ITEMS, st.lists(TEXTS, max_size=2), HOSTILE, PROSE)
def test_the_linter_finds_nothing_in_any_document(
    items: Written, texts: list[dict[str, str]], name: str, summary: str
) -> None:
    many = [*items, *(item(headline="yes", metrics=[METRIC]) | text for text in texts)]
    document = written(*many, candidate={"name": name}, packet={"summary": summary})
    assert lint(document) == ()
    assert docx.Document(BytesIO(document)).paragraphs


SECRETS = re.compile(
    r"creator|lastModifiedBy|dcterms|<Company|<Manager|w:author|w:date=|20\d\d-\d\d-\d\dT"
    rf"|python-docx|\.yaml|/home/|/Users/|C:\\|{re.escape(str(ROOT))}",
    re.IGNORECASE,
)


OWN_COMMENT = re.compile('w:author="promo" w:date="20..-..-..T00:00:00Z"')  # the as-of date


@documents
def test_no_part_names_an_author_a_time_or_a_path(document: bytes) -> None:
    for name, content in members_of(document).items():
        text = OWN_COMMENT.sub("", content.decode())
        assert not SECRETS.search(text), name
    with ZipFile(BytesIO(document)) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}


def test_a_private_item_is_in_no_part() -> None:
    document = written(item("Open"), item("Secret", private="yes", result="Secret"))
    assert not [name for name, content in members_of(document).items() if b"Secret" in content]


@documents
def test_the_document_is_confidential_and_has_its_pages_numbered(document: bytes) -> None:
    opened = docx.Document(BytesIO(document))
    (section,) = opened.sections
    assert section.header.paragraphs[0].text.endswith("\tConfidential")
    assert section.header.paragraphs[0].text.startswith("Promotion packet  ·  ")
    assert section.footer.paragraphs[0].text.endswith("\tPage 1 of 1")
    fields = values("<w:instrText[^>]*>([^<]+)<", xml_of(document, "word/footer1.xml"))
    assert fields == {" PAGE ", " NUMPAGES "}


# References


@documents
def test_bookmarks_are_unique_and_every_link_inside_leads_to_one(document: bytes) -> None:
    body = xml_of(document)
    names = re.findall(r'<w:bookmarkStart w:id="\d+" w:name="([^"]+)"/>', body)
    ids = re.findall(r'<w:bookmarkStart w:id="(\d+)"', body)
    assert len(names) == len(set(names))
    assert len(ids) == len(set(ids))
    assert ids == re.findall(r'<w:bookmarkEnd w:id="(\d+)"', body)
    assert values('w:anchor="([^"]+)"', body) <= set(names)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_competency_and_item_has_a_bookmark(name: str) -> None:
    names = values('w:name="promo_([^"]+)"', xml_of(DOCUMENTS[name]))
    found = example(name)
    assert names >= {f"c{n}" for n in range(1, len(found.coverages) + 1)}
    assert names >= {f"e{n}" for n in range(1, len(found.evidence.items) + 1)}


def test_a_link_is_a_relationship_and_the_same_address_is_one() -> None:
    links = "[a](https://example.com/x?y=1&z) [b](https://example.com/x?y=1&z) <mailto:c@d.org>"
    document = with_result(links)
    relations = xml_of(document, "word/_rels/document.xml.rels")
    outside = re.findall(r'Target="([^"]+)" TargetMode="External"', relations)
    assert outside == ["https://example.com/x?y=1&amp;z", "mailto:c@d.org"]
    assert len(re.findall('<w:hyperlink r:id="rIdLink1"', xml_of(document))) == 2


BAD_LINKS = ["javascript:alert(1)", "file:///etc/passwd", "ftp://a.b", "../a.md", "#a", "data:,x"]


@pytest.mark.parametrize("url", BAD_LINKS)
def test_a_link_of_another_kind_is_only_text(url: str) -> None:
    document = with_result(f"[a]({url})")
    assert Line("Normal", f"Result: [a]({url})") in docx_lines(document)
    assert "External" not in xml_of(document, "word/_rels/document.xml.rels")


# Prose


def styled(document: bytes, text: str) -> str:
    """The style of the paragraph that is exactly `text`."""
    (style,) = {line.style for line in docx_lines(document) if line.text == text}
    return style


PARAGRAPHS = {
    "- a\n- b": [("List Bullet", "a"), ("List Bullet", "b")],
    "- a\n  - b\n    - c\n      - d": [
        ("List Bullet", "a"),
        ("List Bullet 2", "b"),
        ("List Bullet 3", "c"),
        ("List Bullet 3", "d"),
    ],
    "1. a\n   1. b": [("List Number", "a"), ("List Number 2", "b")],
    "- a\n\n  b": [("List Bullet", "a"), ("List Continue", "b")],
    "> a\n>\n> b": [("Quote", "a"), ("Quote", "b")],
    "```\na\n\n  b\n```": [("Code Block", "a"), ("Code Block", ""), ("Code Block", "  b")],
}


@pytest.mark.parametrize(("source", "lines"), PARAGRAPHS.items(), ids=map(repr, PARAGRAPHS))
def test_a_block_of_prose_has_the_style_of_its_kind(
    source: str, lines: list[tuple[str, str]]
) -> None:
    found = docx_lines(with_result(source))
    start = found.index(Line("Part Label", "Result:")) + 1
    assert found[start : start + len(lines)] == [Line(*line) for line in lines]


SPANS = {
    "**a**": ("<w:b/><w:bCs/>", "a"),
    "*a*": ("<w:i/><w:iCs/>", "a"),
    "***a***": ("<w:b/><w:bCs/><w:i/><w:iCs/>", "a"),
    "`a`": ('<w:rStyle w:val="Code"/>', "a"),
    "[a](https://example.com)": ('<w:rStyle w:val="Hyperlink"/>', "a"),
}


@pytest.mark.parametrize(("source", "run"), SPANS.items(), ids=SPANS)
def test_a_span_of_prose_is_a_run(source: str, run: tuple[str, str]) -> None:
    properties, text = run
    shown = f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    assert shown in xml_of(with_result(f"x {source} y"))


def numbering(document: bytes) -> dict[str, tuple[str, str]]:
    """Level and first number of each list that is numbered anew."""
    found = re.findall(
        r'<w:num w:numId="(\d+)"><w:abstractNumId w:val="\d+"/><w:lvlOverride w:ilvl="(\d)">'
        r'<w:startOverride w:val="(\d+)"/>',
        xml_of(document, "word/numbering.xml"),
    )
    return {number: (level, start) for number, level, start in found}


NUMBERED = {
    "1. a\n2. b": [("0", "1")] * 2,
    "7. a\n8. b": [("0", "7")] * 2,
    "0. a": [("0", "0")],
    "1. a\n\nx\n\n1. b": [("0", "1")] * 2,
    "1. a\n\n   4. b\n2. c": [("0", "1"), ("1", "4"), ("0", "1")],
    "- a\n  1. b\n- c\n  1. d": [("1", "1")] * 2,
}


@pytest.mark.parametrize(("source", "lists"), NUMBERED.items(), ids=map(repr, NUMBERED))
def test_a_numbered_list_begins_at_its_own_number(
    source: str, lists: list[tuple[str, str]]
) -> None:
    document = with_result(source)
    used = re.findall(r'<w:ilvl w:val="(\d)"/><w:numId w:val="(\d+)"/>', xml_of(document))
    starts = numbering(document)
    assert [(level, starts[number][1]) for level, number in used] == lists
    assert all(starts[number][0] == level for level, number in used)


def test_two_numbered_lists_do_not_go_on_counting() -> None:
    body = xml_of(with_result("1. a\n2. b\n\nx\n\n1. c"))
    numbers = re.findall(r'<w:numId w:val="(\d+)"/>', body)
    assert numbers[0] == numbers[1] != numbers[2]


# Right to left

HEBREW, ARABIC = "שלום עולם", "مرحبا"


def is_right_to_left(document: bytes, text: str) -> bool:
    """Whether every paragraph that ends in `text` is laid out from the right."""
    found = [p for p in body_of(document).iter(f"{W}p") if "".join(p.itertext()).endswith(text)]
    assert found
    return all(p.find(f"{W}pPr/{W}bidi") is not None for p in found)


RTL = {
    "a title": item(HEBREW),
    "prose": item(result=f"{ARABIC} abc {HEBREW}"),
    "a list": item(result=f"- {HEBREW}"),
    "a quote in prose": item(result=f"> {HEBREW}"),
    "a metric": item(metrics=[{"name": ARABIC, "result": HEBREW}]),
}


@pytest.mark.parametrize("one", RTL.values(), ids=RTL)
def test_a_right_to_left_paragraph_is_laid_out_from_the_right(one: dict[str, Any]) -> None:
    assert is_right_to_left(written(one), HEBREW)


def test_a_right_to_left_fact_is_laid_out_from_the_right() -> None:
    document = written(candidate={"name": "Ada", "team": HEBREW, "manager": "Grace"})
    assert is_right_to_left(document, HEBREW)
    assert not is_right_to_left(document, "Grace")


def test_right_to_left_words_in_a_left_to_right_line_are_runs_of_their_own() -> None:
    document = with_result(f"Said {HEBREW} twice")
    assert not is_right_to_left(document, "twice")
    run = f'<w:r><w:rPr><w:rtl/></w:rPr><w:t xml:space="preserve">{HEBREW}</w:t></w:r>'
    assert run in xml_of(document)


# Tables


@documents
def test_every_table_says_what_it_is(document: bytes) -> None:
    tables = list(body_of(document).iter(f"{W}tblPr"))
    assert tables
    for properties in tables:
        for tag in ("tblCaption", "tblDescription"):
            told = properties.find(f"{W}{tag}")
            assert told is not None
            assert told.get(f"{W}val")


@documents
def test_a_table_with_headings_repeats_them_and_no_row_is_cut_by_a_page(document: bytes) -> None:
    body = body_of(document)
    for table in body.iter(f"{W}tbl"):
        first, *rest = table.findall(f"{W}tr")
        headed = "CellHeading" in (p.get(f"{W}val") for p in first.iter(f"{W}pStyle"))
        assert (first.find(f"{W}trPr/{W}tblHeader") is not None) is headed
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in rest)
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in body.iter(f"{W}tr"))


ASSESSED = ["Rating", "Evidence checked", "Comment"]
SIGNED = [
    *("Recommendation", "Reasons and conditions", "Reviewer", "Role", "Date"),
    "Declaration",
]


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_competency_asks_for_a_review_and_the_end_for_a_sign_off(name: str) -> None:
    opened = docx.Document(BytesIO(DOCUMENTS[name]))
    forms = [t for t in opened.tables if t.style is not None and t.style.name == "Promo Form"]
    assert len(forms) == len(example(name).coverages) + 1
    for form in forms[:-1]:
        title, *labels = [row.cells[0].text for row in form.rows]
        assert title.startswith("Manager’s review: ")
        assert labels == ASSESSED
    assert [row.cells[0].text for row in forms[-1].rows] == SIGNED


def test_page_one_ends_before_the_headlines() -> None:
    paragraphs = docx.Document(BytesIO(EVERYTHING)).paragraphs
    breaks = [p.text for p in paragraphs if p._p.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert breaks == ["Headline results"]


# The same bytes


def test_the_same_packet_gives_the_same_bytes() -> None:
    assert write(example_packet("strong")) == DOCUMENTS["strong"]


def test_neither_hash_seed_nor_time_zone_change_a_byte(tmp_path: Path) -> None:
    code = "import sys; sys.path.insert(0, sys.argv[1]); import test_word as t, hashlib; "
    code += "print(hashlib.sha256(t.EVERYTHING).hexdigest())"
    digests = set()
    for seed, zone in (("0", "UTC"), ("1", "Asia/Kathmandu"), ("12345", "America/St_Johns")):
        told = subprocess.run(
            [sys.executable, "-c", code, str(Path(__file__).parent)],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        digests.add(told.stdout)
    assert len(digests) == 1


def prose_of(chance: random.Random, words: list[str], count: int) -> str:
    return " ".join(chance.choices(words, k=count)) + "."


def test_a_packet_of_forty_items_is_no_larger_than_sixty_kilobytes() -> None:
    # Words in random order: a text of real sentences is packed smaller.
    words = sorted(set(re.findall(r"\w+", EXAMPLES["strong"].read_text("utf-8"))))
    chance = random.Random(40)
    items = [
        item(
            f"{n}. {prose_of(chance, words, 6)}",
            competencies=[chance.choice(["craft", "people", "reach"])],
            situation=prose_of(chance, words, 30),
            actions=prose_of(chance, words, 50),
            result=prose_of(chance, words, 25),
            metrics=[METRIC | {"name": prose_of(chance, words, 5)}],
            corroboration=[{"name": "Grace", "quote": prose_of(chance, words, 20)}],
        )
        for n in range(40)
    ]
    assert 30_000 < len(written(*items)) <= 60_000


# The seal


def edited(document: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The document packed anew with one text of one part replaced."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, content in members_of(document).items():
            assert name != part or old in content
            archive.writestr(name, content.replace(old, new) if name == part else content)
    return packed.getvalue()


def reviewed(document: bytes) -> bytes:
    """As a manager sends it back: one cell of a form filled in, saved by another program."""
    opened, saved = docx.Document(BytesIO(document)), BytesIO()
    opened.tables[-2].rows[-1].cells[1].text = "Agreed."
    opened.save(saved)
    return saved.getvalue()


BODY, CUSTOM = "word/document.xml", "docProps/custom.xml"
STATES = {
    "as written": (EVERYTHING, State.UNTOUCHED),
    "packed by another program": (edited(EVERYTHING, BODY, b"", b""), State.UNTOUCHED),
    "a word changed": (edited(EVERYTHING, BODY, b"Ada", b"Eve"), State.EDITED),
    "a style changed": (edited(EVERYTHING, "word/styles.xml", b"Muted", b"Loud"), State.EDITED),
    "reviewed": (reviewed(EVERYTHING), State.EDITED),
    "another digest": (edited(EVERYTHING, CUSTOM, b"wstr>", b"wstr>0"), State.EDITED),
    "the template": (TEMPLATE, State.FOREIGN),
    "cut short": (EVERYTHING[:-200], State.FOREIGN),
    "no zip": (b"Dear Ada", State.FOREIGN),
    "nothing": (b"", State.FOREIGN),
}


@pytest.mark.parametrize(("data", "state"), STATES.values(), ids=STATES)
def test_an_edit_is_told_from_promos_own_document_and_from_a_strangers(
    data: bytes, state: State
) -> None:
    assert state_of(data) is state


# What a person sees


def plain(text: str) -> str:
    """Letters and digits: a page breaks lines, hyphenates and joins letters as it likes."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


@pytest.fixture(scope="module")
def strong_pages(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The text of each page of the strong example as LibreOffice lays it out."""
    folder = tmp_path_factory.mktemp("pdf")
    (folder / "strong.docx").write_bytes(DOCUMENTS["strong"])
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "strong.docx")], check=True, capture_output=True)
    return [page.extract_text() for page in pypdf.PdfReader(folder / "strong.pdf").pages]


def test_a_page_shows_every_competency_item_and_flag(strong_pages: list[str]) -> None:
    shown, made = plain(" ".join(strong_pages)), example_packet("strong")
    said = [section.title for section in made.competencies]
    said += [each.title for each in example("strong").evidence.items]
    said += [f"{flag.title} {flag.text} {flag.step_label} {flag.step}" for flag in made.flags.first]
    assert len(said) > 25
    assert [text for text in said if plain(text) not in shown] == []


def test_page_one_is_the_decision_brief(strong_pages: list[str]) -> None:
    first, made = plain(strong_pages[0]), example_packet("strong")
    for text in (
        made.candidate.name,
        made.document.subtitle,
        "Coverage at a glance",
        "Before the panel meets",
    ):
        assert plain(text) in first
    assert plain("Headline results") not in first
    assert plain(f"Page 1 of {len(strong_pages)}") in first
    assert plain(f"Page {len(strong_pages)} of {len(strong_pages)}") in plain(strong_pages[-1])


def test_the_as_of_date_is_on_every_page(strong_pages: list[str]) -> None:
    assert example("strong").as_of == date(2026, 6, 30)
    assert all(plain("30 June 2026") in plain(page) for page in strong_pages)
