"""Building over a packet that people have worked in: refused, kept, carried over, never merged."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from commandline import Result, files_in, promo

from promo.model import Review
from promo.review.reading import read
from promo.writers.word.package import CUSTOM, zipped

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EVIDENCE = """\
candidate: {name: Priya Raman}
packet: {target: principal, as_of: 2026-06-30}
evidence:
  - id: core
    title: Routing core
    date: 2025-09
    competencies: [vision-strategy]
    responsibility: owner
    result: Launches take four weeks.
  - title: Craft guild
    date: 2026-02
    competencies: [product-craft]
    responsibility: owner
"""
REVIEW = """\
review: 1
reviewers:
  - reviewer: Tomas Lindgren
    recommendation: Not yet
    competencies:
      - {competency: vision-strategy, rating: Meets, checked: yes, comment: "Seen it.\\nTwice."}
comments:
  - author: Tomas Lindgren
    date: "2026-07-01T09:00:00Z"
    text: Which eleven countries?
    anchor: four weeks
    place: {competency: vision-strategy}
"""
ANSWERS = 5  # the name, the recommendation and the three on one competency


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "evidence.yaml").write_text(EVIDENCE, encoding="utf-8")
    (tmp_path / "review.yaml").write_text(REVIEW, encoding="utf-8")
    return tmp_path


def build(folder: Path, *arguments: str) -> Result:
    return promo("build", "evidence.yaml", *arguments, cwd=folder)


def built(folder: Path, *arguments: str) -> Result:
    result = build(folder, *arguments)
    assert result.code == 0, result.stderr
    return result


def review_in(folder: Path, name: str = "evidence.docx") -> Review:
    review, _ = read((folder / name).read_bytes(), name)
    return review


def rewritten(folder: Path, change: Callable[[str], str]) -> None:
    """The packet with its document changed, as any program would leave it."""
    path = folder / "evidence.docx"
    with ZipFile(BytesIO(path.read_bytes())) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    before = members["word/document.xml"].decode()
    after = change(before)
    assert after != before
    path.write_bytes(zipped({**members, "word/document.xml": after.encode()}))


def reviewed(folder: Path) -> None:
    """A packet with answers and a comment in it that stands in no file."""
    built(folder, "--review", "review.yaml")
    saved_again(folder)


def saved_again(folder: Path) -> None:
    path = str(folder / "evidence.docx")
    docx.Document(path).save(path)


def silently(folder: Path) -> None:
    rewritten(folder, lambda text: text.replace("take four weeks", "take two weeks"))


INSERTION = (
    '<w:ins w:id="9001" w:author="Dana Ortiz" w:date="2026-07-02T10:00:00Z"><w:r>'
    "<w:t> In Europe alone.</w:t></w:r></w:ins>"
)


def tracked(folder: Path) -> None:
    rewritten(
        folder,
        lambda text: re.sub(r"(Launches take \w+ weeks\..*?)(</w:p>)", rf"\1{INSERTION}\2", text),
    )


def test_an_untouched_packet_is_replaced(folder: Path) -> None:
    built(folder)
    built(folder, "--carry-over")
    assert files_in(folder).keys() == {"evidence.yaml", "review.yaml", "evidence.docx"}


def test_a_packet_filled_from_a_file_is_as_the_file_has_it_and_replaced(folder: Path) -> None:
    built(folder, "--review", "review.yaml")
    first = (folder / "evidence.docx").read_bytes()
    built(folder, "--review", "review.yaml")
    assert (folder / "evidence.docx").read_bytes() == first
    (form,) = review_in(folder).forms
    assert form.signed["recommendation"] == "Not yet"
    assert form.competencies[0].values["comment"] == "Seen it.\nTwice."


def test_a_reviewed_packet_is_refused_naming_what_is_in_it(folder: Path) -> None:
    reviewed(folder)
    silently(folder)
    tracked(folder)
    before = files_in(folder)
    result = build(folder)
    assert result.code == 2
    inside = f"{ANSWERS} answers, 1 comment, 1 edited text, 1 tracked change"
    assert f"was edited since promo wrote it, and holds {inside}; it is left" in result.stderr
    assert "--carry-over" in result.stderr
    assert files_in(folder) == before


def test_a_packet_that_was_only_saved_again_is_refused_too(folder: Path) -> None:
    built(folder)
    saved_again(folder)
    result = build(folder)
    assert "CL006" in result.stderr
    assert "no answer, comment or edit that promo can read" in result.stderr


def test_carrying_over_keeps_a_dated_copy_and_brings_answers_and_comments(folder: Path) -> None:
    reviewed(folder)
    before = (folder / "evidence.docx").read_bytes()
    was = review_in(folder)
    result = built(folder, "--carry-over")
    (copy,) = folder.glob("evidence.before-*.docx")
    assert re.fullmatch(r"evidence\.before-\d{4}-\d\d-\d\d\.docx", copy.name)
    assert copy.read_bytes() == before
    assert f"what stood there is now {copy.name}" in result.stdout
    assert f"carried over: {ANSWERS} answers, 1 comment" in result.stdout
    now = review_in(folder)
    assert [f.competencies for f in now.forms] == [f.competencies for f in was.forms]
    assert [f.signed for f in now.forms] == [f.signed for f in was.forms]
    assert [(c.author, c.text) for c in now.comments] == [
        ("Tomas Lindgren", "[on “four weeks”] Which eleven countries?")
    ]


def test_what_was_carried_over_is_asked_for_again_and_quoted_once(folder: Path) -> None:
    reviewed(folder)
    built(folder, "--carry-over")
    assert "holds 5 answers, 1 comment" in build(folder).stderr
    first = review_in(folder)
    built(folder, "--carry-over")
    assert review_in(folder).comments == first.comments
    assert len(list(folder.glob("evidence.before-*.docx"))) == 2


def test_edited_evidence_is_listed_as_it_was_and_is_now_and_not_merged(folder: Path) -> None:
    reviewed(folder)
    silently(folder)
    result = built(folder, "--carry-over")
    told = " ".join(result.stdout.split())
    assert "changed to: Result: Launches take two weeks." in told
    assert "was: Result: Launches take four weeks." in told
    assert review_in(folder).edits == ()


def test_tracked_changes_are_listed_with_their_author(folder: Path) -> None:
    built(folder)
    tracked(folder)
    result = built(folder, "--carry-over")
    assert "inserted by Dana Ortiz: In Europe alone." in " ".join(result.stdout.split())
    assert review_in(folder).changes == ()


def test_answers_to_what_is_no_longer_asked_are_listed(folder: Path) -> None:
    reviewed(folder)
    ladder = folder / "own.yaml"
    ladder.write_text(
        "ladder: own\nlevels: [{id: principal}]\n"
        "competencies: [{id: product-craft, title: Product Craft}]\n"
        "expectations: {principal: {product-craft: [Sets the bar]}}\n",
        encoding="utf-8",
    )
    evidence = folder / "evidence.yaml"
    evidence.write_text(EVIDENCE.replace("[vision-strategy]", "[product-craft]"), encoding="utf-8")
    told = " ".join(built(folder, "--carry-over", "--ladder", "own.yaml").stdout.split())
    assert "Vision & Strategy: rating by Tomas Lindgren: Meets" in told
    assert "Vision & Strategy: comment by Tomas Lindgren: Seen it. Twice." in told


def test_a_comment_on_a_competency_that_is_gone_is_still_in_the_packet(folder: Path) -> None:
    test_answers_to_what_is_no_longer_asked_are_listed(folder)
    assert [c.text for c in review_in(folder).comments] == [
        "[on “Vision & Strategy”] [on “four weeks”] Which eleven countries?"
    ]


def test_a_document_of_somebody_else_is_not_carried_over(folder: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Mine.")
    document.save(str(folder / "evidence.docx"))
    before = files_in(folder)
    assert "CL005" in build(folder, "--carry-over").stderr
    assert files_in(folder) == before


def test_a_form_of_somebody_else_with_the_same_questions_is_not_carried_over(folder: Path) -> None:
    document = docx.Document()
    rows = ("Manager’s review: Product Craft", ""), ("Rating", "Meets"), ("Comment", "Mine.")
    table = document.add_table(0, 2)
    for texts in rows:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    table.rows[0].cells[0].merge(table.rows[0].cells[1])
    document.save(str(folder / "evidence.docx"))
    assert review_in(folder).forms  # which can be read, by its labels
    before = files_in(folder)
    assert "CL005" in build(folder, "--carry-over").stderr
    assert files_in(folder) == before


def test_a_damaged_packet_is_not_carried_over(folder: Path) -> None:
    reviewed(folder)
    path = folder / "evidence.docx"
    path.write_bytes(path.read_bytes()[:-400])
    before = files_in(folder)
    assert build(folder, "--carry-over").code == 2
    assert files_in(folder) == before


def test_a_page_of_markdown_has_nothing_to_carry(folder: Path) -> None:
    built(folder, "-o", "packet.md")
    page = folder / "packet.md"
    page.write_text(page.read_text("utf-8") + "\nMine.\n", encoding="utf-8")
    assert "CL006" in build(folder, "-o", "packet.md", "--carry-over").stderr


def test_each_reviewer_keeps_their_form(folder: Path) -> None:
    built(folder, "--reviewers", "Dana Ortiz,Tomas Lindgren", "--review", "review.yaml")
    saved_again(folder)
    built(folder, "--carry-over")
    assert [form.reviewer for form in review_in(folder).forms] == ["Dana Ortiz", "Tomas Lindgren"]
    assert review_in(folder).forms[1].signed["recommendation"] == "Not yet"


def test_a_packet_that_lost_its_seal_is_an_edited_one(folder: Path) -> None:
    reviewed(folder)
    path = folder / "evidence.docx"
    with ZipFile(BytesIO(path.read_bytes())) as archive:
        members = {n: archive.read(n) for n in archive.namelist()}
    members[CUSTOM] = re.sub(rb"promo-digest", b"lost", members[CUSTOM])
    path.write_bytes(zipped(members))
    assert "holds 5 answers, 1 comment" in build(folder).stderr


BAD_CALLS = {
    "both bring answers": ("--review review.yaml --carry-over", "both bring answers"),
    "no reviewers": ("--reviewers ,", "name at least one person"),
    "no such review": ("--review nowhere.yaml", "CL001"),
    "not a review": ("--review evidence.yaml", "RV011"),
}


@pytest.mark.parametrize(("arguments", "told"), BAD_CALLS.values(), ids=BAD_CALLS)
def test_a_call_that_cannot_be_meant_writes_nothing(
    folder: Path, arguments: str, told: str
) -> None:
    result = build(folder, *arguments.split())
    assert result.code == 2
    assert told in result.stderr
    assert files_in(folder).keys() == {"evidence.yaml", "review.yaml"}


def test_one_review_fills_one_packet(folder: Path) -> None:
    (folder / "other.yaml").write_text(EVIDENCE, encoding="utf-8")
    result = build(folder, "other.yaml", "--review", "review.yaml")
    assert "one review cannot fill 2 packets" in result.stderr


WRONG = {
    "another person": ("packet: {candidate: Kim Sato}", 'is the review of "Kim Sato", not of'),
    "another level": ("packet: {target: {id: senior}}", 'was given for the level "senior"'),
    "another ladder": ("packet: {ladder: {id: amazon-pm}}", 'was given for the ladder "amazon-pm"'),
}


@pytest.mark.parametrize(("origin", "told"), WRONG.values(), ids=WRONG)
def test_a_review_of_something_else_is_refused(folder: Path, origin: str, told: str) -> None:
    text = REVIEW.replace("review: 1\n", f"review: 1\n{origin}\n")
    (folder / "review.yaml").write_text(text, encoding="utf-8")
    result = build(folder, "--review", "review.yaml")
    assert result.code == 2
    assert f"review.yaml: RV012 {told}" in result.stderr


def test_a_competency_that_is_not_assessed_is_named_with_its_neighbour(folder: Path) -> None:
    text = REVIEW.replace("competency: vision-strategy, rating", "competency: vision, rating")
    (folder / "review.yaml").write_text(text, encoding="utf-8")
    result = build(folder, "--review", "review.yaml")
    assert 'RV012 has answers on "vision"' in result.stderr
    assert 'did you mean "vision-strategy"?' in result.stderr


def test_a_review_of_an_older_state_of_the_evidence_is_told(folder: Path) -> None:
    text = REVIEW.replace(
        "review: 1\n", f"review: 1\npacket: {{evidence: {{sha256: {'0' * 64}}}}}\n"
    )
    (folder / "review.yaml").write_text(text, encoding="utf-8")
    assert "RV013" in built(folder, "--review", "review.yaml").stderr
