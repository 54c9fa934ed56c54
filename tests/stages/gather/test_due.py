"""When sources are visited and pages read again: never sooner than promised, never later than bounded, always the same."""

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Address, Visit
from briefing.settings import Source
from briefing.stages.gather.due import HISTORY, LONGEST, next_reading, next_visit

AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
AGAIN = (3 * HOUR, 24 * HOUR)
OUTCOMES = ("read", "unchanged", "partly", "failed", "closed")


def feed(every=15 * MINUTE, url="https://courier.example/feed"):
    return Source(name="Harbour Courier", kind="feed", url=url, every=every)


def visit(outcome, ended=AT - HOUR):
    return Visit(source="k", name="n", began=ended, ended=ended, outcome=outcome, due=ended)


def run(outcome, count, every=15 * MINUTE, until=AT):
    """So many visits with one outcome before `until`, latest first."""
    return [visit(outcome, until - every * number) for number in range(1, count + 1)]


def outage(source, hours, start=AT):
    """The visits to a source that fails from `start` on for so many hours, latest first, and when it is tried after that."""
    visits, at = [], start
    while at < start + hours * HOUR:
        due = next_visit(source, visits=visits[:HISTORY], outcome="failed", at=at)
        visits.insert(0, visit("failed", at))
        at = due
    return visits, at


@pytest.mark.parametrize("outcome", ["read", "partly", "unchanged"])
def test_a_source_that_answers_is_visited_at_its_pace(outcome):
    assert next_visit(feed(), visits=[], outcome=outcome, at=AT) == AT + 15 * MINUTE


@pytest.mark.parametrize(("before", "times"), [(0, 1.0), (11, 1.0), (23, 1.5), (35, 2.0), (500, 2.0)])
def test_a_source_without_news_for_long_is_visited_up_to_twice_as_seldom(before, times):
    assert next_visit(feed(), visits=run("unchanged", before), outcome="unchanged", at=AT) == AT + 15 * MINUTE * times


def test_one_piece_of_news_brings_the_pace_back():
    assert next_visit(feed(), visits=run("unchanged", 50), outcome="read", at=AT) == AT + 15 * MINUTE
    visits = [visit("read"), *run("unchanged", 50)]
    assert next_visit(feed(), visits=visits, outcome="unchanged", at=AT) == AT + 15 * MINUTE


def test_a_source_that_fails_is_waited_for_twice_as_long_each_time_up_to_a_day():
    visits, waits, at = [], [], AT
    for _ in range(10):
        due = next_visit(feed(), visits=visits, outcome="failed", at=at)
        waits.append((due - at) / MINUTE)
        visits, at = [visit("failed", at), *visits], due
    whole = [15, 30, 60, 120, 240, 480, 960, 1440, 1440, 1440]
    assert all(0.85 * most <= wait <= most for wait, most in zip(waits[1:], whole[1:], strict=True)), waits
    assert waits[0] == 15, "never sooner than its own pace"


def test_what_an_outage_costs_after_its_end_is_no_longer_than_the_outage():
    for hours in (1, 3, 8, 24, 100):
        _, back = outage(feed(), hours)
        assert back - (AT + hours * HOUR) <= hours * HOUR, hours


def test_a_dead_source_is_tried_once_a_day_and_after_a_month_once_a_week():
    visits, back = outage(feed(), 24 * 100)
    gaps = [(later.ended - earlier.ended) / DAY for later, earlier in pairwise(visits)]
    assert all(0.85 <= gap <= 1 for gap in gaps[-25:-10]), gaps
    assert all(5.9 <= gap <= 7 for gap in gaps[:9]), gaps
    assert back <= visits[0].ended + LONGEST
    assert 30 < len(visits) < HISTORY


def test_a_source_closed_to_us_is_asked_once_a_day():
    assert 0.85 * DAY <= next_visit(feed(), visits=[], outcome="closed", at=AT) - AT <= DAY
    assert 0.85 * DAY <= next_visit(feed(), visits=run("closed", 5, DAY), outcome="closed", at=AT) - AT <= DAY


def test_a_dead_source_that_answers_is_at_its_pace_again_at_once():
    assert next_visit(feed(), visits=run("failed", 40, DAY), outcome="read", at=AT) == AT + 15 * MINUTE


def test_a_folder_that_fails_is_not_tried_without_a_pause():
    folder = Source(name="Drop-box", kind="folder", url="in", every=timedelta(0))
    assert next_visit(folder, visits=[], outcome="read", at=AT) == AT
    assert timedelta(seconds=50) <= next_visit(folder, visits=[], outcome="failed", at=AT) - AT <= MINUTE


@pytest.mark.parametrize(
    ("asked", "waited"),
    [
        (None, 15 * MINUTE),
        (-5.0, 15 * MINUTE),
        (60.0, 15 * MINUTE),
        (7200.0, 2 * HOUR),
        (1e30, LONGEST),
        (math.inf, LONGEST),
        (math.nan, 15 * MINUTE),
    ],
)
def test_what_a_server_asks_us_to_wait_is_waited_where_it_is_longer_and_a_week_at_most(asked, waited):
    assert next_visit(feed(), visits=[], outcome="read", at=AT, retry_after=asked) == AT + waited


def test_sources_that_failed_together_do_not_come_back_together():
    visits = run("failed", 5)
    dues = {next_visit(feed(url=f"https://{n}.example/"), visits=visits, outcome="failed", at=AT) for n in range(200)}
    assert len(dues) > 150
    assert max(dues) - min(dues) > 45 * MINUTE


