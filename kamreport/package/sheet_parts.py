"""The XML around our rows: a whole new sheet, or the sheet that is there with other rows in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from kamreport.cells import column_letters
from kamreport.errors import RefusedError
from kamreport.package.book import Area
from kamreport.package.markup import MAIN, RELATIONS, STRICT_MAIN, STRICT_RELATIONS, Node, parse
from kamreport.package.own_sheets import OwnSheet
from kamreport.package.splicing import Splices, ascii_bytes, with_attribute
from kamreport.package.styles import CellStyle, StyleBook
from kamreport.package.tables import area_of, ref_of

_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks",
)  # fmt: skip
_LAST_COLUMN = 16_384
_PAPER_HOLDS = 300
_HERE = "<?rows?>"
_DATA = re.compile(rb"<((?:[\w.-]+:)?)sheetData\s*(/?)>")


def new_sheet(
    sheet: OwnSheet, styles: StyleBook, rows: Iterable[str], links: Sequence[str], *, strict: bool
) -> Iterator[bytes]:
    """A worksheet part of ours, piece by piece. ``links`` fills while the rows are made; the table is rId1."""
    yield ascii_bytes(_head(sheet, styles, STRICT_MAIN if strict else MAIN))
    for row in rows:
        yield ascii_bytes(row)
    relations = STRICT_RELATIONS if strict else RELATIONS
    yield ascii_bytes(
        "</sheetData>"
        + _protection(sheet)
        + _hyperlinks(links, "")
        + '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        + '<pageSetup orientation="landscape" fitToHeight="0"/>'
        + f'<tableParts count="1"><tablePart xmlns:r="{relations}" r:id="rId1"/></tableParts></worksheet>'
    )


def _head(sheet: OwnSheet, styles: StyleBook, space: str) -> str:
    fits = ' fitToPage="1"' if sum(column.width for column in sheet.columns) <= _PAPER_HOLDS else ""
    corner = f"{column_letters(sheet.frozen_columns + 1)}2"
    across = f' xSplit="{sheet.frozen_columns}"' if sheet.frozen_columns else ""
    pane = "bottomRight" if sheet.frozen_columns else "bottomLeft"
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{column.width:g}" customWidth="1"/>'
        for at, column in enumerate(sheet.columns, 1)
    )
    beside = len(sheet.columns) + 1
    unlocked = styles.number(CellStyle(locked=False))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{space}"><sheetPr><tabColor rgb="FF{sheet.tab_colour}"/><pageSetUpPr{fits}/></sheetPr>'
        f'<sheetViews><sheetView showGridLines="0" workbookViewId="0"><pane{across} ySplit="1" topLeftCell="{corner}"'
        f' activePane="{pane}" state="frozen"/><selection pane="{pane}" activeCell="{corner}" sqref="{corner}"/>'
        f'</sheetView></sheetViews><sheetFormatPr defaultRowHeight="18" customHeight="1"/><cols>{columns}<col min="{beside}"'
        f' max="{_LAST_COLUMN}" width="14" style="{unlocked}"/></cols><sheetData>'
    )


def _protection(sheet: OwnSheet) -> str:
    if not sheet.protected:
        return ""
    return (
        '<sheetProtection sheet="1" objects="0" scenarios="1" formatCells="0" formatColumns="0" formatRows="0"'
        ' insertHyperlinks="0" sort="0" autoFilter="0" pivotTables="0"/>'
    )


def _hyperlinks(links: Sequence[str], kept: str, prefix: str = "") -> str:
    if not links and not kept:
        return ""
    ours = "".join(f"<{prefix}hyperlink {link}/>" for link in links)
    return f"<{prefix}hyperlinks>{kept}{ours}</{prefix}hyperlinks>"


class StandingSheet:
    """A sheet of ours that is in the workbook: its rows change, everything around them stays."""

    def __init__(self, data: bytes, part: str) -> None:
        start = _DATA.search(data)
        if start is None:
            raise _rearranged(part)
        self.prefix = start[1].decode()
        close = f"</{self.prefix}sheetData".encode()
        end = start.end() if start[2] else data.find(close, start.end())
        self.rows = data[start.end() : end]
        self.head = data[: start.start()]
        behind = data[end:] if start[2] else data[data.index(b">", end) + 1 :]
        self._skeleton = self.head + f"<{self.prefix}sheetData/>".encode() + behind
        self._root = parse(self._skeleton, part)
        found = list(self._root.all("sheetData"))
        if len(found) != 1 or found[0].start != start.start():
            raise _rearranged(part)
        self._data = found[0]

    @property
    def filters(self) -> tuple[Node, ...]:
        """The filter of the sheet itself, which is not that of a table."""
        return tuple(self._root.all("autoFilter"))

    def linked_rows(self, ours: Area) -> frozenset[int]:
        """The rows in which a cell of ours leads where a manager wants it to."""
        node = self._root.first("hyperlinks")
        areas = [area_of(link.get("ref")) for link in node.children if link.relation_id] if node else []
        return frozenset(
            area.first_row
            for area in areas
            if area and ours.first_row < area.first_row <= ours.last_row and area.first_column <= ours.last_column
        )

    def with_rows(
        self, rows: Iterable[str], links: Sequence[str], ours: Area, moved: Callable[[int], int]
    ) -> Iterator[bytes]:
        """The part with other rows. Links inside ``ours`` are replaced by ``links``, which fills as rows are made.

        ``moved`` tells then where an old row stands now: the manager's own links go with it.
        """
        yield self._around(None, ours, moved)[0]
        for row in rows:
            yield ascii_bytes(row)
        yield self._around(links, ours, moved)[1]

    def _around(self, links: Sequence[str] | None, ours: Area, moved: Callable[[int], int]) -> tuple[bytes, bytes]:
        splices = Splices(self._skeleton)
        name = f"{self.prefix}sheetData"
        splices.replace(self._data, f"<{name}>{_HERE}</{name}>")
        if dimension := self._root.first("dimension"):
            splices.replace(dimension, "")
        if links is not None:
            self._set_links(splices, links, ours, moved)
        before, _, after = splices.result().partition(_HERE.encode())
        return before, after

    def _set_links(self, splices: Splices, links: Sequence[str], ours: Area, moved: Callable[[int], int]) -> None:
        node = self._root.first("hyperlinks")
        theirs = [link for link in node.children if not self._is_ours(link, ours)] if node else []
        kept = "".join(self._moved_link(link, moved) for link in theirs)
        xml = _hyperlinks(links, kept, self.prefix)
        if node:
            splices.replace(node, xml)
        elif xml:
            splices.place(self._root, "hyperlinks", xml, _ORDER)

    def _is_ours(self, link: Node, ours: Area) -> bool:
        area = area_of(link.get("ref"))
        inside = area is not None and (
            ours.first_row <= area.first_row <= ours.last_row
            and ours.first_column <= area.first_column <= ours.last_column
        )
        return inside and not link.relation_id

    def _moved_link(self, link: Node, moved: Callable[[int], int]) -> str:
        area = area_of(link.get("ref"))
        text = self._skeleton[link.start : link.end]
        if area and (row := moved(area.first_row)) != area.first_row:
            shift = row - area.first_row
            place = ref_of(area._replace(first_row=row, last_row=area.last_row + shift))
            text = with_attribute(
                text.decode(), "ref", place if ":" in link.get("ref") else place.partition(":")[0]
            ).encode()
        return text.decode("utf-8")


def _rearranged(part: str) -> RefusedError:
    return RefusedError(
        f"The part {part} of one of kamreport's sheets cannot be understood. Delete that sheet and run again;"
        " nothing was changed."
    )


def sheet_relations(table: str, *, strict: bool) -> bytes:
    """The relationships of a new sheet of ours: its table."""
    kind = f"{STRICT_RELATIONS if strict else RELATIONS}/table"
    return ascii_bytes(
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{kind}" Target="{table}"/></Relationships>'
    )
