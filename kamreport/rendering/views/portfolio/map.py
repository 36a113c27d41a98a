"""P02 and P03: the key account matrix, and what changed its place on it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from kamreport.cells import CellRef, sheet_ref
from kamreport.model import Account
from kamreport.model.lists import QUADRANT_ADVICE, Quadrant, ScoreState
from kamreport.rendering import formats
from kamreport.rendering.charts.matrix import Bubble, matrix
from kamreport.rendering.language import later, noun, say, say_count, term
from kamreport.rendering.views.grounds import before_of, change_in, cuts_of, measured_in, place_of, places_of
from kamreport.rendering.views.moving import cause, change_of, subject_name
from kamreport.rendering.views.pieces import Cell, Column, Figure, Section, Table, join_evidence
from kamreport.rendering.views.portfolio.desk import Desk, revenue_of
from kamreport.rendering.views.wording import opening, with_bounds
from kamreport.results import AccountScores, Movement

_MOST_ARROWS = 25
_NOWHERE = later("not placed")
_ALL_NAMED = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix(Section):
    """All accounts in the key account matrix."""

    matrix: Figure
    """Bubbles whose area is revenue."""
    quadrants: Table
    """Accounts and revenue per quadrant, with the advice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves(Section):
    """Who moved on the matrix since the previous review."""

    arrows: Figure | None
    """The matrix with the way of each account; None when none moved."""
    from_to: Table
    """Quadrants then against quadrants now, in numbers of accounts."""
    movers: Table | None
    """Accounts whose quadrant changed, with the cause; None when none did."""


def matrix_section(desk: Desk) -> Matrix | None:
    """Set the matrix; None when no account has a score on both axes."""
    if not desk.placed:
        return None
    counts = Counter(one.placement.quadrant for _, one in desk.placed)
    return Matrix(
        code="P02",
        name=say("Key account matrix"),
        headline=_headline(desk, counts),
        point=_left_out(desk),
        sources=("Results", "Revenue"),
        evidence=join_evidence(
            desk.places,
            cuts_of(desk.review),
            (desk.settings.cell("borderline_band"),),
            desk.cells_behind("revenue_12m"),
        ),
        matrix=_matrix(desk),
        quadrants=_quadrants(desk),
    )


def _headline(desk: Desk, counts: Counter[Quadrant | None]) -> str:
    named = [(quadrant, count) for quadrant, count in counts.items() if quadrant is not None]
    if not named:
        return say("No quadrant can be named yet")
    most, all_placed = max(count for _, count in named), len(desk.placed)
    first = [quadrant for quadrant in Quadrant if counts[quadrant] == most]
    if len(first) > 1:
        return say_count(
            "{quadrants} hold {each} of {count} account each",
            "{quadrants} hold {each} of {count} accounts each",
            all_placed,
            quadrants=formats.listed([term(quadrant) for quadrant in first]),
            each=formats.whole(most),
        )
    share = _share_of(desk, first[0])
    held = {"most": formats.whole(most), "all": formats.whole(all_placed)}
    of_them = say("{most} of {all}, with {share} of their revenue", share=share, **held) if share else ""
    of_them = of_them or say("{most} of {all}", **held)
    if 2 * most > all_placed:
        return say("Most accounts are in {quadrant}: {of_them}", quadrant=first[0], of_them=of_them)
    return say("{quadrant} holds the most accounts: {of_them}", quadrant=first[0], of_them=of_them)


def _share_of(desk: Desk, quadrant: Quadrant) -> str:
    known = [(one.placement.quadrant, revenue_of(one)) for _, one in desk.placed]
    total = sum(revenue or 0 for _, revenue in known)
    share = sum(revenue or 0 for stands, revenue in known if stands is quadrant)
    return formats.percent(share / total) if total else ""


def _left_out(desk: Desk) -> str:
    out = len(desk.pairs) - len(desk.placed)
    borderline = sum(bool(one.placement.borderline) for _, one in desk.placed)
    near = say("No account lies close to a cut")
    if borderline:
        near = say_count("{count} account lies close to a cut", "{count} accounts lie close to a cut", borderline)
    if out:
        return say_count(
            "{near}; {count} account cannot be placed because ratings are missing.",
            "{near}; {count} accounts cannot be placed because ratings are missing.",
            out,
            near=near,
        )
    return say("{near}; every scored account is placed.", near=near)


def bubble_of(account: Account, one: AccountScores, *, before: tuple[float, float] | None = None) -> Bubble:
    """An account with a score on both axes as the matrix draws it."""
    a, r = one.attractiveness, one.strength
    if a is None or r is None or a.total is None or r.total is None:
        raise ValueError(f"{account.account_id} has no score on both axes")
    revenue = revenue_of(one)
    wallet = one.measures.get("wallet")
    return Bubble(
        name=account.name,
        a=a.total,
        r=r.total,
        a_bounds=(a.low, a.high) if a.low is not None and a.high is not None else None,
        r_bounds=(r.low, r.high) if r.low is not None and r.high is not None else None,
        weight=revenue,
        ring=wallet.value if wallet is not None else None,
        quadrant=_quadrant(one.placement.quadrant),
        words=say(
            "attractiveness {attractiveness}, strength {strength}, {quadrant}",
            attractiveness=with_bounds(a).text,
            strength=with_bounds(r).text,
            quadrant=_quadrant(one.placement.quadrant),
        ),
        provisional=ScoreState.PROVISIONAL in (a.state, r.state),
        before=before,
    )


