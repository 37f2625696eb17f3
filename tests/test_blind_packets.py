"""Committee copies whole: packets, reports, the check of what is left, the key, and reviews."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import (
    EXAMPLES,
    assessment,
    docx_lines,
    example,
    example_packet,
    file_of,
    item,
    members_of,
    packet,
)
from reading import told, unhurried

import promo.packet
from promo import prose, report, source
from promo.blind import (
    Blind,
    People,
    Unblind,
    key_file,
    key_of,
    left_in,
    links_left_out,
    names_of,
    personal,
    read_key,
)
from promo.blind.blinding import MACHINE_FIELDS
from promo.blind.people import Role, Who
from promo.findings import InputError
from promo.model import Answers, Comment, Link, Origin, Place, Reply, Review, ReviewForm
from promo.packet import Packet
from promo.writers import markdown
from promo.writers.word import write
from promo.writers.word.lint import lint
from promo.writers.word.package import zipped

HASH = hashlib.sha256(b"an evidence file").hexdigest()
CODE = f"Candidate {HASH[:6].upper()}"
SOMEBODY = {"name": "Priya Raman", "manager": "Tomas Lindgren", "team": "Rail Pricing"}
CONTENT = file_of(
    item(
        "Priya's rail pricing core",
        result="With **Dana** Ortiz and [Tomas](https://x.org/tomas), see [it](https://x.org/a).",
        links=[
            {"title": "Paper of Priya Raman", "url": "https://x.org/~priya%2Eraman/paper"},
            {"title": "Dashboard", "url": "https://x.org/board"},
            {"title": "Mail", "url": "mailto:dana.ortiz@x.org"},
        ],
        corroboration=[{"name": "Dana Ortiz", "quote": "Raman did it, with Lindgren's help."}],
    ),
    candidate=SOMEBODY,
)


def blind_of(content: Any = CONTENT, **more: Any) -> Blind:
    return Blind(names_of(assessment(content).evidence, HASH, **more))


BLIND = blind_of()
COPY = BLIND.packet(packet(CONTENT))


def texts(value: object) -> Iterator[str]:
    """Every text in a noun."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    elif isinstance(value, dict):
        yield from texts(tuple(value.values()))


# A packet


def test_a_copy_names_nobody_in_word_markdown_or_json() -> None:
    rows = BLIND.report(report.assessment_report(assessment(CONTENT), "0"))
    document = "\n".join(line.text for line in docx_lines(write(COPY)))
    for text in (document, markdown.write(COPY).decode(), report.to_text(rows)):
        assert CODE in text
        for name in ("priya", "raman", "tomas", "lindgren", "dana", "ortiz", "rail pricing"):
            assert name not in text.lower()


def test_the_address_of_a_link_that_names_somebody_is_left_out_and_its_title_stays() -> None:
    (entry,) = COPY.competencies[0].entries
    assert entry.links == (
        Link(f"Paper of {CODE}", ""),
        Link("Dashboard", "https://x.org/board"),
        Link("Mail", ""),
    )
    (paragraph,) = entry.parts[0].prose
    assert paragraph == prose.Paragraph(
        (
            prose.Text("With "),
            prose.Strong((prose.Text("Person 1"),)),
            prose.Text(" and Manager 1, see "),
            prose.Link("https://x.org/a", (prose.Text("it"),)),
            prose.Text("."),
        )
    )


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("**P**riya led", f"**{CODE}** led"),
        ("Priya *Raman* led", f"{CODE} led"),
        ("*Priya*\\\nRaman led", f"*{CODE}* led"),
        ("`Priya` and > Raman", f"`{CODE}` and > {CODE}"),
        ("- Priya\n- Raman", f"- {CODE}\n- {CODE}"),
        ("> Priya\n\n    Raman()", f"> {CODE}\n\n    {CODE}()"),
    ],
)
def test_a_name_that_is_divided_by_format_becomes_one_code(typed: str, shown: str) -> None:
    content = file_of(item(situation=typed), candidate=SOMEBODY)
    (entry,) = blind_of(content).packet(packet(content)).competencies[0].entries
    assert entry.parts[0].prose == prose.parse(shown).prose


