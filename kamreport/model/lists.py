"""The fixed lists: words that logic depends on (KAM.md §3.5, §5.6, §6, §8, §10)."""

from __future__ import annotations

from enum import StrEnum


class AccountStatus(StrEnum):
    """Where an account stands with us."""

    ACTIVE = "Active"
    PROSPECT = "Prospect"
    LOST = "Lost"


class KeyType(StrEnum):
    """Already large and to be protected, or not yet large with strong growth ahead."""

    EXISTING = "Existing"
    EMERGING = "Emerging"


class Tier(StrEnum):
    """How intensively an account is managed, lowest first."""

    VENDOR = "Vendor"
    PREFERRED = "Preferred provider"
    CONSULTANT = "Business consultant"
    PARTNER = "Partner"

    @property
    def rank(self) -> int:
        """1 for Vendor to 4 for Partner."""
        return list(Tier).index(self) + 1


class RelationshipStage(StrEnum):
    """How deep the relationship is, shallowest first."""

    TACTICAL = "Tactical"
    COOPERATIVE = "Cooperative"
    INTERDEPENDENT = "Interdependent"
    STRATEGIC = "Strategic"

    @property
    def rank(self) -> int:
        """1 for Tactical to 4 for Strategic."""
        return list(RelationshipStage).index(self) + 1


class ProcessStage(StrEnum):
    """Where the work on the account stands."""

    STRATEGY = "Strategy"
    RESEARCH = "Research"
    ACTION_PLAN = "Action plan"
    EXECUTION = "Execution"
    REVIEW = "Review"


class Level(StrEnum):
    """The rank of a stakeholder in their company, lowest first."""

    OPERATIONAL = "Operational"
    MIDDLE = "Middle"
    SENIOR = "Senior"
    EXECUTIVE = "Executive"


class StakeholderRole(StrEnum):
    """What a person at the account means for a decision."""

    SPONSOR = "Executive sponsor"
    BUYER = "Economic buyer"
    CHAMPION = "Champion"
    INFLUENCER = "Influencer"
    GATEKEEPER = "Gatekeeper"
    USER = "User"


KEY_ROLES = (StakeholderRole.SPONSOR, StakeholderRole.BUYER, StakeholderRole.CHAMPION)
"""The three roles without which decisions pass us by (KAM.md §6.4)."""


class Job(StrEnum):
    """What a colleague is employed as."""

    ACCOUNT_MANAGER = "Account manager"
    ACCOUNT_MANAGER_PLUS = "Account manager plus"
    KEY_ACCOUNT_MANAGER = "Key account manager"
    STRATEGIC_ACCOUNT_MANAGER = "Strategic account manager"
    LEADERSHIP = "Leadership"
    SPECIALIST = "Specialist"


class Axis(StrEnum):
    """The two axes of the key account matrix."""

    ATTRACTIVENESS = "Attractiveness"
    STRENGTH = "Strength"


class Method(StrEnum):
    """How a criterion turns what it reads into a score."""

    RATING = "Rating"
    BAND = "Band"
    LINEAR = "Linear"
    LOOKUP = "Lookup"


class Direction(StrEnum):
    """Whether more is better or worse."""

    HIGHER = "Higher"
    LOWER = "Lower"


class WhenMissing(StrEnum):
    """What a missing value does to an axis."""

    EXCLUDE = "Exclude"
    NEUTRAL = "Neutral"
    WORST = "Worst"
    BLOCK = "Block"


class RatingSource(StrEnum):
    """Who rated."""

    CUSTOMER = "Customer"
    TEAM = "Team"
    BOTH = "Both"


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


class Quadrant(StrEnum):
    """The four fields of the key account matrix (KAM.md §5.6)."""

    STRATEGIC = "Strategic"
    STAR = "Star"
    STATUS = "Status"
    STREAMLINE = "Streamline"


QUADRANT_ADVICE = {
    Quadrant.STRATEGIC: "Keep a leading place in their thinking, and see that the business pays.",
    Quadrant.STAR: "Put in time and money; profit may follow later.",
    Quadrant.STATUS: "Hold the position without adding effort.",
    Quadrant.STREAMLINE: "Simplify service so that the account stays profitable.",
}


