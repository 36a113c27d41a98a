"""Turning results into printed pieces: figures with their cells, marks where quality needs one."""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass

from kamreport.cells import CellRef
from kamreport.model import AccountRatings, Colleague, Criterion, Settings
from kamreport.model.lists import Axis, Colour, CutMode, Outcome, ScoreState, StrengthMode
from kamreport.rendering import formats
from kamreport.rendering.fitting import unit_name
from kamreport.rendering.formats import Money
from kamreport.rendering.language import later, say, say_count
from kamreport.rendering.views.pieces import Fact, Shown, Unfilled
from kamreport.results import Measured, Review, ScoreBreakdown

FIRST_REVIEW = later("First review: movement starts next time.")
"""Said where there is no earlier review to compare with (KAM.md §14.1.9)."""

HEAT = {Colour.GREEN: "good", Colour.AMBER: "fair", Colour.RED: "poor"}
"""The tint of a health colour; the figure or word stands with it."""

_CAUSES = {
    "coverage": later("a change in what is known"),
    "weights": later("weights"),
    "cap or override": later("cap or override"),
    "new score": later("new score"),
    "score lost": later("score lost"),
    "new": later("new"),
    "gone": later("gone"),
}
"""What may stand as a cause of a movement in place of a criterion (KAM.md §13.2)."""

_TONE = {Colour.GREEN: "good", Colour.AMBER: "", Colour.RED: "bad"}
_AXIS_NAME = {Axis.ATTRACTIVENESS: later("Account attractiveness"), Axis.STRENGTH: later("Relative business strength")}


@dataclass(frozen=True, slots=True)
class Wording:
    """How one review's results are worded: its money, its names, its marks."""

    review: Review
    money: Money

    @classmethod
    def of(cls, review: Review) -> Wording:
        """The wording a review's settings ask for."""
        settings = review.settings
        return cls(review, Money(settings.currency or "", settings.money_unit.value))

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.review.settings

    def amount(self, measured: Measured | None, *, marks: tuple[str, ...] = ()) -> Shown:
        """An amount of money."""
        return self._measured(measured, self.money.amount(_value(measured)), marks)

    def percent(self, measured: Measured | None, places: int = 0, *, marks: tuple[str, ...] = ()) -> Shown:
        """A share."""
        return self._measured(measured, formats.percent(_value(measured), places), marks)

    def change(self, measured: Measured | None) -> Shown:
        """A rate of change, with its sign and its tone."""
        value = _value(measured)
        shown = self._measured(measured, formats.percent_change(value), ())
        return Shown(text=shown.text, evidence=shown.evidence, tone=tone_of(value), marks=shown.marks)

    def score(self, measured: Measured | None) -> Shown:
        """A figure with one decimal."""
        return self._measured(measured, formats.score(_value(measured)), ())

    def count(self, measured: Measured | None) -> Shown:
        """A whole number."""
        return self._measured(measured, formats.whole(_value(measured)), ())

    def days(self, measured: Measured | None) -> Shown:
        """A number of days."""
        value = _value(measured)
        return self._measured(measured, formats.days(None if value is None else int(value)), ())

    def name_of(self, person_id: str | None) -> str:
        """A colleague's name; the ID itself when Team does not know it."""
        colleague = self.review.portfolio.find(Colleague, person_id)
        return colleague.name if colleague is not None else person_id or formats.not_known()

    def criterion_name(self, criterion_id: str) -> str:
        """A criterion's name, or what stands in its place (a health component)."""
        criterion = self.review.portfolio.find(Criterion, criterion_id)
        if criterion is not None:
            return criterion.name
        return say(_CAUSES[criterion_id]) if criterion_id in _CAUSES else criterion_id

    def has_old_ratings(self, account_id: str) -> bool:
        """Whether an account was rated longer ago than the limit (S202)."""
        ratings = next(iter(self.review.portfolio.of(account_id, AccountRatings)), None)
        if ratings is None or ratings.rated_on is None:
            return False
        return (self.review.as_of - ratings.rated_on).days > self.settings.rating_days

    def cut_words(self) -> str:
        """Where the cuts lie, and the mode when it makes accounts move with others (KAM.md §5.6)."""
        scores = self.review.scores
        cuts = {"cut_a": formats.limit(scores.cut_a), "cut_r": formats.limit(scores.cut_r)}
        if self.settings.cut_mode is CutMode.MEDIAN:
            return say(
                "cuts at {cut_a} for attractiveness and {cut_r} for strength; both are medians, so accounts move when"
                " others do",
                **cuts,
            )
        return say("cuts at {cut_a} for attractiveness and {cut_r} for strength", **cuts)

    @property
    def in_money(self) -> str:
        """What a heading adds to say the unit of its amounts: ", €k"; empty without currency and unit."""
        return f", {self.money.heading}" if self.money.heading else ""

    @property
    def is_relative(self) -> bool:
        """Whether strength is read against the strongest competitor (KAM.md §5.8)."""
        return self.settings.strength_mode is StrengthMode.RELATIVE

    def _measured(self, measured: Measured | None, text: str, marks: tuple[str, ...]) -> Shown:
        if measured is None:
            return Shown(text=formats.not_known(), tone="quiet")
        if measured.value is None:
            words = say("does not apply") if measured.outcome is Outcome.NOT_APPLICABLE else formats.not_known()
            return Shown(text=words, evidence=measured.evidence, tone="quiet")
        return Shown(text=text, evidence=measured.evidence, marks=marks)


