"""When the thing a figure counts happened: dates, weekdays and words like "overnight" in the sentence, or before it.

event        "On Saturday, 25 people were killed"          the day of the figure
background   "since February 2022", "in recent months"     no single day, and none is taken over from another sentence
speech       "the governor said on Friday"                 the day of the words, not of what they tell
as_of        "As of 8 p.m. last night"                     the day the figure was known
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from briefing.language.dates import Written, last, weekdays, written


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """A time named at [start, end) of a sentence; `day` is None where no single day is meant or known."""

    start: int
    end: int
    day: date | None
    use: Literal["event", "background", "speech", "as_of"]
    loose: bool = False  # "overnight", "this morning": gives way to a date in the same sentence


_SAID = r"(?:said|says|told(?:\s+\w+){0,2}|reported|announced|wrote|added|confirmed|stated|claimed|posted|tweeted|warned|noted|declared|released|published|issued|statement|briefing|interview|post|message|address)"
_SPEECH_BEFORE = re.compile(
    rf"\b{_SAID}(?:\s+(?:on|in|late|early|to\s+\w+|via\s+\w+|Telegram|X|Facebook|a\s+statement|comments)){{0,4}}\s*$"
)
_SPEECH_AFTER = re.compile(rf"^(?:\s+(?:morning|evening|afternoon|night))?\s*,?\s+(?:also\s+)?{_SAID}\b")
_AS_OF_BEFORE = re.compile(
    r"\b(?:as\s+of|as\s+at|by)(?:\s+(?:around\s+)?\d[\d:.]*\s*(?:[ap]\.?m\.?|o['’]clock)?)?(?:\s+on)?\s*$", re.IGNORECASE
)
_SINCE_BEFORE = re.compile(
    r"\b(?:since|from|until|till|before|between|after|з|із|с|після|после|до)\s+(?:early\s+|late\s+|mid-?|the\s+)?$", re.IGNORECASE
)
_SINCE_CLAUSE = re.compile(r"\bsince\s+(?:[\w'’-]+\s+){1,7}$", re.IGNORECASE)
_NIGHT_BEFORE = re.compile(r"\b(?:night(?:\s+of)?|overnight)(?:\s+(?:on|from|of|between))?\s*$", re.IGNORECASE)
_NIGHT_AFTER = re.compile(
    r"^\s*(?:to|and|into|-|–)\s*(?:[A-Z][a-z]+\.?\s+)?(\d{1,2})(?!\d|[,.]\d|\s+(?:people|drones|missiles|killed|injured|others))"
)
_NEXT_BEFORE = re.compile(r"\b(?:next|coming|following|every|each)\s+$", re.IGNORECASE)
_LAST_BEFORE = re.compile(r"\blast\s+$", re.IGNORECASE)
_RELATIVE: tuple[tuple[int, str], ...] = (
    (
        0,
        r"today|this\s+(?:morning|afternoon|evening)|tonight|overnight|early[\s-]morning|in\s+the\s+early\s+hours(?!\s+of)|сьогодні|вночі|уночі|сегодня|ночью",
    ),
    (-1, r"yesterday|last\s+night|last\s+evening|вчора|учора|вчера"),
)
_RELATIVE_WORD = re.compile(
    "|".join(f"(?P<r{number}>(?<!\\w)(?:{words})(?!\\w))" for number, (_, words) in enumerate(_RELATIVE)), re.IGNORECASE
)
_BACKGROUND = re.compile(
    r"(?<!\w)(?:since\s+(?:the|then|russia\w*|moscow|its|last|\d{4}|january|february|march|april|may|june|july|august|september|october|november|december)|"
    r"(?:in|over|during|for|within)\s+(?:the\s+)?(?:recent|past|last|previous|first|coming|next)\s+(?:\w+\s+)?(?:days?|weeks?|months?|years?|hours)|(?:in|during|throughout|by)\s+(?:19|20)\d\d|"
    r"last\s+(?:week|month|year|spring|summer|autumn|fall|winter)|this\s+(?:week|month|year|spring|summer|autumn|winter)|so\s+far|to\s+date|earlier\s+this|"
    r"(?:days|weeks|months|years)\s+(?:ago|earlier|of\s+(?:war|fighting))|(?:during|throughout|in)\s+the\s+(?:war|conflict|invasion)|each\s+day|every\s+day|per\s+day|a\s+day(?=[.,]|\s+since)|"
    r"(?:in|of|the|its|their|during|early|late|mid|back\s+in)[\s-]+(?:19|20)\d\d(?![\d,]|\s+(?:people|civilians|soldiers|troops|drones|missiles))|"
    r"daily|monthly|annual(?:ly)?|in\s+total\s+since|(?:the\s+)?(?:previous|earlier|first|last)\s+(?:\w+\s+)?(?:attacks?|strikes?|shelling|assault|raid|barrage)|"
    r"із\s+початку|з\s+початку|с\s+начала|минулого\s+(?:року|місяця|тижня)|в\s+прошлом)",
    re.IGNORECASE,
)
_TURNS = re.compile(
    r"\b(?:after|following|follows|followed(?!\s+by)|in\s+response\s+to|retaliation|retribution|revenge|despite|before|ahead\s+of|since|compared|unlike)\b",
    re.IGNORECASE,
)
_CLOSED = re.compile(r",(?!\s*(?:which|who|that|killing|injuring|wounding|leaving|in\s+which|where)\b)")
_APART = re.compile(
    r"\b(?:days?|hours?|weeks?|months?|years?)\s+(?:after|before|since|earlier|later)\b|\bcompared\b", re.IGNORECASE
)
_BOUNDARY = re.compile(
    r"[,;:—–]\s|\b(?:that|which|who|whom|whose|as|after|during|when|where|for|because|while|since|ahead|before|following)\b",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"\b(?:the|this|these|that|latest)\s+(?:(?!first|second|previous|earlier|last|other)[\w-]+\s+){0,2}(?:attacks?|strikes?|blasts?|explosions?|shelling|bombardment|assault|raids?|barrage|salvo|incident)\b|"
    r"\bat\s+the\s+same\s+time\b|\b(?:that|the\s+same)\s+(?:day|night|morning|evening)\b",
    re.IGNORECASE,
)

# A span of days, or a rate: what is counted over it is no figure of one event.
_UNIT = r"(?:days?|nights?|weeks?|months?|years?|decades?|summer|winter|spring|autumn)"
_OVER_A_SPAN = re.compile(
    rf"(?<!\w)(?:since\s+(?:the\s+)?(?:(?:very\s+)?(?:start|beginning|outbreak|onset|launch|full|invasion|war\b|conflict|end\b)|jan\.?\s|feb\.?\s|mar\.?\s|apr\.?\s|jun\.?\s|jul\.?\s|aug\.?\s|sept?\.?\s|oct\.?\s|nov\.?\s|dec\.?\s|then\b|last\b|early\b|late\b|mid|russia\w*|moscow|putin|(?:19|20)\d\d|"
    rf"january|february|march|april|may\b|june|july|august|september|october|november|december)|"
    rf"(?:in|over|during|within|for|across)\s+(?:just\s+|only\s+|over\s+|under\s+|more\s+than\s+|about\s+|almost\s+|nearly\s+|the\s+|a\s+|span\s+of\s+)*(?:past|last|recent|few|previous|first|coming|next|two|three|four|five|six|seven|eight|nine|ten|\d+)\s+(?:\w+\s+)?{_UNIT}\b|"
    rf"(?:from|at)\s+the\s+(?:very\s+)?(?:start|beginning)\s+of\s+(?:this|the|last|20)|to\s+date\b|so\s+far\s+(?:this|in)\b|in\s+(?:the\s+)?(?:entire|whole|first\s+half\s+of)\b|"
    rf"(?:from\s+|in\s+|of\s+)?(?:19|20)\d\d\s?[-–]\s?(?:19|20)?\d\d\b|from\s+(?:19|20)\d\d\s+(?:to|until|through)\b|between\s+(?:[\w.]+\s+){{1,4}}and\s+(?:now|today|[\w.]+\s+\d|\d)|from\s+[A-Z]\w+\s+\d+\w*\s+(?:to|until|through)\s|(?:during|throughout)\s+(?:the\s+|this\s+)(?:\w+\s+)?(?:war|conflict|invasion)(?!\w|-|\s+(?:zone|cabinet|crimes?))|"
    r"з\s+початку|від\s+початку|с\s+начала|за\s+(?:останн|последн|минул|прошл|весь|всю|увесь|період|период)\w*)",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"(?<!\w)(?:(?:per|each|every)\s+(?:single\s+)?(?:day|night|week|month|year|hour)\b|an?\s+(?:day|week|month|year|night)\b(?!\s+(?:after|before|earlier|later|ago|of|when))|"
    r"(?:daily|weekly|monthly|annually|yearly)(?=\s*[.,;]|\s+on\b|\s*$)|щодня|щодоби|щомісяц\w*|ежедневно|ежемесячно|(?:на|за|в)\s+(?:день|добу|сутки|тиждень|неделю|місяць|месяц|рік|год)(?!\w))",
    re.IGNORECASE,
)
_A_NUMBER = re.compile(r"\d|[,;]\s")
_IN_THE_WAR = re.compile(
    r"\bin\s+(?:the|this)\s+(?:\w+\s+)?(?:war|conflict|fighting|invasion)(?!\w|-|\s+(?:zone|cabinet))", re.IGNORECASE
)
_THIS_TIME = re.compile(r"\bthis\s+(?:week|month|year|spring|summer|autumn|winter)\b", re.IGNORECASE)
_MONTH_OR_YEAR = re.compile(
    r"\b(?:in|during|throughout|over)\s+(?:all\s+of\s+|early\s+|late\s+)?(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)(?!\s+\d{1,2}\b)|(?:19|20)\d\d\b)"
)
_WORST_SINCE = re.compile(
    r"\b(?:\w{3,}est|most|first|worst|only|record|unprecedented|one\s+of|second|third)\b[^,;]*$", re.IGNORECASE
)
_ASIDE = re.compile(
    r";|,\s+(?:which|who|whose|where|as|after|but|while|although|the\s+\w+est|(?:days|weeks|hours|months)\s+(?:after|before)|in\s+(?:one|what)|amid|now|one\s+of)\b|\s[—–-]\s",
    re.IGNORECASE,
)
_TWO_CLAUSES = re.compile(r";|,\s+(?:but|while|although|as|after|when)\b|\s[—–-]\s", re.IGNORECASE)


def over_a_span(
    text: str, found: Sequence[Moment], start: int, end: int, *, sums_months: bool = False, of_war: bool = False
) -> bool:
    """Whether what stands at [start, end) of `text` is counted over several days, or is a rate, and so is of no one event.

    A day named nearer by than the span wins; with `sums_months` a bare month or year is a span too, with `of_war` "in the war".
    """
    spans = [match.span() for match in _OVER_A_SPAN.finditer(text) if not _WORST_SINCE.search(text, 0, match.start())]
    spans += [
        match.span() for match in _RATE.finditer(text) if match.start() >= end and not _A_NUMBER.search(text, end, match.start())
    ]
    if of_war:
        spans += [match.span() for match in _IN_THE_WAR.finditer(text)]
    if sums_months:
        longer = [*_MONTH_OR_YEAR.finditer(text), *_THIS_TIME.finditer(text)]
        spans += [match.span() for match in longer if not _WORST_SINCE.search(text, 0, match.start())]
    fitting = [
        max(begin - end, start - stop, 0)
        for begin, stop in spans
        if not (_ASIDE.search(text, end, begin) if begin >= end else _TWO_CLAUSES.search(text, stop, start))
    ]
    days = [
        max(moment.start - end, start - moment.end)
        for moment in found
        if moment.use == "event" and moment.day and not any(begin <= moment.start < stop for begin, stop in spans)
    ]
    return bool(fitting) and min(fitting) < min(days, default=10**6)


def within_clause(text: str, found: Sequence[Moment], at: int) -> tuple[Moment, ...]:
    """The moments with no clause boundary between them and what stands at `at`."""
    return tuple(
        moment
        for moment in found
        if not _BOUNDARY.search(text, min(moment.end, at), max(moment.start, at) if moment.start > at else at)
    )


def moments(text: str, published: date | None) -> tuple[Moment, ...]:
    """Every time `text` names, in order, resolved against the day the article is `published` (None: full dates only)."""
    found: list[Moment] = []
    for mark in written(text):
        found.append(_of_date(text, mark, published))
    taken = [(moment.start, moment.end) for moment in found]
    for start, end, weekday in weekdays(text):
        if not any(one < end and start < other for one, other in taken) and not _NEXT_BEFORE.search(text, 0, start):
            day = last(weekday, published) if published else None
            if day and day == published and _LAST_BEFORE.search(text, 0, start):
                day -= timedelta(days=7)
            found.append(_used(text, start, end, day))
    for match in _RELATIVE_WORD.finditer(text):
        shift = next(days for number, (days, _) in enumerate(_RELATIVE) if match[f"r{number}"])
        day = published + timedelta(days=shift) if published else None
        moment = _used(text, match.start(), match.end(), day)
        found.append(Moment(start=moment.start, end=moment.end, day=day, use=moment.use, loose=True))
    for match in _BACKGROUND.finditer(text):
        found.append(Moment(start=match.start(), end=match.end(), day=None, use="background"))
    return tuple(sorted(found, key=lambda moment: (moment.start, moment.end)))


def _of_date(text: str, mark: Written, published: date | None) -> Moment:
    day = mark.exact or (mark.near(published) if published else None)
    if mark.day is None:
        return Moment(start=mark.start, end=mark.end, day=None, use="background")
    if day and _NIGHT_BEFORE.search(text, 0, mark.start) and (later := _NIGHT_AFTER.match(text[mark.end :])):
        for ahead in range(1, 4):  # "the night of 30 April to 1 May" is told of as the day it ended
            if (day + timedelta(days=ahead)).day == int(later[1]):
                return Moment(start=mark.start, end=mark.end + later.end(), day=day + timedelta(days=ahead), use="event")
    return _used(text, mark.start, mark.end, day)


def _used(text: str, start: int, end: int, day: date | None) -> Moment:
    use: Literal["event", "background", "speech", "as_of"] = "event"
    left = text[max(0, start - 60) : start]
    if _AS_OF_BEFORE.search(left):
        use = "as_of"
    elif _SINCE_BEFORE.search(left) or _SINCE_CLAUSE.search(left):
        use = "background"
    elif _SPEECH_BEFORE.search(left) or _SPEECH_AFTER.match(text[end : end + 40]):
        use = "speech"
    return Moment(start=start, end=end, day=day, use=use)


def own_day(text: str, found: Sequence[Moment], at: int) -> tuple[date | None, bool]:
    """(day, settled) of what stands at `at` by the moments of its own sentence; not settled where another sentence may tell."""
    events = [moment for moment in found if moment.use == "event"]
    firm = [moment for moment in events if not moment.loose] or events
    fitting = [moment for moment in firm if _governs(text, moment, at)]
    behind = [moment for moment in found if moment.use == "background"]
    if fitting:
        best = min(fitting, key=lambda moment: (_apart(moment, at), moment.start))
        longer = min((_apart(moment, at) for moment in behind), default=_apart(best, at))
        return (best.day if longer >= _apart(best, at) else None), True
    return None, bool(firm or behind) or _set_apart(text[:at])


def _apart(moment: Moment, at: int) -> int:
    """Characters between a moment and what stands at `at`."""
    return moment.start - at if moment.start > at else at - moment.end


def _governs(text: str, moment: Moment, at: int) -> bool:
    if moment.start > at:
        return not _APART.search(text, at, moment.start)
    return not _set_apart(text[moment.end : at])


def _set_apart(between: str) -> bool:
    """True where what follows `between` is another event than what stands before it ("came a day after a strike that killed ...")."""
    if _APART.search(between):
        return True
    turns = list(_TURNS.finditer(between))
    return bool(turns) and not _CLOSED.search(between, turns[-1].end())


def known_as_of(found: Sequence[Moment], published: date | None) -> date | None:
    """The day a figure of this sentence was known: the one it names with "as of", else the day of publication."""
    return next((moment.day for moment in found if moment.use == "as_of" and moment.day), published)


def first_event_day(found: Sequence[Moment]) -> date | None:
    """The first day in `found` on which something happened."""
    events = [moment for moment in found if moment.use == "event" and moment.day]
    return next((moment.day for moment in sorted(events, key=lambda moment: (moment.loose, moment.start))), None)


def refers_back(text: str) -> bool:
    """True where `text` plainly speaks of an event told before ("the attack", "at the same time")."""
    return bool(_PLAIN.search(text))
