"""What a test may ask of a chart: its parts, its words, and where its lettering stands."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from kamreport.rendering.charts.drawing import SIZE
from kamreport.rendering.charts.labels import Box, overlaps
from kamreport.rendering.charts.lettering import text_width

NAMESPACE = "{http://www.w3.org/2000/svg}"
ALLOWED = {
    "svg", "title", "desc", "defs", "pattern", "rect", "line", "circle", "path", "text",
}  # fmt: skip


def parsed(chart: str) -> ET.Element:
    """The chart as XML; fails when it is not well-formed."""
    return ET.fromstring(chart)  # noqa: S314 - our own charts


def words_of(chart: str) -> tuple[str, str]:
    """Title and description, which must be the first two children."""
    title, description = parsed(chart)[:2]
    assert (title.tag, description.tag) == (f"{NAMESPACE}title", f"{NAMESPACE}desc")
    return title.text or "", description.text or ""


def lettering(chart: str) -> Iterator[tuple[str, Box]]:
    """Every text that is not turned, with the box it covers."""
    for element in parsed(chart).iter(f"{NAMESPACE}text"):
        if element.get("transform") is None and element.text:
            yield element.text, _box(element)


def _box(element: ET.Element) -> Box:
    size = float(element.get("font-size", SIZE))
    # measured as drawn: the widths the charts reckon with are a little generous, so test with a little less
    wide = text_width(element.text or "", size) * 0.96
    x, y = float(element.get("x", "0")), float(element.get("y", "0"))
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[element.get("text-anchor", "start")]
    return (left, y - size * 0.72, left + wide, y + size * 0.18)


def collisions(chart: str) -> list[tuple[str, str]]:
    """Pairs of texts that stand on each other."""
    texts = list(lettering(chart))
    return [
        (one, other)
        for position, (one, box) in enumerate(texts)
        for other, second in texts[position + 1 :]
        if overlaps(box, second)
    ]


def struck(chart: str) -> list[str]:
    """Texts through which an upright line runs."""
    lines = [line.attrib for line in parsed(chart).iter(f"{NAMESPACE}line") if line.get("x1") == line.get("x2")]
    boxes = [
        (float(line["x1"]) - 0.3, *sorted((float(line["y1"]), float(line["y2"]))), float(line["x1"]) + 0.3)
        for line in lines
    ]
    return [
        text
        for text, box in lettering(chart)
        if any(overlaps(box, (left, top, right, foot)) for left, top, foot, right in boxes)
    ]


def outside(chart: str) -> list[str]:
    """Texts that leave the picture."""
    root = parsed(chart)
    width, height = float(root.get("width", "0")), float(root.get("height", "0"))
    return [
        text
        for text, box in lettering(chart)
        if box[0] < -1 or box[1] < -1 or box[2] > width + 1 or box[3] > height + 2
    ]


def looks_sound(chart: str, chart_id: str) -> None:
    """Everything every chart promises, in one place."""
    root = parsed(chart)
    title, description = words_of(chart)
    assert title
    assert description
    for element in root.iter():
        assert element.tag.removeprefix(NAMESPACE) in ALLOWED
        assert not {"style", "class", "onload", "href"} & set(element.attrib), "presentation attributes only"
        assert element.get("id", chart_id).startswith(chart_id), "ids become anchors in a PDF"
        for value in element.attrib.values():
            assert "nan" not in value.split()
            assert "inf" not in value.split()
    sizes = [float(element.get("font-size", SIZE)) for element in root.iter(f"{NAMESPACE}text")]
    assert min(sizes, default=SIZE) >= SIZE, "nothing below 7 points on paper"
    assert not collisions(chart)
    assert not outside(chart)
