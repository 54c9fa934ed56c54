"""A story that goes on is one thread with one id; what only looks like it is another."""

import re

import pytest


def test_a_first_story_begins_a_thread_named_by_its_earliest_article(desk, ferry):
    found = desk.follow(0, ferry).stories[0]
    again = desk.follow(0, desk.story(*reversed(ferry.articles))).stories[0]
    assert re.fullmatch(r"t-[0-9a-f]{10}", found.thread)
    assert again.thread == found.thread
    assert found.news.kind == "new"
    assert not found.news.before


def test_what_goes_on_the_next_day_keeps_the_thread_and_names_the_edition(desk, ferry, trial):
    past = desk.edition(0, ferry, trial)
    later = desk.story(
        desk.article(
            "ledger",
            "Karvala ferry: death toll rises to 23",
            "Six more bodies were found in the wreck of the ferry Aurelia on Tuesday, bringing the death toll to 23, the coast guard said.",
            "Captain Ilmar Soone was detained for questioning about the bow door.",
            day=1,
        )
    )
    found = desk.follow(1, later, past=[past]).stories[0]
    assert found.thread == next(one.thread for one in past.stories if "Ferry" in one.headline)
    assert [(one.edition, one.headline, one.section) for one in found.news.before] == [("2026-03-02", ferry.lead.title, "all")]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Missiles hit Osterby power station, 3 killed",
            "Missiles struck the power station in Osterby on Tuesday night, killing three people, Governor Lena Aas said.",
        ),
        (
            "Osterby: four killed in drone attack",
            "A drone attack on Osterby on Wednesday killed four people, Governor Lena Aas said.",
        ),
    ],
)
def test_another_days_attack_on_the_same_city_is_another_thread(desk, title, text):
    monday = desk.story(
        desk.article(
            "a",
            "Missiles hit Osterby, five killed",
            "Missiles struck an apartment block in Osterby on Monday, killing five people, Governor Lena Aas said.",
        )
    )
    later = desk.story(desk.article("b", title, text, day=2))
    past = desk.edition(0, monday)
    found = desk.follow(2, later, past=[past])
    assert [one.news.kind for one in found.stories] == ["new"]
    assert found.stories[0].thread != past.stories[0].thread
    assert [one.headline for one in found.changes.dropped] == ["Missiles hit Osterby, five killed"]


def test_two_quakes_are_two_threads(desk):
    first = desk.story(
        desk.article(
            "a",
            "Magnitude 6.1 earthquake strikes off Veland",
            "An earthquake of magnitude 6.1 struck off the coast of Veland, the survey said.",
        )
    )
    second = desk.story(
        desk.article(
            "b",
            "Magnitude 5.8 earthquake shakes Veland",
            "An earthquake of magnitude 5.8 struck north of Veland, the survey said.",
            day=3,
        )
    )
    assert desk.follow(3, second, past=[desk.edition(0, first)]).stories[0].news.kind == "new"


def test_the_next_meeting_of_a_group_is_no_continuation(desk):
    first = desk.story(
        desk.article(
            "a",
            "Grain council meets in Tarn",
            "Ministers of the Grain Council met in Tarn on Monday and agreed on export quotas for wheat.",
            "The council meets once a month.",
        )
    )
    second = desk.story(
        desk.article(
            "b",
            "Grain council holds talks in Oss",
            "Ministers of the Grain Council gathered in Oss on 30 March to hear a report on storage of barley.",
            day=28,
        )
    )
    assert desk.follow(28, second, past=[desk.edition(0, first)]).stories[0].news.kind == "new"


def test_one_number_of_a_series_does_not_continue_the_last(desk):
    first = desk.story(
        desk.article("a", "Strike at Belmar docks: key events, day 12", "A summary of the main events at the Belmar docks today.")
    )
    second = desk.story(
        desk.article(
            "b",
            "Strike at Belmar docks: key events, day 13",
            "The main events at the Belmar docks in one place, hour by hour.",
            day=1,
        )
    )
    past = desk.edition(0, first)
    assert desk.follow(1, second, past=[past]).stories[0].thread != past.stories[0].thread


def test_a_page_read_again_under_another_headline_stays_in_its_thread(desk, ferry):
    past = desk.edition(0, ferry)
    page = desk.article(
        "harbour",
        "Owner of sunken ship under investigation",
        "Prosecutors searched the offices of Northline Shipping on Tuesday after the loss of the Aurelia.",
        "A passenger ferry sank in a storm off the island of Karvala on Monday, killing at least 17 people, the coast guard said.",
        day=1,
    )
    found = desk.follow(1, desk.story(page), past=[past]).stories[0]
    assert found.thread == past.stories[0].thread
    assert desk.fresh(found) == (
        "Prosecutors searched the offices of Northline Shipping on Tuesday after the loss of the Aurelia.",
    )


