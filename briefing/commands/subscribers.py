"""`briefing subscribers`: who reads a profile's editions: added, taken off, listed, and as a file.

Addresses are printed by `list` and `export` alone, which are asked for them; all else names a reader by their number.
"""

import argparse
import io
import json
import sys
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from briefing import mail_address
from briefing.commands import confirming
from briefing.commands.context import archive_url, output_for, profile_for
from briefing.commands.importing import take_in
from briefing.commands.subscribers_csv import exported
from briefing.commands.wishes import wish_of
from briefing.edges.archive import SqlArchive
from briefing.edges.archive.reader_book import ReaderBook
from briefing.errors import Exit, UsageError
from briefing.mail_address import Unfit
from briefing.model import Subscriber, SubscriberState
from briefing.settings import Profile

_SHOWN: tuple[SubscriberState, ...] = ("pending", "active", "suspended")
_WISHES = ("name", "sections", "style", "language", "at")
_NUMBER_DIGITS = 9


@dataclass(frozen=True, kw_only=True, slots=True)
class Roll:
    """The readers of one profile."""

    profile: Profile
    args: argparse.Namespace
    book: ReaderBook


def run(args: argparse.Namespace) -> int:
    """Do what is asked with the readers of each profile named; exit code 10 where a part of it could not be done, 2 where nothing."""
    _speak_utf_8()
    with ExitStack() as open_:
        rolls = [_roll(open_, args, file) for file in args.profile or [None]]
        return _ACTIONS[args.action](args, [roll for roll in rolls if roll])


def _roll(open_: ExitStack, args: argparse.Namespace, file: str | None) -> Roll | None:
    """The readers of a profile; None where there is no archive and none is to be made."""
    named = argparse.Namespace(profile=file, output=args.output)
    profile = profile_for(named)
    url = archive_url(named, profile, output_for(named, profile))
    makes = args.action in ("add", "import")
    if not makes and url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists():
        return None
    return Roll(profile=profile, args=named, book=open_.enter_context(SqlArchive.open(url, create=makes)).readers())


def _add(args: argparse.Namespace, rolls: list[Roll]) -> int:
    said = {name: getattr(args, name) for name in _WISHES if getattr(args, name) is not None}
    if "name" in said and len(args.who) > 1:
        raise UsageError("--name is of one reader; add the others by a call of their own")
    done = wrong = 0
    codes = [Exit.OK]
    for roll in rolls:
        ids = [section.id for section in roll.profile.sections]
        wishes = [wish_of({**said, "email": one}, ids) for one in args.who]
        for place, wish in enumerate(wishes, 1):
            if isinstance(wish, Unfit):
                raise UsageError(f"{_place(place, len(wishes))} {wish.reason}")
        asks = _asks(roll.profile, args)
        fresh: list[Subscriber] = []
        for wish in wishes:
            assert not isinstance(wish, Unfit)
            state: SubscriberState = "pending" if asks else "active"
            reason = confirming.NOT_ASKED if asks else ""
            (outcome,) = roll.book.enrol(roll.profile.id, (wish,), now=_now(), state=state, reason=reason, again=args.again)
            reader = roll.book.find(roll.profile.id, wish.address)
            assert reader is not None
            if outcome == "left":
                _complain(f"reader {reader.number} of {roll.profile.id} was taken off ({reader.reason}); --again adds them again")
                wrong += 1
                continue
            if reader.state == "pending" and args.confirmed:
                roll.book.confirm(reader.number, now=_now())
            elif reader.state == "pending":
                fresh.append(reader)
            done += 1
            print(f"{_OUTCOMES[outcome]}: reader {reader.number} of {roll.profile.id}{_remark(reader, args)}")
            if not reader.address.isascii():
                print("  only mail servers that know SMTPUTF8 can take mail for this address")
        if fresh:
            codes.append(_ask(roll, fresh))
    return max(codes) or _code(done, wrong)


