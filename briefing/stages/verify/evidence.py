"""What a passage points at: the words of the article, and whether the stored bytes still hold them."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import date

from briefing.language import sentences
from briefing.language.flatten import flatten, holds
from briefing.language.proof import can_be_of, is_among, whereabouts
from briefing.language.words import squash
from briefing.model import Article, Briefing, Capture, Passage


class Evidence:
    """Looks passages up in a briefing's articles and in the captures; each capture is hashed and flattened once."""

    def __init__(self, briefing: Briefing, captures: Mapping[str, Capture]) -> None:
        self._captures = captures
        self._articles = {(article.id, article.capture): article for article in briefing.articles}
        self._known = {article.id for article in briefing.articles}
        self._flat: dict[str, tuple[str, str]] = {}
        self._found: dict[tuple[str, str], str] = {}
        self._named: dict[tuple[str, str], frozenset[str]] = {}

    def article(self, passage: Passage) -> Article | None:
        """The version of the article a passage is cut from."""
        return self._articles.get((passage.article, passage.sha256))

    def words(self, passage: Passage) -> str:
        """The characters a passage points at; "" where it points outside the article."""
        article = self.article(passage)
        paragraph = article and paragraph_of(article, passage.paragraph)
        if not paragraph or not 0 <= passage.start < passage.end <= len(paragraph):
            return ""
        return paragraph[passage.start : passage.end]

    def fault(self, passage: Passage) -> str:
        """Why a passage does not hold, or "" where it does: the capture is there, its bytes are unchanged, the words stand in it.

        Part of a sentence is looked for with its sentence.
        """
        if self.article(passage) is None:
            if passage.article in self._known:
                return f"article {passage.article} is cited from another version than the one in the briefing"
            return f"article {passage.article} is not in the briefing"
        if not self.words(passage).strip():
            where = f"paragraph {passage.paragraph}, characters {passage.start} to {passage.end}"
            return f"article {passage.article} has no {where}"
        return self.absence(passage.sha256, self.sentence(passage))

    def sentence(self, passage: Passage) -> str:
        """The sentence around a passage: a number alone would be found in almost any page."""
        article = self.article(passage)
        paragraph = (article and paragraph_of(article, passage.paragraph)) or ""
        if passage.paragraph == 0 or article is None:
            return paragraph
        start, end = sentences.around(paragraph, passage.start, passage.end, article.language)
        return paragraph[start:end]

    def absence(self, sha256: str, text: str) -> str:
        """Why `text` cannot be shown to stand in the capture with this hash, or "" where it does."""
        if (sha256, text) not in self._found:
            flat, fault = self._flattened(sha256)
            if not fault and not holds(flat, text):
                fault = f"the passage does not stand in capture {sha256}: “{text}”"
            self._found[sha256, text] = fault
        return self._found[sha256, text]

    def broken(self, sha256: str) -> str:
        """Why the capture with this hash proves nothing (it is missing, its bytes are changed), or "" where it can be asked."""
        return self._flattened(sha256)[1]

    def other_readings(self, passage: Passage) -> tuple[str, ...]:
        """The captures of the other readings of a passage's article that are in the briefing."""
        return tuple(
            sorted(capture for article, capture in self._articles if article == passage.article and capture != passage.sha256)
        )

    def may_be_of(self, day: date, articles: Collection[str]) -> bool:
        """Whether what these articles report can be of this day: one was published then or on the day after, or names it."""
        return any(can_be_of(article, day) for article in self._articles.values() if article.id in articles)

    def names_place(self, name: str, articles: Collection[str]) -> bool:
        """Whether one of these articles names this place or one that lies in it."""
        return any(is_among(name, self._places(article)) for article in self._articles.values() if article.id in articles)

    def _places(self, article: Article) -> frozenset[str]:
        key = article.id, article.capture
        if key not in self._named:
            self._named[key] = whereabouts(article)
        return self._named[key]

    def _flattened(self, sha256: str) -> tuple[str, str]:
        if sha256 not in self._flat:
            capture = self._captures.get(sha256)
            if capture is None:
                self._flat[sha256] = "", f"capture {sha256} is missing from the archive"
            elif hashlib.sha256(capture.body).hexdigest() != sha256:
                self._flat[sha256] = "", f"the stored bytes of capture {sha256} are no longer those it was filed under"
            else:
                self._flat[sha256] = squash(flatten(capture.body, capture.media_type, capture.charset)), ""
        return self._flat[sha256]


def paragraph_of(article: Article, number: int) -> str | None:
    """The text of paragraph `number`, 0 being the title; None where there is none."""
    if number == 0:
        return article.title
    return article.paragraphs[number - 1] if 0 < number <= len(article.paragraphs) else None
