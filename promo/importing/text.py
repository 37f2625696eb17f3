"""Bytes to text: UTF-8, UTF-16 with a mark, and Windows-1252 as a guess that is told."""

from __future__ import annotations

from typing import NamedTuple

from promo.findings import InputError, Location, stopped
from promo.source import MAX_BYTES

_AS_UTF8 = "save it as UTF-8 text"
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_KINDS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive or Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "RTF, not plain text"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3", "a database"),
)
_AROUND = 20  # characters on each side of a guess that are shown
_EXPORT = "export it as CSV, XLSX, Markdown, YAML or JSON"


class Decoded(NamedTuple):
    """A file's text with line feeds only.

    A guessed encoding has the `line` of the first byte that made it one, and the text there.
    """

    text: str
    encoding: str
    guessed: bool = False
    line: int = 0
    sample: str = ""


def decoded(data: bytes, name: str) -> Decoded:
    """The text in `data`. Raises InputError for other kinds of file and unknown encodings."""
    _refuse_other_kinds(data, name)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(data[len(bom) :], encoding, name)
    if b"\0" in data:
        fact = "this is a binary file, or UTF-16 text without its mark"
        raise stopped("IM002", _place(data[: data.index(b"\0")], "latin-1", name), fact, _AS_UTF8)
    try:
        return Decoded(_with_line_feeds(data.decode("utf-8")), "UTF-8")
    except UnicodeDecodeError as error:
        return _windows(data, error.start, name)


def _refuse_other_kinds(data: bytes, name: str) -> None:
    for signature, kind in _KINDS:
        if data.startswith(signature):
            raise stopped("IM003", Location(name), f"this is {kind}", _EXPORT)
    if len(data) > MAX_BYTES:
        fact = f"the file has more than {MAX_BYTES:,} bytes"
        raise stopped("IM004", Location(name), fact, "split it, or import a part of it")
    if not data.strip(b"\xef\xbb\xbf\xfe\xff \t\r\n\0"):
        raise stopped("IM008", Location(name), "the file is empty", "name a file with a ladder")


def _strictly(data: bytes, encoding: str, name: str) -> Decoded:
    """Text whose first bytes name its encoding."""
    try:
        return Decoded(_with_line_feeds(data.decode(encoding)), encoding.upper())
    except UnicodeDecodeError as error:
        place = _place(data[: error.start], encoding, name)
        raise _unreadable(place, data[error.start], encoding.upper()) from None


def _windows(data: bytes, first: int, name: str) -> Decoded:
    """What is not UTF-8 is taken for Windows-1252, where every byte of it has a meaning."""
    try:
        text = _with_line_feeds(data.decode("cp1252"))
    except UnicodeDecodeError as error:
        place = _place(data[: error.start], "cp1252", name)
        raise _unreadable(place, data[error.start], "UTF-8 or Windows-1252") from None
    place = _place(data[:first], "cp1252", name)
    around = text.split("\n")[place.line - 1][max(place.column - _AROUND, 0) :][: 2 * _AROUND]
    return Decoded(text, "Windows-1252", True, place.line, around.strip())


def _unreadable(place: Location, byte: int, encoding: str) -> InputError:
    fact = f"byte 0x{byte:02x} is not {encoding}"
    return stopped("IM002", place, fact, _AS_UTF8)


def _place(before: bytes, encoding: str, name: str) -> Location:
    text = _with_line_feeds(before.decode(encoding, "replace"))
    return Location(name, text.count("\n") + 1, len(text) - text.rfind("\n"))


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
