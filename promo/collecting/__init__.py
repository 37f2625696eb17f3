"""Notes, tables, records and histories that people already have to drafted evidence items.

Each format has a reader that fills a draft; nothing is tagged, and no text is left out of the draft
and its list of what was skipped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import PurePath

from promo.collecting import dates, notes, records, resume, tables
from promo.collecting.dates import Calendar
from promo.collecting.draft import Draft, DraftItem, Skipped
from promo.collecting.heads import Mapped
from promo.findings import Finding, InputError, Location, quote, stopped
from promo.importing.delimited import seems_delimited
from promo.importing.grid import Grid, refuse_large_grids
from promo.importing.text import decoded
from promo.prose import checked_url
from promo.source import FORBIDDEN, MAX_TEXT

__all__ = ["KINDS", "Draft", "DraftItem", "Options", "Skipped", "read", "read_history"]

KINDS = ("markdown", "csv", "jira", "xlsx", "json-resume", "pull-requests", "git")
_SUFFIXES = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "markdown",
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".json": "json",
}
_SHOWN = 3  # lines of a source in which nothing was found


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the call says of its sources; `fiscal_start` is the month a fiscal year begins in."""

    kind: str = ""
    mapped: Mapped = field(default_factory=dict)
    author: str = ""
    fiscal_start: int | None = None

    @property
    def calendar(self) -> Calendar:
        return Calendar(fiscal_start=self.fiscal_start)


def read(data: bytes, name: str, options: Options) -> Draft:
    """The draft of one file. Raises InputError where it cannot be read or holds no item."""
    draft = Draft(source=name, kind=options.kind or _kind(data, name))
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise stopped("CO001", Location(name), "the file is empty", _HELP)
    if draft.kind == "xlsx":
        _fill_from_workbook(draft, data, options)
    else:
        _fill_from_text(draft, data, options)
    return _looked_over(draft)


def read_history(log: str, name: str, author: str, project: str, *, is_cut: bool) -> Draft:
    """The draft of one repository's log. Raises InputError where nothing is the author's.

    A log that `is_cut` is that of a shallow clone.
    """
    from promo.collecting import history

    draft = Draft(source=name, kind="git")
    commits = history.commits_of(log)
    if is_cut and commits:
        why = "the clone is shallow; `git fetch --unshallow` brings the rest"
        draft.skip(0, f"commits before {min(commit.day for commit in commits)}", why)
    history.fill(draft, commits, author, project)
    return _looked_over(draft)


_SAVE = "save it as plain text (.txt), Markdown, CSV, XLSX or JSON"
_HELP = "name a file with notes, a table or records of what was done"


def _kind(data: bytes, name: str) -> str:
    """By the first bytes of a workbook, else by the suffix; empty where only the text can tell."""
    suffix = PurePath(name).suffix.lower()
    if data.startswith(b"PK\x03\x04"):
        if suffix not in (".xlsx", ".xlsm") and b"xl/workbook" not in data:
            what = (
                "a Word document"
                if b"word/document" in data
                else "a zip archive or Office document"
            )
            raise stopped("CO002", Location(name), f"this is {what}", _SAVE)
        return "xlsx"
    if suffix in (".yaml", ".yml"):
        fact = "this is YAML, as an evidence file is, and no source of one"
        raise stopped(
            "CO002", Location(name), fact, f"to add to it: promo collect SOURCE -o {name}"
        )
    return _SUFFIXES.get(suffix, "")


def _fill_from_workbook(draft: Draft, data: bytes, options: Options) -> None:
    from promo.importing import workbook

    sheets = workbook.read(data, draft.source)
    for note in sheets.notes:
        draft.skip(note.line, note.text, note.message)
    _fill_from_grids(draft, sheets.grids, options)


def _fill_from_text(draft: Draft, data: bytes, options: Options) -> None:
    try:
        text, encoding, guessed, line, sample = decoded(data, draft.source)
    except InputError as error:  # its help is that of an import
        found = error.findings[0]
        raise stopped("CO002", found.location, found.message, _SAVE) from error
    if guessed:
        message = f"read as {encoding}, as the file is not UTF-8: {quote(sample)}"
        _warn(draft, "CO008", line, message, "look whether its letters are right")
    if draft.kind in ("", "json"):
        draft.kind = draft.kind or _kind_of_text(text, draft.source)
    if draft.kind in ("json", "json-resume", "pull-requests"):
        _fill_from_json(draft, text, options)
    elif draft.kind in ("csv", "jira"):
        from promo.importing import delimited

        _fill_from_grids(draft, (delimited.read(text, draft.source).grid,), options)
    else:
        notes.fill(draft, text, options.calendar)


