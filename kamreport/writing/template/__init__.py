"""A blank workbook from the declarations, filled with the shipped texts."""

from kamreport.writing.template.blank import new_workbook
from kamreport.writing.template.shipped_texts import shipped_rows

__all__ = ["new_workbook", "shipped_rows"]
