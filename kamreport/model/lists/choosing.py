"""Words of Settings, and the lists a team may extend (KAM.md §3.4, §3.5)."""

from __future__ import annotations

from enum import StrEnum


class Preset(StrEnum):
    """Ready sets of criteria."""

    LITE = "Lite"
    FULL = "Full"
    GROWTH_HARMONY_VALUE = "Growth-Harmony-Value"


class CutMode(StrEnum):
    """Where the cuts of the matrix come from."""

    FIXED = "Fixed"
    MEDIAN = "Median"


class StrengthMode(StrEnum):
    """Strength on its own, or against the strongest competitor."""

    OWN = "Own"
    RELATIVE = "Relative"


class SelectionRun(StrEnum):
    """Whether a run freezes the choice of key accounts or only shows it."""

    ADVISORY = "Advisory"
    YEARLY = "Yearly"


class StalePolicy(StrEnum):
    """What happens to packs of stale results."""

    STAMP = "Stamp"
    REFUSE = "Refuse"


class MoneyUnit(StrEnum):
    """How packs show money."""

    UNITS = "Units"
    THOUSANDS = "Thousands"
    MILLIONS = "Millions"


class Paper(StrEnum):
    """Paper of the packs."""

    A4 = "A4"
    LETTER = "Letter"


class PackLanguage(StrEnum):
    """Languages packs are written in, with the country where it decides formats; each has its catalogue of texts."""

    ENGLISH = "en"
    AMERICAN = "en-US"
    GERMAN = "de"
    AUSTRIAN = "de-AT"
    SWISS_GERMAN = "de-CH"


class OwnList(StrEnum):
    """Lists a team may extend on the Lists sheet."""

    INDUSTRY = "Industry"
    REGION = "Region"
    FUNCTION = "Function"
    BUSINESS_SIZE = "Business size"
    BUYING_CENTRE = "Buying centre"
    TOUCHPOINT_KIND = "Touchpoint kind"
    OFFERING_FAMILY = "Offering family"
