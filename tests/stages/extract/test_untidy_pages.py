"""What real pages do that tidy ones do not: comments inside sentences, other scripts, galleries, lost times, endless lines."""

import json
import time
from datetime import UTC, date, datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import Capture, Harvest
from briefing.stages.extract import extract
from briefing.stages.extract.draft import host_of
from briefing.stages.extract.names.headline import site_off
from briefing.stages.extract.text.lines import is_of_the_article
from briefing.stages.extract.text.lines import read as lines_of

SENTENCES = (
    "The ferry to Kinburn was out of service on Monday, after its only engine had failed on the way back from the spit.",
    "Harbour master Roman Zelenko said a spare part had been ordered in Odesa and would be fitted by the end of the week.",
    "Until then a fishing boat takes up to nine people across, twice a day and only when the wind is not too strong.",
)


def read(body: str, media_type: str) -> Harvest:
    data = body.encode()
    one = Capture(
        sha256=sha256(data).hexdigest(), name="it", media_type=media_type, body=data, fetched_at=datetime(2025, 5, 15, tzinfo=UTC)
    )
    return extract(one, ZoneInfo("Europe/Kyiv"))


def page(*paragraphs: str, head: str = "", language: str = "en") -> str:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return f'<!doctype html><html lang="{language}"><head><title>Ferry out of service at the spit</title>{head}</head><body><article><h1>Ferry out of service at the spit</h1>{body}</article></body></html>'


def record(**fields: object) -> Harvest:
    return read(json.dumps({"title": "Ferry out of service", "text": "\n".join(SENTENCES), **fields}), "application/json")


def test_a_comment_inside_a_sentence_does_not_end_it():
    broken = SENTENCES[0].replace("after", '<!-- --><a href="/x">after</a><!-- -->')
    assert read(page(broken, *SENTENCES[1:]), "text/html").articles[0].paragraphs == SENTENCES


def test_a_page_in_a_script_without_spaces_is_read():
    text = (
        "月曜日の朝、砂州へ渡る連絡船がエンジンの故障で運休になった。",
        "港の責任者は、部品は週末までに届くと話した。それまでは漁船が一日に二回、九人まで乗せて渡している。",
    ) * 2
    paragraphs = tuple(f"{part}{number}番の桟橋から出る。" for number, part in enumerate(text))
    article = read(page(*paragraphs, language="ja"), "text/html").articles[0]
    assert article.paragraphs == paragraphs
    assert article.language == "ja"


def test_a_record_is_never_published_by_a_path_and_by_a_domain_only_where_no_name_is():
    assert record(source="crawl/2025/05 part*/ferry.jsonl").articles[0].publisher is None
    assert record(publisher="gazette.example", source="Border Gazette").articles[0].publisher == "Border Gazette"
    assert record(publisher="gazette.example").articles[0].publisher == "gazette.example"
    assert record(url="https://www.gazette.example/ferry?id=1").articles[0].publisher == "gazette.example"


def test_a_record_keeps_its_sentences_and_loses_what_stands_between_them():
    furniture = ("Odesa GBX —", "Editor's note: This page is updated through the day.", "Photos: The spit in spring A boat at low tide. Hide Caption 3 of 12", "FERRY TRAFFIC TO RESUME NEXT WEEK AT THE LATEST", "Sign up for our newsletter", "Advertisement")  # fmt: skip
    text = "\n".join(line for pair in zip(SENTENCES, furniture, strict=False) for line in pair) + "\n" + "\n".join(furniture)
    assert record(text=text).articles[0].paragraphs == SENTENCES


@pytest.mark.parametrize(
    "text",
    [
        "Residents were told not to sign up for the crossing before Thursday.".replace("sign up", "signing up"),
        "The State Department keeps most of its staff at the consulate, and a reporter saw four cars leave at noon.",
        "Захищаючи переправу, бригада втратила один човен, а наступного дня відновила рух у повному обсязі.",
        "[드라마] 나루터 <ABC> 이야기는 오늘 밤에 다시 방송된다고 제작진이 밝혔다.",
    ],
)
def test_sentences_that_look_like_furniture_stay(text: str):
    assert is_of_the_article(text)