def _quadrant(quadrant: Quadrant | None) -> str:
    return term(quadrant) if quadrant is not None else say(_NOWHERE)


def _matrix(desk: Desk) -> Figure:
    bubbles = [bubble_of(account, one) for account, one in desk.placed]
    crowded = len(bubbles) > _ALL_NAMED
    if crowded:  # lines of that many would hide what they belong to
        bubbles = [replace(bubble, a_bounds=None, r_bounds=None) for bubble in bubbles]
    cuts = (desk.scores.cut_a, desk.scores.cut_r)
    words = [say("Area is revenue of 12 months; {cuts}.", cuts=desk.wording.cut_words())]
    if any(bubble.ring for bubble in bubbles):
        words.append(say("A ring is their whole spend in our categories, where it is known."))
    if any(bubble.provisional for bubble in bubbles):
        words.append(say("Hatched: provisional."))
    if crowded:
        words.append(
            say(
                "The largest are named where there is room; the ranking names all, and shows what missing data could still"
                " change."
            )
        )
    else:
        words.append(say("Thin lines span what missing data could still change."))
    return Figure(
        chart=matrix(
            "p02-matrix", title=say("Key account matrix of the portfolio"), bubbles=bubbles, cuts=cuts, height=560
        ),
        caption=say("Attractiveness and relative business strength"),
        sources=("Results", "Revenue"),
        evidence=join_evidence(
            places_of(one for _, one in desk.placed),
            cuts_of(desk.review),
            measured_in((one for _, one in desk.placed), "revenue_12m", "wallet"),
        ),
        note=" ".join(words),
    )


def _quadrants(desk: Desk) -> Table:
    money = desk.wording.money
    rows = []
    for quadrant in Quadrant:
        members = [(account, one) for account, one in desk.placed if one.placement.quadrant is quadrant]
        revenue = sum(revenue_of(one) or 0.0 for _, one in members)
        rows.append(
            (
                Cell(text=term(quadrant)),
                Cell(text=formats.whole(len(members)), evidence=places_of(one for _, one in members) or desk.places),
                Cell(
                    text=money.figure(revenue) if members else "–",
                    evidence=measured_in([one for _, one in members], "revenue_12m"),
                ),
                Cell(text=say(QUADRANT_ADVICE[quadrant])),
            )
        )
    return Table(
        caption=say("What each quadrant asks for"),
        columns=(
            Column(title=say("Quadrant")),
            Column(title=say("Accounts"), number=True),
            Column(title=say("Revenue, {heading}", heading=money.heading), number=True),
            Column(title=say("Advice")),
        ),
        rows=tuple(rows),
    )


def moves(desk: Desk) -> Moves | None:
    """Set the moves; None for a first review."""
    previous = desk.review.previous
    if previous is None:
        return None
    changed = [one for one in desk.review.movements if one.subject == "Quadrant"]
    return Moves(
        code="P03",
        name=say("Movement since last review"),
        headline=_moves_headline(len(changed), previous.period_label),
        point=_roster(desk),
        sources=("Movements", "Score history"),
        evidence=_moved_cells(desk, changed),
        arrows=_arrows(desk),
        from_to=_from_to(desk),
        movers=_movers(desk),
    )


def _moved_cells(desk: Desk, changed: list[Movement]) -> tuple[CellRef, ...]:
    """Both sides of every change of quadrant, and who is scored at all."""
    moved = (change_in(desk.review, one.account_id, one.subject) for one in changed)
    return join_evidence(*moved, desk.column("account_id", "status"), (sheet_ref("Score history"),))


def _moves_headline(changed: int, label: str) -> str:
    if not changed:
        return say("No account changed its quadrant since {label}", label=label)
    return say_count(
        "{count} account changed quadrant since {label}",
        "{count} accounts changed quadrant since {label}",
        changed,
        label=label,
    )


def _roster(desk: Desk) -> str:
    known = {row.account_id for row in desk.review.previous.scores} if desk.review.previous is not None else set()
    now = {account.account_id for account, _ in desk.pairs}
    new, gone = len(now - known), len(known - now)
    if not new and not gone:
        return say("The accounts are the same as then.")
    return say(
        "{new}, {gone}.",
        new=say_count("{count} account is new", "{count} accounts are new", new) if new else say("No account is new"),
        gone=say_count("{count} is no longer scored", "{count} are no longer scored", gone)
        if gone
        else say("none is gone"),
    )


