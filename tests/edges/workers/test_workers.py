"""Workers: results in order; an item over its limits is given up and costs no other; nothing is left running."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import psutil
import pytest

from briefing.edges.workers import LocalWorkers
from briefing.errors import Exit, WorkerError

ROOT = Path(__file__).parents[3]
MARKS: list[int] = []


def doubled(number: int) -> int:
    return number * 2


def never_ends_at_two(number: int) -> int:
    while number == 2:
        pass
    return number


def never_returns_to_python_at_two(number: int) -> int:
    if number == 2:
        re.fullmatch("(a+)+b", "a" * 60)  # years inside one call of C code
    return number


def sleeps_at_two(number: int) -> int:
    if number == 2:
        time.sleep(600)
    return number


def takes_a_gigabyte_at_two(number: int) -> int:
    return len(bytearray(1_000_000_000)) if number == 2 else number


def takes_bytes(count: int) -> int:
    return len(bytearray(count))


def killed_at_two(number: int) -> int:
    if number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def breaks_down_at_two(number: int) -> int:
    if number == 2:
        os.kill(os.getpid(), signal.SIGSEGV)
    return number


def raises_at_two(number: int) -> int:
    if number == 2:
        raise RuntimeError("no such page")
    return number


def killed_once(path: str) -> str:
    if not Path(path).exists():
        Path(path).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "second time"


def lacks_a_module(number: int) -> int:
    raise ImportError("no module named nothing")


def says_its_process(number: int) -> int:
    return os.getpid()


def keeps_what_it_takes(count: int) -> int:
    MARKS.extend(range(10**9, 10**9 + count))
    return os.getpid()


def prints(number: int) -> int:
    print("from a library")
    return number


def given_up(number: int | str, reason: str) -> str:
    return f"{number}: {reason}"


@pytest.mark.parametrize("count", [0, 1, 3, 60])
@pytest.mark.parametrize("processes", [1, 2])
def test_results_come_in_the_order_of_the_items(count: int, processes: int):
    assert list(LocalWorkers(processes).map(doubled, range(count), given_up)) == [2 * number for number in range(count)]


@pytest.mark.parametrize(
    ("work", "reason"),
    [
        (never_ends_at_two, "took more than 0.3 s of processor time and was ended"),
        (never_returns_to_python_at_two, "took more than 0.3 s of processor time and was ended"),
        (takes_a_gigabyte_at_two, "needed more than 50 MB of memory and was ended"),
        (killed_at_two, "was ended from outside twice, for want of memory perhaps"),
        (breaks_down_at_two, "made the process that read it break down (SIGSEGV)"),
        (raises_at_two, "could not be read (RuntimeError: no such page)"),
    ],
)
@pytest.mark.parametrize("count", [4, 30])
def test_an_item_that_is_given_up_costs_no_other(work, reason: str, count: int):
    found = list(LocalWorkers(2, seconds=0.3, megabytes=50).map(work, range(count), given_up))
    assert found == [0, 1, f"2: {reason}", *range(3, count)]


def test_what_waits_instead_of_working_is_ended_by_the_clock():
    found = list(LocalWorkers(1, seconds=0.1).map(sleeps_at_two, range(4), given_up))
    assert found == [0, 1, "2: took longer than 1.2 s by the clock and was ended", 3]


def test_an_item_whose_process_was_killed_is_tried_once_more(tmp_path: Path):
    assert list(LocalWorkers(1).map(killed_once, [str(tmp_path / "mark")], given_up)) == ["second time"]


def test_a_large_item_may_take_more(tmp_path: Path):
    work = LocalWorkers(1, megabytes=50)
    assert list(work.map(takes_bytes, [80_000_000], given_up)) == ["80000000: needed more than 50 MB of memory and was ended"]
    assert list(work.map(len, [b"x" * 40_000_000], given_up)) == [40_000_000]


def test_a_process_that_has_grown_is_replaced():
    first, second, third, fourth = LocalWorkers(1, megabytes=60).map(keeps_what_it_takes, [10, 10**6, 10**6, 10], given_up)
    assert first == second == third
    assert fourth != third


def test_a_few_items_share_one_process():
    assert len(set(LocalWorkers(2).map(says_its_process, range(10), given_up))) == 1


def test_many_items_are_spread_over_the_processes():
    found = set(LocalWorkers(2).map(says_its_process, range(200), given_up))
    assert 1 <= len(found) <= 2
    assert os.getpid() not in found


def test_a_program_that_is_not_whole_is_no_fault_of_the_item():
    with pytest.raises(WorkerError, match="no module named nothing") as raised:
        list(LocalWorkers(1).map(lacks_a_module, range(3), given_up))
    assert raised.value.code == Exit.TRY_LATER


def test_work_that_no_process_can_import_is_an_error_in_plain_words(monkeypatch: pytest.MonkeyPatch):
    module = ModuleType("only_here")
    exec("def same(number): return number", module.__dict__)
    monkeypatch.setitem(sys.modules, "only_here", module)
    with pytest.raises(WorkerError, match="No module named 'only_here'"):
        list(LocalWorkers(1).map(module.same, range(3), given_up))


def test_what_a_library_prints_is_no_part_of_our_output(capfd: pytest.CaptureFixture[str]):
    assert list(LocalWorkers(1).map(prints, range(3), given_up)) == [0, 1, 2]
    assert capfd.readouterr().out == ""


def test_no_process_is_left_over_when_the_results_are_not_all_taken():
    results = LocalWorkers(2, seconds=60).map(never_ends_at_two, range(60), given_up)
    assert next(results) == 0
    assert psutil.Process().children()
    results.close()
    assert psutil.Process().children() == []


INTERRUPTED = """
import sys
from briefing.edges.workers import LocalWorkers
from tests.edges.workers.test_workers import given_up, never_ends_at_two
for number in LocalWorkers(2, seconds=60).map(never_ends_at_two, range(60), given_up):
    print(number, flush=True)
"""


@pytest.mark.parametrize("ended_by", [signal.SIGINT, signal.SIGKILL])
def test_the_workers_end_with_the_program(ended_by: signal.Signals):
    program = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1
    )
    with program:
        assert program.stdout
        assert program.stdout.readline() == "0\n"
        workers = psutil.Process(program.pid).children()
        program.send_signal(ended_by)
        errors = program.communicate()[1]
    assert workers
    if ended_by == signal.SIGINT:
        assert "KeyboardInterrupt" in errors
        assert errors.count("Traceback") == 1
    assert psutil.wait_procs(workers, timeout=5)[1] == []
