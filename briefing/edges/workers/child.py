"""What a worker process runs: items in, results out, each under limits by which the system itself ends the process.

Run as a file, not as a module: it needs the standard library alone, until it is told what work to do. An answer is one
byte and what belongs to it: OK a result, SPENT a result and that this process has grown too large for more, RAISED an
error in words, NO_MEMORY nothing, UNFIT why this work cannot be done at all.
"""

import contextlib
import pickle
import select
import signal
import sys
from collections.abc import Callable, Iterator
from mmap import PAGESIZE
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

OK, SPENT, RAISED, NO_MEMORY, UNFIT = b"+", b"=", b"-", b"m", b"!"
_PAGES = Path("/proc/self/statm")
_KEPT = 32  # pieces of work that stay loaded: there are a handful, but one may be made anew for each item


def main(descriptor: int) -> None:
    """Answer what comes through the socket until it is closed."""
    with contextlib.suppress(EOFError, OSError), Connection(descriptor) as line:
        sys.path[:], seconds, memory = pickle.loads(line.recv_bytes())  # noqa: S301 (from our own parent)
        _no_core_file()
        _tell_of_events(descriptor)
        loaded: dict[bytes, Callable[..., Any]] = {}
        start = _held()
        while True:
            wanted, payload = line.recv_bytes(), line.recv_bytes()
            turns, wanted = int.from_bytes(wanted[:4]), wanted[4:]
            if wanted not in loaded:
                before = _held()
                try:
                    work = pickle.loads(wanted)  # noqa: S301
                except Exception as error:  # noqa: BLE001 (whatever keeps the work from being loaded, the parent tells it)
                    line.send_bytes(UNFIT + _said(error))
                    continue
                if len(loaded) >= _KEPT:
                    loaded.clear()
                loaded[wanted] = work
                start += _held() - before  # a program that was loaded is nothing an item has left behind
            with _ended_with_parent(descriptor):
                kind, said = _answer(loaded[wanted], payload, seconds * turns, memory * turns)
            # What a large item leaves behind would be the next one's to bear.
            line.send_bytes((SPENT if kind == OK and _held() > start + memory else kind) + said)


def _answer(work: Callable[..., Any], payload: bytes, seconds: float, memory: int) -> tuple[bytes, bytes]:
    try:
        positional, named = pickle.loads(payload)  # noqa: S301
        _limit_memory(memory)
        _limit_time(seconds)
        try:
            return OK, pickle.dumps(work(*positional, **named))
        finally:
            _limit_time(0)
            _limit_memory(None)
    except MemoryError:
        return NO_MEMORY, b""
    except ImportError as error:  # the program is not whole: that is no fault of the item
        return UNFIT, _said(error)
    except Exception as error:  # noqa: BLE001 (one item's error costs no other)
        return RAISED, _said(error)


def _tell_of_events(descriptor: int) -> None:
    """Have the system tell by a signal, not yet heeded, whatever happens at the other end of the socket."""
    if hasattr(signal, "SIGIO"):
        import fcntl  # noqa: PLC0415 (not on every system)
        import os  # noqa: PLC0415

        signal.signal(signal.SIGIO, signal.SIG_IGN)
        fcntl.fcntl(descriptor, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(descriptor, fcntl.F_SETFL, fcntl.fcntl(descriptor, fcntl.F_GETFL) | os.O_ASYNC)


@contextlib.contextmanager
def _ended_with_parent(descriptor: int) -> Iterator[None]:
    """While an item is worked on nothing comes from the parent, so whatever happens at its end of the socket is its own end.

    The signal ends a parser written in C, and one that sleeps, as well: nobody else is left who would.
    """
    if not hasattr(signal, "SIGIO"):
        yield
        return
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    try:
        ended = select.poll()
        ended.register(descriptor, 0)  # nothing but whether the other end is closed: it may have been before we heeded
        if ended.poll(0):
            raise EOFError
        yield
    finally:
        signal.signal(signal.SIGIO, signal.SIG_IGN)


def _limit_time(seconds: float) -> None:
    """Have the system end this process once it has used so much processor time; 0 for no limit.

    The signal is never taken by Python: it ends a parser written in C that does not return as well.
    """
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _limit_memory(more: int | None) -> None:
    """Let this process take `more` bytes than it holds now, None for as many as there are. Linux only."""
    if sys.platform != "linux":
        return
    import resource  # noqa: PLC0415 (not on every system)

    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    wanted = resource.RLIM_INFINITY if more is None else _held() + more
    if hard != resource.RLIM_INFINITY:
        wanted = hard if wanted == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))


def _held() -> int:
    """The bytes of private memory this process has been given, 0 where the system does not tell."""
    try:
        return int(_PAGES.read_bytes().split()[5]) * PAGESIZE  # data and stack
    except (OSError, ValueError, IndexError):
        return 0


def _no_core_file() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 (not on every system)

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _said(error: Exception) -> bytes:
    return f"{type(error).__name__}: {error}"[:300].encode("utf-8", "replace")


if __name__ == "__main__":
    main(int(sys.argv[1]))
