"""An article about several events lends each story its own passages, and nothing else."""

import random
from datetime import date

import pytest

from briefing.model import Article, Kind, Lent, Story, When
from briefing.stages.group import assign, group
from briefing.stages.group.lent import Loan, lend, said_again

DAY = date(2024, 5, 14)
FERRY = (
    "The ferry Solveig ran aground off Brenna harbour on Tuesday morning with ninety passengers on board, the coast guard said.",
    "All passengers of the Solveig were taken off by lifeboat, and nobody was hurt, captain Marit Lunde told reporters in Brenna.",
    "Divers will look at the hull before the ferry is towed to the Brenna yard.",
)
STRIKE = (
    "Bus drivers in Kvarnby walked out on Tuesday over pay, leaving forty thousand commuters without a ride, the Kvarnby transit union said.",
    "Union leader Henrik Stolt said the drivers want nine per cent more and would not return to the depots before Friday.",
    "The Kvarnby city council called the walkout irresponsible.",
)
FIRE = (
    "A fire destroyed the grain silo of Öreholm on Tuesday and smoke closed the railway to the north, firefighters said.",
    "Forty firefighters from Öreholm and two neighbouring districts fought the flames in the silo until noon, fire chief Anna Wik said.",
    "The owner of the silo put the loss at two thousand tonnes of barley.",
)
ROUND_UP_OPENS = (
    "Farmers blocked the bridge at Sundvik with tractors on Tuesday to protest against the new water levy, police said.",
    "About two hundred tractors stood on the Sundvik bridge by noon; the minister of agriculture, Ole Brandt, offered talks.",
    "The levy is to bring forty million crowns a year from farms that draw more than ten thousand cubic metres from lakes and wells, "
    "and is meant to pay for new mains in the towns of the south coast, where summers have become dry and gardens may not be watered.",
    "Farmers say that it falls on those who grow vegetables, while golf courses and swimming pools go free, and that nobody has asked "
    "them; the tractors would stay on the bridge until the minister came to Sundvik himself, one of the organisers told the radio.",
)
AT = len(ROUND_UP_OPENS)  # so many paragraphs are on its own event
ON_THE_FERRY = (
    "Elsewhere, the ferry Solveig ran aground off Brenna harbour with ninety passengers, who were all taken off by lifeboat."
)
ON_THE_STRIKE = (
    "In Kvarnby bus drivers walked out over pay, and the transit union of the city said forty thousand commuters had no ride."
)


def article(
    name: str,
    title: str,
    paragraphs: tuple[str, ...],
    *,
    publisher: str | None = "Brenna Bladet",
    day: date | None = DAY,
    kind: Kind = "article",
    capture: str = "",
) -> Article:
    return Article(
        id=name,
        capture=capture or name,
        item=1,
        title=title,
        publisher=publisher,
        published=When(day=day) if day else None,
        language="en",
        kind=kind,
        paragraphs=paragraphs,
    )


def others() -> list[Article]:
    return [
        article("ferry", "Ferry Solveig runs aground off Brenna", FERRY),
        article("strike", "Kvarnby bus drivers walk out over pay", STRIKE, publisher="Kvarnby Tidende"),
        article("fire", "Fire destroys grain silo in Öreholm", FIRE, publisher="Öre Dagblad"),
    ]


def round_up(*further: str, day: date | None = DAY) -> Article:
    return article(
        "round-up",
        "Farmers block Sundvik bridge with tractors",
        (*ROUND_UP_OPENS, *further),
        publisher="Sundvik Allehanda",
        day=day,
    )


def loans(*articles: Article) -> dict[str, Loan]:
    """What these articles and the three others lend each other, each its own story, by id."""
    everything = [*others(), *articles]
    return dict(zip((one.id for one in everything), lend([[one] for one in everything]), strict=True))


def stories(*articles: Article) -> dict[str, Story]:
    """The stories of these and the three others as they are grouped, by the id of their lead."""
    return {story.lead.id: story for story in group([*others(), *articles])}


def test_a_round_up_lends_each_story_the_paragraphs_that_tell_of_its_event():
    wrap = round_up(ON_THE_FERRY, ON_THE_STRIKE)
    found = loans(wrap)
    assert found["ferry"].lent == (Lent(article=wrap, paragraphs=(AT + 1,)),)
    assert found["strike"].lent == (Lent(article=wrap, paragraphs=(AT + 2,)),)
    assert not found["fire"].lent
    assert found["round-up"].elsewhere == (Lent(article=wrap, paragraphs=(AT + 1, AT + 2)),)


