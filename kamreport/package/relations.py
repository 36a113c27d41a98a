"""Relationships: how one part of a workbook points at another."""

from __future__ import annotations

import posixpath
from typing import NamedTuple
from urllib.parse import unquote

from kamreport.package.archive import Archive
from kamreport.package.markup import parse, utf8


class Relation(NamedTuple):
    """A pointer from a part: ``kind`` is the last word of its type, ``target`` a part name or, outside, an address."""

    id: str
    kind: str
    target: str
    external: bool


def relations_name(part: str) -> str:
    """Where the relationships of a part stand; of the package when the part is empty."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations_of(archive: Archive, part: str) -> tuple[Relation, ...]:
    """The relationships of a part, with targets resolved to the names the archive really uses."""
    entry = archive.find(relations_name(part))
    if entry is None:
        return ()
    root = parse(utf8(archive.read(entry), entry.name), entry.name)
    found = []
    for node in root.all("Relationship"):
        external = node.get("TargetMode") == "External"
        target = node.get("Target") if external else resolve(archive, part, node.get("Target"))
        found.append(Relation(node.get("Id"), node.get("Type").rpartition("/")[2], target, external))
    return tuple(found)


def resolve(archive: Archive, part: str, target: str) -> str:
    """A target as a part name: absolute, relative, backslashed, escaped or in odd case; empty when it is missing."""
    path = target.replace("\\", "/").partition("#")[0]
    for spelling in (path, unquote(path)):
        name = spelling if spelling.startswith("/") else posixpath.join(posixpath.dirname(part), spelling)
        if entry := archive.find(posixpath.normpath(name)):
            return entry.name
    return ""
