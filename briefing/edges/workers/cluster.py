"""The Executor of other machines: a cluster of dask.distributed, whose workers hold a crew of ours each.

A task of the cluster costs milliseconds whatever it holds, so items go in batches. What is in them is opened by the worker
processes of the crew alone: there too a page may cost only itself. A worker that is lost in the middle of a batch costs
nothing either: the scheduler gives the batch to another.
"""

import asyncio
import contextlib
import logging
import math
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from types import TracebackType
from typing import Any, Literal, ParamSpec, TypeVar

import dask
from distributed import Client, KilledWorker, Security, get_worker, rpc

from briefing import __version__
from briefing.edges.workers import in_order
from briefing.edges.workers.crew import MEGABYTES, SECONDS, Crew
from briefing.edges.workers.promised import Promised, promise
from briefing.errors import GivenUp, WorkerError

Given = ParamSpec("Given")
In = TypeVar("In")
Out = TypeVar("Out")
Outcome = tuple[Literal["done", "given up", "unfit"], bytes | str]

_BATCH = 25  # items a task: 14 ms a task, measured, against some 10 ms an item
_BYTES = 4_000_000  # of the items of a batch, where there are several
_LINGER = 0.01  # seconds in which more may come for the same batch
_LOOK = 2.0  # seconds after which we look how large the cluster is now
_REACH = 5.0  # seconds for an answer of the scheduler
_ARRIVE = 4.0  # seconds for the first worker, where there is none as we come
_ALONE = 60.0  # seconds without any worker after which nobody waits for another
_LOST = "the connection to the cluster's scheduler was lost"


