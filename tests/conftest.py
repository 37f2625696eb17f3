"""What every test may ask: the checkout's root, and the tools that a machine may lack."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
assert (ROOT / "promo" / "ladders").is_dir()


def need(tool: str | None, name: str) -> str:
    """The path of an outside tool; without it the test is skipped, in CI it fails."""
    if tool is not None:
        return tool
    if os.environ.get("PROMO_REQUIRE_TOOLS") == "1":
        pytest.fail(f"{name} is not installed, and PROMO_REQUIRE_TOOLS=1 asks for it")
    pytest.skip(f"{name} is not installed")


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice."""
    return need(shutil.which("soffice"), "LibreOffice")


@pytest.fixture(scope="session")
def sdk_validator() -> str:
    """The Open XML SDK's validator, installed by `npm install --no-save` in the root."""
    local = ROOT / "node_modules" / ".bin" / "ooxml-validator"
    found = str(local) if local.exists() else shutil.which("ooxml-validator")
    return need(found, "the Open XML SDK validator")


@pytest.fixture(scope="session")
def sarif_validator() -> str:
    """Microsoft's SARIF Multitool, installed in the same way; it is a program for each system."""
    local = next(ROOT.glob("node_modules/@microsoft/sarif-multitool-*/Sarif.Multitool"), None)
    return need(str(local) if local else None, "the SARIF Multitool")
