"""How much of a day is printed: stories a section, and words a story, so that an edition stays readable in its minutes.

    minutes ─→ words for the stories ─→ which stories fit at all ─→ words for each: leads more, no one more than it has to say

All of it is arithmetic on numbers; nothing here looks at a text.
"""

from collections.abc import Sequence
from math import log2

from briefing.settings import Length

# Adults read non-fiction at about 238 words a minute (Brysbaert, "How many words do we read per minute?", Journal of Memory
# and Language 109, 2019); a digest full of names, figures and notes is read more slowly.
WORDS_PER_MINUTE = 220
_FOR_STORIES = 0.7  # the rest goes to headlines, the lines at a glance, the key figures and the "what is new"
_PER_DOUBLING = 0.25  # of the minutes of one day, for each doubling of the days: a week gets 1.7 times, a month 2.2 times

FEWEST = 45  # words: two sentences of ordinary length; a story that would get less is left out
_LEAD, _CAP, _LEAD_CAP = 2.0, 150, 240  # a section's first story gets twice a share; on a quiet day none gets more than its cap


def minutes_for(length: Length, days: int) -> float:
    """The minutes an edition of so many days may take: those of one day, and a quarter of them for each doubling of the days."""
    return length.minutes * (1 + _PER_DOUBLING * log2(max(1, days)))


def words_for(length: Length, days: int) -> int:
    """The words the sentences of all stories may have together."""
    return int(minutes_for(length, days) * WORDS_PER_MINUTE * _FOR_STORIES)


def fitting(ranks: Sequence[Sequence[float]], words: int) -> tuple[int, ...]:
    """How many stories of each section fit into the words; `ranks` are those of its stories, highest first.

    Each section that has a story keeps its first; of the others the lowest in rank go, of equals those of the later section.
    """
    leads = sum(1 for section in ranks if section)
    room = max(0, int(words / FEWEST - _LEAD * leads))
    further = sorted((-rank, at, number) for number, section in enumerate(ranks) for at, rank in enumerate(section) if at)
    counts = [min(1, len(section)) for section in ranks]
    for _, _, number in further[:room]:
        counts[number] += 1
    return tuple(counts)


def share(has: Sequence[Sequence[int]], words: int) -> tuple[tuple[int, ...], ...]:
    """Words for each story of each section, together at most `words`; `has` is how many words each has to say at all.

    What one story cannot use goes to the others. A story gets at least one word, as long as there is one for each.
    """
    wants = [
        (number, at, min(_CAP if at else _LEAD_CAP, size)) for number, section in enumerate(has) for at, size in enumerate(section)
    ]
    weights = {(number, at): 1.0 if at else _LEAD for number, at, _ in wants}
    given: dict[tuple[int, int], int] = {}
    left, still = words, wants
    while still:
        level = left / sum(weights[number, at] for number, at, _ in still)
        full = [one for one in still if one[2] <= level * weights[one[:2]]]
        for number, at, want in full or still:
            given[number, at] = max(1, want if full else int(level * weights[number, at]))
        if not full:
            break
        left -= sum(given[number, at] for number, at, _ in full)
        still = [one for one in still if one[:2] not in given]
    return tuple(tuple(given[number, at] for at in range(len(section))) for number, section in enumerate(has))
