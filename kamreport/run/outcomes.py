"""What came of a run, for a door to tell: what was written, which packs were made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from kamreport.findings import Finding
from kamreport.results import Review

Progress: TypeAlias = Callable[[int, int, str], None]
"""Told before each step: steps done, steps in all, what comes next; once more at the end, with nothing to come."""


def in_silence(_done: int, _steps: int, _what: str) -> None:
    """The progress nobody looks at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetChange:
    """What writing does to one sheet."""

    title: str
    rows: int
    """Rows it holds afterwards, the header not counted."""
    is_new: bool
    changed_cells: int
    """Cells that get another value; in a new sheet every cell of its columns."""
    remarks: tuple[str, ...] = ()
    """What to know of the sheet as it is afterwards, such as a filter only Excel can work out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What writing back did, or would do."""

    review: Review
    """The review as it was written: never stale."""
    path: Path
    """The workbook that holds the results."""
    dry_run: bool
    sheets: tuple[SheetChange, ...]
    """Every sheet written, in the order of the tabs; those without a changed cell included."""
    why_not: str = ""
    """Why nothing was written although it was asked for; empty otherwise."""
    alone: bool = False
    """Whether the copy holds the results alone, because the workbook could not take them."""
    said: tuple[str, ...] = ()
    """What turned out while writing."""

    @property
    def changed_cells(self) -> int:
        """Cells that get another value."""
        return sum(sheet.changed_cells for sheet in self.sheets)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What to know of the written sheets, all in one."""
        return (*(remark for sheet in self.sheets for remark in sheet.remarks), *self.said)

    @property
    def changed(self) -> bool:
        """Whether the file was (or, in a dry run, would be) written at all: the same results need no writing."""
        return any(sheet.is_new or sheet.changed_cells for sheet in self.sheets)


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """How packs are made."""

    archive: bool = False
    """PDFs are made to be kept: PDF/A-3a as well as PDF/UA-1."""
    force: bool = False
    """Every pack is made, even one that would be the same as the one there."""
    workers: int | None = None
    """Processes at work at once: 1 is this one alone, None as many as pay off."""
    language: str = ""
    """The code of the language the packs speak, such as de or en-US; empty for the one of Settings, else English."""
    look: Path | None = None
    """The folder of a team's own look; None for ours."""
    seconds: float = 180
    """A pack that takes longer is given up; holds in processes of their own only."""


AS_USUAL = Making()


@dataclass(frozen=True, slots=True, kw_only=True)
class PackFile:
    """One file that was made, or that was left as it is."""

    path: Path
    pack: str
    """The pack's name, such as account or portfolio."""
    account_id: str
    """Empty for a pack about the whole portfolio."""
    form: str
    """html or pdf."""
    unchanged: bool = False
    """It was there already and would be the same: it was left as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packs:
    """What rendering made."""

    review: Review
    folder: Path
    files: tuple[PackFile, ...]
    findings: tuple[Finding, ...]
    """R findings, in order."""
    why_no_pdf: str = ""
    """Why there is no PDF although it was asked for, with the next step; empty otherwise."""
    why_not: str = ""
    """Why there are no packs at all; empty otherwise."""

    def of(self, form: str) -> tuple[PackFile, ...]:
        """The files of a form."""
        return tuple(file for file in self.files if file.form == form)

    @property
    def unchanged(self) -> int:
        """How many packs were left as they are, in every form."""
        made = {(file.pack, file.account_id) for file in self.files if not file.unchanged}
        return len({(file.pack, file.account_id) for file in self.files} - made)

    @property
    def made(self) -> int:
        """How many packs were made, in one form at least."""
        return len({(file.pack, file.account_id) for file in self.files if not file.unchanged})


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOutcome:
    """What one whole run did."""

    review: Review
    """As it was written, or, in a dry run, as it would be."""
    written: Written
    packs: Packs | None
    """None in a dry run, which makes no packs."""
