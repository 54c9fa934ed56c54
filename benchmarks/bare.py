"""The bare libraries on our inputs: trafilatura on every HTML page of a folder, WeasyPrint on one page of HTML.

Usage: bare.py FOLDER PDF EDITION.html     prints the page of an edition that is there (the same work as ours)
       bare.py FOLDER PDF CHARACTERS       prints the first so many characters of each article on one plain page (the least)
"""

import html
import re
import sys
from pathlib import Path

import trafilatura
import weasyprint
from trafilatura.settings import Document


def main(folder: str, pdf: str, what: str) -> None:
    """Extract every page of `folder`, then print `what`."""
    found = [trafilatura.bare_extraction(path.read_bytes(), with_metadata=True) for path in sorted(Path(folder).glob("*.html"))]
    articles = [one for one in found if isinstance(one, Document) and one.text]
    if what.endswith(".html"):
        weasyprint.HTML(filename=what).write_pdf(pdf, pdf_variant="pdf/ua-1", pdf_tags=True)
        return
    body = "".join(_plain(one, int(what)) for one in articles)
    page = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Digest</title><h1>Digest</h1>{body}</html>'
    weasyprint.HTML(string=page).write_pdf(pdf)


def _plain(article: Document, characters: int) -> str:
    text = ""
    for sentence in re.split(r"(?<=[.!?])\s+", article.text or ""):
        if text and len(text) + len(sentence) > characters:
            break
        text += sentence + " "
    source = ", ".join(word for word in (article.sitename, article.date, article.url) if word)
    return f"<h2>{html.escape(article.title or '')}</h2><p>{html.escape(text)}</p><p><small>{html.escape(source)}</small></p>"


if __name__ == "__main__":
    main(*sys.argv[1:])
