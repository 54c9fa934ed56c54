"""Who stands behind a printed sentence: the credit it lacks, and the independent sources that say the same."""

import re
from collections.abc import Sequence

from briefing.language.mastheads import masthead
from briefing.language.quotes import can_be_spoken, credit, outside_quotations
from briefing.language.speakers import speaker
from briefing.model import Article, Passage, Statement
from briefing.stages.compose.telling.candidates import Candidate
from briefing.stages.compose.telling.standing import named

MOST_SUPPORT = 2  # further passages cited for one sentence
_CASUALTIES = frozenset(("killed", "injured", "missing", "captured"))
_ACCUSATION = re.compile(
    r"\b(?:accus(?:e|es|ed|ing)|blam(?:e|es|ed|ing)|claim(?:ed|s|ing)? responsibility)\b|звинува\w+|обвин\w+|\bвзял\w+ (?:на себе відповідальність|на себя ответственность)",
    re.IGNORECASE,
)
_SAID_TO = re.compile(
    r"\balleged(?:ly)?\b|\bsuspected of\b|\bwar crimes?\b|\bнібито\b|\bякобы\b|воєнн\w+ злочин|военн\w+ преступл", re.IGNORECASE
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be)\s+(?:\w+ly\s+)?$", re.IGNORECASE)


def statement(candidate: Candidate, found: Sequence[Candidate]) -> Statement:
    """The sentence as printed, with the passages of independent sources among `found` that state the same.

    Where it counts victims or accuses and names nobody who says so, its publisher is named.
    """
    article, text = candidate.article, candidate.text
    own: tuple[str, ...] = ()
    if _owes_a_credit(candidate):
        spoken = can_be_spoken(article.language) and text.endswith(".") and not text.endswith("..")
        own = (credit(article.publisher, spoken=spoken, language=article.language),)
        text = (text[:-1] if spoken else text) + own[0]
    return Statement(text=text, passages=(candidate.passage, *_support(candidate, found)), own=own, language=article.language)


def independent(one: Article, other: Article) -> bool:
    """Whether two articles are by publishers that are both known, differ, and draw on no wire in common."""
    if not one.publisher or not other.publisher:
        return False
    return not set(map(masthead, (one.publisher, *one.agencies))) & set(map(masthead, (other.publisher, *other.agencies)))


def _owes_a_credit(candidate: Candidate) -> bool:
    plain = outside_quotations(candidate.text)
    victims = any(figure.kind in _CASUALTIES for figure in candidate.figures)
    if not (victims or _SAID_TO.search(plain) or _accuser_is_missing(plain)):
        return False
    return speaker(candidate.text, candidate.article.language) is None


def _accuser_is_missing(plain: str) -> bool:
    accusation = _ACCUSATION.search(plain)
    if not accusation:
        return False
    before = plain[: accusation.start()]
    return bool(_PASSIVE.search(before)) or not named(before)


def _support(candidate: Candidate, found: Sequence[Candidate]) -> tuple[Passage, ...]:
    support: dict[str, Candidate] = {}
    for other in sorted(found, key=lambda other: (-_overlap(candidate, other), other.order)):
        if _overlap(candidate, other) < 0.5 or not _states_the_same(candidate, other):
            continue
        cited = [candidate.article, *(one.article for one in support.values())]
        if all(independent(article, other.article) for article in cited):
            support[other.article.id] = other
    return tuple(other.passage for other in support.values())[:MOST_SUPPORT]


def _states_the_same(candidate: Candidate, other: Candidate) -> bool:
    return candidate.numbers <= other.numbers and candidate.article.language == other.article.language and not other.standing.unfit


def _overlap(one: Candidate, other: Candidate) -> float:
    either = one.content | other.content
    return len(one.content & other.content) / len(either) if either else 0.0
