"""What a column or row of a table is, by the words of its heading."""

from __future__ import annotations

import re
from collections.abc import Iterable

from promo.importing.titles import is_metadata
from promo.model import match_key


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# As match keys. A word may be in several sets: what counts depends on where the table has it.
GROUPS = _words("""
    category categories group area pillar section domain cluster family bucket subcategory
    competencygroup competencyarea skillgroup skillarea skillcategory track topicarea
""")
COMPETENCIES = _words("""
    competency competencies competence competences parameter parameters skill skills
    attribute attributes capability capabilities dimension dimensions trait theme themes
    topic topics criterion criteria principle principles axis behaviour behavior behaviours
    behaviors expectation expectations quality qualities value values
""")
# In a table with an expectation a row, what the text stands under: the best word first.
TEXTS = (
    "expectation",
    "expectations",
    "behaviour",
    "behavior",
    "behaviours",
    "behaviors",
    "criteria",
    "criterion",
    "statement",
    "indicator",
    "indicators",
    "requirement",
    "text",
    "summary",
    "description",
    "definition",
)
LEVELS = _words("""
    level levels grade grades role roles title titles jobtitle position band rank seniority
    careerlevel joblevel jobgrade tier stage ladder laddertitle
""")
DESCRIPTIONS = _words("""
    description descriptions definition definitions overview overall meaning about
    explanation competencydescription skilldescription whatitmeans whatitis
""")
SUMMARIES = _words("""
    summary overview description levelsummary leveldescription rolesummary roledescription
    inanutshell purpose inshort definition
""")
TITLES = _words("""
    title titles jobtitle name rolename leveltitle levelname
""")
_FACTS = _words("""
    years yoe salary basesalary annualsalary basepay gehalt gehaltsband berufsjahre
    berufserfahrung pay payrange reports managedby headcount alsoknownas equivalent
    equivalents equivalentto internaltitle externaltitle minimumyears yearsinrole degree
    education
""")
_ASIDES = _words("""
    note notes comment comments remark remarks example examples link links url urls source
    sources id uuid code weight weighting updated lastupdated guidance guidancenotes owner
    reference references resources resource reading furtherreading
""")
_RISKS = _words("""
    risk risks redflag redflags warningsign warningsigns antipattern antipatterns derailer
    derailers pitfall pitfalls
""")
# Words in a cell that gives no more than a number: `5-8 years`, `$60k + OTE`, `tbd`.
_UNITS = _words("""
    years year yrs yr months month jahre jahren jahr monate k m mio tsd eur usd gbp chf ote
    to up at least from over under plus and or min max minimum maximum bis ab mind tbd tbc
    n a na none open
""")
_FIGURE = 40  # characters; longer, and it is a text
_LETTERS = re.compile(r"[^\W\d_]+")
# What stands in a cell of a competency that a level does not ask for.
_NOTHING = frozenset({"-", "–", "—", "--", "---", ".", "…", "n/a", "na", "none", "not applicable"})


def is_any_word(heading: str) -> bool:
    """Whether a heading says what a column holds, and is no name of its own."""
    key = match_key(heading)
    known = (GROUPS, COMPETENCIES, LEVELS, DESCRIPTIONS, SUMMARIES, TITLES, TEXTS, _ASIDES)
    return any(key in words for words in known)


def is_group(heading: str) -> bool:
    return match_key(heading) in GROUPS


def is_competency(heading: str) -> bool:
    return match_key(heading) in COMPETENCIES


def is_description(heading: str) -> bool:
    return match_key(heading) in DESCRIPTIONS


def is_summary(heading: str) -> bool:
    """Whether what stands under it sums up a level."""
    return match_key(heading) in SUMMARIES


def is_aside(heading: str) -> bool:
    """Whether a column holds what is kept beside a competency, such as notes or links."""
    return match_key(heading) in _ASIDES


def is_level_fact(heading: str) -> bool:
    """Whether a row or column says something of levels that is no expectation."""
    bare = heading.partition("(")[0]  # Salary (EUR)
    key = match_key(bare)
    return is_metadata(bare) or key in _FACTS or key.startswith("typical")


def are_figures(texts: Iterable[str]) -> bool:
    """Whether cells hold no more than numbers, such as years or pay: no expectation says that."""
    has_digits = False
    for text in texts:
        if len(text) > _FIGURE or not _UNITS.issuperset(_LETTERS.findall(text.casefold())):
            return False
        has_digits = has_digits or any(character.isdigit() for character in text)
    return has_digits


def is_risk(label: str) -> bool:
    """`RISK`, `Risks: planning`, `Red flags`; but not the competency `Risk management`."""
    first, _, _ = label.partition(":")
    return match_key(first) in _RISKS or label.split(None, 1)[:1] == ["RISK"]


def is_nothing(text: str) -> bool:
    return len(text) < 15 and text.strip().casefold() in _NOTHING
