"""Time zones written behind clock times, those of countries' sites, and how long ago."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language.ago import ago
from briefing.language.zones import offset, zone_of

NOON = datetime(2026, 2, 5, 12)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("7:46 PM GMT+2", 2),
        ("12:59 AM GMT", 0),
        ("10:00+02:00", 2),
        ("10:00 -0530", -5.5),
        ("10:00 UTC−3", -3),
        ("10:00Z", 0),
        ("14:05 MSK", 3),
        ("14:05 (EET)", 2),
        ("8:15 PM ET", -5),
        ("18:00 Kyiv time", 2),
        ("14:05 за Києвом", 2),
        ("14:05 мск", 3),
    ],
)
def test_a_zone_behind_a_clock_time_is_read(text, hours):
    found = offset(text)
    assert found is not None
    assert found.utcoffset(NOON) == timedelta(hours=hours)


@pytest.mark.parametrize("text", ["12:00 IST", "12:00 GST", "12:00 CST", "le soir et le matin", "10:00 - 12:00", "no zone", ""])
def test_a_name_that_means_several_zones_or_none_is_no_zone(text):
    assert offset(text) is None


def test_a_site_keeps_the_time_of_the_country_its_address_ends_in():
    assert zone_of("gazette.example.ua") == ZoneInfo("Europe/Kyiv")
    assert zone_of("www.gazette.co.uk") == ZoneInfo("Europe/London")
    assert [zone_of(host) for host in ("gazette.com", "gazette.us", "gazette.tv", "gazette.ca", "", None)] == [None] * 6


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Published 2 hours ago", timedelta(hours=2)),
        ("3h ago", timedelta(hours=3)),
        ("an hour ago", timedelta(hours=1)),
        ("vor 3 Tagen", timedelta(days=3)),
        ("il y a 20 minutes", timedelta(minutes=20)),
        ("2 години тому", timedelta(hours=2)),
        ("5 минут назад", timedelta(minutes=5)),
        ("for 2 timer siden", timedelta(hours=2)),
        ("Yesterday, 14:05", timedelta(days=1)),
        ("Сьогодні, 14:05", timedelta(0)),
    ],
)
def test_how_long_ago_is_read_in_several_languages(text, length):
    found = ago(text)
    assert found is not None
    assert found.length == length


@pytest.mark.parametrize("text", ["3 weeks ago", "12 days ago", "long ago", "5 minutes to go", ""])
def test_what_is_too_vague_is_not_read_as_so_long_ago(text):
    assert ago(text) is None


@given(st.text(max_size=100))
def test_any_text_is_looked_through_for_zones_without_failing(text):
    zone = offset(text)
    assert zone is None or zone.utcoffset(datetime(2026, 1, 1, tzinfo=UTC)) is not None
    found = ago(text)
    assert found is None or found.text in text
    zone_of(text)
