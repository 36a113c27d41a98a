"""What Excel lets people type: drop-downs, limits and input prompts, from the kinds of the columns."""

from __future__ import annotations

from typing import Final, Literal

from openpyxl.worksheet.datavalidation import DataValidation

from kamreport.cells import column_letters
from kamreport.schema import Kind
from kamreport.schema.kinds import (
    Country,
    Currency,
    Date,
    Fraction,
    Grade,
    Id,
    Link,
    MonthEnd,
    Number,
    OwnChoice,
    Whole,
)
from kamreport.writing.template.drop_downs import link_name, list_name

LAST_ROW: Final = 20_000
"""Drop-downs, limits and prompts are prepared down to this row."""
_TITLE_ROOM: Final = 32
_PROMPT_ROOM: Final = 255
_ERROR_ROOM: Final = 225
_LONGEST_SCALE: Final = 5
_FARTHEST: Final = 10**15


def limit(kind: Kind, *, cell: str, title: str, prompt: str, unique: bool = False) -> DataValidation:
    """The limits of a kind for cells of which ``cell`` is the first; ``unique`` asks for each ID once."""
    validation = _rule(kind, cell, unique=unique)
    validation.allow_blank = True
    validation.showErrorMessage = validation.type is not None
    validation.errorTitle = _cut(title, _TITLE_ROOM)
    told = f"{kind.told}, each only once" if unique else kind.told
    validation.error = _cut(f"This cell takes {told}. Clear it if you do not know.", _ERROR_ROOM)
    return _with_prompt(validation, title, prompt)


def prompt_only(title: str, prompt: str) -> DataValidation:
    """A prompt for a cell in which anything may stand."""
    return _with_prompt(DataValidation(), title, prompt)


def words_only(words: tuple[str, ...], title: str, prompt: str) -> DataValidation:
    """A drop-down of a few words."""
    validation = _words(words)
    validation.allow_blank = validation.showErrorMessage = True
    return _with_prompt(validation, title, prompt)


def told(kind: Kind, doc: str, *, required: bool) -> str:
    """The prompt of a column: what it means, what may be typed, whether it must be."""
    takes = "" if doc and (kind.words() or kind.name == "text") else f"Takes {kind.told}."
    said = " ".join(filter(None, (takes, "Required." if required else "")))
    return ("\n" if "\n" in doc else " ").join(filter(None, (doc, said)))


def _with_prompt(validation: DataValidation, title: str, prompt: str) -> DataValidation:
    validation.showInputMessage = True
    validation.promptTitle = _cut(title, _TITLE_ROOM)
    validation.prompt = _cut(prompt, _PROMPT_ROOM)
    return validation


def _rule(kind: Kind, cell: str, *, unique: bool) -> DataValidation:  # noqa: PLR0911 - one answer for each kind
    match kind:
        case Link():
            # The name of a linked row is accepted too, so the list only warns.
            return DataValidation("list", formula1=link_name(kind.targets[0]), errorStyle="warning")
        case OwnChoice():
            return DataValidation("list", formula1=list_name(kind.list_name))
        case Grade():
            return _words((*(kind.codes or "12345"), "N/A"))
        case Id():
            return _custom(f"AND(LEN({cell})>=2,LEN({cell})<=20{_once(cell) if unique else ''})")
        case MonthEnd():
            return _custom(f"AND(ISNUMBER({cell}),DAY({cell}+1)=1)")
        case Date():
            return DataValidation("date", operator="greaterThan", formula1="18264")
        case Country() | Currency():
            length = 2 if isinstance(kind, Country) else 3
            return DataValidation("textLength", operator="equal", formula1=str(length))
        case Number() if not kind.words():
            return _number(kind)
        case _:
            return _words(kind.words()) if kind.words() else DataValidation()


def _number(kind: Number) -> DataValidation:
    low, high = kind.low, kind.high
    if isinstance(kind, Whole) and low is not None and high is not None and high - low <= _LONGEST_SCALE:
        return _words(tuple(str(step) for step in range(int(low), int(high) + 1)))
    number: Literal["whole", "decimal"] = "whole" if isinstance(kind, Whole) else "decimal"
    if kind.above is not None and not isinstance(kind, Fraction):
        return DataValidation(number, operator="greaterThan", formula1=f"{kind.above:g}")
    least, most = (-_FARTHEST if low is None else low), (_FARTHEST if high is None else high)
    return DataValidation(number, operator="between", formula1=f"{least:.16g}", formula2=f"{most:.16g}")


def _words(words: tuple[str, ...]) -> DataValidation:
    return DataValidation("list", formula1='"' + ",".join(words) + '"')


def _custom(formula: str) -> DataValidation:
    return DataValidation("custom", formula1=formula)


def _once(cell: str) -> str:
    letters = cell.rstrip("0123456789")
    return f",COUNTIF(${letters}:${letters},{cell})=1"


def _cut(text: str, room: int) -> str:
    """Excel repairs a file whose prompts are longer than it allows."""
    return text if len(text) <= room else text[: room - 1].rstrip() + "…"


def cells_below(column: int, first: int = 2, last: int = LAST_ROW) -> str:
    """The range of a column's cells from one row to another."""
    letters = column_letters(column)
    return f"{letters}{first}:{letters}{last}"
