"""A portfolio for the packs: seven accounts, eight quarters, two reviews; every core sheet has rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from books import book

from kamreport import history
from kamreport.results import PreviousReview, Review
from kamreport.run import review_of

NAMES = (
    "Northwind Logistics",
    "Aurelia Foods",
    "Brennan & Sons <Holding>",
    "Cobalt Mobility",
    "Delmare Shipping",
    "Everline Energy",
    "Fjord Pharma",
)
TIERS = ("Partner", "Business consultant", "Vendor", "Business consultant", "Preferred provider", "Partner", "Vendor")
_QUARTER_ENDS = (
    "2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31", "2025-03-31",
    "2025-06-30", "2025-09-30", "2025-12-31", "2026-03-31",
)  # fmt: skip
_GRADES = (
    (4, 4, 4, 3, 4, 4), (5, 3, 2, 3, 2, 3), (2, 2, 4, 4, 3, 4), (3, "", "", 3, "", 4),
    ("", "", "", "", "", ""), (5, 5, 5, 4, 4, 5), (1, 2, 2, 1, 2, 3),
)  # fmt: skip
_PEOPLE = (
    ("Helena Sommer", "Executive sponsor", 5, 3, "Executive", 2, "2026-03-20"),
    ("Bob Ng", "Economic buyer", 5, 2, "Senior", 0, "2026-02-11"),
    ("Chiara Rossi", "Champion", 3, 4, "Middle", 2, "2026-03-28"),
    ("Dan Brown", "User", 2, 1, "Operational", -1, ""),
)
_ACTIONS = (
    ("Agree an executive sponsor meeting", "2026-03-20", "In progress", "", ""),
    ("Set up a quarterly innovation day", "2026-02-10", "Done", "2026-02-08", ""),
    ("Send the renewal proposal", "2026-05-15", "Not started", "", "Waiting for the budget round"),
    ("Review service levels of the Nordic sites", "2026-01-15", "Done", "2026-01-22", ""),
    ("Name a counterpart for procurement", "2026-06-30", "Not started", "", ""),
)


@cache
def first_review() -> Review:
    """A review with nothing to compare with."""
    return review_of(book(_workbook(8, last="2026-03-31")), as_of=dt.date(2026, 4, 10))


@cache
def second_review() -> Review:
    """The review after an earlier one: scores moved, promises were kept or not."""
    before = review_of(book(_workbook(7, last="2025-12-31", earlier=True)), as_of=dt.date(2026, 1, 12))
    scores, lines = history.remember(before)
    kept = PreviousReview(
        review_id=before.review_id,
        period_end=before.period_end,
        period_label=before.period_label,
        scores=scores,
        lines=lines,
    )
    now = first_review()
    moved = history.movements(kept, *history.remember(now), now.portfolio)
    return replace(now, previous=kept, movements=moved)


@cache
def bare_review() -> Review:
    """Accounts and nothing else about them."""
    rows = (
        (f"KA-{number:03}", name, "Active", "No", "P-01", "Business consultant") for number, name in enumerate(NAMES, 1)
    )
    titles = ("Account ID", "Account name", "Status", "Key account", "Key account manager", "Tier")
    return review_of(book(_table("Accounts", titles, rows)))


def workbook() -> str:
    """The sheets of the first review, for tests that add some."""
    return _workbook(8, last="2026-03-31")


def _workbook(quarters: int, *, last: str, earlier: bool = False) -> str:
    numbers = range(len(NAMES))
    settings = (
        ("Company name", "Halden Packaging"), ("Period end", last), ("Target margin", "15%"), ("Company revenue, 12 months", 50000000),
    )  # fmt: skip
    return "\n".join(
        (
            _table("Settings", ("Setting", "Value"), settings),
            _table("Accounts", _ACCOUNT, (_account(number) for number in numbers)),
            _table("Revenue", _REVENUE, (row for number in numbers for row in _revenue(number, quarters))),
            _table("Ratings", _RATINGS, (_rating(number, earlier=earlier) for number in numbers)),
            _table("Stakeholders", _STAKEHOLDERS, (row for number in numbers for row in _people(number))),
            _table("Actions", _ACTION, (row for number in numbers for row in _actions(number))),
        )
    )


_ACCOUNT = (
    "Account ID", "Account name", "Status", "Key account", "Key account manager", "Tier", "Key type", "Key since",
    "First purchase", "Contract start", "Renewal date", "Notice date", "Annual contract value", "Declared stage",
    "Customer's view of stage", "Complexity", "Commitment", "Last review", "Manager hours per month", "Our executive sponsor",
)  # fmt: skip
_STAGES = ("Tactical", "Cooperative", "Interdependent", "Strategic")


def _account(number: int) -> tuple[object, ...]:
    is_key = number in {0, 1, 3, 5}
    renews = ("2026-06-30", "2026-03-31") if number % 2 == 0 else ("2026-12-31", "2026-09-30")
    return (
        f"KA-{number + 1:03}", NAMES[number], "Prospect" if number == 4 else "Active", "Yes" if is_key else "No",
        "P-02" if number % 3 else "P-01", TIERS[number], "Existing" if is_key else "", "2021-01-01" if is_key else "",
        "2016-03-01", "2023-10-01", *renews, 400000 * (number + 1), _STAGES[number % 4], _STAGES[(number + 1) % 4],
        4, 3, "2026-01-20", 10 + 4 * number, "P-02" if number == 0 else "",
    )  # fmt: skip


_REVENUE = ("Account ID", "Period end", "Revenue", "Target revenue", "Gross margin", "Cost to serve", "Orders")


def _revenue(number: int, quarters: int) -> Iterable[tuple[object, ...]]:
    if number == 4:
        return
    for position, end in enumerate(_QUARTER_ENDS[9 - quarters - 1 : 9] if quarters == 8 else _QUARTER_ENDS[:8]):
        revenue = 180000 * (number + 1) + 9000 * position * (1 if number % 3 else -1)
        cost = "" if number == 3 and position > 5 else round(revenue * 0.08)
        yield (f"KA-{number + 1:03}", end, revenue, round(revenue * 1.02), round(revenue * 0.26), cost, 12 + position)


_RATINGS = ("Account ID", "A1", "A4", "R1", "R3", "R4", "R6", "Rated on", "Rated by", "Source", "Evidence")


def _rating(number: int, *, earlier: bool) -> tuple[object, ...]:
    grades = list(_GRADES[number])
    if earlier and number in {0, 1}:
        grades[0], grades[5] = 2, 5
    if grades[0] == "":
        return (f"KA-{number + 1:03}", *grades, "", "", "", "")
    source = "Customer" if number == 1 else "Team"
    return (f"KA-{number + 1:03}", *grades, "2026-01-10", "Ana Ruiz", source, "Talks of January")


_STAKEHOLDERS = (
    "Stakeholder ID", "Account ID", "Name", "Role", "Influence", "Relationship strength", "Level", "Support", "Last contact",
)  # fmt: skip


def _people(number: int) -> Iterable[tuple[object, ...]]:
    for position, (name, role, influence, strength, level, support, contact) in enumerate(_PEOPLE):
        if number == 4 or (number == 1 and position > 0):
            continue
        person = f"S-{number}{position}"
        yield (person, f"KA-{number + 1:03}", name, role, influence, strength, level, support, contact)


_ACTION = ("Action ID", "Account ID", "Action", "Owner", "Due", "Status", "Done on", "Blocker")


def _actions(number: int) -> Iterable[tuple[object, ...]]:
    if number == 4:
        return
    for position, (text, due, status, done, blocker) in enumerate(_ACTIONS[: 5 - number % 3]):
        owner = f"S-{number}0" if position == 2 else "P-01"
        yield (f"AC-{number}{position}", f"KA-{number + 1:03}", text, owner, due, status, done, blocker)


def _table(title: str, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    titles = tuple(columns)
    lines = [titles, ["---"] * len(titles), *rows]
    return f"## {title}\n" + "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines) + "\n"
