"""docs/templates.md is true: its commands run, its names exist, and it names what there is.

Blocks named `<!-- file: NAME -->` are typed into one folder beside a copy of the examples, and the
commands of the page run there in its order.
"""

from __future__ import annotations

import re
import runpy
import shlex
import shutil
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from commandline import promo
from conftest import ROOT
from jinja2 import nodes
from making import members_of

from promo import theme
from promo.findings import CODES
from promo.forms import SHIPPED
from promo.templating.expressions import filter_names
from promo.templating.meanings import BLOCKS, FILTERS
from promo.templating.shape import Leaf, ListOf, Record, Shape, packet_shape
from promo.writers.markdown.syntax import parsed
from promo.writers.markdown.template import shipped_source
from promo.writers.word.stylesheet import STYLES

PAGE = ROOT / "docs" / "templates.md"
TEXT = PAGE.read_text(encoding="utf-8")
FOR_HR, FOR_ENGINEERS = (part.partition("\n# ")[0] for part in TEXT.split("\n# Part ", 2)[1:])
GUIDE = (ROOT / "templates" / "guide.md").read_text(encoding="utf-8")
_BLOCK = re.compile(
    r"(?:<!-- file: (?P<name>\S+) -->\n)?^```(?P<language>\w+)\n(?P<text>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)
BLOCKS_OF_PAGE = list(_BLOCK.finditer(TEXT))


# What the page runs


class Done(NamedTuple):
    """A command of the page, and what came of it."""

    command: str
    code: int
    printed: str


def run_in_page_order(folder: Path) -> Iterator[Done]:
    for block in BLOCKS_OF_PAGE:
        if block["name"]:
            path = folder / block["name"]
            path.parent.mkdir(exist_ok=True)
            path.write_text(block["text"], encoding="utf-8", newline="\n")
        elif block["language"] == "sh":
            for command in block["text"].splitlines():
                if command.startswith("mkdir "):
                    (folder / command.removeprefix("mkdir ")).mkdir()
                    continue
                result = promo(*shlex.split(command)[1:], cwd=folder)
                yield Done(command, result.code, result.stdout + result.stderr)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("page")
    shutil.copytree(ROOT / "examples", made / "examples")
    return made


@pytest.fixture(scope="module")
def told(folder: Path) -> dict[str, Done]:
    return {done.command: done for done in run_in_page_order(folder)}


COMMANDS = re.findall(
    r"^promo .+$",
    "".join(b["text"] for b in BLOCKS_OF_PAGE if b["language"] == "sh"),
    re.MULTILINE,
)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_page_runs(command: str, told: dict[str, Done]) -> None:
    assert told[command].code == 0, told[command].printed


@pytest.mark.parametrize("command", [c for c in COMMANDS if "template check" in c])
def test_what_the_page_checks_has_no_fault(command: str, told: dict[str, Done]) -> None:
    assert "warning" not in told[command].printed
    assert "no errors" in told[command].printed


def test_no_command_stands_twice_as_the_second_would_meet_the_files_of_the_first() -> None:
    assert len(set(COMMANDS)) == len(COMMANDS) > 8


@pytest.mark.parametrize("command", sorted(set(re.findall(r"`(promo [^`]+)`", TEXT + GUIDE))))
def test_a_command_in_the_text_is_one_that_promo_knows(command: str, tmp_path: Path) -> None:
    names = [word for word in command.split()[1:3] if word.isalpha()]
    assert promo(*names, "--help", cwd=tmp_path).code == 0


def test_the_two_themes_of_the_page_say_the_same() -> None:
    both = [block for block in BLOCKS_OF_PAGE if (block["name"] or "").startswith("theme.")]
    read = [theme.read(block["text"].encode(), block["name"])[0] for block in both]
    assert len(read) == 2
    assert read[0].catalogue == read[1].catalogue
    assert [(t.accent, t.fonts, t.page) for t in read[:1]] == [
        (t.accent, t.fonts, t.page) for t in read[1:]
    ]


def test_each_theme_that_is_shown_can_be_read() -> None:
    shown = [block["text"] for block in BLOCKS_OF_PAGE if block["language"] == "yaml"]
    assert shown
    for text in shown:
        theme.read(text.encode(), "shown.yaml")


# What the page names


def found(path: str, among: Mapping[str, Shape | None]) -> bool:
    """Whether a path such as `headlines[].result` leads to something that a packet has."""
    first, *steps = path.split(".")
    if first.removesuffix("[]") not in among:
        return False
    here = among[first.removesuffix("[]")]
    for number, step in enumerate((first, *steps)):
        if here is None:  # of an example
            return True
        name = step.removesuffix("[]")
        if number:
            if not isinstance(here, Record) or name not in here.fields:
                return False
            here = here.fields[name]
        if name != step:
            if not isinstance(here, ListOf):
                return False
            here = here.each
    return True


# What the loops and macros of the page's examples name.
EXAMPLES = ("section", "entry", "part", "row", "loop", "super", "closing", "name", "flag", "field")
TOP: dict[str, Shape | None] = {**dict.fromkeys((*EXAMPLES, *BLOCKS)), **packet_shape().fields}
ASKED = re.findall(r"\{\{\s*([A-Za-z_][\w.]*)", TEXT + GUIDE)
DOTTED = [
    path
    for path in re.findall(r"`([a-z_]+(?:\[\])?(?:\.[a-z_]+(?:\[\])?)+)`", TEXT)
    if path.partition(".")[0].removesuffix("[]") in packet_shape().fields
]


@pytest.mark.parametrize("path", sorted({*ASKED, *DOTTED} - {"candidate.nmae"}))
def test_a_field_that_the_page_names_exists(path: str) -> None:
    assert found(path, TOP)


def test_a_field_that_does_not_exist_would_be_noticed() -> None:
    assert not found("candidate.nmae", TOP)
    assert not found("headlines[].titel", TOP)
    assert found("headlines[].result", TOP)


def test_what_the_page_says_of_prose_and_of_what_may_be_absent_is_all_there_is() -> None:
    def leaves(shape: Shape, path: str) -> Iterator[tuple[str, Shape]]:
        yield path, shape
        if isinstance(shape, ListOf):
            yield from leaves(shape.each, f"{path}[]")
        elif isinstance(shape, Record):
            for name, each in shape.fields.items():
                yield from leaves(each, f"{path}.{name}".strip("."))

    every = list(leaves(packet_shape(), ""))
    assert [path for path, each in every if isinstance(each, Leaf) and each.kind == "prose"] == [
        "summary",
        "headlines[].result",
        "competencies[].entries[].parts[].prose",
        "other_evidence[].parts[].prose",
    ]
    absent = {path for path, each in every if isinstance(each, Record) and each.may_be_absent}
    assert absent == {"committee", "since", "questions", "competencies[].flag"}


@pytest.mark.parametrize("name", BLOCKS)
def test_each_block_of_word_is_explained_to_hr(name: str) -> None:
    assert f"| `{{{{ {name} }}}}` |" in FOR_HR


def test_the_order_for_a_form_from_nothing_has_every_block_that_it_can_do_without_a_choice() -> (
    None
):
    (order,) = (b["text"] for b in BLOCKS_OF_PAGE if b["text"].startswith("{{ candidate.name }}"))
    named = set(re.findall(r"\{\{ (\w+) \}\}", order))
    assert set(BLOCKS) - named == {"headlines", "timeline"}


@pytest.mark.parametrize("name", STYLES)
def test_each_style_is_named(name: str) -> None:
    assert f"`{name}`" in FOR_HR


def rows_below(head: str) -> list[list[str]]:
    """The cells of the table whose heading row begins like this."""
    _, _, below = TEXT.partition(f"\n{head}")
    lines = below.split("\n\n", 1)[0].splitlines()[2:]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))] for line in lines]


