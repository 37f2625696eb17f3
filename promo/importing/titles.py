"""What a heading, a row label or a column's head is: a level, all levels, or something said of one.

Readers of tables and of outlines share these words, so that both guess alike.
"""

from __future__ import annotations

import re
from functools import lru_cache

from promo.importing.draft import names_in
from promo.model import match_key

LOOKED_FOR = (
    "titles such as Junior, Senior, Staff, Principal, L4, IC3 or Level 2 in headings, in the "
    "first row and in the first columns"
)


def named(words: str) -> frozenset[str]:
    """A set of words, as readable as a sentence."""
    return frozenset(words.split())


_CODE = re.compile(
    r"(?:L|IC|M|E|P|T|D|S|SE|PM|SDE|EM|Level|Grade|Band|Stage|Tier|Rank)"
    r"[ -]?\d{1,2}[a-z]?(?:[.]\d)?",
    re.IGNORECASE,
)
_NUMERAL = re.compile(r".*\w\s+(?:I{1,3}|IV|VI{0,3}|[1-9])(?:\s*\(.*\))?", re.DOTALL)
_STRONG = named(
    "junior intermediate senior staff principal associate intern apprentice trainee midlevel "
    "distinguished director vp jr sr"
)
# Beside a role, or with no other word.
_RANKS = named(
    "lead entry mid chief fellow graduate head "
    "leitung leiter leiterin teamleitung teamleiter teamleiterin abteilungsleitung "
    "débutant débutante confirmé confirmée ジュニア ミドル シニア リード リーダー マネージャー"
)
_SEVERAL = named("roles levels positions titles jobs")
_ROLES = named(
    "engineer developer programmer designer manager analyst scientist researcher architect writer "
    "marketer contributor consultant specialist administrator recruiter technician editor owner "
    "lead head executive member reviewer approver maintainer partner "
    "pm pmm swe sde sre qa dev em ux ic"
)
_BETWEEN = named("of the and for to in at a an i ii iii iv v or with")
# What begins a heading that only speaks of levels.
_NO_TITLE = named(
    "how what why when where who which about applying becoming from moving our your promotion "
    "promotions working senior-level salary salaries"
)
_ALL = named(
    "all alllevels everylevel everyone alllevel levelsall acrosslevels acrossalllevels anylevel "
    "atalllevels foralllevels alltitles allroles"
)
_METADATA = named(
    "typicalexperience experience yearsofexperience yearsexperience typicalyears typicaltenure "
    "tenure salary salaryband salaryrange compensation pay payband typicalreportingstructure "
    "reportingstructure reportsto reporting reportingline typicaltitle equivalenttitle grade "
    "jobgrade jobcode jobfamily flsa timeinlevel typicaltimeinlevel"
)
MOST_WORDS = 8  # of a title; what is longer is a sentence


@lru_cache(maxsize=4096)
def is_level(heading: str) -> bool:
    """Whether a heading is the title of a level: it holds a code, a number or a rank's word."""
    title, _, aliases = names_in(heading)
    if aliases:
        return True
    words = _words(title)
    if not 0 < len(words) <= MOST_WORDS or words[0] in _NO_TITLE or title.rstrip()[-1:] in "?.!:":
        return False
    if _CODE.fullmatch(title.strip()) or _CODE.fullmatch(title.split()[0].strip("()[]:")):
        return True
    if words[-1] in _SEVERAL or words[-1].removesuffix("s") in _ROLES - {words[-1]}:
        return False
    if not _STRONG.isdisjoint(words) or _RANKS.issuperset(
        words[:1] if words[1:] == ["level"] else words
    ):
        return True
    if not _RANKS.isdisjoint(words) and not _ROLES.isdisjoint(words[-2:]) and len(words) > 1:
        return True
    return bool(_NUMERAL.fullmatch(title)) and not _ROLES.isdisjoint(words)


@lru_cache(maxsize=4096)
def may_be_level(heading: str) -> bool:
    """Whether a heading is a level's title where its neighbours are: `Engineer`, `Team Lead`."""
    words = _words(heading)
    return is_level(heading) or (
        0 < len(words) <= MOST_WORDS
        and words[0] not in _NO_TITLE
        and any(word in _ROLES for word in words)
        and heading.rstrip()[-1:] not in "?.!:"
    )


def names_role(heading: str) -> bool:
    """Whether each word is a rank or a code, or one says what the person is: `Senior PM`."""
    words = _words(names_in(heading).title)
    return (
        bool(_CODE.fullmatch(heading.strip()))
        or any(word in _ROLES for word in words)
        or (_STRONG | _RANKS | {"level"}).issuperset(words)
    )


def ends_in_role(heading: str) -> bool:
    """Whether a heading's last word says what the person is: `Product Manager`, `Engineer II`."""
    words = [word for word in _words(heading) if word not in _BETWEEN]
    return 0 < len(words) <= MOST_WORDS and words[-1] in _ROLES


def is_all(heading: str) -> bool:
    """Whether a heading speaks of every level, such as `All Levels`."""
    return match_key(heading) in _ALL


def is_metadata(heading: str) -> bool:
    """Whether a label leads to what is said of a level besides, such as `Typical Experience`."""
    return match_key(heading) in _METADATA


def _words(heading: str) -> list[str]:
    spaced = "".join(c if c.isalnum() or c in "-'’" else " " for c in heading.casefold())
    return spaced.replace("mid-level", "midlevel").replace("-", " ").split()
