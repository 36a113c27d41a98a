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
    setting: str = column("Setting", doc="What can be set.", owner=Owner.SHIPPED, width=44)
    value: object | None = column("Value", doc="Your value; blank takes the default.", width=22)
    unit: AnyText | None = column("Unit", doc="What the value is counted in.", owner=Owner.SHIPPED, width=16)
    note: AnyText | None = column(
        "Note", doc="What it does and where the default comes from.", owner=Owner.SHIPPED, width=70
    )


_CALIBRATE = "our default, calibrate it"


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
    period_label: AnyText | None = setting("Period label", blank="the calendar quarter, such as 2026 Q1")
    review_months: OneToTwelve = setting(
        "Months in a review", default=3, unit="months", note="A quarterly rhythm, after Pipedrive."
    )
    currency: CurrencyCode | None = setting(
        "Currency", unit="ISO 4217", note="One currency per workbook; required.", required=True
    )
    money_unit: MoneyUnit = setting("Show money in", default=MoneyUnit.THOUSANDS, note="Display only.")
    company_revenue_12m: Money | None = setting(
        "Company revenue, 12 months",
        unit="money",
        note="All revenue of your company; the base of shares.",
        blank="the revenue of the listed accounts (S116)",
    )
    target_margin: FractionAboveZero | None = setting(
        "Target margin", unit="fraction", note="Contribution margin you aim at; read by A3 and HL03."
    )
    expected_retention: Fraction | None = setting(
        "Expected yearly retention", unit="fraction", note="For lifetime value.", blank="the portfolio's own"
    )
    preset: Preset = setting(
        "Preset",
        default=Preset.LITE,
        note="Names the preset the model sheets came from; changing it alone changes nothing.",
    )
    cut_a: Points = setting("Cut for attractiveness", default=50.0, unit="points", note=_CALIBRATE)
    cut_r: Points = setting("Cut for strength", default=50.0, unit="points", note=_CALIBRATE)
    cut_mode: CutMode = setting(
        "Cut mode", default=CutMode.FIXED, note="Median moves accounts when others move; packs say so."
    )
    borderline_band: Points = setting("Borderline band", default=5.0, unit="points", note=_CALIBRATE)
    strength_mode: StrengthMode = setting(
        "Strength mode",
        default=StrengthMode.OWN,
        note="Relative compares with the strongest competitor, after McDonald.",
    )
    min_coverage: Fraction = setting("Minimum coverage", default=0.70, unit="fraction", note=_CALIBRATE)
    provisional_coverage: Fraction = setting("Provisional coverage", default=0.50, unit="fraction", note=_CALIBRATE)
    potential_medium: Points = setting("Potential medium from", default=40.0, unit="points", note=_CALIBRATE)
    potential_high: Points = setting("Potential high from", default=70.0, unit="points", note=_CALIBRATE)
    weight_range: Fraction = setting("Weight test range", default=0.20, unit="fraction", note=_CALIBRATE)
    random_weightings: Count = setting("Random weightings", default=0, note="0 is off.")
    priority_a: Fraction = setting(
        "Priority weight of attractiveness",
        default=0.60,
        unit="fraction",
        note="Strength gets the rest; " + _CALIBRATE,
    )
    key_share: Fraction = setting(
        "Key share of accounts",
        default=0.25,
        unit="fraction",
        note="Top quarter by number, after DemandFarm.",
    )
    programme_cap: OneOrMore = setting(
        "Programme cap",
        default=25,
        unit="accounts",
        note="5–25 after DemandFarm; 15–35 after McDonald & Woodburn.",
    )
    promotion_band: Points = setting("Promotion band", default=5.0, unit="points", note=_CALIBRATE)
    selection_run: SelectionRun = setting(
        "Selection run", default=SelectionRun.ADVISORY, note="Yearly freezes the choice, after Warwick Brown."
    )
    programme_growth: Fraction = setting("Programme growth limit", default=0.10, unit="of the cap", note=_CALIBRATE)
    consider_multiple: AboveZero = setting(
        "Must-consider multiple", default=2.5, note="After Pipedrive's example of five customers."
    )
    rating_days: Days = setting("Rating age limit", default=365, unit="days", note=_CALIBRATE)
    wallet_days: Days = setting("Wallet age limit", default=365, unit="days", note=_CALIBRATE)
    strategy_days: Days = setting(
        "Strategy review interval",
        default=365,
        unit="days",
        note="A yearly strategic look, after DemandFarm.",
    )
    renewal_days: Days = setting("Renewal warning", default=90, unit="days", note=_CALIBRATE)
    sponsor_quiet_days: Days = setting("Sponsor quiet limit", default=60, unit="days", note=_CALIBRATE)
    override_days: Days = setting("Override limit", default=92, unit="days", note=_CALIBRATE)
    ahead_days: Days = setting("Plan horizon", default=90, unit="days", note=_CALIBRATE)
    share_major: Fraction = setting("Major share", default=0.10, unit="fraction", note="Disclosure line of ASC 280.")
    share_high: Fraction = setting("High share", default=0.25, unit="fraction", note=_CALIBRATE)
    share_severe: Fraction = setting("Severe share", default=0.40, unit="fraction", note="After Pipedrive's examples.")
    share_dominant: Fraction = setting(
        "Dominant share", default=0.50, unit="fraction", note="After Pipedrive's examples."
    )
    hhi_moderate: AboveZero = setting("HHI moderate from", default=1000.0, note="US merger guidelines, by analogy.")
    hhi_high: AboveZero = setting("HHI high from", default=1800.0, note="US merger guidelines, by analogy.")
    volume_a: Fraction = setting("Volume band A up to", default=0.50, unit="fraction", note=_CALIBRATE)
    volume_b: Fraction = setting("Volume band B up to", default=0.80, unit="fraction", note=_CALIBRATE)
    volume_c: Fraction = setting("Volume band C up to", default=0.95, unit="fraction", note=_CALIBRATE)
    health_red: Points = setting(
        "Health red below", default=50.0, unit="points", note="Gainsight's limit, our interval convention."
    )
    health_green: Points = setting(
        "Health green from", default=75.0, unit="points", note="Gainsight's limit, our interval convention."
    )
    cap_single: Points = setting("Health cap: single-threaded", default=74.0, unit="points", note=_CALIBRATE)
    cap_escalation: Points = setting("Health cap: escalation", default=49.0, unit="points", note=_CALIBRATE)
    cap_renewal: Points = setting("Health cap: renewal", default=49.0, unit="points", note=_CALIBRATE)
    tier_preferred: OneToFivePoints = setting("Tier limit: preferred from", default=2.5, unit="1–5", note=_CALIBRATE)
    tier_partner: OneToFivePoints = setting("Tier limit: partner from", default=3.5, unit="1–5", note=_CALIBRATE)
    plan_complete: Fraction = setting("Plan complete from", default=0.80, unit="fraction", note=_CALIBRATE)
    phase_share: Fraction = setting("Phase reached at", default=0.80, unit="fraction", note=_CALIBRATE)
    risk_p1: Fraction = setting("Probability for likelihood 1", default=0.05, unit="fraction", note=_CALIBRATE)
    risk_p2: Fraction = setting("Probability for likelihood 2", default=0.20, unit="fraction", note=_CALIBRATE)
    risk_p3: Fraction = setting("Probability for likelihood 3", default=0.40, unit="fraction", note=_CALIBRATE)
    risk_p4: Fraction = setting("Probability for likelihood 4", default=0.60, unit="fraction", note=_CALIBRATE)
    risk_p5: Fraction = setting("Probability for likelihood 5", default=0.80, unit="fraction", note=_CALIBRATE)
    stale_policy: StalePolicy = setting(
        "When results are stale",
        default=StalePolicy.STAMP,
        note="Stamp marks packs STALE; Refuse makes none.",
    )
    paper: Paper = setting("Paper", default=Paper.A4)
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
