"""Writing the container anew: untouched entries keep their compressed bytes, in their order."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping
from typing import BinaryIO, NamedTuple

from kamreport.errors import RefusedError
from kamreport.package.archive import Archive, Entry

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_FIXED_DATE = (46 << 9) | (1 << 5) | 1  # 2026-01-01: equal contents make equal files
_DATA_DESCRIPTOR, _UTF8_NAME = 0x8, 0x800
_DEFLATED, _VERSION = 8, 20
_ZIP64_FROM = 0xFFFFFFFF
_MOST_ENTRIES = 0xFFFF
_OWN_LEVEL = 2
_GATHER = 1 << 16


class PackedPart(NamedTuple):
    """A part of ours, compressed."""

    data: bytes
    crc: int
    unpacked: int


def pack(pieces: Iterable[bytes]) -> PackedPart:
    """Compress a part as it is made, without ever holding it whole."""
    machine = zlib.compressobj(_OWN_LEVEL, zlib.DEFLATED, -15)
    packed = bytearray()
    crc = length = 0
    for piece in gathered(pieces):
        crc = zlib.crc32(piece, crc)
        length += len(piece)
        packed += machine.compress(piece)
    packed += machine.flush()
    return PackedPart(bytes(packed), crc, length)


def gathered(pieces: Iterable[bytes]) -> Iterable[bytes]:
    """The same bytes in larger pieces."""
    waiting: list[bytes] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= _GATHER:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)


def write_archive(
    file: BinaryIO, source: Archive, changed: Mapping[str, PackedPart], new: Mapping[str, PackedPart], gone: set[str]
) -> None:
    """Write every entry of the source, with ``changed`` parts in their place, ``new`` ones last, ``gone`` ones left out.

    All three go by the entry names of the source. Raises RefusedError when the result would need zip64.
    """
    directory: list[bytes] = []
    offset = 0
    for entry in source.entries:
        if entry.name in gone:
            continue
        content: bytes | memoryview
        if part := changed.get(entry.name):
            header, content = _own(entry.name_bytes, entry.flags & _UTF8_NAME, part), part.data
        else:
            header, content = entry._replace(flags=entry.flags & ~_DATA_DESCRIPTOR), source.packed_bytes(entry)
        offset = _write_entry(file, header, content, offset, directory)
    for name, part in new.items():
        offset = _write_entry(file, _own(name.encode("ascii"), 0, part), part.data, offset, directory)
    listing = b"".join(directory)
    if offset + len(listing) >= _ZIP64_FROM or len(directory) >= _MOST_ENTRIES:
        raise RefusedError("The workbook would grow beyond 4 GB, which Excel cannot open; nothing was changed.")
    file.write(listing)
    file.write(_END.pack(b"PK\x05\x06", 0, 0, len(directory), len(directory), len(listing), offset, 0))


def check_archive(
    made: Archive, source: Archive, changed: Mapping[str, PackedPart], new: Mapping[str, PackedPart], gone: set[str]
) -> None:
    """Read a written file back: our parts unpack, every other entry has the bytes it had, in its place.

    Raises RefusedError when that is not so.
    """
    expected = [entry for entry in source.entries if entry.name not in gone]
    sound = [entry.name for entry in made.entries] == [*(entry.name for entry in expected), *new]
    for old, now in zip(expected, made.entries, strict=False):
        if old.name not in changed:
            sound = sound and (old.crc, old.unpacked) == (now.crc, now.unpacked)
            sound = sound and source.packed_bytes(old) == made.packed_bytes(now)
    for name, part in {**changed, **new}.items():
        entry = made.find(name)
        sound = sound and entry is not None and entry.crc == part.crc
        sound = sound and entry is not None and sum(map(len, made.chunks(entry))) == part.unpacked
    if not sound:
        raise RefusedError(
            "The saved file does not read back as it was written; nothing was changed. Try another disk."
        )


def _own(name: bytes, flags: int, part: PackedPart) -> Entry:
    return Entry(
        "", name, _VERSION, _VERSION, flags, _DEFLATED, 0, _FIXED_DATE, part.crc, len(part.data), part.unpacked,
        0, 0, 0, b"", b"",
    )  # fmt: skip


def _write_entry(file: BinaryIO, entry: Entry, content: bytes | memoryview, offset: int, directory: list[bytes]) -> int:
    shared = (entry.flags, entry.method, entry.time, entry.date, entry.crc, entry.packed, entry.unpacked)
    local = _LOCAL.pack(b"PK\x03\x04", entry.needs, *shared, len(entry.name_bytes), 0) + entry.name_bytes
    file.write(local)
    file.write(content)
    lengths = (len(entry.name_bytes), len(entry.extra), len(entry.comment))
    directory.append(
        _CENTRAL.pack(
            b"PK\x01\x02", entry.made_by, entry.needs, *shared, *lengths, 0, entry.internal, entry.external, offset
        )
        + entry.name_bytes
        + entry.extra
        + entry.comment
    )
    return offset + len(local) + len(content)
