"""What the files of packs are called: safe on every system, and never two alike, whichever packs are asked for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from kamreport.model import Account

_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
_LONGEST = 48
_FOR_CUSTOMERS = "business-review"


def name_files(
    accounts: Iterable[Account], packs: Iterable[str], own: Mapping[str, bool] | None = None
) -> Mapping[tuple[str, str], str]:
    """The file name, without its ending, for each pack and Account ID ("" for a pack of the whole portfolio).

    ``accounts`` are all accounts of the workbook, so that a name does not depend on what is asked for. No two names
    are alike even where a system does not tell capitals from small letters. A name for a customer says no more than
    the customer's own name: not even our Account ID. ``own`` are a team's own packs of accounts by name, and whether
    each is for customers.
    """
    everyone, names = tuple(accounts), dict[tuple[str, str], str]()
    taken: set[str] = set()
    for pack in packs:
        names[pack, ""] = _first_free(f"{pack}-pack" if _RESERVED.fullmatch(pack) else pack, taken)
    for account in everyone:
        names["account", account.account_id] = _first_free(_account_stem(account), taken)
    for account in everyone:
        stem = "-".join(part for part in (slug(account.name), _FOR_CUSTOMERS) if part)
        names["customer", account.account_id] = _first_free(stem, taken)
    for pack, for_customers in (own or {}).items():
        for account in everyone:
            whose = slug(account.name) if for_customers else _account_stem(account)
            names[pack, account.account_id] = _first_free("-".join(part for part in (whose, pack) if part), taken)
    return names


def slug(name: str) -> str:
    """A name in small Latin letters, digits and hyphens; empty when it has none."""
    latin = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", latin)[:_LONGEST].strip("-")


def _account_stem(account: Account) -> str:
    parts = [re.sub(r"[^A-Za-z0-9_-]+", "-", account.account_id).strip("-"), slug(account.name)]
    stem = "-".join(part for part in parts if part)
    return f"{stem}-account" if not stem or _RESERVED.fullmatch(stem) else stem


def _first_free(stem: str, taken: set[str]) -> str:
    """``stem``, with the first number that makes it differ from all names given so far."""
    name, number = stem, 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name.casefold())
    return name
