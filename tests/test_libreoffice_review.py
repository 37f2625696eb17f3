"""LibreOffice opens a packet, a reviewer fills it in, and `promo review` gives exactly that."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from commandline import Result, files_in, promo, run
from conftest import ROOT, need
from making import EXAMPLES

from promo.model import ASSESSED, SIGNED

TOMAS, DANA = "Tomas Lindgren", "Dana Ortiz"

# What the reviewer does, in order

STEPS = (
    ("choose", "promo_c1_rating", "Meets"),
    ("tick", "promo_c1_checked"),
    ("write", "promo_c1_comment", "Sound “work” & <more>.\nTwice: 👍 für Møller."),
    ("choose", "promo_c3_rating", "Below"),
    ("visit", "promo_c3_comment"),
    ("visit", "promo_c4_rating"),
    ("choose", "promo_sign_off_recommendation", "Promote with conditions"),
    ("write", "promo_sign_off_reasons", "Lead one hiring round first.\nThen ask again."),
    ("add", "promo_sign_off_reasons", " In autumn."),
    ("write", "promo_sign_off_reviewer", TOMAS),
    ("pick", "promo_sign_off_date", "2026-07-02", "2 July 2026"),
    ("comment", "14 interviews", DANA, "Which quarter?"),
    ("reply", TOMAS, "The second."),
    ("resolve", "Which quarter?"),
    ("comment", "QR code", TOMAS, "Whose idea?"),
    ("insert", "and the text for each line.", " This I saw."),
    ("delete", "Calls about statements went down, "),
    ("track", False),
    ("replace", "61", "64"),
    ("choose", "promo_c5_rating", "Exceeds"),
    ("write", "promo_sign_off_role", "Director\nof Product"),
    ("tick", "promo_sign_off_declaration"),
)
# Each in his and her own form, of a packet that was built for both
TWO_STEPS = (
    ("choose", "promo_c1_rating", "Meets"),
    ("choose", "promo_c1_rating_2", "Below"),
    ("tick", "promo_c1_checked_2"),
    ("write", "promo_c1_comment_2", "I saw half of it."),
    ("write", "promo_c2_comment", "Nothing seen."),
    ("choose", "promo_sign_off_recommendation", "Promote"),
    ("tick", "promo_sign_off_declaration"),
    ("write", "promo_sign_off_role_2", "Director"),
    ("pick", "promo_sign_off_date_2", "2026-07-03", "3 July 2026"),
    ("comment", "QR code", DANA, "Whose idea\nwas it?"),
)
ROWS = (
    ("track", False),
    ("delete_row", "promo_c1_checked"),
    ("add_row", "promo_c2_comment", "Salary band", "P4"),
)
# What Dana Ortiz makes of what Tomas Lindgren wrote
CORRECTIONS = (
    ("track", True),
    ("choose", "promo_c1_rating", "Exceeds"),
    ("tick", "promo_c1_checked", False),
    ("clear", "promo_c1_comment"),
    ("write", "promo_c3_comment", "Better than I thought."),
    ("pick", "promo_sign_off_date", "2026-08-31", "31 August 2026"),
    ("delete", " This I saw."),
)
VISITS = tuple(
    ("visit", f"promo_{field}")
    for field in (
        *(f"c{n}_{key}" for n in range(1, 6) for key in ASSESSED),
        *(f"sign_off_{key}" for key in SIGNED),
    )
)

# And what is to come of it

COMPETENCIES = {
    "vision-strategy": "Vision & Strategy",
    "leadership-influence": "Leadership & Influence",
    "scope-impact": "Scope & Impact",
    "execution-prioritization": "Execution & Prioritization",
    "product-craft": "Product Craft",
}


def competencies(**answers: dict[str, Any]) -> list[dict[str, Any]]:
    """What is said of each; `_` in a name stands for a hyphen."""
    given = {name.replace("_", "-"): each for name, each in answers.items()}
    return [
        {"competency": id, "title": COMPETENCIES[id], **given.get(id, {})} for id in COMPETENCIES
    ]


def place(competency: str, item: str, number: str) -> dict[str, str]:
    title = COMPETENCIES[competency]
    return {"competency": competency, "title": title, "item": item, "number": number}


STATEMENT = place("vision-strategy", "resident-statement", "E2")
ONBOARDING = place("scope-impact", "new-onboarding-for-residents", "E3")
RESULT = (
    "Result: Live for {} housing associations since August 2025. Calls about statements went "
    "down, Zofia's team has the exact figures."
)
QUESTION = {
    "author": DANA,
    "text": "Which quarter?",
    "place": STATEMENT,
    "anchor": "14 interviews",
    "resolved": True,
}
REPLY = {"author": TOMAS, "text": "The second."}
IDEA = {"author": TOMAS, "text": "Whose idea?", "place": ONBOARDING, "anchor": "QR code"}
FILLED = {
    "reviewers": [
        {
            "reviewer": TOMAS,
            "role": "Director\nof Product",
            "date": "2026-07-02",
            "recommendation": "Promote with conditions",
            "reasons": "Lead one hiring round first.\nThen ask again. In autumn.",
            "declaration": True,
            "competencies": competencies(
                vision_strategy={
                    "rating": "Meets",
                    "checked": True,
                    "comment": "Sound “work” & <more>.\nTwice: 👍 für Møller.",
                },
                scope_impact={"rating": "Below"},
                product_craft={"rating": "Exceeds"},
            ),
        }
    ],
    "changes": [
        {"kind": "inserted", "author": TOMAS, "text": " This I saw.", "place": STATEMENT},
        {
            "kind": "deleted",
            "author": TOMAS,
            "text": "Calls about statements went down, ",
            "place": STATEMENT,
        },
    ],
    "edits": [{"was": RESULT.format(61), "now": RESULT.format(64), "place": STATEMENT}],
}
TWO_REVIEWS = {
    "reviewers": [
        {
            "reviewer": TOMAS,
            "recommendation": "Promote",
            "declaration": True,
            "competencies": competencies(
                vision_strategy={"rating": "Meets"},
                leadership_influence={"comment": "Nothing seen."},
            ),
        },
        {
            "reviewer": DANA,
            "role": "Director",
            "date": "2026-07-03",
            "competencies": competencies(
                vision_strategy={
                    "rating": "Below",
                    "checked": True,
                    "comment": "I saw half of it.",
                }
            ),
        },
    ],
    "comments": [
        {"author": DANA, "text": "Whose idea\nwas it?", "place": ONBOARDING, "anchor": "QR code"}
    ],
}
NOTHING = {"reviewers": [{"competencies": competencies()}]}


@pytest.fixture(scope="module")
def uno_python(soffice: str) -> str:
    """A Python that speaks to LibreOffice: LibreOffice's own, or the system's."""
    own = Path(soffice).resolve().parent
    for each in (own / "python", own / "python.exe", "/usr/bin/python3"):
        try:
            done = subprocess.run([each, "-c", "import uno"], capture_output=True, check=False)
        except OSError:
            continue
        if done.returncode == 0:
            return str(each)
    return need(None, "a Python with uno (python3-uno)")


@pytest.fixture(scope="module")
def reviewer(
    soffice: str, uno_python: str, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., None]:
    """Works through jobs in LibreOffice: what to open, what to save as, whose steps, and which."""
    home = str(tmp_path_factory.mktemp("libreoffice"))
    driver = str(ROOT / "tests" / "libreoffice.py")

    def work(folder: Path, *jobs: tuple[str, str, str, Sequence[tuple[Any, ...]]]) -> None:
        data = [
            {"open": str(folder / opened), "save": str(folder / name), "by": by, "steps": steps}
            for opened, name, by, steps in jobs
        ]
        command = (uno_python, driver, soffice, home)
        done = run(*command, cwd=folder, stdin=json.dumps(data), env={"HOME": home})
        assert done.code == 0, done.stderr

    return work


@pytest.fixture(scope="module")
def saved(reviewer: Callable[..., None], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with packets, and with what LibreOffice made of them."""
    folder = tmp_path_factory.mktemp("saved")
    for name, more in (("fresh.docx", ()), ("two.docx", ("--reviewers", f"{TOMAS},{DANA}"))):
        built = build(folder, name, *more)
        assert built.code == 0, built.stderr
    reviewer(
        folder,
        ("fresh.docx", "filled.docx", TOMAS, STEPS),
        ("filled.docx", "filled-again.docx", TOMAS, ()),
        ("filled.docx", "corrected.docx", DANA, CORRECTIONS),
        ("fresh.docx", "resaved.docx", TOMAS, ()),
        ("resaved.docx", "refilled.docx", TOMAS, STEPS),
        ("fresh.docx", "visited.docx", TOMAS, VISITS),
        ("two.docx", "two-filled.docx", TOMAS, TWO_STEPS),
        ("fresh.docx", "rows.docx", TOMAS, ROWS),
    )
    return folder


