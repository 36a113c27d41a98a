"""The add-in from its text: the same bytes each time, callbacks and tab that fit, procedures that do as they say."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest
from house import PACKAGE
from pyopenvba import ExcelFile
from pyopenvba.apps.excel import ExcelApplication

from kamreport.addin import NAME, Stamp, build, stamp_of, tab_xml
from kamreport.addin.building import MODULES, SOURCES, script_for
from kamreport.addin.tab import groups, picture
from kamreport.errors import OutputError
from kamreport.package import open_book
from kamreport.ribbon.handlers import HANDLERS
from kamreport.ribbon.request import ACTIONS, read_request

STAMP = Stamp(r"C:\Program Files\Kam & Co\pythonw.exe", "0.1.0", r"C:\Users\ana\ribbon.log")
UI = "{http://schemas.microsoft.com/office/2009/07/customui}"
SIGNATURES = {
    "onLoad": "(loaded As IRibbonUI)",
    "button.onAction": "(control As IRibbonControl)",
    "dropDown.onAction": "(control As IRibbonControl, id As String, index As Integer)",
    "getEnabled": "(control As IRibbonControl, ByRef returnedVal)",
    "getItemCount": "(control As IRibbonControl, ByRef returnedVal)",
    "getItemLabel": "(control As IRibbonControl, index As Integer, ByRef returnedVal)",
    "getSelectedItemIndex": "(control As IRibbonControl, ByRef returnedVal)",
}
"""What Excel passes to each callback (Microsoft's list of callbacks for VBA)."""


@pytest.fixture(scope="module")
def addin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("addin") / NAME, STAMP)


@pytest.fixture(scope="module")
def vba(addin: Path) -> ExcelApplication:
    """Excel in memory with the add-in's plain procedures."""
    app = ExcelApplication()
    app.add_workbook()
    with ExcelFile(addin) as file:
        app.add_module(file.get_module("KamCommands"), name="KamCommands")
    return app


def controls() -> list[ET.Element]:
    return [element for element in ET.fromstring(tab_xml()).iter() if element.get("tag")]  # noqa: S314 - our own file


def callbacks() -> list[tuple[str, str]]:
    """Every callback the tab names, with the kind of call it is."""
    found = []
    for element in ET.fromstring(tab_xml()).iter():  # noqa: S314 - our own file
        for name, value in element.attrib.items():
            if name.startswith(("get", "on")):
                kind = f"{element.tag.removeprefix(UI)}.{name}" if name == "onAction" else name
                found.append((kind, value))
    return found


def test_the_same_sources_and_stamp_give_the_same_bytes(addin: Path, tmp_path: Path) -> None:
    assert build(tmp_path / "again.xlam", STAMP).read_bytes() == addin.read_bytes()
    other = build(tmp_path / "other.xlam", Stamp("/other/python", "0.1.0", "/log"))
    assert other.read_bytes() != addin.read_bytes()


def test_the_stamp_reads_back_and_stands_where_the_macro_looks(addin: Path) -> None:
    assert stamp_of(addin) == STAMP
    rows = dict(open_book(addin).read("Sheet1").rows)
    assert [rows[number][2] for number in (1, 2, 3)] == [STAMP.interpreter, STAMP.version, STAMP.log]


def test_another_file_has_no_stamp(tmp_path: Path) -> None:
    text = tmp_path / "not.xlam"
    text.write_text("text", encoding="utf-8")
    assert stamp_of(text) is None
    assert stamp_of(tmp_path / "absent.xlam") is None


def test_the_add_in_names_its_tab_for_old_and_new_excel(addin: Path) -> None:
    with zipfile.ZipFile(addin) as archive:
        relations = archive.read("_rels/.rels").decode()
        new, old = (archive.read(f"customUI/{name}.xml").decode() for name in ("customUI14", "customUI"))
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(2020, 1, 1, 0, 0, 0)}
    assert "office/2007/relationships/ui/extensibility" in relations
    assert "office/2006/relationships/ui/extensibility" in relations
    assert new == tab_xml()
    assert old == tab_xml().replace("2009/07", "2006/01")


