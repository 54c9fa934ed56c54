"""What an answer means: what is known of its address now, and what is wrong with it in words."""

from dataclasses import replace
from typing import Final

from briefing.model import Address, AddressState, Answer, NoAnswer

_CLOSED: Final = {
    401: "the page asks for a log-in (401)",
    402: "the page is to be paid for (402)",
    403: "the server refuses to show the page (403)",
    451: "the page may not be shown for legal reasons (451)",
}
_GONE: Final = {404: "the page is not there (404)", 410: "the page was removed for good (410)"}


def answered(address: Address, reply: Answer | NoAnswer) -> Address:
    """What is known of an address after a reply, but for when it is asked next and which capture its bytes are."""
    if isinstance(reply, NoAnswer):
        state: AddressState = "closed" if reply.closed else "failed"
        return replace(address, state=state, checked_at=reply.at, tries=address.tries + 1, reason=reply.reason)
    now = replace(address, checked_at=reply.fetched_at, reason=wrong(reply), moved_to=reply.moved_to or address.moved_to)
    if now.reason:
        state = "gone" if reply.status in _GONE else "closed" if is_closed(reply) else "failed"
        return replace(now, state=state, tries=address.tries + 1)
    if reply.status == 304:  # it may leave out what it said before (RFC 9110, 15.4.5)
        etag, last_modified = reply.etag or address.etag, reply.last_modified or address.last_modified
    else:
        etag, last_modified = reply.etag, reply.last_modified
    return replace(now, state="read", tries=0, etag=etag, last_modified=last_modified)


def wrong(reply: Answer | NoAnswer) -> str:
    """What is wrong with a reply, in words; "" where nothing is."""
    if isinstance(reply, NoAnswer):
        return reply.reason
    status = reply.status
    if status in (200, 304):
        return ""
    if said := _CLOSED.get(status) or _GONE.get(status):
        return said
    if status == 429:
        return "the server asks for fewer requests (429)"
    if 500 <= status < 600:
        return f"the server failed ({status})"
    return f"the server answered {status} and no page"


def is_closed(reply: Answer | NoAnswer) -> bool:
    """Whether what was asked for may not be read: robots.txt, a log-in, a wall."""
    return reply.closed if isinstance(reply, NoAnswer) else reply.status in _CLOSED
