"""The only module that opens and writes files: read within limits, written whole or not at all."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeAlias

from promo.findings import Location, nearest, quote, stopped
from promo.source import MAX_BYTES

STDIN_NAME = "<stdin>"
_STALE_SECONDS = 3600
Stamp: TypeAlias = tuple[int, int, int] | None
_noted: ContextVar[dict[str, Stamp] | None] = ContextVar("_noted", default=None)


@contextmanager
def noting_reads() -> Iterator[dict[str, Stamp]]:
    """Every path that is read or looked for meanwhile, and the stamp of its file just before."""
    noted: dict[str, Stamp] = {}
    token = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(token)


def stamp_of(path: str) -> Stamp:
    """What tells one state of a file from another; None where there is none."""
    try:
        state = os.stat(path)
    except (OSError, ValueError):
        return None
    return state.st_mtime_ns, state.st_size, state.st_ino


def _note(path: str) -> None:
    noted = _noted.get()
    if noted is not None:
        noted.setdefault(path, stamp_of(path))


def exists(path: str | Path) -> bool:
    """Whether there is a file that is about to be read."""
    _note(str(path))
    return os.path.exists(path)


def read_bytes(
    path: str,
    most: int = MAX_BYTES,
    near: Sequence[str] = ("*.y*ml",),
    otherwise: str = "check the path",
) -> bytes:
    """The content of a regular file, no more than a byte over `most`. Raises InputError.

    `near` are the files among which a missing one's neighbour is looked for, `otherwise` the help
    where it has none.
    """
    place = Location(path)
    _note(path)
    try:
        if not os.path.isfile(path):
            if os.path.exists(path):
                raise stopped("CL002", place, not_a_file(path), "name a file")
            help = help_for_missing(path, *near, otherwise=otherwise)
            raise stopped("CL001", place, "no such file", help)
        with open(path, "rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise stopped("CL003", place, f"cannot be read: {error.strerror}") from error


def read_stdin() -> bytes:
    """Standard input, no more of it than promo reads. Raises InputError."""
    try:
        return sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin else b""
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise stopped("CL003", Location(STDIN_NAME), message) from error


def read_beside(folder: str, name: str, limit: int = 1_000_000) -> bytes | None:
    """A file of that name in a folder, at most a byte more than `limit`; None where there is none.

    By real path: neither `..` nor a link leads out of the folder. Raises InputError.
    """
    if "\0" in name:
        return None  # no file has such a name
    root = os.path.realpath(folder or os.curdir)
    path, place = os.path.realpath(os.path.join(root, name)), Location(os.path.join(folder, name))
    if not Path(path).is_relative_to(root):
        fact = f"{quote(name)} leads out of the template's folder"
        raise stopped("TP021", place, fact, "put a copy of the file into the folder")
    if not exists(path):
        return None
    if not os.path.isfile(path):
        raise stopped("TP021", place, f"{quote(name)} {not_a_file(path)}", "name a file")
    try:
        with open(path, "rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        raise stopped("TP021", place, f"{quote(name)} cannot be read: {error.strerror}") from error


def not_a_file(path: str | Path) -> str:
    return "is a folder, not a file" if os.path.isdir(path) else "is not a regular file"


def help_for_missing(path: str, *patterns: str, otherwise: str = "check the path") -> str:
    """The file that was probably meant, among those of its folder that fit a pattern."""
    if os.path.islink(path):
        return "it is a link that leads nowhere: name the file itself"
    folder = Path(path).parent
    files = (file for pattern in patterns for file in folder.glob(pattern))
    names = sorted(file.name for file in files) if folder.is_dir() else []
    stems = {Path(name).stem: name for name in names}  # a suffix alone makes no two names alike
    near = nearest(Path(path).stem, stems)
    return f"did you mean {quote(stems[near])}?" if near else otherwise


def read_whole(path: Path) -> bytes:
    """The content of an existing output. Raises InputError."""
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise stopped("CL003", Location(str(path)), message) from error


def backup_path(path: Path) -> Path:
    """A free numbered name beside the file, one that its program still opens."""
    for number in range(1, 10_000):
        backup = path.with_name(f"{path.stem}.backup-{number}{path.suffix}")
        if not os.path.lexists(backup):
            return backup
    raise stopped("CL009", Location(str(path)), "10,000 backups stand beside it", "move them away")


def dated_path(path: Path, day: date) -> Path:
    """A free name beside the file that says the day: packet.before-2026-06-30.docx."""
    for number in range(1, 10_000):
        more = f"-{number}" if number > 1 else ""
        kept = path.with_name(f"{path.stem}.before-{day.isoformat()}{more}{path.suffix}")
        if not os.path.lexists(kept):
            return kept
    raise stopped("CL009", Location(str(path)), "10,000 copies stand beside it", "move them away")


class File(NamedTuple):
    path: Path
    data: bytes


def put_in_place(files: Sequence[File]) -> None:
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
        raise stopped("CL009", Location(str(path)), message, help) from error


_WRITE_HELP = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "free some space"),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), "choose a folder of your own"),
}


def _temporary(folder: Path, data: bytes) -> Path:
    """`data` in a new file of that folder, flushed to disk; mode 0600."""
    import tempfile  # not needed to check

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
