"""The staircase: the only room that knows the order of the others. It prints nothing and knows no clock."""

from kamreport.run.adding import Added, add_sheets
from kamreport.run.making_packs import render
from kamreport.run.moving import WhatMoved, compare
from kamreport.run.outcomes import Making, PackFile, Packs, Progress, RunOutcome, SheetChange, Written
from kamreport.run.preparing import find_account, prepare, review_of
from kamreport.run.starting import EXAMPLE, FULL_EXAMPLE, new_workbook
from kamreport.run.whole import everything
from kamreport.run.writing_back import write_back

__all__ = [
    "EXAMPLE",
    "FULL_EXAMPLE",
    "Added",
    "Making",
    "PackFile",
    "Packs",
    "Progress",
    "RunOutcome",
    "SheetChange",
    "WhatMoved",
    "Written",
    "add_sheets",
    "compare",
    "everything",
    "find_account",
    "new_workbook",
    "prepare",
    "render",
    "review_of",
    "write_back",
]
