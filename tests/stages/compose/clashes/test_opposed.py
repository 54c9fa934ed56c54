"""Claims that stand against each other, and those that only seem to."""

from dataclasses import replace
from datetime import timedelta

import pytest

from briefing.model import Claim, Lent, Opposed, Party, Passage, Report, Statement
from briefing.stages.compose.clashes.opposed import OF_ONE_CAMP, SIDES, opposed, told_once

# Two neighbours at war: Poland and Germany, so that nothing rests on who they are.
POLAND, GERMANY = Party(bloc="official", country="PL"), Party(bloc="official", country="DE")
UN = Party(bloc="organisation")
TITLE = "German drones over Poland"


def passage(article, words):
    for number, paragraph in enumerate(article.paragraphs, 1):
        if (start := paragraph.find(words)) >= 0:
            return Passage(article=article.id, paragraph=number, start=start, end=start + len(words), sha256=article.capture)
    raise AssertionError(f"{words!r} is not in {article.id}")


def claim(article, sentence, said, speaker, party, **fields):
    return Claim(
        speaker=speaker, party=party, said=passage(article, said), passage=passage(article, sentence), sentence=sentence, **fields
    )


@pytest.fixture
def told(article):
    """A function: sentences with (said, speaker, party, further fields) as the claims of one article each, or of one."""

    def tell(*made, together=True, at=None, title=TITLE):
        if together:
            pages = [article("page", title, *(sentence for sentence, *_ in made), **({"at": at} if at else {}))] * len(made)
        else:
            pages = [article(f"page{number}", title, sentence) for number, (sentence, *_) in enumerate(made)]
        return pages, [
            claim(page, sentence, said, speaker, party, **fields)
            for page, (sentence, said, speaker, party, fields) in zip(pages, made, strict=True)
        ]

    return tell


def blocks(story, pages, claims, **fields):
    distinct = {page.id: page for page in pages}
    return opposed([story(*distinct.values(), **fields)], claims, language="en").get(0, ())


MILITARY = (
    "Germany's army said its drones struck an arms depot near Poznan.",
    "its drones struck an arms depot near Poznan",
    "Germany's army",
    GERMANY,
    {},
)
CIVILIANS = (
    "Two people were killed in an apartment block in Poznan, the Polish governor said.",
    "Two people were killed in an apartment block in Poznan",
    "the Polish governor",
    POLAND,
    {},
)
SPARED = (
    "“Our pilots do not hit homes in Poland,” said Jan Weber, Germany's spokesman.",
    "“Our pilots do not hit homes in Poland,”",
    "Jan Weber",
    GERMANY,
    {"stance": "denied", "quoted": True},
)


def test_military_targets_stand_against_the_civilians_the_other_side_counts(told, story):
    (block,) = blocks(story, *told(MILITARY, CIVILIANS, SPARED))
    assert block.label.startswith("What was hit")
    assert [side.said_by for side in block.sides] == ["Germany's army", "Jan Weber", "the Polish governor"]
    assert [side.stance for side in block.sides] == ["said", "denied", "said"]
    assert [side.party for side in block.sides] == [GERMANY, GERMANY, POLAND]
    assert [side.statement.text for side in block.sides] == [MILITARY[0], SPARED[0], CIVILIANS[0]]


def test_of_one_side_alone_nothing_stands_against_anything(told, story):
    own = (
        "A woman was wounded in her home in Poznan, Germany said.",
        "A woman was wounded in her home in Poznan",
        "Germany",
        GERMANY,
        {},
    )
    assert not blocks(story, *told(MILITARY, SPARED, own))


def test_the_harmed_of_the_other_attack_are_no_answer(told, story):
    """Both sides strike: whom the one hit at home says nothing of what it hit abroad."""
    home = (
        "One man died in his home in Dresden, the Polish army said.",
        "One man died in his home in Dresden",
        "the Polish army",
        POLAND,
        {},
    )
    assert not blocks(story, *told(MILITARY, home))


@pytest.mark.parametrize(
    "change",
    [{"place": "Gdansk"}, {"event_date": None, "place": None, "party": Party(bloc="official")}],
    ids=["another place", "nobody knows for whom"],
)
def test_what_may_be_of_another_event_is_left_open(told, story, change):
    pages, (one, other) = told(MILITARY, CIVILIANS)
    assert not blocks(story, pages, [replace(one, place="Poznan"), replace(other, **{"place": "Poznan", **change})])


def test_claims_of_two_days_are_of_two_attacks(told, story, morning):
    pages, (one, other) = told(MILITARY, CIVILIANS)
    day = morning.date()
    assert blocks(story, pages, [replace(one, event_date=day), replace(other, event_date=day)])
    assert not blocks(story, pages, [replace(one, event_date=day), replace(other, event_date=day - timedelta(1))])


def test_what_may_come_is_no_claim_of_what_was(told, story):
    threat = (
        "Germany's army said it would strike arms depots in Poland.",
        "it would strike arms depots in Poland",
        "Germany's army",
        GERMANY,
        {},
    )
    assert not blocks(story, *told(threat, CIVILIANS))


