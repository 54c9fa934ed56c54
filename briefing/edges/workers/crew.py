"""The Executor of this machine: warm worker processes, each with one item at a time under limits, and a thread that waits.

No item is worked on in this process, not even an only one: what a parser written in C does with a page that was made to
harm can be stopped from outside alone. When a process is ended it is known over which item, and that one alone is lost.
"""

import os
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from multiprocessing.connection import wait as first_of
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

from briefing.edges.workers.process import Limits, WorkerProcess
from briefing.edges.workers.promised import Promised, promise
from briefing.errors import WorkerError

Given = ParamSpec("Given")
Out = TypeVar("Out")

SECONDS = 10.0
MEGABYTES = 300
_FEW = 24  # items; below this a second process costs more to start than it saves
_SLOW = 1.0  # seconds on an item, in a process that is warm, after which the next item waits no longer for it
_AHEAD = 64  # items: with fewer a process might wait for the next, more would only lie in memory
_IDLE = 60.0  # seconds without an item after which the processes end; the next item starts new ones


class Crew(Executor):
    """Works in processes of this machine, `processes` at most, 0 for one per core; they are started when items come.

    A future raises `GivenUp` where its item took more than `seconds` of processor time, or `megabytes` of memory above what its
    process held before (for each 12 MB of its own size it may take as much again), or where the work raised an error on it; and
    `WorkerError` where it could not be worked on at all. Memory is limited on Linux alone.

    What is submitted must be importable in a new process; items and results are pickled, an item not before it is its turn.
    After `idle` seconds without an item the processes end, and are started again for the next.
    """

    def __init__(self, processes: int = 0, *, seconds: float = SECONDS, megabytes: int = MEGABYTES, idle: float = _IDLE) -> None:
        self.processes = processes or _cores()
        self.limits = Limits(seconds=seconds, megabytes=megabytes)
        self._idle = idle
        self._lock = threading.Lock()  # guards what follows
        self._waiting: deque[Promised] = deque()
        self._thread: threading.Thread | None = None
        self._bell: _Bell | None = None  # there as long as the thread is
        self._closed = self._stopped = False

    @property
    def ahead(self) -> int:
        """How many items to have submitted at a time, so that nobody waits for the next."""
        return _AHEAD

    def submit(self, fn: Callable[Given, Out], /, *args: Given.args, **kwargs: Given.kwargs) -> Future[Out]:
        """Have `fn(*args, **kwargs)` done in a worker process."""
        return self._put(promise(fn, args, kwargs))

    def submit_pickled(self, work: bytes, payload: bytes) -> "Future[bytes]":
        """The same for work and (args, kwargs) that are pickled already; the result stays pickled."""
        return self._put(Promised(lambda: (work, payload), bytes))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more items and end the processes once those submitted are done, or with `cancel_futures` those begun."""
        with self._lock:
            self._closed = True
            given_back = self._take_all() if cancel_futures else ()
            thread = self._thread
            if self._bell:
                self._bell.ring()
        for task in given_back:
            task.lose(CancelledError())
        if wait and thread and thread is not threading.current_thread():
            thread.join()

    def stop(self) -> None:
        """End the processes now: the futures of items that are not done, begun or not, raise `CancelledError`."""
        self._stopped = True
        self.shutdown(cancel_futures=True)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Wait for what was submitted; where an error or Ctrl-C leaves the block, stop."""
        if kind is None:
            self.shutdown()
        else:
            self.stop()

    def _put(self, task: Promised) -> Future[Any]:
        with self._lock:
            if self._closed:
                raise RuntimeError("this crew was shut down and takes no more items")
            if self._bell is None:
                self._begin()
            self._waiting.append(task)
            if self._bell:
                self._bell.ring()
        return task.future

    def _begin(self) -> None:
        try:
            bell = _Bell()
            self._thread = threading.Thread(target=self._run, args=(bell,), name="crew", daemon=True)
            self._thread.start()
        except (OSError, RuntimeError) as error:
            raise WorkerError(f"no worker process can be started: {error}") from error
        self._bell = bell

    def _run(self, bell: "_Bell") -> None:
        """Hand out items and bring in results until nothing is left to do."""
        shift = _Shift(self.processes, self.limits)
        lost: Exception = CancelledError()
        try:
            while not self._stopped and not self._over(shift):
                while (worker := shift.free(len(self._waiting))) and (task := self._next()):
                    shift.begin(worker, task)
                shift.tell()  # while they work on the next
                shift.bring_in(bell, waiting=bool(self._waiting), idle=self._idle)
        except Exception as error:
            lost = WorkerError(f"the worker processes were lost to an error of this program: {type(error).__name__}: {error}")
            raise
        finally:
            shift.end(lost)
            with self._lock:
                left: tuple[Promised, ...] = ()
                if self._bell is bell:  # stopped, or that error: nobody else comes for those that wait
                    self._closed, self._bell, left = True, None, self._take_all()
                bell.close()
            for task in left:
                task.lose(lost)

    def _over(self, shift: "_Shift") -> bool:
        """Whether the thread ends: nobody waits, nobody works, and it was so for a while or no more items will come."""
        with self._lock:
            if self._waiting or shift.busy or not (self._closed or shift.idle() >= self._idle):
                return False
            self._bell = None
            return True

    def _next(self) -> Promised | None:
        """The first that waits and was not cancelled meanwhile."""
        while True:
            with self._lock:
                if not self._waiting:
                    return None
                task = self._waiting.popleft()
            if task.future.set_running_or_notify_cancel():
                return task

    def _take_all(self) -> tuple[Promised, ...]:
        taken = tuple(self._waiting)
        self._waiting.clear()
        return taken


