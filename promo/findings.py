"""Faults of a file or of a call: their codes, places and help. Nothing here judges evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


class Severity(Enum):
    """An error stops the input it is in; a warning is reported and the packet is written."""

    ERROR = "error"
    WARNING = "warning"


class Location(NamedTuple):
    """A place in a file: 1-based line and column, or 0 and 0 for the file as a whole.

    In a Word document a `part` names the place ("table 2, row 3"), and `line` only its order.
    """

    file: str
    line: int = 0
    column: int = 0
    part: str = ""

    def __str__(self) -> str:
        if self.part:
            return f"{self.file}: {self.part}"
        numbers = [str(number) for number in (self.line, self.column) if number]
        return ":".join([self.file, *numbers])


class Code(NamedTuple):
    """A stable code, never reused: what the fault is and how it is mended in general."""

    code: str
    severity: Severity
    title: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault with its place; `message` states the fact, `help` what to do about it.

    `many` is the message for `{n}` findings of this code told in one line, where that reads better.
    """

    code: str
    location: Location
    message: str
    help: str = ""
    many: str = ""

    @property
    def severity(self) -> Severity:
        return CODES[self.code].severity

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


class InputError(Exception):
    """An input that cannot be used; carries every finding about it, errors and warnings."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(f"{f.location}: {f.code} {f.message}" for f in self.findings))

    def __reduce__(self) -> tuple[Callable[..., InputError], tuple[tuple[Finding, ...]]]:
        return type(self), (self.findings,)  # the default would pass the message back in


def stopped(code: str, place: Location, message: str, help: str = "") -> InputError:
    """The error of one finding, ready to be raised."""
    return InputError([Finding(code=code, location=place, message=message, help=help)])


def quote(text: str, limit: int = 60) -> str:
    """`text` in double quotes as typed, cut after `limit` characters, line breaks shown as ↵."""
    shown = text.removesuffix("\n").replace("\n", "↵")  # every text after `|` or `>` ends in one
    return f'"{shown[:limit]}…"' if len(shown) > limit else f'"{shown}"'


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that `word` was probably meant to be, or None."""
    from difflib import get_close_matches  # a slow import that only a fault needs

    by_lower: dict[str, str] = {}
    for choice in choices:
        by_lower.setdefault(choice.lower(), choice)
        for part in choice.lower().replace(" ", "-").split("-"):
            if len(part) > 3:  # `influnce` is meant for leadership-influence
                by_lower.setdefault(part, choice)
    close = get_close_matches(word[:80].lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[close[0]] if close else None


def did_you_mean(word: str, choices: Iterable[str], limit: int = 8) -> str:
    """The help line for a name that is not among `choices`: the nearest one, or the choices."""
    names = list(choices)
    near = nearest(word, names)
    if near is not None:
        return f"did you mean {quote(near)}?"
    if not names:
        return ""
    listed = ", ".join(names[:limit])
    return f"use one of: {listed}{', …' if len(names) > limit else ''}"


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by file, line and column, as a reader meets them."""
    return tuple(sorted(findings, key=lambda f: (f.location, f.code, f.message)))


def _codes() -> dict[str, Code]:
    error, warning = Severity.ERROR, Severity.WARNING
    rows = (
        # The call: files and outputs.
        ("CL001", error, "no such file", "Check the path; promo reads files, not addresses."),
        ("CL002", error, "not a regular file", "Name a file, not a folder or a device."),
        ("CL003", error, "the file cannot be read", "Check its permissions."),
        ("CL004", error, "the output folder does not exist", "Make the folder, or name another."),
        (
            "CL005",
            error,
            "the output is a file that promo did not write",
            "Name another output, or use --force, which keeps a backup.",
        ),
        (
            "CL006",
            error,
            "the output was edited since promo wrote it",
            "Use --carry-over, name another output, or use --force, which keeps a backup.",
        ),
        ("CL007", error, "the output is a symbolic link", "Name the real file."),
        ("CL008", error, "two outputs have one name", "Write them to different folders."),
        ("CL009", error, "the output could not be written", "Free space or check permissions."),
        ("CL010", error, "the output does not fit the inputs", "Use a folder for several files."),
        (
            "CL011",
            error,
            "the file exists, and this command makes new ones only",
            "Name another file, or move this one away.",
        ),
        ("CL012", error, "no such code", "Use a code, or the letters that a family begins with."),
        (
            "CL013",
            error,
            "a part of promo that is not installed",
            "Install it with the command named.",
        ),
        # The text of a YAML file.
        ("YM001", error, "not UTF-8 text", "Save the file as UTF-8 text."),
        ("YM002", error, "not well-formed YAML or TOML", "Mend the syntax at the place named."),
        ("YM003", error, "a key stands twice", "Keep one of the two; YAML would drop the first."),
        (
            "YM004",
            error,
            "an anchor, alias, tag, merge key or complex key",
            "Write the value out; quote a text that begins with &, * or !.",
        ),
        ("YM005", error, "several documents in one file", "Keep one document a file."),
        ("YM006", error, "a character that a document cannot hold", "Delete the character."),
        ("YM007", error, "larger than promo reads", "Split the file or shorten the text."),
        (
            "YM008",
            warning,
            "a value was cut at ` #`",
            "Quote the value: YAML takes ` #` for the start of a comment.",
        ),
        ("YM009", error, "the file is empty", "Begin an evidence file with promo new."),
        (
            "YM010",
            warning,
            "a character that changes the order of the text around it",
            "Delete it unless the text needs it; it can make a name look like another.",
        ),
        # The shape of the data, in evidence and ladders alike.
        ("DT001", error, "a value of the wrong shape", "Use the shape that the help names."),
        ("DT002", error, "an unknown key", "Use one of the documented keys."),
        ("DT003", error, "a required key is missing or empty", "Add it."),
        ("DT004", error, "not one of the allowed words", "Use one of the words named."),
        ("DT005", error, "not a number in range", "Write a number in the range named."),
        (
            "DT006",
            error,
            "not a date or period",
            "Write 2025-09-30, 2025-09, 2025-Q3, 2025, 2025-01..2025-09 or 2025-03..",
        ),
        ("DT007", error, "not a web or mail address", "Use http, https or mailto."),
        # Evidence.
        ("EV001", error, "the ladder has no such level", "Use one of its levels."),
        ("EV002", error, "no target level", "Use --target, or packet.target in the file."),
        ("EV003", error, "unknown competency", "Use an id, title or alias of the ladder."),
        ("EV004", error, "unknown expectation", "Use an expectation id of the ladder."),
        (
            "EV005",
            warning,
            "an expectation of another level",
            "Name an expectation of the target level; this one does not count.",
        ),
        ("EV006", error, "two items share one id", "Give each its own id."),
        (
            "EV007",
            warning,
            "an item names no competency",
            "Add `competencies:`; untagged items are listed and count nowhere.",
        ),
        (
            "EV008",
            warning,
            "an item has no date",
            "Add `date:` or `period:`; an undated item is never recent.",
        ),
        (
            "EV009",
            warning,
            "an item does not say who was responsible",
            "Add `responsibility:` owner, co-owner, contributor or observer.",
        ),
        ("EV010", error, "unknown scope", "Use one of the ladder's scopes."),
        ("EV011", warning, "the current level is not one of the ladder's", "Use a level's name."),
        ("EV012", warning, "support without a name", "Add `name:`; without it nobody is counted."),
        ("EV013", warning, "a name stands twice in a list", "Keep one of the two."),
        ("EV014", warning, "an item begins after the as-of date", "Check the date."),
        (
            "EV015",
            error,
            "the target may be one of several",
            "Name the level by its id, or the track with --track or packet.track.",
        ),
        ("EV016", error, "the ladder or the level has no such track", "Use one of its tracks."),
        (
            "EV017",
            warning,
            "an item names a risk",
            "Name the competency that it shows; evidence cannot meet a risk.",
        ),
        (
            "EV018",
            error,
            "the ladder assesses nothing at the target",
            "Name another level, or add expectations to the ladder.",
        ),
        (
            "EV019",
            error,
            "an `ignore` that names no code",
            "Use a code or the letters that a family begins with; `promo explain` lists them.",
        ),
        (
            "EV020",
            error,
            "an error or a gap cannot be ignored",
            "Mend the error; a gap is waived under `waivers:` with reason and approver.",
        ),
        (
            "EV021",
            error,
            "an `--ignore` that may be read in two ways",
            "Give each reason an --ignore of its own.",
        ),
        # Prose.
        ("PR101", warning, "“we” without an own part", "Add what you did yourself."),
        ("PR102", warning, "a weasel word", "Say how much, which, or what exactly was done."),
        ("PR103", warning, "a result without a number", "Say how much, how many or how long."),
        ("PR104", warning, "a value without its baseline", "Add the value before."),
        ("PR105", warning, "a number without a unit", "Write the unit, or name what is counted."),
        ("PR106", warning, "a metric without a window", "Say when it was measured."),
        (
            "PR107",
            warning,
            "per cent that may be percentage points",
            "Write from … to …, or percentage points where two shares are subtracted.",
        ),
        (
            "PR108",
            warning,
            "a responsibility weaker than the verb",
            "Say what your part was, or correct the responsibility.",
        ),
        (
            "PR109",
            warning,
            "future or unfinished work offered as a result",
            "Say what is there today, or set `status: in-progress`.",
        ),
        (
            "PR110",
            warning,
            "a word about the person, not the work",
            "Say what was done and what came of it.",
        ),
        (
            "PR111",
            warning,
            "a pronoun or title that tells a gender",
            "Write the name or the role, or leave it out.",
        ),
        ("PR112", warning, "an acronym that is never spelled out", "Write it out once."),
        (
            "PR113",
            warning,
            "an item that is too long",
            "Keep situation, own part and result; link to the rest.",
        ),
        ("PR114", warning, "two items that say the same", "Keep one, or say what is different."),
        (
            "PR115",
            warning,
            "a quote without a name",
            "Write who said it, or move it to `corroboration:`.",
        ),
        (
            "PR116",
            warning,
            "an address that only the candidate can open",
            "Put it where the committee can open it, or leave it out.",
        ),
        # The rubric of amazon-lp, numbered as its checks.
        (
            "LP001",
            warning,
            "an objective that is not quantified",
            "State a number and when it was measured.",
        ),
        (
            "LP002",
            warning,
            "actions that are tied to no metric",
            "Add the metric or the result that the actions moved.",
        ),
        (
            "LP003",
            warning,
            "no pain point, response and change",
            "Fill `situation`, `actions` and `result`.",
        ),
        (
            "LP004",
            warning,
            "nothing that a follow-up can look into",
            "Add a baseline, a method or a link.",
        ),
        ("LP005", warning, "no trade-off is stated", "Say what was given up, and why."),
        (
            "LP007",
            warning,
            "no partner function is named",
            "Name the functions that the result needed.",
        ),
        (
            "LP010",
            warning,
            "no item on operational limits",
            "Tag an item technical-tradeoffs or dive-deep.",
        ),
        ("LP011", warning, "no item on going to market", "Tag an item go-to-market."),
        (
            "LP012",
            warning,
            "no headline that fits on a page",
            "Mark one item `headline: true`, and keep it to a page.",
        ),
        # Markdown.
        (
            "MD001",
            warning,
            "Markdown that a packet does not carry",
            "It is printed as typed; use paragraphs, lists, quotes, links, bold, italics, code.",
        ),
        ("MD002", warning, "a link that a packet does not carry", "Use http, https or mailto."),
        ("MD003", warning, "prose too long or too deep to format", "It is printed as typed."),
        # Ladders.
        ("LD001", error, "no such ladder", "Use a built-in ladder's id or a path to a file."),
        ("LD002", error, "two parts of a ladder answer to one name", "Rename one of them."),
        ("LD003", error, "a reference to something that the ladder lacks", "Correct the name."),
        (
            "LD004",
            error,
            "a ladder extends itself",
            "Extend a ladder that does not extend this one in turn.",
        ),
        ("LD010", warning, "nothing is assessed at a level", "Add expectations, or delete it."),
        ("LD011", warning, "a competency without expectations", "Add some, or delete it."),
        ("LD012", warning, "a track or step that leads nowhere", "Use it, or delete it."),
        (
            "LD013",
            warning,
            "a level without a scope",
            "Give it one of the ladder's scopes, so that items are asked to reach it.",
        ),
        (
            "LD014",
            warning,
            "one line stands at two levels word for word",
            "Say what is more at the higher level, or write the line once with `at:`.",
        ),
        (
            "LD015",
            warning,
            "a vague line",
            "Say what can be seen: what is done, for whom, how often, how far.",
        ),
        # Importing.
        (
            "IM001",
            error,
            "an import found no levels",
            "Say where they stand: --levels-in rows or columns, or --map with `levels:`.",
        ),
        (
            "IM002",
            error,
            "text in an encoding that cannot be read",
            "Save the file as UTF-8 text.",
        ),
        (
            "IM003",
            error,
            "a format that promo does not import",
            "Export it as CSV, XLSX or Markdown.",
        ),
        ("IM004", error, "larger than promo imports", "Split the file, or import one sheet of it."),
        ("IM005", error, "a quote that is never closed", "Close it, or delete it."),
        ("IM006", error, "a workbook that cannot be read", "Save it anew as .xlsx, or as CSV."),
        ("IM007", error, "a reader that is not installed", "Install it with the command named."),
        ("IM008", error, "nothing to import", "Name a file with a table, headings or records."),
        ("IM009", error, "levels without any text", "Say what stands where, with --map."),
        ("IM010", error, "not well-formed JSON", "Mend the syntax at the place named."),
        (
            "IM011",
            error,
            "a path of the map that leads nowhere",
            "Correct it by the keys that the help names.",
        ),
        (
            "IM012",
            error,
            "records of no known shape",
            "Write a --map file with `paths:` to the text, level and competency of a record.",
        ),
        # Collecting and tagging.
        (
            "CO001",
            error,
            "nothing to collect",
            "Name a source with entries, rows, records or commits of what was done.",
        ),
        (
            "CO002",
            error,
            "a source of no known kind",
            "Say --from, or save it as Markdown, CSV or JSON.",
        ),
        (
            "CO003",
            error,
            "a table without a column of titles",
            "Put a row of headings on top, or say --map title=COLUMN.",
        ),
        ("CO004", error, "a column that the table lacks", "Name one of its columns."),
        ("CO005", error, "a git history that cannot be read", "Name the folder of a clone."),
        (
            "CO006",
            error,
            "an addition that would change more than it adds",
            "Give each entry of `evidence` and each of its keys a line of its own.",
        ),
        (
            "CO007",
            warning,
            "nothing that was collected has a date",
            "Add `date:` or `period:` to the items; an undated one is never recent.",
        ),
        ("CO008", warning, "a source that is not UTF-8", "Look whether its letters are right."),
        (
            "CO009",
            error,
            "tags are asked for on a terminal only",
            "Run it on a terminal, or add --list or --suggest.",
        ),
        # Templates.
        ("TP001", error, "a name that no packet has", "Use a field of `promo template fields`."),
        ("TP002", error, "an unfinished tag", "Write `{{ name }}` or `{% for … %}` whole."),
        (
            "TP003",
            error,
            "a tag in the wrong place",
            "Give a block, `for` or `if` a paragraph of its own; `for` and `if` may have a row.",
        ),
        ("TP004", error, "`for` or `if` without its end", "Add the end in the same place."),
        ("TP005", error, "an expression that cannot be read", "Write it as the help shows."),
        (
            "TP006",
            warning,
            "styles that the template lacks",
            "Nothing, or make them: until then they come from the template that promo ships.",
        ),
        (
            "TP007",
            warning,
            "a style with a name that is nearly or otherwise promo's",
            "Rename the style.",
        ),
        ("TP008", error, "macros", "Save the template as a Word document (.docx)."),
        ("TP009", error, "something that is not in the file", "Insert it; do not link it."),
        (
            "TP010",
            error,
            "a template attached to the template",
            "Detach it in Word: Developer, Document Template, Normal.",
        ),
        ("TP011", error, "not a Word document that promo reads", "Save it as .docx or .dotx."),
        ("TP012", warning, "a form without flags or sign-off", "Add the block that is named."),
        (
            "TP013",
            warning,
            "tracked changes or comments",
            "Accept the changes and delete the comments: each packet would carry them.",
        ),
        ("TP014", error, "a packet, not a template", "Name the template that it was made with."),
        ("TP015", error, "a template that asks for too much", "Shorten its loops."),
        ("TP016", error, "a template that could not be filled", "Mend the tag at the place."),
        (
            "TP017",
            warning,
            "a rule of Word documents is broken",
            "Open the template in Word, save it, and look whether it is as it was meant.",
        ),
        ("TP018", warning, "an old version of Word", "In Word: File, Info, Convert."),
        ("TP019", error, "no such template", "Use a shipped template or a path to a file."),
        ("TP020", error, "a template for a format that is not written", "Add the format."),
        (
            "TP021",
            error,
            "a part of a template that cannot be read",
            "Keep the parts in the template's own folder.",
        ),
        (
            "TP022",
            warning,
            "a table of contents",
            "Update it in Word when it asks; elsewhere update it by hand.",
        ),
        ("TP023", error, "embedded objects or active fields", "Take them out."),
        (
            "TP024",
            warning,
            "a protected document",
            "Stop the protection in Word: Review, Restrict Editing.",
        ),
        (
            "TP025",
            warning,
            "a template without a section that is asked for",
            "Add the block that is named, or leave the option out.",
        ),
        # Themes.
        ("TH001", error, "not a value that a theme can have", "Write it as the help shows."),
        ("TH002", error, "a label that a packet does not have", "Use a key of the catalogue."),
        ("TH003", warning, "a colour that is hard to read", "Choose a darker one."),
        ("TH004", error, "a logo that cannot be used", "Use a PNG or JPEG of at most 2 MB."),
        (
            "TH005",
            warning,
            "looks that do not apply",
            "Looks of a theme are for the shipped templates; your own has its own looks.",
        ),
        ("TH006", error, "no such theme", "Name a theme file in YAML or TOML."),
        # Reviews.
        ("RV001", error, "not a packet", "Name a Word document that promo build wrote."),
        (
            "RV002",
            error,
            "a document that cannot be opened",
            "Ask for it again, saved as .docx without a password.",
        ),
        (
            "RV003",
            warning,
            "a packet of a newer promo",
            "Update promo; what this one knows is read.",
        ),
        (
            "RV004",
            warning,
            "the record of what the packet was built from is lost",
            "Review in Word or LibreOffice; Google Docs drops the record.",
        ),
        (
            "RV005",
            warning,
            "a part of the document that cannot be read",
            "Save it anew in Word; what the part held is not in the review.",
        ),
        (
            "RV006",
            warning,
            "a field was deleted from the form",
            "Ask the reviewer; nothing is known of the answer.",
        ),
        (
            "RV007",
            warning,
            "two answers to one question",
            "Ask the reviewer which one holds; none is taken.",
        ),
        (
            "RV008",
            warning,
            "an answer that the form does not offer",
            "Ask the reviewer; it is told as it was written.",
        ),
        (
            "RV009",
            warning,
            "a row that the form did not have",
            "Read it in the document; it answers no question of the form.",
        ),
        (
            "RV010",
            warning,
            "a competency that the ladder no longer assesses",
            "Look where its answers belong now; they are kept under the old name.",
        ),
        ("RV011", error, "not a review file", "Write one with `promo review PACKET -o FILE`."),
        (
            "RV012",
            error,
            "a review that is not of this packet, or names what it does not have",
            "Name this candidate's review, or correct the name in it.",
        ),
        (
            "RV013",
            warning,
            "the packet is older than what it was built from",
            "Build it again with --carry-over, and have the changes looked at.",
        ),
        (
            "RV014",
            error,
            "copies that are not of one packet",
            "Name the copies of one packet, or write one file for each.",
        ),
        # Two files side by side.
        (
            "DF001",
            error,
            "two files that are not of one person",
            "Name two files of one candidate.",
        ),
        (
            "DF002",
            error,
            "a packet without what a comparison needs",
            "Name the evidence file that it was built from.",
        ),
        (
            "DF003",
            warning,
            "a JSON packet that was edited",
            "Build it again, if somebody changed what it counts.",
        ),
        # Committee copies.
        (
            "BL001",
            error,
            "a name is left in a committee copy",
            "Take it out where the place says; nothing was written.",
        ),
        (
            "BL002",
            warning,
            "a pronoun that says who the person is",
            "Write the name or the title instead; --blind replaces names.",
        ),
        (
            "BL003",
            warning,
            "a word about the person, not the work",
            "Say what was done and what came of it.",
        ),
        (
            "BL004",
            error,
            "a committee copy that cannot be made",
            "Do as the help says; nothing was written.",
        ),
        (
            "BL005",
            warning,
            "a link that was left out, as its address names somebody",
            "Its title is still there; attach the document under a neutral name.",
        ),
        (
            "BL006",
            warning,
            "a packet that no key is for",
            "Name the key that `promo build --blind` wrote with it.",
        ),
    )
    return {row[0]: Code(*row) for row in rows}


CODES = _codes()
