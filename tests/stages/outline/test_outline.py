"""Sections in the profile's order, stories by rank, nothing lost. All events are invented."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from briefing.model import OTHER, Article, Figure, FigureKind, Lent, Passage, Repeat, Story, When, Window
from briefing.settings import Length, built_in
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
    part = figure("a0", 400, role="part")
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
    made = outline(many, [], plans=PLANS, window=WINDOW, length=Length(stories=3))
    assert [placed.story.id for placed in made.sections[0].stories] == ["story-s3", "story-s2", "story-s1"]
    assert [(one.title, one.publisher) for one in made.left_out] == [(one.title, one.publisher) for one in many[0].articles]
    assert made.left_out[0].reason == "Strikes holds 3 stories, and this one ranks lower"


def test_a_section_may_have_a_limit_of_its_own():
    plans = tuple(replace(plan, limit=1) if plan.id == "strikes" else plan for plan in PLANS)
    stories = [story(f"{section[0]}{number}", section) for section in ("strikes", "nato") for number in range(3)]
    made = outline(stories, [], plans=plans, window=WINDOW, length=Length(stories=2))
    assert [len(section.stories) for section in made.sections] == [1, 0, 2]
    assert {one.reason for one in made.left_out} == {
        "Strikes holds 1 story, and this one ranks lower",
        "NATO holds 2 stories, and this one ranks lower",
    }


def test_what_the_minutes_do_not_hold_is_left_out_for_that_reason_and_each_story_has_its_words():
    long = " ".join(["A missile struck a bakery in Sumy and killed people."] * 40)
    many = [Story(id=f"s{at}", articles=(replace(article(f"s{at}"), paragraphs=(long,)),), origins=("a",)) for at in range(8)]
    made = outline(many, [], plans=PLANS, window=WINDOW, length=Length(minutes=1))
    words = [placed.words for placed in made.sections[0].stories]
    assert words == [102, 51]
    assert [one.publisher for one in made.left_out] == [f"s{at} Post" for at in range(2, 8)]
    assert {one.reason for one in made.left_out} == {"1 minute of reading hold 2 stories, and this one ranks lower"}
    week = replace(WINDOW, last=date(2031, 3, 10))
    assert len(outline(many, [], plans=PLANS, window=week, length=Length(minutes=1)).sections[0].stories) > 2


def test_an_editors_move_overrules_the_words_for_the_whole_thread():
    one = replace(story("s"), thread="the bakery")
    moved = outline([one], [], plans=PLANS, window=WINDOW, moves={"the bakery": "nato"}).sections[2].stories[0]
    assert (moved.section, moved.also) == ("nato", ("strikes",))
    assert [reason.what for reason in moved.why] == ["moved by the editor"]
    assert outline([one], [], plans=PLANS, window=WINDOW, moves={"the bakery": OTHER}).others[0].why == moved.why


def test_a_move_to_a_section_that_is_gone_or_of_another_thread_moves_nothing():
    as_before = outline([story("s")], [], plans=PLANS, window=WINDOW)
    for moves in ({"story-s": "weather"}, {"another": "nato"}):
        assert outline([story("s")], [], plans=PLANS, window=WINDOW, moves=moves) == as_before


def test_the_sentences_that_decided_stand_word_for_word_where_they_say():
    told = replace(
        article("a"),
        title="A night in Sumy",
        language="en",
        paragraphs=("The bakers were asleep.", "Nobody saw it come. A missile struck the bakery, killing two. It was dark."),
    )
    placed = outline([Story(id="s", articles=(told,), origins=("a",))], [], plans=PLANS, window=WINDOW).sections[0].stories[0]
    (reason,) = [reason for reason in placed.why if reason.passage]
    assert reason.what == "A missile struck the bakery, killing two."
    assert reason.passage == Passage(article="a", paragraph=2, start=20, end=61, sha256="a")
    assert told.paragraphs[1][20:61] == reason.what
    words = [reason for reason in placed.why if not reason.passage]
    assert words
    assert placed.why[: len(words)] == tuple(words)
    assert reason.weight >= max(word.weight for word in words)


def test_paragraphs_on_another_event_have_no_vote_and_passages_lent_have_one():
    envoys, missile = TEXTS["aid-and-diplomacy"][1], TEXTS["strikes"][1]
    mixed = replace(article("a"), title="The day in brief", paragraphs=(envoys, missile, missile))
    whole = Story(id="s", articles=(mixed,), origins=("a",))
    parted = replace(whole, elsewhere=(Lent(article=mixed, paragraphs=(2, 3)),))
    lent = replace(
        whole, articles=(replace(mixed, paragraphs=(envoys,)),), lent=(Lent(article=replace(mixed, id="b"), paragraphs=(2, 3)),)
    )
    made = {
        name: outline([one], [], plans=PLANS, window=WINDOW) for name, one in (("whole", whole), ("parted", parted), ("lent", lent))
    }
    found = {name: next(placed for section in one.sections for placed in section.stories) for name, one in made.items()}
    assert (found["parted"].section, found["parted"].also) == ("aid-and-diplomacy", ())
    assert {"strikes", "aid-and-diplomacy"} == {found["whole"].section, *found["whole"].also}
    assert (found["lent"].section, found["lent"].also) == ("aid-and-diplomacy", ())


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
    made = outline(drawn, figures, plans=PLANS, window=WINDOW, length=Length(stories=limit))
    printed = [placed for section in made.sections for placed in section.stories]
    assert len(printed) + len(made.others) + len(
        {one.publisher for one in made.left_out if one.publisher.endswith("-0 Post")}
    ) == len(drawn)
    for section in made.sections:
        assert len(section.stories) <= limit
        assert [placed.rank for placed in section.stories] == sorted((placed.rank for placed in section.stories), reverse=True)
    random.shuffle(drawn)
    random.shuffle(figures)
    assert outline(drawn, figures, plans=PLANS, window=WINDOW, length=Length(stories=limit)) == made


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
