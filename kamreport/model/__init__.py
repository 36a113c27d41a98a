"""The nouns of key account management: one record class per sheet, the fixed lists, the portfolio."""

from kamreport.model.accounts import Account, Colleague
from kamreport.model.judging import (
    PERSPECTIVES,
    Anchor,
    Band,
    Criterion,
    HealthMeasure,
    ListValue,
    TierService,
)
from kamreport.model.portfolio import Portfolio
from kamreport.model.settings import TEMPLATE_VERSION, SettingLine, Settings
from kamreport.model.work import AccountRatings, Action, Revenue, Stakeholder

CORE = (SettingLine, Colleague, Account, Revenue, AccountRatings, Stakeholder, Action)
MODEL = (Criterion, Band, Anchor, HealthMeasure, TierService, ListValue)
SHEETS: tuple[type, ...] = (*CORE, *MODEL)
"""Every sheet people fill or calibrate, in the order of the workbook's tabs."""

__all__ = [
    "CORE",
    "MODEL",
    "PERSPECTIVES",
    "SHEETS",
    "TEMPLATE_VERSION",
    "Account",
    "AccountRatings",
    "Action",
    "Anchor",
    "Band",
    "Colleague",
    "Criterion",
    "HealthMeasure",
    "ListValue",
    "Portfolio",
    "Revenue",
    "SettingLine",
    "Settings",
    "Stakeholder",
    "TierService",
]
