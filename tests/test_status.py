"""`briefing status`: what it says of editions, mail and readers, its exit codes, and never an address."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete

from briefing.cli import main
from briefing.edges.archive import SqlArchive
from briefing.edges.archive.delivery_tables import delivery
from briefing.edges.archive.reader_rows import Wish
from briefing.errors import Exit
from briefing.model import Ended, Posting, Reply

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)  # Monday, 10:00 in Kyiv
DUE = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)
DAY = date(2026, 11, 22)
PROFILE = """title = "Harbour desk"
id = "harbour"
timezone = "Europe/Kyiv"
day_starts = "06:00"
archive = "sqlite:///briefing.db"
[[section]]
id = "harbour"
title = "Harbour"
about = "ships and docks"
"""


class Desk:
    def __init__(self, folder, capsys):
        self.folder, self.capsys = folder, capsys
        (folder / "briefing.toml").write_text(PROFILE, encoding="utf-8")
        self.archive = SqlArchive.open(f"sqlite:///{folder / 'briefing.db'}")
        self.runs, self.mails, self.readers = self.archive.runs(), self.archive.mails(), self.archive.readers()

    def watched(self, since=DUE - timedelta(hours=1), seen=NOW):
        self.runs.enrol("harbour", now=since, since=since)
        self.runs.seen("harbour", now=seen)

    def run(self, state, day=DAY, *, due=DUE, at=DUE, **more):
        turn = self.runs.claim("harbour", day, due=due, now=at, until=at + timedelta(minutes=1))
        if state != "making":
            assert self.runs.record(turn, state, now=at, **more)

    def mail(self, *verdicts):
        """Plan the edition for as many readers, and put down what became of each mail."""
        wishes = [Wish(address=f"reader{number}@mail.example") for number in range(len(verdicts))]
        self.readers.enrol("harbour", wishes, now=DUE)
        posting = Posting(profile="harbour", edition=str(DAY), due=DUE, briefing=b"{}")
        self.mails.plan(posting, now=DUE, message_id=lambda number: f"<{number}@desk.example>")
        until = DUE + timedelta(minutes=1)
        for one, verdict in zip(self.mails.claim("harbour", now=DUE, until=until, most=100), verdicts, strict=True):
            if verdict is None:
                self.mails.give_back((one,))
                continue
            assert self.mails.begin(one, wire_sha256="0" * 64, now=DUE, until=until)
            again = DUE + timedelta(hours=1) if verdict == "later" else None
            reply = Reply(verdict=verdict, code=250, text="reader0@mail.example is known here")
            assert self.mails.write((Ended(mail=one, reply=reply, now=DUE, next_at=again),)) == (True,)

    def status(self, now=NOW):
        """The exit code, what it tells programs, and what it tells people."""
        words = ["status", "--profile", str(self.folder / "briefing.toml"), "--now", now.isoformat()]
        code = main([*words, "--json"])
        state = json.loads(self.capsys.readouterr().out)
        assert main(words) == code
        said = self.capsys.readouterr().out
        assert "@" not in said + json.dumps(state)
        return code, state, said


@pytest.fixture
def desk(tmp_path, capsys):
    made = Desk(tmp_path, capsys)
    yield made
    made.archive.close()


def test_before_the_first_run_there_is_nothing_to_tell(tmp_path, capsys):
    (tmp_path / "briefing.toml").write_text(PROFILE, encoding="utf-8")
    assert main(["status", "--profile", str(tmp_path / "briefing.toml")]) == Exit.OK
    assert "is not there yet" in capsys.readouterr().out
    assert not (tmp_path / "briefing.db").exists()


def test_a_profile_that_nothing_looks_after_is_called_that(desk):
    code, state, said = desk.status()
    assert (code, state["scheduled"]) == (Exit.OK, None)
    assert "nothing is made by itself yet" in said


def test_all_is_well_when_the_edition_is_made_and_every_mail_is_sent(desk):
    desk.watched()
    desk.run("done", quality="whole")
    desk.mail("taken", "taken", "taken")
    code, state, said = desk.status()
    assert code == Exit.OK
    assert state["next"] == {"edition": "2026-11-23", "due": "2026-11-24T04:30:00Z"}
    assert state["editions"][0]["mail"]["sent"] == 3
    assert "  2026-11-22  done; 3 sent of 3 mails\n" in said
    assert "next: the edition of 2026-11-23, due Tue 24 Nov 2026 06:30" in said
    assert "readers: 3 active, 0 pending, 0 suspended, 0 removed" in said


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        (["taken", "unknown"], "1 sent, 1 in doubt of 2 mails"),
        (["taken", "later"], "1 sent, 1 deferred of 2 mails"),
        (["taken", "never"], "1 sent, 1 failed of 2 mails"),
        (["taken", None], "1 sent, 1 not tried yet of 2 mails"),
    ],
)
def test_mail_that_needs_somebody_is_exit_12(desk, verdicts, said):
    desk.watched()
    desk.run("done", quality="whole")
    desk.mail(*verdicts)
    code, _, told = desk.status()
    assert code == Exit.MAIL
    assert f"  2026-11-22  done; {said}\n" in told


def test_mail_that_does_not_add_up_is_exit_12(desk):
    desk.watched()
    desk.run("done", quality="whole")
    desk.mail("taken", "taken")
    with desk.archive._database.writing() as connection:
        connection.execute(delete(delivery).where(delivery.c.subscriber == 2))
    code, state, said = desk.status()
    assert (code, state["unbalanced"]) == (Exit.MAIL, [{"edition": "2026-11-22", "planned": 2, "there": 1}])
    assert "do not add up: 2 planned, 1 on record" in said


@pytest.mark.parametrize(
    ("state", "more", "said"),
    [
        (
            "failed",
            {"reason": "the disk is full", "next_at": NOW + timedelta(hours=1)},
            "failed (the disk is full); tried again Mon 23 Nov 2026 11:00",
        ),
        ("held", {"quality": "partial", "reason": "lacks something"}, "held, partial (lacks something)"),
        ("making", {}, "making"),
        ("made", {"quality": "whole"}, "made"),
    ],
)
def test_an_edition_that_needs_somebody_is_exit_10(desk, state, more, said):
    desk.watched()
    desk.run(state, **more)
    code, _, told = desk.status()
    assert code == Exit.PARTIAL
    assert f"  2026-11-22  {said}\n" in told


def test_a_skipped_edition_is_exit_10_for_a_week(desk):
    desk.watched(since=DUE - timedelta(days=20))
    desk.runs.skip("harbour", [(DAY - timedelta(days=8), DUE - timedelta(days=8), "missed")], now=NOW)
    for number in range(8):
        day = DAY - timedelta(days=number)
        desk.run("done", day, due=DUE - timedelta(days=number), quality="whole")
    code, state, said = desk.status()
    assert (code, [one["edition"] for one in state["troubled"]]) == (Exit.PARTIAL, ["2026-11-14"])
    assert "  2026-11-14  skipped (missed)\n" in said


def test_an_edition_that_is_late_is_exit_10_and_one_that_is_just_due_is_not(desk):
    desk.watched(seen=DUE)
    assert desk.status(DUE + timedelta(minutes=30))[0] == Exit.OK
    code, state, said = desk.status(DUE + timedelta(minutes=90))
    assert code == Exit.PARTIAL
    assert [(one["edition"], one["late"]) for one in state["owed"]] == [("2026-11-22", True)]
    assert "owed: the edition of 2026-11-22, due Mon 23 Nov 2026 06:30, to be made" in said


def test_a_profile_nobody_has_looked_at_for_a_day_and_a_clock_that_is_behind_are_exit_10(desk):
    desk.watched()
    desk.run("done", quality="whole")
    code, state, said = desk.status(NOW - timedelta(hours=1))
    assert (code, state["clock_behind"]) == (Exit.PARTIAL, True)
    assert "the clock shows a time before the latest record" in said
    code, state, said = desk.status(NOW + timedelta(hours=27))
    assert (code, state["unattended"]) == (Exit.PARTIAL, True)
    assert "not looked at since Mon 23 Nov 2026 10:00" in said
