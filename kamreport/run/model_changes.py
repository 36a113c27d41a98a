"""What two workbooks judge differently, row by row and cell by cell (KAM.md §13.4)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kamreport.model import Band, Criterion, HealthMeasure, Portfolio, Settings, TierService
from kamreport.schema import SheetSchema, schema_of, setting_rows

_KEYED = (Criterion, HealthMeasure, TierService)
_NO_MATTER = frozenset(
    {
        *("period_end", "as_of", "period_label", "template_version"),
        *("company_name", "money_unit", "paper", "show_formulas", "pack_language"),
    }
)
"""Settings that say when, for whom and how packs look, never how accounts are judged."""
_NEAR = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelChange:
    """A cell of Settings or of a model sheet that differs; or a row that is new or gone."""

    sheet: str
    row: str
    """The title of a setting; the key of a row."""
    column: str
    """Empty for a setting, and for a row that is new or gone."""
    before: object
    """As it was read: fractions as fractions. None is blank, or no such row. Of bands all rows: From, To, Code, Score."""
    after: object
    number_format: str = ""
    """How Excel shows such a cell; empty where that does not matter."""


def model_changes(before: Portfolio, after: Portfolio) -> tuple[ModelChange, ...]:
    """Settings in force, Criteria, Bands, Health and Tiers that differ, matched by their keys, in that order."""
    found = [*_settings(before.settings, after.settings), *_rows(Criterion, before, after)]
    found += _bands(before, after)
    for record in _KEYED[1:]:
        found += _rows(record, before, after)
    return tuple(found)


def _settings(before: Settings, after: Settings) -> Iterator[ModelChange]:
    for row in setting_rows(Settings):
        then, now = getattr(before, row.field), getattr(after, row.field)
        if row.field not in _NO_MATTER and _differ(then, now):
            yield _change("Settings", row.title, "", then, now, row.kind.number_format)
    for code in sorted({*before.severities, *after.severities}):
        then, now = (
            severities[code].word.capitalize() if code in severities else None
            for severities in (before.severities, after.severities)
        )
        if then != now:
            yield _change("Settings", f"Severity of {code}", "", then, now)


def _rows(record: type, before: Portfolio, after: Portfolio) -> Iterator[ModelChange]:
    schema = schema_of(record)
    then, now = _by_key(schema, before), _by_key(schema, after)
    for key in dict.fromkeys((*now, *then)):
        name = str(getattr(now.get(key) or then[key], schema.key[0]))
        if key not in then or key not in now:
            yield _change(schema.title, name, "", *((name, None) if key in then else (None, name)))
            continue
        for column in schema.columns:
            old, new = getattr(then[key], column.field), getattr(now[key], column.field)
            if _differ(old, new) and column.field != schema.key[0]:
                yield _change(schema.title, name, column.title, old, new, column.kind.number_format)


def _differ(before: object, after: object) -> bool:
    """Whether two cells differ by more than the last digit of what somebody computed."""
    if isinstance(before, float) and isinstance(after, float):
        return not math.isclose(before, after, rel_tol=_NEAR, abs_tol=_NEAR)
    return before != after


def _by_key(schema: SheetSchema, portfolio: Portfolio) -> Mapping[str, object]:
    (field,) = schema.key
    rows: Sequence[object] = portfolio.rows(schema.record)
    return {str(getattr(row, field)).casefold(): row for row in rows}


def _bands(before: Portfolio, after: Portfolio) -> Iterator[ModelChange]:
    """Bands have no key: those of a criterion differ as a whole."""
    then, now = _by_criterion(before), _by_criterion(after)
    for criterion in dict.fromkeys((*now, *then)):
        old, new = then.get(criterion, ()), now.get(criterion, ())
        if old != new:
            yield _change("Bands", criterion, "Bands", old, new)


def _by_criterion(portfolio: Portfolio) -> dict[str, tuple[tuple[object, ...], ...]]:
    found: dict[str, list[tuple[object, ...]]] = {}
    for band in portfolio.rows(Band):
        found.setdefault(band.criterion_id, []).append((band.start, band.end, band.code, band.score))
    return {criterion: tuple(sorted(bands, key=repr)) for criterion, bands in found.items()}


def _change(  # noqa: PLR0913 - the fields of a change, in their order
    sheet: str, row: str, column: str, before: object, after: object, number_format: str = ""
) -> ModelChange:
    return ModelChange(sheet=sheet, row=row, column=column, before=before, after=after, number_format=number_format)