def test_the_table_of_filters_is_that_of_promo() -> None:
    named = {name for row in rows_below("| filter |") for name in re.findall(r"`(\w+)`", row[0])}
    assert named == set(FILTERS) == set(filter_names())


def test_the_table_of_theme_keys_is_that_of_promo() -> None:
    assert tuple(row[0].strip("`") for row in rows_below("| key |")) == theme.KEYS
    (date,) = (row[1] for row in rows_below("| key |") if row[0] == "`date`")
    assert tuple(re.findall(r"\{(\w+)\}", date)) == theme.DATE_FIELDS


def test_the_theme_to_start_from_has_every_key() -> None:
    text = (ROOT / "templates" / "theme.yaml").read_text(encoding="utf-8")
    assert set(re.findall(r"^(?:# )?([a-z]+):", text, re.MULTILINE)) == set(theme.KEYS)


@pytest.mark.parametrize("name", ["packet", "plain", "brief"])
def test_the_blocks_of_a_markdown_template_are_named(name: str) -> None:
    tree = parsed(shipped_source(f"{name}.md.j2") or "").tree
    assert tree is not None
    _, _, said = FOR_ENGINEERS.partition("**Blocks** of")
    said, _, _ = said.partition("**Parts.**")
    if name == "brief":
        _, _, said = said.partition("`brief.md.j2` has")
    assert {block.name for block in tree.find_all(nodes.Block)} <= set(re.findall(r"`(\w+)`", said))


