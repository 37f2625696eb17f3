"""Why each finding, gap and flag about evidence is told."""

from __future__ import annotations

from promo.explaining.table import Why

EVIDENCE = {
    "EV001": Why("Levels are a ladder's own words.", "target: princpal", "target: principal"),
    "EV002": Why(
        "Evidence is counted against one level.", "no target", "packet: {target: principal}"
    ),
    "EV003": Why(
        "A tag that names nothing would count nowhere, silently.",
        "competencies: [influnce]",
        "competencies: [influence]",
    ),
    "EV004": Why(
        "An id that names nothing would count nowhere, silently.",
        "expectations: [principal.vision.99]",
        "expectations: [principal.vision-strategy.1]",
    ),
    "EV005": Why(
        "What another level expects says nothing about the target.",
        "target: principal, expectations: [senior.vision-strategy.1]",
        "target: principal, expectations: [principal.vision-strategy.1]",
    ),
    "EV006": Why(
        "Links inside a packet lead to an item by its id.",
        "two items with id: routing",
        "id: routing, id: routing-2026",
    ),
    "EV007": Why(
        "An item without a tag is printed and counts nowhere. promo never guesses tags.",
        "title: One payment routing core",
        "title: One payment routing core, competencies: [vision-strategy]",
    ),
    "EV008": Why(
        "Recent work is asked for, and without a date nobody knows.",
        "title: One payment routing core",
        "title: One payment routing core, period: 2025-01..2025-09",
    ),
    "EV009": Why(
        "“Led or took part?” is the first question of a committee.",
        "title: One payment routing core",
        "title: One payment routing core, responsibility: owner",
    ),
    "EV010": Why(
        "Scopes are ordered, and only the ladder's own can be compared.",
        "scope: global",
        "scope: portfolio",
    ),
    "EV011": Why(
        "The current level is printed as typed, and compared with nothing.",
        "current_level: L6",
        "current_level: senior",
    ),
    "EV012": Why(
        "Somebody who is not named cannot be asked, and counts as nobody.",
        "corroboration: [{quote: Well done}]",
        "corroboration: [{name: Dana Ortiz, quote: Well done}]",
    ),
    "EV013": Why(
        "One name twice counts once; the second was probably meant to be another.",
        "competencies: [influence, influence]",
        "competencies: [influence, data]",
    ),
    "EV014": Why(
        "What begins after the day counted from cannot count yet; often the year is mistyped.",
        "as_of: 2026-06-30, date: 2027-01",
        "as_of: 2026-06-30, date: 2026-01",
    ),
    "EV015": Why(
        "Two tracks expect different things, so none is guessed.",
        "target: L5",
        "target: L5, track: pmm",
    ),
    "EV016": Why("A track is the ladder's own word.", "track: marketing", "track: pmm"),
    "EV017": Why(
        "A risk is to be ruled out by people; evidence for it is evidence of nothing.",
        "competencies: [single-point-of-failure]",
        "competencies: [delivery]",
    ),
    "EV018": Why(
        "Where a ladder expects nothing, nothing can be counted.",
        "target: intern, where the ladder has no text for interns",
        "target: junior",
    ),
    "EV019": Why(
        "An ignore that matches nothing would silence nothing, and look as if it did.",
        "ignore: [PR1O4]",
        "ignore: [PR104]",
    ),
    "EV020": Why(
        "An error stops the file, and a gap is what the packet is about: neither may be hidden.",
        "ignore: [EV003]",
        "waivers: [{competency: data, reason: …, approved_by: …}]",
    ),
    "EV021": Why(
        "A reason goes on to the end, so that a code behind it would be a part of it.",
        '--ignore "PR104=no figures yet,PR112"',
        '--ignore "PR104=no figures yet" --ignore PR112',
    ),
}

# Not findings: what the policy asks of a competency, in the order of its lines.
GAPS = {
    "CV001": Why(
        "A competency without any item that counts is missing.",
        "no item with competencies: [influence]",
        "one finished, dated item with competencies: [influence]",
    ),
    "CV002": Why(
        "One item is an anecdote; a pattern needs two. A ladder may ask for another number.",
        "1 item",
        "2 items",
    ),
    "CV003": Why(
        "The same project twice shows the project. A pattern shows in two.",
        "project: Routing core, project: Routing core",
        "project: Routing core, project: Settlement",
    ),
    "CV004": Why(
        "A level is about how somebody works now: one item ended in the last 12 months.",
        "date: 2023-04",
        "period: 2025-11..2026-03",
    ),
    "CV005": Why(
        "One item can be checked: by an entry under `metrics` or `links`. Numbers in prose count "
        "for nothing, as nobody can tell what they are of.",
        "result: Launches are faster.",
        "metrics: [{name: launch time, baseline: 11 weeks, result: 4 weeks}]",
    ),
    "CV006": Why(
        "One item reaches as far as the level asks, where the ladder names scopes.",
        "scope: team",
        "scope: portfolio",
    ),
    "CV007": Why(
        "Some ladders ask for how long somebody has worked like this.",
        "two items of one quarter",
        "items from 2025-01 to 2026-03",
    ),
}

# Not findings either: what is told of the packet as a whole. They change no exit code.
PACKET = {
    "PK001": Why(
        "Busy readers read the headlines. Three are enough to see a pattern.",
        "no item with headline: true",
        "three items with headline: true",
    ),
    "PK002": Why(
        "Half a year of evidence shows more than a good quarter.",
        "all items of 2026-Q2",
        "items from 2025-07 to 2026-06",
    ),
    "PK003": Why(
        "Other people see what the candidate cannot. Three is what most processes ask for.",
        "no feedback",
        "feedback from three people, each with a name",
    ),
    "PK004": Why(
        "Somebody at the target level knows what it asks.",
        "feedback: [{name: Lee Park, level: senior}]",
        "feedback: [{name: Lee Park, level: principal}]",
    ),
    "PK005": Why(
        "When over half of the items are of the last 90 days, older work was probably forgotten.",
        "7 of 9 items since April",
        "items spread over the year",
    ),
    "PK006": Why(
        "An item that is to show everything shows nothing well.",
        "competencies: [vision, influence, data, craft, delivery]",
        "competencies: [vision, influence]",
    ),
}
