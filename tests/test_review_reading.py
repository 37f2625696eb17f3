"""Reviewed packets read back: by what Word writes, and by what is left where others lose something.

A folder in cases/review is a copy that somebody has reviewed; expected.txt is what it says.
"""

from __future__ import annotations

import json
import re
from html import escape, unescape
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from copies import (
    COMMENTS,
    DOCUMENT,
    RECORD,
    THREADS,
    Copy,
    built,
    overlaid,
    runs,
    told,
    written,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from making import EXAMPLES, SOME_ITEMS, VERSION, assessment, example, file_of
from reviews import answers, form, is_answer, review
from test_roundtrip import PROSE

from promo.compose import compose
from promo.findings import Finding, InputError
from promo.model import (
    ASSESSED,
    SIGNED,
    TICKED,
    Answers,
    Comment,
    Place,
    Review,
    Reviewed,
    ReviewForm,
)
from promo.review.reading import read
from promo.source import FORBIDDEN
from promo.theme import Language
from promo.writers.word import write
from promo.writers.word.lint import lint

CASES = sorted((ROOT / "tests" / "cases" / "review").iterdir())
WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n\t"), min_size=1
).filter(lambda text: text.strip() and not FORBIDDEN.search(text) and is_answer(text))
ROW = (
    "<w:tr><w:tc><w:tcPr/><w:p>{label}</w:p></w:tc><w:tc><w:tcPr/><w:p>{answer}</w:p></w:tc></w:tr>"
)


def reading(copy: Copy) -> tuple[Review, tuple[Finding, ...]]:
    return read(copy.data, "folder/ada.docx")


def lines(copy: Copy) -> list[str]:
    return told(*reading(copy)).splitlines()


def codes(copy: Copy) -> list[str]:
    return [finding.code for finding in reading(copy)[1]]


def given_in(found: Review, number: int = 0) -> dict[str, str]:
    """What one reviewer answered, by `craft rating` and the like."""
    own = found.forms[number]
    values = {
        f"{about.competency or about.title.lower()} {key}": value
        for about in own.competencies
        for key, value in about.values.items()
    }
    return {key: value for key, value in {**values, **own.signed}.items() if value}


def filled(copy: Copy | None = None) -> Copy:
    """A copy that somebody filled in Word."""
    copy = copy or Copy()
    copy.answer("promo.c1.rating", "Meets").tick("promo.c1.checked")
    copy.answer("promo.c1.comment", "Sound work.\nTwice.")
    return copy.answer("promo.sign_off.reviewer", "Dana Ortiz").tick("promo.sign_off.declaration")


FILLED = {
    "craft rating": "Meets",
    "craft checked": TICKED,
    "craft comment": "Sound work.\nTwice.",
    "reviewer": "Dana Ortiz",
    "declaration": TICKED,
}


# What Word writes


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_a_copy_says_what_its_reviewer_put_in(folder: Path) -> None:
    copy = overlaid(folder, Copy())
    expected = (folder / "expected.txt").read_text("utf-8")
    assert told(*read(copy.data, f"{folder.name}.docx")) == expected


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_untouched_packet_has_nothing_in_it(name: str) -> None:
    found, findings = read(write(compose(example(name), "0.0.0")), "packet.docx")
    assert told(found, findings) == "form of nobody\n"
    assert found.origin is not None
    assert found.forms[0].source == "packet.docx"


@settings(deadline=None, max_examples=30)
@given(SOME_ITEMS, PROSE, st.booleans())
def test_any_untouched_packet_has_nothing_in_it(
    items: list[dict[str, Any]], prose: str, for_two: bool
) -> None:
    texts = [one | {"situation": prose} for one in items]
    reviewers = ("Tomas Lindgren", "Dana Ortiz") if for_two else ()
    made = compose(assessment(file_of(*texts)), VERSION, None, Reviewed(reviewers))
    found, findings = read(write(made), "ada.docx")
    assert (findings, found.comments, found.changes, found.edits) == ((), (), (), ())
    assert [set(given_in(found, n).values()) for n in range(len(found.forms))] == (
        [{name} for name in reviewers] or [set()]
    )


