"""The commands that draft evidence and tag it: `collect` and `tag`. Nothing is decided here."""

from __future__ import annotations

import re
import sys
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import click

from promo.cli.program import (
    ERROR,
    ladder_of_file_option,
    output_options,
    print_bytes,
    track_option,
)

if TYPE_CHECKING:
    from promo.tag_files import Tagging
    from promo.tag_terminal import TagTerminal

_KINDS = ("markdown", "csv", "jira", "xlsx", "json-resume", "pull-requests", "git")
_KEYS = {
    "title": "title",
    "date": "when",
    "start": "start",
    "end": "end",
    "project": "project",
    "status": "status",
    "situation": "situation",
    "actions": "actions",
    "result": "result",
    "link": "links",
}
_PAIR = re.compile(rf",(?=\s*(?:{'|'.join(_KEYS)})\s*=)")


def _mapped(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    """`title=What,date=When` as the columns of each key; a column's name may hold a comma."""
    mapped: dict[str, tuple[str, ...]] = {}
    for pair in (pair for value in values for pair in _PAIR.split(value)):
        key, equals, column = (part.strip() for part in pair.partition("="))
        if not equals or not column or key not in _KEYS:
            keys = ", ".join(_KEYS)
            raise click.BadParameter(f"'{pair.strip()}' is not KEY=COLUMN; the keys are {keys}")
        mapped[_KEYS[key]] = (*mapped.get(_KEYS[key], ()), column)
    if mapped and "title" not in mapped:
        raise click.BadParameter("say which column has the titles: title=COLUMN")
    return mapped


def _month(context: click.Context, parameter: click.Parameter, value: str | None) -> int | None:
    if value is None:
        return None
    from promo.collecting.months import MONTHS

    month = int(value) if value.isdecimal() else MONTHS.get(value.strip().lower(), 0)
    if not 1 <= month <= 12:
        raise click.BadParameter(f"'{value}' is no month; write its name or number")
    return month


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "--output",
    "-o",
    required=True,
    metavar="FILE|-",
    help="The evidence file, new or to be added to.",
)
@click.option(
    "--from",
    "kind",
    type=click.Choice(_KINDS),
    help="What the sources are.  [default: from their names and content]",
)
@click.option(
    "--map",
    "mapped",
    multiple=True,
    callback=_mapped,
    metavar="KEY=COLUMN,...",
    help="What the columns of a table are.",
)
@click.option(
    "--author",
    default="",
    metavar="NAME",
    help="Whose commits [default: by user.email of the repository] or pull requests [all].",
)
@click.option(
    "--fiscal-year",
    "fiscal_start",
    callback=_month,
    metavar="MONTH",
    help="The month in which FY26 begins; it is named after its end.",
)
@click.option("--name", default="", metavar="NAME", help="The candidate, for a new file.")
@click.option("--target", "-t", default="", metavar="LEVEL", help="The level, for a new file.")
@click.option("--ladder", "-l", default="", metavar="NAME|FILE", help="The ladder, for a new file.")
@output_options
def collect(
    sources: tuple[str, ...],
    output: str,
    kind: str | None,
    mapped: dict[str, tuple[str, ...]],
    author: str,
    fiscal_start: int | None,
    name: str,
    target: str,
    ladder: str,
    quiet: bool,
    no_color: bool,
) -> None:
    """Draft evidence from notes, tables, records or a git history.

    A SOURCE is a brag document in Markdown, a table (CSV, XLSX, a Jira
    export), a JSON Resume, pull requests as JSON, or the folder of a git
    repository. Texts are kept word for word, nothing is tagged, and what was
    skipped is told with its line.

    A file that exists is added to: nothing that is there changes, and items
    that were collected before are left out.

    \b
    promo collect brag.md -o evidence.yaml --name "Priya Raman"
    promo collect wins.xlsx -o evidence.yaml --map title=What,date=When
    promo collect ~/code/payments -o evidence.yaml --author priya@example.com
    """
    from promo.collect_files import Heading
    from promo.collect_files import collect as collected
    from promo.collect_terminal import CollectTerminal
    from promo.collecting import Options
    from promo.findings import InputError

    to_stdout = output == "-"
    terminal = CollectTerminal(no_color=no_color, quiet=quiet, results_to_stderr=to_stdout)
    options = Options(kind=kind or "", mapped=mapped, author=author, fiscal_start=fiscal_start)
    try:
        with terminal.waiting("collecting"):
            found = collected(
                sources, output, options, Heading(name=name, target=target, ladder=ladder)
            )
    except InputError as error:
        terminal.findings(error.findings)
        sys.exit(ERROR)
    terminal.collected(found, output)
    if to_stdout:
        print_bytes(found.data)
    elif found.data:
        terminal.wrote(output, found.data)
        terminal.next(output, has_name=found.has_name, has_target=found.has_target)


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--target", "-t", metavar="LEVEL", help="Level to tag for.  [default: the file's]")
@ladder_of_file_option
@track_option
@click.option("--list", "listing", is_flag=True, help="Tell the untagged items; ask nothing.")
@click.option("--suggest", "suggesting", is_flag=True, help="The same, with suggestions.")
@click.option(
    "--format",
    "-f",
    "format",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How --list and --suggest tell it.  [default: text]",
)
@output_options
def tag(
    file: str,
    target: str | None,
    ladder: str | None,
    track: str | None,
    listing: bool,
    suggesting: bool,
    format: str,
    quiet: bool,
    no_color: bool,
) -> None:
    """Ask which competencies each untagged item of FILE shows.

    The competencies of the level are listed by number, and those that share
    words with the item are marked. Each answer is written into FILE at once,
    and b takes it back; nothing else in FILE changes. Without a terminal promo
    asks nothing: use --list or --suggest.

    \b
    promo tag evidence.yaml
    promo tag evidence.yaml --target principal --suggest
    promo tag evidence.yaml --suggest --format json
    """
    from promo.findings import InputError
    from promo.load import Question
    from promo.report import to_text
    from promo.tag_files import open_file, report
    from promo.tag_terminal import TagTerminal

    terminal = TagTerminal(no_color=no_color, quiet=quiet)
    question = Question(
        evidence=file, today=date.today(), target=target, track=track, ladder=ladder
    )
    try:
        with terminal.waiting("reading"):
            tagging = open_file(question)
        if format == "json":
            print_bytes(to_text(report(tagging)).encode())
        elif listing or suggesting:
            terminal.listed_items(tagging, suggesting=suggesting)
        elif tagging.untagged and not _is_terminal():
            terminal.listed_items(tagging, suggesting=True)
            _refuse_to_guess(file)
        else:
            _ask(terminal, tagging)
    except InputError as error:
        terminal.findings(error.findings)
        sys.exit(ERROR)


def _is_terminal() -> bool:
    return bool(sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty())


def _refuse_to_guess(file: str) -> None:
    """Nobody can be asked, and promo tags nothing on its own. Raises InputError."""
    from promo.findings import Location, stopped

    fact = "the competencies are asked for on a terminal, and there is none"
    help = "run it on a terminal, or add --list or --suggest and write `competencies:` yourself"
    raise stopped("CO009", Location(file), fact, help)


def _ask(terminal: TagTerminal, tagging: Tagging) -> None:
    """Item by item until all are asked or the person stops; going back undoes an answer."""
    from promo.tag_files import undo, write
    from promo.tag_terminal import Other

    before: list[Tagging] = []  # as it was when each item so far was asked about
    total = len(tagging.untagged)
    if total:
        terminal.keys()
    while len(before) < total:
        each = tagging.untagged[len(before)]
        answer = terminal.ask(each, tagging.suggester, len(before) + 1, total)
        if answer is Other.STOP:
            break
        if answer is Other.BACK:
            if not before:
                terminal.nothing_before()
                continue
            if before[-1].data != tagging.data:
                terminal.taken_back()
            tagging = undo(tagging, before.pop())
            continue
        before.append(tagging)
        if not isinstance(answer, Other):
            tagging = write(tagging, {each.at: [competency.id for competency in answer]})
            terminal.answered(answer)
    done = sum(one.data != after.data for one, after in pairwise((*before, tagging)))
    terminal.tagged(tagging.name, done, total - done)
