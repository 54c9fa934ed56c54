"""The sentences a story speaks with: those of its articles that are about it, each with its passage and its place in the article."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from briefing.language.quotes import outside_quotations, quotations
from briefing.language.sentences import spans
from briefing.language.words import squash
from briefing.model import Article, Passage, Story

_LEAD, _OTHER = 40, 20  # sentences of the lead and of each other article that are looked at: what is printed comes from there
_ARTICLES = 40  # articles of a story
_SHORTEST = 6  # words of a sentence that states something
_OWN_WORDS = 0.4  # of a sentence; where less stands outside quotation marks it is what somebody thinks
_SHOUTED = 0.5  # of a sentence's letters in capitals: a cross-head, or another page's headline
_VOICE = re.compile(r"(?<![\w'’])(?:I|[Ww]e|[Oo]ur|[Mm]y|[Yy]ou|[Yy]our|I['’]m|[Ww]e['’]re|ми|мы|наш\w*)(?![\w'’])")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A sentence of an article: `order` is its number there (0 is the title)."""

    article: Article
    order: int
    passage: Passage
    text: str


def spoken(story: Story) -> Iterator[Sentence]:
    """The sentences of a story's own articles without what they tell of other events, then those lent to it, lead first.

    A title comes first in its article (order 0); only so many of a long article as an edition would print from.
    """
    elsewhere = {(part.article.id, paragraph) for part in story.elsewhere for paragraph in part.paragraphs}
    for number, article in enumerate(story.articles[:_ARTICLES]):
        wanted = [at for at in range(1, len(article.paragraphs) + 1) if (article.id, at) not in elsewhere]
        yield from _sentences(article, wanted, most=_OTHER if number else _LEAD, title=True)
    for part in story.lent:
        yield from _sentences(part.article, part.paragraphs, most=_OTHER, title=False)


def every(story: Story) -> Iterator[str]:
    """All sentences that tell of a story, headlines and those of repeats among them, however far down they stand."""
    elsewhere = {(part.article.id, paragraph) for part in story.elsewhere for paragraph in part.paragraphs}
    for article in (*story.articles, *(repeat.article for repeat in story.repeats)):
        yield article.title
        for at, text in enumerate(article.paragraphs, 1):
            if (article.id, at) not in elsewhere:
                yield from (text[start:end] for start, end in spans(text, article.language))
    for part in story.lent:
        for at in part.paragraphs:
            text = part.article.paragraphs[at - 1]
            yield from (text[start:end] for start, end in spans(text, part.article.language))


def states(text: str) -> bool:
    """Whether a sentence can state a fact: long enough, nobody's own voice, more than a quotation, no question, no cross-head."""
    letters = [char for char in text if char.isalpha()]
    if len(text.split()) < _SHORTEST or sum(map(str.isupper, letters)) > _SHOUTED * len(letters):
        return False
    plain = outside_quotations(text)
    if plain.rstrip().endswith("?") or _VOICE.search(plain):
        return False
    quoted = sum(end - start for start, end in quotations(text))
    return len(text) - quoted >= _OWN_WORDS * len(text)


def mark(text: str) -> int:
    """A sentence as a number of 64 bits, by its letters and digits alone: the same for two that differ in marks and spaces only."""
    return int.from_bytes(blake2b(squash(text).encode("utf-8", "replace"), digest_size=8).digest(), signed=True)


def _sentences(article: Article, paragraphs: Sequence[int], *, most: int, title: bool) -> Iterator[Sentence]:
    order = 0
    if title and article.title:
        yield Sentence(article=article, order=0, passage=_passage(article, 0, 0, len(article.title)), text=article.title)
    for paragraph in paragraphs:
        if order >= most:
            return
        text = article.paragraphs[paragraph - 1]
        for start, end in spans(text, article.language):
            order += 1
            yield Sentence(article=article, order=order, passage=_passage(article, paragraph, start, end), text=text[start:end])


def _passage(article: Article, paragraph: int, start: int, end: int) -> Passage:
    return Passage(article=article.id, paragraph=paragraph, start=start, end=end, sha256=article.capture)