def test_who_says_he_took_a_town_stands_against_who_holds_it(told, story):
    took = ("Germany's army said it had taken control in Poznan.", "it had taken control in Poznan", "Germany's army", GERMANY, {})
    held = (
        "Polish troops still hold the town hall in Poznan, the general staff said.",
        "Polish troops still hold the town hall in Poznan",
        "the general staff",
        POLAND,
        {},
    )
    elsewhere = (
        "Polish troops still hold the port in Gdansk, the ministry said.",
        "Polish troops still hold the port in Gdansk",
        "the ministry",
        POLAND,
        {},
    )
    (block,) = blocks(story, *told(took, held, elsewhere))
    assert block.label == "Who holds it, Poznań"
    assert [side.said_by for side in block.sides] == ["Germany's army", "the general staff"]


def test_a_denial_stands_beside_what_it_denies(told, story):
    accusation = (
        "Poland says German agents cut the gas pipeline to Gdansk on purpose.",
        "German agents cut the gas pipeline to Gdansk on purpose",
        "Poland",
        POLAND,
        {"stance": "claimed"},
    )
    denial = (
        "Berlin denied the Polish claim that its agents had cut the gas pipeline.",
        "its agents had cut the gas pipeline",
        "Berlin",
        GERMANY,
        {"stance": "denied", "verb": "denied"},
    )
    (block,) = blocks(story, *told(accusation, denial))
    assert block.label == "Claimed and denied"
    assert [side.said_by for side in block.sides] == ["Poland", "Berlin"]


def test_a_plan_that_is_rejected_is_not_denied(told, story):
    plan = (
        "Poland says German troops can guard the gas pipeline.",
        "German troops can guard the gas pipeline",
        "Poland",
        POLAND,
        {},
    )
    refusal = (
        "Berlin rejected the plan that its troops guard the gas pipeline.",
        "the plan that its troops guard the gas pipeline",
        "Berlin",
        GERMANY,
        {"stance": "denied", "verb": "rejected"},
    )
    assert not blocks(story, *told(plan, refusal))


def test_what_could_not_be_verified_stands_beside_the_claim_it_speaks_of(told, story):
    doubt = (
        "The claim about the depot could not be independently verified.",
        "The claim about the depot could not be independently verified.",
        "The Harbour Times",
        Party(bloc="outlet"),
        {"stance": "unverified"},
    )
    (block,) = blocks(story, *told(MILITARY, doubt, CIVILIANS))
    assert [(side.said_by, side.stance) for side in block.sides][-1] == ("The Harbour Times", "unverified")
    far = ("The town has a large harbour.",) * 3
    pages, (one, other, remark) = told(MILITARY, CIVILIANS, doubt)
    page = replace(pages[0], paragraphs=(*pages[0].paragraphs[:2], *far, pages[0].paragraphs[2]))
    moved = replace(remark, passage=passage(page, remark.sentence), said=passage(page, remark.sentence))
    (block,) = blocks(story, [page], [one, other, moved])
    assert "unverified" not in {side.stance for side in block.sides}


def test_a_block_has_two_voices_of_a_side_at_most_and_each_speaks_once(told, story):
    told_of = (
        ("Ada", "A baker died behind his shop in Poznan"),
        ("Ewa", "Nine children were wounded at school"),
        ("Iza", "The west wing of the county hospital was damaged"),
        ("Ada", "Windows of a church were destroyed"),
    )
    harmed = [(f"{said}, Polish official {name} said.", said, name, POLAND, {}) for name, said in told_of]
    (block,) = blocks(story, *told(MILITARY, *harmed))
    assert len(block.sides) == 1 + OF_ONE_CAMP <= SIDES
    assert len({side.said_by for side in block.sides}) == len(block.sides)


def test_the_paragraphs_of_another_event_do_not_speak(told, story):
    pages, claims = told(MILITARY, CIVILIANS)
    assert not blocks(story, pages, claims, elsewhere=(Lent(article=pages[0], paragraphs=(2,)),))


def test_the_order_of_the_claims_changes_nothing(told, story):
    pages, claims = told(MILITARY, CIVILIANS, SPARED)
    assert blocks(story, pages, claims) == blocks(story, pages, claims[::-1])


def test_what_a_clash_prints_the_story_does_not_print_again(told, story):
    pages, claims = told(MILITARY, CIVILIANS)
    (block,) = blocks(story, pages, claims)
    assert isinstance(block, Opposed)
    said = tuple(Statement(text=one.sentence, passages=(one.passage,)) for one in claims)
    other = tuple(
        Statement(text=text, passages=(Passage(article="p", paragraph=1, start=at, end=at + 9, sha256="0" * 64),))
        for at, text in enumerate(("One more.", "And more."))
    )
    report = Report(story="s", headline=other[0], statements=(other[0], said[0], other[1]), opposed=(block,))
    assert told_once(report).statements == other
    few = replace(report, statements=(other[0], *said))
    assert told_once(few) == few


def test_the_sentence_that_leads_a_story_stays_there_though_a_clash_prints_it_again(told, story):
    pages, claims = told(MILITARY, CIVILIANS)
    (block,) = blocks(story, pages, claims)
    lead, again = (Statement(text=one.sentence, passages=(one.passage,)) for one in claims)
    rest = Statement(text="One more.", passages=(Passage(article="p", paragraph=1, start=0, end=9, sha256="0" * 64),))
    report = Report(story="s", headline=lead, statements=(lead, again, rest), opposed=(block,))
    assert told_once(report).statements == (lead, rest)
