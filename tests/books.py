'''Workbooks written as Markdown, so that a test shows only what matters to it.

    from books import findings, portfolio, read_book, write_xlsx

    def test_an_account_that_renewed_too_early_is_named() -> None:
        assert findings(
            """
            ## Accounts
            | Account ID | Account name | Status | Key account | Key account manager | Tier   |
            |------------|--------------|--------|-------------|---------------------|--------|
            | KA-001     | Northwind    | Activ  | Yes         | P-01                | Vendor |
            """,
            "C103",
        ) == [
            "error[C103] Accounts!C2: Status “Activ” is not on the list.\\n  hint: Did you mean Active?",
        ]

What a cell holds is what Excel would make of the keystrokes:

| typed | held |
|---|---|
| nothing | blank |
| ``12`` ``-3.5`` ``1,200,000`` | a number |
| ``25%`` | the number 0.25 |
| ``2026-03-31`` ``2026-03-31 14:30`` | a date |
| ``TRUE`` ``FALSE`` | a truth value |
| ``=B2*2`` | a formula whose result is not stored |
| ``#REF!`` ``#N/A`` … | an error value |
| ``'12`` | text, whatever follows the apostrophe |
| ``"  KA-001 "`` | text between the quotes, spaces kept |
| anything else | text (``\\|`` is a vertical bar) |

Rows: the table's first row is row 1 and the ``|---|`` line is not counted, so the first data row is row 2. A row of
blank cells (``| | |``) is a blank row. The lines between heading and table may say:

    ## Accounts
    header in row 4
    A1: Our key accounts, spring 2026
    merged: A7:C7

Sheets that are not written down are there nevertheless:

- the model sheets hold the shipped Lite preset (or what ``preset: Full`` says, on a line before the first sheet);
- Settings holds Period end 2026-03-31, Currency EUR and Company revenue 50,000,000. Rows written down come first,
  and these follow unless they are among them. ``only these rows`` keeps them away;
- Team holds P-01 Ana Ruiz (Key account manager) and P-02 Ben Okoro (Strategic account manager);
- Accounts, Revenue, Ratings, Stakeholders and Actions have their titles and no rows (so W109 is found there).

``## Lists`` followed by the line ``absent`` takes a sheet away. A heading that differs from a sheet's title
(``## accounts``) adds a sheet of that title; the shipped one stays away if the two differ only in case and spaces.
'''

from __future__ import annotations

import datetime as dt
import hashlib
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

import openpyxl

from kamreport import checking, reading, scoring
from kamreport.cells import ErrorValue, NoStoredValue, Raw, column_number
from kamreport.findings import Finding
from kamreport.model import CORE, Portfolio, SettingLine
from kamreport.model.lists import Preset
from kamreport.reading import Reading
from kamreport.results import Scores
from kamreport.run.findings import in_order
from kamreport.schema import schema_of
from kamreport.writing.template.shipped_texts import shipped_rows

PERIOD_END = dt.date(2026, 3, 31)
Cells = dict[int, Raw]
Rows = dict[int, Cells]

_DEFAULT_ROWS = """
## Settings
| Setting                    | Value      |
|----------------------------|------------|
| Period end                 | 2026-03-31 |
| Currency                   | EUR        |
| Company revenue, 12 months | 50,000,000 |
## Team
| Person ID | Name      | Job                       |
|-----------|-----------|---------------------------|
| P-01      | Ana Ruiz  | Key account manager       |
| P-02      | Ben Okoro | Strategic account manager |
"""