def test_the_origin_says_what_the_packet_was_built_from() -> None:
    origin = reading(Copy())[0].origin
    assert origin is not None
    assert (origin.candidate, origin.ladder, origin.target) == ("Ada", "small", "senior")
    assert len(origin.evidence) == len(origin.ladder_hash) == 64


def test_a_filled_form_is_read_in_full() -> None:
    found, findings = reading(filled())
    assert findings == ()
    assert given_in(found) == FILLED
    assert found.forms[0].reviewer == "Dana Ortiz"
    assert found.forms[0].source == "ada.docx"
    assert [about.competency for about in found.forms[0].competencies] == [
        *("craft", "people", "reach"),
    ]


def test_each_reviewer_has_a_form_even_if_nobody_signed() -> None:
    copy = Copy(built("Tomas Lindgren", "Dana Ortiz"))
    copy.answer("promo.c1.rating", "Below").answer("promo.c1.rating.2", "Exceeds")
    found, _ = reading(copy)
    assert [own.reviewer for own in found.forms] == ["Tomas Lindgren", "Dana Ortiz"]
    assert given_in(found)["craft rating"] == "Below"
    assert given_in(found, 1)["craft rating"] == "Exceeds"


def test_a_review_that_filled_a_packet_is_read_from_it_again() -> None:
    given = form(
        "Dana Ortiz",
        answers(("craft", "Craft"), "Meets", "Sound.\n\tTwice.", checked=True),
        recommendation="Promote",
        reasons=" As I said ",
        date="2026-07-02",
        declaration=TICKED,
    )
    found, findings = read(written(Reviewed(("Dana Ortiz",), review(given))), "ada.docx")
    assert findings == ()
    assert given_in(found) == {
        "craft rating": "Meets",
        "craft checked": TICKED,
        "craft comment": "Sound.\n\tTwice.",
        "recommendation": "Promote",
        "reasons": " As I said ",
        "reviewer": "Dana Ortiz",
        "date": "2026-07-02",
        "declaration": TICKED,
    }


# What is left where programs lose something


def test_a_lost_tag_is_made_up_for_by_the_bookmark() -> None:
    found, findings = reading(filled().without_tags())
    assert (given_in(found), findings, found.edits) == (FILLED, (), ())


def test_a_lost_bookmark_is_no_loss_while_there_are_tags() -> None:
    found, findings = reading(filled().without_bookmarks())
    assert (given_in(found), findings, found.edits) == (FILLED, (), ())


def test_labels_make_up_for_lost_tags_and_bookmarks() -> None:
    found, findings = reading(filled().without_tags().without_bookmarks())
    assert (given_in(found), findings) == (FILLED, ())


def test_tags_and_bookmarks_tell_the_form_where_the_record_is_lost() -> None:
    for copy in (filled().without_record(), filled().without_record().without_tags()):
        found, findings = reading(copy)
        assert [finding.code for finding in findings] == ["RV004"]
        assert found.origin is None
        assert given_in(found) == FILLED
        assert [about.title for about in found.forms[0].competencies] == [
            "Craft",
            "People",
            "Reach",
        ]


@pytest.mark.parametrize("language", Language)
def test_labels_are_enough_where_google_docs_has_been(language: Language) -> None:
    copy = filled(Copy(built(language=language))).without_record()
    found, findings = reading(copy.without_bookmarks().without_controls())
    assert [finding.code for finding in findings] == ["RV004"]
    assert given_in(found) == FILLED
    assert found.origin is None
    assert found.forms[0].asked


def test_labels_tell_reviewers_apart_by_the_title_of_their_forms() -> None:
    copy = Copy(built("Tomas Lindgren", "Dana Ortiz")).answer("promo.c2.comment.2", "Nothing seen.")
    found, _ = reading(copy.without_record().without_bookmarks().without_controls())
    assert [own.reviewer for own in found.forms] == ["Tomas Lindgren", "Dana Ortiz"]
    assert given_in(found, 1)["people comment"] == "Nothing seen."


