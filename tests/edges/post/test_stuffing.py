"""Dots doubled, whatever pieces a message comes in, and large pieces worked on once."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.edges.post.stuffing import BLOCK, LineEndError, Stuffing

LINE = st.sampled_from([b"", b".", b"..", b".a", b"a.", b"a", b"\xd0\xb0", b"x" * 998, b"y" * 5000])


def unstuffed(wire: bytes) -> bytes:
    """As a server does (RFC 5321, 4.5.2)."""
    return b"".join(line[1:] if line.startswith(b".") else line for line in wire.splitlines(keepends=True))


def sent(pieces) -> bytes:
    return b"".join(bytes(block) for block in Stuffing().wire(pieces).blocks)


@given(st.lists(LINE), st.lists(st.integers(0, 20_000), max_size=6))
def test_a_server_reads_what_was_meant_and_sees_no_end_before_the_end(lines, cuts):
    message = b"".join(line + b"\r\n" for line in lines)
    borders = [0, *sorted(min(cut, len(message)) for cut in cuts), len(message)]
    pieces = [message[start:end] for start, end in pairwise(borders)]
    wire = sent(pieces)
    assert unstuffed(wire + b"\r\n" if message else b"") == message
    assert b"\r\n.\r\n" not in b"\r\n" + wire + b"\r\n"


@given(st.lists(st.sampled_from([b"a\r\n", b"a", b"\r", b"\n", b".\r\n"]), min_size=1))
def test_half_a_line_break_is_found_wherever_it_stands(pieces):
    message = b"".join(pieces)
    if b"\r" in message.replace(b"\r\n", b"") or b"\n" in message.replace(b"\r\n", b""):
        with pytest.raises(LineEndError):
            sent(pieces)
    else:
        assert unstuffed(sent(pieces) + b"\r\n").rstrip(b"\r\n") == message.rstrip(b"\r\n")


def test_a_last_line_without_an_end_gets_one():
    assert sent([b"a\r\nb"]) == b"a\r\nb"  # and its end comes with the dot


def test_a_large_piece_is_worked_on_once_and_sent_in_blocks():
    stuffing = Stuffing()
    pdf = (b"z" * 76 + b"\r\n") * 10_000
    first, second = (stuffing.wire((head, pdf, b"--\r\n")) for head in (b"To: a\r\n", b"To: b\r\n"))
    assert first.blocks[1].obj is second.blocks[1].obj
    assert max(map(len, first.blocks)) <= BLOCK
    assert first.ascii


def test_what_is_remembered_does_not_grow():
    stuffing = Stuffing()
    for number in range(100):
        stuffing.wire(((b"%d" % number) * 5000 + b"\r\n",))
    assert len(stuffing._known) == 16
