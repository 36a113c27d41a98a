"""The whole day in one call, on the example: results in the workbook, packs in a folder, nothing half done."""

from __future__ import annotations

import datetime as dt
import shutil
import zipfile
from pathlib import Path

import pytest
from books import write_xlsx

import kamreport
from kamreport import run
from kamreport.errors import FileBusyError, KamreportError, NotAWorkbookError, OutputError, RefusedError, UsageError
from kamreport.package import open_book
from kamreport.results import WRITTEN
from kamreport.run import RunOutcome
from kamreport.schema import schema_of
from kamreport.shipped import workbook_templates

NOON = dt.datetime(2026, 10, 12, 12, 0, 0)  # noqa: DTZ001 - a workbook knows no zone


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return Path(shutil.copy(workbook_templates() / run.EXAMPLE, tmp_path / "example.xlsx"))


def whole(workbook: Path, folder: Path, **options: object) -> RunOutcome:
    known: dict[str, object] = {"now": NOON, "user": "Ana", "pdf": False, "accounts": ("A-02",), **options}
    return run.everything(workbook, folder, **known)  # type: ignore[arg-type]


def test_a_run_leaves_results_in_the_workbook_and_packs_in_the_folder(workbook: Path, tmp_path: Path) -> None:
    done = whole(workbook, tmp_path / "packs", accounts=())
    assert done.written.changed
    assert done.packs is not None
    assert [file.pack for file in done.packs.files].count("account") == 13
    assert [file.pack for file in done.packs.files].count("portfolio") == 1
    assert all(file.path.read_text(encoding="utf-8").lower().startswith("<!doctype html>") for file in done.packs.files)
    assert not run.prepare(workbook).stale


def test_a_run_changes_no_part_of_the_file_that_is_not_kamreport_s(workbook: Path, tmp_path: Path) -> None:
    before = parts(workbook)
    whole(workbook, tmp_path / "packs")
    after = parts(workbook)
    book = open_book(workbook)
    ours = {sheet.part for sheet in book.sheets if sheet.title in {schema_of(record).title for record in WRITTEN}}
    assert len(ours) == len(WRITTEN)
    assert list(after) == list(before)
    changed = {name for name, content in after.items() if before[name] != content}
    assert changed & ours
    tables = {schema_of(record).table.encode() for record in WRITTEN}
    ours |= {
        name for name in after if name.startswith("xl/tables/") and any(b'"%b"' % one in after[name] for one in tables)
    }
    assert changed <= ours | {"xl/styles.xml"}
    assert len({sheet.part for sheet in book.sheets} - ours) > 12, "the manager's sheets are among the unchanged"


