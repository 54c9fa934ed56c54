"""Links that lead to words on a page: text fragments (`#:~:text=first%20words,last%20words`), as browsers understand them.

A browser that does not know them, or does not find the words, opens the page as it would without.
"""

import re
from collections.abc import Sequence
from urllib.parse import quote

from markupsafe import Markup

from briefing.stages.typeset.address import link

_WHOLE = 80  # characters up to which a passage is looked for whole; a longer one by its ends, which survive a change between them
_ENDS = (4, 7, 12)  # words of an end, the fewest that stand once in the article
_CONTEXT = 4  # words around a passage that stands in its article more than once
_SPACES = re.compile(r"\s+")
_EDGES = re.compile(r"^\W+|\W+$")


def to_words(url: str, words: str, article: Sequence[str] = ()) -> Markup | None:
    """The address of a passage on a page, safe in a Markdown destination and an attribute; None where `url` is no web address.

    `article` are the paragraphs that the page was read to have: where they hold the words twice, words around the right ones
    are added. An address that would grow too long, or has no words to look for, leads to the page alone.
    """
    page = link(url)
    if page is None or page.startswith("mailto:"):
        return None
    directive = _directive(words, article)
    place, mark, fragment = page.partition("#")
    long = f"{place}#{fragment.partition(':~:')[0]}:~:text={directive}"
    if directive and (safe := link(long)) == long:
        return safe
    return link(place + mark + fragment.partition(":~:")[0])


def _directive(words: str, article: Sequence[str]) -> str:
    passage, text = _EDGES.sub("", words), "\n".join(article).casefold()
    parts = _SPACES.split(passage)
    if not passage:
        return ""
    if len(passage) <= _WHOLE or len(parts) < 2 * _ENDS[0]:
        return _beside(words.strip(), words, article) if text.count(passage.casefold()) > 1 else _encoded(passage)
    counts = [count for count in _ENDS if 2 * count <= len(parts)]
    firsts = [_EDGES.sub("", _head(passage, count)) for count in counts]
    lasts = [_EDGES.sub("", _tail(passage, count)) for count in counts]
    last = next((one for one in lasts if passage.count(one) == 1), lasts[-1])
    first = next((one for one in firsts if text.count(one.casefold()) <= 1), "")
    start = _encoded(first) if first else _beside(_head(words.strip(), counts[0]), words, article, after=False)
    return f"{start},{_encoded(last)}"


def _beside(text: str, words: str, article: Sequence[str], *, after: bool = True) -> str:
    """A text with words that stand next to it in its paragraph: those before it, or where there are none those after it."""
    paragraph = next((one for one in article if words in one), "")
    before, _, behind = (part.strip() for part in paragraph.partition(words))
    if before:
        return f"{_encoded(_tail(before, _CONTEXT))}-,{_encoded(text)}"
    if after and behind:
        return f"{_encoded(text)},-{_encoded(_head(behind, _CONTEXT))}"
    return _encoded(text)


def _head(text: str, count: int) -> str:
    """The first words of a text, the spaces between them as they are."""
    ends = [match.start() for match in _SPACES.finditer(text)]
    return text[: ends[count - 1]] if len(ends) >= count else text


def _tail(text: str, count: int) -> str:
    starts = [match.end() for match in _SPACES.finditer(text)]
    return text[starts[-count] :] if len(starts) >= count else text


def _encoded(text: str) -> str:
    """Percent-encoded, with what means something in a text directive ("-", "," and "&")."""
    return quote(text.encode("utf-8", "replace"), safe="").replace("-", "%2D")
