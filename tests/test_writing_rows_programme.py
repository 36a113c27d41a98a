"""The programme in the sheets kamreport writes: Programme results, and lines of history (KAM.md §3.9, §13.1)."""

from __future__ import annotations

import books
from nearly import nearly

from kamreport import history
from kamreport.results import PROGRAMME_AXIS, PreviousReview, Review
from kamreport.results.written import ProgrammeRow
from kamreport.run import review_of
from kamreport.writing.rows.programme import programme

CORE = """
## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier    | Our executive sponsor |
|------------|--------------|--------|-------------|---------------------|---------|-----------------------|
| KA-001     | Northwind    | Active | Yes         | P-01                | Partner | P-02                  |
| KA-002     | Aurelia      | Active | No          | P-01                | Vendor  |                       |
## Revenue
| Account ID | Period end | Months covered | Revenue |
|------------|------------|----------------|---------|
| KA-001     | 2025-03-31 | 12             | 400     |
| KA-001     | 2026-03-31 | 12             | 410     |
| KA-002     | 2025-03-31 | 12             | 100     |
| KA-002     | 2026-03-31 | 12             | 120     |
"""
PROGRAMME = """
## Checklist
| Item ID | Item    | Part          | Phase   | Direction  | Critical | Answer |
|---------|---------|---------------|---------|------------|----------|--------|
| PRE01   | Visible | Before launch | Scoping | Favourable | Yes      | Yes    |
| PRE02   | Written | Before launch | Scoping | Favourable | Yes      | No     |
| POST2   | Faster  | After launch  |         | Favourable |          | Yes    |
| POST8   | Refer   | After launch  |         | Favourable |          |        |
## Framework
| Item ID | Element                 | Item   | Question | Weight | Score |
|---------|-------------------------|--------|----------|--------|-------|
| SP1     | Structure and processes | Market | How?     | 1      | 3     |
| SP2     | Structure and processes | Rules  | Which?   | 1      |       |
## Programme measures
| Measure ID | Measure      | Kind    | Unit      | Actual |
|------------|--------------|---------|-----------|--------|
| PM5        | Commitment   | Process | share 0–1 | 0.5    |
"""


def review(markdown: str) -> Review:
    """The review of a workbook."""
    return review_of(books.book(markdown))


def rows(markdown: str) -> dict[str, ProgrammeRow]:
    """The rows of Programme results, by ID."""
    return {row.item_id: row for row in programme(review(markdown).scores.programme)}


def test_figures_come_first_then_outcomes_then_measures() -> None:
    assert list(rows(CORE + PROGRAMME)) == [
        "READINESS", "LAUNCH", "PHASE", "OUTCOMES", "SUCCESS", "FRAMEWORK", "SP", "TRUST", "LEADERSHIP",
        "POST2", "POST8", "PM5",
    ]  # fmt: skip


def test_a_figure_shows_its_coverage_and_what_it_is() -> None:
    found = rows(CORE + PROGRAMME)
    assert (found["READINESS"].score, found["READINESS"].coverage) == (nearly(0.5), 1.0)
    assert (found["SP"].score, found["SP"].coverage) == (nearly(75), nearly(0.5))
    assert (found["SUCCESS"].score, found["SUCCESS"].note) == (None, "Success reasons: Fill Programme questions.")


def test_launch_and_phase_say_what_holds_them_back() -> None:
    found = rows(CORE + PROGRAMME)
    assert (found["LAUNCH"].measured, found["LAUNCH"].note) == ("No", "not Yes: PRE02")
    assert found["PHASE"].measured == "Not started"
    assert str(found["PHASE"].note).startswith("Scoping 1 of 2 at Yes; Introducing 0 of 0")


def test_an_outcome_shows_the_claim_beside_the_data() -> None:
    found = rows(CORE + PROGRAMME)
    assert (found["POST2"].claimed, found["POST2"].measured) == ("Yes", "unfavourable")
    assert (found["POST2"].old_value, found["POST2"].new_value) == (nearly(0.2), nearly(0.025))
    assert found["POST2"].agreement == "rosier than data"
    assert (found["POST8"].measured, found["POST8"].note) == (None, "Fill Events with referrals.")


def test_a_measure_shows_what_was_entered_beside_what_is_computed() -> None:
    found = rows(CORE + PROGRAMME)["PM5"]
    assert (found.claimed, found.measured, found.note) == (0.5, 1.0, "Commitment, fraction")


def test_a_workbook_without_programme_sheets_has_no_rows() -> None:
    assert rows(CORE) == {}


def test_known_figures_are_kept_in_history_without_an_account() -> None:
    _, lines = history.remember(review(CORE + PROGRAMME))
    kept = [(line.criterion_id, line.raw) for line in lines if line.axis == PROGRAMME_AXIS]
    assert kept == [
        ("READINESS", nearly(0.5)),
        ("OUTCOMES", nearly(1.0)),
        ("FRAMEWORK", nearly(75)),
        ("SP", nearly(75)),
    ]
    assert all(line.account_id is None for line in lines if line.axis == PROGRAMME_AXIS)


def test_lines_of_the_programme_make_no_movement_of_an_account() -> None:
    now = review(CORE + PROGRAMME)
    scores, lines = history.remember(now)
    before = [line for line in lines if line.axis != PROGRAMME_AXIS]
    assert len(before) < len(lines)
    kept = PreviousReview(
        review_id="before", period_end=now.period_end, period_label="", scores=scores, lines=tuple(before)
    )
    assert history.movements(kept, scores, lines, now.portfolio) == ()


def test_a_favourable_claim_over_unfavourable_figures_is_found() -> None:
    assert [line.split("\n")[0] for line in books.findings(CORE + PROGRAMME, "K801")] == [
        (
            "warning[K801] Checklist!G4: POST2 “Faster” is answered Yes, but the data deny it: 20% against 2.5%"
            " (revenue growth of other accounts and of key accounts)."
        )
    ]


def test_a_gloomier_claim_is_no_finding() -> None:
    assert books.findings(CORE + PROGRAMME.replace("| Yes    |\n| POST8", "| No     |\n| POST8"), "K801") == []
