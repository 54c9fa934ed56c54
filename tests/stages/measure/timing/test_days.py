"""The day of a figure where its own sentence names none, and as of when it was known."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Article, When
from briefing.stages.measure import measure

THURSDAY = date(2024, 2, 8)
TUESDAY, WEDNESDAY = date(2024, 2, 6), date(2024, 2, 7)


def article(*paragraphs: str, title: str = "Rescuers at work", updated: date | None = None, language: str = "en") -> Article:
    return Article(
        id="a",
        capture="c",
        item=1,
        title=title,
        publisher=None,
        published=When(day=THURSDAY),
        updated=When(day=updated) if updated else None,
        language=language,
        paragraphs=paragraphs,
    )


def days(*paragraphs: str, **other: object) -> list[date | None]:
    """The days of the killed and injured, in the order of the text."""
    figures = measure([article(*paragraphs, **other)])  # type: ignore[arg-type]
    return [figure.event_date for figure in figures if figure.kind in ("killed", "injured")]


def test_a_paragraph_goes_on_with_the_day_of_its_sentences():
    assert days("A missile hit Kharkiv on Tuesday. It killed 9 people.") == [TUESDAY]
    assert days("Ракета влучила у Харків у вівторок. Загинули 9 людей.", language="uk") == [TUESDAY]


def test_a_headline_has_the_day_of_its_first_paragraphs():
    assert days("A missile hit Kharkiv on Tuesday.", title="Missile kills 9 people in Kharkiv") == [TUESDAY]


def test_an_article_of_one_fresh_day_is_of_that_day_throughout():
    assert days("Missiles hit Kharkiv on Wednesday.", "Trains were late.", "Nine people were killed in Izium.") == [WEDNESDAY]


def test_what_happened_in_another_country_is_of_no_day_told_here():
    assert days("A missile hit Kharkiv on Wednesday.", "In Belgorod, 9 people were killed.") == [None]


def test_two_days_told_leave_the_next_sentence_open():
    assert days("Missiles hit Kharkiv on Monday and Tuesday. They killed 9 people.") == [None]
    assert days("Missiles hit Kharkiv on Sunday.", "Trains were late.", "Missiles hit Odesa on Tuesday.", "So it went on.",
                "Shops closed.", "Nine people were killed.") == [None]  # fmt: skip


@pytest.mark.parametrize(
    "opening",
    [
        "This page recaps the news of Wednesday, Feb. 7.",
        "Firefighters in Kharkiv on Feb. 7, 2024 (Jo Vik/AP)",
        "The council of Kharkiv met on Wednesday.",
        "A funeral was held in Kharkiv on Wednesday.",
        "Police in Kharkiv arrested a man on Wednesday.",
        "The mayor of Kharkiv said on Wednesday that trains ran.",
        "More rain is expected in Kharkiv today.",
    ],
)
def test_days_of_pages_pictures_meetings_and_words_are_not_handed_on(opening):
    assert days(opening, "A fire killed 9 people.") == [None]


@pytest.mark.parametrize(
    "text",
    [
        "On Tuesday the minister claimed that more than 400 people had been killed.",
        "A fire killed 9 people; trains stopped on Tuesday.",
        "The government apologised on Tuesday to the families of 9 people killed in a fire.",
        "The town, which lost its bridge in a flood that killed 9 people, reopened on Tuesday.",
        "Nine people were killed, up from 4 on Tuesday.",
        "As crews cleared roads on Tuesday, the agency said 9 people had been killed.",
        "Nine people were killed before the ceasefire of last Sunday.",
    ],
)
def test_a_day_of_something_else_in_the_sentence_is_not_taken(text):
    assert days(text)[0] is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Missiles hit Kharkiv on Tuesday, and the mayor said 9 people were killed.", TUESDAY),
        ("On Tuesday, the mayor said, a fire killed 9 people.", TUESDAY),
        ("A truce was kept on Wednesday after missiles killed 9 people the night before.", TUESDAY),
        ("9 people were killed in Tuesday's fire, the mayor said on Wednesday.", TUESDAY),
        ("9 people were injured from Tuesday's fire.", TUESDAY),
        ("У ніч на 6 лютого (з 19:00 5 лютого) загинули 9 людей.", TUESDAY),
        ("У вівторок внаслідок удару загинули 9 людей.", TUESDAY),
        ("Во вторник в результате удара погибли 9 человек.", TUESDAY),
    ],
)
def test_the_day_of_the_harm_is_taken(text, day):
    assert days(text)[0] == day


@pytest.mark.parametrize(
    ("text", "day", "known"),
    [
        ("The death toll of Tuesday's strike rose to 9 on Wednesday.", TUESDAY, WEDNESDAY),
        ("The number of injured in Tuesday's strike climbed to 9 on Wednesday, the mayor said.", TUESDAY, WEDNESDAY),
        ("On Wednesday, the death toll from the strike rose to 9.", None, WEDNESDAY),
        ("Кількість загиблих унаслідок удару 6 лютого зросла до 9 у середу.", TUESDAY, WEDNESDAY),
    ],
)
def test_the_day_on_which_a_toll_rose_is_that_on_which_it_was_known(text, day, known):
    (figure,) = measure([article(text)])
    assert (figure.event_date, figure.as_of) == (day, known)


@pytest.mark.parametrize(
    "text",
    [
        "Since Wednesday evening air defences shot down 9 drones.",
        "From 7 p.m. on 7 February air defences shot down 9 drones.",
        "З 19:00 7 лютого сили ППО збили 9 дронів.",
    ],
)
def test_arms_counted_since_the_evening_are_of_the_night_that_ends_today(text):
    assert [figure.event_date for figure in measure([article(text)])] == [THURSDAY]


def test_the_arms_of_last_night_are_of_the_night_that_ended_today():
    text = "Air defences shot down 9 drones last night. A fire killed 4 people last night."
    downed, killed = measure([article(text)])
    assert (downed.event_date, killed.event_date) == (THURSDAY, WEDNESDAY)


def test_a_day_after_publication_is_none_unless_the_page_was_kept_up_to_date():
    friday = THURSDAY + timedelta(days=1)
    assert days("A fire killed 9 people on Friday.") == [None]
    assert days("A fire killed 9 people on Friday.", updated=friday) == [friday]
    assert days("A fire killed 9 people on March 1.") == [None]


def test_a_figure_is_known_as_of_the_day_named_else_of_the_words_else_of_publication():
    def known(text: str) -> date | None:
        return measure([article(text)])[0].as_of

    assert known("As of Tuesday evening, 9 people were killed.") == TUESDAY
    assert known("9 people were killed, the mayor said on Wednesday.") == WEDNESDAY
    assert known("9 people were killed on Tuesday, the mayor said on Wednesday.") == WEDNESDAY
    assert known("9 people were killed.") == THURSDAY
    assert known("Станом на вечір 6 лютого загинули 9 людей.") == TUESDAY


@given(
    published=st.dates(date(1995, 1, 1), date(2090, 1, 1)),
    day=st.sampled_from(
        [
            "on Monday",
            "late on Friday",
            "overnight",
            "yesterday",
            "two days ago",
            "on 29 February",
            "on Dec. 31",
            "on the night of 1 to 2 March",
        ]
    ),
)
def test_no_event_lies_after_publication_and_every_figure_is_known_by_then(published, day):
    (figure,) = measure(
        [
            Article(
                id="a",
                capture="c",
                item=1,
                title="",
                publisher=None,
                published=When(day=published),
                paragraphs=(f"A fire killed 9 people {day}.",),
            )
        ]
    )
    assert figure.event_date is None or figure.event_date <= published + timedelta(days=1)
    assert figure.as_of in (published, published + timedelta(days=1))
    assert figure.event_date is None or figure.event_date <= figure.as_of


def test_what_was_known_on_a_day_did_not_happen_later():
    assert days("Fires were lit today in Ostvik.", "The mayor claimed late on Wednesday that 9 people were killed.") == [None]
    friday = THURSDAY + timedelta(days=1)
    (figure,) = measure([article("A fire killed 9 people on Friday.", updated=friday)])
    assert (figure.event_date, figure.as_of) == (friday, friday)


def test_a_headline_has_the_day_of_the_number_it_shares_with_the_first_paragraphs():
    lead = "Nine people were killed and four hurt early on Wednesday when a mill burned down."
    title = "Search for arsonist after mill fire, killing 9 and wounding 4"
    assert days(lead, title=title)[:2] == [WEDNESDAY, WEDNESDAY]
    assert days("A mill burned down on Wednesday.", title=title) == [None, None]
    assert days(lead, "Nine died on Monday.", title=title)[:1] == [None]


def test_the_attack_told_first_in_the_next_paragraph_has_its_day():
    assert days("“Over 9 people were killed in the attack,” Vik said.", "Gunmen came to Ostvik on Wednesday.") == [WEDNESDAY]
    assert days("“Over 9 people were killed,” Vik said.", "Gunmen came to Ostvik on Wednesday.") == [None]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Nine protesters were killed in Ostvik, making Wednesday the deadliest day of the protests so far.", WEDNESDAY),
        ("Nine people were killed near protests held on Wednesday.", None),
        ("He hit a rider on Tuesday in the town when he killed 9 people in a January crash.", None),
        ("Vik told of 9 people killed by soldiers on May 29, 1864.", None),
        ("An official told the Ostvik Evening Post Tuesday that 9 people were killed.", None),
        ("The mayor held a news conference on Tuesday on the deaths of 9 people.", None),
    ],
)
def test_only_the_day_of_the_harm_is_that_of_the_figure(text, day):
    assert days(text) == [day]


def test_a_state_that_lasts_takes_no_day_over():
    assert days("A raid hit Ostvik on Wednesday. To this day 9 people killed then lie there.") == [None]


def test_words_about_a_claim_hand_no_day_on():
    assert days("His comments came after an overnight raid on Ostvik. Nine people were killed.") == [None]
    assert days("An overnight raid hit Ostvik. Nine people were killed.") == [THURSDAY]
    assert days("Vik doubled down on Wednesday on his claims about Ostvik.", "Nine people were killed.") == [None]
