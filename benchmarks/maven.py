"""Real input: a workbook filled from CRM exports that nobody here wrote, reviewed and packed in one go.

    python benchmarks/maven.py [FOLDER]

Reads ``../shared/data/maven_crm`` (see the README there), writes workbook and packs to FOLDER (default: a temporary
one), prints the figures, and fails when a quarter's total differs from the known one or a pack is missing.
What the export does not say is left blank: no rating, no target, no margin, no stakeholder is invented.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from kamreport import run
from kamreport.findings import Severity
from kamreport.model import Account, Colleague, ListValue, Revenue, SettingLine
from kamreport.results import Review
from kamreport.rulebook import RULES
from kamreport.schema.kinds import shown
from kamreport.writing.template import new_workbook, shipped_rows
from kamreport.writing.template.shipped_texts import Row

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "maven_crm"
KNOWN = {
    dt.date(2017, 3, 31): (531, 1_134_672),
    dt.date(2017, 6, 30): (1_254, 3_086_111),
    dt.date(2017, 9, 30): (1_257, 2_982_255),
    dt.date(2017, 12, 31): (1_196, 2_802_496),
}
"""Opportunities won in each quarter and their value, as the data's own README states them."""
COUNTRIES = {
    "United States": "US", "Kenya": "KE", "Japan": "JP", "Italy": "IT", "Norway": "NO", "Korea": "KR", "Jordan": "JO",
    "Brazil": "BR", "Germany": "DE", "Panama": "PA", "Belgium": "BE", "Romania": "RO", "Poland": "PL", "China": "CN",
    "Philippines": "PH",
}  # fmt: skip
INDUSTRIES = (
    "Employment", "Entertainment", "Finance", "Marketing", "Medical", "Retail", "Services", "Software", "Technology",
    "Telecommunications",
)  # fmt: skip

Line: TypeAlias = dict[str, str]