class _Bell:
    """Wakes the thread that waits in `first_of`."""

    def __init__(self) -> None:
        self.ear, self._rope = os.pipe()
        self._rung = False

    def ring(self) -> None:
        if not self._rung:
            self._rung = True
            os.write(self._rope, b"!")

    def heard(self) -> None:
        """Be ready for the next ring."""
        os.read(self.ear, 1)
        self._rung = False

    def close(self) -> None:
        os.close(self.ear)
        os.close(self._rope)


class _Shift:
    """The processes of a crew and the item each of them is on; the crew's thread alone uses it."""

    def __init__(self, most: int, limits: Limits) -> None:
        self._most, self._limits = most, limits
        self._workers: dict[WorkerProcess, Promised | None] = {}
        self._done: list[tuple[Promised, bytes | Exception]] = []
        self._last = time.monotonic()

    @property
    def busy(self) -> bool:
        return any(self._workers.values())

    def idle(self) -> float:
        """For how many seconds there was no item."""
        return 0.0 if self.busy else time.monotonic() - self._last

    def free(self, waiting: int) -> WorkerProcess | None:
        """A process for the next of so many that wait, None where there shall be no other than those at work."""
        if not waiting:
            return None
        for worker, task in self._workers.items():
            if task is None:
                return worker
        if len(self._workers) >= self._most or (self._workers and not self._stretched(waiting)):
            return None
        worker = WorkerProcess(self._limits)
        try:
            worker.start()
        except WorkerError:
            if self._workers:  # those there are do the work
                self._most = len(self._workers)
                return None
        self._workers[worker] = None
        return worker

    def _stretched(self, waiting: int) -> bool:
        now = time.monotonic()
        return waiting + len(self._workers) >= _FEW or all(one.warm and now - one.began > _SLOW for one in self._workers)

    def begin(self, worker: WorkerProcess, task: Promised) -> None:
        """Hand an item over; one that cannot be is at its end."""
        try:
            worker.begin(*task.pickled())
        except Exception as error:  # noqa: BLE001 (it cannot be pickled, or no process can be started)
            task.end(error)
        else:
            self._workers[worker] = task

    def bring_in(self, bell: _Bell, *, waiting: bool, idle: float) -> None:
        """Wait until something happens; outcomes are there to `tell`."""
        busy = {worker: task for worker, task in self._workers.items() if task}
        until = min((worker.deadline for worker in busy), default=self._last + idle) - time.monotonic()
        if waiting and busy and len(busy) < self._most:
            until = min(until, _SLOW)
        ready = first_of([bell.ear, *(worker.line for worker in busy if worker.line)], timeout=max(0.0, until))
        if bell.ear in ready:
            bell.heard()
        now = time.monotonic()
        for worker, task in busy.items():
            if worker.line in ready or now >= worker.deadline:
                outcome = worker.outcome()
                if outcome is not None:
                    self._workers[worker], self._last = None, now
                    self._done.append((task, outcome))

    def tell(self) -> None:
        """Tell the futures of items that are at their end."""
        while self._done:
            task, outcome = self._done.pop(0)
            task.end(outcome)

    def end(self, lost: Exception) -> None:
        """End the processes; whoever waits for items begun is told why there is no result."""
        self.tell()
        for worker, task in self._workers.items():
            worker.end()
            if task:
                task.end(lost)
        self._workers.clear()


def _cores() -> int:
    """The processors this process may use, where the system tells; else all there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
