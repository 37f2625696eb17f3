"""docs/walkthrough.md goes from a blank page to a signed packet; its commands print what it shows.

`PROMO_UPDATE_EXPECTED=1` writes what they print into the page.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from commandline import ENVIRONMENT, PROMO, promo
from conftest import ROOT
from copies import Copy
from test_tagging import talk

PAGE = ROOT / "docs" / "walkthrough.md"
DAY = "2026-07-10"  # stands in the page for the day on which the commands are run
STEP = re.compile(
    r"<!-- file: (?P<new>\S+), from (?P<old>\S+) -->"
    r"|<!-- (?P<how>file|append): (?P<file>\S+) -->\n```\w+\n(?P<text>.*?)```"
    r"|<!-- in: (?P<whole>\S+) -->\n```yaml\n(?P<part>.*?)```"
    r"|<!-- answers: (?P<answered>.*?) -->\n```console\n\$ promo (?P<asked>.*?)\n.*?```"
    r"|<!-- fill: (?P<packet>\S+)\n(?P<answers>.*?)-->"
    r"|```console\n(?P<console>.*?)```",
    re.DOTALL,
)


def run_in(folder: Path, page: str) -> str:
    """The page with what its commands print, run in their order in one folder."""
    return STEP.sub(lambda step: done(folder, step), page)


def done(folder: Path, step: re.Match[str]) -> str:
    if step["console"] is not None:
        return f"```console\n{''.join(printed(folder, step['console']))}```"
    if step["asked"]:
        told = talked(folder, step["asked"], step["answered"].split())
        return f"{step[0].partition('```')[0]}```console\n$ promo {step['asked']}\n{told}```"
    if step["new"]:
        (folder / step["new"]).write_bytes((folder / step["old"]).read_bytes())
    elif step["whole"]:
        assert step["part"] in (folder / step["whole"]).read_text("utf-8")
    elif step["file"]:
        mode = "a" if step["how"] == "append" else "w"
        with (folder / step["file"]).open(mode, encoding="utf-8") as file:
            file.write(step["text"])
    else:
        fill(folder / step["packet"], step["answers"])
    return step[0]


def printed(folder: Path, console: str) -> Iterator[str]:
    for command in re.findall(r"^\$ promo (.+)$", console, re.MULTILINE):
        told = both_streams(folder, *shlex.split(command))
        assert "Traceback" not in told
        yield f"$ promo {command}\n{told.replace(date.today().isoformat(), DAY)}"


def both_streams(folder: Path, *arguments: str) -> str:
    """What a person sees on a terminal without colours."""
    done = subprocess.run(
        [*PROMO, *arguments],
        cwd=folder,
        env={**ENVIRONMENT, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=60,
        check=False,
    )
    return done.stdout.decode()


def talked(folder: Path, command: str, answers: list[str]) -> str:
    """What a person sees who answers, without colours."""
    code, shown = talk(*shlex.split(command), cwd=folder, answers=answers)
    assert code == 0, shown
    return re.sub(r"\x1b\[\d*m", "", shown)


def fill(packet: Path, answers: str) -> None:
    """The packet with answers as Word keeps them."""
    copy = Copy(packet.read_bytes())
    for line in answers.strip().split("\n"):
        tag, _, value = line.partition(": ")
        if value == "yes":
            copy.tick(tag)
        else:
            copy.answer(tag, value)
    packet.write_bytes(copy.data)


def without_sizes(page: str) -> str:
    """Sizes differ between builds of zlib."""
    return re.sub(r"\(\d+ kB\)", "(… kB)", page)


def test_the_walkthrough_shows_what_its_commands_print(tmp_path: Path) -> None:
    page = PAGE.read_text("utf-8")
    told = run_in(tmp_path, page)
    if os.environ.get("PROMO_UPDATE_EXPECTED"):
        PAGE.write_text(told, encoding="utf-8")
        page = told
    assert without_sizes(told) == without_sizes(page)


def test_the_way_ends_with_a_packet_that_is_signed_and_one_without_names(tmp_path: Path) -> None:
    run_in(tmp_path, PAGE.read_text("utf-8"))
    done = promo("review", "evidence.docx", "--require-complete", cwd=tmp_path)
    assert done.code == 0, done.stdout
    assert len(list(tmp_path.glob("candidate-*.docx"))) == 1