def test_what_is_lent_speaks_there_and_not_at_home():
    found = stories(round_up(ON_THE_FERRY))
    assert found["ferry"].speaks("round-up", AT + 1)
    assert not found["ferry"].speaks("round-up", 1)
    assert not found["round-up"].speaks("round-up", AT + 1)
    assert found["round-up"].speaks("round-up", 1)


def test_an_article_that_lends_a_passage_carries_the_story_and_is_an_origin_of_it():
    found = stories(round_up(ON_THE_FERRY))
    assert [one.id for one in found["ferry"].carriers] == ["ferry", "round-up"]
    assert found["ferry"].origins == ("Brenna Bladet", "Sundvik Allehanda")


def test_a_lender_that_copies_the_passage_is_no_origin_of_its_own():
    """The round-up has its farmers from its own reporter, and the ferry word for word from another paper."""
    found = stories(round_up(FERRY[0], FERRY[1]))
    assert [one.id for one in found["ferry"].carriers] == [
        "ferry"
    ]  # a paragraph that stands in two articles is taken for furniture …
    assert found["ferry"].origins == ("Brenna Bladet",)
    copied = FERRY[0].replace("ran aground", "was stranded")
    assert stories(round_up(copied))["ferry"].origins == ("Brenna Bladet",)  # … and one that is all but the same adds no source


def test_the_article_stays_in_its_own_story():
    articles = [*others(), round_up(ON_THE_FERRY, ON_THE_STRIKE)]
    assert len({one.story for one in assign(articles)}) == 4
    assert sorted(one.id for story in group(articles) for one in story.articles) == sorted(one.id for one in articles)


def test_a_segment_whose_event_no_other_story_tells_stays_at_home():
    alone = "In Tvedal a landslide buried the road to the quarry, and geologist Siri Moen warned of more slides above the valley."
    assert not any(loan.lent or loan.elsewhere for loan in loans(round_up(alone)).values())


def test_an_article_on_one_event_lends_nothing():
    assert not any(loan.lent or loan.elsewhere for loan in loans(round_up()).values())


def test_a_story_under_a_playful_headline_is_known_by_its_first_paragraph():
    playful = article("playful", "No joy ride today", STRIKE, publisher="Kvarnby Tidende")
    wrap = round_up(
        "Bus drivers in Kvarnby walked out over pay, Henrik Stolt of the Kvarnby transit union said; forty thousand commuters were without a ride."
    )
    given = lend([[others()[0]], [others()[2]], [playful], [wrap]])
    assert given[2].lent == (Lent(article=wrap, paragraphs=(AT + 1,)),)


def test_a_paragraph_on_the_articles_own_event_stays_though_it_names_the_others():
    both = "The tractors on the Sundvik bridge kept buses with passengers of the ferry Solveig, aground off Brenna, from crossing before noon."
    assert not loans(round_up(both))["ferry"].lent


def test_a_paragraph_on_the_same_people_that_says_nothing_of_the_event_is_not_lent():
    choir = "Until noon Anna Wik sang with the choir of the railway, as she does on a Tuesday when no fire calls her away."
    assert not loans(round_up(choir))["fire"].lent


@pytest.mark.parametrize(
    "background",
    [
        "Since the start of 2021, the ferry Solveig has run aground off Brenna harbour three times with passengers on board.",
        "In 2019 the ferry Solveig ran aground off Brenna harbour with ninety passengers, who were taken off by lifeboat.",
        "Two years ago the ferry Solveig ran aground off Brenna harbour, and all its passengers were taken off by lifeboat.",
    ],
)
def test_background_is_lent_to_nobody(background: str):
    assert not loans(round_up(background))["ferry"].lent


@pytest.mark.parametrize(
    "other_day",
    [
        "On Thursday the ferry Solveig ran aground off Brenna harbour with ninety passengers, who were all taken off by lifeboat.",
        "On 2 May the ferry Solveig ran aground off Brenna harbour with ninety passengers, who were all taken off by lifeboat.",
    ],
)
def test_a_paragraph_on_a_look_alike_of_another_day_is_not_lent(other_day: str):
    assert not loans(round_up(other_day))["ferry"].lent


def test_an_article_of_another_week_lends_nothing_where_it_names_no_day():
    assert not loans(round_up(ON_THE_FERRY, day=date(2024, 5, 24)))["ferry"].lent
    assert not loans(round_up(ON_THE_FERRY, day=date(2024, 5, 9)))["ferry"].lent


def test_an_article_without_a_date_lends_what_names_no_other_day():
    assert loans(round_up(ON_THE_FERRY, day=None))["ferry"].lent


