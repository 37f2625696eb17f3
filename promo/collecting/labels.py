"""The words by which people head parts of their notes, English and German, as data."""

from __future__ import annotations

import re

# Labels such as `Impact:`, and columns of tables, by the key of an item that they mean.
LABELS = {
    "situation": "situation, context, problem, background, challenge, why, task, "
    "ausgangslage, kontext, hintergrund, aufgabe, herausforderung, warum",
    "actions": "action, actions, what i did, my part, my role, approach, contribution, details, "
    "description, notes, vorgehen, maßnahmen, mein beitrag, beschreibung, details, notizen",
    "result": "result, results, impact, outcome, outcomes, ergebnis, ergebnisse, wirkung, nutzen",
    "project": "project, projekt, product, produkt, initiative",
    "when": "date, dates, when, period, month, quarter, week, day, completed, finished, "
    "datum, wann, zeitraum, monat, quartal, woche, tag, abgeschlossen",
    "links": "link, links, url, urls, evidence, proof, artifact, artifacts, artefact, nachweis, "
    "nachweise, beleg, belege",
}
# Columns of tables only.
COLUMNS = {
    "title": "title, what, accomplishment, accomplishments, achievement, achievements, win, item, "
    "task, summary, headline, name, activity, titel, was, erfolg, leistung, tätigkeit",
    "start": "start, start date, started, from, begin, beginn, von",
    "end": "end, end date, ended, to, ende, bis",
    "status": "status, state, stand",
}
# Columns that have the titles where none of those above is there; the first that is.
_TITLES = (
    "task|summary|what i did|what was done|highlight|highlights|deliverable|key result|kr|story|"
    "contribution|contributions|action|actions|description|details|notes|objective|goal|"
    "beschreibung|notizen|done|erledigt|project|projekt"
)
TITLES = tuple(_TITLES.split("|"))
KEY_OF_LABEL = {word: key for key, words in LABELS.items() for word in words.split(", ")}
KEY_OF_COLUMN = KEY_OF_LABEL | {
    word: key for key, words in COLUMNS.items() for word in words.split(", ")
}
_DONE = (
    "done closed resolved complete completed finished merged released shipped x yes "
    "fertig erledigt abgeschlossen geschlossen ja"
)
DONE = frozenset(_DONE.split())
_DROPPED = (
    "won't do|won't fix|wontfix|duplicate|cannot reproduce|canceled|cancelled|declined|rejected|"
    "abandoned|obsolete|dropped|invalid|not a bug|abgebrochen|abgelehnt|verworfen|duplikat"
)
DROPPED = frozenset(_DROPPED.split("|"))

# A heading of these words and a date says nothing but the date.
_GENERIC = (
    "a accomplishments achievements and brag bragging bullets daily diary did doc document done "
    "for from highlights i in journal log me month monthly my notes of on quarter quarterly recap "
    "report review self shipped stuff summary the things this update updates week weekly what "
    "wins work year yearly bericht das die erfolge erledigt für highlights ich im leistungen meine "
    "monat notizen quartal rückblick tagebuch und vom von was woche wochenbericht"
)
GENERIC = frozenset(_GENERIC.split())
# Headings over what is still to come.
_AHEAD = (
    "goals|my goals|our goals|next|next steps|up next|next up|upcoming|plan|plans|todo|to do|ideas|"
    "backlog|looking ahead|objectifs|prochaines étapes|à faire|à venir|ziele|"
    "meine ziele|nächste schritte|pläne|geplant|ausblick"
)
_TIME = "year|quarter|half|month|week|sprint|jahr|quartal|halbjahr|monat|woche"
_AHEAD_LIKE = re.compile(
    rf"(?:up )?(?:next|nächste[rs]?) (?:{_TIME})"
    rf"|(?:(?:my|our) )?(?:goals|plans|ziele|pläne) (?:for|für) "
    rf"(?:(?:the|this|das|dieses) )?(?:(?:{_TIME})|(?:(?:q|h|fy ?)\d+ ?)?(?:\d\d){{0,2}})"
    r"|.*\b(?:goals|plans|objectives|priorities|focus|ziele|pläne)\b.*"
    r"\b(?:next|coming|nächste\w*|kommende\w*)\b.*"
    r"|carry ?over(?: (?:to|into) .*)?"
)


def is_ahead(heading: str) -> bool:
    """Whether a heading stands over what is still to come."""
    words = " ".join(re.findall(r"\w+", heading.lower()))
    return words in _AHEAD.split("|") or bool(_AHEAD_LIKE.fullmatch(words))
