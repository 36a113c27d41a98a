"""Where the craft comes from, row by row, and the feature that stands for each: our own list of KAM.md §18.

An origin is a source of ideas, models, lists or figures. Behind each stand features; a feature names what it is and how
the full example shows it. What it shows must be something, and a workbook without data must show nothing of it, so that
a feature that went missing cannot hide behind one that is always there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import rule_pages
from books import judge
from small_books import accounts, ratings

from kamreport.model import (
    AccountRatings,
    Anchor,
    Criterion,
    Objective,
    PlanStep,
    Question,
    TeamRole,
)
from kamreport.model.lists import KEY_ROLES, Axis, Focus, Method, Preset, QuestionCategory
from kamreport.rendering.views.account.document import account_document
from kamreport.rendering.views.pieces import Document, Section
from kamreport.rendering.views.portfolio.document import portfolio_document
from kamreport.rendering.views.programme.document import programme_document
from kamreport.results import AccountScores, ProgrammeScores, Review, ScoreLine
from kamreport.scoring.stage import infer_stage
from kamreport.writing.template.shipped_texts import shipped_rows

R = TypeVar("R")


@dataclass(frozen=True)
class Walk:
    """A review with its packs: what the features are looked for in."""

    review: Review

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """All packs, ready to be set."""
        review = self.review
        accounts_of_it = [account_document(review, account) for account in review.portfolio.accounts]
        return (*accounts_of_it, portfolio_document(review), programme_document(review))

    def sections(self, code: str) -> list[Section]:
        """A section in every pack in which it is filled."""
        return [section for document in self.documents for section in document.sections if section.code == code]

    def prints(self, code: str, *words: str) -> bool:
        """Whether a filled section of that code says all of these words somewhere."""
        told = [repr(section).casefold() for section in self.sections(code)]
        return any(all(word.casefold() in one for word in words) for one in told)

    def found(self, code: str) -> bool:
        """Whether the review has a finding of that rule."""
        return any(finding.rule.code == code for finding in self.review.findings)

    @property
    def scores(self) -> list[AccountScores]:
        """What is said of each account."""
        return list(self.review.scores.accounts.values())

    @property
    def lines(self) -> Iterator[ScoreLine]:
        """Every line of every score that is used."""
        for one in self.scores:
            yield from lines_of(one)

    @property
    def programme(self) -> ProgrammeScores | None:
        """What is said of the programme."""
        return self.review.scores.programme

    def measure(self, field: str) -> float | None:
        """A measure of the portfolio."""
        return self.review.scores.measures[field].measured.value


def lines_of(scores: AccountScores) -> Iterator[ScoreLine]:
    """The lines that enter the scores of an account."""
    for axis in Axis:
        breakdown = scores.breakdown(axis)
        yield from breakdown.used if breakdown else ()


@dataclass(frozen=True)
class Feature:
    """One thing the product does because of an origin."""

    name: str
    shows: Callable[[Walk], object]
    """What the example shows of it; nothing where it is missing."""
    shipped: bool = False
    """Whether it comes with the product or is shown on a workbook of its own, so that an empty one has it too."""


@dataclass(frozen=True)
class Origin:
    """A row of KAM.md §18."""

    name: str
    used_in: str
    features: tuple[Feature, ...]


def scored(*criteria: str) -> Callable[[Walk], object]:
    """Whether each of these criteria enters a score somewhere."""
    return lambda walk: set(criteria) <= {line.criterion_id for line in walk.lines}


def found(*codes: str) -> Callable[[Walk], object]:
    """Whether the example has a finding of each of these rules."""
    return lambda walk: all(walk.found(code) for code in codes)


def rule(code: str) -> Feature:
    """A rule that the example has no reason to break: the example on its page does."""
    page = next(page for page in rule_pages.pages() if page.code == code)

    def shows(_: Walk) -> object:
        return [finding for finding in judge(page.workbook).findings if finding.rule.code == code]

    return Feature(f"rule {code}", shows, shipped=True)


def printed(code: str, *words: str) -> Callable[[Walk], object]:
    """Whether a filled section says all of these words."""
    return lambda walk: walk.prints(code, *words)


def rows_of(record: type[R], wanted: Callable[[R], object]) -> Callable[[Walk], object]:
    """The rows of a sheet of which something holds."""
    return lambda walk: [row for row in walk.review.portfolio.rows(record) if wanted(row)]


def steps(letter: str) -> Callable[[Walk], object]:
    """Plan steps of one of the two lists, printed with the objectives."""
    return lambda walk: (
        any(row.step.startswith(letter) for row in walk.review.portfolio.rows(PlanStep)) and walk.sections("Q13")
    )


def in_programme(part: Callable[[ProgrammeScores], object], code: str) -> Callable[[Walk], object]:
    """A part of the programme that says something, in a section that is filled."""
    return lambda walk: walk.programme is not None and part(walk.programme) and walk.sections(code)


def some(part: Callable[[AccountScores], object]) -> Callable[[Walk], object]:
    """Whether something is said of at least one account."""
    return lambda walk: any(part(one) for one in walk.scores)


def relative_strength(_: Walk) -> object:
    """Strength against the strongest competitor, on a workbook of its own: 3 against 4 is 37.5."""
    book = f"""
