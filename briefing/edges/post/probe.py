"""Whether mail could be handed over now: everything up to the first word of a mail, and nothing of one."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass

from briefing.delivery_settings import Mail
from briefing.edges.encryption import safe_context
from briefing.edges.post.line import FaultError, Patience
from briefing.edges.post.opening import Door, RefusedError, size_of
from briefing.edges.post.place import place_of
from briefing.edges.post.said import plain


@dataclass(frozen=True, kw_only=True, slots=True)
class Probed:
    """What a mail server is like; `reason` says in plain words why mail could not be handed over, "" where it could.

    `largest` is the largest mail it takes, in bytes, None where it does not say. `here` where it runs on this machine, so that
    nothing unencrypted leaves it.
    """

    reason: str = ""
    encrypted: bool = False
    logged_in: bool = False
    largest: int | None = None
    smtputf8: bool = False
    here: bool = False


def probe(
    mail: Mail, *, password: str | None = None, seconds: float = 10.0, context: Callable[[], ssl.SSLContext] = safe_context
) -> Probed:
    """Connect, greet, encrypt, log in, ask for nothing (NOOP) and take leave, within so many seconds; never raises."""
    place = place_of(mail.smtp)
    patience = Patience(connect=seconds, command=seconds, block=seconds, dot=seconds, leave=min(2.0, seconds), whole=seconds)
    try:
        line = Door(place=place, password=password, patience=patience, context=context).open()
    except FaultError as fault:
        return Probed(reason=fault.reason)
    except RefusedError as refused:
        return Probed(reason=_refused(refused.code, refused.text, place.user, password))
    try:
        code, text = line.docmd("NOOP")
        reason = "" if code == 250 else _refused(code, text, place.user, password)
    except FaultError as fault:
        reason = fault.reason
    found = Probed(
        reason=reason,
        encrypted=line.encrypted,
        logged_in=place.user is not None,
        largest=size_of(line),
        smtputf8=line.offers("smtputf8") is not None,
        here=line.here,
    )
    line.leave()
    return found


def _refused(code: int, text: bytes, user: str | None, password: str | None) -> str:
    said = plain(text, *filter(None, (user, password))).rstrip(".")
    return f"the mail server turns us away: {code} {said}".rstrip()
