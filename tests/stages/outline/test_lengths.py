"""How much is printed: never more than the minutes hold, never nothing of a section that has something, never out of order."""

from hypothesis import given
from hypothesis import strategies as st

from briefing.settings import Length
from briefing.stages.outline.lengths import FEWEST, WORDS_PER_MINUTE, fitting, minutes_for, share, words_for

ranks = st.lists(st.floats(0, 30, allow_nan=False), max_size=12).map(lambda drawn: sorted(drawn, reverse=True))
days = st.lists(ranks, max_size=8)
sizes = st.lists(st.lists(st.integers(0, 3000), max_size=12), max_size=8)
minutes = st.integers(1, 60)


@given(sizes, minutes)
def test_the_stories_of_a_day_never_have_more_words_than_the_minutes_hold(has, minutes):
    words = words_for(Length(minutes=minutes), 1)
    given_ = share(has, words)
    assert sum(map(sum, given_)) <= words <= minutes * WORDS_PER_MINUTE
    assert [len(section) for section in given_] == [len(section) for section in has]
    assert all(some >= 1 for section in given_ for some in section)


@given(sizes, minutes)
def test_no_story_has_more_words_than_it_has_to_say_and_none_less_than_a_smaller_one_behind_the_lead(has, minutes):
    given_ = share(has, words_for(Length(minutes=minutes), 1))
    followers = [
        (size, some)
        for section, words in zip(has, given_, strict=True)
        for size, some in list(zip(section, words, strict=True))[1:]
    ]
    assert all(
        some <= max(1, size) for section, words in zip(has, given_, strict=True) for size, some in zip(section, words, strict=True)
    )
    assert [some for _, some in sorted(followers)] == sorted(some for _, some in followers)


@given(days, minutes)
def test_every_section_that_has_stories_prints_some_and_those_are_its_first(sections, minutes):
    counts = fitting(sections, words_for(Length(minutes=minutes), 1))
    for section, count in zip(sections, counts, strict=True):
        assert count <= len(section)
        assert (count > 0) == bool(section)


@given(days, minutes)
def test_what_does_not_fit_ranks_no_higher_than_any_follower_that_does(sections, minutes):
    counts = fitting(sections, words_for(Length(minutes=minutes), 1))
    kept = [rank for section, count in zip(sections, counts, strict=True) for rank in section[1:count]]
    gone = [rank for section, count in zip(sections, counts, strict=True) for rank in section[count:]]
    assert not kept or not gone or max(gone) <= min(kept)


@given(days, minutes)
def test_stories_that_are_printed_have_room_for_two_sentences_unless_leads_alone_fill_the_edition(sections, minutes):
    words = words_for(Length(minutes=minutes), 1)
    counts = fitting(sections, words)
    given_ = share([[5000] * count for count in counts], words)
    if any(count > 1 for count in counts):
        assert min(some for section in given_ for some in section) >= FEWEST


@given(days, minutes, minutes)
def test_more_minutes_print_no_fewer_stories(sections, one, other):
    fewer, more = (sum(fitting(sections, words_for(Length(minutes=some), 1))) for some in sorted((one, other)))
    assert fewer <= more


def test_a_quiet_day_gives_longer_stories_up_to_a_cap_and_a_busy_day_shorter_ones():
    words = words_for(Length(), 1)
    quiet, usual, busy = (share([[2000] * count] * 3, words) for count in (1, 5, 10))
    assert quiet == ((240,),) * 3
    assert usual[0] == (171, 85, 85, 85, 85)
    assert FEWEST <= busy[0][-1] < usual[0][-1] < usual[0][0]
    assert busy[0][0] < usual[0][0] < quiet[0][0]


def test_what_a_short_item_leaves_goes_to_the_others():
    short = share([[500, 20, 500]], 300)[0]
    assert short[1] == 20
    assert sum(short) > 295
    assert short[0] > short[2] > share([[500, 500, 500]], 300)[0][2]


def test_minutes_grow_by_a_quarter_for_each_doubling_of_the_days():
    assert [minutes_for(Length(minutes=8), count) for count in (1, 2, 4, 16)] == [8, 10, 12, 16]
    assert 16 < minutes_for(Length(), 7) < 18
