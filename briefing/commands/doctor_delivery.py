"""What `briefing doctor` checks of schedule and mail: clocks and zones, the ledger, the mail server, the DKIM key, the ways out."""

import argparse
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from importlib import resources
from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo

from briefing.commands.context import archive_url, base_for, output_for
from briefing.commands.owed_now import owed_now
from briefing.edges.archive import SqlArchive
from briefing.errors import Exit
from briefing.settings import Profile
from briefing.signing import LENGTH

Check = tuple[str, Exit, str]
_LONGEST_LINK = 70  # characters; from 76 on Python's mail package, and others after it, encode the header (RFC 8058 wants it plain)
_BEHIND = timedelta(minutes=5)
_SECONDS = 10.0  # for whatever is asked over the network
_AHEAD = timedelta(days=400)  # how far zone data is compared
_IN_A_MAIL = 1.4  # bytes of a mail for each of an attached file: base64 in lines of 76, and the text


def checks(args: argparse.Namespace, profile: Profile, *, offline: bool) -> Iterator[Check]:
    """A line for each check; with `offline` nothing is asked of mail servers and name servers."""
    now = datetime.now(UTC)
    yield _zones(profile, now)
    yield from _records(args, profile, now)
    if profile.mail is None:
        yield "mail", Exit.OK, "the profile has no [mail]: editions are filed and mailed to nobody"
        return
    yield _way_out(profile)
    yield from _dkim(args, profile, offline=offline)
    if offline:
        yield "mail server", Exit.OK, "not asked (--offline)"
    else:
        yield _server(profile)
    yield _operator(profile)


def _zones(profile: Profile, now: datetime) -> Check:
    """Which data says when clocks change, and whether the system's and the package's agree on the profile's zone."""
    package = resources.files("tzdata")
    version = package.joinpath("zoneinfo", "tzdata.zi").read_text(encoding="utf-8").split("\n", 1)[0].removeprefix("# version ")
    own = package.joinpath("zoneinfo", *profile.timezone.split("/"))
    system = next((file for folder in TZPATH if (file := Path(folder, profile.timezone)).is_file()), None)
    if system is None:
        return "time zones", Exit.OK, f"{profile.timezone}, by the package tzdata {version}"
    with system.open("rb") as theirs, own.open("rb") as ours:
        one, other = ZoneInfo.from_file(theirs, profile.timezone), ZoneInfo.from_file(ours, profile.timezone)
    hours = (now + timedelta(hours=count) for count in range(int(_AHEAD / timedelta(hours=1))))
    if differs := next((hour for hour in hours if hour.astimezone(one).utcoffset() != hour.astimezone(other).utcoffset()), None):
        said = (
            f"{profile.timezone}: {system} and the package tzdata {version} disagree from {differs:%Y-%m-%d} on; the first is used"
        )
        return "time zones", Exit.PARTIAL, f"{said}: bring the older up to date"
    return (
        "time zones",
        Exit.OK,
        f"{profile.timezone}, by {system.parents[profile.timezone.count('/')]}; the package tzdata {version} agrees",
    )


def _records(args: argparse.Namespace, profile: Profile, now: datetime) -> Iterator[Check]:
    address = archive_url(args, profile, output_for(args, profile))
    file = address.removeprefix("sqlite:///")
    if file != address and not Path(file).exists():
        return
    with SqlArchive.open(address, create=False) as archive:
        yield _clock(archive, profile, now)
        yield _schedule(archive, profile, now)
        yield _ledger(archive, profile)
        if waiting := archive.notices().waiting(f"{profile.id}/"):
            yield (
                "operator",
                Exit.PARTIAL,
                f"could not be told {len(waiting)} things; the oldest: {waiting[0].text.splitlines()[0]}",
            )


def _clock(archive: SqlArchive, profile: Profile, now: datetime) -> Check:
    latest = archive.runs().latest(profile.id)
    if latest is not None and latest > now + _BEHIND:
        said = f"it shows {now:%Y-%m-%d %H:%M} UTC, and {latest:%Y-%m-%d %H:%M} is on record: no edition is made by itself until it is right"
        return "clock", Exit.CONFIG, said
    return "clock", Exit.OK, f"{now:%Y-%m-%d %H:%M:%S} UTC, not before the latest record"


def _schedule(archive: SqlArchive, profile: Profile, now: datetime) -> Check:
    watch = archive.runs().watch(profile.id)
    owed = owed_now(profile, archive.runs(), now)
    if watch is None or owed is None:
        return "schedule", Exit.OK, "nothing is made by itself yet (`briefing schedule`, or `briefing run --due` from a crontab)"
    day, at = owed.next
    said = f"looked at last {watch.seen:%Y-%m-%d %H:%M} UTC; the next edition, of {day}, is due {at.astimezone(profile.zone):%Y-%m-%d %H:%M}"
    if owed.make and now - owed.make[0].due > timedelta(hours=1):
        return "schedule", Exit.PARTIAL, f"{said}; overdue: {', '.join(str(one.day) for one in owed.make)}"
    return "schedule", Exit.OK, said


