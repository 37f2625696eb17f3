"""Assessments to written packets: the way that the command line and batches share.

An output is there whole or not at all, and only promo's own untouched output is replaced without
being asked.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from promo import __version__, phrases
from promo.assess import Assessment
from promo.files import File, put_in_place, read_bytes, read_whole
from promo.findings import Finding, InputError, Location, in_order, quote, stopped
from promo.forms import NO_LOOK, Form, Look, open_form
from promo.load import STDIN, Question, load, name_of
from promo.model import Reviewed
from promo.rebuilding import Place, Standing, look
from promo.words import Words
from promo.writers.seal import State

if TYPE_CHECKING:
    from promo.model import Review
    from promo.packet import Packet
    from promo.review.contents import Left


class Output(NamedTuple):
    """One file to write: its format and path; None is standard output."""

    format: str
    path: Path | None


class Reviewing(NamedTuple):
    """How a call wants packets to be reviewed: by whom, with which answers, with comments or not.

    `review` is the path of a review file; `carry_over` keeps what stands in an edited packet.
    """

    reviewers: tuple[str, ...] = ()
    review: str | None = None
    notes: bool = True
    carry_over: bool = False


NOT_REVIEWING = Reviewing()


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One evidence file with everything that is to be made of it."""

    question: Question
    outputs: tuple[Output, ...]
    look: Look = NO_LOOK
    reviewing: Reviewing = NOT_REVIEWING
    force: bool = False


class Written(NamedTuple):
    """A file that was written, its size, and the backup of what it replaced."""

    path: Path
    size: int
    backup: Path | None


class FlagLine(NamedTuple):
    """A gap in short, as the terminal shows it."""

    dots: str
    label: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a job: small, since it may come from another process.

    `carried` says what of an edited packet is in the new one, `left` is what is not.
    """

    name: str
    findings: tuple[Finding, ...]
    candidate: str = ""
    target: str = ""
    competencies: int = 0
    flags: tuple[FlagLine, ...] = ()
    written: tuple[Written, ...] = ()
    printed: bytes = b""
    private_items: int = 0
    carried: str = ""
    left: tuple[Left, ...] = ()

    @property
    def has_errors(self) -> bool:
        return any(finding.is_error for finding in self.findings)


class Format(NamedTuple):
    """How an assessment and its review become bytes, and how such bytes are known again."""

    write: Callable[[Assessment, Reviewed], bytes]
    state_of: Callable[[bytes], State]


def _format(name: str, form: Form) -> Format:
    """Each format's modules are imported only where it is written."""
    if name == "json":
        from promo import report

        return Format(lambda a, reviewed: report.write(a, __version__), report.state_of)
    write = form.writers[name]
    if name == "docx":
        from promo.writers.word.package import state_of
    else:
        from promo.writers.markdown import state_of
    return Format(lambda a, reviewed: write(_packet(a, form, reviewed)), state_of)


def _packet(assessment: Assessment, form: Form, reviewed: Reviewed) -> Packet:
    from promo.compose import compose  # not needed to check, nor for JSON

    return compose(assessment, __version__, form.words, reviewed)


FORMATS = ("docx", "md", "json")


def refuse_reviews(reviewing: Reviewing, packets: int) -> None:
    """Raises InputError where a call cannot mean what it says of reviews."""
    place = Location("--review")
    if reviewing.review and packets > 1:
        raise stopped("CL010", place, f"one review cannot fill {packets} packets", "build one")
    if reviewing.review and reviewing.carry_over:
        fact = "--review and --carry-over both bring answers"
        raise stopped("CL010", place, fact, "name one of the two")


def plan(
    questions: Sequence[Question], output: str | None, formats: Sequence[str]
) -> tuple[tuple[Output, ...], ...]:
    """Where each question's packets go. Raises InputError before anything is written."""
    packets = len(questions) * len(formats)
    if output == STDIN:
        _refuse(packets > 1, f"standard output cannot take {packets} packets", "name a folder")
        fact = "a Word document cannot go to standard output"
        _refuse(formats[0] == "docx", fact, "add --format md or --format json")
        return ((Output(formats[0], None),),)
    if output is not None and not _is_folder(output):
        fact = f"{quote(output)} is no folder, and one file cannot take {packets} packets"
        _refuse(packets > 1, fact, "name a folder that exists")
        fact = f"{quote(output)} should end in .{formats[0]}"
        help = "end it as the format does (.docx, .md, .json), or make the folder first"
        _refuse(Path(output).suffix.lower() != f".{formats[0]}", fact, help)
    outputs = tuple(tuple(_outputs(question, output, formats)) for question in questions)
    _refuse_shared_paths(questions, outputs)
    return outputs


def _is_folder(output: str) -> bool:
    return output.endswith(("/", os.sep)) or os.path.isdir(output)