def test_the_add_in_holds_our_modules_and_no_other(addin: Path) -> None:
    with ExcelFile(addin) as file:
        assert set(file.module_names()) == {"ThisWorkbook", "Sheet1", *MODULES}
        assert file.validate() == []
        for name in MODULES:
            said = (SOURCES / f"{name}.bas").read_text(encoding="utf-8")
            assert file.get_module(name).replace("\r\n", "\n").strip() == said.strip()
            assert "\n" not in file.get_module(name).replace("\r\n", "")


def test_every_callback_of_the_tab_exists_with_the_signature_excel_calls() -> None:
    source = (SOURCES / "KamRibbon.bas").read_text(encoding="utf-8")
    declared = dict(re.findall(r"^Public Sub (\w+)(\([^\n]*\))$", source, re.MULTILINE))
    for kind, name in callbacks():
        assert declared[name] == SIGNATURES[kind], f"{name} is called as {kind}"


def test_every_callback_in_the_source_is_named_by_the_tab() -> None:
    source = (SOURCES / "KamRibbon.bas").read_text(encoding="utf-8")
    declared = set(re.findall(r"^Public Sub (\w+)\((?:control As IRibbonControl|loaded)", source, re.MULTILINE))
    assert declared == {name for _, name in callbacks()}


def test_every_button_has_a_handler_and_every_handler_a_button() -> None:
    tags = {control.get("tag") for control in controls() if control.tag == f"{UI}button"}
    assert tags == set(HANDLERS) == set(ACTIONS)


def test_every_name_in_the_tab_is_there_once_and_short_enough() -> None:
    root = ET.fromstring(tab_xml())  # noqa: S314 - our own file
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for element in root.iter():
        assert re.fullmatch(r"[A-Za-z_]\w*", element.get("id", "x"))
        assert all(len(value) <= 1024 for value in element.attrib.values())


def test_every_control_says_what_it_does_and_has_a_picture() -> None:
    for control in controls():
        assert control.get("label")
        assert len(control.get("supertip", "")) > 40
        assert control.get("imageMso") or control.tag == f"{UI}dropDown"


@pytest.mark.parametrize(
    ("action", "running", "ours", "accounts", "enabled"),
    [
        ("check", False, True, 0, True),
        ("check", True, True, 3, False),
        ("check", False, False, 3, False),
        ("account-pack", False, True, 0, False),
        ("account-pack", False, True, 2, True),
        ("account", False, True, 0, False),
        ("help", False, False, 0, True),
        ("set-up", False, False, 0, True),
        ("set-up", True, False, 0, False),
    ],
)
def test_buttons_are_enabled_where_they_can_do_something(  # noqa: PLR0913 - one argument per fact
    vba: ExcelApplication, action: str, running: bool, ours: bool, accounts: int, enabled: bool
) -> None:
    assert vba.run("KamIsEnabled", action, running, ours, accounts) is enabled


@pytest.mark.parametrize(
    "name",
    [
        "portfolio.xlsx",
        "Q3 = final.xlsx",
        'it\'s "ours".xlsx',
        "a & b | c > d.xlsx",
        "ends with \\",
        'x" --account="KA-9',
        "Über 10%.xlsx",
    ],
)
def test_no_name_of_a_workbook_adds_an_argument(vba: ExcelApplication, name: str) -> None:
    line = str(vba.run("KamCommandLine", STAMP.interpreter, "account-pack", name, "77", "KA-001"))
    words = windows_words(line)
    assert words[:4] == [STAMP.interpreter, "-I", "-m", "kamreport.ribbon"]
    request = read_request(words[4:])
    assert (request.action, request.book, request.hwnd, request.account) == ("account-pack", name, 77, "KA-001")


