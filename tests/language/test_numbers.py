"""Numbers: what is read, with which qualifier and currency, and what is recognised as no figure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language.numbers import Number, numbers


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


@pytest.mark.parametrize(("text", "words", "value", "currency"), MONEY, ids=[case[0] for case in MONEY])
def test_a_sum_of_money_carries_its_currency_as_an_iso_code(text, words, value, currency):
    assert [(found[0], found[1], found[4]) for found in figures(text)] == [(words, value, currency)]


def test_a_conversion_in_brackets_is_not_a_second_sum():
    assert roles("a $1.2 billion (€1.1 billion) order") == ["money", "conversion"]
    assert roles("60 billion hryvnias (about $1.4bn) a year") == ["money", "conversion"]
    assert roles("€5 million and $6 million") == ["money", "money"]


def test_a_range_has_two_ends_and_shares_its_scale():
    assert figures("around 4,000 to 7,000 tiles") == [("around 4,000 to 7,000", 4000, 7000, "about", None)]
    assert figures("between 10 and 15 vans") == [("10 and 15", 10, 15, None, None)]
    assert figures("two to three dozen jars") == [("two to three dozen", 24, 36, None, None)]
    assert figures("$1-2 billion") == [("$1-2 billion", 1e9, 2e9, None, "USD")]


def test_a_change_from_one_number_to_another_is_no_range():
    assert [found[1:3] for found in figures("the count rose from seven to eight")] == [(7, None), (8, None)]


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
]


@pytest.mark.parametrize("text", NOT_FIGURES)
def test_what_is_no_figure_is_no_count(text):
    assert figures(text) == []


@pytest.mark.parametrize(
    "text", ["dozens of vans", "hundreds of people", "several thousand", "scores of homes", "no number here", "десятки домов"]
)
def test_vague_words_are_no_numbers(text):
    assert numbers(text) == ()


def test_headline_capitals_do_not_make_a_count_a_label():
    assert [found[1] for found in figures("Storm Kills 5 in Seaside Town, Destroys 12 Homes")] == [5, 12]


ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelled(value: int) -> str:
    """A number in English words, written independently of the reader."""
    if value < 20:
        return ONES[value]
    if value < 100:
        return TENS[value // 10] + (f"-{ONES[value % 10]}" if value % 10 else "")
    for size, name in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if value >= size:
            rest = f" {'and ' if value % size < 100 else ''}{spelled(value % size)}" if value % size else ""
            return f"{spelled(value // size)} {name}{rest}"
    raise AssertionError(value)


@given(st.integers(1, 999_999_999))
def test_a_number_in_words_is_the_number_in_digits(value):
    in_words = f"they saw {spelled(value)} birds"
    in_digits = f"they saw {value:,} birds"
    assert [n.value for n in numbers(in_words)] == [n.value for n in numbers(in_digits)] == [value]


@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(
            [*"a 5 five $ € to 10-15 20,000 killed % ( ) , . half dozen million May 2 at least Сто до 7 12:30 –".split(), " "]
        )
    ).map(" ".join)
)
def test_numbers_stand_in_order_without_overlap_inside_the_text(text):
    found = numbers(text)
    last = 0
    for number in found:
        assert isinstance(number, Number)
        assert last <= number.start <= number.core < number.end <= len(text)
        assert number.value_max is None or number.value < number.value_max
        assert (number.currency is not None) == (number.role in ("money", "conversion"))
        last = number.end
