"""The arguments of the commands that schedule and deliver: one function for each command."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add_to(commands: "Commands") -> None:
    """Add the commands of this module."""
    for add in (_send, _subscribers, _bounces, _schedule, _status, _serve):
        add(commands)


def due(run: argparse.ArgumentParser) -> None:
    """The options of `run` that make what is due."""
    run.add_argument(
        "--due", action="store_true", help="make and mail the editions that are due, missed ones too; for cron and systemd timers"
    )
    run.add_argument("--no-mail", action="store_true", help="with --due: make and file them, mail nothing")
    run.add_argument(
        "--clock-is-right",
        action="store_true",
        help="with --due: forget what was put down while the clock ran ahead of the real time",
    )


def _send(commands: "Commands") -> None:
    send = _command(
        commands,
        "send",
        "mail an edition that is filed to the subscribers, each once",
        """examples:
  briefing send                                      the newest edition; called again, only what is still owed
  briefing send --date 2024-01-23 --dry-run          who would get it, sending nothing
  briefing send --resend-in-doubt                    also mails of which nobody knows whether they arrived
exit codes: 0 all are sent, 12 some are owed, failed or in doubt, 75 the mail server cannot be reached""",
    )
    send.add_argument("--date", metavar="DAY", help="the edition of that day; default: the newest that is filed")
    send.add_argument("--json", action="store_true", help="the counts as one JSON object")
    send.add_argument("--dry-run", action="store_true", help="say what would be sent; write and send nothing")
    doubt = send.add_mutually_exclusive_group()
    doubt.add_argument("--resend-in-doubt", action="store_true", help="send mails in doubt again, under the same Message-ID")
    doubt.add_argument("--accept-in-doubt", action="store_true", help="count mails in doubt as sent")


def _subscribers(commands: "Commands") -> None:
    subscribers = _command(
        commands,
        "subscribers",
        "add, remove, list, import and export the readers of a profile",
        """examples:
  briefing subscribers add anna@example.org --name "Anna Kovalenko" --sections strikes,nato --style link --at 07:30
  briefing subscribers add anna@example.org --style html     called again: changes what is said, leaves the rest
  briefing subscribers list --json                   one JSON object a line
  briefing subscribers import readers.csv            columns email, name, sections, style, language, at; docs/readers.md
  briefing subscribers remove 12 --erase             by number, as logs name readers
exit codes: 0 done, 10 a line or a reader could not be done, 2 none could, 12 somebody could not be asked to confirm""",
        several=True,
    )
    actions = subscribers.add_subparsers(dest="action", required=True, metavar="ACTION")

    def action(name: str, what: str) -> argparse.ArgumentParser:
        made = actions.add_parser(name, help=what, description=what[0].upper() + what[1:] + ".")
        # Here too, since nobody remembers on which side of the action they stand; SUPPRESS leaves what stood before it.
        made.add_argument("--profile", metavar="FILE", action="append", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        made.add_argument("--output", metavar="DIR", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        return made

    add = action("add", "add readers, or change what they want")
    add.add_argument("who", nargs="+", metavar="EMAIL", help="an address, also with a name: 'Anna <anna@example.org>'")
    add.add_argument("--name", metavar="N", help="how the reader is called")
    add.add_argument("--sections", metavar="LIST", help="ids of the profile's sections, with commas between; all for all")
    add.add_argument("--style", metavar="STYLE", help="pdf (attached), link (alone) or html (the whole edition); default: pdf")
    add.add_argument("--language", metavar="TAG", help="of our own words, such as uk; default: the profile's")
    add.add_argument("--at", metavar="HH:MM", help="not before this local time of the profile")
    take = action("import", "add the readers of a CSV file")
    take.add_argument("file", metavar="FILE.csv", help="- for standard input")
    take.add_argument("--json", action="store_true", help="the counts as one JSON object")
    for made in (add, take):
        made.add_argument("--again", action="store_true", help="also those who had left or were removed")
        made.add_argument(
            "--confirmed", action="store_true", help="they have agreed already: ask nobody, whatever the profile says"
        )

    named: dict[str, argparse.ArgumentParser] = {}
    for name, what in (
        ("remove", "take readers off; nothing more is sent to them"),
        ("suspend", "send readers nothing until they are resumed"),
        ("resume", "send suspended readers mail again"),
    ):
        named[name] = action(name, what)
        named[name].add_argument("who", nargs="+", metavar="EMAIL", help="an address, or a reader's number")
    named["remove"].add_argument("--erase", action="store_true", help="forget address, name and wishes too")
    named["suspend"].add_argument("--reason", metavar="TEXT", help="why, for the list")

    shown = action("list", "print the readers")
    shown.add_argument("--json", action="store_true", help="one JSON object a line")
    for made in (shown, action("export", "print the readers as CSV, as import reads it")):
        made.add_argument("--all", action="store_true", help="also those who left")
    action("ask", "send the mail that asks to confirm to those who did not get it").add_argument(
        "--all", action="store_true", help="also to those who got it and have not answered"
    )


def _bounces(commands: "Commands") -> None:
    bounces = _command(
        commands,
        "bounces",
        "read returned mail and suspend readers whose mailbox is gone",
        """examples:
  briefing bounces returned.mbox                     a file of mails; read twice, each counts once
  briefing bounces /var/mail/bounces Maildir/ *.eml  also folders: of a Maildir, or of files
  briefing bounces --mailbox imaps://bounces%40example.org@mail.example.org/INBOX
