"""The times a sentence names: dates, weekdays, words like "overnight", and what each of them is the time of.

event        "On Saturday, 25 people were killed"          the day of the figure
background   "since February 2022", "in recent months"     no single day, and none is taken over from another sentence
speech       "the governor said on Friday"                 the day of the words, not of what they tell
plan         "the council will meet on Monday"             still to come
as_of        "As of 8 p.m. last night"                     the day the figure was known

A night is of the day on which it ends: "the night of 1 to 2 January" is 2 January, "overnight" the day of publication. "Late
on Monday" and "Monday night" are Monday. Two days named together ("on 1 and 3 January") are no single day.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from briefing.language.dates import Written, historic, last, weekdays, words, written
from briefing.stages.measure.timing.feasts import feasts
from briefing.stages.measure.timing.uses import LONG_PAST, Use, use_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """A time named at [start, end) of a sentence; `day` is None where no single day is meant or known.

    `shift` is set where the day is told from another: -1 for "the day before".
    """

    start: int
    end: int
    day: date | None
    use: Use
    loose: bool = False  # "overnight", "this morning": gives way to a date in the same sentence
    shift: int | None = None


# -- days told by words ------------------------------------------------------------------------------------------------------

_COUNTED = {
    name: number for number, names in enumerate(("", "one", "two", "three", "four", "five", "six")) for name in names.split()
} | {"два": 2, "дві": 2, "две": 2, "три": 3, "чотири": 4, "четыре": 4}
_HOW_MANY = "|".join(("[1-6]", *_COUNTED))
_RELATIVE: tuple[tuple[int, str], ...] = (
    (
        0,
        r"today|this\s+(?:morning|afternoon|evening)|tonight|overnight|early[\s-]morning|in\s+the\s+early\s+hours(?!\s+of)|"
        r"сьогодні|вночі|уночі|(?:цієї|минулої)\s+ночі|сьогодні\s+вранці|сегодня|ночью|вранці|утром",
    ),
    (
        -1,
        r"(?<!before\s)yesterday|last\s+night|last\s+evening|вчора|учора|вчера|напередодні(?!\s+\w*(?:свят|вибор|річниц|саміт|зустріч))|накануне(?!\s+\w*(?:праздн|выбор|годовщин|саммит|встреч))",
    ),
    (-2, r"the\s+day\s+before\s+yesterday|позавчора|позавчера"),
)
_RELATIVE_WORD = re.compile(
    "|".join(f"(?P<r{number}>(?<!\\w)(?:{words})(?!\\w))" for number, (_, words) in enumerate(_RELATIVE))
    + rf"|(?<!\w)(?P<ago>{_HOW_MANY})\s+(?:days?\s+ago|дні\s+тому|дня\s+назад)(?!\w)",
    re.IGNORECASE,
)
_EARLIER = r"(?:earlier(?!\s+than)|before(?=\s*(?:[.,;)]|$)))"  # "two days before the vote" counts from the vote
_SHIFTED = re.compile(
    rf"(?<!\w)(?:(?P<before>(?:a|one)\s+day\s+{_EARLIER}|the\s+(?:day|night|evening)\s+before(?=\s*(?:[.,;)]|$))|"
    rf"(?:on\s+)?the\s+previous\s+(?:day|night|evening)|днем\s+раніше|попереднього\s+дня|днём\s+ранее|днем\s+ранее)|"
    rf"(?P<many>{_HOW_MANY})\s+days\s+{_EARLIER}|"
    rf"(?P<after>the\s+(?:next|following)\s+(?:day|morning)|(?:a|one)\s+day\s+later|наступного\s+дня|на\s+следующий\s+день))(?!\w)",
    re.IGNORECASE,
)
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_IN_A_MONTH = (
    "січні|лютому|березні|квітні|травні|червні|липні|серпні|вересні|жовтні|листопаді|грудні|"
    "январе|феврале|марте|апреле|мае|июне|июле|августе|сентябре|октябре|ноябре|декабре"
)
_BACKGROUND = re.compile(
    r"(?<!\w)(?:since\s+(?:the|then|russia\w*|moscow|its|last|\d{4})|"
    r"(?:in|over|during|for|within)\s+(?:the\s+)?(?:recent|past|last|previous|first|coming|next)\s+(?:\w+\s+)?(?:days?|weeks?|months?|years?|hours)|(?:in|during|throughout|by)\s+(?:19|20)\d\d|"
    r"last\s+(?:week|month|year|spring|summer|autumn|fall|winter)|this\s+(?:week|month|year|spring|summer|autumn|winter)|so\s+far|to\s+(?:date|this\s+day)|earlier\s+this|weekends?|на\s+вихідних|на\s+выходных|"
    r"(?<!\d\s)(?<!two\s)(?<!three\s)(?<!four\s)(?<!five\s)(?<!six\s)days\s+ago|(?:weeks?|months?|years?)\s+ago|(?:days|weeks|months|years)\s+of\s+(?:war|fighting)|(?:weeks|months|years)\s+earlier|"
    r"(?:during|throughout|in)\s+the\s+(?:war|conflict|invasion)|each\s+day|every\s+day|per\s+day|a\s+day(?=[.,]|\s+since)|"
    r"(?:in|of|the|its|their|during|early|late|mid|back\s+in)[\s-]+(?:19|20)\d\d(?![\d,]|\s+(?:people|civilians|soldiers|troops|drones|missiles))|"
    rf"(?:in|during|since|throughout|early|late|mid|last)[\s-]+(?:{_MONTH})(?!\w|\.?\s+\d)|"
    # "a June attack", which is another than that of a day named beside it
    rf"\b(?:an?|the|that|his|her|its|their)\s+(?:\w+\s+)?(?-i:{_MONTH.title()})\s+(?!day\b)(?-i:[a-z])|"
    rf"[ув]\s+(?:{_IN_A_MONTH})(?!\w)|"
    r"daily|monthly|annual(?:ly)?|in\s+total\s+since|(?:the\s+)?(?:previous|earlier|first|last)\s+(?:\w+\s+)?(?:attacks?|strikes?|shelling|assault|raid|barrage)|"
    r"із\s+початку|з\s+початку|с\s+начала|минулого\s+(?:року|місяця|тижня)|(?:цього|цьому)\s+(?:року|місяця|тижня|тижні)|в\s+прошлом|на\s+прошлой|на\s+этой\s+неделе|за\s+(?:минулу|останню|прошедшие|последние|минулі|останні)\s+(?:\w+\s+)?(?:добу|сутки|дні|дни|тижні|недели))",
    re.IGNORECASE,
)
# One of these words stands in whatever the patterns above find: asked first, because most sentences have none.
_RELATIVE_WORDS = frozenset(
    """today tonight overnight morning afternoon evening hours yesterday night day days сьогодні вночі уночі ночі вранці сегодня ночью утром вчора
    учора вчера напередодні накануне позавчора позавчера тому назад""".split()
)
_SHIFT_WORDS = frozenset("earlier before previous next following later раніше попереднього ранее наступного следующий".split())
_BACKGROUND_WORDS = frozenset(
    """weekend weekends вихідних выходных since recent past last previous first coming next this so date earlier ago war fighting conflict invasion day daily monthly annual
    annually total days weeks months years початку начала минулого цього цьому прошлом прошлой этой за""".split()
)
_BACKGROUND_WORDS |= frozenset(f"{_MONTH}|{_IN_A_MONTH}".split("|"))
_YEAR = re.compile(r"(?:19|20)\d\d")

# -- two days together -------------------------------------------------------------------------------------------------------

_AND = r"(?:and|to|into|or|through|till|until|&|[-–—]|і|й|та|и|до|по|на)"
_NIGHT = re.compile(r"(?<!\w)(?:nights?|overnight|evening|ніч|ночі|ночь|ночи)(?!\w)", re.IGNORECASE)
_NEXT_DATE = re.compile(
    rf"\s*,?\s*(?:night|evening|morning)?\s*{_AND}\s*(?:(?:on|early|late|the|morning|of|night|against)\s+)*", re.IGNORECASE
)
_NEXT_NUMBER = re.compile(
    rf"\s*{_AND}\s*(?:the\s+)?(\d{{1,2}})(?:st|nd|rd|th)?(?![\w%]|[,.:]\d|\s+(?!(?:in|on|at|near|by|from|across|against|over|around|when|while|as|after|and|that|which|with|were|was|the|their|local|killed|killing)\b)[a-z])"
)
_NUMBER_BEFORE = re.compile(rf"(?<![\d.,:])(\d{{1,2}})(?:st|nd|rd|th)?\s*{_AND}\s*(?:the\s+)?$", re.IGNORECASE)
_NIGHT_REACH = 40  # characters before two days in which "the night" makes them one: "overnight on", "during the night from"

_IN_AN_ADDRESS = re.compile(r"[/=_-]$")
_A_NAME_BEFORE = re.compile(r"\b(?:Bloody|Black|Super|Palm|Easter|Good|Cyber|Ash|Holy|Giving|Maundy|Fat)\s+$")
_NO_DAY_BEFORE = re.compile(
    r"\b(?:(?:next|coming|following|every|each|first|second|third|fourth|fifth|наступн\w+|следующ\w+)|next\s+week,?(?:\s+on)?|(?:days?|weeks?|months?|years?)\s+(?:from|after|before|ago)|world|continent|exists?)\s+$",
    re.IGNORECASE,
)
_NO_DAY_AFTER = re.compile(r"\s+(?:of\s+)?next\s+week\b", re.IGNORECASE)
_LAST_BEFORE = re.compile(r"\b(?:last|previous|минул\w+|прошл\w+)\s+$", re.IGNORECASE)
_THIS_BEFORE = re.compile(r"\b(?:this|this\s+coming)\s+$", re.IGNORECASE)
_WEEK_BEFORE = re.compile(r"\b(?:last|previous)\s+week(?:\s+on|\s+-|,)?\s+$", re.IGNORECASE)
_ITS_NUMBER = re.compile(r",?\s+(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)(?!\w)|\s+the\s+(\d{1,2})(?=[.,;\s]|$)")
_AHEAD = timedelta(days=1)  # a page dated by one zone tells of the day that another already has
_TABLE = 40  # days in one sentence; more are a calendar run together
_WEEK = timedelta(days=7)
_RECENT = 8  # weeks back in which "Thursday the 21st" is looked for
_SIX_DAYS = timedelta(days=6)  # "Friday" in Thursday's article is as often the day to come


def moments(text: str, published: date | None, updated: date | None = None) -> tuple[Moment, ...]:
    """Every time `text` names, in order, resolved against the day the article is `published` (None: full dates only).

    An article `updated` on a later day speaks of the weekdays between as well.
    """
    named = weekdays(text)
    if len(written(text)) + len(named) > _TABLE:
        return ()
    found = [*_dates(text, published)]
    found += [Moment(start=mark.start, end=mark.end, day=None, use="background") for mark in historic(text)]
    for feast in feasts(text, published):
        moment = _used(text, feast.start, feast.end, feast.day, published, dated=True)
        use: Use = "background" if feast.day is None else "event" if feast.of_a_thing else moment.use
        found.append(replace(moment, use=use))
    taken = [(moment.start, moment.end) for moment in found]
    days = [day for day in named if not any(one < day[1] and day[0] < other for one, other in taken)]
    found += _weekdays(text, days, published, updated)
    has = words(text)
    for match in () if _RELATIVE_WORDS.isdisjoint(has) else _RELATIVE_WORD.finditer(text):
        if _NO_DAY_BEFORE.search(text, 0, match.start()):
            continue
        moment = _used(text, match.start(), match.end(), _relative(match, published), published)
        found.append(replace(moment, loose=match["ago"] is None))
    for match in () if _BACKGROUND_WORDS.isdisjoint(has) and not _YEAR.search(text) else _BACKGROUND.finditer(text):
        found.append(Moment(start=match.start(), end=match.end(), day=None, use="background"))
    found.sort(key=lambda moment: (moment.start, moment.end))
    return tuple(found) if _SHIFT_WORDS.isdisjoint(has) else tuple(_shifted(text, found))


def _dates(text: str, published: date | None) -> list[Moment]:
    found: list[Moment] = []
    marks = [mark for mark in written(text) if not _IN_AN_ADDRESS.search(text, 0, mark.start)]
    skip = False
    for at, mark in enumerate(marks):
        if skip:
            skip = False
            continue
        if mark.day is None:
            found.append(Moment(start=mark.start, end=mark.end, day=None, use="background"))
            continue
        day = _meant(mark, published)
        following = marks[at + 1] if at + 1 < len(marks) else None
        if following and following.day and _NEXT_DATE.fullmatch(text, mark.end, following.start):
            skip = True
            found.append(_pair(text, mark.start, following.end, day, _meant(following, published), published))
        elif (after := _NEXT_NUMBER.match(text, mark.end)) and (later := _ahead(day, int(after[1]))):
            found.append(_pair(text, mark.start, after.end(), day, later, published))
        elif (before := _NUMBER_BEFORE.search(text, max(0, mark.start - 12), mark.start)) and 0 < int(before[1]) < mark.day:
            earlier = day.replace(day=int(before[1])) if day else None
            found.append(_pair(text, before.start(), mark.end, earlier, day, published))
        else:
            found.append(_used(text, mark.start, mark.end, day, published, dated=True))
    return found


def _meant(mark: Written, published: date | None) -> date | None:
    """The day a date means; of figures between slashes that read both ways the nearer to publication.

    Without a year it is the nearest such day; where that lies ahead it is a plan, or a day of last year, or of a page kept up to date.
    """
    if mark.ambiguous and mark.exact and mark.swapped.exact:
        readings = [day for day in (mark.exact, mark.swapped.exact) if published and abs(day - published) <= 2 * LONG_PAST]
        return readings[0] if len(readings) == 1 else None
    if mark.exact or published is None:
        return mark.exact
    day = mark.near(published)
    return None if day and day > published + _AHEAD else day


def _ahead(day: date | None, number: int) -> date | None:
    """The day numbered `number` within the month after `day`, None where that is none."""
    return next((later for ahead in range(1, 28) if day and (later := day + timedelta(days=ahead)).day == number), None)


def _pair(text: str, start: int, end: int, one: date | None, other: date | None, published: date | None) -> Moment:
    """Two days named together: the night between them is of the later, else no single day is meant."""
    night = _NIGHT.search(text, max(0, start - _NIGHT_REACH), end)
    next_to = one is not None and other is not None and other - one == timedelta(days=1)
    if night and (next_to or one is None):
        return replace(_used(text, start, end, other, published), use="event")
    return replace(_used(text, start, end, None, published), use="event")


def _weekdays(text: str, days: Sequence[tuple[int, int, int]], published: date | None, updated: date | None) -> list[Moment]:
    found = []
    at = 0
    while at < len(days):
        start, end, _ = days[at]
        at += 1
        if _NO_DAY_BEFORE.search(text, 0, start) or _NO_DAY_AFTER.match(text, end) or _A_NAME_BEFORE.search(text, 0, start):
            continue
        day = _weekday(text, days[at - 1], published, updated)
        if at < len(days) and _NEXT_DATE.fullmatch(text, end, days[at][0]):
            other = _weekday(text, days[at], published, updated)
            found.append(_pair(text, start, days[at][1], day, other, published))
            at += 1
        else:
            found.append(_used(text, start, end, day, published))
    return found


def _weekday(text: str, named: tuple[int, int, int], published: date | None, updated: date | None) -> date | None:
    """The day a weekday means: the last such day, unless the words around it say another or leave two open."""
    start, end, weekday = named
    if published is None:
        return None
    if updated and published < updated <= published + _SIX_DAYS and (late := last(weekday, updated)) > published:
        return late
    day = last(weekday, published)
    monday = published - timedelta(days=published.weekday())
    if number := _ITS_NUMBER.match(text, end):
        told = int(number[1] or number[2])
        return next((past for weeks in range(_RECENT) if (past := day - weeks * _WEEK).day == told), None)
    if _WEEK_BEFORE.search(text, 0, start):
        return monday - _WEEK + timedelta(days=weekday)
    if _THIS_BEFORE.search(text, 0, start):
        return day if day >= monday else None
    if _LAST_BEFORE.search(text, 0, start):
        if monday <= day < published:
            return None  # "last Tuesday", on Thursday: this week's or the one before
        return day - _WEEK if day == published else day
    return None if published - day == _SIX_DAYS else day


def _relative(match: re.Match[str], published: date | None) -> date | None:
    if published is None:
        return None
    if ago := match["ago"]:
        return published - timedelta(days=int(ago) if ago.isdigit() else _COUNTED[ago.casefold()])
    return published + timedelta(days=next(days for number, (days, _) in enumerate(_RELATIVE) if match[f"r{number}"]))


def _shifted(text: str, found: Sequence[Moment]) -> list[Moment]:
    """The moments with those told from another: "two days earlier" counts from the day named before it, else from the next."""
    added = []
    for match in _SHIFTED.finditer(text):
        many = match["many"]
        shift = 1 if match["after"] else -1 if match["before"] else -(int(many) if many.isdigit() else _COUNTED[many.casefold()])
        events = [moment for moment in found if moment.use == "event" and moment.day and not moment.loose]
        anchor = next((moment.day for moment in reversed(events) if moment.end <= match.start()), None) or next(
            (moment.day for moment in events if moment.start >= match.end()), None
        )
        day = anchor + timedelta(days=shift) if anchor else None
        added.append(Moment(start=match.start(), end=match.end(), day=day, use="event", shift=None if day else shift))
    return sorted((*found, *added), key=lambda moment: (moment.start, moment.end))


def _used(text: str, start: int, end: int, day: date | None, published: date | None, *, dated: bool = False) -> Moment:
    return Moment(start=start, end=end, day=day, use=use_of(text, start, end, day, published, dated=dated))
