"""A batch: which documents are to be made, what has been made of them, and what there is to say about each."""

from __future__ import annotations

import contextlib
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kamreport.errors import OutputError
from kamreport.findings import Finding
from kamreport.rendering.ledger import Ledger, hash_of, hash_of_kit, said_by
from kamreport.rendering.outcome import Made, Outcome
from kamreport.rendering.packs import ACCOUNT, CUSTOMER, Order
from kamreport.rendering.permission import tell_left_behind
from kamreport.rendering.remarks import remark_empty, remark_layout, remark_place, remark_silence, remark_trouble
from kamreport.rendering.shelf import put, reason_of
from kamreport.rendering.unshown import remark_unshown, without_signs
from kamreport.rendering.views.pieces import Document
from kamreport.rendering.workshop.tickets import Form, Kit, Proof, Ticket, Trouble
from kamreport.results import Review

FAULTS = "kamreport-faults.log"
"""What whoever mends a fault has to know: a file beside the packs, there only while the last batch had faults."""


@dataclass(slots=True)
class _Job:
    """One order on its way: what its files are made from, and what came of it."""

    order: Order
    title: str = ""
    made_from: dict[Form, str] = field(default_factory=dict)
    files: dict[Form, Made] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


class Batch:
    """Gives out the tickets of a batch one by one, and puts away what is made of them."""

    def __init__(  # noqa: PLR0913 - what to make of which review, where, with what, in which forms
        self,
        review: Review,
        orders: Sequence[Order],
        folder: Path,
        kit: Kit,
        *,
        forms: tuple[Form, ...],
        force: bool,
    ) -> None:
        self._review, self._folder, self._kit, self._forms = review, folder, kit, forms
        self._jobs = [_Job(order, _name(order)) for order in orders]
        self._ledger = Ledger(folder)
        self._force = force
        self._no_pdf = ""
        self._faults: list[str] = []
        self.done = 0
        """Documents that are made, unchanged, or given up."""

    def tickets(self) -> Iterator[Ticket]:
        """What is to be made: those about all accounts first, for they take longest. What is unchanged is passed over."""
        kit_hash = hash_of_kit(self._kit)
        for number in sorted(range(len(self._jobs)), key=lambda number: self._jobs[number].order.pack.per_account):
            job = self._jobs[number]
            try:
                document = job.order.document()
            except Exception as error:  # noqa: BLE001 - whatever one document does, the next one is made
                self._fail(job, self._forms[0], _fault(error))
                self.done += 1
                continue
            job.title = document.title
            job.findings += self._remarks(document, job.order)
            said = said_by(document, review_id=self._review.review_id)
            forms = tuple(form for form in self._wanted_forms() if not self._is_there(job, said, form, kit_hash))
            if forms:
                html_instead = "html" not in self._forms
                name = _name(job.order)
                yield Ticket(number=number, name=name, document=document, forms=forms, html_instead=html_instead)
            else:
                self.done += 1

    def take(self, proof: Proof) -> None:
        """Put a proof in its place, or say why it cannot be."""
        job = self._jobs[proof.number]
        self._no_pdf = self._no_pdf or proof.no_pdf
        job.findings += self._remarks_on(job, proof.log)
        if proof.trouble is not None:
            self._fail(job, proof.form, proof.trouble)
        elif proof.content is not None:
            self._put(job, proof.form, proof.content, proof.log)
        self.done += proof.last

    def close(self) -> None:
        """Remember what was made, and what there is to know about faults; also after a batch that was stopped."""
        self._ledger.save()
        with contextlib.suppress(OSError, OutputError):
            if self._faults:
                put(self._folder / FAULTS, "\n".join(self._faults).encode("utf-8", "replace"))
            else:
                (self._folder / FAULTS).unlink(missing_ok=True)

    def outcome(self) -> Outcome:
        """All that came of it, in the order asked for."""
        return Outcome(
            files=tuple(job.files[form] for job in self._jobs for form in ("html", "pdf") if form in job.files),
            findings=(
                *tell_left_behind(self._review, self._ledger.for_customers()),
                *(finding for job in self._jobs for finding in job.findings),
            ),
            no_pdf=self._no_pdf,
        )

    def _wanted_forms(self) -> tuple[Form, ...]:
        """Without an engine nobody asks for another PDF."""
        return self._forms if not self._no_pdf or "html" not in self._forms else ("html",)

    def _remarks(self, document: Document, order: Order) -> Iterator[Finding]:
        yield from remark_empty(document, order.account)
        if order.pack is ACCOUNT and order.account is not None:
            yield from remark_silence(self._review, order.account)

    def _remarks_on(self, job: _Job, log: Sequence[str]) -> Iterator[Finding]:
        lines, signs = without_signs(log)
        yield from remark_layout(job.title, job.order.account, lines)
        if signs:
            yield remark_unshown(self._review.portfolio, job.order.document(), job.order.account, signs)

    def _is_there(self, job: _Job, said: str, form: Form, kit_hash: str) -> bool:
        """Whether the file lies there already, made from the same; what was remarked about it then is said again."""
        made_from = hash_of(said, form, self._kit, kit_hash)
        job.made_from[form] = made_from
        path = self._path(job, form)
        entry = None if self._force else self._ledger.unchanged(path, made_from)
        if entry is None:
            return False
        job.findings += self._remarks_on(job, entry.log)
        job.files[form] = self._made(job, path, unchanged=True)
        return True

    def _put(self, job: _Job, form: Form, content: bytes, log: tuple[str, ...]) -> None:
        path = self._path(job, form)
        try:
            put(path, content)
        except OutputError as error:
            job.findings.append(remark_place(job.title, job.order.account, path.name, reason_of(error)))
            return
        if form in job.made_from:
            made = self._made(job, path)
            customer = made.account_id if job.order.pack.base == CUSTOMER.name else ""
            self._ledger.note(path, job.made_from[form], content, log, customer=customer)
        job.files[form] = self._made(job, path)

    def _fail(self, job: _Job, form: Form, trouble: Trouble) -> None:
        job.findings.append(remark_trouble(job.title, job.order.account, form, trouble, FAULTS))
        if trouble.details and trouble.kind != "template":
            self._faults.append(f"{job.order.stem}.{form}: {trouble.told}\n{trouble.details}")

    def _path(self, job: _Job, form: Form) -> Path:
        return self._folder / f"{job.order.stem}.{form}"

    def _made(self, job: _Job, path: Path, *, unchanged: bool = False) -> Made:
        owner = job.order.account.account_id if job.order.account is not None else ""
        return Made(pack=job.order.pack.name, account_id=owner, path=path, unchanged=unchanged)


def _name(order: Order) -> str:
    return order.account.name if order.account is not None else order.pack.title


def _fault(error: Exception) -> Trouble:
    told = " ".join(f"{type(error).__name__}: {error}".split())
    return Trouble(kind="fault", told=told, details="".join(traceback.format_exception(error)))
