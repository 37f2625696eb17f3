"""Look-alikes of published ladders, imported by the real command: the ladder and the report.

`PROMO_UPDATE_EXPECTED=1 pytest tests/test_import_cases.py` writes every expectation anew.
"""

from __future__ import annotations

import os
import shlex
import shutil
from pathlib import Path

import pytest
from commandline import Result, files_in, promo

CASES = Path(__file__).parent / "cases"
GOOD = sorted(folder.name for folder in (CASES / "import").iterdir())
BAD = sorted(folder.name for folder in (CASES / "import-bad").iterdir())
UPDATE = os.environ.get("PROMO_UPDATE_EXPECTED") == "1"
MADE = "imported.yaml"
_OURS = ("expected.yaml", "expected.txt", "command.txt")


def inputs(case: Path) -> list[str]:
    return sorted(f.name for f in case.iterdir() if f.name not in (*_OURS, "map.yaml"))


def run(case: Path, folder: Path) -> Result:
    """The command of a case in a copy of its inputs; by default the import of its one input."""
    shutil.copytree(case, folder, ignore=shutil.ignore_patterns(*_OURS))
    command = case / "command.txt"
    if command.exists():
        return promo(*shlex.split(command.read_text(encoding="utf-8")), cwd=folder)
    (only,) = inputs(case)
    return promo("ladder", "import", only, "-o", MADE, cwd=folder)


def expected(path: Path, told: str) -> str:
    if UPDATE:
        path.write_text(told, encoding="utf-8", newline="\n")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", GOOD)
def test_a_published_shape_becomes_a_ladder_and_a_report(name: str, tmp_path: Path) -> None:
    case, folder = CASES / "import" / name, tmp_path / "case"
    result = run(case, folder)
    assert (result.code, result.stderr) == (0, "")
    made = (folder / MADE).read_text(encoding="utf-8")
    assert made == expected(case / "expected.yaml", made)
    assert result.stdout == expected(case / "expected.txt", result.stdout)


@pytest.mark.parametrize("name", GOOD)
def test_an_imported_ladder_is_one_that_promo_checks_without_an_error(
    name: str, tmp_path: Path
) -> None:
    made = CASES / "import" / name / "expected.yaml"
    result = promo("ladder", "check", made, cwd=tmp_path)
    assert result.code == 0, result.stdout


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_imported_is_told_in_full_and_nothing_is_written(
    name: str, tmp_path: Path
) -> None:
    case, folder = CASES / "import-bad" / name, tmp_path / "case"
    result = run(case, folder)
    assert result.stderr == expected(case / "expected.txt", result.stderr)
    assert (result.code, result.stdout) == (2, "")
    assert files_in(folder).keys() == {f.name for f in case.iterdir() if f.name not in _OURS}


def test_an_import_never_replaces_a_file(tmp_path: Path) -> None:
    case = CASES / "import" / "transposed-csv"
    run(case, tmp_path / "case")
    before = files_in(tmp_path / "case")
    (only,) = inputs(case)
    result = promo("ladder", "import", only, "-o", MADE, cwd=tmp_path / "case")
    assert result.code == 2
    assert result.stderr.startswith(f"{MADE}: CL011 exists already")
    assert files_in(tmp_path / "case") == before


def test_an_import_to_standard_output_has_its_report_on_the_other_stream(tmp_path: Path) -> None:
    case = CASES / "import" / "transposed-csv"
    (only,) = inputs(case)
    result = promo("ladder", "import", case / only, "-o", "-", cwd=tmp_path)
    assert result.code == 0
    assert result.stdout == (case / "expected.yaml").read_text(encoding="utf-8")
    assert "level" in result.stderr
    assert files_in(tmp_path) == {}
