import os
import signal

import pytest

from briefing.commands import stopping as module
from briefing.commands.stopping import Stopped, stopping
from briefing.commands.unbroken import Unbroken


def ask() -> None:
    signal.raise_signal(signal.SIGTERM)


def test_work_that_can_be_made_again_is_broken_off():
    with stopping() as stop, pytest.raises(Stopped):
        ask()
    assert stop.asked.is_set()


def test_work_that_is_to_come_to_an_end_is_told_and_goes_on_until_then():
    ended = False
    with stopping() as stop, pytest.raises(Stopped), stop.to_the_end() as asked:  # noqa: PT012 (how far it comes is the question)
        ask()
        ended = asked.is_set()
    assert ended


def test_asked_twice_it_waits_for_nothing():
    with stopping() as stop, pytest.raises(Stopped), stop.to_the_end():  # noqa: PT012 (how far it comes is the question)
        ask()
        ask()
        pytest.fail("it went on")


def test_work_that_does_not_come_to_an_end_is_broken_off_in_time(monkeypatch):
    monkeypatch.setattr(module, "_PATIENCE", 1)
    with stopping() as stop, pytest.raises(Stopped), stop.to_the_end():  # noqa: PT012 (how far it comes is the question)
        ask()
        signal.sigtimedwait([signal.SIGUSR1], 10)
        pytest.fail("it went on")


def test_signals_mean_what_they_meant_before_once_it_is_over():
    before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGALRM)]
    with stopping():
        assert signal.getsignal(signal.SIGTERM) not in before
    assert [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGALRM)] == before


def test_a_stream_whose_reader_has_gone_falls_silent():
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "w", encoding="utf-8") as stream:  # noqa: PTH123
        said = Unbroken(stream)
        assert said.write("nobody hears this\n") == 18
        assert said.write("nor this\n") == 9
        said.flush()
        assert said.encoding == "utf-8"
