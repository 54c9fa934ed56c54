import html
import json
import time
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language.flatten import decode, flatten, holds
from briefing.language.words import squash

UKRAINIAN = "Уночі місто пережило обстріл, працювала протиповітряна оборона."
TYPES = ["text/plain", "text/markdown", "text/html", "application/xml", "application/json", "application/jsonl", "message/rfc822"]


def found(passage: str, body: str | bytes, media_type: str) -> bool:
    data = body if isinstance(body, bytes) else body.encode()
    return holds(squash(flatten(data, media_type)), passage)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (UKRAINIAN.encode(), UKRAINIAN),
        (b"\xef\xbb\xbf" + UKRAINIAN.encode(), UKRAINIAN),
        (b"\xff\xfe" + UKRAINIAN.encode("utf-16-le"), UKRAINIAN),
        (b"\xfe\xff" + UKRAINIAN.encode("utf-16-be"), UKRAINIAN),
        (b"\xff\xfe\0\0" + UKRAINIAN.encode("utf-32-le"), UKRAINIAN),
        ("<?xml version='1.0'?>é".encode("utf-16-le"), "<?xml version='1.0'?>é"),
        (UKRAINIAN.encode("cp1251"), UKRAINIAN),
        ("Le président a été réélu à Besançon.".encode("cp1252"), "Le président a été réélu à Besançon."),
        (b"<meta charset=koi8-u>" + UKRAINIAN.encode("koi8-u"), "<meta charset=koi8-u>" + UKRAINIAN),
        (b"<?xml encoding='ISO-8859-2'?>" + "Łódź".encode("iso8859-2"), "<?xml encoding='ISO-8859-2'?>Łódź"),
        (
            b'<meta content="text/html; charset=windows-1251">' + "місто".encode("cp1251"),
            '<meta content="text/html; charset=windows-1251">місто',
        ),
        (b"<meta charset=windows-1251>" + UKRAINIAN.encode(), "<meta charset=windows-1251>" + UKRAINIAN),
        (b"<meta charset=unicode_escape>\\u0041\xe9", "<meta charset=unicode_escape>\\u0041é"),
        (b"<meta charset=utf-16>\xe9t\xe9", "<meta charset=utf-16>été"),
        (b"", ""),
    ],
)
def test_bytes_are_read_in_the_encoding_they_are_in(body: bytes, text: str):
    assert decode(body) == text


@pytest.mark.parametrize(
    ("body", "charset", "text"),
    [
        (UKRAINIAN.encode("koi8-u"), "koi8-u", UKRAINIAN),
        ("Łódź".encode("iso8859-2"), "ISO-8859-2", "Łódź"),
        (UKRAINIAN.encode(), "windows-1251", UKRAINIAN),  # bytes that are UTF-8 are UTF-8
        (b"\xef\xbb\xbf" + UKRAINIAN.encode(), "koi8-u", UKRAINIAN),
        (UKRAINIAN.encode() + b"\xff", "iso-8859-1", UKRAINIAN + "\ufffd"),
        (UKRAINIAN.encode("cp1251"), "utf-8", UKRAINIAN),  # the server is wrong
        (UKRAINIAN.encode("cp1251"), "no-such-encoding", UKRAINIAN),
        (UKRAINIAN.encode("cp1251"), "unicode_escape", UKRAINIAN),
        (
            b"<meta charset=koi8-u>" + UKRAINIAN.encode("koi8-u"),
            "iso-8859-1",
            "<meta charset=koi8-u>" + UKRAINIAN,
        ),  # a server's default
        (
            b"<meta charset=iso-8859-1>" + UKRAINIAN.encode("koi8-u"),
            "koi8-u",
            "<meta charset=iso-8859-1>" + UKRAINIAN,
        ),  # a template's
        (b"<meta charset=koi8-u>" + UKRAINIAN.encode("cp1251"), "cp1251", "<meta charset=koi8-u>" + UKRAINIAN),  # as browsers do
        (f"<p>{UKRAINIAN}".encode("utf-16-le"), "UTF-16", f"<p>{UKRAINIAN}"),
        (f"<p>{UKRAINIAN}".encode("utf-16-be"), "utf-16be", f"<p>{UKRAINIAN}"),
        (b"<p>plain", "utf-16", "<p>plain"),
    ],
)
def test_what_the_server_names_is_taken_where_the_bytes_allow_it(body: bytes, charset: str, text: str):
    assert decode(body, charset) == text
    assert holds(squash(flatten(body, "text/plain", charset)), text)


