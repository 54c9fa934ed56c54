"""What of a live blog's page is its own text: what stands above its entries and is none of theirs.

An entry has a time of its own. Text of it left with the page would be dated by the page, which began long before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import itemgetter

from briefing.language.sentences import spans
from briefing.language.words import squash, words
from briefing.model import When
from briefing.stages.extract.draft import Draft
from briefing.stages.extract.names.agencies import agencies_in
from briefing.stages.extract.text.lines import count_words, ends_like_a_sentence

_RUN = 4  # words in a row that two texts do not share by chance
_THEIRS = 0.6  # of a sentence's words; before an entry's sentence stand its time, its headline, "Updated at"
_ARTICLE = 150  # words of no entry in one piece, that may be an article under a summary that has the entries' words
_MOST = 0.5  # of the words of no entry: entries that are cut short leave gaps, none of which is most of all
_MOST_COMPARED = 400_000  # characters of entries: six times the longest live blog seen; each line is looked for in all of it
_SAYS = 8  # words of a sentence that says something; less is a label


def own_text(page: Draft, entries: Sequence[Draft]) -> Draft | None:
    """The page without what its entries say, however it is split, headed or stamped there; None where nothing of its own is left.

    From the first shown entry on everything is an entry's: what the entries do not have is of one that the page's metadata
    cuts short or leaves out. A page that does not say when it was changed was, when its newest entry was.
    """
    told = _Told(entries)
    shown = [_shown(text, told, page.language) for text in page.paragraphs]
    first = _first_entry(shown)
    own = list(dict.fromkeys(text for one in shown[:first] for text in one.own))
    own += [one.above for one in shown[first : first + 1] if one.above]
    while own and first < len(shown) and not ends_like_a_sentence(own[-1]):
        own.pop()  # the first entry's heading
    if not any(ends_like_a_sentence(text) and count_words(text) >= _SAYS for text in own):
        return None
    return replace(
        page, paragraphs=tuple(own), agencies=agencies_in(page.authors, tuple(own)), updated=page.updated or _newest(entries)
    )


class _Told:
    """What the entries say, to look a text up in."""

    def __init__(self, entries: Sequence[Draft]) -> None:
        texts = _bounded(entries)
        self._texts = squash(" ".join(text for _, text in texts))
        self._titles = frozenset(squash(title) for title, _ in texts)
        self._text_runs = frozenset(run for _, text in texts for run in _runs(words(text)))
        self._runs = self._text_runs | frozenset(run for title, text in texts for run in _runs(words(f"{title} {text}")))

    def tells(self, text: str) -> bool:
        """Whether the text of an entry says this."""
        return _covered(words(text), self._text_runs) >= _THEIRS or squash(text) in self._texts

    def heads(self, text: str) -> bool:
        """Whether this is the headline of an entry, be it with the beginning of its text."""
        return squash(text) in self._titles or _covered(words(text), self._runs) >= _THEIRS


@dataclass(frozen=True, kw_only=True, slots=True)
class _Shown:
    """A paragraph of the page: what in it is no entry's, and before the first entry's; how many of its words an entry's text has."""

    own: tuple[str, ...]
    above: str = ""
    words: int
    told: int


def _shown(text: str, told: _Told, language: str | None) -> _Shown:
    length = count_words(text)
    sentences = spans(text, language) or ((0, len(text)),)
    telling = [told.tells(text[start:end]) for start, end in sentences]
    theirs = [tells or told.heads(text[start:end]) for tells, (start, end) in zip(telling, sentences, strict=True)]
    if not any(theirs):
        if len(sentences) > 1 and told.tells(text):  # split otherwise
            return _Shown(own=(), words=length, told=length)
        return _Shown(own=() if told.heads(text) else (text,), words=length, told=0)
    texts = sum(count_words(text[start:end]) for tells, (start, end) in zip(telling, sentences, strict=True) if tells)
    pieces = [
        (text[run[0][0] : run[-1][1]], run[0] is sentences[0])
        for has, some in groupby(zip(sentences, theirs, strict=True), key=itemgetter(1))
        if not has and (run := [span for span, _ in some])
    ]
    kept = [(one, opens) for one, opens in pieces if ends_like_a_sentence(one) and count_words(one) >= _SAYS]
    return _Shown(
        own=tuple(one for one, _ in kept), above=next((one for one, opens in kept if opens), ""), words=length, told=texts
    )


def _first_entry(shown: Sequence[_Shown]) -> int:
    """The number of the paragraph with which the entries begin, one behind the last where none is shown.

    A summary on top may have an entry's words; the entries then begin below the article that follows it.
    """
    theirs = [at for at, one in enumerate(shown) if 2 * one.told > one.words]
    if not theirs:
        return len(shown)
    gaps = {after: sum(one.words for one in shown[before + 1 : after]) for before, after in pairwise(theirs)}
    return next((at for at, gap in gaps.items() if gap >= _ARTICLE and gap > _MOST * sum(gaps.values())), theirs[0])


def _bounded(entries: Sequence[Draft]) -> list[tuple[str, str]]:
    """Headline and text of the entries, as far as they are compared."""
    texts: list[tuple[str, str]] = []
    left = _MOST_COMPARED
    for entry in entries:
        text = " ".join(entry.paragraphs)[:left]
        texts.append((entry.title, text))
        left -= len(text)
    return texts


def _runs(told: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(told[at : at + _RUN]) for at in range(len(told) - _RUN + 1))


def _covered(told: Sequence[str], runs: frozenset[tuple[str, ...]]) -> float:
    """The share of the words that stand in one of the runs."""
    inside: set[int] = set()
    for at, run in enumerate(_runs(told)):
        if run in runs:
            inside.update(range(at, at + _RUN))
    return len(inside) / max(1, len(told))


def _newest(entries: Sequence[Draft]) -> When | None:
    """When the newest of the entries that say so to the minute was last changed."""
    times = [when for entry in entries if (when := entry.updated or entry.published) and when.at]
    newest = max(times, key=lambda when: when.at.timestamp() if when.at else 0.0, default=None)
    return replace(newest, basis="inferred", evidence=f"the newest entry: {newest.evidence}") if newest else None
