"""A manager's filter on one of our tables in an open workbook: lifted while rows are written, then set again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import xlwings as xw
from xlwings.main import AutoFilterCriteria

_WILD = frozenset("*?~")


def lifted_filter(table: xw.main.Table) -> Sequence[AutoFilterCriteria]:
    """Show every row, and give what the filter asked: Excel writes a block into the visible rows only."""
    if not table.show_autofilter:
        return ()
    asked = [one for one in table.autofilter.criteria if one.type != "none"]
    table.autofilter.clear()
    return asked


def set_again(table: xw.main.Table, asked: Sequence[AutoFilterCriteria]) -> list[str]:
    """Filter as before; the remarks say which columns have no filter any more, because Excel does not tell what it was."""
    header = table.header_row_range
    titles = [str(title) for title in header.options(ndim=1).value] if asked and header else []
    return [
        f"{table.parent.name}: the filter on {titles[one.field - 1] if titles else one.field} was taken off, for Excel does not tell what it asked."
        " Set it again."
        for one in asked
        if not _is_set(table.autofilter, one)
    ]


def _is_set(autofilter: xw.main.AutoFilter, one: AutoFilterCriteria) -> bool:
    values = [value for value in (one.value1, one.value2) if value]
    if any(_WILD & set(value) for value in values):
        return False  # xlwings takes them for plain letters
    if one.type == "values" and one.values:
        return _tried(lambda: autofilter.apply_values(one.field, one.values or ()))
    if one.type == "comparison" and one.operator:
        operator = one.operator
        return _tried(lambda: autofilter.apply_comparison(one.field, operator, one.value1, one.value2))
    top, count, percent = one.type.startswith("top"), one.count, one.percent
    if count is not None:
        apply = autofilter.apply_top_items if top else autofilter.apply_bottom_items
        return _tried(lambda: apply(one.field, count))
    if percent is not None:
        share = autofilter.apply_top_percent if top else autofilter.apply_bottom_percent
        return _tried(lambda: share(one.field, percent))
    return False


def _tried(apply: Callable[[], None]) -> bool:
    try:
        apply()
    except Exception:  # noqa: BLE001 - COM and AppleScript each raise their own
        return False
    return True
