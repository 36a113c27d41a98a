"""Settings: every number a team may calibrate, with its default and where that comes from (KAM.md §3.4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from kamreport.cells import CellRef, RowRef
from kamreport.findings import Severity
from kamreport.model.cell_kinds import (
    AboveZero,
    AnyText,
    Count,
    CurrencyCode,
    Days,
    Fraction,
    FractionAboveZero,
    Money,
    MonthEnd,
    OneOrMore,
    OneToFivePoints,
    OneToTwelve,
    Points,
)
from kamreport.model.lists import (
    CutMode,
    MoneyUnit,
    PackLanguage,
    Paper,
    Preset,
    SelectionRun,
    StalePolicy,
    StrengthMode,
)
from kamreport.schema import column, setting, settings, sheet
from kamreport.schema.declare import Owner

TEMPLATE_VERSION = "1"
"""Version of the workbook format; raised when an older workbook needs something (W110)."""


@sheet("Settings", key="setting")
class SettingLine:
    """One row per setting. Only the Value column is yours to fill."""

    origin: RowRef
    setting: str = column("Setting", doc="What can be set.", owner=Owner.SHIPPED, width=38)
    value: object | None = column("Value", doc="Your value; blank takes the default.", width=22)
    unit: AnyText | None = column("Unit", doc="What the value is counted in.", owner=Owner.SHIPPED, width=16)
    note: AnyText | None = column(
        "Note", doc="What it does and where the default comes from.", owner=Owner.SHIPPED, width=96
    )


@settings
class Settings:
    """The settings in force. A field in error has its default; ``cell`` tells where each is set."""

    template_version: AnyText = setting(
        "Template version", default=TEMPLATE_VERSION, note="Filled by kamreport; leave it as it is."
    )
    company_name: AnyText | None = setting("Company name", note="Printed on covers.")
    period_end: MonthEnd | None = setting(
        "Period end", unit="date", note="Last day of the reviewed period; required.", required=True
    )
    as_of: dt.date | None = setting(
        "As-of date", unit="date", note="Day of preparation; ages count to it.", blank="Period end"
    )
    period_label: AnyText | None = setting(
        "Period label", note="Printed on packs.", blank="the calendar quarter, such as 2026 Q1"
    )
    review_months: OneToTwelve = setting(
        "Months in a review",
        default=3,
        unit="months",
        note="How many months a review looks at; a quarter, after Pipedrive.",
    )
    currency: CurrencyCode | None = setting(
        "Currency", unit="ISO 4217", note="One currency per workbook; required.", required=True
    )
    money_unit: MoneyUnit = setting(
        "Show money in", default=MoneyUnit.THOUSANDS, note="How packs show money; no result depends on it."
    )
    company_revenue_12m: Money | None = setting(
        "Company revenue, 12 months",
        unit="money",
        note="All revenue of your company; the base of shares.",
        blank="the revenue of the listed accounts (S116)",
    )
    target_margin: FractionAboveZero | None = setting(
        "Target margin", unit="percent", note="Contribution margin you aim at; read by A3 and HL03."
    )
    expected_retention: Fraction | None = setting(
        "Expected yearly retention",
        unit="percent",
        note="Share of customers you expect to keep for another year; makes lifetime value.",
        blank="the portfolio's own",
    )
    preset: Preset = setting(
        "Preset",
        default=Preset.LITE,
        note="Names the preset the model sheets came from; changing it alone changes nothing.",
    )
    cut_a: Points = setting(
        "Cut for attractiveness",
        default=50.0,
        unit="points",
        note="From here on an account is Strategic or Star, below it Status or Streamline. Our default.",
    )
    cut_r: Points = setting(
        "Cut for strength",
        default=50.0,
        unit="points",
        note="From here on an account is Strategic or Status, below it Star or Streamline. Our default.",
    )
    cut_mode: CutMode = setting(
        "Cut mode",
        default=CutMode.FIXED,
        note="Fixed takes the two cuts above. Median moves accounts when others move; packs say so.",
    )
    borderline_band: Points = setting(
        "Borderline band",
        default=5.0,
        unit="points",
        note="A placing this near to a cut, or nearer, is called borderline. Our default.",
    )
    strength_mode: StrengthMode = setting(
        "Strength mode",
        default=StrengthMode.OWN,
        note="Relative compares with the strongest competitor, after McDonald.",
    )
    min_coverage: Fraction = setting(
        "Minimum coverage",
        default=0.70,
        unit="percent",
        note="How much of the weight must be known for a score to count in full. Our default.",
    )
    provisional_coverage: Fraction = setting(
        "Provisional coverage",
        default=0.50,
        unit="percent",
        note="From here on a score is shown as provisional, below it not at all. Our default.",
    )
    potential_medium: Points = setting(
        "Potential medium from",
        default=40.0,
        unit="points",
        note="Potential is medium from this score on, low below it. Our default.",
    )
    potential_high: Points = setting(
        "Potential high from", default=70.0, unit="points", note="Potential is high from this score on. Our default."
    )
    weight_range: Fraction = setting(
        "Weight test range",
        default=0.20,
        unit="percent",
        note="How far each weight is moved, up and down, to see whether a placing holds. Our default.",
    )
    random_weightings: Count = setting(
        "Random weightings", default=0, note="Against how many random weightings placings are tested as well; 0 is off."
    )
    priority_a: Fraction = setting(
        "Priority weight of attractiveness",
        default=0.60,
        unit="percent",
        note="Weight of attractiveness in the priority; strength gets the rest. Our default.",
    )
    key_share: Fraction = setting(
        "Key share of accounts",
        default=0.25,
        unit="percent",
        note="How many of the accounts may become key: the top quarter, after DemandFarm.",
    )
    programme_cap: OneOrMore = setting(
        "Programme cap",
        default=25,
        unit="accounts",
        note="Most key accounts at a time: 5–25 after DemandFarm; 15–35 after McDonald & Woodburn.",
    )
    promotion_band: Points = setting(
        "Promotion band",
        default=5.0,
        unit="points",
        note="How far above the cut an account becomes key, how far below it a key account drops out. Our default.",
    )
    selection_run: SelectionRun = setting(
        "Selection run",
        default=SelectionRun.ADVISORY,
        note="Advisory shows the choice of key accounts; Yearly freezes it, after Warwick Brown.",
    )
    programme_growth: Fraction = setting(
        "Programme growth limit",
        default=0.10,
        unit="of the cap",
        note="How many key accounts may join until the next yearly choice, of the cap (K703). Our default.",
    )
    consider_multiple: AboveZero = setting(
        "Must-consider multiple",
        default=2.5,
        note="K706 names accounts that have so many times the average share of revenue; after Pipedrive's example.",
    )
    rating_days: Days = setting(
        "Rating age limit", default=365, unit="days", note="S202 names ratings that are older. Our default."
    )
    wallet_days: Days = setting(
        "Wallet age limit",
        default=365,
        unit="days",
        note="K408 names accounts whose newest row on Wallet is older. Our default.",
    )
    strategy_days: Days = setting(
        "Strategy review interval",
        default=365,
        unit="days",
        note="K209 names key accounts without a strategic look for longer; a yearly one, after DemandFarm.",
    )
    renewal_days: Days = setting(
        "Renewal warning",
        default=90,
        unit="days",
        note="A renewal counts as near when it is no more days away. Our default.",
    )
    sponsor_quiet_days: Days = setting(
        "Sponsor quiet limit",
        default=60,
        unit="days",
        note="No sponsor met for longer, and a renewal near: health is capped. Our default.",
    )
    override_days: Days = setting(
        "Override limit",
        default=92,
        unit="days",
        note="How long a health override may hold at most (K602). Our default.",
    )
    ahead_days: Days = setting(
        "Plan horizon", default=90, unit="days", note="How far ahead packs list what is due. Our default."
    )
    share_major: Fraction = setting(
        "Major share",
        default=0.10,
        unit="percent",
        note="From this share of revenue on a customer is called major (K704); disclosure line of ASC 280.",
    )
    share_high: Fraction = setting(
        "High share", default=0.25, unit="percent", note="From this share of revenue on K704 warns. Our default."
    )
    share_severe: Fraction = setting(
        "Severe share",
        default=0.40,
        unit="percent",
        note="From this share of revenue on K704 says severe; after Pipedrive's examples.",
    )
    share_dominant: Fraction = setting(
        "Dominant share",
        default=0.50,
        unit="percent",
        note="From this share of revenue on K704 says dominant; after Pipedrive's examples.",
    )
    hhi_moderate: AboveZero = setting(
        "HHI moderate from",
        default=1000.0,
        note="From this index on concentration is moderate; US merger guidelines, by analogy.",
    )
    hhi_high: AboveZero = setting(
        "HHI high from",
        default=1800.0,
        note="From this index on concentration is high; US merger guidelines, by analogy.",
    )
    volume_a: Fraction = setting(
        "Volume band A up to",
        default=0.50,
        unit="percent",
        note="Band A: accounts by revenue, until this share of all is reached. Our default.",
    )
    volume_b: Fraction = setting(
        "Volume band B up to",
        default=0.80,
        unit="percent",
        note="Band B: the next accounts, until this share is reached. Our default.",
    )
    volume_c: Fraction = setting(
        "Volume band C up to",
        default=0.95,
        unit="percent",
        note="Band C: the next accounts, until this share is reached; the rest is D. Our default.",
    )
    health_red: Points = setting(
        "Health red below",
        default=50.0,
        unit="points",
        note="Below it health is red, At risk; Gainsight's limit, our interval convention.",
    )
    health_green: Points = setting(
        "Health green from",
        default=75.0,
        unit="points",
        note="From here on health is green, Healthy; Gainsight's limit, our interval convention.",
    )
    cap_single: Points = setting(
        "Health cap: single-threaded",
        default=74.0,
        unit="points",
        note="Highest health of a key account where only one contact is active. Our default.",
    )
    cap_escalation: Points = setting(
        "Health cap: escalation",
        default=49.0,
        unit="points",
        note="Highest health while an escalation of severity 1 is open. Our default.",
    )
    cap_renewal: Points = setting(
        "Health cap: renewal",
        default=49.0,
        unit="points",
        note="Highest health while a renewal is near and no sponsor was met. Our default.",
    )
    tier_preferred: OneToFivePoints = setting(
        "Tier limit: preferred from",
        default=2.5,
        unit="1–5",
        note="From this mean of Complexity and Commitment on, no mere Vendor; for accounts not key. Our default.",
    )
    tier_partner: OneToFivePoints = setting(
        "Tier limit: partner from",
        default=3.5,
        unit="1–5",
        note="From this mean of Complexity and Commitment on, a Partner; for key accounts. Our default.",
    )
    plan_complete: Fraction = setting(
        "Plan complete from",
        default=0.80,
        unit="percent",
        note="How complete the plan of a Strategic account should be (K707). Our default.",
    )
    phase_share: Fraction = setting(
        "Phase reached at",
        default=0.80,
        unit="percent",
        note="How many items of a phase must be answered Yes for it to be reached. Our default.",
    )
    risk_p1: Fraction = setting(
        "Probability for likelihood 1",
        default=0.05,
        unit="percent",
        note="Taken for risks of likelihood 1 without a Probability of their own. Our default.",
    )
    risk_p2: Fraction = setting(
        "Probability for likelihood 2",
        default=0.20,
        unit="percent",
        note="Taken for risks of likelihood 2 without a Probability of their own. Our default.",
    )
    risk_p3: Fraction = setting(
        "Probability for likelihood 3",
        default=0.40,
        unit="percent",
        note="Taken for risks of likelihood 3 without a Probability of their own. Our default.",
    )
    risk_p4: Fraction = setting(
        "Probability for likelihood 4",
        default=0.60,
        unit="percent",
        note="Taken for risks of likelihood 4 without a Probability of their own. Our default.",
    )
    risk_p5: Fraction = setting(
        "Probability for likelihood 5",
        default=0.80,
        unit="percent",
        note="Taken for risks of likelihood 5 without a Probability of their own. Our default.",
    )
    stale_policy: StalePolicy = setting(
        "When results are stale",
        default=StalePolicy.STAMP,
        note="Stamp marks packs STALE; Refuse makes none.",
    )
    paper: Paper = setting("Paper", default=Paper.A4, note="Paper of the packs.")
    pack_language: PackLanguage | None = setting(
        "Pack language", note="Language and formats of the packs; no result depends on it.", blank="English"
    )
    show_formulas: bool = setting(
        "Show formulas appendix", default=True, note="Definitions, weights and cuts in the last section."
    )

    severities: Mapping[str, Severity]
    """Rule codes whose severity the team lowered."""
    cells: Mapping[str, CellRef]
    """Where each setting stands, by field; a setting without a row is absent. Severity of a rule stands by its code."""

    def cell(self, field: str) -> CellRef:
        """The Value cell of a setting, or the sheet when the row is missing."""
        return self.cells.get(field, CellRef("Settings", 0, 0))
