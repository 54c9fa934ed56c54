"""Saying things to somebody who may have gone: no edition is to fail because nobody reads what is printed about it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any, TextIO, cast


class Unbroken:
    """A stream that hands on each line at once, and goes on in silence where its reader has gone."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write; the length of the text, whoever reads it."""
        try:
            self._stream.write(text)
            if "\n" in text:
                self._stream.flush()
        except BrokenPipeError:
            self._fall_silent()
        return len(text)

    def flush(self) -> None:
        """Hand on what was written."""
        try:
            self._stream.flush()
        except BrokenPipeError:
            self._fall_silent()

    def _fall_silent(self) -> None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def unbroken() -> Iterator[None]:
    """While this lasts, nothing that is printed can fail for want of a reader."""
    out, error = cast("TextIO", Unbroken(sys.stdout)), cast("TextIO", Unbroken(sys.stderr))
    with redirect_stdout(out), redirect_stderr(error):
        yield
