"""What moved between two versions: numbers and dates in the same words. All texts are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Article
from briefing.stages.group.moved import Marks, Moved, moved

FIRE = (
    "The fire in the fish market of Brenna killed at least {} people and injured {} on {}, the mayor said.",
    "It was the worst in the town since the blaze of 1987, in which nine people died.",
)


def marks(*paragraphs: str, title: str = "Fire in Brenna") -> Marks:
    return Marks(Article(id="a", capture="c", item=1, title=title, publisher=None, paragraphs=paragraphs))


def fire(killed: object, injured: object, day: str) -> Marks:
    return marks(FIRE[0].format(killed, injured, day), FIRE[1])


def test_a_toll_that_rose_in_the_same_words_has_moved():
    found = moved(fire(17, 32, "Monday"), fire(19, 32, "Monday"))
    assert found.numbers == (("at least 17", "at least 19"),)
    assert not found.another_day


def test_a_toll_that_rose_in_other_words_has_moved_where_it_is_the_only_one_at_the_top():
    before = marks("Around 100 are also injured in the fire in the harbour bar, police say.")
    after = marks("A further 115 people were hurt, some of them badly, in the blaze.")
    assert moved(before, after).numbers == (("Around 100", "115"),)


def test_the_same_number_in_words_and_digits_has_not_moved():
    assert moved(fire("seventeen", 32, "Monday"), fire(17, 32, "Monday")).numbers == ()


def test_a_large_sum_in_fewer_figures_has_not_moved():
    text = "A court told him to pay ${} in damages to the two election workers."
    assert moved(marks(text.format("148.1m")), marks(text.format("148m"))).numbers == ()
    assert moved(marks(text.format("148m")), marks(text.format("184m"))).numbers == (("$148m", "$184m"),)


def test_a_text_that_only_lost_or_gained_sentences_has_moved_nothing():
    assert moved(marks(*(part.format(17, 32, "Monday") for part in FIRE)), marks(FIRE[0].format(17, 32, "Monday"))) == Moved()


def test_sentences_of_one_build_that_changed_places_have_moved_nothing():
    north, south = "In the north of the town 12 houses burned down.", "In the north of the town 7 houses burned down, he said."
    assert moved(marks(north, "Later: " + south), marks("Later: " + north, south)).numbers == ()


@pytest.mark.parametrize(
    "text", ["The minister, {}, spoke for an hour.", "It was read {} minutes ago in the town.", "Page {} of it."]
)
def test_ages_times_and_labels_are_no_figures(text):
    assert moved(marks(text.format(52)), marks(text.format(53))).numbers == ()


def test_another_day_and_other_figures_in_the_same_words_are_another_number_of_the_series():
    assert moved(fire(17, 32, "Monday"), fire(4, 11, "Tuesday")).another_day
    assert moved(fire(17, 32, "3 March"), fire(17, 32, "4 March")).another_day
    assert not moved(fire(17, 32, "Monday"), fire(17, 32, "Monday")).another_day


@given(st.text(max_size=200), st.text(max_size=200))
def test_nothing_moves_within_one_text_and_any_two_can_be_compared(one, other):
    assert moved(marks(one), marks(one)) == Moved()
    assert len(moved(marks(one), marks(other)).numbers) == len(moved(marks(other), marks(one)).numbers)
