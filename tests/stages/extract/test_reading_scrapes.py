"""Raw text scrapes: the article's words in, everything else out."""

from datetime import UTC, date, datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language.flatten import flatten, holds
from briefing.language.words import squash
from briefing.model import Capture, Harvest
from briefing.stages.extract import READERS, extract

KYIV = ZoneInfo("Europe/Kyiv")

PARAGRAPHS = (
    "Two drones hit a grain store in the port town of Vylkove before dawn on Monday, the harbour master told a local radio station.",
    "The fire spread to a second warehouse and was put out after four hours, according to the regional emergency service.",
    "“We heard the engines first and then one long bang,” said Petro Savchuk, who guards the gate.",
    "Nobody was hurt, but about 900 tonnes of barley were lost, the harbour master said.",
)
PAGE = f"""Skip to content
Menu
Home
World
Economy
Subscribe

Drones set grain store in Vylkove on fire

By Ostap Lysenko and Danube Courier staff
12 May 2025, 09:40
3 min read
Share this article
Firefighters stand beside the burnt warehouse in Vylkove. (Photo: Hanna Mazur/Danube Courier)

{PARAGRAPHS[0]}

{PARAGRAPHS[1]}

ADVERTISEMENT

{PARAGRAPHS[2]}

What comes next

{PARAGRAPHS[3]}

Read more
Ferry to Tulcea runs again after nine weeks
The mayor of the island talks about a summer without tourists, and about what the town council wants to do with the empty hotel by the pier

We use cookies and similar technologies to remember your settings. Read our privacy policy.
© 2025 Danube Courier. All rights reserved.
"""


def capture(body: str | bytes, media_type: str = "text/plain", name: str = "page.txt", url: str | None = None) -> Capture:
    data = body.encode() if isinstance(body, str) else body
    return Capture(
        sha256=sha256(data).hexdigest(),
        name=name,
        media_type=media_type,
        body=data,
        fetched_at=datetime(2025, 5, 13, tzinfo=UTC),
        url=url,
    )


def read(body: str | bytes, media_type: str = "text/plain", url: str | None = None) -> Harvest:
    return extract(capture(body, media_type, url=url), KYIV)


def test_the_text_comes_out_and_nothing_else():
    (article,) = read(PAGE).articles
    assert article.paragraphs == PARAGRAPHS
    assert article.title == "Drones set grain store in Vylkove on fire"


def test_byline_date_and_publisher_are_read_from_the_header():
    (article,) = read(PAGE).articles
    assert (article.authors, article.desks) == (("Ostap Lysenko",), ("Danube Courier staff",))
    assert article.publisher == "Danube Courier"
    assert article.published is not None
    assert article.published.at == datetime(2025, 5, 12, 9, 40, tzinfo=KYIV)
    assert article.published.basis == "stated"


def test_a_page_without_blank_lines_reads_the_same():
    packed = "\n".join(line for line in PAGE.splitlines() if line)
    (article,) = read(packed).articles
    assert article.paragraphs == PARAGRAPHS


def test_text_the_scraper_repeats_is_printed_once():
    (article,) = read(PAGE.replace("3 min read", PARAGRAPHS[1])).articles
    assert article.paragraphs.count(PARAGRAPHS[1]) == 1


def test_a_caption_date_and_a_weekday_give_an_inferred_date():
    page = PAGE.replace("12 May 2025, 09:40\n", "").replace("in Vylkove. (Photo", "in Vylkove, Sunday, May 11, 2025. (Photo")
    (article,) = read(page).articles
    assert article.published is not None
    assert (article.published.day, article.published.basis) == (date(2025, 5, 12), "inferred")
    assert "Monday" in article.published.evidence


def test_a_page_without_any_date_stays_undated():
    (article,) = read(PAGE.replace("12 May 2025, 09:40\n", "")).articles
    assert article.published is None


def test_a_publisher_that_is_not_named_is_unknown():
    page = (
        PAGE.replace(" and Danube Courier staff", "")
        .replace("/Danube Courier", "")
        .replace("© 2025 Danube Courier. All rights reserved.", "")
    )
    (article,) = read(page).articles
    assert article.publisher is None


def test_updated_is_not_published():
    (article,) = read(PAGE.replace("12 May 2025, 09:40", "Published 12 May 2025, last updated 14 May 2025")).articles
    assert article.published is not None
    assert article.updated is not None
    assert (article.published.day, article.updated.day) == (date(2025, 5, 12), date(2025, 5, 14))


def test_a_weekday_that_is_not_that_days_is_noted():
    (article,) = read(PAGE.replace("12 May 2025, 09:40", "Tuesday, 12 May 2025")).articles
    assert article.notes == ("The page writes “Tuesday, 12 May 2025”; 12 May 2025 was a Monday.",)


