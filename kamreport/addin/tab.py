"""The tab as its customUI declares it, and a picture of it for those who have not installed it yet."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

from kamreport.addin.building import tab_xml

_UI: Final = "{http://schemas.microsoft.com/office/2009/07/customui}"
_INK, _QUIET, _LINE, _PAPER, _ACCENT = "#14213d", "#5b6472", "#d8dce4", "#ffffff", "#0b5cad"
_OTHERS: Final = ("File", "Home", "Insert", "Data", "Review", "View")
_TOP, _ROW, _ROWS = 44, 26, 3
_LARGE, _SMALL, _LETTER, _GAP = 78, 46, 6.4, 14
_HEIGHT: Final = _TOP + _ROWS * _ROW + 40


class Control(NamedTuple):
    """A button or the drop-down: what it is called, what it says about itself, and whether it is a large one."""

    label: str
    says: str
    is_large: bool
    is_list: bool


class Group(NamedTuple):
    """Controls that stand together, and what they are called together."""

    label: str
    controls: tuple[Control, ...]


def groups() -> tuple[Group, ...]:
    """The groups of the tab from left to right."""
    root = ET.fromstring(tab_xml())  # noqa: S314 - the package's own file
    return tuple(
        Group(group.get("label", ""), tuple(_control(element) for element in group))
        for group in root.iter(f"{_UI}group")
    )


def picture() -> str:
    """The tab as an SVG. Excel draws icons of its own where this has squares."""
    x, drawn = 12.0, []
    for group in groups():
        width, parts = _group(group, x)
        drawn += parts
        x += width
    whole = max(x + 8, 560.0)
    label = f"The KAM tab: {', '.join(control.label for group in groups() for control in group.controls)}"
    return "\n".join(
        (
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole:g} {_HEIGHT}" width="{whole:g}"'
                f' height="{_HEIGHT}" role="img" aria-label="{escape(label)}" font-family="Segoe UI, Inter, sans-serif"'
                f' font-size="12">'
            ),
            f'<rect width="{whole:g}" height="{_HEIGHT}" fill="#f3f5f8"/>',
            *_strip(),
            (
                f'<rect x="6" y="{_TOP - 10}" width="{whole - 12:g}" height="{_HEIGHT - _TOP + 4}" rx="6" fill="{_PAPER}"'
                f' stroke="{_LINE}"/>'
            ),
            *drawn,
            "</svg>\n",
        )
    )


def _control(element: ET.Element) -> Control:
    is_list = element.tag == f"{_UI}dropDown"
    return Control(element.get("label", ""), element.get("supertip", ""), element.get("size") == "large", is_list)


def _strip() -> Iterator[str]:
    """The names of the tabs, ours in front."""
    x = 18.0
    for name in _OTHERS:
        yield _text(x, 22, name, _QUIET)
        x += _LETTER * len(name) + 22
    yield _text(x, 22, "KAM", _ACCENT, bold=True)
    yield f'<rect x="{x:g}" y="28" width="26" height="2.5" fill="{_ACCENT}"/>'


def _group(group: Group, x: float) -> tuple[float, list[str]]:
    """A group at ``x``: its width with the line after it, and what is drawn."""
    drawn: list[str] = []
    start, x = x, x + 6
    waiting: list[Control] = []
    for control in group.controls:
        if control.is_large:
            drawn += _large(control, x)
            x += _LARGE
        else:
            waiting.append(control)
    for first in range(0, len(waiting), _ROWS):
        column = waiting[first : first + _ROWS]
        for row, control in enumerate(column):
            drawn += _small(control, x, _TOP + row * _ROW)
        x += max(_SMALL + _LETTER * len(control.label) + (110 if control.is_list else 0) for control in column)
    bottom = _HEIGHT - 16
    drawn.append(_text((start + x) / 2, bottom, group.label, _QUIET, anchor="middle"))
    drawn.append(f'<line x1="{x:g}" y1="{_TOP}" x2="{x:g}" y2="{bottom}" stroke="{_LINE}"/>')
    return x + _GAP / 2 - start, drawn


def _large(control: Control, x: float) -> list[str]:
    """A square, and the words below it in lines that fit."""
    middle = x + _LARGE / 2 - 4
    lines = _lines(control.label)
    return [
        f'<rect x="{middle - 15:g}" y="{_TOP}" width="30" height="30" rx="5" fill="{_ACCENT}" opacity="0.85"/>',
        _text(middle, _TOP + 20, control.label[0], _PAPER, anchor="middle", bold=True),
        *(_text(middle, _TOP + 46 + 14 * at, line, _INK, anchor="middle") for at, line in enumerate(lines)),
    ]


def _small(control: Control, x: float, y: float) -> list[str]:
    """A small square and its words, or the words and the list."""
    if control.is_list:
        box = x + 4 + _LETTER * len(control.label) + 8
        return [
            _text(x + 4, y + 15, control.label, _INK),
            f'<rect x="{box:g}" y="{y + 1:g}" width="126" height="20" rx="3" fill="{_PAPER}" stroke="{_LINE}"/>',
            _text(box + 8, y + 15, "KA-001", _INK),
            f'<path d="M{box + 110:g} {y + 9:g}l4 5 4-5z" fill="{_QUIET}"/>',
        ]
    return [
        f'<rect x="{x + 4:g}" y="{y + 3:g}" width="16" height="16" rx="3" fill="{_ACCENT}" opacity="0.85"/>',
        _text(x + 26, y + 15, control.label, _INK),
    ]


def _lines(label: str) -> list[str]:
    """A label in lines of about eleven letters."""
    lines = [""]
    for word in label.split():
        joined = f"{lines[-1]} {word}".strip()
        if len(joined) > 11 and lines[-1]:  # noqa: PLR2004 - as many letters as fit under a large button
            lines.append(word)
        else:
            lines[-1] = joined
    return lines


def _text(x: float, y: float, text: str, ink: str, *, anchor: str = "start", bold: bool = False) -> str:  # noqa: PLR0913 - a label is that much
    weight = ' font-weight="600"' if bold else ""
    return f'<text x="{x:g}" y="{y:g}" fill="{ink}" text-anchor="{anchor}"{weight}>{escape(text)}</text>'
