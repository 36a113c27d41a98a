"""The cells of a row as nearly every program writes them: an address, a style, a kind, and one value or one text."""

from __future__ import annotations

import re
from collections.abc import Callable

from kamreport.cells import Raw
from kamreport.package.markup import unescape_entities
from kamreport.package.strings import settle_text
from kamreport.package.values import CellValues, Columns

_CELL = re.compile(
    r'<c r="([A-Z]{1,3}+)[0-9]++"([^<>]*+)>'
    r"(?:(?:<f(?=[\s/>])[^<>]*+>(?:[^<]*+</f>)?+)?+<v>([^<]++)</v></c>|<is><t>([^<]++)</t></is></c>|</c>)?+\s*+"
)
"""A formula's result is all that counts here; a cell that has none, or an empty value, is left over."""
_GROUPS = 5
_ATTRIBUTES = re.compile(r'(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?')
_MOST_TEXTS = 20_000

Read = Callable[[str], Raw]


class NotPlainCellsError(ValueError):
    """Something else stands among the cells of a row."""


class PlainCells:
    """Reads rows of one sheet. What attributes mean and what texts say is worked out once: a column repeats both."""

    def __init__(self, values: CellValues, columns: Columns) -> None:
        self._columns = columns
        self._readers = _Readers(values)
        self._texts = _Texts()

    def read(self, body: str) -> dict[int, Raw]:
        """The values of a row by column number, blank ones left out; ``body`` is the XML between its tags.

        Raises ValueError or IndexError where a cell is not plain or its value is not what its kind says.
        """
        parts = _CELL.split(body)
        if any(parts[::_GROUPS]):
            raise NotPlainCellsError
        columns, readers, texts = self._columns, self._readers, self._texts
        row: dict[int, Raw] = {}
        for letters, attributes, value, text in zip(
            parts[1::_GROUPS], parts[2::_GROUPS], parts[3::_GROUPS], parts[4::_GROUPS], strict=True
        ):
            read = readers[attributes]
            if value:
                raw = read(value)
                if read is float and raw - raw:  # type: ignore[operator]  # not 0 for NaN and infinity only
                    raise NotPlainCellsError
            elif text:
                raw = texts[text]
            else:
                continue
            if raw is not None and raw != "":
                row[columns[letters]] = raw
        return row


class _Readers(dict[str, Read]):
    """How a value is read, by the attributes of its cell."""

    def __init__(self, values: CellValues) -> None:
        super().__init__()
        self._values = values

    def __missing__(self, attributes: str) -> Read:
        blank = attributes.endswith("/")
        said = _ATTRIBUTES.fullmatch(attributes.removesuffix("/").rstrip(" "))
        if said is None:
            raise NotPlainCellsError
        read = self[attributes] = _closed if blank else self._reader(said[1], said[2])
        return read

    def _reader(self, style: str | None, kind: str | None) -> Read:
        values = self._values
        if kind in (None, "n"):
            return values.moments.__getitem__ if style in values.dates else float
        if kind == "s":
            strings = values.strings
            return lambda value: strings[int(value)]
        return lambda value: values.raw(style, kind, None, unescape_entities(value))


class _Texts(dict[str, str]):
    """Texts inside cells as Excel shows them. Only some are remembered."""

    def __missing__(self, text: str) -> str:
        if len(self) >= _MOST_TEXTS:
            self.clear()
        settled = self[text] = settle_text(unescape_entities(text), keep_blanks=False)
        return settled


def _closed(_value: str) -> Raw:
    """A self-closed cell holds nothing; what follows it belongs to no cell."""
    raise NotPlainCellsError
