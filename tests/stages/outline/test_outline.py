"""Sections in the profile's order, stories by rank, nothing lost. All events are invented."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from briefing.model import OTHER, Article, Figure, FigureKind, Passage, Repeat, Story, When, Window
from briefing.settings import built_in
from briefing.stages.outline import outline
from briefing.stages.outline.ranking import rank

PLANS = built_in().sections
WINDOW = Window(
    first=date(2031, 3, 4),
    last=date(2031, 3, 4),
    start=datetime(2031, 3, 4, 4, tzinfo=UTC),
    end=datetime(2031, 3, 5, 4, tzinfo=UTC),
    zone="Europe/Kyiv",
)
TEXTS = {
    "strikes": ("Missile hits bakery in Sumy", "A missile struck a bakery in Sumy, killing people and injuring others."),
    "aid-and-diplomacy": (
        "Envoys meet for ceasefire talks",
        "Delegations met in Doha for talks on a ceasefire and an aid package.",
    ),
    "nato": ("NATO opens exercise in Norway", "NATO's exercise brings troops of nine members of the alliance to Norway."),
    OTHER: ("Chess league: Brenna wins again", "Brenna's first team keeps the cup for a third year."),
}


def article(name: str, section: str = "strikes", at: datetime | None = None) -> Article:
    title, text = TEXTS[section]
    when = When(day=WINDOW.first, at=at, precision="minute" if at else "day")
    return Article(id=name, capture=name, item=1, title=title, publisher=f"{name} Post", published=when, paragraphs=(text,))


def story(name: str, section: str = "strikes", articles: int = 1, origins: int = 1, at: datetime | None = None) -> Story:
    members = tuple(article(f"{name}{number}", section, at) for number in range(articles))
    return Story(id=f"story-{name}", articles=members, origins=tuple(f"origin {number}" for number in range(origins)))


def figure(
    of: str, value: float, kind: FigureKind = "killed", paragraph: int = 1, day: date | None = WINDOW.first, **fields: object
) -> Figure:
    passage = Passage(article=of, paragraph=paragraph, start=0, end=5, sha256="")
    return Figure(kind=kind, value=value, event_date=day, written=str(value), passage=passage, sentence="", **fields)


def order(stories: list[Story], figures: list[Figure] | None = None) -> list[str]:
    return [one.story.id for one in outline(stories, figures or [], plans=PLANS, window=WINDOW).sections[0].stories]


def test_every_section_of_the_profile_is_there_in_its_order_and_the_rest_is_others():
    made = outline([story(name[0], name) for name in TEXTS], [], plans=PLANS, window=WINDOW)
    assert [section.id for section in made.sections] == [plan.id for plan in PLANS]
    assert [[placed.story.id for placed in section.stories] for section in made.sections] == [["story-s"], ["story-a"], ["story-n"]]
    assert [placed.story.id for placed in made.others] == ["story-o"]
    assert [section.stories for section in outline([], [], plans=PLANS, window=WINDOW).sections] == [(), (), ()]


def test_more_independent_sources_lead():
    assert order([story("a"), story("b", origins=3)]) == ["story-b", "story-a"]


def test_more_dead_lead_and_a_figure_of_another_story_counts_nothing():
    assert order([story("a"), story("b"), story("c")], [figure("b0", 7), figure("c0", 2), figure("elsewhere", 900)]) == [
        "story-b",
        "story-c",
        "story-a",
    ]


def test_the_toll_of_another_year_or_of_a_part_does_not_lead():
    old = figure("a0", 5000, day=date(2029, 5, 1))
    part = figure("a0", 400, part_of_total=True)
    assert order([story("a"), story("b")], [old, part, figure("b0", 1)]) == ["story-b", "story-a"]


def test_a_figure_in_the_background_counts_less_than_the_same_in_the_opening():
    assert order([story("a"), story("b")], [figure("a0", 9, paragraph=9), figure("b0", 9)]) == ["story-b", "story-a"]


def test_of_equal_stories_the_newer_leads():
    early, late = datetime(2031, 3, 4, 5, tzinfo=UTC), datetime(2031, 3, 5, 3, tzinfo=UTC)
    assert order([story("a", at=early), story("b", at=late)]) == ["story-b", "story-a"]


def test_a_rank_is_the_sum_of_its_reasons_and_they_are_readable():
    reasons = rank(story("a", articles=2, origins=2), [figure("a0", 7)], WINDOW)
    said = [reason.what for reason in reasons]
    assert {"2 independent sources", "2 articles", "7 killed"} <= set(said)
    placed = outline([story("a", articles=2, origins=2)], [figure("a0", 7)], plans=PLANS, window=WINDOW).sections[0].stories[0]
    assert placed.rank_why == reasons
    assert abs(placed.rank - sum(reason.weight for reason in reasons)) < 1e-6
    assert placed.why
    assert "missile" in {reason.what for reason in placed.why}


def test_stories_beyond_the_limit_are_left_out_with_all_their_headlines_and_the_reason():
    many = [story(f"s{number}", origins=1 + number, articles=2) for number in range(4)]
    made = outline(many, [], plans=PLANS, window=WINDOW, per_section=3)
    assert [placed.story.id for placed in made.sections[0].stories] == ["story-s3", "story-s2", "story-s1"]
    assert [(one.title, one.publisher) for one in made.left_out] == [(one.title, one.publisher) for one in many[0].articles]
    assert made.left_out[0].reason == "Strikes holds 3 stories, and this one ranks lower"


def test_the_lead_outweighs_one_other_article_in_the_choice_of_section():
    mixed = Story(id="story-m", articles=(article("lead", "nato"), article("other", "strikes")), origins=("a", "b"))
    made = outline([mixed], [], plans=PLANS, window=WINDOW)
    assert [placed.story.id for placed in made.sections[2].stories] == ["story-m"]


def test_a_story_most_of_whose_articles_fit_nowhere_is_other():
    mixed = Story(id="story-m", articles=(article("lead", OTHER), article("b", "strikes")), origins=("a",))
    assert [placed.story.id for placed in outline([mixed], [], plans=PLANS, window=WINDOW).others] == ["story-m"]


sections = st.sampled_from(sorted(TEXTS))
stories = st.lists(st.tuples(sections, st.integers(1, 3), st.integers(1, 4)), max_size=12).map(
    lambda drawn: [story(f"s{at}-", section, articles, origins) for at, (section, articles, origins) in enumerate(drawn)]
)


@given(stories, st.randoms(use_true_random=False), st.integers(1, 4))
def test_nothing_is_lost_and_the_order_given_changes_nothing(drawn, random, limit):
    figures = [figure(one.lead.id, at % 3) for at, one in enumerate(drawn)]
    made = outline(drawn, figures, plans=PLANS, window=WINDOW, per_section=limit)
    printed = [placed for section in made.sections for placed in section.stories]
    assert len(printed) + len(made.others) + len(
        {one.publisher for one in made.left_out if one.publisher.endswith("-0 Post")}
    ) == len(drawn)
    for section in made.sections:
        assert len(section.stories) <= limit
        assert [placed.rank for placed in section.stories] == sorted((placed.rank for placed in section.stories), reverse=True)
    random.shuffle(drawn)
    random.shuffle(figures)
    assert outline(drawn, figures, plans=PLANS, window=WINDOW, per_section=limit) == made


def test_a_repeat_makes_a_story_larger_but_no_better_sourced():
    copied = Story(
        id="story-c",
        articles=(article("c"),),
        repeats=(Repeat(article=article("d"), of="c", reason="the same address"),),
        origins=("a",),
    )
    alone = Story(id="story-a", articles=(article("a"),), origins=("a",))
    gain = sum(one.weight for one in rank(copied, [], WINDOW)) - sum(one.weight for one in rank(alone, [], WINDOW))
    assert 0 < gain < 0.5
