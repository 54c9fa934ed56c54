"""What becomes of an edition once it is made: when it was due, who is to have it, the mail, and what became of each mail."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

RunState = Literal["making", "made", "done", "held", "skipped", "failed"]
Quality = Literal["whole", "partial", "empty"]
Style = Literal["pdf", "link", "html"]
SubscriberState = Literal["pending", "active", "suspended", "removed"]
DeliveryState = Literal["planned", "inflight", "sent", "deferred", "failed", "bounced", "suppressed", "in_doubt"]
Verdict = Literal["taken", "later", "never", "unknown"]
STYLES: tuple[Style, ...] = ("pdf", "link", "html")


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """What is on record of the one scheduled edition of a profile and day.

    "making": somebody is at it, or was when it ended; "made": filed, its mail not planned yet; "done": filed, and its mail is
    planned or goes to nobody (`reason` says why); "held": filed, its mail held back; "skipped": not made, never will be;
    "failed": could not be made, tried again at `next_at`.
    """

    profile: str
    day: date
    due: datetime
    state: RunState
    attempts: int = 0
    quality: Quality | None = None
    reason: str = ""
    next_at: datetime | None = None
    updated_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """The right to make the edition of a profile and day: whoever takes it over later gets a higher token, and this one is void.

    `begun_at` is when anybody began it first: every later attempt takes it for `now`, so that all of them make the same bytes.
    """

    profile: str
    day: date
    token: int
    begun_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Watch:
    """Since when the editions of a profile are made by themselves, and the latest moment at which that was looked at."""

    profile: str
    since: datetime
    seen: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Subscriber:
    """Who is to have the editions of a profile, and how.

    `number` is theirs for good, 0 before they are stored. `sections` are ids, none for all. `style`: the PDF attached, a link
    alone, or the whole edition as HTML in the mail. `at` is a local time of the profile before which nothing is sent.
    `reason` says why somebody is suspended or removed.
    """

    profile: str
    address: str
    number: int = 0
    name: str = ""
    state: SubscriberState = "active"
    sections: tuple[str, ...] = ()
    style: Style = "pdf"
    language: str | None = None
    at: time | None = None
    since: datetime
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Posting:
    """An edition as it is mailed, frozen when its mails are planned: later changes on the shelf change no mail.

    `edition` is a day as YYYY-MM-DD. `due` is the mails' Date. `briefing` is its briefing.json, `pdf` its briefing.pdf.
    `note` is a sentence of ours that stands above it (that it is late, that missed days are filed).
    """

    profile: str
    edition: str
    revision: int = 0
    due: datetime
    briefing: bytes
    pdf: bytes | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """One mail to one subscriber: whom it goes to and how, frozen when it was planned, and what has become of it.

    `token` counts the attempts to send it: who claims it next voids the claim before.
    """

    profile: str
    edition: str
    revision: int
    subscriber: int
    address: str
    name: str
    sections: tuple[str, ...]
    style: Style
    language: str | None
    message_id: str
    state: DeliveryState
    attempts: int
    token: int
    first_at: datetime | None = None
    next_at: datetime | None = None
    code: int | None = None
    reply: str = ""
    wire_sha256: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class MailCount:
    """How many mails of an edition are in which state; `waiting` are planned ones that nobody has tried yet."""

    planned: int = 0
    waiting: int = 0
    inflight: int = 0
    sent: int = 0
    deferred: int = 0
    failed: int = 0
    bounced: int = 0
    suppressed: int = 0
    in_doubt: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """The text of a mail, as plain text and as HTML, each in the parts before and after the address of the way out.

    It is all that differs between two readers who get the same.
    """

    subject: str
    text: tuple[str, str]
    html: tuple[str, str]
    language: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """A mail as it goes over the wire: the envelope, and the message in pieces that are sent one after the other.

    The pieces are CRLF lines, no dot stuffed yet; whatever is the same for all readers is the same object, so that it is
    worked on once.
    """

    sender: str
    recipient: str
    pieces: tuple[bytes, ...]

    @property
    def size(self) -> int:
        """Bytes of the message."""
        return sum(map(len, self.pieces))

    def message(self) -> bytes:
        """The whole message."""
        return b"".join(self.pieces)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.pieces)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """What became of an attempt to hand over a mail.

    "taken": the server has it. "later": it has not, and may take it another time. "never": it will not. "unknown": the
    connection was lost, or the time was up, after the last dot may have been sent and before an answer came. `common` where
    it is not about this mail (no connection, no log-in): every other would fare alike. `status` is an enhanced status code
    of RFC 3463, `text` what the server said (at most 500 characters) or, without a `code`, what happened in our words.
    """

    verdict: Verdict
    code: int | None = None
    status: str = ""
    text: str = ""
    common: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Begun:
    """That a mail is on its way, as bytes with this hash; past `until` nobody knows whether it arrived."""

    mail: Delivery
    wire_sha256: str
    now: datetime
    until: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Ended:
    """What became of a mail; `next_at` where it is tried again."""

    mail: Delivery
    reply: Reply
    now: datetime
    next_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounce:
    """What a returned mail says of one recipient.

    `about` is the Message-ID of what was sent, `to` whom that was written to, `token` the tag of the return path it came back by,
    `recipient` the address it names, each "" where it says none. `key` is the same for every copy of one notification. Not
    `final` where the server says that it goes on trying. `report` where it is a delivery status notification (RFC 3464), else
    words were understood.
    """

    kind: Literal["hard", "soft"]
    status: str
    text: str
    about: str = ""
    token: str = ""
    recipient: str = ""
    to: str = ""
    key: str = ""
    at: datetime | None = None
    final: bool = True
    report: bool = True
