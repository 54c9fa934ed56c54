"""DKIM (RFC 6376): mails signed with the key of a domain, and whether the domain publishes the other half of that key.

Signed is every header we write, List-Unsubscribe-Post with the rest, without which receivers offer no one-click (RFC 8058 §4);
those of which a second one could mislead are signed once more than they occur, so that none can be added. No time of signing is
stated (RFC 6376 §3.5 only recommends it): the same mail is then the same bytes whenever it is signed.
"""

import base64
import binascii
import importlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import dkim
import dkim.asn1
import dkim.crypto
import dkim.util
import dns.exception
import dns.resolver

KEY_LIMIT = 100_000  # bytes of a key file
LEAST_BITS = 1024  # below, receivers take no notice (RFC 8301 §3.2)
_NEVER_TWICE = (
    b"from", b"to", b"subject", b"date", b"message-id", b"reply-to", b"mime-version", b"content-type",
    b"list-unsubscribe", b"list-unsubscribe-post",
)  # fmt: skip
_INTEGER, _BIT_STRING, _NULL, _OBJECT_ID, _SEQUENCE = 0x02, 0x03, 0x05, 0x06, 0x30  # tags of ASN.1, X.690 §8
_RSA_ID = b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01"  # rsaEncryption, RFC 8017 appendix C
_ED25519_PKCS8 = bytes.fromhex("302e020100300506032b657004220420")  # what stands before the 32 bytes of a key, RFC 8410 §7
_UNREADABLE = (
    AssertionError,
    dkim.crypto.UnparsableKeyError,
    dkim.asn1.ASN1FormatError,
    binascii.Error,
    ValueError,
    IndexError,
    KeyError,
    TypeError,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Signer:
    """Signs mails for a domain; called with the pieces of a message it gives the header line that comes before them."""

    domain: str
    selector: str
    kind: Literal["rsa", "ed25519"]
    bits: int
    public: bytes = field(repr=False)  # as it is published, before base64
    private: bytes = field(repr=False)

    @property
    def name(self) -> str:
        """Where the public key is published."""
        return f"{self.selector}._domainkey.{self.domain}"

    @property
    def record(self) -> str:
        """The TXT record that belongs there."""
        return f"v=DKIM1; k={self.kind}; p={base64.b64encode(self.public).decode('ascii')}"

    def __call__(self, pieces: Sequence[bytes]) -> bytes:
        """The DKIM-Signature of a message, a header line with its CRLF."""
        head, body = _halves(pieces)
        message = _Timeless(head, signature_algorithm=f"{self.kind}-sha256".encode(), minkey=LEAST_BITS)
        message.body = body  # not through the constructor, which takes a second for the lines of a large PDF
        names = [name.lower() for name, _ in message.headers]
        signed: bytes = message.sign(
            self.selector.encode("ascii"),
            self.domain.encode("ascii"),
            self.private,
            canonicalize=(b"relaxed", b"simple"),
            include_headers=(*names, *_NEVER_TWICE),
        )
        return signed


@dataclass(frozen=True, kw_only=True, slots=True)
class NoSigner:
    """Why a key cannot be used."""

    reason: str


class _Timeless(dkim.DKIM):  # type: ignore[misc]
    """A signature that does not say when it was made."""

    def gen_header(self, fields: list[tuple[bytes, bytes]], *args: Any, **options: Any) -> bytes:
        made: bytes = super().gen_header([one for one in fields if one[0] != b"t"], *args, **options)
        return made


def signer(key: Path, *, domain: str, selector: str) -> Signer | NoSigner:
    """The signer with the private key in a file: RSA in PEM (PKCS#1 or PKCS#8, no password), or Ed25519 in PEM or base64."""
    try:
        with key.open("rb") as file:
            text = file.read(KEY_LIMIT + 1).replace(b"\r\n", b"\n").strip() + b"\n"
    except OSError as error:
        return NoSigner(reason=f"the DKIM key {key} cannot be read ({(error.strerror or 'no such file').lower()})")
    if not domain.isascii() or not selector.isascii():
        return NoSigner(reason="the DKIM domain and selector have to be written in ASCII (xn--)")
    if b"ENCRYPTED" in text:
        return NoSigner(reason=f"the DKIM key {key} has a password; write it without one (openssl rsa -in KEY -out NEW)")
    if seed := _ed25519_seed(text):
        return _ed25519(seed, domain, selector)
    try:
        found = dkim.crypto.parse_pem_private_key(text)
        modulus, exponent = int(found["modulus"]), int(found["publicExponent"])
        whole = found["prime1"] * found["prime2"] == modulus
    except _UNREADABLE:
        whole = False
    if not whole:
        return NoSigner(reason=f"the file {key} is no private key in PEM; make one with openssl genrsa -out {key.name} 2048")
    if modulus.bit_length() < LEAST_BITS:
        return NoSigner(reason=f"the DKIM key {key} has {modulus.bit_length()} bits, fewer than receivers accept; make one of 2048")
    public = _published_rsa(modulus, exponent)
    return Signer(domain=domain, selector=selector, kind="rsa", bits=modulus.bit_length(), public=public, private=text)


def against_dns(key: Signer, *, server: tuple[str, int] | None = None, seconds: float = 10.0) -> str:
    """What is wrong with the record that the domain publishes for a key, "" where it fits.

    `server` is the address and port of a name server, None for the system's; not asked for longer than `seconds`.
    """
    try:
        rows = _texts(key.name, server, seconds)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return f"there is no TXT record at {key.name}; publish: {key.record}"
    except dns.exception.Timeout:
        return f"no name server said within {seconds:g} s what is at {key.name}"
    except (dns.exception.DNSException, OSError, UnicodeError) as error:
        return f"the record at {key.name} cannot be looked up ({type(error).__name__})"
    records = [found for row in rows if (found := _tags(row)) is not None]
    if len(records) != 1:
        instead = "there are several DKIM records" if records else "there is a TXT record, but none of DKIM,"
        return f"{instead} at {key.name}; there has to be exactly one: {key.record}"
    return _unfit(records[0], key)


def _unfit(record: dict[bytes, bytes], key: Signer) -> str:
    """What in a record keeps receivers from taking the key's signatures."""
    published = re.sub(rb"\s", b"", record[b"p"])
    if not published:
        return f"the key at {key.name} is revoked (p= is empty)"
    if record.get(b"k", b"rsa") != key.kind.encode():
        return f"the record at {key.name} is of another kind of key; publish: {key.record}"
    if record.get(b"v", b"DKIM1") != b"DKIM1" or b"sha256" not in record.get(b"h", b"sha256"):
        return f"the record at {key.name} is for another version or hash; publish: {key.record}"
    if not {b"*", b"email"} & {one.strip() for one in record.get(b"s", b"*").split(b":")}:
        return f"the record at {key.name} is not for mail (s=); publish: {key.record}"
    return (
        ""
        if _same(published, key)
        else f"the record at {key.name} holds another key than the one that signs; publish: {key.record}"
    )


def _same(published: bytes, key: Signer) -> bool:
    try:
        shown = base64.b64decode(published, validate=True)
        if key.kind == "ed25519":
            return shown == key.public
        theirs, ours = (dkim.crypto.parse_public_key(one) for one in (shown, key.public))
    except _UNREADABLE:
        return False
    return bool(theirs == ours)


def _tags(row: bytes) -> dict[bytes, bytes] | None:
    """The tags of a record, None where it is no record of a key."""
    try:
        tags: dict[bytes, bytes] = dkim.util.parse_tag_value(row)
    except dkim.util.InvalidTagValueList:
        return None
    return tags if b"p" in tags else None


def _texts(name: str, server: tuple[str, int] | None, seconds: float) -> list[bytes]:
    """The TXT records at a name, the strings of each put together."""
    resolver = dns.resolver.Resolver(configure=server is None)
    if server is not None:
        resolver.nameservers, resolver.port = [server[0]], server[1]
    answer = resolver.resolve(f"{name}.", "TXT", lifetime=seconds, search=False)
    return [b"".join(row.strings) for row in answer]


def _halves(pieces: Sequence[bytes]) -> tuple[bytes, bytes]:
    """The headers of a message with the empty line after them, and the body."""
    before = b""
    for at, piece in enumerate(pieces):
        seam = before[-3:] + piece
        if (end := seam.find(b"\r\n\r\n")) >= 0:
            cut = end + 4 - len(before[-3:])
            return before + piece[:cut], b"".join((piece[cut:], *pieces[at + 1 :]))
        before += piece
    return before, b""


def _published_rsa(modulus: int, exponent: int) -> bytes:
    """A public key as SubjectPublicKeyInfo (RFC 5280 §4.1), which is what is published."""
    numbers = _der(_SEQUENCE, *(_der(_INTEGER, one.to_bytes(one.bit_length() // 8 + 1, "big")) for one in (modulus, exponent)))
    algorithm = _der(_SEQUENCE, _der(_OBJECT_ID, _RSA_ID), _der(_NULL))
    return _der(_SEQUENCE, algorithm, _der(_BIT_STRING, b"\0", numbers))


def _der(tag: int, *contents: bytes) -> bytes:
    """A value of ASN.1 in its one encoding (X.690 §10)."""
    content = b"".join(contents)
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    written = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(written))) + written + content


def _ed25519_seed(text: bytes) -> bytes:
    """The 32 bytes of an Ed25519 key, b"" where it is none."""
    lines = b"".join(line for line in text.split(b"\n") if not line.startswith(b"-----"))
    try:
        content = base64.b64decode(lines, validate=True)
    except binascii.Error:
        return b""
    content = content.removeprefix(_ED25519_PKCS8)
    return content if len(content) == 32 else b""


def _ed25519(seed: bytes, domain: str, selector: str) -> Signer | NoSigner:
    try:
        signing = importlib.import_module("nacl.signing")  # not everywhere, and not every receiver checks such signatures yet
    except ImportError:
        return NoSigner(reason="the DKIM key is Ed25519, for which the package PyNaCl is missing; use an RSA key of 2048 bits")
    public = bytes(signing.SigningKey(seed).verify_key)
    return Signer(domain=domain, selector=selector, kind="ed25519", bits=256, public=public, private=base64.b64encode(seed))
