"""Each kind of cell takes what it means and says of everything else what to type instead."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamreport.cells import CellRef, Raw
from kamreport.findings import Finding
from kamreport.model.cell_kinds import Answer, FrameworkScore, MonthsCovered, Role, Step
from kamreport.model.lists import ChecklistAnswer, StakeholderRole, Tier
from kamreport.schema import Kind, kinds
from kamreport.schema.declare import kind_of
from kamreport.schema.kinds import NOT_APPLICABLE

HERE = CellRef("Sheet", 2, 1)


def parsed(kind: Kind, raw: Raw) -> object:
    return kind.parse(raw, HERE, "It")


def said(kind: Kind, raw: Raw) -> str:
    finding = parsed(kind, raw)
    assert isinstance(finding, Finding)
    assert finding.where == HERE
    return f"{finding.rule.code} {finding.message} / {finding.hint}"


def day(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (kinds.Text(), "Northwind", "Northwind"),
        (kinds.Text(), 12.0, "12"),
        (kinds.Text(), 0.1, "0.1"),
        (kinds.Text(), day("2026-03-31"), "2026-03-31"),
        (kinds.Text(), True, "TRUE"),
        (kinds.Id(), "KA-001", "KA-001"),
        (kinds.Id(), "NA", "NA"),
        (kinds.Id(), "a_", "a_"),
        (kinds.Link("Accounts"), "ka-001", "ka-001"),
        (kinds.Link("Accounts"), "NA", "NA"),
        (kinds.Link("Accounts"), "Northwind Traders", "Northwind Traders"),
        (kinds.Number(), -3.5, -3.5),
        (kinds.Number(low=0), 0.0, 0.0),
        (kinds.Whole(low=1, high=5), 5.0, 5),
        (kinds.Whole(low=1, high=5), 2.9999999999999996, 3),
        (kinds.Whole(low=1, high=5), 5.0000000000000009, 5),
        (kind_of(MonthsCovered), 3.0000000000000004, 3),
        (kinds.Fraction(), 0.25, 0.25),
        (kinds.Fraction(), 1.0, 1.0),
        (kinds.Fraction(), 1.0000000000000002, 1.0),
        (kinds.Points(), -1e-12, 0.0),
        (kinds.Ratio(), 4.0, 4.0),
        (kinds.Date(), day("2026-03-31T14:30"), dt.date(2026, 3, 31)),
        (kinds.Moment(), day("2026-03-31T14:30"), day("2026-03-31T14:30")),
        (kinds.MonthEnd(), day("2028-02-29"), dt.date(2028, 2, 29)),
        (kinds.Choice(Tier), "PARTNER", Tier.PARTNER),
        (kinds.Flag(), "yes", True),
        (kinds.Flag(), "NO", False),
        (kinds.Flag(), False, False),
        (kinds.Country(), "de", "DE"),
        (kinds.Country(), "NA", "NA"),
        (kinds.Currency(), "eur", "EUR"),
        (kinds.Grade(), 5.0, 5),
        (kinds.Grade(), "n/a", NOT_APPLICABLE),
        (kinds.Grade(), "NA", NOT_APPLICABLE),
        (kinds.Grade(codes=("Gold", "7")), "gold", "Gold"),
        (kinds.Grade(codes=("Gold", "7")), 7.0, "7"),
        (kind_of(Role), "budget holder", StakeholderRole.BUYER),
        (kind_of(Answer), "N/A", ChecklistAnswer.NOT_APPLICABLE),
        (kind_of(Step), "n4", "N4"),
        (kind_of(MonthsCovered), 12.0, 12),
    ],
)
def test_what_a_kind_means_it_takes(kind: Kind, raw: Raw, value: object) -> None:
    assert parsed(kind, raw) == value
    assert type(parsed(kind, raw)) is type(value)


@pytest.mark.parametrize(
    ("kind", "raw", "words"),
    [
        (kinds.Text(), "N/A", "C110 It says “N/A”, which this column does not know. / Clear the cell: blank means not known."),
        (kinds.Number(), "12", "C102 It “12” looks like a number but is stored as text. / Select the cell, choose Convert to Number, or type the number again."),
        (kinds.Number(), "1 200,50", "C102 It “1 200,50” looks like a number but is stored as text. / Type the number again: Excel may take its comma for something else."),
        (kinds.Number(), "25 %", "C102 It “25 %” looks like a number but is stored as text. / Select the cell, choose Convert to Number, or type the number again."),
        (kinds.Number(), "a lot", "C102 It is text, “a lot”, not a number. / Type a number, or clear the cell."),
        (kinds.Number(), day("2026-03-31"), "C102 It is a date, 2026-03-31, not a number. / Type a number, or clear the cell."),
        (kinds.Number(), True, "C102 It is a yes/no value, TRUE, not a number. / Type a number, or clear the cell."),
        (kinds.Number(low=0), -1.0, "C105 It is -1; the lowest allowed value is 0. / Type a number of 0 or more, or clear the cell."),
        (kinds.Number(above=0), 0.0, "C105 It is 0; it must be above 0. / Type a number above 0, or clear the cell."),
        (kinds.Money(low=0), -1.0, "C105 It is -1; the lowest allowed value is 0. / Type an amount of money of 0 or more, or clear the cell."),
        (kinds.Whole(low=1, high=5), 6.0, "C106 It is 6; the highest allowed value is 5. / Type a whole number from 1 to 5, or clear the cell."),
        (kinds.Whole(low=1, high=5), 3.5, "C107 It is 3.5; only whole numbers are allowed. / Type a whole number from 1 to 5, or clear the cell."),
        (kinds.Fraction(), 25.0, "C109 It is 25, which Excel means as 2500%. / Type 25% with the percent sign, or 0.25."),
        (kinds.Fraction(), -0.1, "C105 It is -0.1; the lowest allowed value is 0. / Type a percentage from 0% to 100%, or clear the cell."),
        (kinds.Fraction(above=0), 0.0, "C105 It is 0; it must be above 0. / Type a percentage above 0%, up to 100%, or clear the cell."),
        (kinds.Id(), "K 1", "C108 It “K 1” is not an ID. / Use 2 to 20 letters, digits, _ or -, and change it wherever it is linked."),
        (kinds.Id(), "K", "C108 It “K” is not an ID. / Use 2 to 20 letters, digits, _ or -, and change it wherever it is linked."),
        (kinds.Id(), 1001.0, "C108 It is the number 1001; an ID must be text. / Put letters in front, such as A-1001, and change it wherever it is linked."),
        (kinds.Link("Team|Stakeholders"), 7.0, "C108 It is the number 7; it must hold an ID of Team or Stakeholders. / Choose an ID from the drop-down, or type one that stands in Team or Stakeholders."),
        (kinds.Date(), "31.3.2026", "C104 It “31.3.2026” looks like a date but is stored as text. / Type the date again so that Excel shows it as a date (yyyy-mm-dd)."),
        (kinds.Date(), "31 March 2026", "C104 It “31 March 2026” looks like a date but is stored as text. / Type the date again so that Excel shows it as a date (yyyy-mm-dd)."),
        (kinds.Date(), "soon", "C104 It holds the text “soon”, not a date. / Type a date such as 2026-03-31, or clear the cell."),
        (kinds.Date(), 46000.0, "C104 It holds the number 46000, not a date. / Type a date such as 2026-03-31, or clear the cell."),
        (kinds.MonthEnd(), day("2026-02-27"), "C112 It is 2026-02-27, which is not the last day of a month. / Type 2026-02-28, or the last day of the month that is meant."),
        (kinds.Choice(Tier), "Partnr", "C103 It “Partnr” is not on the list. / Did you mean Partner?"),
        (kinds.Choice(Tier), 4.0, "C103 It 4 is not on the list. / Choose one of: Vendor, Preferred provider, Business consultant, Partner."),
        (kinds.Choice(Tier), "n.a.", "C110 It says “n.a.”, which this column does not know. / Clear the cell: blank means not known."),
        (kinds.Flag(), "Yess", "C103 It “Yess” is not on the list. / Did you mean Yes?"),
        (kinds.Country(), "Germany", "C103 It “Germany” is not a two-letter country code. / Type the ISO 3166 code, such as DE, GB or US."),
        (kinds.Country(), "uk", "C103 It “uk” is not a two-letter country code. / Type the ISO 3166 code, such as DE, GB or US."),
        (kinds.Currency(), "€", "C111 It “€” is not a currency code. / Type the three letters of ISO 4217, such as EUR, USD or GBP."),
        (kind_of(MonthsCovered), 6.0, "C103 It is 6; it must be 1, 3 or 12. / Type 1, 3 or 12."),
        (kind_of(Step), "N10", "C103 It “N10” is not on the list. / Did you mean N1?"),
        (kind_of(FrameworkScore), 5.0, "C106 It is 5; the highest allowed value is 4. / Type a whole number from 0 to 4, or clear the cell."),
    ],
)  # fmt: skip
def test_what_a_kind_does_not_mean_it_says_in_the_users_words(kind: Kind, raw: Raw, words: str) -> None:
    assert said(kind, raw) == words


ALL = [
    kinds.Text(), kinds.Anything(), kinds.Id(), kinds.Link("Accounts"), kinds.Number(), kinds.Whole(), kinds.Money(),
    kinds.Fraction(), kinds.Ratio(), kinds.Points(), kinds.Date(), kinds.Moment(), kinds.MonthEnd(),
    kinds.Choice(Tier), kinds.OwnChoice("Region"), kinds.Flag(), kinds.Grade(), kinds.Country(), kinds.Currency(),
    kinds.Steps(allowed=(1, 3)), kinds.Words(("N1", "N2")), kind_of(Answer),
]  # fmt: skip


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: type(kind).__name__)
@given(
    raw=st.one_of(
        st.text(min_size=1), st.floats(allow_nan=False, allow_infinity=False), st.booleans(), st.datetimes(), st.times()
    )
)
def test_a_kind_gives_a_value_or_one_finding_with_a_next_step(kind: Kind, raw: Raw) -> None:
    value = parsed(kind, raw)
    if isinstance(value, Finding):
        assert value.message.startswith("It ")
        assert value.message.endswith(".")
        assert value.hint.endswith((".", "?"))
        assert len(value.message) < 250


@pytest.mark.parametrize(("raw", "rule"), [(1e308, "C106"), (-1e300, "C105")])
def test_a_number_beyond_what_excel_keeps_exact_is_refused_so_that_sums_stay_finite(raw: float, rule: str) -> None:
    assert said(kinds.Number(), raw).startswith(f"{rule} It is {raw:.15g}; the ")
    assert said(kinds.Money(), raw).startswith(rule)
    assert parsed(kinds.Number(), 1e15) == 1e15


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: type(kind).__name__)
def test_every_kind_can_be_told_to_a_person_and_shown_by_excel(kind: Kind) -> None:
    assert kind.told
    assert kind.name
    assert kind.number_format
    assert kind.width > 0


def test_every_word_a_kind_offers_it_takes() -> None:
    for kind in ALL:
        for word in kind.words():
            raw: Raw = float(word) if isinstance(kind, kinds.Steps) else word
            assert not isinstance(parsed(kind, raw), Finding), (kind, word)


@given(st.floats(allow_nan=False, allow_infinity=False, width=64).map(lambda number: float(f"{number:.15g}")))
def test_a_number_is_said_with_the_digits_excel_keeps(number: float) -> None:
    assert float(kinds.shown(number)) == number
