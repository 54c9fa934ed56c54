"""What holds for every text: words and digits read alike, spans are exact, time grows with the length."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language.numbers import Number, numbers

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
            [
                *"a 5 five $ € to 10-15 20,000 killed % ( ) , . half dozen million May 2 at least Сто до 7 12:30 –".split(),
                *"of out between and 41 aged minus тис. півтора сотні deux cents quatre vingt #5 @a www.a.b/5 3/4 ½ or more 1m Rs5 +380 44".split(),
                " ",
            ]
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
        assert number.whole is None or number.whole in {other.core for other in found if other.start >= number.end}
        last = number.end


@pytest.mark.parametrize(
    "piece",
    [
        "5 ",
        "five ",
        "1,",
        "1.",
        "-1",
        "$5 to ",
        "a hundred ",
        "5-",
        "@5 ",
        "x@",
        "#a5 ",
        "(5) ",
        "aged 5, ",
        "No. 5, ",
        "два ",
        "at least ",
        "5:5",
    ],
)
def test_reading_takes_time_in_proportion_to_the_text(piece):
    def seconds(times: int) -> float:
        text = piece * times
        runs = []
        for _ in range(3):
            started = time.process_time()
            numbers(text + " " * len(runs))  # another text each time: dates are remembered
            runs.append(time.process_time() - started)
        return min(runs)

    short, long = seconds(250), seconds(2000)
    assert long < 24 * short + 0.05  # eight times as long a text; in the square of it would be 64 times
