"""Rules of what is named in one place and used in another: bookmarks, comments, notes, ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from promo.findings import quote
from promo.writers.word.lint.fault import Fault, fault
from promo.writers.word.lint.fields import inner_links
from promo.writers.word.lint.opc import repeated
from promo.writers.word.lint.package import Element, Package, select
from promo.writers.word.lint.schema import clark

# Word itself makes names such as `_APPENDIX_5:_FINANCIAL` when a link goes to a heading.
_BOOKMARK_NAME = re.compile(r"(?=.{1,40}$)(?:_\S*|[^\W\d]\w*)")
_PARA_ID = re.compile(r"[0-7][0-9A-Fa-f]{7}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,10}")
_FALLBACK = clark("mc:Fallback")


def values(tree: Element, tag: str, attribute: str) -> list[str]:
    """What an attribute of each such element holds.

    A fallback is left out: it shows the same content to old programs and repeats its ids.
    """
    held = ((e, e.get(clark(attribute))) for e in tree.iter(clark(tag)))
    found = [(element, value) for element, value in held if value is not None]
    if found and next(tree.iter(_FALLBACK), None) is not None:
        found = [(e, v) for e, v in found if next(e.iterancestors(_FALLBACK), None) is None]
    return [value for _, value in found]


def bookmark_names(package: Package) -> Iterator[Fault]:
    found = [
        (part, name)
        for part, tree in package.stories
        for name in values(tree, "w:bookmarkStart", "w:name")
    ]
    for part, name in found:
        if not _BOOKMARK_NAME.fullmatch(name):
            yield fault("bookmark-name", part, f"{quote(name)} is no name for a bookmark")
    for name in repeated(name.casefold() for _, name in found):
        yield fault("bookmark-duplicate", package.main, f"the name {quote(name)} is used twice")


def bookmark_ids(package: Package) -> Iterator[Fault]:
    for part, tree in package.stories:
        starts = values(tree, "w:bookmarkStart", "w:id")
        ends = values(tree, "w:bookmarkEnd", "w:id")
        for mark in repeated(starts):
            yield fault("bookmark-duplicate", part, f"the id {quote(mark)} is used twice")
        for mark in sorted({*starts} ^ {*ends}) + repeated(ends):
            yield fault("bookmark-pair", part, f"bookmark {quote(mark)} is not one start, one end")


def anchors(package: Package) -> Iterator[Fault]:
    known = {"_top"}  # Word's own name for the start of the document
    for _, tree in package.stories:
        known.update(map(str.casefold, values(tree, "w:bookmarkStart", "w:name")))
    for part, tree in package.stories:
        # With r:id, the anchor is a place in the page that the link leads to.
        inside = select(tree, "//w:hyperlink[@w:anchor][not(@r:id)]")
        names = [element.get(clark("w:anchor"), "") for element in inside]
        for name in (*names, *inner_links(tree)):
            if name.casefold() not in known:
                yield fault("anchor", part, f"no bookmark is named {quote(name)}")


def comments(package: Package) -> Iterator[Fault]:
    written = _across(package.related("comments"), "w:comment")
    used = _across(package.stories, "w:commentReference")
    starts = _across(package.stories, "w:commentRangeStart")
    ends = _across(package.stories, "w:commentRangeEnd")
    for name in (*repeated(written), *repeated(used)):
        yield fault("comment-duplicate", package.main, f"comment {quote(name)} is there twice")
    for name in sorted({*starts} ^ {*ends}):
        yield fault("comment-pair", package.main, f"the range of comment {quote(name)} is open")
    for name in sorted({*used, *starts} - {*written}):
        yield fault("comment-reference", package.main, f"there is no comment {quote(name)}")
    for name in sorted({*written} - {*used}):
        yield fault("comment-orphan", package.main, f"comment {quote(name)} is not referred to")


def _across(parts: Iterable[tuple[str, Element]], tag: str) -> list[str]:
    return [value for _, tree in parts for value in values(tree, tag, "w:id")]


def comment_threads(package: Package) -> Iterator[Fault]:
    paragraphs = {
        value
        for _, tree in package.related("comments")
        for value in values(tree, "w:p", "w14:paraId")
    }
    for part, tree in package.related("commentsExtended"):
        for attribute in ("w15:paraId", "w15:paraIdParent"):
            for name in values(tree, "w15:commentEx", attribute):
                if name not in paragraphs:
                    yield fault("comment-thread", part, f"no comment has paragraph {quote(name)}")


def notes(package: Package) -> Iterator[Fault]:
    for kind in ("footnote", "endnote"):
        written = _across(package.related(f"{kind}s"), f"w:{kind}")
        for name in repeated(written):
            yield fault("note-duplicate", package.main, f"{kind} {quote(name)} is there twice")
        used = _across(package.stories, f"w:{kind}Reference")
        for name in sorted({*used} - {*written}):
            yield fault("note-reference", package.main, f"there is no {kind} {quote(name)}")


def control_ids(package: Package) -> Iterator[Fault]:
    for part, tree in package.stories:
        found = values(tree, "w:id", "w:val")  # w:id is an element in w:sdtPr only
        for name in repeated(found):
            yield fault("sdt-id", part, f"content control {quote(name)} is there twice")
        for name in found:
            if not _NUMBER.fullmatch(name):
                yield fault("sdt-id", part, f"{quote(name)} is not a whole number")


def drawing_ids(package: Package) -> Iterator[Fault]:
    for part, tree in package.stories:
        for name in repeated(values(tree, "wp:docPr", "id")):
            yield fault("drawing-id", part, f"drawing {quote(name)} is there twice")


def paragraph_ids(package: Package) -> Iterator[Fault]:
    for part, tree in package.stories:
        marked = select(tree, "//*[@w14:paraId][not(ancestor::mc:Fallback)]")
        found = [e.get(clark("w14:paraId"), "") for e in marked]
        for name in repeated(name.upper() for name in found):
            yield fault("para-id", part, f"paragraph {quote(name)} is there twice")
        for name in found:
            if not _PARA_ID.fullmatch(name) or not int(name, 16):
                yield fault("para-id", part, f"{quote(name)} is no id of a paragraph")
