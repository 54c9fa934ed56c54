"""`briefing send`: mails an edition that is filed to the readers of its profile, each once; called again, what is still owed."""

import argparse
import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from briefing import failpoints
from briefing.commands.context import archive_url, base_for, day, now_for, output_for, profile_for
from briefing.commands.operator import operator_for
from briefing.commands.outbox import Outbox, mail_of, plan, posting_of, signer_of
from briefing.delivering.send import Round, Tools, Way
from briefing.delivering.send import send as send_round
from briefing.edges.archive import SqlArchive
from briefing.edges.archive.mail_book import MailBook
from briefing.edges.filed import Filed, filed, newest
from briefing.edges.post.carrier import SmtpCarrier
from briefing.edges.post.place import PASSWORD
from briefing.errors import ArchiveError, BriefingError, Exit, UsageError
from briefing.mail_address import Unfit
from briefing.model import Bounce, Delivery, DeliveryState, Letter, MailCount, Reply
from briefing.settings import Profile
from briefing.stages.mail import checked

_NAMED = 20  # mails told of one by one


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """What came of a round of sending; `round.unknown` counts those too that another sender left in doubt when it ended."""

    round: Round

    @property
    def code(self) -> int:
        """The exit code: 75 where the server could not be reached at all, 12 where a mail was not sent, else 0."""
        done = self.round
        if done.unreachable and not done.taken:
            return Exit.TRY_LATER
        return Exit.MAIL if done.later or done.never or done.unknown else Exit.OK


def run(args: argparse.Namespace) -> int:
    """Plan the edition's mails where they are not planned, send what is owed, and say what has become of them."""
    profile = profile_for(args)
    mail_of(profile)
    output = output_for(args, profile)
    edition = str(day(args.date)) if args.date else newest(output, profile.id)
    if edition is None:
        raise UsageError(f"no edition of {profile.id} is filed in {output}; `briefing run` makes one")
    found = filed(output, profile.id, edition)
    with _archive(args, profile, output, edition, found) as archive:
        mails = archive.mails()
        if found is None and not mails.planned(profile.id, edition):
            raise _not_filed(profile, output, edition)
        if args.dry_run:
            return _rehearse(args, profile, archive, edition)
        clock = _clock(args, profile)
        if found is not None and not mails.planned(profile.id, edition):
            plan(profile, archive, posting_of(profile, found), now=clock())
            failpoints.reach("plan.committed")
        archive.runs().release(profile.id, day(edition), now=clock())
        _decide(args, profile, mails, edition, clock())
        with _told_to_end() as stop:
            sent = _send(profile, args, archive, edition=edition, flush=True, stop=stop)
        owed = _tell(args, profile, mails, edition, sent.round)
    if sent.round.stopped:
        print("briefing: stopped; what is owed is sent the next time", file=sys.stderr)
        return 128 + signal.SIGTERM
    if sent.code == Exit.TRY_LATER:
        return Exit.TRY_LATER
    return Exit.MAIL if owed["deferred"] or owed["failed"] or owed["in_doubt"] else Exit.OK


def send_owed(
    profile: Profile,
    args: argparse.Namespace,
    archive: SqlArchive,
    *,
    flush: bool = False,
    stop: threading.Event | None = None,
) -> Sent:
    """Send what is owed of all editions of a profile, and tell its operator what went wrong; with `flush` whether due or not."""
    mail_of(profile)
    return _send(profile, args, archive, edition=None, flush=flush, stop=stop or threading.Event())


def _send(
    profile: Profile, args: argparse.Namespace, archive: SqlArchive, *, edition: str | None, flush: bool, stop: threading.Event
) -> Sent:
    settings, mails, clock = mail_of(profile), archive.mails(), _clock(args, profile)
    next_due = mails.next_due(profile.id)
    if next_due is None or not (flush or next_due <= clock()):
        return Sent(round=Round())
    left = mails.settle(profile.id, now=clock())
    outbox: list[Outbox] = []
    opening = threading.Lock()

    def write(mail: Delivery, *, attach: bool = True) -> Letter | Unfit:
        with opening:  # made for the first mail: mostly nothing is owed
            if not outbox:
                outbox.append(Outbox(profile, args, archive))
        return outbox[0](mail, attach=attach)

    def refused(mail: Delivery, reply: Reply, now: datetime) -> None:
        came = Bounce(
            kind="hard", status=reply.status, text=reply.text, about=mail.message_id, key=f"refused {mail.message_id}", at=now
        )
        try:
            archive.readers().bounced(mail.subscriber, came, now=now)
        except BriefingError as error:
            print(f"briefing: reader {mail.subscriber} could not be suspended: {error}", file=sys.stderr)

    tools = Tools(
        ledger=mails,
        write=write,
        connect=lambda: SmtpCarrier(settings, os.environ.get(PASSWORD)),
        clock=clock,
        refused=refused,
    )
    way = Way(profile=profile.id, rate=settings.rate, connections=settings.connections, edition=edition, flush=flush)
    done = send_round(way, tools, stop=stop)
    done.unknown += left
    if not done.stopped:  # whoever is to end has no time for that; what is in doubt is found again
        _tell_operator(profile, args, archive, done, clock())
    return Sent(round=done)


def _archive(args: argparse.Namespace, profile: Profile, output: Path, edition: str, found: Filed | None) -> SqlArchive:
    try:
        return SqlArchive.open(archive_url(args, profile, output), create=False)
    except ArchiveError:
        if found is None:
            raise _not_filed(profile, output, edition) from None
        raise


