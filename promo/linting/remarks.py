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


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _each(words: str, remark: Remark) -> dict[str, Remark]:
    """The same remark for each; `_` is a space or a hyphen."""
    return {word.replace("_", " "): remark for word in words.split()}


PRONOUNS = {
    **_each("he she him her his hers himself herself", Remark(_NEUTRAL)),
    **_each("er ihm ihn seine seinem seinen seiner seines", Remark(_NEUTRAL)),
    **_each("first_female first_woman only_female only_woman", Remark(_NEUTRAL)),
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
        great_personality outgoing people_person pleasant selfless sympathetic warm_hearted
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
        ambitious can_do_attitude conscientious dependable devoted diligent energetic enthusiastic
        go_getter hard_worker hard_working hardworking helpful meticulous motivated overachiever
        passionate perfectionist self_starter tireless work_ethic workaholic
        fleißig fleißige fleißiger hilfsbereit hilfsbereite hilfsbereiten hilfsbereiter
        leidenschaftlich leidenschaftliche leidenschaftlicher
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

# Nouns that stand for people. Before any other noun such a word is about a thing: "ambitious plan".
PEOPLE = _words(
    """
    advocate analyst attitude boss ceo character clinician coach coder collaborator colleague
    communicator consultant contributor coworker designer developer director doctor employee
    engineer ethic executive expert facilitator founder getter guy human individual intern lady
    lead leader learner listener man manager member mentor midwife negotiator nurse organiser
    organizer owner partner people person personality physician player presenter professional
    programmer recruiter researcher salesperson scientist speaker specialist star starter student
    supervisor talent teacher teammate thinker woman worker writer
    genius guru ninja overachiever perfectionist rockstar superstar visionary workaholic
    chefin führungskraft ingenieur ingenieurin kollege kollegen kollegin mitarbeiter mitarbeiterin
    """
)
# Behind it these leave it with the person: "helpful and", "passionate about".
GOES_ON = _words(
    """
    about always and as at but enough even i in never on or presence towards under when who with
    yet aber bei mit oder und
    """
)
# And these do not: "devoted to", "motivated the", "caring for".
ENDS = _words("a an by for from her his my of our that the their to us")
