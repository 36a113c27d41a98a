"""What the sections for the customer say: worked cases of each, from the copy they are built of."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packed_full import full_review

from kamreport.rendering.charts.columns import Brace, Upright, columns
from kamreport.rendering.language import speaking
from kamreport.rendering.views.customer.allowing import share
from kamreport.rendering.views.customer.business import business
from kamreport.rendering.views.customer.document import customer_document
from kamreport.rendering.views.customer.needs import needs
from kamreport.rendering.views.customer.plan import ahead, plan
from kamreport.rendering.views.customer.service import service
from kamreport.rendering.views.customer.shared import (
    Outcome,
    Period,
    Promised,
    ServiceLevel,
    SharedAccount,
    Step,
    Trouble,
    Wish,
)
from kamreport.rendering.views.customer.summary import summary
from kamreport.rendering.views.customer.telling import that_fit
from kamreport.rendering.views.customer.value import value


def account(**said: Any) -> SharedAccount:  # noqa: ANN401 - any field
    """An account of which nothing is shared but what is said here."""
    review = full_review()
    full = share(review, review.portfolio.accounts[0])
    empty: dict[str, Any] = {name: () for name in full.__slots__ if isinstance(getattr(full, name), tuple)}
    known = {"csat": None, "nps": None, "revenue_12m": None, "revenue_before": None}
    words = (
        "background",
        "market",
        "strategy",
        "wishes_of_customers",
        "value_creation",
        "profit_source",
        "solution",
        "proposition",
    )
    return replace(full, **empty | known | dict.fromkeys(words, "") | said)


def months(count: int, *, last: dt.date = dt.date(2026, 3, 31)) -> tuple[Period, ...]:
    """So many months of 100 each, the newest last."""
    ends = []
    day = last
    for _ in range(count):
        ends.append(day)
        day = day.replace(day=1) - dt.timedelta(days=1)
    return tuple(Period(end, 1, 100.0) for end in reversed(ends))


def columns_of(shared: SharedAccount) -> str:
    section = business(shared)
    assert section is not None
    return str(section.course.chart)


def test_nothing_shared_sets_nothing() -> None:
    assert customer_document(account()).sections == ()


def test_months_are_drawn_together_to_quarters_from_the_newest_back() -> None:
    chart = columns_of(account(periods=months(25), currency="EUR", money_unit="Units"))
    assert re.search(r"2026 Q1: 300;?\.?", chart)
    assert chart.count("<rect") == 8
    gap = (*months(3), *months(2, last=dt.date(2025, 6, 30)))
    assert columns_of(account(periods=gap)).count("<rect") == 5, "with a hole between them months stay months"


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (110.0, 100.0, "Your business with us grew by 10.0% to €110 in 12 months"),
        (90.0, 100.0, "Your business with us fell by 10.0% to €90 in 12 months"),
        (100.0, 100.0, "Your business with us is unchanged at €100 in 12 months"),
        (100.0, None, "Your business with us came to €100 in 12 months"),
        (100.0, 0.0, "Your business with us came to €100 in 12 months"),
        (None, 100.0, "Your business with us, quarter by quarter"),
    ],
)
def test_the_business_is_told_in_its_title(now: float | None, before: float | None, said: str) -> None:
    section = business(
        account(periods=months(12), revenue_12m=now, revenue_before=before, currency="EUR", money_unit="Units")
    )
    assert section is not None
    assert section.headline == said


def test_a_year_is_named_only_where_all_of_it_is_drawn() -> None:
    whole = account(periods=months(24), revenue_12m=1200.0, revenue_before=1200.0)
    assert "12 months before" in columns_of(whole)
    assert "12 months before" not in columns_of(replace(whole, periods=months(18)))


def outcome(worth: float | None, day: dt.date | None) -> Outcome:
    return Outcome(outcome="Less waste", measure="", unit="", before=None, now=None, worth=worth, confirmed_on=day)


def test_value_is_summed_over_what_states_it_and_says_what_is_confirmed() -> None:
    day = dt.date(2026, 2, 1)
    shared = account(outcomes=(outcome(2000.0, day), outcome(1000.0, None), outcome(None, None)), currency="EUR")
    first, section = summary(shared), value(shared)
    assert first is not None
    assert section is not None
    assert first.worth is not None
    assert first.worth.text == "€3k"
    assert first.worth_note == "a year, from 2 outcomes; you confirmed 1"
    assert section.point == "You confirmed 1 of 3; please look at the rest with us."
    assert value(account(outcomes=(outcome(None, None),))).headline == "One thing is better for you than before"  # type: ignore[union-attr] # it is set


def test_service_counts_the_levels_that_are_measured() -> None:
    level = ServiceLevel(promise="On time", unit="%", target=98.0, actual=99.0, kept=True)
    missed = replace(level, promise="In full", kept=False)
    unknown = replace(level, promise="Polite", actual=None, kept=None)
    section = service(account(service_levels=(level, missed, unknown)))
    assert section is not None
    assert (section.headline, section.point) == ("We keep 1 of 2 service levels", "Missed: In full.")
    trouble = Trouble(dt.date(2026, 3, 1), "Wrong pallets", None)
    assert service(account(csat=4.4, troubles=(trouble,))).point == "One escalation is open."  # type: ignore[union-attr] # it is set


def test_needs_stand_with_the_promises_that_answer_them() -> None:
    wish = Wish(need="Sensors", why="The law", is_open=True, is_met=False, promises=(Promised("By autumn", None),))
    bare = replace(wish, need="One contact", promises=())
    section = needs(account(wishes=(bare, wish), promises=(Promised("A tour", dt.date(2026, 5, 1)),)))
    assert section is not None
    assert section.headline == "One of 2 open needs has our promise"
    assert [remark.text for remark in section.promises] == ["A tour, by 1 May 2026"]


def step(day: dt.date, *, open_: bool = True, theirs: bool = False) -> Step:
    return Step(text="Send it", due=day, by_customer=theirs, is_open=open_, is_begun=False)


def test_promises_of_both_sides_are_told_apart() -> None:
    near, far, late = dt.date(2026, 5, 1), dt.date(2027, 5, 1), dt.date(2026, 4, 1)
    shared = account(steps=(step(late), step(near, theirs=True), step(far), step(late, open_=False)))
    section, whole = ahead(shared), plan(shared)
    assert section is not None
    assert whole is not None
    assert section.headline == "2 promises fall due within 90 days"
    assert section.point == "We owe 1 of them, you owe 1."
    assert whole.point == "One action is late."
    assert [row[2].text for row in section.promises.rows] == ["Halden Packaging", "Northwind Logistics"]  # type: ignore[union-attr] # two are due


@given(st.lists(st.text(max_size=300), max_size=20), st.integers(1, 12))
@settings(max_examples=60, deadline=None)
def test_rows_are_kept_from_the_first_within_their_room(texts: list[str], most: int) -> None:
    kept = that_fit(texts, str, most)
    assert list(kept) == texts[: len(kept)]
    assert len(kept) <= most
    assert len(kept) >= min(len(texts), most, 2)
    assert sum(map(len, kept)) <= 640 or len(kept) <= 2


def test_columns_say_their_numbers_and_keep_their_labels_apart() -> None:
    many = [Upright(name=f"M{n}", value=float(n), label=str(n), is_recent=n > 12) for n in range(24)]
    chart = str(columns("x", title="Course", uprights=many, braces=(Brace(0, 11, "before: 66"),)))
    assert "M23: 23; before: 66." in chart
    assert chart.count("<rect") == 24
    places = [float(x) for x in re.findall(r'<text x="([\d.]+)"[^>]*>M\d+', chart)]
    assert all(later - earlier > 40 for earlier, later in pairwise(places))
    assert "<rect" in str(columns("x", title="One", uprights=[Upright(name="a", value=-5.0, label="-5")]))


def test_the_customer_reads_german_where_packs_are_german() -> None:
    review = full_review()
    with speaking("de"):
        document = customer_document(share(review, review.portfolio.accounts[0]))
    said = " ".join(f"{section.name} {section.headline} {section.point}" for section in document.sections)
    assert "Ihr Geschäft mit uns" in said
    assert not re.search(r"\b(?:your|what|with|the|are)\b", said, re.IGNORECASE)