def build(folder: Path, output: str, *options: str) -> Result:
    return promo("build", EXAMPLES["thin"], "-t", "principal", "-o", output, *options, cwd=folder)


def told(path: Path) -> dict[str, Any]:
    done = promo("review", path.name, "--format", "json", cwd=path.parent)
    assert done.code == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def review(path: Path) -> dict[str, Any]:
    """What `promo review` says as JSON of what is in a packet; it finds nothing amiss.

    Dates are taken out: they are of the minute in which LibreOffice worked.
    """
    said = told(path)
    assert said["packet"]["candidate"] == "Mateus Oliveira"
    assert said["facts"]["findings"] == []
    comments = said.get("comments", [])
    replies = [reply for comment in comments for reply in comment.get("replies", ())]
    for each in (*comments, *replies, *said.get("changes", ())):
        age = datetime.now(UTC) - datetime.fromisoformat(each.pop("date"))
        assert abs(age) < timedelta(minutes=10)
    for form in said["reviewers"]:
        assert form.pop("source") == path.name
    return {name: said[name] for name in (*FILLED, "comments") if name in said}


def filled(path: Path) -> dict[str, Any]:
    """What is to come of STEPS. LibreOffice 7.4 saves a reply as a comment of its own."""
    with ZipFile(path) as package:
        parts = [package.read(n) for n in package.namelist() if "commentsExtended" in n]
    if any(b"paraIdParent" in part for part in parts):
        return {**FILLED, "comments": [{**QUESTION, "replies": [REPLY]}, IDEA]}
    return {**FILLED, "comments": [QUESTION, {**REPLY, "place": STATEMENT}, IDEA]}


