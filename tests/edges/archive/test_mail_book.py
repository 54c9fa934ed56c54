"""The ledger of mail: planned once, each mail one sender's at a time, every step on record, nothing that cannot be."""

import os
import subprocess
import sys
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text, update

from briefing.edges.archive import SqlArchive
from briefing.edges.archive.delivery_tables import delivery
from briefing.edges.archive.mail_book import MailBook
from briefing.edges.archive.reader_rows import Wish
from briefing.errors import ArchiveError
from briefing.model import Begun, Delivery, MailCount, Posting, Reply

NOW = datetime(2024, 1, 24, 6, 31, tzinfo=UTC)
LATER = NOW + timedelta(minutes=10)
HOUR = timedelta(hours=1)
EDITION = Posting(profile="towns", edition="2024-01-23", due=NOW, briefing=b'{"a": 1}' * 50, pdf=b"%PDF", note="late")
TAKEN = Reply(verdict="taken", code=250, status="2.0.0", text="queued")
LOST = Reply(verdict="unknown", text="no answer came")
FULL = Reply(verdict="later", code=452, status="4.2.2", text="mailbox full")
GONE = Reply(verdict="never", code=550, status="5.1.1", text="no such user")


def called(number: int) -> str:
    return f"<{number}@example.org>"


def planned(archive: SqlArchive, readers: int = 3, edition: Posting = EDITION, **wishes: object) -> MailBook:
    wishes_of = [Wish(address=f"r{number}@example.org", name=f"R {number}", **wishes) for number in range(readers)]
    archive.readers().enrol(edition.profile, wishes_of, now=NOW - timedelta(days=1))
    book = archive.mails()
    book.plan(edition, now=NOW, message_id=called)
    return book


def claim(book: MailBook, now: datetime = NOW, most: int = 10, until: datetime = LATER, **more: object) -> tuple[Delivery, ...]:
    return book.claim("towns", now=now, until=until, most=most, **more)


def begin(book: MailBook, mail: Delivery, now: datetime = NOW) -> bool:
    return book.begin(mail, wire_sha256="ab" * 32, now=now, until=now + timedelta(minutes=20))


def the_only(book: MailBook) -> Delivery:
    """A mail, claimed and on its way."""
    (mail,) = claim(book, most=1)
    assert begin(book, mail)
    return mail


def test_an_edition_is_planned_once_and_comes_back_as_it_was(archive: SqlArchive):
    book = planned(archive)
    archive.readers().enrol("towns", [Wish(address="late@example.org")], now=NOW)
    again = book.plan(replace(EDITION, briefing=b"{}", note="other"), now=LATER, message_id=called)
    assert again == MailCount(planned=3, waiting=3)
    assert book.posting("towns", "2024-01-23") == EDITION
    assert book.posting("towns", "2024-01-24") is None
    assert (book.planned("towns", "2024-01-23"), book.planned("other", "2024-01-23")) == (True, False)
    assert book.unbalanced() == ()
    mails = claim(book)
    assert sorted(mail.address for mail in mails) == ["r0@example.org", "r1@example.org", "r2@example.org"]
    first = mails[0]
    assert (first.message_id, first.token, first.state) == (called(first.subscriber), 1, "planned")
    assert [event[1:] for event in book.events(first)] == [("planned", None, "")]


def test_an_edition_without_readers_is_not_planned_and_goes_to_the_first_who_subscribes(archive: SqlArchive):
    book = archive.mails()
    assert book.plan(EDITION, now=NOW, message_id=called) == MailCount()
    assert not book.planned("towns", "2024-01-23")
    planned(archive, 1)
    assert len(claim(book)) == 1


def test_only_active_readers_of_the_profile_are_planned(archive: SqlArchive):
    readers = archive.readers()
    readers.enrol("towns", [Wish(address=f"r{number}@example.org") for number in range(4)], now=NOW)
    readers.enrol("other", [Wish(address="other@example.org")], now=NOW)
    readers.enrol("towns", [Wish(address="pending@example.org")], now=NOW, state="pending")
    readers.suspend(1, now=NOW, reason="asked")
    readers.leave(2, now=NOW)
    book = archive.mails()
    assert book.plan(EDITION, now=NOW, message_id=called).planned == 2
    assert sorted(mail.subscriber for mail in claim(book)) == [3, 4]


