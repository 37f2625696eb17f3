"""The command that explains codes. Nothing is decided here."""

from __future__ import annotations

import sys

import click

from promo.cli.program import ERROR, format_option, no_color_option, tell


@click.command()
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@format_option
@no_color_option
def explain(codes: tuple[str, ...], format: str, no_color: bool) -> None:
    """Tell what each CODE means, why it is told, and how it is mended.

    Letters list all codes that begin with them; without any, the families
    are listed.

    \b
    promo explain PR104
    promo explain EV PR
    promo explain PR --format md
    """
    from promo.code_pages import codes_page, codes_report, each_named, explained, families_page
    from promo.explaining import TABLE
    from promo.findings import InputError
    from promo.page_terminal import PageTerminal

    terminal = PageTerminal(no_color=no_color)
    names = each_named(codes)
    try:
        found = explained(names)
    except InputError as error:
        terminal.findings(error.findings)
        sys.exit(ERROR)
    whole = all(name.upper() in TABLE for name in names)
    page = codes_page(found, whole=whole) if codes else families_page()
    tell(terminal, format, page, codes_report(found or tuple(TABLE.values())))
