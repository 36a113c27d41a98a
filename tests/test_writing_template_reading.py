"""A new workbook is read as it was made: nothing is lost, nothing is wrong (KAM.md §17.17; DESIGN §11)."""

from __future__ import annotations

import calendar
import datetime as dt
import itertools
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kamreport.cells import CellRef, Raw
from kamreport.findings import Severity
from kamreport.model import MODEL, SHEETS, Account, Action, Colleague, ListValue, Revenue, SettingLine, Stakeholder
from kamreport.model.lists import Preset
from kamreport.reading import read
from kamreport.rulebook import RULES
from kamreport.schema import Kind, kinds, schema_of
from kamreport.writing.template import new_workbook, shipped_rows

FILLED: tuple[type, ...] = (Colleague, Account, Revenue, Stakeholder, Action)
NEEDED: Sequence[Mapping[str, Raw]] = (
    {"Setting": "Period end", "Value": dt.datetime.fromisoformat("2026-09-30")},
    {"Setting": "Currency", "Value": "EUR"},
)


@pytest.mark.parametrize("preset", list(Preset))
def test_with_only_period_end_and_currency_filled_nothing_is_an_error(preset: Preset, tmp_path: Path) -> None:
    new_workbook(tmp_path / "book.xlsx", preset=preset, rules=RULES, rows={SettingLine: NEEDED})
    reading = read(tmp_path / "book.xlsx")
    assert {finding.rule.code for finding in reading.findings} == {"W109"}
    assert max(finding.severity for finding in reading.findings) is Severity.WARNING
    assert reading.portfolio.settings.preset is preset
    for record in MODEL:
        assert len(reading.portfolio.rows(record)) == len(shipped_rows(preset)[record])


def test_a_workbook_with_every_optional_sheet_reads_without_a_word_about_them(tmp_path: Path) -> None:
    optional = [record for record in SHEETS if record not in MODEL and not schema_of(record).core]
    rows: dict[type, Sequence[Mapping[str, Raw]]] = {record: [] for record in optional}
    new_workbook(tmp_path / "book.xlsx", preset="full", rules=(), rows=rows | {SettingLine: NEEDED})
    assert {finding.rule.code for finding in read(tmp_path / "book.xlsx").findings} == {"W109"}


def words(minimum: int = 1) -> st.SearchStrategy[str]:
    """Any text a cell can hold: nothing at its edges, no answer N/A."""
    letters = st.characters(categories=("L", "N", "P", "S", "Zs"), max_codepoint=0x2FFF)
    text = st.text(letters, min_size=minimum, max_size=30).map(str.strip)
    return text.filter(lambda said: said and said.casefold() not in ("n/a", "na", "n.a.") and "_x" not in said)


def raw_values(kind: Kind) -> st.SearchStrategy[Raw]:  # noqa: PLR0911 - one answer for each kind
    """Values a cell of a kind may hold, drawn from its declaration."""
    match kind:
        case kinds.Id() | kinds.Link():
            return st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{1,19}", fullmatch=True).filter(lambda said: said != "na")
        case kinds.OwnChoice():
            values = [row["Value"] for row in shipped_rows("lite")[ListValue] if row["List"] == kind.list_name]
            return st.sampled_from(values)
        case kinds.MonthEnd():
            return st.dates(dt.date(2000, 1, 1), dt.date(2090, 1, 1)).map(month_end)
        case kinds.Date():
            return st.dates(dt.date(2000, 1, 1), dt.date(2090, 1, 1)).map(midnight)
        case kinds.Country():
            return st.sampled_from(["DE", "GB", "NA", "US"])
        case kinds.Steps():
            return st.sampled_from([float(step) for step in kind.allowed])
        case kinds.Whole():
            low, high = kind.low or 0, kind.high or 10_000
            return st.integers(int(low), int(high)).map(float)
        case kinds.Number():
            low = kind.above or kind.low or 0.0
            return st.floats(low, kind.high or 1e9).map(as_excel).filter(lambda number: number != kind.above)
        case _:
            return st.sampled_from(kind.words()) if kind.words() else words()


def as_excel(number: float) -> float:
    """Excel keeps fifteen digits."""
    return float(f"{number:.15g}")


def month_end(date: dt.date) -> dt.datetime:
    return dt.datetime.combine(date.replace(day=calendar.monthrange(date.year, date.month)[1]), dt.time())


def midnight(date: dt.date) -> dt.datetime:
    return dt.datetime.combine(date, dt.time())


def filled_rows(record: type) -> st.SearchStrategy[dict[str, Raw]]:
    """Rows of a sheet: required cells filled, the others perhaps."""
    columns = [column for column in schema_of(record).columns if not column.is_family]
    needed = {c.title: raw_values(c.kind) for c in columns if c.required or c.required_when}
    others = {c.title: raw_values(c.kind) for c in columns if c.title not in needed}
    return st.fixed_dictionaries(needed, optional=others)


ROWS = {record: st.lists(filled_rows(record), min_size=1, max_size=4) for record in FILLED}


@pytest.mark.parametrize("record", FILLED)
@settings(
    max_examples=6, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
@given(data=st.data())
def test_what_is_filled_in_is_what_is_read(record: type, data: st.DataObject) -> None:
    rows = data.draw(ROWS[record])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        new_workbook(path, preset="lite", rules=(), rows={SettingLine: NEEDED, record: rows})
        reading = read(path)
    assert {finding.rule.code for finding in reading.findings} <= {"W109"}
    for row, found in itertools.zip_longest(rows, reading.portfolio.rows(record)):
        for column in schema_of(record).columns:
            if not column.is_family:
                raw = row.get(column.title)
                parsed = None if raw is None else column.kind.parse(raw, CellRef("", 0, 0), column.title)
                assert getattr(found, column.field) == parsed
