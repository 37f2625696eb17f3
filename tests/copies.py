"""Copies of a packet as reviewers send them back: a built one, and what Word and others make of it.

Word is not at hand: its ways of writing are taken from the file formats' documentation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from html import escape
from pathlib import Path

from making import VERSION, assessment, file_of, item, members_of

from promo.compose import compose
from promo.findings import Finding
from promo.model import Place, Review, Reviewed
from promo.theme import Language
from promo.words import Words
from promo.words_de import GERMAN
from promo.writers.word import write
from promo.writers.word.package import zipped

DOCUMENT, COMMENTS = "word/document.xml", "word/comments.xml"
THREADS, RECORD = "word/commentsExtended.xml", "customXml/item1.xml"
EVIDENCE = file_of(item("Checkout"), item("Returns", situation="Returns took weeks."))
LANGUAGES = {Language.ENGLISH: Words(), Language.GERMAN: Words(GERMAN)}


@lru_cache
def built(*reviewers: str, language: Language = Language.ENGLISH) -> bytes:
    """The packet of two items; `Craft` is covered, and `People` and `Reach` have flags."""
    return written(Reviewed(reviewers), LANGUAGES[language])


def written(reviewed: Reviewed, words: Words | None = None) -> bytes:
    """The same packet with the answers and comments of a review."""
    return write(compose(assessment(EVIDENCE), VERSION, words, reviewed))


class Copy:
    """A packet whose parts are changed as text."""

    def __init__(self, data: bytes | None = None) -> None:
        self.members = members_of(built() if data is None else data)

    @property
    def data(self) -> bytes:
        return zipped(self.members)

    @property
    def document(self) -> str:
        return self.members[DOCUMENT].decode()

    @document.setter
    def document(self, xml: str) -> None:
        self.members[DOCUMENT] = xml.encode()

    def drop(self, *parts: str) -> Copy:
        """Without these parts; what refers to them stays."""
        for part in parts:
            del self.members[part]
        return self

    def sub(self, pattern: str, by: str | Callable[[re.Match[str]], str], times: int = 0) -> Copy:
        """With the document changed wherever a pattern is found, which it must be."""
        self.document, done = re.subn(pattern, by, self.document, count=times, flags=re.DOTALL)
        assert done, f"{pattern} is not in the document"
        return self

    def cell(self, tag: str, content: str) -> Copy:
        """With other content in the cell that holds a field, after the cell's properties."""
        mark = self.document.index(f'w:tag w:val="{tag}"')
        start = self.document.index("</w:tcPr>", self.document.rindex("<w:tc>", 0, mark))
        stop = self.document.index("</w:tc>", mark)
        self.document = f"{self.document[:start]}</w:tcPr>{content}{self.document[stop:]}"
        return self

    def control(self, tag: str, change: Callable[[str], str]) -> Copy:
        """With the control of a field changed."""
        mark = self.document.index(f'w:tag w:val="{tag}"')
        start = self.document.rindex("<w:sdt>", 0, mark)
        stop = self.document.index("</w:sdt>", mark) + len("</w:sdt>")
        changed = change(self.document[start:stop])
        self.document = self.document[:start] + changed + self.document[stop:]
        return self

    def answer(self, tag: str, text: str) -> Copy:
        """With words typed into a field, as Word keeps them."""

        def typed(control: str) -> str:
            control = control.replace("<w:showingPlcHdr/>", "")
            return re.sub(
                "<w:sdtContent>.*</w:sdtContent>",
                lambda _: f"<w:sdtContent>{runs(text)}</w:sdtContent>",
                control,
                flags=re.DOTALL,
            )

        return self.control(tag, typed)

    def tick(self, tag: str) -> Copy:
        state = '<w14:checked w14:val="{}"/>'
        return self.control(
            tag, lambda c: c.replace(state.format(0), state.format(1)).replace("☐", "☒")
        )

    def without_tags(self) -> Copy:
        """As LibreOffice before 7.5 writes it: the control goes on, without its name."""
        name = '<w:alias w:val="[^"]*"/><w:tag w:val="promo[^"]*"/>'
        return self.sub(rf'{name}<w:id w:val="\d+"/>', "")

    def without_bookmarks(self) -> Copy:
        self.sub(r'<w:bookmarkStart [^>]*w:name="promo_[^>]*/>', "")
        return self.sub(r"<w:bookmarkEnd [^>]*/>", "")

    def without_controls(self) -> Copy:
        """As Google Docs writes it: what a control held stands there as text."""
        self.sub("<w:sdt><w:sdtPr>.*?</w:sdtPr><w:sdtContent>(.*?)</w:sdtContent></w:sdt>", r"\1")
        return self

    def without_record(self) -> Copy:
        self.members["docProps/custom.xml"] = re.sub(
            rb"<property [^>]*promo-packet.*?</property>", b"", self.members["docProps/custom.xml"]
        )
        return self.drop(RECORD)


def runs(text: str) -> str:
    """Words as runs, lines parted by breaks."""
    lines = [f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")]
    return f"<w:r>{'<w:br/>'.join(lines)}</w:r>"


def told(review: Review, findings: Iterable[Finding] = ()) -> str:
    """A review in lines, what nobody answered left out."""
    lines = []
    for form in review.forms:
        lines.append(f"form of {form.reviewer or 'nobody'}")
        for about in form.competencies:
            lines += _answers(f"{about.competency or '?'} ({about.title})", about.values)
        lines += _answers("sign-off", form.signed)
        lines += [f"  extra {extra.name!r}: {extra.value!r}" for extra in form.extras]
        lines += [f"  missing: {field}" for field in form.missing]
    for comment in review.comments:
        state = ", resolved" if comment.resolved else ""
        lines.append(f"comment by {comment.author} ({comment.date}{state}) {_at(comment.place)}")
        lines += [f"  on {comment.on!r}: {comment.text!r}"]
        lines += [f"  reply by {r.author} ({r.date}): {r.text!r}" for r in comment.replies]
    for change in review.changes:
        done = "inserted" if change.inserted else "deleted"
        by = f"{change.author} ({change.date})"
        lines.append(f"{done} by {by} {_at(change.place)}: {change.text!r}")
    lines += [f"edited {_at(e.place)}: {e.was!r} -> {e.now!r}" for e in review.edits]
    lines += [f"{finding.code} {finding.location}: {finding.message}" for finding in findings]
    return "\n".join(lines) + "\n"


def _answers(name: str, values: Mapping[str, str]) -> list[str]:
    given = [f"{key}={value!r}" for key, value in values.items() if value]
    return [f"  {name}: {' '.join(given)}"] if given else []


def _at(place: Place) -> str:
    return f"at {place.shown}" if place.shown else "nowhere"


def overlaid(folder: Path, copy: Copy) -> Copy:
    """A copy with what the files of a case say.

    `promo.c1.rating.xml` is the content of that field's cell; files in `word` are parts;
    `replaced.txt` has pairs of lines, what stands in the document and what does instead.
    """
    for file in sorted(folder.glob("promo.*.xml")):
        copy.cell(file.stem, file.read_text("utf-8").strip())
    for file in sorted(folder.glob("word/*.xml")):
        copy.members[f"word/{file.name}"] = file.read_bytes()
    replaced = folder / "replaced.txt"
    lines = replaced.read_text("utf-8").splitlines() if replaced.exists() else []
    for old, new in zip(lines[::2], lines[1::2], strict=True):
        assert old in copy.document, old
        copy.document = copy.document.replace(old, new, 1)
    return copy
