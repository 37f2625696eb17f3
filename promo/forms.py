"""Templates and themes by the names of a call, opened once for a whole run.

A template is one that promo ships, by its name, or a file: a Word document or a Markdown template.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from promo.files import exists, help_for_missing, read_bytes
from promo.findings import Finding, InputError, Location, did_you_mean, in_order, quote, stopped
from promo.words import Words

if TYPE_CHECKING:
    from promo.packet import Packet
    from promo.theme import Theme
    from promo.writers.word.lint import Fault
    from promo.writers.word.template import Template as WordTemplate

DOCX, MD = "docx", "md"
SHIPPED = {"packet": (DOCX, MD), "brief": (DOCX, MD), "plain": (MD,)}
LANGUAGE_OF = {DOCX: "Word", MD: "Markdown"}
_OPTION = Location("--template")
MARKDOWN_ENDS = (".j2", ".jinja", ".jinja2", ".md")
_MOST = 50_000_000  # bytes of a Word document, whose reader has closer limits
_LOGO = "save it as a PNG or JPEG of at most 2 MB"
# Told by `promo template check` alone: nothing in a packet is the worse for it.
_ONLY_CHECKED = frozenset(("TP012", "TP017", "TP018", "TP022"))

Given = TypeVar("Given")
Write = Callable[["Packet"], bytes]


class Look(NamedTuple):
    """How packets are to look, as a call names it: templates by name or path, and a theme."""

    templates: tuple[str, ...] = ()
    theme: str | None = None


NO_LOOK = Look()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What packets are made with: the words, and for each format what writes it."""

    words: Words
    writers: dict[str, Write]
    findings: tuple[Finding, ...] = ()


def formats_of(templates: Iterable[str]) -> tuple[str, ...]:
    """The formats that these templates are for, where a call names none."""
    return tuple(dict.fromkeys(_formats(name)[0] for name in templates))


def _formats(name: str) -> tuple[str, ...]:
    if name in SHIPPED:
        return SHIPPED[name]
    return (MD,) if name.lower().endswith(MARKDOWN_ENDS) else (DOCX,)


@lru_cache(maxsize=8)
def open_form(look: Look, formats: tuple[str, ...]) -> Form:
    """What packets of these formats are made with. Raises InputError with every finding."""
    findings: list[Finding] = []
    theme = _attempt(findings, partial(_theme, look.theme, findings))
    chosen = _attempt(findings, partial(_chosen, look.templates, formats)) or {}
    writers = {}
    for format in formats:
        open_one = _OPEN.get(format)
        if open_one is None:
            continue
        name = chosen.get(format, "packet")
        writer = _attempt(findings, partial(open_one, name, theme, findings))
        if writer is not None:
            writers[format] = writer
    told = in_order(_in_short(f) for f in findings if f.code not in _ONLY_CHECKED)
    if any(finding.is_error for finding in told):
        raise InputError(told)
    words = theme.theme.words if theme else Words()
    return Form(words=words, writers=writers, findings=told)


def _in_short(finding: Finding) -> Finding:
    """Forty names of styles are for a check; a build says how many."""
    if finding.code != "TP006":
        return finding
    named = f"`promo template check {finding.location.file}` names them"
    return replace(finding, help=f"they come from the shipped template; {named}")


def _attempt(findings: list[Finding], step: Callable[[], Given]) -> Given | None:
    try:
        return step()
    except InputError as error:
        findings += error.findings
        return None


def _chosen(templates: Sequence[str], formats: Sequence[str]) -> dict[str, str]:
    """Format to the template named for it. Raises InputError with every one that fits nowhere."""
    chosen: dict[str, str] = {}
    findings: list[Finding] = []

    def tell(code: str, message: str, help: str) -> None:
        findings.append(Finding(code=code, location=_OPTION, message=message, help=help))

    # Those of one format first: `brief` leaves to `plain` what both could be.
    for name in sorted(templates, key=lambda name: len(_formats(name))):
        if name not in SHIPPED and not exists(name):
            tell("TP019", f"there is no template {quote(name)}", _meant(name))
            continue
        fitting = [format for format in _formats(name) if format in formats]
        if not fitting:
            kinds = " and ".join(LANGUAGE_OF[format] for format in _formats(name))
            message = f"{quote(name)} is for {kinds}, which is not written here"
            tell("TP020", message, f"add --format {_formats(name)[0]}, or leave the template out")
        free = [format for format in fitting if format not in chosen]
        if fitting and not free:
            message = f"{quote(chosen[fitting[0]])} and {quote(name)} are both for "
            tell("TP020", message + LANGUAGE_OF[fitting[0]], "name one of the two")
        chosen |= dict.fromkeys(free, name)
    if findings:
        raise InputError(findings)
    return chosen


def _meant(name: str) -> str:
    if os.sep in name or os.path.splitext(name)[1]:
        return help_for_missing(name, "*.do*x", "*.j2", "*.md")
    return f"{did_you_mean(name, SHIPPED)} or name a file"


