"""The packs kamreport makes, and from which sections (KAM.md §14)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from kamreport.errors import UsageError
from kamreport.findings import Finding
from kamreport.model import Account
from kamreport.rendering import formats
from kamreport.rendering.language import say
from kamreport.rendering.looks import Look, find_look
from kamreport.rendering.naming import name_files
from kamreport.rendering.permission import may_have, tell_refused
from kamreport.rendering.views.account import document as account_views
from kamreport.rendering.views.customer import document as customer_views
from kamreport.rendering.views.customer.allowing import share
from kamreport.rendering.views.pieces import Document
from kamreport.rendering.views.portfolio import document as portfolio_views
from kamreport.rendering.views.programme import document as programme_views
from kamreport.rendering.views.stamping import POINTER
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
    of: str = ""
    """For a team's own pack, the pack of ours whose sections it takes; empty for ours."""

    @property
    def base(self) -> str:
        """The pack of ours it is, or takes its sections from."""
        return self.of or self.name


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


def offered_sections() -> dict[str, tuple[str, ...]]:
    """The sections of each of our packs, by its name: what a team's own pack may take."""
    return {pack.name: pack.sections for pack in PACKS}


def look_in(folder: Path | None) -> Look | None:
    """The look in a folder; None without one.

    Raises:
        UsageError: When there is no such folder.
    """
    return find_look(folder, offered_sections()) if folder is not None else None


def packs_of(look: Look | None) -> tuple[Pack, ...]:
    """Our packs and, after them, those of a look."""
    ours = {pack.name: pack for pack in PACKS}
    own = look.packs if look is not None else ()
    return (
        *PACKS,
        *(replace(ours[pack.of], name=pack.name, title=pack.title, sections=pack.sections, of=pack.of) for pack in own),
    )


@dataclass(frozen=True, slots=True)
class Order:
    """One document to make: its pack, the account it is for, what its file is called, and how to set it."""

    pack: Pack
    account: Account | None
    stem: str
    document: Callable[[], Document]


def find_packs(names: Iterable[str], look: Look | None = None) -> tuple[Pack, ...]:
    """Packs by name, ours and a look's, in their own order.

    Raises:
        UsageError: For a name that is none.
    """
    wanted, offered = set(names), packs_of(look)
    known = {pack.name for pack in offered}
    if wanted - known:
        unknown = sorted(wanted - known)
        spoilt = [line for name in unknown for line in (look.troubles if look else ()) if line.startswith(f"{name}: ")]
        if spoilt:
            raise UsageError(f"A pack of the look cannot be made. {'; '.join(spoilt)}.")
        raise UsageError(f"There is no pack {', '.join(unknown)}; the packs are {formats.listed(sorted(known))}.")
    return tuple(pack for pack in offered if pack.name in wanted)


def orders(review: Review, packs: Iterable[Pack], account_ids: Iterable[str] | None) -> tuple[Order, ...]:
    """The documents to make. ``account_ids`` None means every account that is scored.

    Packs for customers that may not be made are left out; ``refusals`` tells of them.

    Raises:
        UsageError: For an account the workbook does not have.
    """
    accounts, chosen = _accounts(review, account_ids), tuple(packs)
    whole = dict.fromkeys(pack.name for pack in (*PACKS, *chosen) if not pack.per_account)
    own = {pack.name: pack.base == CUSTOMER.name for pack in chosen if pack.of and pack.per_account}
    names = name_files(review.portfolio.accounts, whole, own)
    made: list[Order] = []
    for pack in chosen:
        if not pack.per_account:
            made.append(Order(pack, None, names[pack.name, ""], _whole(review, pack)))
            continue
        for account in accounts:
            if pack.base != CUSTOMER.name or may_have(review, account):
                stem = names[pack.name, account.account_id]
                made.append(Order(pack, account, stem, _account(review, pack, account)))
    return tuple(made)


def refusals(review: Review, packs: Iterable[Pack], account_ids: Iterable[str] | None) -> tuple[Finding, ...]:
    """What to say of packs for customers that were asked for and may not be made (R102).

    Raises:
        UsageError: As ``orders``.
    """
    if all(pack.base != CUSTOMER.name for pack in packs):
        return ()
    return tuple(tell_refused(review, _accounts(review, account_ids), together=account_ids is None))


def _whole(review: Review, pack: Pack) -> Callable[[], Document]:
    """The document of a pack about all accounts together, or about the programme."""
    if pack.base == PROGRAMME.name:
        return lambda: _cut(programme_views.programme_document(review), pack)
    return lambda: _cut(portfolio_views.portfolio_document(review), pack)


def _account(review: Review, pack: Pack, account: Account) -> Callable[[], Document]:
    if pack.base == CUSTOMER.name:
        return lambda: _cut(customer_views.customer_document(share(review, account)), pack)
    return lambda: _cut(account_views.account_document(review, account), pack)


def _cut(document: Document, pack: Pack) -> Document:
    """A team's own pack: the sections it names, in its order, under its title; a pack of ours as it is."""
    if not pack.of:
        return document
    there = {section.code: section for section in document.sections}
    sections = tuple(there[code] for code in pack.sections if code in there)
    meaning = document.stamps_mean
    if sections[-1:] != document.sections[-1:]:
        meaning = tuple(one.removesuffix(f" {say(POINTER)}") for one in meaning)
    _, dot, period = document.kind.partition(" · ")
    return replace(
        document,
        pack=pack.name,
        kind=f"{pack.title}{dot}{period}",
        sections=sections,
        stamps_mean=meaning,
        unfilled=tuple(one for one in document.unfilled if one.code in pack.sections),
    )


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
