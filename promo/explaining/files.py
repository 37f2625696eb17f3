"""The families of codes, why each is told, and the codes of files that need an example."""

from __future__ import annotations

from typing import NamedTuple

from promo.explaining.table import Why


class Family(NamedTuple):
    """What begins with the same letters: a title, and why such codes are told at all."""

    title: str
    why: str


FAMILIES = {
    "CL": Family(
        "The call: files and outputs",
        "A call that cannot be done as it was typed is refused before anything is written; no "
        "document that somebody has edited is lost.",
    ),
    "YM": Family(
        "The text of a YAML file",
        "YAML drops and changes values without a word: keys that stand twice, dates, texts with a "
        "hash. promo reads every value as text, and refuses what it would have to guess.",
    ),
    "DT": Family(
        "The shape of the data",
        "A key that is misspelt or of another shape would be left out of the packet, silently.",
    ),
    "EV": Family("Evidence", "What an item leaves out cannot count."),
    "CV": Family(
        "Gaps: what the policy asks of a competency",
        "A gap is no fault of the file: it says what evidence a competency lacks. It is waived "
        "under `waivers:`, never ignored.",
    ),
    "PK": Family(
        "Flags: the packet as a whole",
        "A flag tells what a reader of the whole packet will miss. It changes no exit code.",
    ),
    "PR": Family(
        "Prose", "Weak words hide strong work. `promo check` tells them, `build` does not."
    ),
    "LP": Family(
        "The rubric of amazon-lp",
        "That ladder has twelve checks of what good evidence is, and LP001 to LP012 are numbered "
        "as they are. Three have no code, as only a person can answer them: whether ambiguity is "
        "shown (eq6), whether the bar was raised or something simplified (eq8), and whether the "
        "story is told through the track's lens (eq9).",
    ),
    "MD": Family("Markdown", "Nothing is lost: what a packet does not carry is printed as typed."),
    "LD": Family(
        "Ladders",
        "A ladder that says two things, or nothing, would be counted by in silence.",
    ),
    "IM": Family(
        "Importing",
        "An import reports what it could not read, and guesses nothing in silence.",
    ),
    "CO": Family(
        "Collecting and tagging",
        "A draft is somebody's own text: none of it is lost, and a file that people keep is only "
        "added to.",
    ),
    "TP": Family(
        "Templates",
        "A template with a slip in it would print a packet with a hole in it.",
    ),
    "TH": Family("Themes", "A look that cannot be applied would be left out in silence."),
    "RV": Family(
        "Reviews",
        "Reviewers work in many programs, and some of them drop parts of a document. What was "
        "lost is told, and no answer is guessed.",
    ),
    "BL": Family(
        "Committee copies",
        "A copy for a committee is to tell of the work and not of who did it.",
    ),
    "DF": Family(
        "Two files side by side",
        "Two files can only be compared by what both of them hold.",
    ),
}

FILES = {
    "YM001": Why("In another encoding letters are other letters, names above all."),
    "YM002": Why(
        "Where a value ends is not guessed; a colon and a blank begin another.",
        "title: Routing: one core",
        'title: "Routing: one core"',
    ),
    "YM003": Why(
        "YAML keeps the last of two and drops the first.",
        "title: One, and below it title: Two",
        "title: Two",
    ),
    "YM004": Why(
        "Anchors and tags make a value depend on another place, or on a program.",
        "title: *name",
        'title: "*name"',
    ),
    "YM005": Why(
        "One file is about one person.",
        "two candidates in one file, with --- between them",
        "a file for each",
    ),
    "YM006": Why("Word refuses a document that holds one; it often comes from a terminal."),
    "YM007": Why(
        "No committee reads so much.",
        "a log of 6 MB under `actions:`",
        "three sentences, and a link to the log",
    ),
    "YM008": Why(
        "YAML takes a hash after a space for the start of a comment, and drops the rest.",
        "title: Closed ticket #5",
        'title: "Closed ticket #5"',
    ),
    "YM009": Why(
        "A packet of nothing was probably meant to be of another file.",
        "an empty file",
        "candidate: {name: Ada Okafor}",
    ),
    "YM010": Why("What is read is then not what is there."),
    "DT001": Why(
        "A list where a text is asked for has no one reading.",
        "title: [Routing, core]",
        "title: Routing core",
    ),
    "DT002": Why(
        "A misspelt key would be left out of the packet, silently.",
        "responsability: owner",
        "responsibility: owner",
    ),
    "DT003": Why(
        "A packet cannot name what has no name.",
        "- {date: 2026-03}",
        "- {title: One payment routing core, date: 2026-03}",
    ),
    "DT004": Why("What another word means is not guessed.", "status: finished", "status: done"),
    "DT005": Why(
        "A number that is none counts nothing.",
        "policy: {items: several}, in a ladder",
        "policy: {items: 3}",
    ),
    "DT006": Why(
        "A date that may be read in two ways is not guessed.",
        "date: 3/4/2026",
        "date: 2026-04-03",
    ),
    "DT007": Why(
        "A packet carries addresses that others can open.",
        "url: www.example.com/plan",
        "url: https://www.example.com/plan",
    ),
    "MD001": Why(
        "Tables, images and raw HTML have no place in an item; they are printed as typed.",
        "| before | after |",
        "11 weeks before, 4 weeks after",
    ),
    "MD002": Why(
        "An address of another kind cannot be opened from a document.",
        "plan.docx, as the target of a link",
        "https://wiki.example.com/plan",
    ),
    "MD003": Why(
        "A text this long is no item any more.",
        "a whole report under `actions:`",
        "three sentences, and a link to the report",
    ),
}
