"""Reviews with hostile names, answers, days and comments, and packets of somebody else."""

from __future__ import annotations

import os
from pathlib import Path

import docx
import pytest
from commandline import Result, promo
from copies import EVIDENCE, Copy, written
from hypothesis import given, settings
from hypothesis import strategies as st
from making import SMALL, assessment, members_of, read_ladder
from reviews import TEXT
from test_validator import validated
from wordforms import findings as findings_of
from wordforms import form as word_form

from promo.compose import compose
from promo.model import (
    ASSESSED,
    KINDS,
    SIGNED,
    TICKED,
    Answers,
    Comment,
    FieldKind,
    Place,
    Reply,
    Review,
    Reviewed,
    ReviewForm,
)
from promo.packet import Field, Packet
from promo.review.contents import not_carried
from promo.review.placing import misplaced
from promo.review.reading import read
from promo.words import Words, shortened
from promo.writers.word import write
from promo.writers.word.lint import lint
from promo.writers.word.package import zipped

CRAFT = Place("craft", "Craft")


def signed(**answers: str) -> ReviewForm:
    return ReviewForm("", "", (), {**dict.fromkeys(SIGNED, ""), **answers})


def answered_by(review: Review) -> Reviewed:
    return Reviewed(review=review, notes=False)


def read_back(review: Review) -> Review:
    document = written(answered_by(review))
    assert lint(document) == ()
    return read(document, "copy.docx")[0]


def composed(by: Reviewed, ladder: str = SMALL) -> Packet:
    return compose(assessment(EVIDENCE, on=read_ladder(ladder)), "0.0.0", Words(), by)


def question(packet: Packet, key: str) -> Field:
    forms = [*packet.competencies[0].forms, *packet.sign_off]
    return next(field for form in forms for field in form.fields if field.key == key)


# Days


STRANGE_DAYS = [
    *("2026-02-30", "20260702", "2026-W27-4", "soon", "2026-07-02 afternoon", "2026-07-02/03"),
    *(
        "2026-07-02T10:00:00Z",
        "2026-07-02T10:00:00+02:00",
        "July 2026",
        " 2026-07-02",
        "0000-01-01",
    ),
]


@pytest.mark.parametrize("day", [*STRANGE_DAYS, "2026-07-02", "0001-01-01", "9999-12-31"])
def test_a_day_of_any_kind_comes_back_as_it_was_answered(day: str) -> None:
    form = read_back(Review(None, (signed(date=day),))).forms[0]
    assert form.signed["date"] == day


@pytest.mark.parametrize("date", STRANGE_DAYS)
def test_what_is_no_moment_is_said_before_the_comment(date: str) -> None:
    moment = "2026-07-02T10:00:00"
    said = Comment("Ada", date, "Why?", CRAFT, "Craft", False, (Reply("Bo", date, "So."),))
    (found,) = read_back(Review(None, (), (said,))).comments
    if date.startswith(moment):
        assert found.date == date
    else:
        assert (found.date, found.text) == ("", f"[{date}] Why?")
        assert found.replies == (Reply("Bo", "", f"[{date}] So."),)


def test_a_comment_of_a_day_is_one_of_its_midnight() -> None:
    said = Comment("Ada", "2026-07-02", "Why?", CRAFT, "Craft")
    (found,) = read_back(Review(None, (), (said,))).comments
    assert (found.date, found.text) == ("2026-07-02T00:00:00Z", "Why?")


# Names


def test_a_name_too_long_for_a_comment_stands_before_its_text() -> None:
    name = "Ada " * 80 + "Lovelace"
    (found,) = read_back(Review(None, (), (Comment(name, "", "Why?", CRAFT, "Craft"),))).comments
    assert len(found.author) == 255
    assert found.text == f"[{name}] Why?"


@pytest.mark.parametrize("name", ["A\x01B", "A\x7fB", "A\ufffeB", b"A\xffB"], ids=repr)
def test_a_reviewer_whom_no_document_can_name_is_refused(folder: Path, name: str | bytes) -> None:
    result = build(folder, "--reviewers", os.fsdecode(name))
    assert result.code == 2
    assert "a name holds a character that no document can hold" in result.stderr


