"""Planning the mails of an edition, and writing them: what `briefing send` and `briefing run --due` do alike.

A mail is written from what was frozen when it was planned, never from the shelf. What all readers who get the same share is made
once and kept: its text, encoded, with the PDF.
"""

import argparse
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TypeVar

from briefing import mail_address, record, signing
from briefing.commands.context import base_for, design_for
from briefing.delivery_settings import Mail
from briefing.edges.archive import SqlArchive
from briefing.edges.filed import Filed
from briefing.errors import ArchiveError, ProfileError
from briefing.mail_address import MailAddress, Unfit
from briefing.model import Body, Briefing, Delivery, Letter, MailCount, Posting, Style
from briefing.settings import Profile
from briefing.stages import mail as wire
from briefing.windows import due, instant

_BODIES, _EDITIONS = 32, 4  # kept in memory
_BYTES = 100_000_000  # of which so much at most are PDFs, encoded
T = TypeVar("T")


def plan(profile: Profile, archive: SqlArchive, posting: Posting, *, now: datetime) -> MailCount:
    """Freeze an edition and one mail for each active reader of the profile; nothing where that is done already."""
    settings = mail_of(profile)
    domain = wire.checked(settings.sender).domain
    day = posting.due.astimezone(profile.zone).date()

    def called(number: int) -> str:
        return wire.message_id(posting.profile, posting.edition, posting.revision, number, domain=domain)

    def at(clock: time) -> datetime:
        return instant(day, clock, profile.zone)

    return archive.mails().plan(posting, now=now, message_id=called, not_before=at)


def posting_of(profile: Profile, filed: Filed, *, note: str = "") -> Posting:
    """An edition from the shelf as it is mailed."""
    return Posting(
        profile=profile.id,
        edition=filed.edition,
        due=due(profile, date.fromisoformat(filed.edition)),
        briefing=filed.briefing,
        pdf=filed.pdf,
        note=note,
    )


def mail_of(profile: Profile) -> Mail:
    """The table [mail]; raises `ProfileError` with what to write where there is none."""
    if profile.mail is None:
        wanted = '[mail]: is missing; to send mail it has at least smtp = "smtp://mail.example.org:587" and from = "Desk <desk@example.org>"'
        raise ProfileError("the profile", (wanted,))
    return profile.mail


@dataclass(frozen=True, kw_only=True, slots=True)
class _Edition:
    """What all mails of an edition share."""

    briefing: Briefing
    pdf: bytes | None
    imprint: wire.Imprint
    note: str


