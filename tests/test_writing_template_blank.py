"""The blank workbook: what a manager finds when it is opened (KAM.md §3.1, §3.2)."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from kamreport.errors import OutputError, UsageError
from kamreport.model import CORE, MODEL, Account, Criterion, SettingLine, Settings, Wallet
from kamreport.model.lists import Preset
from kamreport.rulebook import RULES
from kamreport.schema import schema_of, setting_rows
from kamreport.writing.template import new_workbook, shipped_rows
from kamreport.writing.template.shipped_texts import Row

FAR_DOWN = 520


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("blank") / "book.xlsx"
    new_workbook(path, preset="lite", rules=RULES)
    return path


@pytest.fixture(scope="module")
def book(made: Path) -> Workbook:
    return openpyxl.load_workbook(made)


def limits_at(sheet: Worksheet, cell: str) -> DataValidation:
    found: list[DataValidation] = [each for each in sheet.data_validations.dataValidation if cell in each.cells]
    assert len(found) == 1
    return found[0]


def column_at(sheet: Worksheet, title: str) -> str:
    (cell,) = [cell for cell in sheet[1] if cell.value == title]
    return str(cell.column_letter)


def every_limit(book: Workbook) -> Iterator[DataValidation]:
    for sheet in book.worksheets:
        yield from sheet.data_validations.dataValidation


def test_it_opens_on_start_and_holds_the_core_and_model_sheets_in_order(book: Workbook) -> None:
    titles = [schema_of(record).title for record in (*CORE, *MODEL)]
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"] == ["Start", *titles]
    assert book.active is book["Start"]


def test_every_declared_title_stands_in_row_1_in_its_order(book: Workbook) -> None:
    for record in (*CORE, *MODEL):
        schema = schema_of(record)
        titles = [cell.value for cell in book[schema.title][1]]
        declared = [column.title for column in schema.columns if not column.is_family]
        assert [title for title in titles if title in declared] == declared


@pytest.mark.parametrize("preset", list(Preset))
def test_ratings_has_a_column_for_each_rated_criterion_of_the_preset(preset: Preset, tmp_path: Path) -> None:
    new_workbook(tmp_path / "book.xlsx", preset=preset, rules=())
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx")["Ratings"]
    rated = [row for row in shipped_rows(preset)[Criterion] if row["Method"] == "Rating"]
    titles = [cell.value for cell in sheet[1]]
    assert titles[1 : len(rated) + 1] == [f"{row['Criterion ID']} {row['Criterion']}" for row in rated]
    assert titles[len(rated) + 1 :] == ["Rated on", "Rated by", "Source", "Evidence"]


def test_a_rating_shows_the_question_and_its_anchors(book: Workbook) -> None:
    prompt = limits_at(book["Ratings"], f"B{FAR_DOWN}").prompt
    assert prompt is not None
    assert prompt.startswith(
        "How fast does their spend in our categories grow?\n1 their spend in our categories shrinks"
    )
    assert "5 grows far faster than the market" in prompt


def test_each_sheet_is_a_named_table_over_its_titles_and_rows(book: Workbook) -> None:
    for record in (*CORE, *MODEL):
        schema = schema_of(record)
        sheet = book[schema.title]
        (table,) = sheet.tables.values()
        assert table.displayName == schema.table
        assert table.ref.startswith("A1:")
        assert list(table.column_names) == [cell.value for cell in sheet[1]]
    names = {table.lower() for sheet in book.worksheets for table in sheet.tables}
    assert not names & {name.lower() for name in book.defined_names}


@pytest.mark.parametrize(
    ("sheet", "title", "kind", "formula"),
    [
        ("Accounts", "Status", "list", '"Active,Prospect,Lost"'),
        ("Accounts", "Key account", "list", '"Yes,No"'),
        ("Accounts", "Key account manager", "list", "kam_team"),
        ("Accounts", "Region", "list", "kam_list_region"),
        ("Accounts", "Employees", "whole", "0"),
        ("Accounts", "Key since", "date", "18264"),
        ("Accounts", "Country", "textLength", "2"),
        ("Revenue", "Account ID", "list", "kam_accounts"),
        ("Revenue", "Period end", "custom", "AND(ISNUMBER(B2),DAY(B2+1)=1)"),
        ("Revenue", "Months covered", "list", '"1,3,12"'),
        ("Revenue", "Gross margin", "decimal", "-1000000000000000"),
        ("Ratings", "A1 Growth potential", "list", '"1,2,3,4,5,N/A"'),
        ("Stakeholders", "Stakeholder ID", "custom", "AND(LEN(A2)>=2,LEN(A2)<=20,COUNTIF($A:$A,A2)=1)"),
        ("Stakeholders", "Support", "list", '"-2,-1,0,1,2"'),
        ("Actions", "Owner", "list", "kam_team"),
        ("Bands", "Criterion ID", "list", "kam_criteria"),
    ],
)
def test_cells_far_below_the_last_row_still_know_their_limits(
    book: Workbook, sheet: str, title: str, kind: str, formula: str
) -> None:
    limits = limits_at(book[sheet], f"{column_at(book[sheet], title)}{FAR_DOWN}")
    assert (limits.type, limits.formula1) == (kind, formula)


def test_a_link_only_warns_because_a_name_is_accepted_too(book: Workbook) -> None:
    assert limits_at(book["Revenue"], f"A{FAR_DOWN}").errorStyle == "warning"


def test_every_drop_down_from_a_name_has_its_name_and_every_list_fits_excel(book: Workbook) -> None:
    for limits in every_limit(book):
        formula = limits.formula1 or ""
        if limits.type == "list":
            assert formula in book.defined_names or (formula.startswith('"') and len(formula) <= 255)


def test_every_prompt_and_error_fits_excel(book: Workbook) -> None:
    for limits in every_limit(book):
        assert 0 < len(limits.promptTitle or "") <= 32
        assert 0 < len(limits.prompt or "") <= 255
        assert len(limits.errorTitle or "") <= 32
        assert len(limits.error or "") <= 225


def test_the_declared_meaning_of_a_column_is_what_its_cells_and_title_say(book: Workbook) -> None:
    for record in (*CORE, *MODEL):
        schema = schema_of(record)
        sheet = book[schema.title]
        for column in schema.columns:
            if column.is_family or column.field == "value":
                continue
            letters = column_at(sheet, column.title)
            assert column.doc[:250] in (limits_at(sheet, f"{letters}1").prompt or "")
            assert column.doc[:250] in (limits_at(sheet, f"{letters}{FAR_DOWN}").prompt or "")


def test_people_may_type_everywhere_and_no_sheet_of_theirs_is_protected(book: Workbook) -> None:
    for record in (*CORE, *MODEL):
        sheet = book[schema_of(record).title]
        assert not sheet.protection.sheet
        assert not any(column.protection.locked for column in sheet.column_dimensions.values())


def test_titles_and_keys_stay_in_sight_and_print_on_every_page(book: Workbook) -> None:
    panes = {record: book[schema_of(record).title].freeze_panes for record in (*CORE, *MODEL)}
    assert panes[Account] == "C2"
    assert book["Revenue"].freeze_panes == "C2"
    for record in (*CORE, *MODEL):
        sheet = book[schema_of(record).title]
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"


def test_manager_columns_and_shipped_columns_have_different_fills(book: Workbook) -> None:
    fills = {title: book[title].column_dimensions["B"].fill.fgColor.rgb for title in ("Accounts", "Criteria")}
    assert len(set(fills.values())) == 2


def test_settings_show_their_defaults_and_leave_blank_what_has_none(book: Workbook) -> None:
    shown = {row[0].value: row[1].value for row in book["Settings"].iter_rows(min_row=2)}
    assert shown["Cut for attractiveness"] == 50
    assert shown["Minimum coverage"] == 0.7
    assert shown["Preset"] == "Lite"
    assert shown["Show formulas appendix"] == "Yes"
    for row in setting_rows(Settings):
        assert (shown[row.title] is None) == (row.default is None)


def test_every_setting_says_in_a_whole_sentence_what_it_does(book: Workbook) -> None:
    sheet = book["Settings"]
    for at, row in enumerate(setting_rows(Settings), 2):
        assert row.note[:1].isupper(), row.title
        assert row.note.endswith("."), row.title
        prompt = limits_at(sheet, f"B{at}").prompt or ""
        assert prompt.startswith(row.note), row.title
        assert not prompt.endswith("…"), row.title


def test_a_setting_takes_only_what_its_kind_takes(book: Workbook) -> None:
    sheet = book["Settings"]
    row = {cell.value: cell.row for cell in sheet["A"]}
    assert limits_at(sheet, f"B{row['Paper']}").formula1 == '"A4,Letter"'
    assert limits_at(sheet, f"B{row['Key share of accounts']}").type == "decimal"
    assert limits_at(sheet, f"B{row['Period end']}").type == "custom"
    assert sheet[f"B{row['Minimum coverage']}"].number_format == "0.0%"


def test_each_rule_has_a_folded_row_in_which_it_may_be_lowered(book: Workbook) -> None:
    sheet = book["Settings"]
    rows = {str(cell.value): cell.row for cell in sheet["A"] if str(cell.value).startswith("Severity of ")}
    assert set(rows) == {f"Severity of {rule.code}" for rule in RULES}
    for at in rows.values():
        assert sheet.row_dimensions[at].outlineLevel == 1
        assert limits_at(sheet, f"B{at}").formula1 == '"Warning,Note"'


def test_start_links_to_every_sheet(book: Workbook) -> None:
    linked = {cell.hyperlink.location for row in book["Start"] for cell in row if cell.hyperlink}
    assert linked == {f"{schema_of(record).title}!A1" for record in (*CORE, *MODEL)}


def test_rows_given_fill_their_sheets_and_replace_defaults(tmp_path: Path) -> None:
    since = dt.datetime.fromisoformat("2020-01-01")
    rows: dict[type, Sequence[Row]] = {
        Account: [{"Account ID": "A-01", "Account name": "Brevanta", "Key since": since}],
        SettingLine: [{"Setting": "Currency", "Value": "EUR"}],
        Wallet: [],
    }
    new_workbook(tmp_path / "book.xlsx", preset="full", rules=(), rows=rows)
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    assert [cell.value for cell in book["Accounts"][2]][:2] == ["A-01", "Brevanta"]
    assert book["Accounts"]["H2"].is_date
    assert ("Currency", "EUR") in [(row[0], row[1]) for row in book["Settings"].values]
    assert ("Preset", "Full") in [(row[0], row[1]) for row in book["Settings"].values]
    assert "Wallet" in book.sheetnames


def test_a_row_with_a_column_nobody_declared_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="Accounts has no column Acount name"):
        new_workbook(tmp_path / "book.xlsx", preset="lite", rules=(), rows={Account: [{"Acount name": "x"}]})


def test_the_same_contents_make_the_same_bytes(made: Path, tmp_path: Path) -> None:
    new_workbook(tmp_path / "again.xlsx", preset="lite", rules=RULES)
    assert (tmp_path / "again.xlsx").read_bytes() == made.read_bytes()


def test_no_time_of_day_is_in_the_file(made: Path) -> None:
    with zipfile.ZipFile(made) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("2026-01-01T00:00:00Z") == 2


def test_a_file_that_exists_is_left_as_it_is(tmp_path: Path) -> None:
    there = tmp_path / "book.xlsx"
    there.write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="exists already and stays as it is"):
        new_workbook(there, preset="lite", rules=())
    assert there.read_text(encoding="utf-8") == "mine"


def test_a_missing_folder_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="does not exist") as said:
        new_workbook(tmp_path / "nowhere" / "book.xlsx", preset="lite", rules=())
    assert "\n" not in str(said.value)


def test_a_name_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no name for a workbook"):
        new_workbook(tmp_path / "book.csv", preset="lite", rules=())


def test_an_unknown_preset_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="lite, full, growth-harmony-value"):
        new_workbook(tmp_path / "book.xlsx", preset="light", rules=())
    assert not list(tmp_path.iterdir())