def test_what_is_filled_in_is_read(saved: Path) -> None:
    path = saved / "filled.docx"
    assert review(path) == filled(path)


def test_a_file_that_libreoffice_had_saved_before_is_read_the_same(saved: Path) -> None:
    path = saved / "refilled.docx"
    assert review(path) == filled(path)


def test_saving_once_more_changes_nothing(saved: Path) -> None:
    path = saved / "filled-again.docx"
    assert review(path) == filled(path)


def test_an_answer_is_what_was_written_last(saved: Path) -> None:
    path = saved / "corrected.docx"
    answers = competencies(
        vision_strategy={"rating": "Exceeds"},
        scope_impact={"rating": "Below", "comment": "Better than I thought."},
        product_craft={"rating": "Exceeds"},
    )
    form = {**FILLED["reviewers"][0], "date": "2026-08-31", "competencies": answers}
    inserted, deleted = FILLED["changes"]
    taken_back = {**inserted, "kind": "deleted", "author": DANA}
    assert review(path) == {
        **filled(path),
        "reviewers": [form],
        "changes": [inserted, taken_back, deleted],
    }


def test_each_reviewer_has_a_form(saved: Path) -> None:
    assert review(saved / "two-filled.docx") == TWO_REVIEWS


def test_saving_alone_says_nothing(saved: Path) -> None:
    assert review(saved / "resaved.docx") == NOTHING


def test_a_click_into_every_field_says_nothing(saved: Path) -> None:
    assert review(saved / "visited.docx") == NOTHING


def test_rows_that_are_gone_or_new_are_named(saved: Path) -> None:
    said = told(saved / "rows.docx")
    assert [(f["code"], f["message"]) for f in said["facts"]["findings"]] == [
        ("RV006", "the field was deleted from the form"),
        ("RV009", 'the row "Salary band" was added to the form'),
    ]
    (form,) = said["reviewers"]
    assert form["competencies"] == competencies()
    assert form["missing"] == ["Vision & Strategy, Evidence checked"]
    assert [(edit.get("was"), edit.get("now")) for edit in said["edits"]] == [
        ("Evidence checked\nI have checked the evidence given here", None),
        (None, "Salary band\nP4"),
    ]


# What is lost on the way: with LibreOffice 7.4 the tags are gone already

TAG = re.compile(rb"<w:(tag|alias) [^>]*/>")
MARK = re.compile(rb'<w:bookmarkStart [^>]*w:name="promo_(c\d+|sign_off)_[^>]*/>')


@pytest.mark.parametrize("lost", [(TAG,), (TAG, MARK)], ids=["tags", "tags and bookmarks"])
def test_answers_are_found_without(lost: tuple[re.Pattern[bytes], ...], saved: Path) -> None:
    path = saved / "less.docx"
    with ZipFile(saved / "filled.docx") as whole, ZipFile(path, "w") as less:
        for name in whole.namelist():
            data = whole.read(name)
            if name == "word/document.xml":
                for pattern in lost:
                    data = pattern.sub(b"", data)
            less.writestr(name, data)
    assert review(path) == filled(path)


def at_its_competency(comment: dict[str, Any]) -> dict[str, Any]:
    """A comment as it is carried over: with what it stood at in its text."""
    place = {key: comment["place"][key] for key in ("competency", "title")}
    stood = f"[on “{comment['anchor']}”] " if "anchor" in comment else ""
    text = stood + comment["text"]
    return {**comment, "text": text, "place": place, "anchor": place["title"]}


def test_a_rebuild_refuses_or_carries_over(
    saved: Path, reviewer: Callable[..., None], tmp_path: Path
) -> None:
    packet = tmp_path / "packet.docx"
    shutil.copy(saved / "filled.docx", packet)
    edited = packet.read_bytes()
    refused = build(tmp_path, "packet.docx")
    assert refused.code == 2
    comments = filled(packet)["comments"]
    inside = f"11 answers, {len(comments)} comments"
    assert f"holds {inside}, 1 edited text, 2 tracked changes;" in refused.stderr
    assert files_in(tmp_path) == {"packet.docx": edited}

    carried = build(tmp_path, "packet.docx", "--carry-over")
    assert carried.code == 0
    assert f"carried over: {inside}\n" in carried.stdout
    (kept,) = (name for name in files_in(tmp_path) if name != "packet.docx")
    assert (tmp_path / kept).read_bytes() == edited
    said = {"reviewers": FILLED["reviewers"], "comments": [*map(at_its_competency, comments)]}
    assert review(packet) == said

    reviewer(tmp_path, ("packet.docx", "again.docx", TOMAS, ()))
    assert review(tmp_path / "again.docx") == said
    assert build(tmp_path, "packet.docx").code == 2