def windows_words(line: str) -> list[str]:
    """A command line split as the C runtime of Windows does."""
    words, word, quoted, at = [], "", False, 0
    while at < len(line):
        slashes = len(re.match(r"\\*", line[at:])[0])  # type: ignore[index]  # it matches nothing at least
        at += slashes
        if line[at : at + 1] == '"':
            word += "\\" * (slashes // 2)
            if slashes % 2:
                word += '"'
            else:
                quoted = not quoted
            at += 1
            continue
        word += "\\" * slashes
        if at < len(line) and line[at] == " " and not quoted:
            words.append(word)
            word = ""
        elif at < len(line):
            word += line[at]
        at += 1
    return [*words, word]


def test_only_the_account_button_sends_an_account(vba: ExcelApplication) -> None:
    assert "--account" not in str(vba.run("KamCommandLine", "p", "check", "b.xlsx", "7", "KA-001"))
    assert vba.run("KamArguments", "check", "b.xlsx", "KA-001") == "check\n--wb=b.xlsx\n--from_xl=1\n--hwnd=0"
    assert str(vba.run("KamArguments", "account-pack", "b.xlsx", "KA-001")).endswith("\n--account=KA-001")


@pytest.mark.parametrize(
    ("python", "book", "account", "told"),
    [
        ("", "a.xlsx", "", "kamreport ribbon install"),
        ("p", "%TEMP%.xlsx", "", "% sign"),
        ("p", "100%.xlsx", "KA%", "% sign"),
        ("p", "a\nb.xlsx", "", "line break"),
        ("p", "100%.xlsx", "KA-1", ""),
    ],
)
def test_what_cannot_be_started_is_said(vba: ExcelApplication, python: str, book: str, account: str, told: str) -> None:
    said = vba.run("KamWhyNot", python, book, account)
    assert (told in str(said)) if told else said == ""


@pytest.mark.parametrize(("code", "silent"), [(0, True), (10, True), (11, True), (1, False), (2, False), (3, False)])
def test_the_add_in_speaks_only_where_python_has_not(vba: ExcelApplication, code: int, silent: bool) -> None:
    said = str(vba.run("KamMessage", code, "P:\\python.exe", "L:\\ribbon.log"))
    assert (said == "") is silent
    if not silent:
        assert "kamreport ribbon doctor" in said
        assert "P:\\python.exe" in said
        assert "L:\\ribbon.log" in said


def test_the_drop_down_holds_the_filled_ids_and_keeps_its_place(vba: ExcelApplication) -> None:
    vba.add_module(IDS, name="Ids")
    assert [vba.run("CountOf", text) for text in ("KA-1,KA-2,,KA-9", "KA-1", "", ",KA-2")] == [2, 1, 0, 0]
    assert [vba.run("IdOf", "KA-1,KA-2,,KA-9", at) for at in (-1, 0, 1, 2)] == ["", "KA-1", "KA-2", ""]
    assert [vba.run("KamKeptIndex", at, 3) for at in (-1, 0, 2, 3)] == [0, 0, 2, 0]


IDS = """
Private Function Column(ByVal text As String) As Variant
    Dim parts As Variant, rows() As Variant, at As Long
    parts = Split(text, ",")
    If UBound(parts) < 1 Then
        Column = text
        Exit Function
    End If
    ReDim rows(1 To UBound(parts) + 1, 1 To 1)
    For at = 0 To UBound(parts)
        rows(at + 1, 1) = parts(at)
    Next at
    Column = rows
End Function

Public Function CountOf(ByVal text As String) As Long
    CountOf = KamCountIds(Column(text))
End Function

Public Function IdOf(ByVal text As String, ByVal at As Long) As String
    IdOf = KamIdAt(Column(text), at)
End Function
"""


def test_the_ribbon_module_compiles_and_a_lost_ribbon_does_no_harm(addin: Path) -> None:
    app = ExcelApplication()
    app.add_workbook()
    with ExcelFile(addin) as file:
        for name in MODULES:
            app.add_module(file.get_module(name), name=name)
    app.run("KamRefresh")
    app.run("KamFinished", 0)
    app.run("KamFinished", 1)
    assert "kamreport did not start" in str(app.dialogs)


def test_a_click_without_a_stamp_says_what_to_do_and_starts_nothing(addin: Path) -> None:
    app = ExcelApplication()
    app.add_workbook()
    with ExcelFile(addin) as file:
        for name in MODULES:
            app.add_module(file.get_module(name), name=name)
    app.run("KamStart", "check")
    assert "does not know where Python is" in str(app.dialogs)


def test_the_interpreter_comes_from_the_add_ins_own_sheet_only() -> None:
    source = (SOURCES / "KamRibbon.bas").read_text(encoding="utf-8")
    assert source.count("KamStamp(1)") == 3
    assert "ThisWorkbook.Worksheets(1).Cells(row, 2)" in source
    assert "ActiveWorkbook.Worksheets(1)" not in source
    assert ".conf" not in source


def test_the_script_for_macos_quotes_the_interpreter_and_every_argument() -> None:
    script = script_for('/Users/ana/my "venv"\\bin/python')
    assert 'property interpreter : "/Users/ana/my \\"venv\\"\\\\bin/python"' in script
    assert script.count("quoted form of") == 2
    assert "@" not in script
    assert shlex.split("'/usr/bin/python3' -I -m kamreport.ribbon")[1] == "-I"


def test_a_place_that_cannot_hold_an_add_in_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"ends in \.xlam"):
        build(tmp_path / "addin.xlsm", STAMP)
    with pytest.raises(OutputError, match="does not exist"):
        build(tmp_path / "absent" / NAME, STAMP)


