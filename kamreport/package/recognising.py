"""What a file really is, told by its bytes and not by its name."""

from __future__ import annotations

from pathlib import Path

from kamreport.errors import NotAWorkbookError, WorkbookError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "Open it in Excel, choose Save As, Excel Workbook (.xlsx), and run again; nothing was changed."
_TEXT_SAMPLE = 4096


def read_file(path: Path) -> bytes:
    """The bytes of a workbook file. Raises WorkbookError in one line when they are something else."""
    if path.name.startswith("~$"):
        raise NotAWorkbookError(
            f"{path.name} only marks that {path.name[2:]} is open in Excel. Name {path.name[2:]} itself."
        )
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise WorkbookError(f"{path}: no such file. Check the name and the folder.") from None
    except (IsADirectoryError, PermissionError) as error:
        if path.is_dir():
            raise WorkbookError(f"{path} is a folder. Name the workbook inside it.") from None
        raise WorkbookError(
            f"{path} may not be read. Close it where it is open, or ask for access to it, and run again."
        ) from error
    except OSError as error:
        raise WorkbookError(
            f"{path} cannot be read: {error.strerror or error}. Check the name and the drive."
        ) from error
    if reason := _what_else(data):
        raise NotAWorkbookError(f"{path.name} {reason}")
    return data


def _what_else(data: bytes) -> str:
    """Why these bytes are no ZIP-packed workbook; empty when they may be one."""
    if not data.strip(b"\0"):
        return "is an empty file. Restore an earlier version, or wait until it has finished syncing."
    if data.startswith(_OLE):
        return _what_ole(data)
    if data.startswith(b"PK\x03\x04"):
        return _what_zip(data)
    if data.startswith(b"PK\x05\x06"):
        return "is an archive with nothing in it, not a workbook. Restore an earlier version."
    if data.startswith(b"%PDF"):
        return "is a PDF, not a workbook. Name the workbook it was printed from."
    return _what_text(data)


def _what_ole(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "is password-protected. Remove the password in Excel and run again; nothing was changed."
    if any(stream.encode("utf-16-le") in data for stream in ("Workbook", "Book\0")):
        return f"is an old Excel 97-2003 workbook (.xls). {_SAVE_AS}"
    return "is an old Office file that holds no workbook. Name the workbook itself."


def _what_zip(data: bytes) -> str:
    head = data[:200]
    if b"mimetype" in head and b"opendocument.spreadsheet" in head:
        return f"is an OpenDocument spreadsheet (.ods). {_SAVE_AS}"
    if b"mimetype" in head and b"opendocument" in head:
        return "is an OpenDocument file, but no spreadsheet. Name the workbook itself."
    return ""


def _what_text(data: bytes) -> str:
    start = data[:_TEXT_SAMPLE].lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").replace(b"\0", b"").lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        return f"is an XML Spreadsheet 2003. {_SAVE_AS}"
    if start.startswith(b"<") and (b"<html" in start or b"<table" in start or b"<!doctype html" in start):
        return f"is a web page (HTML) with a workbook's name. {_SAVE_AS}"
    if start.startswith((b"<", b"{", b"[")):
        return "is a text file (XML or JSON), not a workbook. Name the workbook itself."
    if all(byte >= 32 or byte in b"\t\r\n" for byte in start):  # noqa: PLR2004 - 32 is the first printable character
        return f"is plain text such as CSV. {_SAVE_AS}"
    return "is not an Excel workbook, or it is damaged from its first byte. Restore an earlier version."


def why_no_workbook(content_types: str) -> str:
    """Why an Office package without a workbook part is none, told by its content types."""
    if "ms-excel.sheet.binary" in content_types:
        return f"is a binary workbook (.xlsb). {_SAVE_AS}"
    if "wordprocessingml" in content_types:
        return "is a Word document. Name the workbook itself."
    if "presentationml" in content_types:
        return "is a PowerPoint presentation. Name the workbook itself."
    return "is a ZIP archive, not an Excel workbook. If a workbook is inside, extract it first."
