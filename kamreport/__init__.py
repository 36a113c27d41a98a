"""kamreport: checks, scores and reports on a key account workbook.

Six functions, in the order of the day::

    from kamreport import new_workbook, read, check, score, write_back, render

    new_workbook("portfolio.xlsx", preset="lite")       # fill it in Excel, then:
    for finding in check("portfolio.xlsx"):
        print(finding)
    review = score("portfolio.xlsx")
    write_back(review, now=datetime.now(), user="Ana")
    render(review, "packs")

Importing the package loads none of its rooms; each function loads what it needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    import os
    from collections.abc import Sequence
    from pathlib import Path

    from kamreport.findings import Finding
    from kamreport.reading import Reading
    from kamreport.results import Review
    from kamreport.run import Packs, Written

__version__ = "0.1.0"
__all__ = ["check", "new_workbook", "read", "render", "score", "write_back"]


def new_workbook(
    path: str | os.PathLike[str], *, preset: str = "lite", example: bool = False, sheets: Sequence[str] = ()
) -> Path:
    """Make a blank workbook, or with ``example`` one filled with a fictional portfolio; gives its path.

    ``preset`` is lite, full or growth-harmony-value; ``sheets`` are titles of optional and programme sheets to put in
    as well, or ``["all"]``. Raises OutputError when the file exists or cannot be written, UsageError for an unknown
    preset or sheet, or for an example with some of the sheets only.
    """
    from kamreport import run

    return run.new_workbook(path, preset=preset, example=example, sheets=sheets)


def read(path: str | os.PathLike[str]) -> Reading:
    """The records of a workbook as its cells say them, and the W and C findings about sheets and single cells.

    Raises WorkbookError when the file cannot be read as a workbook; what is wrong in it raises nothing.
    """
    from pathlib import Path

    from kamreport import reading

    return reading.read(Path(path))


def check(path: str | os.PathLike[str], *, as_of: dt.date | None = None) -> tuple[Finding, ...]:
    """Every finding of a workbook, ordered by sheet, row, column and code.

    ``as_of`` is the day ages count to; by default the workbook's As-of date, else its Period end.
    """
    return score(path, as_of=as_of).findings


def score(path: str | os.PathLike[str], *, as_of: dt.date | None = None) -> Review:
    """The review of a workbook: its findings, the scores of every account, and what moved. Nothing is written.

    ``as_of`` as in ``check``. Raises WorkbookError when the file cannot be read as a workbook.
    """
    from kamreport import run

    return run.prepare(path, as_of=as_of)


def write_back(review: Review, *, now: dt.datetime, user: str = "", dry_run: bool = False) -> Written:
    """Write findings, scores and history into the workbook's own sheets; all other parts keep their bytes.

    ``now`` and ``user`` are what the sheet Runs logs. With ``dry_run`` nothing is written and the outcome says what
    would be. Raises ChangedSinceReadError, FileBusyError or RefusedError; then nothing was changed.
    """
    from kamreport import run

    return run.write_back(review, now=now, user=user, dry_run=dry_run)


def render(  # noqa: PLR0913 - what to make, where, and in which language
    review: Review,
    folder: str | os.PathLike[str],
    *,
    packs: Sequence[str] = (),
    accounts: Sequence[str] = (),
    pdf: bool = True,
    language: str = "",
) -> Packs:
    """Make the packs of a review in a folder: HTML always, PDF where its engine is installed.

    ``packs`` and ``accounts`` limit what is made to these names and Account IDs; ``language`` is a code such as de or
    en-US, empty for the one of Settings. Raises OutputError when the folder cannot be written, UsageError for an unknown pack,
    account or language.
    """
    from kamreport import run

    return run.render(review, folder, packs=packs, accounts=accounts, pdf=pdf, how=run.Making(language=language))
