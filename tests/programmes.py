"""A workbook whose programme sheets are filled, with a review behind it: what the programme pack is tried on."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

import books

from kamreport import history
from kamreport.model import (
    ChecklistItem,
    FrameworkItem,
    Milestone,
    ProgrammeMeasure,
    ProgrammeQuestion,
)
from kamreport.results import PreviousReview, Review
from kamreport.run import review_of
from kamreport.writing.template import programme_rows

AS_OF = dt.date(2026, 4, 10)
_CORE = """
## Settings
| Setting      | Value        |
|--------------|--------------|
| Period end   | {period_end} |
| Currency     | EUR          |
| Company name | Halden Works |
## Team
| Person ID | Name       | Job                       | Max accounts |
|-----------|------------|---------------------------|--------------|
| P-01      | Ana Ruiz   | Key account manager       | 1            |
| P-02      | Ben Okoro  | Strategic account manager | 3            |
| P-03      | Mia Lund   | Leadership                |              |
## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier    | Our executive sponsor |
|------------|--------------|--------|-------------|---------------------|---------|-----------------------|
| KA-001     | Northwind    | Active | Yes         | P-02                | Partner | P-03                  |
| KA-002     | Aurelia      | Active | Yes         | P-01                | Partner |                       |
| KA-003     | Brennan      | Active | No          | P-01                | Vendor  |                       |
## Revenue
| Account ID | Period end | Months covered | Revenue | Gross margin | Cost to serve |
|------------|------------|----------------|---------|--------------|---------------|
| KA-001     | 2024-03-31 | 12             | 1000000 |              |               |
| KA-001     | 2025-03-31 | 12             | 800000  | 300000       | 100000        |
| KA-001     | 2026-03-31 | 12             | 900000  | 400000       | 150000        |
| KA-002     | 2024-03-31 | 12             | 400000  |              |               |
| KA-002     | 2025-03-31 | 12             | 400000  | 100000       | 50000         |
| KA-002     | 2026-03-31 | 12             | 600000  | 200000       | 60000         |
| KA-003     | 2025-03-31 | 12             | 500000  | 200000       | 20000         |
| KA-003     | 2026-03-31 | 12             | 550000  | 250000       | 25000         |
## Feedback
| Account ID | Date       | CSAT |
|------------|------------|------|
| KA-001     | 2024-06-01 | 5    |
| KA-001     | 2025-06-01 | 4    |
## Narrative
| Pack      | Kind     | Text                                     |
|-----------|----------|------------------------------------------|
| Programme | Win      | The pilot with Northwind paid for itself. |
| Programme | Decision | Release half a post for support staff.   |
## Programme actions
| Action ID | Linked item | Action                          | Owner | Due        | Status      | Done on    |
|-----------|-------------|---------------------------------|-------|------------|-------------|------------|
| PA-01     | PRE08       | Set targets for every account   | P-02  | 2026-03-15 | In progress |            |
| PA-02     | SP6         | Describe the support role       | P-03  | 2026-06-30 | Not started |            |
| PA-03     | MS2         | Call the steering group         | P-03  | 2026-01-31 | Done        | 2026-01-28 |
## Fluency
| Person ID | F1 Customer needs | F2 Our offerings | F3 Market | F4 Our company | F5 Competition |
|-----------|-------------------|------------------|-----------|----------------|----------------|
| P-01      | 4                 | 5                | 3         | 4              | 2              |
| P-02      | 5                 | 4                | 4         |                | 3              |
## Account team
| Account ID | Person ID | Account role      |
|------------|-----------|-------------------|
| KA-001     | P-02      | Relationship lead |
| KA-001     | P-01      | Technical expert  |
"""
_ANSWERS = [
    "Yes",
    "Yes",
    "Yes",
    "Partial",
    "Yes",
    "Yes",
    "Partial",
    "No",
    "No",
    "Partial",
    "Yes",
    "N/A",
    "Yes",
    "No",
    "Yes",
    "Yes",
    "No",
    "Yes",
    "No",
]
_AFTER = {"POST1": "Yes", "POST2": "Yes", "POST3": "No", "POST4": "No", "POST6": "Yes", "POST7": "Partial"}
_DATES = (
    ("2025-07-01", "2025-09-30", "2025-09-20"), ("2025-09-01", "2025-12-31", "2026-01-20"),
    ("2025-11-01", "2026-03-15", ""), ("2026-02-01", "2026-06-30", ""), ("2026-05-01", "2026-10-31", ""),
)  # fmt: skip
_TARGETS = {
    "PM2": (0.12, 0.15, "Short"),
    "PM5": (1, 0.4, "Short"),
    "RM1": (0.1, 0.2, "Long"),
    "RM3": (4.5, 4.2, "Long"),
}
_SAID = {"RS1": 4, "RS2": 5, "RS3": 3, "RS4": 2, "RS5": 3, "RS6": 1, "RS8": 4, "RS9": 5, "TR2": "Yes", "TR4": "Partial",
         "TR5": "No", "LD1": "Yes", "TR1": "No, on habits.", "LD2": "Two more people and a pilot abroad."}  # fmt: skip


def _sheet(title: str, record: type, more: dict[str, dict[str, object]]) -> str:
    """A shipped sheet as Markdown with further cells by ID, then by column."""
    rows = programme_rows()[record]
    columns = list(dict.fromkeys([*(c for row in rows for c in row), *(c for row in more.values() for c in row)]))
    lines = [f"## {title}", f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
    for row in rows:
        cells = {**row, **more.get(str(next(iter(row.values()))), {})}
        lines.append(f"| {' | '.join(str(cells.get(column, '')) for column in columns)} |")
    return "\n".join(lines) + "\n"


def shipped() -> list[str]:
    """The programme sheets as they are shipped, nothing answered."""
    titles = {
        "Checklist": ChecklistItem,
        "Framework": FrameworkItem,
        "Programme milestones": Milestone,
        "Programme measures": ProgrammeMeasure,
        "Programme questions": ProgrammeQuestion,
    }
    return [_sheet(title, record, {}) for title, record in titles.items()]


def workbook(period_end: str = "2026-03-31", *, less: int = 0) -> str:
    """The filled workbook as Markdown; ``less`` takes answers away, as in an earlier quarter."""
    before = {f"PRE{at:02d}": answer for at, answer in enumerate(_ANSWERS[: len(_ANSWERS) - less], 1)}
    answers = {**before, **_AFTER}
    scores = {
        str(row["Item ID"]): ("N/A" if at == 7 else "" if at % 9 == 4 else (at * 7 + 2 - less // 4) % 5)
        for at, row in enumerate(programme_rows()[FrameworkItem])
    }
    return "".join(
        [
            _CORE.format(period_end=period_end),
            _sheet("Checklist", ChecklistItem, {one: {"Answer": said} for one, said in answers.items()}),
            _sheet("Framework", FrameworkItem, {one: {"Score": score} for one, score in scores.items()}),
            _sheet("Programme milestones", Milestone, {
                f"MS{at}": {"Planned start": start, "Planned end": end, "Actual end": reached}
                for at, (start, end, reached) in enumerate(_DATES, 1)
            }),
            _sheet("Programme measures", ProgrammeMeasure, {
                one: {"Target": target, "Actual": actual, "Horizon": span}
                for one, (target, actual, span) in _TARGETS.items()
            }),
            _sheet("Programme questions", ProgrammeQuestion, {one: {"Answer": said} for one, said in _SAID.items()}),
        ]
    )  # fmt: skip


@cache
def first_review() -> Review:
    """A review with nothing to compare with."""
    return review_of(books.book(workbook()), as_of=AS_OF)


@cache
def second_review() -> Review:
    """The review after one of a quarter before, when less was in place."""
    then = review_of(books.book(workbook("2025-12-31", less=4)), as_of=dt.date(2026, 1, 12))
    scores, lines = history.remember(then)
    kept = PreviousReview(
        review_id=then.review_id,
        period_end=then.period_end,
        period_label=then.period_label,
        scores=scores,
        lines=lines,
    )
    now = first_review()
    portfolio = now.portfolio.with_rows({type(scores[0]): scores, type(lines[0]): lines})
    return replace(now, previous=kept, portfolio=portfolio)
