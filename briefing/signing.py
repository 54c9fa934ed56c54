"""Signed tokens that stand in links and return paths: who they are of, and what for.

A token is 21 bytes: the first 16 of an HMAC-SHA256 over purpose, profile and reader (RFC 2104 §5 allows half of it), the reader's
number in 4, and the key's number in 1. In base64url that is 28 characters without padding, so that a link to a usual host
stays below the 76 characters from which Python's mail package encodes a header; in base32, for return paths, which lose
their capitals on the way, 34. The key stands last, so that a link does not end in "-" or "_", which mail programs cut off.
"""

import base64
import binascii
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

Purpose = Literal["leave", "confirm", "bounce"]

KEY_BYTES = 32
LENGTH, FOLDED_LENGTH = 28, 34  # characters of a token
_MAC, _NUMBER = 16, 4  # bytes
_SIZE = _MAC + _NUMBER + 1
_NOBODY = bytes(_SIZE)  # what is read where a text is no token at all, for the same work


@dataclass(frozen=True, kw_only=True, slots=True)
class Secret:
    """A key that signs, and its number, from 1 up."""

    number: int
    key: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Signed:
    """Who a token is of: a reader's number, and the profile."""

    profile: str
    number: int


def sign(purpose: Purpose, profile: str, number: int, secrets: Sequence[Secret]) -> str:
    """The token of a reader for a purpose, in base64url, signed with the newest key."""
    return base64.urlsafe_b64encode(_made(purpose, profile, number, _newest(secrets))).decode("ascii")


def sign_folded(purpose: Purpose, profile: str, number: int, secrets: Sequence[Secret]) -> str:
    """The same where capitals are not kept: in base32, small letters and digits."""
    return base64.b32encode(_made(purpose, profile, number, _newest(secrets))).decode("ascii").rstrip("=").lower()


def read(token: str, purpose: Purpose, *, profiles: Iterable[str], secrets: Iterable[Secret]) -> Signed | None:
    """Who a token was made for, in either spelling; None where it was made for another purpose, or by nobody.

    Every profile is tried with every key whatever the token says, so that the time taken tells nothing of it.
    """
    packed = _unpacked(token)
    tag, number, key = packed[:_MAC], int.from_bytes(packed[_MAC:-1], "big"), packed[-1]
    found: Signed | None = None
    keys = tuple(secrets)
    for profile in profiles:
        for secret in keys:
            made = _mac(purpose, profile, number, secret.key)
            fits = hmac.compare_digest(made, tag) & (secret.number % 256 == key) & (number > 0)
            found = Signed(profile=profile, number=number) if fits else found
    return found


def _newest(secrets: Sequence[Secret]) -> Secret:
    return max(secrets, key=lambda one: one.number)


def _made(purpose: Purpose, profile: str, number: int, secret: Secret) -> bytes:
    return _mac(purpose, profile, number, secret.key) + number.to_bytes(_NUMBER, "big") + bytes([secret.number % 256])


def _mac(purpose: Purpose, profile: str, number: int, key: bytes) -> bytes:
    # No purpose and no profile holds a NUL, so that no two of them run together alike.
    return hmac.digest(key, b"\0".join((purpose.encode(), profile.encode(), number.to_bytes(_NUMBER, "big"))), sha256)[:_MAC]


def _unpacked(token: str) -> bytes:
    """The bytes of a token, those of nobody's where it is none; one spelling only for each, but for the case of base32."""
    try:
        if len(token) == LENGTH and not {*token} & {*"+/"}:  # which the decoder takes for the others
            packed = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
        elif len(token) == FOLDED_LENGTH:
            packed = base64.b32decode(token.upper().encode("ascii") + b"======")
            if base64.b32encode(packed).decode("ascii").rstrip("=") != token.upper():
                return _NOBODY  # the last bits, which say nothing, are not nought
        else:
            return _NOBODY
    except (ValueError, binascii.Error):
        return _NOBODY
    return packed if len(packed) == _SIZE else _NOBODY