def test_the_short_property_tells_the_origin_where_the_record_is_lost() -> None:
    origin = reading(Copy().drop(RECORD))[0].origin
    assert origin is not None
    assert (origin.ladder, origin.target, origin.candidate) == ("small", "senior", "")
    assert origin.evidence


WORD, LIBREOFFICE = "Microsoft Office Word", "LibreOffice/7.4.7.2$Linux_X86_64"


def saved_by(program: str, copy: Copy) -> Copy:
    copy.members["docProps/app.xml"] = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'extended-properties"><Application>{program}</Application></Properties>'
    ).encode()
    return copy


@pytest.mark.parametrize("program", [WORD, LIBREOFFICE])
def test_the_mark_of_a_prompt_is_believed_of_word_alone(program: str) -> None:
    """LibreOffice leaves it in a control that somebody has typed into."""
    copy = saved_by(program, Copy())
    copy.control(
        "promo.c1.comment", lambda c: c.replace("Write what you saw yourself", "Seen: all")
    )
    typed = {"craft comment": "Seen: all, and what is missing"}
    assert given_in(reading(copy)[0]) == (typed if program == LIBREOFFICE else {})


def test_no_prompt_is_an_answer_to_what_a_company_asks() -> None:
    copy = saved_by(LIBREOFFICE, Copy())
    overlaid(ROOT / "tests" / "cases" / "review" / "company-controls", copy)
    values = {extra.name: extra.value for extra in reading(copy)[0].forms[0].extras}
    assert (values["cost_centre"], values["Salary band"]) == ("", "P4")


def test_what_was_typed_into_a_prompt_is_an_answer_whoever_saved_it_last() -> None:
    """As where somebody typed in LibreOffice and another saved it in Word."""
    track = 'w:author="Jonas Brandt" w:date="2026-07-01T09:00:00Z"'
    typed = f'<w:ins w:id="900" {track}>{runs("Sound work.")}</w:ins>'
    copy = Copy().control("promo.c1.comment", lambda c: c.replace("</w:sdtContent>", typed))
    copy.sub(re.escape(typed), f"{typed}</w:sdtContent>")
    assert given_in(reading(copy)[0]) == {"craft comment": "Sound work."}


def test_words_that_libreoffice_puts_beside_a_control_belong_to_the_answer() -> None:
    track = 'w:author="Unknown" w:date="2026-07-01T09:00:00Z"'
    inside = f'<w:ins w:id="900" {track}>{runs("My")}</w:ins>'
    beside = f'<w:ins w:id="901" {track}>{runs(" words")}</w:ins>'
    below = f'<w:p><w:ins w:id="902" {track}>{runs("go on.")}</w:ins></w:p>'
    copy = Copy().answer("promo.c1.comment", "?").sub(re.escape(runs("?")), inside)
    copy.control("promo.c1.comment", lambda control: control + beside)
    mark = copy.document.index(beside)
    end = copy.document.index("</w:p>", mark) + len("</w:p>")
    copy.document = copy.document[:end] + below + copy.document[end:]
    found, _ = reading(copy)
    assert given_in(found) == {"craft comment": "My words\ngo on."}
    assert (found.changes, found.edits) == ((), ())


def test_a_break_that_libreoffice_lost_in_a_control_is_read() -> None:
    copy = (
        Copy()
        .answer("promo.c1.comment", "One\nTwo")
        .sub("<w:t [^>]*>One</w:t><w:br/>", "<w:t>One</w:t>")
    )
    assert given_in(reading(copy)[0])["craft comment"] == "One\nTwo"


# What was deleted, added and not offered


