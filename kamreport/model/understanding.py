"""What we know of an account beyond its figures: profile, needs, questions, competitors, SWOT (KAM.md §3.8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from kamreport.cells import RowRef
from kamreport.model.cell_kinds import (
    AccountId,
    ActionId,
    AnyText,
    ColleagueId,
    Fraction,
    Id,
    OfferingId,
    OneToFive,
    OneToFour,
)
from kamreport.model.lists import (
    Audience,
    Axis,
    Method,
    NeedStatus,
    NeedType,
    QuestionCategory,
    QuestionStatus,
    SwotKind,
)
from kamreport.schema import When, column, family, sheet
from kamreport.schema.declare import Group

SHARING = "Shared rows may reach the customer."


@sheet("Profile", key="account_id", group=Group.OPTIONAL)
class Profile:
    """One row per account: who they are, how they make money, what we are to each other."""

    origin: RowRef
    account_id: AccountId = column("Account ID", doc="From Accounts; one row each.")
    background: str | None = column("Background", doc="Who they are, in two or three sentences.", width=48)
    their_market: str | None = column("Their market", doc="Where they compete and what changes there.", width=40)
    their_strategy: str | None = column("Their strategy", doc="Where they want to be in three years.", width=40)
    wishes_of_their_customers: str | None = column(
        "Wishes of their customers", doc="What their customers want of them.", width=40
    )
    how_they_create_value: str | None = column(
        "How they create value", doc="What they do better than others.", width=40
    )
    where_their_profit_comes_from: str | None = column(
        "Where their profit comes from", doc="Which part of their business earns the money.", width=40
    )
    their_customers: str | None = column("Their customers", doc="Who buys from them.", width=30)
    ideal_customer_profile: str | None = column(
        "Ideal customer profile", doc="How well they fit the customer we do best with.", width=30
    )
    their_competitors: str | None = column("Their competitors", doc="Whom they fight.", width=30)
    solution: str | None = column("Solution", doc="What we offer them as a whole.", width=40)
    change_management: str | None = column("Change management", doc="Who must change what, and how we help.", width=40)
    value_proposition: str | None = column(
        "Value proposition", doc="Why they should choose us, in their words.", width=40
    )
    joint_business_case_agreed: dt.date | None = column(
        "Joint business case agreed", doc="Date on which both sides confirmed it."
    )
    value_to_us: str | None = column("Value to us", doc="What we gain beyond revenue.", width=30)
    value_to_them: str | None = column("Value to them", doc="What they gain from us.", width=30)
    audience: Audience | None = column("Audience", doc=SHARING, blank="Internal")


UNDERSTANDINGS = (
    "their_market",
    "their_strategy",
    "wishes_of_their_customers",
    "how_they_create_value",
    "where_their_profit_comes_from",
)
"""Fields of Profile that hold the five understandings U1–U5 (KAM.md §11.2)."""
BEYOND_UNDERSTANDINGS = ("their_customers", "their_competitors", "ideal_customer_profile")
"""What else Profile says of who they are; packs show it where it is filled."""


INDICATOR_MEANINGS: Mapping[str, tuple[str, str, str, str]] = {
    "i1_position": (
        "one supplier among several",
        "favoured among several",
        "main or only supplier",
        "acknowledged strategic partner",
    ),
    "i2_interaction": (
        "one person per side",
        "a few people, working level",
        "functions work with functions",
        "open contact at all levels",
    ),
    "i3_exit": ("easy for both", "awkward", "hard and costly", "painful for both"),
    "i4_planning": (
        "orders and prices only",
        "some information shared",
        "we use their information, they plan with us",
        "one long-term strategy made together",
    ),
    "i5_visibility": ("near term", "this year", "medium to long term", "growth visible years ahead"),
    "i6_economics": (
        "price decides",
        "our cost rises, return unclear",
        "very profitable",
        "very profitable and growing in view",
    ),
}
"""What 1 to 4 mean of each indicator, by its field of StageEvidence (KAM.md §6.1)."""

INDICATORS = tuple(INDICATOR_MEANINGS)
"""Fields of StageEvidence that hold I1–I6, in order."""


def _grades(field: str) -> str:
    """The meanings of 1 to 4 in a row: 1 near term; 2 this year; and so on."""
    return "; ".join(f"{value} {meaning}" for value, meaning in enumerate(INDICATOR_MEANINGS[field], 1)) + "."


@sheet("Stage evidence", key="account_id", group=Group.OPTIONAL)
class StageEvidence:
    """One row per account: six indicators of how deep the relationship is (KAM.md §6.1)."""

    origin: RowRef
    account_id: AccountId = column("Account ID", doc="From Accounts; one row each.")
    i1_position: OneToFour | None = column("I1 Position", doc=_grades("i1_position"))
    i2_interaction: OneToFour | None = column("I2 Interaction", doc=_grades("i2_interaction"))
    i3_exit: OneToFour | None = column("I3 Exit", doc=_grades("i3_exit"))
    i4_planning: OneToFour | None = column("I4 Planning", doc=_grades("i4_planning"))
    i5_visibility: OneToFour | None = column("I5 Visibility", doc=_grades("i5_visibility"))
    i6_economics: OneToFour | None = column("I6 Economics", doc=_grades("i6_economics"))
    evidence: str | None = column("Evidence", doc="What the answers rest on.", width=48)
    assessed_on: dt.date = column("Assessed on", doc="Date of the assessment.")
    assessed_by: AnyText | None = column("Assessed by", doc="Who assessed.", width=20)


@sheet("Needs", key="need_id", group=Group.OPTIONAL)
class Need:
    """One row per need of an account."""

    origin: RowRef
    need_id: Id = column("Need ID", doc="Your short, stable name for the need.")
    account_id: AccountId = column("Account ID", doc="From Accounts.")
    need_type: NeedType = column("Need type", doc="Product or service, or Relationship.")
    need: str = column("Need", doc="What they want.", width=40)
    pain_point: str | None = column("Pain point", doc="What hurts today.", width=36)
    why: str | None = column("Why", doc="The reason behind it.", width=36)
    priority: OneToFive = column("Priority", doc="5 is the highest.")
    status: NeedStatus = column("Status", doc="Open, Met or Declined.")
    audience: Audience | None = column("Audience", doc=SHARING, blank="Internal")


@sheet("Questions", group=Group.OPTIONAL)
class Question:
    """One row per question we need answered about an account."""

    origin: RowRef
    account_id: AccountId = column("Account ID", doc="From Accounts.")
    category: QuestionCategory = column("Category", doc="What the question is about.")
    question: str = column("Question", doc="In one sentence.", width=44)
    relevant: bool | None = column("Relevant", doc="No takes it out.", blank="Yes")
    status: QuestionStatus = column("Status", doc="Open or Answered.")
    answer: str | None = column("Answer", doc="What we learned.", width=44)
    missing_information: str | None = column("Missing information", doc="What is still unknown.", width=36)
    owner: ColleagueId | None = column("Owner", doc="Person ID from Team.")
    due: dt.date | None = column("Due", doc="Date by which it should be answered.")

    @property
    def is_relevant(self) -> bool:
        """Blank means Yes."""
        return self.relevant is not False


@sheet("Competitors", key=("account_id", "competitor"), group=Group.OPTIONAL)
class Competitor:
    """One row per competitor at an account."""

    origin: RowRef
    account_id: AccountId = column("Account ID", doc="From Accounts.")
    competitor: str = column("Competitor", doc="Name of the competitor.", width=26)
    offering_id: OfferingId | None = column("Offering ID", doc="From Offerings: what they compete with.")
    estimated_share: Fraction | None = column("Estimated share", doc="Their part of the account's spend.")
    threat: OneToFive | None = column("Threat", doc="5 is the gravest.")
    note: str | None = column("Note", doc="What to know.", width=40)


@sheet("Competitor ratings", key=("account_id", "competitor"), group=Group.OPTIONAL)
class CompetitorRatings:
    """One row per account and competitor, rated on the strength criteria (KAM.md §5.8)."""

    origin: RowRef
    account_id: AccountId = column("Account ID", doc="From Accounts.")
    competitor: str = column("Competitor", doc="Name of the competitor.", width=26)
    grades: Mapping[str, OneToFive] = family(
        "Strength criteria",
        doc="One column for each rated Strength criterion, 1 to 5.",
        members=(When("axis", (Axis.STRENGTH,)), When("method", (Method.RATING,))),
    )


@sheet("SWOT", group=Group.OPTIONAL)
class Swot:
    """One row per statement; each needs its consequence."""

    origin: RowRef
    account_id: AccountId = column("Account ID", doc="From Accounts.")
    kind: SwotKind = column("Kind", doc="Strength, Weakness, Opportunity or Threat.")
    statement: str = column("Statement", doc="In one sentence.", width=44)
    so_what: str = column("So what", doc="What follows from it.", width=44)
    action_id: ActionId | None = column("Action ID", doc="The action that answers it.")
    audience: Audience | None = column("Audience", doc=SHARING, blank="Internal")
