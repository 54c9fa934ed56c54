"""`briefing schedule`: collects, makes and mails editions by itself, as a service, until it is told to end.

It decides nothing about days: it wakes, asks the records what is owed (the rule of `run --due`), and starts the commands that do
it as processes of their own. Any number of schedulers, crontabs and people may be at one profile: leases in the archive keep
each edition to one of them.
"""

import argparse
import os
import sys
from datetime import UTC, datetime, timedelta

from briefing.commands.context import archive_url, output_for
from briefing.commands.owed_now import owed_now
from briefing.commands.schedule_alerts import Alerts
from briefing.commands.schedule_desk import Desk, Look, Work
from briefing.commands.schedule_log import JsonLines, Lines, Log, iso
from briefing.commands.schedule_service import Service
from briefing.edges import children
from briefing.edges.archive import SqlArchive
from briefing.edges.schedule import Alarm, ended_by_signals, steady
from briefing.errors import BriefingError, Exit, UsageError
from briefing.settings import Profile
from briefing.stages.schedule import LATE

_WAKES = 10.0  # seconds between two looks
_ABORTED = 143
_TOLD = 60.0  # seconds between two notes that we looked; a clock that was never right for so long leaves none
_BEHIND = timedelta(minutes=5)
_SECONDS = 10.0  # that telling the operator may take
_PATIENCE = 2.0  # seconds a look waits for an archive that is in use


def run(args: argparse.Namespace) -> int:
    """Run until SIGTERM or SIGINT; exit code 0 then. With --once do what is to be done now, and exit as the gravest of it did."""
    log: Log = Lines(_now) if sys.stdout.isatty() else JsonLines(_now)
    alerts = Alerts()
    desks = [_desk(argparse.Namespace(profile=file, output=args.output), log, alerts) for file in args.profile or [None]]
    ids = [desk.profile.id for desk in desks]
    if twice := next((one for one in ids if ids.count(one) > 1), None):
        raise UsageError(f"two profiles have the id {twice!r}; give one of them an `id` of its own")
    with Alarm(_WAKES) as alarm:
        service = Service(
            desks,
            clock=_now,
            steady=steady,
            log=log,
            start=lambda desk, work: _child(desk, work, alarm),
            fault=lambda desk, work, code, said: _fault(alerts, desk, work, code, said),
            at_once=max(2, (os.cpu_count() or 2) // 2),
        )
        with ended_by_signals(lambda: alarm.post("stop")):
            try:
                service.introduce()
                return _serve(service, alarm, log, alerts, once=args.once)
            finally:
                service.ask_to_end()  # whatever has ended us, a reader of our output that went away, say
                for desk in desks:
                    desk.close()
                alerts.finish(_SECONDS if args.once else 1.0)


def _serve(service: Service, alarm: Alarm, log: Log, alerts: Alerts, *, once: bool) -> int:
    service.wake()
    while service.busy or not once:
        event = alarm.wait()
        if event == "stop":
            return _end(service, alarm, log)
        service.wake()
        alerts.retry(service.desks, steady())
    return service.worst


def _end(service: Service, alarm: Alarm, log: Log) -> int:
    """Start nothing more and see every child out."""
    log.tell("stopping", f"asked to end; {service.busy} at work" if service.busy else "asked to end")
    until = service.ask_to_end()
    code = int(Exit.OK)
    while service.busy and (left := until - steady()) > 0:
        if alarm.hear(min(left, 1.0)) == "stop":
            code = _ABORTED
            break
        service.reap()
    if service.busy:
        log.tell("stopping", f"{service.busy} did not end in time and are ended; what they were at is taken up again next time")
        service.kill()
        while service.busy and steady() < until + 2:
            alarm.hear(0.1)
            service.reap()
    log.tell("stopped", "ended")
    return code


def _desk(args: argparse.Namespace, log: Log, alerts: Alerts) -> Desk:
    began = steady()

    def alert(profile: Profile, text: str) -> None:
        text = f"{text}\n\nThis has lasted for ten minutes; `briefing schedule` goes on trying."
        alerts.tell(args, profile, f"schedule:trouble:{_now():%Y-%m-%d}", "the scheduler is in trouble", text)

    def look(profile: Profile, now: datetime) -> Look:
        return _look(args, profile, now, told=steady() > began + _TOLD)

    return Desk(args, look=look, log=log, steady=began, alert=alert)


def _look(args: argparse.Namespace, profile: Profile, now: datetime, *, told: bool) -> Look:
    """What the archive has on record of the profile, which is enrolled here where it was not; `told` puts down that we looked."""
    with SqlArchive.open(archive_url(args, profile, output_for(args, profile)), patience=_PATIENCE) as archive:
        book = archive.runs()
        watch = book.enrol(profile.id, now=now, since=now - LATE)
        if (latest := book.latest(profile.id)) and latest > now + _BEHIND:
            raise BriefingError(
                f"the clock shows {iso(now)}, and the archive has records of {iso(latest)}: no edition is made until one is right"
            )
        owed = owed_now(profile, book, now)
        assert owed
        if told and watch.seen < now - timedelta(seconds=_TOLD):
            book.seen(profile.id, now=now)
        mail_at = archive.mails().next_due(profile.id) if profile.mail else None
    return Look(
        due=(*(one.day for one in owed.skip), *(one.day for one in owed.make)),
        mail=mail_at is not None and mail_at <= now,
        next_day=owed.next[0],
        next_due=owed.next[1],
    )


def _child(desk: Desk, work: Work, alarm: Alarm) -> children.Child:
    def tell(stream: children.Stream, line: str) -> None:
        desk.tell("line", line, work=work, stream=stream)

    return children.start(desk.arguments(work), tell=tell, ended=lambda: alarm.post("ended"), environment=desk.environment())


def _fault(alerts: Alerts, desk: Desk, work: Work, code: int, said: str) -> None:
    text = f"{said}. It is tried again by itself, less and less often; what it wrote is in the log of `briefing schedule`."
    alerts.tell(desk.args, desk.profile, f"schedule:{work}:{code}:{_now():%Y-%m-%d}", said, text)


def _now() -> datetime:
    return datetime.now(UTC)
