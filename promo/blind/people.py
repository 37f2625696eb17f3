"""Whom an evidence file names, and the code that stands for each in a committee copy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import chain, count
from typing import NamedTuple

from promo.blind.lists import NOT_ALONE, ROLES
from promo.blind.spelling import spellings, words_in
from promo.model import EvidenceFile


class Role(Enum):
    """What a person or a team is to the packet; the value begins the code."""

    CANDIDATE = "Candidate"
    MANAGER = "Manager"
    TEAM = "Team"
    PERSON = "Person"
    REVIEWER = "Reviewer"


# Where somebody's name holds the word itself, the code begins with another one.
_INSTEAD = {
    Role.CANDIDATE: ("Applicant", "Nominee"),
    Role.MANAGER: ("Supervisor", "Superior"),
    Role.TEAM: ("Group", "Unit"),
    Role.PERSON: ("Colleague", "Individual"),
    Role.REVIEWER: ("Assessor", "Examiner"),
}


class Who(NamedTuple):
    """One person or team, with the code and the names as written, the fullest first."""

    role: Role
    code: str
    names: tuple[str, ...]


class People(NamedTuple):
    """Everybody in order of appearance, the candidate first; `evidence` is the file's SHA-256."""

    evidence: str
    everybody: tuple[Who, ...]

    @property
    def packet(self) -> str:
        """The code of the packet, which is that of its candidate."""
        return next((who.code for who in self.everybody if who.role is Role.CANDIDATE), "")

    @property
    def file_stem(self) -> str:
        """What a file of the committee copy may be called: `candidate-7f3a2c`."""
        return "-".join(self.packet.lower().split())


def names_of(
    evidence: EvidenceFile, sha256: str, reviewers: Iterable[str] = (), also: Iterable[str] = ()
) -> People:
    """The people and the team of an evidence file with codes, and reviewers; `also` are others.

    `sha256` is the hexadecimal hash of the file's bytes: a code cannot be guessed from a name, and
    is the same in each copy that is made of the file.
    """
    people = _grouped(_named(evidence, reviewers, also))
    return People(sha256, tuple(_coded(evidence, people, sha256)))


class _Named(NamedTuple):
    """A name where it stands, and its words as they are compared."""

    role: Role
    name: str
    words: frozenset[str]


def _named(
    evidence: EvidenceFile, reviewers: Iterable[str], also: Iterable[str]
) -> Iterator[_Named]:
    candidate = evidence.candidate
    for role, field in (
        (Role.CANDIDATE, candidate.name),
        (Role.MANAGER, candidate.manager),
        *((Role.PERSON, voice.name) for item in evidence.items for voice in item.corroboration),
        *((Role.PERSON, voice.name) for voice in evidence.feedback),
        *((Role.PERSON, waiver.approved_by) for waiver in evidence.waivers),
        *((Role.PERSON, name) for name in also),
        *((Role.REVIEWER, name) for name in reviewers),
    ):
        names = people_in(field)
        if role is Role.CANDIDATE and len(names) != 1:
            names = [field.strip()]  # there is one candidate
        for name in names:
            if role is Role.CANDIDATE or not _is_role(name):
                yield _Named(role, name, _words_of(name))


def _words_of(name: str) -> frozenset[str]:
    return frozenset(word.spellings[0] for word in words_in(name))


def is_name(text: str) -> bool:
    """Whether there is a letter in a text: `1` and `?` name nobody."""
    return any(not word.isdigit() for word in _words_of(text))


def _is_role(name: str) -> bool:
    """`Head of Payments`, `a customer`, `n/a`."""
    words = _words_of(name)
    is_told = bool(words & ROLES) and (words <= NOT_ALONE or "of" in words)
    return is_told or name.lower() == "n/a"


_NOTE = re.compile(r"\(([^()]*)\)|\[([^][]*)\]|<[^<>]*>")
_ADDRESS = re.compile(r"(\S+)@\S+")
_AND = re.compile(r"\s*;\s*|\s+(?:and|und|&|\+)\s+|/", re.IGNORECASE)


