"""The book of readers on SQLite and PostgreSQL: who is added, changed, suspended, erased; what came back; the keys."""

import multiprocessing
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from briefing.edges.archive import SqlArchive
from briefing.edges.archive.mail_book import MailBook
from briefing.edges.archive.reader_book import ReaderBook, Wish
from briefing.model import Bounce, Posting, Reply

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
DAY = timedelta(days=1)
HARD = Bounce(kind="hard", status="5.1.1", text="no such user", key="one", at=NOW)
TABLES = ("subscriber", "bounce", "delivery", "delivery_event")
SOFT = replace(HARD, kind="soft", status="4.2.2")


@pytest.fixture
def book(archive: SqlArchive) -> ReaderBook:
    return archive.readers()


def enrol(book: ReaderBook, *addresses: str, **more: object) -> tuple[str, ...]:
    return book.enrol("daily", [Wish(address=address) for address in addresses], **{"now": NOW, **more})


def one(book: ReaderBook, address: str = "ann@example.org"):
    enrol(book, address)
    return book.find("daily", address)


def state(book: ReaderBook, reader) -> tuple[str, str]:
    now = book.get(reader.number)
    return now.state, now.reason


def test_somebody_added_has_what_they_want_and_the_usual_else(book):
    wish = Wish(address="ann@example.org", name="Ann", sections=("nato", "strikes"), style="link", language="uk", at="07:30")
    assert book.enrol("daily", [wish, Wish(address="bob@example.org")], now=NOW) == ("added", "added")
    ann, bob = book.each("daily")
    assert (ann.name, ann.sections, ann.style, ann.language, ann.at) == ("Ann", ("nato", "strikes"), "link", "uk", time(7, 30))
    assert (bob.name, bob.sections, bob.style, bob.language, bob.at) == ("", (), "pdf", None, None)
    assert {(who.state, who.since, who.profile) for who in (ann, bob)} == {("active", NOW, "daily")}
    assert 0 < ann.number < bob.number


def test_adding_again_changes_only_what_is_said_and_nothing_where_nothing_is(book):
    reader = one(book)
    later = NOW + DAY
    assert enrol(book, "ann@example.org", now=later) == ("same",)
    assert book.enrol("daily", [Wish(address="ANN@Example.org", style="html", at="08:00")], now=later) == ("changed",)
    assert book.get(reader.number) == replace(reader, style="html", at=time(8))
    assert book.enrol("daily", [Wish(address="ann@example.org", at="", name="A.")], now=later) == ("changed",)
    assert book.get(reader.number) == replace(reader, style="html", name="A.")


def test_an_address_twice_in_one_go_is_one_reader_with_the_later_wishes(book):
    wishes = [Wish(address="ann@example.org", style="link"), Wish(address="Ann@example.org", style="html")]
    assert book.enrol("daily", wishes, now=NOW) == ("same", "added")
    assert [reader.style for reader in book.each("daily")] == ["html"]


def test_who_left_is_not_brought_back_unless_that_is_asked_for(book):
    reader = one(book)
    assert book.leave(reader.number, now=NOW)
    assert not book.leave(reader.number, now=NOW)
    assert enrol(book, "ann@example.org") == ("left",)
    assert state(book, reader) == ("removed", "left by the link in a mail")
    assert enrol(book, "ann@example.org", again=True, now=NOW + DAY) == ("again",)
    assert book.get(reader.number) == replace(reader, since=NOW + DAY)


def test_one_profile_does_not_know_the_readers_of_another(book):
    reader = one(book)
    book.enrol("weekly", [Wish(address="ann@example.org")], now=NOW)
    assert book.leave(reader.number, now=NOW)
    assert book.find("weekly", "ann@example.org").state == "active"
    assert book.profiles() == ("daily", "weekly")
    assert book.counts("daily") == {"removed": 1}


