"""`briefing move` as an editor calls it: what is remembered, what is said, what is refused."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from briefing.cli import main
from briefing.edges.archive import SqlArchive
from briefing.errors import Exit
from briefing.model import Past, Remembered, Window

DAY = date(2025, 5, 14)
END = datetime(2025, 5, 15, 3, tzinfo=UTC)
NOW = "2025-05-15T07:00:00+03:00"
STORIES = {
    "t-3f9a2c71d0": ("Harbour bridge closed after drone debris falls", "strikes"),
    "t-3f9b11aa07": ("Harbour bridge opens again", "other"),
    "t-77c0de1234": ("Міст через гавань: ремонт оплатять донори", "aid-and-diplomacy"),
}


def past(day: date, end: datetime, **sections: str) -> Past:
    stories = tuple(
        Remembered(thread=thread, section=sections.get(thread[2:6], section), headline=headline, statements=(), sentences=())
        for thread, (headline, section) in STORIES.items()
    )
    return Past(profile="ukraine", name=str(day), first=day, last=day, end=end, made_at=end, stories=stories)


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SqlArchive:
    monkeypatch.chdir(tmp_path)
    with SqlArchive.open("sqlite:///output/briefing.db") as opened:
        opened.record(past(DAY, END))
        yield opened


def moved(archive: SqlArchive) -> dict[str, str]:
    start = END + timedelta(days=2)
    day = Window(first=start.date(), last=start.date(), start=start, end=start + timedelta(days=1), zone="UTC")
    return {move.thread: move.section for move in archive.recall("ukraine", day).moves}


def move(*words: str) -> int:
    return main(["move", *words, *([] if "--list" in words else ["--now", NOW])])


@pytest.mark.parametrize("name", ["t-3f9a2c71d0", "t-3f9a", "closed debris", "HARBOUR bridge CLOSED", "drone"])
def test_a_story_is_named_by_its_thread_the_beginning_of_it_or_words_of_its_headline(archive, name, capsys):
    assert move(name, "nato") == Exit.OK
    assert moved(archive) == {"t-3f9a2c71d0": "nato"}
    said = capsys.readouterr().out
    assert "t-3f9a2c71d0 “Harbour bridge closed after drone debris falls” goes to nato from the next edition on" in said
    assert "in the edition 2025-05-14 it stands in strikes" in said
    assert "--date 2025-05-14" in said


def test_a_headline_in_other_letters_is_found_as_well(archive):
    assert move("гавань РЕМОНТ", "other") == Exit.OK
    assert moved(archive) == {"t-77c0de1234": "other"}


def test_a_headline_named_word_for_word_is_meant_where_others_begin_the_same(archive):
    one = past(DAY + timedelta(days=1), END + timedelta(days=1))
    longer = replace(one.stories[1], thread="t-0000000001", headline="Harbour bridge opens again, then closes")
    archive.record(replace(one, stories=(*one.stories, longer)))
    assert move("harbour bridge opens again", "nato") == Exit.OK
    assert moved(archive) == {"t-3f9b11aa07": "nato"}


def test_a_story_that_stands_there_already_is_kept_there(archive, capsys):
    assert move("t-3f9a", "strikes") == Exit.OK
    assert moved(archive) == {"t-3f9a2c71d0": "strikes"}
    assert "again" not in capsys.readouterr().out


def test_a_story_told_on_several_days_is_one_story(archive, capsys):
    archive.record(past(DAY + timedelta(days=1), END + timedelta(days=1), **{"3f9a": "other"}))
    assert move("drone", "nato") == Exit.OK
    assert "in the edition 2025-05-15 it stands in other" in capsys.readouterr().out


def test_a_name_that_fits_several_stories_lists_them_and_moves_none(archive, capsys):
    for name in ("harbour bridge", "t-3f9"):
        assert move(name, "nato") == Exit.USAGE
        said = capsys.readouterr().err
        assert "fits 2 stories" in said
        assert "t-3f9a2c71d0" in said
        assert "t-3f9b11aa07" in said
    assert moved(archive) == {}


def test_a_name_that_fits_no_story_is_refused(archive, capsys):
    for name in ("ferry", "t-9", "…"):
        assert move(name, "nato") == Exit.USAGE
        assert "no story of the latest editions" in capsys.readouterr().err
    assert moved(archive) == {}


def test_an_unknown_section_is_refused_with_those_there_are(archive, capsys):
    assert move("drone", "sport") == Exit.USAGE
    assert (
        "'sport' is no section of Ukraine daily briefing; there are strikes, aid-and-diplomacy, nato, other"
        in capsys.readouterr().err
    )
    assert move("drone") == Exit.USAGE
    assert "say where to: strikes" in capsys.readouterr().err
    assert moved(archive) == {}


def test_the_decisions_in_force_are_listed_with_time_and_headline(archive, capsys):
    assert move("--list") == Exit.OK
    assert capsys.readouterr().out == "no story of Ukraine daily briefing is moved\n"
    move("drone", "nato")
    move("drone", "other")
    capsys.readouterr()
    assert move("--list") == Exit.OK
    assert capsys.readouterr().out == "t-3f9a2c71d0  other  2025-05-15 07:00  Harbour bridge closed after drone debris falls\n"


@pytest.mark.parametrize("name", ["t-3f9a2c71d0", "t-3", "drone"])
def test_a_decision_is_taken_back_by_thread_or_headline(archive, name, capsys):
    move("drone", "nato")
    capsys.readouterr()
    assert move("--undo", name) == Exit.OK
    assert "goes where the profile's sections put it" in capsys.readouterr().out
    assert moved(archive) == {}
    assert move("--undo", name) == Exit.USAGE
    assert "no story of Ukraine daily briefing is moved" in capsys.readouterr().err


def test_a_decision_on_a_story_no_longer_remembered_can_be_taken_back(archive, capsys):
    archive.move("ukraine", "t-of-long-ago", "nato", at=END)
    move("--list")
    assert "t-of-long-ago  nato" in capsys.readouterr().out
    assert move("--undo", "t-of") == Exit.OK
    assert moved(archive) == {}


def test_before_the_first_edition_there_is_nothing_to_move(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert move("drone", "nato") == Exit.USAGE
    assert "no edition has been made" in capsys.readouterr().err
    assert not Path("output").exists()
    SqlArchive.open("sqlite:///output/briefing.db").close()
    assert move("drone", "nato") == Exit.USAGE
    assert "no edition of Ukraine daily briefing is remembered yet" in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["drone", "nato", "--list"], ["--list", "--undo", "drone"], ["drone", "--undo", "drone"]])
def test_one_thing_is_asked_for_at_a_time(archive, words, capsys):
    assert main(["move", *words]) == Exit.USAGE
    assert "say STORY and SECTION, --undo STORY, or --list" in capsys.readouterr().err
