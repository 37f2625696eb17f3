"""The record that promo puts into a packet: read with distrust, as anybody can change a file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple, cast

from promo.findings import Finding
from promo.model import KINDS, FieldKind, Origin, Place
from promo.review.opening import Copy, told
from promo.source import FORBIDDEN
from promo.writers.word.lint.package import Element
from promo.writers.word.record import FAMILY, NAMESPACE, PROPERTY, VERSION
from promo.writers.word.recorded import FieldName, field_name
from promo.writers.word.tracked import Stretch

_PROPERTIES = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"


class Question(NamedTuple):
    """A field as the packet asked it; `label`, `prompt` and `choices` are empty where unknown."""

    name: FieldName
    label: str
    prompt: str
    choices: tuple[str, ...]

    @property
    def kind(self) -> FieldKind:
        return KINDS[self.name.key]


class AskedForm(NamedTuple):
    """One form: its place (c1 …, or sign_off), whose it is, and what it asked by key."""

    place: str
    slot: int
    reviewer: str
    title: str
    questions: dict[str, Question]


class Record(NamedTuple):
    """What a packet was built from, the names of its places, its forms, and its text as built.

    `items` are the titles of its items by their ids.
    """

    origin: Origin
    places: dict[str, Place]
    items: dict[str, str]
    forms: tuple[AskedForm, ...]
    paragraphs: tuple[str, ...]
    built: Built


class Built:
    """What a packet had from the start that would else be taken for a reviewer's."""

    def __init__(
        self,
        comments: Iterable[tuple[str, str]] = (),
        controls: Iterable[tuple[str, str]] = (),
        changes: Iterable[tuple[bool, str, str]] = (),
    ) -> None:
        # LibreOffice may lose a line break of a comment when it saves.
        self._comments = {(author, "".join(text.split())) for author, text in comments}
        self._controls = frozenset(controls)
        self._changes = frozenset(changes)

    def has_comment(self, author: str, text: str) -> bool:
        return (author, "".join(text.split())) in self._comments

    def has_control(self, name: str, text: str) -> bool:
        return (name, text) in self._controls

    def has_change(self, stretch: Stretch) -> bool:
        return (stretch.is_insertion, stretch.track.author, stretch.text) in self._changes


class _Wrong(Exception):
    """A value of the record is not what promo writes there."""


class _Newer(Exception):
    """The record is of a later version, whose meaning is not known."""


def read_record(copy: Copy) -> tuple[Record | None, tuple[Finding, ...]]:
    """The record of a packet, or why there is none to go by."""
    found = [
        (name, tree)
        for name, tree in sorted(copy.package.trees.items())
        if tree.tag.startswith(f"{{{FAMILY}") and tree.tag.endswith("}packet")
    ]
    if not found:
        help = "review in Word or LibreOffice; Google Docs drops the record"
        message = "the record of what the packet was built from is lost"
        return None, (told("RV004", copy.place(copy.main), message, help),)
    part, tree = found[0]
    try:
        return _record(tree), ()
    except _Newer:
        message = "the packet was built by a newer promo; what this one knows is read"
        return None, (told("RV003", copy.place(part), message, "update promo"),)
    except (_Wrong, ValueError, RecursionError):
        message = "the record of what the packet was built from is damaged"
        help = "take a copy that nothing but Word or LibreOffice has saved"
        return None, (told("RV005", copy.place(part), message, help),)


def read_property(copy: Copy) -> Origin | None:
    """What the short property of a packet says of its origin, for where the record is lost."""
    for _, tree in copy.parts(f"{_PROPERTIES}Properties"):
        for each in tree:
            if each.get("name") == PROPERTY:
                return _short(each)
    return None


def _short(element: Element) -> Origin:
    try:
        held = _mapping(_json("".join(map(str, element.itertext()))))
        _check_version(held)
        names = ("evidence", "ladder", "ladder_version", "target")
        return Origin(**{name: _text(held.get(name, "")) for name in names})
    except (_Wrong, _Newer, ValueError, RecursionError):
        return Origin()


