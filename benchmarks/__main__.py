"""`python -m benchmarks`: one run, its ratios against their bounds, and the scale beneath."""

from __future__ import annotations

import argparse
import sys
from importlib.util import find_spec
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rotations, a smaller batch")
    arguments = parser.parse_args()
    _leave_checkout()
    if find_spec("promo") is None:
        sys.exit('promo is not installed; from the checkout: pip install ".[benchmark]"')
    from benchmarks import run

    run.report(run.QUICK if arguments.quick else run.FULL)


def _leave_checkout() -> None:
    """Import the installed promo, as the measured commands do, not the folder beside this one."""
    sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != _CHECKOUT]


if __name__ == "__main__":
    main()
