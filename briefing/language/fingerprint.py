"""The lines of running text of a page, as hashes: enough to see what stands on several pages of a site, small enough to keep."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from urllib.parse import urlsplit

from briefing.language.flatten import decode
from briefing.model import Capture

SCHEME = 1  # how lines are hashed; fingerprints of another scheme have nothing in common with those made here
_KINDS = ("text/plain", "text/markdown")
_LONGEST, _MOST_LINES, _LONGEST_LINE = 1_000_000, 5_000, 2_000  # bytes, lines, characters: beyond, a page is no page
_FEWEST = 4  # words; shorter lines are alike by chance
_LONG = 12  # words from which on a line counts without the mark a sentence ends with
_TARGET = re.compile(r"!\[[^\[\]]*\]\([^()\s]*\)|\]\([^()\s]*\)")
_APART = re.compile(r"[\W_]+")
_ENDS = re.compile(r"[.!…。！][\"'”’»)\]*_]*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Fingerprint:
    """The lines of one capture that read as text: `lines` maps the hash of each to its words. `site` is its host, where known."""

    capture: str
    site: str | None
    url: str | None
    lines: tuple[tuple[int, int], ...]


def fingerprint(capture: Capture) -> Fingerprint | None:
    """The fingerprint of a text scrape; None for other kinds of pages. Takes milliseconds, whatever the bytes are."""
    if capture.media_type not in _KINDS:
        return None
    found = {key: words for key, words, _ in text_lines(decode(capture.body[:_LONGEST], capture.charset))}
    return Fingerprint(capture=capture.sha256, site=_site(capture.url), url=capture.url, lines=tuple(sorted(found.items())))


def fingerprints(captures: Iterable[Capture]) -> tuple[Fingerprint, ...]:
    """The fingerprints of those captures that have one."""
    return tuple(one for one in map(fingerprint, captures) if one)


def text_lines(text: str) -> Iterator[tuple[int, int, str]]:
    """The lines of `text` that end like a sentence or are long: the hash of their letters, their words, and the line itself.

    A question is none: headlines are often questions, and stand in the lists of other pages.
    """
    for line in text.split("\n", _MOST_LINES)[:_MOST_LINES]:
        if len(line) > _LONGEST_LINE:
            continue
        words = len(line.split())
        if words >= _FEWEST and (words >= _LONG or _ENDS.search(line.rstrip())):
            plain = _TARGET.sub("", line) if "](" in line else line
            letters = _APART.sub("", plain).casefold()
            yield int.from_bytes(blake2b(letters.encode("utf-8", "replace"), digest_size=8).digest(), signed=True), words, line


def _site(url: str | None) -> str | None:
    try:
        host = urlsplit(url).hostname if url else None
    except ValueError:
        return None
    return host.removeprefix("www.")[:255] if host else None
