"""Page numbers in the list of sections on page 1, put in when every page is laid out.

The engine has a way of its own for that (``target-counter``), which lays page 1 out three times: without the numbers,
with them, and once more to see that nothing moved. Here a number takes the place of two digits that keep room for it.
"""

from __future__ import annotations

from weasyprint.document import Document
from weasyprint.formatting_structure.boxes import TextBox

_OF = "data-page-of"
"""In a template: the id of the section whose page a link names; what its style sheet puts after it keeps the room."""
_AFTER = "a::after"


def number_contents(document: Document) -> None:
    """Put the numbers of pages where the links of the first page ask for them."""
    pages = reversed(list(enumerate(document.pages, 1)))  # a section stands on several; the first is named
    numbers = {name: str(number) for number, page in pages for name in page.anchors}
    for box in document.pages[0]._page_box.descendants():  # noqa: SLF001 - the engine has no other way to its boxes
        if isinstance(box, TextBox) and box.element_tag == _AFTER and (name := box.element.get(_OF)) is not None:
            box.text = box.pango_layout.text = f"\N{NO-BREAK SPACE}{numbers.get(name, '')}"  # type: ignore[attr-defined] # set by the layout
