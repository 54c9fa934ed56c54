"""The crew: futures of work in warm processes; an item over its limits costs no other; nothing is left running."""

import asyncio
import os
import pickle
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError, as_completed
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import psutil
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.edges.workers import process as worker_process
from briefing.edges.workers.crew import Crew
from briefing.errors import GivenUp, WorkerError
from tests.edges.workers.crew_work import (
    added,
    doubled,
    its_process,
    killed,
    lacks_a_module,
    naps,
    naps_unless_second,
    never_ends,
    never_returns_to_python,
    raises,
    takes_bytes,
    tripled,
    unreadable,
)  # fmt: skip

ROOT = Path(__file__).parents[3]


class Counted:
    """An item that tells when it is pickled."""

    pickled = 0

    def __reduce__(self) -> tuple[type[int], tuple[int]]:
        Counted.pickled += 1
        return int, (1,)


@pytest.fixture
def crew() -> Iterator[Crew]:
    with Crew(1, seconds=0.3, megabytes=50) as warm:
        yield warm


def workers() -> list[psutil.Process]:
    return psutil.Process().children()


def ended(processes: list[int]) -> bool:
    """Whether these processes end within five seconds."""
    until = time.monotonic() + 5
    while any(map(runs, processes)):
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def runs(process: int) -> bool:
    try:
        return psutil.Process(process).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_different_work_goes_through_one_warm_process(crew: Crew):
    asked = [crew.submit(doubled, 2), crew.submit(tripled, 2), crew.submit(partial(added, to=5), 2), crew.submit(added, 2, to=7)]
    assert [one.result() for one in asked] == [4, 6, 7, 9]
    assert crew.submit(its_process, 0).result() == crew.submit(its_process, 0).result() != os.getpid()


def test_work_made_anew_for_each_item_is_done_in_one_process_too(crew: Crew):
    before = crew.submit(its_process, 0).result()
    assert [crew.submit(partial(added, to=number), 1).result() for number in range(100)] == list(range(1, 101))
    assert crew.submit(its_process, 0).result() == before


@pytest.mark.parametrize(
    ("work", "item", "reason"),
    [
        (never_ends, 0, "took more than 0.3 s of processor time and was ended"),
        (never_returns_to_python, 0, "took more than 0.3 s of processor time and was ended"),
        (takes_bytes, 200_000_000, "needed more than 50 MB of memory and was ended"),
        (killed, 0, "was ended from outside twice, for want of memory perhaps"),
        (raises, "no such page", "could not be read (RuntimeError: no such page)"),
        (unreadable, 0, None),
    ],
)
def test_an_item_without_a_result_says_why_and_costs_no_other(crew: Crew, work: Any, item: Any, reason: str | None):
    before, lost, after = crew.submit(doubled, 1), crew.submit(work, item), crew.submit(doubled, 3)
    assert (before.result(), after.result()) == (2, 6)
    if reason:
        with pytest.raises(GivenUp) as why:
            lost.result()
        assert why.value.reason == str(why.value) == reason
    else:
        with pytest.raises(RuntimeError, match="read elsewhere"):
            lost.result()


def test_work_that_cannot_be_done_at_all_is_told_from_an_item_given_up(crew: Crew):
    lost, fine = crew.submit(lacks_a_module, 0), crew.submit(doubled, 3)
    with pytest.raises(WorkerError, match="no module named nothing"):
        lost.result()
    assert fine.result() == 6


def test_an_item_that_cannot_be_pickled_is_told_to_whoever_submitted_it(crew: Crew):
    lost, fine = crew.submit(doubled, threading.Lock()), crew.submit(doubled, 3)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="pickle"):
        lost.result()
    assert fine.result() == 6


def test_pickled_work_gives_a_pickled_result(crew: Crew):
    asked = crew.submit_pickled(pickle.dumps(doubled), pickle.dumps(((21,), {})))
    assert pickle.loads(asked.result()) == 42


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["doubled", "tripled", "raises", "cancelled"]), st.integers()), max_size=30))
def test_every_future_has_the_outcome_of_its_own_item(crew: Crew, asked: list[tuple[str, int]]):
    work = {"doubled": doubled, "tripled": tripled, "raises": raises, "cancelled": doubled}
    begun = [(kind, number, crew.submit(work[kind], number)) for kind, number in asked]
    cancelled = {id(future) for kind, _, future in begun if kind == "cancelled" and future.cancel()}
    for kind, number, future in begun:
        if id(future) in cancelled:
            assert future.cancelled()
        elif kind == "raises":
            assert str(future.exception()) == f"could not be read (RuntimeError: {number})"
        else:
            assert future.result() == number * (3 if kind == "tripled" else 2)


