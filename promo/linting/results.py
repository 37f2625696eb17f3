"""Rules about results: their numbers, and whether they have come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain, islice

from promo.findings import Finding, quote
from promo.linting import words
from promo.linting.patterns import pattern
from promo.linting.texts import MOST_TOLD, Item, Passage, Texts, is_name, value_of, word_of
from promo.source import Map, Text

_NEAR = r"[^.;\n]{0,200}?"  # within one sentence; bounded, as texts may be long and hostile
_ABOUT = r"(?:(?:[+±−–~≈<>-]|about |around |ca\. |under |over )\s*)*"
_BARE = pattern(rf"{_ABOUT}(?:{words.NUMBER})\Z")
_TO = pattern(
    rf"\b(?P<verb>{words.CHANGED})\b{_NEAR}\b(?P<to>to|auf)\s+"
    r"(?:about |around |under |over |only )?"
    rf"(?P<number>{words.MONEY}(?:{words.NUMBER})|{words.NUMBER_WORD})",
    re.IGNORECASE,
)
_BY = pattern(
    rf"\b{words.CHANGED}\b{_NEAR}\b(?:(?:by|um)\s+(?:about |around )?"
    rf"|(?:from|von)\s+(?:{words.NUMBER})\s+(?:to|auf)\s+)(?P<number>{words.NUMBER})"
    r"(?=\s*(?:[,.](?!\d)|[;:!?)]|$|\b(?:and|in|within|on|after|over|since|for|during|by|und|im)\b))",
    re.IGNORECASE,
)


def without_number(texts: Texts) -> Iterator[Finding]:
    """PR103: a result in words alone, in an item without metrics."""
    for item in texts.items:
        passage = item.passages.get("result")
        if passage is None or item.word("status") == "in-progress" or any(item.maps("metrics")):
            continue
        if not tells_number(passage):
            message = "the result has no number, and the item no `metrics`"
            help = "say how much, how many or how long, and add it under `metrics:`"
            yield texts.at("PR103", passage.text, message, help, "{n} results have no number")


def tells_number(passage: Passage) -> bool:
    """Whether a text has a number, in figures or as a word, that is no date, version or id."""
    told = words.NO_MEASURE.sub("", passage.shown)
    return any(map(str.isdigit, told)) or not passage.words.isdisjoint(words.COUNT_WORDS)


def without_baseline(texts: Texts) -> Iterator[Finding]:
    """PR104: a value after without the value before."""
    for item in texts.items:
        for metric in item.maps("metrics"):
            result, name = word_of(metric, "result"), word_of(metric, "name")
            told = f"{result} {word_of(metric, 'method')}"
            if result and not word_of(metric, "baseline") and not words.IS_CHANGE.search(told):
                message = f"{quote(name or result)} does not say what it was before"
                help = "add `baseline:`, the value before"
                many = "{n} values do not say what it was before"
                yield texts.at("PR104", metric, message, help, many)
        if not _has_baseline(item):
            yield from islice(_to_without_from(texts, item), MOST_TOLD)


def _has_baseline(item: Item) -> bool:
    return any(word_of(metric, "baseline") for metric in item.maps("metrics"))


def _to_without_from(texts: Texts, item: Item) -> Iterator[Finding]:
    for passage in _told(item, "title", "result"):
        for start, sentence in passage.sentences:
            found = _TO.search(sentence)
            if found and not (words.COMPARED.search(sentence) or _names_old_value(found)):
                told = quote(f"{found['to']} {found['number']}")
                message = f"{told} does not say what it was before"
                help = "say what it was before: from … to …"
                at = start + found.start("number")
                many = "{n} values do not say what it was before"
                yield texts.within("PR104", passage, at, message, help, many)


def _names_old_value(change: re.Match[str]) -> bool:
    """Whether a number stands before "to", as in "cut 9 steps to 3"; p95 and 2026 are none."""
    between = change.string[change.end("verb") : change.start("number")]
    return bool(_NUMBER_ALONE.search(words.NO_MEASURE.sub("", between)))


_NUMBER_ALONE = pattern(r"(?<![\w-])\d[\d.,]*(?![\w-])")


def without_unit(texts: Texts) -> Iterator[Finding]:
    """PR105: a number of what?"""
    for item in texts.items:
        for metric in item.maps("metrics"):
            value = value_of(metric, "result")
            name = word_of(metric, "name")
            if isinstance(value, Text) and _BARE.match(value.value.strip()) and not _counts(name):
                message = f"{quote(value.value)} has no unit"
                help = "write it with its unit: days, %, EUR; or name what is counted"
                yield texts.at("PR105", value, message, help, "{n} numbers have no unit")
        for passage in _told(item, "title", "result"):
            changes = (each for each in _BY.finditer(passage.own) if not _counts(_what(each)))
            for found in islice(changes, MOST_TOLD):
                message = f"{quote(found['number'])} has no unit"
                help = "write it with its unit: days, %, EUR"
                many = "{n} numbers have no unit"
                yield texts.within("PR105", passage, found.start("number"), message, help, many)


def _what(change: re.Match[str]) -> str:
    """The sentence up to the number: complaints that fell by 12 have their unit."""
    before = change.string[max(0, change.start() - 80) : change.start("number")]
    return words.NO_MEASURE.sub("", re.split(r"[.;!?]\s|\n", before)[-1])


def _counts(name: str) -> bool:
    """Whether a metric's name says what its number is: of things, of a scale, or in a unit."""
    parts = re.findall(r"[^\W\d_]+", name.lower())
    plural = any(p.endswith("s") and p not in words.NO_PLURALS and len(p) > 3 for p in parts)
    return plural or not words.UNITLESS.isdisjoint(parts) or bool(words.UNIT.search(name))


