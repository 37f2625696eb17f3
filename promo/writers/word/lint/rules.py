"""Every rule, in the order in which faults are reported: the package first, then its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from promo.writers.word.lint import (
    fields,
    links,
    markup,
    opc,
    properties,
    references,
    styles,
    tables,
)
from promo.writers.word.lint.fault import Fault
from promo.writers.word.lint.package import Package

CHECKS: tuple[Callable[[Package], Iterator[Fault]], ...] = (
    opc.member_names,
    opc.member_attributes,
    opc.content_types,
    opc.one_document,
    opc.promised_types,
    opc.macros,
    opc.roots,
    opc.prefixes,
    links.sources,
    links.repetitions,
    links.targets,
    links.embeddings,
    links.used_ids,
    links.link_targets,
    markup.attributes,
    markup.child_order,
    markup.required_children,
    markup.child_places,
    markup.stray_text,
    markup.kept_spaces,
    markup.deleted_text,
    markup.dates,
    tables.spans,
    tables.cell_ends,
    fields.balance,
    fields.names,
    fields.addresses,
    references.bookmark_names,
    references.bookmark_ids,
    references.anchors,
    references.comments,
    references.comment_threads,
    references.notes,
    references.control_ids,
    references.drawing_ids,
    references.paragraph_ids,
    styles.duplicates,
    styles.uses,
    styles.links,
    styles.loops,
    styles.numbering,
    properties.core_properties,
    properties.core_dates,
)
