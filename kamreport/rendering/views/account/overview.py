"""Q03: who the account is, in facts and along its dates."""

from __future__ import annotations

from dataclasses import dataclass

from kamreport.cells import CellRef
from kamreport.model import BEYOND_UNDERSTANDINGS, UNDERSTANDINGS, Account, Event, Profile
from kamreport.model.lists import AccountStatus, KeyType
from kamreport.rendering import formats
from kamreport.rendering.charts.dates import Moment, timeline
from kamreport.rendering.charts.lettering import shortened
from kamreport.rendering.language import later, later_count, noun, say, term
from kamreport.rendering.views.account.case import Case
from kamreport.rendering.views.grounds import measured_in
from kamreport.rendering.views.pieces import Fact, Figure, Section
from kamreport.rendering.views.wording import fact, more_rows, sentence
from kamreport.schema import schema_of

_DATES = (
    ("first_purchase", later("First purchase")),
    ("key_since", later("Key account since")),
    ("contract_start", later("Contract start")),
    ("alignment_date", later("Plan agreed")),
    ("last_strategy_review", later("Strategy review")),
    ("last_review", later("Last review")),
    ("notice_date", later("Notice")),
    ("renewal_date", later("Renewal")),
)
_REST = "other"
_FEW = 2
_MOST_EVENTS = 8
_EVENT_ROOM = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview(Section):
    """Facts about the account, and its dates on a line."""

    facts: tuple[Fact, ...]
    """What is known of it; a missing fact says so."""
    dates: Figure | None
    """The timeline; None when fewer than two dates are known."""
    background: str
    """Who they are, in their manager's words; empty when not filled."""
    understanding: tuple[Fact, ...]
    """The five understandings, missing ones as not known, and what is filled beyond; empty without a profile."""
    events: Figure | None
    """What happened lately, on a line; None without an event."""


def overview(case: Case) -> Overview:
    """Set the account's facts."""
    profile = next(iter(case.rows(Profile)), None)
    return Overview(
        code="Q03",
        name=say("Account overview"),
        headline=_headline(case),
        point=_point(case),
        sources=("Accounts", "Profile"),
        evidence=(*measured_in([case.scores], "tenure_years"), *case.cells("renewal_date"), *_understood_in(profile)),
        empty=case.unless_filled(say("Fill Profile; understanding is 0 of 5."), Profile),
        facts=_facts(case),
        dates=_timeline(case),
        background=sentence(profile.background or "") if profile is not None else "",
        understanding=_understanding(profile),
        events=_events(case),
    )


def _understood_in(profile: Profile | None) -> tuple[CellRef, ...]:
    """The cells of the five understandings."""
    return tuple(profile.origin.cell(field) for field in UNDERSTANDINGS) if profile is not None else ()


def _headline(case: Case) -> str:
    account, tenure = case.account, case.measure("tenure_years")
    told = {"account": account.name, "kind": _kind(account)}
    years = formats.score(tenure.value) if tenure is not None and tenure.value is not None else ""
    if account.region and years:
        return say(
            "{account} is {kind} in {region}, with us for {years} years", region=account.region, years=years, **told
        )
    if years:
        return say("{account} is {kind}, with us for {years} years", years=years, **told)
    if account.region:
        return say("{account} is {kind} in {region}", region=account.region, **told)
    return say("{account} is {kind}", **told)


def _kind(account: Account) -> str:
    """What kind of account it is, with its article: a large logistics account."""
    size, industry = noun(account.business_size or ""), _branch(account.industry or "")
    sort = say("{size} {industry}", size=size, industry=industry) if size and industry else size or industry
    vowel = sort[:1].lower() in tuple("aeiou")
    if account.status is AccountStatus.PROSPECT:
        if not sort:
            return say("a prospect")
        return say("an {sort} prospect", sort=sort) if vowel else say("a {sort} prospect", sort=sort)
    if account.status is AccountStatus.LOST:
        return say("a lost {sort} account", sort=sort) if sort else say("a lost account")
    if not sort:
        return say("an active account")
    return say("an {sort} account", sort=sort) if vowel else say("a {sort} account", sort=sort)


def _branch(industry: str) -> str:
    """An industry as it stands inside a sentence; the rest of the list says nothing there. IT stays IT."""
    if industry.casefold() == _REST:
        return ""
    return industry if industry[1:2].isupper() else noun(industry)


def _point(case: Case) -> str:
    return f"{_renewal(case.account, case)} {_understood(case)}".rstrip()


