"""Where news happened, as far as its first words say, and whether two texts tell of two places.

Only names of the gazetteer count (`places.py`): a town it does not list is nowhere, and speaks against nothing.
"""

from dataclasses import dataclass

from briefing.language.places import Place, places
from briefing.language.places.gazetteer import gazetteer


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """The settlements and regions a text names, and whether one of them is `sure` to tell where something happened."""

    named: frozenset[str] = frozenset()
    sure: bool = False

    def apart(self, other: "Scene") -> bool:
        """Whether two texts are each sure of a place and have none in common."""
        return self.sure and other.sure and not self.named & other.named


def scene(text: str) -> Scene:
    """The places of a text, countries aside. A settlement is its region too: some tell of the town, others of the region."""
    found = [mention.place for mention in places(text) if mention.kind not in ("country", "feature")]
    named = frozenset(name for place in found for name in (place.name, place.region) if name)
    return Scene(named=named, sure=any(_tells(place) for place in found))


def _tells(place: Place) -> bool:
    """Whether the place alone says where.

    A capital does not, whose name stands for a government as often as for a town: two texts that share one may tell of one place, but a
    text that names nothing else has not said where. Nor does a region abroad, which may be as wide as a country (a state of America).
    """
    if place.kind == "region":
        return place.country in gazetteer().close
    return not place.capital
