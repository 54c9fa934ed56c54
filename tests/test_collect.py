"""Collecting: a page over its limits is a failure that is kept, costs no other page, and is not tried at the next run."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from briefing.edges.archive import SqlArchive
from briefing.edges.workers import LocalWorkers
from briefing.model import Capture, Loaded, Window
from briefing.pipeline import collect

ZONE = ZoneInfo("Europe/Kyiv")
AT = datetime(2026, 1, 2, 9, tzinfo=UTC)
WINDOW = Window(first=date(2026, 1, 1), last=date(2026, 1, 3), start=AT - timedelta(days=1), end=AT + timedelta(days=1), zone="UTC")
NOTICE = "The Harbour Courier checks each report with two people before it is printed."
TOPICS = ("ferry", "bridge", "cable", "depot", "quarry", "orchard")


def article(topic: str) -> str:
    sentences = [
        f"The {topic} office said on Friday that part {number} of its {topic} plan would go on as agreed." for number in range(8)
    ]
    return "\n\n".join([f"Work on the {topic} goes on in the harbour town", "2 January 2026", *sentences, NOTICE])


def page(text: str) -> Capture:
    body = text.encode()
    sha256 = hashlib.sha256(body).hexdigest()
    return Capture(sha256=sha256, name=f"{sha256[:6]}.txt", media_type="text/plain", body=body, fetched_at=AT)


def endless() -> Capture:
    """A page that takes many seconds to read: far more lines than any page has, each of them text."""
    said = (
        "The crane driver told the depot, the ferry office and the town of Kremenchuk on day {0} that it was day {0} of the work. "
    )
    return page("\n".join(said.format(number) * 4 for number in range(9_900)))


class Counted:
    """Workers that say how many items they were given."""

    def __init__(self, workers: LocalWorkers) -> None:
        self.workers = workers
        self.given: list[int] = []

    def map(self, work: Callable[[Any], Any], items: Sequence[Any], instead: Callable[[Any, str], Any]) -> Iterator[Any]:
        self.given.append(len(items))
        return self.workers.map(work, items, instead)


def collected(captures: list[Capture], workers: Any) -> Loaded:
    with SqlArchive.open("sqlite://") as archive:
        collect(captures, archive=archive, workers=workers, zone=ZONE)
        return archive.load(WINDOW)


@pytest.mark.parametrize("others", [2, pytest.param(30, marks=pytest.mark.slow)])
def test_a_page_over_its_limit_costs_no_other_page_and_is_not_tried_again(others: int):
    pages = [page(article(f"{TOPICS[number % 6]} {number}")) for number in range(others)]
    workers = Counted(LocalWorkers(2, seconds=1.5))
    with SqlArchive.open("sqlite://") as archive:
        for _ in range(2):
            collect([pages[0], endless(), *pages[1:]], archive=archive, workers=workers, zone=ZONE)
        loaded = archive.load(WINDOW)
        assert archive.captures([endless().sha256])
    assert workers.given == [others + 1, 0]
    assert len(loaded.articles) == others
    (failure,) = loaded.failures
    assert (failure.kind, failure.subject) == ("failed", endless().name)
    assert failure.reason == "took more than 1.5 s of processor time and was ended"


def test_what_the_site_repeats_is_in_no_article():
    loaded = collected([page(article(topic)) for topic in TOPICS], LocalWorkers(1))
    assert len(loaded.articles) == len(TOPICS)
    assert [one.title for one in loaded.articles if NOTICE in one.paragraphs] == []


def test_pages_of_earlier_runs_tell_what_a_site_repeats():
    with SqlArchive.open("sqlite://") as archive:
        for topic in TOPICS[:4]:
            collect([page(article(topic))], archive=archive, workers=LocalWorkers(1), zone=ZONE)
        loaded = archive.load(WINDOW)
    having = [one.title for one in loaded.articles if NOTICE in one.paragraphs]
    assert len(loaded.articles) == 4
    assert len(having) == 2  # the first two runs could not know


def test_the_order_of_the_pages_changes_no_article():
    pages = [page(article(topic)) for topic in TOPICS]
    assert collected(pages, LocalWorkers(1)) == collected(pages[::-1], LocalWorkers(1))
