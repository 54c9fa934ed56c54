"""Numbers: what is read, with which qualifier and currency, and what is recognised as no figure."""

import pytest

from briefing.language.numbers import numbers


def figures(text: str) -> list[tuple[str, float, float | None, str | None, str | None]]:
    """(written, value, value_max, qualifier, currency) of the counts and sums of money in a text."""
    return [
        (text[n.start : n.end], n.value, n.value_max, n.qualifier, n.currency)
        for n in numbers(text)
        if n.role in ("count", "money")
    ]


def roles(text: str) -> list[str]:
    return [number.role for number in numbers(text)]


COUNTS = [
    ("the depot lost 7 roofs", "7", 7, None),
    ("nearly 90 windows broke", "nearly 90", 90, "nearly"),
    ("almost a hundred guests came", "almost a hundred", 100, "nearly"),
    ("at least twenty-one boats sank", "at least twenty-one", 21, "at least"),
    ("no fewer than 12 calls", "no fewer than 12", 12, "at least"),
    ("Some 30 garages burned", "Some 30", 30, "about"),
    ("an estimated 4,500 sheep", "an estimated 4,500", 4500, "about"),
    ("well over 60 trees fell", "well over 60", 60, "more than"),
    ("as many as 15 trams", "as many as 15", 15, "up to"),
    ("fewer than 8 seats", "fewer than 8", 8, "less than"),
    ("just under 40 lamps", "just under 40", 40, "nearly"),
    ("some 60+ million parcels", "60+ million", 60_000_000, "at least"),
    ("250+ parcels", "250+", 250, "at least"),
    ("two dozen crates", "two dozen", 24, None),
    ("half a million letters", "half a million", 500_000, None),
    ("one and a half million cards", "one and a half million", 1_500_000, None),
    ("1.2 million tickets", "1.2 million", 1_200_000, None),
    ("three hundred and five steps", "three hundred and five", 305, None),
    ("about 300K homes", "about 300K", 300_000, "about"),
    ("40 000 seats", "40 000", 40_000, None),
    ("щонайменше двоє гостей", "щонайменше двоє", 2, "at least"),
    ("понад 2,5 тис. осель", "понад 2,5 тис.", 2500, "more than"),
    ("около двадцати пяти и почти 40 домов", "почти 40", 40, "nearly"),
    ("На ремонт дали 2,5 млрд.", "2,5 млрд", 2.5e9, None),
    ("Дали 2,5 млрд. Потім ще", "2,5 млрд", 2.5e9, None),
    ("It drew 1.1 million.", "1.1 million", 1.1e6, None),
    ("кількість зросла до 7", "7", 7, None),
]


COUNTS += [
    ("up to an additional 60 tents", "up to an additional 60", 60, "up to"),
    ("at least another 14 boats", "at least another 14", 14, "at least"),
    ("40-odd goats", "40-odd", 40, "about"),
    ("20 or fewer ships", "20 or fewer", 20, "up to"),
    ("saw ~300 hens", "~300", 300, "about"),
    ("half a dozen eggs", "half a dozen", 6, None),
    ("a half-million letters", "a half-million", 500_000, None),
    ("three-quarters of a million letters", "three-quarters of a million", 750_000, None),
    ("two million five hundred thousand grains", "two million five hundred thousand", 2_500_000, None),
    ("fifteen hundred bells", "fifteen hundred", 1500, None),
    ("5.8M parcels", "5.8M", 5_800_000, None),
    ("6m people moved", "6m", 6_000_000, None),
    ("12,50,000 voters", "12,50,000", 1_250_000, None),
    ("1.250.000 Stimmen", "1.250.000", 1_250_000, None),
    ("rund 4.000 Haushalte", "rund 4.000", 4000, "about"),
    ("mindestens einundzwanzig Kinder", "mindestens einundzwanzig", 21, "at least"),
    ("au moins quatre-vingt-dix vaches", "au moins quatre-vingt-dix", 90, "at least"),
    ("près de deux cents maisons", "près de deux cents", 200, "nearly"),
    ("co najmniej dwadzieścia pięć krów", "co najmniej dwadzieścia pięć", 25, "at least"),
    ("понад два десятки човнів", "понад два десятки", 20, "more than"),
    ("близько сотні дахів", "близько сотні", 100, "about"),
    ("більше тисячі листів", "більше тисячі", 1000, "more than"),
    ("щонайменше ще четверо гостей", "щонайменше ще четверо", 4, "at least"),
    ("дев'ятнадцятьох учнів", "дев'ятнадцятьох", 19, None),
    ("півтора мільйона марок", "півтора мільйона", 1_500_000, None),
    ("більше двохсот сорока гусей", "більше двохсот сорока", 240, "more than"),
    ("2 тисячі 500 овець", "2 тисячі 500", 2500, None),
    ("около двух с половиной тысяч окон", "около двух с половиной тысяч", 2500, "about"),
    ("не менее двадцати пяти лодок", "не менее двадцати пяти", 25, "at least"),
    ("полмиллиона писем", "полмиллиона", 500_000, None),
    ("двадцать с лишним коров", "двадцать с лишним", 20, "more than"),
]


