"""The commits of a repository to items: merged work, and by month what belongs to none.

Only commits of one author count; a branch that holds none of theirs is other people's work.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from promo.collecting.draft import Draft, DraftItem, links_in, title_of
from promo.findings import InputError, Location, quote, stopped

# The fields of a commit as `git log -z` tells them: no message can hold the character between.
FORMAT = "%H%x00%P%x00%an%x00%ae%x00%ad%x00%s%x00%b"
_FIELDS = FORMAT.count("%x00") + 1
_MERGE = re.compile(r"Merge (?:pull request #(?P<number>\d+) from \S+?/(?P<branch>\S+)"
                    r"|(?:remote-tracking )?branch '(?P<name>[^']+)')")  # fmt: skip
_SQUASHED = re.compile(r"(?P<title>.*\S)\s+\((?P<number>[#!]\d+)\)$")
_SCOPE = re.compile(r"(?:feat|fix|perf|refactor|docs|test|build|ci|chore|style|revert)"
                    r"\((?P<scope>[^()]+)\)!?:")  # fmt: skip
_CO_AUTHOR = re.compile(r"^co-authored-by:\s*(.+?)\s*$", re.IGNORECASE | re.MULTILINE)
_REVERTED = re.compile(r"\bThis reverts commit ([0-9a-f]{7,40})")
_MOST_TOLD = 8  # authors of a repository where the one asked for is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """One commit; `day` is 2026-03-14, `line` its number from the newest."""

    hash: str
    parents: tuple[str, ...]
    name: str
    email: str
    day: str
    subject: str
    body: str
    line: int

    def is_by(self, author: str) -> bool:
        """Whether a person wrote it, alone or with others."""
        return any(author.lower() in person.lower() for person in (self.writer, *self.others))

    @property
    def writer(self) -> str:
        return f"{self.name} <{self.email}>"

    @property
    def others(self) -> list[str]:
        """Those whom the message names as its authors, too."""
        return _CO_AUTHOR.findall(self.body)


def commits_of(log: str) -> list[Commit]:
    """The commits of a log in FORMAT, newest first."""
    told = log.split("\0")[:-1]
    commits: list[Commit] = []
    for start in range(0, len(told), _FIELDS):
        hash, parents, name, email, day, subject, body = told[start : start + _FIELDS]
        commits.append(
            Commit(
                hash=hash,
                parents=tuple(parents.split()),
                name=name,
                email=email,
                day=day,
                subject=subject.strip(),
                body=body.strip(),
                line=len(commits) + 1,
            )
        )
    return commits


def fill(draft: Draft, commits: Sequence[Commit], author: str, project: str) -> None:
    """The work of one author. Raises InputError where there is none of it."""
    own = [commit for commit in commits if commit.is_by(author)]
    if not own:
        raise _no_commits(draft, commits, author)
    if len(own) < len(commits):
        draft.skip(0, f"{len(commits) - len(own):,} of {len(commits):,} commits", "by others")
    work = _Work(author, project, commits)
    mine = {commit.hash for commit in own}
    by_hash = {commit.hash: commit for commit in commits}
    taken: set[str] = set()
    loose: list[Commit] = []
    for commit in _main_line(commits, by_hash):
        if len(commit.parents) < 2:
            taken.add(commit.hash)
            loose.append(commit)
            continue
        branch = list(_branch(commit, by_hash, taken))
        written = [each for each in branch if each.hash in mine and len(each.parents) < 2]
        if written:
            draft.items.append(work.merged(commit, written))
        elif commit.hash in mine:
            draft.skip(0, f"{commit.subject} ({commit.hash[:9]})", "merges work of others")
    left: list[Commit] = []
    for commit in [each for each in loose if each.hash in mine]:
        squashed = _SQUASHED.match(commit.subject)
        if squashed:
            draft.items.append(work.squashed(commit, squashed))
        else:
            left.append(commit)
    draft.items += work.by_month(left)
    draft.items.sort(key=lambda item: (item.when.rpartition("..")[2], item.line))


def _no_commits(draft: Draft, commits: Sequence[Commit], author: str) -> InputError:
    seen = Counter(commit.writer for commit in commits)
    told = ", ".join(f"{name} ({count})" for name, count in seen.most_common(_MOST_TOLD))
    fact = f"no commit is by {quote(author)}" + (f"; there are those of {told}" if told else "")
    help = "say --author with a name or an address of yours" if told else "the history is empty"
    return stopped("CO001", Location(draft.source), fact, help)


def _main_line(commits: Sequence[Commit], by_hash: dict[str, Commit]) -> Iterable[Commit]:
    """The commits that the newest leads to by first parents, oldest first."""
    line: list[Commit] = []
    commit = commits[0] if commits else None
    while commit is not None:
        line.append(commit)
        commit = by_hash.get(commit.parents[0]) if commit.parents else None
    return reversed(line)


def _branch(merge: Commit, by_hash: dict[str, Commit], taken: set[str]) -> Iterator[Commit]:
    """What a merge brought in; each commit belongs to the first merge that has it."""
    taken.add(merge.hash)
    waiting = list(merge.parents[1:])
    while waiting:
        hash = waiting.pop()
        if hash in taken or hash not in by_hash:
            continue
        taken.add(hash)
        yield by_hash[hash]
        waiting += by_hash[hash].parents


class _Work:
    """Commits of one author to items of one project."""

    def __init__(self, author: str, project: str, commits: Sequence[Commit]) -> None:
        self.author = author
        self.project = project
        self.undone = {hash: each for each in commits for hash in _REVERTED.findall(each.body)}

    def merged(self, merge: Commit, mine: list[Commit]) -> DraftItem:
        named = _MERGE.match(merge.subject)
        title = merge.subject
        if named and named["number"] and merge.body:
            title = merge.body.split("\n", 1)[0]  # where GitHub puts the title of the pull request
        first = min(commit.day for commit in mine)
        when = merge.day if first >= merge.day else f"{first}..{merge.day}"
        rest = merge.body.removeprefix(title).strip()
        marks = [merge.subject, *self.undoing(merge)]
        return self.item(title, mine, when, merge.line, f"{self.project} {merge.hash}", marks, rest)

    def squashed(self, commit: Commit, match: re.Match[str]) -> DraftItem:
        mark = f"{match['number']}, {commit.hash[:9]}"
        return self.lone(commit, match["title"], mark, f"{self.project} {commit.hash}")

    def lone(self, commit: Commit, title: str, mark: str, key: str) -> DraftItem:
        """One commit that is an item by itself."""
        short, is_whole = title_of(title)
        return DraftItem(
            title=short,
            line=commit.line,
            key=key,
            when=commit.day,
            project=self.project,
            actions="\n\n".join(filter(None, ("" if is_whole else title, commit.body))),
            links=links_in(commit.body)[0],
            marks=(mark, *self.shared([commit]), *self.undoing(commit)),
        )

    def by_month(self, commits: Sequence[Commit]) -> Iterator[DraftItem]:
        """The commits that belong to no merged work, by month and by the scope that they name."""
        groups: dict[tuple[str, str], list[Commit]] = defaultdict(list)
        for commit in commits:
            scope = _SCOPE.match(commit.subject)
            groups[commit.day[:7], scope["scope"] if scope else ""].append(commit)
        for (month, name), group in groups.items():
            # Another one when the month has grown.
            key = f"{self.project} {month} {name} {group[-1].hash}"
            if len(group) == 1:
                yield self.lone(group[0], group[0].subject, group[0].hash[:9], key)
                continue
            title = f"{len(group)} commits on {name or self.project}, {month}"
            yield self.item(title, group, month, group[0].line, key, [], "")

    def item(
        self,
        title: str,
        commits: list[Commit],
        when: str,
        line: int,
        key: str,
        marks: list[str],
        rest: str,
    ) -> DraftItem:
        told: list[str] = [rest] if rest else []
        listed: list[str] = []
        for commit in sorted(commits, key=lambda commit: -commit.line):
            listed.append(f"- {commit.subject} ({commit.hash[:9]})")
            listed += [f"  {line}".rstrip() for line in commit.body.split("\n") if commit.body]
        told.append("\n".join(listed))
        short, is_whole = title_of(title)
        return DraftItem(
            title=short,
            line=line,
            key=key,
            when=when,
            project=self.project,
            actions="\n\n".join(told if is_whole else [title, *told]),
            links=links_in("\n".join(told))[0],
            marks=(*marks, *self.shared(commits)),
        )

    def shared(self, commits: Sequence[Commit]) -> Iterator[str]:
        """Who wrote commits that only name the author as one of theirs."""
        for commit in commits:
            if self.author.lower() not in commit.writer.lower():
                yield f"{commit.hash[:9]} is by {commit.writer}, with {self.author} as a co-author"

    def undoing(self, commit: Commit) -> Iterator[str]:
        for hash, other in self.undone.items():
            if commit.hash.startswith(hash):
                yield f"reverted on {other.day} by {other.hash[:9]}"
