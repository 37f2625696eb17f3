"""Pull requests to items, as GitHub's command line, its API and GitLab give them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from promo.collecting import values
from promo.collecting.draft import Draft, DraftItem, links_in, title_of
from promo.findings import Location, quote, stopped
from promo.importing import loose_json
from promo.source import Map, Node, Seq, Text

_PULL_REQUEST = (
    {"title", "mergedAt"},
    {"title", "merged_at"},
    {"title", "pull_request"},
    {"title", "state", "closedAt"},
)
_ENDS = re.compile(r"\}([ \t\r]*\n\s*)\{")  # of a record that has a line, where another begins
_REPOSITORY = re.compile(r"https?://[^/]+/(?:[^/]+/)+?([^/]+)/(?:pull|-/merge_requests)/\d+$")


def kind_of(root: Map | Seq) -> str:
    """What records a file holds, or an empty text."""
    if isinstance(root, Map) and ("basics" in root.entries or "work" in root.entries):
        return "json-resume"
    pulls = _pulls_in(root)
    if pulls and _is_pull(pulls[0]):
        return "pull-requests"
    return ""


def parse(text: str, name: str) -> Map | Seq:
    """The located values of a JSON file, also of one record a line. Raises InputError."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) > 1 and all(line[0] == "{" and line[-1] == "}" for line in lines):
        text = "[" + _ENDS.sub(r"},\1{", text) + "]"
    return loose_json.parse(text, name)


def refuse_unknown(root: Map | Seq, name: str) -> None:
    """InputError for records that are neither a résumé nor pull requests."""
    first = root if isinstance(root, Map) else next(iter(root.values), None)
    keys = list(first.entries) if isinstance(first, Map) else []
    seen = ", ".join(map(quote, keys[:8])) if keys else "an empty file of records"
    if isinstance(first, Text):
        seen = f"a list of values, the first {quote(first.value, 30)}"
    elif first is None:
        seen = "an empty list"
    fact = (
        "neither JSON Resume (`basics`, `work`, `projects`) nor pull requests (`title` with "
        f"`mergedAt`, `merged_at` or `pull_request`); seen: {seen}"
    )
    help = "export with `gh pr list --json number,title,body,url,mergedAt,state,author`"
    raise stopped("CO002", Location(name), fact, help)


def fill_pull_requests(draft: Draft, root: Map | Seq, author: str) -> None:
    """An item of each merged or open pull request, of one author where one is named."""
    pulls = _pulls_in(root)
    people = {_login(pull) for pull in pulls if not _is_by_bot(pull)}
    for pull in pulls:
        title, by = values.text(pull, "title"), _login(pull)
        if not title.strip():
            draft.skip(pull.line, values.text(pull, "url"), "a record without a title")
        elif author and by.lower() != author.lower():
            _skip_record(draft, pull, f"by {by or 'nobody named'}, not by {author}")
        elif not author and _is_by_bot(pull):
            _skip_record(draft, pull, f"by the bot {by}")
        elif not _merged(pull) and values.text(pull, "state").lower() == "closed":
            _skip_record(draft, pull, "closed without being merged")
        else:
            draft.items.append(_pull_request(pull, by if len(people) > 1 and not author else ""))
    values.skip_strays(draft, _list_of(root))


def _skip_record(draft: Draft, pull: Map, why: str) -> None:
    texts = [values.text(pull, "title"), *_body(pull).split("\n")]
    draft.skip(pull.line, "\n".join(text for text in texts if text.strip()), why)


def _list_of(root: Map | Seq) -> Seq:
    """The list of a file, or of a search, which has it under `items`; else all that are in it."""
    if isinstance(root, Seq):
        return root
    node = root.entries["items"][1] if "items" in root.entries else None
    if isinstance(node, Seq):
        return node
    return Seq(line=root.line, column=root.column, values=list(_within(root)))


def _within(node: Node) -> Iterator[Map]:
    """The pull requests anywhere in a value, as an answer of GraphQL has them."""
    if isinstance(node, Seq):
        for value in node.values:
            yield from _within(value)
    elif isinstance(node, Map) and _is_pull(node):
        yield node
    elif isinstance(node, Map):
        for _, value in node.entries.values():
            yield from _within(value)


def _is_pull(node: Map) -> bool:
    return any(keys <= node.entries.keys() for keys in _PULL_REQUEST)


def _pulls_in(root: Map | Seq) -> list[Map]:
    return [value for value in _list_of(root).values if isinstance(value, Map)]


def _pull_request(pull: Map, by: str) -> DraftItem:
    url = values.text(pull, "html_url", "web_url", "url")
    body = _body(pull).replace("\r\n", "\n").strip()
    title, is_whole = title_of(values.text(pull, "title"))
    texts = [] if is_whole else [values.text(pull, "title")]
    number = values.text(pull, "number", "iid")
    own = ((f"#{number}" if number else "", url),) if url else ()
    links, others = links_in(body)
    repository = _REPOSITORY.match(url)
    merged = _merged(pull)
    when, doubts = values.dated(merged, "merged")
    if not merged and not values.text(pull, "state"):
        doubts = [*doubts, "not merged; the export does not say whether it is closed"]
    named = [values.text(label, "name") for label in values.maps(pull, "labels")]
    named += [label.value for label in values.seq(pull, "labels")]
    labels = ", ".join(filter(None, named))
    return DraftItem(
        title=title,
        line=pull.line,
        key=url or f"{number} {title}",
        when=when,
        project=repository[1] if repository else "",
        in_progress=not merged,
        actions="\n\n".join(filter(None, (*texts, body))),
        links=own + tuple(link for link in links if link[1] != url),
        marks=(
            *doubts,
            *([f"by {by}"] if by else []),
            *([f"labels: {labels}"] if labels else []),
            *(f"not a web address: {target}" for target in others),
        ),
    )


def _merged(pull: Map) -> str:
    """When it was merged, or an empty text; searches have that under other keys."""
    inner = next(values.maps_of(pull, "pull_request"), None)
    told = values.text(pull, "mergedAt", "merged_at") or values.text(inner, "merged_at")
    return told or (
        values.text(pull, "closedAt") if values.text(pull, "state").lower() == "merged" else ""
    )


def _person(pull: Map) -> Map | None:
    return next(values.maps_of(pull, "author"), None) or next(values.maps_of(pull, "user"), None)


def _login(pull: Map) -> str:
    return values.text(_person(pull), "login", "username")


def _is_by_bot(pull: Map) -> bool:
    is_called = _login(pull).startswith("app/") or _login(pull).endswith("[bot]")
    person = _person(pull)
    is_typed = values.text(person, "is_bot") == "true" or values.text(person, "type") == "Bot"
    return is_called or is_typed


def _body(pull: Map) -> str:
    """What was written under the title, by its name on GitHub, in GraphQL and on GitLab."""
    return values.text(pull, "body", "bodyText", "description")