@pytest.mark.parametrize(("text", "words", "value", "qualifier"), COUNTS, ids=[case[0] for case in COUNTS])
def test_a_count_is_read_with_its_qualifier_exactly_as_written(text, words, value, qualifier):
    assert (words, value, None, qualifier, None) in figures(text)


MONEY = [
    ("a $1.2 billion plan", "$1.2 billion", 1.2e9, "USD"),
    ("the $250-million bridge", "$250-million", 2.5e8, "USD"),
    ("nearly $200bn frozen", "nearly $200bn", 2e11, "USD"),
    ("137 billion euros of debt", "137 billion euros", 1.37e11, "EUR"),
    ("a fine of 300,000 roubles", "300,000 roubles", 3e5, "RUB"),
    ("EUR 5 million spent", "EUR 5 million", 5e6, "EUR"),
    ("£20k prize", "£20k", 20_000, "GBP"),
    ("1,5 млрд грн на ремонт", "1,5 млрд грн", 1.5e9, "UAH"),
    ("A$3.5m grant", "A$3.5m", 3.5e6, "AUD"),
]


MONEY += [
    ("UAH300 million for roads", "UAH300 million", 3e8, "UAH"),
    ("Rs 1.2 lakh crore of debt", "Rs 1.2 lakh crore", 1.2e12, "INR"),
    ("за 60 млн доларів США", "60 млн доларів США", 6e7, "USD"),
    ("1 млрд 200 млн гривень", "1 млрд 200 млн гривень", 1.2e9, "UAH"),
    ("300 тыс. рублей", "300 тыс. рублей", 3e5, "RUB"),
    ("2,5 Millionen Euro", "2,5 Millionen Euro", 2.5e6, "EUR"),
    ("3 mld zł na drogi", "3 mld zł", 3e9, "PLN"),
    ("4 million pounds a year", "4 million pounds", 4e6, "GBP"),
    ("a quarter of a million dollars", "a quarter of a million dollars", 250_000, "USD"),
]


@pytest.mark.parametrize(("text", "words", "value", "currency"), MONEY, ids=[case[0] for case in MONEY])
def test_a_sum_of_money_carries_its_currency_as_an_iso_code(text, words, value, currency):
    assert [(found[0], found[1], found[4]) for found in figures(text)] == [(words, value, currency)]


def test_a_conversion_in_brackets_is_not_a_second_sum():
    assert roles("a $1.2 billion (€1.1 billion) order") == ["money", "conversion"]
    assert roles("60 billion hryvnias (about $1.4bn) a year") == ["money", "conversion"]
    assert roles("€5 million and $6 million") == ["money", "money"]
    assert roles("€5m ($5.9m; £4.4m)") == ["money", "conversion", "conversion"]
    assert roles("2 млрд грн, або 50 млн доларів") == ["money", "conversion"]
    assert roles("€5 million (€3 million of it in loans)") == ["money", "money"]


