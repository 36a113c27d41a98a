"""How accounts are judged, and what comes of it (KAM.md §3.5, §5–§10)."""

from __future__ import annotations

from enum import StrEnum


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


class Quadrant(StrEnum):
    """The four fields of the key account matrix (KAM.md §5.6)."""

    STRATEGIC = "Strategic"
    STAR = "Star"
    STATUS = "Status"
    STREAMLINE = "Streamline"

    def is_upper(self, axis: Axis) -> bool:
        """Whether it lies on the higher side of an axis's cut."""
        upper = {Axis.ATTRACTIVENESS: (Quadrant.STRATEGIC, Quadrant.STAR)}
        return self in upper.get(axis, (Quadrant.STRATEGIC, Quadrant.STATUS))

    def beyond(self, axis: Axis) -> Quadrant:
        """The quadrant on the other side of an axis's cut."""
        return _BEYOND[axis][self]


_BEYOND = {
    Axis.ATTRACTIVENESS: {
        Quadrant.STRATEGIC: Quadrant.STATUS,
        Quadrant.STATUS: Quadrant.STRATEGIC,
        Quadrant.STAR: Quadrant.STREAMLINE,
        Quadrant.STREAMLINE: Quadrant.STAR,
    },
    Axis.STRENGTH: {
        Quadrant.STRATEGIC: Quadrant.STAR,
        Quadrant.STAR: Quadrant.STRATEGIC,
        Quadrant.STATUS: Quadrant.STREAMLINE,
        Quadrant.STREAMLINE: Quadrant.STATUS,
    },
}

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
