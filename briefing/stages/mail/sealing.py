"""The body of a mail, encoded once for all who get the same.

    header ── shared: text up to the way out ── way out ── shared: text, HTML up to it ── way out ── shared: HTML, PDF

Only the two ways out and the header differ between two readers. A way out stands between soft line breaks, so that the lines
around it do not depend on its length.
"""

import re
from dataclasses import dataclass
from html import escape

from briefing.model import Body
from briefing.stages.mail.headers import header, text_header
from briefing.stages.mail.identity import boundary
from briefing.stages.mail.quoted import SOFT, in_base64, quoted

_NAMED = 44  # characters of a profile's name in that of a file, whose header is then 78


@dataclass(frozen=True, kw_only=True, slots=True)
class Sealed:
    """What all readers of one mail share: the headers of its text, and the message but for the other headers and the ways out.

    `shared` are the pieces from the headers of MIME on, between which the ways out stand; one piece where there is none.
    """

    headers: bytes
    shared: tuple[bytes, ...]

    def pieces(self, way_out: str) -> tuple[bytes, ...]:
        """The message from the headers of MIME on, with the address of the way out where it belongs."""
        ways = (quoted(way_out), quoted(escape(way_out)))
        made = [self.shared[0]]
        for way, piece in zip(ways, self.shared[1:], strict=False):
            made += (way, piece)
        return tuple(made)


def sealed(body: Body, *, pdf: bytes | None = None, pdf_name: str = "edition.pdf") -> Sealed:
    """The text of a mail, and the PDF that is attached to it, as they go over the wire (RFC 2045, RFC 2046)."""
    headers = _headers(body.subject, body.language)
    text, html = _around(body.text), _around(body.html)
    inner = boundary(*text, *html)
    opening = header("Content-Type", "multipart/alternative;", f'boundary="{inner}"') + b"\r\n"
    rule = f"--{inner}".encode()
    alternative = (
        opening + rule + b"\r\n" + _text_headers("plain") + text[0],
        text[1] + b"\r\n" + rule + b"\r\n" + _text_headers("html") + html[0],
        html[1] + b"\r\n" + rule + b"--\r\n",
    )
    if not pdf:
        return Sealed(headers=headers, shared=alternative)
    outer = boundary(*alternative, pdf)
    edge = f"--{outer}".encode()
    first, middle, last = alternative
    beginning = header("Content-Type", "multipart/mixed;", f'boundary="{outer}"') + b"\r\n" + edge + b"\r\n"
    attached = edge + b"\r\n" + _file_headers(pdf_name) + in_base64(pdf) + edge + b"--\r\n"
    return Sealed(headers=headers, shared=(beginning + first, middle, last + attached))


def sealed_text(subject: str, text: str, language: str) -> Sealed:
    """A mail of plain text alone."""
    lines = quoted(text if text.endswith("\n") else f"{text}\n")
    return Sealed(headers=_headers(subject, language), shared=(_text_headers("plain") + lines,))


def file_name(profile: str, edition: str) -> str:
    """What the PDF of an edition is called: letters, digits and hyphens of ASCII, whatever the profile is called."""
    words = (re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")[:_NAMED] for name in (profile, edition))
    return f"{'-'.join(filter(None, words)) or 'edition'}.pdf"


def _around(parts: tuple[str, str]) -> tuple[bytes, bytes]:
    """The text before and after a way out, with soft breaks towards it where its own line breaks are not there already."""
    before, after = map(quoted, parts)
    before += b"" if not before or before.endswith(b"\r\n") else SOFT
    return before, (after if not after or after.startswith(b"\r\n") else SOFT + after)


def _headers(subject: str, language: str) -> bytes:
    return text_header("Subject", subject) + header("Content-Language", language)


def _text_headers(kind: str) -> bytes:
    return (
        header("Content-Type", f"text/{kind};", "charset=utf-8") + header("Content-Transfer-Encoding", "quoted-printable") + b"\r\n"
    )


def _file_headers(name: str) -> bytes:
    return (
        header("Content-Type", "application/pdf;", f'name="{name}"')
        + header("Content-Transfer-Encoding", "base64")
        + header("Content-Disposition", "attachment;", f'filename="{name}"')
        + b"\r\n"
    )
