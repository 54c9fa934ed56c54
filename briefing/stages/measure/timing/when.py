"""When the thing a figure counts happened, as its own sentence tells it, and as of when it was known."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from briefing.stages.measure.timing.moments import Moment

_TURNS = re.compile(
    r"\b(?:after|following|follows|followed(?!\s+by)|in\s+response\s+to|retaliation|retribution|revenge|despite|before|ahead\s+of|since|compared|unlike|після|после|у\s+відповідь|в\s+ответ|напередодні|накануне)\b",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r",(?!\s*(?:which|who|that|killing|injuring|wounding|leaving|in\s+which|where|including|among|and|most\s+of|some\s+of)\b)"
)
_APART = re.compile(
    r"\b(?:days?|hours?|weeks?|months?|years?)\s+(?:after|before|since|earlier|later)\b|\b(?:днів|дні|день|дней|дня|тижн\w+|недел\w+)\s+(?:після|после|до)\b|\bcompared\b|\bfrom\s+(?:\w+\s+){0,2}(?!\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m|o['’]clock))\d|\bwhich\s+(?:was\s+)?(?:launched|began|started|opened|founded|introduced|announced)\b",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(
    r"[,;:—–]\s|\b(?:that|which|who|whom|whose|as|after|during|when|where|for|because|while|since|ahead|before|following)\b",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"\b(?:the|this|these|that|latest)\s+(?:(?!first|second|previous|earlier|last|other)[\w-]+\s+){0,2}(?:attacks?|strikes?|blasts?|explosions?|shelling|bombardment|assault|raids?|barrage|salvo|incident)\b|"
    r"\b(?:внаслідок|унаслідок|в\s+результате|в\s+результаті|під\s+час|во\s+время|цього|этого|цієї|этой)\s+(?:атак\w*|удар\w*|обстріл\w*|обстрел\w*|вибух\w*|взрыв\w*|нал[іе]т\w*)\b|"
    r"\bat\s+the\s+same\s+time\b|\b(?:that|the\s+same)\s+(?:day|night|morning|evening)\b",
    re.IGNORECASE,
)
# What people come together for, or show afterwards: its day is not the day of the harm told beside it.
_GATHERING = re.compile(
    r"\b(?:meetings?|met|talks|summit|conference|protest(?!ers?\s+(?:were|was|have|had|died|dead|killed|shot|injured|wounded)\b)\w*|rall(?:y|ies|ied)|funerals?|bur(?:ied|ials?)|vigils?|memorials?|ceremon\w+|"
    r"anniversar\w+|commemorat\w+|mourn\w*|trials?|court|hearings?|judges?|jury|sentence[sd]?|convict\w*|accused\s+of|charged\s+with|murder\s+of|visit(?:ed|s|ing)?|vot(?:e|ed|es|ing)|elections?|referendum|"
    r"photographs?|pictured|resolution|sanctions?|lawsuit|похорон\w*|протест\w*|річниц\w*|годовщин\w*|суд\w?)\b",
    re.IGNORECASE,
)
# What is done about a harm afterwards: "apologised on Wednesday to the families of nine killed".
_AFTERWARDS = (
    r"(?:apologi[sz]ed?|expressed?|condemned|condoled?|thanked|praised|urged|visited|arrest(?:ed|s)|detained|charged|identified|named|sentenced|commended|criticised|criticized|denied|dismissed|rejected|blamed|doubled\s+down|"
    r"convicted|accused|reopened|opened(?!\s+fire)|marked|honou?red|paid|ordered|demanded|vowed|pledged|filed|sued|published|unveiled|approved|passed|"
    r"resumed|closed|appeared|pleaded|returned|released|claimed\s+responsibility|засуди\w+|осуди\w+|затрима\w+|задержа\w+|вибачи\w+|извини\w+)"
)
_AFTERWARDS_BEFORE = re.compile(rf"\b{_AFTERWARDS}(?:\s+(?!that\b)[\w'’-]+){{0,3}}\s*$", re.IGNORECASE)
_AFTERWARDS_AFTER = re.compile(rf"\s*,?\s*(?:also\s+)?{_AFTERWARDS}\b", re.IGNORECASE)
_THAT_DID = re.compile(
    r"\b(?:that|which|who)\s+(?:\w+\s+){1,3}(?:at\s+least\s+|about\s+|nearly\s+|more\s+than\s+)?$", re.IGNORECASE
)
_MAIN_CLAUSE = re.compile(
    r"^[^,;]{0,60},\s+(?!(?:which|who|including|and|killing|wounding|injuring|leaving|most|some|on|in|at|late|early)\b)\w+"
)
_ANOTHER_CLAUSE = re.compile(r";(?!\s*and\b)[^;]*\Z")  # the last of a list has its "and"
# "In the night to Friday (from 7 p.m. on Thursday)": the hours of the same night. "In the worst attack this month": no span.
_BESIDE_THE_POINT = re.compile(
    r"\([^()]*\Z|\b(?:worst|deadliest|largest|biggest|heaviest|first|most\s+\w+|one\s+of\s+the\s+\w+)\s+(?:[\w-]+\s+){1,5}\Z",
    re.IGNORECASE,
)
_WHILE = re.compile(r"(?:^|[.;:►•]\s*)(?:as|while|even\s+as)\s", re.IGNORECASE)
# "His comments came after an overnight attack": of the night before the words, which may be older than the page.
_ANSWER = re.compile(
    r"\b(?:comments?|remarks|statements?|words|warnings?|announcement|decision|visit|call|calls)\s+(?:came|comes?)\s+(?:[\w-]+\s+){0,2}(?:after|following|amid)\b",
    re.IGNORECASE,
)
# "Seven were killed, making Thursday the deadliest day of the protests": the day of the seven.
_MAKING = re.compile(r",\s+(?:making|which\s+made|зробивши|сделав)\s+\Z", re.IGNORECASE)
_THE_WORST = re.compile(r"\s+(?:the|its|their|one\s+of)\s+(?:[\w-]+\s+){0,3}(?:\w+est|worst|most)\b", re.IGNORECASE)
_WEEK = timedelta(days=7)
_SAYING = re.compile(r",\s+[^,;]{0,80}?\b(?:said|says|told|reported|estimates?|estimated)\b(?!\s*[.,;])", re.IGNORECASE)


def within_clause(text: str, found: Sequence[Moment], at: int) -> tuple[Moment, ...]:
    """The moments with no clause boundary between them and what stands at `at`."""
    return tuple(
        moment
        for moment in found
        if not _BOUNDARY.search(text, min(moment.end, at), max(moment.start, at) if moment.start > at else at)
    )


def own_day(
    text: str, found: Sequence[Moment], at: int, *, before: date | None = None, harm: bool = True
) -> tuple[date | None, bool]:
    """(day, settled) of what stands at `at` by the moments of its own sentence; not settled where another sentence may tell.

    `before` is the day the sentences before tell of, from which "the day after" counts. With `harm` the number counts what an
    event did, and the day of a meeting or a funeral is not its day.
    """
    events = [moment for moment in found if moment.use == "event"]
    firm = [moment for moment in events if not moment.loose] or events
    fitting = [moment for moment in firm if _governs(text, moment, at) and not (harm and _of_a_gathering(text, moment, at))]
    behind = [moment for moment in found if moment.use == "background" and not _BESIDE_THE_POINT.search(text, 0, moment.start)]
    if fitting:
        best = min(fitting, key=lambda moment: (_apart(moment, at), moment.start))
        longer = min((_apart(moment, at) for moment in behind), default=_apart(best, at))
        return (_day(best, before) if longer >= _apart(best, at) else None), True
    return None, bool(firm or behind) or _set_apart(text[:at])


def _day(moment: Moment, before: date | None) -> date | None:
    if moment.shift is not None and before:
        return date.fromordinal(before.toordinal() + moment.shift)
    return moment.day


def _apart(moment: Moment, at: int) -> int:
    """Characters between a moment and what stands at `at`."""
    return moment.start - at if moment.start > at else at - moment.end


def _governs(text: str, moment: Moment, at: int) -> bool:
    if moment.start > at:
        if _THAT_DID.search(text, max(0, at - 40), at) and _MAIN_CLAUSE.match(text[at : moment.start]):
            return False  # "The town that lost 9 people, reopened on Monday"
        return not _APART.search(text, at, moment.start) and not _ANOTHER_CLAUSE.search(text, at, moment.start)
    between = text[moment.end : at]
    if _SAYING.search(between) and _WHILE.search(text, 0, moment.start):
        return False  # "As crews worked on Friday, the agency said 9,000 people ..."
    return not _set_apart(between)


def _of_a_gathering(text: str, moment: Moment, at: int) -> bool:
    """Whether a moment is that of a meeting, a funeral or something done about the harm, and not of the harm at `at`."""
    if _MAKING.search(text, 0, moment.start) and _THE_WORST.match(text, moment.end):
        return False
    if _GATHERING.search(text, min(moment.end, at), max(moment.start, at)) or _is_afterwards(text, moment):
        return True
    starts = [match.end() for match in _BOUNDARY.finditer(text, 0, moment.start)]
    stop = _BOUNDARY.search(text, moment.end)
    first, end = max(starts, default=0), stop.start() if stop else len(text)
    return not first <= at < end and bool(_GATHERING.search(text, first, end))


def _is_afterwards(text: str, moment: Moment) -> bool:
    return bool(_AFTERWARDS_BEFORE.search(text, 0, moment.start) or _AFTERWARDS_AFTER.match(text, moment.end))


def _set_apart(between: str) -> bool:
    """True where what follows `between` is another event than what stands before it ("came a day after a strike that killed ...")."""
    if _APART.search(between):
        return True
    turns = list(_TURNS.finditer(between))
    return bool(turns) and not _CLOSED.search(between, turns[-1].end())


def known_as_of(found: Sequence[Moment], published: date | None) -> date | None:
    """The day a figure of this sentence was known: that of "as of", else the day it was said, else the day of publication."""
    stated = next((moment.day for moment in found if moment.use == "as_of" and moment.day), None)
    if stated:
        return min(stated, published) if published else stated
    said = {moment.day for moment in found if moment.use == "speech" and moment.day}
    told = max((moment.day for moment in found if moment.use == "event" and moment.day), default=None)
    if len(said) == 1 and published:
        day = said.pop()
        return day if (told is None or told <= day) and day <= published else published
    # A page brought up to date within the week tells of days after the one it bears.
    return told if told and published and timedelta() < told - published < _WEEK else published


def event_days(text: str, found: Sequence[Moment]) -> frozenset[date | None]:
    """The days of the events a sentence tells of, for the sentences after it; None among them where one is no single day."""
    if _GATHERING.search(text):
        return frozenset()
    events = [moment for moment in found if moment.use == "event" and not _is_afterwards(text, moment)]
    if answer := _ANSWER.search(text):
        events = [moment for moment in events if not (moment.loose and moment.start > answer.end())]
    return frozenset(moment.day for moment in ([moment for moment in events if not moment.loose] or events))


def tells_of_a_gathering(text: str) -> bool:
    """True where `text` tells of a meeting, a trial or a funeral, whose day says nothing of the harm it names."""
    return bool(_GATHERING.search(text))


def refers_back(text: str) -> bool:
    """True where `text` plainly speaks of an event told before ("the attack", "at the same time")."""
    return bool(_PLAIN.search(text))