def test_what_programs_read_is_not_changed() -> None:
    names = {"name": "Craft C1", "manager": "Rating Promo", "team": "En GB"}
    content = file_of(item(), candidate=names)
    whole = packet(content)
    copy = blind_of(content).packet(whole)
    assert copy.document.language == whole.document.language
    assert [row.competency.anchor for row in copy.coverage.rows] == ["c1", "c2", "c3"]
    assert [section.id for section in copy.competencies] == [s.id for s in whole.competencies]
    tags = [[field.tag for form in s.forms for field in form.fields] for s in copy.competencies]
    assert tags[0][0] == "promo.c1.rating"
    assert copy.origin.evidence == whole.origin.evidence
    assert lint(write(copy)) == ()


def test_every_field_that_is_for_programs_is_one_of_the_packet() -> None:
    for name in MACHINE_FIELDS:
        noun, field = name.split(".")
        assert field in getattr(promo.packet, noun)._fields, name


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_copy_of_each_example_names_nobody_and_is_a_sound_document(name: str) -> None:
    people = names_of(example(name).evidence, HASH)
    blind = Blind(people)
    copy = blind.packet(example_packet(name))
    document, page = write(copy), markdown.write(copy)
    assert lint(document) == ()
    assert left_in(document, "docx", blind, "copy.docx") == ()
    assert left_in(page, "md", blind, "copy.md") == ()
    shown = "\n".join(texts(copy)).casefold() + page.decode().casefold()
    full = [n.casefold() for who in people.everybody for n in who.names if " " in n]
    assert full or name == "brag"
    assert [n for n in full if n in shown] == []
    whole = write(example_packet(name))
    assert left_in(whole, "docx", blind, "whole.docx"), "the check sees nothing"


def test_the_same_packet_gives_the_same_copy() -> None:
    assert write(blind_of().packet(packet(CONTENT))) == write(COPY)


def test_the_texts_of_a_report_have_codes_and_its_fixed_words_stay() -> None:
    blind = Blind(People(HASH, (Who(Role.CANDIDATE, CODE, ("Zane Recent",)),)))
    rows = blind.report({"rule": "recent", "id": "zane-plan", "items": ["Recent", 3, None]})
    assert rows == {"rule": "recent", "id": f"{CODE}-plan", "items": [CODE, 3, None]}


# What is left

DOCUMENT = members_of(write(COPY))
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://x/hyperlink" Target="https://x.org/%50riya%20x"'
    ' TargetMode="External"/></Relationships>'
)


def in_body(markup: str) -> Callable[[dict[str, bytes]], None]:
    """Puts markup at the start of the document."""

    def change(members: dict[str, bytes]) -> None:
        body = members["word/document.xml"].decode()
        members["word/document.xml"] = body.replace("<w:body>", f"<w:body>{markup}", 1).encode()

    return change


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


