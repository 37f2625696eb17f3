"""The real command, in a child process as a shell would start it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

PROMO = (sys.executable, "-m", "promo")
AS_OF = "2026-06-30"
# Nothing of the developer's own terminal or locale.
ENVIRONMENT = {
    "COLUMNS": "80",
    "LC_ALL": "C",
    "PYTHONIOENCODING": "utf-8",
    "TZ": "UTC",
    **{name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ},
}


class Result(NamedTuple):
    """What a command left behind: exit code and both streams."""

    code: int
    stdout: str
    stderr: str


def run(
    *command: str,
    cwd: Path,
    stdin: str | bytes = b"",
    env: Mapping[str, str] | None = None,
) -> Result:
    """Any command in a folder; `env` is added to a small and stable environment."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**ENVIRONMENT, **(env or {})},
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def promo(
    *arguments: str | Path,
    cwd: Path,
    stdin: str | bytes = b"",
    env: Mapping[str, str] | None = None,
) -> Result:
    """`promo` with these arguments."""
    return run(*PROMO, *map(str, arguments), cwd=cwd, stdin=stdin, env=env)


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, hidden ones too, with its content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def promo_on_terminal(
    *arguments: str | Path, cwd: Path, env: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Exit code of `promo` on a terminal of its own, and all that is written to the terminal."""
    return on_terminal(*PROMO, *map(str, arguments), cwd=cwd, env=env)


def on_terminal(
    *command: str,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    typed: str = "",
    prompt: str = "",
    answers: Sequence[str] = (),
) -> tuple[int, str]:
    """The same of any command.

    `typed` waits on the terminal from the start. Each time that `prompt` is shown last, the next
    of `answers` is typed, and Ctrl-C when there is none.
    """
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    ours, theirs = pty.openpty()
    os.write(ours, typed.encode())
    shown, left = b"", list(answers)
    with subprocess.Popen(
        command,
        cwd=cwd,
        env={**ENVIRONMENT, "TERM": "xterm", **(env or {})},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    ) as process:
        os.close(theirs)
        late = threading.Timer(60, process.kill)  # one that asks for more would wait for ever
        late.start()
        # Linux ends a terminal that nobody writes to any more with an error, others with nothing.
        with suppress(OSError):
            while part := os.read(ours, 65536):
                shown += part
                if not prompt or not shown.endswith(prompt.encode()):
                    continue
                if left:
                    os.write(ours, f"{left.pop(0)}\n".encode())
                else:
                    process.send_signal(signal.SIGINT)
        late.cancel()
    os.close(ours)
    return process.returncode, shown.decode().replace("\r\n", "\n")
