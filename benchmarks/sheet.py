"""The template that docxtpl fills: a script of the whole packet, set by python-docx.

A line of the script is a paragraph, `Style: run + run`, or a tag, `% for …`. A run may end in
`@Style`, `@>anchor` (a link there) or `@=anchor` (a bookmark around it); `~` is a space that does
not break, `_` one at the edge of a run. A table begins with its style and the shares of its
columns and ends at a blank line; `&` parts cells and `//` their paragraphs, `=` marks the heading
row, and `!` after a style gives its cell the style's fill. Styles are ids, so that a tag can
choose one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

_STATUS = "{{{{ {0} | status }}}}!: {{{{ {0}.dots }}}}@Dots + {{{{ {0}.shown }}}}"
_ROW_STATUS = (
    "{{ row.mark | status }}!: {{ row.mark.dots }}@Dots"
    " + {% if row.mark.dots %}~{% endif %}{{ row.mark.label }}"
)
_FLAG_TEXT = "{{ flag.text }} // FlagAction: {{ flag.step_label }}_@Muted + {{ flag.step }}"
_LABEL = "{{ flag | flag }}!: {{ flag.label }}"
_FLAGS = f"""
#Promo Flags: 12 88
% for flag in FLAGS
{_LABEL} & FlagText: {{{{ flag.title }}}}._@Label + {_FLAG_TEXT}
% endfor
"""
_METRICS = """
% if HOLDER.metrics
PartLabel: {{ HOLDER.metrics_label }}
% for metric in HOLDER.metrics
ListBullet: {{ metric }}
% endfor
% endif
"""
_VOICES = """
% for voice in VOICES
% if voice.quote
Quote: {{ voice.quote }}
% endif
Attribution: {{ voice.by }}
"""
_ENTRY = f"""
Heading3: {{{{ entry.number }}}}@={{{{ entry.anchor }}}} + __{{{{ entry.title }}}}
Meta: {{{{ entry.meta }}}}
% for part in entry.parts
{{{{p part.prose | prose('Normal', part.label) }}}}
% endfor
{_METRICS.replace("HOLDER", "entry")}
% if entry.links
{{{{p entry | sources }}}}
% endif
{_VOICES.replace("VOICES", "entry.voices")}
% endfor
% if entry.also
Meta: {{{{ entry.also }}}}
% endif
"""
_FORM = """
Spacer:
#Promo Form: 27 73
% if FORM.title
FormTitle: {{ FORM.title }} & Cell:
% endif
% for label in FORM.labels
FormLabel: {{ label }} & Cell:
% endfor

Spacer:
"""

_SCRIPT = f"""
Eyebrow: {{{{ packet.eyebrow }}}}
"""
