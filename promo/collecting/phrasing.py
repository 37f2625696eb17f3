"""One entry of notes to an item: its title, its date, its parts; all of its words are kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from textwrap import dedent
from typing import NamedTuple

from promo.collecting import dates
from promo.collecting.dates import Calendar, Found
from promo.collecting.draft import (
    DraftItem,
    has_words_beside_links,
    links_in,
    plain,
    title_of,
)
from promo.collecting.labels import KEY_OF_LABEL
from promo.fields import parse_period
from promo.findings import quote
from promo.model import Period

_LABEL = re.compile(
    r"\s*(?:[-*+•]\s+)?(?P<mark>\*\*|__|\*|_|)(?P<word>[^\W\d_][^:*_\n]{0,20}?)"
    r"(?::(?P=mark)|(?P=mark):)(?:\s+(?P<rest>.*)|)$"
)
_BOLD_LEAD = re.compile(
    r"(\*\*|__)(?=\S)(?P<title>[^*_]+?)\1\s*(?P<mark>[:.–—-]*)\s*(?P<rest>.*)$", re.DOTALL
)
_WORD = re.compile(r"[^\W_]+")
_WRAPPED = 60  # characters; a line that ends before was ended on purpose
# A date at the end of three sentences is that of the last.
_SENTENCE = re.compile(r"\w[.!?]\s+(?=\w)")
_OPENING, _CLOSING, _CUT = "[(*_ ", "])*_. ", "])*_:–—-|,. "
_LEAD_WORD = re.compile(r"\s*(?:in|on|im|am|by|since|seit)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the headings around an entry say: a date, a project, and their own words."""

    calendar: Calendar
    when: str = ""
    project: str = ""
    under: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    def beneath(self, heading: str, found: Found | None, project: str = "") -> Context:
        """The same under one more heading."""
        inner = replace(self, under=(*self.under, heading), project=project or self.project)
        if found is None:
            return inner
        if not found.when:
            return replace(inner, when="", doubts=(*self.doubts, doubt(found)))
        return replace(inner, when=found.when, calendar=_with_year(self.calendar, found.when))


class Dated(NamedTuple):
    """A text, the date that it names for itself, and whether that was cut off the text."""

    text: str
    found: Found | None
    is_cut: bool = False


def doubt(found: Found) -> str:
    return f"no date from {quote(found.text)}: {found.why}"


def _with_year(calendar: Calendar, when: str) -> Calendar:
    years = {end[:4] for end in when.split("..") if end}
    return calendar._replace(year=int(years.pop()) if len(years) == 1 else None)


def dated(text: str, calendar: Calendar) -> Dated:
    """The date that a text begins or ends with, or that stands in brackets.

    Any other date is part of a sentence, and may be anything.
    """
    found = dates.find(text, calendar)
    for each in found:
        before, after = text[: each.start], text[each.end :]
        if before.strip(_OPENING):
            continue
        cut = re.match(r"\s?[\])*_]+:?|\s*[:|–—]|\s+-\s|,?\s*$", after)
        is_stamp = each.text[0].isdigit() and after[:1] == " " and not each.weak
        if cut or is_stamp:
            return Dated(after.lstrip(_CUT), each, True)
        if not each.weak:
            return Dated(text, each)
    for each in found:
        before, after = text[: each.start], text[each.end :]
        if before[-1:] in ("(", "[") and after[:1] in (")", "]"):
            if after[1:].strip(_CLOSING):
                return Dated(text, each)
            return Dated(before[:-1].rstrip(), each, True)
    for each in found:
        at_end = not text[each.end :].strip(_CLOSING) and len(_SENTENCE.findall(text)) < 2
        led = _LEAD_WORD.fullmatch(text[: each.start])
        if (at_end or led) and (not each.weak or _is_month_of_year(each, text)):
            return Dated(text, each)
    return Dated(text, None)


def _is_month_of_year(found: Found, text: str) -> bool:
    """`in 2025` at the end of a text, and not `a plan for 2027`."""
    return bool(re.search(r"\b(?:in|im)\s+$", text[: found.start], re.IGNORECASE))


def item_of(
    text: str,
    below: Sequence[str],
    line: int,
    context: Context,
    *,
    title: str = "",
    found: Found | None = None,
    heading: str = "",
    is_open: bool = False,
) -> DraftItem:
    """An item of one entry: `text` is its own, `below` the lines under it as they stand.

    Where a `heading` gave the title and the date, all of the text is under it.
    """
    key = "\n".join((heading, text, *below))
    marks = [f"under {' / '.join(context.under)}"] if context.under else []
    if heading and heading != title:
        marks.append(f"the heading is {heading}")
    head, body, is_cut = title, text, False
    if not title:
        head, rest, found, is_cut = _headed(text, context.calendar)
        body = rest
    parts = _parts(dedent("\n".join(below)), body, context.calendar)
    when = found.when if found else ""
    if found and not found.when:
        marks.append(doubt(found))
    elif found and is_cut and found.text != when:
        marks.append(f"the date stands there as {quote(found.text)}")
    if parts.found:
        when = when or parts.found.when
    when = when or context.when
    marks += () if when else context.doubts
    marks += parts.marks
    if not found and not parts.found:
        whole = "\n".join((text, *below))
        others = [f for f in dates.find(whole, context.calendar) if _may_be(f, when)]
        marks += [f"is this the date? {quote(other.text)}" for other in others[:1]]
    links, others_ = links_in("\n".join((heading, text, *below)))
    marks += [f"not a web address: {target}" for target in others_]
    return DraftItem(
        title=head,
        line=line,
        key=key,
        when=when,
        project=parts.texts.get("project", "") or context.project,
        in_progress=is_open,
        situation=parts.texts.get("situation", ""),
        actions=parts.texts.get("actions", ""),
        result=parts.texts.get("result", ""),
        links=links,
        marks=tuple(marks),
    )


