"""Asking by mail whether somebody wants what was asked for in their name: a link, and until it is followed nothing else."""

import argparse
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from briefing import mail_address, signing
from briefing.commands.context import base_for
from briefing.commands.outbox import mail_of, signer_of
from briefing.commands.schedule_log import without_addresses
from briefing.edges.archive.reader_book import ReaderBook
from briefing.edges.post.carrier import SmtpCarrier
from briefing.edges.post.place import PASSWORD
from briefing.errors import ProfileError
from briefing.mail_address import MailAddress, Unfit
from briefing.model import Letter, Reply, Subscriber
from briefing.settings import Profile
from briefing.stages.mail import Sign, checked, note_id, plain_letter

NOT_ASKED = "not asked yet"  # the reason of a pending reader
_WORDS = {
    "en": (
        "Confirm your subscription: {title}",
        "Somebody, we hope you, asked for {title} to be sent to this address. If you want it, follow this link and press the button:",
        "If you did not ask for it, do nothing: nothing more is sent to you.",
    ),
    "uk": (
        "Підтвердьте підписку: {title}",
        "Хтось (сподіваємося, ви) попросив надсилати на цю адресу «{title}». Якщо ви цього хочете, перейдіть за посиланням і натисніть кнопку:",
        "Якщо ви про це не просили, нічого не робіть: більше нічого не надійде.",
    ),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """How many were asked; who was not, by number, and why; why the rest was not tried, where the mail server could not be used."""

    asked: int = 0
    not_asked: tuple[tuple[int, str], ...] = ()
    unreachable: str = ""


def check(profile: Profile) -> None:
    """Raise `ProfileError` where nobody could be asked: without a mail server, or without an address the link could lead to."""
    mail_of(profile)
    if not profile.public_url:
        raise ProfileError(
            "the profile",
            ('public_url: is missing; `confirm = true` needs it for the link, as in public_url = "https://briefing.example.org"',),
        )


def ask(
    profile: Profile, args: argparse.Namespace, readers: ReaderBook, pending: Iterable[Subscriber], *, clock: Callable[[], datetime]
) -> Asked:
    """Send each of these pending readers the mail that asks them, over one connection and no faster than the profile says.

    Where the server cannot be reached the rest is not tried. Who was asked is on record as soon as the server has the mail.
    """
    check(profile)
    settings = mail_of(profile)
    sign = signer_of(settings, checked(settings.sender), base_for(args))
    secrets = readers.secrets(now=clock())
    carrier = SmtpCarrier(settings, os.environ.get(PASSWORD))
    asked, unreachable = 0, ""
    not_asked: list[tuple[int, str]] = []
    try:
        for reader in pending:
            recipient = mail_address.parse(reader.address)
            if isinstance(recipient, Unfit):
                not_asked.append((reader.number, recipient.reason))
                continue
            began = time.monotonic()
            letter = _letter(profile, reader, recipient, secrets, now=clock(), sign=sign)
            reply = carrier.carry(letter, inflight=lambda: True, smtputf8=recipient.smtputf8)
            if reply.verdict == "taken":
                readers.asked(reader.number, now=clock())
                asked += 1
            elif reply.common:
                unreachable = _why(reply)
                break
            else:
                not_asked.append((reader.number, _why(reply)))
            time.sleep(max(0.0, 1 / settings.rate - (time.monotonic() - began)))
    finally:
        carrier.close()
    return Asked(asked=asked, not_asked=tuple(not_asked), unreachable=unreachable)


def _letter(
    profile: Profile,
    reader: Subscriber,
    recipient: MailAddress,
    secrets: tuple[signing.Secret, ...],
    *,
    now: datetime,
    sign: Sign | None,
) -> Letter:
    settings, sender = mail_of(profile), checked(mail_of(profile).sender)
    tag = (reader.language or profile.language).partition("-")[0]
    language = tag if tag in _WORDS else "en"
    subject, above, below = (words.format(title=profile.title) for words in _WORDS[language])
    token = signing.sign("confirm", profile.id, reader.number, secrets)
    link = f"{(profile.public_url or '').rstrip('/')}/c/{token}"
    local = now.astimezone(profile.zone)
    returns = None
    if settings.bounces:
        bounce = signing.sign_folded("bounce", profile.id, reader.number, secrets)
        returns = mail_address.tagged(checked(settings.bounces).address, bounce)
    return plain_letter(
        subject,
        f"{above}\n\n{link}\n\n{below}\n",
        sender=sender,
        recipient=mail_address.named(recipient, reader.name),
        date=local,
        message_id=note_id("confirm", profile.id, str(reader.number), str(local.date()), domain=sender.domain),
        language=language,
        reply_to=checked(settings.reply_to) if settings.reply_to else None,
        return_path=returns,
        sign=sign,
    )


def _why(reply: Reply) -> str:
    said = f"{reply.code} {reply.text}" if reply.code else reply.text
    return without_addresses(said).strip() or "nobody knows whether the mail arrived"
