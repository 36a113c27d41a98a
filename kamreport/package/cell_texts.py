"""How Excel would show a value, in the number formats our sheets use: filters remember what cells showed."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal

from kamreport.cells import ErrorValue, NoStoredValue, Raw
from kamreport.package.own_sheets import Plain

_FIGURES = re.compile(r"(#,##)?0(?:\.(0+))?(%)?")
_AS_IT_IS = frozenset({"General", "@", ""})
_MOMENTS = {"yyyy-mm-dd": "%Y-%m-%d", "yyyy-mm-dd hh:mm": "%Y-%m-%d %H:%M"}
_GROUPED_BY = (",", ".", " ", "\u00a0", "\u202f", "'", "\u2019", "")
_POINTS = (".", ",")
_LONGEST_TO_GROUP = 300
"""More digits than the largest number has before its point."""


def shown_texts(value: Raw | Plain, number_format: str) -> frozenset[str] | None:
    """Every spelling, without case, in which a filter may name the value; None for a format that is not known here.

    Signs for the decimal point and for thousands differ from country to country, so a number has several. A blank
    has none.
    """
    if value is None or value == "":
        return frozenset()
    if isinstance(value, bool):
        return frozenset({str(value).casefold()})
    if isinstance(value, (str, ErrorValue, NoStoredValue)):
        return frozenset({str(value).casefold()})
    if isinstance(value, dt.date):
        pattern = _MOMENTS.get(number_format)
        return frozenset({value.strftime(pattern)}) if pattern else None
    if isinstance(value, dt.time):
        return None
    return _number_texts(value, number_format)


def _number_texts(value: float, number_format: str) -> frozenset[str] | None:
    bare = {f"{value:.{digits}g}" for digits in (9, 10, 11, 15, 17)}
    texts = {text.replace(".", point) for text in bare for point in _POINTS}
    if number_format not in _AS_IT_IS:
        found = _FIGURES.fullmatch(number_format)
        if found is None:
            return None
        texts |= _figures(value, len(found[2] or ""), grouped=bool(found[1]), percent=found[3] or "")
    return frozenset(texts)


def _figures(value: float, places: int, *, grouped: bool, percent: str) -> set[str]:
    exact = Decimal(repr(value)) * (100 if percent else 1)
    if exact.adjusted() > _LONGEST_TO_GROUP:
        return set()
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) if exact.adjusted() < 20 else exact  # noqa: PLR2004 - no cell shows more digits
    sign = "-" if rounded < 0 else ""
    whole, _, fraction = f"{abs(rounded):f}".partition(".")
    wholes = {f"{int(whole):,}".replace(",", by) for by in _GROUPED_BY} if grouped else {whole}
    tails = {f"{point}{fraction}" for point in _POINTS} if places else {""}
    return {f"{sign}{head}{tail}{percent}" for head in wholes for tail in tails}
