"""An article's section comes from the profile's words alone, and says which. All texts are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import OTHER
from briefing.settings import SectionPlan, built_in
from briefing.stages.outline import classify

WAR = built_in().sections
FLOODS = (
    SectionPlan(id="damage", title="Damage", about="houses, roads, bridges and fields destroyed by the water, and what it will cost", terms=("flooded", "washed away")),
    SectionPlan(id="rescue", title="Rescue", about="people brought to safety, boats and helicopters, shelters, the missing and the dead"),
    SectionPlan(id="money", title="Who pays", about="emergency funds, insurance, donations and the quarrel over them", examples=("The cabinet released a second emergency fund for the valley.",)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("section", "title", "text"),
    [
        ("strikes", "Three killed as drones hit Sumy overnight", "Drones struck two blocks of flats in Sumy, killing three people, the governor said."),
        ("strikes", "Ukrainian troops pull back from a village near Lyman", "The General Staff said its soldiers had retreated under artillery fire from trenches east of Lyman."),
        ("strikes", "Вночі обстріляли Херсон: двоє загинули", "Унаслідок обстрілу загинули дві людини, ще п'ятеро поранені."),
        ("strikes", "Ночью сбили двадцать беспилотников, обломки упали на завод", "Губернатор сообщил о взрыве и пожаре; пострадавших нет."),
        ("strikes", "Штурм відбито, бої тривають під Лиманом", "Генштаб повідомив про п'ять атак на фронті."),
        ("aid-and-diplomacy", "Осло дасть кредит і пакет допомоги", "Норвегія передасть зброю та фінансування на зиму."),
        ("aid-and-diplomacy", "Делегации вернулись без соглашения о перемирии", "Переговоры в Дохе закончились; следующая встреча через месяц."),
        ("nato", "Альянс починає навчання НАТО на східному фланзі", "Генсек НАТО назвав їх стримуванням."),
        ("aid-and-diplomacy", "Norway to pay for gas as NATO countries step up help", "Oslo will grant Ukraine a loan and humanitarian aid for the winter; other members of NATO have pledged assistance."),
        ("aid-and-diplomacy", "Envoys leave Doha without a ceasefire", "Delegations of both sides ended two days of talks in Doha; the mediators hope for another meeting."),
        ("aid-and-diplomacy", "Brussels readies new sanctions on oil tankers", "The European Commission proposed sanctions against forty tankers and two banks."),
        ("nato", "Alliance opens its largest exercise in the High North", "NATO's exercise brings 12,000 troops of nine member states to Norway; the Secretary General called it deterrence."),
        ("nato", "Lisbon ratifies protocol on the alliance's newest member", "Parliament voted to ratify the accession; all members of NATO have to."),
        ("nato", "NATO agency orders shells for six members", "NATO's procurement agency signed a contract for artillery shells to fill the stocks of six allies."),
    ],
)  # fmt: skip
def test_the_built_in_profile_places_what_it_was_made_for(section, title, text):
    assert classify(title, (text,), WAR).section == section
    assert classify(title, (text,), WAR, elsewhere=built_in().elsewhere).section == section


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Суд засудив чиновника за корупцію", "Вирок оголосили у вівторок, прокурор просив більше."),
        ("Чемпионат начался с победы хозяев", "Матч смотрели сорок тысяч зрителей; тренер доволен."),
        ("Inflation slows as central bank holds interest rate", "The economy grew a little, economists said."),
    ],
)
def test_the_built_in_profile_leaves_the_news_of_other_desks_alone(title, text):
    assert classify(title, (text,), WAR, elsewhere=built_in().elsewhere).section == OTHER


@pytest.mark.parametrize(
    ("section", "title", "text"),
    [
        ("damage", "Bridge at Varn gone, forty houses under water", "The flood destroyed the bridge and the road below the mill; fields lie under mud."),
        ("rescue", "Helicopters lift families from roofs", "Boats and helicopters brought 300 people to shelters; nine are missing."),
        ("money", "Insurers and cabinet quarrel over emergency fund", "The cabinet wants insurers to pay into an emergency fund for the valley."),
        (OTHER, "Chess: Varn wins the league again", "Varn's first team won the last round against Lund and keeps the cup for a third year."),
    ],
)  # fmt: skip
def test_a_profile_on_another_subject_works_with_its_own_words_alone(section, title, text):
    assert classify(title, (text,), FLOODS).section == section


def test_the_words_that_decided_are_words_of_the_article():
    title, text = "Three killed as drones hit Sumy overnight", "Drones struck two blocks of flats, the governor said."
    verdict = classify(title, (text,), WAR)
    assert {"killed", "drones"} <= {reason.what for reason in verdict.why}
    assert all(reason.what in f"{title} {text}".casefold() and reason.weight > 0 for reason in verdict.why)
    assert list(verdict.why) == sorted(verdict.why, key=lambda reason: -reason.weight)


def test_a_section_can_be_taught_by_examples_alone():
    described = {"about": "what belongs here"}  # words that say nothing
    taught = (
        SectionPlan(id="bees", title="Left", **described, examples=(
            "Beekeepers lost a third of their hives this winter.",
            "A mite spreads among the hives, beekeepers say, and honey grows dear.",
            "Swarms left their hives early; the honey harvest will be small.",
        )),
        SectionPlan(id="boats", title="Right", **described, examples=(
            "The shipyard launched a ferry for the northern islands.",
            "A ferry ran aground off the islands; its captain blames the pilot.",
            "Two captains steer the new ferry from the shipyard in turns.",
        )),
    )  # fmt: skip
    bees = ("Honey is scarce as beekeepers count their hives", "Beekeepers in the valley say the hives stood empty in March.")
    boats = ("New ferry leaves the shipyard", "The captain took the ferry out to the islands at noon.")
    neither = ("Chess league: Brenna wins again", "Brenna's first team keeps the cup.")
    assert [classify(title, (text,), taught).section for title, text in (bees, boats, neither)] == ["bees", "boats", OTHER]
    untaught = tuple(SectionPlan(id=plan.id, title=plan.title, about=plan.about) for plan in taught)
    assert {classify(title, (text,), untaught).section for title, text in (bees, boats)} == {OTHER}


def test_an_example_decides_between_sections_that_share_a_term():
    plans = tuple(
        SectionPlan(id=name, title=name, about="what belongs here", terms=("ferry", "harbour")) for name in ("left", "right")
    )
    text = "The ferry lay in the harbour while a welder mended its propeller."
    assert classify("", (text,), plans).section == "left"  # of equals the first
    taught = (plans[0], SectionPlan(id="right", title="right", about="what belongs here", terms=plans[1].terms, examples=("A welder mends the propeller of a ship.",)))  # fmt: skip
    assert classify("", (text,), taught).section == "right"


def test_what_is_fuller_of_words_for_other_desks_is_other_and_says_which():
    title, text = "Court jails soldier for theft", "A court sentenced the soldier; the trial took a day and the verdict is final."
    desks = ("court", "jailed", "sentenced", "trial", "verdict")
    assert classify(title, (text, "Troops and soldiers stood guard."), WAR).section == "strikes"
    verdict = classify(title, (text, "Troops and soldiers stood guard."), WAR, elsewhere=desks)
    assert verdict.section == OTHER
    assert {"court", "trial"} <= {reason.what for reason in verdict.why}
    attack = classify(
        "Missile hits court in Sumy", ("A missile struck the court, killing two and injuring others.",), WAR, elsewhere=desks
    )
    assert attack.section == "strikes"


@pytest.mark.parametrize(
    ("term", "words", "meant"),
    [
        ("tank", "tankers", False), ("organisation", "organisers", False), ("negotiations", "negotiated", True), ("deliver", "delivered", True),
        ("shot down", "shot down", True), ("downed", "down", False), ("accord", "according", False), ("обстріл", "обстрілами", True), ("міст", "мосту", True),
        ("повінь", "повені", True),
    ],
)  # fmt: skip
def test_a_term_means_its_own_forms_and_not_its_doer(term, words, meant):
    plan = SectionPlan(id="any", title="Any", about="what belongs here", terms=(term,))
    assert (classify(words, (words,), (plan,)).section == "any") == meant


def test_the_background_at_the_end_does_not_outvote_headline_and_opening():
    report = (
        "Envoys of both sides met in Doha for talks on a ceasefire and an exchange of prisoners.",
        "A second round is planned.",
    )
    background = (
        "Missiles, drones and artillery have killed and wounded thousands; troops advance, strikes and shelling go on.",
    ) * 3
    verdict = classify("Peace talks open in Doha", (*report, *["Nothing else was said about it." * 12], *background), WAR)
    assert verdict.section == "aid-and-diplomacy"


def test_an_article_of_two_sections_names_the_second_too():
    verdict = classify(
        "Missile strike kills nine as envoys meet for ceasefire talks",
        ("A missile killed nine people in Sumy while delegations met for talks on a ceasefire in Doha.",),
        WAR,
    )
    assert {verdict.section, *verdict.also} >= {"strikes", "aid-and-diplomacy"}


def test_a_term_of_two_sections_decides_less_than_a_term_of_one():
    both = (
        SectionPlan(id="a", title="Alpha", about="alpha", terms=("ferry", "harbour")),
        SectionPlan(id="b", title="Beta", about="beta", terms=("ferry", "bridge")),
    )
    verdict = classify("", ("The ferry, the ferry and the bridge.",), both)
    assert verdict.section == "b"


def test_what_has_nothing_of_the_profile_is_other_and_so_is_everything_without_sections():
    assert classify("Chess league: Brenna wins again", ("Brenna's first team keeps the cup.",), WAR).section == OTHER
    assert classify("Missile strike", (), ()).section == OTHER
    assert classify("", (), WAR).section == OTHER


news = st.lists(
    st.sampled_from("Missile drone killed Kyiv. aid talks NATO summit said the on «Удар» поранено, court “No!” 12 S-300".split()),
    max_size=40,
).map(" ".join)


@given(st.text(max_size=80) | news, st.lists(st.text(max_size=120) | news, max_size=4))
def test_any_text_gets_a_section_of_the_profile_or_other(title, paragraphs):
    verdict = classify(title, paragraphs, WAR)
    assert verdict.section in {OTHER, *(plan.id for plan in WAR)}
    assert verdict.section not in verdict.also
    assert all(0 <= vote <= 1 for _, vote in verdict.votes)
    assert verdict == classify(title, tuple(paragraphs), WAR)
    texts = (title, *paragraphs)
    assert all(texts[one.paragraph][one.start : one.end] == one.text and one.weight > 0 for one in verdict.sentences)


SUBJECT = ("Ukraine", "Russia", "NATO")


def test_a_story_that_names_the_subject_nowhere_is_other():
    fire = (
        "Forty people were killed and 115 injured in a bar fire, police in the canton said.",
        "Rescuers searched the rubble until noon.",
    )
    assert classify("Forty killed in bar fire", fire, WAR).section != OTHER
    assert classify("Forty killed in bar fire", fire, WAR, SUBJECT).section == OTHER


def test_a_place_in_a_country_of_the_subject_names_it():
    strike = ("A missile killed two people and injured 11 in Izium, the council said.",)
    assert classify("Two killed by missile in Izium", strike, WAR, SUBJECT) == classify(
        "Two killed by missile in Izium", strike, WAR
    )


def test_a_mention_far_down_is_not_the_subject():
    text = (
        "Two people were killed by an explosion at a fireworks plant, police said.",
        *["Nothing more was known of it at night." * 20],
        "He had been to Ukraine.",
    )
    assert classify("Explosion kills two at fireworks plant", text, WAR, SUBJECT).section == OTHER
