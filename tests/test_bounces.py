"""`briefing bounces`: what came back is marked in the ledger and counted once, and readers whose mailbox is gone are suspended."""

import json
import mailbox
from datetime import UTC, datetime, timedelta

import pytest
from mail_box import PASSWORD, MailBox
from mail_desk import NOW, PROFILE, Desk, addresses, desk_in
from returned_mail import report

from briefing import signing
from briefing.cli import main
from briefing.errors import Exit
from briefing.model import Posting, Reply

ONE, TWO, THREE = addresses(3)
TAKEN = Reply(verdict="taken", code=250, text="queued")


@pytest.fixture
def desk(tmp_path) -> Desk:
    made = desk_in(tmp_path, "smtp://127.0.0.1:25", more='bounces = "bounces@mail.example"')
    made.add(ONE, TWO, THREE)
    return made


def sent(desk: Desk, day: int = 23) -> None:
    """Put down that an edition was mailed to all."""
    now = NOW + timedelta(days=day - 23)
    with desk.open() as archive:
        mails, edition = archive.mails(), f"2024-01-{day}"
        mails.plan(
            Posting(profile=PROFILE, edition=edition, due=now, briefing=b"{}"),
            now=now,
            message_id=lambda number: f"<{number}.{day}@mail.example>",
        )
        for mail in mails.claim(PROFILE, now=now, until=now + timedelta(minutes=5), most=10):
            mails.begin(mail, wire_sha256="a" * 64, now=now, until=now + timedelta(minutes=5))
            mails.end(mail, TAKEN, now=now)


def number(desk: Desk, address: str) -> int:
    with desk.open() as archive:
        return archive.readers().find(PROFILE, address).number


def state(desk: Desk, address: str) -> str:
    with desk.open() as archive:
        return archive.readers().find(PROFILE, address).state


def bounced(desk: Desk) -> int:
    with desk.open() as archive:
        return archive.mails().count(PROFILE).bounced


def path_of(desk: Desk, address: str) -> str:
    """The return path of the mails to a reader."""
    with desk.open() as archive:
        secrets = archive.readers().secrets(now=NOW)
    return f"bounces+{signing.sign_folded('bounce', PROFILE, number(desk, address), secrets)}@mail.example"


def run(desk: Desk, capsys, *words: str, days: int = 1) -> tuple[int, dict]:
    now = (NOW + timedelta(days=days)).isoformat()
    capsys.readouterr()
    code = main(desk.words("--json", "--now", now, *words, command="bounces"))
    out, err = capsys.readouterr()
    assert "mail.example" not in out + err, "an address was printed"
    return code, json.loads(out) if out else {}


def put(desk: Desk, *mails: bytes, name: str = "returned.mbox") -> str:
    path = desk.folder / name
    path.write_bytes(b"".join(b"From MAILER-DAEMON Wed Jan 24 08:00:00 2024\n" + mail + b"\n" for mail in mails))
    return str(path)


def test_one_hard_bounce_suspends_the_reader_and_marks_the_mail_once(desk, capsys):
    sent(desk)
    who = number(desk, TWO)
    file = put(desk, report(address=TWO, about=f"<{who}.23@mail.example>", went_to=path_of(desk, TWO)), b"Subject: hello\n\nyou\n")
    code, said = run(desk, capsys, file)
    assert (code, said["mails"], said["hard"], said["other"], said["readers"]) == (Exit.OK, 2, 1, 1, [who])
    assert ([state(desk, one) for one in (ONE, TWO, THREE)], bounced(desk)) == (["active", "suspended", "active"], 1)
    code, said = run(desk, capsys, file)
    assert (code, said["known"], said["suspended"], bounced(desk)) == (Exit.OK, 1, 0, 1)
    with desk.open() as archive:
        archive.readers().resume(who, now=NOW + timedelta(days=2))
    run(desk, capsys, file, days=3)
    assert state(desk, TWO) == "active"


@pytest.mark.parametrize(("days", "expected"), [((24, 26, 28), "suspended"), ((24, 28, 32), "active"), ((24, 24), "active")])
def test_three_soft_ones_within_seven_days_suspend(desk, capsys, days, expected):
    at = [NOW + timedelta(days=day - 23) for day in days]
    mails = [report("4.2.2", address=ONE, at=one, itself=f"<{n}@mx>".replace("mx", "mx.example")) for n, one in enumerate(at)]
    for mail in mails:
        run(desk, capsys, put(desk, mail), days=10)
    assert state(desk, ONE) == expected


