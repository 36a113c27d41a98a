"""Settings are read downwards, each by its own kind; what is wrong falls back to the default (KAM.md §3.4)."""

from __future__ import annotations

import datetime as dt

import pytest
from books import read_book

from kamreport.findings import Severity
from kamreport.model import Settings
from kamreport.model.lists import CutMode, Preset
from kamreport.reading import Reading
from kamreport.schema import setting_rows


def with_settings(rows: str, *, only: bool = False) -> Reading:
    return read_book(f"## Settings\n{'only these rows' if only else ''}\n| Setting | Value |\n|-|-|\n{rows}")


def said(reading: Reading) -> list[str]:
    return [str(finding) for finding in reading.findings if finding.where.sheet == "Settings"]


def test_settings_that_are_not_there_have_their_defaults() -> None:
    settings = read_book("").portfolio.settings
    defaults = {row.field: row.default for row in setting_rows(Settings)}
    given = {"period_end": dt.date(2026, 3, 31), "currency": "EUR", "company_revenue_12m": 50_000_000.0}
    assert {field: getattr(settings, field) for field in defaults} == defaults | given


def test_a_setting_is_typed_and_knows_its_cell() -> None:
    reading = with_settings("| cut mode | median |\n| Cut for attractiveness | 55 |\n| Preset | Full |")
    settings = reading.portfolio.settings
    assert (settings.cut_mode, settings.cut_a, settings.preset) == (CutMode.MEDIAN, 55.0, Preset.FULL)
    assert str(settings.cell("cut_a")) == "Settings!B3"
    assert str(settings.cell("paper")) == "Settings"
    assert said(reading) == []


def test_a_blank_setting_takes_its_default_in_silence() -> None:
    reading = with_settings("| Programme cap | |\n| Company name | |")
    assert reading.portfolio.settings.programme_cap == 25
    assert said(reading) == []


@pytest.mark.parametrize(
    ("row", "field", "code"),
    [
        ("| Programme cap | many |", "programme_cap", "C102"),
        ("| Programme cap | 0 |", "programme_cap", "C105"),
        ("| Programme cap | 2.5 |", "programme_cap", "C107"),
        ("| Key share of accounts | 25 |", "key_share", "C109"),
        ("| Cut mode | Average |", "cut_mode", "C103"),
        ("| As-of date | '15.04.2026 |", "as_of", "C104"),
        ("| Cut for strength | N/A |", "cut_r", "C110"),
        ("| Cut for strength | =B3 |", "cut_r", "W107"),
        ("| Cut for strength | #REF! |", "cut_r", "W108"),
        ("| Programme cap | 20 |\n| programme cap | 30 |", "programme_cap", "W103"),
    ],
)
def test_a_setting_in_error_falls_back_to_its_default(row: str, field: str, code: str) -> None:
    reading = with_settings(row)
    default = next(setting.default for setting in setting_rows(Settings) if setting.field == field)
    assert getattr(reading.portfolio.settings, field) == default
    errors = [finding for finding in reading.findings if finding.where.sheet == "Settings"]
    assert [(finding.rule.code, finding.severity) for finding in errors] == [(code, Severity.ERROR)]


@pytest.mark.parametrize(
    ("row", "taken"),
    [
        ("| Programme cap | many |", "the default 25"),
        ("| Key share of accounts | 25 |", "the default 25%"),
        ("| Cut mode | Average |", "the default Fixed"),
        ("| Show formulas appendix | maybe |", "the default Yes"),
        ("| As-of date | soon |", "Period end"),
        ("| Pack language | fr |", "English"),
        ("| Company revenue, 12 months | 12 Mio |", "the revenue of the listed accounts (S116)"),
        ("| Severity of K201 | off |", "the rule's own severity"),
    ],
)
def test_a_setting_in_error_says_what_is_taken_instead(row: str, taken: str) -> None:
    (told,) = [line for line in said(with_settings(row)) if line.startswith("error[C")]
    assert told.splitlines()[0].endswith(f" It counts as blank, which means {taken}.")