class ScoreState(StrEnum):
    """How much of a score is known (KAM.md §5.4)."""

    SCORED = "Scored"
    PROVISIONAL = "Provisional"
    NOT_SCORED = "Not scored"


class Outcome(StrEnum):
    """What became of one thing to be read: blank, N/A and 0 are three different things."""

    SCORED = "scored"
    NOT_APPLICABLE = "not applicable"
    MISSING = "missing"


class Potential(StrEnum):
    """The score of the criterion that shows potential, in words (KAM.md §6.2)."""

    LOW = "Low"
    MEDIUM = "Medium"
    HIGH = "High"


class StageAdvice(StrEnum):
    """What stage and potential together advise (KAM.md §6.2)."""

    STAY = "STAY"
    MOVE_UP = "MOVE UP"
    TUNE = "TUNE"
    REBALANCE = "REBALANCE"
    CARRY_ON = "CARRY ON"
    RETHINK = "RETHINK"
    IDEAL = "IDEAL"

    @property
    def told(self) -> str:
        """The advice in a sentence."""
        return _STAGE_ADVICE[self]


_STAGE_ADVICE = {
    StageAdvice.STAY: "The present depth suits this account.",
    StageAdvice.MOVE_UP: "Potential is larger than the relationship; invest to deepen it.",
    StageAdvice.TUNE: "Check what past investment brought, then adjust it.",
    StageAdvice.REBALANCE: "Investment is larger than the potential; bring it into line.",
    StageAdvice.CARRY_ON: "Investment and potential agree.",
    StageAdvice.RETHINK: "Question whether this depth is worth its cost.",
    StageAdvice.IDEAL: "Depth and potential match.",
}


class RoleState(StrEnum):
    """Whether a key role at the account is in good hands (KAM.md §6.4)."""

    HELD = "held"
    NAMED = "named"
    MISSING = "missing"


class RelationshipModel(StrEnum):
    """The pattern of contacts between the two companies (KAM.md §6.5)."""

    BOW_TIE = "Bow-tie"
    ONE_ON_MANY = "One-on-many"
    DIAMOND = "Diamond"
    MIXED = "Mixed"


class Colour(StrEnum):
    """Health as a traffic light, always with its word (KAM.md §8.3)."""

    RED = "Red"
    AMBER = "Amber"
    GREEN = "Green"

    @property
    def word(self) -> str:
        """At risk, Watch or Healthy."""
        return {Colour.RED: "At risk", Colour.AMBER: "Watch", Colour.GREEN: "Healthy"}[self]


class Placing(StrEnum):
    """What the choice of key accounts made of an account (KAM.md §10)."""

    KEY = "KEY"
    WATCH = "WATCH"
    BORDERLINE = "BORDERLINE"
    SECONDARY = "SECONDARY"
    OVER_CAPACITY = "OVER CAPACITY"
    UNJUDGED = "UNJUDGED"
    NOT_ELIGIBLE = "NOT ELIGIBLE"
    OUTSIDE = "OUTSIDE"
    """Not in the universe of step 1."""


class Preset(StrEnum):
    """Ready sets of criteria."""

    LITE = "Lite"
    FULL = "Full"
    GROWTH_HARMONY_VALUE = "Growth-Harmony-Value"


class CutMode(StrEnum):
    """Where the cuts of the matrix come from."""

    FIXED = "Fixed"
    MEDIAN = "Median"


class StrengthMode(StrEnum):
    """Strength on its own, or against the strongest competitor."""

    OWN = "Own"
    RELATIVE = "Relative"


class SelectionRun(StrEnum):
    """Whether a run freezes the choice of key accounts or only shows it."""

    ADVISORY = "Advisory"
    YEARLY = "Yearly"


class StalePolicy(StrEnum):
    """What happens to packs of stale results."""

    STAMP = "Stamp"
    REFUSE = "Refuse"


class MoneyUnit(StrEnum):
    """How packs show money."""

    UNITS = "Units"
    THOUSANDS = "Thousands"
    MILLIONS = "Millions"


class Paper(StrEnum):
    """Paper of the packs."""

    A4 = "A4"
    LETTER = "Letter"


