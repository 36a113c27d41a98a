"""The workbook file itself: what it is, what its cells hold, and how to change it without touching the rest."""

from kamreport.package.book import Area, Book, DefinedName, SheetCells, SheetEntry, open_book
from kamreport.package.comparing import SheetDifference
from kamreport.package.own_sheets import Alignment, Cell, Look, OwnColumn, OwnSheet, Plain, Styled
from kamreport.package.part_differences import PartDifference, book_differences, part_differences
from kamreport.package.patching import adopt, differences, patch

__all__ = [
    "Alignment",
    "Area",
    "Book",
    "Cell",
    "DefinedName",
    "Look",
    "OwnColumn",
    "OwnSheet",
    "PartDifference",
    "Plain",
    "SheetCells",
    "SheetDifference",
    "SheetEntry",
    "Styled",
    "adopt",
    "book_differences",
    "differences",
    "open_book",
    "part_differences",
    "patch",
]
