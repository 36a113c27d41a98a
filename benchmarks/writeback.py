"""What the product promises about reading and writing back, as ratios in one run on the same files, against openpyxl.

    python benchmarks/writeback.py [--folder FOLDER] [--small] [--profile SUBJECT]

Workbooks of 10,000 × 20 and 100,000 × 20 cells are made once (into FOLDER, default a temporary one). Then, each in a
process of its own, and the smaller of two runs: kamreport and openpyxl reading every value, adding a sheet of 10,000
results with a table, and updating it. CPU time and peak memory are those of the process less what Python with the same
imports takes. Ratios below the promise are kept ones; the program ends with 1 when one is not. ``--small`` leaves out
the large workbook.
"""

from __future__ import annotations

import argparse
import cProfile
import datetime as dt
import json
import pstats
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROWS, COLUMNS, RESULTS, LARGE = 10_000, 20, 10_000, 100_000


class Cost(NamedTuple):
    """What one process took."""

    cpu: float
    peak_mb: float


class Promise(NamedTuple):
    """A ratio that is kept at or below ``most``."""

    what: str
    rows: int
    ours: str
    theirs: str
    measure: str
    most: float


PROMISES = (
    Promise("add 10,000 results", ROWS, "add", "openpyxl_add", "cpu", 0.06),
    Promise("add 10,000 results", ROWS, "add", "openpyxl_add", "peak_mb", 0.3),
    Promise("update 10,000 results", ROWS, "update", "openpyxl_update", "cpu", 0.25),
    Promise("read every value", ROWS, "read", "openpyxl_read", "cpu", 0.5),
    Promise("add 10,000 results", LARGE, "add", "openpyxl_add", "peak_mb", 0.6),
)


Value = str | float | dt.date


def results(version: int) -> Iterator[list[Value]]:
    """Rows of results: an account, words, figures, a date."""
    for at in range(RESULTS):
        score = (at * 7 + version * 13) % 1000 / 10
        yield [
            f"KA-{at:05}", f"Account {at} & Sons", score, 100 - score, "Strategic" if score > 50 else "Star",
            dt.date(2026, 1, 1) + dt.timedelta(days=at % 90), at * 1000 + version, "Yes" if at % 3 else "No",
        ]  # fmt: skip


TITLES = ("Account ID", "Account name", "Attractiveness", "Strength", "Quadrant", "Renewal", "Revenue", "Key")


def _sheet(version: int) -> object:
    from kamreport.package import OwnColumn, OwnSheet

    formats = {"Attractiveness": "0.0", "Strength": "0.0", "Renewal": "yyyy-mm-dd", "Revenue": "#,##0"}
    return OwnSheet(
        title="Results",
        mark="kamreport_sheet_results",
        table="kamreport_results",
        key=("Account ID",),
        columns=[OwnColumn(title=title, number_format=formats.get(title, "General")) for title in TITLES],
        rows=list(results(version)),
    )


def _patched(source: Path, destination: Path, version: int) -> None:
    from kamreport.package import open_book, patch

    patch(open_book(source), [_sheet(version)], destination=destination)  # type: ignore[list-item]


def add(book: Path) -> None:
    """Our sheet into a workbook that lacks it."""
    _patched(book, book.with_suffix(".added.xlsx"), 1)


def update(book: Path) -> None:
    """Our sheet brought up to date where it is."""
    _patched(book.with_suffix(".added.xlsx"), book.with_suffix(".updated.xlsx"), 2)


def read(book: Path) -> None:
    """Every value of every sheet, with errors and dates."""
    from kamreport.package import open_book

    whole = open_book(book)
    cells = sum(len(row) for sheet in whole.sheets for _, row in whole.read(sheet.title).rows)
    assert cells >= ROWS * COLUMNS, cells  # noqa: S101 - a benchmark that read nothing would be fast


def openpyxl_add(book: Path) -> None:
    """The same with openpyxl, as a script would."""
    import openpyxl
    from openpyxl.worksheet.table import Table

    whole = openpyxl.load_workbook(book)
    sheet = whole.create_sheet("Results")
    sheet.append(TITLES)
    for row in results(1):
        sheet.append(row)
    sheet.add_table(Table(displayName="kamreport_results", ref=f"A1:H{RESULTS + 1}"))
    whole.save(book.with_suffix(".openpyxl.xlsx"))


def openpyxl_update(book: Path) -> None:
    """New values into the rows that are there."""
    import openpyxl

    whole = openpyxl.load_workbook(book.with_suffix(".openpyxl.xlsx"))
    sheet = whole["Results"]
    for at, row in enumerate(results(2), 2):
        for column, value in enumerate(row, 1):
            sheet.cell(at, column, value)
    whole.save(book.with_suffix(".openpyxl2.xlsx"))