def test_a_range_has_two_ends_and_shares_its_scale():
    assert figures("around 4,000 to 7,000 tiles") == [("around 4,000 to 7,000", 4000, 7000, "about", None)]
    assert figures("between 10 and 15 vans") == [("10 and 15", 10, 15, None, None)]
    assert figures("two to three dozen jars") == [("two to three dozen", 24, 36, None, None)]
    assert figures("$1-2 billion") == [("$1-2 billion", 1e9, 2e9, None, "USD")]
    assert figures("30 to 35,000 crows") == [("30 to 35,000", 30_000, 35_000, None, None)]
    assert figures("від 20 до 30 корів") == [("20 до 30", 20, 30, None, None)]
    assert figures("4–7 тис. гусей") == [("4–7 тис.", 4000, 7000, None, None)]
    assert figures("estimates ranging from 50 to 80 wells") == [("50 to 80", 50, 80, None, None)]


def test_a_change_from_one_number_to_another_is_no_range():
    assert [found[1:3] for found in figures("the count rose from seven to eight")] == [(7, None), (8, None)]


def test_in_cyrillic_too_a_change_is_no_range():
    assert [found[1:3] for found in figures("кількість зросла від 7 до 8")] == [(7, None), (8, None)]


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("21 of 41 kites", 21, 41),
        ("21 out of the 41 kites", 21, 41),
        ("nine kites out of 12", 9, 12),
        ("two of Norway's 15 counties", 2, 15),
        ("21 із 41 змія", 21, 41),
        ("сбито 12 из 15 змеев", 12, 15),
    ],
)
def test_a_count_stated_as_a_part_of_another_knows_its_whole(text, part, whole):
    first, second = numbers(text)
    assert (first.value, second.value) == (part, whole)
    assert first.whole == second.core
    assert second.whole is None
    assert {first.role, second.role} == {"count"}


@pytest.mark.parametrize("text", ["41 of 21 kites", "3 boats and 5 rafts", "21 km of 41 km", "five of the 3 pm trains"])
def test_what_is_no_part_of_another_has_no_whole(text):
    assert [number.whole for number in numbers(text)] == [None, None]


def test_per_cent_is_a_share_with_its_sign_and_a_fraction_one_without():
    assert [(n.value, n.unit, n.role) for n in numbers("13% or twenty per cent, 5 відсотків")] == [
        (13, "%", "share"),
        (20, "%", "share"),
        (5, "%", "share"),
    ]
    assert [(n.value, n.unit, n.role) for n in numbers("three-quarters and 2/5 of voters, ½")] == [
        (0.75, None, "share"),
        (0.4, None, "share"),
        (0.5, None, "share"),
    ]


def test_so_many_in_so_many_is_a_share_and_no_count():
    assert [(n.value, n.role) for n in numbers("four in ten pupils, nine out of 10 hens and one in every five wells")] == [
        (0.4, "share"),
        (0.9, "share"),
        (0.2, "share"),
    ]
    assert roles("seven in five villages and two in five days") == ["count", "count", "count", "time"]


def test_below_zero_is_a_negative_measure():
    assert [(n.value, n.role) for n in numbers("at minus 7 degrees, then -20C")] == [(-7, "measure"), (-20, "measure")]


def test_pounds_are_weight_unless_there_are_millions():
    assert roles("a 500-pound bell, 2,000 pounds of salt, 3 million pounds") == ["measure", "measure", "money"]


def test_every_age_of_a_list_is_an_age():
    assert roles("girls aged 7, 9 and 12 sang") == ["age", "age", "age"]
    assert roles("12-, 14- and 15-year-old boys") == ["age", "age", "age"]
    assert roles("the boy, six, and Anna Lind (9)") == ["age", "age"]
    assert roles("45-річна пекарка та її 7-річний син") == ["age", "age"]


def test_one_that_counts_nothing_is_no_number():
    assert numbers("no one came, the one who saw it, on one side, that one is") == ()
    assert [n.value for n in numbers("they said that one of the dead was a baker; the one man hurt")] == [1, 1]