def test_ukrainian_text_survives_letter_for_letter():
    page = """Меню
Головна

Уночі дрони влучили в елеватор під Рені

12 травня 2025

Уночі проти понеділка два безпілотники влучили в елеватор неподалік Рені, повідомила обласна військова адміністрація.

Пожежу на складі гасили чотири години, загиблих і поранених немає, ідеться в повідомленні рятувальників.

За словами начальника порту, згоріло близько дев'ятисот тонн ячменю, решту зерна вдалося вивезти до ранку.
"""
    (article,) = read(page).articles
    assert article.language == "uk"
    assert article.published is not None
    assert article.published.day == date(2025, 5, 12)
    assert len(article.paragraphs) == 3
    assert "дев'ятисот" in article.paragraphs[2]


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("", "empty"),
        ("Please enable JavaScript to continue.\nChecking your browser before you go on.\n", "blocked"),
        ("Markets\nSport\nWeather\nGrain prices fall again\nFerry runs again\nNew mayor sworn in\n" * 6, "no article text"),
        (
            f"Title of it\n\n{PARAGRAPHS[0]}\n\nThis article is for subscribers. Already a subscriber? Log in to read on.\n",
            "paywall",
        ),
    ],
)
def test_a_page_that_is_no_article_is_rejected_with_its_reason(page: str, reason: str):
    harvest = read(page)
    assert harvest.articles == ()
    (failure,) = harvest.failures
    assert failure.kind == "rejected"
    assert reason in failure.reason


BLOG = f"""Skip to main menu

Danube live: ports under attack

Published May 12, 2025 — last updated May 12, 2025

Ports on the lower Danube were attacked for the third night in a row. The Example Herald follows the day as it goes on.

https://live.herald.example/danube
Jump to section What we know so far

What we know so far

{PARAGRAPHS[1]}

Jump to section Grain store burns in Vylkove
May 12, 2025

Grain store burns in Vylkove

{PARAGRAPHS[0]}

{PARAGRAPHS[3]}

https://live.herald.example/danube#a1
Jump to section Insurers raise rates for river ships
May 12, 2025

Insurers raise rates for river ships

Two insurers said on Monday they would charge ships bound for the river a fifth more from next week.

https://live.herald.example/danube#a2
Jump to section Romania finds parts of a drone
May 12, 2025

Romania finds parts of a drone

Soldiers found parts of a drone in a reed bed near Plauru, the defence ministry in Bucharest said.

A second search with dogs was called off at noon.

https://live.herald.example/danube#a3
"""


def test_a_live_blog_becomes_its_summary_and_its_entries():
    summary, *entries = read(BLOG).articles
    assert summary.kind == "article"
    assert summary.url == "https://live.herald.example/danube"
    assert [entry.kind for entry in entries] == ["entry"] * 3
    assert [entry.title for entry in entries] == [
        "Grain store burns in Vylkove",
        "Insurers raise rates for river ships",
        "Romania finds parts of a drone",
    ]
    assert [entry.url for entry in entries] == [f"https://live.herald.example/danube#a{n}" for n in (1, 2, 3)]
    assert entries[0].paragraphs == (PARAGRAPHS[0], PARAGRAPHS[3])
    assert PARAGRAPHS[1] in summary.paragraphs
    assert {entry.publisher for entry in (summary, *entries)} == {"Herald"}


def test_entries_of_a_live_blog_keep_their_ids_when_the_page_grows():
    before = read(BLOG).articles
    grown = BLOG.replace(
        "https://live.herald.example/danube#a3\n",
        "https://live.herald.example/danube#a3\nMay 12, 2025\n\nA fourth thing happens in the delta\n\nThe prefect closed three canals to small boats until further notice, his office said.\n\nhttps://live.herald.example/danube#a4\n",
    )
    after = read(grown).articles
    assert [one.id for one in after[: len(before)]] == [one.id for one in before]
    assert len(after) == len(before) + 1


def test_every_paragraph_stands_in_the_capture():
    for page in (PAGE, BLOG):
        whole = squash(flatten(page.encode(), "text/plain"))
        for article in read(page).articles:
            assert all(holds(whole, text) for text in (article.title, *article.paragraphs))


@given(st.sampled_from(sorted(READERS)), st.binary(max_size=400))
def test_no_bytes_of_any_kind_stop_a_run(media_type: str, body: bytes):
    harvest = extract(capture(body, media_type), KYIV)
    assert harvest.articles or harvest.failures


@given(st.text(max_size=600))
def test_reading_twice_gives_the_same(text: str):
    assert read(text) == read(text)
