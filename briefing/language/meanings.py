"""What news is about, key by key: how common each comparison key is, and a direction that related keys share.

The two tables beside this module were learned once from other news (scripts/train_meanings.py); they hold keys and numbers
only. A key they do not list counts as rare and has no direction.
"""

from array import array
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from math import log, sqrt

WIDTH = 64  # numbers of a direction
GRAIN = 1024  # directions come in whole parts of this, so that their products are exact and in any order the same


class _Tables:
    def __init__(self) -> None:
        folder = resources.files("briefing") / "language"
        head, *lines = (folder / "meanings.tsv").read_text(encoding="utf-8").splitlines()
        texts = int(head.split()[1])
        self.share: dict[str, float] = {}
        self.rarity: dict[str, float] = {}  # 1 for a key never met, towards 0 for one that every text has
        self.place: dict[str, int] = {}
        for at, line in enumerate(lines):
            name, count = line.split("\t")
            self.share[name] = int(count) / texts
            self.rarity[name] = 1 - log(int(count) + 1) / log(texts + 1)
            self.place[name] = at * WIDTH
        self.directions = array("b", (folder / "meanings.i8").read_bytes())


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    return _Tables()


def share(key: str) -> float:
    """The share of news texts that have a comparison key: 0 for one never met."""
    return _tables().share.get(key, 0.0)


def direction(bag: Mapping[str, float]) -> tuple[float, ...]:
    """What a bag of weighted keys is about: WIDTH numbers of length 1, all 0 where none of its keys is known.

    The product of two directions tells how related the texts are, in -1 to 1, whether or not they share a word.
    """
    tables = _tables()
    total = [0.0] * WIDTH
    for name, value in bag.items():
        at = tables.place.get(name)
        if at is not None:
            weight = value * tables.rarity[name]
            total = [sum_ + weight * part for sum_, part in zip(total, tables.directions[at : at + WIDTH], strict=True)]
    length = sqrt(sum(part * part for part in total))
    return tuple(round(part / length * GRAIN) / GRAIN for part in total) if length else (0.0,) * WIDTH
