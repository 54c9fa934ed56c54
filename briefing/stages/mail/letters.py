"""A mail as it goes over the wire: its headers before its sealed body, signed where a key is at hand.

Not here: what the text says; whether and when it is sent.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from briefing import mail_address
from briefing.mail_address import MailAddress, Unfit
from briefing.model import Delivery, Letter, Posting
from briefing.stages.mail import identity
from briefing.stages.mail.headers import date_header, header, mailbox, mailto, phrase, uri
from briefing.stages.mail.sealing import Sealed, sealed_text

Sign = Callable[[Sequence[bytes]], bytes]  # the pieces of a message to the header line that signs it


@dataclass(frozen=True, kw_only=True, slots=True)
class Imprint:
    """What the mails of one edition say of it and of us, as header lines written once: `sender` and the `others`."""

    sender: bytes
    others: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class WayOut:
    """How a reader ends the mails: a page on the web, a mail to `address` with `subject`, either or both or neither."""

    page: str = ""
    address: str = ""
    subject: str = "unsubscribe"

    @property
    def mail(self) -> str:
        """The mail that ends them, as an address to click."""
        return mailto(self.address, self.subject) if self.address else ""

    @property
    def shown(self) -> str:
        """The one that stands in the text."""
        return self.page or self.mail


def imprint(
    posting: Posting, *, title: str, zone: ZoneInfo, sender: str, reply_to: str | None = None, archive: str | None = None
) -> Imprint:
    """The imprint of an edition that is mailed: when it was due, in its zone, in which list and thread it belongs.

    `sender` and `reply_to` as in the profile, where they were checked; `archive` is where its editions are on the web.
    """
    profile, edition, ours = posting.profile, posting.edition, checked(sender)
    thread = identity.thread_id(profile, domain=ours.domain)
    lines = [
        header("Reply-To", *mailbox(checked(reply_to))) if reply_to else b"",
        date_header(posting.due.astimezone(zone)),
        header("In-Reply-To", thread),
        header("References", thread),
        header("List-Id", *phrase(title), identity.list_id(profile, domain=ours.domain)),
        header("List-Archive", uri(archive)) if archive else b"",
        header("Feedback-ID", identity.feedback_id(profile, edition, domain=ours.domain)),
        header("Auto-Submitted", "auto-generated"),  # RFC 3834 §5
        header("Precedence", "bulk"),  # for programs that answer in holidays and know no Auto-Submitted
        header("MIME-Version", "1.0"),
    ]
    return Imprint(sender=header("From", *mailbox(ours)), others=b"".join(lines))


def checked(written: str) -> MailAddress:
    """An address of the profile, with or without a name; `ValueError` where nobody checked it before."""
    found = mail_address.parse(written, named=True)
    if isinstance(found, Unfit):
        raise ValueError(f"an address of the profile {found.reason}")  # noqa: TRY004 - the text is wrong, not its type
    return found


def letter(
    body: Sealed, delivery: Delivery, *, imprint: Imprint, way_out: WayOut, return_path: str, sign: Sign | None = None
) -> Letter | Unfit:
    """The mail to one subscriber, or why their address cannot be written to.

    The same delivery, imprint and body give the same bytes. What is the same for all readers of a body is the same object.
    """
    to = mail_address.parse(delivery.address)
    if isinstance(to, Unfit):
        return to
    lines = [
        imprint.sender,
        header("To", *mailbox(mail_address.named(to, delivery.name))),
        body.headers,
        header("Message-ID", delivery.message_id),
        _leaving(way_out),
        imprint.others,
    ]
    return _signed((b"".join(lines), *body.pieces(way_out.shown)), sender=return_path, recipient=to, sign=sign)


def plain_letter(
    subject: str,
    text: str,
    *,
    sender: MailAddress,
    recipient: MailAddress,
    date: datetime,
    message_id: str,
    language: str = "en",
    reply_to: MailAddress | None = None,
    return_path: str | None = None,
    sign: Sign | None = None,
) -> Letter:
    """A mail of plain text to one person: to the operator, or to somebody who is asked to confirm.

    `return_path` is the sender's own address where nothing else is said. `message_id` as `identity.note_id` makes it.
    """
    body = sealed_text(subject, text, language)
    lines = [
        header("From", *mailbox(sender)),
        header("To", *mailbox(recipient)),
        header("Reply-To", *mailbox(reply_to)) if reply_to else b"",
        body.headers,
        date_header(date),
        header("Message-ID", message_id),
        header("Auto-Submitted", "auto-generated"),
        header("MIME-Version", "1.0"),
    ]
    envelope = sender.address if return_path is None else return_path
    return _signed((b"".join(lines), *body.pieces("")), sender=envelope, recipient=recipient, sign=sign)


def _leaving(way_out: WayOut) -> bytes:
    """List-Unsubscribe (RFC 2369 §3.2), and that a POST is enough (RFC 8058 §3.1), which only a page behind TLS may say."""
    ways = [uri(one) for one in (way_out.page, way_out.mail) if one]
    if not ways:
        return b""
    tokens = [*(f"{way}," for way in ways[:-1]), ways[-1]]
    one_click = header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click") if way_out.page.startswith("https://") else b""
    return header("List-Unsubscribe", *tokens) + one_click


def _signed(pieces: tuple[bytes, ...], *, sender: str, recipient: MailAddress, sign: Sign | None) -> Letter:
    signature = (sign(pieces),) if sign else ()
    return Letter(sender=sender, recipient=recipient.address, pieces=(*signature, *pieces))
