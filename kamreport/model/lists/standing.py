"""Where accounts and colleagues stand: status, tier, stage, roles, levels (KAM.md §3.5)."""

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
        return _TIER_RANKS[self]


class RelationshipStage(StrEnum):
    """How deep the relationship is, shallowest first."""

    TACTICAL = "Tactical"
    COOPERATIVE = "Cooperative"
    INTERDEPENDENT = "Interdependent"
    STRATEGIC = "Strategic"

    @property
    def rank(self) -> int:
        """1 for Tactical to 4 for Strategic."""
        return _STAGE_RANKS[self]


_TIER_RANKS = {tier: at for at, tier in enumerate(Tier, 1)}
_STAGE_RANKS = {stage: at for at, stage in enumerate(RelationshipStage, 1)}


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
