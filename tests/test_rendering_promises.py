"""What templates may use is listed, and the list is true in both directions."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from jinja2 import Environment, nodes

from kamreport.rendering.looks.promises import Setting, pieces, promised, settings
from kamreport.rendering.views.pieces import Document, Section, Unfilled
from kamreport.shipped import report_templates

TEMPLATES = {path.name: path.read_text(encoding="utf-8") for path in report_templates().glob("*.html")}
SHARED = tuple(name for name in TEMPLATES if not re.fullmatch(r"[a-z]\d\d\.html", name))
"""Templates that are no section's own."""
NEVER_PRINTED = {
    "code": "names the section for those who write about it; printed nowhere",
    "evidence": "the cells one by one, for what reveals them; templates print their words",
    "core": "decides whether an empty section is remarked on",
    "template": "finds the template itself",
    "stamps": "printed in one line, as stamped",
    "reveals": "decides what the page is dressed with",
    "pack": "tells a team's template which pack it is in",
}
"""Promises that no template of ours uses, and what they are for."""


def used(text: str, name: str | None = None) -> set[str]:
    """Attributes a template asks for: those of ``name``, or of anything."""
    asked = Environment(autoescape=True).parse(text).find_all(nodes.Getattr)
    return {one.attr for one in asked if name is None or (isinstance(one.node, nodes.Name) and one.node.name == name)}


def names_of(view: type) -> set[str]:
    return {promise.name for promise in promised(view)}


def views() -> Iterator[type]:
    yield from (Document, Unfilled)
    yield from dict.fromkeys(setting.view for setting in settings())
    yield from pieces()


@pytest.mark.parametrize("setting", settings(), ids=lambda one: f"{one.pack}-{one.template}")
def test_a_template_uses_only_what_is_promised(setting: Setting) -> None:
    text = TEMPLATES[setting.template]
    assert used(text, "section") <= names_of(setting.view)
    assert used(text, "pack") <= names_of(Document)
    everything = {name for view in views() for name in names_of(view)}
    loops = {"index0", "index", "first", "last", "length"}
    macros = {one.name for one in Environment(autoescape=True).parse(TEMPLATES["macros.html"]).find_all(nodes.Macro)}
    assert used(text) <= everything | loops | macros


@pytest.mark.parametrize("setting", settings(), ids=lambda one: f"{one.pack}-{one.template}")
def test_a_promise_to_a_section_is_one_its_template_keeps(setting: Setting) -> None:
    kept = used(TEMPLATES[setting.template], "section")
    assert names_of(setting.view) - names_of(Section) - kept == set()


def test_every_promise_of_a_piece_is_used_somewhere() -> None:
    asked = {name for text in TEMPLATES.values() for name in used(text)}
    for view in (Document, Section, *pieces()):
        assert names_of(view) - asked <= set(NEVER_PRINTED), view.__name__


def test_every_promise_says_what_it_is() -> None:
    nameless = [(view.__name__, promise.name) for view in views() for promise in promised(view) if not promise.doc]
    assert not nameless


def test_every_template_of_ours_belongs_to_a_section_or_is_shared() -> None:
    assert set(TEMPLATES) - set(SHARED) == {setting.template for setting in settings()}


def test_a_section_is_a_view_with_a_template() -> None:
    assert all(issubclass(setting.view, Section) for setting in settings())
    assert len({setting.template for setting in settings()}) == len(settings())
