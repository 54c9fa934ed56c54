"""Texts and names in headers: whatever they are, they come back as they were cleaned, in lines that may be folded anywhere."""

import email
import email.policy
import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from email.header import decode_header, make_header

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.mail_address import MailAddress
from briefing.stages.mail.headers import WIDTH, cleaned, date_header, header, mailbox, mailto, phrase, text_header, uri

WORDS = st.lists(
    st.sampled_from(["day", "Kyiv", "Київ", "№", "ﷺ", "👩‍🚀", "=?utf-8?q?x?=", "a,b", "“", "x" * 40, "ї" * 40]), max_size=20
)
TEXTS = st.text() | WORDS.map(" ".join) | st.text(st.characters(max_codepoint=0x17F))


def unfolded(line):
    return re.sub(rb"\r\n([ \t])", rb"\1", line)


def shown(line):
    """A header's text as Python's decoder of RFC 2047 reads it."""
    value = unfolded(line).decode().partition(": ")[2].rstrip("\r\n")
    return str(make_header(decode_header(value)))


@given(TEXTS)
def test_a_subject_comes_back_as_it_was_cleaned(text):
    line = text_header("Subject", text)
    assert shown(line) == cleaned(text, 120)


@given(TEXTS)
def test_a_header_is_one_header_in_lines_of_at_most_78_ascii_characters(text):
    for line in (text_header("Subject", text), header("To", *mailbox(MailAddress(local="a", domain="b.example", name=text)))):
        assert line.endswith(b"\r\n")
        lines = line[:-2].split(b"\r\n")
        assert all(re.fullmatch(rb"[ -~]*", one) for one in lines)
        assert all(len(one) <= WIDTH for one in lines)
        assert all(one.startswith(b" ") and one.strip() for one in lines[1:])
        assert all(len(word) <= 75 for word in re.findall(rb"=\?utf-8\?[qb]\?[^?]*\?=", line))


@given(TEXTS)
def test_an_encoded_word_holds_whole_characters(text):
    for kind, word in re.findall(r"=\?utf-8\?([qb])\?([^? ]*)\?=", " ".join(phrase("ї" + text))):
        (found, charset), *rest = decode_header(f"=?utf-8?{kind}?{word}?=")
        assert (charset, rest) == ("utf-8", [])
        assert found.decode("utf-8", "strict")


@given(TEXTS)
def test_a_name_makes_no_second_address(text):
    line = header("To", *mailbox(MailAddress(local="reader", domain="example.net", name=text)))
    (address,) = email.message_from_bytes(line + b"\r\n", policy=email.policy.default)["To"].addresses
    assert address.addr_spec == "reader@example.net"
    if len(cleaned(text, 100).encode()) <= 42:  # Python 3.11 puts a space between two encoded words of a name
        assert address.display_name == cleaned(text, 100)


@given(TEXTS)
def test_what_is_cleaned_can_be_seen_and_stays_clean(text):
    made = cleaned(text, 120)
    assert len(made) <= 120
    assert cleaned(made, 120) == made
    joiners = "\u200c\u200d"
    assert [char for char in made if unicodedata.category(char)[0] in "CZ" and char not in joiners + " "] in (
        [],
        *_unassigned(made),
    )


def _unassigned(text):
    """Characters that are newer than this Python are kept."""
    kept = [char for char in text if unicodedata.category(char) == "Cn"]
    return [kept] if kept else []


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("two\r\nBcc: a@b.example", "two Bcc: a@b.example"),
        ("line\u2028and\u2029paragraph\x85\x0b\x0c\x00", "line and paragraph"),
        ("\u202egnp.exe\u202c \u2066x\u2069", "gnp.exe x"),
        ("zero\u200bwidth\ufeff and\u00ad soft", "zerowidth and soft"),
        ("نامه\u200cای", "نامه\u200cای"),
        ("\udcff lone", "\ufffd lone"),
        ("  wide\u3000space\u00a0", "wide space"),
        ("x" * 121, "x" * 119 + "…"),
        ("e\u0301", "é"),
    ],
)
def test_texts_are_cleaned(written, kept):
    assert cleaned(written, 120) == kept


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Desk", "Desk"),
        ("Briefing Desk", "Briefing Desk"),
        ("Desk, Kyiv", '"Desk, Kyiv"'),
        ('The "Desk" \\ x', '"The \\"Desk\\" \\\\ x"'),
        ("a@b.example", '"a@b.example"'),
        ("=?utf-8?q?x?=", "=?utf-8?b?PT91dGYtOD9xP3g/PQ==?="),
        ("Стол", "=?utf-8?b?0KHRgtC+0Ls=?="),
        ("Café Central", "=?utf-8?q?Caf=C3=A9_Central?="),
        ("", ""),
    ],
)
def test_names_are_written_as_atoms_strings_or_encoded_words(name, written):
    assert " ".join(phrase(name)) == written


def test_a_token_is_never_folded():
    long = f"<https://example.org/{'x' * 200}>"
    assert header("List-Archive", long) == f"List-Archive: {long}\r\n".encode()
    assert header("X", "a" * 50, long, "b") == f"X: {'a' * 50}\r\n {long}\r\n b\r\n".encode()


@given(TEXTS)
def test_an_address_of_the_web_stands_in_brackets_and_ascii(text):
    made = uri(f"https://example.org/{text}")
    assert re.fullmatch(r"<https://example\.org/[!-;=?-~]*>", made)
    assert uri(made[1:-1]) == made


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://новини.укр:8443/é?x=1", "<https://xn--b1amarcd.xn--j1amh:8443/%C3%A9?x=1>"),
        ("https://example.org/новини.укр", "<https://example.org/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8.%D1%83%D0%BA%D1%80>"),
        ("https://no\u202ehost.example/", "<https://no%E2%80%AEhost.example/>"),
    ],
)
def test_a_host_in_another_script_is_written_as_programs_expect_it(address, written):
    assert uri(address) == written


def test_a_mail_to_be_written_keeps_its_address_whole():
    assert mailto("bounces+a1@example.org", "unsubscribe") == "mailto:bounces+a1@example.org?subject=unsubscribe"
    assert mailto("a?b&c%d@example.org", "stop & go") == "mailto:a%3Fb%26c%25d@example.org?subject=stop%20%26%20go"


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1)), st.integers(-14 * 60, 14 * 60))
def test_a_date_is_read_back_to_the_second(at, minutes):
    at = at.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    line = date_header(at)
    assert email.message_from_bytes(line + b"\r\n", policy=email.policy.default)["Date"].datetime == at
    assert line == f"Date: {email.utils.format_datetime(at)}\r\n".encode()


def test_a_zone_that_is_off_by_seconds_is_told_in_utc():
    at = datetime(1900, 1, 1, 12, tzinfo=timezone(timedelta(hours=2, minutes=2, seconds=4)))
    assert date_header(at) == b"Date: Mon, 01 Jan 1900 09:57:56 +0000\r\n"
    assert date_header(at.astimezone(UTC)) == date_header(at)
