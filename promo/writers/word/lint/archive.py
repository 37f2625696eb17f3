"""Unpack a zip file under limits, counted while inflating."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import NamedTuple

from promo.writers.word.lint.fault import Fault, fault

MAX_UNPACKED = 50_000_000  # bytes
MAX_PART = 20_000_000  # bytes
MAX_MEMBERS = 2_000
MAX_TAGS = 1_000_000  # of all parts, opening and closing
MAX_NAMESPACES = 20_000

_CENTRAL_ENTRY = b"PK\x01\x02"
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = 0x1


class Archive(NamedTuple):
    """The entries of a zip file, what they hold, and those that are damaged."""

    entries: tuple[zipfile.ZipInfo, ...]
    contents: Mapping[str, bytes]
    damaged: tuple[Fault, ...]


def unpack(data: bytes) -> Archive | Fault:
    """Every member that can be read, or the one fault that forbids reading any."""
    if data.startswith(_COMPOUND_FILE):
        return fault("zip-legacy", "", "an old .doc or a file with a password, not a .docx")
    if len(data) > MAX_UNPACKED:
        return fault("zip-limit", "", f"the file is over {MAX_UNPACKED:,} bytes")
    if data.count(_CENTRAL_ENTRY) > MAX_MEMBERS:  # before zipfile builds an object for each
        return fault("zip-limit", "", f"the file has more than {MAX_MEMBERS:,} members")
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except Exception as error:  # no common type: BadZipFile, struct.error, UnicodeDecodeError, ...
        return fault("zip-broken", "", f"not a zip file: {error}")
    with archive:
        return _read(archive)


def _read(archive: zipfile.ZipFile) -> Archive | Fault:
    entries = tuple(archive.infolist())
    refusal = _refuse_entries(entries)
    if refusal:
        return refusal
    read = {entry.filename: _inflate(archive, entry) for entry in entries}
    contents = {name: content for name, content in read.items() if isinstance(content, bytes)}
    damaged = tuple(content for content in read.values() if isinstance(content, Fault))
    refusal = _refuse_markup(contents.values())
    return refusal or Archive(entries=entries, contents=contents, damaged=damaged)


def _refuse_entries(entries: Iterable[zipfile.ZipInfo]) -> Fault | None:
    """Go by stated sizes, which suffices: nothing is inflated beyond them."""
    room = MAX_UNPACKED
    for entry in entries:
        room -= entry.file_size
        if entry.flag_bits & _ENCRYPTED:
            return fault("zip-encrypted", entry.filename, "the member is encrypted")
        if entry.file_size > MAX_PART:
            return fault("zip-limit", entry.filename, f"the part is over {MAX_PART:,} bytes")
        if room < 0:
            return fault("zip-limit", "", f"the parts are over {MAX_UNPACKED:,} bytes")
    return None


def _refuse_markup(contents: Iterable[bytes]) -> Fault | None:
    """A small zip can hold tags that take minutes and gigabytes to read: count them before."""
    tags = namespaces = 0
    for content in contents:
        tags += content.count(b"<")
        # In UTF-16 each letter is two bytes, of which one is zero.
        in_utf16 = content.count(b"x\0m\0l\0n\0s") if b"\0" in content else 0
        namespaces += content.count(b"xmlns") + in_utf16
    if tags > MAX_TAGS:
        return fault("zip-limit", "", f"there are more than {MAX_TAGS:,} tags")
    if namespaces > MAX_NAMESPACES:
        return fault("zip-limit", "", f"there are more than {MAX_NAMESPACES:,} namespaces")
    return None


def _inflate(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes | Fault:
    """The content, inflated no further than the stated size: one that lies fails its checksum."""
    try:
        with archive.open(entry) as source:
            return source.read(entry.file_size + 1)
    except Exception as error:  # also zlib.error, EOFError, NotImplementedError
        return fault("zip-checksum", entry.filename, f"cannot be unpacked: {error}")
