"""`briefing status`: the last and next editions of a profile, what is owed, in doubt or failed, and how its readers are."""

import argparse
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from briefing.commands.context import archive_url, now_for, output_for, profile_for
from briefing.commands.owed_now import owed_now
from briefing.commands.schedule_log import iso
from briefing.edges.archive import SqlArchive
from briefing.errors import Exit
from briefing.model import MailCount, Run
from briefing.settings import Profile
from briefing.stages.schedule import LATE, Owed

_EDITIONS = 7  # so many of the latest are told of
_UNATTENDED = timedelta(hours=26)  # a crontab looks once a day
_BEHIND = timedelta(minutes=5)
_TOLD = ("sent", "deferred", "failed", "bounced", "suppressed", "in_doubt", "waiting", "inflight")


def run(args: argparse.Namespace) -> int:
    """Print it; exit code 10 where an edition is missing, late, failed, held or was skipped, 12 where mail needs somebody."""
    profile = profile_for(args)
    now = now_for(args.now, profile)
    address = archive_url(args, profile, output_for(args, profile))
    file = address.removeprefix("sqlite:///")
    if file != address and not Path(file).exists():
        note = f"{file} is not there yet; the first run makes it"
        state: dict[str, Any] = {"profile": profile.id, "title": profile.title, "scheduled": None, "note": note}
    else:
        with SqlArchive.open(address, create=False) as archive:
            state = state_of(profile, archive, now)
    print(json.dumps(state, ensure_ascii=False, indent=2) if args.json else "\n".join(_lines(profile, state)))
    return exit_code(state)


def state_of(profile: Profile, archive: SqlArchive, now: datetime) -> dict[str, Any]:
    """What the archive has on record of a profile's editions, mail and readers, as it stands at `now`; no address among it."""
    book, mails = archive.runs(), archive.mails()
    watch = book.watch(profile.id)
    owed = owed_now(profile, book, now)
    runs = book.runs(profile.id)
    mailed = {day: count for day, _revision, count in mails.editions(profile.id, most=_EDITIONS)}
    latest = book.latest(profile.id)
    states = archive.readers().counts(profile.id)
    count = mails.count(profile.id)
    return {
        "profile": profile.id,
        "title": profile.title,
        "now": iso(now),
        "scheduled": {"since": iso(watch.since), "seen": iso(watch.seen)} if watch else None,
        "unattended": watch is not None and now - watch.seen > _UNATTENDED,
        "clock_behind": latest is not None and latest > now + _BEHIND,
        "next": {"edition": str(owed.next[0]), "due": iso(owed.next[1])} if owed else None,
        "owed": _owed(owed, now),
        "editions": [_edition(one, mailed.get(str(one.day))) for one in sorted(runs.values(), key=_by_day)[-_EDITIONS:]],
        "troubled": _troubled(runs, now),
        "mailed_by_hand": {day: _mail(one) for day, one in mailed.items() if day not in {str(one) for one in runs}},
        "mail": _mail(count),
        "unbalanced": [{"edition": day, "planned": many, "there": there} for _, day, many, there in mails.unbalanced(profile.id)],
        "readers": {name: states.get(name, 0) for name in ("active", "pending", "suspended", "removed")},
    }


def exit_code(state: Mapping[str, Any]) -> int:
    """12 where mail is in doubt or owed, failed lately, or does not add up; else 10 where an edition needs somebody; else 0."""
    mail = state.get("mail", {})
    lately = [one["mail"] for one in state.get("editions", ()) if one["mail"]]
    failed = any(one["failed"] for one in (*lately, *state.get("mailed_by_hand", {}).values()))
    if failed or any(mail.get(name) for name in ("in_doubt", "deferred", "waiting", "inflight")) or state.get("unbalanced"):
        return Exit.MAIL
    late = any(one["late"] for one in state.get("owed", ()))
    return Exit.PARTIAL if late or any(state.get(name) for name in ("troubled", "unattended", "clock_behind")) else Exit.OK


