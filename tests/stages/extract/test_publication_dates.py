"""When a scraped page was published: stated near its headline, or worked out from its address, its dateline, its captions."""

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Article, Capture, When
from briefing.stages.extract import extract
from briefing.stages.extract.text import body
from briefing.stages.extract.text.lines import read
from briefing.stages.extract.times.dating import dated
from briefing.stages.extract.times.inference import Page, inferred
from briefing.stages.extract.times.own_address import day_in, days_linked, own_addresses
from briefing.stages.extract.times.publication import dates_of, structured

KYIV = ZoneInfo("Europe/Kyiv")
TITLE = "Lock keepers reopen the canal at Vylkove"
TEXT = (
    "The canal at Vylkove was opened again for river ships after eleven days of dredging, the lock keepers said in a notice.",
    "Forty barges had waited on the Romanian side, some of them with grain that had begun to sprout in the holds, the pilots said.",
    "The dredger stays until the autumn, because sand is washed into the mouth of the canal with every northern wind, they said.",
    "The pilots want a second dredger and a wall of stone at the mouth, but neither is in the budget of the port authority so far.",
)


def article(
    *above: str, text: tuple[str, ...] = TEXT, below: tuple[str, ...] = (), url: str | None = None, title: str = TITLE
) -> Article:
    page = "\n\n".join((*((title,) if title else ()), *above, *text, *below))
    body = page.encode()
    one = Capture(
        sha256=sha256(body).hexdigest(),
        name="page.txt",
        media_type="text/plain",
        body=body,
        fetched_at=datetime(2026, 2, 6, 9, 30, tzinfo=UTC),
        url=url,
    )
    return extract(one, KYIV).articles[0]


def published(*above: str, **more: object) -> When:
    found = article(*above, **more).published  # type: ignore[arg-type]
    assert found is not None
    return found


@pytest.mark.parametrize(
    "line",
    [
        "5 February 2026",
        "Thursday, February 5, 2026",
        "By Ostap Lysenko | Feb. 5, 2026 | 3 min read",
        "Ostap Lysenko 05.02.2026",
        "Published on Feb 5, 2026",
        "Izmail, 5 February 2026",
        "Veröffentlicht am 5. Februar 2026",
        "Publié le 5 février 2026",
        "Publisert torsdag 05. februar 2026",
        "Pubblicato il 5 febbraio 2026",
        "5 лютого 2026 р.",
        "5 февраля 2026",
        "2026-02-05",
    ],
)
def test_a_day_between_headline_and_text_is_stated(line: str):
    found = published(line)
    assert (found.day, found.basis, found.precision) == (date(2026, 2, 5), "stated", "day")


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("Feb. 5, 2026, 7:46 PM GMT+2", datetime(2026, 2, 5, 19, 46, tzinfo=timezone(timedelta(hours=2)))),
        ("5 лютого 2026, 14:05", datetime(2026, 2, 5, 14, 5, tzinfo=KYIV)),
        ("14:05, 5 февраля 2026", datetime(2026, 2, 5, 14, 5, tzinfo=KYIV)),
        ("Published Thu, Feb 5 20262:23 PM EST", datetime(2026, 2, 5, 14, 23, tzinfo=timezone(timedelta(hours=-5)))),
        ("Publié le 5 févr. 2026 à 08h01", datetime(2026, 2, 5, 8, 1, tzinfo=KYIV)),
    ],
)
def test_a_clock_time_keeps_its_zone_or_takes_the_profiles(line: str, at: datetime):
    found = published(line)
    assert (found.at, found.precision) == (at, "minute")


def test_a_clock_time_without_a_zone_is_local_where_the_site_is():
    found = published("5 February 2026, 14:05", url="https://kanal.example.no/nytt/1")
    assert found.at == datetime(2026, 2, 5, 14, 5, tzinfo=ZoneInfo("Europe/Oslo"))


def test_updated_is_not_published():
    both = article("Published 4 February 2026, last updated 5 February 2026")
    assert both.published is not None
    assert both.updated is not None
    assert (both.published.day, both.updated.day) == (date(2026, 2, 4), date(2026, 2, 5))
    alone = article("Updated", "5 February 2026")
    assert alone.published is not None
    assert alone.published.basis == "inferred"
    assert "only when it was updated" in alone.published.evidence


