"""The reader's language: every sentence a pack prints passes through here, and every format asks here for its locale.

The English sentence in the source is the key of its translation, as gettext has it:

- ``say("{count} of them are late.", count=formats.whole(n))`` for a sentence; it says ``{name}``, never adds up parts;
- ``say_count("{count} account is late.", "{count} accounts are late.", n)`` where a number decides; ``{count}`` is n,
  written as the locale writes numbers;
- ``later("Summary")`` marks a text that stands in a constant; whoever prints it calls ``say`` on it;
- ``term(account.tier)`` for the words of the workbook's lists (their class is the context); as a value of a sentence
  such a word translates itself. ``terms.py`` names which lists packs print, and the texts of other rooms.

What a team typed is never translated: it only ever goes in as a value. Values are text that is ready to print.

The language in force is a context variable that ``speaking`` sets while a pack is made. A parameter would have to
pass through some three hundred functions of views and charts that do nothing with it, and a forgotten one would be a
word of English in a German pack; a context variable cannot be forgotten, ends with its ``with`` block, and is each
worker's own.

To add a language: copy ``report_templates/languages/de.po`` to the code of yours (``fr.po``; ``pt_BR.po`` where the
country matters), empty every msgstr, set ``Language`` and ``Plural-Forms`` in its first entry, run
``pytest tests/test_rendering_catalogues.py --update`` (it adds what is missing and drops what is gone), and translate
until that test is content; then name its code in ``model.lists.PackLanguage``, so that Settings offers it. Nothing
has to be built: catalogues are read as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal

from kamreport.errors import UsageError
from kamreport.shipped import report_templates

ENGLISH = "en"
"""The language of the sentences in the source; it has no catalogue."""

_AT_HOME = "en_GB"
"""Which English, where nobody says: days before months, and no comma before "and"."""

INSIDE = ", in a sentence"
"""Ends the context of a list's words as they stand in a sentence."""

_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Language:
    """A language to write in: its code as asked for, how it writes numbers and dates, its texts."""

    code: str
    """As the web writes it: en, de, de-CH."""
    locale: Locale
    """Decides decimal signs, grouping, the order of a date."""
    texts: NullTranslations
    """The catalogue; English has an empty one."""

    @property
    def is_english(self) -> bool:
        """Whether its words are those of the source."""
        return self.locale.language == ENGLISH


def find_language(code: str) -> Language:
    """The language of a code such as de, de-CH or en-US; an empty one is English as the British write it.

    Raises:
        UsageError: When no catalogue is there for it, or no such language is known.
    """
    return _find(code.strip().replace("_", "-"))


@cache
def _find(code: str) -> Language:
    if code.casefold() in {"", ENGLISH}:
        return Language(ENGLISH, Locale.parse(_AT_HOME), NullTranslations())
    try:
        locale = Locale.parse(code, sep="-")
    except (ValueError, UnknownLocaleError):
        raise UsageError(_unknown(code)) from None
    tag = str(locale).replace("_", "-")
    if locale.language == ENGLISH:
        return Language(tag, locale, NullTranslations())
    for name in (str(locale), locale.language):
        if (path := _shelf() / f"{name}.po").is_file():
            return Language(tag, locale, read_catalogue(path))
    raise UsageError(_unknown(code))


def languages() -> tuple[str, ...]:
    """Codes of the languages packs can be written in, English first."""
    return (ENGLISH, *sorted(path.stem.replace("_", "-") for path in _shelf().glob("*.po")))


def read_catalogue(path: Path) -> GNUTranslations:
    """Read a .po file; what is not translated in it (or only as a guess) stays English."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        catalogue = read_po(file)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


def _shelf() -> Path:
    return report_templates() / "languages"


def _unknown(code: str) -> str:
    return f"There is no language {code}; packs can be written in {', '.join(languages())} (with a country: de-CH)."


_IN_FORCE: ContextVar[Language | None] = ContextVar("language", default=None)


def in_force() -> Language:
    """The language packs are being written in; English outside of any ``speaking``."""
    return _IN_FORCE.get() or find_language(ENGLISH)


@contextmanager
def speaking(code: str) -> Iterator[Language]:
    """Write in a language as long as the block lasts.

    Raises:
        UsageError: As ``find_language``.
    """
    language = find_language(code)
    before = _IN_FORCE.set(language)
    try:
        yield language
    finally:
        _IN_FORCE.reset(before)


def say(text: str, /, **values: str) -> str:
    """A sentence in the language in force, with its values put in; nothing said stays nothing."""
    return _filled(in_force().texts.gettext(text), values) if text else ""  # gettext has its header under ""


def say_count(one: str, many: str, count: float, /, **values: str) -> str:
    """The sentence that goes with a whole number; ``{count}`` in it is that number as the locale writes it."""
    language = in_force()
    number = round(abs(count))
    text = language.texts.ngettext(one, many, number)
    return _filled(text, {"count": format_decimal(round(count), format="#,##0", locale=language.locale), **values})


def term(word: StrEnum, *, inside: bool = False) -> str:
    """A word of one of the workbook's fixed lists, as the reader knows it; ``inside`` a sentence or on its own.

    Inside, English writes it small and another language may inflect it: it has a context of its own there.
    """
    language, context = in_force(), type(word).__name__
    if not inside:
        return language.texts.pgettext(context, word.value)
    if language.is_english:
        return word.value.lower()
    return language.texts.pgettext(context + INSIDE, word.value)


def later(text: str) -> str:
    """Mark a text that stands in a constant as one to translate; ``say`` it when it is printed."""
    return text


def noun(text: str) -> str:
    """A noun as it stands inside a sentence: small in English, unchanged in languages that write it one way."""
    return text.lower() if in_force().is_english else text


def later_count(one: str, many: str) -> tuple[str, str]:
    """Mark the two forms of a sentence that stand in a constant or an argument, for ``say_count`` to print."""
    return one, many


def _filled(text: str, values: dict[str, str]) -> str:
    return _PLACE.sub(lambda place: _ready(values[place[1]]), text) if values else text


def _ready(value: str) -> str:
    return term(value) if isinstance(value, StrEnum) else value
