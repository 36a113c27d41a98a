"""What a check looks at: the settled portfolio, what scoring made of it, and the date ages count to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import TypeAlias

from kamreport.findings import Finding
from kamreport.model import Account, Portfolio, Settings, TierService
from kamreport.results import AccountScores, Scores


class Case:
    """The accounts people work with, drawn up once for all checks. Nothing is computed anew."""

    def __init__(self, portfolio: Portfolio, scores: Scores, as_of: dt.date) -> None:
        self.portfolio = portfolio
        self.scores = scores
        self.as_of = as_of
        self.accounts: tuple[Account, ...] = tuple(account for account in portfolio.accounts if account.is_scored)
        """Active and Prospect accounts; of a Lost one only what its own rows say is checked."""
        self.key_accounts = tuple(account for account in self.accounts if account.is_key)
        self.scored: tuple[tuple[Account, AccountScores], ...] = tuple(
            (account, scores.accounts[account.account_id])
            for account in self.accounts
            if account.account_id in scores.accounts
        )
        """The same accounts with what scoring says of them; none when scoring was stopped."""
        self.scored_keys = tuple((account, found) for account, found in self.scored if account.is_key)

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.portfolio.settings

    def service(self, account: Account) -> TierService | None:
        """What the account's tier promises; None when its row on Tiers was left out."""
        return self.portfolio.find(TierService, account.tier)

    def age(self, date: dt.date) -> int:
        """Whole days from a date to the as-of date; below 0 for a later date (KAM.md §1.2)."""
        return (self.as_of - date).days


Check: TypeAlias = Callable[[Case], Iterator[Finding]]
"""A check is named after its rule: ``renewal_passed`` finds K202 renewal-passed."""