def refused(mails: MailBook) -> None:
    """An edition was planned, and the mail server refused its mails with words that name the reader."""
    posting = Posting(profile="daily", edition="2026-03-01", due=NOW, briefing=b"{}")
    mails.plan(posting, now=NOW, message_id=lambda number: f"<{number}@mail.example>")
    for mail in mails.claim("daily", now=NOW, until=NOW + DAY, most=100):
        mails.end(mail, Reply(verdict="never", code=550, text=f"<{mail.address}> is unknown"), now=NOW)


def test_an_erased_reader_leaves_a_hash_that_keeps_them_out(book, archive, url):
    reader = one(book)
    enrol(book, *(f"reader{n}@example.org" for n in range(40)))
    refused(archive.mails())
    book.bounced(reader.number, replace(SOFT, text="<ann@example.org> is full"), now=NOW)
    book.erase(reader.number, now=NOW)
    with book._database.reading() as connection:
        everything = {name: str(connection.exec_driver_sql(f"SELECT * FROM {name}").all()) for name in TABLES}
    assert [name for name, rows in everything.items() if "ann@" in rows.lower()] == []
    assert "1" in everything["delivery_event"]
    if url.startswith("sqlite"):  # nor in the space that is free, nor in the log, while others have it open
        files = Path(url.removeprefix("sqlite:///")).parent.glob("briefing.db*")
        assert not any(b"ann@example" in file.read_bytes() for file in files)
    assert state(book, reader) == ("removed", "erased")
    assert enrol(book, "Ann@example.org") == ("left",)
    assert enrol(book, "ann@example.org", again=True) == ("again",)
    assert book.get(reader.number).address == "ann@example.org"


def test_who_confirms_is_active_and_only_who_was_asked(book):
    enrol(book, "ann@example.org", state="pending", reason="not asked yet")
    reader = book.find("daily", "ann@example.org")
    book.asked(reader.number, now=NOW)
    assert state(book, reader) == ("pending", "asked on 2026-03-01")
    assert book.confirm(reader.number, now=NOW)
    assert book.confirm(reader.number, now=NOW)
    assert state(book, reader) == ("active", "")
    book.leave(reader.number, now=NOW)
    assert not book.confirm(reader.number, now=NOW)
    assert not book.confirm(999, now=NOW)


def test_suspending_and_resuming_say_whether_they_change_anything(book):
    reader = one(book)
    assert book.suspend(reader.number, now=NOW, reason="on leave")
    assert not book.suspend(reader.number, now=NOW, reason="again")
    assert state(book, reader) == ("suspended", "on leave")
    assert enrol(book, "ann@example.org") == ("same",)
    assert book.resume(reader.number, now=NOW)
    assert not book.resume(reader.number, now=NOW)


def test_one_hard_bounce_suspends_and_is_counted_once(book):
    reader = one(book)
    assert book.bounced(reader.number, HARD, now=NOW) == "suspended"
    assert book.bounced(reader.number, HARD, now=NOW) == "known"
    assert state(book, reader)[0] == "suspended"
    assert "5.1.1" in state(book, reader)[1]
    assert book.resume(reader.number, now=NOW)
    assert book.bounced(reader.number, HARD, now=NOW) == "known"
    assert state(book, reader)[0] == "active"


@pytest.mark.parametrize(
    ("days", "suspended"),
    [((0, 3, 7), True), ((0, 3, 7.1), False), ((7, 0, 3), True), ((0, 10, 5, 20), False), ((0, 10, 4, 9), True), ((0, 1), False)],
)
def test_three_soft_ones_within_seven_days_suspend_in_whatever_order_they_are_read(book, days, suspended):
    reader = one(book)
    counted = [
        book.bounced(reader.number, replace(SOFT, key=str(n), at=NOW + day * DAY), now=NOW + 30 * DAY) for n, day in enumerate(days)
    ]
    assert counted[:-1] == ["noted"] * (len(days) - 1)
    assert counted[-1] == ("suspended" if suspended else "noted")
    assert state(book, reader)[0] == ("suspended" if suspended else "active")