def _kind_of_text(text: str, name: str) -> str:
    start = text.lstrip()[:1]
    if start in ("{", "["):
        return "json"
    if start == "<":
        fact = "this looks like HTML or XML, which promo does not collect from"
        raise stopped("CO002", Location(name), fact, _SAVE)
    if seems_delimited(text):
        return "csv"
    help = f"say --from with one of {', '.join(KINDS)}"
    raise stopped("CO002", Location(name), "neither name nor content says what this is", help)


def _fill_from_json(draft: Draft, text: str, options: Options) -> None:
    root = records.parse(text, draft.source)
    if draft.kind == "json":
        draft.kind = records.kind_of(root)
    if draft.kind != records.kind_of(root) or not draft.kind:
        records.refuse_unknown(root, draft.source)
    if draft.kind == "json-resume":
        resume.fill(draft, root)
    else:
        records.fill_pull_requests(draft, root, options.author)


def _fill_from_grids(draft: Draft, grids: Sequence[Grid], options: Options) -> None:
    refuse_large_grids(grids, draft.source)
    tables.fill(draft, grids, options.mapped, options.calendar)


def _looked_over(draft: Draft) -> Draft:
    """A draft with at least one item, each of which a YAML file can hold; in the source's order."""
    kept: list[DraftItem] = []
    for item in draft.items:
        whole = "\n".join(_texts_of(item))
        if len(whole) > MAX_TEXT:
            why = f"has more than {MAX_TEXT:,} characters"
            draft.skip(item.line, item.title, why)
        elif not FORBIDDEN.sub(" ", item.title).strip():
            draft.skip(item.line, whole.strip(), "a text without words")
        else:
            kept.append(_fit(item, FORBIDDEN.findall(whole)))
    draft.items = kept
    draft.candidate = FORBIDDEN.sub(" ", draft.candidate).strip()
    draft.skipped.sort(key=lambda skipped: skipped.line)
    if not kept:
        raise _nothing_found(draft)
    if not draft.dated:
        seen = ", ".join(quote(item.title, 30) for item in kept[:_SHOWN])
        message = f"no item has a date; looked for {dates.LOOKED_FOR}; the first items are {seen}"
        help = "add `date:` to the items: an undated one is never recent"
        _warn(draft, "CO007", kept[0].line, message, help)
    return draft


def _texts_of(item: DraftItem) -> list[str]:
    texts = [item.when, item.title, item.project, item.situation, item.actions, item.result]
    return [*texts, *item.marks, *(part for link in item.links for part in link)]


def _fit(item: DraftItem, forbidden: Sequence[str]) -> DraftItem:
    """An item that an evidence file can hold; what it cannot is told by a mark.

    A space stands for each of the `forbidden` characters.
    """
    clean = partial(FORBIDDEN.sub, " ")
    links = [(clean(title), clean(url)) for title, url in item.links]
    marks = [*map(clean, item.marks)]
    marks += [f"no web address: {title} {url}" for title, url in links if not checked_url(url)]
    if forbidden:
        names = ", ".join(sorted({f"U+{ord(character):04X}" for character in forbidden}))
        marks.append(f"a space for {names}, which no document can hold")
    return replace(
        item,
        title=clean(item.title),
        project=clean(item.project),
        situation=clean(item.situation),
        actions=clean(item.actions),
        result=clean(item.result),
        links=tuple(link for link in links if checked_url(link[1])),
        marks=tuple(marks),
    )


def _nothing_found(draft: Draft) -> InputError:
    seen = [f"line {s.line}: {quote(s.text)}, {s.why}" for s in draft.skipped[:_SHOWN]]
    fact = f"no item was found; looked for {_LOOKED_FOR.get(draft.kind, 'records')}"
    fact += "".join(f"\n  {line}" for line in seen)
    return stopped("CO001", Location(draft.source), fact, _HELP)


_LOOKED_FOR = {
    "markdown": "entries of a list, paragraphs under a date, headings with a text, and tables",
    "csv": "rows with a title",
    "jira": "rows with a summary",
    "xlsx": "rows with a title",
    "json-resume": "work, volunteer, projects, awards, certificates and publications",
    "pull-requests": "merged and open pull requests",
    "git": "commits with a subject",
}


def _warn(draft: Draft, code: str, line: int, message: str, help: str) -> None:
    place = Location(draft.source, line)
    draft.findings.append(Finding(code=code, location=place, message=message, help=help))
