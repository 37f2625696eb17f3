"""A reviewed document's bytes to its parts; what cannot be opened is named, with file and part."""

from __future__ import annotations

import re
from typing import NamedTuple

from promo.findings import Finding, InputError, Location, stopped
from promo.writers.word.lint.fault import Fault, printable
from promo.writers.word.lint.package import Element, Package, open_package
from promo.writers.word.lint.schema import clark

_DOCUMENT = clark("w:document")
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}document"
_USUAL_MAIN = "word/document.xml"
_WHOLE = "the zip file"
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
_EXTENDED = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_FREE_OFFICES = re.compile("LibreOffice|Collabora|OpenOffice")
_AGAIN = "ask for it again, saved as .docx without a password"


class Copy(NamedTuple):
    """One copy of a packet: its parts, of which `main` is the document."""

    file: str
    main: str
    package: Package
    findings: tuple[Finding, ...]

    @property
    def document(self) -> Element:
        return self.package.trees[self.main]

    def parts(self, *tags: str) -> list[tuple[str, Element]]:
        """The parts with one of these root elements, whatever leads to them, by name."""
        found = self.package.trees.items()
        return sorted((name, tree) for name, tree in found if tree.tag in tags)

    def place(self, part: str) -> Location:
        return Location(self.file, part=part)

    @property
    def is_of_libreoffice(self) -> bool:
        """Whether LibreOffice or its kin saved it last: they leave the marks of prompts as is."""
        for _, tree in self.parts(f"{_EXTENDED}Properties"):
            return bool(_FREE_OFFICES.search(tree.findtext(f"{_EXTENDED}Application") or ""))
        return False


def opened(data: bytes, file: str) -> Copy:
    """The parts of a document, with a finding for each that cannot be read. Raises InputError."""
    package = open_package(data)
    if isinstance(package, Fault):
        raise InputError([_unopened(file, package)])
    mains = [name for name, tree in package.trees.items() if tree.tag == _DOCUMENT]
    if package.main in mains or mains:
        main = package.main if package.main in mains else min(mains, key=_unusual)
        return Copy(file, main, package, tuple(_unread(file, f) for f in package.faults))
    if package.faults:
        raise InputError([_unopened(file, fault) for fault in package.faults])
    raise _no_document(package, file)


def _unusual(name: str) -> tuple[bool, str]:
    return name != _USUAL_MAIN, name


def _unopened(file: str, fault: Fault) -> Finding:
    message = f"cannot be opened: {fault.message}"
    return told("RV002", Location(file, part=fault.part or _WHOLE), message, _AGAIN)


def _unread(file: str, fault: Fault) -> Finding:
    message = f"the part cannot be read: {fault.message}"
    help = "save the document anew in Word; what the part held is not in the review"
    return told("RV005", Location(file, part=fault.part or _WHOLE), message, help)


def told(code: str, place: Location, message: str, help: str) -> Finding:
    """A finding that is safe to print: names and words in a document may hold any character."""
    place = place._replace(part=printable(place.part))
    return Finding(code=code, location=place, message=printable(message), help=help)


def _no_document(package: Package, file: str) -> InputError:
    place = Location(file, part=package.main or _WHOLE)
    if any(tree.tag == _STRICT for tree in package.trees.values()):
        message = "cannot be opened: it is saved as Strict Open XML"
        return stopped("RV002", place, message, "in Word: File, Save As, Word Document (.docx)")
    if package.contents.get("mimetype", b"").startswith(_OPEN_DOCUMENT):
        message = "cannot be opened: it is an OpenDocument file (.odt)"
        return stopped("RV002", place, message, "in LibreOffice: File, Save As, Word (.docx)")
    return not_a_packet(place, "has no Word document in it")


def not_a_packet(place: Location, fact: str) -> InputError:
    """The refusal of a file that promo did not write."""
    return stopped("RV001", place, fact, "name a Word document that promo build wrote")