def test_one_reviewer_in_several_spellings_has_one_form(folder: Path) -> None:
    built(folder, "--reviewers", "Tomas Lindgren, Dana,  tomas  LINDGREN, Ann Ab, Anna B")
    review, _ = read((folder / "evidence.docx").read_bytes(), "")
    assert [form.reviewer for form in review.forms] == [
        *("Tomas Lindgren", "Dana", "Ann Ab", "Anna B"),
    ]


def test_two_people_whose_names_have_the_same_letters_keep_their_own_forms() -> None:
    anna = signed(reviewer="Anna B", role="Director")._replace(reviewer="Anna B")
    made = composed(Reviewed(("Ann Ab", "Anna B"), Review(None, (anna,))))
    by = {form.reviewer: form.fields for form in made.sign_off}
    assert list(by) == ["Ann Ab", "Anna B"]
    assert [field.answer for field in by["Ann Ab"] if field.key == "role"] == [""]
    made = composed(Reviewed(("anna-b",), Review(None, (anna,))))
    assert [form.reviewer for form in made.sign_off] == ["anna-b"]


def test_a_form_that_nobody_answered_and_nobody_is_named_for_is_not_kept() -> None:
    empty = signed()
    made = composed(Reviewed(("Tomas", "Dana"), Review(None, (empty,))))
    assert [form.reviewer for form in made.sign_off] == ["Tomas", "Dana"]
    made = composed(Reviewed(("Tomas",), Review(None, (signed(role="Director"),))))
    assert [form.reviewer for form in made.sign_off] == ["Tomas", ""]


# Scales


@pytest.mark.parametrize("rating", ["x" * 1000, "👍" * 200, "two\\nlines", "a\\tb"])
def test_a_rating_of_any_shape_can_be_chosen_in_word(rating: str) -> None:
    ladder = f'{SMALL}\nratings: ["{rating}", Meets, " Meets ", ""]\n'
    made = composed(Reviewed(), ladder)
    (first, *others) = question(made, "rating").choices
    assert others == ["Meets"]
    assert len(first.encode("utf-16-le")) <= 510
    chosen = Answers("craft", "Craft", {"rating": first})
    document = write(
        composed(
            Reviewed(review=Review(None, (signed()._replace(competencies=(chosen,)),))), ladder
        )
    )
    assert lint(document) == ()
    review, findings = read(document, "copy.docx")
    assert review.forms[0].competencies[0].values["rating"] == first
    assert findings == ()


def test_text_is_cut_between_characters() -> None:
    assert shortened("abc", 3) == "abc"
    assert shortened("abcd", 3) == "ab…"
    assert shortened("a👍👍", 4) == "a👍…"
    assert shortened("👍👍👍", 4) == "👍…"


# Under the right competency, of the right person


def test_a_comment_that_knows_only_the_title_comes_to_its_competency() -> None:
    said = Comment("Ada", "", "Why?", Place(title="people"), "People")
    (found,) = read_back(Review(None, (), (said,))).comments
    assert (found.place.competency, found.text) == ("people", "Why?")


def test_a_comment_on_a_competency_that_is_gone_says_where_it_stood() -> None:
    gone = [
        Comment("Ada", "", "Why?", Place("gone", "Gone"), "Gone"),
        Comment("Ada", "", "How?", Place("gone", "Gone", number="E3")),
        Comment("Ada", "", "When?"),
    ]
    found = read_back(Review(None, (), tuple(gone))).comments
    assert [comment.text for comment in found] == [
        "[on “Gone”] Why?",
        "[on “Gone, E3”] How?",
        "When?",
    ]