def _remove(args: argparse.Namespace, rolls: list[Roll]) -> int:
    def act(roll: Roll, reader: Subscriber) -> str | None:
        left = roll.book.leave(reader.number, now=_now(), reason="taken off by the desk")
        if args.erase:
            roll.book.erase(reader.number, now=_now())
        print(f"{'erased' if args.erase else 'removed'}: reader {reader.number}{'' if left else ', who had left before'}")
        return None

    return _each(args, rolls, act)


def _suspend(args: argparse.Namespace, rolls: list[Roll]) -> int:
    def act(roll: Roll, reader: Subscriber) -> str | None:
        if reader.state == "removed":
            return "is no reader any more"
        changed = roll.book.suspend(reader.number, now=_now(), reason=args.reason or "suspended by the desk")
        print(f"suspended: reader {reader.number}{'' if changed else ', who was that already'}")
        return None

    return _each(args, rolls, act)


def _resume(args: argparse.Namespace, rolls: list[Roll]) -> int:
    def act(roll: Roll, reader: Subscriber) -> str | None:
        if reader.state in ("removed", "pending"):
            return (
                "has left; `briefing subscribers add --again` adds them" if reader.state == "removed" else "has not confirmed yet"
            )
        changed = roll.book.resume(reader.number, now=_now())
        print(f"resumed: reader {reader.number}{'' if changed else ', who was not suspended'}")
        return None

    return _each(args, rolls, act)


def _list(args: argparse.Namespace, rolls: list[Roll]) -> int:
    for roll in rolls:
        for reader in roll.book.each(roll.profile.id, () if args.all else _SHOWN):
            print(json.dumps(_facts(reader), ensure_ascii=False) if args.json else _line(reader))
        if not args.json:
            counts = roll.book.counts(roll.profile.id)
            said = ", ".join(f"{counts[state]} {state}" for state in (*_SHOWN, "removed") if counts.get(state))
            print(f"{roll.profile.title}: {said or 'nobody subscribes; `briefing subscribers add ADDRESS` adds a reader'}")
    return Exit.OK


def _export(args: argparse.Namespace, rolls: list[Roll]) -> int:
    readers = (reader for roll in rolls for reader in roll.book.each(roll.profile.id, () if args.all else _SHOWN))
    for line in exported(reader for reader in readers if reader.address):
        print(line, end="")
    return Exit.OK


def _import(args: argparse.Namespace, rolls: list[Roll]) -> int:
    if args.file == "-" and len(rolls) > 1:
        raise UsageError("standard input can be read once; name the file, or one profile")
    codes = [Exit.OK]
    for roll in rolls:
        asks = _asks(roll.profile, args)
        taken = take_in(args.file, roll.profile, roll.book, now=_now(), asks=asks, again=args.again)
        counts: dict[str, int] = {**{str(one): count for one, count in taken.counts.items()}, "wrong": taken.wrong}
        said = ", ".join(f"{count} {_COUNTED[name]}" for name, count in counts.items() if count)
        print(json.dumps(counts) if args.json else f"{roll.profile.title}: {said or 'the file names nobody'}")
        pending = (one for one in roll.book.each(roll.profile.id, ("pending",)) if one.reason == confirming.NOT_ASKED)
        codes += [Exit.PARTIAL if taken.wrong else Exit.OK, _ask(roll, pending) if asks else Exit.OK]
    return max(codes)


def _asked_again(args: argparse.Namespace, rolls: list[Roll]) -> int:
    codes = [Exit.OK]
    for roll in rolls:
        pending = roll.book.each(roll.profile.id, ("pending",))
        codes.append(_ask(roll, (one for one in pending if args.all or one.reason == confirming.NOT_ASKED), say=True))
    return max(codes)


def _ask(roll: Roll, pending: Iterable[Subscriber], *, say: bool = False) -> Exit:
    done = confirming.ask(roll.profile, roll.args, roll.book, pending, clock=_now)
    if done.asked:
        print(f"{roll.profile.title}: asked {done.asked} to confirm; they get editions once they have")
    elif say and not (done.not_asked or done.unreachable):
        print(f"{roll.profile.title}: nobody waits to be asked")
    for number, why in done.not_asked:
        _complain(f"reader {number} could not be asked to confirm: {why}")
    if done.unreachable:
        _complain(f"the mail server: {done.unreachable}")
    if done.not_asked or done.unreachable:
        _complain("`briefing subscribers ask` tries again")
    if done.unreachable and not done.asked:
        return Exit.TRY_LATER
    return Exit.MAIL if done.not_asked or done.unreachable else Exit.OK


