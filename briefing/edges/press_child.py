"""The child process that prints: a job in, a PDF file out, within limits it sets for itself before it reads a page.

Run as a file, not as a module: it needs WeasyPrint and the standard library, and of this program what mends the tags. It fetches
nothing.
"""

import contextlib
import json
import sys
from base64 import b64decode
from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from unicodedata import category

from briefing.edges.press_tags import Tags

_SHAPELESS = {"Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Zl", "Zp", "Zs"}
_BLOCKS = {"h1", "h2", "h3", "p", "li", "tr", "blockquote"}
_SKIPPED = {"style", "script", "nav", "head"}
_PLAIN_STYLE = (
    "@page{size:A4;margin:20mm;@bottom-right{content:counter(page) ' / ' counter(pages);font:8pt 'Source Sans 3'}}"
    "body{font:10pt/1.4 'Source Serif 4'}h1,h2,h3{font-size:12pt;break-after:avoid}p{margin:0 0 2mm}"
)
_LOGO = "data:image/png;base64,"  # of our own making (edges/logo.py): no text of a source can write an element that shows it
NONE_FITS = 4  # exit code
_LONGEST_PLAIN = 400_000  # characters of a text-only edition; some 130 pages


def limit(cpu_seconds: int, memory_bytes: int, file_bytes: int) -> None:
    """Let the system end this process when it takes more; where the system has no such limits, the parent's clock remains."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_CPU, cpu_seconds), (resource.RLIMIT_AS, memory_bytes), (resource.RLIMIT_FSIZE, file_bytes)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


class _Plain(HTMLParser):
    """Headings and paragraphs of a page, and nothing of how they nest."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[str, list[str]]] = []
        self.title: list[str] = []
        self.language = "en"
        self._skipping = 0
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "html":
            self.language = dict(attrs).get("lang") or "en"
        self._in_title = tag == "title"
        self._skipping += tag in _SKIPPED
        if tag in _BLOCKS:
            self.blocks.append((tag if tag in ("h1", "h2", "h3") else "p", []))
        elif tag in ("td", "th") and self.blocks:
            self.blocks[-1][1].append("  ")

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False
        self._skipping -= tag in _SKIPPED and self._skipping > 0

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title.append(data)
        elif not self._skipping and self.blocks:
            self.blocks[-1][1].append(data)


def plain(html: str) -> str:
    """A page as headings and paragraphs only, at most `_LONGEST_PLAIN` characters of them."""
    reader = _Plain()
    reader.feed(html)
    reader.close()
    left = _LONGEST_PLAIN
    made = []
    for tag, parts in reader.blocks:
        text = " ".join("".join(parts).split())[:left]
        left -= len(text)
        if text:
            made.append(f"<{tag}>{escape(text)}</{tag}>")
    title = escape("".join(reader.title).strip())
    head = f'<!DOCTYPE html><html lang="{escape(reader.language)}"><head><meta charset="utf-8"><title>{title}</title><style>{_PLAIN_STYLE}</style></head>'
    return f"{head}<body>{''.join(made)}</body></html>"


def render(
    pages: Sequence[str], variant: str = "pdf/ua-1", attached: Sequence[dict[str, str]] = (), *, one_sheet: bool = False
) -> tuple[bytes, str] | None:
    """The PDF of the first page, or of the first that fits `one_sheet` (None: none does), and what of its text is seen.

    The PDF is tagged; what a page points at is refused.

    `attached` are files beside it: where each lies, its name, media type, relationship and description.
    """
    from weasyprint import HTML, Attachment  # noqa: PLC0415 - only after the limits are set
    from weasyprint.pdf import tags  # noqa: PLC0415
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    class Nothing(URLFetcher):  # type: ignore[misc] # WeasyPrint has no types
        """Fetches nothing; a logo stands in the page itself. A subclass: WeasyPrint 70 fails on a function that refuses."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols=(), allow_redirects=False)

        def fetch(self, url: str, headers: object = None) -> object:  # noqa: ARG002
            if url.startswith(_LOGO):
                return URLFetcherResponse(url, body=b64decode(url[len(_LOGO) :]), headers={"Content-Type": "image/png"})
            raise ValueError(f"nothing is fetched: {url[:100]}")

    options = {"pdf_variant": variant, "pdf_tags": True}
    laid = (HTML(string=page, base_url=None, url_fetcher=Nothing()) for page in pages)
    done = ((read, read.render(**options)) for read in laid)
    read, document = next(((read, it) for read, it in done if not one_sheet or len(it.pages) == 1), (None, None))
    if read is None or document is None:
        return None
    mended = Tags(read.etree_element)
    made = _made(document.metadata.created)
    files = [
        Attachment(
            filename=one["file"],
            name=one["name"],
            description=one["description"],
            relationship=one["relationship"],
            created=made,
            modified=made,
        )
        for one in attached
    ]
    types = {one["name"]: one["media_type"] for one in attached}
    original, tags._build_box_tree = tags._build_box_tree, mended.watched(tags._build_box_tree)
    try:
        pdf: bytes = document.write_pdf(
            **options, attachments=files, finisher=lambda whole, file: mended.finish(whole, file, types)
        )
    finally:
        tags._build_box_tree = original
    return pdf, _seen(document, read.etree_element)


def _seen(document: Any, root: Any) -> str:
    """The text that is printed, that of drawings with it."""
    boxes = (box for page in document.pages for box in page._page_box.descendants())
    drawn = (part.text or "" for part in root.iter("{http://www.w3.org/2000/svg}text"))
    return "".join([*(getattr(box, "text", None) or "" for box in boxes), *drawn])


def lacking(text: str, fonts: Sequence[str]) -> set[str]:
    """The letters of a text that none of these font files has; marks and signs that have no shape of their own do not count."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped] # noqa: PLC0415 - WeasyPrint's own

    left = {sign for sign in text if sign > "~" and category(sign) not in _SHAPELESS}
    for path in fonts:
        if left:
            with TTFont(path, lazy=True, fontNumber=0) as font:
                left -= {chr(code) for code in font.getBestCmap() or ()}
    return left


def _made(moment: Any) -> datetime:
    """When the edition was made, as its page says: the date of what is attached to it."""
    try:
        return datetime.fromisoformat(str(moment)).astimezone(UTC)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)


def main(arguments: list[str]) -> int:
    """`press_child.py JOB.json rich|plain`; exit code 0 when the job's target is whole, 4 where no page fits one sheet.

    As plain text the last page is printed, which is the shortest where there are several.
    """
    job = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    limit(job["cpu_seconds"], job["memory_bytes"], job["file_bytes"])
    pages = [Path(name).read_text(encoding="utf-8") for name in job["pages"]]
    text_only = arguments[1] == "plain"
    shown = [plain(pages[-1])] if text_only else pages
    printed = render(shown, job["variant"], job["attached"], one_sheet=job["one_sheet"] and not text_only)
    if printed is None:
        return NONE_FITS
    pdf, text = printed
    Path(job["target"]).write_bytes(pdf)
    Path(job["lacking"]).write_text("".join(sorted(lacking(text, job["fonts"]))), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
