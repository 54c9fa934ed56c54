"""Notifications as mail servers write them."""

from datetime import UTC, datetime
from email.utils import format_datetime

ADDRESS = "reader@mail.example"
ABOUT = "<aaaa.towns.20240123@mail.example>"
AT = datetime(2024, 1, 24, 8, tzinfo=UTC)


def report(
    status: str = "5.1.1",
    *,
    action: str = "failed",
    address: str = ADDRESS,
    about: str = ABOUT,
    went_to: str = "bounces@mail.example",
    said: str = "550 {status} the server says no",
    at: datetime | None = AT,
    itself: str = "",
) -> bytes:
    """A delivery status notification of one recipient."""
    date = f"Date: {format_datetime(at)}\n" if at else ""
    named = f"Message-ID: {itself}\n" if itself else ""
    return f"""Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@mx.example>
To: {went_to}
{date}{named}Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b/1"

--b/1
Content-Type: text/plain

Your mail came back.

--b/1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Arrival-Date: Wed, 24 Jan 2024 07:00:00 +0000

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {said.format(status=status)}

--b/1
Content-Type: text/rfc822-headers

From: Desk <desk@mail.example>
To: Reader <{address}>
Message-ID: {about}
Subject: River towns

--b/1--
""".encode()
