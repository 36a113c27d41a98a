"""Reasons from scoring, retold in the language in force: scoring gives them as English sentences with their figures.

They stand in the workbook's own sheets as well, in English, so the pattern of a sentence is found again by its words:
``PATTERNS`` lists those that packs print, each with places for what varies. What no pattern fits stays English.
"""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from functools import cache

from kamreport.model.lists import (
    Axis,
    ChecklistAnswer,
    Level,
    Placing,
    Quadrant,
    RelationshipStage,
    ScoreState,
    StakeholderRole,
    Tier,
)
from kamreport.rendering.formats import as_typed, date, listed, plain
from kamreport.rendering.language import in_force, later, noun, say, term

PATTERNS: tuple[str, ...] = (
    # health and its caps
    later("key account with a single thread"),
    later("an escalation of severity 1 is open"),
    later("renewal in {days} days and no sponsor was met for {since} days"),
    later("renewal in {days} days and no sponsor contact is dated"),
    # places, stages, tiers
    later("{axis} is not scored: {why}"),
    later("only {share} of the weight is known"),
    later("nothing is known"),
    later("no criterion applies"),
    later("no criterion of the axis carries weight"),
    later("there is no Criteria sheet"),
    later("{criterion} is missing, and nothing is scored without it"),
    later("{criteria} are missing, and nothing is scored without them"),
    later("no rating on Competitor ratings stands beside one of ours"),
    later("only {share} of the rated weight is known of us and of {competitor}"),
    later("against {competitor}, on {share} of the rated weight"),
    later("insufficient evidence: {known} of 6 indicators known"),
    later("held at Tactical: one person per side (I2)"),
    later("held at Cooperative: leaving is not hard yet (I3)"),
    later("held at Interdependent: Strategic needs 4 on I3 and I4 ({indicator})"),
    later("Fill the {sheet} sheet"),
    later("Fill the {sheets} sheets"),
    later("Stage evidence has no row of this account"),
    later("three levels, one of them Senior or Executive"),
    # detected risks and revenue at risk
    later("the relationship hangs on one pair of people"),
    later("{people} left since the previous review"),
    later("its customer group brings {share} of our revenue"),
    later("it renews in {days} days with a health of {health}"),
    later("service levels were missed in this and the previous review"),
    later("{criterion} went from {before} to {now} since the previous review"),
    later("share of wallet fell from {before} to {now}"),
    later("no touchpoint has followed: {events}"),
    later("{count} with assumed probability, {others} not quantified"),
    later("{count} with assumed probability"),
    later("{count} not quantified"),
    # what a criterion read
    later("{value} lies in the only band"),
    later("{value} lies in no band"),
    later("{value} is below {edge}"),
    later("{value} is {edge} or more"),
    later("{value} lies in [{low}, {high})"),
    later("{value} on the scale from {low} to {high}, lower is better"),
    later("{value} on the scale from {low} to {high}"),
    later("rated {grade} of 5, lower is better"),
    later("rated {grade} of 5"),
    later("the cell holds {value}, which is no rating"),
    later("the cell holds {value}, which is no code"),
    later("the code {code} has no score on Bands"),
    later("the code {code}"),
    later("does not apply to an Emerging account"),
    later("does not apply while an account has no revenue"),
    later("{competitor} is rated {grade}"),
    later("shown, not counted in Relative mode"),
    # why a criterion read nothing
    later("not rated"),
    later("marked N/A"),
    later("no row in Ratings"),
    later("{reason}: {score} is assumed"),
    later("Revenue is not filled for {months}"),
    later("Revenue of the 12 months is 0"),
    later("Revenue of the prior 12 months is 0"),
    later("Cost to serve of the prior 12 months is 0"),
    later("Target revenue of the 12 months is 0"),
    later("No Revenue row of the 12 months has a Target revenue"),
    later("A Revenue row of the 12 months lacks Gross margin or Cost to serve"),
    later("A Revenue row of the 12 months lacks Cost to serve"),
    later("A Revenue row of the 12 months lacks Orders"),
    later("No account has revenue"),
    later("Fill {setting} in Settings"),
    later("Fill Expected spend in 3 years on Wallet"),
    later("Wallet has no row of this account up to the as-of date"),
    later("Feedback has no such answer of this account in the 12 months"),
    later("No service level of this account has a target and an actual"),
    later("No action was due in the months under review"),
    later("No objective of this account is followed"),
    later("No stakeholder is listed; fill Stakeholders"),
    later("Last contact is not known for {count} of the stakeholders"),
    later("No contact with an Executive sponsor or Economic buyer is dated"),
    later("First purchase is not known"),
    # the choice of key accounts
    later("priority {priority} reaches the cut {cut} but not {ceiling}"),
    later("priority {priority} reaches the cut {cut}"),
    later("priority {priority} reaches {ceiling}, cut plus band"),
    later("priority {priority} is below the cut {cut}, within the band"),
    later("priority {priority} is below the cut {cut}"),
    later("priority {priority} is below {floor} for the second yearly run"),
    later("priority {priority} is below {floor} for the first time"),
    later("rank {rank}, the first {number} are key"),
    later("{places} places are needed and {limit} exist"),
    later("{axis} is {state}: {why}"),
    later("Disqualified is Yes"),
    later("solvency ({criterion}) is rated 1"),
    later("it keeps its place"),
    later("excluded by {who}: {words}"),
    later("included by {who}: {words}"),
    later("Capacity is not applied: Team lists no key or strategic account manager"),
    later("Over capacity: {names}. {needed} places would be needed, {limit} exist"),
    # the programme
    later("share of wallet of key accounts, a year ago and now"),
    later("revenue growth of other accounts and of key accounts"),
    later("growth of cost to serve of other accounts and of key accounts"),
    later("contribution margin rate of key accounts, a year ago and now"),
    later("mean stage index of key accounts, a year ago and now"),
    later("mean CSAT of key accounts, a year ago and now"),
    later("gross revenue retention of key accounts, a year ago and now"),
    later("referrals by key accounts, a year ago and now"),
    later("shared investment with key accounts, a year ago and now"),
    later("Fill Wallet for key accounts, with a row at least 12 months before Period end"),
    later("Fill 24 months of Revenue for key and for other accounts"),
    later("Fill 24 months of Cost to serve in Revenue for key and for other accounts"),
    later("Fill 24 months of Gross margin and Cost to serve in Revenue for key accounts"),
    later("Fill Stage evidence for key accounts, and review the workbook again a year later"),
    later("Fill CSAT on Feedback for key accounts in both years"),
    later("Fill 36 months of Revenue for key accounts"),
    later("Fill Events with referrals"),
    later("Fill Amount of Joint activity events of key accounts"),
    later("critical for launch, not answered"),
    later("critical for launch, answered {answer}"),
    later("answered {answer}, which is unfavourable"),
    later("scored {score} of 4"),
    later("Answer POST1–POST9 on Checklist"),
    later("Mark key accounts on Accounts"),
)
"""In the order of the packs; the one with the most words of its own is tried first."""

