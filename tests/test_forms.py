"""The forms in a packet: what reviewers are asked, how Word lets them answer, what is beside."""

from __future__ import annotations

import hashlib
import json
import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from making import AS_OF, SMALL, assessment, example, file_of, item, packet, read_ladder, text_of
from wordforms import form as word_form
from wordforms import made as made_with

from promo.compose import compose
from promo.model import (
    NOT_REVIEWED,
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
from promo.words import Words
from promo.words_de import GERMAN
from promo.writers import markdown
from promo.writers.word import write
from promo.writers.word.lint import lint

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


def reviewed(*items: dict[str, Any], by: Reviewed = NOT_REVIEWED, **on: Any) -> Packet:
    return compose(assessment(file_of(*items), **on), "0.0.0", Words(), by)


def fields(made: Packet) -> dict[str, Field]:
    forms = [*(form for s in made.competencies for form in s.forms), *made.sign_off]
    return {field.tag: field for form in forms for field in form.fields}


def members(document: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def controls(document: bytes) -> dict[str, Any]:
    """The properties and content of each content control, by its tag."""
    body = docx.Document(BytesIO(document)).element.body
    return {sdt.find(f".//{W}tag").get(f"{W}val"): sdt for sdt in body.iter(f"{W}sdt")}


def kind_of(control: Any) -> str:
    properties = control.find(f"{W}sdtPr")
    kinds = {
        f"{W}dropDownList": "choice",
        f"{W}richText": "text",
        f"{W}date": "day",
        f"{W14}checkbox": "check",
    }
    return next(kinds[e.tag] for e in properties if e.tag in kinds)


def shown_in(control: Any) -> str:
    return "".join(e.text or "" for e in control.iter(f"{W}t"))


TOMAS = ReviewForm(
    reviewer="Tomas Lindgren",
    source="tomas.docx",
    competencies=(
        Answers(
            "craft", "Craft", {"rating": "Meets", "checked": TICKED, "comment": "Seen.\nTwice."}
        ),
    ),
    signed={"reviewer": "Tomas Lindgren", "date": "2026-07-02", "recommendation": "Not yet"},
)


def test_without_a_scale_of_the_ladder_three_ratings_are_offered() -> None:
    rating = fields(reviewed())["promo.c1.rating"]
    assert rating.choices == ("Below", "Meets", "Exceeds")
    assert rating.shown == "Choose: Below / Meets / Exceeds"


def test_the_ladder_brings_its_own_scale() -> None:
    ladder = read_ladder(f"{SMALL}\nratings: [Not yet, Shown, Shown often]\n")
    rating = fields(reviewed(on=ladder))["promo.c1.rating"]
    assert rating.choices == ("Not yet", "Shown", "Shown often")


def test_a_theme_may_offer_other_recommendations() -> None:
    words = Words({**Words().catalogue, "sign_off.recommendation.choices": "Yes / No /  / Yes"})
    made = compose(assessment(file_of()), "0.0.0", words)
    assert fields(made)["promo.sign_off.recommendation"].choices == ("Yes", "No")


def test_each_reviewer_who_is_named_has_forms_of_their_own() -> None:
    made = reviewed(by=Reviewed(("Tomas Lindgren", "Dana Ortiz")))
    assert [form.title for form in made.competencies[0].forms] == [
        "Review by Tomas Lindgren: Craft",
        "Review by Dana Ortiz: Craft",
    ]
    assert [form.title for form in made.sign_off] == [
        "Sign-off by Tomas Lindgren",
        "Sign-off by Dana Ortiz",
    ]
    assert fields(made)["promo.sign_off.reviewer"].answer == "Tomas Lindgren"
    assert fields(made)["promo.sign_off.reviewer.2"].answer == "Dana Ortiz"
    per_reviewer = 3 * len(made.competencies) + 6
    assert len(fields(made)) == 2 * per_reviewer


def test_answers_of_a_review_stand_in_the_form() -> None:
    made = fields(reviewed(by=Reviewed(review=Review(None, (TOMAS,)))))
    assert made["promo.c1.rating"].answer == "Meets"
    assert made["promo.c1.checked"].shown == "☒ I have checked the evidence given here"
    assert made["promo.c1.comment"].shown == "Seen.\nTwice."
    assert made["promo.sign_off.date"].shown == "2 July 2026"
    assert made["promo.sign_off.role"].answer == ""


def test_answers_go_to_the_reviewer_of_that_name_and_nobody_is_left_out() -> None:
    by = Reviewed(("Dana Ortiz", "tomas lindgren"), Review(None, (TOMAS,)))
    made = fields(reviewed(by=by))
    assert made["promo.c1.rating"].answer == ""
    assert made["promo.c1.rating.2"].answer == "Meets"
    other = TOMAS._replace(reviewer="Kim Sato", signed={"reviewer": "Kim Sato"})
    more = reviewed(by=by._replace(review=Review(None, (TOMAS, other))))
    assert [form.reviewer for form in more.sign_off] == ["Dana Ortiz", "tomas lindgren", "Kim Sato"]


def test_word_has_a_control_of_the_right_kind_for_each_question() -> None:
    found = {tag: kind_of(control) for tag, control in controls(write(reviewed())).items()}
    assert found == {tag: field.kind.value for tag, field in fields(reviewed()).items()}
    assert set(found.values()) == {kind.value for kind in FieldKind}


def test_an_unanswered_question_shows_its_prompt_as_a_placeholder() -> None:
    for tag, control in controls(write(reviewed())).items():
        asked = fields(reviewed())[tag]
        placeholder = control.find(f"{W}sdtPr/{W}showingPlcHdr")
        if asked.kind is FieldKind.CHECK:
            assert shown_in(control) == "☐"
            assert placeholder is None
        else:
            assert shown_in(control) == asked.prompt
            assert placeholder is not None


def test_a_list_offers_each_choice_and_a_day_is_kept_as_a_day() -> None:
    made = controls(write(reviewed(by=Reviewed(review=Review(None, (TOMAS,))))))
    offered = made["promo.c1.rating"].iter(f"{W}listItem")
    assert [e.get(f"{W}value") for e in offered] == [
        "Choose: Below / Meets / Exceeds",  # which takes a choice back
        *("Below", "Meets", "Exceeds"),
    ]
    day = made["promo.sign_off.date"].find(f"{W}sdtPr/{W}date")
    assert day.get(f"{W}fullDate") == "2026-07-02T00:00:00Z"
    assert shown_in(made["promo.sign_off.date"]) == "2 July 2026"
    box = made["promo.c1.checked"].find(f".//{W14}checked")
    assert box.get(f"{W14}val") == "1"


def test_each_control_is_inside_a_bookmark_that_every_program_keeps() -> None:
    body = docx.Document(BytesIO(write(example_packet_by("Ann Lee", "Bo Lee")))).element.body
    for tag, control in controls(write(example_packet_by("Ann Lee", "Bo Lee"))).items():
        name = tag.replace(".", "_")
        assert re.fullmatch(r"[A-Za-z]\w{0,39}", name)
        (start,) = [e for e in body.iter(f"{W}bookmarkStart") if e.get(f"{W}name") == name]
        assert start.getnext().tag == control.tag
        assert start.getnext().getnext().tag == f"{W}bookmarkEnd"


def example_packet_by(*names: str) -> Packet:
    return compose(example("strong"), "0.0.0", Words(), Reviewed(names))


def test_changes_are_tracked_from_the_start() -> None:
    settings = members(write(reviewed()))["word/settings.xml"]
    assert b"<w:trackRevisions/>" in settings


def test_a_form_that_strips_names_tracks_them_all_the_same() -> None:
    opened = docx.Document(BytesIO(word_form("{{ competencies }}", "{{ sign_off }}")))
    settings = opened.settings.element
    settings.insert(0, settings.makeelement(qn("w:removePersonalInformation"), {}))
    kept = BytesIO()
    opened.save(kept)
    made = members(made_with(kept.getvalue(), reviewed()))["word/settings.xml"]
    assert b"removePersonalInformation" not in made
    assert b"trackRevisions" in made


def comments(document: bytes) -> list[tuple[str, str]]:
    root = etree.fromstring(members(document)["word/comments.xml"])
    return [(c.get(f"{W}author"), shown_in(c)) for c in root.iter(f"{W}comment")]


def anchored(document: bytes) -> list[str]:
    """The text that each comment stands at, in order."""
    body = docx.Document(BytesIO(document)).element.body
    found = []
    for start in body.iter(f"{W}commentRangeStart"):
        runs = start.itersiblings()
        text = ""
        for run in runs:
            if run.tag == f"{W}commentRangeEnd" and run.get(f"{W}id") == start.get(f"{W}id"):
                break
            text += shown_in(run)
        found.append(text)
    return found


def test_each_gap_has_a_comment_at_its_competency_that_says_what_would_mend_it() -> None:
    document = write(packet(file_of(item("One"))))
    at = dict(zip(anchored(document), comments(document), strict=True))
    author, text = at["Craft"]
    assert author == "promo"
    assert text.startswith("Thin: 1 item, 2 expected")
    assert "Do next: Add 1 more item" in text


def test_a_competency_without_a_flag_has_no_comment() -> None:
    made = example("strong")
    document = write(compose(made, "0.0.0"))
    gaps = {gap.competency.title for gap in made.gaps}
    assert {text for text in anchored(document) if "." not in text} == gaps


def test_no_comments_can_be_wished_for() -> None:
    document = write(reviewed(by=Reviewed(notes=False)))
    assert comments(document) == []
    assert anchored(document) == []


SAID = Comment(
    author="Jonas Brandt",
    date="2026-07-01T09:00:00Z",
    text="Which team?\nAnd when?",
    place=Place(competency="craft", title="Craft", number="E1"),
    on="the rollout",
    resolved=True,
    replies=(Reply("Ada", "2026-07-02T10:00:00Z", "Billing."),),
)


def test_a_reviewers_comment_comes_back_with_author_day_replies_and_state() -> None:
    document = write(reviewed(by=Reviewed((), Review(None, (), (SAID,)), notes=False)))
    assert comments(document) == [
        ("Jonas Brandt", "[on “the rollout”] Which team?And when?"),
        ("Ada", "Billing."),
    ]
    threads = list(etree.fromstring(members(document)["word/commentsExtended.xml"]))
    assert [t.get(f"{W15}done") for t in threads] == ["1", "1"]
    assert threads[1].get(f"{W15}paraIdParent") == threads[0].get(f"{W15}paraId")
    assert lint(document) == ()


def test_a_comment_on_nothing_that_the_packet_has_stands_at_the_first_competency() -> None:
    lost = SAID._replace(place=Place(heading="Summary"), on="")
    document = write(reviewed(by=Reviewed((), Review(None, (), (lost,)), notes=False)))
    assert anchored(document) == ["Craft", "Craft"]


def test_a_form_without_competencies_keeps_a_reviewers_comment() -> None:
    made = made_with(
        word_form("Notes", "{{ flags }}"), reviewed(by=Reviewed((), Review(None, (), (SAID,))))
    )
    assert ("Jonas Brandt", "[on “the rollout”] Which team?And when?") in comments(made)


def test_markdown_shows_answers_and_comments_as_text() -> None:
    made = reviewed(by=Reviewed((), Review(None, (TOMAS,), (SAID,))))
    page = markdown.write(made).decode()
    assert "| **Rating** | Meets |" in page
    assert "| **Comment** | Seen.<br>Twice. |" in page
    assert "- *Jonas Brandt, 1 July 2026:*" in page
    assert "*(resolved)*" in page
    assert "  - *Ada, 2 July 2026:* Billing." in page


def record(document: bytes) -> dict[str, Any]:
    items = [data for name, data in members(document).items() if name.startswith("customXml/item")]
    (own,) = [data for data in items if b"urn:promo:packet:1" in data and b"datastore" not in data]
    found: dict[str, Any] = json.loads(etree.fromstring(own).text or "")
    return found


def test_the_record_says_by_hash_what_the_packet_was_built_from() -> None:
    content = file_of(item("One"))
    origin = record(write(packet(content)))["origin"]
    assert origin["evidence"] == hashlib.sha256(text_of(content)).hexdigest()
    assert origin["ladder_hash"] == hashlib.sha256(SMALL.encode()).hexdigest()
    assert (origin["candidate"], origin["as_of"]) == ("Ada", AS_OF.isoformat())


def test_the_record_names_the_fields_that_the_document_asks() -> None:
    made = reviewed()
    asked = record(write(made))["forms"]
    assert [f["tag"] for form in asked for f in form["fields"]] == list(fields(made))
    brief = record(made_with(word_form("{{ flags }}"), made))
    assert brief["forms"] == []


def test_a_form_of_a_company_asks_with_the_filter() -> None:
    own = word_form(
        "{% for form in sign_off %}",
        "{% for field in form.fields %}",
        "{{ field.label }}: {{ field | answer }}",
        "{% endfor %}",
        "{% endfor %}",
    )
    made = made_with(own, reviewed())
    assert set(controls(made)) == {t for t in fields(reviewed()) if "sign_off" in t}
    assert lint(made) == ()


def test_a_question_that_stands_twice_is_answered_in_one_place() -> None:
    made = made_with(word_form("{{ sign_off }}", "{{ sign_off }}"), reviewed())
    assert len(controls(made)) == 6
    assert lint(made) == ()


@pytest.mark.parametrize("key", [key for key in GERMAN if key.endswith((".choices", ".prompt"))])
def test_every_catalogue_has_choices_and_prompts(key: str) -> None:
    assert str(GERMAN[key]).strip()
    assert key in Words().catalogue
