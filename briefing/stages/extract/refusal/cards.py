"""Whether what looks like text is a list of cards: a headline and a teaser, a headline and a teaser, as on index pages.

An article's paragraphs follow one another; on an index page, a topic page or an organisation's overview each stands alone
between two headings. That build is what is measured here, no word of any language.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefing.stages.extract.live.entry import Entry
from briefing.stages.extract.text.body import Body
from briefing.stages.extract.text.lines import Line, ends_like_a_sentence

_ASIDE = frozenset(("credit", "furniture", "url", "cue", "biography"))
_DATE = frozenset(("stamp", "published", "byline"))
_HEADLINE = (3, 25)  # words
_ASKS = 20  # words of a headline that is a question
_FEWEST = 4  # cards
_TEASER = 46  # words a teaser has at most on average; the entries of a live blog and the sections of an explainer have more
_LEAD = 80  # words of the longest leads index pages print, where a day stands at each of them
_LINKED = 0.6  # share of a line in link text from which it leads elsewhere


@dataclass(frozen=True, kw_only=True, slots=True)
class Cards:
    """How much of a text stands in cards: their number, words, share of the text's words, dates between them; the longest run of paragraphs."""

    number: int
    words: int
    share: float
    dates: int
    linked: int
    run: int

    @property
    def mean(self) -> float:
        """Words of a card's text on average."""
        return self.words / self.number if self.number else 0.0


def is_headline(line: Line) -> bool:
    """True where the line could stand above a text of its own: a heading of some words, or a line that is one link."""
    if line.kind in _ASIDE or line.kind in _DATE or not _HEADLINE[0] <= line.words <= _HEADLINE[1]:
        return False
    if line.linked > _LINKED:
        return True
    asks = line.words <= _ASKS and line.text.endswith(("?", "!"))
    return (line.kind != "prose" or asks) and not line.text[:1].islower()


def cards_in(lines: Sequence[Line], found: Body) -> Cards:
    """What of the text found stands alone between headlines, measured among all the lines of the page."""
    numbers = frozenset(line.number for line in found.paragraphs)
    return _measure(lines, lambda line: line.number in numbers, found.paragraphs[0].number, found.paragraphs[-1].number)


def _measure(lines: Sequence[Line], counts: Callable[[Line], bool], first: int, last: int) -> Cards:
    number = words = linked = total = run = longest = 0
    core = [(line, is_headline(line)) for line in lines if counts(line) or line.kind == "prose" or is_headline(line)]
    edge = (None, True)
    for (before, under), (line, heads), (_, over) in zip([edge, *core], core, [*core[1:], edge], strict=False):
        if heads or not counts(line):
            run = 0
            continue
        total += line.words
        run += line.words
        longest = max(longest, run)
        leads = before is not None and before.linked > _LINKED
        if before is not None and under and over and (leads or ends_like_a_sentence(line.text)):
            number, words, linked = number + 1, words + line.words, linked + leads
    dates = sum(line.kind in _DATE and first < line.number < last for line in lines)
    return Cards(number=number, words=words, share=words / total if total else 0.0, dates=dates, linked=linked, run=longest)


def cards_on(lines: Sequence[Line]) -> Cards:
    """What of all the running text on these lines stands alone between headlines."""
    return _measure(lines, lambda line: line.kind == "prose", 0, lines[-1].number + 1 if lines else 0)


def are_teasers(entries: Sequence[Entry]) -> bool:
    """True where what looks like a live blog's entries are teasers of other pages.

    Each has one short paragraph, and most lead elsewhere, end in "read more", or stand at a day and no time: a live blog
    gives the hour of each of its entries.
    """
    if len(entries) < _FEWEST:
        return False
    texts = [[line for line in entry.lines if line.kind == "prose"] for entry in entries]
    sizes = [sum(line.words for line in one) for one in texts if len(one) <= 1]
    leads = sum(_leads_elsewhere(entry) for entry in entries)
    days = sum(bool(entry.stamps) and not any(stamp.clock or stamp.ago for stamp in entry.stamps) for entry in entries)
    short, longer = (sum(size < most for size in sizes) / len(entries) for most in (_TEASER, _LEAD))
    return (short >= 0.7 and max(leads, days) >= 0.6 * len(entries)) or (longer >= 0.7 and days >= 0.8 * len(entries))


def _leads_elsewhere(entry: Entry) -> bool:
    title = entry.title
    return (title is not None and title.linked > _LINKED) or any(
        line.kind in ("cue", "teaser") and line.words <= 5 for line in entry.lines
    )