def _not_filed(profile: Profile, output: Path, edition: str) -> UsageError:
    return UsageError(f"the edition of {edition} is not filed in {output / profile.id}; `briefing run --date {edition}` makes it")


def _decide(args: argparse.Namespace, profile: Profile, mails: MailBook, edition: str, now: datetime) -> None:
    if not (args.resend_in_doubt or args.accept_in_doubt):
        return
    mails.settle(profile.id, now=now)
    if args.resend_in_doubt:
        mails.resend_in_doubt(profile.id, edition, now=now)
    else:
        mails.accept_in_doubt(profile.id, edition, now=now)


def _rehearse(args: argparse.Namespace, profile: Profile, archive: SqlArchive, edition: str) -> int:
    mails, readers = archive.mails(), archive.readers().counts(profile.id).get("active", 0)
    planned = mails.planned(profile.id, edition)
    count = mails.count(profile.id, edition) if planned else MailCount(planned=readers, waiting=readers)
    if args.json:
        print(json.dumps(_shown(count)))
    else:
        owed = _shown(count)["deferred"]
        again = count.in_doubt if args.resend_in_doubt else 0
        print(f"{profile.title}, {edition}: would send {_mails(owed + again)}{'' if planned else ', none is planned yet'}")
    return Exit.OK


def _shown(count: MailCount) -> dict[str, int]:
    """The counts as other programs have them: each mail in one of them. What is on its way at this moment is owed."""
    return {
        "planned": count.planned,
        "sent": count.sent,
        "deferred": count.waiting + count.inflight + count.deferred,
        "failed": count.failed + count.bounced,
        "suppressed": count.suppressed,
        "in_doubt": count.in_doubt,
    }


def _tell(args: argparse.Namespace, profile: Profile, mails: MailBook, edition: str, done: Round) -> dict[str, int]:
    """Say what has become of the mails of an edition; how many are in which state."""
    shown = _shown(mails.count(profile.id, edition))
    if args.json:
        print(json.dumps(shown))
    else:
        said = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in shown.items() if number and name != "planned")
        print(f"{profile.title}, {edition}: {_mails(shown['planned'])}{f': {said}' if said else ''}")
        if not shown["planned"]:
            print("  nobody subscribes; `briefing subscribers add ADDRESS` adds a reader")
    if done.unreachable:
        print(f"briefing: the mail server: {done.unreachable}", file=sys.stderr)
    matters: tuple[tuple[DeliveryState, str], ...] = (
        ("failed", "failed"),
        ("deferred", "is tried again"),
        ("in_doubt", "is in doubt"),
    )
    for state, what in matters:
        for mail in mails.in_state(profile.id, state, edition, most=_NAMED):
            print(f"briefing: the mail to reader {mail.subscriber} {what}: {_why(mail)}", file=sys.stderr)
        if shown[state] > _NAMED:
            print(f"briefing: and {shown[state] - _NAMED} more", file=sys.stderr)
    if shown["in_doubt"]:
        print(f"briefing: {_in_doubt(edition, shown['in_doubt'])}", file=sys.stderr)
    return shown


def _tell_operator(profile: Profile, args: argparse.Namespace, archive: SqlArchive, done: Round, now: datetime) -> None:
    """Say what somebody has to look into; each matter is told once."""
    if not (done.never or done.unreachable) and not archive.mails().doubts(profile.id, most=1):
        return
    settings = mail_of(profile)
    operator = operator_for(profile, archive, sign=signer_of(settings, checked(settings.sender), base_for(args)))
    if done.unreachable and not done.taken:
        local = now.astimezone(profile.zone).date()
        operator.told(
            f"mail-server:{local}",
            f"{profile.title}: the mail server cannot be reached",
            f"No mail could be sent: {done.unreachable}. It is tried again.",
        )
    for edition, _, count in archive.mails().editions(profile.id):
        if count.in_doubt:
            operator.told(
                f"in-doubt:{edition}:{count.in_doubt}",
                f"{profile.title}, {edition}: {_mails(count.in_doubt)} in doubt",
                _in_doubt(edition, count.in_doubt),
            )
        if count.failed and done.never:
            operator.told(
                f"failed:{edition}:{count.failed}",
                f"{profile.title}, {edition}: {_mails(count.failed)} failed",
                f"{_mails(count.failed)} of the edition of {edition} could not be delivered. `briefing send --date {edition}` says why.",
            )


def _in_doubt(edition: str, number: int) -> str:
    return (
        f"of {_mails(number)} nobody knows whether {'it' if number == 1 else 'they'} arrived: the sender or the connection ended before the mail "
        f"server's answer; `briefing send --date {edition} --resend-in-doubt` sends again, --accept-in-doubt counts as sent"
    )


def _why(mail: Delivery) -> str:
    return f"{mail.code} {mail.reply}" if mail.code else mail.reply


def _mails(number: int) -> str:
    return "1 mail" if number == 1 else f"{number} mails"


def _clock(args: argparse.Namespace, profile: Profile) -> Callable[[], datetime]:
    """The clock, which goes on from --now where that is given."""
    if not getattr(args, "now", None):
        return lambda: datetime.now(UTC)
    ahead = now_for(args.now, profile) - datetime.now(UTC)
    return lambda: datetime.now(UTC) + ahead


@contextmanager
def _told_to_end() -> Iterator[threading.Event]:
    """In the main thread: an event that SIGTERM sets while this lasts."""
    stop = threading.Event()

    def ask(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = signal.signal(signal.SIGTERM, ask)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGTERM, before)