def test_the_picture_in_the_help_is_drawn_from_the_tab_as_it_is(update: bool) -> None:
    file = PACKAGE / "help" / "how-to" / "ribbon-tab.svg"
    if update:
        file.write_text(picture(), encoding="utf-8")
    assert update or file.read_text(encoding="utf-8") == picture(), "run pytest --update and look at the picture"


def test_the_picture_shows_every_word_of_the_tab() -> None:
    words = " ".join(ET.fromstring(picture()).itertext()).split()  # noqa: S314 - our own picture
    for group in groups():
        for control in group.controls:
            assert set(control.label.split()) <= set(words), control.label


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed")
def test_libreoffice_reads_every_module_of_the_add_in(addin: Path, tmp_path: Path) -> None:
    """LibreOffice opens no add-ins of Excel, so it is given the same parts as a workbook with macros."""
    twin = tmp_path / "twin.xlsm"
    with zipfile.ZipFile(addin) as old, zipfile.ZipFile(twin, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"ms-excel.addin.macroEnabled", b"ms-excel.sheet.macroEnabled"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path), str(twin)]
    subprocess.run(command, capture_output=True, check=True, timeout=180)
    with zipfile.ZipFile(tmp_path / "twin.ods") as read:
        for name in (*MODULES, "ThisWorkbook"):
            basic = " ".join(ET.fromstring(read.read(f"Basic/VBAProject/{name}.xml")).itertext())  # noqa: S314 - made just now
            declared = re.findall(r"^(?:Public|Private) (?:Sub|Function) \w+", source_of(name), re.MULTILINE)
            assert declared
            assert all(line in basic for line in declared), name


def source_of(name: str) -> str:
    """A module as it stands in the package."""
    return (SOURCES / f"{name}.bas").read_text(encoding="utf-8")


def test_every_button_has_its_line_in_the_help_for_machines_without_macros() -> None:
    text = (PACKAGE / "help" / "how-to" / "without-macros.md").read_text(encoding="utf-8")
    for group in groups():
        for control in group.controls:
            assert control.is_list or f"| {control.label} | " in text