def test_answers_that_are_carried_by_their_title_are_not_told_as_left() -> None:
    form = ReviewForm("", "", (Answers("", "Craft", {"rating": "Meets"}),), {})
    review = Review(None, (form,))
    made = composed(Reviewed(review=review))
    assert question(made, "rating").answer == "Meets"
    new, _ = read(write(made), "copy.docx")
    assert list(not_carried(review, new)) == []
    gone = form._replace(competencies=(Answers("", "Crafts", {"rating": "Meets"}),))
    assert [left.place for left in not_carried(Review(None, (gone,)), new)] == ["Crafts"]


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ([("craft", "")], []),
        ([("", "craft")], []),
        ([("Craft", "")], ['has answers on "Craft", which is not assessed here']),
        ([("", "Nonsense")], ['has answers on "Nonsense", which is not assessed here']),
        ([("craft", ""), ("", "Craft")], ['has answers on "craft" twice from Ada']),
    ],
    ids=["id", "title", "title as id", "another", "twice"],
)
def test_answers_go_to_one_competency_or_are_refused(
    stated: list[tuple[str, str]], told: list[str]
) -> None:
    rated = tuple(Answers(id, title, {"rating": "Meets"}) for id, title in stated)
    review = Review(None, (ReviewForm("Ada", "", rated, {}),))
    found = list(misplaced(review, assessment(EVIDENCE), "review.yaml"))
    assert [finding.message for finding in found] == told


# The command


EVIDENCE_FILE = """\
candidate: {name: Priya Raman}
packet: {target: principal, as_of: 2026-06-30}
evidence:
  - {title: Routing core, date: 2025-09, competencies: [vision-strategy], responsibility: owner}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "evidence.yaml").write_text(EVIDENCE_FILE, encoding="utf-8")
    return tmp_path


def build(folder: Path, *arguments: str, evidence: str = "evidence.yaml") -> Result:
    return promo("build", evidence, *arguments, cwd=folder)


def built(folder: Path, *arguments: str) -> None:
    result = build(folder, *arguments)
    assert result.code == 0, result.stderr


def saved_again(path: Path) -> None:
    docx.Document(str(path)).save(str(path))


def test_a_packet_in_place_of_a_review_file_is_told_how_to_become_one(folder: Path) -> None:
    built(folder)
    result = build(folder, "--review", "evidence.docx", "-o", "new.docx")
    assert (result.code, result.stderr) == (
        2,
        "evidence.docx: RV011 this is a document, not a review file\n"
        "  help: write one with `promo review PACKET -o review.yaml`\n",
    )


def test_the_packet_of_somebody_else_is_not_carried_over(folder: Path) -> None:
    other = EVIDENCE_FILE.replace("Priya Raman", "Bo Lee")
    (folder / "other.yaml").write_text(other, encoding="utf-8")
    built(folder, "-o", "other.docx", "--reviewers", "Tomas")
    saved_again(folder / "other.docx")
    before = (folder / "other.docx").read_bytes()
    result = build(folder, "--carry-over", evidence="other.yaml")
    assert result.code == 2
    assert 'other.docx: RV012 is the review of "Priya Raman", not of "Bo Lee"' in result.stderr
    assert (folder / "other.docx").read_bytes() == before


def test_what_stands_in_a_document_cannot_steer_a_terminal(folder: Path) -> None:
    built(folder)
    path = folder / "evidence.docx"
    copy = Copy(path.read_bytes()).sub("Routing core", "Routing \x9b2Jcore")
    path.write_bytes(copy.answer("promo.c1.rating", "\x9b2Jbest").data)
    told = promo("review", "evidence.docx", cwd=folder)
    left = build(folder, "--carry-over")
    assert "[U+009B]2Jcore" in left.stdout
    assert "\x9b" not in told.stdout + told.stderr + left.stdout + left.stderr


def test_a_packet_that_was_reviewed_for_another_level_is_told(folder: Path) -> None:
    built(folder)
    saved_again(folder / "evidence.docx")
    result = build(folder, "--carry-over", "--target", "senior")
    assert result.code == 0
    assert 'warning RV013 was reviewed for the level "principal"' in result.stderr


def test_a_committee_copy_is_carried_over_with_the_codes_that_it_had(folder: Path) -> None:
    built(folder, "--blind", "-o", "copy.docx", "--reviewers", "Tomas Lindgren")
    saved_again(folder / "copy.docx")
    built(folder, "--blind", "-o", "copy.docx", "--carry-over")
    (form,) = read((folder / "copy.docx").read_bytes(), "")[0].forms
    assert form.reviewer == "Reviewer 1"


def test_the_review_of_a_committee_copy_fills_one_of_newer_evidence(folder: Path) -> None:
    built(folder, "--blind", "-o", "copy.docx", "--reviewers", "Tomas Lindgren")
    saved_again(folder / "copy.docx")
    (key,) = folder.glob("*.key.yaml")
    newer = EVIDENCE_FILE.replace("Routing core", "Routing of packets")
    (folder / "evidence.yaml").write_text(newer, encoding="utf-8")
    assert "RV012" in build(folder, "--blind", "-o", "copy.docx", "--carry-over").stderr
    named = promo("review", "copy.docx", "--key", key.name, "-o", "review.yaml", cwd=folder)
    assert named.code == 0, named.stderr
    built(folder, "--blind", "-o", "new.docx", "--review", "review.yaml")
    (form,) = read((folder / "new.docx").read_bytes(), "")[0].forms
    assert form.reviewer == "Reviewer 1"


def test_a_key_that_knows_more_people_serves_a_copy_with_fewer(folder: Path) -> None:
    built(folder, "--blind", "-o", "for-two.docx", "--reviewers", "Tomas Lindgren,Dana Ortiz")
    (key,) = folder.glob("*.key.yaml")
    before = key.read_bytes()
    built(folder, "--blind", "-o", "for-one.docx", "--reviewers", "Tomas Lindgren")
    assert key.read_bytes() == before


def test_a_committee_copy_whose_key_is_elsewhere_is_not_carried_over(folder: Path) -> None:
    built(folder, "--blind", "-o", "copy.docx", "--key", "away.yaml")
    saved_again(folder / "copy.docx")
    assert "RV012" in build(folder, "--blind", "-o", "copy.docx", "--carry-over").stderr
    built(folder, "--blind", "-o", "copy.docx", "--carry-over", "--key", "away.yaml")


def test_answers_that_a_form_does_not_ask_for_are_told_as_left(folder: Path) -> None:
    (folder / "review.yaml").write_text(ANSWERED, encoding="utf-8")
    built(folder, "--review", "review.yaml")
    saved_again(folder / "evidence.docx")
    result = build(folder, "--carry-over", "--template", "brief")
    assert "carried over: 1 comment\n" in result.stdout
    assert "Vision & Strategy: rating by Tomas: Meets" in result.stdout
    assert "Sign-off: role by Tomas: Director" in result.stdout


ANSWERED = """\
review: 1
reviewers:
  - {reviewer: Tomas, role: Director, competencies: [{competency: vision-strategy, rating: Meets}]}
