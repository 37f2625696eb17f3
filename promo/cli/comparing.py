"""The command that holds two files side by side: `diff`. Nothing is decided here."""

from __future__ import annotations

import sys
from datetime import date

import click

from promo import __version__
from promo.cli.program import (
    ERROR,
    OK,
    as_of_option,
    format_option,
    output_options,
    tell,
    track_option,
)


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--target", "-t", metavar="LEVEL", help="Level to assess both against.")
@click.option("--ladder", "-l", metavar="NAME|FILE", help="Ladder to assess both against.")
@track_option
@as_of_option
@format_option
@output_options
def diff(
    old: str,
    new: str,
    target: str | None,
    ladder: str | None,
    track: str | None,
    as_of: date | None,
    format: str,
    quiet: bool,
    no_color: bool,
) -> None:
    """Tell what is in NEW and was not in OLD.

    Items that were added, changed or dropped, and gaps that opened or closed.
    Each is an evidence file, or a packet that promo built as Word or JSON. A
    packet tells which items it holds and its statuses, not what changed in an
    item. What the options leave out, each file says for itself.

    \b
    promo diff last-cycle.yaml evidence.yaml
    promo diff last-cycle.yaml evidence.yaml --target principal
    promo diff last-cycle.docx evidence.yaml
    promo diff last-cycle.yaml evidence.yaml --format md
    """
    from promo.diff_files import compare
    from promo.diff_pages import diff_page, diff_report
    from promo.findings import InputError
    from promo.load import Question
    from promo.page_terminal import PageTerminal

    if old == new == "-":
        raise click.UsageError("standard input can be one of the two")
    from promo.files import read_stdin

    terminal = PageTerminal(no_color=no_color, quiet=quiet)
    stdin = read_stdin() if "-" in (old, new) else b""
    questions = [
        Question(
            evidence=name,
            stdin=stdin if name == "-" else b"",
            today=date.today(),
            target=target,
            ladder=ladder,
            track=track,
            as_of=as_of,
        )
        for name in (old, new)
    ]
    try:
        with terminal.waiting("comparing"):
            found, findings = compare(*questions)
    except InputError as error:
        terminal.findings(error.findings)
        sys.exit(ERROR)
    terminal.findings(findings)
    if not quiet or format != "text":
        tell(terminal, format, diff_page(found), diff_report(found, __version__))
    sys.exit(OK)
