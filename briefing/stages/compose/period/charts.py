"""The charts of a range of days: launched and shot down, day by day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from briefing.language.catalogue import Catalogue, catalogue
from briefing.language.recorded import recorded
from briefing.model import Article, Bar, Chart, FigureKind, Side, Window
from briefing.stages.compose.figures.compare import Comparison
from briefing.stages.compose.period.days import days
from briefing.stages.compose.period.nationwide import DAILY, Days, by_country, drawable, in_one_voice, proven, standing

FEWEST_DAYS, LEAST_SHARE = 2, 0.25  # with a number, and of all days: less is no course of things
MOST_DAYS = 31  # a bar a day has no room on a page beyond a month
_BOTH, _LAUNCHED, _DOWNED = (
    recorded("Launched and shot down per day, %(place)s"),
    recorded("Launched per day, %(place)s"),
    recorded("Shot down per day, %(place)s"),
)
MOST_CHARTS, MOST_VALUES = 2, 2  # of an edition; of a day, where sources contradict each other


def charts(
    comparisons: Iterable[Comparison], articles: Iterable[Article], *, window: Window, language: str = "en"
) -> tuple[Chart, ...]:
    """A chart for each country of which at least two days, and a quarter of all, have a number, that with most of them first.

    A day has the value of the voice that gives most days, else the one that best stands, and one more where that is
    contradicted. A day of which no source gives a number has no bar.
    """
    shown = days(window)
    if not FEWEST_DAYS <= len(shown) <= MOST_DAYS:
        return ()
    rows, read = tuple(comparisons), {article.id: article for article in articles}
    found: dict[str, list[Bar]] = {}
    for kind in DAILY:
        for place, dated in by_country(rows, kind, window).items():
            sides = _values(dated, read)
            bars = (Bar(day=day, kind=kind, side=side) for day in shown for side in sides.get(day, ()))
            found.setdefault(place, []).extend(bars)
    fewest = max(FEWEST_DAYS, LEAST_SHARE * len(shown))
    enough = {place: bars for place, bars in found.items() if len({bar.day for bar in bars}) >= fewest}
    order = sorted(enough, key=lambda place: (-len({bar.day for bar in enough[place]}), -len(enough[place]), place))
    return tuple(
        Chart(label=_label(enough[place], place, catalogue(language)), days=shown, bars=tuple(enough[place]))
        for place in order[:MOST_CHARTS]
    )


def _values(dated: Days, articles: Mapping[str, Article]) -> Mapping[date, Sequence[Side]]:
    """The values of each day, that of the common voice first."""
    voiced = in_one_voice(dated, articles)
    found: dict[date, Sequence[Side]] = {}
    for day, one in dated.items():
        fitting = [side for side in standing(one) if drawable(side) and proven(side.statement, day, articles)]
        found[day] = [
            *(side for side in fitting if side == voiced.get(day)),
            *(side for side in fitting if side != voiced.get(day)),
        ]
    return {day: sides[:MOST_VALUES] for day, sides in found.items()}


def _label(bars: Iterable[Bar], place: str, words: Catalogue) -> str:
    kinds: set[FigureKind] = {bar.kind for bar in bars}
    launched, shot_down = (any(kind.endswith(end) for kind in kinds) for end in ("launched", "shot_down"))
    return words.say(_BOTH if launched and shot_down else _LAUNCHED if launched else _DOWNED, place=words.place(place))
