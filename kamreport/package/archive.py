"""The ZIP container of a workbook: entries found by the central directory, bytes kept as they are."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from kamreport.errors import NotAWorkbookError

_END = struct.Struct("<4s4H2LH")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _UTF8 = 0x1, 0x800
_ZIP64_SIZE, _ZIP64_COUNT = 0xFFFFFFFF, 0xFFFF

MOST_ENTRIES = 20_000
MOST_UNPACKED = 1 << 30
BOMB_SIZE = 64 << 20
BOMB_RATIO = 300
CHUNK = 1 << 18


class Entry(NamedTuple):
    """One file in the container, as its central directory states it."""

    name: str
    name_bytes: bytes
    made_by: int
    needs: int
    flags: int
    method: int
    time: int
    date: int
    crc: int
    packed: int
    unpacked: int
    internal: int
    external: int
    offset: int
    extra: bytes
    comment: bytes


def part_key(name: str) -> str:
    """How two spellings of one part name compare: no leading slash, forward slashes, no case."""
    return name.replace("\\", "/").lstrip("/").lower()


class Archive:
    """A ZIP file held in memory. Raises NotAWorkbookError when it is damaged or absurdly large."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.entries = tuple(_central_directory(data))
        self._by_key: dict[str, Entry] = {}
        for entry in self.entries:
            if self._by_key.setdefault(part_key(entry.name), entry) is not entry:
                raise NotAWorkbookError(
                    f"The file holds the part {entry.name} twice. Open it in Excel and save it under a new name."
                )
        _refuse_bombs(self.entries)

    def find(self, name: str) -> Entry | None:
        """The entry of a part name in any spelling, or None."""
        return self._by_key.get(part_key(name))

    def packed_bytes(self, entry: Entry) -> memoryview:
        """The compressed bytes exactly as they stand in the file."""
        header = self.data[entry.offset : entry.offset + _LOCAL.size]
        if len(header) < _LOCAL.size or header[:4] != b"PK\x03\x04":
            raise _damaged(entry.name)
        *_, name_length, extra_length = _LOCAL.unpack(header)
        start = entry.offset + _LOCAL.size + name_length + extra_length
        packed = memoryview(self.data)[start : start + entry.packed]
        if len(packed) < entry.packed:
            raise _damaged(entry.name)
        return packed

    def chunks(self, entry: Entry) -> Iterator[bytes]:
        """Unpack piece by piece; length and checksum are verified at the end."""
        checksum = length = 0
        for piece in _inflate(self.packed_bytes(entry), entry):
            checksum = zlib.crc32(piece, checksum)
            length += len(piece)
            if length > entry.unpacked:
                raise _damaged(entry.name)
            yield piece
        if length != entry.unpacked or checksum != entry.crc:
            raise _damaged(entry.name)

    def read(self, entry: Entry) -> bytes:
        """Unpack a whole entry."""
        return b"".join(self.chunks(entry))


def _inflate(packed: memoryview, entry: Entry) -> Iterator[bytes]:
    if entry.flags & _ENCRYPTED or entry.method not in (_STORED, _DEFLATED):
        raise NotAWorkbookError(
            f"The part {entry.name} is packed in a way Excel does not use. Save the workbook again from Excel."
        )
    if entry.method == _STORED:
        yield bytes(packed)
        return
    machine = zlib.decompressobj(-15)
    try:
        for start in range(0, len(packed), CHUNK):
            waiting: bytes | memoryview = packed[start : start + CHUNK]
            while waiting:
                if piece := machine.decompress(waiting, CHUNK):
                    yield piece
                waiting = machine.unconsumed_tail
        if piece := machine.flush():
            yield piece
    except zlib.error as error:
        raise _damaged(entry.name) from error


def _central_directory(data: bytes) -> Iterator[Entry]:
    end_at = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if end_at < 0 or len(data) < end_at + _END.size:
        raise NotAWorkbookError(
            "The file is incomplete: its end is missing. Is it still syncing or downloading? Wait and run again."
        )
    _, _, _, _, count, size, start, _ = _END.unpack_from(data, end_at)
    if _ZIP64_SIZE in (size, start) or count == _ZIP64_COUNT:
        raise NotAWorkbookError("The file is packed as zip64, as only enormous files are. Save it again from Excel.")
    if count > MOST_ENTRIES:
        raise NotAWorkbookError(f"The file holds {count:,} parts; no workbook needs more than {MOST_ENTRIES:,}.")
    shift = end_at - size - start  # bytes somebody put before the archive
    at = start + shift
    for _ in range(count):
        if at < 0 or data[at : at + 4] != b"PK\x01\x02" or at + _CENTRAL.size > end_at:
            raise _damaged("its table of contents")
        fields = _CENTRAL.unpack_from(data, at)
        entry = _entry(fields, data, at + _CENTRAL.size, shift)
        yield entry
        at += _CENTRAL.size + len(entry.name_bytes) + len(entry.extra) + len(entry.comment)


def _entry(fields: tuple[int, ...], data: bytes, at: int, shift: int) -> Entry:
    _, made_by, needs, flags, method, time, date, crc, packed, unpacked = fields[:10]
    name_length, extra_length, comment_length, _disk, internal, external, offset = fields[10:]
    name_bytes = data[at : at + name_length]
    extra = data[at + name_length : at + name_length + extra_length]
    comment = data[at + name_length + extra_length : at + name_length + extra_length + comment_length]
    name = name_bytes.decode("utf-8" if flags & _UTF8 else "cp437", "replace")
    return Entry(
        name, name_bytes, made_by, needs, flags, method, time, date,
        crc, packed, unpacked, internal, external, offset + shift, extra, comment,
    )  # fmt: skip


def _refuse_bombs(entries: tuple[Entry, ...]) -> None:
    total = sum(entry.unpacked for entry in entries)
    if total > MOST_UNPACKED:
        raise NotAWorkbookError(
            f"The file would unpack to {total / (1 << 30):,.1f} GB; kamreport reads up to"
            f" {MOST_UNPACKED >> 30} GB. Delete unused rows and sheets and save it again."
        )
    for entry in entries:
        if entry.unpacked > BOMB_SIZE and entry.unpacked > BOMB_RATIO * max(entry.packed, 1):
            raise NotAWorkbookError(
                f"The part {entry.name} would unpack to {entry.unpacked >> 20:,} MB from {entry.packed >> 10:,} KB,"
                " as no real sheet does. Delete unused rows and save the workbook again."
            )


def _damaged(what: str) -> NotAWorkbookError:
    return NotAWorkbookError(
        f"The file is damaged ({re.sub(r'[^ -~]', '?', what)}). Restore an earlier version, or open it in Excel,"
        " let Excel repair it, and save it."
    )
