"""A review file, as teams keep it in git: written from a Review, read back with every finding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from promo import source
from promo.fields import Fields, Notes
from promo.findings import Finding, InputError, Location, in_order, quote, stopped
from promo.model import (
    TICKED,
    Answers,
    Change,
    Comment,
    Edit,
    Extra,
    Origin,
    Place,
    Reply,
    Review,
    ReviewForm,
)
from promo.plain import to_yaml
from promo.review import keys
from promo.source import Map, Source

FORMAT = "promo-review"
_TOP = ("review", "format", "version", *keys.PARTS, "facts")


def write_file(review: Review) -> str:
    """The YAML of a review; `[U+2028]` stands for a character that it cannot hold."""
    return to_yaml({"review": keys.VERSION, **keys.keys_of(review)})


def read_file(data: bytes, name: str) -> tuple[Review, tuple[Finding, ...]]:
    """The review in a file, YAML or JSON, with its warnings. Raises InputError."""
    if data.startswith(_ZIP):
        fact = "this is a document, not a review file"
        raise stopped("RV011", Location(name), fact, _WRITE_ONE)
    try:
        parsed = source.parse(data, name)
    except InputError as error:
        raise InputError(map(_for_reviews, error.findings)) from None
    _refuse_others(parsed)
    notes = Notes(parsed)
    review = _Review(notes).read(Fields(parsed.root, "the review", _TOP, notes))
    if notes.has_errors:
        raise InputError(in_order(notes.found))
    return review, in_order(notes.found)


_ZIP = b"PK\x03\x04"  # how a Word document begins
_WRITE_ONE = "write one with `promo review PACKET -o review.yaml`"


def _for_reviews(finding: Finding) -> Finding:
    """A finding of any YAML file, with help that fits a review."""
    return replace(finding, help=_WRITE_ONE) if finding.code == "YM009" else finding


def _refuse_others(parsed: Source) -> None:
    """Raises InputError for what is no review file, or one of a newer promo."""
    place = Location(parsed.name)
    stated = _top(parsed, "review") or (
        _top(parsed, "version") if _top(parsed, "format") == FORMAT else ""
    )
    if not stated:
        several = " of one packet" if "reviews" in parsed.root.entries else ""
        raise stopped("RV011", place, f"this is not a review file{several}", _WRITE_ONE)
    if stated != str(keys.VERSION):
        message = f"a review file of version {quote(stated)}; this promo reads {keys.VERSION}"
        raise stopped("RV011", place, message, "update promo, or write the file anew")


def _top(parsed: Source, key: str) -> str:
    entry = parsed.root.entries.get(key)
    return entry[1].value if entry and isinstance(entry[1], source.Text) else ""


class _Review:
    """Reads the parts of a review; what is not stated is not answered."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes

    def read(self, root: Fields) -> Review:
        return Review(
            origin=self.origin(root),
            forms=tuple(
                self.form(fields) for fields in root.each("reviewers", "a reviewer", keys.REVIEWER)
            ),
            comments=tuple(
                self.comment(fields) for fields in root.each("comments", "a comment", keys.COMMENT)
            ),
            changes=tuple(
                self.change(fields) for fields in root.each("changes", "a change", keys.CHANGE)
            ),
            edits=tuple(
                Edit(fields.text("was"), fields.text("now"), self.place(fields))
                for fields in root.each("edits", "an edit", keys.EDIT)
            ),
        )

    def origin(self, root: Fields) -> Origin | None:
        packet = root.inner("packet", "`packet`", keys.PACKET)
        if packet is None:
            return None
        target = self.texts(packet, "target", keys.TARGET)
        ladder = self.texts(packet, "ladder", keys.LADDER)
        return Origin(
            promo=packet.text("promo"),
            candidate=packet.text("candidate"),
            evidence=self.texts(packet, "evidence", keys.EVIDENCE)["sha256"],
            ladder=ladder["id"],
            ladder_title=ladder["title"],
            ladder_version=ladder["version"],
            ladder_hash=ladder["sha256"],
            target=target["id"],
            target_title=target["title"],
            track=packet.text("track"),
            as_of=packet.text("as_of"),
        )

    def texts(self, outer: Fields, key: str, known: tuple[str, ...]) -> dict[str, str]:
        """A mapping of texts; all of them are empty where it is not there."""
        fields = outer.inner(key, f"`{key}`", known)
        return {name: fields.text(name) if fields else "" for name in known}

    def form(self, fields: Fields) -> ReviewForm:
        signed = {
            key: fields.text(key)
            for key in ("recommendation", "reasons", "reviewer", "role", "date")
        }
        signed["declaration"] = self.tick(fields, "declaration")
        return ReviewForm(
            reviewer=fields.text("form_for") or signed["reviewer"],
            source=fields.text("source"),
            competencies=tuple(self.competencies(fields)),
            signed=signed,
            asked=fields.flag("sign_off") is not False,
            extras=tuple(
                Extra(other.text("name"), other.text("value"))
                for other in fields.each("others", "another field", keys.OTHER)
            ),
            missing=tuple(node.value for node in fields.texts("missing")),
        )

    def competencies(self, form: Fields) -> Iterator[Answers]:
        seen: set[str] = set()
        for fields in form.each("competencies", "a competency", keys.COMPETENCY):
            id, title = fields.text("competency"), fields.text("title")
            if not id and not title:
                fields.missing("competency")
            elif (id or title) in seen and isinstance(fields.node, Map):
                message = f"{quote(id or title)} stands twice with this reviewer"
                self.notes.add("DT001", fields.node, message, "keep one of the two")
            seen.add(id or title)
            values = {
                "rating": fields.text("rating"),
                "checked": self.tick(fields, "checked"),
                "comment": fields.text("comment"),
            }
            yield Answers(id, title, values)

    def tick(self, fields: Fields, key: str) -> str:
        return TICKED if fields.flag(key) else ""

    def comment(self, fields: Fields) -> Comment:
        return Comment(
            author=fields.text("author"),
            date=fields.text("date"),
            text=fields.text("text"),
            place=self.place(fields),
            on=fields.text("anchor"),
            resolved=bool(fields.flag("resolved")),
            replies=tuple(
                Reply(reply.text("author"), reply.text("date"), reply.text("text"))
                for reply in fields.each("replies", "a reply", keys.REPLY)
            ),
        )

    def change(self, fields: Fields) -> Change:
        kind = fields.choice("kind", keys.Kind)
        if fields.node_of("kind") is None:
            fields.missing("kind")
        return Change(
            inserted=kind is keys.Kind.INSERTED,
            author=fields.text("author"),
            date=fields.text("date"),
            text=fields.text("text"),
            place=self.place(fields),
        )

    def place(self, fields: Fields) -> Place:
        return Place(**self.texts(fields, "place", keys.PLACE))
