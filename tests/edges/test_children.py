"""A child's lines arrive, its end is told, and it can be asked to end or be made to."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from briefing.edges import children


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Makes `python -m briefing` a program of ours: what it says is the test's business."""

    def make(text: str) -> None:
        (tmp_path / "briefing.py").write_text(text, encoding="utf-8")
        monkeypatch.chdir(tmp_path)  # -m looks here first

    return make


def run(*arguments, **more):
    lines: list[tuple[str, str]] = []
    over = threading.Event()
    child = children.start(arguments, tell=lambda stream, line: lines.append((stream, line)), ended=over.set, **more)
    return child, lines, over


def test_lines_of_both_streams_arrive_and_the_code_is_told(program):
    program(
        "import os, sys\nprint('made', *sys.argv[1:], os.environ['X'])\nprint('\\x1b[31mlate\\n\\n', file=sys.stderr)\nsys.exit(10)\n"
    )
    child, lines, over = run("run", "--due", environment={"X": "x"})
    assert over.wait(20)
    child.hear_out()
    assert (child.code, sorted(lines)) == (10, [("err", " [31mlate"), ("out", "made run --due x")])


def test_a_line_of_any_length_is_cut_and_no_byte_stops_it(program):
    program("import sys\nsys.stdout.buffer.write(b'x' * 100_000 + b'\\n\\xff\\xfe\\n')\n")
    child, lines, over = run()
    assert over.wait(20)
    child.hear_out()
    assert max(len(line) for _, line in lines) == 2_000
    assert lines[-1] == ("out", "\ufffd\ufffd")


def test_one_that_is_asked_to_end_may_end_as_it_likes(program):
    program(
        "import signal, sys, time\nsignal.signal(signal.SIGTERM, lambda *_: (print('tidied up'), sys.exit(0)))\n"
        "print('ready')\ntime.sleep(60)\n"
    )
    child, lines, over = run()
    wait_for(lambda: lines)
    child.ask_to_end()
    assert over.wait(20)
    child.hear_out()
    assert (child.code, lines[-1]) == (0, ("out", "tidied up"))


def test_one_that_does_not_is_killed_with_all_it_started(program):
    program(
        "import signal, subprocess, sys, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "other = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\nprint(other.pid)\ntime.sleep(60)\n"
    )
    child, lines, over = run()
    wait_for(lambda: lines)
    child.ask_to_end()
    assert not over.wait(0.3)
    child.kill()
    assert over.wait(20)
    assert child.code == -signal.SIGKILL
    wait_for(lambda: not runs(int(lines[0][1])))


def test_it_is_our_own_program_in_the_same_interpreter():
    child, lines, over = run("--version")
    assert over.wait(30)
    child.hear_out()
    assert child.code == 0
    assert lines[0][1].startswith("briefing ")
    assert Path(sys.executable).exists()


def runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


def wait_for(truth) -> None:
    until = time.monotonic() + 20
    while not truth():
        assert time.monotonic() < until
        time.sleep(0.02)