def test_a_few_broken_bytes_do_not_make_utf8_something_else():
    assert decode(UKRAINIAN.encode() + b"\xff " + "кінець".encode()) == UKRAINIAN + "\ufffd кінець"


@given(st.binary(max_size=200), st.sampled_from([*TYPES, "image/png", ""]))
def test_nothing_raises_on_any_bytes(body: bytes, media_type: str):
    assert isinstance(flatten(body, media_type), str)


PIECES = st.sampled_from(
    [
        *"<>&\"'[](){}!-/\\=;:# \n",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<script",
        "</script",
        "<a b=",
        "&amp",
        "&#x",
        "\\u",
        "\\ud83d",
        "text",
        "їжа",
        "Content-Type: ",
        "multipart/mixed; boundary=a",
        "--a",
        "Subject: ",
        "=?utf-8?b?",
        "?=",
        '<meta name="title" content="',
        "\0",
        "\u0301",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(TYPES))
def test_nothing_raises_on_broken_markup(text: str, media_type: str):
    assert isinstance(flatten(text.encode(), media_type), str)


def as_html(text: str) -> str:
    return f"<!DOCTYPE html><html><body><p class='a>b'>{html.escape(text)}</p></body></html>"


def as_mail(text: str) -> str:
    message = EmailMessage()
    message["Subject"] = "News"
    message.set_content(text.replace("\r", "\n"), cte="base64")
    return message.as_string()


WRITERS = {
    "text/plain": str,
    "text/markdown": lambda text: f"# News\n\n{text}\n",
    "text/html": as_html,
    "application/xml": lambda text: f"<rss><item><title>{html.escape(text)}</title></item></rss>",
    "feed with HTML": lambda text: f"<rss><description>{html.escape(as_html(text))}</description></rss>",
    "feed with CDATA": lambda text: f"<rss><description><![CDATA[{as_html(text)}]]></description></rss>",
    "application/json": lambda text: json.dumps({"title": "News", "text": text}, ensure_ascii=True),
    "application/jsonl": lambda text: json.dumps({"text": "first"}) + "\n" + json.dumps({"text": text}, ensure_ascii=False),
    "JSON with HTML": lambda text: json.dumps([{"body": as_html(text)}]),
    "message/rfc822": as_mail,
}
REAL = {"feed with HTML": "application/xml", "feed with CDATA": "application/xml", "JSON with HTML": "application/json"}
# Any text a page may hold, with the letters of markup more often than chance has them.
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("<>&\"'[]()\\/!-*_#;: абв123"), max_size=60)


@pytest.mark.parametrize("kind", WRITERS)
@given(text=TEXT)
def test_a_text_written_into_any_kind_of_file_is_found_again(kind: str, text: str):
    body = WRITERS[kind](text).encode()
    assert not squash(text) or found(text, body, REAL.get(kind, kind))