class Outbox:
    """Writes the mail to one reader; may be asked by several threads at once."""

    def __init__(self, profile: Profile, args: argparse.Namespace, archive: SqlArchive) -> None:
        self._profile, self._mail, self._archive = profile, mail_of(profile), archive
        self._design = design_for(args, profile)
        self._secrets = archive.readers().secrets(now=datetime.now(UTC))
        self._sender = wire.checked(self._mail.sender)
        self._sign = signer_of(self._mail, self._sender, base_for(args))
        self._editions: OrderedDict[Hashable, _Edition] = OrderedDict()
        self._bodies: OrderedDict[Hashable, wire.Sealed] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, mail: Delivery, *, attach: bool = True) -> Letter | Unfit:
        """The mail; without `attach` it has a link in the place of the PDF."""
        with self._lock:
            edition = _kept(self._editions, (mail.edition, mail.revision), _EDITIONS, lambda: self._edition(mail))
            style, enclosed = self._style(mail.style, edition.pdf, attach=attach)
            shared = (mail.edition, mail.revision, style, enclosed, mail.sections, mail.language)
            most = max(1, min(_BODIES, _BYTES * 2 // (3 * len(edition.pdf)))) if enclosed and edition.pdf else _BODIES
            body = _kept(self._bodies, shared, most, lambda: self._body(mail, edition, style, enclosed=enclosed))
        return wire.letter(
            body,
            mail,
            imprint=edition.imprint,
            way_out=self._way_out(mail),
            return_path=self._return_path(mail),
            sign=self._sign,
        )

    def _edition(self, mail: Delivery) -> _Edition:
        posting = self._archive.mails().posting(mail.profile, mail.edition, mail.revision)
        if posting is None:
            raise ArchiveError(f"the edition of {mail.edition} is not in the archive, and its mails are")
        briefing = record.read(posting.briefing)
        made = wire.imprint(
            posting,
            title=briefing.title,
            zone=self._profile.zone,
            sender=self._mail.sender,
            reply_to=self._mail.reply_to,
            archive=self._place(mail.profile),
        )
        return _Edition(briefing=briefing, pdf=posting.pdf, imprint=made, note=posting.note)

    def _style(self, wanted: Style, pdf: bytes | None, *, attach: bool) -> tuple[Style, bool]:
        """How the edition goes to a reader, and whether its PDF is attached: where it cannot be, or is too large, there is a link."""
        fits = pdf is not None and len(pdf) <= self._mail.attach and attach
        if wanted == "link" and not self._profile.public_url:
            wanted = "pdf"  # there is no place that a link could lead to
        return wanted, wanted == "pdf" and fits

    def _body(self, mail: Delivery, edition: _Edition, style: Style, *, enclosed: bool) -> wire.Sealed:
        from briefing.stages.typeset.letter import TooLargeError, letter_body  # noqa: PLC0415 (half a second, for those who send)

        pdf = edition.pdf if enclosed else None

        def body_in(style: Style) -> Body:
            return letter_body(
                edition.briefing,
                design=self._design,
                style=style,
                sections=mail.sections,
                language=mail.language,
                link=self._place(f"{mail.profile}/{mail.edition}"),
                enclosed=len(pdf) if pdf is not None else None,
                note=edition.note,
                way_out=self._way_out(mail).shown,
            )

        try:
            body = body_in(style)
        except TooLargeError:  # the whole edition is too much for a mail: then the first of it, and a link
            body = body_in("link")
        return wire.sealed(body, pdf=pdf, pdf_name=wire.file_name(mail.profile, mail.edition))

    def _place(self, path: str) -> str | None:
        return f"{self._profile.public_url.rstrip('/')}/{path}/" if self._profile.public_url else None

    def _way_out(self, mail: Delivery) -> wire.WayOut:
        """The page that ends a reader's mails; where nothing is served, a mail to whoever reads the answers."""
        if self._profile.public_url:
            token = signing.sign("leave", mail.profile, mail.subscriber, self._secrets)
            return wire.WayOut(page=f"{self._profile.public_url.rstrip('/')}/u/{token}")
        answers = wire.checked(self._mail.reply_to) if self._mail.reply_to else self._sender
        return wire.WayOut(address=answers.address)

    def _return_path(self, mail: Delivery) -> str:
        if not self._mail.bounces:
            return self._sender.address
        tag = signing.sign_folded("bounce", mail.profile, mail.subscriber, self._secrets)
        return mail_address.tagged(wire.checked(self._mail.bounces).address, tag)


def signer_of(mail: Mail, sender: MailAddress, base: Path) -> wire.Sign | None:
    """What signs the mails of a profile, None where it names no key; raises `ProfileError` where the key cannot be used.

    `base` is the folder the profile's paths are relative to.
    """
    if not mail.dkim_key:
        return None
    from briefing.edges.post.dkim import NoSigner, signer  # noqa: PLC0415 (loaded where there is a key)

    made = signer(base / mail.dkim_key, domain=mail.dkim_domain or sender.domain, selector=mail.dkim_selector)
    if isinstance(made, NoSigner):
        raise ProfileError("the profile", (f"[mail] dkim_key: {made.reason}",))
    return made


def _kept(cache: "OrderedDict[Hashable, T]", key: Hashable, most: int, make: Callable[[], T]) -> T:
    """What a cache has under a key, made where it is not there; what was used longest ago goes."""
    if key not in cache:
        cache[key] = make()
    cache.move_to_end(key)
    while len(cache) > most:
        cache.popitem(last=False)
    return cache[key]
