"""Which cell formats show a number as a date or a time."""

from __future__ import annotations

import datetime as dt
import re

from kamreport.package.markup import Node

_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)})
BUILT_IN = {
    "0": "General", "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%", "11": "0.00E+00",
    "12": "# ?/?", "13": "# ??/??", "14": "mm-dd-yy", "15": "d-mmm-yy", "16": "d-mmm", "17": "mmm-yy",
    "18": "h:mm AM/PM", "19": "h:mm:ss AM/PM", "20": "h:mm", "21": "h:mm:ss", "22": "m/d/yy h:mm",
    "37": "#,##0_);(#,##0)", "38": "#,##0_);[Red](#,##0)", "39": "#,##0.00_);(#,##0.00)",
    "40": "#,##0.00_);[Red](#,##0.00)", "45": "mm:ss", "46": "[h]:mm:ss", "47": "mmss.0", "48": "##0.0E+0", "49": "@",
}  # fmt: skip
"""The format codes that workbooks name by number only."""
_NOT_CODES = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]?|general|standard', re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_DATE_CODES = re.compile(r"[dmyhsgb]", re.IGNORECASE)
_DAY_1900, _DAY_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)  # noqa: DTZ001 - Excel knows no time zones
_LEAP_DAY_THAT_NEVER_WAS = 60
_MILLISECONDS = 86_400_000


def date_styles(styles: Node | None) -> frozenset[str]:
    """The numbers of the cell formats that show dates or times of day, spelt as cells spell them."""
    if styles is None:
        return frozenset()
    own: dict[str, str] = {}
    if formats := styles.first("numFmts"):
        own = {node.get("numFmtId"): node.get("formatCode") for node in formats.children}
    cell_formats = styles.first("cellXfs")
    wanted = {key for key, code in own.items() if shows_date(code)}
    wanted |= {str(number) for number in _BUILT_IN_DATES if str(number) not in own}
    entries = cell_formats.children if cell_formats else []
    return frozenset(str(at) for at, node in enumerate(entries) if node.get("numFmtId") in wanted)


def shows_date(code: str) -> bool:
    """Whether a format code shows a date or a time of day; elapsed time such as ``[h]:mm`` is a plain number."""
    first = code.partition(";")[0]
    return not _ELAPSED.search(first) and bool(_DATE_CODES.search(_NOT_CODES.sub("", first)))


def from_serial(serial: float, *, date1904: bool) -> dt.datetime | dt.time | float:
    """The date, or below 1 the time of day, that a number stands for; the number itself where there is none."""
    days, part = divmod(serial, 1)
    clock = dt.timedelta(milliseconds=round(part * _MILLISECONDS))
    start = _DAY_1904 if date1904 else _DAY_1900
    if not date1904 and 0 < days < _LEAP_DAY_THAT_NEVER_WAS:
        days += 1
    try:
        moment = start + dt.timedelta(days=days) + clock
    except OverflowError:
        return serial
    if 0 <= serial < 1:
        return moment.time()
    return moment if serial >= 0 else serial