def test_no_bound_is_made_of_what_is_above_or_fought_over():
    assert [found[3] for found in figures("kites seen over three regions; control over 5 wells; over 30 wells dried")] == [
        None,
        None,
        "more than",
    ]


def test_a_number_in_an_address_is_none():
    assert numbers("see https://example.org/5/page?id=77 or ann5@example.org, @hen7, #eggs2024") == ()


def test_a_calibre_behind_a_count_stays_a_calibre():
    assert roles("more than 900 155 millimetre rounds") == ["count", "measure"]


NOT_FIGURES = [
    "the 48-year-old baker",
    "the baker, 48, waited",
    "a girl aged 9",
    "in 2022",
    "the class of 1998",
    "on 29 December",
    "Dec. 29, 2023",
    "on the night of March 3 to 4",
    "at 8 p.m.",
    "at around 1.19 a.m. local time",
    "at 18:40",
    "the 18th session",
    "the second-largest port",
    "two-thirds of voters",
    "13% more",
    "ten percent",
    "a 155-mm gun",
    "at minus 7 degrees",
    "six kilometres away",
    "after 24 months",
    "three days later",
    "an S-300 and an F-16 beside an AK-47",
    "the old Panzerhaubitze 2000",
    "a rusty Leopard 2 hull",
    "Article 5 applies",
    "No. 22 won",
    "call +1-222-333-4444",
    "open 24/7",
    "the 1990s",
    "a note [87]",
    "a 10-storey block",
    "the Group of Seven",
    "they won 3-1",
    "a 32-29 vote",
    "passed by 311-112",
    "о 5 ранку",
    "the winter of 2024-2025",
    "at 18.30",
    "о 18.30",
    "as of 0900 local time",
    "call 044-123-45-67",
    "тел. +380 44 123-45-67",
    "вулиця Липова, 22",
    "68 Harbour Road",
    "стаття 5",
    "47-ма бригада",
    "Articles 5 and 6",
    "old Shahed 136 drones",
    "the age of 91",
    "under the age of 18",
    "four times higher",
    "one-third of it",
    "the forty-third day",
    "за 12 діб",
    "45-летний пекарь",
    "155-мм снаряд",
    "12.4K views",
    "about 4.800 pallets",
    "kids as young as 14",
    "At 89, she sings",
    "a girl, 1",
    "Lions 1-2 Bears",
    "14 11 6 15",
    "2015; 28: 685-690",
    "number one on the list",
    "phase three",
    "he boarded Air Kite One for a trip",
    "among the top five singers",
    "Photo 12 of 40",
    "50 millilitres",
    "6.",
]


@pytest.mark.parametrize("text", NOT_FIGURES)
def test_what_is_no_figure_is_no_count(text):
    assert figures(text) == []


@pytest.mark.parametrize(
    "text", ["dozens of vans", "hundreds of people", "several thousand", "scores of homes", "no number here", "десятки домов"]
)
def test_vague_words_are_no_numbers(text):
    assert numbers(text) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("at a hospital 12 people slept", 12),
        ("last week 30 kites fell", 30),
        ("on that day 15 boats sank", 15),
        ("In Lviv 5 bakers met", 5),
        ("У Львові 5 пекарів", 5),
        ("кількість пекарів: 5", 5),
        ("Odesa (12) was hit", 12),
        ("by early figures, 137 bakers sang", 137),
        ("after rounds, 25 songs", 25),
        ("[5 bakers](sing)", 5),
        ("Town Will Return 16 Ancient Kettles", 16),
        ("KITE26: 116 countries sign", 116),
    ],
)
def test_a_word_that_often_labels_does_not_hide_a_count(text, value):
    assert [found[1] for found in figures(text)] == [value]


def test_headline_capitals_do_not_make_a_count_a_label():
    assert [found[1] for found in figures("Storm Kills 5 in Seaside Town, Destroys 12 Homes")] == [5, 12]