def without_window(texts: Texts) -> Iterator[Finding]:
    """PR106: a metric that does not say when it was measured."""
    for item in texts.items:
        for metric in item.maps("metrics"):
            told = " ".join(word_of(metric, key) for key in ("name", "result", "method"))
            if value_of(metric, "window") is None and not words.WINDOW.search(told):
                message = f"{quote(word_of(metric, 'name') or told.strip())} does not say when"
                help = "add `window: 2026-01..2026-03`, when it was measured"
                many = "{n} metrics do not say when"
                yield texts.at("PR106", metric, message, help, many)


# Per cent and percentage points

_PER_CENT = r"(?:\s?%|\s(?:per cent|percent|Prozent)\b)(?!\s?-?points?\b)"
_N = r"\d+(?:[.,]\d+)?"
_VALUE = rf"(?P<n>{_N}){_PER_CENT}"
_FROM_TO = pattern(
    rf"\b(?:from|von)\s+(?P<a>{_N})(?:{_PER_CENT})?\s+(?:to|auf)\s+(?P<b>{_N}){_PER_CENT}",
    re.IGNORECASE,
)
_ROSE = r"(?:rose|fell|grew|dropped|increased|decreased|improved|sank|stieg)"
_RISE = r"(?:increase|rise|drop|decrease|fall|improvement|reduction|uplift|lift)"


@cache
def _rate_by() -> re.Pattern[str]:  # slow to compile, and seldom needed
    return re.compile(
        rf"\b{words.RATES}\b(?:{_NEAR}\b(?:by|up|down|um)\s+(?:about )?(?P<by>{_N}){_PER_CENT}"
        rf"|\s+{_ROSE}\s+(?P<rose>{_N}){_PER_CENT}"
        rf"|\s+(?:is|was)\s+(?P<is>{_N}){_PER_CENT}\s+(?:higher|lower)\b)"
        rf"|\b{words.CHANGED}\b{_NEAR}\b{words.RATES}\b{_NEAR}\b(?:by|um)\s+(?:about )?"
        rf"(?P<verb>{_N}){_PER_CENT}"
        rf"|(?P<noun>{_N}){_PER_CENT}\s+{_RISE}\s+(?:in|of)\s+(?:\w+\s+){{0,2}}?{words.RATES}\b",
        re.IGNORECASE,
    )


