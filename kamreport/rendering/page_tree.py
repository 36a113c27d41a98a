"""Reading our own page for the PDF engine: as XML where it is that, which takes a hundredth of the time of reading HTML.

The engine reads HTML in Python, sign by sign, forgiving whatever it finds. Our templates have nothing to forgive.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, ParseError, fromstring

from weasyprint import HTML
from weasyprint.urls import URLFetcher

_BEGINNING = "<!doctype html>"
_VOID = re.compile(r"<((?:meta|br|img|hr|link|wbr|col)\b[^<>]*?)\s*/?>")


class Page(HTML):
    """A page of ours, ready for the engine; read as HTML where it is no XML, such as with a template of a team's own."""

    def __init__(self, html: str, fetcher: URLFetcher, base_url: str) -> None:
        tree = as_tree(html)
        super().__init__(  # type: ignore[no-untyped-call] # the engine ships without annotations
            string=html if tree is None else "", url_fetcher=fetcher, base_url=base_url
        )
        if tree is not None:
            self.wrapper_element = type(self.wrapper_element).from_html_root(tree, content_language=None)
            self.etree_element = self.wrapper_element.etree_element


def as_tree(html: str) -> Element | None:
    """The page as a tree; None where only a reader of HTML would make sense of it.

    Entities cannot be declared in it: anything that looks like a declaration is left to the reader of HTML.
    """
    page = html.lstrip().removeprefix(_BEGINNING)
    if "<!" in page or "<?" in page or "<base" in page:
        return None
    try:
        return fromstring(_VOID.sub(r"<\1/>", page))  # noqa: S314 - no declarations in it, hence no entities
    except ParseError:
        return None
