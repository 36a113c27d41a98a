"""Whose account a finding concerns: every account on the sheet has its name said, also one that is left out."""

from __future__ import annotations

from kamreport.cells import Raw
from kamreport.schema.kinds import shown


class AccountNames:
    """Account IDs and names as the Accounts sheet spells them."""

    def __init__(self) -> None:
        self._by_id: dict[str, tuple[str, str]] = {}
        self._by_name: dict[str, tuple[str, str]] = {}

    def learn(self, account_id: Raw, name: Raw) -> tuple[str, str]:
        """Keep an account's ID and name, whatever else is wrong with its row, and give them back."""
        said = (_text(account_id), _text(name))
        if said[0]:
            self._by_id.setdefault(said[0].casefold(), said)
        if said[1]:
            self._by_name.setdefault(said[1].casefold(), said)
        return said

    def of(self, link: Raw) -> tuple[str, str]:
        """The ID and name of the account a cell names by either; its own words when there is no such account."""
        said = _text(link)
        return self._by_id.get(said.casefold()) or self._by_name.get(said.casefold()) or (said, "")


def _text(raw: Raw) -> str:
    """A number is no ID, but it is what the person typed for one."""
    return raw.strip() if isinstance(raw, str) else shown(raw) if isinstance(raw, float) else ""
