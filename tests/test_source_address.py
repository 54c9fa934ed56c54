"""The address of a source: what is refused, in which words, and which spellings are one source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import ProfileError
from briefing.settings import Source, parse
from briefing.source_address import never_asked, one_spelling

PLAIN = """title = "Harbour news"
timezone = "UTC"
[[section]]
id = "harbour"
title = "Harbour"
about = "ships and quays"
"""


def profile(*sources: tuple[str, str], allow: str = "", name: str = "Courier") -> str:
    """A profile with these sources (kind and address, as TOML has it)."""
    tables = [
        f'[[source]]\nname = "{name} {number}"\nkind = "{kind}"\nurl = "{url}"\n' for number, (kind, url) in enumerate(sources)
    ]
    return PLAIN + "".join(tables) + (f"[fetch]\nallow_hosts = [{allow}]\n" if allow else "")


def said_of(text: str) -> list[str]:
    with pytest.raises(ProfileError) as told:
        parse(text, "mine")
    return [line.strip() for line in str(told.value).splitlines()[1:]]


@pytest.mark.parametrize(
    ("kind", "url", "said"),
    [
        ("imap", "imaps://mail.example/INBOX", "names no user, as in imaps://user%40example.org@"),
        ("imap", "imaps://me:hidden@mail.example", "holds a password, which comes from the variable BRIEFING_IMAP_PASSWORD"),
        ("imap", "imaps://me:@mail.example", "holds a password"),
        ("imap", "imaps://me:hid/den@mail.example/INBOX", "names no user"),
        ("imap", "https://me:hidden@mail.example", "is an imap or imaps address, not 'https://…@mail.example'"),
        ("feed", "ftp://me:hidden@x.example", "is an http or https address, not 'ftp://…@x.example'"),
        ("feed", "me:hidden@x.example", "is an http or https address, not '…@x.example'"),
        ("feed", "https://", "is an http or https address"),
        ("feed", "https://:80/f", "is an http or https address"),
        ("feed", "https://[x/f", "is an http or https address"),
        ("folder", "in\\u0007", "is text without control characters"),
        ("folder", " ", "is empty"),
    ],
)
def test_an_address_that_will_not_be_asked_is_refused_with_its_key_and_without_its_secrets(kind, url, said):
    (told,) = said_of(profile((kind, url)))
    assert told.startswith(f"source[1].url: {said}")
    assert "hid" not in told
    assert told.isprintable()


def test_all_mistakes_of_an_address_and_of_all_sources_are_told_at_once():
    text = profile(
        ("feed", "https://me:hidden@x.example:8443/a b"),
        ("imap", "imaps://:hidden@mail.example"),
        ("page", "https://x.example:8080/"),
        allow='"x.example:99999", "x.example:8080"',
    )
    second, third = said_of(text)
    assert "holds a password" in second
    assert "names no user" in second
    assert third.startswith("fetch.allow_hosts: is a list of hosts with their ports (1 to 65535)")
    assert "'x.example:99999'" in third


@pytest.mark.parametrize(
    ("kind", "url", "why"),
    [
        ("feed", "https://me:hidden@x.example/f", "addresses with a user or password are not asked"),
        ("sitemap", "https://@x.example/f", "addresses with a user or password are not asked"),
        ("feed", "https://x.example:8443/f", 'allow_hosts names "x.example:8443"'),
        ("feed", "https://[2001:DB8::1]:8443/f", 'allow_hosts names "[2001:db8::1]:8443"'),
        ("imap", "imaps://me@mail.example:80", 'allow_hosts names "mail.example:80"'),
        ("feed", "https://x.example:99999/f", "a port is a number from 1 to 65535"),
        ("feed", "https://x.example:web/f", "a port is a number from 1 to 65535"),
        ("page", "https://x.example/a b", "written with spaces"),
        ("page", "https://x.\u200bexample/a", "written with spaces"),
    ],
)
def test_an_address_that_will_be_refused_when_asked_costs_its_source_alone_and_is_told_beforehand(kind, url, why):
    (source,) = parse(profile((kind, url)), "mine").sources
    (said,) = never_asked(source.kind, source.url, ())
    assert why in said
    assert "hidden" not in said


def test_addresses_that_are_asked_leave_no_doubt():
    assert never_asked("feed", "http://Feeds.Intranet:8080/f", ("feeds.intranet:8080",)) == ()
    assert never_asked("folder", "in box", ()) == never_asked("imap", "imaps://me@mail.example", ()) == ()


@pytest.mark.parametrize("port", ["0", "65536", "99999", "000000"])
def test_a_port_that_is_none_is_refused_among_the_hosts_that_are_allowed(port):
    (told,) = said_of(profile(allow=f'"x.example:{port}"'))
    assert told.startswith("fetch.allow_hosts: ")


@pytest.mark.parametrize(
    ("kind", "url", "allow"),
    [
        ("feed", "https://x.example/@desk/feed", ""),
        ("feed", "http://x.example:443/f", ""),
        ("page", "https://новини.example/стрічка", ""),
        ("feed", "http://127.0.0.1:8080/f", '"127.0.0.1:8080"'),
        ("feed", "http://Feeds.Intranet:8080/f", '"feeds.intranet:8080"'),
        ("feed", "http://[::1]:8080/f", '"[::1]:8080"'),
        ("imap", "imap://desk%40x.example@127.0.0.1:1143/INBOX", '"127.0.0.1:1143"'),
        ("imap", "imaps://desk@x.example@mail.example", ""),
        ("folder", "in box/of today", ""),
    ],
)
def test_addresses_that_can_be_asked_are_taken_as_they_are(kind, url, allow):
    assert parse(profile((kind, url), allow=allow), "mine").sources[0].url == url


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("feed", "http://x.example/f", "http://X.example:80/f"),
        ("feed", "https://x.example/f", "HTTPS://x.example:443/f#top"),
        ("page", "https://x.example", "https://x.example/"),
        ("page", "https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("imap", "imaps://a%40b.example@mail.example/INBOX", "imaps://a@b.example@MAIL.example:993/inbox/"),
        ("imap", "imap://a@mail.example/Alerts", "imap://a@mail.example:143/Alerts/"),
        ("folder", "in", "./in/"),
    ],
)
def test_two_spellings_of_one_address_are_one_source(kind, one, other):
    assert said_of(profile((kind, one), ("feed", "https://y.example/f"), (kind, other))) == [
        "source[3].url: is that of source[1] too"
    ]
    assert Source(name="a", kind=kind, url=one).key == Source(name="b", kind=kind, url=other).key


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("feed", "http://x.example/f", "https://x.example/f"),
        ("feed", "https://x.example/f", "https://x.example/F"),
        ("feed", "https://x.example/f", "https://x.example/f/"),
        ("feed", "https://x.example/f?a=1", "https://x.example/f?a=2"),
        ("feed", "http://x.example:443/f", "http://x.example/f"),
        ("imap", "imaps://a@mail.example", "imaps://b@mail.example"),
        ("imap", "imaps://a@mail.example", "imaps://a@mail.example/Alerts"),
        ("folder", "in", "in/deeper"),
        ("folder", "in", "In"),
    ],
)
def test_two_addresses_are_two_sources(kind, one, other):
    assert len(parse(profile((kind, one), (kind, other)), "mine").sources) == 2
    assert Source(name="a", kind=kind, url=one).key != Source(name="a", kind=kind, url=other).key


@given(st.sampled_from(["feed", "page", "imap", "folder"]), st.text() | st.from_regex(r"(?i:https?|imaps?)://\S*"))
def test_whatever_stands_there_has_one_spelling(kind, url):
    assert isinstance(one_spelling(kind, url), str)


@given(st.from_regex(r"(?i:https?)://[A-Za-z0-9.]{1,20}(:[0-9]{1,4})?(/[a-zA-Z/]*)?(\?[a-z=]*)?(#[a-z]*)?", fullmatch=True))
def test_the_one_spelling_of_an_address_is_its_own(url):
    once = one_spelling("feed", url)
    assert one_spelling("feed", once) == once
    assert one_spelling("feed", url.partition("://")[0].swapcase() + url[url.index("://") :]) == once


@pytest.mark.parametrize("letter", ["\\u001b", "\\u0007", "\\n", "\\u202e", "\\u2028", "\\u0085"])
def test_a_name_that_steers_a_terminal_is_refused(letter):
    (told,) = said_of(profile(("feed", "https://x.example/f"), name=f"A{letter}[31m"))
    assert told.startswith("source[1].name: is text without control characters, not 'A")
    assert told.isprintable()


def test_a_name_keeps_the_letters_that_its_language_writes_invisibly():
    name = "خبر\N{ZERO WIDTH NON-JOINER}نامه"
    assert parse(profile(("feed", "https://x.example/f"), name=name), "mine").sources[0].name == f"{name} 0"