def test_a_mail_that_is_still_tried_stays_sent_and_its_final_notice_counts_once(desk, capsys):
    sent(desk)
    about = f"<{number(desk, ONE)}.23@mail.example>"
    _, said = run(desk, capsys, put(desk, report("4.4.1", action="delayed", address=ONE, about=about)))
    assert (said["still_tried"], said["noted"], bounced(desk)) == (1, 1, 0)
    run(desk, capsys, put(desk, report("4.4.7", address=ONE, about=about)))
    assert (bounced(desk), state(desk, ONE)) == (1, "active")


def test_the_return_path_tells_the_reader_where_nothing_else_does(desk, capsys):
    mail = report(address="somebody@else.example", about="<>", went_to=path_of(desk, THREE))
    _, said = run(desk, capsys, put(desk, mail))
    # An address behind the reader's is gone, not theirs.
    assert (said["hard"], said["noted"], state(desk, THREE)) == (1, 1, "active")
    _, said = run(desk, capsys, put(desk, report(address=THREE, about="<>", went_to=path_of(desk, THREE))), "--signed")
    assert (said["suspended"], state(desk, THREE)) == (1, "suspended")


def test_a_guessed_message_id_suspends_nobody_and_signed_counts_return_paths_alone(desk, capsys):
    sent(desk)
    about = f"<{number(desk, ONE)}.23@mail.example>"
    forged = put(
        desk, report(address="x@forged.example", about=about), report(address="y@forged.example", went_to=f"b+{'a' * 34}@x.example")
    )
    _, said = run(desk, capsys, forged)
    assert (said["unknown"], bounced(desk), state(desk, ONE)) == (2, 0, "active")
    _, said = run(desk, capsys, put(desk, report(address=ONE, about=about)), "--signed")
    assert (said["unknown"], state(desk, ONE)) == (1, "active")
    _, said = run(desk, capsys, put(desk, report(address=ONE, about=about)))
    assert state(desk, ONE) == "suspended"


def test_a_clock_of_another_server_that_is_wrong_hides_no_bounce_of_a_mail_of_ours(desk, capsys):
    sent(desk)
    past = datetime(2001, 1, 1, tzinfo=UTC)
    _, said = run(desk, capsys, put(desk, report(address=ONE, at=past)))
    assert (said["old"], state(desk, ONE)) == (1, "active")
    run(desk, capsys, put(desk, report(address=ONE, at=past, about=f"<{number(desk, ONE)}.23@mail.example>")))
    assert state(desk, ONE) == "suspended"


def test_maildirs_folders_and_single_files_are_read(desk, capsys):
    box = mailbox.Maildir(desk.folder / "Maildir")
    box.add(report(address=ONE))
    folder = desk.folder / "folder" / "below"
    folder.mkdir(parents=True)
    (folder / "two.eml").write_bytes(report(address=TWO).replace(b"\n", b"\r\n"))
    (folder / ".hidden").write_bytes(report(address=THREE))
    (desk.folder / "three.eml").write_bytes(report(address=THREE))
    paths = [str(desk.folder / name) for name in ("Maildir", "folder", "three.eml")]
    code, said = run(desk, capsys, *paths)
    assert (code, said["mails"], said["suspended"]) == (Exit.OK, 3, 3)


def test_what_cannot_be_asked_for_is_said(desk, capsys):
    assert run(desk, capsys)[0] == Exit.USAGE
    assert run(desk, capsys, str(desk.folder / "none.mbox"))[0] == Exit.USAGE
    assert main(desk.words(put(desk, report(address=ONE)), command="bounces")) == Exit.OK
    assert "1 for good" in capsys.readouterr().out


def test_a_mailbox_is_read_over_imap_and_left_as_it_is(desk, capsys, monkeypatch):
    with MailBox() as server:
        profile = desk.profile.read_text()
        desk.profile.write_text(profile + f'\n[fetch]\nallow_hosts = ["{server.host}"]\n')
        server.put(report(address=ONE))
        server.put(b"Subject: hello\r\n\r\nyou\r\n")
        monkeypatch.setenv("BRIEFING_IMAP_PASSWORD_BOUNCES", PASSWORD)
        for suspended in (1, 0):
            code, said = run(desk, capsys, "--mailbox", server.address())
            assert (code, said["mails"], said["suspended"]) == (Exit.OK, 2, suspended)
        assert not any("\\Seen" in flags or "\\Deleted" in flags for flags in server.flags())
    assert run(desk, capsys, "--mailbox", server.address())[0] == Exit.TRY_LATER
