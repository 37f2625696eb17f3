"""The months by the names and short forms that people write, English and German."""

from __future__ import annotations

_NAMES = (
    "january jan januar jänner jän",
    "february feb februar",
    "march mar märz mär mrz maerz",
    "april apr",
    "may mai",
    "june jun juni",
    "july jul juli",
    "august aug",
    "september sep sept",
    "october oct oktober okt",
    "november nov",
    "december dec dezember dez",
)
MONTHS = {name: n for n, names in enumerate(_NAMES, 1) for name in names.split()}
