"""Two readings of one page set side by side: what became of a sentence of the older one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from briefing.language import dates
from briefing.language.keys import key, keys
from briefing.language.numbers import Number, numbers
from briefing.language.quotes import names
from briefing.language.sentences import spans
from briefing.language.words import fold, squash, words
from briefing.model import Article, Passage
from briefing.stages.follow.spoken import states

Became = Literal["kept", "reworded", "grown", "changed", "gone", "unclear"]

_LIKE = 0.6  # of the words of two sentences, numbers aside, that are the same where one took the other's place
_LIKE_IF_STATED = 0.45  # … where the page says that it was corrected
_UNLIKE = 0.35  # below this nothing like the sentence is left
_NEARLY_WHOLE = 0.85  # … above this the two differ in next to nothing, and a "not" more is the difference
_STILL_TOLD = 0.75  # of a sentence's words that the page still has, in whatever sentences: then it was rewritten
_ALMOST = 0.75  # … names aside, from which on another name is the difference
_A_NOT = 3  # words that a denial adds at most
_REMOVED = 2  # sentences: a page that lost more of them was rewritten
_SAME_PAGE = 0.6  # of the older reading's other sentences that must still stand for a gap to be a gap
_LONGEST, _MOST = 200_000, 600  # characters, sentences of a page that are compared
_SHORTEST = 6  # words of a sentence whose absence says anything
_SPELLING = 0.72  # of two names' letters: one name, written in two ways
_NEXT = 60  # characters beside a number
_ROUNDED = 0.01
_NEGATIONS = frozenset(
    """not no never none nobody nothing neither nor without cannot isn't wasn't aren't weren't don't doesn't didn't won't hasn't haven't can't couldn't
    не ні ані без немає нема жоден жодного жодна нет ни никто ничего никогда nicht kein keine keinen nie ne pas jamais aucun aucune sin nunca""".split()
)
_STATED = re.compile(
    r"\bcorrections?\b\s*(?::|[-–—]|\()|\b(?:an? )?(?:earlier|previous|original) versions? of (?:this|the) (?:article|story|report|page|headline|post|piece)\b"
    r"|\bthis (?:article|story|report|page|post|headline|piece) (?:has been|was) (?:amended|corrected|updated to correct)|\b(?:incorrectly|mistakenly|wrongly) (?:stated|said|reported|identified|gave)\b"
    r"|\bclarification\b\s*(?::|[-–—])|\b(?:has|have) been corrected\b|\bmisstated\b|\bmisidentified\b|\beditor['’]s note\b.{0,80}\bcorrect"
    r"|виправлен(?:о|ня)\b|уточнен(?:о|ня)\b\s*[:.–—-]|у попередній версії|помилково (?:зазнач|повідом|вказ|назва)"
    r"|исправлен(?:о|ие)\b|уточнение\b\s*[:.–—-]|в (?:предыдущей|прежней|первоначальной) версии|ошибочно (?:указ|сообщ|назва|был)"
    r"|\bkorrektur\b\s*:|in einer früheren (?:version|fassung)|\brectificatif\b|une version précédente|\bcorrección\b\s*:|una versión anterior|\bsprostowanie\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What became of a sentence, and where the words stand that took its place ("changed" and "grown" only)."""

    became: Became
    text: str = ""
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    squashed: str
    keys: frozenset[str]
    passage: Passage


