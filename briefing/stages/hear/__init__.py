"""Hear: articles → every claim their sentences report: who asserts what, for whom, how, about which place and day.

Per sentence: who speaks (language/speakers/turns.py, with pronouns and running quotations) → for whom (language/speakers/cast.py) → what is
asserted (stretch.py) → how (stance.py) → about where and when (subject.py). What the outlet says in its own voice is no
claim, but that something could not be verified is one. Where nobody certain speaks there is no claim.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.language.outlets import by_name
from briefing.language.quotes import outside_quotations
from briefing.language.sentences import spans
from briefing.language.speakers.cast import Cast, cast
from briefing.language.speakers.names import before
from briefing.language.speakers.turns import Turns, Voice
from briefing.model import Article, Claim, Party, Passage
from briefing.stages.hear.stance import UNVERIFIED, stance
from briefing.stages.hear.stretch import Span, asserted, quotation
from briefing.stages.hear.subject import day_of, place_of

_QUOTED = re.compile(r"\s*[“\"«„‘']")
_LONGEST = 4000  # characters of a sentence; what runs on for more is none


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sentence:
    paragraph: int
    start: int
    end: int
    text: str


def hear(articles: Sequence[Article]) -> tuple[Claim, ...]:
    """Every claim of the articles, in their order and the order of the text."""
    return tuple(claim for article in articles for claim in _claims(article))


def _claims(article: Article) -> Iterator[Claim]:
    sentences = _sentences(article)
    people = cast(one.text for one in sentences)
    turns = Turns([(one.paragraph, one.text) for one in sentences], people)
    for at, sentence in enumerate(sentences):
        voices = turns.voices(at)
        made = [claim for voice in voices if (claim := _claim(article, sentence, voice, voices, turns, people))]
        if not any(one.stance in ("claimed", "unverified") for one in made) and (
            unverified := _unverified(article, sentence, people, at)
        ):
            made = [*(one for one in made if one.speaker != unverified.speaker), unverified]
        yield from made


def _sentences(article: Article) -> tuple[_Sentence, ...]:
    return tuple(
        _Sentence(paragraph=number, start=start, end=end, text=paragraph[start:end])
        for number, paragraph in enumerate((article.title, *article.paragraphs))
        for start, end in spans(paragraph, article.language)
        if end - start <= _LONGEST
    )


def _claim(
    article: Article, sentence: _Sentence, voice: Voice, voices: Sequence[Voice], turns: Turns, people: Cast
) -> Claim | None:
    text = sentence.text
    if voice.said is None:
        span: Span | None = (0, len(text))
        quoted = span if _QUOTED.match(text) else None
    else:
        span = asserted(text, voice.said, [one.said for one in voices if one.said and one.said is not voice.said])
        quoted = quotation(text, span) if span else None
    party = turns.party(voice)
    if span is None or (party.bloc == "outlet" and _is_own(voice.name, article)):
        return None
    start, end = quoted or span
    verb = voice.said.verb if voice.said else ""
    return Claim(
        speaker=voice.name,
        office=_office(people, voice),
        party=party,
        stance="unverified" if UNVERIFIED.search(outside_quotations(text), start, end) else stance(verb, text[start:end]),
        verb=verb,
        quoted=quoted is not None,
        place=place_of(text[start:end]),
        event_date=day_of(text[start:end], article),
        said=_passage(article, sentence, start, end),
        passage=_passage(article, sentence, 0, len(text)),
        sentence=text,
    )


def _unverified(article: Article, sentence: _Sentence, people: Cast, at: int) -> Claim | None:
    """That something could not be verified, by whoever the sentence says could not, else by the outlet."""
    text = sentence.text
    match = UNVERIFIED.search(outside_quotations(text))
    if match is None:
        return None
    named = before(text, match.start())
    name = text[named[0] : named[1]] if named else ""
    party = people.party(name, at) if name else Party(bloc="outlet")
    if party.bloc == "other":  # "the claim could not be verified": not who checks but what is checked
        name, party = "", Party(bloc="outlet")
    return Claim(
        speaker=name or article.publisher or "",
        party=party,
        stance="unverified",
        verb=match.group(),
        place=place_of(text),
        event_date=day_of(text, article),
        said=_passage(article, sentence, 0, len(text)),
        passage=_passage(article, sentence, 0, len(text)),
        sentence=text,
    )


def _office(people: Cast, voice: Voice) -> str | None:
    office = people.office(voice.name, voice.at)
    return office if office and office != voice.name else None


def _is_own(name: str, article: Article) -> bool:
    """Whether a name is that of the outlet whose article it is."""
    own, named = by_name(article.publisher or ""), by_name(name)
    return name == article.publisher or (own is not None and own is named)


def _passage(article: Article, sentence: _Sentence, start: int, end: int) -> Passage:
    return Passage(
        article=article.id,
        paragraph=sentence.paragraph,
        start=sentence.start + start,
        end=sentence.start + end,
        sha256=article.capture,
    )
