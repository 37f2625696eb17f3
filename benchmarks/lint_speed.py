"""`python -m benchmarks.lint_speed`: `promo check` of 40 items with every rule and without any."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.content import evidence

ITEMS, ROUNDS, BOUND = 40, 20, 1.5
_WITH = "from promo.cli import main; main()"
# The same program, in which `check` counts and looks at no prose; its rules are not even imported.
_WITHOUT = """
import sys, types
import promo
checking = sys.modules["promo.checking"] = promo.checking = types.ModuleType("promo.checking")
def check(question, *others):
    from promo.load import load
    return load(question)
checking.check = check
from promo.cli import main; main()
"""


def main() -> None:
    """Print the fastest of some rounds of each and their ratio; exit 1 above the bound."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "evidence.yaml"
        file.write_bytes(evidence(ITEMS))
        timed = [(_seconds(_WITH, file), _seconds(_WITHOUT, file)) for _ in range(ROUNDS)]
    every, none = (min(column) for column in zip(*timed, strict=True))
    print(f"promo check, {ITEMS} items: {every * 1000:.0f} ms with every rule, ", end="")
    print(f"{none * 1000:.0f} ms without: {every / none:.2f} times, at most {BOUND}")
    sys.exit(every / none > BOUND)


def _seconds(program: str, file: Path) -> float:
    command = [sys.executable, "-c", program, "check", str(file), "--rules", "amazon-lp"]
    start = perf_counter()
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr.decode()
    return perf_counter() - start


if __name__ == "__main__":
    main()
