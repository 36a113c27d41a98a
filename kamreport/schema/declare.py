"""A record class is the declaration of its sheet: titles, kinds, keys and owners all come from it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import inspect
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar, dataclass_transform, get_args, get_origin

from kamreport.records import quickly_made
from kamreport.schema import kinds
from kamreport.schema.kinds import Kind

R = TypeVar("R")
_DECLARED = "kamreport.column"


class Owner(enum.StrEnum):
    """Who fills a sheet or a column."""

    MANAGER = "manager"
    SHIPPED = "shipped"
    KAMREPORT = "kamreport"


class Group(enum.StrEnum):
    """The sets of sheets (KAM.md §3.2)."""

    CORE = "core"
    MODEL = "model"
    OPTIONAL = "optional"
    PROGRAMME = "programme"
    WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class When:
    """A condition under which a cell must be filled: another field holds one of these words, anything, or nothing."""

    field: str
    words: tuple[str, ...] = ()
    """Empty: the condition holds as soon as the field is filled (a family: as soon as one of its cells is)."""
    blank: bool = False
    """Turned round: the condition holds while the field is blank, so that one of two cells must be filled."""

    def holds(self, values: Mapping[str, object]) -> bool:
        """Whether the condition holds in a row's typed values."""
        value = values.get(self.field)
        if self.blank:
            return value is None
        if not self.words:
            return value is not None and value != {}
        return isinstance(value, str) and str(value) in self.words


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a sheet, or a family of columns whose titles are data."""

    field: str
    title: str
    doc: str
    kind: Kind
    required: bool
    required_when: When | None = None
    aliases: tuple[str, ...] = ()
    owner: Owner = Owner.MANAGER
    is_family: bool = False
    members: tuple[When, ...] = ()
    """What must hold of a criterion for a family to have a column for it."""
    blank: str = ""
    """What a blank cell counts as, where it counts as something: its findings say it, and ``doc`` does."""
    width: float = 14.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSchema:
    """What a sheet is: derived from its record class, never written down twice."""

    title: str
    doc: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    record: type
    group: Group
    owner: Owner
    appended: bool = False
    """A written sheet that grows instead of being replaced."""

    @property
    def core(self) -> bool:
        """Whether the sheet belongs to the core set."""
        return self.group is Group.CORE

    @property
    def needed(self) -> bool:
        """Whether its absence is a fault (W101)."""
        return self.group in (Group.CORE, Group.MODEL)

    @property
    def required(self) -> tuple[Column, ...]:
        """The columns without which the sheet cannot be read."""
        return tuple(column for column in self.columns if column.required)

    @property
    def table(self) -> str:
        """The name of the Excel table: the title in one word. Defined names begin with ``kam_`` and never meet it."""
        return "kamreport_" + "".join(
            part for part in self.title.lower().replace(" ", "_") if part.isalnum() or part == "_"
        )

    def column(self, field: str) -> Column:
        """The column of a field; KeyError when there is none."""
        for column in self.columns:
            if column.field == field:
                return column
        raise KeyError(field)


def column(  # noqa: PLR0913 - the words of a declaration, all by name
    title: str,
    *,
    doc: str = "",
    aliases: tuple[str, ...] = (),
    required_when: When | None = None,
    owner: Owner | None = None,
    width: float | None = None,
    blank: str = "",
    default: Any = dataclasses.MISSING,  # noqa: ANN401 - a field of any type
) -> Any:  # noqa: ANN401 - the type checker reads the annotation, not this
    """Declare a column. Its kind and whether it is required come from the annotation (``X`` or ``X | None``).

    ``blank`` says what a blank cell counts as: ``3`` in ``blank means 3``; the doc is completed by it.
    """
    return _field(title, _with_blank(doc, blank), aliases, required_when, owner, width, default, blank, is_family=False)


def family(title: str, *, doc: str = "", members: tuple[When, ...] = (), width: float | None = None) -> Any:  # noqa: ANN401 - as column
    """Declare columns whose titles are data: one for each active graded criterion of which ``members`` all hold."""
    return _field(title, doc, (), None, None, width, dataclasses.MISSING, "", is_family=True, members=members)


def _with_blank(doc: str, blank: str) -> str:
    if not blank:
        return doc
    return f"{doc} Blank means {blank}." if ". " in doc else f"{doc.removesuffix('.')}; blank means {blank}."


def _field(  # noqa: PLR0913 - private to this file
    title: str,
    doc: str,
    aliases: tuple[str, ...],
    required_when: When | None,
    owner: Owner | None,
    width: float | None,
    default: object,
    blank: str,
    *,
    is_family: bool,
    members: tuple[When, ...] = (),
) -> object:
    said = {
        "title": title,
        "doc": doc,
        "aliases": aliases,
        "required_when": required_when,
        "owner": owner,
        "width": width,
        "is_family": is_family,
        "members": members,
        "blank": blank,
    }
    return dataclasses.field(default=default, metadata={_DECLARED: said})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(column, family))
def sheet(
    title: str,
    *,
    key: str | tuple[str, ...] = (),
    group: Group = Group.CORE,
    owner: Owner = Owner.MANAGER,
    appended: bool = False,
) -> Callable[[type[R]], type[R]]:
    """Declare a sheet by its record class. ``key`` names the fields that identify a row."""

    def declare(cls: type[R]) -> type[R]:
        _give_defaults(cls)
        record = quickly_made(dataclass(frozen=True, slots=True, kw_only=True)(cls))
        schema = SheetSchema(
            title=title,
            doc=inspect.cleandoc(cls.__doc__ or ""),
            key=(key,) if isinstance(key, str) else key,
            columns=tuple(_columns(record, owner)),
            record=record,
            group=group,
            owner=owner,
            appended=appended,
        )
        record.__sheet_schema__ = schema  # type: ignore[attr-defined]
        return record

    return declare


def schema_of(record: type) -> SheetSchema:
    """The schema of a record class; TypeError for a class that declares no sheet."""
    schema = record.__dict__.get("__sheet_schema__")
    if not isinstance(schema, SheetSchema):
        raise TypeError(f"{record.__name__} declares no sheet")
    return schema


def _give_defaults(cls: type) -> None:
    """An optional cell may be left out when a record is made: it is blank."""
    for name, hint in typing.get_type_hints(cls, include_extras=True).items():
        declared = cls.__dict__.get(name)
        if isinstance(declared, dataclasses.Field) and declared.default is dataclasses.MISSING:
            if declared.metadata[_DECLARED]["is_family"]:
                declared.default_factory = dict
            elif split_optional(hint)[1]:
                declared.default = None


def _columns(record: type, owner: Owner) -> typing.Iterator[Column]:
    hints = typing.get_type_hints(record, include_extras=True)
    for declared in dataclasses.fields(record):
        said = declared.metadata.get(_DECLARED)
        if said is None:
            continue
        hint, optional = split_optional(hints[declared.name])
        kind = _kind_of_family(hint) if said["is_family"] else kind_of(hint)
        yield Column(
            field=declared.name,
            title=said["title"],
            doc=said["doc"],
            kind=kind,
            required=not optional and not said["is_family"] and declared.default is dataclasses.MISSING,
            required_when=said["required_when"],
            aliases=said["aliases"],
            owner=said["owner"] or owner,
            is_family=said["is_family"],
            members=said["members"],
            blank=said["blank"],
            width=said["width"] or max(kind.width, min(len(said["title"]) * 1.15 + 3, 24)),
        )


def split_optional(hint: Any) -> tuple[Any, bool]:  # noqa: ANN401 - annotations have no common type
    """An annotation without its ``| None``, and whether it had one."""
    if get_origin(hint) in (typing.Union, types.UnionType):
        inner = [part for part in get_args(hint) if part is not type(None)]
        return (inner[0] if len(inner) == 1 else hint), len(inner) < len(get_args(hint))
    return hint, False


def _kind_of_family(hint: Any) -> Kind:  # noqa: ANN401 - as split_optional
    """A family maps keys to grades, unless its annotation says another kind: ``Mapping[str, Annotated[…, Kind]]``."""
    held = get_args(hint)[1]
    return kind_of(held) if get_origin(held) is Annotated else kinds.Grade()


def kind_of(hint: Any) -> Kind:  # noqa: ANN401 - as split_optional
    """The kind an annotation stands for: ``Annotated[…, Kind]`` says it, plain types have one each."""
    if get_origin(hint) is Annotated:
        for note in hint.__metadata__:
            if isinstance(note, Kind):
                return note
    if isinstance(hint, type) and issubclass(hint, enum.StrEnum):
        return kinds.Choice(hint)
    plain: dict[object, Kind] = {
        str: kinds.Text(),
        float: kinds.Number(),
        int: kinds.Whole(),
        bool: kinds.Flag(),
        dt.date: kinds.Date(),
        dt.datetime: kinds.Moment(),
        object: kinds.Anything(),
    }
    if hint in plain:
        return plain[hint]
    raise TypeError(f"no kind of cell stands for {hint!r}")