def test_a_field_that_was_deleted_is_missing_and_not_unanswered() -> None:
    copy = Copy().control("promo.c1.comment", lambda _: "")
    copy.sub('<w:tr>(?:(?!<w:tr>).)*?promo.c2.rating".*?</w:tr>', "")
    found, findings = reading(copy)
    assert found.forms[0].missing == ("Craft, Comment", "People, Rating")
    assert [(f.code, f.location.part) for f in findings] == [
        ("RV006", "Craft, Comment"),
        ("RV006", "People, Rating"),
    ]


def test_an_answer_typed_in_the_place_of_a_deleted_field_is_read_by_its_label() -> None:
    copy = Copy().control("promo.c1.comment", lambda _: runs("Typed by hand."))
    found, findings = reading(copy)
    assert given_in(found) == {"craft comment": "Typed by hand."}
    assert (findings, found.edits) == ((), ())


def test_a_row_that_was_added_to_a_form_is_told_with_its_label() -> None:
    row = ROW.format(label=runs("Salary"), answer=runs("More"))
    copy = Copy()
    end = copy.document.index("</w:tr>", copy.document.index("promo.c1.comment")) + len("</w:tr>")
    copy.document = copy.document[:end] + row + copy.document[end:]
    found, findings = reading(copy)
    assert [(f.code, f.location.part, f.message) for f in findings] == [
        ("RV009", "Craft", 'the row "Salary" was added to the form')
    ]
    assert [edit.now for edit in found.edits] == ["Salary\nMore"]


def test_a_field_of_a_newer_promo_is_an_extra() -> None:
    copy = Copy().sub('"promo.c1.comment"', '"promo.c1.potential"')
    found, _ = reading(copy.answer("promo.c1.potential", "High"))
    assert [(extra.name, extra.value) for extra in found.forms[0].extras] == [
        ("Comment: Craft", "High")
    ]


def test_two_forms_of_one_title_are_two_answers_to_one_question() -> None:
    """As where a form was copied in Google Docs."""
    copy = filled().without_record().without_bookmarks().without_controls()
    table = re.search("<w:tbl>(?:(?!<w:tbl>).)*?Sound work.*?</w:tbl>", copy.document, re.DOTALL)
    assert table
    other = table[0].replace("Meets", "Below")
    copy.document = copy.document.replace(table[0], f"{table[0]}<w:p/>{other}")
    found, findings = reading(copy)
    assert [(f.code, f.location.part) for f in findings] == [
        ("RV004", DOCUMENT),
        ("RV007", "Craft, Rating"),
    ]
    assert "craft rating" not in given_in(found)
    assert given_in(found)["craft comment"] == "Sound work.\nTwice."


def test_places_are_known_by_headings_where_bookmarks_are_lost() -> None:
    said = Comment("Dana Ortiz", "", "Where?", Place(competency="people"))
    copy = Copy(written(Reviewed(review=Review(None, (), comments=(said,)))))
    for lose in (Copy.without_bookmarks, Copy.without_record):
        (comment,) = reading(lose(copy))[0].comments
        assert (comment.place.shown, comment.on) == ("People", "People")


def test_what_a_message_quotes_is_safe_to_print() -> None:
    """An override would show the rest of the line backwards."""
    copy = Copy().answer("promo.c1.rating", "oh\u202e no").without_record()
    copy.sub(">Craft</w:t></w:r><w:bookmarkEnd", ">Cr\u202eaft</w:t></w:r><w:bookmarkEnd")
    _, findings = reading(copy)
    assert [(f.code, f.location.part) for f in findings] == [
        ("RV004", DOCUMENT),
        ("RV008", "Cr\ufffdaft, Rating"),
    ]
    assert findings[1].message == '"oh\ufffd no" is not an answer that the form offers'


# The record


def with_record(change: dict[str, object] | str) -> Copy:
    copy = filled()
    text = change
    if isinstance(change, dict):
        held = re.search(rb"<packet [^>]*>(.*)</packet>", copy.members[RECORD], re.DOTALL)
        assert held
        text = json.dumps(json.loads(unescape(held[1].decode())) | change)
    copy.members[RECORD] = (
        f'<packet xmlns="urn:promo:packet:1">{escape(str(text))}</packet>'.encode()
    )
    return copy


