"""Packs end to end: what they say, what they leave unsaid, and what lies in the folder afterwards."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from pathlib import Path

import pytest
from books import book
from packed import NAMES, bare_review, first_review, second_review

from kamreport.cells import CellRef
from kamreport.errors import OutputError, RefusedError, UsageError
from kamreport.model import Account
from kamreport.model.lists import MoneyUnit, ScoreState, StalePolicy, Tier
from kamreport.rendering import ACCOUNT, PACKS, PORTFOLIO, RULES, making, render
from kamreport.rendering.addresses import name_cells
from kamreport.rendering.pages import Pages
from kamreport.rendering.views.account.document import account_document
from kamreport.rendering.views.pieces import Document, Section
from kamreport.rendering.views.portfolio.document import portfolio_document
from kamreport.results import Review
from kamreport.run import review_of
from kamreport.shipped import report_templates


def html_of(document: Document) -> str:
    return Pages().html(document)


def words(html: str) -> str:
    """The text of a page, tags and style taken out."""
    text = re.sub(r"<(style|script|title|desc)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def account(review: Review, name: str = NAMES[0]) -> Account:
    return next(one for one in review.portfolio.accounts if one.name == name)


def codes(document: Document) -> list[str]:
    return [section.code for section in document.sections]


def with_settings(review: Review, **said: object) -> Review:
    settings = replace(review.settings, **said)  # type: ignore[arg-type] # each test knows its setting
    rows: dict[type, tuple[object, ...]] = {
        record: review.portfolio.rows(record) for record in review.portfolio.records
    }
    return replace(review, portfolio=type(review.portfolio)(settings, rows))


def test_every_section_that_core_sheets_feed_is_there() -> None:
    document = account_document(second_review(), account(second_review()))
    assert codes(document) == ["Q01", "Q02", "Q03", "Q04", "Q07", "Q08", "Q09", "Q13", "Q16", "Q15", "Q17"]
    assert [section.code for section in document.unfilled] == ["Q05", "Q06", "Q10", "Q11", "Q12", "Q14"]


def test_every_portfolio_section_that_core_sheets_feed_is_there() -> None:
    document = portfolio_document(second_review())
    assert codes(document) == [f"P{n:02}" for n in range(1, 18) if n != 11]
    assert [section.line for section in document.unfilled] == ["Fill White space or Opportunities."]


def test_no_section_ever_disappears() -> None:
    """What has no data keeps its title and says what to fill (KAM.md §14.1.4)."""
    review = bare_review()
    document = account_document(review, review.portfolio.accounts[0])
    named = {*codes(document), *(section.code for section in document.unfilled)}
    assert named == {f"Q{n:02}" for n in range(1, 18)}
    text = words(html_of(document))
    for section in document.unfilled:
        assert section.line in text
    pack = portfolio_document(review)
    assert {*codes(pack), *(section.code for section in pack.unfilled)} == {f"P{n:02}" for n in range(1, 18)}


def test_the_lowest_tier_gets_a_short_pack() -> None:
    review = second_review()
    one = account(review, NAMES[2])
    assert one.tier is Tier.VENDOR
    document = account_document(review, one)
    assert codes(document) == ["Q01", "Q04", "Q13", "Q16", "Q17"]
    assert document.unfilled == ()


def test_page_one_says_the_state_the_change_and_the_ask() -> None:
    text = words(html_of(account_document(second_review(), account(second_review()))))
    first = text[: text.index("Since last review 33%")]
    assert "Northwind Logistics stands in the Strategic quadrant" in first
    assert "Since 2025 Q4, attractiveness rose by 13.5 points through Growth potential" in first
    assert "What we need Clear what is overdue, first “Agree an executive sponsor meeting”" in first
    assert "Fill Narrative with wins, risks and the decision you need." in first


def test_a_first_review_says_that_movement_starts_next_time() -> None:
    text = words(html_of(account_document(first_review(), account(first_review()))))
    assert "First review: movement starts next time." in text
    portfolio = words(html_of(portfolio_document(first_review())))
    assert "First review: movement starts next time." in portfolio


def test_the_waterfall_shows_the_causes_of_the_movement() -> None:
    html = html_of(account_document(second_review(), account(second_review())))
    (description,) = re.findall(r"<desc>(2025 Q4 48\.5\..*?)</desc>", html)
    assert description == "2025 Q4 48.5. Growth potential +17.5; Present revenue −4.0. 2026 Q1 62.0."


def test_what_is_missing_is_not_known_and_never_zero() -> None:
    review = bare_review()
    document = account_document(review, review.portfolio.accounts[0])
    summary = document.sections[0]
    tiles = {tile.label: tile.value.text for tile in summary.tiles}  # type: ignore[attr-defined] # the first is Summary
    assert tiles["Revenue, 12 months"] == "not known"
    assert tiles["Health, 0–100"] == "not known"
    assert tiles["Quadrant"] == "not known"
    text = words(html_of(document))
    assert "€0" not in text
    assert "0.0%" not in text


def test_quality_marks_stand_where_scores_stand() -> None:
    html = words(html_of(account_document(second_review(), account(second_review()))))
    assert re.search(r"Strength 70\.0 ?self-scored", html)
    assert "63.4 provisional" in html
    customers = words(html_of(account_document(second_review(), account(second_review(), NAMES[1]))))
    assert "self-scored" not in customers
    half = html_of(account_document(second_review(), account(second_review(), NAMES[3])))
    assert "provisional" in words(half)
    assert "hatch" in half


def test_bounds_stand_beside_a_score_that_rests_on_part_of_the_data() -> None:
    review = second_review()
    scores = review.scores.accounts["KA-004"].attractiveness
    assert scores is not None
    assert scores.coverage < 1
    text = words(html_of(account_document(review, account(review, NAMES[3]))))
    assert re.search(r"Account attractiveness \d+\.\d \(\d+\.\d–\d+\.\d\)", text)


def test_names_cannot_break_out_of_a_page() -> None:
    html = html_of(portfolio_document(second_review()))
    assert "Brennan &amp; Sons &lt;Holding&gt;" in html
    assert "<Holding>" not in html


@pytest.mark.parametrize("review", [first_review, second_review, bare_review])
def test_nothing_is_printed_that_only_a_program_would_say(review: type) -> None:
    documents = [
        portfolio_document(review()),
        *(account_document(review(), one) for one in review().portfolio.accounts),
    ]
    for document in documents:
        text = words(html_of(document))
        for slip in (
            " None",
            " nan",
            " inf ",
            "True",
            "False",
            "{{",
            "}}",
            "  ",
            "..",
            " ,",
            "()",
            "1 accounts",
            "1 actions",
        ):
            assert slip not in text, (document.title, slip, text[max(text.find(slip) - 60, 0) :][:140])


@pytest.mark.parametrize("review", [second_review, bare_review])
def test_the_page_is_one_file_that_points_nowhere(review: type) -> None:
    for html in (
        html_of(portfolio_document(review())),
        html_of(account_document(review(), review().portfolio.accounts[0])),
    ):
        assert not re.findall(r"(?:src|href)=\"(?!#)[^\"]*", html)
        assert not re.findall(r"url\((?!data:font/woff2|#)", html)
        assert "@import" not in html
        assert html.count("<script") == 1


def test_every_id_is_there_once_and_every_link_leads_to_one() -> None:
    for document in (portfolio_document(second_review()), account_document(second_review(), account(second_review()))):
        html = html_of(document)
        ids = re.findall(r'\bid="([^"]+)"', html)
        assert len(ids) == len(set(ids))
        assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


def test_the_title_of_a_file_says_kind_name_and_period_once() -> None:
    review = second_review()
    for document, name in (
        (account_document(review, account(review)), NAMES[0]),
        (portfolio_document(review), review.settings.company_name or ""),
    ):
        (title,) = re.findall(r"<title>(.*)</title>\n", html_of(document))
        assert title == f"{document.kind}: {name}"
        assert title.count(review.period_label) == 1


def test_headings_go_down_one_step_at_a_time() -> None:
    html = html_of(account_document(second_review(), account(second_review())))
    levels = [int(level) for level in re.findall(r"<h(\d)", html)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_tables_say_which_cells_are_headings() -> None:
    html = html_of(portfolio_document(second_review()))
    assert html.count("<table") == html.count("<thead") == html.count("<caption")
    assert "<th>" not in html
    assert html.count('scope="row"') > 20


def test_figures_reveal_their_cells() -> None:
    html = html_of(account_document(second_review(), account(second_review())))
    (key,) = re.findall(r'<button type="button" class="evident" popovertarget="([^"]+)">€486k</button>', html)[:1]
    (opened,) = re.findall(rf'<div popover class="from" id="{key}">(.*?)</div>', html, re.DOTALL)
    assert words(opened) == "Revenue, 12 months · €486k €135k + €126k + €117k + €108k = €486k Revenue!C7:C10"
    assert re.search(r"<details class=\"source\"><summary>Source: Revenue</summary><p>Revenue!C\d", html)


def test_every_printed_headline_figure_carries_its_cells() -> None:
    document = account_document(second_review(), account(second_review()))
    known = [tile for tile in document.sections[0].tiles if tile.label != "Priority rank"]  # type: ignore[attr-defined] # Summary
    for tile in known:
        assert tile.value.evidence, tile.label


def test_cells_of_a_column_are_named_together() -> None:
    cells = (*(CellRef("Revenue", row, 4) for row in (9, 7, 8, 12)), CellRef("Key accounts", 2, 1))
    assert name_cells(cells) == "'Key accounts'!A2; Revenue!D7:D9, D12"
    many = tuple(CellRef("Revenue", row, 4) for row in range(2, 60, 2))
    assert name_cells(many, most=2) == "Revenue!D2, D4 and 27 more"


def test_stale_results_are_stamped_on_the_pack() -> None:
    review = replace(second_review(), stale=True, unreviewed=False)
    document = account_document(review, account(review))
    assert document.stamps == ("STALE",)
    assert 'data-stamped="STALE"' in html_of(document)
    assert document.stamps_mean[0].startswith("STALE: the workbook changed since")
    unreviewed = account_document(replace(review, unreviewed=True), account(review))
    assert unreviewed.stamps == ("STALE",)
    assert unreviewed.stamps_mean[0].startswith("STALE: this period was not reviewed yet")


def test_provisional_health_is_a_quiet_note_and_only_a_provisional_axis_stamps_the_pack() -> None:
    review = second_review()
    document = account_document(review, account(review))
    assert document.stamps == ()
    assert [note.partition(":")[0] for note in document.notes] == ["Health is provisional"]
    scores = review.scores.accounts["KA-001"]
    assert scores.strength is not None
    thin = replace(scores, strength=replace(scores.strength, state=ScoreState.PROVISIONAL))
    review = replace(review, scores=replace(review.scores, accounts={**review.scores.accounts, "KA-001": thin}))
    document = account_document(review, account(review))
    assert document.stamps == ("PROVISIONAL",)
    assert document.stamps_mean == (
        "PROVISIONAL: part of the data is missing for strength. The last section says how much.",
    )


def test_stale_results_are_refused_when_settings_say_so(tmp_path: Path) -> None:
    review = with_settings(replace(second_review(), stale=True), stale_policy=StalePolicy.REFUSE)
    with pytest.raises(RefusedError, match="run the review first"):
        render(review, ["portfolio"], folder=tmp_path, pdf=False)
    assert not list(tmp_path.iterdir())


def test_money_is_shown_in_the_unit_of_the_settings() -> None:
    review = with_settings(second_review(), money_unit=MoneyUnit.MILLIONS, currency="CHF")
    text = words(html_of(account_document(review, account(review))))
    assert "CHF 0.49m" in text.replace("\N{NO-BREAK SPACE}", " ")


def test_formulas_are_left_out_when_settings_say_so() -> None:
    review = with_settings(second_review(), show_formulas=False)
    text = words(html_of(account_document(review, account(review))))
    assert "The sum behind the scores" not in text
    assert "How to read the figures" not in text


def test_equal_reviews_give_equal_pages() -> None:
    one = html_of(account_document(second_review(), account(second_review())))
    again = html_of(account_document(second_review(), account(second_review())))
    assert one == again


def test_packs_of_all_scored_accounts_lie_in_the_folder(tmp_path: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    folder = tmp_path / "new" / "packs"
    outcome = render(
        second_review(), ["portfolio", "account"], folder=folder, pdf=False,
        progress=lambda done, total, what: seen.append((done, total, what)),
    )  # fmt: skip
    assert sorted(path.name for path in folder.iterdir()) == [
        ".kamreport-packs.json",
        "KA-001-northwind-logistics.html",
        "KA-002-aurelia-foods.html",
        "KA-003-brennan-sons-holding.html",
        "KA-004-cobalt-mobility.html",
        "KA-005-delmare-shipping.html",
        "KA-006-everline-energy.html",
        "KA-007-fjord-pharma.html",
        "portfolio.html",
    ]
    assert [made.path.name for made in outcome.files][-1] == "portfolio.html"
    assert [done for done, _, _ in seen] == list(range(9))
    assert seen[:2] == [(0, 8, "portfolio review"), (1, 8, "Northwind Logistics")]
    assert outcome.no_pdf == ""


def test_one_account_by_id_or_name_as_html_and_pdf(tmp_path: Path) -> None:
    outcome = render(second_review(), ["account"], folder=tmp_path, accounts=["ka-003", "Brennan & Sons <Holding>"])
    assert [path.name for path in outcome.paths("pdf")] == ["KA-003-brennan-sons-holding.pdf"]
    assert outcome.paths("pdf")[0].read_bytes().startswith(b"%PDF-1.7")
    assert len(outcome.files) == 2
    assert outcome.findings == ()


def test_a_pdf_alone_can_be_had(tmp_path: Path) -> None:
    outcome = render(second_review(), ["account"], folder=tmp_path, html=False, accounts=["KA-007"])
    assert [path.suffix for path in (made.path for made in outcome.files)] == [".pdf"]


def test_without_the_engine_html_is_made_and_the_outcome_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "kamreport.rendering.press", None)
    outcome = render(second_review(), ["account"], folder=tmp_path, html=False, accounts=["KA-007"])
    assert [made.path.suffix for made in outcome.files] == [".html"]
    assert "Pango" in outcome.no_pdf


def test_unknown_packs_and_accounts_are_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no pack client; the packs are account, customer, portfolio and programme"):
        render(second_review(), ["client"], folder=tmp_path)
    with pytest.raises(UsageError, match="no account KA-9"):
        render(second_review(), ["account"], folder=tmp_path, accounts=["KA-9"])


def test_a_folder_that_is_a_file_is_said_in_one_line(tmp_path: Path) -> None:
    place = tmp_path / "packs"
    place.write_text("in the way", encoding="utf-8")
    with pytest.raises(OutputError, match=r"Packs cannot be written to .*packs") as told:
        render(second_review(), ["portfolio"], folder=place, pdf=False)
    assert "\n" not in str(told.value)


def test_a_file_that_cannot_be_replaced_leaves_the_old_one_whole(tmp_path: Path) -> None:
    (tmp_path / "portfolio.html").mkdir()
    outcome = render(second_review(), ["portfolio", "account"], folder=tmp_path, pdf=False, accounts=["KA-003"])
    (error,) = [finding for finding in outcome.findings if finding.rule.code == "R205"]
    assert "portfolio.html cannot be written: is a directory" in error.message
    assert error.hint.startswith("Close it if it is open")
    assert [made.path.name for made in outcome.files] == ["KA-003-brennan-sons-holding.html"], "the others are made"
    assert len(list(tmp_path.iterdir())) == 3, "no half-written file stays behind"


def test_empty_core_sections_are_noted_once_an_account(tmp_path: Path) -> None:
    outcome = render(second_review(), ["account"], folder=tmp_path, pdf=False, accounts=["KA-004"])
    (note,) = outcome.findings
    assert str(note) == (
        "note[R101] Accounts!B5: Cobalt Mobility: the section “Place in the key account matrix” prints only what to fill.\n"
        "  hint: Fill Ratings so that both axes can be scored."
    )


def test_a_remark_of_the_engine_becomes_a_finding(tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(report_templates(), templates)
    with (templates / "print.css").open("a", encoding="utf-8") as style:
        style.write("\np { colour: red }\n")
    outcome = render(
        second_review(), ["account"], folder=tmp_path / "packs", accounts=["KA-003"], html=False, templates=templates
    )
    (warning,) = [one for one in outcome.findings if one.rule.code == "R201"]
    assert "colour" in warning.message


def test_a_template_that_prints_none_or_an_unknown_name_fails_at_once(tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(report_templates(), templates)
    document = portfolio_document(second_review())
    (templates / "p01.html").write_text("{{ section.nothing_like_it }}", encoding="utf-8")
    with pytest.raises(Exception, match="nothing_like_it"):
        Pages(templates).html(document)
    (templates / "p01.html").write_text("{{ section.movements }}", encoding="utf-8")
    with pytest.raises(TypeError, match="printed None"):
        Pages(templates).html(portfolio_document(first_review()))


@pytest.mark.parametrize(
    "escape",
    [
        "{{ section.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ section.name.__init__.__globals__ }}",
        "{% set x = section.sources.append('y') %}",
    ],
)
def test_templates_cannot_climb_out_of_their_sandbox(tmp_path: Path, escape: str) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(report_templates(), templates)
    (templates / "p01.html").write_text(escape, encoding="utf-8")
    with pytest.raises(Exception, match=r"unsafe|no attribute|undefined"):
        Pages(templates).html(portfolio_document(second_review()))


def test_templates_do_no_arithmetic() -> None:
    for file in sorted(report_templates().glob("*.html")):
        for inside in re.findall(r"\{[{%](.*?)[}%]\}", file.read_text(encoding="utf-8"), flags=re.DOTALL):
            bare = re.sub(r"\"[^\"]*\"|'[^']*'|-$|^-", "", inside)
            assert not re.search(r"[*/+%]|\s-\s", bare), f"{file.name}: {inside}"


def test_every_section_has_a_template_and_every_template_a_section() -> None:
    sections = {f"{code.lower()}.html" for pack in PACKS for code in pack.sections}
    templates = {file.name for file in report_templates().glob("[cmpq][0-9][0-9].html")}
    assert templates == sections


def sections_of(kind: type[Section]) -> set[type[Section]]:
    return {kind, *(below for one in kind.__subclasses__() for below in sections_of(one))}


def test_every_field_of_a_view_is_documented() -> None:
    import inspect

    for view in [*sections_of(Section), Document]:
        assert is_dataclass(view)
        source = inspect.getsource(view)
        for field in fields(view):
            if field.name in view.__annotations__:
                assert re.search(rf"^    {field.name}: .*\n(?:    .*\n)*?    \"\"\"", source, re.MULTILINE), (
                    view,
                    field.name,
                )


def test_packs_are_declared_for_people_and_programs() -> None:
    assert (ACCOUNT.name, PORTFOLIO.name) == ("account", "portfolio")
    assert {pack.name for pack in PACKS if pack.audience != "Internal"} == {"customer"}
    assert {rule.code for rule in RULES} >= {"R101", "R103", "R201", "R202", "R203", "R204", "R205"}
    assert making.render is render


def test_ages_count_to_the_as_of_date_of_the_review() -> None:
    review = second_review()
    assert review.as_of == dt.date(2026, 4, 10)
    text = words(html_of(account_document(review, account(review))))
    assert "Its contract renews in 81 days, on 30 Jun 2026." in text


FILLED = """
## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier                |
|------------|--------------|--------|-------------|---------------------|---------------------|
| KA-001     | Northwind    | Active | Yes         | P-01                | Business consultant |
| KA-002     | Aurelia      | Active | No          | P-01                | Business consultant |
## Narrative
| Pack      | Account ID | Kind     | Section | Text                                    | Order |
|-----------|------------|----------|---------|-----------------------------------------|-------|
| Account   | KA-001     | Win      |         | Second win of the quarter               | 2     |
| Account   | KA-001     | Win      |         | First win of the quarter                | 1     |
| Account   | KA-001     | Risk     |         | Their new buyer comes from a competitor |       |
| Account   | KA-001     | Decision |         | Approve the second service engineer     |       |
| Portfolio |            | Decision |         | Hire one more key account manager       |       |
## Risks
| Risk ID | Account ID | Category   | Risk            | Likelihood | Impact | Status |
|---------|------------|------------|-----------------|------------|--------|--------|
| RK-01   | KA-001     | Commercial | Price pressure  | 3          | 4      | Open   |
"""


def test_what_managers_wrote_leads_page_one() -> None:
    review = review_of(book(FILLED))
    text = words(html_of(account_document(review, account(review, "Northwind"))))
    assert "What speaks for it First win of the quarter Second win of the quarter" in text
    assert "What needs attention Their new buyer comes from a competitor" in text
    assert "What we need Approve the second service engineer" in text
    assert "Fill Narrative" not in text
    assert "Fill Narrative" in words(html_of(account_document(review, account(review, "Aurelia"))))
    assert "What we need Hire one more key account manager" in words(html_of(portfolio_document(review)))


def test_no_section_asks_for_rows_that_are_there() -> None:
    review = review_of(book(FILLED))
    lines = {section.code: section.line for section in account_document(review, account(review, "Northwind")).unfilled}
    assert "Q14" not in lines
    other = {section.code: section.line for section in account_document(review, account(review, "Aurelia")).unfilled}
    assert other["Q14"] == "No risk entered; none is detected. Fill Risks."


def test_risks_that_the_data_show_are_named_without_a_risks_sheet() -> None:
    document = account_document(second_review(), account(second_review(), NAMES[1]))
    (section,) = [section for section in document.sections if section.code == "Q14"]
    assert [one.text for one in section.detected] == ["The relationship hangs on one pair of people."]  # type: ignore[attr-defined] # Risks
    assert section.empty == "No risk entered; detected ones are listed. Fill Risks."


def test_a_workbook_of_many_accounts_shortens_its_tables_and_says_so() -> None:
    many = "\n".join(f"| KA-{number:03} | Account {number} | Active | No | P-01 | Vendor |" for number in range(1, 61))
    review = review_of(
        book(
            "## Accounts\n| Account ID | Account name | Status | Key account | Key account manager | Tier |\n"
            f"|---|---|---|---|---|---|\n{many}\n"
        )
    )
    text = words(html_of(portfolio_document(review)))
    assert "20 more accounts on the sheet Results." in text


def ranked(source: str = "Team", count: int = 3) -> str:
    """A portfolio of so many rated accounts in words; the customer, if anybody, rated the first of them."""
    numbers = range(1, count + 1)
    accounts = "\n".join(f"| KA-{n:03} | Account {n} | Active | No | P-01 | Vendor |" for n in numbers)
    ratings = "\n".join(
        f"| KA-{n:03} | {n % 5 + 1} | {n % 4 + 1} | {n % 3 + 2} | {n % 5 + 1} | {source if n == 1 else 'Team'} |"
        for n in numbers
    )
    review = review_of(
        book(
            "## Accounts\n| Account ID | Account name | Status | Key account | Key account manager | Tier |\n"
            f"|---|---|---|---|---|---|\n{accounts}\n\n"
            "## Ratings\n| Account ID | A1 | A4 | R1 | R3 | Source |\n|---|---|---|---|---|---|\n"
            f"{ratings}\n"
        )
    )
    return words(html_of(portfolio_document(review)))


def test_what_holds_for_the_strength_of_every_account_is_said_once() -> None:
    ours, theirs = ranked(), ranked("Customer")
    assert "The strength of every account is self-scored." in ours
    assert "self-scored strength" not in ours
    assert "The strength of every account is self-scored." not in theirs
    assert theirs.count("self-scored strength") == 2


def test_a_crowded_matrix_leaves_the_lines_of_what_is_missing_to_the_ranking() -> None:
    assert "Thin lines span what missing data could still change." in ranked()
    assert "the ranking names all, and shows what missing data could still change." in ranked(count=26)


def test_ratings_older_than_the_limit_are_marked_where_scores_stand() -> None:
    review = with_settings(second_review(), rating_days=30)
    text = words(html_of(account_document(review, account(review))))
    assert "self-scored · old ratings" in text
    assert "ratings are older than 30 days" in text
    assert "key · old ratings" in words(html_of(portfolio_document(review)))
    assert "old ratings" not in words(html_of(account_document(second_review(), account(second_review()))))
