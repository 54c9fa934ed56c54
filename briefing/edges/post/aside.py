"""Work done beside ours: one thread, which nobody waits for when the program ends."""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future


class Aside:
    """Does one piece of work after the other in a thread of its own, which begins with the first and ends with `close`."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._waiting: queue.SimpleQueue[tuple[Callable[[], bool], Future[bool]] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def do(self, work: Callable[[], bool]) -> "Future[bool]":
        """Begin a piece of work; the future has its result, or raises what it raised."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()
        done: Future[bool] = Future()
        self._waiting.put((work, done))
        return done

    def close(self) -> None:
        """Let the thread end; work that is done is not waited for."""
        if self._thread is not None:
            self._waiting.put(None)
            self._thread = None

    def _run(self) -> None:
        while given := self._waiting.get():
            work, done = given
            try:
                done.set_result(work())
            except BaseException as error:  # noqa: BLE001 (told to whoever waits)
                done.set_exception(error)
