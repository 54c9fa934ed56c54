"""Commands of this program as processes of their own: a crash or a leak of one ends with it."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Literal

Stream = Literal["out", "err"]
_LONGEST = 2_000  # letters of a line that are passed on
_LAST_WORDS = 2.0  # seconds that what a child wrote last may take to arrive


@dataclass(frozen=True, kw_only=True, slots=True)
class Child:
    """A running command."""

    process: "subprocess.Popen[bytes]"
    readers: tuple[threading.Thread, ...]

    @property
    def code(self) -> int | None:
        """Its exit code, negative for the signal that ended it; None while it runs."""
        return self.process.poll()

    def hear_out(self) -> None:
        """Wait until what it wrote is passed on; not for ever, since a process it left behind may hold its output open."""
        for reader in self.readers:
            reader.join(_LAST_WORDS)

    def ask_to_end(self) -> None:
        """Tell it to end as it finds best."""
        with contextlib.suppress(ProcessLookupError):
            self.process.terminate()

    def kill(self) -> None:
        """End it and all it has started, now."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)


def start(
    arguments: Sequence[str],
    *,
    tell: Callable[[Stream, str], None],
    ended: Callable[[], None],
    environment: Mapping[str, str] | None = None,
) -> Child:
    """Start `briefing ARGUMENTS` with this interpreter; `tell` gets each line it writes, `ended` is called when it has ended.

    Both are called from other threads. It has a process group of its own: what a terminal sends to ours does not reach it.
    """
    process = subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, "-m", "briefing", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1", **(environment or {})},
        start_new_session=True,
    )
    assert process.stdout
    assert process.stderr
    readers = (_reader(process.stdout, "out", tell), _reader(process.stderr, "err", tell))
    child = Child(process=process, readers=readers)

    def watch() -> None:
        process.wait()
        ended()

    threading.Thread(target=watch, daemon=True).start()
    return child


def _reader(pipe: IO[bytes], stream: Stream, tell: Callable[[Stream, str], None]) -> threading.Thread:
    def read() -> None:
        with pipe:
            while line := pipe.readline(16 * _LONGEST):
                if text := "".join(letter if letter.isprintable() else " " for letter in line.decode("utf-8", "replace")).rstrip():
                    tell(stream, text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    return thread
