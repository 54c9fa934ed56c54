"""Where two texts agree: all through, at the top, in one stretch. All texts are invented."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Article
from briefing.stages.group.wording import Reader, Text, common, overlap, share, spread, within

CHANCE = Random(7)
WORDS = [f"word{number}" for number in range(600)]
FIRST, SECOND = WORDS[:200], WORDS[200:400]


def article(words: list[str]) -> Article:
    return Article(id="a", capture="c", item=1, title="", publisher=None, paragraphs=(" ".join(words),))


@pytest.fixture
def texts():
    reader = Reader()

    def read(*words: list[str]) -> list[Text]:
        return [reader.read(article(some)) for some in words]

    return read


def rewritten(words: list[str]) -> list[str]:
    return [CHANCE.choice(WORDS[400:]) if CHANCE.random() < 0.2 else word for word in words]


def test_a_rewritten_text_agrees_all_through_and_at_the_top(texts):
    found = overlap(*texts(rewritten(FIRST), FIRST))
    assert found.coverage >= 0.9
    assert found.coverage_of_longer >= 0.9
    assert found.openings[0] >= 0.2


def test_two_texts_with_one_background_agree_in_half_of_their_stretches_and_not_at_the_top(texts):
    background = WORDS[400:500]
    found = overlap(*texts(FIRST[:100] + background, SECOND[:100] + background))
    assert 0.4 <= found.coverage <= 0.6
    assert found.openings == (0, 0)


def test_every_other_paragraph_spreads_over_the_whole_and_a_report_in_a_round_up_does_not(texts):
    whole, abridged, middle = texts(FIRST, [word for at in range(0, 200, 40) for word in FIRST[at : at + 15]], FIRST[80:150])
    assert spread(abridged, whole) > 0.7
    assert spread(middle, whole) < 0.4
    assert within(middle, whole, 75) == 0
    assert within(middle, whole, 150) == 1


def test_long_texts_are_compared_by_a_sample_that_is_the_same_in_each(texts):
    long, cut = texts(WORDS, WORDS[:300])
    assert long.thinned
    assert not cut.thinned
    portion, runs = common(cut, long)
    assert portion == 1
    assert 200 <= runs <= 400


@given(st.lists(st.sampled_from(WORDS[:20]), max_size=60), st.lists(st.sampled_from(WORDS[:20]), max_size=60))
def test_every_share_is_a_share(one, other):
    reader = Reader()
    first, second = reader.read(article(one)), reader.read(article(other))
    found = overlap(first, second)
    assert all(0 <= value <= 1 for value in (found.coverage, found.coverage_of_longer, *found.openings, spread(first, second)))
    assert share(article(one), article(other)) == share(article(other), article(one))
