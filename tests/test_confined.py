"""A user's template is filled in a child process: within its limits, leaving nothing behind."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from making import example_packet, file_of, item, packet

from promo import confined
from promo.confined import Confined, Limits
from promo.findings import Finding, InputError
from promo.writers import markdown
from promo.writers.markdown import Template

CONTEXT = markdown.context(packet(file_of(item(result="A *fast* one"))))
NESTED = "{% for a in range(100000) %}" * 3 + "{% endfor %}" * 3
TIGHT = Limits(megabytes=64, output_megabytes=1)
HASTY = Limits(seconds=0.8, megabytes=64)
only_with_proc = pytest.mark.skipif(
    not Path("/proc/self/statm").exists(), reason="only Linux says how much memory is used"
)


def template(text: str, name: str = "forms/my.md.j2") -> Template:
    return markdown.collect(name, text.encode(), lambda name: None)


@pytest.fixture(scope="module")
def tight() -> Iterator[Confined]:
    with Confined(TIGHT) as child:
        yield child


@pytest.fixture(scope="module")
def hasty() -> Iterator[Confined]:
    with Confined(HASTY) as child:
        yield child


def refused(child: Confined, text: str) -> Finding:
    with pytest.raises(InputError) as error:
        child.render(template(text), CONTEXT)
    (finding,) = error.value.findings
    return finding


@pytest.mark.parametrize("name", ["strong", "thin"])
def test_a_page_is_the_same_as_in_this_process(name: str, tight: Confined) -> None:
    made = example_packet(name)
    own = template('{% extends "packet.md.j2" %}')
    assert markdown.write(made, own, tight.render) == markdown.write(made)


def test_one_child_fills_many_packets(tight: Confined) -> None:
    tight.render(template("{{ candidate.name }}"), CONTEXT)
    first = tight.child
    assert first is not None
    for number in range(50):
        text = tight.render(template(f"{number} {{{{ candidate.name }}}}"), CONTEXT)
        assert text == f"{number} Ada"
    assert tight.child is first


def test_a_fault_that_filling_finds_comes_back_with_its_place(tight: Confined) -> None:
    finding = refused(tight, "a\n{{ committee.lead }}")
    assert finding == Finding(
        code="TP016",
        location=confined.Location("forms/my.md.j2", 2),
        message='cannot be filled: it asks for "lead" of what this packet does not have',
    )
    assert tight.child is not None  # and the next packet needs no new child


# Limits


def test_a_template_that_loops_for_ever_is_ended_in_time(hasty: Confined) -> None:
    hasty.render(template("a"), CONTEXT)
    began = time.monotonic()
    finding = refused(hasty, NESTED)
    assert time.monotonic() - began < 3
    assert (finding.code, str(finding.location)) == ("TP015", "forms/my.md.j2")
    assert finding.message == "fills for more than 0.8 seconds"
    assert hasty.render(template("{{ candidate.name }}"), CONTEXT) == "Ada"


BOMBS = {
    "a text repeated": "{{ 'a' * 10 ** 9 }}",
    "a text padded": "{{ '%999999999d' % 1 }}",
    "a text centred": "{{ 'a' | center(10 ** 9) }}",
    "a text that doubles": "{% set n = namespace(a='x') %}{% for _ in range(99) %}"
    "{% set n.a = n.a ~ n.a %}{% endfor %}",
    "a list that doubles": "{% set n = namespace(a=[1]) %}{% for _ in range(99) %}"
    "{% set n.a = n.a + n.a %}{% endfor %}",
    "a number": "{% set n = 10 ** (10 ** 9) %}",
    "many lists": "{% for _ in range(9999) %}{% set x = range(99999) | list %}{% endfor %}"
    "{{ [range(99999) | list] * 99 | length }}{{ (range(99999) | list * 9999) | length }}",
}


@only_with_proc
@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
def test_a_template_that_asks_for_too_much_memory_is_told(text: str, hasty: Confined) -> None:
    finding = refused(hasty, text)
    assert finding.code in ("TP015", "TP016")
    assert hasty.render(template("{{ candidate.name }}"), CONTEXT) == "Ada"


@only_with_proc
def test_the_memory_of_a_child_is_limited_and_said_so(tight: Confined) -> None:
    finding = refused(tight, BOMBS["a text repeated"])
    assert (finding.code, finding.message) == ("TP015", "needs more than 64 MB of memory")


def test_a_template_that_writes_too_much_is_told(tight: Confined) -> None:
    finding = refused(tight, "{% for _ in range(99999) %}twelve bytes{% endfor %}")
    assert (finding.code, finding.message) == ("TP015", "writes more than 1 MB")


def test_a_macro_that_calls_itself_for_ever_is_told(tight: Confined) -> None:
    finding = refused(tight, "{% macro a() %}{{ a() }}{% endmacro %}\n{{ a() }}")
    assert finding.code == "TP015"
    assert finding.message == "calls itself without end, or is nested too deeply"


def test_a_limit_is_for_each_packet_and_not_for_the_run() -> None:
    slow = template("{% for a in range(4000) %}{% for b in range(1000) %}{% endfor %}{% endfor %}")
    with Confined(Limits(seconds=2)) as child:
        began = time.monotonic()
        while time.monotonic() - began < 2.5:
            child.render(slow, CONTEXT)


ESCAPES = (
    "{{ ''.__class__.__mro__ }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ 'a'.format.__self__.__class__ }}",
    "{{ '{0.__class__}'.format('a') }}",
    "{{ candidate.name | attr('__class__') }}",
    "{{ range.__self__ }}",
    "{{ joiner.__call__.__func__ }}",
    "{{ facts.append(1) }}",
    "{{ candidate.update(name='Eve') }}",
    "{{ candidate.clear() }}",
)


@pytest.mark.parametrize("text", ESCAPES)
def test_a_template_does_not_reach_what_is_behind_its_values(text: str, tight: Confined) -> None:
    with pytest.raises(InputError):
        tight.render(template(text), CONTEXT)


# What is given to the child, and what is taken from it


def test_the_child_is_given_nothing_on_its_command_line_and_no_environment(
    tight: Confined,
) -> None:
    tight.render(template("a"), CONTEXT)
    assert tight.child is not None
    arguments = " ".join(map(str, tight.child.args))  # type: ignore[union-attr]
    assert "my.md.j2" not in arguments
    if Path("/proc").is_dir():
        environment = Path(f"/proc/{tight.child.pid}/environ").read_text()
        assert {line.partition("=")[0] for line in environment.split("\0")} <= {
            *("", "LD_LIBRARY_PATH", "LC_CTYPE", "SYSTEMROOT", "DYLD_LIBRARY_PATH")
        }


def test_what_comes_back_is_never_unpickled(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(pickle, "loads", never)
    monkeypatch.setattr(pickle, "load", never)
    with Confined() as child:
        assert child.render(template("{{ candidate.name }}"), CONTEXT) == "Ada"
        with pytest.raises(InputError):
            child.render(template("{{ 1 / 0 }}"), CONTEXT)


def test_a_child_that_was_ended_by_the_system_is_told_and_followed_by_another() -> None:
    with Confined() as child:
        child.render(template("a"), CONTEXT)
        assert child.child is not None
        child.child.kill()
        if os.name != "nt":
            assert refused(child, "{{ candidate.name }}").code == "TP015"
        child.close()
        assert child.render(template("{{ candidate.name }}"), CONTEXT) == "Ada"


# Nothing is left behind


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def ends(pid: int) -> bool:
    """Whether a process ends within some seconds."""
    for _ in range(100):
        if not is_running(pid):
            return True
        time.sleep(0.05)
    return False


RUN = """
import sys, time
sys.path[:0] = {path!r}
from promo import confined
from promo.writers import markdown
context = {{"candidate": {{"name": "Ada"}}}}
def fill(text):
    return confined.render(markdown.collect("my.md.j2", text.encode(), lambda name: None), context)
