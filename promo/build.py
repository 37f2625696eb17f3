"""Evidence file to assessment to written packet: the way that command line and batches share.

The only module that opens and writes files. An output is there whole or not at all, and only
promo's own untouched output is replaced without being asked.
"""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from promo import __version__, evidence, ladder, phrases, source
from promo.assess import Assessment, assess
from promo.findings import Finding, InputError, Location, did_you_mean, in_order, quote
from promo.model import Ladder, Level
from promo.words import Words
from promo.writers.seal import State

if TYPE_CHECKING:
    from promo.packet import Packet

STDIN = "-"
_STALE_SECONDS = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What one evidence file is held against; None leaves the choice to the file.

    `today` is the as-of date where neither the call nor the file names one.
    """

    evidence: str
    today: date
    target: str | None = None
    ladder: str | None = None
    as_of: date | None = None
    stdin: bytes = b""


class Output(NamedTuple):
    """One file to write: its format and path; None is standard output."""

    format: str
    path: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One evidence file with everything that is to be made of it."""

    question: Question
    outputs: tuple[Output, ...]
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
    """What became of a job: small, since it may come from another process."""

    name: str
    findings: tuple[Finding, ...]
    candidate: str = ""
    target: str = ""
    competencies: int = 0
    flags: tuple[FlagLine, ...] = ()
    written: tuple[Written, ...] = ()
    printed: bytes = b""
    private_items: int = 0

    @property
    def has_errors(self) -> bool:
        return any(finding.is_error for finding in self.findings)


# Reading


def load(question: Question) -> Assessment:
    """Read and assess one evidence file. Raises InputError with every finding."""
    data = question.stdin if question.evidence == STDIN else read_bytes(question.evidence)
    parsed = source.parse(data, "<stdin>" if question.evidence == STDIN else question.evidence)
    choices = evidence.choices(parsed)
    findings: list[Finding] = []
    found = _found_ladder(question, parsed, choices, findings)
    level = _target(question, parsed, choices, found, findings)
    as_of = question.as_of or choices.as_of or question.today
    read, told = evidence.read(parsed, found, level, as_of)
    findings += told
    if found is None or level is None or any(finding.is_error for finding in findings):
        raise InputError(in_order(findings))
    return assess(found, level, read, as_of, in_order(findings))


