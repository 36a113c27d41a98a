"""What the product promises about packs, as ratios in one run on the same machine.

    python benchmarks/packs.py [--folder FOLDER] [--accounts 85] [--packs 200] [--only one every unchanged five two memory]

- one: an account pack's PDF against WeasyPrint called plainly on the same HTML file, turn by turn, CPU time;
- every: the same for every account of the full example, three turns each, and how many keep the promise;
- unchanged: a whole ``kamreport run`` over the 85 accounts of ``../shared/data/maven_crm``, then a second one;
- five: ``kamreport render`` of the same after five accounts changed: which packs are made again;
- two: so many accounts (``--accounts``) by one process, then by two: time, and whether the bytes are the same;
- memory: one worker that makes so many packs (``--packs``) without being replaced.

CPU times hold on a machine that does other things too; the wall times of ``two`` need two processors with nothing to
do. Ends with 1 when a promise is not kept.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import hashlib
import os
import queue
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import maven

from kamreport import run
from kamreport.model import Account
from kamreport.rendering.packs import find_packs, orders
from kamreport.rendering.pages import Pages
from kamreport.rendering.workshop.bench import open_press
from kamreport.rendering.workshop.hand import Hand, Said
from kamreport.rendering.workshop.tickets import Kit, Limits, Ticket
from kamreport.results import Review
from kamreport.rulebook import RULES
from kamreport.shipped import workbook_templates
from kamreport.writing.template import new_workbook

ONE, UNCHANGED, TWO, GROWTH = 0.75, 0.03, 1.7, 1.05
"""Promised: a PDF against plain WeasyPrint; a second run against the first; two workers against one; memory after 200
packs against memory after 50."""
missed: list[str] = []


class Cost(NamedTuple):
    """Seconds of a process and all it started."""

    cpu: float
    wall: float


def tell(what: str, ratio: float, promised: float, *, at_least: bool = False) -> None:
    """Print a ratio beside what is promised."""
    kept = ratio >= promised if at_least else ratio <= promised
    print(
        f"{what}: {ratio:.3f} (promised: {'at least' if at_least else 'at most'} {promised:g}){'' if kept else ' MISSED'}"
    )
    if not kept:
        missed.append(what)


def one(_folder: Path, *, turns: int = 5) -> None:
    """An account pack of the example, set by us and by WeasyPrint called plainly on the HTML file of the same pack."""
    with tempfile.TemporaryDirectory() as kept:
        book = run.new_workbook(Path(kept) / "example.xlsx", example=True)
        review = run.prepare(book)
    ratio, cost, plain = against_plain(review, review.portfolio.accounts[0], turns)
    print(f"one account pack: {cost:.2f} s CPU; plain {plain:.2f} s")
    tell("one PDF against plain WeasyPrint", ratio, ONE)


def every(_folder: Path) -> None:
    """Each account of the full example: a promise for one account would say little."""
    review = run.prepare(workbook_templates() / run.FULL_EXAMPLE)
    ratios = []
    for account in review.portfolio.accounts:
        ratio, cost, plain = against_plain(review, account, 3)
        print(f"  {account.account_id}: {cost:.2f} s CPU; plain {plain:.2f} s; {ratio:.3f}", flush=True)
        ratios.append(ratio)
    print(
        f"{sum(ratio <= ONE for ratio in ratios)} of {len(ratios)} accounts within {ONE:g}; the most {max(ratios):.3f}"
    )
    tell("a PDF of the full example against plain WeasyPrint, median", statistics.median(ratios), ONE)


def against_plain(review: Review, account: Account, turns: int) -> tuple[float, float, float]:
    """Our cost of an account's PDF against plain WeasyPrint's, turn by turn: median ratio, and both medians in seconds."""
    from weasyprint import HTML

    (order,) = orders(review, find_packs(["account"]), [account.account_id])
    pages, document = Pages(), order.document()
    press = open_press(pages, review.settings.paper.value)
    html = pages.html(document)
    ours, plain = [], []
    for turn in range(turns + 1):
        costs = (
            cpu_of(lambda: press.pdf(pages.print_html(document))),
            cpu_of(lambda: HTML(string=html).write_pdf()),
        )
        if turn:  # the first turn warms both
            ours.append(costs[0])
            plain.append(costs[1])
    ratio = statistics.median(a / b for a, b in zip(ours, plain, strict=True))
    return ratio, statistics.median(ours), statistics.median(plain)


def cpu_of(work: Callable[[], object]) -> float:
    """CPU seconds of a piece of work in this process."""
    gc.collect()
    started = time.process_time()
    work()
    return time.process_time() - started


def unchanged(folder: Path) -> None:
    """The whole job twice, by the command line."""
    book = maven_book(folder / "run.xlsx")
    first = cost_of("run", book, folder / "run-packs")
    before = stamps(folder / "run-packs")
    second = cost_of("run", book, folder / "run-packs")
    again = sum(stamps(folder / "run-packs")[name] != stamp for name, stamp in before.items())
    print(f"run over 85 accounts: {first.cpu:.1f} s CPU, {first.wall:.1f} s; {len(before)} files")
    print(f"run once more: {second.cpu:.2f} s CPU, {second.wall:.2f} s; {again} files made again")
    tell("second run against the first, CPU", second.cpu / first.cpu, UNCHANGED)
    if again:
        missed.append("files made again although nothing changed")


def five(folder: Path) -> None:
    """Five accounts get a date of renewal; their packs and the portfolio's are made again and no other."""
    packs = folder / "five-packs"
    cost_of("render", maven_book(folder / "five.xlsx"), packs, "--html-only")
    before = stamps(packs)
    changed = (3, 17, 40, 58, 81)
    cost = cost_of("render", maven_book(folder / "five-changed.xlsx", changed), packs, "--html-only")
    made = {name for name, stamp in stamps(packs).items() if before[name] != stamp}
    accounts = {name[:5] for name in made if name.startswith("M-")}
    others = sorted(name for name in made if not name.startswith("M-"))
    print(f"five accounts changed: {len(made)} files made again in {cost.cpu:.2f} s CPU: {sorted(accounts)}, {others}")
    if accounts != {f"M-{number:03}" for number in changed} or others != ["portfolio.html"]:
        missed.append("packs made again that did not change, or not made that did")


