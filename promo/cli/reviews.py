"""The command that reads reviewed packets back. Nothing is decided here."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from promo.cli.program import (
    ERROR,
    GAPS,
    OK,
    as_of_option,
    output_options,
    print_bytes,
    track_option,
)

if TYPE_CHECKING:
    from promo.findings import Finding
    from promo.load import Question
    from promo.page_terminal import PageTerminal
    from promo.review_files import Opened

_FORMAT_OF = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".md": "md",
    ".markdown": "md",
}


@click.command()
@click.argument("packets", nargs=-1, required=True, metavar="PACKET...")
@click.option(
    "--format",
    "-f",
    "format",
    type=click.Choice(["text", "md", "json", "yaml"]),
    help="How to tell it.  [default: from --output, else text]",
)
@click.option("--output", "-o", metavar="FILE|-", help="Write to a new file.")
@click.option("--force", is_flag=True, help="Replace FILE; keep a backup.")
@click.option(
    "--key", "keys", multiple=True, metavar="FILE", help="Names for the codes of a committee copy."
)
@click.option("--require-complete", is_flag=True, help="Exit 1 while a field is unanswered.")
@click.option(
    "--against",
    metavar="EVIDENCE",
    help="Tell what has changed since, and what to do next.",
)
@click.option("--target", "-t", metavar="LEVEL", help="Level to assess EVIDENCE against.")
@click.option("--ladder", "-l", metavar="NAME|FILE", help="Ladder to assess EVIDENCE against.")
@track_option
@as_of_option
@output_options
def review(
    packets: tuple[str, ...],
    format: str | None,
    output: str | None,
    force: bool,
    keys: tuple[str, ...],
    require_complete: bool,
    against: str | None,
    target: str | None,
    ladder: str | None,
    track: str | None,
    as_of: date | None,
    quiet: bool,
    no_color: bool,
) -> None:
    """Tell what reviewers put into each PACKET.

    A PACKET is a Word document that promo built and a reviewer filled in, or a
    review file. Copies of one packet are one review, with each reviewer's
    answers side by side. Several packets are a table.

    \b
    promo review packet.docx
    promo review packet.docx --against evidence.yaml
    promo review from-tomas.docx from-dana.docx -o review.yaml
    promo review people/*.docx --require-complete
    promo review committee/candidate-7f3a2c.docx --key candidate-7f3a2c.key.yaml
    """
    from promo import review_files
    from promo.findings import InputError
    from promo.page_terminal import PageTerminal

    question = _question(against, target, ladder, track, as_of)
    to_file = None if output == "-" else output
    format = format or _format_of(to_file)
    if to_file is not None and format == "text":
        raise click.BadParameter("the text is for terminals; write md, json or yaml to a file")
    told_here = to_file is None and format == "text"
    terminal = PageTerminal(no_color=no_color, quiet=quiet, findings_to_stdout=told_here)
    opened, code = _opened(terminal, packets, keys)
    if not opened:
        sys.exit(code)
    try:
        with terminal.waiting("comparing"):
            told = review_files.told_of(opened, question)
        for each in told:
            terminal.findings(each.since.findings if each.since else ())
        if to_file is not None:
            _write(terminal, to_file, review_files.data_of(told, format), force=force)
        elif format != "text":
            print_bytes(review_files.data_of(told, format))
        elif not quiet:
            terminal.page(review_files.page_of(told))
    except InputError as error:
        terminal.findings(error.findings)
        sys.exit(ERROR)
    if require_complete and not all(each.is_complete for each in told):
        code = max(code, GAPS)
    sys.exit(code)


def _write(terminal: PageTerminal, output: str, data: bytes, *, force: bool) -> None:
    from promo.review_files import put

    backup = put(output, data, force=force)
    terminal.wrote(output, data)
    if backup:
        terminal.note(f"what stood there is now {backup}")


def _opened(
    terminal: PageTerminal, packets: Sequence[str], keys: Sequence[str]
) -> tuple[list[Opened], int]:
    """Those that can be read; one that cannot does not stop the others."""
    from promo.findings import InputError
    from promo.review_files import Opened, open_keys, open_review

    opened, code = [], OK
    try:
        names = open_keys(keys)
    except InputError as error:
        terminal.findings(error.findings)
        return [], ERROR

    def read(name: str) -> Opened | tuple[Finding, ...]:
        try:
            return open_review(name, names)
        except InputError as error:
            return error.findings

    found = terminal.progress(map(read, packets), len(packets), "reading", "reviews")
    for name, one in zip(packets, found, strict=True):
        if not isinstance(one, Opened):
            terminal.findings(one)
            code = ERROR
            continue
        terminal.findings(one.merged.findings)
        if one.replaced:
            terminal.note(f"{name}: characters that no text file holds are shown as [U+2028]")
        opened.append(one)
    return opened, code


def _format_of(output: str | None) -> str:
    if output is None:
        return "text"
    suffix = os.path.splitext(output)[1].lower()
    if suffix not in _FORMAT_OF:
        raise click.BadParameter("end FILE in .yaml, .json or .md, or add --format")
    return _FORMAT_OF[suffix]


def _question(
    against: str | None,
    target: str | None,
    ladder: str | None,
    track: str | None,
    as_of: date | None,
) -> Question | None:
    from promo.load import Question

    if against is None:
        given = {"--target": target, "--ladder": ladder, "--track": track, "--as-of": as_of}
        named = [option for option, value in given.items() if value is not None]
        if named:
            raise click.UsageError(f"{named[0]} needs --against EVIDENCE")
        return None
    from promo.files import read_stdin
    from promo.load import STDIN

    return Question(
        evidence=against,
        stdin=read_stdin() if against == STDIN else b"",
        today=date.today(),
        target=target,
        track=track,
        ladder=ladder,
        as_of=as_of,
    )
