"""Comparing two packages part by part."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET


def differing_parts(left: bytes, right: bytes) -> list[str]:
    """Names of the parts that do not say the same, in order; none when both packages say the same.

    XML is compared in its canonical form: openpyxl spells the same part differently where lxml is installed.
    """
    ours, theirs = _parts(left), _parts(right)
    order = ["the order of the parts"] if list(ours) != list(theirs) else []
    return order + [name for name in {**ours, **theirs} if ours.get(name) != theirs.get(name)]


def _parts(data: bytes) -> dict[str, bytes | str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: _canonical(name, archive.read(name)) for name in archive.namelist()}


def _canonical(name: str, content: bytes) -> bytes | str:
    return ET.canonicalize(content, rewrite_prefixes=True) if name.endswith((".xml", ".rels")) else content
