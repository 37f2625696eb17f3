"""What every command shares: how the program ends, and how it tells and prints.

Exit codes: 0 no gaps, 1 gaps (`check`, `build --strict`), 2 an error in an input or in the call;
as a shell has it, 130 after Ctrl-C and 141 when nobody reads the output on.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

import click

if TYPE_CHECKING:
    from promo.page_terminal import PageTerminal
    from promo.pages import Page
    from promo.report import Json

OK, GAPS, ERROR, INTERRUPTED, UNREAD = 0, 1, 2, 130, 141
Decorator: TypeAlias = Callable[[Any], Any]


class Program(click.Group):
    """Ends without a traceback when the person, or the reader of the output, has gone."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(self.commands)  # as they were added, not by the alphabet

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Each with its whole first sentence, which click would cut."""
        rows = [(name, each.get_short_help_str(1000)) for name, each in self.commands.items()]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def invoke(self, context: click.Context) -> Any:
        # Reading makes many objects and hardly a cycle; by default Python looks for cycles at
        # every 700th, a quarter of the time of a long file, and once more at its end.
        gc.set_threshold(100_000, 20, 100)
        atexit.register(gc.freeze)
        try:
            return super().invoke(context)
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)
        except click.Abort:  # while something is asked: the question's line is ended
            click.echo(err=True)
            sys.exit(INTERRUPTED)
        except OSError as error:
            if error.filename is not None:
                raise
            code = _tell_stream_fault(error)  # only a stream has no name
        _drop_streams()
        sys.exit(code)


def _tell_stream_fault(error: OSError) -> int:
    if isinstance(error, BrokenPipeError):
        return UNREAD
    from promo.findings import Finding, Location
    from promo.terminal import Terminal

    message = f"could not be written: {error.strerror}"
    finding = Finding(code="CL009", location=Location("<stdout>"), message=message)
    with suppress(OSError):
        Terminal().findings([finding])
    return ERROR


def _drop_streams() -> None:
    """What is still buffered goes nowhere, or Python would fail on it once more at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        if stream:
            os.dup2(nowhere, stream.fileno())


format_option: Decorator = click.option(
    "--format",
    "-f",
    "format",
    type=click.Choice(["text", "md", "json"]),
    default="text",
    help="How to tell it.  [default: text]",
)


def _day(context: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    from promo.fields import parse_day

    parsed = parse_day(value)
    if not isinstance(parsed, date):
        raise click.BadParameter(f"{parsed}; write one day, such as 2026-06-30")
    return parsed


as_of_option: Decorator = click.option(
    "--as-of",
    callback=_day,
    metavar="DATE",
    help="Day to count from.  [default: the file's, else today]",
)
track_option: Decorator = click.option(
    "--track", metavar="TRACK", help="Track, where the level is on several."
)
ladder_of_file_option: Decorator = click.option(
    "--ladder",
    "-l",
    metavar="NAME|FILE",
    help="Built-in ladder or a ladder file.  [default: the file's, else pm-ic-five]",
)
no_color_option: Decorator = click.option(
    "--no-color", is_flag=True, help="No colours (also NO_COLOR)."
)


def output_options(command: Any) -> Any:
    """The options that say how much is told, and how."""
    options: tuple[Decorator, ...] = (
        click.option("--quiet", "-q", is_flag=True, help="Tell errors only."),
        no_color_option,
    )
    for option in reversed(options):
        command = option(command)
    return command


def tell(terminal: PageTerminal, format: str, page: Page, report: Json) -> None:
    """A page on the terminal or as Markdown, or what it tells for other programs."""
    if format == "json":
        from promo.report import to_text

        print_bytes(to_text(report).encode())
    elif format == "md":
        from promo.writers import pages

        print_bytes(pages.write(page).encode())
    else:
        terminal.page(page)


def print_bytes(data: bytes) -> None:
    """Bytes to standard output, flushed: a fault shows now or never."""
    if sys.stdout:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
