"""What leads, and why: each reason can be weighed by the profile, and none by the name of a place or side. All is invented."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Article, Earlier, Figure, FigureKind, Lent, News, Passage, Story, When, Window
from briefing.settings import Ranking
from briefing.stages.outline.ranking import rank

DAY = date(2031, 3, 4)
WINDOW = Window(first=DAY, last=DAY, start=datetime(2031, 3, 4, tzinfo=UTC), end=datetime(2031, 3, 5, tzinfo=UTC), zone="UTC")
AS_BUILT = Ranking()
SPOT = Passage(article="a", paragraph=1, start=0, end=4, sha256="a")


def article(name: str = "a", title: str = "Ferry sinks off Varn", **more: object) -> Article:
    return Article(
        id=name, capture=name, item=1, title=title, publisher="Varn Post", paragraphs=("It sank at dawn.", "All was calm."), **more
    )


def story(**more: object) -> Story:
    return Story(**{"id": "s", "articles": (article(),), "origins": ("o",), **more})


def figure(value: float, kind: FigureKind = "killed", paragraph: int = 1, of: str = "a", **more: object) -> Figure:
    spot = Passage(article=of, paragraph=paragraph, start=0, end=4, sha256=of)
    return Figure(kind=kind, value=value, event_date=DAY, written=str(value), passage=spot, sentence="", **more)


def total(of: Story, figures: tuple[Figure, ...] = (), ranking: Ranking = AS_BUILT) -> float:
    return round(sum(reason.weight for reason in rank(of, figures, WINDOW, ranking)), 3)


NOTED = story(
    articles=(
        article(
            title="President visits Varn after ferry sinks",
            published=When(day=DAY, at=datetime(2031, 3, 4, 20, tzinfo=UTC), precision="minute"),
        ),
        article("b", title="Ferry sinks off Varn"),
    ),
    origins=("o", "p"),
)
GROUPS = {"origins": {"2 independent sources", "2 articles"}, "scale": {"7 killed"}, "novelty": {"new"}, "officials": {"names a head of state or government"}, "recency": {"recent"}}  # fmt: skip


def test_each_weight_of_the_profile_weighs_its_own_reasons_and_no_others():
    assert set(GROUPS) == {one.name for one in fields(Ranking)}
    built_in = {reason.what: reason.weight for reason in rank(NOTED, (figure(7),), WINDOW)}
    assert set(built_in) == set().union(*GROUPS.values())
    for name, said in GROUPS.items():
        doubled = {reason.what: reason.weight for reason in rank(NOTED, (figure(7),), WINDOW, Ranking(**{name: 2.0}))}
        off = {reason.what: reason.weight for reason in rank(NOTED, (figure(7),), WINDOW, Ranking(**{name: 0.0}))}
        assert off == {what: weight for what, weight in built_in.items() if what not in said}
        assert doubled == {what: pytest.approx(weight * (1 + (what in said)), abs=0.0021) for what, weight in built_in.items()}


def test_a_new_story_leads_an_update_and_an_update_of_many_facts_one_of_few():
    before = (Earlier(thread="t", edition="2031-03-03", day=date(2031, 3, 3), headline="Ferry sinks"),)
    known, one, three, many = (
        total(story(news=News(kind="update" if count else "known", fresh=(SPOT,) * count, before=before)))
        for count in (0, 1, 3, 900)
    )
    assert known < one < three < many < total(story())


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_more_dead_never_rank_lower(one, other):
    fewer, more = sorted((one, other))
    assert total(story(), (figure(fewer),)) <= total(story(), (figure(more),))


@given(st.sampled_from(["Kyiv", "Moscow", "Gaza", "Nairobi", "Sumy", "Lyon"]), st.sampled_from(["Reuters", "TASS", "Varn Post"]))
def test_no_place_and_no_publisher_counts_by_its_name(place, publisher):
    at_home = story(articles=(article(title="Ferry sinks off Varn"),))
    abroad = story(articles=(replace(article(title=f"Ferry sinks off {place}"), publisher=publisher),))
    assert total(at_home) == total(abroad)


def test_a_figure_of_another_event_in_the_same_article_counts_nothing_and_one_that_was_lent_counts():
    other = Lent(article=article("b"), paragraphs=(2,))
    assert total(story(elsewhere=(Lent(article=article(), paragraphs=(1,)),)), (figure(40),)) == total(story())
    lent = story(lent=(other,))
    assert total(lent, (figure(40, paragraph=2, of="b"),)) > total(lent) == total(lent, (figure(40, paragraph=1, of="b"),))


def test_a_toll_of_a_century_lifts_no_story_that_mentions_it():
    undated = replace(figure(100_000_000), event_date=None)
    assert total(story(), (undated,)) == total(story())
    assert total(story(), (replace(undated, value=900),)) > total(story())
    assert total(story(), (figure(60_000),)) > total(story()), "of a day it is the news"


def test_a_sum_in_small_coin_does_not_lead_one_in_large():
    rupees = figure(30_000_000, "money", currency="INR")
    dollars = figure(30_000_000, "money", currency="USD")
    assert total(story(), (rupees,)) < total(story(), (dollars,))
    assert "30 million USD" in {reason.what for reason in rank(story(), (dollars,), WINDOW)}


def test_what_every_story_has_is_no_reason():
    assert not any("1 " in reason.what for reason in rank(story(), (), WINDOW))


def test_the_order_of_the_figures_changes_nothing():
    figures = [figure(9), figure(9, paragraph=2), figure(3, "injured"), figure(2, "injured")]
    assert rank(story(), figures, WINDOW) == rank(story(), figures[::-1], WINDOW)