def test_a_quotation_goes_with_the_paragraph_it_continues():
    wrap = round_up(
        ON_THE_FERRY, "“We heard a bang and then it was very quiet,” one of them said.", "The levy comes before parliament in June."
    )
    assert loans(wrap)["ferry"].lent == (Lent(article=wrap, paragraphs=(AT + 1, AT + 2)),)


def test_furniture_that_stands_in_many_articles_is_not_lent():
    line = "Read all about the ferry Solveig aground off Brenna harbour and its ninety passengers in our Brenna section."
    note = article("note", "Museum of Tvedal opens a new wing", ("The museum of Tvedal opened its new wing with a concert.", line))
    assert not loans(round_up(line), note)["ferry"].lent


def test_the_summary_of_a_live_blog_lends_to_the_items_it_sums_up():
    def item(name: str, title: str, paragraphs: tuple[str, ...], kind: Kind = "entry") -> Article:
        return article(name, title, paragraphs, kind=kind, capture="page")

    summary = item(
        "summary",
        "Northern news live: fire destroys grain silo",
        (
            "Firefighters in the north have been fighting a fire in the grain silo of Öreholm since dawn.",
            "Trains were held as smoke from the silo drifted over the railway.",
            "Meanwhile, commuters are stranded as the union of the bus drivers calls a walkout over pay.",
        ),
        kind="article",
    )
    articles = [
        summary,
        item("fire", "Fire destroys grain silo in Öreholm", FIRE),
        item("strike", "Kvarnby bus drivers walk out over pay", STRIKE),
    ]
    of_the_fire, of_the_strike = lend([[articles[0], articles[1]], [articles[2]]])
    assert of_the_strike.lent == (Lent(article=summary, paragraphs=(3,)),)
    assert of_the_fire.elsewhere == of_the_strike.lent


def test_a_ukrainian_round_up_lends_to_a_ukrainian_story():
    flood = article(
        "повінь",
        "Паводок зруйнував міст у Вербівці",
        (
            "У Вербівці паводок зруйнував міст через річку Сновку, село відрізане від райцентру, повідомив голова громади Петро Лисенко.",
            "Рятувальники перевозять мешканців Вербівки човнами.",
        ),
    )
    wrap = article(
        "огляд",
        "У Тернівці відкрили нову школу",
        (
            "У Тернівці відкрили школу на шістсот учнів, стрічку перерізала директорка Олена Гнатюк.",
            "Школу в Тернівці будували три роки.",
            "Тим часом у Вербівці паводок зруйнував міст через Сновку, і голова громади Петро Лисенко просить про човни.",
        ),
        publisher="Вісник Тернівки",
    )
    assert loans(flood, wrap)["повінь"].lent == (Lent(article=wrap, paragraphs=(3,)),)


def test_the_order_of_the_articles_does_not_matter():
    articles = [*others(), round_up(ON_THE_FERRY, ON_THE_STRIKE)]
    expected = group(articles)
    for seed in range(5):
        shuffled = random.Random(seed).sample(articles, len(articles))
        assert group(shuffled) == expected


def test_a_paragraph_is_lent_to_one_story_at_most_and_never_to_its_own():
    loans = lend([[one] for one in (*others(), round_up(ON_THE_FERRY, ON_THE_STRIKE, ON_THE_FERRY + " " + ON_THE_STRIKE))])
    lent = [(one.article.id, number) for loan in loans for one in loan.lent for number in one.paragraphs]
    assert len(lent) == len(set(lent))
    assert sorted(lent) == sorted((one.article.id, number) for loan in loans for one in loan.elsewhere for number in one.paragraphs)
    assert all(one.article.id != "ferry" for one in loans[0].lent)


def test_an_earlier_state_of_an_article_is_silent_where_the_later_one_is():
    later, earlier = (
        round_up(ON_THE_FERRY),
        article("earlier", "Farmers block Sundvik bridge", (ROUND_UP_OPENS[0], ON_THE_FERRY.replace("ninety", "eighty"))),
    )
    assert said_again(Lent(article=later, paragraphs=(AT + 1,)), earlier) == Lent(article=earlier, paragraphs=(2,))
    assert said_again(Lent(article=later, paragraphs=(1,)), article("x", "x", (ON_THE_STRIKE,))) is None


def test_nothing_is_lent_where_there_is_nothing():
    assert lend([]) == ()
    assert group([]) == ()
    (alone,) = lend([[round_up(ON_THE_FERRY)]])
    assert not alone.lent
    assert not alone.elsewhere