def two(folder: Path, accounts: int) -> None:
    """One process against two, with equal bytes."""
    book = maven_book(folder / "two.xlsx")
    chosen = [word for number in range(1, accounts + 1) for word in ("--account", f"M-{number:03}")]
    alone = cost_of("render", book, folder / "by-one", "--workers", "1", *chosen)
    both = cost_of("render", book, folder / "by-two", "--workers", "2", *chosen)
    print(
        f"{accounts} packs by one: {alone.cpu:.1f} s CPU, {alone.wall:.1f} s; by two: {both.cpu:.1f} and {both.wall:.1f} s"
    )
    print(f"by CPU alone two would be {2 * alone.cpu / both.cpu:.2f} times as fast as one")
    tell("one process against two, wall", alone.wall / both.wall, TWO, at_least=True)
    same = digests(folder / "by-one") == digests(folder / "by-two")
    print(f"same input twice gives the same bytes, HTML and PDF: {'yes' if same else 'NO'}")
    if not same:
        missed.append("bytes differ")


def memory(_folder: Path, packs: int) -> None:
    """What one worker holds after so many packs; the workshop replaces it after fifty."""
    with tempfile.TemporaryDirectory() as kept:
        review = run.prepare(maven_book(Path(kept) / "memory.xlsx"))
    made = orders(review, find_packs(["account"]), None)
    ear: queue.SimpleQueue[Said] = queue.SimpleQueue()
    hand = Hand(Kit(), Limits(), ear)
    held: dict[int, float] = {}
    try:
        ear.get()
        for number in range(1, packs + 1):
            document = made[number % len(made)].document()
            hand.give(Ticket(number=number, name="", document=document, forms=("html", "pdf")))
            while not (proof := ear.get()[1]) or not proof.last:
                if proof is None:
                    sys.exit("the worker ended")
            if number in {1, 10, 20, 50, 100, 150, packs}:
                held[number] = resident_mb(hand.pid)
    finally:
        hand.end()
    print("one worker's memory: " + ", ".join(f"{mb:.0f} MB after {number}" for number, mb in held.items()))
    tell(
        "memory at the end against after a quarter", held[packs] / held[max(n for n in held if n <= packs // 4)], GROWTH
    )


def resident_mb(pid: int) -> float:
    """Memory a process holds now, in MB (Linux)."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def cost_of(verb: str, book: Path, packs: Path, *flags: str) -> Cost:
    """What a command of ours takes, with all processes it starts."""
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "kamreport",
        verb,
        book,
        "-o",
        packs,
        "--quiet",
        "--fail-on",
        "never",
        *flags,
    ]
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall)


def maven_book(path: Path, changed: tuple[int, ...] = ()) -> Path:
    """The workbook of the exports; the accounts on ``changed`` lines have a date of renewal besides."""
    rows = maven.rows_of_workbook(maven.lines_of("sales_pipeline"))
    for number in changed:
        rows[Account][number - 1]["Renewal date"] = maven.midnight(dt.date(2018, 4, number % 28 + 1))  # type: ignore[index] # rows are dictionaries here
    path.unlink(missing_ok=True)
    new_workbook(path, preset="lite", rules=RULES, rows=rows)
    return path


def stamps(folder: Path) -> dict[str, int]:
    """When each pack was written."""
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir() if path.suffix in {".html", ".pdf"}}


def digests(folder: Path) -> dict[str, str]:
    """What is in each pack."""
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in stamps(folder)}


def main() -> None:
    """Measure what was asked for, and say which promise was not kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, help="where workbooks and packs go; default: a temporary one")
    parser.add_argument("--accounts", type=int, default=85)
    parser.add_argument("--packs", type=int, default=200)
    names = ("one", "every", "unchanged", "five", "two", "memory")
    parser.add_argument("--only", nargs="+", choices=names, default=names)
    said = parser.parse_args()
    folder = said.folder or Path(tempfile.mkdtemp(prefix="packs-"))
    folder.mkdir(parents=True, exist_ok=True)
    work: dict[str, Callable[[], None]] = {
        "one": lambda: one(folder),
        "every": lambda: every(folder),
        "unchanged": lambda: unchanged(folder),
        "five": lambda: five(folder),
        "two": lambda: two(folder, said.accounts),
        "memory": lambda: memory(folder, said.packs),
    }
    for name in said.only:
        work[name]()
    if missed:
        sys.exit(f"missed: {', '.join(missed)}")


if __name__ == "__main__":
    main()
