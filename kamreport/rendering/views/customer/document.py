"""The customer-safe edition as a document (KAM.md §14.3)."""

from __future__ import annotations

from collections.abc import Callable

from kamreport.rendering import formats
from kamreport.rendering.language import say
from kamreport.rendering.views.customer.business import business
from kamreport.rendering.views.customer.needs import needs
from kamreport.rendering.views.customer.overview import overview
from kamreport.rendering.views.customer.plan import ahead, plan
from kamreport.rendering.views.customer.service import service
from kamreport.rendering.views.customer.shared import SharedAccount
from kamreport.rendering.views.customer.summary import summary
from kamreport.rendering.views.customer.value import value
from kamreport.rendering.views.pieces import Document, Section

SECTIONS: tuple[tuple[str, Callable[[SharedAccount], Section | None]], ...] = (
    ("C01", summary),
    ("C05", value),
    ("C06", service),
    ("C04", business),
    ("C10", needs),
    ("C13", plan),
    ("C16", ahead),
    ("C03", overview),
)
"""Code and what sets the section; C05 is Q05 in its form for the customer. Their outcomes come first."""


def customer_document(account: SharedAccount) -> Document:
    """The edition for one customer; a section without content is left out (KAM.md §14.3)."""
    built = (build(account) for _, build in SECTIONS)
    return Document(
        pack="customer",
        kind=say("Business review · {period}", period=account.period) if account.period else say("Business review"),
        title=account.name,
        company=account.company,
        facts=_facts(account),
        running=" · ".join(word for word in (account.name, account.period) if word),
        dated=say("As of {date}", date=formats.date(account.as_of)),
        stamps=(),
        stamps_mean=(),
        sections=tuple(section for section in built if section is not None),
        template="customer.html",
        reveals=False,
    )


def _facts(account: SharedAccount) -> tuple[str, ...]:
    by = (say("Prepared for you by {company}", company=account.company),) if account.company else ()
    return (
        *by,
        say("Period to {date}", date=formats.date(account.period_end)),
        say("As of {date}", date=formats.date(account.as_of)),
    )
