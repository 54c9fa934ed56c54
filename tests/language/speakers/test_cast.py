"""Who is who in an article, as it introduces them."""

import pytest

from briefing.language.speakers.cast import cast

UKRAINIAN, RUSSIAN = ("official", "UA"), ("official", "RU")


def spoken_for(sentences, name):
    found = cast(sentences).party(name, len(sentences) - 1)
    return found.bloc, found.country


@pytest.mark.parametrize(
    ("sentences", "name", "party"),
    [
        (["Kharkiv regional governor Taras Hrim toured the port.", "Hrim said two barns burned."], "Hrim", UKRAINIAN),
        (["Taras Hrim, the Ukrainian fisheries minister, toured the port.", "Hrim said two barns burned."], "Hrim", UKRAINIAN),
        (["Russia's envoy, Ivan Gromov, arrived.", "Gromov said the talks went well."], "Gromov", RUSSIAN),
        (["Раніше губернатор Харківщини Тарас Грім прибув до порту.", "Грім повідомив про пожежу."], "Грім", UKRAINIAN),
        (["Глава МИД РФ Иван Громов прибыл в порт.", "По словам Громова, сгорела мельница."], "Громова", RUSSIAN),
        (["China's fisheries minister Hua Min spoke.", "Hua said the port was open."], "Hua", ("official", "CN")),
        (["Russia's Defence Ministry spoke first.", "The ministry said two barns burned."], "The ministry", RUSSIAN),
        (["Barns burned in Pavlohrad.", "The mayor said nobody was hurt."], "The mayor", UKRAINIAN),
        (["A strike hit Pavlohrad and Kharkiv, killing six people, officials said."], "officials", UKRAINIAN),
        (["The strikes on Pavlohrad were aimed at a plant, officials said."], "officials", ("official", None)),
    ],
)
def test_a_name_speaks_for_whom_the_article_says(sentences, name, party):
    assert spoken_for(sentences, name) == party


def test_two_people_of_one_surname_leave_it_open():
    sentences = ["Ukraine's envoy Taras Hrim met Russia's envoy Ivan Hrim.", "Hrim said the talks went well."]
    assert spoken_for(sentences, "Hrim") == ("other", None)


def test_the_office_is_the_one_the_article_gives():
    people = cast(["Kharkiv regional governor Taras Hrim toured the port.", "Hrim said two barns burned."])
    assert people.office("Hrim", 1) == "Kharkiv regional governor"
    assert people.office("Vik", 1) is None


def test_what_somebody_did_is_no_office():
    assert cast(["The White House, Russian forces aside, spoke.", "The White House said so."]).known("the White House") is None


def test_a_former_office_stays_former_where_only_the_surname_follows():
    sentences = ["The call by former Norwegian fisheries minister Ann Vik came late.", "Vik said two barns burned."]
    assert spoken_for(sentences, "Vik") == ("other", "NO")


def test_an_acronym_is_the_body_the_article_introduces_with_it():
    sentences = ["The Department of Harbours, Mills, and Ferries (DHMF) replied.", "DHMF said two barns burned."]
    assert spoken_for(sentences, "DHMF") == ("official", None)


def test_the_ministry_is_of_the_country_beside_which_it_was_named_last():
    sentences = [
        "Ukraine's Foreign Ministry spoke first.",
        "Russian Foreign Minister Ivan Gromov contradicted the Defence Ministry.",
        "The ministry said two barns burned.",
    ]
    assert spoken_for(sentences, "The ministry") == RUSSIAN


@pytest.mark.parametrize(
    ("sentences", "country"),
    [
        (["Fires spread across Norway.", "Norwegian barns burned.", "Officials said two mills were lost."], "NO"),
        (["Fires spread across Norway.", "Danish barns burned.", "Officials said two mills were lost."], None),
        (["Fires spread across Norway.", "Officials said two mills were lost."], None),
    ],
)
def test_officials_are_of_the_one_country_an_article_names_throughout(sentences, country):
    assert spoken_for(sentences, "Officials") == ("official", country)
