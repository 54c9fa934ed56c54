"""Which lines of a page are its site's and not its article's: those that stand on several pages with nothing else in common.

A notice, an advert or an author's box is repeated on page after page. So is an article: scraped twice, updated, carried by
another site. Two pages are therefore evidence only where each has enough text of its own, and a line is the site's only
where three such pages have it, each unlike both others: two articles may share a paragraph of background.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from briefing.language.fingerprint import Fingerprint, text_lines
from briefing.language.words import squash
from briefing.model import Capture

_LEAST = 3  # pages, each unlike the others
_MOST = 5  # pages counted
_LOOKED_AT = 60  # pages with the line that are compared
_OWN = 60  # words of text that a page has to have for itself
_SHARED = 0.5  # of the shorter page's text: with more of it in common, two pages are one article

Counts = Mapping[int, int]
NOTHING: Counts = {}


def standing(pages: Iterable[Fingerprint]) -> Mapping[str, Counts]:
    """For each capture that has any, the hashes of its standing lines with the number of unlike pages; the order of `pages` is nothing."""
    ordered = sorted({page.capture: page for page in pages}.values(), key=lambda page: page.capture)
    compared = _Compared(ordered)
    having: defaultdict[int, list[int]] = defaultdict(list)
    for at, page in enumerate(ordered):
        for line, _ in page.lines:
            having[line].append(at)
    found: dict[str, Counts] = {}
    for at, page in enumerate(ordered):
        counts = {}
        for line, _ in page.lines:
            if len(having[line]) >= _LEAST and (many := compared.unlike_pages(at, having[line])) >= _LEAST:
                counts[line] = many
        own = sum(words for line, words in page.lines if line not in counts)
        if counts and own >= _OWN:  # a page with no text but what stands elsewhere is a collection of other pages
            found[page.capture] = counts
    return found


def beside(captures: Sequence[Capture], pages: Iterable[Fingerprint]) -> list[tuple[Capture, Counts]]:
    """Each capture with its standing lines, as `pages` show them: the fingerprints of these captures and of earlier ones."""
    found = standing(pages)
    return [(capture, found.get(capture.sha256, NOTHING)) for capture in captures]


def keyed(counts: Counts, text: str) -> Mapping[str, int]:
    """The standing lines of a page's text by their `squash`ed words, as `body.in_context` takes them."""
    if not counts:
        return {}
    from briefing.stages.extract.text.lines import read  # noqa: PLC0415 (as the readers: not for the process that only counts)

    lines = (read(line) for key, _, line in text_lines(text) if key in counts)
    found = (counts[key] for key, _, _ in text_lines(text) if key in counts)
    return {squash(line[0].text): many for line, many in zip(lines, found, strict=True) if line}


class _Compared:
    """Pages by number, and which of them are unlike each other; each pair is compared once."""

    def __init__(self, pages: list[Fingerprint]) -> None:
        self._pages = pages
        self._lines = [dict(page.lines) for page in pages]
        self._words = [sum(lines.values()) for lines in self._lines]
        self._unlike: dict[tuple[int, int], bool] = {}

    def unlike_pages(self, at: int, others: Iterable[int]) -> int:
        """How many pages of the site, the one given and some of `others`, are there of which each is unlike each."""
        taken = [at]
        for other in islice((one for one in others if self._may_be_one_site(at, one)), _LOOKED_AT):
            if all(self._are_unlike(one, other) for one in taken):
                taken.append(other)
                if len(taken) == _MOST:
                    break
        return len(taken)

    def _may_be_one_site(self, one: int, other: int) -> bool:
        sites = self._pages[one].site, self._pages[other].site
        return None in sites or sites[0] == sites[1]

    def _are_unlike(self, one: int, other: int) -> bool:
        pair = (min(one, other), max(one, other))
        if pair not in self._unlike:
            self._unlike[pair] = self._compare(*pair)
        return self._unlike[pair]

    def _compare(self, one: int, other: int) -> bool:
        if one == other or (self._pages[one].url is not None and self._pages[one].url == self._pages[other].url):
            return False
        few, many = sorted((self._lines[one], self._lines[other]), key=len)
        shared = sum(words for line, words in few.items() if line in many)
        shorter = min(self._words[one], self._words[other])
        return shared <= _SHARED * shorter and shorter - shared >= _OWN
