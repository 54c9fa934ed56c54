"""Who stands behind a printed sentence."""

import pytest

from briefing.model import Story
from briefing.stages.compose.telling.candidates import candidates
from briefing.stages.compose.telling.sources import statement
from briefing.stages.compose.telling.voices import voices

TOLL = "Three dockers were killed and 17 were hurt when drones hit the port of Korsun on Tuesday."


def heard(*pages):
    """The pages as they speak in a story of their own."""
    return voices(Story(id="s", articles=pages), "en")


def printed(page, *others, figures=()):
    found = candidates(heard(page, *others), {page.id: figures}, language="en")
    return statement(found[0], found)


def test_a_toll_that_names_nobody_names_its_publisher(article, figure):
    page = article("a", "Raid", TOLL)
    made = printed(page, figures=[figure(page, "killed", 3, "Three")])
    assert made.text == TOLL[:-1] + ", The Harbour Times reports."
    assert made.own == (", The Harbour Times reports.",)


def test_a_toll_of_an_unnamed_page_says_that_it_is_unnamed(article, figure):
    page = article("a", "Raid", TOLL, publisher=None)
    made = printed(page, figures=[figure(page, "killed", 3, "Three")])
    assert made.own == (", a publisher not named on the page reports.",)


def test_a_toll_with_its_speaker_is_printed_as_it_stands(article, figure):
    said = TOLL[:-1] + ", Governor Maryna Holub said."
    page = article("a", "Raid", said)
    assert printed(page, figures=[figure(page, "killed", 3, "Three")]).text == said


def test_a_credit_is_in_the_language_of_its_sentence(article, figure):
    text = "Троє докерів загинули внаслідок удару по порту Корсуня."
    page = article("a", "Удар", text, language="uk", publisher="Вісник Корсуня")
    assert printed(page, figures=[figure(page, "killed", 3, "Троє")]).text == text[:-1] + ", повідомляє Вісник Корсуня."
    page = article("a", "Удар", text, language="uk", publisher=None)
    assert (
        printed(page, figures=[figure(page, "killed", 3, "Троє")]).text
        == text[:-1] + ", повідомляє видання, не назване на сторінці."
    )


def test_a_sentence_in_a_language_we_do_not_speak_is_credited_in_brackets(article, figure):
    text = "Drei Hafenarbeiter starben bei dem Angriff auf den Hafen von Korsun."
    page = article("a", "Angriff", text, language="de", publisher="Der Bote")
    assert printed(page, figures=[figure(page, "killed", 3, "Drei")]).text == text + " (Der Bote)"


@pytest.mark.parametrize(
    ("text", "owes"),
    [
        ("The harbour master is accused of letting the ferry leave during the alarm.", True),
        ("The ferry was allegedly carrying drone parts from Brod to Korsun.", True),
        ("Brod accused its neighbour Korsun of letting the ferry leave during the alarm.", False),
        ("A new ferry will run between Brod and Korsun from Friday morning.", False),
    ],
)
def test_an_accusation_without_an_accuser_names_its_publisher(article, text, owes):
    assert bool(printed(article("a", "Ferry", text)).own) == owes


def test_an_independent_source_that_says_the_same_is_cited_too(article):
    text = "Drones hit the port of Korsun on Tuesday and burned two cranes and a grain store, the port authority said."
    again = "The port authority said drones hit the port of Korsun on Tuesday, and two cranes and a grain store burned."
    page, other = article("a", "Raid", text), article("b", "Port burns", again, publisher="Brod Daily")
    assert [passage.article for passage in printed(page, other).passages] == ["a", "b"]


@pytest.mark.parametrize(
    ("again", "fields"),
    [
        ("The port authority said drones hit the port of Korsun on Tuesday, and two cranes and a grain store burned.", {}),
        (
            "The port authority said drones hit the port of Korsun on Tuesday, and two cranes and a grain store burned.",
            {"publisher": "Brod Daily", "agencies": ("The Harbour Times",)},
        ),
        (
            "The port authority said drones hit the port of Korsun on Tuesday, and four cranes and a grain store burned.",
            {"publisher": "Brod Daily"},
        ),
        (
            "The port authority said drones hit the port of Korsun on Tuesday, and two cranes and a grain store burned.",
            {"publisher": None},
        ),
    ],
    ids=["same publisher", "drawing on the first", "another number", "unknown publisher"],
)
def test_what_is_not_independent_or_not_the_same_is_no_second_source(article, again, fields):
    text = "Drones hit the port of Korsun on Tuesday and burned two cranes and a grain store, the port authority said."
    assert len(printed(article("a", "Raid", text), article("b", "Port burns", again, **fields)).passages) == 1
