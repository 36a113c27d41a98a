"""kamreport: checks, scores and reports on a key account workbook."""

__version__ = "0.1.0"
