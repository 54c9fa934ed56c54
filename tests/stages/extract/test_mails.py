"""Newsletters and alerts: the article of a mail, once, without the frame every newsletter has."""

import hashlib
import textwrap
import time
from datetime import UTC, datetime
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest

from briefing.language.flatten import flatten, holds
from briefing.language.words import squash
from briefing.model import Capture, Harvest
from briefing.stages.extract import extract, phrases

TEXT = (
    "The city's tram depot said on Friday that ten cars damaged in last week's strike had been repaired and were back in service.",
    "Mayor Olena Petrenko told reporters that the remaining four cars would need new motors, which are expected from Poland in February.",
    "Passengers waited up to twenty minutes longer than usual on the left bank, according to the transport office, which added buses.",
    "The depot employs 340 people, and 60 of them have worked in shifts through the night since the attack, the director said.",
)
UKRAINIAN = (
    "Депо повідомило в п'ятницю, що десять вагонів, пошкоджених минулого тижня під час удару, відремонтовано й повернуто на маршрути.",
    "Мер Олена Петренко сказала журналістам, що ще чотири вагони потребують нових двигунів, які мають прибути з Польщі в лютому.",
    "Пасажири чекали на двадцять хвилин довше, ніж зазвичай, повідомило управління транспорту, яке додало автобуси на двох маршрутах.",
    "У депо працюють 340 людей, і 60 з них після атаки працювали позмінно вночі, розповів директор підприємства кореспондентові.",
)
ONLINE = "<a href='https://mail.example/view/trams-are-back'>View this email in your browser</a>"
FOOTER = (
    "<a href='https://s.example/f'>Facebook</a> <a href='https://s.example/x'>Twitter</a>",
    "Copyright © 2026 The Harbour Courier, All rights reserved.",
    "You are receiving this email because you signed up on our website.",
    "Our mailing address is: The Harbour Courier, 12 Quay Street, Odesa",
    "You can <a href='https://l.example/p?u=abc'>update your preferences</a> or <a href='https://l.example/u?u=abc'>unsubscribe</a>.",
)
ITEMS = (
    (
        "Drones hit a depot in Odesa port",
        "https://courier.example/2026/drones-hit-a-depot?utm_source=letter",
        "Firefighters put out a blaze at a grain depot early on Friday after two drones struck the roof, officials said.",
    ),
    (
        "Ministers agree on aid for repairs",
        "https://click.example/ls/click?upn=u001aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789abcdef",
        "A package of 40 million euros will pay for transformers and boilers in six regions before the end of winter.",
    ),
    (
        "Trains to Chop run late after storm",
        "https://www.search.example/url?rct=j&url=https%3A%2F%2Fcourier.example%2Ftrains-run-late&ct=ga",
        "Fallen trees blocked the line near Stryi for five hours, and passengers were taken on by bus, the railway said.",
    ),
)


def table(*rows: str) -> str:
    """HTML as newsletters have it: tables in tables, a hidden preview line first."""
    cells = "".join(f"<tr><td style='padding:10px;font-size:16px'>{row}</td></tr>" for row in rows)
    hidden = "<div style='display:none;max-height:0'>A short preview of the letter &#8203;&zwnj;&nbsp;</div>"
    inner = f"<table width=600 align=center role=presentation>{cells}</table>"
    return f"<!doctype html><html><head><title>*|SUBJECT|*</title></head><body>{hidden}<center><table><tr><td>{inner}</td></tr></table></center></body></html>"


