"""What somebody waits for: an item handed to an Executor of ours, and the future that will tell what became of it."""

import pickle
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Future
from typing import Any


class Promised:
    """An item, how it is pickled once it is its turn, how its result is read, and the future that waits for it."""

    __slots__ = ("future", "pickled", "read")

    def __init__(self, pickled: Callable[[], tuple[bytes, bytes]], read: Callable[[bytes], Any]) -> None:
        self.future: Future[Any] = Future()
        self.pickled = pickled
        self.read = read

    def end(self, outcome: bytes | Exception) -> None:
        """Tell the future what became of the item."""
        try:
            result = self.read(outcome) if isinstance(outcome, bytes) else outcome
        except Exception as error:  # noqa: BLE001 (a result that this process cannot read is told to whoever asked for it)
            result = error
        if isinstance(outcome, bytes) and not isinstance(result, Exception):
            self.future.set_result(result)
        else:
            self.future.set_exception(result)

    def lose(self, why: Exception) -> None:
        """Tell whoever waits for the future of an item that was not begun that nothing comes."""
        if isinstance(why, CancelledError):
            self.future.cancel()
        if self.future.set_running_or_notify_cancel():
            self.end(why)


def promise(work: Callable[..., Any], positional: tuple[Any, ...], named: Mapping[str, Any]) -> Promised:
    """Have `work(*positional, **named)` done: pickled when it is its turn, so that those that wait cost no more than they are."""
    return Promised(lambda: (pickle.dumps(work), pickle.dumps((positional, named))), pickle.loads)
