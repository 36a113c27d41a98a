"""Q07 and Q08: where the account stands in the key account matrix, and why (KAM.md §5)."""

from __future__ import annotations

from dataclasses import dataclass

from kamreport.cells import CellRef
from kamreport.model import CompetitorRatings
from kamreport.model.lists import QUADRANT_ADVICE, Axis, Outcome, ScoreState
from kamreport.rendering import formats
from kamreport.rendering.charts.effects import Part, contributions
from kamreport.rendering.charts.matrix import Bubble, matrix
from kamreport.rendering.language import noun, say, term
from kamreport.rendering.reasons import retold
from kamreport.rendering.views.account.case import Case
from kamreport.rendering.views.account.sums import priority_sum
from kamreport.rendering.views.grounds import axis_of, before_of, cuts_of, place_of, rank_of, weights_of
from kamreport.rendering.views.pieces import Fact, Figure, Section, Shown, join_evidence
from kamreport.rendering.views.sums import score_sum, told
from kamreport.rendering.views.wording import axis_name, evidence_of, fact, opening, sentence, with_bounds
from kamreport.results import Crossing, ScoreBreakdown, ScoreLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Section):
    """The account in the key account matrix."""

    matrix: Figure
    """The matrix with this account, its bounds and where it stood."""
    facts: tuple[Fact, ...]
    """Scores, coverage, how firm the place is."""
    advice: str
    """What the quadrant advises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons(Section):
    """The sums behind both scores."""

    figures: tuple[Figure, ...]
    """Contribution bars with points left, an axis each."""


def place(case: Case) -> Place | None:
    """Set the account's place; None when an axis has no score."""
    a, r = case.scores.attractiveness, case.scores.strength
    quadrant = case.scores.placement.quadrant
    if a is None or r is None or a.total is None or r.total is None:
        return None
    return Place(
        code="Q07",
        name=say("Place in the key account matrix"),
        headline=_headline(case),
        point=_firmness(case),
        sources=("Results", "Score history"),
        evidence=join_evidence(place_of(case.scores), _tested(case), cuts_of(case.review)),
        matrix=_matrix(case, a, r),
        facts=_facts(case, a, r),
        advice=say(QUADRANT_ADVICE[quadrant]) if quadrant is not None else "",
    )


def _tested(case: Case) -> tuple[CellRef, ...]:
    """What the test of weights rests on beside the scores."""
    return (case.review.settings.cell("weight_range"), *weights_of(case.review))


def _headline(case: Case) -> str:
    placement = case.scores.placement
    if placement.quadrant is None:
        return say("Both scores rest on too little to name a quadrant")
    if placement.borderline:
        return say("It stands in the {quadrant} quadrant, close to a cut", quadrant=placement.quadrant)
    return say("It stands in the {quadrant} quadrant, clear of both cuts", quadrant=placement.quadrant)


def _firmness(case: Case) -> str:
    placement = case.scores.placement
    flips = [one for one in case.scores.crossings if one.flips]
    reach = formats.percent(case.review.settings.weight_range)
    if placement.robust is None:
        return retold(placement.reason) or say("How firm this place is cannot be said yet.")
    if placement.robust:
        return say("No weight changed by {reach} would move it to another quadrant.", reach=reach)
    names = [case.wording.criterion_name(one.criterion_id) for one in flips]
    return say("A weight changed by {reach} would move it: {names}.", reach=reach, names=formats.listed(names, most=3))


def _matrix(case: Case, a: ScoreBreakdown, r: ScoreBreakdown) -> Figure:
    scores = case.review.scores
    provisional = ScoreState.PROVISIONAL in (a.state, r.state)
    bubble = Bubble(
        name=case.name,
        a=a.total or 0.0,
        r=r.total or 0.0,
        a_bounds=_bounds(a),
        r_bounds=_bounds(r),
        weight=1.0,
        quadrant=term(case.scores.placement.quadrant) if case.scores.placement.quadrant is not None else "",
        words=say(
            "attractiveness {attractiveness}, strength {strength}, quadrant {quadrant}",
            attractiveness=with_bounds(a).text,
            strength=with_bounds(r).text,
            quadrant=case.scores.placement.quadrant or formats.not_known(),
        ),
        provisional=provisional,
        marked=True,
        before=_before(case),
    )
    others = [
        Bubble(name="", a=one.attractiveness.total, r=one.strength.total)
        for account_id, one in scores.accounts.items()
        if account_id != case.account.account_id
        and one.attractiveness is not None and one.strength is not None
        and one.attractiveness.total is not None and one.strength.total is not None
    ]  # fmt: skip
    chart = matrix(
        "q07-matrix", title=say("{account} in the key account matrix", account=case.name), bubbles=[bubble], backdrop=others,
        cuts=(scores.cut_a, scores.cut_r), width=390, height=310, largest=8,
    )  # fmt: skip
    return Figure(
        chart=chart,
        caption=say("Key account matrix"),
        sources=("Results",) if bubble.before is None else ("Results", "Score history"),
        evidence=join_evidence(place_of(case.scores), cuts_of(case.review), _before_cells(case)),
        note=_reading(case, bubble),
    )


