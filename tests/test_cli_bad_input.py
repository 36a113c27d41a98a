"""Whatever is put through the door: one line that says what is wrong and what to do, and the file as it was."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

import pytest

from kamreport import run
from kamreport.cli.door import OWN_FAULT, STOPPED, exit_code

READERS = (("check",), ("review",), ("render",), ("run",), ("explain", "A-01"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def zipped(path: Path, **members: bytes) -> bytes:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path.read_bytes()


@pytest.fixture
def example(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The example portfolio, made through the door."""
    book = tmp_path / "book.xlsx"
    assert exit_code(["new", str(book), "--example", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")
    return book


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    """What was said on stderr, which must be one line of ours; nothing may stand on stdout."""
    seen = capsys.readouterr()
    assert seen.out == ""
    assert seen.err.startswith("kamreport: ")
    assert seen.err.count("\n") == 1
    return seen.err


BROKEN = {
    "empty": (b"", "empty file"),
    "csv": (b"Account ID;Account name\nKA-001;Northwind\n", "plain text"),
    "html": (b"<html><table><tr><td>KA-001</td></tr></table></html>", "web page"),
    "pdf": (b"%PDF-1.7\n", "is a PDF"),
    "xls": (OLE + "Workbook".encode("utf-16-le"), ".xls"),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "noise": (bytes(range(1, 256)) * 9, "not an Excel workbook"),
}


@pytest.mark.parametrize("verb", READERS, ids=lambda verb: verb[0])
@pytest.mark.parametrize("kind", BROKEN)
def test_a_file_that_is_no_workbook_is_refused_in_one_line_and_left_alone(
    kind: str, verb: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, said = BROKEN[kind]
    book = tmp_path / "book.xlsx"
    book.write_bytes(content)
    assert exit_code([verb[0], str(book), *verb[1:]]) == 3
    assert said in one_line(capsys)
    assert book.read_bytes() == content
    assert list(tmp_path.iterdir()) == [book]


@pytest.mark.parametrize("verb", READERS, ids=lambda verb: verb[0])
def test_a_truncated_workbook_is_refused(
    verb: tuple[str, ...], example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    half = example.read_bytes()[: example.stat().st_size // 2]
    example.write_bytes(half)
    assert exit_code([verb[0], str(example), *verb[1:]]) == 3
    assert "incomplete" in one_line(capsys).lower()
    assert example.read_bytes() == half


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, ".ods"),
        ({"[Content_Types].xml": b"<Types xmlns='x'><Override ContentType='application/vnd.ms-excel.sheet.binary.macroEnabled.main'/></Types>"}, ".xlsb"),
        ({"notes.txt": b"hello"}, "ZIP archive"),
    ],
    ids=["ods", "xlsb", "zip"],
)  # fmt: skip
def test_other_packages_are_named_for_what_they_are(
    members: dict[str, bytes], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = zipped(tmp_path / "book.xlsx", **members)
    assert exit_code(["run", str(tmp_path / "book.xlsx")]) == 3
    assert said in one_line(capsys)
    assert (tmp_path / "book.xlsx").read_bytes() == content


@pytest.mark.parametrize("verb", READERS, ids=lambda verb: verb[0])
def test_a_folder_and_a_missing_file_are_refused(
    verb: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code([verb[0], str(tmp_path), *verb[1:]]) == 3
    assert "is a folder" in one_line(capsys)
    assert exit_code([verb[0], str(tmp_path / "none.xlsx"), *verb[1:]]) == 3
    assert "no such file" in one_line(capsys)


def test_the_mark_excel_leaves_beside_an_open_workbook_is_not_taken_for_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "~$book.xlsx").write_bytes(b"\x03Ana")
    assert exit_code(["check", str(tmp_path / "~$book.xlsx")]) == 3
    assert "book.xlsx is open in Excel" in one_line(capsys)


@pytest.mark.parametrize("mark", ["~$book.xlsx", ".~lock.book.xlsx#"])
@pytest.mark.parametrize("verb", ["review", "run"])
def test_a_workbook_open_elsewhere_is_not_written(
    verb: str, mark: str, example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = example.read_bytes()
    (example.parent / mark).write_bytes(b"Ana")
    assert exit_code([verb, str(example)]) == 3
    assert "open" in one_line(capsys)
    assert example.read_bytes() == before


def test_packs_that_have_nowhere_to_go_are_refused(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    taken = example.parent / "packs"
    taken.write_text("a file, not a folder")
    assert exit_code(["render", str(example), "--html-only"]) == 3
    assert str(taken) in one_line(capsys)
    assert taken.read_text() == "a file, not a folder"


def test_a_new_workbook_never_replaces_a_file(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = example.read_bytes()
    assert exit_code(["new", str(example)]) == 3
    assert "exists already" in one_line(capsys)
    assert example.read_bytes() == before


def test_a_mistyped_account_is_answered_with_the_nearest_one(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code(["explain", str(example), "A-0I"]) == 2
    assert "Did you mean A-01?" in one_line(capsys)
    assert exit_code(["render", str(example), "--account", "A-0I"]) == 2
    assert "Did you mean A-01?" in one_line(capsys)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chekc"], "Did you mean 'check'?"),
        (["check"], "Missing argument 'BOOK'"),
        (["check", "b.xlsx", "--as-of", "14.4.2026"], "write it as 2026-04-14"),
        (["check", "b.xlsx", "--fail-on", "sometimes"], "'sometimes' is not one of"),
        (["check", "b.xlsx", "--form", "text"], "No such option"),
        (
            ["check", "b.xlsx", "-a", "KA-001"],
            "No such option '-a'. It is a flag of render and run. See 'kamreport check",
        ),
        (["check", "b.xlsx", "--every", "3"], "No such option '--every'. It is a flag of watch. See"),
        (["check", "b.xlsx", "-z"], "No such option '-z'. See"),
        (["rule", "K999999"], "no rule 'K999999'"),
        (["help", "tutorail"], "no help on 'tutorail'"),
        (["help", "language"], "Did you mean 'packs-in-your-language'?"),
        (["new", "b.xls"], "End it with .xlsx"),
        (["new", "b.xlsx", "--preset", "medium"], "'medium' is not one of"),
    ],
)
def test_wrong_usage_ends_with_2_and_one_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code(arguments) == 2
    assert said in one_line(capsys)


def test_an_unknown_pack_is_named_with_those_that_exist(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code(["render", str(example), "--pack", "acount"]) == 2
    assert "account" in one_line(capsys)


def test_a_fault_of_our_own_is_one_line_and_a_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "prepare", lambda *_, **__: 1 / 0)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert exit_code(["check", "book.xlsx"]) == OWN_FAULT
    (log,) = tmp_path.glob("kamreport-*.log")
    assert str(log) in one_line(capsys)
    assert "ZeroDivisionError" in log.read_text()


def test_stopping_by_hand_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "prepare", stop)
    assert exit_code(["check", "book.xlsx"]) == STOPPED
    assert capsys.readouterr().err == "\nkamreport: stopped.\n"  # the line above ends with the terminal's own ^C


@pytest.mark.parametrize("verb", ["render", "run"])
def test_flags_that_contradict_each_other_are_refused(
    verb: str, example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = example.read_bytes()
    assert exit_code([verb, str(example), "--archive", "--html-only"]) == 2
    assert "leave one of them out" in one_line(capsys)
    assert example.read_bytes() == before
    assert not (example.parent / "packs").exists()
