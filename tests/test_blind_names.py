"""Names in texts: which words are one, what stands for them, and that none is left."""

from __future__ import annotations

import hashlib
import re
import time
import unicodedata
from collections.abc import Sequence

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from making import file_of, item
from reading import read_evidence, unhurried

from promo.blind import Blind, People, Role, Unblind, key_of, names_of
from promo.blind.lists import COMMON, MONTHS, NOT_ALONE
from promo.blind.people import people_in
from promo.blind.spelling import words_in
from promo.model import Candidate, EvidenceFile, Feedback, PacketDetails

HASH = hashlib.sha256(b"an evidence file").hexdigest()
CODE = f"Candidate {HASH[:6].upper()}"


def evidence_of(candidate: str, manager: str = "", team: str = "", *others: str) -> EvidenceFile:
    return EvidenceFile(
        name="evidence.yaml",
        candidate=Candidate(name=candidate, manager=manager, team=team),
        details=PacketDetails(),
        items=(),
        feedback=tuple(Feedback(name=name) for name in others),
    )


def people_of(candidate: str, manager: str = "", team: str = "", *others: str) -> People:
    return names_of(evidence_of(candidate, manager, team, *others), HASH)


OTHERS = (
    "Dana Ortiz",
    "James O'Brien",
    "José García López",
    "Anne-Marie Müller",
    "Bram de Wit",
    "Will Young",
    "May Chen",
    "王小明",
    "김민준",
    "Deniz Aydın",
    "J. R. Smith-Jones",
    "Xi Li",
    "Łukasz Żak",
    "山田 太郎",
    "Иван Петров",
    "An Do",
    "Rosa (Rosi) Lenz",
    "Søren Ågård",
    "Ἀλέξανδρος Νίκος",
    "रवि शर्मा",
    "Nguyễn Văn Hùng",
    "Mark Weiß",
    "נועה לוי",
    "محمد علي",
    "Q — V",
)
PEOPLE = people_of("Priya Raman", "Tomas Lindgren", "Rail & Road Pricing", *OTHERS)
BLIND = Blind(PEOPLE)


def code_of(name: str) -> str:
    return next(who.code for who in PEOPLE.everybody if name in who.names)


C, M, T = CODE, "Manager 1", "Team 1"
DANA, JAMES, JOSE, ANNE, BRAM, WILL, MAY, WANG, KIM, DENIZ, SMITH = (
    f"Person {number}" for number in range(1, 12)
)
LI, ZAK, YAMADA, IVAN, AN, LENZ, SOREN, ALEX, RAVI, HUNG, MARK, NOA, ALI, JR = (
    f"Person {number}" for number in range(12, 26)
)

