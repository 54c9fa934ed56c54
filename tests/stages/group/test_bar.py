"""The likeness asked of a batch rises with the share of articles that are alone in it."""

from hypothesis import given
from hypothesis import strategies as st

from briefing.stages.group.bar import ALONE, bar

COUNT = 60
PAIRED = {(at, at + 1): 0.6 for at in range(0, COUNT, 2)}  # everyone has a near one
DIRECTIONS = [(0.0, 0.0)] * COUNT


def test_a_batch_in_which_nobody_is_alone_is_asked_the_usual():
    assert bar(0.2, COUNT, PAIRED, DIRECTIONS) == 0.2


def test_the_more_are_alone_the_more_is_asked():
    half = {pair: value for pair, value in PAIRED.items() if pair[0] < COUNT // 2}
    asked = [bar(0.2, COUNT, alike, DIRECTIONS) for alike in (PAIRED, half, {})]
    assert asked == sorted(asked)
    assert asked[0] < asked[1] < asked[2] < 0.2 + 0.4


def test_a_few_articles_do_not_tell_what_kind_of_batch_it_is():
    assert bar(0.2, 4, {}, [(0.0,)] * 4) < bar(0.2, 400, {}, [(0.0,)] * 400)


def test_kinship_of_meaning_counts_as_company():
    faint = dict.fromkeys(PAIRED, ALONE - 0.1)
    kin = [(0.5, 0.0)] * COUNT
    assert bar(0.2, COUNT, faint, kin) < bar(0.2, COUNT, faint, DIRECTIONS)


@given(st.permutations(sorted(PAIRED.items())))
def test_the_order_in_which_pairs_are_listed_changes_nothing(pairs):
    mixed = [(pair, value / (1 + pair[0] % 7)) for pair, value in pairs]
    assert bar(0.2, COUNT, dict(mixed), DIRECTIONS) == bar(0.2, COUNT, dict(sorted(mixed)), DIRECTIONS)
