"""What goes to a bench and what comes back: plain values, small enough to send to another process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from kamreport.rendering.looks import Look
from kamreport.rendering.views.pieces import Document

Form: TypeAlias = Literal["html", "pdf"]
"""How a document is written; also the ending of its file."""

TroubleKind: TypeAlias = Literal["template", "fault", "time", "memory", "ended"]
"""A template that cannot be set, a fault of ours, too long, too much memory, a process that ended unasked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """What a bench is set up with; the same for every document of a batch."""

    templates: Path | None = None
    """A folder that stands in for the shipped one."""
    look: Look | None = None
    """A team's own look."""
    paper: str = "A4"
    """A4 or Letter."""
    language: str = "en"
    """The code of the language to write in."""
    archive: bool = False
    """Whether PDFs are made to be kept: PDF/A-3a besides PDF/UA-1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one document may take in a process of its own before it is given up."""

    seconds: float = 180
    """From the moment its bench begins, HTML and PDF together."""
    megabytes: int = 3072
    """Address space of the process; kept where the system can (Linux), elsewhere only time is limited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One document to make."""

    number: int
    """Its place in the batch."""
    name: str
    """Whose it is, for the person who waits."""
    document: Document
    forms: tuple[Form, ...]
    """In which forms."""
    html_instead: bool = False
    """Whether HTML is made where a PDF cannot be, because the engine is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why something could not be made."""

    kind: TroubleKind
    told: str
    """One line for a person."""
    details: str = ""
    """All there is to know, for whoever mends it; empty where the line says it all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a bench made of a ticket in one form, or why it made nothing."""

    number: int
    """The ticket's."""
    form: Form
    content: bytes | None = None
    """The file; None when there is none."""
    log: tuple[str, ...] = ()
    """What the PDF engine remarked, one line each."""
    no_pdf: str = ""
    """Why there is no PDF engine, and what to do; empty where there is one."""
    trouble: Trouble | None = None
    """What went wrong; nothing more is made of the ticket then."""
    last: bool = False
    """Whether the ticket is done."""
