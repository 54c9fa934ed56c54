"""Speakers: whose word a sentence is, by the ways English, Ukrainian and Russian have of saying so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language.speakers import sayings, speaker

SPOKEN = [
    ("The governor of a region near the isle said a barn burned.", "The governor of a region near the isle"),
    ("The navy has added 20 boats, according to Taras Hrim.", "Taras Hrim"),
    ("The mill, Taras Hrim added, burned.", "Taras Hrim"),
    ("Poltava Mayor Taras Hrim said the bridge was closed.", "Poltava Mayor Taras Hrim"),
    ("The bridge was closed, the harbour police reported.", "the harbour police"),
    ("Two barns burned, according to the regional governor, Taras Hrim.", "the regional governor, Taras Hrim"),
    (
        "According to the head of the town's military administration, Taras Hrim, one barn burned.",
        "the head of the town's military administration, Taras Hrim",
    ),
    ("“We shall rebuild,” said Defence Minister Olena Vik.", "Defence Minister Olena Vik"),
    ("The ferry sank in 2011, said President Olena Vik, adding that nobody knew why.", "President Olena Vik"),
    ("Taras Hrim, the regional governor, said a barn burned.", "Taras Hrim"),
    ("In the port, Mayor Taras Hrim said some 20 crates were lost.", "Mayor Taras Hrim"),
    ("The navy on Tuesday announced that a ferry sank.", "The navy"),
    ("The plan is sound, Vik also said, and cheap.", "Vik"),
    ("Two ferries crossed to the isle, which lies far off, detailed harbour chief Olena Vik.", "harbour chief Olena Vik"),
    ("The Ministry of Industry and Trade said 5 mills closed.", "The Ministry of Industry and Trade"),
    ("According to a local paper, Mayor Taras Hrim told reporters that two mills closed.", "Mayor Taras Hrim"),
    ("The mill made 900 carts a day, according to European Union estimates.", "European Union estimates"),
    ("Про пожежу повідомив мер міста Тарас Грім.", "мер міста Тарас Грім"),
    ("За словами голови громади Тараса Гріма, згорів млин.", "голови громади Тараса Гріма"),
    ("Сгорела мельница, сообщил губернатор Громов.", "губернатор Громов"),
    ("По словам губернатора Громова, сгорела мельница.", "губернатора Громова"),
    ("A source familiar with the talks said the ferry sank.", "A source"),
    ("Defence minister Olena Vik, who met envoys in Oslo, Bergen and Riga, said the ferry sank.", "Defence minister Olena Vik"),
    ("The mill burned, as the Harbour and Mills Agency (HMA) announced on Tuesday.", "the Harbour and Mills Agency"),
    ("State and federal officials estimate that it would cost $3 billion.", "State and federal officials"),
    ("Two barns burned, according to a statement released by the harbour police.", "the harbour police"),
    ("Harbour chief Olena Vik warned the mill would burn.", "Harbour chief Olena Vik"),
    ("Only two mills left – White House", "White House"),
    ("Мельница сгорела, говорится в сообщении полиции.", "полиции"),
    ("Грім під час візиту до Польщі повідомив про пожежу.", "Грім"),
]


@pytest.mark.parametrize(("sentence", "name"), SPOKEN, ids=[case[1] for case in SPOKEN])
def test_the_speaker_is_named_as_the_sentence_names_them(sentence, name):
    found = speaker(sentence)
    assert found is not None
    assert found.name == name == sentence[found.start : found.end]


@pytest.mark.parametrize(
    "sentence",
    [
        "The bridge was closed.",
        "Three barns were reportedly damaged.",
        "Two barns were reported lost.",
        "He said the bridge was closed.",
        "The storm claimed 3 lives.",
        "According to preliminary data, a barn burned.",
        "“The mayor said no” stood on the wall.",
        "The letter said nothing.",
        "Norway recorded 48 deaths.",
        "The fleet maintains 15 boats in the Baltic states.",
        "The mayor warned of floods.",
        "Norway denied that a barn burned.",
        "Western estimates put the loss at two barns.",
        "The company's claims are unproven.",
        "A leak by a guardsman revealed two plans.",
        "Neither the mayor nor the police said so.",
        "Mills: what we know",
    ],
)
def test_a_sentence_that_names_nobody_has_no_speaker(sentence):
    assert speaker(sentence) is None


@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(
            "said , Taras the mayor according to “ ” . and told reporters , was сообщил Громов police on Friday".split()
        )
    ).map(" ".join)
)
def test_a_speaker_is_a_stretch_of_the_sentence(sentence):
    found = speaker(sentence)
    assert found is None or (found.name == sentence[found.start : found.end] and found.name.strip() == found.name != "")


def test_everybody_who_says_something_is_found_pronouns_among_them():
    text = "Norway said two barns burned, but Sweden denied it, and he called the report “a fairy tale”."
    assert [(one.name, one.verb, one.pronoun) for one in sayings(text)] == [
        ("Norway", "said", False),
        ("Sweden", "denied", False),
        ("he", "called", True),
    ]


@given(st.lists(st.sampled_from("said denied , Taras “ ” the mayor according to he who adding that заявил".split())).map(" ".join))
def test_whoever_says_something_is_a_stretch_of_the_sentence(sentence):
    assert all(one.name == sentence[one.start : one.end] for one in sayings(sentence))


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Harbour police say two barns burned.", "Harbour police"),
        ("Human rights groups say at least two barns burned.", "Human rights groups"),
        ("Norwegian police and medics said two barns burned.", "Norwegian police and medics"),
        ("The same day the harbour police announced a blaze.", "the harbour police"),
        ("The harbour master last year noted two fires.", None),
        ("The minister of harbours last year noted two fires.", "The minister of harbours"),
        ("Two barns burn in the old port: police", "police"),
        ("Police reports compiled in May tell of two barns.", None),
        ("The harbour police have no say two years on.", None),
    ],
)
def test_who_speaks_is_named_without_the_words_around(sentence, name):
    found = speaker(sentence)
    assert (found.name if found else None) == name


def test_what_an_official_is_claiming_is_heard():
    assert [one.name for one in sayings("A Norwegian official is claiming that two barns burned.")] == ["A Norwegian official"]
