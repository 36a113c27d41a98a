"""What a manager's filter lets through: its criteria as tests of one cell each, worked out as Excel would."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeAlias

from kamreport.cells import ErrorValue, NoStoredValue, Raw
from kamreport.package.cell_spelling import serial
from kamreport.package.cell_texts import shown_texts
from kamreport.package.markup import Node
from kamreport.package.own_sheets import Plain
from kamreport.package.tables import area_of

Verdict: TypeAlias = bool | None
"""Let through, kept back, or None where that cannot be told."""


class Held(NamedTuple):
    """A cell as a filter meets it."""

    value: Raw | Plain
    number_format: str = "General"


Test: TypeAlias = Callable[[Held], Verdict]

_CLOSE = 1e-9
_ORDERS: Mapping[str, Callable[[float, float], bool]] = {
    "greaterThan": lambda held, asked: held > asked,
    "greaterThanOrEqual": lambda held, asked: held >= asked,
    "lessThan": lambda held, asked: held < asked,
    "lessThanOrEqual": lambda held, asked: held <= asked,
}
_GROUPINGS = ("year", "month", "day", "hour", "minute", "second")
_WILDCARD = re.compile(r"~[*?~]|[*?]|[^*?~]+|~")


class Filter(NamedTuple):
    """One filter over a rectangle: a test by column number; columns whose criteria cannot be worked out have none."""

    first_row: int
    last_row: int
    tests: Mapping[int, Test]
    untold: frozenset[int]

    @property
    def columns(self) -> frozenset[int]:
        """The columns with criteria."""
        return self.untold | self.tests.keys()


def filter_of(node: Node, numbers_of: Callable[[int], Iterable[float]], *, date1904: bool) -> Filter | None:
    """The filter an ``autoFilter`` element states; None where it holds nothing back.

    ``numbers_of`` gives the numbers that a column is about to hold, for criteria that compare with all of them; none
    for a column that is not ours.
    """
    area = area_of(node.get("ref"))
    if area is None:
        return None
    tests: dict[int, Test] = {}
    untold: set[int] = set()
    for asked in node.all("filterColumn"):
        column = area.first_column + asked.number("colId")
        criteria = [child for child in asked.children if child.name != "extLst"]
        if not criteria:
            continue
        test = _test_of(criteria[0], lambda column=column: numbers_of(column), date1904=date1904)  # type: ignore[misc]
        if test is None:
            untold.add(column)
        else:
            tests[column] = test
    return Filter(area.first_row, area.last_row, tests, frozenset(untold)) if tests or untold else None


def _test_of(node: Node, numbers: Callable[[], Iterable[float]], *, date1904: bool) -> Test | None:
    if node.name == "filters":
        return _one_of(node)
    if node.name == "customFilters":
        tests = [test for child in node.all("customFilter") if (test := _compared(child, date1904=date1904))]
        if len(tests) < len(node.children):
            return None
        return _all_of(tests) if node.get("and") in ("1", "true") else _any_of(tests)
    if node.name == "top10":
        return _among_the_first(node, sorted(numbers()))
    if node.name == "dynamicFilter" and node.get("type") in ("aboveAverage", "belowAverage"):
        return _beside_average(list(numbers()), above=node.get("type") == "aboveAverage")
    return None


def _one_of(node: Node) -> Test:
    """Values ticked in the list: by what the cells showed, by stretches of dates, or blanks."""
    blank = node.get("blank") in ("1", "true")
    texts = frozenset(child.get("val").casefold() for child in node.all("filter"))
    stretches = [_stretch(child) for child in node.all("dateGroupItem")]

    def test(held: Held) -> Verdict:
        if _is_blank(held):
            return blank
        if isinstance(held.value, dt.date) and any(
            stretch == _fields(held.value)[: len(stretch)] for stretch in stretches
        ):
            return True
        shown = shown_texts(held.value, held.number_format)
        if shown is None:
            return None if texts else False
        return bool(texts & shown)

    return test


def _stretch(node: Node) -> tuple[int, ...]:
    grouping = node.get("dateTimeGrouping", "day")
    last = _GROUPINGS.index(grouping) if grouping in _GROUPINGS else len(_GROUPINGS) - 1
    return tuple(node.number(name) for name in _GROUPINGS[: last + 1])


def _fields(moment: dt.date) -> tuple[int, ...]:
    whole = moment if isinstance(moment, dt.datetime) else dt.datetime.combine(moment, dt.time())
    return (whole.year, whole.month, whole.day, whole.hour, whole.minute, whole.second)


def _compared(node: Node, *, date1904: bool) -> Test | None:
    """A comparison; None where texts are put in order, for every country has its own."""
    operator, asked = node.get("operator", "equal"), node.get("val")
    number = _number(asked)
    if operator in _ORDERS:
        if number is None:
            return None
        order = _ORDERS[operator]
        return lambda held: (size := _size(held, date1904=date1904)) is not None and order(size, number)
    equal = _equal_number(asked, number, date1904=date1904) if number is not None else _equal_text(asked)
    return _not(equal) if operator == "notEqual" else equal


def _equal_number(asked: str, number: float, *, date1904: bool) -> Test:
    def test(held: Held) -> Verdict:
        size = _size(held, date1904=date1904)
        if size is None:
            return str(held.value).casefold() == asked.casefold() if isinstance(held.value, str) else False
        if abs(size - number) <= _CLOSE * max(1.0, abs(size)):
            return True
        return asked.casefold() in (shown_texts(held.value, held.number_format) or ())

    return test


def _equal_text(asked: str) -> Test:
    """A blank asks for blanks; ``*`` and ``?`` stand for any letters, and only texts have letters."""
    if not asked.strip():
        return _is_blank
    parts: list[str] = _WILDCARD.findall(asked.casefold())
    pattern = re.compile("".join(map(_wild, parts)), re.DOTALL)
    is_wild = bool({"*", "?"} & set(parts))

    def test(held: Held) -> Verdict:
        if _is_blank(held) or (is_wild and not isinstance(held.value, str)):
            return False
        shown = shown_texts(held.value, held.number_format)
        return None if shown is None else any(pattern.fullmatch(text) for text in shown)

    return test


def _wild(part: str) -> str:
    return {"*": ".*", "?": "."}.get(part) or re.escape(part[1:] if len(part) > 1 and part[0] == "~" else part)


def _among_the_first(node: Node, numbers: list[float]) -> Test | None:
    """The most or least of all, by count or percent; those equal to the last of them come too."""
    asked = _number(node.get("val"))
    if not numbers or asked is None:
        return None
    count = int(len(numbers) * asked / 100) if node.get("percent") in ("1", "true") else int(asked)
    count = min(max(count, 1), len(numbers))
    if node.get("top") in ("0", "false"):
        limit = numbers[count - 1]
        return lambda held: (size := _size(held)) is not None and size <= limit
    limit = numbers[-count]
    return lambda held: (size := _size(held)) is not None and size >= limit


def _beside_average(numbers: list[float], *, above: bool) -> Test | None:
    if not numbers:
        return None
    average = sum(numbers) / len(numbers)
    return lambda held: (size := _size(held)) is not None and (size > average if above else size < average)


def _size(held: Held, *, date1904: bool = False) -> float | None:
    """The number in a cell; a date counts as its serial number. None for anything else."""
    value = held.value
    if isinstance(value, dt.date):
        return serial(value, date1904=date1904)
    if isinstance(value, (bool, dt.time, ErrorValue, NoStoredValue)) or not isinstance(value, (int, float)):
        return None
    return float(value)


def number_in(value: Raw | Plain) -> float | None:
    """The number in a cell as filters count it; None for anything else."""
    return _size(Held(value))


def _is_blank(held: Held) -> bool:
    return held.value is None or held.value == ""


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if number - number == 0.0 else None


def _not(test: Test) -> Test:
    return lambda held: None if (verdict := test(held)) is None else not verdict


def _all_of(tests: Iterable[Test]) -> Test:
    listed = tuple(tests)
    return lambda held: together(test(held) for test in listed)


def _any_of(tests: Iterable[Test]) -> Test:
    return _not(_all_of([_not(test) for test in tests]))


def together(verdicts: Iterable[Verdict]) -> Verdict:
    """Whether all let something through; one that keeps it back decides, whatever the others cannot tell."""
    untold = False
    for verdict in verdicts:
        if verdict is False:
            return False
        untold = untold or verdict is None
    return None if untold else True
