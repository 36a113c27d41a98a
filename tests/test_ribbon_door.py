"""Every button through real xlwings code on the stand-in Excel: what it writes, shows, says, and its exit code."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import stand_in_excel
from books import write_xlsx
from small_books import accounts

from kamreport import run
from kamreport.errors import FileBusyError, UsageError
from kamreport.rendering import PACKS
from kamreport.ribbon import door, excels, handlers
from kamreport.ribbon.desk import packs_folder
from kamreport.ribbon.request import ACTIONS, read_request


@pytest.fixture
def excel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[stand_in_excel.StandInApp]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with stand_in_excel.excel() as app:
        yield app


@pytest.fixture
def example(tmp_path: Path) -> Path:
    return run.new_workbook(tmp_path / "example.xlsx", example=True)


class Shown(list[Path]):
    """What was opened for the person to see."""

    def __call__(self, path: Path) -> None:
        self.append(path)


def press(action: str, book: str = "example.xlsx", *more: str, hwnd: int = 7, shown: Shown | None = None) -> int:
    """Press a button, as the add-in does; the exit code."""
    return door.main(
        [action, f"--wb={book}", "--from_xl=1", f"--hwnd={hwnd}", *more], shown if shown is not None else Shown()
    )


def test_check_counts_and_goes_to_the_first_error_and_writes_nothing(
    tmp_path: Path, excel: stand_in_excel.StandInApp
) -> None:
    book = excel.open(write_xlsx(accounts({"Status": "Asleep"}), tmp_path / "example.xlsx"))
    assert press("check") == door.DONE
    title, told, mode = excel.alerts[-1]
    assert (title, mode) == ("KAM", "info")
    assert "Findings: " in told
    assert "Asleep" in told
    assert excel.selected is not None
    assert excel.selected[0] == "Accounts"
    assert "Findings" not in [sheet.name for sheet in book.sheets]


def test_score_writes_and_shows_findings_and_leaves_saving_to_the_person(
    example: Path, excel: stand_in_excel.StandInApp
) -> None:
    before = example.read_bytes()
    book = excel.open(example)
    assert press("score") == door.DONE
    assert "Save the workbook" in excel.alerts[-1][1]
    assert book.sheets.active.name == "Findings"
    assert book.sheets["Results"].range("A2").value
    assert example.read_bytes() == before
    assert excel.status_bar is False
    assert any(str(told).startswith("kamreport: writing") for told in excel.bar)
    press("score")
    assert "holds these results already" in excel.alerts[-1][1]


def test_score_selects_the_first_error_on_findings(tmp_path: Path, excel: stand_in_excel.StandInApp) -> None:
    book = excel.open(write_xlsx(accounts({}, {"Status": "Asleep"}), tmp_path / "example.xlsx"))
    press("score")
    assert excel.selected is not None
    sheet, cell = excel.selected
    assert sheet == "Findings"
    assert "Error" in book.sheets["Findings"].range(f"A{cell[1:]}:Z{cell[1:]}").value


def test_what_cannot_be_scored_is_said_and_nothing_is_written(tmp_path: Path, excel: stand_in_excel.StandInApp) -> None:
    book = excel.open(write_xlsx(f"## Settings\nabsent\n{accounts({})}", tmp_path / "example.xlsx"))
    titles = [sheet.name for sheet in book.sheets]
    for action in ("check", "score", "portfolio-pack"):
        assert press(action) == door.DONE
        assert "nothing could be scored" in excel.alerts[-1][1]
    assert [sheet.name for sheet in book.sheets] == titles


def test_a_qbr_pack_is_made_from_what_is_not_saved_and_opened(
    example: Path, excel: stand_in_excel.StandInApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = excel.open(example)
    book.sheets["Accounts"].range("B2").value = "Renamed a minute ago"
    first = book.sheets["Accounts"].range("A2").value
    monkeypatch.setattr(handlers, "run", _HtmlOnly())
    shown = Shown()
    assert press("account-pack", "example.xlsx", f"--account={first}", shown=shown) == door.DONE
    page = shown[0].read_text(encoding="utf-8")
    assert shown[0].parent == example.parent / "packs"
    assert "Renamed a minute ago" in page
    assert "OPEN WORKBOOK" in page


class _HtmlOnly:
    """The staircase without PDF, which takes seconds and is tested elsewhere."""

    @staticmethod
    def render(*arguments: object, **options: object) -> run.Packs:
        return run.render(*arguments, **options, pdf=False)  # type: ignore[arg-type]


def test_all_packs_open_the_folder_and_open_results_opens_it_again(
    tmp_path: Path, excel: stand_in_excel.StandInApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    excel.open(write_xlsx(accounts({}, {}), tmp_path / "example.xlsx"))
    monkeypatch.setattr(handlers, "run", _HtmlOnly())
    shown = Shown()
    assert press("results", shown=shown) == door.DONE
    assert "no packs" in excel.alerts[-1][1]
    assert press("all-packs", shown=shown) == door.DONE
    assert press("portfolio-pack", shown=shown) == door.DONE
    assert press("results", shown=shown) == door.DONE
    assert shown[0] == shown[2] == tmp_path / "packs"
    assert shown[1].suffix == ".html"


def test_an_account_that_is_not_in_the_workbook_is_told(example: Path, excel: stand_in_excel.StandInApp) -> None:
    excel.open(example)
    assert press("account-pack", "example.xlsx", "--account=KA-999 --output=/etc") == door.TOLD
    assert "There is no account KA-999 --output=/etc" in excel.alerts[-1][1]


def test_set_up_and_help_need_no_workbook_of_ours(tmp_path: Path, excel: stand_in_excel.StandInApp) -> None:
    excel.open(write_xlsx(accounts({}), tmp_path / "other.xlsx"))
    assert press("set-up", "gone.xlsx") == door.DONE
    assert "TO DO: There is no Excel" in excel.alerts[-1][1]
    assert press("help", "gone.xlsx") == door.DONE
    assert "kamreport help ribbon" in excel.alerts[-1][1]


def test_a_workbook_that_is_closed_meanwhile_is_told(example: Path, excel: stand_in_excel.StandInApp) -> None:
    excel.open(example)
    assert press("check", "another.xlsx") == door.TOLD
    assert "is not open any more" in excel.alerts[-1][1]


@pytest.mark.parametrize("name", ["a=b.xlsx", "it's.xlsx", 'say "hi".xlsx', "--account=KA-1.xlsx", "Book1"])
def test_names_with_signs_are_taken_whole(name: str, example: Path, excel: stand_in_excel.StandInApp) -> None:
    excel.open(example, name)
    assert press("help", name) == door.DONE
    assert press("check", name) == door.DONE


def test_two_workbooks_of_one_name_are_told_apart_by_their_window(
    example: Path, tmp_path: Path, excel: stand_in_excel.StandInApp
) -> None:
    excel.open(example)
    second = excel.engine.apps.start(hwnd=8)
    second.open(write_xlsx(accounts({"Status": "Asleep"}), tmp_path / "other.xlsx"), "example.xlsx")
    assert press("check", hwnd=8) == door.DONE
    assert (len(excel.alerts), len(second.alerts)) == (0, 1)
    assert press("check", hwnd=0) == door.NO_EXCEL
    assert (len(excel.alerts), len(second.alerts)) == (0, 1)


def test_while_a_cell_is_edited_the_wait_ends_with_a_plain_message(
    example: Path, excel: stand_in_excel.StandInApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    import xlwings as xw

    excel.open(example)
    app = xw.App(impl=excel)
    waited: list[float] = []
    excel.editing_for = 3
    excels.wait_until_ready(app, pause=waited.append)
    assert len(waited) == 3
    excel.editing_for = 10_000
    with pytest.raises(FileBusyError, match="Finish that"):
        excels.wait_until_ready(app, pause=waited.append)
    assert sum(waited) < excels.PATIENCE + 1
    monkeypatch.setattr(door, "wait_until_ready", lambda app: excels.wait_until_ready(app, pause=waited.append))
    monkeypatch.setattr(door, "find_app", lambda _request: app)
    assert press("check") == door.TOLD
    assert excel.alerts[-1][1] == excels.FINISH_EDITING


def test_a_fault_of_ours_is_told_with_the_place_of_the_log(
    example: Path, tmp_path: Path, excel: stand_in_excel.StandInApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_desk: object) -> str:
        raise ZeroDivisionError("the test's own fault")

    excel.open(example)
    monkeypatch.setattr(door, "HANDLERS", {**handlers.HANDLERS, "check": fail})
    assert press("check") == door.FAULT_TOLD
    log = tmp_path / "state" / "kamreport" / "ribbon.log"
    assert str(log) in excel.alerts[-1][1]
    assert "the test's own fault" in log.read_text(encoding="utf-8")
    assert excel.status_bar is False


def test_on_macos_the_add_in_is_told_when_all_is_done(
    example: Path, excel: stand_in_excel.StandInApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    excel.open(example)
    monkeypatch.setattr(door, "sys", SimpleNamespace(platform="darwin"))
    assert press("help") == door.DONE
    assert press("check", "gone.xlsx") == door.TOLD
    assert [(macro, list(said)) for macro, said in excel.macros] == [
        ("'KamReport.xlam'!KamFinished", [door.DONE]),
        ("'KamReport.xlam'!KamFinished", [door.TOLD]),
    ]


def test_the_packs_of_the_buttons_exist() -> None:
    named = {pack.name for pack in PACKS}
    asked = {action.removesuffix("-pack") for action in ACTIONS if action.endswith("-pack")}
    assert asked <= named


def test_without_excel_nobody_is_told_but_the_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert press("check") == door.NO_EXCEL
    assert "No running Excel" in (tmp_path / "kamreport" / "ribbon.log").read_text(encoding="utf-8")


def test_a_sheet_that_names_an_interpreter_is_nothing_but_a_sheet(
    example: Path, excel: stand_in_excel.StandInApp
) -> None:
    book = excel.open(example)
    conf = book.sheets.add("xlwings.conf", after=book.sheets[0])
    conf.range("A1:B1").value = [["INTERPRETER_WIN", "C:\\evil.exe"]]
    assert press("check") == door.DONE
    assert "evil" not in excel.alerts[-1][1]


HOSTILE = [
    [],
    ["format-disk", "--wb=a", "--from_xl=1"],
    ["check"],
    ["check", "--wb=a"],
    ["check", "--wb=a", "--from_xl=0"],
    ["check", "--wb=a", "--from_xl=1", "--hwnd=1;rm"],
    ["check", "--wb=a", "--from_xl=1", "--hwnd=-1"],
    ["check", "--wb=a", "--from_xl=1", "--account=KA-1"],
    ["account-pack", "--wb=a", "--from_xl=1"],
    ["check", "--wb=a", "--wb=b", "--from_xl=1"],
    ["check", "--wb=a", "--from_xl=1", "--output=/etc"],
    ["check", "--wb=a", "--from_xl=1", "/etc/passwd"],
    ["CHECK", "--wb=a", "--from_xl=1"],
]


@pytest.mark.parametrize("arguments", HOSTILE, ids=" ".join)
def test_what_the_add_in_never_sends_is_refused(arguments: list[str]) -> None:
    with pytest.raises(UsageError):
        read_request(arguments)


def test_every_action_is_taken_with_the_arguments_excel_passes() -> None:
    for action in ACTIONS:
        account = ["--account=KA-1=x"] if action == "account-pack" else []
        request = read_request([action, "--wb=a=b", "--from_xl=1", "--hwnd=12", *account])
        assert (request.book, request.account) == ("a=b", "KA-1=x" if account else "")


@pytest.mark.parametrize(
    ("fullname", "name", "said", "folder"),
    [
        ("/home/ana/kam/book.xlsx", "book.xlsx", "", "/home/ana/kam/packs"),
        ("https://x.sharepoint.com/s/book.xlsx", "book.xlsx", "", "/home/ana/KAM packs/book"),
        ("Book1", "Book1", "", "/home/ana/KAM packs/Book1"),
        ("/home/ana/kam/book.xlsx", "book.xlsx", "/srv/packs", "/srv/packs/book"),
        ("https://x/..%2F", "../x:y", "", "/home/ana/KAM packs/x_y"),
    ],
)
def test_packs_go_beside_the_workbook_or_where_the_person_said(
    fullname: str, name: str, said: str, folder: str
) -> None:
    environment = {"KAMREPORT_OUTPUT": said} if said else {}
    assert packs_folder(fullname, name, environment, Path("/home/ana")) == Path(folder)


def launched(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The launcher as Excel starts it, in the folder of a received workbook."""
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(folder), "XDG_STATE_HOME": str(folder / "state")}
    return subprocess.run(
        [sys.executable, "-I", "-m", "kamreport.ribbon", *arguments],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_a_folder_named_kamreport_beside_a_workbook_is_never_imported(tmp_path: Path) -> None:
    trap = tmp_path / "kamreport"
    (trap / "ribbon").mkdir(parents=True)
    for file in (
        trap / "__init__.py",
        trap / "ribbon" / "__init__.py",
        trap / "ribbon" / "__main__.py",
        tmp_path / "xlwings.py",
    ):
        file.write_text("raise SystemExit(99)", encoding="utf-8")
    done = launched(tmp_path, "check", "--wb=x.xlsx", "--from_xl=1", "--hwnd=5")
    assert done.returncode == door.NO_EXCEL
    assert (done.stdout, done.stderr) == ("", "")
    assert "No running Excel" in (tmp_path / "state" / "kamreport" / "ribbon.log").read_text(encoding="utf-8")


@pytest.mark.parametrize("arguments", [["nonsense"], [], ["check", "--wb=x", "--from_xl=1", "--python=evil"]])
def test_the_launcher_refuses_wrong_arguments_in_silence(tmp_path: Path, arguments: list[str]) -> None:
    done = launched(tmp_path, *arguments)
    assert (done.returncode, done.stdout, done.stderr) == (door.WRONG_ARGUMENTS, "", "")
