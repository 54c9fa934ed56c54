"""What a page marks as paid for is not read where the page was fetched by us, though the server sends it along."""

import hashlib
import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from briefing.model import Capture, Harvest
from briefing.stages.extract import extract

FREE = [
    f"The ferry office of Portavale said on Monday that crossing number {n} would be kept open through the winter."
    for n in range(4)
]
PAID = [
    f"Minutes seen by this paper name pier {n} as the one that the council means to sell to a holding company." for n in range(6)
]


def harvest(
    selector: object, *, source: str | None, part: str = '<div class="article paid-part" id="rest">', free: object = False
) -> Harvest:
    data = {
        "@type": "NewsArticle",
        "headline": "Ferry kept open through the winter",
        "datePublished": "2026-03-02T08:00:00+02:00",
        "isAccessibleForFree": False,
        "hasPart": [{"@type": "WebPageElement", "isAccessibleForFree": free, "cssSelector": selector}],
    }
    page = (
        f"<!doctype html><html lang='en'><head><title>Ferry kept open through the winter</title>"
        f"<script type='application/ld+json'>{json.dumps(data)}</script></head><body><article><h1>Ferry kept open through the winter</h1>"
        f"{''.join(f'<p>{text}</p>' for text in FREE)}{part}{''.join(f'<p>{text}</p>' for text in PAID)}</div></article></body></html>"
    ).encode()
    capture = Capture(
        sha256=hashlib.sha256(page).hexdigest(),
        name="ferry",
        media_type="text/html",
        body=page,
        fetched_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
        url="https://courier.example/ferry",
        source=source,
    )
    return extract(capture, ZoneInfo("Europe/Kyiv"))


def said(found: Harvest) -> str:
    return " ".join(text for article in found.articles for text in article.paragraphs)


@pytest.mark.parametrize("selector", [".paid-part", "#rest", "div.article.paid-part", [".none", ".paid-part"], ".none, .paid-part"])
def test_the_paid_part_of_a_fetched_page_is_left_out_and_the_free_part_stays(selector: object) -> None:
    text = said(harvest(selector, source="s"))
    assert all(line in text for line in FREE)
    assert not any(line in text for line in PAID)


def test_a_page_given_by_hand_is_read_whole() -> None:
    text = said(harvest(".paid-part", source=None))
    assert all(line in text for line in (*FREE, *PAID))


def test_a_part_that_is_marked_as_free_stays() -> None:
    assert all(line in said(harvest(".paid-part", source="s", free=True)) for line in PAID)


@pytest.mark.parametrize("selector", ["body > *", "a]b", "", ".", "x" * 600, 7, "'] | //p['"])
def test_a_selector_that_is_none_takes_nothing_out_and_breaks_nothing(selector: object) -> None:
    assert all(line in said(harvest(selector, source="s")) for line in FREE)
