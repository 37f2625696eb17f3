"""Strangers' forms, each through the real command line: packets go into them, whole and sound.

Each folder of cases/templates/good is a form (README.md says what it holds). `expected.txt` is what
is told of it, `expected-packet.txt` the beginning and end of what the strong packet says in it.
`PROMO_UPDATE_EXPECTED=1` writes both anew; `python tools/make_template_cases.py` the forms.
"""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pypdf
import pytest
from commandline import promo
from conftest import ROOT
from lxml import etree
from making import (
    EXAMPLES,
    METRIC,
    SOMEONE,
    WHOLE_LADDER,
    docx_words,
    example_packet,
    file_of,
    item,
    members_of,
    packet,
)
from test_validator import validated
from wordforms import W

from promo.packet import Packet
from promo.writers.word import write
from promo.writers.word.lint import lint
from promo.writers.word.template import load

GOOD = ROOT / "tests" / "cases" / "templates" / "good"
FORMS = {path.parent.name: path for path in sorted(GOOD.glob("*/form.do[ct]x"))}
UPDATE = os.environ.get("PROMO_UPDATE_EXPECTED") == "1"
PEOPLE = {"strong": "Zofia Brandt", "thin": "Mateus Oliveira"}
WRITTEN_BY_LIBREOFFICE = {"libreoffice", "libreoffice-restyled"}
# LibreOffice puts a level's style before its number format; a packet is as the form is.
FAULTY = "libreoffice"
EVERY_FORM = pytest.mark.parametrize("name", FORMS)