def test_a_page_whose_address_now_holds_other_news_begins_a_thread_of_its_own(desk, ferry):
    past = desk.edition(0, ferry)
    page = desk.article(
        "harbour",
        "Parliament votes on school meals",
        "Lawmakers in Lund approved free lunches for all pupils, with 88 in favour.",
        day=1,
    )
    found = desk.follow(1, desk.story(page), past=[past]).stories[0]
    assert found.news.kind == "new"
    assert found.thread != past.stories[0].thread


def test_one_story_goes_on_with_a_thread_and_another_branches_off(desk, ferry):
    past = desk.edition(0, ferry)
    near = desk.story(
        desk.article(
            "near",
            "Ferry Aurelia: 23 dead off Karvala",
            "The coast guard raised the death toll of the ferry Aurelia, which sank off Karvala on Monday, to 23.",
            day=1,
        )
    )
    beside = desk.story(
        desk.article(
            "beside",
            "Ferry Aurelia's bow door had been repaired, owner says",
            "The bow door of the ferry Aurelia, which sank off Karvala on Monday, was welded in a yard in Brod last week, Northline Shipping said.",
            day=1,
        )
    )
    found = {one.id: one for one in desk.follow(1, near, beside, past=[past]).stories}
    threads = {one.thread for one in found.values()}
    assert len(threads) == 2
    assert past.stories[0].thread in threads
    assert all([one.headline for one in each.news.before] == [ferry.lead.title] for each in found.values())
    assert all(each.news.kind == "update" for each in found.values())


def test_where_the_likest_story_has_no_news_the_one_that_has_goes_on_with_the_thread(desk, ferry):
    past = desk.edition(0, ferry)
    again = desk.story(desk.article("again", ferry.lead.title, *ferry.lead.paragraphs, day=1))
    toll = desk.story(
        desk.article(
            "toll",
            "Ferry Aurelia: 23 dead off Karvala",
            "The coast guard raised the death toll of the ferry Aurelia, which sank off Karvala on Monday, to 23.",
            day=1,
        )
    )
    found = desk.follow(1, again, toll, past=[past])
    assert [(one.id, one.thread, one.news.kind) for one in found.stories] == [("story-toll", past.stories[0].thread, "update")]
    assert len(found.changes.known) == 1


def test_a_thread_is_found_again_after_days_without_an_edition(desk, ferry):
    past = desk.edition(0, ferry)
    later = desk.story(
        desk.article(
            "later",
            "Captain of sunken ferry Aurelia charged",
            "Prosecutors charged Captain Ilmar Soone of the ferry Aurelia, which sank off Karvala, with manslaughter.",
            day=5,
        )
    )
    found = desk.follow(5, later, past=[past])
    assert found.stories[0].thread == past.stories[0].thread
    assert found.changes.since == "2026-03-02"


def port(desk):
    return desk.story(
        desk.article(
            "p",
            "Missile hits river port of Izmail",
            "A Russian missile struck the river port of Izmail before dawn on Monday, killing three dockers, Governor Oleh Kiper said.",
            "Two cranes were destroyed and the ferry was stopped, according to the port authority.",
        )
    )


def test_an_attack_on_another_town_continues_no_thread_however_alike_the_words(desk):
    past = desk.edition(0, port(desk))
    other = desk.story(
        desk.article(
            "k",
            "Missile hits river port of Kherson",
            "A Russian missile struck the river port of Kherson before dawn, killing three dockers, the governor said.",
            "Two cranes were destroyed, according to the port authority.",
            day=1,
        )
    )
    assert desk.follow(1, other, past=[past]).stories[0].news.kind == "new"


def test_what_came_after_an_attack_continues_its_thread(desk):
    past = desk.edition(0, port(desk))
    reopened = desk.story(
        desk.article(
            "r",
            "Izmail port reopens after strike",
            "The port of Izmail reopened on Tuesday, a day after a Russian missile killed three dockers there, the port authority said.",
            day=1,
        )
    )
    found = desk.follow(1, reopened, past=[past]).stories[0]
    assert (found.news.kind, [one.edition for one in found.news.before]) == ("update", [past.name])