the password of a mailbox comes from BRIEFING_IMAP_PASSWORD_BOUNCES, else BRIEFING_IMAP_PASSWORD
exit codes: 0 all was read, 10 some could not be, 2 there is no such file, 3 no archive, 75 the mailbox cannot be reached""",
    )
    bounces.add_argument(
        "paths", nargs="*", metavar="PATH", help="a file of one mail or many (mbox), a Maildir, a folder; - for standard input"
    )
    bounces.add_argument("--mailbox", metavar="URL", help="a folder of an IMAP server, read and left as it is")
    bounces.add_argument("--days", type=int, default=14, metavar="N", help="of a mailbox the mails of so many days; default: 14")
    bounces.add_argument(
        "--signed", action="store_true", help="count only what came back by a return path of ours, which nobody can make up"
    )
    bounces.add_argument("--json", action="store_true", help="the counts as one JSON object")
    bounces.add_argument("--now", metavar="TIME", help="the time it is taken to be; default: this moment")


def _schedule(commands: "Commands") -> None:
    schedule = _command(
        commands,
        "schedule",
        "collect, make and mail editions by itself, as a service",
        """examples:
  briefing schedule                                  until it is told to end (SIGTERM, Ctrl-C); docs/schedule.md
  briefing schedule --profile a.toml --profile b.toml
  briefing schedule --once                           what is to be done now, then end
exit codes: 0 it was told to end; with --once the gravest of what it did; 3 a profile is wrong""",
        several=True,
    )
    schedule.add_argument("--once", action="store_true", help="collect, make and mail what is due now, then end")


def _status(commands: "Commands") -> None:
    status = _command(
        commands,
        "status",
        "show the last and next editions, what is owed, in doubt, suspended",
        """examples:
  briefing status                                    what a person wants to know
  briefing status --json                             the same for a monitor
exit codes: 0 all is well, 10 an edition is missing, late, failed, held or was skipped, 12 mail is owed, failed or in doubt""",
    )
    status.add_argument("--json", action="store_true", help="one JSON object")
    status.add_argument("--now", metavar="TIME", help="judge as of this time; default: this moment")


def _serve(commands: "Commands") -> None:
    serve = _command(
        commands,
        "serve",
        "answer the links in mails: leaving a list, confirming a subscription",
        """examples:
  briefing serve                                     on 127.0.0.1:8080, behind a web server of yours; docs/serving.md
  briefing serve --profile a.toml --profile b.toml --port 8090
  briefing serve --host 0.0.0.0 --proxies 10.0.0.5   where the web server is another machine
exit codes: 0 it was told to end, 2 the address cannot be had, 3 a profile is wrong""",
        several=True,
    )
    serve.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="the address to listen on; default: 127.0.0.1")
    serve.add_argument("--port", type=int, default=8080, metavar="N", help="the port; 0 takes a free one; default: 8080")
    serve.add_argument(
        "--proxies",
        action="append",
        metavar="IP,…",
        help="web servers in front, or their networks, whose X-Forwarded-For is believed; none by default",
    )


def _command(commands: "Commands", name: str, what: str, epilog: str, *, several: bool = False) -> argparse.ArgumentParser:
    made = commands.add_parser(
        name,
        help=what,
        description=what[0].upper() + what[1:] + ".",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    if several:
        made.add_argument(
            "--profile", metavar="FILE", action="append", help="a profile, as often as there are; default: briefing.toml here"
        )
    else:
        made.add_argument("--profile", metavar="FILE", help="the profile; default: briefing.toml here, else the built-in one")
    made.add_argument("--output", metavar="DIR", help="where editions are filed; default: the profile's, else output")
    return made
