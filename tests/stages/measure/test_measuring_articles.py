"""Figures of whole articles: place, day, source and address of each."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Article, Figure, When
from briefing.stages.measure import measure

THURSDAY = date(2024, 2, 8)


def article(*paragraphs: str, title: str = "", published: date | None = THURSDAY, identity: str = "a") -> Article:
    when = When(day=published) if published else None
    return Article(id=identity, capture="c0ffee", item=0, title=title, publisher=None, published=when, paragraphs=paragraphs)


def only(found: tuple[Figure, ...], kind: str) -> Figure:
    (figure,) = [figure for figure in found if figure.kind == kind]
    return figure


def test_a_figure_says_what_where_when_and_on_whose_word():
    text = "On Tuesday, shells killed two men in Nikopol and wounded at least 11, regional governor Taras Hrim reported."
    killed, injured = measure([article("Spring is late.", text)])
    assert (killed.kind, killed.value, killed.place, killed.event_date) == ("killed", 2, "Nikopol", date(2024, 2, 6))
    assert (injured.value, injured.qualifier, injured.written) == (11, "at least", "at least 11")
    assert killed.as_of == THURSDAY
    assert injured.sentence == text
    assert (killed.passage.article, killed.passage.paragraph, killed.passage.start, killed.passage.end, killed.passage.sha256) == (
        "a",
        2,
        0,
        len(text),
        "c0ffee",
    )


def test_the_source_is_named_as_the_sentence_names_it():
    (killed,) = measure([article("Two people were killed in Nikopol, the harbour police reported.")])
    assert killed.attributed_to == "the harbour police"


def test_who_reports_another_clause_is_not_the_source_of_a_figure_of_hearsay():
    text = "The shelling, in which at least 4 people reportedly died, was aimed at a depot, the army said."
    assert [figure.attributed_to for figure in measure([article(text)])] == [None]
    text = "The flood killed 4 people, but the army said it was calm."
    assert [figure.attributed_to for figure in measure([article(text)])] == [None]


CUMULATIVE = [
    ("Since the start of the war, 900 drones were launched at Sumy.", True),
    ("In just a few days between March 3rd and now, they used 300 missiles on Sumy.", True),
    ("They fire 4,000 to 7,000 shells each day.", True),
    ("They launched 700 drones in November.", True),
    ("The crews have lost 40 tanks so far in the war.", True),
    ("Over 400 people were killed in Sumy from 2014-2021.", True),
    ("За останній тиждень загинули 40 людей.", True),
    ("They killed 40 people during 11 missions conducted Jan. 20-29.", True),
    ("Від ударів 20–29 січня загинули 40 людей.", True),
    ("Between July 1, 2022, and Dec. 31, 2023, 40 people were killed in Sumy.", True),
    ("They have executed 40 people since a 12-day conflict.", True),
    ("The mill could yield between 70 and 90 tanks.", False),
    ("Nine people were killed in the night of Jan. 20-21.", False),
    ("On Tuesday, 9 people were killed in Sumy, which is shelled every day.", False),
    ("The raid, the deadliest since the start of the war, killed 25 people.", False),
    ("Both sides exchanged 95 prisoners of war.", False),
    ("The flood killed 9 people.", False),
]


@pytest.mark.parametrize(("sentence", "cumulative"), CUMULATIVE, ids=[case[0] for case in CUMULATIVE])
def test_what_is_counted_over_many_days_is_marked_and_has_no_day(sentence, cumulative):
    found = measure([article("Rockets fell on Sumy on Tuesday.", sentence)])
    assert [figure.role == "cumulative" for figure in found] == [cumulative] * len(found) != []
    assert all(figure.event_date is None for figure in found if figure.role == "cumulative")


def test_no_figure_happened_after_its_article_was_published():
    (figure,) = measure([article("Some 9 people were killed in Sumy on 29 February 2024.")])
    assert figure.event_date is None


def test_a_sum_is_not_dated_by_another_clause():
    sums = measure([article("On Tuesday they paid $5 million.", "They praised a $7 million plan that was signed on Tuesday.")])
    assert [figure.event_date for figure in sums] == [date(2024, 2, 6), None]


PLACES = [
    ("the place its verb governs", ["A shell hit Nikopol, killing 3 people."], "Nikopol"),
    ("the place behind it", ["Two people were killed and 3 were injured in Sumy."], "Sumy"),
    ("the head of the town's office", ["According to the head of Sumy's military administration, 3 people were killed."], "Sumy"),
    ("not where the mayor spoke", ["Sumy Mayor Taras Hrim said in Kyiv that 3 people were killed."], "Sumy"),
    ("the smaller of two", ["In Nikopol, in the Dnipropetrovsk region, 3 people were killed."], "Nikopol"),
    ("the country of places in several oblasts", ["Rockets fell on Sumy and Odesa, killing 3 people."], "Ukraine"),
    ("the oblast of places in one", ["Rockets fell on Izium and Kupiansk, killing 3 people."], "Kharkiv Oblast"),
    (
        "the town meant by the city",
        ["A shell hit Nikopol.", "A day of mourning was set.", "In the city, 3 people were killed."],
        "Nikopol",
    ),
    ("the capital", ["Ukraine wept.", "In the capital, 3 people were killed."], "Kyiv"),
    ("the sentence before", ["Rockets fell on Nikopol. At least 3 people were killed."], "Nikopol"),
    ("the whole country", ["Rockets killed 3 people countrywide, Ukrainian officials said."], "Ukraine"),
    ("no place at all", ["The flu killed 3 people."], None),
    ("not where drones came from", ["Russia launched 3 drones from Crimea and Kursk."], "Ukraine"),
    ("whose missiles they were", ["Crews shot down 3 Ukrainian drones."], "Russia"),
    ("not the capital that speaks", ["Moscow says it downed 3 Ukrainian drones."], "Russia"),
    ("not where a part of it was", ["Crews shot down 3 Ukrainian drones, two of which were over Kursk."], "Russia"),
    ("the capital under attack", ["Kyiv was attacked with 3 drones."], "Kyiv"),
    (
        "not the town told of before, for many drones",
        ["Rockets fell on Bryansk.", "Сбиты 3 украинских беспилотника и 40 ракет."],
        "Russia",
    ),
    ("the side whose air force speaks", ["Ukraine's air force says 3 of 4 drones were shot down."], "Ukraine"),
    ("not a country that only the war is in", ["Sanctions hit 3 tankers for the war in Ukraine."], None),
    ("a Ukrainian locative of -uk", ["У Кременчуці загинули 3 людини."], "Kremenchuk"),
    ("an oblast by its nickname", ["На Сумщині загинули 3 людини."], "Sumy Oblast"),
    ("Ukrainian endings", ["У Нікополі загинули 3 людини."], "Nikopol"),
    ("Russian endings", ["В Белгороде погибли 3 человека."], "Belgorod"),
]


@pytest.mark.parametrize(("paragraphs", "place"), [case[1:] for case in PLACES], ids=[case[0] for case in PLACES])
def test_the_place_of_a_figure_is(paragraphs, place):
    assert [figure.place for figure in measure([article(*paragraphs)]) if figure.value == 3] == [place]


def test_the_title_gives_the_place_where_the_text_gives_none():
    (figure,) = measure([article("Digging went on.", "Some 30 houses were damaged.", title="Rescuers dig on in Nikopol")])
    assert figure.place == "Nikopol"


def test_the_toll_of_a_war_is_tied_to_no_town():
    (figure,) = measure([article("Rockets fell on Nikopol. Some 30,000 people were killed.")])
    assert (figure.place, figure.event_date) == (None, None)


def test_the_day_holds_on_within_an_article_that_tells_of_one_day():
    found = measure([article("Rockets fell on Nikopol on Tuesday.", "Two people were killed.", "The attack injured 7 others.")])
    assert [figure.event_date for figure in found] == [date(2024, 2, 6)] * 2


def test_the_day_is_left_open_where_another_day_came_between():
    found = measure([article("Rockets fell on Nikopol on Tuesday.", "On Sunday, a fire burned there.", "Two people were killed.")])
    assert [figure.event_date for figure in found] == [None]


def test_an_earlier_events_toll_keeps_its_place_but_not_the_articles_day():
    found = measure(
        [
            article(
                "Rockets fell on Odesa on Tuesday.",
                "The salvo on Tuesday followed a raid on the Russian city of Kursk, which killed 17 people.",
            )
        ]
    )
    assert [(figure.place, figure.event_date) for figure in found] == [("Kursk", None)]


def test_an_undated_article_dates_nothing():
    (figure,) = measure([article("On Saturday 2 people were killed in Sumy.", published=None)])
    assert (figure.event_date, figure.as_of) == (None, None)


def test_money_has_its_currency_and_no_place():
    (figure,) = measure([article("Kyiv got more than $44.5 billion (€41 billion) for its army.")])
    assert (figure.kind, figure.value, figure.qualifier, figure.currency, figure.place) == (
        "money",
        44.5e9,
        "more than",
        "USD",
        None,
    )


def test_children_among_the_killed_are_a_part():
    found = measure([article("In Sumy 12 people were killed, among them three children.")])
    assert [(figure.value, figure.role == "part", figure.unit) for figure in found] == [(12, False, None), (3, True, "children")]


def test_two_papers_on_one_event_give_one_place_and_day():
    early = article(
        "Rockets fell on Kharkiv on Tuesday.",
        "One person was killed and nearly 40 were injured, the mayor said.",
        published=date(2024, 2, 7),
        identity="early",
    )
    late = article("The Feb. 6 salvo struck Kharkov, killing two people and injuring over 60.", identity="late")
    first, second = (only(measure([one]), "injured") for one in (early, late))
    assert (first.place, first.event_date) == (second.place, second.event_date) == ("Kharkiv", date(2024, 2, 6))
    assert (first.value, second.value) == (40, 60)


def test_the_same_town_on_another_day_is_another_event():
    one = only(measure([article("On Tuesday, 2 people were killed in Sumy.")]), "killed")
    other = only(measure([article("On Monday, 5 people were killed in Sumy.")]), "killed")
    assert one.place == other.place
    assert one.event_date != other.event_date


WORDS = "Kyiv Kharkiv Rockets killed injured 5 people and , . On Tuesday $3 million drones 20 in the city officials said 12 houses were damaged Two since 2022 “ ” overnight".split()


@given(
    st.lists(
        st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join) | st.text(max_size=80).map(lambda text: " ".join(text.split())),
        max_size=4,
    )
)
def test_every_figure_can_be_found_where_it_says_it_stands(paragraphs):
    one = article(*paragraphs, title="Rockets kill 3 in Odesa")
    found = measure([one])
    for figure in found:
        text = one.title if figure.passage.paragraph == 0 else one.paragraphs[figure.passage.paragraph - 1]
        assert text[figure.passage.start : figure.passage.end] == figure.sentence
        assert figure.written in figure.sentence
        assert figure.attributed_to is None or any(figure.attributed_to in text for text in (one.title, *one.paragraphs))
        assert figure.value >= 0
    assert [figure.passage for figure in found] == sorted(figure.passage for figure in found)


@given(
    st.permutations(
        [
            article("In Sumy 2 people were killed.", identity="x"),
            article("In Odesa 4 people were hurt.", identity="y"),
            article("Nothing.", identity="z"),
        ]
    )
)
def test_articles_do_not_bear_on_each_other(articles):
    assert measure(articles) == tuple(figure for one in articles for figure in measure([one]))
