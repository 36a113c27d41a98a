"""The language in which a sheet is declared: record classes in, sheet schemas out."""

from kamreport.schema.declare import (
    Column,
    Group,
    Owner,
    SheetSchema,
    When,
    column,
    family,
    schema_of,
    sheet,
)
from kamreport.schema.kinds import RULES, Kind
from kamreport.schema.nearest import nearest
from kamreport.schema.settings import SettingRow, setting, setting_rows, settings

__all__ = [
    "RULES",
    "Column",
    "Group",
    "Kind",
    "Owner",
    "SettingRow",
    "SheetSchema",
    "When",
    "column",
    "family",
    "nearest",
    "schema_of",
    "setting",
    "setting_rows",
    "settings",
    "sheet",
]