def letter(html: str | None = None, text: str | None = None, subject: str = "Trams are back", **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = headers.pop("From", "The Harbour Courier <news@courier.example>")
    message["Subject"], message["Date"] = subject, "Fri, 23 Jan 2026 09:00:00 +0200"
    message["Message-ID"] = headers.pop("Message_ID", "<abc123@courier.example>")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    if text is not None:
        message.set_content(text)
    if html is not None and text is not None:
        message.add_alternative(html, subtype="html")
    elif html is not None:
        message.set_content(html, subtype="html")
    return message


def read(mail: EmailMessage | bytes) -> Harvest:
    body = mail if isinstance(mail, bytes) else mail.as_bytes()
    capture = Capture(
        sha256=hashlib.sha256(body).hexdigest(),
        name="Letters: x",
        media_type="message/rfc822",
        body=body,
        fetched_at=datetime(2026, 1, 23, tzinfo=UTC),
        source="key",
    )
    harvest = extract(capture, ZoneInfo("Europe/Kyiv"))
    source = squash(flatten(body, "message/rfc822"))
    for article in harvest.articles:
        assert all(holds(source, text) for text in (article.title, *article.paragraphs))
    return harvest


@pytest.mark.parametrize(
    "html",
    [
        table(ONLINE, "<h1>Trams are back</h1>", *(f"<p>{text}</p>" for text in TEXT), *FOOTER),
        table(ONLINE, "<br><br>".join(TEXT), *FOOTER),
        table(ONLINE, *(f"<span style='font-family:Arial'>{text}</span>" for text in TEXT), *FOOTER),
    ],
)
def test_a_newsletter_in_tables_is_its_text_and_nothing_of_its_frame(html: str):
    (article,) = read(letter(html, "View it online.\n")).articles
    assert article.paragraphs == TEXT
    assert (article.title, article.publisher, article.url) == (
        "Trams are back",
        "The Harbour Courier",
        "https://mail.example/view/trams-are-back",
    )
    assert article.published is not None
    assert article.published.at == datetime(2026, 1, 23, 7, tzinfo=UTC)
    assert not article.summary


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-u", "utf-8"])
@pytest.mark.parametrize("packed", ["quoted-printable", "base64"])
def test_text_comes_in_any_charset(charset: str, packed: str):
    message = letter(subject="Трамваї повернулися", From="Гавань <a@b.example>")
    message.set_content("\n\n".join(UKRAINIAN) + "\n\nЩоб відписатися, натисніть тут.\n", charset=charset, cte=packed)
    (article,) = read(message).articles
    assert (article.title, article.publisher, article.paragraphs) == ("Трамваї повернулися", "Гавань", UKRAINIAN)


def test_headers_come_in_any_charset():
    head = b"From: =?windows-1251?B?w+Di4O38?= <a@b.example>\r\nSubject: =?koi8-u?B?9NLBzdfBpw==?= =?utf-8?Q?_=D1=82?=\r\n"
    head += b"Message-ID: <q@b.example>\r\nDate: Fri, 23 Jan 2026 09:00:00 +0200\r\nContent-Type: text/plain; charset*=utf-8''utf-8\r\n\r\n"
    (article,) = read(head + "\r\n\r\n".join(TEXT).encode()).articles
    assert (article.title, article.publisher) == ("Трамваї т", "Гавань")
    raw = head.replace(b"=?koi8-u?B?9NLBzdfBpw==?= =?utf-8?Q?_=D1=82?=", "Трамваї".encode())
    assert read(raw + "\r\n\r\n".join(TEXT).encode()).articles[0].title == "Трамваї"


def test_lines_that_were_broken_are_joined():
    wrapped = "\n\n".join(textwrap.fill(text, 72) for text in TEXT)
    assert read(letter(text=wrapped)).articles[0].paragraphs == TEXT
    flowed = letter(text="x")
    flowed.replace_header("Content-Type", "text/plain; format=flowed; charset=utf-8")
    flowed.set_payload("\r\n\r\n".join(" \r\n".join(textwrap.wrap(text, 60)) for text in TEXT) + "\r\n\r\n-- \r\nThe desk\r\n")
    assert read(flowed).articles[0].paragraphs == TEXT


def test_a_mail_that_comes_twice_is_one_article():
    html = table(*(f"<p>{text}</p>" for text in TEXT))
    first, second = read(letter(html)), read(letter(html, To="other@readers.example"))
    assert first.capture != second.capture
    assert first.articles[0].id == second.articles[0].id
    assert read(letter(html, Message_ID="<other@courier.example>")).articles[0].id != first.articles[0].id


def test_a_digest_is_the_articles_it_announces_as_summaries():
    rows = [f"<h2><a href='{url}'>{title}</a></h2><p>{teaser}</p><a href='{url}'>Read more</a>" for title, url, teaser in ITEMS]
    lines = [f"<a href='{url}'><b>{title}</b></a><br>{teaser}" for title, url, teaser in ITEMS]
    for body in (rows, lines):
        articles = read(
            letter(table(ONLINE, "Good morning. Here is what happened.", *body, *FOOTER), subject="Your digest")
        ).articles
        assert [(one.title, one.paragraphs) for one in articles] == [(title, (teaser,)) for title, _, teaser in ITEMS]
        assert all(one.summary for one in articles)
        assert [one.url for one in articles] == [
            "https://courier.example/2026/drones-hit-a-depot",
            None,  # it tells who reads the mail
            "https://courier.example/trains-run-late",
        ]
        assert {one.publisher for one in articles} == {"The Harbour Courier"}
        assert {one.published.basis for one in articles if one.published} == {"inferred"}


def test_an_alert_of_another_s_articles_does_not_publish_them():
    rows = "".join(
        f"<tr><td><div><a href='{url}'><span>{title}</span></a><div><div><a href='https://s.example'>The Courier</a></div><div>{teaser}</div></div></div></td></tr>"
        for title, url, teaser in ITEMS
    )
    html = f"<table><tr><td>Alert: Odesa</td></tr>{rows}<tr><td><a href='x'>See more results</a> | <a href='x'>Edit this alert</a></td></tr></table>"
    articles = read(letter(html, subject="Alert: Odesa", From="Alerts <alerts@search.example>")).articles
    assert [one.title for one in articles] == [title for title, _, _ in ITEMS]
    assert [one.publisher for one in articles] == ["courier.example", None, "courier.example"]


def test_an_article_with_many_links_is_no_digest():
    linked = [
        f"<p>{text} <a href='https://courier.example/more-on-this'>More on how the depot was repaired</a>.</p>" for text in TEXT
    ]
    (article,) = read(letter(table(*linked))).articles
    assert len(article.paragraphs) == 4
    assert not article.summary


def test_a_mail_that_was_passed_on_is_read_as_what_it_is():
    forwarded = letter(
        text="See below.\n", subject="Fwd: Trams", From="Jane Doe <jane@readers.example>", Message_ID="<f@readers.example>"
    )
    forwarded.add_attachment(letter(table(*(f"<p>{text}</p>" for text in TEXT))))
    (article,) = read(forwarded).articles
    assert (article.title, article.publisher, article.paragraphs) == ("Trams are back", "The Harbour Courier", TEXT)
    assert article.id == read(letter(table(*(f"<p>{text}</p>" for text in TEXT)))).articles[0].id


def test_attachments_are_passed_over():
    message = letter(text="\n\n".join(TEXT))
    message.add_attachment("Minutes of a meeting that nobody published. " * 30, filename="minutes.txt")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="paper.pdf")
    assert read(message).articles[0].paragraphs == TEXT
    only = letter()
    only.add_attachment(b"%PDF", maintype="application", subtype="pdf")
    assert [one.reason for one in read(only).failures] == ["the mail has no text"]