def lines_of(name: str) -> list[Line]:
    """The lines of one export."""
    with (DATA / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def quarter_end(us_date: str) -> dt.date:
    """The last day of the quarter of a date written the American way: 3/1/2017 is in the quarter to 2017-03-31."""
    day = dt.datetime.strptime(us_date, "%m/%d/%Y").date()  # noqa: DTZ007 - the export knows no zones
    return next(end for end in KNOWN if (end.year, (end.month - 1) // 3) == (day.year, (day.month - 1) // 3))


def midnight(day: dt.date) -> dt.datetime:
    """A day as a cell holds it."""
    return dt.datetime(day.year, day.month, day.day)  # noqa: DTZ001 - cells know no zones


def won_by_account(pipeline: list[Line]) -> dict[tuple[str, dt.date], float]:
    """Won value by account and quarter."""
    won: dict[tuple[str, dt.date], float] = defaultdict(float)
    for line in pipeline:
        if line["deal_stage"] == "Won":
            won[line["account"], quarter_end(line["close_date"])] += float(line["close_value"])
    return won


def rows_of_workbook(pipeline: list[Line]) -> dict[type, Sequence[Row]]:
    """The rows of each sheet that the exports can fill."""
    accounts, teams = lines_of("accounts"), lines_of("sales_teams")
    ids = {line["account"]: f"M-{number:03}" for number, line in enumerate(accounts, 1)}
    managers = {name: f"P-{number:02}" for number, name in enumerate(sorted({line["manager"] for line in teams}), 1)}
    manager_of = answering_manager(pipeline, {line["sales_agent"]: line["manager"] for line in teams})
    won = won_by_account(pipeline)
    shipped = [row for row in shipped_rows("Lite")[ListValue] if row["List"] != "Industry"]
    lists = [*shipped, *({"List": "Industry", "Value": name} for name in INDUSTRIES)]
    return {
        SettingLine: [
            {"Setting": "Company name", "Value": "Maven hardware"},
            {"Setting": "Period end", "Value": midnight(max(KNOWN))},
            {"Setting": "Currency", "Value": "USD"},
            {"Setting": "Company revenue, 12 months", "Value": sum(won.values())},
        ],
        Colleague: [
            {"Person ID": person, "Name": name, "Job": "Key account manager"} for name, person in managers.items()
        ],
        Account: [account_row(line, ids, managers[manager_of[line["account"]]]) for line in accounts],
        Revenue: [
            {"Account ID": person, "Period end": midnight(end), "Revenue": won.get((name, end), 0.0)}
            for name, person in ids.items()
            for end in KNOWN
        ],
        ListValue: lists,
    }


def answering_manager(pipeline: list[Line], manager_of_agent: Mapping[str, str]) -> dict[str, str]:
    """The manager whose people won most at each account: the export names no other."""
    value: dict[str, Counter[str]] = defaultdict(Counter)
    for line in pipeline:
        if line["deal_stage"] == "Won":
            value[line["account"]][manager_of_agent[line["sales_agent"]]] += round(float(line["close_value"]))
    return {account: max(sorted(by_manager), key=by_manager.__getitem__) for account, by_manager in value.items()}


def account_row(line: Line, ids: Mapping[str, str], manager: str) -> Row:
    """One account. A required word the export lacks is the plainest one; its faults are carried over, not mended."""
    return {
        "Account ID": ids[line["account"]],
        "Account name": line["account"],
        "Status": "Active",
        "Key account": "No",
        "Key account manager": manager,
        "Tier": "Preferred provider",
        "Industry": line["sector"].capitalize(),
        "Country": COUNTRIES.get(line["office_location"], line["office_location"]),
        "Employees": float(line["employees"]),
        "Parent account": ids.get(line["subsidiary_of"]),
    }


def say_what_is_odd(pipeline: list[Line]) -> None:
    """What in the exports fits nowhere: counted and named, never dropped in silence."""
    products = {line["product"] for line in lines_of("products")}
    unknown = Counter(line["product"] for line in pipeline if line["product"] not in products)
    for product, count in unknown.items():
        won = sum(line["product"] == product and line["deal_stage"] == "Won" for line in pipeline)
        print(f"product {product} is on no price list: {count:,} opportunities, {won:,} won; counted as revenue")
    nobody = [line for line in pipeline if not line["account"]]
    stages = ", ".join(f"{count:,} {stage}" for stage, count in Counter(line["deal_stage"] for line in nobody).items())
    lost_value = sum(float(line["close_value"] or 0) for line in nobody)
    print(f"without an account: {len(nobody):,} opportunities ({stages}), worth {lost_value:,.0f} won; left out")
    if unknown != {"GTXPro": 1_480} or len(nobody) != 1_425 or lost_value:
        sys.exit("these are not the exports described in the data's README")


def check_totals(pipeline: list[Line], review: Review) -> None:
    """Fail when the workbook's quarters, read back through kamreport, differ from the known figures."""
    rows = review.portfolio.rows(Revenue)
    for end, (count, value) in KNOWN.items():
        wins = sum(line["deal_stage"] == "Won" and quarter_end(line["close_date"]) == end for line in pipeline)
        total = sum(row.revenue for row in rows if row.period_end == end)
        print(f"quarter to {end}: {wins:,} won, {total:,.0f} in the workbook; known {count:,} and {value:,}")
        if (wins, total) != (count, value):
            sys.exit("the quarter's total is wrong")


def say_findings(review: Review) -> None:
    """How many findings of each rule, and those about the exports' own spelling."""
    for severity in sorted(Severity, reverse=True):
        codes = Counter(finding.rule.code for finding in review.findings if finding.severity is severity)
        print(f"{severity.word}s: {', '.join(f'{count}× {code}' for code, count in sorted(codes.items())) or 'none'}")
    for spelled in ("Technolgy", "Philipines"):
        said = [finding for finding in review.findings if shown(spelled) in finding.message]
        print(f"{spelled}: {len(said)} findings, the first: {said[0] if said else 'none'}")
        if not said:
            sys.exit(f"{spelled} was not reported")


def check_packs(done: run.RunOutcome) -> None:
    """Fail unless every account and the portfolio have their packs and missing ratings are shown as missing."""
    packs = done.packs
    if packs is None:
        sys.exit("no packs were made")
    for form in ("html", "pdf"):
        made = packs.of(form)
        accounts = {file.account_id for file in made if file.account_id}
        portfolios = sum(not file.account_id for file in made)
        size = sum(file.path.stat().st_size for file in made)
        print(f"{form}: {len(accounts)} account packs, {portfolios} portfolio pack, {size / 1e6:.1f} MB")
        if len(accounts) != len(done.review.portfolio.accounts) or portfolios != 1:
            sys.exit(f"a pack is missing {packs.why_no_pdf}")
    scored = [scores for scores in done.review.scores.accounts.values() if scores.placement.quadrant]
    html = next(file.path for file in packs.of("html") if file.account_id).read_text(encoding="utf-8")
    print(f"placed in the matrix without a single rating: {len(scored)}; 'not known' in a pack: {'not known' in html}")
    if scored or "not known" not in html:
        sys.exit("a missing rating became a score")


def main() -> None:
    """Fill, review, write back, render, and compare with what is known."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, help="where workbook and packs go; must not hold them yet")
    folder = parser.parse_args().folder or Path(tempfile.mkdtemp(prefix="maven-"))
    folder.mkdir(parents=True, exist_ok=True)
    pipeline = lines_of("sales_pipeline")
    say_what_is_odd(pipeline)
    book = folder / "maven.xlsx"
    new_workbook(book, preset="lite", rules=RULES, rows=rows_of_workbook(pipeline))
    started = time.perf_counter()
    done = run.everything(book, folder / "packs", now=dt.datetime(2018, 1, 15, 9), user="benchmark")  # noqa: DTZ001 - as Excel
    seconds = time.perf_counter() - started
    check_totals(pipeline, done.review)
    say_findings(done.review)
    check_packs(done)
    print(f"the whole job took {seconds:.0f} s; look at {folder}")


if __name__ == "__main__":
    main()
