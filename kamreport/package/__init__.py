"""The workbook file itself: what it is, what its cells hold, and how to change it without touching the rest."""

from kamreport.package.book import Area, Book, DefinedName, SheetCells, SheetEntry, open_book

__all__ = ["Area", "Book", "DefinedName", "SheetCells", "SheetEntry", "open_book"]
