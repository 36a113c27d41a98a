"""Making packs: each document is set once and written as HTML and, where the engine is there, as PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from kamreport.errors import RefusedError
from kamreport.model.lists import StalePolicy
from kamreport.rendering.batch import Batch
from kamreport.rendering.language import speaking
from kamreport.rendering.outcome import Outcome
from kamreport.rendering.packs import find_packs, look_in, orders, refusals
from kamreport.rendering.remarks import remark_look
from kamreport.rendering.shelf import open_shelf
from kamreport.rendering.workshop.tickets import Form, Kit, Limits, Ticket
from kamreport.rendering.workshop.workshop import proofs
from kamreport.results import Review

Progress: TypeAlias = Callable[[int, int, str], None]
"""Called before each document with how many are done, how many there are, and what comes next."""


def render(  # noqa: PLR0913 - what to make, in which forms, where, by whom, and who watches
    review: Review,
    packs: Iterable[str],
    *,
    folder: Path,
    html: bool = True,
    pdf: bool = True,
    archive: bool = False,
    accounts: Iterable[str] | None = None,
    progress: Progress | None = None,
    templates: Path | None = None,
    look: Path | None = None,
    language: str = "",
    force: bool = False,
    workers: int | None = None,
    limits: Limits | None = None,
) -> Outcome:
    """Make packs of a review in ``folder``, an account pack for each of ``accounts`` (None: all scored ones).

    ``templates`` is a folder that stands in for the shipped one, ``look`` one with a team's own look;
    ``language`` is a code such as de or en-US, empty for the one of Settings; ``archive`` makes PDFs to be kept (PDF/A-3a). A file
    that would be the same as the one there is left alone, unless ``force`` makes all. ``workers`` processes work at
    once: 1 means this one, None as many as are worth it; in processes of their own documents are held to ``limits``.

    Equal reviews give equal bytes. Without the PDF engine only HTML is made, and the outcome says so. A document that
    cannot be made, and a pack for a customer that may not be made, becomes a finding, and the others are made.

    Raises:
        UsageError: For a pack, an account, a look or a language that does not exist.
        RefusedError: When the results are stale and Settings refuse packs of stale results.
        OutputError: When the folder cannot be written.
    """
    with speaking(language or review.settings.pack_language or "") as spoken:
        own = look_in(look)
        chosen, only = find_packs(packs, own), None if accounts is None else tuple(accounts)
        wanted = orders(review, chosen, only)
        if review.stale and review.settings.stale_policy is StalePolicy.REFUSE:
            why = (
                "This period was not reviewed yet"
                if review.unreviewed
                else "The workbook changed since its last review"
            )
            raise RefusedError(f"{why}, and Settings refuse packs of stale results: run the review first.")
        open_shelf(folder)
        asked: tuple[tuple[Form, bool], ...] = (("html", html), ("pdf", pdf))
        forms = tuple(form for form, is_asked in asked if is_asked)
        kit = Kit(
            templates=templates, look=own, paper=review.settings.paper.value, language=spoken.code, archive=archive
        )
        batch = Batch(review, wanted, folder, kit, forms=forms, force=force)

        def tell(ticket: Ticket) -> None:
            if progress is not None:
                progress(batch.done, len(wanted), ticket.name)

        apart = own is not None and own.has_templates
        work = proofs(batch.tickets(), kit, workers=workers, limits=limits or Limits(), apart=apart, began=tell)
        try:
            with closing(work):
                for proof in work:
                    batch.take(proof)
        finally:
            batch.close()
        if progress is not None:
            progress(len(wanted), len(wanted), "")
        outcome = batch.outcome()
        said = remark_look(own.troubles if own is not None else ())
        return replace(outcome, findings=(*refusals(review, chosen, only), *said, *outcome.findings))
