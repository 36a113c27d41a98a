"""Making packs: each document is set once and written as HTML and, where the engine is there, as PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from kamreport.errors import EngineMissingError, RefusedError
from kamreport.findings import Finding
from kamreport.model.lists import StalePolicy
from kamreport.rendering.packs import Order, find_packs, orders
from kamreport.rendering.pages import Pages
from kamreport.rendering.remarks import remark_empty, remark_layout, remark_silence
from kamreport.rendering.shelf import file_stem, open_shelf, put
from kamreport.results import Review

if TYPE_CHECKING:
    from kamreport.rendering.press import Press

Progress: TypeAlias = Callable[[int, int, str], None]
"""Called before each document with how many are done, how many there are, and what comes next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file that was made."""

    pack: str
    """Name of its pack."""
    account_id: str
    """The account it is for; empty for a pack of the portfolio."""
    path: Path
    """Where it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What rendering left behind."""

    files: tuple[Made, ...]
    """Every file, in the order made."""
    findings: tuple[Finding, ...]
    """R101, R103 and R2xx."""
    no_pdf: str
    """Why there is no PDF although one was asked for, and what to do; empty otherwise."""

    def paths(self, ending: str) -> tuple[Path, ...]:
        """Files by their ending: html, pdf."""
        return tuple(made.path for made in self.files if made.path.suffix == f".{ending}")


def render(  # noqa: PLR0913 - what to make, in which forms, where, and who watches
    review: Review,
    packs: Iterable[str],
    *,
    folder: Path,
    html: bool = True,
    pdf: bool = True,
    accounts: Iterable[str] | None = None,
    progress: Progress | None = None,
    templates: Path | None = None,
) -> Outcome:
    """Make packs of a review in ``folder``, an account pack for each of ``accounts`` (None: all scored ones).

    ``templates`` is a folder that stands in for the shipped one.

    Equal reviews give equal bytes. Without the PDF engine only HTML is made, and the outcome says so.

    Raises:
        UsageError: For a pack or an account that does not exist.
        RefusedError: When the results are stale and Settings refuse packs of stale results.
        OutputError: When a file cannot be written.
    """
    wanted = orders(review, find_packs(packs), accounts)
    if review.stale and review.settings.stale_policy is StalePolicy.REFUSE:
        raise RefusedError(
            "The results do not belong to the workbook as it is now, and Settings refuse packs of stale results: "
            "run the review first."
        )
    open_shelf(folder)
    pages = Pages(templates)
    press, missing = _press(pages, review.settings.paper.value) if pdf else (None, "")
    files: list[Made] = []
    findings: list[Finding] = []
    for done, order in enumerate(wanted):
        if progress is not None:
            progress(done, len(wanted), order.account.name if order.account is not None else order.pack.title)
        _make(review, order, folder, pages, press, html=html or press is None, files=files, findings=findings)
    if progress is not None:
        progress(len(wanted), len(wanted), "")
    return Outcome(files=tuple(files), findings=tuple(findings), no_pdf=missing)


def _press(pages: Pages, paper: str) -> tuple[Press | None, str]:
    """The PDF engine, or what to tell when it is not there."""
    try:
        return open_press(pages, paper), ""
    except EngineMissingError as error:
        return None, str(error)


def open_press(pages: Pages, paper: str) -> Press:
    """Start the PDF engine; the first start takes about a second.

    Raises:
        EngineMissingError: When WeasyPrint or Pango, on which it stands, is not installed.
    """
    try:
        from kamreport.rendering.press import Press as Engine
    except (ImportError, OSError) as error:
        raise EngineMissingError(
            "No PDF was made: its engine (WeasyPrint with Pango) is not ready on this machine. "
            "The HTML packs are complete and print well; the README says how to install Pango."
        ) from error
    return Engine(pages, paper)


def _make(  # noqa: PLR0913 - one document with everything it needs
    review: Review,
    order: Order,
    folder: Path,
    pages: Pages,
    press: Press | None,
    *,
    html: bool,
    files: list[Made],
    findings: list[Finding],
) -> None:
    document = order.document()
    stem = file_stem(order)
    owner = order.account.account_id if order.account is not None else ""
    findings += remark_empty(document, order.account)
    if order.account is not None:
        findings += remark_silence(review, order.account)
    if html:
        path = folder / f"{stem}.html"
        put(path, pages.html(document).encode("utf-8"))
        files.append(Made(pack=order.pack.name, account_id=owner, path=path))
    if press is not None:
        content = press.pdf(pages.print_html(document))
        findings += remark_layout(document, order.account, press.log)
        if content is not None:
            path = folder / f"{stem}.pdf"
            put(path, content)
            files.append(Made(pack=order.pack.name, account_id=owner, path=path))
