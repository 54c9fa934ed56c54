"""Texts as runs of three words: how many of them two texts have in common, and whether all through or in one stretch only."""

from dataclasses import dataclass

from briefing.language.words import words
from briefing.model import Article

SAMPLE = 4  # of a long text one run in four is kept and counted
_LONG = 400  # words
_PRIME = 2_000_003  # more than there are words, so that a run's number is its own
_OPENING = 40  # runs
_STRETCH = 20  # runs; a fifth of the words replaced still leaves half the runs of such a stretch …
_STILL = 0.15  # … while a stretch that was written anew has none


@dataclass(frozen=True, slots=True)
class Text:
    """An article's words as numbers, and its runs of three; of a long text only each fourth run (`thinned`)."""

    words: tuple[int, ...]
    runs: frozenset[int]
    thinned: bool

    def thin(self) -> frozenset[int]:
        """Each fourth run, chosen by what it says: the same ones in every text."""
        return self.runs if self.thinned else frozenset(run for run in self.runs if not run % SAMPLE)


class Reader:
    """Texts as numbers, one for each word; the same word has the same number within one reader."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def read(self, article: Article) -> Text:
        """The text of an article, to be compared with others of this reader."""
        numbers = self.numbers
        text = tuple(numbers.setdefault(word, len(numbers) + 1) for word in words(" ".join(article.paragraphs)))
        runs = frozenset(_runs(text))
        thinned = len(text) > _LONG
        return Text(text, frozenset(run for run in runs if not run % SAMPLE) if thinned else runs, thinned)


def share(one: Article, other: Article) -> float:
    """The share of the shorter text's three-word runs that the other text has too, 0 to 1."""
    reader = Reader()
    return common(reader.read(one), reader.read(other))[0]


def common(one: Text, other: Text) -> tuple[float, float]:
    """The share of the shorter's runs both have, and about how many that are."""
    if one.thinned == other.thinned:
        first, second = one.runs, other.runs
    else:
        first, second = one.thin(), other.thin()
    both = len(first & second)
    return both / max(1, min(len(first), len(second))), both * (SAMPLE if one.thinned or other.thinned else 1)


def within(short: Text, start_of: Text, length: int) -> float:
    """The share of the short text's runs that stand in the first `length` words of the other."""
    runs = frozenset(_runs(short.words))
    return len(runs & frozenset(_runs(start_of.words[:length]))) / max(1, len(runs))


def spread(short: Text, long: Text) -> float:
    """How much of the long text's length lies between the first and the last tenth of what the short one has of it."""
    runs = frozenset(_runs(short.words))
    found = [at for at, run in enumerate(_runs(long.words)) if run in runs]
    return (found[len(found) * 9 // 10] - found[len(found) // 10]) / len(long.words) if found else 0.0


@dataclass(frozen=True, slots=True)
class Overlap:
    """Where two texts agree: the share of each one's stretches that the other has at least in part, and of each one's opening.

    Coverage is near 1 for a copy however it was edited, and about one half where two articles share half of their paragraphs.
    """

    coverage: float
    coverage_of_longer: float
    openings: tuple[float, float]  # the smaller first


def overlap(short: Text, long: Text) -> Overlap:
    """Where a text agrees with a longer one."""
    first, second = _runs(short.words), _runs(long.words)
    here, there = frozenset(first), frozenset(second)
    found, its = [run in there for run in first], [run in here for run in second]
    one, other = sorted(sum(side[:_OPENING]) / max(1, len(side[:_OPENING])) for side in (found, its))
    return Overlap(_coverage(found), _coverage(its), (one, other))


def _coverage(found: list[bool]) -> float:
    stretches = [found[at : at + _STRETCH] for at in range(0, len(found), _STRETCH)]
    if len(stretches) > 1 and len(stretches[-1]) < _STRETCH // 2:
        last = stretches.pop()
        stretches[-1] = stretches[-1] + last
    return sum(sum(stretch) >= _STILL * len(stretch) for stretch in stretches) / max(1, len(stretches))


def _runs(text: tuple[int, ...]) -> list[int]:
    return [(one * _PRIME + two) * _PRIME + three for one, two, three in zip(text, text[1:], text[2:], strict=False)]