def _refuse_shared_paths(
    questions: Sequence[Question], outputs: Sequence[Sequence[Output]]
) -> None:
    inputs = {os.path.abspath(question.evidence) for question in questions}
    owner: dict[str, str] = {}
    for question, group in zip(questions, outputs, strict=True):
        for path in (str(output.path) for output in group):
            place, key = Location(path), os.path.abspath(path)
            if key in inputs:
                raise stopped("CL010", place, "is the evidence itself", "name another output")
            if key in owner:
                message = f"{quote(owner[key])} and {quote(question.evidence)} both lead here"
                raise stopped("CL008", place, message, "write them to two folders")
            owner[key] = question.evidence


def _refuse(wrong: bool, fact: str, help: str) -> None:
    if wrong:
        raise stopped("CL010", Location("--output"), fact, help)


def _outputs(question: Question, output: str | None, formats: Sequence[str]) -> Iterator[Output]:
    if output is None and question.evidence == STDIN:
        fact = "evidence from standard input needs an output"
        raise stopped("CL010", Location("--output"), fact, "add --output FILE, DIR or -")
    named = Path(question.evidence)
    folder = named.parent if output is None else Path(output)
    for format in formats:
        if output is None or _is_folder(output):
            stem = "packet" if question.evidence == STDIN else named.stem
            yield Output(format, folder / f"{stem}.{format}")
        else:
            yield Output(format, Path(output))


def run(job: Job) -> Outcome:
    """Make and write all of a job's outputs, or none of them."""
    name = name_of(job.question.evidence)
    try:
        form = open_form(job.look, tuple(output.format for output in job.outputs))
        assessment = load(job.question)
        formats = [_format(output.format, form) for output in job.outputs]
        standing = _standing(job, formats)
        review, told = _review(job, assessment, standing)
        wanted = Reviewed(job.reviewing.reviewers, review, job.reviewing.notes)
        made = [format.write(assessment, wanted) for format in formats]
        if standing.carried:
            made = [_open(o.format, data) for o, data in zip(job.outputs, made, strict=True)]
        files = [File(o.path, data) for o, data in zip(job.outputs, made, strict=True) if o.path]
        copies = standing.copies
        put_in_place([*(File(copy, read_whole(p)) for p, copy in copies.items()), *files])
    except InputError as error:
        return Outcome(name=name, findings=error.findings)
    return Outcome(
        name=name,
        findings=(*assessment.findings, *told),
        candidate=assessment.evidence.candidate.name,
        target=assessment.level.title,
        competencies=len(assessment.coverages),
        flags=tuple(flag_lines(assessment)),
        written=tuple(Written(f.path, len(f.data), copies.get(f.path)) for f in files),
        printed=b"" if files else b"".join(made),
        private_items=assessment.evidence.private_items,
        **_carried(standing, assessment),
    )


def _standing(job: Job, formats: Sequence[Format]) -> Standing:
    places = [
        Place(path, name, format.state_of)
        for (name, path), format in zip(job.outputs, formats, strict=True)
        if path is not None
    ]
    carry_over = job.reviewing.carry_over
    return look(places, job.question.today, force=job.force, carry_over=carry_over)


def _review(
    job: Job, assessment: Assessment, standing: Standing
) -> tuple[Review | None, tuple[Finding, ...]]:
    """The review that fills the forms, from its file or the packet that is replaced."""
    file = job.reviewing.review
    if file is None:
        return standing.carried, standing.findings
    from promo.review.file import read_file
    from promo.review.placing import misplaced

    review, told = read_file(read_bytes(file), file)
    told = in_order((*told, *misplaced(review, assessment, file)))
    if any(finding.is_error for finding in told):
        raise InputError(told)
    return review, told


def _open(format: str, data: bytes) -> bytes:
    """A packet that holds carried answers is nobody's original: the next build asks again."""
    if format != "docx":
        return data
    from promo.writers.word.package import unsealed

    return unsealed(data)


def _carried(standing: Standing, assessment: Assessment) -> dict[str, Any]:
    if standing.carried is None:
        return {}
    from promo.review.contents import contents, not_carried

    asked = {coverage.competency.id for coverage in assessment.coverages}
    brought = standing.carried._replace(changes=(), edits=())
    left = tuple(not_carried(standing.carried, asked))
    return {"carried": contents(brought) or "nothing that has a place in it", "left": left}


def flag_lines(assessment: Assessment) -> Iterator[FlagLine]:
    """The gaps, worst first, one line each."""
    words = Words()
    for gap in assessment.gaps:
        yield FlagLine(
            phrases.DOTS[gap.status],
            phrases.status_label(words, gap.status),
            gap.competency.title,
            phrases.reasons(words, assessment, gap),
        )


def run_all(jobs: Sequence[Job], processes: int) -> Iterable[Outcome]:
    """Every job's outcome, in order, over so many processes."""
    if processes <= 1 or len(jobs) <= 1:
        return map(run, jobs)
    return _over_processes(jobs, processes)


def _over_processes(jobs: Sequence[Job], processes: int) -> Iterator[Outcome]:
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(min(processes, len(jobs))) as pool:
        chunk = max(1, min(16, len(jobs) // (processes * 4)))
        yield from pool.map(run, jobs, chunksize=chunk)