def test_what_came_back_before_a_reader_was_resumed_or_subscribed_does_not_count(book):
    reader = one(book)
    for name in "ab":
        assert book.bounced(reader.number, replace(SOFT, key=name), now=NOW) == "noted"
    book.suspend(reader.number, now=NOW, reason="by hand")
    assert book.resume(reader.number, now=NOW)
    assert book.bounced(reader.number, replace(SOFT, key="c"), now=NOW) == "noted"
    assert book.bounced(reader.number, replace(HARD, key="d", at=NOW - DAY), now=NOW) == "old"
    assert state(book, reader)[0] == "active"


def test_a_mail_that_is_delayed_and_then_fails_counts_once(book):
    reader = one(book)
    for number in range(2):
        late = replace(SOFT, about=f"<{number}@example.org>", key=f"late {number}", final=False)
        assert book.bounced(reader.number, late, now=NOW) == "noted"
        assert book.bounced(reader.number, replace(late, key=f"late again {number}"), now=NOW) == "known"
        assert book.bounced(reader.number, replace(late, key=f"failed {number}", final=True), now=NOW) == "noted"
    assert book.bounced(reader.number, replace(SOFT, key="third"), now=NOW) == "suspended"


def test_a_bounce_dated_in_the_future_counts_as_of_now(book):
    reader = one(book)
    for name, days in (("a", 900), ("b", 800), ("c", 0)):
        last = book.bounced(reader.number, replace(SOFT, key=name, at=NOW + days * DAY), now=NOW)
    assert last == "suspended"


def test_keys_are_made_once_and_rotation_adds_one(book):
    (first,) = book.secrets(now=NOW)
    assert book.secrets(now=NOW) == (first,)
    assert len(first.key) == 32
    assert first.key.hex() not in repr(first)
    assert [secret.number for secret in book.rotate(now=NOW)] == [1, 2]
    assert book.secrets(now=NOW)[0] == first
    assert len({secret.key for secret in book.secrets(now=NOW)}) == 2


def test_readers_are_listed_in_pages_by_number_and_state(book, monkeypatch):
    monkeypatch.setattr("briefing.edges.archive.reader_book._PAGE", 3)
    enrol(book, *(f"r{n}@example.org" for n in range(9)))
    everybody = list(book.each("daily"))
    assert [reader.number for reader in everybody] == sorted(reader.number for reader in everybody)
    assert len(everybody) == 9
    book.suspend(everybody[4].number, now=NOW, reason="")
    assert list(book.each("daily", ("suspended",))) == [book.get(everybody[4].number)]
    assert len(list(book.each("daily", ("active", "suspended")))) == 9


def _work(url: str, number: int, ready, done) -> None:
    with SqlArchive.open(url) as archive:
        book = archive.readers()
        ready.wait(30)
        said = []
        for start in range(0, 60, 20):
            # Each process has the addresses in another order, so that they meet in the middle.
            names = [f"r{(n * (number * 2 + 1)) % 61}@example.org" for n in range(start, start + 20)]
            said += book.enrol("daily", [Wish(address=name, style="link") for name in names], now=NOW)
        keys = book.secrets(now=NOW)
        bounces = [book.bounced(1, replace(SOFT, key=str(n % 3)), now=NOW) for n in range(6)]
        done.put((said, keys, bounces))


def test_eight_processes_at_once_add_each_reader_once_and_agree_on_the_key(url):
    with SqlArchive.open(url) as archive:
        one(archive.readers(), "first@example.org")
        context = multiprocessing.get_context("spawn")
        ready, done = context.Event(), context.SimpleQueue()
        crowd = [context.Process(target=_work, args=(url, number, ready, done)) for number in range(8)]
        for process in crowd:
            process.start()
        ready.set()
        results = [done.get() for _ in crowd]
        for process in crowd:
            process.join()
        book = archive.readers()
        everybody = [reader.address for reader in book.each("daily")]
        assert len(everybody) == len(set(everybody)) == 62
        assert sum(said.count("added") for said, _, _ in results) == 61
        assert {said for result in results for said in result[0]} == {"added", "same"}
        assert {keys for _, keys, _ in results} == {book.secrets(now=NOW)}
        assert sum(bounces.count("suspended") for _, _, bounces in results) == 1
        assert sum(bounces.count("known") for _, _, bounces in results) == 8 * 6 - 3