def test_a_packet_of_a_newer_promo_is_read_by_its_tags() -> None:
    found, findings = reading(with_record({"version": 2, "forms": "other"}))
    assert [finding.code for finding in findings] == ["RV003"]
    assert given_in(found) == FILLED
    copy = filled()
    copy.members[RECORD] = b'<packet xmlns="urn:promo:packet:2"><other/></packet>'
    assert codes(copy) == ["RV003"]


WRONG: list[dict[str, object] | str] = [
    *("", "[]", "{", "null", "[" * 100_000, '{"version": true}', '{"version": 1}'),
    {"version": 0},
    {"origin": []},
    {"origin": {"candidate": 1}},
    {"origin": {"candidate": "\ud800"}},
    {"origin": {"candidate": "a\x00b"}},
    {"places": ["c1"]},
    {"places": {"c1": "craft"}},
    {"places": {}},
    {"places": {"c1": {"competency": ["craft"]}}},
    {"paragraphs": "text"},
    {"paragraphs": [1]},
    {"forms": {"c1": {}}},
    {"forms": [{"reviewer": "", "place": "c1", "title": "", "fields": []}]},
    {"forms": [{"reviewer": "", "place": "c1", "title": "", "fields": [{"tag": "x"}]}]},
    {
        "forms": [
            {
                "reviewer": "",
                "place": "c9",
                "title": "",
                "fields": [
                    {
                        "tag": "promo.c1.rating",
                        "key": "comment",
                        "kind": "text",
                        "label": "",
                        "prompt": "",
                        "choices": [],
                    }
                ],
            }
        ]
    },
]


@pytest.mark.parametrize("change", WRONG, ids=lambda change: str(change)[:40])
def test_a_record_that_somebody_changed_is_told_and_not_believed(
    change: dict[str, object] | str,
) -> None:
    found, findings = reading(with_record(change))
    assert [finding.code for finding in findings] == ["RV005"]
    assert findings[0].location.part == RECORD
    assert given_in(found) == FILLED


# Text that was changed


def test_text_that_was_changed_silently_is_told_as_it_was_and_is() -> None:
    copy = Copy().sub("Returns took weeks", "Returns took days")
    copy.sub('(?<=<w:t xml:space="preserve">  Checkout)', ", all of it", times=1)
    assert lines(copy)[1:] == [
        "edited at Craft, E1: 'E1 Checkout' -> 'E1 Checkout, all of it'",
        "edited at Craft, E2: 'Situation: Returns took weeks.' -> 'Situation: Returns took days.'",
    ]


def test_paragraphs_that_were_taken_out_or_put_in_silently_are_told() -> None:
    new = f"<w:p>{runs('One more.')}</w:p>"
    copy = Copy().sub("<w:p>(?:(?!<w:p>).)*?Returns took weeks.*?</w:p>", new * 2)
    assert lines(copy)[1:] == [
        "edited at Craft, E2: 'Situation: Returns took weeks.' -> 'One more.\\nOne more.'"
    ]
    copy = Copy().sub("<w:p>(?:(?!<w:p>).)*?Returns took weeks.*?</w:p>", "")
    assert lines(copy)[1:] == ["edited at Craft, E2: 'Situation: Returns took weeks.' -> ''"]


def test_white_space_and_split_runs_are_no_edit() -> None:
    half = '</w:t></w:r><w:proofErr w:type="gramStart"/><w:r><w:t xml:space="preserve"> took '
    copy = Copy().sub(" took ", half).sub("<w:sectPr", "<w:p/><w:sectPr")
    assert lines(copy) == ["form of nobody"]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent><w:p>{runs('In a box.')}</w:p></w:txbxContent>"
    both = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
        f'markup-compatibility/2006"><mc:Choice Requires="wps">{box}</mc:Choice>'
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    copy = Copy().sub("<w:sectPr", f"<w:p>{runs('Beside it.')}{both}</w:p><w:sectPr")
    assert [edit.now for edit in reading(copy)[0].edits] == ["Beside it.\nIn a box."]


