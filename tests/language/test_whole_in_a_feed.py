"""Whether a feed carries an article whole: in three languages, and with what feeds put at the end of a beginning."""

import pytest

from briefing.language.feeds import Item, Part
from briefing.language.feeds.whole import is_whole

LINK = "https://gazette.example/cranes"
ENGLISH = "The ferry office said on Friday that nine cranes in the port of Kremenchuk were at work again after the repairs of the winter. "
UKRAINIAN = (
    "Портова служба повідомила у п'ятницю, що дев'ять кранів у порту Кременчука знову працюють після зимового ремонту причалів. "
)
GERMAN = "Das Fährbüro teilte am Freitag mit, dass neun Kräne im Hafen von Krementschuk nach den Reparaturen des Winters wieder arbeiten. "
LANGUAGES = [ENGLISH, UKRAINIAN, GERMAN]


def carried(text: str, *, summary: str = "", marked_up: bool = True) -> bool:
    return is_whole(Item(title="Cranes", link=LINK, summary=Part(text=summary), texts=(Part(text=text, marked_up=marked_up),)))


def article(sentence: str, end: str = "", paragraphs: int = 5) -> str:
    return f"<p>{sentence * 2}</p>" * paragraphs + end


@pytest.mark.parametrize("sentence", LANGUAGES)
def test_an_article_of_several_paragraphs_is_whole(sentence: str):
    assert carried(article(sentence))
    assert carried("\n\n".join([sentence * 2] * 5), marked_up=False)
    assert carried(article(sentence), summary=sentence)


@pytest.mark.parametrize("sentence", LANGUAGES)
def test_a_teaser_is_not_however_it_is_marked_up(sentence: str):
    assert not carried(f"<p>{sentence}</p>")
    assert not carried(f"<p>{sentence * 12}</p>")
    assert not carried(f"<div>{f'<p>{sentence}</p>' * 3}</div>")
    assert not carried("", summary=sentence * 3)


@pytest.mark.parametrize(
    ("sentence", "end"),
    [
        (ENGLISH, "<p>The office said that […]</p>"),
        (
            ENGLISH,
            "<p>The office said [&hellip;]</p><p>The post <a href='x'>Cranes</a> appeared first on <a href='y'>Gazette</a>.</p>",
        ),
        (ENGLISH, "<p>The office said...</p>"),
        (ENGLISH, f"<p><a href='{LINK}'>Continue reading <span>Cranes at work</span> →</a></p>"),
        (ENGLISH, "<p>Nine of them. <a href='/x'>Read more</a></p>"),
        (ENGLISH, "<a class='more' href='/x'>Read the full story on our site</a>"),
        (ENGLISH, f"<p class='more'><a href='{LINK}?utm_source=rss'>Gazette</a></p>"),
        (ENGLISH, "<p>This post is for paid subscribers.</p>"),
        (ENGLISH, "<p>The office said on Friday that the cranes which had been out of use since the winter and</p>"),
        (UKRAINIAN, "<p><a href='/x'>Читати далі</a></p>"),
        (UKRAINIAN, "<p>Служба повідомила…</p>"),
        (UKRAINIAN, "<p>Їх дев'ять. Читати повністю</p>"),
        (UKRAINIAN, "<p><a href='/x'>Подробнее</a></p>"),
        (GERMAN, "<p><a href='/x'>Weiterlesen »</a></p>"),
        (GERMAN, "<p>Den ganzen Artikel lesen</p>"),
        (GERMAN, "<p>Das Büro teilte (…)</p>"),
    ],
)
def test_an_article_that_leads_on_at_its_end_is_not_whole(sentence: str, end: str):
    assert not carried(article(sentence, end))


@pytest.mark.parametrize(
    "end",
    [
        "<p>The post <a href='x'>Cranes</a> appeared first on <a href='y'>Gazette</a>.</p>",
        "<p>Read more: <a href='/other'>Ferries are late again</a></p>",
        "<p>Photo: Olena Marchuk</p>",
        "<p><em>Olena Marchuk reports from Kremenchuk.</em></p>",
        "<p><a href='/more'>Read more from Olena Marchuk</a></p>",
        "<p>“Nothing stands still … and nothing will”, he said.</p>",
    ],
)
def test_what_stands_at_the_end_of_whole_articles_does_not_make_them_beginnings(end: str):
    assert carried(article(ENGLISH, end))


def test_a_description_holds_an_article_only_where_it_is_plainly_one():
    assert is_whole(Item(link=LINK, summary=Part(text=article(ENGLISH, paragraphs=6))))
    assert not is_whole(Item(link=LINK, summary=Part(text=article(ENGLISH, paragraphs=3))))