def _bounds(breakdown: ScoreBreakdown) -> tuple[float, float] | None:
    if breakdown.low is None or breakdown.high is None:
        return None
    return (breakdown.low, breakdown.high)


def _before(case: Case) -> tuple[float, float] | None:
    previous = case.review.previous
    earlier = previous.of(case.account.account_id) if previous is not None else None
    if earlier is None or earlier.a_score is None or earlier.r_score is None:
        return None
    return (earlier.a_score, earlier.r_score)


def _before_cells(case: Case) -> tuple[CellRef, ...]:
    """Where Score history keeps its earlier place."""
    if _before(case) is None:
        return ()
    own = case.account.account_id
    return (*before_of(case.review, own, "Attractiveness"), *before_of(case.review, own, "Strength"))


def _reading(case: Case, bubble: Bubble) -> str:
    words = [say("Grey dots are the other accounts; {cuts}.", cuts=case.wording.cut_words())]
    if bubble.before is not None and case.review.previous is not None:
        words.insert(0, say("The line comes from its place in {period}.", period=case.review.previous.period_label))
    if bubble.provisional:
        words.insert(0, say("Hatched: provisional."))
    return " ".join(words)


def _facts(case: Case, a: ScoreBreakdown, r: ScoreBreakdown) -> tuple[Fact, ...]:
    placement, cells = case.scores.placement, (*place_of(case.scores), case.review.settings.cell("priority_a"))
    certain = formats.not_known() if placement.certain is None else say("yes") if placement.certain else say("no")
    return (
        Fact(
            label=say("Attractiveness"),
            value=told(with_bounds(a, marks=case.marks_of(Axis.ATTRACTIVENESS)), score_sum(a)),
        ),
        Fact(label=say("Strength"), value=told(with_bounds(r, marks=case.marks_of(Axis.STRENGTH)), score_sum(r))),
        Fact(label=say("Attractiveness known"), value=Shown(text=formats.percent(a.coverage), evidence=axis_of(a))),
        Fact(label=say("Strength known"), value=Shown(text=formats.percent(r.coverage), evidence=axis_of(r))),
        fact(say("Quadrant certain"), certain, cells),
        fact(say("Borderline"), say("yes") if placement.borderline else say("no")),
        Fact(
            label=say("Priority"),
            value=told(fact("", formats.score(placement.priority), cells).value, priority_sum(case)),
        ),
        fact(say("Rank"), _rank(case), (*rank_of(case.review, case.scores), *weights_of(case.review))),
        *_nearest_crossing(case),
    )


def _rank(case: Case) -> str:
    placement = case.scores.placement
    if placement.rank is None:
        return formats.not_known()
    firm = placement.best_rank == placement.worst_rank
    return (
        say("{rank}, firm", rank=formats.whole(placement.rank))
        if firm
        else say(
            "{rank}, range {best_rank}–{worst_rank}",
            rank=formats.whole(placement.rank),
            best_rank=formats.whole(placement.best_rank),
            worst_rank=formats.whole(placement.worst_rank),
        )
    )


def _nearest_crossing(case: Case) -> tuple[Fact, ...]:
    """The criterion whose weight has to move least for the score to meet a cut."""
    known = [(abs(one.crossing_effective_weight - one.effective_weight), one)
             for one in case.scores.crossings if one.crossing_effective_weight is not None]  # fmt: skip
    if not known:
        return (fact(say("Nearest tipping weight"), say("none alone")),)
    nearest: Crossing = min(known, key=lambda pair: (pair[0], pair[1].criterion_id))[1]
    name = case.wording.criterion_name(nearest.criterion_id)
    text = say(
        "{criterion}, {tipping_weight} (now {effective_weight})",
        criterion=name,
        tipping_weight=formats.percent(nearest.crossing_effective_weight),
        effective_weight=formats.percent(nearest.effective_weight),
    )
    return (fact(say("Nearest tipping weight"), text, (*place_of(case.scores), *weights_of(case.review))),)


