"""Who is at the keyboard, for the log of runs."""

from __future__ import annotations

import getpass


def signed_in_user() -> str:
    """The name somebody is signed in with; empty when the system does not say."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
