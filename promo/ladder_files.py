"""Ladder files: opened by name, checked, given ids, imported, and written where none stands."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from promo import ladder, source
from promo.fields import Notes
from promo.files import STDIN_NAME, File, put_in_place, read_bytes, read_stdin
from promo.findings import Finding, InputError, Location, did_you_mean, in_order, quote, stopped
from promo.importing import Imported, Options, guide, read
from promo.importing.guide import Guide
from promo.ladder.ids import with_ids, without_id
from promo.ladder_lint import lint
from promo.load import STDIN, base_of, load_ladder
from promo.model import Ladder
from promo.plain import to_yaml
from promo.source import MAX_BYTES


def open_ladder(name: str, option: str) -> tuple[Ladder, tuple[Finding, ...]]:
    """A built-in ladder or a ladder file; `option` is where a message says it was named."""
    return load_ladder(name, Path(), Location(option))


def with_only(found: Ladder, named: str) -> Ladder:
    """A ladder without all competencies but the one that is named, or several of one alias.

    Raises InputError.
    """
    kept = found.competencies_tagged(named)
    if not kept:
        fact = f"{found.id} has no competency {quote(named)}"
        help = did_you_mean(named, [competency.id for competency in found.competencies])
        raise stopped("EV003", Location("--competency"), fact, help)
    return replace(found, competencies=kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A ladder file with all that is to be said of it; no ladder when it cannot be used.

    `without_id` counts expectations whose id is made from their words, `written` the ids that were
    put into the file just now, `left` the lines where none could be put.
    """

    name: str
    findings: tuple[Finding, ...]
    ladder: Ladder | None = None
    without_id: int = 0
    written: int = 0
    left: tuple[int, ...] = ()


def check(name: str, *, write_ids: bool = False) -> Checked:
    """The findings of one ladder, and its warnings; ids are written into a file when asked."""
    try:
        found, told, notes = _read(name)
        warnings = lint(found, notes)
        written, left = _write_ids(name, found, notes) if write_ids else (0, ())
    except InputError as error:
        return Checked(name=name, findings=error.findings)
    return Checked(
        name=name,
        findings=in_order((*told, *warnings)),
        ladder=found,
        without_id=len(without_id(found, notes)) - written,
        written=written,
        left=left,
    )


def _read(name: str) -> tuple[Ladder, tuple[Finding, ...], Notes]:
    """A ladder with the findings of its base and its own, and where its parts stand."""
    if name in ladder.BUILT_IN:
        path, data = name, built_in_bytes(name)
        base, told = None, tuple[Finding, ...]()
    elif name == STDIN:
        data, path = read_stdin(), STDIN_NAME
        base, told = base_of(data, Path(STDIN_NAME), Location(STDIN_NAME))
    else:
        path, data = name, read_bytes(name)
        base, told = base_of(data, Path(name), Location(name))
    found, notes = ladder.read_with_places(source.parse(data, path), base)
    return found, (*told, *notes.found), notes


def built_in_bytes(name: str) -> bytes:
    from promo import ladders

    return Path(ladders.__file__).with_name(f"{name}.yaml").read_bytes()


def _write_ids(name: str, found: Ladder, notes: Notes) -> tuple[int, tuple[int, ...]]:
    """Put ids into the file, which must read as the same ladder afterwards. Raises InputError.

    Gives how many were written, and the lines that were left as they are.
    """
    if name in ladder.BUILT_IN or name == STDIN:
        fact = "is built in" if name in ladder.BUILT_IN else "is no file to write into"
        raise stopped("CL010", Location(name), fact, "name a file of your own")
    ids = with_ids(found, notes)
    left = tuple(dict.fromkeys(node.line for node in ids.left))
    if not ids.written:
        return 0, left
    data = _with_lines(read_bytes(name), ids.lines)
    base, _ = base_of(data, Path(name), Location(name))
    if ladder.read(source.parse(data, name), base)[0] != found:
        raise stopped("CL009", Location(name), "would not read as before; it is left as it is")
    path = Path(os.path.realpath(name) if os.path.islink(name) else name)
    mode = path.stat().st_mode
    put_in_place([File(path, data)])
    path.chmod(mode)  # a ladder is no secret, and others may read it from there
    return ids.written, left


def _with_lines(before: bytes, lines: Mapping[int, Sequence[str]]) -> bytes:
    """The file with some lines written anew; each keeps its own ending, and a mark its place."""
    mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
    parts = re.split("(\r\n|\r|\n)", before.removeprefix(mark).decode())
    for number, new in lines.items():
        at = 2 * (number - 1)
        end = parts[at + 1] if at + 1 < len(parts) else "\n"
        parts[at] = end.join(new)
    return mark + "".join(parts).encode()


# New files


def put_new(path: str, data: bytes) -> None:
    """Write a file where none stands. Raises InputError."""
    refuse_standing(path)
    put_in_place([File(Path(path), data)])
    Path(path).chmod(0o644)  # ladders and schemas are shared; packets are not


def refuse_standing(path: str) -> None:
    """Raises InputError where a new file cannot be: one stands there, or there is no folder."""
    place = Location(path)
    if os.path.lexists(path):
        raise stopped("CL011", place, "exists already", "name another file, or move it away")
    folder = Path(path).parent
    if not folder.is_dir():
        message = f'the folder "{folder}" does not exist'
        raise stopped("CL004", place, message, "make it first, or name another")


def read_input(name: str) -> tuple[bytes, str]:
    """The bytes of a file or of standard input, and what messages call it."""
    if name == STDIN:
        return read_stdin(), STDIN_NAME
    data = read_bytes(name)
    if len(data) > MAX_BYTES:
        message = f"the file has more than {MAX_BYTES:,} bytes"
        raise stopped("YM007", Location(name), message, "split it")
    return data, name


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An imported ladder as the bytes of a ladder file, with its report."""

    imported: Imported
    data: bytes


def imported(file: str, options: Options, map_file: str | None) -> Made:
    """A ladder file made of another file; it loads. Raises InputError with every finding."""
    told = guide.read(source.parse(read_bytes(map_file), map_file)) if map_file else Guide()
    data, name = read_input(file)
    found = read(data, name, options, told)
    written = to_yaml(found.ladder).encode()
    try:
        ladder.read(source.parse(written, name))
    except InputError as error:
        raise InputError(_of_the_import(error.findings, map_file or name)) from error
    return Made(imported=found, data=written)


def _of_the_import(findings: Iterable[Finding], name: str) -> Iterator[Finding]:
    """Faults of a ladder that was never written have no line that anyone could look at."""
    for finding in findings:
        message = f"the ladder that this makes does not load: {finding.message}"
        help = finding.help or "mend the file, or say in a --map what its parts are"
        yield replace(finding, location=Location(name), message=message, help=help)
