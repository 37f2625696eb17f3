"""The members of a .docx to bytes and back: fixed times, and a digest that tells an edit.

The digest covers every member. It stands in a custom property, which holds zeros while it is made.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from promo.writers.seal import State

CUSTOM = "docProps/custom.xml"
CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # user-defined properties, MS-OLEPS
NO_DIGEST = "0" * 64  # stands in the place of the digest while it is made
_DIGEST = re.compile(
    rb'name="promo-digest"[^>]*>\s*<(?:\w+:)?lpwstr>([0-9a-f]{64})</(?:\w+:)?lpwstr>'
)
_LARGEST = 50_000_000  # bytes unpacked; far above any packet
_EPOCH = (1980, 1, 1, 0, 0, 0)
_OWNER_ONLY = 0x01800000  # -rw------- ; zero upsets Word for Mac


def pack(members: Mapping[str, bytes]) -> bytes:
    """The document of `members`, whose custom properties hold zeros for a digest; sealed."""
    own = _with_digest(members[CUSTOM], _digest(members))
    return zipped({**members, CUSTOM: own})


def unsealed(document: bytes) -> bytes:
    """The same document without its digest: promo takes it for one that was edited."""
    with ZipFile(BytesIO(document)) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    return zipped({**members, CUSTOM: _with_digest(members[CUSTOM], NO_DIGEST)})


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Members as a zip file, which depends on nothing but them."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(members):
            info = ZipInfo(name, _EPOCH)
            info.create_system, info.external_attr = 3, _OWNER_ONLY
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, members[name])
    return packed.getvalue()


def state_of(data: bytes) -> State:
    """Whether a document is promo's, untouched, edited since, or somebody else's."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            infos = archive.infolist()
            if CUSTOM not in archive.namelist() or sum(i.file_size for i in infos) > _LARGEST:
                return State.FOREIGN
            members = {info.filename: archive.read(info) for info in infos}
    except (BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError):
        return State.FOREIGN
    found = _DIGEST.search(members[CUSTOM])
    if found is None:
        return State.EDITED if b"promo-digest" in members[CUSTOM] else State.FOREIGN
    members[CUSTOM] = _with_digest(members[CUSTOM], NO_DIGEST)
    return State.UNTOUCHED if _digest(members).encode() == found[1] else State.EDITED


def _with_digest(properties: bytes, digest: str) -> bytes:
    found = _DIGEST.search(properties)
    assert found is not None
    return properties[: found.start(1)] + digest.encode() + properties[found.end(1) :]


def _digest(members: Mapping[str, bytes]) -> str:
    whole = hashlib.sha256()
    for name in sorted(members):
        whole.update(f"{len(name.encode())} {name} {len(members[name])} ".encode())
        whole.update(members[name])
    return whole.hexdigest()
