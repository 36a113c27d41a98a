"""Putting things into a workbook: a new one from the declarations, results into one that exists."""

from kamreport.writing.rows import RULES

__all__ = ["RULES"]
