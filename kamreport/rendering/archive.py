"""The last touches that make one PDF conform to PDF/A-3a (to be kept) and PDF/UA-1 (to be read by anybody) at once.

The engine writes one or the other. What A-3a lacks for UA-1 is its mark in the metadata, with the schema that declares
it, and a scope for each heading of a table; what a strict reader of A-3a minds is metadata that is compressed.
"""

from __future__ import annotations

from typing import Protocol

VARIANT = "pdf/a-3a"
"""The engine's own word for the variant these touches are for."""

_END = b"</rdf:RDF>"
_UA = b"http://www.aiim.org/pdfua/ns/id/"
_MARK = b'<rdf:Description xmlns:pdfuaid="%b" rdf:about="" pdfuaid:part="1" />' % _UA
_SCHEMA = (
    b'<rdf:Description rdf:about=""'
    b' xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    b' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    b' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    b'<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    b"<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    b"<pdfaSchema:namespaceURI>%b</pdfaSchema:namespaceURI>"
    b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    b'<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    b"<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    b"<pdfaProperty:category>internal</pdfaProperty:category>"
    b"<pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>"
    b"</rdf:li></rdf:Seq></pdfaSchema:property>"
    b"</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>" % _UA
)


class _File(Protocol):
    """What is used of the engine's PDF: its objects, by number."""

    objects: list[object]


def finish(_document: object, pdf: _File) -> None:
    """Mark a file of the engine's variant A-3a as UA-1 too; called by the engine right before it writes the file."""
    for thing in pdf.objects:
        if getattr(thing, "extra", {}).get("Type") == "/Metadata":
            _mark(thing)
        elif isinstance(thing, dict) and thing.get("S") == "/TH":
            thing["A"]["Scope"] = "/Column" if _stands_in_head(pdf, thing) else "/Row"


def _mark(metadata: object) -> None:
    """Add the mark and its schema to the metadata, and leave it uncompressed."""
    said = b"".join(metadata.stream)  # type: ignore[attr-defined] # the engine ships without annotations
    metadata.stream = [said.replace(_END, _SCHEMA + _MARK + _END, 1)]  # type: ignore[attr-defined] # likewise
    metadata.compress = False  # type: ignore[attr-defined] # likewise


def _stands_in_head(pdf: _File, heading: dict[str, bytes]) -> bool:
    """Whether a heading's row belongs to the head of its table."""
    row = _object(pdf, heading["P"])
    return _object(pdf, row["P"])["S"] == "/THead"  # type: ignore[comparison-overlap] # names are text, references bytes


def _object(pdf: _File, reference: bytes) -> dict[str, bytes]:
    found = pdf.objects[int(reference.split()[0])]
    assert isinstance(found, dict)  # noqa: S101 - the engine's own structure
    return found
