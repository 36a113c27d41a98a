"""Putting our sheets into a closed workbook by splicing bytes: what is not ours keeps every one of them."""

from __future__ import annotations

import os
import zlib
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from kamreport.errors import RefusedError
from kamreport.package.adopting import Donor
from kamreport.package.book import Area, Book
from kamreport.package.cell_writing import RowWriter
from kamreport.package.comparing import SheetDifference, difference, filter_untold
from kamreport.package.dependents import feeds_formulas
from kamreport.package.markup import parse, utf8
from kamreport.package.own_sheets import OwnSheet
from kamreport.package.packing import PackedPart, check_archive, pack, write_archive
from kamreport.package.relations import relations_name
from kamreport.package.saving import save_archive, save_copy
from kamreport.package.sheet_filling import SheetFilling
from kamreport.package.sheet_parts import new_sheet, sheet_relations
from kamreport.package.standing import Standing, find_standing
from kamreport.package.styles import StyleBook
from kamreport.package.tables import new_table, tables_of
from kamreport.package.updating import SheetUpdate, hidden_now, standing_sheet
from kamreport.package.workbook_part import WorkbookPart

_ENCRYPTED = 0x1
_STYLES = "xl/styles.xml"
"""Readers hard-code this name, so a workbook without styles gets them there."""


def differences(book: Book, sheets: Sequence[OwnSheet]) -> tuple[SheetDifference, ...]:
    """What ``patch`` would do to each sheet. Raises RefusedError where it would."""
    refuse_unsafe(book)
    found = []
    for sheet in sheets:
        standing = find_standing(book, sheet)
        if standing is None:
            found.append(difference(sheet.title, None, sheet.rows, range(1, len(sheet.columns) + 1), 2))
        else:
            rows = book.read(standing.entry.title).rows
            first = standing.area.first_row + 1
            change = difference(standing.entry.title, rows, sheet.rows, standing.places, first)
            found.append(change._replace(remarks=_remarks(book, sheet, standing)))
    return tuple(found)


def _remarks(book: Book, sheet: OwnSheet, standing: Standing) -> tuple[str, ...]:
    if standing.table and not any(node.children for node in standing.table.root.all("autoFilter")):
        return ()
    hidden = hidden_now(book, sheet, standing, standing_sheet(book, standing))
    return tuple(filter_untold(standing.entry.title, title) for title in hidden.untold)


def patch(book: Book, sheets: Sequence[OwnSheet], *, destination: str | os.PathLike[str] | None = None) -> Path:
    """Add our sheets to the workbook, or bring them up to date, and give the path of the file that holds them.

    Without a destination the file that was read is replaced, and not even touched when nothing would change.
    Raises RefusedError, FileBusyError, ChangedSinceReadError or OutputError in one line; nothing was changed then.
    """
    refuse_unsafe(book)
    changes = _Changes(book)
    for sheet in sheets:
        changes.put(sheet)
    return _save(book, changes, destination)


def adopt(
    book: Book,
    made: Book,
    titles: Sequence[str],
    names: Mapping[str, str],
    *,
    destination: str | os.PathLike[str] | None = None,
) -> Path:
    """Put sheets of a workbook that was just ``made`` at the end of another one, and give the path that holds them.

    The sheets come with their tables, looks, limits and prompts, and belong to the manager: no mark, no protection.
    ``names`` are defined names to add, by name. A title that is taken is refused. Raises as ``patch``.
    """
    refuse_unsafe(book)
    changes = _Changes(book)
    changes.adopt(made, titles, names)
    return _save(book, changes, destination)


def _save(book: Book, changes: _Changes, destination: str | os.PathLike[str] | None) -> Path:
    changes.finish()
    source, changed, new, gone = book.archive, changes.changed, changes.new, changes.gone
    write = partial(write_archive, source=source, changed=changed, new=new, gone=gone)
    check = partial(check_archive, source=source, changed=changed, new=new, gone=gone)
    if destination is not None:
        save_copy(book.path, Path(destination), write, check)
        return Path(destination)
    if changes.any:
        save_archive(book.path, book.fingerprint, write, check)
    return book.path


def refuse_unsafe(book: Book) -> None:
    """Raise RefusedError for workbooks that no change can leave sound."""
    names = [entry.name.lower() for entry in book.archive.entries]
    if any("_xmlsignatures/" in name for name in names):
        raise RefusedError(
            f"{book.path.name} is digitally signed, and any change breaks the signature. Save a copy without it and"
            " run on the copy; nothing was changed."
        )
    if any(entry.flags & _ENCRYPTED for entry in book.archive.entries):
        raise RefusedError(f"{book.path.name} has encrypted parts. Save it again from Excel; nothing was changed.")


