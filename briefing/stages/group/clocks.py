"""When and where an article's event happened, as far as the article says, and whether two articles' times and places allow one event."""

from briefing.language.event_days import apart, series, spoken_of
from briefing.language.keys import key
from briefing.language.scenes import scene
from briefing.stages.group.reading import Reading, opening

_GATHERING = key("meeting")
# What is left of likeness between two events of a kind that comes every day, told of different days: the next, any other.
_NEXT_DAY, _OTHER_DAY = 0.15, 0.1
_A_DAY_LATER = 0.1  # what is lost for each day between publications where the openings name no days …
_DAYS_LATER = 0.7  # … down to this: the day a page gives may be the day it was read
_STILL_THE_SAME = 0.8  # what is left at least where one affair may be told of on many days
_YEAR = 365  # days between publications after which the event is another, unless both speak of the same days
_KINDS = 3  # so many words of daily events in headline and opening make an article one on such an event; of a headline alone, 2
_OPENING = 60  # words
_PLACED = 40  # words in which an article says where; further down stand the places of other events
# What is left of likeness between two events of a kind that comes every day, told of different places; between two others: an
# affair may have its speakers in many towns.
_ANOTHER_PLACE, _AWAY = 0.3, 0.8
_DAILY = frozenset(
    key(word)
    for word in """attack missile drone explosion killed injured damage talks fire earthquake protest shooting crash vote police
    child woman region army evacuate blackout mayor governor minister president premier""".split()
)


class Clock:
    """The days and places one article speaks of, the day it was published, and whether events of its kind come every day."""

    def __init__(self, read: Reading) -> None:
        article = read.article
        self.days = spoken_of(article)
        self.edition = series(article.title)
        self.published = article.published.day.toordinal() if article.published else None
        self.brief = read.length(_OPENING) < _OPENING // 4
        kinds = frozenset(read.title + read.keys(_OPENING))
        self.daily = len(kinds & _DAILY) >= _KINDS - self.brief
        self.gathering = _GATHERING in kinds
        self.scene = scene(f"{article.title}. {' '.join(opening(article, _PLACED))}")

    def agreement(self, other: "Clock") -> float:
        """What is left of the likeness of two articles given their times and places: 1 where nothing speaks against one event."""
        in_time = self._in_time(other)
        if not self.scene.apart(other.scene):
            return in_time
        return in_time * (_ANOTHER_PLACE if self.daily and other.daily else _AWAY)

    def _in_time(self, other: "Clock") -> float:
        if self.edition and other.edition and not self.edition & other.edition:
            return _OTHER_DAY
        between = apart(self.days, other.days)
        if self.days and other.days and not between:
            return 1.0
        gap = abs(self.published - other.published) if self.published and other.published else 0
        return _OTHER_DAY if gap > _YEAR else self._left(other, between, gap)

    def _left(self, other: "Clock", between: int, gap: int) -> float:
        """What is left where the openings share no day: days `between` those they name, if both do, and `gap` between publications."""
        daily = (self.daily and other.daily) or (self.gathering and other.gathering)
        if between:
            return _STILL_THE_SAME if not daily else _NEXT_DAY if between == 1 else _OTHER_DAY
        if gap > 1 and daily and self.brief and other.brief:
            return _OTHER_DAY  # two short notes each speak of their own day
        return max(_DAYS_LATER if daily else _STILL_THE_SAME, 1 - _A_DAY_LATER * max(0, gap - 1))