def test_a_mail_is_one_senders_until_it_is_given_back_or_its_time_is_up(archive: SqlArchive):
    book = planned(archive)
    first = claim(book, most=2)
    second = claim(book)
    assert (len(first), len(second), claim(book)) == (2, 1, ())
    book.give_back(first)
    again = claim(book)
    assert [mail.subscriber for mail in again] == [mail.subscriber for mail in first]
    assert [mail.token for mail in again] == [2, 2]
    assert len(claim(book, now=LATER + timedelta(seconds=1), until=LATER + HOUR)) == 3


def test_whoever_stood_still_until_somebody_else_claimed_its_mail_can_put_nothing_down(archive: SqlArchive):
    book = planned(archive, 1)
    (old,) = claim(book)
    (new,) = claim(book, now=LATER, until=LATER + HOUR)
    assert not begin(book, old, LATER)
    assert not book.end(old, GONE, now=LATER)
    assert begin(book, new, LATER)
    assert not begin(book, new, LATER)  # once
    assert not book.end(old, TAKEN, now=LATER)
    assert book.end(new, TAKEN, now=LATER)
    assert book.count("towns", "2024-01-23") == MailCount(planned=1, sent=1)


def test_what_became_of_a_mail_is_on_record_with_every_step(archive: SqlArchive):
    book = planned(archive, 1)
    (mail,) = claim(book)
    assert book.end(mail, FULL, now=NOW, next_at=NOW + HOUR)  # refused before it was on its way
    (waiting,) = book.in_state("towns", "deferred")
    assert (waiting.attempts, waiting.first_at, waiting.next_at, waiting.code) == (1, NOW, NOW + HOUR, 452)
    assert claim(book) == ()
    (mail,) = claim(book, now=NOW + HOUR, until=NOW + 2 * HOUR)
    assert begin(book, mail, NOW + HOUR)
    assert book.end(mail, TAKEN, now=NOW + HOUR)
    (sent,) = book.in_state("towns", "sent")
    assert (sent.attempts, sent.first_at, sent.next_at, sent.wire_sha256) == (2, NOW, None, "ab" * 32)
    assert [event[1:] for event in book.events(sent)] == [
        ("planned", None, ""),
        ("deferred", 452, "mailbox full"),
        ("inflight", None, ""),
        ("sent", 250, "queued"),
    ]


def test_a_mail_whose_sender_was_silent_for_too_long_is_in_doubt_and_not_owed(archive: SqlArchive):
    book = planned(archive, 1)
    mail = the_only(book)
    assert claim(book, now=NOW + timedelta(minutes=19)) == ()
    assert book.count("towns").inflight == 1
    assert claim(book, now=NOW + timedelta(minutes=20)) == ()
    assert book.count("towns", "2024-01-23") == MailCount(planned=1, in_doubt=1)
    assert [one.subscriber for one in book.doubts("towns")] == [mail.subscriber]
    assert claim(book, now=NOW + 50 * HOUR, flush=NOW + 50 * HOUR) == ()
    assert book.end(mail, TAKEN, now=NOW + HOUR)  # the answer came at last
    assert book.count("towns").sent == 1


def test_mails_in_doubt_are_sent_again_or_taken_as_sent_when_somebody_says_so(archive: SqlArchive):
    book = planned(archive, 2)
    for mail in claim(book):
        assert begin(book, mail)
        assert book.end(mail, LOST, now=NOW)
    assert book.resend_in_doubt("towns", "2024-01-22", now=NOW) == 0
    assert book.resend_in_doubt("towns", "2024-01-23", now=NOW) == 2
    assert not book.end(mail, TAKEN, now=NOW)  # too late: it is on its way again
    first, second = claim(book)
    assert {first.message_id, second.message_id} == {called(first.subscriber), called(second.subscriber)}
    for mail in (first, second):
        assert begin(book, mail)
        assert book.end(mail, LOST, now=NOW)
    assert book.accept_in_doubt("towns", "2024-01-23", now=NOW) == 2
    assert book.count("towns") == MailCount(planned=2, sent=2)


