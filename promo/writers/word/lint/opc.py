"""Rules of the package: members, content types, roots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from promo.findings import quote
from promo.writers.word.lint.fault import Fault, fault
from promo.writers.word.lint.package import TYPES_MEMBER, Package, select
from promo.writers.word.lint.schema import MACRO_TYPES, ROOTS, TYPES_BY_KIND, clark

MAX_LOOKUPS = 1_000

_UNIX = 3
_PREFIX_LISTS = (
    clark("mc:Ignorable"),
    clark("mc:MustUnderstand"),
    clark("mc:ProcessContents"),
    "Requires",  # of mc:Choice
)
_NAMING_PREFIXES = (
    "//*[@mc:Ignorable or @mc:MustUnderstand or @mc:ProcessContents or self::mc:Choice]"
)


def repeated(values: Iterable[str]) -> list[str]:
    """Those values that occur more than once."""
    return [value for value, times in Counter(values).items() if times > 1]


def member_names(package: Package) -> Iterator[Fault]:
    for entry in package.entries:
        name = entry.filename
        steps = name.removesuffix("/").split("/")
        if not name.isprintable() or "\\" in name or {"", ".", ".."} & set(steps):
            yield fault("zip-name", name, f"{quote(name)} is not a relative member name")
    folded = [entry.filename.casefold() for entry in package.entries]
    for name in repeated(folded):
        yield fault("zip-duplicate", name, f"{quote(name)} is there {folded.count(name)} times")


def member_attributes(package: Package) -> Iterator[Fault]:
    for entry in package.entries:
        # Word itself writes 0 with the system MS-DOS, where it means an ordinary file.
        if entry.create_system == _UNIX and not entry.external_attr >> 16:
            yield fault("zip-attributes", entry.filename, "the member has Unix mode 0")


def content_types(package: Package) -> Iterator[Fault]:
    tree = package.trees.get(TYPES_MEMBER)
    if tree is None or tree.tag != clark("ct:Types"):
        yield fault("ct-absent", TYPES_MEMBER, "there are no content types")
        return
    extensions = [e.get("Extension", "").lower() for e in tree.iter(clark("ct:Default"))]
    parts = [e.get("PartName", "") for e in tree.iter(clark("ct:Override"))]
    for name in repeated([*extensions, *parts]):
        yield fault("ct-duplicate", TYPES_MEMBER, f"{quote(name)} has several content types")
    for name in sorted(package.types.overrides.keys() - package.names):
        yield fault("ct-orphan", TYPES_MEMBER, f"{quote(name)} is not in the package")
    for name in sorted(package.names):
        if name != TYPES_MEMBER and not name.endswith("/") and not package.types.of(name):
            yield fault("ct-missing", name, "the member has no content type")


def macros(package: Package) -> Iterator[Fault]:
    for name in sorted(package.names):
        content_type = package.types.of(name).lower()
        if any(word in content_type for word in MACRO_TYPES):
            yield fault("macro", name, f"is {quote(content_type)}, which carries macros")


def promised_types(package: Package) -> Iterator[Fault]:
    names = package.names
    for r in chain.from_iterable(package.relationships.values()):
        content_type = package.types.of(r.part)
        fits = content_type.startswith(TYPES_BY_KIND.get(r.kind, ""))
        if not r.external and r.part in names and not fits:
            yield fault("ct-wrong", r.part, f"is {quote(content_type)}, not a {r.kind} part")


def roots(package: Package) -> Iterator[Fault]:
    for name, tree in package.trees.items():
        promised = ROOTS.get(package.types.of(name))
        if name != TYPES_MEMBER and promised and tree.tag != clark(promised):
            yield fault("root-element", name, f"begins with {quote(tree.tag)}, not <{promised}>")


def one_document(package: Package) -> Iterator[Fault]:
    documents = [r for r in package.relationships.get("", ()) if r.kind == "officeDocument"]
    if len(documents) != 1:
        yield fault("package-root", "_rels/.rels", f"leads to {len(documents)} documents")
    elif package.main not in package.trees:
        yield fault("package-root", package.main, "the document cannot be read")


def prefixes(package: Package) -> Iterator[Fault]:
    """Word calls a part corrupt when mc:Ignorable names a prefix that is not declared."""
    for name, tree in package.trees.items():
        # Looking up prefixes is slow where a hostile part declares thousands: look so often only.
        for element in select(tree, _NAMING_PREFIXES)[:MAX_LOOKUPS]:
            values = [element.get(attribute, "") for attribute in _PREFIX_LISTS]
            used = {word.partition(":")[0] for word in " ".join(values).split()}
            for prefix in sorted(used - {p for p in element.nsmap if p}):
                yield fault("mc-prefix", name, f"the prefix {quote(prefix)} is not declared")
