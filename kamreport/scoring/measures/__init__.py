"""The measures: what the product can read of an account, one pure function each (KAM.md §5.1)."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kamreport.model.measure_titles import MEASURE_TITLES
from kamreport.results import Measured
from kamreport.scoring.facts import Facts
from kamreport.scoring.measures import people, plan, revenue, voice, wallet
from kamreport.scoring.saying import Unit


class Measure(NamedTuple):
    """One measure: its field name, what it is counted in, and how it is read."""

    field: str
    unit: Unit
    read: Callable[[Facts], Measured]

    @property
    def title(self) -> str:
        """What a reader calls it."""
        return MEASURE_TITLES[self.field]


MEASURES = (
    Measure("revenue_12m", Unit.MONEY, revenue.revenue_12m),
    Measure("revenue_prior", Unit.MONEY, revenue.revenue_prior),
    Measure("revenue_growth", Unit.FRACTION, revenue.revenue_growth),
    Measure("revenue_share", Unit.FRACTION, revenue.revenue_share),
    Measure("target_ratio", Unit.RATIO, revenue.target_ratio),
    Measure("contribution_12m", Unit.MONEY, revenue.contribution_12m),
    Measure("contribution_rate", Unit.FRACTION, revenue.contribution_rate),
    Measure("margin_ratio", Unit.RATIO, revenue.margin_ratio),
    Measure("cost_rate", Unit.FRACTION, revenue.cost_rate),
    Measure("cost_growth", Unit.FRACTION, revenue.cost_growth),
    Measure("wallet", Unit.MONEY, wallet.wallet),
    Measure("share_of_wallet", Unit.FRACTION, wallet.share_of_wallet),
    Measure("wallet_growth", Unit.YEARLY, wallet.wallet_growth),
    Measure("untapped_share", Unit.FRACTION, wallet.untapped_share),
    Measure("stage_index", Unit.POINTS, people.stage_index),
    Measure("csat_12m", Unit.GRADE, voice.csat_12m),
    Measure("nps_12m", Unit.NUMBER, voice.nps_12m),
    Measure("relationship_coverage", Unit.POINTS, people.relationship_coverage),
    Measure("threads", Unit.COUNT, people.threads),
    Measure("sponsor_days", Unit.DAYS, people.sponsor_days),
    Measure("sla_attainment", Unit.FRACTION, voice.sla_attainment),
    Measure("open_escalations", Unit.COUNT, voice.open_escalations),
    Measure("on_time", Unit.FRACTION, plan.on_time),
    Measure("on_track", Unit.FRACTION, plan.on_track),
    Measure("referrals_12m", Unit.COUNT, voice.referrals_12m),
    Measure("joint_investment", Unit.MONEY, voice.joint_investment),
    Measure("tenure_years", Unit.YEARS, plan.tenure_years),
    Measure("orders_12m", Unit.COUNT, revenue.orders_12m),
    Measure("weighted_pipeline", Unit.MONEY, plan.weighted_pipeline),
)
"""Every measure of KAM.md §5.1, in its order."""

BY_FIELD = {measure.field: measure for measure in MEASURES}
READERS = {measure.field: measure.read for measure in MEASURES}
