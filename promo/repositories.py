"""The history of a git repository, read by git itself: no shell, no network, within limits."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import NamedTuple

from promo.findings import InputError, Location, quote, stopped

MOST_COMMITS = 50_000
_MOST_BYTES = 100_000_000
_SECONDS = 60
_SHOWN = 5  # entries of a folder that is no repository
# Neither a helper, a signature program, a prompt nor a server is asked.
_SETTINGS = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "log.showSignature=false",
    "protocol.allow=never",
)
_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_PAGER": "cat",
    "LC_ALL": "C.UTF-8",
}
# A hook of git names its own repository in these; the path says which one is meant.
_ANOTHER = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE")


class History(NamedTuple):
    """A log, newest first; whose work is asked for, and the folder that names the project."""

    log: str
    author: str
    project: str
    is_shallow: bool = False


def history(path: str, author: str, format: str) -> History:
    """The log of a repository in `format`. Raises InputError."""
    # Relative to the path: --path-format came with git 2.31.
    within = _git(path, "rev-parse", "--git-common-dir", fails_as="repository").strip()
    folder = Path(os.path.realpath(os.path.join(path, within)))
    named = _git(path, "config", "--default", "", "remote.origin.url", fails_as="name").strip()
    own = folder.parent.name if folder.name == ".git" else folder.name
    project = (Path(named.rpartition(":")[2]).name or own).removesuffix(".git")
    author = author or _git(path, "config", "user.email", fails_as="author").strip()
    log = _git(
        path,
        "log",
        "-z",
        f"--max-count={MOST_COMMITS + 1}",
        "--no-color",
        "--encoding=UTF-8",
        "--date=short",
        f"--pretty=tformat:{format}",
        "HEAD",
        "--",
        fails_as="log",
    )
    if log.count("\0") > MOST_COMMITS * (format.count("%x00") + 1):
        fact = f"the history has more than {MOST_COMMITS:,} commits"
        raise stopped("CO005", Location(path), fact, "collect from a shallower clone of it")
    cut = _git(path, "rev-parse", "--is-shallow-repository", fails_as="log").strip()
    return History(log, author, project, cut == "true")


def _git(path: str, *arguments: str, fails_as: str) -> str:
    """What one call of git prints. Raises InputError."""
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    inherited = {name: value for name, value in os.environ.items() if name not in _ANOTHER}
    try:
        done = subprocess.run(
            ["git", "-C", path, *settings, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env={**inherited, **_ENVIRONMENT},
            timeout=_SECONDS,
            check=False,
        )
    except FileNotFoundError as error:
        fact = "git, which reads its history, is not installed"
        raise stopped("CO005", Location(path), fact, "install git") from error
    except subprocess.TimeoutExpired as error:
        fact = f"git took more than {_SECONDS} seconds"
        raise stopped("CO005", Location(path), fact, "collect from a smaller clone") from error
    if done.returncode != 0:
        raise _fault(path, fails_as, done.stderr.decode("utf-8", "replace"))
    if len(done.stdout) > _MOST_BYTES:
        fact = f"the history has more than {_MOST_BYTES:,} bytes of messages"
        raise stopped("CO005", Location(path), fact, "collect from a shallower clone of it")
    return done.stdout.decode("utf-8", "replace")


def _fault(path: str, fails_as: str, told: str) -> InputError:
    place, first = Location(path), " ".join(told.split("\n", 1)[0].split())
    if fails_as == "author":
        fact = "the repository has no user.email, so that nobody's commits are asked for"
        return stopped("CO005", place, fact, "say --author with a name or an address of yours")
    if fails_as == "log" and ("unknown revision" in told or "bad revision" in told):
        return stopped("CO005", place, "the repository has no commit yet", "name another one")
    if "not a git repository" in told:
        return _no_repository(path)
    return stopped("CO005", place, f"git cannot read it: {first}", "run `git log` there")


def _no_repository(path: str) -> InputError:
    names = sorted(os.listdir(path)) if os.path.isdir(path) else []
    seen = ", ".join(map(quote, names[:_SHOWN])) + (", …" if len(names) > _SHOWN else "")
    fact = "this is no git repository; looked for .git in it and in the folders above"
    fact += f"; it holds {seen}" if names else "; it is empty"
    return stopped("CO005", Location(path), fact, "name the folder of a clone, or a file")
