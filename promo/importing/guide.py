"""The `--map` file: what a person tells an import where guessing goes wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from promo.fields import Fields, Notes
from promo.findings import InputError, did_you_mean, in_order, quote
from promo.model import match_key
from promo.plain import Plain
from promo.source import Map, Seq, Source, Text, plain_of

LEVELS_IN = ("rows", "columns")
SPLITS = ("lines", "bullets", "sentences", "none")
# What a column, row or heading may be.
ROLES = ("level", "competency", "group", "description", "summary", "expectation", "meta", "skip")
# What a record of a YAML or JSON file may give, each by its path.
PATHS = (
    "text",
    "level",
    "level_title",
    "competency",
    "competency_title",
    "group",
    "description",
    "summary",
    "step",
    "step_title",
    "id",
    "kind",
)
# Keys of a ladder file that no other file has: taken over as they are.
AS_THEY_ARE = (
    "version",
    "source",
    "notes",
    "cumulative",
    "scopes",
    "ratings",
    "policy",
    "years",
    "rules",
    "tracks",
    "requirements",
    "checks",
)
_NUMBERS = {"rank", "weight", "required", "policy", "years", "time_in_level", "points", "scale"}
_TOP = (
    "ladder",
    "title",
    "levels_in",
    "split",
    "roles",
    "levels",
    "competencies",
    "steps",
    "paths",
    "meta",
    *AS_THEY_ARE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """What the person says: by heading as it stands in the file, matched without case and signs.

    `levels` and `competencies` hold keys of a ladder file (`id`, `title`, `aliases`, `polarity` …)
    that are taken over as they are, and `steps` those of a step of a scale; `more` are the
    ladder's own. `level_headings` are the levels as typed, in their order. `paths` lead to the
    parts of a record in a YAML or JSON file, `meta` to what is kept of it besides.
    """

    ladder: str = ""
    title: str = ""
    levels_in: str = ""
    split: str = ""
    roles: Mapping[str, str] = field(default_factory=dict)
    levels: Mapping[str, Mapping[str, Plain]] = field(default_factory=dict)
    competencies: Mapping[str, Mapping[str, Plain]] = field(default_factory=dict)
    level_headings: tuple[str, ...] = ()
    steps: Mapping[str, Mapping[str, Plain]] = field(default_factory=dict)
    more: Mapping[str, Plain] = field(default_factory=dict)
    paths: Mapping[str, str] = field(default_factory=dict)
    meta: Mapping[str, str] = field(default_factory=dict)

    def role_of(self, heading: str) -> str:
        """One of ROLES, or empty when the person says nothing of this heading."""
        return self.roles.get(match_key(heading), "")

    def level_named(self, heading: str) -> Mapping[str, Plain]:
        return self.levels.get(match_key(heading), {})

    def competency_named(self, heading: str) -> Mapping[str, Plain]:
        return self.competencies.get(match_key(heading), {})


def read(source: Source) -> Guide:
    """The guide in a parsed file. Raises InputError with every finding."""
    notes = Notes(source)
    fields = Fields(source.root, "the map", _TOP, notes)
    guide = Guide(
        ladder=fields.text("ladder"),
        title=fields.text("title"),
        levels_in=_word(fields, "levels_in", LEVELS_IN),
        split=_word(fields, "split", SPLITS),
        roles=_roles(fields),
        levels=_namings(fields, "levels"),
        competencies=_namings(fields, "competencies"),
        level_headings=tuple(_open(fields, "levels")),
        steps=_namings(fields, "steps"),
        more={
            key: plain_of(node, typed=key in ("policy", "years", "requirements", "source"))
            for key in AS_THEY_ARE
            if (node := fields.node_of(key)) is not None
        },
        paths=_paths(fields, "paths", PATHS),
        meta=_paths(fields, "meta", ()),
    )
    if notes.has_errors:
        raise InputError(in_order(notes.found))
    return guide


def _word(fields: Fields, key: str, words: tuple[str, ...]) -> str:
    node = fields.located(key)
    if node is None or node.value in words:
        return node.value if node else ""
    help = did_you_mean(node.value, words)
    fields.notes.add("DT004", node, f"unknown {key} {quote(node.value)}", help)
    return ""


def _open(fields: Fields, key: str) -> Mapping[str, tuple[Text, Map | Seq | Text]]:
    """The entries of a mapping whose keys are the person's own."""
    node = fields.node_of(key)
    if node is None:
        return {}
    if not isinstance(node, Map):
        fields.wrong_shape(node, f"`{key}` must be a mapping", "write `heading: value` lines")
        return {}
    return node.entries


def _roles(fields: Fields) -> dict[str, str]:
    roles = {}
    for heading, (_, value) in _open(fields, "roles").items():
        if isinstance(value, Text) and value.value in ROLES:
            roles[match_key(heading)] = value.value
        else:
            shown = quote(value.value) if isinstance(value, Text) else "no word"
            help = f"use one of: {', '.join(ROLES)}"
            fields.notes.add("DT004", value, f"the role of {quote(heading)} is {shown}", help)
    return roles


def _namings(fields: Fields, key: str) -> dict[str, dict[str, Plain]]:
    """`heading: id`, or `heading: {keys of a ladder file}`."""
    namings: dict[str, dict[str, Plain]] = {}
    for heading, (_, value) in _open(fields, key).items():
        if isinstance(value, Map):
            keys = value.entries.items()
            namings[match_key(heading)] = {
                k: plain_of(v, typed=k in _NUMBERS) for k, (_, v) in keys
            }
        elif isinstance(value, Text) and not value.is_absent:
            namings[match_key(heading)] = {"id": value.value}
        else:
            fact = f"{quote(heading)} must lead to an id or to keys of a ladder file"
            fields.wrong_shape(value, fact, "write `heading: id` or `heading: {id: …, title: …}`")
    return namings


def _paths(fields: Fields, key: str, known: tuple[str, ...]) -> dict[str, str]:
    paths = {}
    for name, (at, value) in _open(fields, key).items():
        if known and name not in known:
            message = f"unknown key {quote(name)} in `{key}`"
            fields.notes.add("DT002", at, message, did_you_mean(name, known))
        elif isinstance(value, Text) and not value.is_absent:
            paths[name] = value.value
        else:
            fields.wrong_shape(value, f"`{name}` must be a path", "write it as `topics.*.name`")
    return paths
