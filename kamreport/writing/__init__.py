"""Putting things into a workbook: a new one from the declarations, results into one that exists."""
