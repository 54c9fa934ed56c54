"""Whether the process that holds something is gone: known for one of this machine, never guessed."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.edges.archive.holder import is_gone, me

pytestmark = pytest.mark.skipif(not Path("/proc/self/ns/pid").exists(), reason="this system does not tell when a process began")


def test_this_process_is_here() -> None:
    assert not is_gone(me())


def test_a_process_is_gone_once_it_was_killed_and_not_before() -> None:
    code = "import sys; from briefing.edges.archive.holder import me; print(me(), flush=True); sys.stdin.read()"
    child = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdout
    assert child.stdin
    holder = child.stdout.readline().strip()
    assert not is_gone(holder)
    child.send_signal(signal.SIGKILL)
    child.wait()
    assert is_gone(holder)
    child.stdin.close()
    child.stdout.close()


def test_another_process_with_the_number_of_the_one_that_ended_is_not_taken_for_it() -> None:
    boot, space, number, began = me().split(":")
    assert is_gone(f"{boot}:{space}:{number}:{int(began) - 1}")


@pytest.mark.parametrize("part", [0, 1])
def test_nothing_is_known_of_another_machine_or_container(part: int) -> None:
    parts = me().split(":")
    parts[part] = "other"
    parts[2] = "999999999"
    assert not is_gone(":".join(parts))


@pytest.mark.parametrize("holder", ["", "a", "a:b:c:d", "::1:2", "\0:\n:1:2"])
def test_what_is_no_holder_is_not_gone(holder: str) -> None:
    assert not is_gone(holder)
