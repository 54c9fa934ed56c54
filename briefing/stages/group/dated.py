"""Which event a paragraph tells of by what it counts: a toll of a place and a day that another story is about.

"On Tuesday, five people were killed in Kharkiv" says in a report of Friday which event it means; where one other story counts at its top
what happened on that day at that place, the paragraph is that story's.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from briefing.language.places import find
from briefing.model import Article, Figure

_TOP = 4  # paragraphs in which a story counts its own event
_KINDS = frozenset(("killed", "injured", "missing", "captured", "missiles_launched", "drones_launched", "missiles_shot_down", "drones_shot_down"))  # fmt: skip
Event = tuple[str, str, date]  # what is counted, where, on which day


class Ledger:
    """The events that stories count at their top, and for a paragraph the one other story whose event it counts."""

    def __init__(self, stories: Sequence[Sequence[Article]], figures: Iterable[Figure]) -> None:
        self._figures: dict[tuple[str, str], list[Figure]] = {}
        for figure in figures:
            if figure.kind in _KINDS and figure.event_date and figure.place and figure.role != "cumulative":
                self._figures.setdefault((figure.passage.article, figure.passage.sha256), []).append(figure)
        self._events: dict[Event, set[int]] = {}
        for number, story in enumerate(stories):
            for event in {event for article in story for event in self._at_top(article)} if self._figures else ():
                self._events.setdefault(event, set()).add(number)

    def given(self, article: Article, own: int) -> Mapping[int, int]:
        """The story each paragraph below an article's top belongs to, of those that count one other story's event alone."""
        found: dict[int, set[int]] = {}
        for figure in self._figures.get((article.id, article.capture), ()):
            if figure.passage.paragraph > 1:
                tellers = {number for event in _events(figure) for number in self._events.get(event, ())}
                found.setdefault(figure.passage.paragraph, set()).update(tellers or {own})
        return {paragraph: min(tellers) for paragraph, tellers in found.items() if len(tellers) == 1 and own not in tellers}

    def _at_top(self, article: Article) -> Iterable[Event]:
        for figure in self._figures.get((article.id, article.capture), ()):
            if figure.passage.paragraph <= _TOP:
                yield from _events(figure)


def _events(figure: Figure) -> Iterable[Event]:
    """What a figure counts: victims or weapons, at its place and in the region of it."""
    what = "weapons" if "_" in figure.kind else "people"
    place = find(figure.place) if figure.place else None
    if place is None or figure.event_date is None:
        return
    for name in {place.name, place.region or place.name}:
        yield what, name, figure.event_date
