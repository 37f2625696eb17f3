"""A user's template filled in a child process, with a limit of time, of memory and of output.

The child is given plain data and gives back text; one child serves a whole run. It ends when its
input does, so that none outlives the process that started it.
"""

from __future__ import annotations

import atexit
import json
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import IO, NamedTuple

from promo.findings import Finding, InputError, Location, stopped
from promo.writers import markdown
from promo.writers.markdown import Plain, Template

_MEGABYTE = 1_000_000
# Isolated from the user's environment, but with the modules that this process sees.
_START = """
import signal
signal.signal(signal.SIGINT, signal.SIG_DFL)
import json, sys
sys.path[:] = json.loads(sys.stdin.buffer.readline())
from promo.confined import serve
serve()
"""
# A Python that is installed in an unusual place does not start without these.
_KEPT = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


class Limits(NamedTuple):
    """What one packet may take; memory is counted above what the child has when it starts."""

    seconds: float = 10
    megabytes: int = 512
    output_megabytes: int = 20


class Answer(NamedTuple):
    """What the child says: a kind of one byte and its text."""

    kind: bytes
    text: bytes = b""


_TEXT, _FINDINGS, _MEMORY, _OUTPUT, _LATE, _READY = b"T", b"F", b"M", b"O", b"L", b"R"


def render(template: Template, context: Plain) -> str:
    """`markdown.render` in the child of this process. Raises InputError."""
    return _of_process(os.getpid()).render(template, context)


@cache
def _of_process(_: int) -> Confined:
    """One for each process: a fork of this one must not talk to its child."""
    confined = Confined()
    atexit.register(confined.close)
    return confined


class Confined:
    """Fills templates in a child, which is started at the first and again where it was ended."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Confined:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def render(self, template: Template, context: Plain) -> str:
        """A template filled with plain data. Raises InputError."""
        try:
            answer = self.ask(template, context)
        except BaseException:  # Ctrl-C among them
            self.close()
            raise
        if answer.kind == _TEXT:
            return answer.text.decode()
        if answer.kind == _FINDINGS:
            raise InputError(map(_finding, json.loads(answer.text)))
        self.close()
        seconds, megabytes, output = self.limits
        fact = {
            _MEMORY: f"needs more than {megabytes} MB of memory",
            _OUTPUT: f"writes more than {output} MB",
            _LATE: f"fills for more than {seconds:g} seconds",
        }[answer.kind]
        help = "look for loops inside loops and for texts that grow"
        raise stopped("TP015", Location(template.name), fact, help)

    def ask(self, template: Template, context: Plain) -> Answer:
        """What the child answers, or why it did not."""
        child = self.child = self.child or _started(self.limits)
        assert child.stdin is not None
        assert child.stdout is not None
        with _ended_after(self.limits.seconds, child) as late:
            with suppress(OSError):  # it has ended, which the answer shows
                _send(child.stdin, pickle.dumps((template, context)))
            answer = _received(child.stdout, self.limits.output_megabytes * _MEGABYTE)
        if late.is_set():
            self.close()  # even where it answered just in time
            return answer or Answer(_LATE)
        if answer is None and child.wait() > 0:
            raise RuntimeError("the process that fills templates failed")  # it said how
        return answer or Answer(_MEMORY)  # for which a system ends a process without a word

    def close(self) -> None:
        """Ends the child, if there is one."""
        child, self.child = self.child, None
        if child is not None:
            child.kill()
            child.communicate()


def _started(limits: Limits) -> subprocess.Popen[bytes]:
    child = subprocess.Popen(
        [sys.executable, "-I", "-c", _START],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={name: os.environ[name] for name in _KEPT if name in os.environ},
    )
    assert child.stdin is not None
    assert child.stdout is not None
    with suppress(OSError):
        child.stdin.write(json.dumps(sys.path).encode() + b"\n")
        _send(child.stdin, pickle.dumps(limits))
    if _received(child.stdout, 0) != Answer(_READY):
        child.kill()
        child.communicate()
        raise RuntimeError("the process that fills templates did not start")
    return child


@contextmanager
def _ended_after(seconds: float, child: subprocess.Popen[bytes]) -> Iterator[threading.Event]:
    """Ends the child if the block takes longer, which the event then says."""
    late = threading.Event()

    def end() -> None:
        late.set()
        child.kill()

    timer = threading.Timer(seconds, end)
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()


def _finding(fields: list[str | int]) -> Finding:
    code, file, line, message, help = fields
    where = Location(str(file), int(line))
    return Finding(code=str(code), location=where, message=str(message), help=str(help))


# Both sides: messages with their length before them


def _send(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(len(data).to_bytes(8, "big") + data)
    pipe.flush()


def _taken(pipe: IO[bytes], most: int | None = None) -> bytes | None:
    """The next message, or None where the pipe ended or it is longer than may be."""
    head = pipe.read(8)
    length = int.from_bytes(head, "big")
    if len(head) < 8 or (most is not None and length > most):
        return None
    data = pipe.read(length)
    return data if len(data) == length else None


def _received(pipe: IO[bytes], most: int) -> Answer | None:
    message = _taken(pipe, most + 1)
    return Answer(message[:1], message[1:]) if message else None


# The child


def serve() -> None:
    """Answers what is asked on standard input until that ends."""
    asked, told = sys.stdin.buffer, sys.stdout.buffer
    limits = Limits(*pickle.loads(_taken(asked) or b""))
    _limit_memory(limits.megabytes)
    _send(told, _READY)
    while True:
        try:
            message = _taken(asked)
            if message is None:
                return
            _limit_time(limits.seconds)
            answer = _filled(*pickle.loads(message))
            if len(answer.text) > limits.output_megabytes * _MEGABYTE:
                answer = Answer(_OUTPUT)
            _send(told, b"".join(answer))
        except MemoryError:
            _send(told, _MEMORY)


def _filled(template: Template, context: Plain) -> Answer:
    try:
        return Answer(_TEXT, markdown.render(template, context).encode())
    except InputError as error:
        told = [[f.code, *f.location[:2], f.message, f.help] for f in error.findings]
        return Answer(_FINDINGS, json.dumps(told).encode())


def _limit_memory(megabytes: int) -> None:
    """A limit above what is used now, where the system says how much that is."""
    if sys.platform == "win32":
        return  # it has no such limit
    import resource

    with suppress(OSError, ValueError), open("/proc/self/statm", "rb") as told:
        used = int(told.read().split()[0]) * resource.getpagesize()
        limit = used + megabytes * _MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _limit_time(seconds: float) -> None:
    """A little more than the parent waits: should that be gone, the child ends by itself."""
    if sys.platform == "win32":
        return
    import resource

    spent = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(spent.ru_utime + spent.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))
