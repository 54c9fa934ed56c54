"""The page on a screen: a sentence that is pointed at, touched or reached by keyboard shows the passage it rests on; no script.

The passage is generated content of the citation (`passages.css`): the text of the page stays what it is in every format.
All this is done to cleaned HTML, at marks that only our own templates can have made.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from markupsafe import escape

from briefing.language.catalogue import Catalogue, catalogue
from briefing.model import Article, Briefing, Quoted
from briefing.stages.typeset import wording
from briefing.stages.typeset.citations import quoted_at
from briefing.stages.typeset.inert import tidy
from briefing.stages.typeset.page import Body
from briefing.stages.typeset.spacing import respaced

LONGEST = 700  # characters of a passage shown beside its sentence; the reference has it whole
_AT = re.compile(r' data-at="([0-9t. ]*)"')
_SAID = re.compile(r'<span (?=[^>]*class="said")')
_SPAN = re.compile(r"<span(?P<attributes>[^>]*)>|</span>")
_MARK = re.compile(r' (?:class="(?:said|cites)"|data-at="[0-9t. ]*")')
_TO_NOTE = re.compile(r'<a class="footnote-ref"')
_TO_TEXT = re.compile(r'<a class="footnote-backref" href="#fnref(?P<nth>\d*):(?P<number>\d+)" title="[^"]*">')
_CHART = re.compile(r'<p (?=[^>]*id="drawing-chart-)')
_REFERENCES = re.compile(r'<section aria-labelledby="references">')


def with_passages(body: Body, briefing: Briefing) -> Body:
    """The body for a screen: each citation with its passages in an attribute, and with the roles and names of links."""
    words = catalogue(briefing.language)
    shown = {place: _shown(read, quoted, words) for place, (read, quoted) in quoted_at(briefing).items()}
    return replace(body, head=_on_screen(body.head, shown, words), main=_on_screen(body.main, shown, words))


def without_marks(body: Body) -> Body:
    """The body for paper and other formats: without the marks that only a screen has a use for."""
    return replace(body, head=_plain(body.head), main=_plain(body.main))


def _on_screen(html: str, shown: Mapping[str, str], words: Catalogue) -> str:
    def passages(match: re.Match[str]) -> str:
        found = "\n\n".join(shown[place] for place in match[1].split() if place in shown)
        return f' data-passage="{escape(found)}"' if found else ""

    def back(match: re.Match[str]) -> str:
        name = words.say("Back to citation %(nth)s of reference %(number)s", nth=match["nth"] or "1", number=match["number"])
        return f'<a class="footnote-backref" role="doc-backlink" href="#fnref{match["nth"]}:{match["number"]}" aria-label="{escape(name)}">'

    html = _AT.sub(passages, html)
    html = _SAID.sub('<span tabindex="-1" ', html)  # a touch gives it the focus; the keyboard goes by the citations
    html = _TO_NOTE.sub('<a class="footnote-ref" role="doc-noteref"', html)
    html = _TO_TEXT.sub(back, html)
    html = _CHART.sub('<p tabindex="0" ', html)  # it may be wider than a phone: the arrow keys move it
    return _REFERENCES.sub('<section role="doc-endnotes" aria-labelledby="references">', html)


def _plain(html: str) -> str:
    """HTML without the marks, and without the spans that were there for them alone."""
    kept: list[bool] = []

    def plain(match: re.Match[str]) -> str:
        if match["attributes"] is None:
            return "</span>" if not kept or kept.pop() else ""
        attributes = _MARK.sub("", match["attributes"])
        kept.append(bool(attributes) or attributes == match["attributes"])
        return f"<span{attributes}>" if kept[-1] else ""

    return _SPAN.sub(plain, html)


def _shown(read: Article, quoted: Quoted, words: Catalogue) -> str:
    """A passage as it is shown: who says so and when, and the words."""
    publisher = tidy(read.publisher, 100) if read.publisher else words.text("Publisher not named")
    head = [publisher] + ([wording.day(read.published.day, words)] if read.published else [])
    head += [f"¶{quoted.paragraph}"] if quoted.paragraph else []
    return f"{', '.join(head)}\n{tidy(respaced(quoted.text, read.language), LONGEST)}"
