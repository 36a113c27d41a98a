"""Settings are a sheet read downwards: each field of the class is a row of it."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Mapping
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
    blank: str
    """What a blank cell, or one in error, counts as; empty where nothing stands in for it."""


def setting(  # noqa: PLR0913 - the words of a declaration, all by name
    title: str,
    *,
    default: Any = None,  # noqa: ANN401 - a setting of any type
    unit: str = "",
    note: str = "",
    blank: str = "",
    required: bool = False,
) -> Any:  # noqa: ANN401 - the type checker reads the annotation
    """Declare a setting: title, default, unit, and a note on what it does and where the default comes from.

    ``blank`` says what a blank cell counts as where that is no fixed default; the note is completed by it.
    """
    noted = f"{note} Blank: {blank}.".lstrip() if blank else note
    said = {"title": title, "unit": unit, "note": noted, "blank": blank, "required": required}
    return dataclasses.field(default=default, metadata={_DECLARED: said})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(setting,))
def settings(cls: type[S]) -> type[S]:
    """Declare the Settings class: a frozen dataclass whose fields are rows of the sheet."""
    made = dataclass(frozen=True, slots=True, kw_only=True)(cls)
    hints = typing.get_type_hints(made, include_extras=True)
    made.__setting_rows__ = tuple(  # type: ignore[attr-defined]
        _row(declared.name, declared.default, declared.metadata[_DECLARED], hints[declared.name])
        for declared in dataclasses.fields(made)  # type: ignore[arg-type]
        if _DECLARED in declared.metadata
    )
    return made


def _row(field: str, default: object, said: Mapping[str, Any], hint: object) -> SettingRow:
    kind = kind_of(split_optional(hint)[0])
    return SettingRow(
        field=field,
        title=said["title"],
        kind=kind,
        default=default,
        required=said["required"],
        unit=said["unit"],
        note=said["note"],
        blank=said["blank"] or ("" if default is None else f"the default {_told(default, kind)}"),
    )


def _told(default: object, kind: Kind) -> str:
    """A default as its cell would show it."""
    if isinstance(default, bool):
        return "Yes" if default else "No"
    if isinstance(default, float) and kind.number_format.endswith("%"):
        return f"{default * 100:g}%"
    return f"{default:g}" if isinstance(default, float | int) else str(default)


def setting_rows(cls: type) -> tuple[SettingRow, ...]:
    """The rows a settings class declares, in order."""
    rows: tuple[SettingRow, ...] = cls.__dict__["__setting_rows__"]
    return rows
