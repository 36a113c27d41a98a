"""Annotations for cells whose kind a plain type does not tell."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from kamreport.model.lists import PLAN_STEPS, ChecklistAnswer, OwnList, StakeholderRole
from kamreport.schema import kinds

Id = Annotated[str, kinds.Id()]
AccountId = Annotated[str, kinds.Link("Accounts")]
ColleagueId = Annotated[str, kinds.Link("Team")]
StakeholderId = Annotated[str, kinds.Link("Stakeholders")]
ColleagueOrStakeholderId = Annotated[str, kinds.Link("Team|Stakeholders")]
OfferingId = Annotated[str, kinds.Link("Offerings")]
ObjectiveId = Annotated[str, kinds.Link("Objectives")]
NeedId = Annotated[str, kinds.Link("Needs")]
ActionId = Annotated[str, kinds.Link("Actions")]
CriterionId = Annotated[str, kinds.Link("Criteria")]
AnyText = Annotated[str, kinds.Text()]
ListWord = Annotated[str, kinds.ListWord()]

Money = Annotated[float, kinds.Money(low=0)]
MoneyAboveZero = Annotated[float, kinds.Money(above=0)]
SignedMoney = Annotated[float, kinds.Money()]
Fraction = Annotated[float, kinds.Fraction()]
FractionAboveZero = Annotated[float, kinds.Fraction(above=0)]
Ratio = Annotated[float, kinds.Ratio()]
Points = Annotated[float, kinds.Points()]
Change = Annotated[float, kinds.Points(low=None, high=None)]
OneToFivePoints = Annotated[float, kinds.Number(low=1, high=5)]
AtLeastZero = Annotated[float, kinds.Number(low=0)]
AboveZero = Annotated[float, kinds.Number(above=0)]

Count = Annotated[int, kinds.Whole(low=0)]
OneOrMore = Annotated[int, kinds.Whole(low=1)]
OneToFive = Annotated[int, kinds.Whole(low=1, high=5)]
ZeroToFour = Annotated[int, kinds.Whole(low=0, high=4)]
MinusTwoToTwo = Annotated[int, kinds.Whole(low=-2, high=2)]
OneToTwelve = Annotated[int, kinds.Whole(low=1, high=12)]
MonthsCovered = Annotated[int, kinds.Steps(allowed=(1, 3, 12))]
Days = Annotated[int, kinds.Whole(low=0)]

OneToFour = Annotated[int, kinds.Whole(low=1, high=4)]
OneToThree = Annotated[int, kinds.Whole(low=1, high=3)]
ZeroToTen = Annotated[int, kinds.Whole(low=0, high=10)]

MonthEnd = Annotated[dt.date, kinds.MonthEnd()]
CountryCode = Annotated[str, kinds.Country()]
CurrencyCode = Annotated[str, kinds.Currency()]
Industry = Annotated[str, kinds.OwnChoice(OwnList.INDUSTRY)]
Region = Annotated[str, kinds.OwnChoice(OwnList.REGION)]
Function = Annotated[str, kinds.OwnChoice(OwnList.FUNCTION)]
BusinessSize = Annotated[str, kinds.OwnChoice(OwnList.BUSINESS_SIZE)]
BuyingCentre = Annotated[str, kinds.OwnChoice(OwnList.BUYING_CENTRE)]
TouchpointKind = Annotated[str, kinds.OwnChoice(OwnList.TOUCHPOINT_KIND)]
OfferingFamily = Annotated[str, kinds.OwnChoice(OwnList.OFFERING_FAMILY)]
Answer = Annotated[ChecklistAnswer, kinds.AnswerChoice(ChecklistAnswer)]
FrameworkScore = Annotated[int | kinds.NotApplicable, kinds.Grade(low=0, high=4)]
Step = Annotated[str, kinds.Words(tuple(PLAN_STEPS))]
SectionCode = Annotated[
    str,
    kinds.Words(
        tuple(f"Q{n:02}" for n in range(1, 18))
        + tuple(f"P{n:02}" for n in range(1, 18))
        + tuple(f"M{n:02}" for n in range(1, 13))
    ),
]
Role = Annotated[
    StakeholderRole,
    kinds.Choice(StakeholderRole, aliases={"Decision maker": "Economic buyer", "Budget holder": "Economic buyer"}),
]
