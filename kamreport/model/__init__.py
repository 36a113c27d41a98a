"""The nouns of key account management: one record class per sheet, the fixed lists, the portfolio."""

from kamreport.model.accounts import Account, Colleague
from kamreport.model.delivering import Commitment, Event, Feedback, TeamRole, Touchpoint, ValueDelivered
from kamreport.model.judging import (
    PERSPECTIVES,
    Anchor,
    Band,
    Criterion,
    HealthMeasure,
    ListValue,
    TierService,
)
from kamreport.model.market import Offering, Opportunity, Wallet, WhiteSpace
from kamreport.model.plan import Objective, Override, PlanStep, Remark, Risk
from kamreport.model.portfolio import Portfolio
from kamreport.model.programme import (
    ChecklistItem,
    Fluency,
    FrameworkItem,
    Milestone,
    ProgrammeAction,
    ProgrammeMeasure,
    ProgrammeQuestion,
)
from kamreport.model.settings import TEMPLATE_VERSION, SettingLine, Settings
from kamreport.model.understanding import (
    BEYOND_UNDERSTANDINGS,
    INDICATOR_MEANINGS,
    INDICATORS,
    UNDERSTANDINGS,
    Competitor,
    CompetitorRatings,
    Need,
    Profile,
    Question,
    StageEvidence,
    Swot,
)
from kamreport.model.work import AccountRatings, Action, Revenue, Stakeholder

CORE = (SettingLine, Colleague, Account, Revenue, AccountRatings, Stakeholder, Action)
MODEL = (Criterion, Band, Anchor, HealthMeasure, TierService, ListValue)
OPTIONAL = (
    Profile,
    Objective,
    Remark,
    Risk,
    Wallet,
    Feedback,
    StageEvidence,
    Offering,
    WhiteSpace,
    Opportunity,
    Need,
    Commitment,
    ValueDelivered,
    Event,
    Touchpoint,
    TeamRole,
    Competitor,
    CompetitorRatings,
    Swot,
    Question,
    PlanStep,
    Override,
)
PROGRAMME = (
    ChecklistItem,
    FrameworkItem,
    Milestone,
    ProgrammeMeasure,
    ProgrammeQuestion,
    ProgrammeAction,
    Fluency,
)
SHEETS: tuple[type, ...] = (*CORE, *MODEL, *OPTIONAL, *PROGRAMME)
"""Every sheet people fill or calibrate; a sheet's group says whether a new workbook holds it."""

__all__ = [
    "BEYOND_UNDERSTANDINGS",
    "CORE",
    "INDICATORS",
    "INDICATOR_MEANINGS",
    "MODEL",
    "OPTIONAL",
    "PERSPECTIVES",
    "PROGRAMME",
    "SHEETS",
    "TEMPLATE_VERSION",
    "UNDERSTANDINGS",
    "Account",
    "AccountRatings",
    "Action",
    "Anchor",
    "Band",
    "ChecklistItem",
    "Colleague",
    "Commitment",
    "Competitor",
    "CompetitorRatings",
    "Criterion",
    "Event",
    "Feedback",
    "Fluency",
    "FrameworkItem",
    "HealthMeasure",
    "ListValue",
    "Milestone",
    "Need",
    "Objective",
    "Offering",
    "Opportunity",
    "Override",
    "PlanStep",
    "Portfolio",
    "Profile",
    "ProgrammeAction",
    "ProgrammeMeasure",
    "ProgrammeQuestion",
    "Question",
    "Remark",
    "Revenue",
    "Risk",
    "SettingLine",
    "Settings",
    "StageEvidence",
    "Stakeholder",
    "Swot",
    "TeamRole",
    "TierService",
    "Touchpoint",
    "ValueDelivered",
    "Wallet",
    "WhiteSpace",
]