def test_a_setting_in_error_that_nothing_stands_in_for_promises_nothing() -> None:
    (told,) = said(with_settings("| Target margin | lots |"))
    assert told.splitlines()[0].endswith("Target margin is text, “lots”, not a number.")


def test_a_required_setting_left_blank_is_an_error() -> None:
    reading = with_settings("| Period end | |\n| Currency | EUR |", only=True)
    assert said(reading) == [
        (
            "error[C101] Settings!B2: Period end is blank, so nothing can be scored.\n"
            "  hint: Type the last day of a month in the column Value."
        ),
    ]
    assert reading.portfolio.settings.period_end is None


def test_a_required_setting_without_a_row_is_an_error() -> None:
    assert said(with_settings("| Currency | EUR |", only=True)) == [
        (
            "error[C101] Settings: There is no row for Period end, so nothing can be scored.\n"
            "  hint: Add a row with the Setting Period end and its Value: the last day of a month."
        ),
    ]


@pytest.mark.parametrize("value", ["=A1", "#REF!", "soon", "2026-03-30"])
def test_a_required_setting_in_error_is_reported_once(value: str) -> None:
    assert len(said(with_settings(f"| Period end | {value} |"))) == 1


def test_an_unknown_setting_is_offered_the_likely_one_and_an_underscore_keeps_it() -> None:
    reading = with_settings("| Cut for strenght | 55 |\n| Favourite tea | Assam |\n| _Favourite tea | Assam |")
    assert said(reading) == [
        (
            "warning[W104] Settings!A2: The setting “Cut for strenght” is not known, so it is not read.\n"
            "  hint: Did you mean Cut for strength?"
        ),
        (
            "warning[W104] Settings!A3: The setting “Favourite tea” is not known, so it is not read.\n"
            "  hint: Delete the row, or start its Setting with _ to keep it."
        ),
    ]


def test_severities_can_be_lowered_and_blank_leaves_them() -> None:
    reading = with_settings("| Severity of K301 | note |\n| severity of k302 | Warning |\n| Severity of K303 | |")
    assert reading.portfolio.settings.severities == {"K301": Severity.NOTE, "K302": Severity.WARNING}
    assert said(reading) == []


@pytest.mark.parametrize("value", ["Error", "Off", "3"])
def test_a_severity_can_be_neither_raised_nor_silenced(value: str) -> None:
    reading = with_settings(f"| Severity of K301 | {value} |")
    assert reading.portfolio.settings.severities == {}
    (finding,) = [finding for finding in reading.findings if finding.where.sheet == "Settings"]
    assert (finding.rule.code, str(finding.where)) == ("C103", "Settings!B2")


@pytest.mark.parametrize(
    ("version", "severity"), [("0", Severity.NOTE), ("99", Severity.ERROR), ("beta", Severity.NOTE)]
)
def test_another_template_version_is_a_note_when_older_and_an_error_when_newer(
    version: str, severity: Severity
) -> None:
    reading = with_settings(f"| Template version | {version} |")
    (finding,) = [finding for finding in reading.findings if finding.rule.code == "W110"]
    assert finding.severity is severity
    assert reading.workbook.schema_version == version


def test_the_present_template_version_is_nothing_to_talk_about() -> None:
    reading = with_settings("| Template version | 1 |")
    assert (said(reading), reading.workbook.schema_version) == ([], "1")
    assert read_book("").workbook.schema_version == ""


def test_without_the_settings_sheet_only_its_absence_is_reported() -> None:
    reading = read_book("## Settings\nabsent")
    assert [finding.rule.code for finding in reading.findings if finding.where.sheet == "Settings"] == ["W101"]
    assert reading.portfolio.settings.period_end is None


def test_settings_without_rows_lack_what_is_required() -> None:
    reading = with_settings("", only=True)
    assert [finding.rule.code for finding in reading.findings if finding.where.sheet == "Settings"] == [
        "C101", "C101", "W109",
    ]  # fmt: skip
