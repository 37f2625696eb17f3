"""The Open XML SDK finds no error in any committed document, and would say so if it did."""

from __future__ import annotations

import json
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from conftest import ROOT

DOCUMENTS = sorted([*(ROOT / "examples").glob("*.docx"), *(ROOT / "templates").glob("*.docx")])


def validated(validator: str, document: bytes, folder: Path) -> list[str]:
    """The SDK's complaints about a copy: it opens files to write and may mend a link in place."""
    copy = folder / "copy.docx"
    copy.write_bytes(document)
    done = subprocess.run([validator, str(copy)], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return [error["description"] for error in json.loads(done.stdout)["errors"]]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_the_sdk_finds_no_error(path: Path, sdk_validator: str, tmp_path: Path) -> None:
    assert validated(sdk_validator, path.read_bytes(), tmp_path) == []


def test_the_sdk_sees_a_fault_that_is_put_in(sdk_validator: str, tmp_path: Path) -> None:
    broken = BytesIO()
    with ZipFile(DOCUMENTS[0]) as old, ZipFile(broken, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = content.replace(b"<w:cantSplit/>", b"<w:cantSplitt/>", 1)
            new.writestr(name, content)
    assert validated(sdk_validator, broken.getvalue(), tmp_path)
