"""The one thread that writes in the ledger, so that no mail waits for the disk while another is on its way.

Whatever is there when it begins a transaction goes into it: with several connections, many entries share one wait for the disk.
"""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future

from briefing import failpoints
from briefing.delivering.ports import Ledger
from briefing.errors import LockedError
from briefing.model import Begun, Ended

_MOST = 64  # entries in a transaction
_FOLLOWS = 0.004  # seconds in which the next mail mostly begins where the server is near: then both share one transaction
_TRIES = 4  # at a ledger that another process holds, each as long as its patience

Entry = Begun | Ended


class Clerk:
    """Writes entries in the order they come, each durable when its future is done. To be closed, and used by many threads."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._waiting: queue.SimpleQueue[tuple[Entry, Future[bool]] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._write_all, name="ledger", daemon=True)
        self._thread.start()

    def write(self, entry: Entry) -> "Future[bool]":
        """Have an entry written; the future says whether it was, and raises where the ledger cannot be written."""
        written: Future[bool] = Future()
        self._waiting.put((entry, written))
        return written

    def close(self, seconds: float | None = None) -> None:
        """Write what is waiting, for so many seconds at most; nothing is handed in afterwards."""
        self._waiting.put(None)
        self._thread.join(seconds)

    def _write_all(self) -> None:
        more = True
        while more:
            batch: list[tuple[Entry, Future[bool]]] = []
            one = self._waiting.get()
            while one is not None:
                batch.append(one)
                if len(batch) == _MOST:
                    break
                try:
                    one = self._waiting.get(timeout=_FOLLOWS if isinstance(one[0], Ended) else 0.0)
                except queue.Empty:
                    break
            more = one is not None
            if batch:
                self._write(batch)

    def _write(self, batch: list[tuple[Entry, Future[bool]]]) -> None:
        try:
            done = _patiently(lambda: self._ledger.write([entry for entry, _ in batch]))
        except BaseException as error:  # noqa: BLE001 (whoever waits for the entry is told)
            for _, written in batch:
                written.set_exception(error)
            return
        if any(isinstance(entry, Ended) and entry.reply.verdict == "taken" for entry, _ in batch):
            failpoints.reach("send.recorded")
        for (_, written), result in zip(batch, done, strict=True):
            written.set_result(result)


def _patiently(write: Callable[[], tuple[bool, ...]]) -> tuple[bool, ...]:
    for _ in range(_TRIES - 1):
        try:
            return write()
        except LockedError:
            continue
    return write()