_YEARLY = " a year"
_LISTS: tuple[type[StrEnum], ...] = (
    Tier,
    Quadrant,
    RelationshipStage,
    Level,
    StakeholderRole,
    Placing,
    ScoreState,
    ChecklistAnswer,
)
_PLACE = re.compile(r"\\\{(\w+)\\\}")
_NUMBER = re.compile(r"(−|-)?(\d[\d,]*(?:\.\d+)?)(%?)")
_BAND = re.compile(r"lies in \[([^,]+), ([^)]+)\)")
"""How scoring names a band: its lower end belongs to it, its upper one does not."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def retold(reason: str) -> str:
    """A reason, or several joined by semicolons, in the language in force; a full stop stays where it was."""
    if in_force().is_english or not reason:
        return _BAND.sub(r"lies from \1 to below \2", reason)
    return _known(reason) or "; ".join(_known(part) or _words(part) or part for part in reason.split("; "))


def _known(told: str) -> str:
    """A sentence some pattern fits, said anew; empty when none does."""
    if (whole := say(told)) != told:
        return whole
    bare = told.rstrip(".")
    for pattern, form in _forms():
        if found := form.fullmatch(bare):
            values = {name: _value(name, value) for name, value in found.groupdict().items()}
            return say(pattern, **values) + told[len(bare) :]
    return ""


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The patterns, those with the most words of their own first."""
    ordered = sorted(PATTERNS, key=lambda text: -len(re.sub(r"\{\w+\}", "", text)))
    return tuple((text, re.compile(_PLACE.sub(r"(?P<\1>[^;]+?)", re.escape(text)))) for text in ordered)


def _value(name: str, value: str) -> str:
    """A value as the locale writes it: figures, days, words of lists; a reason inside a reason is retold."""
    if name in ("why", "reason"):
        return retold(value)
    if name == "months":
        return listed([_run(run) for run in re.split(", | and ", value)])
    if name == "axis":
        return next((noun(term(axis)) for axis in Axis if axis == value), value)
    return _words(value) or _measured(value)


def _run(months: str) -> str:
    """Months in a row as scoring names them, 2025-04 to 2025-06, or one alone."""
    first, _, last = months.partition(" to ")
    return say("{first} to {last}", first=first, last=last) if last else first


def _words(value: str) -> str:
    """Words of lists, one or several in a row, as the reader knows them; empty when another word stands among them."""
    words = [_word(part) for part in value.split(" and ")]
    return listed(words) if all(words) else ""


def _word(value: str) -> str:
    return next((term(word) for words in _LISTS for word in words if word == value), "")


def _measured(value: str) -> str:
    if value.endswith(_YEARLY):
        return say("{amount} a year", amount=_measured(value.removesuffix(_YEARLY)))
    if _DAY.fullmatch(value):
        return date(dt.date.fromisoformat(value))
    number = _NUMBER.fullmatch(value)
    return _figure(*number.groups(default="")) if number else value


def _figure(sign: str, digits: str, unit: str) -> str:
    plainly = digits.replace(",", "")
    places = len(plainly.partition(".")[2])
    value = float(plainly) * (-1 if sign else 1)
    shown = plain(value, places) if places else as_typed(value)
    return say("{number}%", number=shown) if unit else shown
