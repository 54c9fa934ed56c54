"""What of a story earlier editions did not know: sentences that state a figure or a fact which none of theirs states.

A fact is new where a number moved, or where much of what a sentence says was said nowhere. Background, opinion and other
words for the same are no news, however new the page they stand on.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from briefing.language.event_days import days_in
from briefing.language.quotes import outside_quotations
from briefing.model import Figure, Passage, Story
from briefing.stages.follow.known import Covered, Known, states_a_number
from briefing.stages.follow.marks import Marks
from briefing.stages.follow.spoken import Sentence, spoken, states

# How much of a sentence, by weight, may stand in the one told that is most like it, and in all told together, for it to say
# something else. Leads that told a new development had up to 0.45 in one sentence, those that told the old one 0.55 and more
# (docs/decisions/0021). Between OTHER and SAME, and where nearly all was heard somewhere, words or a number must be new.
OTHER, SAME = 0.45, 0.7
_ALL_HEARD, _MOSTLY_HEARD = 0.88, 0.8
_UNHEARD = 3  # keys
_COUNTED = 0.8  # … up to which a number that was given nowhere makes a sentence news
_SAMPLE = 8  # paragraphs by which an article's language is known
_LEAD = 2  # sentences that an article opens with: a lead that names the past too is news all the same
_OPENING = 6  # sentences of an article in which news stands; further down it is news only by its day or its figure
_TOLLS = frozenset(("killed", "injured", "missing", "captured", "evacuated", "displaced", "without_power", "buildings_damaged"))
_ARMS = frozenset(("missiles_launched", "missiles_shot_down", "drones_launched", "drones_shot_down"))
_LATE = timedelta(days=2)  # a figure of an event so long before the thread was first told is its background
_BACKGROUND = re.compile(
    r"\bsince (?:the (?:start|beginning|outbreak)|(?:19|20)\d\d|january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|\bhas (?:long|repeatedly|previously)\b|\b(?:years?|months?|decades?) (?:ago|earlier|before)\b|\blast year\b|\bpreviously\b"
    r"|\b(?:in|over) (?:recent|the past|the last) (?:\w+ )?(?:weeks|months|years|decades)\b|\b(?:founded|established|born) in\b"
    r"|повномасштабн|полномасштабн|з початку (?:війни|вторгнення)|с начала (?:войны|вторжения)|(?:рок[иів]+|місяц\w+) тому|(?:лет|год[аы]?|месяц\w+) назад|торік|в прошлом году",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def facts(
    story: Story,
    known: Known,
    marks: Marks,
    figures: Mapping[str, Sequence[Figure]],
    *,
    since: date,
    begun: date,
) -> tuple[Passage, ...]:
    """The sentences of a story that state what is not known and stood in no earlier edition's sources word for word.

    `since` is the last day of the edition before, `begun` the first day on which the thread was told.
    """
    fresh: list[Passage] = []
    speaks: dict[str, bool] = {}
    for sentence in spoken(story):
        article = sentence.article
        if sentence.order == 0 and article.paragraphs:
            continue  # a headline says again what its text says
        if not _ended(sentence) or not states(sentence.text) or marks.has(sentence.text):
            continue
        if article.id not in speaks:
            speaks[article.id] = known.speaks_like((article.title, *article.paragraphs[:_SAMPLE]))
        inside = [figure for figure in figures.get(article.id, ()) if _within(figure, sentence)]
        if _new(sentence, inside, known, comparable=speaks[article.id], since=since, begun=begun):
            fresh.append(sentence.passage)
    return tuple(fresh)


def untold(story: Story, marks: Marks) -> tuple[Passage, ...] | None:
    """The sentences of a story of no earlier thread that no edition printed all the same; None where it printed none of them."""
    sentences = [sentence for sentence in spoken(story) if sentence.order and states(sentence.text)]
    left = [sentence.passage for sentence in sentences if not marks.has(sentence.text)]
    return None if len(left) == len(sentences) else tuple(left)


def _new(sentence: Sentence, figures: Sequence[Figure], known: Known, *, comparable: bool, since: date, begun: date) -> bool:
    if _background(sentence, begun):
        return False
    covered = known.covers(sentence.text, comparable=comparable)
    if any(_moved(figure, known, begun) for figure in figures):
        return True
    if not (sentence.order <= _OPENING or _of_late(sentence, since)):
        return False
    counted = [value for figure in figures if figure.kind in _TOLLS | _ARMS for value in (figure.value, figure.value_max)]
    if covered.at_once < _COUNTED and known.lacks_number(sentence.text, but=counted):
        return True
    return _says_else(covered) and (comparable or len(covered.unheard) >= _UNHEARD)


def _says_else(covered: Covered) -> bool:
    if covered.at_once < OTHER:
        return covered.anywhere < _ALL_HEARD
    return covered.at_once < SAME and covered.anywhere < _MOSTLY_HEARD and len(covered.unheard) >= _UNHEARD


def _moved(figure: Figure, known: Known, begun: date) -> bool:
    """Whether a figure is news: a count nobody gave, or a toll that has grown. What is lower than known is old or a part of it."""
    if not figure.compares or figure.kind not in _TOLLS | _ARMS or not states_a_number(figure):
        return False
    if figure.event_date and figure.event_date < begun - _LATE:
        return False
    if known.figure(figure):
        return False
    highest = known.highest(figure)
    return highest is None or (figure.value_max or figure.value) > highest


def _ended(sentence: Sentence) -> bool:
    """Whether a sentence ends as one; the first of an article need not, a summary often does not."""
    return sentence.order <= 1 or sentence.text.rstrip("\"'”’»)").endswith((".", "!", "…"))


def _background(sentence: Sentence, begun: date) -> bool:
    """Whether a sentence says what was long before: by its words, or because all its dates lie before the affair began."""
    plain = outside_quotations(sentence.text)
    if sentence.order > _LEAD and _BACKGROUND.search(plain):
        return True
    when = sentence.article.published
    if when is None:
        return False
    days = days_in(plain, when.day)
    years = {int(year) for year in _YEAR.findall(plain)}
    if years and max(years) < when.day.year and not (when.day.month == 1 and max(years) == when.day.year - 1):
        return True
    return bool(days) and max(days) < begun - _LATE


def _of_late(sentence: Sentence, since: date) -> bool:
    """Whether a sentence names a day since the edition before."""
    when = sentence.article.published
    return when is not None and any(since <= day <= when.day for day in days_in(outside_quotations(sentence.text), when.day))


def _within(figure: Figure, sentence: Sentence) -> bool:
    where = sentence.passage
    return figure.passage.paragraph == where.paragraph and figure.passage.start < where.end and where.start < figure.passage.end