def people_in(field: str) -> list[str]:
    """The names in a field that is meant for one, without what is said of the people.

    `Tomas Lindgren (Director) and Dana Ortiz` are two; `Raman, Priya` and `n/a` are one.
    """
    text = _ADDRESS.sub(r"\1", _NOTE.sub(_nickname, field))
    pieces = _AND.split(text)
    if not all(any(len(word.spellings[0]) > 1 for word in words_in(piece)) for piece in pieces):
        pieces = [text]
    return [name for piece in pieces for name in _by_commas(piece) if is_name(name)]


def _nickname(note: re.Match[str]) -> str:
    """What stands in brackets is a name if it is one word and no role: `Elizabeth (Liz) Raman`."""
    words = list(words_in(note[1] or note[2] or ""))
    is_name = len(words) == 1 and words[0].spellings[0] not in NOT_ALONE
    return f" {words[0].text} " if is_name else " "


def _by_commas(text: str) -> list[str]:
    pieces = [piece for piece in text.split(",") if is_name(piece)]
    people = [piece.strip() for piece in pieces if not _tells_a_role(piece)] or [text.strip()]
    if len(people) > 1 and not all(len(_words_of(piece)) > 1 for piece in people):
        return [", ".join(people)]
    return people


def _tells_a_role(piece: str) -> bool:
    """`Director of Payments`, `PhD`."""
    return bool(_words_of(piece) & ROLES)


def _grouped(named: Iterable[_Named]) -> list[list[_Named]]:
    """The names of each person together. `Tomas` is Tomas Lindgren where no other Tomas is named.

    The candidate is told by nothing but the name as it stands.
    """
    groups: dict[frozenset[str], list[_Named]] = {}
    with_word: dict[str, set[frozenset[str]]] = {}
    for name in named:
        groups.setdefault(name.words, []).append(name)
        for word in name.words:
            with_word.setdefault(word, set()).add(name.words)
    for words in sorted(groups, key=len, reverse=True):
        if groups[words][0].role is Role.CANDIDATE:
            continue
        longer = set.intersection(*(with_word[word] for word in words)) & groups.keys() - {words}
        if longer:
            short = groups.pop(words)
            if len(longer) == 1:
                groups[longer.pop()] += short
    return sorted(groups.values(), key=lambda group: min(_rank(name.role) for name in group))


def _rank(role: Role) -> int:
    return list(Role).index(role)


def _coded(evidence: EvidenceFile, people: list[list[_Named]], sha256: str) -> Iterator[Who]:
    team = " ".join(evidence.candidate.team.split())
    named = [name.name for group in people for name in group] + [team]
    letters = [joined for name in named for joined in _joined(name)]
    numbers = {role: _numbers(letters) for role in Role}
    for group in people:
        role = min((name.role for name in group), key=_rank)
        number = _hexadecimal(sha256, letters) if role is Role.CANDIDATE else next(numbers[role])
        names = dict.fromkeys(name.name for name in group)
        fullest = sorted(names, key=lambda name: -len(_words_of(name)))
        yield Who(role, f"{_word(role, letters)} {number}", tuple(fullest))
    if is_name(team):
        code = f"{_word(Role.TEAM, letters)} {next(numbers[Role.TEAM])}"
        yield Who(Role.TEAM, code, (team,))


# No word of a code may be in a name, nor in a name written without spaces: then what was replaced
# never makes a name together with what stands beside it.


def _joined(name: str) -> Iterator[str]:
    words = [word.text for word in words_in(name)]
    for together in ("".join(words), "".join(reversed(words))):
        yield from spellings(together)


def _is_free(word: str, letters: Iterable[str]) -> bool:
    return not any(word.lower() in joined for joined in letters)


def _word(role: Role, letters: list[str]) -> str:
    longer = (f"{role.value}{'q' * n}" for n in count(1))
    words = chain((role.value, *_INSTEAD[role]), longer)
    return next(word for word in words if _is_free(word, letters))


def _numbers(letters: list[str]) -> Iterator[str]:
    return (str(number) for number in count(1) if _is_free(str(number), letters))


def _hexadecimal(sha256: str, letters: list[str]) -> str:
    """Six characters of the hash, the first that are no part of a name, also without digits."""
    cuts = (sha256[at : at + 6] for at in range(len(sha256) - 5))
    free = (c for c in cuts if _is_free(c.rstrip("0123456789") or c, letters))
    return next(free, sha256[:6]).upper()
