"""The times a sentence names, and what each of them is the time of."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.stages.measure.timing.moments import moments

THURSDAY = date(2024, 2, 8)


def events(text: str, published: date | None = THURSDAY, updated: date | None = None) -> list[date | None]:
    return [moment.day for moment in moments(text, published, updated) if moment.use == "event"]


def uses(text: str) -> list[str]:
    return [moment.use for moment in moments(text, THURSDAY)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("On Tuesday the river rose.", date(2024, 2, 6)),
        ("Late on Tuesday the river rose.", date(2024, 2, 6)),
        ("The river rose early Sunday.", date(2024, 2, 4)),
        ("Monday's flood was the worst.", date(2024, 2, 5)),
        ("The river rose on Dec. 29.", date(2023, 12, 29)),
        ("The river rose on January 2.", date(2024, 1, 2)),
        ("The river rose on 2 January 2023.", date(2023, 1, 2)),
        ("The river rose on 3 November.", date(2023, 11, 3)),
        ("The river rose two days ago.", date(2024, 2, 6)),
        ("The river rose shortly after 9 p.m. on Monday.", date(2024, 2, 5)),
        ("The river rose yesterday.", date(2024, 2, 7)),
        ("The river rose the day before yesterday.", date(2024, 2, 6)),
        ("The river rose this morning.", THURSDAY),
        ("The river rose overnight.", THURSDAY),
        ("Річка піднялася 29 грудня.", date(2023, 12, 29)),
        ("Річка піднялася у вівторок.", date(2024, 2, 6)),
        ("Річка піднялася позавчора.", date(2024, 2, 6)),
        ("Река поднялась в среду.", date(2024, 2, 7)),
        ("Река поднялась накануне.", date(2024, 2, 7)),
        ("Река поднялась два дня назад.", date(2024, 2, 6)),
        ("Сьогодні вранці річка піднялася.", THURSDAY),
    ],
)
def test_a_day_is_read_as_of_publication(text, day):
    assert set(events(text)) == {day}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The river rose on the night of 1 to 2 February.", date(2024, 2, 2)),
        ("The river rose on the night of 1–2 February.", date(2024, 2, 2)),
        ("The river rose overnight on February 1 and 2.", date(2024, 2, 2)),
        ("The river rose on the night of January 31 to February 1.", date(2024, 2, 1)),
        ("The river rose on Sunday night into Monday.", date(2024, 2, 5)),
        ("The river rose overnight from Sunday to Monday.", date(2024, 2, 5)),
        ("The river rose overnight into Monday morning.", date(2024, 2, 5)),
        ("Річка піднялася в ніч на 2 лютого.", date(2024, 2, 2)),
        ("Річка піднялася в ніч з 1 на 2 лютого.", date(2024, 2, 2)),
        ("Річка піднялася в ніч на 2 лютого (з 19:00 1 лютого).", date(2024, 2, 2)),
        ("The river rose on the night of 2 February (from 7 p.m. on 1 February).", date(2024, 2, 2)),
        ("Река поднялась в ночь на 2 февраля.", date(2024, 2, 2)),
        ("Река поднялась в ночь с 1 на 2 февраля.", date(2024, 2, 2)),
    ],
)
def test_a_night_is_of_the_day_on_which_it_ends(text, day):
    firm = [moment.day for moment in moments(text, THURSDAY) if moment.use == "event" and not moment.loose]
    assert firm == [day]


@pytest.mark.parametrize(
    "text",
    [
        "The river rose on Monday and Tuesday.",
        "The river rose on February 1 and 3.",
        "The river rose on January 26 and February 4.",
        "The river rose on 1–3 February.",
        "Річка піднімалася 1 та 3 лютого.",
    ],
)
def test_two_days_together_are_no_single_day(text):
    assert events(text) == [None]


@pytest.mark.parametrize(
    "text",
    [
        "The governor said on Tuesday that the river rose.",
        "The governor said Tuesday the river rose.",
        "The governor said in a post on Telegram late on Tuesday that the river rose.",
        "On Tuesday, the governor of the valley, a farmer, said the river rose.",
        "Earlier Tuesday, rescue chief Vik Olsen said the river rose.",
        "The governor told the nightly news in an interview on Tuesday that the river rose.",
        "OSTVIK, Feb. 6 (Valley News) - The river rose.",
        "The governor told Ostvik Evening News Tuesday that the river rose.",
        "The governor told the Post of Ostvik late on Tuesday that the river rose.",
        "The governor held a news conference Tuesday.",
        "Губернатор повідомив у вівторок, що річка піднялася.",
        "Річка піднялася, повідомив голова громади у вівторок, 6 лютого.",
        "Губернатор сообщил во вторник, что река поднялась.",
    ],
)
def test_a_day_on_which_something_is_said_is_of_the_words(text):
    assert uses(text) == ["speech"]


@pytest.mark.parametrize(
    "text",
    [
        "On Tuesday, the governor said, the river rose.",
        "On Tuesday the flood hit Ostvik, the governor said.",
        "On Tuesday 50 cows were killed, the governor said in a statement.",
        "After Tuesday's flood the governor spoke.",
    ],
)
def test_a_day_on_which_something_happens_is_of_what_happens(text):
    assert uses(text) == ["event"]


@pytest.mark.parametrize(
    "text",
    [
        "The council will meet on Monday.",
        "More rain is expected late today.",
        "The bridge is scheduled to open on 3 March.",
    ],
)
def test_what_is_to_come_has_not_happened(text):
    assert uses(text) == ["plan"]


@pytest.mark.parametrize(
    "text",
    [
        "The river has been rising since Monday.",
        "The war that began on Oct. 7 goes on.",
        "Ostvik was annexed in the war of 2014.",
        "It rained for three weeks in January 2024.",
        "The river rose on Nov. 29, 1864.",
        "The mill burned on 6 June 1944, in the war.",
        "The river remains high to this day.",
        "They fled in a January flood.",
        "Річка піднімається з понеділка.",
        "За минулу добу річка піднялася.",
    ],
)
def test_a_span_is_no_day(text):
    assert set(uses(text)) == {"background"}


def test_a_day_told_from_another_counts_from_the_one_named_before_it():
    assert events("The river rose on Tuesday, and two days earlier the lake.") == [date(2024, 2, 6), date(2024, 2, 4)]
    assert events("The river rose on Tuesday; the night before, the lake.") == [date(2024, 2, 6), date(2024, 2, 5)]
    (alone,) = moments("The previous day the river rose.", THURSDAY)
    assert (alone.day, alone.shift) == (None, -1)


def test_a_weekday_that_may_be_two_days_is_left_open():
    assert events("The river rose on Friday.") == [None]  # six days ago, or on the page as updated tomorrow
    assert events("The river rose last Tuesday.") == [None]
    assert events("The river rose last Sunday.") == [date(2024, 2, 4)]
    assert events("The river rose last Thursday.") == [date(2024, 2, 1)]
    assert events("The river rose on Friday the 2nd.") == [date(2024, 2, 2)]
    assert events("The river rose next Friday.") == []


def test_an_article_updated_later_speaks_of_the_days_between():
    assert events("The river rose on Friday.", updated=date(2024, 2, 9)) == [date(2024, 2, 9)]
    assert events("The river rose on Tuesday.", updated=date(2024, 2, 9)) == [date(2024, 2, 6)]
    assert events("The river rose on Friday.", updated=date(2024, 3, 9)) == [None]


def test_figures_that_read_both_ways_mean_the_day_near_publication():
    assert events("The river rose on 07/02/2024.") == [date(2024, 2, 7)]
    assert events("The river rose on 02/07/2024.") == [date(2024, 2, 7)]
    assert events("The river rose on 03/02/2021.") == [None]


def test_as_of_a_time_is_when_a_figure_was_known():
    for text in (
        "As of 8 p.m. local time on Tuesday the river was rising.",
        "By Tuesday evening the river was rising.",
        "Станом на ранок 6 лютого річка піднімалася.",
        "По состоянию на 9:00 6 февраля река поднималась.",
    ):
        (moment,) = [moment for moment in moments(text, THURSDAY) if not moment.loose]
        assert (moment.use, moment.day) == ("as_of", date(2024, 2, 6)), text


WORDS = """on Monday Tuesday night overnight to and into the of 1 2 29 31 February Feb. 2024 said says will by as since after before last this
next week today yesterday two days earlier ago , ; . – previous day у в ніч на вівторок лютого вчора станом заявив 05/02/2024 2024-02-05""".split()


@given(
    text=st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join) | st.text(max_size=80),
    published=st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1)),
)
def test_moments_are_stretches_of_the_text_in_order_and_need_nothing_but_it(text, published):
    found = moments(text, published)
    assert all(0 <= moment.start < moment.end <= len(text) for moment in found)
    assert [moment.start for moment in found] == sorted(moment.start for moment in found)
    assert found == moments(text, published)
    if published is None:
        assert all(
            moment.day is None or str(moment.day.year) in text for moment in found if moment.use == "event" and moment.shift is None
        )


def test_a_calendar_run_together_names_no_time():
    assert moments("Monday 5 February " * 60, THURSDAY) == ()