def test_whoever_leaves_between_plan_and_claim_or_claim_and_send_gets_nothing(archive: SqlArchive):
    book, readers = planned(archive, 3), archive.readers()
    readers.leave(1, now=NOW)
    second, third = claim(book)
    assert book.count("towns").suppressed == 1
    readers.suspend(second.subscriber, now=NOW, reason="asked")
    assert not begin(book, second)
    assert begin(book, third)
    count = book.count("towns", "2024-01-23")
    assert (count.suppressed, count.inflight) == (2, 1)
    assert [mail.reply for mail in book.in_state("towns", "suppressed")] == [
        "the reader left before it was sent",
        "the reader is sent nothing at present",
    ]


def test_many_who_left_do_not_hide_one_who_stayed(archive: SqlArchive):
    book = planned(archive, 60)
    for number in range(1, 60):
        archive.readers().leave(number, now=NOW)
    assert [mail.subscriber for mail in claim(book, most=5)] == [60]


def test_a_readers_own_time_is_waited_for_even_when_all_else_is_flushed(archive: SqlArchive):
    archive.readers().enrol("towns", [Wish(address="late@example.org", at="09:00"), Wish(address="now@example.org")], now=NOW)
    book, nine = archive.mails(), datetime(2024, 1, 24, 9, tzinfo=UTC)
    book.plan(EDITION, now=NOW, message_id=called, not_before=lambda clock: datetime.combine(nine.date(), clock, UTC))
    assert [mail.address for mail in claim(book, flush=NOW)] == ["now@example.org"]
    assert book.next_due("towns") == LATER  # when the one claimed is missed
    assert {mail.address for mail in claim(book, now=nine, until=nine + HOUR)} == {"late@example.org", "now@example.org"}


def test_a_flush_tries_what_waits_for_its_next_try_and_not_again_what_it_tried(archive: SqlArchive):
    book = planned(archive, 2)
    for mail in claim(book):
        book.end(mail, FULL, now=NOW, next_at=NOW + HOUR)
    began = NOW + timedelta(minutes=2)
    assert claim(book, now=began) == ()
    first, second = claim(book, now=began, flush=began)
    book.end(first, FULL, now=began + timedelta(seconds=1), next_at=began + HOUR)
    book.give_back([second])
    assert [mail.subscriber for mail in claim(book, now=began, flush=began)] == [second.subscriber]


def test_one_edition_is_claimed_where_it_is_asked_for_and_the_oldest_first_where_not(archive: SqlArchive):
    book = planned(archive, 2)
    book.plan(replace(EDITION, edition="2024-01-24"), now=NOW + HOUR, message_id=called)
    at = NOW + 2 * HOUR
    assert {mail.edition for mail in claim(book, now=at, until=at + HOUR, edition="2024-01-24", most=1)} == {"2024-01-24"}
    assert [mail.edition for mail in claim(book, now=at, until=at + HOUR)] == ["2024-01-23", "2024-01-23", "2024-01-24"]
    assert [(day, count.planned) for day, _, count in book.editions("towns")] == [("2024-01-24", 2), ("2024-01-23", 2)]


def test_when_a_mail_may_be_tried_next(archive: SqlArchive):
    book = archive.mails()
    assert book.next_due("towns") is None
    planned(archive, 1)
    assert book.next_due("towns") == NOW
    (mail,) = claim(book)
    book.end(mail, FULL, now=NOW, next_at=NOW + HOUR)
    assert book.next_due("towns") == NOW + HOUR
    book.postpone("towns", until=NOW + 2 * HOUR)
    assert book.next_due("towns") == NOW + 2 * HOUR
    (mail,) = claim(book, now=NOW + 2 * HOUR, until=NOW + 3 * HOUR)
    book.end(mail, GONE, now=NOW + 2 * HOUR)
    assert book.next_due("towns") is None
    assert book.count("towns").failed == 1