VISITS = st.lists(
    st.builds(
        lambda outcome, back: visit(outcome, AT - back), st.sampled_from(OUTCOMES), st.timedeltas(timedelta(0), timedelta(days=400))
    ),
    max_size=80,
).map(lambda found: sorted(found, key=lambda one: one.ended, reverse=True))


@given(
    every=st.timedeltas(timedelta(0), timedelta(days=30)),
    visits=VISITS,
    outcome=st.sampled_from(OUTCOMES),
    asked=st.none() | st.floats(allow_nan=False),
)
def test_a_visit_is_never_sooner_than_promised_nor_later_than_bounded(every, visits, outcome, asked):
    source = feed(every)
    due = next_visit(source, visits=visits, outcome=outcome, at=AT, retry_after=asked)
    assert due >= AT + every
    assert due >= AT + timedelta(seconds=max(0.0, min(asked or 0.0, LONGEST.total_seconds())))
    assert due <= AT + max(2 * every, LONGEST)
    assert due == next_visit(source, visits=tuple(visits), outcome=outcome, at=AT, retry_after=asked)
    assert due == next_visit(source, visits=visits, outcome=outcome, at=AT.astimezone(timezone(5 * HOUR)), retry_after=asked)
    assert due.tzinfo is UTC


def address(state="read", *, seen=AT, published=None, tries=0, capture="c"):
    return Address(
        url="https://courier.example/1", source="k", state=state, first_seen=seen, published=published, tries=tries, capture=capture
    )


@pytest.mark.parametrize(
    ("known", "due"),
    [
        (address("waiting"), AT),
        (address("carried"), None),
        (address(), AT + 3 * HOUR),
        (address(published=AT - HOUR), AT + 2 * HOUR),
        (address(published=AT - 2 * HOUR - 50 * MINUTE), AT - 2 * HOUR - 50 * MINUTE + DAY),  # ten minutes before is that reading
        (address(published=AT - 3 * HOUR), AT + 21 * HOUR),
        (address(published=AT - 2 * DAY), None),
        (address(published=AT + 5 * DAY), AT + 3 * HOUR),  # dated ahead: counted from when it was seen
        (address(published=datetime(1, 1, 1, tzinfo=timezone(14 * HOUR))), AT + 3 * HOUR),
        (address(published=datetime(9999, 12, 31, 23, tzinfo=timezone(-12 * HOUR))), AT + 3 * HOUR),
        (address("failed", tries=1, capture=None), AT + HOUR),
        (address("failed", tries=2, capture=None), AT + 4 * HOUR),
        (address("failed", tries=3, capture=None), AT + 16 * HOUR),
        (address("failed", tries=4, capture=None), None),
        (address("failed", tries=99, capture=None), None),
        (address("failed", tries=4, seen=AT - 21 * HOUR), AT + 3 * HOUR),  # its page was read once: the next of its readings
        (address("gone", tries=1), AT + DAY),
        (address("gone", tries=2), None),
        (address("gone", tries=1, capture=None), AT + HOUR),
        (address("gone", tries=2, capture=None), None),
        (address("closed", tries=1, capture=None), AT + DAY),
        (address("closed", tries=2, capture=None), None),
    ],
)
def test_a_page_is_read_again_at_the_ages_of_its_article_and_tried_again_a_few_times(known, due):
    assert next_reading(known, again=AGAIN, at=AT) == due


def test_nothing_is_read_again_where_the_profile_names_no_ages():
    assert next_reading(address(), again=(), at=AT) is None


def test_a_page_waits_as_long_as_its_server_asks():
    assert next_reading(address("failed", tries=1, capture=None), again=AGAIN, at=AT, retry_after=10_000) == AT + timedelta(
        seconds=10_000
    )
    assert next_reading(address("failed", tries=4, capture=None), again=AGAIN, at=AT, retry_after=10_000) is None


ADDRESSES = st.builds(
    lambda state, seen, published, tries, capture: address(
        state, seen=AT - seen, published=None if published is None else AT - published, tries=tries, capture=capture
    ),
    st.sampled_from(["waiting", "read", "carried", "failed", "closed", "gone"]),
    st.timedeltas(timedelta(0), timedelta(days=60)),
    st.none() | st.timedeltas(timedelta(days=-3000), timedelta(days=9000)),
    st.integers(0, 12),
    st.none() | st.just("c"),
)
AGES = st.lists(st.timedeltas(MINUTE, timedelta(days=20)), max_size=4, unique=True).map(sorted)


@given(known=ADDRESSES, again=AGES)
def test_a_page_is_never_asked_before_its_article_is_old_enough(known, again):
    due = next_reading(known, again=again, at=AT)
    if due is None:
        return
    assert due >= AT
    if known.state == "read" and known.tries == 0:
        since = known.published if known.published and known.published <= known.first_seen else known.first_seen
        assert any(due in (since + age, known.first_seen + age) for age in again)
    assert due == next_reading(replace(known), again=tuple(again), at=AT)


@given(known=ADDRESSES, again=AGES)
def test_however_often_it_is_asked_a_page_is_left_alone_at_last(known, again):
    at, asked = AT, 0
    while (due := next_reading(known, again=again, at=at)) is not None:
        asked, at = asked + 1, max(due, at + MINUTE)
        state = "failed" if known.state == "waiting" else known.state
        known = replace(known, state=state, tries=0 if state == "read" else known.tries + 1, checked_at=at)
        assert asked <= len(again) + 5
