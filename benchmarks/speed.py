"""What the product promises about speed, as ratios in one run: a whole review against openpyxl's mere load and save.

    python benchmarks/speed.py [--accounts 100 1000 10000] [--folder FOLDER] [--profile]

Workbooks with every core sheet filled and eight quarters per account are made once (into FOLDER, default a temporary
one). Then, each in a process of its own: read + check + score + write back, the same once more on what that wrote, and
openpyxl loading and saving the very same files. Ratios below 1 are in our favour. At the end, how long it takes to
import kamreport and to answer ``kamreport --help``. ``--profile`` also prints where the time of the largest review goes.
"""

from __future__ import annotations

import argparse
import cProfile
import datetime as dt
import json
import pstats
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from large_books import make_book

TIME, MEMORY, HELP_SECONDS = 0.5, 1.0, 0.25
"""What is promised at 10,000 accounts against openpyxl, and for ``--help``."""


class Cost(NamedTuple):
    """What one process took."""

    cpu: float
    wall: float
    peak_mb: float


def review(book: str) -> None:
    """Read, check, score and write back: the subject of the measurement."""
    from kamreport import run

    made = run.prepare(Path(book))
    run.write_back(made, now=dt.datetime(2026, 1, 20, 9), user="benchmark")  # noqa: DTZ001 - as Excel holds it


def load_and_save(book: str) -> None:
    """What a script with openpyxl does at the very least."""
    import openpyxl

    openpyxl.load_workbook(book).save(f"{book}.saved.xlsx")


def nothing(_book: str) -> None:
    """Python's own cost."""


SUBJECTS = {"review": review, "openpyxl": load_and_save, "nothing": nothing}


def measured(subject: str, book: Path) -> Cost:
    """Run a subject on a workbook in a process of its own."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, __file__, "--subject", subject, str(book)], check=True, capture_output=True, text=True
    )
    wall = time.perf_counter() - started
    said = json.loads(done.stdout.splitlines()[-1])
    return Cost(said["cpu"], wall, said["peak_mb"])


def measure_here(subject: str, book: str) -> None:
    """The child's side of ``measured``."""
    import resource  # not on Windows, and not needed to make workbooks

    SUBJECTS[subject](book)
    scale = 1024 * 1024 if sys.platform == "darwin" else 1024
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({"cpu": used.ru_utime + used.ru_stime, "peak_mb": used.ru_maxrss / scale}))


def compare(name: str, book: Path) -> tuple[Cost, Cost]:
    """Our review against openpyxl on the same file; both costs. The file is reviewed afterwards."""
    theirs, ours = measured("openpyxl", book), measured("review", book)
    print(
        f"{name:<28} {ours.cpu:7.2f} {ours.wall:7.2f} {ours.peak_mb:7.0f}  {theirs.cpu:7.2f} {theirs.wall:7.2f} "
        f"{theirs.peak_mb:7.0f}  {ours.cpu / theirs.cpu:5.2f} {ours.wall / theirs.wall:5.2f} "
        f"{ours.peak_mb / theirs.peak_mb:6.2f}",
        flush=True,
    )
    return ours, theirs


def quickest(command: list[str], times: int = 5) -> float:
    """Seconds of the quickest of a few runs."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        taken.append(time.perf_counter() - started)
    return min(taken)


def say_doors() -> None:
    """How long the doors take to answer."""
    bare = quickest([sys.executable, "-c", "pass"])
    imported = quickest([sys.executable, "-c", "import kamreport"])
    answered = quickest([sys.executable, "-m", "kamreport", "--help"])
    print(f"import kamreport: {imported - bare:.3f} s on top of Python's own {bare:.3f} s")
    print(f"kamreport --help: {answered:.3f} s (promised: under {HELP_SECONDS} s)")


def main() -> None:
    """Make the workbooks, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--accounts", type=int, nargs="+", default=[100, 1_000, 10_000])
    parser.add_argument("--folder", type=Path, help="keeps the workbooks for the next time")
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--subject", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--make", nargs=2, help=argparse.SUPPRESS)
    said = parser.parse_args()
    if said.make:
        make_book(Path(said.make[0]), int(said.make[1]))
        return
    if said.subject:
        measure_here(*said.subject)
        return
    folder = said.folder or Path(tempfile.mkdtemp(prefix="speed-"))
    folder.mkdir(parents=True, exist_ok=True)
    print(f"{'':<28} {'kamreport review':^23}  {'openpyxl load and save':^23}  {'ratio':^18}")
    print(f"{'accounts':<28} {'CPU s':>7} {'wall s':>7} {'MB':>7}  {'CPU s':>7} {'wall s':>7} {'MB':>7}  {'CPU':>5} {'wall':>5} {'memory':>6}")  # fmt: skip
    costs: dict[int, Cost] = {}
    for accounts in said.accounts:
        fresh, book = folder / f"fresh-{accounts}.xlsx", folder / f"book-{accounts}.xlsx"
        if not fresh.exists():
            # in a process of its own: on Linux a child's peak memory begins at its parent's
            subprocess.run([sys.executable, __file__, "--make", str(fresh), str(accounts)], check=True)
        shutil.copyfile(fresh, book)
        costs[accounts], _ = compare(f"{accounts:,}, first review", book)
        compare(f"{accounts:,}, once more", book)
    for fewer, more in zip(said.accounts, said.accounts[1:], strict=False):
        growth = costs[more].cpu / costs[fewer].cpu
        print(f"growth from {fewer:,} to {more:,} accounts: {more / fewer:g}× the accounts, {growth:.1f}× the time")
    say_doors()
    if said.profile:
        shutil.copyfile(folder / f"fresh-{said.accounts[-1]}.xlsx", folder / "profiled.xlsx")
        profile = cProfile.Profile()
        profile.runcall(review, str(folder / "profiled.xlsx"))
        pstats.Stats(profile).sort_stats("cumulative").print_stats(60)


if __name__ == "__main__":
    main()
