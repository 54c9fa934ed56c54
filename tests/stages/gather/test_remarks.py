"""What an edition says of its sources: each that fails once, an outage of ours in one sentence, and no more than it knows."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from briefing.model import Address, Article, Health, Window
from briefing.settings import Source
from briefing.stages.gather.remarks import Remarks, gone_pages, remarks

KYIV = ZoneInfo("Europe/Kyiv")
NOW = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WINDOW = Window(first=date(2026, 11, 22), last=date(2026, 11, 22), start=NOW - 30 * HOUR, end=NOW - 6 * HOUR, zone="Europe/Kyiv")
SOURCES = tuple(Source(name=f"Paper {n}", kind="feed", url=f"https://{n}.example/feed") for n in range(10))
FOLDER = Source(name="Drop-box", kind="folder", url="in")
DOWN = "nothing could be read since 22 November 2026, 14:30: the host name is not known"


def well(source, **facts):
    return Health(**{"source": source.key, "name": source.name, "visited": NOW - HOUR, "succeeded": NOW - HOUR} | facts)


def failing(source, since=NOW - 16 * HOUR, reason="the host name is not known", **facts):
    told = f"nothing could be read since 22 November 2026, 14:30: {reason}"
    return well(source, **{"state": "failing", "succeeded": since, "reason": reason, "told": told} | facts)


def said(*healths, sources=(*SOURCES, FOLDER), window=WINDOW, now=NOW, empty=False):
    return remarks(sources, {one.source: one for one in healths}, window=window, now=now, zone=KYIV, empty=empty)


def test_nothing_is_said_where_all_is_well():
    found = said(*map(well, SOURCES))
    assert found.failures == found.notes == ()


def test_a_source_that_fails_is_a_failure_with_its_reason():
    found = said(failing(SOURCES[0]), *map(well, SOURCES[1:]))
    assert [(one.subject, one.reason, one.kind, one.at) for one in found.failures] == [("Paper 0", DOWN, "failed", NOW - HOUR)]
    assert found.notes == ()


def test_a_source_that_fails_for_a_while_after_the_window_is_a_note_and_no_failure():
    passing = failing(SOURCES[0], since=NOW - 2 * HOUR, told="nothing could be read since 23 November 2026, 05:30: x")
    found = said(passing, *map(well, SOURCES[1:]))
    assert found == Remarks(notes=("“Paper 0”: nothing could be read since 23 November 2026, 05:30: x.",))
    today = replace(WINDOW, end=NOW + 18 * HOUR)
    assert [one.subject for one in said(passing, *map(well, SOURCES[1:]), window=today).failures] == ["Paper 0"]


def test_an_outage_of_all_sources_is_one_sentence():
    found = said(*map(failing, SOURCES))
    assert [(one.subject, one.reason) for one in found.failures] == [("10 of 10 sources", DOWN)]


def test_so_is_an_outage_of_nearly_all_and_the_commonest_reason_is_given():
    ill = [
        failing(one, reason="the server failed (503)" if number == 3 else "the host name is not known")
        for number, one in enumerate(SOURCES[:9])
    ]
    found = said(*ill, well(SOURCES[9]), well(FOLDER))
    assert [(one.subject, one.reason) for one in found.failures] == [("9 of 10 sources", DOWN)]


def test_a_dead_source_and_a_folder_of_ours_are_named_beside_an_outage():
    dead = failing(SOURCES[0], since=NOW - 20 * DAY, state="dead", told="nothing could be read since 3 November 2026, 06:30: x")
    found = said(dead, *map(failing, SOURCES[1:]), failing(FOLDER, reason="there is no such folder"))
    assert [one.subject for one in found.failures] == ["9 of 9 sources", "Paper 0", "Drop-box"]


def test_two_sources_that_fail_are_no_outage():
    found = said(failing(SOURCES[0]), failing(SOURCES[1]), sources=SOURCES[:2])
    assert [one.subject for one in found.failures] == ["Paper 0", "Paper 1"]


def test_sources_that_answer_but_whose_pages_do_not_are_no_outage():
    walls = [failing(one, since=NOW - HOUR, told="9 of the latest 9 articles could not be read: x") for one in SOURCES]
    assert len(said(*walls).failures) == 10


def test_silence_and_boilerplate_are_notes():
    quiet = well(SOURCES[0], state="quiet", told="“Paper 0” answers, but")
    empty = well(SOURCES[1], state="boilerplate", told="“Paper 1” brings pages without")
    assert said(quiet, empty, *map(well, SOURCES[2:])).notes == (
        "Warning: “Paper 0” answers, but",
        "Warning: “Paper 1” brings pages without",
    )


def test_sources_that_were_never_collected_are_named():
    new = [Health(source=one.source, name=one.name, state="new") for one in map(well, SOURCES)]
    assert said(*map(well, SOURCES[2:]), *new[:2]).notes == (
        "Sources of the profile that were not collected yet: Paper 0, Paper 1.",
    )
    assert said(*new).notes == (), "then what was read is from elsewhere"
    assert said(*new, empty=True).notes == ("None of the profile's 10 sources has been collected yet.",)
    assert said(sources=()).notes == ()


def test_many_that_were_never_collected_are_counted():
    many = tuple(replace(SOURCES[0], name=f"S{n}", url=f"https://s{n}.example/") for n in range(20))
    new = [Health(source=one.key, name=one.name, state="new") for one in many[1:]]
    (note,) = said(well(many[0]), *new, sources=many).notes
    assert note.endswith("S11, S12 and 7 more.")


def test_that_nothing_was_collected_since_is_said():
    found = said(*[well(one, visited=WINDOW.end - 3 * HOUR) for one in SOURCES])
    assert found.notes == ("No source was visited after 22 November 2026, 21:30; what was published later may be missing.",)
    assert said(*[well(one, visited=WINDOW.end - HOUR / 2) for one in SOURCES]).notes == ()


def test_of_a_day_that_is_not_over_only_the_past_can_be_missing():
    running = replace(WINDOW, end=NOW + 10 * HOUR)
    assert said(*map(well, SOURCES), window=running, now=NOW - HOUR / 2).notes == ()


ARTICLE = Article(id="a", capture="c1", item=0, title="Bridge closed", publisher="Paper 0", url="https://0.example/bridge")


def page(**facts):
    return Address(
        **{"url": ARTICLE.url, "source": "k", "state": "read", "first_seen": NOW - DAY, "checked_at": NOW - HOUR, "capture": "c1"}
        | facts
    )


def gone(*addresses):
    return gone_pages([ARTICLE], addresses, now=NOW, zone=KYIV)


def test_a_page_that_is_gone_is_named_and_where_its_text_is():
    note = "“Bridge closed” was not at its address any more on 23 November 2026, 05:30; its text is in the archive."
    assert gone(page(state="gone")) == (note,)
    assert gone(page(state="gone", url="https://0.example/bridge?from=feed")) == (note,), "known by what was read there"


def test_a_page_that_has_moved_is_named_with_where_it_is():
    moved = page(moved_to="https://0.example/2026/bridge")
    assert gone(moved) == ("“Bridge closed” has moved to another address: https://0.example/2026/bridge",)


@pytest.mark.parametrize("to", ["http://0.example/bridge", "https://www.0.example/bridge/", None])
def test_another_spelling_of_an_address_is_no_move(to):
    assert gone(page(moved_to=to)) == ()


def test_what_moved_before_it_was_read_and_what_others_were_read_from_is_not_named():
    assert gone(page(url="https://0.example/x", moved_to=ARTICLE.url)) == ()
    assert gone(page(state="gone", url="https://1.example/x", capture="c9")) == ()
    assert gone(page(state="gone", checked_at=NOW + HOUR)) == (), "what was found later is not known yet"


def test_many_gone_pages_are_counted():
    articles = [replace(ARTICLE, url=f"https://0.example/{n:02}", capture=f"d{n}") for n in range(20)]
    addresses = [page(url=one.url, capture=one.capture, state="gone") for one in articles]
    notes = gone_pages(articles, addresses, now=NOW, zone=KYIV)
    assert len(notes) == 13
    assert notes[-1] == "8 more pages are gone or have moved."
    assert gone_pages(articles[:13], addresses[:13], now=NOW, zone=KYIV)[-1] == "1 more page is gone or has moved."