_CHANGE = pattern(rf"\s*(?:[+−–-]|up |down |plus |minus |by )\s*{_VALUE}\s*\Z", re.IGNORECASE)
_IS_RATE = pattern(rf"\b{words.RATES}\b|%|\bper cent\b|\bpercent\b", re.IGNORECASE)


def per_cent(texts: Texts) -> Iterator[Finding]:
    """PR107: a change of something in per cent, told in per cent: of the value, or in points?"""
    for item in texts.items:
        for passage in item.story:
            if "%" in passage.own or not passage.words.isdisjoint(("cent", "percent", "prozent")):
                found = (_points_in(texts, passage, *each) for each in passage.sentences)
                yield from islice(chain.from_iterable(found), MOST_TOLD)
        for metric in item.maps("metrics"):
            yield from _points_of(texts, metric)


def _points_in(texts: Texts, passage: Passage, start: int, sentence: str) -> Iterator[Finding]:
    if words.POINTS.search(sentence):
        return
    both = _FROM_TO.search(sentence)
    if both:
        a, b = _value(both["a"]), _value(both["b"])
        for third in re.finditer(_VALUE, sentence, re.IGNORECASE):
            if both.start() <= third.start() < both.end():
                continue
            if abs(abs(b - a) - _value(third["n"])) < 0.06:
                yield _doubt(texts, passage, start + third.start(), third[0])
        return
    found = _rate_by().search(sentence)
    if found:
        group = str(found.lastgroup)
        yield _doubt(texts, passage, start + found.start(group), f"{found[group]}%")


def _doubt(texts: Texts, passage: Passage, start: int, shown: str) -> Finding:
    message = f"{quote(shown.strip())} may be per cent or percentage points"
    return texts.within("PR107", passage, start, message, _POINTS_HELP, _POINTS_MANY)


_POINTS_MANY = "{n} changes may be per cent or percentage points"
_POINTS_HELP = "write from … to …, or percentage points where two shares are subtracted"


def _points_of(texts: Texts, metric: Map) -> Iterator[Finding]:
    value = value_of(metric, "result")
    about = f"{word_of(metric, 'name')} {word_of(metric, 'baseline')}"
    if isinstance(value, Text) and _CHANGE.match(value.value) and _IS_RATE.search(about):
        told = f"{about} {value.value} {word_of(metric, 'method')}"
        if not words.POINTS.search(told):
            message = f"{quote(value.value)} may be per cent or percentage points"
            yield texts.at("PR107", value, message, _POINTS_HELP, _POINTS_MANY)


def _value(text: str) -> float:
    return float(text.replace(",", "."))


def not_yet(texts: Texts) -> Iterator[Finding]:
    """PR109: work that is still to come, offered as a result."""
    for item in texts.items:
        headline = value_of(item.node, "headline")
        if item.word("status") == "in-progress":
            if isinstance(headline, Text) and headline.value.lower() in ("true", "yes"):
                message = "a headline item is still in progress"
                help = "it does not count yet; choose a finished one"
                yield texts.at("PR109", headline, message, help)
            continue  # which says so itself
        for passage in _told(item, "title", "result"):
            for start, sentence in passage.sentences:
                found = _future(sentence)
                if found and not is_name(sentence, found.start()):
                    message = f"{quote(found[0])}: this has not come yet"
                    help = "say what is there today, or set `status: in-progress`"
                    many = "{n} results have not come yet"
                    at = start + found.start()
                    yield texts.within("PR109", passage, at, message, help, many)
                    break


def _future(sentence: str) -> re.Match[str] | None:
    if words.FUTURE.search(sentence) is None:
        return None  # as in most
    told = words.NOT_FUTURE.sub(lambda match: "_" * len(match[0]), sentence)
    return words.FUTURE.search(told)


def _told(item: Item, *keys: str) -> Iterator[Passage]:
    for key in keys:
        if key in item.passages:
            yield item.passages[key]