def test_processes_start_with_the_first_item_and_are_kept():
    with Crew(2) as crew:
        assert workers() == []
        first = crew.submit(its_process, 0).result()
        assert {crew.submit(its_process, 0).result() for _ in range(30)} == {first}
        assert [one.pid for one in workers()] == [first]
    assert workers() == []


def test_many_items_are_spread_over_the_processes():
    with Crew(2) as crew:
        assert len({one.result() for one in [crew.submit(naps, 0.01) for _ in range(60)]}) == 2


def test_an_item_that_takes_long_does_not_keep_the_next_waiting():
    with Crew(2, seconds=60) as crew:
        crew.submit(its_process, 0).result()
        slow = crew.submit(naps, 600)
        assert crew.submit(doubled, 1).result(timeout=30) == 2
        assert not slow.done()
        crew.stop()


def test_processes_end_after_a_while_without_items_and_start_again():
    with Crew(1, idle=0.2) as crew:
        first = crew.submit(its_process, 0).result()
        assert ended([first])
        assert crew.submit(its_process, 0).result() != first
    assert workers() == []


def test_an_item_is_pickled_when_it_is_its_turn():
    Counted.pickled = 0
    with Crew(1, seconds=60) as crew:
        slow = crew.submit(naps, 600)
        asked = [crew.submit(doubled, Counted()) for _ in range(10_000)]  # type: ignore[arg-type]
        while not slow.running():
            time.sleep(0.01)
        assert Counted.pickled == 0
        crew.stop()
    assert all(one.cancelled() for one in asked)


def test_shutdown_waits_for_what_was_submitted():
    crew = Crew(1)
    asked = [crew.submit(doubled, number) for number in range(20)]
    crew.shutdown()
    assert all(one.done() for one in asked)
    assert [one.result() for one in asked] == list(range(0, 40, 2))
    with pytest.raises(RuntimeError, match="was shut down"):
        crew.submit(doubled, 1)
    crew.shutdown()


def test_shutdown_that_gives_back_finishes_the_item_begun():
    crew = Crew(1)
    crew.submit(its_process, 0).result()
    begun, waiting = crew.submit(naps, 0.5), crew.submit(doubled, 1)
    while not begun.running():
        time.sleep(0.01)
    crew.shutdown(cancel_futures=True)
    assert begun.result()
    assert waiting.cancelled()
    assert workers() == []


def test_an_error_in_the_block_ends_the_processes_at_once():
    began, asked = time.monotonic(), []

    def interrupted() -> None:
        with Crew(1, seconds=60) as crew:
            asked.extend(crew.submit(naps, 600) for _ in range(3))
            while not asked[0].running():
                time.sleep(0.01)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert time.monotonic() - began < 10
    assert workers() == []
    for one in asked:
        with pytest.raises(CancelledError):
            one.result(timeout=1)


def test_a_process_that_was_killed_while_it_had_nothing_to_do_costs_nothing():
    with Crew(1) as crew:
        first = crew.submit(its_process, 0).result()
        os.kill(first, signal.SIGKILL)
        assert crew.submit(its_process, 0).result() != first


def test_a_process_killed_by_a_stranger_costs_no_item(tmp_path: Path):
    mark = tmp_path / "mark"
    with Crew(1) as crew:
        asked = crew.submit(naps_unless_second, str(mark), 600)
        while not (mark.exists() and mark.read_text(encoding="ascii")):
            time.sleep(0.01)
        os.kill(int(mark.read_text(encoding="ascii")), signal.SIGKILL)
        assert asked.result(timeout=30) == "second time"