def parts(workbook: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(workbook) as file:
        return {entry.filename: file.read(entry) for entry in file.infolist()}


def test_packs_of_the_run_that_writes_are_never_stale(workbook: Path, tmp_path: Path) -> None:
    assert run.prepare(workbook).stale, "its written results are those of the quarter before"
    done = whole(workbook, tmp_path / "packs")
    assert not done.review.stale
    assert done.packs is not None
    (file,) = done.packs.files
    assert "STALE" not in file.path.read_text(encoding="utf-8")


def test_packs_of_stale_results_say_so_or_are_refused(workbook: Path, tmp_path: Path) -> None:
    review = run.prepare(workbook)
    (file,) = run.render(review, tmp_path / "packs", accounts=["A-02"], pdf=False).files
    assert "STALE" in file.path.read_text(encoding="utf-8")
    refusing = run.prepare(refuse_stale(workbook))
    with pytest.raises(RefusedError, match="stale"):
        run.render(refusing, tmp_path / "packs", pdf=False)


def refuse_stale(workbook: Path) -> Path:
    import openpyxl

    book = openpyxl.load_workbook(workbook)
    for row in book["Settings"].iter_rows(min_row=2):
        if row[0].value == "When results are stale":
            row[1].value = "Refuse"
    book.save(workbook)
    return workbook


def test_accounts_asked_for_get_their_packs_and_no_others(workbook: Path, tmp_path: Path) -> None:
    done = whole(workbook, tmp_path / "packs", accounts=("A-02", "Torvelund Wind"))
    assert done.packs is not None
    assert [(file.pack, file.account_id) for file in done.packs.files] == [("account", "A-02"), ("account", "A-03")]


def test_a_dry_run_leaves_nothing_behind(workbook: Path, tmp_path: Path) -> None:
    before = workbook.read_bytes()
    done = whole(workbook, tmp_path / "packs", dry_run=True)
    assert done.written.changed
    assert done.packs is None
    assert workbook.read_bytes() == before
    assert list(tmp_path.iterdir()) == [workbook]


def test_a_second_run_gives_the_same_workbook_and_the_same_packs(workbook: Path, tmp_path: Path) -> None:
    first = whole(workbook, tmp_path / "packs")
    assert first.packs is not None
    left = {path: path.read_bytes() for path in (workbook, *(file.path for file in first.packs.files))}
    second = whole(workbook, tmp_path / "packs", now=NOON + dt.timedelta(days=1), user="Ben")
    assert not second.written.changed
    assert {path: path.read_bytes() for path in left} == left


def test_progress_is_told_before_each_step_and_at_the_end(workbook: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    whole(workbook, tmp_path / "packs", progress=lambda *step: told.append(step))
    assert [what for _, _, what in told[:5]] == ["reading", "scoring", "checking", "comparing", ""]
    assert told[-1][0] == told[-1][1]
    assert all(done <= steps for done, steps, _ in told)


@pytest.mark.parametrize(
    ("options", "error"),
    [({"packs": ("profile",)}, UsageError), ({"accounts": ("A-99",)}, UsageError)],
    ids=["unknown pack", "unknown account"],
)
def test_a_wrong_order_is_told_before_the_workbook_is_touched(
    workbook: Path, tmp_path: Path, options: dict[str, object], error: type[KamreportError]
) -> None:
    before = workbook.read_bytes()
    with pytest.raises(error):
        whole(workbook, tmp_path / "packs", **options)
    assert workbook.read_bytes() == before


def test_a_folder_that_cannot_be_written_is_told_before_the_workbook_is_touched(workbook: Path, tmp_path: Path) -> None:
    before = workbook.read_bytes()
    (tmp_path / "packs").write_text("a file stands where the folder should be")
    with pytest.raises(OutputError):
        whole(workbook, tmp_path / "packs")
    assert workbook.read_bytes() == before


def test_a_workbook_open_in_excel_is_left_alone(workbook: Path, tmp_path: Path) -> None:
    (tmp_path / "~$example.xlsx").write_bytes(b"\x04Ana")
    before = workbook.read_bytes()
    with pytest.raises(FileBusyError):
        whole(workbook, tmp_path / "packs")
    assert workbook.read_bytes() == before


def test_a_file_that_is_no_workbook_is_told_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "notes.xlsx"
    file.write_text("Account ID,Account name\n")
    with pytest.raises(NotAWorkbookError) as error:
        whole(file, tmp_path / "packs")
    assert "\n" not in str(error.value)
    assert list(tmp_path.iterdir()) == [file]


def test_a_workbook_that_cannot_be_scored_gets_neither_results_nor_packs(tmp_path: Path) -> None:
    file = write_xlsx("## Accounts\nabsent\n", tmp_path / "portfolio.xlsx")
    before = file.read_bytes()
    done = whole(file, tmp_path / "packs", accounts=())
    assert done.packs is not None
    assert (
        done.written.why_not
        == done.packs.why_not
        == "The sheet Accounts could not be read, so nothing could be scored."
    )
    assert any(finding.rule.code == "W101" for finding in done.review.findings)
    assert file.read_bytes() == before


def test_a_blank_workbook_makes_a_review_of_nothing(tmp_path: Path) -> None:
    """Every optional sheet absent, every core sheet empty: the run finishes (KAM.md §17.14)."""
    file = write_xlsx("", tmp_path / "blank.xlsx")
    done = whole(file, tmp_path / "packs", accounts=())
    assert not done.review.scores.accounts
    assert done.packs is not None
    assert [made.pack for made in done.packs.files] == ["portfolio"]


def test_the_six_public_functions_do_the_day(tmp_path: Path) -> None:
    path = kamreport.new_workbook(tmp_path / "portfolio.xlsx", example=True)
    assert len(kamreport.read(path).portfolio.accounts) == 14
    assert kamreport.check(path)
    review = kamreport.score(path)
    assert kamreport.write_back(review, now=NOON, user="Ana").changed
    packs = kamreport.render(kamreport.score(path), tmp_path / "packs", accounts=["A-01"], pdf=False)
    assert [file.account_id for file in packs.files] == ["A-01"]


def test_a_new_workbook_takes_the_optional_sheets_it_is_asked_for(tmp_path: Path) -> None:
    path = kamreport.new_workbook(tmp_path / "portfolio.xlsx", sheets=["Risks", "wallet"])
    book = open_book(path)
    assert book.sheet("Risks")
    assert book.sheet("Wallet")
    assert not book.sheet("SWOT")