class ClusterWorkers:
    """Works on the cluster of a scheduler ("tcp://…" or "tls://…"). The limits of an item are those of `Crew`."""

    def __init__(self, scheduler: str, *, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        self.scheduler = scheduler
        self.seconds = seconds
        self.megabytes = megabytes

    def map(self, work: Callable[[In], Out], items: Sequence[In], instead: Callable[[In, str], Out]) -> Iterator[Out]:
        """The results of `work` in the order of the items; for an item given up, what `instead` makes of the reason why.

        `WorkerError` where the scheduler cannot be reached, has no workers, or is lost.
        """
        if items:
            with ClusterCrew(self.scheduler, seconds=self.seconds, megabytes=self.megabytes) as crew:
                yield from in_order(crew, work, items, instead, ahead=crew.ahead)


class ClusterCrew(Executor):
    """Works on the cluster of a scheduler; futures raise what those of a `Crew` raise, within the same limits.

    `WorkerError` where the scheduler cannot be reached or has no workers, within ten seconds; futures raise it too where the
    cluster is lost, or has another version of this program.
    """

    def __init__(self, scheduler: str, *, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        self._limits = (seconds, megabytes)
        self._client = _connected(scheduler)
        self._tasks = self._client.get_executor(pure=False)
        self._threads = _threads(self._client)
        self._looked = self._seen = time.monotonic()
        self._changed = threading.Condition()  # guards what follows
        self._waiting: deque[Promised] = deque()
        self._begun: dict[Future[Any], list[Promised]] = {}
        self._back: list[Future[Any]] = []
        self._closed = self._stopped = False
        self._thread = threading.Thread(target=self._run, name="cluster", daemon=True)
        self._thread.start()

    @property
    def ahead(self) -> int:
        """How many items it takes to have every worker of the cluster at work."""
        return max(256, 3 * _BATCH * self._threads)

    def submit(self, fn: Callable[Given, Out], /, *args: Given.args, **kwargs: Given.kwargs) -> Future[Out]:
        """Have `fn(*args, **kwargs)` done on the cluster."""
        promised = promise(fn, args, kwargs)
        with self._changed:
            if self._closed:
                raise RuntimeError("this cluster was left and takes no more items")
            self._waiting.append(promised)
            self._changed.notify()
        return promised.future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more items and leave the cluster once those submitted are done, or with `cancel_futures` those begun."""
        with self._changed:
            self._closed = True
            given_back = tuple(self._waiting) if cancel_futures else ()
            if cancel_futures:
                self._waiting.clear()
            self._changed.notify()
        for promised in given_back:
            promised.lose(CancelledError())
        if wait and self._thread is not threading.current_thread():
            self._thread.join()

    def stop(self) -> None:
        """Leave the cluster now: the futures of items that are not done, begun or not, raise `CancelledError`."""
        self._stopped = True
        self.shutdown(cancel_futures=True)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Wait for what was submitted; where an error or Ctrl-C leaves the block, stop."""
        if kind is None:
            self.shutdown()
        else:
            self.stop()

    def _run(self) -> None:
        """Send batches and bring in what comes back until nothing is left to do."""
        lost: Exception = CancelledError()
        try:
            while not self._stopped:
                with self._changed:
                    self._changed.wait_for(self._something, timeout=_LOOK)
                    if self._closed and not self._waiting and not self._begun:
                        break
                time.sleep(_LINGER)
                self._bring_in()
                self._send()
                self._look()
        except WorkerError as error:
            lost = error
        finally:
            self._leave(lost)

    def _something(self) -> bool:
        return bool(self._stopped or self._back or (self._waiting and self._free()) or (self._closed and not self._begun))

    def _free(self) -> int:
        """How many batches the cluster may be given: one at work and one in hand for each of its threads."""
        return max(0, 2 * self._threads - len(self._begun))

    def _send(self) -> None:
        while (free := self._free()) and self._waiting:
            batch, packed = self._packed(min(_BATCH, math.ceil(len(self._waiting) / free)))
            if not batch:
                continue
            try:
                future = self._tasks.submit(work_on, packed, *self._limits, __version__)
            except Exception as error:  # the client has given up
                for promised in batch:
                    promised.end(WorkerError(_LOST))
                raise WorkerError(_LOST) from error
            self._begun[future] = batch
            future.add_done_callback(self._came)

    def _packed(self, most: int) -> tuple[list[Promised], list[tuple[bytes, bytes]]]:
        """The next batch of those that wait, and what is sent of it."""
        batch: list[Promised] = []
        packed: list[tuple[bytes, bytes]] = []
        while len(batch) < most and sum(len(payload) for _, payload in packed) < _BYTES:
            with self._changed:
                if not self._waiting:
                    break
                promised = self._waiting.popleft()
            if not promised.future.set_running_or_notify_cancel():
                continue
            try:
                packed.append(promised.pickled())
            except Exception as error:  # noqa: BLE001 (told to whoever submitted what cannot be pickled)
                promised.end(error)
            else:
                batch.append(promised)
        return batch, packed

    def _came(self, future: Future[Any]) -> None:
        with self._changed:
            self._back.append(future)
            self._changed.notify()

    def _bring_in(self) -> None:
        with self._changed:
            back, self._back = self._back, []
        for future in back:
            batch = self._begun.pop(future)
            for promised, outcome in zip(batch, _outcomes(future, len(batch)), strict=True):
                promised.end(outcome)
        if any(future.cancelled() for future in back):
            raise WorkerError(_LOST)

    def _look(self) -> None:
        """See how large the cluster is now; `WorkerError` where it is gone."""
        now = time.monotonic()
        if now - self._looked < _LOOK:
            return
        self._threads, self._looked = _threads(self._client), now
        if self._threads:
            self._seen = now
        elif now - self._seen > _ALONE:
            raise WorkerError(f"the cluster has had no worker for {_ALONE:g} s")

    def _leave(self, lost: Exception) -> None:
        with self._changed:
            self._closed = True
            waiting = tuple(self._waiting)
            self._waiting.clear()
        for promised in waiting:
            promised.lose(lost)
        for promised in [one for batch in self._begun.values() for one in batch]:
            promised.end(lost)
        self._begun.clear()
        with contextlib.suppress(Exception):  # it may be gone
            self._tasks.shutdown(wait=False)
        with contextlib.suppress(Exception):
            self._client.close(timeout=1 if isinstance(lost, WorkerError) else _REACH)


def work_on(packed: list[tuple[bytes, bytes]], seconds: float, megabytes: int, version: str) -> list[Outcome]:
    """What became of the items of a batch, each work and argument pickled. Runs in a worker of the cluster."""
    if version != __version__:
        return [("unfit", f"a worker of the cluster has version {__version__} of this program, not {version}")] * len(packed)
    crew = _crew(seconds, megabytes)
    return [_outcome(future) for future in [crew.submit_pickled(work, payload) for work, payload in packed]]


def _outcome(future: "Future[bytes]") -> Outcome:
    try:
        return "done", future.result()
    except GivenUp as why:
        return "given up", why.reason
    except WorkerError as why:
        return "unfit", str(why)


_CREWS: dict[tuple[float, int], Crew] = {}
_CREWS_LOCK = threading.Lock()


def _crew(seconds: float, megabytes: int) -> Crew:
    """The crew of this worker of the cluster, one for all batches with these limits; its processes end when none come."""
    with _CREWS_LOCK:
        if (seconds, megabytes) not in _CREWS:
            _CREWS[seconds, megabytes] = Crew(get_worker().state.nthreads, seconds=seconds, megabytes=megabytes)
        return _CREWS[seconds, megabytes]


def _outcomes(future: Future[list[Outcome]], count: int) -> list[bytes | Exception]:
    """What became of each item of a batch that has come back."""
    kinds: dict[str, type[Exception]] = {"given up": GivenUp, "unfit": WorkerError}
    try:
        return [said if isinstance(said, bytes) else kinds[kind](said) for kind, said in future.result()]
    except CancelledError:
        return [WorkerError(_LOST)] * count
    except KilledWorker:
        return [WorkerError("the cluster lost every worker that it gave a batch of items to")] * count
    except Exception as error:  # noqa: BLE001 (whatever keeps the cluster from the work)
        return [WorkerError(f"the cluster cannot do the work: {type(error).__name__}: {error}")] * count


def _connected(scheduler: str) -> Client:
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is told in our own words
    # Batches are what they are: a single page may be larger than what dask thinks a task should be.
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GiB"})
    try:
        with ThreadPoolExecutor(1) as alone:  # an event loop of its own, wherever we are called
            threads = alone.submit(asyncio.run, _asked(scheduler)).result()
        if threads:
            return Client(scheduler, timeout=_REACH, set_as_default=False)
    except Exception as error:  # noqa: BLE001 (a wrong address, a closed port, TLS without certificates: all the same to us)
        why = f"it did not answer within {_REACH:g} s" if isinstance(error, TimeoutError) else error
        raise WorkerError(f"the cluster's scheduler at {scheduler} cannot be reached: {why}") from None
    raise WorkerError(f"the cluster's scheduler at {scheduler} has no workers")


async def _asked(scheduler: str) -> int:
    """How many threads its workers have; waits a little for the first.

    A `Client` would wait for ever for one that takes the call and says nothing.
    """
    until = time.monotonic() + _ARRIVE
    async with rpc(scheduler, connection_args=Security().get_connection_args("client")) as asked:
        while True:
            found: dict[str, int] = await asyncio.wait_for(asked.ncores(), _REACH)
            if found or time.monotonic() > until:
                return sum(found.values())
            await asyncio.sleep(0.1)


def _threads(client: Client) -> int:
    try:
        return sum(client.nthreads(callback_timeout=_REACH).values())
    except Exception as error:  # it hangs, it is gone, the client has given up
        raise WorkerError(_LOST) from error