def _may_be(found: Found, when: str) -> bool:
    """Whether a date inside a text may be that of an item, and says more than the one around it."""
    own, around = parse_period(found.when), parse_period(when)
    if found.weak or not isinstance(own, Period):
        return False
    if not isinstance(around, Period):
        return True
    if own.end is None or around.end is None:
        return False
    is_within = around.start <= own.start and own.end <= around.end
    return is_within and (own.start, own.end) != (around.start, around.end)


def _headed(text: str, calendar: Calendar) -> tuple[str, str, Found | None, bool]:
    """Title, the text that is not all in it, and the date of a text without a heading."""
    first, rest = _opening(text)
    bare, found, is_cut = dated(" ".join(first.split("\n")), calendar)
    if is_cut and not bare:
        bare, found, is_cut = " ".join(first.split("\n")), found, False
    bold = _BOLD_LEAD.match(bare)
    stamp = dates.whole(bold["title"], calendar) if bold else None
    if bold and bold["rest"] and not stamp and (own := dates.whole(bold["rest"], calendar)):
        return plain(bold["title"]), rest, own, True
    if bold and bold["rest"] and stamp:
        inner = f"{bold['rest']}\n\n{rest}" if rest else bold["rest"]
        title, body, _, _ = _headed(inner, calendar)
        return title, body, stamp, True
    if bold and bold["rest"]:
        title, again, was_cut = dated(bold["title"], calendar)
        body = f"{bold['rest']}\n\n{rest}" if rest else bold["rest"]
        is_cut = bool(title and was_cut) or is_cut
        return plain(title or bold["title"]), body, again or found, is_cut
    title, is_whole = title_of(plain(bare))
    said = f"{title} {links_in(bare)}"
    if is_whole and not set(_WORD.findall(bare)) - set(_WORD.findall(said)):
        return title, rest, found, is_cut
    whole = "\n\n".join(filter(None, (bare, rest))) if is_cut else text
    return title, whole, found, is_cut


def _opening(text: str) -> tuple[str, str]:
    """The first paragraph and the rest, or the first line where that was ended on purpose."""
    line, _, more = text.partition("\n")
    if len(line) < _WRAPPED and more.strip():
        return line, more.strip("\n")
    first, _, rest = text.partition("\n\n")
    return first, rest


def is_titled(text: str) -> bool:
    """Whether an entry begins with a title in bold and goes on."""
    bold = _BOLD_LEAD.match(text)
    return bool(bold and bold["rest"])


_TEXTS = ("situation", "actions", "result")


class _Parts(NamedTuple):
    texts: dict[str, str]
    found: Found | None
    marks: list[str]


def _parts(below: str, body: str, calendar: Calendar) -> _Parts:
    """The text under a title, by its labels; what stands under none is the actions."""
    texts: dict[str, list[str]] = {}
    marks: list[str] = []
    found: Found | None = None
    key = "actions"
    for line in "\n".join(filter(None, (body, below))).split("\n"):
        label = label_of(line)
        if label is None:
            texts.setdefault(key, []).append(line)
            continue
        named, word, rest = label
        for lines in texts.values():  # the empty lines before a label part nothing any more
            while lines and not lines[-1].strip():
                lines.pop()
        if named == "when":
            read = dates.whole(rest, calendar) or dated(rest, calendar).found
            if read is None or not read.when or found:
                texts.setdefault(key, []).append(line)
                marks += [doubt(read)] if read and read.why else []
                continue
            found = read
            marks += [f"the date stands there as {quote(line.strip(), len(line))}"]
            continue
        key = named if named in _TEXTS else "actions"
        if named == "links" and (not rest or has_words_beside_links(rest)):
            texts.setdefault(key, []).extend(["", line.strip()])
        else:
            if named != "links":
                told = texts.setdefault(named, [])
                told += ["", rest] if told and rest else filter(None, [rest])
            if named != word.lower():
                marks.append(f"{quote(word)} is the {named}")
    joined = {name: dedent("\n".join(lines)).strip("\n") for name, lines in texts.items()}
    return _Parts({name: text for name, text in joined.items() if text.strip()}, found, marks)


def label_of(line: str) -> tuple[str, str, str] | None:
    """The key that a line's label means, its word, and the rest of the line."""
    match = _LABEL.match(line)
    key = KEY_OF_LABEL.get(match["word"].strip().lower()) if match else None
    return (key, match["word"].strip(), match["rest"] or "") if match and key else None


def labels_in(lines: Iterable[str]) -> Iterator[str]:
    """The keys of all labels that head lines."""
    for line in lines:
        label = label_of(line)
        if label:
            yield label[0]