class Built(NamedTuple):
    """What the command line said of a form, and the packets that it wrote into it."""

    checked: str
    told: str
    packets: dict[str, bytes]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the evidence and, each in its own, the forms."""
    made = tmp_path_factory.mktemp("forms")
    for person in PEOPLE:
        shutil.copy(EXAMPLES[person], made)
    for name, path in FORMS.items():
        (made / name / "made").mkdir(parents=True)
        shutil.copy(path, made / name)
    return made


@cache
def built(name: str, folder: Path) -> Built:
    """Both packets in a form, by one command."""
    form = FORMS[name].name
    checked = promo("template", "check", form, cwd=folder / name)
    evidence = [f"../{person}.yaml" for person in PEOPLE]
    done = promo("build", *evidence, "-T", form, "-o", "made/", cwd=folder / name)
    assert (checked.code, done.code) == (0, 0), checked.stderr + done.stderr
    assert "Traceback" not in checked.stderr + done.stderr
    of_form = re.findall(r"^form\..*\n(?: .*\n)*", done.stderr, re.MULTILINE)
    packets = {p: (folder / name / "made" / f"{p}.docx").read_bytes() for p in PEOPLE}
    return Built(checked.stdout + checked.stderr, "".join(of_form), packets)


def expected(path: Path, text: str) -> str:
    if UPDATE:
        path.write_text(text, encoding="utf-8", newline="\n")
    return path.read_text(encoding="utf-8")


@EVERY_FORM
def test_what_is_told_of_a_form_is_as_expected(name: str, folder: Path) -> None:
    made = built(name, folder)
    told = f"$ promo template check\n{made.checked}\n$ promo build\n{made.told}"
    assert told == expected(GOOD / name / "expected.txt", told)


@EVERY_FORM
def test_what_is_told_when_building_is_told_by_the_check_too(name: str, folder: Path) -> None:
    made = built(name, folder)
    codes = re.findall(r"warning (TP\d+)", made.told)
    checked = re.findall(r"warning (TP\d+)", made.checked)
    assert set(codes) <= set(checked)
    assert not re.search(r"^\S+: TP\d+", made.checked, re.MULTILINE)


@EVERY_FORM
def test_the_packet_says_what_is_expected(name: str, folder: Path) -> None:
    said = "\n".join(lines_of(built(name, folder).packets["strong"])) + "\n"
    assert said == expected(GOOD / name / "expected-packet.txt", said)


@EVERY_FORM
@pytest.mark.parametrize("person", PEOPLE)
def test_no_tag_and_no_rule_is_left_broken(name: str, person: str, folder: Path) -> None:
    document = built(name, folder).packets[person]
    broken = set(lint(FORMS[name].read_bytes()))
    assert not broken or name == FAULTY
    assert set(lint(document)) <= broken
    left = [n for n, content in members_of(document).items() if b"{{" in content]
    assert left == (["customXml/item1.xml"] if name == "custom-xml" else [])


@EVERY_FORM
def test_the_styles_of_a_form_are_as_they_were(name: str, folder: Path) -> None:
    own = styles_of(FORMS[name].read_bytes())
    packets = styles_of(built(name, folder).packets["strong"])
    assert {id: packets[id] for id in own} == own


def styles_of(document: bytes) -> dict[str | None, bytes]:
    tree = etree.fromstring(members_of(document)["word/styles.xml"])
    return {
        style.get(W + "styleId"): etree.tostring(style, method="c14n", exclusive=True)
        for style in tree.iter(W + "style")
    }


@EVERY_FORM
def test_the_sdk_finds_no_error_that_is_not_the_forms(
    name: str, folder: Path, sdk_validator: str, tmp_path: Path
) -> None:
    found = set(validated(sdk_validator, built(name, folder).packets["strong"], tmp_path))
    if name == FAULTY:
        found -= set(validated(sdk_validator, FORMS[name].read_bytes(), tmp_path))
    assert found == set()


# What single cases are there for

OWN = {  # (case, part): what stands in that part of the packet
    ("custom-xml", "customXml/item1.xml"): ">{{ 7*7 }}</route>",
    ("custom-xml", "customXml/itemProps1.xml"): "urn:varmelin:case",
    ("custom-xml", "docProps/custom.xml"): 'name="Reviewer"><vt:lpwstr',
    ("dotx", "[Content_Types].xml"): "wordprocessingml.document.main+xml",
    ("dotx", "word/header1.xml"): 'r:embed="logo"',
    ("contents", "word/document.xml"): 'w:fldCharType="begin" w:dirty="true"',
    ("marked", "word/comments.xml"): "Is the team needed here?",
    ("old-word", "word/settings.xml"): 'w:val="12"',
    ("sections", "word/document.xml"): 'w:orient="landscape"',
    ("own-styles", "word/document.xml"): '<w:tblStyle w:val="OurTable"/>',
}


@pytest.mark.parametrize(("case", "part"), OWN, ids=map(" ".join, OWN))
def test_what_a_form_has_of_its_own_is_in_the_packet(case: str, part: str, folder: Path) -> None:
    packets = built(case, folder).packets
    assert all(OWN[case, part] in members_of(p)[part].decode() for p in packets.values())


def test_a_data_part_is_as_it_was(folder: Path) -> None:
    form = members_of(FORMS["custom-xml"].read_bytes())
    made = members_of(built("custom-xml", folder).packets["strong"])
    own = [name for name in form if name.startswith("customXml/")]
    assert {name: made[name] for name in own} == {name: form[name] for name in own}


# As LibreOffice shows them


@pytest.fixture(scope="session")
def pages(soffice: str, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The words on the pages of the strong packet in each form."""
    target = tmp_path_factory.mktemp("pdf")
    for name in FORMS:
        (target / f"{name}.docx").write_bytes(built(name, folder).packets["strong"])
    profile = f"-env:UserInstallation={(target / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(target)]
    documents = map(str, sorted(target.glob("*.docx")))
    subprocess.run([*command, *documents], check=True, capture_output=True, timeout=300)
    return {
        name: "\n".join(p.extract_text() for p in pypdf.PdfReader(target / f"{name}.pdf").pages)
        for name in FORMS
    }


@EVERY_FORM
def test_libreoffice_shows_the_packet(name: str, pages: dict[str, str]) -> None:
    shown = "Vision & Strategy" if name == "only-competencies" else PEOPLE["strong"]
    assert shown in pages[name]
    assert "{{" not in pages[name]
    assert "{%" not in pages[name]


# The shipped packet, rebuilt with loops

