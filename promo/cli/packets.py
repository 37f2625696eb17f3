"""The commands that read evidence: `build` and `check`. Nothing is decided here."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

import click

from promo import __version__
from promo.cli.program import (
    ERROR,
    GAPS,
    OK,
    Decorator,
    as_of_option,
    ladder_of_file_option,
    output_options,
    print_bytes,
    track_option,
)
from promo.cli.watching import keep_doing, watch_option

if TYPE_CHECKING:
    from promo.assess import Assessment
    from promo.build import Outcome
    from promo.findings import Finding
    from promo.load import Question


def _formats(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> tuple[str, ...] | None:
    if value is None:
        return None
    from promo.planning import FORMATS

    names = tuple(dict.fromkeys(part.strip() for part in value.split(",")))
    for name in names:
        if name not in FORMATS:
            raise click.BadParameter(f"'{name}' is none of {', '.join(FORMATS)}")
    return names


def _names(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> tuple[str, ...]:
    """Each name once, in capitals or not; a comma too many is none."""
    if value is None:
        return ()
    from promo.source import FORBIDDEN

    named: dict[str, str] = {}
    for part in filter(str.strip, value.split(",")):
        name = normalize("NFC", " ".join(part.split()))
        named.setdefault(name.casefold(), name)
    if not named:
        raise click.BadParameter("name at least one person")
    if FORBIDDEN.search("".join(named.values())):
        raise click.BadParameter("a name holds a character that no document can hold")
    return tuple(named.values())


def _at_least_one(context: click.Context, parameter: click.Parameter, value: int) -> int:
    if value < 1:
        raise click.BadParameter("write a number from 1")
    return value


def _question_options(command: Any) -> Any:
    """The options that say what the evidence is held against."""
    options: tuple[Decorator, ...] = (
        click.argument("evidence", nargs=-1, required=True, metavar="EVIDENCE..."),
        click.option("--target", "-t", metavar="LEVEL", help="Level to assess against."),
        ladder_of_file_option,
        track_option,
        as_of_option,
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command()
@_question_options
@click.option(
    "--output",
    "-o",
    metavar="FILE|DIR|-",
    help="Where to write.  [default: beside the evidence file]",
)
@click.option(
    "--format",
    "-f",
    "formats",
    callback=_formats,
    metavar="FORMATS",
    help="docx, md, json, or several with commas.  [default: from --output or --template, "
    "else docx]",
)
@click.option(
    "--template",
    "-T",
    "templates",
    multiple=True,
    metavar="NAME|FILE",
    help="A shipped template, or a Word or Markdown one of your own.",
)
@click.option("--theme", metavar="FILE", help="Colours, fonts, logo, language and labels.")
@click.option(
    "--reviewers",
    callback=_names,
    metavar="NAMES",
    help="A form for each of them, with commas between.",
)
@click.option("--review", metavar="FILE", help="Fill the forms from a review file.")
@click.option("--no-comments", is_flag=True, help="No comments in the margin at flags.")
@click.option(
    "--carry-over",
    is_flag=True,
    help="Keep a dated copy of an edited packet, and its answers and comments in the new one.",
)
@click.option(
    "--blind",
    is_flag=True,
    help="A copy for the committee, with codes in place of names, and a key beside the evidence.",
)
@click.option("--key", metavar="FILE", help="Where the key of --blind goes.")
@click.option(
    "--also",
    callback=_names,
    metavar="NAMES",
    help="More names that --blind is to replace, with commas between.",
)
@click.option(
    "--since",
    metavar="OLD",
    help="Add what is new since an earlier evidence file, or packet as Word or JSON.",
)
@click.option("--questions", is_flag=True, help="Add the questions that a committee may ask.")
@click.option("--strict", is_flag=True, help="Exit 1 when there are gaps.")
@click.option("--force", is_flag=True, help="Replace an edited or foreign output; keep a backup.")
@watch_option
@click.option(
    "--jobs",
    "-j",
    type=int,
    callback=_at_least_one,
    default=1,
    metavar="N",
    help="Processes for several files.  [default: 1]",
)
@output_options
def build(
    evidence: tuple[str, ...],
    target: str | None,
    ladder: str | None,
    track: str | None,
    as_of: date | None,
    output: str | None,
    formats: tuple[str, ...] | None,
    templates: tuple[str, ...],
    theme: str | None,
    reviewers: tuple[str, ...],
    review: str | None,
    no_comments: bool,
    carry_over: bool,
    blind: bool,
    key: str | None,
    also: tuple[str, ...],
    since: str | None,
    questions: bool,
    strict: bool,
    force: bool,
    watch: bool,
    jobs: int,
    quiet: bool,
    no_color: bool,
) -> None:
    """Write the packet of each EVIDENCE file.

    One file that cannot be used does not stop the others. A packet that was
    edited since promo wrote it is never replaced unless you say --carry-over
    or --force.

    \b
    promo build evidence.yaml --target principal
    promo build evidence.yaml -o packet.md
    promo build people/*.yaml -o packets/ --jobs 4
    promo build evidence.yaml --template our-form.docx
    promo build evidence.yaml --reviewers "Tomas Lindgren,Dana Ortiz"
    promo build evidence.yaml --carry-over
    promo build evidence.yaml --blind -o committee/
    promo build evidence.yaml --since last-cycle.yaml --questions
    promo build evidence.yaml --watch
    """
    from promo import build as building
    from promo import planning
    from promo.findings import InputError
    from promo.forms import Look, open_form
    from promo.load import STDIN
    from promo.terminal import Terminal

    to_stdout = output == STDIN
    terminal = Terminal(no_color=no_color, quiet=quiet, results_to_stderr=to_stdout)
    try:
        reviewing = planning.Reviewing(reviewers, review, not no_comments, carry_over)
        planning.refuse_reviews(reviewing, len(evidence))
        blinding = planning.Blinding(key, also)
        planning.refuse_keys(blinding, len(evidence), blind=blind)
        asking = planning.Asking(since, questions)
        planning.refuse_since(asking, len(evidence), blind=blind)
        asked = _questions(evidence, target, ladder, track, as_of)
        look = Look(templates, theme)
        formats = formats or _formats_for(output, templates)
        outputs = planning.plan(asked, output, formats)
        if watch:
            refused = {"--blind": blind, "--carry-over": carry_over, "--jobs": jobs > 1}
            planning.refuse_watching(asked, refused)
        else:
            terminal.findings(open_form(look, formats).findings)
    except InputError as error:
        terminal.findings(error.findings)
        sys.exit(ERROR)
    todo = [
        building.Job(
            question=question,
            outputs=group,
            look=look,
            reviewing=reviewing,
            blinding=blinding if blind else None,
            asking=asking,
            force=force,
        )
        for question, group in zip(asked, outputs, strict=True)
    ]

    def tell(outcome: Outcome) -> None:
        terminal.outcome(outcome)
        if outcome.printed:
            print_bytes(outcome.printed)

    def again(number: int, question: Question) -> None:
        open_form.cache_clear()
        with suppress(InputError):  # the outcome has them
            terminal.findings(open_form(look, formats).findings)
        with terminal.waiting("building"):
            outcome = building.run(replace(todo[number], question=question))
        tell(outcome)

    if watch:
        keep_doing(again, asked, terminal)
    code = OK
    for outcome in terminal.progress(
        building.run_all(todo, jobs), len(todo), "building", "packets"
    ):
        tell(outcome)
        code = max(code, ERROR if outcome.has_errors else GAPS if strict and outcome.flags else OK)
    sys.exit(code)


def _formats_for(output: str | None, templates: Sequence[str]) -> tuple[str, ...]:
    from promo.forms import formats_of
    from promo.planning import FORMATS

    suffix = os.path.splitext(output or "")[1].removeprefix(".").lower()
    return (suffix,) if suffix in FORMATS else formats_of(templates) or ("docx",)


@click.command()
@_question_options
@click.option(
    "--format",
    "-f",
    "format",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    help="How to tell it.  [default: text]",
)
@click.option(
    "--ignore",
    "ignored",
    multiple=True,
    metavar="CODES",
    help="Codes that are not told, with commas between, or CODES=reason; once for each reason.",
)
@click.option(
    "--rules",
    type=click.Choice(["amazon-lp"]),
    help="A ladder's checks of evidence, beside those of your ladder.",
)
@click.option(
    "--verbose",
    "-v",
    is_flag=True,
    help="Tell each warning, and covered competencies, too.",
)
@click.option("--questions", is_flag=True, help="Tell what a committee may ask.")
@click.option("--lenient", is_flag=True, help="Exit 0 in spite of gaps; errors still exit 2.")
@watch_option
@output_options
def check(
    evidence: tuple[str, ...],
    target: str | None,
    ladder: str | None,
    track: str | None,
    as_of: date | None,
    format: str,
    ignored: tuple[str, ...],
    rules: str | None,
    verbose: bool,
    questions: bool,
    lenient: bool,
    watch: bool,
    quiet: bool,
    no_color: bool,
) -> None:
    """Tell the findings and gaps of each EVIDENCE file.

    Findings are faults of the file or weak spots of its prose; gaps are
    competencies without enough evidence. Exit 1 when there are gaps, 2 when a
    file has errors. Warnings change no exit code.

    \b
    promo check evidence.yaml --target principal
    promo check evidence.yaml --questions
    promo check evidence.yaml --watch
    promo check evidence.yaml --ignore PR112 --ignore "PR104=no figures yet"
    promo check people/*.yaml --format sarif > promo.sarif
    """
    from promo import checking, planning
    from promo.check_terminal import CheckTerminal
    from promo.findings import InputError
    from promo.ignoring import ignores_named
    from promo.load import name_of

    if questions and format not in ("text", "json"):
        raise click.UsageError("questions are told as text or json, not with findings alone")
    terminal = CheckTerminal(no_color=no_color, quiet=quiet, findings_to_stdout=format == "text")
    try:
        ignores = ignores_named(ignored)
        asked = _questions(evidence, target, ladder, track, as_of)
        if watch:
            planning.refuse_watching(asked, {})
    except InputError as error:
        terminal.findings(error.findings)
        sys.exit(ERROR)

    def checked(question: Question) -> Assessment | tuple[Finding, ...]:
        try:
            return checking.check(question, ignores, rules or "")
        except InputError as error:
            return error.findings

    def tell(results: Sequence[tuple[str, Assessment | tuple[Finding, ...]]]) -> None:
        if format == "json":
            from promo import report

            text = report.to_text(report.check_report(results, __version__, questions=questions))
            print_bytes(text.encode("utf-8", "backslashreplace"))  # a name may hold any bytes
        elif format != "text":
            print_bytes(_for_pipelines(format, results))
        else:
            for path, result in results:
                terminal.checked(name_of(path), result, verbose=verbose, questions=questions)

    def check_again(_: int, question: Question) -> None:
        with terminal.waiting("checking"):
            result = checked(question)
        tell([(question.evidence, result)])

    if watch:
        keep_doing(check_again, asked, terminal)
    code = OK
    results: list[tuple[str, Assessment | tuple[Finding, ...]]] = []
    found = terminal.progress(map(checked, asked), len(asked), "checking", "files")
    for question, result in zip(asked, found, strict=True):
        results.append((question.evidence, result))
        if isinstance(result, tuple):
            code = ERROR
        elif result.gaps and not lenient:
            code = max(code, GAPS)
    tell(results)
    sys.exit(code)


def _for_pipelines(
    format: str, results: Sequence[tuple[str, Assessment | tuple[Finding, ...]]]
) -> bytes:
    """SARIF or GitHub's commands; files are named from the current folder, as both ask."""
    from promo.load import name_of

    named = [(name_of(path), result) for path, result in results]
    if format == "sarif":
        from promo import report, sarif

        text = report.to_text(sarif.sarif(named, __version__, _from_here))
    else:
        from promo.github import workflow_commands

        text = workflow_commands(named, _from_here)
    return text.encode("utf-8", "backslashreplace")


def _from_here(path: str) -> str:
    try:
        return os.path.relpath(path).replace(os.sep, "/")
    except ValueError:  # another drive
        return path


def _questions(
    evidence: Sequence[str],
    target: str | None,
    ladder: str | None,
    track: str | None,
    as_of: date | None,
) -> list[Question]:
    from promo.files import read_stdin
    from promo.load import STDIN, Question

    stdin = read_stdin() if STDIN in evidence else b""
    return [
        Question(
            evidence=path,
            today=date.today(),
            target=target,
            track=track,
            ladder=ladder,
            as_of=as_of,
            stdin=stdin if path == STDIN else b"",
        )
        for path in evidence
    ]
