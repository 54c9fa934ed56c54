"""Workers: results in order, from this process or a pool; a worker that is killed is a plain error."""

import os
import signal

import pytest

from briefing.edges.workers import LocalWorkers
from briefing.errors import Exit, WorkerError


def doubled(number: int) -> int:
    return number * 2


def killed_at_thirty(number: int) -> int:
    if number == 30:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.parametrize("count", [0, 3, 60])
@pytest.mark.parametrize("processes", [1, 2])
def test_results_come_in_the_order_of_the_items(count: int, processes: int):
    assert list(LocalWorkers(processes).map(doubled, range(count))) == [2 * number for number in range(count)]


def test_a_killed_worker_is_an_error_in_plain_words():
    with pytest.raises(WorkerError, match="run it again") as raised:
        list(LocalWorkers(2).map(killed_at_thirty, range(60)))
    assert raised.value.code == Exit.TRY_LATER