WHOLE = file_of(
    item("First", metrics=[METRIC], corroboration=SOMEONE, headline="yes"),
    item("Second", competencies=["craft", "people"], scope="task"),
    item("Nowhere", competencies=None),
    feedback=[{"name": "Grace", "relation": "peer", "quote": "She mends what others left."}],
)
IN_LOOPS = {
    **{name: example_packet(name) for name in EXAMPLES},
    "every key of a ladder": packet(WHOLE, on=WHOLE_LADDER, target="l4", track="ic"),
    "nothing": packet(file_of()),
}


@pytest.mark.parametrize("whole", IN_LOOPS.values(), ids=IN_LOOPS)
def test_the_packet_rebuilt_with_loops_reads_as_the_shipped_one(whole: Packet) -> None:
    in_loops = write(whole, load(FORMS["loops"].read_bytes(), "loops.docx"))
    assert lint(in_loops) == ()
    assert docx_words(in_loops) == docx_words(write(whole))
    assert list(docx_words(in_loops)) == list(docx_words(write(whole)))


def test_the_loops_link_as_the_blocks_do() -> None:
    strong = example_packet("strong")
    in_loops = write(strong, load(FORMS["loops"].read_bytes(), "loops.docx"))
    assert links_of(in_loops) == links_of(write(strong))


def links_of(document: bytes) -> list[tuple[str, str]]:
    """Where each link leads, with its words, in the order of the document."""
    body = etree.fromstring(members_of(document)["word/document.xml"])
    return [
        (link.get(W + "anchor", ""), "".join(t.text or "" for t in link.iter(W + "t")))
        for link in body.iter(W + "hyperlink")
    ]


# The forms themselves


def test_a_committed_form_is_made_again_unchanged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    made = runpy.run_path(str(ROOT / "tools" / "make_template_cases.py"))["files"]()
    assert {path.parent.name for path in made} == FORMS.keys() - WRITTEN_BY_LIBREOFFICE
    for path, content in made.items():
        assert members_of(path.read_bytes()) == members_of(content), path


# The words of a document


ENDS = (50, 8)  # lines of the body that are kept, at its beginning and end


def lines_of(document: bytes) -> list[str]:
    """Every paragraph of each part with text, one a line; the middle of a long body is left out."""
    found = []
    for name, content in sorted(members_of(document).items(), key=lambda m: _order(m[0])):
        lines = [line for line in _paragraphs(content) if line] if _order(name) else []
        if name == "word/document.xml" and len(lines) > sum(ENDS):
            first, last = ENDS
            lines = [*lines[:first], "…", *lines[-last:]]
        found += [f"# {name}", *lines, ""] if lines else []
    return found


PARTS = (
    "word/document",
    "word/header",
    "word/footer",
    "word/footnotes",
    "word/endnotes",
    "docProps",
)


def _order(name: str) -> tuple[int, str] | tuple[()]:
    """Where a part stands among those with texts; nothing for others."""
    if not name.endswith(".xml"):
        return ()
    return next(((n, name) for n, part in enumerate(PARTS) if name.startswith(part)), ())


def _paragraphs(content: bytes) -> Iterator[str]:
    tree = etree.fromstring(content)
    if tree.tag.startswith(W):
        for paragraph in tree.iter(W + "p"):
            own = [t for t in paragraph.iter(*_MARKS) if _holder(t) is paragraph]
            box = (
                "box: "
                if next(paragraph.iterancestors(W + "txbxContent"), None) is not None
                else ""
            )
            text = "".join(_MARKS[t.tag] or t.text or "" for t in own).strip()
            yield box + text if text else ""
        return
    for element in tree.iter():
        holder = element.getparent()
        if element.text and not len(element) and holder is not None:
            name = holder.get("name") or etree.QName(element).localname
            yield "" if name == "promo-digest" else f"{name}: {element.text}"


def _holder(mark: etree._Element) -> etree._Element | None:
    """The paragraph that shows a text, break or tab; none for the tab of a paragraph's settings."""
    run = mark.getparent()
    return None if run is None or run.tag != W + "r" else next(run.iterancestors(W + "p"))


_MARKS = {W + "t": "", W + "br": " / ", W + "tab": " → "}
