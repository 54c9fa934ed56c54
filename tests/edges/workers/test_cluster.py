"""The cluster: the same results from a real scheduler and its workers, one of them killed; told in words where it is gone."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest

from briefing.commands.context import crew_for, workers_for
from briefing.errors import Exit, GivenUp, WorkerError
from briefing.settings import built_in_text, parse
from tests.edges.workers.crew_work import doubled, its_process, killed, lacks_a_module, naps, never_returns_to_python, takes_bytes

pytest.importorskip("distributed", reason="the extra [cluster] is not installed")
from briefing.edges.workers import cluster as cluster_edge

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[3]
SCHEDULER = """
import asyncio
from distributed import Scheduler
async def main():
    async with Scheduler(host="127.0.0.1", port=0, dashboard=False) as one:
        print(one.address, flush=True)
        await one.finished()
asyncio.run(main())
"""
WORKER = """
import asyncio, sys
from distributed import Worker
async def main():
    async with Worker(sys.argv[1], host="127.0.0.1", nthreads=1, dashboard=False) as one:
        print(one.address, flush=True)
        await one.finished()
asyncio.run(main())
"""


@dataclass
class Cluster:
    """A scheduler and its workers, each a process of its own."""

    scheduler: subprocess.Popen[str]
    address: str
    workers: list[subprocess.Popen[str]]


def begin(*script: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", *script], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    scheduler = begin(SCHEDULER)
    made = Cluster(scheduler, first_line(scheduler), [])
    made.workers = [begin(WORKER, made.address) for _ in range(2)]
    assert all(first_line(worker).startswith("tcp://") for worker in made.workers)
    yield made
    for process in (*made.workers, scheduler):
        process.kill()
        process.communicate()


def profile(scheduler: str) -> Any:
    return parse(f'{built_in_text()}\n[workers]\nscheduler = "{scheduler}"\nseconds = 1\nmegabytes = 60\n', "mine")


def given_up(number: int, reason: str) -> str:
    return f"{number}: {reason}"


def test_a_cluster_does_the_work_within_the_limits_and_leaves_nothing_behind(cluster: Cluster):
    with crew_for(profile(cluster.address)) as crew:
        lost = [crew.submit(never_returns_to_python, 0), crew.submit(takes_bytes, 300_000_000), crew.submit(killed, 0)]
        unfit, unpicklable = crew.submit(lacks_a_module, 0), crew.submit(doubled, socket.socket)
        asked = [crew.submit(doubled, number) for number in range(300)]
        large = crew.submit(len, b"x" * 20_000_000)
        processes = {crew.submit(its_process, 0).result(timeout=60) for _ in range(3)}
        assert [one.result(timeout=60) for one in asked] == list(range(0, 600, 2))
        reasons = [one.exception(timeout=60) for one in lost]
        assert large.result(timeout=60) == 20_000_000
        with pytest.raises(WorkerError, match="no module named nothing"):
            unfit.result(timeout=60)
        assert unpicklable.exception(timeout=60)
    assert [type(one) for one in reasons] == [GivenUp] * 3
    assert [str(one) for one in reasons] == [
        "took more than 1 s of processor time and was ended",
        "needed more than 60 MB of memory and was ended",
        "was ended from outside twice, for want of memory perhaps",
    ]
    parents = {psutil.Process(one).ppid() for one in processes}
    assert parents <= {worker.pid for worker in cluster.workers}


def test_a_worker_killed_in_the_middle_changes_no_result(cluster: Cluster):
    extra = begin(WORKER, cluster.address)
    first_line(extra)
    found: list[Any] = []
    for result in workers_for(profile(cluster.address)).map(slowly_doubled, range(250), given_up):
        found.append(result)
        if len(found) == 40:
            children = psutil.Process(extra.pid).children()
            extra.send_signal(signal.SIGKILL)
    extra.communicate()
    assert found == list(range(0, 500, 2))
    assert psutil.wait_procs(children, timeout=10)[1] == []
    assert children


def slowly_doubled(number: int) -> int:
    time.sleep(0.01)
    return number * 2


def test_leaving_by_an_error_waits_for_nothing(cluster: Cluster):
    asked: list[Any] = []

    def interrupted() -> None:
        with crew_for(profile(cluster.address)) as crew:
            asked.extend(crew.submit(naps, 1.0) for _ in range(60))
            while not asked[0].running():
                time.sleep(0.01)
            raise KeyboardInterrupt

    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert time.monotonic() - began < 10
    for one in asked:
        with pytest.raises(CancelledError):
            one.result(timeout=0)


def test_without_an_answer_or_workers_it_says_so_in_time(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(cluster_edge, "_REACH", 1.0)
    monkeypatch.setattr(cluster_edge, "_ARRIVE", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes the call and never says a word
        busy = silent.getsockname()[1]
        began = time.monotonic()
        with pytest.raises(WorkerError, match=rf"scheduler at tcp://127\.0\.0\.1:{busy} cannot be reached") as raised:
            crew_for(profile(f"tcp://127.0.0.1:{busy}"))
        assert time.monotonic() - began < 4
        assert raised.value.code == Exit.TRY_LATER
    alone = begin(SCHEDULER)
    address, began = first_line(alone), time.monotonic()
    with pytest.raises(WorkerError, match="has no workers"):
        crew_for(profile(address))
    assert time.monotonic() - began < 4
    alone.kill()
    alone.communicate()


def test_a_scheduler_lost_in_the_middle_ends_the_run_in_words():
    scheduler = begin(SCHEDULER)
    address = first_line(scheduler)
    worker = begin(WORKER, address)
    first_line(worker)
    with crew_for(profile(address)) as crew:
        crew.submit(its_process, 0).result(timeout=60)
        asked = [crew.submit(naps, 0.5) for _ in range(100)]
        os.kill(scheduler.pid, signal.SIGKILL)
        for one in asked:
            with pytest.raises(WorkerError, match="connection to the cluster's scheduler was lost"):
                one.result(timeout=30)
    for process in (worker, scheduler):
        process.kill()
        process.communicate()
