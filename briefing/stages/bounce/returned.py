"""The notifications in a mail: what came back, of whom, and whether for good."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256

from briefing.model import Bounce
from briefing.stages.bounce.addresses import address, message_id, tag, without_addresses
from briefing.stages.bounce.kinds import Kind, code_of, kind_of, status_of
from briefing.stages.bounce.mime import Headers, Part, apart, blocks, headers_of, plain
from briefing.stages.bounce.worded import Worded, worded

_STATUS = frozenset({"message/delivery-status", "message/global-delivery-status"})  # RFC 3464, RFC 6533
_RETURNED = frozenset({
    "message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global", "message/global-headers",
})  # fmt: skip
_OTHER_REPORTS = frozenset(
    {"message/disposition-notification", "message/global-disposition-notification", "message/feedback-report"}
)
_WENT_TO = ("X-Original-To", "Delivered-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To", "To", "Resent-To", "Cc")
_LONGEST_TEXT = 500  # characters


def bounces(mail: bytes) -> tuple[Bounce, ...]:
    """What a mail says came back, one for each recipient it names; none where it is an answer, a receipt or any other mail.

    Never raises, whatever the bytes are.
    """
    headers, parts = apart(mail)
    kinds = {part.kind for part in parts}
    if kinds & _OTHER_REPORTS and not kinds & _STATUS:
        return ()
    told = next((part for part in parts if part.kind in _STATUS), None)
    returned = next((headers_of(part.body) for part in parts if part.kind in _RETURNED), None)
    seen = _Seen(headers, parts, returned)
    if told:
        found = [_reported(fields, seen) for fields in blocks(told.body)]
        return tuple(one for one in found if one)
    return tuple(_in_words(one, seen) for one in worded(headers, parts))


def reply_code(text: str) -> int | None:
    """The reply code of SMTP in a server's words, None where there is none."""
    code = code_of(text)
    return int(code) if code else None


class _Seen:
    """What a notification says whatever the recipient: the mail it is about, when, and by which return path it came."""

    def __init__(self, headers: Headers, parts: tuple[Part, ...], returned: Headers | None) -> None:
        self.about = message_id(returned.get("Message-ID")) if returned else ""
        if not self.about and returned is None:
            self.about = _mentioned(parts) or message_id(headers.get("In-Reply-To"))
        went_to = [value for name in _WENT_TO for value in headers.all(name)]
        self.token = tag(went_to) or (tag(returned.all("Return-Path")) if returned else "")
        self.to = address(returned.get("To")) if returned else ""
        self.at = _moment(headers.get("Date"))
        self.itself = message_id(headers.get("Message-ID"))

    def bounce(
        self, kind: Kind, *, status: str, text: str, recipient: str, to: str = "", at: datetime | None, final: bool, report: bool
    ) -> Bounce:
        # Its own Message-ID is the same in every copy; where there is none, what it says is.
        said = self.itself or f"{self.at}\n{self.about}\n{self.token}\n{status}\n{text}"
        return Bounce(
            kind=kind,
            status=status,
            text=without_addresses(plain(text))[:_LONGEST_TEXT],
            about=self.about,
            token=self.token,
            recipient=recipient,
            to=to or self.to,
            key=sha256(f"{said}\n{recipient}".encode("utf-8", "replace")).hexdigest(),
            at=self.at or at,
            final=final,
            report=report,
        )


def _reported(fields: Headers, seen: _Seen) -> Bounce | None:
    """What a group of fields says of a recipient (RFC 3464 §2.3); None where it is about none, or nothing failed."""
    named, action = fields.get("Final-Recipient") or fields.get("Original-Recipient"), fields.get("Action").lower()
    said, written = fields.get("Diagnostic-Code"), fields.get("Status")
    if not (named or action or written) or action.startswith(("delivered", "relayed", "expanded")):
        return None
    _, typed, words = said.partition(";")
    text = words.strip() if typed else said
    # "5.0.0" is what many write who did not look at what they were told.
    status = status_of(written, text)
    delayed = action.startswith("delayed") or (not action.startswith("failed") and status.startswith("4"))
    kind = "soft" if delayed else kind_of(status, text)
    if kind is None:
        if not action.startswith("failed") or status.startswith("2"):
            return None
        kind = "soft"  # something failed, and nobody says why
    return seen.bounce(
        kind,
        status=status,
        text=text,
        recipient=address(named),
        to=address(fields.get("Original-Recipient")),
        at=_moment(fields.get("Last-Attempt-Date")),
        final=not delayed,
        report=True,
    )


def _in_words(one: Worded, seen: _Seen) -> Bounce:
    return seen.bounce(one.kind, status=one.status, text=one.text, recipient=one.recipient, at=None, final=one.final, report=False)


def _mentioned(parts: tuple[Part, ...]) -> str:
    """The message id of a mail that is quoted in the text, as servers do that know no MIME; the last: theirs stands first."""
    for part in parts:
        if part.kind == "text/plain":
            named = re.findall(r"(?im)^[ >\t]{0,10}message-id:[ \t]*(<[^<>\s]{1,400}>)", part.text[:200_000])
            if named:
                return message_id(named[-1])
    return ""


def _moment(written: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(written[:100])
        return (at.replace(tzinfo=UTC) if at.tzinfo is None else at).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
