"""A sheet of SVG: presentation attributes only, two decimals, the title first and the numbers in words."""

from __future__ import annotations

import re
from html import escape
from typing import Literal

from markupsafe import Markup

from kamreport.rendering.charts.lettering import BOLD, HEIGHT, text_width, wrapped
from kamreport.rendering.charts.palette import INK, LINE, PAPER, QUIET

Anchor = Literal["start", "middle", "end"]
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FONT = "Inter, Helvetica Neue, Arial, sans-serif"
SIZE = 9.5
"""The size of a chart's lettering, in its own units: 660 of them span a page's text, and make it 7 points on paper.

Nothing is set smaller; what matters less is grey.
"""
_LEADING = 9.8
"""From line to line of a name that needs two: close, so that the next row's name stands apart."""


def plain(text: str) -> str:
    """``text`` as XML may hold it: escaped, without control signs."""
    return escape(_NOT_XML.sub("", text), quote=True)


def number(value: float) -> str:
    """A coordinate with at most two decimals and no minus zero."""
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if shown in {"-0", ""} else shown


class Drawing:
    """One chart under way. ``chart_id`` prefixes every id; coordinates grow to the right and downwards."""

    def __init__(self, chart_id: str, title: str, width: float, height: float) -> None:
        self.id = chart_id
        self.title = title
        self.width = width
        self.height = height
        self._defs: dict[str, str] = {}
        self._parts: list[str] = []

    def put(self, tag: str, content: str = "", **attributes: float | str | None) -> None:
        """Add an element; ``None`` leaves an attribute out, underscores become hyphens."""
        self._parts.append(_element(tag, content, attributes))

    def line(  # noqa: PLR0913 - two points and a stroke
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        stroke: str = LINE,
        width: float = 0.6,
        dash: str | None = None,
        cap: str | None = None,
    ) -> None:
        """A straight line from (x1, y1) to (x2, y2)."""
        self.put(
            "line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=width, stroke_dasharray=dash,
            stroke_linecap=cap,
        )  # fmt: skip

    def rect(  # noqa: PLR0913 - a box, its paint and its corner
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str,
        stroke: str | None = None,
        stroke_width: float | None = None,
        round_: float | None = None,
    ) -> None:
        """A box with its upper left corner at (x, y)."""
        self.put(
            "rect", x=x, y=y, width=max(width, 0), height=max(height, 0), fill=fill, stroke=stroke,
            stroke_width=stroke_width if stroke is None or stroke_width is not None else 0.8, rx=round_,
        )  # fmt: skip

    def circle(  # noqa: PLR0913 - a circle and its paint
        self,
        x: float,
        y: float,
        radius: float,
        *,
        fill: str,
        stroke: str | None = None,
        width: float | None = None,
        opacity: float | None = None,
        dash: str | None = None,
    ) -> None:
        """A circle around (x, y)."""
        self.put(
            "circle", cx=x, cy=y, r=radius, fill=fill, stroke=stroke, stroke_width=width,
            fill_opacity=opacity, stroke_dasharray=dash,
        )  # fmt: skip

    def text(  # noqa: PLR0913 - a word, its place and its look
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = SIZE,
        fill: str = INK,
        anchor: Anchor = "start",
        bold: bool = False,
        turn: float | None = None,
    ) -> None:
        """Words with their baseline at y; ``turn`` rotates them around (x, y) by that many degrees."""
        self.put(
            "text", plain(text), x=x, y=y, font_size=size, fill=fill,
            text_anchor=None if anchor == "start" else anchor,
            font_weight="600" if bold else None,
            transform=None if turn is None else f"rotate({number(turn)} {number(x)} {number(y)})",
        )  # fmt: skip

    def name(self, y: float, text: str, room: float, *, fill: str = INK, bold: bool = False) -> None:
        """The name of a row at its left end, baseline at y; on two lines around it where it is wider than ``room``."""
        lines = [text]
        if text_width(text, SIZE, bold=bold) > room:
            lines = wrapped(text, SIZE, room / (BOLD if bold else 1), 2)
        for at, line in enumerate(lines):
            self.text(0, y + _LEADING * (at - (len(lines) - 1) / 2), line, fill=fill, bold=bold)

    def path(  # noqa: PLR0913 - a path and its paint
        self,
        d: str,
        *,
        fill: str = "none",
        stroke: str | None = None,
        width: float | None = None,
        dash: str | None = None,
        join: str | None = None,
    ) -> None:
        """A path from its own little language."""
        self.put(
            "path", d=d, fill=fill, stroke=stroke, stroke_width=width, stroke_dasharray=dash,
            stroke_linejoin=join,
        )  # fmt: skip

    def polyline(
        self, points: list[tuple[float, float]], *, stroke: str, width: float, dash: str | None = None
    ) -> None:
        """Straight lines through the points."""
        d = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
        self.path(d, stroke=stroke, width=width, dash=dash, join="round")

    def hatch(self, colour: str) -> str:
        """The paint of something provisional: stripes of ``colour``. Gives the value for ``fill``."""
        name = f"{self.id}-hatch-{colour.lstrip('#')}"
        self._defs[name] = (
            f'<pattern id="{name}" width="4" height="4" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate(45)"><rect width="4" height="4" fill="{PAPER}"/>'
            f'<line x1="1" y1="0" x2="1" y2="4" stroke="{colour}" stroke-width="1.6"/></pattern>'
        )
        return f"url(#{name})"

    def finish(self, description: str) -> Markup:
        """The whole picture. ``description`` says the numbers in words for those who cannot see it."""
        width, height = number(self.width), number(self.height)
        defs = f"<defs>{''.join(self._defs.values())}</defs>" if self._defs else ""
        return Markup(  # noqa: S704 - every text above went through plain()
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" font-family="{_FONT}" font-size="{SIZE}">'
            f"<title>{plain(self.title)}</title><desc>{plain(description)}</desc>"
            f"{defs}{''.join(self._parts)}</svg>"
        )


def label_box(x: float, y: float, text: str, size: float, anchor: Anchor = "start") -> tuple[float, ...]:
    """The box (left, top, right, bottom) a text with its baseline at (x, y) covers."""
    wide = text_width(text, size)
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
    return (left, y - size * 0.85, left + wide, y - size * 0.85 + size * HEIGHT)


def _element(tag: str, content: str, attributes: dict[str, float | str | None]) -> str:
    shown = "".join(
        f' {name.replace("_", "-")}="{value if isinstance(value, str) else number(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{shown}>{content}</{tag}>" if content else f"<{tag}{shown}/>"


__all__ = ["QUIET", "SIZE", "Anchor", "Drawing", "label_box", "number", "plain"]
