"""Words about a person: pronouns and remarks on personality, each with its place.

`promo check` tells them as PR111 and PR110, a committee copy as BL002 and BL003.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from promo.findings import Finding, quote
from promo.linting.remarks import PERSONALITY, PRONOUNS, Remark
from promo.linting.texts import Passage, Texts
from promo.linting.words import OWN


class Codes(NamedTuple):
    """The codes of the two kinds; `help` for pronouns is another where names become no codes."""

    pronoun: str
    personality: str
    help: str = ""
    everywhere: bool = True  # or only where the candidate is written about in the third person


_REMARKS: dict[str, tuple[bool, Remark]] = {
    **{word: (True, remark) for word, remark in PRONOUNS.items()},
    **{word: (False, remark) for word, remark in PERSONALITY.items()},
}
_FIRST = frozenset(word.split()[0] for word in _REMARKS)
_ANY = "|".join(sorted(_REMARKS, key=len, reverse=True)).replace(" ", r"(?:-|\s+)")
_KNOWN = re.compile(rf"(?<![^\W_])(?:{_ANY})(?![^\W_])", re.IGNORECASE)


def remarks(texts: Texts, codes: Codes) -> Iterator[Finding]:
    """Every such word in the texts that a packet prints."""
    for passage in texts.passages:
        parts = {part for word in passage.known for part in re.split("[-'’]", word)}
        if _FIRST.isdisjoint(parts):
            continue  # as most texts
        with_pronouns = codes.everywhere or _is_of_candidate(texts, passage)
        for match in _KNOWN.finditer(passage.shown):
            word = " ".join(match[0].split())
            plain = word.lower().replace("-", " ")
            is_pronoun, remark = _REMARKS[plain]
            if word.isupper() or (remark.needs_capital and word == plain):
                continue  # HIS is a system, HER a gene
            if is_pronoun and not with_pronouns:
                continue
            told = "says who a person is" if is_pronoun else "tells of a person, not the work"
            many = "say who a person is" if is_pronoun else "tell of a person, not the work"
            yield texts.within(
                codes.pronoun if is_pronoun else codes.personality,
                passage,
                match.start(),
                f"{quote(word)} {told}",
                (is_pronoun and codes.help) or remark.help,
                f"{{n}} words {many}",
            )


def _is_of_candidate(texts: Texts, passage: Passage) -> bool:
    """Whether what the candidate wrote has no "I", so that "she" is the candidate."""
    if passage.key not in _WRITTEN or OWN.search(passage.own):
        return False
    return (passage.text.line, passage.text.column) not in texts.first_person


_WRITTEN = frozenset({"title", "situation", "actions", "result", "summary"})
