"""Whether a page says of itself that it is a live blog, or a list of the day's events."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from briefing.language.words import squash
from briefing.stages.extract.text.lines import Line
from briefing.stages.extract.times.own_address import own_addresses

Says = Literal["itself", "in passing", "no"]

_TOP = 15  # lines above a list in which it is said what it lists
_SENTENCE = 12  # words of the line a text begins with
_HEADLINE = 4  # words
_POSTS = 3  # addresses of single posts of one page
_LONG = 80  # words of a notice
_AWAY = r"\bclick\b|\bhere\b|\b(?:сюди|тут|здесь|hier|ici)\b"
_POINTS = re.compile(
    r"^\W*(?:click|read|see|watch|check out|follow|track|visit|tap|listen|join|get|full coverage|live updates?:|more:)(?!\w)|\b(?:in|on|with) our\b|^\W*[A-ZА-ЯІЇЄҐ]{2,}(?:[\s&,'’-]+[A-ZА-ЯІЇЄҐ]+)+\s*[:?!](?!$)|^\W*[A-Z][\w ]{1,30}[^\W\d]:(?=[A-Z0-9])|"
    + _AWAY
)
# What live blogs are called; and words that call one so only where a headline sets them apart ("Онлайн: …").
_BLOG = (
    r"live[\s-]?(?:blogg?|ticker)|live\s+(?:updates?|coverage|page|report(?:ing)?|feed|story|news updates?|thread)|minute[\s-]by[\s-]minute|as it happened|rolling coverage"
    r"|newsticker|suivi en direct|текстов(?:а|ая|у|ую) трансляц\w+|хроник\w+ (?:дня|войны|війни|событий|подій)|direkteoppdatering\w*|direktrapport\w*|direktestudio|minuto a minuto|relacja (?:live|na żywo)|canlı (?:blog|anlatım)"
)
_APART = r"live|онлайн|наживо|прямой эфир|прямий ефір|(?:en )?direct|(?:in )?diretta|en (?:vivo|directo)|na żywo|canlı|siste nytt|direkte"
_CLOSED = (
    r"clos(?:ed|ing)|end(?:ed|s|ing)?|finished|concluded|no longer (?:being )?updated|paus(?:ed|ing)|wrap(?:ping|ped)? up|archived|beendet|geschlossen|nicht mehr aktualisiert"
    r"|terminé\w*|finie?|close?|заверш\w+|закінч\w+|законч\w+|avsluttet|conclus\w+|finaliz\w+|terminad\w+|zakończon\w+"
)
_CLOSES = re.compile(
    rf"\b(?:{_BLOG})\b.{{0,80}}\b(?:{_CLOSED})\b|\b(?:clos|end|paus|wrapp)(?:ed|ing)\b.{{0,40}}\b(?:{_BLOG})\b"
    rf"|\b(?:this|our) (?:blog|feed|ticker|thread|page)\b.{{0,30}}\b(?:{_CLOSED})\b|\b(?:ce|notre) direct\b.{{0,30}}\b(?:{_CLOSED})\b|^(?:онлайн|трансляц\w+)\b.{{0,30}}\b(?:{_CLOSED})\b",
    re.IGNORECASE,
)
_FOLLOW = re.compile(
    rf"\b(?:follow|stay with|welcome to|stay up to date|keep up|слідкуйте|стежте|следите|suivez|verfolgen|følg|segui|siga)\b.{{0,80}}\b(?:{_BLOG})\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"\b(?:{_BLOG})\b|\b(?:{_APART})\s*[:|–—]|^(?:{_APART})\s+-|[|–—:-]\s*(?:{_APART})\s*(?:$|[|–—-])|\b(?:war|news|talks|crisis|summit) live\b|\bupdates\s*:|\blatest updates\b",
    re.IGNORECASE,
)
_HINTS = (
    "live", "minute", "happened", "coverage", "newsticker", "direct", "трансл", "хроник", "direkt", "minuto", "relacja", "canlı", "онлайн", "наживо", "эфир", "ефір",
    "diretta", "vivo", "żywo", "siste nytt", "updates", "blog", "feed", "ticker", "thread", "this page", "our page",
)  # fmt: skip
_THIS = re.compile(
    r"\b(?:this|our|these|these are|the|nos|notre|unser\w*|dies\w*|наш\w*|ц\w{1,3}|эт\w{1,3}|denne?)\b", re.IGNORECASE
)
_PATH = re.compile(
    r"/live/|/(?:en-)?direct/|(?:^|[/_.-])(?:live-?blogs?|live-?tickers?|live-(?:news|updates?|coverage|report|feed)|en-direct|minute-by-minute|as-it-happened)(?:[/_.-]|$)|-live/?$|\d{6,}-live-",
    re.IGNORECASE,
)
# Addresses of single posts of a page.
_POST = re.compile(r"\(<?(https?://[^\s()#?]{5,300})(?:\?page=with:|#)(?:block|post|entry|update)-?[\w:-]{2,60}", re.IGNORECASE)
_EVENTS = re.compile(
    r"\b(?:list of )?key (?:events|developments|moments)\b|\bday [\d,.]{1,5}\b.{0,40}\b(?:war|events|invasion)\b|\b(?:events|war|invasion|developments)\b.{0,40}\bday [\d,.]{1,5}\b|\bwhat we know on day\b|\bat a glance\b"
    r"|\b(?:main|key|top) (?:events|developments) (?:of|for|from|on) (?:the )?(?:day|night|war|week)\b|\bhere(?:'s| is|’s) (?:where|how) (?:things|matters) stand\b|\bhere are the (?:key|main|latest) (?:events|developments)\b|\bnews (?:in brief|round-?up)\b"
    r"|\b(?:головн\w+|ключов\w+) (?:події|новини)\b|\bглавн\w+ (?:события|новости)\b|\bdie wichtigsten (?:ereignisse|entwicklungen|nachrichten)\b|\bles (?:principaux événements|faits marquants)\b|\bi fatti principali\b|\bde viktigste hendelsene\b",
    re.IGNORECASE,
)


def says_live(lines: Sequence[Line], url: str | None, text: str = "") -> Says:
    """How surely the page calls itself a live blog: "itself" in its headline, address or a notice, "in passing" where some line names one.

    `text` is the page as captured: its links may tell its own address, or lead to the single posts of one page.
    """
    if any(_PATH.search(_path(own)) for own in own_addresses(text, url)):
        return "itself"
    posts = Counter(address for address, _ in {(match[1], match[0]) for match in _POST.finditer(text)})
    if max(posts.values(), default=0) >= _POSTS:
        return "itself"
    hinting = [line for line in lines if _hints(line.text)]
    if any(is_notice(line) for line in hinting) or (hinting and any(_NAMED.search(line.text) for line in _headlines(lines))):
        return "itself"
    return "in passing" if any(_NAMED.search(line.text) for line in hinting) else "no"


def _hints(text: str) -> bool:
    """False for the many lines that no pattern here can fit: one word of each is looked for, at a tenth of the patterns' cost."""
    folded = text.casefold()
    return any(hint in folded for hint in _HINTS)


