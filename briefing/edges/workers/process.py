"""One worker process of ours, seen from the side that hands out the items: it has one item at a time and is ended over it.

It knows bytes alone: the work and the item pickled by whoever hands them over, the result likewise.
"""

import pickle
import signal
import socket
import struct
import subprocess
import sys
import time
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from briefing.edges.workers.child import NO_MEMORY, OK, RAISED, SPENT, UNFIT
from briefing.errors import GivenUp, WorkerError

_TURN = 12_000_000  # bytes of an item for which it gets its limits once: no page has more, long lists of articles do
_PATIENCE = 12  # times the limit of processor time by the clock on the wall, for what waits instead of working
_STALL = 60.0  # seconds that one end may keep the other waiting in the middle of a message: whoever stopped it is a stranger
_CHILD = Path(__file__).with_name("child.py")


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What one item may take: seconds of processor time, megabytes of memory above what its process held before."""

    seconds: float
    megabytes: int


class WorkerProcess:
    """A process of ours and the item it is on; once it was ended, the next item gets another process."""

    def __init__(self, limits: Limits) -> None:
        self.line: Connection[Any, Any] | None = None
        self.began = 0.0
        self.deadline = 0.0
        self.warm = False  # it has brought an item to its end, one way or another
        self._limits = limits
        self._message, self._payload, self._turns, self._again = b"", b"", 1, False
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the process; it makes itself ready while this one goes on. `WorkerError` where none can be started."""
        try:
            self.line, theirs = Pipe()
            with theirs:
                _limit_stalls(self.line)
                self._process = subprocess.Popen(  # noqa: S603 (our own file, our own arguments)
                    [sys.executable, "-P", str(_CHILD), str(theirs.fileno())],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,  # what a library prints is no part of our output
                    pass_fds=(theirs.fileno(),),
                    start_new_session=True,  # Ctrl-C is for this process, which ends its workers
                )
        except OSError as error:
            self.end()
            raise WorkerError(f"no worker process can be started: {error.strerror or error}") from error
        self._send(pickle.dumps((sys.path, self._limits.seconds, self._limits.megabytes * 1_000_000)))

    def begin(self, work: bytes, payload: bytes) -> None:
        """Give it an item: what is to be done and with what, both pickled. `WorkerError` where no process can be started."""
        self._turns, self._again = 1 + len(payload) // _TURN, False
        self._message, self._payload = self._turns.to_bytes(4) + work, payload
        self.began = time.monotonic()
        self._hand_over()

    def outcome(self) -> bytes | GivenUp | WorkerError | None:
        """What became of the item: its result, pickled, or why there is none; None where it is tried once more."""
        late = self.line is not None and not self.line.poll()
        kind, said = (b"", b"") if late else self._answer()
        if kind in (OK, SPENT, RAISED, UNFIT):
            self.warm = True
            if kind == SPENT:
                self.end()
            words = said.decode("utf-8", "replace") if kind in (RAISED, UNFIT) else ""
            if kind == UNFIT:
                return WorkerError(f"a worker process cannot do its work: {words}")
            return GivenUp(f"could not be read ({words})") if kind == RAISED else said
        code = self.end()
        if not late and code != -signal.SIGPROF and not self._again:
            # What an earlier item left behind may have ended it, or a stranger: a new process tells.
            self._again = True
            try:
                self._hand_over()
            except WorkerError as error:
                return error
            return None
        self.warm = True
        return GivenUp(self._why(kind, code, late=late))

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

    def _why(self, kind: bytes, code: int, *, late: bool) -> str:
        if late:
            return f"took longer than {self._limits.seconds * self._turns * _PATIENCE:g} s by the clock and was ended"
        if code == -signal.SIGPROF:
            return f"took more than {self._limits.seconds * self._turns:g} s of processor time and was ended"
        if kind == NO_MEMORY:
            return f"needed more than {self._limits.megabytes * self._turns} MB of memory and was ended"
        if code == -signal.SIGKILL:
            return "was ended from outside twice, for want of memory perhaps"
        return f"made the process that read it break down ({_name(code)})"

    def _hand_over(self) -> None:
        if self.line is None:
            self.start()
        self.deadline = time.monotonic() + self._limits.seconds * self._turns * _PATIENCE
        self._send(self._message)
        self._send(self._payload)

    def _send(self, message: bytes) -> None:
        if self.line is None:
            return
        try:
            self.line.send_bytes(message)
        except BlockingIOError:  # it was stopped and takes no more
            if self._process:
                self._process.kill()  # reading its answer will tell
        except OSError:
            pass  # it has ended: the same

    def _answer(self) -> tuple[bytes, bytes]:
        """The kind of the answer and what belongs to it; both empty where the process has ended without one."""
        try:
            answer = self.line.recv_bytes() if self.line else b""
        except (EOFError, OSError):
            return b"", b""
        return answer[:1], answer[1:]


def _limit_stalls(line: "Connection[Any, Any]") -> None:
    with socket.fromfd(line.fileno(), socket.AF_UNIX, socket.SOCK_STREAM) as ours:
        for way in (socket.SO_SNDTIMEO, socket.SO_RCVTIMEO):
            ours.setsockopt(socket.SOL_SOCKET, way, struct.pack("ll", int(_STALL), int(_STALL % 1 * 1e6)))


def _name(code: int) -> str:
    """The exit code of a process in words: the signal that ended it, where one did."""
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"exit code {code}"