COMMENT = "<w:comments {}><w:comment w:author='{}'><w:p>{}</w:p></w:comment></w:comments>"
IN_BODY = {
    "a paragraph": f"<w:p>{run('Priya')}</w:p>",
    "split over runs": f"<w:p>{run('Pri')}{run('ya')}</w:p>",
    "before a tab": f"<w:p>{run('Priya')}<w:r><w:tab/><w:t>led</w:t></w:r></w:p>",
    "deleted text": "<w:p><w:del w:id='1'><w:r><w:delText>Priya</w:delText></w:r></w:del></w:p>",
    "a text box": f"<w:p><w:r><w:txbxContent><w:p>{run('Priya')}</w:p></w:txbxContent></w:r></w:p>",
    "who changed it": "<w:p><w:ins w:author='Priya'/></w:p>",
    "a bookmark": "<w:bookmarkStart w:name='priya_raman'/>",
    "a control's title": "<w:alias w:val='Rating of Priya'/>",
    "a control's tag": "<w:tag w:val='raman.1'/>",
    "a choice": "<w:listItem w:displayText='Priya'/>",
    "a table's caption": "<w:tblCaption w:val='Of Priya'/>",
    "a picture's text": "<w:docPr descr='Photo of Priya'/>",
    "a tooltip": "<w:hyperlink w:tooltip='to Priya'/>",
    "a field": "<w:p><w:fldSimple w:instr='HYPERLINK \"https://x.org/priya\"'/></w:p>",
}
NEW: dict[str, tuple[str, str | bytes]] = {
    "an address": ("word/_rels/header1.xml.rels", RELATION),
    "a header": ("word/header9.xml", f"<w:hdr {W}><w:p>{run('Priya')}</w:p></w:hdr>"),
    "a comment": ("word/comments.xml", COMMENT.format(W, "x", run("Dana"))),
    "a comment's author": ("word/comments.xml", COMMENT.format(W, "Dana Ortiz", "")),
    "core properties": ("docProps/core.xml", "<core><creator>P. Raman</creator></core>"),
    "a property's name": ("docProps/x.xml", "<property name='Priya'/>"),
    "custom XML": ("customXml/item9.xml", "<a>by Priya</a>"),
    "JSON in custom XML": ("customXml/item9.xml", '<a>{"e1": {"title": "\\u0050riya"}}</a>'),
    "a remark in XML": ("customXml/item9.xml", "<a><!-- by Priya --></a>"),
    "a member's name": ("word/media/priya-raman.png", b"\x89PNG"),
    "a picture's bytes": ("word/media/1.png", b"\x89PNG\0\xffPriya Raman\0"),
    "a picture's bytes, wide": ("word/media/1.png", b"\x89" + "priya raman".encode("utf-16-le")),
    "a text of no XML": ("word/a.txt", "a\nby Priya"),
}


def assert_is_found(members: dict[str, bytes], part: str) -> None:
    found = left_in(zipped(members), "docx", BLIND, "copy.docx")
    assert found, "nothing is found"
    assert {f.code for f in found} == {"BL001"}
    assert all(f.location.part.startswith(part) for f in found)
    assert all(f.location.file == "copy.docx" and f.message and f.help for f in found)


@pytest.mark.parametrize("markup", IN_BODY.values(), ids=IN_BODY)
def test_a_name_that_is_left_in_the_text_of_a_document_is_found(markup: str) -> None:
    members = dict(DOCUMENT)
    in_body(markup)(members)
    assert_is_found(members, "word/document.xml")


@pytest.mark.parametrize(("part", "content"), NEW.values(), ids=NEW)
def test_a_name_that_is_left_in_another_part_is_found(part: str, content: str | bytes) -> None:
    data = content if isinstance(content, bytes) else content.encode()
    assert_is_found({**DOCUMENT, part: data}, part)


def test_nothing_is_left_in_the_copy_itself() -> None:
    assert left_in(zipped(DOCUMENT), "docx", BLIND, "copy.docx") == ()


def test_words_of_the_format_are_nobodys_names() -> None:
    names = {"name": "Mark Page", "manager": "Normal Heading", "team": "Table Grid"}
    content = file_of(item(), candidate=names, feedback=[{"name": "Theme Arial"}])
    blind = blind_of(content)
    assert left_in(write(blind.packet(packet(content))), "docx", blind, "copy.docx") == ()


def test_the_name_of_the_output_is_looked_at() -> None:
    (found,) = left_in(zipped(DOCUMENT), "docx", BLIND, "packets/priya-raman.docx")
    assert "--output" in found.help
    assert left_in(zipped(DOCUMENT), "docx", BLIND, "raman/candidate-1.docx") == ()


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("by Priya", "Priya"),
        ("| x | **P**riya |", "Priya"),
        ("[x](https://x.org/%50riya)", "Priya"),
        ("priya\\_raman", "priya_raman"),
        ("<b>Pri</b>ya", "Priya"),
        ("Jos&eacute; &#80;riya", "Priya"),
        ("<!-- Priya -->", "Priya"),
    ],
)
def test_a_name_that_is_left_in_markdown_is_found_with_its_line(line: str, name: str) -> None:
    found = left_in(f"# Packet\n\n{line}\n".encode(), "md", BLIND, "copy.md")
    assert set(told(found)) == {"3:0 BL001"}
    assert any(f'"{name}"' in f.message for f in found)