REPLACED = [
    # Whole names and their parts
    ("Priya Raman led it.", f"{C} led it."),
    ("Priya led it, Raman reviewed.", f"{C} led it, {C} reviewed."),
    ("PRIYA RAMAN and priya raman", f"{C} and {C}"),
    ("(Priya)", f"({C})"),
    ("Raman, Priya", C),
    ("P. Raman wrote; P.Raman signed", f"{C} wrote; {C} signed"),
    ("I asked Priya R. about it", f"I asked {C}. about it"),
    ("Priya K. Raman", C),
    ("Thomas and Tomas", f"Thomas and {M}"),
    # Whole words only
    ("Ramanujan, Priyanka and Danae", "Ramanujan, Priyanka and Danae"),
    ("raman2, xpriya and priya1", "raman2, xpriya and priya1"),
    ("the list of Li, and little", f"the list of {LI}, and little"),
    # Accounts, addresses, file names
    ("priya.raman@example.com", f"{C}@example.com"),
    ("priya-raman and priya_raman", f"{C} and {C}"),
    ("@priyaraman, PriyaRaman, ramanpriya", f"@{C}, {C}, {C}"),
    ("priyaraman42@x.org, priya.raman2@x.org", f"{C}@x.org, {C}@x.org"),
    ("reviews/priya/2026.docx", f"reviews/{C}/2026.docx"),
    ("james.obrien@x.org and jamesobrien", f"{JAMES}@x.org and {JAMES}"),
    ("lukasz.zak@x.org", f"{ZAK}@x.org"),
    # Possessives
    ("Priya's and Priya’s plan", f"{C}'s and {C}’s plan"),
    ("James' and James's plan", f"{JAMES}' and {JAMES}'s plan"),
    ("Lindgrens Plan, Tomas' Plan", f"{M}s Plan, {M}' Plan"),
    ("Priya Ramans Team", f"{C}s Team"),
    ("Deniz Aydın'ın ekibi", f"{DENIZ}'ın ekibi"),
    # Accents and composition
    ("José García López", JOSE),
    ("Jose Garcia Lopez", JOSE),
    ("Jose\u0301 Garci\u0301a", JOSE),
    ("JOSÉ", JOSE),
    ("José López or Garcia", f"{JOSE} or {JOSE}"),
    ("Muller, Müller and Mueller", f"{ANNE}, {ANNE} and {ANNE}"),
    ("Mu\u0308ller", ANNE),
    ("AYDIN, Aydin and aydın", f"{DENIZ}, {DENIZ} and {DENIZ}"),
    ("Soren Agard, Søren Aagaard", f"{SOREN}, {SOREN}"),
    ("WEISS, Weiss and Weiß", f"{MARK}, {MARK} and {MARK}"),
    ("Nguyen Van Hung", HUNG),
    ("Αλέξανδρος", ALEX),
    # Hyphens, apostrophes, particles, initials
    ("Anne-Marie, Anne Marie and Annemarie", f"{ANNE}, {ANNE} and {ANNE}"),
    ("O'Brien, O’Brien and OBrien", f"{JAMES}, {JAMES} and {JAMES}"),
    ("O'Reilly", "O'Reilly"),
    ("de Wit and Bram de Wit", f"{BRAM} and {BRAM}"),
    ("de facto, el de la", "de facto, el de la"),
    ("le plan de Bram de Paris", f"le plan de {BRAM} de Paris"),
    ("Smith-Jones, Smith, J. R. Smith-Jones", f"{SMITH}, {SMITH}, {SMITH}"),
    ("J. Smith and R. Jones", f"{SMITH} and {SMITH}"),
    ("plans J and R", "plans J and R"),
    ("q — v did", f"{JR} did"),
    ("Rosi Lenz, Rosi, Rosa", f"{LENZ}, {LENZ}, {LENZ}"),
    # Words that are names, too
    ("I will mark it, and may wit help", "I will mark it, and may wit help"),
    ("Will asked Young", f"{WILL} asked {WILL}"),
    ("will young", WILL),
    ("An item, and do it", "An item, and do it"),
    ("an do", AN),
    ("in May, since May 2025 and on 5 May", "in May, since May 2025 and on 5 May"),
    ("May – June 2026, May and June 2026", "May – June 2026, May and June 2026"),
    ("from June to May", "from June to May"),
    ("May told us; we told May Chen", f"{MAY} told us; we told {MAY}"),
    # Other scripts
    ("由王小明负责", f"由{WANG}负责"),
    ("김민준은 한다", f"{KIM}은 한다"),
    (unicodedata.normalize("NFD", "김민준은"), KIM + unicodedata.normalize("NFD", "은")),
    ("山田さんと太郎さん、山田太郎", f"{YAMADA}さんと{YAMADA}さん、{YAMADA}"),
    ("Петров и Петровский", f"{IVAN} и Петровский"),
    ("रवि, रविः और शर्मा", f"{RAVI}, रविः और {RAVI}"),
    ("נוֹעָה", NOA),
    ("مُحَمَّد علي", ALI),
    # What hides a name from a search
    ("Pri\u00adya and Ra\u200bman", f"{C} and {C}"),
    ("Ｐｒｉｙａ", C),
    ("Priya² and Raman¹", f"{C}² and {C}¹"),
    ("Priya\u00a0Raman, Priya\nRaman", f"{C}, {C}"),
    # Teams
    ("Rail & Road Pricing", T),
    ("rail & road pricing and RAIL & ROAD PRICING", f"{T} and {T}"),
    ("Road pricing by rail", "Road pricing by rail"),
    ("the Rail & Road Pricing's", f"the {T}'s"),
    # Beside each other
    ("Tomas/Priya, Dana–Bram", f"{M}/{C}, {DANA}–{BRAM}"),
    ("Priya, Priya and Priya", f"{C}, {C} and {C}"),
    ("met Priya. Raman came", f"met {C}. {C} came"),
]


@pytest.mark.parametrize(("text", "expected"), REPLACED, ids=[text for text, _ in REPLACED])
def test_a_name_becomes_a_code_and_all_else_stays(text: str, expected: str) -> None:
    assert BLIND.text(text) == expected


