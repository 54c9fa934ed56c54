"""The tables of a profile that say when editions are due, how they are mailed, and who is told when something goes wrong."""

from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Literal

from briefing import mail_address
from briefing import profile_reader as read
from briefing.profile_reader import Reader

CatchUp = Literal["all", "latest", "none"]
OnFault = Literal["send", "hold"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Schedule:
    """When the edition is due, and what happens to days that were missed.

    Missed days as far back as `window` are made; `catch_up` says which of them are mailed. The scheduler collects every `collect`.
    """

    at: time = time(6, 30)
    catch_up: CatchUp = "latest"
    window: timedelta = field(default=timedelta(days=7), repr=False)
    collect: timedelta = field(default=timedelta(minutes=5), repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mail:
    """The SMTP server, the sender, and how mail goes out; the password comes from BRIEFING_SMTP_PASSWORD.

    `sender` may have a name (`Desk <briefing@example.org>`). `bounces` is the mailbox to which what cannot be delivered returns.
    `attach` is the largest PDF that is attached, in bytes. `rate` is how many mails go out in a second at most, `connections` over
    how many connections at once. `partial` says what becomes of an edition that lacks something, `empty` of one without news.
    `confirm` asks new subscribers to confirm. `dkim_key` is the file of a private key (relative to the profile).
    """

    smtp: str
    sender: str
    public_url: str | None = None
    reply_to: str | None = None
    bounces: str | None = None
    attach: int = 7_000_000
    rate: float = 20.0
    connections: int = 1
    partial: OnFault = "send"
    empty: OnFault = "send"
    confirm: bool = False
    dkim_key: str | None = None
    dkim_selector: str = "briefing"
    dkim_domain: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Operator:
    """Who is told: `mail` and `webhook` of what went wrong, `ping` (a dead man's switch) that all is well."""

    mail: str | None = None
    webhook: str | None = None
    ping: str | None = None


def schedule_of(reader: Reader | None) -> Schedule:
    """The table [schedule]."""
    if reader is None:
        return Schedule()
    schedule = Schedule(
        at=read.time_of(reader.take("at", "06:30", read.clock)),
        catch_up=reader.take("catch_up", "latest", read.one_of("all", "latest", "none")),
        window=read.span_of(reader.take("window", "7d", read.span)),
        collect=read.span_of(reader.take("collect", "5m", read.span)),
    )
    reader.close()
    return schedule


def mail_of(reader: Reader | None) -> Mail | None:
    """The table [mail]."""
    if reader is None:
        return None
    mail = Mail(
        smtp=reader.take("smtp", "", read.smtp_address, required=True),
        sender=reader.take("from", "", mail_address.check, required=True),
        public_url=reader.take("public_url", None, read.published_at),
        reply_to=reader.take("reply_to", None, mail_address.check),
        bounces=reader.take("bounces", None, mail_address.check),
        attach=int(reader.take("attach", 7, read.between(0, 100)) * 1_000_000),
        rate=float(reader.take("rate", 20, read.between(0.01, 10_000))),
        connections=reader.take("connections", 1, read.at_least(1)),
        partial=reader.take("partial", "send", read.one_of("send", "hold")),
        empty=reader.take("empty", "send", read.one_of("send", "hold")),
        confirm=reader.take("confirm", False, read.truth),
        dkim_key=reader.take("dkim_key", None, read.text),
        dkim_selector=reader.take("dkim_selector", "briefing", read.host_name),
        dkim_domain=reader.take("dkim_domain", None, read.host_name),
    )
    if reader.table.keys() == {"public_url"}:
        reader.wrong("public_url", "stands at the top of the file, above the tables, where no mail is sent")
    reader.close()
    return mail


def operator_of(reader: Reader | None) -> Operator:
    """The table [operator]."""
    if reader is None:
        return Operator()
    operator = Operator(
        mail=reader.take("mail", None, mail_address.check),
        webhook=reader.take("webhook", None, read.address("http", "https")),
        ping=reader.take("ping", None, read.address("http", "https")),
    )
    reader.close()
    return operator