def test_a_label_of_markdown_is_nobodys_name() -> None:
    people = names_of(assessment(file_of(candidate={"name": "Ada Strong"})).evidence, HASH)
    blind = Blind(people, kept=["Strong"])
    page = '> **Strong** Newest is old\n\n| ●●● Strong | 3 |\n\n**Strong**\n<a id="e1"></a>\n'
    assert left_in(page.encode(), "md", blind, "copy.md") == ()
    assert left_in(b"**Ada Strong** led\n", "md", blind, "copy.md")


def test_a_name_that_is_left_in_json_is_found_with_its_key() -> None:
    data = json.dumps({"status": "thin", "items": [{"title": "Ok"}, {"title": "By Priya"}]})
    (found,) = left_in(data.encode(), "json", BLIND, "copy.json")
    assert str(found.location) == "copy.json: items[1].title"


def test_a_document_that_cannot_be_searched_is_refused() -> None:
    broken = zipped({**DOCUMENT, "word/header9.xml": b"<w:hdr>Priya"})
    for data in (broken, b"no zip"):
        with pytest.raises(InputError) as error:
            left_in(data, "docx", BLIND, "copy.docx")
        assert {f.code for f in error.value.findings} == {"BL004"}


# Pronouns, remarks, links

REMARKED = """\
candidate: {name: Her Royal}
packet:
  summary: |
    I lead. She said
    that he's brilliant, a natural
    leader; see https://x.org/his/her.
evidence:
  - title: His plan, their plan
    private: false
    quote: she
    metrics: [{name: hours she saved, method: his log}]
    corroboration: [{name: Miss Her, relation: "herself", quote: "Ms Ray: HER is \\x68is"}]
  - title: she and he
    private: true
feedback:
  - {name: he, quote: 'Hard-working: "Herself"', supportive: true}
"""


def test_pronouns_and_remarks_have_their_places() -> None:
    found = personal(source.parse(REMARKED.encode(), "evidence.yaml"))
    lines = REMARKED.split("\n")
    shown = [
        (f.code, line, lines[line - 1][column - 1 :][:7])
        for f, (_, line, column, _) in ((f, f.location) for f in found)
    ]
    assert shown == [
        ("BL002", 4, "She sai"),
        ("BL002", 5, "he's br"),
        ("BL003", 5, "brillia"),
        ("BL003", 5, "natural"),
        ("BL002", 8, "His pla"),
        ("BL002", 10, "she"),
        ("BL002", 11, "she sav"),
        ("BL002", 11, "his log"),
        ("BL002", 12, "herself"),
        ("BL002", 12, '"Ms Ray'),  # an escape hides where `his` begins
        ("BL002", 12, "Ms Ray:"),
        ("BL003", 16, "Hard-wo"),
        ("BL002", 16, "Herself"),
    ]
    assert all(f.help and f.many.format(n=3).startswith("3 words") for f in found)


def test_the_help_of_a_remark_says_what_to_write_instead() -> None:
    data = b"evidence: [{title: An aggressive and helpful genius}]"
    helps = {f.message: f.help for f in personal(source.parse(data, "e.yaml"))}
    assert len(set(helps.values())) == 3
    assert "followed" in helps['"aggressive" tells of a person, not the work']


def test_links_that_name_somebody_are_told_with_their_places() -> None:
    data = """\
evidence:
  - title: A
    result: |
      See
      [this](https://x.org/priya) and [that](https://x.org/b).
    links: [{title: Priya, url: https://x.org/b}, {title: B, url: mailto:dana.ortiz@x.org}]
  - {title: B, private: true, links: [{url: https://x.org/priya}]}
"""
    found = links_left_out(source.parse(data.encode(), "evidence.yaml"), BLIND)
    assert told(found) == ["5:14 BL005", "6:67 BL005"]
    assert "https://x.org/priya" in found[0].message


# The key, and back