@pytest.mark.parametrize("language", phrases.LANGUAGES)
def test_the_frame_is_known_in_every_language(language: str):
    for role in ("mailing", "in_browser"):
        for phrase in phrases.phrases()[role][language]:
            line = phrase.replace("*", "").replace(" … ", " x ").capitalize()
            (article,) = read(
                letter(text="\n\n".join((f"{line}.", *TEXT, f"{line}: https://l.example/u", "12 Quay Street, Odesa")))
            ).articles
            assert squash(line) not in squash(" ".join(article.paragraphs)), phrase


def test_a_sentence_with_such_a_word_in_the_middle_of_an_article_may_go_but_what_follows_it_stays():
    said = "Readers who unsubscribe from the paper, the editor said, mostly do so because they move away from the city."
    paragraphs = (
        read(letter(text="\n\n".join((TEXT[0], said, *TEXT[1:], *(f"{text} Again." for text in TEXT))))).articles[0].paragraphs
    )
    assert paragraphs[-1] == f"{TEXT[3]} Again."
    assert TEXT[1] in paragraphs


def test_deep_and_wide_mails_end_soon():
    started = time.process_time()
    deep = letter(text="\n\n".join(TEXT))
    for _ in range(40):
        outer = letter(text="x")
        outer.add_attachment(deep)
        deep = outer
    read(deep)
    wide = letter(text="\n\n".join(TEXT))
    for _ in range(600):
        wide.add_attachment("words", disposition="inline")
    read(wide)
    read(letter("<div>" * 5000 + TEXT[0] + "<a href='x'>" * 5000))
    assert time.process_time() - started < 5