def reasons(case: Case) -> Reasons | None:
    """Set the sums of both scores; None when neither axis has one."""
    both = [one for one in (case.scores.attractiveness, case.scores.strength) if one is not None and one.used]
    if not both:
        return None
    left = [line for breakdown in both for line in breakdown.used if line.points_left]
    return Reasons(
        code="Q08",
        name=say("Why this score"),
        headline=_why(both),
        point=_most_left(left),
        sources=("Score lines", "Ratings", "Revenue"),
        evidence=place_of(case.scores),
        figures=(*(_contributions(case, breakdown) for breakdown in both), *_comparison(case)),
    )


def _why(both: list[ScoreBreakdown]) -> str:
    parts = []
    for breakdown in both:
        best = max(breakdown.used, key=lambda line: line.contribution or 0)
        parts.append(say("{criterion} carries {axis}", criterion=best.criterion, axis=noun(term(Axis(breakdown.axis)))))
    return opening(formats.listed(parts))


def _most_left(left: list[ScoreLine]) -> str:
    if not left:
        return say("No points are left on either axis.")
    most = max(left, key=lambda line: line.points_left or 0)
    return say(
        "Most is left in {criterion}: {points_left} points of {axis}.",
        criterion=most.criterion,
        points_left=formats.score(most.points_left),
        axis=noun(term(Axis(most.axis))),
    )


def _contributions(case: Case, breakdown: ScoreBreakdown) -> Figure:
    provisional = breakdown.state is ScoreState.PROVISIONAL
    parts = [_part(line, hatched=provisional) for line in sorted(breakdown.lines, key=_order)]
    name = axis_name(breakdown.axis)
    marks = [*case.marks_of(breakdown.axis), *([say("provisional")] if provisional else [])]
    notes = [f"{opening(formats.listed(marks))}."] if marks else []
    notes.append(
        say("Hatched: points earned. Pale: points left, of 100 in all.")
        if provisional
        else say("Solid: points earned. Pale: points left, of 100 in all.")
    )
    return Figure(
        chart=contributions(
            f"q08-{breakdown.axis.value[0].lower()}",
            title=say("What makes {axis}", axis=noun(name)),
            parts=parts,
            width=320,
        ),
        caption=f"{name} {with_bounds(breakdown).text}",
        sources=("Score lines",),
        evidence=evidence_of(breakdown),
        note=" ".join(notes),
    )


def _comparison(case: Case) -> tuple[Figure, ...]:
    """Strength in Relative mode: our ratings beside the strongest competitor's, which make no sum (KAM.md §5.8)."""
    strength = case.scores.strength
    if strength is None or strength.total is None or strength.used:
        return ()
    parts = [Part(name=line.criterion, points=None, left=None, label=_beside(case, line)) for line in strength.lines]
    name = axis_name(strength.axis)
    parity = say("Ratings are weighed, ours to theirs: parity gives 50 points.")
    return (
        Figure(
            chart=contributions("q08-s", title=say("What makes {axis}", axis=noun(name)), parts=parts, width=320),
            caption=f"{name} {with_bounds(strength).text}",
            sources=("Ratings", "Competitor ratings"),
            evidence=evidence_of(strength),
            note=" ".join([sentence(retold(strength.reason)), parity]),
        ),
    )


def _beside(case: Case, line: ScoreLine) -> str:
    """Our rating and theirs; what is measured is shown and does not count."""
    ours = line.raw
    if line.outcome is not Outcome.SCORED or isinstance(ours, str):
        return _unknown(line)
    for rival in case.rows(CompetitorRatings):
        theirs = rival.grades.get(line.criterion_id)
        if isinstance(theirs, int) and rival.origin.cell(line.criterion_id) in line.evidence:
            return say("{ours} against {theirs}", ours=formats.whole(ours), theirs=formats.whole(theirs))
    return say("{score}, not counted", score=formats.score(line.score))


def _unknown(line: ScoreLine) -> str:
    return say("does not apply") if line.outcome is Outcome.NOT_APPLICABLE else formats.not_known()


def _order(line: ScoreLine) -> tuple[bool, float, str]:
    weight = line.effective_weight or 0.0
    return (not line.is_used, -weight, line.criterion_id)


def _part(line: ScoreLine, *, hatched: bool) -> Part:
    if line.effective_weight is None:
        words = _unknown(line)
        if line.weight == 0 and line.outcome is Outcome.SCORED:
            words = say("{score}, not counted", score=formats.score(line.score))
        return Part(name=line.criterion, points=None, left=None, label=words)
    whole = (line.contribution or 0.0) + (line.points_left or 0.0)
    earned = {"contribution": formats.score(line.contribution), "whole": formats.score(whole)}
    return Part(
        name=line.criterion,
        points=line.contribution or 0.0,
        left=line.points_left or 0.0,
        label=say("{contribution} of {whole} (assumed)", **earned)
        if line.is_assumed
        else say("{contribution} of {whole}", **earned),
        hatched=line.is_assumed or hatched,
    )
