"""When a mail is tried again."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from briefing.delivering.backoff import next_try
from briefing.model import Delivery

NOW = datetime(2024, 1, 24, 6, 31, tzinfo=UTC)


def a_mail(number: int = 1, attempts: int = 0, first_at: datetime | None = None) -> Delivery:
    return Delivery(
        profile="towns", edition="2024-01-23", revision=0, subscriber=number, address="a@example.org", name="", sections=(),
        style="pdf", language=None, message_id=f"<{number}@example.org>", state="planned", attempts=attempts, token=1, first_at=first_at,
    )  # fmt: skip


def test_the_pauses_double_from_five_minutes_to_an_hour():
    pauses = [next_try(a_mail(attempts=attempts, first_at=NOW), NOW) - NOW for attempts in range(8)]
    for pause, minutes in zip(pauses, (5, 10, 20, 40, 60, 60, 60, 60), strict=True):
        assert timedelta(minutes=minutes * 0.85) <= pause <= min(timedelta(minutes=minutes * 1.15), timedelta(hours=1))


def test_mails_that_failed_together_do_not_come_back_together():
    assert len({next_try(a_mail(number), NOW) for number in range(100)}) > 50


@given(st.integers(0, 200), st.integers(0, 60 * 60), st.integers(1, 1_000))
def test_the_last_try_is_at_the_end_of_two_days_and_none_after_it(attempts: int, minutes: int, number: int):
    mail = a_mail(number, attempts, first_at=NOW - timedelta(minutes=minutes))
    again = next_try(mail, NOW)
    assert again == next_try(mail, NOW)
    if minutes >= 48 * 60:
        assert again is None
    else:
        assert NOW < again <= mail.first_at + timedelta(hours=48)
