"""The sentences of a story: what happened first, nothing twice, nothing torn from its context."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Article, Story, When
from briefing.stages.compose.telling.candidates import candidates
from briefing.stages.compose.telling.choose import FEWEST, MOST, SAME, alike, choose
from briefing.stages.compose.telling.voices import voices

LEAD = "Six drones hit the port of Korsun before dawn on Tuesday, killing three dockers, Governor Maryna Holub said."
CRANE = "Two cranes and a grain store burned down, the port authority reported on its website."
CREWS = "Rescue crews from Brod and two neighbouring regions are searching the wreck of the grain store."
FERRY = "Ferry traffic across the Korsun strait will stay suspended until Friday, according to the transport ministry."
HISTORY = "Korsun has been a target since the start of the war, with dozens of raids in recent months."
PRONOUN = "He said the fire could be seen from thirty kilometres away."


def heard(*pages):
    """The pages as they speak in a story of their own."""
    return voices(Story(id="s", articles=pages), "en")


def told(article, title, *paragraphs):
    page = article("a", title, *paragraphs)
    return [candidate.text for candidate in choose(candidates(heard(page), {}, language="en"), title)]


def test_the_lead_comes_first_and_the_rest_in_the_order_of_the_text(article):
    text = (LEAD, CRANE, CREWS, FERRY)
    printed = told(article, "Three die in raid on Korsun port", *text)
    assert printed[0] == LEAD
    assert printed == [sentence for sentence in text if sentence in printed]
    assert FEWEST <= len(printed) <= MOST


def test_background_gives_way_to_news(article):
    printed = told(article, "Three die in raid on Korsun port", LEAD, CRANE, HISTORY, CREWS, FERRY)
    assert HISTORY not in printed


def test_a_sentence_said_twice_in_other_words_is_printed_once(article):
    again = "Governor Maryna Holub said three dockers were killed when six drones hit the port of Korsun before dawn."
    printed = told(article, "Raid on Korsun", LEAD, again, CRANE, FERRY)
    assert (LEAD in printed) != (again in printed)


def test_a_standfirst_repeated_in_the_body_is_one_sentence(article):
    page = article("a", "Raid on Korsun", LEAD, LEAD, CRANE)
    assert [candidate.text for candidate in candidates(heard(page), {}, language="en")] == [LEAD, CRANE]


def test_a_bound_sentence_is_printed_only_right_after_the_one_it_leans_on(article):
    speaker = "Dock worker Taras Hnatiuk watched the grain store burn from the roof of the customs house in Korsun."
    page = article("a", "Raid on Korsun", LEAD, CRANE, f"{speaker} {PRONOUN}")
    found = candidates(heard(page), {}, language="en")
    printed = [candidate.text for candidate in choose(found, "Raid on Korsun")]
    if PRONOUN in printed:
        assert printed[printed.index(PRONOUN) - 1] == speaker
    bound = next(candidate for candidate in found if candidate.text == PRONOUN)
    assert bound.standing.bound


def test_a_story_of_bound_and_unfit_sentences_alone_says_nothing(article):
    assert told(article, "Raid", "He said so.", "“Nobody heard the siren at all in the harbour.”", "Was it a drone?") == []


def test_a_new_count_of_victims_is_worth_a_sentence(article, figure):
    toll = "Eleven people were treated for burns in Brod, its chief doctor Olha Sych said."
    page = article("a", "Raid on Korsun port", LEAD, CRANE, CREWS, FERRY, "Schools in Korsun stay closed, the council said.", toll)
    figures = {"a": [figure(page, "injured", 11, "Eleven", place="Brod")]}
    assert toll in [candidate.text for candidate in choose(candidates(heard(page), figures, language="en"), page.title)]


def test_sentences_of_the_briefings_language_come_before_others(article):
    here = article("a", "Raid on Korsun port", LEAD, CRANE)
    there = article(
        "b",
        "Удар по порту",
        "Шість дронів влучили в порт Корсуня вдосвіта у вівторок, повідомила губернаторка Голуб.",
        language="uk",
    )
    first = choose(candidates(heard(there, here), {}, language="en"), "")
    assert {candidate.text for candidate in first} >= {LEAD, CRANE}


SENTENCES = st.lists(
    st.sampled_from([LEAD, CRANE, CREWS, FERRY, HISTORY, PRONOUN, "Also, a tug sank in the harbour of Korsun overnight."]),
    max_size=9,
)


@given(st.lists(SENTENCES, min_size=1, max_size=4))
def test_what_is_chosen_keeps_every_promise(pages):
    articles = [
        Article(
            id=str(n),
            capture=f"{n:064}",
            item=1,
            title="Raid",
            publisher=None,
            published=When(day=date(2025, 3, 4)),
            paragraphs=tuple(page),
        )
        for n, page in enumerate(pages)
    ]
    found = candidates(heard(*articles), {}, language="en")
    chosen = choose(found, "Raid")
    assert len(chosen) <= MOST
    assert [candidate.order for candidate in chosen] == sorted(candidate.order for candidate in chosen)
    for number, candidate in enumerate(chosen):
        assert not candidate.standing.unfit
        assert (
            candidate.article.paragraphs[candidate.passage.paragraph - 1][candidate.passage.start : candidate.passage.end]
            == candidate.text
        )
        if candidate.standing.bound:
            assert number > 0
            assert chosen[number - 1].order == candidate.previous
        assert all(alike(candidate, other) < SAME for other in chosen if other is not candidate)
    assert choose(found, "Raid") == chosen


def test_no_sentences_make_no_story():
    assert choose((), "Raid") == ()


@pytest.mark.parametrize("language", ["en", "uk"])
def test_a_full_name_is_preferred_to_a_surname_nobody_introduced(article, language):
    full = "Governor Maryna Holub told reporters in Brod that the port needs forty new pumps."
    short = "Holub told reporters in Brod that the port needs forty new pumps."
    page = article("a", "Raid", LEAD.replace(", Governor Maryna Holub said", ""), short, full)
    printed = [candidate.text for candidate in choose(candidates(heard(page), {}, language=language), "Raid")]
    assert full in printed
    assert short not in printed
