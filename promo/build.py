"""Assessments to written packets: the way that the command line and batches share.

An output is there whole or not at all, and only promo's own untouched output is replaced without
being asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from promo import phrases
from promo.assess import Assessment
from promo.files import File, put_in_place, read_bytes, read_whole
from promo.findings import Finding, InputError, in_order
from promo.forms import NO_LOOK, Form, Look, open_form
from promo.load import Loaded, Question, load_file, name_of
from promo.making import Format, Making, format_of, unshown
from promo.model import Reviewed
from promo.planning import NOT_REVIEWING, NOTHING_ASKED, Asking, Blinding, Output, Reviewing
from promo.rebuilding import Place, Standing, look
from promo.words import Words

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from promo.committee_copies import CommitteeCopy
    from promo.compose.frame import Besides
    from promo.model import Review
    from promo.review.contents import Left


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One evidence file with everything that is to be made of it.

    `blinding` asks for a committee copy.
    """

    question: Question
    outputs: tuple[Output, ...]
    look: Look = NO_LOOK
    reviewing: Reviewing = NOT_REVIEWING
    blinding: Blinding | None = None
    asking: Asking = NOTHING_ASKED
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
    is_blind: bool = False
    carried: str = ""
    left: tuple[Left, ...] = ()

    @property
    def has_errors(self) -> bool:
        return any(finding.is_error for finding in self.findings)


def run(job: Job) -> Outcome:
    """Make and write all of a job's outputs, or none of them."""
    name = name_of(job.question.evidence)
    try:
        form = open_form(job.look, tuple(output.format for output in job.outputs))
        loaded = load_file(job.question)
        assessment = loaded.assessment
        job = _with_blind_names(job, assessment)
        formats = [format_of(output.format, form) for output in job.outputs]
        standing = _standing(job, formats)
        review, told = _review(job, assessment, standing)
        wanted = Reviewed(job.reviewing.reviewers, review, job.reviewing.notes)
        copy = _committee_copy(job, loaded, wanted, form)
        besides = _besides(job, assessment)
        making = Making(assessment, wanted, copy.blind if copy else None, besides)
        made = [format.write(making) for format in formats]
        told = (*told, *unshown(making, form, job.outputs, made))
        if copy:
            _refuse_names(job, made, copy)
            told = (*told, *copy.findings)
        carried, left = _carried(standing, job.outputs, made)
        if standing.carried:
            made = [_open(o.format, data) for o, data in zip(job.outputs, made, strict=True)]
        files = [File(o.path, data) for o, data in zip(job.outputs, made, strict=True) if o.path]
        files += [copy.key] if copy and copy.key else []
        copies = standing.copies
        put_in_place([*(File(kept, read_whole(p)) for p, kept in copies.items()), *files])
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
        is_blind=job.blinding is not None,
        carried=carried,
        left=left,
    )


def _besides(job: Job, assessment: Assessment) -> Besides | None:
    if job.asking == NOTHING_ASKED:
        return None
    from promo.asked_sections import besides_of

    return besides_of(job.asking, job.question, assessment)


def _with_blind_names(job: Job, assessment: Assessment) -> Job:
    """The job with outputs that are called by a code, where the call named no file."""
    if job.blinding is None:
        return job
    from promo.committee_copies import file_stem

    stem = file_stem(assessment)
    outputs = (
        output
        if output.path is None or output.is_named
        else output._replace(path=output.path.with_name(f"{stem}.{output.format}"))
        for output in job.outputs
    )
    return replace(job, outputs=tuple(outputs))


def _committee_copy(
    job: Job, loaded: Loaded, reviewed: Reviewed, form: Form
) -> CommitteeCopy | None:
    if job.blinding is None:
        return None
    from promo.committee_copies import prepare

    return prepare(job.question, loaded, reviewed, form.words, job.blinding)


def _refuse_names(job: Job, made: Sequence[bytes], copy: CommitteeCopy) -> None:
    """Raises InputError with every place where a name is left."""
    from promo.committee_copies import check

    left = [
        finding
        for output, data in zip(job.outputs, made, strict=True)
        for finding in check(data, output.format, output.path, copy)
    ]
    if left:
        raise InputError((*left, *copy.findings))


def _standing(job: Job, formats: Sequence[Format]) -> Standing:
    places = [
        Place(path, name, format.state_of)
        for (name, path, _), format in zip(job.outputs, formats, strict=True)
        if path is not None
    ]
    carry_over = job.reviewing.carry_over
    return look(places, job.question.today, force=job.force, carry_over=carry_over)


def _review(
    job: Job, assessment: Assessment, standing: Standing
) -> tuple[Review | None, tuple[Finding, ...]]:
    """The review that fills the forms, from its file or the packet that is replaced."""
    file, carried = job.reviewing.review, standing.carried
    if file:
        from promo.review.file import read_file
        from promo.review.placing import misplaced

        review, told = read_file(read_bytes(file), file)
        review = _with_names(review, job, assessment)
        moved = misplaced(review, assessment, file)
    elif carried:
        from promo.review.placing import from_elsewhere

        review, told = _with_names(carried, job, assessment), standing.findings
        moved = from_elsewhere(review, assessment, standing.source)
    else:
        return None, ()
    told = in_order((*told, *moved))
    if any(finding.is_error for finding in told):
        raise InputError(told)
    return review, told


def _with_names(review: Review, job: Job, assessment: Assessment) -> Review:
    if job.blinding is None:
        return review
    from promo.committee_copies import with_names

    return with_names(review, job.question, assessment, job.blinding.key)


def _open(format: str, data: bytes) -> bytes:
    """A packet that holds carried answers is nobody's original: the next build asks again."""
    if format != "docx":
        return data
    from promo.writers.word.package import unsealed

    return unsealed(data)


def _carried(
    standing: Standing, outputs: Sequence[Output], made: Sequence[bytes]
) -> tuple[str, tuple[Left, ...]]:
    """What is in the new packet is told from the packet itself: a form may not ask everything."""
    if standing.carried is None:
        return "", ()
    from promo.review.contents import contents, not_carried
    from promo.review.reading import read

    data = next(data for o, data in zip(outputs, made, strict=True) if o.format == "docx")
    new, _ = read(data, standing.source)
    brought = standing.carried._replace(forms=new.forms, changes=(), edits=())
    told = contents(brought) or "nothing that has a place in it"
    return told, tuple(not_carried(standing.carried, new))


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
    from concurrent.futures import ProcessPoolExecutor

    pool = ProcessPoolExecutor(min(processes, len(jobs)))
    chunk = max(1, min(16, len(jobs) // (processes * 4)))
    # All processes start here and not at the first outcome: a thread that shows progress must not
    # run yet when a process is forked.
    return _until_over(pool, pool.map(run, jobs, chunksize=chunk))


def _until_over(pool: Executor, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    with pool:
        yield from outcomes
