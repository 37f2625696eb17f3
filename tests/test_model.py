"""The nouns: how names are matched, how a ladder is asked, when a period ends."""

from __future__ import annotations

import string
from datetime import date
from unicodedata import category, normalize

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from reading import unhurried

from promo.model import Competency, Expectation, Ladder, Level, Period, match_key

# One name, many spellings

SAME = {
    "case": ("Scope", "sCOPE"),
    "spaces": ("Group PM", " group  pm "),
    "a hyphen": ("scope-impact", "scopeimpact"),
    "an underscore": ("scope_impact", "Scope Impact"),
    "signs": ("Scope & Impact", "scope/impact."),
    "dots": ("Sr PM", "Sr. PM"),
    "composed or not": ("é", "e\u0301"),
    "composed capitals or not": ("É", "e\u0301"),
    "a Hangul syllable or its parts": ("각", "\u1100\u1161\u11a8"),
    "a sharp s": ("Größe", "GRÖSSE"),
    "a final sigma": ("ΟΔΟΣ", "οδος"),
    "a ligature": ("ﬁnance", "finance"),
    "a zero-width space": ("scope\u200bimpact", "scopeimpact"),
    "a zero-width joiner": ("scope\u200dimpact", "scopeimpact"),
    "a soft hyphen": ("scope\u00adimpact", "scopeimpact"),
    "a byte-order mark": ("\ufeffscope", "scope"),
    "a no-break space": ("Group\u00a0PM", "Group PM"),
    "typographic signs": ("people’s – “growth”", "people's - growth"),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_two_spellings_of_one_name_match(one: str, other: str) -> None:
    assert match_key(one) == match_key(other)
    assert match_key(one)


DIFFERENT = {
    "a letter": ("scope", "scop"),
    "a number": ("L5", "L6"),
    "an accent": ("resume", "résumé"),
    "a Cyrillic look-alike": ("scope", "s\u0441ope"),
    "a Greek look-alike": ("A", "Α"),
    "wide letters": ("scope", "ｓｃｏｐｅ"),
    "a Thai vowel": ("กา", "กี"),
    "a Hindi vowel": ("कि", "की"),
    "a Hindi vowel or none": ("क", "की"),
    "a Turkish dotless i": ("ı", "i"),
    "the order of letters": ("pm", "mp"),
    "a superscript": ("m2", "m²"),
}


@pytest.mark.parametrize(("one", "other"), DIFFERENT.values(), ids=DIFFERENT)
def test_two_different_names_do_not_match(one: str, other: str) -> None:
    assert match_key(one) != match_key(other)


@unhurried
@given(st.text())
def test_how_accents_are_stored_makes_no_difference(name: str) -> None:
    assert match_key(normalize("NFD", name)) == match_key(normalize("NFC", name))


# Without ı, whose capital is that of i.
LETTERS = st.text(
    st.characters(max_codepoint=0x4FF, categories=["Lu", "Ll"], exclude_characters="ı")
)


@unhurried
@given(LETTERS)
def test_case_makes_no_difference_in_european_letters(name: str) -> None:
    assert match_key(name.upper()) == match_key(name) == match_key(name.lower())


WORDS = st.text(string.ascii_letters + string.digits)
SIGNS = st.text(
    string.punctuation + string.whitespace + "\u200b\u200d\u00ad\u2011–—’…·", max_size=3
)


@unhurried
@given(st.lists(st.tuples(WORDS, SIGNS)))
def test_signs_and_spaces_make_no_difference_wherever_they_stand(
    parts: list[tuple[str, str]],
) -> None:
    assume(any(word for word, _ in parts))
    spelled = "".join(word + sign for word, sign in parts)
    assert match_key(spelled) == "".join(word for word, _ in parts).lower()


@unhurried
@given(st.text())
def test_a_key_holds_letters_digits_and_marks_only(name: str) -> None:
    own = [c.isalnum() or category(c) in ("Mn", "Mc", "Me") for c in match_key(name)]
    assert all(own) or not any(own)  # a name of signs alone is its own key


def test_a_name_of_signs_alone_has_a_key_of_its_own() -> None:
    assert match_key("★") != match_key("♥")


# Asking a ladder


def level(id: str, rank: int, *aliases: str) -> Level:
    return Level(id=id, title=id.title(), rank=rank, aliases=aliases)


def expectation(id: str) -> Expectation:
    level, competency, _ = id.split(".")
    return Expectation(id=id, levels=(level,), competency=competency, text=id)


LADDER = Ladder(
    id="x",
    title="X",
    levels=(level("junior", 1, "L1"), level("senior", 2, "L2", "Sr")),
    competencies=(
        Competency(id="craft", title="Craft", aliases=("skill", "Skill!", "growth")),
        Competency(id="people", title="People", aliases=("growth", "craft")),
    ),
    expectations=tuple(
        map(expectation, ["senior.craft.2", "junior.craft.1", "senior.craft.1", "senior.people.1"])
    ),
)

LEVELS = {"junior": 1, "Junior": 1, "l-1": 1, "L2": 2, "sr.": 2, "SENIOR": 2}


@pytest.mark.parametrize(("name", "rank"), LEVELS.items())
def test_a_level_answers_to_its_id_title_and_aliases(name: str, rank: int) -> None:
    found = LADDER.level_named(name)
    assert found is not None
    assert found.rank == rank


@pytest.mark.parametrize("name", ["", "-", "L3", "junio", "craft"])
def test_any_other_name_is_no_level(name: str) -> None:
    assert LADDER.level_named(name) is None


TAGS = {
    "an id": ("people", ["people"]),
    "a title": ("PEOPLE", ["people"]),
    "an alias": ("skill", ["craft"]),
    "an alias of two, in ladder order": ("Growth", ["craft", "people"]),
    "an id that is also another's alias": ("craft", ["craft", "people"]),
    "nothing": ("", []),
    "a level": ("senior", []),
}


@pytest.mark.parametrize(("tag", "ids"), TAGS.values(), ids=TAGS)
def test_a_tag_names_the_competencies_it_stands_for(tag: str, ids: list[str]) -> None:
    assert [competency.id for competency in LADDER.competencies_tagged(tag)] == ids


def test_a_cell_holds_its_expectations_in_the_order_of_the_ladder() -> None:
    junior, senior = LADDER.levels
    craft, people = LADDER.competencies
    assert [e.id for e in LADDER.expectations_of(senior, craft)] == [
        "senior.craft.2",
        "senior.craft.1",
    ]
    assert LADDER.expectations_of(junior, people) == ()


def test_a_competency_without_a_line_at_a_level_is_not_assessed_there() -> None:
    junior, senior = LADDER.levels
    assert LADDER.assessed_at(junior) == LADDER.competencies[:1]
    assert LADDER.assessed_at(senior) == LADDER.competencies


def test_an_expectation_is_found_by_its_id_however_spelled() -> None:
    found = LADDER.expectation_named("Senior Craft 1")
    assert found is not None
    assert found.id == "senior.craft.1"
    assert LADDER.expectation_named("senior.craft.3") is None


# Periods

AS_OF = date(2026, 6, 30)
ENDS = {
    "earlier": (date(2026, 6, 29), date(2026, 6, 29)),
    "on the day": (AS_OF, AS_OF),
    "later": (date(2026, 12, 31), AS_OF),
    "open": (None, AS_OF),
}


@pytest.mark.parametrize(("end", "by"), ENDS.values(), ids=ENDS)
def test_a_period_ends_by_the_as_of_date(end: date | None, by: date) -> None:
    assert Period(start=date(2026, 1, 1), end=end, text="x").end_by(AS_OF) == by