fill("a")
print(confined._of_process(__import__("os").getpid()).child.pid, flush=True)
{then}
"""


def started(then: str) -> tuple[subprocess.Popen[str], int]:
    """A program that has a child of its own, and that child's number."""
    program = subprocess.Popen(
        [sys.executable, "-c", RUN.format(path=sys.path, then=then)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert program.stdout is not None
    return program, int(program.stdout.readline())


posix = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


@posix
def test_the_child_ends_with_a_run_that_ends() -> None:
    program, child = started("")
    program.communicate()
    assert program.returncode == 0
    assert not is_running(child)


@posix
def test_the_child_ends_at_ctrl_c_in_the_middle_of_a_page() -> None:
    program, child = started(f"fill({NESTED!r})")
    time.sleep(0.3)
    os.kill(program.pid, signal.SIGINT)  # to the program alone, which has to see to the child
    program.communicate()
    assert not is_running(child)


@posix
def test_ctrl_c_on_a_terminal_reaches_both_and_the_child_says_nothing() -> None:
    program, child = started(f"fill({NESTED!r})")
    time.sleep(0.3)
    os.killpg(program.pid, signal.SIGINT)
    program.communicate()
    assert not is_running(child)


@posix
def test_a_waiting_child_ends_when_its_program_is_killed() -> None:
    program, child = started("time.sleep(60)")
    program.kill()
    program.communicate()
    assert ends(child)


def name_and_child(_: int) -> tuple[str, int, int]:
    text = confined.render(template("{{ candidate.name }}"), CONTEXT)
    child = confined._of_process(os.getpid()).child
    assert child is not None
    return text, os.getpid(), child.pid


@posix
def test_each_process_of_a_batch_has_a_child_of_its_own() -> None:
    ours = name_and_child(0)
    with ProcessPoolExecutor(2) as pool:
        found = set(pool.map(name_and_child, range(8)))
    assert {text for text, _, _ in found} == {"Ada"}
    children = {child for _, _, child in found}
    assert len(children) == len({process for _, process, _ in found})
    assert ours[2] not in children
    assert all(ends(child) for child in children)
