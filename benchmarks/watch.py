"""`python -m benchmarks.watch`: from the save of an evidence file to the packet that it makes."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import content

SAVES = 20
ITEMS = 24
_PATIENCE = 30.0  # seconds


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        seconds = measure(Path(folder))
    print(f"{SAVES} saves of {ITEMS} items, to the finished Word packet")
    print(f"median  {statistics.median(seconds):.3f} s")
    print(f"maximum {max(seconds):.3f} s")


def measure(folder: Path) -> list[float]:
    """What each of the saves took, every second one by renaming."""
    evidence, packet = folder / "evidence.yaml", folder / "evidence.docx"
    text = content.evidence(ITEMS).decode()
    evidence.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "promo", "build", str(evidence), "--watch", "-q"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            _wait(packet, 0)
            return [_save(evidence, packet, f"{text}# {n}\n", n % 2 == 0) for n in range(SAVES)]
        finally:
            process.send_signal(signal.SIGINT)


def _save(evidence: Path, packet: Path, text: str, by_renaming: bool) -> float:
    time.sleep(0.5)  # an editor is at rest between two saves
    before = packet.stat().st_ino
    started = time.perf_counter()
    if by_renaming:
        beside = evidence.with_suffix(".new")
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, evidence)
    else:
        evidence.write_text(text, encoding="utf-8")
    _wait(packet, before)
    return time.perf_counter() - started


def _wait(packet: Path, before: int) -> None:
    """Until the packet is another file than before: promo puts a new one in its place."""
    last = time.perf_counter() + _PATIENCE
    while not packet.exists() or packet.stat().st_ino == before:
        if time.perf_counter() > last:
            sys.exit(f"no new packet in {_PATIENCE:.0f} s")
        time.sleep(0.002)


if __name__ == "__main__":
    main()
