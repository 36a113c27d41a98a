"""The page is the test: the example of every rule page is run, and its findings must be the ones the page shows.

A page ``kamreport/help/rules/<CODE>.md`` has this form:

    # K202 renewal-passed

    Severity: warning

    A sentence or two for a person: why it matters.

    ## Example

    - as-of: 2026-04-15

    ### Accounts

    | Account ID | Account name | Status | Key account | Key account manager | Tier   | Renewal date |
    |------------|--------------|--------|-------------|---------------------|--------|--------------|
    | KA-001     | Northwind    | Active | Yes         | P-01                | Vendor | 2026-04-01   |

    ## Finding

    ```text
    warning[K202] Accounts!G2: …
      hint: …
    ```

    ## What to do

    What a manager does about it.

The example is a workbook as ``tests/books.py`` reads it, sheets headed with ``###``; only the sheets that matter are
written down. Before the first sheet it may say, each on a line of its own: ``- as-of: 2026-04-15``,
``- preset: Full`` and ``- run: …``, one of RUNS below:

| run | what is done |
|---|---|
| check | the default: read, settle, score, check |
| review | the same, then compared with what Runs and the sheets of history kept |
| broken check | as check, with one check more: it breaks down at once |
| packs | as review, then the account packs are made as HTML |
| packs as PDF | the account packs as PDF |
| packs for customers | the packs for the customers of all accounts, each asked for by name |
| packs with a slip in the style | the same as PDF, with a word in the style sheet that CSS does not know |
| packs with a slip in a template | as packs, with a name in a template that no view gives |
| packs with a fault of ours | as packs, with a view that breaks down |
| packs in no time | as packs, by two processes with a limit of a thousandth of a second |
| packs with a folder in the way | as packs, with folders where the files should go |
| packs in a look of its own | as packs, in a look whose tokens.css has a name that is none of ours and a colour that is none |

The block under Finding holds all findings of that rule and no others; findings of other rules are not compared.
``pytest tests/test_rule_pages.py --update`` writes the block; then read the diff. A page whose example
gives no finding of its rule fails.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from books import book, judge
from rule_pages import FOLDER, PARTS, RulePage, pages

from kamreport import checking, rendering
from kamreport.checking.case import Case
from kamreport.findings import Finding
from kamreport.model import Account
from kamreport.rulebook import RULES
from kamreport.run import review_of
from kamreport.shipped import report_templates


def check(page: RulePage, _: Path) -> Iterable[Finding]:
    """Read, settle, score and check."""
    as_of = page.options.get("as-of")
    return judge(page.workbook, dt.date.fromisoformat(as_of) if as_of else None).findings


def review(page: RulePage, _: Path) -> Iterable[Finding]:
    """Prepare a review, history included."""
    as_of = page.options.get("as-of")
    return review_of(book(page.workbook), as_of=dt.date.fromisoformat(as_of) if as_of else None).findings


def broken_check(page: RulePage, _: Path) -> Iterable[Finding]:
    """Check with one check more, which looks for accounts where there are none."""

    def renewal_passed(case: Case) -> Iterator[Finding]:
        raise LookupError(f"no account at {case.as_of}")
        yield

    judged = judge(page.workbook)
    return checking.check(judged.portfolio, judged.scores, judged.as_of, (renewal_passed, *checking.CHECKS))


def packs(page: RulePage, folder: Path) -> Iterable[Finding]:
    """Make the account packs."""
    return rendering.render(review_of(book(page.workbook)), ["account"], folder=folder, pdf=False).findings


def packs_as_pdf(page: RulePage, folder: Path) -> Iterable[Finding]:
    """Make the account packs on paper."""
    return rendering.render(review_of(book(page.workbook)), ["account"], folder=folder, html=False).findings


def packs_for_customers(page: RulePage, folder: Path) -> Iterable[Finding]:
    """Make the packs for customers, account by account."""
    reviewed = review_of(book(page.workbook))
    named = [account.account_id for account in reviewed.portfolio.accounts]
    return rendering.render(reviewed, ["customer"], folder=folder, pdf=False, accounts=named).findings


def packs_after_a_permission_was_withdrawn(page: RulePage, folder: Path) -> Iterable[Finding]:
    """Make the packs for customers while all of them allow it, then the portfolio's as the example stands."""
    reviewed = review_of(book(page.workbook))
    allowed = [replace(account, customer_pack=True) for account in reviewed.portfolio.accounts]
    before = replace(reviewed, portfolio=reviewed.portfolio.with_rows({Account: allowed}))
    rendering.render(before, ["customer"], folder=folder, pdf=False)
    return rendering.render(reviewed, ["portfolio"], folder=folder, pdf=False).findings


