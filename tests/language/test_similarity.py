"""Bags, weights and the cosine."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language.similarity import bag, cosine, vectors, weights

bags = st.lists(st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0.1, 5), min_size=0, max_size=6), max_size=8)


@given(bags)
def test_vectors_have_length_one_and_likeness_is_symmetric_and_at_most_one(given_bags):
    found = vectors(given_bags)
    for at, one in enumerate(found):
        assert not one or sum(value * value for value in one.values()) == pytest.approx(1)
        for other in found[at:]:
            assert cosine(one, other) == pytest.approx(cosine(other, one))
            assert -1e-9 <= cosine(one, other) <= 1 + 1e-9


def test_a_rarer_key_weighs_more():
    weight = weights([{"common": 1.0, "rare": 1.0}, {"common": 1.0, "x": 1.0}, {"common": 1.0, "y": 1.0}, {"rare": 1.0, "z": 1.0}])
    assert weight["rare"] > weight["common"]


def test_of_two_keys_equally_rare_the_one_whose_bags_agree_otherwise_weighs_more():
    weight = weights(
        [{"name": 1.0, "a": 1.0, "b": 1.0}, {"name": 1.0, "a": 1.0, "b": 1.0}, {"year": 1.0, "c": 1.0}, {"year": 1.0, "d": 1.0}]
    )
    assert weight["name"] > weight["year"]


def test_the_second_mention_counts_less_than_the_first():
    assert bag([("a", 1.0), ("b", 1.0), ("b", 1.0)])["b"] < 2 * bag([("a", 1.0)])["a"]