def test_changes_in_headers_and_rows_are_told() -> None:
    track = 'w:author="Jonas Brandt" w:date="2026-07-01T09:00:00Z"'
    copy = Copy()
    header = copy.members["word/header1.xml"].decode()
    inserted = f'<w:ins w:id="900" {track}>{runs("Draft")}</w:ins></w:p>'
    copy.members["word/header1.xml"] = header.replace("</w:p>", inserted, 1).encode()
    row = ROW.format(label=runs("Salary"), answer=runs("More")).replace(
        "<w:tr>", f'<w:tr><w:trPr><w:ins w:id="901" {track}/></w:trPr>'
    )
    end = copy.document.index("</w:tr>", copy.document.index("promo.c1.comment")) + len("</w:tr>")
    copy.document = copy.document[:end] + row + copy.document[end:]
    found, _ = reading(copy)
    assert [(change.text, change.place.shown) for change in found.changes] == [
        ("Salary\nMore", "Craft"),
        ("Draft", ""),
    ]
    assert found.edits == ()


def test_an_answer_is_no_tracked_change() -> None:
    track = 'w:author="Jonas Brandt" w:date="2026-07-01T09:00:00Z"'
    copy = Copy().answer("promo.c1.comment", "Sound.")
    copy.sub(re.escape(runs("Sound.")), f'<w:ins w:id="900" {track}>{runs("Sound.")}</w:ins>')
    found, _ = reading(copy)
    assert (given_in(found)["craft comment"], found.changes) == ("Sound.", ())


# Any words


@settings(deadline=None)
@given(WORDS)
def test_any_text_typed_as_a_comment_in_a_form_comes_back_equal(text: str) -> None:
    found, findings = reading(Copy().answer("promo.c1.comment", text))
    assert found.forms[0].competencies[0].values["comment"] == text
    assert (findings, found.edits, found.changes) == ((), (), ())


@settings(deadline=None)
@given(WORDS, WORDS)
def test_any_text_typed_in_the_margin_comes_back_equal(text: str, author: str) -> None:
    def typed(words: str) -> str:
        return "".join(f"<w:p>{runs(line)}</w:p>" for line in words.split("\n"))

    name = " ".join(author.split()) or "?"
    copy = Copy()
    copy.members[COMMENTS] = (
        '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:comment w:id="3" w:author="{_attribute(name)}">{typed(text)}</w:comment></w:comments>'
    ).encode()
    if name == "promo":
        return
    (comment,) = reading(copy)[0].comments
    assert (comment.author, comment.text, comment.place.title) == (name, text, "People")


def _attribute(text: str) -> str:
    return escape(text, quote=True)


RATINGS = st.sampled_from(["", "Below", "Meets", "Exceeds"])
TICKS = st.sampled_from(["", TICKED])
ANY = st.just("") | WORDS
DAYS = st.just("") | st.dates().map(lambda day: day.isoformat())


def all_answers() -> st.SearchStrategy[ReviewForm]:
    kinds = {"rating": RATINGS, "checked": TICKS, "comment": ANY}
    values = st.fixed_dictionaries({key: kinds[key] for key in ASSESSED})
    about = st.tuples(values, values, values).map(
        lambda all: tuple(
            Answers(id, id.title(), given)
            for id, given in zip(("craft", "people", "reach"), all, strict=True)
        )
    )
    signed = {
        "recommendation": st.sampled_from(["", "Promote", "Promote with conditions", "Not yet"]),
        "reasons": ANY,
        "reviewer": ANY,
        "role": ANY,
        "date": DAYS,
        "declaration": TICKS,
    }
    sign_off = st.fixed_dictionaries({key: signed[key] for key in SIGNED})
    return st.builds(lambda a, s: ReviewForm("", "ada.docx", a, s), about, sign_off)