def test_the_key_says_whom_each_code_stands_for() -> None:
    data = key_file(BLIND.people)
    assert read_key(data, "key.yaml") == key_of(BLIND.people)
    assert source.plain_of(source.parse(data, "key.yaml").root) == {
        "key": "1",
        "packet": CODE,
        "evidence": HASH,
        "names": {
            CODE: "Priya Raman",
            "Manager 1": "Tomas Lindgren",
            "Person 1": "Dana Ortiz",
            "Team 1": "Rail Pricing",
        },
    }


NO_KEYS = {
    "another file": (b"candidate: {name: Ada}\n", 4),
    "a newer one": (b"key: 2\npacket: x\nevidence: y\nnames: {Person 1: Ada}\n", 1),
    "no names": (b"key: 1\npacket: x\nevidence: y\nnames: {}\n", 1),
    "names that are a list": (b"key: 1\npacket: x\nevidence: y\nnames: [a]\n", 1),
    "a name that is none": (b"key: 1\npacket: x\nevidence: y\nnames: {Person 1: [a]}\n", 1),
    "a code that is there twice": (
        b"key: 1\npacket: x\nevidence: y\nnames: {Person 1: a, person 1: b}\n",
        1,
    ),
}


@pytest.mark.parametrize(("data", "faults"), NO_KEYS.values(), ids=NO_KEYS)
def test_what_is_no_key_is_refused_with_every_fault(data: bytes, faults: int) -> None:
    with pytest.raises(InputError) as error:
        read_key(data, "key.yaml")
    assert [f.code for f in error.value.findings] == ["BL004"] * faults
    assert all(f.location.line for f in error.value.findings)


@given(st.text() | st.binary())
@unhurried
def test_no_bytes_end_in_anything_but_a_key_or_findings(data: str | bytes) -> None:
    given = data if isinstance(data, bytes) else data.encode("utf-8", "replace")
    with suppress(InputError):
        assert read_key(given, "key.yaml").names


def test_codes_in_a_review_become_names_again() -> None:
    voices = [{"name": f"Kim A{letter}"} for letter in "bcdefghijklm"]
    content = file_of(candidate=SOMEBODY, feedback=voices)
    people = names_of(assessment(content).evidence, HASH, reviewers=["Fay Orr"])
    undo = Unblind(key_of(people))
    review = Review(
        origin=Origin(candidate=CODE, evidence=HASH),
        forms=(
            ReviewForm(
                reviewer="Reviewer 1",
                source="copy.docx",
                competencies=(Answers("craft", "Craft", {"comment": "person 12 said so"}),),
                signed={"reviewer": "Reviewer 1"},
            ),
        ),
        comments=(
            Comment(
                author="Reviewer 1",
                date="2026-07-02",
                text=f"Ask {CODE}'s manager, Manager 1; see Persons 1 and Person 100",
                place=Place(item="plan-of-Person 1"),
                replies=(Reply("Manager 1", "", "Manager 1s Plan; 由Person 1负责"),),
            ),
        ),
    )
    back = undo.review(review)
    assert back.origin == Origin(candidate="Priya Raman", evidence=HASH)
    assert back.forms[0].reviewer == back.forms[0].signed["reviewer"] == "Fay Orr"
    assert back.forms[0].competencies[0].values == {"comment": "Kim Am said so"}
    (comment,) = back.comments
    assert comment.text == "Ask Priya Raman's manager, Tomas Lindgren; see Persons 1 and Person 100"
    assert comment.place.item == "plan-of-Kim Ab"
    assert comment.replies[0].text == "Tomas Lindgrens Plan; 由Kim Ab负责"


def test_a_packet_comes_back_where_it_had_full_names() -> None:
    content = file_of(
        item("Core of Priya Raman", corroboration=[{"name": "Dana Ortiz", "quote": "Yes"}]),
        candidate=SOMEBODY,
    )
    whole: Packet = packet(content)
    blind = blind_of(content)
    undo = Unblind(read_key(key_file(blind.people), "key.yaml"))
    was, now = list(texts(whole)), list(map(undo.text, texts(blind.packet(whole))))
    assert [pair for pair in zip(was, now, strict=True) if pair[0] != pair[1]] == [
        ("core-of-priya-raman", "core-of-Priya Raman")
    ]
