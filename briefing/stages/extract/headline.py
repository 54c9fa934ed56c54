"""The headline of a page: which line it is, and how it reads without the site's name behind it."""

import re
from collections import Counter
from collections.abc import Sequence

from briefing.language.words import STOPWORDS, squash, words
from briefing.stages.extract.lines import Line

_TITLE_WORDS = (3, 32)
_SITE_SUFFIX = re.compile(r"\s+(?P<mark>[|–—-])\s+(?P<site>[A-ZА-ЯІЇЄҐ][\w.&'’ -]{1,40}?)(?:\s*(?:…|\.\.\.))?$")


def find_headline(lines: Sequence[Line], start: int, stop: int) -> tuple[Line | None, int]:
    """The headline of the run and the index at which its text begins.

    Candidates stand above the run or among its first lines; the best shares its words with the text, stands close above it
    or above a byline or date, and is often on the page twice.
    """
    prose = [index for index in range(start, stop) if lines[index].kind == "prose"]
    lead = Counter(word for index in prose[:8] for word in set(words(lines[index].text)) - STOPWORDS)
    texts = Counter(squash(line.text) for line in lines)
    limit = prose[min(2, len(prose) - 1)]
    best: tuple[float, int] | None = None
    for index in range(max(0, prose[0] - 40), limit + 1):
        line = lines[index]
        if (
            line.kind not in ("heading", "prose")
            or not _TITLE_WORDS[0] <= line.words <= _TITLE_WORDS[1]
            or line.bullet
            or line.linked > 0.8
        ):
            continue
        if line.kind == "prose" and (line.text.endswith(".") or line.words > 22):
            continue
        mine = set(words(line.text)) - STOPWORDS
        shared = sum(1 for word in mine if lead[word]) / max(1, len(mine))
        if shared < 0.2 and not line.marked:
            continue
        following = lines[index + 1 : index + 5]
        dated = any(other.kind in ("stamp", "published", "byline") for other in following)
        behind = sum(1 for at in prose if at < index)
        score = (
            3 * shared
            + 1.5 * dated
            + 1.0 * min(texts[squash(line.text)] - 1, 2)
            + line.marked
            - 1.2 * behind
            - 0.02 * abs(prose[0] - index)
        )
        score += 0.25 * min(len(mine), 8)
        if best is None or score > best[0] or (score == best[0] and index > best[1]):
            best = (score, index)
    if best is None:
        return None, start
    title = lines[best[1]]
    # The text starts below the last place the headline stands at above it; what is prose before that is standfirst or furniture.
    begin = max((at for at in range(best[1], limit + 1) if squash(lines[at].text) == squash(title.text)), default=best[1])
    return title, max(start, begin + 1) if begin >= start else start


def site_off(text: str, *names: str | None) -> str:
    """A headline without the site's name behind it: whatever stands behind a bar, behind a dash one of the page's `names` only.

    What a dash leads in may be on whose word the headline says it.
    """
    match = _SITE_SUFFIX.search(text)
    if match is None or len(text[: match.start()].split()) < 4:
        return text
    site = squash(match["site"])
    known = [squash(name) for name in names if name]
    return text[: match.start()] if match["mark"] == "|" or any(site in name or name in site for name in known if name) else text