class OwnList(StrEnum):
    """Lists a team may extend on the Lists sheet."""

    INDUSTRY = "Industry"
    REGION = "Region"
    FUNCTION = "Function"
    BUSINESS_SIZE = "Business size"
    BUYING_CENTRE = "Buying centre"
    TOUCHPOINT_KIND = "Touchpoint kind"
    OFFERING_FAMILY = "Offering family"


class AccountRole(StrEnum):
    """Parts people play in an account team, after RAIN Group."""

    TECHNICAL_EXPERT = "Technical expert"
    RELATIONSHIP_LEAD = "Relationship lead"
    COLLABORATOR = "Collaborator"
    PROJECT_MANAGER = "Project manager"
    INNOVATOR = "Innovator"
    RESULTS_DRIVER = "Results driver"


class KamDuty(StrEnum):
    """Duties of key account management, after DemandFarm: three of implementation, three of facilitation."""

    CUSTOMER_EXPERT = "Customer expert"
    VALUE_DEVELOPER = "Value developer"
    POINT_OF_ACCOUNTABILITY = "Point of accountability"
    BOUNDARY_SPANNER = "Boundary spanner"
    CONDUIT = "Conduit"
    FOCAL_POINT = "Focal point"


class StepStatus(StrEnum):
    """How far a step or a milestone is."""

    NOT_STARTED = "Not started"
    IN_PROGRESS = "In progress"
    DONE = "Done"


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


class WhiteSpaceStatus(StrEnum):
    """What an offering is to a buying centre."""

    OWNED = "Owned"
    PIPELINE = "Pipeline"
    OPEN = "Open"
    COMPETITOR = "Competitor"
    NOT_ELIGIBLE = "Not eligible"


class Barrier(StrEnum):
    """What keeps a buying centre from an offering, after RAIN Group."""

    OFFERING_UNKNOWN = "Does not know the offering"
    PROBLEM_UNSEEN = "Does not see the problem"
    VALUE_UNSEEN = "Does not see the value"
    OTHER = "Other"


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


class OpportunityType(StrEnum):
    """What kind of sale is possible."""

    LAND = "Land"
    CROSS_SELL = "Cross-sell"
    UPSELL = "Upsell"
    RENEWAL = "Renewal"


class SalesStage(StrEnum):
    """How far a possible sale is."""

    IDENTIFIED = "Identified"
    QUALIFIED = "Qualified"
    PROPOSED = "Proposed"
    NEGOTIATING = "Negotiating"
    WON = "Won"
    LOST = "Lost"

    @property
    def is_open(self) -> bool:
        """Neither won nor lost."""
        return self not in (SalesStage.WON, SalesStage.LOST)


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


class ChecklistAnswer(StrEnum):
    """An answer to a checklist item; N/A is an answer here."""

    YES = "Yes"
    PARTIAL = "Partial"
    NO = "No"
    NOT_APPLICABLE = "N/A"


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


class WalletBasis(StrEnum):
    """Where a figure of the customer's spend comes from."""

    TOLD = "Customer told us"
    ESTIMATE = "Estimate"
    PUBLIC = "Public"


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


class ProgrammePart(StrEnum):
    """The two halves of the checklist."""

    BEFORE = "Before launch"
    AFTER = "After launch"


class Element(StrEnum):
    """The six elements of a KAM programme, in short (KAM.md §12.1)."""

    STRUCTURE = "Structure"
    METRICS = "Metrics"
    PLANNING = "Planning"
    CULTURE = "Culture"
    VALUE = "Value"
    PEOPLE = "People"


class ProgrammePhase(StrEnum):
    """How far a programme has come, earliest first."""

    SCOPING = "Scoping"
    INTRODUCING = "Introducing"
    EMBEDDING = "Embedding"
    OPTIMISING = "Optimising"


class ItemDirection(StrEnum):
    """Whether Yes is good news."""

    FAVOURABLE = "Favourable"
    REVERSE = "Reverse"


class MeasureKind(StrEnum):
    """What a programme measure looks at."""

    PROCESS = "Process"
    RESULTS = "Results"


class AnswerKind(StrEnum):
    """How a programme question is answered."""

    RATING = "Rating"
    YES_PARTIAL_NO = "Yes-Partial-No"
    OPEN = "Open"
