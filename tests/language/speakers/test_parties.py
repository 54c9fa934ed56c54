"""For whom a speaker speaks, by the words of the name and of the sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language.speakers.parties import party

OFFICIALS = [
    ("the Norwegian fisheries minister", "NO"),
    ("Kharkiv regional governor Taras Hrim", "UA"),
    ("Belgorod regional governor Ivan Gromov", "RU"),
    ("Kremlin spokesman Ivan Gromov", "RU"),
    ("the Pentagon", "US"),
    ("Bundestag vice-president Anna Vik", "DE"),
    ("the Verkhovna Rada", "UA"),
    ("the SBU", "UA"),
    ("the FSB", "RU"),
    ("Rosaviatsia", "RU"),
    ("Міноборони РФ", "RU"),
    ("минобороны России", "RU"),
    ("Кремль", "RU"),
    ("Генштаб ЗСУ", "UA"),
    ("ДСНС", "UA"),
    ("ОВА", "UA"),
    ("мер Харкова Тарас Грім", "UA"),
    ("губернатор Белгородской области Иван Громов", "RU"),
    ("міністр оборони України", "UA"),
    ("Moscow", "RU"),
    ("the US", "US"),
    ("Hungary", "HU"),
    ("the French ambassador to Kyiv", "FR"),
    ("the Indian embassy in Kyiv", "IN"),
    ("Sen. Anna Hill", "US"),
    ("an adviser to Viktor Orban", "HU"),
    ("the Ukrainian 7th Rapid Reaction Corps", "UA"),
    ("the spokesperson of a Ukrainian brigade", "UA"),
    ("the Ukrainian defence secretary", "UA"),
    ("the Azure County sheriff", None),
    ("the regional governor", None),
]


@pytest.mark.parametrize(("name", "country"), OFFICIALS, ids=[case[0] for case in OFFICIALS])
def test_who_holds_an_office_of_a_state_speaks_for_that_state(name, country):
    found = party(name)
    assert (found.bloc, found.country) == ("official", country)


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("the Russian-installed governor of Kherson region, Ivan Gromov", "RU"),
        ("Moscow-appointed officials in Melitopol", "RU"),
        ("Russian occupation authorities in Enerhodar", "RU"),
        ("the governor of Sevastopol", "RU"),
        ("глава окупаційної адміністрації Росії", "RU"),
    ],
)
def test_who_was_put_in_office_by_an_occupier_speaks_for_the_occupier(name, country):
    found = party(name)
    assert (found.bloc, found.country) == ("official", country)


OTHERS = [
    ("the UN refugee agency", "organisation", None),
    ("NATO Secretary-General Anna Vik", "organisation", None),
    ("an EU diplomat", "organisation", None),
    ("the Red Cross", "organisation", None),
    ("the Institute for the Study of War", "organisation", "US"),
    ("grid operator Ukrenergo", "organisation", "UA"),
    ("the International Chess Federation", "organisation", None),
    ("ООН", "organisation", None),
    ("a company spokesman", "organisation", None),
    ("TASS", "outlet", "RU"),
    ("Russian state media", "outlet", "RU"),
    ("a Norwegian newspaper", "outlet", "NO"),
    ("a Russian milblogger", "other", "RU"),
    ("former Norwegian prime minister Anna Vik", "other", "NO"),
    ("human rights activists", "other", None),
    ("a Kremlin critic", "other", None),
    ("British military analyst Ann Hill", "other", "GB"),
    ("Taras Hrim", "other", None),
    ("residents", "witness", None),
    ("a surgeon", "witness", None),
    ("очевидцы", "witness", None),
    ("official figures", "other", None),
]


@pytest.mark.parametrize(("name", "bloc", "country"), OTHERS, ids=[case[0] for case in OTHERS])
def test_everybody_else_speaks_for_no_state(name, bloc, country):
    found = party(name)
    assert (found.bloc, found.country) == (bloc, country)


def test_an_office_behind_the_name_counts():
    assert party("Taras Hrim", "Taras Hrim, Ukraine's fisheries minister, said the port was open.").country == "UA"
    assert party("Taras Hrim", "Taras Hrim, who met the Polish minister, said the port was open.").bloc == "other"


def test_a_regional_office_is_of_the_country_of_the_places_spoken_of():
    assert party("the mayor", "Two barns burned in Pavlohrad, the mayor said.").country == "UA"
    assert party("the defence ministry", "Two barns burned in Pavlohrad, the defence ministry said.").country is None


@given(st.text(max_size=80), st.text(max_size=120))
def test_any_name_may_be_asked(name, sentence):
    assert party(name, sentence).bloc in ("official", "organisation", "outlet", "witness", "other")


@pytest.mark.parametrize(
    ("name", "bloc", "country"),
    [
        ("a doctor at a hospital", "witness", None),
        ("staff at hospitals in Norway", "witness", "NO"),
        ("a senior fellow at the Brod Institute", "organisation", None),
        ("FOX 59", "outlet", None),
        ("WBRD-TV", "outlet", None),
        ("human rights groups", "organisation", None),
        ("the Department of Harbours", "official", None),
        ("Douglas County Sheriff Ann Hill", "official", None),
    ],
)
def test_what_stands_with_a_name_tells_which_sort_of_body_it_is(name, bloc, country):
    found = party(name)
    assert (found.bloc, found.country) == (bloc, country)


@pytest.mark.parametrize(
    ("sentence", "country"),
    [
        ("A crash in Japan killed five people, police said.", "JP"),
        ("A Russian attack killed five people in Ukraine, police said.", "UA"),
        ("Two Russian soldiers were killed in Ukraine, police said.", None),
        ("The men did not train in Japan, police said.", None),
        ("Five people were killed in Georgia, police said.", None),
    ],
)
def test_police_who_count_the_dead_are_of_the_one_country_people_suffered_in(sentence, country):
    assert party("police", sentence).country == country
