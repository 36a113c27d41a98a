"""The staircase: the only room that knows the order of the others. It prints nothing and knows no clock."""

from kamreport.run.outcomes import PackFile, Packs, Progress, RunOutcome, SheetChange, Written

__all__ = ["PackFile", "Packs", "Progress", "RunOutcome", "SheetChange", "Written"]
