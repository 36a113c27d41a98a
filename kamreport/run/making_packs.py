"""From a review to its packs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from kamreport.results import Review
from kamreport.run.findings import in_order
from kamreport.run.outcomes import AS_USUAL, Making, PackFile, Packs, Progress, in_silence
from kamreport.run.preparing import find_account


def render(  # noqa: PLR0913 - what to make, where, in which forms, and who watches
    review: Review,
    folder: str | os.PathLike[str],
    *,
    packs: Sequence[str] = (),
    accounts: Sequence[str] = (),
    pdf: bool = True,
    how: Making = AS_USUAL,
    progress: Progress = in_silence,
) -> Packs:
    """Make the packs of a review in a folder, which is made if need be.

    ``packs`` are names of packs, none meaning all; ``accounts`` are Account IDs or names, none meaning every scored
    one, and naming some without naming packs means their account packs only. HTML is always made, PDF where its
    engine is installed. A pack that would be the same as the one there is left as it is. Raises UsageError for an unknown pack or account, RefusedError for stale results that
    Settings refuse, OutputError when a file cannot be written.
    """
    from kamreport import rendering

    where = Path(folder)
    if review.why_unscored:
        return Packs(review=review, folder=where, files=(), findings=(), why_not=review.why_unscored)
    made = rendering.render(
        review,
        _wanted(review, packs, accounts, how.look),
        folder=where,
        pdf=pdf,
        look=how.look,
        language=how.language,
        archive=how.archive,
        force=how.force,
        workers=how.workers,
        limits=rendering.Limits(seconds=how.seconds),
        accounts=_account_ids(review, accounts),
        progress=progress,
    )
    return Packs(
        review=review,
        folder=where,
        files=tuple(
            PackFile(
                path=file.path,
                pack=file.pack,
                account_id=file.account_id,
                form=file.path.suffix[1:],
                unchanged=file.unchanged,
            )
            for file in made.files
        ),
        findings=in_order(made.findings, review.portfolio),
        why_no_pdf=made.no_pdf,
    )


def refuse_early(
    review: Review,
    folder: str | os.PathLike[str],
    *,
    packs: Sequence[str],
    accounts: Sequence[str],
    how: Making = AS_USUAL,
) -> None:
    """Raise what ``render`` would raise over its order or its folder, while nothing has been written anywhere."""
    from kamreport.rendering.language import find_language
    from kamreport.rendering.packs import find_packs, look_in, orders
    from kamreport.rendering.shelf import open_shelf

    find_language(how.language)
    if not review.why_unscored:
        wanted = find_packs(_wanted(review, packs, accounts, how.look), look_in(how.look))
        orders(review, wanted, _account_ids(review, accounts))
        open_shelf(Path(folder))


def _wanted(review: Review, packs: Sequence[str], accounts: Sequence[str], look: Path | None) -> Sequence[str]:
    """Names of the packs to make: those asked for, else the account packs of accounts asked for, else all.

    A pack of the programme is made unasked only when the programme sheets have rows, one for a customer never.
    """
    from kamreport.rendering import PROGRAMME
    from kamreport.rendering.packs import look_in, packs_of

    idle = () if review.scores.programme else (PROGRAMME.name,)
    offered = [pack for pack in packs_of(look_in(look)) if pack.unasked and pack.base not in idle]
    return packs or [pack.name for pack in offered if pack.per_account or not accounts]


def _account_ids(review: Review, said: Sequence[str]) -> Sequence[str] | None:
    """The IDs of the accounts asked for, each found as ``explain`` finds it; None when none was named."""
    return [find_account(review, one).account_id for one in said] or None