def test_entities_left_in_a_record_are_letters():
    article = record(
        title="Ferry&#8217;s engine fails", text="The harbour&#039;s only ferry lay still &amp; empty on Monday."
    ).articles[0]
    assert article.title == "Ferry’s engine fails"
    assert article.paragraphs == ("The harbour's only ferry lay still & empty on Monday.",)


def test_a_byline_read_twice_names_each_once():
    authors = ["Roman Zelenko Lesia Tkach", "Roman Zelenko", "Lesia Tkach"]
    assert record(authors=authors).articles[0].authors == ("Roman Zelenko", "Lesia Tkach")


def test_what_a_dash_leads_in_is_cut_only_where_it_is_the_publisher():
    assert (
        site_off("Ferry was hit by a mine, two dead – Harbour Master", "Border Gazette")
        == "Ferry was hit by a mine, two dead – Harbour Master"
    )
    assert site_off("Ferry was hit by a mine – Border Gazette", "Border Gazette") == "Ferry was hit by a mine"
    assert site_off("Ferry was hit by a mine | Gazette Politics ...") == "Ferry was hit by a mine"


def test_a_live_blog_written_as_a_list_comes_apart():
    items = [
        f"  * {'## A heading for the third entry' + chr(10) if number == 3 else ''}{number} boats were counted at the pier at noon on Monday, the harbour office said.\nThe office counts them every hour while the ferry is out of service."
        for number in range(1, 6)
    ]
    found = read("\n".join(items), "text/markdown").articles
    assert [one.kind for one in found] == ["entry"] * 5
    assert found[2].title == "A heading for the third entry"
    assert found[4].paragraphs[0].startswith("5 boats were counted")


def test_a_list_inside_an_article_does_not_take_it_apart():
    listed = "\n".join(f"* {text}" for text in SENTENCES)
    found = read(
        "\n".join(("Ferry out of service at the spit", "", *SENTENCES, listed, *reversed(SENTENCES))), "text/plain"
    ).articles
    assert len(found) == 1


@pytest.mark.parametrize("unit", ["*a ", "_a ", "**", "[a](", "(", "Слово ", "A word. ", "© "])
def test_a_line_without_end_takes_no_time(unit: str):
    started = time.process_time()
    read(unit * (300_000 // len(unit)), "text/plain")
    assert time.process_time() - started < 2


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(alphabet="abc .!A", min_size=1, max_size=400), min_size=1, max_size=30), st.integers(1, 60))
def test_no_paragraph_is_longer_than_a_page_and_no_word_is_lost(parts: list[str], times: int):
    text = "The ferry lay still on Monday. " + " ".join(parts * times)
    found = record(text=text).articles[0]
    assert max(map(len, found.paragraphs)) <= 4_000
    if not found.notes:
        assert "".join(" ".join(found.paragraphs).split()) == "".join(text.split())


def test_a_text_too_long_is_cut_and_says_so():
    article = record(text="\n".join(SENTENCES * 1_000)).articles[0]
    assert 190_000 < sum(map(len, article.paragraphs)) <= 200_000
    assert "Only the first 200,000 characters" in article.notes[-1]


def test_an_address_names_its_site_without_what_every_address_has():
    assert host_of("https://www.gazette.example/a") == "gazette.example"
    assert host_of("http://m.gazette.example:8080/") == "gazette.example"
    assert [host_of(one) for one in (None, "", "http://[", "http://localhost/", "http://10.0.0.1/", "mailto:a@b.c")] == [None] * 6


def test_emphasis_around_and_inside_words_leaves_the_words():
    assert (
        lines_of("Click****here****to see **the map** of _the spit_ and *the pier*.")[0].text
        == "Click here to see the map of the spit and the pier."
    )


def test_the_day_of_a_record_stands_beside_its_publisher():
    article = record(date="2025-05-12", link="https://gazette.example/5").articles[0]
    assert article.published
    assert (article.published.day, article.publisher) == (date(2025, 5, 12), "gazette.example")
