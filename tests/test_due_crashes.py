"""`briefing run --due` killed, stopped and started several times at once: the same bytes as undisturbed, and nothing twice."""

import os
import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest
from mornings import FIRST, Morning, at, stocked

from briefing.errors import Exit

pytestmark = pytest.mark.slow

DAYS = [str(FIRST + timedelta(days=number)) for number in range(4)]
BEFORE, DUE = at(FIRST, "06:00"), at(FIRST + timedelta(days=2))
# What the others show in less time, once more by itself; with BRIEFING_KILLS=1.
thorough = pytest.mark.skipif("BRIEFING_KILLS" not in os.environ, reason="BRIEFING_KILLS is not set")
PROCESSES = 8 if "BRIEFING_KILLS" in os.environ else 3
PLACES = ("run.claimed", "run.composed", "run.filed", "run.recorded")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stocked(tmp_path_factory.mktemp("stocked"))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, archive: Path) -> Morning:
    desk = Morning(tmp_path_factory.mktemp("undisturbed"), archive)
    assert desk.due(BEFORE) == Exit.OK
    assert desk.due(DUE) == Exit.OK
    return desk


def desk_at(folder: Path, archive: Path) -> Morning:
    desk = Morning(folder, archive)
    desk.due(BEFORE)
    return desk


def killed(desk: Morning, place: str) -> None:
    with desk.start(DUE, environment={"BRIEFING_FAILPOINT": place}) as process:
        assert process.wait(60) == -signal.SIGKILL, process.stdout.read()


def like(desk: Morning, undisturbed: Morning) -> None:
    assert desk.shelf() == undisturbed.shelf()
    facts = [{day: (run.state, run.quality, run.reason, run.due) for day, run in one.runs().items()} for one in (desk, undisturbed)]
    assert facts[0] == facts[1]


@thorough
@pytest.mark.parametrize("place", PLACES)
def test_killed_at_any_place_it_goes_on_and_makes_the_same(tmp_path, archive, undisturbed, place):
    desk = desk_at(tmp_path, archive)
    killed(desk, f"{place}:kill:2")  # at the second of three editions
    assert list(desk.states().values()) == ["done", "made" if place == "run.recorded" else "making"]
    assert desk.due(DUE) == Exit.OK
    like(desk, undisturbed)
    assert [run.attempts for run in desk.runs().values()] == [1, 1 if place == "run.recorded" else 2, 1]


def test_killed_again_and_again_it_comes_to_the_same_end(tmp_path, archive, undisturbed):
    desk = desk_at(tmp_path, archive)
    for place in PLACES:
        killed(desk, f"{place}:kill")
    assert desk.due(DUE) == Exit.OK
    like(desk, undisturbed)


def test_tried_again_later_it_makes_the_same_bytes_as_at_the_first_attempt(tmp_path, archive, undisturbed):
    desk = desk_at(tmp_path, archive)
    killed(desk, "run.composed:kill:3")
    assert desk.due(at(FIRST + timedelta(days=2), "07:15")) == Exit.OK
    assert desk.shelf() == undisturbed.shelf()


@thorough
def test_an_edition_whose_files_were_lost_before_its_mail_was_planned_is_made_again(tmp_path, archive, undisturbed):
    desk = desk_at(tmp_path, archive)
    killed(desk, "run.recorded:kill")
    (desk.folder / "output" / "towns" / DAYS[0] / "briefing.json").unlink()
    assert desk.due(DUE) == Exit.OK
    like(desk, undisturbed)


@thorough
def test_an_error_nobody_expected_costs_one_edition_one_attempt(tmp_path, archive, undisturbed):
    desk = desk_at(tmp_path, archive)
    with desk.start(DUE, environment={"BRIEFING_FAILPOINT": "run.composed:raise:2"}) as process:
        said = process.stdout.read()
        assert process.wait(60) == Exit.UNEXPECTED
    assert f"{DAYS[1]}: could not be made: an unexpected RuntimeError" in said
    assert list(desk.states().values()) == ["done", "failed", "done"]
    assert desk.due(at(FIRST + timedelta(days=2), "06:36")) == Exit.OK
    assert desk.states() == undisturbed.states()


def test_of_several_processes_at_once_one_makes_each_edition(tmp_path, archive, undisturbed):
    desk = desk_at(tmp_path, archive)
    processes = [desk.start(DUE) for _ in range(PROCESSES)]
    said = [process.communicate(timeout=120)[0] for process in processes]
    codes = [process.returncode for process in processes]
    assert set(codes) <= {Exit.OK, Exit.LOCKED}, said
    assert Exit.OK in codes
    for day in DAYS[:3]:
        assert sum(f"River towns, {day}:" in one for one in said) == 1
    assert [run.attempts for run in desk.runs().values()] == [1, 1, 1]
    like(desk, undisturbed)


def test_who_stood_still_while_another_took_over_files_nothing_and_puts_nothing_down(tmp_path, archive):
    desk = desk_at(tmp_path, archive)
    with desk.start(DUE, environment={"BRIEFING_FAILPOINT": "run.composed:stop"}) as stopped:
        _, status = os.waitpid(stopped.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        assert desk.due(at(FIRST + timedelta(days=2), "06:30")) == Exit.LOCKED
        later = at(FIRST + timedelta(days=2), "06:30").replace("06:30:00", "06:31:01")
        assert desk.due(later) == Exit.OK
        before, runs = desk.shelf(), desk.runs()
        stopped.send_signal(signal.SIGCONT)
        said = stopped.stdout.read()
        assert stopped.wait(30) == Exit.LOCKED
    assert f"{DAYS[0]}: another process has taken it over" in said
    assert (desk.shelf(), desk.runs()) == (before, runs)


@thorough
def test_asked_to_end_it_ends_at_once_and_the_next_call_goes_on(tmp_path, archive, undisturbed):
    desk = desk_at(tmp_path, archive)
    with desk.start(DUE, environment={"BRIEFING_FAILPOINT": "run.filed:sleep:2"}) as process:
        while DAYS[1] not in desk.days():
            assert process.poll() is None
            time.sleep(0.05)
        process.terminate()
        assert process.wait(15) == Exit.OK
        assert "stopped, as asked" in process.stdout.read()
    assert list(desk.states().values()) == ["done", "making"]
    assert desk.due(DUE) == Exit.OK
    like(desk, undisturbed)