class Area(NamedTuple):
    """A merged range, both corners inside."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class Tab(NamedTuple):
    """A tab of the workbook."""

    title: str


@dataclass
class MarkdownSheet:
    """One sheet as it was written down: its cells by row and column, its merged areas."""

    title: str
    cells: Rows = field(default_factory=dict)
    merged: tuple[Area, ...] = ()
    absent: bool = False
    complete: bool = False

    @property
    def last_row(self) -> int:
        """The last row that was written down."""
        return max(self.cells, default=0)

    @property
    def rows(self) -> Iterator[tuple[int, Cells]]:
        """The rows that hold something, top down, as the package room streams them."""
        return ((number, dict(cells)) for number, cells in sorted(self.cells.items()) if cells)


@dataclass(frozen=True)
class MarkdownBook:
    """A workbook that was never a file: what reading needs to know of one."""

    path: Path
    fingerprint: str
    by_title: Mapping[str, MarkdownSheet]

    @property
    def sheets(self) -> tuple[Tab, ...]:
        """The tabs in order."""
        return tuple(Tab(title) for title in self.by_title)

    def read(self, title: str) -> MarkdownSheet:
        """The cells of a sheet."""
        return self.by_title[title]


def book(markdown: str, *, path: str = "portfolio.xlsx") -> MarkdownBook:
    """The workbook a Markdown text describes, completed with what a workbook needs (see above)."""
    text = textwrap.dedent(markdown)
    written = parse_sheets(text)
    preset = re.search(r"^preset: *(.+?) *$", text.partition("\n## ")[0], re.MULTILINE)
    sheets = {_plain(sheet.title): sheet for sheet in shipped_sheets(preset[1] if preset else "Lite")}
    extra = [sheet for sheet in written if _plain(sheet.title) not in sheets]
    for sheet in written:
        given = sheets.get(_plain(sheet.title))
        if given is not None:
            sheets[_plain(sheet.title)] = _completed(sheet, given)
    there = [sheet for sheet in (*sheets.values(), *extra) if not sheet.absent]
    fingerprint = hashlib.sha256(text.encode()).hexdigest()
    return MarkdownBook(Path(path), fingerprint, {sheet.title: sheet for sheet in there})


def read_book(markdown: str) -> Reading:
    """What reading makes of a Markdown workbook."""
    return reading.read_sheets(book(markdown))


def portfolio(markdown: str, as_of: dt.date | None = None) -> Portfolio:
    """The settled portfolio of a Markdown workbook."""
    return judge(markdown, as_of).portfolio


def findings(markdown: str, *codes: str, as_of: dt.date | None = None) -> list[str]:
    """Everything found in a Markdown workbook by reading, checking and scoring, as text; only ``codes`` if given."""
    return [str(finding) for finding in judge(markdown, as_of).findings if not codes or finding.rule.code in codes]


@dataclass(frozen=True)
class Judged:
    """A workbook read, settled, scored and checked: the middle of a run, before history."""

    reading: Reading
    portfolio: Portfolio
    scores: Scores
    findings: tuple[Finding, ...]
    as_of: dt.date


def judge(source: str | MarkdownBook, as_of: dt.date | None = None) -> Judged:
    """Read, settle, score and check. ``as_of``: the argument, else Settings, else Period end (KAM.md §1.2)."""
    read = reading.read_sheets(book(source) if isinstance(source, str) else source)
    settings = read.portfolio.settings
    day = as_of or settings.as_of or settings.period_end or PERIOD_END
    settled = checking.settle(read.portfolio, day)
    scores = scoring.score(settled.portfolio, day)
    found = (
        *read.findings,
        *settled.findings,
        *scores.findings,
        *checking.check(settled.portfolio, scores, day),
    )
    return Judged(read, settled.portfolio, scores, in_order(found, settled.portfolio), day)


def write_xlsx(markdown: str, path: Path) -> Path:
    """The same workbook as a real file, for tests that go from end to end; gives the path back."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for sheet in book(markdown).by_title.values():
        tab = workbook.create_sheet(sheet.title)
        for row, cells in sheet.rows:
            for column, raw in cells.items():
                cell = tab.cell(row, column)
                _fill(cell, raw)
        for area in sheet.merged:
            tab.merge_cells(
                start_row=area.first_row,
                start_column=area.first_column,
                end_row=area.last_row,
                end_column=area.last_column,
            )
    workbook.save(path)
    return path


def _fill(cell: object, raw: Raw) -> None:
    if isinstance(raw, ErrorValue):
        cell.value, cell.data_type = raw.code, "e"  # type: ignore[attr-defined]
    elif isinstance(raw, NoStoredValue):
        cell.value = raw.formula  # type: ignore[attr-defined]
    else:
        cell.value = raw  # type: ignore[attr-defined]
        if isinstance(raw, str):
            cell.data_type = "s"  # type: ignore[attr-defined]


@cache
def _shipped(preset: str) -> tuple[tuple[str, Rows], ...]:
    return tuple(
        (schema_of(record).title, _as_cells([column.title for column in schema_of(record).columns], rows))
        for record, rows in shipped_rows(Preset(preset)).items()
    )


def shipped_sheets(preset: str) -> list[MarkdownSheet]:
    """The sheets a test need not write down: core sheets with the least rows, model sheets as shipped."""
    given = {sheet.title: sheet for sheet in parse_sheets(_DEFAULT_ROWS)}
    core = [given.get(schema_of(record).title) or _only_titles(record, preset) for record in CORE]
    return [*core, *(MarkdownSheet(title, dict(rows)) for title, rows in _shipped(preset))]


