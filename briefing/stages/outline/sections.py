"""Which section an article belongs to, from the profile's words alone, with the words and sentences that decided.

    a section's terms, title, about and examples ─→ weighted stems ─→ looked for in headline, opening and rest

Headline, opening and rest each share out one vote among the sections, by what of each section's vocabulary they hold; where
they hold little, most of the vote is not cast. So the thousand words of background under a report cannot outvote its
headline, and a long report whose headline says nothing is still placed by what it is full of. What the profile lists as
`elsewhere` (courts, sport) is voted for like a section: where it wins, the article is "other".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, log2

from briefing.language.sentences import spans
from briefing.model import OTHER, Reason
from briefing.settings import SectionPlan
from briefing.stages.outline.subject import is_about
from briefing.stages.outline.vocabulary import LONGEST, OPENING, Stems, Vocabulary, divided, heads, term, vocabulary

_VOTES = (0.4, 0.3, 0.3)  # of headline, opening and rest
_UNCAST = (1.0, 2.0, 6.0)  # evidence at which half of a vote is cast
_EMPHASIS = (4, 2, 1)  # what a mention counts as evidence that the article belongs to any section at all
_ENOUGH, _PER_DOUBLING = 1.2, 0.25  # evidence below which nothing is sure, and what is asked more for each doubling of the text
_ALSO = 0.5  # of the best section's votes
_REASONS = 6
_SENTENCES = 2

HEADLINE, OPENS, REST = 0, 1, 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Deciding:
    """A sentence that spoke for the section: characters [start, end) of a paragraph (0 is the title), and its part of a vote."""

    paragraph: int
    start: int
    end: int
    text: str
    weight: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """An article's section (an id of the profile's, or "other") and the further ones that are right too.

    `why` are the words that spoke for the section, with the part of a vote each brought, `sentences` those that hold most of
    them; where the words of `elsewhere` won, they are the reason for "other". `votes` is what every section got.
    """

    section: str
    also: tuple[str, ...] = ()
    why: tuple[Reason, ...] = ()
    sentences: tuple[Deciding, ...] = ()
    votes: tuple[tuple[str, float], ...] = ()


def classify(
    title: str,
    paragraphs: Sequence[str],
    plans: tuple[SectionPlan, ...],
    subject: tuple[str, ...] = (),
    elsewhere: tuple[str, ...] = (),
    language: str | None = None,
) -> Verdict:
    """The section of one article; "other" where too little speaks for any, or where it is not about the profile's `subject`."""
    if subject and not is_about(title, paragraphs, subject):
        return Verdict(section=OTHER)
    words = vocabulary(plans, elsewhere)
    said = _mentions(title, paragraphs, words)
    brought = _votes(said, words, len(plans) + bool(elsewhere))
    totals = [round(sum(parts.values()), 4) for parts in brought]
    votes = tuple((plan.id, totals[at]) for at, plan in enumerate(plans))
    evidence = [0.0] * len(brought)
    for name, amount in said.amounts.items():
        for section, weight in words.known[name]:
            evidence[section] += weight * log(1 + amount)
    enough = _ENOUGH + _PER_DOUBLING * log2(1 + min(said.length, 500) / 15)
    sure = [at for at in sorted(range(len(plans)), key=lambda at: (-totals[at], at)) if evidence[at] >= enough]
    away = len(plans) if elsewhere and evidence[-1] >= enough else None
    if away is not None and all(totals[at] < totals[away] for at in sure):
        return Verdict(section=OTHER, why=_words(brought[away], said), votes=votes)
    if not sure:
        return Verdict(section=OTHER, votes=votes)
    best = sure[0]
    return Verdict(
        section=plans[best].id,
        also=tuple(plans[at].id for at in sure[1:] if totals[at] >= _ALSO * totals[best]),
        why=_words(brought[best], said),
        sentences=_sentences((title, *paragraphs), brought[best], said, language),
        votes=votes,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Said:
    """What of the profile's vocabulary an article says: mentions by zone, amounts over all, each as written first, and where."""

    zones: tuple[dict[Stems, int], ...]
    amounts: dict[Stems, int]
    written: dict[Stems, str]
    places: dict[int, list[Stems]]  # by paragraph
    length: int


def _mentions(title: str, paragraphs: Sequence[str], vocabulary: Vocabulary) -> _Said:
    zones: tuple[dict[Stems, int], ...] = ({}, {}, {})
    amounts: dict[Stems, int] = {}
    written: dict[Stems, str] = {}
    places: dict[int, list[Stems]] = {}
    read = 0
    for number, text in enumerate((title, *paragraphs)):
        words = divided(text)
        for at, name in _found(words, vocabulary.known, vocabulary.heads):
            zone = HEADLINE if number == 0 else OPENS if read + at < OPENING else REST
            zones[zone][name] = zones[zone].get(name, 0) + 1
            amounts[name] = amounts.get(name, 0) + _EMPHASIS[zone]
            written.setdefault(name, " ".join(words[at : at + len(name)]))
            places.setdefault(number, []).append(name)
        read += len(words) if number else 0
        if read > LONGEST:
            break
    return _Said(zones=zones, amounts=amounts, written=written, places=places, length=read)


def _found(words: Sequence[str], known: Mapping[Stems, object], opens: Mapping[str, int]) -> list[tuple[int, Stems]]:
    """The terms among these words, the longest first where they overlap, each with the number of its first word."""
    stems = [term(word) for word in words]
    found = []
    at = 0
    while at < len(stems):
        longest = opens.get(stems[at], 0)
        length = next((n for n in range(longest, 0, -1) if tuple(stems[at : at + n]) in known), 0)
        if length:
            found.append((at, tuple(stems[at : at + length])))
        at += length or 1
    return found


def _votes(said: _Said, vocabulary: Vocabulary, sections: int) -> list[dict[Stems, float]]:
    """For each section what part of a vote each term brought it."""
    brought: list[dict[Stems, float]] = [{} for _ in range(sections)]
    for zone, mentions in enumerate(said.zones):
        loud = {name: vocabulary.shared[name] * log(1 + count) for name, count in mentions.items()}
        cast = sum(weight * loud[name] for name in mentions for _, weight in vocabulary.known[name])
        for name in mentions:
            for section, weight in vocabulary.known[name]:
                part = _VOTES[zone] * weight * loud[name] / (cast + _UNCAST[zone])
                brought[section][name] = brought[section].get(name, 0.0) + part
    return brought


def _words(parts: Mapping[Stems, float], said: _Said) -> tuple[Reason, ...]:
    why = sorted((Reason(what=said.written[name], weight=round(part, 3)) for name, part in parts.items()), key=_heaviest)
    return tuple(why[:_REASONS])


def _sentences(texts: Sequence[str], parts: Mapping[Stems, float], said: _Said, language: str | None) -> tuple[Deciding, ...]:
    """The sentences that hold the telling words: each word's part of the vote is shared by the sentences that say it."""
    times: dict[Stems, int] = {}
    for names in said.places.values():
        for name in names:
            times[name] = times.get(name, 0) + 1
    worth = {name: part / times[name] for name, part in parts.items()}
    full = sorted(said.places, key=lambda at: (-sum(worth.get(name, 0.0) for name in said.places[at]), at))[: 2 * _SENTENCES]
    opens = heads(worth)
    told = []
    for at in full:
        for start, end in ((0, len(texts[0])),) if at == 0 else spans(texts[at], language):
            text = texts[at][start:end]
            weight = round(sum(worth[name] for _, name in _found(divided(text), worth, opens)), 3)
            if weight > 0:
                told.append(Deciding(paragraph=at, start=start, end=end, text=text, weight=weight))
    return tuple(sorted(told, key=lambda one: (-one.weight, one.paragraph, one.start))[:_SENTENCES])


def _heaviest(reason: Reason) -> tuple[float, str]:
    return -reason.weight, reason.what
