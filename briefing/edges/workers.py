"""Who does the work per capture: this process for a few, a pool of processes for many."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from briefing.errors import WorkerError

In = TypeVar("In")
Out = TypeVar("Out")

_FEW = 24  # below this a pool costs more to start than it saves
_BATCH = 8  # items sent to a worker at a time


class LocalWorkers:
    """Runs work on this machine; `processes` 0 means one per core. Results come in the order of the items."""

    def __init__(self, processes: int = 0) -> None:
        self.processes = processes or _cores()

    def map(self, work: Callable[[In], Out], items: Sequence[In]) -> Iterator[Out]:
        """The results of `work` for each item; `work` and the items must be picklable. `WorkerError` where a worker was killed."""
        if len(items) < _FEW or self.processes == 1:
            yield from map(work, items)
            return
        # A fresh server process forks the workers: no lock or thread of this process is copied into them.
        context = multiprocessing.get_context("forkserver")
        try:
            with ProcessPoolExecutor(self.processes, mp_context=context) as pool:
                yield from pool.map(work, items, chunksize=_BATCH)
        except BrokenProcessPool:
            raise WorkerError(
                "a worker process was ended from outside, for want of memory perhaps; what was read is kept, so run it again"
            ) from None


def _cores() -> int:
    """The processors this process may use, where the system tells; else all there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
