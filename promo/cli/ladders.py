"""The commands about ladders themselves. Nothing is decided here."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NoReturn

import click

from promo.cli.program import (
    ERROR,
    GAPS,
    OK,
    format_option,
    no_color_option,
    output_options,
    print_bytes,
    tell,
    track_option,
)

if TYPE_CHECKING:
    from promo.findings import InputError
    from promo.ladder_terminal import LadderTerminal
    from promo.model import Ladder, Target
    from promo.pages import Page

DEFAULT = "pm-ic-five"  # a test holds it against the ladder that promo.ladder names


@click.group()
def ladder() -> None:
    """See, check, compare, import and export career ladders.

    \b
    promo ladder list
    promo ladder show principal
    promo ladder diff senior principal
    promo ladder check my-ladder.yaml
    promo ladder import career.csv -o my-ladder.yaml
    """


_which = click.option(
    "--ladder",
    "-l",
    "name",
    metavar="NAME|FILE",
    help=f"Built-in ladder or a ladder file.  [default: {DEFAULT}]",
)


@ladder.command("list")
@format_option
@no_color_option
def list_ladders(format: str, no_color: bool) -> None:
    """List the built-in ladders.

    \b
    promo ladder list
    promo ladder list --format json
    """
    from promo import ladder as ladders
    from promo import ladder_report, pages
    from promo.ladder_files import open_ladder
    from promo.ladder_terminal import LadderTerminal

    found = [open_ladder(name, "--ladder")[0] for name in ladders.BUILT_IN]
    page = pages.list_page(found, DEFAULT)
    report = ladder_report.ladder_list_report(found, DEFAULT)
    tell(LadderTerminal(no_color=no_color), format, page, report)


@ladder.command()
@click.argument("level", required=False, metavar="[LEVEL]")
@_which
@track_option
@click.option("--competency", "-c", metavar="COMPETENCY", help="Show this competency alone.")
@format_option
@no_color_option
def show(
    level: str | None,
    name: str | None,
    track: str | None,
    competency: str | None,
    format: str,
    no_color: bool,
) -> None:
    """Show a ladder, or what one LEVEL of it expects.

    \b
    promo ladder show
    promo ladder show principal
    promo ladder show principal --competency product-craft
    promo ladder show "L5 PMM" --ladder amazon-lp --format md
    """
    from promo import ladder_report, pages
    from promo.findings import InputError
    from promo.ladder_files import with_only
    from promo.ladder_terminal import LadderTerminal

    terminal = LadderTerminal(no_color=no_color)
    try:
        if name is None and level is not None and _is_ladder(level):
            name, level = level, None  # `promo ladder show my-ladder.yaml`
        found = _opened(terminal, name or DEFAULT, "--ladder")
        if competency and level is None:
            raise click.UsageError("--competency needs a LEVEL")
        found = with_only(found, competency) if competency else found
        if level is None:
            page, report = pages.ladder_page(found), ladder_report.ladder_report(found)
        else:
            target = _target(found, level, "LEVEL", track)
            page = pages.level_page(found, target)
            report = ladder_report.level_report(found, target)
    except InputError as error:
        _stop(terminal, error)
    tell(terminal, format, page, report)


@ladder.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@_which
@track_option
@format_option
@no_color_option
def diff(
    old: str, new: str, name: str | None, track: str | None, format: str, no_color: bool
) -> None:
    """Tell what changes from OLD to NEW, per competency.

    OLD and NEW are two levels of one ladder, or two ladders: built-in names or
    ladder files.

    \b
    promo ladder diff senior principal
    promo ladder diff l5 l6 --ladder my-ladder.yaml --format md
    promo ladder diff ladder-2025.yaml ladder-2026.yaml
    """
    from promo import comparing, ladder_report, pages
    from promo.findings import InputError
    from promo.ladder_terminal import LadderTerminal

    terminal = LadderTerminal(no_color=no_color)
    page: Page
    try:
        if _is_ladder(old) and _is_ladder(new):
            sides = _opened(terminal, old, "OLD"), _opened(terminal, new, "NEW")
            with terminal.waiting("comparing"):
                ladders = comparing.compare_ladders(*sides)
            page = pages.ladder_comparison_page(ladders)
            report = ladder_report.ladder_comparison_report(ladders)
        else:
            _refuse_one_ladder(old, new)
            found = _opened(terminal, name or DEFAULT, "--ladder")
            targets = _target(found, old, "OLD", track), _target(found, new, "NEW", track)
            with terminal.waiting("comparing"):
                levels = comparing.compare_levels(found, *targets)
            page = pages.level_comparison_page(levels)
            report = ladder_report.level_comparison_report(levels)
    except InputError as error:
        _stop(terminal, error)
    tell(terminal, format, page, report)


def _refuse_one_ladder(old: str, new: str) -> None:
    """A level beside a ladder. Raises InputError."""
    from promo.findings import Location, nearest, quote, stopped
    from promo.ladder import BUILT_IN

    for one, other, option in ((old, new, "OLD"), (new, old, "NEW")):
        if not _is_ladder(one) and _is_ladder(other):
            message = f"{quote(one)} is no ladder, and {quote(other)} is one"
            near = nearest(one, BUILT_IN)
            help = f"did you mean {quote(near)}? " if near else ""
            help += "name two levels of one ladder, or two ladders"
            raise stopped("LD001", Location(option), message, help)


def _is_ladder(name: str) -> bool:
    from promo.ladder import BUILT_IN

    if name in BUILT_IN or name.endswith((".yaml", ".yml", ".json")):
        return True
    return os.sep in name and os.path.isfile(name)  # a file called `senior` is no ladder by that


@ladder.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--write-ids", is_flag=True, help="Write the ids made from words into the file.")
@click.option("--strict", is_flag=True, help="Exit 1 when there are warnings.")
@output_options
def check(
    files: tuple[str, ...], write_ids: bool, strict: bool, quiet: bool, no_color: bool
) -> None:
    """Check ladder FILEs: errors, and lines worth a second look.

    Errors are references to what is not there, names that two parts share, and
    faults of the file. Warnings are levels and competencies without
    expectations, lines that two levels share word for word, and vague ones.

    \b
    promo ladder check my-ladder.yaml
    promo ladder check my-ladder.yaml --write-ids
    """
    from promo import ladder_files
    from promo.ladder_terminal import LadderTerminal

    terminal = LadderTerminal(no_color=no_color, quiet=quiet, findings_to_stdout=True)
    code = OK
    checks = (ladder_files.check(name, write_ids=write_ids) for name in files)
    for checked in terminal.progress(checks, len(files), "checking", "ladders"):
        terminal.checked_ladder(checked)
        if checked.ladder is None:
            code = ERROR
        elif strict and checked.findings:
            code = max(code, GAPS)
    sys.exit(code)


@ladder.command()
@click.argument("name", default=DEFAULT, metavar="[NAME|FILE]")
@click.option(
    "--output",
    "-o",
    metavar="FILE",
    help="A file that does not exist yet.  [default: standard output]",
)
@click.option(
    "--format",
    "-f",
    "format",
    type=click.Choice(["yaml", "json", "csv", "md"]),
    help="[default: from --output, else yaml]",
)
def export(name: str, output: str | None, format: str | None) -> None:
    """Write a ladder to a file of your own.

    YAML and JSON carry all of a ladder. CSV and Markdown are matrices of
    levels and competencies for people; what they leave out is told.

    \b
    promo ladder export pm-ic-five -o my-ladder.yaml
    promo ladder export my-ladder.yaml -o my-ladder.csv
    """
    from promo import exporting
    from promo.findings import InputError
    from promo.ladder_files import put_new
    from promo.ladder_terminal import LadderTerminal

    to_stdout = output in (None, "-")
    terminal = LadderTerminal(results_to_stderr=to_stdout)
    try:
        found = _opened(terminal, name, "NAME")
        written = exporting.export(found, format or _format_of(output))
        data = written.text.encode()
        if to_stdout:
            print_bytes(data)
        else:
            assert output is not None
            put_new(output, data)
            terminal.wrote(output, data)
    except InputError as error:
        _stop(terminal, error)
    if written.lost:
        terminal.note(f"left out, as this format has no place for it: {', '.join(written.lost)}")


def _format_of(output: str | None) -> str:
    if output is None or output == "-":
        return "yaml"
    suffix = os.path.splitext(output)[1].lower()
    found = _FORMAT_OF.get(suffix)
    if found is None:
        from promo.findings import Location, stopped

        help = "end it in .yaml, .json, .csv or .md, or add --format"
        raise stopped("CL010", Location(output), "does not say which format it is to have", help)
    return found


_FORMAT_OF = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".csv": "csv",
    ".md": "md",
    ".markdown": "md",
}


@ladder.command("import")
@click.argument("file", metavar="FILE")
@click.option(
    "--output",
    "-o",
    metavar="FILE|-",
    help="Where to write; never replaced.  [default: FILE with .yaml at its end]",
)
@click.option(
    "--format",
    "-f",
    "format",
    type=click.Choice(["csv", "tsv", "xlsx", "markdown", "html", "yaml", "json"]),
    help="What FILE is.  [default: from its name and content]",
)
@click.option(
    "--levels-in",
    type=click.Choice(["rows", "columns"]),
    help="Where the levels of a table are.  [default: guessed, and told]",
)
@click.option(
    "--split",
    type=click.Choice(["lines", "bullets", "sentences", "none"]),
    help="What parts the expectations of a cell.  [default: guessed, and told]",
)
@click.option("--map", "map_file", metavar="FILE", help="What the parts of FILE are, in YAML.")
@output_options
def import_ladder(
    file: str,
    output: str | None,
    format: str | None,
    levels_in: str | None,
    split: str | None,
    map_file: str | None,
    quiet: bool,
    no_color: bool,
) -> None:
    """Make a ladder file from a spreadsheet, a page or other data.

    FILE is CSV, TSV, a workbook, Markdown, HTML, YAML or JSON. What was
    guessed, kept as metadata or skipped is reported with its line; no text is
    left out of ladder and report. docs/ladders.md has a recipe for each.

    \b
    promo ladder import career.csv -o my-ladder.yaml
    promo ladder import handbook.md --split sentences --map map.yaml
    """
    from promo import ladder_files
    from promo.findings import InputError
    from promo.importing import Options
    from promo.ladder_terminal import LadderTerminal

    output = output or ("-" if file == "-" else f"{os.path.splitext(file)[0]}.yaml")
    to_stdout = output == "-"
    terminal = LadderTerminal(no_color=no_color, quiet=quiet, results_to_stderr=to_stdout)
    options = Options(levels_in=levels_in or "", split=split or "", format=format or "")
    try:
        with terminal.waiting("importing"):
            made = ladder_files.imported(file, options, map_file)
        if to_stdout:
            print_bytes(made.data)
        else:
            ladder_files.put_new(output, made.data)
    except InputError as error:
        _stop(terminal, error)
    terminal.imported(file, made.imported)
    if not to_stdout:
        terminal.wrote(output, made.data)


def _opened(terminal: LadderTerminal, name: str, option: str) -> Ladder:
    """A ladder by name; its warnings are told. Raises InputError."""
    from promo.ladder_files import open_ladder

    found, findings = open_ladder(name, option)
    terminal.findings(findings)
    return found


def _target(found: Ladder, level: str, option: str, track: str | None) -> Target:
    from promo.findings import Location
    from promo.load import target_named

    return target_named(found, level, Location(option), track or "")


def _stop(terminal: LadderTerminal, error: InputError) -> NoReturn:
    terminal.findings(error.findings)
    sys.exit(ERROR)