def _record(tree: Element) -> Record:
    if tree.tag != f"{{{NAMESPACE}}}packet":
        raise _Newer
    held = _mapping(_json("".join(map(str, tree.itertext()))))
    _check_version(held)
    origin = _mapping(held.get("origin"))
    places = _mapping(held.get("places"))
    titles = _titles(places.values())
    forms = [_form(_mapping(form)) for form in _list(held.get("forms"))]
    if len({(form.place, form.slot) for form in forms}) < len(forms):
        raise _Wrong
    if any(form.place not in places for form in forms if form.place != "sign_off"):
        raise _Wrong
    return Record(
        origin=Origin(**{name: _text(origin.get(name, "")) for name in Origin._fields}),
        places={name: _place(_mapping(place), titles) for name, place in places.items()},
        items=dict(_items(map(_mapping, places.values()))),
        forms=tuple(forms),
        paragraphs=_texts(held.get("paragraphs")),
        built=_built(held),
    )


def _built(held: dict[str, object]) -> Built:
    comments, controls = (_pairs(held.get(key, [])) for key in ("comments", "controls"))
    changes = []
    for each in _list(held.get("changes", [])):
        is_insertion, author, text = _of_length(3, each)
        if not isinstance(is_insertion, bool):
            raise _Wrong
        changes.append((is_insertion, _text(author), _text(text)))
    return Built(comments, controls, changes)


def _pairs(value: object) -> list[tuple[str, str]]:
    pairs = (_of_length(2, each) for each in _list(value))
    return [(_text(first), _text(second)) for first, second in pairs]


def _of_length(length: int, value: object) -> list[object]:
    values = list(_list(value))
    if len(values) != length:
        raise _Wrong
    return values


def _json(text: str) -> object:
    value: object = json.loads(text)
    # XML has no control characters and no halves of pairs; only an escape can bring them in.
    if "\\u" in text and FORBIDDEN.search("\n".join(_strings(value))):
        raise _Wrong
    return value


def _strings(value: object) -> Iterator[str]:
    """Every text in a value, in no order."""
    held = [value]
    while held:
        each = held.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            held += [*each, *each.values()]
        elif isinstance(each, list):
            held += each


def _check_version(held: dict[str, object]) -> None:
    version = held.get("version")
    if type(version) is not int or version < 1:
        raise _Wrong
    if version > VERSION:
        raise _Newer


def _titles(places: Iterable[object]) -> dict[str, str]:
    """What each competency is called, by its id."""
    held = [place for place in map(_mapping, places) if not place.get("item")]
    return {_text(p.get("competency", "")): _text(p.get("title", "")) for p in held}


def _items(places: Iterable[dict[str, object]]) -> Iterator[tuple[str, str]]:
    for held in places:
        if held.get("item"):
            yield _text(held["item"]), _text(held.get("title", ""))


def _place(held: dict[str, object], titles: dict[str, str]) -> Place:
    competency, title = _text(held.get("competency", "")), _text(held.get("title", ""))
    item = _text(held.get("item", ""))
    if not item:
        return Place(competency=competency, title=title)
    return Place(competency, titles.get(competency, ""), item, _text(held.get("number", "")))


def _form(held: dict[str, object]) -> AskedForm:
    questions = [_question(_mapping(each)) for each in _list(held.get("fields"))]
    place = _text(held.get("place"))
    names = [question.name for question in questions]
    if not names or {(name.anchor, name.slot) for name in names} != {(place, names[0].slot)}:
        raise _Wrong
    return AskedForm(
        place=place,
        slot=names[0].slot,
        reviewer=_text(held.get("reviewer")),
        title=_text(held.get("title")),
        questions={question.name.key: question for question in questions},
    )


def _question(held: dict[str, object]) -> Question:
    name = field_name(_text(held.get("tag")))
    if name is None or (name.key, KINDS[name.key].value) != (held.get("key"), held.get("kind")):
        raise _Wrong
    choices = tuple(map(_text, _list(held.get("choices"))))
    return Question(name, _text(held.get("label")), _text(held.get("prompt")), choices)


def _mapping(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise _Wrong
    return value


def _list(value: object) -> Iterable[object]:
    if not isinstance(value, list):
        raise _Wrong
    return value


def _texts(value: object) -> tuple[str, ...]:
    texts = tuple(_list(value))
    if not {type(text) for text in texts} <= {str}:  # a long packet has thousands
        raise _Wrong
    return cast("tuple[str, ...]", texts)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _Wrong
    return value
