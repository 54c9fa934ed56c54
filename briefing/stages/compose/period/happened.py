"""Where a sentence says that something happened, as far as its grammar leaves no doubt."""

import re
from collections.abc import Iterable

from briefing.language.places import Mention, Place, places
from briefing.language.quotes import outside_quotations
from briefing.model import Article

# What happens to a place: English, then Ukrainian and Russian by their stems.
_EVENT = re.compile(
    r"\b(?:hit|hits|struck|strikes?|attack(?:s|ed)?|shell(?:ed|ing)|bomb(?:ed|ing|s)?|explo(?:ded|sions?)|blasts?|raids?|fires?|blaze|burn(?:ed|ing|t)"
    r"|destroy(?:s|ed)|damag(?:es|ed)|killed|injured|wounded|collapsed|flood(?:ed|ing|s)?|crash(?:ed)?|derailed|captured|seized|landslides?|earthquake)\b"
    r"|\b(?:уда[рв]|влучи|атак|атаку|обстр[іе]л|вибух|взрыв|пожеж|пожар|зруйнова|разруш|пошкодж|повре[жд]|загину|поги[бх]|поранен|ранен|затопи|повін|наводнен)\w*",
    re.IGNORECASE,
)
# Words that make of it a plan, a fear, a denial, an occasion or a figure of speech.
_UNSURE = re.compile(
    r"\b(?:could|would|may|might|if|should|threat\w*|plan\w*|not|no|never|den(?:y|ied|ies|ying)|fear\w*|warn\w*|exercises?|drills?|simulat\w*"
    r"|speaking|spoke|met|meets?|meeting|talks|visit\w*|conference|summit|address\w*|arriv\w*|rally|protest\w*|anniversary|ago|since|courts?|trial|charged|sentenced|convicted|jailed|arrest\w*|custody|prices?|shares|stocks?|markets?|record|inflation|infections?|votes?|elections?|economy)\b|[$€£%]"
    r"|\b(?:не|без|якщо|если|може|может|могут|можуть|загро[жз]\w*|угро[жз]\w*|зустр\w*|встреч\w*|саміт\w*|саммит\w*|конференц\w*|суд\w*|навчан\w*|учени\w*)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CLAUSES = re.compile(
    r"[,;:](?=\s)|\s[–—-]\s|[()]|\b(?:after|while|when|as|before|because|although|who|which|since|після|коли|після того|после|когда)\b"
)
# The words that may stand between a preposition, or a verb of hitting, and the name.
_WAY_THERE = re.compile(
    r"\b(?:in|at|near|outside|over|across|on|against|around|hit|hits|struck|strikes?|attack(?:s|ed)|shell(?:ed|ing)|bomb(?:ed|ing)|destroyed|damaged|seized|captured)\s+"
    r"(?:(?:the|a|an|city|cities|town|towns|village|villages|settlement|port|capital|suburb|centre|center|outskirts|district|region|of|and|industrial|border|coastal|frontline|front-line"
    r"|occupied|nearby|largest|second-largest|(?:north|south|east|west|central)\w*|(?:north|south)-?\w*|Ukrainian|Ukraine['’]s|Russian|Russia['’]s|Black|Sea)\s+){0,8}$"
    r"|(?:^|[\s,.])(?:у|в|во|під|под|біля|поблизу|возле|около|на|по|над|над)\s+(?:(?:міст[іо]|город[еу]?|сел[ії]|селе|смт|центр[іе]|район[іе]|передмісті|пригород[еу]|порт[ув]?)\s+)?$",
    re.IGNORECASE,
)
_A_SPEAKER = re.compile(
    r"\s*(?:['’]s\s)?\s*(?:officials?|authorities|governor|mayor|police|prosecutors?|council|administration|has|says?|said|wants?)\b"
)


def where(sentence: str) -> tuple[str, ...]:
    """The settlements and districts at which, in the words of `sentence`, something was hit, burnt, flooded, or people were hurt.

    Only what stands in one clause with such a word, behind a preposition of place or as what was hit; empty where the sentence
    speaks of a plan, a meeting, a denial or a year.
    """
    plain = outside_quotations(sentence)
    if not _EVENT.search(plain) or _UNSURE.search(plain) or _YEAR.search(plain):
        return ()
    found = [mention for mention in places(plain) if mention.kind not in ("country", "region") and _in_place(plain, mention)]
    return tuple(dict.fromkeys(mention.name for mention in found))


def named(articles: Iterable[Article]) -> frozenset[Place]:
    """Every place that articles name."""
    return frozenset(
        mention.place for article in articles for text in (article.title, *article.paragraphs) for mention in places(text)
    )


def has_company(place: Place, around: Iterable[Place]) -> bool:
    """Whether the country a place lies in, or another place there, is among those `around`: a namesake abroad has none."""
    return any(one.country == place.country and one.name != place.name for one in around)


def _in_place(sentence: str, mention: Mention) -> bool:
    if not _WAY_THERE.search(sentence, 0, mention.start) or _A_SPEAKER.match(sentence, mention.end):
        return False
    cuts = [match.span() for match in _CLAUSES.finditer(sentence)]
    start = max((end for _, end in cuts if end <= mention.start), default=0)
    end = min((begin for begin, _ in cuts if begin >= mention.end), default=len(sentence))
    return bool(_EVENT.search(sentence, start, end))