def test_dates_of_other_things_on_the_page_are_not_the_articles():
    traps = ("© 2019-2026 Danube Courier", "Ferry runs again", "7 February 2026", "Mayor resigns", "8 February 2026", "Rain ahead", "9 February 2026")  # fmt: skip
    assert article(below=traps).published is None
    assert article("Offer valid until 28 February 2026").published is None
    assert article("The new quay in Izmail, October 7, 2025. (Photo: Hanna Mazur/Danube Courier)").published is None
    assert (
        article(text=(*TEXT, "The war began on 24 February 2022, and the canal was mined in its first week, they said.")).published
        is None
    )


def test_a_masthead_with_the_day_of_the_visit_gives_way_to_the_pages_address():
    page = article("February 28, 2026", url="https://courier.example/2026/02/05/canal")
    assert page.published is not None
    assert (page.published.day, page.published.basis) == (date(2026, 2, 5), "inferred")


@pytest.mark.parametrize(
    ("line", "others", "day"),
    [
        ("05/02/2026", ("27/01/2026 seen below",), date(2026, 2, 5)),
        ("05/02/2026", ("01/27/2026 seen below",), date(2026, 5, 2)),
        ("05/02/2026 - 06:59", (), date(2026, 2, 5)),
    ],
)
def test_figures_between_slashes_are_read_as_the_page_shows_elsewhere(line: str, others: tuple[str, ...], day: date):
    assert published(line, below=others).day == day


def test_figures_between_slashes_that_nothing_decides_are_no_date():
    assert article("05/02/2026").published is None


def test_two_hours_ago_counts_from_the_time_of_fetching_and_without_one_is_no_date():
    found = published("Ostap Lysenko 20 minutes ago", url="https://courier.example/canal")
    assert found.at == datetime(2026, 2, 6, 9, 10, tzinfo=UTC)
    assert found.basis == "inferred"
    assert article("Ostap Lysenko 20 minutes ago").published is None


@pytest.mark.parametrize(
    ("target", "day"),
    [
        ("https://courier.example/world/2026/feb/05/</world/other-2026-02-09>", date(2026, 2, 5)),
        ("https://courier.example/canal-opens-2026-02-05/</sport/2026/02/08/match>", date(2026, 2, 5)),
        ("https://facebook.com/sharer.php?u=https%3A%2F%2Fcourier.example%2F2026%2F02%2F05%2Fcanal", date(2026, 2, 5)),
    ],
)
def test_the_pages_own_address_in_its_links_dates_it(target: str, day: date):
    found = published(below=(f"* [Next]({target})",))
    assert (found.day, found.basis) == (day, "inferred")
    assert "own address" in found.evidence


def test_links_to_other_stories_date_nothing():
    links = tuple(f"* [Story {n}](https://courier.example/2026/02/{n:02}/story-{n})" for n in range(1, 9))
    assert article(below=links).published is None


def test_a_dateline_takes_its_year_from_a_caption():
    text = (f"IZMAIL, Feb 5 (Courier) - {TEXT[0]}", *TEXT[1:])
    found = published("The lock at Vylkove, Ukraine, February 4, 2026. Hanna Mazur/Handout via REUTERS", text=text)
    assert (found.day, found.basis) == (date(2026, 2, 5), "inferred")
    assert "dateline" in found.evidence
    assert article(text=text).published is None


def test_a_headline_that_ends_with_its_date_dates_the_page():
    page = Page(title="Danube shipping report, February 5, 2026", paragraphs=TEXT)
    found = inferred(page, KYIV)
    assert found is not None
    assert (found.day, found.basis) == (date(2026, 2, 5), "inferred")
    assert inferred(replace(page, title="What happened to the canal since February 5, 2022"), KYIV) is None
    assert inferred(replace(page, title=None, below=("Reading now Danube report, February 5, 2026",)), KYIV) == found


def test_a_foot_line_says_as_of_when_the_report_is():
    text = (*TEXT, "Pilots counted the ships on February 3 and 4, and again with the help of the coast guard a day later.")
    links = ("Sources: https://pilots.example/2026/02/04/count",)
    found = published(text=text, below=(*links, "Report as of February 5: 8:00 pm ET"))
    assert found.at == datetime(2026, 2, 5, 20, tzinfo=ZoneInfo("America/New_York"))
    assert found.basis == "inferred"


