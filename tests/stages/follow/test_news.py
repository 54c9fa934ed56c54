"""What is new is decided by fact: a number that moved, a thing nobody said; not by a page, an outlet or other words."""

import pytest

from briefing.model import Lent, Repeat


def follow_up(desk, *sentences, title="More on the ferry Aurelia off Karvala", name="later", **fields):
    return desk.story(desk.article(name, title, *sentences, day=1, **fields))


@pytest.fixture
def past(desk, ferry, trial):
    return [desk.edition(0, ferry, trial)]


def only(followed):
    assert len(followed.stories) == 1
    return followed.stories[0]


def test_a_toll_that_grew_is_an_update_and_only_its_sentence_is_fresh(desk, past):
    story = follow_up(
        desk,
        "The ferry that sank in a storm off the island of Karvala on Monday killed at least 23 people, the coast guard said.",
        "The Aurelia was carrying 112 passengers when water broke through its bow door, Captain Ilmar Soone told investigators.",
    )
    found = only(desk.follow(1, story, past=past))
    assert found.news.kind == "update"
    assert [text[:10] for text in desk.fresh(found)] == ["The ferry "]


@pytest.mark.parametrize(
    "text",
    [
        "The ferry sank in a storm off Karvala island on Monday, leaving at least 17 people dead, according to the coast guard.",
        "At least 17 people died when the passenger ferry sank in a storm off the island of Karvala, the coast guard said on Monday.",
        "The coast guard said a passenger ferry had sunk off Karvala in a storm, killing 17 people.",
        "Captain Ilmar Soone told investigators that the Aurelia had 112 passengers on board when water broke through the bow door.",
        "Divers located the wreck of the Aurelia late on Monday at a depth of some 40 metres.",
    ],
)
def test_other_words_for_what_was_told_are_no_news(desk, past, text):
    found = desk.follow(1, follow_up(desk, text), past=past)
    assert not found.stories
    assert [one.headline for one in found.changes.known] == ["Ferry Aurelia sinks off Karvala, 17 dead"]


def test_the_same_page_on_the_next_day_says_nothing_new(desk, ferry, past):
    found = desk.follow(1, ferry, past=past)
    assert not found.stories
    assert len(found.changes.known) == 1


def test_a_lower_toll_than_was_told_is_no_news(desk, past):
    assert not desk.follow(
        1, follow_up(desk, "The ferry that sank off Karvala on Monday killed at least 12 people, the coast guard said."), past=past
    ).stories


@pytest.mark.parametrize(
    "text",
    [
        "Prosecutors in Lund arrested Captain Ilmar Soone on Tuesday on suspicion of negligence.",
        "Northline Shipping withdrew its three sister ships from service for checks of their doors.",
        "The weather office had warned every port of the storm twelve hours earlier, a log released on Tuesday shows.",
    ],
)
def test_a_new_fact_in_the_opening_is_an_update(desk, past, text):
    found = only(
        desk.follow(1, follow_up(desk, text, "Rescue boats from three ports searched the strait through the night."), past=past)
    )
    assert desk.fresh(found) == (text,)


@pytest.mark.parametrize(
    "text",
    [
        "Why do ferries of this kind keep sinking in northern waters?",
        "We should all be ashamed of how little we spend on the safety of ships, our readers write.",
        "“A disgrace beyond all words, and a stain on the whole trade of shipping that no apology will ever wash away again,” he said.",
        "MORE FROM THE COAST: LIGHTHOUSE KEEPERS FEAR FOR THEIR JOBS AS BUDGET TALKS STALL",
        "Read more",
    ],
)
def test_questions_opinion_and_cross_heads_are_no_news(desk, past, text):
    story = follow_up(
        desk,
        "A passenger ferry sank in a storm off the island of Karvala on Monday, killing at least 17 people, the coast guard said.",
        text,
    )
    assert not desk.follow(1, story, past=past).stories


def test_background_of_long_ago_is_no_news_below_the_lead(desk, past):
    story = follow_up(
        desk,
        "A passenger ferry sank in a storm off the island of Karvala on Monday, killing at least 17 people, the coast guard said.",
        "Rescue boats from three ports searched the strait through the night.",
        "In 1994 the liner Estrella went down in the same strait with the loss of 850 lives.",
        "Northern shipyards have previously been criticised by inspectors for cheap steel.",
    )
    assert not desk.follow(1, story, past=past).stories


