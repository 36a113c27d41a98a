"""The sections that optional sheets feed: word for word in full, their lines when a sheet is empty for an account."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from packed_full import FULL, NONE, PART, full_review, review_with
from test_rendering_goldens import sections

from kamreport.cells import CellRef
from kamreport.model import Account
from kamreport.rendering import ACCOUNT, PORTFOLIO, render
from kamreport.rendering.pages import Pages
from kamreport.rendering.views.account.document import account_document
from kamreport.rendering.views.pieces import Document, Section
from kamreport.rendering.views.portfolio.document import portfolio_document
from kamreport.results import Review

FOLDER = Path(__file__).parent / "golden" / "optional_sections"
FED = ("q01", "q03", "q05", "q06", "q09", "q10", "q11", "q12", "q13", "q14", "q15", "q16")
MOST_PAGES = 12
MOST_OF_SOURCES = 2
APPENDIX = "Where the figures come from"


def account(review: Review, name: str) -> Account:
    return next(one for one in review.portfolio.accounts if one.name == name)


def section(review: Review, name: str, code: str) -> Any:  # noqa: ANN401 - each section has its own fields
    document = account_document(review, account(review, name))
    return next(one for one in document.sections if one.code == code)


def lines(document: Document) -> dict[str, str]:
    return {one.code: one.line for one in document.unfilled}


@cache
def fed_sections() -> dict[str, str]:
    review = full_review()
    own = sections(account_document(review, account(review, FULL)))
    part = sections(account_document(review, account(review, PART)))
    return {
        **{key: own[key] for key in FED},
        **{f"part-{key}": part[key] for key in ("q11", "q13", "q14", "unfilled")},
        **{key: html for key, html in sections(portfolio_document(review)).items() if key in {"p11", "p12", "p13"}},
    }


@pytest.mark.parametrize("name", sorted(fed_sections()))
def test_a_section_says_what_it_said(name: str, update: bool) -> None:
    html, file = fed_sections()[name], FOLDER / f"{name}.html"
    if update:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, encoding="utf-8")
    assert file.exists(), "run pytest --update, then read what it wrote"
    assert html == file.read_text(encoding="utf-8")


def test_no_golden_is_left_of_a_section_that_is_gone() -> None:
    assert {file.stem for file in FOLDER.glob("*.html")} == set(fed_sections())


def test_an_account_with_every_sheet_has_every_section_and_nothing_left_to_fill() -> None:
    document = account_document(full_review(), account(full_review(), FULL))
    assert [one.code for one in document.sections] == list(ACCOUNT.sections)
    assert {one.code for one in document.sections} == {f"Q{number:02}" for number in range(1, 18)}
    assert document.unfilled == ()
    assert {one.code: one.empty for one in document.sections if one.empty} == {}
    pack = portfolio_document(full_review())
    assert {one.code for one in pack.sections} == set(PORTFOLIO.sections) - {"P03"}, "a first review has no movement"


def test_a_sheet_filled_for_other_accounts_still_says_its_line_here() -> None:
    review = full_review()
    waiting = lines(account_document(review, account(review, PART)))
    assert waiting["Q05"] == "Fill Value delivered: what is better for them, and who confirms it?"
    assert waiting["Q06"] == "Fill Commitments and Feedback."
    assert waiting["Q10"] == "Fill Needs: what do they want, and why?"
    assert waiting["Q12"] == "Fill SWOT; each statement needs its consequence."
    none = lines(account_document(review, account(review, NONE)))
    assert none["Q11"] == "Fill White space and Wallet."
    assert none["Q14"] == "No risk entered; none is detected. Fill Risks."
    assert section(review, NONE, "Q13").empty == "Fill Objectives; actions alone do not show direction."
    assert section(review, NONE, "Q03").empty == "Fill Profile; understanding is 0 of 5."
    assert section(review, NONE, "Q15").empty == "Fill Account team to see open roles."


def test_half_a_section_asks_for_the_sheet_it_lacks() -> None:
    wallet = review_with(["Wallet"])
    assert section(wallet, FULL, "Q11").empty == "Fill White space."
    assert section(wallet, FULL, "Q11").headline == f"We hold 20% of what {FULL} spends in our categories"
    feedback = review_with(["Feedback"])
    assert section(feedback, FULL, "Q06").empty == "Fill Commitments."
    competitors = review_with(["Competitors"])
    assert section(competitors, FULL, "Q12").empty == "Fill SWOT; each statement needs its consequence."
    sales = portfolio_document(review_with(["Opportunities"]))
    assert next(one for one in sales.sections if one.code == "P11").empty == "Fill White space."


def test_open_needs_come_first_and_an_open_need_without_a_promise_is_told() -> None:
    needs = section(full_review(), FULL, "Q10").needs
    assert [row[4].text for row in needs.rows] == ["Open", "Open", "Met", "Declined"]
    assert [row[2].text for row in needs.rows][:2] == [
        "Sensor data for each crate by autumn (security)",
        "no promise yet",
    ]
    assert section(full_review(), FULL, "Q10").headline == "2 needs are open; 1 of them has no promise yet"


def test_detected_risks_stand_before_entered_ones_and_risks_in_their_field() -> None:
    risks = section(full_review(), FULL, "Q14")
    assert [one.text.split(" ")[0] for one in risks.detected] == ["It", "No"]
    html = fed_sections()["q14"]
    assert html.index(risks.detected[1].text) < html.index("RK-1")
    assert "AR4" not in html, "a reader is told the risk, not its number"
    by_likelihood = {row[0].text: [cell.text for cell in row[1:]] for row in risks.grid.rows}
    assert list(by_likelihood) == ["5", "4", "3", "2", "1"]
    assert by_likelihood["3"] == ["·", "·", "·", "·", "RK-1"]
    assert by_likelihood["4"][2] == "RK-2"
    assert "RK-4" not in html, "closed risks are no risks"


def test_revenue_at_risk_says_what_was_assumed() -> None:
    risks = section(full_review(), FULL, "Q14")
    assert risks.headline == "€152k of revenue is at risk through 3 open risks"
    assert "2 with assumed probability, 1 not quantified" in risks.exposed.note
    assert [row[4].marks for row in risks.risks.rows] == [("assumed",), (), ("assumed",)]


def test_objectives_stand_by_focus_with_progress_beside_the_time_gone() -> None:
    plan = section(full_review(), FULL, "Q13")
    assert [row[0].text for row in plan.objectives.rows] == ["Penetrate", "Expand", "Protect", "Protect"]
    assert [row[3].text for row in plan.objectives.rows] == ["38%", "20%", "100%", "not known"]
    assert section(full_review(), PART, "Q13").headline == "The one objective is off track"
    assert section(full_review(), PART, "Q13").point.endswith("No objective to penetrate or protect yet.")


def test_objectives_show_without_a_single_action() -> None:
    review = review_with(["Objectives", "Plan steps"])
    rows: dict[type, tuple[object, ...]] = {
        record: review.portfolio.rows(record) for record in review.portfolio.records if record.__name__ != "Action"
    }

    bare = replace(review, portfolio=type(review.portfolio)(review.portfolio.settings, rows))
    plan = section(bare, FULL, "Q13")
    assert plan.bars is None
    assert plan.empty == "Fill Actions."
    assert "3 of 4 objectives" in plan.headline


def test_the_stage_shows_its_indicators_the_cap_and_the_suggestions() -> None:
    table = section(full_review(), FULL, "Q09").indicators
    assert [row[1].text for row in table.rows] == ["3", "3", "2", "3", "3", "3"]
    assert table.rows[0][2].text == "share of wallet suggests 2"
    assert "Held at Cooperative: leaving is not hard yet (I3)." in table.note
    part = section(full_review(), PART, "Q09").indicators
    assert [row[1].text for row in part.rows] == ["2", "not known", "2", "not known", "1", "not known"]
    assert "Insufficient evidence: 3 of 6 indicators known." in part.note


def test_a_heat_table_of_white_space_says_in_words_what_its_tints_say() -> None:
    heat = section(full_review(), FULL, "Q11").heat
    assert [column.title for column in heat.columns] == ["Offering", "Grocery", "Pharmacy"]
    assert [[cell.text for cell in row] for row in heat.rows] == [
        ["Insulated crates", "Owned", "Open 300"],
        ["Sensors", "Pipeline 120", "Open 90"],
        ["Washing service", "Competitor 200", "–"],
        ["Pooling", "–", "Not eligible"],
    ]


def test_a_swot_statement_stands_with_its_consequence_and_its_action() -> None:
    html = fed_sections()["q12"]
    text = re.sub(r"<[^>]+>", "", html)
    assert "Their planners trust our forecasts So what: Ask for a seat in the yearly planning AC-04" in text
    for name in ("Strengths", "Weaknesses", "Opportunities", "Threats"):
        assert name in text


def test_decisions_asked_for_stand_on_page_one_and_beside_the_promises() -> None:
    assert "Approve 40 sensor crates for the spring pilot." in fed_sections()["q01"]
    assert "Severe risk: A rival offers a lease without deposit." in fed_sections()["q01"]
    assert [one.text for one in section(full_review(), FULL, "Q16").decisions] == [
        "Approve 40 sensor crates for the spring pilot.",
        "Name an executive sponsor by May.",
    ]


def test_every_figure_of_a_fed_section_names_its_cells() -> None:
    document = account_document(full_review(), account(full_review(), FULL))
    for one in document.sections:
        if one.code.lower() in FED:
            for figure in _figures(one):
                assert figure.evidence, (one.code, figure.caption)
                assert all(isinstance(cell, CellRef) for cell in figure.evidence)


def _figures(one: Section) -> list[Any]:
    values = [getattr(one, field) for field in one.__dataclass_fields__]
    return [value for value in values if type(value).__name__ == "Figure"]


def test_what_is_missing_is_not_known_and_never_zero() -> None:
    text = re.sub(r"<(style|title|desc)\b.*?</\1>", " ", Pages().html(
        account_document(full_review(), account(full_review(), PART))
    ), flags=re.DOTALL)  # fmt: skip
    text = re.sub(r"<[^>]+>", " ", text)
    assert "None" not in text.replace("None written down", "").replace("None of", "")
    assert "nan" not in text.split()


def test_a_filled_account_stays_within_a_dozen_pages(tmp_path: Path) -> None:
    outcome = render(full_review(), ["account"], folder=tmp_path, html=False, accounts=[FULL])
    (pdf,) = outcome.paths("pdf")
    document = pypdfium2.PdfDocument(pdf)
    (appendix,) = [item.get_dest().get_index() for item in document.get_toc() if item.get_title() == APPENDIX]
    assert appendix + 1 in range(8, MOST_PAGES + 1)
    assert len(document) <= MOST_PAGES + MOST_OF_SOURCES
    assert [one for one in outcome.findings if one.rule.code == "R201"] == []


def test_the_portfolio_shows_revenue_at_risk_once_risks_are_filled() -> None:
    health = next(one for one in portfolio_document(full_review()).sections if one.code == "P12")
    assert health.exposed is not None  # type: ignore[attr-defined] # P12 is Health
    assert "€152k of €486k" in fed_sections()["p12"]
    assert health.empty == ""
    without = next(one for one in portfolio_document(review_with([])).sections if one.code == "P12")
    assert without.exposed is None  # type: ignore[attr-defined] # P12 is Health
    assert without.empty == "Fill Risks to see revenue at risk."


def test_the_portfolio_says_who_set_a_health_by_hand_and_until_when() -> None:
    """KAM.md §8.3: computed value, reason, name and Until stand beside an override; a cap it replaced does not."""
    review = full_review()
    by_id = dict(review.scores.accounts)
    reading = by_id[account(review, FULL).account_id].health
    set_by_hand = replace(
        reading, value=30.0, override_why="New leadership", override_by="Ben", override_until=dt.date(2026, 5, 31)
    )
    by_id[account(review, FULL).account_id] = replace(by_id[account(review, FULL).account_id], health=set_by_hand)
    changed = replace(review, scores=replace(review.scores, accounts=by_id))
    told = sections(portfolio_document(changed))["p12"]
    assert f"overridden from {reading.computed:.1f}" in told
    assert f"{FULL} is overridden until 31 May 2026 (New leadership, Ben)." in told
    assert "capped from" not in told


def test_the_portfolio_shows_how_complete_plans_are_once_there_are_some() -> None:
    assert ">Complete</th>" in fed_sections()["p13"]
    without = sections(portfolio_document(review_with([])))["p13"]
    assert ">Complete</th>" not in without
