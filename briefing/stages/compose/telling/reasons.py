"""The words that placed a story, as they are printed: each once, in the language the story is told in."""

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.language.keys import stem
from briefing.language.words import fold
from briefing.model import Article, Reason

MOST = 6
_BETWEEN = re.compile(r"[\W_]+")
_APART = re.compile(r"[^\w\s'’]+")
_GENITIVE = re.compile(r"['’]s\b")


class _Words:
    """A folded text in which words and phrases are looked for; hyphens and apostrophes join the words of a phrase, commas do not."""

    def __init__(self, text: str) -> None:
        self._joined = f" {_APART.sub(' | ', text.replace('-', ' '))} "
        self._joined = re.sub(r"\s+", " ", self._joined)

    def __contains__(self, what: str) -> bool:
        return f" {what.replace('-', ' ')} " in self._joined


def told_why(why: Sequence[Reason], articles: Sequence[Article], spoken: Sequence[str | None]) -> tuple[Reason, ...]:
    """Of the reasons, heaviest first, the words that tell something: at most `MOST`, and all sentences with a passage.

    A word is given once, in whatever form ("missile", "missiles") or phrase ("operation", "military operation"). Of the languages
    `spoken` the first counts in whose articles some of the words stand: those of others are not given then, nor are words side
    by side that are no phrase there ("missiles, drones"). Names and acronyms are written as the articles write them.
    """
    texts = [(article.language, " | ".join((article.title, *article.paragraphs))) for article in articles]
    every = _Words(fold(" | ".join(text for _, text in texts)))
    words = [one for one in why if one.passage is None]
    told = words
    for language in dict.fromkeys(spoken):
        native = _Words(fold(" | ".join(text for its, text in texts if _same(its, language))))
        if heard := [one for one in words if one.what in native]:
            told = [one for one in words if one in heard or not _stands(one.what, every)]
            break
    printed = (replace(one, what=_as_written(one.what, articles)) for one in _once(told)[:MOST])
    return (*printed, *(one for one in why if one.passage is not None))


def _same(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one.partition("-")[0] == other.partition("-")[0]


def _once(words: Sequence[Reason]) -> list[Reason]:
    kept: list[tuple[frozenset[str], Reason]] = []
    for one in words:
        stems = frozenset(map(stem, _BETWEEN.sub(" ", _GENITIVE.sub("", fold(one.what))).split()))
        sharing = [at for at, (other, _) in enumerate(kept) if other & stems]
        if not sharing:
            kept.append((stems, one))
        elif all(kept[at][0] < stems for at in sharing):
            kept[sharing[0]] = (stems, one)
            kept = [pair for at, pair in enumerate(kept) if at not in sharing[1:]]
    return [one for _, one in kept]


def _stands(what: str, text: _Words) -> bool:
    """Whether each word of a phrase stands in a text, side by side or not."""
    return all(word in text for word in what.split())


def _as_written(what: str, articles: Sequence[Article]) -> str:
    return " ".join(_name(word, articles) for word in what.split())


def _name(word: str, articles: Sequence[Article]) -> str:
    """The word with the capitals it has wherever it does not begin a sentence or stand in a headline."""
    pattern = re.compile(rf"(?<=[^\W\d_] ){re.escape(word)}(?!\w)", re.IGNORECASE)
    found = {match.group() for article in articles for text in article.paragraphs for match in pattern.finditer(text)}
    return found.pop() if len(found) == 1 else word