comments: [{author: promo, text: Add more., resolved: yes, place: {competency: vision-strategy}}]
"""


def test_evidence_of_today_may_come_from_standard_input(folder: Path) -> None:
    built(folder)
    against = ("review", "evidence.docx", "--against", "-")
    result = promo(*against, cwd=folder, stdin=EVIDENCE_FILE)
    assert result.code == 0, result.stderr
    assert "The evidence and the ladder are what the packet was built from." in result.stdout


# Forms of companies


@pytest.mark.parametrize(
    ("protection", "told"),
    [
        ('w:edit="readOnly" w:enforcement="1"', ["TP024"]),
        ('w:edit="forms" w:enforcement="true"', ["TP024"]),
        ('w:edit="trackedChanges" w:enforcement="1"', []),
        ('w:edit="readOnly" w:enforcement="0"', []),
        ('w:edit="readOnly"', []),
    ],
)
def test_a_form_that_reviewers_cannot_fill_is_told(protection: str, told: list[str]) -> None:
    form = members_of(word_form("{{ flags }}", "{{ competencies }}", "{{ sign_off }}"))
    settings = form["word/settings.xml"].decode()
    element = f"<w:documentProtection {protection}/>"
    form["word/settings.xml"] = settings.replace(
        "<w:defaultTab", f"{element}<w:defaultTab"
    ).encode()
    assert element.encode() in form["word/settings.xml"]
    told_of = findings_of(zipped(form))
    assert [finding.code for finding in told_of if finding.code == "TP024"] == told


def test_the_sdk_finds_no_error_in_hostile_answers(sdk_validator: str, tmp_path: Path) -> None:
    hostile = (
        "x" * 300,
        "<&>\"'",
        "שלום abc",
        "👍🏽",
        "a\u200eb",
        "one\n\ntwo",
        "a\tb",
        *STRANGE_DAYS,
    )
    forms, said = [], []
    for text in hostile:
        rated = Answers("craft", "Craft", {"rating": text, "checked": TICKED, "comment": text})
        given = dict.fromkeys(SIGNED, text)
        forms.append(ReviewForm(text, "", (rated,), given))
        said.append(Comment(text, text, text, CRAFT, text, True, (Reply(text, text, text),)))
    document = written(Reviewed(("promo", "y" * 300), Review(None, tuple(forms), tuple(said))))
    assert lint(document) == ()
    assert validated(sdk_validator, document, tmp_path) == []


# Any answers and comments


def shown_as_answer(key: str, value: str) -> str:
    """What a field gives back: white space alone is no answer, and a choice has none around it."""
    if not value.strip():
        return ""
    return value.strip() if KINDS[key] is FieldKind.CHOICE else value


def values_of(keys: tuple[str, ...]) -> st.SearchStrategy[dict[str, str]]:
    ticks = st.sampled_from(["", TICKED])
    return st.fixed_dictionaries(
        {key: ticks if KINDS[key] is FieldKind.CHECK else ANY for key in keys}
    )


DAYS = st.dates().map(str)
ANY = TEXT | DAYS | st.sampled_from([*STRANGE_DAYS, "☐", "☒", "Below", "Comment", "Rating"])
REVIEWERS = st.lists(
    st.builds(
        lambda rated, given: ReviewForm(
            given["reviewer"], "", tuple(map(Answers, *zip(*PLACES, strict=True), rated)), given
        ),
        st.tuples(*[values_of(ASSESSED)] * 3),
        values_of(SIGNED).filter(lambda given: bool(given["reviewer"].strip())),
    ),
    min_size=1,
    max_size=3,
)
PLACES = [("craft", "Craft"), ("people", "People"), ("reach", "Reach")]


@settings(max_examples=60, deadline=None)
@given(REVIEWERS)
def test_any_answers_come_back_from_the_packet_that_they_fill(forms: list[ReviewForm]) -> None:
    found = read_back(Review(None, tuple(forms)))
    assert len(found.forms) == len(forms)
    for given_, form in zip(forms, found.forms, strict=True):
        assert form.signed == {k: shown_as_answer(k, v) for k, v in given_.signed.items()}
        for said, answers in zip(given_.competencies, form.competencies, strict=True):
            assert answers.values == {k: shown_as_answer(k, v) for k, v in said.values.items()}
    assert (found.comments, found.changes, found.edits) == ((), (), ())


ONE_LINE = TEXT.map(lambda text: " ".join(text.split()))
AUTHORS = ONE_LINE.filter(lambda name: name != "promo")
MOMENTS = st.just("") | st.datetimes().map(lambda moment: f"{moment:%Y-%m-%dT%H:%M:%S}Z".zfill(20))
THREADS = st.builds(
    Comment,
    AUTHORS,
    MOMENTS,
    TEXT,
    st.sampled_from([Place(*place) for place in PLACES]),
    st.just(""),
    st.booleans(),
    st.lists(st.builds(Reply, ONE_LINE, MOMENTS, TEXT), max_size=3).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(THREADS, max_size=5))
def test_any_thread_comes_back_from_the_packet_that_it_is_in(threads: list[Comment]) -> None:
    found = read_back(Review(None, (), tuple(threads))).comments
    order = [id for id, _ in PLACES]
    expected = sorted(threads, key=lambda comment: order.index(comment.place.competency))
    assert [comment._replace(on="") for comment in found] == expected
