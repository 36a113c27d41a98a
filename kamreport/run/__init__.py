"""The staircase: the only room that knows the order of the others. It prints nothing and knows no clock."""

from kamreport.run.outcomes import PackFile, Packs, Progress, RunOutcome, SheetChange, Written
from kamreport.run.preparing import find_account, prepare, review_of
from kamreport.run.starting import new_workbook

__all__ = [
    "PackFile",
    "Packs",
    "Progress",
    "RunOutcome",
    "SheetChange",
    "Written",
    "find_account",
    "new_workbook",
    "prepare",
    "review_of",
]