def _arrows(desk: Desk) -> Figure | None:
    previous = desk.review.previous
    bubbles, still = [], []
    for account, one in desk.placed:
        earlier = previous.of(account.account_id) if previous is not None else None
        known = earlier is not None and earlier.a_score is not None and earlier.r_score is not None
        before = (earlier.a_score, earlier.r_score) if known and earlier is not None else None
        bubble = bubble_of(account, one)
        if before is None or before[0] is None or before[1] is None or before == (bubble.a, bubble.r):
            still.append(bubble)
        else:
            bubbles.append(bubble_of(account, one, before=(before[0], before[1])))
    if not bubbles:
        return None
    bubbles.sort(key=lambda one: (-_way(one), one.name))
    chosen = [_arrow(one) for one in bubbles[:_MOST_ARROWS]]
    note = say(
        "Open dots show where accounts stood, filled dots where they stand now; grey dots did not move or had no place then."
    )
    if len(bubbles) > _MOST_ARROWS:
        note += " " + say("The {count} longest ways are drawn.", count=formats.whole(_MOST_ARROWS))
    return Figure(
        chart=matrix("p03-moves", title=say("Movement on the key account matrix"), bubbles=chosen, backdrop=still + bubbles[_MOST_ARROWS:],
                     cuts=(desk.scores.cut_a, desk.scores.cut_r), height=430, largest=7),
        caption=say("From the previous review to now"),
        sources=("Score history", "Results"),
        evidence=join_evidence((sheet_ref("Score history"),), desk.places, cuts_of(desk.review)),
        note=note,
    )  # fmt: skip


def _way(bubble: Bubble) -> float:
    if bubble.before is None:
        return 0.0
    return abs(bubble.a - bubble.before[0]) + abs(bubble.r - bubble.before[1])


def _arrow(bubble: Bubble) -> Bubble:
    """Without bounds and of one size, so that only the way speaks."""
    was = bubble.before or (bubble.a, bubble.r)
    words = say(
        "from {a_before} and {r_before} to {a} and {r}",
        a_before=formats.score(was[0]),
        r_before=formats.score(was[1]),
        a=formats.score(bubble.a),
        r=formats.score(bubble.r),
    )
    return Bubble(
        name=bubble.name,
        a=bubble.a,
        r=bubble.r,
        weight=1.0,
        quadrant=bubble.quadrant,
        before=bubble.before,
        words=words,
    )


def _from_to(desk: Desk) -> Table:
    previous = desk.review.previous
    names = [*(quadrant.value for quadrant in Quadrant), _NOWHERE]
    counts: Counter[tuple[str, str]] = Counter()
    places: dict[tuple[str, str], tuple[CellRef, ...]] = defaultdict(tuple)
    for account, one in desk.pairs:
        earlier = previous.of(account.account_id) if previous is not None else None
        was = str(earlier.quadrant) if earlier is not None and earlier.quadrant is not None else _NOWHERE
        here = was, str(one.placement.quadrant or _NOWHERE)
        counts[here] += 1
        places[here] = join_evidence(
            places[here], before_of(desk.review, account.account_id, "Quadrant"), place_of(one)
        )
    rows = tuple(
        (Cell(text=_opened(was)), *(_count(counts[was, now], places[was, now], own=was == now) for now in names))
        for was in names
    )
    return Table(
        caption=say("Quadrant then (rows) and now (columns), accounts"),
        columns=(
            Column(title=say("Then")),
            *(Column(title=_opened(name), number=True, width="even") for name in names),
        ),
        rows=rows,
    )


def _opened(quadrant: str) -> str:
    """A quadrant by the word of the list, as it opens a line; the word for none when it is none."""
    return opening(_told_quadrant(quadrant))


def _told_quadrant(quadrant: str | None) -> str:
    return _quadrant(next((one for one in Quadrant if one.value == quadrant), None))


def _count(count: int, places: tuple[CellRef, ...], *, own: bool) -> Cell:
    tone = "quiet" if own or not count else "strong"
    return Cell(text=formats.whole(count) if count else "–", tone=tone, evidence=places)


def _movers(desk: Desk) -> Table | None:
    changed = [one for one in desk.review.movements if one.subject == "Quadrant"]
    if not changed:
        return None
    rows = []
    for one in changed:
        account = desk.review.portfolio.account(one.account_id)
        own = desk.review.moved(one.account_id)
        scores = [move for move in own if move.subject in ("Attractiveness", "Strength")]
        told = ", ".join(f"{noun(subject_name(move))} {change_of(desk.wording, move).text}" for move in scores)
        rows.append(
            (
                Cell(text=account.name if account is not None else one.account_id),
                Cell(text=f"{_told_quadrant(str(one.before))} → {_told_quadrant(str(one.after))}"),
                Cell(
                    text=told or "–",
                    evidence=join_evidence(*(change_of(desk.wording, move).evidence for move in scores)),
                ),
                Cell(text=cause(desk.wording, one)),
            )
        )
    return Table(
        caption=say("Accounts that changed quadrant"),
        columns=(
            Column(title=say("Account"), width="who"),
            Column(title=say("Quadrant"), width="narrow"),
            Column(title=say("Scores, points")),
            Column(title=say("Main causes")),
        ),
        rows=tuple(rows),
    )
