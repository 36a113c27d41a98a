"""The whole day in one call: check, review and render."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from collections.abc import Sequence
from pathlib import Path

from kamreport.errors import KamreportError
from kamreport.run.making_packs import refuse_early, render
from kamreport.run.outcomes import AS_USUAL, Making, Progress, RunOutcome, in_silence
from kamreport.run.preparing import prepare
from kamreport.run.writing_back import write_back


def everything(  # noqa: PLR0913 - all that its three steps may be told
    path: str | os.PathLike[str],
    folder: str | os.PathLike[str],
    *,
    now: dt.datetime,
    user: str,
    as_of: dt.date | None = None,
    packs: Sequence[str] = (),
    accounts: Sequence[str] = (),
    pdf: bool = True,
    how: Making = AS_USUAL,
    dry_run: bool = False,
    destination: str | os.PathLike[str] | None = None,
    progress: Progress = in_silence,
) -> RunOutcome:
    """Read, check and score a workbook, write the results into it, and make its packs in ``folder``.

    The arguments are those of ``prepare``, ``write_back`` and ``render``, and so are the errors. A dry run writes
    nothing and makes no packs. A pack that does not exist or a folder that cannot be written is told before the
    workbook is touched.
    """
    review = prepare(path, as_of=as_of, progress=progress)
    was_there = Path(folder).exists()
    if not dry_run:
        refuse_early(review, folder, packs=packs, accounts=accounts, how=how)
    try:
        written = write_back(review, now=now, user=user, dry_run=dry_run, destination=destination)
    except KamreportError:
        if not was_there:
            with contextlib.suppress(OSError):  # somebody may have put something into it
                Path(folder).rmdir()
        raise
    made = None
    if not dry_run:
        made = render(written.review, folder, packs=packs, accounts=accounts, pdf=pdf, how=how, progress=progress)
    return RunOutcome(review=written.review, written=written, packs=made)
