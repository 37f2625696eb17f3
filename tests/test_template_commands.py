"""Templates and themes by the real command: built with, listed, exported, checked."""

from __future__ import annotations

import json
import shutil
from io import BytesIO
from pathlib import Path

import docx
import pytest
from commandline import Result, files_in, promo
from making import EXAMPLES, ROOT, docx_lines, xml_of
from wordforms import bytes_of, form

from promo.findings import InputError
from promo.forms import SHIPPED, Look, formats_of, open_form
from promo.template_files import samples
from promo.templating.meanings import BLOCKS, FIELDS, FILTERS
from promo.templating.shape import ListOf, Record, Shape, packet_shape
from promo.writers.word.blocks import BLOCKS as WRITTEN
from promo.writers.word.stylesheet import STYLES

FORM = form("Case of {{ candidate.name }}", "{{ flags }}", "{{ sign_off }}")
FAULTY = form("{{ candidte.name }}", "{{ flags }} and more", header="{{ x }}")
PAGE = '{% extends "packet.md.j2" %}{% block feedback %}Asked: nobody.{% endblock %}'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with evidence, forms and a theme."""
    shutil.copy(EXAMPLES["thin"], tmp_path / "thin.yaml")
    (tmp_path / "form.docx").write_bytes(FORM)
    (tmp_path / "faulty.docx").write_bytes(FAULTY)
    (tmp_path / "page.md.j2").write_text(PAGE, encoding="utf-8")
    (tmp_path / "german.yaml").write_text("language: de\naccent: 7A1F3D\n", encoding="utf-8")
    return tmp_path


def build(folder: Path, *arguments: str) -> Result:
    return promo("build", "thin.yaml", *arguments, cwd=folder)


# Building


def test_a_packet_is_written_into_the_form(folder: Path) -> None:
    done = build(folder, "--template", "form.docx")
    assert done.code == 0
    first = docx_lines((folder / "thin.docx").read_bytes())[0]
    assert first.text.startswith("Case of ")
    assert "form.docx: warning TP006 lacks " in done.stderr


@pytest.mark.parametrize(
    ("templates", "written"),
    [
        (["page.md.j2"], {"thin.md"}),
        (["form.docx"], {"thin.docx"}),
        (["form.docx", "page.md.j2"], {"thin.docx", "thin.md"}),
        (["brief"], {"thin.docx"}),
        (["plain"], {"thin.md"}),
        (["brief", "plain"], {"thin.docx", "thin.md"}),
    ],
    ids=" and ".join,
)
def test_templates_say_what_is_written(
    folder: Path, templates: list[str], written: set[str]
) -> None:
    options = [part for name in templates for part in ("--template", name)]
    before = set(files_in(folder))
    assert build(folder, *options).code == 0
    assert set(files_in(folder)) - before == written


def test_a_name_for_two_formats_leaves_one_to_another(folder: Path) -> None:
    done = build(folder, "-T", "brief", "-T", "plain", "-f", "docx,md")
    assert done.code == 0
    assert "Evidence over time" not in xml_of((folder / "thin.docx").read_bytes())
    page = (folder / "thin.md").read_text("utf-8")
    assert "Evidence over time" in page
    assert "| --- |" not in page


REFUSED = {
    "no such name": (["-T", "breif"], "--template: TP019", 'did you mean "brief"?'),
    "no such file": (["-T", "from.docx"], "--template: TP019", 'did you mean "form.docx"?'),
    "a folder": (["-T", "."], ".: CL002 is a folder", "name a file"),
    "two for one format": (["-T", "form.docx", "-T", "packet", "-f", "docx"], "TP020", "one of"),
    "another format": (["-T", "form.docx", "-f", "md"], "is for Word, which is not", "docx"),
    "a faulty form": (["-T", "faulty.docx"], "header 1: TP001", '"candidate"?'),
    "a packet": (["-T", str(ROOT / "examples/thin.docx")], "TP014 is a packet", "export"),
    "no such theme": (["--theme", "germn.yaml"], "TH006", 'did you mean "german.yaml"?'),
    "evidence as a form": (["-T", "thin.yaml"], "thin.yaml: TP011 is not a Word", ".docx"),
}


@pytest.mark.parametrize(("arguments", "told", "help"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_used_is_told_and_nothing_is_written(
    folder: Path, arguments: list[str], told: str, help: str
) -> None:
    before = files_in(folder)
    done = build(folder, *arguments)
    assert done.code == 2
    assert told in done.stderr
    assert help in done.stderr
    assert "Traceback" not in done.stderr
    assert files_in(folder) == before


def test_faults_of_template_theme_and_call_are_told_at_once(folder: Path) -> None:
    (folder / "bad.yaml").write_text("accent: blue-ish\npage: a3\n", encoding="utf-8")
    done = build(folder, "-T", "faulty.docx", "-T", "page.md.j2", "--theme", "bad.yaml")
    assert done.code == 2
    for told in ("paragraph 1: TP001", "paragraph 2: TP003", "header 1: TP001", "bad.yaml:2:7"):
        assert told in done.stderr, told


def test_a_form_is_opened_once_however_many_packets_are_built(folder: Path) -> None:
    look = Look((str(folder / "form.docx"), "plain"), str(folder / "german.yaml"))
    formats = formats_of(look.templates)
    assert formats == ("docx", "md")
    assert open_form(look, formats) is open_form(look, formats)


def test_several_packets_in_one_form_tell_its_warnings_once(folder: Path) -> None:
    shutil.copy(EXAMPLES["strong"], folder / "strong.yaml")
    files = ("thin.yaml", "strong.yaml")
    done = promo("build", *files, "-T", "form.docx", "-j", "2", cwd=folder)
    assert done.code == 0
    assert done.stderr.count("TP006") == 1
    names = [docx_lines((folder / f"{n}.docx").read_bytes())[0].text for n in ("thin", "strong")]
    assert len(set(names)) == 2


def test_a_theme_speaks_german_in_both_formats_and_colours_the_shipped_form(folder: Path) -> None:
    assert build(folder, "--theme", "german.yaml", "-f", "docx,md").code == 0
    document = (folder / "thin.docx").read_bytes()
    assert "Abdeckung auf einen Blick" in xml_of(document)
    assert "Abdeckung auf einen Blick" in (folder / "thin.md").read_text("utf-8")
    assert 'w:val="7A1F3D"' in xml_of(document, "word/styles.xml")
    assert 'w:val="de-DE"' in xml_of(document, "word/styles.xml")


def test_a_theme_leaves_the_looks_of_a_companys_form_and_says_so(folder: Path) -> None:
    done = build(folder, "--theme", "german.yaml", "-T", "form.docx")
    assert done.code == 0
    assert "TH005" in done.stderr
    document = (folder / "thin.docx").read_bytes()
    assert "7A1F3D" not in xml_of(document, "word/styles.xml")
    assert "Nachweis" in xml_of(document)


# Exporting


def test_an_exported_template_gives_the_same_packets(folder: Path) -> None:
    done = promo("template", "export", "packet", "our form", cwd=folder)
    assert done.code == 0
    assert set(files_in(folder / "our form")) == {
        *("packet.docx", "packet.md.j2", "README.md", "theme.yaml")
    }
    own = ("-T", "our form/packet.docx", "-T", "our form/packet.md.j2", "--theme")
    assert build(folder, *own, "our form/theme.yaml", "-o", "our form/").code == 0
    assert build(folder, "-f", "docx,md").code == 0
    assert (folder / "our form/thin.md").read_bytes() == (folder / "thin.md").read_bytes()
    assert (folder / "our form/thin.docx").read_bytes() == (folder / "thin.docx").read_bytes()


@pytest.mark.parametrize("name", SHIPPED)
def test_every_template_can_be_exported_and_checked(folder: Path, name: str) -> None:
    assert promo("template", "export", name, "own", cwd=folder).code == 0
    files = [p for p in (folder / "own").iterdir() if p.name != "README.md"]
    done = promo("template", "check", *files, cwd=folder)
    assert done.code == 0, done.stdout
    assert " ".join(done.stdout.split()).count("no errors") == len(files)


def test_an_export_replaces_nothing(folder: Path) -> None:
    (folder / "own").mkdir()
    (folder / "own" / "theme.yaml").write_text("mine", encoding="utf-8")
    done = promo("template", "export", "packet", "own", cwd=folder)
    assert (done.code, "CL011" in done.stderr) == (2, True)
    assert set(files_in(folder / "own")) == {"theme.yaml"}


def test_a_template_that_is_not_shipped_cannot_be_exported(folder: Path) -> None:
    done = promo("template", "export", "pakcet", "own", cwd=folder)
    assert done.code == 2
    assert 'did you mean "packet"?' in done.stderr
    assert not (folder / "own").exists()


# Checking


def test_a_check_tells_every_fault_of_every_file(folder: Path) -> None:
    (folder / "bad.toml").write_text('accent = "x"\n', encoding="utf-8")
    done = promo("template", "check", "faulty.docx", "bad.toml", "form.docx", cwd=folder)
    assert done.code == 2
    assert done.stderr == ""
    assert "faulty.docx: 3 errors" in done.stdout
    assert "bad.toml:1:10: TH001" in done.stdout
    assert "form.docx: no errors, " in done.stdout


def test_warnings_count_only_when_one_is_strict(folder: Path) -> None:
    (folder / "few.docx").write_bytes(form("{{ candidate.name }}"))
    done = promo("template", "check", "few.docx", cwd=folder)
    assert done.code == 0
    assert done.stdout.count("TP012") == 2  # neither flags nor sign-off
    assert promo("template", "check", "few.docx", "--strict", cwd=folder).code == 1


def test_a_check_fills_the_form_and_tells_what_fails_then(folder: Path) -> None:
    lines = ("{{ committee.lead }}", "{{ flags }}", "{{ sign_off }}")
    (folder / "late.docx").write_bytes(form(*lines))
    done = promo("template", "check", "late.docx", cwd=folder)
    assert done.code == 2
    assert "late.docx: paragraph 1: TP016" in done.stdout


def test_a_rule_that_the_form_breaks_itself_is_a_warning(folder: Path) -> None:
    document = docx.Document(BytesIO(FORM))
    document.paragraphs[0].add_run(" ")._r[-1].attrib.clear()  # its space is not kept
    (folder / "form.docx").write_bytes(bytes_of(document))
    done = promo("template", "check", "form.docx", cwd=folder)
    assert done.code == 0
    assert "TP017" in done.stdout
    assert build(folder, "-T", "form.docx").code == 0


# What there is


@pytest.mark.parametrize("command", ["list", "fields"])
def test_a_page_of_templates_is_told_in_three_ways(folder: Path, command: str) -> None:
    shown = promo("template", command, cwd=folder)
    assert shown.code == 0
    assert max(map(len, shown.stdout.splitlines())) <= 80
    page = promo("template", command, "-f", "md", cwd=folder).stdout
    assert page.startswith("# ")
    told = json.loads(promo("template", command, "-f", "json", cwd=folder).stdout)
    assert told["templates" if command == "list" else "fields"]


def paths(shape: Shape, path: str = "") -> list[str]:
    if isinstance(shape, ListOf):
        return paths(shape.each, f"{path}[]")
    if isinstance(shape, Record):
        return [p for n, each in shape.fields.items() for p in paths(each, f"{path}.{n}")]
    return [path.removeprefix(".")]


def test_fields_tells_every_field_block_style_and_filter(folder: Path) -> None:
    told = json.loads(promo("template", "fields", "-f", "json", cwd=folder).stdout)
    assert [field["path"] for field in told["fields"]] == paths(packet_shape())
    assert {block["name"] for block in told["blocks"]} == set(WRITTEN)
    assert {style["name"] for style in told["styles"]} == set(STYLES)
    shown = promo("template", "fields", cwd=folder).stdout
    for name in ("candidate.name:", "coverage_table:", "Status Strong:", "link:"):
        assert name in shown


def nouns(shape: Shape) -> set[str]:
    if isinstance(shape, ListOf):
        return nouns(shape.each)
    if isinstance(shape, Record):
        own = {f"{shape.noun}.{name}" for name in shape.fields}
        return own.union(*(nouns(each) for each in shape.fields.values()))
    return set()


def test_every_field_block_and_filter_has_a_meaning_and_no_other() -> None:
    from promo.templating.expressions import filter_names

    assert set(FIELDS) == nouns(packet_shape())
    assert set(BLOCKS) == set(WRITTEN)
    assert set(FILTERS) == set(filter_names())


def test_nearly_every_field_has_an_example(folder: Path) -> None:
    told = json.loads(promo("template", "fields", "-f", "json", cwd=folder).stdout)["fields"]
    assert {field["path"] for field in told if not field["example"]} == {
        *(f"flags.rest[].{field}" for field in ("status", "step_label", "note")),  # a waiver's
        "other_evidence[].also",
    }


def test_the_samples_are_a_full_packet_and_an_empty_one() -> None:
    whole, bare = samples()
    assert whole.committee is not None
    assert whole.other_evidence
    assert whole.feedback
    assert bare.committee is None
    assert not bare.headlines


def test_a_theme_is_refused_with_every_finding(folder: Path) -> None:
    path = folder / "bad.yaml"
    path.write_text("accent: x\nlogo: nowhere.png\nlabels: {a: b}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        open_form(Look((), str(path)), ("docx",))
    assert {f.location.line for f in caught.value.findings} == {1, 3}
