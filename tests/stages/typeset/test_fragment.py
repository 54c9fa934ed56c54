"""Links to words on a page: what they look for, what stays of the page's own address, and that a browser finds the words."""

import functools
import http.server
import threading
from html import escape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.stages.typeset.address import LONGEST, link
from briefing.stages.typeset.fragment import to_words

PAGE = "https://paper.example/news/1"
ARTICLE = (
    "The harbour at Vylkove stayed closed – for a third day – on Tuesday & the ferries, the port authority said, will wait until Friday.",
    "“Nobody is hurt,” the harbour master said. Two cranes were hit. “Nobody is hurt,” the harbour master said.",
    "За її словами, збитки попередньо оцінюють у 310 млн ₴; об’єкт № 7 відновленню не підлягає, а причал № 8 відкриють до кінця тижня.",
    "The harbour at Vylkove stayed closed when cranes fell in 2019, and it opened again after 10\u00a0000 tonnes of scrap had gone.",
    "A 10-year, 24-hour plan.",
)


def directive(address):
    return unquote(str(address).partition(":~:text=")[2])


@pytest.mark.parametrize(
    ("words", "looked_for"),
    [
        (ARTICLE[4], "A 10-year, 24-hour plan"),
        (ARTICLE[2], "За її словами, збитки,відкриють до кінця тижня"),
        (ARTICLE[0], "The harbour at Vylkove stayed closed – for a third day,will wait until Friday"),
        ("Two cranes were hit.", "Two cranes were hit"),
    ],
)
def test_a_short_passage_is_looked_for_whole_and_a_long_one_by_its_first_and_last_words(words, looked_for):
    assert directive(to_words(PAGE, words, ARTICLE)) == looked_for


def test_marks_of_the_directive_are_encoded_inside_words():
    assert str(to_words(PAGE, "A 10-year, 24-hour plan & more")).endswith(
        "#:~:text=A%2010%2Dyear%2C%2024%2Dhour%20plan%20%26%20more"
    )


def test_words_that_stand_twice_are_told_apart_by_what_stands_beside_them():
    said = "Nobody is hurt,” the harbour master said."
    assert directive(to_words(PAGE, f"“{said}", ARTICLE)) == f"“{said},-Two cranes were hit."
    assert directive(to_words(PAGE, "It rained.", ("It rained.", "He left. It rained."))) == "It rained."
    assert directive(to_words(PAGE, "It rained.", ("He left. It rained.", "It rained."))) == "He left.-,It rained."


@pytest.mark.parametrize(
    ("url", "begins"),
    [
        ("https://paper.example/live#entry-7", "https://paper.example/live#entry-7:~:text="),
        ("https://paper.example/live#!/a", "https://paper.example/live#!/a:~:text="),
        ("https://paper.example/live#x:~:text=other", "https://paper.example/live#x:~:text=Two"),
        ("https://paper.example/?a=1&b=2", "https://paper.example/?a=1&b=2#:~:text="),
    ],
)
def test_the_fragment_of_an_address_stays_before_the_words(url, begins):
    assert str(to_words(url, "Two cranes were hit.")).startswith(begins)


@pytest.mark.parametrize("url", ["mailto:desk@paper.example", "javascript:alert(1)", "", "ftp://paper.example/x"])
def test_what_is_no_page_on_the_web_has_no_words_to_lead_to(url):
    assert to_words(url, "Two cranes were hit.") is None


def test_an_address_that_would_grow_too_long_leads_to_the_page_alone():
    url = PAGE + "x" * (LONGEST - len(PAGE) - 10)
    assert to_words(url, ARTICLE[0]) == url


urls = st.sampled_from([PAGE, PAGE + "#top", "https://paper.example/?q=а&b#x:~:text=y", "http://[::1]/x"]) | st.text(max_size=60)


@given(urls, st.text(max_size=400), st.lists(st.text(max_size=200), max_size=4))
def test_whatever_the_words_it_is_an_address_that_link_would_let_pass(url, words, article):
    address = to_words(url, words, [*article, words])
    page = link(url)
    assert (address is None) == (page is None or page.startswith("mailto:"))
    if address is not None:
        assert link(address) == address
        assert len(address) <= LONGEST
        assert not set(address) & set("<>\"'`\\() \n\t")
        assert urlsplit(address)[:4] == urlsplit(page)[:4]
        assert "&" not in address.partition(":~:text=")[2]


@pytest.mark.slow
def test_a_browser_finds_the_words_it_is_led_to(tmp_path: Path, chromium):
    body = "".join(f"<p id=p{at}>{escape(text)}</p><div style='height:1500px'></div>" for at, text in enumerate(ARTICLE, 1))
    (tmp_path / "page.html").write_text(
        f"<!DOCTYPE html><meta charset=utf-8><title>x</title><div style='height:1500px'>Other</div>{body}", encoding="utf-8"
    )
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path))
    handler.log_message = lambda *_: None
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            for paragraph, words in [
                (1, ARTICLE[0]),
                (2, "Two cranes were hit."),
                (3, ARTICLE[2]),
                (4, ARTICLE[3]),
                (5, ARTICLE[4]),
            ]:
                page = chromium.new_page()
                page.goto(str(to_words(f"http://127.0.0.1:{server.server_port}/page.html", words, ARTICLE)))
                page.wait_for_timeout(400)
                place = page.locator(f"#p{paragraph}").bounding_box()
                assert 0 <= place["y"] < 720, words
                page.close()
        finally:
            server.shutdown()
