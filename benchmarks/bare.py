"""The least that makes a digest of HTML pages: trafilatura's texts, their first sentences, one plain page, WeasyPrint.

Usage: bare.py FOLDER PDF CHARACTERS — CHARACTERS is how much text of each article is printed.
"""

import html
import re
import sys
from pathlib import Path

import trafilatura
import weasyprint
from trafilatura.settings import Document


def main(folder: str, pdf: str, characters: int) -> None:
    """Extract every page of `folder` and print the beginnings of their texts."""
    parts = []
    for path in sorted(Path(folder).glob("*.html")):
        found = trafilatura.bare_extraction(path.read_bytes(), with_metadata=True)
        if not isinstance(found, Document) or not found.text:
            continue
        text = ""
        for sentence in re.split(r"(?<=[.!?])\s+", found.text):
            if text and len(text) + len(sentence) > characters:
                break
            text += sentence + " "
        source = ", ".join(word for word in (found.sitename, found.date, found.url) if word)
        parts.append(
            f"<h2>{html.escape(found.title or '')}</h2><p>{html.escape(text)}</p><p><small>{html.escape(source)}</small></p>"
        )
    page = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Digest</title><h1>Digest</h1>{"".join(parts)}</html>'
    weasyprint.HTML(string=page).write_pdf(pdf)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
