"""`briefing run --due`: what is due is made, in order, once; what is too old is skipped aloud."""

import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest
from mornings import EVENTS, FIRST, Morning, at, stocked

from briefing.cli import main
from briefing.errors import Exit

DAYS = [str(FIRST + timedelta(days=number)) for number in range(12)]


def later(days: int, clock: str = "06:30") -> str:
    return at(FIRST + timedelta(days=days), clock)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stocked(tmp_path_factory.mktemp("stocked"))


@pytest.fixture
def morning(tmp_path: Path, archive: Path) -> Morning:
    return Morning(tmp_path / "desk", archive)


def test_the_edition_of_a_day_is_made_at_its_minute_and_once(morning, capsys):
    assert morning.due(later(0, "06:29")) == Exit.OK
    assert "nothing is due; the next edition, of 2024-01-22, is due 2024-01-23 06:30 EET" in capsys.readouterr().out
    assert not (morning.folder / "output" / "towns").exists()
    assert morning.due(later(0)) == Exit.OK
    assert "1 story from 1 item" in capsys.readouterr().out
    assert morning.due(later(0, "06:31")) == Exit.OK
    assert "nothing is due; the next edition, of 2024-01-23" in capsys.readouterr().out
    assert morning.states() == {DAYS[0]: "done"}
    assert morning.runs()[DAYS[0]].quality == "whole"


def test_a_profile_that_is_new_owes_what_was_due_within_the_last_hour(tmp_path, archive):
    late, early = Morning(tmp_path / "late", archive), Morning(tmp_path / "early", archive)
    assert (late.due(later(1, "07:31")), early.due(later(1, "07:29"))) == (Exit.OK, Exit.OK)
    assert (late.states(), early.states()) == ({}, {DAYS[1]: "done"})


@pytest.mark.parametrize("catch_up", ["all", "latest", "none"])
def test_after_an_outage_each_missed_day_is_made_of_its_own_window(tmp_path, archive, catch_up):
    desk = Morning(tmp_path / "desk", archive, schedule=f'catch_up = "{catch_up}"')
    assert desk.due(later(0, "06:00")) == Exit.OK
    assert desk.due(later(2, "09:00")) == Exit.OK
    assert desk.days() == DAYS[:3]
    for (title, *_), day in zip(EVENTS, DAYS[:3], strict=False):
        assert title in (desk.folder / "output" / "towns" / day / "briefing.md").read_text()
    reasons = [run.reason.partition(";")[0] for run in desk.runs().values()]
    assert reasons == {"all": ["filed"] * 3, "latest": ["missed", "missed", "filed"], "none": ["missed"] * 3}[catch_up]


def test_days_that_are_too_old_are_skipped_aloud_and_the_rest_is_made(tmp_path, archive, capsys):
    desk = Morning(tmp_path / "desk", archive, schedule='window = "2d"')
    desk.due(later(0, "06:00"))
    capsys.readouterr()
    assert desk.due(later(4, "06:40")) == Exit.PARTIAL
    assert (
        f"{DAYS[0]} to {DAYS[2]}: skipped, missed, and more than 2 days late: nothing ran when it was due"
        in capsys.readouterr().out
    )
    assert list(desk.states().values()) == ["skipped"] * 3 + ["done"] * 2
    assert desk.days() == DAYS[3:5]
    assert desk.due(later(4, "06:41")) == Exit.OK


def test_four_hundred_missed_days_are_accounted_for(tmp_path, archive):
    desk = Morning(tmp_path / "desk", archive, schedule='window = "1d"')
    desk.due(later(0, "06:00"))
    assert desk.due(later(400, "06:40")) == Exit.PARTIAL
    states = list(desk.states().values())
    assert (states.count("skipped"), states.count("done")) == (400, 1)


def test_a_day_without_news_is_an_edition_too(morning):
    morning.due(later(9, "06:00"))
    assert morning.due(later(9)) == Exit.NOTHING
    assert (morning.states(), morning.runs()[DAYS[9]].quality) == ({DAYS[9]: "done"}, "empty")


@pytest.mark.parametrize("back", ["05:00", "-3 days"])
def test_a_clock_that_runs_behind_what_is_on_record_makes_nothing(morning, capsys, back):
    morning.due(later(3, "06:00"))
    before = morning.shelf()
    assert morning.due(later(0, "06:40") if back == "-3 days" else later(3, back)) == Exit.TRY_LATER
    assert "no edition is made until it is right" in capsys.readouterr().err
    assert (morning.shelf(), morning.states()) == (before, {})
    assert morning.due(later(3)) == Exit.OK
    assert morning.states() == {DAYS[3]: "done"}


