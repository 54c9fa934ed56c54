"""Text and files as 7-bit lines: quoted-printable (RFC 2045 §6.7) for what people read, base64 (§6.8) for what they open."""

import binascii
import re

SOFT = b"=\r\n"  # a line break that is not in the text
_LINE = 57  # bytes that make a base64 line of 76
_BLOCK = _LINE * 1024
_LIMIT = 76
# C0 and DEL but tab and line feed: no mail may hold a NUL (RFC 5322 §2.2), and none of the others means anything in one.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_FROM = re.compile(rb"^From (.*)$", re.MULTILINE)


def quoted(text: str) -> bytes:
    """A text as quoted-printable lines of at most 76 characters; CRLF where it has a line break, none added at its end."""
    plain = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = binascii.b2a_qp(plain.encode("utf-8", "replace"), istext=True)
    # Mailboxes in one file begin a mail at "From ": programs that keep such put a ">" before it and so break a signature.
    return _FROM.sub(_not_from, lines).replace(b"\n", b"\r\n")


def in_base64(content: bytes) -> bytes:
    """A file as base64 lines of 76 characters, each with its CRLF."""
    lines = []
    for at in range(0, len(content), _BLOCK):
        block = binascii.b2a_base64(content[at : at + _BLOCK], newline=False)
        lines += [block[begin : begin + _LIMIT] for begin in range(0, len(block), _LIMIT)]
    return b"".join(line + b"\r\n" for line in lines)


def _not_from(found: re.Match[bytes]) -> bytes:
    rest = found[1]
    return b"=46rom " + rest if len(rest) + 7 <= _LIMIT else b"=46rom =\n" + rest
