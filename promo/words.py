"""Every sentence and label of the documents, keyed, with plurals and dates: ready to translate.

A value is a text, or a pair (one, other) chosen by `n`. Nothing outside this module and
`phrases` puts words into a packet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple, TypeAlias

from promo.model import Period

Entry: TypeAlias = str | tuple[str, str]

ENGLISH: Mapping[str, Entry] = {
    "language": "en-GB",  # BCP 47, for spelling and screen readers
    "months": "January February March April May June July August September October November "
    "December",
    "months.short": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "thousands": ",",
    "decimal": ".",
    "quarter": "Q{quarter}",
    "date.day": "{day} {month} {year}",
    "date.month": "{month} {year}",
    "date.quarter": "{quarter} {year}",
    "date.range": "{first} – {last}",
    "date.since": "since {first}",
    "separator": "  ·  ",
    "comma": ", ",
    "semicolon": "; ",
    "stop": ".",
    "and": "{first} and {last}",
    "not_stated": "not stated",
    # Page one
    "eyebrow": "Promotion packet",
    "subtitle": "{current} to {target}",
    "subtitle.target": "For {target}",
    "header.left": "Promotion packet  ·  {name}",
    "header.right": "Confidential",
    "logo.alt": "Logo",
    "footer.left": "Evidence as of {as_of}",
    "footer.cycle": "{cycle}  ·  evidence as of {as_of}",
    "footer.page": "Page",
    "footer.of": "of",
    "document.title": "Promotion packet: {name}",
    "facts.title": "Packet details",
    "fact.current": "Current role",
    "fact.target": "Target level",
    "fact.team": "Team",
    "fact.manager": "Manager",
    "fact.period": "Evidence period",
    "fact.evidence": "Evidence",
    "fact.ladder": "Ladder",
    "fact.as_of": "As of",
    "fact.as_of.cycle": "{as_of}, cycle {cycle}",
    "fact.ladder.value": "{title}, version {version}",
    "fact.target.track": "{level}, {track}",
    "fact.evidence.value": "{items}, {counted} counted; {words}",
    "summary.none": "No summary yet.",
    "items": ("{n} item", "{n} items"),
    "words": ("{n} word", "{n} words"),
    "projects": ("{n} project", "{n} projects"),
    "months.over": "just over {age}",
    "months.count": ("{n} month", "{n} months"),
    "unofficial": "{title} (unofficial)",
    "unofficial.words": "unofficial",  # a title that holds one of these says it itself
    # Coverage
    "heading.coverage": "Coverage at a glance",
    "coverage.descr": "One row per competency: its status, the status of each expectation, the "
    "number of items that count and the date of the newest.",
    "column.competency": "Competency",
    "column.status": "Status",
    "column.expectations": "Expectations",
    "column.items": "Items",
    "column.latest": "Latest",
    "coverage.none_named": "none named",
    "coverage.cells": "{covered} of {n} covered",
    "latest.none": "none",
    "latest.undated": "undated",
    "status.missing": "Missing",
    "status.thin": "Thin",
    "status.covered": "Covered",
    "status.strong": "Strong",
    "key": "Key:",
    "key.note": "A status counts evidence; it does not judge the person.",
    "not_assessed": "Not assessed at this level: {names}.",
    "not_assessed.track": "Not assessed on this track: {names}.",
    # Flags
    "heading.flags": "Before the panel meets",
    "heading.further_flags": "Further flags",
    "flags.descr": "What the evidence lacks, and what to do next",
    "flags.none": "No flags: every competency has the evidence that the policy asks for.",
    "flags.nothing": "The ladder assesses nothing at this level.",
    "flags.more": "and {n} more under",
    "flags.elsewhere": "and {n} more in the whole packet",
    "flag.packet": "Packet",
    "flag.waived": "Waived",
    "flag.required": "Required competency: {text}",
    "flag.do_next": "Do next:",
    "flag.waiver": "{status}, waived. Reason: {reason}",
    "flag.waiver.not_assessed": "Not assessed at this level, waived. Reason: {reason}",
    "flag.approved": "Approved by: {name}",
    "reason.end": "{reasons}.",
    "reason.missing": "No item counts; {need} expected.",
    "reason.items": "{items}, {need} expected",
    "reason.projects": "from {projects}, {need} expected",
    "reason.projects.absent": (
        "from {projects}, {need} expected ({n} item names no project)",
        "from {projects}, {need} expected ({n} items name no project)",
    ),
    "reason.recent": "newest is {months} old, at most {limit} expected",
    "reason.recent.absent": (
        "newest is {months} old, at most {limit} expected ({n} item is undated)",
        "newest is {months} old, at most {limit} expected ({n} items are undated)",
    ),
    "reason.recent.undated": ("the item is undated", "all {n} items are undated"),
    "reason.measured": "none has a metric or link",
    "reason.measured.some": "{have} with a metric or link, {need} expected",
    "reason.scope": "none at {scope} scope or wider",
    "reason.scope.some": "{have} at {scope} scope or wider, {need} expected",
    "reason.scope.absent": (
        "{reason} ({n} item names no scope)",
        "{reason} ({n} items name no scope)",
    ),
    "reason.sustained": "the dated items span {months}, {need} expected",
    "reason.sustained.absent": (
        "the dated items span {months}, {need} expected ({n} item is undated)",
        "the dated items span {months}, {need} expected ({n} items are undated)",
    ),
    "reason.expectations": (
        "{have} of {n} expectation named by an item",
        "{have} of {n} expectations named by an item",
    ),
    "action.missing": "add {items}",
    "action.missing.projects": "add {items} from {projects}",
    "action.missing.should": ("{first}; it should {parts}", "{first}; at least one should {parts}"),
    "should.recent": "have ended on or after {date}",
    "should.measured": "have a metric or link",
    "should.scope": "be at {scope} scope or wider",
    "should.sustained": "reach back {need} or more",
    "action.items": ("add {n} more item", "add {n} more items"),
    "action.projects": "add an item from another project",
    "action.projects.absent": ("name the project of {n} item", "name the project of {n} items"),
    "action.recent": "add an item that ends on or after {date}",
    "action.recent.undated": ("date the item", "date the items"),
    "action.measured": "add a metric or link to an item",
    "action.scope": "add an item at {scope} scope or wider",
    "action.scope.absent": ("state the scope of {n} item", "state the scope of {n} items"),
    "action.sustained": "add earlier or later items, so that the first start and the last end are "
    "{need} apart",
    "action.end": "{actions}.",
    "packet.headlines": "Headline results",
    "packet.headlines.text": (
        "{n} headline result, {need} expected.",
        "{n} headline results, {need} expected.",
    ),
    "packet.headlines.action": "Mark the strongest items with headline: true.",
    "packet.span": "Period",
    "packet.span.text": "The dated items span {months}, {need} expected.",
    "packet.span.action": "Add earlier items, or correct their dates.",
    "packet.feedback": "Feedback",
    "packet.feedback.text": (
        "{n} person gives feedback, {need} expected.",
        "{n} people give feedback, {need} expected.",
    ),
    "packet.feedback.action": (
        "Ask {n} more person for feedback.",
        "Ask {n} more people for feedback.",
    ),
    "packet.feedback-level": "Feedback",
    "packet.feedback-level.text": "Nobody giving feedback is known to be at or above {level}.",
    "packet.feedback-level.unknown": (
        "Nobody giving feedback is known to be at or above {level} (the level of {n} person is "
        "not one of the ladder's).",
        "Nobody giving feedback is known to be at or above {level} (the levels of {n} people are "
        "not among the ladder's).",
    ),
    "packet.feedback-level.action": "Ask somebody at or above that level, or write their level as "
    "the ladder names it.",
    "packet.clustered": "Period",
    "packet.clustered.text": (
        "{have} of {need} counted item ends in the 90 days before the as-of date.",
        "{have} of {need} counted items end in the 90 days before the as-of date.",
    ),
    "packet.clustered.action": "Add earlier items where there are any.",
    "packet.spread": "Breadth",
    "packet.spread.text": (
        "{names} names more than {need} competencies.",
        "{names} each name more than {need} competencies.",
    ),
    "packet.spread.action": "Keep the competencies that it shows best.",
    # Headlines and timeline
    "heading.headlines": "Headline results",
    "headlines.none": "No item is marked as a headline.",
    "headline.full": "Full entry:",
    "heading.timeline": "Evidence over time",
    "timeline.descr": "Number of items per competency and quarter",
    "timeline.caption": "An item stands in the quarter in which it ended, or, while it is open, in "
    "that of the as-of date.",
    "timeline.earlier": "Earlier",
    "timeline.undated": "No date",
    "timeline.zero": "·",
    # Competencies
    "heading.competencies": "Competencies",
    "level.track": "track {title}",
    "level.time": ("{first} to {n} month at this level", "{first} to {n} months at this level"),
    "level.time.exactly": ("{n} month at this level", "{n} months at this level"),
    "level.time.from": ("{n} month or more at this level", "{n} months or more at this level"),
    "level.time.to": ("up to {n} month at this level", "up to {n} months at this level"),
    "level.equals": "same rank as {titles}",
    "level.includes": "includes {names}",
    "level.years": ("{first} to {n} year", "{first} to {n} years"),
    "level.years.exactly": ("{n} year", "{n} years"),
    "level.years.from": ("{n} year or more", "{n} years or more"),
    "level.years.to": ("up to {n} year", "up to {n} years"),
    "level.noted": "{text} ({note})",
    "level.equivalents": "elsewhere {titles}",
    "competency.required": "{title} (required)",
    "competency.optional": "{title} (optional)",
    "competency.weight": "weight {weight}",
    "competency.years": "experience: {years}",
    "competency.items": "{items} counted.",
    "competency.items.named": "{items} counted; {expectations}.",
    "column.expectation": "Expectation",
    "column.coverage": "Coverage",
    "column.evidence": "Evidence",
    "expectations.descr": "Each expectation with its coverage and the items that name it",
    "expectations.title": "{title}: expectations",
    "expectation.target": "{text} (looks for: {target})",
    "expectation.example": "{text} For example: {examples}",
    "expectation.links": "{text} See: {links}",
    "expectation.link": "{title} ({url})",
    "expectation.kind": "{kind}: {text}",
    "expectation.optional": "{text} (optional)",
    "kind.differentiator": "Sets the level apart",
    "kind.difference": "Sets the level apart",
    "context.label": "Expected already below this level:",
    "context.line": "{level}: {text}",
    "expectation.unnamed": "not named",
    "expectation.no_items": "none",
    "competency.unnamed": "No item names one of these expectations; items count for the "
    "competency as a whole.",
    "entry.number": "E{number}",
    "entry.situation": "Situation:",
    "entry.actions": "Actions:",
    "entry.result": "Result:",
    "entry.metrics": "Measured:",
    "entry.sources": "Sources:",
    "entry.not_assessed": "Names what is not assessed at this level: {names}",
    "entry.names": "Names: {names}",
    "entry.also": "Also counts for: {names}",
    "entry.undated": "no date",
    "entry.project": "project {project}",
    "entry.scope": "{scope} scope",
    "entry.headline": "headline",
    "entry.not_counted": "Not counted: {reason}",
    "reference.text": "printed in full under {title}",
    "reference.label": "Also counted here:",
    "metric.change": "{baseline} → {result}",
    "metric.named": "{name}: {value}",
    "metric.details": "{metric} ({details})",
    "voice.by": "{name}, {role}",
    "voice.unnamed": "unnamed",
    "voice.relation": "{by} ({relation})",
    "voice.level": "level {level}",
    "voice.quote": "“{quote}”",
    "responsibility.owner": "owner",
    "responsibility.co-owner": "co-owner",
    "responsibility.contributor": "contributor",
    "responsibility.observer": "observer",
    "responsibility.none": "own part not stated",
    "status.in-progress": "in progress",
    # Other evidence, feedback
    "heading.other": "Other evidence",
    "other.lead": "These items count nowhere; each says why.",
    "not_counted.untagged": "names no competency",
    "not_counted.in-progress": "still in progress",
    "not_counted.observer": "the candidate observed",
    "not_counted.risk": "names a risk, which evidence cannot meet ({names})",
    "not_counted.later": "begins after the as-of date",
    "not_counted.not-assessed": "for a competency that is not assessed at this level ({names})",
    "heading.feedback": "Feedback",
    "feedback.none": "No feedback recorded.",
    "feedback.supportive": "supportive",
    "feedback.not_supportive": "not supportive",
    # The forms
    "review.title": "Manager’s review: {title}",
    "review.title.by": "Review by {reviewer}: {title}",
    "review.descr": "To be filled in by the reviewer",
    "review.rating": "Rating",
    "review.rating.choices": "Below / Meets / Exceeds",  # where the ladder has no scale
    "review.rating.prompt": "Choose: {choices}",
    "review.checked": "Evidence checked",
    "review.checked.prompt": "I have checked the evidence given here",
    "review.comment": "Comment",
    "review.comment.prompt": "Write what you saw yourself, and what is missing",
    "review.between": " / ",  # parts the choices
    "review.ticked": "☒",
    "review.unticked": "☐",
    "review.notes": "Comments on this competency",
    "review.notes.packet": "Comments on the packet",
    "review.note.by": "{author}, {date}",
    "review.note.resolved": "resolved",
    "review.note.on": "[on “{on}”] {text}",
    "review.note.flag": "{label}: {text}",
    "heading.committee": "For the committee to check",
    "committee.lead": "The ladder asks for these besides. promo cannot count them; people check "
    "them.",
    "committee.rules": "Rules",
    "committee.risks": "Risks to rule out",
    "committee.checks": "What strong evidence shows",
    "committee.check": "{text} For example: {strong}",
    "committee.of": "{title}: {text}",
    "committee.years": "experience of {years}",
    "committee.years.noted": "experience: {note}",
    "committee.years.none": "experience",
    "committee.points": (
        "{first} to {n} point over all competencies",
        "{first} to {n} points over all competencies",
    ),
    "committee.points.exactly": (
        "{n} point over all competencies",
        "{n} points over all competencies",
    ),
    "committee.points.from": (
        "{n} point or more over all competencies",
        "{n} points or more over all competencies",
    ),
    "committee.points.to": (
        "up to {n} point over all competencies",
        "up to {n} points over all competencies",
    ),
    "committee.step": "step {step} or above",
    "committee.step.points": ("{text} ({n} point)", "{text} ({n} points)"),
    "heading.sign_off": "Review and sign-off",
    "sign_off.title.by": "Sign-off by {reviewer}",
    "sign_off.descr": "To be filled in by the reviewer",
    "sign_off.recommendation": "Recommendation",
    "sign_off.recommendation.choices": "Promote / Promote with conditions / Not yet",
    "sign_off.recommendation.prompt": "Choose: {choices}",
    "sign_off.reasons": "Reasons and conditions",
    "sign_off.reasons.prompt": "Write the reasons, and any conditions",
    "sign_off.reviewer": "Reviewer",
    "sign_off.reviewer.prompt": "Write your name",
    "sign_off.role": "Role",
    "sign_off.role.prompt": "Write your role",
    "sign_off.date": "Date",
    "sign_off.date.prompt": "Choose the day",
    "sign_off.declaration": "Declaration",
    "sign_off.declaration.prompt": "I have read this packet, and the answers above are my own",
    # Likely questions
    "heading.questions": "Likely questions",
    "questions.lead": "What the evidence leaves open, as a committee may ask it.",
    "questions.none": "The evidence leaves none of promo’s questions open.",
    "question.nothing": "Which work shows this?",
    "question.scope": "Where did this reach {scope} scope or wider?",
    "question.recent": (
        "What shows this in the last {n} month?",
        "What shows this in the last {n} months?",
    ),
    "question.projects": "Where did this happen outside that one project?",
    "question.items": "What else shows this?",
    "question.sustained": "How long did this last?",
    "question.above": "Who at the level of {level} or above has seen this?",
    "question.above.all": "Who at the level of {level} or above has seen any of this work?",
    "question.result": "What came of it?",
    "question.part": "What was your own part?",
    "question.shared": "Which part was yours, and which was that of others?",
    "question.number": "How much did it change, and how is that known?",
    "question.source": "Where do the numbers come from?",
    "question.baseline": (
        "{names}: what was it before?",
        "{names}: what were they before?",
    ),
    "question.outcome": (
        "{names}: what is it now?",
        "{names}: what are they now?",
    ),
    "question.window": (
        "{names}: over which time was it measured?",
        "{names}: over which time were they measured?",
    ),
    "question.trade_off": "What did you give up for it, or decide against?",
    "question.confirmed": "Who can confirm it?",
    "question.date": "When was it?",
    # Since the last packet
    "heading.since": "Since the last packet",
    "since.lead": "Both are counted by their own dates: {before} then, {now} now.",
    "since.levels": "The last one was held against {before}, this one against {now}.",
    "since.packet": "The last one is known from its Word document, which tells its items and "
    "statuses, not what changed in an item.",
    "since.descr": "Each competency with its status then and now",
    "since.before": "Then",
    "since.now": "Now",
    "since.turn": "What became of it",
    "since.closed": "gap closed",
    "since.opened": "gap opened",
    "since.more": "more evidence",
    "since.less": "less evidence",
    "since.same": "as before",
    "since.only_new": "not assessed before",
    "since.only_old": "no longer assessed",
    "since.unknown": "not known",
    "since.no_status": "none",
    "since.items": "Items",
    "since.items.none": "No item is added, changed or dropped.",
    "since.added": "New",
    "since.changed": "Changed",
    "since.dropped": "No longer here",
    "since.fields": "{title} ({names})",
    "since.field.id": "id",
    "since.field.title": "title",
    "since.field.period": "period",
    "since.field.project": "project",
    "since.field.competencies": "competencies",
    "since.field.expectations": "expectations",
    "since.field.responsibility": "own part",
    "since.field.scope": "scope",
    "since.field.status": "status",
    "since.field.headline": "headline",
    "since.field.situation": "situation",
    "since.field.actions": "actions",
    "since.field.result": "result",
    "since.field.metrics": "metrics",
    "since.field.links": "links",
    "since.field.corroboration": "corroboration",
    # Method
    "heading.method": "How this packet was made",
    "method.lead": "This packet counts the evidence that the candidate gave and says what is "
    "missing. It does not judge the person and recommends nothing; ratings and recommendations "
    "are given by people.",
    "method.item": "An item counts when it is finished, names a competency that is assessed at "
    "the target level, does not begin after the as-of date, and the candidate did more than "
    "observe. Numbers in prose count for nothing; only metrics and links do.",
    "method.status": "Missing: no item counts. Thin: at least one line of the policy is not met. "
    "Covered: every line is met. Strong: covered, one item more than asked, two kinds of support "
    "(metric, link, corroboration) and an item that somebody else corroborates. An expectation "
    "is held against the same policy with one item from one project.",
    "method.ladder": "Ladder: {title} ({id}), level {level}.",
    "method.ladder.version": "Ladder: {title} ({id}), version {version}, level {level}.",
    "method.track": "Track: {title}.",
    "method.years": "Experience, as the ladder states it: {years}.",
    "method.source": "Source of the ladder: {source}.",
    "method.notes": "Notes of the ladder: {notes}",
    "method.licence": "Licence: {licence}.",
    "method.unofficial": "It is not an official document of any company.",
    "method.as_of": "Evidence as of {as_of}. Made with promo {version}.",
    "method.table": "Policy",
    "method.table.descr": "Each line of the policy, the number asked and who set it",
    "column.line": "Line of the policy",
    "column.asked": "Asked",
    "column.set_by": "Set by",
    "policy.items": "Items that count for a competency",
    "policy.projects": "Projects that they come from, never more than the items asked",
    "policy.recent_months": "Months before the as-of date in which an item ended",
    "policy.measured": "Items with a metric or link",
    "policy.at_scope": "Items at {scope} scope or wider",
    "policy.at_scope.none": "Items at the level’s scope (this level names none)",
    "policy.off": "not asked",
    "policy.sustained_months": "Months from the first start to the last end among the items",
    "policy.exception": "{line}: {title}",
    "policy.tool": "promo’s default",
    "policy.ladder": "the ladder",
    "policy.level": "the level",
    "policy.competency": "the competency",
}


class Words(NamedTuple):
    """A catalogue, asked for sentences by key."""

    catalogue: Mapping[str, Entry] = ENGLISH

    def __call__(self, key: str, n: int | None = None, **values: str | int) -> str:
        """The text of `key`; `n` chooses between one and other, numbers get their separators."""
        entry = self.catalogue[key]
        text = entry if isinstance(entry, str) else entry[n != 1]
        if "{" not in text and "}" not in text:
            return text
        for name, value in values.items():
            if isinstance(value, int):
                values[name] = self.number(value)
        return text.format(n=self.number(n or 0), **values)

    def number(self, n: int) -> str:
        """1,900."""
        return str(n) if n < 1000 else f"{n:,}".replace(",", self._text("thousands"))

    def decimal(self, value: float) -> str:
        """0.5; a whole one is shown without a fraction."""
        return f"{value:g}".replace(".", self._text("decimal"))

    def _text(self, key: str) -> str:
        return str(self.catalogue[key])

    def join(self, parts: Iterable[str], between: str = "separator") -> str:
        """The parts that are not empty, between middle dots or what else is named."""
        return self(between).join(part for part in parts if part)

    def listed(self, parts: Iterable[str]) -> str:
        """a, b and c."""
        *first, last = parts
        return self("and", first=self.join(first, "comma"), last=last) if first else last

    def ended(self, text: str) -> str:
        """`text` without white space at its end, and with a full stop if it has no end itself."""
        text = text.rstrip()
        return text if _END.search(text) else text + self("stop")

    def day(self, day: date) -> str:
        """30 June 2026."""
        return self._day(f"{day:%Y}", day.month, day.day)

    def stated_day(self, text: str) -> str:
        """2 July 2026 for 2026-07-02, also where a time follows; other text as it is."""
        stated = _STATED_DAY.fullmatch(text)
        try:
            return self.day(date.fromisoformat(stated[1])) if stated else text
        except ValueError:
            return text

    def month(self, day: date) -> str:
        """Jun 2026."""
        return self("date.month", month=self._short_month(day.month), year=f"{day:%Y}")

    def span(self, first: date, last: date) -> str:
        """October 2024 – June 2026."""
        return self._range(f"{first:%Y-%m}", f"{last:%Y-%m}")

    def period(self, period: Period) -> str:
        """A period as precisely as it was written: `Q3 2025`, `January – September 2025`."""
        first, dots, last = (part.strip() for part in period.text.partition(".."))
        if not dots:
            return self._point(first)
        return self._range(first, last) if last else self("date.since", first=self._point(first))

    def _range(self, first: str, last: str) -> str:
        if first == last:
            return self._point(first)
        shown, year = self._point(first), first[:4]
        if year == last[:4]:
            shown = shown.removesuffix(f" {year}").rstrip(",")  # March 28, 2025
        return self("date.range", first=shown, last=self._point(last))

    def _point(self, text: str) -> str:
        year, _, rest = text.partition("-")
        if not rest:
            return year
        if rest[0] in "Qq":
            return self("date.quarter", quarter=self("quarter", quarter=rest[1]), year=year)
        month, _, day = rest.partition("-")
        if not day:
            return self("date.month", month=self._month(int(month)), year=year)
        return self._day(year, int(month), int(day))

    def _day(self, year: str, month: int, day: int) -> str:
        return self(
            "date.day",
            day=day,
            dd=f"{day:02}",
            month=self._month(month),
            mon=self._short_month(month),
            mm=f"{month:02}",
            year=year,
        )

    def _month(self, month: int) -> str:
        return self("months").split()[month - 1]

    def _short_month(self, month: int) -> str:
        return self("months.short").split()[month - 1]


def counted(n: int, one: str, many: str = "") -> str:
    """`1 gap`, `1,900 gaps`, `2 competencies`; not for documents, whose words are keyed."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


# A time may follow, as in 2026-07-02T09:30:00Z.
_STATED_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?", re.ASCII)


def shortened(text: str, most: int) -> str:
    """`text` in so many characters as Word counts them, an emoji for two; `…` is for the rest."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * most:
        return text
    return units[: 2 * (most - 1)].decode("utf-16-le", "ignore") + "…"


_END = re.compile(r"[.!?…。！？][)\]”“’\"']*\Z")


def sentence(text: str) -> str:
    """`text` with a capital at its start."""
    return text[:1].upper() + text[1:]
