"""Which section an article belongs to, from the profile's words alone, with the words that decided.

    a section's terms, title, about and examples ─→ weighted stems ─→ looked for in headline, opening and rest

Headline, opening and rest each share out one vote among the sections, by what of each section's vocabulary they hold; where
they hold little, most of the vote is not cast. So the thousand words of background under a report cannot outvote its
headline, and a long report whose headline says nothing is still placed by what it is full of.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log, log2

from briefing.language.keys import stem
from briefing.language.places import find, places
from briefing.language.words import STOPWORDS, WORD, fold
from briefing.model import OTHER, Reason
from briefing.settings import SectionPlan

Stems = tuple[str, ...]

_TERM, _PHRASE, _TITLE, _ABOUT, _EXAMPLE = 1.0, 1.5, 0.8, 0.4, 0.3  # what a word counts by where the profile has it
_VOTES = (0.4, 0.3, 0.3)  # of headline, opening and rest
_UNCAST = (1.0, 2.0, 6.0)  # evidence at which half of a vote is cast
_EMPHASIS = (4, 2, 1)  # what a mention counts as evidence that the article belongs to any section at all
_OPENING = 80  # words
_LETTERS = 7  # of a word and the space behind it
_LONGEST = 3000  # words that are looked at
_ENOUGH, _PER_DOUBLING = 1.2, 0.25  # evidence below which nothing is sure, and what is asked more for each doubling of the text
_OFTEN = 3  # mentions of the subject that make an article one on it, wherever they stand
_ALSO = 0.5  # of the best section's votes
_REASONS = 6

HEADLINE, REST = 0, 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """An article's section (an id of the profile's, or "other") and the further ones that are right too.

    `why` are the words that spoke for the section, with the part of a vote each brought; `votes` what every section got.
    """

    section: str
    also: tuple[str, ...] = ()
    why: tuple[Reason, ...] = ()
    votes: tuple[tuple[str, float], ...] = ()


def classify(title: str, paragraphs: Sequence[str], plans: tuple[SectionPlan, ...], subject: tuple[str, ...] = ()) -> Verdict:
    """The section of one article; "other" where too little speaks for any, or where it is not about the profile's `subject`."""
    if subject and not _is_about(title, paragraphs, subject):
        return Verdict(section=OTHER)
    said = _mentions(title, paragraphs, plans)
    vocabulary = _vocabulary(plans)[0]
    evidence = [0.0] * len(plans)
    brought: list[dict[Stems, float]] = [{} for _ in plans]
    for zone, mentions in enumerate(said.zones):
        cast = sum(weight * log(1 + count) for name, count in mentions.items() for _, weight in vocabulary[name])
        for name, count in mentions.items():
            for section, weight in vocabulary[name]:
                part = _VOTES[zone] * weight * log(1 + count) / (cast + _UNCAST[zone])
                brought[section][name] = brought[section].get(name, 0.0) + part
    for name, amount in said.amounts.items():
        for section, weight in vocabulary[name]:
            evidence[section] += weight * log(1 + amount)
    votes = tuple((plan.id, round(sum(brought[at].values()), 4)) for at, plan in enumerate(plans))
    enough = _ENOUGH + _PER_DOUBLING * log2(1 + min(said.length, 500) / 15)
    sure = [at for at in sorted(range(len(plans)), key=lambda at: (-votes[at][1], at)) if evidence[at] >= enough]
    if not sure:
        return Verdict(section=OTHER, votes=votes)
    best = sure[0]
    why = sorted((Reason(what=said.written[name], weight=round(part, 3)) for name, part in brought[best].items()), key=_heaviest)
    return Verdict(
        section=plans[best].id,
        also=tuple(plans[at].id for at in sure[1:] if votes[at][1] >= _ALSO * votes[best][1]),
        why=tuple(why[:_REASONS]),
        votes=votes,
    )


