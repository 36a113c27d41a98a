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
| packs with a slip in the style | the same as PDF, with a word in the style sheet that CSS does not know |

The block under Finding holds all findings of that rule and no others; findings of other rules are not compared.
``pytest tests/test_rule_pages.py --update`` writes the block; then read the diff. A page whose example
gives no finding of its rule fails.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import pytest
from books import book, judge
from rule_pages import FOLDER, PARTS, RulePage, pages

from kamreport import checking, rendering
from kamreport.checking.case import Case
from kamreport.findings import Finding
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


RUNS: Mapping[str, Callable[[RulePage, Path], Iterable[Finding]]] = {
    "check": check,
    "review": review,
    "broken check": broken_check,
    "packs": packs,
    "packs with a slip in the style": packs_with_a_slip,
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
