"""Texts as bags of comparison keys (see `briefing.language.keys`), and how alike two of them are."""

from collections.abc import Callable, Iterable, Sequence
from math import log, sqrt

Vector = dict[str, float]


BESIDE = 1000  # texts of other news that a batch is weighed among, so that 30 articles of one day are weighed like 3,000


def weights(
    bags: Sequence[Vector],
    share: Callable[[str], float] | None = None,
    *,
    breadth: int = 12,
    sample: int = 100,
    doubt: float = 0.05,
) -> Vector:
    """How much each key tells within these bags: rare ones more, and those more whose bags agree otherwise too.

    `share` tells which part of all news has a key (0 to 1): the bags are then weighed among BESIDE texts of other news.

    "ferry" and "year" may be equally frequent; the articles with the one have much in common, those with the other little.
    For that the `breadth` strongest keys of a key's first `sample` bags are looked at; `doubt` is what a key without
    agreement keeps.
    """
    count: dict[str, int] = {}
    for bag in bags:
        for name in bag:
            count[name] = count.get(name, 0) + 1
    if share:
        texts = len(bags) + BESIDE + 1
        rarity = {name: log(texts / (number + BESIDE * share(name))) ** 0.75 for name, number in count.items()}
    else:
        rarity = {name: sqrt(log((len(bags) + 1) / number)) for name, number in count.items()}
    totals: dict[str, dict[str, float]] = {name: {} for name, number in count.items() if number > 1}
    squares = dict.fromkeys(totals, 0.0)
    looked_at = dict.fromkeys(totals, 0)
    for bag in bags:
        strongest = _unit(dict(sorted(((n, value * rarity[n]) for n, value in bag.items()), key=_by_value)[:breadth]))
        for name in bag:
            if looked_at.get(name, sample) >= sample:
                continue
            looked_at[name] += 1
            total, square = totals[name], 0.0
            for other, value in strongest.items():
                if other != name:
                    total[other] = total.get(other, 0.0) + value
                    square += value * value
            squares[name] += square
    agreement = {}
    for name, total in totals.items():
        pairs = looked_at[name] * (looked_at[name] - 1)
        agreed = max(0.0, sum(value * value for value in total.values()) - squares[name]) / pairs
        agreement[name] = sqrt(sqrt(doubt + agreed))
    middle = sorted(agreement.values())[len(agreement) // 2] if agreement else 1.0
    return {name: value * agreement.get(name, middle) for name, value in rarity.items()}


def vectors(bags: Sequence[Vector], share: Callable[[str], float] | None = None) -> tuple[Vector, ...]:
    """The bags weighted by `weights` and brought to length 1, so that their product is the cosine."""
    weight = weights(bags, share)
    return tuple(_unit({name: value * weight[name] for name, value in bag.items()}) for bag in bags)


def cosine(one: Vector, other: Vector) -> float:
    """How alike two vectors of length 1 are: 0 nothing in common, 1 the same."""
    if len(other) < len(one):
        one, other = other, one
    return sum(value * other[name] for name, value in one.items() if name in other)


def bag(weighted_keys: Iterable[tuple[str, float]]) -> Vector:
    """Keys with a weight each as one bag, where the second mention counts less than the first."""
    total: Vector = {}
    for name, weight in weighted_keys:
        total[name] = total.get(name, 0.0) + weight
    return {name: 1 + log(value) if value >= 1 else value for name, value in total.items()}


def _unit(vector: Vector) -> Vector:
    length = sqrt(sum(value * value for value in vector.values()))
    return {name: value / length for name, value in vector.items()} if length else {}


def _by_value(item: tuple[str, float]) -> tuple[float, str]:
    return -item[1], item[0]
