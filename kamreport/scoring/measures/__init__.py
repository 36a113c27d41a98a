"""The measures: what the product can read of an account, one pure function each (KAM.md §5.1)."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kamreport.results import Measured
from kamreport.scoring.facts import Facts
from kamreport.scoring.measures import people, plan, revenue, voice, wallet
from kamreport.scoring.saying import Unit


class Measure(NamedTuple):
    """One measure: its field name, its title, what it is counted in, and how it is read."""

    field: str
    title: str
    unit: Unit
    read: Callable[[Facts], Measured]


MEASURES = (
    Measure("revenue_12m", "Revenue, 12 months", Unit.MONEY, revenue.revenue_12m),
    Measure("revenue_prior", "Revenue, prior 12 months", Unit.MONEY, revenue.revenue_prior),
    Measure("revenue_growth", "Revenue growth", Unit.FRACTION, revenue.revenue_growth),
    Measure("revenue_share", "Revenue share", Unit.FRACTION, revenue.revenue_share),
    Measure("target_ratio", "Revenue against target", Unit.RATIO, revenue.target_ratio),
    Measure("contribution_12m", "Contribution margin", Unit.MONEY, revenue.contribution_12m),
    Measure("contribution_rate", "Contribution margin rate", Unit.FRACTION, revenue.contribution_rate),
    Measure("margin_ratio", "Margin against target", Unit.RATIO, revenue.margin_ratio),
    Measure("cost_rate", "Cost to serve rate", Unit.FRACTION, revenue.cost_rate),
    Measure("cost_growth", "Cost to serve growth", Unit.FRACTION, revenue.cost_growth),
    Measure("wallet", "Wallet", Unit.MONEY, wallet.wallet),
    Measure("share_of_wallet", "Share of wallet", Unit.FRACTION, wallet.share_of_wallet),
    Measure("wallet_growth", "Wallet growth per year", Unit.YEARLY, wallet.wallet_growth),
    Measure("untapped_share", "Untapped spend", Unit.FRACTION, wallet.untapped_share),
    Measure("stage_index", "Stage index", Unit.POINTS, people.stage_index),
    Measure("csat_12m", "CSAT", Unit.GRADE, voice.csat_12m),
    Measure("nps_12m", "NPS", Unit.NUMBER, voice.nps_12m),
    Measure("relationship_coverage", "Relationship coverage", Unit.POINTS, people.relationship_coverage),
    Measure("threads", "Threads", Unit.COUNT, people.threads),
    Measure("sponsor_days", "Days since sponsor contact", Unit.DAYS, people.sponsor_days),
    Measure("sla_attainment", "SLA attainment", Unit.FRACTION, voice.sla_attainment),
    Measure("open_escalations", "Open escalations", Unit.COUNT, voice.open_escalations),
    Measure("on_time", "Actions on time", Unit.FRACTION, plan.on_time),
    Measure("on_track", "Objectives on track", Unit.FRACTION, plan.on_track),
    Measure("referrals_12m", "Referrals", Unit.COUNT, voice.referrals_12m),
    Measure("joint_investment", "Joint investment", Unit.MONEY, voice.joint_investment),
    Measure("tenure_years", "Tenure", Unit.YEARS, plan.tenure_years),
    Measure("orders_12m", "Orders", Unit.COUNT, revenue.orders_12m),
    Measure("weighted_pipeline", "Weighted pipeline", Unit.MONEY, plan.weighted_pipeline),
)
"""Every measure of KAM.md §5.1, in its order."""

BY_FIELD = {measure.field: measure for measure in MEASURES}
READERS = {measure.field: measure.read for measure in MEASURES}
