"""`briefing bounces`: reads returned mail, marks what came back in the ledger, and suspends readers whose mailbox is gone."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from briefing.commands.context import archive_url, now_for, output_for, profile_for
from briefing.edges.archive import SqlArchive
from briefing.edges.boxes import kept_mail
from briefing.edges.boxes.letter import Letter
from briefing.edges.boxes.mailbox import Mailboxes
from briefing.errors import Exit, UsageError
from briefing.mail_address import key_of
from briefing.model import Address, Bounce, Failure, Subscriber
from briefing.settings import Profile, Source
from briefing.signing import Secret, read
from briefing.stages.bounce import bounces, reply_code

_AT_ONCE = 10_000  # mails of a mailbox at one visit
_VISITS = 100
_NAME = "bounces"  # of the mailbox, in the name of its password's variable


@dataclass(kw_only=True, slots=True)
class _Done:
    """What came of the mails that were read."""

    mails: int = 0
    said: Counter[str] = field(default_factory=Counter)
    suspended: list[int] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    unreachable: bool = False


def run(args: argparse.Namespace) -> int:
    """Read what came back, count each notification once, and say what became of its reader."""
    if not args.paths and not args.mailbox:
        raise UsageError("name a file or a folder of returned mail, or a --mailbox")
    if args.days < 1:
        raise UsageError("--days is 1 or more")
    profile = profile_for(args)
    now = now_for(args.now, profile).astimezone(UTC)
    kept_mail.check(args.paths)
    done = _Done()
    with SqlArchive.open(archive_url(args, profile, output_for(args, profile)), create=False) as archive:
        desk = _Desk(archive, profile, signed=args.signed, now=now)
        for mail in _mails(args, profile, now, done):
            if isinstance(mail, Failure):
                done.failures.append(mail)
                continue
            done.mails += 1
            told = bounces(mail)
            done.said["other"] += not told
            for came in told:
                desk.take(came, done)
    _tell(args, done)
    if done.unreachable and not done.mails:
        return Exit.TRY_LATER
    return Exit.PARTIAL if done.failures else Exit.OK


class _Desk:
    """Finds the reader of a notification, and puts it down in both books."""

    def __init__(self, archive: SqlArchive, profile: Profile, *, signed: bool, now: datetime) -> None:
        self._readers, self._mails = archive.readers(), archive.mails()
        self._profile, self._signed, self._now = profile.id, signed, now
        self._profiles = tuple(sorted({*self._readers.profiles(), profile.id}))
        self._secrets: tuple[Secret, ...] = self._readers.secrets(now=now)

    def take(self, came: Bounce, done: _Done) -> None:
        """Count a notification; each step may be done again after a crash, and changes nothing then."""
        done.said["still_tried" if not came.final else came.kind] += 1
        reader = self._reader(came)
        if reader is None:
            done.said["unknown"] += 1
            return
        if came.final and came.about and self._is_of(came.about, reader):
            self._mails.bounced(came.about, now=self._now, code=reply_code(came.text), text=came.text)
        counted = self._readers.bounced(reader.number, _as_it_concerns(came, reader), now=self._now)
        done.said[counted] += 1
        if counted == "suspended":
            done.suspended.append(reader.number)

    def _reader(self, came: Bounce) -> Subscriber | None:
        """Whom it is about: by the return path, which is signed; else by the mail, or the address alone, that it names.

        A Message-ID can be guessed, so that it counts together with the address alone.
        """
        if came.token and (signed := read(came.token, "bounce", profiles=self._profiles, secrets=self._secrets)):
            reader = self._readers.get(signed.number)
            if reader and reader.profile == signed.profile:
                return reader
        if self._signed:
            return None
        named = tuple(dict.fromkeys(one for one in (came.recipient, came.to) if one))
        of_mail = self._readers.of_mail(came.about) if came.about else None
        if of_mail and any(_is_same(one, of_mail) for one in named):
            return of_mail
        if not came.report:
            return None  # words alone are not enough to tell, where the mail is not known
        found = (self._readers.find(self._profile, one) for one in named)
        return next((reader for reader in found if reader), None)

    def _is_of(self, message_id: str, reader: Subscriber) -> bool:
        of_mail = self._readers.of_mail(message_id)
        return of_mail is not None and of_mail.number == reader.number


def _is_same(address: str, reader: Subscriber) -> bool:
    return bool(reader.address) and key_of(address) == key_of(reader.address)


def _as_it_concerns(came: Bounce, reader: Subscriber) -> Bounce:
    """One that is about an address behind the reader's counts soft: of a shared address, one of those who have it may be gone."""
    if came.kind == "hard" and came.recipient and not _is_same(came.recipient, reader):
        return replace(came, kind="soft")
    return came


def _mails(args: argparse.Namespace, profile: Profile, now: datetime, done: _Done) -> Iterator[bytes | Failure]:
    for path in args.paths:
        yield from kept_mail.mails(path, now=now)
    if args.mailbox:
        yield from _of_mailbox(args, profile, done)


def _of_mailbox(args: argparse.Namespace, profile: Profile, done: _Done) -> Iterator[bytes | Failure]:
    """The mails of a folder of an IMAP server of the last days; how far it was read is not kept, as each counts once anyway."""
    mailboxes = Mailboxes(replace(profile.fetch, days=args.days))
    source = Source(name=_NAME, kind="imap", url=args.mailbox, pages=_AT_ONCE)
    known: dict[str, Address] = {}
    for _ in range(_VISITS):  # one visit has its time, which a full mailbox takes more than once
        fresh = False
        for letter in mailboxes.letters(source, known, now=datetime.now(UTC)):
            if isinstance(letter, Letter):
                known[letter.note.url] = letter.note
                if letter.capture:
                    fresh = True
                    yield letter.capture.body
            else:
                done.unreachable = done.unreachable or letter.subject == _NAME
                yield letter
        if not fresh or done.unreachable:
            return


def _tell(args: argparse.Namespace, done: _Done) -> None:
    said = done.said
    for failure in done.failures:
        print(f"briefing: {failure.subject}: {failure.reason}", file=sys.stderr)
    if args.json:
        counts = ("hard", "soft", "still_tried", "noted", "known", "old", "unknown", "other")
        shown = {"mails": done.mails, **{name: said[name] for name in counts}}
        print(json.dumps({**shown, "suspended": len(done.suspended), "readers": done.suspended, "failures": len(done.failures)}))
        return
    print(f"{done.mails} {'mail' if done.mails == 1 else 'mails'} read, {said['other']} of them about nothing that came back")
    print(f"  {said['hard']} for good, {said['soft']} for now, {said['still_tried']} still being tried")
    print(
        f"  {said['known']} counted before, {said['old']} of readers who get no mail or subscribed later, {said['unknown']} of nobody here"
    )
    print(f"  {_readers(len(done.suspended))} suspended")
    for number in done.suspended:
        print(f"    reader {number}")


def _readers(many: int) -> str:
    return "1 reader" if many == 1 else f"{many} readers"
