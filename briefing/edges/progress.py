"""Progress on a terminal, silence anywhere else."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from tqdm import tqdm

Item = TypeVar("Item")


def progress(items: Iterable[Item], label: str, total: int | None = None) -> Iterator[Item]:
    """The items unchanged, counted on standard error while that is a terminal."""
    yield from tqdm(items, desc=label, total=total, disable=None, leave=False, unit="")
