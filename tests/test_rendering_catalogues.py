"""Every text a pack prints stands in every catalogue, translated, with the same values in it, and nothing else does."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from catalogues import KEYWORDS, SHELF, Text, catalogue, entries, places, renew, texts, write
from house import ROOT, modules

from kamreport.rendering.language import read_catalogue

CATALOGUES = tuple(sorted(SHELF.glob("*.po")))
TEXTS = texts()


@pytest.fixture(params=CATALOGUES, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    if request.config.getoption("--update"):
        renew(found)
    return found


def forms(message: Message) -> tuple[str, ...]:
    """A translation in all its forms."""
    said = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return tuple(form or "" for form in said)


def test_texts_are_found_in_views_charts_and_templates() -> None:
    assert {"Summary", "What speaks for it", "Account attractiveness, rising to the right →"} <= {
        text.one for text in TEXTS if not text.context
    }
    assert Text("", "{count} action is overdue.", "{count} actions are overdue.") in TEXTS
    assert Text("Tier", "Partner") in TEXTS
    assert Text("StakeholderRole, in a sentence", "Champion") in TEXTS


def test_no_text_hides_inside_an_f_string() -> None:
    """gettext's tools do not look there."""
    hidden = [
        f"{file.relative_to(ROOT)}:{call.lineno}"
        for file in modules()
        for string in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in KEYWORDS
        if call.args and isinstance(call.args[0], ast.Constant)
    ]
    assert hidden == []


def test_german_is_there() -> None:
    assert "de" in {path.stem for path in CATALOGUES}


def test_a_text_has_one_plural_everywhere() -> None:
    """gettext looks a text up by its context and its singular."""
    again = Counter((text.context, text.one) for text in TEXTS)
    assert [key for key, count in again.items() if count > 1] == []


def test_every_text_is_in_the_catalogue_and_nothing_else(path: Path) -> None:
    shelf = catalogue(path)
    assert shelf.obsolete == {}
    held = entries(shelf)
    assert sorted(TEXTS.keys() - held.keys()) == []
    assert sorted(held.keys() - TEXTS.keys()) == []


def test_every_text_is_translated_and_no_translation_is_a_guess(path: Path) -> None:
    held = entries(catalogue(path))
    assert [text for text, message in held.items() if not all(forms(message))] == []
    assert [text for text, message in held.items() if message.fuzzy] == []


def test_a_translation_puts_in_what_the_text_puts_in(path: Path) -> None:
    wrong = [
        (text, forms(message))
        for text, message in entries(catalogue(path)).items()
        if set().union(*(places(form) for form in forms(message))) != text.places
        or not places(forms(message)[-1]) >= places(text.many or text.one) - {"count"}
    ]
    assert wrong == []


def test_a_translation_ends_as_the_text_does(path: Path) -> None:
    """A heading gets no full stop, a sentence keeps it, and nothing is glued to a space."""
    wrong = [
        (text, form)
        for text, message in entries(catalogue(path)).items()
        for form in forms(message)
        if form != form.strip() or form.endswith(".") != text.one.endswith(".")
        if form not in {"Tsd.", "Mio.", "Attr."} and not form.endswith(("Tsd.", "Mio."))
    ]
    assert wrong == []


def test_renewing_a_catalogue_adds_what_is_missing_and_keeps_every_translation(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    held = catalogue(path)
    held.delete("Summary")
    held.add("Gone", "Fort")
    write(copy, held, held.header_comment)
    renew(copy)
    before, after = entries(catalogue(path)), entries(catalogue(copy))
    assert before.keys() == after.keys()
    assert [text for text in before if forms(before[text]) != forms(after[text])] == [Text("", "Summary")]
    assert catalogue(copy).header_comment == catalogue(path).header_comment


def test_a_catalogue_is_read_without_being_built(path: Path) -> None:
    said = read_catalogue(path)
    for text, message in entries(catalogue(path)).items():
        if not text.context and not text.many:
            assert said.gettext(text.one) == message.string


def test_the_first_line_of_a_catalogue_says_where_to_read_on(path: Path) -> None:
    assert "kamreport/rendering/language.py" in path.read_text(encoding="utf-8").splitlines()[0]
    assert (ROOT / "kamreport" / "rendering" / "language.py").is_file()
