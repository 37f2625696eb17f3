"""What reviewers are asked, each in a form of their own, and what they answered and noted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from promo.compose.frame import Frame
from promo.model import (
    ASSESSED,
    KINDS,
    SIGNED,
    TICKED,
    Comment,
    Competency,
    FieldKind,
    Place,
    ReviewForm,
    is_about,
    match_key,
)
from promo.packet import Field, Form, Note, NoteReply
from promo.words import shortened

_LONGEST_CHOICE = 255  # characters that Word takes for one entry of a list
SIGN_OFF = "sign_off"  # the place of the form that is not a competency's


class _Slot(NamedTuple):
    """One reviewer's place in the packet; `name` is "" for whoever it will be."""

    name: str
    answers: ReviewForm | None


def assessing_forms(f: Frame, competency: Competency) -> tuple[Form, ...]:
    """The forms of one competency, one for each reviewer."""
    words, place = f.words, f.anchors[competency.id]
    forms = []
    for number, slot in enumerate(slots(f), 1):
        title = words("review.title", title=competency.title)
        if slot.name:
            title = words("review.title.by", reviewer=slot.name, title=competency.title)
        given = _answers(slot, competency)
        questions = _fields(f, "review", ASSESSED, place, number, given)
        forms.append(Form(title, place, slot.name, questions, words("review.descr")))
    return tuple(forms)


def signing_forms(f: Frame) -> tuple[Form, ...]:
    """The sign-offs, one for each reviewer; one without a name has no title."""
    words = f.words
    forms = []
    for number, slot in enumerate(slots(f), 1):
        title = words("sign_off.title.by", reviewer=slot.name) if slot.name else ""
        given = {"reviewer": slot.name, **(slot.answers.signed if slot.answers else {})}
        questions = _fields(f, "sign_off", SIGNED, SIGN_OFF, number, given)
        forms.append(Form(title, SIGN_OFF, slot.name, questions, words("sign_off.descr")))
    return tuple(forms)


def slots(f: Frame) -> Sequence[_Slot]:
    """Whoever has answered and whoever is to, each once, in the order of the call.

    Where nobody is named and one reviewer has answered, the form stays that of whoever it is.
    """
    named, review = f.reviewed.reviewers, f.reviewed.review
    answered = [form for form in review.forms if _is_anyones(form)] if review else []
    found = []
    for name in named:
        own = _own(name, named, answered)
        if own:
            answered.remove(own)
        found.append(_Slot(name, own))
    if not named and len(answered) < 2:
        return [_Slot("", answered[0] if answered else None)]
    return found + [_Slot(a.reviewer, a) for a in answered]


def _own(name: str, named: Sequence[str], answered: Sequence[ReviewForm]) -> ReviewForm | None:
    """The form of a reviewer, spelled alike: `Ann Ab` is not `Anna B` where both are named."""
    spelled = {each.casefold() for each in named}
    alike = [form for form in answered if match_key(form.reviewer) == match_key(name)]
    own = [form for form in alike if form.reviewer.casefold() == name.casefold()]
    others = [form for form in alike if form.reviewer.casefold() not in spelled]
    return next(iter([*own, *others]), None)


def _is_anyones(form: ReviewForm) -> bool:
    """Whether a form is somebody's, or has an answer: none is kept for nobody."""
    given = [form.signed, *(answers.values for answers in form.competencies)]
    return bool(form.reviewer) or any(any(values.values()) for values in given)


def _answers(slot: _Slot, competency: Competency) -> Mapping[str, str]:
    given = slot.answers.competencies if slot.answers else ()
    return next((a.values for a in given if is_about(a, competency.id, competency.title)), {})


def _fields(
    f: Frame,
    family: str,
    keys: Sequence[str],
    place: str,
    number: int,
    given: Mapping[str, str],
) -> tuple[Field, ...]:
    return tuple(_field(f, family, key, place, number, given.get(key, "")) for key in keys)


def _field(f: Frame, family: str, key: str, place: str, number: int, answer: str) -> Field:
    words, kind = f.words, KINDS[key]
    choices = tuple(_choices(f, f"{family}.{key}.choices")) if kind is FieldKind.CHOICE else ()
    listed = words.join(choices, "review.between")
    prompt = words(f"{family}.{key}.prompt", choices=listed)
    if not answer.strip():
        answer = ""
    shown = answer or prompt
    if kind is FieldKind.CHECK:
        answer = TICKED if answer == TICKED else ""
        shown = f"{words('review.ticked' if answer else 'review.unticked')} {prompt}"
    elif kind is FieldKind.DAY and answer and "T" not in answer:  # a time is not dropped
        shown = words.stated_day(answer)
    tag = f"promo.{place}.{key}" + (f".{number}" if number > 1 else "")
    return Field(key, tag, kind, words(f"{family}.{key}"), prompt, choices, answer, shown)


def _choices(f: Frame, key: str) -> Iterator[str]:
    """The ladder's own ratings, else what the catalogue offers; each once, none empty.

    Each is on one line, and no longer than a list of Word's takes.
    """
    offered: Sequence[str] = f.words(key).split(f.words("review.between"))
    if key == "review.rating.choices" and f.assessment.ladder.ratings:
        offered = f.assessment.ladder.ratings
    lines = (" ".join(choice.split()) for choice in offered)
    yield from dict.fromkeys(shortened(line, _LONGEST_CHOICE) for line in lines if line)


def notes_on(f: Frame, competency: str) -> tuple[Note, ...]:
    """The comments of a review on one competency, or for "" on none that the packet has."""
    review = f.reviewed.review
    found = review.comments if review else ()
    return tuple(_note(f, c, competency) for c in found if _home(f, c.place) == competency)


def _home(f: Frame, place: Place) -> str:
    """The id of the competency to which a comment comes; "" where the packet has none for it."""
    assessed = (coverage.competency for coverage in f.assessment.coverages)
    return next((each.id for each in assessed if is_about(place, each.id, each.title)), "")


def _note(f: Frame, comment: Comment, home: str) -> Note:
    """A comment with what it stood at before it, unless that was the heading it comes to."""
    text = comment.text
    on = comment.on.strip() or ("" if home else comment.place.shown)
    if on and (not home or on not in _headings(f, home, comment.place)):
        text = f.words("review.note.on", on=on, text=text)
    return Note(
        author=comment.author,
        date=comment.date,
        by=_by(f, comment.author, comment.date),
        text=text,
        resolved=f.words("review.note.resolved") if comment.resolved else "",
        replies=tuple(
            NoteReply(r.author, r.date, _by(f, r.author, r.date), r.text) for r in comment.replies
        ),
    )


def _headings(f: Frame, competency: str, place: Place) -> Iterator[str]:
    """The headings at which a comment on a competency may have stood."""
    for title in (f.titles[competency], place.title):
        yield title
        yield from (f.words(f"competency.{key}", title=title) for key in ("required", "optional"))


def _by(f: Frame, author: str, date: str) -> str:
    day = f.words.stated_day(date)
    return f.words("review.note.by", author=author, date=day) if author and day else author or day
