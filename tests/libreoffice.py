"""LibreOffice as a reviewer uses it. A Python that has `uno` runs this, and no test imports it.

`python3 tests/libreoffice.py SOFFICE FOLDER` reads jobs as JSON from standard input and does them
in one headless LibreOffice, which has its profile in FOLDER:
`[{"open": PATH, "save": PATH, "by": NAME, "steps": [["choose", "promo_c1_rating", "Meets"]]}]`.
A step is a method of `Document` with its arguments.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

PATIENCE = 50  # seconds for the start, and for the end


class Document:
    """An open document. Text is typed: it goes through the dispatcher, as from the keyboard."""

    def __init__(self, office: Office, path: str) -> None:
        self.office = office
        desktop = office.service("com.sun.star.frame.Desktop")
        self.document = desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, ())
        self.controller = self.document.CurrentController

    def save(self, path: str) -> None:
        self.document.storeToURL(Path(path).as_uri(), properties(FilterName="MS Word 2007 XML"))
        self.document.close(True)

    # The form: a control is the one in the cell of its bookmark

    def visit(self, bookmark: str) -> Any:
        """A click into a control, after which LibreOffice takes the prompt for an answer."""
        control = self.control(bookmark)
        control.ShowingPlaceHolder = False
        self.controller.select(control.getAnchor())
        return control

    def write(self, bookmark: str, text: str) -> None:
        self.visit(bookmark)
        self.type(text)

    def add(self, bookmark: str, text: str) -> None:
        """Go on writing where an answer ends."""
        self.controller.select(self.control(bookmark).getAnchor().End)
        self.type(text)

    def clear(self, bookmark: str) -> None:
        self.visit(bookmark)
        self.dispatch("Delete")

    def choose(self, bookmark: str, choice: str) -> None:
        items = self.control(bookmark).ListItems
        assert choice in [each.Value for item in items for each in item]
        self.write(bookmark, choice)

    def tick(self, bookmark: str, on: bool = True) -> None:
        control = self.visit(bookmark)
        assert control.Checkbox
        control.Checked = on
        self.type(control.CheckedState if on else control.UncheckedState)

    def pick(self, bookmark: str, day: str, shown: str) -> None:
        control = self.visit(bookmark)
        assert control.Date
        control.CurrentDate = f"{day}T00:00:00Z"
        self.type(shown)

    def control(self, bookmark: str) -> Any:
        cell = self.document.Bookmarks.getByName(bookmark).Anchor.Text
        portions = (portion for paragraph in each_of(cell) for portion in each_of(paragraph))
        return next(p.ContentControl for p in portions if p.TextPortionType == "ContentControl")

    # The text

    def track(self, on: bool) -> None:
        self.dispatch("TrackChanges", TrackChanges=on)
        assert self.document.RecordChanges is on

    def insert(self, after: str, text: str) -> None:
        self.controller.select(self.find(after).End)
        self.type(text)

    def delete(self, text: str) -> None:
        self.controller.select(self.find(text))
        self.dispatch("Delete")

    def replace(self, text: str, new: str) -> None:
        self.controller.select(self.find(text))
        self.type(new)

    # The margin

    def comment(self, on: str, author: str, text: str) -> None:
        self.controller.select(self.find(on))
        self.dispatch("InsertAnnotation", Author=author, Text=text)

    def reply(self, author: str, text: str) -> None:
        """To the comment that was written last: its window is still the active one."""
        self.office.work_as(author)
        before = {note.Name for note in self.notes()}
        self.dispatch("ReplyComment")
        (reply,) = (note for note in self.notes() if note.Name not in before)
        reply.Content = text  # LibreOffice 7.4 begins one with `Reply to …`

    def resolve(self, text: str) -> None:
        (note,) = (note for note in self.notes() if note.Content == text)
        note.Resolved = True

    def notes(self) -> list[Any]:
        kind = "com.sun.star.text.textfield.Annotation"
        return [field for field in each_of(self.document.TextFields) if field.supportsService(kind)]

    # The tables

    def delete_row(self, bookmark: str) -> None:
        self.visit(bookmark)
        self.dispatch("DeleteRows")

    def add_row(self, below: str, label: str, text: str) -> None:
        self.visit(below)
        self.dispatch("InsertRowsAfter")
        anchor = self.document.Bookmarks.getByName(below).Anchor
        row = int(anchor.Cell.CellName[1:]) + 1
        for column, each in (("A", label), ("B", text)):
            self.controller.select(anchor.TextTable.getCellByName(f"{column}{row}").Start)
            self.type(each)

    # What steps are made of

    def find(self, text: str) -> Any:
        search = self.document.createSearchDescriptor()
        search.SearchString, search.SearchCaseSensitive = text, True
        found = self.document.findAll(search)
        assert found.Count == 1, f"{text!r} stands {found.Count} times"
        return found.getByIndex(0)

    def type(self, text: str) -> None:
        for number, line in enumerate(text.split("\n")):
            if number:
                self.dispatch("InsertPara")  # the Enter key
            self.dispatch("InsertText", Text=line)

    def dispatch(self, command: str, **arguments: Any) -> None:
        helper = self.office.service("com.sun.star.frame.DispatchHelper")
        frame = self.controller.Frame
        helper.executeDispatch(frame, f".uno:{command}", "", 0, properties(**arguments))


class Office:
    """One LibreOffice, with a profile and a pipe of its own."""

    def __init__(self, soffice: str, folder: str) -> None:
        self.pipe = f"promo-{os.getpid()}"
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        accept = f"--accept=pipe,name={self.pipe};urp"
        self.process = subprocess.Popen(
            [soffice, profile, "--headless", "--norestore", "--nologo", "--nodefault", accept]
        )

    def __enter__(self) -> Office:
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
        end = time.monotonic() + PATIENCE
        while True:
            try:
                place = f"uno:pipe,name={self.pipe};urp;StarOffice.ComponentContext"
                self.context = resolver.resolve(place)
                return self
            except NoConnectException:
                if time.monotonic() > end or self.process.poll() is not None:
                    self.process.kill()
                    raise
                time.sleep(0.1)

    def __exit__(self, *_: object) -> None:
        try:
            self.service("com.sun.star.frame.Desktop").terminate()
            self.process.wait(PATIENCE)
        finally:
            self.process.kill()

    def service(self, name: str) -> Any:
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def work_as(self, name: str) -> None:
        """Who types from now on: the author of changes and replies."""
        provider = self.service("com.sun.star.configuration.ConfigurationProvider")
        user = provider.createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationUpdateAccess",
            properties(nodepath="org.openoffice.UserProfile/Data"),
        )
        user.givenname, user.sn = name.split()
        user.commitChanges()


def properties(**values: Any) -> tuple[PropertyValue, ...]:
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


def each_of(container: Any) -> Iterator[Any]:
    enumeration = container.createEnumeration()
    while enumeration.hasMoreElements():
        yield enumeration.nextElement()


def main(soffice: str, folder: str) -> None:
    jobs = json.load(sys.stdin)
    with Office(soffice, folder) as office:
        for job in jobs:
            office.work_as(job["by"])
            document = Document(office, job["open"])
            for step, *arguments in job["steps"]:
                getattr(document, step)(*arguments)
            document.save(job["save"])


if __name__ == "__main__":
    main(*sys.argv[1:])
