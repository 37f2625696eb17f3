"""Words of an evidence file that tell of the person and not of the work, each with its help.

The words for personality are our own choice of those that studies of reviews and letters of
recommendation found to be unevenly given: Trix and Psenka 2003 ("grindstone" words and standouts),
Madera, Hebl and Martin 2009 (communal words), Snyder 2014 and Textio 2022 to 2024 ("abrasive",
"bubbly"), Correll and Simard 2016 (vague praise), Smith and others 2018 (military evaluations).
"""

from __future__ import annotations

from typing import NamedTuple


class Remark(NamedTuple):
    """What to do about a word, and whether only a capital makes it what is meant: `Miss`."""

    help: str
    needs_capital: bool = False


_NEUTRAL = "write the name, which becomes a code, or the role; or leave it out"
_TITLE = "leave the title out; the name becomes a code"
_TEMPER = "say what was said or done, and what followed from it"
_WARMTH = "say whom it helped, with what, and what they could do then"
_TALENT = "say what was solved that was not solved before, and how one can see it"
_EFFORT = "say what was delivered, when, and what it cost"
_PRAISE = "say what is different now, with a number if there is one"


def _each(words: str, remark: Remark) -> dict[str, Remark]:
    """The same remark for each; `_` is a space or a hyphen."""
    return {word.replace("_", " "): remark for word in words.split()}


PRONOUNS = {
    **_each("he she him her his hers himself herself", Remark(_NEUTRAL)),
    **_each("er ihm ihn seine seinem seinen seiner seines", Remark(_NEUTRAL)),
    **_each("mr mrs ms miss sir madam herr frau", Remark(_TITLE, needs_capital=True)),
}

PERSONALITY = {
    **_each(
        """
        abrasive aggressive argumentative arrogant assertive bossy combative confrontational
        emotional excitable feisty hysterical impatient intimidating irrational judgmental moody
        opinionated outspoken pushy shy shrill strident stubborn temperamental thick_skinned
        thin_skinned timid unlikeable uptight
        """,
        Remark(_TEMPER),
    ),
    **_each(
        """
        approachable bubbly caring charming cheerful compassionate considerate easygoing
        easy_going empathetic friendly generous gracious humble likeable lovely nice nurturing
        outgoing people_person pleasant selfless sympathetic warm_hearted
        """,
        Remark(_WARMTH),
    ),
    **_each(
        """
        born_leader brilliant charismatic exceptional fearless genius gifted gravitas guru
        ingenious intelligent natural_leader natural_talent ninja rising_star rock_star rockstar
        talented visionary
        """,
        Remark(_TALENT),
    ),
    **_each(
        """
        ambitious conscientious dependable devoted diligent energetic enthusiastic go_getter
        hard_worker hard_working hardworking helpful meticulous motivated overachiever passionate
        perfectionist self_starter tireless work_ethic workaholic
        """,
        Remark(_EFFORT),
    ),
    **_each(
        """
        amazing awesome excellent fantastic incredible outstanding phenomenal superb superstar
        team_player terrific wonderful
        """,
        Remark(_PRAISE),
    ),
}