def _ledger(archive: SqlArchive, profile: Profile) -> Check:
    """Of every edition as many mails are on record as were planned, each in one state."""
    mails = archive.mails()
    count = mails.count(profile.id)
    if wrong := mails.unbalanced(profile.id):
        said = "; ".join(f"{day}: {planned} were planned and {there} are on record" for _, day, planned, there in wrong)
        return "ledger", Exit.CONFIG, f"does not add up: {said}"
    said = f"{count.planned:,} mails: {count.sent:,} sent, {count.deferred + count.waiting:,} owed, {count.in_doubt:,} in doubt"
    if count.in_doubt:
        return "ledger", Exit.PARTIAL, f"{said}; `briefing send --date DAY` lists them, --resend-in-doubt sends them again"
    return "ledger", Exit.OK, said


def _way_out(profile: Profile) -> Check:
    """The link by which a reader leaves: there, https, and short enough to stand in a header unbroken."""
    url = profile.public_url
    if not url:
        return (
            "way out",
            Exit.PARTIAL,
            "no public_url, so mails have no link by which a reader can leave; many servers refuse such mail",
        )
    length = len(f"{url.rstrip('/')}/u/") + LENGTH
    if length > _LONGEST_LINK:
        spare = len(url) - (length - _LONGEST_LINK)
        said = (
            f"the link in List-Unsubscribe has {length} characters, more than {_LONGEST_LINK}: public_url may have {spare} at most"
        )
        return "way out", Exit.PARTIAL, said
    if not url.startswith("https://"):
        return "way out", Exit.PARTIAL, f"{url} is not https, and mail programs offer one click for https alone (RFC 8058)"
    return "way out", Exit.OK, f"{url.rstrip('/')}/u/…, {length} characters of at most {_LONGEST_LINK}"


def _dkim(args: argparse.Namespace, profile: Profile, *, offline: bool) -> Iterator[Check]:
    mail = profile.mail
    if mail is None or mail.dkim_key is None:
        yield "DKIM", Exit.OK, "no key: mails are not signed here (the mail server may do it)"
        return
    from briefing.edges.post.dkim import NoSigner, against_dns, signer  # noqa: PLC0415 (two libraries, where there is a key alone)

    domain = mail.dkim_domain or parseaddr(mail.sender)[1].rpartition("@")[2]
    found = signer(base_for(args) / mail.dkim_key, domain=domain, selector=mail.dkim_selector)
    if isinstance(found, NoSigner):
        yield "DKIM", Exit.CONFIG, found.reason
        return
    said = f"{found.kind} key of {found.bits} bits for {found.name}"
    if offline:
        yield "DKIM", Exit.OK, f"{said}; the name server is not asked (--offline)"
    elif wrong := against_dns(found, seconds=_SECONDS):
        yield "DKIM", Exit.CONFIG, f"{said}: {wrong}"
    else:
        yield "DKIM", Exit.OK, f"{said}, which is published"


def _server(profile: Profile) -> Check:
    """Greeted, encrypted, logged in; nothing is sent."""
    from briefing.edges.post.place import PASSWORD, place_of  # noqa: PLC0415 (a mail client, where there is mail alone)
    from briefing.edges.post.probe import probe  # noqa: PLC0415

    mail = profile.mail
    assert mail
    place = place_of(mail.smtp)
    where = f"{place.host}:{place.port}"
    found = probe(mail, password=os.environ.get(PASSWORD), seconds=_SECONDS)
    if found.reason:
        return "mail server", Exit.CONFIG, f"{where}: {found.reason}"
    said = [where, "encrypted" if found.encrypted else "not encrypted", "logged in" if found.logged_in else "no log-in"]
    said.append(f"mails up to {found.largest / 1e6:.0f} MB" if found.largest else "no limit of size is stated")
    said.append("addresses in any script" if found.smtputf8 else "addresses in ASCII only")
    if not found.encrypted and not found.here:
        return "mail server", Exit.PARTIAL, f"{', '.join(said)}: whoever is between can read the mail"
    if found.largest and mail.attach * _IN_A_MAIL > found.largest:
        return (
            "mail server",
            Exit.PARTIAL,
            f"{', '.join(said)}: too few for a PDF of `attach` = {mail.attach / 1e6:g} MB; larger ones are linked",
        )
    return "mail server", Exit.OK, ", ".join(said)


def _operator(profile: Profile) -> Check:
    """Whether anybody learns of it when something goes wrong, and when nothing happens at all."""
    told = profile.operator
    ways = [way for way, set_ in (("mail", told.mail), ("webhook", told.webhook), ("ping", told.ping)) if set_]
    if not ways:
        return "operator", Exit.OK, "nobody is told when something goes wrong: mail, webhook or ping under [operator]"
    if not told.ping:
        return (
            "operator",
            Exit.OK,
            f"told by {' and '.join(ways)}; nobody notices when this machine is off: `ping` under [operator]",
        )
    return "operator", Exit.OK, f"told by {' and '.join(ways)}"
