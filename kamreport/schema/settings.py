"""Settings are a sheet read downwards: each field of the class is a row of it."""

from __future__ import annotations

import dataclasses
import typing
from dataclasses import dataclass
from typing import Any, TypeVar, dataclass_transform

from kamreport.schema.declare import kind_of, split_optional
from kamreport.schema.kinds import Kind

S = TypeVar("S")
_DECLARED = "kamreport.setting"


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingRow:
    """One row of the Settings sheet."""

    field: str
    title: str
    kind: Kind
    default: object
    """The value used where the cell is blank or in error; None when there is none."""
    required: bool
    unit: str
    note: str


def setting(
    title: str,
    *,
    default: Any = None,  # noqa: ANN401 - a setting of any type
    unit: str = "",
    note: str = "",
    required: bool = False,
) -> Any:  # noqa: ANN401 - the type checker reads the annotation
    """Declare a setting: its title, its default, its unit, and a note on where the default comes from."""
    said = {"title": title, "unit": unit, "note": note, "required": required}
    return dataclasses.field(default=default, metadata={_DECLARED: said})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(setting,))
def settings(cls: type[S]) -> type[S]:
    """Declare the Settings class: a frozen dataclass whose fields are rows of the sheet."""
    made = dataclass(frozen=True, slots=True, kw_only=True)(cls)
    hints = typing.get_type_hints(made, include_extras=True)
    made.__setting_rows__ = tuple(  # type: ignore[attr-defined]
        SettingRow(
            field=declared.name,
            title=declared.metadata[_DECLARED]["title"],
            kind=kind_of(split_optional(hints[declared.name])[0]),
            default=declared.default,
            required=declared.metadata[_DECLARED]["required"],
            unit=declared.metadata[_DECLARED]["unit"],
            note=declared.metadata[_DECLARED]["note"],
        )
        for declared in dataclasses.fields(made)  # type: ignore[arg-type]
        if _DECLARED in declared.metadata
    )
    return made


def setting_rows(cls: type) -> tuple[SettingRow, ...]:
    """The rows a settings class declares, in order."""
    rows: tuple[SettingRow, ...] = cls.__dict__["__setting_rows__"]
    return rows