class Reading:
    """One reading of a page, sentence by sentence."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.lines = tuple(_lines(article))
        self.squashed = squash(" ".join((article.title, *article.paragraphs))[:_LONGEST])
        self.marks = frozenset(line.squashed for line in self.lines)
        self.keys = frozenset(name for line in self.lines for name in line.keys)


class Change:
    """The newest reading of a page beside the one an edition cites (None where it is not at hand)."""

    def __init__(self, older: Article | None, newer: Article) -> None:
        self._older = Reading(older) if older else None
        self._newer = Reading(newer)
        had = self._older.squashed if self._older else ""
        self.stated = any(_STATED.search(line.text) and line.squashed not in had for line in self._newer.lines)

    def of(self, text: str) -> Outcome:
        """What became of these words of the older reading."""
        wanted = squash(text)
        if not wanted or wanted in self._newer.squashed:
            return Outcome(became="kept")
        had = frozenset(_content(text))
        new = [line for line in self._newer.lines if not self._older or line.squashed not in self._older.marks]
        best = max(
            new, key=lambda line: (round(_alike(had, line.keys), 9), -line.passage.paragraph, -line.passage.start), default=None
        )
        alike = _alike(had, best.keys) if best else 0.0
        if best and alike >= (_LIKE_IF_STATED if self.stated else _LIKE):
            became = self._turned(text, best, alike)
            return (
                Outcome(became=became, text=best.text, passage=best.passage)
                if became in ("changed", "grown")
                else Outcome(became=became)
            )
        nearest = max((_alike(had, line.keys) for line in self._newer.lines), default=0.0)
        if nearest < _UNLIKE and self._is_gap(text, had):
            return Outcome(became="gone")
        return Outcome(became="unclear")

    def _turned(self, text: str, line: _Line, alike: float) -> Became:
        """How a sentence differs from the one that took its place."""
        moved = self._moved(text, line)
        if moved:
            return "grown" if moved == "up" and not self.stated else "changed"
        if self._renamed(text, line.text):
            return "changed"
        if (
            alike >= _NEARLY_WHOLE
            and abs(len(words(text)) - len(words(line.text))) <= _A_NOT
            and _negated(text) != _negated(line.text)
        ):
            return "changed"
        return "reworded"

    def _moved(self, text: str, line: _Line) -> Literal["", "up", "other"]:
        """Whether a number or a day gave way to another: "up" where counts rose and nothing else moved."""
        before, now = _figures(text), _figures(line.text)
        ups = others = 0
        for role in ("count", "money", "share"):
            gone = [one for one in before if one.role == role and not any(_equal(one, other) for other in now)]
            come = [one for one in now if one.role == role and not any(_equal(one, other) for other in before)]
            pairs = [(old, new) for old in gone for new in come if _beside(text, old) & _beside(line.text, new)]
            if not pairs or any(self._still(text, old) for old, _ in pairs):
                continue
            rose = role == "count" and all(new.value > old.value for old, new in pairs)
            ups += rose
            others += not rose
        if _days(text) and _days(line.text) and not _days(text) & _days(line.text):
            others += 1
        return "other" if others else "up" if ups else ""

    def _still(self, text: str, number: Number) -> bool:
        """Whether the page still gives a number, in a sentence on the same matter."""
        had = frozenset(_content(text))
        return any(
            _alike(had, line.keys) >= _UNLIKE and any(_equal(number, other) for other in _figures(line.text))
            for line in self._newer.lines
        )

    def _renamed(self, text: str, now: str) -> bool:
        """Whether a name gave way to another: one that the page no longer has, to one that it did not have."""
        if _alike(_plain(text), _plain(now)) < _ALMOST:
            return False
        gone = [name for name in _names(text) if key(name) not in self._newer.keys]
        had = self._older.keys if self._older else frozenset(_content(text))
        come = [name for name in _names(now) if key(name) not in had]
        if not gone or not come or len(gone) > 3 or len(come) > 3:
            return False
        return not any(_spelt_alike(one, other) for one in gone for other in come)

    def _is_gap(self, text: str, had: frozenset[str]) -> bool:
        """Whether a sentence was taken out of a page that otherwise stayed: not cut short, not walled, not rolled on."""
        older, newer = self._older, self._newer
        if older is None or older.article.kind != newer.article.kind or not states(text) or not (_names(text) or _figures(text)):
            return False
        if had and len(had & newer.keys) / len(had) >= _STILL_TOLD:
            return False
        wanted = squash(text)
        places = [at for at, line in enumerate(older.lines) if line.squashed in wanted or wanted in line.squashed]
        others = [line.squashed for at, line in enumerate(older.lines) if at not in places]
        stay = [mark in newer.squashed for mark in others]
        if not places or len(others) < 3 or sum(stay) < _SAME_PAGE * len(others):
            return False
        lost = len(stay) - sum(stay)
        come = sum(line.squashed not in older.squashed for line in newer.lines)
        if self.stated:
            return lost + come <= (1 - _SAME_PAGE) * len(older.lines)
        # Pages are rewritten all the time. Only where nothing else moved was a statement taken back.
        behind = [line.squashed for line in older.lines[max(places) + 1 :]]
        return lost < _REMOVED and come == 0 and any(mark in newer.squashed for mark in behind)


def _lines(article: Article) -> Iterator[_Line]:
    made = 0
    for at, text in enumerate(article.paragraphs, 1):
        for start, end in spans(text, article.language):
            made += 1
            if made > _MOST:
                return
            sentence = text[start:end]
            passage = Passage(article=article.id, paragraph=at, start=start, end=end, sha256=article.capture)
            yield _Line(sentence, squash(sentence), frozenset(_content(sentence)), passage)


def _content(text: str) -> list[str]:
    """The keys of a text without its numbers: what it speaks of."""
    return [name for name in keys(text) if not name.lstrip("=")[:1].isdigit()]


def _plain(text: str) -> frozenset[str]:
    """What a text speaks of, its names left out."""
    named = {name for word in _names(text) for name in keys(word)}
    return frozenset(_content(text)) - named


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """How much two sentences have in common, 0 to 1; a long one that holds a short one whole is like it."""
    if not one or not other:
        return 0.0
    both = len(one & other)
    return max(2 * both / (len(one) + len(other)), 0.9 * both / len(one) if len(one) >= _SHORTEST else 0.0)


def _figures(text: str) -> list[Number]:
    return [number for number in numbers(text) if number.role in ("count", "money", "share")]


def _equal(one: Number, other: Number) -> bool:
    if one.role != other.role or one.currency != other.currency:
        return False
    values, its = {one.value, one.value_max or one.value}, {other.value, other.value_max or other.value}
    return bool(values & its) or (min(one.value, other.value) >= 100 and abs(one.value - other.value) <= _ROUNDED * one.value)


def _beside(text: str, number: Number) -> frozenset[str]:
    """The keys of the words next to a number, behind it and before: what it counts."""
    named = {name for word in _names(text) for name in keys(word)}
    after = [name for name in _content(text[number.end :][:_NEXT]) if name not in named]
    before = [name for name in _content(text[max(0, number.start - _NEXT) : number.start]) if name not in named]
    return frozenset((*after[:3], *before[-2:]))


def _spelt_alike(one: str, other: str) -> bool:
    """Whether two names are one in two spellings, or one shortened."""
    first, second = squash(one), squash(other)
    return first.startswith(second[:3]) or second.startswith(first[:3]) or SequenceMatcher(None, first, second).ratio() >= _SPELLING


def _days(text: str) -> frozenset[tuple[str, int, int]]:
    found = {("date", one.month, one.day or 0) for one in dates.written(text)}
    return frozenset(found | {("weekday", weekday, 0) for _, _, weekday in dates.weekdays(text)})


def _names(text: str) -> list[str]:
    """The names of a text, folded, without days and months."""
    calendar = {fold(word) for word in (*dates.WEEKDAYS, *dates.MONTHS)}
    return list(
        dict.fromkeys(
            name for word in names(text) if (name := fold(word).removesuffix("'s")) not in calendar and len(squash(name)) > 2
        )
    )


def _negated(text: str) -> bool:
    return sum(word in _NEGATIONS for word in words(text)) % 2 == 1
