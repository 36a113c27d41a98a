"""P12 and P17: health of each account by component, and how good the data are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kamreport.findings import Severity
from kamreport.model import Account, Risk
from kamreport.model.lists import Colour, ScoreState
from kamreport.rendering import formats
from kamreport.rendering.charts.bars import Bar, stacked
from kamreport.rendering.language import later_count, noun, say, say_count
from kamreport.rendering.views.defining import counted, definitions, findings_table, weights_table
from kamreport.rendering.views.grounds import FINDINGS, axis_of, condition_of, health_of
from kamreport.rendering.views.pieces import Cell, Column, Figure, Remark, Section, Table, join_evidence
from kamreport.rendering.views.portfolio.desk import Desk, revenue_of
from kamreport.rendering.views.sums import health_sum
from kamreport.rendering.views.wording import HEAT, MOST_ROWS, left_out, more_rows
from kamreport.results import AccountScores, HealthComponent, HealthReading

_MOST_FINDINGS, _MOST_EXPOSED = 5, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Health(Section):
    """The condition of every account."""

    table: Table
    """Accounts by component, lowest health first."""
    exposed: Figure | None
    """Revenue at risk by account, the most first; None when no open risk exposes revenue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataQuality(Section):
    """The ground the pack stands on."""

    accounts: Table
    """Findings and coverage per account."""
    findings: Table | None
    """The gravest findings; None when there is none."""
    weights: Table | None
    """Criteria and weights in force; None when formulas are not shown."""
    definitions: tuple[Remark, ...]
    """How the figures are made; empty when formulas are not shown."""


def health(desk: Desk) -> Health | None:
    """Set health; None when it is known for no account."""
    known = [(account, one) for account, one in desk.pairs if one.health.value is not None]
    if not known:
        return None
    known.sort(key=lambda pair: (pair[1].health.value or 0.0, pair[0].account_id))
    red = [account.name for account, one in known if one.health.colour is Colour.RED]
    return Health(
        code="P12",
        name=say("Health and risk"),
        headline=_headline(red),
        point=_point(desk, known),
        sources=("Results", "Health"),
        evidence=(*desk.healths, desk.settings.cell("health_red"), desk.settings.cell("health_green")),
        empty=desk.unless_filled(say("Fill Risks to see revenue at risk."), Risk),
        table=_table(known),
        exposed=_exposed(desk),
    )


def _exposed(desk: Desk) -> Figure | None:
    risky = [(one.revenue_at_risk.value, account, one) for account, one in desk.pairs if one.revenue_at_risk.value]
    if not risky:
        return None
    risky.sort(key=lambda row: (-row[0], row[1].account_id))
    money = desk.wording.money
    bars = [
        Bar(
            name=account.name,
            parts=(at_risk,),
            limit=revenue_of(one),
            label=say("{at_risk} of {revenue}", at_risk=money.amount(at_risk), revenue=money.amount(revenue_of(one))),
        )
        for at_risk, account, one in risky[:_MOST_EXPOSED]
    ]
    total = desk.value("revenue_at_risk")
    told = say("{total} in all.", total=money.amount(total)) if total is not None else ""
    return Figure(
        chart=stacked("p12-exposed", title=say("Revenue at risk by account"), bars=bars),
        caption=say("Revenue at risk: probability × revenue exposed, at most the revenue of 12 months"),
        sources=("Risks", "Revenue"),
        evidence=join_evidence(*(one.revenue_at_risk.evidence for _, _, one in risky[:_MOST_EXPOSED])),
        note=" ".join(
            line
            for line in (
                say("The stroke is the revenue of 12 months."),
                told,
                more_rows(
                    risky,
                    _MOST_EXPOSED,
                    later_count(
                        "{count} more account on the sheet {sheet}.", "{count} more accounts on the sheet {sheet}."
                    ),
                    "Results",
                ),
            )
            if line
        ),
    )


def _headline(red: list[str]) -> str:
    if not red:
        return say("No account is at risk by health")
    names = formats.listed(red, most=3)
    return say_count("{names} is at risk by health", "{names} are at risk by health", len(red), names=names)


def _point(desk: Desk, known: list[tuple[Account, AccountScores]]) -> str:
    parts = Counter(part.name for _, one in known for part in one.health.components if part.colour is Colour.RED)
    unknown = len(desk.pairs) - len(known)
    told = [say("No component is red anywhere")]
    if parts:
        name, count = min(parts.items(), key=lambda pair: (-pair[1], pair[0]))
        told = [
            say_count(
                "{name} is the component most often red, at {count} account",
                "{name} is the component most often red, at {count} accounts",
                count,
                name=name,
            )
        ]
    if unknown:
        told.append(
            say_count("health of {count} account is not known", "health of {count} accounts is not known", unknown)
        )
    return f"{'; '.join(told)}."