TABLE = (ROOT / "docs" / "blind.md").read_text("utf-8").partition("| found for Priya Raman")[2]
ROWS = [row.split("|")[1:3] for row in TABLE.partition("\n\n")[0].split("\n")[2:]]


@pytest.mark.parametrize(("found", "not_found"), ROWS)
def test_the_page_on_committee_copies_says_what_is_found(found: str, not_found: str) -> None:
    alone = Blind(people_of("Priya Raman"))
    for name in re.findall("`(.+?)`", found):
        assert CODE in alone.text(name)
        assert not re.search("priya|raman", alone.text(name), re.IGNORECASE), name
    for word in re.findall("`(.+?)`", not_found):
        assert alone.text(word) == word


def test_a_code_comes_from_the_hash_of_the_file_and_not_from_the_name() -> None:
    assert PEOPLE.packet == CODE
    assert people_of("Somebody Else").packet == CODE
    other = names_of(evidence_of("Priya Raman"), hashlib.sha256(b"another").hexdigest())
    assert other.packet not in (CODE, "")
    assert PEOPLE.file_stem == f"candidate-{HASH[:6]}"


def test_codes_are_given_in_order_of_appearance() -> None:
    people = people_of("Ada Wong", "Bo Lind", "Core", "Cem Tok", "Dag Moe", "Cem Tok")
    assert [(who.code, who.names[0]) for who in people.everybody] == [
        (CODE, "Ada Wong"),
        ("Manager 1", "Bo Lind"),
        ("Person 1", "Cem Tok"),
        ("Person 2", "Dag Moe"),
        ("Team 1", "Core"),
    ]


def test_everybody_whom_the_file_names_has_a_code() -> None:
    content = file_of(
        item(corroboration=[{"name": "Cem Tok"}]),
        feedback=[{"name": "Dag Moe"}],
        waivers=[{"competency": "craft", "reason": "New", "approved_by": "Eva Rey"}],
    )
    content["candidate"] = {"name": "Ada Wong", "manager": "Bo Lind", "team": "Core"}
    from making import SMALL_LADDER, text_of

    evidence, _ = read_evidence(text_of(content).decode(), on=SMALL_LADDER, target="senior")
    people = names_of(evidence, HASH, reviewers=["Fay Orr", "Bo Lind"], also=["Gus Ahl"])
    assert {who.names[0]: who.code for who in people.everybody} == {
        "Ada Wong": CODE,
        "Bo Lind": "Manager 1",
        "Core": "Team 1",
        "Cem Tok": "Person 1",
        "Dag Moe": "Person 2",
        "Eva Rey": "Person 3",
        "Gus Ahl": "Person 4",
        "Fay Orr": "Reviewer 1",
    }


def test_one_person_has_one_code_however_the_name_is_written() -> None:
    people = people_of(
        "Ada Wong", "Tomas Lindgren", "", "lindgren, tomas", "Tomas", "TOMÁS LINDGREN"
    )
    assert [who.code for who in people.everybody] == [CODE, "Manager 1"]
    assert people.everybody[1].names[0] == "Tomas Lindgren"


def test_a_first_name_that_two_people_have_stands_for_both() -> None:
    blind = Blind(people_of("Priya Raman", "", "", "Priya Shah", "Priya"))
    assert blind.text("Priya's plan") == f"{CODE} or Person 1's plan"
    assert blind.text("Priya Shah asked P. Raman") == f"Person 1 asked {CODE}"


def test_a_short_name_of_the_candidate_is_nobody_elses() -> None:
    blind = Blind(people_of("Ada", "", "", "Ada Wong"))
    assert blind.text("Ada met Ada Wong") == f"{CODE} met Person 1"


FIELDS = {
    "Tomas Lindgren": ["Tomas Lindgren"],
    "Tomas Lindgren and Dana Ortiz": ["Tomas Lindgren", "Dana Ortiz"],
    "Tomas Lindgren / Dana Ortiz": ["Tomas Lindgren", "Dana Ortiz"],
    "Tomas Lindgren, Dana Ortiz": ["Tomas Lindgren", "Dana Ortiz"],
    "Raman, Priya": ["Raman, Priya"],
    "Tomas Lindgren, Director of Payments": ["Tomas Lindgren"],
    "Tomas Lindgren (Director of Payments)": ["Tomas Lindgren"],
    "Elizabeth (Liz) Raman": ["Elizabeth  Liz  Raman"],
    "Dana Ortiz <dana@example.com>": ["Dana Ortiz"],
    "dana.ortiz@example.com": ["dana.ortiz"],
    "n/a": ["n/a"],
    "?": [],
    "12": [],
}


