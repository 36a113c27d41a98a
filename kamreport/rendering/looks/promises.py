"""What a team's template may use: every template with the view it sets, and every field of that view.

These names are public: templates outside of this repository are written against them.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import get_args, get_type_hints

from kamreport.rendering.views.account import document as account_views
from kamreport.rendering.views.customer import document as customer_views
from kamreport.rendering.views.pieces import Document, Section, Unfilled
from kamreport.rendering.views.portfolio import document as portfolio_views
from kamreport.rendering.views.programme import document as programme_views
from kamreport.rendering.views.programme.quality import quality

_Build = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Promise:
    """A field a template may use."""

    name: str
    kind: str
    """What it holds, as Python writes types."""
    doc: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A template of ours and the class of view it sets as ``section``."""

    pack: str
    template: str
    name: str
    view: type


def settings() -> tuple[Setting, ...]:
    """Every section's template, pack by pack, in printed order."""
    found: list[Setting] = []
    for pack, builders in _builders():
        for code, build in builders:
            view = _view_of(build)
            found.append(Setting(pack, f"{code.lower()}.html", view.__name__, view))
    return tuple(found)


def promised(view: type) -> tuple[Promise, ...]:
    """The fields and properties of a view with their docs, those of every section first."""
    return tuple(_promises(view))


def pieces() -> tuple[type, ...]:
    """The classes that the fields of views are made of, in order of appearance."""
    found: dict[type, None] = {}
    waiting = [Document, Unfilled, *(setting.view for setting in settings())]
    seen: set[type] = set()
    while waiting:
        view = waiting.pop(0)
        if view in seen:
            continue
        seen.add(view)
        for kind in get_type_hints(view).values():
            for part in _parts(kind):
                if is_dataclass(part) and isinstance(part, type) and not issubclass(part, Section | Document):
                    found[part] = None
                    waiting.append(part)
    return tuple(found)


def _builders() -> Iterator[tuple[str, Iterable[tuple[str, _Build]]]]:
    yield "account", [(code, build) for code, build, *_ in account_views.SECTIONS]
    yield "portfolio", [(code, build) for code, build, *_ in portfolio_views.SECTIONS]
    yield "programme", [*((code, build) for code, build, *_ in programme_views.SECTIONS), ("M12", quality)]
    yield "customer", [(code, build) for code, build in customer_views.SECTIONS]


def _view_of(build: _Build) -> type:
    given = get_type_hints(build)["return"]
    return next(part for part in _parts(given) if isinstance(part, type) and issubclass(part, Section))


def _parts(kind: object) -> Iterator[object]:
    """A type and all it is made of."""
    yield kind
    for inner in get_args(kind):
        yield from _parts(inner)


def _promises(view: type) -> Iterator[Promise]:
    docs = _docs(view)
    hints = get_type_hints(view)
    for one in fields(view):
        yield Promise(one.name, _spelled(hints[one.name]), docs[one.name])
    for name, member in inspect.getmembers(view, lambda member: isinstance(member, property)):
        given = _spelled(get_type_hints(member.fget)["return"])
        yield Promise(name, given, inspect.getdoc(member) or "")


@cache
def _docs(view: type) -> dict[str, str]:
    """The sentence below each field, those of its parents included."""
    found: dict[str, str] = {}
    for parent in reversed(view.__mro__[:-1]):
        body = ast.parse(textwrap.dedent(inspect.getsource(parent))).body[0]
        assert isinstance(body, ast.ClassDef)  # noqa: S101 - the source of a class is a class
        for line, following in zip(body.body, [*body.body[1:], ast.Pass()], strict=True):
            if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
                found[line.target.id] = _sentence(following)
    return found


def _sentence(line: ast.stmt) -> str:
    if isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant) and isinstance(line.value.value, str):
        return " ".join(line.value.value.split())
    return ""


def _spelled(kind: object) -> str:
    """A type without the modules its names come from."""
    if isinstance(kind, type) and not get_args(kind):
        return "None" if kind is type(None) else kind.__name__
    if str(kind).startswith("tuple["):
        inner = get_args(kind)
        return f"list of {_spelled(inner[0])}" if inner[1:] == (...,) else f"tuple of {', '.join(map(_spelled, inner))}"
    return " or ".join(_spelled(part) for part in get_args(kind)) or str(kind)
