"""The packs kamreport makes, and from which sections (KAM.md §14)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kamreport.errors import UsageError
from kamreport.findings import Finding
from kamreport.model import Account
from kamreport.rendering import formats
from kamreport.rendering.naming import name_files
from kamreport.rendering.permission import may_have, tell_refused
from kamreport.rendering.views.account import document as account_views
from kamreport.rendering.views.customer import document as customer_views
from kamreport.rendering.views.customer.allowing import share
from kamreport.rendering.views.pieces import Document
from kamreport.rendering.views.portfolio import document as portfolio_views
from kamreport.rendering.views.programme import document as programme_views
from kamreport.results import Review


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A kind of document: what it is, for whom, and of which sections."""

    name: str
    """What it is called on the command line."""
    title: str
    """What it is called in a sentence."""
    audience: str
    """Who reads it; Internal packs never go to a customer."""
    sections: tuple[str, ...]
    """Codes of the sections that may have data, in printed order."""
    page: str
    """How the paper lies."""
    per_account: bool
    """Whether there is one for each account."""
    unasked: bool = True
    """Whether it is made when nobody says which packs to make."""


ACCOUNT = Pack(
    name="account",
    title="account review",
    audience="Internal",
    sections=tuple(code for code, *_ in account_views.SECTIONS),
    page="portrait",
    per_account=True,
)
PORTFOLIO = Pack(
    name="portfolio",
    title="portfolio review",
    audience="Internal",
    sections=tuple(code for code, *_ in portfolio_views.SECTIONS),
    page="portrait",
    per_account=False,
)
PROGRAMME = Pack(
    name="programme",
    title="programme review",
    audience="Internal",
    sections=programme_views.CODES,
    page="portrait",
    per_account=False,
)
CUSTOMER = Pack(
    name="customer",
    title="business review for the customer",
    audience="Customer",
    sections=tuple(code for code, _ in customer_views.SECTIONS),
    page="portrait",
    per_account=True,
    unasked=False,
)
PACKS: tuple[Pack, ...] = (ACCOUNT, PORTFOLIO, PROGRAMME, CUSTOMER)
"""Every pack, in the order in which they are made."""


@dataclass(frozen=True, slots=True)
class Order:
    """One document to make: its pack, the account it is for, what its file is called, and how to set it."""

    pack: Pack
    account: Account | None
    stem: str
    document: Callable[[], Document]


def find_packs(names: Iterable[str]) -> tuple[Pack, ...]:
    """Packs by name, in their own order.

    Raises:
        UsageError: For a name that is none.
    """
    wanted = set(names)
    known = {pack.name for pack in PACKS}
    if wanted - known:
        unknown = ", ".join(sorted(wanted - known))
        raise UsageError(f"There is no pack {unknown}; the packs are {formats.listed(sorted(known))}.")
    return tuple(pack for pack in PACKS if pack.name in wanted)


def orders(review: Review, packs: Iterable[Pack], account_ids: Iterable[str] | None) -> tuple[Order, ...]:
    """The documents to make. ``account_ids`` None means every account that is scored.

    Packs for customers that may not be made are left out; ``refusals`` tells of them.

    Raises:
        UsageError: For an account the workbook does not have.
    """
    accounts = _accounts(review, account_ids)
    names = name_files(review.portfolio.accounts, [pack.name for pack in PACKS if not pack.per_account])
    made: list[Order] = []
    for pack in packs:
        if not pack.per_account:
            made.append(Order(pack, None, names[pack.name, ""], _whole(review, pack)))
            continue
        for account in accounts:
            if pack is not CUSTOMER or may_have(review, account):
                stem = names[pack.name, account.account_id]
                made.append(Order(pack, account, stem, _account(review, pack, account)))
    return tuple(made)


def refusals(review: Review, packs: Iterable[Pack], account_ids: Iterable[str] | None) -> tuple[Finding, ...]:
    """What to say of packs for customers that were asked for and may not be made (R102).

    Raises:
        UsageError: As ``orders``.
    """
    if CUSTOMER not in packs:
        return ()
    return tuple(tell_refused(review, _accounts(review, account_ids), together=account_ids is None))


def _whole(review: Review, pack: Pack) -> Callable[[], Document]:
    """The document of a pack about all accounts together, or about the programme."""
    if pack is PROGRAMME:
        return lambda: programme_views.programme_document(review)
    return lambda: portfolio_views.portfolio_document(review)


def _account(review: Review, pack: Pack, account: Account) -> Callable[[], Document]:
    if pack is CUSTOMER:
        return lambda: customer_views.customer_document(share(review, account))
    return lambda: account_views.account_document(review, account)


def _accounts(review: Review, account_ids: Iterable[str] | None) -> tuple[Account, ...]:
    if account_ids is None:
        return tuple(account for account in review.portfolio.accounts if account.is_scored)
    by_id = {account.account_id.casefold(): account for account in review.portfolio.accounts}
    by_id = {account.name.casefold(): account for account in review.portfolio.accounts} | by_id
    asked = list(account_ids)
    unknown = [name for name in asked if name.casefold() not in by_id]
    if unknown:
        raise UsageError(
            f"There is no account {', '.join(unknown)} in the workbook; use an Account ID or a name from Accounts."
        )
    chosen = {by_id[name.casefold()].account_id: by_id[name.casefold()] for name in asked}
    return tuple(chosen.values())
