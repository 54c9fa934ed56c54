"""Who does the work per item, where the results are wanted in order: processes of this machine, or any other Executor."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from typing import TypeVar

from briefing.edges.workers.crew import MEGABYTES, SECONDS, Crew
from briefing.errors import GivenUp

In = TypeVar("In")
Out = TypeVar("Out")

_AHEAD = 256  # items begun before the first that is not yet done: results wait in memory


class LocalWorkers:
    """Works on this machine; `processes` 0 means one per core. The limits of an item are those of `Crew`."""

    def __init__(self, processes: int = 0, *, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        self.processes = processes
        self.seconds = seconds
        self.megabytes = megabytes

    def map(self, work: Callable[[In], Out], items: Sequence[In], instead: Callable[[In, str], Out]) -> Iterator[Out]:
        """The results of `work` in the order of the items; for an item given up, what `instead` makes of the reason why.

        `work` must be importable in a new process; items and results are pickled. `WorkerError` where no work can be done.
        """
        with Crew(self.processes, seconds=self.seconds, megabytes=self.megabytes) as crew:
            yield from in_order(crew, work, items, instead)


def in_order(
    executor: Executor,
    work: Callable[[In], Out],
    items: Sequence[In],
    instead: Callable[[In, str], Out],
    *,
    ahead: int = _AHEAD,
) -> Iterator[Out]:
    """The results in the order of the items, of which at most `ahead` are submitted before the first that is not yet done."""
    begun: deque[Future[Out]] = deque()
    for number, item in enumerate(items):
        while number + len(begun) < min(len(items), number + ahead):
            begun.append(executor.submit(work, items[number + len(begun)]))
        try:
            result = begun.popleft().result()
        except GivenUp as why:
            result = instead(item, why.reason)
        yield result
