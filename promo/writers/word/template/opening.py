"""A template's bytes to its package: what cannot be used is refused by name, the rest is told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from promo.findings import Finding, InputError, Location, quote, stopped
from promo.writers.word.lint import fields, links, opc
from promo.writers.word.lint.fault import Fault
from promo.writers.word.lint.package import Element, Package, open_package
from promo.writers.word.lint.schema import ACTIVE_FIELDS, clark
from promo.writers.word.package import CUSTOM

_SAVE = "in Word: File, Save As, Word Document (.docx)"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MAIN = re.compile(r"wordprocessingml\.(document|template)\.main\+xml\Z")
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFFICE = {"ppt/": "a PowerPoint presentation", "xl/": "an Excel workbook"}


def opened(data: bytes, file: str) -> Package:
    """The package of a .docx or .dotx. Raises InputError with everything that forbids it."""
    place = Location(file)
    strange = _stranger(data)
    if strange:
        raise stopped("TP011", place, strange, _SAVE)
    package = open_package(data)
    if isinstance(package, Fault):
        raise _unreadable(package, place)
    refused = tuple(_refusals(package, place))
    if refused:
        raise InputError(dict.fromkeys(refused))
    if package.main not in package.trees:
        raise stopped("TP011", place, _not_word(package), _SAVE)
    if b"promo-digest" in package.contents.get(CUSTOM, b""):
        message = "is a packet that promo built, not a template"
        help = "name the template that it was made with, or export one: promo template export"
        raise stopped("TP014", place, message, help)
    return package


def _stranger(data: bytes) -> str:
    """What a file is that is no zip file at all; empty for one that may be."""
    if not data:
        return "is empty"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if _ENCRYPTED in data:
            return "is protected by a password"
        return "is an old Word document (.doc)"
    if data.startswith(b"{\\rtf"):
        return "is a Rich Text file (.rtf)"
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return "is an XML or HTML file"
    return "" if data.startswith(b"PK") else "is not a Word document"


def _unreadable(fault: Fault, place: Location) -> InputError:
    if fault.code == "zip-encrypted":
        return stopped("TP011", place, "is protected by a password", _SAVE)
    if fault.code == "zip-limit":
        help = "a form is a few pages: take out what makes it so large"
        return stopped("TP011", place, f"is larger than promo reads: {fault.message}", help)
    return stopped("TP011", place, f"is damaged: {fault.message}", "open and save it in Word")


def _not_word(package: Package) -> str:
    mimetype = package.contents.get("mimetype", b"")
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        return "is an OpenDocument file (.odt)"
    for folder, what in _OFFICE.items():
        if any(name.startswith(folder) for name in package.names):
            return f"is {what}, not a Word document"
    if "[Content_Types].xml" not in package.names:
        return "is a zip file, not a Word document"
    return "has no document in it that can be read"


def _refusals(package: Package, place: Location) -> Iterator[Finding]:
    """Everything that must not go on into a packet, and damage."""

    def told(code: str, message: str, help: str) -> Finding:
        return Finding(code=code, location=place, message=message, help=help)

    for fault in package.faults:
        if fault.code == "xml-dtd":
            yield told("TP023", f"{fault.part}: {fault.message}", "open and save it in Word")
        elif fault.code in ("xml-syntax", "xml-encoding", "zip-checksum"):
            yield told("TP011", f"is damaged: {fault.part}: {fault.message}", "save it anew")
    if package.contents.get(package.main, b"").find(_STRICT) >= 0:
        yield told("TP011", "is saved as Strict Open XML", _SAVE)
        return
    if next(opc.macros(package), None) or next(_macros(package), None):
        yield told("TP008", "has macros, which packets must not carry", _SAVE)
    main = package.types.of(package.main)
    if package.main in package.trees and "macro" not in main.lower() and not _MAIN.search(main):
        yield told("TP011", _not_word(package), _SAVE)
    for relationships in package.relationships.values():
        for r in relationships:
            if r.external and r.kind == "attachedTemplate":
                help = "in Word: Developer, Document Template, Attach, Normal; or File, Options, "
                help += "Add-ins, Templates"
                yield told("TP010", f"names a template outside: {quote(r.target)}", help)
            elif r.external and r.kind in ("oleObject", "package"):
                help = "insert it as text or as a picture"
                yield told("TP023", f"has an object outside: {quote(r.target)}", help)
            elif r.external and r.kind != "hyperlink":
                what = "an image" if r.kind == "image" else f"a part ({r.kind})"
                help = "insert the picture itself, not a link to it" if r.kind == "image" else ""
                yield told("TP009", f"has {what} outside: {quote(r.target)}", help)
    for fault in links.embeddings(package):
        if fault.code == "embedded":
            yield told("TP023", f"{fault.message}", "insert it as text or as a picture")
    for _, tree in package.markup:
        for instruction in fields.instructions(tree):
            name = instruction.split()[0].upper() if instruction.split() else ""
            if name in ACTIVE_FIELDS:
                help = "take the field out: it runs code or reads another file"
                yield told("TP023", f"has an active field: {quote(instruction.strip())}", help)


def _macros(package: Package) -> Iterator[Fault]:
    return (fault for fault in links.embeddings(package) if fault.code == "macro")


# What is let through and told


def warnings(package: Package, file: str) -> Iterator[Finding]:
    """Marks of people and of time that each packet would carry."""
    place = Location(file)
    body = package.trees[package.main]
    changes = sum(1 for _ in body.iter(*_CHANGES))
    if changes:
        message = "has tracked changes, which each packet would carry with their authors"
        yield Finding(code="TP013", location=place, message=message, help="accept or reject them")
    if next(body.iter(clark("w:commentReference")), None) is not None:
        message = "has comments, which each packet would carry with their authors"
        yield Finding(code="TP013", location=place, message=message, help="delete them")
    if any("TOC" in instruction.split()[:1] for instruction in fields.instructions(body)):
        message = "has a table of contents, whose pages a packet cannot know"
        help = "Word brings it up to date when it opens a packet; elsewhere do it by hand"
        yield Finding(code="TP022", location=place, message=message, help=help)
    for _, settings in package.related("settings"):
        mode = _mode(settings)
        if mode < _CURRENT:
            message = f"is saved for Word {_VERSIONS.get(mode, '2003 or older')}"
            help = "packets open in compatibility mode; in Word: File, Info, Convert"
            yield Finding(code="TP018", location=place, message=message, help=help)


_CHANGES = tuple(
    clark(f"w:{name}")
    for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange")
)
_CURRENT = 15
_VERSIONS = {12: "2007", 14: "2010"}


def _mode(settings: Element) -> int:
    """The version that a document is laid out for; 15 is that of Word since 2013."""
    for setting in settings.iter(clark("w:compatSetting")):
        if setting.get(clark("w:name")) == "compatibilityMode":
            value = setting.get(clark("w:val"), "")
            return int(value) if value.isdigit() else _CURRENT
    # Word itself always writes one; other programs do not, and mean no old version by it.
    return _CURRENT
