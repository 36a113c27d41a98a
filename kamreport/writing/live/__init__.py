"""The hand that writes into a workbook open in Excel: the same plans as the closed hand, through xlwings."""

from kamreport.writing.live.hand import apply_open, plan_open

__all__ = ["apply_open", "plan_open"]
