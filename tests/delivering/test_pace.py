"""The rate holds in every second, however slow single mails are and however many connections share it."""

import random
import threading
import time

import pytest

from briefing.delivering.pace import Pace


@pytest.mark.parametrize("connections", [1, 5])
def test_no_second_sees_more_mails_than_the_rate(connections: int):
    pace, stop, done, chance = Pace(50.0), threading.Event(), [], random.Random(1)

    def work() -> None:
        while len(done) < 110 and pace.take(stop):
            time.sleep(chance.choice((0, 0, 0.05)))
            done.append(time.monotonic())
            pace.done()

    threads = [threading.Thread(target=work) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(sum(at <= other < at + 1 for other in done) for at in done) <= 50


def test_a_rate_below_one_is_one_mail_in_so_many_seconds():
    now = [100.0]
    pace, stop = Pace(0.5, clock=lambda: now[0]), threading.Event()
    assert pace.take(stop)
    now[0] += 0.3
    pace.done()
    waiting = threading.Timer(0.05, stop.set)
    waiting.start()
    now[0] += 1.9
    assert not pace.take(stop)  # two seconds after it was done, not after it was begun
    stop.clear()
    now[0] += 0.1
    assert pace.take(stop)
    waiting.join()


def test_whoever_waits_for_a_turn_is_let_go_when_it_is_to_stop():
    pace, stop = Pace(0.01), threading.Event()
    assert pace.take(stop)
    threading.Timer(0.1, stop.set).start()
    began = time.monotonic()
    assert not pace.take(stop)
    assert time.monotonic() - began < 2
