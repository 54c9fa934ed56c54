"""What is unusual of a source is told, what is usual is not: silence, pages without articles, failure, and days of rest."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Visit, Yield
from briefing.settings import Source
from briefing.stages.gather.health import NEWS, health, idle_since, lasting

KYIV = ZoneInfo("Europe/Kyiv")
NOW = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)  # a Monday, 06:30 in Kyiv
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
COURIER = Source(name="Harbour Courier", kind="feed", url="https://courier.example/feed")


def visit(ended, outcome="read", *, fresh=0, fetched=0, failed=0, reason=""):
    return Visit(
        source=COURIER.key,
        name=COURIER.name,
        began=ended - timedelta(seconds=2),
        ended=ended,
        outcome=outcome,
        reason=reason,
        fresh=fresh,
        fetched=fetched,
        failed=failed,
        due=ended,
    )


def of(visits, *, at=NOW, recent=None, usual=None, source=COURIER):
    """The health by a whole history in any order, as whoever asks the archive hands it in."""
    visits = sorted((one for one in visits if one.ended <= at), key=lambda one: one.ended, reverse=True)
    return health(
        source,
        visits=visits[:60],
        answered=next((one for one in visits if one.outcome not in ("failed", "closed")), None),
        news=[one for one in visits if one.fresh][:NEWS],
        recent=recent or Yield(source=source.key),
        usual=usual or Yield(source=source.key),
        at=at,
        zone=KYIV,
    )


def history(brings, *, days=40, every=HOUR, until=NOW, silent_since=None):
    """Visits every hour (or `every`); `brings(moment)` says how many articles are fresh at one, none after `silent_since`."""
    made, at = [], until - days * DAY
    while at <= until:
        fresh = 0 if silent_since and at > silent_since else brings(at.astimezone(KYIV))
        made.append(visit(at, "read" if fresh else "unchanged", fresh=fresh, fetched=fresh))
        at += every
    return made


def around_the_clock(at):
    return 2 if at.hour >= 6 else 0


def office_hours(at):
    return 1 if at.weekday() < 5 and 9 <= at.hour < 18 else 0


def thursdays(at):
    return 12 if at.weekday() == 3 and at.hour == 10 else 0


def every_morning(at):
    return 20 if at.hour == 6 else 0


@pytest.mark.parametrize("brings", [around_the_clock, office_hours, thursdays, every_morning])
@pytest.mark.parametrize("days", [3, 8, 40])
def test_a_source_that_keeps_its_rhythm_is_never_called_quiet(brings, days):
    """On each hour of two weeks, weekends and nights included, whether it has been known for days or for weeks."""
    for back in range(0, 14 * 24, 5):
        at = NOW - back * HOUR
        assert of(history(brings, days=days, until=at), at=at).state == "well"


@pytest.mark.parametrize(
    ("brings", "last", "hours"),
    [
        (around_the_clock, datetime(2026, 11, 18, 22, tzinfo=UTC), 24),
        (every_morning, datetime(2026, 11, 19, 5, tzinfo=UTC), 48),  # nothing in two mornings
        (office_hours, datetime(2026, 11, 11, 15, tzinfo=UTC), 32),  # from Wednesday evening over Thursday
        (office_hours, datetime(2026, 11, 13, 15, tzinfo=UTC), 80),  # from Friday evening over Monday: the weekend does not count
        (thursdays, datetime(2026, 10, 29, 9, tzinfo=UTC), 14 * 24),  # nothing on two Thursdays
    ],
)
def test_a_source_that_falls_silent_is_called_quiet_in_time(brings, last, hours):
    visits = history(brings, days=60, silent_since=last)
    found = [number for number in range(int((NOW - last) / HOUR)) if of(visits, at=last + number * HOUR).state == "quiet"]
    assert found, "never called quiet"
    assert found == list(range(found[0], found[0] + len(found))), "called quiet until it brings something"
    assert hours - 2 <= found[0] <= hours + 2


def test_what_is_told_of_a_quiet_source_says_since_when_and_what_was_usual():
    visits = history(around_the_clock, silent_since=NOW - 30 * HOUR)
    said = of(visits).told
    assert said == (
        "“Harbour Courier” answers, but has brought nothing new since 22 November 2026, 00:30; "
        "before that it brought something on 40 of 40 days."
    ) or said.startswith("“Harbour Courier” answers, but has brought nothing new since 21 November 2026, 23:30;")


def test_silence_while_nobody_asked_is_no_silence_of_the_source():
    visits = [one for one in history(around_the_clock) if one.ended < NOW - 5 * DAY]
    assert of(visits).state == "well"


def test_one_outage_of_ours_does_not_hide_silence_for_weeks():
    visits = [one for one in history(around_the_clock, silent_since=NOW - 30 * HOUR) if not 10 * DAY < NOW - one.ended < 18 * DAY]
    assert of(visits).state == "quiet"


def test_a_source_visited_for_the_first_time_raises_no_alarm():
    first = visit(NOW, fresh=0)
    assert of([first]).state == "well"
    assert of([visit(NOW, fresh=40, fetched=40)]).state == "well"
    assert of([]).state == "new"
    assert of([visit(NOW - number * HOUR, fresh=9) for number in range(50, 54)]).told == ""


@given(gaps=st.lists(st.integers(1, 400), min_size=1, max_size=40), later=st.integers(0, 100_000), fresh=st.integers(1, 300))
def test_no_silence_is_unusual_that_is_no_longer_than_the_longest_by_much(gaps, later, fresh):
    """Whatever the rhythm: told only after a day, and never before it is longer than most silences were."""
    moments = [NOW]
    for gap in gaps:
        moments.append(moments[-1] - gap * HOUR)
    until = NOW + later * HOUR
    visits = [visit(one, fresh=fresh) for one in moments] + [visit(until, "unchanged")]
    if of(visits, at=until).state == "quiet":
        assert until - NOW >= DAY - timedelta(minutes=15)
        assert len(gaps) >= 4


def test_irregular_sources_seldom_alarm():
    """Articles that come by chance, one in two days on average: over a year of days, a false alarm on 1 in 100 at most."""
    draw = random.Random(7)
    alarms = days = 0
    for _ in range(6):
        moments, at = [], NOW - 150 * DAY
        while at < NOW:
            at += timedelta(hours=draw.expovariate(1 / 48))
            moments.append(at)
        for back in range(60):
            now = NOW - back * DAY
            news = [visit(one, fresh=1) for one in moments if now - 90 * DAY <= one <= now]
            alarms += of([*news, visit(now, "unchanged")], at=now).state == "quiet"
            days += 1
    assert alarms <= days / 100, (alarms, days)


def pages(full, rejected, failed=0):
    return Yield(source=COURIER.key, captures=full + rejected + 90, articles=90, full=full, rejected=rejected, failed=failed)


@pytest.mark.parametrize(
    ("recent", "usual", "state"),
    [
        (pages(1, 14), pages(78, 2), "boilerplate"),
        (pages(0, 3, 3), pages(78, 2), "boilerplate"),
        (pages(0, 4), pages(78, 2), "well"),  # four pages are too few
        (pages(0, 14), pages(8, 1), "well"),  # so little is known of before
        (pages(0, 14), pages(40, 40), "well"),  # half was always so
        (pages(8, 7), pages(78, 2), "well"),
        (pages(0, 0), pages(78, 2), "well"),
    ],
)
def test_pages_that_all_of_a_sudden_hold_no_article_are_told_of(recent, usual, state):
    one = of([visit(NOW, fresh=3, fetched=3)], recent=recent, usual=usual)
    assert one.state == state
    assert bool(one.told) == (state != "well")


def test_what_is_told_of_boilerplate_counts_pages_now_and_before():
    assert of([visit(NOW)], recent=pages(1, 14), usual=pages(78, 2)).told == (
        "“Harbour Courier” brings pages without an article: 14 of the latest 15, 2 of 80 before."
    )


def test_a_source_that_has_just_failed_is_failing_but_not_for_long():
    one = of([visit(NOW, "failed", reason="the server failed (503)"), visit(NOW - HOUR)])
    assert (one.state, one.succeeded, one.reason) == ("failing", NOW - HOUR, "the server failed (503)")
    assert one.told == "nothing could be read since 23 November 2026, 05:30: the server failed (503)"
    assert not lasting(one, NOW)
    assert lasting(one, NOW + 5 * HOUR)


def test_a_source_that_fails_for_hours_is_told_of_with_its_last_success():
    down = [visit(NOW - number * HOUR, "failed", reason="the server failed (503)") for number in range(8)]
    one = of([*down, visit(NOW - 8 * HOUR)])
    assert (one.state, lasting(one, NOW)) == ("failing", True)
    assert one.told == "nothing could be read since 22 November 2026, 22:30: the server failed (503)"


def test_a_source_that_fails_for_a_week_is_dead():
    down = [visit(NOW - number * DAY, "failed", reason="the host name is not known") for number in range(9)]
    one = of([*down, visit(NOW - 9 * DAY)])
    assert one.state == "dead"
    assert one.told == "nothing could be read since 14 November 2026, 06:30: the host name is not known"
    assert of(down).state == "dead"


def test_a_source_that_never_answered_is_told_of_at_once():
    assert of([visit(NOW, "failed", reason="is a page and no feed")]).told == "nothing could be read yet: is a page and no feed"
    assert of([visit(NOW, "closed", reason="robots.txt does not allow it")]).state == "failing"


def test_only_what_had_ended_by_then_counts():
    visits = [visit(NOW + HOUR, "failed", reason="the server failed (503)"), visit(NOW - HOUR)]
    assert of(visits).state == "well"


def test_articles_that_all_of_a_sudden_cannot_be_had_are_told_of():
    before = history(around_the_clock, until=NOW - 2 * DAY)
    walls = [visit(NOW - number * HOUR, "partly", fresh=3, fetched=0, failed=3, reason="a page: (403)") for number in range(5)]
    one = of([*before, *walls])
    assert (one.state, one.told) == ("failing", "12 of the latest 12 articles could not be read: a page: (403)")
    always = [visit(NOW - 2 * DAY - number * HOUR, "partly", fresh=3, failed=3) for number in range(20)]
    assert of([*always, *walls]).told == "", "where it was always so, the profile's owner knows"


def test_a_reason_is_cut_to_a_length_that_can_be_printed():
    assert len(of([visit(NOW, "failed", reason="x" * 5000)]).told) < 300


@given(
    st.lists(
        st.tuples(st.integers(0, 4000), st.sampled_from(["read", "unchanged", "partly", "failed", "closed"]), st.integers(0, 9)),
        max_size=60,
    )
)
def test_any_history_has_a_health_and_the_same_one_each_time(found):
    visits = [visit(NOW - back * HOUR, outcome, fresh=fresh, failed=fresh) for back, outcome, fresh in found]
    assert of(visits) == of(list(reversed(visits))) or len({one.ended for one in visits}) < len(visits)
    assert (of(visits).state == "new") == (not visits)


def test_nobody_collects_where_something_is_due_and_nothing_was_visited_for_a_day():
    last = visit(NOW - DAY - HOUR / 2)
    assert idle_since([COURIER], [last], NOW) == last.ended
    assert idle_since([COURIER], [visit(NOW - DAY)], NOW) is None
    assert idle_since([COURIER], [last, visit(NOW - HOUR)], NOW) is None
    assert idle_since([COURIER], [], NOW) is None


def test_sources_that_may_not_be_visited_yet_are_waited_for():
    last = replace(visit(NOW - 3 * DAY, "failed"), due=NOW - HOUR / 2)
    assert idle_since([COURIER], [last], NOW) is None
    assert idle_since([COURIER], [last], NOW + HOUR) == last.ended


def test_a_profile_whose_sources_are_seldom_visited_is_idle_after_twice_as_long():
    weekly = replace(COURIER, every=7 * DAY)
    last = visit(NOW - 14 * DAY)
    assert idle_since([COURIER, weekly], [last], NOW) is None
    assert idle_since([COURIER, weekly], [last], NOW + HOUR) == last.ended
