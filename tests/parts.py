"""Comparing two packages part by part."""

from __future__ import annotations

import io
import zipfile


def differing_parts(left: bytes, right: bytes) -> list[str]:
    """Names of the parts that are not the same in both, in order; none when both packages say the same."""
    ours, theirs = _parts(left), _parts(right)
    order = ["the order of the parts"] if list(ours) != list(theirs) else []
    return order + [name for name in {**ours, **theirs} if ours.get(name) != theirs.get(name)]


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
