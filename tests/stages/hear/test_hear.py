"""Claims: who asserts what, how, about which place and day, with the passage it stands in."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Article, Party, When
from briefing.stages.hear import hear


def article(*paragraphs, title="", publisher="Brod Daily", day=date(2024, 3, 5)):
    return Article(
        id="a",
        capture="c",
        item=1,
        title=title,
        publisher=publisher,
        published=When(day=day),
        paragraphs=tuple(paragraphs),
        language="en",
    )


def words(claim, *paragraphs):
    return paragraphs[claim.said.paragraph - 1][claim.said.start : claim.said.end]


CLAIMS = [
    ("Kyiv Mayor Ann Vik said two barns burned.", "Kyiv Mayor Ann Vik", "said", "two barns burned."),
    ("Two barns burned in Pavlohrad, the mayor said on Tuesday.", "the mayor", "said", "Two barns burned in Pavlohrad"),
    ("“Two barns are gone,” Ann Vik told reporters.", "Ann Vik", "said", "“Two barns are gone,”"),
    ("According to Ann Vik, two barns burned.", "Ann Vik", "said", "two barns burned."),
    ("Two barns burned, according to the harbour police.", "the harbour police", "said", "Two barns burned"),
    ("For years, Ann Vik said, she had watched the mill.", "Ann Vik", "said", "she had watched the mill."),
    ("Norway denied that its boats had crossed the line.", "Norway", "denied", "its boats had crossed the line."),
    ("Norway rejected the report.", "Norway", "denied", "the report."),
    ("“Our army does not strike harbours,” Ann Vik said.", "Ann Vik", "denied", "“Our army does not strike harbours,”"),
    ("Ann Vik called the report “a fairy tale”.", "Ann Vik", "said", "the report “a fairy tale”."),
    ("Norway accused the fleet of dumping oil.", "Norway", "claimed", "the fleet of dumping oil."),
    ("A milblogger claimed that two barns burned.", "A milblogger", "claimed", "two barns burned."),
    ("The fisheries ministry confirmed that the port was closed.", "The fisheries ministry", "confirmed", "the port was closed."),
    ("Мер Харкова повідомив, що згорів млин.", "Мер Харкова", "said", "згорів млин."),
    ("Кремль отрицает, что суда пересекли линию.", "Кремль", "denied", "суда пересекли линию."),
    ("«Мельница сгорела», — сообщил губернатор Громов.", "губернатор Громов", "said", "«Мельница сгорела»"),
]


@pytest.mark.parametrize(("text", "speaker", "stance", "said"), CLAIMS, ids=[case[0] for case in CLAIMS])
def test_a_claim_has_its_speaker_its_stance_and_what_is_asserted(text, speaker, stance, said):
    (claim,) = hear([article(text)])
    assert (claim.speaker, claim.stance, words(claim, text)) == (speaker, stance, said)
    assert claim.sentence == text == text[claim.passage.start : claim.passage.end]


@pytest.mark.parametrize(
    "text",
    [
        "Two barns burned.",
        "Two barns were reportedly lost.",
        "He said two barns burned.",
        "Brod Daily reported that two barns burned.",
        "The storm claimed 3 lives.",
        "The mayor toured the port.",
        "Fishermen made no confirmed catches.",
    ],
)
def test_what_nobody_certain_asserts_is_no_claim(text):
    assert hear([article(text)]) == ()


def test_each_of_two_speakers_has_a_claim():
    text = "Norway said two barns burned, but Sweden denied the report."
    assert [(one.speaker, one.stance, words(one, text)) for one in hear([article(text)])] == [
        ("Norway", "said", "two barns burned"),
        ("Sweden", "denied", "the report."),
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "bloc"),
    [
        ("The report could not be independently verified.", "Brod Daily", "outlet"),
        ("Reuters could not verify the report.", "Reuters", "outlet"),
        ("Norway's navy said it could not confirm the report.", "Norway's navy", "official"),
        ("Незалежного підтвердження цьому немає.", "Brod Daily", "outlet"),
    ],
)
def test_that_something_was_not_verified_is_a_claim_of_whoever_could_not(text, speaker, bloc):
    (claim,) = hear([article(text)])
    assert (claim.speaker, claim.party.bloc, claim.stance) == (speaker, bloc, "unverified")


def test_an_unnamed_outlet_that_could_not_verify_has_no_name():
    (claim,) = hear([article("The report could not be verified.", publisher=None)])
    assert claim.speaker == ""


def test_a_surname_speaks_for_the_office_said_before():
    first, second = "Kharkiv regional governor Taras Hrim toured the port.", "Hrim said two barns burned."
    (claim,) = hear([article(first, second)])
    assert (claim.speaker, claim.office, claim.party) == ("Hrim", "Kharkiv regional governor", Party(bloc="official", country="UA"))
    assert claim.said.paragraph == 2


def test_a_quotation_that_goes_on_is_exact_and_keeps_its_speaker():
    first, second = "“Two barns are gone,” Polish minister Ann Vik said.", "“We shall build them up again.”"
    claims = hear([article(first, second)])
    assert [(one.speaker, one.quoted, words(one, first, second)) for one in claims] == [
        ("Polish minister Ann Vik", True, "“Two barns are gone,”"),
        ("Polish minister Ann Vik", True, "“We shall build them up again.”"),
    ]


def test_place_and_day_are_those_of_what_is_asserted():
    (claim,) = hear([article("The mayor said in Lviv that two barns burned in Pavlohrad on Monday.")])
    assert (claim.place, claim.event_date) == ("Pavlohrad", date(2024, 3, 4))


@pytest.mark.parametrize(
    "text",
    [
        "Ann Vik said barns burned in Pavlohrad and Lviv.",
        "Ann Vik said Moscow had burned the barns.",
        "Ann Vik said two barns burned.",
    ],
)
def test_in_doubt_a_claim_has_no_place(text):
    (claim,) = hear([article(text)])
    assert claim.place is None


def test_articles_are_heard_one_by_one():
    one, other = article("Norway said two barns burned."), article("Sweden said a mill burned.")
    assert hear([one, other]) == (*hear([one]), *hear([other]))


@given(
    st.lists(
        st.text(max_size=120)
        | st.lists(
            st.sampled_from(
                "Norway said that , “ ” . but the mayor denied it could not be verified , according to Ann Vik he added and заявил Громов в Киеве".split()
            ),
            min_size=1,
        ).map(" ".join),
        min_size=1,
        max_size=4,
    )
)
def test_what_is_said_lies_within_its_sentence(paragraphs):
    plain = tuple(" ".join(one.split()) for one in paragraphs)
    for claim in hear([article(*plain)]):
        paragraph = plain[claim.passage.paragraph - 1]
        assert paragraph[claim.passage.start : claim.passage.end] == claim.sentence
        assert claim.passage.start <= claim.said.start < claim.said.end <= claim.passage.end
        assert claim.speaker in (*plain, "Brod Daily") or any(claim.speaker in text for text in plain)


@pytest.mark.parametrize(
    ("text", "speaker", "stance", "said"),
    [
        ("У ДСНС уточнили, що пожежу загашено.", "ДСНС", "said", "пожежу загашено."),
        ("Як повідомили в поліції, згорів млин.", "поліції", "said", "згорів млин."),
        ("В Кремле отвергли обвинения.", "Кремле", "denied", "обвинения."),
        ("«Мы не бьем по мельницам», — заявил Громов журналистам.", "Громов", "denied", "«Мы не бьем по мельницам»"),
        ("Как сообщает газета со ссылкой на порт, сгорела мельница.", "газета", "said", "сгорела мельница."),
    ],
)
def test_claims_are_heard_in_ukrainian_and_russian(text, speaker, stance, said):
    (claim,) = hear([article(text)])
    assert (claim.speaker, claim.stance, words(claim, text)) == (speaker, stance, said)


def test_what_the_next_sentence_says_somebody_told_is_theirs():
    first, second = "Згорів великий млин.", "Про це повідомив мер Харкова Тарас Грім."
    claims = hear([article(f"{first} {second}")])
    assert [(one.speaker, one.sentence, one.quoted) for one in claims] == [("мер Харкова Тарас Грім", first, False)]


def test_what_is_asserted_ends_before_the_paper_it_is_taken_from():
    text = "Witnesses described the ferry as “overcrowded,” the suit says."
    (claim,) = hear([article(text)])
    assert words(claim, text) == "the ferry as “overcrowded,”"


def test_he_is_never_the_outlet():
    found = hear([article("In posts, according to the outlet, he said that two barns burned.")])
    assert [claim.verb for claim in found] == ["according to"]


def test_they_are_the_leaders_of_the_country_the_sentence_opens_with():
    (claim,) = hear([article("Norway's top military leaders on Tuesday toured barns that they said were burned.")])
    assert (claim.speaker, claim.party) == ("Norway's top military leaders", Party(bloc="official", country="NO"))
