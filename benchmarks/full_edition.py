"""What the product promises about speed with every sheet filled: checking and scoring take no longer than reading.

    python benchmarks/full_edition.py [--accounts 1000 10000] [--turns 5] [--folder FOLDER] [--profile]

Workbooks with all core, optional and programme sheets filled (about 20 rows per account) are made once, into FOLDER
or a temporary one. Then, turn by turn and in a process of its own each time: read; settle links and keys, score and
check. Printed are medians of CPU seconds, of their ratio and of the peak of memory, the least and the largest ratio,
and how time and memory grow with the accounts: no faster than they. One turn alone says little on a shared machine.
``--profile`` also prints where the time of the largest goes.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from full_books import make_full_book

RATIO, GROWTH = 1.0, 1.1
"""What is promised of checking and scoring against reading, and of memory against the number of accounts."""


class Cost(NamedTuple):
    """What one process took; ``base_mb`` is its memory before there was a workbook."""

    rows: int
    findings: int
    read: float
    judge: float
    peak_mb: float
    base_mb: float

    @property
    def ratio(self) -> float:
        """Checking and scoring against reading."""
        return self.judge / self.read


def judge(book: Path) -> Cost:
    """Read a workbook, then settle, score and check it, each timed."""
    from kamreport import checking, reading, scoring
    from kamreport.run.pausing import no_cycle_search

    base = peak_mb()
    with no_cycle_search():  # as every review does
        started = time.process_time()
        read = reading.read(book)
        between = time.process_time()
        as_of = read.portfolio.settings.as_of
        assert as_of is not None  # noqa: S101 - the workbook was made with one
        settled = checking.settle(read.portfolio, as_of)
        scores = scoring.score(settled.portfolio, as_of)
        found = [*read.findings, *settled.findings, *scores.findings]
        found += checking.check(settled.portfolio, scores, as_of)
        ended = time.process_time()
    rows = sum(len(settled.portfolio.rows(record)) for record in settled.portfolio.records)
    return Cost(rows, len(found), between - started, ended - between, peak_mb(), base)


def peak_mb() -> float:
    """The most memory this process has held."""
    import resource  # not on Windows, and not needed to make workbooks

    scale = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale


class Turns(NamedTuple):
    """The same work several times over."""

    costs: tuple[Cost, ...]

    @property
    def ratio(self) -> float:
        """The median of what checking and scoring took against the reading of the same turn."""
        return statistics.median(cost.ratio for cost in self.costs)

    def median(self, figure: str) -> float:
        """The median of one figure of a cost."""
        return float(statistics.median(getattr(cost, figure) for cost in self.costs))


def measured(book: Path) -> Cost:
    """Judge a workbook in a process of its own."""
    done = subprocess.run([sys.executable, __file__, "--judge", book], check=True, capture_output=True, text=True)
    return Cost(*json.loads(done.stdout))


def compare(folder: Path, sizes: list[int], turns: int) -> bool:
    """Measure workbooks of these sizes; whether every promise was kept."""
    folder.mkdir(parents=True, exist_ok=True)
    print(
        f"{'accounts':>8} {'rows':>8} {'findings':>8}  {'read s':>7} {'check + score s':>15} {'ratio':>6} {'of':>13}  {'MB':>6}"
    )
    found: dict[int, Turns] = {}
    for accounts in sizes:
        book = folder / f"full-{accounts}.xlsx"
        if not book.exists():
            # in a process of its own: on Linux a child's peak memory begins at its parent's
            subprocess.run([sys.executable, __file__, "--make", book, str(accounts)], check=True)
        one = found[accounts] = Turns(tuple(measured(book) for _ in range(turns)))
        ratios = sorted(cost.ratio for cost in one.costs)
        print(
            f"{accounts:>8,} {one.costs[0].rows:>8,} {one.costs[0].findings:>8,}  {one.median('read'):7.2f}"
            f" {one.median('judge'):15.2f} {one.ratio:6.2f} {f'{ratios[0]:.2f} to {ratios[-1]:.2f}':>13}"
            f"  {one.median('peak_mb'):6.0f}",
            flush=True,
        )
    kept = all(one.ratio <= RATIO for one in found.values())
    for fewer, more in pairwise(sizes):
        first, second = found[fewer], found[more]
        memory = (second.median("peak_mb") - second.median("base_mb")) / (
            first.median("peak_mb") - first.median("base_mb")
        )
        kept = kept and memory <= GROWTH * more / fewer
        print(
            f"from {fewer:,} to {more:,} accounts: {more / fewer:g}× the accounts,"
            f" {second.median('read') / first.median('read'):.1f}× the reading,"
            f" {second.median('judge') / first.median('judge'):.1f}× the checking and scoring, {memory:.1f}× the memory"
        )
    print(
        f"promised: a ratio of at most {RATIO:g}, memory that grows with the accounts: {'kept' if kept else 'NOT KEPT'}"
    )
    return kept


def main() -> int:
    """Measure, or be measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--accounts", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="keeps the workbooks for the next time")
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--judge", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--make", nargs=2, help=argparse.SUPPRESS)
    said = parser.parse_args()
    if said.judge:
        print(json.dumps(judge(said.judge)))
        return 0
    if said.make:
        make_full_book(Path(said.make[0]), int(said.make[1]))
        return 0
    with tempfile.TemporaryDirectory() as made:
        folder = said.folder or Path(made)
        kept = compare(folder, said.accounts, said.turns)
        if said.profile:
            profile = cProfile.Profile()
            profile.runcall(judge, folder / f"full-{said.accounts[-1]}.xlsx")
            pstats.Stats(profile).sort_stats("cumulative").print_stats(60)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
