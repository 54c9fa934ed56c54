"""Who does the work per item: processes of this machine that end, item by item, within limits of time and memory.

No item is worked on in this process, not even an only one: what a parser written in C does with a page that was made to
harm can be stopped from outside alone. One process is started for a few items, one per core for many. Each has one item
at a time: when it is ended it is known over which, and that one alone is lost.
"""

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, TypeVar

from briefing.edges.worker_child import NO_MEMORY, OK, RAISED, SPENT, UNFIT
from briefing.errors import WorkerError

In = TypeVar("In")
Out = TypeVar("Out")

SECONDS = 10.0
MEGABYTES = 300
_FEW = 24  # items; below this a second process costs more to start than it saves
_AHEAD = 256  # items begun before the first that is not yet done: results wait in memory
_TURN = 12_000_000  # bytes of an item for which it gets its limits once: no page has more, long lists of articles do
_PATIENCE = 12  # times the limit of processor time by the clock on the wall, for what waits instead of working
_CHILD = Path(__file__).with_name("worker_child.py")


class LocalWorkers:
    """Works on this machine; `processes` 0 means one per core.

    An item that takes more than `seconds` of processor time, or `megabytes` of memory above what its process held before, is
    given up; for each 12 MB of its own size it may take as much again. Memory is limited on Linux alone.
    """

    def __init__(self, processes: int = 0, *, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        self.processes = processes or _cores()
        self.seconds = seconds
        self.megabytes = megabytes

    def map(self, work: Callable[[In], Out], items: Sequence[In], instead: Callable[[In, str], Out]) -> Iterator[Out]:
        """The results of `work` in the order of the items; for an item given up, what `instead` makes of the reason why.

        `work` must be importable in a new process; items and results are pickled. `WorkerError` where no work can be done.
        """
        setup = pickle.dumps((sys.path, pickle.dumps(work), self.seconds, self.megabytes * 1_000_000))
        crew = [_Worker(setup, self.seconds, self.megabytes) for _ in range(self._wanted(len(items)))]
        due = deque(range(len(items)))
        done: dict[int, Out] = {}
        try:
            for worker in crew:
                worker.start()
            for number, _ in enumerate(items):
                while number not in done:
                    for worker in crew:
                        if worker.item is None and due and due[0] < number + _AHEAD:
                            worker.begin(at := due.popleft(), pickle.dumps(items[at]))
                    for worker, at in _answering(crew):
                        outcome = worker.outcome()
                        if isinstance(outcome, bytes):
                            done[at] = pickle.loads(outcome)  # noqa: S301 (from our own child)
                        elif outcome is not None:
                            done[at] = instead(items[at], outcome)
                yield done.pop(number)
        finally:
            for worker in crew:
                worker.end()

    def _wanted(self, items: int) -> int:
        return self.processes if items >= _FEW else min(items, 1)


class _Worker:
    """A process of ours and the item it is on; once it was ended, the next item gets another process."""

    def __init__(self, setup: bytes, seconds: float, megabytes: int) -> None:
        self.item: int | None = None
        self.line: Connection[Any, Any] | None = None
        self.deadline = 0.0
        self._setup, self._seconds, self._megabytes = setup, seconds, megabytes
        self._payload, self._turns, self._again = b"", 1, False
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the process; it makes itself ready while this one goes on."""
        self.line, theirs = Pipe()
        with theirs:
            try:
                self._process = subprocess.Popen(  # noqa: S603 (our own file, our own arguments)
                    [sys.executable, "-P", str(_CHILD), str(theirs.fileno())],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,  # what a library prints is no part of our output
                    pass_fds=(theirs.fileno(),),
                    start_new_session=True,  # Ctrl-C is for this process, which ends its workers
                )
            except OSError as error:
                raise WorkerError(f"no worker process can be started: {error.strerror or error}") from error
        self._send(self._setup)

    def begin(self, item: int, payload: bytes) -> None:
        """Give it an item, by its number and pickled."""
        self.item, self._payload, self._turns, self._again = item, payload, 1 + len(payload) // _TURN, False
        self._hand_over()

    def outcome(self) -> bytes | str | None:
        """What became of the item: its result, pickled, or why there is none; None where it is tried once more."""
        late = self.line is not None and not self.line.poll()
        kind, said = (b"", b"") if late else self._answer()
        if kind == UNFIT:
            raise WorkerError(f"a worker process cannot do its work: {said.decode('utf-8', 'replace')}")
        if kind in (OK, SPENT, RAISED):
            self.item = None
            if kind == SPENT:
                self.end()
            return f"could not be read ({said.decode('utf-8', 'replace')})" if kind == RAISED else said
        code = self.end()
        if not late and code != -signal.SIGPROF and not self._again:
            # What an earlier item left behind may have ended it, or a stranger: a new process tells.
            self._again = True
            self._hand_over()
            return None
        self.item = None
        if late:
            return f"took longer than {self._seconds * self._turns * _PATIENCE:g} s by the clock and was ended"
        if code == -signal.SIGPROF:
            return f"took more than {self._seconds * self._turns:g} s of processor time and was ended"
        if kind == NO_MEMORY:
            return f"needed more than {self._megabytes * self._turns} MB of memory and was ended"
        if code == -signal.SIGKILL:
            return "was ended from outside twice, for want of memory perhaps"
        return f"made the process that read it break down ({_name(code)})"

    def end(self) -> int:
        """End the process, where there is one, and tell its exit code."""
        if self.line is not None:
            self.line.close()
            self.line = None
        if self._process is None:
            return 0
        self._process.kill()  # no harm to one that has ended already: its exit code stays
        code = self._process.wait()
        self._process = None
        return code

    def _hand_over(self) -> None:
        if self.line is None:
            self.start()
        self.deadline = time.monotonic() + self._seconds * self._turns * _PATIENCE
        self._send(self._turns.to_bytes(4))
        self._send(self._payload)

    def _send(self, message: bytes) -> None:
        if self.line is not None:
            with contextlib.suppress(OSError):  # it has ended: reading its answer will tell
                self.line.send_bytes(message)

    def _answer(self) -> tuple[bytes, bytes]:
        """The kind of the answer and what belongs to it; both empty where the process has ended without one."""
        try:
            answer = self.line.recv_bytes() if self.line else b""
        except (EOFError, OSError):
            return b"", b""
        return answer[:1], answer[1:]


def _answering(crew: Sequence[_Worker]) -> Iterator[tuple[_Worker, int]]:
    """The workers that have answered, have ended or are over their time, each with its item; waits for the first."""
    busy = [worker for worker in crew if worker.item is not None]
    until = min(worker.deadline for worker in busy)
    ready = wait([worker.line for worker in busy if worker.line], timeout=max(0.0, until - time.monotonic()))
    now = time.monotonic()
    for worker in busy:
        if worker.item is not None and (worker.line in ready or now >= worker.deadline):
            yield worker, worker.item


def _name(code: int) -> str:
    """The exit code of a process in words: the signal that ended it, where one did."""
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"exit code {code}"


def _cores() -> int:
    """The processors this process may use, where the system tells; else all there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