def openpyxl_read(book: Path) -> None:
    """Openpyxl's normal load."""
    import openpyxl

    openpyxl.load_workbook(book, data_only=True)


def nothing(_book: Path) -> None:
    """Python and kamreport's imports."""
    import kamreport.package  # noqa: F401 - importing is all it does


def openpyxl_nothing(_book: Path) -> None:
    """Python and openpyxl's imports."""
    import openpyxl  # noqa: F401 - importing is all it does


SUBJECTS: dict[str, Callable[[Path], None]] = {
    one.__name__: one
    for one in (nothing, openpyxl_nothing, read, openpyxl_read, add, openpyxl_add, update, openpyxl_update)
}


def make_book(path: Path, rows: int) -> None:
    """A workbook of words, figures, dates and blanks, as dense as a portfolio's revenue sheet."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Data")
    sheet.append([f"Column {at}" for at in range(COLUMNS)])
    day = dt.date(2026, 1, 1)
    for row in range(rows):
        words = [f"KA-{row:06}", f"Account {row % 997}", "Active", "Key account"]
        figures = [row * 1.25 + at for at in range(COLUMNS - 8)]
        sheet.append([*words, *figures, day, row % 7, row % 2 == 0, f"note {row % 53}"])
    book.save(path)


def measured(subject: str, book: Path) -> Cost:
    """Run a subject in a process of its own, twice, and take the better one."""
    return min(_once(subject, book) for _ in range(2))


def _once(subject: str, book: Path) -> Cost:
    command = [sys.executable, __file__, "--subject", subject, "--book", str(book)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Cost(**json.loads(done.stdout.splitlines()[-1]))


def measure_here(subject: str, book: Path) -> None:
    """The child's side of ``measured``."""
    import resource  # not on Windows

    SUBJECTS[subject](book)
    used = resource.getrusage(resource.RUSAGE_SELF)
    scale = 1024 * 1024 if sys.platform == "darwin" else 1024
    print(json.dumps({"cpu": used.ru_utime + used.ru_stime, "peak_mb": used.ru_maxrss / scale}))


def compare(folder: Path, sizes: tuple[int, ...]) -> bool:
    """Measure every promise about workbooks of these sizes; whether all are kept."""
    books = {rows: folder / f"book-{rows}.xlsx" for rows in sizes}
    for rows, book in books.items():
        if not book.exists():
            # in a process of its own: on Linux a child's peak memory begins at its parent's
            subprocess.run([sys.executable, __file__, "--make", str(rows), "--book", str(book)], check=True)
    known: dict[tuple[str, int], Cost] = {}

    def cost(subject: str, rows: int) -> Cost:
        if (subject, rows) not in known:
            known[subject, rows] = measured(subject, books[rows])
        return known[subject, rows]

    kept = True
    for promise in PROMISES:
        if promise.rows not in books:
            continue
        ours, theirs = cost(promise.ours, promise.rows), cost(promise.theirs, promise.rows)
        base, their_base = cost("nothing", ROWS).cpu, cost("openpyxl_nothing", ROWS).cpu
        if promise.measure == "cpu":
            ratio = (ours.cpu - base) / (theirs.cpu - their_base)
            said = f"{ours.cpu - base:6.2f} s CPU  against {theirs.cpu - their_base:6.2f}"
        else:
            ratio = ours.peak_mb / theirs.peak_mb
            said = f"{ours.peak_mb:6.0f} MB peak against {theirs.peak_mb:6.0f}"
        kept = kept and ratio <= promise.most
        verdict = "kept" if ratio <= promise.most else "NOT KEPT"
        name = f"{promise.what} ({promise.rows:,} x {COLUMNS})"
        print(f"{name:<40} {said}: ratio {ratio:.3f}, promised {promise.most:g}, {verdict}", flush=True)
    return kept


def main() -> int:
    """Measure, or be measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--profile", choices=SUBJECTS)
    parser.add_argument("--subject", choices=SUBJECTS, help=argparse.SUPPRESS)
    parser.add_argument("--book", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--make", type=int, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.make:
        make_book(chosen.book, chosen.make)
        return 0
    if chosen.subject:
        measure_here(chosen.subject, chosen.book)
        return 0
    with tempfile.TemporaryDirectory() as made:
        folder = chosen.folder or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        kept = compare(folder, (ROWS,) if chosen.small else (ROWS, LARGE))
        if chosen.profile:
            profile = cProfile.Profile()
            profile.runcall(SUBJECTS[chosen.profile], folder / f"book-{ROWS}.xlsx")
            pstats.Stats(profile).sort_stats("cumulative").print_stats(25)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
