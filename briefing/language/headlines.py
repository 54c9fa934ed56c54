"""Whether the title of an article is a headline, or none: a dateline, or the opening of the text cut off somewhere."""

import re
from collections.abc import Sequence

from briefing.language.dates import MONTHS
from briefing.language.tries import any_of
from briefing.language.words import fold, squash

LONGEST_TITLE = 200  # characters; what is longer is a paragraph that was taken for a title
_NAME = 100  # characters of the opening that stand for a title
LONGEST_AGAIN = 70  # characters of a title that the text may open with and go on from; more is the text, cut to a length
_OPENING = 2 * LONGEST_TITLE  # characters of the text that a title can be the opening of
_SENTENCE_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*$|[”\"]$")
_MONTH = any_of([*MONTHS])
_DATE = rf"(?:{_MONTH}\.?\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH}\.?)(?:,?\s+\d{{4}})?"
# "BROD —", "BROD, Jan 5 —", "BROD, Lithuania (Agency) –", "Jan. 5, 2024": where and when, and nothing after it.
_DATELINE = re.compile(rf"[^!?:]{{0,80}}\s?[—–-]+\s*|(?:[^\W\d_]{{2,}}[\s,]+){{0,4}}(?:\([^()]{{2,30}}\)\s*)?{_DATE}\s*")
_CUT = ("…", "...")
_HANGING = frozenset(
    """a an the of in on at to for from by with and or but as that which who is are was were its his her their than into
    і й та а але в у на з із до від для що який як є и а но в на с из до от для что который как""".split()
)


def is_headline(title: str, paragraphs: Sequence[str]) -> bool:
    """Whether a title heads what the text tells: words, neither a dateline alone nor the beginning of its own text, whole or cut off."""
    title = title.strip()
    return (
        len(title) <= LONGEST_TITLE
        and is_whole(title, paragraphs)
        and not (_SENTENCE_ENDS.search(title) and _opens(title, paragraphs))
    )


def is_whole(title: str, paragraphs: Sequence[str]) -> bool:
    """Whether a title is words that nobody cut off: no dateline alone, nor the beginning of the text that breaks off somewhere.

    A short headline may be the first words of a lead ("Bridge reopens" – "Bridge reopens after ten days, …").
    """
    title = title.strip()
    if not any(map(str.isalpha, title)) or _DATELINE.fullmatch(fold(title[: 2 * LONGEST_TITLE])):
        return False
    if not _opens(title, paragraphs):
        return True
    if title.endswith(_CUT):
        return False
    if _SENTENCE_ENDS.search(title):
        return True
    last = fold(title).split()[-1].strip("—–-,;:")
    hangs = not last or last in _HANGING or _goes_on("\n".join(paragraphs)[:_OPENING], len(squash(title)))
    return not hangs and len(title) <= LONGEST_AGAIN


def title_of(title: str, paragraphs: Sequence[str]) -> str:
    """What an article is called in a list: its title, or where that is none the words it opens with ("The ferries to …")."""
    if not paragraphs or is_whole(title, paragraphs):
        return title
    whole = " ".join(paragraphs[0][: 2 * _NAME].split())
    if len(whole) <= _NAME:
        return whole
    return f"{whole[:_NAME].rpartition(' ')[0].rstrip(' ,;:—–-') or whole[:_NAME]}…"


def _opens(title: str, paragraphs: Sequence[str]) -> bool:
    letters = squash(title)
    return bool(letters) and squash("\n".join(paragraphs)[:_OPENING]).startswith(letters)


def _goes_on(text: str, letters: int) -> bool:
    """Whether the word in which so many letters and digits of the text end goes on behind them."""
    for at, char in enumerate(text):
        letters -= len(squash(char))
        if letters <= 0:
            return text[at + 1 : at + 2].isalnum()
    return False