def test_a_mail_that_came_back_is_bounced_once(archive: SqlArchive):
    book = planned(archive, 2)
    mail = the_only(book)
    assert book.bounced(mail.message_id, now=NOW, code=550, text="gone") is None  # it is still on its way
    book.end(mail, TAKEN, now=NOW)
    came = book.bounced(mail.message_id, now=NOW, code=550, text="gone")
    assert came
    assert (came.state, came.code, came.reply) == ("bounced", 550, "gone")
    assert book.bounced(mail.message_id, now=NOW) is None
    assert book.bounced("<nobody@example.org>", now=NOW) is None


@pytest.mark.parametrize(
    ("was", "wanted"), [("sent", "deferred"), ("failed", "deferred"), ("suppressed", "inflight"), ("planned", "sent")]
)
def test_the_database_itself_refuses_a_step_that_no_mail_can_take(archive: SqlArchive, was: str, wanted: str):
    book = planned(archive, 1)
    mail = claim(book)[0]
    if was == "sent":
        begin(book, mail)
        book.end(mail, TAKEN, now=NOW)
    elif was == "failed":
        book.end(mail, GONE, now=NOW)
    elif was == "suppressed":
        archive.readers().leave(mail.subscriber, now=NOW)
        assert not begin(book, mail)
    with pytest.raises(ArchiveError), archive._database.writing() as connection:
        connection.execute(update(delivery).values(state=wanted))


def test_entries_of_many_mails_are_one_transaction(archive: SqlArchive):
    book = planned(archive, 3)
    mails = claim(book)
    archive.readers().leave(mails[1].subscriber, now=NOW)
    entries = [Begun(mail=mail, wire_sha256="00", now=NOW, until=LATER) for mail in mails]
    assert book.write(entries) == (True, False, True)


def test_a_ledger_that_lacks_a_mail_is_found_out(archive: SqlArchive):
    book = planned(archive, 3)
    with archive._database.writing() as connection:
        connection.execute(text("DELETE FROM delivery WHERE subscriber = 2"))
    assert book.unbalanced("towns") == (("towns", "2024-01-23", 3, 2),)


CLAIMER = """
import os, sys
from datetime import UTC, datetime, timedelta
from briefing.edges.archive import SqlArchive
with SqlArchive.open(sys.argv[1]) as archive:
    now = datetime(2024, 1, 24, 6, 31, tzinfo=UTC)
    (mail, *_) = archive.mails().claim("towns", now=now, until=now + timedelta(hours=1), most=2)
    archive.mails().begin(mail, wire_sha256="00", now=now, until=now + timedelta(hours=1))
    print(mail.subscriber, flush=True)
    os._exit(9)
"""


def test_what_a_process_held_that_has_surely_ended_is_free_at_once_and_what_was_on_its_way_in_doubt(archive: SqlArchive, url: str):
    book = planned(archive, 3)
    done = subprocess.run([sys.executable, "-c", CLAIMER, url], capture_output=True, text=True, check=False)
    assert done.returncode == 9, done.stderr
    assert book.next_due("towns") <= NOW
    assert len(claim(book)) == 2
    assert [mail.subscriber for mail in book.doubts("towns")] == [int(done.stdout)]


def test_eight_at_once_claim_and_send_each_mail_once(archive: SqlArchive):
    book = planned(archive, 120)

    def work(_: int) -> list[int]:
        done = []
        while mails := claim(book, most=7):
            for mail in mails:
                assert begin(book, mail)
                assert book.end(mail, TAKEN, now=NOW)
                done.append(mail.subscriber)
        return done

    with ThreadPoolExecutor(8) as crowd:
        found = [number for numbers in crowd.map(work, range(8)) for number in numbers]
    assert sorted(found) == list(range(1, 121))
    assert book.count("towns", "2024-01-23") == MailCount(planned=120, sent=120)


def test_planning_many_readers_takes_no_more_memory_than_planning_few(archive: SqlArchive):
    readers = int(os.environ.get("BRIEFING_READERS", "6000"))
    for start in range(0, readers, 2_000):
        wishes = [Wish(address=f"r{number}@example.org") for number in range(start, min(start + 2_000, readers))]
        archive.readers().enrol("towns", wishes, now=NOW)
    tracemalloc.start()
    count = archive.mails().plan(EDITION, now=NOW, message_id=called)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count.planned == readers
    assert most < 12_000_000
