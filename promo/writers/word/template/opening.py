"""A template's bytes to its package: what cannot be used is refused by name, the rest is told."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from itertools import chain
from typing import TypeAlias

from promo.findings import Finding, InputError, Location, quote, stopped
from promo.writers.word.lint import fields, links, opc
from promo.writers.word.lint.fault import Fault
from promo.writers.word.lint.package import (
    TYPES_MEMBER,
    Element,
    Package,
    Relationship,
    open_package,
    select,
)
from promo.writers.word.lint.schema import ACTIVE_FIELDS, EMBEDDING_KINDS, clark
from promo.writers.word.package import CUSTOM
from promo.writers.word.stylesheet import whole

_SAVE = "in Word: File, Save As, Word Document (.docx)"
_OPEN = "in Word: File, Info, Protect Document, Encrypt with Password; leave it empty"
_MEND = "take an older copy, or let Word repair it: File, Open, Browse, Open and Repair"
_OTHER = "name the .docx or .dotx that is meant, or export one: promo template export"
_ENCRYPTED, _OLD_WORD = (n.encode("utf-16-le") for n in ("EncryptedPackage", "WordDocument"))
_BODY = clark("w:body")
_MAIN = re.compile(r"wordprocessingml\.(document|template)\.main\+xml\Z")
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_OFFICE = {"ppt/": "a PowerPoint presentation", "xl/": "an Excel workbook"}


def opened(data: bytes, file: str) -> Package:
    """The package of a .docx or .dotx. Raises InputError with everything that forbids it."""
    place = Location(file)
    strange = _stranger(data)
    if strange:
        raise stopped("TP011", place, *strange)
    package = open_package(data)
    if isinstance(package, Fault):
        raise _unreadable(package, place)
    refused = tuple(_refusals(package, file))
    if refused:
        raise InputError(dict.fromkeys(refused))
    if package.main not in package.trees or package.trees[package.main].find(_BODY) is None:
        raise stopped("TP011", place, *_not_word(package))
    if b"promo-digest" in package.contents.get(CUSTOM, b""):
        message = "is a packet that promo built, not a template"
        help = "name the template that it was made with, or export one: promo template export"
        raise stopped("TP014", place, message, help)
    return package


def _stranger(data: bytes) -> tuple[str, str] | None:
    """What a file is that is no zip file at all, and what helps."""
    if not data:
        return "is empty", _OTHER
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if _ENCRYPTED in data:
            return "is protected by a password", _OPEN
        if _OLD_WORD in data:
            return "is an old Word document (.doc)", _SAVE
        return "is an old Office file, not a Word document", _OTHER
    if data.startswith(b"{\\rtf"):
        return "is a Rich Text file (.rtf)", _SAVE
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        if b"Word.Document" in data[:1_000]:
            return "is a Word document saved as XML", _SAVE
        return "is an XML or HTML file, not a Word document", _SAVE
    return None if data.startswith(b"PK") else ("is not a Word document", _OTHER)


def _unreadable(fault: Fault, place: Location) -> InputError:
    if fault.code == "zip-encrypted":
        return stopped("TP011", place, "is protected by a password", "save it without one")
    if fault.code == "zip-limit":
        help = "a form is a few pages: take out what makes it so large"
        where = f"{fault.part}: " if fault.part else ""
        return stopped("TP011", place, f"is larger than promo reads: {where}{fault.message}", help)
    return stopped("TP011", place, "is damaged: its end is missing, or it is no zip file", _MEND)


def _not_word(package: Package) -> tuple[str, str]:
    """What a zip file is that holds no Word document, and what helps."""
    mimetype = package.contents.get("mimetype", b"")
    if mimetype.startswith(b"application/vnd.oasis.opendocument.text"):
        return "is an OpenDocument file (.odt)", "in LibreOffice: File, Save As, Word (.docx)"
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        return "is an OpenDocument file, not a text", _OTHER
    for folder, what in _OFFICE.items():
        if any(name.startswith(folder) for name in package.names):
            return f"is {what}, not a Word document", _OTHER
    if "[Content_Types].xml" not in package.names:
        return "is a zip file, not a Word document", _OTHER
    return "has no document in it that can be read", _MEND


Refused: TypeAlias = tuple[str, str, str]  # code, fact and help


def _refusals(package: Package, file: str) -> Iterator[Finding]:
    """Everything that must not go on into a packet, and damage."""
    labels = dict(margins(package))
    for part, (code, message, help) in _refused(package):
        place = Location(file, part=labels.get(part, ""))
        yield Finding(code=code, location=place, message=message, help=help)


def _refused(package: Package) -> Iterator[tuple[str, Refused]]:
    """What is refused, each with the member that it is in."""
    for damage in _damage(package):
        yield "", damage
    if package.main in package.trees and package.trees[package.main].tag.startswith(_STRICT):
        yield "", ("TP011", "is saved as Strict Open XML", _SAVE)
        return
    if next(opc.macros(package), None) or next(_macros(package), None):
        yield "", ("TP008", "has macros, which packets must not carry", _SAVE)
    main = package.types.of(package.main)
    is_known = TYPES_MEMBER not in (fault.part for fault in package.faults)
    is_odd = is_known and "macro" not in main.lower() and not _MAIN.search(main)
    if package.main in package.trees and is_odd:
        yield "", ("TP011", *_not_word(package))
    for relationship in chain.from_iterable(package.relationships.values()):
        refused = _refusal(package, relationship)
        if refused:
            yield relationship.source, refused
    for name, tree in package.markup:
        for active in _active(package, name, tree):
            yield name, active


def _damage(package: Package) -> Iterator[Refused]:
    for fault in package.faults:
        if fault.code == "xml-dtd":
            help = "copy what it shows into a new Word document"
            yield "TP023", f"{fault.part} {fault.message}, which may read other files", help
        elif fault.code == "xml-syntax":
            yield "TP011", f"is damaged: {fault.part} is {fault.message}", _MEND
        elif fault.code == "xml-encoding":
            yield "TP011", f"is damaged: {fault.part} {fault.message}", _MEND
        elif fault.code == "zip-checksum":
            yield "TP011", f"is damaged: {fault.part} cannot be unpacked", _MEND
    for fault in opc.member_names(package):
        yield "TP011", f"is damaged: {fault.message}", _MEND


def _active(package: Package, part: str, tree: Element) -> Iterator[Refused]:
    """What reads other files when Word opens a document or brings it up to date."""
    if next(tree.iter(clark("w:mailMerge")), None) is not None:
        help = "in Word: Mailings, Start Mail Merge, Normal Word Document"
        yield "TP023", "is a mail merge, which reads another file", help
    for address in _pictures_outside(package, part, tree):
        help = "insert the picture, not a link to it"
        yield "TP009", f"has an image outside: {quote(address)}", help
    for instruction in _codes(tree):
        field, code = fields.name_of(instruction), instruction.strip()
        # Where the name is not written out, another field inside makes it.
        is_hidden = not field and code != "" and not code.startswith("=")
        if field in ACTIVE_FIELDS or is_hidden:
            help = "take it out: it runs code or reads another file; Alt+F9 shows fields"
            yield "TP023", f"has an active field: {quote(code.strip('{ '))}", help


def _refusal(package: Package, r: Relationship) -> Refused | None:
    """Code, fact and help where a part leads to what must not go on into a packet."""
    target = quote(r.target)
    if r.external and r.kind == "attachedTemplate":
        help = "in Word: Developer, Document Template, Attach, Normal; or File, Options, "
        return "TP010", f"is attached to another template: {target}", f"{help}Add-ins, Templates"
    if r.kind in _INSERTED and not package.types.of(r.source).endswith("chart+xml"):
        what, help = _INSERTED[r.kind]
        return "TP023", f"has {what} {'outside' if r.external else 'in it'}: {target}", help
    if r.external and r.kind == "image":
        return "TP009", f"has an image outside: {target}", "insert the picture, not a link to it"
    if r.external and r.kind != "hyperlink" and r.kind not in _OF_MERGES:
        return "TP009", f"has a part ({r.kind}) outside: {target}", "take it out of the template"
    return None


def _pictures_outside(package: Package, part: str, tree: Element) -> Iterator[str]:
    """Addresses of pictures that are no relationships of images, and are loaded all the same."""
    for element in tree.iter(f"{{{_VML}}}*"):
        address = element.get("src", "")
        if _ADDRESS.match(address):
            yield address
    outside = {r.id: r for r in package.relationships.get(part, ()) if r.kind == "hyperlink"}
    for element in select(tree, _LINKED) if outside else ():
        for name in ("r:link", "r:href", "r:pict"):
            relationship = outside.get(element.get(clark(name), ""))
            if relationship is not None:
                yield relationship.target


_VML = "urn:schemas-microsoft-com:vml"
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[\\/]{2}")
_LINKED = "//*[@r:link or @r:pict or (@r:href and local-name() = 'imagedata')]"


def _codes(tree: Element) -> Iterator[str]:
    """What each field is told to do, with `{` where a field inside it says a part of that.

    Word takes all text before the field's result for its code, whatever element holds it.
    """
    for simple in tree.iter(clark("w:fldSimple")):
        yield simple.get(clark("w:instr"), "")
    open_fields: list[list[str] | None] = []  # None: the result has begun
    for element in tree.iter(*_IN_FIELDS):
        step = element.get(clark("w:fldCharType"))
        code = open_fields[-1] if open_fields else None
        if step == "begin":
            if code is not None:
                code.append("{")
            open_fields.append([])
        elif code is not None and step is None:
            code.append(element.text or "")
        elif step in ("separate", "end") and open_fields:
            if code is not None:
                yield "".join(code)
            open_fields[-1:] = [None] if step == "separate" else []
    yield from ("".join(code) for code in open_fields if code is not None)


_IN_FIELDS = tuple(
    clark(f"w:{name}") for name in ("fldChar", "instrText", "delInstrText", "t", "delText")
)


_OBJECT = ("an object", "insert it as text or as a picture")
_TEXT = ("another document", "copy its text into the template")
_INSERTED = {
    **dict.fromkeys(EMBEDDING_KINDS, _OBJECT),
    **dict.fromkeys(("aFChunk", "subDocument"), _TEXT),
}
_OF_MERGES = ("mailMergeSource", "mailMergeHeaderSource")  # their form is refused as a whole


def _macros(package: Package) -> Iterator[Fault]:
    return (fault for fault in links.embeddings(package) if fault.code == "macro")


def margins(package: Package) -> Iterator[tuple[str, str]]:
    """Headers and footers by member, as they are called in messages."""
    for kind in ("header", "footer"):
        names = sorted((name for name, _ in package.related(kind)), key=_natural)
        for number, name in enumerate(names, 1):
            yield name, f"{kind} {number}"


def _natural(name: str) -> list[tuple[str, int]]:
    """header2 before header10."""
    return [(text, int(number or 0)) for text, number in _NUMBERED.findall(name)]


_NUMBERED = re.compile(r"([^0-9]*)([0-9]{0,9})")  # nine: Python reads no number of any length


def unread(package: Package, file: str) -> Iterator[Finding]:
    """Tags that stand where nothing is filled in: drawings, charts and equations have own texts."""
    for name, tree in package.trees.items():
        for text in tree.iter(*_OTHER_TEXTS):
            if _TAG.search(text.text or ""):
                place = Location(file, part=posixpath.basename(name))
                message = f"{quote(text.text or '')} stands in a chart, a drawing or an equation"
                help = "write it into a paragraph or a text box: nothing is filled in there"
                yield Finding(code="TP003", location=place, message=message, help=help)


_TAG = re.compile(r"\{\{|\{%")
_MATHS = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_OTHER_TEXTS = (clark("a:t"), f"{{{_MATHS}}}t")


# What is let through and told


def warnings(package: Package, file: str) -> Iterator[Finding]:
    """Marks of people and of time that each packet would carry."""
    place = Location(file)
    body = package.trees[package.main]
    if any(next(tree.iter(*_CHANGES), None) is not None for _, tree in package.stories):
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
        if _is_locked(settings):
            message = "is protected, so that reviewers cannot fill in or comment on a packet"
            help = "stop the protection in Word: Review, Restrict Editing"
            yield Finding(code="TP024", location=place, message=message, help=help)


def _is_locked(settings: Element) -> bool:
    """Whether more is forbidden than changes without tracks (ECMA-376 part 1 §17.15.1.29)."""
    protection = settings.find(clark("w:documentProtection"))
    if protection is None or protection.get(clark("w:enforcement"), "0") not in ("1", "true", "on"):
        return False
    return protection.get(clark("w:edit"), "none") not in ("none", "trackedChanges")


_CHANGES = tuple(
    clark(f"w:{name}")
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "rPrChange", "pPrChange"),
        *("tblPrChange", "trPrChange", "tcPrChange", "sectPrChange"),
    )
)
_CURRENT = 15
_VERSIONS = {12: "2007", 14: "2010"}


def _mode(settings: Element) -> int:
    """The version that a document is laid out for; 15 is that of Word since 2013."""
    for setting in settings.iter(clark("w:compatSetting")):
        if setting.get(clark("w:name")) == "compatibilityMode":
            value = setting.get(clark("w:val"), "")
            return whole(value) or _CURRENT
    # Word itself always writes one; other programs do not, and mean no old version by it.
    return _CURRENT
