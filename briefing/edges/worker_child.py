"""What a worker process runs: items in, results out, each under limits by which the system itself ends the process.

Run as a file, not as a module: it needs the standard library alone, until it is told what work to do. An answer is one
byte and what belongs to it: OK a result, SPENT a result and that this process has grown too large for more, RAISED an
error in words, NO_MEMORY nothing, UNFIT why no work can be done at all.
"""

import contextlib
import pickle
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

OK, SPENT, RAISED, NO_MEMORY, UNFIT = b"+", b"=", b"-", b"m", b"!"
_STATUS = Path("/proc/self/status")


def main(descriptor: int) -> None:
    """Answer what comes through the socket until it is closed."""
    with contextlib.suppress(EOFError, OSError), Connection(descriptor) as line:
        try:
            sys.path[:], work, seconds, memory = pickle.loads(line.recv_bytes())  # noqa: S301 (from our own parent)
            _no_core_file()
            work = pickle.loads(work)  # noqa: S301
        except Exception as error:  # noqa: BLE001 (whatever keeps the work from being loaded, the parent tells it)
            line.send_bytes(UNFIT + _said(error))
            return
        start = _held()
        while True:
            turns = int.from_bytes(line.recv_bytes())
            kind, said = _answer(work, line.recv_bytes(), seconds * turns, memory * turns)
            # What a large item leaves behind would be the next one's to bear.
            line.send_bytes((SPENT if kind == OK and _held() > start + memory else kind) + said)


def _answer(work: Callable[[Any], Any], payload: bytes, seconds: float, memory: int) -> tuple[bytes, bytes]:
    try:
        item = pickle.loads(payload)  # noqa: S301
        _limit_memory(memory)
        _limit_time(seconds)
        try:
            return OK, pickle.dumps(work(item))
        finally:
            _limit_time(0)
            _limit_memory(None)
    except MemoryError:
        return NO_MEMORY, b""
    except ImportError as error:  # the program is not whole: that is no fault of the item
        return UNFIT, _said(error)
    except Exception as error:  # noqa: BLE001 (one item's error costs no other)
        return RAISED, _said(error)


def _limit_time(seconds: float) -> None:
    """Have the system end this process once it has used so much processor time; 0 for no limit.

    The signal is never taken by Python: it ends a parser written in C that does not return as well.
    """
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _limit_memory(more: int | None) -> None:
    """Let this process take `more` bytes than it holds now, None for as many as there are. Linux only."""
    held = _held()
    if not held:
        return
    import resource  # noqa: PLC0415 (not on every system)

    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    wanted = resource.RLIM_INFINITY if more is None else held + more
    if hard != resource.RLIM_INFINITY:
        wanted = hard if wanted == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))


def _held() -> int:
    """The bytes of private memory this process has been given, 0 where the system does not tell."""
    try:
        status = _STATUS.read_text(encoding="ascii")
    except (OSError, ValueError):
        return 0
    return next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmData:")), 0)


def _no_core_file() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 (not on every system)

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _said(error: Exception) -> bytes:
    return f"{type(error).__name__}: {error}"[:300].encode("utf-8", "replace")


if __name__ == "__main__":
    main(int(sys.argv[1]))