@settings(deadline=None, max_examples=50)
@given(all_answers())
def test_any_answers_written_into_a_packet_come_back_equal(own: ReviewForm) -> None:
    data = written(Reviewed(review=Review(None, (own,))))
    found, findings = read(data, "ada.docx")
    assert findings == ()
    (back,) = found.forms
    assert [about.values for about in back.competencies] == [a.values for a in own.competencies]
    assert back.signed == own.signed
    assert (found.edits, found.changes) == ((), ())


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(WORDS, WORDS, st.booleans()), max_size=4))
def test_comments_carried_into_a_packet_come_back_equal(
    given_ones: list[tuple[str, str, bool]],
) -> None:
    carried = tuple(
        Comment(" ".join(author.split()), "2026-07-01T09:00:00Z", text, resolved=resolved)
        for author, text, resolved in given_ones
    )
    data = written(Reviewed(review=Review(None, (), comments=carried)))
    back = read(data, "ada.docx")[0].comments
    assert [c[:3] + c[5:6] for c in back] == [c[:3] + c[5:6] for c in carried]


# What is no packet


def refusal(data: bytes) -> list[tuple[str, str, str]]:
    with pytest.raises(InputError) as caught:
        read(data, "ada.docx")
    return [(f.code, f.location.file, f.location.part) for f in caught.value.findings]


def test_a_document_that_promo_did_not_write_is_refused() -> None:
    copy = Copy().without_record().without_bookmarks()
    copy.sub("<w:tbl>.*</w:tbl>", "")
    assert refusal(copy.data) == [("RV001", "ada.docx", DOCUMENT)]


def test_what_cannot_be_opened_is_refused_with_file_and_part() -> None:
    assert refusal(b"") == [("RV002", "ada.docx", "the zip file")]
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == [
        ("RV002", "ada.docx", "the zip file")
    ]
    copy = Copy()
    copy.members[DOCUMENT] = b'<!DOCTYPE a [<!ENTITY b "c">]>' + copy.members[DOCUMENT]
    assert refusal(copy.data) == [("RV002", "ada.docx", DOCUMENT)]
    copy.members[DOCUMENT] = b" " * 25_000_000
    assert refusal(copy.data) == [("RV002", "ada.docx", DOCUMENT)]


def test_a_part_that_cannot_be_read_is_named_and_the_rest_is_read() -> None:
    copy = filled()
    copy.members[COMMENTS] = b"<w:comments"
    copy.members[THREADS] = b"<!DOCTYPE x>" + copy.members[THREADS]
    found, findings = reading(copy)
    assert [(f.code, f.location.part) for f in findings] == [
        ("RV005", COMMENTS),
        ("RV005", THREADS),
    ]
    assert given_in(found) == FILLED


def test_a_document_that_no_relationship_leads_to_is_found() -> None:
    copy = filled().drop("_rels/.rels", "word/_rels/document.xml.rels", "[Content_Types].xml")
    found, findings = reading(copy)
    assert (given_in(found), findings) == (FILLED, ())


# Size


@pytest.mark.parametrize("text", ["All the same.", "Number {n}."])
def test_fifty_thousand_paragraphs_are_read(text: str) -> None:
    many = "".join(f"<w:p>{runs(text.format(n=n))}</w:p>" for n in range(50_000))
    copy = filled().sub("<w:sectPr", f"{many}<w:sectPr").sub("Returns took weeks", "Changed")
    found, findings = reading(copy)
    assert (given_in(found), findings) == (FILLED, ())
    assert any("Changed" in edit.now for edit in found.edits)


def test_fifty_thousand_recorded_paragraphs_that_all_changed_are_compared() -> None:
    copy = with_record({"paragraphs": ["same", "other"] * 25_000})
    many = f"<w:p>{runs('same')}</w:p>" * 50_000
    found, findings = reading(copy.sub("<w:sectPr", f"{many}<w:sectPr"))
    assert findings == ()
    assert sum(edit.was == "other" for edit in found.edits) == 25_000


def test_what_the_helpers_make_is_what_word_would_open() -> None:
    assert lint(filled().data) == ()