def _owed(owed: Owed | None, now: datetime) -> list[dict[str, Any]]:
    if owed is None:
        return []
    found = [(one.day, one.due, "to be made") for one in owed.make]
    found += [(one.day, one.due, f"to be recorded as skipped: {one.reason}") for one in owed.skip]
    return [{"edition": str(day), "due": iso(due), "what": what, "late": now - due > LATE} for day, due, what in sorted(found)]


def _troubled(runs: Mapping[date, Run], now: datetime) -> list[dict[str, Any]]:
    """Editions of the last seven days that were not made or not mailed, and any that somebody began and did not finish."""
    recent = now - timedelta(days=7)
    bad = [one for one in runs.values() if one.state == "failed" or (one.state in ("skipped", "held") and one.updated_at >= recent)]
    stuck = [one for one in runs.values() if one.state in ("making", "made") and now - one.updated_at > LATE]
    return [_edition(one, None) for one in sorted((*bad, *stuck), key=_by_day)]


def _edition(one: Run, mail: MailCount | None) -> dict[str, Any]:
    return {
        "edition": str(one.day),
        "due": iso(one.due),
        "state": one.state,
        "quality": one.quality,
        "reason": one.reason,
        "attempts": one.attempts,
        "next_try": iso(one.next_at) if one.next_at else None,
        "updated": iso(one.updated_at),
        "mail": _mail(mail) if mail else None,
    }


def _mail(count: MailCount) -> dict[str, int]:
    return {"planned": count.planned, **{name: getattr(count, name) for name in _TOLD}}


def _by_day(one: Run) -> date:
    return one.day


def _lines(profile: Profile, state: Mapping[str, Any]) -> Iterator[str]:
    """The same for people, times in the profile's zone."""
    yield f"{profile.title} ({profile.id}), {profile.timezone}"
    if note := state.get("note"):
        yield f"  {note}"
        return
    if state["scheduled"] is None:
        yield "  nothing is made by itself yet: `briefing schedule`, or `briefing run --due` from a crontab, has not run"
    else:
        seen = "not looked at since" if state["unattended"] else "last looked at"
        yield f"  {seen} {_at(profile, state['scheduled']['seen'])}"
        yield f"  next: the edition of {state['next']['edition']}, due {_at(profile, state['next']['due'])}"
    if state["clock_behind"]:
        yield "  the clock shows a time before the latest record: no edition is made until one of them is right"
    for one in state["owed"]:
        yield f"  owed: the edition of {one['edition']}, due {_at(profile, one['due'])}, {one['what']}"
    for one in state["editions"]:
        yield f"  {one['edition']}  {_said(profile, one)}"
    shown = {one["edition"] for one in state["editions"]}
    for one in state["troubled"]:
        if one["edition"] not in shown:
            yield f"  {one['edition']}  {_said(profile, one)}"
    for day, mail in state["mailed_by_hand"].items():
        yield f"  {day}  mailed by hand; {_counted(mail)}"
    yield f"  all editions: {_counted(state['mail'])}"
    for one in state["unbalanced"]:
        yield f"  the mails of {one['edition']} do not add up: {one['planned']} planned, {one['there']} on record"
    yield f"  readers: {', '.join(f'{many:,} {name}' for name, many in state['readers'].items())}"


def _said(profile: Profile, one: Mapping[str, Any]) -> str:
    said: str = one["state"] + (f", {one['quality']}" if one["quality"] not in (None, "whole") else "")
    said += f" ({one['reason']})" if one["reason"] else ""
    said += f"; {one['attempts']} attempts" if one["attempts"] > 1 else ""
    said += f"; tried again {_at(profile, one['next_try'])}" if one["next_try"] else ""
    return said + (f"; {_counted(one['mail'])}" if one["mail"] else "")


def _counted(mail: Mapping[str, int]) -> str:
    if not mail["planned"]:
        return "no mail"
    words = {"in_doubt": "in doubt", "inflight": "on their way", "waiting": "not tried yet"}
    return (
        ", ".join(f"{mail[name]:,} {words.get(name, name)}" for name in _TOLD if mail[name])
        + f" of {_many(mail['planned'], 'mail')}"
    )


def _at(profile: Profile, text: str) -> str:
    return f"{datetime.fromisoformat(text).astimezone(profile.zone):%a %-d %b %Y %H:%M}"


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
