"""A blank workbook from the declarations, filled with the shipped texts."""

from kamreport.writing.template.shipped_texts import shipped_rows

__all__ = ["shipped_rows"]
