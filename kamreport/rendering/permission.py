"""Whether a pack for the customer may be made of an account, and what to say when not (KAM.md §14.3)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kamreport.cells import CellRef
from kamreport.findings import Finding
from kamreport.model import Account
from kamreport.model.lists import Audience
from kamreport.rendering.formats import listed
from kamreport.rendering.rules import R102, R104
from kamreport.rendering.typed_texts import typed_texts
from kamreport.rendering.views.customer.allowing import share
from kamreport.rendering.views.customer.document import customer_document
from kamreport.results import Review

_MOST_NAMES = 6
_BREAKS_WITHOUT_WIDTH = "\u200b"


def may_have(review: Review, account: Account) -> bool:
    """Whether a pack for the customer of this account may be made, and would hold anything."""
    return not any(_reasons(review, account))


def tell_refused(review: Review, accounts: Iterable[Account], *, together: bool) -> Iterator[Finding]:
    """Why packs for these customers are not made. ``together`` joins those nobody ever allowed in one finding."""
    forbidden = []
    for account in accounts:
        if together and account.customer_pack is not True:
            forbidden.append(account)
        elif reason := next(_reasons(review, account), None):
            yield reason
    if len(forbidden) == 1:
        yield next(_reasons(review, forbidden[0]))
    elif forbidden:
        names = listed([account.name for account in forbidden], most=_MOST_NAMES)
        yield R102.at(
            _permission(forbidden[0]),
            f"No pack for the customer is made of {len(forbidden)} accounts, because Customer-safe pack allowed"
            f" does not say Yes: {names}.",
            hint="Write Yes there once a customer may have a pack of its Shared rows; --account makes packs of some only.",
        )


def tell_left_behind(review: Review, left: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    """Files made for customers who may not have them any more. ``left`` are names of files by Account ID.

    They are told, not deleted: they may be the only copy of what the customer was given.
    """
    for account in review.portfolio.accounts:
        names = left.get(account.account_id)
        if names and account.customer_pack is not True:
            verb, them = ("lies", "it") if len(names) == 1 else ("lie", "them")
            yield R104.at(
                _permission(account),
                f"{account.name}: {' and '.join(names)} still {verb} among the packs, though Customer-safe pack allowed"
                f" {_permission_told(review, account)}.",
                hint=f"Delete {them} and tell whoever was sent {them}, or write Yes there again.",
                account=(account.account_id, account.name),
            )


def _permission_told(review: Review, account: Account) -> str:
    """What the cell that allows it says, where it is not Yes."""
    unread = review.portfolio.unread.get(_permission(account))
    return "says No" if account.customer_pack is False else f"holds {unread}" if unread else "is blank"


def _reasons(review: Review, account: Account) -> Iterator[Finding]:
    """Each reason against it, the most basic first."""

    def refused(where: CellRef, why: str, hint: str) -> Finding:
        told = f"{account.name}: no pack for the customer is made, because {why}."
        return R102.at(where, told, hint=hint, account=(account.account_id, account.name))

    if account.customer_pack is not True:
        yield refused(
            _permission(account),
            f"Customer-safe pack allowed {_permission_told(review, account)}",
            "Write Yes there once this customer may have a pack of its Shared rows.",
        )
    if review.stale:
        yield refused(
            _permission(account),
            "this period was not reviewed yet" if review.unreviewed else "the workbook changed since its last review",
            "Run the review first, then make the pack.",
        )
    for where, other in _other_names(review, account):
        yield refused(
            where,
            f"a Shared row names another account, {other.name}",
            "Write the sentence without that name, or set Audience of the row to Internal.",
        )
    if not customer_document(share(review, account)).sections:
        yield refused(
            _permission(account),
            "no row is Shared and nothing else is known to show",
            "Set Audience to Shared in the rows of Objectives, Actions, Needs … that this customer may read.",
        )


def _permission(account: Account) -> CellRef:
    """The cell that allows it; the account's name where that column is not there."""
    field = "customer_pack" if "customer_pack" in account.origin.columns else "name"
    return account.origin.cell(field)


def _other_names(review: Review, account: Account) -> Iterator[tuple[CellRef, Account]]:
    """Shared texts in which another account's name stands, but that of its own parent or daughter."""
    # an account of the family comes last, so that a name both bear counts as theirs
    ordered = sorted(review.portfolio.accounts, key=lambda one: _is_family(one, account))
    names = {_words(one.name): one for one in ordered}
    if all(_is_family(one, account) for one in ordered):
        return
    # a longer name is tried first, so that "Nord" is not found within an account's own name "Nord Foods"
    longest = sorted(names, key=len, reverse=True)
    found = re.compile(rf"(?<!\w)(?:{'|'.join(f'({_pattern(words)})' for words in longest)})s?(?!\w)")
    for row, where, text in typed_texts(review.portfolio, account):
        if getattr(row, "audience", None) is Audience.SHARED:
            for said in found.finditer(_spelt(text)):
                if not _is_family(other := names[longest[(said.lastindex or 1) - 1]], account):
                    yield where, other


def _spelt(text: str) -> str:
    """A text as a reader takes it: whatever its case, its kinds of spaces, and signs that print nothing."""
    seen = unicodedata.normalize("NFKC", text.replace(_BREAKS_WITHOUT_WIDTH, " "))
    return "".join(sign for sign in seen if unicodedata.category(sign) != "Cf").casefold()


def _words(name: str) -> tuple[str, ...]:
    """The words of a name; a name without any is one word."""
    return tuple(re.findall(r"[^\W_]+", _spelt(name))) or (name,)


def _pattern(words: tuple[str, ...]) -> str:
    """Finds these words, whatever stands between them."""
    return r"[\W_]+".join(map(re.escape, words))


def _is_family(one: Account, account: Account) -> bool:
    """The account itself, its parent or daughter."""
    return account.account_id in {one.account_id, one.parent_id} or one.account_id == account.parent_id
