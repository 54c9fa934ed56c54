"""Whether two articles are one text: copied, cut, edited; and not two pieces that share a quotation, a background, a form.

Measured on copies made of real articles (tests/quality/test_repeats.py) and on a fortnight of real feeds, in which one outlet's
daily notes (weather, exchange rates, live coverage, newsletters) are as alike as copies are.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property

from briefing.language import event_days
from briefing.language.keys import keys
from briefing.language.mastheads import masthead
from briefing.language.words import fold, squash
from briefing.model import Article
from briefing.stages.group.moved import Marks, moved
from briefing.stages.group.wording import Text, common, overlap, spread, within

SHARE = 0.4  # of the shorter text's runs; measured: finds every copy with 20 % of its words replaced
_ALL_THROUGH, _ALL_THROUGH_OF_ONE = 0.65, 0.8  # of the stretches; in one outlet's pieces on unlike news up to 0.7 are background
# Of the openings' runs: in both texts; in one, where something stands before the other's; in both, of texts alike from end to end.
_OPENING_KEPT, _OPENING_WHOLE, _OPENING_TRACE = 0.25, 0.5, 0.05
_END_TO_END = 0.86  # of the stretches of both
_SHARE_OF_A_SERIES = 0.7  # one outlet's pieces of two days, or short ones
_SHARE_OF_A_SHORT_SERIES = 0.9  # one outlet's short ones of two days: weather, rates, "follow our live coverage"
_SHARE_OF_A_NOTE = 0.7  # two short texts have so much in common by formulas alone ("…, the president said. Read more at …")
_NOTE, _SHORT = 60, 100  # words
_COMES_BACK = 3  # days; a short piece of one outlet that has another address later than that is its next number, word for word
_SURELY = 0.9  # such a share lies all through the text
_FEWEST_SHARED = 8
_LONGER = 2.0  # from here on the short text must be the opening of the long one: else a round-up would swallow its parts
_OPENING = 1.5
_SPREAD = 0.5  # of the long text's length … unless it is that text with every other paragraph left out
_NAMES, _NAMES_OF_A_SHORT = 0.6, 0.85  # of the capitalised words: a form filled in anew ("… of Lahore", "… of Karachi") has others
_TITLE, _SAME_TITLE = 0.5, 0.8  # of the headline's keys
_HEADLINE_WORDS = 5  # a shorter headline ("In pictures", "War in Ukraine: latest") comes back every day
_CAPITALISED = re.compile(r"(?<![\w'’-])(?=[^\W\d_])[^a-zа-яіїєґ\W\d_][\w'’-]+")


@dataclass(frozen=True)
class Known:
    """An article with its text as runs, and what else is worked out of it once it is asked for."""

    article: Article
    text: Text = field(repr=False)

    @cached_property
    def marks(self) -> Marks:
        """Its numbers and dates."""
        return Marks(self.article)

    @cached_property
    def names(self) -> frozenset[str]:
        """Its capitalised words."""
        return frozenset(fold(name) for part in self.article.paragraphs for name in _CAPITALISED.findall(part))

    @cached_property
    def title(self) -> frozenset[str]:
        """The keys of its headline."""
        return frozenset(keys(self.article.title))

    @cached_property
    def squashed(self) -> str:
        """The letters and digits of its headline."""
        return squash(self.article.title)

    @cached_property
    def headline(self) -> str:
        """Its headline, where that is long enough to tell one article from others; else nothing."""
        return self.squashed if len(keys(self.article.title)) >= _HEADLINE_WORDS else ""


def portion(one: Known, other: Known) -> float:
    """The share of wording the two have in common, 0 where it does not make them one text."""
    share, shared = common(one.text, other.text)
    short, long = sorted((one, other), key=lambda known: len(known.text.words))
    series, days = _series(one.article, other.article), _days_apart(one.article, other.article)
    if shared < _FEWEST_SHARED or share < _needed(short, series=series, days=days, kinds={one.article.kind, other.article.kind}):
        return 0.0
    if share < _SURELY and not _all_through(short, long, series=series):
        return 0.0
    if series and not _of_one_outlet(short, long, share, days or 0):
        return 0.0
    if len(long.text.words) >= _LONGER * len(short.text.words) and not _opens(short, long):
        return 0.0
    return 0.0 if _another_number(one, other, share, series=series, days=days) else share


def same_headline(one: Known, other: Known) -> bool:
    """Whether two articles have one telling headline, and no text on one side or the other that could decide."""
    days = _days_apart(one.article, other.article) or 0
    if not one.headline or one.headline != other.headline or days > 1:
        return False
    fewer = min(len(one.text.words), len(other.text.words))
    column = days and _series(one.article, other.article)  # "Market round-up" has one line that differs every day
    return fewer < (1 if column else _FEWEST_SHARED + 2)


def _needed(short: Known, *, series: bool, days: int | None, kinds: set[str]) -> float:
    length = len(short.text.words)
    if series and days and length < _SHORT:
        return _SHARE_OF_A_SHORT_SERIES
    if length < _NOTE:
        return _SHARE_OF_A_NOTE
    if (series and (days or length < _SHORT)) or len(kinds) > 1:  # an entry of a live blog quotes the article at length
        return _SHARE_OF_A_SERIES
    return SHARE


def _all_through(short: Known, long: Known, *, series: bool) -> bool:
    """Whether two texts agree all through, their openings included: news is told at the top, background below it."""
    found = overlap(short.text, long.text)
    less, more = found.openings
    if found.coverage < (_ALL_THROUGH_OF_ONE if series else _ALL_THROUGH):
        return False
    if less >= _OPENING_KEPT or (found.coverage_of_longer >= _ALL_THROUGH_OF_ONE and more >= _OPENING_WHOLE):
        return True
    return min(found.coverage, found.coverage_of_longer) >= _END_TO_END and less >= _OPENING_TRACE and more >= 3 * _OPENING_TRACE


def _series(one: Article, other: Article) -> bool:
    """Whether both may be pieces of one outlet, which writes its standing background into each of them."""
    if one.publisher and other.publisher:
        return masthead(one.publisher) == masthead(other.publisher)
    return bool(_days_apart(one, other))


def _of_one_outlet(short: Known, long: Known, share: float, days: int) -> bool:
    """Whether two alike pieces of one outlet are one article by what a form leaves open: the headline of a note, the names of a text."""
    length = len(short.text.words)
    if length < _SHORT and days > _COMES_BACK:
        return False
    titles = len(short.title & long.title) / max(1, min(len(short.title), len(long.title)))
    if length < _NOTE and short.title and long.title and titles < (_SAME_TITLE if days else _TITLE):
        return False
    if titles >= _SAME_TITLE or share >= (_SURELY if length < _SHORT else _SHARE_OF_A_SERIES):
        return True
    names = _NAMES_OF_A_SHORT if length < _SHORT else _NAMES
    return len(short.names & long.names) >= names * min(len(short.names), len(long.names))


def _opens(short: Known, long: Known) -> bool:
    if short.headline and short.headline == long.headline:
        return True
    return within(short.text, long.text, int(_OPENING * len(short.text.words))) >= SHARE or spread(short.text, long.text) >= _SPREAD


def _another_number(one: Known, other: Known, share: float, *, series: bool, days: int | None) -> bool:
    """Whether the two are numbers of a series: a headline with another date or number, or other dates and figures in the same words."""
    first, second = event_days.series(one.article.title), event_days.series(other.article.title)
    if series and first and second and not first & second:
        return True
    if days is None and share >= _SURELY and min(len(one.text.words), len(other.text.words)) >= _SHORT:
        return False  # one page read on two days, with the day's date left in its text
    return days != 0 and moved(one.marks, other.marks).another_day


def _days_apart(one: Article, other: Article) -> int | None:
    return abs((one.published.day - other.published.day).days) if one.published and other.published else None