def _asks(profile: Profile, args: argparse.Namespace) -> bool:
    """Whether whoever is added is asked first."""
    if args.confirmed or profile.mail is None or not profile.mail.confirm:
        return False
    confirming.check(profile)
    return True


def _each(args: argparse.Namespace, rolls: list[Roll], act: Callable[[Roll, Subscriber], str | None]) -> int:
    """Do something with every reader named; it says why it cannot."""
    done = wrong = 0
    for place, who in enumerate(args.who, 1):
        met = [(roll, reader) for roll in rolls if (reader := _found(roll, who, place, len(args.who)))]
        if not met:
            _complain(f"{_place(place, len(args.who))} is of nobody who reads this")
            wrong += 1
        for roll, reader in met:
            why = act(roll, reader)
            if why:
                _complain(f"reader {reader.number} {why}")
            wrong, done = wrong + bool(why), done + (not why)
    return _code(done, wrong)


def _found(roll: Roll, who: str, place: int, of: int) -> Subscriber | None:
    """The reader of a profile with an address or a number."""
    if who.isascii() and who.isdigit() and len(who) <= _NUMBER_DIGITS:
        reader = roll.book.get(int(who))
        return reader if reader and reader.profile == roll.profile.id else None
    address = mail_address.parse(who, named=True)
    if isinstance(address, Unfit):
        raise UsageError(f"{_place(place, of)} {address.reason}; a reader's number will do too")
    return roll.book.find(roll.profile.id, address.address)


def _remark(reader: Subscriber, args: argparse.Namespace) -> str:
    if reader.state == "suspended":
        return f", suspended all the same ({reader.reason}); `briefing subscribers resume {reader.number}` ends that"
    if reader.state == "pending" and not args.confirmed:
        return ", who gets nothing until they confirm"
    return ""


def _facts(reader: Subscriber) -> dict[str, Any]:
    return {
        "number": reader.number,
        "email": reader.address,
        "name": reader.name,
        "profile": reader.profile,
        "state": reader.state,
        "reason": reader.reason,
        "sections": list(reader.sections),
        "style": reader.style,
        "language": reader.language,
        "at": f"{reader.at:%H:%M}" if reader.at else None,
        "since": reader.since.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
    }


def _line(reader: Subscriber) -> str:
    address = mail_address.parse(reader.address)
    shown = "(erased)" if isinstance(address, Unfit) else address.shown
    wishes = [reader.style, ",".join(reader.sections), reader.language or "", f"at {reader.at:%H:%M}" if reader.at else ""]
    said = [f"{reader.number:>6}  {reader.state:9}  {shown}", reader.name, " ".join(filter(None, wishes)), reader.reason]
    return "  ".join(filter(None, said))


def _place(place: int, of: int) -> str:
    return "the address given" if of == 1 else f"address {place} of {of}"


def _code(done: int, wrong: int) -> int:
    if not wrong:
        return Exit.OK
    return Exit.PARTIAL if done else Exit.USAGE


def _complain(what: str) -> None:
    print(f"briefing: {what}", file=sys.stderr)


def _speak_utf_8() -> None:
    """Whatever the terminal's language says: so files and other programs want it."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")


def _now() -> datetime:
    return datetime.now(UTC)


_OUTCOMES = {"added": "added", "again": "added again", "changed": "changed", "same": "nothing to change"}
_COUNTED = {
    "added": "added",
    "again": "added again",
    "changed": "changed",
    "same": "were so already",
    "left": "had left and stay off (--again adds them)",
    "wrong": "lines could not be used",
}
_ACTIONS: dict[str, Callable[[argparse.Namespace, list[Roll]], int]] = {
    "add": _add,
    "remove": _remove,
    "list": _list,
    "import": _import,
    "export": _export,
    "suspend": _suspend,
    "resume": _resume,
    "ask": _asked_again,
}
