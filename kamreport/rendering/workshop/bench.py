"""A bench: templates and engine are started once, then one document after the other is set."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kamreport.errors import EngineMissingError
from kamreport.rendering.language import speaking
from kamreport.rendering.pages import Pages
from kamreport.rendering.views.pieces import Document
from kamreport.rendering.workshop.slips import place_in_template, said_of
from kamreport.rendering.workshop.tickets import Form, Kit, Proof, Ticket, Trouble

if TYPE_CHECKING:
    from kamreport.rendering.press import Press


class Bench:
    """Sets documents with one kit. The PDF engine is started when the first PDF is asked for."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._pages = Pages(kit.templates, kit.look)
        self._press: Press | None = None
        self._no_pdf = ""

    def work(self, ticket: Ticket) -> Iterator[Proof]:
        """The proofs of a ticket, HTML before PDF. Nothing is raised over a document: its trouble is in the proof."""
        forms = self._forms(ticket)
        if not forms:
            yield Proof(number=ticket.number, form="pdf", no_pdf=self._no_pdf, last=True)
        for form in forms:
            proof = self._proof(ticket, form, last=form == forms[-1])
            yield proof
            if proof.last:
                return

    def _forms(self, ticket: Ticket) -> tuple[Form, ...]:
        """The forms that can be made: HTML alone where the engine is missing."""
        if "pdf" not in ticket.forms or self._is_press_ready():
            return ticket.forms
        return ("html",) if "html" in ticket.forms or ticket.html_instead else ()

    def _proof(self, ticket: Ticket, form: Form, *, last: bool) -> Proof:
        log: tuple[str, ...] = ()
        try:
            with speaking(self._kit.language):
                content, log = self._set(ticket.document, form)
        except Exception as error:  # noqa: BLE001 - whatever one document does, the next one is made
            return Proof(number=ticket.number, form=form, trouble=self._trouble(error), no_pdf=self._no_pdf, last=True)
        return Proof(number=ticket.number, form=form, content=content, log=log, no_pdf=self._no_pdf, last=last)

    def _set(self, document: Document, form: Form) -> tuple[bytes | None, tuple[str, ...]]:
        if form == "html" or self._press is None:
            return self._pages.html(document).encode("utf-8"), ()
        content = self._press.pdf(self._pages.print_html(document))
        return content, self._press.log

    def _is_press_ready(self) -> bool:
        if self._press is None and not self._no_pdf:
            try:
                self._press = open_press(self._pages, self._kit.paper, archive=self._kit.archive)
            except EngineMissingError as error:
                self._no_pdf = str(error)
        return self._press is not None

    def _trouble(self, error: Exception) -> Trouble:
        """What to tell about an error: a template's with file and line, else a fault of ours."""
        details = "".join(traceback.format_exception(error))
        place = place_in_template(error)
        line = "" if place is None else f"{place[0]}, line {place[1]}"
        if isinstance(error, MemoryError):
            at = f", at {line}" if line else ""
            return Trouble(kind="memory", told=f"it needed more memory than there is{at}", details=details)
        if line:
            return Trouble(kind="template", told=f"{line}: {said_of(error)}", details=details)
        return Trouble(kind="fault", told=f"{type(error).__name__}: {said_of(error)}", details=details)


def open_press(pages: Pages, paper: str, *, archive: bool = False) -> Press:
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
    return Engine(pages, paper, archived=archive)
