"""The workbook's own parts: its list of sheets and names, its relationships, its content types."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from html import escape

from kamreport.cells import quoted_sheet
from kamreport.errors import NotAWorkbookError, RefusedError
from kamreport.package.archive import part_key
from kamreport.package.book import Book
from kamreport.package.markup import RELATIONS, STRICT_RELATIONS, Node, parse, utf8
from kamreport.package.relations import relations_name
from kamreport.package.splicing import Splices, attribute, qualified

_ORDER = (
    "fileVersion", "fileSharing", "workbookPr", "AlternateContent", "revisionPtr", "absPath", "workbookProtection",
    "bookViews", "sheets", "functionGroups", "externalReferences", "definedNames", "calcPr",
)  # fmt: skip
_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MOST_SHEET_ID = 65_534
_LONGEST_TITLE = 31
_BAD_IN_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_CHAIN_SHEET = re.compile(rb"\si=[\"'](\d{1,7})[\"']")


@dataclass(slots=True)
class _Open:
    """A part that is being changed."""

    name: str
    root: Node
    splices: Splices


class WorkbookPart:
    """Changes to the parts every new sheet must be named in. ``results`` gives them, changed ones only."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._workbook = self._open(book.part)
        self._relations = self._open(relations_name(book.part))
        self._types = self._open("[Content_Types].xml")
        self._taken = {part_key(entry.name) for entry in book.archive.entries}
        self._relation_ids = {node.get("Id") for node in self._relations.root.all("Relationship")}
        self._sheet_ids = {sheet.sheet_id for sheet in book.sheets} | self._chained()
        self._marks: list[str] = []
        self.gone: set[str] = set()

    def results(self) -> dict[str, bytes]:
        """The changed parts by their entry names."""
        parts = (self._workbook, self._relations, self._types)
        return {part.name: part.splices.result() for part in parts if part.splices.changed}

    def unused_part(self, folder: str, stem: str) -> str:
        """A part name nobody uses yet, beside the workbook part; it is taken from now on."""
        base = posixpath.join(posixpath.dirname(self._book.part), folder, stem)
        number = next(number for number in range(1, 100_000) if part_key(f"{base}{number}.xml") not in self._taken)
        name = f"{base}{number}.xml"
        self._taken.add(part_key(name))
        return name

    def add_sheet(self, title: str, part: str, mark: str) -> None:
        """List a new sheet last, so that nobody's position changes, and mark it as ours; without a mark it is not."""
        self._refuse_locked(title)
        _refuse_bad(title)
        relation = self._add_relation("worksheet", part)
        self.add_type(part, "worksheet")
        sheets = self._workbook.root.first("sheets")
        if sheets is None:
            raise NotAWorkbookError("The workbook has no list of sheets. Open it in Excel and save it again.")
        prefix, declared = self._relation_prefix(sheets)
        self._workbook.splices.append(
            sheets,
            f"<{qualified(self._workbook.root, 'sheet')}{declared} name={attribute(title)}"
            f' sheetId="{self._new_sheet_id()}" {prefix}:id="{relation}"/>',
        )
        if mark:
            self._mark(title, mark)

    def add_name(self, name: str, text: str) -> None:
        """Give a range a name that is not taken yet."""
        tag = qualified(self._workbook.root, "definedName")
        self._marks.append(f"<{tag} name={attribute(name)}>{escape(text, quote=False)}</{tag}>")

    def add_styles(self, part: str) -> None:
        """List a styles part in a workbook that had none."""
        self._add_relation("styles", part)
        self.add_type(part, "styles")

    def add_type(self, part: str, kind: str) -> None:
        """State what a new part holds: worksheet, table or styles."""
        name = qualified(self._types.root, "Override")
        self._types.splices.append(
            self._types.root, f'<{name} PartName={attribute("/" + part)} ContentType="{_CONTENT}.{kind}+xml"/>'
        )

    def drop_calculation_chain(self) -> None:
        """Take the calculation chain away: Excel makes a new one, and repairs the file over a wrong one."""
        part = self._book.related("calcChain")
        if not part or part in self.gone:
            return
        self.gone.add(part)
        for node in self._relations.root.all("Relationship"):
            if node.get("Type").endswith("/calcChain"):
                self._relations.splices.replace(node, "")
        for node in self._types.root.all("Override"):
            if part_key(node.get("PartName")) == part_key(part):
                self._types.splices.replace(node, "")

    def recalculate_on_load(self) -> None:
        """Ask Excel to work out every formula when it opens the workbook."""
        root = self._workbook.root
        if node := root.first("calcPr"):
            if node.get("fullCalcOnLoad") not in ("1", "true"):
                self._workbook.splices.set(node, "fullCalcOnLoad", "1")
        else:
            self._workbook.splices.place(root, "calcPr", f'<{qualified(root, "calcPr")} fullCalcOnLoad="1"/>', _ORDER)

    def finish(self) -> None:
        """Write the names gathered so far."""
        if not self._marks:
            return
        root = self._workbook.root
        names = "".join(self._marks)
        holder = root.first("definedNames")
        if holder is not None:
            self._workbook.splices.append(holder, names)
        else:
            tag = qualified(root, "definedNames")
            self._workbook.splices.place(root, "definedNames", f"<{tag}>{names}</{tag}>", _ORDER)
        self._marks = []

    def _open(self, part: str) -> _Open:
        entry = self._book.archive.find(part)
        if entry is None:
            raise NotAWorkbookError(f"The workbook lacks its part {part}. Open it in Excel and save it again.")
        data = utf8(self._book.archive.read(entry), entry.name)
        return _Open(entry.name, parse(data, entry.name), Splices(data))

    def _mark(self, title: str, mark: str) -> None:
        root = self._workbook.root
        tag = qualified(root, "definedName")
        text = f"{quoted_sheet(title)}!$A$1".replace("&", "&amp;").replace("<", "&lt;")
        xml = f'<{tag} name={attribute(mark)} hidden="1">{text}</{tag}>'
        holder = root.first("definedNames")
        stale = (
            [node for node in holder.children if node.get("name") == mark and not node.get("localSheetId")]
            if holder
            else []
        )
        if stale:
            self._workbook.splices.replace(stale[0], xml)
        else:
            self._marks.append(xml)

    def _add_relation(self, kind: str, part: str) -> str:
        number = len(self._relation_ids) + 1
        while f"rId{number}" in self._relation_ids:
            number += 1
        self._relation_ids.add(f"rId{number}")
        space = STRICT_RELATIONS if self._book.strict else RELATIONS
        name = qualified(self._relations.root, "Relationship")
        self._relations.splices.append(
            self._relations.root,
            f'<{name} Id="rId{number}" Type="{space}/{kind}" Target={attribute("/" + part)}/>',
        )
        return f"rId{number}"

    def _relation_prefix(self, sheets: Node) -> tuple[str, str]:
        """The prefix of ``id`` attributes, and its declaration where no element around declares one."""
        space = STRICT_RELATIONS if self._book.strict else RELATIONS
        for node in (sheets, self._workbook.root):
            tag = self._workbook.splices.data[node.start : node.tag_end].decode("utf-8")
            if found := re.search(rf"""\sxmlns:([\w.-]+)\s*=\s*["']{re.escape(space)}["']""", tag):
                return found[1], ""
        return "r", f' xmlns:r="{space}"'

    def _new_sheet_id(self) -> int:
        number = max(self._sheet_ids, default=0) + 1
        if number > _MOST_SHEET_ID:
            number = next(number for number in range(1, _MOST_SHEET_ID) if number not in self._sheet_ids)
        self._sheet_ids.add(number)
        return number

    def _chained(self) -> set[int]:
        entry = self._book.archive.find(self._book.related("calcChain") or "?")
        if entry is None:
            return set()
        return {int(number) for number in set(_CHAIN_SHEET.findall(self._book.archive.read(entry)))}

    def _refuse_locked(self, title: str) -> None:
        protection = self._workbook.root.first("workbookProtection")
        if protection is not None and protection.get("lockStructure") in ("1", "true"):
            raise RefusedError(
                f"The workbook's structure is protected, so the sheet {title} cannot be added. Choose Review, Protect"
                " Workbook to lift it, run once, and protect it again; nothing was changed."
            )


def _refuse_bad(title: str) -> None:
    if (
        not title
        or len(title) > _LONGEST_TITLE
        or _BAD_IN_TITLE.search(title)
        or title[0] == "'"
        or title[-1] == "'"
        or title.casefold() == "history"
    ):
        raise RefusedError(f"Excel does not allow the sheet title {title!r}; nothing was changed.")
