"""What the operator is told goes on record before anybody is told, so that it is told once."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.edges.archive import SqlArchive
from briefing.edges.archive.notice_book import LONGEST_PAUSE, PAUSE, TRIES

NOW = datetime(2024, 1, 24, 6, 30, tzinfo=UTC)


@pytest.fixture
def book(archive):
    return archive.notices()


def test_a_notice_is_begun_once(book):
    assert book.begin("harbour/late", "It is late", now=NOW).text == "It is late"
    assert book.begin("harbour/late", "It is late", now=NOW) is None
    assert book.begin("harbour/failed", "It failed", now=NOW) is not None


def test_of_several_who_begin_at_once_one_does(url):
    begun = []

    def begin():
        with SqlArchive.open(url) as archive:
            begun.append(archive.notices().begin("harbour/late", "It is late", now=NOW))

    with SqlArchive.open(url):
        threads = [threading.Thread(target=begin) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(begun) == 6
    assert len([one for one in begun if one]) == 1


def test_what_nobody_was_told_is_tried_again_after_longer_and_longer_pauses(book):
    book.begin("harbour/late", "It is late", now=NOW)
    assert book.again("harbour/", now=NOW + PAUSE - timedelta(seconds=1)) == ()
    tries = [NOW]
    while len(tries) < 5:
        before = tries[-1]
        pause = min(PAUSE * 2 ** (len(tries) - 1), LONGEST_PAUSE)
        assert book.again("harbour/", now=before + pause - timedelta(seconds=1)) == ()
        [notice] = book.again("harbour/", now=before + pause)
        assert notice.tries == len(tries)
        tries.append(before + pause)
    later = [tries[-1] + number * LONGEST_PAUSE for number in range(1, TRIES + 10)]
    tries += [now for now in later if book.again("harbour/", now=now)]
    assert len(tries) == TRIES + 1  # the first among them
    assert tries[-1] - NOW > timedelta(days=5)
    assert [notice.key for notice in book.waiting("harbour/")] == ["harbour/late"]


def test_what_was_told_is_not_tried_again(book):
    book.begin("harbour/late", "It is late", now=NOW)
    book.told("harbour/late", now=NOW)
    assert book.again("harbour/", now=NOW + timedelta(days=1)) == ()
    assert book.waiting("harbour/") == ()
    assert book.begin("harbour/late", "It is late", now=NOW) is None


def test_of_two_who_try_again_at_once_one_does_and_of_other_profiles_nothing_is_tried(book):
    book.begin("harbour/late", "It is late", now=NOW)
    book.begin("rivers/late", "It is late", now=NOW)
    later = NOW + PAUSE
    assert [notice.key for notice in book.again("harbour/", now=later)] == ["harbour/late"]
    assert book.again("harbour/", now=later) == ()
    assert [notice.key for notice in book.again("rivers/", now=later)] == ["rivers/late"]


@given(notices=st.dictionaries(st.text(min_size=1, max_size=600), st.text(max_size=50), min_size=5))
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_any_keys_and_texts_can_be_kept(notices):
    with SqlArchive.open("sqlite://") as archive:
        book = archive.notices()
        for key, text in notices.items():
            assert book.begin(f"p/{key}", text, now=NOW) is not None
        for key, text in notices.items():
            assert book.begin(f"p/{key}", text, now=NOW) is None


def test_a_very_long_text_is_cut(book):
    assert len(book.begin("harbour/x", "a" * 100_000, now=NOW).text) == 4_000


def test_that_it_can_be_written_is_tried_without_writing(book):
    book.try_writing()
    assert book.waiting("") == ()
