"""What readers call the measures (KAM.md §5.1); how each is read is known to scoring."""

from __future__ import annotations

MEASURE_TITLES = {
    "revenue_12m": "Revenue, 12 months",
    "revenue_prior": "Revenue, prior 12 months",
    "revenue_growth": "Revenue growth",
    "revenue_share": "Revenue share",
    "target_ratio": "Revenue against target",
    "contribution_12m": "Contribution margin",
    "contribution_rate": "Contribution margin rate",
    "margin_ratio": "Margin against target",
    "cost_rate": "Cost to serve rate",
    "cost_growth": "Cost to serve growth",
    "wallet": "Wallet",
    "share_of_wallet": "Share of wallet",
    "wallet_growth": "Wallet growth per year",
    "untapped_share": "Untapped spend",
    "stage_index": "Stage index",
    "csat_12m": "CSAT",
    "nps_12m": "NPS",
    "relationship_coverage": "Relationship coverage",
    "threads": "Threads",
    "sponsor_days": "Days since sponsor contact",
    "sla_attainment": "SLA attainment",
    "open_escalations": "Open escalations",
    "on_time": "Actions on time",
    "on_track": "Objectives on track",
    "referrals_12m": "Referrals",
    "joint_investment": "Joint investment",
    "tenure_years": "Tenure",
    "orders_12m": "Orders",
    "weighted_pipeline": "Weighted pipeline",
}
"""Titles by field, in the order of KAM.md §5.1."""
