"""What a review puts on each written sheet: records in the order a manager likes to read (KAM.md §3.9)."""

from kamreport.writing.rows.agreement import B101, RULES, fingerprint_of_cells, written_changed, written_fingerprint
from kamreport.writing.rows.sheets import SheetRows, written_rows

__all__ = [
    "B101",
    "RULES",
    "SheetRows",
    "fingerprint_of_cells",
    "written_changed",
    "written_fingerprint",
    "written_rows",
]
