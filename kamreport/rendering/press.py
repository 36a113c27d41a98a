"""From HTML to PDF, with an engine that can reach nothing but our own fonts (imported only when needed)."""

from __future__ import annotations

import gc
import hashlib
import logging
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from email.message import EmailMessage

from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse, URLFetchingError

from kamreport.rendering import archive
from kamreport.rendering.looks.letters import Face
from kamreport.rendering.page_numbers import number_contents
from kamreport.rendering.page_tree import Page
from kamreport.rendering.pages import Pages
from kamreport.rendering.unshown import is_private, line_for, rare_signs, sample_page, signs_without_font, with_marks

SCHEME = "kamreport"
"""Our own scheme: what stands under it is in memory."""

_PICTURES = ("data:image/png;base64,", "data:image/jpeg;base64,")
_FONTS = ("Inter-Regular.ttf", "Inter-SemiBold.ttf", "Inter-Bold.ttf")
_VARIANT = "pdf/ua-1"
_FULL_ENOUGH = 0.4
"""A page filled to less than this share of its height is lonely."""
_HEAD = 0.07
"""The margin above the first line, as a share of a page."""
_SPARED = 0.12
"""What a tighter page takes in besides its own lines, as a share of a page: 0.07 to 0.09 of text, pictures may add."""
_TIGHT = """
@page { margin-top: 18mm; margin-bottom: 16mm }
html { font-size: 9.1pt }
body { line-height: 1.38 }
.section { margin-top: 1.7rem }
"""
_PAPER = {"A4": "A4 portrait", "Letter": "letter portrait"}


