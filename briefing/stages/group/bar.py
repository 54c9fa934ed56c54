"""How alike articles must be to tell of one event: more, where many of a batch have nothing of their kind beside them.

A batch cut from the news at large holds many articles that are alone on their event; a batch collected on a few events holds hardly one. The
likeness that makes two articles of the second kind one story makes false ones of the first.
"""

import heapq
from collections.abc import Mapping, Sequence
from operator import mul

ALONE = 0.25  # an article less like any other than this is alone on its event, as far as can be told
_USUAL = 0.06  # share of such articles in the headlines the bar was chosen on
_RISE = 0.4  # of the bar for each unit of that share; chosen on one day of open feeds, read join by join (docs/decisions/0017)
_PRIOR = 60  # articles of the usual kind that are thought into a batch: a few articles do not tell what kind it is
_NEAREST = 3  # others, by words, among which an article's nearest is looked for


def bar(base: float, count: int, alike: Mapping[tuple[int, int], float], directions: Sequence[Sequence[float]]) -> float:
    """The likeness asked of a batch of `count` articles: `base`, raised by how many of them are alone.

    `alike` lists the likeness of pairs (i < j) but for the product of their `directions`.
    """
    nearest: list[list[tuple[float, int]]] = [[] for _ in range(count)]
    for (one, other), value in alike.items():
        for here, there in ((one, other), (other, one)):
            heap = nearest[here]
            if len(heap) < _NEAREST:
                heapq.heappush(heap, (value, there))
            elif (value, there) > heap[0]:
                heapq.heapreplace(heap, (value, there))

    def kinship(here: int, there: int) -> float:
        product: float = sum(map(mul, directions[here], directions[there])) if directions else 0.0
        return product

    best = [max((value + kinship(here, there) for value, there in near), default=0.0) for here, near in enumerate(nearest)]
    alone = sum(likeness < ALONE for likeness in best)
    share = (alone + _PRIOR * _USUAL) / (count + _PRIOR)
    return base + _RISE * max(0.0, share - _USUAL)