def test_a_process_that_a_stranger_stopped_holds_nobody_up(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(worker_process, "_STALL", 0.5)
    with Crew(1) as crew:
        first = crew.submit(its_process, 0).result()
        os.kill(first, signal.SIGSTOP)
        assert crew.submit(its_process, b"x" * 5_000_000).result(timeout=30) != first


def test_where_no_process_can_be_started_every_item_says_so():
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    with Crew(1) as crew:
        crew.submit(its_process, 0).result()
        os.kill(workers()[0].pid, signal.SIGKILL)
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (3, limits[1]))
            lost = [crew.submit(doubled, number).exception(timeout=30) for number in range(3)]
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, limits)
        assert {str(one) for one in lost} == {"no worker process can be started: Too many open files"}
        assert {type(one) for one in lost} == {WorkerError}
        assert crew.submit(doubled, 1).result() == 2


def test_an_error_of_our_own_is_told_to_whoever_waits(monkeypatch: pytest.MonkeyPatch):
    def broken(*_: object, **__: object) -> None:
        raise ValueError("no such bell")

    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    monkeypatch.setattr("briefing.edges.workers.crew._Shift.bring_in", broken)
    with Crew(1) as crew:
        asked = [crew.submit(naps, 600)]
        with suppress(RuntimeError):  # it may have noticed already
            asked += [crew.submit(doubled, number) for number in range(3)]
        for one in asked:
            with pytest.raises(WorkerError, match="ValueError: no such bell"):
                one.result(timeout=30)
    assert workers() == []


def test_threads_may_share_a_crew():
    found: list[int] = []

    def ask() -> None:
        found.extend(crew.submit(doubled, number).result() for number in range(50))

    with Crew(2) as crew:
        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(found) == sorted([2 * number for number in range(50)] * 4)


def test_it_is_an_executor_like_any_other(crew: Crew):
    assert list(crew.map(doubled, range(5))) == [0, 2, 4, 6, 8]
    assert sorted(one.result() for one in as_completed([crew.submit(doubled, number) for number in range(5)])) == [0, 2, 4, 6, 8]


def test_an_event_loop_goes_on_while_it_waits(crew: Crew):
    async def ask() -> tuple[list[int], int]:
        loop, beats = asyncio.get_running_loop(), 0
        asked = asyncio.gather(
            *(asyncio.wrap_future(crew.submit(doubled, number)) for number in range(20)),
            loop.run_in_executor(crew, naps, 0.1),
        )
        while not asked.done():
            await asyncio.sleep(0.005)
            beats += 1
        return (await asked)[:20], beats

    found, beats = asyncio.run(ask())
    assert found == list(range(0, 40, 2))
    assert beats >= 5


def test_a_task_that_was_cancelled_gives_its_item_back(crew: Crew):
    async def ask() -> int:
        slow = asyncio.wrap_future(crew.submit(naps, 0.3))
        waiting = asyncio.create_task(asyncio.wait_for(asyncio.wrap_future(asked), 0.05))
        with pytest.raises(TimeoutError):
            await waiting
        await slow
        return await asyncio.wrap_future(crew.submit(doubled, 4))

    crew.submit(its_process, 0).result()
    begun = crew.submit(naps, 0.2)
    asked = crew.submit(doubled, 3)
    assert asyncio.run(ask()) == 8
    assert begun.done()
    assert asked.cancelled()


LEFT = """
import sys, time
from briefing.edges.workers.crew import Crew
from tests.edges.workers.crew_work import its_process, {work}
crew = Crew(2, seconds=60)
asked = [crew.submit(its_process, 0) for _ in range(40)]
print(*sorted({{one.result() for one in asked}}), flush=True)
asked = [crew.submit({work}, 600) for _ in range(2)]
while not asked[1].running():
    time.sleep(0.01)
time.sleep(0.3)
print("working", flush=True)
{last}
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process of the end of the other side of a socket")
@pytest.mark.parametrize("work", ["naps", "never_ends", "never_returns_to_python"])
def test_processes_at_work_end_when_the_program_is_killed(work: str):
    with subprocess.Popen(
        [sys.executable, "-c", LEFT.format(work=work, last="time.sleep(600)")], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout
        program.stdout.readline()
        assert program.stdout.readline() == "working\n"
        left = [one.pid for one in psutil.Process(program.pid).children()]
        program.kill()
    assert len(left) == 2
    assert ended(left)


def test_a_program_that_forgets_its_crew_ends_all_the_same():
    done = subprocess.run(
        [sys.executable, "-c", LEFT.format(work="naps", last="")], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert ended([int(pid) for pid in done.stdout.splitlines()[0].split()])
