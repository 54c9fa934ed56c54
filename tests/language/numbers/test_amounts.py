"""One number where it stands: digits in every grouping and number words in several languages come out as the value they say."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing.language.numbers import numbers
from briefing.language.numbers.amounts import amount_at, lowered

UKRAINIAN = (
    "нуль один два три чотири п'ять шість сім вісім дев'ять десять одинадцять дванадцять тринадцять чотирнадцять п'ятнадцять шістнадцять сімнадцять вісімнадцять дев'ятнадцять",
    "- - двадцять тридцять сорок п'ятдесят шістдесят сімдесят вісімдесят дев'яносто",
    "- сто двісті триста чотириста п'ятсот шістсот сімсот вісімсот дев'ятсот",
    ("тисяч", "мільйонів"),
)
RUSSIAN = (
    "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать",
    "- - двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
    "- сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот",
    ("тысяч", "миллионов"),
)
POLISH = (
    "zero - dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście trzynaście czternaście piętnaście szesnaście siedemnaście osiemnaście dziewiętnaście",
    "- - dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt",
    "- sto dwieście trzysta czterysta pięćset sześćset siedemset osiemset dziewięćset",
    ("tysięcy", "milionów"),
)
FRENCH_SCORES = {60: "soixante", 80: "quatre-vingt"}
FRENCH_ONES = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze - dix-sept dix-huit dix-neuf".split()
)
FRENCH_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}


def slavic(value: int, language: tuple[str, str, str, tuple[str, str]]) -> str:
    """A number in words, written independently of the reader; "1000" is said with its one."""
    ones, tens, hundreds, scales = language
    parts: list[str] = []
    for size, scale in ((10**6, scales[1]), (1000, scales[0]), (1, "")):
        group, value = divmod(value, size)
        if not group:
            continue
        if group >= 100:
            parts.append(hundreds.split()[group // 100])
        if group % 100 >= 20:
            parts.append(tens.split()[group % 100 // 10])
            group %= 10
        if group % 100:
            parts.append(ones.split()[group % 100])
        parts.append(scale)
    return " ".join(part for part in parts if part)


def french(value: int) -> str:
    """A number from 2 to 99 in French."""
    if value < 20:
        return FRENCH_ONES[value]
    if value < 60 or 60 <= value < 70:
        one = value % 10
        joint = " et " if one == 1 else "-"
        return FRENCH_TENS[value - one] + (joint + FRENCH_ONES[one] if one else "")
    score = 60 if value < 80 else 80
    rest = value - score
    if value == 71:
        return "soixante et onze"
    return FRENCH_SCORES[score] + (f"-{FRENCH_ONES[rest]}" if rest else "s" if score == 80 else "")


@given(st.integers(1, 999_999_999), st.sampled_from([UKRAINIAN, RUSSIAN]), st.sampled_from("'’ʼ"))
@example(100, UKRAINIAN, "'")
@example(5_005_019, UKRAINIAN, "ʼ")
def test_a_number_in_ukrainian_or_russian_words_is_that_number(value, language, apostrophe):
    text = f"тут {slavic(value, language).replace(chr(39), apostrophe)} качок"
    assert [number.value for number in numbers(text)] == [value]


@given(st.integers(2, 999_999).filter(lambda value: "1" not in (str(value)[-1], str(value)[-4:-3])))
def test_a_number_in_polish_words_is_that_number(value):
    assert [number.value for number in numbers(f"są tu {slavic(value, POLISH)} kaczek")] == [value]


@pytest.mark.parametrize("value", sorted({*range(2, 100)} - {16, 76, 96}))  # "seize" is left to English, where it is a verb
def test_a_number_in_french_words_is_that_number(value):
    assert [number.value for number in numbers(f"voici {french(value)} canards")] == [value]


@given(st.integers(1, 10**9), st.sampled_from([",", " ", "\u00a0", "\u202f", ""]))
def test_digits_mean_the_same_in_every_grouping(value, separator):
    written = f"{value:,}".replace(",", separator)
    found = amount_at(written, lowered(written), 0)
    assert found
    assert (found.value, found.start, found.end) == (value, 0, len(written))


@given(
    st.integers(1, 9999),
    st.integers(1, 99),
    st.sampled_from([("million", 10**6), ("bn", 10**9), ("млн", 10**6), ("тис.", 1000), ("Mrd.", 10**9)]),
)
def test_a_scale_multiplies_what_stands_before_it(whole, part, scale):
    word, factor = scale
    for mark in (".", ","):
        written = f"{whole}{mark}{part:02} {word}"
        found = amount_at(written, lowered(written), 0)
        assert found
        assert found.value == pytest.approx((whole + part / 100) * factor)
        assert found.end == len(written)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2½ million", 2_500_000),
        ("two point five million", 2_500_000),
        ("nought point seven", 0.7),
        ("one million and a half", 1_500_000),
        ("three and a quarter million", 3_250_000),
        ("two hundred and fifty-four", 254),
        ("3 dozen", 36),
        ("двадцять одна тисяча", 21_000),
        ("одинадцять сотень", 1100),
        ("dreitausend", 3000),
        ("deux cents", 200),
    ],
)
def test_a_number_said_in_parts_is_their_sum(written, value):
    found = amount_at(written, lowered(written), 0)
    assert found
    assert (found.value, found.end) == (value, len(written))


@pytest.mark.parametrize("text", ["several thousand", "a few hundred", "кілька тисяч", "тысячи", "hundred", "Sept", "9" * 30])
def test_what_names_no_number_has_no_value(text):
    at = max(text.rfind(" ") + 1, 0)
    assert amount_at(text, lowered(text), at) is None


@given(st.text(max_size=80))
def test_the_lowered_text_keeps_every_position(text):
    low = lowered(text)
    assert len(low) == len(text)
    assert low == lowered(low)
