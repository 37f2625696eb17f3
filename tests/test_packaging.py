"""The wheel and the sdist carry all that a build needs, outside of the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
from pathlib import Path

import pytest
from conftest import ROOT

CLEAN = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PIP", "VIRTUAL_ENV"))}


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=CLEAN, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel, built by the backend that stands in this environment."""
    pytest.importorskip("setuptools")
    pytest.importorskip("wheel")
    folder = tmp_path_factory.mktemp("built")
    copy = folder / "source"
    run("git", "clone", "--quiet", ROOT, copy, cwd=folder)
    build = "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, copy
    run(sys.executable, "-m", "pip", *build, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def fresh(built: Path) -> Path:
    """The `promo` of a fresh virtual environment with nothing of ours but the wheel."""
    home = built / "venv"
    run(sys.executable, "-m", "venv", home, cwd=built)
    python = home / "bin" / "python"
    (wheel,) = built.glob("*.whl")
    run(python, "-m", "pip", "install", "--quiet", "--no-deps", wheel, cwd=built)
    # The dependencies come from this environment, behind the fresh one's own packages.
    paths = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    site = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=built)
    (Path(site.strip()) / "dependencies.pth").write_text("\n".join(sorted(paths)) + "\n")
    return home / "bin" / "promo"


@pytest.mark.skipif(sys.platform == "win32", reason="virtual environments are laid out differently")
def test_the_wheel_builds_a_packet_in_a_fresh_environment(fresh: Path, tmp_path: Path) -> None:
    evidence = tmp_path / "strong.yaml"
    evidence.write_bytes((ROOT / "examples" / "strong.yaml").read_bytes())
    told = run(
        fresh, "build", "strong.yaml", "--target", "principal", "-f", "docx,md", cwd=tmp_path
    )
    assert "wrote strong.docx" in told
    assert (tmp_path / "strong.md").read_bytes() == (ROOT / "examples" / "strong.md").read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="virtual environments are laid out differently")
def test_the_wheel_is_what_runs(fresh: Path, tmp_path: Path) -> None:
    where = run(
        fresh.with_name("python"), "-c", "import promo; print(promo.__file__)", cwd=tmp_path
    )
    assert where.startswith(str(fresh.parents[1]))


def test_the_sdist_carries_templates_and_ladders(built: Path) -> None:
    code = "from setuptools import build_meta as b; print(b.build_sdist('..'))"
    name = run(sys.executable, "-c", code, cwd=built / "source").split()[-1]
    with tarfile.open(built / name) as archive:
        names = {member.partition("/")[2] for member in archive.getnames()}
    assert {"templates/packet.docx", "templates/packet.md.j2"} <= names
    assert "promo/ladders/pm-ic-five.yaml" in names
