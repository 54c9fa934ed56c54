"""Work that tests have done in other processes: a module of its own, so that those processes load little else."""

import os
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path


def doubled(number: int) -> int:
    return number * 2


def tripled(number: int) -> int:
    return number * 3


def added(number: int, *, to: int) -> int:
    return number + to


def its_process(item: object) -> int:
    return os.getpid()


def naps(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def naps_unless_second(mark: str, seconds: float) -> str:
    """Sleeps in the first process it is done in."""
    if Path(mark).exists():
        return "second time"
    Path(mark).write_text(str(os.getpid()), encoding="ascii")
    time.sleep(seconds)
    return "first time"


def never_ends(item: object) -> None:
    while True:
        pass


def never_returns_to_python(item: object) -> object:
    return re.fullmatch("(a+)+b", "a" * 60)


def killed(item: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def raises(text: str) -> None:
    raise RuntimeError(text)


def takes_bytes(count: int) -> int:
    return len(bytearray(count))


def lacks_a_module(item: object) -> None:
    raise ImportError("no module named nothing")


class Unreadable:
    """What can be made and pickled in a worker, and read nowhere else."""

    def __reduce__(self) -> tuple[Callable[[int], None], tuple[int]]:
        return read_only_by, (os.getpid(),)


def read_only_by(process: int) -> None:
    raise RuntimeError("read elsewhere")


def unreadable(item: object) -> Unreadable:
    return Unreadable()
