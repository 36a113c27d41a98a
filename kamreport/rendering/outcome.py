"""What comes of making packs: the files, and what there is to say about them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kamreport.findings import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file that was made, or that needed no making."""

    pack: str
    """Name of its pack."""
    account_id: str
    """The account it is for; empty for a pack of the portfolio."""
    path: Path
    """Where it is."""
    unchanged: bool = False
    """Whether it was there already, made from the same: it was left as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What rendering left behind."""

    files: tuple[Made, ...]
    """Every file, in the order asked for; unchanged ones included."""
    findings: tuple[Finding, ...]
    """R101, R103 and R2xx."""
    no_pdf: str
    """Why there is no PDF although one was asked for, and what to do; empty otherwise."""

    def paths(self, ending: str) -> tuple[Path, ...]:
        """Files by their ending: html, pdf."""
        return tuple(made.path for made in self.files if made.path.suffix == f".{ending}")
