"""What an answer makes known of its address."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from briefing.model import Address, Answer, NoAnswer
from briefing.stages.gather.answered import answered, is_closed, wrong

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
PAGE = Address(url="https://courier.example/ferry", source="s", first_seen=AT, etag='"1"', last_modified="Mon", capture="a" * 64)
WELL = Answer(asked=PAGE.url, url=PAGE.url, status=200, fetched_at=AT, etag='"2"')


def test_a_page_that_answers_is_read_and_is_asked_by_its_new_mark_next_time() -> None:
    now = answered(replace(PAGE, tries=2, reason="the server failed (500)"), WELL)
    assert (now.state, now.tries, now.reason, now.etag, now.last_modified) == ("read", 0, "", '"2"', None)


def test_a_page_that_has_not_changed_keeps_its_marks() -> None:
    now = answered(PAGE, replace(WELL, status=304, etag=None))
    assert (now.state, now.etag, now.last_modified) == ("read", '"1"', "Mon")


@pytest.mark.parametrize(
    ("status", "state"),
    [(401, "closed"), (402, "closed"), (403, "closed"), (451, "closed"), (404, "gone"), (410, "gone"), (429, "failed"), (500, "failed"),
     (503, "failed"), (400, "failed"), (204, "failed"), (301, "failed")],
)  # fmt: skip
def test_any_other_status_is_said_in_words_and_counted_as_a_try(status: int, state: str) -> None:
    reply = replace(WELL, status=status)
    now = answered(PAGE, reply)
    assert (now.state, now.tries, now.capture) == (state, 1, PAGE.capture)
    assert str(status) in now.reason
    assert now.reason == wrong(reply)
    assert is_closed(reply) is (state == "closed")


def test_a_page_that_has_moved_for_good_is_remembered_with_its_new_address() -> None:
    assert answered(PAGE, replace(WELL, moved_to="https://courier.example/new")).moved_to == "https://courier.example/new"


@pytest.mark.parametrize(("closed", "state"), [(True, "closed"), (False, "failed")])
def test_no_answer_says_why(*, closed: bool, state: str) -> None:
    now = answered(PAGE, NoAnswer(asked=PAGE.url, reason="robots.txt forbids it", at=AT, closed=closed))
    assert (now.state, now.reason, now.tries) == (state, "robots.txt forbids it", 1)
