"""Where the mail server is: an address such as smtp://desk%40example.org@mail.example.org:587 taken apart."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

PASSWORD = "BRIEFING_SMTP_PASSWORD"  # noqa: S105 (the name of a variable)


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A mail server; `implicit` where encryption begins with the first byte (RFC 8314), `user` is None where nobody logs in."""

    host: str
    port: int
    implicit: bool = False
    user: str | None = None


def place_of(address: str) -> Place:
    """Take an address apart that `profile_reader.smtp_address` has found right.

    Without a port: 465 for smtps, 587 where somebody logs in (RFC 6409), else 25.
    """
    parts = urlsplit(address)
    implicit = parts.scheme == "smtps"
    usual = 465 if implicit else 587 if parts.username else 25
    user = unquote(parts.username) if parts.username else None
    return Place(host=parts.hostname or "", port=parts.port or usual, implicit=implicit, user=user)