# Themes


class OpenedTheme(NamedTuple):
    """A theme with the bytes of its logo, and where it is for messages."""

    theme: Theme
    logo: bytes | None
    path: str


def _theme(name: str | None, findings: list[Finding]) -> OpenedTheme | None:
    if name is None:
        return None
    found, told = open_theme(name)
    findings += told
    return found


def open_theme(name: str) -> tuple[OpenedTheme, tuple[Finding, ...]]:
    """A theme file with its warnings. Raises InputError."""
    from promo import theme as themes

    if not exists(name):
        help = help_for_missing(name, "*.y*ml", "*.toml")
        raise stopped("TH006", Location("--theme"), f"there is no theme {quote(name)}", help)
    read, told = themes.read(read_bytes(name), name)
    return OpenedTheme(read, _logo(read, name), name), told


def _logo(theme: Theme, path: str) -> bytes | None:
    if theme.logo is None:
        return None
    from promo.writers.word.theming import MOST_LOGO_BYTES, logo_fault

    place = theme.logo.place
    named = os.path.join(os.path.dirname(path), theme.logo.file)
    try:
        data = read_bytes(named, MOST_LOGO_BYTES)
    except InputError as error:
        message = f"the logo {quote(theme.logo.file)}: {error.findings[0].message}"
        missing = error.findings[0].code == "CL001"
        help = help_for_missing(named, "*.png", "*.jp*g") if missing else error.findings[0].help
        raise stopped("TH004", place, message, help) from error
    fault = logo_fault(data)
    if fault:
        raise stopped("TH004", place, f"the logo {quote(theme.logo.file)} {fault}", _LOGO)
    return data


# Word


def _word(name: str, theme: OpenedTheme | None, findings: list[Finding]) -> Write:
    from promo.writers.word import write
    from promo.writers.word.template import shipped

    if name in SHIPPED:
        template = _themed(name, theme) if theme else shipped(name)
        return lambda packet: write(packet, template)
    if theme and theme.theme.looks:
        message = f"colours, fonts, logo and page of the theme do not change {quote(name)}"
        findings.append(Finding(code="TH005", location=Location(theme.path), message=message))
    opened = open_word(name)
    findings += opened.template.findings
    return partial(write_checked, opened)


def _themed(name: str, theme: OpenedTheme) -> WordTemplate:
    from promo.writers.word.template import load, shipped_bytes
    from promo.writers.word.theming import themed

    data = themed(shipped_bytes(name), theme.theme, theme.logo)
    return load(data, f"{name}.docx", checks=False)


class OpenedWord(NamedTuple):
    """A company's Word template, and the rules of Word documents that it breaks itself."""

    name: str
    template: WordTemplate
    faults: tuple[Fault, ...]


def open_word(name: str) -> OpenedWord:
    """A Word template from a file. Raises InputError with every finding."""
    from promo.writers.word.lint import lint
    from promo.writers.word.template import load

    data = read_bytes(name, _MOST, ("*.do*x",))
    return OpenedWord(name, load(data, name), lint(data))


# Word passes over them: a link, as in a table of contents, or a comment to what a condition leaves
# out, and a number of no list in a form that has no lists.
_HARMLESS = frozenset(("anchor", "comment-orphan", "num-reference"))


def write_checked(opened: OpenedWord, packet: Packet) -> bytes:
    """A packet in a company's form, which must break no rule that the form does not break."""
    from promo.writers.word import write
    from promo.writers.word.lint import lint

    made = write(packet, opened.template)
    known = {(fault.code, fault.part) for fault in opened.faults}
    told = (fault for fault in lint(made) if fault.code not in _HARMLESS)
    new = [fault for fault in told if (fault.code, fault.part) not in known]
    if new:
        raise InputError(
            Finding(
                code="TP016",
                location=Location(opened.name),
                message=f"the packet would break a rule of Word: {fault.part}: {fault.message}",
                help="show the template to whoever looks after promo; nothing was written",
            )
            for fault in new
        )
    return made


# Markdown


def _markdown(name: str, theme: OpenedTheme | None, findings: list[Finding]) -> Write:
    from promo.writers import markdown

    if name in SHIPPED:
        shipped = markdown.shipped(name)  # type: ignore[arg-type]
        return lambda packet: markdown.write(packet, shipped)
    from promo.confined import render

    template = open_markdown(name)
    told = markdown.check(template)
    if any(finding.is_error for finding in told):
        raise InputError(told)
    findings += told
    return lambda packet: markdown.write(packet, template, render)


def open_markdown(name: str) -> markdown.Template:  # type: ignore[name-defined]  # noqa: F821
    """A Markdown template from a file, with its parts. Raises InputError."""
    from promo.files import read_beside
    from promo.writers import markdown

    folder = os.path.dirname(name)
    return markdown.collect(
        name, read_bytes(name, near=("*.j2", "*.md")), partial(read_beside, folder)
    )


_OPEN = {DOCX: _word, MD: _markdown}