def axis_name(axis: Axis) -> str:
    """The axis as a reader knows it."""
    return say(_AXIS_NAME[axis])


def tone_of(change: float | None) -> str:
    """Tone: good for more, bad for less, empty for neither; whoever uses it prints the sign as well."""
    return "" if not change else "good" if change > 0 else "bad"


def colour_tone(colour: Colour | None) -> str:
    """The tone of a health colour; its word is printed with it."""
    return "" if colour is None else _TONE[colour]


def with_bounds(breakdown: ScoreBreakdown | None, *, marks: tuple[str, ...] = ()) -> Shown:
    """A score; with its bounds when something is missing, as KAM.md §15 wants."""
    if breakdown is None or breakdown.total is None:
        return Shown(text=formats.not_known(), tone="quiet")
    text = formats.score(breakdown.total)
    if breakdown.low is not None and breakdown.high is not None and breakdown.coverage < 1:
        text += f" ({formats.score(breakdown.low)}–{formats.score(breakdown.high)})"
    provisional = (say("provisional"),) if breakdown.state is ScoreState.PROVISIONAL else ()
    return Shown(text=text, evidence=evidence_of(breakdown), marks=(*provisional, *marks))


def evidence_of(breakdown: ScoreBreakdown | None) -> tuple[CellRef, ...]:
    """The cells behind a score."""
    lines = breakdown.lines if breakdown is not None else ()
    return tuple(dict.fromkeys(cell for line in lines for cell in line.evidence))


def fact(label: str, text: str, evidence: tuple[CellRef, ...] = (), *, tone: str = "") -> Fact:
    """A fact from plain words; the words "not known" are set quietly."""
    return Fact(
        label=label,
        value=Shown(text=text, evidence=evidence, tone="quiet" if text == formats.not_known() else tone),
    )


def unfilled(code: str, name: str, line: str) -> Unfilled:
    """A section that only says what to fill."""
    return Unfilled(code=code, name=name, line=line)


MOST_ROWS = 40
"""Rows of a table that need not name every account; a page holds about so many."""


def left_out(rows: Sized, sheet: str) -> str:
    """What to say below a table that shows the first MOST_ROWS of its rows; empty when it shows all."""
    more = len(rows) - MOST_ROWS
    if more <= 0:
        return ""
    return say_count(
        "{count} more account on the sheet {sheet}.", "{count} more accounts on the sheet {sheet}.", more, sheet=sheet
    )


def more_rows(rows: Sized, most: int, forms: tuple[str, str], sheet: str) -> str:
    """What to say below the first ``most`` rows: how many more of them the sheet has; empty when it shows all.

    ``forms`` are the two of ``later_count`` and say {count} and {sheet}.
    """
    more = len(rows) - most
    return say_count(*forms, more, sheet=sheet) if more > 0 else ""


def in_unit(value: float | None, unit: str | None) -> str:
    """A figure people typed, with their unit, as precise as they typed it: 98.5%, 12 days."""
    if value is None:
        return formats.not_known()
    number, name = formats.as_typed(value), unit_name(unit)
    return say("{number}%", number=number) if name == "%" else f"{number} {name}".strip()


def sentence(text: str) -> str:
    """With a capital at the start and a full stop at the end."""
    text = text.strip()
    return opening(text) + ("" if text[-1] in ".!?" else ".") if text else ""


def opening(text: str) -> str:
    """As it opens a sentence: with a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def _value(measured: Measured | None) -> float | None:
    return None if measured is None else measured.value
