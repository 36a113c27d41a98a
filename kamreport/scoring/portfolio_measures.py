"""The Portfolio sheet: measures of all accounts together, with how many entered each (KAM.md §3.9, §9)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import compress
from typing import NamedTuple

from kamreport.model import Account, Opportunity
from kamreport.results import AccountScores, Concentration, Measured, PortfolioMeasure
from kamreport.scoring.commercial import retention_of, top_fifth_share
from kamreport.scoring.facts import Ground
from kamreport.scoring.measures import BY_FIELD
from kamreport.scoring.returns import hourglass_share
from kamreport.scoring.saying import Unit

MONTHS_24 = "Fill 24 months of Revenue."


class Member(NamedTuple):
    """An account and its scores."""

    account: Account
    scores: AccountScores


class Table:
    """Measures of many accounts as columns, each read once: a part takes its own from the columns of the whole."""

    def __init__(self, members: Sequence[Member], whole: Table | None = None, chosen: Sequence[bool] = ()) -> None:
        self.members = members
        self._whole = whole
        self._chosen = chosen
        self._columns: dict[str, list[float | None]] = {}

    def column(self, field: str) -> list[float | None]:
        """One measure, or one of the readings beside them, of every member."""
        found = self._columns.get(field)
        if found is None:
            found = self._columns[field] = self._read(field)
        return found

    def _read(self, field: str) -> list[float | None]:
        if self._whole is not None:
            return list(compress(self._whole.column(field), self._chosen))
        if field in BY_FIELD:
            return [scores.measures[field].value for _, scores in self.members]
        return [getattr(scores, field).value for _, scores in self.members]

    def part(self, wanted: Callable[[Account], bool]) -> Table:
        """The members whose account is wanted."""
        chosen = [wanted(account) for account, _ in self.members]
        return Table(list(compress(self.members, chosen)), self, chosen)


class Tally(NamedTuple):
    """A figure of several accounts, and how many entered it."""

    value: float | None
    counted: int
    left_out: int = 0


Sum = Callable[[list[tuple[float, ...]]], float | None]
"""What is made of the measures of the accounts that have them all."""


def measure_portfolio(
    members: Sequence[Member], concentration: Concentration, ground: Ground
) -> dict[str, PortfolioMeasure]:
    """Every measure of the portfolio, by field, in the order of the sheet."""
    table = Table(members)
    live, key = table.part(_is_scored), table.part(_is_key)
    lines = (
        *_counts(live),
        *_money(table),
        *_retention(table),
        *_concentration(concentration),
        *_key_against_other(key, table.part(_is_other)),
        *_time(table, key),
        *_market(live, ground),
        *_plans(live),
    )
    return {line.field: line for line in lines}


def tally(table: Table, fields: Sequence[str], make: Sum) -> Tally:
    """Make a figure of the members whose measures are all known."""
    rows = list(zip(*[table.column(field) for field in fields], strict=True))
    known: list[tuple[float, ...]] = [row for row in rows if None not in row]
    return Tally(make(known) if known else None, len(known), len(rows) - len(known))


def line(field: str, title: str, unit: Unit, figure: Tally, absence: str, note: str = "") -> PortfolioMeasure:  # noqa: PLR0913 - the cells of one row
    """One row of the sheet; ``absence`` says what to fill when there is no figure."""
    missing = figure.value is None
    return PortfolioMeasure(
        field=field,
        title=title,
        measured=Measured.missing(absence) if figure.value is None else Measured.known(figure.value),
        unit=unit,
        counted=figure.counted,
        left_out=figure.left_out,
        note=absence if missing else note,
    )


def total(rows: list[tuple[float, ...]]) -> float:
    """The sum of one measure."""
    return sum(row[0] for row in rows)


def ratio(rows: list[tuple[float, ...]]) -> float | None:
    """The sum of the first measure over the sum of the second; None when that is 0 or less."""
    whole = sum(row[1] for row in rows)
    return sum(row[0] for row in rows) / whole if whole > 0 else None


def growth(rows: list[tuple[float, ...]]) -> float | None:
    """The sum of now over the sum of before, less 1."""
    found = ratio(rows)
    return None if found is None else found - 1


def mean(rows: list[tuple[float, ...]]) -> float:
    """The mean of one measure over accounts."""
    return total(rows) / len(rows)


def net(rows: list[tuple[float, ...]]) -> float | None:
    """NRR of rows of (start, now)."""
    kept = retention_of([(start, now) for start, now in rows])
    return kept.net if kept else None


def gross(rows: list[tuple[float, ...]]) -> float | None:
    """GRR of rows of (start, now)."""
    kept = retention_of([(start, now) for start, now in rows])
    return kept.gross if kept else None


def _is_scored(account: Account) -> bool:
    return account.is_scored


def _is_key(account: Account) -> bool:
    return account.is_key


def _is_other(account: Account) -> bool:
    return not account.is_key


def _counts(live: Table) -> Iterator[PortfolioMeasure]:
    count = len(live.members)
    key = sum(account.is_key for account, _ in live.members)
    placed = sum(scores.placement.quadrant is not None for _, scores in live.members)
    yield line("accounts", "Accounts, active and prospect", Unit.COUNT, Tally(count, count), "Fill Accounts.")
    yield line("key_accounts", "Key accounts", Unit.COUNT, Tally(key, count), "Fill Accounts.")
    figure = Tally(placed, placed, count - placed)
    yield line("placed_accounts", "Accounts with a quadrant", Unit.COUNT, figure, "Fill Ratings.")


def _money(members: Table) -> Iterator[PortfolioMeasure]:
    revenue = tally(members, ["revenue_12m"], total)
    grown = tally(members, ["revenue_12m", "revenue_prior"], growth)
    margin = tally(members, ["contribution_12m"], total)
    rate = tally(members, ["contribution_12m", "revenue_12m"], ratio)
    lack = "Fill Gross margin and Cost to serve in Revenue."
    yield line("revenue_12m", "Revenue, 12 months", Unit.MONEY, revenue, "Fill 12 months of Revenue.")
    yield line("revenue_growth", "Revenue growth", Unit.FRACTION, grown, MONTHS_24)
    yield line("contribution_12m", "Contribution margin", Unit.MONEY, margin, lack)
    yield line("contribution_rate", "Contribution margin rate", Unit.FRACTION, rate, lack)
    best = tally(members, ["revenue_12m"], _top_fifth)
    richest = tally(members, ["contribution_12m"], _top_fifth)
    yield line("top_fifth_revenue", "Top-fifth share of revenue", Unit.FRACTION, best, "Fill 12 months of Revenue.")
    yield line("top_fifth_contribution", "Top-fifth share of contribution", Unit.FRACTION, richest, lack)


def _top_fifth(rows: list[tuple[float, ...]]) -> float | None:
    return top_fifth_share([row[0] for row in rows])


def _retention(members: Table) -> Iterator[PortfolioMeasure]:
    for field, title, make in (("nrr", "Net revenue retention", net), ("grr", "Gross revenue retention", gross)):
        figure = tally(members, ["revenue_prior", "revenue_12m"], make)
        yield line(field, title, Unit.FRACTION, figure, MONTHS_24, "accounts with revenue in the prior 12 months")


def _concentration(found: Concentration) -> Iterator[PortfolioMeasure]:
    absence, count = "Fill 12 months of Revenue.", len(found.groups)
    figures = (
        ("cr1", "Share of the largest customer", Unit.FRACTION, found.cr1),
        ("cr3", "Share of the three largest customers", Unit.FRACTION, found.cr3),
        ("cr5", "Share of the five largest customers", Unit.FRACTION, found.cr5),
        ("hhi_low", "Concentration (HHI), lower", Unit.NUMBER, found.hhi_low),
        ("hhi_high", "Concentration (HHI), upper", Unit.NUMBER, found.hhi_high),
        ("effective_low", "Effective customers, from", Unit.NUMBER, found.effective_low),
        ("effective_high", "Effective customers, to", Unit.NUMBER, found.effective_high),
    )
    for field, title, unit, value in figures:
        told = (
            f"{found.label}; the word is borrowed from merger practice"
            if field.startswith("hhi")
            else found.base.reason
        )
        yield line(field, title, unit, Tally(value, count), absence, told)


def _key_against_other(key: Table, other: Table) -> Iterator[PortfolioMeasure]:
    """Growth, contribution rate, CSAT and GRR of key and of other accounts: are others neglected?"""
    sides = (("key", "key accounts", key), ("other", "other accounts", other))
    kinds: tuple[tuple[str, str, Unit, list[str], Sum, str], ...] = (
        ("growth", "Revenue growth", Unit.FRACTION, ["revenue_12m", "revenue_prior"], growth, MONTHS_24),
        (
            "contribution_rate",
            "Contribution margin rate",
            Unit.FRACTION,
            ["contribution_12m", "revenue_12m"],
            ratio,
            "Fill Gross margin and Cost to serve in Revenue.",
        ),
        ("csat", "CSAT", Unit.GRADE, ["csat_12m"], mean, "Fill the Feedback sheet."),
        ("grr", "Gross revenue retention", Unit.FRACTION, ["revenue_prior", "revenue_12m"], gross, MONTHS_24),
    )
    for field, title, unit, fields, make, absence in kinds:
        for side, told, members in sides:
            figure = tally(members, fields, make)
            yield line(f"{side}_{field}", f"{title}, {told}", unit, figure, absence)


def _time(members: Table, key: Table) -> Iterator[PortfolioMeasure]:
    """Where managers' hours go, and where the contribution comes from."""
    live = [account for account, _ in members.members if account.is_scored]
    timed = [(account.kam_hours, account.is_key) for account in live if account.kam_hours is not None]
    hours, spent = sum(spent for spent, _ in timed), sum(spent for spent, is_key in timed if is_key)
    figure = Tally(spent / hours if hours else None, len(timed), len(live) - len(timed))
    told = "Share of manager hours spent on key accounts"
    yield line("key_hours_share", told, Unit.FRACTION, figure, "Fill Manager hours per month.")
    ours, whole = tally(key, ["contribution_12m"], total), tally(members, ["contribution_12m"], total)
    share = (ours.value or 0.0) / whole.value if whole.value and whole.value > 0 else None
    lack = "Fill Gross margin and Cost to serve in Revenue."
    figure = Tally(share, whole.counted, whole.left_out)
    told = "Share of contribution margin from key accounts"
    yield line("key_contribution_share", told, Unit.FRACTION, figure, lack)