@pytest.mark.parametrize(("field", "names"), FIELDS.items(), ids=FIELDS)
def test_a_field_may_name_several_people_and_say_more_of_them(field: str, names: list[str]) -> None:
    assert people_in(field) == names


@pytest.mark.parametrize("nobody", ["a customer", "Head of Product", "n/a", "Anonymous", "—", ""])
def test_a_role_is_nobody(nobody: str) -> None:
    assert people_of("Ada Wong", "", "", nobody).everybody == people_of("Ada Wong").everybody


@pytest.mark.parametrize("name", ["?", "12", "Ada Wong and Bo Lind", "Ada Wong; Bo Lind"])
def test_there_is_one_candidate_whatever_the_name(name: str) -> None:
    people = people_of(name)
    assert [(who.code, who.names) for who in people.everybody] == [(CODE, (name,))]
    assert people.file_stem == f"candidate-{HASH[:6]}"


def test_a_team_of_one_word_needs_a_capital() -> None:
    blind = Blind(people_of("Ada Wong", "", "Devices"))
    assert blind.text("Devices replaced 4,288 devices") == "Team 1 replaced 4,288 devices"


def test_a_team_and_its_people_are_told_apart() -> None:
    blind = Blind(people_of("Ada Wong", "", "Wong Lab"))
    assert blind.text("Wong of the Wong Lab") == f"{CODE} of the Team 1"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Strong", "Strong"),
        ("Key: ●●● Strong  ●●○ Covered", "Key: ●●● Strong  ●●○ Covered"),
        ("**Strong**", "**Strong**"),
        ("Strong: 3 items", "Strong: 3 items"),
        ("Strong led", f"{CODE} led"),
        ("it was Strong", f"it was {CODE}"),
        ("Ada Strong", CODE),
    ],
)
def test_a_wording_of_promo_is_a_name_only_where_it_can_be_none_of_promo(
    text: str, shown: str
) -> None:
    assert Blind(people_of("Ada Strong"), kept=["Strong"]).text(text) == shown


def test_no_code_holds_a_word_of_a_name() -> None:
    others = ("Per Son", "Colleague 22")
    people = people_of("Cand I. Date", "Bo Managerson", "Group Team 1", *others)
    assert [who.code for who in people.everybody] == [
        f"Applicant {HASH[:6].upper()}",
        "Supervisor 3",
        "Individual 3",
        "Individual 4",
        "Unit 3",
    ]


# For any names and texts

LETTERS = "abAB áÁäßøłıİéñ.-'_*+?()[]\\|{}^$12 王明김रिक\u0301\u00ad\u200b🦊ﬁ"
NAME = st.one_of(
    st.text(LETTERS, min_size=1, max_size=14),
    st.text(min_size=1, max_size=12).filter(lambda text: text.isprintable()),
    st.sampled_from(OTHERS),
)
AROUND = st.one_of(
    st.text(LETTERS, max_size=8),
    st.sampled_from(["; ", "\n", "'s ", "s ", ". ", "1", "Person ", "x"]),
)
FORMS = (
    str,
    str.upper,
    str.lower,
    lambda name: unicodedata.normalize("NFD", name),
    lambda name: unicodedata.normalize("NFC", name),
)


def shown(text: str) -> str:
    """A text in one composition and case, without what has no width."""
    visible = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return unicodedata.normalize("NFC", visible).casefold()


def is_left(name: str, text: str) -> bool:
    """Whether a text holds a name as whole words, by other means than the search's own."""
    name, text = map(shown, (name, text))
    at = text.find(name)
    while at >= 0:
        before, after = text[at - 1 : at] if at else "", text[at + len(name) :][:1]
        if not any(
            c and (c.isalnum() or unicodedata.category(c)[0] == "M") for c in (before, after)
        ):
            return True
        at = text.find(name, at + 1)
    return False