def _headlines(lines: Sequence[Line]) -> list[Line]:
    """The lines above the text that may be the page's headline: marked as one, there twice, above a date, or last before the text.

    What else stands there are menus and tickers, which name other live blogs.
    """
    text = next((at for at, line in enumerate(lines) if line.kind == "prose" and line.words >= _SENTENCE), len(lines))
    above = [at for at in range(text) if lines[at].kind == "heading" and lines[at].words >= _HEADLINE and _is_plain(lines[at])]
    often = Counter(squash(lines[at].text) for at in above)
    found = [
        lines[at]
        for at in above
        if often[squash(lines[at].text)] > 1 or any(line.kind in ("published", "byline") for line in lines[at + 1 : at + 3])
    ]
    marked = [lines[at] for at in above if lines[at].marked]
    return [*found, *marked[:1], *(lines[at] for at in above[-1:])]


def _is_plain(line: Line) -> bool:
    return line.linked < 0.5 and not line.bullet and not points_on(line.text)


def points_on(text: str) -> bool:
    """True where a line asks to read, see or follow something else, or names it behind a label in capitals."""
    return bool(_POINTS.search(text[:1].lower() + text[1:]) or _POINTS.search(text))


def is_notice(line: Line) -> bool:
    """True where a line says what becomes of the live blog it stands on, or ends its introduction with asking to follow it.

    A line that does nothing but ask to follow one may point to another page.
    """
    if line.words > _LONG or line.linked > 0.8:
        return False
    closes = _CLOSES.search(line.text) and (_THIS.search(line.text) or line.words <= _SENTENCE)
    return bool(
        closes
        or (
            _FOLLOW.search(line.text)
            and line.words >= 2 * _SENTENCE
            and line.linked < 0.1
            and not re.search(_AWAY, line.text, re.IGNORECASE)
        )
    )


def says_events(above: Sequence[Line], url: str | None) -> bool:
    """True where the address or the lines `above` a list call it the events of a day."""
    if url and _EVENTS.search(_path(url).replace("-", " ").replace("/", " ")):
        return True
    return any(_EVENTS.search(line.text) for line in above[-_TOP:] if line.words <= _LONG and line.linked < 0.5)


def _path(url: str) -> str:
    return re.sub(r"^[a-z]+://[^/]*|[?#].*$", "", url, flags=re.IGNORECASE)
