"""Frozen records, made as quickly as changeable ones: the review of ten thousand accounts makes a million of them.

What few will look at need not be made with the record: a field may be given ``later``, and is then made when asked.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, TypeVarTuple

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

_become = vars(object)["__class__"].__set__
"""Gives an object another class, also where its own class lets nothing be set."""
_ABSENT: Any = object()


def quickly_made(record: type[T]) -> type[T]:
    """Give a frozen dataclass with slots an ``__init__`` that fills the slots plainly.

    Python's own calls ``object.__setattr__`` once a field, which takes three times as long. Here a record is, while it
    is filled, of a twin class with the same slots and no lock; whoever holds it afterwards cannot change it.
    """
    fields = [field for field in dataclasses.fields(record) if field.init]  # type: ignore[arg-type]  # as said above
    twin = type(f"_{record.__name__}InTheMaking", (), {"__slots__": record.__slots__})  # type: ignore[attr-defined]
    names: dict[str, Any] = {"_become": _become, "_twin": twin, "_record": record, "_ABSENT": _ABSENT}
    by_place: list[str] = []
    by_name: list[str] = []
    lines = ["_become(self, _twin)"]
    for field in fields:
        name, value = field.name, field.name
        default = ""
        if field.default is not dataclasses.MISSING:
            names[f"_{name}"], default = field.default, f"=_{name}"
        elif field.default_factory is not dataclasses.MISSING:
            names[f"_{name}"], default = field.default_factory, "=_ABSENT"
            value = f"_{name}() if {name} is _ABSENT else {name}"
        (by_name if field.kw_only else by_place).append(f"{name}{default}")
        lines.append(f"self.{name} = {value}")
    signature = ", ".join(["self", *by_place, *(["*", *by_name] if by_name else [])])
    body = "\n    ".join([*lines, "self.__class__ = _record"])
    exec(f"def __init__({signature}):\n    {body}\n", names)  # noqa: S102 - as dataclasses do; field names only
    record.__init__ = functools.wraps(record.__init__)(names["__init__"])  # type: ignore[method-assign]  # the same signature
    return record


if TYPE_CHECKING:

    def later(make: Callable[[*Ts], T], *given: *Ts) -> T:
        """What ``make`` gives of these arguments, for a field that is ``made_when_asked``: it is made when first read.

        ``make`` depends on nothing but its arguments, and they do not change, so that nobody can tell when it was.
        The type is that of the field; anywhere else the value is of no use.
        """
else:

    def later(*recipe: object) -> object:
        """A recipe is a plain tuple that begins with what makes it: a review holds half a million of them."""
        return recipe


class _Asked:
    """A field of a record that may hold a recipe: whoever reads it gets what it makes, which is kept."""

    def __init__(self, slot: Any) -> None:  # noqa: ANN401 - Python's own descriptor of a slot
        self._get, self._set = slot.__get__, slot.__set__

    def __get__(self, record: object, kind: type | None = None) -> Any:  # noqa: ANN401 - as the field is annotated
        if record is None:
            return self
        held = self._get(record, kind)
        if held.__class__ is tuple and held and callable(held[0]):
            make, *given = held
            held = make(*given)
            self._set(record, held)
        return held

    def __set__(self, record: object, value: object) -> None:
        """For unpickling only: everybody else meets the lock of the frozen record."""
        self._set(record, value)


def made_when_asked(*names: str) -> Callable[[type[T]], type[T]]:
    """Let fields of a frozen dataclass with slots be given ``later``.

    Equality, copies, pickles and the record's dict form read the fields, so they are those of a record made at once.
    """

    def allow(record: type[T]) -> type[T]:
        for name in names:
            setattr(record, name, _Asked(vars(record)[name]))
        return record

    return allow
