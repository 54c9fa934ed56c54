"""Reads a mail kept as a file (.eml): a newsletter or an alert, its HTML or its text part."""

from dataclasses import replace
from email import message_from_bytes, policy
from email.message import Message
from email.utils import parseaddr
from zoneinfo import ZoneInfo

from briefing.model import Capture
from briefing.stages.extract.draft import Draft, Refusal
from briefing.stages.extract.html.page import read_page
from briefing.stages.extract.scrape import read_scrape
from briefing.stages.extract.text.lines import clean
from briefing.stages.extract.times import publication

_LONGEST_HEADER = 4_000  # characters; decoding takes time in the square of them


def read_mail(capture: Capture, zone: ZoneInfo) -> tuple[Draft | Refusal, ...]:
    """The article a mail carries, its sender as publisher and its Date header as time."""
    # compat32: the modern policy raises on one real mail in twenty.
    message = message_from_bytes(capture.body, policy=policy.compat32)
    html, text = _part(message, "text/html"), _part(message, "text/plain")
    found: tuple[Draft | Refusal, ...] = ()
    if html:
        found = read_page(replace(capture, body=html.encode("utf-8"), media_type="text/html"), zone)
    if text and not any(isinstance(one, Draft) for one in found):
        drafts = read_scrape(text, url=None, zone=zone)
        found = drafts if isinstance(drafts, tuple) else (drafts,)
    if not found:
        return (Refusal(reason="the mail has no text"),)
    sender = clean(_header(message, "From"))
    publisher = parseaddr(sender)[0] or None
    subject = clean(_header(message, "Subject"))
    sent = publication.structured(_header(message, "Date"), zone, "the mail's Date header")
    return tuple(
        replace(one, title=subject or one.title, publisher=one.publisher or publisher, published=one.published or sent)
        if isinstance(one, Draft)
        else one
        for one in found
    )


def _header(message: Message, name: str) -> str:
    from email.header import decode_header, make_header  # noqa: PLC0415

    written = message.get(name) or ""
    if isinstance(written, str):
        written = written[:_LONGEST_HEADER]
    try:
        return str(make_header(decode_header(written)))[:_LONGEST_HEADER]
    except (LookupError, ValueError, TypeError):
        return str(written)[:_LONGEST_HEADER]


def _part(message: Message, kind: str) -> str | None:
    for part in message.walk():
        if part.get_content_type() == kind and not part.is_multipart():
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                try:
                    return payload.decode(part.get_content_charset() or "utf-8", "replace")
                except LookupError:
                    return payload.decode("utf-8", "replace")
    return None
