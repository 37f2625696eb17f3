"""What changes between two levels of a ladder, or between two ladders."""

from promo.comparing.facts import Change, Fact, parts_of, shown
from promo.comparing.ladders import LadderComparison, LineChange, PartChange, compare_ladders
from promo.comparing.levels import CompetencyChange, LevelComparison, Pair, compare_levels

__all__ = [
    "Change",
    "CompetencyChange",
    "Fact",
    "LadderComparison",
    "LevelComparison",
    "LineChange",
    "Pair",
    "PartChange",
    "compare_ladders",
    "compare_levels",
    "parts_of",
    "shown",
]
