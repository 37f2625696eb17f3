"""Put the help of each command into docs/guide.md: run this after a change to promo/cli/."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

GUIDE = Path(__file__).resolve().parents[1] / "docs" / "guide.md"
BLOCK = re.compile(r"(<!-- help: ([a-z ]+) -->\n```console\n).*?(```\n<!-- end -->)", re.DOTALL)


def helped(match: re.Match[str]) -> str:
    """A block with the help of the command that it names, as an 80-column terminal shows it."""
    command = [sys.executable, "-m", "promo", *match[2].split(), "--help"]
    env = {**os.environ, "COLUMNS": "80"}
    told = subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout
    return f"{match[1]}$ promo {match[2]} --help\n{told}{match[3]}"


if __name__ == "__main__":
    GUIDE.write_text(BLOCK.sub(helped, GUIDE.read_text(encoding="utf-8")), encoding="utf-8")
