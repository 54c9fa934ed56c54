"""The child process that prints: HTML file in, PDF file out, within limits it sets for itself before it reads a byte.

Run as a file, not as a module: it needs WeasyPrint and the standard library, and nothing of this program. It fetches nothing.
"""

import contextlib
import sys
from html import escape
from html.parser import HTMLParser
from pathlib import Path

_BLOCKS = {"h1", "h2", "h3", "p", "li", "tr", "blockquote"}
_SKIPPED = {"style", "script", "nav", "head"}
_PLAIN_STYLE = (
    "@page{size:A4;margin:20mm;@bottom-right{content:counter(page) ' / ' counter(pages);font:8pt 'Source Sans 3'}}"
    "body{font:10pt/1.4 'Source Serif 4'}h1,h2,h3{font-size:12pt;break-after:avoid}p{margin:0 0 2mm}"
)
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


def render(html: str) -> bytes:
    """The PDF of a page, tagged for accessibility (PDF/UA-1); whatever the page points at is refused."""
    from weasyprint import HTML  # noqa: PLC0415 - only after the limits are set
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    class Nothing(URLFetcher):  # type: ignore[misc] # WeasyPrint has no types
        """Fetches nothing. A subclass, because WeasyPrint 70 fails on a plain function when that refuses."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols=(), allow_redirects=False)

        def fetch(self, url: str, headers: object = None) -> object:  # noqa: ARG002
            raise ValueError(f"nothing is fetched: {url[:100]}")

    pdf: bytes = HTML(string=html, base_url=None, url_fetcher=Nothing()).write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    return pdf


def main(arguments: list[str]) -> int:
    """`press_child.py IN.html OUT.pdf CPU_SECONDS MEMORY_BYTES FILE_BYTES rich|plain`; exit code 0 when OUT.pdf is whole."""
    source, target, cpu_seconds, memory_bytes, file_bytes, style = arguments
    limit(int(cpu_seconds), int(memory_bytes), int(file_bytes))
    html = Path(source).read_text(encoding="utf-8")
    Path(target).write_bytes(render(plain(html) if style == "plain" else html))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