## Settings
| Setting       | Value    |
|---------------|----------|
| Strength mode | Relative |
{accounts({})}
{ratings("333333")}
## Competitor ratings
| Account ID | Competitor | R1 | R3 | R4 | R6 |
|------------|------------|----|----|----|----|
| KA-001     | Fabrikam   | 4  | 4  | 4  | 4  |
"""
    strength = judge(book).scores.accounts["KA-001"].strength
    return strength is not None and strength.total == 37.5


def growth_harmony_value(_: Walk) -> object:
    """The preset after the scoring matrix, whose attractiveness weights sum to 100."""
    rows = shipped_rows(Preset.GROWTH_HARMONY_VALUE)[Criterion]
    across = [row for row in rows if row["Axis"] == "Attractiveness"]
    groups = {row["Group"] for row in across}
    return len(groups) == 3 and sum(float(str(row["Weight"])) for row in across) == 100


def every_rated_criterion_has_anchors(walk: Walk) -> object:
    """Descriptions of 1, 3 and 5 for each criterion that people rate."""
    portfolio = walk.review.portfolio
    anchored = {(one.criterion_id, one.rating) for one in portfolio.rows(Anchor)}
    rated = [one for one in portfolio.rows(Criterion) if one.method is Method.RATING and one.is_active]
    return rated and all((one.criterion_id, grade) in anchored for one in rated for grade in (1, 3, 5))


def fixed_goalposts(walk: Walk) -> object:
    """Linear criteria read against what stands in Criteria, not against the sample."""
    linear = {one.criterion_id for one in walk.review.portfolio.rows(Criterion) if one.method is Method.LINEAR}
    return [line for line in walk.lines if line.criterion_id in linear and "on the scale from" in line.reason]


def normalised_weighed_added_up_tested(walk: Walk) -> object:
    """Each line has a raw value, its score, its weight and its contribution, and each score its weight tests."""
    whole = all(
        line.score is not None and line.effective_weight and line.contribution is not None for line in walk.lines
    )
    tested = {(one.account_id, crossing.criterion_id) for one in walk.scores for crossing in one.crossings}
    used = {(one.account_id, line.criterion_id) for one in walk.scores for line in lines_of(one)}
    return whole and tested and tested == used


def contributions_add_up(walk: Walk) -> object:
    """Weights out of 100 times scores, added up."""
    breakdowns = [one.breakdown(axis) for one in walk.scores for axis in Axis]
    known = [one for one in breakdowns if one is not None and one.total is not None]
    return known and all(
        abs(sum(line.contribution or 0 for line in one.used) - (one.total or 0)) < 1e-9 for one in known
    )


def scored_without_what_is_missing(walk: Walk) -> object:
    """A score that stands although something is missing, with its bounds."""
    breakdowns = [one.breakdown(axis) for one in walk.scores for axis in Axis]
    return [one for one in breakdowns if one and one.total is not None and one.coverage < 1 and one.low is not None]


def role_states(walk: Walk) -> object:
    """Executive sponsor, Economic buyer and Champion: held, named or missing."""
    return {state for one in walk.scores if one.relationship.people for state in one.relationship.roles.values()} and (
        all(set(one.relationship.roles) == set(KEY_ROLES) for one in walk.scores)
    )


def common_control(walk: Walk) -> object:
    """Accounts under one parent count as one customer."""
    return [group for group in walk.review.scores.concentration.groups if len(group.account_ids) > 1]


ORIGINS: tuple[Origin, ...] = (
    Origin(
        "DemandFarm",
        "§5.6, §6.1–6.2, §10, §11",
        (
            Feature("quadrants with their advice", printed("Q07", "Keep a leading place in their thinking")),
            Feature("relationship stages by evidence", some(lambda one: one.stage.inferred)),
            Feature("advice by stage and potential", printed("P08", "MOVE UP")),
            Feature("a top quarter by number, at most so many", lambda walk: walk.review.scores.choice.number > 1),
            Feature("growth, profit and solvency as criteria", scored("A1", "A3", "A6")),
            Feature("plan completeness by sections", some(lambda one: one.plan_completeness.value)),
            Feature("the five understandings", printed("Q03", "understanding")),
            Feature("seven steps of planning", steps("D")),
            Feature("six duties of key account management", rows_of(TeamRole, lambda row: row.duty)),
            Feature("hourglass share", lambda walk: walk.measure("hourglass_share")),
            rule("K407"),
            rule("S109"),
        ),
    ),
    Origin(
        "RAIN Group",
        "§3.5, §5.3, §10, §12.7",
        (
            Feature("Penetrate, Expand and Protect", printed("Q13", *(focus.value for focus in Focus))),
            Feature("a focus that is missing", found("K504")),
            Feature("six account roles", printed("Q15", "Relationship lead", "Technical expert")),
            Feature("roles usually missing", found("K303")),
            Feature("criteria of both axes", scored("A5", "A7", "R1", "R3", "R5")),
            Feature(
                "existing and emerging key accounts",
                lambda walk: [a for a in walk.review.portfolio.accounts if a.is_emerging],
            ),
            Feature(
                "eight categories of questions",
                lambda walk: (
                    {row.category for row in walk.review.portfolio.rows(Question)} <= set(QuestionCategory)
                    and [share for one in walk.scores for share in one.plan.questions]
                ),
            ),
            Feature("outcomes of objectives", rows_of(Objective, lambda row: row.outcome)),
            Feature("process stages", lambda walk: [a for a in walk.review.portfolio.accounts if a.process_stage]),
            Feature("success reasons", in_programme(lambda programme: programme.success.value, "M08")),
            Feature("internal trust and leadership", in_programme(lambda programme: programme.trust.value, "M08")),
            Feature("fluency of five areas", in_programme(lambda programme: programme.fluency, "M09")),
            rule("K702"),
            rule("K703"),
        ),
    ),
    Origin(
        "Pipedrive",
        "§3.4, §7, §9, §11.3",
        (
            Feature(
                "a review every quarter", lambda walk: walk.review.settings.review_months == 3 and walk.sections("Q02")
            ),
            Feature("how often we meet and how fast we reply", printed("Q15", "hours")),
            Feature("nine steps of planning", steps("N")),
            Feature("accounts per manager", found("K304")),
            Feature(
                "key accounts against the others", lambda walk: walk.measure("other_growth") and walk.sections("P07")
            ),
            Feature("needs and what we add", printed("Q10", "need")),
            Feature("service levels with a remedy", some(lambda one: one.value("sla_attainment") is not None)),
            Feature(
                "changes at the customer not yet followed up",
                some(lambda one: [r for r in one.detected_risks if r.code == "AR8"]),
            ),
            rule("K706"),
        ),
    ),
    Origin(
        "Warwick Brown",
        "§5.3, §6.5, §7, §12",
        (
            Feature("scoring matrix Growth, Harmony, Value", growth_harmony_value, shipped=True),
            Feature(
                "relationship models", lambda walk: len({one.relationship.model for one in walk.scores} - {None}) > 2
            ),
            Feature("everything hangs on one pair of people", found("K308")),
            Feature("four tiers, recommended and present", printed("P09", "Business consultant")),
            Feature("perspectives by tier", printed("Q15", "Finding value")),
            Feature("volume bands", lambda walk: {one.volume_band for one in walk.scores} > {"A", "B"}),
            Feature("23 items before launch", in_programme(lambda programme: programme.readiness.value, "M02")),
            Feature("six critical items", in_programme(lambda programme: len(programme.gate) == 6, "M03")),
            Feature("nine items after launch", in_programme(lambda programme: len(programme.claims) == 9, "M07")),
            Feature("framework of six elements", in_programme(lambda programme: len(programme.elements) == 6, "M04")),
            Feature("eight milestones", in_programme(lambda programme: len(programme.milestones) == 8, "M05")),
            Feature("ten programme measures", in_programme(lambda programme: len(programme.measures) == 10, "M06")),
            Feature("a claim rosier than the data", found("K801")),
        ),
    ),
    Origin(
        "McDonald & Woodburn",
        "§5.5–5.8, §6.1, §10",
        (
            Feature("weights out of 100 times scores", contributions_add_up),
            Feature(
                "two axes with four fields",
                lambda walk: len({one.placement.quadrant for one in walk.scores} - {None}) == 4,
            ),
            Feature("how firm a place is", some(lambda one: one.placement.firmness)),
            Feature("strength against the strongest competitor", relative_strength, shipped=True),
            Feature("six indicators of a stage", some(lambda one: len(one.stage.indicators) == 6)),
            Feature(
                "a limited number of key accounts",
                lambda walk: walk.review.scores.choice.universe > walk.review.scores.choice.limit,
            ),
        ),
    ),
    Origin(
        "Customer's view of strength",
        "§3.6.4 Source",
        (
            Feature(
                "ratings that the customer gave",
                rows_of(AccountRatings, lambda row: row.source not in (None, "Team")),
            ),
            Feature("strength that only we judged", found("S205")),
            Feature("self-scored strength is marked", printed("P04", "self-scored strength")),
        ),
    ),
    Origin(
        "Axis orientation in older drawings",
        "§5.6",
        (
            Feature(
                "both axes labelled with their direction",
                printed("P02", "attractiveness, rising to the right →", "strength, rising upwards →"),
            ),
        ),
    ),
    Origin(
        "OECD/JRC handbook",
        "§5",
        (Feature("normalise, weigh, add up, test", normalised_weighed_added_up_tested),),
    ),
    Origin("UNDP human development index", "§5.2", (Feature("fixed goalposts", fixed_goalposts),)),
    Origin(
        "Totango, Vitally",
        "§5.4, §8",
        (
            Feature("a score without what is missing, with its bounds", scored_without_what_is_missing),
            Feature(
                "three levels of health",
                lambda walk: (
                    {line.score for one in walk.scores for part in one.health.components for line in part.lines}
                    >= {0.0, 60.0, 100.0}
                ),
            ),
        ),
    ),
    Origin(
        "Triantaphyllou & Sánchez",
        "§5.7",
        (
            Feature("the weight at which a cut is crossed", some(lambda one: one.placement.nearest_flip)),
            Feature("the weight at which neighbours tie", lambda walk: walk.review.scores.swaps),
            Feature("both in words", printed("P05", "change places when")),
        ),
    ),
    Origin(
        "Share of wallet marks",
        "§5.3, §6.1",
        (
            Feature(
                "60% marks a main supplier",
                lambda walk: [line for line in walk.lines if line.criterion_id == "R2" and "to 60%" in line.reason],
            ),
            Feature("a suggestion for I1", some(lambda one: one.stage.suggested_position)),
        ),
    ),
    Origin(
        "Relationship-stage bands",
        "§6.1",
        (
            Feature(
                "four bands of the total", lambda walk: len({one.stage.inferred for one in walk.scores} - {None}) > 2
            ),
        ),
    ),
    Origin(
        "Relationship types told apart by contact structure",
        "cap I2",
        (
            Feature(
                "one person per side is Tactical at most",
                lambda _: "I2" in infer_stage((4, 1, 4, 4, 4, 4)).reason,
                shipped=True,
            ),
            Feature("caps looked at for each account", some(lambda one: one.stage.caps)),
        ),
    ),
    Origin(
        "Kapta",
        "§6.4",
        (
            Feature("three key roles", role_states),
            Feature("a key role nobody holds", found("K302")),
        ),
    ),
    Origin(
        "Gainsight",
        "§8.3",
        (
            Feature("red, amber and green", lambda walk: len({one.health.colour for one in walk.scores} - {None}) == 3),
            Feature("a colour by its word", printed("P12", "At risk")),
        ),
    ),
    Origin(
        "Retention formulas",
        "§9.1",
        (
            Feature("net and gross revenue retention", lambda walk: walk.measure("nrr") and walk.measure("grr")),
            Feature("lifetime value", some(lambda one: one.lifetime_value.value)),
        ),
    ),
    Origin(
        "ASC 280",
        "§9.2",
        (
            Feature("major customers", found("K704")),
            Feature("accounts under common control count as one", common_control),
        ),
    ),
    Origin(
        "HHI",
        "§9.2",
        (
            Feature("a range of the index", lambda walk: walk.review.scores.concentration.hhi_low),
            Feature("its label is said to be borrowed", printed("P06", "merger")),
        ),
    ),
    Origin(
        "Cranfield",
        "§12.1",
        (Feature("the phase reached", in_programme(lambda programme: programme.phase, "M01")),),
    ),
    Origin(
        "Rating scales need anchors",
        "§5.3",
        (
            Feature("descriptions of 1, 3 and 5", every_rated_criterion_has_anchors, shipped=True),
            rule("S108"),
        ),
    ),
)