def read_bytes(path: str) -> bytes:
    """The content of a regular file no larger than promo reads. Raises InputError."""
    place = Location(path)
    try:
        if not Path(path).is_file():
            if Path(path).exists():
                raise _stop("CL002", place, "not a regular file", "name an evidence file")
            raise _stop("CL001", place, "no such file", _help_for_missing(path))
        with open(path, "rb") as file:
            return file.read(source.MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _stop("CL003", place, f"cannot be read: {reason}") from error


def _help_for_missing(path: str) -> str:
    folder = Path(path).parent
    names = [file.name for file in folder.glob("*.y*ml")] if folder.is_dir() else []
    return did_you_mean(Path(path).name, names) if names else "check the path"


def _found_ladder(
    question: Question,
    parsed: source.Source,
    choices: evidence.Choices,
    findings: list[Finding],
) -> Ladder | None:
    """The ladder by call, file, or default; None with its findings when it cannot be had."""
    named, place, folder = question.ladder, Location("--ladder"), Path()
    if named is None and choices.ladder is not None:
        named, place = choices.ladder.value, parsed.place(choices.ladder)
        folder = Path(question.evidence).parent if question.evidence != STDIN else Path()
    try:
        found, told = load_ladder(named or ladder.DEFAULT, folder, place)
    except InputError as error:
        findings += error.findings
        return None
    findings += told
    return found


def load_ladder(name: str, folder: Path, place: Location) -> tuple[Ladder, tuple[Finding, ...]]:
    """A built-in ladder by id, or a file relative to `folder`. Raises InputError."""
    if name in ladder.BUILT_IN:
        data = resources.files("promo.ladders").joinpath(f"{name}.yaml").read_bytes()
        return _parsed_ladder(data, f"{name}.yaml")
    path = folder / name
    if not path.exists():
        raise _stop("LD001", place, f"there is no ladder {quote(name)}", ladder.unknown(name))
    return _parsed_ladder(read_bytes(str(path)), str(path))


@lru_cache(maxsize=16)
def _parsed_ladder(data: bytes, name: str) -> tuple[Ladder, tuple[Finding, ...]]:
    return ladder.read(source.parse(data, name))


def _target(
    question: Question,
    parsed: source.Source,
    choices: evidence.Choices,
    found: Ladder | None,
    findings: list[Finding],
) -> Level | None:
    named, place = question.target, Location("--target")
    if named is None and choices.target is not None:
        named, place = choices.target.value, parsed.place(choices.target)
    if found is None:
        return None
    levels = ", ".join(level.id for level in found.levels)
    if not named:
        help = f"add `--target LEVEL` or `target:` under `packet:`; {found.id} has {levels}"
        findings += _stop("EV002", Location(parsed.name), "no target level is named", help).findings
        return None
    level = found.level_named(named)
    if level is None:
        names = [name for level in found.levels for name in level.names]
        near = did_you_mean(named, names)
        help = f"{near} " if near.startswith("did") else ""
        help += f"the levels are {levels}"
        message = f"{found.id} has no level {quote(named)}"
        findings += _stop("EV001", place, message, help).findings
    return level


def _stop(code: str, place: Location, message: str, help: str = "") -> InputError:
    return InputError([Finding(code=code, location=place, message=message, help=help)])


# Writing


class Format(NamedTuple):
    """How an assessment becomes bytes, and how such bytes are known again."""

    write: Callable[[Assessment], bytes]
    state_of: Callable[[bytes], State]


def _format(name: str) -> Format:
    """Each format's modules are imported only where it is written: python-docx costs 90 ms."""
    if name == "docx":
        from promo.writers.word import package, write

        return Format(lambda a: write(_packet(a)), package.state_of)
    if name == "md":
        from promo.writers import markdown

        return Format(lambda a: markdown.write(_packet(a)), markdown.state_of)
    from promo import report

    return Format(lambda a: report.write(a, __version__), report.state_of)


def _packet(assessment: Assessment) -> Packet:
    from promo.compose import compose  # not needed to check, nor for JSON

    return compose(assessment, __version__)


FORMATS = ("docx", "md", "json")


def plan(
    questions: Sequence[Question], output: str | None, formats: Sequence[str]
) -> tuple[tuple[Output, ...], ...]:
    """Where each question's packets go. Raises InputError before anything is written."""
    if output == STDIN:
        _refuse(len(questions) * len(formats) > 1, output, "takes one file and one format")
        _refuse(formats[0] == "docx", output, "takes --format md or json, not a Word document")
        return ((Output(formats[0], None),),)
    if output is not None and not _is_folder(output):
        _refuse(len(questions) > 1, output, "is one file, for one evidence file")
        _refuse(len(formats) > 1, output, "is one file, for one format")
        _refuse(Path(output).suffix != f".{formats[0]}", output, f"should end in .{formats[0]}")
    outputs = tuple(tuple(_outputs(question, output, formats)) for question in questions)
    _refuse_shared_paths(questions, outputs)
    return outputs


def _is_folder(output: str) -> bool:
    return output.endswith(("/", os.sep)) or Path(output).is_dir()


def _refuse_shared_paths(
    questions: Sequence[Question], outputs: Sequence[Sequence[Output]]
) -> None:
    owner: dict[Path | None, str] = {}
    for question, group in zip(questions, outputs, strict=True):
        for _, path in group:
            if path in owner:
                message = f"{quote(owner[path])} and {quote(question.evidence)} both lead here"
                raise _stop("CL008", Location(str(path)), message, "write them to two folders")
            owner[path] = question.evidence


def _refuse(wrong: bool, output: str, fact: str) -> None:
    if wrong:
        raise _stop("CL010", Location("--output"), f"{quote(output)} {fact}")


def _outputs(question: Question, output: str | None, formats: Sequence[str]) -> Iterator[Output]:
    if output is None and question.evidence == STDIN:
        raise _stop("CL010", Location("--output"), "evidence from standard input needs an output")
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
    try:
        assessment = load(job.question)
        made = [_made(assessment, output, job.force) for output in job.outputs]
        written = tuple(_write(each) for each in made if each.path is not None)
    except InputError as error:
        return Outcome(name=job.question.evidence, findings=error.findings)
    printed = b"".join(each.data for each in made if each.path is None)
    return Outcome(
        name=job.question.evidence,
        findings=assessment.findings,
        candidate=assessment.evidence.candidate.name,
        target=assessment.level.title,
        competencies=len(assessment.coverages),
        flags=tuple(flag_lines(assessment)),
        written=written,
        printed=printed,
        private_items=assessment.evidence.private_items,
    )


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


class _Made(NamedTuple):
    path: Path | None
    data: bytes
    backup_owed: bool


def _made(assessment: Assessment, output: Output, force: bool) -> _Made:
    """One output's content, once its path is known to be free for it."""
    format = _format(output.format)
    owed = output.path is not None and _needs_backup(output.path, format.state_of, force)
    return _Made(output.path, format.write(assessment), owed)


def _needs_backup(path: Path, state_of: Callable[[bytes], State], force: bool) -> bool:
    place = Location(str(path))
    if not path.parent.is_dir():
        message = f"the folder {quote(str(path.parent))} does not exist"
        raise _stop("CL004", place, message, "make it first, or name another")
    if path.is_symlink():
        raise _stop("CL007", place, "is a symbolic link", "name the file that it leads to")
    if not path.exists():
        return False
    if not path.is_file():
        raise _stop("CL002", place, "is not a regular file", "name another output")
    state = state_of(read_whole(path))
    if state is State.UNTOUCHED:
        return False
    if not force:
        code = "CL006" if state is State.EDITED else "CL005"
        fact = "was edited since promo wrote it" if state is State.EDITED else _NOT_OURS
        help = "name another with --output, or use --force, which keeps a backup"
        raise _stop(code, place, f"{fact}; it is left as it is", help)
    return True


_NOT_OURS = "was not written by promo"


def read_whole(path: Path) -> bytes:
    """The content of an existing output. Raises InputError."""
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise _stop("CL003", Location(str(path)), message) from error


def _write(made: _Made) -> Written:
    path = made.path
    assert path is not None
    try:
        backup = _backup(path) if made.backup_owed else None
        _write_atomically(path, made.data)
    except OSError as error:
        message = f"could not be written: {error.strerror}"
        help = "free some space" if error.errno in (errno.ENOSPC, errno.EFBIG) else ""
        raise _stop("CL009", Location(str(path)), message, help) from error
    return Written(path, len(made.data), backup)


def _backup(path: Path) -> Path:
    """A numbered copy beside the file, under a name that its program still opens."""
    content = path.read_bytes()
    for number in range(1, 10_000):
        backup = path.with_name(f"{path.stem}.backup-{number}{path.suffix}")
        if not os.path.lexists(backup):
            _write_atomically(backup, content)
            return backup
    raise OSError(errno.EEXIST, "10,000 backups stand beside it")


def _write_atomically(path: Path, data: bytes) -> None:
    """Temporary file in the same folder, flushed to disk, then put in place; mode 0600."""
    descriptor, name = tempfile.mkstemp(prefix=".promo-", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _clear_stale(path.parent, temporary.stat().st_mtime)
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _flush_folder(path.parent)


def _clear_stale(folder: Path, now: float) -> None:
    """Temporaries that a killed run left behind."""
    for left in folder.glob(".promo-*.tmp"):
        try:
            if now - left.stat().st_mtime > _STALE_SECONDS:
                left.unlink()
        except OSError:
            continue  # another run was quicker


def _flush_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return  # a folder cannot be opened there
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


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
