"""Addresses, message ids and tokens as a returned mail names them; what is none is ""."""

import re
from collections.abc import Iterable

from briefing import mail_address
from briefing.mail_address import Unfit
from briefing.signing import FOLDED_LENGTH

_SEARCHED = 2_000  # characters of a field
_MESSAGE_ID = re.compile(r"<[^<>\s@\x00-\x1f\x7f]{1,200}@[^<>\s@\x00-\x1f\x7f]{1,200}>")
_TAG = re.compile(rf"\+([A-Za-z2-7]{{{FOLDED_LENGTH}}})@")
_IN_ANGLES = re.compile(r"<([^<>]+)>")
_ESCAPED = re.compile(r"\\x\{([0-9A-Fa-f]{2,6})\}")
_ANY = re.compile(r"[^\s<>\"'():;,\[\]@]{1,128}@[^\s<>\"'():;,\[\]@]{1,255}")  # bounded, so that no text takes long


def message_id(text: str) -> str:
    """The first message id in a field, with its angle brackets."""
    found = _MESSAGE_ID.search(text[:_SEARCHED])
    return found[0] if found else ""


def tag(fields: Iterable[str]) -> str:
    """The tag of the return path, in small letters, from fields that name where a mail went to."""
    for text in fields:
        if found := _TAG.search(text[:_SEARCHED]):
            return found[1].lower()
    return ""


def address(text: str) -> str:
    """The one address in a field, such as `rfc822; reader@example.org` (RFC 3464 §2.3.2) or `Desk <reader@example.org>`."""
    text = text[:_SEARCHED]
    scheme, typed, rest = text.partition(";")
    if typed and scheme.strip().lower() in ("rfc822", "utf-8", "smtp", "unknown"):
        # Of a type that ASCII cannot hold (RFC 6533 §3).
        text = _ESCAPED.sub(_unescaped, rest) if scheme.strip().lower() == "utf-8" else rest
    found = _IN_ANGLES.findall(text) or [text]
    parsed = mail_address.parse(found[0].strip()) if len(found) == 1 else Unfit("")
    return "" if isinstance(parsed, Unfit) else parsed.address


def without_addresses(text: str) -> str:
    """A server's words, no address left in them: they are kept, and shown."""
    return _ANY.sub("(address)", text[:_SEARCHED])


def _unescaped(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else ""
