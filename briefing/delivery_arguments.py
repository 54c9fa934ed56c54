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
    _command(commands, "subscribers", "add, remove, list, import and export the readers of a profile", "")


def _bounces(commands: "Commands") -> None:
    _command(commands, "bounces", "read returned mail and suspend readers whose mailbox is gone", "")


def _schedule(commands: "Commands") -> None:
    _command(commands, "schedule", "collect, make and mail editions by itself, as a service", "")


def _status(commands: "Commands") -> None:
    _command(commands, "status", "show the last and next editions, what is owed, in doubt, suspended", "")


def _serve(commands: "Commands") -> None:
    _command(commands, "serve", "answer the links in mails: leaving a list, confirming a subscription", "")


def _command(commands: "Commands", name: str, what: str, epilog: str) -> argparse.ArgumentParser:
    made = commands.add_parser(
        name,
        help=what,
        description=what[0].upper() + what[1:] + ".",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--profile", metavar="FILE", help="the profile; default: briefing.toml here, else the built-in one")
    made.add_argument("--output", metavar="DIR", help="where editions are filed; default: the profile's, else output")
    return made
