"""Progress on a terminal, silence anywhere else."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from tqdm import tqdm

Item = TypeVar("Item")


def progress(items: Iterable[Item], label: str, total: int | None = None) -> Iterator[Item]:
    """The items unchanged, counted on standard error while that is a terminal."""
    yield from tqdm(items, desc=label, total=total, disable=None, leave=False, unit="")


class Bar:
    """A count on standard error, while that is a terminal, with lines above it on standard output."""

    def __init__(self, label: str, total: int) -> None:
        self._bar = tqdm(
            desc=label,
            total=total,
            disable=None,
            leave=False,
            bar_format="{desc}: {n_fmt} of {total_fmt} sources{postfix}, {elapsed}",
        )
        self._ticks = 0

    def tick(self, what: str) -> None:
        """Count one of what goes on below, shown at the end of the bar."""
        self._ticks += 1
        self._bar.set_postfix_str(f"{what} {self._ticks}", refresh=False)
        self._bar.update(0)

    def step(self, line: str) -> None:
        """Count one, and print a line about it."""
        tqdm.write(line)
        self._bar.update()

    def close(self) -> None:
        """Take the count off the terminal."""
        self._bar.close()
