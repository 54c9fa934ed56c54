"""Whether a number is counted over several days, or is a rate: what is counted so is no figure of one event."""

import re
from collections.abc import Sequence

from briefing.stages.measure.timing.moments import Moment

_WEEKDAYS = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_OF_A_MONTH = "січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
_UNIT = r"(?:days?|nights?|weeks?|months?|years?|decades?|summer|winter|spring|autumn)"
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_MONTH = rf"(?:{_MONTHS}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?)"
_WAR = r"(?:war|conflict|invasion|ceasefire|truce|coup|offensive|uprising|unrest|protests|crackdown)"
_OVER_A_SPAN = re.compile(
    rf"(?<!\w)(?:since\s+(?:the\s+)?(?:(?:very\s+)?(?:start|beginning|outbreak|onset|launch|full|invasion|war\b|conflict|end\b)|"
    rf"(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?\s|then\b|last\b|early\b|late\b|mid|(?:an?|the|its|their)\s+(?:[\w-]+\s+){{0,3}}{_WAR}\b|russia\w*|moscow|putin|(?:19|20)\d\d|(?:{_MONTHS})\b)|"
    rf"(?:in|over|during|within|for|across)\s+(?:just\s+|only\s+|over\s+|under\s+|more\s+than\s+|about\s+|almost\s+|nearly\s+|the\s+|a\s+|span\s+of\s+)*(?:past|last|recent|few|previous|first|coming|next|single|two|three|four|five|six|seven|eight|nine|ten|\d+)\s+(?:\w+\s+)?{_UNIT}\b|"
    rf"in\s+(?:just\s+|under\s+|over\s+|about\s+)?(?:one|a)\s+(?:week|month|year)\b|"
    rf"in\s+the\s+(?:days|weeks?|months?|years?)\s+(?:since|after|before|following|to)\b|"
    rf"(?:from|at)\s+the\s+(?:very\s+)?(?:start|beginning)\s+of\s+(?:this|the|last|20)|to\s+date\b|so\s+far\s+(?:this|in)\b|in\s+(?:the\s+)?(?:entire|whole|first\s+half\s+of)\b|"
    rf"(?:from\s+|in\s+|of\s+)?(?:19|20)\d\d\s?[-–]\s?(?:19|20)?\d\d\b|from\s+(?:19|20)\d\d\s+(?:to|until|through)\b|"
    rf"between\s+(?=(?:\d{{1,2}}\s+)?(?:{_MONTH}\b|{_WEEKDAYS}\b)|(?:early|late|mid|the\s+(?:start|end)\b)|(?:19|20)\d\d\b|\d{{1,2}}\s+and\s+\d{{1,2}}\s+{_MONTH}\b)"
    rf"(?:[\w.]+,?\s+){{1,4}}and\s+(?:now|today|[\w.]+\s+\d|\d)|from\s+[A-Z]\w+\s+\d+\w*\s+(?:to|until|through)\s|"
    rf"(?:during|throughout)\s+(?:the\s+|this\s+)(?:\w+\s+)?(?:war|conflict|invasion)(?!\w|-|\s+(?:zone|cabinet|crimes?))|"
    r"з\s+початку|від\s+початку|с\s+начала|за\s+(?:останн|последн|минул|прошл|прошедш|весь|всю|увесь|період|период)\w*)",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"(?<!\w)(?:(?:per|each|every)\s+(?:single\s+)?(?:day|night|week|month|year|hour)\b|an?\s+(?:day|week|month|year|night)\b(?!\s+(?:after|before|earlier|later|ago|of|when))|"
    r"(?:daily|weekly|monthly|annually|yearly)(?=\s*[.,;]|\s+on\b|\s*$)|щодня|щодоби|щомісяц\w*|ежедневно|ежемесячно|(?:на|за|в)\s+(?:день|добу|сутки|тиждень|неделю|місяць|месяц|рік|год)(?!\w))",
    re.IGNORECASE,
)
# "Dec. 20-29", "20–29 December": days from one to the other; two next to each other are the two of one night.
_DAY_TO_DAY = re.compile(
    rf"(?<!\w){_MONTH}\s+(?P<one>\d{{1,2}})\s?[-–—]\s?(?P<other>\d{{1,2}})(?![\w:])|(?<![\w.,])(?P<first>\d{{1,2}})\s?[-–—]\s?(?P<then>\d{{1,2}})\s+(?:of\s+)?(?:{_MONTH}|{_OF_A_MONTH})(?!\w)",
    re.IGNORECASE,
)
_A_NUMBER = re.compile(r"\d|[,;]\s")
_IN_THE_WAR = re.compile(
    r"\bin\s+(?:the|this)\s+(?:\w+\s+)?(?:war|conflict|fighting|invasion)(?!\w|-|\s+(?:zone|cabinet))", re.IGNORECASE
)
_THIS_TIME = re.compile(r"\bthis\s+(?:week|month|year|spring|summer|autumn|winter)\b", re.IGNORECASE)
_MONTH_OR_YEAR = re.compile(
    rf"\b(?:in|during|throughout|over)\s+(?:all\s+of\s+|early\s+|late\s+)?(?:(?:{_MONTHS.title()})(?!\s+\d{{1,2}}\b)|(?:19|20)\d\d\b)"
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
    spans += [match.span() for match in _DAY_TO_DAY.finditer(text) if _days_between(match) > 1]
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


def _days_between(match: re.Match[str]) -> int:
    """Days from the first to the last of "20-29 December"; a last day before the first is not of this month, and none is counted."""
    one, other = match["one"] or match["first"], match["other"] or match["then"]
    return int(other) - int(one)
