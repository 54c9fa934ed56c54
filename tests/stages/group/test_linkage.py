"""Average linkage: who joins, who stays apart, and that the order of joining is settled."""

from hypothesis import given
from hypothesis import strategies as st

from briefing.stages.group.linkage import average_linkage

#  0 ─ 1 and 2 ─ 3 are two close pairs, .3 alike to one another
TWO_PAIRS = {(0, 1): 0.9, (2, 3): 0.9, (0, 2): 0.3, (0, 3): 0.3, (1, 2): 0.3, (1, 3): 0.3}


def test_two_close_groups_that_are_little_alike_stay_two():
    assert average_linkage(4, TWO_PAIRS, 0.2) == ((0, 1, 2, 3),)
    assert average_linkage(4, TWO_PAIRS, 0.2, unity=0.95) == ((0, 1), (2, 3))


def test_a_single_item_joins_a_close_group_all_the_same():
    alike = {(0, 1): 0.9, (0, 2): 0.3, (1, 2): 0.3}
    assert average_linkage(3, alike, 0.2, unity=0.95) == ((0, 1, 2),)


def test_directions_add_their_product_to_what_is_listed():
    alike = {(0, 1): 0.1, (1, 2): 0.1}
    assert average_linkage(3, alike, 0.3) == ((0,), (1,), (2,))
    assert average_linkage(3, alike, 0.3, directions=[(0.5, 0.0), (0.5, 0.0), (0.0, 0.5)]) == ((0, 1), (2,))


def test_doubt_about_pairs_that_are_not_listed_keeps_groups_apart():
    #  0 and 1 are close, 2 is listed with 0 alone
    alike, near = {(0, 1): 0.5, (0, 2): 0.2}, [(0.5,)] * 3
    assert average_linkage(3, alike, 0.3, directions=near) == ((0, 1, 2),)
    assert average_linkage(3, alike, 0.3, directions=near, doubt=lambda one, other: -0.25) == ((0, 1), (2,))


graphs = st.integers(1, 9).flatmap(
    lambda count: st.tuples(
        st.just(count),
        st.dictionaries(
            st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda pair: pair[0] < pair[1]),
            st.integers(0, 64).map(lambda whole: whole / 64),
        ),
        st.lists(st.tuples(st.integers(-8, 8), st.integers(-8, 8)), min_size=count, max_size=count),
    )
)


@given(graphs, st.floats(0.05, 1), st.floats(0, 1))
def test_every_item_is_in_one_group_whatever_the_directions_and_doubts(graph, threshold, unity):
    count, alike, whole = graph
    directions = [(one / 16, other / 16) for one, other in whole]
    groups = average_linkage(
        count, alike, threshold, unity=unity, directions=directions, doubt=lambda one, other: -(one + other) / 64
    )
    assert sorted(item for members in groups for item in members) == list(range(count))
    assert list(groups) == sorted(groups)
