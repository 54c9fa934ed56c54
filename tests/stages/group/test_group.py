"""Promises of the whole stage, for any articles in any order."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Article, When
from briefing.stages.group import assign, group
from briefing.stages.group.linkage import average_linkage

WORDS = "missile Kharkiv harbour ferry bridge council vote Київ удар seven 12 talks Monday grain port aid Київ".split()
texts = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join) | st.text(max_size=40)
days = st.none() | st.dates(date(2031, 3, 1), date(2031, 3, 5)).map(lambda day: When(day=day))
times = st.datetimes(datetime(2031, 3, 1), datetime(2031, 3, 3), timezones=st.just(UTC)).map(
    lambda at: When(day=at.date(), at=at, precision="minute")
)
articles = st.lists(
    st.builds(
        Article,
        id=st.uuids().map(str),
        capture=st.sampled_from(["p", "q"]),
        item=st.integers(1, 3),
        title=texts,
        publisher=st.none() | st.sampled_from(["Brenna Bladet", "Kvarnby Tidende", "bladet.example"]),
        agencies=st.just(()) | st.just(("Skerry",)),
        url=st.none() | st.sampled_from(["https://b.example/1", "https://b.example/1?utm_x=2", "https://b.example/2"]),
        published=days | times,
        kind=st.sampled_from(["article", "entry"]),
        paragraphs=st.lists(texts, max_size=3).map(tuple),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)


@given(articles)
def test_every_article_is_in_exactly_one_story_as_itself_or_as_a_repeat_of_one_there(given_articles):
    stories = group(given_articles)
    assert sorted(a.id for story in stories for a in (*story.articles, *(repeat.article for repeat in story.repeats))) == sorted(
        one.id for one in given_articles
    )
    for story in stories:
        members = {one.id for one in story.articles}
        assert all(repeat.of in members and repeat.reason for repeat in story.repeats)
        lenders = {one.article.id for one in story.lent}
        assert 1 <= len(story.origins) <= len(story.articles) + len(lenders)
    assert len({story.id for story in stories}) == len(stories)


@given(articles, st.randoms(use_true_random=False))
def test_the_order_of_the_articles_changes_nothing(given_articles, random):
    shuffled = list(given_articles)
    random.shuffle(shuffled)
    assert group(shuffled) == group(given_articles)


@given(articles)
def test_assignments_say_what_the_stories_say_in_the_order_of_the_articles(given_articles):
    assignments = assign(given_articles)
    assert [one.id for one in assignments] == [one.id for one in given_articles]
    by_id = {one.id: one for one in assignments}
    for story in group(given_articles):
        for article in story.articles:
            assert by_id[article.id].story == story.id
            assert by_id[article.id].duplicate_of is None
        for repeat in story.repeats:
            assert (by_id[repeat.article.id].story, by_id[repeat.article.id].duplicate_of) == (story.id, repeat.of)


def test_no_articles_are_no_stories():
    assert group(()) == ()
    assert assign(()) == ()


def test_average_linkage_joins_the_most_alike_first_and_stops_at_the_threshold():
    #  0 ─.9─ 1 ─.5─ 2      3        0 and 1 join; 2 is .25 alike to both on average
    assert average_linkage(4, {(0, 1): 0.9, (1, 2): 0.5}, 0.3) == ((0, 1), (2,), (3,))
    assert average_linkage(4, {(0, 1): 0.9, (1, 2): 0.5}, 0.25) == ((0, 1, 2), (3,))
    assert average_linkage(0, {}, 0.5) == ()


@given(st.integers(1, 8), st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 7)), st.floats(0, 1)), st.floats(0.05, 1))
def test_groups_are_a_partition_and_none_that_remain_should_join(count, drawn, threshold):
    alike = {(min(pair), max(pair)): value for pair, value in drawn.items() if pair[0] != pair[1] and max(pair) < count}
    groups = average_linkage(count, alike, threshold)
    assert sorted(item for members in groups for item in members) == list(range(count))
    for at, one in enumerate(groups):
        for other in groups[at + 1 :]:
            total = sum(alike.get((min(a, b), max(a, b)), 0.0) for a in one for b in other)
            assert total / (len(one) * len(other)) < threshold + 1e-9