def _understood(case: Case) -> str:
    if not case.is_filled(Profile):
        return ""
    return say(
        "We understand {understood} of 5 things about them.", understood=formats.whole(case.scores.plan.understood)
    )


def _renewal(account: Account, case: Case) -> str:
    if account.renewal_date is None:
        return say("No renewal date is known.")
    left = (account.renewal_date - case.review.as_of).days
    if left < 0:
        return say("Its renewal date passed {days} ago.", days=formats.days(-left))
    return say(
        "Its contract renews in {left}, on {renewal_date}.",
        left=formats.days(left),
        renewal_date=formats.date(account.renewal_date),
    )


def _facts(case: Case) -> tuple[Fact, ...]:
    account = case.account
    sponsor = case.wording.name_of(account.our_sponsor_id) if account.our_sponsor_id else formats.not_known()
    kind = say("no")
    if account.is_key:
        kind = say("yes, {kind}", kind=term(account.key_type or KeyType.EXISTING, inside=True))
    parent = case.review.portfolio.find(Account, account.parent_id)
    return (
        fact(say("Status"), term(account.status), case.cells("status")),
        fact(say("Key account"), kind, case.cells("is_key", "key_type")),
        fact(say("Key account manager"), case.wording.name_of(account.manager_id), case.cells("manager_id")),
        fact(say("Our executive sponsor"), sponsor, case.cells("our_sponsor_id")),
        fact(say("Industry"), account.industry or formats.not_known(), case.cells("industry")),
        fact(say("Region, country"), _place(account), case.cells("region", "country")),
        fact(say("Business size"), _size(account), case.cells("business_size", "employees")),
        fact(say("Parent account"), parent.name if parent is not None else say("none given"), case.cells("parent_id")),
        fact(
            say("Annual contract value"),
            case.wording.money.amount(account.contract_value),
            case.cells("contract_value"),
        ),
        fact(
            say("Process stage"),
            term(account.process_stage) if account.process_stage else formats.not_known(),
            case.cells("process_stage"),
        ),
    )


def _place(account: Account) -> str:
    return ", ".join(word for word in (account.region, account.country) if word) or formats.not_known()


def _size(account: Account) -> str:
    employees = (
        say("{employees} employees", employees=formats.whole(account.employees))
        if account.employees is not None
        else ""
    )
    return ", ".join(word for word in (account.business_size, employees) if word) or formats.not_known()


def _understanding(profile: Profile | None) -> tuple[Fact, ...]:
    """The five understandings by the titles of their columns."""
    if profile is None:
        return ()
    titles = {column.field: column.title for column in schema_of(Profile).columns}
    return tuple(
        fact(say(titles[field]), getattr(profile, field) or formats.not_known(), (profile.origin.cell(field),))
        for field in (*UNDERSTANDINGS, *(one for one in BEYOND_UNDERSTANDINGS if getattr(profile, one)))
    )


def _events(case: Case) -> Figure | None:
    """The newest events; planned ones stand open."""
    rows = sorted(case.rows(Event), key=lambda row: (row.date, row.event))
    shown = rows[-_MOST_EVENTS:]
    if not shown:
        return None
    moments = [
        Moment(
            shortened(f"{term(row.kind)}: {row.event.rstrip('.')},", 8.6, _EVENT_ROOM),
            row.date,
            formats.date(row.date),
            row.date > case.review.as_of,
        )
        for row in shown
    ]
    rest = more_rows(
        rows,
        _MOST_EVENTS,
        later_count(
            "{count} more earlier event on the sheet {sheet}.", "{count} more earlier events on the sheet {sheet}."
        ),
        "Events",
    )
    return Figure(
        chart=timeline(
            "q03-events", title=say("Events at {account}", account=case.name), moments=moments, as_of=case.review.as_of
        ),
        caption=say("What happened"),
        sources=("Events",),
        evidence=tuple(row.origin.cell("date") for row in shown),
        note=rest,
    )


def _timeline(case: Case) -> Figure | None:
    moments = []
    for field, name in _DATES:
        day = getattr(case.account, field)
        if day is not None:
            moments.append(Moment(say(name), day, formats.date(day), day > case.review.as_of))
    if len(moments) < _FEW:
        return None
    return Figure(
        chart=timeline(
            "q03-dates", title=say("Dates of {account}", account=case.name), moments=moments, as_of=case.review.as_of
        ),
        caption=say("Dates that matter"),
        sources=("Accounts",),
        evidence=case.cells(*(field for field, _ in _DATES if getattr(case.account, field) is not None)),
        note=say("Filled dots have passed, open dots lie ahead."),
    )