@pytest.mark.parametrize(
    ("body", "passage", "there"),
    [
        ("<p>one</p><p>two</p>", "One. Two!", True),
        ("<p>one <b>bo</b>ld <!-- not this --> end</p>", "one bold end", True),
        ("<p>a</p><!-- hidden words --><p>b</p>", "hidden words", False),
        ("<script>var words = 'in a script'</script>", "in a script", False),
        ("<style>p { color: red }</style>", "color red", False),
        ("<STYLE>p { color: red }</Style >after", "color", False),
        ("<STYLE>p { color: red }</Style >after", "after", True),
        (
            '<script type="application/ld+json">{"articleBody": "The \\u043c\\u0456\\u0441\\u0442\\u043e was <b>hit</b>."}</script>',
            "The місто was hit",
            True,
        ),
        ('<script type="application/ld+json">{"articleBody": "x"}</script>', "article body", False),
        ("<meta property='og:title' content='A headline &amp; more'>", "A headline & more", True),
        ("<meta name=viewport content='width=device-width'>", "device", False),
        ("<img alt='a picture' src=x>", "a picture", False),
        ('<a title="5 > 4" href=x>link</a>', "4 href", False),
        ("<p>5 < 6 and 7 > 6</p>", "5 < 6 and 7 > 6", True),
        ("<p>Tom &amp; Jerry&nbsp;&#8211; &#x456;&lt;b&gt;</p>", "Tom & Jerry – і<b>", True),
        ("<!-- never closed <p>still here</p>", "still here", True),
        ("<p>open <a href='x", "open", True),
        ("<script>never closed", "never closed", True),
        ("<!--> shown <!-- -->", "shown", True),
        ("<noscript>without scripts</noscript><title>Title</title>", "without scripts Title", True),
        ("<p>one two</p>", "two one", False),
        ("<p>one</p>", "", False),
        ("<p>one</p>", "— …", False),
    ],
)
def test_of_html_the_words_a_reader_sees_are_kept(body: str, passage: str, there: bool):
    assert found(passage, body, "text/html") is there


@pytest.mark.parametrize(
    ("body", "passage", "there"),
    [
        ("See [the report](https://example.org/report-of-today) now", "See the report now", True),
        ("See [the report](https://example.org/a_(b) 'title') now", "See the report now", True),
        ("See [the report][1] now", "See the report now", True),
        ("![A bridge](https://example.org/b.jpg)", "A bridge", True),
        ("**Bold** and _thin_ words", "Bold and thin words", True),
        ("Fish &amp; chips<br>today", "Fish & chips today", True),
        ("An [aside] (of a kind) stays", "An [aside] (of a kind) stays", True),
        ("a <b and c> d", "a <b and c> d", True),
    ],
)
@pytest.mark.parametrize("media_type", ["text/plain", "text/markdown"])
def test_of_markdown_link_targets_are_passed_over(body: str, passage: str, there: bool, media_type: str):
    assert found(passage, body, media_type) is there


def test_json_gives_its_strings_and_not_its_keys_even_where_it_is_broken():
    body = '{"title" : "Über\\u00a0alles \\ud83d\\ude00", "n": [1, "two", {"deep": "three'
    assert flatten(body.encode(), "application/json").split("\n") == ["Über\u00a0alles 😀", "two", "three"]


def test_a_mail_gives_its_subject_and_every_text():
    message = EmailMessage()
    message["Subject"] = "Новини дня"
    message.set_content("Plain words\n")
    message.add_alternative("<p>Words in <b>HTML</b></p>", subtype="html")
    message.add_attachment(b"%PDF secret", maintype="application", subtype="pdf")
    flat = squash(flatten(message.as_bytes(), "message/rfc822"))
    assert [holds(flat, passage) for passage in ("новини дня", "plain words", "words in html", "secret")] == [
        True,
        True,
        True,
        False,
    ]


SIZE = 1_000_000
HOSTILE = [
    "<!--",
    "<",
    "<a '",
    '<a b="',
    '<a b=">" c=\'',
    "<div>",
    "<script>",
    '<script type="a/json">{"a":"b"',
    "<![CDATA[",
    "&",
    "&#9",
    "[",
]
HOSTILE += [
    "[a](",
    "![[",
    '[a](b "c',
    '"',
    '\\"',
    '{"a":[',
    "<meta name=title content='",
    "<a =",
    "a\u0301\u0323",
    "\uff9e\u0301",
    "<?xml encoding=",
    "--a\n",
]
HOSTILE += ["\u0301\u0323", "Content-Type: multipart/mixed; boundary=a\n\n--a\n", "=?utf-8?q?a", "9", " "]


@pytest.mark.slow
@pytest.mark.parametrize("media_type", ["text/plain", "text/html", "application/xml", "application/json", "message/rfc822"])
@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_input_takes_no_more_time_than_it_is_long(unit: str, media_type: str):
    head = "Content-Type: multipart/mixed; boundary=a\n\n--a\n" if unit == "--a\n" else ""
    started = time.process_time()
    squash(flatten((head + unit * (SIZE // len(unit.encode()))).encode(), media_type))
    assert time.process_time() - started < 10  # a second as a rule; the square of this length would take hours
