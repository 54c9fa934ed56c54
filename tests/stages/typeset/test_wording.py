"""How dates, counts and lists are written."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from briefing.language.catalogue import catalogue
from briefing.model import Changes, Correction, Earlier, Party, Passage, Statement, Tally, When, Window
from briefing.stages.typeset import speakers, wording

DAY = date(2024, 1, 23)
UKRAINIAN = catalogue("uk")
SPACE = "\u00a0"
WINDOW = Window(
    first=DAY,
    last=DAY,
    start=datetime(2024, 1, 23, 4, tzinfo=UTC),
    end=datetime(2024, 1, 24, 4, tzinfo=UTC),
    zone="Europe/Kyiv",
)


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (DAY, DAY, "Tuesday 23 January 2024"),
        (date(2024, 1, 29), date(2024, 1, 31), "29 to 31 January 2024"),
        (date(2024, 1, 29), date(2024, 2, 4), "29 January to 4 February 2024"),
        (date(2023, 12, 31), date(2024, 1, 2), "31 December 2023 to 2 January 2024"),
    ],
)
def test_the_days_of_a_window_are_written_once(first, last, written):
    assert wording.days(replace(WINDOW, first=first, last=last)) == written


def test_a_moment_is_told_in_the_windows_zone():
    assert wording.moment(WINDOW.start, WINDOW) == "23 January 06:00"
    assert wording.moment(datetime(2023, 12, 31, 23, 30, tzinfo=UTC), WINDOW) == "1 January 01:30"


def test_a_year_is_written_where_it_is_not_the_windows():
    assert wording.short_day(date(2023, 12, 31), WINDOW) == "31 December 2023"


@pytest.mark.parametrize(
    ("zone", "said"),
    [("Europe/Kyiv", "Kyiv time"), ("America/New_York", "New York time"), ("UTC", "UTC"), ("Etc/GMT+3", "GMT+3"), ("CET", "CET")],
)
def test_a_zone_is_called_by_its_city(zone, said):
    assert wording.zone(replace(WINDOW, zone=zone)) == said


@pytest.mark.parametrize(
    ("when", "written"),
    [
        (None, "undated"),
        (When(day=DAY), "23 January 2024 (stated)"),
        (When(day=DAY, basis="structured"), "23 January 2024 (from the page’s data)"),
        (When(day=DAY, basis="inferred", evidence="the next day is named"), "23 January 2024 (inferred: the next day is named)"),
        (When(day=DAY, basis="inferred"), "23 January 2024 (inferred)"),
        (When(day=date(2024, 1, 1), precision="month"), "January 2024 (stated)"),
        (When(day=DAY, at=datetime(2024, 1, 23, 22, 30, tzinfo=UTC), precision="minute"), "24 January 2024, 00:30 (stated)"),
    ],
)
def test_a_publication_time_says_what_it_rests_on(when, written):
    assert wording.dated(when, WINDOW) == written


@pytest.mark.parametrize(("items", "written"), [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")])
def test_a_list_reads_as_in_a_sentence(items, written):
    assert wording.together(items) == written


@pytest.mark.parametrize(
    ("label", "place", "day", "name"),
    [
        ("Killed", "Kharkiv", DAY, "Killed, Kharkiv, 23 January"),
        ("Killed, Kharkiv", "Kharkiv", DAY, "Killed, Kharkiv, 23 January"),
        ("Killed, Kharkiv, 23 January", "Kharkiv", DAY, "Killed, Kharkiv, 23 January"),
        ("Loan", None, None, "Loan"),
    ],
)
def test_a_row_says_place_and_day_once(label, place, day, name):
    assert (
        wording.called(Tally(label=label, kind="killed", place=place, event_date=day, relation="single", sides=()), WINDOW) == name
    )


@pytest.mark.parametrize(
    ("name", "day", "written"),
    [
        ("2024-01-22", date(2024, 1, 22), "22 January"),
        ("2023-12-30", date(2023, 12, 30), "30 December 2023"),
        ("2024-01-15_2024-01-21", date(2024, 1, 21), "15 to 21 January"),
        ("2023-12-28_2024-01-03", date(2024, 1, 3), "28 December 2023 to 3 January"),
        ("2024-01-22_2024-01-22", date(2024, 1, 22), "22 January"),
        ("weekend_edition", date(2024, 1, 22), "22 January"),
    ],
)
def test_an_edition_is_called_by_its_days(name, day, written):
    assert wording.edition(name, day, WINDOW) == written


EARLIER = Earlier(thread="t-1", edition="2024-01-22", day=date(2024, 1, 22), headline="Raid")
SAID = Statement(text="Raid", passages=(Passage(article="a", paragraph=1, start=0, end=4, sha256="0"),))


@pytest.mark.parametrize(
    ("fields", "written"),
    [
        ({}, "nothing new"),
        ({"new": 5}, "5 new"),
        ({"new": 5, "updated": 3, "known": (EARLIER,) * 4}, "5 new, 3 updated; 4 stories without news are not repeated"),
        ({"known": (EARLIER,)}, "nothing new; 1 story without news is not repeated"),
        ({"corrections": (Correction(before=EARLIER, printed=SAID, kind="withdrawn"),)}, "1 corrected"),
        (
            {"updated": 1, "corrections": (Correction(before=EARLIER, printed=SAID, now=SAID, kind="grown"),) * 2},
            "1 updated, 2 figures risen since",
        ),
    ],
)
def test_how_an_edition_differs_is_told_in_one_line(fields, written):
    assert wording.differences(Changes(since="2024-01-22", day=date(2024, 1, 22), **fields)) == written


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (DAY, DAY, f"Вівторок, 23{SPACE}січня 2024 року"),
        (date(2024, 1, 29), date(2024, 1, 31), f"29–31{SPACE}січня 2024 року"),
        (date(2024, 1, 29), date(2024, 2, 4), f"29{SPACE}січня – 4{SPACE}лютого 2024 року"),
        (date(2023, 12, 31), date(2024, 1, 2), f"31{SPACE}грудня 2023 року – 2{SPACE}січня 2024 року"),
    ],
)
def test_the_days_of_a_window_are_written_as_in_ukrainian(first, last, written):
    assert wording.days(replace(WINDOW, first=first, last=last), UKRAINIAN) == written


@pytest.mark.parametrize(("zone", "said"), [("Europe/Kyiv", "за київським часом"), ("Asia/Tokyo", "(час: Токіо)"), ("UTC", "UTC")])
def test_a_zone_is_called_as_in_ukrainian(zone, said):
    assert wording.zone(replace(WINDOW, zone=zone), UKRAINIAN) == said


def test_a_time_and_what_it_rests_on_are_told_in_ukrainian():
    inferred = When(day=DAY, basis="inferred", evidence="“Tuesday” in the headline")
    assert wording.dated(inferred, WINDOW, UKRAINIAN) == f"23{SPACE}січня 2024 року (визначено: «Tuesday» у заголовку)"
    assert wording.dated(None, WINDOW, UKRAINIAN) == "без дати"
    minute = When(day=DAY, at=datetime(2024, 1, 23, 22, 30, tzinfo=UTC), precision="minute")
    assert wording.dated(minute, WINDOW, UKRAINIAN) == f"24{SPACE}січня 2024 року, 00:30 (зазначено)"


def test_differences_are_counted_in_ukrainian():
    known = Earlier(thread="s", edition="2024-01-22", day=DAY, headline="H")
    changes = Changes(since="2024-01-22", day=DAY, new=1, updated=3, known=(known, known))
    assert wording.differences(changes, UKRAINIAN) == "1 новий, 3 оновлені; 2 сюжети без новин не повторено"


def test_whom_one_speaks_for_is_said_in_ukrainian():
    russian = Party(bloc="official", country="RU")
    assert speakers.party(russian, "Іван Петров", UKRAINIAN) == "офіційне джерело Росії"
    assert speakers.party(russian, "Міністерство оборони Росії", UKRAINIAN) == ""
    assert speakers.party(Party(bloc="other", country="US"), "", UKRAINIAN) == "неофіційне джерело з США"
