"""What a button asks for, checked word by word: nothing that comes from a workbook chooses more than itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kamreport.errors import UsageError

ACTIONS: Final = (
    "check", "score", "account-pack", "portfolio-pack", "programme-pack", "all-packs", "results", "set-up", "help",
)  # fmt: skip
_FLAGS: Final = ("--wb", "--from_xl", "--hwnd", "--account")


@dataclass(frozen=True, slots=True)
class Request:
    """One click: which button, in which workbook of which Excel, for which account."""

    action: str
    book: str
    hwnd: int
    account: str


def read_request(arguments: Sequence[str]) -> Request:
    """The request in the arguments of the launcher. Raises UsageError for anything that the add-in never sends."""
    if not arguments or arguments[0] not in ACTIONS:
        raise UsageError(f"the action must be one of {', '.join(ACTIONS)}.")
    action, said = arguments[0], {}
    for argument in arguments[1:]:
        name, sign, value = argument.partition("=")
        if not sign or name not in _FLAGS or name in said:
            raise UsageError(f"'{argument}' is not something a button sends.")
        said[name] = value
    if said.get("--from_xl") != "1" or "--wb" not in said:
        raise UsageError("a button says --from_xl=1 and --wb=NAME.")
    hwnd = said.get("--hwnd", "0")
    if not hwnd.isascii() or not hwnd.isdigit():
        raise UsageError("--hwnd is the number of an Excel window.")
    if (action == "account-pack") != bool(said.get("--account")):
        raise UsageError("--account belongs to account-pack, and to no other button.")
    return Request(action, said["--wb"], int(hwnd), said.get("--account", ""))
