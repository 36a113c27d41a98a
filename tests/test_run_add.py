"""`kamreport add`: sheets a workbook lacks come as a new workbook holds them; nothing else in it changes."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import corpus
import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl import Workbook
from own_sheets import untouched
from packages import minimal_parts, packed, save_parts, sheet_xml

from kamreport.cli.commands import kamreport
from kamreport.errors import KamreportError, RefusedError, UsageError
from kamreport.model import OPTIONAL, PROGRAMME, ChecklistItem
from kamreport.package import open_book
from kamreport.reading import read
from kamreport.run import add_sheets, new_workbook, prepare
from kamreport.schema import schema_of

TITLES = tuple(schema_of(record).title for record in (*OPTIONAL, *PROGRAMME))
OWN_PARTS = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """A new workbook that holds every sheet."""
    return openpyxl.load_workbook(new_workbook(tmp_path_factory.mktemp("whole") / "whole.xlsx", sheets=["all"]))


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """A new workbook of core and model sheets to which all others were added."""
    path = new_workbook(tmp_path_factory.mktemp("grown") / "grown.xlsx")
    add_sheets(path, ["all"])
    return openpyxl.load_workbook(path)


def test_adding_changes_no_entry_but_the_lists_of_sheets_and_styles(tmp_path: Path) -> None:
    path = new_workbook(tmp_path / "book.xlsx", example=True)
    before = open_book(path)
    added = add_sheets(path, ["Risks", "checklist"])
    after = open_book(path)
    assert added.titles == ("Risks", "Checklist")
    everything = {entry.name for entry in before.archive.entries}
    assert everything - untouched(before, after) <= {*OWN_PARTS, "xl/styles.xml"}
    assert [sheet.title for sheet in after.sheets] == [*(sheet.title for sheet in before.sheets), "Risks", "Checklist"]


@pytest.mark.parametrize("title", TITLES)
def test_an_added_sheet_looks_and_guides_as_in_a_new_workbook(title: str, whole: Workbook, grown: Workbook) -> None:
    new: Any = whole[title]
    added: Any = grown[title]
    assert [[cell.value for cell in row] for row in added] == [[cell.value for cell in row] for row in new]
    assert [_look(cell) for row in added for cell in row] == [_look(cell) for row in new for cell in row]
    assert _limits(added) == _limits(new)
    assert _columns(added) == _columns(new)
    assert added.tables.items() == new.tables.items()
    assert (added.freeze_panes, added.sheet_properties.tabColor.rgb) == (
        new.freeze_panes,
        new.sheet_properties.tabColor.rgb,
    )
    assert _marks(added) == _marks(new)
    assert not added.protection.sheet


def _look(cell: Any) -> str:  # noqa: ANN401 - openpyxl types cells of many kinds
    return repr((cell.font, cell.fill, cell.border, cell.alignment, cell.protection, cell.number_format))


def _limits(sheet: Any) -> list[tuple[object, ...]]:  # noqa: ANN401 - as above
    return [
        (str(one.sqref), one.type, one.operator, one.formula1, one.formula2, one.errorStyle, one.prompt, one.error)
        for one in sheet.data_validations.dataValidation
    ]


def _columns(sheet: Any) -> dict[str, tuple[object, ...]]:  # noqa: ANN401 - as above
    return {
        letters: (one.width, one.fill.fgColor.rgb, one.number_format, one.protection.locked)
        for letters, one in sheet.column_dimensions.items()
    }


def _marks(sheet: Any) -> list[tuple[object, ...]]:  # noqa: ANN401 - as above
    return [
        (str(area.sqref), rule.formula, rule.dxf.fill.bgColor.rgb)
        for area in sheet.conditional_formatting
        for rule in area.rules
    ]


def test_every_drop_down_of_an_added_sheet_has_its_list(grown: Workbook) -> None:
    book: Any = grown
    named = {
        str(limit.formula1)
        for title in TITLES
        for limit in book[title].data_validations.dataValidation
        if limit.type == "list" and not str(limit.formula1).startswith('"')
    }
    assert named
    assert named <= set(book.defined_names)


def test_adding_leaves_scores_and_findings_as_they_were(tmp_path: Path) -> None:
    path = new_workbook(tmp_path / "book.xlsx", example=True)
    before = prepare(path)
    add_sheets(path, [title for title in TITLES if title not in ("Checklist", "Framework")])
    after = prepare(path)
    assert [str(finding) for finding in after.findings] == [str(finding) for finding in before.findings]
    assert after.scores.accounts == before.scores.accounts


def test_a_sheet_that_is_there_is_left_as_found(tmp_path: Path) -> None:
    path = new_workbook(tmp_path / "book.xlsx", sheets=["Risks"])
    before = path.read_bytes()
    added = add_sheets(path, ["risks"])
    assert (added.titles, added.there) == ((), ("Risks",))
    assert path.read_bytes() == before


def test_competitors_are_rated_on_the_criteria_of_the_workbook_itself(tmp_path: Path) -> None:
    path = new_workbook(tmp_path / "book.xlsx", preset="full")
    add_sheets(path, ["Competitor ratings"])
    book: Any = openpyxl.load_workbook(path)
    wanted = [
        f"{row[0].value} {row[1].value}"
        for row in book["Criteria"].iter_rows(min_row=2)
        if {"Strength", "Rating"} <= {cell.value for cell in row}
    ]
    assert [cell.value for cell in book["Competitor ratings"][1]] == ["Account ID", "Competitor", *wanted]


def test_a_workbook_that_kamreport_did_not_make_gets_prompts_where_it_has_no_lists(tmp_path: Path) -> None:
    path = save_parts(tmp_path, minimal_parts(Accounts=sheet_xml()))
    add_sheets(path, ["White space"])
    book: Any = openpyxl.load_workbook(path)
    limits = {str(one.sqref): one for one in book["White space"].data_validations.dataValidation}
    assert limits["A2:A20000"].formula1 == "kam_accounts"
    assert limits["B2:B20000"].type is None
    assert limits["B2:B20000"].prompt
    assert "kam_accounts" in book.defined_names


def test_programme_sheets_bring_their_items(tmp_path: Path) -> None:
    path = new_workbook(tmp_path / "book.xlsx")
    add_sheets(path, ["Checklist"])
    assert len(read(path).portfolio.rows(ChecklistItem)) == 32


def test_a_workbook_with_a_protected_structure_is_refused_and_left_alone(tmp_path: Path) -> None:
    parts = minimal_parts()
    workbook = str(parts["xl/workbook.xml"]).replace("<sheets>", '<workbookProtection lockStructure="1"/><sheets>')
    path = save_parts(tmp_path, {**parts, "xl/workbook.xml": workbook})
    with pytest.raises(RefusedError, match="nothing was changed"):
        add_sheets(path, ["Risks"])
    assert path.read_bytes() == packed({**parts, "xl/workbook.xml": workbook})


def test_no_sheet_named_is_a_question(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Say which sheets"):
        add_sheets(tmp_path / "book.xlsx", [])


def test_the_command_says_what_was_added_and_what_was_there(tmp_path: Path) -> None:
    path = new_workbook(tmp_path / "book.xlsx", sheets=["Wallet"])
    done = CliRunner().invoke(kamreport, ["add", str(path), "wallet", "Risks"], catch_exceptions=False)
    assert done.output.splitlines() == [
        "book.xlsx: added Risks. Nothing else in it changed.",
        "book.xlsx: Wallet is there already and left as found.",
    ]


@corpus.needs_corpus
def test_real_workbooks_keep_every_other_entry_and_can_be_read_afterwards(tmp_path: Path) -> None:
    added = 0
    for number, source in enumerate(corpus.files(".xlsx", ".xlsm")[::40]):
        path = tmp_path / f"{number}{source.suffix}"
        path.write_bytes(source.read_bytes())
        try:
            before = open_book(path)
            add_sheets(path, ["Risks", "Framework"])
        except KamreportError:
            continue
        after = open_book(path)
        changed = {entry.name for entry in before.archive.entries} - untouched(before, after)
        assert changed <= {before.part, before.related("styles"), *_lists(changed)}, source.name
        assert dict(after.read("Framework").rows)[2][1] == "SP1"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns about much that these workbooks hold
            assert openpyxl.load_workbook(path, read_only=True)["Risks"] if not before.strict else after.sheet("Risks")
        added += 1
    assert added


def _lists(changed: set[str]) -> set[str]:
    """The lists of relations and of content types, wherever they are."""
    return {name for name in changed if name.endswith("workbook.xml.rels") or name == "[Content_Types].xml"}
