"""The one thread that talks to the archive, and writers that put what has come in meanwhile into one transaction."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Generic, ParamSpec, Self, TypeVar

Item = TypeVar("Item")
Out = TypeVar("Out")
P = ParamSpec("P")


class Desk:
    """Runs what reads and writes the archive, one call at a time, beside the event loop."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="archive")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._thread.shutdown(wait=True)

    def __call__(self, work: Callable[P, Out], *args: P.args, **kwargs: P.kwargs) -> Awaitable[Out]:
        """The result of `work`, done in the thread."""
        return asyncio.get_running_loop().run_in_executor(self._thread, partial(work, *args, **kwargs))


class Writer(Generic[Item, Out]):
    """Writes items in the order they come, those that come while it writes together: a commit costs the same for one as for many."""

    def __init__(self, desk: Desk, write: Callable[[list[Item]], Out]) -> None:
        self._desk = desk
        self._write = write
        self._waiting: list[tuple[Item, asyncio.Future[Out]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def put(self, item: Item) -> Out:
        """What the writing of the item's batch gave, once it is safely written; raises what it raised."""
        written: asyncio.Future[Out] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, written))
        if self._writing is None:
            self._writing = asyncio.create_task(self._run())
        return await written

    async def _run(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            here = [written for _, written in batch]
            try:
                made = await self._desk(self._write, [item for item, _ in batch])
            except Exception as error:  # noqa: BLE001 (it is raised again, where each item was put)
                for written in here:
                    if not written.cancelled():
                        written.set_exception(error)
            else:
                for written in here:
                    if not written.cancelled():
                        written.set_result(made)
        self._writing = None
