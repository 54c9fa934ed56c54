import gzip
import random
import time
import zlib

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.edges.unpack import Unpacker, UnpackingError, unpacked


def raw(body: bytes) -> bytes:
    """Deflate without the wrapper the standard asks for, as some servers send it."""
    made = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return made.compress(body) + made.flush()


PACKED = {
    "gzip": gzip.compress,
    "x-gzip": lambda body: gzip.compress(body[:99]) + gzip.compress(body[99:]) + bytes(64),
    "deflate": zlib.compress,
    "Deflate ": raw,
    "br": lambda body: brotli.compress(body, quality=4),
    "gzip, br": lambda body: brotli.compress(gzip.compress(body), quality=4),
    "identity": bytes,
    "": bytes,
}
BODY = random.Random(1).randbytes(150_000) + b"words " * 100_000
LIMIT = 10_000_000


def pieces(body: bytes, size: int) -> list[bytes]:
    return [body[at : at + size] for at in range(0, len(body), size)]


def reason(packed: bytes, encoding: str, *, limit: int = LIMIT) -> str:
    with pytest.raises(UnpackingError) as raised:
        list(unpacked(pieces(packed, 16_000), encoding, limit=limit))
    return raised.value.reason


@pytest.mark.parametrize("encoding", PACKED)
@pytest.mark.parametrize("size", [1, 999, 10_000_000])
def test_what_was_packed_comes_back_in_small_pieces(encoding: str, size: int):
    body = BODY if size > 1 else BODY[:20_000]
    made = list(unpacked(pieces(PACKED[encoding](body), size), encoding, limit=LIMIT))
    assert b"".join(made) == body
    assert encoding in ("identity", "") or max(map(len, made)) <= 65_536


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=3000), st.sampled_from([name for name in PACKED if name.strip() != "identity"]), st.integers(1, 400))
def test_it_comes_back_however_it_was_cut(body: bytes, encoding: str, size: int):
    assert b"".join(unpacked(pieces(PACKED[encoding](body), size), encoding, limit=LIMIT)) == body


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "Deflate ", "br", "gzip, br"])
def test_what_is_cut_short_or_broken_is_said(encoding: str):
    packed = PACKED[encoding](BODY)
    assert reason(packed[: len(packed) // 2], encoding).startswith("is cut short: the ")
    assert reason(b"\x1f\x8b\x08" + b"\xff" * 500 if encoding == "gzip" else b"\x78\x9c" + b"\xff" * 500, encoding).startswith(
        "is not whole "
    )


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_a_bomb_ends_at_its_limit(encoding: str):
    packed = PACKED[encoding](bytes(100_000_000))
    began = time.process_time()
    assert reason(packed, encoding) == "unpacks to more than 100 times its size"
    mixed = PACKED[encoding](random.Random(2).randbytes(200_000) + bytes(15_000_000))
    assert reason(mixed, encoding) == "unpacks to more than the 10 MB that are read of one page"
    assert time.process_time() - began < 2


def test_every_layer_is_counted():
    # A gzip header with a name that never ends makes nothing, as much of it as there may be.
    endless = brotli.compress(b"\x1f\x8b\x08\x08" + bytes(6) + b"a" * 50_000_000, quality=4)
    assert "100 times its size" in reason(endless, "gzip, br")
    empty = gzip.compress(b"")
    assert reason(empty * 10_001, "gzip") == "is packed in more than 10000 parts"


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("zstd", "is packed in a way that is not read: zstd"),
        ("g\r\nz\x1b[1m", "is packed in a way that is not read: g??z??1m"),
        ("gzip, gzip, gzip", "is packed 3 times over"),
    ],
)
def test_other_ways_of_packing_are_named(encoding: str, said: str):
    assert reason(b"x", encoding) == said


def test_a_body_that_is_not_packed_has_the_same_limit():
    assert reason(bytes(2_100_000), "identity", limit=2_000_000) == "has more than the 2 MB that are read of one page"


def test_nothing_at_all_is_nothing():
    for encoding in PACKED:
        assert list(unpacked([], encoding, limit=LIMIT)) == []
        unpacker = Unpacker(encoding, limit=LIMIT)
        unpacker.finish()
        assert (unpacker.taken, unpacker.made) == (0, 0)