def packs_with_a_slip(page: RulePage, folder: Path) -> Iterable[Finding]:
    """Make the account packs with a style sheet somebody changed."""
    templates = folder / "templates"
    shutil.copytree(report_templates(), templates)
    first = templates / "tokens.css"
    first.write_text("p { colour: red }\n" + first.read_text(encoding="utf-8"), encoding="utf-8")
    made = rendering.render(
        review_of(book(page.workbook)), ["account"], folder=folder / "packs", html=False, templates=templates
    )
    return made.findings


def packs_with_a_broken_template(page: RulePage, folder: Path) -> Iterable[Finding]:
    """Make the account packs with a template that asks for what is not there."""
    templates = folder / "templates"
    shutil.copytree(report_templates(), templates)
    first = templates / "q01.html"
    first.write_text("{{ section.heading }}\n" + first.read_text(encoding="utf-8"), encoding="utf-8")
    reviewed = review_of(book(page.workbook))
    return rendering.render(reviewed, ["account"], folder=folder / "packs", pdf=False, templates=templates).findings


def packs_with_a_fault(page: RulePage, folder: Path) -> Iterable[Finding]:
    """Make the account packs of a review whose scores got lost."""
    reviewed = review_of(book(page.workbook))
    broken = replace(reviewed, scores=replace(reviewed.scores, accounts={}))
    return rendering.render(broken, ["account"], folder=folder, pdf=False).findings


def packs_in_no_time(page: RulePage, folder: Path) -> Iterable[Finding]:
    """Make all packs with a limit that nobody can keep."""
    reviewed, limits = review_of(book(page.workbook)), rendering.Limits(seconds=0.001)
    return rendering.render(reviewed, ["account"], folder=folder, html=False, workers=2, limits=limits).findings


def packs_with_folders_in_the_way(page: RulePage, folder: Path) -> Iterable[Finding]:
    """Make the account packs twice, the second time with folders of their names in their place."""
    reviewed = review_of(book(page.workbook))
    for made in rendering.render(reviewed, ["account"], folder=folder, pdf=False).files:
        made.path.unlink()
        made.path.mkdir()
    return rendering.render(reviewed, ["account"], folder=folder, pdf=False).findings


def packs_in_a_look(page: RulePage, folder: Path) -> Iterable[Finding]:
    """Make the account packs in a look with slips."""
    look = folder / "look"
    look.mkdir()
    (look / "tokens.css").write_text(":root {\n  --acent: #c80a1e;\n  --signal: bright;\n}\n", encoding="utf-8")
    reviewed = review_of(book(page.workbook))
    return rendering.render(reviewed, ["account"], folder=folder, pdf=False, look=look).findings


RUNS: Mapping[str, Callable[[RulePage, Path], Iterable[Finding]]] = {
    "check": check,
    "review": review,
    "broken check": broken_check,
    "packs": packs,
    "packs as PDF": packs_as_pdf,
    "packs for customers": packs_for_customers,
    "packs after a permission was withdrawn": packs_after_a_permission_was_withdrawn,
    "packs with a slip in the style": packs_with_a_slip,
    "packs with a slip in a template": packs_with_a_broken_template,
    "packs with a fault of ours": packs_with_a_fault,
    "packs in no time": packs_in_no_time,
    "packs with a folder in the way": packs_with_folders_in_the_way,
    "packs in a look of its own": packs_in_a_look,
}
BY_CODE = {rule.code: rule for rule in RULES}


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.code)
def test_the_example_of_a_page_gives_exactly_the_findings_it_shows(
    page: RulePage, update: bool, tmp_path: Path
) -> None:
    found = RUNS[page.options.get("run", "check")](page, tmp_path)
    shown = "\n".join(str(finding) for finding in found if finding.rule.code == page.code)
    assert shown, f"{page.file.name}: the example does not trigger its rule"
    if update and shown != page.promised:
        page.rewrite(shown)
    else:
        assert shown == page.promised


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.code)
def test_a_page_is_headed_by_its_rule_and_says_why_and_what_to_do(page: RulePage) -> None:
    rule = BY_CODE[page.code]
    heading, severity, *why = page.front
    assert heading == f"# {rule.code} {rule.name}"
    assert severity == f"Severity: {rule.severity.word}"
    assert why, "why it matters"
    assert [part for part in page.parts if part != "Then"] == list(PARTS)
    assert page.parts["What to do"].strip()


def test_every_rule_has_a_page_and_every_page_a_rule() -> None:
    assert {page.code for page in pages()} == set(BY_CODE), f"pages are in {FOLDER.name}/<CODE>.md"