def test_the_parts_of_markdown_are_named() -> None:
    tree = parsed(shipped_source("parts.md.j2") or "").tree
    assert tree is not None
    _, _, said = FOR_ENGINEERS.partition("**Parts.**")
    said, _, _ = said.partition("Take those")
    macros = {macro.name for macro in tree.find_all(nodes.Macro)}
    assert set(re.findall(r"`(\w+)`", said)) == macros


def test_each_shipped_template_is_named() -> None:
    for name in SHIPPED:
        assert f"`{name}`" in FOR_ENGINEERS


@pytest.mark.parametrize("code", sorted(set(re.findall(r"T[PH]\d{3}", TEXT))))
def test_a_code_that_the_page_names_exists(code: str) -> None:
    assert code in CODES


def test_the_page_of_labels_is_made_from_the_catalogues() -> None:
    page = runpy.run_path(str(ROOT / "tools" / "make_labels.py"))["page"]()
    assert (ROOT / "docs" / "labels.md").read_text(encoding="utf-8") == page


# For HR

PROGRAMMING = (
    *("string", "variable", "loop", "parse", "syntax", "expression", "function", "method call"),
    *("boolean", "array", "null", "xml", "jinja", "object model", "sandbox", "regex", "render"),
    *("compile", "code", "script", "iterate", "runtime", "escape", "python", "json", "repository"),
    *("placeholder", "parameter", "argument", "stdout", "directory", "terminal", "macro "),
)


def in_plain_words(text: str) -> str:
    """What is read: without commands, names between backticks, comments and targets of links."""
    for silent in (_BLOCK, re.compile(r"`[^`]*`"), re.compile(r"<!--.*?-->|\]\([^)]*\)")):
        text = silent.sub("", text)
    return text.casefold()


@pytest.mark.parametrize("word", PROGRAMMING)
def test_what_is_for_hr_has_no_word_of_programming(word: str) -> None:
    assert re.search(rf"\b{word}", in_plain_words(FOR_HR)) is None
    assert re.search(rf"\b{word}", in_plain_words(GUIDE)) is None


def test_what_is_for_hr_has_no_statement() -> None:
    assert "{%" not in FOR_HR + GUIDE


def test_a_word_of_programming_would_be_noticed() -> None:
    assert re.search(r"\bloop", in_plain_words("Loops go round")) is not None


def test_the_guide_beside_an_exported_form_is_a_page() -> None:
    assert len(GUIDE.split()) <= 450


def test_the_guide_is_exported(told: dict[str, Done], folder: Path) -> None:
    assert told
    assert (folder / "our-form" / "README.md").read_text(encoding="utf-8") == GUIDE


# Pictures

PICTURES = re.findall(r"!\[([^\]]+)\]\(([^)]+\.png)\)", TEXT)


def test_pictures_are_there_small_and_described() -> None:
    named = {name for _, name in PICTURES}
    assert named == {path.name for path in (ROOT / "docs").glob("templates-*.png")}
    assert 3 <= len(named) <= 6
    for described, name in PICTURES:
        assert len(described) > 20
        assert (ROOT / "docs" / name).stat().st_size < 150_000


# The company's form


def test_the_companys_form_and_logo_are_what_their_script_writes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    made = runpy.run_path(str(ROOT / "tools" / "make_company_form.py"))["files"]()
    examples = ROOT / "examples"
    assert (examples / "company-logo.png").read_bytes() == made["company-logo.png"]
    committed = (examples / "company-form.docx").read_bytes()
    assert members_of(committed) == members_of(made["company-form.docx"])


def test_a_packet_in_the_companys_form_has_its_looks_and_words(
    told: dict[str, Done], folder: Path
) -> None:
    import docx

    assert told
    packet = docx.Document(BytesIO((folder / "varmelin.docx").read_bytes()))
    words = [paragraph.text for paragraph in packet.paragraphs]
    assert "Case owner: Henrik Østergaard. HR partner: ______________________" in words
    assert "The panel’s decision" in words
    assert not any("{{" in text for text in words)
    assert packet.sections[0].header.paragraphs[0]._p.xpath(".//pic:pic")
