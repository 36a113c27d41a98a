"""Words of the account plan and of what comes of it (KAM.md §3.5, §3.8)."""

from __future__ import annotations

from enum import StrEnum


class ActionStatus(StrEnum):
    """How far an action is."""

    NOT_STARTED = "Not started"
    IN_PROGRESS = "In progress"
    DONE = "Done"
    CANCELLED = "Cancelled"

    @property
    def is_open(self) -> bool:
        """Neither done nor cancelled."""
        return self in (ActionStatus.NOT_STARTED, ActionStatus.IN_PROGRESS)


class Audience(StrEnum):
    """Who may read a row; blank means Internal."""

    INTERNAL = "Internal"
    SHARED = "Shared"


class StepStatus(StrEnum):
    """How far a step or a milestone is."""

    NOT_STARTED = "Not started"
    IN_PROGRESS = "In progress"
    DONE = "Done"


PLAN_STEPS = {
    "N1": "Gather what is known and research the rest",
    "N2": "List needs and the reasons behind them",
    "N3": "Learn who their customers are",
    "N4": "Choose the colleague who suits best",
    "N5": "Decide how to exceed expectations",
    "N6": "Turn promises into dated commitments",
    "N7": "Agree the plan with the customer",
    "N8": "Meet extra requests where others do not suffer",
    "N9": "Revisit the plan every quarter",
    "D1": "Compare portfolio and profit",
    "D2": "Understand the customer in full",
    "D3": "Examine the relationship",
    "D4": "Draft the account plan",
    "D5": "Start acting",
    "D6": "Plan and check resources",
    "D7": "Inform people inside and outside",
}
"""The steps of planning, after Pipedrive (N) and DemandFarm (D; seven of its nine are known) (KAM.md §11.3)."""


class ObjectiveStatus(StrEnum):
    """How an objective stands."""

    ON_TRACK = "On track"
    AT_RISK = "At risk"
    OFF_TRACK = "Off track"
    ACHIEVED = "Achieved"
    DROPPED = "Dropped"

    @property
    def is_open(self) -> bool:
        """Still to be reached."""
        return self in (ObjectiveStatus.ON_TRACK, ObjectiveStatus.AT_RISK, ObjectiveStatus.OFF_TRACK)


class Focus(StrEnum):
    """What an objective does with the account, after RAIN Group."""

    PENETRATE = "Penetrate"
    EXPAND = "Expand"
    PROTECT = "Protect"


class ObjectiveOutcome(StrEnum):
    """What an objective brings, after RAIN Group."""

    REVENUE = "Higher revenue"
    MARGIN = "Higher margin"
    CONTRACTS = "Longer contracts"
    REACH = "Deeper reach"
    MINDSHARE = "More mindshare"
    OFFERINGS = "More offerings"
    RELATIONSHIPS = "Stronger relationships"


class Horizon(StrEnum):
    """Near or far."""

    SHORT = "Short"
    LONG = "Long"


class NeedType(StrEnum):
    """Of what kind a need is, after Pipedrive."""

    PRODUCT = "Product or service"
    RELATIONSHIP = "Relationship"


class NeedStatus(StrEnum):
    """What became of a need."""

    OPEN = "Open"
    MET = "Met"
    DECLINED = "Declined"


class ValueAdd(StrEnum):
    """What a promise adds, after Pipedrive."""

    SUPPORT = "Support"
    SECURITY = "Security"
    UPDATES = "Product updates"
    LOYALTY = "Loyalty rewards"
    OTHER = "Other"


class RiskCategory(StrEnum):
    """Where a risk comes from."""

    RELATIONSHIP = "Relationship"
    COMMERCIAL = "Commercial"
    COMPETITIVE = "Competitive"
    DELIVERY = "Delivery"
    FINANCIAL = "Financial"
    REGULATORY = "Regulatory"


class OpenClosed(StrEnum):
    """Whether a risk still stands."""

    OPEN = "Open"
    CLOSED = "Closed"


class EventKind(StrEnum):
    """What happened at or with an account."""

    CORPORATE = "Corporate"
    COMMERCIAL = "Commercial"
    RELATIONSHIP = "Relationship"
    STAKEHOLDER_CHANGE = "Stakeholder change"
    OUR_CHANGE = "Our change"
    REQUEST = "Request"
    REFERRAL = "Referral"
    JOINT_ACTIVITY = "Joint activity"
    ESCALATION = "Escalation"


class QuestionCategory(StrEnum):
    """What a question is about, after RAIN Group."""

    OUR_TEAM = "Our team"
    THEIR_TEAM = "Their team"
    TRENDS = "Trends"
    NEEDS = "Needs"
    OTHER_INSIGHT = "Other insight"
    COMPETITORS = "Competitors"
    OUR_VALUE = "Our value"
    OPEN_POINTS = "Open points"


class QuestionStatus(StrEnum):
    """Whether a question has its answer."""

    OPEN = "Open"
    ANSWERED = "Answered"


class OverrideKind(StrEnum):
    """What people may decide by hand."""

    HEALTH = "Health"
    INCLUDE = "Include"
    EXCLUDE = "Exclude"


class NarrativePack(StrEnum):
    """The pack a remark belongs to."""

    ACCOUNT = "Account"
    PORTFOLIO = "Portfolio"
    PROGRAMME = "Programme"


class NarrativeKind(StrEnum):
    """What a remark is."""

    WIN = "Win"
    LESSON = "Lesson"
    RISK = "Risk"
    ASK = "Ask"
    DECISION = "Decision"
    COMMENTARY = "Commentary"


class FeedbackSource(StrEnum):
    """How feedback was given."""

    SURVEY = "Survey"
    INTERVIEW = "Interview"
    INFORMAL = "Informal"


class StartedBy(StrEnum):
    """Who started an interaction."""

    US = "Us"
    CUSTOMER = "Customer"


class SwotKind(StrEnum):
    """The four fields of a SWOT."""

    STRENGTH = "Strength"
    WEAKNESS = "Weakness"
    OPPORTUNITY = "Opportunity"
    THREAT = "Threat"
