"""A blank workbook from the declarations, filled with the shipped texts; the rows of the example portfolio."""

from kamreport.writing.template.adding import names_needed, workbook_for
from kamreport.writing.template.blank import new_workbook
from kamreport.writing.template.chosen_sheets import ALL, sheets_named
from kamreport.writing.template.example import Edition, completed, earlier_revenue, example_rows, rated_by
from kamreport.writing.template.shipped_texts import programme_rows, shipped_rows

__all__ = [
    "ALL",
    "Edition",
    "completed",
    "earlier_revenue",
    "example_rows",
    "names_needed",
    "new_workbook",
    "programme_rows",
    "rated_by",
    "sheets_named",
    "shipped_rows",
    "workbook_for",
]
