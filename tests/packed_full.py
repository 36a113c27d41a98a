"""The portfolio of the packs with every optional sheet filled: in full for the first account, in part for the second."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import cache

import packed
from books import book

from kamreport.results import Review
from kamreport.run import review_of

FULL, PART, NONE = packed.NAMES[0], packed.NAMES[1], packed.NAMES[3]
AS_OF = dt.date(2026, 4, 10)

_LISTS = """
## Lists
| List | Value |
|---|---|
| Buying centre | Grocery |
| Buying centre | Pharmacy |
| Buying centre | Plant Nord |
"""
_SHEETS = """
## Profile
| Account ID | Background | Their market | Their strategy | Wishes of their customers | How they create value | Where their profit comes from | Solution | Change management | Value proposition | Joint business case agreed | Audience |
|---|---|---|---|---|---|---|---|---|---|---|---|
| KA-001 | Carrier for grocery and pharmacy chains in six countries, family-owned since 1961 | Cold freight grows 6% a year while drivers are scarce | Cold chain in all six countries by 2028 | Arrival windows of 30 minutes and proof of temperature | One plan for all temperature zones | Pharmacy contracts with penalties for late arrival | Reusable insulated packaging with sensors | Depot staff are trained by us in two waves | Fewer spoilt pallets at a lower cost for each trip | 2026-01-20 | Shared |
| KA-002 | Makes ready meals for retailers | Private label takes share |  |  | Recipes to order in six weeks |  |  |  |  |  |  |
## Objectives
| Objective ID | Account ID | Objective | Focus | Measure | Unit | Baseline | Target | Actual | Start | Due | Owner | Status | Customer's own objective | Audience |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
| O-1 | KA-001 | Win the pharmacy depots | Penetrate | Depots served | depots | 4 | 12 | 7 | 2025-07-01 | 2026-12-31 | P-01 | On track | | Shared |
| O-2 | KA-001 | Add sensors to every crate | Expand | Crates with sensors | % | 0 | 100 | 20 | 2025-10-01 | 2026-06-30 | P-02 | At risk | Yes | Shared |
| O-3 | KA-001 | Renew the frame contract early | Protect | | | | | | | 2026-06-30 | P-01 | On track | | |
| O-4 | KA-001 | Cut returns | Protect | Returns | % | 6 | 2 | 2 | 2025-01-01 | 2026-03-31 | P-01 | Achieved | | |
| O-5 | KA-002 | Enter the second plant | Expand | Lines | | 1 | 4 | 1 | 2026-01-01 | 2026-12-31 | P-02 | Off track | | |
## Narrative
| Pack | Account ID | Kind | Section | Text | Order | Audience |
|---|---|---|---|---|---|---|
| Account | KA-001 | Win | | The pharmacy pilot beat its target. | 1 | Shared |
| Account | KA-001 | Risk | | Procurement has a new head who favours two suppliers. | 2 | |
| Account | KA-001 | Decision | | Approve 40 sensor crates for the spring pilot. | 1 | |
| Account | KA-001 | Ask | | Name an executive sponsor by May. | 2 | |
| Portfolio | | Decision | | Move one manager from streamlined accounts to stars. | 1 | |
## Risks
| Risk ID | Account ID | Category | Risk | Likelihood | Impact | Probability | Revenue exposed | Mitigation | Owner | Due | Status | Closed on |
|---|---|---|---|---|---|---|---|---|---|---|---|---|
| RK-1 | KA-001 | Competitive | A rival offers a lease without deposit | 3 | 5 | | 200000 | Offer a lease of our own by June | P-01 | 2026-06-15 | Open | |
| RK-2 | KA-001 | Relationship | The economic buyer retires in autumn | 4 | 3 | 0.6 | 120000 | | P-02 | | Open | |
| RK-3 | KA-001 | Delivery | Sensor supply slips | 2 | 2 | | | Second source | P-01 | | Open | |
| RK-4 | KA-001 | Financial | Late payments | 2 | 3 | | | | | | Closed | 2026-02-01 |
## Wallet
| Account ID | As of | Spend in our categories | Expected spend in 3 years | Basis | Confidence |
|---|---|---|---|---|---|
| KA-001 | 2025-12-31 | 2400000 | 3000000 | Customer told us | 4 |
| KA-002 | 2025-11-30 | 3000000 | | Estimate | 2 |
## Feedback
| Account ID | Date | Stakeholder ID | CSAT | NPS answer | Source | Comment |
|---|---|---|---|---|---|---|
| KA-001 | 2025-05-12 | S-01 | 3 | 6 | Survey | |
| KA-001 | 2025-08-20 | S-02 | 4 | 8 | Survey | |
| KA-001 | 2025-11-03 | S-02 | 4 | 9 | Interview | |
| KA-001 | 2026-02-18 | S-00 | 5 | 10 | Survey | |
| KA-001 | 2026-03-02 | S-01 | 4 | 9 | Survey | |
## Stage evidence
| Account ID | I1 Position | I2 Interaction | I3 Exit | I4 Planning | I5 Visibility | I6 Economics | Evidence | Assessed on | Assessed by |
|---|---|---|---|---|---|---|---|---|---|
| KA-001 | 3 | 3 | 2 | 3 | 3 | 3 | Joint planning days | 2026-01-15 | Ana Ruiz |
| KA-002 | 2 | | 2 | | 1 | | | 2026-01-15 | |
## Offerings
| Offering ID | Offering | Family | Typical annual value | Active |
|---|---|---|---|---|
| OF-1 | Insulated crates | | 300000 | |
| OF-2 | Sensors | | 80000 | |
| OF-3 | Washing service | | 120000 | |
| OF-4 | Pooling | | 150000 | |
## White space
| Account ID | Buying centre | Offering ID | Status | Current annual | Potential annual | Probability | Competitor | Barrier | Next step | Last checked |
|---|---|---|---|---|---|---|---|---|---|---|
| KA-001 | Grocery | OF-1 | Owned | 480000 | 480000 | | | | | 2026-02-01 |
| KA-001 | Grocery | OF-2 | Pipeline | | 120000 | 0.6 | | | Pilot in May | 2026-02-01 |
| KA-001 | Grocery | OF-3 | Competitor | | 200000 | | Cleanroad | | | 2026-02-01 |
| KA-001 | Pharmacy | OF-1 | Open | 60000 | 360000 | 0.4 | | Does not see the value | Show the spoilage study | 2026-02-01 |
| KA-001 | Pharmacy | OF-2 | Open | | 90000 | 0.3 | | Does not know the offering | | 2026-02-01 |
| KA-001 | Pharmacy | OF-4 | Not eligible | | | | | | | 2026-02-01 |
| KA-002 | Plant Nord | OF-3 | Open | | 70000 | 0.5 | | | | 2026-02-01 |
## Opportunities
| Opportunity ID | Account ID | Opportunity | Type | Offering ID | Sales stage | Amount | Probability | Expected close | Owner |
|---|---|---|---|---|---|---|---|---|---|
| OP-1 | KA-001 | Sensors for grocery depots | Cross-sell | OF-2 | Proposed | 120000 | 0.6 | 2026-06-30 | P-01 |
| OP-2 | KA-001 | More crates for pharmacy | Upsell | OF-1 | Qualified | 300000 | 0.4 | 2026-09-30 | P-01 |
| OP-3 | KA-001 | Frame contract | Renewal | | Negotiating | 480000 | 0.8 | 2026-06-30 | P-02 |
| OP-4 | KA-002 | First crates | Land | OF-1 | Won | 90000 | 1 | 2025-10-31 | P-02 |
| OP-5 | KA-001 | Second depot | Upsell | OF-1 | Won | 60000 | 1 | 2026-01-31 | P-01 |
## Needs
| Need ID | Account ID | Need type | Need | Pain point | Why | Priority | Status | Audience |
|---|---|---|---|---|---|---|---|---|
| N-1 | KA-001 | Product or service | Proof of temperature for each crate | Claims of spoilage | Pharmacy law asks for it from 2027 | 5 | Open | Shared |
| N-2 | KA-001 | Relationship | One contact for all depots | Six phone numbers | | 3 | Open | Shared |
| N-3 | KA-001 | Product or service | Fewer returns of crates | | Returns block the docks | 4 | Met | Shared |
| N-4 | KA-001 | Product or service | Crates for deep frozen goods | | | 2 | Declined | |
## Commitments
| Commitment ID | Account ID | Promise | Value-add | Need ID | Service level | Measure | Unit | Target | Actual | Direction | Remedy | Due | Customer agreed | Audience |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
| C-1 | KA-001 | Sensor data for each crate by autumn | Security | N-1 | | | | | | | | 2026-10-01 | Yes | Shared |
| C-2 | KA-001 | Crates arrive on time | Support | | Yes | On-time arrivals | % | 98 | 98.6 | | | | Yes | Shared |
| C-3 | KA-001 | Repairs within three days | Support | | Yes | Mean days | days | 3 | 4.5 | Lower | A free crate for each late one | | Yes | Shared |
| C-4 | KA-001 | Answers within a working day | Support | | Yes | Answers | % | 95 | | | | | | Shared |
| C-5 | KA-001 | Dock pick-up twice a week | Support | N-3 | | | | | | | | | Yes | Shared |
## Value delivered
| Account ID | Outcome | Measure | Unit | Baseline | Now | Yearly value to customer | Confirmed by | Confirmed on | Audience |
|---|---|---|---|---|---|---|---|---|---|
| KA-001 | Fewer spoilt pallets | Spoilt pallets a month | | 42 | 17 | 180000 | S-02 | 2026-02-10 | Shared |
| KA-001 | Faster loading | Pallets an hour | | 31 | 38 | 65000 | S-01 | 2026-03-01 | Shared |
| KA-001 | Drivers stay longer | | | | | | | | |
## Events
| Account ID | Date | Kind | Event | Severity | Amount | Closed on | Audience |
|---|---|---|---|---|---|---|---|
| KA-001 | 2025-09-15 | Corporate | New depot opened in Graz | | | | Shared |
| KA-001 | 2025-12-01 | Joint activity | Innovation day with the pharmacy team | | 12000 | | Shared |
| KA-001 | 2026-02-03 | Escalation | Sensors failed at the Linz depot | 2 | | 2026-02-20 | |
| KA-001 | 2026-03-12 | Escalation | Wrong crates delivered twice | 1 | | | |
| KA-001 | 2026-03-20 | Stakeholder change | New head of procurement | | | | |
| KA-001 | 2026-06-02 | Joint activity | Depot tour with their board | | 8000 | | Shared |
## Touchpoints
| Account ID | Date | Stakeholder ID | Person ID | Kind | Started by | Note |
|---|---|---|---|---|---|---|
| KA-001 | 2026-03-10 | S-02 | P-01 | | Us | |
## Account team
| Account ID | Person ID | Account role | KAM duty |
|---|---|---|---|
| KA-001 | P-01 | Relationship lead | Point of accountability |
| KA-001 | P-01 | Results driver | Focal point |
| KA-001 | P-02 | Technical expert | Value developer |
## Competitors
| Account ID | Competitor | Offering ID | Estimated share | Threat | Note |
|---|---|---|---|---|---|
| KA-001 | Cleanroad | OF-3 | 25% | 4 | Washes for all grocery depots |
| KA-001 | Boxwell | | 15% | 2 | |
## SWOT
| Account ID | Kind | Statement | So what | Action ID | Audience |
|---|---|---|---|---|---|
| KA-001 | Strength | Their planners trust our forecasts | Ask for a seat in the yearly planning | AC-04 | |
| KA-001 | Weakness | No contact in finance | Meet the finance head before the renewal | AC-00 | |
| KA-001 | Opportunity | Pharmacy law of 2027 | Lead with sensors | | |
| KA-001 | Threat | Leases without deposit | Offer a lease of our own | AC-02 | |
## Questions
| Account ID | Category | Question | Relevant | Status | Answer | Missing information | Owner | Due |
|---|---|---|---|---|---|---|---|---|
| KA-001 | Needs | What does the law ask of sensors? | Yes | Answered | Two readings an hour | | P-01 | |
| KA-001 | Needs | Who pays for lost crates? | | Open | | Contract annex | P-01 | 2026-05-01 |
| KA-001 | Competitors | Is Cleanroad bound by contract? | | Open | | | P-02 | |
| KA-001 | Trends | Will electric trucks change the routes? | No | Open | | | | |
## Plan steps
| Account ID | Step | Status | Date |
|---|---|---|---|
| KA-001 | N1 | Done | 2025-10-01 |
| KA-001 | N2 | Done | 2025-11-01 |
| KA-001 | N3 | In progress | |
| KA-001 | N4 | Not started | |
"""
SHEETS: tuple[str, ...] = tuple(re.findall(r"^## (.+)$", _SHEETS, re.MULTILINE))
"""Titles of the optional sheets that are filled."""


@cache
def full_review() -> Review:
    """A review of the portfolio with every optional sheet."""
    return review_with(SHEETS)


def review_with(titles: Iterable[str], *, more: str = "") -> Review:
    """A review of the portfolio with these optional sheets, and ``more`` as Markdown; the others are absent."""
    wanted = set(titles)
    parts = re.split(r"^(?=## )", _SHEETS, flags=re.MULTILINE)
    sheets = [part for part in parts if part.strip() and part[3 : part.index("\n")] in wanted]
    return review_of(book("\n".join([packed.workbook(), _LISTS, *sheets, more])), as_of=AS_OF)
