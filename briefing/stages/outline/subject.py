"""Whether an article is about the profile's subject at all: "killed" alone is any country's news."""

from collections.abc import Sequence
from functools import lru_cache

from briefing.language.places import find, places
from briefing.stages.outline.vocabulary import LONGEST, OPENING, Stems, divided, term

_LETTERS = 7  # of a word and the space behind it
_OFTEN = 3  # mentions that make an article one on the subject, wherever they stand …
_ONE_IN = 80  # … if there is one for so many words: a long text comes by three in passing (tuned on labelled feed items)


def is_about(title: str, paragraphs: Sequence[str], subject: tuple[str, ...]) -> bool:
    """Whether headline or opening names one of these words or a place in a country among them; or the text does again and again."""
    names, lengths, countries = _named(subject)
    stems = [term(word) for text in (title, *paragraphs) for word in divided(text)][:LONGEST]
    opening = len(divided(title)) + OPENING
    met = [at for at in range(len(stems)) if any(tuple(stems[at : at + length]) in names for length in lengths)]
    if any(at < opening for at in met) or len(met) >= max(_OFTEN, len(stems) / _ONE_IN):
        return True
    top = " ".join((title, *paragraphs))[: OPENING * _LETTERS]
    return bool(countries) and any(mention.place.country in countries for mention in places(top))


@lru_cache(maxsize=16)
def _named(subject: tuple[str, ...]) -> tuple[frozenset[Stems], tuple[int, ...], frozenset[str]]:
    names = frozenset(tuple(term(word) for word in divided(name)) for name in subject) - {()}
    countries = {place.country for name in subject if (place := find(name)) and place.kind == "country"}
    return names, tuple(sorted({len(name) for name in names})), frozenset(countries)
