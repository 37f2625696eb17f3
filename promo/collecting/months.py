"""The months by the names and short forms that people write: English, German and French."""

from __future__ import annotations

_NAMES = (
    "january jan januar jänner jän janvier janv",
    "february feb februar février févr fév",
    "march mar märz mär mrz maerz mars",
    "april apr avril avr",
    "may mai",
    "june jun juni juin",
    "july jul juli juillet juil",
    "august aug août",
    "september sep sept septembre",
    "october oct oktober okt octobre",
    "november nov novembre",
    "december dec dezember dez décembre déc",
)
MONTHS = {name: n for n, names in enumerate(_NAMES, 1) for name in names.split()}