def _is_about(title: str, paragraphs: Sequence[str], subject: tuple[str, ...]) -> bool:
    """Whether headline or opening names the subject, or a place in a country that is named as one; or the text names it again and again.

    "Killed" alone is any country's news.
    """
    names = {tuple(stem(word) for word in _words(name)) for name in subject}
    lengths = sorted({len(name) for name in names if name})
    stems = [stem(word) for text in (title, *paragraphs) for word in _words(text)][:_LONGEST]
    opening = len(_words(title)) + _OPENING
    met = [at for at in range(len(stems)) if any(tuple(stems[at : at + length]) in names for length in lengths)]
    if len(met) >= _OFTEN or any(at < opening for at in met):
        return True
    countries = {place.country for name in subject if (place := find(name)) and place.kind == "country"}
    top = " ".join((title, *paragraphs))[: _OPENING * _LETTERS]
    return any(mention.place.country in countries for mention in places(top))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Said:
    """What of the profile's vocabulary an article says: mentions by zone, amounts over all, and each as written first."""

    zones: tuple[dict[Stems, int], ...]
    amounts: dict[Stems, int]
    written: dict[Stems, str]
    length: int


def _mentions(title: str, paragraphs: Sequence[str], plans: tuple[SectionPlan, ...]) -> _Said:
    vocabulary, heads = _vocabulary(plans)
    zones: tuple[dict[Stems, int], ...] = ({}, {}, {})
    amounts: dict[Stems, int] = {}
    written: dict[Stems, str] = {}
    read = 0
    for text in (title, *paragraphs):
        words = _words(text)
        stems = [stem(word) for word in words]
        at = 0
        while at < len(stems):
            longest = heads.get(stems[at], 0)
            length = next((n for n in range(longest, 0, -1) if tuple(stems[at : at + n]) in vocabulary), 0) if longest else 0
            if length:
                name = tuple(stems[at : at + length])
                zone = HEADLINE if text is title else 1 + (read + at >= _OPENING)
                zones[zone][name] = zones[zone].get(name, 0) + 1
                amounts[name] = amounts.get(name, 0) + _EMPHASIS[zone]
                written.setdefault(name, " ".join(words[at : at + length]))
            at += length or 1
        read += 0 if text is title else len(words)
        if read > _LONGEST:
            break
    return _Said(zones=zones, amounts=amounts, written=written, length=read)


@lru_cache(maxsize=16)
def _vocabulary(plans: tuple[SectionPlan, ...]) -> tuple[dict[Stems, tuple[tuple[int, float], ...]], dict[str, int]]:
    """The stems that speak for sections: for each the sections by number with its weight; and how many follow which first stem.

    A term counts the less the more sections have it.
    """
    weights: dict[Stems, dict[int, float]] = {}
    for section, plan in enumerate(plans):
        for name, weight in _entries(plan):
            of = weights.setdefault(name, {})
            of[section] = max(of.get(section, 0.0), weight)
    vocabulary = {}
    for name, of in weights.items():
        rarity = 1 - log(len(of)) / log(len(plans) + 1)
        vocabulary[name] = tuple((section, weight * rarity) for section, weight in sorted(of.items()))
    heads: dict[str, int] = {}
    for name in vocabulary:
        heads[name[0]] = max(heads.get(name[0], 0), len(name))
    return vocabulary, heads


def _entries(plan: SectionPlan) -> list[tuple[Stems, float]]:
    entries = []
    for term in plan.terms:
        if name := tuple(stem(word) for word in _words(term)):
            entries.append((name, _TERM if len(name) == 1 else _PHRASE))
    for text, weight in ((plan.title, _TITLE), (plan.about, _ABOUT), *((example, _EXAMPLE) for example in plan.examples)):
        entries += [
            ((stem(word),), weight) for word in _words(text) if word not in STOPWORDS and len(word) > 2 and not word.isdigit()
        ]
    return entries


def _words(text: str) -> list[str]:
    return [part for word in WORD.findall(fold(text)) for part in word.split("-") if part]


def _heaviest(reason: Reason) -> tuple[float, str]:
    return -reason.weight, reason.what