def _table(known: list[tuple[Account, AccountScores]]) -> Table:
    every = [part.name for part in known[0][1].health.components]
    names = [
        name
        for name in every
        if any(part.name == name and part.value is not None for _, one in known for part in one.health.components)
    ]
    silent = [name for name in every if name not in names]
    unknown = say("Known for no account: {parts}.", parts=formats.listed([noun(part) for part in silent]))
    return Table(
        caption=say("Health by component, 0–100, lowest first"),
        columns=(
            Column(title=say("Account")),
            Column(title=say("Health"), number=True),
            *(Column(title=name, number=True) for name in names),
            Column(title=say("Known"), number=True),
            Column(title=say("In words")),
        ),
        rows=tuple(_row(account, one.health, names) for account, one in known[:MOST_ROWS]),
        note=" ".join(
            line
            for line in (
                say("Green from the healthy limit, red below the risk limit; the words say the same."),
                unknown if silent else "",
                *_overrides(known[:MOST_ROWS]),
                left_out(known, "Results"),
            )
            if line
        ),
        shaded=True,
        evidence=join_evidence(*(condition_of(one.health) for _, one in known if one.health.override_reason)),
    )


def _overrides(known: Sequence[tuple[Account, AccountScores]]) -> list[str]:
    """Who overrode what, until when and why: below the table, because reasons are long."""
    return [
        say(
            "{account} is overridden until {until} ({reason}).",
            account=account.name,
            until=formats.date(one.health.override_until),
            reason=f"{one.health.override_why}, {one.health.override_by}",
        )
        for account, one in known
        if one.health.override_reason
    ]


def _row(account: Account, reading: HealthReading, names: list[str]) -> tuple[Cell, ...]:
    words = [say(reading.colour.word) if reading.colour is not None else formats.not_known()]
    if reading.state is not ScoreState.SCORED:
        words.append(say("provisional") if reading.state is ScoreState.PROVISIONAL else say("thin data"))
    if reading.override_reason:
        words.append(say("overridden from {computed}", computed=formats.score(reading.computed)))
    elif reading.cap is not None:
        words.append(say("capped from {computed}", computed=formats.score(reading.computed)))
    evidence = condition_of(reading)
    return (
        Cell(text=account.name),
        Cell(
            text=formats.score(reading.value),
            heat=_heat(reading.colour),
            tone="strong",
            evidence=evidence,
            how=health_sum(reading),
        ),
        *(_component(part) for part in reading.components if part.name in names),
        Cell(text=formats.percent(reading.coverage), evidence=evidence),
        Cell(text=", ".join(words), evidence=evidence),
    )


def _component(part: HealthComponent) -> Cell:
    if part.value is None:
        return Cell(text="–", heat="none")
    evidence = health_of([part])
    return Cell(text=formats.score(part.value), heat=_heat(part.colour), evidence=evidence)


def _heat(colour: Colour | None) -> str:
    return "none" if colour is None else HEAT[colour]


def data_quality(desk: Desk) -> DataQuality:
    """Set the last section."""
    findings = desk.review.findings
    errors = desk.review.count(Severity.ERROR)
    shown = desk.settings.show_formulas
    return DataQuality(
        code="P17",
        name=say("Data quality"),
        headline=say_count(
            "{count} error to correct in the workbook", "{count} errors to correct in the workbook", errors
        )
        if errors
        else say("The workbook has no errors"),
        point=say(
            "{findings} in all; the Findings sheet links each to its cell.",
            findings=counted(findings, errors=bool(errors)),
        ),
        sources=("Findings", "Results", "Settings"),
        evidence=FINDINGS,
        accounts=_accounts(desk),
        findings=findings_table(findings, most=_MOST_FINDINGS, caption=say("The gravest findings")),
        weights=weights_table(desk.wording) if shown else None,
        definitions=definitions(desk.wording) if shown else (),
    )


def _accounts(desk: Desk) -> Table:
    counts: dict[str, Counter[Severity]] = defaultdict(Counter)
    for finding in desk.review.findings:
        counts[finding.account_id][finding.severity] += 1

    def order(pair: tuple[Account, AccountScores]) -> tuple[int, int, str]:
        own = counts[pair[0].account_id]
        return (-own[Severity.ERROR], -own[Severity.WARNING], pair[0].name)

    ordered = sorted(desk.pairs, key=order)
    rows = tuple(_account(account, one, counts[account.account_id]) for account, one in ordered[:MOST_ROWS])
    return Table(
        caption=say("Findings and known data by account"),
        columns=(
            Column(title=say("Account")),
            Column(title=say("Errors"), number=True),
            Column(title=say("Warnings"), number=True),
            Column(title=say("Notes"), number=True),
            Column(title=say("Attractiveness known"), number=True),
            Column(title=say("Strength known"), number=True),
            Column(title=say("Health known"), number=True),
        ),
        rows=rows,
        note=left_out(ordered, "Results"),
    )


def _account(account: Account, one: AccountScores, own: Counter[Severity]) -> tuple[Cell, ...]:
    errors = own[Severity.ERROR]
    return (
        Cell(text=account.name),
        Cell(text=formats.whole(errors), tone="bad" if errors else "quiet", evidence=FINDINGS),
        Cell(text=formats.whole(own[Severity.WARNING]), evidence=FINDINGS),
        Cell(text=formats.whole(own[Severity.NOTE]), evidence=FINDINGS),
        Cell(
            text=formats.percent(one.attractiveness.coverage if one.attractiveness else None),
            evidence=axis_of(one.attractiveness),
        ),
        Cell(text=formats.percent(one.strength.coverage if one.strength else None), evidence=axis_of(one.strength)),
        Cell(text=formats.percent(one.health.coverage), evidence=condition_of(one.health)),
    )
