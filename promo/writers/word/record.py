"""The record in a packet: what it was built from, what it asked, and every paragraph as built.

A review is read against it. It holds no path, and no text that the document does not show.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from promo.packet import Form, Packet
from promo.writers.word.recorded import Recorded

VERSION = 1
FAMILY = "urn:promo:packet:"  # and the version
NAMESPACE = f"{FAMILY}{VERSION}"
PROPERTY = "promo-packet"
# Not the quotes, of which JSON is full.
_ENTITIES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))


def record_of(packet: Packet, asked: frozenset[str], built: Recorded) -> bytes:
    """The custom XML part of a packet; `asked` are the tags of the fields in its document."""
    record = {
        "version": VERSION,
        "origin": packet.origin._asdict(),
        "places": _places(packet),
        "forms": [_form(form, asked) for form in _forms(packet) if _asks(form, asked)],
        **built._asdict(),
    }
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    for character, entity in _ENTITIES:
        text = text.replace(character, entity)
    start = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{start}<packet xmlns="{NAMESPACE}">{text}</packet>'.encode()


def property_of(packet: Packet) -> str:
    """The short property: which evidence and ladder, for where the record is lost."""
    origin = packet.origin
    about = {
        "version": VERSION,
        "evidence": origin.evidence,
        "ladder": origin.ladder,
        "ladder_version": origin.ladder_version,
        "target": origin.target,
    }
    return json.dumps(about, ensure_ascii=False)


def _places(packet: Packet) -> dict[str, dict[str, str]]:
    titles = {row.competency.anchor: row.competency.text for row in packet.coverage.rows}
    places = {}
    for section in packet.competencies:
        title = titles.get(section.anchor, section.title)
        places[section.anchor] = {"competency": section.id, "title": title}
    homes = [(s.id, s.entries) for s in packet.competencies] + [("", packet.other_evidence)]
    for competency, entries in homes:
        for entry in entries:
            places[entry.anchor] = {
                "item": entry.id,
                "number": entry.number,
                "title": entry.title,
                "competency": competency,
            }
    return places


def _forms(packet: Packet) -> Iterator[Form]:
    for section in packet.competencies:
        yield from section.forms
    yield from packet.sign_off


def _asks(form: Form, asked: frozenset[str]) -> bool:
    return any(field.tag in asked for field in form.fields)


def _form(form: Form, asked: frozenset[str]) -> dict[str, object]:
    return {
        "reviewer": form.reviewer,
        "place": form.place,
        "title": form.title,
        "fields": [
            {
                "tag": field.tag,
                "key": field.key,
                "kind": field.kind.value,
                "label": field.label,
                "prompt": field.prompt,
                "choices": list(field.choices),
            }
            for field in form.fields
            if field.tag in asked
        ],
    }