def test_a_report_that_speaks_of_one_day_throughout_is_of_that_day():
    daily = tuple(
        f"Pilots at lock number {n} reported on February 5 that the water stood {n} centimetres above the mark." for n in range(9)
    )
    found = published(text=daily, below=("Sources: https://pilots.example/2026/02/04/count",))
    assert (found.day, found.basis) == (date(2026, 2, 5), "inferred")


def test_a_notice_of_today_has_the_day_of_the_act_listed_below_it():
    acts = (
        "Commission Regulation No 12 of 5 February 2026 on the dues of waiting barges",
        "Commission Regulation No 3 of 31 July 2014 on the dues of river ships",
    )
    page = Page(title=None, paragraphs=("The river commission today lowered the dues for barges.", *TEXT), below=acts)
    found = inferred(page, KYIV)
    assert found is not None
    assert found.day == date(2026, 2, 5)
    assert inferred(replace(page, paragraphs=TEXT), KYIV) is None


CAPTION = "The lock at Vylkove on Tuesday, Feb. 3, 2026. (Photo: Hanna Mazur/Danube Courier)"


def test_a_weekday_counts_from_a_dated_picture():
    page = Page(title=None, paragraphs=(f"{TEXT[0][:-1]} on Thursday.", *TEXT[1:]), captions=(CAPTION,))
    found = inferred(page, KYIV)
    assert found is not None
    assert (found.day, found.basis) == (date(2026, 2, 5), "inferred")
    assert "Thursday" in found.evidence
    assert inferred(replace(page, paragraphs=TEXT), KYIV) is None


def test_people_who_stand_somewhere_on_a_day_date_nothing():
    page = Page(title=None, paragraphs=TEXT, above=("Pilots stand at the lock on February 5, 2026",))
    assert inferred(page, KYIV) is None
    assert inferred(replace(page, above=("Stand: 5. Februar 2026",)), KYIV) is not None


def test_an_archive_picture_dates_nothing():
    later = "In 2026 the canal was dredged twice. The dues of 2026 are those of the year before, and so are the fees of the pilots."
    page = Page(title=None, paragraphs=(f"{TEXT[0][:-1]} on Thursday.", later), captions=(CAPTION.replace("2026", "2024"),))
    assert inferred(page, KYIV) is None


def test_a_weekday_that_is_not_the_dates_is_told():
    assert "was a Thursday" in article("Friday, February 5, 2026").notes[0]
    assert article("Thursday, February 5, 2026").notes == ()


def test_labels_in_many_languages_tell_published_from_updated():
    line = "Aktualizacja: 05.02.2026 19:45 Publikacja: 04.02.2026 19:05"
    assert [(label, made.day.day) for label, made in dates_of(line, KYIV)] == [("updated", 5), ("published", 4)]


@pytest.mark.parametrize(
    "text", ["", "soon", "2026-13-45", "20261345", "99999999999", "Thu, 99 Feb 2026 00:00:00 +0000", "0001-01-01T00:00:00Z"]
)
def test_what_is_no_machine_readable_time_is_none(text: str):
    assert structured(text, KYIV, "the feed") is None


@given(
    st.dates(date(2005, 1, 1), date(2045, 12, 31)),
    st.sampled_from(["/%Y/%m/%d/", "/a/%Y-%m-%d", "/news-%B-%d-%Y/", "/%Y/%b/%d/x", "/%Y%m%d-live"]),
)
def test_a_day_in_an_address_is_itself(day: date, form: str):
    found = day_in(f"https://courier.example{day.strftime(form).lower()}")
    assert found is not None
    assert found[0] == day


@given(st.text(max_size=300))
def test_any_text_is_looked_through_for_addresses_without_failing(text: str):
    for address in own_addresses(f"[x](https://{text}", text):
        day_in(address)
    assert list(days_linked(text)) == sorted(days_linked(text))


@pytest.mark.parametrize(
    "unit",
    ["](https://a.b/", "https://x.com/?u=https://", "Date" + "." * 40, "?u=https%3A%2F%2Fa", "5 Feb, ", "2026/02/", "as of 5 "],
)
def test_a_page_without_end_takes_no_time(unit: str):
    page = "\n\n".join((TITLE, unit * (200_000 // len(unit)), *TEXT))
    lines = body.in_context(read(page))
    found = body.find(lines)
    assert found is not None
    started = time.process_time()
    dated(lines, found, page, url=None, zone=KYIV)
    assert time.process_time() - started < 1
