"""What stands in an article's place or in its way: a check of the browser, an error, a consent, log-in or pay wall.

Each is known by the sentences such pages are made of (`phrases.txt`), and only where little else is on the page: an article
about a failed server has sentences left when those that say so are taken off.
"""

import re
from collections.abc import Iterable, Sequence

from briefing.stages.extract import phrases
from briefing.stages.extract.text.lines import count_words

PAYWALL = "the text is behind a paywall"
REST_PAYWALLED = "The rest of the text is behind a paywall."
_REASONS: tuple[tuple[phrases.Role, str], ...] = (
    ("challenge", "the page was blocked: it asks for a browser check"),
    ("missing", "the page says that what was asked for is not there"),
    ("parked", "the page says that its domain is for sale or not in use"),
    ("failing", "the page says that its server failed"),
    ("log_in", "the page asks for a log-in before it shows anything"),
    ("paywall", PAYWALL),
    ("consent", "the page asks for consent before it shows anything"),
    ("sign_up", "the page asks for a subscription and shows nothing else"),
)
_PLENTY = 600  # words
_PROMPT = 45  # words of a line that asks to pay; a paragraph in which somebody else is asked has more, or quotes
_TITLE = 12  # words
_ERROR_TITLE = re.compile(r"(?:error\s*)?(?:40[0-4]|410|429|451|50[0-4]|52\d)\b(?!\s+\w+\s+\w+\s+\w+\s+\w+)", re.IGNORECASE)


def barrier(texts: Iterable[str]) -> str | None:
    """The reason these lines stand in an article's place: the role most of those lines play that play one; None where none does."""
    counts = dict.fromkeys((role for role, _ in _REASONS), 0)
    for text in texts:
        for role, _ in _REASONS:
            if phrases.within(role, text):
                counts[role] += 1
                break
    best = max(counts, key=lambda role: counts[role])
    return dict(_REASONS)[best] if counts[best] else None


def is_barrier(text: str) -> bool:
    """True where a line belongs to such a page: it says one of the sentences they are made of."""
    return any(phrases.within(role, text) for role, _ in _REASONS)


def titled(title: str) -> str | None:
    """The reason a title gives that its page is none: an error's number, or nothing but such a sentence."""
    if _ERROR_TITLE.match(title):
        return dict(_REASONS)["failing" if re.search(r"\b5\d\d\b", title) else "missing"]
    if count_words(title) > _TITLE:
        return None
    for role, reason in _REASONS[:5]:
        covered = sum(end - start for start, end in phrases.spans(role, title))
        if covered and covered >= 0.5 * len(title):
            return reason
    return None


def is_prompt(text: str) -> bool:
    """True where a line asks to pay or subscribe for the rest of the text."""
    return count_words(text) <= _PROMPT and phrases.within("paywall", text)


def left(texts: Sequence[str], enough: int | None = None) -> int:
    """How many words the texts have without the sentences of such pages; past `_PLENTY` nothing depends on the few that are theirs.

    Counting stops once there are `enough`.
    """
    total = 0
    for text in texts:
        if enough is not None and total >= enough:
            break
        total += 0 if total < _PLENTY and is_barrier(text) else count_words(text)
    return total