class _Changes:
    """What becomes of the entries: changed in place, new, or gone."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._marks: set[str] = set()
        self._workbook = WorkbookPart(book)
        self._styles_part = book.related("styles")
        entry = book.archive.find(self._styles_part) if self._styles_part else None
        styles = utf8(book.archive.read(entry), entry.name) if entry else None
        self._styles = StyleBook(styles, self._styles_part or "xl/styles.xml", strict=book.strict)
        tables = [table for sheet in book.sheets if sheet.part for table in tables_of(book, sheet.part)]
        self._table_numbers = {table.number for table in tables}
        self._table_names = {table.name.casefold() for table in tables}
        self._table_names |= {name.name.casefold() for name in book.names}
        self._updated: list[Standing] = []
        self.changed: dict[str, PackedPart] = {}
        self.new: dict[str, PackedPart] = {}

    @property
    def gone(self) -> set[str]:
        return self._workbook.gone

    @property
    def any(self) -> bool:
        return bool(self.changed or self.new or self.gone)

    def put(self, sheet: OwnSheet) -> None:
        self._marks.add(sheet.mark)
        standing = find_standing(self._book, sheet)
        if standing is None:
            self._add(sheet)
        else:
            self._update(sheet, standing)

    def finish(self) -> None:
        if (styles := self._styles.result()) is not None:
            parse(styles, "xl/styles.xml")
            self._put_styles(styles)
        self._workbook.finish()
        if feeds_formulas(self._book, self._updated, self._marks):
            self._workbook.recalculate_on_load()
        for name, data in self._workbook.results().items():
            parse(data, name)
            self._change(name, pack((data,)))

    def _add(self, sheet: OwnSheet) -> None:
        part = self._workbook.unused_part("worksheets", "sheet")
        places = range(1, len(sheet.columns) + 1)
        area = Area(1, 1, 2, len(sheet.columns))
        writer = RowWriter(sheet, self._styles, places, date1904=self._book.date1904)
        rows = SheetFilling(sheet, writer, area, places)
        self.new[part] = pack(new_sheet(sheet, self._styles, rows, writer.links, strict=self._book.strict))
        titles = [column.title for column in sheet.columns]
        self._add_table(part, sheet.table, area._replace(last_row=rows.last_row), titles)
        self._workbook.add_sheet(sheet.title, part, sheet.mark)

    def adopt(self, made: Book, titles: Sequence[str], names: Mapping[str, str]) -> None:
        donor = Donor(made, self._styles, strict=self._book.strict)
        known = {name.name for name in self._book.names if not name.scope} | names.keys()
        for title in titles:
            if self._book.sheet(title) is not None:
                raise RefusedError(f"The workbook has a sheet {title} already; nothing was changed.")
            entry = made.sheet(title)
            assert entry is not None  # noqa: S101 - the caller made the workbook with this very sheet
            part = self._workbook.unused_part("worksheets", "sheet")
            self.new[part] = pack((donor.sheet(entry, known),))
            (table,) = tables_of(made, entry.part)
            self._add_table(part, table.name, table.area, table.columns)
            self._workbook.add_sheet(title, part, "")
        for name, text in names.items():
            self._workbook.add_name(name, text)

    def _add_table(self, part: str, name: str, area: Area, titles: Sequence[str]) -> None:
        table, strict = self._workbook.unused_part("tables", "table"), self._book.strict
        self.new[relations_name(part)] = pack((sheet_relations(f"/{table}", strict=strict),))
        number = max(self._table_numbers, default=0) + 1
        self._table_numbers.add(number)
        self.new[table] = pack((new_table(number, self._unused_name(name), area, titles, strict=strict),))
        self._workbook.add_type(table, "table")

    def _unused_name(self, name: str) -> str:
        tried, number = name, 1
        while tried.casefold() in self._table_names:
            number += 1
            tried = f"{name}_{number}"
        self._table_names.add(tried.casefold())
        return tried

    def _update(self, sheet: OwnSheet, standing: Standing) -> None:
        update = SheetUpdate(self._book, sheet, standing, self._styles)
        changed = self._change(standing.entry.part, update.packed)
        for name, part in update.around(reordered=changed):
            self._change(name, part)
        if changed:
            self._updated.append(standing)
            if update.had_formulas:
                self._workbook.drop_calculation_chain()

    def _put_styles(self, styles: bytes) -> None:
        if self._styles_part:
            self._change(self._styles_part, pack((styles,)))
            return
        self.new[_STYLES] = pack((styles,))
        self._workbook.add_styles(_STYLES)

    def _change(self, name: str, part: PackedPart) -> bool:
        """Replace an entry, unless it says the same already."""
        entry = self._book.archive.find(name)
        assert entry is not None  # noqa: S101 - only parts that were read are changed
        same = (part.crc, part.unpacked) == (entry.crc, entry.unpacked)
        if same and self._book.archive.read(entry) == zlib.decompress(part.data, -15):
            return False
        self.changed[entry.name] = part
        return True
