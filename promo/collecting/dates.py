"""Dates as people write them in English, German and French, as an evidence file has them.

What depends on something that the text does not say is never guessed: a day without a year, a
03/04/2026 that may be March or April, a season, a fiscal year whose first month nobody named.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from promo.collecting.months import MONTHS
from promo.fields import parse_period
from promo.model import Period

LOOKED_FOR = (
    "2026-03-14, 14 March 2026, 14.03.2026, 3/2026, March 2026, Q1 2026, H1 2026, KW 11/2026"
)


class Found(NamedTuple):
    """A date in a text: where it stands, its form for the file, or why it has none.

    A `weak` one, a year or the name of a month, may well be no date: `may`, `a plan for 2027`.
    """

    start: int
    end: int
    text: str
    when: str
    why: str = ""
    weak: bool = False


class Calendar(NamedTuple):
    """What a bare date is read by: the year around it, and the month a fiscal year begins in."""

    year: int | None = None
    fiscal_start: int | None = None


class _Point(NamedTuple):
    """One end of a period as written; `n` is the month, quarter, half or week."""

    kind: str
    year: int | None
    n: int = 0
    day: int = 0


_NAME = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_MONTH = rf"(?P<{{0}}>{_NAME})\b\.?"
_YEAR = r"(?P<{0}>(?:19|20)\d\d)(?!\d)"
_SHORT = r"(?:(?P<{0}>(?:19|20)\d\d)|['’]?(?P<{1}>\d\d))(?!\d)"
_DAY = r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th|er|\.)?"
_SEASON = "spring|summer|autumn|fall|winter|frühling|frühjahr|sommer|herbst"
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_PATTERNS = (
    ("iso-week", r"(?P<y>(?:19|20)\d\d)[- ]?W(?P<n>\d{1,2})\b"),
    ("iso-quarter", r"(?P<y>(?:19|20)\d\d)(?: [-–] |[- /])?Q(?P<n>[1-4])\b"),
    ("iso-half", r"(?P<y>(?:19|20)\d\d)(?: [-–] |[- /])?H(?P<n>[12])\b"),
    ("iso-day", r"(?P<y>(?:19|20)\d\d)([-/.])(?P<n>\d{1,2})\2(?P<d>\d{1,2})(?!\d)"
     r"(?:[T ]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?(?:Z\b|UTC\b|[+-]\d\d:?\d\d))?)?"),
    ("iso-month", r"(?P<y>(?:19|20)\d\d)[-/](?P<n>0[1-9]|1[0-2])(?![-/\d])"),
    ("years", r"20\d\d[/–-](?:1[3-9]|[2-9]\d)(?![-/\d])"),
    ("dots", r"(?P<d>\d{1,2})\. ?(?P<n>\d{1,2})\. ?" + _SHORT.format("y", "s")),
    ("dots", r"(?P<d>0[1-9]|[12]\d|3[01])\.(?P<n>0[1-9]|1[0-2])\.(?![\w.])"),
    ("slashes", r"(?P<d>\d{1,2})([/-])(?P<n>\d{1,2})\2" + _SHORT.format("y", "s")),
    ("month-number", r"(?P<n>0?[1-9]|1[0-2])[/.-]" + _YEAR.format("y")),
    ("day-month", _DAY.format("d") + r"(?: of)?[ /-]?" + _MONTH.format("m")
     + r"(?:,? ?(?:of )?[/-]?" + _SHORT.format("y", "s") + r"(?: \d{1,2}:\d\d(?: ?[AP]M)?)?)?"),
    ("month-day", _MONTH.format("m") + r" " + r"(?P<d>\d{1,2})(?:st|nd|rd|th)?(?![\d/.-]|:\d)"
     + r"(?:,? " + _YEAR.format("y") + r")?"),
    ("month-year", _MONTH.format("m") + r"(?:,? ?(?:of )?|[/-])"
     + r"(?:(?P<y>(?:19|20)\d\d)|(?:['’]|(?<=[-/]))(?P<s>\d\d))(?!\d)"),
    ("fiscal", r"(?:(?P<u>[QH])(?P<n>[1-4])[ ,/-]*)?(?:FY|GJ) ?['’]?"
     r"(?:(?P<y>(?:19|20)\d\d)|(?P<s>\d\d))(?:[/–-](?P<e>\d\d))?(?!\d)"
     r"(?:[ ,/-]*(?P<u2>[QH])(?P<n2>[1-4])\b)?"),
    ("quarter", r"(?:[QT](?P<n>[1-4])|(?P<n2>[1-4])Q)[ ,/-]*" + _SHORT.format("y", "s")),
    ("half", r"(?:H(?P<n>[12])|(?P<n2>[12])H)[ ,/-]*" + _SHORT.format("y", "s")),
    ("quarter", r"(?:(?P<n>[1-4])\. ?Quartal|(?P<o>first|second|third|fourth) quarter(?: of)?) ?"
     + _YEAR.format("y")),
    ("half", r"(?:(?P<n>[12])\. ?Halbjahr|(?P<o>first|second) half(?: of)?) ?"
     + _YEAR.format("y")),
    ("week", r"(?:KW|CW|WK|Week|Woche) ?#?(?P<n>\d{1,2})(?:(?: of|,)? ?[/-]? ?"
     + _YEAR.format("y") + r")?(?!\d)"),
    ("quarter", r"Q(?P<n>[1-4])\b"),
    ("half", r"H(?P<n>[12])\b"),
    ("season", rf"(?:last |this )?(?:early |late )?(?:{_SEASON}),? (?:of )?" + _YEAR.format("y")),
    ("season", rf"(?:last|this) (?:{_SEASON})\b"),
    ("month", _MONTH.format("m")),
    ("year", _YEAR.format("y")),
)  # fmt: skip
_POINTS = tuple((kind, re.compile(rf"(?<![\w.,/]){p}", re.IGNORECASE)) for kind, p in _PATTERNS)
_HINT = re.compile(rf"\d|\b(?:{_NAME}|{_SEASON})\b", re.IGNORECASE)  # every pattern has one
_ENDS = tuple((kind, re.compile(p, re.IGNORECASE)) for kind, p in _PATTERNS)
_TO = re.compile(
    r"\s*(?:[-–—/]|\.\.|\bto\b|\bbis\b|\buntil\b|\bthrough\b|\bthru\b|\bau\b|\bà\b)\s*",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"(?:present|now|today|ongoing|heute|jetzt|laufend|aujourd[’']hui)\b", re.IGNORECASE
)
_SINCE = re.compile(r"\b(?:since|seit|from|ab|depuis)\s+$", re.IGNORECASE)
_WEEK_OF = re.compile(
    r"\b(?:week (?:of|commencing|beginning|starting)|w/c|woche (?:vom|ab))(?: the)?:?\s+$", re.I
)
_WEEK_END = re.compile(r"\b(?:week ending|w/e|woche bis)(?: the)?:?\s+$", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun|montag|dienstag|mittwoch|donnerstag"
    r"|freitag|samstag|sonntag|mo|di|mi|do|fr|sa|so)(?:day)?[.,]{0,2}\s(?:the\s)?$",
    re.IGNORECASE,
)
# A part of a month, quarter or year lies within it.
_PART = re.compile(
    r"(?:\b(?:early|mid|late|anfang|mitte|ende|début|mi|fin)|\b(?:the )?"
    r"(?:beginning|start|middle|end) of)[ -]$",
    re.IGNORECASE,
)
_TIME = re.compile(r"(?:T|,? )\d{1,2}:\d\d(?::\d\d)?(?: ?[AP]M)?$", re.IGNORECASE)
_FURTHEST = 2_000  # characters of a text in which dates are looked for
_DAYS = re.compile(
    r"(?:\b(?:vom|du)\s+)?(?P<d>\d{1,2})\.?(?:st|nd|rd|th|er)?\s*(?:[-–—]|\b(?:to|bis|au)\b)\s*$",
    re.IGNORECASE,
)


def find(text: str, calendar: Calendar) -> list[Found]:
    """Every date of a text, from left to right; a range is one."""
    text, at = text[:_FURTHEST], 0
    found: list[Found] = []
    while (next := _first(text, at)) is not None:
        match, point = next
        read = _read(text, match.start(), match.end(), point, calendar)
        if not found or read.start >= found[-1].end:
            found.append(read)
        at = max(read.end, match.end())
    return found


def whole(text: str, calendar: Calendar) -> Found | None:
    """The date that a text is and nothing else, such as a heading or a cell."""
    bare = _TIME.sub("", text.strip().strip("*_:[]()~=-–— ").strip())
    for found in find(bare, calendar):
        if found.start == 0 and found.end == len(bare):
            return found
    return None


def span(start: str, end: str) -> tuple[str, list[str]]:
    """The period from one date to another, open without an end; and why there is none."""
    if not start:
        return end, []
    when = f"{start.partition('..')[0]}..{end.rpartition('..')[2]}"
    if isinstance(parse_period(when), Period):
        return when, []
    return "", [f"no date from {start} to {end}: it ends before it begins"]


def _first(text: str, at: int) -> tuple[re.Match[str], _Point] | None:
    """The leftmost date; of those that begin at one place the first in the list of patterns."""
    best: tuple[re.Match[str], _Point] | None = None
    if not _HINT.search(text, at):
        return None
    for kind, pattern in _POINTS:
        match = pattern.search(text, at)
        if match and (best is None or match.start() < best[0].start()):
            best = match, _point(kind, match)
    return best


def _point(kind: str, match: re.Match[str]) -> _Point:
    parts = match.groupdict()
    year = int(parts["y"]) if parts.get("y") else None
    if year is None and parts.get("s"):
        year = 2000 + int(parts["s"])
    number = parts.get("n") or parts.get("n2")
    n = int(number) if number else _ORDINALS.get((parts.get("o") or "").lower(), 0)
    if parts.get("m"):
        n = MONTHS[parts["m"].lower()]
    day = int(parts["d"]) if parts.get("d") else 0
    if kind == "fiscal":
        year = 2000 + int(parts["e"]) if parts.get("e") else year
        unit = (parts.get("u") or parts.get("u2") or "").upper()
        return _Point(f"fiscal{unit}", year, n)
    if kind == "slashes":
        if day > 12 or day == n:
            return _Point("day", year, n, day)
        return _Point("day", year, day, n) if n > 12 else _Point("ambiguous", year)
    shape = {"iso-month": "month", "month-number": "month", "month-year": "month"}.get(kind, kind)
    shape = "day" if parts.get("d") else shape.removeprefix("iso-")
    return _Point(shape, year, n, day)


def _read(text: str, start: int, end: int, first: _Point, calendar: Calendar) -> Found:
    """A date and what stands around it that belongs to it: the other end, `since`, `week of`."""
    before = text[:start]
    last: _Point | None = None
    to = _TO.match(text, end)
    if to and (now := _NOW.match(text, to.end())):
        return _told(text, start, now.end(), first, None, calendar, is_open=True)
    if to:
        for kind, pattern in _ENDS:
            other = pattern.match(text, to.end())
            if other:
                last, end = _point(kind, other), other.end()
                break
    if last is None and first.kind == "day" and (days := _DAYS.search(before)):
        last, first = first, first._replace(day=int(days["d"]))
        start = days.start()
    if last is None and (since := _SINCE.search(before)):
        return _told(text, since.start(), end, first, None, calendar, is_open=True)
    if first.kind == "day" and (weekday := _WEEKDAY.search(before)):
        start = weekday.start()
    if last is None and first.kind != "day" and (part := _PART.search(before)):
        return _told(text, part.start(), end, first, None, calendar)
    for pattern, from_day, to_day in ((_WEEK_OF, 0, 6), (_WEEK_END, -6, 0)):
        named = pattern.search(before)
        if named and first.kind == "day" and last is None:
            day = _told(text, named.start(), end, first, None, calendar)
            if not day.when:
                return day
            on = date.fromisoformat(day.when)
            ends = on + timedelta(days=from_day), on + timedelta(days=to_day)
            return day._replace(when="..".join(end.isoformat() for end in ends))
    return _told(text, start, end, first, last, calendar)


def _told(
    text: str,
    start: int,
    end: int,
    first: _Point,
    last: _Point | None,
    calendar: Calendar,
    *,
    is_open: bool = False,
) -> Found:
    weak = first.kind in ("month", "year") and not (first.year and first.n) and not last
    found = Found(start, end, text[start:end], "", weak=weak and not is_open)
    year = first.year or (last.year if last else None) or calendar.year
    low, why = _form(first, year, calendar)
    high, why_not = _form(last, last.year or year, calendar) if last else (low, "")
    if why or why_not:
        return found._replace(why=why or why_not)
    when = low
    if is_open:
        when = f"{low.partition('..')[0]}.."
    elif last:
        when = f"{low.partition('..')[0]}..{high.rpartition('..')[2]}"
    parsed = parse_period(when)
    if not isinstance(parsed, Period):
        return found._replace(why="it is a date that does not exist, or ends before it begins")
    return found._replace(when=when)


def _form(point: _Point, year: int | None, calendar: Calendar) -> tuple[str, str]:
    """The form of a date, or why it has none."""
    if point.kind == "ambiguous":
        return "", "it may be day and month or month and day"
    if point.kind == "season":
        return "", "a season has no first and last day"
    if point.kind == "years":
        return "", "it may be a fiscal year, a season or two years"
    if year is None:
        return "", "it names no year"
    if point.kind.startswith("fiscal"):
        if calendar.fiscal_start is None:
            return "", "say with --fiscal-year in which month the fiscal year begins"
        return _fiscal(point, year, calendar.fiscal_start), ""
    if point.kind == "week":
        try:
            monday = date.fromisocalendar(year, point.n, 1)
        except ValueError:
            return "", "there is no such week"
        return f"{monday.isoformat()}..{(monday + timedelta(days=6)).isoformat()}", ""
    forms = {
        "day": f"{year}-{point.n:02}-{point.day:02}",
        "month": f"{year}-{point.n:02}",
        "quarter": f"{year}-Q{point.n}",
        "half": f"{year}-01..{year}-06" if point.n == 1 else f"{year}-07..{year}-12",
        "year": str(year),
    }
    return forms[point.kind], ""


def _fiscal(point: _Point, year: int, start: int) -> str:
    """Its months; a fiscal year has the name of the calendar year that it ends in."""
    begins = (year if start == 1 else year - 1) * 12 + start - 1
    months = {"fiscalQ": 3, "fiscalH": 6}.get(point.kind, 12)
    first = begins + (point.n - 1) * months if point.n else begins
    ends = first, first + months - 1
    return "..".join(f"{month // 12}-{month % 12 + 1:02}" for month in ends)
