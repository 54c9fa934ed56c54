"""Lines that stand on several unlike pages of a site are the site's; an article met again is no such evidence."""

import hashlib
import random
import time
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language.fingerprint import fingerprint, fingerprints, text_lines
from briefing.model import Capture
from briefing.stages.extract import extract
from briefing.stages.extract.standing import beside, keyed, standing

ZONE = ZoneInfo("Europe/Kyiv")
NOTICE = "The Harbour Courier checks each report with two people before it is printed."
WORDS = "grain harbour ferry pilot bridge winter cable depot signal quarry meadow engine barrel ledger summit orchard".split()


def sentence(draw: random.Random) -> str:
    return " ".join(draw.choices(WORDS, k=14)).capitalize() + "."


def article(seed: int, *, sentences: int = 14) -> list[str]:
    draw = random.Random(seed)
    return [sentence(draw) for _ in range(sentences)]


def page(lines: list[str], *, url: str | None = None, media_type: str = "text/plain") -> Capture:
    body = "\n\n".join(lines).encode()
    at = datetime(2026, 1, 2, tzinfo=UTC)
    name = hashlib.sha256(body).hexdigest()
    return Capture(sha256=name, name=name[:8], media_type=media_type, body=body, fetched_at=at, url=url)


def found(captures: list[Capture]) -> list[list[str]]:
    """Of each capture, the lines that stand on unlike pages."""
    return [
        [line for key, _, line in text_lines(one.body.decode()) if key in counts]
        for one, counts in beside(captures, fingerprints(captures))
    ]


def test_a_line_on_three_unlike_pages_is_the_sites():
    assert found([page([*article(seed), NOTICE]) for seed in range(3)]) == [[NOTICE]] * 3


def test_two_unlike_pages_are_not_enough_for_articles_share_background():
    assert found([page([*article(seed), NOTICE]) for seed in range(2)]) == [[], []]


def test_an_article_scraped_again_and_again_is_no_evidence():
    lines = article(1)
    again = [lines, ["MENU", *lines], [*lines, "Share"], lines[:9], [*lines[:12], *article(2, sentences=2)]]
    assert found([page(one) for one in again]) == [[]] * 5


def test_an_updated_page_at_one_address_is_no_evidence():
    rolling = [article(seed) for seed in range(8)]
    pages = [page([*rolling[at], *rolling[at + 1]], url="https://example.org/live") for at in range(7)]
    assert found(pages) == [[]] * 7


def test_a_line_on_pages_of_other_sites_is_not_the_sites():
    pages = [page([*article(seed), NOTICE], url=f"https://site{seed}.example/a") for seed in range(4)]
    assert found(pages) == [[]] * 4


def test_pages_whose_site_is_unknown_count_for_every_site():
    known = page([*article(0), NOTICE], url="https://www.example.org/a")
    assert found([known, *(page([*article(seed), NOTICE]) for seed in (1, 2))]) == [[NOTICE]] * 3


def test_a_headline_that_other_pages_list_stays():
    headline = "Ferry pilots end their strike after nine days"
    question = "Who will pay for the new bridge?"
    pages = [page([headline, question, *article(seed)]) for seed in range(5)]
    assert found(pages) == [[]] * 5


def test_a_page_of_nothing_but_other_pages_text_keeps_it():
    parts = [article(seed, sentences=8) for seed in range(4)]
    others = [page([*parts[seed], *article(20 + seed), NOTICE]) for seed in range(4)]
    digest = page([line for part in parts for line in part])
    assert found([digest, *others])[0] == []


def test_earlier_pages_count_though_they_are_not_read_again():
    earlier = [page([*article(seed), NOTICE]) for seed in (1, 2)]
    new = page([*article(3), NOTICE])
    ((_, counts),) = beside([new], fingerprints([*earlier, new]))
    assert list(keyed(counts, new.body.decode()).values()) == [3]


def test_a_link_target_that_differs_does_not_hide_a_line():
    pages = [
        page([*article(seed), f"Send us [your picture](https://example.org/{seed}) and we will print it."]) for seed in range(3)
    ]
    assert all(len(lines) == 1 for lines in found(pages))


def test_what_stands_on_unlike_pages_is_not_in_the_article():
    pages = [
        page([f"Headline number {seed} about the harbour", "2 January 2026", *article(seed)[:8], NOTICE, *article(seed)[8:]])
        for seed in range(3)
    ]
    for capture, counts in beside(pages, fingerprints(pages)):
        with_it, without = extract(capture, ZONE, counts).articles, extract(capture, ZONE).articles
        assert NOTICE in without[0].paragraphs
        assert NOTICE not in with_it[0].paragraphs
        assert set(without[0].paragraphs) - set(with_it[0].paragraphs) == {NOTICE}


@pytest.mark.parametrize("media_type", ["text/html", "application/xml", "application/json", "message/rfc822"])
def test_only_scrapes_are_compared(media_type: str):
    assert fingerprint(page(article(1), media_type=media_type)) is None


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_pages_is_nothing(shuffle: random.Random):
    pages = [page([*article(seed // 2, sentences=10 + seed), NOTICE]) for seed in range(9)]
    expected = standing(fingerprints(pages))
    shuffle.shuffle(pages)
    assert standing(fingerprints(pages)) == expected != {}


@given(st.binary(max_size=400))
def test_any_bytes_have_a_fingerprint(body: bytes):
    made = fingerprint(replace(page([]), body=body))
    assert made
    assert all(words >= 4 and -(2**63) <= key < 2**63 for key, words in made.lines)


def test_a_thousand_pages_with_the_same_notices_are_compared_in_seconds():
    notices = [sentence(random.Random(1000 + number)) for number in range(8)]
    prints = fingerprints(page([*article(seed), *notices]) for seed in range(1000))
    started = time.process_time()
    counted = standing(prints)
    assert time.process_time() - started < 3
    assert len(counted) == 1000