def _only_titles(record: type, preset: str) -> MarkdownSheet:
    titles: list[str] = []
    for column in schema_of(record).columns:
        titles += _graded(preset) if column.is_family else [column.title]
    return MarkdownSheet(schema_of(record).title, {1: dict(enumerate(titles, 1))})


def _graded(preset: str) -> list[str]:
    (rows,) = (rows for title, rows in _shipped(preset) if title == "Criteria")
    at = {title: column for column, title in rows[1].items()}
    graded = [row for number, row in rows.items() if number > 1 and row[at["Method"]] in ("Rating", "Lookup")]
    return [str(row[at["Criterion ID"]]) for row in graded]


def _as_cells(titles: Sequence[str], rows: Sequence[Mapping[str, Raw]]) -> Rows:
    column = {title: number for number, title in enumerate(titles, 1)}
    body = {number: {column[title]: raw for title, raw in row.items()} for number, row in enumerate(rows, 2)}
    return {1: dict(enumerate(titles, 1)), **body}


def _completed(written: MarkdownSheet, given: MarkdownSheet) -> MarkdownSheet:
    """Settings written down are completed with the ones every workbook needs."""
    if _plain(written.title) != _plain(schema_of(SettingLine).title) or written.complete or written.absent:
        return written
    named = {str(cells.get(1)).casefold() for cells in written.cells.values()}
    last = max(written.cells, default=1)
    missing = [cells for number, cells in given.cells.items() if str(cells[1]).casefold() not in named]
    return MarkdownSheet(
        written.title,
        {**written.cells, **{last + number: cells for number, cells in enumerate(missing, 1)}},
        written.merged,
    )


def parse_sheets(text: str) -> list[MarkdownSheet]:
    """Exactly the sheets a Markdown text writes down, nothing added."""
    return [_sheet(part) for part in re.split(r"^## +", text, flags=re.MULTILINE)[1:]]


def _sheet(part: str) -> MarkdownSheet:
    title, _, body = part.partition("\n")
    title = title.strip()
    sheet = MarkdownSheet(title[1:-1] if title[:1] == title[-1:] == '"' else title)
    row, merged = 1, []
    for line in body.splitlines():
        said = line.strip()
        if said.startswith("|") and not re.fullmatch(r"[|:\- ]*-[|:\- ]*", said):
            cells = re.split(r"(?<!\\)\|", said[1:].removesuffix("|"))
            held = {column: typed(cell) for column, cell in enumerate(cells, 1)}
            sheet.cells[row] = {column: raw for column, raw in held.items() if raw is not None}
            row += 1
        elif found := re.fullmatch(r"header in row (\d+)", said):
            row = int(found[1])
        elif found := re.fullmatch(r"merged: ([A-Z]+)(\d+):([A-Z]+)(\d+)", said):
            merged.append(Area(int(found[2]), column_number(found[1]), int(found[4]), column_number(found[3])))
        elif found := re.fullmatch(r"([A-Z]+)(\d+): (.*)", said):
            sheet.cells.setdefault(int(found[2]), {})[column_number(found[1])] = typed(found[3])
        elif said in ("absent", "only these rows"):
            sheet.absent = sheet.absent or said == "absent"
            sheet.complete = sheet.complete or said == "only these rows"
        elif said and not said.startswith("|"):
            raise ValueError(f"{sheet.title}: not understood: {said}")
    sheet.merged = tuple(merged)
    return sheet


def typed(text: str) -> Raw:  # noqa: PLR0911 - one line for each row of the table above
    """What Excel holds after these keystrokes (see the table above)."""
    said = text.strip().replace("\\|", "|")
    if not said:
        return None
    if said[0] == "'":
        return said[1:]
    if said[0] == said[-1] == '"' and len(said) > 1:
        return said[1:-1]
    if said[0] == "=" and len(said) > 1:
        return NoStoredValue(said)
    if re.fullmatch(r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)", said):
        return ErrorValue(said)
    if said in ("TRUE", "FALSE"):
        return said == "TRUE"
    if re.fullmatch(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d)?)?", said):
        return dt.datetime.fromisoformat(said)
    if re.fullmatch(r"[-−]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?%?", said):
        number = float(said.rstrip("%").replace(",", "").replace("−", "-"))
        return number / 100 if said.endswith("%") else number
    return said


def _plain(title: str) -> str:
    return "".join(title.split()).casefold()
