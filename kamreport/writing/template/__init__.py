"""A blank workbook from the declarations, filled with the shipped texts; the rows of the example portfolio."""

from kamreport.writing.template.blank import new_workbook
from kamreport.writing.template.example import example_rows
from kamreport.writing.template.shipped_texts import shipped_rows

__all__ = ["example_rows", "new_workbook", "shipped_rows"]
