"""Kinds of cells: what a raw value must be to become a value of its column, and what is said when it is not.

``parse`` gives the typed value or one finding. Blank cells, error values and formulas without a result
never reach a kind: the reader deals with them, because they mean the same in every column.
"""

from kamreport.schema.kinds import cell_kind, choices, codes, dates, numbers, texts
from kamreport.schema.kinds.cell_kind import NOT_APPLICABLE, Kind, NotApplicable, on_one_line, shown
from kamreport.schema.kinds.choices import C103, AnswerChoice, Choice, Flag, OwnChoice, Words, not_a_choice
from kamreport.schema.kinds.codes import Country, Currency
from kamreport.schema.kinds.dates import Date, Moment, MonthEnd
from kamreport.schema.kinds.grades import Grade
from kamreport.schema.kinds.numbers import Fraction, Money, Number, Points, Ratio, Steps, Whole
from kamreport.schema.kinds.texts import Anything, Id, Link, ListWord, Text

__all__ = [
    "C103",
    "NOT_APPLICABLE",
    "RULES",
    "AnswerChoice",
    "Anything",
    "Choice",
    "Country",
    "Currency",
    "Date",
    "Flag",
    "Fraction",
    "Grade",
    "Id",
    "Kind",
    "Link",
    "ListWord",
    "Moment",
    "Money",
    "MonthEnd",
    "NotApplicable",
    "Number",
    "OwnChoice",
    "Points",
    "Ratio",
    "Steps",
    "Text",
    "Whole",
    "Words",
    "not_a_choice",
    "on_one_line",
    "shown",
]

RULES = (*texts.RULES, *numbers.RULES, *choices.RULES, *dates.RULES, *codes.RULES, *cell_kind.RULES)
