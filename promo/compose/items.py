"""One item: printed in full, as a reference, and the voices and metrics in it."""

from __future__ import annotations

from collections.abc import Iterator

from promo.assess import NotCounted
from promo.compose.frame import Frame
from promo.model import Corroboration, EvidenceItem, Feedback, Metric, WorkStatus
from promo.packet import Entry, Part, Reference, Voice


def entry_of(f: Frame, item: EvidenceItem, reason: str = "") -> Entry:
    words = f.words
    parts = ("situation", item.situation), ("actions", item.actions), ("result", item.result)
    return Entry(
        id=item.id,
        number=f.numbers[item.id],
        anchor=f.item_anchors[item.id],
        title=item.title,
        meta=words.join((*meta_of(f, item), reason)),
        parts=tuple(
            Part(label=words(f"entry.{key}"), prose=prose) for key, prose in parts if prose
        ),
        metrics_label=words("entry.metrics"),
        metrics=tuple(metric_text(f, metric) for metric in item.metrics),
        sources_label=words("entry.sources"),
        links=item.links,
        voices=tuple(voice_of(f, voice) for voice in item.corroboration),
        also=also_text(f, item),
    )


def meta_of(f: Frame, item: EvidenceItem) -> Iterator[str]:
    words = f.words
    yield words.period(item.period) if item.period else words("entry.undated")
    if item.project:
        yield words("entry.project", project=item.project)
    yield from own_part(f, item)
    if item.status is not WorkStatus.DONE:
        yield words(f"status.{item.status.value}")
    if item.headline:
        yield words("entry.headline")


def own_part(f: Frame, item: EvidenceItem) -> Iterator[str]:
    part = item.responsibility.value if item.responsibility else "none"
    yield f.words(f"responsibility.{part}")
    if item.scope:
        yield f.words("entry.scope", scope=item.scope)


def also_text(f: Frame, item: EvidenceItem) -> str:
    """What the item names besides the competency that it is printed under."""
    home = f.homes.get(item.id)
    others = [f.titles[id] for id in item.competencies if id in f.anchors and id != home]
    beside = [f.titles[id] for id in item.competencies if id not in f.anchors]
    key = "entry.also" if home else "entry.names"
    return f.words.join(
        f.words(key, names=f.words.listed(names))
        for key, names in ((key, others), ("entry.not_assessed", beside if home else ()))
        if names
    )


def other_of(f: Frame, item: EvidenceItem, reason: NotCounted) -> Entry:
    names = [f.titles[id] for id in item.competencies]
    listed = f.words.listed(names) if names else ""
    why = f.words(f"not_counted.{reason.value}", names=listed)
    return entry_of(f, item, f.words("entry.not_counted", reason=why))


def reference_of(f: Frame, item: EvidenceItem) -> Reference:
    text = f.words("reference.text", title=f.titles[f.homes[item.id]])
    return Reference(ref=f.item_ref(item), title=item.title, text=text)


def metric_text(f: Frame, metric: Metric) -> str:
    words, value = f.words, metric.result or metric.baseline
    if metric.baseline and metric.result:
        value = words("metric.change", baseline=metric.baseline, result=metric.result)
    shown = metric.name or value
    if metric.name and value:
        shown = words("metric.named", name=metric.name, value=value)
    window = words.period(metric.window) if metric.window else ""
    details = words.join((window, metric.method), "semicolon")
    return words("metric.details", metric=shown, details=details) if details else shown


def voice_of(f: Frame, voice: Corroboration) -> Voice:
    by = speaker(f, voice)
    if voice.date:
        by = f.words.join((by, f.words.period(voice.date)))
    return Voice(quote=quoted(f, voice.quote), by=by)


def feedback_of(f: Frame, feedback: Feedback) -> Voice:
    stance = ""
    if feedback.supportive is not None:
        key = "supportive" if feedback.supportive else "not_supportive"
        stance = f.words(f"feedback.{key}")
    by = f.words.join((speaker(f, feedback), stance))
    return Voice(quote=quoted(f, feedback.quote), by=by)


def quoted(f: Frame, quote: str) -> str:
    return f.words("voice.quote", quote=quote.strip()) if quote.strip() else ""


def speaker(f: Frame, voice: Corroboration | Feedback) -> str:
    by = voice.name or f.words("voice.unnamed")
    if voice.role:
        by = f.words("voice.by", name=by, role=voice.role)
    level = f.words("voice.level", level=voice.level) if voice.level else ""
    details = f.words.join((voice.relation, level), "comma")
    return f.words("voice.relation", by=by, relation=details) if details else by