def is_always_a_name(name: str) -> bool:
    """Not numbers alone, nor one word that is common, a month or a letter, which need a capital."""
    words = list(words_in(name))
    spelled = {spelling for word in words for spelling in word.spellings}
    plain = COMMON | MONTHS | NOT_ALONE
    is_plain = plain & spelled or any(len(s) == 1 or s.isdigit() for s in spelled)
    if all(spelling.isdigit() for spelling in spelled):
        return False
    return len(words) > 1 or not is_plain


@given(st.lists(NAME, min_size=1, max_size=5), st.data())
@unhurried
def test_no_name_is_left_in_any_text(names: list[str], data: st.DataObject) -> None:
    people = people_of(names[0], names[-1], "", *names[1:])
    everybody = [name for who in people.everybody for name in who.names]
    pieces = [
        data.draw(st.sampled_from(FORMS))(data.draw(st.sampled_from(everybody or ["x"])))
        + data.draw(AROUND)
        for _ in range(data.draw(st.integers(1, 6)))
    ]
    text = Blind(people).text("".join(pieces))
    assert [name for name in everybody if is_always_a_name(name) and is_left(name, text)] == []


@given(st.lists(NAME, min_size=1, max_size=5), st.data())
@unhurried
def test_a_text_that_has_codes_is_not_changed_again(names: list[str], data: st.DataObject) -> None:
    blind = Blind(people_of(names[0], "", names[-1], *names[1:]))
    pieces = data.draw(st.lists(st.one_of(st.sampled_from(names), AROUND, NAME), max_size=8))
    once = blind.text("".join(pieces))
    assert blind.text(once) == once


@given(st.text(st.characters(exclude_characters="aA", exclude_categories=["M", "Cf", "Cs"])))
@unhurried
def test_a_text_without_names_is_unchanged(text: str) -> None:
    folded = unicodedata.normalize("NFKD", text).casefold()
    blind = Blind(people_of("Ana", "Abad Ajan", "", "A'Ka"))
    assert blind.text(text) == text or "a" in folded


WORDS = st.lists(
    st.text("bcdfgkprvzåéñß", min_size=3, max_size=7).map(str.capitalize),
    min_size=2,
    max_size=9,
    unique_by=lambda word: tuple(next(words_in(word)).spellings),
)


def named(words: Sequence[str]) -> list[str]:
    """Names of two words, of which no two share one."""
    return [" ".join(words[n : n + 2]) for n in range(0, len(words) - 1, 2)]


@given(WORDS.map(named), st.data())
@unhurried
def test_full_names_come_back_by_the_key(names: list[str], data: st.DataObject) -> None:
    people = people_of(names[0], "", "", *names[1:])
    chosen = data.draw(st.lists(st.sampled_from(names), max_size=6))
    fillers = data.draw(
        st.lists(st.sampled_from(["; ", " met ", "'s\n", " (", ". 7 "]), min_size=6, max_size=6)
    )
    text = "".join(name + filler for name, filler in zip(chosen, fillers, strict=False))
    back = Unblind(key_of(people)).text(Blind(people).text(text))
    assert back == text


SLOW = {
    "initials": "A. " * 60_000,
    "one part": "priya " * 60_000,
    "two parts": "priya raman " * 30_000,
    "letters": "p" * 300_000,
    "dots": "." * 300_000,
    "gaps": "priya" + " " * 300_000,
    "marks": "e\u0301" * 100_000,
    "Chinese": "王小" * 60_000,
    "Hangul apart": unicodedata.normalize("NFD", "김민") * 20_000,
}


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW)
def test_the_time_grows_with_the_text_alone(text: str) -> None:
    BLIND.text(text[: len(text) // 8])  # what is made once
    start = time.process_time()
    BLIND.text(text)
    assert time.process_time() - start < 5


def test_many_people_take_no_longer_than_few() -> None:
    names = [f"{a}{b}ov {b}{c}ina" for a in "Abcdefgh" for b in "aeiouyxz" for c in "klmnprst"]
    blind = Blind(people_of("Ada Wong", "", "", *names))
    start = time.process_time()
    assert re.search(r"Person \d+ met", blind.text(f"{names[40]} met {names[7]}. " * 3_000))
    assert time.process_time() - start < 5


def test_a_role_of_each_kind_begins_its_code() -> None:
    assert {who.role for who in PEOPLE.everybody} == {
        Role.CANDIDATE,
        Role.MANAGER,
        Role.TEAM,
        Role.PERSON,
    }
    assert all(who.code.startswith(who.role.value) for who in PEOPLE.everybody)
    assert code_of("Dana Ortiz") == DANA