def _market(live: Table, ground: Ground) -> Iterator[PortfolioMeasure]:
    """White space, pipeline, and how much of what was won came after the first sale."""
    fill, ask = "Fill the White space sheet.", "Fill the Opportunities sheet."
    space, weighted = tally(live, ["white_space"], total), tally(live, ["weighted_white_space"], total)
    yield line("white_space", "White space", Unit.MONEY, space, fill)
    yield line("weighted_white_space", "Weighted white space", Unit.MONEY, weighted, fill)
    covered = tally(live.part(_is_key), ["white_space_coverage"], mean)
    yield line("white_space_coverage", "White space coverage, mean of key accounts", Unit.FRACTION, covered, fill)
    pipeline = tally(live, ["weighted_pipeline"], total)
    yield line("weighted_pipeline", "Weighted pipeline", Unit.MONEY, pipeline, ask)
    opportunities = ground.portfolio.rows(Opportunity)
    share = hourglass_share(opportunities, ground.window) if ground.window else None
    sold = len({one.account_id for one in opportunities})
    yield line("hourglass_share", "Hourglass share", Unit.FRACTION, Tally(share, sold), ask)


def _plans(live: Table) -> Iterator[PortfolioMeasure]:
    """Revenue at risk, promises kept, and how complete the plans of key accounts are."""
    risk, kept = tally(live, ["revenue_at_risk"], total), tally(live, ["on_time"], mean)
    yield line("revenue_at_risk", "Revenue at risk", Unit.MONEY, risk, "Fill the Risks sheet.")
    yield line("on_time", "Actions on time, mean of accounts", Unit.FRACTION, kept, "Fill Actions.")
    plans = tally(live.part(_is_key), ["plan_completeness"], mean)
    lack = "Fill the Profile and Objectives sheets."
    yield line("plan_completeness", "Plan completeness, mean of key accounts", Unit.FRACTION, plans, lack)
