"""The commands about templates and themes. Nothing is decided here."""

from __future__ import annotations

import sys

import click

from promo.cli.program import (
    ERROR,
    GAPS,
    OK,
    format_option,
    no_color_option,
    output_options,
    tell,
)


@click.group()
def template() -> None:
    """See, export and check templates, and list what they may name.

    \b
    promo template list
    promo template export packet our-form/
    promo template check our-form/packet.docx
    promo template fields
    """


@template.command("list")
@format_option
@no_color_option
def list_templates(format: str, no_color: bool) -> None:
    """List the shipped templates.

    \b
    promo template list
    """
    from promo import forms, template_pages
    from promo.page_terminal import PageTerminal

    page = template_pages.list_page(forms.SHIPPED)
    report = template_pages.list_report(forms.SHIPPED)
    tell(PageTerminal(no_color=no_color), format, page, report)


@template.command()
@click.argument("name", metavar="NAME")
@click.argument("folder", metavar="DIR")
@no_color_option
def export(name: str, folder: str, no_color: bool) -> None:
    """Write a shipped template to DIR, to make it your own.

    DIR gets the Word and the Markdown template, a theme to start from and a
    page that says how to go on. No file is replaced.

    \b
    promo template export packet our-form/
    """
    from promo import template_files
    from promo.findings import InputError
    from promo.page_terminal import PageTerminal

    terminal = PageTerminal(no_color=no_color)
    try:
        written = template_files.export(name, folder)
    except InputError as error:
        terminal.findings(error.findings)
        sys.exit(ERROR)
    for file in written:
        terminal.wrote(str(file.path), file.data)


@template.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--strict", is_flag=True, help="Exit 1 when there are warnings.")
@output_options
def check(files: tuple[str, ...], strict: bool, quiet: bool, no_color: bool) -> None:
    """Check templates and themes, each fault with its place.

    A FILE is a Word template, a Markdown one or a theme. Each template is also
    filled with a sample packet and with an empty one.

    \b
    promo template check our-form.docx
    promo template check our-form.md.j2 our-theme.yaml --strict
    """
    from promo import template_files
    from promo.page_terminal import PageTerminal

    terminal = PageTerminal(no_color=no_color, quiet=quiet, findings_to_stdout=True)
    code = OK
    checks = map(template_files.check, files)
    for checked in terminal.progress(checks, len(files), "checking", "templates"):
        terminal.checked_file(checked.name, checked.kind, checked.findings)
        if checked.has_errors:
            code = ERROR
        elif strict and checked.findings:
            code = max(code, GAPS)
    sys.exit(code)


@template.command()
@format_option
@no_color_option
def fields(format: str, no_color: bool) -> None:
    """List every field, block, style and filter.

    Each with a line on what it is; fields with their value in a sample packet.

    \b
    promo template fields
    promo template fields --format md
    """
    from promo import template_files, template_pages
    from promo.page_terminal import PageTerminal
    from promo.templating.shape import packet_shape
    from promo.writers.markdown import context
    from promo.writers.word.stylesheet import STYLES

    found = template_pages.fields(packet_shape(), context(template_files.samples()[0]))
    page = template_pages.fields_page(found, STYLES)
    report = template_pages.fields_report(found, STYLES)
    tell(PageTerminal(no_color=no_color), format, page, report)
