"""A mail to the operator: plain text, over the profile's own mail server, in little time."""

import os
from datetime import datetime

from briefing.edges.post.carrier import SmtpCarrier
from briefing.edges.post.line import Patience
from briefing.edges.post.place import PASSWORD
from briefing.settings import Profile
from briefing.stages.mail import Sign, checked, note_id, plain_letter


def mailed(
    profile: Profile, key: str, subject: str, text: str, *, now: datetime, seconds: float, sign: Sign | None = None
) -> str | None:
    """None where the server took the mail, else why not; each step may take so many seconds.

    A mail about the same `key` has the same Message-ID, so that mail programs show two copies as one.
    """
    if profile.mail is None or profile.operator.mail is None:
        return "the profile names no mail server, or nobody to write to"
    sender, recipient = checked(profile.mail.sender), checked(profile.operator.mail)
    letter = plain_letter(
        subject,
        f"{text}\n",
        sender=sender,
        recipient=recipient,
        date=now.astimezone(profile.zone),
        message_id=note_id(profile.id, key, domain=sender.domain),
        sign=sign,
    )
    patience = Patience(connect=seconds, command=seconds, block=seconds, dot=seconds, leave=0.5, whole=seconds)
    carrier = SmtpCarrier(profile.mail, os.environ.get(PASSWORD), patience=patience)
    try:
        reply = carrier.carry(letter, inflight=lambda: True, smtputf8=not recipient.address.isascii())
    finally:
        carrier.close()
    if reply.verdict == "taken":
        return None
    return reply.text if reply.code is None else f"the mail server answers {reply.code}"
