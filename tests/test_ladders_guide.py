"""docs/ladders.md is true: its ladders load, its commands run, and what it shows is printed.

Blocks named `<!-- file: NAME -->` are typed into one folder, those of one name under each other,
and the commands of the page run there in its order.
`PROMO_UPDATE_EXPECTED=1 pytest tests/test_ladders_guide.py` writes what they print into the page.
"""

from __future__ import annotations

import csv
import os
import re
import shlex
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
from commandline import promo
from conftest import ROOT

from promo import importing, ladder
from promo.assess import TOOL_POLICY
from promo.findings import Finding
from promo.importing import guide
from promo.ladder.competencies import COMPETENCY_KEYS
from promo.ladder.expectations import FLAT_KEYS
from promo.ladder.levels import LEVEL_KEYS, REQUIREMENT_KEYS
from promo.ladder.tracks import CHECK_KEYS, TRACK_KEYS
from promo.ladder_files import open_ladder
from promo.model import POLICY_LINES, Cumulative

PAGE = ROOT / "docs" / "ladders.md"
TEXT = PAGE.read_text(encoding="utf-8")
UPDATE = os.environ.get("PROMO_UPDATE_EXPECTED") == "1"
_BLOCK = re.compile(
    r"(?:<!-- (?P<what>file|shown): (?P<name>\S+) -->\n)?"
    r"^```(?P<language>\w+)\n(?P<text>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)


class Block(NamedTuple):
    """A code block of the page; `what` and `name` are those of the comment over it."""

    what: str
    name: str
    language: str
    text: str


class Done(NamedTuple):
    """A command of the page, what the page shows of it where it does, and what came of it."""

    command: str
    shown: str | None
    code: int
    printed: str


BLOCKS = [
    Block(m["what"] or "", m["name"] or "", m["language"], m["text"]) for m in _BLOCK.finditer(TEXT)
]
YAML = [block for block in BLOCKS if block.language == "yaml"]


def files_of_the_page() -> dict[str, str]:
    texts: defaultdict[str, str] = defaultdict(str)
    for block in BLOCKS:
        if block.what == "file":
            texts[block.name] += block.text
    return dict(texts)


FILES = files_of_the_page()


# What the page runs


def run_in_page_order(folder: Path) -> Iterator[Done]:
    """Type each file where the page has it, and run each command where it stands."""
    for block in BLOCKS:
        if block.what == "file":
            type_into(folder / block.name, block.text)
        elif block.what == "shown":
            assert block.text in (folder / block.name).read_text(encoding="utf-8"), block.text
        elif block.language == "console":
            command, _, shown = block.text.removeprefix("$ ").partition("\n")
            yield done(command, shown, folder)
        elif block.language == "sh":
            yield from (done(line, None, folder) for line in block.text.splitlines())


def type_into(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(text)
    if path.name == "career.csv":  # the page has no other way to show a workbook
        workbook = openpyxl.Workbook()
        for row in csv.reader(text.splitlines(keepends=True)):
            workbook.worksheets[0].append(row)
        workbook.save(path.with_suffix(".xlsx"))


def done(command: str, shown: str | None, folder: Path) -> Done:
    result = promo(*shlex.split(command)[1:], cwd=folder)
    return Done(command, shown, result.code, result.stdout + result.stderr)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Done]:
    every = {d.command: d for d in run_in_page_order(tmp_path_factory.mktemp("page"))}
    if UPDATE:
        text = TEXT
        for one in every.values():
            if one.shown is not None:
                block = "```console\n$ {}\n{}```"
                text = text.replace(
                    block.format(one.command, one.shown), block.format(one.command, one.printed)
                )
        PAGE.write_text(text, encoding="utf-8", newline="\n")
    return every


ALL_BLOCKS = "".join(block.text for block in BLOCKS)
COMMANDS = re.findall(r"^(?:\$ )?(promo .+)$", ALL_BLOCKS, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_page_runs_and_prints_what_is_shown(
    command: str, told: dict[str, Done]
) -> None:
    one = told[command]
    assert one.code in (0, 1), one.printed
    assert UPDATE or one.shown is None or one.shown == one.printed


def test_no_command_stands_twice_as_the_second_would_meet_the_files_of_the_first() -> None:
    assert len(set(COMMANDS)) == len(COMMANDS)


@pytest.mark.parametrize("command", re.findall(r"`(promo [^`]+)`", TEXT))
def test_a_command_in_the_text_is_one_that_promo_knows(command: str, tmp_path: Path) -> None:
    names = [word for word in command.split()[1:3] if word.isalpha()]
    assert promo(*names, "--help", cwd=tmp_path).code == 0


# The ladders

_WHOLE = {"ladder", "levels", "competencies", "expectations"}


def top_keys(text: str) -> set[str]:
    return set(re.findall(r"^([a-z_]+):", text, re.MULTILINE))


def as_ladder(text: str) -> str:
    """A part of a ladder as a file that extends the first ladder of the page."""
    keys = top_keys(text)
    if keys >= _WHOLE:
        return text
    head = "" if "ladder" in keys else "ladder: part\n"
    return f"{head}extends: ladder.yaml\n{text}"


def told_of(text: str, folder: Path) -> tuple[Finding, ...]:
    """The warnings about a ladder beside the files of the page. Raises InputError."""
    for name, each in {**FILES, "tried.yaml": text}.items():
        (folder / name).write_text(each, encoding="utf-8")
    return open_ladder(str(folder / "tried.yaml"), "--ladder")[1]


PARTS = [block.text for block in YAML if not block.what]
LADDERS = [name for name, text in FILES.items() if top_keys(text) >= {"ladder", "expectations"}]


@pytest.mark.parametrize("text", PARTS, ids=range(len(PARTS)))
def test_each_part_of_a_ladder_fits_the_first_ladder(text: str, tmp_path: Path) -> None:
    assert told_of(as_ladder(text), tmp_path) == ()


@pytest.mark.parametrize("name", LADDERS)
def test_each_complete_ladder_of_the_page_loads(name: str, tmp_path: Path) -> None:
    assert told_of(FILES[name], tmp_path) == ()


def test_the_ladder_of_the_user_guide_loads(tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
    (text,) = (m["text"] for m in _BLOCK.finditer(guide) if m["text"].startswith("ladder:"))
    assert told_of(text, tmp_path) == ()


def test_every_file_of_the_page_is_used_by_a_command_of_it() -> None:
    used = {word for command in COMMANDS for word in shlex.split(command)}
    assert FILES.keys() <= used
    assert {"ladder.yaml", "research-team.yaml"} <= set(LADDERS)


# The keys


IN_BLOCKS = set(re.findall(r"(?:^|(?<=[\s{,]))([a-z_]+):(?=\s)", "".join(b.text for b in YAML)))
IN_TEXT = set(re.findall(r"`([a-z_]+)`", TEXT))
KEYS = {
    "ladder": ladder.KEYS,
    "level": LEVEL_KEYS,
    "competency": COMPETENCY_KEYS,
    "expectation": FLAT_KEYS,
    "track": TRACK_KEYS,
    "check": CHECK_KEYS,
    "requirement": REQUIREMENT_KEYS,
    "policy": POLICY_LINES,
    "map": guide._TOP,
}


@pytest.mark.parametrize("key", [f"{kind} {key}" for kind, keys in KEYS.items() for key in keys])
def test_a_key_has_an_example_and_is_explained(key: str) -> None:
    _, name = key.split()
    assert name in IN_BLOCKS
    assert name in IN_TEXT


@pytest.mark.parametrize("word", [*guide.ROLES, *guide.PATHS, *guide.LEVELS_IN, *guide.SPLITS])
def test_each_word_of_a_map_is_explained(word: str) -> None:
    assert word in IN_TEXT


@pytest.mark.parametrize("word", [value.value for value in Cumulative])
def test_each_value_of_cumulative_is_explained(word: str) -> None:
    assert f"| `{word}` |" in TEXT


# The tables


def rows_below(head: str) -> list[list[str]]:
    """The cells of the table whose heading row begins like this, without code marks."""
    _, _, below = TEXT.partition(f"\n{head}")
    lines = below.replace("`", "").split("\n\n", 1)[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_table_of_built_in_ladders_is_true() -> None:
    shown = rows_below("| ladder | levels")
    for row in shown:
        found, _ = open_ladder(row[0].removesuffix(" (default)"), "--ladder")
        assert row[1:] == [
            ", ".join(level.id for level in found.levels),
            ", ".join(track.id for track in found.tracks) or "-",
            str(len(found.competencies)),
            str(len(found.expectations)),
        ]
    assert tuple(row[0].removesuffix(" (default)") for row in shown) == ladder.BUILT_IN
    assert [row[0] for row in shown if "default" in row[0]] == [f"{ladder.DEFAULT} (default)"]


def test_the_tags_mean_what_the_page_says_on_each_built_in_ladder() -> None:
    found = [open_ladder(name, "--ladder")[0] for name in ladder.BUILT_IN]
    for tag, *shown in rows_below("| tag |"):
        told = [", ".join(c.id for c in each.competencies_tagged(tag)) or "-" for each in found]
        assert (tag, shown) == (tag, told)


def test_the_policy_has_the_defaults_that_promo_has() -> None:
    for line, _, default in rows_below("| key | asks for"):
        assert int(re.match(r"\d+", default)[0]) == getattr(TOOL_POLICY, line)  # type: ignore[index]


def test_the_report_has_the_headings_that_the_page_explains() -> None:
    from promo.ladder_terminal import _FATES

    assert {row[0] for row in rows_below("| under |")} == set(_FATES.values())


def test_each_format_of_an_import_is_named() -> None:
    for format in importing.FORMATS:
        assert format in TEXT.casefold()
