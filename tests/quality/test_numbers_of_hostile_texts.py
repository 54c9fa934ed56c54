"""Numbers read from hostile and broken inputs: nothing raises, nothing takes long. The files are no part of the project."""

import tarfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.language.numbers import numbers
from briefing.language.numbers.fractions import fractions
from briefing.language.numbers.vague import vague

ARCHIVE = Path(__file__).parents[2].parent / "shared" / "data" / "hostile.tar.gz"
LONGEST = 20_000  # characters; a sentence that is measured has 4,000 at most
SECONDS = 0.5


def texts() -> Iterator[tuple[str, str]]:
    with tarfile.open(ARCHIVE) as archive:
        for member in archive:
            if member.isfile() and (file := archive.extractfile(member)):
                yield member.name, file.read(4 * LONGEST).decode("utf-8", "replace")[:LONGEST]


@pytest.mark.slow
@pytest.mark.skipif(not ARCHIVE.exists(), reason="the hostile inputs are not here")
def test_no_hostile_text_raises_or_takes_half_a_second():
    slow = []
    for name, text in texts():
        started = time.process_time()
        found = numbers(text)
        vague(text)
        fractions(text, found)
        took = time.process_time() - started
        if took > SECONDS:
            slow.append((name, took))
    assert not slow
