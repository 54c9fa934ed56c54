"""What the stage hands on as a whole: how an edition differs from the last one made, whatever order things come in."""

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.model import Changes, Memory, Past
from briefing.stages.follow import follow


@pytest.fixture
def week(desk, ferry, trial):
    """Three editions and the stories of the fourth day."""
    first = desk.edition(0, ferry, trial)
    toll = desk.story(
        desk.article(
            "toll",
            "Ferry Aurelia: death toll rises to 23 off Karvala",
            "Six more bodies were found in the wreck of the ferry Aurelia off Karvala on Tuesday, bringing the death toll to 23.",
            day=1,
        )
    )
    second = desk.edition(1, toll, past=[first])
    verdict = desk.story(
        desk.article(
            "verdict",
            "Former treasurer Odile Marchetti convicted in Brenn",
            "A court in Brenn sentenced the former city treasurer Odile Marchetti to four years in prison over the sale of the waterworks.",
            day=2,
        )
    )
    third = desk.edition(2, verdict, past=[second, first])
    today = (
        desk.story(
            desk.article(
                "again",
                "Ferry Aurelia lies off Karvala",
                "Divers found the wreck of the Aurelia at a depth of 40 metres late on Monday.",
                day=3,
            )
        ),
        desk.story(
            desk.article(
                "appeal",
                "Odile Marchetti appeals her sentence in Brenn",
                "Lawyers for the former treasurer Odile Marchetti lodged an appeal in Brenn on Thursday against her sentence of four years.",
                "The higher court will hear the case in Tarn in September, its president said.",
                day=3,
            )
        ),
        desk.story(
            desk.article(
                "meals", "Parliament votes on school meals", "Lawmakers in Lund approved free lunches for all pupils.", day=3
            )
        ),
    )
    return [third, second, first], today


def test_without_memory_all_is_new_and_nothing_is_compared(desk, ferry, trial):
    found = desk.follow(0, ferry, trial)
    assert found.changes == Changes()
    assert [one.id for one in found.stories] == [ferry.id, trial.id]
    assert all(one.thread for one in found.stories)


def test_an_edition_is_set_beside_the_last_one_made(desk, week):
    past, today = week
    found = desk.follow(3, *today, past=past)
    assert [(one.id, one.news.kind) for one in found.stories] == [("story-appeal", "update"), ("story-meals", "new")]
    assert found.changes.since == "2026-03-04"
    assert found.changes.day == past[0].last
    assert [(one.headline, one.edition) for one in found.changes.known] == [
        ("Ferry Aurelia: death toll rises to 23 off Karvala", "2026-03-03")
    ]
    assert found.changes.dropped == ()
    assert [one.edition for one in found.stories[0].news.before] == ["2026-03-04", "2026-03-02"]


def test_after_missed_days_it_is_still_the_last_edition_really_made(desk, week):
    past, today = week
    found = desk.follow(8, *today[2:], past=past)
    assert found.changes.since == "2026-03-04"
    assert [one.headline for one in found.changes.dropped] == ["Former treasurer Odile Marchetti convicted in Brenn"]


def test_only_stories_of_the_last_edition_are_dropped(desk, week):
    past, _ = week
    assert len(desk.follow(3, past=past).changes.dropped) == 1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_order_of_stories_articles_figures_and_editions_does_not_matter(data, desk, week):
    past, today = week
    expected = desk.follow(3, *today, past=past)

    def any_order(items):
        return data.draw(st.permutations(list(items)))

    editions = [replace(edition, stories=tuple(any_order(edition.stories))) for edition in any_order(past)]
    stories = any_order(today)
    found = follow(stories, any_order(desk.figures(today)), memory=Memory(past=tuple(editions)), window=desk.window(3))
    assert {one.id: one for one in found.stories} == {one.id: one for one in expected.stories}
    assert found.changes == expected.changes


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_order_of_stories_does_not_matter_over_a_range_either(data, desk, week, ferry, trial):
    _, today = week
    stories = (ferry, trial, *today)
    expected = desk.follow(0, *stories, last=4).stories
    found = desk.follow(0, *data.draw(st.permutations(stories)), last=4).stories
    assert found == expected


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    titles=st.lists(st.text(max_size=40), min_size=1, max_size=4),
    texts=st.lists(st.text(max_size=120).map(lambda text: text.replace("\n", " ")), max_size=4),
)
def test_any_text_can_be_told_and_told_again_without_a_new_fact(desk, titles, texts):
    story = desk.story(*(desk.article(f"a{at}", title, *texts) for at, title in enumerate(titles)))
    past = desk.edition(0, story)
    again = desk.follow(1, story, past=[past])
    assert not any(one.news.kind == "update" for one in again.stories)


def test_the_same_in_every_process(desk, tmp_path):
    """Whatever seeds the hashes: sets and sums are ordered."""
    made = set()
    code = f"""
import importlib.util
spec = importlib.util.spec_from_file_location("desk", {str(Path(__file__).with_name("conftest.py"))!r})
module = importlib.util.module_from_spec(spec); spec.loader.exec_module(module)
desk = module.Desk()
def story(name, title, *text, day=0):
    return desk.story(desk.article(name, title, *text, day=day))
first = desk.edition(0, story("a", "Ferry Aurelia sinks off Karvala", "A ferry sank off Karvala on Monday, killing 17 people."),
    story("b", "Odile Marchetti on trial in Brenn", "The trial of Odile Marchetti opened in Brenn over the waterworks."))
found = desk.follow(1, story("c", "Ferry Aurelia: toll rises to 23 off Karvala", "The toll of the ferry Aurelia rose to 23 people.", day=1),
    story("d", "Karvala mourns the dead of the ferry Aurelia", "A mass was held in Karvala for the dead of the Aurelia.", day=1), past=[first])
print(first, found)
"""
    for seed in ("0", "1", "77"):
        run = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[3])},
            capture_output=True,
            text=True,
            check=True,
            cwd=tmp_path,
        )
        made.add(run.stdout)
    assert len(made) == 1


@pytest.mark.slow
def test_a_month_of_editions_is_held_against_a_day_in_seconds(desk):
    """30 editions of 25 stories of 40 sentences; measured: 1 s of processor time on two shared cores, the floor leaves room."""
    names = [f"{one}{two}{three}a" for one in "KTMRSLPVDN" for two in "aeiou" for three in ("lm", "rv", "nt", "sk", "gr")]

    def story(at, day):
        place, person, thing = names[at % 250], names[(at * 7) % 250], names[(at * 13) % 250]
        return desk.story(
            desk.article(
                f"n{at}",
                f"{person} opens {thing} works in {place}",
                *(f"{person} of {place} said item {n} of the {thing} works holds {at + n} parts in room {n}." for n in range(39)),
                day=day,
            )
        )

    base = desk.edition(0, *(story(at, 0) for at in range(25)))
    editions = []
    for day in range(30):
        window = desk.window(day)
        stories = tuple(replace(one, thread=f"t-{day:02}{at:08}") for at, one in enumerate(base.stories))
        editions.append(
            Past(
                profile="desk",
                name=f"{window.first}",
                first=window.first,
                last=window.last,
                end=window.end,
                made_at=window.end,
                stories=stories,
            )
        )
    today = [story(at, 30) for at in range(20, 45)]
    started = time.process_time()
    found = desk.follow(30, *today, past=editions)
    assert time.process_time() - started < 10
    assert len(found.stories) + len(found.changes.known) == 25
