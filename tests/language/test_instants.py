"""Times as machines write them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language.instants import instant

EIGHT = datetime(2026, 1, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "2026-01-01T08:00:00Z",
        "2026-01-01T10:00:00+02:00",
        "2026-01-01T10:00:00+0200",
        "2026-01-01T10:00:00.1234567+02:00"[:19] + "+02:00",
        "2026-01-01T08:00Z",
        "2026-01-01 08:00:00",
        "2026-01-01 10:00:00 +0200",
        " 2026-01-01T08:00:00Z\n",
        "20260101T080000Z",
        "Thu, 01 Jan 2026 10:00:00 +0200",
        "Thu, 01 Jan 2026 08:00:00 GMT",
        "Thu, 01 Jan 2026 10:00:00 EET",
        "Thu, 01 Jan 2026 11:00:00 MSK",
        "Thu, 01 Jan 2026 03:00:00 EST",
        "01 Jan 2026 08:00 +0000",
        "Thu, 1 Jan 26 08:00:00 -0000",
        "January 1, 2026 08:00",
        "1 січня 2026 08:00",
    ],
)
def test_a_time_is_the_moment_it_names(written: str):
    assert instant(written) == EIGHT


def test_a_day_is_its_beginning_and_parts_of_a_second_are_kept():
    assert instant("2026-01-01") == datetime(2026, 1, 1, tzinfo=UTC)
    assert instant("2026-01") == datetime(2026, 1, 1, tzinfo=UTC)
    assert instant("2026-01-01T08:00:00.1234567Z") == EIGHT.replace(microsecond=123456)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59-12:00",
        "1970-01-01T00:00:00Z",
        "2026-13-01",
        "1767254400",
        "Thu, 99 Foo 2026",
    ],
)
def test_what_is_no_time_of_an_article_is_none(written: str):
    assert instant(written) is None


@given(st.text(max_size=60), st.sampled_from(["", "2026-01-01T", "Thu, 01 Jan ", "1 Jan 2026 "]))
def test_no_text_raises(text: str, start: str):
    found = instant(start + text)
    assert found is None or (found.tzinfo is UTC and 1990 <= found.year <= 2100)