class LockedFetcher(URLFetcher):
    """Serves what it was given and nothing else: no file, no network, no redirect."""

    def __init__(self, held: Mapping[str, tuple[str, bytes]]) -> None:
        super().__init__(  # type: ignore[no-untyped-call] # the engine ships without annotations
            allowed_protocols=(SCHEME, "data"), allow_redirects=False
        )
        self._held = dict(held)
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Give a held thing or a small picture; everything else is refused and remembered.

        Raises:
            ValueError: For any other address; the engine turns it into a log line.
        """
        if url in self._held:
            kind, content = self._held[url]
            message = EmailMessage()
            message["Content-Type"] = kind
            return URLFetcherResponse(url, content, message)
        if url.lower().startswith(_PICTURES):
            picture: URLFetcherResponse = super().fetch(url, headers)  # type: ignore[no-untyped-call] # likewise
            return picture
        self.refused.append(url)
        raise ValueError(f"packs load nothing from outside: {url[:80]}")


class Press:
    """Makes PDFs in one run: the style sheet and the fonts are read once."""

    def __init__(self, pages: Pages, paper: str, *, archived: bool = False) -> None:
        held = {name: pages.font(name) for name in _FONTS}
        held |= {_file_of(face): face.path.read_bytes() for face in pages.faces}
        self.fetcher = LockedFetcher({f"{SCHEME}:fonts/{name}": ("font/ttf", font) for name, font in held.items()})
        self._fonts = FontConfiguration()
        self._variant = archive.VARIANT if archived else _VARIANT
        self._has_font: dict[str, bool] = {}
        self.log: tuple[str, ...] = ()
        """What the engine said about the last document, one line each."""
        with self._listening() as said:
            self._style = CSS(
                string="\n".join(
                    (
                        pages.css("tokens.css", "pack.css", "print.css", "customer.css", "press.css"),
                        _faces(pages.faces),
                        _sheet(paper),
                    )
                ),
                font_config=self._fonts,
                url_fetcher=self.fetcher,
                base_url=f"{SCHEME}:/",
            )
            self._tight = CSS(string=_TIGHT, url_fetcher=self.fetcher)
        self._style_log = tuple(said)

    def pdf(self, html: str) -> bytes | None:
        """Set one document as PDF/UA-1, archived also as PDF/A-3a. What the engine remarks stands in ``log`` afterwards.

        None when the document insists on something from outside; the log says on what. Characters that no font has
        are replaced by a mark, and the log says which.
        """
        signs = self._without_font(html)
        content = self._printed(with_marks(html, signs))
        if others := signs_without_font(self.log):  # another weight may lack what the regular one has
            signs = "".join(sorted({*signs, *others}))
            content = self._printed(with_marks(html, signs))
        if signs:
            self.log = (*self.log, line_for(signs))
        return content

    def _without_font(self, html: str) -> str:
        """The characters of a page that no font has; each is tried once, on a small page of its own."""
        rare = rare_signs(html)
        if new := "".join(sign for sign in rare if sign not in self._has_font):
            self._printed(sample_page(new))
            lacking = signs_without_font(self.log)
            self._has_font |= {sign: sign not in lacking and not is_private(sign) for sign in new}
        return "".join(sign for sign in rare if not self._has_font[sign])

    def _printed(self, html: str) -> bytes | None:
        content: bytes | None = None
        was_on = gc.isenabled()
        gc.disable()
        try:
            with self._listening() as said:
                document = Page(html, self.fetcher, f"{SCHEME}:/")
                try:
                    content = self._written(self._laid_out(document))
                except URLFetchingError as error:  # most refusals become log lines; that of a colour profile does not
                    said.append(str(error))
        finally:
            if was_on:
                gc.enable()
        self.log = (*self._style_log, *said)
        return content

    def _written(self, pages: Document) -> bytes:
        number_contents(pages)
        finisher = archive.finish if self._variant == archive.VARIANT else None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # the engine does not close its colour profile
            content: bytes = pages.write_pdf(pdf_variant=self._variant, finisher=finisher)
        return content

    def _laid_out(self, document: HTML) -> Document:
        """The pages; set a little tighter where that spares the reader a last page with next to nothing on it."""
        pages = self._render(document)
        if _is_lonely(pages):
            tighter = self._render(document, self._tight)
            if len(tighter.pages) < len(pages.pages):
                return tighter
        return pages

    def _render(self, document: HTML, *more: CSS) -> Document:
        rendered: Document = document.render(
            stylesheets=[self._style, *more], font_config=self._fonts, pdf_variant=self._variant, cache={}
        )
        return rendered

    @contextmanager
    def _listening(self) -> Iterator[list[str]]:
        said: list[str] = []
        ears = [(logging.getLogger(name), _Ear(said)) for name in ("weasyprint", "fontTools")]
        before = [(logger.level, logger.propagate) for logger, _ in ears]
        for logger, ear in ears:
            logger.addHandler(ear)
            logger.setLevel(logging.WARNING)
            logger.propagate = False
        try:
            yield said
        finally:
            for (logger, ear), (level, propagate) in zip(ears, before, strict=True):
                logger.removeHandler(ear)
                logger.setLevel(level)
                logger.propagate = propagate


class _Ear(logging.Handler):
    def __init__(self, said: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._said = said

    def emit(self, record: logging.LogRecord) -> None:
        self._said.append(" ".join(record.getMessage().split()))


def _faces(own: Iterable[Face]) -> str:
    faces = [("Inter", weight, name) for weight, name in zip((400, 600, 700), _FONTS, strict=True)]
    faces += [(face.family, face.weight, _file_of(face)) for face in own]
    return "\n".join(
        f"@font-face{{font-family:'{family}';font-weight:{weight};src:url({SCHEME}:fonts/{name})}}"
        for family, weight, name in faces
    )


def _file_of(face: Face) -> str:
    """What a look's font is called in our own scheme; the file's name may hold anything."""
    return f"own-{abs(face.weight)}-{hashlib.sha256(face.path.name.encode('utf-8')).hexdigest()[:12]}.ttf"


def _is_lonely(pages: Document) -> bool:
    """Whether the page on which a document ends holds next to nothing, and no appendix fills it.

    The first page never counts, nor one whose lines are more than tighter pages before it could take in: laying a
    document out again takes as long as the first time. The templates mark where the document and its appendix begin
    and end.
    """
    for before, page in enumerate(pages.pages):
        if (end := page.anchors.get("end")) is not None:
            room = min(_FULL_ENOUGH, _HEAD + before * _SPARED)
            return "appendix" not in page.anchors and bool(end[1] < page.height * room)
    return False


def _sheet(paper: str) -> str:
    return f"@page{{size:{_PAPER[paper]}}}"