@pytest.mark.parametrize(
    ("language", "again", "news"),
    [
        (
            "uk",
            "Пором «Аурелія» затонув біля острова Карвала, загинули щонайменше 17 людей.",
            "Кількість загиблих на поромі «Аурелія» біля Карвали зросла до 23 людей.",
        ),
        (
            "ru",
            "Паром «Аурелия» затонул у острова Карвала, погибли не менее 17 человек.",
            "Число погибших на пароме «Аурелия» у Карвалы выросло до 23 человек.",
        ),
    ],
)
def test_another_language_says_the_same_thing_once_and_a_new_number_anew(desk, ferry, past, language, again, news):
    def page(text):
        # the page is in the thread already: what is asked here is whether its sentence is news
        return desk.story(ferry.lead, desk.article("other", text, text, day=1, language=language))

    assert not desk.follow(1, page(again), past=past).stories
    found = only(desk.follow(1, page(news), past=past))
    assert desk.fresh(found) == (news,)


def test_what_any_earlier_edition_told_is_known_and_not_only_the_last(desk, ferry, past):
    arrest = "Prosecutors in Lund arrested Captain Ilmar Soone of the ferry Aurelia on Tuesday on suspicion of negligence."
    second = desk.edition(1, follow_up(desk, arrest), past=past)
    withdrawn = "Northline Shipping withdrew three sister ships of the ferry Aurelia from service off Karvala on Wednesday."
    third = desk.edition(
        2, desk.story(desk.article("third", "Sister ships of ferry Aurelia stay in port", withdrawn, day=2)), past=[second, *past]
    )
    remembered = [third, second, *past]
    again = desk.story(
        desk.article(
            "fourth",
            "Ferry Aurelia: captain arrested off Karvala",
            arrest,
            withdrawn,
            "The captain of the Aurelia is in custody in Lund.",
            day=3,
        )
    )
    found = desk.follow(3, again, past=remembered)
    assert not any(text in (arrest, withdrawn) for story in found.stories for text in desk.fresh(story))


def test_a_story_that_was_left_out_for_want_of_room_is_still_new_the_next_day(desk, ferry, trial):
    past = desk.edition(0, ferry, trial, without=[ferry.id])
    assert len(past.stories) == 1
    found = desk.follow(1, ferry, past=[past])
    assert [one.news.kind for one in found.stories] == ["new"]


def test_what_an_article_says_of_another_event_is_no_news_of_this_one(desk, past):
    mixed = desk.article(
        "mixed",
        "Ferry Aurelia off Karvala, and a fire in Lund",
        "A passenger ferry sank in a storm off the island of Karvala on Monday, killing at least 17 people, the coast guard said.",
        "A fire in a furniture warehouse in Lund on Tuesday killed 31 workers, the mayor said.",
        day=1,
    )
    apart = desk.story(mixed, elsewhere=(Lent(article=mixed, paragraphs=(2,)),))
    assert not desk.follow(1, apart, past=past).stories


def test_a_passage_lent_by_another_storys_article_can_be_the_news(desk, ferry, past):
    lender = desk.article(
        "lender", "Storm costs the north dear", "Roofs flew in Lund.", "The dead of the ferry Aurelia are now 29 people.", day=1
    )
    story = desk.story(*ferry.articles, lent=(Lent(article=lender, paragraphs=(2,)),))
    found = only(desk.follow(1, story, past=past))
    assert desk.fresh(found) == ("The dead of the ferry Aurelia are now 29 people.",)


def test_a_copy_of_what_was_told_does_not_hide_what_is_new_beside_it(desk, ferry, past):
    copy = desk.article("copy", ferry.lead.title, *ferry.lead.paragraphs, day=1)
    fact = "Prosecutors in Lund arrested Captain Ilmar Soone on Tuesday on suspicion of negligence."
    story = desk.story(
        ferry.lead,
        desk.article("late", "Ferry captain arrested", fact, day=1),
        repeats=(Repeat(article=copy, of="harbour", reason="same words", kind="copy"),),
    )
    assert desk.fresh(only(desk.follow(1, story, past=past))) == (fact,)


def test_an_update_told_today_is_known_tomorrow(desk, past):
    story = follow_up(desk, "The ferry that sank off the island of Karvala on Monday killed 23 people, the coast guard said.")
    second = desk.edition(1, story, past=past)
    again = desk.story(
        desk.article(
            "next", "Ferry Aurelia", "The sinking of the ferry off Karvala on Monday killed 23 people, officials said.", day=2
        )
    )
    assert not desk.follow(2, again, past=[second, *past]).stories
