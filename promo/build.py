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
from contextlib import contextmanager, suppress
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
_STDIN_NAME = "<stdin>"
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


def name_of(evidence: str) -> str:
    """What messages call an evidence argument."""
    return _STDIN_NAME if evidence == STDIN else evidence


def load(question: Question) -> Assessment:
    """Read and assess one evidence file. Raises InputError with every finding."""
    data = question.stdin if question.evidence == STDIN else read_bytes(question.evidence)
    parsed = source.parse(data, name_of(question.evidence))
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
        if not os.path.isfile(path):
            if os.path.exists(path):
                raise _stop(
                    "CL002", place, _not_a_file(path), "name a file with evidence or a ladder"
                )
            raise _stop("CL001", place, "no such file", _help_for_missing(path))
        with open(path, "rb") as file:
            return file.read(source.MAX_BYTES + 1)
    except OSError as error:
        raise _stop("CL003", place, f"cannot be read: {error.strerror}") from error


def read_stdin() -> bytes:
    """Standard input, no more of it than promo reads. Raises InputError."""
    try:
        return sys.stdin.buffer.read(source.MAX_BYTES + 1) if sys.stdin else b""
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise _stop("CL003", Location(_STDIN_NAME), message) from error


def _not_a_file(path: str | Path) -> str:
    return "is a folder, not a file" if os.path.isdir(path) else "is not a regular file"


def _help_for_missing(path: str) -> str:
    folder = Path(path).parent
    names = sorted(file.name for file in folder.glob("*.y*ml")) if folder.is_dir() else []
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
    if not os.path.exists(path):
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
        _refuse(Path(output).suffix != f".{formats[0]}", fact, help)
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
                raise _stop("CL010", place, "is the evidence itself", "name another output")
            if key in owner:
                message = f"{quote(owner[key])} and {quote(question.evidence)} both lead here"
                raise _stop("CL008", place, message, "write them to two folders")
            owner[key] = question.evidence


def _refuse(wrong: bool, fact: str, help: str) -> None:
    if wrong:
        raise _stop("CL010", Location("--output"), fact, help)


def _outputs(question: Question, output: str | None, formats: Sequence[str]) -> Iterator[Output]:
    if output is None and question.evidence == STDIN:
        fact = "evidence from standard input needs an output"
        raise _stop("CL010", Location("--output"), fact, "add --output FILE, DIR or -")
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
        assessment = load(job.question)
        formats = [_format(output.format) for output in job.outputs]
        backups = _backups(job, formats)
        made = [format.write(assessment) for format in formats]
        files = [_File(o.path, data) for o, data in zip(job.outputs, made, strict=True) if o.path]
        _put_in_place([*(_File(b, read_whole(p)) for p, b in backups.items()), *files])
    except InputError as error:
        return Outcome(name=name, findings=error.findings)
    return Outcome(
        name=name,
        findings=assessment.findings,
        candidate=assessment.evidence.candidate.name,
        target=assessment.level.title,
        competencies=len(assessment.coverages),
        flags=tuple(flag_lines(assessment)),
        written=tuple(Written(f.path, len(f.data), backups.get(f.path)) for f in files),
        printed=b"" if files else b"".join(made),
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


def _backups(job: Job, formats: Sequence[Format]) -> dict[Path, Path]:
    """The outputs that are to be kept first, and where. Raises InputError with every fault."""
    backups, faults = {}, list[Finding]()
    for (_, path), format in zip(job.outputs, formats, strict=True):
        try:
            if path is not None and _needs_backup(path, format.state_of, job.force):
                backups[path] = _backup_path(path)
        except InputError as error:
            faults += error.findings
    if faults:
        raise InputError(faults)
    return backups


def _needs_backup(path: Path, state_of: Callable[[bytes], State], force: bool) -> bool:
    place = Location(str(path))
    if not os.path.isdir(path.parent):
        message = f"the folder {quote(str(path.parent))} does not exist"
        raise _stop("CL004", place, message, "make it first, or name another")
    if os.path.islink(path):
        raise _stop("CL007", place, "is a symbolic link", "name the file that it leads to")
    if not os.path.exists(path):
        return False
    if not os.path.isfile(path):
        raise _stop("CL002", place, _not_a_file(path), "name another output")
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


def _backup_path(path: Path) -> Path:
    """A free numbered name beside the file, one that its program still opens."""
    for number in range(1, 10_000):
        backup = path.with_name(f"{path.stem}.backup-{number}{path.suffix}")
        if not os.path.lexists(backup):
            return backup
    raise _stop("CL009", Location(str(path)), "10,000 backups stand beside it", "move them away")


class _File(NamedTuple):
    path: Path
    data: bytes


def _put_in_place(files: Sequence[_File]) -> None:
    """Every file or none: all lie flushed beside their places before the first takes its own."""
    temporaries: list[Path] = []
    try:
        for path, data in files:
            with _told_of(path):
                temporaries.append(_temporary(path.parent, data))
        for temporary, (path, _) in zip(temporaries, files, strict=True):
            with _told_of(path):
                os.replace(temporary, path)
    except BaseException:
        for temporary in temporaries:
            temporary.unlink(missing_ok=True)
        raise
    for folder in {path.parent for path, _ in files}:
        _flush_folder(folder)


@contextmanager
def _told_of(path: Path) -> Iterator[None]:
    """Turns what the system says while `path` is written into a finding."""
    try:
        yield
    except OSError as error:
        message = f"could not be written: {error.strerror}"
        help = _WRITE_HELP.get(error.errno or 0, "")
        raise _stop("CL009", Location(str(path)), message, help) from error


_WRITE_HELP = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "free some space"),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), "choose a folder of your own"),
}


def _temporary(folder: Path, data: bytes) -> Path:
    """`data` in a new file of that folder, flushed to disk; mode 0600."""
    descriptor, name = tempfile.mkstemp(prefix=".promo-", suffix=".tmp", dir=folder)
    temporary = Path(name)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _clear_stale(folder, temporary.stat().st_mtime)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


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
    with suppress(OSError):  # the files are in place, even where a folder cannot be flushed
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