def test_a_clock_that_was_set_forward_misses_and_doubles_nothing(morning):
    morning.due(later(0, "06:00"))
    assert morning.due(later(3, "06:00")) == Exit.OK
    first = morning.shelf()
    assert morning.due(later(1)) == Exit.TRY_LATER
    assert morning.due(later(3)) == Exit.OK
    assert morning.states() == dict.fromkeys(DAYS[:4], "done")
    assert first.items() <= morning.shelf().items()


def test_a_clock_that_ran_ahead_for_years_can_be_forgotten(morning, capsys):
    morning.due(later(0, "06:00"))
    assert morning.due("2038-01-19T03:14:07+02:00") == Exit.PARTIAL
    assert morning.due(later(1)) == Exit.TRY_LATER
    assert "briefing run --due --clock-is-right" in capsys.readouterr().err
    assert morning.due(later(1), "--clock-is-right") == Exit.OK
    assert morning.states() == dict.fromkeys(DAYS[:2], "done")
    assert morning.due(later(2)) == Exit.OK


def test_a_rehearsal_says_what_is_due_and_writes_nothing(morning, capsys):
    morning.due(later(0, "06:00"))
    archive, before = morning.folder / "archive.db", morning.shelf()
    held = archive.read_bytes()
    capsys.readouterr()
    assert morning.due(later(1), "--dry-run") == Exit.OK
    said = capsys.readouterr().out
    assert f"would make {DAYS[0]}" in said
    assert f"would make {DAYS[1]}, due 2024-01-24 06:30 EET\n" in said
    assert (morning.shelf(), archive.read_bytes()) == (before, held)


def test_a_rehearsal_makes_no_archive(tmp_path, capsys):
    assert Morning(tmp_path / "desk", None).due(later(0), "--dry-run") == Exit.OK
    assert "would make 2024-01-22" in capsys.readouterr().out
    assert sorted(path.name for path in (tmp_path / "desk").iterdir()) == ["towns.toml"]


@pytest.mark.parametrize("words", [["--date", "2024-01-22"], ["--sample"], ["--input", "x"], ["--from", "2024-01-22"]])
def test_which_day_is_due_cannot_be_said_by_hand(morning, capsys, words):
    assert main([*morning.words(later(0)), *words]) == Exit.USAGE
    assert "exclude each other" in capsys.readouterr().err


def test_an_edition_that_cannot_be_made_is_tried_again_and_holds_up_no_other(morning, capsys):
    morning.due(later(0, "06:00"))
    place = morning.folder / "output" / "towns" / DAYS[0]
    place.parent.mkdir(parents=True)
    place.symlink_to(morning.folder)
    assert morning.due(later(1)) == Exit.USAGE
    assert "could not be made" in capsys.readouterr().err
    failed = morning.runs()[DAYS[0]]
    assert (failed.state, failed.attempts) == ("failed", 1)
    assert "is a link" in failed.reason
    assert morning.states()[DAYS[1]] == "done"
    place.unlink()
    assert morning.due(later(1, "06:33")) == Exit.OK
    assert "one that could not be made is tried again 2024-01-24 06:35 EET" in capsys.readouterr().out
    assert morning.due(later(1, "06:36")) == Exit.OK
    assert morning.states() == {DAYS[0]: "done", DAYS[1]: "done"}


def test_another_process_that_is_at_it_is_left_to_it(morning, capsys):
    morning.due(later(0, "06:00"))
    with morning.start(later(0), environment={"BRIEFING_FAILPOINT": "run.composed:sleep"}) as other:
        try:
            wait_for(lambda: morning.states().get(DAYS[0]) == "making")
            assert morning.due(later(0)) == Exit.LOCKED
            assert f"{DAYS[0]}: another process is making it" in capsys.readouterr().out
        finally:
            other.send_signal(signal.SIGTERM)
            assert other.wait(15) == Exit.OK
            assert "stopped, as asked" in other.stdout.read()
    assert morning.days() == []
    assert morning.due(later(0)) == Exit.OK


@pytest.mark.slow
def test_an_edition_is_made_though_nobody_reads_what_is_said_of_it(morning):
    morning.due(later(0, "06:00"))
    with morning.start(later(1)) as process:
        process.stdout.close()
        assert process.wait(60) == Exit.OK
    assert morning.states() == {DAYS[0]: "done", DAYS[1]: "done"}


def wait_for(done, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.05)
