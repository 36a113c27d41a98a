"""What an account could buy and spends elsewhere (K401, K402, K405–K408; KAM.md §9.1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kamreport.checking.case import Case, Check
from kamreport.checking.months import YEAR, covered, month
from kamreport.checking.sentences import days, known_as, money, who
from kamreport.checking.working_copy import WorkingCopy
from kamreport.findings import Finding, Rule, See, Severity
from kamreport.model import Offering, Opportunity, Revenue, Wallet, WhiteSpace
from kamreport.model.lists import WhiteSpaceStatus

K401 = Rule("K401", "potential-below-current", Severity.ERROR, "0.1", "White space would be negative.")
K402 = Rule(
    "K402", "wallet-below-revenue", Severity.ERROR, "0.1", "The customer would spend less than they spend with us."
)
K405 = Rule("K405", "probability-missing", Severity.WARNING, "0.1", "White space that could be won has no probability.")
K406 = Rule("K406", "close-date-passed", Severity.WARNING, "0.1", "An open opportunity should have closed.")
K407 = Rule("K407", "many-offerings", Severity.NOTE, "0.1", "There are more offerings than a map can show.")
K408 = Rule("K408", "wallet-old", Severity.WARNING, "0.1", "The newest figure for a customer's spend is old.")

MOST_OFFERINGS = 10
"""After DemandFarm (KAM.md §4.3)."""
_COUNTED = (WhiteSpaceStatus.PIPELINE, WhiteSpaceStatus.OPEN)


def potential_below_current(copy: WorkingCopy) -> Iterator[Finding]:
    """K401: potential below current; both cells read as blank."""
    changes: dict[int, dict[str, object]] = {}
    for row in copy.rows.get(WhiteSpace, ()):
        current, potential = row.current_annual, row.potential_annual
        if current is None or potential is None or potential >= current:
            continue
        changes[id(row)] = {"current_annual": None, "potential_annual": None}
        yield K401.at(
            row.origin.cell("potential_annual"),
            f"{copy.told_account(row)} could buy {money(potential)} a year of {row.offering_id} and already buys "
            f"{money(current)}. Both read as blank.",
            hint="Type what they could buy in all, what they buy today included.",
            related=(See(row.origin.cell("current_annual"), f"buys {money(current)} today"),),
            account=copy.account_of(row),
        )
    copy.change(WhiteSpace, changes)


def wallet_below_revenue(copy: WorkingCopy) -> Iterator[Finding]:
    """K402: the newest spend known by the as-of date lies below revenue of 12 months; its row is left out.

    Where the 12 months have holes, what is known of them is less than R12 and contradicts the figure all the same.
    """
    revenue = _known_revenue(copy) if copy.rows.get(Wallet) else {}
    out: list[Wallet] = []
    settled: set[str] = set()
    for row in sorted(copy.rows.get(Wallet, ()), key=lambda row: row.as_of, reverse=True):
        if row.as_of > copy.as_of or row.account_id in settled:
            continue
        ours = revenue.get(row.account_id, 0.0)
        if row.spend >= ours:
            settled.add(row.account_id)
            continue
        out.append(row)
        yield K402.at(
            row.origin.cell("spend"),
            f"{copy.told_account(row)} is said to spend {money(row.spend)} in our categories, less than the "
            f"{money(ours)} it spent with us in 12 months. The row is left out.",
            hint="Type what they spend with all suppliers, us included, over 12 months.",
            account=copy.account_of(row),
        )
    copy.leave_out(Wallet, out)


def probability_missing(case: Case) -> Iterator[Finding]:
    """K405: Pipeline or Open without probability."""
    for row in case.portfolio.rows(WhiteSpace):
        account = case.portfolio.account(row.account_id)
        if row.status in _COUNTED and row.probability is None and account is not None:
            yield K405.at(
                row.origin.cell("probability"),
                f"White space of {who(account)} for {_offering(case, row)} in {row.buying_centre} is {row.status} and has "
                "no probability; the weighted sum leaves it out.",
                hint="Type the chance of winning it, such as 30%.",
                account=known_as(account),
            )


def close_date_passed(case: Case) -> Iterator[Finding]:
    """K406: neither Won nor Lost, and expected to close before the as-of date."""
    for row in case.portfolio.rows(Opportunity):
        account = case.portfolio.account(row.account_id)
        if row.sales_stage.is_open and row.expected_close < case.as_of and account is not None:
            yield K406.at(
                row.origin.cell("expected_close"),
                f"“{row.opportunity}” of {who(account)} was to close on {row.expected_close}, "
                f"{days(case.age(row.expected_close))} ago, and is still {row.sales_stage}.",
                hint="Type a new date in Expected close, or set Sales stage to Won or Lost.",
                account=known_as(account),
            )


def many_offerings(case: Case) -> Iterator[Finding]:
    """K407: more active offerings than the white-space map can show."""
    active = [row for row in case.portfolio.rows(Offering) if row.is_active]
    if len(active) > MOST_OFFERINGS:
        yield K407.at(
            active[MOST_OFFERINGS].origin.cell("offering_id"),
            f"{len(active)} offerings are active; a map of more than {MOST_OFFERINGS} is hard to read.",
            hint="Draw small offerings together, or set Active to No for those that are no longer sold.",
        )


def wallet_old(case: Case) -> Iterator[Finding]:
    """K408: the newest spend known by the as-of date is older than the setting."""
    newest: dict[str, Wallet] = {}
    for row in case.portfolio.rows(Wallet):
        if row.as_of <= case.as_of and (row.account_id not in newest or newest[row.account_id].as_of < row.as_of):
            newest[row.account_id] = row
    limit = case.settings.wallet_days
    for account in case.accounts:
        found = newest.get(account.account_id)
        if found is not None and case.age(found.as_of) > limit:
            yield K408.at(
                found.origin.cell("as_of"),
                f"What {who(account)} spends in our categories was last looked at on {found.as_of}, "
                f"{days(case.age(found.as_of))} ago; the limit is {days(limit)}.",
                hint="Ask or estimate anew, and add a row to Wallet with today's date.",
                related=(See(case.settings.cell("wallet_days"), f"the limit is {days(limit)}"),),
                account=known_as(account),
            )


def _offering(case: Case, row: WhiteSpace) -> str:
    offering = case.portfolio.find(Offering, row.offering_id)
    return offering.offering if offering else row.offering_id


def _known_revenue(copy: WorkingCopy) -> dict[str, float]:
    """Revenue of the rows whose months all lie in the 12 months, by account."""
    end = copy.portfolio.settings.period_end
    sums: defaultdict[str, float] = defaultdict(float)
    for row in copy.rows.get(Revenue, ()) if end is not None else ():
        months = covered(row)
        if end is not None and months[0] > month(end) - YEAR and months[-1] <= month(end):
            sums[row.account_id] += row.revenue
    return sums


RULES = (K401, K402, K405, K406, K407, K408)
CHECKS: tuple[Check, ...] = (probability_missing, close_date_passed, many_offerings, wallet_old)
