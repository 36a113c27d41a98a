"""One turn of watching a workbook: reviewed, written back where that may be, its HTML packs made anew."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from kamreport.errors import FileBusyError
from kamreport.package.saving import refuse_busy
from kamreport.run.making_packs import render
from kamreport.run.outcomes import AS_USUAL, Making, Packs, Written
from kamreport.run.preparing import prepare
from kamreport.run.writing_back import write_back


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """What one turn did."""

    written: Written
    packs: Packs
    beside: bool
    """The results are in a copy beside the workbook, which a program holds open."""


def refresh(path: Path, folder: Path, *, now: dt.datetime, user: str, how: Making = AS_USUAL) -> Refreshed:
    """Review a workbook, write into it, or, while a program holds it open, into a copy, and make its HTML packs.

    Raises as ``prepare``, ``write_back`` and ``render`` do.
    """
    review = prepare(path)
    beside = is_held(path)
    written = write_back(review, now=now, user=user, destination=copy_of(path) if beside else None)
    return Refreshed(written=written, packs=render(written.review, folder, pdf=False, how=how), beside=beside)


def copy_of(path: Path) -> Path:
    """The copy beside a workbook that holds its results."""
    return path.with_name(f"{path.stem} - results{path.suffix}")


def is_held(path: Path) -> bool:
    """Whether Excel or LibreOffice has a workbook open."""
    try:
        refuse_busy(path.resolve())
    except FileBusyError:
        return True
    return False
